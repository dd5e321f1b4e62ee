"""What answers say of usage, read by ours and by genai-prices."""

from pathlib import Path

import pytest

from tools.counter_check import answers
from tools.counter_check.answers import Compared, compared, table, unexplained


def test_every_difference_has_a_reviewed_cause() -> None:
    """On all samples the two agree, or it is said why not; the page has the table."""
    found = list(compared())
    assert [] == unexplained(found)
    assert {each.sample for each in found} == answers.ASKED.keys()
    assert table(found) in Path("docs/counter-check.md").read_text("utf-8")


def test_what_differs_without_a_cause_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A difference without a cause and a cause without a difference make the check fail."""
    one = Compared("a", 1, {"input_tokens": 5}, {})
    none = Compared("b", 1, {"input_tokens": 5}, "Missing value")
    same = Compared("cohere.jsonl", 3, {"searches": 3}, {"searches": 3})
    page = tmp_path / "page.md"
    page.write_text(f"before {answers.BEGIN} old {answers.END} after", "utf-8")
    monkeypatch.setattr(answers, "PAGE", page)
    monkeypatch.setattr(answers, "compared", lambda: iter([one, none, same]))
    monkeypatch.setattr(answers, "CAUSES", {("b", 1): "Ours.", ("cohere.jsonl", 3): "Ours."})
    assert 1 == answers.main()
    assert "not explained: a, record 1\nnot explained: cohere.jsonl, record 3\n" == (
        capsys.readouterr().out
    )
    lines = page.read_text("utf-8").splitlines()
    assert "| `a` | 1 | input 5 | nothing | not explained |" in lines
    assert "| `b` | 1 | input 5 | nothing | Ours. |" in lines
    assert "| `cohere.jsonl` | 3 | searches 3 | the same |  |" in lines
    monkeypatch.setattr(answers, "compared", lambda: iter([none]))
    monkeypatch.setattr(answers, "CAUSES", {("b", 1): "Ours."})
    assert 0 == answers.main()
