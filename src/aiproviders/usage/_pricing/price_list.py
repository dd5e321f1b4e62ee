"""The price list of a log: which price bills which requests, for each model, day and length."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, Literal, NamedTuple, TypeAlias

from aiproviders._records.catalog import Catalog
from aiproviders._records.hours.hours import Hours
from aiproviders._records.lookup.dated_alias import Holder, dated_holders
from aiproviders._records.lookup.names import normalized
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import DayInterval, intervals_in_force, one_of
from aiproviders._records.prices.no_price import called
from aiproviders._records.prices.price import Plan, TokenPrice
from aiproviders._records.prices.price_in_force import (
    find_price,
    last_day,
    longest_input,
    several_requests,
    today,
)
from aiproviders._values.wording import quoted
from aiproviders.usage._pricing.input_intervals import input_intervals

Hosts: TypeAlias = Literal["stated", "maker"]
"""Whose prices may bill requests: those of their host alone, or else of the maker of the model."""

NO_INPUT = "the number of input tokens is missing"

AS_OF = ", as of "
"""Stands in the basis of requests that are later than the prices, before the day of these."""

_DAY = timedelta(days=1)


class Asked(NamedTuple):
    """What decides on the prices of requests, but for their day and length.

    Attributes:
        key: What the columns of the log hold for it.
        name: The name of the model.
        host: Id of who served them; the maker of the model if None.
        region: Where; anywhere if None.
        service: How soon or how fast.
        model: The model that the name stands for, if one alone does.
        dated_alias: The name in the catalog, where the day decides for which model it stands.
        reason: Why there is none, or why it is not billed at its price.
    """

    key: tuple[str, ...]
    name: str
    host: str | None
    region: str | None
    service: Any
    model: Model | None = None
    dated_alias: str | None = None
    reason: str | None = None


class Choice(NamedTuple):
    """How a log has its prices chosen.

    Attributes:
        by_day: Whether prices of different days are kept apart; otherwise those in force count.
        plans: On what terms, the first before the others.
        hosts: Whose prices may bill requests.
        max_age: By how many days a request may be later than the prices; any number if None.
    """

    by_day: bool
    plans: Sequence[Plan]
    hosts: Hosts
    max_age: int | None


class PriceRow(NamedTuple):
    """A row of the price list: the price of requests in an interval of days and of input length.

    Where the price depends on the day, a row with `undated` 1 is for requests without a day; where
    it depends on the hour, one with `hourless` 1 is for those without a time, and all others have
    `hours`; where it depends on the length, one with `uncounted` 1 is for those without a number
    of input tokens. All these are None in other rows. A row without a price says why.

    The basis says how requests are billed; those before `known` and from `late` on are billed so
    too, with less certainty. Those from `aged` on are not.
    """

    key: tuple[str, ...]
    model: Model | None = None
    undated: int | None = None
    since: date | None = None
    before: date | None = None
    hourless: int | None = None
    hours: Hours | None = None
    uncounted: int | None = None
    at_least: int | None = None
    below: int | None = None
    price: TokenPrice | None = None
    is_first_known: bool = False
    is_by_maker: bool = False
    known: date | None = None
    late: date | None = None
    aged: date | None = None
    reason: str | None = None

    def basis(self, *, is_first_known: bool = False) -> str | None:
        """Return how requests are billed, in words."""
        if self.price is None:
            return None
        is_first = is_first_known or self.is_first_known
        words = ["first known price" if is_first else f"{self.price.plan} price"]
        words += ["by its maker"] if self.is_by_maker else []
        words += ["converted"] if self.price.converted else []
        words += ["at its hour of UTC"] if self.hours is not None else []
        words += ["for input alone"] if is_for_input_alone(self.price) else []
        return ", ".join(words)

    @property
    def late_basis(self) -> str | None:
        """How requests are billed that are later than the prices, in words."""
        if self.late is None:
            return None
        return f"{self.basis()}{AS_OF}{self.late - _DAY}"


def is_for_input_alone(price: TokenPrice) -> bool:
    """Return whether a price says nothing of output, as those of models for embeddings."""
    is_unstated = all(each.output is None for each in (price, *price.tiers))
    return is_unstated and "output" not in price.unstated


def price_rows(
    asked: Iterable[Asked], models: Catalog[Model], choice: Choice
) -> Iterator[PriceRow]:
    """Give the rows of the price list; for names that no model has there are none.

    Args:
        asked: What the log asks for.
        models: The models.
        choice: How prices are chosen.
    """
    dated = {normalized(name): held for name, held in dated_holders(models).items()}
    for each in asked:
        alias = each.dated_alias
        if alias is not None and choice.by_day:
            yield from _rows_of_dated_alias(each, dated[normalized(alias)], choice)
            continue
        if each.reason is not None:
            yield PriceRow(each.key, reason=each.reason)
            continue
        if each.model is not None:
            yield from _rows_of_model(each, each.model, choice)
            continue
        # Several models are called so; the host may tell them apart.
        found = [model for model in models._found(each.name) if _intervals(each, model, choice)]
        if len(found) == 1:
            yield from _rows_of_model(each, found[0], choice)
        else:
            none = "" if found else f", and none has such a price by {quoted(each.host)}"
            yield PriceRow(each.key, reason=f"several models are called so{none}")


def _rows_of_dated_alias(
    asked: Asked, held: Sequence[Holder], choice: Choice
) -> Iterator[PriceRow]:
    """Give the rows of each model that a name stands for, on the days on which it does."""
    reason = "the model that is called so depends on the day, which is missing"
    yield PriceRow(asked.key, undated=1, reason=reason)
    spans = [_days_of(each) for each in held]
    edges = sorted({date.min, *(edge for span in spans for edge in span if edge is not None)})
    for since, before in zip_longest(edges, edges[1:]):
        models = [
            each.record
            for each, (first, after) in zip(held, spans, strict=True)
            if first <= since and (after is None or since < after)
        ]
        if len(models) == 1:
            yield from _clipped(_rows_of_model(asked, models[0], choice), since, before)
        else:
            reason = f"{'several models are' if models else 'no model is'} called so on its day"
            yield from _clipped([PriceRow(asked.key, reason=reason)], since, before)


def _days_of(holder: Holder) -> tuple[date, date | None]:
    """Return the first day of a dated alias, and the first one after it if there is one."""
    first, last = holder.days._first, holder.days._last
    return first or date.min, None if last is None else _days_after(last, 0)


def _clipped(rows: Iterable[PriceRow], since: date, before: date | None) -> Iterator[PriceRow]:
    """Give rows for the days that they and an interval have in common."""
    for row in rows:
        first = max(row.since or date.min, since)
        after = min(filter(None, (row.before, before)), default=None)
        if not row.undated and (after is None or first < after):
            yield row._replace(since=None if first == date.min else first, before=after)


def _intervals(asked: Asked, model: Model, choice: Choice) -> tuple[DayInterval, ...]:
    return intervals_in_force(
        model,
        host=asked.host,
        region=asked.region,
        service=asked.service,
        plans=choice.plans,
    )


def _rows_of_model(asked: Asked, model: Model, choice: Choice) -> Iterator[PriceRow]:
    row = PriceRow(asked.key, model)
    intervals = _intervals(asked, model, choice)
    if not intervals and choice.hosts == "maker":
        by_maker = asked._replace(host=None, region=None)
        if intervals := _intervals(by_maker, model, choice):
            row, asked = row._replace(is_by_maker=True), by_maker
    if choice.by_day and intervals:
        yield from _rows_by_day(row, _from_release(row, model, intervals), choice)
        return
    found = find_price(
        model,
        host=asked.host,
        region=asked.region,
        service=asked.service,
        plans=choice.plans,
    )
    if found.price is None:
        yield row._replace(reason=found.reason)
    else:
        yield from _rows_by_length(row, found.price)


def _from_release(
    row: PriceRow, model: Model, intervals: Sequence[DayInterval]
) -> Iterator[tuple[PriceRow, DayInterval]]:
    """Give the intervals, the first known price being in force from the release of a model on.

    That is, if nothing says when it began.
    """
    first, *others = intervals
    released = model.released and model.released._first
    if others and released and not first.prices and released < (first.before or released):
        following = others[0].prices
        if all(price.effective is None for price in following):
            yield row, first._replace(before=released)
            first = DayInterval(released, first.before, following)
            row = row._replace(is_first_known=True)
    yield row, first
    for each in others:
        yield row._replace(is_first_known=False), each


def _rows_by_day(
    row: PriceRow, intervals: Iterable[tuple[PriceRow, DayInterval]], choice: Choice
) -> Iterator[PriceRow]:
    listed = tuple(intervals)
    name = called(price for _, days in listed for price in days.prices)
    if len(listed) > 1:
        known = [days.price for _, days in listed if days.price is not None]
        undated, price = row._replace(undated=1), one_of(known)
        if price is None or len(known) < len(listed):
            yield undated._replace(reason="the price depends on the day, which is missing")
        else:
            yield from _rows_by_length(undated, price)
    for model_row, days in listed:
        each = model_row._replace(since=days.since, before=days.before)
        if days.price is not None:
            yield from _rows_by_length(_dated(each, days.price, choice), days.price)
        elif all(price.hours is None for price in days.prices):
            yield each._replace(reason=f"{_held(days.prices, name)} in force on its day")
        else:
            missing = "the price depends on the hour, which is missing"
            yield each._replace(hourless=1, reason=missing)
            for hours, prices in days.by_hour:
                at_hours, price = each._replace(hours=hours), one_of(prices)
                if price is None:
                    yield at_hours._replace(reason=f"{_held(prices, name)} in force at its hour")
                else:
                    yield from _rows_by_length(_dated(at_hours, price, choice), price)


def _held(prices: tuple[TokenPrice, ...], name: str) -> str:
    return f"several {called(prices)}s are" if prices else f"no {name} is"


def _dated(row: PriceRow, price: TokenPrice, choice: Choice) -> PriceRow:
    """Return a row that says from when on its price is known, and from when on no more."""
    known = price.observed and price.observed._first
    if known and price.effective is None and not row.is_first_known:
        row = row._replace(known=known)
    if price.plan == "contract" or row.model is None:
        return row
    as_of = today(row.model)
    if as_of is None:
        return row if choice.max_age is None else row._replace(aged=date.min)
    late = _days_after(last_day(as_of), 0)
    aged = None if choice.max_age is None else _days_after(last_day(as_of), choice.max_age)
    return row._replace(late=late, aged=aged)


def _days_after(day: date, days: int) -> date | None:
    """Return the first day that is more than a number of days after another, if there is one."""
    return day + days * _DAY + _DAY if days < (date.max - day).days else None


def hours_of(rows: Iterable[PriceRow]) -> tuple[Hours, ...]:
    """Return all hours of a price list, each once."""
    return tuple(dict.fromkeys(row.hours for row in rows if row.hours is not None))


def _rows_by_length(row: PriceRow, price: TokenPrice) -> Iterator[PriceRow]:
    lengths = input_intervals(price)
    if len(lengths) > 1:
        yield row._replace(uncounted=1, reason=NO_INPUT)
    longest = None if row.model is None else longest_input(row.model, price)
    end = None if longest is None else longest + 1
    for length in lengths:
        below = end if length.below is None else length.below
        yield row._replace(at_least=length.at_least or None, below=below, price=price)
    if row.model is not None and longest is not None:
        yield row._replace(at_least=end, reason=several_requests(row.model.id, longest))
