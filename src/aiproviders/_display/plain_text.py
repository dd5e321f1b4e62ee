"""Views as plain text, for `print`, notebooks and pipes."""

from collections.abc import Iterator

from aiproviders._display.cells import OPEN_NOTE, Table, View, with_dashes
from aiproviders._display.column_widths import aligned_text, display_width, wrap
from aiproviders._values.wording import printable


def plain_text(view: View, *, width: int = 100) -> str:
    """Return a view as plain text.

    Args:
        view: The view.
        width: The most columns of a terminal that a line takes, if its words allow it.
    """
    kind = f" · {view.kind}" if view.kind else ""
    parts = [
        _wrapped(f"{view.title}{kind}", width),
        "\n".join(
            filter(
                None,
                (
                    plain_text_table(view.facts_table, width=width),
                    _wrapped(view.unstated_line, width),
                ),
            )
        ),
        *(plain_text_table(table, width=width) for table in view.tables),
        "\n".join(_wrapped(note, width) for note in view.notes),
    ]
    return "\n\n".join(part for part in parts if part)


def unlimited_text(view: View) -> str:
    """Return what `terminal` writes, without styles and with a line to each row, however long."""
    kind = f" · {printable(view.kind)}" if view.kind else ""
    tables = [with_dashes(table) for table in view.tables]
    parts = [
        f"{printable(view.title)}{kind}",
        *(_unlimited_lines(view.facts_table) if view.facts else ()),
        *([printable(view.unstated_line)] if view.unstated else ()),
        *(line for table in tables for line in _unlimited_lines(table)),
        *([OPEN_NOTE] if tables != [*view.tables] else ()),
        *map(printable, view.notes),
    ]
    return "\n".join(parts)


def _unlimited_lines(table: Table) -> Iterator[str]:
    if table.heading:
        yield f"\n{printable(table.heading)}"
    yield _aligned(table, None)
    yield from (printable(line) for line in (table.rest, *table.notes, table.footnote) if line)


def _wrapped(text: str, width: int) -> str:
    return "\n".join(wrap(printable(text), width))


def plain_text_table(table: Table, *, width: int | None = None) -> str:
    """Return a table as plain text, under its heading.

    Args:
        table: The table.
        width: The most columns of a terminal that a line takes, if its words allow it; None for a
            line to each row, however long.
    """
    heading = printable(table.heading)
    above = f"{heading}\n{'-' * display_width(heading)}\n" if heading else ""
    below = (table.rest, *table.notes, table.footnote)
    lines = [printable(line) if width is None else _wrapped(line, width) for line in below]
    return above + "\n".join(part for part in (_aligned(table, width), *lines) if part)


def _aligned(table: Table, width: int | None) -> str:
    header = [printable(name) for name in table.header]
    rows = [[printable(cell.signed) for cell in row] for row in table.rows]
    return aligned_text(header, rows, table.numbers, optional=table.optional, width=width)
