"""Where the columns of a log come from, as expressions on a table in Polars."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from aiproviders._format.strict_reading import is_table
from aiproviders._frames.data_frame import import_library
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import listed, quoted
from aiproviders.usage._formats.log_columns import LOG_COLUMNS, ColumnKind
from aiproviders.usage._formats.record_format import Record
from aiproviders.usage._formats.table_format import ColumnSource
from aiproviders.usage._reading.tables import cells, times

KEY = "key"
"""What is no column of a log, but has a source as they do: of several rows with one, the last
counts."""

Parts = dict[str, Any]
"""A source as a mapping."""

_KINDS: dict[str, ColumnKind] = {
    **{column.name: column.kind for column in LOG_COLUMNS if column.name != "file"},
    KEY: "text",
}
_PARTS: dict[str, Any] = {
    "column": str,
    "path": (str, list, tuple),
    "values": Mapping,
    "format": str,
    "value": object,
}
NOUNS: dict[ColumnKind, str] = {
    "text": "texts",
    "count": "whole numbers",
    "amount": "amounts",
    "time": "times",
}


class ReadCell(NamedTuple):
    """The cells of one column of the table as values for one of the log.

    Attributes:
        column: The column of the table.
        kind: What its cells should be.
        value: The expression that reads them, called by a name of its own.
        is_stated: Whether a cell says something that should be of the kind.
        has_no_zone: Whether it is a time of day without a zone; None if none is.
        is_part: Whether it is but a part of what the cells hold, which many of them may lack.
    """

    column: str
    kind: ColumnKind
    value: Any
    is_stated: Any
    has_no_zone: Any
    is_part: bool

    @property
    def called(self) -> str:
        """The name of the value."""
        called: str = self.value.meta.output_name()
        return called


class ReadColumn(NamedTuple):
    """A column of a log.

    Attributes:
        name: Its name.
        value: The expression, on the values of its cells.
        cells: What it is read from.
        is_itself: Whether it is a column of the table of the same name, as it is.
    """

    name: str
    value: Any
    cells: tuple[ReadCell, ...]
    is_itself: bool


def checked_sources(given: Mapping[str, ColumnSource]) -> dict[str, list[Parts]]:
    """Return where each column comes from as a list of mappings.

    Raises:
        ValueError: There is no such column, or a source is written otherwise.
        TypeError: What is given is no mapping.
    """
    check_type(given, Mapping)
    if unknown := [name for name in given if name not in _KINDS]:
        msg = f"a log has no column {quoted(unknown[0])}; there are {', '.join(_KINDS)}"
        raise ValueError(msg)
    return {name: list(_checked(name, source)) for name, source in given.items()}


def _checked(name: str, source: ColumnSource) -> Iterator[Parts]:
    given: Any = source
    several: list[Any] = [*given] if isinstance(given, list | tuple) else [given]
    if not several:
        msg = f"no source is given for {name}; leave it out, or name a column"
        raise ValueError(msg)
    for each in several:
        parts: Any = {"column": each} if isinstance(each, str) else each
        if not is_table(parts) or not _are_right(parts):
            msg = (
                f"expected a column for {name}, or a mapping with column and, as needed, path, "
                f"values and format, or with value; got {quoted(each)}"
            )
            raise ValueError(msg)
        _check_parts(name, parts)
        yield dict(parts)


def _are_right(parts: Record) -> bool:
    are_known = all(isinstance(value, _PARTS.get(part, ())) for part, value in parts.items())
    return are_known and ("column" in parts) != ("value" in parts)


def _check_parts(name: str, parts: Record) -> None:
    """Refuse a path that is none, and a value that the column cannot have.

    Raises:
        ValueError: It is so.
    """
    polars = import_library("polars", "polars")
    for path in _paths(parts.get("path", ())):
        try:
            polars.select(polars.lit("{}").str.json_path_match(path))
        except (TypeError, polars.exceptions.PolarsError) as error:
            msg = f"{quoted(path)} for {name} is no path in JSON such as '$.usage.input'"
            raise ValueError(msg) from error
    if "value" in parts and polars.select(_constant(_KINDS[name], parts["value"])).item() is None:
        msg = f"{quoted(parts['value'])} is no value for {name}, which holds {NOUNS[_KINDS[name]]}"
        raise ValueError(msg)


def _paths(given: Any) -> tuple[Any, ...]:
    """Return the paths of a source: of several, the first that says something counts."""
    return (given,) if isinstance(given, str) else tuple(given)


def _constant(kind: ColumnKind, value: Any) -> Any:
    polars = import_library("polars", "polars")
    return _from_text(kind, polars.lit(str(value)), times.HowWritten(in_words=True))


def columns_of(sources: Mapping[str, list[Parts]]) -> set[str]:
    """Return the columns of a table that some sources name."""
    return {each["column"] for several in sources.values() for each in several if "column" in each}


def read_columns(table: Any, sources: Mapping[str, list[Parts]]) -> list[ReadColumn]:
    """Return the columns of a log that a table has, as expressions.

    Args:
        table: A lazy frame of Polars.
        sources: Where each column comes from.

    Raises:
        ValueError: The table lacks a column, one holds something else, or the times do not tell
            days from months.
    """
    schema = table.collect_schema()
    for name, several in sources.items():
        for each in several:
            if "column" in each and each["column"] not in schema:
                msg = (
                    f"the table has no column {quoted(each['column'])}, from which {name} would "
                    f"come; its columns are {listed(schema.names(), 20)}"
                )
                raise ValueError(msg)
    return [_read_column(table, schema, name, several) for name, several in sources.items()]


def _read_column(
    table: Any, schema: Mapping[str, Any], name: str, sources: list[Parts]
) -> ReadColumn:
    polars = import_library("polars", "polars")
    kind = _KINDS[name]
    values, read = list[Any](), list[ReadCell]()
    for number, source in enumerate(sources):
        if "value" in source:
            values.append(_constant(kind, source["value"]))
            continue
        column, called = source["column"], f"{name} from source {number}"
        cell = _Cell(column, schema[column], source)
        value = cell.value(kind, table).alias(called)
        has_no_zone = cell.has_no_zone if kind == "time" else None
        read.append(ReadCell(column, kind, value, cell.is_stated, has_no_zone, "path" in source))
        values.append(polars.col(called))
    return ReadColumn(name, _joined(kind, values), tuple(read), sources == [{"column": name}])


class _Cell:
    """A cell of a column of a table, of any type.

    Attributes:
        is_stated: Whether it says something.
    """

    def __init__(self, column: str, dtype: Any, source: Parts) -> None:
        polars = import_library("polars", "polars")
        self._column, self._type, self._source = column, dtype, source
        self._cell = polars.col(column)
        self._text = None
        is_text = dtype in (polars.String, polars.Categorical, polars.Enum)
        if is_text or source.keys() & {"path", "values"}:
            self._text, self.is_stated = self._as_text(polars)
        else:
            if dtype.is_float():
                self._cell = self._cell.fill_nan(None)
            self.is_stated = self._cell.is_not_null()

    def _as_text(self, polars: Any) -> tuple[Any, Any]:
        """Return what the source says as a text, and whether there is something to be read."""
        if isinstance(self._type, polars.Struct):
            text = self._cell.struct.json_encode()
        else:
            self._refuse_unless(not self._type.is_nested(), "texts")
            text = self._cell.cast(polars.String)
        is_stated = cells.is_stated(text)
        if "path" in self._source:
            whole = text
            paths = _paths(self._source["path"])
            text = polars.coalesce(whole.str.json_path_match(path) for path in paths)
            # A document that is cut short says nothing, and must not be taken for one.
            is_document = whole.str.json_path_match("$").is_not_null()
            is_stated &= ~is_document | cells.is_stated(text).fill_null(value=False)
        if "values" in self._source:
            values = self._source["values"].items()
            meant = {str(word): str(meaning) for word, meaning in values}
            text = text.str.strip_chars().replace(meant)
            is_stated &= (text != polars.lit("")).fill_null(value=True)
        return text, is_stated

    def value(self, kind: ColumnKind, table: Any) -> Any:
        """Return what it says, as a value of a kind; null where it says nothing."""
        polars = import_library("polars", "polars")
        if kind == "text":
            if self._text is None:
                self._refuse_unless(not self._type.is_nested(), "texts")
            text = self._cell.cast(polars.String) if self._text is None else self._text
            text = text.str.strip_chars()
            return polars.when(text != polars.lit("")).then(text)
        if self._text is not None:
            if kind == "time" and "format" in self._source:
                return times.moment_in_format(self._text, self._source["format"])
            how = times.HowWritten()
            if kind == "time":
                how = times.how_written(table, self._text, self._column)
            return _from_text(kind, self._text, how)
        is_number = self._type.is_numeric() or self._type == polars.Null
        is_time = kind == "time" and self._type in (polars.Date, polars.Datetime)
        self._refuse_unless(is_number or is_time, NOUNS[kind])
        if is_time:
            return self._moment(polars)
        return _FROM_NUMBER[kind](self._cell.cast(polars.Float64))

    def _moment(self, polars: Any) -> Any:
        zone = getattr(self._type, "time_zone", None)
        time = self._cell.cast(polars.Datetime("us", zone))
        if zone is None:
            return time.dt.replace_time_zone("UTC")
        return time.dt.convert_time_zone("UTC")

    @property
    def has_no_zone(self) -> Any:
        """Whether it is a time of day without a zone; None if it is certainly none."""
        polars = import_library("polars", "polars")
        if self._text is not None:
            return None if "format" in self._source else times.has_no_zone(self._text)
        is_naive = self._type == polars.Datetime and self._type.time_zone is None
        return self.is_stated if is_naive else None

    def _refuse_unless(self, is_right: bool, noun: str) -> None:  # noqa: FBT001 - a condition
        """Refuse a column of another type.

        Raises:
            ValueError: It is so.
        """
        if not is_right:
            msg = f"the column {quoted(self._column)} holds {self._type}, and no {noun}"
            raise ValueError(msg)


_FROM_NUMBER: dict[str, Callable[[Any], Any]] = {
    "count": cells.as_count,
    "amount": cells.as_amount,
    "time": times.since_1970,
}


def _from_text(kind: ColumnKind, text: Any, how: times.HowWritten) -> Any:
    if kind == "time":
        return times.moment(text, how)
    if kind == "text":
        return text
    return cells.count(text) if kind == "count" else cells.amount(text)


def _joined(kind: ColumnKind, values: list[Any]) -> Any:
    polars = import_library("polars", "polars")
    if len(values) == 1:
        return values[0]
    if kind in ("text", "time"):
        return polars.coalesce(values)
    is_stated = polars.any_horizontal(*(each.is_not_null() for each in values))
    return polars.when(is_stated).then(polars.sum_horizontal(*values))
