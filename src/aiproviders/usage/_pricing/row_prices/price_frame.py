"""A price list as columns, and as a frame of the engine that holds a log."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count, islice
from typing import Any, NamedTuple, Self, TypeAlias

from aiproviders._records.prices.price import billed_rate
from aiproviders._records.prices.use_kinds import KINDS, KindOfUse
from aiproviders.usage._pricing.given import Given
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import NAME, REQUESTS, in_database
from aiproviders.usage._pricing.price_list import PriceRow, hours_of, is_for_input_alone

UNDATED, SINCE, BEFORE = "undated", "since", "before"
UNCOUNTED, AT_LEAST, BELOW = "uncounted", "at_least", "below"
HOURLESS = "hourless"
REASON = "no_price"
"""Why there is no price, in a row without one."""

BASIS, BASIS_BEFORE, BASIS_SINCE = "basis", "basis_before", "basis_since"
KNOWN, LATE, AGED = "known", "late", "aged"
"""How requests are billed: at first, those before a moment, and those from another one on."""

BY_LENGTH = "by_length"
"""Whether the price depends on the length of input, where rows sum requests."""

IS_OPEN = "is_open"
"""Whether output that may be reasoning has no price that is the same for both."""

BILLS_REQUESTS = "bills_requests"
"""Whether each request costs something besides."""

INPUT_ALONE = "input_alone"
"""Whether the price says nothing of output."""

OPEN_LOW, OPEN_HIGH = "open_low", "open_high"
"""Bounds of the rate of output of which any part may be reasoning, where a row may not say it."""

NAME_RULE = "name_rule"
"""By which rules the name of a model was found."""

RATE, LOW, HIGH = "rate_", "low_", "high_"
"""Begin the names of the columns of rates, and of their bounds; that of a kind follows."""

AT_HOURS = "at_hours_"
"""Begins the names of the columns that say whether a row is for certain hours."""

ROW = "row"
"""The number of each row of a price list on DuckDB, from 0 on."""

_HELD = "held"
_MILLION = 1_000_000


class PriceColumn(NamedTuple):
    """A column of a price list: its type in Narwhals, and what it holds for each row."""

    type: Any
    values: Sequence[Any]


PriceColumns: TypeAlias = Mapping[str, PriceColumn]
"""Columns by name; optional ones that would hold nothing are left out."""


def price_columns(
    rows: Sequence[PriceRow],
    *,
    kinds: Sequence[KindOfUse],
    numbers: Collection[str],
    given: Given,
    rules: Mapping[tuple[str, ...], str | None],
    bounds: bool,
    zoned: bool,
) -> PriceColumns:
    """Return what the rows of a price list say of the requests that they are for.

    Args:
        rows: The rows of the price list.
        kinds: The kinds of use that the log counts.
        numbers: The columns of other numbers of the log.
        given: The models that were given.
        rules: By which rules the name of a model was found, by what the log holds for it.
        bounds: Whether bounds of the rates are needed.
        zoned: Whether the times of the log are in a zone.
    """
    return {
        **{name: PriceColumn(nw.String(), column) for name, column in _texts(rows, given)},
        NAME_RULE: PriceColumn(nw.String(), [rules.get(row.key) for row in rows]),
        **_floats(_rates(rows, kinds, bounds=bounds)),
        **_stated(_floats(_facts(rows, kinds, numbers, bounds=bounds))),
        **_stated(_moments(rows, (AGED,), zoned=zoned)),
    }


def condition_columns(
    rows: Sequence[PriceRow], keys: Sequence[str], *, zoned: bool
) -> PriceColumns:
    """Return which requests the rows of a price list are for, and how they are billed by the day.

    Args:
        rows: The rows of the price list.
        keys: The columns of the log that say what is asked for.
        zoned: Whether the times of the log are in a zone.
    """
    text = nw.String()
    return {
        **{key: PriceColumn(text, [row.key[n] for row in rows]) for n, key in enumerate(keys)},
        **_stated(_floats(_conditions(rows))),
        **_stated(_moments(rows, (SINCE, BEFORE, KNOWN, LATE), zoned=zoned)),
        **_stated({name: PriceColumn(text, column) for name, column in _bases(rows)}),
    }


def _stated(columns: PriceColumns) -> PriceColumns:
    """Return the columns that hold something."""
    return {name: each for name, each in columns.items() if any(map(_is_stated, each.values))}


def _is_stated(value: object) -> bool:
    return value is not None


def _floats(columns: Iterable[tuple[str, list[float | None]]]) -> PriceColumns:
    return {name: PriceColumn(nw.Float64(), column) for name, column in columns}


def _texts(rows: Sequence[PriceRow], given: Given) -> Iterator[tuple[str, list[str | None]]]:
    prices = [row.price for row in rows]
    yield REASON, [row.reason for row in rows]
    yield "currency", [price.currency if price else None for price in prices]
    yield "price_model", [row.model.id if row.model and row.price else None for row in rows]
    yield (
        "price_source",
        [str(price.citations[0]) if price and price.citations else None for price in prices],
    )
    yield (
        "price_observed",
        [price.observed.edtf if price and price.observed else None for price in prices],
    )
    yield (
        "price_list",
        [given.data_of(row.model) if row.model and row.price else None for row in rows],
    )
    yield BASIS, [row.basis() for row in rows]


def _bases(rows: Sequence[PriceRow]) -> Iterator[tuple[str, list[str | None]]]:
    yield BASIS_BEFORE, [row.basis(is_first_known=True) if row.known else None for row in rows]
    yield BASIS_SINCE, [row.late_basis for row in rows]


def _conditions(rows: Sequence[PriceRow]) -> Iterator[tuple[str, list[float | None]]]:
    yield UNDATED, [row.undated for row in rows]
    yield HOURLESS, [row.hourless for row in rows]
    yield UNCOUNTED, [row.uncounted for row in rows]
    yield AT_LEAST, [row.at_least for row in rows]
    yield BELOW, [row.below for row in rows]
    for number, each in enumerate(hours_of(rows)):
        yield f"{AT_HOURS}{number}", [1.0 if row.hours == each else None for row in rows]


def _facts(
    rows: Sequence[PriceRow], kinds: Sequence[KindOfUse], numbers: Collection[str], *, bounds: bool
) -> Iterator[tuple[str, list[float | None]]]:
    """Give what is true of some rows, and the rates that count then."""
    if REQUESTS in numbers:
        depend = [row.at_least is not None or row.below is not None for row in rows]
        yield BY_LENGTH, [_one_if(each) for each in depend]
    yield BILLS_REQUESTS, [_one_if(row.price and row.price.bills_requests) for row in rows]
    yield INPUT_ALONE, [_one_if(row.price and is_for_input_alone(row.price)) for row in rows]
    if "output" in kinds:
        scale = Decimal(_MILLION) / KINDS["output"].per
        may_be_reasoning = [_Rates.of(row, "output", ()) for row in rows]
        yield IS_OPEN, [_one_if(each.is_open) for each in may_be_reasoning]
        if bounds and "reasoning" in kinds:
            opened = [each if each.is_open else _Rates() for each in may_be_reasoning]
            yield OPEN_LOW, [_float(each.low, scale) for each in opened]
            yield OPEN_HIGH, [_float(each.high, scale) for each in opened]


def _one_if(value: object) -> float | None:
    return 1.0 if value else None


def _rates(
    rows: Sequence[PriceRow], kinds: Sequence[KindOfUse], *, bounds: bool
) -> Iterator[tuple[str, list[float | None]]]:
    for kind in kinds:
        scale = Decimal(_MILLION) / KINDS[kind].per
        found = [_Rates.of(row, kind, kinds) for row in rows]
        yield f"{RATE}{kind}", [_float(each.rate, scale) for each in found]
        if bounds:
            yield f"{LOW}{kind}", [_float(each.low, scale) for each in found]
            yield f"{HIGH}{kind}", [_float(each.high, scale) for each in found]


def _float(rate: Decimal | None, scale: Decimal) -> float | None:
    return None if rate is None else float(rate * scale)


class _Rates(NamedTuple):
    """At which rate a kind of use is billed, and at which ones it may be.

    Attributes:
        rate: The rate; None if none is stated, or not the same for all of it.
        low: The lowest that is possible.
        high: The highest; None if it is not known.
        is_open: Whether the rate is not the same for all of it.
    """

    rate: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    is_open: bool = False

    @classmethod
    def of(cls, row: PriceRow, kind: KindOfUse, kinds: Collection[KindOfUse]) -> Self:
        """Find the rates of a row; output may be reasoning where the log does not count it."""
        if row.price is None:
            return cls()
        price, length = row.price, row.at_least or 0
        possible: set[KindOfUse] = {kind}
        if kind == "output" and "reasoning" not in kinds:
            possible.add("reasoning")
        rates = {billed_rate(price, each, length) for each in possible}
        stated = [rate for rate in rates if rate is not None]
        if len(stated) == len(rates):
            rate = stated[0] if len(rates) == 1 else None
            return cls(rate, min(stated), max(stated), rate is None)
        uncached = _UNCACHED.get(kind)
        high = uncached and billed_rate(price, uncached, length)
        return cls(None, Decimal(0), high, len(rates) > 1)


_UNCACHED: dict[KindOfUse, KindOfUse] = {"cache_read": "input", "cache_read_audio": "input_audio"}
"""What is read from a cache, and as what it would be billed otherwise, which is not less."""


def _moments(rows: Sequence[PriceRow], names: Iterable[str], *, zoned: bool) -> PriceColumns:
    kind = nw.Datetime("us", "UTC") if zoned else nw.Datetime("us")
    days = {name: [getattr(row, name) for row in rows] for name in names}
    return {
        name: PriceColumn(kind, [midnight(day, zoned=zoned) for day in column])
        for name, column in days.items()
    }


def midnight(day: date | None, *, zoned: bool = False) -> datetime | None:
    """Return when a day begins in UTC."""
    return None if day is None else datetime.combine(day, time(), UTC if zoned else None)


def price_frame(log: Any, columns: PriceColumns) -> Any:
    """Return columns of prices as a frame of the engine that holds a log.

    It is lazy if the log is in a database.
    """
    held = {name: list(each.values) for name, each in columns.items()}
    schema = {name: each.type for name, each in columns.items()}
    if log.implementation.is_pandas():
        return nw.from_native(_pandas_frame(log.to_native(), held, schema))
    if log.implementation.is_duckdb():
        return nw.from_native(_duckdb_frame(log.to_native(), held, schema))
    if not in_database(log):
        return nw.from_dict(held, schema, backend=log.implementation)
    listed = nw.from_dict(held, schema, backend="pyarrow")
    session = getattr(log.to_native(), "sparkSession", None)
    return listed.lazy(backend=log.implementation, session=session)


def _pandas_frame(log: Any, columns: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
    """Return the price list as a frame of pandas, its texts in the type of the names in the log.

    Narwhals would make them objects; before pandas 3, null then becomes a text.
    """
    pandas = nw.Implementation.PANDAS.to_native_namespace()
    types: dict[Any, Any] = {
        nw.String: log.dtypes[NAME],
        nw.Datetime: "datetime64[us]",
        nw.Int64: "int64",
    }
    return pandas.DataFrame(
        {
            name: pandas.Series(column, dtype=types.get(type(schema[name]), "float64"))
            for name, column in columns.items()
        }
    )


def _duckdb_frame(log: Any, columns: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
    """Return the price list as a relation of the connection of a log, whose rows have numbers.

    It consists of a literal: nothing is added to the database of the user, whose tables may have
    any names, and nothing is looked for outside, which may be forbidden. The text is split when the
    query runs: a literal to a value, and even one to a column, take much longer to plan. Rows that
    are the same are in it once.
    """
    types = {
        nw.String(): "varchar",
        nw.Float64(): "double",
        nw.Int64(): "bigint",
        nw.Datetime("us"): "timestamp",
        nw.Datetime("us", "UTC"): "timestamptz",
    }
    rows = [*zip(*columns.values(), strict=True)]
    # Before the first mark there is nothing, and no row of an empty list.
    numbers = {row: number for number, row in enumerate(dict.fromkeys(rows), start=2)}
    texts = [[None if each is None else str(each) for each in row] for row in numbers]
    taken = "'" + "".join(text for row in texts for text in row if text is not None)
    row_mark, mark, null = islice((each for each in map(chr, count(1)) if each not in taken), 3)
    lines = (mark.join(null if text is None else text for text in row) for row in texts)
    literal = "".join(row_mark + line for line in lines).replace("'", "''")
    places = ",".join(str(numbers[row]) for row in rows)
    held = (
        f"nullif({_HELD}[{n}], '{null}')::{types[schema[name]]} as {name}"
        for n, name in enumerate(columns, start=1)
    )
    one_row = log.limit(0).aggregate("count(*) as one")
    placed = one_row.project(
        f"unnest(range({len(rows)})) as {ROW}, "
        f"unnest(string_split('{places}', ',')::bigint[]) as {_HELD}"
    )
    line = f"string_split('{literal}', '{row_mark}')[{_HELD}]"
    split = placed.project(f"{ROW}, string_split({line}, '{mark}') as {_HELD}")
    return split.project(f"{ROW}, {', '.join(held)}")
