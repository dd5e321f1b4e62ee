"""What the charts share: axes, colors, words that a font can draw, captions."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from matplotlib import font_manager
from matplotlib.colors import to_rgb
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from aiproviders._analysis.cite import citations_of
from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model
from aiproviders._records.record import Event, Metric, Record
from aiproviders._values.quantity import Quantity
from aiproviders._values.text import shorten

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.typing import ColorType, LineStyleType

# The palette of Okabe and Ito (2008), as far as it stands out from white and from black.
_ON_LIGHT = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000")
_ON_DARK = ("#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442")
_MUTED = 0.35  # of the way from the ink to its opposite
_HALF = 0.5
_ARROW = 15  # points
_LABEL_WIDTH = 36
_NO_GLYPH = "\N{WHITE SQUARE}"

Cited: TypeAlias = Model | Event | Metric
"""A record that charts show, with its citations."""

T = TypeVar("T", bound=Record)

DOTTED: "LineStyleType" = (0, (1.5, 1.5))
"""How what is approximate is drawn."""


class Inks(NamedTuple):
    """Colors that stand out from the background of some axes."""

    text: "ColorType"
    muted: "ColorType"
    marks: tuple[str, ...]


def axes_or_new(
    ax: "Axes | None", *, width: float | None = None, height: float | None = None
) -> "Axes":
    """The axes given, or those of a new figure, of the default size unless told otherwise."""
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt  # noqa: PLC0415 - chooses a backend

    default = plt.rcParams["figure.figsize"]
    size = (width or default[0], height or default[1])
    _, made = plt.subplots(figsize=size, layout="constrained")
    return made


def inks(axes: "Axes") -> Inks:
    """The colors for axes, which took their own from the style in force when they were made."""
    ink = to_rgb(axes.xaxis.label.get_color())
    is_light = sum(ink) / 3 > _HALF
    opposite = 0 if is_light else 1
    red, green, blue = (part + (opposite - part) * _MUTED for part in ink)
    return Inks(ink, (red, green, blue), _ON_DARK if is_light else _ON_LIGHT)


def to_draw(kind: type[T], given: Iterable[T]) -> Catalog[T] | tuple[T, ...]:
    """The records to draw: a catalog as it is, for it knows its sources, and else a tuple.

    Raises:
        TypeError: They are of another kind, or no collection.
    """
    collection: object = given
    odd: list[object] = [collection]
    if isinstance(collection, Iterable) and not isinstance(collection, str):
        records = given if isinstance(given, Catalog) else tuple(given)
        odd = [each for each in records if not isinstance(each, kind)]
        if not odd:
            return records
    name = f"{kind.__name__.lower()}s"
    msg = f"this chart is of {name}, which a provider has as its `{name}`; got {odd[0]!r}"
    raise TypeError(msg)


def words(text: str, otherwise: str = "", *, width: int = _LABEL_WIDTH) -> str:
    """A text on one line, not too long, or another where the font lacks a character of it."""
    line = shorten(text, width)
    if otherwise and not _drawable(line):
        line = shorten(otherwise, width)
    return "".join(character if _drawable(character) else _NO_GLYPH for character in line)


def _drawable(text: str) -> bool:
    return set(map(ord, text)) <= _characters(tuple(font_manager.FontProperties().get_family()))


@cache
def _characters(families: tuple[str, ...]) -> frozenset[int]:
    """The characters that some of the fonts have, found as the text of a figure finds them."""
    paths: list[str] = []
    for family in families:
        properties = font_manager.FontProperties(family=[family])
        with suppress(ValueError):  # one that is not installed is passed over
            paths.append(font_manager.findfont(properties, fallback_to_default=False))
    return frozenset(
        character
        for path in paths or [font_manager.findfont("")]
        for character in font_manager.get_font(path).get_charmap()
    )


class _Wrapped(Annotation):
    """A text that is broken into lines up to the right edge of its axes."""

    def _get_wrap_line_width(self) -> float:
        # Matplotlib wraps at the edge of the figure, where other axes may be.
        left, _ = self.get_transform().transform(self.get_position())
        return 0 if self.axes is None else self.axes.bbox.x1 - float(left)


def heading(axes: "Axes", title: str, subtitle: str) -> None:
    """Put a title over axes, and a smaller line under it."""
    axes.set_title(title, loc="left", pad=20, parse_math=False)
    _add(
        axes,
        _Wrapped(
            subtitle,
            (0, 1),
            xycoords="axes fraction",
            xytext=(0, 5),
            textcoords="offset points",
            verticalalignment="bottom",
        ),
    )


def caption(axes: "Axes", sentences: Iterable[str]) -> Callable[[int], None]:
    """Put sentences under axes; what is given back adds how many labels there is no room for."""
    text = " ".join(sentence for sentence in sentences if sentence)

    def left_edge(renderer: "RendererBase") -> Bbox:
        return Bbox((axes.yaxis.get_tightbbox(renderer) or axes.bbox).get_points())

    added = _Wrapped(
        text,
        (0, 0),
        xycoords=(left_edge, axes.xaxis.label),
        xytext=(0, -6),
        textcoords="offset points",
        verticalalignment="top",
    )
    _add(axes, added)

    def unlabeled(number: int) -> None:
        more = f" {number} without a label, for want of room." if number else ""
        added.set_text(text + more)

    return unlabeled


def _add(axes: "Axes", text: _Wrapped) -> None:
    text.set(
        fontsize="small",
        color=inks(axes).muted,
        wrap=True,
        parse_math=False,
        annotation_clip=False,
    )
    axes.add_artist(text)
    text.set_clip_on(False)
    # Until it is measured once it counts as standing in data coordinates, below zero at that,
    # and a layout leaves no room for it.
    text.get_window_extent()


def credit(records: Iterable[Cited], used: Sequence[Cited]) -> str:
    """Name the sources of the records drawn, and the version of their data where it is known."""
    cited = dict.fromkeys(citation.source for record in used for citation in citations_of(record))
    origin = records.origin if isinstance(records, Catalog) else None
    if origin is None:
        named = list(map(words, cited))
    else:
        titles, kinds = dict(origin.sources), dict(origin.kinds)
        named = [
            f"“{words(titles.get(id, id))}”" + (f" ({kinds[id]})" if id in kinds else "")
            for id in cited
        ]
    sources = ", ".join(named) or "not stated"
    noun = "Sources" if len(named) > 1 else "Source"
    if origin is None or origin.data_version is None:
        return f"{noun}: {sources}."
    return f"{noun}: {sources}; data {words(origin.provider)} {words(origin.data_version)}."


def label_at(axes: "Axes", text: str, point: tuple[float, float]) -> Annotation:
    """A small text for a point, to be put beside it."""
    return axes.annotate(
        text,
        xy=point,
        xytext=(0, 0),
        textcoords="offset points",
        fontsize="small",
        color=inks(axes).text,
        verticalalignment="bottom",
        parse_math=False,
        annotation_clip=False,
        in_layout=False,
    )


def draw_interval(
    axes: "Axes", quantity: Quantity, at: tuple[float, float], *, along: str, color: "ColorType"
) -> "list[Artist]":
    """Draw what the bounds of a quantity allow: a line between them, an arrow where one is open.

    Args:
        axes: Where to draw.
        quantity: The quantity.
        at: The point that is marked for it.
        along: The axis that it is on, `x` or `y`.
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
            ends.append(float(quantity))
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
