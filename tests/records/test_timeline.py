"""Events in order of time."""

from datetime import date
from typing import Any, Literal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Event, Period, Provider, timeline
from aiproviders.errors import UnknownIdError
from aiproviders.results import Timeline
from aiproviders.types import OwnKind


def event(id: str, date: str | None) -> Event:
    """An event of which only the date matters."""
    return Event(
        id=id, provider="p", kind="launch", title=id, date=None if date is None else Period(date)
    )


DATES = st.sampled_from(
    ["2025", "2026", "2026-04", "2026-04-02", "2026-37~", "../2026", "2026/..", None]
)


def test_sorts_by_time_undated_last(acme: Provider) -> None:
    """Events stand in order of their first day, those without a date at the end."""
    shuffled = Timeline(reversed(acme.events.records))

    assert acme.events == shuffled
    assert "inquiry" == shuffled.ids[-1]


def test_own_kinds_come_last() -> None:
    """A kind of a provider's own is one of the kinds, after all those that are shared."""
    events = Timeline([evolve(event("a", None), kind=OwnKind("p:party")), event("b", None)])

    assert ["launch", "p:party"] == list(events.group_by("kind"))
    with pytest.raises(
        ValueError,
        match=r"^kind is one of p:party, announcement, .*, got 'lunch'; did you mean 'launch'\?$",
    ):
        events.where(kind=OwnKind("lunch"))


def test_what_is_planned_says_so() -> None:
    """The words of an event that has not happened end with a mark."""
    assert "2027 · a (planned)" == str(evolve(event("a", "2027"), status="planned"))


@given(st.lists(DATES, max_size=8))
def test_any_events_can_be_sorted(dates: list[str | None]) -> None:
    """Whatever their precision, events have one order that does not depend on how they came."""
    events = [event(str(number), date) for number, date in enumerate(dates)]

    assert Timeline(events) == Timeline(reversed(events))


def test_events_of_one_date_stand_after_those_that_they_follow() -> None:
    """What follows comes later, however the ids sort; another date and a circle change nothing."""
    events = [
        evolve(event("a", "2026"), follows=("b", "elsewhere")),
        evolve(event("b", "2026"), follows=("c",)),
        event("c", "2026"),
        event("d", "2026"),
        evolve(event("e", "2025"), follows=("a",)),
        evolve(event("x", None), follows=("y",)),
        event("y", None),
        evolve(event("circle", "2024"), follows=("round",)),
        evolve(event("round", "2024"), follows=("circle",)),
    ]

    assert ("circle", "round", "e", "c", "d", "b", "a", "y", "x") == Timeline(events).ids
    assert ("a", "x") == Timeline(events).where(lambda each: each.id in ("a", "x")).ids


@given(st.lists(st.tuples(st.sampled_from(["2025", "2026", None]), st.integers(0, 7)), max_size=8))
def test_what_follows_never_stands_before(drawn: list[tuple[str | None, int]]) -> None:
    """Events that follow an earlier one of the list stay behind it if both have one date."""
    events = [
        evolve(event(f"{9 - number}", date), follows=(f"{9 - cause}",) if cause < number else ())
        for number, (date, cause) in enumerate(drawn)
    ]
    order = Timeline(reversed(events)).ids

    for each in events:
        for cause in each.follows:
            if next(other for other in events if other.id == cause).date == each.date:
                assert order.index(cause) < order.index(each.id)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"since": "2026"}, ("reorganized", "rocket-2-released", "rocket-3-planned")),
        ({"until": "2025"}, ("acme-founded", "rocket-1-released")),
        ({"since": "2026-03", "until": "2026-04"}, ("reorganized",)),
        ({"since": "2026-03", "until": "2026-04", "certain": True}, ()),
        (
            {"since": "2026", "until": "2026-06", "certain": True},
            ("reorganized", "rocket-2-released"),
        ),
        ({"since": date(2026, 5, 20), "until": Period("2026-05-20")}, ("rocket-2-released",)),
        ({"since": "../2020", "until": "2020/.."}, None),
        ({"kind": "founding"}, ("acme-founded",)),
        ({"kind": ("founding", "regulation")}, ("acme-founded", "inquiry")),
        ({"about": "rocket-1"}, ("rocket-1-released",)),
        ({"about": "rocket-1", "kind": "founding"}, ()),
        ({}, None),
    ],
    ids=str,
)
def test_filters(acme: Provider, options: dict[str, Any], ids: tuple[str, ...] | None) -> None:
    """Every condition narrows the timeline; what may lie in the window stays unless certain."""
    filtered = timeline(acme, **options)

    assert (acme.events.ids if ids is None else ids) == filtered.ids
    assert filtered == acme.events.where(**options)


def test_about_takes_a_record(acme: Provider) -> None:
    """Events can be asked for by the record they are about."""
    assert ("rocket-2-released",) == timeline(acme, about=acme.models["rocket 2"]).ids


def test_where_takes_a_function_too(acme: Provider) -> None:
    """A function and keywords together keep what meets both."""
    planned = acme.events.where(lambda each: each.status == "planned", kind="model-release")

    assert ("rocket-3-planned",) == planned.ids
    assert isinstance(planned, Timeline)


def test_merges_providers(acme: Provider) -> None:
    """Events of several providers come in one order of time."""
    other = evolve(acme, id="other", events=Timeline([event("z", "2010")]), company=None)

    assert ("acme-founded", "z", "rocket-1-released") == timeline([acme, other]).ids[:3]


def test_takes_a_timeline(acme: Provider) -> None:
    """The events of a timeline are filtered as they are, those alone that it holds."""
    events = acme.events[:2]
    assert events == timeline(events)
    assert events.where(since="2010").ids == timeline(events, since="2010").ids


def test_about_takes_a_provider(acme: Provider) -> None:
    """Events can be asked for by the provider they are about, itself or its id."""
    assert ("acme-founded",) == timeline(acme, about=acme).ids == timeline(acme, about="acme").ids


def test_about_nothing_is_refused(acme: Provider) -> None:
    """An id that no provider knows is a mistake, with suggestions."""
    with pytest.raises(UnknownIdError, match="did you mean 'rocket-2'"):
        timeline(acme, about="rockt-2")


def test_unknown_kinds_are_refused(acme: Provider) -> None:
    """A kind that no event can have is an error that lists the kinds."""
    with pytest.raises(
        ValueError, match=r"kind is one of announcement, .* 'launches'; did you mean 'launch'"
    ):
        timeline(acme, kind="launches")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_backward_windows_are_refused(acme: Provider) -> None:
    """A window that ends before it begins is an error."""
    with pytest.raises(ValueError, match="runs backwards"):
        timeline(acme, since="2026", until="2025")


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("year", {"2001": 1, "2025": 1, "2026": 2, "2027": 1, None: 1}),
        ("quarter", {"2001": 1, "2025-33": 1, "2026-37~": 1, "2026-34": 1, "2027": 1, None: 1}),
        ("month", {"2001": 1, "2025-03": 1, "2026-37~": 1, "2026-05": 1, "2027": 1, None: 1}),
    ],
)
def test_groups_by_calendar(
    acme: Provider, by: Literal["year", "quarter", "month"], groups: dict[str | None, int]
) -> None:
    """Events group by the stretch they surely lie in; less precise ones under their own date."""
    grouped = acme.events.group_by(by)

    assert groups == {key and key.edtf: len(events) for key, events in grouped.items()}


def test_groups_an_open_start_under_itself() -> None:
    """An event with an open start is of no year."""
    grouped = Timeline([event("a", "../2026")]).group_by("year")

    assert [Period("../2026")] == list(grouped)


def test_groups_by_kind(acme: Provider) -> None:
    """Each kind that occurs has its own timeline."""
    grouped = acme.events.group_by("kind")

    assert {"founding": 1, "model-release": 3, "regulation": 1, "reorganization": 1} == {
        kind: len(events) for kind, events in grouped.items()
    }
    assert all(isinstance(events, Timeline) for events in grouped.values())


def test_groups_by_nothing_else(acme: Provider) -> None:
    """Another grouping is refused with those there are."""
    with pytest.raises(ValueError, match="not by 'week'"):
        acme.events.group_by("week")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]


def test_has_the_origin_of_one_provider(acme: Provider) -> None:
    """The timeline of one provider says whose data it is; that of several has no one origin."""
    assert acme.origin == timeline(acme, since="2026").origin
    assert timeline([acme, evolve(acme, id="other")]).origin is None


def test_prints_dates_as_stated(acme: Provider) -> None:
    """The printed timeline gives each date in words and marks what is planned."""
    assert [
        "Date         Event                            Kind",
        "2001         Acme founded                     founding",
        "March 2025   Rocket 1 comes out               model release",
        "early 2026   Labs become a unit of their own  reorganization",
        "20 May 2026  Rocket 2 comes out               model release",
        "2027         Rocket 3 comes out (planned)     model release",
        "not stated   Regulator asks questions         regulation",
    ] == str(acme.events).splitlines()


def test_repr_says_the_span(acme: Provider) -> None:
    """The repr counts the events and gives the first and last date."""
    assert "<Timeline 6 events, 2001 to 2027>" == repr(acme.events)
    assert "<Timeline 0 events>" == repr(Timeline())
