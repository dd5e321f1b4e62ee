"""Records of no known format as the rows of a table of texts, for a mapping of columns."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._frames.data_frame import import_library
from aiproviders.usage._formats.record_format import Record

PLACE = "place of the record"
"""The column that says where a record is; no column of a log is called so."""

_BATCH = 10_000


class RecordTable:
    """Gathers records, packed from time to time."""

    def __init__(self, needed: Callable[[Collection[str]], Collection[str]]) -> None:
        """Begin with none.

        Args:
            needed: Returns the fields that records with some names of fields need as rows; none if
                they are no rows.
        """
        self._needed = needed
        self._needed_by_names = dict[tuple[str, ...], Collection[str]]()
        self._rows = list[dict[str, str | None]]()
        self._frames = list[Any]()

    def add(self, record: Record, place: str) -> bool:
        """Add a record if it is a row; return whether it is."""
        names = tuple(record)
        if names not in self._needed_by_names:
            self._needed_by_names[names] = self._needed(names)
        needed = self._needed_by_names[names]
        if not needed:
            return False
        row = {
            name: as_text(value)
            for name, value in record.items()
            # What lists and objects hold may be as long as a book.
            if name in needed or not isinstance(value, Mapping | list)
        }
        within = {name: value for name, value in record.items() if name not in row}
        self._rows.append({**dict(_caches_in(within)), **row, PLACE: place})
        if len(self._rows) == _BATCH:
            self._pack()
        return True

    def _pack(self) -> None:
        polars = import_library("polars", "polars")
        names = dict.fromkeys(name for row in self._rows for name in row)
        columns = {name: [row.get(name) for row in self._rows] for name in names}
        self._frames.append(polars.DataFrame(columns, schema=dict.fromkeys(names, polars.String)))
        self._rows = []

    def frame(self) -> Any:
        """Return the rows as a frame; None if there are none."""
        if self._rows:
            self._pack()
        polars = import_library("polars", "polars")
        return polars.concat(self._frames, how="diagonal") if self._frames else None


def _caches_in(record: Record, before: str = "") -> Iterator[tuple[str, str]]:
    """Give the counts of a cache within objects, so that none is lost without a word."""
    for name, value in record.items():
        path = f"{before}{name}"
        if is_table(value):
            yield from _caches_in(value, f"{path}.")
        elif before and "cache" in path.casefold() and isinstance(value, int | float | Decimal):
            yield path, str(value)


def as_text(value: Any) -> str | None:
    """Return a value as a text: as it is, or as JSON writes it."""
    if value is None or (type(value) is str and value.isascii()):  # the usual cases
        return value
    if isinstance(value, bool | Mapping | list):
        value = json.dumps(value, default=str)
    # Halves of surrogate pairs, which logs that cut their texts have, cannot be encoded.
    return str(value).encode("utf-8", "replace").decode()
