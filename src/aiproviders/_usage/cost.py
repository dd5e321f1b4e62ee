"""The cost of each request in a log of usage, computed on the engine that holds the log."""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import sub
from typing import TYPE_CHECKING, Any, TypeVar

from aiproviders._records.hours.hours import Hours
from aiproviders._records.provider import Models
from aiproviders._records.use_kinds import KINDS
from aiproviders._usage.lazy_narwhals import nw
from aiproviders._usage.log_columns import (
    NAME,
    TIME,
    TOKENS,
    check_columns,
    frame_of,
    is_lazy,
    renamed,
    usage_columns,
)
from aiproviders._usage.log_hours import has_hour, is_in
from aiproviders._usage.price_list import (
    AT_HOURS,
    AT_LEAST,
    BEFORE,
    BELOW,
    HOURLESS,
    RATE,
    REASON,
    SINCE,
    UNCOUNTED,
    UNDATED,
    hours_of,
    price_frame,
    price_rows,
)

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

FrameT = TypeVar("FrameT", bound="IntoFrame")

COST_COLUMNS = (
    "cost",
    "currency",
    "price_source",
    "price_observed",
    "priced",
    "unpriced_reason",
)
"""The columns that a log gains."""

_MILLION = 1_000_000
_COUNTABLE = 2.0**53  # a float holds every whole number up to here
_POSITION, _CLOCK = "position", "clock"
_COUNTED_ONCE = "counted_once_"

# Narwhals cannot convert time zones in databases, which show times in the zone of their session.
_IN_UTC: dict[str, Callable[[Any], Any]] = {
    "DUCKDB": lambda log: log.project(f"*, timezone('UTC', {TIME}) as {_CLOCK}"),
    "PYSPARK": lambda log: log.selectExpr("*", f"convert_timezone('UTC', {TIME}) as {_CLOCK}"),
}


def cost_of_usage(
    frame: FrameT,
    models: Models,
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
      negative, less than the cached tokens in it or above 2**53, or a kind of use has no price;
    - `currency`, `price_source` and `price_observed` of the price that was applied, or null;
    - `priced`, whether there is a cost;
    - `unpriced_reason`, a text that says why there is none, or null.

    Columns may have any type that holds such values; one that holds nothing may have any type, and
    what is no number or time in a column of Python objects is null.

    Amounts in several currencies stand in one column: sum them by `currency`.

    Args:
        frame: A frame of pandas, Polars, PyArrow, DuckDB, PySpark or whatever Narwhals takes, one
            request to a row.
        models: Models with their prices, a provider or several. A name that models of several
            providers have is not priced; a catalog of one provider finds names by its vendor
            paths too.
        model: Column of names, looked up as `models[name]` does.
        input_tokens: Column of all input tokens, those of the cache included.
        output_tokens: Column of output tokens.
        cache_read_tokens: Column of input tokens that were read from a cache; None if there is
            none.
        cache_write_tokens: Column of input tokens that were written to a cache.
        at: Column of dates or times; each request is billed by the list price of its day, days
            beginning at midnight UTC; one without a time only where its price does not depend on
            the day. Where the price depends on the hour, the time counts, that of UTC where it has
            no zone; midnight to the microsecond stands for a day alone, whose hour is not known.
            Without the column, by the list price in force as of `Model.as_of`.
        host: Id of who served the requests; the maker of each model unless told otherwise.
        region: Where the prices hold, as they name it; unless told otherwise, only prices that
            name no region count.

    Raises:
        ValueError: The log lacks a column, or has one that would be added, in a database whatever
            the case of its name.
        TypeError: Names are no texts, tokens no numbers, or times no dates or times.
        MissingExtraError: Narwhals is not installed.
    """
    log = frame_of(frame)
    columns = {
        "input": input_tokens,
        "output": output_tokens,
        "cache_read": cache_read_tokens,
        "cache_write": cache_write_tokens,
    }
    names = check_columns(frame, [model, *columns.values(), at], COST_COLUMNS)
    tokens = {kind: column for kind, column in columns.items() if column is not None}
    # Polars is much faster if it sees the whole query.
    whole_query = log.implementation.is_polars() and nw.Object not in log.collect_schema().values()
    usage, places, zoned = usage_columns(log.lazy() if whole_query else log, model, tokens, at)
    if not is_lazy(log):
        usage = usage.drop(*places.values())
    if log.implementation.is_polars():
        usage = usage.lazy()
    elif not is_lazy(log):
        usage = usage.with_row_index(_POSITION)
    names_in_log = _distinct_names(usage)
    rows = tuple(price_rows(names_in_log, models, by_day=at is not None, host=host, region=region))
    if hours := hours_of(rows):
        usage = _with_utc_clock(usage, zoned=zoned)
    costed = (
        _join_prices(usage, price_frame(usage, rows, zoned=zoned))
        .filter(_applies(hours, dated=at is not None))
        .with_columns(*_counted_once(tokens))
        .with_columns(_request_cost(tokens).alias("cost"))
        .with_columns(
            (~nw.col("cost").is_null()).alias("priced"),
            _unpriced_reason(tokens).alias("unpriced_reason"),
        )
    )
    if is_lazy(log):
        costed = costed.select(*places.values(), *COST_COLUMNS)
        priced = renamed(costed, [*names, *COST_COLUMNS])
    else:
        costed = costed.collect() if is_lazy(costed) else costed.sort(_POSITION)
        priced = log.with_columns(*costed.select(*COST_COLUMNS).iter_columns())
    native: FrameT = priced.to_native()
    return native


def usage_summary(frame: FrameT, *, model: str = "model", at: str | None = None) -> FrameT:
    """Sum the costs that `cost_of_usage` gave, by model and month, with what was not priced.

    Requests that were not priced have rows of their own, one for each reason.

    Args:
        frame: What `cost_of_usage` gave; a lazy frame stays lazy.
        model: Column of names.
        at: Column of dates or times, whose months are kept apart, those of UTC where a time has a
            zone; without it, all are together.

    Returns:
        A frame with a row for each `model`, `month` (such as `2026-05`, if `at` is given),
        `currency` and `unpriced_reason`, with the number of `requests`, how many of them are
        `unpriced`, and their `cost`, null where they are not priced.

    Raises:
        ValueError: The frame lacks a column.
        TypeError: Names are no texts, or times no dates or times.
    """
    log = frame_of(frame)
    check_columns(frame, [model, at, "cost", "currency", "priced", "unpriced_reason"])
    usage, places, zoned = usage_columns(log, model, {}, at)
    keys = {"model": nw.col(NAME)}
    if at is not None:
        usage = _with_utc_clock(usage, zoned=zoned)
        keys["month"] = nw.col(_CLOCK).dt.to_string("%Y-%m")
    keys |= {name: nw.col(places[name]) for name in ("currency", "unpriced_reason")}
    counted = usage.select(
        *(key.alias(name) for name, key in keys.items()),
        nw.lit(1).alias("requests"),
        nw.when(nw.col(places["priced"])).then(nw.lit(0)).otherwise(nw.lit(1)).alias("unpriced"),
        nw.col(places["cost"]).alias("cost"),
    )
    sums = counted.group_by(*keys).agg(
        nw.col("requests").sum(), nw.col("unpriced").sum(), nw.col("cost").sum()
    )
    amount = nw.when(nw.col("unpriced") == 0).then(nw.col("cost"))
    columns = [name for name in keys if name != "unpriced_reason"]
    summed = sums.sort(*keys).select(
        *columns, "requests", "unpriced", amount.alias("cost"), "unpriced_reason"
    )
    # Pandas would number the rows as they were before they were sorted.
    native: FrameT = nw.maybe_reset_index(summed).to_native()
    return native


def _with_utc_clock(log: Any, *, zoned: bool) -> Any:
    """Add the times of a log without a zone, converted to UTC where they have one."""
    in_utc = _IN_UTC.get(log.implementation.name)
    if zoned and in_utc:
        return nw.from_native(in_utc(log.to_native()))
    return log.with_columns(nw.col(TIME).alias(_CLOCK))


def _distinct_names(log: Any) -> list[str]:
    # `unique` adds a row number on some engines.
    names = log.group_by(NAME).agg(nw.len())
    found = (names.collect() if is_lazy(names) else names)[NAME].to_list()
    return sorted(name for name in found if isinstance(name, str))


def _join_prices(log: Any, prices: Any) -> Any:
    if log.implementation.is_polars():
        ordered = log.to_native().join(
            prices.to_native(), on=NAME, how="left", maintain_order="left"
        )
        return nw.from_native(ordered)
    return log.join(prices, on=NAME, how="left")


def _applies(hours: Iterable[Hours], *, dated: bool) -> "nw.Expr":
    """Return whether a price row is for a request; of the rows of its name, exactly one is."""
    applies = _lies_in(nw.col(f"{TOKENS}input"), UNCOUNTED, AT_LEAST, BELOW)
    if dated:
        applies = applies & _lies_in(nw.col(TIME), UNDATED, SINCE, BEFORE)
    for number, each in enumerate(hours):
        clock, at_hours = nw.col(_CLOCK), nw.col(f"{AT_HOURS}{number}")
        is_at = has_hour(clock) & is_in(each, clock)
        applies = applies & (at_hours.is_null() | is_at)
        if not number:
            applies = applies & (nw.col(HOURLESS).is_null() | ~has_hour(clock))
    return applies


def _lies_in(value: "nw.Expr", unknown: str, first: str, last: str) -> "nw.Expr":
    # A null value meets no bound, so that only a row without bounds remains.
    return (
        (nw.col(first).is_null() | (value >= nw.col(first)))
        & (nw.col(last).is_null() | (value < nw.col(last)))
        & (nw.col(unknown).is_null() | value.is_null())
    )


def _counted_once(tokens: Iterable[str]) -> "Iterator[nw.Expr]":
    """Give the numbers of tokens without those of their parts, which are billed otherwise."""
    for kind in tokens:
        parts = [nw.col(f"{TOKENS}{part}") for part in _parts(kind, tokens)]
        rest = reduce(sub, parts, nw.col(f"{TOKENS}{kind}"))
        yield rest.alias(f"{_COUNTED_ONCE}{kind}")


def _parts(kind: str, tokens: Iterable[str]) -> list[str]:
    return [each for each in tokens if kind in KINDS[each].part_of]


def _request_cost(tokens: Iterable[str]) -> "nw.Expr":
    """Return what a request costs; null where a number is invalid or a price is not stated."""
    is_valid = ~nw.col("currency").is_null()
    amounts = list["nw.Expr"]()
    for kind in tokens:
        number = nw.col(f"{_COUNTED_ONCE}{kind}")
        is_valid = is_valid & (number >= 0) & (nw.col(f"{TOKENS}{kind}") <= _COUNTABLE)
        rate = nw.col(f"{RATE}{kind}")
        amounts.append(nw.when(number == 0).then(nw.lit(0.0)).otherwise(number * rate))
    return nw.when(is_valid).then(sum(amounts[1:], amounts[0]) / _MILLION)


def _unpriced_reason(tokens: Iterable[str]) -> "nw.Expr":
    """Return why a request has no cost, the first reason that there is; null where it has one."""
    reasons = [(nw.col(NAME).is_null(), nw.lit("no model is named"))]
    reasons += [(~nw.col(REASON).is_null(), nw.col(REASON))]
    reasons += [(nw.col("currency").is_null(), nw.lit("no model is called so"))]
    for kind in tokens:
        number, words = nw.col(f"{TOKENS}{kind}"), f"{KINDS[kind].words} tokens"
        reasons += [
            (number.is_null(), nw.lit(f"the number of {words} is missing")),
            (number < 0, nw.lit(f"the number of {words} is negative")),
            (number > _COUNTABLE, nw.lit(f"the number of {words} is infinite or too large")),
        ]
    for kind in tokens:
        rest, words = nw.col(f"{_COUNTED_ONCE}{kind}"), f"{KINDS[kind].words} tokens"
        if parts := [KINDS[part].words for part in _parts(kind, tokens)]:
            reasons += [(rest < 0, nw.lit(f"more {' and '.join(parts)} tokens than {words}"))]
    for kind in tokens:
        rest, words = nw.col(f"{_COUNTED_ONCE}{kind}"), f"{KINDS[kind].words} tokens"
        is_unknown = (rest > 0) & nw.col(f"{RATE}{kind}").is_null()
        reasons += [(is_unknown, nw.lit(f"no price of {words} is stated"))]
    return _first_of(reasons)


def _first_of(reasons: "list[tuple[nw.Expr, nw.Expr]]") -> "nw.Expr":
    """Return the text of the first condition that holds."""
    *others, (condition, text) = reasons
    found: nw.Expr = nw.when(condition).then(text)
    for condition, text in reversed(others):
        found = nw.when(condition).then(text).otherwise(found)
    return found
