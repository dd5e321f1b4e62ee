"""The price list of a log: a frame with the rates and the days of each name, to join to the log."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from aiproviders._records.hours.hours import Hours
from aiproviders._records.price import TokenPrice
from aiproviders._records.price_in_force import (
    DayInterval,
    day_intervals,
    find_price,
    offered_prices,
    one_of,
)
from aiproviders._records.provider import Models, given_models
from aiproviders._records.use_kinds import RATES
from aiproviders._usage.input_intervals import input_intervals
from aiproviders._usage.lazy_narwhals import nw
from aiproviders._usage.log_columns import NAME, in_database, is_lazy
from aiproviders.errors import AmbiguousIdError

UNDATED, SINCE, BEFORE = "undated", "since", "before"
UNCOUNTED, AT_LEAST, BELOW = "uncounted", "at_least", "below"
HOURLESS = "hourless"
REASON = "no_price"
"""Why there is no price, in a row without one."""

RATE = "rate_"
"""Begins the names of the columns of rates; that of a kind follows."""

AT_HOURS = "at_hours_"
"""Begins the names of the columns that say whether a row is for certain hours."""

NO_INPUT = "the number of input tokens is missing"


class PriceRow(NamedTuple):
    """A row of the price list: the rates for a name in an interval of days and of input length.

    Where the rates depend on the day, a row with `undated` 1 is for requests without a day; where
    they depend on the hour, one with `hourless` 1 is for those without a time, and all others have
    `hours`; where they depend on the length, one with `uncounted` 1 is for those without a number
    of input tokens. All these are None in other rows. A row without a price says why.
    """

    name: str
    undated: int | None = None
    since: date | None = None
    before: date | None = None
    hourless: int | None = None
    hours: Hours | None = None
    uncounted: int | None = None
    at_least: int | None = None
    below: int | None = None
    rates: tuple[float | None, ...] = (None,) * len(RATES)
    price: TokenPrice | None = None
    reason: str | None = None


def price_rows(
    names: Iterable[str],
    models: Models,
    *,
    by_day: bool,
    host: str | None,
    region: str | None,
) -> Iterator[PriceRow]:
    """Give the rows of the price list for names, of which those that no model has get none.

    Args:
        names: Names of models.
        models: The models.
        by_day: Whether prices of different days are kept apart; otherwise those in force count.
        host: Id of who served the requests; the makers of the models if None.
        region: Where the prices hold; only those that name no region count if None.
    """
    catalog = given_models(models)
    for name in names:
        try:
            model = catalog.get(name)
        except AmbiguousIdError:
            yield PriceRow(name, reason="several models are called so")
            continue
        if model is None:
            continue
        prices = offered_prices(model, host=host, region=region)
        if by_day and prices:
            yield from _rows_by_day(name, day_intervals(prices))
            continue
        found = find_price(model, host=host, region=region)
        if found.price is None:
            yield PriceRow(name, reason=found.reason)
        else:
            yield from _rows_by_length(PriceRow(name), found.price)


def _rows_by_day(name: str, intervals: tuple[DayInterval, ...]) -> Iterator[PriceRow]:
    if len(intervals) > 1:
        yield PriceRow(name, undated=1, reason="the price depends on the day, which is missing")
    for days in intervals:
        row = PriceRow(name, since=days.since, before=days.before)
        if days.price is not None:
            yield from _rows_by_length(row, days.price)
        elif all(price.hours is None for price in days.prices):
            yield row._replace(reason=f"{_held(days.prices)} in force on its day")
        else:
            missing = "the price depends on the hour, which is missing"
            yield row._replace(hourless=1, reason=missing)
            for hours, prices in days.by_hour:
                at_hours, price = row._replace(hours=hours), one_of(prices)
                if price is None:
                    yield at_hours._replace(reason=f"{_held(prices)} in force at its hour")
                else:
                    yield from _rows_by_length(at_hours, price)


def _held(prices: tuple[TokenPrice, ...]) -> str:
    return "several list prices are" if prices else "no list price is"


def hours_of(rows: Iterable[PriceRow]) -> tuple[Hours, ...]:
    """Return all hours of a price list, each once."""
    return tuple(dict.fromkeys(row.hours for row in rows if row.hours is not None))


def _rows_by_length(row: PriceRow, price: TokenPrice) -> Iterator[PriceRow]:
    lengths = input_intervals(price)
    if len(lengths) > 1:
        yield row._replace(uncounted=1, reason=NO_INPUT)
    for length in lengths:
        amounts = (getattr(length.rates, kind) for kind in RATES)
        yield row._replace(
            at_least=length.at_least or None,
            below=length.below,
            rates=tuple(None if amount is None else float(amount) for amount in amounts),
            price=price,
        )


def price_frame(log: Any, rows: Sequence[PriceRow], *, zoned: bool) -> Any:
    """Return a price list as a frame that can be joined to a log.

    Args:
        log: The log, with columns of our own.
        rows: The rows of the price list.
        zoned: Whether the times of the log are in a zone.
    """
    hours = {
        f"{AT_HOURS}{number}": [1.0 if row.hours == each else None for row in rows]
        for number, each in enumerate(hours_of(rows))
    }
    schema = _schema(zoned=zoned) | dict.fromkeys(hours, nw.Float64())
    columns = _columns(rows, zoned=zoned) | hours
    if log.implementation.is_pandas():
        return nw.from_native(_pandas_frame(log.to_native(), columns, schema))
    if log.implementation.is_duckdb():
        return nw.from_native(_duckdb_frame(log.to_native(), columns, schema))
    if not in_database(log):
        listed = nw.from_dict(columns, schema, backend=log.implementation)
        return listed.lazy() if is_lazy(log) else listed
    listed = nw.from_dict(columns, schema, backend="pyarrow")
    session = getattr(log.to_native(), "sparkSession", None)
    return listed.lazy(backend=log.implementation, session=session)


def _schema(*, zoned: bool) -> dict[str, Any]:
    moment = nw.Datetime("us", "UTC") if zoned else nw.Datetime("us")
    numbers = (UNDATED, HOURLESS, UNCOUNTED, AT_LEAST, BELOW, *(f"{RATE}{kind}" for kind in RATES))
    texts = (NAME, REASON, "currency", "price_source", "price_observed")
    return {
        **dict.fromkeys(texts, nw.String()),
        **dict.fromkeys(numbers, nw.Float64()),
        **dict.fromkeys((SINCE, BEFORE), moment),
    }


def _columns(rows: Sequence[PriceRow], *, zoned: bool) -> dict[str, list[Any]]:
    def midnight(day: date | None) -> datetime | None:
        return None if day is None else datetime.combine(day, time(), UTC if zoned else None)

    prices = [row.price for row in rows]
    return {
        NAME: [row.name for row in rows],
        REASON: [row.reason for row in rows],
        "currency": [price and price.currency for price in prices],
        "price_source": [
            str(price.citations[0]) if price and price.citations else None for price in prices
        ],
        "price_observed": [
            price.observed.edtf if price and price.observed else None for price in prices
        ],
        UNDATED: [row.undated for row in rows],
        HOURLESS: [row.hourless for row in rows],
        UNCOUNTED: [row.uncounted for row in rows],
        AT_LEAST: [row.at_least for row in rows],
        BELOW: [row.below for row in rows],
        **{
            f"{RATE}{kind}": [row.rates[position] for row in rows]
            for position, kind in enumerate(RATES)
        },
        SINCE: [midnight(row.since) for row in rows],
        BEFORE: [midnight(row.before) for row in rows],
    }


def _pandas_frame(log: Any, columns: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
    """Return the price list as a frame of pandas, its texts in the type of the names in the log.

    Narwhals would make them objects; before pandas 3, null then becomes a text.
    """
    pandas = nw.Implementation.PANDAS.to_native_namespace()
    types: dict[Any, Any] = {nw.String: log.dtypes[NAME], nw.Datetime: "datetime64[us]"}
    return pandas.DataFrame(
        {
            name: pandas.Series(column, dtype=types.get(type(schema[name]), "float64"))
            for name, column in columns.items()
        }
    )


def _duckdb_frame(log: Any, columns: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
    """Return the price list as a relation of the connection of a log.

    It consists of literals: nothing is added to the database of the user, whose tables may have
    any names, and nothing is looked for outside, which may be forbidden.
    """
    types = {
        nw.String(): "varchar",
        nw.Float64(): "double",
        nw.Datetime("us"): "timestamp",
        nw.Datetime("us", "UTC"): "timestamptz",
    }

    def literal(value: object) -> str:
        escaped = str(value).replace("'", "''")
        return "null" if value is None else f"'{escaped}'"

    lists = (
        f"unnest([{', '.join(map(literal, column))}]::{types[schema[name]]}[]) as {name}"
        for name, column in columns.items()
    )
    return log.limit(0).aggregate("count(*) as one").project(", ".join(lists))
