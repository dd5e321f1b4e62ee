"""Read a log of usage, whatever it is in."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import listed, quoted, shorten
from aiproviders.usage._formats.every import RECORD_FORMATS, TABLE_FORMATS
from aiproviders.usage._formats.log_columns import ALWAYS
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, RecordReader
from aiproviders.usage._formats.table_format import ColumnSource, TableFormat
from aiproviders.usage._formats.tables.plain import plain_format
from aiproviders.usage._reading.files import RECORDS, files_of, kind_of, text_of
from aiproviders.usage._reading.plain import plain
from aiproviders.usage._reading.record_files import records_of
from aiproviders.usage._reading.request_rows import RequestRows
from aiproviders.usage._reading.skipped import Skipping
from aiproviders.usage._reading.table_files import table_of
from aiproviders.usage._reading.table_rows import rows_of_table
from aiproviders.usage._reading.usage_log import UsageLog


def read(
    source: Any,
    format: str | None = None,
    *,
    columns: Mapping[str, ColumnSource] | str | Path | None = None,
    strict: bool = False,
) -> UsageLog:
    """Read a log of usage.

    What cannot be read is left out, counted and named in `UsageLog.skipped`; an unreadable file in
    a folder does not stop the others.

    Args:
        source: A path, a folder, a pattern such as `logs/*.csv`, a data frame, or a list of
            responses of SDKs, as objects or as dicts.
        format: Name of its format; what it is in is found by its shape unless told otherwise.
        columns: For tables, where columns come from, by the names that logs have for them, such as
            `{"model": "llm", "time": "sent_at"}`; or the path of a TOML file with the same. Those
            that it does not name are found as they would be without it.
        strict: Refuse the log if a cell, a line or a file of it cannot be read.

    Raises:
        ValueError: Nothing of a known format was found, there is no such format, or a column is
            missing.
        TypeError: The source is none of these.
        MissingExtraError: Polars is not installed.
        OSError: A file cannot be read.
    """
    import_library("polars", "polars")
    reading = _Reading(_only(format), _mapping(columns), Skipping(strict=strict))
    if isinstance(source, str | Path):
        files = files_of(str(source))
        for path in files:
            reading.file(path, is_alone=len(files) == 1)
        return reading.result(str(source))
    if isinstance(source, list | tuple):
        for number, response in enumerate(source, start=1):
            reading.record(plain(response), f"response {number}", None)
        return reading.result("responses")
    reading.table(_as_polars(source), "the frame", None)
    return reading.result("a frame")


def _only(name: str | None) -> tuple[TableFormat | RecordFormat, ...]:
    """Return the formats that count: all, or the one of a name.

    Raises:
        ValueError: There is no such format.
    """
    every: tuple[TableFormat | RecordFormat, ...] = (*TABLE_FORMATS, *RECORD_FORMATS)
    if name is None:
        return every
    found = tuple(each for each in every if each.name == name)
    if not found and name != "table":
        msg = f"there is no format {quoted(name)}; there are {listed(_names(every), 99)}, table"
        raise ValueError(msg)
    return found


def _names(formats: Iterable[TableFormat | RecordFormat]) -> list[str]:
    return [each.name for each in formats]


def _mapping(
    columns: Mapping[str, ColumnSource] | str | Path | None,
) -> Mapping[str, ColumnSource]:
    if isinstance(columns, str | Path):
        text = Path(columns).read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    return columns or {}


def _as_polars(frame: Any) -> Any:
    """Return a frame of any library as a lazy frame of Polars.

    Raises:
        TypeError: It is none.
    """
    from aiproviders.usage._pricing.log_columns import frame_of, is_lazy

    log = frame_of(frame)
    if log.implementation.is_polars():
        return log.lazy().to_native()
    if is_lazy(log):
        log = log.collect("polars")
        return log.lazy().to_native()
    return log.to_polars().lazy()


class _Reading:
    """Gathers the requests of a source."""

    def __init__(
        self,
        formats: tuple[TableFormat | RecordFormat, ...],
        columns: Mapping[str, ColumnSource],
        skipping: Skipping,
    ) -> None:
        self._tables = [each for each in formats if isinstance(each, TableFormat)]
        self._records = [each for each in formats if isinstance(each, RecordFormat)]
        self._columns = columns
        self._skipping = skipping
        self._rows = RequestRows()
        self._frames = list[Any]()
        self._found = dict[str, TableFormat | RecordFormat]()
        self._readers = dict[str, RecordReader]()
        self._seen = dict[str, list[str]]()

    def file(self, path: Path, *, is_alone: bool) -> None:
        """Read a file; one of several does not stop the others."""
        try:
            if _holds_records(path):
                self._readers.clear()
                for place, record in records_of(path, self._skipping):
                    self.record(record, place, path.name)
            else:
                self.table(table_of(path, self._skipping), path.name, path)
        except UnicodeDecodeError as error:
            reason = "the text is neither in UTF-8 nor in UTF-16"
            if is_alone:
                msg = f"{path.name}: {reason}"
                raise ValueError(msg) from error
            self._skipping.add(reason, path.name, is_fault=True)
        except (OSError, ValueError) as error:
            if is_alone:
                raise
            self._skipping.add(str(error), path.name, is_fault=True)

    def table(self, table: Any, name: str, path: Path | None) -> None:
        """Read a table.

        Raises:
            ValueError: It is in no format that is known.
        """
        names = table.collect_schema().names()
        found = next((each for each in self._tables if each.told_by <= set(names)), None)
        found = plain_format(names) if found is None else found
        found = found._replace(columns={**found.columns, **self._columns})
        if missing := [each for each in ALWAYS if each not in found.columns]:
            msg = (
                f"{name} has no column of {listed(missing)}; its columns are {listed(names, 8)}"
                f"{self._nearest(names)}; name them by columns="
            )
            raise ValueError(msg)
        self._found[found.name] = found
        self._frames.append(rows_of_table(table, found, name, self._skipping, path))

    def record(self, record: Record, place: str, file: str | None) -> None:
        """Read a record."""
        found = next((each for each in self._records if each.recognizes(record)), None)
        if found is None:
            self._seen.setdefault(listed(record, 8), []).append(place)
            return
        self._found[found.name] = found
        reader = self._readers.setdefault(found.name, found.reader())
        try:
            for each in reader(record):
                if isinstance(each, LeftOut):
                    self._skipping.add(each.reason, place)
                elif self._rows.add(each, file):
                    reason = "a later record of the same request counts"
                    self._skipping.add(reason, place)
        except ValueError as error:
            self._skipping.add(str(error), place, is_fault=True)

    def result(self, source: str) -> UsageLog:
        """Return what was read.

        Raises:
            ValueError: Nothing of a known format was.
        """
        for fields, places in self._seen.items():
            reason = f"a record of no known format, with {fields}"
            self._skipping.add(reason, places[0], len(places), is_fault=True)
        skipped = self._skipping.result()
        if not self._found:
            why = f": {skipped[0]}" if skipped else ""
            msg = f"{shorten(source)} has nothing in a known format{why}"
            raise ValueError(msg)
        polars = import_library("polars", "polars")
        frames = [
            *([self._rows.frame()] if self._rows.count or not self._frames else []),
            *self._frames,
        ]
        found = self._found.values()
        return UsageLog(
            source=source,
            format=", ".join(self._found),
            frame=frames[0] if len(frames) == 1 else polars.concat(frames, how="diagonal_relaxed"),
            skipped=skipped,
            notes=tuple(dict.fromkeys(note for each in found for note in each.notes)),
            heading=next((h for each in found if (h := getattr(each, "heading", None))), None),
        )

    def _nearest(self, names: Collection[str]) -> str:
        """Name the format whose columns are nearest to those of a table, if any is near."""
        shared = {each.title: len(each.told_by & set(names)) for each in self._tables}
        title = max(shared, key=lambda each: shared[each], default="")
        return f"; nearest is {title}" if title and shared[title] else ""


def _holds_records(path: Path) -> bool:
    """Return whether a file holds JSON: by its name, or else by how it starts."""
    suffix = kind_of(path)
    if suffix:
        return suffix in RECORDS
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            return False
    with text_of(path) as text:
        return text.read(1) in ("{", "[")
