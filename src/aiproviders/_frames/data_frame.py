"""Rows as data frames, through Narwhals."""

from decimal import Context, Decimal, Inexact, InvalidOperation
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, get_args

from aiproviders._frames.columns import PLACES, Column, Getter, Kind, itself
from aiproviders._frames.provider_tables import tables
from aiproviders._frames.tables import Table, table
from aiproviders._records.frame_methods import Backend, Tabular
from aiproviders._records.provider import Provider
from aiproviders.errors import MissingExtraError

# Arrow's decimal128, which Polars and DuckDB have too.
_DIGITS = 38
_EXACT = Context(prec=_DIGITS, traps=[InvalidOperation, Inexact])
_PLACE = Decimal((0, (1,), -PLACES))
_INT64 = 2**63

_PANDAS: dict[Kind, str] = {
    "text": "string",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[s]",
    "boolean": "boolean",
}


def frame(tabular: Tabular, backend: Backend, *, exact: bool, approximate_bounds: bool) -> Any:
    """Give the rows of a collection as a data frame; `Tabular.to_frame` documents how."""
    check(backend)
    return native(table(tabular, approximate_bounds=approximate_bounds), backend, exact=exact)


def frames(
    provider: Provider, backend: Backend, *, exact: bool, approximate_bounds: bool
) -> dict[str, Any]:
    """Give all of a provider as data frames; `Provider.tables` documents which."""
    check(backend)
    found = tables(provider, approximate_bounds=approximate_bounds)
    return {name: native(each, backend, exact=exact) for name, each in found.items()}


def arrow_stream(tabular: Tabular, requested_schema: object) -> object:
    """Give the rows of a collection as a PyCapsule that holds an Arrow stream."""
    held = native(table(tabular), arrow_library(), exact=False)
    return held.__arrow_c_stream__(requested_schema)


def arrow_library() -> Literal["pyarrow", "polars"]:
    """A library that is installed and keeps tables as Apache Arrow does.

    Raises:
        MissingExtraError: None is.
    """
    if find_spec("pyarrow"):  # first, for its texts are of the type that every reader knows
        return "pyarrow"
    if find_spec("polars"):
        return "polars"
    library = "pyarrow or polars"
    raise MissingExtraError(library, "pyarrow")


def check(backend: str) -> None:
    """Refuse what is not the name of a library that frames are made with.

    Raises:
        ValueError: It is not.
    """
    if backend not in get_args(Backend):
        msg = f"frames are made with {', '.join(get_args(Backend))}, not with {backend!r}"
        raise ValueError(msg)


def need(library: str, extra: str) -> Any:
    """Import a library that an extra brings.

    Raises:
        MissingExtraError: It is not installed.
    """
    if not find_spec(library):
        raise MissingExtraError(library, extra)
    return import_module(library)


def native(held: Table, backend: Backend, *, exact: bool) -> Any:
    """Give a table as a data frame of a library.

    Raises:
        MissingExtraError: The library is not installed.
        ValueError: A number does not fit the type of its column.
    """
    if backend == "pandas":
        return _pandas(held, exact=exact)
    if backend == "duckdb":
        need("duckdb", "duckdb")
        return narwhals_frame(held, "pyarrow", exact=exact).lazy("duckdb").to_native()
    return narwhals_frame(held, backend, exact=exact).to_native()


def narwhals_frame(
    held: Table, library: Literal["pyarrow", "polars"], *, exact: bool = False
) -> Any:
    """Give a table as a frame that Narwhals wraps; `native` says what it raises."""
    need(library, library)
    narwhals = need("narwhals", "frames")
    number = narwhals.Decimal(_DIGITS, PLACES) if exact else narwhals.Float64()
    types: dict[Kind, Any] = {
        "text": narwhals.String(),
        "integer": narwhals.Int64(),
        "number": number,
        "date": narwhals.Date(),
        "boolean": narwhals.Boolean(),
    }
    return narwhals.from_dict(
        {each.name: _values(each, held, _decimal if exact else float) for each in held.columns},
        {each.name: types[each.kind] for each in held.columns},
        backend=library,
    )


def _pandas(held: Table, *, exact: bool) -> Any:
    """Give a table as a pandas data frame, in types of pandas that hold nulls.

    Narwhals has no names for these: its integers become floats where one is null, and its dates
    need pyarrow.
    """
    pandas = need("pandas", "pandas")
    # Decimals are Python's, as pandas has no type for them.
    types = _PANDAS | {"number": "object"} if exact else _PANDAS
    number = itself if exact else float
    return pandas.DataFrame(
        {
            each.name: pandas.Series(_values(each, held, number), dtype=types[each.kind])
            for each in held.columns
        }
    )


def _values(column: Column, held: Table, number: Getter) -> list[Any]:
    """The values of a column, its numbers as a function makes them.

    Raises:
        ValueError: A number does not fit.
    """
    makers: dict[Kind, Getter] = {"number": number, "integer": _int64}
    make = makers.get(column.kind, itself)
    values = list[Any]()
    for row in held.rows:
        value = row[column.name]
        try:
            values.append(None if value is None else make(value))
        except ArithmeticError:
            msg = (
                f"{column.name} of {row.get('id')!r} is {value}, which a column of this type does "
                "not hold; exact decimals have 20 digits before the point and 18 after it, "
                "so ask for floats, or for pandas, which keeps any decimal"
            )
            raise ValueError(msg) from None
    return values


def _decimal(number: Decimal) -> Decimal:
    return number.quantize(_PLACE, context=_EXACT)


def _int64(number: int) -> int:
    if not -_INT64 <= number < _INT64:
        raise OverflowError
    return number
