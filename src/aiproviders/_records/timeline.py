"""Events in order of time."""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias, get_args, overload

from attrs import evolve, frozen

from aiproviders._records.catalog import Catalog, Identified, Origin
from aiproviders._records.display_methods import records_text
from aiproviders._records.fields import as_tuple
from aiproviders._records.record import Event, EventKind, OwnKind, Record
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.period import Moment, Period
from aiproviders._values.wording import angled, counted, listed, quoted
from aiproviders.errors import UnknownIdError

if TYPE_CHECKING:
    from aiproviders._records.provider import Provider
else:
    Provider = late("aiproviders._records.provider", "Provider")

Grouping: TypeAlias = Literal["year", "quarter", "month"]
"""A stretch of the calendar."""

_CODES: dict[Grouping, tuple[str, ...]] = {
    "year": ("{year}",),
    "quarter": tuple(f"{{year}}-{code}" for code in range(33, 37)),
    "month": tuple(f"{{year}}-{month:02}" for month in range(1, 13)),
}


@frozen(init=False, repr=False)
class Timeline(Catalog[Event]):
    """A catalog of events in order of time, those without a date last.

    Events of one date stand after those that they follow.
    """

    _own_types: ClassVar = (Event,)

    def __init__(
        self,
        records: Iterable[Event] = (),
        *,
        name: str = "the timeline",
        namespaces: Iterable[str] = (),
        successors: Iterable[tuple[str, str]] = (),
        origins: Iterable[Origin] = (),
        holders: Iterable[tuple[Identified, str]] = (),
        record_types: Iterable[type] = (),
    ) -> None:
        super().__init__(
            _in_order(records),
            name=name,
            namespaces=namespaces,
            successors=successors,
            origins=origins,
            holders=holders,
            record_types=record_types,
        )

    def where(
        self,
        predicate: Callable[[Event], object] | None = None,
        /,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        kind: EventKind | OwnKind | Collection[EventKind | OwnKind] | None = None,
        about: "Record | Provider | str | None" = None,
        certain: bool = False,
        **fields: Any,
    ) -> Self:
        """Return the events that meet every condition given.

        Args:
            predicate: A function that is true for the events to keep.
            since: First day that counts; of a year or month, its first day.
            until: Last day that counts; of a year or month, its last day.
            kind: One kind of event, or several; `OwnKind("acme:recall")` is one of the provider
                acme's own.
            about: A record, the id of one, or a provider, that the event is about.
            certain: Keep only events that certainly lie between `since` and `until`; without it
                an event of "2026" is kept for any part of 2026.
            **fields: Other fields of the events, as in `Catalog.where`.

        Raises:
            ValueError: There is no such kind of event, nor one of a provider's own among these,
                no such field, or `until` is before `since`.
        """
        kinds = self._kinds(kind)
        window = _window(since, until)
        subject = _subject(about)
        return evolve(
            self,
            records=[
                event
                for event in super().where(predicate, **fields)
                if (kinds is None or event.kind in kinds)
                and (subject is None or subject in event.about)
                and (window is None or _lies_in(event, window, certain=certain))
            ],
        )

    @overload
    def group_by(self, by: Literal["kind"]) -> dict[EventKind | OwnKind, Self]: ...
    @overload
    def group_by(self, by: Grouping) -> dict[Period | None, Self]: ...
    def group_by(
        self, by: Grouping | Literal["kind"]
    ) -> dict[EventKind | OwnKind, Self] | dict[Period | None, Self]:
        """Return the events by kind, or by year, quarter or month.

        An event whose date is not precise enough for the grouping stays under the date as it was
        stated: "2026" is no month. Events without a date are under None.

        Args:
            by: `kind`, `year`, `quarter` or `month`.

        Raises:
            ValueError: Events are not grouped by that.
        """
        if by == "kind":
            present = {event.kind for event in self}
            return {kind: self.where(kind=kind) for kind in self._all_kinds if kind in present}
        check_type(by, str)
        if by not in _CODES:
            msg = f"events are grouped by kind, year, quarter or month, not by {quoted(by)}"
            raise ValueError(msg)
        groups: dict[Period | None, list[Event]] = {}
        for event in self.records:
            groups.setdefault(_stretch(event.date, _CODES[by]), []).append(event)
        return {stretch: evolve(self, records=events) for stretch, events in groups.items()}

    @property
    def _all_kinds(self) -> tuple[EventKind | OwnKind, ...]:
        """Return every kind that there is, the own kinds of providers last."""
        shared: tuple[EventKind, ...] = get_args(EventKind)
        own = {OwnKind(event.kind) for event in self if event.kind not in shared}
        return *shared, *sorted(own)

    def _kinds(
        self, kind: EventKind | OwnKind | Collection[EventKind | OwnKind] | None
    ) -> set[str] | None:
        if kind is None:
            return None
        kinds = {kind} if isinstance(kind, str) else {*as_tuple(kind)}
        if unknown := kinds.difference(self._all_kinds):
            own_first = sorted(self._all_kinds, key=get_args(EventKind).__contains__)
            msg = (
                f"there is no kind of event {quoted(', '.join(sorted(unknown)))}; "
                f"the kinds are {listed(own_first, 20)}"
            )
            raise ValueError(msg)
        return set(kinds)

    def __str__(self) -> str:
        """The events, one to a line: date, title and kind."""
        return records_text(self)

    def __repr__(self) -> str:
        dates = [event.date for event in self.records if event.date is not None]
        span = f", {dates[0]} to {dates[-1]}" if dates else ""
        span = f": {self._stated_instead}" if self._stated_instead else span
        return angled("Timeline", f"{counted(len(self), 'event')}{span}")


def timeline(
    providers: "Provider | Iterable[Provider]",
    *,
    since: Moment | None = None,
    until: Moment | None = None,
    kind: EventKind | OwnKind | Collection[EventKind | OwnKind] | None = None,
    about: "Record | Provider | str | None" = None,
    certain: bool = False,
) -> Timeline:
    """Merge the events of providers into one timeline, and keep those that meet every condition.

    What the models of a market state is added: when they are released, when they end, and when
    another list price is in force; so it is for a provider that has no events. These events are
    computed, and each cites what its model does. Of a market, events about no model are left out.

    Args:
        providers: One provider or several, or a market.
        since: First day that counts; of a year or month, its first day.
        until: Last day that counts; of a year or month, its last day.
        kind: One kind of event, or several.
        about: A record, the id of one, or a provider, that the event is about.
        certain: Keep only events that certainly lie between `since` and `until`.

    Raises:
        TypeError: Something else than a provider or several is given.
        UnknownIdError: No provider has a record with the id that `about` gives.
        ValueError: There is no such kind of event, `until` is before `since`, or two different
            providers have one id.

    Examples:
        >>> from aiproviders import alibaba, timeline
        >>> timeline(alibaba, until="2014").ids
        ('alibaba-founded', 'alibaba-cloud-founded', 'nyse-listing')
    """
    from aiproviders._records.market import Market
    from aiproviders._records.model_events import model_events
    from aiproviders._records.provider import given_providers, merged_records

    merged = [
        evolve(each, events=[*each.events, *model_events(each)])
        if isinstance(providers, Market) or not each.events
        else each
        for each in given_providers(providers)
    ]
    if isinstance(about, str):
        ids = {record.id for provider in merged for record in provider.records()}
        if about not in ids.union(provider.id for provider in merged):
            from difflib import get_close_matches

            close = tuple(get_close_matches(about, sorted(ids)))
            raise UnknownIdError(about, "the records of these providers", close)
    events: Any = merged_records(merged, "events")
    if isinstance(providers, Market):
        of_models = {model.id for model in providers.models}
        told = [event for event in events if not of_models.isdisjoint(event.about)]
        events = evolve(events, records=told, name=f"market {providers.edition}.events")
    found: Timeline = events.where(
        since=since, until=until, kind=kind, about=about, certain=certain
    )
    return found


def _subject(about: "Record | Provider | str | None") -> str | None:
    if about is None or isinstance(about, str):
        return about
    from aiproviders._records.provider import Provider

    check_type(about, Record, Provider, str)
    return about.id


def _in_order(records: Iterable[Event]) -> list[Event]:
    events = as_tuple(records)
    for each in events:
        check_type(each, Event)
    step = _steps(events) if any(event.follows for event in events) else {}
    return sorted(
        events,
        key=lambda each: (
            each.date is None,
            each.date or Period("0001"),
            step.get(each.id, 0),
            each.id,
        ),
    )


def _steps(events: Iterable[Event]) -> dict[str, int]:
    """Return how many events in a row each follows; events that follow each other have none."""
    from graphlib import CycleError, TopologicalSorter

    sorter = TopologicalSorter({event.id: event.follows for event in events})
    with suppress(CycleError):
        sorter.prepare()
    steps: dict[str, int] = {}
    step = 0
    while ready := sorter.get_ready():
        steps |= dict.fromkeys(ready, step)
        sorter.done(*ready)
        step += 1
    return steps


def _window(since: Moment | None, until: Moment | None) -> Period | None:
    if since is None and until is None:
        return None
    first = ".." if since is None else (Period.of(since).start or "..")
    last = ".." if until is None else (Period.of(until).end or "..")
    return None if first == last == ".." else Period(f"{first}/{last}")


def _lies_in(event: Event, window: Period, *, certain: bool) -> bool:
    if event.date is None:
        return False
    return event.date in window if certain else event.date.overlaps(window)


def _stretch(period: Period | None, codes: tuple[str, ...]) -> Period | None:
    if period is None or period.start is None:
        return period
    stretches = (Period(code.format(year=f"{period.start.year:04}")) for code in codes)
    return next((stretch for stretch in stretches if period in stretch), period)
