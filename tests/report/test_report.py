"""The report: what is on the page, its HTML, and the file that is written."""

import re
import subprocess
import sys
from decimal import localcontext
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import evolve
from made_up.facts import figure, model, score, with_metrics, with_models
from made_up.html_page import Page, page_on, plain, sound
from matplotlib import style

from aiproviders import (
    Catalog,
    Citation,
    Company,
    Period,
    Person,
    Product,
    Provider,
    TokenPrice,
    alibaba,
    audit,
    report,
)
from aiproviders.types import Entity, FormerName, Modalities, OtherPrice, PriceTier, Role

HOSTILE = '<script>alert("1")</script>\'&amp;]]>\u202eedoc--><svg onload=x>\x00'
AS_TEXT = '<script>alert("1")</script>\'&amp;]]>\\u202eedoc--><svg onload=x>\\x00'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page on Alibaba."""
    return page_on(alibaba, tmp_path_factory.mktemp("report"))


def test_the_page_is_sound(page: Page) -> None:
    """Ids are unique, links lead somewhere, headings step down one by one, charts are XML."""
    sound(page)

    assert 5 <= page.html.count("<svg")
    assert len(page.html.encode()) < 1_200_000


def test_the_summary_can_be_handed_over(page: Page) -> None:
    """Page one has who it is, six figures, each tension as a sentence, and a ranking with picture.

    A sentence says what the figures are of, where the arithmetic alone does not.
    """
    summary = page.html[page.html.index('id="section:summary"') :].partition("</section>")[0]
    text = plain(unescape(re.sub("<.*?>", " ", summary)))
    tensions = audit(alibaba).where(severity="tension")

    assert "Headquarters Hangzhou, Zhejiang, China" in text
    assert 6 == summary.count("<li>") - len(tensions)
    for finding in tensions:
        assert finding.arithmetic.removeprefix("first of the same: ") in text
    assert "A share is not what its parts make. Share of revenue of AI-related products:" in text
    assert "Two are said to be the first. Qwen3.6-Max-Preview is the first" in text
    assert f"Qwen3.7-Max {alibaba.models['qwen3.7-max'].scores[0].quantity}" in text
    assert 1 == summary.count("<svg")


def test_a_figure_is_named_with_what_it_is_of(tmp_path: Path) -> None:
    """Where a summary names a figure of a part, it says of which, and what is left out."""
    parts = [
        figure("one", "$2", "2025", scope="asia"),
        figure("other", "$5", "2026", excludes=("asia",)),
    ]
    page = page_on(with_metrics(*parts), tmp_path)
    summary = page.html[page.html.index('id="section:summary"') :].partition("</section>")[0]

    assert "Revenue, asia, 2025<" in summary
    assert "Revenue, without asia, 2026<" in summary


def test_every_figure_is_there_as_printed(page: Page) -> None:
    """The row of a figure has its value, period, reporter, and each place with the printed text."""
    for metric in alibaba.metrics:
        row = page.rows[metric.id]
        expected = [
            metric.quantity,
            metric.converted,
            metric.period or metric.stated or "not stated",
            alibaba.record(metric.reported_by) if metric.reported_by else "not stated",
            metric.note,
            *(each.text for each in metric.citations),
            *(each.section for each in metric.citations),
        ]
        assert [] == [str(each) for each in expected if each and plain(str(each)) not in row]


def test_every_record_is_an_anchor(page: Page) -> None:
    """The id of each record, measures and benchmarks apart, is the id of an element."""
    vocabulary = {*alibaba.measures.ids, *alibaba.benchmarks.ids}
    ids = {record.id for record in alibaba.records()} - vocabulary

    assert set() == ids - set(page.all("id"))


def test_the_header_is_honest(page: Page) -> None:
    """The header names the version, the newest fact, and the only source as a secondary one."""
    assert f"Data version {alibaba.data_version} · newest fact {alibaba.newest_fact}" in page.text
    assert "All facts on this page are from 1 source." in page.text
    assert "a secondary source (no publisher, date or address stated)" in page.text


def test_marks_differ_and_are_explained(page: Page) -> None:
    """Approximate, bounded and missing values look different, and the legend says how."""
    for mark, text in (
        ("approximate", "~$260 billion"),
        ("bounded", "&gt;$53 billion"),
        ("unknown", "not stated"),
    ):
        assert re.search(f'class="{mark}"[^>]*>{re.escape(text)}<', page.html)
        assert f".{mark} {{" in page.html
    assert "How values are stated" in page.text


def test_findings_have_both_sides(page: Page) -> None:
    """Each finding has its arithmetic, every place that it cites, and links to its records."""
    for finding in audit(alibaba):
        assert plain(finding.arithmetic) in page.text
        for place in finding.citations:
            assert all(part in page.text for part in (place.text, place.section) if part)
    assert 'Between: <a href="#ai-related-products.revenue-share.fy2026-q4">' in page.html


def test_who_is_left_out_and_why(page: Page) -> None:
    """Value for money ranks comparable models, and names the others with the reason."""
    assert re.search(r"Qwen 3\.6 77\.2 % .*\$1\.35 .*57\.19", page.text)
    assert "no price Tongyi Qianwen, Qwen3, Qwen3-Coder-480B" in page.text
    assert "No price is stated of Tongyi Qianwen, Qwen3," in page.text


def test_an_only_reporter_takes_no_column_of_another(tmp_path: Path) -> None:
    """Where all scores are by one reporter, the table has no column of it, and no cell is moved."""
    price = TokenPrice(currency="USD", input=1, output=1)
    ranked = model("rocket", prices=(price,), scores=(score("80 %", reported_by="lab"),))
    page = page_on(with_models(ranked), tmp_path)

    assert "rocket 80 % “80 %”: report $1 80 0.0125 yes Scores:" in page.text


def test_every_price_is_there(tmp_path: Path) -> None:
    """Tiers and other prices have rows with plan and host; free and not stated are not the same."""
    price = TokenPrice(
        currency="USD",
        input=0,
        output="2.5",
        cache_read="0.1",
        tiers=(PriceTier(threshold=128_000, input=3), PriceTier(threshold=256_000, inclusive=True)),
        other=(OtherPrice(kind="web search", unit="thousand searches", price=10),),
        host="elsewhere",
        region="EU",
        plan="promotion",
        effective=Period("2026-01"),
        citations=(Citation(source="list", section="Prices", text="$0 / $2.50"),),
    )
    modalities = Modalities(input=("text", "image"), output=("text",))
    other = Entity(id="elsewhere", name="Elsewhere", kind="platform")
    priced = model(
        "rocket",
        prices=(price,),
        released=Period("2026"),
        retires=Period("2027"),
        modalities=modalities,
    )
    text = page_on(with_models(priced, entities=Catalog([other])), tmp_path).text

    terms = "promotion Elsewhere EU January 2026 “$0 / $2.50”: list, Prices"
    assert f"rocket free $2.50 $0.10 {terms}" in text
    assert f"rocket over 128,000 input tokens $3 not stated not stated {terms}" in text
    assert "rocket from 256,000 input tokens not stated" in text
    assert f"rocket web search $10 per thousand searches {terms}" in text
    assert "(not stated of any: cache write, seen, reported by)" in text
    assert "rocket 2026 retires 2027" in text
    assert "in: text, image; out: text" in text


def test_benchmarks_that_cannot_be_compared_say_so(tmp_path: Path) -> None:
    """Ranks, and prices in two currencies, are not compared, and the page says why."""
    prices = [(TokenPrice(currency=currency, input=1, output=2),) for currency in ("USD", "CNY")]
    models = [
        model(f"m{number}", prices=each, scores=(score("80 %"),))
        for number, each in enumerate(prices)
    ]
    ranked = model("m2", scores=(score("rank 3", benchmark="place"), score("5 %", benchmark="x")))
    page = page_on(with_models(*models, ranked), tmp_path)

    sound(page)
    assert "Solved: the prices are in CNY and USD" in page.text
    assert "Place: scores on Place are of the scale rank" in page.text
    assert "No model has a price and a score." in page.text


def test_sections_without_facts_are_left_out(tmp_path: Path) -> None:
    """A provider with nothing but an id makes a sound page, without empty tables or charts."""
    page = page_on(Provider(id="bare"), tmp_path)

    sound(page)
    assert "No source of the facts is stated." in page.text
    assert "<h2>" not in page.html
    assert "<table" not in page.html
    assert "<svg" not in page.html


@pytest.fixture(scope="module")
def page_on_acme(acme: Provider, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page on a small provider."""
    return page_on(acme, tmp_path_factory.mktemp("report"))


def test_few_facts_make_a_page(page_on_acme: Page) -> None:
    """The page on a small provider shows all its facts."""
    page = page_on_acme

    sound(page)
    assert "Fiscal year ends 30 June" in page.text
    assert "a primary source (Acme, 1 June 2026, https://acme.example/report)" in page.text
    assert '<a href="https://acme.example/report" rel="noopener noreferrer"' in page.html
    assert "Head, Acme Labs, until 2020" in page.text
    assert "Cloud by Acme, Anvil until 2024" in page.text
    assert "Rocket 3 comes out (planned)" in page.text


def test_former_roles_and_names_say_so(tmp_path: Path) -> None:
    """Former roles and names are marked as such where no date is stated."""
    provider = Provider(
        id="acme",
        people=Catalog(
            [Person(id="ada", names=("Ada",), roles=(Role(title="Head", current=False),))]
        ),
        products=Catalog(
            [Product(id="app", name="App", kind="service", former_names=(FormerName(name="Old"),))]
        ),
    )
    page = page_on(provider, tmp_path)

    assert "Ada Head, no longer" in page.text
    assert "App formerly Old" in page.text


def test_the_measures_with_the_most_figures_have_charts(tmp_path: Path) -> None:
    """Of seven measures six have a chart, wide and narrow; every figure has a row."""
    figures = [
        figure(f"m{measure}.{year}", f"${year - measure} billion", str(year), measure=f"m{measure}")
        for measure in range(7)
        for year in range(2020, 2024 if measure else 2023)
    ]
    page = page_on(with_metrics(*figures), tmp_path)

    assert 12 == page.html.count("<svg")
    assert 'aria-label="Chart of figures: m6. The table below has them too"' in page.html
    assert "figures: m0" not in page.html
    assert {each.id for each in figures} <= page.rows.keys()
    assert f"{len(figures)} rows" in page.text


@pytest.mark.parametrize(("duration", "words"), [("P3Y", "3 years"), ("PT12H", "PT12H")])
def test_lengths_of_time_are_worded(duration: str, words: str, tmp_path: Path) -> None:
    """A duration of days or more is put in words, one of hours is kept as stated."""
    page = page_on(with_metrics(figure("plan", "$3 billion", duration=duration)), tmp_path)

    assert f"Revenue acme · over {words}" in page.text


def hostile(value: Any) -> Any:
    """Return a record with every text made hostile, except ids and words of closed lists."""
    texts = ("name", "title", "description", "note", "text", "section", "locator", "publisher")
    changed: dict[str, Any] = {
        each: HOSTILE for each in (*texts, "label", "legal_name") if getattr(value, each, None)
    }
    if citations := getattr(value, "citations", ()):
        changed["citations"] = tuple(map(hostile, citations))
    return evolve(value, **changed)


def test_hostile_texts_stay_texts(acme: Provider, tmp_path: Path) -> None:
    """Any text is shown as it is, and adds no element, attribute or change of direction."""
    sections = ("business_units", "models", "products", "metrics", "claims", "entities", "sources")
    changed: dict[str, Any] = {
        name: Catalog(map(hostile, getattr(acme, name))) for name in (*sections, "measures")
    }
    company = evolve(hostile(acme.company), headquarters=HOSTILE)
    changed["events"] = [hostile(event) for event in acme.events]
    page = page_on(evolve(acme, company=company, **changed), tmp_path)

    sound(page)
    assert page.text.count(AS_TEXT) > 50
    assert "onload" not in {name for _, each in page.elements for name in each}
    assert "\u202e" not in page.html
    assert "\x00" not in page.html


def test_hostile_names_and_addresses_stay_texts(tmp_path: Path) -> None:
    """A name ends no style, title or attribute, and only `http` and anchors become links."""
    ended = '</style></title><script>alert(1)</script>"}'
    addresses = (
        "javascript:alert(1)",
        'https://a.example/"onload="x',
        "JAVASCRIPT://a.example",
        "#x y",
    )
    cited = tuple(Citation(source=address, text=ended) for address in addresses)
    rivals = [
        figure(f"rival-{amount}", f"${amount} billion", period="2026", citations=cited)
        for amount in (3, 4)
    ]
    company = Company(id="acme", name=ended)
    page = page_on(evolve(with_metrics(*rivals), company=company), tmp_path)

    sound(page)
    assert 1 == page.html.count("</style>")
    assert 1 == page.html.count("</title>")
    assert ended in page.text
    assert [] == [
        link for link in page.all("href") if not link.startswith(("#", "https://creative"))
    ]


def test_hostile_ids_find_one_element_at_most(tmp_path: Path) -> None:
    """Ids with blanks, quotes and signs are anchors; no anchor is there twice."""
    ids = ['a b"<>', 'a b"<>', "100%41", "section:models", "é#?&", "a\tb"]
    provider = with_models(*(model(id, family=id) for id in ids))
    page = page_on(evolve(provider, company=Company(id="é#?&", legal_name="E")), tmp_path)

    sound(page)
    assert {'a-b"<>', "100%41", "é#?&", "a-b"} <= set(page.all("id"))


def test_the_same_provider_gives_the_same_bytes(
    acme: Provider, page_on_acme: Page, tmp_path: Path
) -> None:
    """The date, settings of matplotlib and the decimal context do not change the page."""
    with style.context({"font.size": 30, "svg.fonttype": "none"}), localcontext(prec=2):
        report(acme, tmp_path / "page.html")

    assert page_on_acme.html.encode() == (tmp_path / "page.html").read_bytes()
    assert "dc:date" not in page_on_acme.html


def test_a_failure_leaves_nothing_behind(acme: Provider, tmp_path: Path) -> None:
    """A missing folder, or a folder in place of the file, is an OSError, and no file is left."""
    (tmp_path / "folder").mkdir()

    with pytest.raises(FileNotFoundError, match="no such folder"):
        report(acme, tmp_path / "missing" / "page.html")
    with pytest.raises(OSError, match="folder"):
        report(acme, tmp_path / "folder")
    assert ["folder"] == [each.name for each in tmp_path.rglob("*")]


def test_a_report_replaces_the_file(acme: Provider, tmp_path: Path) -> None:
    """An existing file is replaced, and nothing else is left in the folder."""
    (tmp_path / "page.html").write_text("old")

    written = report(acme, tmp_path / "page.html")

    assert "<Exported report on Acme at page.html>" == repr(written)
    assert (tmp_path / "page.html", ("acme",)) == (written.path, written.providers)
    assert "<h1>Acme</h1>" in Path(written).read_text("utf-8")
    assert ["page.html"] == [each.name for each in tmp_path.iterdir()]


def test_a_report_is_about_a_provider_or_a_market(tmp_path: Path) -> None:
    """Something else than these is refused before anything is written."""
    with pytest.raises(TypeError, match="expected a Provider or a Market, got <Model rocket"):
        report(cast("Provider", model("rocket")), tmp_path / "r.html")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("library", ["jinja2", "matplotlib"])
def test_without_its_extra_nothing_is_written(library: str, tmp_path: Path) -> None:
    """The error says what to install, before a file is touched."""
    path = tmp_path / "page.html"
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from aiproviders import Provider, errors, report\n"
        "try:\n"
        f"    report(Provider(id='x'), {str(path)!r})\n"
        "except errors.MissingExtraError as error:\n"
        "    print(error)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )

    assert f"this needs {library}: pip install " in result.stdout
    assert "[report]" in result.stdout
    assert not path.exists()


# Colors

_COLORS = re.compile(r"--(\w+): #([0-9a-f]{6})")


def _luminance(color: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", range(3), ids=["light", "dark", "paper"])
def test_colors_stand_out(scheme: int) -> None:
    """Every color of text has a contrast of 4.5 to both backgrounds (WCAG 2.2, AA)."""
    sheet = files("aiproviders._report").joinpath("templates", "report.css").read_text("utf-8")
    roots = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    colors = dict(_COLORS.findall(roots[scheme]))

    assert 3 == len(roots)
    for background in ("page", "panel"):
        for text in colors.keys() - {"page", "panel", "line"}:
            dark, light = sorted(_luminance(colors[each]) for each in (text, background))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{text} on {background}"


def test_unusual_kinds_of_use_share_a_column(tmp_path: Path) -> None:
    """What few prices state stands in words, of each tier its own, and there is no empty column."""
    price = TokenPrice(
        currency="USD",
        input=1,
        output=2,
        reasoning=4,
        unstated=("input_image",),
        tiers=(PriceTier(threshold=128_000, input=3, searches=10),),
        hours="22:00-06:00",
    )
    text = page_on(with_models(model("rocket", prices=(price,))), tmp_path).text
    plain = page_on(with_models(model("rocket", prices=(USUAL,))), tmp_path).text

    assert "rocket $1 $2 reasoning $4, input image not stated list 22:00-06:00 UTC" in text
    assert "searches $10 per thousand, input image not stated list 22:00-06:00 UTC" in text
    assert "Further kinds" in text
    assert "urther kinds" not in plain


USUAL = TokenPrice(currency="USD", input=1, output=2)
