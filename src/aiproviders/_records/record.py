"""Records of facts: figures, events, claims, entities, sources, and what all have in common."""

import re
from collections.abc import Iterable
from typing import ClassVar, Literal, NewType, TypeAlias, get_args

from attrs import field, frozen

from aiproviders._records.display_methods import Plain, Shown
from aiproviders._records.fields import (
    MEASURE_ID,
    RECORD_ID,
    SOURCE_ID,
    as_period,
    as_texts,
    as_tuple,
    country_codes,
    sealed,
)
from aiproviders._values.arguments import Unordered, check_type
from aiproviders._values.number import Comparator, Number
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, quantity_words
from aiproviders._values.units import check_currency, is_currency, is_listed
from aiproviders._values.wording import OneLine, angled, listed, printable, quoted
from aiproviders.errors import IncomparableError, NotStatedError

_DURATION = (
    r"P(?=[0-9]|T[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?"
    r"(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+S)?)?"
)
EventKind: TypeAlias = Literal[
    "announcement", "departure", "expansion", "founding", "investment", "launch", "leadership",
    "listing", "market", "market-position", "milestone", "model-release", "model-retirement",
    "price-change", "regulation", "rename", "reorganization", "results",
]  # fmt: skip
"""What happened."""

OwnKind = NewType("OwnKind", str)
"""What happened, in a word that a provider adds under its own prefix, as `acme:recall`."""

OWN_KIND = r"[^:\s]+:[a-z0-9]+(?:-[a-z0-9]+)*"
"""The pattern of such a word."""

ClaimKind: TypeAlias = Literal[
    "advice", "comparison", "controversy", "finance", "first", "market-position", "organization",
    "outlook", "strategy", "strength", "weakness",
]  # fmt: skip
"""What kind of judgement a claim is."""

ClaimDirection: TypeAlias = Literal["ahead", "behind", "close", "mixed"]
"""How what a claim is about stands to what it is compared with; mixed is ahead and behind."""

EntityKind: TypeAlias = Literal[
    "analyst", "commission", "company", "critic", "group", "lab", "law", "model", "model-family",
    "platform", "policy", "publisher", "regulator", "tool",
]  # fmt: skip
"""What a named thing outside the provider is."""

Preference: TypeAlias = Literal["preferred", "normal", "deprecated"]
"""Which of several statements on one question to use, in Wikidata's ranks."""

MetricStatus: TypeAlias = Literal["reported", "planned", "expected", "unclear"]
"""Whether a figure is of what was, what is planned or what is expected; or that this is unclear."""

EventStatus: TypeAlias = Literal["happened", "planned"]
"""Whether an event has taken place."""

SourceKind: TypeAlias = Literal["primary", "secondary"]
"""Whether a source reports at first hand."""

MeasureKind: TypeAlias = Literal["instant", "duration"]
"""Whether a measure holds at an instant or over a duration."""

Scale: TypeAlias = Literal["share", "points", "elo", "rank", "unknown"]
"""What the numbers of a benchmark mean; only shares and points can be divided by a price."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Citation(OneLine):
    """Where a statement stands.

    Attributes:
        source: Id of the source.
        section: Heading of the section in it.
        locator: Place within the section, such as a page or a row of a table.
        text: The figure as printed there.
        comparator: How the figure is stated there, where that differs from the record.
    """

    source: str = field(metadata=SOURCE_ID)
    section: str | None = None
    locator: str | None = None
    text: str | None = None
    comparator: Comparator | None = None

    def __str__(self) -> str:
        parts = (self.source, self.section, self.locator)
        return printable(", ".join(part for part in parts if part))


def as_citations(values: Iterable[Citation]) -> tuple[Citation, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Record(Plain, Shown, OneLine):
    """What all kinds of facts have in common.

    Attributes:
        id: Name of the record, unique within its provider.
        note: What a reader should know of it.
        citations: Where it stands.
        inferred: Names of the fields that the source leaves to convention.
    """

    id: str
    note: str | None = None
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    inferred: tuple[str, ...] = field(default=(), converter=as_texts)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        """Other names that a catalog finds the record by."""
        return ()

    def __str__(self) -> str:
        return printable(self.lookup_names[0] if self.lookup_names else self.id)

    def __repr__(self) -> str:
        return angled(type(self).__name__, f"{self.id}: {self}")


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class RetiredId(Record):
    """An id that no record has any more, and where to look instead.

    Attributes:
        successor: Id of the record that answers to it now; it may have been retired later.
        since: When it was retired.
    """

    successor: str
    since: Period | None = field(default=None, converter=as_period)

    def __str__(self) -> str:
        """Both ids, such as `rocket-one is now rocket-1`."""
        return printable(f"{self.id} is now {self.successor}")


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Source(Record):
    """A document that facts are taken from.

    Attributes:
        title: Its title.
        publisher: Who published it.
        url: Where it can be read.
        published: When it was published.
        accessed: When it was read.
        kind: Whether it reports at first hand.
        derived_from: Ids of the sources that it was made from; that it agrees with one of them, or
            with another one that was made from the same, confirms nothing.
    """

    title: str
    publisher: str | None = None
    url: str | None = None
    published: Period | None = field(default=None, converter=as_period)
    accessed: Period | None = field(default=None, converter=as_period)
    kind: SourceKind | None = None
    derived_from: tuple[str, ...] = field(default=(), converter=as_texts, metadata=SOURCE_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.title,)


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


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Measure(Record):
    """What metrics measure.

    Attributes:
        label: What people call it.
        aliases: Other names in use, such as `MAU`.
        kind: Whether it holds at an instant or over a duration.
        units: Units that its figures may have; `currency` stands for every ISO 4217 code.
        growth_of: Id of the measure whose growth this is.
    """

    label: str
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    kind: MeasureKind
    units: tuple[str, ...] = field(converter=as_texts)
    growth_of: str | None = field(default=None, metadata=MEASURE_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)

    def allows(self, unit: str) -> bool:
        """Return whether a figure of this measure may have a unit.

        Args:
            unit: A unit, such as `user`, `%` or `USD`.
        """
        check_type(unit, str)
        return is_listed(unit, self.units)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Benchmark(Record):
    """A test that models are scored on.

    Attributes:
        name: Its name.
        unit: Unit of its scores.
        scale: What the numbers mean.
        higher_is_better: Whether more is better.
        aliases: Other names.
        default_because: Why rankings are on it unless told otherwise; None where they are not.
    """

    name: str
    unit: str
    scale: Scale
    higher_is_better: bool = True
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    default_because: str | None = None

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def _is_known_or_own(_: object, __: object, kind: str) -> None:
    if kind not in get_args(EventKind) and not re.fullmatch(OWN_KIND, kind):
        msg = (
            f"kind is one of {listed(get_args(EventKind), 10)}, or a word of the provider's own "
            f"such as 'acme:recall', got {quoted(kind)}"
        )
        raise ValueError(msg)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Event(Record):
    """Something that happened, or is planned.

    Attributes:
        provider: Id of the provider whose event it is; None where it is that of others.
        kind: What sort of happening it is.
        title: What happened, in a few words.
        description: More of it.
        date: When, as precisely as it is stated; None where it is not.
        status: Whether it has taken place.
        about: Ids of what took part; the first is who acts.
        follows: Ids of the events that it came after.
    """

    provider: str | None = field(default=None, metadata=RECORD_ID)
    kind: EventKind | OwnKind = field(validator=_is_known_or_own)
    title: str
    description: str | None = None
    date: Period | None = field(default=None, converter=as_period)
    status: EventStatus = "happened"
    about: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    follows: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.title,)

    def __str__(self) -> str:
        """Date and title."""
        planned = " (planned)" if self.status == "planned" else ""
        return printable(f"{self.date or 'date not stated'} · {self.title}{planned}")


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Claim(Record):
    """A judgement that a source makes or passes on; not a figure.

    Attributes:
        kind: What kind of judgement it is.
        title: The claim in a few words.
        description: More of it.
        date: When it holds, or since or until when; None where that is not stated.
        about: Ids of what it is about.
        direction: How what it is about stands to what it is compared with.
        compared_with: Ids of what it is compared with.
        said_by: Id of who makes it; None where nobody is named.
        first: What it claims to be the first of.
    """

    kind: ClaimKind
    title: str
    description: str | None = None
    date: Period | None = field(default=None, converter=as_period)
    about: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    direction: ClaimDirection | None = None
    compared_with: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    said_by: str | None = field(default=None, metadata=RECORD_ID)
    first: str | None = None

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.title,)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Entity(Record):
    """Anything named that is not the provider's own.

    Attributes:
        name: Its name.
        kind: What it is.
        aliases: Other names.
        country: ISO 3166-1 alpha-2 code of its country.
        groups: Ids of the groups it belongs to.
        maker: Id of who makes it.
        license: SPDX license expression of what it publishes.
    """

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    country: str | None = field(default=None, validator=country_codes)
    groups: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    maker: str | None = field(default=None, metadata=RECORD_ID)
    license: str | None = None

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)
