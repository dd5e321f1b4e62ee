"""The card of a market: what its edition holds, lab by lab, and how its prices agree."""

from aiproviders._analysis.market_counts import (
    MarketCounts,
    is_price_catalog,
    lab_counts,
)
from aiproviders._display.cells import Cell, Table, View, period_cell
from aiproviders._records.market import Market
from aiproviders._values.wording import counted

_HEADER = ("Lab", "Name", "Models", "On sale", "Priced", "Scored", "Two agree", "Three agree")


def market_view(market: Market) -> View:
    """Lay out a market: counts of models, how prices agree, and a row for each lab."""
    by_lab = [(lab, lab_counts(lab)) for lab in market]
    total = sum((counts for _, counts in by_lab), MarketCounts())
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
        for lab, counts in by_lab
    ]
    catalogs = dict.fromkeys(source.title for source in market.sources if is_price_catalog(source))
    others = len(market.sources) - sum(map(is_price_catalog, market.sources))
    return View(
        title=str(market),
        kind="Market",
        facts=(
            ("Edition", Cell(market.edition)),
            ("Prices read", period_cell(market.prices_read)),
            ("Labs", Cell(f"{len(market):,}")),
            ("Models", Cell(f"{total.models:,}, {total.on_sale:,} of them on sale")),
            ("On sale", Cell(f"{total.priced:,} priced, {total.scored:,} scored")),
            ("Prices stated by", Cell(_agreement(total))),
            ("Sources", Cell(", ".join((*catalogs, counted(others, "page"))))),
        ),
        tables=(Table(_HEADER, tuple(rows), tuple(range(2, len(_HEADER)))),) if rows else (),
    )


def _agreement(total: MarketCounts) -> str:
    return (
        f"one price catalog {total.one:,}, two {total.two:,}, three or more {total.more:,}; "
        f"a page too {total.with_page:,}"
    )
