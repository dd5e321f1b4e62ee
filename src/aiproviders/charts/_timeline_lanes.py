"""Lanes for the marks of a timeline, each with a label inside or to one side."""

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple


class Lane(NamedTuple):
    """The lane of a mark, counted from the newest, and the left end of its label if it has room."""

    number: int
    label: float | None


def assign_lanes(
    spans: Sequence[tuple[float, float]],
    widths: Sequence[float],
    *,
    inside: tuple[float, float],
    gap: float,
    indent: float,
    room: int,
) -> list[Lane]:
    """Assign lanes so that no label covers another or a mark, the last marks first.

    Marks that no lane has room for stand without a label in one more lane, where they may cover
    each other. A label goes inside its mark if it fits. All lengths are in one unit, such as
    pixels.

    Args:
        spans: Left and right end of each mark.
        widths: Width of each label.
        inside: Left and right end of the lanes; labels stay between them.
        gap: Distance between a mark and its label, and of both from others.
        indent: Distance from the left end of a mark to a label inside it.
        room: How many lanes there are for labels.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(room)]

    def free_lane(start: float, end: float) -> int | None:
        for number, lane in enumerate(taken):
            if all(end + gap <= left or right + gap <= start for left, right in lane):
                return number
        return None

    lanes: list[Lane] = []
    for (left, right), width in reversed(list(zip(spans, widths, strict=True))):
        labeled: list[tuple[int, float]] = []
        fits = left + indent + width + gap <= right
        for start in (left + indent,) if fits else (left - gap - width, right + gap):
            if inside[0] <= start and start + width <= inside[1]:
                number = free_lane(min(left, start), max(right, start + width))
                if number is not None:
                    labeled.append((number, start))
        if labeled:
            number, start = min(labeled, key=itemgetter(0))
            taken[number].append((min(left, start), max(right, start + width)))
            lanes.append(Lane(number, start))
            continue
        number = free_lane(left, right)
        if number is None:
            lanes.append(Lane(room, None))
        else:
            taken[number].append((left, right))
            lanes.append(Lane(number, None))
    return lanes[::-1]
