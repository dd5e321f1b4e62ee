"""Widths, line breaks and alignment of columns of text, for plain text and for terminals.

Widths are counted in columns of a terminal. rich does not choose them, because it is an extra and
its tables neither keep words and numbers whole nor leave out columns.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

GAP = 2
"""Blanks between two columns."""

_LONGEST_WHOLE_WORD = 20
_NARROWEST_CUT = 16  # of a column to cut, which is left out rather than narrowed further
_COMFORTABLE = 12  # of the other columns, before those to cut are left out
_NARROWEST = 8
_WORD_PARTS = re.compile(r"[^-./_]+[-./_]*|[-./_]+")


def aligned_text(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    *,
    cut: Sequence[int] = (),
    width: int | None = None,
) -> str:
    """Return rows as text in columns.

    Args:
        header: Heading of each column; if none has a heading, there is no line of them.
        rows: The cells, as many in each row as there are headings.
        numbers: Positions of the columns to align on the right.
        cut: Positions of the columns to cut, with an ellipsis, or to leave out, rather than wrap.
        width: The most columns of a terminal that a line takes, if its words allow it; None for a
            line to each row.
    """
    widths = column_widths(header, rows, numbers, cut=cut, width=width)
    lines = [cell_lines(cells, widths, cut) for cells in rows]
    if any(header):
        lines.insert(0, cell_lines(header, widths, ()))
    return "\n".join(
        (" " * GAP)
        .join(
            _padded(text, room, at_right=position in numbers)
            for position, (text, room) in enumerate(zip(texts, widths, strict=True))
            if room
        )
        .rstrip()
        for cells in lines
        for texts in zip_longest(*cells, fillvalue="")
    )


def column_widths(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    *,
    cut: Sequence[int] = (),
    width: int | None = None,
) -> list[int]:
    """Return the width of each column of a table; 0 for one to leave out.

    A table that is too wide is narrowed in three steps: first the columns to cut, then the columns
    whose words and numbers stay whole, then all. The columns to cut are left out where the others
    would be cramped. The arguments are those of `aligned_text`.
    """
    columns = list(zip(header, *rows, strict=True))
    widths = [max(map(display_width, column)) for column in columns]
    if width is None:
        return widths
    whole = [
        _whole_width(column, is_number=position in numbers)
        for position, column in enumerate(columns)
    ]
    for position in cut:
        whole[position] = min(_NARROWEST_CUT, widths[position])
    comfortable = [
        max(least, min(_COMFORTABLE, most)) for least, most in zip(whole, widths, strict=True)
    ]
    if _total_width(comfortable) > width:
        for position in cut:
            widths[position] = whole[position] = 0
    widths = [min(each, max(width, _NARROWEST)) for each in widths]
    only_cut = list(widths)
    for position in cut:
        only_cut[position] = whole[position]
    for floors in (only_cut, whole, [_NARROWEST] * len(columns)):
        _narrow(widths, floors, width)
    return widths


def _whole_width(column: Sequence[str], *, is_number: bool) -> int:
    """Return the least width that breaks no number, or no word but a very long one.

    A heading may break after a slash, as in `Score/price`.
    """
    heading, *texts = column
    words = (
        word
        for text in texts
        for word in ([text] if is_number and any(map(str.isdigit, text)) else text.split(" "))
    )
    parts = (part for word in heading.split(" ") for part in _WORD_PARTS.findall(word))
    longest = max(map(display_width, (*parts, *words)), default=0)
    if is_number:
        return longest
    return min(_LONGEST_WHOLE_WORD, longest)


def _narrow(widths: list[int], floors: Sequence[int], width: int) -> None:
    """Narrow the widest columns down to their floors until they fit a width together."""
    while _total_width(widths) > width:
        spare = [position for position, each in enumerate(widths) if each > floors[position]]
        if not spare:
            break
        widths[max(spare, key=widths.__getitem__)] -= 1


def _total_width(widths: Sequence[int]) -> int:
    shown = [width for width in widths if width]
    return sum(shown) + GAP * (len(shown) - 1)


def cell_lines(cells: Sequence[str], widths: Sequence[int], cut: Sequence[int]) -> list[list[str]]:
    """Return the lines of each cell of a row; a cell of a column to cut has one."""
    lines = [wrap(text, width) for text, width in zip(cells, widths, strict=True)]
    for position in cut:
        if len(lines[position]) > 1:
            lines[position] = [f"{wrap(cells[position], widths[position] - 1)[0]}…"]
    return lines


def display_width(text: str) -> int:
    """Return how many columns of a terminal a line takes; East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(character)
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of a width, between words where possible.

    A word that is too long is broken after a hyphen, dot, slash or underscore, or else anywhere.
    A width of 0 gives one empty line.
    """
    lines = [""]
    for word in text.split(" ") if width else ():
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if display_width(line) <= width:
            lines[-1] = line
            continue
        if lines[-1]:
            lines.append("")
        for part in _WORD_PARTS.findall(word):
            if lines[-1] and display_width(lines[-1] + part) > width:
                lines.append("")
            for character in part:
                if lines[-1] and display_width(lines[-1] + character) > width:
                    lines.append("")
                lines[-1] += character
    return lines


def _padded(text: str, width: int, *, at_right: bool) -> str:
    blanks = " " * (width - display_width(text))
    return blanks + text if at_right else text + blanks
