"""Requests as rows of a frame of Polars, of which the last with one id counts."""

from array import array
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from aiproviders._frames.data_frame import import_library
from aiproviders._records.prices.use_kinds import USE_KINDS
from aiproviders.usage._formats.log_columns import ALWAYS, LOG_COLUMNS, ColumnKind, LogColumn
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._reading.record_tables import as_text
from aiproviders.usage._reading.tables.cells import COUNTABLE

_BATCH = 10_000
_POSITION = "position of the request"
"""The column that says which request it is; no column of a log is called so."""


def polars_types(polars: Any) -> dict[str, Any]:
    """Return the type of each column of a log that was read."""
    types: dict[ColumnKind, Any] = {
        "text": polars.String,
        "count": polars.Int64,
        "amount": polars.Float64,
        "time": polars.Datetime("us", "UTC"),
    }
    return {column.name: types[column.kind] for column in LOG_COLUMNS}


class _Row(NamedTuple):
    """A request that waits to be packed.

    Attributes:
        request: The request.
        time: Its time, of UTC.
        file: The file that it is from.
    """

    request: LoggedRequest
    time: datetime | None
    file: str | None


class RequestRows:
    """Gathers requests; of several of one format with one id, the last with most output counts.

    An answer grows while it is written, and logs copy what was there at some moment. What is kept
    grows with the requests alone: columns of those that count, and the ids, by which copies that
    come later are told.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._polars = import_library("polars", "polars")
        self._types = polars_types(self._polars)
        self._frames = list[Any]()
        self._waiting = dict[int, _Row]()
        self._position_by_id = dict[str, dict[str, int]]()
        self._outputs = array("q")
        self._replaced = array("q")

    @property
    def count(self) -> int:
        """How many were added, those that another one replaced included."""
        return len(self._outputs)

    def add(self, request: LoggedRequest, format: str, file: str | None) -> bool:
        """Add a request; return whether there is one of its id already, of which one counts.

        Raises:
            ValueError: A count of it is greater than any that can be.
        """
        time = None if request.time is None else request.time.astimezone(UTC)
        _check_counts(request)
        output = request.usage.output_tokens
        before = None
        if request.id is not None:
            positions = self._position_by_id.setdefault(format, {})
            before = positions.get(request.id)
            if before is not None and output < self._outputs[before]:
                return True
            positions[request.id] = self.count
        if before is not None and self._waiting.pop(before, None) is None:
            self._replaced.append(before)
        self._waiting[self.count] = _Row(request, time, file)
        self._outputs.append(output)
        if len(self._waiting) == _BATCH:
            self._pack()
        return before is not None

    def _pack(self) -> None:
        rows = self._waiting.values()
        columns = {column.name: _values(column, rows) for column in LOG_COLUMNS}
        frame = self._polars.DataFrame(columns, schema=self._types)
        positions = self._polars.Series(_POSITION, [*self._waiting], self._polars.Int64)
        self._frames.append(frame.with_columns(positions))
        self._waiting = {}

    def frame(self) -> Any:
        """Return the requests as a lazy frame, without columns of which no request says a thing."""
        self._pack()
        polars = self._polars
        replaced = polars.Series(self._replaced, dtype=polars.Int64).implode()
        is_replaced = polars.col(_POSITION).is_in(replaced)
        whole = polars.concat(self._frames).filter(~is_replaced).drop(_POSITION)
        unsaid = [each.name for each in whole if each.null_count() == len(whole)]
        return whole.drop(set(unsaid) - set(ALWAYS)).lazy()


_COUNTED = frozenset(kind.counted_in for kind in USE_KINDS)
_TOTALS = (
    "requests",
    "request_input_tokens",
    *(f"usage.{kind.counted_in}" for kind in USE_KINDS if not kind.part_of),
)
"""The counts of which the others are parts, so that none is greater."""

_TOTALS_OF = attrgetter(*_TOTALS)

_MADE: dict[ColumnKind, Callable[[Any], Any]] = {
    "text": as_text,
    "amount": lambda cost: None if cost is None else float(cost),
}
"""What makes values for frames of those that requests have."""


def _check_counts(request: LoggedRequest) -> None:
    """Refuse a count that is greater than any that can be.

    Raises:
        ValueError: There is one.
    """
    for path, count in zip(_TOTALS, _TOTALS_OF(request), strict=True):
        if count is not None and count > COUNTABLE:
            msg = f"{path.removeprefix('usage.')} is too large a number"
            raise ValueError(msg)


def _values(column: LogColumn, rows: Iterable[_Row]) -> list[Any]:
    """Return the values of a column, as frames hold them."""
    if column.name in _Row._fields:
        return [*map(attrgetter(column.name), rows)]
    holder = "request.usage" if column.name in _COUNTED else "request"
    found = map(attrgetter(f"{holder}.{column.name}"), rows)
    made = _MADE.get(column.kind)
    return [*found] if made is None else [*map(made, found)]
