"""What sessions of Claude Code cost, by ours and by the rule of ccusage."""

from decimal import Decimal
from pathlib import Path

import pytest

from tools.counter_check import sessions
from tools.counter_check.sessions import Compared, compared, table, unexplained


def test_every_difference_has_a_reviewed_cause() -> None:
    """On all samples the two agree, or it is said why not; the page has the table."""
    found = list(compared())
    assert [] == unexplained(found)
    assert table(found) in Path("docs/counter-check.md").read_text("utf-8")


def test_the_rule_of_ccusage_is_as_reckoned_by_hand() -> None:
    """Of the lines of a request the one with most tokens counts, and an hour costs double input."""
    theirs = {each.id: each.theirs for each in compared()}
    first = 10 * 3 + 1000 * Decimal("3.75") + 2000 * 6 + 20_000 * Decimal("0.3") + 400 * 15
    assert first / 10**6 == theirs["msg_1"]
    assert Decimal("0.5") == theirs["msg_4"]
    assert Decimal(1000 * 3 + 100 * 15) / 10**6 == theirs["msg_5"]
    assert Decimal(3000 * 3 + 30 * 15) / 10**6 == theirs["answer"]
    assert Decimal(4000 * 3 + 400 * 15) / 10**6 == theirs["msg_8"]


def test_what_differs_without_a_cause_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A difference without a cause and a cause without a difference make the check fail."""
    one, same = Compared("a", Decimal(1), Decimal(2)), Compared("b", Decimal(3), Decimal(3))
    page = tmp_path / "page.md"
    page.write_text(f"before {sessions.BEGIN} old {sessions.END} after", "utf-8")
    monkeypatch.setattr(sessions, "PAGE", page)
    monkeypatch.setattr(sessions, "compared", lambda: iter([one, same]))
    monkeypatch.setattr(sessions, "CAUSES", {"b": "Ours."})
    assert 1 == sessions.main()
    assert "not explained: a\nnot explained: b\n" == capsys.readouterr().out
    lines = page.read_text("utf-8").splitlines()
    assert "| `a` | $1 | $2 | not explained |" in lines
    assert "| `b` | $3 | the same |  |" in lines
    monkeypatch.setattr(sessions, "compared", lambda: iter([same]))
    monkeypatch.setattr(sessions, "CAUSES", {})
    assert 0 == sessions.main()
