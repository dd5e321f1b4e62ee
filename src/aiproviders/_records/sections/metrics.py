"""A catalog of figures, and which to use of several statements on one question."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, product, starmap, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple, Self, Unpack

from attrs import evolve

from aiproviders._records.catalog import Catalog, checked_records
from aiproviders._records.lookup.names import Index, Named, normalized
from aiproviders._records.sections.metric import Metric
from aiproviders._values.late_types import late
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, is_firm
from aiproviders._values.units import check_currency
from aiproviders._values.wording import quoted
from aiproviders.errors import AmbiguousFactError, AmbiguousIdError, NotStatedError, UnknownIdError

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import MetricFields
else:
    MetricFields = late("aiproviders._records.lookup.record_fields", "MetricFields")

_SEPARATORS = r"[\s_.-]+"
_MOST_SUGGESTIONS = 5
_RANKS = ("deprecated", "normal", "preferred")
_FIRST: tuple[Callable[[Metric], bool], ...] = (
    lambda metric: metric.status == "reported",
    lambda metric: metric.preference != "deprecated",
    lambda metric: not metric.excludes,
    lambda metric: metric.scope is None,
)
"""What `Metrics.latest` asks for, one after another, as far as a figure has it."""


class Question(NamedTuple):
    """The question that a figure answers; metrics that answer one question are rivals."""

    subject: str
    measure: str
    scope: str | None
    period: Period | None
    duration: str | None
    status: str
    excludes: frozenset[str]


def question(metric: Metric) -> Question:
    """Return the question that a metric answers."""
    return Question(
        metric.subject,
        metric.measure,
        metric.scope,
        metric.period,
        metric.duration,
        metric.status,
        frozenset(metric.excludes),
    )


class Metrics(Catalog[Metric]):
    """A catalog of reported figures.

    A figure is also found by the names of its measure, alone or after one of its subject.

    Examples:
        >>> from aiproviders import alibaba
        >>> print(alibaba.metrics["market capitalization"].quantity)
        ~$260 billion
        >>> print(alibaba.metrics.latest("Qwen app MAU").quantity)
        ~203 million users
    """

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Metric], object] | None" = None,
        /,
        **fields: "Unpack[MetricFields]",
    ) -> Self:
        return super().where(predicate, **fields)

    def _new_index(self) -> Index:
        index = super()._new_index()
        names = {
            each.id: each.lookup_names
            for origin in self.origins
            for each in starmap(Named, origin.names)
        }
        further = defaultdict[str, list[Metric]](list)
        for metric in self.records:
            known = {*map(normalized, (metric.id, *metric.lookup_names))}
            for key in {*map(normalized, _further_names(metric, names))} - known:
                further[key].append(metric)
        for key, metrics in further.items():
            index.keys[key] = (*index.keys.get(key, ()), *metrics)
        return index

    def _only(self, key: Any) -> tuple[Metric, ...]:
        try:
            return super()._only(key)
        except AmbiguousIdError as error:
            first = self._with(self._found(key)).preferred.ids
            ids = tuple(dict.fromkeys((*first, *error.ids)))
            raise AmbiguousIdError(key, self.name, ids) from None

    def _instead(self, name: str) -> str | None:
        words = name.replace("_", " ")
        found = self._found(words)
        if not found:
            return None
        try:
            self.latest(words)
        except AmbiguousFactError:
            return f"{{}}.where(measure={found[0].measure!r})"
        return f"{{}}.latest({words!r})"

    def _suggestions(self, key: str) -> tuple[str, ...]:
        """Return the ids of preferred figures whose names have every word, else near names."""
        words = [*filter(None, map(normalized, re.split(_SEPARATORS, key)))]
        names: dict[str, str] = defaultdict(str)
        for name, metrics in self._lookup.keys.items():
            for metric in metrics:
                names[metric.id] += f" {name}"
        named = [
            each.id for each in self.preferred if all(word in names[each.id] for word in words)
        ]
        return tuple(named[:_MOST_SUGGESTIONS]) if words and named else super()._suggestions(key)

    @property
    def preferred(self) -> "Metrics":
        """The figures, without those that a figure of a higher preference takes the place of.

        Preferred goes before normal, and normal before deprecated. A figure takes the place of one
        that answers the same question. It also takes that of a vaguer one, which has a period that
        holds its own, or none, and bounds that hold its own; duration and exclusions may differ.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.metrics.preferred["alibaba.revenue"].quantity
            <Quantity RMB 1,023,670 million>
        """
        groups: dict[Question, list[Metric]] = defaultdict(list)
        for metric in sorted(self, key=_rank, reverse=True):
            groups[_untimed(metric)].append(metric)
        return self.where(lambda metric: not _is_settled(metric, groups[_untimed(metric)]))

    def latest(self, name: str) -> Metric:
        """Return the newest of the preferred figures that have a name.

        What is reported goes before what is planned or expected, what is not deprecated before
        what is, and the whole before what leaves something out or holds within a scope; then a
        dated figure before an undated one, and a later one before those that certainly end before
        it begins. Of what is left, `best` chooses.

        Args:
            name: A measure, by id, label or alias, such as `market-cap` or `MAU`; with the subject
                before it, where several have such figures, as `alibaba.revenue`; or any other name
                of figures.

        Raises:
            UnknownIdError: No figure is called so; the error carries suggestions.
            AmbiguousFactError: Several subjects have such figures, none is of the whole and several
                are of parts, or nothing settles which is the newest; the error names what to ask
                for.
            TypeError: The name is no text.

        Examples:
            >>> from aiproviders import alibaba
            >>> print(alibaba.metrics.latest("market-cap").quantity)
            ~$260 billion
        """
        found = self._with(self._found(name)).preferred
        if not found:
            raise UnknownIdError(
                name, self.name, lambda: self._suggestions(name), self._stated_instead
            )
        subjects = {each.subject: each.measure.rpartition(":")[2] for each in found}
        if len(subjects) > 1:
            msg = f"{quoted(name)} is stated of {len(subjects)} subjects"
            raise AmbiguousFactError(msg, tuple(map(".".join, subjects.items())))
        kept = [*found]
        for goes_first in _FIRST:
            kept = [*filter(goes_first, kept)] or kept
        parts = {(each.scope, frozenset(each.excludes)) for each in kept}
        if len(parts) > 1:
            msg = f"{quoted(name)} is stated of {len(parts)} parts, and not of the whole"
            raise AmbiguousFactError(msg, tuple(each.id for each in kept))
        dated = [(when, each) for each in kept if (when := each.period or each.stated)]
        last = max((when for when, _ in dated), key=_first_day, default=None)
        newest = [each for when, each in dated if last is None or not when.before(last)]
        return best(newest or kept)

    def in_currency(self, currency: str) -> "Metrics":
        """Return the preferred amounts in a currency, as stated or as the source converts them.

        Of an amount that the source converts, `quantity` and `converted` change places. Amounts
        that the source does not give in the currency, and figures that are no money, are left out.

        Args:
            currency: ISO 4217 code, such as `USD`.

        Raises:
            ValueError: It is no code of a currency.
            TypeError: It is no text.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.metrics.in_currency("USD")["alibaba.revenue"].quantity
            <Quantity ~$148.4 billion>
        """
        check_currency(currency)
        amounts: list[Metric] = []
        for metric in self:
            if metric.quantity.unit == currency:
                amounts.append(metric)
            elif metric.converted is not None and metric.converted.unit == currency:
                given, converted = metric.quantity, metric.converted
                amounts.append(evolve(metric, quantity=converted, converted=given))
        return self._with(amounts).preferred


def _further_names(metric: Metric, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield other names of a figure: those of its measure, alone and after those of its subject."""
    measures = (metric.measure.rpartition(":")[2], *names.get(metric.measure, ()))
    yield from measures
    for subject in (metric.subject, *names.get(metric.subject, ())):
        yield from (f"{subject}.{measure}" for measure in measures)


def best(metrics: Iterable[Metric]) -> Metric:
    """Choose one of several statements that answer one question.

    First the preference decides, as in `Metrics.preferred`; what is left must answer one question
    (subject, measure, scope, period, duration, status and what it excludes). Then an exact figure
    goes before a bound or a range, and these before "about". Then, among figures of one unit and
    comparator, the one printed to the most decimals goes first. How recent a statement is does not
    count. Figures contradict each other where their bounds do not overlap, unless one is "about".

    Args:
        metrics: The statements, such as `alibaba.metrics.where(…)`.

    Raises:
        AmbiguousFactError: The statements answer different questions, they contradict each other,
            or nothing settles which to use; the error carries their ids.
        NotStatedError: There is no statement.
        TypeError: Something else than metrics is given.

    Examples:
        >>> from aiproviders import alibaba, best
        >>> plans = alibaba.metrics.where(status="planned")
        >>> [plan.preference for plan in plans]
        ['preferred', 'normal']
        >>> best(plans).id
        'alibaba.ai-infrastructure-investment.planned'
    """
    rivals = Metrics(dict.fromkeys(checked_records((Metric,), metrics, "metrics")))
    if not rivals:
        msg = "there is no statement to choose from"
        raise NotStatedError(msg)
    rivals = rivals.preferred
    answers = zip(*map(question, rivals), strict=True)
    differing = [
        name for name, held in zip(Question._fields, answers, strict=True) if len(set(held)) > 1
    ]
    if differing:
        msg = f"the statements answer different questions, by {', '.join(differing)}"
        raise AmbiguousFactError(msg, rivals.ids)
    firm = rivals.where(lambda metric: metric.quantity.comparator != "~") or rivals
    amounts = dict.fromkeys(metric.quantity for metric in firm)
    if any(starmap(_conflict, combinations(amounts, 2))):
        msg = "the statements contradict each other"
        raise AmbiguousFactError(msg, firm.ids)
    exactest = max(_exactness(metric.quantity) for metric in rivals)
    rivals = rivals.where(lambda metric: _exactness(metric.quantity) == exactest)
    if len({(metric.quantity.unit, metric.quantity.comparator) for metric in rivals}) == 1:
        finest = max(_precision(metric.quantity) for metric in rivals)
        rivals = rivals.where(lambda metric: _precision(metric.quantity) == finest)
    if len(rivals) > 1:
        msg = "nothing settles which of the statements to use"
        raise AmbiguousFactError(msg, rivals.ids)
    return rivals.records[0]


def bounds_lie_within(inner: Quantity, outer: Quantity) -> bool:
    """Return whether a figure allows no value that another of the same unit does not."""
    (low, high), (lowest, highest) = inner.bounds, outer.bounds
    above = lowest is None or (low is not None and low >= lowest)
    return above and (highest is None or (high is not None and high <= highest))


def _first_day(period: Period) -> date:
    return period._first or date.min


def _untimed(metric: Metric) -> Question:
    """Return the question of a metric without its time and what it excludes."""
    return question(metric)._replace(period=None, duration=None, excludes=frozenset())


def _is_settled(metric: Metric, others: Iterable[Metric]) -> bool:
    """Whether one of other metrics, the preferable first, takes the place of a metric."""
    preferable = takewhile(lambda other: _rank(other) > _rank(metric), others)
    return any(_takes_the_place_of(other, metric) for other in preferable)


def _takes_the_place_of(better: Metric, other: Metric) -> bool:
    """Whether a preferable metric settles another that differs in time and exclusions at most."""
    if question(better) == question(other):
        return True
    is_as_well_dated = other.period is None or (
        better.period is not None and better.period in other.period
    )
    return is_as_well_dated and any(
        _says_as_much(ours, theirs)
        for ours, theirs in product(_figures(better), _figures(other))
        if ours.unit == theirs.unit
    )


def _says_as_much(one: Quantity, other: Quantity) -> bool:
    return one == other if other.bounds == (None, None) else bounds_lie_within(one, other)


def _figures(metric: Metric) -> tuple[Quantity, ...]:
    return (metric.quantity,) if metric.converted is None else (metric.quantity, metric.converted)


def _rank(metric: Metric) -> int:
    return _RANKS.index(metric.preference)


def _conflict(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and not one.consistent_with(other)


def _exactness(quantity: Quantity) -> int:
    if quantity.comparator == "~":
        return 0
    return 2 if is_firm(quantity) else 1


def _precision(quantity: Quantity) -> float:
    return float("inf") if quantity.decimals is None else quantity.decimals
