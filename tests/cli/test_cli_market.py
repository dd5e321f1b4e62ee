"""The commands on the market: its card, and editions in files."""

from pathlib import Path

import pytest
from made_up import MARKET
from test_cli import error, parsed, said

import aiproviders
from aiproviders import Market
from aiproviders._analysis.market.counts import lab_counts
from aiproviders._display.plain_text import plain_text
from aiproviders._display.views import view

OF_MADE_UP = ("--market", str(MARKET))


@pytest.fixture
def edition(tmp_path: Path) -> str:
    """The path of a file with a made-up market."""
    path = tmp_path / "edition.json"
    Market.load(MARKET).dump(path)
    return str(path)


def test_the_card_is_that_of_the_library(edition: str) -> None:
    """The market of the package is shown, or that of a file or folder."""
    made_up = Market.load(MARKET)

    for market, of in (
        (aiproviders.market, ()),
        (made_up, OF_MADE_UP),
        (made_up, ("--market", edition)),
    ):
        assert plain_text(view(market), width=1_000).split() == said("market", *of).split()


def test_the_card_as_json(tmp_path: Path) -> None:
    """JSON has the edition, its digest, when prices were read, and the counts of each lab."""
    market = Market.load(MARKET)
    found = parsed("market", *OF_MADE_UP)
    Market((), edition="2026.11").dump(tmp_path / "empty.json")

    assert market.prices_read is not None
    assert (market.edition, market.digest, market.prices_read.edtf) == tuple(
        found[name] for name in ("edition", "digest", "prices_read")
    )
    assert [
        {"id": lab.id, "name": lab.name, **lab_counts(lab)._asdict()} for lab in market
    ] == found["labs"]
    empty = parsed("market", "--market", tmp_path / "empty.json")
    assert (None, []) == (empty["prices_read"], empty["labs"])


def test_what_is_no_edition_is_refused(edition: str, tmp_path: Path) -> None:
    """A path that is not there is misuse, and a file that is cut short is invalid data."""
    cut = tmp_path / "cut.json"
    cut.write_text(Path(edition).read_text("utf-8")[:-10], "utf-8")

    assert "nowhere: No such file or directory" == error("market", "--market", "nowhere")
    assert "cut.json: this is not JSON" in error("market", "--market", cut, code=1)
