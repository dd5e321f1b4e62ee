"""Tables of the report on models: models, scores, prices, value for money."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from aiproviders._analysis.ranking import PricePerformance, PricePerformanceRow
from aiproviders._display.cells import Cell, Table, signed_cell, words_cell
from aiproviders._display.field_cells import (
    USUAL_KINDS,
    field_cell,
    further_kinds_cell,
    heading_of,
    rate_cell,
    result_cell,
    terms_cell,
)
from aiproviders._display.views import view
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import Rates, TokenPrice, amount_text
from aiproviders._report.links import RecordIndex
from aiproviders._report.tables import NOT_APPLICABLE, stated_table
from aiproviders._values.wording import counted


def models(index: RecordIndex) -> Table:
    """Return every model."""
    return stated_table(
        "Models and families of models, the newest first",
        (
            "Model", "Released", "Access", "License", "Modalities", "Parameters",
            "Context window", "Longest answer", "Languages", "Where it stands",
        ),
        (
            (
                index.head_cell(
                    model,
                    Cell(model.name, details=_family(index, model)),
                    *("name", "family", "kind", "status"),
                ),
                field_cell(model, "released", {})._replace(details=_other_dates(model)),
                field_cell(model, "access", {}),
                field_cell(model, "license", {}),
                signed_cell(words_cell(_modalities(model)), model, "modalities"),
                field_cell(model, "parameters", {}),
                field_cell(model, "context_window", {}),
                field_cell(model, "max_output_tokens", {}),
                field_cell(model, "languages", {}),
                index.places_cell(model),
            )
            for model in index.provider.models.sort_by("first_seen", descending=True)
        ),
    )  # fmt: skip


def _family(index: RecordIndex, model: Model) -> str:
    parts = (
        model.family and index.name(model.family),
        "a family" if model.kind == "family" else None,
        model.status,
    )
    return " · ".join(part for part in parts if part)


def _other_dates(model: Model) -> str:
    facts = (
        ("announced", model.announced),
        ("retires", model.retires),
        ("followed by", model.successor),
    )
    return "\n".join(f"{what} {fact}" for what, fact in facts if fact)


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


def scores(index: RecordIndex) -> Table:
    """Return every score on a benchmark."""
    return stated_table(
        "Scores on benchmarks",
        (
            "Model", "Benchmark", "Score", "Version", "Variant", "Run by", "Date",
            "Reported by", "As printed, and where",
        ),
        (
            (
                index.link_cell(model.id),
                signed_cell(Cell(index.name(score.benchmark)), score, "benchmark"),
                result_cell(score, {}),
                field_cell(score, "version", {}),
                field_cell(score, "variant", {}),
                field_cell(score, "harness", {}),
                field_cell(score, "date", {}),
                index.field_link_cell(score, "reported_by"),
                index.places_cell(score),
            )
            for model in index.provider.models
            for score in model.scores
        ),
    )  # fmt: skip


def prices(index: RecordIndex) -> Table:
    """Return every price, with a row for each tier and each price of something else than tokens."""
    stated = [price for model in index.provider.models for price in model.prices]
    # Kinds of use that few prices state would be columns that no page has room for.
    further = any(
        further_kinds_cell(rates, price).text for price in stated for rates in (price, *price.tiers)
    )
    return stated_table(
        "Prices per million tokens",
        (
            "Model", *map(heading_of, USUAL_KINDS), *(["Further kinds"] if further else []),
            "Plan", "Host", "Region", "Since", "Seen", "Reported by", "As printed, and where",
        ),
        (
            row
            for model in index.provider.models
            for price in model.prices
            for row in _price_rows(index, model, price, further=further)
        ),
    )  # fmt: skip


def _price_rows(
    index: RecordIndex, model: Model, price: TokenPrice, *, further: bool
) -> Iterator[tuple[Cell, ...]]:
    def rate_cells(rates: Rates) -> Iterator[Cell]:
        for kind in USUAL_KINDS:
            yield rate_cell(getattr(rates, kind), kind, price)
        if further:
            yield further_kinds_cell(rates, price)

    head = index.link_cell(model.id)
    terms = (
        _terms_cell(price),
        index.field_link_cell(price, "host")
        if price.host
        else signed_cell(Cell("the maker"), price, "host"),
        field_cell(price, "region", {}),
        field_cell(price, "effective", {}),
        field_cell(price, "observed", {}),
        index.field_link_cell(price, "reported_by"),
        index.places_cell(price),
    )
    yield head, *rate_cells(price), *terms
    for tier in price.tiers:
        start = "from" if tier.inclusive else "over"
        length = f"{start} {counted(tier.threshold, 'input token')}"
        length_cell = signed_cell(head._replace(details=length), price, "tiers")
        yield length_cell, *rate_cells(tier), *terms
    for other in price.other:
        amount = Cell(amount_text(other.price, price.currency), details=f"per {other.unit}")
        amount = signed_cell(amount, price, "other", "currency")
        without_rates = [NOT_APPLICABLE] * (len(USUAL_KINDS) - 1 + further)
        yield head._replace(details=other.kind), amount, *without_rates, *terms


def _terms_cell(price: TokenPrice) -> Cell:
    cell = terms_cell(price, {})
    if price.hours is None:
        return cell
    return signed_cell(cell._replace(details=str(price.hours)), price, "hours")


def value_for_money(index: RecordIndex, result: PricePerformance) -> Table:
    """Return the models of a comparison of scores and prices, the best value first."""
    name = index.name(result.benchmark)
    ranking = ranked(
        result,
        {
            "Model": lambda row, cell: index.link_cell(row.model.id)._replace(text=cell.text),
            "Reported by": lambda row, _: index.link_cell(row.reported_by),
        },
    )
    return ranking._replace(
        heading=", ".join(
            filter(None, (f"{name} for the price, per million tokens, {result.mix}", result.runs))
        ),
    )


def ranked(
    result: PricePerformance, own: Mapping[str, Callable[[PricePerformanceRow, Cell], Cell]]
) -> Table:
    """Return the table of a comparison that has rows, with cells of our own in some columns.

    Args:
        result: The comparison.
        own: Makes a cell of a row, given the usual one, by the heading of its column; a heading
            that the table does not have counts for nothing.
    """
    (ranking,) = view(result).tables
    return ranking._replace(
        rows=tuple(
            tuple(
                own[heading](row, cell) if heading in own else cell
                for heading, cell in zip(ranking.header, cells, strict=True)
            )
            for row, cells in zip(result.rows, ranking.rows, strict=True)
        )
    )


def left_out(result: PricePerformance) -> Table:
    """Return the models left out of a comparison, by reason."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in result.excluded:
        reasons[each.reason].append(each.model.name)
    return Table(
        ("Left out for", "Models"),
        tuple((Cell(reason), Cell(", ".join(names))) for reason, names in reasons.items()),
        heading="Models left out, and why",
    )
