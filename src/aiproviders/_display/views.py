"""Views of objects: the title, facts, tables and notes that are shown of each class.

`view` lays out any object; `html`, `plain_text` and `terminal` write what it gives.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import singledispatch
from typing import Any, cast

from attrs import fields

from aiproviders._analysis.audit.findings import Finding
from aiproviders._analysis.cite import publication_details, source_kind
from aiproviders._analysis.compare import Comparison
from aiproviders._analysis.diff import Changes
from aiproviders._analysis.gaps import Gaps
from aiproviders._analysis.join import Joined
from aiproviders._analysis.price_performance import price_performance
from aiproviders._analysis.ranking import PricePerformance
from aiproviders._display.cells import (
    UNKNOWN,
    Cell,
    Names,
    Table,
    View,
    period_cell,
    signed_cell,
    words_cell,
)
from aiproviders._display.field_cells import field_cell, heading_of
from aiproviders._display.market_view import market_view
from aiproviders._display.price_facts import price_facts
from aiproviders._display.record_tables import records_table
from aiproviders._display.result_views import (
    changes_view,
    comparison_view,
    gaps_view,
    joined_view,
    price_performance_view,
)
from aiproviders._format.bundled import shared_labels
from aiproviders._records.catalog import Catalog, Origin
from aiproviders._records.fields import ABOUT_THE_RECORD
from aiproviders._records.market import Market
from aiproviders._records.model import Model, Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.provider import SECTIONS, Provider
from aiproviders._records.record import Event, Metric, Record, Source
from aiproviders._values.wording import OneLine, counted
from aiproviders.errors import IncomparableError, NotStatedError

# The most figures and events in the view of a provider.
_MOST_FIGURES = 12
_MOST_EVENTS = 8
# Measures that people ask for first.
_HEADLINES = (
    "revenue", "revenue-growth", "adjusted-ebita", "free-cash-flow", "market-cap", "employees",
    "monthly-active-users",
)  # fmt: skip
# Fields that the view of a record has even where they are not stated.
_ALWAYS = {
    "access", "context_window", "date", "license", "period", "prices", "published", "publisher",
    "released", "reported_by", "said_by", "scores", "url",
}  # fmt: skip
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@singledispatch
def view(shown: object) -> View:
    """Return the view of an object, with all rows of its tables."""
    # Results of rooms above this one lay themselves out.
    laid_out: Callable[[], View] | None = getattr(shown, "_view", None)
    if laid_out is not None:
        return laid_out()
    return View(title=str(shown), kind=type(shown).__name__)


@view.register
def _record_view(record: Record) -> View:
    names = shared_labels()
    title = _title(record, names)
    facts = [("Id", Cell(record.id))]
    tables: list[Table] = []
    notes = list(_notes(record))
    for each in fields(cast("Any", type(record))):
        value = getattr(record, each.name)
        if each.name in ABOUT_THE_RECORD or str(value) == title:
            continue
        if objects := _objects(value):
            tables.append(records_table(objects, heading=heading_of(each.name)))
            notes += [part.note for part in objects if getattr(part, "note", None)]
        elif value != each.default or each.name in _ALWAYS:
            facts.append((heading_of(each.name), field_cell(record, each.name, names)))
    facts += _inferred_elsewhere(record, (cell for _, cell in facts))
    if isinstance(record, Model) and (change := find_price(record).change):
        facts.append(("Price in / out", Cell(change)))
    tables.extend(_citation_tables(record))
    return View(title, _kind(record), tuple(facts), tuple(tables), tuple(dict.fromkeys(notes)))


def _objects(value: Any) -> tuple[Any, ...]:
    """Return the objects with fields of their own that a field holds, such as prices."""
    match value:
        case (OneLine(), *_):
            return tuple(value)
        case _:
            return ()


@view.register
def _score_view(score: Score) -> View:
    table = records_table((score,), places=False)
    facts = tuple(_inferred_elsewhere(score, table.rows[0]))
    return View(str(score), _kind(score), facts, (table, *_citation_tables(score)), _notes(score))


@view.register
def _price_view(price: TokenPrice) -> View:
    facts = tuple(price_facts(price, {}))
    return View(
        str(price),
        _kind(price),
        facts=(*facts, *_inferred_elsewhere(price, (cell for _, cell in facts))),
        tables=_citation_tables(price),
        notes=_notes(price),
    )


def _inferred_elsewhere(
    stated: Record | Score | TokenPrice, cells: Iterable[Cell]
) -> Iterator[tuple[str, Cell]]:
    """Yield a fact that names the inferred fields of which there is no cell."""
    signed = {name for cell in cells for name in cell.inferred}
    names = tuple(name for name in stated.inferred if name not in signed)
    if names:
        words = ", ".join(name.replace("_", " ") for name in names)
        yield "Inferred", Cell(words, inferred=names)


def _kind(record: object) -> str:
    return _BETWEEN_WORDS.sub(" ", type(record).__name__).capitalize()


def _citation_tables(record: Record | Score | TokenPrice) -> tuple[Table, ...]:
    return (records_table(record.citations, heading="Where"),) if record.citations else ()


def _notes(record: Record | Score | TokenPrice) -> tuple[str, ...]:
    return (record.note,) if record.note else ()


def _title(record: Record, names: Names) -> str:
    match record:
        case Metric():
            subject = names.get(record.subject, record.subject)
            return f"{subject} · {names.get(record.measure, record.measure)}"
        case Finding():
            return f"{record.severity}: {record.rule}"
        case _:
            return record.lookup_names[0] if record.lookup_names else record.id


@view.register(Catalog)
def _catalog_view(catalog: Catalog[Any]) -> View:
    origin = catalog.origin
    names = dict(origin.labels) if origin else {}
    tables = (records_table(catalog, names=names),) if len(catalog) else ()
    return View(
        title=catalog.name,
        kind=f"{type(catalog).__name__} of {counted(len(catalog), 'record')}",
        tables=tables,
        notes=(
            *filter(None, (catalog._stated_instead,)),
            *([origin_words(origin)] if origin else ()),
        ),
    )


def origin_words(origin: Origin) -> str:
    """Word where a catalog is from, such as `alibaba, data version 2026.06.2; guide: “…”, …`."""
    version = f", data version {origin.data_version}" if origin.data_version else ""
    kinds = {id: f", a {kind} source" for id, kind in origin.kinds}
    named = [(id, title) for id, title in origin.sources if not _is_page(id, title)]
    sources = (f"; {id}: “{title}”{kinds.get(id, '')}" for id, title in named)
    pages = len(origin.sources) - len(named)
    return "".join(
        (origin.provider, version, *sources, f"; {counted(pages, 'page')}" if pages else "")
    )


def _is_page(id: str, title: str) -> bool:
    """Whether nothing but its address is known of a source."""
    return id == title and "://" in id


@view.register
def _provider_view(provider: Provider) -> View:
    names = {record.id: _title(record, {}) for record in provider.records()}
    newest_models = provider.models.sort_by("first_seen", descending=True)
    facts = [
        *_company_facts(provider, names),
        ("Data version", words_cell(provider.data_version)),
        ("Facts until", period_cell(provider.newest_fact)),
        ("Holds", Cell(_holdings(provider))),
    ]
    tables = [
        records_table(newest_models, names=names, heading="Models", places=False),
        *_value_for_money(provider),
        records_table(headline_figures(provider), names=names, heading="Figures"),
        records_table(_latest_events(provider), names=names, heading="Latest events"),
    ]
    return View(
        title=provider.name,
        kind="Provider",
        facts=tuple(facts),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(sources_words(provider.sources)),
    )


def _company_facts(provider: Provider, names: Names) -> list[tuple[str, Cell]]:
    """Return what is stated of the company; nothing where that is its names alone."""
    facts = list(_company_cells(provider, names))
    return facts if any(cell != UNKNOWN for _, cell in facts) else []


def _company_cells(provider: Provider, names: Names) -> Iterator[tuple[str, Cell]]:
    company = provider.company
    if company is not None:
        where = f" in {company.founded_in}" if company.founded_in else ""
        founders = (
            f" by {counted(company.founder_count, 'founder')}" if company.founder_count else ""
        )
        founded = period_cell(company.founded)
        listings = [f"{each.exchange}: {each.ticker}" for each in company.listings]
        leaders = [person.name for person in provider.leaders(company.id)]
        founded = founded._replace(text=f"{founded.text}{where}{founders}")
        yield "Company", field_cell(company, "legal_name", names)
        yield (
            "Founded",
            signed_cell(founded, company, "founded", "founded_in", "founders", "founder_count"),
        )
        yield "Headquarters", field_cell(company, "headquarters", names)
        yield "Listed", signed_cell(words_cell(", ".join(listings)), company, "listings")
        yield "Led by", words_cell(", ".join(leaders))
        if company.flagship:
            yield "Flagship", field_cell(company, "flagship", names)


def _holdings(provider: Provider) -> str:
    counts = [
        f"{section.replace('_', ' ')} {len(getattr(provider, section)):,}"
        for section in SECTIONS
        if len(getattr(provider, section))
    ]
    return ", ".join(counts) or "no records"


def headline_figures(provider: Provider) -> list[Metric]:
    """Return the newest figures: one of each measure first, of which those of the company lead.

    Of these, revenue and what else people ask for first go before other measures.
    """
    current = provider.metrics.preferred.where(
        lambda metric: metric.status == "reported" and metric.period is not None
    )
    newest = sorted(
        current.sort_by("period", descending=True),
        key=lambda metric: (metric.subject != provider.id, _rank(metric.measure)),
    )
    firsts = {metric.measure: metric.id for metric in reversed(newest)}
    newest.sort(key=lambda metric: firsts[metric.measure] != metric.id)
    return newest[:_MOST_FIGURES]


def _rank(measure: str) -> int:
    return _HEADLINES.index(measure) if measure in _HEADLINES else len(_HEADLINES)


def _latest_events(provider: Provider) -> list[Event]:
    happened = [event for event in provider.events if event.status == "happened" and event.date]
    return happened[: -_MOST_EVENTS - 1 : -1]


def _value_for_money(provider: Provider) -> Iterator[Table]:
    try:
        compared = view(price_performance(provider.models))
    except (IncomparableError, NotStatedError):
        return
    for table in compared.tables:
        yield table._replace(heading=compared.title)


def sources_words(sources: Iterable[Source]) -> Iterator[str]:
    """Yield a sentence on each of some sources, and one on all pages that have no title."""
    shown = tuple(sources)
    named = [source for source in shown if not _is_page(source.id, source.title)]
    yield from map(_source_words, named)
    if len(named) < len(shown):
        yield f"Further sources: {counted(len(shown) - len(named), 'page')}, by address."


def _source_words(source: Source) -> str:
    """Word what is known of a source: `Source guide: “Alibaba”, a secondary source (…)`."""
    details = ", ".join(publication_details(source)) or "no publisher, date or address stated"
    return f"Source {source.id}: “{source.title}”, a {source_kind(source)} ({details})."


view.register(PricePerformance, price_performance_view)
view.register(Changes, changes_view)
view.register(Gaps, gaps_view)
view.register(Comparison, comparison_view)
view.register(Joined, joined_view)
view.register(Market, market_view)
