"""The command `cost`: what it writes, sums up and refuses."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from attrs import evolve
from made_up import MARKET, PRICE_CATALOGS
from made_up.usage_log import MODELS, REQUESTS, Request, at, columns, expected
from test_cli import completions, error, invoke, limited, on_terminal, parsed, said, without_styles

from aiproviders import Catalog, Market, Provider, Source, Usage, find_model, market, usage
from aiproviders._cli.commands.cost import _rows
from aiproviders._records.prices.price_in_force import find_price
from aiproviders.adapters import genai_prices, models_dev
from aiproviders.types import Entity
from aiproviders.usage._summary import summing

ADDED = [
    *("cost", "currency", "price_model", "name_rule", "price_source", "price_observed"),
    "price_list",
    *("cost_basis", "priced", "reason"),
]
CACHED = ("--cache-read", "cached", "--cache-write", "written")
SCHEMA: dict[str, Any] = {
    "model": pl.String,
    "input_tokens": pl.Int64,
    "output_tokens": pl.Int64,
    "cached": pl.Int64,
    "written": pl.Int64,
    "at": pl.Datetime("us"),
    "request": pl.Int64,
}
WRITTEN = ["time", "model", "input_tokens", "output_tokens"]
"""The first columns of a log that was read, where an option says when requests were."""
LOG = (
    Request("plain", 10**6, 0, at=at(2026, 1, 31)),
    Request("plain", 10**6, 0, at=at(2026, 1, 1)),
    Request("plain", 10**6, None, at=at(2026, 1, 1)),
    Request("plain", 1, 0, at=at(2026, 2, 1)),
    Request("yuan", 10**9, 0, at=at(2026, 2, 1)),
    Request("nobody", 1, 1, at=at(2026, 2, 1)),
)


def frame(requests: Sequence[Request] = REQUESTS) -> pl.DataFrame:
    """A log as a frame."""
    return pl.DataFrame(columns(requests), schema=SCHEMA)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the small log and the provider that prices it."""
    monkeypatch.chdir(tmp_path)
    acme = Provider(
        id="acme",
        models=MODELS,
        sources=Catalog([Source(id="list", title="The list", kind="primary")]),
        entities=Catalog(Entity(id=id, name=id, kind="platform") for id in ("cloud", "elsewhere")),
        namespaces=("acme",),
    )
    acme.dump(tmp_path / "acme.json")
    frame(LOG).write_parquet("log.parquet")
    return tmp_path


def priced(*arguments: str, code: int = 1) -> Any:
    """The JSON of the command for a log that is priced by the made-up provider."""
    return parsed("cost", *arguments, "--provider", "acme.json", code=code)


def read(path: str) -> pl.DataFrame:
    """A log that was written, with its columns in their types."""
    if path.endswith(".parquet"):
        return pl.read_parquet(path)
    if path.endswith(".jsonl"):
        return pl.read_ndjson(path, infer_schema_length=None)
    return pl.read_csv(path, try_parse_dates=True)


def test_a_model_is_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of a model is sent to `price`, unless a log is called so."""
    monkeypatch.chdir(tmp_path)
    refused = error("cost", "gpt-5.5", "--input", "50K", "--output", "10K")
    assert "aiproviders price gpt-5.5 --input TOKENS --output TOKENS" in refused

    Path("gpt-5.5").write_text("model,input_tokens,output_tokens\ngpt-5.5,1000,1\n", "utf-8")
    assert "is a model" not in invoke("cost", "gpt-5.5").output


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("source", ["usage.parquet", "usage.CSV"])
@pytest.mark.parametrize("out", ["priced.parquet", "priced.csv", "priced.jsonl"])
@pytest.mark.parametrize("by_day", [False, True])
def test_every_request_is_written_with_its_cost(source: str, out: str, by_day: bool) -> None:
    """Every row is there, in its order and with all columns, and costs what the library says."""
    whole = frame(REQUESTS * 40).with_columns(pl.Series("request", range(len(REQUESTS) * 40)))
    whole.write_parquet(source) if source.endswith("parquet") else whole.write_csv(source)
    answer = priced(source, "--out", out, *CACHED, *(("--at", "at") if by_day else ()))
    found = read(out)

    of_cache = ["cache_read_tokens", "cache_write_tokens"]
    ours = [*WRITTEN[not by_day :], *of_cache, "file"]
    assert ([source], out) == (answer["logs"], answer["out"])
    assert [*ours, *(each for each in SCHEMA if each not in ours), *ADDED] == found.columns
    assert [*range(len(REQUESTS) * 40)] == found["request"].cast(pl.Int64).to_list()
    assert whole["model"].to_list() == found["model"].to_list()
    for (cost, currency), row in zip(
        expected(by_day=by_day).values(), found.head(len(REQUESTS)).to_dicts(), strict=True
    ):
        assert (currency, cost is not None) == (row["currency"], row["priced"])
        assert row["cost"] == (None if cost is None else pytest.approx(float(cost)))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("out", [[], ["--out", "priced.parquet"], ["--out", "priced.csv"]])
def test_the_summary_is_by_model_and_month(out: list[str]) -> None:
    """Costs are summed by model, month and currency, and in all by currency, never across."""
    answer = priced("log.parquet", "--at", "at", *out)

    assert [
        ("nobody", "2026-02", None, 1, 0, 1, None, "no model is called so"),
        ("plain", "2026-01", "USD", 2, 0, 0, 2.0, None),
        ("plain", "2026-01", "USD", 1, 0, 1, None, "the number of output tokens is missing"),
        ("plain", "2026-02", "USD", 1, 0, 0, 1e-6, None),
        ("yuan", "2026-02", "CNY", 1, 0, 0, 10_000.0, None),
    ] == [tuple(row.values()) for row in answer["summary"]]
    assert [("CNY", 1, 0, 0, 10_000.0), ("USD", 4, 0, 1, 2.000001), (None, 1, 0, 1, None)] == [
        tuple(row.values()) for row in answer["totals"]
    ]
    assert [
        ("nobody", 1, "no model is called so"),
        ("plain", 1, "the number of output tokens is missing"),
    ] == [tuple(row.values()) for row in answer["unpriced"]]
    assert [*("model", "month", "currency", "requests", "later", "unpriced", "cost", "reason")] == [
        *answer["summary"][0]
    ]


@pytest.mark.usefixtures("folder")
def test_without_times_there_are_no_months() -> None:
    """Requests are billed by the list prices in force, and rows have no month."""
    answer = priced("log.parquet")
    text = said("cost", "log.parquet", "--provider", "acme.json", code=1)

    assert not any("month" in row for row in answer["summary"])
    assert "at the prices in force" in text
    assert "Month" not in text


@pytest.mark.usefixtures("folder")
def test_the_table_ends_with_what_was_not_priced() -> None:
    """Amounts are in their currencies, and unpriced requests are counted by their reasons."""
    text = said("cost", "log.parquet", "--at", "at", "--provider", "acme.json", code=1)
    lines = [" ".join(line.split()) for line in text.splitlines()]

    assert [
        "What log.parquet cost · at the price of each day",
        "Model Month Requests Cost",
        "plain 2026-01 2 $2",
        "plain 2026-02 1 $0.000001",
        "yuan 2026-02 1 RMB 10,000",
        "",
        "In all",
        "Requests Cost",
        "1 RMB 10,000",
        "3 $2",
        "",
        "Not priced",
        "Model Requests Why",
        "nobody 1 no model is called so",
        "plain 1 the number of output tokens is missing",
        "Prices of acme.",
        "Times without a zone are read as times of UTC.",
        "Not priced: 2 of 6 requests; they are in no sum of costs.",
    ] == lines
    assert 1 == len({len(line) for line in text.splitlines()[1:5]})  # for amounts end in one place


@pytest.mark.usefixtures("folder")
def test_a_log_without_unpriced_requests_gives_0() -> None:
    """The exit code is 0 where every request has a cost, and the last line says so."""
    frame(LOG[:2]).write_csv("log.csv")

    assert [] == priced("log.csv", code=0)["unpriced"]
    text = said("cost", "log.csv", "--provider", "acme.json")
    assert text.endswith("\nNot priced: none of 2 requests.\n")


@pytest.mark.usefixtures("folder")
def test_csv_reads_back() -> None:
    """CSV has the rows of the summary under their names, with null as an empty field."""
    text = said("cost", "log.parquet", "--at", "at", "--csv", "--provider", "acme.json", code=1)

    assert priced("log.parquet", "--at", "at")["summary"] == [
        {
            name: None
            if value == ""
            else int(value)
            if name in ("requests", "later", "unpriced")
            else value
            for name, value in row.items()
        }
        | {"cost": float(row["cost"]) if row["cost"] else None}
        for row in csv.DictReader(text.splitlines())
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["table", "--json", "--csv"])
def test_names_and_reasons_are_those_of_the_log(form: str) -> None:
    """Each model has the name that its column holds, whatever that is called, and its reasons."""
    names = {"model": "llm", "input_tokens": "requests", "output_tokens": "month"}
    frame((*LOG, Request(None, 1, 1))).rename(names).write_parquet("renamed.parquet")
    asked = (
        "cost",
        "renamed.parquet",
        "--model",
        "llm",
        "--input",
        "requests",
        "--output",
        "month",
    )
    text = said(*asked, *([form] if form != "table" else []), "--provider", "acme.json", code=1)

    for words in ("plain", "nobody", "no model is called so", "no model is named"):
        assert words in text
    assert "the number of output tokens is missing" in text


@pytest.mark.usefixtures("folder")
def test_columns_may_have_any_names() -> None:
    """Options name the columns of the log."""
    names = {"model": "m", "input_tokens": "i", "output_tokens": "o"}
    frame(LOG).rename(names).write_parquet("renamed.parquet")
    options = ("--model", "m", "--input", "i", "--output", "o")

    assert priced("log.parquet")["totals"] == priced("renamed.parquet", *options)["totals"]


@pytest.mark.usefixtures("folder")
def test_a_log_may_have_no_output() -> None:
    """`--output ""` says so, as of embeddings; otherwise a log without the column is refused."""
    frame(LOG[:2]).drop("output_tokens").write_parquet("input.parquet")

    (total,) = priced("input.parquet", "--output", "", code=0)["totals"]
    assert ("USD", 2.0) == (total["currency"], total["cost"])
    assert "no column of output_tokens" in error("cost", "input.parquet")


@pytest.mark.usefixtures("folder")
def test_a_column_may_be_none() -> None:
    """A column of a cache is refused until an option says what it is, or that it is nothing."""
    write("log.csv", "model,input_tokens,output_tokens,cached", "plain,1000000,0,500000")

    assert "cached" in error("cost", "log.csv", "--provider", "acme.json")
    for column, cost in (("cached", 0.55), ("", 1.0)):
        (row,) = priced("log.csv", "--cache-read", column, code=0)["summary"]
        assert pytest.approx(cost) == row["cost"]


# CSV files


def write(name: str, *rows: str) -> None:
    """Write a CSV file."""
    Path(name).write_text("\n".join(rows) + "\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("out", ["priced.csv", "priced.parquet"])
def test_other_columns_stay_as_they_are(out: str) -> None:
    """Columns of a CSV file that pricing does not need are neither read as numbers nor changed."""
    write("log.csv", "id,model,input_tokens,output_tokens", "007,plain,1,1", "1e3,plain,2,2")
    priced("log.csv", "--out", out, code=0)
    texts = pl.read_csv(out, infer_schema=False) if out.endswith("csv") else pl.read_parquet(out)

    assert ["007", "1e3"] == texts["id"].to_list()


@pytest.mark.usefixtures("folder")
def test_numbers_of_a_csv_file_may_be_missing_or_have_a_point() -> None:
    """Tokens written as 100.0, as from a frame with nulls, count, and an empty column is null."""
    write(
        "log.csv",
        "model,input_tokens,output_tokens,cached",
        "plain,1000000.0,0.0,",
        "plain,,0,",
    )

    for options in ((), ("--cache-read", "cached")):
        (total,) = priced("log.csv", *options)["totals"]
        assert ("USD", 2, 0, 1, 1.0) == tuple(total.values())


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "moment",
    ["2026-03-01", "2026-03-01T00:00:00Z", "2026-03-01 05:00:00", "2026-02-28T23:00:00-03:00"],
)
def test_times_of_a_csv_file(moment: str) -> None:
    """Dates and times in ISO 8601 are read, and days begin at midnight UTC."""
    write("log.csv", "at,model,input_tokens,output_tokens", f"{moment},dated,50,0")
    (row,) = priced("log.csv", "--at", "at", code=0)["summary"]

    assert ("2026-03", pytest.approx(0.0001)) == (row["month"], row["cost"])


ODD = (
    "at,model,input_tokens,output_tokens,cached,odd",
    "2026-03-01T10:00:00Z,dated,50,0,0,",
    "2026-03-01 10:00,dated,many,0,0,",
    "the first of March,dated,50,0,0,",
    '2026-02-28T23:30:00.5-01:00,dated,"1,000",x,0,7',
    " 2026-03-01 , dated, 50 ,0.0,,",
    ",dated,50,0,0,",
)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("source", ["log.csv", "log.parquet"])
def test_what_cannot_be_read_loses_nothing_else(source: str) -> None:
    """It is left out and named once, with its place and cell, and the exit code is 1."""
    write("log.csv", *ODD)
    pl.read_csv("log.csv", infer_schema=False).write_parquet("log.parquet")
    asked = ("cost", source, "--at", "at", "--provider", "acme.json", "--cache-read", "cached")
    answer = parsed(*asked, "--out", "priced.csv", code=1)
    line, first = ("line", 2) if source.endswith("csv") else ("row", 1)
    places = {f"{source}, {line} {first + row}, column {column}" for row, column in (
        (1, "input_tokens"), (2, "at"), (3, "output_tokens"),
    )}  # fmt: skip

    assert places == {place for each in answer["skipped"] for place in each["places"]}
    assert 3 == answer["unread"] == sum(each["number"] for each in answer["skipped"])
    cost = pytest.approx(1e-4)
    found = pl.read_csv("priced.csv")
    assert [cost, cost, None] == found["cost"].to_list()
    assert "the price depends on the day, which is missing" == found["reason"][2]
    text = said(*asked, code=1)
    assert all(text.count(place.rpartition(", ")[0]) == 1 for place in places)
    assert text.endswith(" Not read: 3; what it cost is in no sum.\n")
    assert "column" in error(*asked, "--strict")


@pytest.mark.usefixtures("folder")
def test_csv_names_what_is_left_out_on_standard_error() -> None:
    """The rows of CSV stay rows alone, and each reason is a line of its own beside them."""
    write("log.csv", *ODD)
    result = invoke("cost", "log.csv", "--at", "at", "--csv", "--provider", "acme.json")

    assert 3 == result.stderr.count("Left out: ")
    assert "Left out: the cell 'many' is no whole number: 1 time (log.csv, line 3, column" in (
        result.stderr
    )
    assert result.stdout.startswith("model,month,currency,requests,")


@pytest.mark.usefixtures("folder")
def test_what_was_read_has_types() -> None:
    """Counts, times and amounts of a CSV file are such in a Parquet file."""
    write("log.csv", *ODD[:2], "2026-03-02,dated,50,0.0,,")
    priced("log.csv", "--at", "at", "--cache-read", "cached", "--out", "priced.parquet", code=0)

    assert {
        "time": pl.Datetime("us", "UTC"),
        "model": pl.String,
        "input_tokens": pl.Int64,
        "output_tokens": pl.Int64,
        "cache_read_tokens": pl.Int64,
        "odd": pl.String,
        "cost": pl.Float64,
    }.items() <= dict(pl.read_parquet_schema("priced.parquet")).items()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("count", ["inf", "-inf", "NaN", "1e308", "1e999"])
def test_json_has_finite_numbers_alone(count: str) -> None:
    """A number that counts nothing has no cost, in no form."""
    write("log.csv", "model,input_tokens,output_tokens", f"plain,{count},0", "plain,1,0")
    answer = priced("log.csv")

    assert [1e-6] == [row["cost"] for row in answer["summary"] if row["cost"] is not None]
    missing = (1, 0) if count == "NaN" else (0, 1)
    assert missing == (sum(row["requests"] for row in answer["unpriced"]), answer["unread"])


@pytest.mark.usefixtures("folder")
def test_days_are_not_guessed() -> None:
    """05/01/2026 is refused, because it may be in January or in May."""
    write("log.csv", "at,model,input_tokens,output_tokens", "05/01/2026,plain,1,1")

    refused = error("cost", "log.csv", "--at", "at")
    assert "'05/01/2026' in the column 'at' do not tell the day from the month" in refused
    assert "--columns a file" in refused
    write("map.toml", 'time = { column = "at", format = "%d/%m/%Y" }')
    (row,) = priced("log.csv", "--columns", "map.toml", code=0)["summary"]
    assert "2026-01" == row["month"]


# Logs of any format


def sessions(folder: Path) -> Path:
    """Sessions of Claude Code, in which one request stands in two lines."""
    usage = {"input_tokens": 1000, "output_tokens": 100}
    message = {"id": "m1", "model": "claude-haiku-4-5", "role": "assistant", "usage": usage}
    lines = [
        {"type": kind, "sessionId": "s", "timestamp": "2026-06-01T00:30:00Z", "message": message}
        for kind in ("user", "assistant", "assistant")
    ]
    path = folder / ".claude" / "projects" / "-home-me" / "s.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(map(json.dumps, lines)))
    return path.parent.parent


@pytest.mark.parametrize("where", ["~/.claude/projects", "{0}", "{0}/*/*.jsonl"])
def test_sessions_of_an_agent_are_priced_as_they_are(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a pattern and a path from home: each request counts once, under a heading."""
    monkeypatch.setenv("HOME", str(tmp_path))
    path = where.format(sessions(tmp_path))
    answer = parsed("cost", path)

    assert ("claude-code", 1) == (answer["format"], answer["totals"][0]["requests"])
    assert [pytest.approx(0.0015)] == [row["cost"] for row in answer["summary"]]
    text = said("cost", path)
    assert "\n\nAt API list prices; subscriptions are not billed so\nModel " in text


@pytest.mark.usefixtures("folder")
def test_several_logs_are_one() -> None:
    """Logs that are named one by one are summed up together, whatever they are in."""
    frame(LOG).write_csv("log.csv")
    once, twice = (priced(*logs)["totals"] for logs in (["log.csv"], ["log.csv", "log.parquet"]))
    assert [2 * each["requests"] for each in once] == [each["requests"] for each in twice]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("by", "named"),
    [(["--by", "model,day"], ["model", "day"]), (["--by", "request", "--by", "year"], None)],
)
def test_sums_are_by_what_is_asked_for(by: list[str], named: list[str] | None) -> None:
    """`--by` may be repeated or have commas, and takes columns of the log."""
    frame(LOG).with_columns(request=pl.lit(7)).write_parquet("log.parquet")
    answer = priced("log.parquet", "--at", "at", *by)
    assert (named or ["request", "year"]) == answer["by"]
    assert [*answer["summary"][0]][:2] == answer["by"]


@pytest.mark.usefixtures("folder")
def test_months_are_those_of_a_zone() -> None:
    """The first half hour of June in UTC is May in New York."""
    write("log.csv", "time,model,input_tokens,output_tokens", "2026-06-01T00:30Z,plain,1,1")
    asked = ("log.csv", "--tz", "America/New_York")
    assert "2026-05" == priced(*asked, code=0)["summary"][0]["month"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "text"),
    [("names.toml", '"my-gpt" = "plain"'), ("names.CSV", "name,model,note\nmy-gpt,plain,x\n")],
)
def test_names_stand_for_models(name: str, text: str) -> None:
    """`--names` takes deployments from a TOML or a CSV file."""
    write("log.csv", "model,input_tokens,output_tokens", "my-gpt,1000000,0")
    Path(name).write_text(text)
    (row,) = priced("log.csv", "--names", name, code=0)["summary"]
    assert ("my-gpt", 1.0) == (row["model"], row["cost"])


@pytest.mark.usefixtures("folder")
def test_columns_come_from_a_file_and_from_options() -> None:
    """`--columns` maps a table, and an option goes before it."""
    write("log.csv", "llm,tokens,n,m,paid", "plain,1000000,7,0,0.5")
    mapping = 'model = "llm"', 'input_tokens = "n"', 'output_tokens = "m"', 'reported_cost = "paid"'
    write("map.toml", *mapping)
    asked = ("log.csv", "--columns", "map.toml", "--input", "tokens")
    (row,) = priced(*asked, code=0)["summary"]
    assert (1.0, 0.5, 0.5) == (row["cost"], row["reported"], row["difference"])


@pytest.mark.usefixtures("folder")
def test_costs_stand_beside_those_reported() -> None:
    """`--reported` sums by model, with what the log reports and by how much ours is higher."""
    write("log.csv", "time,model,input_tokens,output_tokens,reported_cost",
          "2026-05-01,plain,1000000,0,0.75", "2026-06-01,plain,1000000,0,0.75")  # fmt: skip
    text = said("cost", "log.csv", "--reported", "--provider", "acme.json")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert ["Model Requests Cost Reported Difference", "plain 2 $2 $1.50 $0.50"] == lines[1:3]


@pytest.mark.usefixtures("folder")
def test_sums_in_another_currency() -> None:
    """`--currency` and `--rate` convert dollars, say so, and leave the priced log as it is."""
    asked = ("log.parquet", "--currency", "EUR", "--rate", "0.5", "--out", "priced.jsonl")
    answer = priced(*asked)
    assert [("CNY", 10_000), ("EUR", pytest.approx(1.0000005)), (None, None)] == [
        (each["currency"], each["cost"]) for each in answer["totals"]
    ]
    assert any("0.5 EUR for 1 USD" in note for note in answer["notes"])
    assert {"USD", "CNY", None} == {*read("priced.jsonl")["currency"]}


@pytest.mark.usefixtures("folder")
def test_the_least_and_the_most_stand_beside_a_cost() -> None:
    """`--bounds` bounds what was read from a cache without a price."""
    write(
        "log.csv", "model,input_tokens,output_tokens,cache_read_tokens", "twin-1,1000000,0,500000"
    )
    (total,) = priced("log.csv", "--bounds")["totals"]
    assert (None, 0.5, 1) == tuple(
        total[name] for name in ("cost", "cost_at_least", "cost_at_most")
    )
    assert "$0.50 " in said("cost", "log.csv", "--bounds", "--provider", "acme.json", code=1)


@pytest.mark.usefixtures("folder")
def test_who_served_may_be_named_as_logs_call_them() -> None:
    """`--log-provider` and `--host` name a value or a column, and its prices count."""
    write("log.csv", "model,input_tokens,output_tokens,where", "hosted,1000000,0,cloud")
    for asked in (("--host", "cloud"), ("--host", "where"), ("--log-provider", "where")):
        assert [7] == [row["cost"] for row in priced("log.csv", *asked, code=0)["summary"]]


# The market


@pytest.mark.usefixtures("folder")
def test_models_of_several_labs_are_priced_by_the_market() -> None:
    """A log costs what the models of the market cost, and the answer names the edition."""
    names = ("gpt-5.5", "claude-opus-4-5", "gemini-2.5-pro")
    write("log.csv", "model,input_tokens,output_tokens", *(f"{name},1000,100" for name in names))
    found = parsed("cost", "log.csv")
    usage = Usage(input_tokens=1000, output_tokens=100)

    assert f"the market, edition {market.edition}" == found["prices"]
    assert {
        name: pytest.approx(float(find_model(name).price_for(input_tokens=1000).cost(usage).value))
        for name in names
    } == {row["model"]: row["cost"] for row in found["summary"]}
    assert f"Prices of the market, edition {market.edition}." in said("cost", "log.csv")


@pytest.mark.usefixtures("folder")
def test_the_answer_says_whose_prices_count() -> None:
    """It names the edition, the providers with their versions, price catalog and own prices."""
    write("log.csv", "model,input_tokens,output_tokens", "orbit-1,1,0")
    write("own.toml", 'source = "Ours"', "[[prices]]", 'model = "orbit-1"', 'of_list = "50 %"')
    Market.load(MARKET).dump("edition.json")
    ours = ("--market", "edition.json")
    version = Market.load(MARKET)["globex"].data_version

    def prices(*of: str, code: int = 0) -> Any:
        return parsed("cost", "log.csv", *of, code=code)["prices"]

    assert f"globex {version}" == prices(*ours, "--provider", "Globex")
    assert "own.toml, then of the market, edition 2026.11" == prices(*ours, "--prices", "own.toml")
    title = models_dev.read()["openai"].sources["models-dev"].title
    assert f"{title}: openai, google" == prices(
        *("--price-catalog", "models-dev", "--provider", "openai", "--provider", "google"), code=1
    )
    title = genai_prices.read()["openai"].sources["genai-prices"].title
    assert re.fullmatch(r"genai-prices [0-9.]+", title)
    assert f"{title}: openai" == prices(
        *("--price-catalog", "genai-prices", "--provider", "openai"), code=1
    )


# Price catalogs


def cost_by(price_catalog: str, *options: str, model: str) -> Any:
    """What a million tokens of a model cost by a price catalog, and the currency."""
    write("log.csv", "model,input_tokens,output_tokens", f"{model},1,0")
    (row,) = parsed("cost", "log.csv", "--price-catalog", price_catalog, *options)["summary"]
    return pytest.approx(row["cost"] * 1_000_000), row["currency"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("whose", ["--provider", "--host"])
@pytest.mark.parametrize("name", ["models-dev", "genai-prices"])
def test_price_catalogs_of_packages(name: str, whose: str) -> None:
    """A log is priced by a provider of a price catalog, named with `--provider` or `--host`."""
    adapter = import_module(f"aiproviders.adapters.{name.replace('-', '_')}")
    price = adapter.read()["openai"].models["gpt-4o"].price

    assert (float(price.input), "USD") == cost_by(name, whose, "openai", model="gpt-4o")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("price_catalog", "module"),
    [
        ("litellm=litellm.json", "litellm"),
        ("models-dev=catalog.json", "models_dev"),
        ("model-prices=model_prices.json", "model_prices"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_price_catalogs_of_files(price_catalog: str, module: str) -> None:
    """A price catalog is read from a path."""
    name = price_catalog.partition("=")[2]
    Path(name).write_bytes((PRICE_CATALOGS / name).read_bytes())
    found = import_module(f"aiproviders.adapters.{module}").read(name)
    model = next(
        each
        for provider in found
        for each in provider.models
        if (price := find_price(each).price) is not None and price.input
    )

    assert (float(model.price.input or 0), model.price.currency) == cost_by(
        price_catalog, "--provider", model.provider, model=model.id
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("day", "price"), [("2026-12-31", 0.75), ("2027-01-01", 1.5)])
def test_prices_of_a_price_catalog_on_another_day(day: str, price: float) -> None:
    """`--as-of` names the day on which prices are in force, such as the last before a change."""
    options = ("--provider", "google", "--as-of", day)

    assert (price, "USD") == cost_by("genai-prices", *options, model="gemini-3.6-flash")


@pytest.mark.usefixtures("folder")
def test_several_providers_of_a_price_catalog() -> None:
    """A log of models of several makers is priced at once."""
    write(
        "log.csv",
        "model,input_tokens,output_tokens",
        "gpt-4o,1000,10",
        "claude-sonnet-4-5,1000,10",
    )
    asked = ("cost", "log.csv", "--price-catalog", "models-dev", "--provider")

    assert 1 == parsed(*asked, "openai", code=1)["totals"][1]["unpriced"]
    assert [] == parsed(*asked, "openai", "--provider", "anthropic")["unpriced"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("cost", "log.csv", "--price-catalog", "m"), ["model-prices", "models-dev"]),
        (("cost", "log.csv", "--provider", "ali"), ["alibaba"]),
    ],
)
def test_completion(words: tuple[str, ...], expected: list[str]) -> None:
    """Price catalogs and providers are completed."""
    assert expected == completions(*words)


# Errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.csv"], "nowhere.csv: No such file or directory"),
        (["https://x/y.csv"], "https://x/y.csv: No such file or directory"),
        (["folder.csv"], "the folder 'folder.csv' has no file of .csv,"),
        (["z*.csv"], "no file is called like 'z*.csv'"),
        (["log.txt"], "log.txt: No such file or directory"),
        (["log.parquet", "--out", "x.xlsx"], "ends in .parquet, .csv, .jsonl, got 'x.xlsx'"),
        (["log.parquet", "--out", "./log.parquet"], "./log.parquet is one of the logs, which stay"),
        (["*.parquet", "--out", "link.parquet"], "link.parquet is one of the logs, which stay"),
        ([".", "--out", "late.csv"], "late.csv is one of the logs, which stay as they are"),
        ([".", "--out", "new.csv"], "new.csv would lie among the logs of ., and be read as one"),
        (["*.csv", "--out", "./new.csv"], "./new.csv would lie among the logs of *.csv"),
        (["log.parquet", "--out", "nowhere/x.csv"], "nowhere: no such folder to write to"),
        (["log.parquet", "--out", "https://x/y.csv"], "https://x: no such folder to write to"),
        (["log.parquet", "--out", "folder.csv"], "folder.csv: this is a folder, not a file"),
        (
            ["log.parquet", "--at", "when"],
            "no column 'when', from which time would come; its columns are",
        ),
        (["log.parquet", "--model", "name"], "no column 'name', from which model would come"),
        (["log.parquet", "--cache-read", "hits"], "no column 'hits', from which cache_read_tokens"),
        (["log.parquet", "--at", ""], "no column '', from which time would come"),
        (["log.parquet", "--input", "model"], "column model: the cell 'plain' is no whole number"),
        (["log.parquet", "--at", "model"], "column model: the cell 'plain' is no time"),
        (["log.csv", "--at", "id"], "log.csv, line 2, column id: the cell '1' is no time"),
        (["nothing.csv"], "here, --model, --input, --at and others name columns, or --columns a"),
        (["log.csv", "--format", "x"], "there is no format 'x'; there are openai-usage,"),
        (["ragged.csv", "--strict"], "ragged.csv, line 3"),
        (["late.csv", "--strict"], "late.csv, line 11002, column output_tokens: the cell 'many'"),
        ([".//empty.csv"], ".//empty.csv has nothing in a known format: the file is empty"),
        (["text.parquet"], "text.parquet is no Parquet file"),
        (["cut.parquet"], "cut.parquet is a Parquet file that is cut short or broken"),
        (["twice.csv"], "has a column 'output_tokens' twice; rename one of them"),
        (["log.csv", "--columns", "log.csv"], "log.csv is no TOML file: "),
        (["log.csv", "--names", "twice.csv"], "twice.csv does not say what names stand for; it"),
        (["log.csv", "--names", "both.csv"], "name and model, with both in each row and each name"),
        (["log.csv", "--names", "names.toml"], 'should have lines such as "my-gpt" = "gpt-4o"'),
        (["log.csv", "--names", "x.json"], "x.json: No such file or directory"),
        (["log.csv", "--currency", "EUR"], "--currency and --rate, how much of it a US dollar"),
        (["log.csv", "--rate", "0.92"], "--currency and --rate, how much of it a US dollar"),
        (["log.csv", "--currency", "euro", "--rate", "1"], "a currency, such as EUR, got 'euro'"),
        (["log.csv", "--currency", "EUR", "--rate", "much"], "'much'"),
        (["log.csv", "--currency", "EUR", "--rate", "0"], "a rate above 0, such as 0.92, got '0'"),
        (["log.csv", "--reported"], "log.csv reports no costs; leave out --reported, or"),
        (["log.csv", "--by", "month"], "the month needs the times of requests"),
        (["log.csv", "--by", "team"], "the log has no column 'team'"),
        (["log.parquet", "--at", "at", "--tz", "Mars"], "'Mars'"),
        (
            ["log.csv", "--as-of", "2026-05"],
            "--as-of needs --price-catalog, whose prices are read then",
        ),
        (
            ["log.csv", "--price-catalog", "genai-prices", "--host", "openai", "--as-of", "May"],
            "'May'",
        ),
        (
            ["log.csv", "--price-catalog", "x"],
            "no price catalog 'x'; there are genai-prices, litellm, model",
        ),
        (["log.csv", "--price-catalog", "litellm"], "write --price-catalog litellm=PATH"),
        (["log.csv", "--price-catalog", "litellm="], "write --price-catalog litellm=PATH"),
        (["log.csv", "--price-catalog", "genai-prices=x"], "leave out '=x'"),
        (
            ["log.csv", "--price-catalog", "models-dev"],
            "say whose prices count, as in --provider openai",
        ),
        (
            ["log.csv", "--price-catalog", "genai-prices", "--host", "opnai"],
            "did you mean 'openai'?",
        ),
        (["log.csv", "--price-catalog", "litellm=x.json", "--host", "a"], "x.json: No such file"),
        (["log.csv", "--market", "nowhere"], "nowhere: No such file or directory"),
        (
            ["log.csv", "--market", str(MARKET), "--price-catalog", "models-dev"],
            "--market and --price-catalog both say where to look; leave one out",
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_misuse_is_one_sentence(arguments: list[str], message: str) -> None:
    """The error is one sentence, the exit code is 2, and nothing is written."""
    Path("folder.csv").mkdir()
    Path("empty.csv").touch()
    Path("text.parquet").write_text("no such thing")
    Path("cut.parquet").write_bytes(Path("log.parquet").read_bytes()[:-100])
    Path("link.parquet").symlink_to("log.parquet")
    write("nothing.csv", "a,b", "1,2")
    write("both.csv", "name,model", "mine,plain", "mine,yuan")
    write("names.toml", "[names]", 'mine = "plain"')
    header = "id,model,input_tokens,output_tokens"
    write("log.csv", f"{header},note", "1,plain,1,1,x")
    write("late.csv", header, *["1,plain,1,1"] * 11_000, "1,plain,1,many")
    write("ragged.csv", header, "1,plain,1,1", "1,plain,1,000,1")
    write("priced.csv", f"{header},cost", "1,plain,1,1,1")
    write("twice.csv", f"{header},output_tokens", "1,plain,1,1,2")
    before = sorted(Path().iterdir())

    sentence = error("cost", *arguments)
    assert message in sentence
    assert before == sorted(Path().iterdir())


@pytest.mark.usefixtures("folder")
def test_a_folder_that_cannot_be_written_to() -> None:
    """The error names the folder, even where the user is root."""
    assert "/proc/self/" in error("cost", "log.parquet", "--out", "/proc/self/x.csv")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("library", ["polars", "narwhals"])
def test_without_the_extra_it_says_what_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence names the extra that installs the library."""
    extra = {"polars": "polars", "narwhals": "frames"}[library]
    is_there: Callable[[str], bool] = library.__ne__
    monkeypatch.setattr("aiproviders._frames.data_frame.find_spec", is_there)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "aiproviders.usage._pricing.cost", raising=False)

    assert f'this needs {library}: pip install "aiproviders[{extra}]"' == (
        error("cost", "log.parquet")
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("out", ["priced.csv", "priced.parquet"])
def test_a_full_disk_leaves_nothing_behind(out: str) -> None:
    """The error has no error number, and the file that was there stays."""
    whole = frame(REQUESTS * 500).with_columns(pl.Series("request", range(len(REQUESTS) * 500)))
    whole.write_parquet("usage.parquet")
    Path(out).write_text("as it was")
    before = sorted(Path().iterdir())
    result = limited("cost", "usage.parquet", "--out", out, *CACHED, "--provider", "acme.json")

    assert (2, "") == (result.returncode, result.stdout)
    assert result.stderr.startswith("Error: usage.parquet cannot be priced: ")
    assert result.stderr.endswith("File too large\n")
    assert ("as it was", before) == (Path(out).read_text(), sorted(Path().iterdir()))


# Files


@pytest.mark.usefixtures("folder")
@pytest.mark.filterwarnings("always")
def test_a_priced_log_can_be_priced_again() -> None:
    """Its columns keep their names; those of the second bill get a suffix, with a warning."""
    priced("log.parquet", "--out", "once.parquet")
    again = invoke("cost", "once.parquet", "--out", "twice.csv", "--provider", "acme.json")

    assert "these are added: cost_aiproviders, currency_aiproviders" in again.stderr
    twice = pl.read_csv("twice.csv")
    assert twice["cost"].to_list() == twice["cost_aiproviders"].to_list()
    assert "" == invoke("cost", "once.parquet", "--provider", "acme.json").stderr


@pytest.mark.usefixtures("folder")
def test_names_are_no_patterns() -> None:
    """`log[1]*.csv` is the name of one file."""
    frame(LOG).write_csv("log[1]*.csv")
    frame(LOG).write_parquet("log[1]*.parquet")
    (other := frame(LOG)).write_csv("log[1]2.csv")

    assert {other.height} == {
        sum(row["requests"] for row in priced(f"log[1]*.{form}")["summary"])
        for form in ("csv", "parquet")
    }


@pytest.mark.usefixtures("folder")
def test_a_log_without_requests() -> None:
    """An empty log gives an empty summary and exit code 0."""
    frame(()).write_parquet("none.parquet")
    answer = priced("none.parquet", "--out", "out.csv", "--at", "at", code=0)

    assert ([], [], []) == (answer["summary"], answer["totals"], answer["unpriced"])
    (header,) = Path("out.csv").read_text().splitlines()
    assert header.endswith(f",at,request,{','.join(ADDED)}")
    assert "none of 0 requests" in said("cost", "none.parquet", "--provider", "acme.json")


SLOW = """
import sys, threading, time
import aiproviders.usage._summary.summing as files
from aiproviders.__main__ import main
reporting = files._reporting
def slowly(frame, advance):
    def wait(rows):
        advance(rows)
        sys.stderr.write('begun\\n')
        time.sleep({seconds})
    return reporting(frame, wait)
files._reporting = slowly
sys.exit(main(sys.argv[1:]))
"""
INTO = ("cost", "log.parquet", "--out", "priced.parquet", "--provider", "acme.json")


@pytest.mark.skipif(os.name != "posix", reason="interrupts by a signal")
def test_an_interrupt_leaves_nothing_behind(folder: Path) -> None:
    """Ctrl-C ends the work with exit code 130, without a message and without an unfinished file."""
    before = sorted(folder.iterdir())
    with subprocess.Popen(
        [sys.executable, "-c", SLOW.format(seconds=2), *INTO],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        begun = process.stderr.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        printed = process.stdout.read()
        complaint = process.stderr.read().replace("begun\n", "")

    assert ("begun\n", 130, "", "") == (begun, process.returncode, printed, complaint)
    assert before == sorted(folder.iterdir())


def test_progress_counts_every_row() -> None:
    """The numbers of rows that are told add up to all rows, which pass unchanged."""
    reported = list[int]()
    passed = summing._reporting(frame().lazy(), reported.append).collect(engine="in-memory")

    assert frame().equals(passed)
    assert len(REQUESTS) == sum(reported)


@pytest.mark.usefixtures("folder")
def test_a_bar_shows_on_a_terminal() -> None:
    """After a second there is a bar that shows how far the work is, and then the tables."""
    printed = without_styles(on_terminal("-c", SLOW.format(seconds=2), *INTO))

    assert "Pricing log.parquet" in printed
    assert "100%" in printed
    assert "they are in no sum of costs." in printed


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_the_terminal(width: int) -> None:
    """No line is wider than the terminal, reasons included."""
    frame().write_parquet("usage.parquet")
    asked = ("cost", "usage.parquet", "--at", "at", *CACHED, "--provider", "acme.json")
    code = (
        "import os, sys\nfrom aiproviders.__main__ import main\n"
        "sys.stderr = open(os.devnull, 'w')\n"  # where the bar of a slow machine stands
        f"main({[*asked]})"
    )
    printed = without_styles(on_terminal("-c", code, columns=width))

    assert width >= max(map(len, printed.split("\n")))
    assert "several models are called so" in printed


def test_a_name_cannot_move_the_cursor(folder: Path) -> None:
    """Escape sequences of names in a log have no effect."""
    frame([LOG[0]._replace(model="\x1b[31mred [bold]")]).write_parquet(folder / "hostile.parquet")
    for form in ([], ["--json"], ["--csv"]):
        text = said("cost", "hostile.parquet", *form, code=1)
        assert "red [bold]" in text
        assert "\x1b" not in text


def test_prices_of_a_contract_come_before_the_list(folder: Path) -> None:
    """`--prices` takes a file of prices, by which requests are billed where it has one."""
    rows = '[[prices]]\nmodel = "plain"\nof_list = "50 %"\n'
    (folder / "contract.toml").write_text(f'source = "Our contract"\n{rows}', "utf-8")
    asked = ("log.parquet", "--provider", "acme.json")
    listed, ours = (
        parsed("cost", *asked, *more, code=1) for more in ((), ("--prices", "contract.toml"))
    )
    costs = [
        [
            row["cost"]
            for row in found["summary"]
            if row["model"] == "plain" and row["cost"] is not None
        ]
        for found in (listed, ours)
    ]

    assert costs[0]
    assert [str(float(cost) / 2) for cost in costs[0]] == [str(float(cost)) for cost in costs[1]]


@pytest.mark.usefixtures("folder")
def test_counts_the_requests_that_are_later_than_the_prices() -> None:
    """They are billed, and the summary says how many they are, and by how many days at most."""
    acme = Provider.load("acme.json")
    acme.with_records(*(evolve(each, as_of="2020-01-01") for each in acme.models)).dump("acme.json")
    write("log.csv", "model,input_tokens,output_tokens,at", "free,10,10,2020-01-01",
          "free,10,10,2020-01-03", "free,10,10,2020-01-11")  # fmt: skip

    assert "2 requests up to 10 days later than the prices." in said(
        "cost", "log.csv", "--at", "at", "--provider", "acme.json"
    )


def test_rows_are_counted_where_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar on a terminal knows how many rows there are."""
    frame = pl.DataFrame({"model": ["a", "b"], "input_tokens": [1, 2], "output_tokens": [0, 0]})
    log = usage.read(frame)
    assert _rows(log, pl) is None
    _, terminal = os.openpty()
    with os.fdopen(terminal, "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        assert 2 == _rows(log, pl)


def test_a_file_that_is_damaged_inside_is_named(tmp_path: Path) -> None:
    """Pages of Parquet that cannot be decoded are one sentence, whatever Polars says of them."""
    path = tmp_path / "log.parquet"
    numbers = list(range(1000))
    held = {"model": ["a"] * 1000, "input_tokens": numbers, "output_tokens": numbers}
    pl.DataFrame(held).write_parquet(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + bytes(each ^ 255 for each in whole[4:400]) + whole[400:])
    assert error("cost", path).startswith(f"{path} cannot be priced: ")


def test_an_empty_name_is_no_log() -> None:
    """An empty text, as of a variable that is not set, does not stand for the current folder."""
    assert "the name of a log is empty" in error("cost", "")
