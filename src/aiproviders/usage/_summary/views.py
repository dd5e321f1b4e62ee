"""Views of a log of usage and of what it cost."""

from collections.abc import Iterable, Sequence
from typing import Any

from aiproviders._display.cells import UNKNOWN, Cell, Table, View, total_of, words_cell
from aiproviders._values.wording import counted, listed, printable
from aiproviders.usage._reading.skipped import Skipped
from aiproviders.usage._summary.cost_summary import (
    AMOUNTS,
    CostSummary,
    Unpriced,
    amount_words,
    totals_of,
)

_HEADINGS = {
    "reason": "Why",
    "cost_at_least": "At least",
    "cost_at_most": "At most",
    "number": "Times",
    "places": "Where",
}
_NUMBERS = ("requests", "number", *AMOUNTS)


def summary_view(summary: CostSummary, limit: int | None) -> View:
    """Lay out a summary: its rows, the totals, what was not priced, and what was left out.

    Args:
        summary: The summary.
        limit: The most rows of each table that are laid out; None for all.
    """
    amounts = [name for name in summary.columns if name in AMOUNTS]
    totalled = ["requests", *amounts]  # amounts name their currencies
    stated = [row for row in summary.rows if any(row[name] is not None for name in amounts)]
    rows = _table([*summary.by, *totalled], stated, limit, heading=summary.heading or "")
    tables = (
        rows,
        _table(totalled, totals_of(stated, summary.columns), limit, heading="In all"),
        *unpriced_and_skipped(summary.unpriced, summary.skipped, limit),
    )
    return View(
        title=f"What {summary.source} cost",
        kind="at the price of each day" if summary.by_day else "at the prices in force",
        tables=tuple(table for table in tables if table.rows),
        notes=(*notes_of(summary), _closing_note(summary)),
    )


def unpriced_and_skipped(
    unpriced: Iterable[Unpriced], skipped: Iterable[Skipped], limit: int | None
) -> tuple[Table, Table]:
    """Lay out what was not priced, and what was left out, with at most so many rows of each."""
    missed = [each._asdict() for each in unpriced]
    left_out = [{**each._asdict(), "places": listed(each.places)} for each in skipped]
    return (
        _table(Unpriced._fields, missed, limit, heading="Not priced"),
        _table(Skipped._fields, left_out, limit, heading="Left out"),
    )


def notes_of(summary: CostSummary) -> tuple[str, ...]:
    """Return what one should know of the costs: whose prices they are, and what is not sure."""
    later = sum(row["later"] for row in summary.rows)
    days = counted(summary.days_later, "day")
    late = (f"{counted(later, 'request')} up to {days} later than the prices.",) if later else ()
    return (f"Prices of {summary.prices}.", *summary.notes, *late)


def _closing_note(summary: CostSummary) -> str:
    missed = sum(each.requests for each in summary.unpriced)
    requests = counted(summary.requests, "request")
    unread = f" Not read: {summary.unread:,}; what it cost is in no sum." if summary.unread else ""
    if not missed:
        return f"Not priced: none of {requests}.{unread}"
    return f"Not priced: {missed:,} of {requests}; they are in no sum of costs.{unread}"


def _table(
    names: Sequence[str], rows: Sequence[dict[str, Any]], limit: int | None, *, heading: str
) -> Table:
    return Table(
        header=tuple(_HEADINGS.get(name, name.replace("_", " ").capitalize()) for name in names),
        rows=tuple(tuple(_cell(name, row) for name in names) for row in rows[:limit]),
        numbers=tuple(place for place, name in enumerate(names) if name in _NUMBERS),
        total=total_of(rows, limit),
        heading=heading,
    )


def _cell(name: str, row: dict[str, Any]) -> Cell:
    value = row[name]
    if name == "cost" and value is None:
        return Cell("not priced", "unknown")
    if name in AMOUNTS:
        return UNKNOWN if value is None else Cell(amount_words(value, row["currency"]))
    if name in _NUMBERS:
        return Cell(f"{value:,}")
    return words_cell(None if value is None else printable(str(value)))
