"""Labels beside the marks of a chart, placed so that none covers another."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Iterator, Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.transforms import IdentityTransform

from aiproviders._values.text import shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Annotation, Text

Point: TypeAlias = tuple[float, float]
Segment: TypeAlias = tuple[Point, Point]

_POINTS_PER_INCH = 72
_COLUMN = 18  # points from the end of a line to the column of labels
_SHORTEST = 8  # characters that are worth showing
_WIDEST = 0.45  # of the width of the axes
_STEP = 2  # points
_STEPS = 14
_GAP = 6  # points between a mark and the label beside it
_RINGS = (
    0,
    5,
    11,
    18,
    26,
    35,
    45,
    56,
    70,
    85,
    100,
    120,
    140,
    160,
)  # points that a label may be further away
_FAR = 56  # points that a label goes at most, unless it matters
# Sixteenths of a turn, from the right: first the sides and corners, then what lies between.
_DIRECTIONS = (0, 2, 14, 8, 6, 10, 4, 12, 1, 15, 7, 9, 3, 5, 11, 13)
_SIDEWAYS = 0.35
_CROSSING = 20  # points of distance that a label goes to keep a line clear


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )

    def nearest(self, point: Point) -> Point:
        """The point of the rectangle that is nearest to another."""
        return (
            min(max(point[0], self.left), self.right),
            min(max(point[1], self.bottom), self.top),
        )

    def crossed_by(self, segment: Segment) -> bool:
        """Whether a line runs through it (Liang and Barsky's clipping)."""
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


class Place(NamedTuple):
    """Where a label goes, and the line that leads to it if it is not beside its mark."""

    box: Box
    leader: Segment | None


def place(
    anchors: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    *,
    inside: Box,
    marks: Sequence[Box] = (),
    lines: Sequence[Segment] = (),
    point: float = 1,
    beside: bool = False,
    first: int = 0,
) -> list[Place | None]:
    """Find a place for each label, the first ones first; None where there is no room.

    Labels stay inside a box, off the marks and off each other, and off the lines where they can.

    Args:
        anchors: What is labeled.
        sizes: Width and height of each label.
        inside: Where labels may go.
        marks: What labels may not cover.
        lines: What labels had better not cover.
        point: How many pixels a point is.
        beside: Whether labels go to the right of their anchors only.
        first: How many of the labels may go far, or onto marks, to find a place.
    """
    candidates = _beside if beside else _around
    placed: list[Place] = []
    found: list[Place | None] = []
    over = [((mark.left, mark.bottom), (mark.right, mark.top)) for mark in marks]
    for position, (anchor, size) in enumerate(zip(anchors, sizes, strict=True)):
        matters = position < first
        within = [
            (distance, candidate)
            for distance, candidate in candidates(anchor, size, point)
            if inside.holds(candidate.box) and (distance <= _FAR or matters)
        ]
        best = _best(within, placed, marks, lines)
        if best is None and matters:
            best = _best(within, placed, (), [*lines, *over])
        found.append(best)
        if best is not None:
            placed.append(best)
    return found


def _best(
    candidates: list[tuple[float, Place]],
    placed: list[Place],
    marks: Sequence[Box],
    lines: Sequence[Segment],
) -> Place | None:
    best: Place | None = None
    least = float("inf")
    for distance, candidate in candidates:
        if distance >= least:
            break
        if _collides(candidate, placed, marks):
            continue
        leader = candidate.leader
        crossed = sum(candidate.box.crossed_by(line) for line in lines)
        if leader is not None:
            # The mark that the line leads to is one of those it runs through.
            crossed += max(0, sum(mark.crossed_by(leader) for mark in marks) - 1)
        cost = distance + _CROSSING * crossed
        if cost < least:
            best, least = candidate, cost
    return best


def _collides(candidate: Place, placed: list[Place], marks: Sequence[Box]) -> bool:
    box, leader = candidate
    return any(box.overlaps(mark) for mark in marks) or any(
        box.overlaps(other.box)
        or (other.leader is not None and box.crossed_by(other.leader))
        or (leader is not None and other.box.crossed_by(leader))
        for other in placed
    )


def _around(
    anchor: Point, size: tuple[float, float], point: float
) -> Iterator[tuple[float, Place]]:
    """Places around a point, the nearest first, each with its distance in points."""
    width, height = size
    for ring in _RINGS:
        for preference, direction in enumerate(_DIRECTIONS):
            angle = direction * pi / 8
            x = anchor[0] + cos(angle) * (ring + _GAP) * point - width * _share(cos(angle))
            y = anchor[1] + sin(angle) * (ring + _GAP) * point - height * _share(sin(angle))
            box = Box(x, y, x + width, y + height)
            leader = (anchor, box.nearest(anchor)) if ring else None
            yield ring + preference / len(_DIRECTIONS), Place(box, leader)


def _beside(
    anchor: Point, size: tuple[float, float], point: float
) -> Iterator[tuple[float, Place]]:
    """Places in a column to the right of a point, the nearest first."""
    width, height = size
    x = anchor[0] + _COLUMN * point
    for step in range(_STEPS):
        for sign in (1, -1):
            y = anchor[1] + sign * step * _STEP * point
            box = Box(x, y - height / 2, x + width, y + height / 2)
            yield step * _STEP, Place(box, (anchor, (x - point, y)))


def _share(direction: float) -> float:
    """The part of a label that lies before its anchor: none, half or all of it."""
    if abs(direction) < _SIDEWAYS:
        return 0.5
    return 0 if direction > 0 else 1


class Arrangement(Artist):
    """Runs a function before the rest of its axes is drawn, whenever their shape has changed."""

    def __init__(self, axes: "Axes", arrange: "Callable[[RendererBase | None], None]") -> None:
        super().__init__()
        self._drawn_on = axes
        self._run = arrange
        self._shape: object = None
        self.set_zorder(float("-inf"))
        self.set_in_layout(False)
        axes.add_artist(self)
        self.arrange()

    def arrange(self, renderer: "RendererBase | None" = None) -> None:
        """Run the function, unless the axes are as they were."""
        if self._shape != _shape(self._drawn_on):
            self._run(renderer)
            self._shape = _shape(self._drawn_on)

    def draw(self, renderer: "RendererBase") -> None:
        """Draw nothing: the artists arranged draw themselves."""
        self.arrange(renderer)


def _shape(axes: "Axes") -> object:
    return axes.bbox.bounds, axes.get_xlim(), axes.get_ylim(), points(axes, 1)


def points(axes: "Axes", number: float) -> float:
    """How many pixels so many points are, at the present resolution."""
    figure = axes.get_figure(root=True)
    return number if figure is None else number * figure.dpi / _POINTS_PER_INCH


def text_size(text: "Text", renderer: "RendererBase | None") -> tuple[float, float]:
    """Width and height of a text in pixels, whether or not it is visible."""
    visible = text.get_visible()
    text.set_visible(True)
    box = text.get_window_extent(renderer)
    text.set_visible(visible)
    return box.width, box.height


def fit(text: "Text", full: str, width: float, renderer: "RendererBase | None") -> None:
    """Write a text, cut where it would be wider than so many pixels."""
    text.set_text(full)
    measured, _ = text_size(text, renderer)
    if measured > width:
        text.set_text(shorten(full, max(_SHORTEST, int(len(full) * width / measured) - 1)))


def keep_apart(
    axes: "Axes",
    labels: "Sequence[Annotation]",
    *,
    clear: "Sequence[Artist]" = (),
    lines: Sequence[Segment] = (),
    beside: bool = False,
    first: int = 0,
    unlabeled: Callable[[int], None],
) -> None:
    """Place labels so that none covers another whenever the axes are drawn, the first ones first.

    Args:
        axes: Where the labels are.
        labels: Annotations with the point that they label, in the data's coordinates.
        clear: What labels may not cover.
        lines: Lines that labels had better not cover, in the data's coordinates.
        beside: Whether labels go to the right of their points only.
        first: How many of the labels may go far, or onto marks, to find a place.
        unlabeled: Is told how many of the labels there is no room for.
    """
    color = axes.xaxis.label.get_color()
    leaders = LineCollection([], colors=[color], linewidths=0.6, alpha=0.6)
    leaders.set_transform(IdentityTransform())
    leaders.set_in_layout(False)
    axes.add_collection(leaders, autolim=False)

    names = [label.get_text() for label in labels]

    def pixels(point: Point) -> Point:
        x, y = axes.transData.transform(point)
        return float(x), float(y)

    def arrange(renderer: "RendererBase | None") -> None:
        point = points(axes, 1)
        for label, name in zip(labels, names, strict=True):
            fit(label, name, axes.bbox.width * _WIDEST, renderer)
        at = [pixels(label.xy) for label in labels]
        marks = [Box(*artist.get_window_extent(renderer).extents) for artist in clear]
        edge = 2 * point
        left, bottom, right, top = axes.bbox.extents
        places = place(
            at,
            [text_size(label, renderer) for label in labels],
            inside=Box(left + edge, bottom + edge, right - edge, top - edge),
            marks=marks,
            lines=[(pixels(start), pixels(end)) for start, end in lines],
            point=point,
            beside=beside,
            first=first,
        )
        for label, (x, y), found in zip(labels, at, places, strict=True):
            label.set_visible(found is not None)
            if found is not None:
                label.xyann = ((found.box.left - x) / point, (found.box.bottom - y) / point)
        leaders.set_segments([found.leader for found in places if found and found.leader])
        unlabeled(places.count(None))

    Arrangement(axes, arrange)
