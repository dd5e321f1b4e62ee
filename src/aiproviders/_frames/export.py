"""Export of providers to files that other programs read."""

import csv
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from aiproviders._format.atomic_write import replacing
from aiproviders._format.serialization import canonical, to_dict
from aiproviders._frames.columns import CellValue, value_text
from aiproviders._frames.data_frame import arrow_library, import_library, narwhals_frame
from aiproviders._frames.provider_tables import merged_tables
from aiproviders._records.provider import Provider, ProvidersLike, given_providers
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import listed, quoted, shorten

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)

# Excel takes 1900 for a leap year, so serial numbers of earlier days are wrong.
_FIRST_EXCEL_DAY = date(1900, 3, 1)
_EXCEL_CELL_LENGTH = 32_767


def export(
    providers: ProvidersLike,
    path: str | os.PathLike[str],
    *,
    table: str = "metrics",
) -> None:
    """Write providers to a file, in the format that its suffix names.

    A file that is there is replaced when the new one is complete, and stays if that fails.

    - `.duckdb`: a DuckDB database with every table of `Provider.tables`.
    - `.xlsx`: an Excel workbook with a sheet for every table. Texts are never formulas, numbers
      have the 15 digits that Excel keeps, and days before March 1900 are texts.
    - `.json`: all of it, exactly. `Provider.load` reads that of one provider; that of several
      has a list `providers`, of which `Provider.from_dict` reads each.
    - `.parquet`: one table, as `Catalog.to_frame` types it.
    - `.csv`: one table in UTF-8, its numbers exact; what is not stated is left empty.

    Tables of several providers have the rows of all of them.

    Args:
        providers: One provider or several.
        path: Where to write.
        table: The table that a `.csv` or `.parquet` file holds, by its name in `Provider.tables`.

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
        write(exported, unfinished, table)


def _write_json(providers: tuple[Provider, ...], path: Path, _: str) -> None:
    documents = [to_dict(each) for each in providers]
    path.write_bytes(canonical(documents[0] if len(providers) == 1 else {"providers": documents}))


def _write_csv(providers: tuple[Provider, ...], path: Path, table: str) -> None:
    columns, rows = merged_tables(providers)[table]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in columns)
        writer.writerows(map(value_text, row.values()) for row in rows)


def _write_parquet(providers: tuple[Provider, ...], path: Path, table: str) -> None:
    content = BytesIO()
    narwhals_frame(merged_tables(providers)[table], arrow_library()).write_parquet(content)
    path.write_bytes(content.getvalue())


def _write_duckdb(providers: tuple[Provider, ...], path: Path, _: str) -> None:
    # The smallest size of blocks, because a column takes at least one and most tables are small.
    config = {"default_block_size": "16384"}
    duckdb = import_library("duckdb", "duckdb")
    try:
        with duckdb.connect(path, config=config) as database:
            for name, table in merged_tables(providers).items():
                database.from_arrow(narwhals_frame(table, "pyarrow").to_native()).create(name)
            # Tables that cannot be moved from the log into the file are lost without an error, if
            # that is left to the end of the connection.
            database.execute("checkpoint")
    except (duckdb.OperationalError, duckdb.FatalException) as error:
        reason = str(error).partition("\n")[0].rpartition(": ")[2]
        msg = f"{shorten(path.name)} cannot be written: {shorten(reason)}"
        raise OSError(msg) from error


def _write_xlsx(providers: tuple[Provider, ...], path: Path, _: str) -> None:
    content = BytesIO()
    xlsxwriter = import_library("xlsxwriter", "excel")
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        # A fixed time instead of the present one, so that the same data gives the same file.
        workbook.set_properties({"created": _CREATED})
        day_format = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in merged_tables(providers).items():
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, each in enumerate(table.columns):
                sheet.write_string(0, column, each.name)
            for row, values in enumerate(table.rows, 1):
                for column, value in enumerate(values.values()):
                    _write_cell(sheet, row, column, value, day_format)
    path.write_bytes(content.getvalue())


def _write_cell(sheet: Any, row: int, column: int, value: CellValue, day_format: Any) -> None:
    match value:
        case None:
            pass
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | Decimal():
            sheet.write_number(row, column, float(value))
        case date() if value >= _FIRST_EXCEL_DAY:
            sheet.write_datetime(row, column, value, day_format)
        case _:
            text = str(value)
            if len(text) > _EXCEL_CELL_LENGTH:
                limit = f"a cell of Excel holds {_EXCEL_CELL_LENGTH:,} characters"
                msg = f"{limit}, and this text has {len(text):,}: {shorten(text, 60)}"
                raise ValueError(msg)
            sheet.write_string(row, column, text)


_WRITERS: dict[str, Callable[[tuple[Provider, ...], Path, str], None]] = {
    ".csv": _write_csv,
    ".duckdb": _write_duckdb,
    ".json": _write_json,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
