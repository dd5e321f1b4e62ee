"""Sections of the report on a market, in order; a section without facts is left out."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape

from attrs import evolve

from aiproviders import charts
from aiproviders._analysis.audit.findings import audit
from aiproviders._analysis.market.counts import is_on_sale, is_price_catalog
from aiproviders._analysis.price_performance import price_performance
from aiproviders._display.html import cell_html, text_html
from aiproviders._display.views import view
from aiproviders._records.market import Market
from aiproviders._records.prices.price_in_force import last_day
from aiproviders._records.provider import Provider
from aiproviders._records.record import EventKind
from aiproviders._records.timeline import timeline
from aiproviders._report import market_tables
from aiproviders._report.chart_svg import chart_figure
from aiproviders._report.findings import finding_html
from aiproviders._report.links import Links
from aiproviders._report.market_tables import PRICE_TODAY, SUCCESSOR, Change, FurtherColumn
from aiproviders._report.model_tables import left_out
from aiproviders._report.section import Section
from aiproviders._report.tables import scrolling_html
from aiproviders._values.period import Period
from aiproviders._values.wording import counted
from aiproviders.errors import IncomparableError, NotStatedError

_LEAST_MODELS = 2  # that make a chart
_CHART_HEIGHT = 6  # inches
_MONTHS = 3  # whose changes are told, before the month in which prices were read
_CHANGES: dict[EventKind, tuple[str, tuple[FurtherColumn, ...]]] = {
    "model-release": ("New models", (PRICE_TODAY,)),
    "announcement": ("Announced models", ()),
    "price-change": ("Changes of prices", ()),
    "model-retirement": ("Models that are no longer served", (SUCCESSOR,)),
}


def sections(market: Market) -> Iterator[Section]:
    """Yield the sections of the page on a market, in order."""
    links = _links(market)
    for name, (heading, write) in _SECTIONS.items():
        if html := "".join(write(market, links)):
            yield Section(name, heading, html)


def _links(market: Market) -> Links:
    """Return the names of models, labs, hosts and sources, and links to the models on sale."""
    names = {record.id: str(record) for lab in market for record in (*lab.entities, *lab.models)}
    catalogs = {
        source.id: source.publisher or source.title
        for source in market.sources
        if is_price_catalog(source)
    }
    return Links(names | catalogs, market.models.where(is_on_sale), market.sources.ids)


def _summary(market: Market, links: Links) -> Iterator[str]:
    told = "".join(
        f"<div><dt>{text_html(name)}<dd>{cell_html(cell, unfolded=True)}</div>"
        for name, cell in view(market).facts
        if name != "Sources"
    )
    yield f"<dl>{told}</dl>"
    yield scrolling_html(market_tables.sources(market, links))
    yield f"<p>To be cited as: {text_html(market.cite())}</p>"


def _ranking(market: Market, links: Links) -> Iterator[str]:
    try:
        result = price_performance(market.models)
    except (IncomparableError, NotStatedError) as error:
        yield f"<p>{text_html(str(error))}.</p>"
        return
    if because := _why_this_benchmark(market, result.benchmark):
        yield f"<p>{text_html(because)}</p>"
    if len(result.rows) >= _LEAST_MODELS:
        yield chart_figure(
            "ranking",
            "Chart of price against score; the table below has the figures",
            partial(charts.price_performance, market.models, benchmark=result.benchmark),
            height=_CHART_HEIGHT,
        )
    if result.rows:
        yield scrolling_html(market_tables.ranking(result, market, links))
    for note in view(evolve(result, excluded=(), newer=())).notes:
        yield f"<p>{text_html(note)}</p>"
    if result.newer:
        heading = f"{counted(len(result.newer), 'model')} on sale newer than the last run"
        yield _folded(heading, scrolling_html(market_tables.newer(result, market)))
    if result.excluded:
        heading = f"{counted(len(result.excluded), 'model')} left out, and why"
        yield _folded(heading, scrolling_html(left_out(result)))


def _why_this_benchmark(market: Market, id: str) -> str | None:
    """Return why rankings are on a benchmark, if it is the one that the data names."""
    reasons = (each.default_because for lab in market for each in lab.benchmarks if each.id == id)
    return next(filter(None, reasons), None)


def _labs(market: Market, _: Links) -> Iterator[str]:
    for counts in view(market).tables:
        yield scrolling_html(market_tables.labs(counts, market))


def _prices(market: Market, links: Links) -> Iterator[str]:
    for lab in market:
        table = scrolling_html(market_tables.prices(lab, links))
        if table:
            yield _folded(
                f"{lab.name}: {counted(len(lab.models.where(is_on_sale)), 'model')} on sale",
                f'<div id="{escape(market_tables.lab_anchor(lab))}">{table}</div>',
            )


def _changes(market: Market, links: Links) -> Iterator[str]:
    since = _since(market)
    found = [change for lab in market for change in _changes_of(lab, market.edition, since)]
    for kind, (heading, further) in _CHANGES.items():
        changed = [
            each for each in found if each.event.kind == kind and each.event.status == "happened"
        ]
        changed.sort(key=lambda each: each.date, reverse=True)
        caption = f"Since {since}, the last first" if since else "The last first"
        yield from _changes_html(heading, caption, changed, links, *further)
        if kind == "price-change" and changed:
            models = {each.model.id: each.model for each in changed}
            yield chart_figure(
                "prices",
                "Chart of the prices that changed, over time",
                partial(charts.price_history, [*models.values()]),
                height=_CHART_HEIGHT,
            )
    planned = [each for each in found if each.event.status == "planned"]
    planned.sort(key=lambda each: each.date)
    yield from _changes_html("To come", "As stated when the prices were read", planned, links)


def _changes_html(
    heading: str, caption: str, changed: Sequence[Change], links: Links, *further: FurtherColumn
) -> Iterator[str]:
    if changed:
        yield f"<h3>{heading} ({len(changed)})</h3>"
        yield scrolling_html(market_tables.changes(caption, changed, links, *further))


def _changes_of(lab: Provider, edition: str, since: Period | None) -> Iterator[Change]:
    """Yield what happened to the models of a lab."""
    for event in timeline(Market([lab], edition=edition), since=since, kind=_CHANGES):
        if event.date is not None:
            model, *_ = filter(None, map(lab.models.get, event.about))
            yield Change(event.date, lab, event, model)


def _since(market: Market) -> Period | None:
    """Return the month from which on changes are told; None if prices have no day."""
    if market.as_of is None:
        return None
    newest = last_day(market.as_of)
    months = newest.year * 12 + newest.month - 1 - _MONTHS
    return Period(f"{months // 12:04}-{months % 12 + 1:02}")


def _folded(heading: str, html: str) -> str:
    return f"<details><summary>{text_html(heading)}</summary>{html}</details>"


def _disagreements(market: Market, links: Links) -> Iterator[str]:
    about_models = audit(market).where(
        lambda finding: any(id in market.models for id in finding.records)
    )
    prices = about_models.where(rule="price")
    others = about_models.where(lambda each: each.rule != "price" and each.severity != "note")
    for found, heading, meaning in (
        (
            prices,
            "Prices",
            "One is used, the other stays beside it, with the reason; where none is, it says so.",
        ),
        (others, "Other facts", "One of the sides is wrong or in doubt."),
    ):
        if found:
            yield f"<h3>{heading} ({len(found)})</h3><p>{meaning}</p>"
            yield from (finding_html(each, links) for each in found)


_SECTIONS: dict[str, tuple[str, Callable[[Market, Links], Iterator[str]]]] = {
    "summary": ("Summary", _summary),
    "ranking": ("Ranking", _ranking),
    "labs": ("Labs", _labs),
    "prices": ("Prices of models on sale", _prices),
    "changes": ("Changes", _changes),
    "disagreements": ("Disagreements", _disagreements),
}
