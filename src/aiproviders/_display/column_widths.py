"""Texts in columns, as wide as a terminal shows them."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

GAP = 2
_LONGEST_WORD = 20
_SHORTEST = 16
_ROOMY = 12
_NARROWEST = 8
_PARTS = re.compile(r"[^-./_]+[-./_]*|[-./_]+")


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    *,
    cut: Sequence[int] = (),
    width: int | None = None,
) -> str:
    """Lay out cells in columns two spaces apart.

    Args:
        header: Heading of each column; if none has a heading, there is no line of them.
        rows: The cells, as many in each row as there are headings.
        numbers: Positions of the columns to align on the right.
        cut: Positions of the columns to cut, with an ellipsis, or to leave out, rather than wrap.
        width: Columns of a terminal that the lines should fit, if their words allow it.
    """
    widths = column_widths(header, rows, numbers, cut=cut, width=width)
    lines = [broken(cells, widths, cut) for cells in rows]
    if any(header):
        lines.insert(0, broken(header, widths, ()))
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
    """How wide to make the columns of a table, two spaces apart; 0 for one to leave out.

    What is too wide is taken from the columns to cut, then from the widest whose words and numbers
    stay whole, then from any. The columns to cut are left out where others would be cramped.
    """
    columns = list(zip(header, *rows, strict=True))
    natural = [max(map(columns_of, column)) for column in columns]
    if width is None:
        return natural
    whole = [
        max(map(columns_of, column[1:]), default=0)
        if position in numbers
        else min(
            _LONGEST_WORD, max(columns_of(word) for cell in column for word in cell.split(" "))
        )
        for position, column in enumerate(columns)
    ]
    for position in cut:
        whole[position] = min(_SHORTEST, natural[position])
    roomy = [max(least, min(_ROOMY, most)) for least, most in zip(whole, natural, strict=True)]
    if _total(roomy) > width:
        for position in cut:
            natural[position] = whole[position] = 0
    widths = [min(each, max(width, _NARROWEST)) for each in natural]
    only_cut = [whole[place] if place in cut else each for place, each in enumerate(widths)]
    for floors in (only_cut, whole, [_NARROWEST] * len(columns)):
        while _total(widths) > width:
            spare = [place for place, each in enumerate(widths) if each > floors[place]]
            if not spare:
                break
            widths[max(spare, key=widths.__getitem__)] -= 1
    return widths


def _total(widths: Sequence[int]) -> int:
    shown = [width for width in widths if width]
    return sum(shown) + GAP * (len(shown) - 1)


def broken(cells: Sequence[str], widths: Sequence[int], cut: Sequence[int]) -> list[list[str]]:
    """The lines of each cell of a row; of those to cut, one."""
    lines = [wrapped(text, width) for text, width in zip(cells, widths, strict=True)]
    for position in cut:
        if len(lines[position]) > 1:
            lines[position] = [f"{wrapped(cells[position], widths[position] - 1)[0]}…"]
    return lines


def columns_of(text: str) -> int:
    """How many columns of a terminal a line takes; East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def wrapped(text: str, width: int) -> list[str]:
    """Break a line between words so that its parts fit a width, a long word where it must be.

    Of a width of 0 there is one line without anything.
    """
    lines = [""]
    for word in text.split(" ") if width else ():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if columns_of(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for part in _PARTS.findall(word):
            if lines[-1] and columns_of(lines[-1] + part) > width:
                lines.append("")
            for sign in part:
                if lines[-1] and columns_of(lines[-1] + sign) > width:
                    lines.append("")
                lines[-1] += sign
    return lines


def _padded(text: str, width: int, *, at_right: bool) -> str:
    blanks = " " * (width - columns_of(text))
    return blanks + text if at_right else text + blanks
