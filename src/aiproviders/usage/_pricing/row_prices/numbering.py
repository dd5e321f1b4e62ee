"""Values found by number, in the way that is fastest on each library.

A value gets the number of its place in a list, and a place the values of a row of a small table.
Rows keep their order, none is multiplied, and lazy frames of Polars are computed in batches. On
DuckDB each table is joined, which has one row at most for each of the log.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from math import nan
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import in_database
from aiproviders.usage._pricing.row_prices.price_frame import ROW

_CHUNK = 2**18
"""How many texts of Arrow are taken at once: fewer than fill the 2 GB that a chunk holds."""


def finds_by_number(log: Any) -> bool:
    """Return whether the library of a log finds values by number."""
    library = log.implementation
    return bool(
        library.is_polars() or library.is_pandas() or library.is_pyarrow() or library.is_duckdb()
    )


def number_type(log: Any) -> Any:
    """Return the type of numbers by which the library of a log finds rows without a conversion."""
    return nw.UInt32() if log.implementation.is_polars() else nw.Int64()


def with_number(log: Any, column: str, values: Sequence[Any], called: str) -> Any:
    """Return a log of Polars with a number for each value of a column: its place in a list.

    Places begin with 1. The number of what is not in the list, and of null, is 0.

    Args:
        log: The log.
        column: A column of texts or of whole numbers.
        values: The list, each value once.
        called: What the column of numbers is called.
    """
    polars: Any = nw.Implementation.POLARS.to_native_namespace()
    if values and not isinstance(values[0], str):
        numbers = range(1, len(values) + 1)
        found = polars.col(column).replace_strict(
            values, numbers, default=0, return_dtype=polars.UInt32
        )
    else:
        places = polars.col(column).cast(polars.Enum(values), strict=False).to_physical()
        found = (places.cast(polars.UInt32) + 1).fill_null(0)
    return nw.from_native(log.to_native().with_columns(found.alias(called)))


def with_code(log: Any, column: str, called: str) -> tuple[Any, list[Any]]:
    """Return a log in memory with a code for each value of a column, and the values by code.

    Args:
        log: The log, of pandas or PyArrow.
        column: A column of texts or of whole numbers; null is a value.
        called: What the column of codes is called.
    """
    values = log[column].to_native()
    if log.implementation.is_pandas():
        pandas: Any = nw.Implementation.PANDAS.to_native_namespace()
        codes, found = pandas.factorize(values, use_na_sentinel=False)
        return _with_series(log, called, pandas.Series(codes, values.index)), found.tolist()
    compute: Any = import_library("pyarrow.compute", "pyarrow")
    found = values.unique()
    codes = compute.index_in(values, value_set=found).cast("int64")
    return _with_series(log, called, codes), found.to_pylist()


def with_values(log: Any, numbers: str, table: Any) -> Any:
    """Return a log with the columns of a table, whose rows are found by number.

    Args:
        log: The log.
        numbers: A column of numbers of rows, none of which is null.
        table: A frame of the same library, in memory, or one of DuckDB that numbers its rows.
    """
    if log.implementation.is_duckdb():
        return joined(log, table, [numbers], [ROW])
    native = table.to_native()
    if log.implementation.is_polars():
        polars: Any = nw.Implementation.POLARS.to_native_namespace()
        is_text = polars.selectors.string()
        # Nobody who asks for numbers alone has to wait for texts.
        frame = log.to_native()
        for columns in (native.select(~is_text), native.select(is_text)):
            frame = _taken(frame, polars.col(numbers), columns)
        return nw.from_native(frame)
    places = log[numbers].to_native()
    if log.implementation.is_pandas():
        at = places.to_numpy()
        found = {name: _at(native[name], at, places.index) for name in native.columns}
    else:
        found = {name: _chunks_taken(native[name], places) for name in native.column_names}
    series = (
        nw.from_native(values, series_only=True).alias(name) for name, values in found.items()
    )
    return log.with_columns(*series)


def joined(log: Any, table: Any, on: Sequence[str], keys: Sequence[str]) -> Any:
    """Return a log of DuckDB with the columns of a table; rows that are not there have nulls.

    Args:
        log: The log.
        table: The table, where no two rows have the same keys.
        on: Columns of the log.
        keys: Those of the table that have the same values; they are left out.
    """
    rows, found = (each.to_native() for each in (log, table))
    # Narwhals would take three steps more, and DuckDB reads the query anew at each.
    same = " and ".join(f"log.{name} = found.{key}" for name, key in zip(on, keys, strict=True))
    kept = [f"log.{each}" for each in rows.columns if each in on or each not in found.columns]
    added = [f"found.{each}" for each in found.columns if each not in keys]
    both = rows.set_alias("log").join(found.set_alias("found"), same, how="left")
    return nw.from_native(both.project(", ".join((*kept, *added))))


def with_bits(log: Any, numbers: str, bits: Mapping[str, Sequence[int]]) -> Any:
    """Return a log of DuckDB with columns of 0 and 1, each found by number in a list of them.

    Args:
        log: The log.
        numbers: A column of places in the lists, none of which is null; those below 0 count from
            the end.
        bits: The lists, by the names of the columns.
    """
    # A bit of a constant takes a tenth of the time of a join.
    found = ", ".join(
        f"get_bit('{''.join(map(str, each))}'::bit, "
        f"(({numbers} + {len(each)}) % {len(each)})::int) as {name}"
        for name, each in bits.items()
    )
    return nw.from_native(log.to_native().project(f"*, {found}"))


def _taken(frame: Any, places: Any, columns: Any) -> Any:
    """Return a frame of Polars with the values at some places, which it takes together."""
    if not columns.width:
        return frame
    values = columns.to_struct("values")
    taken = places.map_batches(values.gather, return_dtype=values.dtype, is_elementwise=True)
    with_all = frame.with_columns(taken.alias(values.name))
    struct = nw.Implementation.POLARS.to_native_namespace().col(values.name).struct
    return with_all.with_columns(map(struct.field, columns.columns)).drop(values.name)


def words_of(log: Any) -> Any:
    """Return the library whose words say what to compute of a log: Polars, or else Narwhals.

    Narwhals says everything as Polars does, but takes a hundred times as long to begin.
    """
    return log.implementation.to_native_namespace() if log.implementation.is_polars() else nw


def with_some(log: Any, columns: Sequence[str], is_left_out: str, called: str, value: Any) -> Any:
    """Return a log with a column that is computed for some rows alone, and null in the others.

    Args:
        log: The log.
        columns: The columns that are read.
        is_left_out: One of them, which says for which rows it is not computed.
        called: What the new column is called.
        value: What is computed: an expression of texts, in the words of the library.
    """
    if in_database(log):
        return log.with_columns(nw.when(~nw.col(is_left_out)).then(value).alias(called))
    if log.implementation.is_polars():
        return nw.from_native(
            log.to_native().with_columns(_some(columns, is_left_out, called, value))
        )
    rows = log.select(columns)
    is_some = ~rows[is_left_out]
    few = rows.filter(is_some).select(value.alias(called))[called].to_native()
    if log.implementation.is_pandas():
        pandas: Any = nw.Implementation.PANDAS.to_native_namespace()
        codes, texts = pandas.factorize(few)
        # The last text is null, that of rows that are left out.
        places = rows[is_left_out].to_numpy() * len(texts)
        places[is_some.to_numpy()] = codes
        found = _at(pandas.Series([*texts, nan], dtype=few.dtype), places, log.to_native().index)
        return _with_series(log, called, found)
    counted = is_some.cast(nw.Int64).cum_sum() - 1
    numbers = rows.select(nw.when(is_some).then(counted).alias(called))[called].to_native()
    return _with_series(log, called, _chunks_taken(few, numbers))


def _some(columns: Sequence[str], is_left_out: str, called: str, value: Any) -> Any:
    polars: Any = nw.Implementation.POLARS.to_native_namespace()
    found = polars.struct(columns).map_batches(
        partial(some_of_batch, is_left_out=is_left_out, value=value),
        return_dtype=polars.String,
        is_elementwise=True,
    )
    return found.alias(called)


def some_of_batch(batch: Any, is_left_out: str, value: Any) -> Any:
    """Return texts that are computed for some rows of Polars alone, and null for the others.

    Args:
        batch: The rows, as a series of structs.
        is_left_out: The field that says for which rows they are not computed.
        value: The expression that gives them.
    """
    polars: Any = nw.Implementation.POLARS.to_native_namespace()
    rows = batch.struct.unnest()
    places = (~rows[is_left_out]).arg_true()
    found = polars.Series([None], dtype=polars.String).new_from_index(0, len(batch))
    return found.scatter(places, rows[places].select(value).to_series())


def _with_series(log: Any, name: str, values: Any) -> Any:
    return log.with_columns(nw.from_native(values, series_only=True).alias(name))


def _at(values: Any, places: Any, index: Any) -> Any:
    """Return the values of a series of pandas at some places, with an index of another.

    The series itself would take from its own index too.
    """
    pandas: Any = nw.Implementation.PANDAS.to_native_namespace()
    return pandas.Series(values.array.take(places), index, values.dtype, copy=False)


def _chunks_taken(values: Any, places: Any) -> Any:
    """Return the values at some places of Arrow, chunk by chunk."""
    arrow: Any = import_library("pyarrow", "pyarrow")
    whole = values.combine_chunks()
    starts = range(0, len(places), _CHUNK)
    taken = (whole.take(chunk) for each in starts for chunk in places.slice(each, _CHUNK).chunks)
    return arrow.chunked_array(taken, type=whole.type)
