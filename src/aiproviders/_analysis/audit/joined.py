"""Rules of the audit about two sources that state the same models."""

from collections.abc import Iterator

from aiproviders._analysis.audit.conflict import (
    Conflict,
    Severity,
    Side,
    stated,
    weighed,
    weighed_dates,
)
from aiproviders._analysis.compare import ComparisonRow
from aiproviders._analysis.join import Joined, Pair
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity


def statements(joined: Joined) -> Iterator[Conflict]:
    """What a catalogue states of a model otherwise than the provider."""
    for pair in joined.pairs:
        yield from _announcements(pair)
        for row in pair.differences:
            if not row.field.startswith("scores."):  # which stand side by side in the provider
                yield Conflict(
                    _weighed(row),
                    f"{pair.model}: {row.field.replace('_', ' ')} {_worded(row, 0)} here, "
                    f"{_worded(row, 1)} there",
                    _sides(pair, row),
                )


def _announcements(pair: Pair) -> Iterator[Conflict]:
    """A day of release there that is not the day of the announcement here."""
    announced, released = pair.model.announced, pair.other.released
    if announced is not None and released is not None and not announced.overlaps(released):
        text = f"{pair.model}: announced {announced} here, released {released} there"
        yield Conflict("note", text, _sides(pair))


def _weighed(row: ComparisonRow) -> Severity:
    match row.first, row.second:
        case Quantity(), Quantity():
            return weighed((row.first, row.second)) if row.consistent is False else "note"
        case Period(), Period():
            return weighed_dates(row.first, row.second)
        case _ if row.field == "access":
            return "contradiction"
        case _:
            return "note"


def _worded(row: ComparisonRow, side: int) -> str:
    said = (row.first, row.second)[side]
    return stated(said) if isinstance(said, Quantity) else row.texts[side]


def _sides(pair: Pair, row: ComparisonRow | None = None) -> tuple[Side, ...]:
    ours = row.first_citations if row else pair.model.citations
    theirs = row.second_citations if row else pair.other.citations
    return tuple(Side((pair.model.id,), next(iter(each), None)) for each in (ours, theirs))
