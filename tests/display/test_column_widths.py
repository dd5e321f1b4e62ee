"""Columns of text, in plain text and in a terminal by rich."""

import re
from decimal import localcontext
from io import StringIO
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from aiproviders import (
    Catalog,
    Event,
    Provider,
    alibaba,
    audit,
    compare,
    diff,
    price_performance,
)
from aiproviders._display.cells import UNKNOWN, Cell, Table, View
from aiproviders._display.column_widths import aligned_text, column_widths, display_width, wrap
from aiproviders._display.plain_text import plain_text, plain_text_table
from aiproviders._display.terminal import renderables
from aiproviders._display.views import view

WORDS = st.text(alphabet="ab-._/ 中", max_size=30)
SHORT_WORDS = st.lists(st.text(alphabet="ab-中", max_size=4), max_size=9).map(" ".join)


def printed(*shown: object, width: int = 80, colors: bool = False) -> str:
    """What rich prints."""
    output = StringIO()
    color_system: Any = "standard" if colors else None
    console = Console(file=output, width=width, force_terminal=colors, color_system=color_system)
    console.print(*shown, sep="\n")
    return output.getvalue()


# Columns


def test_tables_align() -> None:
    """Columns are as wide as their widest cell, numbers on the right, no trailing blanks."""
    assert "A   B\nab  1" == aligned_text(("A", "B"), [("ab", "1")], numbers=(1,))
    assert "Name  N\nx" == aligned_text(("Name", "N"), [("x", "")])
    assert "x  y" == aligned_text(("", ""), [("x", "y")])
    assert "" == aligned_text((), [])


def test_wide_characters_align() -> None:
    """An East Asian wide character takes two columns of a terminal, an accent none."""
    assert "通义  1\nabcd  2" == aligned_text(("", ""), [("通义", "1"), ("abcd", "2")])
    assert [4, 1, 3] == [display_width("通义"), display_width("e\u0301"), display_width("abc")]


def test_wide_columns_give_way_first() -> None:
    """Cells break between words where a table is too wide; numbers stay whole."""
    rows = [("Rocket", "somewhere in a long text", "1,234 / 5,678")]

    assert (
        "Name    Where              Price\n"
        "Rocket  somewhere  1,234 / 5,678\n"
        "        in a long\n"
        "        text"
    ) == aligned_text(("Name", "Where", "Price"), rows, (2,), width=32)


def test_headings_of_numbers_break_between_words() -> None:
    """A heading of narrow numbers keeps its words whole where another column can give way."""
    header, rows = ("Output price", "Terms"), [("$1", "a long text of many words")]

    assert ["Output  Terms", " price", "    $1  a"] == (
        aligned_text(header, rows, (0,), width=13).splitlines()[:3]
    )


def test_an_optional_column_is_whole_or_left_out() -> None:
    """Such a column is there in full, in some more lines, unless these are many."""
    header, rows = ("Name", "Where"), [("Rocket Two", "Recent developments (2026)"), ("Anvil", "")]

    assert "Rocket Two  Recent developments\n            (2026)" in aligned_text(
        header, rows, optional=(1,), width=33
    )
    assert "Name\nRocket Two\nAnvil" == aligned_text(header, rows, optional=(1,), width=19)
    assert (
        "Name\n" + "Rocket Two\n" * 8
        == aligned_text(header, rows[:1] * 8, optional=(1,), width=33) + "\n"
    )


@given(st.lists(st.tuples(SHORT_WORDS, SHORT_WORDS), min_size=1, max_size=4), st.integers(20, 40))
def test_no_other_widths_make_rows_shorter(rows: list[tuple[str, ...]], width: int) -> None:
    """Of all widths of two columns that fit, those that are chosen have the least bad cells."""

    def badness(widths: list[int]) -> int:
        cells = [pair for row in (("", ""), *rows) for pair in zip(row, widths, strict=True)]
        added = [(text, room, len(wrap(text, room)) - 1) for text, room in cells]
        return sum(
            more**2 + sum(display_width(word) > room for word in text.split(" "))
            for text, room, more in added
            if more
        )

    chosen = column_widths(("", ""), rows, width=width)
    others = [[first, width - 2 - first] for first in range(8, width - 9)]

    assert sum(chosen) + 2 <= width
    assert badness(chosen) <= min(map(badness, others))


def test_long_words_break_at_their_joints() -> None:
    """A word that is too long breaks after a hyphen or a dot, or else anywhere."""
    assert ["acme-", "labs.x"] == wrap("acme-labs.x", 6)
    assert ["abcdef", "gh"] == wrap("abcdefgh", 6)
    assert ["a", "bcd-", "efg"] == wrap("a bcd-efg", 4)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5), st.integers(30, 60))
def test_tables_fit_a_width_and_lose_nothing(rows: list[tuple[str, ...]], width: int) -> None:
    """No line is wider than asked for, and every character of every cell is there."""
    laid_out = aligned_text(("A", "B", "C"), rows, width=width)
    signs = sorted("".join(cell for row in rows for cell in row).replace(" ", ""))

    assert width >= max(map(display_width, laid_out.split("\n")))
    assert signs == sorted(laid_out.partition("\n")[2].replace(" ", "").replace("\n", ""))


def test_a_table_too_narrow_for_its_columns_keeps_some_width() -> None:
    """Columns are never narrower than eight, whatever the terminal."""
    assert "aaaaaaaa  bbbbbbbb\naa        bb" == aligned_text(
        ("", ""), [("a" * 10, "b" * 10)], width=3
    )


# Plain text


def test_plain_text_of_a_view() -> None:
    """Title and kind, facts, tables under their headings with a count, notes."""
    shown = View(
        title="Acme\x1b[1m",
        kind="Company",
        facts=(("Founded", Cell("2001")), ("Listed", Cell("not stated", "unknown"))),
        tables=(Table(("Id", "N"), ((Cell("a"), Cell("1")),), (1,), total=3, heading="Models"),),
        notes=("One note that is wrapped at spaces.",),
    )

    assert (
        "Acme\\x1b[1m ·\nCompany\n\n"
        "Founded  2001\nListed   not stated\n\n"
        "Models\n------\nId  N\na   1\n… 2 more of 3\n\n"
        "One note that is\nwrapped at spaces."
    ) == plain_text(shown, width=20)
    assert "Acme" == plain_text(View("Acme"))


def test_views_fit_a_hundred_columns(acme: Provider) -> None:
    """The plain text of whatever a notebook shows fits 100 columns."""
    for shown in (acme, acme.models, *acme.records(), alibaba, alibaba.metrics, audit(alibaba)):
        assert 100 >= max(map(display_width, plain_text(view(shown)).split("\n")))


@pytest.mark.parametrize(("width", "most"), [(80, 2.6), (100, 2.0), (120, 1.6)])
def test_rows_of_figures_take_few_lines(width: int, most: float) -> None:
    """Figures take few lines each on any usual screen, and no place is cut."""
    text = plain_text(view(alibaba.metrics), width=width)

    assert "…" not in text
    assert len(text.split("\n")) < most * len(alibaba.metrics)


def test_models_take_a_line_each() -> None:
    """Models take a line each on 80 columns, and their places are left out for it."""
    text = plain_text(view(alibaba.models), width=80)

    assert len(alibaba.models) + 7 == len(text.split("\n"))


def test_a_comparison_fits_a_screen_of_80_columns() -> None:
    """Printing models by value for money gives a table of at most 80 columns."""
    text = str(price_performance(alibaba.models))

    assert 80 >= max(map(len, text.split("\n")))
    assert text.startswith("Price-performance on SWE-bench Verified, per million tokens, 3 input")


def test_tables_without_a_width_have_a_line_to_each_row(acme: Provider) -> None:
    """A timeline prints an event to a line, however long."""
    long = Event(id="a", provider="acme", kind="launch", title="word " * 50)

    assert 2 == len(str(type(acme.events)([long])).split("\n"))
    assert 2 == len(plain_text_table(Table(("A",), ((Cell("word " * 50),),))).split("\n"))


# Terminal


@pytest.mark.parametrize("width", [80, 120])
def test_rich_prints_what_fits_the_terminal(acme: Provider, width: int) -> None:
    """A provider, a catalog, a record and a finding print within the width, whole."""
    for shown in (acme, acme.models, *acme.records(), alibaba, alibaba.metrics, audit(alibaba)):
        text = printed(shown, width=width)

        assert width >= max(map(display_width, text.split("\n")))
    assert "Rocket 2" in printed(acme)
    assert "~$260 billion" in printed(alibaba.metrics["market-cap"])


def test_marks_differ_in_a_terminal() -> None:
    """About, bounded and not stated have a style each; what is exact has none."""
    text = printed(
        *renderables(
            View(
                "",
                facts=(
                    ("A", Cell("~5", "approximate")),
                    ("B", Cell(">5", "bounded")),
                    ("C", Cell("not stated", "unknown")),
                    ("D", Cell("5")),
                ),
            )
        ),
        colors=True,
    )

    assert "\x1b[3m~5\x1b[0m" in text
    assert "\x1b[4m>5\x1b[0m" in text
    assert "\x1b[2;3mnot stated\x1b[0m" in text
    assert re.search(r"D +5", text)


def test_what_calls_for_the_eye_is_colored(acme: Provider) -> None:
    """Severities, differences and the frontier have colors; the rest of their tables has none."""
    later = acme.with_records(evolve(acme.models["rocket-1"], name="Rocket"))
    for shown, colored in (
        (audit(alibaba), {"35": {"tension"}}),
        (diff(acme, later), {"35": {"corrected"}}),
        (compare(*alibaba.models[:2]), {"35": {"differs"}}),
        (price_performance(alibaba.models), {"32": {"yes"}}),
    ):
        text = printed(shown, width=200, colors=True)
        found: dict[str, set[str]] = {}
        for color, word in re.findall(r"\x1b\[(?:1;)?(3\d)m(.*?)\x1b", text):
            found.setdefault(color, set()).add(word)
        assert colored == found


def test_a_dash_stands_for_what_no_row_states() -> None:
    """Tables with headings have a dash for what is not stated, and a line that says so."""
    rows = ((UNKNOWN,), (Cell("5"),))

    assert "A\n—\n5\n—: not stated.\n" == "\n".join(
        line.rstrip()
        for line in printed(*renderables(View("", tables=(Table(("A",), rows),)))).split("\n")[1:]
    )
    assert "not stated." not in printed(*renderables(View("", tables=(Table(("A",), rows[1:]),))))


def test_data_is_no_markup_of_rich() -> None:
    """Brackets in data are printed and are no markup, and control characters are escaped."""
    hostile = "[red]x[/red][link=http://x]\x1b[2J\x07"
    event = Event(id="a", provider="acme", kind="launch", title=hostile, note=hostile)
    shown = View(
        "T", "K", tables=(Table((hostile,), ((Cell(hostile),),), heading=hostile, total=9),)
    )

    for text in (
        printed(event, width=200),
        printed(Catalog([event]), width=200),
        printed(*renderables(shown), width=200),
    ):
        assert r"[red]x[/red][link=http://x]\x1b[2J\x07" in text
        assert "\x1b" not in text
    assert "… 8 more of 9" in printed(*renderables(shown))


def test_empty_tables_print() -> None:
    """An empty object prints its title alone."""
    assert "the catalog · 0 records" == printed(Catalog()).strip()
    assert "" == printed(*renderables(View("", tables=(Table((), ()),)))).strip()


def test_a_callers_decimal_context_changes_no_text() -> None:
    """What is shown does not depend on the precision that a caller has set."""
    expected = plain_text(view(alibaba))
    with localcontext(prec=2):
        assert expected == plain_text(view(alibaba))
