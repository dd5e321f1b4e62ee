"""What a cause of a difference is, and the causes that several calculators share."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tools.counter_check.difference import Amount, Difference, is_same


class Cause(NamedTuple):
    """A cause of differences.

    Attributes:
        what: What happens.
        verdict: Who is right by the price catalog's own data, and why.
        amounts: Calculates what the calculator says because of it; nothing where it is not the
            cause, and several amounts where it may be one of them.
    """

    what: str
    verdict: str
    amounts: Callable[[Difference], Iterator[Amount]]

    def explains(self, found: Difference) -> bool:
        """Whether the calculator says an amount that it gives."""
        return any(is_same(each, found.theirs) for each in self.amounts(found))


def amounts_of(found: Difference, causes: Iterable[Cause]) -> Iterator[Amount]:
    """Yield what a calculator may say: what we say, and what each cause makes of it."""
    if found.ours is None:
        yield None
    elif not found.is_open:
        yield found.ours.value
    for cause in causes:
        yield from cause.amounts(found)


def _unstated(found: Difference) -> Iterator[Amount]:
    if found.ours is not None and found.is_open:
        yield found.assumed_cost


def _unknown(found: Difference) -> Iterator[Amount]:
    if found.ours is None:
        yield Decimal(0)


UNSTATED = Cause(
    "a kind of tokens has no price",
    "Ours: no price is stated for some of the tokens, so the cost is at least the rest. "
    "They take cached tokens for as dear as other input, and other tokens for free.",
    _unstated,
)
UNKNOWN = Cause(
    "no tokens have a price",
    "Ours: no price of tokens is stated, or zeros that nothing explains, so there is no cost. "
    "They say 0.",
    _unknown,
)
NO_SERVICE = "no price for the service is stated"
"""What happens where a service that has no price is asked for."""
