"""Causes of differences between the calculator of model-prices and ours."""

from collections.abc import Iterator
from datetime import timedelta

from aiproviders import Period
from tools.counter_check.causes import UNKNOWN, UNSTATED, Cause, amounts_of
from tools.counter_check.difference import Amount, Difference, is_same
from tools.counter_check.prices import assumed_cost

_DAY = timedelta(days=1)


def _of_another(found: Difference) -> Iterator[Amount]:
    if found.answer.other is not None:
        provider, id = found.answer.other
        other = found.of_model(found.providers[provider].models[id])
        yield from amounts_of(other, [each for each in CAUSES if each is not _ANOTHER])


def _nothing(found: Difference) -> Iterator[Amount]:
    if not found.answer.is_found and found.answer.other is None:
        yield None


def _of_first_price(found: Difference) -> Iterator[Amount]:
    stated = found.answer.stated
    if stated is None or found.request.moment >= stated.begin:
        return
    if (found.ours is None or _is_seen_later(found)) and _is_right_later(found):
        yield assumed_cost(stated.price, found.request.usage)


def _before_first_price(found: Difference) -> Iterator[Amount]:
    if _is_seen_later(found):
        yield None


def _is_seen_later(found: Difference) -> bool:
    """Whether ours is the only price of a service, first seen on a later day."""
    price, day = found.price, Period.of(found.request.moment.date())
    seen = None if price is None or price.effective is not None else price.observed
    return seen is not None and seen.after(day)


def _before_change(found: Difference) -> Iterator[Amount]:
    moment, stated = found.request.moment, found.answer.stated
    by_their_price = None if stated is None else assumed_cost(stated.price, found.request.usage)
    if found.price is not None and found.price.hours is not None:
        # At the end of the day the hour is another one.
        before = found.asked(found.request._replace(moment=moment - _DAY))
        if before.price not in {None, found.price}:
            yield before.assumed_cost
        if stated is not None and moment < stated.begin:
            yield by_their_price
        return
    if _is_right_later(found):
        yield by_their_price


def _is_right_later(found: Difference) -> bool:
    """Whether they say what we say in the last second of the day, or of that of their price."""
    later = found.answer.later
    if later is None:
        return False
    ours = amounts_of(found.asked(found.request._replace(moment=later.moment)), (UNSTATED, UNKNOWN))
    return any(is_same(each, later.amount) for each in ours)


_ANOTHER = Cause(
    "another model is found by its id",
    "Ours: names are aliases for them first, or lose a day or an effort at their end, so that "
    "an id may lead to another model, which they price.",
    _of_another,
)
CAUSES = (
    _ANOTHER,
    UNSTATED,
    UNKNOWN,
    Cause(
        "no model is found by its id",
        "Ours: they take what stands before a slash in an id for a provider, and say nothing.",
        _nothing,
    ),
    Cause(
        "their price has not begun",
        "Ours: before the first price nothing is stated. They take the first one for all time "
        "before it, and say so; of several of one day, ours is the last. At the end of the day on "
        "which it begins they say what we say.",
        _of_first_price,
    ),
    Cause(
        "our price was first seen later",
        "Both: where the only price of a service was first seen on some day, we take it for the "
        "days before too, as the first known price. They say nothing.",
        _before_first_price,
    ),
    Cause(
        "a price changes within a day",
        "Theirs: they know the second of a change; ours go by the day, which has the price of its "
        "end. At the end of the day they say what we say.",
        _before_change,
    ),
)
"""The causes; the first one that explains a difference is its cause."""
