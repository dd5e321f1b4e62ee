"""Read a log of usage, whatever it is in."""

import os
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from hashlib import file_digest
from pathlib import Path
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import listed, quoted, shorten
from aiproviders.usage._formats.every import RECORD_FORMATS, TABLE_FORMATS
from aiproviders.usage._formats.log_columns import ALWAYS
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, RecordReader
from aiproviders.usage._formats.stated import several
from aiproviders.usage._formats.table_format import ColumnSource, TableFormat
from aiproviders.usage._formats.tables.plain import plain_format
from aiproviders.usage._reading.files import CUT, CUT_SHORT, content_of, files_of, opened
from aiproviders.usage._reading.plain_response import plain
from aiproviders.usage._reading.record_files import records_of
from aiproviders.usage._reading.record_tables import PLACE, RecordTable
from aiproviders.usage._reading.request_rows import RequestRows
from aiproviders.usage._reading.skipped import Skipping
from aiproviders.usage._reading.tables.column_sources import Parts, checked_sources, columns_of
from aiproviders.usage._reading.tables.frames import as_polars, joined_frames, last_of_each_key
from aiproviders.usage._reading.tables.table_files import (
    Places,
    TextTable,
    parquet_table,
    places_in,
)
from aiproviders.usage._reading.tables.table_rows import rows_of_table
from aiproviders.usage._summary.usage_log import UsageLog

_PLAIN = "table"
_ROW = ("model", "input_tokens")  # what makes a record a row


def read(
    source: Any,
    format: str | None = None,
    *,
    columns: Mapping[str, ColumnSource] | str | Path | None = None,
    strict: bool = False,
) -> UsageLog:
    """Read a log of usage.

    What cannot be read is left out, counted and named in `UsageLog.skipped`; an unreadable file
    does not stop the others.

    Args:
        source: A path, a folder, a pattern such as `logs/*.csv`, or a list of these; a data frame;
            or a list of responses of SDKs, as objects or as dicts.
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
    reading = _Reading(format, checked_sources(_mapping(columns)), Skipping(strict=strict))
    if source is None or isinstance(source, Mapping):
        msg = "expected a path, a frame or a list of responses; usage.of takes one response"
        raise TypeError(msg)
    given: list[Any]
    if isinstance(source, str | Path):
        given = [source]
    elif isinstance(source, list | tuple | Iterator):
        given = [*source]
    else:
        reading.table(as_polars(source), "the frame", places_in("the frame"))
        return reading.result("a frame")
    if given and all(isinstance(each, str | Path) for each in given):
        files = _named_files(given)
        for path, name in files.items():
            reading.file(path, name, is_alone=len(files) == 1)
        return reading.result(listed(map(str, given)))
    reading.records((f"response {n}", plain(each)) for n, each in enumerate(given, start=1))
    return reading.result("responses")


def _named_files(sources: Iterable[str | Path]) -> dict[Path, str]:
    """Return the files of some sources, called as they stand in their folders, each once."""
    found = dict[str, tuple[Path, str]]()
    for source in sources:
        folder = Path(source).expanduser()
        for path in files_of(source):
            is_below = folder in path.parents
            name = path.relative_to(folder).as_posix() if is_below else path.name
            found.setdefault(os.path.realpath(path), (path, name))
    return dict(found.values())


def _mapping(
    columns: Mapping[str, ColumnSource] | str | Path | None,
) -> Mapping[str, ColumnSource]:
    if not isinstance(columns, str | Path):
        return {} if columns is None else columns
    try:
        return tomllib.loads(Path(columns).read_text(encoding="utf-8-sig"))
    except ValueError as error:
        msg = f"{Path(columns).name} is no TOML file of columns: {error}"
        raise ValueError(msg) from error


class _Reading:
    """Gathers the requests of a source."""

    def __init__(
        self, format: str | None, sources: dict[str, list[Parts]], skipping: Skipping
    ) -> None:
        """Begin with nothing.

        Raises:
            ValueError: There is no such format.
        """
        names = [*(each.name for each in TABLE_FORMATS), *(each.name for each in RECORD_FORMATS)]
        if format not in (None, _PLAIN, *names):
            near = get_close_matches(str(format), [*names, _PLAIN])
            msg = f"there is no format {quoted(format)}; there are {listed(near or names)}"
            raise ValueError(msg)
        self._format = format
        self._tables = [each for each in TABLE_FORMATS if format in (None, each.name)]
        self._records = [each for each in RECORD_FORMATS if format in (None, each.name)]
        self._sources = sources
        self._skipping = skipping
        self._rows = RequestRows()
        self._frames = dict[str, list[Any]]()
        self._found = dict[str, TableFormat | RecordFormat]()
        self._notes = list[str]()
        self._unknown = dict[str, list[str]]()
        self._contents = dict[bytes, str]()

    def file(self, path: Path, name: str, *, is_alone: bool) -> None:
        """Read a file; one of several does not stop the others."""
        try:
            self._file(path, name)
        except UnicodeDecodeError as error:
            reason = (
                "the text is neither in UTF-8 nor in UTF-16; save it in UTF-8, or convert it as "
                "`iconv -f LATIN1 -t UTF-8` does"
            )
            self._fault(reason, name, error, is_alone=is_alone)
        except CUT as error:
            self._fault(CUT_SHORT, name, error, is_alone=is_alone)
        except (OSError, ValueError) as error:
            if is_alone or self._skipping.is_strict:
                raise
            self._skipping.add(str(error), name, is_fault=True)

    def _fault(self, reason: str, name: str, error: Exception, *, is_alone: bool) -> None:
        if is_alone:
            msg = f"{name}: {reason}"
            raise ValueError(msg) from error
        self._skipping.add(reason, name, is_fault=True)

    def _file(self, path: Path, name: str) -> None:
        content = content_of(path)
        if content == "nothing":
            self._skipping.add("the file is empty", name)
        elif content == "records":
            self.records(records_of(path, name, self._skipping), name)
        elif content == "parquet":
            self.table(parquet_table(path), name, places_in(name))
            self._note_copy(path, name)
        else:
            text = TextTable.of(path, name)
            self.table(text.table(self._skipping), name, text.places)
            self._note_copy(path, name)

    def _note_copy(self, path: Path, name: str) -> None:
        """Say if an earlier table has the same content, packed or not, as its rows count twice."""
        with suppress(*CUT), opened(path) as file:
            unpacked: Any = file
            first = self._contents.setdefault(file_digest(unpacked, "sha256").digest(), name)
            if first != name:
                self._notes.append(f"{name} has the same content as {first}, and both count.")

    def table(self, table: Any, name: str, places: Places) -> None:
        """Read a table.

        Raises:
            ValueError: It is in no format that is known, or not in the one that is asked for.
        """
        names = table.collect_schema().names()
        columns = dict.fromkeys(names)
        rows_of = (each for each in self._records if each.fields and each.recognizes(columns))
        if (of_records := next(rows_of, None)) is not None:
            fields = [each for each in of_records.fields if each in columns]
            rows = table.select(fields).collect(engine="streaming").iter_rows(named=True)
            self.records(((f"{name}, row {n}", row) for n, row in enumerate(rows, start=1)), name)
            return
        found = self._table_format(names)
        if found is None:
            msg = f"{name} is not in the format {self._format}{self._lacking(names)}"
            raise ValueError(msg)
        if found.refusal is not None:
            msg = f"{name} is in the format {found.title}: {found.refusal}"
            raise ValueError(msg)
        if missing := [each for each in ALWAYS if each not in found.columns]:
            msg = (
                f"{name} has no column of {listed(missing)}; its columns are {listed(names, 8)}"
                f"{self._nearest(names)}; name them by columns="
            )
            raise ValueError(msg)
        log = rows_of_table(table, found, name, self._skipping, places)
        self._found[found.name] = found
        self._notes += log.notes
        self._frames.setdefault(found.name, []).append(log.frame)

    def _table_format(self, names: Collection[str]) -> TableFormat | None:
        """Return the format of a table, with the sources that it has and those that are given."""
        found = next((each for each in self._tables if each.told_by <= set(names)), None)
        if found is None and self._format not in (None, _PLAIN):
            return None
        known = plain_format(names) if found is None else found
        columns: dict[str, list[Parts]] = {
            name: present
            for name, several in checked_sources(known.columns).items()
            if (present := [each for each in several if each.get("column") in (None, *names)])
        }
        left_out = tuple(each for each in known.left_out if each[1] in names)
        return known._replace(columns={**columns, **self._sources}, left_out=left_out)

    def _lacking(self, names: Collection[str]) -> str:
        """Return what a table lacks of the format that is asked for."""
        if not self._tables:
            return ", which is one of records; it is a table"
        lacking = sorted(self._tables[0].told_by - set(names))
        return f": it has no column {', '.join(lacking)}; its columns are {listed(names, 8)}"

    def _nearest(self, names: Collection[str]) -> str:
        """Name the format whose columns are nearest to those of a table, if any is near."""
        near = {each.title: len(each.told_by & set(names)) for each in self._tables}
        title = max(near, key=lambda each: near[each], default="")
        return f"; the nearest format is {title}" if title and near[title] > 1 else ""

    def records(self, records: Iterator[tuple[str, Record]], file: str | None = None) -> None:
        """Read the records of a file, or those that are given, each with its place."""
        readers = dict[str, RecordReader]()
        table = RecordTable(self._needed)
        for place, record in records:
            found = next((each for each in self._records if each.recognizes(record)), None)
            page = several(record, "data")
            if found is None and page and all(map(is_table, page)):
                self.records(((f"{place}, data {n}", each) for n, each in enumerate(page, 1)), file)
            elif found is None:
                if not table.add(record, place):
                    self._unknown.setdefault(listed(record, 8), []).append(place)
            else:
                self._found[found.name] = found
                if found.name not in readers:
                    readers[found.name] = found.reader()
                self._requests(found.name, readers[found.name], record, place, file)
        rows = table.frame()
        if rows is not None:
            where = rows[PLACE]
            name = "responses" if file is None else file
            self.table(rows.lazy(), name, lambda numbers: {row: where[row] for row in numbers})

    def _requests(
        self, format: str, reader: RecordReader, record: Record, place: str, file: str | None
    ) -> None:
        try:
            for each in reader(record):
                if isinstance(each, LeftOut):
                    self._skipping.add(each.reason, place, is_fault=each.is_fault)
                elif self._rows.add(each, format, file):
                    reason = "another record of the same request counts"
                    self._skipping.add(reason, place)
        except (ValueError, TypeError, OverflowError) as error:
            self._skipping.add(str(error), place, is_fault=True)

    def _needed(self, names: Collection[str]) -> Collection[str]:
        """Return the fields that records with some names need as rows; none if they are none."""
        found = self._table_format(names)
        if found is None:
            return ()
        sources = checked_sources(found.columns)
        for each in _ROW:
            several = sources.get(each, [])
            if not any(parts.get("column") in (None, *names) for parts in several):
                return ()
        return columns_of(sources)

    def result(self, source: str) -> UsageLog:
        """Return what was read.

        Raises:
            ValueError: Nothing of a known format was.
        """
        kind = "no known format" if self._format is None else f"the format {self._format}"
        for fields, places in self._unknown.items():
            reason = f"a record of {kind}, with {fields}"
            if self._format is not None:
                reason = f"a record that is not in {kind}, with {fields}"
            self._skipping.add(reason, places[0], len(places), is_fault=True)
        skipped = self._skipping.result()
        if not self._found:
            why = f": {'; '.join(map(str, skipped[:3]))}" if skipped else ""
            msg = f"{shorten(source)} has nothing in a known format{why}"
            raise ValueError(msg)
        if self._sources and not self._frames:
            msg = f"columns= says where tables have columns, and {shorten(source)} has no table"
            raise ValueError(msg)
        frames = [self._rows.frame()] if self._rows.count or not self._frames else []
        frames += [last_of_each_key(each, self._skipping) for each in self._frames.values()]
        found = self._found.values()
        notes = (*(note for each in found for note in each.notes), *self._notes)
        headings = (each.heading for each in found if isinstance(each, RecordFormat))
        return UsageLog(
            source=source,
            format=", ".join(self._found),
            frame=joined_frames(frames),
            skipped=self._skipping.result(),
            unread=self._skipping.faults,
            notes=tuple(dict.fromkeys(notes)),
            heading=next(filter(None, headings), None),
        )
