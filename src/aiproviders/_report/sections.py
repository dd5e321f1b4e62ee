"""Sections of the report on a provider, in order; a section without facts is left out."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from attrs import evolve

from aiproviders import charts
from aiproviders._analysis.audit.conflict import SEVERITIES, Severity
from aiproviders._analysis.audit.findings import audit
from aiproviders._analysis.gaps import gaps
from aiproviders._analysis.price_performance import price_performance
from aiproviders._display.cells import Cell, Table
from aiproviders._display.field_cells import field_cell
from aiproviders._display.html import cell_html, footnote_html, text_html
from aiproviders._display.views import headline_figures, view
from aiproviders._records.provider import Provider
from aiproviders._records.record import Metric
from aiproviders._report import company_tables, model_tables
from aiproviders._report.chart_svg import chart_figure
from aiproviders._report.findings import finding_html
from aiproviders._report.record_index import RecordIndex
from aiproviders._report.section import Section
from aiproviders._report.tables import scrolling_html
from aiproviders._values.wording import counted
from aiproviders.errors import IncomparableError

_TILES = 6
_LEAST_MODELS = 2  # that make a chart
_LEAST_EVENTS = 2
_LEAST_FIGURES = 3  # of one measure and unit
_IN_HEADER = ("Data version", "Facts until")
_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "contradiction": ("Contradictions", "Both sides cannot be so."),
    "tension": ("Tensions", "One of the sides is in doubt, for example because it says about."),
    "note": ("Worth knowing", "No value that is used is in doubt, but a reader should know of it."),
}


def sections(provider: Provider) -> Iterator[Section]:
    """Yield the sections of the page on a provider, in order."""
    index = RecordIndex(provider)
    for name, (heading, write) in _SECTIONS.items():
        if html := "".join(write(provider, index)):
            yield Section(name, heading, html)


def _key_facts(provider: Provider, index: RecordIndex) -> Iterator[str]:
    facts = sorted(
        (*view(provider).facts, *company_tables.company_facts(index)),
        key=lambda fact: fact[0] == "Holds",
    )
    told = "".join(
        f"<div><dt>{text_html(name)}<dd>{cell_html(cell, unfolded=True)}</div>"
        for name, cell in facts
        if name not in _IN_HEADER
    )
    anchor = index.anchor(provider.company) if provider.company else ""
    id = f' id="{escape(anchor)}"' if anchor else ""
    yield f"<dl{id}>{told}</dl>"
    if provider.company and provider.company.note:
        yield f"<p>{text_html(provider.company.note)}</p>"
    tiles = [
        (
            field_cell(metric, "quantity", {}),
            index.link_cell(metric.id),
        )
        for metric in headline_figures(provider)[:_TILES]
    ]
    if tiles:
        listed = "".join(
            f"<li><b>{cell_html(value, unfolded=True)}</b>{cell_html(name, unfolded=True)}"
            for value, name in tiles
        )
        yield f'<ul class="tiles">{listed}</ul>'
    yield footnote_html(Table(("", ""), (*((Cell(name), cell) for name, cell in facts), *tiles)))


def _figures(provider: Provider, index: RecordIndex) -> Iterator[str]:
    yield scrolling_html(company_tables.metrics(index))
    by_measure = defaultdict[tuple[str, str], list[Metric]](list)
    for metric in provider.metrics:
        by_measure[metric.measure, metric.quantity.unit].append(metric)
    for number, metrics in enumerate(by_measure.values(), 1):
        if len(metrics) >= _LEAST_FIGURES:
            shown = provider.metrics.where(metrics.__contains__)
            yield chart_figure(
                f"figures-{number}",
                f"Chart of {index.measure_label(metrics[0])}; the table above has the figures",
                partial(charts.figures, shown),
                height=1.5 + 0.4 * len(metrics),
            )


def _models(_: Provider, index: RecordIndex) -> Iterator[str]:
    yield from map(scrolling_html, (model_tables.models(index), model_tables.scores(index)))


def _prices(provider: Provider, index: RecordIndex) -> Iterator[str]:
    yield scrolling_html(model_tables.prices(index))
    unpriced = [model.name for model in provider.models if not model.prices]
    if unpriced:
        yield f"<p>No price is stated of {text_html(', '.join(unpriced))}.</p>"


def _value_for_money(provider: Provider, index: RecordIndex) -> Iterator[str]:
    models = provider.models
    scored = dict.fromkeys(score.benchmark for model in models for score in model.scores)
    if not any(model.prices for model in models):
        return
    for number, id in enumerate(scored, 1):
        benchmark = provider.benchmarks.get(id) or id
        try:
            result = price_performance(models, benchmark=benchmark)
        except IncomparableError as error:
            yield f"<p>{text_html(index.name(id))}: {text_html(str(error))}.</p>"
            continue
        if result.rows:
            yield scrolling_html(model_tables.value_for_money(index, result))
        for note in view(evolve(result, excluded=())).notes:
            yield f"<p>{text_html(note)}</p>"
        yield scrolling_html(model_tables.left_out(result))
        if len(result.rows) >= _LEAST_MODELS:
            about = f"{index.name(id)}; the table above has the figures"
            yield chart_figure(
                f"price-{number}",
                f"Chart of price against score on {about}",
                partial(charts.price_performance, models, benchmark=benchmark),
            )
            yield chart_figure(
                f"mix-{number}",
                f"Chart of score per price by the mix of tokens, on {about}",
                partial(charts.value_by_mix, models, benchmark=benchmark),
            )


def _timeline(provider: Provider, index: RecordIndex) -> Iterator[str]:
    dated = [event for event in provider.events if event.date is not None]
    if len(dated) >= _LEAST_EVENTS:
        yield chart_figure(
            "timeline",
            "Chart of the events in order of time, which the table below has too",
            partial(charts.timeline, provider),
            height=1.5 + 0.25 * len(dated),
        )
    yield scrolling_html(company_tables.events(index))


def _claims(_: Provider, index: RecordIndex) -> Iterator[str]:
    yield scrolling_html(company_tables.claims(index))


def _findings(provider: Provider, index: RecordIndex) -> Iterator[str]:
    findings = audit(provider)
    for severity in SEVERITIES:
        heading, meaning = _SEVERITIES[severity]
        found = [each for each in findings if each.severity == severity]
        if found:
            yield f"<h3>{heading} ({len(found)})</h3><p>{meaning}</p>"
            yield from (finding_html(each, index) for each in found)


def _not_stated(provider: Provider, _: RecordIndex) -> Iterator[str]:
    open_ = gaps(provider)
    fields = defaultdict[str, list[str]](list)
    for each in open_.unknown:
        fields[each.record_type].append(
            f"{each.field.replace('_', ' ')} of {each.unknown} in {each.total}"
        )
    rows = [(Cell(kind), Cell(", ".join(named))) for kind, named in fields.items()]
    yield scrolling_html(
        Table(("Record", "Fields not stated"), tuple(rows), heading="What is not stated")
    )
    for number, lacking in ((open_.undated, "a date"), (open_.unattributed, "a reporter")):
        if number:
            yield f"<p>{counted(len(number), 'record')} without {lacking}.</p>"


def _others(_: Provider, index: RecordIndex) -> Iterator[str]:
    yield scrolling_html(company_tables.entities(index))


def _sources(_: Provider, index: RecordIndex) -> Iterator[str]:
    yield scrolling_html(company_tables.sources(index))


def _organization(_: Provider, index: RecordIndex) -> Iterator[str]:
    yield from map(
        scrolling_html,
        (
            company_tables.units(index),
            company_tables.people(index),
            company_tables.products(index),
        ),
    )


_SECTIONS: dict[str, tuple[str, Callable[[Provider, RecordIndex], Iterator[str]]]] = {
    "key-facts": ("Key facts", _key_facts),
    "figures": ("Figures", _figures),
    "models": ("Models", _models),
    "prices": ("Prices", _prices),
    "value": ("Value for money", _value_for_money),
    "organization": ("Organization, people, products", _organization),
    "timeline": ("Timeline", _timeline),
    "claims": ("Judgements", _claims),
    "findings": ("Findings of the audit", _findings),
    "not-stated": ("What is not stated", _not_stated),
    "others": ("Others named", _others),
    "sources": ("Sources", _sources),
}
