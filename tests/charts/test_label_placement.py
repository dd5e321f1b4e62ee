"""Placing labels: laws that hold wherever the marks are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders.charts._label_placement import Box, place_labels

PLOT = Box(0, 0, 400, 300)
POINTS = st.tuples(st.floats(0, 400), st.floats(0, 300))
SIZES = st.tuples(st.floats(5, 120), st.floats(8, 20))
LABELED = st.lists(st.tuples(POINTS, SIZES), max_size=15)


@given(LABELED, st.booleans(), st.integers(0, 3))
def test_labels_stay_apart_and_inside(
    labeled: list[tuple[tuple[float, float], tuple[float, float]]], beside: bool, first: int
) -> None:
    """No label covers another or leaves the plot, and only the first ones may cover a mark."""
    points, sizes = [each[0] for each in labeled], [each[1] for each in labeled]
    marks = [Box(x - 3, y - 3, x + 3, y + 3) for x, y in points]
    placements = place_labels(points, sizes, inside=PLOT, marks=marks, beside=beside, first=first)
    boxes = [each.box for each in placements if each is not None]
    assert len(labeled) == len(placements)
    assert all(PLOT.holds(box) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(
        each.box.overlaps(mark) for each in placements[first:] if each is not None for mark in marks
    )


def test_a_label_without_neighbors_is_beside_its_mark() -> None:
    """A lone label is to the right of its mark, without a line to it."""
    (found,) = place_labels([(100, 100)], [(50, 10)], inside=PLOT)
    assert found is not None
    assert (106, 95, 156, 105) == found.box
    assert found.leader is None


def test_a_label_leaves_a_line_clear() -> None:
    """A label that could cover a line goes elsewhere if it can."""
    (found,) = place_labels([(100, 100)], [(50, 10)], inside=PLOT, lines=[((100, 100), (400, 100))])
    assert found is not None
    assert not found.box.crossed_by(((100, 100), (400, 100)))


def test_a_label_with_room_beside_its_mark_has_it() -> None:
    """A label that has to go away from its mark takes no room beside another one."""
    around = [Box(0, 0, 115, 300), Box(115, 0, 400, 94), Box(115, 106, 400, 300)]
    _, beside = place_labels(
        [(100, 100), (118, 100)], [(20, 10), (30, 10)], inside=PLOT, marks=around
    )
    assert beside is not None
    assert beside.leader is None


def test_a_line_may_run_along_the_bar_of_its_mark() -> None:
    """A label below an error bar, with a line along it, goes before one that covers a line."""
    bar = Box(98, 80, 102, 120)
    stair = [((100.0, 100.0), (140.0, 100.0)), ((140.0, 100.0), (140.0, 300.0))]
    (found,) = place_labels(
        [(100, 100)], [(180, 10)], inside=PLOT, marks=[bar, Box(150, 80, 160, 97)], lines=stair
    )
    assert found is not None
    assert found.leader is not None
    assert not any(found.box.crossed_by(line) for line in stair)


def test_the_first_labels_may_cover_marks() -> None:
    """Where marks leave no room, only the first labels are shown."""
    marks = [Box(x, y, x + 10, y + 10) for x in range(0, 400, 12) for y in range(0, 300, 12)]
    points, sizes = [(200.0, 150.0), (100.0, 80.0)], [(50.0, 12.0)] * 2
    first, second = place_labels(points, sizes, inside=PLOT, marks=marks, first=1)
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
