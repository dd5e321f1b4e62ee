"""The input lengths of a price: which requests are billed by the same rates."""

from typing import NamedTuple

from aiproviders._records.prices.price import TokenPrice


class InputInterval(NamedTuple):
    """Input lengths that are billed by the same rates.

    Attributes:
        at_least: Fewest input tokens of a request.
        below: First number of input tokens after the interval; None if it is open.
    """

    at_least: int
    below: int | None


def input_intervals(price: TokenPrice) -> tuple[InputInterval, ...]:
    """Return the intervals of input length that a price has, from 0 tokens on without a gap."""
    begins = [tier.threshold if tier.inclusive else tier.threshold + 1 for tier in price.tiers]
    return tuple(
        InputInterval(begin, end)
        for begin, end in zip([0, *begins], [*begins, None], strict=True)
        if begin != end
    )
