"""Files of tables, read back."""

import csv
import json
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
from made_up import ACME, MARKET

from aiproviders import (
    Catalog,
    Claim,
    Company,
    Market,
    Metric,
    Model,
    Period,
    Provider,
    Quantity,
    Source,
    TokenPrice,
    alibaba,
    export,
)
from aiproviders._frames.columns import Column
from aiproviders._frames.provider_tables import merged_tables
from aiproviders.errors import MissingExtraError
from aiproviders.results import Metrics

SUFFIXES = (".csv", ".duckdb", ".json", ".parquet", ".xlsx")
Rows = list[dict[str, Any]]


def read_csv(path: Path, columns: tuple[Column, ...]) -> Rows:
    """The rows of a file of comma-separated values, by what its columns hold."""
    read: dict[str, Callable[[str], Any]] = {
        "text": str,
        "integer": int,
        "number": Decimal,
        "date": date.fromisoformat,
        "boolean": json.loads,
    }
    kinds = {each.name: each.kind for each in columns}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: read[kinds[name]](text) if text else None for name, text in row.items()}
            for row in csv.DictReader(file)
        ]


def read_workbook(path: Path) -> dict[str, Rows]:
    """The rows of every sheet of a workbook, no cell of which may be a formula."""
    return {sheet.title: list(read_sheet(sheet)) for sheet in openpyxl.load_workbook(path)}


def read_sheet(sheet: Any) -> Iterator[dict[str, Any]]:
    """The rows of a sheet."""
    header, *rows = sheet.iter_rows()
    for row in rows:
        assert "f" not in {cell.data_type for cell in row}
        yield {
            head.value: cell.value.date() if isinstance(cell.value, datetime) else cell.value
            for head, cell in zip(header, row, strict=True)
        }


def as_floats(rows: Rows) -> Rows:
    """Rows with floats in place of decimals."""
    return [
        {name: float(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in rows
    ]


def provider(*titles: str) -> Provider:
    """A provider of claims with these titles."""
    claims = [Claim(id=f"{n}", kind="strength", title=title) for n, title in enumerate(titles)]
    return Provider(id="p", claims=Catalog(claims))


@pytest.mark.parametrize("table", ["metrics", "models", "events", "roles", "citations"])
def test_csv(tmp_path: Path, table: str) -> None:
    """Every figure of the bundled data reads back exactly from CSV, nulls included."""
    path = tmp_path / "all.csv"
    export(alibaba, path, table=table)
    held = merged_tables([alibaba])[table]

    assert held.rows == read_csv(path, held.columns)
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("table", ["metrics", "models", "events", "prices", "citations"])
def test_parquet(tmp_path: Path, table: str) -> None:
    """Every figure of the bundled data reads back from Parquet, in its type."""
    path = tmp_path / "all.parquet"
    export(alibaba, path, table=table)

    assert alibaba.tables("polars")[table].equals(pl.read_parquet(path))


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Polars alone can write Parquet."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    export(alibaba, tmp_path / "all.parquet")

    assert alibaba.metrics.to_polars().equals(pl.read_parquet(tmp_path / "all.parquet"))


def test_duckdb(tmp_path: Path, acme: Provider) -> None:
    """A database has every table with the rows of all providers."""
    path = tmp_path / "all.duckdb"
    export([alibaba, acme], path)

    expected = {name: as_floats(held.rows) for name, held in merged_tables([alibaba, acme]).items()}
    with duckdb.connect(path, read_only=True) as database:
        names = database.execute("select table_name from duckdb_tables").fetchall()
        relations = {name: database.table(name) for (name,) in names}
        found = {
            name: [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
            for name, relation in relations.items()
        }
    assert expected == found
    assert [path] == list(tmp_path.iterdir())


def test_excel(tmp_path: Path, acme: Provider) -> None:
    """A workbook has a sheet for every table with rows, those of all providers, and no other."""
    path = tmp_path / "all.xlsx"
    export([alibaba, acme], path)

    expected = {
        name: [{column: as_day(row, column) for column in row} for row in as_floats(held.rows)]
        for name, held in merged_tables([alibaba, acme]).items()
        if held.rows
    }
    overview, *found = read_workbook(path).items()
    assert "overview" == overview[0]
    assert expected == {
        name: [{column: row[column] for column in expected[name][0]} for row in rows]
        for name, rows in found
    }


def as_day(row: dict[str, Any], column: str) -> Any:
    """A value of a row as a workbook has it: dates that are a day are days."""
    edtf = str(row.get(f"{column}_edtf"))
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) and row[column] == str(Period(edtf))
    return date.fromisoformat(edtf) if is_day else row[column]


def test_excel_has_names_beside_ids(tmp_path: Path) -> None:
    """What people call a record stands beside its id, where no other column has it."""
    path = tmp_path / "all.xlsx"
    export(alibaba, path)
    rows = read_workbook(path)

    for row in rows["metrics"]:
        assert "measure_name" not in row
        assert alibaba.name == row["provider_name"]
        assert str(alibaba.record(row["subject"])) == row["subject_name"] or (
            row["subject"] == alibaba.id
        )
    for row in rows["prices"]:
        assert alibaba.models[str(row["id"])].name == row["id_name"]
    assert "id_name" not in rows["models"][0]


def test_excel_is_ready_to_read(tmp_path: Path) -> None:
    """Headers are bold and stay, every column has a filter and fits, and numbers say their unit."""
    path = tmp_path / "all.xlsx"
    export(alibaba, path)
    book: Any = openpyxl.load_workbook(path)
    _, *sheets = book
    formats: dict[str, set[str]] = {}

    for sheet in sheets:
        header, *rows = sheet.iter_rows()
        assert "A2" == sheet.freeze_panes
        assert sheet.dimensions == sheet.auto_filter.ref
        assert all(cell.font.b for cell in header)
        for group in sheet.column_dimensions.values():
            for index in range(group.min, group.max + 1):
                cells = [row[index - 1].value for row in rows]
                assert group.hidden == (not any(each is not None for each in cells))
                texts = [str(each).removesuffix(" 00:00:00") for each in cells]
                longest = max(map(len, (header[index - 1].value, *texts)))
                assert group.hidden or min(longest, 50) <= group.width
        for row in rows:
            for cell in row:
                formats.setdefault(cell.number_format, set()).add(str(cell.value))
    assert {"38", "3"} <= formats['#,##0" %"']
    assert "1023670000000" in formats["#,##0"]
    assert {"77.2", "80.4"} <= formats['#,##0.0" %"']
    assert "2026-05-20 00:00:00" in formats["d mmmm yyyy"]


def test_excel_begins_with_an_overview(tmp_path: Path, acme: Provider) -> None:
    """The first sheet names providers, versions, sheets with a link and their rows, and sources."""
    path = tmp_path / "all.xlsx"
    written = export([alibaba, acme], path)
    sheet: Any = openpyxl.load_workbook(path)["overview"]
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    links = {cell.value: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}

    assert ["2 providers: facts with their sources"] == rows[0]
    assert ["alibaba", "Alibaba", alibaba.data_version, str(alibaba.newest_fact)] in rows
    assert [list(pair) for pair in written.tables] == [
        row for row in rows if row[:1] and row[0] in links
    ]
    assert {name: f"'{name}'!A1" for name, _ in written.tables} == links
    assert ["guide", "Alibaba", "secondary"] in rows


def test_excel_of_the_market(tmp_path: Path) -> None:
    """A market is exported as the labs in it; very many sources are counted on the overview."""
    path = tmp_path / "market.xlsx"
    made_up = Market.load(MARKET)
    many = [Source(id=f"s{number}", title=f"S {number}") for number in range(40)]
    export(made_up, tmp_path / "few.xlsx")
    written = export([*made_up, Provider(id="p", sources=Catalog(many))], path)
    sheet: Any = openpyxl.load_workbook(path)["overview"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]

    assert (*made_up.providers.ids, "p") == written.providers
    assert any(text.endswith("sources: see the sheet sources") for text in texts)
    assert len(made_up.models) == dict(written.tables)["models"]


@pytest.mark.parametrize("value", ["1/3", "0.1234567891"])
def test_excel_does_not_show_endless_decimals(tmp_path: Path, value: str) -> None:
    """A number of very many decimals is shown in as many as fit."""
    number, _, per = value.partition("/")
    price = TokenPrice(currency="USD", input=Decimal(number) / Decimal(per or 1), output=1)
    path = tmp_path / "all.xlsx"
    models = Catalog([Model(id="m", provider="p", name="M", prices=(price,))])
    export(Provider(id="p", models=models), path)
    sheet = openpyxl.load_workbook(path)["prices"]
    (column,) = [cell.column_letter for cell in sheet[1] if cell.value == "input"]

    assert "General" == sheet[f"{column}2"].number_format


@pytest.mark.parametrize(
    ("suffix", "contents"),
    [
        (".csv", "2 rows of prices at all.csv"),
        (".parquet", "2 rows of prices at all.parquet"),
        (".json", "1 provider at all.json"),
        (".xlsx", "{rows} rows in {tables} sheets and an overview at all.xlsx"),
        (".duckdb", "{rows} rows in {every} tables at all.duckdb"),
    ],
)
def test_export_says_what_it_wrote(tmp_path: Path, suffix: str, contents: str) -> None:
    """What is returned says it in words, and stands for the path."""
    written = export(alibaba, tmp_path / f"all{suffix}", table="prices")
    tables = {name: len(held.rows) for name, held in merged_tables([alibaba]).items()}
    words = contents.format(
        rows=f"{sum(tables.values()):,}",
        tables=sum(map(bool, tables.values())),
        every=len(tables),
    )

    assert (words, f"<Exported {words}>") == (str(written), repr(written))
    assert (tmp_path / f"all{suffix}", ("alibaba",)) == (written.path, written.providers)
    assert Path(written).exists()
    if suffix == ".xlsx":
        sheets = openpyxl.load_workbook(written).sheetnames
        assert ["overview", *dict(written.tables)] == sheets


def test_json_of_one(tmp_path: Path) -> None:
    """The JSON of one provider is its canonical JSON, which loads."""
    path = tmp_path / "all.json"
    export(alibaba, path)

    assert alibaba.to_json() == path.read_bytes()
    assert alibaba == Provider.load(path)


def test_json_of_several(tmp_path: Path, acme: Provider) -> None:
    """The JSON of several providers lists a document for each, from which it loads."""
    path = tmp_path / "all.json"
    export([alibaba, acme], path)
    documents = json.loads(path.read_bytes())["providers"]

    assert [alibaba, acme] == [Provider.from_dict(each) for each in documents]


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "http://x.example", "{=1}", "'a")


def test_excel_has_no_formulas(tmp_path: Path) -> None:
    """A text that looks like a formula or an address is a text."""
    path = tmp_path / "all.xlsx"
    export(provider(*FORMULAS), path)

    assert list(FORMULAS) == [row["title"] for row in read_workbook(path)["claims"]]
    workbook = openpyxl.load_workbook(path)
    assert {None} == {cell.hyperlink for row in workbook["claims"].iter_rows() for cell in row}


def test_excel_takes_any_text(tmp_path: Path) -> None:
    """Characters that XML does not allow do not break the file."""
    path = tmp_path / "all.xlsx"
    export(provider("a\0b\x1fc\n<&>", "通义千问 🚀"), path)

    assert "a_x0000_b_x001F_c\n<&>" == read_workbook(path)["claims"][0]["title"]
    assert "通义千问 🚀" == read_workbook(path)["claims"][1]["title"]


def test_excel_cuts_no_text(tmp_path: Path) -> None:
    """A text that is too long for a cell is an error, and the older file stays."""
    path = tmp_path / "all.xlsx"
    path.write_text("old")

    with pytest.raises(ValueError, match="a cell of Excel holds 32,767 characters"):
        export(provider("x" * 32_768), path)
    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_excel_keeps_early_days(tmp_path: Path) -> None:
    """Days that Excel numbers wrongly are written as texts."""
    company = Company(id="p", legal_name="P", founded=Period("1900-02"))
    path = tmp_path / "all.xlsx"
    export(Provider(id="p", company=company), path)
    (row,) = read_workbook(path)["companies"]

    assert ("1900-02-01", "1900-02-28") == (row["founded_start"], row["founded_end"])


def test_csv_takes_any_text(tmp_path: Path) -> None:
    """Quotes, commas and line breaks in a text read back."""
    titles = ("a, b", 'say "x"', "two\nlines", "=1+1")
    exported, path = provider(*titles), tmp_path / "all.csv"
    export(exported, path, table="claims")

    found = read_csv(path, merged_tables([exported])["claims"].columns)
    assert list(titles) == [row["title"] for row in found]


def test_csv_has_every_digit(tmp_path: Path) -> None:
    """A number of 34 digits, or a very small one, is written out."""
    digits = ("0.1234567890123456789012345678901234", "1E-40", "1E+30")
    metrics = [
        Metric(id=each, subject="p", measure="revenue", quantity=Quantity(value=each, unit="1"))
        for each in digits
    ]
    exported, path = Provider(id="p", metrics=Metrics(metrics)), tmp_path / "all.csv"
    export(exported, path)

    found = read_csv(path, merged_tables([exported])["metrics"].columns)
    assert [Decimal(each) for each in digits] == [row["value"] for row in found]
    assert "E" not in path.read_text("utf-8").splitlines()[1].split(",")[5]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_replaces_a_file(tmp_path: Path, acme: Provider, suffix: str) -> None:
    """An older file is replaced whole, and the new one has the permissions of any new file."""
    path = tmp_path / f"all{suffix}"
    path.write_text("old")
    export(acme, str(path))
    again = tmp_path / "again"
    again.write_text("")

    assert b"old" != path.read_bytes()
    assert stat.S_IMODE(again.stat().st_mode) == stat.S_IMODE(path.stat().st_mode)
    assert {path, again} == set(tmp_path.iterdir())


FULL = """
import resource, signal, sys
from pathlib import Path
from aiproviders import Provider, export

path, acme = Path(sys.argv[1]), Provider.load(sys.argv[2])
export(acme, path)
size = path.stat().st_size
path.write_text("old")
# No file may be larger, as on a disk that is full.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for limit in (0, size // 4, size // 2, size - 1):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        export(acme, path)
    except OSError as error:
        print(error)
    else:
        print("no error at", limit)
# What measures coverage writes a file at the end.
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
"""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, suffix: str) -> None:
    """However much fits, the error says why, and the file that was there stays whole."""
    pytest.importorskip("resource")
    path = tmp_path / f"all{suffix}"
    ended = subprocess.run(
        [sys.executable, "-c", FULL, path, ACME], capture_output=True, check=False, encoding="utf-8"
    )

    assert (0, "") == (ended.returncode, ended.stderr)
    assert 4 == len(ended.stdout.splitlines())
    assert all(f"all{suffix}" in line for line in ended.stdout.splitlines())
    assert all("File too large" in line for line in ended.stdout.splitlines())
    assert ("old", [path]) == (path.read_text(), list(tmp_path.iterdir()))


@pytest.mark.parametrize("suffix", [".csv", ".json", ".parquet", ".xlsx"])
def test_the_same_data_is_the_same_file(tmp_path: Path, acme: Provider, suffix: str) -> None:
    """The content of a file does not depend on the time or on the name of the file."""
    paths = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    for path in paths:
        export(acme, path)

    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_workbooks_have_no_time(tmp_path: Path, acme: Provider) -> None:
    """A workbook does not say when it was written."""
    export(acme, tmp_path / "all.xlsx")

    workbook = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert datetime(1980, 1, 1) == workbook.properties.created  # noqa: DTZ001 - as openpyxl has it


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_leaves_nothing_half_done(tmp_path: Path, acme: Provider, suffix: str) -> None:
    """Where the file cannot be replaced, no other file is left behind."""
    path = tmp_path / f"all{suffix}"
    path.mkdir()

    with pytest.raises(IsADirectoryError):
        export(acme, path)
    assert [path] == list(tmp_path.iterdir())
    assert [] == list(path.iterdir())


def test_folders_must_exist(tmp_path: Path, acme: Provider) -> None:
    """A folder that is not there is named."""
    with pytest.raises(FileNotFoundError, match=r"no such folder to write to: .*nowhere"):
        export(acme, tmp_path / "nowhere" / "all.csv")


@pytest.mark.parametrize("name", ["all.xls", "all", "all.csv.gz", ".csv"])
def test_unknown_formats_are_refused(tmp_path: Path, acme: Provider, name: str) -> None:
    """An unknown suffix is an error that lists the known ones."""
    with pytest.raises(ValueError, match=r"ends in \.csv, \.duckdb, \.json, \.parquet, \.xlsx"):
        export(acme, tmp_path / name)
    assert [] == list(tmp_path.iterdir())


def test_suffixes_may_be_shouted(tmp_path: Path, acme: Provider) -> None:
    """Suffixes are recognized in upper case too."""
    export(acme, tmp_path / "ALL.JSON")

    assert acme == Provider.from_json((tmp_path / "ALL.JSON").read_bytes())


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_unknown_tables_are_refused(tmp_path: Path, acme: Provider, suffix: str) -> None:
    """An unknown table is an error that lists the known ones."""
    with pytest.raises(ValueError, match=r"no table 'metric'; the tables are providers, compan"):
        export(acme, tmp_path / f"all{suffix}", table="metric")


@pytest.mark.parametrize(
    ("exported", "error", "message"),
    [
        ([], ValueError, "no provider to export"),
        (
            [Provider(id="a"), Provider(id="a", data_version="2026.01.1")],
            ValueError,
            "have the id 'a'",
        ),
        (alibaba.metrics, TypeError, "expected a provider or several, got <Metric"),
        ("acme", TypeError, "expected a provider or several, got 'acme'"),
    ],
    ids=["none", "twins", "records", "text"],
)
def test_what_is_exported_must_be_providers(
    tmp_path: Path, exported: Any, error: type[Exception], message: str
) -> None:
    """No provider, two with one id, and objects of another class are errors."""
    with pytest.raises(error, match=message):
        export(exported, tmp_path / "all.json")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("suffix", "library", "extra"),
    [
        (".duckdb", "duckdb", "duckdb"),
        (".xlsx", "xlsxwriter", "excel"),
        (".parquet", "narwhals", "frames"),
    ],
)
def test_missing_libraries(
    tmp_path: Path,
    acme: Provider,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    library: str,
    extra: str,
) -> None:
    """The error for a missing library names the extra to install, and no file is left behind."""
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(MissingExtraError, match=rf"needs {library}: .*aiproviders\[{extra}\]"):
        export(acme, tmp_path / f"all{suffix}")
    assert [] == list(tmp_path.iterdir())
