"""Write the report: an HTML page with all that is known of a provider."""

import os
from html import escape
from importlib.resources import files

from aiproviders._display.html import text_html
from aiproviders._display.views import sources_words
from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import import_library
from aiproviders._records.provider import Provider
from aiproviders._report.record_index import SECTION_PREFIX
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


def report(provider: Provider, path: str | os.PathLike[str]) -> None:
    """Write all that is known of a provider to one self-contained HTML page.

    The page loads nothing: no script, font or picture from elsewhere. Every record has its id as
    an anchor, such as `#alibaba.revenue.fy2026`. The same provider gives the same bytes, and an
    existing file is replaced in one step.

    Args:
        provider: The provider.
        path: The file to write, such as `alibaba.html`.

    Raises:
        TypeError: Something else than a provider is given.
        MissingExtraError: matplotlib, which draws the charts, is not installed.
        OSError: The file cannot be written.
    """
    check_type(provider, Provider)
    with replacing(path) as unfinished:
        unfinished.write_bytes(_page(provider).encode())


def _page(provider: Provider) -> str:
    import_library("matplotlib", "charts")
    from aiproviders._report.sections import sections

    style = files("aiproviders._report").joinpath("report.css").read_text("utf-8")
    written = tuple(sections(provider))
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
<title>{escape(printable(provider.name))}: what is publicly known</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#{SECTION_PREFIX}start">Skip to the facts</a>
{_header(provider)}
<nav aria-label="Contents"><ol>{contents}</ol></nav>
<main id="{SECTION_PREFIX}start">
{main}
</main>
<footer>{_LICENSE}<p>Written by aiproviders {__version__}.</p></footer>
</body>
</html>
"""


def _header(provider: Provider) -> str:
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
