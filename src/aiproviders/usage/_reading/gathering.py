"""Gathers the requests of files, frames and responses into one log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._values.wording import listed, shorten
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, RecordReader
from aiproviders.usage._formats.stated import several
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._reading.copies import Copies
from aiproviders.usage._reading.files import CUT, CUT_SHORT, content_of
from aiproviders.usage._reading.recognition import Recognition
from aiproviders.usage._reading.record_files import records_of
from aiproviders.usage._reading.record_tables import PLACE, RecordTable
from aiproviders.usage._reading.request_rows import RequestRows
from aiproviders.usage._reading.skipped import Skipping
from aiproviders.usage._reading.tables.column_sources import Parts
from aiproviders.usage._reading.tables.frames import joined_frames, last_of_each_key
from aiproviders.usage._reading.tables.table_files import (
    Places,
    TextTable,
    parquet_table,
    places_in,
)
from aiproviders.usage._reading.tables.table_rows import rows_of_table
from aiproviders.usage._summary.usage_log import UsageLog


class Gathering:
    """Gathers the requests of a source."""

    def __init__(
        self, format: str | None, sources: dict[str, list[Parts]], skipping: Skipping
    ) -> None:
        """Begin with nothing.

        Raises:
            ValueError: There is no such format.
        """
        self._formats = Recognition(format, sources)
        self._has_sources = bool(sources)
        self._skipping = skipping
        self._rows = RequestRows()
        self._frames = dict[str, list[Any]]()
        self._found = dict[str, TableFormat | RecordFormat]()
        self._notes = list[str]()
        self._unknown = dict[str, tuple[str, int]]()
        self._copies = Copies()

    def file(self, path: Path, name: str, *, is_alone: bool) -> None:
        """Read a file; one of several does not stop the others."""
        try:
            self._file(path, name, is_alone=is_alone)
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

    def _file(self, path: Path, name: str, *, is_alone: bool) -> None:
        content = content_of(path)
        if content == "nothing":
            self._skipping.add("the file is empty", name)
        elif content == "records":
            self.records(records_of(path, name, self._skipping), name)
        else:
            if content == "parquet":
                self.table(parquet_table(path), name, places_in(name))
            else:
                text = TextTable.of(path, name)
                self.table(text.table(self._skipping), name, text.places)
            if not is_alone and (first := self._copies.first_like(path, name)) != name:
                self._notes.append(f"{name} has the same content as {first}, and both count.")

    def table(self, table: Any, name: str, places: Places) -> None:
        """Read a table.

        Raises:
            ValueError: It is in no format that is known, or not in the one that is asked for.
        """
        names = table.collect_schema().names()
        of_records = self._formats.of_rows(names)
        if of_records is not None:
            fields = [each for each in of_records.fields if each in names]
            rows = table.select(fields).collect(engine="streaming").iter_rows(named=True)
            self.records(((f"{name}, row {n}", row) for n, row in enumerate(rows, start=1)), name)
            return
        found = self._formats.of_table(names, name)
        log = rows_of_table(table, found, name, self._skipping, places)
        self._found[found.name] = found
        self._notes += log.notes
        self._frames.setdefault(found.name, []).append(log.frame)

    def records(self, records: Iterator[tuple[str, Record]], file: str | None = None) -> None:
        """Read the records of a file, or those that are given, each with its place."""
        readers = dict[str, RecordReader]()
        table = RecordTable(self._formats.needed)
        for place, record in records:
            found = self._formats.of_record(record)
            if found is not None:
                self._found[found.name] = found
                if found.name not in readers:
                    readers[found.name] = found.reader()
                self._requests(found.name, readers[found.name], record, place, file)
                continue
            page = several(record, "data")
            if page and all(map(is_table, page)):
                self.records(((f"{place}, data {n}", each) for n, each in enumerate(page, 1)), file)
            elif not table.add(record, place):
                fields = listed(record, 8)
                first, number = self._unknown.get(fields, (place, 0))
                self._unknown[fields] = (first, number + 1)
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

    def result(self, source: str) -> UsageLog:
        """Return what was read.

        Raises:
            ValueError: Nothing of a known format was.
        """
        format = self._formats.format
        kind = "no known format" if format is None else f"the format {format}"
        for fields, (place, number) in self._unknown.items():
            reason = f"a record of {kind}, with {fields}"
            if format is not None:
                reason = f"a record that is not in {kind}, with {fields}"
            self._skipping.add(reason, place, number, is_fault=True)
        skipped = self._skipping.result()
        if not self._found:
            why = f": {'; '.join(map(str, skipped[:3]))}" if skipped else ""
            msg = f"{shorten(source)} has nothing in a known format{why}"
            raise ValueError(msg)
        if self._has_sources and not self._frames:
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
