"""The view of all models of the market, laid out once, when the package is built.

To print it, no lab is read and no price is looked up, which takes many times as long. It is the
view itself that is written, without what HTML alone unfolds, so that both say the same.
"""

import json
from pathlib import Path
from typing import Any

from aiproviders._display.cells import Cell, Table, View
from aiproviders._format.market.bundled import LISTS
from aiproviders._format.strict_reading import is_list
from aiproviders._records.market import Market

_NAME = "models"


def write_models_view(market: Market, folder: Path) -> None:
    """Write the view of all models of a market, beside the other lists of a built package."""
    from aiproviders._display.views import view  # which whoever reads the file does not need

    shown = view(market.models)
    tables = [
        table._replace(rows=tuple(tuple(map(_told, row)) for row in table.rows))
        for table in shown.tables
    ]
    text = json.dumps(shown._replace(tables=tuple(tables)), ensure_ascii=False)
    (folder / LISTS / f"{_NAME}.json").write_text(text, "utf-8")


def built_models_view(market: Market) -> View | None:
    """Return the view of all models of a market; None where it was not written beforehand."""
    stored = market._labs.listed(_NAME)
    if stored is None:
        return None
    shown = View._make(_tuples(stored))
    return shown._replace(tables=tuple(map(_table, shown.tables)))


def _told(cell: Cell) -> Any:
    """Return the values of a cell up to the last one that says something."""
    values = cell._replace(details="")
    return values[: max((place for place, value in enumerate(values) if value), default=0) + 1]


def _table(values: Any) -> Table:
    table = Table._make(values)
    return table._replace(rows=tuple(tuple(Cell(*cell) for cell in row) for row in table.rows))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if is_list(value) else value
