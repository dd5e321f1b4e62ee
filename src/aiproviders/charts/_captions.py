"""Titles and captions of a chart, the note on its sources, and texts that its font can draw."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from matplotlib import font_manager
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from aiproviders._analysis.cite import citations_of
from aiproviders._display.cells import INFERRED_SIGN
from aiproviders._records.catalog import Catalog
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.record import Record
from aiproviders._values.wording import listed, shorten
from aiproviders.charts._axes import colors_for, measuring_renderer

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

_WIDTH = 36  # characters
_NO_GLYPH = "\N{WHITE SQUARE}"


def drawable_text(text: str, otherwise: str = "", *, width: int = _WIDTH) -> str:
    """Put a text on one line of characters that the font has.

    Args:
        text: The text.
        otherwise: A text to take where the font lacks a character of the first one.
        width: How many characters fit on the line; a longer text is cut.
    """
    line = shorten(text, width)
    if otherwise and not _is_drawable(line):
        line = shorten(otherwise, width)
    return "".join(character if _is_drawable(character) else _NO_GLYPH for character in line)


def _is_drawable(text: str) -> bool:
    families = tuple(font_manager.FontProperties().get_family())
    return set(map(ord, text)) <= _characters(families)


@cache
def _characters(families: tuple[str, ...]) -> frozenset[int]:
    """The characters of some fonts, which are looked up as the text of a figure looks them up."""
    paths: list[str] = []
    for family in families:
        properties = font_manager.FontProperties(family=[family])
        with suppress(ValueError):  # a font that is not installed
            paths.append(font_manager.findfont(properties, fallback_to_default=False))
    return frozenset(
        character
        for path in paths or [font_manager.findfont("")]
        for character in font_manager.get_font(path).get_charmap()
    )


def without_math(text: str) -> str:
    r"""Return a text in which matplotlib takes no `$` for the start of mathematics.

    The labels of a legend need it, which `parse_math` does not reach. `\$` is drawn as `$` there.
    """
    return text.replace("$", r"\$")


class _Wrapped(Annotation):
    """A text that is broken into lines at the right edge of its axes."""

    within: "Axes"
    """The axes."""

    full: str = ""
    """The text, on one line."""

    most: int | None = None
    """How many lines it has at most; what is left of it is cut."""

    def get_tightbbox(self, renderer: "RendererBase | None" = None) -> Bbox | None:
        """Return the box of the lines in pixels, broken as there is room now."""
        self._break(renderer)
        return super().get_tightbbox(renderer)

    def draw(self, renderer: "RendererBase") -> None:
        """Draw the lines, broken as there is room now."""
        self._break(renderer)
        super().draw(renderer)

    def _break(self, renderer: "RendererBase | None") -> None:
        measure = renderer or measuring_renderer(self)
        font = self.get_fontproperties()

        def width(text: str) -> float:
            return measure.get_text_width_height_descent(text, font, ismath=False)[0]

        self.update_positions(measure)
        left, _ = self.get_transform().transform(self.get_position())
        room = self.within.bbox.x1 - left
        space = width("n n") - 2 * width("n")
        lines, end = list[list[str]](), room
        for word in self.full.split():
            needed = width(word)
            if end + space + needed > room:
                lines.append([])
                end = -space
            lines[-1].append(word)
            end += space + needed
        shown = [" ".join(words) for words in lines[: self.most]]
        self.set_text("\n".join(shown) + (" …" if lines[len(shown) :] else ""))


def add_title(axes: "Axes", title: str, subtitle: str, *, above: float = 0) -> None:
    """Put a title over axes, and a smaller line under it.

    Args:
        axes: The axes.
        title: The title.
        subtitle: The smaller line.
        above: Points of something else between the axes and the two.
    """
    axes.set_title(title, loc="left", pad=20 + above, parse_math=False)
    under = _add(
        axes,
        subtitle,
        (0, 1),
        xycoords="axes fraction",
        xytext=(0, 5 + above),
        verticalalignment="bottom",
    )
    under.most = 1


def add_caption(axes: "Axes", sentences: Iterable[str]) -> Callable[[int], None]:
    """Put sentences under axes.

    Returns:
        A function that writes into the caption how many labels there is no room for.
    """
    text = " ".join(sentence for sentence in sentences if sentence)

    def left_edge(renderer: "RendererBase") -> Bbox:
        return Bbox((axes.yaxis.get_tightbbox(renderer) or axes.bbox).get_points())

    added = _add(
        axes,
        text,
        (0, 0),
        xycoords=(left_edge, axes.xaxis.label),
        xytext=(0, -6),
        verticalalignment="top",
    )

    def count_unlabeled(number: int) -> None:
        more = f" {number} without a label, for want of room." if number else ""
        added.full = text + more

    return count_unlabeled


def _add(axes: "Axes", text: str, point: tuple[float, float], **placed: Any) -> _Wrapped:
    added = _Wrapped(
        text,
        point,
        textcoords="offset points",
        fontsize="small",
        color=colors_for(axes).muted,
        parse_math=False,
        annotation_clip=False,
        **placed,
    )
    added.within, added.full = axes, text
    axes.add_artist(added)
    added.set_clip_on(False)
    # A text that was never measured counts as lying outside the data, and a layout leaves no
    # room for it.
    added.get_tightbbox(measuring_renderer(axes))
    return added


def sign_of(record: Record, *fields: str) -> str:
    """Return the sign of a record of which one of some fields is inferred, else nothing."""
    return INFERRED_SIGN if set(fields).intersection(record.inferred) else ""


def inferred_note(records: Iterable[Record], *fields: str) -> str:
    """Return the sentence that explains the sign, if one of the records has it."""
    is_signed = any(sign_of(record, *fields) for record in records)
    return f"{INFERRED_SIGN} inferred, not stated by the source." if is_signed else ""


def source_note(records: Iterable[Record], used: Iterable[Record | TokenPrice]) -> str:
    """Name the sources of a chart, and the version of the data where it is known.

    Of many sources, pages come after those with a title, and those without room are counted.

    Args:
        records: The records given, which name their sources if they are a provider's catalog.
        used: Those of them, or of their prices, that are drawn.
    """
    ids = dict.fromkeys(citation.source for record in used for citation in citations_of(record))
    origin = records.origin if isinstance(records, Catalog) else None
    if origin is None:
        named = list(map(drawable_text, ids))
    else:
        titles, kinds = dict(origin.sources), dict(origin.kinds)
        named = [
            f"“{drawable_text(titles.get(id, id))}”" + (f" ({kinds[id]})" if id in kinds else "")
            for id in ids
        ]
    sources = listed(sorted(named, key=lambda name: "://" in name), 3) or "not stated"
    noun = "Sources" if len(named) > 1 else "Source"
    if origin is None or origin.data_version is None:
        return f"{noun}: {sources}."
    data = f"{drawable_text(origin.provider)} {drawable_text(origin.data_version)}"
    return f"{noun}: {sources}; data {data}."
