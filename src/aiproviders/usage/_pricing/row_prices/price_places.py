"""The price of each request, found by number on libraries of data frames.

What a log asks for has a number, which leads to a row of a small table. Its first entry is a place
in the next table, from which the day counts forward, then the hour, then the length of input; the
last place is that of the price. No row of the log is joined, and none is multiplied.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from aiproviders._records.hours.hours import Hours
from aiproviders._records.hours.moments import minute_of
from aiproviders._records.hours.spans import DAY, WEEK
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import TIME
from aiproviders.usage._pricing.log_hours import CLOCK, any_of
from aiproviders.usage._pricing.price_list import PriceRow, hours_of
from aiproviders.usage._pricing.row_prices.numbering import number_type, with_number, with_values
from aiproviders.usage._pricing.row_prices.price_frame import (
    BASIS,
    PriceColumn,
    PriceColumns,
    midnight,
    price_frame,
)

_PLACE, _FIRST = "place", "first"
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


class _Split(NamedTuple):
    """A group split by a value of requests: unknown, or below all edges, or from an edge on."""

    unknown: _Group
    edges: Sequence[Any]
    known: Sequence[_Group]


def with_prices_found(
    log: Any, rows: Sequence[PriceRow], columns: PriceColumns, keys: Sequence[str], length: str
) -> tuple[Any, Collection[str]]:
    """Return a log with the price of each request beside it, and the columns of the price list.

    Args:
        log: The log, with columns of our own.
        rows: The rows of the price list.
        columns: What they say of the requests that they are for.
        keys: The columns of the log that say what is asked for.
        length: The column of the length of input.
    """
    by_key = dict[tuple[str, ...], list[_Entry]]()
    for number, row in enumerate(rows):
        by_key.setdefault(row.key, []).append(_Entry(number, row, row.basis()))
    log = _with_number_of_key(log, keys, [*by_key])
    groups: Sequence[_Group] = [[], *by_key.values()]
    log, groups = _counted_forward(log, groups, _by_day, TIME, nw.Datetime("us"))
    log, groups = _counted_by_hour(log, groups, hours_of(rows))
    log, groups = _counted_forward(log, groups, _by_length, length, nw.Float64())
    entries = [group[0] if group else None for group in groups]
    found = {
        name: PriceColumn(each.type, [entry and each.values[entry.number] for entry in entries])
        for name, each in columns.items()
    }
    found[BASIS] = found[BASIS]._replace(values=[entry and entry.basis for entry in entries])
    return with_values(log, _PLACE, price_frame(log, found)), found


def _with_number_of_key(log: Any, keys: Sequence[str], asked: Sequence[tuple[str, ...]]) -> Any:
    """Return a log with the number of what each row asks for, from 1 on; 0 is in no list."""
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
) -> tuple[Any, Sequence[_Group]]:
    """Return a log with the place of each row among the groups that a value of it splits.

    The first of them is for an unknown value; from there, each edge counts that is passed.
    """
    found = [split(group) for group in groups]
    if not any(each.edges or each.unknown != each.known[0] for each in found):
        return log, groups
    most = max(len(each.edges) for each in found)
    edges = {
        f"{_EDGE}{n}": PriceColumn(kind, [dict(enumerate(each.edges)).get(n) for each in found])
        for n in range(most)
    }
    after = [[each.unknown, *each.known] for each in found]
    log = _with_first(log, after, edges)
    number, is_known = number_type(log), ~nw.col(value).is_null()
    passed = [(nw.col(value) >= nw.col(edge)).fill_null(value=False) for edge in edges]
    place = sum((each.cast(number) for each in (is_known, *passed)), nw.col(_FIRST))
    return log.with_columns(place.alias(_PLACE)), [group for each in after for group in each]


def _with_first(log: Any, after: Sequence[Sequence[_Group]], others: PriceColumns) -> Any:
    """Return a log with the first place of the groups that the place of each row is split into."""
    starts, place = list[int](), 0
    for each in after:
        starts.append(place)
        place += len(each)
    table = price_frame(log, {_FIRST: PriceColumn(number_type(log), starts), **others})
    return with_values(log, _PLACE, table)


def _by_day(group: _Group) -> _Split:
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
    moments = [midnight(day) for day in edges]
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
    log: Any, groups: Sequence[_Group], hours: Sequence[Hours]
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
    log = _with_first(_with_hours(log, hours), after, steps)
    place = nw.col(_FIRST)
    for n, step in enumerate(steps):
        place += nw.col(f"{_IS_IN}{n}").cast(number) * nw.col(step)
    return log.with_columns(place.alias(_PLACE)), [group for each in after for group in each]


def _with_hours(log: Any, hours: Sequence[Hours]) -> Any:
    """Return a log with whether the time of a request is in each of some hours.

    The minute of the week leads to whether it is in those of every week.
    """
    clock = nw.col(CLOCK)
    # Numbers of pandas that may be null are floats, which do not hold all of these.
    since_epoch = clock.fill_null(_EPOCH).dt.timestamp("us")
    has_hour = ~clock.is_null() & (since_epoch % (DAY * _MINUTE) != 0)
    minute = since_epoch // _MINUTE + minute_of(_EPOCH)
    log = log.with_columns(has_hour.alias(_HAS_HOUR), minute.alias(_AT))
    log = log.with_columns((nw.col(_AT) % WEEK).cast(number_type(log)).alias(_OF_WEEK))
    weeks = {
        f"{_IS_IN}{n}": PriceColumn(number_type(log), _every_minute(each._minutes.week))
        for n, each in enumerate(hours)
    }
    log = with_values(log, _OF_WEEK, price_frame(log, weeks))
    return log.with_columns(
        (nw.col(_HAS_HOUR) & _is_in(nw.col(name) == 1, each)).alias(name)
        for name, each in zip(weeks, hours, strict=True)
    )


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
