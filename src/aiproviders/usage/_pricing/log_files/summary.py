"""The summary of a priced log: costs by model and month, totals, and what was not priced."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from math import fsum
from typing import Any, NamedTuple, Self

from aiproviders._display.cells import Cell, Table, View, words_cell
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import counted

COLUMNS = ("model", "month", "currency", "requests", "later", "unpriced", "cost", "reason")
"""Names of the values in each row of a summary by model and month."""


class Unpriced(NamedTuple):
    """Requests for one model that were not priced for one reason.

    Attributes:
        model: The model as the log names it; None if it does not.
        requests: How many there are.
        reason: Why they were not priced.
    """

    model: str | None
    requests: int
    reason: str


class LogSummary(NamedTuple):
    """What a log of usage cost.

    Attributes:
        log: Its name.
        rows: The rows of `usage_summary`; where months are not kept apart, each month is None.
        by_day: Whether each request was billed by the price of its day.
        days_later: By how many days the last request is later than its prices, at most.
        prices: Whose prices they were, such as "the market, edition 2026.11".
    """

    log: str
    rows: tuple[dict[str, Any], ...]
    by_day: bool
    days_later: int
    prices: str

    @classmethod
    def of(
        cls,
        log: str,
        rows: Iterable[dict[str, Any]],
        *,
        by_day: bool,
        days_later: int = 0,
        prices: str,
    ) -> Self:
        """Build the summary.

        Args:
            log: Name of the log.
            rows: The rows of `usage_summary`.
            by_day: Whether each request was billed by the price of its day.
            days_later: By how many days the last request is later than its prices, at most.
            prices: Whose prices they were, such as "the market, edition 2026.11".
        """
        known = tuple({name: row.get(name) for name in COLUMNS} for row in rows)
        return cls(log, known, by_day, days_later, prices)

    @property
    def unpriced(self) -> tuple[Unpriced, ...]:
        """What was not priced, the most requests first."""
        counts = Counter[tuple[str | None, str]]()
        for row in self.rows:
            if row["unpriced"]:
                counts[row["model"], row["reason"]] += row["unpriced"]
        return tuple(
            Unpriced(model, requests, reason) for (model, reason), requests in counts.most_common()
        )

    @property
    def totals(self) -> tuple[dict[str, Any], ...]:
        """Sums by currency; those of requests without a price come last."""
        currencies = sorted(
            {row["currency"] for row in self.rows}, key=lambda each: (each is None, each)
        )
        return tuple(self._total(currency) for currency in currencies)

    def _total(self, currency: str | None) -> dict[str, Any]:
        rows = [row for row in self.rows if row["currency"] == currency]
        costs = [row["cost"] for row in rows if row["cost"] is not None]
        return {
            "currency": currency,
            "requests": sum(row["requests"] for row in rows),
            "later": sum(row["later"] for row in rows),
            "unpriced": sum(row["unpriced"] for row in rows),
            "cost": fsum(costs) if costs else None,
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as plain values."""
        return {
            "prices": self.prices,
            "summary": list(self.rows),
            "totals": list(self.totals),
            "unpriced": [each._asdict() for each in self.unpriced],
        }

    def view(self) -> View:
        """Lay out the summary as tables, the last of which lists what was not priced."""
        names = ["model", *(["month"] if self.by_day else []), *_TOTALLED]
        priced = self._replace(rows=tuple(row for row in self.rows if not row["unpriced"]))
        missed = [each._asdict() for each in self.unpriced]
        tables = (
            _summary_table(names, priced.rows),
            _summary_table(_TOTALLED, priced.totals, heading="In all"),
            _summary_table(Unpriced._fields, missed, heading="Not priced"),
        )
        return View(
            title=f"What {self.log} cost",
            kind="at the price of each day" if self.by_day else "at the prices in force",
            tables=tuple(table for table in tables if table.rows),
            notes=(f"Prices of {self.prices}.", *self._late_notes, self._closing_note),
        )

    @property
    def _late_notes(self) -> tuple[str, ...]:
        later = sum(row["later"] for row in self.rows)
        if not later:
            return ()
        days = counted(self.days_later, "day")
        return (f"{counted(later, 'request')} up to {days} later than the prices.",)

    @property
    def _closing_note(self) -> str:
        requests = sum(row["requests"] for row in self.rows)
        missed = sum(each.requests for each in self.unpriced)
        if not missed:
            return f"Not priced: none of {counted(requests, 'request')}."
        return f"Not priced: {missed:,} of {counted(requests, 'request')}; they are in no sum."


def _summary_table(
    names: Iterable[str], rows: Iterable[dict[str, Any]], *, heading: str = ""
) -> Table:
    names = tuple(names)
    return Table(
        header=tuple(_HEADINGS.get(name, name.capitalize()) for name in names),
        rows=tuple(
            tuple(_CELLS.get(name, _text_cell)(row[name], row) for name in names) for row in rows
        ),
        numbers=tuple(position for position, name in enumerate(names) if name in _NUMBERS),
        heading=heading,
    )


def _text_cell(value: str | None, _: object) -> Cell:
    return words_cell(value)


def _count_cell(value: int, _: object) -> Cell:
    return Cell(f"{value:,}")


def _cost_cell(value: float, row: dict[str, Any]) -> Cell:
    """Round an amount to cents, or to four digits where it is less than one."""
    amount = Decimal(f"{value:.2f}" if value >= 1 else f"{value:.4g}")
    return Cell(str(Quantity(value=amount, unit=row["currency"])))


_TOTALLED = ("currency", "requests", "cost")
_HEADINGS = {"reason": "Why"}
_NUMBERS = ("requests", "cost")
_CELLS: dict[str, Callable[[Any, dict[str, Any]], Cell]] = {
    "requests": _count_cell,
    "cost": _cost_cell,
}
