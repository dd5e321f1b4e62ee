"""Tables whose columns are called as ours are, or as most logs call them."""

from collections.abc import Collection

from aiproviders.usage._formats.log_columns import LOG_COLUMNS
from aiproviders.usage._formats.table_format import ColumnSource, TableFormat

_OTHER_NAMES = {
    "model": ("model_name", "model_id"),
    "time": ("timestamp", "created_at", "datetime", "date", "day"),
    "input_tokens": ("prompt_tokens",),
    "output_tokens": ("completion_tokens",),
    "provider": (
        "provider_name",
        "model_provider",
        "llm_provider",
        "custom_llm_provider",
        "gen_ai.system",
        "vendor",
    ),
    "service": ("service_tier",),
    "requests": (
        "num_model_requests",
        "num_requests",
        "request_count",
        "requests_count",
        "api_requests",
    ),
}
"""Other names of columns that mean the same in every log."""

_BATCH = ("batch", "is_batch")
_IS_BATCH = {
    **dict.fromkeys(("True", "true", "TRUE", "1"), "batch"),
    **dict.fromkeys(("False", "false", "FALSE", "0"), ""),
}

_BY_MEAN = "Tiers go by the mean length of the requests that a row sums."


def plain_format(names: Collection[str]) -> TableFormat:
    """Return the format of a table by the names of its columns, in whatever case they are."""
    by_name = {_as_compared(name): name for name in reversed([*names])}
    columns = dict[str, ColumnSource]()
    for column in LOG_COLUMNS:
        attribute = () if column.attribute is None else (column.attribute,)
        called = (column.name, *_OTHER_NAMES.get(column.name, ()), *attribute)
        found = next((by_name[name] for name in called if name in by_name), None)
        if found is not None and column.name != "file":
            columns[column.name] = found
    batch = next((by_name[name] for name in _BATCH if name in by_name), None)
    if batch is not None:
        stated = columns.get("service")
        is_batch = {"column": batch, "values": _IS_BATCH}
        columns["service"] = [is_batch] if stated is None else [is_batch, {"column": stated}]
    by_mean = "requests" in columns and "request_input_tokens" not in columns
    return TableFormat(
        name="table",
        title="Table",
        told_by=frozenset(),
        columns=columns,
        notes=(_BY_MEAN,) if by_mean else (),
    )


def _as_compared(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")
