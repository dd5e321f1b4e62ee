"""Prices by interval: which price holds on which days, and which rates for which input length."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import NamedTuple

from aiproviders._records.model import Model
from aiproviders._records.price import Rates, TokenPrice
from aiproviders._records.token_kinds import RATES

_DAY = timedelta(days=1)


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


class DayInterval(NamedTuple):
    """Days on which one price holds.

    Attributes:
        since: First day; None if the beginning is open.
        before: First day after the interval; None if the end is open.
        price: The price; None if none is stated for these days.
    """

    since: date | None
    before: date | None
    price: TokenPrice | None


def list_prices(model: Model, host: str | None) -> tuple[TokenPrice, ...]:
    """Return the list prices of a model by a host, by default its maker."""
    server = host or model.provider
    return tuple(
        price
        for price in model.prices
        if price.plan == "list" and (price.host or model.provider) == server
    )


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


def day_intervals(prices: Iterable[TokenPrice]) -> tuple[DayInterval, ...]:
    """Return the days on which each of several prices holds, in order of time.

    A price holds from the first day of `effective`, or else of `observed`, to its last day if that
    is stated as the end of an interval, and at most until the next price begins. A price without
    either date holds on all days before the others. Prices that begin on one day hold on the same
    days.
    """
    listed = tuple(prices)
    if len(listed) == 1 and listed[0].effective is None:
        return (DayInterval(since=None, before=None, price=listed[0]),)
    begun: dict[date, list[TokenPrice]] = {}
    for price in listed:
        begun.setdefault(_first_day(price), []).append(price)
    days = sorted(begun)
    return tuple(
        DayInterval(
            since=_none_if_first(begin),
            before=_earlier(following, _day_after(price)),
            price=price,
        )
        for begin, following in zip_longest(days, days[1:])
        for price in begun[begin]
    )


def gapless_day_intervals(prices: Iterable[TokenPrice]) -> tuple[DayInterval, ...]:
    """Return every day without a gap or an overlap, and which of several prices holds on it.

    Where different prices begin on one day, none holds on the days that `day_intervals` gives them.
    """
    by_first_day = (
        tuple(same_day) for _, same_day in groupby(day_intervals(prices), key=attrgetter("since"))
    )
    return tuple(_with_gaps_filled(each[0] for each in by_first_day if _are_alike(each)))


def _with_gaps_filled(known: Iterable[DayInterval]) -> Iterator[DayInterval]:
    uncovered: date | None = date.min
    for each in known:
        if uncovered != (each.since or date.min):
            yield DayInterval(since=_none_if_first(uncovered), before=each.since, price=None)
        yield each
        uncovered = each.before
    if uncovered is not None:
        yield DayInterval(since=_none_if_first(uncovered), before=None, price=None)


def _none_if_first(day: date | None) -> date | None:
    return None if day == date.min else day


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _first_day(price: TokenPrice) -> date:
    dated = price.effective or price.observed
    return (dated and dated._first) or date.min


def _day_after(price: TokenPrice) -> date | None:
    """Return the day after the last one that is stated, if any."""
    if price.effective is None or "/" not in price.effective.edtf:
        return None
    last = price.effective._last
    return None if last is None or last == date.max else last + _DAY


def _are_alike(intervals: Sequence[DayInterval]) -> bool:
    prices = [each.price for each in intervals if each.price is not None]
    return len({(input_intervals(each), each.currency) for each in prices}) == 1
