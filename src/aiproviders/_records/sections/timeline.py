"""Events in order of time."""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Literal,
    Self,
    TypeAlias,
    Unpack,
    get_args,
    overload,
)

from attrs import evolve

from aiproviders._records.catalog import Catalog
from aiproviders._records.display_methods import records_text
from aiproviders._records.record import Record
from aiproviders._records.sections.event import Event, EventKind, OwnKind
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.period import Moment, Period
from aiproviders._values.wording import angled, counted, quoted

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import EventFields
    from aiproviders._records.provider import Provider
else:
    EventFields = late("aiproviders._records.lookup.record_fields", "EventFields")
    Provider = late("aiproviders._records.provider", "Provider")

Grouping: TypeAlias = Literal["year", "quarter", "month"]
"""A stretch of the calendar."""

_CODES: dict[Grouping, tuple[str, ...]] = {
    "year": ("{year}",),
    "quarter": tuple(f"{{year}}-{code}" for code in range(33, 37)),
    "month": tuple(f"{{year}}-{month:02}" for month in range(1, 13)),
}


class Timeline(Catalog[Event]):
    """A catalog of events in order of time, those without a date last.

    Events of one date stand after those that they follow. What `search` and `sort_by` find stands
    in the order that they give.
    """

    __slots__ = ()
    _called: ClassVar = "the timeline"

    @staticmethod
    def _in_order(records: tuple[Event, ...]) -> Iterable[Event]:
        step = _steps(records) if any(event.follows for event in records) else {}
        return sorted(
            records,
            key=lambda each: (
                each.date is None,
                each.date or Period("0001"),
                step.get(each.id, 0),
                each.id,
            ),
        )

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Event], object] | None" = None,
        /,
        *,
        since: "Moment | None" = None,
        until: "Moment | None" = None,
        certain: bool = False,
        **fields: "Unpack[EventFields]",
    ) -> Self:
        """Return the events that meet every condition given.

        Args:
            predicate: A function that is true for the events to keep.
            since: First day that counts; of a year or month, its first day.
            until: Last day that counts; of a year or month, its last day.
            certain: Keep only events that certainly lie between `since` and `until`; without it
                an event of "2026" is kept for any part of 2026.
            **fields: Fields of the events, as in `Catalog.where`, such as `kind="launch"` and
                `about="Qwen 3.6"`.

        Raises:
            ValueError: There is no such kind of event, nor one of a provider's own among these,
                no such field, or `until` is before `since`.
            UnknownIdError: Nothing is called as `about` says.
        """
        window = _window(since, until)
        found = super().where(predicate, **fields)
        if window is None:
            return found
        return self._with(event for event in found if _lies_in(event, window, certain=certain))

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
            shared: tuple[EventKind, ...] = get_args(EventKind)
            own = sorted(OwnKind(event.kind) for event in self if event.kind not in shared)
            by_kind: dict[EventKind | OwnKind, Self] = {
                kind: self._with(event for event in self if event.kind == kind)
                for kind in (*shared, *own)
            }
            return {kind: events for kind, events in by_kind.items() if events}
        check_type(by, str)
        if by not in _CODES:
            msg = f"events are grouped by kind, year, quarter or month, not by {quoted(by)}"
            raise ValueError(msg)
        groups: dict[Period | None, list[Event]] = {}
        for event in self.records:
            groups.setdefault(_stretch(event.date, _CODES[by]), []).append(event)
        return {stretch: self._with(events) for stretch, events in groups.items()}

    def __str__(self) -> str:
        """The events, one to a line: date, title and kind."""
        return records_text(self)

    def __repr__(self) -> str:
        dates = sorted(event.date for event in self.records if event.date is not None)
        span = f", {dates[0]} to {dates[-1]}" if dates else ""
        span = f": {self._stated_instead}" if self._stated_instead else span
        return angled("Timeline", f"{counted(len(self), 'event')}{span}")


def timeline(
    providers: "Provider | Iterable[Provider] | Timeline",
    *,
    since: "Moment | None" = None,
    until: "Moment | None" = None,
    kind: "EventKind | OwnKind | Collection[EventKind | OwnKind] | None" = None,
    about: "Record | Provider | str | None" = None,
    certain: bool = False,
) -> Timeline:
    """Merge the events of providers into one timeline, and keep those that meet every condition.

    What the models of a market state is added: when they are released, when they end, and when
    another list price is in force; so it is for a provider that has no events. These events are
    computed, and each cites what its model does. Of a market, events about no model are left out.

    Args:
        providers: One provider or several, or a market; or a timeline, to which nothing is added.
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
    events: Any = providers if isinstance(providers, Timeline) else _merged(providers)
    asked = {"kind": kind, "about": about}
    fields = {name: each for name, each in asked.items() if each is not None}
    found: Timeline = events.where(since=since, until=until, certain=certain, **fields)
    return found


def _merged(providers: "Provider | Iterable[Provider]") -> Any:
    """Return the events of providers, those of their models among them where `timeline` says so."""
    from aiproviders._records.market import Market
    from aiproviders._records.models.model_events import model_events
    from aiproviders._records.providers import given_providers, merged_records

    merged = [
        evolve(each, events=[*each.events, *model_events(each)])
        if isinstance(providers, Market) or not each.events
        else each
        for each in given_providers(providers)
    ]
    events: Any = merged_records(merged, "events")
    if isinstance(providers, Market):
        of_models = {model.id for model in providers.models}
        told = [event for event in events if not of_models.isdisjoint(event.about)]
        events = evolve(events, records=told, name=f"market {providers.edition}.events")
    return events


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
