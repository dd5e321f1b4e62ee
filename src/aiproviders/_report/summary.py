"""The summary of a provider, which can be handed over alone: page one of the report on it."""

from collections.abc import Iterator
from functools import partial

import aiproviders.charts
from aiproviders._analysis.audit.finding import Finding
from aiproviders._analysis.price_performance import price_performance
from aiproviders._display.cells import Cell, Table
from aiproviders._display.field_cells import field_cell
from aiproviders._display.views import headline_figures, view
from aiproviders._records.provider import Provider
from aiproviders._report import company_tables, model_tables
from aiproviders._report.blocks import Block, Facts, Heading, Listing, Pair, Tiles
from aiproviders._report.chart_svg import chart
from aiproviders._report.findings import lead
from aiproviders._report.links import RecordIndex
from aiproviders.errors import IncomparableError, NotStatedError

LEAST_MODELS = 2
"""The fewest models that make a chart."""

_TILES = 6
_MOST_TENSIONS = 8
_MOST_RANKED = 10
_ELSEWHERE = ("Data version", "Facts until", "Holds")


def summary(provider: Provider, index: RecordIndex) -> Iterator[Block]:
    """Yield who the provider is, its figures, what disagrees, and the ranking of its models."""
    company = provider.company
    facts = [fact for fact in view(provider).facts if fact[0] not in _ELSEWHERE]
    facts += company_tables.company_facts(index)
    if facts:
        yield Facts(tuple(facts), index.anchor(company) if company else "")
    if tiles := tuple(_tiles(provider, index)):
        yield Tiles(tiles)
    yield from _tensions(index)
    yield from _ranking(provider, index)


def _tiles(provider: Provider, index: RecordIndex) -> Iterator[tuple[Cell, Cell]]:
    for metric in headline_figures(provider)[:_TILES]:
        value = field_cell(metric, "quantity", {})
        name = index.link_cell(metric.id)
        # The page says in large type whose figures these are.
        yield value, name._replace(text=name.text.removeprefix(f"{provider.name}: "))


def _tensions(index: RecordIndex) -> Iterator[Block]:
    found = [finding for finding in index.findings if finding.severity != "note"]
    if found:
        yield Heading("Where statements disagree", len(found))
        yield Listing(tuple(_told(finding, index) for finding in found[:_MOST_TENSIONS]))


def _told(finding: Finding, index: RecordIndex) -> tuple[Cell, str]:
    """Return a finding as a sentence with a link to its first record, and what was compared."""
    first = finding.records[0]
    words = finding.arithmetic.removeprefix("first of the same: ")
    metric = index.provider.metrics.get(first)
    # Where the words begin with a figure, they do not say what it is of.
    if metric and words.startswith((str(metric.quantity), str(metric.converted))):
        words = f"{index.measure_label(metric)} of {index.name(metric.subject)}: {words}"
    return index.link_cell(first)._replace(text=lead(finding)), f"{words}."


def _ranking(provider: Provider, index: RecordIndex) -> Iterator[Block]:
    try:
        result = price_performance(provider.models)
    except (IncomparableError, NotStatedError):
        return
    if len(result.rows) < LEAST_MODELS:
        return
    yield Heading("Value for money")
    picture = chart(
        "ranking",
        f"Chart of price against score on {index.name(result.benchmark)}",
        partial(aiproviders.charts.price_performance, provider.models, benchmark=result.benchmark),
        kinds=("narrow",),
    )
    yield Pair((shortened(model_tables.value_for_money(index, result)), picture))


def shortened(ranking: Table) -> Table:
    """Return the first rows and columns of a ranking, without what is folded in its cells."""
    columns = ranking.header.index("Score/price") + 1
    return ranking._replace(
        header=ranking.header[:columns],
        rows=tuple(
            tuple(cell._replace(details="") for cell in row[:columns])
            for row in ranking.rows[:_MOST_RANKED]
        ),
    )
