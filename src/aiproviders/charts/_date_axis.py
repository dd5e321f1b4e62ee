"""An axis of days: time without an event takes little room, and ticks are dates."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from math import floor
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from aiproviders._values.dates.date_words import MONTH_NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

Stretch: TypeAlias = tuple[float, float]
"""First and last day, as day numbers."""

_EPOCH = date(1970, 1, 1)
_LONG = 3  # times an event's share of the time, above which a gap is long
_COMPRESSED = 0.04  # of the rest of the time, to which a gap is compressed
_MOST_SHOWN = 0.6  # of the dates of a step, which have to have room
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
_SPARE = 50  # times as many dates as the axis has characters


def day_number(day: date) -> float:
    """Return a day as matplotlib numbers it: days since 1970-01-01."""
    return float((day - _EPOCH).days)


def long_gaps(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the gaps between events that take over three times a stretch's share of the time.

    The longest gap is taken out first, which joins the stretches beside it, and the share is that
    of the time left. Some time is always left.
    """
    different = sorted(set(stretches))
    first = reached = different[0][0]
    gaps: list[Stretch] = []
    for start, end in different:
        if start > reached:
            gaps.append((reached, start))
        reached = max(reached, end)
    left = reached - first
    taken: list[Stretch] = []
    for start, end in sorted(gaps, key=lambda gap: gap[0] - gap[1]):
        if (end - start) * (len(different) - len(taken)) <= _LONG * left:
            break
        taken.append((start, end))
        left -= end - start
    return sorted(taken)


def compress_gaps(axes: "Axes", limits: Stretch, gaps: Sequence[Stretch]) -> None:
    """Scale an axis of days so that gaps take little room."""
    first, last = limits
    left = last - first - sum(end - start for start, end in gaps)
    # The scale is linear between these days, and goes on beyond the limits.
    days, positions = [first - left], [-left]
    for day in (first, *(day for gap in gaps for day in gap), last, last + left):
        is_gap = (days[-1], day) in gaps
        positions.append(positions[-1] + (_COMPRESSED * left if is_gap else day - days[-1]))
        days.append(day)

    def forward(values: "Numbers") -> "Numbers":
        return np.interp(values, days, positions)

    def inverse(values: "Numbers") -> "Numbers":
        return np.interp(values, positions, days)

    axes.set_xscale("function", functions=(forward, inverse))


def date_ticks(
    limits: Stretch, gaps: Sequence[Stretch], to_pixels: Callable[[float], float], width: float
) -> list[tuple[float, str]]:
    """Return the days to mark on an axis and their texts, in the finest step with enough room.

    Where no step has it, some days of the coarsest step that has two are marked.

    Args:
        limits: First and last day of the axis.
        gaps: Stretches without ticks.
        to_pixels: Converts a day number to a position in pixels.
        width: Width of a character in pixels.
    """
    first, last = limits
    room = to_pixels(last) - to_pixels(first)
    coarsest: list[tuple[float, str]] = []
    for years, months, step, template in _STEPS:
        if (last - first) * width > room * (366 * years + 31 * months + step) * _SPARE:
            continue  # Even with compressed gaps there are far too many dates.
        ticks: list[tuple[float, str]] = []
        for day in _dates(limits, years, months, step):
            number = day_number(day)
            if first <= number <= last and not any(a < number < b for a, b in gaps):
                month = MONTH_NAMES[day.month - 1][:3]
                ticks.append((number, template.format(day=day.day, month=month, year=day.year)))
        shown: list[tuple[float, str]] = []
        for number, text in reversed(ticks):
            needed = (len(text) + 1.5) * width
            if not shown or to_pixels(shown[-1][0]) - to_pixels(number) >= needed:
                shown.append((number, text))
        if len(ticks) > 1 and len(shown) >= _MOST_SHOWN * len(ticks):
            return shown[::-1]
        if len(shown) > 1:
            coarsest = shown
    return coarsest[::-1]


def _dates(limits: Stretch, years: int, months: int, step: int) -> Iterator[date]:
    """Yield the first day of each step between two days."""
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
