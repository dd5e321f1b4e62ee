"""The rows of a table as those of a log: in our columns, without what cannot be read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import counted, listed, quoted
from aiproviders.usage._formats.log_columns import ColumnKind
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._reading.record_tables import PLACE
from aiproviders.usage._reading.request_rows import polars_types
from aiproviders.usage._reading.skipped import Skipping
from aiproviders.usage._reading.tables.cells import POINTED, is_stated
from aiproviders.usage._reading.tables.column_sources import (
    KEY,
    NOUNS,
    ReadCell,
    ReadColumn,
    checked_sources,
    read_columns,
)
from aiproviders.usage._reading.tables.table_files import Places
from aiproviders.usage._reading.tables.unread_counts import (
    TOTALS,
    greater_totals,
    unread_caches,
    what_of_cache,
)

KEYS = "key of the request"
"""The column of keys, of which the last counts; no column of a log is called so."""

_EXAMPLES = 3
_INDEX = "number of the row"
_UNUSED, _ODD, _READ, _CACHE, _MORE = "unused ", "odd ", "read ", "cache ", "more "
_ZONELESS, _LEFT = "has times without a zone", "has rows that are left out"
_EXCEL_DAY = r"[2-7]\d{4}(\.\d+)?$"  # from 1954 to 2118

_MATTERS = {
    "token": None,
    "cache": None,
    "cost": "reported_cost",
    "time": "time",
    "date": "time",
    "batch": "service",
    "tier": "service",
    "provider": "provider",
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
    cells = [cell for column in columns for cell in column.cells]
    used = sorted({cell.column for cell in cells})
    is_blank = polars.all_horizontal(polars.lit(bool(used)), polars.col(used).is_null())
    is_left, counts = polars.lit(value=False), dict[str, Any]()
    for reason, column, texts in table_format.left_out:
        is_so = polars.col(column).cast(polars.String).str.strip_chars().is_in([*texts])
        is_so = is_so.fill_null(value=False)
        counts[reason] = is_so & ~is_left
        is_left |= is_so
    is_empty = polars.all_horizontal(polars.all().is_null())
    counts[f"the row says nothing in the columns {listed(used)}"] = is_blank & ~is_empty
    telling = [column for _, column, _ in table_format.left_out]
    unused = _unused(polars, table, columns, [*telling, *table_format.repeated])
    zoneless = [cell.has_no_zone for cell in cells if cell.has_no_zone is not None]
    # Values are columns before they are looked at, so that each is read once.
    valued = table.with_columns(*(cell.value for cell in cells))
    caches = {} if table_format.told_by else unread_caches(table, columns)
    totals = {} if table_format.told_by else greater_totals(table, columns)
    odd = [
        (cell, cell.is_stated & polars.col(cell.called).is_null() & ~is_left)
        for cell in cells
        if cell.kind != "text"
    ]
    looked_at = valued.select(
        *(each.sum().alias(reason) for reason, each in counts.items()),
        *(each.any().alias(f"{_UNUSED}{column}") for column, each in unused.items()),
        *(each.any().alias(f"{_CACHE}{column}") for column, each in caches.items()),
        *(each.sum().alias(f"{_MORE}{column}") for column, each in totals.items()),
        *(each.sum().alias(f"{_ODD}{cell.called}") for cell, each in odd),
        *(polars.col(cell.called).count().alias(f"{_READ}{cell.called}") for cell, _ in odd),
        polars.any_horizontal(polars.lit(value=False), *zoneless).any().alias(_ZONELESS),
        (is_blank | is_left).any().alias(_LEFT),
    )
    found = looked_at.collect(engine="streaming").row(0, named=True)
    if unread := [column for column in caches if found[f"{_CACHE}{column}"]]:
        raise ValueError(what_of_cache(name, unread[0], columns))
    for reason in counts:
        if found[reason]:
            skipping.add(reason, name, found[reason])
    kept = valued.filter(~is_blank, ~is_left) if found[_LEFT] else valued
    told = set[tuple[str, str, str]]()
    for cell, is_odd in odd:
        if number := found[f"{_ODD}{cell.called}"]:
            numbered = valued.with_row_index(_INDEX).filter(is_odd).head(_EXAMPLES)
            text = polars.col(cell.column).cast(polars.String, strict=False)
            examples = numbered.select(_INDEX, text).collect(engine="streaming").rows()
            where = places([row for row, _ in examples])
            # Several columns of ours may be parts of one cell, which is named once.
            seen = [(cell.column, where[row], text) for row, text in examples]
            at = [
                (place, text) for column, place, text in seen if (column, place, text) not in told
            ]
            told.update(seen)
            is_all = not cell.is_part and not found[f"{_READ}{cell.called}"]
            _report(cell, at, skipping, is_all=is_all)
            if others := number - len(examples):
                reason = f"further cells of the column {cell.column} cannot be read"
                skipping.add(reason, name, others, is_fault=True)
            kept = kept.filter(~is_odd)
    notes = tuple(_notes(found, unused, totals, columns))
    return TableRows(_logged(polars, table, kept, columns, name), notes)


def _notes(
    found: Mapping[str, Any],
    unused: Iterable[str],
    totals: Iterable[str],
    columns: Iterable[ReadColumn],
) -> Iterator[str]:
    """Give what one should know of a table."""
    if not_used := [column for column in unused if found[f"{_UNUSED}{column}"]]:
        nouns, were = ("columns", "were") if len(not_used) > 1 else ("column", "was")
        yield f"The {nouns} {', '.join(not_used)} {were} not used."
    for column in totals:
        if number := found[f"{_MORE}{column}"]:
            rows = counted(number, "row")
            yield f"{column} is more than input and output in {rows}: the rest is not billed."
    if all(each.name != "time" for each in columns):
        yield "No column of times was found; the newest prices count."
    if found[_ZONELESS]:
        yield "Times without a zone are read as times of UTC."


def _unused(
    polars: Any, table: Any, columns: list[ReadColumn], telling: Sequence[str]
) -> dict[str, Any]:
    """Return which columns may matter and are not used, each with whether it says anything."""
    used = {*telling, *(cell.column for each in columns for cell in each.cells)}
    read = {each.name for each in columns}
    found = dict[str, Any]()
    for column, dtype in table.collect_schema().items():
        called = column.casefold()
        if column in used or column == PLACE or called in TOTALS:
            continue
        if any(part in called and ours not in read for part, ours in _MATTERS.items()):
            cell = polars.col(column)
            if dtype == polars.String:
                is_nothing = ~is_stated(cell) | (cell.cast(polars.Float64, strict=False) == 0)
                found[column] = ~is_nothing.fill_null(value=False) & cell.is_not_null()
            elif dtype.is_numeric():
                found[column] = cell != 0
            else:
                found[column] = cell.is_not_null()
    return found


def _report(
    cell: ReadCell, found: list[tuple[str, str]], skipping: Skipping, *, is_all: bool
) -> None:
    """Take down the cells of a column that cannot be read.

    Raises:
        ValueError: All of them are such.
    """
    for where, text in found:
        place, reason = f"{where}, column {cell.column}", _why(cell.kind, text)
        if is_all:
            msg = (
                f"{place}: {reason}; nothing in the column can be read; say by columns= where "
                f"{NOUNS[cell.kind]} are, and of times in what format"
            )
            raise ValueError(msg)
        skipping.add(reason, place, is_fault=True)


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


def _logged(polars: Any, table: Any, kept: Any, columns: list[ReadColumn], name: str) -> Any:
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
    return kept.select(
        *(read[each].value.cast(kind).alias(each) for each, kind in types.items() if each in read),
        polars.lit(name).alias("file"),
        *others,
        *keys,
    )
