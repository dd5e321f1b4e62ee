"""Causes of differences between the calculator of genai-prices and ours."""

from collections.abc import Iterator
from decimal import Decimal

from tools.counter_check.causes import NO_SERVICE, UNKNOWN, UNSTATED, Cause
from tools.counter_check.difference import Amount, Difference


def _standard(found: Difference) -> Iterator[Amount]:
    standard = found.of_standard_service
    if found.price is None and standard.price is not None:
        yield standard.assumed_cost + _fee(standard)


def _with_fee(found: Difference) -> Iterator[Amount]:
    if fee := _fee(found):
        yield found.assumed_cost + fee


def _fee(found: Difference) -> Decimal:
    """The price of one request, whatever it uses."""
    others = found.price.other if found.price else ()
    return sum((each.price / 1_000 for each in others if each.kind == "requests"), Decimal(0))


def _of_entry(found: Difference) -> Iterator[Amount]:
    if not found.answer.is_found and found.ours is not None and not found.is_open:
        yield found.ours.value


CAUSES = (
    Cause(
        NO_SERVICE,
        "Ours: without such a price there is no cost. They take the standard price.",
        _standard,
    ),
    UNSTATED,
    UNKNOWN,
    Cause(
        "a request has a price",
        "Both: they add the price of a request, which stands with our `other` prices; "
        "our cost is at least that of the tokens.",
        _with_fee,
    ),
    Cause(
        "the model is not found by its id",
        "Ours: their rules of matching leave out the price catalog's own id of the model. "
        "Asked by the entry itself, they say what we say.",
        _of_entry,
    ),
)
"""The causes; the first one that explains a difference is its cause."""
