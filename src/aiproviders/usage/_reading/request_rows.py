"""Requests as rows of a frame of Polars, of which the last with one id counts."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._records.prices.use_kinds import USE_KINDS
from aiproviders.usage._formats.log_columns import ALWAYS, LOG_COLUMNS, ColumnKind
from aiproviders.usage._formats.logged_request import LoggedRequest

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
    """Gathers requests; of several with one id, the last counts."""

    def __init__(self) -> None:
        """Begin with none."""
        self._polars = import_library("polars", "polars")
        self._frames = list[Any]()
        self._rows = list[tuple[Any, ...]]()
        self._row_by_id = dict[str, int]()
        self._replaced = list[int]()
        self.count = 0

    def add(self, request: LoggedRequest, file: str | None) -> bool:
        """Add a request; return whether it takes the place of an earlier one of its id."""
        number = self.count
        before = None if request.id is None else self._row_by_id.get(request.id)
        if request.id is not None:
            self._row_by_id[request.id] = number
        if before is not None:
            self._replaced.append(before)
        self._rows.append(_row(request, file))
        self.count += 1
        if len(self._rows) == _BATCH:
            self._pack()
        return before is not None

    def _pack(self) -> None:
        types = polars_types(self._polars)
        self._frames.append(self._polars.DataFrame(self._rows, schema=types, orient="row"))
        self._rows = []

    def frame(self) -> Any:
        """Return the requests as a lazy frame, without columns that say nothing."""
        self._pack()
        polars, position = self._polars, "position"
        whole = polars.concat(self._frames)
        unsaid = [each.name for each in whole if each.null_count() == len(whole)]
        frame = whole.drop(set(unsaid) - set(ALWAYS)).lazy()
        if not self._replaced:
            return frame
        replaced = polars.Series(self._replaced, dtype=polars.UInt32)
        kept = frame.with_row_index(position).filter(
            ~polars.col(position).is_in(replaced.implode())
        )
        return kept.drop(position)


def _row(request: LoggedRequest, file: str | None) -> tuple[Any, ...]:
    return tuple(_values(request, file))


def _values(request: LoggedRequest, file: str | None) -> Iterator[Any]:
    time, cost = request.time, request.reported_cost
    yield from (request.id, request.conversation)
    yield time if time is None else time.astimezone(UTC)
    yield from (request.operation, request.provider, request.host, request.region, request.model)
    yield from (request.service, request.requests, request.request_input_tokens)
    yield from (getattr(request.usage, kind.counted_in) for kind in USE_KINDS)
    yield None if cost is None else float(cost)
    yield file
