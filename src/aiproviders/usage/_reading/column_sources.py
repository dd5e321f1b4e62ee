"""Where the columns of a log come from, as expressions on a table in Polars."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import listed, quoted
from aiproviders.usage._formats.log_columns import LOG_COLUMNS, ColumnKind
from aiproviders.usage._formats.table_format import ColumnSource
from aiproviders.usage._reading import cells

KEY = "key"
"""What is no column of a log, but has a source as they do: of several rows with one, the last
counts."""

_KINDS: dict[str, ColumnKind] = {
    **{column.name: column.kind for column in LOG_COLUMNS if column.name != "file"},
    KEY: "text",
}
_PARTS = frozenset({"column", "path", "values", "format", "value"})


class ReadColumn(NamedTuple):
    """A column of a log as an expression.

    Attributes:
        name: Its name.
        value: The expression.
        odd: For each column of the table that it is read from, whether a cell cannot be read.
    """

    name: str
    value: Any
    odd: dict[str, Any]


def checked_sources(given: Mapping[str, ColumnSource]) -> dict[str, list[dict[str, Any]]]:
    """Return where each column comes from as a list of mappings.

    Raises:
        ValueError: There is no such column, or a source is written otherwise.
    """
    if unknown := [name for name in given if name not in _KINDS]:
        msg = f"a log has no column {quoted(unknown[0])}; there are {listed(_KINDS, len(_KINDS))}"
        raise ValueError(msg)
    return {name: list(_checked(name, source)) for name, source in given.items()}


def _checked(name: str, source: ColumnSource) -> Iterator[dict[str, Any]]:
    given: Any = source
    for each in given if isinstance(given, list | tuple) else [given]:
        parts: Any = {"column": each} if isinstance(each, str) else each
        is_right = isinstance(parts, Mapping) and parts.keys() <= _PARTS
        if not is_right or not ("column" in parts) ^ ("value" in parts):
            msg = (
                f"expected a column for {name}, or a mapping with column and, as needed, path, "
                f"values and format, or with value; got {quoted(each)}"
            )
            raise ValueError(msg)
        yield dict(parts)


def read_columns(table: Any, given: Mapping[str, ColumnSource]) -> list[ReadColumn]:
    """Return the columns of a log that a table has, as expressions.

    Args:
        table: A lazy frame of Polars.
        given: Where each column comes from.

    Raises:
        ValueError: A source is not written so, the table lacks its column, or the times do not tell
            days from months.
    """
    schema = table.collect_schema()
    sources = checked_sources(given)
    for name, several in sources.items():
        for each in several:
            if "column" in each and each["column"] not in schema:
                msg = (
                    f"the table has no column {quoted(each['column'])}, from which {name} would "
                    f"come; its columns are {listed(schema.names())}"
                )
                raise ValueError(msg)
    return [_read_column(table, schema, name, several) for name, several in sources.items()]


def _read_column(
    table: Any, schema: Mapping[str, Any], name: str, sources: list[dict[str, Any]]
) -> ReadColumn:
    polars = import_library("polars", "polars")
    kind = _KINDS[name]
    values, odd = list[Any](), dict[str, Any]()
    for source in sources:
        if "value" in source:
            values.append(polars.lit(source["value"]))
            continue
        column = source["column"]
        is_plain = not source.keys() & {"path", "values"}
        cell, is_text = polars.col(column), schema[column] == polars.String
        if not is_plain or kind == "text":
            cell, is_text = _text(schema[column], cell, source), True
        value = _value(kind, cell, table, source, schema[column], is_text=is_text)
        values.append(value)
        if is_text and kind != "text":
            odd[column] = cells.is_stated(cell) & value.is_null()
        elif kind != "text":
            odd[column] = cell.is_not_null() & value.is_null()
    return ReadColumn(name, _joined(kind, values).alias(name), odd)


def _text(of: Any, cell: Any, source: Mapping[str, Any]) -> Any:
    """Return what a source says, as a text; null where it says nothing."""
    polars = import_library("polars", "polars")
    if isinstance(of, polars.Struct):
        cell = cell.struct.json_encode()
    text = cell.cast(polars.String)
    if "path" in source:
        text = text.str.json_path_match(source["path"])
    text = text.str.strip_chars()
    if "values" in source:
        meant = {str(word): str(meaning) for word, meaning in source["values"].items()}
        text = text.replace(list(meant), list(meant.values()))
    return polars.when(text != polars.lit("")).then(text)


def _value(
    kind: ColumnKind,
    cell: Any,
    table: Any,
    source: Mapping[str, Any],
    of: Any,
    *,
    is_text: bool,
) -> Any:
    polars = import_library("polars", "polars")
    if kind == "text":
        return cell
    if kind == "count":
        return cells.count(cell) if is_text else cells.as_count(cell.cast(polars.Float64))
    if kind == "amount":
        return cells.amount(cell) if is_text else cell.cast(polars.Float64)
    if is_text:
        written = source.get("format")
        first = None
        if written is None and "path" not in source and "values" not in source:
            first = cells.days_first(table, source["column"])
        return cells.moment(cell, days_first=first, written=written)
    if of.is_numeric():
        return cells.since_1970(cell.cast(polars.Float64)).dt.replace_time_zone("UTC")
    time = cell.cast(polars.Datetime("us", getattr(of, "time_zone", None)))
    zoned = getattr(of, "time_zone", None) is not None
    return time.dt.convert_time_zone("UTC") if zoned else time.dt.replace_time_zone("UTC")


def _joined(kind: ColumnKind, values: list[Any]) -> Any:
    polars = import_library("polars", "polars")
    if len(values) == 1:
        return values[0]
    if kind in ("text", "time"):
        return polars.coalesce(*values)
    is_stated = polars.any_horizontal(*(each.is_not_null() for each in values))
    return polars.when(is_stated).then(polars.sum_horizontal(*values))
