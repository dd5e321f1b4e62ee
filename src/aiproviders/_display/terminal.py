"""Views as tables of rich, for terminals and `print` of rich."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table as RichTable
from rich.text import Text

from aiproviders._display.cells import OPEN_NOTE, Cell, Mark, Table, Tone, View, with_dashes
from aiproviders._display.column_widths import GAP, cell_lines, column_widths, wrap
from aiproviders._values.wording import printable

_STYLES: dict[Mark, str] = {
    "": "",
    "approximate": "italic",
    "bounded": "underline",
    "unknown": "dim italic",
}
# Colors that can be read on a light background and on a dark one.
_COLORS: dict[Tone, str] = {"": "", "alarm": "bold red", "caution": "magenta", "good": "green"}


def renderables(view: View) -> Iterator[RenderableType]:
    """Yield the title, tables and notes of a view for rich to print."""
    kind = f" · {printable(view.kind)}" if view.kind else ""
    yield Text.assemble((printable(view.title), "bold"), kind)
    if view.facts:
        yield from _table(view.facts_table)
    if view.unstated:
        yield Text(printable(view.unstated_line), style="dim")
    tables = [*map(with_dashes, view.tables)]
    for table in tables:
        yield from _table(table)
    if tables != [*view.tables]:
        yield Text(OPEN_NOTE, style="dim")
    for note in view.notes:
        yield Text(printable(note))


def _table(table: Table) -> Iterator[RenderableType]:
    if table.heading:
        yield Text(f"\n{printable(table.heading)}", style="bold")
    yield _FittedTable(table)
    for line in (table.rest, *table.notes, table.footnote):
        if line:
            yield Text(printable(line), style="dim")


class _FittedTable:
    """A table that fits the width at hand, its columns as wide as those of plain text."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = self._table
        header = [printable(name) for name in table.header]
        texts = [[printable(cell.signed) for cell in row] for row in table.rows]
        widths = column_widths(
            header, texts, table.numbers, optional=table.optional, width=options.max_width
        )
        rich_table = RichTable(
            show_header=any(header),
            header_style="bold underline",
            box=None,
            padding=0,
        )
        shown = [column for column, width in enumerate(widths) if width]
        for column in shown:
            # The gap is a column, because versions of rich differ in how they pad the last one.
            if column != shown[0]:
                rich_table.add_column(width=GAP)
            rich_table.add_column(
                Text("\n".join(wrap(header[column], widths[column]))),
                justify="right" if column in table.numbers else "left",
                width=widths[column],
            )
        for row, cells in zip(table.rows, texts, strict=True):
            lines = cell_lines(cells, widths)
            marked = [_marked(lines[column], row[column]) for column in shown]
            rich_table.add_row(*[each for text in marked for each in ("", text)][1:])
        yield rich_table


def _marked(lines: list[str], cell: Cell) -> Text:
    text = Text("\n".join(lines))
    for style in (_STYLES[cell.mark], _COLORS[cell.tone]):
        text.stylize(style)  # of the text alone, not of the blanks that fill the line
    return text
