"""What sections are made of; the template with the name of a class writes it as HTML."""

from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from aiproviders._analysis.audit.finding import Severity
from aiproviders._display.cells import Cell, Table


class Heading(NamedTuple):
    """A heading below that of a section, with a number of things in brackets, if there is one."""

    words: str
    number: int | None = None


class Paragraph(NamedTuple):
    """A text."""

    words: str


class Facts(NamedTuple):
    """Facts by name, under the anchor of the record that they are about."""

    facts: tuple[tuple[str, Cell], ...]
    anchor: str = ""

    @property
    def footnote(self) -> str:
        """A line on what is inferred in the facts; empty if nothing is."""
        return Table((), (tuple(cell for _, cell in self.facts),)).footnote


class Tiles(NamedTuple):
    """Figures in large type, each with what it is of."""

    tiles: tuple[tuple[Cell, Cell], ...]

    @property
    def footnote(self) -> str:
        """A line on what is inferred in the figures; empty if nothing is."""
        return Table((), self.tiles).footnote


class Listing(NamedTuple):
    """Items of a list: a lead, and the text that follows it."""

    items: tuple[tuple[Cell, str], ...]


class Picture(NamedTuple):
    """One drawing of a chart: the box that it is drawn in, and what is inside its SVG element."""

    kind: str
    view_box: str
    drawing: Markup


class Chart(NamedTuple):
    """A chart, as a picture for wide and one for narrow screens, and what it shows in words."""

    title: str
    pictures: tuple[Picture, ...]


class Pair(NamedTuple):
    """Blocks side by side, where there is room."""

    blocks: "tuple[Block, ...]"


class Disagreement(NamedTuple):
    """A finding of the audit: what disagrees, the places of each side, and the records."""

    severity: Severity
    lead: str
    arithmetic: str
    places: tuple[Cell, ...]
    records: tuple[Cell, ...]


class Fold(NamedTuple):
    """Blocks that are folded under a summary on a screen, and are all there on paper."""

    summary: str
    blocks: "tuple[Block, ...]"
    anchor: str = ""


Block: TypeAlias = (
    Chart | Disagreement | Facts | Fold | Heading | Listing | Pair | Paragraph | Table | Tiles
)


class Section(NamedTuple):
    """A section of the page.

    Attributes:
        name: The end of its anchor, after the prefix of sections.
        heading: Its heading.
        blocks: Its content.
    """

    name: str
    heading: str
    blocks: tuple[Block, ...]
