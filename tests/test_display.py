"""What a terminal shows."""

import os
import subprocess
import sys

import pytest
from attrs import evolve

from aiproviders import Catalog, Company, Period, Provider
from aiproviders._display import brief
from aiproviders._text import counted, shorten, table


def test_brief_of_a_small_provider(acme: Provider) -> None:
    """The brief names the company, its leaders, models and prices, figures, events and source."""
    text = brief(acme)

    assert "Source annual-report: “Annual report 2026”, a primary source (Acme, 1 June 2026," in (
        " ".join(text.split())
    )
    for expected in (
        "Acme (Acme Limited)\n===================\n",
        "Founded       2001 in Springfield by 3 founders",
        "Listed        LSE: ACME",
        "Led by        Ada Acme",
        "Flagship      Rocket 2",
        "Rocket 2  20 May 2026       closed weights  not stated     $3 / $6",
        "  Revenue                     GBP 150 million        FY2025",
        "20 May 2026  Rocket 2 comes out\nearly 2026   Labs become",
    ):
        assert expected in text
    assert "Rocket 3 comes out" not in text


def test_brief_of_next_to_nothing() -> None:
    """Sections without facts are left out, and what is not stated is not worded."""
    company = Company(id="bare", legal_name="Bare Limited", founded=Period("2001"))
    bare = Provider(id="bare", company=company)

    assert "Bare Limited (Bare Limited)" in brief(bare)
    assert "Models" not in brief(bare)
    assert "Value" not in brief(bare)
    assert brief(Provider(id="bare")).startswith("bare")


def test_brief_names_sources_without_details(acme: Provider) -> None:
    """A source without publisher, date or address is said to state none."""
    source = evolve(
        acme.sources["annual-report"], publisher=None, published=None, url=None, kind=None
    )
    text = brief(evolve(acme, sources=Catalog([source])))

    assert "a source (no publisher, date or address stated)" in " ".join(text.split())


def test_brief_of_prices_in_two_currencies(acme: Provider) -> None:
    """Where the models cannot be compared the brief says why, and shows the rest."""
    first, second, *others = acme.models
    in_yuan = evolve(second, prices=(evolve(second.price, currency="CNY"),))
    text = brief(evolve(acme, models=Catalog([first, in_yuan, *others])))

    assert "the prices are in CNY and USD; convert them to one currency first." in text
    assert "Latest events" in text


def test_free_and_unstated_prices_differ(acme: Provider) -> None:
    """A price of zero reads as free, a missing one as not stated."""
    rocket = acme.models["rocket-2"]
    free = evolve(rocket, prices=(evolve(rocket.price, input=0, output=None),))
    text = brief(evolve(acme, models=Catalog([free])))

    assert "free / not stated" in text


def test_the_command_prints_the_brief() -> None:
    """`python -m aiproviders` prints a brief on Alibaba that fits 80 columns, its source named."""
    result = subprocess.run(
        [sys.executable, "-W", "error", "-m", "aiproviders"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    lines = result.stdout.splitlines()

    assert "Alibaba (Alibaba Group Holding Limited)" == lines[0]
    assert any("secondary source" in line for line in lines)
    assert 80 >= max(map(len, lines))
    assert "" == result.stderr


def test_tables_align() -> None:
    """Columns are as wide as their widest cell, numbers on the right, no trailing blanks."""
    assert "A   B\nab  1" == table(("A", "B"), [("ab", "1")], numbers=(1,))
    assert "Name  N\nx" == table(("Name", "N"), [("x", "")])


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "model", "1 model"),
        (2, "model", "2 models"),
        (3, "entity", "3 entities"),
        (1000, "x", "1,000 xs"),
    ],
)
def test_counts(number: int, noun: str, words: str) -> None:
    """Counts are worded in the singular or plural."""
    assert words == counted(number, noun)


def test_shortening_keeps_to_one_line() -> None:
    """A long or broken text becomes one line with an ellipsis."""
    assert "a b" == shorten("a\nb")
    assert "abc…" == shorten("abcdef", 4)
