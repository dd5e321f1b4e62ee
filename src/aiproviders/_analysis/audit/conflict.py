"""Conflicts, which the rules of the audit yield, and what rules share to make them.

A rule is a function that takes a provider and yields a `Conflict` for each disagreement.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from functools import reduce
from itertools import combinations
from typing import NamedTuple, TypeVar

from aiproviders._analysis.audit.finding import Severity
from aiproviders._records.models.score import Score
from aiproviders._records.record import Citation, Record
from aiproviders._records.sections.metric import Metric
from aiproviders._values.number import NEAREST, own_context
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.quantity_text import numbers_in

T = TypeVar("T")

_DIGITS = range(4, NEAREST.prec + 1)


class Side(NamedTuple):
    """One of the statements that disagree.

    Attributes:
        records: Ids of the records that make the statement.
        citation: A place where it is printed, if one is known.
    """

    records: tuple[str, ...]
    citation: Citation | None


class Conflict(NamedTuple):
    """Statements that disagree.

    Attributes:
        severity: How much is wrong.
        arithmetic: The calculation, or the dates, in words that a person can follow, without ids.
        sides: The statements.
    """

    severity: Severity
    arithmetic: str
    sides: tuple[Side, ...]


def pairs_that_share(
    items: Sequence[T], keys: Callable[[T], Iterable[Hashable]]
) -> Iterator[tuple[T, T]]:
    """Yield the pairs of items that have a key in common, each once, in the order of the items."""
    positions: dict[Hashable, list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        for key in dict.fromkeys(keys(item)):
            positions[key].append(position)
    pairs = {pair for shared in positions.values() for pair in combinations(shared, 2)}
    for one, other in sorted(pairs):
        yield items[one], items[other]


def sides_of(*records: Record) -> tuple[Side, ...]:
    """Return a side for each record, with its first citation."""
    return tuple(Side((each.id,), next(iter(each.citations), None)) for each in records)


def side_of_field(record: Record, quantity: Quantity) -> Side:
    """Return the side of a field of a record, with a citation that prints its figure."""
    return Side((record.id,), next(iter(citations_that_print(quantity, record.citations)), None))


def side_of_score(record: Record, score: Score) -> Side:
    """Return the side of a score, with its first citation."""
    return Side((record.id, score.benchmark), next(iter(score.citations), None))


def citations_that_print(
    quantity: Quantity, citations: tuple[Citation, ...]
) -> tuple[Citation, ...]:
    """Return the citations that print a figure; all of them if none does."""
    return tuple(each for each in citations if _prints(each, quantity)) or citations


def _prints(citation: Citation, quantity: Quantity) -> bool:
    try:
        return Quantity.parse(citation.text or "", unit=quantity.unit).value == quantity.value
    except ValueError:
        return quantity.value in numbers_in(citation.text or "")


def severity_of_figures(*figures: Quantity) -> Severity:
    """Return how grave it is that figures disagree: less if one of them is "about"."""
    return "tension" if any(each.comparator == "~" for each in figures) else "contradiction"


def severity_of_dates(*dates: Period) -> Severity:
    """Return how grave it is that dates disagree: less if one is approximate or uncertain."""
    return "tension" if any(set("~?%") & set(each.edtf) for each in dates) else "contradiction"


def comparable_figures(one: Metric, other: Metric) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield pairs of figures of two metrics in the same unit, converted figures included."""
    for ours in filter(None, (one.quantity, one.converted)):
        for theirs in filter(None, (other.quantity, other.converted)):
            if ours.unit == theirs.unit:
                yield ours, theirs


def calculate(
    operation: Callable[[Quantity, Quantity], Quantity], *figures: Quantity
) -> Quantity | None:
    """Apply an operation to figures from left to right; None if their bounds do not allow it."""
    try:
        return reduce(operation, figures)
    except ValueError:
        return None


def with_bounds(quantity: Quantity) -> str:
    """Write a quantity with its bounds, such as `~30 % (25 % to 35 %)`."""
    low, high = quantity.bounds
    if low is None or high is None or low == high or quantity.comparator == "range":
        return str(quantity)
    # As few digits as tell the ends apart, rounded outwards, so that they hold what they bound.
    digits = next(
        each for each in _DIGITS if len({_to_digits(end, each) for end in (low, high)}) > 1
    )
    lowest = _end_text(_to_digits(low, digits, ROUND_FLOOR), low, quantity.unit)
    highest = _end_text(_to_digits(high, digits, ROUND_CEILING), high, quantity.unit)
    return f"{quantity} ({lowest.partition(' per ')[0]} to {highest})"


def _to_digits(end: Decimal, digits: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    return own_context(digits, rounding).plus(end)


def _end_text(rounded: Decimal, end: Decimal, unit: str) -> str:
    exponent = int(rounded.as_tuple().exponent)
    is_whole = rounded == end or exponent >= 0
    return str(Quantity(value=rounded, unit=unit, decimals=None if is_whole else -exponent))
