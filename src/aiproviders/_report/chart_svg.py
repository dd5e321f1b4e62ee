"""Charts for an HTML page: SVG with ids of its own and without references to elsewhere."""

import re
from collections.abc import Iterable
from io import StringIO
from typing import Protocol

from markupsafe import Markup
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from aiproviders._report.blocks import Chart, Picture
from aiproviders._report.links import SECTION_PREFIX

_WIDTHS = {"wide": 8.0, "narrow": 4.2}
"""Inches; the letters of a wide picture are too small for a phone."""
_LEAST_HEIGHTS = {"wide": 4.6, "narrow": 3.2}
_MOST_HEIGHT = 13.0
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
# What begins and does not end is matched to the end, so that the time is linear.
_NEEDLESS = re.compile(
    r"<!--.*?(?:-->|\Z)|<metadata>.*?(?:</metadata>|\Z)|<style.*?(?:</style>|\Z)", re.DOTALL
)
_ROOT = re.compile(r'<svg\b[^<>]*?\bviewBox="([^"<]*)"[^<>]*+>')
_ID = re.compile(r'\sid="([^"]*)"')
_REFERENCE = re.compile(r'(url\(#|\s(?:xlink:)?href="#)([^)"]*)')
_INDENT = re.compile(r"\n\s+")


class Draw(Protocol):
    """A function that draws on axes."""

    def __call__(self, *, ax: Axes) -> Axes: ...


def chart(
    name: str, title: str, draw: Draw, *, height: float = 0, kinds: Iterable[str] = _WIDTHS
) -> Chart:
    """Draw a chart for wide and for narrow screens; the same data give the same bytes.

    Args:
        name: The beginning of its ids, which no other chart of the page may have.
        title: A description for people who cannot see the chart.
        draw: A function that draws the chart on axes.
        height: Height in inches, if more than the least height of a picture.
        kinds: The widths to draw it in; an only one is shown on every screen.
    """
    return Chart(title, tuple(_picture(kind, name, draw, height) for kind in kinds))


def _picture(kind: str, name: str, draw: Draw, height: float) -> Picture:
    # The caller's settings of matplotlib must not change the page.
    written = StringIO()
    with style.context(["default", {"svg.fonttype": "path", "svg.hashsalt": name}]):
        size = (_WIDTHS[kind], min(max(_LEAST_HEIGHTS[kind], height), _MOST_HEIGHT))
        drawn = Figure(figsize=size, layout="constrained")
        draw(ax=drawn.add_subplot())
        drawn.savefig(  # pyright: ignore[reportUnknownMemberType] - not typed in full
            written, format="svg", metadata=_NO_METADATA, bbox_inches="tight"
        )
    return _inline(written.getvalue(), kind, f"{SECTION_PREFIX}{name}-{kind}-")


def _inline(text: str, kind: str, prefix: str) -> Picture:
    """Take what is inside an SVG file: keep the ids that are used, and give them short names."""
    inside = _NEEDLESS.sub("", text[text.index("<svg") : text.rindex("</svg>")])
    used = dict.fromkeys(id for _, id in _REFERENCE.findall(inside))
    names = {id: f"{prefix}{number}" for number, id in enumerate(used)}
    inside = _ID.sub(lambda found: f' id="{names[found[1]]}"' if found[1] in names else "", inside)
    inside = _REFERENCE.sub(
        lambda found: f"{found[1].replace('xlink:', '')}{names[found[2]]}", inside
    )
    _, view_box, drawing = _ROOT.split(_INDENT.sub("\n", inside), maxsplit=1)
    # matplotlib escapes the texts of an SVG file, and here they are shapes.
    return Picture(kind, view_box, Markup(drawing))  # noqa: S704
