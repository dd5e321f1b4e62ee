"""What helps somebody who has just installed the command: help, examples, finding and citing."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path
from shlex import split

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import ACME, MARKET
from test_cli import EVERY_COMMAND, OF_ACME, OF_GUIDE, error, ids, invoke, parsed, said

import aiproviders
from aiproviders import Market, alibaba
from aiproviders._cli.counts import _whole_number
from aiproviders._cli.main import commands
from aiproviders.adapters import models_dev

OF_MADE_UP = ("--market", str(MARKET))


# Help


def examples(command: str) -> list[str]:
    """The examples in the help of a command."""
    _, found, lines = said(command, "--help").partition("\n  Example")
    assert found, f"{command} has no example"
    return [line.strip() for line in lines.splitlines()[1:]]


@pytest.mark.parametrize("command", EVERY_COMMAND)
def test_every_example_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command has examples in its help, and each of them does what it says."""
    for number, example in enumerate(examples(command)):
        folder = tmp_path / str(number)
        (folder / "logs").mkdir(parents=True)
        monkeypatch.chdir(folder)
        log = "model,time,input_tokens,output_tokens\ngpt-5.5,2026-11-01,1000,100\n"
        for name in ("usage.csv", "logs/usage.csv"):
            Path(name).write_text(log, "utf-8")
        if command != "new":
            for copy in ("acme", "acme-old", "acme-new"):
                shutil.copytree(ACME, copy)
        program, *arguments = split(example)
        result = invoke(*arguments)

        assert ("aiproviders", command) == (program, arguments[0])
        assert result.exit_code in ((0, 1) if command in ("audit", "diff") else (0,)), result.output
        assert result.output


def test_help_names_every_command_once() -> None:
    """The help lists all commands in groups, each with a whole sentence."""
    lines = said("--help", "--help").split("Exit codes")[0].splitlines()
    listed = [
        line.split(None, 1) for line in lines if line.startswith("  ") and line[2:3].isalpha()
    ]
    named = {words[0]: words[1] for words in listed if words[0] in commands.commands}

    assert EVERY_COMMAND == sorted(named)
    assert all(text.endswith(".") for text in named.values())
    assert [*named] == commands.list_commands(commands.make_context("aiproviders", []))


# Numbers of tokens


@given(
    st.integers(0, 10**12),
    st.sampled_from([("", 0), ("K", 3), ("k", 3), (" m", 6), ("M", 6), ("B", 9), ("e6", 6)]),
    st.sampled_from(["", ",", "_"]),
)
def test_numbers_of_tokens(number: int, suffix: tuple[str, int], separator: str) -> None:
    """A number may have separators and a suffix, which multiplies it by a power of ten."""
    sign, power = suffix
    text = f"{number:,}".replace(",", separator)
    tenths = f"{number // 10}.{number % 10}{sign or 'K'}"

    assert number * 10**power == _whole_number(f"{text}{sign}")
    assert number * 10 ** ((power or 3) - 1) == _whole_number(tenths)


@pytest.mark.parametrize("text", ["50X", "1.5", "-5", "1,00", "1__0", "", "K", "2e6M", "٣", "1,5k"])
def test_what_is_no_number_of_tokens(text: str) -> None:
    """Anything else is refused, with two examples of what is one."""
    result = invoke("price", "rocket-1", f"--input={text}", *OF_ACME)

    assert (2, "") == (result.exit_code, result.stdout)
    assert f"'{text}' is not a number of tokens, as 50M or 1_000_000" in result.stderr


def test_numbers_may_be_short_in_every_command() -> None:
    """A bill and a filter by context take the same numbers."""
    short, long = (
        said("price", "rocket-1", "--input", number, "--output", "0", *OF_ACME)
        for number in ("1.5k", "1_500")
    )

    assert short == long
    assert ids("models", "--context-at-least", "100K", *OF_ACME) == (
        ids("models", "--context-at-least", "100_000", *OF_ACME)
    )


# Models


def test_models_of_a_lab_or_a_license() -> None:
    """Labs are named by id or name, licenses in any case; of the market too."""
    labs = ids("models", "--lab", "Anthropic", "--lab", "openai")
    market = aiproviders.market

    assert [*market["anthropic"].models.ids, *market["openai"].models.ids] == labs
    assert ["anvil-1"] == ids("models", "--license", "apache-2.0", *OF_ACME)
    assert "no model has the license 'MIT'; stated are Apache-2.0 (1)" == (
        error("models", "--license", "MIT", *OF_ACME)
    )
    assert "stated are none" in error("models", "--license", "MIT", "--provider", "xai")


def test_models_by_price() -> None:
    """The price is three parts of input and one of output; models without one come last."""
    found = ids("models", "--sort", "price", "--lab", "anthropic")
    prices = [aiproviders.market.models[id].list_price for id in found]
    blended = [
        3 * price.input + price.output
        for price in prices
        if price is not None and price.input is not None and price.output is not None
    ]

    assert blended == sorted(blended)
    assert not any(prices[len(blended) :])


# Price catalogs


def test_price_catalogs_take_the_place_of_the_market() -> None:
    """Lists, comparisons and prices look into a price catalog, or into some of its providers."""
    of = ("--price-catalog", "models-dev", "--provider", "anthropic")
    lab = models_dev.read()["anthropic"]
    first, second = lab.models.ids[:2]

    assert [*lab.models.ids] == ids("models", *of)
    assert first in said("compare", first, second, *of)
    assert first == parsed("price", first, *of)["model"]
    assert "leave one out" in error("models", *OF_MADE_UP, *of)


def test_compare_takes_any_number_of_models() -> None:
    """Models of the market stand side by side, whatever their lab; one alone is refused."""
    names = ("qwen3.7-max", "claude-opus-4-5", "gpt-5.5")
    rows = list(csv.DictReader(StringIO(said("compare", *names, "--csv"))))

    assert [row.field for row in aiproviders.compare(*names)] == [row["field"] for row in rows]
    assert all(name in said("compare", *names).partition("\n")[0] for name in names)
    assert "name another model to compare gpt-5.5 with" == error("compare", "gpt-5.5")


# Finding


def test_find_ranks_within_kinds_and_says_what_to_type() -> None:
    """Of each kind the best are shown, with the command for each, and how to see the others."""
    rows = parsed("find", "opus")
    text = said("find", "opus")

    assert {"model", "claim"} == {row["kind"] for row in rows}
    assert [*aiproviders.market.models.search("opus").ids] == [
        row["id"] for row in rows if row["kind"] == "model"
    ]
    for row in rows:
        program, *words = split(row["command"])
        assert ("aiproviders", row["id"]) == (program, words[1])
        assert said(*words)
    further = sum(row["kind"] == "model" for row in rows) - 5
    assert f"{further} further models: add --kind model." in text
    assert f"Next, with the id: {rows[0]['command']}" in text


def test_few_further_ones_are_shown() -> None:
    """What would be a line or three more is shown and not counted."""
    text = said("find", "coder")

    assert all(row["id"] in text for row in parsed("find", "coder"))
    assert "further" not in text


@pytest.mark.parametrize(
    ("words", "kind", "id"),
    [
        (["Anthropic"], "provider", "anthropic"),
        (["market", "cap"], "figure", "alibaba.market-cap.2026-06"),
        (["jack", "ma"], "person", "jack-ma"),
        (["cloud", "intelligence"], "unit", "cloud-intelligence-group"),
        (["New", "York"], "event", "nyse-listing"),
        (["dingtalk"], "product", "dingtalk"),
    ],
)
def test_find_finds_every_kind(words: list[str], kind: str, id: str) -> None:
    """Providers, figures, people, units, events and products are found, the best first."""
    rows = parsed("find", *words, "--kind", kind)
    printed = list(csv.DictReader(StringIO(said("find", *words, "--kind", kind, "--csv"))))

    assert (kind, id) == (rows[0]["kind"], rows[0]["id"])
    assert rows == printed


def test_find_looks_where_it_is_told_to() -> None:
    """The commands that it names look there too; nothing found is exit code 1."""
    rows = parsed("find", "orbit", *OF_MADE_UP)

    assert rows
    for row in rows:
        assert row["command"].endswith(f"--market {MARKET}")
        assert said(*split(row["command"])[1:])
    assert "Nothing; try fewer words." in said("find", "orbit", *OF_ACME, code=1)


def test_show_knows_the_market() -> None:
    """A model or lab of the market goes before what the guide only refers to."""
    model, lab = parsed("show", "gpt-5.5"), parsed("show", "anthropic")

    assert ("Model", "openai") == (model["type"], model["record"]["provider"])
    assert ("Provider", "anthropic") == (lab["type"], lab["record"]["id"])
    assert "did you mean 'gpt-5.5'" in error("show", "gpt-5.55")


# Citing


def test_citations_are_those_of_the_library() -> None:
    """Each id gives a sentence; a model of the market is cited with the edition, and so is that."""
    assert f"{alibaba.cite('alibaba.market-cap.2026-06')}\n" == said("cite", "market-cap")
    assert said("cite", "market-cap") == said("cite", "market capitalization")
    assert "'MAU' names 3 records" in error("cite", "MAU")
    assert f"{aiproviders.market.cite('gpt-5.5')}\n" == said("cite", "gpt-5.5")
    assert f"{aiproviders.market.cite()}\n" == said("cite")
    assert f"{Market.load(MARKET).cite()}\n" == said("cite", *OF_MADE_UP)
    assert "alibaba is a provider; cite a record of it" in error("cite", "alibaba")


@pytest.mark.parametrize("names", [("qwen3.6",), ("market-cap", "qwen3.6"), ("qwen3.6", "qwen3")])
def test_bibliographies_have_each_key_once(names: tuple[str, ...]) -> None:
    """Items of several records are one list, in which a note says all that was said of a source."""
    items = parsed("cite", *names, *OF_GUIDE)
    entries = said("cite", *names, "--format", "bibtex", *OF_GUIDE)
    alone = [item for name in names for item in parsed("cite", name, *OF_GUIDE)]

    assert items == json.loads(said("cite", *names, "--format", "csl-json", *OF_GUIDE))
    assert sorted({item["id"] for item in alone}) == sorted(item["id"] for item in items)
    assert len(items) == entries.count("@misc{")
    for item in alone:
        (merged,) = [each for each in items if each["id"] == item["id"]]
        assert {*item.get("note", "").split("; ")} <= {"", *merged.get("note", "").split("; ")}
        assert item.get("note", "") in entries.replace("\\", "") or len(names) > 1
    assert entries.count("note = ") == sum("note" in item for item in items)
    assert all(entry.endswith("}") for entry in entries.strip().split("\n\n"))
