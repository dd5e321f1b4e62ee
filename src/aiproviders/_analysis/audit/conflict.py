"""What a rule of the audit finds, and how it words figures."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Context, Decimal
from functools import reduce
from typing import Literal, NamedTuple, TypeAlias, get_args

from aiproviders._records.model import Score
from aiproviders._records.record import Citation, Metric, Record
from aiproviders._values.period import Period
from aiproviders._values.quantity import NEAREST, Quantity

Severity: TypeAlias = Literal["contradiction", "tension", "note"]
"""How much is wrong: both cannot be so, one is in doubt, or something is worth knowing."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
_DIGITS = range(4, NEAREST.prec + 1)


class Side(NamedTuple):
    """One of the statements that a conflict is between.

    Attributes:
        records: Ids of the records that make it.
        citation: Where it stands, if that is known.
    """

    records: tuple[str, ...]
    citation: Citation | None


class Conflict(NamedTuple):
    """What a rule finds.

    Attributes:
        severity: How much is wrong.
        arithmetic: Why, without ids, so that a person can follow it.
        sides: The statements.
    """

    severity: Severity
    arithmetic: str
    sides: tuple[Side, ...]


def sides(*records: Record) -> tuple[Side, ...]:
    """The sides that records make, each with its first citation."""
    return tuple(Side((each.id,), next(iter(each.citations), None)) for each in records)


def side_of_field(record: Record, quantity: Quantity) -> Side:
    """The side that a field of a record makes, with the citation that prints its figure."""
    return Side((record.id,), next(iter(printing(record.citations, quantity)), None))


def side_of_score(record: Record, score: Score) -> Side:
    """The side that a score makes."""
    return Side((record.id, score.benchmark), next(iter(score.citations), None))


def printing(citations: tuple[Citation, ...], quantity: Quantity) -> tuple[Citation, ...]:
    """The citations that print a figure; all of them where none does."""
    return tuple(each for each in citations if _prints(each, quantity)) or citations


def _prints(citation: Citation, quantity: Quantity) -> bool:
    try:
        return Quantity.parse(citation.text or "", unit=quantity.unit).value == quantity.value
    except ValueError:
        return False


def weighed(figures: Iterable[Quantity]) -> Severity:
    """How grave it is that figures disagree: less if one of them is "about"."""
    return "tension" if any(each.comparator == "~" for each in figures) else "contradiction"


def weighed_dates(*dates: Period) -> Severity:
    """How grave it is that dates disagree: less if one of them is approximate or uncertain."""
    return "tension" if any(set("~?%") & set(each.edtf) for each in dates) else "contradiction"


def pairs(one: Metric, other: Metric) -> Iterator[tuple[Quantity, Quantity]]:
    """The figures of two metrics, converted ones included, that are in one unit."""
    for ours in filter(None, (one.quantity, one.converted)):
        for theirs in filter(None, (other.quantity, other.converted)):
            if ours.unit == theirs.unit:
                yield ours, theirs


def computed(
    operation: Callable[[Quantity, Quantity], Quantity], *figures: Quantity
) -> Quantity | None:
    """What an operation makes of figures from left to right, if their bounds and size allow it."""
    try:
        return reduce(operation, figures)
    except ValueError:
        return None


def stated(quantity: Quantity) -> str:
    """Word a quantity with its bounds, such as `~30 % (25 % to 35 %)`."""
    low, high = quantity.bounds
    if low is None or high is None or low == high or quantity.upper is not None:
        return str(quantity)
    texts = (
        [_rounded(bound, digits, quantity.unit) for bound in (low, high)] for digits in _DIGITS
    )
    lowest, highest = next(pair for pair in texts if pair[0] != pair[1])
    return f"{quantity} ({lowest.partition(' per ')[0]} to {highest})"


def _rounded(bound: Decimal, digits: int, unit: str) -> str:
    rounded = Context(prec=digits).plus(bound)
    decimals = None if rounded == bound else -int(rounded.as_tuple().exponent)
    return str(Quantity(value=rounded, unit=unit, decimals=decimals))
