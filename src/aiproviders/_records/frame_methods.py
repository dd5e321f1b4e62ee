"""How a collection is read row by row, and becomes a data frame.

The methods of frames call `aiproviders._frames`, a room above this one, when asked, and so stand in
a module of their own.
"""

from collections.abc import Iterator
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Literal,
    Self,
    SupportsIndex,
    TypeAlias,
    TypeVar,
    overload,
)

from attrs import evolve

from aiproviders._values.arguments import at_position
from aiproviders._values.late_types import late

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl

    DuckdbRelation: TypeAlias = duckdb.DuckDBPyRelation
    PandasFrame: TypeAlias = pd.DataFrame
    PolarsFrame: TypeAlias = pl.DataFrame
else:
    DuckdbRelation = late("duckdb", "DuckDBPyRelation")
    PandasFrame = late("pandas", "DataFrame")
    PolarsFrame = late("polars", "DataFrame")

Backend: TypeAlias = Literal["duckdb", "pandas", "polars", "pyarrow"]
"""A library of data frames."""

R = TypeVar("R")


class Rows(Generic[R]):
    """Makes a result the sequence of its rows: `for`, `len`, `[0]`, `[-1]`, `reversed`.

    A slice is a result with these rows alone. A result without rows is false.
    """

    __slots__ = ()
    _rows_in: ClassVar[str] = "rows"

    def __iter__(self) -> Iterator[R]:
        rows: tuple[R, ...] = getattr(self, self._rows_in)
        return iter(rows)

    def __len__(self) -> int:
        return len(getattr(self, self._rows_in))

    @overload
    def __getitem__(self, key: SupportsIndex) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: SupportsIndex | slice) -> R | Self:
        """Return the row at a position; of a slice, the result with these rows alone.

        Raises:
            IndexError: No row has this position.
            TypeError: The key is something else.
        """
        rows: tuple[R, ...] = getattr(self, self._rows_in)
        if not isinstance(key, slice):
            return at_position(rows, key, f"the {type(self).__name__}", "row")
        changed: Any = evolve
        some: Self = changed(self, **{self._rows_in: rows[key]})
        return some

    def _places(self) -> tuple[tuple[str, type], ...]:
        rows: tuple[Any, ...] = getattr(self, self._rows_in)
        return (("{}[0]", rows[0].__class__),) if rows else ()


class Tabular:
    """Turns a collection into a data frame, with the same typed columns whatever it holds.

    A row is a record, or a row of a result; what is not stated is null. `docs/frames.md` lists the
    columns. A field that is a date or a number becomes several columns: of a date its words, first
    and last day (`_start`, `_end`) and EDTF text (`_edtf`); of a number its value, `_unit`,
    `_comparator`, what it lies between (`_lower`, `_upper`) and where these come from (`_bounds`).
    Several texts stand in one column, a semicolon between them. Of several objects, such as the
    prices of a model, there is their number; `Provider.tables` has a row for each.

    Any library that reads Arrow streams takes a collection as it is, as `pl.DataFrame(metrics)`
    and `pa.table(metrics)`; `pd.DataFrame(metrics)` does not, and gives a column of objects.
    """

    __slots__ = ()

    @overload
    def to_frame(
        self, backend: Literal["pandas"], *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> "PandasFrame": ...

    @overload
    def to_frame(
        self, backend: Literal["polars"], *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> "PolarsFrame": ...

    @overload
    def to_frame(
        self, backend: Literal["duckdb"], *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> "DuckdbRelation": ...

    @overload
    def to_frame(
        self, backend: Backend, *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> Any: ...

    def to_frame(
        self, backend: Backend, *, exact: bool = False, approximate_bounds: bool = False
    ) -> Any:
        """Return a data frame of the rows, made by a library.

        Texts, 64-bit integers, floats, dates and booleans are of the library's own types, all of
        which hold nulls; in pandas these are `string`, `Int64`, `float64` (where null is NaN),
        `datetime64[s]` and `boolean`.

        Args:
            backend: The library: `pandas`, `polars`, `pyarrow`, or `duckdb` for a relation of
                DuckDB's default connection.
            exact: Use decimals of 38 digits, 18 of them after the point, instead of floats; in
                pandas, which has no such type, `decimal.Decimal` objects of any size.
            approximate_bounds: Give the bounds of figures that are "about" too: half a unit of the
                last digit printed, which bounds what was printed and not what is so.

        Raises:
            MissingExtraError: The library is not installed.
            ValueError: There is no such backend, or a number does not fit the type of its column.

        Examples:
            >>> from aiproviders import alibaba
            >>> window = alibaba.models[:2].to_frame("polars")["context_window"]
            >>> window.dtype, window.to_list()
            (Float64, [None, None])
        """
        from aiproviders._frames.data_frame import frame

        return frame(self, backend, exact=exact, approximate_bounds=approximate_bounds)

    def to_pandas(self, *, exact: bool = False, approximate_bounds: bool = False) -> "PandasFrame":
        """Return a pandas data frame of the rows, with the options and errors of `to_frame`.

        Examples:
            >>> from aiproviders import alibaba
            >>> revenue = alibaba.metrics.where(measure="revenue")
            >>> frame = revenue.to_pandas()
            >>> frame["value"].dtype, frame["period_end"].dtype
            (dtype('float64'), dtype('<M8[s]'))
        """
        return self.to_frame("pandas", exact=exact, approximate_bounds=approximate_bounds)

    def to_polars(self, *, exact: bool = False, approximate_bounds: bool = False) -> "PolarsFrame":
        """Return a Polars data frame of the rows, with the options and errors of `to_frame`.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.models.to_polars(exact=True)["price_input"].drop_nulls().dtype
            Decimal(precision=38, scale=18)
        """
        return self.to_frame("polars", exact=exact, approximate_bounds=approximate_bounds)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the rows by the Arrow PyCapsule interface, in the types of `to_frame`.

        Args:
            requested_schema: A PyCapsule of the schema that the reader would rather have.

        Raises:
            MissingExtraError: Neither pyarrow nor Polars is installed.
        """
        from aiproviders._frames.data_frame import arrow_stream

        return arrow_stream(self, requested_schema)
