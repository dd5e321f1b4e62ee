"""Usages and moments that could show a difference, and the price of a model at a moment."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple, get_args

from aiproviders import Model, Period, Quantity, TokenPrice, Usage
from aiproviders._records.hours.spans import DAY
from aiproviders._records.prices.day_intervals import DayInterval, intervals_in_force
from aiproviders._records.prices.use_kinds import KINDS, USE_KINDS, UseKind
from aiproviders.errors import NotStatedError
from aiproviders.types import Service

SHORT = 1_000
"""Input tokens of a request that is too short for any tier."""

_WRITTEN = 500
_FAR = 2_000_000  # above every tier, so that a tier that was not read would show
_PAST = datetime(2020, 1, 1, tzinfo=UTC)
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
"""A moment after every change of a price that is known."""

_SECOND = timedelta(seconds=1)


SERVICES: tuple[Service, ...] = get_args(Service)
STANDARD: tuple[Service, None] = ("standard", None)


class Request(NamedTuple):
    """A request to be priced.

    Attributes:
        usage: What it used.
        moment: When it was made.
        service: How soon or how fast it was served.
        region: Where it was served; None where nothing is said of it.
    """

    usage: Usage
    moment: datetime
    service: Service = "standard"
    region: str | None = None

    def __str__(self) -> str:
        """What is not zero, and the terms."""
        counts = {kind.counted_in: getattr(self.usage, kind.counted_in) for kind in USE_KINDS}
        words = [f"{name}={count}" for name, count in counts.items() if count]
        return ", ".join([*words, *self.terms])

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms other than those of every request."""
        service = () if self.service == "standard" else (self.service,)
        return (*service, *filter(None, [self.region]))


@cache
def usages(edges: frozenset[int] = frozenset()) -> tuple[Usage, ...]:
    """Return short and long requests and those around thresholds, each with and without a cache."""
    near = (edge + side for edge in edges for side in (-1, 0, 1))
    return tuple(
        Usage(
            input_tokens=tokens,
            output_tokens=_WRITTEN,
            cache_read_tokens=read,
            cache_write_tokens=written,
            reasoning_tokens=0,
        )
        for tokens in sorted({SHORT, *near, _FAR})
        for read, written in ((0, 0), (tokens * 2 // 5, 0), (0, tokens // 5))
    )


@cache
def usages_of_parts(tokens: int = SHORT) -> tuple[Usage, ...]:
    """Return requests with each kind of use that some makers bill apart, of a number of tokens."""
    some, part = tokens // 5, _WRITTEN // 5
    return tuple(
        Usage(input_tokens=tokens, output_tokens=_WRITTEN, **({"reasoning_tokens": 0} | counts))
        for counts in (
            {"cache_write_tokens": some, "cache_write_1h_tokens": some // 2},
            {"reasoning_tokens": part},
            {"input_audio_tokens": some},
            {"output_audio_tokens": part},
            {
                "cache_read_tokens": some,
                "input_audio_tokens": some // 2,
                "cache_read_audio_tokens": some // 4,
            },
            {"input_image_tokens": some},
            {"output_image_tokens": part},
            {"searches": 3},
        )
    )


def edges(prices: Iterable[TokenPrice]) -> frozenset[int]:
    """Return the thresholds of the tiers of prices."""
    return frozenset(tier.threshold for price in prices for tier in price.tiers)


def moments(prices: Iterable[TokenPrice]) -> list[datetime]:
    """Return moments far ahead, just before and at each change of prices, and then long ago."""
    found = {FUTURE}
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
    return sorted(found if len(found) == 1 else found | {_PAST})


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


def requests(
    model: Model, thresholds: Iterable[int]
) -> Iterator[tuple[Request, TokenPrice | None]]:
    """Yield requests on all terms that a model has list prices for, each with its price.

    Each other service is asked for once. Kinds of use that some makers bill apart are asked for
    far ahead.

    Args:
        model: The model.
        thresholds: Thresholds of tiers, besides its own.
    """
    listed: set[tuple[Service, str | None]] = {
        (price.service, price.region)
        for price in model.prices
        if price.plan == "list" and _stands_here(price, model)
    }
    own = edges(model.prices)
    parts = usages_of_parts() + (usages_of_parts(_FAR) if own else ())
    for service, region in sorted(listed or {STANDARD}, key=str):
        prices = prices_of(model, service, region)
        for moment in moments(model.prices):
            price = price_at(prices, moment)
            for usage in usages(own.union(thresholds)) + (parts if moment == FUTURE else ()):
                yield Request(usage, moment, service, region), price
    for service in SERVICES[1:]:
        if (service, None) not in listed:
            yield Request(usages()[0], FUTURE, service), None


FEATURES = (
    "text alone", "the cache", "an hour in the cache", "reasoning", "audio", "images", "searches",
    "longer input", "hours", "a region", *SERVICES[1:],
)  # fmt: skip
"""What a request may have that makes its price another one, in the order of reports."""


def features(request: Request, price: TokenPrice | None) -> list[str]:
    """Return what a request has of `FEATURES`; its price says whether the hour matters."""
    usage = request.usage
    has = {
        "the cache": usage.cache_read_tokens or usage.cache_write_tokens,
        "an hour in the cache": usage.cache_write_1h_tokens,
        "reasoning": usage.reasoning_tokens,
        "audio": usage.input_audio_tokens or usage.output_audio_tokens,
        "images": usage.input_image_tokens or usage.output_image_tokens,
        "searches": usage.searches,
        "longer input": usage.input_tokens != SHORT,
        "hours": price is not None and price.hours is not None,
        "a region": request.region,
        request.service: request.service != "standard",
    }
    return [each for each in FEATURES if has.get(each)] or ["text alone"]


def _stands_here(price: TokenPrice, model: Model) -> bool:
    """Whether a price stands under the id of its model, and not under one that names a region."""
    return {each.locator for each in price.citations} <= {model.id, None}


def prices_of(model: Model, service: Service, region: str | None) -> tuple[DayInterval, ...]:
    """Return the list prices of a model for a service in a region, by day."""
    return intervals_in_force(model, service=service, region=region)


def price_at(prices: Iterable[DayInterval], moment: datetime) -> TokenPrice | None:
    """Return the one of some prices that holds at a moment; None where none is stated.

    Raises:
        ValueError: Several prices hold.
    """
    day = Period.of(moment.date())
    found = [price for days in prices if days.overlaps(day) for price in days.at(moment)]
    if len(found) > 1:
        msg = f"several prices hold at {moment}: {found}"
        raise ValueError(msg)
    return found[0] if found else None


def price_for(model: Model, request: Request) -> TokenPrice | None:
    """Return the price of a model that holds for a request; None where none is stated."""
    return price_at(prices_of(model, request.service, request.region), request.moment)


def cost(price: TokenPrice | None, usage: Usage) -> Quantity | None:
    """Return the cost of usage; None where no price is stated."""
    if price is None:
        return None
    try:
        return price.cost(usage)
    except NotStatedError:
        return None


def assumed_cost(price: TokenPrice, usage: Usage, **assumed: Decimal) -> Decimal:
    """Return the cost of usage if what has no price costs as much as what it is a part of.

    Input, output and searches without a price are free.

    Args:
        price: The price.
        usage: The usage.
        assumed: Prices by kind that take the place of what the price says of it.
    """
    rates = price.rates(usage.input_tokens)

    def rate(kind: UseKind) -> Decimal:
        stated = (assumed.get(name, getattr(rates, name)) for name in (kind.name, *kind.part_of))
        found: Decimal | None = next((each for each in stated if each is not None), None)
        if found is None:
            return rate(KINDS[kind.part_of[0]]) if kind.part_of else Decimal(0)
        return found

    return sum(
        (rate(KINDS[kind]) * number / KINDS[kind].per for kind, number in usage.parts), Decimal(0)
    )
