"""Charts for an HTML page: inline SVG with ids of its own and without references to elsewhere."""

import re
from html import escape
from io import StringIO
from typing import Protocol

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from aiproviders._report.links import SECTION_PREFIX
from aiproviders._values.wording import printable

_WIDTH = 8  # inches
_LEAST_HEIGHT = 4.6
_MOST_HEIGHT = 13.0
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
# What begins and does not end is matched to the end, so that the time is linear.
_NEEDLESS = re.compile(
    r"<!--.*?(?:-->|\Z)|<metadata>.*?(?:</metadata>|\Z)|<style.*?(?:</style>|\Z)", re.DOTALL
)
_ROOT = re.compile(r'<svg\b[^<>]*?\bviewBox="([^"<]*)"[^<>]*+>')
_ID = re.compile(r'\sid="([^"]*)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^)"]*)')


class Draw(Protocol):
    """A function that draws on axes."""

    def __call__(self, *, ax: Axes) -> Axes: ...


def chart_figure(name: str, title: str, draw: Draw, *, height: float = 0) -> str:
    """Write a chart as a `<figure>` element; the same data give the same bytes.

    Args:
        name: The beginning of its ids, which no other chart of the page may have.
        title: A description for people who cannot see the chart.
        draw: A function that draws the chart on axes.
        height: Height in inches, if more than the least height.
    """
    # The caller's settings of matplotlib must not change the page.
    written = StringIO()
    with style.context(["default", {"svg.fonttype": "path", "svg.hashsalt": name}]):
        size = (_WIDTH, min(max(_LEAST_HEIGHT, height), _MOST_HEIGHT))
        drawn = Figure(figsize=size, layout="constrained")
        draw(ax=drawn.add_subplot())
        drawn.savefig(  # pyright: ignore[reportUnknownMemberType] - not typed in full
            written, format="svg", metadata=_NO_METADATA, bbox_inches="tight"
        )
    return f"<figure>{_inline(written.getvalue(), f'{SECTION_PREFIX}{name}-', title)}</figure>"


def _inline(text: str, prefix: str, title: str) -> str:
    """Turn an SVG file into an element: keep the ids that are used, and give them a prefix."""
    element = _NEEDLESS.sub("", text[text.index("<svg") :])
    used = {name for _, name in _REFERENCE.findall(element)}
    element = _ID.sub(
        lambda found: f' id="{prefix}{found[1]}"' if found[1] in used else "", element
    )
    element = _REFERENCE.sub(rf"\g<1>{prefix}\g<2>", element)
    return _ROOT.sub(
        lambda root: (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{root[1]}" role="img" aria-label="{escape(printable(title))}">'
        ),
        element,
        count=1,
    )
