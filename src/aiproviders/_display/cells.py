"""Cells, tables and views: the layout of an object before it is written as HTML or text."""

import re
from collections.abc import Iterable, Mapping, Sized
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from aiproviders._records.record import Citation
from aiproviders._values.dates.date_words import MONTH_NAMES, date_words
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, is_firm, quantity_words
from aiproviders._values.wording import counted

Mark: TypeAlias = Literal["", "approximate", "bounded", "unknown"]
"""How a value is stated: exactly (empty), about, as one bound or a range, or not at all."""

Tone: TypeAlias = Literal["", "alarm", "caution", "good"]
"""What a value calls for: nothing (empty), or the eye of the reader, by a color in a terminal."""

Names: TypeAlias = Mapping[str, str]
"""Names of records by id and of periods by EDTF text, which are shown in place of these."""

# Words of a date that say by themselves that it is not exact.
_VAGUE = ("~", "about", "around", "early", "late", "mid", "perhaps")
_COMPARATOR_WORDS = {
    "=": "exactly",
    "~": "as about",
    ">": "as over",
    ">=": "as at least",
    "<": "as under",
    "<=": "as at most",
    "range": "as a range",
}


MOST_ROWS = 100
"""The most rows of a table that HTML has, with those that it folds."""

_FEW_MORE = 2  # rows, which take no more room than a line on them

INFERRED_SIGN = "†"
"""Stands behind a value that the source does not state."""

LONG_TEXT = 60
"""Characters of a line, of which a narrow column would make a tower of single words."""

_LINK = re.compile(r"(?:https?://|#)[^\s\"'<>\\]+", re.IGNORECASE)


class Cell(NamedTuple):
    """A text of a table, with its mark, its links, and what is shown when it is unfolded.

    Attributes:
        text: The text.
        mark: How the value is stated.
        details: Lines that are folded below the text, mostly a citation each; empty where other
            cells of the row have the citations.
        address: Where the text links to: an `http` or `https` address, or an anchor of the same
            page such as `#revenue`. Any other address makes no link.
        anchor: The anchor by which other cells link to this one.
        inferred: Names of the fields shown that the source leaves to convention.
        hover: What a pointer on the text shows, such as the days of a period that has a name.
        tone: What the value calls for.
    """

    text: str
    mark: Mark = ""
    details: str = ""
    address: str = ""
    anchor: str = ""
    inferred: tuple[str, ...] = ()
    hover: str = ""
    tone: Tone = ""

    @property
    def link(self) -> str:
        """The address, if it is one that makes a link; an empty text otherwise."""
        return self.address if _LINK.fullmatch(self.address) else ""

    @property
    def signed(self) -> str:
        """The text, with the sign of a footnote where something of it is inferred."""
        return f"{self.text}{INFERRED_SIGN}" if self.inferred else self.text


class Table(NamedTuple):
    """Rows of cells under headings.

    Attributes:
        header: The heading of each column.
        rows: The cells of each row, one to a column.
        numbers: Positions of the columns that are aligned on the right.
        total: The number of rows before the table was shortened; 0 if it was not.
        heading: Heading of the table.
        optional: Positions of the columns to leave out for want of room.
        most: The most rows that are shown of it at first; 0 for as many as of any table.
        further: The rows after those that are shown at first, which HTML folds.
        is_folded: Whether HTML shows its heading alone until it is unfolded.
        is_sliced: Whether slices of what is shown give the rows that are left out.
        notes: Lines below it, on its rows.
        one_line: Positions of the columns that HTML does not break.
        cut_line: Those of them of which it shows the begin, and all under the pointer.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    total: int = 0
    heading: str = ""
    optional: tuple[int, ...] = ()
    most: int = 0
    further: tuple[tuple[Cell, ...], ...] = ()
    is_folded: bool = False
    is_sliced: bool = False
    notes: tuple[str, ...] = ()
    one_line: tuple[int, ...] = ()
    cut_line: tuple[int, ...] = ()

    @property
    def rest(self) -> str:
        """A line on the rows that are not shown, such as `… 25 more of 45`; empty if all are."""
        return self.rest_after(len(self.rows))

    def rest_after(self, shown: int) -> str:
        """Return a line on the rows after so many, and how to see them; empty if there is none."""
        if self.total <= shown:
            return ""
        how = f"; a slice such as [{shown}:{2 * shown}] shows more" if self.is_sliced else ""
        return f"… {self.total - shown:,} more of {self.total:,}{how}"

    @property
    def footnote(self) -> str:
        """A line on what is inferred in its rows; empty if nothing is."""
        rows = (*self.rows, *self.further)
        names = dict.fromkeys(name for row in rows for cell in row for name in cell.inferred)
        fields = ", ".join(name.replace("_", " ") for name in names)
        return f"{INFERRED_SIGN} inferred, not stated by the source: {fields}" if names else ""

    def shortened(self, rows: int) -> "Table":
        """Return the table with its first rows, the next ones apart, and the number of all."""
        first = min(rows, self.most or rows)
        if len(self.rows) <= first + _FEW_MORE:
            first = len(self.rows)
        return self._replace(
            rows=self.rows[:first],
            further=self.rows[first:MOST_ROWS],
            total=max(self.total, len(self.rows)),
        )


class View(NamedTuple):
    """The layout of an object: a title, facts by name, tables, and notes below them.

    Attributes:
        title: The title.
        kind: What the object is, such as `Model` or `Catalog of 13 models`.
        facts: The name and cell of each fact.
        tables: The tables.
        notes: The notes, a paragraph each.
        unstated: Names of the fields that are not stated.
    """

    title: str
    kind: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()

    @property
    def facts_table(self) -> Table:
        """The facts as a table without headings."""
        return Table(("", ""), tuple((Cell(name), cell) for name, cell in self.facts))

    @property
    def unstated_words(self) -> str:
        """How many fields are not stated, such as `12 fields not stated`; empty if all are."""
        return f"{counted(len(self.unstated), 'field')} not stated" if self.unstated else ""

    @property
    def unstated_line(self) -> str:
        """The same with the names of the fields, in a line of text."""
        names = ", ".join(map(_inside_a_sentence, self.unstated))
        return f"{self.unstated_words}: {names}" if names else ""

    @property
    def brief(self) -> "View":
        """The view with a few rows only of tables that HTML folds."""
        return self._replace(
            tables=tuple(
                table.shortened(table.most) if table.is_folded and table.most else table
                for table in self.tables
            )
        )

    def shortened(self, rows: int) -> "View":
        """Return the view with the first rows of each table, at most so many."""
        return self._replace(tables=tuple(table.shortened(rows) for table in self.tables))


UNKNOWN = Cell("not stated", "unknown")
"""The cell of a value that is not stated."""

OPEN = UNKNOWN._replace(text="—")
"""The same in few columns; a note says what it means."""

OPEN_NOTE = f"{OPEN.text}: not stated."
"""That note."""


def total_of(items: Sized, limit: int | None) -> int:
    """Return the total of a table with the first of some items as its rows, at most so many."""
    return len(items) if limit is not None and len(items) > limit else 0


def with_dashes(table: Table) -> Table:
    """Return a table in which a dash stands for what is not stated."""
    rows = tuple(tuple(OPEN if cell == UNKNOWN else cell for cell in row) for row in table.rows)
    return table._replace(rows=rows)


def signed_cell(cell: Cell, stated: object, *fields: str) -> Cell:
    """Return a cell that says which of some fields are inferred.

    Args:
        cell: The cell.
        stated: The record, price or score that the cell is about.
        fields: The fields that the cell shows.
    """
    inferred: tuple[str, ...] = getattr(stated, "inferred", ())
    if cell.mark == "unknown" or not cell.text:
        return cell
    shown = (name for name in fields if name in inferred)
    return cell._replace(inferred=(*cell.inferred, *shown))


def words_cell(words: str | None) -> Cell:
    """Return the cell of a text; that of None or an empty text says that it is not stated."""
    return Cell(words) if words else UNKNOWN


def quantity_cell(quantity: Quantity | None, *, is_change: bool = False) -> Cell:
    """Return the cell of a quantity as a person would write it, marked as it is stated.

    Args:
        quantity: The quantity.
        is_change: Whether it is by how much something changed, so that growth has a plus.
    """
    if quantity is None:
        return UNKNOWN
    words = quantity_words(quantity, is_change=is_change)
    if quantity.comparator == "~":
        return Cell(words, "approximate")
    return Cell(words, "" if is_firm(quantity) else "bounded")


def period_cell(period: Period | None, names: Names = MappingProxyType({})) -> Cell:
    """Return the cell of a date in words; a label that hides a vague date gets "(about)".

    Args:
        period: The period.
        names: What its company calls some periods, by EDTF text.
    """
    if period is None:
        return UNKNOWN
    words = names.get(period.edtf, str(period))
    days = date_words(period.edtf)
    cell = Cell(words, hover=days if days != words else "")
    if any(sign in period.edtf for sign in "~?%"):
        says_so = any(word in words for word in _VAGUE)
        return cell._replace(text=words if says_so else f"{words} (about)", mark="approximate")
    return cell._replace(mark="bounded" if ".." in period.edtf else "")


def short_months(words: str) -> str:
    """Return a date in words with its months cut to three letters."""
    for month in MONTH_NAMES:
        words = words.replace(month, month[:3])
    return words


def citations_cell(citations: Iterable[Citation], *, names_source: bool = True) -> Cell:
    """Return a cell of the first of some citations, with all of them folded below it.

    Args:
        citations: The citations.
        names_source: Whether to name the source before the section, where there is one.
    """
    cited = tuple(citations)
    if not cited:
        return UNKNOWN
    first = cited[0]
    source = () if first.section and not names_source else (first.source,)
    words = ", ".join(filter(None, (*source, first.section)))
    more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
    return Cell(words + more, details=citations_text(cited))


def citations_text(citations: Iterable[Citation]) -> str:
    """Return some citations as text, a line to each."""
    return "\n".join(map(citation_text, citations))


def citation_text(citation: Citation) -> str:
    """Return a citation as text: what is printed there, then source, section and locator."""
    printed = printed_text(citation)
    return f"{printed}: {citation}" if printed else str(citation)


def printed_text(citation: Citation) -> str:
    """Return what is printed at a place, and how it is stated there if the record says otherwise.

    Of a citation that has neither, the text is empty.
    """
    printed = f"“{citation.text}”" if citation.text else ""
    if citation.comparator is None:
        return printed
    how = _COMPARATOR_WORDS.get(citation.comparator, f"as {citation.comparator}")
    return f"{printed} (stated {how})".lstrip()


def _inside_a_sentence(name: str) -> str:
    """Return a heading as it stands inside a sentence; an acronym such as `API` stays."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]
