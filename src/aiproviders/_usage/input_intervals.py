"""The rates of a price by input length: which tier bills a request of how many input tokens."""

from typing import NamedTuple

from aiproviders._records.prices.price import Rates, TokenPrice
from aiproviders._records.prices.use_kinds import RATES


class InputInterval(NamedTuple):
    """Input lengths that are billed by the same rates.

    Attributes:
        at_least: Fewest input tokens of a request.
        below: First number of input tokens after the interval; None if it is open.
        rates: The rates.
    """

    at_least: int
    below: int | None
    rates: Rates


def input_intervals(price: TokenPrice) -> tuple[InputInterval, ...]:
    """Return the rates of a price for every input length, from 0 tokens on without a gap."""
    begins = [tier.threshold if tier.inclusive else tier.threshold + 1 for tier in price.tiers]
    return tuple(
        InputInterval(begin, end, _only_rates(rates))
        for begin, end, rates in zip(
            [0, *begins], [*begins, None], [price, *price.tiers], strict=True
        )
        if begin != end
    )


def _only_rates(rates: Rates) -> Rates:
    """Return the rates of a price or a tier without its other fields."""
    return Rates(**{kind: getattr(rates, kind) for kind in RATES})
