"""A catalog of figures, and which to use of several statements on one question."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from attrs import frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.record import Metric
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, is_firm
from aiproviders._values.wording import printable
from aiproviders.errors import AmbiguousFactError, NotStatedError

_RANKS = ("deprecated", "normal", "preferred")


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


@frozen(init=False, repr=False)
class Metrics(Catalog[Metric]):
    """A catalog of reported figures."""

    @property
    def preferred(self) -> "Metrics":
        """The figures, without rivals of a lower preference.

        Of the figures that answer one question, those of the highest preference stay: preferred
        over normal over deprecated.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.metrics.preferred["alibaba.revenue"].quantity
            <Quantity RMB 1,023,670 million>
        """
        ranks: dict[Question, int] = {}
        for metric in self:
            asked = question(metric)
            ranks[asked] = max(_rank(metric), ranks.get(asked, 0))
        return self.where(lambda metric: _rank(metric) == ranks[question(metric)])

    def __str__(self) -> str:
        """The figures, one to a line, each with what it measures of what."""
        return "\n".join(
            printable(f"{metric.subject} {metric.measure}: {metric}") for metric in self
        )


def best(metrics: Iterable[Metric]) -> Metric:
    """Choose one of several statements that answer one question.

    First the preference decides, as in `Metrics.preferred`. Then an exact figure goes before a
    bound or a range, and these before "about". Then, among figures of one unit and comparator,
    the one printed to the most decimals goes first. How recent a statement is does not count.
    Figures contradict each other where their bounds do not overlap, unless one is "about".

    Args:
        metrics: The statements, such as `alibaba.metrics.where(…)`.

    Raises:
        AmbiguousFactError: The statements answer different questions (subject, measure, scope,
            period, duration, status or what they exclude), they contradict each other, or nothing
            settles which to use; the error carries their ids.
        NotStatedError: There is no statement.

    Examples:
        >>> from aiproviders import alibaba, best
        >>> plans = alibaba.metrics.where(lambda metric: metric.status == "planned")
        >>> [str(plan.quantity) for plan in plans]
        ['RMB 380 billion', '>$53 billion']
        >>> best(plans).id
        'alibaba.ai-infrastructure-investment.planned'
    """
    rivals = Metrics(dict.fromkeys(metrics))
    if not rivals:
        msg = "there is no statement to choose from"
        raise NotStatedError(msg)
    answers = zip(*map(question, rivals), strict=True)
    differing = [
        name for name, held in zip(Question._fields, answers, strict=True) if len(set(held)) > 1
    ]
    if differing:
        msg = f"the statements answer different questions, by {', '.join(differing)}"
        raise AmbiguousFactError(msg, rivals.ids)
    rivals = rivals.preferred
    firm = rivals.where(lambda metric: metric.quantity.comparator != "~") or rivals
    if any(_conflict(one.quantity, other.quantity) for one, other in combinations(firm, 2)):
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
