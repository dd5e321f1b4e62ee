"""Sections of the report on a market, in order; a section without facts is left out."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from attrs import evolve

import aiproviders.charts
from aiproviders._analysis.audit.findings import Findings, audit
from aiproviders._analysis.market.counts import is_on_sale, is_price_catalog
from aiproviders._analysis.price_performance import price_performance
from aiproviders._analysis.ranking import PricePerformance
from aiproviders._display.cells import Cell
from aiproviders._display.views import view
from aiproviders._records.market import Market
from aiproviders._records.prices.price_in_force import last_day
from aiproviders._records.provider import Provider
from aiproviders._records.sections.event import EventKind
from aiproviders._records.sections.timeline import timeline
from aiproviders._report import market_tables
from aiproviders._report.blocks import Block, Facts, Fold, Heading, Listing, Paragraph, Section
from aiproviders._report.chart_svg import chart
from aiproviders._report.findings import disagreement
from aiproviders._report.links import Links
from aiproviders._report.market_tables import PRICE_TODAY, SUCCESSOR, Change, FurtherColumn
from aiproviders._report.model_tables import left_out
from aiproviders._report.summary import LEAST_MODELS, shortened
from aiproviders._report.tables import folded
from aiproviders._values.period import Period
from aiproviders._values.wording import counted
from aiproviders.errors import IncomparableError, NotStatedError

_MOST_NEW = 8  # in the summary
_MOST_DISPUTED = 5
_ELSEWHERE = ("Edition", "Prices read", "Sources")
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
        if blocks := tuple(write(market, links)):
            yield Section(name, heading, blocks)


def _links(market: Market) -> Links:
    """Return the names of models, labs, hosts and sources, and links to the models on sale."""
    names = {record.id: str(record) for lab in market for record in (*lab.entities, *lab.models)}
    catalogs = {
        source.id: source.publisher or source.title
        for source in market.sources
        if is_price_catalog(source)
    }
    return Links(names | catalogs, market.models.where(is_on_sale), market.sources.ids)


def _summary(market: Market, links: Links) -> Iterator[Block]:
    yield Facts(tuple(fact for fact in view(market).facts if fact[0] not in _ELSEWHERE))
    result = _ranked(market)
    if isinstance(result, PricePerformance) and result.rows:
        yield Heading("Most score for the price")
        if len(result.rows) >= LEAST_MODELS:
            yield chart(
                "ranking",
                "Chart of price against score; the tables have the figures",
                partial(
                    aiproviders.charts.price_performance, market.models, benchmark=result.benchmark
                ),
                height=_CHART_HEIGHT,
            )
        yield shortened(market_tables.ranking(result, market, links))
    newest = [each for each in _recent(market) if each.event.kind == "model-release"]
    if newest:
        yield Heading("Newest models")
        shown = newest[:_MOST_NEW]
        yield market_tables.changes("The last first", shown, links, PRICE_TODAY)
    if disputed := _about_models(market).where(rule="price"):
        yield Heading("Disputed prices", len(disputed))
        told = (_told(each.arithmetic, links.link_cell(each.records[0])) for each in disputed)
        yield Listing(tuple(islice(told, _MOST_DISPUTED)))


def _told(arithmetic: str, model: Cell) -> tuple[Cell, str]:
    """Return what disagrees about a model, with its name and a link to it before the rest."""
    return model, arithmetic.removeprefix(model.text).lstrip(":, ")


def _ranked(market: Market) -> PricePerformance | str:
    """Return the ranking of a market, or why there is none."""
    try:
        return price_performance(market.models)
    except (IncomparableError, NotStatedError) as error:
        return f"{error}."


def _ranking(market: Market, links: Links) -> Iterator[Block]:
    result = _ranked(market)
    if isinstance(result, str):
        yield Paragraph(result)
        return
    if because := _why_this_benchmark(market, result.benchmark):
        yield Paragraph(because)
    if result.rows:
        yield from folded(market_tables.ranking(result, market, links))
    yield from map(Paragraph, view(evolve(result, excluded=(), newer=())).notes)
    if result.newer:
        heading = f"{counted(len(result.newer), 'model')} on sale newer than the last run"
        yield Fold(heading, (market_tables.newer(result, market),))
    if result.excluded:
        heading = f"{counted(len(result.excluded), 'model')} left out, and why"
        yield Fold(heading, (left_out(result),))


def _why_this_benchmark(market: Market, id: str) -> str | None:
    """Return why rankings are on a benchmark, if it is the one that the data names."""
    reasons = (each.default_because for lab in market for each in lab.benchmarks if each.id == id)
    return next(filter(None, reasons), None)


def _labs(market: Market, _: Links) -> Iterator[Block]:
    for counts in view(market).tables:
        yield from folded(market_tables.labs(counts, market))


def _prices(market: Market, links: Links) -> Iterator[Block]:
    for lab in market:
        table = market_tables.prices(lab, links)
        if table.rows:
            number = counted(len(lab.models.where(is_on_sale)), "model")
            yield Fold(f"{lab.name}: {number} on sale", (table,), market_tables.lab_anchor(lab))


def _changes(market: Market, links: Links) -> Iterator[Block]:
    since = _since(market)
    found = _recent(market)
    for kind, (heading, further) in _CHANGES.items():
        changed = [each for each in found if each.event.kind == kind]
        caption = f"Since {since}, the last first" if since else "The last first"
        yield from _changes_blocks(heading, caption, changed, links, *further)
        if kind == "price-change" and changed:
            models = {each.model.id: each.model for each in changed}
            yield chart(
                "prices",
                "Chart of the prices that changed, over time",
                partial(aiproviders.charts.price_history, [*models.values()]),
                height=_CHART_HEIGHT,
            )
    planned = [each for each in _dated(market) if each.event.status == "planned"]
    planned.sort(key=lambda each: each.date)
    yield from _changes_blocks("To come", "As stated when the prices were read", planned, links)


def _changes_blocks(
    heading: str, caption: str, changed: Sequence[Change], links: Links, *further: FurtherColumn
) -> Iterator[Block]:
    if changed:
        yield Heading(heading, len(changed))
        yield from folded(market_tables.changes(caption, changed, links, *further))


def _recent(market: Market) -> list[Change]:
    """Return what happened of late, the last first."""
    happened = [each for each in _dated(market) if each.event.status == "happened"]
    return sorted(happened, key=lambda each: each.date, reverse=True)


def _dated(market: Market) -> list[Change]:
    """Return what happened of late or is to come, by lab."""
    since = _since(market)
    return [change for lab in market for change in _changes_of(lab, market.edition, since)]


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


def _about_models(market: Market) -> Findings:
    """Return the findings that are about a model."""
    models = market.models
    return audit(market).where(lambda finding: any(id in models for id in finding.records))


def _disagreements(market: Market, links: Links) -> Iterator[Block]:
    found = _about_models(market)
    prices = found.where(rule="price")
    others = found.where(lambda each: each.rule != "price" and each.severity != "note")
    for each_kind, heading, meaning in (
        (
            prices,
            "Prices",
            "One is used, the other stays beside it, with the reason; where none is, it says so.",
        ),
        (others, "Other facts", "One of the sides is wrong or in doubt."),
    ):
        if each_kind:
            yield Heading(heading, len(each_kind))
            yield Paragraph(meaning)
            yield from (disagreement(each, links) for each in each_kind)


def _sources(market: Market, links: Links) -> Iterator[Block]:
    yield from folded(market_tables.sources(market, links))
    yield Paragraph(f"To be cited as: {market.cite()}")


_SECTIONS: dict[str, tuple[str, Callable[[Market, Links], Iterator[Block]]]] = {
    "summary": ("Summary", _summary),
    "ranking": ("Ranking", _ranking),
    "labs": ("Labs", _labs),
    "prices": ("Prices of models on sale", _prices),
    "changes": ("Changes", _changes),
    "disagreements": ("Disagreements", _disagreements),
    "sources": ("Sources", _sources),
}
