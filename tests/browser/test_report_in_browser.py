"""The report as Chromium shows it, on screens of several widths and on paper."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest
from made_up.visible_texts import VISIBLE_TEXTS
from playwright.sync_api import Browser, Page, sync_playwright

from aiproviders import Market, Provider, alibaba, market, report

Shown: TypeAlias = tuple[str, int, Literal["light", "dark"]]
SUBJECTS: dict[str, Provider | Market] = {"alibaba": alibaba, "market": market}
WIDTHS = (360, 768, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        # The tests may run as root, in a container of their own.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages on Alibaba and on the market."""
    folder = tmp_path_factory.mktemp("report")
    for name, subject in SUBJECTS.items():
        report(subject, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in SUBJECTS}


@pytest.fixture
def page(
    browser: Browser, paths: dict[str, Path], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page at a width and in a color scheme, without a network, with all that is folded open."""
    default: Shown = ("alibaba", 1440, "light")
    name, width, scheme = getattr(request, "param", default)
    context = browser.new_context(
        offline=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(paths[name].as_uri())
    page.eval_on_selector_all("details", "each => each.forEach(one => { one.open = true })")
    yield page
    context.close()


everywhere = pytest.mark.parametrize(
    "page",
    [(name, width, scheme) for name in SUBJECTS for width in WIDTHS for scheme in SCHEMES],
    indirect=True,
    ids=lambda shown: "-".join(map(str, shown)),
)
both = pytest.mark.parametrize(
    "page",
    [(name, 1440, "light") for name in SUBJECTS],
    indirect=True,
    ids=lambda shown: shown[0],
)


@pytest.mark.parametrize("name", SUBJECTS)
def test_nothing_is_asked_for_and_nothing_fails(
    browser: Browser, paths: dict[str, Path], name: str
) -> None:
    """Opening the page requests only the file, and logs no warning or error."""
    path = paths[name]
    context = browser.new_context(offline=True)
    page = context.new_page()
    requests: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    context.close()

    assert [path.as_uri()] == requests
    assert [] == problems


@everywhere
def test_the_page_never_scrolls_sideways(page: Page) -> None:
    """The page is no wider than the window; wider tables scroll in boxes of their own."""
    widths: list[int] = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )

    assert widths[1] >= widths[0]


@everywhere
def test_texts_are_large_and_stand_out(page: Page) -> None:
    """Text has 12 pixels or more, and a contrast of 4.5 (WCAG 2.2, AA)."""
    texts: list[dict[str, Any]] = page.evaluate(VISIBLE_TEXTS, "body")

    assert len(texts) > 500
    assert [] == [text for text in texts if text["size"] < 12 or text["contrast"] < 4.5]


@everywhere
def test_charts_stand_on_a_light_ground(page: Page) -> None:
    """The background of charts, whose lines are dark, is white in every color scheme."""
    grounds: list[str] = page.eval_on_selector_all(
        "figure", "each => each.map(one => getComputedStyle(one).backgroundColor)"
    )

    assert len(grounds) >= 2
    assert {"rgb(255, 255, 255)"} == set(grounds)


def test_the_scheme_of_the_reader_is_followed(browser: Browser, paths: dict[str, Path]) -> None:
    """The page is light or dark as the reader's system is."""
    grounds: list[str] = []
    for scheme in SCHEMES:
        context = browser.new_context(offline=True, color_scheme=scheme)
        page = context.new_page()
        page.goto(paths["market"].as_uri())
        grounds.append(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
        context.close()

    assert ["rgb(255, 255, 255)", "rgb(20, 24, 29)"] == grounds


@both
def test_headings_and_links_as_the_browser_sees_them(page: Page) -> None:
    """There is one first heading, no level is skipped, and every internal link has one target."""
    levels: list[int] = page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "each => each.map(one => Number(one.tagName[1]))"
    )
    lost: list[str] = page.eval_on_selector_all(
        'a[href^="#"]',
        """each => each.map(one => decodeURIComponent(one.hash.slice(1)))
           .filter(id => document.querySelectorAll('#' + CSS.escape(id)).length !== 1)""",
    )

    assert 1 == levels[0]
    assert 1 == levels.count(1)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [] == lost


def test_a_figure_is_reached_by_its_id(page: Page) -> None:
    """An address that ends with the id of a record scrolls to it."""
    page.goto(f"{page.url}#alibaba.revenue.fy2026")

    assert page.locator("#alibaba\\.revenue\\.fy2026").evaluate("one => one.matches(':target')")
    assert page.evaluate("() => window.scrollY") > 0


@both
def test_tables_have_captions_and_headings(page: Page) -> None:
    """Every table has a caption, headings of columns and a heading of each row."""
    poor: list[str] = page.eval_on_selector_all(
        "table",
        """each => each.filter(one => !one.caption
             || [...one.tHead.querySelectorAll('th')].some(cell => cell.scope !== 'col')
             || [...one.tBodies[0].rows].some(row => row.cells[0].scope !== 'row'))
           .map(one => one.textContent.slice(0, 60))""",
    )

    assert [] == poor


def test_the_keyboard_reaches_the_facts(page: Page) -> None:
    """The first press of Tab goes to a visible link that skips the contents."""
    page.keyboard.press("Tab")

    assert "Skip to the facts" == page.evaluate("() => document.activeElement.textContent")
    assert page.evaluate("() => document.activeElement.getBoundingClientRect().left") >= 0


@pytest.mark.parametrize(
    "page", [(name, 1440, "dark") for name in SUBJECTS], indirect=True, ids=SUBJECTS
)
def test_paper_is_white_and_shows_addresses(page: Page) -> None:
    """On paper the background is white, text stands out, and links show their addresses."""
    page.emulate_media(media="print")
    texts: list[dict[str, Any]] = page.evaluate(VISIBLE_TEXTS, "body")
    address: str = page.eval_on_selector(
        'footer a[href^="https"]', "one => getComputedStyle(one, '::after').content"
    )

    assert "rgb(255, 255, 255)" == page.evaluate(
        "() => getComputedStyle(document.body).backgroundColor"
    )
    assert [] == [text for text in texts if text["contrast"] < 4.5]
    assert "creativecommons.org" in address


@both
def test_the_page_prints(page: Page) -> None:
    """Printing gives a PDF of several pages."""
    printed = page.pdf(format="A4")

    assert printed.startswith(b"%PDF-")
    assert len(printed) > 50_000


CUT = """
each => each.filter(one => one.scrollWidth > one.clientWidth).map(one => one.ariaLabel)
"""
A4 = 688  # pixels between the margins


@everywhere
def test_no_table_is_cut(page: Page) -> None:
    """On every screen, and on paper, every table is as wide as its box or less."""
    assert [] == page.eval_on_selector_all(".box", CUT)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 900})
    assert [] == page.eval_on_selector_all(".box", CUT)


@everywhere
def test_a_chart_has_a_picture_for_the_screen(page: Page) -> None:
    """One picture of each chart is seen, drawn so narrow for a phone that its letters are large."""
    drawn: list[list[float]] = page.eval_on_selector_all(
        "figure",
        """each => each.map(one => [...one.children].filter(one => one.checkVisibility())
             .map(one => one.clientWidth / one.viewBox.baseVal.width))""",
    )

    assert {1} == {len(seen) for seen in drawn}
    assert all(scale > 0.9 for (scale,) in drawn)


def test_a_folded_page_is_short(browser: Browser, paths: dict[str, Path]) -> None:
    """As it opens on a phone, a report is 25 screens of a phone or less."""
    for path in paths.values():
        page = browser.new_page(viewport={"width": 360, "height": 900})
        page.goto(path.as_uri())
        assert page.evaluate("() => document.documentElement.scrollHeight") < 25 * 900
        page.close()


def test_what_is_folded_opens_for_a_link_and_on_paper(
    browser: Browser, paths: dict[str, Path]
) -> None:
    """The address of a model opens the prices of its lab alone; on paper, all prices are there."""
    page = browser.new_page()
    page.goto(f"{paths['market'].as_uri()}#claude-opus-4-5")
    hidden, shown = page.locator("#gpt-5"), page.locator("#claude-opus-4-5")

    assert shown.is_visible()
    assert not hidden.is_visible()
    page.emulate_media(media="print")
    assert hidden.is_visible()
    page.close()
