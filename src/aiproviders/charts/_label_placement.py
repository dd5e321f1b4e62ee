"""Labels beside the marks of a chart, placed so that none covers another."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import cos, inf, pi, sin
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from matplotlib.collections import LineCollection
from matplotlib.transforms import IdentityTransform

from aiproviders._values.wording import shorten
from aiproviders.charts._axes import Arrangement, colors_for, points_to_pixels

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Annotation, Text

XY: TypeAlias = tuple[float, float]
Segment: TypeAlias = tuple[XY, XY]

_TO_COLUMN = 18  # points from the end of a line to the column of labels
_SHORTEST = 8  # characters, to which a label is cut at most
_WIDEST = 0.45  # of the width of the axes
_STEP = 2  # points between two positions in the column
_STEPS = 30
_GAP = 6  # points between a mark and the label beside it
_RINGS = (0, 5, 11, 18, 26, 35, 45, 56, 70, 85, 100, 120, 140, 160)  # more points away
_NEAR = 1  # points of distance, which a label beside its mark is within
_FAR = 56  # points that a label goes at most, unless it is one of the first
# Sixteenths of a turn, from the right: first the sides and corners, then what lies between.
_DIRECTIONS = (0, 2, 14, 8, 6, 10, 4, 12, 1, 15, 7, 9, 3, 5, 11, 13)
_SIDEWAYS = 0.35  # sine or cosine, below which a label is centered on its point
_CROSSING = 20  # points of distance that a label goes to keep a line clear
_APART = 2  # points between two labels
_CLEAR = 2  # pixels between a label and a line
_CELL = 40  # points
_MOST = 150  # labels; there is no room for more on a page


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def grown(self, by: float) -> "Box":
        """Return a rectangle that reaches further to every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def holds(self, other: "Box") -> bool:
        """Return whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )

    def nearest(self, point: XY) -> XY:
        """Return the point of the rectangle that is nearest to another point."""
        return (
            min(max(point[0], self.left), self.right),
            min(max(point[1], self.bottom), self.top),
        )

    def crossed_by(self, segment: Segment) -> bool:
        """Return whether a line runs through the box (line clipping of Liang and Barsky)."""
        (x, y), (end_x, end_y) = segment
        enters, leaves = 0.0, 1.0
        for start, change, low, high in (
            (x, end_x - x, self.left, self.right),
            (y, end_y - y, self.bottom, self.top),
        ):
            if not change:
                if not low < start < high:
                    return False
                continue
            first, last = sorted(((low - start) / change, (high - start) / change))
            enters, leaves = max(enters, first), min(leaves, last)
        return enters < leaves


class Placement(NamedTuple):
    """The box of a label, and the line that leads to it if it is not beside its mark."""

    box: Box
    leader: Segment | None


class _Marks:
    """What labels may not cover, found by the cells of a grid, so that few are compared."""

    def __init__(self, boxes: Iterable[Box], cell: float) -> None:
        self._cell = cell
        self._held = defaultdict[tuple[int, int], list[Box]](list)
        for box in boxes:
            for key in self._keys(box):
                self._held[key].append(box)

    def _keys(self, box: Box) -> Iterator[tuple[int, int]]:
        left, bottom, right, top = (int(edge // self._cell) for edge in box)
        return product(range(left, right + 1), range(bottom, top + 1))

    def near(self, box: Box) -> set[Box]:
        """Return the marks in the cells of a box."""
        return {each for key in self._keys(box) for each in self._held.get(key, ())}


def place_labels(
    points: Sequence[XY],
    sizes: Sequence[tuple[float, float]],
    *,
    inside: Box,
    marks: Sequence[Box] = (),
    lines: Sequence[Segment] = (),
    pixels_per_point: float = 1,
    beside: bool = False,
    first: int = 0,
) -> list[Placement | None]:
    """Place labels, the first ones first; None stands for a label that there is no room for.

    Labels stay inside a box, off the marks, off the lines and off each other. All lengths are in
    pixels.

    Args:
        points: The points to label.
        sizes: Width and height of each label.
        inside: The box that labels stay in.
        marks: What labels may not cover.
        lines: Lines that labels may not cover.
        pixels_per_point: Pixels of a typographic point.
        beside: Whether labels go to the right of their points only.
        first: How many of the labels may go far, or onto marks and lines, to find room.
    """
    candidates_of = _beside if beside else _around
    avoided = _Marks(marks, _CELL * pixels_per_point)
    placed: list[Placement] = []
    placements: list[Placement | None] = [None] * len(points)
    others = range(first, len(points))
    # Those with room beside their marks take no more of it than that, whatever their order.
    near = [] if beside else [(_NEAR, _NEAR, others)]
    for farthest, most, positions in (
        (inf, inf, range(min(first, len(points)))),
        *near,
        (_FAR, inf, others),
    ):
        for position in positions:
            if placements[position] is not None:
                continue
            candidates = [
                (distance, candidate)
                for distance, candidate in candidates_of(
                    points[position], sizes[position], pixels_per_point
                )
                if distance <= farthest and inside.holds(candidate.box)
            ]
            best = _best(candidates, placed, avoided, lines, most)
            if best is None and position < first:
                best = _best(candidates, placed, avoided, lines, most, covers=True)
            placements[position] = best
            if best is not None:
                placed.append(best._replace(box=best.box.grown(_APART * pixels_per_point)))
    return placements


def _best(
    candidates: list[tuple[float, Placement]],
    placed: list[Placement],
    marks: _Marks,
    lines: Sequence[Segment],
    most: float,
    *,
    covers: bool = False,
) -> Placement | None:
    """Return the candidate of least cost: its distance, and what it or its line crosses.

    It costs less than some cost. Where it covers marks and lines, they add to the cost.
    """
    best: Placement | None = None
    least = most
    for distance, candidate in candidates:
        if distance >= least:
            break
        box, leader = candidate
        if _collides(candidate, placed):
            continue
        covered, wide = marks.near(box), box.grown(_CLEAR)
        crossed = 0
        if covers:
            diagonals = [((mark.left, mark.bottom), (mark.right, mark.top)) for mark in covered]
            crossed = sum(box.crossed_by(line) for line in (*lines, *diagonals))
        elif any(map(box.overlaps, covered)) or any(map(wide.crossed_by, lines)):
            continue
        if leader is not None:
            # A line runs through all that stands at its point, such as a mark and its error bar.
            start, end = leader
            reach = Box(
                min(start[0], end[0]),
                min(start[1], end[1]),
                max(start[0], end[0]),
                max(start[1], end[1]),
            )
            crossed += sum(
                mark.crossed_by(leader)
                for mark in marks.near(reach)
                if mark.nearest(start) != start
            )
        cost = distance + _CROSSING * crossed
        if cost < least:
            best, least = candidate, cost
    return best


def _collides(candidate: Placement, placed: list[Placement]) -> bool:
    box, leader = candidate
    return any(
        box.overlaps(other.box)
        or (other.leader is not None and box.crossed_by(other.leader))
        or (leader is not None and other.box.crossed_by(leader))
        for other in placed
    )


def _around(
    point: XY, size: tuple[float, float], pixels_per_point: float
) -> Iterator[tuple[float, Placement]]:
    """Yield placements around a point, the nearest first, each with its distance in points."""
    width, height = size
    for ring in _RINGS:
        for preference, direction in enumerate(_DIRECTIONS):
            right, up = cos(direction * pi / 8), sin(direction * pi / 8)
            x = point[0] + right * (ring + _GAP) * pixels_per_point - width * _share(right)
            y = point[1] + up * (ring + _GAP) * pixels_per_point - height * _share(up)
            box = Box(x, y, x + width, y + height)
            leader = (point, box.nearest(point)) if ring else None
            yield ring + preference / len(_DIRECTIONS), Placement(box, leader)


def _beside(
    point: XY, size: tuple[float, float], pixels_per_point: float
) -> Iterator[tuple[float, Placement]]:
    """Yield placements in a column to the right of a point, as `_around` does."""
    width, height = size
    x = point[0] + _TO_COLUMN * pixels_per_point
    for step in range(_STEPS):
        for sign in (1, -1):
            y = point[1] + sign * step * _STEP * pixels_per_point
            box = Box(x, y - height / 2, x + width, y + height / 2)
            yield step * _STEP, Placement(box, (point, (x - pixels_per_point, y)))


def _share(direction: float) -> float:
    """Return the part of a label that lies before its point: none, half or all of it."""
    if abs(direction) < _SIDEWAYS:
        return 0.5
    return 0 if direction > 0 else 1


def add_label(axes: "Axes", text: str, point: XY) -> "Annotation":
    """Add a small text for a point, which is then moved beside it."""
    return axes.annotate(
        text,
        xy=point,
        xytext=(0, 0),
        textcoords="offset points",
        fontsize="small",
        color=colors_for(axes).text,
        verticalalignment="bottom",
        parse_math=False,
        annotation_clip=False,
        in_layout=False,
    )


def text_size(text: "Text", renderer: "RendererBase") -> tuple[float, float]:
    """Return width and height of a text in pixels, whether or not it is visible."""
    visible = text.get_visible()
    text.set_visible(True)
    box = text.get_window_extent(renderer)
    text.set_visible(visible)
    return box.width, box.height


def write_cut(text: "Text", full: str, width: float, renderer: "RendererBase") -> None:
    """Write a text, cut where it would be wider than so many pixels."""
    text.set_text(full)
    measured, _ = text_size(text, renderer)
    if measured > width:
        text.set_text(shorten(full, max(_SHORTEST, int(len(full) * width / measured) - 1)))


def keep_labels_apart(
    axes: "Axes",
    labels: "Sequence[Annotation]",
    *,
    clear: "Sequence[Artist]" = (),
    lines: Sequence[Segment] = (),
    beside: bool = False,
    first: int = 0,
    count_unlabeled: Callable[[int], None],
) -> None:
    """Place labels whenever the axes are drawn, so that none covers another, the first ones first.

    Args:
        axes: The axes with the labels.
        labels: Annotations of points in data coordinates.
        clear: What labels may not cover.
        lines: Lines in data coordinates that labels may not cover.
        beside: Whether labels go to the right of their points only.
        first: How many of the labels may go far, or onto marks and lines, to find room.
        count_unlabeled: Is called with the number of labels that there is no room for.
    """
    color = axes.xaxis.label.get_color()
    leaders = LineCollection([], colors=[color], linewidths=0.6, alpha=0.6)
    leaders.set_transform(IdentityTransform())
    leaders.set_in_layout(False)
    axes.add_collection(leaders, autolim=False)

    tried = labels[:_MOST]
    texts = [label.get_text() for label in tried]
    for label in labels[_MOST:]:
        label.set_visible(False)

    def to_pixels(point: XY) -> XY:
        x, y = axes.transData.transform(point)
        return float(x), float(y)

    def arrange(renderer: "RendererBase") -> None:
        pixels_per_point = points_to_pixels(axes, 1)
        for label, text in zip(tried, texts, strict=True):
            write_cut(label, text, axes.bbox.width * _WIDEST, renderer)
        points = [to_pixels(label.xy) for label in tried]
        edge = 2 * pixels_per_point
        left, bottom, right, top = axes.bbox.extents
        placements = place_labels(
            points,
            [text_size(label, renderer) for label in tried],
            inside=Box(left + edge, bottom + edge, right - edge, top - edge),
            marks=[Box(*artist.get_window_extent(renderer).extents) for artist in clear],
            lines=[(to_pixels(start), to_pixels(end)) for start, end in lines],
            pixels_per_point=pixels_per_point,
            beside=beside,
            first=first,
        )
        for label, (x, y), placement in zip(tried, points, placements, strict=True):
            label.set_visible(placement is not None)
            if placement is not None:
                label.xyann = (
                    (placement.box.left - x) / pixels_per_point,
                    (placement.box.bottom - y) / pixels_per_point,
                )
        leaders.set_segments([each.leader for each in placements if each and each.leader])
        count_unlabeled(len(labels) - len(tried) + placements.count(None))

    Arrangement(axes, arrange)
