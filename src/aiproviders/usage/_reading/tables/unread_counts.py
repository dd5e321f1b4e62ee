"""Counts of tables that are not read and tell that a bill would be wrong."""

from collections.abc import Iterator
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders.usage._reading.tables.column_sources import ReadColumn

_TELLING = ("token", "usage", "detail", "metadata")
"""What is in the names of columns that may hold counts in JSON."""

_CACHED = r'(?i)"[a-z_]*cache[a-z_]*tokens"\s*:\s*([1-9]\d+)'

TOTALS = ("total_tokens", "tokens_total", "totaltokens", "total tokens")


def unread_caches(table: Any, columns: list[ReadColumn]) -> dict[str, Any]:
    """Return what counts a cache and is not read, each with whether a cell is a count.

    Args:
        table: A lazy frame of Polars.
        columns: The columns of the log.

    Returns:
        The expressions by sources, in the words of `columns=`.
    """
    used = {cell.column for each in columns for cell in each.cells}
    read = {each.name for each in columns}
    unused = table.select(name for name in table.collect_schema().names() if name not in used)
    named = {
        source: number
        for source, number in (*_numbers(unused), *_numbers_within(unused))
        if "cache" in source.casefold() and "cost" not in source.casefold()
    }
    return {
        source: (number > 1) & (number % 1 == 0)
        for source, number in (*named.items(), *_numbers_in_texts(unused))
        if _kind_of(source) not in read
    }


def what_of_cache(name: str, source: str, columns: list[ReadColumn]) -> str:
    """Return what to do about a count of a cache, whose tokens may be in the input or beside it.

    Args:
        name: What the table is called.
        source: Where the count is, in the words of `columns=`.
        columns: The columns of the log.
    """
    inputs = [cell.column for each in columns if each.name == "input_tokens" for cell in each.cells]
    beside = ", ".join((*(f'"{each}"' for each in inputs), source))
    return (
        f"{name}: {source} counts what a cache did, and nothing says whether the input includes "
        f'it; say columns={{"{_kind_of(source)}": {source}}} if it does, with "input_tokens": '
        f'[{beside}] too if it does not, or {{"value": 0}} to leave it out'
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
        source.strip('"'): number > together
        for source, number in _numbers(table)
        if source.strip('"').casefold() in TOTALS
    }


def _kind_of(source: str) -> str:
    is_written = any(part in source.casefold() for part in ("write", "creat"))
    return "cache_write_tokens" if is_written else "cache_read_tokens"


def _numbers(table: Any) -> Iterator[tuple[str, Any]]:
    """Give the columns that may hold numbers, as floats, by their sources."""
    polars = import_library("polars", "polars")
    for column, dtype in table.collect_schema().items():
        cell = polars.col(column)
        if dtype == polars.String:
            yield f'"{column}"', cell.str.strip_chars().cast(polars.Float64, strict=False)
        elif dtype.is_numeric():
            yield f'"{column}"', cell.cast(polars.Float64)


def _numbers_within(table: Any) -> Iterator[tuple[str, Any]]:
    """Give the numbers within objects, as floats, by their sources."""
    polars = import_library("polars", "polars")
    for column, dtype in table.collect_schema().items():
        for path, number in _fields(polars, polars.col(column), dtype, "$"):
            yield f'{{"column": "{column}", "path": "{path}"}}', number


def _fields(polars: Any, cell: Any, dtype: Any, path: str) -> Iterator[tuple[str, Any]]:
    for field in dtype.fields if isinstance(dtype, polars.Struct) else ():
        within, inner = f"{path}.{field.name}", cell.struct.field(field.name)
        if field.dtype.is_numeric():
            yield within, inner.cast(polars.Float64)
        yield from _fields(polars, inner, field.dtype, within)


def _numbers_in_texts(table: Any) -> Iterator[tuple[str, Any]]:
    """Give the first count of a cache that JSON in a text has."""
    polars = import_library("polars", "polars")
    for column, dtype in table.collect_schema().items():
        if dtype == polars.String and any(part in column.casefold() for part in _TELLING):
            number = polars.col(column).str.extract(_CACHED).cast(polars.Float64, strict=False)
            yield f'{{"column": "{column}", "path": "$.…"}}', number
