"""Tables of a report: figures, models, scores, prices, value for money."""

from collections import defaultdict
from collections.abc import Iterator

from aiproviders._analysis.price_performance import PricePerformance
from aiproviders._display.cells import Cell, Table, period_cell, quantity_cell, words_cell
from aiproviders._display.field_cells import amount_cell, duration_words
from aiproviders._display.views import view
from aiproviders._records.model import Model
from aiproviders._records.price import RATES, Rates, TokenPrice, amount_text
from aiproviders._records.record import Metric
from aiproviders._report.company_tables import NOTHING, table, word
from aiproviders._report.directory import Directory
from aiproviders._values.text import counted


def figures(directory: Directory) -> Table:
    """Every figure with its period, its reporter and each place where it stands."""
    order = {record.id: place for place, record in enumerate(directory.provider.records())}
    return table(
        "Every figure, grouped by what it is of",
        ("Figure", "Value", "Period", "Reported by", "As printed, and where"),
        (
            (
                directory.head(
                    metric, Cell(directory.label(metric), place=_question(directory, metric))
                ),
                _figure(metric),
                _period(metric),
                directory.link(metric.reported_by),
                directory.places(metric),
            )
            for metric in sorted(
                directory.provider.metrics,
                key=lambda each: order.get(each.subject, len(order)),
            )
        ),
    )


def _period(metric: Metric) -> Cell:
    """The period of a figure, and else when it was stated."""
    if metric.period is not None or metric.stated is None:
        return period_cell(metric.period)
    cell = period_cell(metric.stated)
    return cell._replace(text=f"stated {cell.text}")


def _figure(metric: Metric) -> Cell:
    """A figure as stated, with the source's own conversion under it."""
    cell = quantity_cell(metric.quantity)
    return cell._replace(place=str(metric.converted)) if metric.converted else cell


def _question(directory: Directory, metric: Metric) -> str:
    """Of what a figure is, and all else that tells it from others of its measure."""
    parts = (
        directory.name(metric.subject),
        metric.status if metric.status != "reported" else None,
        metric.scope and f"on {directory.name(metric.scope)}",
        metric.duration and f"over {duration_words(metric.duration)}",
        f"without {directory.names(metric.excludes)}" if metric.excludes else None,
        f"{metric.preference} statement" if metric.preference != "normal" else None,
    )
    return " · ".join(part for part in parts if part)


def models(directory: Directory) -> Table:
    """Every model."""
    return table(
        "Models and families of models, the newest first",
        (
            "Model", "Released", "Access", "License", "Modalities", "Parameters",
            "Context window", "Longest answer", "Languages", "Where it stands",
        ),
        (
            (
                directory.head(model, Cell(model.name, place=_family(directory, model))),
                period_cell(model.released)._replace(place=_other_dates(model)),
                word(model.access),
                words_cell(model.license),
                words_cell(_modalities(model)),
                quantity_cell(model.parameters),
                quantity_cell(model.context_window),
                quantity_cell(model.max_output_tokens),
                quantity_cell(model.languages),
                directory.places(model),
            )
            for model in directory.provider.models.sort_by("first_seen", descending=True)
        ),
    )  # fmt: skip


def _family(directory: Directory, model: Model) -> str:
    parts = (
        model.family and directory.name(model.family),
        "a family" if model.kind == "family" else None,
        model.status,
    )
    return " · ".join(part for part in parts if part)


def _other_dates(model: Model) -> str:
    dates = (("announced", model.announced), ("retires", model.retires))
    return "\n".join(f"{what} {date}" for what, date in dates if date)


def _modalities(model: Model) -> str:
    if model.modalities is None:
        return ""
    named = model.modalities
    parts = (
        f"in: {', '.join(named.input)}" if named.input else "",
        f"out: {', '.join(named.output)}" if named.output else "",
        ", ".join(named.unspecified),
    )
    return "; ".join(part for part in parts if part)


def scores(directory: Directory) -> Table:
    """Every result on a benchmark."""
    return table(
        "Scores on benchmarks",
        (
            "Model", "Benchmark", "Score", "Version", "Variant", "Run by", "Date",
            "Reported by", "As printed, and where",
        ),
        (
            (
                directory.link(model.id),
                Cell(directory.name(score.benchmark)),
                quantity_cell(score.quantity),
                words_cell(score.version),
                words_cell(score.variant),
                words_cell(score.harness),
                period_cell(score.date),
                directory.link(score.reported_by),
                directory.places(score),
            )
            for model in directory.provider.models
            for score in model.scores
        ),
    )  # fmt: skip


def prices(directory: Directory) -> Table:
    """Every price, a row to each tier and to each price of something else than tokens."""
    return table(
        "Prices per million tokens",
        (
            "Model", "Input", "Output", "Cache read", "Cache write", "Plan", "Host", "Region",
            "Since", "Seen", "Reported by", "As printed, and where",
        ),
        (
            row
            for model in directory.provider.models
            for price in model.prices
            for row in _price(directory, model, price)
        ),
    )  # fmt: skip


def _price(directory: Directory, model: Model, price: TokenPrice) -> Iterator[tuple[Cell, ...]]:
    head = directory.link(model.id)
    terms = (
        word(price.plan),
        directory.link(price.host) if price.host else Cell("the maker"),
        words_cell(price.region),
        period_cell(price.effective),
        period_cell(price.observed),
        directory.link(price.reported_by),
        directory.places(price),
    )
    yield head, *_rates(price, price.currency), *terms
    for tier in price.tiers:
        start = "from" if tier.inclusive else "over"
        length = f"{start} {counted(tier.threshold, 'input token')}"
        yield head._replace(place=length), *_rates(tier, price.currency), *terms
    for other in price.other:
        amount = Cell(amount_text(other.price, price.currency), place=f"per {other.unit}")
        yield head._replace(place=other.kind), amount, NOTHING, NOTHING, NOTHING, *terms


def _rates(rates: Rates, currency: str) -> Iterator[Cell]:
    return (amount_cell(getattr(rates, kind), currency) for kind in RATES)


def value_for_money(directory: Directory, result: PricePerformance) -> Table:
    """Who takes part in a comparison of scores and prices, the best value first."""
    name = directory.name(result.benchmark)
    (table,) = view(result).tables
    return table._replace(
        rows=tuple(
            (directory.link(row.model.id), *cells[1:-1], directory.link(row.reported_by))
            for row, cells in zip(result.rows, table.rows, strict=True)
        ),
        heading=f"{name} for the price, per million tokens, {result.mix}",
    )


def left_out(result: PricePerformance) -> Table:
    """Who takes no part, and why."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in result.excluded:
        reasons[each.reason].append(each.model.name)
    return Table(
        ("Left out for", "Models"),
        tuple((Cell(reason), Cell(", ".join(names))) for reason, names in reasons.items()),
        heading="Models left out, and why",
    )
