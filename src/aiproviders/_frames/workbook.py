"""Workbooks of Excel: an overview, and a sheet for each table that has rows."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from aiproviders._format.bundled.vocabulary import shared_labels
from aiproviders._frames.columns import CellValue
from aiproviders._frames.data_frame import import_library
from aiproviders._frames.tables import DataTable
from aiproviders._records.provider import Provider
from aiproviders._values.dates.date_words import date_words
from aiproviders._values.period import Period
from aiproviders._values.wording import counted, shorten

OVERVIEW = "overview"
"""The name of the first sheet."""

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
# Excel takes 1900 for a leap year, so serial numbers of earlier days are wrong.
_FIRST_EXCEL_DAY = date(1900, 3, 1)
_EXCEL_CELL_LENGTH = 32_767
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAMES = ("name", "title", "label")
"""Fields of what people call a record, and the columns of these."""

_NARROWEST, _WIDEST = 8, 50
_ARROW = 4  # characters that the arrow of a filter hides
_MOST_DECIMALS = 8
_MOST_SOURCES = 30  # that the overview lists


def workbook(providers: tuple[Provider, ...], tables: Mapping[str, DataTable]) -> bytes:
    """Return a workbook of tables.

    Args:
        providers: The providers whose facts they are.
        tables: The tables by name; those without rows get no sheet.

    Raises:
        ValueError: A text is too long for a cell.
        MissingExtraError: The library that writes workbooks is not installed.
    """
    content = BytesIO()
    xlsxwriter = import_library("xlsxwriter", "excel")
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        # A fixed time instead of the present one, so that the same data gives the same file.
        book.set_properties({"created": _CREATED})
        writer = _Writer(book)
        writer.overview(providers, tables)
        names = {each.id: _names(each) for each in providers}
        for name, table in tables.items():
            if table.rows:
                writer.table(name, _with_names(table, names))
    return content.getvalue()


class _Sheet(NamedTuple):
    """The header and the rows of a sheet."""

    header: list[str]
    rows: list[dict[str, CellValue]]


def _names(provider: Provider) -> dict[str, str]:
    """Return what people call the records of a provider, by id."""
    named = {
        record.id: getattr(record, field)
        for record in provider.records()
        for field in _NAMES
        if hasattr(record, field)
    }
    return {**shared_labels(), **named, provider.id: provider.name}


def _with_names(table: DataTable, names: Mapping[str, Mapping[str, str]]) -> _Sheet:
    """Return the columns of a table, with a column of names beside each column of ids.

    There is none where another column has the names.
    """
    values = {each.name: [row[each.name] for row in table.rows] for each in table.columns}
    of_rows = [names.get(str(provider), {}) for provider in values["provider"]]
    taken = [values[name] for name in _NAMES if name in values]
    columns = dict[str, list[CellValue]]()
    for name, ids in values.items():
        columns[name] = ids
        called = [
            None if id is None else known.get(str(id))
            for id, known in zip(ids, of_rows, strict=True)
        ]
        are_ids = all((id is None) == (text is None) for id, text in zip(ids, called, strict=True))
        if are_ids and called != ids and called not in taken:
            columns[f"{name}_name"] = [*called]
    rows = zip(*columns.values(), strict=True)
    return _Sheet([*columns], [dict(zip(columns, row, strict=True)) for row in rows])


class _Writer:
    """Writes sheets into a workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._header = book.add_format({"bold": True, "bottom": 1})
        self._link = book.get_default_url_format()
        self._formats = dict[str, Any]()

    def table(self, name: str, table: _Sheet) -> None:
        """Write a sheet with a header that stays in sight, and a filter for each column."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
        widths = [len(each) + _ARROW for each in table.header]
        sheet.write_row(0, 0, table.header, self._header)
        for number, row in enumerate(table.rows, 1):
            for column, (each, value) in enumerate(row.items()):
                width = self._cell(sheet, number, column, *_shown(each, value, row))
                widths[column] = max(widths[column], width)
        stated = {name for row in table.rows for name, value in row.items() if value is not None}
        _set_widths(
            sheet,
            [
                width if name in stated else 0
                for name, width in zip(table.header, widths, strict=True)
            ],
        )

    def overview(self, providers: tuple[Provider, ...], tables: Mapping[str, DataTable]) -> None:
        """Write the first sheet: whose facts these are, what sheets there are, and from where."""
        sheet = self._book.add_worksheet(OVERVIEW)
        only = providers[0].name if len(providers) == 1 else counted(len(providers), "provider")
        sheet.write_string(0, 0, f"{only}: facts with their sources", self._title)
        sheet.write_string(1, 0, "An empty cell is not stated, and a column of them is hidden.")
        empty = ", ".join(name for name, table in tables.items() if not table.rows)
        sheet.write_string(2, 0, f"Tables without rows have no sheet: {empty or 'none'}.")
        blocks: list[tuple[tuple[str, ...], list[tuple[CellValue, ...]]]] = [
            (
                ("Provider", "Name", "Data version", "Facts until"),
                [_about(each) for each in providers],
            ),
            (
                ("Sheet", "Rows"),
                [(name, len(table.rows)) for name, table in tables.items() if table.rows],
            ),
            (("Source", "Title", "Kind", "Publisher", "Published", "Address"), _sources(providers)),
        ]
        row, widths = 4, [_NARROWEST] * 6
        for header, lines in blocks:
            sheet.write_row(row, 0, header, self._header)
            for values in lines:
                row += 1
                for column, value in enumerate(values):
                    width = self._cell(sheet, row, column, value)
                    widths[column] = max(widths[column], width, len(header[column]))
                if header[0] == "Sheet":
                    sheet.write_url(row, 0, f"internal:'{values[0]}'!A1", self._link, values[0])
            row += 2
        _set_widths(sheet, widths)

    def _format(self, pattern: str) -> Any:
        """Return the format of a pattern, which is the same for all cells."""
        if pattern not in self._formats:
            self._formats[pattern] = self._book.add_format({"num_format": pattern})
        return self._formats[pattern]

    def _cell(
        self, sheet: Any, row: int, column: int, value: CellValue, pattern: str | None = None
    ) -> int:
        """Write a cell, and return how many characters wide it is."""
        match value:
            case None:
                return 0
            case bool():
                sheet.write_boolean(row, column, value)
                return len("FALSE")
            case int() | Decimal():
                pattern = pattern or _number_pattern(value)
                sheet.write_number(row, column, float(value), self._format(pattern))
                return len(f"{value:,}") + pattern.count("%") * 2
            case date() if value >= _FIRST_EXCEL_DAY:
                sheet.write_datetime(row, column, value, self._format(pattern or "yyyy-mm-dd"))
                return len(pattern or "yyyy-mm-dd")
            case _:
                text = str(value)
                if len(text) > _EXCEL_CELL_LENGTH:
                    limit = f"a cell of Excel holds {_EXCEL_CELL_LENGTH:,} characters"
                    msg = f"{limit}, and this text has {len(text):,}: {shorten(text, 60)}"
                    raise ValueError(msg)
                sheet.write_string(row, column, text)
                return len(text)


def _shown(
    column: str, value: CellValue, row: Mapping[str, CellValue]
) -> tuple[CellValue, str | None]:
    """Return a value as Excel shows it best, and its pattern: a day as a date, a share with %."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        unit = row.get(_unit_column(column))
        return value, f'{_number_pattern(value)}" %"' if unit == "%" else None
    edtf = row.get(f"{column}_edtf")
    if (
        isinstance(edtf, str)
        and _DAY.fullmatch(edtf)
        and value == date_words(edtf)
        and (day := date.fromisoformat(edtf)) >= _FIRST_EXCEL_DAY
    ):
        return day, "d mmmm yyyy"
    return value, None


def _unit_column(column: str) -> str:
    """Return the name of the column of the unit of a column, if it is of a number with one."""
    if column in ("value", "lower", "upper"):
        return "unit"
    stem = column.removesuffix("_value").removesuffix("_lower").removesuffix("_upper")
    return f"{stem}_unit"


def _number_pattern(value: int | Decimal) -> str:
    """Return how Excel shows a number: with commas, and with the decimals that are stated."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if decimals > _MOST_DECIMALS:
        return "General"
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _about(provider: Provider) -> tuple[CellValue, ...]:
    return provider.id, provider.name, provider.data_version, _words(provider.newest_fact)


def _sources(providers: tuple[Provider, ...]) -> list[tuple[CellValue, ...]]:
    """Return what is known of the sources; of very many, how many there are."""
    sources = dict.fromkeys(source for each in providers for source in each.sources)
    if len(sources) > _MOST_SOURCES:
        return [(f"{counted(len(sources), 'source')}: see the sheet sources",)]
    return [
        (
            each.id,
            each.title,
            each.kind,
            each.publisher,
            _words(each.published),
            each.url,
        )
        for each in sources
    ]


def _words(period: Period | None) -> str | None:
    return None if period is None else str(period)


def _set_widths(sheet: Any, widths: list[int]) -> None:
    """Set the widths of columns; one of no width is hidden."""
    for column, width in enumerate(widths):
        shown = min(max(width + 2, _NARROWEST), _WIDEST)
        sheet.set_column(column, column, shown, None, {"hidden": not width})
