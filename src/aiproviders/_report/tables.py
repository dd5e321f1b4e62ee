"""Build the tables of the report, and write them as HTML that scrolls on small screens."""

from collections.abc import Iterable
from html import escape

from aiproviders._display.cells import UNKNOWN, Cell, Table
from aiproviders._display.field_cells import heading_of
from aiproviders._display.html import table_html
from aiproviders._records.prices.use_kinds import RATES
from aiproviders._values.wording import printable

NOT_APPLICABLE = Cell("")
"""The cell of a column that does not apply to its row."""

_NUMBERS = {"Score", "Context", *map(heading_of, RATES)}


def stated_table(heading: str, header: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Build a table without the columns in which nothing is stated; its heading names them."""
    kept = tuple(rows)
    silent = [
        position
        for position in range(len(header))
        if all(row[position] in (UNKNOWN, NOT_APPLICABLE) for row in kept)
    ]
    shown = [position for position in range(len(header)) if position not in silent]
    unstated = ", ".join(header[position].lower() for position in silent)
    return Table(
        tuple(header[position] for position in shown),
        tuple(tuple(row[position] for position in shown) for row in kept),
        tuple(column for column, position in enumerate(shown) if header[position] in _NUMBERS),
        heading=f"{heading} (not stated of any: {unstated})" if kept and silent else heading,
    )


def scrolling_html(table: Table) -> str:
    """Write a table in a box that scrolls sideways; nothing if the table has no rows."""
    if not table.rows:
        return ""
    label = escape(printable(table.heading))
    return (
        f'<div class="box" role="region" tabindex="0" aria-label="{label}">'
        f"{table_html(table, unfolded=True)}</div>"
    )
