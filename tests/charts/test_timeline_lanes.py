"""Lanes of a timeline: laws that hold wherever the marks are."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from aiproviders.charts._timeline_lanes import assign_lanes


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 100), st.floats(5, 200)), max_size=20),
    st.integers(1, 25),
)
def test_lanes_hold_marks_apart(marks: list[tuple[float, float, float]], room: int) -> None:
    """In the lanes for labels no mark or label covers another, and labels stay inside."""
    spans = [(start, start + length) for start, length, _ in marks]
    widths = [width for _, _, width in marks]
    found = assign_lanes(spans, widths, inside=(0, 600), gap=5, indent=10, room=room)
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


def test_a_label_goes_inside_its_mark_if_it_fits() -> None:
    """A mark wide enough for its label, with distances to both sides, holds it."""
    inside = assign_lanes([(10, 60)], [35], inside=(0, 600), gap=5, indent=10, room=1)
    beside = assign_lanes([(10, 60)], [36], inside=(0, 600), gap=5, indent=10, room=1)
    assert [(0, 20)] == [tuple(each) for each in inside]
    assert [(0, 65)] == [tuple(each) for each in beside]


def test_newest_marks_have_the_first_lane() -> None:
    """Where there is no room for all labels, the oldest marks have none."""
    found = assign_lanes([(10, 20), (10, 20)], [30, 30], inside=(0, 60), gap=5, indent=10, room=1)
    assert [(1, None), (0, 25)] == [tuple(each) for each in found]


def test_a_mark_may_stand_in_a_lane_without_its_label() -> None:
    """A mark whose label is too wide anywhere still has a lane."""
    assert [(0, None)] == [
        tuple(each)
        for each in assign_lanes([(10, 20)], [300], inside=(0, 60), gap=5, indent=10, room=1)
    ]
