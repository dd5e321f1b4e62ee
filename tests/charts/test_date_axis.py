"""The axis of days: laws of its gaps and ticks that hold wherever the events are."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders.charts._date_axis import date_ticks, day_number, long_gaps

STRETCHES = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(0, 500)).map(
        lambda each: (float(each[0]), float(each[0] + each[1]))
    ),
    min_size=1,
    max_size=30,
)


@given(STRETCHES)
def test_gaps_hold_no_event(stretches: list[tuple[float, float]]) -> None:
    """No event is in a long gap, and the gaps are in order of time."""
    gaps = long_gaps(stretches)
    assert not any(
        start < end_of_gap and start_of_gap < end
        for start, end in stretches
        for start_of_gap, end_of_gap in gaps
    )
    assert sorted(gaps) == gaps


@given(STRETCHES)
def test_some_time_is_left_beside_the_gaps(stretches: list[tuple[float, float]]) -> None:
    """Gaps never take all of the time, however its events lie, as days that double would."""
    whole = max(end for _, end in stretches) - min(start for start, _ in stretches)
    gaps = sum(end - start for start, end in long_gaps(stretches))
    assert gaps < whole or whole == 0


def test_days_that_double_keep_some_time() -> None:
    """Each gap is as long as all before it, and the last ones stay."""
    days = [(float(2**n), float(2**n)) for n in range(12)]
    assert 0 < sum(end - start for start, end in long_gaps(days)) < 2**11 - 1


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
    """A gap is long if it takes over three times an event's share of the time."""
    assert expected == long_gaps(stretches)


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(2, 40_000),
    st.floats(100, 2_000),
)
def test_dates_of_an_axis_have_room(first: date, days: int, pixels: float) -> None:
    """Ticks are in order of time, within the axis, and no closer than their texts are wide."""
    low = day_number(first)
    high = day_number(first + timedelta(days=days))
    shown = date_ticks((low, high), [], lambda day: (day - low) / (high - low) * pixels, 6)
    assert all(low <= day <= high for day, _ in shown)
    assert all(
        (after - before) / (high - low) * pixels >= len(text) * 6
        for (before, text), (after, _) in pairwise(shown)
    )


def test_dates_are_as_fine_as_there_is_room_for() -> None:
    """Ticks of a few days are days, those of a few years are years."""
    days = date_ticks((0, 3), [], lambda day: day * 200, 6)
    assert ["1 Jan 1970", "2 Jan 1970", "3 Jan 1970", "4 Jan 1970"] == [text for _, text in days]
    years = date_ticks((0, 1_100), [], lambda day: day / 3, 6)
    assert ["1970", "1971", "1972", "1973"] == [text for _, text in years]


def test_where_no_step_has_room_some_dates_are_shown() -> None:
    """Days of the coarsest step that has two of them are shown, where no step has enough room."""
    shown = date_ticks((-13, 331), [], lambda day: day * 0.745, 8.33)
    assert ["Apr 1970", "Oct 1970"] == [text for _, text in shown]
    assert [] == date_ticks((100, 331), [], lambda day: day / 9, 6)
