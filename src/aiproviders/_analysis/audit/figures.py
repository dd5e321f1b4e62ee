"""Rules of the audit about reported figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from attrs import evolve

from aiproviders._analysis.audit.conflict import (
    SEVERITIES,
    Conflict,
    Severity,
    computed,
    pairs,
    sides,
    stated,
    weighed,
)
from aiproviders._records.metrics import Metrics, Question, question
from aiproviders._records.provider import Provider
from aiproviders._records.record import Measure, Metric
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders.errors import UnknownIdError

_DAY = timedelta(days=1)
_MOST_DAYS_BETWEEN_LENGTHS = 3  # of months, quarters or years


def shares(provider: Provider) -> Iterator[Conflict]:
    """A stated share against its part and its whole."""
    for share in provider.metrics:
        part, whole = _metric(provider, share.part), _metric(provider, share.whole)
        if part is None or whole is None or share.quantity.unit not in ("%", "1"):
            continue
        for dividend, divisor in list(pairs(part, whole))[:1]:
            ratio = computed(Quantity.__truediv__, dividend, divisor)
            if ratio is None:
                continue
            found = ratio if share.quantity.unit == "1" else ratio.to("%", rate=100)
            if not share.quantity.consistent_with(found):
                yield Conflict(
                    weighed((share.quantity, found)),
                    f"{stated(share.quantity)} stated; {dividend} / {divisor} = {stated(found)}",
                    sides(share, part, whole),
                )


def _metric(provider: Provider, id: str | None) -> Metric | None:
    try:
        record = provider.record(id or "")
    except UnknownIdError:
        return None
    return record if isinstance(record, Metric) else None


def exchange_rates(provider: Provider) -> Iterator[Conflict]:
    """Rates that amounts and their conversions imply, against each other."""
    rates = [
        (metric, rate) for metric in provider.metrics if (rate := _implied_rate(metric)) is not None
    ]
    for (one, rate), (other, other_rate) in combinations(rates, 2):
        if rate.unit != other_rate.unit or rate.consistent_with(other_rate):
            continue
        severity, remark = _same_time(one, other)
        yield Conflict(
            severity,
            f"{_ratio(one)} = {stated(rate)}, {_when(one)}; "
            f"{_ratio(other)} = {stated(other_rate)}, {_when(other)}; {remark}",
            sides(one, other),
        )


def _implied_rate(metric: Metric) -> Quantity | None:
    figures = _in_order_of_units(metric)
    if len(figures) == 1 or any(
        each.upper is not None or (each.comparator != "=" and each.decimals is None)
        for each in figures
    ):
        return None  # there is no conversion, or nothing tells how exactly it was printed
    return computed(Quantity.__truediv__, *(evolve(each, comparator="=") for each in figures))


def _in_order_of_units(metric: Metric) -> list[Quantity]:
    figures = filter(None, (metric.quantity, metric.converted))
    return sorted(figures, key=lambda figure: figure.unit)


def _ratio(metric: Metric) -> str:
    figures = _in_order_of_units(metric)
    return " / ".join(str(evolve(each, comparator="=")) for each in figures)


def _when(metric: Metric) -> str:
    return str(metric.period or metric.stated or "no date")


def _same_time(one: Metric, other: Metric) -> tuple[Severity, str]:
    date, other_date = one.period or one.stated, other.period or other.stated
    if date is None or other_date is None:
        return "note", "not both are dated"
    if not date.overlaps(other_date):
        return "note", "the periods do not overlap"
    if date == other_date:
        return weighed((*_in_order_of_units(one), *_in_order_of_units(other))), "in one period"
    return "tension", "the periods overlap"


def rivals(provider: Provider) -> Iterator[Conflict]:
    """Metrics that answer one question, against each other."""
    asked: dict[Question, list[Metric]] = defaultdict(list)
    for metric in provider.metrics:
        asked[question(metric)].append(metric)
    for answers in asked.values():
        for one, other in combinations(answers, 2):
            compared = [_compared(*pair) for pair in pairs(one, other)]
            if compared:
                severity, text = min(compared, key=lambda each: SEVERITIES.index(each[0]))
                chosen = Metrics((one, other)).preferred.records
                settled = (
                    f"a preference settles for {chosen[0].quantity}"
                    if len(chosen) == 1
                    else "no preference settles which to use"
                )
                yield Conflict(severity, f"{text}; {settled}", sides(one, other))


def _compared(one: Quantity, other: Quantity) -> tuple[Severity, str]:
    both = f"{stated(one)} and {stated(other)}"
    if not one.consistent_with(other):
        return weighed((one, other)), f"{both} have no value in common"
    for about, bound in ((one, other), (other, one)):
        if about.comparator == "~" and bound.comparator not in "=~" and not _within(about, bound):
            return "tension", f"{stated(about)} does not lie within {bound}"
    return "note", f"{both} agree"


def _within(inner: Quantity, outer: Quantity) -> bool:
    (low, high), (lowest, highest) = inner.bounds, outer.bounds
    above = lowest is None or (low is not None and low >= lowest)
    return above and (highest is None or (high is not None and high <= highest))


def same_figure_two_periods(provider: Provider) -> Iterator[Conflict]:
    """One value that is stated for a period and for a longer one, or with and without a date."""
    asked: dict[Question, list[Metric]] = defaultdict(list)
    for metric in provider.metrics:
        asked[question(metric)._replace(period=None, duration=None)].append(metric)
    measures = {measure.id: measure for measure in provider.measures}
    for metrics in asked.values():
        for one, other in combinations(metrics, 2):
            if not _same_value(one, other):
                continue
            short, long = (other, one) if _is_within(other, one) else (one, other)
            if _is_within(short, long):
                yield Conflict(
                    _weighed_periods(short, long, measures.get(one.measure)),
                    f"{short.quantity}: {_extent(short)}, and also {_extent(long)}",
                    sides(short, long),
                )


def _same_value(one: Metric, other: Metric) -> bool:
    return any(
        (ours.value, ours.upper) == (theirs.value, theirs.upper)
        for ours, theirs in pairs(one, other)
    )


def _is_within(short: Metric, long: Metric) -> bool:
    """Whether one metric is of a part of the time of another, or of any time where that is open."""
    if short.period is None or long.period is None:
        return short.period is not None and short.duration == long.duration
    if short.period == long.period:
        return short.duration is not None and long.duration is None
    return short.period in long.period


def _weighed_periods(short: Metric, long: Metric, measure: Measure | None) -> Severity:
    if measure is None or (measure.growth_of is None and "currency" not in measure.units):
        return "note"  # users of a month may well be those of its year
    if measure.kind == "instant" or short.duration != long.duration or _days(long.period) is None:
        return "note"
    return "tension"


def _extent(metric: Metric) -> str:
    when = "no date" if metric.period is None else str(metric.period)
    return f"{metric.duration} within {when}" if metric.duration else when


def twins(provider: Provider) -> Iterator[Conflict]:
    """Two subjects that share figures of several measures in one period."""
    asked: dict[Question, list[Metric]] = defaultdict(list)
    for metric in provider.metrics:
        if metric.period is not None:
            asked[question(metric)._replace(subject="")].append(metric)
    shared: dict[tuple[frozenset[str], Period | None], list[tuple[Metric, Metric]]]
    shared = defaultdict(list)
    for asking, metrics in asked.items():
        for one, other in combinations(metrics, 2):
            if one.subject != other.subject and _same_value(one, other):
                shared[frozenset((one.subject, other.subject)), asking.period].append((one, other))
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
                sides(*(each for pair in found for each in pair)),
            )


def growth(provider: Provider) -> Iterator[Conflict]:
    """A stated growth against two amounts, a year apart or one after the other."""
    growth_of = {measure.id: measure.growth_of for measure in provider.measures}
    for grown in provider.metrics:
        measure = growth_of.get(grown.measure)
        if measure is None or grown.period is None or grown.quantity.unit != "%":
            continue
        asked = question(grown)._replace(measure=measure)
        amounts = [
            each
            for each in provider.metrics
            if question(each)._replace(period=grown.period) == asked
        ]
        rates = [
            (before, after, rate)
            for after in amounts
            for before in amounts
            if after.period == grown.period
            and _is_base(before.period, grown.period)
            and (rate := _growth_rate(before.quantity, after.quantity)) is not None
        ]
        if rates and not any(grown.quantity.consistent_with(rate) for *_, rate in rates):
            before, after, rate = rates[0]
            yield Conflict(
                weighed((grown.quantity, rate)),
                f"{stated(grown.quantity)} stated; "
                f"{after.quantity} / {before.quantity} - 1 = {stated(rate)}",
                sides(grown, before, after),
            )


def _growth_rate(before: Quantity, after: Quantity) -> Quantity | None:
    if before.unit != after.unit:
        return None
    ratio = computed(Quantity.__truediv__, after, before)
    return None if ratio is None else (ratio - 1).to("%", rate=100)


def _is_base(before: Period | None, after: Period) -> bool:
    """Whether a period is as long as another, and a year earlier or just before it."""
    days, days_after = _days(before), _days(after)
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


def _days(period: Period | None) -> tuple[date, date] | None:
    if period is None or period.start is None or period.end is None:
        return None
    return period.start, period.end


def sums(provider: Provider) -> Iterator[Conflict]:
    """An amount of money against those of the quarters, or other parts, that make up its period."""
    adds_up = {
        measure.id
        for measure in provider.measures
        if measure.kind == "duration" and "currency" in measure.units
    }
    asked: dict[tuple[Question, str], list[Metric]] = defaultdict(list)
    for part in provider.metrics.preferred.sort_by("period"):
        asked[_amount_asked(part)].append(part)
    for whole in provider.metrics:
        parts = _parts(whole, asked[_amount_asked(whole)]) if whole.measure in adds_up else []
        total = computed(Quantity.__add__, *(part.quantity for part in parts)) if parts else None
        if total is not None and not total.consistent_with(whole.quantity):
            yield Conflict(
                weighed((total, whole.quantity)),
                f"{stated(whole.quantity)} stated for {whole.period}; "
                f"{' + '.join(str(part.quantity) for part in parts)} = {stated(total)}",
                sides(whole, *parts),
            )


def _amount_asked(metric: Metric) -> tuple[Question, str]:
    return question(metric)._replace(period=None), metric.quantity.unit


def _parts(whole: Metric, metrics: Iterable[Metric]) -> list[Metric]:
    """Those of some metrics, in order of time, whose periods follow on and fill that of another."""
    days = _days(whole.period)
    if days is None or whole.duration is not None:
        return []
    chains: dict[int, list[Metric]] = {days[0].toordinal(): []}  # by the day they go on from
    for part in metrics:
        part_days = _days(part.period)
        if part_days is None or part_days == days:
            continue
        if part_days[0].toordinal() in chains:
            chain = [*chains[part_days[0].toordinal()], part]
            chains.setdefault(part_days[1].toordinal() + 1, chain)
    return chains.get(days[1].toordinal() + 1, [])
