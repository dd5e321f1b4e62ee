"""Charts as parts of a page: SVG that shares no id with another chart and asks for nothing."""

import re
from html import escape
from io import StringIO
from typing import Protocol

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from aiproviders._display.cells import printable
from aiproviders._report.directory import OWN

_WIDTH = 8  # inches
_LEAST_HEIGHT = 4.6
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_NEEDLESS = re.compile(r"<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", re.DOTALL)
_ROOT = re.compile(r'<svg\b[^>]*\bviewBox="([^"]*)"[^>]*>')
_ID = re.compile(r'\sid="([^"]*)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^)"]*)')


class Draw(Protocol):
    """Draws on axes."""

    def __call__(self, *, ax: Axes) -> Axes: ...


def figure(name: str, title: str, draw: Draw, *, height: float = 0) -> str:
    """A chart as a `<figure>`, the same for the same data.

    Args:
        name: What its ids begin with; no other chart of the page may have it.
        title: What it shows, for who cannot see it.
        draw: Draws it.
        height: Height in inches, if more than that of a chart without rows.
    """
    # Nothing that the caller has set may change the page.
    written = StringIO()
    with style.context(["default", {"svg.fonttype": "path", "svg.hashsalt": name}]):
        size = (_WIDTH, max(_LEAST_HEIGHT, height))
        drawn = Figure(figsize=size, layout="constrained")
        draw(ax=drawn.add_subplot())
        drawn.savefig(  # pyright: ignore[reportUnknownMemberType] - not typed in full
            written, format="svg", metadata=_NO_METADATA, bbox_inches="tight"
        )
    return f"<figure>{_inline(written.getvalue(), f'{OWN}{name}-', title)}</figure>"


def _inline(text: str, prefix: str, title: str) -> str:
    """An SVG file as an element among others: only the ids that it uses, and those prefixed."""
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
