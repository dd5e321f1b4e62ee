"""The rows of a table as those of a log: in our columns, without what cannot be read."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import quoted
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._reading.column_sources import KEY, ReadColumn, read_columns
from aiproviders.usage._reading.files import text_of
from aiproviders.usage._reading.request_rows import polars_types
from aiproviders.usage._reading.skipped import Skipping

_INDEX = "index of the row"
_EXAMPLES = 3


class _Odd(NamedTuple):
    """Cells of a column that cannot be read.

    Attributes:
        column: The column.
        number: How many there are.
        cells: The first of them, with the numbers of their rows, counted from 0.
    """

    column: str
    number: int
    cells: tuple[tuple[int, str], ...]


def rows_of_table(
    table: Any, table_format: TableFormat, name: str, skipping: Skipping, path: Path | None = None
) -> Any:
    """Return a table as a log, a lazy frame of Polars.

    Args:
        table: A lazy frame of Polars.
        table_format: What the table is in.
        name: What it is called.
        skipping: Takes what is left out.
        path: The file that it is from, if any.

    Raises:
        ValueError: The table lacks a column, or a whole column cannot be read.
    """
    polars = import_library("polars", "polars")
    columns = read_columns(table, table_format.columns)
    odd = {column: cell for each in columns for column, cell in each.odd.items()}
    left = {
        reason: polars.col(column).cast(polars.String).str.strip_chars().is_in(list(texts))
        for reason, column, texts in table_format.left_out
    }
    kept = table
    for reason, is_left in left.items():
        ((count,),) = kept.select(is_left.sum()).collect(engine="streaming").rows()
        if count:
            skipping.add(reason, name, count)
            kept = kept.filter(~is_left.fill_null(value=False))
    for each in _odd_cells(polars, kept, odd, name):
        for row, cell in each.cells:
            place = f"{name}, {_place(path, row)}, column {each.column}"
            reason = f"the cell {quoted(cell)} is no {_noun(columns, each.column)}"
            skipping.add(reason, place, is_fault=True)
        if others := each.number - len(each.cells):
            reason = f"further cells of the column {each.column} cannot be read"
            skipping.add(reason, name, others)
    if odd:
        kept = kept.filter(~polars.any_horizontal(*odd.values()))
    return _logged(polars, kept, columns, name)


def _noun(columns: list[ReadColumn], column: str) -> str:
    return (
        "time" if any(each.name == "time" and column in each.odd for each in columns) else "number"
    )


def _odd_cells(polars: Any, table: Any, odd: Mapping[str, Any], name: str) -> list[_Odd]:
    """Find the cells that cannot be read.

    Raises:
        ValueError: All of a column are such.
    """
    if not odd:
        return []
    numbered = table.with_row_index(_INDEX)
    queries = [
        numbered.select(
            polars.col(_INDEX).filter(is_odd).head(_EXAMPLES).implode().alias("rows"),
            polars.col(column)
            .filter(is_odd)
            .cast(polars.String)
            .head(_EXAMPLES)
            .implode()
            .alias("cells"),
            is_odd.sum().alias("count"),
            (polars.col(column).is_not_null() & ~is_odd).any().alias("is_read"),
        )
        for column, is_odd in odd.items()
    ]
    found = list[_Odd]()
    for column, counts in zip(odd, polars.collect_all(queries, engine="streaming"), strict=True):
        (row,) = counts.to_dicts()
        if row["count"] and not row["is_read"]:
            msg = (
                f"the column {quoted(column)} of {name} holds texts such as "
                f"{quoted(row['cells'][0])}, and nothing that can be read; say by columns= where "
                "numbers and times are, and in what format"
            )
            raise ValueError(msg)
        if row["count"]:
            cells = tuple(zip(row["rows"], row["cells"], strict=True))
            found.append(_Odd(column, row["count"], cells))
    return found


def _place(path: Path | None, row: int) -> str:
    """Return where a row is: its line in a text, which may have several lines to a row."""
    if path is None or path.name.lower().endswith(".parquet"):
        return f"row {row + 1}"
    with text_of(path) as text:
        rows = csv.reader(text)
        for number, _ in enumerate(rows):
            if number == row + 1:
                break
        return f"line {rows.line_num}"


def _logged(polars: Any, table: Any, columns: list[ReadColumn], name: str) -> Any:
    """Return the columns of a log before the others of its table."""
    types = polars_types(polars)
    read = {each.name: each.value for each in columns}
    names = table.collect_schema().names()
    others = [
        polars.col(each).alias(f"{each}_in_log" if each in types else each)
        for each in names
        if not _is_read_as_itself(each, read)
    ]
    if KEY in read:
        table = table.with_columns(read[KEY])
        keyed = polars.col(KEY).is_null()
        table = table.with_row_index(_INDEX).filter(
            keyed | (polars.col(_INDEX) == polars.col(_INDEX).max().over(KEY))
        )
    return table.select(
        *(
            read[column].cast(kind).alias(column)
            for column, kind in types.items()
            if column in read
        ),
        polars.lit(name).alias("file"),
        *others,
    )


def _is_read_as_itself(column: str, read: Mapping[str, Any]) -> bool:
    return column in read
