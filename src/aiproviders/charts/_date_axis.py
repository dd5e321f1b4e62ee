"""A scale of days that is shortened where nothing happens, and the dates that it names."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from math import floor
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

Stretch: TypeAlias = tuple[float, float]
"""First and last day, as numbers of matplotlib."""

_EPOCH = date(1970, 1, 1)
_TIMES = 3  # that a gap is longer than an event's share of the time
_KEPT = 0.04  # of the rest that a gap is shortened to
_MOST_SHOWN = 0.6  # of its dates that a step has to have room for
_STEPS: tuple[tuple[int, int, int, str], ...] = (
    # years, months and days of a step, and how its dates are written
    (0, 0, 1, "{day} {month} {year}"),
    (0, 0, 7, "{day} {month} {year}"),
    (0, 1, 0, "{month} {year}"),
    (0, 3, 0, "{month} {year}"),
    (1, 0, 0, "{year}"),
    (2, 0, 0, "{year}"),
    (5, 0, 0, "{year}"),
    (10, 0, 0, "{year}"),
    (50, 0, 0, "{year}"),
    (1000, 0, 0, "{year}"),
)
_SPARE = 50  # times as many dates as there are characters
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_number(day: date) -> float:
    """A day as matplotlib numbers it."""
    return float((day - _EPOCH).days)


def long_gaps(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The gaps that are over three times as long as an event's share of the time.

    The longest is taken out first, and the share is of what is left.
    """
    first = reached = min(start for start, _ in stretches)
    gaps: list[Stretch] = []
    for start, end in sorted(stretches):
        if start > reached:
            gaps.append((reached, start))
        reached = max(reached, end)
    left = reached - first
    taken: list[Stretch] = []
    for start, end in sorted(gaps, key=lambda gap: gap[0] - gap[1]):
        if (end - start) * len(stretches) <= _TIMES * left:
            break
        taken.append((start, end))
        left -= end - start
    return sorted(taken)


def shorten(axes: "Axes", limits: Stretch, gaps: Sequence[Stretch]) -> None:
    """Scale an axis of days so that gaps are short."""
    first, last = limits
    left = last - first - sum(end - start for start, end in gaps)
    days, places = [first - left], [-left]
    for day in (first, *(day for gap in gaps for day in gap), last, last + left):
        is_gap = (days[-1], day) in gaps
        places.append(places[-1] + (_KEPT * left if is_gap else day - days[-1]))
        days.append(day)

    def forward(values: "Numbers") -> "Numbers":
        return np.interp(values, days, places)

    def inverse(values: "Numbers") -> "Numbers":
        return np.interp(values, places, days)

    axes.set_xscale("function", functions=(forward, inverse))


def ticks(
    limits: Stretch, gaps: Sequence[Stretch], place: Callable[[float], float], width: float
) -> list[tuple[float, str]]:
    """The dates to name on an axis, in the finest step that there is room for.

    Args:
        limits: First and last day of the axis.
        gaps: Where no date is to be named.
        place: Gives the pixel of a day.
        width: How many pixels a character takes.
    """
    shown: list[tuple[float, str]] = []
    room = place(limits[1]) - place(limits[0])
    for years, months, step, words in _STEPS:
        if (limits[1] - limits[0]) * width > room * (366 * years + 31 * months + step) * _SPARE:
            continue  # however short a gap is drawn
        dates = [
            (number, words.format(day=day.day, month=_MONTHS[day.month - 1], year=day.year))
            for day in _dates(limits, years, months, step)
            for number in [day_number(day)]
            if limits[0] <= number <= limits[1] and not any(a < number < b for a, b in gaps)
        ]
        shown = []
        for number, text in reversed(dates):
            reach = (len(text) + 1.5) * width
            if not shown or place(shown[-1][0]) - place(number) >= reach:
                shown.append((number, text))
        if len(dates) > 1 and len(shown) >= _MOST_SHOWN * len(dates):
            break
    return shown[::-1]


def _dates(limits: Stretch, years: int, months: int, step: int) -> Iterator[date]:
    """The first days of the steps between two days."""
    earliest, latest = date.min.toordinal(), date.max.toordinal()
    first, last = (
        date.fromordinal(min(max(floor(limit) + _EPOCH.toordinal(), earliest), latest))
        for limit in limits
    )
    if step:
        yield from (first + timedelta(days=n) for n in range(0, (last - first).days + 1, step))
        return
    every = 12 * years + months
    start = (first.year * 12 + first.month - 1) // every
    for number in range(start, (last.year * 12 + last.month) // every + 1):
        year, month = divmod(number * every, 12)
        if date.min.year <= year <= date.max.year:
            yield date(year, month + 1, 1)
