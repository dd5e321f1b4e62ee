"""Views as plain text."""

from aiproviders._display.cells import Table, View, printable
from aiproviders._display.column_widths import columns_of, wrapped
from aiproviders._display.column_widths import table as table_text


def plain(view: View, *, width: int = 100) -> str:
    """Write a view as plain text of at most so many columns, where words allow it."""
    kind = f" · {view.kind}" if view.kind else ""
    parts = [
        _lines(f"{view.title}{kind}", width),
        *(plain_table(table, width=width) for table in (view.facts_table, *view.tables)),
        "\n".join(_lines(note, width) for note in view.notes),
    ]
    return "\n\n".join(part for part in parts if part)


def _lines(text: str, width: int) -> str:
    return "\n".join(wrapped(printable(text), width))


def plain_table(table: Table, *, width: int | None = None) -> str:
    """Write a table as plain text, under its heading; without a width, a line to each row."""
    rows = [[printable(cell.text) for cell in row] for row in table.rows]
    heading = printable(table.heading)
    above = f"{heading}\n{'-' * columns_of(heading)}\n" if heading else ""
    rest = f"\n{table.rest}" if table.rest else ""
    header = [printable(name) for name in table.header]
    return above + table_text(header, rows, table.numbers, cut=table.cut, width=width) + rest
