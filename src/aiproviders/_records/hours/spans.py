"""Stretches of minutes: of a week, and of the time since Monday, 1 January of the year 1."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Minutes from the first of a pair until before the second; in order, and none touches another."""

DAY = 24 * 60
WEEK = 7 * DAY


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return the minutes of any of some stretches, which may overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return tuple(found)


def outside(spans: Spans, start: int, end: int) -> Spans:
    """Return the minutes from a start until before an end that are in none of some stretches."""
    edges = [start, *(min(max(edge, start), end) for span in spans for edge in span), end]
    return merged(zip(edges[::2], edges[1::2], strict=True))


def common(one: Spans, other: Spans) -> Spans:
    """Return the minutes that are in both."""
    found: list[tuple[int, int]] = []
    rest = iter(other)
    second = next(rest, None)
    for start, end in one:
        while second is not None and second[1] <= start:
            second = next(rest, None)
        while second is not None and second[0] < end:
            found.append((max(start, second[0]), min(end, second[1])))
            if second[1] > end:
                break
            second = next(rest, None)
    return merged(found)


def either(one: Spans, other: Spans) -> Spans:
    """Return the minutes that are in one of both."""
    return merged((*one, *other))


def minus(one: Spans, other: Spans) -> Spans:
    """Return the minutes of the first that are not in the second."""
    return common(one, outside(other, one[0][0], one[-1][1])) if one else ()


def turned(week: Spans, minutes: int) -> Spans:
    """Return minutes of a week that are later by some minutes; those after Sunday are of Monday."""

    def pieces() -> Iterator[tuple[int, int]]:
        for start, end in week:
            begin = (start + minutes) % WEEK
            over = begin + end - start - WEEK
            yield begin, min(begin + end - start, WEEK)
            yield 0, max(over, 0)

    return merged(pieces())


def every_week(week: Spans, start: int, end: int) -> Spans:
    """Return the minutes of each week from a start until before an end."""
    weeks = range(start - start % WEEK, end, WEEK)
    return common(
        merged((monday + first, monday + last) for monday in weeks for first, last in week),
        ((start, end),),
    )
