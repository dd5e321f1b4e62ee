"""Tables of files: as lazy frames of Polars, whatever they are packed and parted by."""

import csv
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import counted, quoted
from aiproviders.usage._reading.files import is_named, is_plain_utf8, opened, text_of, until_cut
from aiproviders.usage._reading.skipped import Skipping

Places: TypeAlias = Callable[[Collection[int]], Mapping[int, str]]
"""Gives the places of some rows by their numbers, which begin with 0."""

_SEPARATORS = ",;\t|"
_SAID = re.compile(r'"?sep=(.)"?\s*')  # what Excel writes before the header
_BATCH = 50_000


def parquet_table(path: Path) -> Any:
    """Return a Parquet file as a lazy frame of Polars.

    Raises:
        ValueError: It cannot be read.
    """
    polars = import_library("polars", "polars")
    try:
        if is_packed(path):
            with opened(path) as file:
                return polars.read_parquet(file.read()).lazy()
        table = polars.scan_parquet(path, glob=False)
        table.collect_schema()
    except polars.exceptions.PolarsError as error:
        msg = f"{path.name} is a Parquet file that is cut short or broken"
        raise ValueError(msg) from error
    return table


def is_packed(path: Path) -> bool:
    """Return whether a file is in gzip or in UTF-16, which Polars does not read as it is."""
    return not is_plain_utf8(path)


class TextTable(NamedTuple):
    """A table in a text.

    Attributes:
        path: The file.
        name: What it is called.
        separator: What parts its cells.
    """

    path: Path
    name: str
    separator: str

    @classmethod
    def of(cls, path: Path, name: str) -> "TextTable":
        """Find what parts the cells of a file."""
        with text_of(path) as text:
            first = next((line for line in text if line.strip()), "")
        said = _SAID.fullmatch(first)
        if said is not None:
            return cls(path, name, said[1])
        header = re.sub(r'"[^"]*"', "", first)
        is_tabbed = is_named(path, ".tsv")
        return cls(path, name, "\t" if is_tabbed else max(_SEPARATORS, key=header.count))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give the rows, the header first, each with the line that it begins on."""
        before = csv.field_size_limit(sys.maxsize)  # a cell may hold a conversation
        try:
            with text_of(self.path) as text:
                rows = csv.reader(text, delimiter=self.separator)
                line, is_begun = 1, False
                for row in rows:
                    is_said = _SAID.fullmatch(self.separator.join(row)) is not None
                    is_begun = is_begun or (any(row) and not is_said)
                    if is_begun:
                        yield line, row
                    line = rows.line_num + 1
        finally:
            csv.field_size_limit(before)

    def places(self, numbers: Collection[int]) -> Mapping[int, str]:
        """Return the places of some rows, of which that after the header has the number 0."""
        last = max(numbers)
        numbered = enumerate(islice(self.rows(), last + 2), start=-1)
        return {row: f"{self.name}, line {line}" for row, (line, _) in numbered if row in numbers}

    def table(self, skipping: Skipping) -> Any:
        """Return it as a lazy frame of texts; rows that differ from the header in length are empty.

        Raises:
            ValueError: It has a column twice.
        """
        polars = import_library("polars", "polars")
        _, header = next(self.rows(), (0, list[str]()))
        names = [name or f"column {number}" for number, name in enumerate(header, start=1)]
        if twice := [name for name in names if names.count(name) > 1]:
            msg = f"{self.name} has a column {quoted(twice[0])} twice; rename one of them"
            raise ValueError(msg)
        if not is_packed(self.path):
            # Polars refuses a row with a cell too many, and what is malformed or not in UTF-8.
            with suppress(polars.exceptions.PolarsError):
                table = polars.scan_csv(
                    self.path, separator=self.separator, infer_schema=False, glob=False
                )
                found = table.collect_schema().names()
                if [each or "" for each in found] == header:
                    table = table.rename(dict(zip(found, names, strict=True)))
                    if not self._is_ragged(table, names):
                        return table
        return self._read_by_row(names, skipping)

    def _is_ragged(self, table: Any, names: list[str]) -> bool:
        """Return whether rows differ in length; Polars takes what a row lacks for empty."""
        polars = import_library("polars", "polars")
        *others, last = names
        is_stated = polars.any_horizontal(polars.lit(value=False), polars.col(others).is_not_null())
        may_be_short = is_stated & polars.col(last).is_null()
        if not table.select(may_be_short.any()).collect(engine="streaming").item():
            return False
        return any(len(row) not in (0, len(names)) for _, row in self.rows())

    def _read_by_row(self, names: list[str], skipping: Skipping) -> Any:
        polars = import_library("polars", "polars")
        schema = dict.fromkeys(names, polars.String)
        frames = [polars.DataFrame(schema=schema)]
        rows = until_cut(self.rows(), self.name, skipping)
        next(rows)  # the header
        while batch := list(islice(rows, _BATCH)):
            whole = [self._whole(line, row, len(names), skipping) for line, row in batch]
            columns = dict(zip(names, map(list, zip(*whole, strict=True)), strict=True))
            frames.append(polars.DataFrame(columns, schema=schema))
        return polars.concat(frames).lazy()

    def _whole(self, line: int, row: list[str], length: int, skipping: Skipping) -> list[Any]:
        """Return a row with a cell for each column; another one is left out and stands empty."""
        if len(row) == length:
            return [cell or None for cell in row]
        if any(cell.strip() for cell in row):
            cells = counted(len(row), "cell")
            reason = f"a row has {cells}, but its table {counted(length, 'column')}"
            skipping.add(reason, f"{self.name}, line {line}", is_fault=True)
        return [None] * length


def places_in(name: str) -> Places:
    """Return what gives the places of rows in what has no lines."""
    return lambda numbers: {row: f"{name}, row {row + 1}" for row in numbers}
