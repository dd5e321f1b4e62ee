"""Views as HTML: tags, links, styles and sizes, also of hostile data."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import Any, cast

import attrs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import (
    Catalog,
    Market,
    Model,
    Period,
    Provider,
    Quantity,
    Record,
    Score,
    Source,
    TokenPrice,
    alibaba,
    audit,
    compare,
    diff,
    gaps,
    price_performance,
)
from aiproviders._display.cells import Cell, Table, View, period_cell
from aiproviders._display.html import cell_html, html, table_html
from aiproviders._display.views import short_view, view
from aiproviders._values.wording import printable
from aiproviders.usage._summary.cost_summary import COUNTS, CostSummary, Unpriced

_TAGS = {
    "a", "b", "bdi", "br", "caption", "details", "div", "p", "small", "span", "style", "summary",
    "sup", "table", "tbody", "td", "th", "thead", "tr",
}  # fmt: skip
_ATTRIBUTES = {"class", "href", "id", "rel", "scope", "target", "title"}
_HOSTILE = "<script>alert('1')</script>\"&amp;`--><!--]]></td></style>\u202e\x00\n{{x}}${y}"


class Reader(HTMLParser):
    """Collects the tags, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._in_style = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += attrs
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        """Leave the style."""
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if not self._in_style:
            self.text += data

    def handle_comment(self, data: str) -> None:
        """Nothing in a view is a comment."""
        pytest.fail(data)

    def handle_decl(self, decl: str) -> None:
        """Nothing in a view is a declaration."""
        pytest.fail(decl)


def poisoned(value: Any, text: str) -> Any:
    """The value with a text in place of every text that its class does not check."""
    if isinstance(value, tuple):
        return tuple(poisoned(item, text) for item in cast("Any", value))
    if isinstance(value, str):
        return text
    kind = cast("Any", type(value))
    if isinstance(value, Period | Quantity) or not attrs.has(kind):
        return value
    for each in attrs.fields(kind):
        if each.init:
            try:
                value = evolve(value, **{each.name: poisoned(getattr(value, each.name), text)})
            except (TypeError, ValueError):
                continue
    return value


@given(
    st.sampled_from([*alibaba.records(), *audit(alibaba)]),
    st.text(max_size=30)
    | st.just(_HOSTILE)
    | st.from_regex(r"[<>&\"'/=a-z]{1,30}", fullmatch=True),
)
def test_no_text_of_a_record_becomes_markup(record: Any, text: str) -> None:
    """Whatever the texts of a record are, the page has only our tags, and shows the texts."""
    hostile = poisoned(record, text)
    for shown in (view(hostile), view(Catalog([hostile])).shortened(20)):
        reader = Reader(html(shown))

        assert set(reader.tags) <= _TAGS
        assert {name for name, _ in reader.attributes} <= _ATTRIBUTES
        assert printable(text) in reader.text
        assert 1 == reader.tags.count("style")


def test_no_text_of_a_provider_becomes_markup(acme: Provider) -> None:
    """The card, the results and the comparison of a hostile provider have only our tags."""
    sections: dict[str, Any] = {
        section: Catalog(poisoned(record, _HOSTILE) for record in getattr(acme, section))
        for section in ("people", "metrics", "events", "measures", "sources")
    }
    company = poisoned(acme.company, _HOSTILE)
    hostile = evolve(acme, company=company, data_version=_HOSTILE, **sections)
    models = Catalog(poisoned(model, _HOSTILE) for model in acme.models)
    for shown in (
        hostile,
        price_performance(models, benchmark=_HOSTILE),
        diff(acme, hostile),
        gaps(hostile),
        compare(*models.records[:2]),
    ):
        reader = Reader(html(view(shown)))

        assert set(reader.tags) <= _TAGS
        assert {name for name, _ in reader.attributes} <= _ATTRIBUTES
        assert printable(_HOSTILE) in reader.text


def test_long_texts_keep_their_width() -> None:
    """A long text has a class that keeps it wide; a number has none."""
    long = "word " * 20
    row = (Cell("head"), Cell(long), Cell("short", details=f"x\n{long}"), Cell(long))
    table = Table(("A", "B", "C", "D"), (row,), numbers=(3,))

    assert 1 == table_html(table).count('class="w"')
    assert '<td class="n">' in table_html(table)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "http:evil",
        "https://x y",
        'https://x"onclick=alert(1)',
        "https://x<b>",
        "file:///etc/passwd",
        "//x",
        "",
    ],
)
def test_only_web_addresses_become_links(address: str) -> None:
    """What is no plain http or https address stays text."""
    source = Source(id="s", title="S", url=address)

    assert "<a" not in html(view(source))


def test_web_addresses_become_links() -> None:
    """A link opens in a tab of its own, which has no access to the page."""
    page = html(view(Source(id="s", title="S", url="HTTPS://example.org/a?b=1&c=2")))

    assert (
        '<a href="HTTPS://example.org/a?b=1&amp;c=2" title="HTTPS://example.org/a?b=1&amp;c=2" '
        'rel="noopener noreferrer" target="_blank">example.org/a</a>'
    ) in page


def test_addresses_in_texts_are_short_links() -> None:
    """An address within a text or in its details is a link under a short label, whole on paper; a
    summary that unfolds has the label alone.
    """
    long = "https://www.example.org/models/and/prices?of=everything'%20eq"
    cells = (Cell(f"{long}, table 1"), Cell(f"{long} +1", details=f"“$1”: {long}, table 1."))
    label = "example.org/models/and/prices"
    link = f'<a href="{escape(long)}" title="{escape(long)}" rel="noopener noreferrer"'

    text, folded = (cell_html(cell) for cell in cells)
    assert f'{link} target="_blank">{label}</a>, table 1' == text
    assert folded.startswith(f"<details><summary>{label} +1</summary><bdi>“$1”: </bdi><a href=")
    assert folded.endswith(f">{label}</a>, table 1.</details>")
    far = cell_html(Cell("https://example.org/" + "long/" * 20))
    assert ">example.org/long/long/long/long/lon…<" in far.replace("<bdi>", "").replace(
        "</bdi>", ""
    )


def test_marks_differ_by_more_than_color() -> None:
    """Approximate, bounded and unknown values have words, a tooltip and a style each."""
    page = html(view(alibaba.metrics))

    assert '<span class="approximate" title="about">~$260 billion</span>' in page
    assert (
        '<span class="bounded" title="a bound or a range">&gt;$53 billion, planned</span>' in page
    )
    assert '<span class="unknown" title="not stated by the sources">not stated</span>' in page
    assert "<td>+3 %" in page
    for mark in ("approximate", "bounded", "unknown"):
        assert f".aiproviders .{mark}{{" in page


def test_colors_are_those_of_the_page() -> None:
    """The style sets no color, so that a theme, light or dark, keeps its own."""
    style = html(View("x")).partition("<style>")[2].partition("</style>")[0]

    assert "color:inherit" in style
    assert "#" not in style
    assert "url(" not in style
    assert ["container(max-width:960px)", "container(max-width:600px)"] == [
        rule.partition("{")[0] for rule in style.split("@")[1:]
    ]
    assert {"rgba(128,128,128,.35)"} == {
        f"rgba({each.partition(')')[0]})" for each in style.split("rgba(")[1:]
    }
    style = re.sub(r"@container\(.*?\)\{", "", style)
    rules = [rule for rule in style.split("}") if rule]
    assert all(
        selector.startswith(".aiproviders")
        for rule in rules
        for selector in rule.partition("{")[0].split(",")
    )


def test_a_citation_unfolds_in_its_cell() -> None:
    """Citations unfold in the cell, without a script."""
    cap = alibaba.metrics.where(lambda metric: metric.id == "alibaba.market-cap.2026-06")
    page = html(view(cap))

    assert "<details><summary>Quick facts +1</summary>" in page
    assert "guide, Business and financials" in page
    assert "<script" not in page


def test_tables_have_headings_for_rows_and_columns() -> None:
    """Columns, rows and tables have headings that screen readers read."""
    page = html(view(alibaba))

    assert '<caption>Figures</caption><thead><tr><th scope="col">Subject' in page
    assert '<thead><tr><th scope="col">Model' in page
    assert '<tr><th scope="row">Qwen3.7-Max<td>May 2026' in page
    assert '<th scope="col" class="n">Context' in page
    assert '<tr><th scope="row">Flagship<td>Qwen3.7-Max' in page


def test_cells_link_to_each_other() -> None:
    """A cell has the anchor that another links to, and a shortened table says what is left."""
    table = Table(
        ("A", "B"),
        ((Cell("x", anchor='a"b'), Cell("1")), (Cell("y", address="#x"), Cell("2"))),
        total=5,
    )

    page = table_html(table)
    assert '<tr><th scope="row" id="a&quot;b">x<td>1' in page
    assert '<tr><th scope="row"><a href="#x">y</a><td>2</table><p>… 3 more of 5</p>' in page


def test_writing_from_right_to_left_stays_in_its_place() -> None:
    """A text beyond ASCII cannot change the direction of the text around it."""
    assert "<b><bdi>مرحبا</bdi></b>" in html(View("مرحبا"))
    assert "<b>plain</b>" in html(View("plain"))


def test_views_are_small() -> None:
    """Cards take under 15 kB, a catalog with all of its fifty rows under 30 kB."""
    assert 15_000 > len(html(short_view(alibaba, 20)).encode())
    for section in ("models", "metrics", "events", "claims", "entities", "people", "products"):
        assert 30_000 > len(html(short_view(getattr(alibaba, section), 20)).encode())
    assert 30_000 > len(html(short_view(audit(alibaba), 20)).encode())
    assert 15_000 > max(len(html(view(record)).encode()) for record in alibaba.records())


def many(number: int, output: int = 1) -> Provider:
    """A provider with a number of models that have a price and a score."""
    models = [
        Model(
            id=f"m{each}",
            name=f"M{each}",
            provider="acme",
            prices=[TokenPrice(currency="USD", input=1, output=output)],
            scores=[
                Score(benchmark="gpqa-diamond", quantity=Quantity(value=each % 99 + 1, unit="%"))
            ],
        )
        for each in range(number)
    ]
    return Provider(id="acme", models=models)


def many_costs(model_of: Callable[[int], object]) -> CostSummary:
    """What a log with 150 models cost."""
    counts = dict.fromkeys(COUNTS, 1)
    rows = tuple(
        {"model": model_of(each), "currency": "USD", **counts, "cost": 1.5, "reason": None}
        for each in range(150)
    )
    missed = tuple(Unpriced(f"m{each}", 1, "no price") for each in range(150))
    return CostSummary(source="log", prices="a list", by=("model",), rows=rows, unpriced=missed)


@pytest.mark.parametrize(
    "result",
    [
        price_performance(many(150).models),
        diff(many(150), many(150, output=2)),
        gaps(many(150)),
        many(150).joined(
            many(150, output=2), names={f"m{each}": f"m{each}" for each in range(150)}
        ),
        compare(*many(2).models),
        Market([many(1), *(Provider(id=f"lab{each}") for each in range(150))], edition="2026.11"),
        many_costs(str),
    ],
    ids=lambda result: type(result).__name__,
)
def test_a_short_view_is_the_begin_of_the_whole(result: object) -> None:
    """It has the rows, the numbers of rows and the notes of the whole view that was cut."""
    assert view(result).shortened(20) == short_view(result, 20)


class Unprintable:
    """A name that must not be laid out."""

    def __str__(self) -> str:
        raise AssertionError


def test_no_more_rows_are_laid_out_than_html_has() -> None:
    """Of what many models cost, those beyond the first hundred are summed up alone."""
    costs = many_costs(lambda each: str(each) if each < 100 else Unprintable())

    assert "130 more of 150" in html(short_view(costs, 20))


class Seen:
    """A value that counts how often it is written."""

    def __init__(self) -> None:
        self.times = 0

    def __str__(self) -> str:
        self.times += 1
        return "seen"


@attrs.frozen(kw_only=True)
class Row(Record):
    """A record of a class that has no columns of its own."""

    value: Seen


def test_a_large_catalog_is_laid_out_as_far_as_it_is_shown() -> None:
    """Of 10,000 records a notebook gets twenty rows and folds eighty, and no others are laid out;
    the fold says how to see them.
    """
    seen = Seen()
    page = Catalog(Row(id=f"r{number}", value=seen) for number in range(10_000))._repr_html_()
    first, _, folded = page.partition("<summary>… 9,980 more of 10,000</summary>")

    assert 100 == seen.times
    assert (1 + 20, 1 + 80) == (first.count("<tr>"), folded.count("<tr>"))
    assert "… 9,900 more of 10,000; a slice such as [100:200] shows more" in folded
    assert 30_000 > len(page)


def test_what_is_folded_is_there() -> None:
    """Rows after the first, tables that fold and fields without a value stand in the page, closed,
    each under what it is; a table that lacks two rows is not cut.
    """
    rows = tuple((Cell(str(number)),) for number in range(9))
    table = Table(("N",), rows, most=5, notes=("5: odd",))
    shown = View("x", tables=(table, table._replace(heading="All", is_folded=True)))
    page = html(shown._replace(unstated=("License", "Family")).shortened(20))

    assert (
        '<details class="f"><summary>2 fields not stated</summary>License, Family</details>' in page
    )
    assert '<details class="f"><summary>… 4 more of 9</summary><table' in page
    assert '<details class="f"><summary><b>All</b></summary><table' in page
    assert 2 == page.count('<tr><th scope="row">8')
    assert 2 == page.count("<p>5: odd</p>")
    assert "<details open" not in page
    assert 7 == len(table._replace(rows=rows[:7]).shortened(20).rows)
    assert 5 == len(View("x", tables=(table._replace(is_folded=True),)).brief.tables[0].rows)


def test_narrow_columns_and_pointers() -> None:
    """Citations may be hidden on a narrow page, one line is not broken, and a text that is cut is
    whole under the pointer; a short text needs nothing.
    """
    words = "Consecutive quarters of triple-digit growth"
    row = (Cell("a"), Cell(words), Cell(words), Cell("Facts", details="Facts, 1"))
    table = Table(("A", "B", "C", "D"), (row, (Cell("a"),) * 4), optional=(3,), one_line=(1,))
    page = table_html(table._replace(cut_line=(2,)))

    assert '<th scope="col">B<th scope="col">C<th scope="col" class="c">D' in page
    assert f'<td class="v">{words}<td class="e" title="{words}">{words}<td class="c">' in page
    assert '<tr><th scope="row">a<td>a<td>a<td class="c">a' in page
    assert f'<td class="m">{words}' in table_html(Table(("A", "B"), (row[:2],)))
    days = period_cell(Period("2025-04-01/2026-03-31", "FY2026"))
    assert '<span title="1 April 2025 to 31 March 2026">FY2026</span>' == cell_html(days)
    numbers = Table(("A", "B"), ((Cell("a"), Cell("1")),), (0, 1))
    assert table_html(table).startswith('<table class="t">')
    assert table_html(numbers).startswith("<table><thead>")
