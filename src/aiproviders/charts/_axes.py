"""Axes of a chart: the records to draw, colors, intervals, and arranging again on a new shape."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb

from aiproviders._format.bundled.vocabulary import shared_labels
from aiproviders._records.catalog import Catalog
from aiproviders._values.arguments import check_type
from aiproviders._values.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.backend_bases import RendererBase
    from matplotlib.typing import ColorType, LineStyleType

# The colors of the palette of Okabe and Ito (2008) that stand out from white and from black.
_ON_LIGHT = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000")
_ON_DARK = ("#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442")
_MUTED = 0.35  # of the way from the text color to its opposite
_FAINT = 0.55
_HALF = 0.5
_ARROW = 15  # points
_POINTS_PER_INCH = 72

DOTTED: "LineStyleType" = (0, (1.5, 1.5))
"""The line style of approximate values."""


class Colors(NamedTuple):
    """Colors that stand out from the background of some axes, the faint one least."""

    text: "ColorType"
    muted: "ColorType"
    faint: "ColorType"
    marks: tuple[str, ...]


def known_labels(records: Catalog[Any]) -> dict[str, str]:
    """Return the shared labels of measures and benchmarks, and those of the records' provider."""
    origin = records.origin
    return {**shared_labels(), **dict(origin.labels if origin else ())}


def axes_or_new(
    ax: "Axes | None", *, width: float | None = None, height: float | None = None
) -> "Axes":
    """Return the axes given, or those of a new figure.

    Args:
        ax: The axes given.
        width: Width of a new figure in inches; matplotlib's default if None.
        height: Height of a new figure in inches; matplotlib's default if None.
    """
    if ax is not None:
        check_type(ax, Axes)
        return ax
    from matplotlib import pyplot as plt

    default = plt.rcParams["figure.figsize"]
    size = (width or default[0], height or default[1])
    _, made = plt.subplots(figsize=size, layout="constrained")
    # Notebooks show the figure; without this they write `<Axes: …>` above it.
    made._ipython_display_ = lambda: None  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue]
    return made


def colors_for(axes: "Axes") -> Colors:
    """Return colors that suit axes, whose own colors come from the style they were made in."""
    ink = to_rgb(axes.xaxis.label.get_color())
    is_light = sum(ink) / 3 > _HALF
    opposite = 0 if is_light else 1

    def toward(share: float) -> "ColorType":
        red, green, blue = (part + (opposite - part) * share for part in ink)
        return red, green, blue

    return Colors(ink, toward(_MUTED), toward(_FAINT), _ON_DARK if is_light else _ON_LIGHT)


def draw_interval(
    axes: "Axes", quantity: Quantity, at: tuple[float, float], *, along: str, color: "ColorType"
) -> "list[Artist]":
    """Draw the interval of a quantity: a line between its bounds, an arrow where one is open.

    Args:
        axes: Where to draw.
        quantity: The quantity.
        at: The point of its mark.
        along: The axis of its values, `x` or `y`.
        color: The color of the line.

    Returns:
        What was drawn.
    """
    if quantity.bounds == (None, None):
        return []
    drawn: list[Artist] = []
    is_log = (axes.get_xscale() if along == "x" else axes.get_yscale()) == "log"
    ends: list[float] = []
    for bound, sign in zip(quantity.bounds, (-1, 1), strict=True):
        if bound is None or (is_log and bound <= 0):
            ends.append(float(quantity.value))
            drawn.append(
                axes.annotate(
                    "",
                    xy=at,
                    xytext=(sign * _ARROW, 0) if along == "x" else (0, sign * _ARROW),
                    textcoords="offset points",
                    arrowprops={"arrowstyle": "<-", "color": color, "shrinkA": 0, "shrinkB": 0},
                )
            )
        else:
            ends.append(float(bound))
    if ends[0] != ends[1]:
        drawn += axes.plot(
            ends if along == "x" else [at[0]] * 2,
            ends if along == "y" else [at[1]] * 2,
            color=color,
            linestyle=DOTTED if quantity.comparator == "~" else "solid",
            linewidth=1.4,
            marker="|" if along == "x" else "_",
            markersize=5,
        )
    return drawn


class Arrangement(Artist):
    """A function that runs before its axes are drawn, whenever their shape has changed."""

    def __init__(self, axes: "Axes", arrange: "Callable[[RendererBase], None]") -> None:
        super().__init__()
        self._drawn_on = axes
        self._run = arrange
        self._shape: object = None
        self.set_zorder(float("-inf"))
        self.set_in_layout(False)
        axes.add_artist(self)
        self.arrange()

    def arrange(self, renderer: "RendererBase | None" = None) -> None:
        """Run the function, unless the axes have kept their shape."""
        if self._shape != _shape(self._drawn_on):
            self._run(renderer or measuring_renderer(self._drawn_on))
            self._shape = _shape(self._drawn_on)

    def draw(self, renderer: "RendererBase") -> None:
        """Arrange the other artists of the axes, which draw themselves."""
        self.arrange(renderer)


def _shape(axes: "Axes") -> object:
    return axes.bbox.bounds, axes.get_xlim(), axes.get_ylim(), points_to_pixels(axes, 1)


def measuring_renderer(artist: Artist) -> "RendererBase":
    """Return what texts are measured with while the figure of an artist is not drawn.

    Without it, matplotlib makes a renderer as large as the figure for every text.
    """
    return _renderer(points_to_pixels(artist, _POINTS_PER_INCH))


@cache
def _renderer(dpi: float) -> "RendererBase":
    return RendererAgg(1, 1, dpi)  # type: ignore[no-untyped-call]


def points_to_pixels(artist: Artist, points: float) -> float:
    """Convert typographic points to pixels, at the present resolution of the figure."""
    figure = artist.get_figure(root=True)
    return points if figure is None else points * figure.dpi / _POINTS_PER_INCH
