"""Write the report: an HTML page with all that is known of a provider, or one on a market."""

import os
from collections.abc import Iterable
from html import escape
from importlib.resources import files

from aiproviders._display.html import text_html
from aiproviders._display.views import sources_words
from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import import_library
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._report.links import SECTION_PREFIX
from aiproviders._report.section import Section
from aiproviders._values.arguments import check_type
from aiproviders._values.version import __version__
from aiproviders._values.wording import counted, printable

_LEGEND = (
    '<p class="legend">How values are stated: <span>80.4 %</span> as printed · '
    '<span class="approximate">~80 %</span> about so much · '
    '<span class="bounded">400+</span> a bound or a range · '
    "<span>free</span> a price of zero · "
    '<span class="unknown">not stated</span> the sources do not say · '
    "<span>$2.50<sup>†</sup></span> inferred from what is usual, and not stated.</p>"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LICENSE = (
    "<p>Facts are free. Data that aiproviders bundles are offered under "
    '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>, for which naming the '
    "data set and its version is enough; data from elsewhere, under the terms of whoever "
    "published them. The words quoted from a source remain those of the source.</p>"
)


def report(subject: Provider | Market, path: str | os.PathLike[str]) -> None:
    """Write all that is known of a provider, or what a market holds, to one HTML page.

    The page of a market has its labs, the prices of the models on sale, what changed in the last
    months, a ranking and where statements disagree.

    The page loads nothing: no script, font or picture from elsewhere. Every record on it has its id
    as an anchor, such as `#alibaba.revenue.fy2026`. The same facts give the same bytes, and an
    existing file is replaced in one step.

    Args:
        subject: The provider or the market.
        path: The file to write, such as `alibaba.html`.

    Raises:
        TypeError: Something else than a provider or a market is given.
        MissingExtraError: matplotlib, which draws the charts, is not installed.
        OSError: The file cannot be written.
    """
    check_type(subject, Provider, Market)
    import_library("matplotlib", "charts")
    from aiproviders._report import market_sections, sections

    with replacing(path) as unfinished:
        if isinstance(subject, Market):
            page = _page(str(subject), _market_header(subject), market_sections.sections(subject))
        else:
            title = f"{subject.name}: what is publicly known"
            page = _page(title, _provider_header(subject), sections.sections(subject))
        unfinished.write_bytes(page.encode())


def _page(title: str, header: str, sections: Iterable[Section]) -> str:
    style = files("aiproviders._report").joinpath("report.css").read_text("utf-8")
    written = tuple(sections)
    contents = "".join(
        f'<li><a href="#{SECTION_PREFIX}{each.name}">{each.heading}</a>' for each in written
    )
    main = "\n".join(
        f'<section id="{SECTION_PREFIX}{each.name}"><h2>{each.heading}</h2>{each.html}</section>'
        for each in written
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(printable(title))}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#{SECTION_PREFIX}start">Skip to the facts</a>
{header}
<nav aria-label="Contents"><ol>{contents}</ol></nav>
<main id="{SECTION_PREFIX}start">
{main}
</main>
<footer>{_LICENSE}<p>Written by aiproviders {__version__}.</p></footer>
</body>
</html>
"""


def _provider_header(provider: Provider) -> str:
    version = text_html(provider.data_version or "not stated")
    newest = text_html(str(provider.newest_fact or "not stated"))
    number = len(provider.sources)
    first = (
        f"All facts on this page are from {counted(number, 'source')}."
        if number
        else "No source of the facts is stated."
    )
    sources = text_html(" ".join([first, *sources_words(provider.sources)]))
    return f"""<header>
<p class="eyebrow">What is publicly known of</p>
<h1>{text_html(provider.name)}</h1>
<p class="edition">Data version {version} · newest fact {newest}</p>
<p class="source">{sources}</p>
{_LEGEND}
</header>"""


def _market_header(market: Market) -> str:
    read = text_html(str(market.prices_read or "on days that are not stated"))
    return f"""<header>
<p class="eyebrow">What is publicly known of the models of {counted(len(market), "lab")}</p>
<h1>The market</h1>
<p class="edition">Edition {text_html(market.edition)} · prices read {read}</p>
{_LEGEND}
</header>"""
