"""The cost of each request in a log of usage, computed on the engine that holds the log."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, TypeVar

from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model
from aiproviders._records.price import TokenPrice
from aiproviders._records.price_in_force import (
    DayInterval,
    day_intervals,
    find_price,
    offered_prices,
)
from aiproviders._records.token_kinds import RATES, TOKEN_KINDS
from aiproviders._usage.input_intervals import input_intervals
from aiproviders.errors import AmbiguousIdError, MissingExtraError

try:
    import narwhals as nw
    from narwhals.typing import IntoFrame
except ImportError:
    library = "narwhals"
    raise MissingExtraError(library, "frames") from None

FrameT = TypeVar("FrameT", bound=IntoFrame)

COST_COLUMNS = ("cost", "currency", "price_source", "price_observed", "priced")
"""The columns that a log gains."""

_MILLION = 1_000_000

# Columns of the price list and of the log that are left out of the result.
_NAME = "__price_name"
_UNDATED, _SINCE, _BEFORE = "__price_undated", "__price_since", "__price_before"
_UNCOUNTED, _AT_LEAST, _BELOW = "__price_uncounted", "__price_at_least", "__price_below"
_TIME, _CLOCK, _POSITION = "__usage_time", "__usage_clock", "__usage_position"

# Narwhals cannot convert time zones in databases, which show times in the zone of their session.
_IN_UTC: dict[nw.Implementation, Callable[[Any], Any]] = {
    nw.Implementation.DUCKDB: lambda log: log.project(f"*, timezone('UTC', {_TIME}) as {_CLOCK}"),
    nw.Implementation.PYSPARK: lambda log: log.selectExpr(
        "*", f"convert_timezone('UTC', {_TIME}) as {_CLOCK}"
    ),
}


class _PriceRow(NamedTuple):
    """A row of the price list: the rates for a name in an interval of days and of input length.

    Where the rates depend on the day, a row with `undated` 1 is for requests without a day; where
    they depend on the length, one with `uncounted` 1 is for requests without a number of input
    tokens. Both are None in all other rows.
    """

    name: str
    undated: int | None = None
    since: date | None = None
    before: date | None = None
    uncounted: int | None = None
    at_least: int | None = None
    below: int | None = None
    rates: tuple[float | None, ...] = (None,) * len(RATES)
    price: TokenPrice | None = None


def cost_of_usage(
    frame: FrameT,
    models: Iterable[Model],
    *,
    model: str = "model",
    input_tokens: str = "input_tokens",
    output_tokens: str = "output_tokens",
    cache_read_tokens: str | None = None,
    cache_write_tokens: str | None = None,
    at: str | None = None,
    host: str | None = None,
    region: str | None = None,
) -> FrameT:
    """Add to a log of usage what each request cost, computed on the engine that holds the log.

    A lazy frame stays lazy; only the distinct names of its models are read. Every row stays, in
    its order where the engine has one, and gains the columns

    - `cost`, a float in whole units of the currency; null where a number of tokens is null,
      negative or less than the cached tokens in it, or a kind of use has no price;
    - `currency`, `price_source` and `price_observed` of the price that was applied, or null;
    - `priced`, whether there is a cost.

    Amounts in several currencies stand in one column: sum them by `currency`.

    Args:
        frame: A frame of pandas, Polars, PyArrow, DuckDB, PySpark or whatever Narwhals takes, one
            request to a row.
        models: The models, with their prices; a catalog finds names by its namespaces too.
        model: Column of names, looked up as `models[name]` does.
        input_tokens: Column of all input tokens, those of the cache included.
        output_tokens: Column of output tokens.
        cache_read_tokens: Column of input tokens that were read from a cache; None if there is
            none.
        cache_write_tokens: Column of input tokens that were written to a cache.
        at: Column of dates or times; each request is billed by the list price of its day, days
            beginning at midnight UTC; one without a time only where its price does not depend on
            the day. Without the column, by the list price in force as of `Model.as_of`.
        host: Id of who served the requests; the maker of each model unless told otherwise.
        region: Where the prices hold, as they name it; unless told otherwise, only prices that
            name no region count.

    Raises:
        ValueError: The log lacks a column, or has one that would be added.
        TypeError: Names are no texts, tokens no numbers, or times no dates or times.
        MissingExtraError: Narwhals is not installed.
    """
    given: Any = frame
    log: Any = nw.from_native(given)
    columns = {
        "input": input_tokens,
        "output": output_tokens,
        "cache_read": cache_read_tokens,
        "cache_write": cache_write_tokens,
    }
    schema = log.collect_schema()
    _check_columns(schema, model, columns.values(), at)
    tokens = {
        kind: _token_count(schema[column], column)
        for kind, column in columns.items()
        if column is not None
    }
    eager = not _is_lazy(log)
    if eager:
        # Polars is much faster if it sees the whole query.
        log = log.lazy() if log.implementation.is_polars() else log.with_row_index(_POSITION)
    names = _distinct_names(log, model)
    rows = list(_price_rows(names, models, by_day=at is not None, host=host, region=region))
    log = log.with_columns(_names_as_text(log, schema[model], model).alias(_NAME))
    zoned = False
    if at is not None:
        moment, zoned = _comparable_time(log, schema[at], at)
        log = log.with_columns(moment.alias(_TIME))
    prices = _price_frame(log, _price_columns(rows, zoned=zoned), _price_schema(zoned=zoned))
    costed = (
        _join_prices(log, prices)
        .filter(_applies(tokens["input"], dated=at is not None))
        .with_columns(_request_cost(tokens).alias("cost"))
        .with_columns((~nw.col("cost").is_null()).alias("priced"))
    )
    if not _is_lazy(costed):
        costed = costed.sort(_POSITION)
    costed = costed.select([*schema.names(), *COST_COLUMNS])
    if eager and _is_lazy(costed):
        costed = costed.collect()
    native: Any = costed.to_native()
    if log.implementation.is_pandas_like():
        native.index = nw.to_native(log).index
    priced: FrameT = native
    return priced


def usage_summary(frame: FrameT, *, model: str = "model", at: str | None = None) -> FrameT:
    """Sum the costs that `cost_of_usage` gave, by model and month, with what was not priced.

    Requests without a price have rows of their own, in which `currency` is null.

    Args:
        frame: What `cost_of_usage` gave; a lazy frame stays lazy.
        model: Column of names.
        at: Column of dates or times, whose months are kept apart, those of UTC where a time has a
            zone; without it, all are together.

    Returns:
        A frame with a row for each `model`, `month` (such as `2026-05`, if `at` is given) and
        `currency`, the number of `requests`, how many of them are `unpriced`, and their `cost`,
        the sum of those that are priced, null where none is.
    """
    log: Any = nw.from_native(frame)
    keys = [model, "currency"]
    if at is not None:
        month = nw.col(_CLOCK).dt.to_string("%Y-%m")
        log = _with_utc_clock(log, at).with_columns(month.alias("month"))
        keys.insert(1, "month")
    counted = log.with_columns(
        nw.lit(1).alias("requests"),
        nw.when(nw.col("priced")).then(nw.lit(0)).otherwise(nw.lit(1)).alias("unpriced"),
    )
    sums = counted.group_by(keys).agg(
        nw.col("requests").sum(), nw.col("unpriced").sum(), nw.col("cost").sum()
    )
    amount = nw.when(nw.col("unpriced") < nw.col("requests")).then(nw.col("cost"))
    summed: FrameT = sums.with_columns(amount.alias("cost")).sort(keys).to_native()
    return summed


def _is_lazy(frame: object) -> bool:
    return isinstance(frame, nw.LazyFrame)


def _check_columns(
    schema: nw.Schema, model: str, tokens: Iterable[str | None], at: str | None
) -> None:
    counts = [each for each in tokens if each is not None]
    needed = [model, *counts, *([at] if at is not None else [])]
    if missing := [each for each in needed if each not in schema]:
        msg = f"the log has no column {missing[0]!r}; its columns are {', '.join(schema)}"
        raise ValueError(msg)
    if taken := [each for each in COST_COLUMNS if each in schema]:
        msg = f"the log has a column {taken[0]!r} already; rename it, for costs go there"
        raise ValueError(msg)
    if wrong := [each for each in counts if not schema[each].is_numeric()]:
        msg = f"the column {wrong[0]!r} holds no numbers but {schema[wrong[0]]}"
        raise TypeError(msg)
    if not isinstance(schema[model], nw.String | nw.Categorical | nw.Enum | nw.Object):
        msg = f"the column {model!r} holds no names but {schema[model]}"
        raise TypeError(msg)


def _names_as_text(log: Any, kind: Any, model: str) -> nw.Expr:
    """Return the names in a column as texts of the type that the price list has."""
    name = nw.col(model)
    if log.implementation.is_pandas() and kind == nw.String:
        return name
    # Before pandas 3, a cast turns null into a text too.
    text = name.cast(nw.String)
    return text if kind == nw.String else nw.when(~name.is_null()).then(text)


def _token_count(kind: Any, column: str) -> nw.Expr:
    """Return the numbers in a column, with null in place of NaN, as pandas has it."""
    number = nw.col(column)
    return nw.when(~number.is_nan()).then(number) if kind.is_float() else number


def _comparable_time(log: Any, kind: Any, at: str) -> tuple[nw.Expr, bool]:
    """Return the times in a column as they compare with days of prices, and whether in a zone."""
    if kind == nw.Date or (kind == nw.Datetime and kind.time_zone is None):
        return nw.col(at).cast(nw.Datetime("us")), False
    # Narwhals does not know every time zone of pandas, and cannot convert those of databases.
    if kind not in (nw.Datetime, nw.Unknown):
        msg = f"the column {at!r} holds no dates or times but {kind}"
        raise TypeError(msg)
    in_database = _is_lazy(log) and not log.implementation.is_polars()
    return nw.col(at) if in_database else nw.col(at).cast(nw.Datetime("us", "UTC")), True


def _with_utc_clock(log: Any, at: str) -> Any:
    """Add the times of a log without a zone, converted to UTC where they have one."""
    moment, zoned = _comparable_time(log, log.collect_schema()[at], at)
    in_utc = _IN_UTC.get(log.implementation)
    if zoned and in_utc:
        return nw.from_native(in_utc(log.with_columns(moment.alias(_TIME)).to_native()))
    return log.with_columns(moment.alias(_CLOCK))


def _distinct_names(log: Any, model: str) -> list[str]:
    # `unique` adds a row number on some engines.
    names = log.group_by(model).agg(nw.len())
    if _is_lazy(names):
        names = names.collect()
    return sorted(name for name in names[model].to_list() if isinstance(name, str))


def _price_rows(
    names: Iterable[str],
    models: Iterable[Model],
    *,
    by_day: bool,
    host: str | None,
    region: str | None,
) -> Iterator[_PriceRow]:
    catalog = models if isinstance(models, Catalog) else Catalog(models)
    for name in names:
        try:
            model = catalog.get(name)
        except AmbiguousIdError:
            continue
        if model is None:
            continue
        if by_day:
            prices = offered_prices(model, host=host, region=region)
            yield from _rows_by_day(name, day_intervals(prices))
        elif price := find_price(model, host=host, region=region).price:
            yield from _rows_by_length(_PriceRow(name), price)


def _rows_by_day(name: str, intervals: tuple[DayInterval, ...]) -> Iterator[_PriceRow]:
    if len(intervals) > 1:
        yield _PriceRow(name, undated=1)
    for days in intervals:
        row = _PriceRow(name, since=days.since, before=days.before)
        if days.price is None:
            yield row
        else:
            yield from _rows_by_length(row, days.price)


def _rows_by_length(row: _PriceRow, price: TokenPrice) -> Iterator[_PriceRow]:
    lengths = input_intervals(price)
    if len(lengths) > 1:
        yield row._replace(uncounted=1)
    for length in lengths:
        amounts = (getattr(length.rates, kind) for kind in RATES)
        yield row._replace(
            at_least=length.at_least or None,
            below=length.below,
            rates=tuple(None if amount is None else float(amount) for amount in amounts),
            price=price,
        )


def _price_schema(*, zoned: bool) -> dict[str, Any]:
    moment = nw.Datetime("us", "UTC") if zoned else nw.Datetime("us")
    return {
        _NAME: nw.String(),
        _UNDATED: nw.Float64(),
        _SINCE: moment,
        _BEFORE: moment,
        _UNCOUNTED: nw.Float64(),
        _AT_LEAST: nw.Float64(),
        _BELOW: nw.Float64(),
        **{f"__price_{kind}": nw.Float64() for kind in RATES},
        "currency": nw.String(),
        "price_source": nw.String(),
        "price_observed": nw.String(),
    }


def _price_columns(rows: list[_PriceRow], *, zoned: bool) -> dict[str, list[Any]]:
    def midnight(day: date | None) -> datetime | None:
        return None if day is None else datetime.combine(day, time(), UTC if zoned else None)

    prices = [row.price for row in rows]
    return {
        _NAME: [row.name for row in rows],
        _UNDATED: [row.undated for row in rows],
        _SINCE: [midnight(row.since) for row in rows],
        _BEFORE: [midnight(row.before) for row in rows],
        _UNCOUNTED: [row.uncounted for row in rows],
        _AT_LEAST: [row.at_least for row in rows],
        _BELOW: [row.below for row in rows],
        **{
            f"__price_{kind}": [row.rates[position] for row in rows]
            for position, kind in enumerate(RATES)
        },
        "currency": [price and price.currency for price in prices],
        "price_source": [
            str(price.citations[0]) if price and price.citations else None for price in prices
        ],
        "price_observed": [
            price.observed.edtf if price and price.observed else None for price in prices
        ],
    }


def _price_frame(log: Any, columns: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
    """Return the price list as a frame that can be joined to the log."""
    implementation = log.implementation
    if implementation.is_pandas():
        return nw.from_native(_pandas_price_frame(log.to_native(), columns, schema))
    if implementation.is_polars() or not _is_lazy(log):
        listed = nw.from_dict(columns, schema, backend=implementation)
        return listed.lazy() if _is_lazy(log) else listed
    arrow = nw.from_dict(columns, schema, backend="pyarrow")
    if implementation.is_duckdb():
        # DuckDB finds the frame by the name of this variable.
        price_list = arrow.to_native()  # noqa: F841 # pyright: ignore[reportUnusedVariable]
        return nw.from_native(log.to_native().query("log", "from price_list"))
    session = getattr(log.to_native(), "sparkSession", None)
    return arrow.lazy(backend=implementation, session=session)


def _pandas_price_frame(log: Any, columns: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
    """Return the price list as a frame of pandas, its texts and days in the types of the log.

    Narwhals would make them types of NumPy; before pandas 3, null then becomes a text, and times
    do not compare with those of Arrow.
    """
    pandas = nw.Implementation.PANDAS.to_native_namespace()
    types: dict[Any, Any] = {nw.String: log.dtypes[_NAME], nw.Datetime: log.dtypes.get(_TIME)}
    return pandas.DataFrame(
        {
            name: pandas.Series(column, dtype=types.get(type(schema[name]), "float64"))
            for name, column in columns.items()
        }
    )


def _join_prices(log: Any, prices: Any) -> Any:
    if log.implementation.is_polars():
        ordered = log.to_native().join(
            prices.to_native(), on=_NAME, how="left", maintain_order="left"
        )
        return nw.from_native(ordered)
    return log.join(prices, on=_NAME, how="left")


def _applies(input_tokens: nw.Expr, *, dated: bool) -> nw.Expr:
    """Return whether a price row is for a request; of the rows of its name, exactly one is."""
    applies = _lies_in(input_tokens, _UNCOUNTED, _AT_LEAST, _BELOW)
    if dated:
        applies = applies & _lies_in(nw.col(_TIME), _UNDATED, _SINCE, _BEFORE)
    return applies


def _lies_in(value: nw.Expr, unknown: str, first: str, last: str) -> nw.Expr:
    # A null value meets no bound, so that only a row without bounds remains.
    return (
        (nw.col(first).is_null() | (value >= nw.col(first)))
        & (nw.col(last).is_null() | (value < nw.col(last)))
        & (nw.col(unknown).is_null() | value.is_null())
    )


def _request_cost(tokens: dict[str, nw.Expr]) -> nw.Expr:
    """Return what a request costs; null where a number is invalid or a price is not stated."""
    counted_once = dict(tokens)
    for kind in TOKEN_KINDS:
        if kind.part_of is not None and kind.name in tokens:
            counted_once[kind.part_of] = counted_once[kind.part_of] - tokens[kind.name]
    is_valid = ~nw.col("currency").is_null()
    for number in counted_once.values():
        is_valid = is_valid & (number >= 0)
    amounts = [
        nw.when(number == 0).then(nw.lit(0.0)).otherwise(number * nw.col(f"__price_{kind}"))
        for kind, number in counted_once.items()
    ]
    return nw.when(is_valid).then(sum(amounts[1:], amounts[0]) / _MILLION)
