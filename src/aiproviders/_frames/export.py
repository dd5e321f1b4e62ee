"""Export of providers to files that other programs read."""

import csv
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from attrs import frozen

from aiproviders._format.atomic_write import replacing
from aiproviders._format.serialization import canonical, to_dict
from aiproviders._frames.columns import value_text
from aiproviders._frames.data_frame import arrow_library, import_library, narwhals_frame
from aiproviders._frames.provider_tables import merged_tables
from aiproviders._frames.workbook import workbook
from aiproviders._records.provider import Provider
from aiproviders._records.providers import ProvidersLike, given_providers
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import OneLine, angled, counted, listed, quoted, shorten


@frozen(repr=False)
class Exported(OneLine):
    """What `export` or `report` wrote; it stands for the path wherever a path is taken.

    Attributes:
        path: The file.
        providers: Ids of the providers whose facts are in it.
        tables: The tables in it with their numbers of rows, as pairs; none in JSON and a report.
        contents: What is in it, such as `45 rows of metrics`, `400 rows in 20 sheets and an
            overview` or `report on Alibaba`.
    """

    path: Path
    providers: tuple[str, ...]
    tables: tuple[tuple[str, int], ...]
    contents: str

    def __fspath__(self) -> str:
        return str(self.path)

    def __str__(self) -> str:
        return f"{self.contents} at {self.path.name}"

    def __repr__(self) -> str:
        return angled("Exported", str(self))


def export(
    providers: ProvidersLike,
    path: str | os.PathLike[str],
    *,
    table: str = "metrics",
) -> Exported:
    """Write providers to a file, in the format that its suffix names.

    A file that is there is replaced when the new one is complete, and stays if that fails.

    - `.duckdb`: a DuckDB database with every table of `Provider.tables`.
    - `.xlsx`: an Excel workbook with an overview and a sheet for every table that has rows, in
      which names stand beside ids. Texts are never formulas, numbers have the 15 digits that Excel
      keeps, and days before March 1900 are texts.
    - `.json`: all of it, exactly. `Provider.load` reads that of one provider; that of several
      has a list `providers`, of which `Provider.from_dict` reads each.
    - `.parquet`: one table, as `Catalog.to_frame` types it.
    - `.csv`: one table in UTF-8, its numbers exact; what is not stated is left empty.

    Tables of several providers have the rows of all of them.

    Args:
        providers: One provider or several, such as the market.
        path: Where to write.
        table: The table that a `.csv` or `.parquet` file holds, by its name in `Provider.tables`.

    Returns:
        What was written.

    Raises:
        ValueError: The suffix is none of these, there is no such table, no provider is given, or
            two have one id.
        TypeError: Something else than a provider or several is given.
        MissingExtraError: The library that writes the format is not installed.
        OSError: The file cannot be written.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from aiproviders import alibaba, export
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "alibaba.csv")
        ...     export(alibaba, path, table="listings")
        ...     print(path.read_text("utf-8").splitlines()[1])
        <Exported 2 rows of listings at alibaba.csv>
        alibaba,alibaba,0,NYSE,BABA,2014,2014-01-01,2014-12-31,2014
    """
    name = Path(path).name
    write = _WRITERS.get(Path(path).suffix.lower())
    if write is None:
        msg = f"a file to export to ends in {', '.join(_WRITERS)}, got {quoted(name)}"
        raise ValueError(msg)
    exported = given_providers(providers)
    if not exported:
        msg = "there is no provider to export"
        raise ValueError(msg)
    names = merged_tables(exported[:1])
    check_type(table, str)
    if table not in names:
        msg = f"there is no table {quoted(table)}; the tables are {listed(names, 20)}"
        raise ValueError(msg)
    with replacing(path) as unfinished:
        rows = write(exported, unfinished, table)
    ids = tuple(each.id for each in exported)
    contents = _contents(rows, Path(path).suffix.lower()) or counted(len(ids), "provider")
    return Exported(Path(path), ids, tuple(rows.items()), contents)


def _contents(tables: dict[str, int], suffix: str) -> str:
    """Word the tables of a file with their numbers of rows; nothing without tables."""
    rows = counted(sum(tables.values()), "row")
    if suffix == ".xlsx":
        return f"{rows} in {counted(len(tables), 'sheet')} and an overview"
    if len(tables) > 1:
        return f"{rows} in {counted(len(tables), 'table')}"
    return "".join(f"{rows} of {table}" for table in tables)


def _write_json(providers: tuple[Provider, ...], path: Path, _: str) -> dict[str, int]:
    documents = [to_dict(each) for each in providers]
    path.write_bytes(canonical(documents[0] if len(providers) == 1 else {"providers": documents}))
    return {}


def _write_csv(providers: tuple[Provider, ...], path: Path, table: str) -> dict[str, int]:
    columns, rows = merged_tables(providers)[table]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in columns)
        writer.writerows(map(value_text, row.values()) for row in rows)
    return {table: len(rows)}


def _write_parquet(providers: tuple[Provider, ...], path: Path, table: str) -> dict[str, int]:
    content = BytesIO()
    written = merged_tables(providers)[table]
    narwhals_frame(written, arrow_library()).write_parquet(content)
    path.write_bytes(content.getvalue())
    return {table: len(written.rows)}


def _write_duckdb(providers: tuple[Provider, ...], path: Path, _: str) -> dict[str, int]:
    # The smallest size of blocks, because a column takes at least one and most tables are small.
    config = {"default_block_size": "16384"}
    duckdb = import_library("duckdb", "duckdb")
    tables = merged_tables(providers)
    try:
        with duckdb.connect(path, config=config) as database:
            for name, table in tables.items():
                database.from_arrow(narwhals_frame(table, "pyarrow").to_native()).create(name)
            # Tables that cannot be moved from the log into the file are lost without an error, if
            # that is left to the end of the connection.
            database.execute("checkpoint")
    except (duckdb.OperationalError, duckdb.FatalException) as error:
        reason = str(error).partition("\n")[0].rpartition(": ")[2]
        msg = f"{shorten(path.name)} cannot be written: {shorten(reason)}"
        raise OSError(msg) from error
    return {name: len(table.rows) for name, table in tables.items()}


def _write_xlsx(providers: tuple[Provider, ...], path: Path, _: str) -> dict[str, int]:
    tables = merged_tables(providers)
    path.write_bytes(workbook(providers, tables))
    return {name: len(table.rows) for name, table in tables.items() if table.rows}


_WRITERS: dict[str, Callable[[tuple[Provider, ...], Path, str], dict[str, int]]] = {
    ".csv": _write_csv,
    ".duckdb": _write_duckdb,
    ".json": _write_json,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
