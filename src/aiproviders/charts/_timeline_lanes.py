"""Lanes for marks that stand beside each other along an axis, each with a label to one side."""

from collections.abc import Sequence
from typing import NamedTuple


class Lane(NamedTuple):
    """The lane of a mark, counted from the newest, and where its label begins, if it has room."""

    number: int
    label: float | None


def lanes(
    spans: Sequence[tuple[float, float]],
    widths: Sequence[float],
    *,
    inside: tuple[float, float],
    gap: float,
    room: int,
) -> list[Lane]:
    """Give marks lanes so that no label covers another or a mark, the last ones first.

    Marks that none of the lanes has room for stand without a label in one lane more, where they
    may cover each other.

    Args:
        spans: Left and right end of each mark.
        widths: Width of each label.
        inside: The left and right end of the lanes; labels stay between them.
        gap: Distance between a mark and its label, and of both from others.
        room: How many lanes there are for labels.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(room)]

    def free_lane(start: float, end: float) -> int | None:
        return next(
            (
                lane
                for lane, reaches in enumerate(taken)
                if all(end + gap <= left or right + gap <= start for left, right in reaches)
            ),
            None,
        )

    found: list[Lane] = []
    for (left, right), width in reversed(list(zip(spans, widths, strict=True))):
        free = [
            (lane, start)
            for start in (right + gap, left - gap - width)
            if inside[0] <= start and start + width <= inside[1]
            if (lane := free_lane(min(left, start), max(right, start + width))) is not None
        ]
        lane, label = min(free) if free else (free_lane(left, right), None)
        reach = (left, right) if label is None else (min(left, label), max(right, label + width))
        if lane is None:
            lane = room
        else:
            taken[lane].append(reach)
        found.append(Lane(lane, label))
    return found[::-1]
