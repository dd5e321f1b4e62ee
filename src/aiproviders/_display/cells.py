"""Cells, tables and views: what there is to see, before it is HTML, plain text or rich."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from aiproviders._records.record import Citation
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, is_firm

Mark: TypeAlias = Literal["", "approximate", "bounded", "unknown"]
"""How firmly what a cell says is stated: exactly, about, one-sided or as a range, or not at all."""

Names: TypeAlias = Mapping[str, str]
"""What to call the records that ids stand for."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")
_VAGUE = ("~", "about", "around", "early", "late", "mid", "perhaps")
_COMPARATOR_WORDS = {
    "=": "exactly",
    "~": "as about",
    ">": "as over",
    ">=": "as at least",
    "<": "as under",
    "<=": "as at most",
}


class Cell(NamedTuple):
    """A text, how firmly it is stated, and where."""

    text: str
    mark: Mark = ""
    place: str = ""
    """Where it stands, in words, a line to each place; empty where other cells say so."""
    address: str = ""
    """What it links to: an address, `http` or `https` alone, or a place here, as `#revenue`."""
    anchor: str = ""
    """What others link to it by."""


class Table(NamedTuple):
    """Rows of cells under headings."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    """Positions of the columns to align on the right."""
    total: int = 0
    """How many rows there are, where not all of them are shown."""
    heading: str = ""
    cut: tuple[int, ...] = ()
    """Positions of the columns that plain text cuts or leaves out where it has not enough room."""

    @property
    def rest(self) -> str:
        """What to say of the rows that are not shown, such as `… 25 more of 45`."""
        left_out = self.total - len(self.rows)
        return f"… {left_out:,} more of {self.total:,}" if left_out > 0 else ""

    def shortened(self, rows: int) -> "Table":
        """Keep the first rows, and say how many there are."""
        return self._replace(rows=self.rows[:rows], total=max(self.total, len(self.rows)))


class View(NamedTuple):
    """A title, facts by name, tables, and lines below them."""

    title: str
    kind: str = ""
    """What it is, such as `Model` or `Catalog of 13 models`."""
    facts: tuple[tuple[str, Cell], ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def facts_table(self) -> Table:
        """The facts as a table without headings."""
        return Table(("", ""), tuple((Cell(name), cell) for name, cell in self.facts))

    def shortened(self, rows: int) -> "View":
        """Keep the first rows of each table."""
        return self._replace(tables=tuple(table.shortened(rows) for table in self.tables))


UNKNOWN = Cell("not stated", "unknown")


def words_cell(words: str | None) -> Cell:
    """A text, or that it is not stated."""
    return Cell(words) if words else UNKNOWN


def quantity_cell(quantity: Quantity | None) -> Cell:
    """A number as a person would write it, marked as it was stated."""
    if quantity is None:
        return UNKNOWN
    if quantity.comparator == "~":
        return Cell(str(quantity), "approximate")
    return Cell(str(quantity), "" if is_firm(quantity) else "bounded")


def period_cell(period: Period | None) -> Cell:
    """A date in words; what is about or uncertain says so, whatever its label."""
    if period is None:
        return UNKNOWN
    words = str(period)
    if any(sign in period.edtf for sign in "~?%"):
        says_so = any(word in words for word in _VAGUE)
        return Cell(words if says_so else f"{words} (about)", "approximate")
    return Cell(words, "bounded" if ".." in period.edtf else "")


def place_cell(citations: Iterable[Citation], *, names_source: bool = True) -> Cell:
    """The first place where something stands, with all of them to unfold.

    Args:
        citations: The places.
        names_source: Whether to name the source before the section, where there is one.
    """
    cited = tuple(citations)
    if not cited:
        return UNKNOWN
    first = cited[0]
    source = () if first.section and not names_source else (first.source,)
    words = ", ".join(filter(None, (*source, first.section)))
    more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
    return Cell(words + more, place=places_words(cited))


def places_words(citations: Iterable[Citation]) -> str:
    """Where something stands, a line to each place."""
    return "\n".join(map(place_words, citations))


def place_words(citation: Citation) -> str:
    """Where something stands, after what is printed there."""
    printed = printed_words(citation)
    return f"{printed}: {citation}" if printed else str(citation)


def printed_words(citation: Citation) -> str:
    """What is printed at a place, and how it is stated there if the record says otherwise."""
    printed = f"“{citation.text}”" if citation.text else ""
    if citation.comparator is None:
        return printed
    how = _COMPARATOR_WORDS.get(citation.comparator, f"as {citation.comparator}")
    return f"{printed} (stated {how})".lstrip()


def printable(text: str) -> str:
    """One line without what would move the cursor, turn the writing or break an encoding."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
