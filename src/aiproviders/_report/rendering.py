"""Write a page by the templates in `templates`, which escape every text that is no markup."""

from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from aiproviders._display.cells import LONG_TEXT, Cell
from aiproviders._display.views import sources_words
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._report import market_sections, sections
from aiproviders._report.blocks import Block
from aiproviders._report.links import SECTION_PREFIX
from aiproviders._values.version import __version__
from aiproviders._values.wording import counted, printable

_MARKS = {
    "approximate": "about",
    "bounded": "a bound or a range",
    "unknown": "not stated by the sources",
}


class _Header(NamedTuple):
    title: str
    eyebrow: str
    heading: str
    edition: str
    origin: str = ""


def rendered(subject: Provider | Market) -> str:
    """Return the page on a provider or a market."""
    if isinstance(subject, Market):
        header, found = _market_header(subject), market_sections.sections(subject)
    else:
        header, found = _provider_header(subject), sections.sections(subject)
    page = _environment().get_template("page.html")
    return page.render(
        header=header, prefix=SECTION_PREFIX, sections=tuple(found), version=__version__
    )


def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        finalize=_finalized,
        loader=FunctionLoader(_template),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    filters: dict[str, Any] = made.filters  # which Jinja2 types as those that it brings
    filters.update(css_text=_css_text, is_long=_is_long, meaning=_MARKS.get, template=_template_of)
    return made


def _template(name: str) -> str:
    return files("aiproviders._report").joinpath("templates", name).read_text("utf-8")


def _template_of(block: Block) -> str:
    """Return the name of the template that writes a block."""
    return f"{type(block).__name__.lower()}.html"


def _finalized(value: Any) -> str:
    """Return a value as text that cannot change the text around it; markup as it is."""
    return value if isinstance(value, Markup) else printable(str(value))


def _css_text(text: str) -> Markup:
    """Return a text as a string of CSS, in which every sign is escaped that could end it."""
    signs = (
        sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} "
        for sign in printable(text)
    )
    return Markup('"{}"').format("".join(signs))


def _is_long(cell: Cell) -> bool:
    """Whether a line of a cell would make a tower of single words in a narrow column."""
    return max(map(len, (cell.text, *cell.details.split("\n")))) > LONG_TEXT


def _provider_header(provider: Provider) -> _Header:
    version = provider.data_version or "not stated"
    newest = provider.newest_fact or "not stated"
    number = len(provider.sources)
    first = (
        f"All facts on this page are from {counted(number, 'source')}."
        if number
        else "No source of the facts is stated."
    )
    return _Header(
        title=f"{provider.name}: what is publicly known",
        eyebrow="What is publicly known of",
        heading=provider.name,
        edition=f"Data version {version} · newest fact {newest}",
        origin=" ".join([first, *sources_words(provider.sources)]),
    )


def _market_header(market: Market) -> _Header:
    read = market.prices_read or "on days that are not stated"
    return _Header(
        title=f"The market, edition {market.edition}",
        eyebrow=f"What is publicly known of the models of {counted(len(market), 'lab')}",
        heading="The market",
        edition=f"Edition {market.edition} · prices read {read}",
    )
