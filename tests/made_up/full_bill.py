"""What a request costs by a plain price list, reckoned by going over all of its rows.

It is slow, exact and written from the documentation alone; nothing of the library is called. Every
clock of the price list changes at full or half hours.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from math import isnan
from typing import Any, NamedTuple

from made_up.full_prices import FACTS, IDS, MAKER, ROWS, Facts, Row

Count = int | float | None

COUNTED_IN = {
    "input": "input_tokens",
    "output": "output_tokens",
    "cache_read": "cache_read_tokens",
    "cache_write": "cache_write_tokens",
    "cache_write_1h": "cache_write_1h_tokens",
    "reasoning": "reasoning_tokens",
    "input_audio": "input_audio_tokens",
    "output_audio": "output_audio_tokens",
    "cache_read_audio": "cache_read_audio_tokens",
    "input_image": "input_image_tokens",
    "output_image": "output_image_tokens",
    "searches": "searches",
}
PARTS = {
    "input": (
        *("cache_read", "cache_write", "cache_write_1h"),
        *("input_audio", "cache_read_audio", "input_image"),
    ),
    "output": ("reasoning", "output_audio", "output_image"),
    "cache_read": ("cache_read_audio",),
    "cache_write": ("cache_write_1h",),
    "input_audio": ("cache_read_audio",),
}
"""What the number of a kind counts that is billed otherwise."""

BILLED_AS = {
    "reasoning": "output",
    "input_audio": "input",
    "output_audio": "output",
    "cache_read_audio": "cache_read",
    "input_image": "input",
    "output_image": "output",
}
AT_MOST_AS = {"cache_read": "input", "cache_read_audio": "input_audio"}
"""What a kind without a price costs at most."""

LONG_AGO, FAR_OFF = date(1900, 1, 1), date(2100, 1, 1)
DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
FORTNIGHT = [date(2026, 4, 27) + number * DAY for number in range(14)]
"""Every weekday with and without the exceptions of clocks."""

_STANDARD = {None, "", "default"}


class Request(NamedTuple):
    """A row of a log.

    Its time is of UTC; midnight stands for a day alone. The counts are those that the log has
    columns for, by kind.
    """

    name: str | None
    host: str | None
    region: str | None
    service: str | None
    time: datetime | None
    counts: Mapping[str, Count]


class Choice(NamedTuple):
    """How prices are chosen."""

    by_time: bool = True
    plans: tuple[str, ...] = ("contract", "list")
    by_maker: bool = False
    max_age: int | None = None


class Offers(NamedTuple):
    """The prices that a request may be billed by, plan by plan."""

    model: str
    by_plan: tuple[tuple[Row, ...], ...]
    choice: Choice
    is_by_maker: bool = False

    @property
    def rows(self) -> list[Row]:
        """All of them."""
        return [row for rows in self.by_plan for row in rows]

    @property
    def facts(self) -> Facts:
        """What is known of the model."""
        return FACTS.get(self.model, Facts())

    @property
    def as_of(self) -> date | None:
        """The day of the prices: that of the model, or the newest on which one was seen."""
        seen = [row.seen for row in ROWS if row.model == self.model and row.seen]
        return self.facts.as_of or max(seen, default=None)


class Bill(NamedTuple):
    """What a request costs; all is None where it has no cost, but bounds that are known."""

    cost: Fraction | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    currency: str | None = None
    model: str | None = None
    rows: tuple[Row, ...] = ()
    bases: frozenset[str] = frozenset()

    def differences(self, row: Mapping[str, Any]) -> list[str]:
        """The columns of a priced log that say something else; costs agree to a billionth."""
        found = [
            name
            for name, amount in zip(_AMOUNTS, self[:3], strict=True)
            if not is_close(amount, row[name])
        ]
        has_cost = self.cost is not None
        found += [] if row["priced"] is has_cost else ["priced"]
        found += [] if (row["reason"] is None) is has_cost else ["reason"]
        if not has_cost:
            return found
        told: dict[str, Collection[str | None]] = {
            "currency": {self.currency},
            "price_model": {self.model},
            "price_source": {f"list, {each.place}" for each in self.rows},
            "cost_basis": self.bases,
        }
        return found + [name for name, texts in told.items() if row[name] not in texts]


def is_close(exact: Fraction | None, cost: float | None) -> bool:
    """Whether a cost is the exact one, to a billionth or to a part in 10**12."""
    if exact is None or cost is None:
        return exact is None and cost is None
    return abs(exact - Fraction(cost)) <= max(Fraction(1, 10**9), exact / 10**12)


_AMOUNTS = ("cost", "cost_at_least", "cost_at_most")


def bill(request: Request, choice: Choice) -> Bill:
    """Reckon what a request costs."""
    name, host, region, service, moment, counts = request
    offers = _offers(name, host, region, service, choice)
    rows = _prices(offers, moment) if offers else ()
    if offers is None or not rows or _is_aged(offers, rows[0], moment):
        return Bill()
    found = _amounts(rows[0], counts)
    if found is None:
        return Bill()
    if not found.is_one:
        return Bill(None, found.at_least, found.at_most)
    bases = frozenset(_basis(offers, row, moment) for row in rows)
    terms = (rows[0].currency, offers.model, rows, bases)
    return Bill(found.at_least, found.at_least, found.at_most, *terms)


# Which prices


@cache
def _offers(
    name: str | None, host: str | None, region: str | None, service: str | None, choice: Choice
) -> Offers | None:
    """The prices on the terms that are asked for, if one model alone is called so."""
    spelled = (name or "").casefold().removeprefix(f"{MAKER}/").replace("_", "-").replace(" ", "-")
    named = [id for id in IDS if spelled == id or spelled in FACTS.get(id, Facts()).aliases]
    terms = (host or MAKER, region or None, "standard" if service in _STANDARD else service)

    def offered(model: str, terms: tuple[str | None, ...]) -> Offers:
        rows = [row for row in ROWS if row.model == model and row.preference != "deprecated"]
        found = [row for row in rows if (row.host or MAKER, row.region, row.service) == terms]
        by_plan = (tuple(row for row in found if row.plan == plan) for plan in choice.plans)
        return Offers(model, tuple(rows for rows in by_plan if rows), choice)

    if len(named) > 1 and host:
        named = [id for id in named if offered(id, terms).rows]
    if len(named) != 1:
        return None
    if choice.by_maker and not offered(named[0], terms).rows:
        return offered(named[0], (MAKER, None, terms[-1]))._replace(is_by_maker=True)
    return offered(named[0], terms)


@cache
def _prices(offers: Offers, moment: datetime | None) -> tuple[Row, ...]:
    """The rows of the price that bills a request: one, or several that say the same."""
    if not offers.rows:
        return ()
    if moment is None or not offers.choice.by_time:
        days = _every_day(offers) if offers.choice.by_time else _today(offers)
        return _only(_at_all_hours(_holding(offers, day)) for day in days)
    held = _holding(offers, moment.date())
    of_moment = () if moment.time() == time() else _only([_in_force(held, moment)])
    return _at_all_hours(held) or of_moment


def _only(prices: Iterable[tuple[Row, ...]]) -> tuple[Row, ...]:
    """All rows, if each time has some, and all say the same."""
    found = list(prices)
    rows = tuple(dict.fromkeys(row for each in found for row in each))
    return rows if all(found) and len(set(map(_terms, rows))) == 1 else ()


def _terms(row: Row) -> tuple[object, ...]:
    rates = [(0, True, row.rates), *row.tiers]
    return (
        row.currency,
        frozenset(row.unstated),
        row.per_request,
        tuple((begin, own, frozenset(each.items())) for begin, own, each in rates),
    )


Holding = tuple[tuple[tuple[date, Row], ...], ...]
"""The prices that hold on a day at one hour or another, plan by plan, with their first days."""


@cache
def _holding(offers: Offers, day: date) -> Holding:
    if offers.choice.by_time and _is_before_first(offers, day):
        day = _first_of_all(offers)
    return tuple(
        tuple(
            (first, row)
            for row in rows
            if (first := _first_day(row, rows)) <= day <= (row.ends or date.max)
        )
        for rows in offers.by_plan
    )


def _first_day(row: Row, rows: Iterable[Row]) -> date:
    """The first day of a price; one that was only seen, and is alone, holds on all days."""
    is_alone = [row] == [each for each in rows if each.currency == row.currency]
    is_dated = row.begins or row.ends or is_alone
    return (row.begins if is_dated else row.seen) or date.min


def _first_of_all(offers: Offers) -> date:
    return min(_first_day(row, rows) for rows in offers.by_plan for row in rows)


@cache
def _is_before_first(offers: Offers, day: date) -> bool:
    """Whether the first known price bills a day: the model is released, none stated to begin."""
    released, first = offers.facts.released, _first_of_all(offers)
    if released is None or not released <= day < first:
        return False
    held = _holding(offers, first)
    return all(
        row.begins is None and row.ends is None
        for day in FORTNIGHT
        for each in _half_hours(day)
        for row in _in_force(held, each)
    )


@cache
def _in_force(held: Holding, moment: datetime) -> tuple[Row, ...]:
    """The prices at a moment: of the first plan that has any, those that began last."""
    for rows in held:
        shown = [each for each in rows if each[1].clock is None or each[1].clock.shows(moment)]
        currencies = sorted({row.currency for _, row in shown})
        if shown:
            return tuple(row for each in currencies for row in _begun_last(shown, each))
    return ()


def _begun_last(shown: Iterable[tuple[date, Row]], currency: str) -> list[Row]:
    """Of those that began on one day, the ones with a clock, and then the preferred ones."""
    ranked = [
        ((first, row.clock is not None, row.preference == "preferred"), row)
        for first, row in shown
        if row.currency == currency
    ]
    best = max(rank for rank, _ in ranked)
    return [row for rank, row in ranked if rank == best]


# Which times


def _half_hours(day: date) -> list[datetime]:
    return [datetime.combine(day, time()) + number * HALF_HOUR for number in range(48)]


@cache
def _at_all_hours(held: Holding) -> tuple[Row, ...]:
    """The rows of the price that does not depend on the hour of any day."""
    has_clock = any(row.clock for rows in held for _, row in rows)
    days = FORTNIGHT if has_clock else FORTNIGHT[:1]
    return _only(_in_force(held, each) for day in days for each in _half_hours(day))


def _today(offers: Offers) -> list[date]:
    """The day of the prices; without one, the first and the last that have a price."""
    if offers.as_of is not None:
        return [offers.as_of]
    days = [day for day in _every_day(offers) if any(_holding(offers, day))]
    return [days[0], days[-1]]


@cache
def _every_day(offers: Offers) -> list[date]:
    """The days on which anything may change, and the days around them, in order."""
    stated = [day for row in offers.rows for day in (row.begins, row.ends, row.seen) if day]
    stated += [offers.facts.released] if offers.facts.released else []
    around = [day + step * DAY for day, step in product(stated, (-1, 0, 1))]
    return sorted({LONG_AGO, *around, FAR_OFF})


def _is_aged(offers: Offers, row: Row, moment: datetime | None) -> bool:
    by_time, _, _, max_age = offers.choice
    if max_age is None or not by_time or not moment or row.plan == "contract":
        return False
    return offers.as_of is None or moment.date() > offers.as_of + max_age * DAY


# How much


class _Amounts(NamedTuple):
    """The least and the most that something costs; None is not known."""

    at_least: Fraction
    at_most: Fraction | None
    is_one: bool


def _amounts(row: Row, counts: Mapping[str, Count]) -> _Amounts | None:
    """What some numbers cost; None if one of them is none."""
    numbers = _numbers(row, counts)
    if numbers is None:
        return None
    if row.tiers and numbers["input"] > 2_000_000:  # no request has as much input
        return None
    once = {kind: _once(kind, numbers) for kind in numbers}
    if any(number < 0 for number in once.values()):
        return None
    amounts = [
        _amount(row, kind, number, numbers["input"], is_open=not _says_reasoning(counts))
        for kind, number in once.items()
        if number
    ]
    has_fee = Fraction(row.per_request or 0) > 0
    highest = [each.at_most for each in amounts if each.at_most is not None]
    return _Amounts(
        sum((each.at_least for each in amounts), Fraction(0)),
        sum(highest, Fraction(0)) if len(highest) == len(amounts) and not has_fee else None,
        all(each.is_one for each in amounts) and not has_fee,
    )


def _says_reasoning(counts: Mapping[str, Count]) -> bool:
    reasoning = counts.get("reasoning")
    return reasoning is not None and not isnan(reasoning)


def _once(kind: str, numbers: Mapping[str, int]) -> int:
    parts = [part for part in PARTS.get(kind, ()) if part in numbers]
    return numbers[kind] - sum(_once(part, numbers) for part in parts)


def _numbers(row: Row, counts: Mapping[str, Count]) -> dict[str, int] | None:
    numbers = dict[str, int]()
    for kind, count in counts.items():
        is_missing = count is None or isnan(count)
        if is_missing and kind in {"input", "output"}:
            if kind == "input" or not _says_nothing_of_output(row):
                return None
        elif count is not None and not is_missing and not 0 <= count <= 2**53:
            return None
        numbers[kind] = 0 if count is None or is_missing else int(count)
    return numbers


def _says_nothing_of_output(row: Row) -> bool:
    rates = [row.rates, *(each for _, _, each in row.tiers)]
    return not any("output" in each for each in (row.unstated, *rates))


def _amount(row: Row, kind: str, number: int, length: int, *, is_open: bool) -> _Amounts:
    possible = {_rate(row, kind, length)}
    if kind == "output" and is_open:
        possible.add(_rate(row, "reasoning", length))
    part = Fraction(number, 1_000 if kind == "searches" else 1_000_000)
    stated = [rate for rate in possible if rate is not None]
    if len(stated) == len(possible):
        return _Amounts(part * min(stated), part * max(stated), len(possible) == 1)
    most = _rate(row, AT_MOST_AS[kind], length) if kind in AT_MOST_AS else None
    return _Amounts(Fraction(0), None if most is None else part * most, is_one=False)


def _rate(row: Row, kind: str, length: int) -> Fraction | None:
    rates = row.rates
    for threshold, is_inclusive, each in row.tiers:
        if length > threshold or (is_inclusive and length == threshold):
            rates = each
    if kind in rates:
        return Fraction(rates[kind])
    has_own = any(kind in each for each in (row.rates, row.unstated, *(t[2] for t in row.tiers)))
    return None if has_own or kind not in BILLED_AS else _rate(row, BILLED_AS[kind], length)


# In words


def _basis(offers: Offers, row: Row, moment: datetime | None) -> str:
    words = [f"{row.plan} price"]
    day = moment.date() if offers.choice.by_time and moment else None
    if day and (_is_before_first(offers, day) or _is_before_seen(row, day)):
        words = ["first known price"]
    words += ["by its maker"] if offers.is_by_maker else []
    words += ["converted"] if row.converted else []
    words += ["at its hour of UTC"] if day and not _at_all_hours(_holding(offers, day)) else []
    words += ["for input alone"] if _says_nothing_of_output(row) else []
    is_late = day and offers.as_of and day > offers.as_of and row.plan != "contract"
    words += [f"as of {offers.as_of}"] if is_late else []
    return ", ".join(words)


def _is_before_seen(row: Row, day: date) -> bool:
    return row.begins is None and row.ends is None and row.seen is not None and day < row.seen
