"""Usages and moments that could show a difference, and the price of a model at a moment."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from aiproviders import Model, Period, Quantity, TokenPrice, Usage
from aiproviders._records.hours.spans import DAY
from aiproviders._records.price_in_force import day_intervals, offered_prices
from aiproviders.errors import NotStatedError

SHORT = 1_000
"""Input tokens of a request that is too short for any tier."""

_WRITTEN = 500
_FAR = 10_000_000  # above every tier, so that a tier that was not read would show
_PAST = datetime(2020, 1, 1, tzinfo=UTC)
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
"""A moment after every change of a price that is known."""

_SECOND = timedelta(seconds=1)


def usages(edges: Iterable[int]) -> Iterator[Usage]:
    """Yield short and long requests and those around thresholds, each with and without a cache."""
    near = (edge + side for edge in edges for side in (-1, 0, 1))
    for tokens in sorted({SHORT, *near, _FAR}):
        for read, written in ((0, 0), (tokens * 2 // 5, 0), (0, tokens // 5)):
            yield Usage(
                input_tokens=tokens,
                output_tokens=_WRITTEN,
                cache_read_tokens=read,
                cache_write_tokens=written,
            )


def edges(prices: Iterable[TokenPrice]) -> set[int]:
    """Return the thresholds of the tiers of prices."""
    return {tier.threshold for price in prices for tier in price.tiers}


def moments(prices: Iterable[TokenPrice]) -> list[datetime]:
    """Return moments long ago, far ahead, and just before and at each change of prices."""
    found = {_PAST, FUTURE}
    for price in prices:
        days = {bound for bound in _days(price) if date.min < bound < date.max}
        hours = _edges_of_day(price)
        if hours:
            # Two days, as hours may hold on some weekdays alone.
            days |= {FUTURE.date(), FUTURE.date() + timedelta(days=1)}
        for day in days:
            for hour in hours | {time()}:
                change = datetime.combine(day, hour, UTC)
                found |= {change - _SECOND, change}
    return sorted(found)


def _days(price: TokenPrice) -> tuple[date, date]:
    """The first day of a price, and the first one after it."""
    period = price.effective or price.observed
    first = (period and period._first) or date.min
    last = price.last_day or date.max
    return first, last if last == date.max else last + timedelta(days=1)


def _edges_of_day(price: TokenPrice) -> set[time]:
    """The times of the day at which the hours of a price begin or end."""
    week = price.hours._minutes.week if price.hours else ()
    minutes = {edge % DAY for span in week for edge in span}
    return {time(minute // 60, minute % 60) for minute in minutes}


def price_at(model: Model, moment: datetime) -> TokenPrice | None:
    """Return the price of a model that holds at a moment; None where none is stated.

    Raises:
        ValueError: Several prices hold.
    """
    day = Period.of(moment.date())
    found = [
        price
        for days in day_intervals(offered_prices(model))
        if days.overlaps(day)
        for price in days.at(moment)
    ]
    if len(found) > 1:
        msg = f"{model.id} has several prices at {moment}"
        raise ValueError(msg)
    return found[0] if found else None


def cost(price: TokenPrice | None, usage: Usage) -> Quantity | None:
    """Return the cost of usage; None where no price is stated."""
    if price is None:
        return None
    try:
        return price.cost(usage)
    except NotStatedError:
        return None


def assumed_cost(price: TokenPrice, usage: Usage, *, cache_read: Decimal | None = None) -> Decimal:
    """Return the cost of usage if cached tokens without a price cost as much as other input.

    Input and output without a price are free.

    Args:
        price: The price.
        usage: The usage.
        cache_read: The price of tokens read from a cache where none is stated.
    """
    rates = price.rates(usage.input_tokens)
    free = Decimal(0)
    assumed = {
        "input": free,
        "output": free,
        "cache_write": rates.input or free,
        "cache_read": rates.input or free if cache_read is None else cache_read,
    }
    total = free
    for kind, tokens in usage.parts:
        rate: Decimal | None = getattr(rates, kind)
        total += (assumed.get(kind, free) if rate is None else rate) * tokens / 1_000_000
    return total
