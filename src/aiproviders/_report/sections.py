"""Sections of the report on a provider, in order; a section without facts is left out."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve

import aiproviders.charts
from aiproviders._analysis.audit.finding import SEVERITIES, Severity
from aiproviders._analysis.gaps import gaps
from aiproviders._analysis.price_performance import price_performance
from aiproviders._display.cells import Cell, Table
from aiproviders._display.views import view
from aiproviders._records.provider import Provider
from aiproviders._records.sections.metric import Metric
from aiproviders._report import company_tables, model_tables
from aiproviders._report.blocks import Block, Fold, Heading, Paragraph, Section
from aiproviders._report.chart_svg import chart
from aiproviders._report.findings import disagreement
from aiproviders._report.links import RecordIndex
from aiproviders._report.summary import LEAST_MODELS, summary
from aiproviders._report.tables import folded
from aiproviders._values.wording import counted
from aiproviders.errors import IncomparableError

_LEAST_EVENTS = 2  # that make a chart
_LEAST_FIGURES = 3  # of one measure
_MOST_CHARTS = 6  # of figures
_MOST_FINDINGS = 8  # that are not folded
_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "contradiction": ("Contradictions", "Both sides cannot be so."),
    "tension": ("Tensions", "One of the sides is in doubt, for example because it says about."),
    "note": ("Worth knowing", "No value that is used is in doubt, but a reader should know of it."),
}


def sections(provider: Provider) -> Iterator[Section]:
    """Yield the sections of the page on a provider, in order."""
    index = RecordIndex(provider)
    for name, (heading, write) in _SECTIONS.items():
        if blocks := tuple(write(provider, index)):
            yield Section(name, heading, blocks)


def _figures(provider: Provider, index: RecordIndex) -> Iterator[Block]:
    by_measure = defaultdict[tuple[str, str], list[Metric]](list)
    for metric in provider.metrics:
        by_measure[metric.measure, metric.quantity.unit].append(metric)
    told = [
        metrics
        for metrics in by_measure.values()
        if len({str(metric.quantity) for metric in metrics}) >= _LEAST_FIGURES
    ]
    for number, metrics in enumerate(sorted(told, key=len, reverse=True)[:_MOST_CHARTS], 1):
        yield chart(
            f"figures-{number}",
            f"Chart of figures: {index.measure_label(metrics[0])}. The table below has them too",
            partial(aiproviders.charts.figures, provider.metrics._with(metrics)),
            height=1.5 + 0.4 * len(metrics),
        )
    yield from folded(company_tables.metrics(index))


def _models(_: Provider, index: RecordIndex) -> Iterator[Block]:
    yield from folded(model_tables.models(index))
    yield from folded(model_tables.scores(index))


def _prices(provider: Provider, index: RecordIndex) -> Iterator[Block]:
    yield from folded(model_tables.prices(index))
    unpriced = [model.name for model in provider.models if not model.prices]
    if unpriced:
        yield Paragraph(f"No price is stated of {', '.join(unpriced)}.")


def _value_for_money(provider: Provider, index: RecordIndex) -> Iterator[Block]:
    models = provider.models
    scored = dict.fromkeys(score.benchmark for model in models for score in model.scores)
    if not any(model.prices for model in models):
        return
    for number, id in enumerate(scored, 1):
        benchmark = provider.benchmarks.get(id) or id
        try:
            result = price_performance(models, benchmark=benchmark)
        except IncomparableError as error:
            yield Paragraph(f"{index.name(id)}: {error}.")
            continue
        if result.rows:
            yield from folded(model_tables.value_for_money(index, result))
        yield from map(Paragraph, view(evolve(result, excluded=())).notes)
        yield from folded(model_tables.left_out(result))
        if len(result.rows) >= LEAST_MODELS:
            about = f"{index.name(id)}; the table above has the figures"
            yield chart(
                f"price-{number}",
                f"Chart of price against score on {about}",
                partial(aiproviders.charts.price_performance, models, benchmark=benchmark),
            )
            yield chart(
                f"mix-{number}",
                f"Chart of score per price by the mix of tokens, on {about}",
                partial(aiproviders.charts.value_by_mix, models, benchmark=benchmark),
            )


def _timeline(provider: Provider, index: RecordIndex) -> Iterator[Block]:
    dated = sum(event.date is not None for event in provider.events)
    if dated >= _LEAST_EVENTS:
        yield chart(
            "timeline",
            "Chart of the events in order of time, which the table below has too",
            partial(aiproviders.charts.timeline, provider),
            height=1.3 + 0.16 * dated,
        )
    yield from folded(company_tables.events(index))


def _claims(_: Provider, index: RecordIndex) -> Iterator[Block]:
    yield from folded(company_tables.claims(index))


def _findings(_: Provider, index: RecordIndex) -> Iterator[Block]:
    findings = index.findings
    for severity in SEVERITIES:
        heading, meaning = _SEVERITIES[severity]
        found = [disagreement(each, index) for each in findings if each.severity == severity]
        if found:
            yield Heading(heading, len(found))
            yield Paragraph(meaning)
            yield from found[:_MOST_FINDINGS]
        if rest := tuple(found[_MOST_FINDINGS:]):
            yield Fold(f"{len(rest):,} more", rest)


def _not_stated(provider: Provider, _: RecordIndex) -> Iterator[Block]:
    open_ = gaps(provider)
    fields = defaultdict[str, list[str]](list)
    for each in open_.unknown:
        fields[each.record_type].append(
            f"{each.field.replace('_', ' ')} of {each.unknown} in {each.total}"
        )
    rows = [(Cell(kind), Cell(", ".join(named))) for kind, named in fields.items()]
    yield from folded(
        Table(("Record", "Fields not stated"), tuple(rows), heading="What is not stated")
    )
    for number, lacking in ((open_.undated, "a date"), (open_.unattributed, "a reporter")):
        if number:
            yield Paragraph(f"{counted(len(number), 'record')} without {lacking}.")


def _others(_: Provider, index: RecordIndex) -> Iterator[Block]:
    yield from folded(company_tables.entities(index))


def _sources(_: Provider, index: RecordIndex) -> Iterator[Block]:
    yield from folded(company_tables.sources(index))


def _organization(provider: Provider, index: RecordIndex) -> Iterator[Block]:
    if provider.company and provider.company.note:
        yield Paragraph(provider.company.note)
    for table in (company_tables.units, company_tables.people, company_tables.products):
        yield from folded(table(index))


_SECTIONS: dict[str, tuple[str, Callable[[Provider, RecordIndex], Iterator[Block]]]] = {
    "summary": ("Summary", summary),
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
