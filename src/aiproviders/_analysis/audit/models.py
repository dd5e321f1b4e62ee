"""Rules of the audit about totals and members, models, scores and the vocabulary of units."""

import re
from collections import defaultdict
from collections.abc import Iterator

from attrs import evolve

from aiproviders._analysis.audit.conflict import (
    Conflict,
    Side,
    comparable_figures,
    pairs_that_share,
    severity_of_figures,
    side_of_field,
    side_of_score,
    sides_of,
    with_bounds,
)
from aiproviders._records.company import Product
from aiproviders._records.models.score import Score
from aiproviders._records.provider import Provider
from aiproviders._records.sections.metric import Metric
from aiproviders._records.sections.metrics import Question, question
from aiproviders._values.quantity import Quantity

_CLOSED = ("closed-weights", "api-only")
_SIZE_IN_NAME = re.compile(r"(?<![\w.])([0-9]{1,9}(?:\.[0-9]{1,9})?[MBT])(?!\w)")
_HIGHEST_SHARE = {"%": 100, "1": 1}


def totals(provider: Provider) -> Iterator[Conflict]:
    """Find totals that leave something out and yet are as large as the total with it, or larger."""
    partial = defaultdict[Question, list[Metric]](list)
    for metric in provider.metrics:
        if metric.excludes:
            partial[_of_any_period_and_part(metric)].append(metric)
    pairs = (
        (total, rest)
        for total in provider.metrics
        for rest in partial.get(_of_any_period_and_part(total), ())
    )
    for total, rest in pairs:
        left_out = set(rest.excludes) - set(total.excludes)
        if not set(total.excludes) < set(rest.excludes) or (
            total.period and rest.period and not total.period.overlaps(rest.period)
        ):
            continue
        figures = next(comparable_figures(total, rest), None)
        if figures is None:
            continue
        whole, part = figures
        if whole.value < 0:
            continue  # what a loss is added to is less without it
        exceeds = part.value > whole.value and not part.consistent_with(whole)
        if exceeds or part.value == whole.value:
            yield Conflict(
                severity_of_figures(whole, part) if exceeds else "tension",
                f"{whole} in all, and {part} without {len(left_out)} of what that includes",
                sides_of(total, rest),
            )


def _of_any_period_and_part(metric: Metric) -> Question:
    return question(metric)._replace(period=None, excludes=frozenset())


def ranges(provider: Provider) -> Iterator[Conflict]:
    """Find models whose size lies outside the range that is stated for their family."""
    figures = defaultdict[str | None, list[Metric]](list)
    for metric in provider.metrics:
        figures[metric.subject].append(metric)
    for model in provider.models:
        size = model.parameters
        if size is None or model.access in _CLOSED:
            continue  # a family's range is that of its published weights
        ends = [
            metric for metric in figures.get(model.family, ()) if metric.quantity.unit == size.unit
        ]
        is_range = len(ends) > 1 or any(end.quantity.comparator == "range" for end in ends)
        if is_range and _outside(size, [end.quantity for end in ends]):
            span = " and ".join(str(end.quantity) for end in ends)
            remark = (
                "its weights are open"
                if model.access
                else "whether its weights are open is not stated"
            )
            yield Conflict(
                severity_of_figures(size, *(end.quantity for end in ends))
                if model.access
                else "tension",
                f"{model} has {size}, outside the range of its family, {span}; {remark}",
                (*sides_of(*ends), side_of_field(model, size)),
            )


def _outside(size: Quantity, ends: list[Quantity]) -> bool:
    if any(size.consistent_with(end) for end in ends):
        return False
    return all(size.value >= end.value for end in ends) or all(
        size.value <= end.value for end in ends
    )


def languages(provider: Provider) -> Iterator[Conflict]:
    """Find models that cover more languages than is stated for their family."""
    models = {model.id: model for model in provider.models}
    for member in provider.models:
        family = models.get(member.family or "")
        if family is None or family.languages is None or member.languages is None:
            continue
        covered, all_covered = member.languages, family.languages
        if covered.unit != all_covered.unit or covered.value <= all_covered.value:
            continue
        possible = covered.consistent_with(all_covered)
        remark = "allowed, but not the most that is known" if possible else "less than a member"
        yield Conflict(
            "note" if possible else severity_of_figures(covered, all_covered),
            f"{all_covered} for {family}, {covered} for {member} in it: {remark}",
            (side_of_field(family, all_covered), side_of_field(member, covered)),
        )


def founders(provider: Provider) -> Iterator[Conflict]:
    """Find companies that name more founders than they count."""
    company = provider.company
    if company is None or company.founder_count is None:
        return
    if len(company.founders) > company.founder_count:
        text = f"{company.founder_count} founders stated, {len(company.founders)} named"
        yield Conflict("contradiction", text, sides_of(company))


def wordings(provider: Provider) -> Iterator[Conflict]:
    """Find citations that state a figure with another comparator than the record."""
    figures = [
        *((metric.quantity, metric.citations, (metric.id,)) for metric in provider.metrics),
        *(
            (score.quantity, score.citations, (model.id, score.benchmark))
            for model in provider.models
            for score in model.scores
        ),
    ]
    for quantity, citations, ids in figures:
        others = {
            each.comparator: each
            for each in reversed(citations)
            if each.comparator not in (None, "range", quantity.comparator)
        }
        if not others or quantity.comparator == "range":
            continue
        elsewhere = [evolve(quantity, comparator=comparator) for comparator in others]
        opposed = [each for each in elsewhere if not each.consistent_with(quantity)]
        as_recorded = [each for each in citations if each.comparator not in others]
        yield Conflict(
            severity_of_figures(quantity, *opposed) if opposed else "note",
            f"{quantity} recorded, {', '.join(map(str, elsewhere))} elsewhere",
            tuple(Side(ids, each) for each in (*as_recorded[:1], *others.values())),
        )


def score_rivals(provider: Provider) -> Iterator[Conflict]:
    """Find scores of a model that disagree: same benchmark, version, harness, variant and date."""
    for model in provider.models:
        for one, other in pairs_that_share(model.scores, lambda score: [_conditions(score)]):
            if not one.quantity.consistent_with(other.quantity):
                reporters = {one.reported_by, other.reported_by} - {None}
                differ = len(reporters) > 1
                yield Conflict(
                    "note" if differ else severity_of_figures(one.quantity, other.quantity),
                    f"{model} scores {with_bounds(one.quantity)} and {with_bounds(other.quantity)}"
                    + (", by two reporters" if differ else ""),
                    (side_of_score(model, one), side_of_score(model, other)),
                )


def _conditions(score: Score) -> tuple[object, ...]:
    return (
        score.benchmark,
        score.version,
        score.harness,
        score.variant,
        score.date,
        score.quantity.unit,
    )


def sizes_in_names(provider: Provider) -> Iterator[Conflict]:
    """Find models whose name holds another number of parameters than is stated."""
    for model in provider.models:
        match = _SIZE_IN_NAME.search(model.name)
        if match is None:
            continue
        in_name = Quantity.parse(match[1], unit="parameter")
        if model.parameters is None:
            text = f"the name {model} holds {in_name}; no number of parameters is stated"
            yield Conflict("note", text, sides_of(model))
        elif model.parameters.unit == in_name.unit and not in_name.consistent_with(
            model.parameters
        ):
            yield Conflict(
                "note",
                f"the name {model} holds {with_bounds(in_name)}; "
                f"stated are {with_bounds(model.parameters)}",
                (side_of_field(model, model.parameters),),
            )


def access(provider: Provider) -> Iterator[Conflict]:
    """Find closed weights that are published, and API-only models that products serve."""
    products = defaultdict[str | None, dict[int, Product]](dict)
    for position, product in enumerate(provider.products):
        for id in product.models:
            products[id][position] = product
    for model in provider.models:
        if model.access not in _CLOSED:
            continue
        if model.weights_on or model.runs_with:
            text = f"{model} is {model.access}, and yet its weights are published or run locally"
            yield Conflict("contradiction", text, sides_of(model))
        having = products.get(model.id, {}) | products.get(model.family, {})
        serving = [
            each
            for _, each in sorted(having.items())
            if model.access == "api-only" and each.kind != "developer-platform"
        ]
        if serving:
            yield Conflict(
                "note",
                f"{model} is had by API alone; it or its family is in "
                f"{', '.join(map(str, serving))}",
                sides_of(model, *serving),
            )


def vocabulary(provider: Provider) -> Iterator[Conflict]:
    """Find units that do not fit the measure or benchmark, and results outside its scale."""
    measures = {measure.id: measure for measure in provider.measures}
    benchmarks = {benchmark.id: benchmark for benchmark in provider.benchmarks}
    for metric in provider.metrics:
        measure = measures.get(metric.measure)
        for figure in filter(None, (metric.quantity, metric.converted)):
            if measure is not None and not measure.allows(figure.unit):
                text = f"{measure} is in {' or '.join(measure.units)}, the figure in {figure.unit}"
                yield Conflict("contradiction", text, sides_of(metric))
    for model in provider.models:
        for score in model.scores:
            benchmark = benchmarks.get(score.benchmark)
            if benchmark is None:
                continue
            unit, value = score.quantity.unit, score.quantity.value
            where = (side_of_score(model, score),)
            if unit != benchmark.unit:
                text = f"{benchmark} is scored in {benchmark.unit}, {model} in {unit}"
                yield Conflict("contradiction", text, where)
            elif benchmark.scale == "share" and not 0 <= value <= _HIGHEST_SHARE.get(unit, value):
                text = f"{benchmark} is a share, and {model} has {score.quantity}"
                yield Conflict("contradiction", text, where)
            elif benchmark.scale == "rank" and value < 1:
                text = f"{benchmark} is a rank, and {model} has {score.quantity}"
                yield Conflict("contradiction", text, where)
