"""Count and list the facts that the sources of a provider do not state."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import fields, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.company import BusinessUnit, Product
from aiproviders._records.display_methods import ShownAsText
from aiproviders._records.fields import sealed
from aiproviders._records.frame_methods import Rows, Tabular
from aiproviders._records.models.model import Model
from aiproviders._records.provider import Provider
from aiproviders._records.providers import ModelsLike, given_providers
from aiproviders._records.record import Record
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._records.sections.claims import Claim
from aiproviders._records.sections.event import Event
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.metric import Metric
from aiproviders._records.sections.sources import Source
from aiproviders._values.period import Period
from aiproviders._values.wording import OneLine, angled, counted, listed, printable

# Fields that a complete record may lack, as there may be nothing to state.
_MAY_BE_ABSENT = {
    "converted",
    "description",
    "direction",
    "duration",
    "first",
    "maker",
    "note",
    "part",
    "provider",
    "retires",
    "scope",
    "stated",
    "whole",
}
_LISTS = {"prices", "scores"}
_DATES: dict[type[Record], tuple[str, ...]] = {
    BusinessUnit: ("founded",),
    Claim: ("date",),
    Event: ("date",),
    Metric: ("period", "stated"),
    Model: ("released", "announced"),
    Product: ("launched",),
    Source: ("published",),
}


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class UnknownField(OneLine):
    """A field that some records of a class do not state.

    Attributes:
        provider: Id of the provider whose records they are.
        record_type: Name of the class.
        field: Name of the field.
        unknown: How many records do not state it.
        total: How many records of the class there are.
    """

    provider: str
    record_type: str
    field: str
    unknown: int
    total: int

    def __str__(self) -> str:
        return f"{self.record_type} {self.field}: {self.unknown} of {self.total}"


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class OldestFact(OneLine):
    """The oldest record of a section: the one whose date ends first.

    Attributes:
        provider: Id of the provider whose section it is.
        section: Name of the section.
        id: Id of the record.
        date: Its date.
    """

    provider: str
    section: str
    id: str
    date: Period

    def __str__(self) -> str:
        return printable(f"{self.section}: {self.id}, {self.date}")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Gaps(Rows[UnknownField], ShownAsText, Tabular, OneLine):
    """The facts that the sources of providers do not state; printing it shows tables.

    Iterating gives each `UnknownField`; the data frame has rows for the rest too.

    Attributes:
        providers: Ids of the providers.
        unknown: Fields that are not stated, with counts, by provider and class of record.
        undated: Figures and events without a date.
        unattributed: Figures without a reporter, and models with such scores.
        oldest: The record of each section whose date ends first.
    """

    _rows_in = "unknown"
    providers: tuple[str, ...]
    unknown: tuple[UnknownField, ...]
    undated: Catalog[Metric | Event]
    unattributed: Catalog[Metric | Model]
    oldest: tuple[OldestFact, ...]

    def __repr__(self) -> str:
        counts = (
            counted(len(self.unknown), "unknown field"),
            f"{len(self.undated)} undated",
            f"{len(self.unattributed)} unattributed",
        )
        return angled("Gaps", f"{listed(self.providers)}: {', '.join(counts)}")


def gaps(providers: ModelsLike) -> Gaps:
    """Count and list the facts that the sources of providers do not state.

    Fields that a record need not have, such as a note, do not count.

    Args:
        providers: One provider or several; or models or one model, of which the rest is left out.

    Raises:
        TypeError: Something else than providers or models is given.
        ValueError: Two different providers have one id.

    Examples:
        >>> from aiproviders import alibaba, gaps
        >>> print(gaps(alibaba).oldest[0])
        business_units: alibaba-cloud, 2009
    """
    counted_in = _given(providers)
    return Gaps(
        providers=tuple(provider.id for provider in counted_in),
        unknown=tuple(each for provider in counted_in for each in _unknown_fields(provider)),
        undated=_lacking(counted_in, ("metrics", "events"), lambda each: _date(each) is None),
        unattributed=_lacking(counted_in, ("metrics", "models"), _has_no_reporter),
        oldest=tuple(each for provider in counted_in for each in _oldest(provider)),
    )


def _given(given: ModelsLike) -> tuple[Provider, ...]:
    """Return the providers; for models, providers that have nothing else."""
    one_or_several: Any = given
    if isinstance(given, Provider) or not isinstance(one_or_several, Model | Iterable):
        return given_providers(one_or_several)
    held: Any = (given,) if isinstance(given, Model) else tuple[Any, ...](given)
    if not all(isinstance(each, Model) for each in held):
        return given_providers(held)
    models: dict[str, list[Model]] = {}
    for each in held:
        models.setdefault(each.provider, []).append(each)
    return tuple(Provider(id=id, models=made) for id, made in models.items())


def _lacking(
    providers: tuple[Provider, ...], sections: tuple[str, ...], lacks: Callable[[Any], bool]
) -> Catalog[Any]:
    """Return the records of sections that lack something; they know whose data they are from."""
    holders = [
        (record, provider.id)
        for provider in providers
        for section in sections
        for record in getattr(provider, section)
        if lacks(record)
    ]
    return Catalog((record for record, _ in holders), name="the gaps", holders=holders)


def _has_no_reporter(record: Metric | Model) -> bool:
    if isinstance(record, Metric):
        return record.reported_by is None
    return any(score.reported_by is None for score in record.scores)


def _unknown_fields(provider: Provider) -> Iterator[UnknownField]:
    totals: Counter[type[Record]] = Counter()
    unknown: Counter[tuple[type[Record], str]] = Counter()
    for record in provider.records():
        if isinstance(record, Benchmark | Measure):
            continue
        kind = type(record)
        totals[kind] += 1
        for each in fields(kind):
            if each.name in _LISTS or (each.default is None and each.name not in _MAY_BE_ABSENT):
                unknown[kind, each.name] += getattr(record, each.name) in (None, ())
    for (kind, name), count in unknown.items():
        if count:
            yield UnknownField(
                provider=provider.id,
                record_type=kind.__name__,
                field=name,
                unknown=count,
                total=totals[kind],
            )


def _oldest(provider: Provider) -> Iterator[OldestFact]:
    for section in SECTIONS:
        records: tuple[Record, ...] = getattr(provider, section).records
        dated = [(date, record.id) for record in records if (date := _date(record)) is not None]
        if dated:
            date, id = min(dated, key=lambda each: (each[0].end is None, each[0].end, each[0]))
            yield OldestFact(provider=provider.id, section=section, id=id, date=date)


def _date(record: Record) -> Period | None:
    dates = (getattr(record, name) for name in _DATES.get(type(record), ()))
    return next((date for date in dates if date is not None), None)
