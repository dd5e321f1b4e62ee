"""Rules of the audit about models that a price catalog states too."""

from collections.abc import Iterator

from aiproviders._analysis.audit.conflict import (
    Conflict,
    Side,
    severity_of_dates,
    severity_of_figures,
    with_bounds,
)
from aiproviders._analysis.audit.finding import Severity
from aiproviders._analysis.compare import ComparisonRow
from aiproviders._analysis.join import Joined, Pair
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity


def contradicted_fields(joined: Joined) -> Iterator[Conflict]:
    """Find the fields of models in which a price catalog contradicts the provider."""
    for pair in joined.pairs:
        yield from _announcements(pair)
        for row in pair.differences:
            if not row.field.startswith("scores."):  # the provider holds both, as rival scores
                yield Conflict(
                    _severity(row),
                    f"{pair.model}: {row.field.replace('_', ' ')} {_side_text(row, 0)} here, "
                    f"{_side_text(row, 1)} there",
                    _sides(pair, row),
                )


def _announcements(pair: Pair) -> Iterator[Conflict]:
    """Find a release in the price catalog on another day than the announcement in the provider."""
    announced, released = pair.model.announced, pair.other.released
    if announced is not None and released is not None and not announced.overlaps(released):
        text = f"{pair.model}: announced {announced} here, released {released} there"
        yield Conflict("note", text, _sides(pair))


def _severity(row: ComparisonRow) -> Severity:
    match row.values:
        case (Quantity() as first, Quantity() as second):
            return severity_of_figures(first, second) if row.consistent is False else "note"
        case (Period() as first, Period() as second):
            return severity_of_dates(first, second)
        case _ if row.field == "access":
            return "contradiction"
        case _:
            return "note"


def _side_text(row: ComparisonRow, side: int) -> str:
    value = row.values[side]
    return with_bounds(value) if isinstance(value, Quantity) else row.texts[side]


def _sides(pair: Pair, row: ComparisonRow | None = None) -> tuple[Side, ...]:
    places = row.citations if row else (pair.model.citations, pair.other.citations)
    return tuple(Side((pair.model.id,), next(iter(each), None)) for each in places)
