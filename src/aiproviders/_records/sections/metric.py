"""Reported figures."""

from typing import ClassVar, Literal, TypeAlias

from attrs import field, frozen

from aiproviders._records.fields import MEASURE_ID, RECORD_ID, as_period, as_texts, sealed
from aiproviders._records.record import Preference, Record
from aiproviders._values.arguments import Unordered
from aiproviders._values.number import Number
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, quantity_words
from aiproviders._values.units import check_currency, is_currency
from aiproviders._values.wording import angled, printable
from aiproviders.errors import IncomparableError, NotStatedError

_DURATION = (
    r"P(?=[0-9]|T[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?"
    r"(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+S)?)?"
)

MetricStatus: TypeAlias = Literal["reported", "planned", "expected", "unclear"]
"""Whether a figure is of what was, what is planned or what is expected; or that this is unclear."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Metric(Unordered, Record):
    """One reported figure: an XBRL fact, a schema.org Observation.

    Subject, measure, scope, period, duration, status and excludes say what question the figure
    answers; records that agree in these are rivals.

    Attributes:
        subject: Id of what the figure is about.
        measure: Id of the measure.
        quantity: The figure.
        converted: The same figure in another unit, as the source itself converts it.
        period: When it holds.
        stated: When it was said.
        duration: Length of the time it covers, where only that is stated (ISO 8601, `P3Y`).
        scope: Id of the platform or benchmark within which it holds.
        status: Whether it was reported, planned or expected, or that this is unclear.
        part: Id of the metric that is the part, of a share.
        whole: Id of the metric that is the whole, of a share.
        excludes: Ids of what it leaves out.
        reported_by: Id of who reported it; None where nobody is named.
        preference: Which of several statements to use.
    """

    subject: str = field(metadata=RECORD_ID)
    measure: str = field(metadata=MEASURE_ID)
    quantity: Quantity
    converted: Quantity | None = None
    period: Period | None = field(default=None, converter=as_period)
    stated: Period | None = field(default=None, converter=as_period)
    duration: str | None = field(
        default=None,
        metadata={"pattern": _DURATION, "expected": "an ISO 8601 duration such as 'P3Y'"},
    )
    scope: str | None = field(default=None, metadata=RECORD_ID)
    status: MetricStatus = "reported"
    part: str | None = field(default=None, metadata=RECORD_ID)
    whole: str | None = field(default=None, metadata=RECORD_ID)
    excludes: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    reported_by: str | None = field(default=None, metadata=RECORD_ID)
    preference: Preference = "normal"
    _compared_by: ClassVar = "its quantity, as in metric.quantity > 75"

    @property
    def lookup_names(self) -> tuple[str, ...]:
        # A measure of a provider's own is found without the prefix too, as ids have it.
        word = self.measure.rpartition(":")[2]
        start = f"{self.subject}.{word}"
        scoped = () if self.scope is None else (f"{start}.{self.scope}",)
        return (*dict.fromkeys((self.measure, word)), start, *scoped)

    def in_currency(self, currency: str, *, rate: Number | Quantity | None = None) -> Quantity:
        """Return the amount in a currency: as stated, as the source converts it, or at a rate.

        Args:
            currency: ISO 4217 code, such as `USD`.
            rate: How many of that currency one of the stated one is worth, or a quantity in either
                direction, such as `USD/CNY`; it goes before the source's own conversion.

        Raises:
            ValueError: It is no code of a currency.
            NotStatedError: The source does not convert the amount, and no rate is given.
            IncomparableError: The figure is no amount of money, or the rate is of other currencies.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.metrics["alibaba.revenue.fy2026"].in_currency("USD")
            <Quantity ~$148.4 billion>
        """
        check_currency(currency)
        if self.quantity.unit == currency:
            return self.quantity
        if not is_currency(self.quantity.unit):
            msg = f"{self.quantity} is no amount of money, so that it is none in {currency}"
            raise IncomparableError(msg)
        if rate is not None:
            return self.quantity.to(currency, rate=rate)
        if self.converted is None or self.converted.unit != currency:
            own = self.quantity.unit
            msg = (
                f"the source does not convert {self.quantity} to {currency}; pass rate=, how many "
                f"{currency} one {own} is worth, or a Quantity in {currency}/{own}"
            )
            raise NotStatedError(msg)
        return self.converted

    @property
    def _statement(self) -> str:
        """Value, period, reporter and place, without what it is of."""
        value = quantity_words(self.quantity, is_change=is_growth(self))
        if self.converted:
            value = f"{value} ({self.converted})"
        if self.status != "reported":
            value = f"{value} {self.status}"
        when = self.period or self.stated
        reporter = self.reported_by or "reporter not stated"
        place = [
            f"{cited.source}, {cited.section}" if cited.section else cited.source
            for cited in self.citations[:1]
        ]
        parts = (value, when and str(when), reporter, *place)
        return printable(" · ".join(part for part in parts if part))

    def __str__(self) -> str:
        """What it is of, value, period, reporter and place.

        Such as `alibaba market-cap: ~$260 billion · June 2026 · reporter not stated · …`.
        """
        scope = f" within {self.scope}" if self.scope else ""
        without = f" without {', '.join(self.excludes)}" if self.excludes else ""
        return printable(f"{self.subject} {self.measure}{scope}{without}: {self._statement}")

    def __repr__(self) -> str:
        return angled("Metric", str(self))


def is_growth(metric: Metric) -> bool:
    """Return whether a figure says by how much another measure grew, by the id of its measure."""
    return metric.measure.endswith("-growth")
