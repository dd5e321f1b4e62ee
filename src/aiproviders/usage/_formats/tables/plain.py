"""Tables whose columns are called as ours are, or as most logs call them."""

from collections.abc import Collection

from aiproviders.usage._formats.log_columns import LOG_COLUMNS
from aiproviders.usage._formats.table_format import ColumnSource, TableFormat

_OTHER_NAMES = {
    "model": ("model_name", "model_id"),
    "time": ("timestamp", "created_at", "datetime", "date", "day"),
    "input_tokens": ("prompt_tokens",),
    "output_tokens": ("completion_tokens",),
}
"""Other names of columns that mean the same in every log."""


def plain_format(names: Collection[str]) -> TableFormat:
    """Return the format of a table by the names of its columns."""
    columns = dict[str, ColumnSource]()
    for column in LOG_COLUMNS:
        called = (column.name, *_OTHER_NAMES.get(column.name, ()))
        found = next((name for name in called if name in names), None)
        if found is not None and column.name != "file":
            columns[column.name] = found
    return TableFormat(
        name="table",
        title="Table",
        told_by=frozenset(),
        columns=columns,
    )
