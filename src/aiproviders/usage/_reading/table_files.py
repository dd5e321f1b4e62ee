"""Tables of files and frames: as lazy frames of Polars, whatever they are packed and parted by."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import counted, quoted
from aiproviders.usage._reading.files import is_plain_utf8, kind_of, text_of
from aiproviders.usage._reading.skipped import Skipping

_SEPARATORS = ",;\t|"


def table_of(path: Path, skipping: Skipping) -> Any:
    """Return a file as a table, of texts where it is in CSV.

    Raises:
        ValueError: It is no such file, or has a column twice.
    """
    polars = import_library("polars", "polars")
    if kind_of(path) == ".parquet":
        try:
            table = polars.scan_parquet(path, glob=False)
            table.collect_schema()
        except polars.exceptions.PolarsError as error:
            msg = f"{path.name} is no Parquet file that can be read"
            raise ValueError(msg) from error
        return table
    with text_of(path) as text:
        header = text.readline()
    separator = max(_SEPARATORS, key=header.count)
    names: list[str] = next(csv.reader([header], delimiter=separator), [])
    if twice := [name for name in names if names.count(name) > 1]:
        msg = f"{path.name} has a column {quoted(twice[0])} twice; rename one of them"
        raise ValueError(msg)
    if is_plain_utf8(path):
        table = polars.scan_csv(path, separator=separator, infer_schema=False, glob=False)
        with suppress(polars.exceptions.PolarsError):
            # Only where it reads all columns, Polars refuses a row with a field too many.
            table.select(polars.all().count()).collect(engine="streaming")
            return table
    return _read_by_row(path, separator, skipping)


def _read_by_row(path: Path, separator: str, skipping: Skipping) -> Any:
    """Read a table whose rows differ in length, or that Polars cannot read: row by row."""
    polars = import_library("polars", "polars")
    with text_of(path) as text:
        rows = csv.reader(text, delimiter=separator)
        names: list[str] = next(rows, [])
        kept = list(_rows_of_length(rows, len(names), path, skipping))
    schema = dict.fromkeys(names, polars.String)
    return polars.DataFrame(kept, schema=schema, orient="row").lazy()


def _rows_of_length(
    rows: Any, length: int, path: Path, skipping: Skipping
) -> Iterator[list[str | None]]:
    """Give the rows that have a field for each column; the others are left out.

    Raises:
        ValueError: The text is no table.
    """
    try:
        for row in rows:
            if len(row) == length:
                yield [cell or None for cell in row]
            elif row:
                place = f"{path.name}, line {rows.line_num}"
                fields = counted(len(row), "field")
                reason = f"a row has {fields}, but its table {counted(length, 'column')}"
                skipping.add(reason, place, is_fault=True)
    except csv.Error as error:
        msg = f"{path.name}, line {rows.line_num}: {error}"
        raise ValueError(msg) from error
