"""A price list as a frame of the engine that holds a log, to join to it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple, Self

from aiproviders._records.prices.price import billed_rate
from aiproviders._records.prices.use_kinds import KINDS, KindOfUse
from aiproviders.usage._pricing.given import Given
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import NAME, in_database, is_lazy
from aiproviders.usage._pricing.price_list import PriceRow, hours_of, is_for_input_alone

UNDATED, SINCE, BEFORE = "undated", "since", "before"
UNCOUNTED, AT_LEAST, BELOW = "uncounted", "at_least", "below"
HOURLESS = "hourless"
REASON = "no_price"
"""Why there is no price, in a row without one."""

BASIS, BASIS_BEFORE, BASIS_SINCE = "basis", "basis_before", "basis_since"
KNOWN, LATE, AGED = "known", "late", "aged"
"""How requests are billed: at first, those before a moment, and those from another one on."""

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

_MILLION = 1_000_000
_OPTIONAL = (
    *(UNDATED, SINCE, BEFORE, UNCOUNTED, AT_LEAST, BELOW, HOURLESS, KNOWN, LATE, AGED),
    *(IS_OPEN, OPEN_LOW, OPEN_HIGH, BILLS_REQUESTS, INPUT_ALONE, BASIS_BEFORE, BASIS_SINCE),
)


class PriceFrame(NamedTuple):
    """A price list that can be joined to a log.

    Attributes:
        frame: The frame.
        columns: Its columns; those that would hold nothing are left out.
    """

    frame: Any
    columns: Collection[str]


def price_frame(
    log: Any,
    rows: Sequence[PriceRow],
    *,
    keys: Sequence[str],
    kinds: Sequence[KindOfUse],
    given: Given,
    rules: Mapping[tuple[str, ...], str | None],
    bounds: bool,
    zoned: bool,
) -> PriceFrame:
    """Return a price list as a frame that can be joined to a log.

    Args:
        log: The log, with columns of our own.
        rows: The rows of the price list.
        keys: The columns to join by.
        kinds: The kinds of use that the log counts.
        given: The models that were given.
        rules: By which rules the name of a model was found, by what the keys hold.
        bounds: Whether bounds of the rates are needed.
        zoned: Whether the times of the log are in a zone.
    """
    typed: list[tuple[str, Any, Sequence[object]]] = [
        *((name, nw.String(), column) for name, column in _texts(rows, keys, given)),
        (NAME_RULE, nw.String(), [rules.get(row.key) for row in rows]),
        *((name, nw.Float64(), column) for name, column in _numbers(rows)),
        *((name, nw.Float64(), column) for name, column in _rates(rows, kinds, bounds=bounds)),
        *_moments(rows, zoned=zoned),
    ]
    typed = [each for each in typed if each[0] not in _OPTIONAL or any(map(_is_stated, each[2]))]
    schema = {name: kind for name, kind, _ in typed}
    columns = {name: list(column) for name, _, column in typed}
    if log.implementation.is_polars():
        # It chooses between numbers of texts much faster than between texts.
        bases = columns.keys() & {BASIS, BASIS_BEFORE, BASIS_SINCE}
        texts = {str(text) for name in bases for text in columns[name] if text is not None}
        schema |= dict.fromkeys(bases, nw.Enum(sorted(texts)))
    return PriceFrame(_frame(log, columns, schema), schema.keys())


def _is_stated(value: object) -> bool:
    return value is not None


def _texts(
    rows: Sequence[PriceRow], keys: Sequence[str], given: Given
) -> Iterator[tuple[str, list[str | None]]]:
    prices = [row.price for row in rows]
    for place, key in enumerate(keys):
        yield key, [row.key[place] for row in rows]
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
    yield BASIS_BEFORE, [row.basis(is_first_known=True) if row.known else None for row in rows]
    yield BASIS_SINCE, [row.late_basis for row in rows]


def _numbers(rows: Sequence[PriceRow]) -> Iterator[tuple[str, list[float | None]]]:
    yield UNDATED, [row.undated for row in rows]
    yield HOURLESS, [row.hourless for row in rows]
    yield UNCOUNTED, [row.uncounted for row in rows]
    yield AT_LEAST, [row.at_least for row in rows]
    yield BELOW, [row.below for row in rows]
    yield (
        BILLS_REQUESTS,
        [1.0 if row.price and row.price.bills_requests else None for row in rows],
    )
    yield (
        INPUT_ALONE,
        [1.0 if row.price and is_for_input_alone(row.price) else None for row in rows],
    )
    for number, each in enumerate(hours_of(rows)):
        yield f"{AT_HOURS}{number}", [1.0 if row.hours == each else None for row in rows]


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
        if kind == "output":
            may_be_reasoning = [_Rates.of(row, kind, ()) for row in rows]
            is_open = [each.is_open for each in may_be_reasoning]
            yield IS_OPEN, [1.0 if each else None for each in is_open]
            if bounds and "reasoning" in kinds:
                opened = [each if each.is_open else _Rates() for each in may_be_reasoning]
                yield OPEN_LOW, [_float(each.low, scale) for each in opened]
                yield OPEN_HIGH, [_float(each.high, scale) for each in opened]


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


def _moments(
    rows: Sequence[PriceRow], *, zoned: bool
) -> Iterator[tuple[str, Any, list[datetime | None]]]:
    kind = nw.Datetime("us", "UTC") if zoned else nw.Datetime("us")

    def midnight(day: date | None) -> datetime | None:
        return None if day is None else datetime.combine(day, time(), UTC if zoned else None)

    for name in (SINCE, BEFORE, KNOWN, LATE, AGED):
        yield name, kind, [midnight(getattr(row, name)) for row in rows]


def _frame(log: Any, columns: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
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
