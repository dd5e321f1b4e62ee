"""The card of a market: what its edition holds, lab by lab, and how its prices agree."""

from typing import TYPE_CHECKING

from aiproviders._analysis.market.counts import (
    MarketCounts,
    is_price_catalog,
    lab_counts,
    total,
)
from aiproviders._display.cells import Cell, Table, View, period_cell, total_of
from aiproviders._records.sections.sources import Source
from aiproviders._values.wording import counted

if TYPE_CHECKING:
    from aiproviders._records.market import Market

_FIRST_LABS = 10
_HEADER = ("Lab", "Name", "Models", "On sale", "Priced", "Scored", "Two agree", "Three agree")


def market_view(market: "Market", limit: int | None) -> View:
    """Lay out a market: counts of models, how prices agree, and a row for each of the labs."""
    by_lab = [(lab, lab_counts(lab)) for lab in market]
    whole = total(counts for _, counts in by_lab)
    rows = [
        (
            Cell(lab.id),
            Cell(lab.name),
            *(
                Cell(f"{count:,}")
                for count in (
                    counts.models,
                    counts.on_sale,
                    counts.priced,
                    counts.scored,
                    counts.two,
                    counts.more,
                )
            ),
        )
        for lab, counts in by_lab[:limit]
    ]
    numbers, labs = tuple(range(2, len(_HEADER))), total_of(by_lab, limit)
    table = Table(_HEADER, tuple(rows), numbers, labs, most=_FIRST_LABS)
    catalogs = dict.fromkeys(
        _with_origin(source) for source in market.sources if is_price_catalog(source)
    )
    others = len(market.sources) - sum(map(is_price_catalog, market.sources))
    return View(
        title=f"The market, edition {market.edition}",
        kind="Market",
        facts=(
            ("Prices read", period_cell(market.prices_read)),
            ("Models", Cell(_models_words(whole, len(market)))),
            ("Prices stated by", Cell(_agreement(whole))),
            ("Sources", Cell(", ".join((*catalogs, counted(others, "page"))))),
        ),
        tables=(table,) if rows else (),
    )


def _models_words(whole: MarketCounts, labs: int) -> str:
    return (
        f"{whole.models:,} of {counted(labs, 'lab')}, {whole.on_sale:,} of them on sale, of which "
        f"{whole.priced:,} are priced and {whole.scored:,} scored"
    )


def _with_origin(source: Source) -> str:
    """Return a title, and what the source was made from."""
    origin = ", ".join(source.derived_from)
    return f"{source.title} (made from {origin})" if origin else source.title


def _agreement(whole: MarketCounts) -> str:
    return (
        f"one price catalog {whole.one:,}, two {whole.two:,}, three or more {whole.more:,}; "
        f"a page too {whole.with_page:,}"
    )
