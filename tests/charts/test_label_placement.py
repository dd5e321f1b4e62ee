"""Placing labels, lanes and dates: laws that hold wherever the marks are."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders.charts._date_axis import day_number, long_gaps, ticks
from aiproviders.charts._label_placement import Box, place
from aiproviders.charts._timeline_lanes import lanes

PLOT = Box(0, 0, 400, 300)
POINTS = st.tuples(st.floats(0, 400), st.floats(0, 300))
SIZES = st.tuples(st.floats(5, 120), st.floats(8, 20))
LABELED = st.lists(st.tuples(POINTS, SIZES), max_size=15)


@given(LABELED, st.booleans(), st.integers(0, 3))
def test_labels_stay_apart_and_inside(
    labeled: list[tuple[tuple[float, float], tuple[float, float]]], beside: bool, first: int
) -> None:
    """No label covers another, leaves the plot, or covers a mark unless it matters."""
    anchors, sizes = [each[0] for each in labeled], [each[1] for each in labeled]
    marks = [Box(x - 3, y - 3, x + 3, y + 3) for x, y in anchors]
    places = place(anchors, sizes, inside=PLOT, marks=marks, beside=beside, first=first)
    boxes = [each.box for each in places if each is not None]
    assert len(labeled) == len(places)
    assert all(PLOT.holds(box) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(
        each.box.overlaps(mark) for each in places[first:] if each is not None for mark in marks
    )


def test_a_label_without_neighbors_is_beside_its_mark() -> None:
    """A lone label stands to the right of its mark, without a line to it."""
    (found,) = place([(100, 100)], [(50, 10)], inside=PLOT)
    assert found is not None
    assert (106, 95, 156, 105) == found.box
    assert found.leader is None


def test_a_label_leaves_a_line_clear() -> None:
    """A label that could stand on a line goes elsewhere if it can."""
    (found,) = place([(100, 100)], [(50, 10)], inside=PLOT, lines=[((100, 100), (400, 100))])
    assert found is not None
    assert not found.box.crossed_by(((100, 100), (400, 100)))


def test_a_label_that_matters_goes_onto_marks_rather_than_missing() -> None:
    """Where marks leave no room, only the first labels are shown."""
    marks = [Box(x, y, x + 10, y + 10) for x in range(0, 400, 12) for y in range(0, 300, 12)]
    anchors, sizes = [(200.0, 150.0), (100.0, 80.0)], [(50.0, 12.0)] * 2
    first, second = place(anchors, sizes, inside=PLOT, marks=marks, first=1)
    assert first is not None
    assert second is None


@pytest.mark.parametrize(
    ("segment", "crosses"),
    [
        (((0, 5), (20, 5)), True),
        (((5, 0), (5, 20)), True),
        (((0, 0), (20, 20)), True),
        (((0, 12), (20, 12)), False),
        (((12, 0), (12, 20)), False),
        (((0, 15), (15, 0)), True),
        (((0, 25), (25, 0)), False),
        (((12, 12), (20, 20)), False),
    ],
)
def test_lines_cross_boxes(
    segment: tuple[tuple[float, float], tuple[float, float]], crosses: bool
) -> None:
    """A line crosses a box where it has a stretch inside it."""
    assert crosses == Box(2, 2, 10, 10).crossed_by(segment)


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 100), st.floats(5, 200)), max_size=20),
    st.integers(1, 25),
)
def test_lanes_hold_marks_apart(marks: list[tuple[float, float, float]], room: int) -> None:
    """In the lanes for labels nothing covers anything, and labels stay inside."""
    spans = [(start, start + length) for start, length, _ in marks]
    widths = [width for _, _, width in marks]
    found = lanes(spans, widths, inside=(0, 600), gap=5, room=room)
    reaches = [
        (
            lane.number,
            min(start, start if lane.label is None else lane.label),
            max(end, end if lane.label is None else lane.label + width),
        )
        for lane, (start, end), width in zip(found, spans, widths, strict=True)
    ]
    assert len(marks) == len(found)
    assert not any(
        one[0] == other[0] < room and one[1] < other[2] and other[1] < one[2]
        for one, other in combinations(reaches, 2)
    )
    assert all(lane.label is None or lane.number < room for lane in found)
    assert all(
        lane.label is None or (lane.label >= 0 and lane.label + width <= 600)
        for lane, width in zip(found, widths, strict=True)
    )


def test_newest_marks_have_the_first_lane() -> None:
    """Where there is no room for all, it is the oldest that go without a label."""
    found = lanes([(10, 20), (10, 20)], [30, 30], inside=(0, 60), gap=5, room=1)
    assert [(1, None), (0, 25)] == [tuple(each) for each in found]


def test_a_mark_may_stand_in_a_lane_without_its_label() -> None:
    """A mark whose label is too wide anywhere still has a lane."""
    assert [(0, None)] == [
        tuple(each) for each in lanes([(10, 20)], [300], inside=(0, 60), gap=5, room=1)
    ]


STRETCHES = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(0, 500)).map(
        lambda each: (float(each[0]), float(each[0] + each[1]))
    ),
    min_size=1,
    max_size=30,
)


@given(STRETCHES)
def test_gaps_hold_no_event(stretches: list[tuple[float, float]]) -> None:
    """What is shortened is empty, and there is never everything of the time in it."""
    gaps = long_gaps(stretches)
    assert not any(
        start < end_of_gap and start_of_gap < end
        for start, end in stretches
        for start_of_gap, end_of_gap in gaps
    )
    assert sorted(gaps) == gaps


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([(0.0, 0.0)], []),
        ([(0.0, 0.0), (100.0, 100.0)], []),
        ([(0.0, 10.0), (20.0, 30.0), (40.0, 50.0)], []),
        ([(0.0, 1.0), *((100.0 + n, 101.0 + n) for n in range(12))], [(1.0, 100.0)]),
    ],
)
def test_only_long_gaps_are_shortened(
    stretches: list[tuple[float, float]], expected: list[tuple[float, float]]
) -> None:
    """A gap is long where it takes over three times as much as an event's share of the time."""
    assert expected == long_gaps(stretches)


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(2, 40_000),
    st.floats(100, 2_000),
)
def test_dates_of_an_axis_have_room(first: date, days: int, pixels: float) -> None:
    """Dates are named in order of time, within the axis and no closer than their texts are wide."""
    low = day_number(first)
    high = day_number(first + timedelta(days=days))
    shown = ticks((low, high), [], lambda day: (day - low) / (high - low) * pixels, 6)
    assert all(low <= day <= high for day, _ in shown)
    assert all(
        (after - before) / (high - low) * pixels >= len(text) * 6
        for (before, text), (after, _) in pairwise(shown)
    )


def test_dates_are_as_fine_as_there_is_room_for() -> None:
    """A few days are named one by one, a few years by their number."""
    days = ticks((0, 3), [], lambda day: day * 200, 6)
    assert ["1 Jan 1970", "2 Jan 1970", "3 Jan 1970", "4 Jan 1970"] == [text for _, text in days]
    years = ticks((0, 1_100), [], lambda day: day / 3, 6)
    assert ["1970", "1971", "1972", "1973"] == [text for _, text in years]
