"""Counts of tables that are not read and tell that a bill would be wrong."""

from collections.abc import Iterator
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import quoted
from aiproviders.usage._reading.tables.column_sources import ReadColumn

TOTALS = ("total_tokens", "tokens_total", "totaltokens", "total tokens")


def unread_caches(table: Any, columns: list[ReadColumn]) -> dict[str, Any]:
    """Return columns of a cache that are not read, each with whether a cell is a count.

    Args:
        table: A lazy frame of Polars.
        columns: The columns of the log.
    """
    used = {cell.column for each in columns for cell in each.cells}
    read = {each.name for each in columns}
    return {
        column: (number > 1) & (number % 1 == 0)
        for column, number in _numbers(table)
        if "cache" in column.casefold() and "cost" not in column.casefold()
        if column not in used and _kind_of(column) not in read
    }


def what_of_cache(name: str, column: str, columns: list[ReadColumn]) -> str:
    """Return what to do about a column of a cache, whose tokens may be in the input or beside it.

    Args:
        name: What the table is called.
        column: The column.
        columns: The columns of the log.
    """
    inputs = [cell.column for each in columns if each.name == "input_tokens" for cell in each.cells]
    beside = ", ".join(f'"{each}"' for each in (*inputs, column))
    return (
        f"{name}: the column {quoted(column)} counts what a cache did, and nothing says whether "
        f'the input includes it; say columns={{"{_kind_of(column)}": "{column}"}} if it does, with '
        f'"input_tokens": [{beside}] too if it does not, or {{"value": 0}} to leave it out'
    )


def greater_totals(table: Any, columns: list[ReadColumn]) -> dict[str, Any]:
    """Return columns of totals, each with whether one is more than the input and the output.

    Args:
        table: A lazy frame of Polars.
        columns: The columns of the log.
    """
    polars = import_library("polars", "polars")
    values = [each.value for each in columns if each.name in ("input_tokens", "output_tokens")]
    together = polars.sum_horizontal(*values, ignore_nulls=False)
    return {
        column: number > together
        for column, number in _numbers(table)
        if column.casefold() in TOTALS
    }


def _kind_of(column: str) -> str:
    is_written = any(part in column.casefold() for part in ("write", "creat"))
    return "cache_write_tokens" if is_written else "cache_read_tokens"


def _numbers(table: Any) -> Iterator[tuple[str, Any]]:
    """Give the columns that may hold numbers, as floats."""
    polars = import_library("polars", "polars")
    for column, dtype in table.collect_schema().items():
        cell = polars.col(column)
        if dtype == polars.String:
            yield column, cell.str.strip_chars().cast(polars.Float64, strict=False)
        elif dtype.is_numeric():
            yield column, cell.cast(polars.Float64)
