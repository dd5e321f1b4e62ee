"""The price of each request, found by number on libraries of data frames and on DuckDB.

What a log asks for has a number, which leads to a row of a small table. Its first entry is a place
in the next table, from which the day counts forward, then the hour, then the length of input; the
last place is that of the price. No row of the log is multiplied. Every place has a row, that of
requests without a day or a length too, so that a table of DuckDB may get such requests later.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import zip_longest
from typing import Any, NamedTuple, TypeAlias

from aiproviders._records.hours.hours import Hours
from aiproviders._records.hours.moments import minute_of
from aiproviders._records.hours.spans import DAY, WEEK
from aiproviders.usage._pricing.asked import values_held
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import TIME
from aiproviders.usage._pricing.log_hours import CLOCK, any_of
from aiproviders.usage._pricing.price_list import PriceRow, hours_of
from aiproviders.usage._pricing.row_prices.numbering import (
    joined,
    number_type,
    with_bits,
    with_code,
    with_number,
    with_values,
)
from aiproviders.usage._pricing.row_prices.price_frame import (
    BASIS,
    PriceColumn,
    PriceColumns,
    midnight,
    price_frame,
)

_PLACE, _FIRST, _ASKED = "place", "first", "asked_"
_KEY, _EDGE, _FORWARD = "key", "edge_", "forward_"
_HAS_HOUR, _AT, _OF_WEEK, _IS_IN = "has_hour", "minute", "minute_of_week", "is_in_"

_MINUTE = 60 * 10**6
"""How many microseconds a minute has."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - in UTC
_DENSE = 2**20
"""How many pairs of numbers are looked up in a table that has a place for each."""


class _Entry(NamedTuple):
    """A row of the price list, its number there, and how its requests are billed, in words."""

    number: int
    row: PriceRow
    basis: str | None


_Group: TypeAlias = Sequence[_Entry]
"""The rows that are still possible for a request."""


class _Tables:
    """The tables of a search, each read at the places to which the one before led.

    On DuckDB the first is read at what is asked for, which saves a join.
    """

    def __init__(self, log: Any, keys: Sequence[str], asked: Sequence[tuple[str, ...]]) -> None:
        """Begin a search for what a log asks for; in the first place nothing is asked for."""
        # A table of DuckDB contains the query that it is made from, which is longer later.
        self._log = log
        self._asked = {
            key: PriceColumn(nw.String(), [None, *(each[n] for each in asked)])
            for n, key in enumerate(keys)
            if log.implementation.is_duckdb()
        }

    def read(self, log: Any, columns: PriceColumns) -> Any:
        """Return a log with the columns of the next table."""
        if not self._asked:
            return with_values(log, _PLACE, price_frame(self._log, columns))
        keys = {f"{_ASKED}{key}": texts for key, texts in self._asked.items()}
        on, self._asked = [*self._asked], {}
        return joined(log, price_frame(self._log, {**keys, **columns}), on, [*keys])


class _Split(NamedTuple):
    """A group split by a value of requests: unknown, or below all edges, or from an edge on."""

    unknown: _Group
    edges: Sequence[Any]
    known: Sequence[_Group]


def with_prices_found(
    log: Any,
    rows: Sequence[PriceRow],
    columns: PriceColumns,
    keys: Sequence[str],
    held: Iterable[tuple[Any, ...]],
    length: str,
    *,
    zoned: bool,
) -> tuple[Any, PriceColumns]:
    """Return a log with the price of each request beside it, and the columns of the price list.

    Args:
        log: The log, with columns of our own and the number of what each row asks for.
        rows: The rows of the price list.
        columns: What they say of the requests that they are for.
        keys: The columns that say what is asked for.
        held: What is asked for, by number; on DuckDB a join finds it.
        length: The column of the length of input.
        zoned: Whether the times of the log are in a zone.
    """
    by_key = dict[tuple[Any, ...], list[_Entry]]()
    for number, row in enumerate(rows):
        by_key.setdefault(row.key, []).append(_Entry(number, row, row.basis()))
    tables = _Tables(log, keys, [*by_key])
    if log.implementation.is_duckdb():
        held = [(None,), *by_key]
    groups: Sequence[_Group] = [by_key.get(key, []) for key in held]
    days = partial(_by_day, zoned=zoned)
    moment = nw.Datetime("us", "UTC") if zoned else nw.Datetime("us")
    log, groups = _counted_forward(log, groups, days, TIME, moment, tables)
    log, groups = _counted_by_hour(log, groups, hours_of(rows), tables)
    log, groups = _counted_forward(log, groups, _by_length, length, nw.Float64(), tables)
    entries = [group[0] if group else None for group in groups]
    found = {
        name: PriceColumn(each.type, [entry and each.values[entry.number] for entry in entries])
        for name, each in columns.items()
    }
    found[BASIS] = found[BASIS]._replace(values=[entry and entry.basis for entry in entries])
    return tables.read(log, found), found


def with_number_of_key(log: Any, keys: Sequence[str]) -> tuple[Any, list[tuple[Any, ...]]]:
    """Return a log with the number of what each row asks for, and what that is, by number.

    Args:
        log: The log, with columns of our own.
        keys: The columns that say what is asked for.
    """
    if log.implementation.is_polars():
        named = [key for key in values_held(log, keys) if None not in key]
        return _with_number_of_key(log, keys, named), [(None,), *named]
    if log.implementation.is_duckdb():
        return log, values_held(log, keys)
    first, *others = keys
    log, texts = with_code(log, first, _PLACE)
    held: list[tuple[Any, ...]] = [(text,) for text in texts]
    for name in others:
        log, texts = with_code(log, name, _KEY)
        pair = nw.col(_PLACE) * len(texts) + nw.col(_KEY)
        log, pairs = with_code(log.with_columns(pair.alias(_PLACE)), _PLACE, _PLACE)
        held = [(*held[pair // len(texts)], texts[pair % len(texts)]) for pair in pairs]
    return log, held


def _with_number_of_key(log: Any, keys: Sequence[str], asked: Sequence[tuple[str, ...]]) -> Any:
    """Return a log of Polars with the number of what each row asks for, from 1 on, or else 0."""
    first, *others = keys
    known = list(dict.fromkeys(key[:1] for key in asked))
    log = with_number(log, first, [text for (text,) in known], _PLACE)
    for place, name in enumerate(others, start=1):
        texts = list(dict.fromkeys(key[place] for key in asked))
        numbers = {text: number for number, text in enumerate(texts, start=1)}
        befores = {key: number for number, key in enumerate(known, start=1)}
        known = list(dict.fromkeys(key[: place + 1] for key in asked))
        log = with_number(log, name, texts, _KEY)
        width = len(texts) + 1
        pairs = [befores[key[:-1]] * width + numbers[key[-1]] for key in known]
        pair = nw.col(_PLACE).cast(nw.Int64) * width + nw.col(_KEY).cast(nw.Int64)
        size = (len(befores) + 1) * width
        if size > _DENSE:
            log = with_number(log.with_columns(pair.alias(_KEY)), _KEY, pairs, _PLACE)
        else:
            number, of_pairs = number_type(log), [0] * size
            for n, each in enumerate(pairs, start=1):
                of_pairs[each] = n
            table = price_frame(log, {_PLACE: PriceColumn(number, of_pairs)})
            log = with_values(log.with_columns(pair.cast(number).alias(_KEY)), _KEY, table)
    return log


def _counted_forward(
    log: Any,
    groups: Sequence[_Group],
    split: Callable[[_Group], _Split],
    value: str,
    kind: Any,
    tables: _Tables,
) -> tuple[Any, Sequence[_Group]]:
    """Return a log with the place of each row among the groups that a value of it splits.

    The first of them is for an unknown value; from there, each edge counts that is passed.
    """
    found = [split(group) for group in groups]
    if not any(each.edges or each.unknown != each.known[0] for each in found):
        return log, groups
    after = [[each.unknown, *each.known] for each in found]
    edges = {
        f"{_EDGE}{n}": PriceColumn(kind, column)
        for n, column in enumerate(zip_longest(*(each.edges for each in found)))
    }
    log = tables.read(log, {**_firsts(log, after), **edges})
    log = log.with_columns(_forward(log, value, [*edges]).alias(_PLACE))
    return _without(log, _FIRST, *edges), [group for each in after for group in each]


def _without(log: Any, *columns: str) -> Any:
    """Return a log without some columns, which would take memory; DuckDB keeps none anyway."""
    return log if log.implementation.is_duckdb() else log.drop(*columns)


def _forward(log: Any, value: str, edges: Sequence[str]) -> Any:
    """Return the place of each row: the first one if the value is unknown, or from the next on."""
    is_known = ~nw.col(value).is_null()
    passed = [nw.col(value) >= nw.col(edge) for edge in edges]
    if log.implementation.is_duckdb():
        # Here the last edge that is passed takes less time than all of them.
        forward = nw.when(is_known).then(nw.lit(1)).otherwise(nw.lit(0))
        for n, each in enumerate(passed, start=2):
            forward = nw.when(each).then(nw.lit(n)).otherwise(forward)
        return nw.col(_FIRST) + forward
    # Small numbers take a quarter of the memory until they are added to a place.
    counted = is_known.cast(nw.UInt16)
    for each in passed:
        counted += each.fill_null(value=False).cast(nw.UInt16)
    return nw.col(_FIRST) + counted


def _firsts(log: Any, after: Sequence[Sequence[_Group]]) -> PriceColumns:
    """Return the column of the first place of the groups that each place is split into."""
    starts, place = list[int](), 0
    for each in after:
        starts.append(place)
        place += len(each)
    return {_FIRST: PriceColumn(number_type(log), starts)}


def _by_day(group: _Group, *, zoned: bool) -> _Split:
    """Split by the day, on which it depends too how requests are billed."""
    dated = [each for each in group if not each.row.undated]
    days = {
        day
        for _, row, _ in dated
        for day in (row.since, row.before, row.known, row.late)
        if day is not None
    }
    edges = sorted(days)
    known = [
        [
            each._replace(basis=_basis_from(start, each.row))
            for each in dated
            if _holds(start, each.row.since, each.row.before)
        ]
        for start in (None, *edges)
    ]
    undated = [each for each in group if each.row.undated]
    unbounded = [each for each in dated if each.row.since is None and each.row.before is None]
    moments = [midnight(day, zoned=zoned) for day in edges]
    return _Split(undated or unbounded, moments, known)


def _basis_from(start: date | None, row: PriceRow) -> str | None:
    """Return how requests are billed from a day on until the next edge; None is before all."""
    if row.late is not None and _holds(start, row.late, None):
        return row.late_basis
    return row.basis(is_first_known=row.known is not None and _holds(start, None, row.known))


def _by_length(group: _Group) -> _Split:
    """Split by the length of input."""
    counted = [each for each in group if not each.row.uncounted]
    lengths = {
        length
        for _, row, _ in counted
        for length in (row.at_least, row.below)
        if length is not None
    }
    edges = sorted(lengths)
    known = [
        [each for each in counted if _holds(start, each.row.at_least, each.row.below)]
        for start in (None, *edges)
    ]
    uncounted = [each for each in group if each.row.uncounted]
    unbounded = [each for each in counted if each.row.at_least is None and each.row.below is None]
    return _Split(uncounted or unbounded, edges, known)


def _holds(start: Any, at_least: Any, below: Any) -> bool:
    """Return whether a row holds from an edge on until the next one; None is before all."""
    if start is None:
        return at_least is None
    return (at_least is None or at_least <= start) and (below is None or start < below)


def _counted_by_hour(
    log: Any, groups: Sequence[_Group], hours: Sequence[Hours], tables: _Tables
) -> tuple[Any, Sequence[_Group]]:
    """Return a log with the place of each row among the groups that hours split.

    The first of them is for requests without an hour, and for prices at all hours.
    """
    if not hours:
        return log, groups
    after, forward = list[list[_Group]](), list[dict[Hours, int]]()
    for group in groups:
        own = dict[Hours | None, list[_Entry]]({None: []})
        for each in group:
            own.setdefault(each.row.hours, []).append(each)
        after.append([*own.values()])
        forward.append({each: place for place, each in enumerate(own) if each is not None})
    number = number_type(log)
    steps = {
        f"{_FORWARD}{n}": PriceColumn(number, [places.get(each, 0) for places in forward])
        for n, each in enumerate(hours)
    }
    log = tables.read(_with_hours(log, hours), {**_firsts(log, after), **steps})
    place, within = nw.col(_FIRST), [f"{_IS_IN}{n}" for n in range(len(hours))]
    for is_in, step in zip(within, steps, strict=True):
        place += nw.col(is_in).cast(number) * nw.col(step)
    log = _without(
        log.with_columns(place.alias(_PLACE)), _HAS_HOUR, _AT, _OF_WEEK, _FIRST, *steps, *within
    )
    return log, [group for each in after for group in each]


def _with_hours(log: Any, hours: Sequence[Hours]) -> Any:
    """Return a log with whether the time of a request is in each of some hours.

    The minute of the week leads to whether it is in those of every week.
    """
    log = _with_microseconds(log)
    since_epoch = nw.col(_AT)
    has_hour = ~nw.col(CLOCK).is_null() & (since_epoch % (DAY * _MINUTE) != 0)
    minute = since_epoch // _MINUTE + minute_of(_EPOCH)
    log = log.with_columns(has_hour.alias(_HAS_HOUR), minute.alias(_AT))
    log = log.with_columns((nw.col(_AT) % WEEK).cast(number_type(log)).alias(_OF_WEEK))
    weeks = {f"{_IS_IN}{n}": _every_minute(each._minutes.week) for n, each in enumerate(hours)}
    if log.implementation.is_duckdb():
        log = with_bits(log, _OF_WEEK, weeks)
    else:
        number = number_type(log)
        listed = {name: PriceColumn(number, minutes) for name, minutes in weeks.items()}
        log = with_values(log, _OF_WEEK, price_frame(log, listed))
    return log.with_columns(
        (nw.col(_HAS_HOUR) & _is_in(nw.col(name) == 1, each)).alias(name)
        for name, each in zip(weeks, hours, strict=True)
    )


def _with_microseconds(log: Any) -> Any:
    """Return a log with the microseconds of the clock since the epoch, 0 without a time."""
    if log.implementation.is_duckdb():
        # Narwhals does not count them there.
        counted = f"case when isfinite({CLOCK}) then epoch_us({CLOCK}) else 0 end"
        return nw.from_native(log.to_native().project(f"*, {counted} as {_AT}"))
    # Numbers of pandas that may be null are floats, which do not hold all of these.
    return log.with_columns(nw.col(CLOCK).fill_null(_EPOCH).dt.timestamp("us").alias(_AT))


def _every_minute(week: Iterable[tuple[int, int]]) -> list[int]:
    """Return 1 for each minute of a week that is in some spans, and 0 for the others."""
    minutes = [0] * WEEK
    for start, end in week:
        minutes[start:end] = [1] * (end - start)
    return minutes


def _is_in(is_usual: "nw.Expr", hours: Hours) -> "nw.Expr":
    _, without, also = hours._minutes
    if not (without or also):
        return is_usual
    return is_usual & ~any_of(nw.col(_AT), without) | any_of(nw.col(_AT), also)
