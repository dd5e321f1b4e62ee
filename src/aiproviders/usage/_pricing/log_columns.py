"""The columns of a log that pricing needs, each in one type, whatever types and engine hold them.

They stand under names of our own, so that no column of the log can be taken for one of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import inf, isnan, nan
from numbers import Real
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders._records.prices.use_kinds import KINDS, KindOfUse
from aiproviders._values.wording import listed, quoted
from aiproviders.usage._pricing.lazy_narwhals import nw

NAME, TIME = "name", "time"
"""The name of the model, and when it was asked."""

TOKENS = "tokens_"
"""Begins the names of the columns of tokens; that of a kind follows."""

TERM = "term_"
"""Begins the names of the columns of terms, such as the host; that of a term follows."""

REQUESTS, REQUEST_INPUT, LENGTH = "requests", "request_input", "length"
"""How many requests a row sums, the input of one of them where the log has it, and the length of
input by which the tier of its price goes."""

REPORTED = "reported"
"""What the provider says that it cost."""

UNCOUNTED_REASONING = "uncounted_reasoning"
"""Whether a row does not say how much of its output is reasoning."""

SUFFIX = "_aiproviders"
"""Ends the name of a column that the log has already."""

_NUMBERS: tuple[Any, ...] = (Real, Decimal)


class IfThere(str):
    """A column that counts where a log has it; any other that is named has to be there."""

    __slots__ = ()


def there(column: str | None, names: Collection[str]) -> str | None:
    """Return a column; None if it only counts where the log has it, which it has not."""
    return None if isinstance(column, IfThere) and column not in names else column


def frame_of(log: Any) -> Any:
    """Return a log as a frame of Narwhals.

    Raises:
        TypeError: It is no frame of a library that Narwhals knows.
    """
    try:
        return nw.from_native(log)
    except TypeError:
        libraries = "pandas, Polars, PyArrow, DuckDB or PySpark"
        msg = f"expected a frame of {libraries}, got {quoted(log)}"
        if isinstance(log, Usage):
            msg += "; to bill one request, write model.price.cost(usage)"
        raise TypeError(msg) from None


def is_lazy(log: object) -> bool:
    """Return whether a log is computed when it is asked for."""
    return isinstance(log, nw.LazyFrame)


def in_database(log: Any) -> bool:
    """Return whether a log is in a database, which ignores the case of names."""
    return is_lazy(log) and not log.implementation.is_polars()


def check_columns(log: Any, needed: Iterable[str | None]) -> list[str]:
    """Return the names of the columns of a log that has those needed.

    Args:
        log: A frame of any library.
        needed: Names of columns; None is none.

    Raises:
        TypeError: The name of a column is no text.
        ValueError: A column is missing.
    """
    names: list[Any] = frame_of(log).collect_schema().names()
    if others := [name for name in names if not isinstance(name, str)]:
        msg = f"the log has a column called {quoted(others[0])}, which is no text; rename it"
        raise TypeError(msg)
    if missing := [name for name in needed if name is not None and name not in names]:
        msg = f"the log has no column {quoted(missing[0])}; its columns are {listed(names)}"
        raise ValueError(msg)
    return names


def added_names(log: Any, added: Iterable[str]) -> dict[str, str]:
    """Return what columns are called that a log gains: those that it has already get a suffix.

    Args:
        log: A frame of Narwhals.
        added: Names that columns would get.
    """
    as_compared: Callable[[str], str] = str.casefold if in_database(log) else str
    taken = {as_compared(name) for name in log.collect_schema().names()}
    last = {name: _last_suffixed(name, taken) for name in added}
    return {name: name if found is None else found + SUFFIX for name, found in last.items()}


def gained_names(log: Any, added: Iterable[str]) -> dict[str, str]:
    """Return what the columns are called that a log gained last, as `added_names` called them."""
    taken = set(log.collect_schema().names())
    return {name: _last_suffixed(name, taken) or name for name in added}


def _last_suffixed(name: str, taken: Collection[str]) -> str | None:
    """Return the longest of some names that is a name with suffixes, if any is."""
    found = [each for each in taken if each.removesuffix(SUFFIX * each.count(SUFFIX)) == name]
    return max(found, key=len, default=None)


def renamed(log: Any, names: Sequence[str]) -> Any:
    """Return a log with other names of its columns, by their places."""
    native = log.to_native()
    # A dot in a name separates names in databases, whose own ways to rename are safe.
    in_spark = log.implementation.is_spark_like()
    if in_spark or log.implementation.is_duckdb():
        pairs = zip(native.columns, names, strict=True)
        columns = ", ".join(f"{_quoted(old)} as {_quoted(new)}" for old, new in pairs)
        return nw.from_native(native.toDF(*names) if in_spark else native.project(columns))
    return log.rename(dict(zip(log.collect_schema().names(), names, strict=True)))


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def usage_columns(
    log: Any,
    model: str,
    tokens: Mapping[KindOfUse, str],
    at: str | None,
    terms: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> tuple[Any, dict[str, str], bool]:
    """Return a log whose names, tokens, times and terms are in columns of our own too.

    Of a part of the input or output there is none where its number is null.

    Args:
        log: The log.
        model: Column of names.
        tokens: Columns of tokens by kind.
        at: Column of dates or times, if any.
        terms: Columns of terms by name; null is an empty text there.
        numbers: Columns of other numbers by the names that they get.

    Returns:
        The log, what its own columns are called there, and whether its times are in a zone.

    Raises:
        TypeError: Names are no texts, tokens no numbers, or times no dates or times.
    """
    schema = log.collect_schema()
    is_whole = {name: kind.is_integer() for name, kind in schema.items()}
    places = {name: f"c{place}" for place, name in enumerate(schema)}
    log = renamed(log, [*places.values()])
    found = {NAME: _names(log, places[model], model)}
    for kind, column in tokens.items():
        found[f"{TOKENS}{kind}"] = _numbers(log, places[column], column)
    zoned = False
    if at is not None:
        found[TIME], zoned = _times(log, places[at], at)
    for term, column in (terms or {}).items():
        found[f"{TERM}{term}"] = _names(log, places[column], column)
    for name, column in (numbers or {}).items():
        found[name] = _numbers(log, places[column], column)
    log = log.with_columns(*(column.alias(name) for name, column in found.items()))
    for name, column in (numbers or {}).items():
        log = log.with_columns(_counted(name, is_whole=is_whole[column]))
    for kind, column in tokens.items():
        counted = _counted(f"{TOKENS}{kind}", is_whole=is_whole[column])
        if kind == "reasoning":
            log = log.with_columns(counted.is_null().alias(UNCOUNTED_REASONING))
        log = log.with_columns(counted.fill_null(0) if KINDS[kind].is_optional else counted)
    for term in terms or ():
        # Null joins to nothing in databases.
        log = log.with_columns(nw.col(f"{TERM}{term}").fill_null(""))
    return log, places, zoned


def _counted(name: str, *, is_whole: bool) -> Any:
    # NaN is null in pandas; elsewhere it is a number, greater than all others.
    number = nw.col(name)
    if is_whole:
        return number
    return nw.when(~number.is_nan()).then(number).alias(name)


def _names(log: Any, column: str, called: str) -> Any:
    """Return the names in a column as texts."""
    kind = log.collect_schema()[column]
    categories = (nw.Categorical, nw.Enum)
    if log.implementation.is_pandas() and kind == nw.String:
        return nw.col(column)
    if log.implementation.is_pandas() and kind in (*categories, nw.Object):
        # Before pandas 3, a cast makes a text of null too.
        names = log[column].to_native().astype(object)
        return _pandas_column(log, names.map(str, na_action="ignore"), object)
    if kind == nw.Object and not is_lazy(log):
        # Polars does not cast objects.
        names = [None if _is_null(value) else str(value) for value in log[column]]
        return nw.new_series(column, names, nw.String(), backend=log.implementation)
    if kind == nw.String or kind in categories:
        return nw.col(column).cast(nw.String)
    wrong = f"the column {quoted(called)} holds no names but {kind}; {_way_out(called)}"
    _refuse_unless_empty(log, column, wrong)
    return _nulls(log, nw.String(), object)


def _way_out(column: str) -> str:
    """Say what to do about a column of another type, which may count by its name alone."""
    return "convert it, or give None for it" if isinstance(column, IfThere) else "convert it first"


def _is_null(value: object) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def _numbers(log: Any, column: str, called: str) -> Any:
    """Return the numbers in a column as floats, which may be subtracted without an overflow."""
    kind = log.collect_schema()[column]
    wrong = f"the column {quoted(called)} holds no numbers but {kind}; {_way_out(called)}"
    if kind == nw.Object and not is_lazy(log):
        return _from_objects(log, column, _number, wrong, nw.Float64(), "float64")
    if not kind.is_numeric():
        _refuse_unless_empty(log, column, wrong)
        return _nulls(log, nw.Float64(), "float64")
    if log.implementation.is_pandas():
        numbers = log[column].to_native().to_numpy("float64", na_value=nan)
        return _pandas_column(log, numbers, "float64")
    if log.implementation.is_pyarrow():
        # Arrow refuses a number that a float does not hold exactly, unless told otherwise.
        numbers = log[column].to_native().cast("float64", safe=False)
        return nw.from_native(numbers, series_only=True)
    return nw.col(column).cast(nw.Float64)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        return None
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf


def _times(log: Any, column: str, called: str) -> tuple[Any, bool]:
    """Return the times in a column to the microsecond, and whether they are in a zone.

    They may be in a database, where Narwhals cannot convert them; elsewhere they are those of UTC.
    """
    kind = log.collect_schema()[column]
    wrong = f"the column {quoted(called)} holds no dates or times but {kind}; {_way_out(called)}"
    # Narwhals does not know every type of times, so that one of them may be among the unknown.
    if kind not in (nw.Date, nw.Datetime, nw.Object):
        if _holds_nothing(log, column):
            return _nulls(log, nw.Datetime("us"), "datetime64[us]"), False
        if kind != nw.Unknown:
            raise TypeError(wrong)
    if _are_objects(log, column):
        moment = nw.Datetime("us")
        return _from_objects(log, column, _time, wrong, moment, "datetime64[us]"), False
    if log.implementation.is_pandas():
        times = log[column].to_native().to_numpy("datetime64[us]", na_value=None)
        return _pandas_column(log, times, None), False
    if log.implementation.is_pyarrow():
        return _arrow_times(log, column, wrong), False
    times, zoned = nw.col(column), kind != nw.Date and getattr(kind, "time_zone", "") is not None
    if not zoned:
        times = times.cast(nw.Datetime("us"))
    elif not in_database(log):
        times = times.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    return times, zoned and in_database(log)


def _are_objects(log: Any, column: str) -> bool:
    """Return whether the times in a column have to be read one by one."""
    kind = log.collect_schema()[column]
    if not log.implementation.is_pandas():
        return kind == nw.Object and not is_lazy(log)
    # NumPy takes neither dates of Arrow nor what is no time; Narwhals does not know every zone.
    pandas = nw.Implementation.PANDAS.to_native_namespace()
    is_zoned = isinstance(log[column].to_native().dtype, pandas.DatetimeTZDtype)
    return not is_zoned and kind != nw.Datetime


def _arrow_times(log: Any, column: str, wrong: str) -> Any:
    try:
        # Arrow refuses to drop nanoseconds, unless told otherwise.
        times = log[column].to_native().cast("timestamp[us]", safe=False)
    except (NotImplementedError, ValueError) as error:
        raise TypeError(wrong) from error
    return nw.from_native(times, series_only=True)


def _time(value: object) -> datetime | None:
    """Return a date or a time as a time of UTC, and None for what is neither."""
    if not isinstance(value, date) or value != value:  # noqa: PLR0124 - as NaT of pandas
        return None
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    try:
        return datetime.combine(value.date(), value.time()) - (value.utcoffset() or timedelta())
    except OverflowError:
        return None


def _from_objects(
    log: Any,
    column: str,
    read: Callable[[object], object],
    wrong: str,
    kind: Any,
    pandas_kind: str,
) -> Any:
    """Return what can be read of a column of Python objects, and null for the rest.

    Raises:
        TypeError: There is something, and nothing can be read.
    """
    values = [read(value) for value in log[column].to_list()]
    if all(value is None for value in values):
        _refuse_unless_empty(log, column, wrong)
    if log.implementation.is_pandas():
        return _pandas_column(log, values, pandas_kind)
    return nw.new_series(column, values, kind, backend=log.implementation)


def _nulls(log: Any, kind: Any, pandas_kind: Any) -> Any:
    if log.implementation.is_pandas():
        return _pandas_column(log, None, pandas_kind)
    return nw.lit(None, kind)


def _pandas_column(log: Any, values: Any, kind: Any) -> Any:
    pandas = nw.Implementation.PANDAS.to_native_namespace()
    column = pandas.Series(values, index=log.to_native().index, dtype=kind)
    return nw.from_native(column, series_only=True)


def _refuse_unless_empty(log: Any, column: str, wrong: str) -> None:
    """Refuse a column that holds something; without anything, its type says nothing.

    Raises:
        TypeError: It does.
    """
    if not _holds_nothing(log, column):
        raise TypeError(wrong)


def _holds_nothing(log: Any, column: str) -> bool:
    counted = log.select(nw.col(column).count())
    return not (counted.collect() if is_lazy(counted) else counted)[column].item()
