"""What a log of usage cost: sums by model and month or by anything else, and what has no price."""

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve, frozen

from aiproviders._records.display_methods import ShownAsText
from aiproviders._records.frame_methods import Backend, Rows
from aiproviders._values.arguments import check_type
from aiproviders._values.number import Number, exact
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.units import is_currency
from aiproviders._values.wording import angled, counted, quoted
from aiproviders.usage._reading.skipped import Skipped

if TYPE_CHECKING:
    from aiproviders._display.cells import View

COUNTS = ("requests", "later", "unpriced")
"""Columns of whole numbers in a row of a summary."""

AMOUNTS = ("cost", "cost_at_least", "cost_at_most", "reported", "difference")
"""Columns of amounts, of which a summary has those that its log has or that were asked for."""

_CONVERTED = "USD"
_PLACES = 10  # what is less comes from floats, not from prices


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


@frozen(kw_only=True, eq=False, repr=False)
class CostSummary(Rows[dict[str, Any]], ShownAsText, Guided):
    """What a log of usage cost; iterating gives the rows.

    Attributes:
        source: What was read, in words.
        prices: Whose prices count, such as `the market, edition 2026.11`.
        by: What the rows sum by, such as `model` and `month`.
        rows: The rows of `usage_summary`, each a dict.
        unpriced: What was not priced, the most requests first.
        by_day: Whether each request was billed by the price of its day.
        days_later: By how many days the last request is later than its prices, at most.
        skipped: What was left out when the log was read.
        unread: How much of that could not be read.
        notes: What one should know of the costs, in sentences.
        heading: What stands above them, where these are nobody's bill.
    """

    source: str
    prices: str
    by: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    unpriced: tuple[Unpriced, ...] = ()
    by_day: bool = False
    days_later: int = 0
    skipped: tuple[Skipped, ...] = ()
    unread: int = 0
    notes: tuple[str, ...] = ()
    heading: str | None = None

    def __repr__(self) -> str:
        return angled("CostSummary", f"{self.source}: {self.cost_words}, {self._unpriced_words}")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the values in each row."""
        held = self.rows[0] if self.rows else ("cost",)
        amounts = (name for name in AMOUNTS if name in held)
        return (*self.by, "currency", *COUNTS, *amounts, "reason")

    @property
    def requests(self) -> int:
        """How many requests there are, priced or not."""
        return sum(row["requests"] for row in self.rows)

    @property
    def totals(self) -> tuple[dict[str, Any], ...]:
        """Sums by currency; those of requests without one come last.

        The most that requests cost is None where it is not known of one of them.
        """
        return totals_of(self.rows, self.columns)

    @property
    def cost_words(self) -> str:
        """What all of it cost, in words, such as `$12.34 and RMB 5`."""
        costs = (amount_words(each["cost"], each["currency"]) for each in self.totals)
        return " and ".join(filter(None, costs)) or "no cost"

    @property
    def _unpriced_words(self) -> str:
        missed = sum(each.requests for each in self.unpriced)
        if not missed:
            return f"not priced: none of {counted(self.requests, 'request')}"
        return f"not priced: {missed:,} of {counted(self.requests, 'request')}"

    def to(self, currency: str, *, rate: Number) -> "CostSummary":
        """Return the summary with the amounts of US dollars in another currency.

        Args:
            currency: The currency, such as `EUR`.
            rate: How much of it a US dollar is worth; the rate is the caller's, and a note says it.

        Raises:
            ValueError: There is no such currency, or the rate is not above 0.
            TypeError: The currency is no text, or the rate no number.
        """
        worth = checked_rate(currency, rate)
        note = (
            f"Amounts of {_CONVERTED} are converted at a rate of the caller's: "
            f"{worth:f} {currency} for 1 {_CONVERTED}."
        )
        return evolve(
            self,
            rows=tuple(
                _converted(row, currency, float(worth)) if row["currency"] == _CONVERTED else row
                for row in self.rows
            ),
            notes=(*self.notes, note),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as plain values."""
        return {
            "source": self.source,
            "prices": self.prices,
            "by": list(self.by),
            "heading": self.heading,
            "summary": [{name: row[name] for name in self.columns} for row in self.rows],
            "totals": list(self.totals),
            "unpriced": [each._asdict() for each in self.unpriced],
            "days_later": self.days_later,
            "skipped": [{**each._asdict(), "places": list(each.places)} for each in self.skipped],
            "unread": self.unread,
            "notes": list(self.notes),
        }

    def to_frame(self, backend: Backend) -> Any:
        """Return the rows as a data frame, made by a library.

        Args:
            backend: The library: `pandas`, `polars`, `pyarrow` or `duckdb`.

        Raises:
            MissingExtraError: The library is not installed.
            ValueError: There is no such backend.
        """
        from aiproviders._frames.columns import Column, RowContext
        from aiproviders._frames.data_frame import check_backend, native_frame
        from aiproviders._frames.tables import build_table

        check_backend(backend)
        columns = tuple(
            Column(name, "integer" if name in COUNTS else "number", "", _value_of(name))
            if name in (*COUNTS, *AMOUNTS)
            else Column(name, "text", "", _text_of(name))
            for name in self.columns
        )
        return native_frame(build_table(columns, self.rows, RowContext()), backend, exact=False)

    def _view(self, limit: int | None) -> "View":
        from aiproviders.usage._summary.views import summary_view

        return summary_view(self, limit)


def checked_rate(currency: str, rate: Number) -> Decimal:
    """Return a rate as a number, as `CostSummary.to` takes it.

    Raises:
        ValueError: There is no such currency, or the rate is not above 0.
        TypeError: The currency is no text, or the rate no number.
    """
    check_type(currency, str)
    if not is_currency(currency):
        msg = f"expected the code of a currency, such as EUR, got {quoted(currency)}"
        raise ValueError(msg)
    worth = exact(rate)
    if not worth.is_finite() or worth <= 0:
        msg = f"expected a rate above 0, such as 0.92, got {quoted(rate)}"
        raise ValueError(msg)
    return worth


def _converted(row: dict[str, Any], currency: str, rate: float) -> dict[str, Any]:
    amounts = {name: row[name] * rate for name in AMOUNTS if name in row and row[name] is not None}
    return {**row, "currency": currency, **amounts}


def _value_of(name: str) -> Callable[[dict[str, Any], object], Any]:
    return lambda row, _: row[name]


def _text_of(name: str) -> Callable[[dict[str, Any], object], str | None]:
    return lambda row, _: None if row[name] is None else str(row[name])


def totals_of(
    rows: Iterable[dict[str, Any]], columns: Collection[str]
) -> tuple[dict[str, Any], ...]:
    """Return the sums of some rows by currency, as `CostSummary.totals` has them."""
    by_currency = dict[str | None, list[dict[str, Any]]]()
    for row in rows:
        by_currency.setdefault(row["currency"], []).append(row)
    amounts = [name for name in AMOUNTS if name in columns]
    ordered = sorted(by_currency, key=lambda each: (each is None, each))
    return tuple(_total(each, by_currency[each], amounts) for each in ordered)


def _total(
    currency: str | None, rows: Sequence[dict[str, Any]], amounts: Iterable[str]
) -> dict[str, Any]:
    total: dict[str, Any] = {"currency": currency}
    total |= {name: sum(row[name] for row in rows) for name in COUNTS}
    for name in amounts:
        stated = [row[name] for row in rows if row[name] is not None]
        is_known = stated and (name != "cost_at_most" or len(stated) == len(rows))
        total[name] = fsum(stated) if is_known else None
    return total


def amount_words(value: float | None, currency: str | None) -> str:
    """Return an amount in words: to cents, or to four digits where it is less than one."""
    from aiproviders._values.quantity import Quantity

    if value is None:
        return ""
    value = round(value, _PLACES)
    amount = Decimal(f"{value:.2f}" if abs(value) >= 1 else f"{value:.4g}")
    return str(Quantity(value=amount, unit=currency or "1"))
