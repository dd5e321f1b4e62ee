"""Rules of the audit about metrics: shares, rates, growth, sums and rival figures."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, combinations_with_replacement, product
from typing import TypeVar

from attrs import evolve

from aiproviders._analysis.audit.conflict import (
    Conflict,
    calculate,
    comparable_figures,
    pairs_that_share,
    severity_of_figures,
    sides_of,
    with_bounds,
)
from aiproviders._analysis.audit.finding import SEVERITIES, Severity
from aiproviders._records.provider import Provider
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.metric import Metric
from aiproviders._records.sections.metrics import Metrics, Question, bounds_lie_within, question
from aiproviders._values.dates.date_words import duration_words
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders.errors import UnknownIdError

K = TypeVar("K", bound=Hashable)

_DAY = timedelta(days=1)
_MOST_DAYS_BETWEEN_LENGTHS = 3  # the lengths of months, quarters or halves differ by no more


def shares(provider: Provider) -> Iterator[Conflict]:
    """Find stated shares that differ from their part divided by their whole."""
    for share in provider.metrics:
        part, whole = _metric(provider, share.part), _metric(provider, share.whole)
        if part is None or whole is None or share.quantity.unit not in ("%", "1"):
            continue
        figures = next(comparable_figures(part, whole), None)
        if figures is None:
            continue
        dividend, divisor = figures
        if dividend.value < 0 or divisor.value < 0:
            continue  # a loss is no share, and has none
        ratio = calculate(Quantity.__truediv__, dividend, divisor)
        if ratio is None:
            continue
        computed = ratio if share.quantity.unit == "1" else ratio.to("%", rate=100)
        if not share.quantity.consistent_with(computed):
            yield Conflict(
                severity_of_figures(share.quantity, computed),
                f"{with_bounds(share.quantity)} stated; "
                f"{dividend} / {divisor} = {with_bounds(computed)}",
                sides_of(share, part, whole),
            )


def _metric(provider: Provider, id: str | None) -> Metric | None:
    if id is None:
        return None
    try:
        record = provider.record(id)
    except UnknownIdError:
        return None
    return record if isinstance(record, Metric) else None


def exchange_rates(provider: Provider) -> Iterator[Conflict]:
    """Find metrics whose amounts and conversions imply different exchange rates.

    A rate changes with time: of two periods that do not overlap, one such pair of metrics is found.
    """
    rates: dict[tuple[str, Period | str], list[tuple[Metric, Quantity]]] = defaultdict(list)
    for metric in provider.metrics:
        if (rate := _implied_rate(metric)) is not None:
            rates[rate.unit, metric.period or metric.stated or metric.id].append((metric, rate))
    for (key, several), (other_key, others) in combinations_with_replacement(rates.items(), 2):
        pairs = combinations(several, 2) if several is others else product(several, others)
        if key[0] != other_key[0]:
            continue
        differing = ((one, other) for one, other in pairs if not one[1].consistent_with(other[1]))
        for (one, rate), (other, other_rate) in differing:
            severity, remark = _severity_by_time(one, other)
            yield Conflict(
                severity,
                f"{_conversion_text(one)} = {with_bounds(rate)}, {_date_text(one)}; "
                f"{_conversion_text(other)} = {with_bounds(other_rate)}, {_date_text(other)}; "
                f"{remark}",
                sides_of(one, other),
            )
            if severity == "note":
                break


def _implied_rate(metric: Metric) -> Quantity | None:
    figures = _in_order_of_units(metric)
    if len(figures) == 1 or any(
        each.comparator == "range" or (each.comparator != "=" and each.decimals is None)
        for each in figures
    ):
        return None  # there is no conversion, or its precision is not known
    return calculate(Quantity.__truediv__, *(evolve(each, comparator="=") for each in figures))


def _in_order_of_units(metric: Metric) -> list[Quantity]:
    figures = filter(None, (metric.quantity, metric.converted))
    return sorted(figures, key=lambda figure: figure.unit)


def _conversion_text(metric: Metric) -> str:
    figures = _in_order_of_units(metric)
    return " / ".join(str(evolve(each, comparator="=")) for each in figures)


def _date_text(metric: Metric) -> str:
    return str(metric.period or metric.stated or "no date")


def _severity_by_time(one: Metric, other: Metric) -> tuple[Severity, str]:
    time, other_time = one.period or one.stated, other.period or other.stated
    if time is None or other_time is None:
        return "note", "not both are dated"
    if not time.overlaps(other_time):
        return "note", "the periods do not overlap"
    if time == other_time:
        figures = (*_in_order_of_units(one), *_in_order_of_units(other))
        return severity_of_figures(*figures), "in one period"
    return "tension", "the periods overlap"


def rivals(provider: Provider) -> Iterator[Conflict]:
    """Find metrics that answer the same question, and say whether they agree.

    Metrics that state the same stand in one conflict together.
    """
    for answers in _metrics_by(provider.metrics, question).values():
        statements = _metrics_by(answers, _statement).values()
        for several, others in combinations_with_replacement(statements, 2):
            both = several if several is others else [*several, *others]
            one, other = both[0], both[-1]
            results = [_agreement(*figures) for figures in comparable_figures(one, other)]
            if results and one is not other:
                severity, text = min(results, key=lambda each: SEVERITIES.index(each[0]))
                chosen = Metrics((one, other)).preferred.records
                settled = (
                    f"a preference settles for {chosen[0].quantity}"
                    if len(chosen) == 1
                    else "no preference settles which to use"
                )
                yield Conflict(severity, f"{text}; {settled}", sides_of(*both))


def _statement(metric: Metric) -> tuple[object, ...]:
    """Return what a metric states, which others may state too."""
    return metric.quantity, metric.converted, metric.preference


def _metrics_by(metrics: Iterable[Metric], key: Callable[[Metric], K]) -> dict[K, list[Metric]]:
    """Group metrics by a key."""
    groups: dict[K, list[Metric]] = defaultdict(list)
    for metric in metrics:
        groups[key(metric)].append(metric)
    return groups


def _agreement(one: Quantity, other: Quantity) -> tuple[Severity, str]:
    both = f"{with_bounds(one)} and {with_bounds(other)}"
    if not one.consistent_with(other):
        return severity_of_figures(one, other), f"{both} have no value in common"
    for about, bound in ((one, other), (other, one)):
        if (
            about.comparator == "~"
            and bound.comparator not in "=~"
            and not bounds_lie_within(about, bound)
        ):
            return "tension", f"{with_bounds(about)} does not lie within {bound}"
    return "note", f"{both} agree"


def same_figure_two_periods(provider: Provider) -> Iterator[Conflict]:
    """Find a value that is stated for a period and for a longer one, or with and without a date."""
    by_question = _metrics_by(
        provider.metrics, lambda metric: question(metric)._replace(period=None, duration=None)
    )
    measures = {measure.id: measure for measure in provider.measures}
    for metrics in by_question.values():
        for one, other in pairs_that_share(metrics, _values):
            short, long = (other, one) if _has_shorter_period(other, one) else (one, other)
            if _has_shorter_period(short, long):
                yield Conflict(
                    _severity_of_periods(short, long, measures.get(one.measure)),
                    f"{short.quantity}: {_period_text(short)}, and also {_period_text(long)}",
                    sides_of(short, long),
                )


def _values(metric: Metric) -> Iterator[tuple[object, ...]]:
    """Yield the figures of a metric without what tells how exact they are."""
    for figure in filter(None, (metric.quantity, metric.converted)):
        yield figure.unit, figure.value, figure.upper


def _has_shorter_period(short: Metric, long: Metric) -> bool:
    """Whether the period of one metric is part of that of another, or the other has no period."""
    if short.period is None or long.period is None:
        return short.period is not None and short.duration == long.duration
    if short.period == long.period:
        return short.duration is not None and long.duration is None
    return short.period in long.period


def _severity_of_periods(short: Metric, long: Metric, measure: Measure | None) -> Severity:
    if measure is None or (measure.growth_of is None and "currency" not in measure.units):
        return "note"  # users of a month may well be those of its year
    if (
        measure.kind == "instant"
        or short.duration != long.duration
        or _first_and_last_day(long.period) is None
    ):
        return "note"
    return "tension"


def _period_text(metric: Metric) -> str:
    when = "no date" if metric.period is None else str(metric.period)
    return f"{duration_words(metric.duration)} within {when}" if metric.duration else when


def twins(provider: Provider) -> Iterator[Conflict]:
    """Find two subjects with the same figures of several measures in one period."""
    by_question = _metrics_by(
        (metric for metric in provider.metrics if metric.period is not None),
        lambda metric: question(metric)._replace(subject=""),
    )
    shared: dict[tuple[frozenset[str], Period | None], list[tuple[Metric, Metric]]]
    shared = defaultdict(list)
    for asked, metrics in by_question.items():
        for one, other in pairs_that_share(metrics, _values):
            if one.subject != other.subject:
                shared[frozenset((one.subject, other.subject)), asked.period].append((one, other))
    labels = {measure.id: measure.label for measure in provider.measures}
    names = {each.id: str(each) for each in provider.records() if not isinstance(each, Measure)}
    for (_, period), found in shared.items():
        if len({one.measure for one, _ in found}) > 1:
            figures = " and ".join(
                f"{labels.get(one.measure, one.measure)} {one.quantity}" for one, _ in found
            )
            subjects = " and of ".join(names.get(each.subject, each.subject) for each in found[0])
            yield Conflict(
                "note",
                f"{figures}, {period}: stated of {subjects}",
                sides_of(*(each for pair in found for each in pair)),
            )


def growth(provider: Provider) -> Iterator[Conflict]:
    """Find stated growth that differs from that of amounts a year apart or of adjacent periods."""
    growth_of = {measure.id: measure.growth_of for measure in provider.measures}
    by_question = _metrics_by(
        provider.metrics, lambda metric: question(metric)._replace(period=None)
    )
    for grown in provider.metrics:
        measure = growth_of.get(grown.measure)
        if measure is None or grown.period is None or grown.quantity.unit != "%":
            continue
        amounts = by_question.get(question(grown)._replace(measure=measure, period=None), [])
        bases = [each for each in amounts if _is_base_period(each.period, grown.period)]
        rates = [
            (before, after, rate)
            for after in amounts
            if after.period == grown.period
            for before in bases
            if (rate := _growth_rate(before.quantity, after.quantity)) is not None
        ]
        if rates and not any(grown.quantity.consistent_with(rate) for *_, rate in rates):
            before, after, rate = rates[0]
            yield Conflict(
                severity_of_figures(grown.quantity, rate),
                f"{with_bounds(grown.quantity)} stated; "
                f"{after.quantity} / {before.quantity} - 1 = {with_bounds(rate)}",
                sides_of(grown, before, after),
            )


def _growth_rate(before: Quantity, after: Quantity) -> Quantity | None:
    """Return the rate of growth; None where there is none, as from a loss."""
    if before.unit != after.unit or before.value < 0:
        return None
    ratio = calculate(Quantity.__truediv__, after, before)
    return None if ratio is None else (ratio - 1).to("%", rate=100)


def _is_base_period(before: Period | None, after: Period) -> bool:
    """Whether growth to a period counts from another: as long, and a year or a period earlier."""
    days, days_after = _first_and_last_day(before), _first_and_last_day(after)
    if days is None or days_after is None:
        return False
    (start, end), (start_after, end_after) = days, days_after
    lengths = (end - start).days, (end_after - start_after).days
    if abs(lengths[0] - lengths[1]) > _MOST_DAYS_BETWEEN_LENGTHS:
        return False
    a_year_on = (start.year + 1, start.month, start.day)
    return start_after - end == _DAY or a_year_on == (
        start_after.year,
        start_after.month,
        start_after.day,
    )


def _first_and_last_day(period: Period | None) -> tuple[date, date] | None:
    if period is None or period.start is None or period.end is None:
        return None
    return period.start, period.end


def sums(provider: Provider) -> Iterator[Conflict]:
    """Find amounts of money that differ from the sum of the quarters, or parts, of their period."""
    adds_up = {
        measure.id
        for measure in provider.measures
        if measure.kind == "duration" and "currency" in measure.units
    }
    by_question = _metrics_by(provider.metrics.preferred.sort_by("period"), _question_of_any_period)
    for whole in provider.metrics:
        if whole.measure not in adds_up:
            continue
        parts = _adjacent_parts(whole, by_question.get(_question_of_any_period(whole), []))
        total = calculate(Quantity.__add__, *(part.quantity for part in parts)) if parts else None
        if total is not None and not total.consistent_with(whole.quantity):
            yield Conflict(
                severity_of_figures(total, whole.quantity),
                f"{with_bounds(whole.quantity)} stated for {whole.period}; "
                f"{' + '.join(str(part.quantity) for part in parts)} = {with_bounds(total)}",
                sides_of(whole, *parts),
            )


def _question_of_any_period(metric: Metric) -> tuple[Question, str]:
    return question(metric)._replace(period=None), metric.quantity.unit


def _adjacent_parts(whole: Metric, metrics: Iterable[Metric]) -> list[Metric]:
    """Return metrics whose periods, one after the other, make up the period of another.

    The metrics come in order of time; the first chain that reaches the last day counts.
    """
    days = _first_and_last_day(whole.period)
    if days is None or whole.duration is not None:
        return []
    chains: dict[int, list[Metric]] = {days[0].toordinal(): []}  # by the day after their last
    for part in metrics:
        part_days = _first_and_last_day(part.period)
        if part_days is None or part_days == days:
            continue
        if part_days[0].toordinal() in chains:
            chain = [*chains[part_days[0].toordinal()], part]
            chains.setdefault(part_days[1].toordinal() + 1, chain)
    return chains.get(days[1].toordinal() + 1, [])
