"""The rows of a table as those of a log: in our columns, without what cannot be read."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import listed, quoted
from aiproviders.usage._formats.log_columns import ColumnKind
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._reading.cells import POINTED, is_stated
from aiproviders.usage._reading.column_sources import (
    KEY,
    NOUNS,
    OddCells,
    ReadColumn,
    checked_sources,
    read_columns,
)
from aiproviders.usage._reading.record_tables import PLACE
from aiproviders.usage._reading.request_rows import polars_types
from aiproviders.usage._reading.skipped import Skipping
from aiproviders.usage._reading.table_files import Places

KEYS = "key of the request"
"""The column of keys, of which the last counts; no column of a log is called so."""

_EXAMPLES = 3
_SEEN = ("count", "rows", "cells", "is_read")
_ZONELESS = "has times without a zone"
_EXCEL_DAY = r"[2-7]\d{4}(\.\d+)?$"  # from 1954 to 2118
_TOTALS = ("total_tokens", "tokens_total", "totaltokens", "total tokens")

_MATTERS = {
    "token": None,
    "cache": None,
    "cost": "reported_cost",
    "time": "time",
    "date": "time",
}
"""What the names of columns hold that may matter, and the column of ours that makes up for them."""


class TableRows(NamedTuple):
    """A table that was read.

    Attributes:
        frame: Its rows as those of a log, a lazy frame of Polars.
        notes: What one should know of it, in sentences.
    """

    frame: Any
    notes: tuple[str, ...]


def rows_of_table(
    table: Any, table_format: TableFormat, name: str, skipping: Skipping, places: Places
) -> TableRows:
    """Return a table as a log.

    Args:
        table: A lazy frame of Polars.
        table_format: What the table is in.
        name: What it is called.
        skipping: Takes what is left out.
        places: Gives the places of its rows.

    Raises:
        ValueError: The table lacks a column, or a whole column cannot be read.
    """
    polars = import_library("polars", "polars")
    columns = read_columns(table, checked_sources(table_format.columns))
    used = sorted({source for each in columns for source in each.sources})
    odd = [each for column in columns for each in column.odd]
    is_blank = polars.all_horizontal(polars.lit(bool(used)), polars.col(used).is_null())
    is_left, counts = polars.lit(value=False), dict[str, Any]()
    for reason, column, texts in table_format.left_out:
        is_so = polars.col(column).cast(polars.String).str.strip_chars().is_in([*texts])
        counts[reason] = (is_so & ~is_left).sum()
        is_left |= is_so.fill_null(value=False)
    is_empty = polars.all_horizontal(polars.all().is_null())
    counts[f"the row says nothing in the columns {listed(used)}"] = (is_blank & ~is_empty).sum()
    unused = _unused(polars, table, columns)
    found = (
        table.select(
            *(each.alias(f"left out {reason}") for reason, each in counts.items()),
            *(each.alias(f"unused {column}") for column, each in unused.items()),
            *_looked_at(polars, odd, ~is_left),
            polars.any_horizontal(
                polars.lit(value=False), *(each for column in columns for each in column.zoneless)
            )
            .any()
            .alias(_ZONELESS),
        )
        .collect(engine="streaming")
        .row(0, named=True)
    )
    for reason in counts:
        if count := found[f"left out {reason}"]:
            skipping.add(reason, name, count)
    for number, each in enumerate(odd):
        _report(each, {key: found[f"{key} {number}"] for key in _SEEN}, name, skipping, places)
    is_odd = polars.any_horizontal(polars.lit(value=False), *(each.is_odd for each in odd))
    kept = table.filter(~is_blank, ~is_left, ~is_odd)
    notes = list[str]()
    if not_used := [column for column in unused if found[f"unused {column}"]]:
        nouns, were = ("columns", "were") if len(not_used) > 1 else ("column", "was")
        notes.append(f"The {nouns} {', '.join(not_used)} {were} not used.")
    if all(each.name != "time" for each in columns):
        notes.append("No column of times was found; the newest prices count.")
    if found[_ZONELESS]:
        notes.append("Times without a zone are read as times of UTC.")
    return TableRows(_logged(polars, kept, columns, name), tuple(notes))


def _unused(polars: Any, table: Any, columns: list[ReadColumn]) -> dict[str, Any]:
    """Return which columns may matter and are not used, each with whether it says anything."""
    used = {source for each in columns for source in each.sources}
    read = {each.name for each in columns}
    found = dict[str, Any]()
    for column, dtype in table.collect_schema().items():
        called = column.casefold()
        if column in used or column == PLACE or called in _TOTALS:
            continue
        if any(part in called and ours not in read for part, ours in _MATTERS.items()):
            cell = polars.col(column)
            if dtype == polars.String:
                is_nothing = ~is_stated(cell) | (cell.cast(polars.Float64, strict=False) == 0)
                found[column] = (~is_nothing.fill_null(value=False) & cell.is_not_null()).any()
            elif dtype.is_numeric():
                found[column] = (cell != 0).any()
            else:
                found[column] = cell.is_not_null().any()
    return found


def _looked_at(polars: Any, odd: list[OddCells], is_kept: Any) -> Iterator[Any]:
    """Give what is to be known of the cells that cannot be read: number, rows, texts, others."""
    for number, (column, _, is_odd) in enumerate(odd):
        is_so = is_odd & is_kept
        cells = polars.col(column).filter(is_so).head(_EXAMPLES).cast(polars.String, strict=False)
        rows = polars.int_range(polars.len()).filter(is_so).head(_EXAMPLES)
        yield is_so.sum().alias(f"count {number}")
        yield rows.implode().alias(f"rows {number}")
        yield cells.implode().alias(f"cells {number}")
        yield (polars.col(column).is_not_null() & ~is_odd).any().alias(f"is_read {number}")


def _report(
    odd: OddCells, seen: Mapping[str, Any], name: str, skipping: Skipping, places: Places
) -> None:
    """Take down the cells of a column that cannot be read.

    Raises:
        ValueError: All of them are such.
    """
    if not seen["count"]:
        return
    column, where = odd.column, places(seen["rows"])
    for row, cell in zip(seen["rows"], seen["cells"], strict=True):
        place, reason = f"{where[row]}, column {column}", _why(odd.kind, cell)
        if not seen["is_read"]:
            msg = (
                f"{place}: {reason}; nothing in the column can be read; say by columns= where "
                f"{NOUNS[odd.kind]} are, and of times in what format"
            )
            raise ValueError(msg)
        skipping.add(reason, place, is_fault=True)
    if others := seen["count"] - len(seen["rows"]):
        skipping.add(f"further cells of the column {column} cannot be read", name, others)


def _why(kind: ColumnKind, cell: str) -> str:
    """Return why a cell cannot be read, in words."""
    if kind == "count" and re.match(POINTED, cell.strip()):
        one, other = cell.strip().split(".", 1)[0], cell.strip().replace(".", "")
        return f"the cell {quoted(cell)} may be {one} or {other}; write it without the point"
    if kind == "time" and re.match(_EXCEL_DAY, cell.strip()):
        return (
            f"the cell {quoted(cell)} is no time; if Excel wrote it, show its column as dates there"
        )
    noun = {"count": "whole number", "amount": "amount", "time": "time"}[kind]
    return f"the cell {quoted(cell)} is no {noun}"


def _logged(polars: Any, table: Any, columns: list[ReadColumn], name: str) -> Any:
    """Return the columns of a log before the others of its table."""
    types = polars_types(polars)
    read = {each.name: each for each in columns}
    names = [each for each in table.collect_schema().names() if each != PLACE]
    called = {*types, *names}
    others = list[Any]()
    for each in names:
        if each in read and read[each].is_itself:
            continue
        other = each
        while other in types or (other != each and other in called):
            other += "_in_log"
        called.add(other)
        others.append(polars.col(each).alias(other))
    keys = [read[KEY].value.cast(polars.String).alias(KEYS)] if KEY in read else []
    return table.select(
        *(read[each].value.cast(kind).alias(each) for each, kind in types.items() if each in read),
        polars.lit(name).alias("file"),
        *others,
        *keys,
    )
