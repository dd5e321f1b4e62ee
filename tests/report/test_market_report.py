"""The report on a market: its counts, ranking, prices, changes and disagreements."""

import re
from html import unescape
from pathlib import Path

import pytest
from made_up import MARKET
from made_up.facts import event, model, score, with_models
from made_up.html_page import Page, page_on, plain, sound

from aiproviders import (
    Catalog,
    Citation,
    Market,
    Provider,
    Source,
    TokenPrice,
    audit,
    market,
    price_performance,
    timeline,
)
from aiproviders._analysis.market.counts import is_on_sale
from aiproviders.types import EventKind

KINDS: tuple[EventKind, ...] = ("model-release", "price-change", "model-retirement")
PAGE = "https://maker.example/pricing"
COPY = "https://web.archive.org/web/20260101000000/https://maker.example/pricing"
COMMIT = "https://catalog.example/models.dev/commit/1"
HEADINGS = [
    "Summary", "Ranking", "Labs", "Prices of models on sale", "Changes", "Disagreements", "Sources",
]  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page on the bundled market."""
    return page_on(market, tmp_path_factory.mktemp("report"))


@pytest.fixture
def small() -> Market:
    """A made-up market of three labs."""
    return Market.load(MARKET)


def section(page: Page, name: str) -> str:
    """Return the HTML of a section."""
    found = re.search(f'<section id="section:{name}">(.*?)</section>', page.html, re.DOTALL)
    return found[1] if found else ""


def test_the_page_is_sound(page: Page) -> None:
    """Ids are unique, links lead somewhere, charts are XML, and the file stays below 900 kB."""
    sound(page)

    assert len(page.html.encode()) < 900_000
    assert re.findall("<h2>(.*?)</h2>", page.html) == HEADINGS


def test_the_page_names_the_edition_the_counts_and_the_licenses(page: Page) -> None:
    """The page has the edition, reading days, counts, digest, and each source at second hand."""
    assert f"Edition {market.edition} · prices read {market.prices_read}" in page.text
    on_sale = len(market.models.where(is_on_sale))
    models = f"Models {len(market.models)} of {len(market)} labs, {on_sale} of them on sale"
    assert models in page.text
    assert plain(market.cite()) in page.text
    for source in market.sources.where(kind="secondary"):
        assert plain(source.title) in plain(section(page, "sources"))
        assert plain(source.note or "") in page.text
    licensed = section(page, "sources")
    assert 4 <= licensed.count("MIT License")
    assert "CC BY 4.0" in licensed


def test_the_summary_is_the_market_in_short(page: Page) -> None:
    """Page one has counts, ten models with their picture, the newest ones, and disputed prices."""
    summary = section(page, "summary")
    text = plain(unescape(re.sub("<.*?>", " ", summary.replace("\n", " "))))
    ranked = price_performance(market.models).rows
    releases = timeline(market, kind="model-release").where(status="happened")
    disputed = audit(market).where(rule="price")

    assert '<figure><svg xmlns="http://www.w3.org/2000/svg" class="wide"' in summary
    assert all(f"{row.model.name}" in text for row in ranked[:10])
    assert f"{ranked[10].score_per_price}" not in text
    assert releases[-1].title in text
    assert f"Disputed prices ({len(disputed)})" in text
    assert disputed[0].arithmetic.partition(": ")[2] in text


def test_every_model_on_sale_has_a_row(page: Page) -> None:
    """Each model on sale has a row that can be linked to, with its list price; others have none."""
    for each in market.models:
        row = page.rows.get(each.id)
        assert is_on_sale(each) == (row is not None), each.id
        if row and each.list_price:
            assert row.startswith(each.name)
            assert str(each.list_price).split(" per ")[0].split(" in")[0] in row
    heads = re.findall('<th scope="row"[^>]*>([^<]*)', section(page, "prices"))
    assert {each.name for each in market.models if is_on_sale(each)} == {*heads}


def test_the_ranking_is_that_of_the_library(page: Page) -> None:
    """The ranking has the rows of `price_performance` in order, and names all that is left out."""
    result = price_performance(market.models)
    text = page.text

    places = list[int]()
    for row in result.rows:
        name = f"{row.model.name} ({row.variant})" if row.variant else row.model.name
        places.append(text.index(f"{name} {market[row.model.provider].name} {row.score}"))
    assert sorted(places) == places
    assert f"{len(result.excluded)} models left out, and why" in text
    assert f"{len(result.newer)} models on sale newer than the last run" in text
    assert all(each.name in text for each in result.newer)
    assert '<a href="https://logs.epoch.ai/' in section(page, "ranking")
    assert all(each.model.name in text and each.reason in text for each in result.excluded)


def test_each_lab_has_its_counts_and_its_prices(page: Page) -> None:
    """A row of counts leads to the prices of the lab, which are folded under its name."""
    assert re.search(
        r'<a href="#section:prices-openai">OpenAI</a><td class="n"[^>]*>72<', page.html
    )
    assert len(market) == page.html.count('<div id="section:prices-')
    assert "<summary>OpenAI: 42 models on sale</summary>" in page.html


def test_prices_say_what_there_is_to_know(page: Page) -> None:
    """A row has what is to come, further prices, other offers, and who states the price."""
    row = page.rows["claude-opus-4-5"]
    link = re.search('id="claude-opus-4-5".*?<a href="([^"]*)"', page.html, re.DOTALL)
    price = market.models["claude-opus-4-5"].price

    assert "claude-opus-4-5 out since 24 November 2025" in row
    assert "200,000 $5 $25 $0.50 $6.25" in row
    assert "also batch" in row
    assert "also at Microsoft Azure, Google Vertex AI, Amazon Bedrock" in row
    assert link
    assert link[1] in price.stated_by
    assert "until 31 December 2026, then $1.50 / $7.50" in page.rows["gemini-3.8-flash"]
    assert "served until" in page.rows["gpt-5"]


@pytest.mark.parametrize(
    ("cited", "linked"),
    [
        ((COMMIT, COPY, PAGE, "list"), "maker.example +2"),
        ((COMMIT, COPY, "list"), "web.archive.org +1"),
        ((COMMIT, "list"), "catalog.example"),
        (("list",), ""),
    ],
)
def test_the_nearest_page_is_linked(cited: tuple[str, ...], linked: str, tmp_path: Path) -> None:
    """A page comes before a copy in an archive, and both before a change of a price catalog."""
    places = tuple(Citation(source=source) for source in cited)
    price = TokenPrice(currency="USD", input=1, output=2, citations=places)
    sources = [
        *(Source(id=page, title=page, url=page) for page in (PAGE, COPY)),
        Source(id=COMMIT, title=COMMIT, url=COMMIT, derived_from=("list",)),
        Source(id="list", title="Price list", kind="secondary"),
    ]
    lab = with_models(model("rocket", prices=(price,), citations=()), sources=Catalog(sources))
    page = page_on(Market([lab], edition="2026.11"), tmp_path)

    assert page.rows["rocket"].startswith(f"rocket $1 $2 {linked} Price list".replace("  ", " "))


def test_prices_that_depend_on_the_hour_have_a_row_each(page: Page) -> None:
    """Where no single price is in force, all that are have rows with their hours."""
    assert re.search(
        r"DeepSeek V4 Pro deepseek-v4-pro .*the price depends on the hour 00:00-01:00.*"
        r"1,000,000 \$0\.66 \$1\.98 .*DeepSeek V4 Pro 01:00-04:00.* \$1\.32 \$3\.96",
        page.text,
    )


def test_changes_are_those_of_the_timeline(page: Page) -> None:
    """New models, ends and changes of prices since August 2026 are there, and what is to come."""
    changes = section(page, "changes")
    text = plain(re.sub("<.*?>", " ", changes))
    dated = timeline(market, since="2026-08", kind=KINDS)
    happened = dated.where(status="happened")

    for kind in KINDS:
        events = happened.where(kind=kind)
        assert len(events)
        assert f"({len(events)})" in text
        assert all(event.title in text for event in events)
    assert f"To come ({len(dated.where(status='planned'))})" in text
    assert "Since August 2026, the last first" in text
    assert text.index("Claude Opus 5.5 is released") < text.index("Qwen3.8 Max is released")
    assert "Alibaba expects to spend" not in text
    assert "<svg" in changes


def test_disagreements_have_both_sides_and_the_reason(page: Page) -> None:
    """Each disputed price has both sides, where they stand, and the note that decides."""
    found = audit(market).where(rule="price")
    shown = section(page, "disagreements")

    assert f"<h3>Prices ({len(found)})</h3>" in shown
    for finding in found:
        assert plain(finding.arithmetic) in page.text
        assert all(place.text in page.text for place in finding.citations if place.text)
    assert 'About: <a href="#qwen3.7-plus">' in shown
    assert "<h3>Other facts (1)</h3>" in shown
    assert "outside the range of its family" in shown


def test_a_small_market_makes_a_page(small: Market, tmp_path: Path) -> None:
    """A market without a ranking says why; ended models have their successor's name or none."""
    page = page_on(small, tmp_path)

    sound(page)
    assert "Edition 2026.11" in page.text
    assert "Since August 2026, the last first" in page.text
    assert "Orbit 2: $3 / $15 becomes $2 / $10 per million tokens" in page.text


def test_a_market_without_facts_makes_a_page(tmp_path: Path) -> None:
    """A market without labs has a summary, and says that nothing can be ranked."""
    page = page_on(Market((), edition="2026.11"), tmp_path)

    sound(page)
    assert "prices read on days that are not stated" in page.text
    assert ["Summary", "Ranking", "Sources"] == re.findall("<h2>(.*?)</h2>", page.html)


def test_a_lab_with_nothing_on_sale_leads_nowhere(tmp_path: Path) -> None:
    """A lab whose models have all ended is counted without a link, and has no prices."""
    price = TokenPrice(currency="USD", input=1, output=2)
    ranked = model("rocket", prices=(price,), scores=(score("80 %"),))
    gone = model("gone", provider="old-co", status="retired")
    labs = with_models(ranked), Provider(id="old-co", models=Catalog([gone]))
    page = page_on(Market(labs, edition="2026.11"), tmp_path)

    sound(page)
    assert "<summary>acme: 1 model on sale</summary>" in page.html
    assert "old-co:" not in page.html
    assert "old-co 1 0 0" in page.text


def test_nothing_is_left_out_without_a_word(tmp_path: Path) -> None:
    """Where every model is ranked, nothing is said to be left out."""
    price = TokenPrice(currency="USD", input=1, output=2)
    lab = with_models(model("rocket", prices=(price,), scores=(score("80 %"),)))
    page = page_on(Market([lab], edition="2026.11"), tmp_path)

    sound(page)
    assert "rocket 80 %" in page.text
    assert "left out" not in page.text
    assert "<svg" not in page.html


def test_without_days_all_changes_are_told(tmp_path: Path) -> None:
    """Where no day of reading is stated, no change with a date is left out as too old."""
    prices = (
        TokenPrice(currency="USD", input=2, output=4, effective="2020-01-01"),
        TokenPrice(currency="USD", input=1, output=2, effective="2020-02-01"),
    )
    undecided = (
        TokenPrice(currency="USD", input=1, output=2),
        TokenPrice(currency="USD", input=2, output=3),
    )
    own = TokenPrice(currency="USD", input=1, output=2, host="cloud")
    told = event("boast", None, ("old",), kind="announcement")
    lab = with_models(
        model("old", prices=prices, scores=(score("80 %"),)),
        model("two", prices=undecided),
        model("hosted", prices=(own,)),
        events=[told],
    )
    page = page_on(Market([lab], edition="2020.02"), tmp_path)

    sound(page)
    assert "old: $2 / $4 becomes $1 / $2 per million tokens" in page.text
    assert "The last first" in page.text
    assert "Boast" not in page.text
    assert "no list price by its maker is stated; the hosts with prices are 'cloud'" in page.text
