"""Views of objects: the title, facts, tables and notes that are shown of each class.

`view` lays out any object; `html`, `plain_text` and `terminal` write what it gives.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import singledispatch
from typing import Any, cast

from attrs import fields

from aiproviders._analysis.audit.finding import Finding
from aiproviders._display.cells import (
    MOST_ROWS,
    UNKNOWN,
    Cell,
    Names,
    Table,
    View,
    period_cell,
    signed_cell,
    words_cell,
)
from aiproviders._display.field_cells import field_cell, fiscal_names, heading_of
from aiproviders._display.price_facts import price_facts
from aiproviders._display.record_tables import records_table
from aiproviders._display.result_views import RESULT_VIEWS
from aiproviders._format.bundled.vocabulary import shared_labels
from aiproviders._records.catalog import Catalog, Origin
from aiproviders._records.fields import ABOUT_THE_RECORD
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._records.sections.event import Event
from aiproviders._records.sections.metric import Metric
from aiproviders._records.sections.sources import Source
from aiproviders._values.wording import OneLine, counted, listed
from aiproviders.errors import IncomparableError, NotStatedError

# The most figures, events and models in the view of a provider, and the rows first shown of its
# models and of the tables in a record.
_MOST_FIGURES = 6
_MOST_EVENTS = 4
_MOST_MODELS = 20
_FEW = 5
# Measures that people ask for first.
_HEADLINES = (
    "revenue", "revenue-growth", "adjusted-ebita", "free-cash-flow", "market-cap", "employees",
    "monthly-active-users",
)  # fmt: skip
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@singledispatch
def view(shown: object) -> View:
    """Return the view of an object, with all rows of its tables."""
    return _result_view(shown)


def _result_view(shown: object, limit: int | None = None) -> View:
    # Results of rooms above this one lay themselves out.
    laid_out: Callable[[int | None], View] | None = getattr(shown, "_view", None)
    if laid_out is not None:
        return laid_out(limit)
    names = (f"{each.__module__}.{each.__qualname__}" for each in type(shown).__mro__)
    for name in names:
        if name in RESULT_VIEWS:
            return RESULT_VIEWS[name](shown, limit)
    return View(title=str(shown), kind=type(shown).__name__)


@view.register
def _record_view(record: Record) -> View:
    names = shared_labels()
    title = _title(record, names)
    facts = [("Id", Cell(record.id))]
    tables: list[Table] = []
    unstated: list[str] = []
    for each in fields(cast("Any", type(record))):
        value = getattr(record, each.name)
        if each.name in ABOUT_THE_RECORD or str(value) == title:
            continue
        if objects := _objects(value):
            table = records_table(objects, heading=heading_of(each.name))
            tables.append(table._replace(most=_FEW, notes=tuple(_notes_on(objects, table))))
        elif value in (None, ()):
            unstated.append(heading_of(each.name))
        elif value != each.default:
            facts.append((heading_of(each.name), field_cell(record, each.name, names)))
    facts += _inferred_elsewhere(record, (cell for _, cell in facts))
    if isinstance(record, Model) and (change := find_price(record).change):
        facts.append(("Price in / out", Cell(change)))
    # Where a record holds objects that say themselves where they stand, its own places fold.
    tables.extend(each._replace(is_folded=bool(tables)) for each in _citation_tables(record))
    return View(title, _kind(record), tuple(facts), tuple(tables), _notes(record), tuple(unstated))


def _notes_on(objects: Iterable[object], table: Table) -> Iterator[str]:
    """Yield the notes of objects, each behind what its rows begin with, unless it is of all."""
    named: dict[str, list[str]] = {}
    for each, row in zip(objects, table.rows, strict=True):
        if note := getattr(each, "note", None):
            variant = getattr(each, "variant", None)
            named.setdefault(note, []).append(
                f"{row[0].text} ({variant})" if variant else row[0].text
            )
    for note, names in named.items():
        whose = "; ".join(dict.fromkeys(names))
        yield note if len(names) == len(table.rows) else f"{whose}: {note}"


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
    told = {heading_of(kind) for kind in price.unstated}  # that they have a price is stated
    laid_out = tuple(price_facts(price, {}))
    facts = tuple(fact for fact in laid_out if fact[1] != UNKNOWN or fact[0] in told)
    return View(
        str(price),
        _kind(price),
        facts=(*facts, *_inferred_elsewhere(price, (cell for _, cell in facts))),
        tables=_citation_tables(price),
        notes=_notes(price),
        unstated=tuple(name for name, cell in laid_out if (name, cell) not in facts),
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
    if not record.citations:
        return ()
    places = counted(len(record.citations), "place")
    return (records_table(record.citations, heading=f"Where: {places}")._replace(most=_FEW),)


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


def short_view(shown: object, rows: int) -> View:
    """Return the view of an object with the first rows of each table.

    Of a catalog or a result no other rows are laid out than those that HTML has.
    """
    lay_out = view.dispatch(type(shown))
    if lay_out is _catalog_view:
        return _catalog_view(cast("Catalog[Any]", shown), MOST_ROWS).shortened(rows)
    if lay_out is view.dispatch(object):
        return _result_view(shown, MOST_ROWS).shortened(rows)
    return view(shown).shortened(rows)


@view.register(Catalog)
def _catalog_view(catalog: Catalog[Any], limit: int | None = None) -> View:
    origin = catalog.origin
    names = (
        {**dict(origin.labels), **fiscal_names(origin.company, catalog.records[:limit])}
        if origin
        else {each.provider: dict(each.labels).get(each.provider, "") for each in catalog.origins}
    )
    table = records_table(catalog, names=names, limit=limit)._replace(is_sliced=True)
    tables = (table,) if len(catalog) else ()
    return View(
        title=catalog.name,
        kind=counted(len(catalog), "record"),
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
    figures, events = headline_figures(provider), _latest_events(provider)
    names = {
        **{record.id: _title(record, {}) for record in provider.records()},
        **fiscal_names(provider.company, (*figures, *events)),
    }
    told = list(_company_facts(provider, names))
    facts = [
        *(fact for fact in told if fact[1] != UNKNOWN),
        ("Data version", words_cell(provider.data_version)),
        ("Facts until", period_cell(provider.newest_fact, names)),
        ("Holds", Cell(_holdings(provider))),
    ]
    tables = [
        records_table(figures, names=names, heading="Figures", places=False),
        records_table(events, names=names, heading="Latest events", places=False),
        *_models_tables(provider, names),
        *_value_for_money(provider),
    ]
    return View(
        title=provider.name,
        kind="Provider",
        facts=tuple(facts),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(sources_words(provider.sources)),
        unstated=tuple(name for name, cell in told if cell == UNKNOWN),
    )


def _models_tables(provider: Provider, names: Names) -> Iterator[Table]:
    """Yield a table of the models, the newest first, under a heading that counts them."""
    models = provider.models.sort_by("first_seen", descending=True)
    if models:
        newest = listed((model.name for model in models), 3)
        heading = f"{counted(len(models), 'model')}: {newest}"
        table = records_table(
            models, names=names, heading=heading, places=False, limit=_MOST_MODELS
        )
        yield table._replace(most=_FEW, is_folded=True)


def _company_facts(provider: Provider, names: Names) -> Iterator[tuple[str, Cell]]:
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
        lambda metric: (
            metric.status == "reported"
            and metric.preference != "deprecated"
            and metric.period is not None
        )
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
    from aiproviders._analysis.price_performance import price_performance

    try:
        compared = view(price_performance(provider.models))
    except (IncomparableError, NotStatedError):
        return
    for table in compared.tables:
        yield table._replace(heading=compared.title, most=_FEW, is_folded=True)


def sources_words(sources: Iterable[Source]) -> Iterator[str]:
    """Yield a sentence on each of some sources, and one on all pages that have no title."""
    shown = tuple(sources)
    named = [source for source in shown if not _is_page(source.id, source.title)]
    yield from map(_source_words, named)
    if len(named) < len(shown):
        yield f"Further sources: {counted(len(shown) - len(named), 'page')}, by address."


def _source_words(source: Source) -> str:
    """Word what is known of a source: `Source guide: “Alibaba”, a secondary source (…)`."""
    from aiproviders._analysis.cite import publication_details, source_kind

    details = ", ".join(publication_details(source)) or "no publisher, date or address stated"
    return f"Source {source.id}: “{source.title}”, a {source_kind(source)} ({details})."
