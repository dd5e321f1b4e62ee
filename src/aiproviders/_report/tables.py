"""Build the tables of the report, and fold those that are long."""

from collections.abc import Iterable, Iterator

from aiproviders._display.cells import UNKNOWN, Cell, Table
from aiproviders._display.field_cells import heading_of
from aiproviders._records.prices.use_kinds import RATES
from aiproviders._report.blocks import Block, Fold

NOT_APPLICABLE = Cell("")
"""The cell of a column that does not apply to its row."""

_MOST_ROWS = 8  # that are not folded
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


def folded(table: Table) -> Iterator[Block]:
    """Yield a table, folded under its heading if it is long; nothing if it has no rows."""
    if len(table.rows) > _MOST_ROWS:
        yield Fold(f"{table.heading}: {len(table.rows):,} rows", (table,))
    elif table.rows:
        yield table
