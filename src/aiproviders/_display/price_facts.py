"""The card of one price: a line for each thing that is stated of it."""

from collections.abc import Iterator

from aiproviders._display.cells import Cell, Names, signed_cell
from aiproviders._display.field_cells import (
    USUAL_KINDS,
    amount_cell,
    field_cell,
    heading_of,
    holds_cell,
    offer_cell,
    rate_cell,
    rate_words,
)
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.use_kinds import RATES


def price_facts(price: TokenPrice, names: Names) -> Iterator[tuple[str, Cell]]:
    """Yield the name and cell of all that is stated of a price, and of usual kinds of use."""
    yield "Terms", offer_cell(price, names)
    for kind in RATES:
        rate = getattr(price, kind)
        if kind in USUAL_KINDS or kind in price.unstated or rate is not None:
            yield heading_of(kind), rate_cell(rate, kind, price)
    for other in price.other:
        amount = amount_cell(other.price, price.currency)
        cell = amount._replace(text=f"{amount.text} per {other.unit}")
        yield heading_of(other.kind), signed_cell(cell, price, "other", "currency")
    for tier in price.tiers:
        length = f"{'From' if tier.inclusive else 'Above'} {tier.threshold:,} input tokens"
        cell = Cell(", ".join(rate_words(tier, RATES, price)))
        yield length, signed_cell(cell, price, "tiers", "currency", "unit")
    yield "Holds", holds_cell(price, names)
    if price.effective is not None and price.observed is not None:
        yield "Seen", field_cell(price, "observed", names)
    yield "Reported by", field_cell(price, "reported_by", names)
    if price.stated_by:
        yield "Stated by", Cell(", ".join(price.stated_by))
