"""The formats that a log may be in, and which of them a table or a record of it is in."""

from collections.abc import Collection
from difflib import get_close_matches

from aiproviders._values.wording import listed, quoted
from aiproviders.usage._formats.every import RECORD_FORMATS, TABLE_FORMATS
from aiproviders.usage._formats.log_columns import ALWAYS
from aiproviders.usage._formats.record_format import Record, RecordFormat
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._formats.tables.plain import plain_format
from aiproviders.usage._reading.tables.column_sources import Parts, checked_sources, columns_of

_PLAIN = "table"
_ROW = ("model", "input_tokens")  # what makes a record a row


class Recognition:
    """Tells formats: of all that are known, or whether it is the one that is asked for."""

    def __init__(self, format: str | None, sources: dict[str, list[Parts]]) -> None:
        """Take the name of the format that is asked for, and where columns of tables come from.

        Raises:
            ValueError: There is no such format.
        """
        names = [*(each.name for each in TABLE_FORMATS), *(each.name for each in RECORD_FORMATS)]
        if format not in (None, _PLAIN, *names):
            near = get_close_matches(str(format), [*names, _PLAIN])
            msg = f"there is no format {quoted(format)}; there are {listed(near or names)}"
            raise ValueError(msg)
        self.format = format
        self._tables = [each for each in TABLE_FORMATS if format in (None, each.name)]
        self._records = [each for each in RECORD_FORMATS if format in (None, each.name)]
        self._sources = sources

    def of_record(self, record: Record) -> RecordFormat | None:
        """Return the format of a record; None if it is in none."""
        return next((each for each in self._records if each.recognizes(record)), None)

    def of_rows(self, names: Collection[str]) -> RecordFormat | None:
        """Return the format of the records that the rows of a table are; None if they are none."""
        record = dict.fromkeys(names)
        kept = (each for each in self._records if each.fields and each.recognizes(record))
        return next(kept, None)

    def of_table(self, names: Collection[str], name: str) -> TableFormat:
        """Return the format of a table by its columns.

        Args:
            names: Names of its columns.
            name: What it is called.

        Raises:
            ValueError: It is in no format that is known, or not in the one that is asked for.
        """
        found = self._of_columns(names)
        if found is None:
            msg = f"{name} is not in the format {self.format}{self._lacking(names)}"
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
        return found

    def needed(self, names: Collection[str]) -> Collection[str]:
        """Return the fields that records with some names need as rows; none if they are none."""
        found = self._of_columns(names)
        if found is None:
            return ()
        sources = checked_sources(found.columns)
        for each in _ROW:
            several = sources.get(each, [])
            if not any(parts.get("column") in (None, *names) for parts in several):
                return ()
        return columns_of(sources)

    def _of_columns(self, names: Collection[str]) -> TableFormat | None:
        """Return the format of a table, with the sources that it has and those that are given."""
        found = next((each for each in self._tables if each.told_by <= set(names)), None)
        if found is None and self.format not in (None, _PLAIN):
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
