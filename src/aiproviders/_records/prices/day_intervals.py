"""Which prices of a model are in force on which days, and at which hours."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from aiproviders._records.hours.hours import ALWAYS, NEVER, Hours
from aiproviders._records.prices.price import Plan, Service, TokenPrice
from aiproviders._records.prices.use_kinds import RATES
from aiproviders._values.period import Period

if TYPE_CHECKING:
    from aiproviders._records.models.model import Model

_DAY = timedelta(days=1)


class DayInterval(NamedTuple):
    """Days on which the same prices are in force.

    Attributes:
        since: First day; None if the beginning is open.
        before: First day after the interval; None if the end is open.
        prices: Those that are in force, each with its hours; several that have hours in common if
            nothing says which is in force.
    """

    since: date | None
    before: date | None
    prices: tuple[TokenPrice, ...]

    @property
    def price(self) -> TokenPrice | None:
        """The one price that is in force all day; of several with the same terms, the first."""
        hours = [each.hours for each in self.prices if each.hours is not None]
        if len(hours) == len(self.prices) and reduce(Hours.__or__, hours, NEVER) != ALWAYS:
            return None
        return one_of(self.prices)

    @property
    def by_hour(self) -> tuple[tuple[Hours, tuple[TokenPrice, ...]], ...]:
        """The hours at which the same prices are in force, each with these; all hours in sum."""
        divided: list[tuple[Hours, tuple[TokenPrice, ...]]] = [(ALWAYS, ())]
        for price in self.prices:
            own = price.hours or ALWAYS
            divided = [
                (hours, held)
                for known, before in divided
                for hours, held in ((known & own, (*before, price)), (known & ~own, before))
                if hours != NEVER
            ]
        return tuple(divided)

    @property
    def rivals(self) -> tuple[TokenPrice, ...]:
        """Prices with different terms that are in force at one hour; nothing if there are none."""
        return next((held for _, held in self.by_hour if held and one_of(held) is None), ())

    def at(self, moment: datetime) -> tuple[TokenPrice, ...]:
        """Return the prices that are in force at the hour of a moment."""
        return tuple(each for each in self.prices if each.hours is None or moment in each.hours)

    def overlaps(self, when: Period) -> bool:
        """Whether the two have a day in common."""
        first, last = when._first, when._last
        has_begun = self.since is None or last is None or self.since <= last
        return has_begun and (self.before is None or first is None or first < self.before)


def one_of(prices: Sequence[TokenPrice]) -> TokenPrice | None:
    """Return the first of some prices if all have the same terms."""
    return prices[0] if len(set(map(_terms, prices))) == 1 else None


def _terms(price: TokenPrice) -> tuple[object, ...]:
    """Return what is billed by a price; two prices with the same terms cost the same."""
    fees = tuple(each for each in price.other if each.is_per_request)
    rates = (getattr(price, kind) for kind in RATES)
    return price.currency, price.tiers, price.unstated, fees, *rates


def host_of(price: TokenPrice, model: "Model") -> str:
    """Return the id of who serves a model at a price."""
    return price.host or model.provider


def offers(model: "Model") -> Iterator[DayInterval]:
    """Give every day and the prices in force, each host, region, plan, service, currency apart."""
    for prices in on_same_terms(model):
        yield from day_intervals(prices)


def on_same_terms(model: "Model") -> Iterable[list[TokenPrice]]:
    """Return the prices of a model, each host, region, plan, service and currency apart."""
    found = defaultdict[tuple[str | None, ...], list[TokenPrice]](list)
    for price in model.prices:
        terms = host_of(price, model), price.region, price.plan, price.service, price.currency
        found[terms].append(price)
    return found.values()


def intervals_in_force(
    model: "Model",
    *,
    host: str | None = None,
    region: str | None = None,
    service: Service = "standard",
    plans: Sequence[Plan] = ("list",),
) -> tuple[DayInterval, ...]:
    """Return every day, and which prices of a model are in force on it; nothing if none is stated.

    Args:
        model: The model.
        host: Id of who serves it; its maker if None.
        region: Where the prices hold; if None, only those that name no region count.
        service: How soon or how fast requests are served.
        plans: On what terms; where prices of several plans hold, those of the first count.
    """
    asked = model.provider if host is None else host
    offered = (
        [
            price
            for price in model.prices
            if price.plan == plan
            and price.preference != "deprecated"
            and host_of(price, model) == asked
            and price.region == region
            and price.service == service
        ]
        for plan in plans
    )
    by_plan = [day_intervals(prices) for prices in offered if prices]
    return reduce(_overlaid, by_plan) if by_plan else ()


def _overlaid(
    upper: Sequence[DayInterval], lower: Sequence[DayInterval]
) -> tuple[DayInterval, ...]:
    """Return the intervals of some prices, and where none of them holds those of others."""
    days = sorted({each.since or date.min for each in (*upper, *lower)})
    return _merged(
        DayInterval(begin, end, _filled(_held_on(begin, upper), _held_on(begin, lower)))
        for begin, end in zip_longest(days, days[1:])
    )


def _held_on(day: date, intervals: Sequence[DayInterval]) -> tuple[TokenPrice, ...]:
    return next(each for each in reversed(intervals) if (each.since or date.min) <= day).prices


def _filled(
    prices: tuple[TokenPrice, ...], others: tuple[TokenPrice, ...]
) -> tuple[TokenPrice, ...]:
    """Return prices, and others for the hours at which none of them holds."""
    rest = ~reduce(Hours.__or__, (price.hours or ALWAYS for price in prices), NEVER)
    if rest == ALWAYS:
        return others
    left = [(price, (price.hours or ALWAYS) & rest) for price in others]
    return (*prices, *(evolve(price, hours=own) for price, own in left if own != NEVER))


def day_intervals(prices: Iterable[TokenPrice]) -> tuple[DayInterval, ...]:
    """Return every day, without a gap or an overlap, and which of some prices are in force on it.

    A price holds from the first day of `effective`, or else of `observed`, to its last day if that
    is stated as the end of an interval. A price without either date holds on all days, and so does
    the only price in its currency if it was seen on some day. Of several that hold on a day, the
    one that began last is in force, each currency and each hour apart; of those that began on one
    day, those with hours are before those without, and the preferred ones before others. Deprecated
    ones never are.

    Args:
        prices: Prices of one model, host, region, plan and service.
    """
    listed = tuple(price for price in prices if price.preference != "deprecated")
    in_currency = Counter(price.currency for price in listed)
    spans = [
        (_first_day(price, alone=in_currency[price.currency] == 1), _day_after(price), price)
        for price in listed
    ]
    edges = {date.min, *(first for first, _, _ in spans), *(after for _, after, _ in spans)}
    days = sorted(edge for edge in edges if edge is not None)

    def held(day: date) -> list[tuple[date, TokenPrice]]:
        return [
            (first, price)
            for first, after, price in spans
            if first <= day and (after is None or day < after)
        ]

    return _merged(
        DayInterval(begin, end, tuple(_begun_last(held(begin))))
        for begin, end in zip_longest(days, days[1:])
    )


def _merged(intervals: Iterable[DayInterval]) -> tuple[DayInterval, ...]:
    """Join neighbors in which the same prices are in force; the first day of all is open."""
    merged: list[DayInterval] = []
    for each in intervals:
        since = None if each.since == date.min else each.since
        if merged and merged[-1].prices == each.prices:
            since = merged.pop().since
        merged.append(each._replace(since=since))
    return tuple(merged)


def _begun_last(held: Sequence[tuple[date, TokenPrice]]) -> Iterator[TokenPrice]:
    """Give the prices that began last, those with hours for their hours alone."""
    if any(price.hours is not None for _, price in held):
        yield from _begun_last_by_hour(held)
        return
    newest = {price.currency: first for first, price in sorted(held, key=lambda each: each[0])}
    yield from _preferred([price for first, price in held if first == newest[price.currency]])


def _begun_last_by_hour(held: Iterable[tuple[date, TokenPrice]]) -> Iterator[TokenPrice]:
    """Give each price with the hours at which no other of its currency began later.

    Of those that began on one day, one with hours comes before one without, and then a preferred
    one before others.
    """
    by_begin: dict[tuple[date, bool, bool, str], list[TokenPrice]] = {}
    for first, price in held:
        is_preferred = price.preference == "preferred"
        key = (first, price.hours is not None, is_preferred, price.currency)
        by_begin.setdefault(key, []).append(price)
    rest: dict[str, Hours] = {}
    for key in sorted(by_begin, reverse=True):
        currency = key[-1]
        left = rest.setdefault(currency, ALWAYS)
        for price in by_begin[key]:
            own = (price.hours or ALWAYS) & left
            rest[currency] &= ~own
            if own != NEVER:
                yield price if own == (price.hours or ALWAYS) else evolve(price, hours=own)


def _preferred(prices: list[TokenPrice]) -> Iterator[TokenPrice]:
    """Give the prices without those beside a preferred one in the same currency."""
    settled = {price.currency for price in prices if price.preference == "preferred"}
    for price in prices:
        if price.preference == "preferred" or price.currency not in settled:
            yield price


def _first_day(price: TokenPrice, *, alone: bool) -> date:
    dated = price.effective or (None if alone else price.observed)
    return (dated and dated._first) or date.min


def _day_after(price: TokenPrice) -> date | None:
    """Return the day after the last one that is stated, if any."""
    last = price.last_day
    return None if last is None or last == date.max else last + _DAY
