"""The command with its extra: what it prints, in which format, and with which exit code."""

import csv
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from datetime import date
from decimal import Decimal
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args

import click
import polars as pl
import pytest
from attrs import evolve
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from made_up import ACME, MARKET

import aiproviders
from aiproviders import (
    Catalog,
    Citation,
    Market,
    Model,
    Period,
    Provider,
    TokenPrice,
    Usage,
    alibaba,
    price_table,
)
from aiproviders._analysis.audit.finding import Rule
from aiproviders._cli import commands as commands_folder
from aiproviders._cli.commands.names import COMMANDS
from aiproviders._cli.main import commands
from aiproviders._display.plain_text import plain_text
from aiproviders._frames.tables import data_table
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.models.model import Access, Modality, ModelStatus
from aiproviders.types import Entity
from aiproviders.usage._price_tables.price_history import PriceHistory
from aiproviders.usage._price_tables.price_table import price_data

OF_ACME = ("--provider", str(ACME))
OF_GUIDE = ("--provider", "alibaba")
EVERY_COMMAND = sorted(commands.commands)


def invoke(*arguments: str | Path) -> Result:
    """Run a command in this process, as if through a pipe."""
    # Some tools set COLUMNS for their own terminal.
    runner = CliRunner(env={"COLUMNS": None})
    return runner.invoke(commands, [*map(str, arguments)], prog_name="aiproviders")


def said(*arguments: str | Path, code: int = 0) -> str:
    """What a command prints when it ends with a code."""
    result = invoke(*arguments)
    assert code == result.exit_code, result.output
    return result.stdout


def parsed(*arguments: str | Path, code: int = 0) -> Any:
    """What a command prints as JSON."""
    return json.loads(said(*arguments, "--json", code=code))


def ids(*arguments: str | Path) -> list[str]:
    """Ids of the rows that a command prints."""
    return [row["id"] for row in parsed(*arguments)]


def error(*arguments: str | Path, code: int = 2) -> str:
    """The error message of a command that prints one sentence and nothing else."""
    result = invoke(*arguments)
    assert (code, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Error: ")
    assert 1 == result.stderr.count("\n")
    return result.stderr.removeprefix("Error: ").rstrip("\n")


def written(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def spawn(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a new process."""
    unset = ("COLUMNS", "FORCE_COLOR", "NO_COLOR")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "aiproviders", *arguments],
        capture_output=True,
        check=False,
        env=env | settings,
    )


def on_terminal(*command: str, columns: int = 80, **settings: str) -> str:
    """What a program prints on a terminal with a number of columns."""
    fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    unset = ("COLUMNS", "FORCE_COLOR", "NO_COLOR")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    with subprocess.Popen(
        [sys.executable, *command],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=env | {"TERM": "xterm-256color"} | settings,
    ):
        os.close(slave)
        printed = b""
        try:
            while data := os.read(master, 65_536):
                printed += data
        except OSError:
            pass  # how a terminal ends
    os.close(master)
    return printed.decode().replace("\r\n", "\n")


def without_styles(text: str) -> str:
    """A text without the escape sequences for styles."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# Forms


LISTS: list[tuple[tuple[str, ...], Tabular, int]] = [
    (("models", *OF_GUIDE), alibaba.models, 0),
    (("metrics",), alibaba.metrics, 0),
    (("timeline", *OF_GUIDE), alibaba.events, 0),
    (("audit",), aiproviders.audit(alibaba), 1),
    (("gaps",), aiproviders.gaps(alibaba), 0),
    (("diff", "alibaba", "alibaba"), aiproviders.diff(alibaba, alibaba), 0),
    (("providers",), aiproviders.providers(), 0),
    (
        ("compare", "qwen3.6", "qwen3.7-max", *OF_GUIDE),
        aiproviders.compare(alibaba.models["qwen3.6"], alibaba.models["qwen3.7-max"]),
        0,
    ),
    (("models", "--status", "retired", *OF_GUIDE), alibaba.models[:0], 0),
]


@pytest.mark.parametrize(("arguments", "expected", "code"), LISTS)
def test_json_is_the_rows_of_the_library(
    arguments: tuple[str, ...], expected: Tabular, code: int
) -> None:
    """Every column is there with its value: exact numbers as texts, dates in ISO 8601, null."""
    assert [
        {name: written(value) for name, value in row.items()} for row in data_table(expected).rows
    ] == parsed(*arguments, code=code)


@pytest.mark.parametrize(("arguments", "expected", "code"), LISTS)
def test_csv_reads_back(arguments: tuple[str, ...], expected: Tabular, code: int) -> None:
    """The same rows under the same header, which is there even if there is no row."""
    text = said(*arguments, "--csv", code=code)
    read = csv.DictReader(StringIO(text))

    assert [column.name for column in data_table(expected).columns] == read.fieldnames
    assert [
        {
            name: ""
            if value is None
            else (str(value).lower() if isinstance(value, bool) else str(written(value)))
            for name, value in row.items()
        }
        for row in data_table(expected).rows
    ] == [*read]


def test_every_command_takes_json() -> None:
    """Every command can print its answer as JSON."""
    for name in EVERY_COMMAND:
        assert "--json" in {
            spelling for each in commands.commands[name].params for spelling in each.opts
        }


def test_json_is_utf_8_in_any_locale() -> None:
    """JSON is UTF-8 even where the terminal and the locale are ASCII."""
    result = spawn("audit", "--json", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")

    assert aiproviders.audit(alibaba).ids == tuple(
        row["id"] for row in json.loads(result.stdout.decode("utf-8"))
    )


def test_tables_survive_a_locale_without_their_signs() -> None:
    """Characters that the encoding lacks are replaced, and the rest is printed."""
    for encoding in ("ascii", "latin-1"):
        result = spawn("show", "market-cap", PYTHONIOENCODING=encoding)

        assert (0, b"") == (result.returncode, result.stderr)
        assert b"~$260 billion" in result.stdout


# Commands


def test_show_prints_the_canonical_record() -> None:
    """A name gives one record as the format has it; no name gives every provider."""
    document = alibaba.to_dict()

    assert {"type": "Model", "record": {"provider": "alibaba"} | document["models"][9]} == (
        parsed("show", document["models"][9]["name"])
    )
    (found,) = parsed("show")
    assert ("Provider", "alibaba") == (found["type"], found["record"]["id"])
    assert [*alibaba.models.ids] == [row["id"] for row in found["record"]["models"]]


@pytest.mark.parametrize(
    ("name", "type", "id"),
    [
        ("market-cap", "Metric", "alibaba.market-cap.2026-06"),
        ("Qwen 3.6", "Model", "qwen3.6"),
        ("qwen/qwen3.7-max", "Model", "qwen3.7-max"),
        ("SWE-bench Verified", "Benchmark", "swe-bench-verified"),
        ("alibaba", "Provider", "alibaba"),
        ("guide", "Source", "guide"),
    ],
)
def test_show_finds_whatever_has_a_name(name: str, type: str, id: str) -> None:
    """Ids, names and spellings are found in all sections, a figure before its measure."""
    found = parsed("show", name)

    assert (type, id) == (found["type"], found["record"]["id"])
    assert type == "Provider" or alibaba.record(id).to_dict() == found["record"]
    assert id in said("show", name)


def test_price_adds_up() -> None:
    """Each part is tokens times rate, and the total is what the library says."""
    bill = parsed(
        "price", "rocket 1", "--input", "121_000", "--output", "2000", "--cache-read", "20000",
        *OF_ACME,
    )  # fmt: skip
    usage = Usage(input_tokens=121_000, output_tokens=2000, cache_read_tokens=20_000)
    rocket = Provider.load(ACME).models["rocket-1"]

    assert str(rocket.price.cost(usage).value) == str(Decimal(bill["total"]))
    assert [
        {"kind": "cache_read", "number": 20_000, "rate": "0.2", "amount": "0.004", "at_most": None},
        {"kind": "input", "number": 101_000, "rate": "2", "amount": "0.202", "at_most": None},
        {"kind": "output", "number": 2000, "rate": "8", "amount": "0.016", "at_most": None},
    ] == bill["parts"]
    assert ("rocket-1", "acme", "USD", "=", "list") == tuple(
        bill[name] for name in ("model", "provider", "currency", "comparator", "plan")
    )
    assert [{"source": "annual-report", "section": None, "text": "$1 / $4"}] == bill["citations"]


def test_price_says_at_least_where_a_kind_has_no_price() -> None:
    """A part without a price is left out of the total, which is "at least" and `>=`."""
    asked = ("price", "qwen3.6", "--input", "10000", "--output", "2000", "--cache-write", "500")
    bill, text = parsed(*asked, *OF_GUIDE), said(*asked, *OF_GUIDE)

    assert (">=", None) == (bill["comparator"], bill["parts"][0]["amount"])
    assert "Qwen 3.6: at least $0.0129" in text
    assert re.search(r"cache write +500 +— +—\n", text)
    assert "No price of cache write is stated." in text
    assert "“$0.6 | $3.6”: guide, Models, Qwen 3.6" in text


def test_price_of_a_day(tmp_path: Path) -> None:
    """`--on` names the day of the price, and a stated change is said."""
    acme = Provider.load(ACME)
    now = evolve(
        acme.models["rocket-1"].price, effective=Period("../2026-12-31"), tiers=(), input=1
    )
    then = evolve(now, effective=Period("2027-01-01/.."), input=3)
    changing = evolve(acme.models["rocket-1"], prices=(now, then))
    acme.with_records(changing).dump(tmp_path / "acme.json")
    asked = ("price", "rocket-1", "--input", "1_000_000", "--output", "0")
    of = ("--provider", str(tmp_path / "acme.json"))

    totals = [parsed(*asked, "--on", day, *of)["total"] for day in ("2026-12-31", "2027-01-01")]
    assert ["1", "3"] == totals
    assert "$1 / $4 until 31 December 2026, then $3 / $4" in said(*asked, "--on", "2026-12", *of)
    assert "name a day by on=" in error(*asked, *of, code=1)
    assert "is not a date" in error(*asked, "--on", "tomorrow", *of)
    assert "2026-12-01T02:00 has no zone; write 2026-12-01T02:00Z" in error(
        *asked, "--on", "2026-12-01T02:00", *of
    )


def test_price_without_numbers_shows_the_price(tmp_path: Path) -> None:
    """The terms find one of several prices, `--input-tokens` its tier, and a time its hour."""
    acme = Provider.load(ACME)
    usual = evolve(acme.models["rocket-1"].price, observed=None)
    prices = (
        usual,
        evolve(usual, input=3, tiers=(), hours="01:00-02:00"),
        evolve(usual, input=5, tiers=(), host="forge", region="eu", service="batch"),
    )
    forge = Entity(id="forge", name="Forge", kind="platform")
    acme.with_records(evolve(acme.models["rocket-1"], prices=prices), forge).dump(
        tmp_path / "acme.json"
    )
    of = ("--provider", str(tmp_path / "acme.json"))

    def found(*terms: str) -> Any:
        return parsed("price", "rocket-1", *terms, *of)["price"]

    at_three, at_one = ("--on", "2026-11-27T03:00Z"), ("--on", "2026-11-27T02:30+01:00")
    assert ["1", "2", "3"] == [
        found(*terms)["input"]
        for terms in (at_three, (*at_three, "--input-tokens", "100_000"), at_one)
    ]
    assert "5" == found("--host", "forge", "--region", "eu", "--service", "batch")["input"]
    assert re.search(
        r"From 100,000 input tokens +input \$2", said("price", "rocket-1", *at_three, *of)
    )
    assert "name a time with its zone by on=" in error("price", "rocket-1", *of, code=1)
    assert "the hosts with prices are 'acme', 'forge'" in error(
        "price", "rocket-1", "--host", "cloud", *of, code=1
    )
    assert "a bill needs --input and --output" in error("price", "rocket-1", "--output", "1", *of)


def test_price_that_changes_says_so_without_numbers(tmp_path: Path) -> None:
    """The card of a price names the price that follows it."""
    acme = Provider.load(ACME)
    now = evolve(acme.models["rocket-1"].price, effective="../2026-12-31", tiers=())
    then = evolve(now, effective="2027-01-01/..", input=3)
    acme.with_records(evolve(acme.models["rocket-1"], prices=(now, then))).dump(
        tmp_path / "acme.json"
    )
    asked = ("price", "rocket-1", "--on", "2026-12", "--provider", str(tmp_path / "acme.json"))

    assert re.search(r"Changes +\$1 / \$4 until 31 December 2026, then \$3 / \$4", said(*asked))


@pytest.fixture
def priced(tmp_path: Path) -> tuple[str, str]:
    """Options that choose a provider whose first model has prices of several days and hosts."""
    acme = Provider.load(ACME)
    usual = evolve(acme.models["rocket-1"].price, tiers=(), cache_read=None)
    prices = (
        evolve(
            usual, input=7, host="forge", region="eu", searches=9, cache_write=0, note="By Forge."
        ),
        evolve(usual, input=6, service="batch", effective="../2026-10-31"),
        evolve(usual, input=9, service="batch", observed="2026-11-01"),
        evolve(usual, input=5, effective="2026-09/2026-10-31"),
        evolve(usual, input=4, effective="2026-01-01"),
        evolve(usual, input=3, observed="2025-11-05", citations=()),
        evolve(usual, input=2, observed="2025-10-05"),
        evolve(usual, input=8, effective="2026-02-01", preference="deprecated"),
        evolve(acme.models["rocket-1"].price, service="fast", hours="01:00-02:00"),
    )
    forge = Entity(id="forge", name="Forge", kind="platform")
    model = evolve(acme.models["rocket-1"], prices=prices, as_of="2026-11-20")
    acme.with_records(model, forge).dump(tmp_path / "acme.json")
    return "--provider", str(tmp_path / "acme.json")


def test_prices_of_a_model_over_time(priced: tuple[str, str]) -> None:
    """Rows go by terms and time, say where a day is the latest, and have the columns stated."""
    lines = said("prices", "rocket-1", *priced).split("\n")
    cells = [re.split(" {2,}", line) for line in lines]

    assert "Prices of Rocket 1 · as of 20 November 2026" == lines[0]
    assert ["From", "Until", "Terms", "Hours", "Input tokens"] == cells[3][:5]
    assert ["Input", "Output", "Cache read", "Cache write", "Searches per 1,000"] == cells[3][5:10]
    assert ["Stated by"] == cells[3][10:]
    assert [
        ("≤ 5 Oct 2025", "≤ 4 Nov 2025", "acme", "$2"),
        ("≤ 5 Nov 2025", "31 Dec 2025", "acme", "$3"),
        ("1 Jan 2026", "31 Aug 2026", "acme", "$4"),
        ("Sep 2026", "31 Oct 2026", "acme", "$5"),
        ("1 Nov 2026", "—", "acme", "$4"),
        ("—", "31 Oct 2026", "acme, batch", "$6"),
        ("≤ 1 Nov 2026", "—", "acme, batch", "$9"),
    ] == [tuple(each[:4]) for each in cells[4:11]]
    assert ["acme, fast", "01:00-02:00 UTC", "0 to 99,999", "$1"] == cells[11][2:6]
    assert ["from 100,000", "$2"] == cells[12][4:6]
    assert ["forge, eu", "$7"] == cells[13][2:4]
    assert ["free", "$9", "annual-report"] == cells[13][-3:]
    assert ["—: not stated.", "By Forge."] == lines[14:16]


def test_prices_of_a_model_in_few_columns() -> None:
    """What all rows leave open has no column, long hours stand below, and pages are counted."""
    base = evolve(Provider.load(ACME).models["rocket-1"], as_of="2026-11-20")
    cited = [Citation(source="https://acme.example/prices")]
    plain = TokenPrice(
        currency="USD", input=1, output=2, effective="2026-05-04/..", citations=cited
    )
    by_hours = [
        evolve(plain, hours=f"{hours}, Monday to Friday", input=input)
        for hours, input in (("00:00-06:00", 3), ("06:00-24:00", 4))
    ]

    def shown(*prices: TokenPrice) -> str:
        return plain_text(PriceHistory.of(evolve(base, prices=prices), None).view())

    assert """\
From        Terms  Input  Output  Stated by
4 May 2026  list      $1      $2  1 page""" == shown(plain).partition("-\n")[2]
    assert ["(a)", "(b)"] == re.findall(r"list +(\(.\)) +\$[34]", shown(*by_hours))
    assert f"(a) {by_hours[0].hours}.\n(b) {by_hours[1].hours}." in shown(*by_hours)


def test_prices_say_a_note_once() -> None:
    """A note that another one ends with is not said again."""
    text = said("prices", "deepseek-v4-flash")

    assert 1 == text.count("Holidays are known until 31 December 2026.")
    assert "It begins at 16:00 UTC. Holidays" in text


def test_prices_as_rows_are_those_of_the_library(priced: tuple[str, str]) -> None:
    """JSON and CSV have the wide rows of `price_table` of the model, in order of time."""
    rows = parsed("prices", "rocket-1", *priced)
    models = Provider.load(priced[1]).models.where(lambda model: model.id == "rocket-1")
    table = price_data(models, form="wide")
    read = [*csv.DictReader(StringIO(said("prices", "rocket-1", "--csv", *priced)))]

    def order(row: dict[str, object]) -> str:
        return json.dumps(row, sort_keys=True)

    assert sorted(
        ({name: written(value) for name, value in row.items()} for row in table.rows), key=order
    ) == sorted(rows, key=order)
    assert [row["since"] or "" for row in rows] == [row["since"] for row in read]
    assert "2026.05.1" == rows[0]["data_version"]
    assert "annual-report" == rows[0]["stated_by"]


@pytest.mark.parametrize("suffix", [".csv", ".json", ".parquet"])
def test_prices_are_written_as_the_library_has_them(
    suffix: str, priced: tuple[str, str], tmp_path: Path
) -> None:
    """The file has the long rows of all models, or of the one that is named."""
    path = tmp_path / f"prices{suffix}"

    def rows(*asked: str) -> list[tuple[str, str, str, str]]:
        assert {"path": str(path), "providers": ["acme"]} == parsed(
            "prices", *asked, "--out", path, *priced
        )
        if suffix == ".parquet":
            found = pl.read_parquet(path).to_dicts()
        elif suffix == ".csv":
            found = [*csv.DictReader(StringIO(path.read_text("utf-8")))]
        else:
            found = json.loads(path.read_text("utf-8"))
        return [picked(row) for row in found]

    def picked(row: Any) -> tuple[str, str, str, str]:
        price = "" if row["price"] in (None, "") else f"{float(row['price']):g}"
        return row["id"], row["kind"] or "", price, str(row["since"] or "")

    models = Provider.load(priced[1]).models
    rocket = models.where(lambda model: model.id == "rocket-1")
    every = price_table(models, form="long", backend="polars").to_dicts()
    assert [picked(row) for row in every] == rows()
    one = price_table(rocket, form="long", backend="polars").to_dicts()
    assert [picked(row) for row in one] == rows("rocket-1")
    assert f"{path} is written: acme" in said("prices", "--out", path, *priced)


def test_prices_of_a_model_without_one() -> None:
    """A model without a price is a fact that is not stated."""
    message = error("prices", "qwen3-max", *OF_GUIDE, code=1)

    assert "no list price of Qwen3-Max is stated in guide" == message


def test_price_by_a_contract(tmp_path: Path) -> None:
    """A price of the user's own file comes before the list price, on the days and terms it has."""
    contract = tmp_path / "contract.toml"
    contract.write_text("""
source = "Our contract"
[[prices]]
model = "rocket-1"
of_list = "50 %"
effective = "2026-07-01/2026-12-31"
""")
    asked = ("price", "rocket-1", "--prices", str(contract), *OF_ACME)
    counts = ("--input", "1000", "--output", "1000")

    assert ("contract", "0.0025") == tuple(
        parsed(*asked, *counts, "--on", "2026-08")[name] for name in ("plan", "total")
    )
    assert "list" == parsed(*asked, *counts, "--on", "2027-01")["plan"]
    listed = said("models", "--prices", str(contract), *OF_ACME)
    assert re.search(r"By contract", listed)
    assert re.search(r"\$0\.50† / \$2|\$0\.50 / \$2†? until 31 December 2026", listed)
    assert "By contract" not in said("models", *OF_ACME)
    assert "50 % of the list price" in said(*asked, "--on", "2026-08", "--input-tokens", "100_000")
    contract.write_text(contract.read_text("utf-8").replace("rocket-1", "rokcet-1"), "utf-8")
    message = error(*asked, code=1)
    assert "contract.toml:3, row 1 (rokcet-1), model: nothing in the models of acme" in message


def test_price_by_a_contract_that_depends_on_the_day(tmp_path: Path) -> None:
    """The list price does not stand in where the day decides between two prices of the contract."""
    acme = Provider.load(ACME)
    usual = evolve(acme.models["rocket-1"].price, plan="contract", tiers=())
    half = evolve(usual, input="0.5", effective="2026-08-15")
    rocket = evolve(acme.models["rocket-1"], prices=(*acme.models["rocket-1"].prices, usual, half))
    acme.with_records(rocket).dump(tmp_path / "acme.json")
    asked = ("price", "rocket-1", "--on", "2026-08", "--provider", str(tmp_path / "acme.json"))

    assert "the contract price of Rocket 1 depends on the day" in error(*asked, code=1)


def test_price_of_a_model_without_one() -> None:
    """The exit code is 1, not that of misuse, and the message says that no price is stated."""
    message = error("price", "qwen3-max", "--input", "1", "--output", "1", *OF_GUIDE, code=1)

    assert "no list price of Qwen3-Max is stated in guide" == message


def test_price_refuses_impossible_numbers() -> None:
    """More cached tokens than input are refused with the message of the library."""
    asked = ("price", "qwen3.6", "--input", "1", "--output", "1", "--cache-read", "2", *OF_GUIDE)

    assert "input_tokens is 1, fewer than what is part of it: cache_read_tokens 2" in error(*asked)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--family", "Rocket"), ["rocket-1", "rocket-2"]),
        (("--access", "open-weights"), ["anvil-1"]),
        (("--modality", "image"), ["rocket-1"]),
        (("--status", "available"), []),
        (("--context-at-least", "100000"), ["rocket-1"]),
        (("--context-at-least", "32000"), ["anvil-1", "rocket-1"]),
        (("--released-since", "2026"), ["rocket", "rocket-2"]),
        (("--priced",), ["rocket-1", "rocket-2"]),
        (("--priced", "--access", "api-only"), ["rocket-1"]),
        (("--sort", "input", "--descending"), ["rocket-2", "rocket-1", "anvil-1", "rocket"]),
        (("--sort", "output"), ["rocket-1", "rocket-2", "anvil-1", "rocket"]),
        (("--sort", "context"), ["anvil-1", "rocket-1", "rocket", "rocket-2"]),
        (("--sort", "name"), ["anvil-1", "rocket", "rocket-1", "rocket-2"]),
    ],
)
def test_models_are_filtered_and_sorted(options: tuple[str, ...], expected: list[str]) -> None:
    """Filters keep models that are stated to match, and unknown values are sorted last."""
    assert expected == ids("models", *options, *OF_ACME)


def test_models_of_a_lab_or_with_words() -> None:
    """Words are a lab by id or name, or stand in what is known of a model."""
    market = aiproviders.market

    for lab in ("mistral", "Mistral AI"):
        assert {*market["mistral"].models.ids} == {*ids("models", *lab.split())}
    assert {*market.models.search("qwen coder").ids} == {*ids("models", "qwen", "coder")}
    assert ["claude-3-opus-20240229"] == ids("models", "opus", "--released-since", "2024-02")[:1]


def test_a_family_holds_those_of_the_families_in_it(tmp_path: Path) -> None:
    """A model of a family in a family is of both, and a model that nothing names has no members."""
    families = {
        "all": None,
        "old": "all",
        "a": "old",
        "b": "a",
        "new": "all",
        "c": "new",
        "d": None,
    }
    models = [Model(id=id, name=id, provider="x", family=of) for id, of in families.items()]
    file = tmp_path / "x.json"
    Provider(id="x", models=Catalog(models)).dump(file)

    for family, members in {"all": "a b c new old", "old": "a b", "new": "c", "d": ""}.items():
        found = ids("models", "--family", family, "--provider", str(file))
        assert members.split() == sorted(found)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--subject", "Acme"), 3),
        (("--measure", "Revenue"), 1),
        (("--period", "FY2025"), 2),
        (("--period", "may 2026"), 1),
        (("--period", "2026"), 1),
        (("--period", "2024/2025"), 2),
        (("--search", "downloads"), 1),
        (("--preferred",), 4),
        (("--subject", "rocket", "--measure", "revenue"), 0),
    ],
)
def test_metrics_are_filtered(options: tuple[str, ...], expected: int) -> None:
    """Figures can be filtered by names, labels and dates."""
    assert expected == len(ids("metrics", *options, *OF_ACME))


def test_metrics_are_sorted() -> None:
    """The order is that of `Metrics.sort_by`."""
    acme = Provider.load(ACME)

    assert [*acme.metrics.sort_by("period", descending=True).ids] == ids(
        "metrics", "--sort", "period", "--descending", *OF_ACME
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--since", "2026"), ["reorganized", "rocket-2-released", "rocket-3-planned"]),
        (("--until", "2001"), ["acme-founded"]),
        (("--kind", "founding", "--kind", "regulation"), ["acme-founded", "inquiry"]),
        (("--about", "Acme Labs"), ["reorganized"]),
        (("--since", "2026-02", "--until", "2026-06", "--certain"), ["rocket-2-released"]),
    ],
)
def test_timeline_is_filtered(options: tuple[str, ...], expected: list[str]) -> None:
    """Events can be filtered by dates, kinds and names."""
    assert expected == ids("timeline", *options, *OF_ACME)


def test_audit_is_filtered_and_weighed() -> None:
    """The exit code is 0 where every finding that is shown is a note."""
    found = aiproviders.audit(alibaba)

    assert [*found.where(lambda each: each.severity == "note").ids] == (
        ids("audit", "--severity", "note")
    )
    assert {"share", "first"} == {
        row["rule"] for row in parsed("audit", "--rule", "share", "--rule", "first", code=1)
    }
    assert 0 == invoke("audit", *OF_ACME).exit_code


def test_validate_as_json(tmp_path: Path) -> None:
    """Each path has a result, and each error has its file and line."""
    (tmp_path / "bad.toml").write_text('schema = "1.0"\nid = "bad"\n[[claims]]\nid = 3\n')
    sound, bad = parsed("validate", ACME, tmp_path, code=1)

    assert {"path": str(ACME), "valid": True, "errors": []} == sound
    assert (str(tmp_path), False) == (bad["path"], bad["valid"])
    assert [(each.file, each.line, str(each.message)) for each in Provider.validate(tmp_path)] == [
        (each["file"], each["line"], each["message"]) for each in bad["errors"]
    ]
    assert {"file", "line", "row", "id", "path", "message", "expected", "found"} == (
        set(bad["errors"][0])
    )


def test_validation_leaves_messages_as_they_are(tmp_path: Path) -> None:
    """A line begins with the path of the file, and the message after it is no path."""
    (tmp_path / "bad.toml").write_text(
        'schema = "1.0"\nid = "bad"\n[company]\nlegal_name = "X"\ncountry = "https://x/../y//z"\n'
    )
    text = said("validate", tmp_path, code=1)
    (fault,) = Provider.validate(tmp_path)

    assert f"{tmp_path}{os.sep}{fault}\n" in text
    assert str(fault).startswith("bad.toml, company: ")
    assert "'https://x/../y//z'" in text


def test_diff_tells_versions_apart(tmp_path: Path) -> None:
    """Versions are ids, folders or files, and the exit code says whether anything differs."""
    acme = Provider.load(ACME)
    newer = evolve(acme, models=acme.models[1:])
    newer.dump(tmp_path / "newer.json")
    (row,) = parsed("diff", ACME, tmp_path / "newer.json", code=1)

    assert ("withdrawn", "anvil-1") == (row["kind"], row["id"])
    assert "anvil-1" in said("diff", ACME, tmp_path / "newer.json", code=1)
    assert "acme and alibaba are two providers" in error("diff", ACME, "alibaba")


def test_new_as_json(tmp_path: Path) -> None:
    """The answer names the file that was written."""
    file = tmp_path / "provider.toml"

    assert {"id": "globex", "path": str(file)} == parsed("new", "globex", tmp_path)
    assert () == Provider.validate(file)


def test_export_writes_what_the_library_does(tmp_path: Path) -> None:
    """One provider, chosen, in the format that the suffix names."""
    answer = parsed("export", tmp_path / "prices.csv", "--table", "prices", *OF_ACME)
    aiproviders.export(Provider.load(ACME), tmp_path / "expected.csv", table="prices")

    assert {
        "path": str(tmp_path / "prices.csv"),
        "providers": ["acme"],
        "tables": {"prices": 2},
    } == answer
    assert (tmp_path / "expected.csv").read_bytes() == (tmp_path / "prices.csv").read_bytes()
    assert f"{tmp_path / 'all.json'} is written: 1 provider, of alibaba\n" == (
        said("export", tmp_path / "all.json", *OF_GUIDE)
    )
    assert "is written: 3 providers, of alibaba, globex, initech\n" in (
        said("export", tmp_path / "market.json", "--market", MARKET)
    )


def test_report_writes_what_the_library_does(tmp_path: Path) -> None:
    """The page of the provider that was chosen."""
    answer = parsed("report", tmp_path / "acme.html", *OF_ACME)
    aiproviders.report(Provider.load(ACME), tmp_path / "expected.html")

    assert {"path": str(tmp_path / "acme.html"), "providers": ["acme"]} == answer
    assert (tmp_path / "expected.html").read_text() == (tmp_path / "acme.html").read_text()


def test_report_is_on_the_market_unless_told_otherwise(tmp_path: Path) -> None:
    """Without a provider, the page is on the market of a path, or on the bundled one."""
    answer = parsed("report", tmp_path / "own.html", "--market", MARKET)
    aiproviders.report(Market.load(MARKET), tmp_path / "expected.html")
    said("report", tmp_path / "market.html")

    assert ["alibaba", "globex", "initech"] == answer["providers"]
    assert (tmp_path / "expected.html").read_text() == (tmp_path / "own.html").read_text()
    assert f"Edition {aiproviders.market.edition}" in (tmp_path / "market.html").read_text("utf-8")


def test_schema_is_that_of_the_library() -> None:
    """The schema is JSON with the option and without it."""
    assert aiproviders.json_schema() == parsed("schema")
    assert aiproviders.json_schema() == json.loads(said("schema"))


# Providers


def test_several_providers_are_listed_together() -> None:
    """Models are sorted across providers; figures and findings follow provider by provider."""
    both = ("--provider", "alibaba", *OF_ACME)
    acme = Provider.load(ACME)

    assert {*alibaba.models.ids, *acme.models.ids} == {*ids("models", *both)}
    prices = {each.id: each.list_price for each in (*alibaba.models, *acme.models)}
    inputs = {id: price.input for id, price in prices.items() if price and price.input is not None}
    assert sorted(inputs, key=inputs.__getitem__) == (
        ids("models", "--priced", "--sort", "input", *both)
    )
    assert [*alibaba.metrics.ids, *acme.metrics.ids] == ids("metrics", *both)
    assert {"alibaba", "acme"} == {row["provider"] for row in parsed("gaps", *both)}
    assert 2 == said("metrics", *both).count("data version")
    assert said("gaps", *OF_ACME) == said("gaps", *OF_ACME, *OF_ACME)


@pytest.mark.parametrize("name", ["acme", "acme.json"])
def test_a_provider_is_an_id_before_a_path(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder or file is read where no provider has that id."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ACME, "acme")
    shutil.copytree(ACME, "alibaba")
    Provider.load("acme").dump("acme.json")

    assert 4 == len(ids("models", "--provider", name))
    assert [*alibaba.models.ids] == ids("models", "--provider", "alibaba")
    assert 4 == len(ids("models", "--provider", f".{os.sep}alibaba"))


# Errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "qwen3.7-mux"), "did you mean 'qwen3.7-max'"),
        (("show", "revenue"), "'revenue' names"),
        (("compare", "qwen3.6", "qwen3.7-mux"), "did you mean 'qwen3.7-max'"),
        (("models", "--family", "qwn"), "did you mean 'qwen'"),
        (("models", "--provider", "alibba"), "did you mean 'alibaba'?"),
        (("models", "--released-since", "soon"), "'soon' is not a date this package reads"),
        (("metrics", "--measure", "revenu"), "did you mean 'revenue'"),
        (("metrics", "--subject", "alibabba"), "did you mean 'alibaba'"),
        (("metrics", "--search", " "), "search for at least one word"),
        (("timeline", "--kind", "lunch"), "kind is one of announcement"),
        (("timeline", "--since", "2026", "--until", "2025"), "runs backwards"),
        (("timeline", "--about", "qwen3.7-mux"), "did you mean 'qwen3.7-max'"),
        (("prices",), "name a model, or a file to write the prices of all models to"),
        (("prices", "qwen3.7-mux"), "did you mean 'qwen3.7-max'"),
        (("prices", "--out", "prices.txt"), "ends in .parquet, .csv, .json, got 'prices.txt'"),
        (("prices", "--out", "nowhere/prices.csv"), "nowhere: "),
        (("prices", "--out", "prices.csv", "--csv"), "--csv prints a table; to write one"),
        (("export", "facts.txt"), ".txt"),
        (("export", "nowhere/facts.csv"), "nowhere: "),
        (("report", "."), ": this is a folder, not a file"),
        (("report", "alibaba"), "write aiproviders report alibaba.html --provider alibaba"),
        (("models", "--provider", ""), "nothing in the market is called ''"),
        (("models", "--provider", "opnai"), "did you mean 'openai'"),
        (("validate", "nowhere"), "nowhere: No such file or directory"),
        (("validate", ""), "the path is empty; name a file or a folder"),
        (("report", ""), "the path is empty; name a file or a folder"),
        (("models", "--market", ""), "the path is empty; name a file or a folder"),
        (("models", "--prices", ""), "the path is empty; name a file or a folder"),
        (("diff", "nowhere.json", "alibaba"), "nowhere.json: No such file or directory"),
        (("validate", "https://x/y"), "https://x/y: No such file or directory"),
        (("models", "--prices", "https://x/y"), "https://x/y: No such file or directory"),
        (("export", "https://x/y.csv"), "https://x: no such folder to write to"),
        (("report", "https://x/y.html"), "https://x: no such folder to write to"),
    ],
)
def test_misuse_is_one_sentence(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The error and a suggestion are on standard error, and the exit code is 2."""
    monkeypatch.chdir(tmp_path)

    assert message in error(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [("modles",), ("models", "--familly", "qwen"), ("models", "--sort", "colour"), ("price",)],
)
def test_misuse_of_the_command_line(arguments: tuple[str, ...]) -> None:
    """Unknown commands, options and values are misuse too."""
    result = invoke(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "Usage: aiproviders" in result.stderr


def test_a_provider_as_an_argument_is_told_the_option() -> None:
    """Where a command takes a provider by an option, an argument too many says so."""
    assert "(alibaba); a provider is named by an option, as" in invoke("audit", "alibaba").stderr
    assert "unexpected extra argument (alibaba)\n" in invoke("schema", "alibaba").stderr


def test_invalid_data_is_told_from_misuse(tmp_path: Path) -> None:
    """A provider with invalid contents gives exit code 1, and the first error."""
    (tmp_path / "bad.json").write_text("{")

    assert "bad.json: this is not JSON" in error(
        "models", "--provider", tmp_path / "bad.json", code=1
    )


def test_a_broken_package_is_a_warning(tmp_path: Path) -> None:
    """A provider that fails to load is named in one line, and the others are listed."""
    package = tmp_path / "broken-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[aiproviders.providers]\nbroken = nowhere:p\n")
    result = subprocess.run(
        [sys.executable, "-m", "aiproviders", "providers", "--json"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )

    assert ["alibaba"] == [row["id"] for row in json.loads(result.stdout)]
    assert result.stderr.startswith("Warning: providers() leaves one out: the provider 'broken'")
    assert 1 == result.stderr.count("\n")


def limited(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file may be larger than 4 KB, as on a disk that is full."""
    resource = pytest.importorskip("resource")
    code = (
        "import resource, signal, sys\n"
        "from aiproviders.__main__ import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit({resource.RLIMIT_FSIZE}, (4096, 4096))\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=env,
    )


@pytest.mark.parametrize("suffix", [".duckdb", ".json", ".parquet", ".xlsx"])
def test_a_full_disk_is_one_sentence(tmp_path: Path, suffix: str) -> None:
    """The exit code is 2, and what was there stays."""
    path = tmp_path / f"facts{suffix}"
    path.write_text("as it was")
    result = limited("export", str(path))

    assert (2, "") == (result.returncode, result.stdout)
    assert result.stderr.startswith("Error: ")
    assert path.name in result.stderr
    assert result.stderr.endswith(": File too large\n")
    assert 1 == result.stderr.count("\n")
    assert ("as it was", [path]) == (path.read_text(), list(tmp_path.iterdir()))


def test_new_replaces_no_file(tmp_path: Path) -> None:
    """A provider that is there is not written again."""
    (tmp_path / "provider.toml").write_text("mine")

    assert f"{tmp_path / 'provider.toml'}: File exists" == (error("new", "globex", tmp_path))
    assert "mine" == (tmp_path / "provider.toml").read_text()


@pytest.mark.parametrize("arguments", [["metrics", "--json"], ["--help"], ["--version"]])
def test_a_closed_pipe_ends_quietly(arguments: list[str]) -> None:
    """`aiproviders … | head` prints no error, and the exit code is that of SIGPIPE."""
    with subprocess.Popen(
        [sys.executable, "-m", "aiproviders", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()

    assert (141, b"") == (process.returncode, complaint)


# Terminals


TABLES = [
    ["show"],
    ["models"],
    ["metrics"],
    ["timeline"],
    ["audit"],
    ["gaps"],
    ["providers"],
    ["compare", "qwen3.6", "qwen3.7-max"],
    ["price", "qwen3.6", "--input", "10000", "--output", "2000"],
    ["prices", "qwen3.6"],
    ["show", "qwen3.7-max"],
]


@pytest.mark.parametrize("columns", [80, 120])
def test_tables_fit_the_terminal(columns: int) -> None:
    """No line is wider than the terminal."""
    code = (
        "from aiproviders.__main__ import main\n"
        f"for arguments in {TABLES}:\n    main(arguments)\n    print(end='\\f')"
    )
    *tables, rest = on_terminal("-c", code, columns=columns).split("\f")

    assert (len(TABLES), "") == (len(tables), rest)
    for arguments, printed in zip(TABLES, tables, strict=True):
        lines = without_styles(printed).split("\n")
        assert "\x1b[" in printed, arguments
        assert len(lines) > 2, arguments
        assert columns >= max(map(len, lines)), arguments


def test_colors_are_left_out_where_they_are_not_wanted() -> None:
    """NO_COLOR and pipes turn colors off, and FORCE_COLOR keeps them in a pipe."""
    colored = r"\x1b\[[0-9;]*(3[0-7]|9[0-7]|38;)"

    assert not re.search(colored, on_terminal("-m", "aiproviders", "models", NO_COLOR="1"))
    assert b"\x1b" not in spawn("models").stdout
    assert b"\x1b[" in spawn("models", FORCE_COLOR="1").stdout


def test_pipes_lose_nothing() -> None:
    """In a pipe a record is one line, at full length and without spaces at its end."""
    lines = said("timeline", *OF_GUIDE).splitlines()

    for event in alibaba.events:
        assert 1 == sum(event.title in line for line in lines)
    assert lines == [line.rstrip() for line in lines]


def test_columns_of_the_environment_count() -> None:
    """Without a terminal, COLUMNS says how wide a table may be."""
    lines = spawn("timeline", COLUMNS="60").stdout.decode().splitlines()

    assert 60 >= max(map(len, lines))


def slow(code: str) -> str:
    """What a terminal shows while some code uses `progress`."""
    script = f"import threading\nfrom aiproviders._cli.output import progress\n{code}"
    return on_terminal("-c", script)


def test_progress_shows_on_long_work() -> None:
    """After a second there is a bar that names the work."""
    printed = slow(
        "with progress('Validating', 2) as advance:\n"
        "    advance()\n"
        "    [each.join() for each in threading.enumerate() if isinstance(each, threading.Timer)]\n"
    )

    assert "Validating" in printed
    assert "50%" in printed


def test_progress_is_silent_on_short_work() -> None:
    """Work of less than a second shows no bar."""
    assert "" == slow("with progress('Validating', 2) as advance:\n    advance()\n")


def test_hostile_data_cannot_move_the_cursor(tmp_path: Path) -> None:
    """Escape sequences, markup and direction marks in data have no effect."""
    acme = Provider.load(ACME)
    name = "\x1b[31mRed\x1b[0m [bold]loud[/bold] \u202eturned \x9b2J"
    hostile = evolve(
        acme, models=Catalog([evolve(acme.models["rocket-1"], name=name), *acme.models[2:]])
    )
    path = tmp_path / "hostile.json"
    hostile.dump(path)
    of_hostile = ("--provider", str(path))

    for arguments in (
        ("models",),
        ("models", "--json"),
        ("models", "--csv"),
        ("show",),
        ("show", "rocket-1"),
        ("show", "rocket-1", "--json"),
        ("price", "rocket-1", "--input", "1", "--output", "1"),
        ("compare", "rocket-1", "rocket-2"),
    ):
        text = said(*arguments, *of_hostile)
        assert "[bold]loud[/bold]" in text
        assert not set("\x1b\u202e\x9b") & set(text)
    assert name == parsed("models", *of_hostile)[0]["name"]
    assert "\x1b" not in invoke("show", "\x1b[31m", *of_hostile).stderr


# Start-up and completion


ALWAYS_LATE = {
    "aiproviders._format.bundled",
    "aiproviders._frames.tables",
    "aiproviders._display.views",
    "cattrs",
    "importlib.metadata",
    "narwhals",
    "pendulum",
    "rich",
}
"""Modules that a command without facts does not load."""

MODULES_OF_COMMANDS = {f"aiproviders._cli.commands.{module}" for module, _ in COMMANDS.values()}


def loaded_by(*arguments: str, **settings: str) -> tuple[str, set[str]]:
    """What a command prints in a new process, and the modules that it loads."""
    script = (
        "import sys\nfrom aiproviders.__main__ import main\n"
        "code = main()\nprint(*sys.modules, file=sys.stderr)\nsys.exit(code)"
    )
    # Measuring coverage loads modules of its own, and so does what looks like a terminal.
    left_out = ("COVERAGE", "COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE")
    env = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=env | settings,
    )
    return result.stdout, set(result.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--version",)])
def test_help_and_version_load_neither_click_nor_a_command(arguments: tuple[str]) -> None:
    """Help and version load no library of the extra, and print what click would have printed."""
    printed, loaded = loaded_by(*arguments, COLUMNS="80")

    assert set() == loaded & (
        ALWAYS_LATE | MODULES_OF_COMMANDS | {"click", "aiproviders._cli.main"}
    )
    assert printed == said(*arguments)


def test_the_help_names_every_option_of_all_commands() -> None:
    """The help that is written by hand names the options that the command has."""
    context = commands.make_context("aiproviders", [], resilient_parsing=True)
    # The short name first; versions of click differ in their order.
    options = {
        ", ".join(sorted(each.opts, key=len)): each.help
        for each in commands.get_params(context)
        if isinstance(each, click.Option)
    }

    assert ["--version", "-h, --help"] == [*options]
    for names, does in options.items():
        assert re.search(f"\n  {names} +{does}\n", said("--help"))


def test_every_command_is_listed() -> None:
    """The list of commands names each command that a module has, in the module that has it."""
    found_in = iter_modules(commands_folder.__path__, f"{commands_folder.__name__}.")
    modules = [import_module(each.name) for each in found_in]
    found = {
        (module.__name__.rpartition(".")[2], command.name)
        for module in modules
        for command in vars(module).values()
        if isinstance(command, click.Command) and command is not commands
    }

    assert found == {(module, name) for name, (module, _) in COMMANDS.items()}
    assert len(found) == len(commands.commands)
    assert all(name == command.name for name, command in commands.commands.items())


def test_completion_of_commands_loads_no_command() -> None:
    """Names of commands are completed, with what each does, without loading any of them."""
    printed, loaded = loaded_by(
        _AIPROVIDERS_COMPLETE="fish_complete", COMP_WORDS="aiproviders", COMP_CWORD="ma"
    )

    assert "market\tShow the market: labs, models, sources." in printed
    assert "metrics" not in printed
    assert set() == loaded & (ALWAYS_LATE | MODULES_OF_COMMANDS)


def test_a_table_in_a_pipe_loads_no_more_than_is_printed() -> None:
    """A list that is piped on loads neither rich nor plug-ins, and no analysis or other command."""
    printed, loaded = loaded_by("models", "--provider", "alibaba")

    assert "Qwen3.7-Max" in printed
    assert {"aiproviders._cli.commands.lists"} == loaded & MODULES_OF_COMMANDS
    assert set() == loaded & {
        "aiproviders._analysis.audit.findings",
        "aiproviders._analysis.compare",
        "aiproviders._analysis.diff",
        "aiproviders._analysis.join",
        "aiproviders._analysis.price_performance",
        "aiproviders._frames.tables",
        "click.shell_completion",
        "importlib.metadata",
        "rich",
        "textwrap",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("models", *OF_GUIDE),
        ("show", "alibaba"),
        ("audit", *OF_GUIDE),
        ("gaps", *OF_GUIDE, *OF_ACME),
        ("market",),
    ],
)
def test_a_pipe_gets_what_a_terminal_without_colors_and_edges_would(arguments: list[str]) -> None:
    """What is written without rich is what rich writes where every line has room."""
    piped = said(*arguments, code=int("audit" in arguments))
    wide = CliRunner(env={"COLUMNS": "100000"}).invoke(commands, [*arguments])

    assert piped == wide.stdout


def test_the_help_of_a_command_loads_that_command() -> None:
    """The help of one command reads no data, and loads no library that it does not need."""
    _, loaded = loaded_by("models", "--help")

    assert {"aiproviders._cli.commands.lists"} == loaded & MODULES_OF_COMMANDS
    assert set() == loaded & ALWAYS_LATE


def completions(*words: str) -> list[str]:
    """The completions of the last of these words."""
    *arguments, incomplete = words
    complete = ShellComplete(commands, {}, "aiproviders", "_AIPROVIDERS_COMPLETE")
    return [item.value for item in complete.get_completions(arguments, incomplete)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("tim",), ["timeline"]),
        (("price", *OF_GUIDE, "qwen3.7"), ["qwen3.7-max"]),
        (("compare", *OF_GUIDE, "qwen3.6", "qwen3.7"), ["qwen3.7-max"]),
        (("price", "--market", str(MARKET), "orbit-1"), ["orbit-1"]),
        (("models", "--provider", "ali"), ["alibaba"]),
        (("models", "--provider", "open"), ["openai"]),
        (("models", *OF_ACME, "--family", "rocket"), ["rocket-1", "rocket", "rocket-2"]),
        (("show", "alibaba.market"), ["alibaba.market-cap.2026-06"]),
        (("metrics", "--measure", "market"), ["market-cap"]),
        (("metrics", "--subject", "eddie"), ["eddie-wu"]),
        (("timeline", *OF_GUIDE, "--kind", "foun"), ["founding"]),
        (("audit", "--rule", "sha"), ["share"]),
        (("diff", "alib"), ["alibaba"]),
        (("models", "--provider", "nowhere/"), ["nowhere/"]),
        (("models", "--provider", "nowhere", "--family", "qwen3.7"), ["qwen3.7-max"]),
    ],
)
def test_completion_knows_ids(words: tuple[str, ...], expected: list[str]) -> None:
    """Ids are completed from the data of the provider chosen, or else of all."""
    assert expected == completions(*words)


@pytest.mark.parametrize(
    ("words", "alias"),
    [
        (("models", "--status", ""), ModelStatus),
        (("models", "--access", ""), Access),
        (("models", "--modality", ""), Modality),
        (("audit", "--rule", ""), Rule),
    ],
)
def test_completion_knows_closed_lists(words: tuple[str, ...], alias: Any) -> None:
    """Every word of a closed list is completed."""
    assert [*get_args(alias)] == completions(*words)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes(tmp_path: Path) -> None:
    """The script for bash completes the id of a model."""
    program = tmp_path / "aiproviders"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m aiproviders \"$@\"\n")
    program.chmod(0o755)
    script = (
        'eval "$(_AIPROVIDERS_COMPLETE=bash_source aiproviders)"\n'
        "COMP_WORDS=(aiproviders price --provider alibaba qwen3.7) COMP_CWORD=4\n"
        "$(complete -p aiproviders | sed 's/.* -F \\([^ ]*\\) .*/\\1/') aiproviders\n"
        'echo "${COMPREPLY[@]}"'
    )
    result = subprocess.run(
        ["bash", "-c", script],  # noqa: S607 - wherever it is
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
    )

    assert "qwen3.7-max\n" == result.stdout
