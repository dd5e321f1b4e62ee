"""Views as tables of rich, for terminals."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table as RichTable
from rich.text import Text

from aiproviders._display.cells import Mark, Table, View, printable
from aiproviders._display.column_widths import GAP, broken, column_widths, wrapped

_STYLES = {"": "", "approximate": "italic", "bounded": "underline", "unknown": "dim italic"}


def renderables(view: View) -> Iterator[RenderableType]:
    """Lay out a view for rich."""
    kind = f" · {printable(view.kind)}" if view.kind else ""
    yield Text.assemble((printable(view.title), "bold"), kind)
    if view.facts:
        yield _Columns(view.facts_table)
    for table in view.tables:
        if table.heading:
            yield Text(f"\n{printable(table.heading)}", style="bold")
        yield _Columns(table)
        if table.rest:
            yield Text(table.rest, style="dim")
    for note in view.notes:
        yield Text(printable(note))


class _Columns:
    """A table of rich whose columns share the room as those of plain text do."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = self._table
        header = [printable(name) for name in table.header]
        texts = [[printable(cell.text) for cell in row] for row in table.rows]
        widths = column_widths(header, texts, table.numbers, cut=table.cut, width=options.max_width)
        laid_out = RichTable(
            show_header=any(header),
            header_style="bold underline",
            box=None,
            padding=0,
        )
        shown = [place for place, width in enumerate(widths) if width]
        for place in shown:
            # A column of its own, for versions of rich differ in how they pad the last one.
            if place != shown[0]:
                laid_out.add_column(width=GAP)
            laid_out.add_column(
                Text("\n".join(wrapped(header[place], widths[place]))),
                justify="right" if place in table.numbers else "left",
                width=widths[place],
            )
        for row, cells in zip(table.rows, texts, strict=True):
            lines = broken(cells, widths, table.cut)
            marked = [_marked(lines[place], row[place].mark) for place in shown]
            laid_out.add_row(*[each for text in marked for each in ("", text)][1:])
        yield laid_out


def _marked(lines: list[str], mark: Mark) -> Text:
    text = Text("\n".join(lines))
    text.stylize(_STYLES[mark])  # the text alone, not what fills the line
    return text
