"""What a log of usage cost, by model and month and in all, and what of it was not priced."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from math import fsum
from typing import Any, NamedTuple

from aiproviders._display.cells import UNKNOWN, Cell, Table, View, words_cell
from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model, latest
from aiproviders._usage.price_intervals import offered
from aiproviders._values.quantity import Quantity
from aiproviders._values.text import counted
from aiproviders.errors import AmbiguousIdError

COLUMNS = ("model", "month", "currency", "requests", "unpriced", "cost")
"""What each row of a summary holds."""


class Unpriced(NamedTuple):
    """How many requests under one name were not priced, and why."""

    model: str | None
    requests: int
    reason: str


class UsageBill(NamedTuple):
    """What a log cost.

    Attributes:
        log: Its name.
        rows: What `usage_summary` gave, each row with a month, if only None.
        unpriced: What was not priced, the most requests first.
        by_day: Whether each request was billed by the price of its day.
    """

    log: str
    rows: tuple[dict[str, Any], ...]
    unpriced: tuple[Unpriced, ...]
    by_day: bool

    @classmethod
    def of(
        cls,
        log: str,
        summary: Iterable[dict[str, Any]],
        models: Catalog[Model],
        *,
        host: str | None,
        by_day: bool,
    ) -> "UsageBill":
        """Read a summary, with the models that the log was priced by."""
        rows = tuple({name: row.get(name) for name in COLUMNS} for row in summary)
        missed = _sums(rows, "model", "unpriced")
        unpriced = (
            Unpriced(name, requests, _reason(name, models, host=host, by_day=by_day))
            for name, requests in missed.items()
            if requests
        )
        return cls(log, rows, tuple(sorted(unpriced, key=lambda each: -each.requests)), by_day)

    @property
    def totals(self) -> tuple[dict[str, Any], ...]:
        """A row for each currency; what has none comes last."""
        currencies = sorted({row["currency"] for row in self.rows}, key=lambda it: (it is None, it))
        return tuple(self._total(currency) for currency in currencies)

    def _total(self, currency: str | None) -> dict[str, Any]:
        rows = [row for row in self.rows if row["currency"] == currency]
        costs = [row["cost"] for row in rows if row["cost"] is not None]
        return {
            "currency": currency,
            "requests": sum(row["requests"] for row in rows),
            "unpriced": sum(row["unpriced"] for row in rows),
            "cost": fsum(costs) if costs else None,
        }

    def to_dict(self) -> dict[str, Any]:
        """The bill as plain values."""
        return {
            "summary": list(self.rows),
            "totals": list(self.totals),
            "unpriced": [each._asdict() for each in self.unpriced],
        }

    def view(self) -> View:
        """The bill as tables, at last what was not priced."""
        names = [name for name in COLUMNS if self.by_day or name != "month"]
        tables = [
            _table(names, self.rows),
            _table(COLUMNS[2:], self.totals, heading="In all"),
        ]
        if self.unpriced:
            missed = [each._asdict() for each in self.unpriced]
            tables.append(_table(Unpriced._fields, missed, heading="Not priced"))
        return View(
            title=f"What {self.log} cost",
            kind="at the list price of each day" if self.by_day else "at the latest list prices",
            tables=tuple(tables),
            notes=(self._closing,),
        )

    @property
    def _closing(self) -> str:
        requests = sum(row["requests"] for row in self.rows)
        missed = sum(each.requests for each in self.unpriced)
        if not missed:
            return f"Not priced: none of {counted(requests, 'request')}."
        return f"Not priced: {missed:,} of {counted(requests, 'request')}; they are in no sum."


def _sums(rows: Iterable[dict[str, Any]], key: str, number: str) -> dict[Any, int]:
    sums: dict[Any, int] = {}
    for row in rows:
        sums[row[key]] = sums.get(row[key], 0) + row[number]
    return sums


def _reason(name: str | None, models: Catalog[Model], *, host: str | None, by_day: bool) -> str:
    """Why requests under a name have no cost, as far as the name tells."""
    if name is None:
        return "no model is named"
    try:
        model = models.get(name)
    except AmbiguousIdError:
        return "several models are called so"
    if model is None:
        return "no model is called so"
    prices = offered(model, host)
    if not prices:
        return f"no list price by {host} is stated" if host else "no list price is stated"
    if not by_day and latest(prices) is None:
        return "none of its list prices is surely the latest"
    day = "of the day or " if by_day else ""
    return f"no price {day}of a kind of tokens, or no valid number of them"


def _table(names: Iterable[str], rows: Iterable[dict[str, Any]], *, heading: str = "") -> Table:
    names = tuple(names)
    return Table(
        header=tuple(_HEADINGS.get(name, name.capitalize()) for name in names),
        rows=tuple(
            tuple(_CELLS.get(name, _text)(row[name], row) for name in names) for row in rows
        ),
        numbers=tuple(place for place, name in enumerate(names) if name in _NUMBERS),
        heading=heading,
    )


def _text(value: str | None, _: object) -> Cell:
    return words_cell(value)


def _count(value: int, _: object) -> Cell:
    return Cell(f"{value:,}")


def _cost(value: float | None, row: dict[str, Any]) -> Cell:
    """An amount to the cent, or to four digits where it is less than one."""
    if value is None:
        return UNKNOWN
    amount = Decimal(f"{value:.2f}" if value >= 1 else f"{value:.4g}")
    return Cell(str(Quantity(value=amount, unit=row["currency"])))


_HEADINGS = {"unpriced": "Not priced", "reason": "Why"}
_NUMBERS = ("requests", "unpriced", "cost")
_CELLS: dict[str, Callable[[Any, dict[str, Any]], Cell]] = {
    "requests": _count,
    "unpriced": _count,
    "cost": _cost,
}
