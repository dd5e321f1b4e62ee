"""Which list price of a model is in force: on a day, by a host, in a region."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from aiproviders._records.hours.hours import Hours
from aiproviders._records.hours.text import in_utc
from aiproviders._records.price import Plan, Service, TokenPrice, amount_text
from aiproviders._records.use_kinds import RATES
from aiproviders._values.period import Moment, Period
from aiproviders._values.wording import counted, listed, quoted

if TYPE_CHECKING:
    from aiproviders._records.model import Model

_DAY = timedelta(days=1)


_ALWAYS, _NEVER = Hours(windows="00:00-24:00"), Hours(windows=())


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
        if len(hours) == len(self.prices) and reduce(Hours.__or__, hours, _NEVER) != _ALWAYS:
            return None
        return one_of(self.prices)

    @property
    def by_hour(self) -> tuple[tuple[Hours, tuple[TokenPrice, ...]], ...]:
        """The hours at which the same prices are in force, each with these; all hours in sum."""
        divided: list[tuple[Hours, tuple[TokenPrice, ...]]] = [(_ALWAYS, ())]
        for price in self.prices:
            own = price.hours or _ALWAYS
            divided = [
                (hours, held)
                for known, before in divided
                for hours, held in ((known & own, (*before, price)), (known & ~own, before))
                if hours != _NEVER
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


class PriceInForce(NamedTuple):
    """The price that is in force and what is known to come after it, or why there is none.

    Attributes:
        price: The price; None if there is none.
        before: First day on which it is not in force any more; None if none is stated.
        following: The price that is in force from that day on; None if none is stated.
        reason: Why there is no price, in a few words; empty if there is one.
        details: Why there is no price and what to do, with the name of the model.
    """

    price: TokenPrice | None
    before: date | None = None
    following: TokenPrice | None = None
    reason: str = ""
    details: str = ""

    @property
    def last_day(self) -> date | None:
        """Last day on which it is in force; None if none is stated."""
        return None if self.before is None else self.before - _DAY

    @property
    def change(self) -> str | None:
        """The end and the price after it, as `$1 / $2 until 31 May 2026, then $3 / $4`."""
        if self.price is None or self.last_day is None:
            return None
        then = f", then {short_text(self.following)}" if self.following else ""
        return f"{short_text(self.price)} {Period(f'../{self.last_day}')}{then}"


def short_text(price: TokenPrice) -> str:
    """Return the prices of input and output, such as `$2.50 / $7.50`."""
    return " / ".join(amount_text(each, price.currency) for each in (price.input, price.output))


def today(model: "Model") -> Period | None:
    """Return the day that a model's prices are read on unless another is named.

    That is `Model.as_of`, or else the newest day on which one of its prices was seen.
    """
    seen = [price.observed for price in model.prices if price.observed is not None]
    return model.as_of or max(seen, key=last_day, default=None)


def is_retired(model: "Model", on: Moment | None = None) -> bool:
    """Return whether a model is certainly no longer served, on a day or that of its prices."""
    day = today(model) if on is None else Period.of(on)
    if model.retires is None or day is None:
        return model.status == "retired"
    return model.retires.before(day)


def is_announced(price: TokenPrice, model: "Model") -> bool:
    """Return whether a price of a model certainly begins after the day of its prices."""
    day = today(model)
    return day is not None and price.effective is not None and price.effective.after(day)


def find_price(
    model: "Model",
    *,
    on: Moment | None = None,
    host: str | None = None,
    region: str | None = None,
    service: Service = "standard",
    plans: Sequence[Plan] = ("list",),
) -> PriceInForce:
    """Find the list price of a model that is in force, or say why there is none.

    On one day, a price is in force if it has begun and has not ended by its own words, and no
    other price of its host, region, service and currency that is so began later. Several that
    began on one day leave it open which one is unless one is preferred, and so do prices in
    different currencies. A deprecated price never is.

    Without any day, a price is found if it is in force before and after all others. Without a time,
    it is found if it is in force at all hours.

    Args:
        model: The model.
        on: A day, or a time with its zone; `today(model)` unless told otherwise.
        host: Id of who serves the model; its maker unless told otherwise.
        region: Where the price holds, as a price names it; unless told otherwise, only prices that
            name no region count.
        service: How soon or how fast requests are served.
        plans: On what terms prices may be offered; those of the first plan come before the others.
    """
    intervals = intervals_in_force(model, host=host, region=region, service=service, plans=plans)
    if not intervals:
        return _not_offered(model, host=host, region=region, service=service)
    moment = in_utc(on) if isinstance(on, datetime) else None
    when = today(model) if on is None else Period.of(moment.date() if moment else on)
    if when is None:
        stated = [place for place, each in enumerate(intervals) if each.prices]
        # Where the first and the last are alike, those between them are exceptions.
        asked = [stated[0], stated[-1]]
    else:
        asked = [place for place, each in enumerate(intervals) if each.overlaps(when)]
    held = [intervals[place] for place in asked]
    if moment is not None:
        held = [each._replace(prices=each.at(moment)) for each in held]
    if when is not None and not any(each.prices for each in held):
        return _not_in_force(model, intervals, when)
    found = [each.price if moment is None else one_of(each.prices) for each in held]
    price = found[-1]
    if price and all(each and _terms(each) == _terms(price) for each in found):
        return _with_what_follows(intervals[asked[-1] :], price)
    return _undecided(model, held, intervals, when)


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
            and _host(model, price) == asked
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
    rest = ~reduce(Hours.__or__, (price.hours or _ALWAYS for price in prices), _NEVER)
    if rest == _ALWAYS:
        return others
    left = [(price, (price.hours or _ALWAYS) & rest) for price in others]
    return (*prices, *(evolve(price, hours=own) for price, own in left if own != _NEVER))


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

    Of those that began on one day, one with hours comes before one without.
    """
    by_begin: dict[tuple[date, bool, str], list[TokenPrice]] = {}
    for first, price in held:
        key = (first, price.hours is not None, price.currency)
        by_begin.setdefault(key, []).append(price)
    rest: dict[str, Hours] = {}
    for key in sorted(by_begin, reverse=True):
        currency = key[-1]
        left = rest.setdefault(currency, _ALWAYS)
        for price in _preferred(by_begin[key]):
            own = (price.hours or _ALWAYS) & left
            rest[currency] &= ~own
            if own != _NEVER:
                yield price if own == (price.hours or _ALWAYS) else evolve(price, hours=own)


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


def last_day(period: Period) -> date:
    """Return the last day of a period; of one without an end, the last there is."""
    return period._last or date.max


def _terms(price: TokenPrice) -> tuple[object, ...]:
    """Return what is billed by a price; two prices with the same terms cost the same."""
    return price.currency, price.tiers, price.unstated, *(getattr(price, kind) for kind in RATES)


def _with_what_follows(intervals: Sequence[DayInterval], price: TokenPrice) -> PriceInForce:
    """Return a price that is in force in the first of some intervals, and what follows it."""
    for each in intervals:
        at_hours = (other for other in each.prices if other.hours == price.hours)
        now = each.price if price.hours is None else next(at_hours, None)
        if now is None or _terms(now) != _terms(price):
            return PriceInForce(price, each.since, now)
    return PriceInForce(price)


def _list_prices(model: "Model") -> list[TokenPrice]:
    return [
        price for price in model.prices if price.plan == "list" and price.preference != "deprecated"
    ]


def _host(model: "Model", price: TokenPrice) -> str:
    return price.host or model.provider


# Why there is no price


def _not_offered(
    model: "Model", *, host: str | None, region: str | None, service: Service
) -> PriceInForce:
    listed = _list_prices(model)
    asked = model.provider if host is None else host
    by_host = [price for price in listed if _host(model, price) == asked]
    in_region = [price for price in by_host if price.region == region]
    lacking, term, hint = "", "", ""
    if in_region:
        term, lacking = "service", f" for the service {quoted(service)}"
        hint = _choices(term, (price.service for price in in_region))
    elif by_host:
        term, lacking = "region", " for all regions"
        if region is not None:
            lacking = f" for the region {quoted(region)}"
        hint = _choices(term, (price.region for price in by_host))
    elif listed:
        term, lacking = "host", " by its maker" if host is None else f" by {quoted(host)}"
        hint = _choices(term, (_host(model, price) for price in listed))
    elif host is not None:
        lacking = f" by {quoted(host)}"
    choose = f": choose one by {term}=" if term else ""
    return PriceInForce(
        None,
        reason=f"no list price{lacking} is stated{hint}",
        details=(
            f"no list price of {model.name}{lacking} is stated{_in_sources(model)}{hint}{choose}"
        ),
    )


def _choices(term: str, stated: Iterable[str | None]) -> str:
    """Return what there is to choose from, in words."""
    named = listed(map(repr, dict.fromkeys(stated)))
    return f"; the {term}s with prices are {named}"


def _not_in_force(model: "Model", intervals: Sequence[DayInterval], when: Period) -> PriceInForce:
    by_hour = any(price.hours is not None for each in intervals for price in each.prices)
    return PriceInForce(
        None,
        reason="no list price is in force",
        details=(
            f"no list price of {model.name} is in force as of {when}; those stated"
            f"{_in_sources(model)} are {_history(intervals)}: name a "
            f"{'time with its zone' if by_hour else 'day'} by on=…"
        ),
    )


def _undecided(
    model: "Model",
    held: Sequence[DayInterval],
    intervals: Sequence[DayInterval],
    when: Period | None,
) -> PriceInForce:
    name = called(price for each in held for price in each.prices)
    if several := next((each for each in held if each.prices and each.price is None), None):
        if not several.rivals:
            stated = ", ".join(f"{short_text(each)}{_hours_text(each)}" for each in several.prices)
            return PriceInForce(
                None,
                reason="the price depends on the hour",
                details=(
                    f"the {name} of {model.name} depends on the hour; those stated"
                    f"{_in_sources(model)} are {stated}: name a time with its zone by on=…"
                ),
            )
        offers = listed(map(short_text, several.prices))
        return PriceInForce(
            None,
            reason=f"several {name}s are in force",
            details=(
                f"{counted(len(several.prices), name)} of {model.name} are stated"
                f"{_in_sources(model)} for the same days, {offers}: choose one of its prices; "
                "their notes and currencies may tell them apart"
            ),
        )
    known = "no day is known" if when is None else f"it changes within {when.edtf}"
    return PriceInForce(
        None,
        reason="the price depends on the day",
        details=(
            f"the {name} of {model.name} depends on the day, and {known}; those stated"
            f"{_in_sources(model)} are {_history(intervals)}: name a day by on=…"
        ),
    )


def called(prices: Iterable[TokenPrice]) -> str:
    """Return what one of some prices is called, such as `list price`."""
    first, *others = dict.fromkeys(price.plan for price in prices)
    return "price" if others else f"{first} price"


def _history(intervals: Iterable[DayInterval]) -> str:
    """Return prices with their days and hours, such as `$1 / $2 until 31 May 2026, …`."""
    texts = (
        f"{short_text(price)}{_days_text(each)}{_hours_text(price)}"
        for each in intervals
        for price in each.prices
    )
    return listed(dict.fromkeys(texts), 3)


def _days_text(days: DayInterval) -> str:
    last = None if days.before is None else days.before - _DAY
    if days.since is None and last is None:
        return ""
    return f" {Period('/'.join(day.isoformat() if day else '..' for day in (days.since, last)))}"


def _hours_text(price: TokenPrice) -> str:
    return "" if price.hours is None else f" at {price.hours}"


def _in_sources(model: "Model") -> str:
    sources = dict.fromkeys(citation.source for citation in model.citations)
    return f" in {listed(sources, 2)}" if sources else ""
