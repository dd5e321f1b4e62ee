"""A section of a report, which the page puts under its heading."""

from typing import NamedTuple


class Section(NamedTuple):
    """A section of the page.

    Attributes:
        name: The end of its anchor, after the prefix of sections.
        heading: Its heading.
        html: Its content.
    """

    name: str
    heading: str
    html: str
