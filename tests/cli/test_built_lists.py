"""What commands list of the market of a built package, which has lists made beforehand."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made_up import MARKET
from test_cli import completions

import aiproviders
from aiproviders import Market
from aiproviders._cli.main import commands
from aiproviders._display.built_view import built_models_view, write_models_view
from aiproviders._display.cells import View
from aiproviders._display.views import view
from aiproviders._format.market.assembled import write_built
from aiproviders._format.market.bundled import IDS, bundled_market
from aiproviders._records.providers import merged_records
from aiproviders._records.sections.catalogs import SECTIONS

ALL: list[tuple[str, ...]] = [
    (),
    ("--descending",),
    ("--context-at-least", "0"),
    ("",),
]
"""What lists all models."""

OTHERS: list[tuple[str, ...]] = [
    ("--sort", "price"),
    ("--provider", "globex"),
    ("--lab", "globex"),
    ("orbit",),
    ("--priced",),
    ("--family", ""),
    ("--license", ""),
    ("--prices", ""),
    ("--json",),
    ("--csv",),
]
SETTINGS: dict[str, dict[str, str | None]] = {
    "a pipe": {"COLUMNS": None},
    "a narrow terminal": {"COLUMNS": "50", "FORCE_COLOR": "1"},
    "a wide terminal": {"COLUMNS": "300", "FORCE_COLOR": "1"},
}


def written(market: Market, folder: Path) -> Market:
    """A market as a built package has it."""
    write_built(market, folder)
    write_models_view(market, folder)
    return bundled_market(folder)


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Market:
    """A made-up market from its source tree, in place of that of the package."""
    market = bundled_market(MARKET)
    monkeypatch.setattr(aiproviders, "market", market)
    return market


@pytest.fixture
def built(source: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    """The same from the files of a built package."""
    market = written(source, tmp_path / "market")
    monkeypatch.setattr(aiproviders, "market", market)
    return market


def read_labs(market: Market) -> list[str]:
    """The labs of a built market that were read."""
    labs: Any = market._labs
    return [*labs._loaded]


def as_printed(shown: View) -> View:
    """A view without what HTML unfolds."""
    tables = tuple(
        table._replace(
            rows=tuple(tuple(cell._replace(details="") for cell in row) for row in table.rows)
        )
        for table in shown.tables
    )
    return shown._replace(tables=tables)


@pytest.mark.parametrize(
    "market", [bundled_market(MARKET), aiproviders.market], ids=["made up", "own"]
)
def test_the_lists_say_what_the_records_say(market: Market, tmp_path: Path) -> None:
    """The view is that of the models, and the ids are those of the records, in the same order."""
    built = written(market, tmp_path / "market")
    listed = built._labs.listed(IDS)

    assert as_printed(view(market.models)) == built_models_view(built)
    assert {section: [*merged_records(market, section).ids] for section in SECTIONS} == listed
    assert [] == read_labs(built)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("arguments", [*ALL, *OTHERS], ids=str)
def test_models_are_printed_as_without_the_lists(
    arguments: tuple[str, ...],
    setting: str,
    source: Market,
    built: Market,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the options and the terminal, the same is printed; a lab is read if need be."""
    runner = CliRunner(env=SETTINGS[setting])
    found = runner.invoke(commands, ("models", *arguments)).output

    assert (arguments in ALL) == (not read_labs(built))
    monkeypatch.setattr(aiproviders, "market", source)
    assert runner.invoke(commands, ("models", *arguments)).output == found


COMPLETED = [
    *product(("show", "price", "cite"), ("", "orbit", "t")),
    ("models", "--provider", ""),
    ("models", "--lab", "glo"),
]


@pytest.mark.parametrize("words", COMPLETED, ids=" ".join)
def test_ids_are_completed_as_without_the_lists(
    words: tuple[str, ...], source: Market, built: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ids are those of the records, in the same order, and no lab is read."""
    found = completions(*words)

    assert found
    assert [] == read_labs(built)
    monkeypatch.setattr(aiproviders, "market", source)
    assert completions(*words) == found
