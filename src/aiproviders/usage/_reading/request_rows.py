"""Requests as rows of a frame of Polars, of which the last with one id counts."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._records.prices.use_kinds import USE_KINDS
from aiproviders.usage._formats.log_columns import ALWAYS, LOG_COLUMNS, ColumnKind
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._reading.record_tables import as_text
from aiproviders.usage._reading.tables.cells import COUNTABLE

_BATCH = 50_000


def polars_types(polars: Any) -> dict[str, Any]:
    """Return the type of each column of a log that was read."""
    types: dict[ColumnKind, Any] = {
        "text": polars.String,
        "count": polars.Int64,
        "amount": polars.Float64,
        "time": polars.Datetime("us", "UTC"),
    }
    return {column.name: types[column.kind] for column in LOG_COLUMNS}


class RequestRows:
    """Gathers requests; of several of one format with one id, the last with most output counts.

    An answer grows while it is written, and logs copy what was there at some moment.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._polars = import_library("polars", "polars")
        self._frames = list[Any]()
        self._rows = list[tuple[Any, ...]]()
        self._row_by_id = dict[str, dict[str, tuple[int, int]]]()
        self._replaced = list[int]()
        self.count = 0

    def add(self, request: LoggedRequest, format: str, file: str | None) -> bool:
        """Add a request; return whether there is one of its id already, of which one counts.

        Raises:
            ValueError: A count of it is greater than any that can be.
        """
        row = tuple(_values(request, file))
        before = None
        if request.id is not None:
            rows = self._row_by_id.setdefault(format, {})
            before = rows.get(request.id)
            output = request.usage.output_tokens
            if before is not None and output < before[1]:
                return True
            rows[request.id] = (self.count, output)
        if before is not None:
            self._replaced.append(before[0])
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == _BATCH:
            self._pack()
        return before is not None

    def _pack(self) -> None:
        types = polars_types(self._polars)
        self._frames.append(self._polars.DataFrame(self._rows, schema=types, orient="row"))
        self._rows = []

    def frame(self) -> Any:
        """Return the requests as a lazy frame, without columns of which no request says a thing."""
        self._pack()
        polars = self._polars
        kept = polars.repeat(value=True, n=self.count, eager=True)
        whole = polars.concat(self._frames).filter(kept.scatter(self._replaced, values=False))
        unsaid = [each.name for each in whole if each.null_count() == len(whole)]
        return whole.drop(set(unsaid) - set(ALWAYS)).lazy()


def _values(request: LoggedRequest, file: str | None) -> Iterator[Any]:
    """Give the values of a row.

    Raises:
        ValueError: A count is greater than any that can be.
    """
    time, cost = request.time, request.reported_cost
    for column in LOG_COLUMNS:
        if column.name == "file":
            yield file
        elif column.name == "time":
            yield None if time is None else time.astimezone(UTC)
        elif column.kind == "text":
            yield as_text(getattr(request, column.name))
        elif column.kind == "amount":
            yield None if cost is None else float(cost)
        else:
            holder = request.usage if column.name in _COUNTED else request
            count: int | None = getattr(holder, column.name)
            if count is not None and count > COUNTABLE:
                msg = f"{column.name} is too large a number"
                raise ValueError(msg)
            yield count


_COUNTED = frozenset(kind.counted_in for kind in USE_KINDS)
