"""Data frames of pandas, Polars, PyArrow and DuckDB, made of tables of collections.

Narwhals makes all of them but those of pandas.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal, Inexact, InvalidOperation
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, get_args

from aiproviders._frames.columns import DECIMAL_PLACES, Column, Getter, Kind, identity
from aiproviders._frames.provider_tables import merged_tables
from aiproviders._frames.tables import DataTable, data_table
from aiproviders._records.frame_methods import Backend, Tabular
from aiproviders._records.provider import Provider
from aiproviders._values.number import own_context
from aiproviders._values.wording import quoted
from aiproviders.errors import MissingExtraError

# The digits of Arrow's decimal128, which Polars and DuckDB have too.
_DIGITS = 38
_EXACT = own_context(_DIGITS, ROUND_HALF_EVEN, (InvalidOperation, Inexact))
_LAST_PLACE = Decimal((0, (1,), -DECIMAL_PLACES))
_INT64 = 2**63

_PANDAS: dict[Kind, str] = {
    "text": "string",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[s]",
    "boolean": "boolean",
}


def frame(tabular: Tabular, backend: Backend, *, exact: bool, approximate_bounds: bool) -> Any:
    """Implement `Tabular.to_frame`."""
    check_backend(backend)
    table = data_table(tabular, approximate_bounds=approximate_bounds)
    return native_frame(table, backend, exact=exact)


def frames(
    providers: Iterable[Provider], backend: Backend, *, exact: bool, approximate_bounds: bool
) -> dict[str, Any]:
    """Implement `Provider.tables` and `Market.tables`."""
    check_backend(backend)
    tables = merged_tables(providers, approximate_bounds=approximate_bounds)
    return {name: native_frame(table, backend, exact=exact) for name, table in tables.items()}


def arrow_stream(tabular: Tabular, requested_schema: object) -> object:
    """Return the rows of a collection as a PyCapsule that holds an Arrow stream.

    Args:
        tabular: The collection.
        requested_schema: A PyCapsule of the schema that the reader would rather have, or None.

    Raises:
        MissingExtraError: Neither pyarrow nor Polars is installed.
    """
    frame = native_frame(data_table(tabular), arrow_library(), exact=False)
    return frame.__arrow_c_stream__(requested_schema)


def arrow_library() -> Literal["pyarrow", "polars"]:
    """Return an installed library whose frames are Apache Arrow tables.

    Raises:
        MissingExtraError: Neither pyarrow nor Polars is installed.
    """
    if find_spec("pyarrow"):  # first, because every reader knows the type of its texts
        return "pyarrow"
    if find_spec("polars"):
        return "polars"
    library = "pyarrow or polars"
    raise MissingExtraError(library, "pyarrow")


def check_backend(backend: str) -> None:
    """Check that a name is that of a library of data frames.

    Raises:
        ValueError: There is no such backend.
    """
    if backend not in get_args(Backend):
        msg = f"frames are made with {', '.join(get_args(Backend))}, not with {quoted(backend)}"
        raise ValueError(msg)


def import_library(library: str, extra: str) -> Any:
    """Import and return a library that an extra installs.

    Raises:
        MissingExtraError: The library is not installed.
    """
    if not find_spec(library):
        raise MissingExtraError(library, extra)
    return import_module(library)


def native_frame(table: DataTable, backend: Backend, *, exact: bool) -> Any:
    """Return a table as a data frame of a library.

    Raises:
        MissingExtraError: The library is not installed.
        ValueError: A number does not fit the type of its column.
    """
    if backend == "pandas":
        return _pandas_frame(table, exact=exact)
    if backend == "duckdb":
        import_library("duckdb", "duckdb")
        return narwhals_frame(table, "pyarrow", exact=exact).lazy("duckdb").to_native()
    return narwhals_frame(table, backend, exact=exact).to_native()


def narwhals_frame(
    table: DataTable, library: Literal["pyarrow", "polars"], *, exact: bool = False
) -> Any:
    """Return a table as a frame that Narwhals wraps.

    Raises:
        MissingExtraError: The library or Narwhals is not installed.
        ValueError: A number does not fit the type of its column.
    """
    import_library(library, library)
    narwhals = import_library("narwhals", "frames")
    number = narwhals.Decimal(_DIGITS, DECIMAL_PLACES) if exact else narwhals.Float64()
    types: dict[Kind, Any] = {
        "text": narwhals.String(),
        "integer": narwhals.Int64(),
        "number": number,
        "date": narwhals.Date(),
        "boolean": narwhals.Boolean(),
    }
    return narwhals.from_dict(
        {each.name: _values(each, table, _decimal if exact else float) for each in table.columns},
        {each.name: types[each.kind] for each in table.columns},
        backend=library,
    )


def _pandas_frame(table: DataTable, *, exact: bool) -> Any:
    """Return a table as a pandas data frame, in types of pandas that hold nulls.

    Narwhals has no names for these: its integers become floats where one is null, and its dates
    need pyarrow.
    """
    pandas = import_library("pandas", "pandas")
    # Decimals stay Python objects, because pandas has no type for them.
    types = _PANDAS | {"number": "object"} if exact else _PANDAS
    number = identity if exact else float
    return pandas.DataFrame(
        {
            each.name: pandas.Series(_values(each, table, number), dtype=types[each.kind])
            for each in table.columns
        }
    )


def _values(column: Column, table: DataTable, number: Getter) -> list[Any]:
    """Return the values of a column, converting decimals with a function.

    Raises:
        ValueError: A number does not fit.
    """
    converters: dict[Kind, Getter] = {"number": number, "integer": _int64}
    convert = converters.get(column.kind, identity)
    values = list[Any]()
    for row in table.rows:
        value = row[column.name]
        try:
            values.append(None if value is None else convert(value))
        except ArithmeticError:
            msg = (
                f"{column.name} of {quoted(row.get('id'))} is {value}, which a column of this type "
                "does not hold; exact decimals have 20 digits before the point and 18 after it, "
                "so ask for floats, or for pandas, which keeps any decimal"
            )
            raise ValueError(msg) from None
    return values


def _decimal(number: Decimal) -> Decimal:
    return number.quantize(_LAST_PLACE, context=_EXACT)


def _int64(number: int) -> int:
    if not -_INT64 <= number < _INT64:
        raise OverflowError
    return number
