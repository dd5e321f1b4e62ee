"""Widths, line breaks and alignment of columns of text, for plain text and for terminals.

Widths are counted in columns of a terminal. rich does not choose them, because it is an extra and
its tables neither keep words and numbers whole nor leave out columns.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

GAP = 2
"""Blanks between two columns."""

_NARROWEST = 8
_LONGEST_NUMBER = 20  # longer ones, such as prices that change, break between words
_FEW_LINES = 3  # that an optional column may add to any table
_WORD_PARTS = re.compile(r"[^-./_]+[-./_]*|[-./_]+")


def aligned_text(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    *,
    optional: Sequence[int] = (),
    width: int | None = None,
) -> str:
    """Return rows as text in columns.

    Args:
        header: Heading of each column; if none has a heading, there is no line of them.
        rows: The cells, as many in each row as there are headings.
        numbers: Positions of the columns to align on the right.
        optional: Positions of the columns to leave out where they make the table much longer.
        width: The most columns of a terminal that a line takes, if its words allow it; None for a
            line to each row.
    """
    widths = column_widths(header, rows, numbers, optional=optional, width=width)
    lines = [cell_lines(cells, widths) for cells in ([header] if any(header) else []) + [*rows]]
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
    optional: Sequence[int] = (),
    width: int | None = None,
) -> list[int]:
    """Return the width of each column of a table; 0 for one to leave out.

    Of a table that is too wide, the columns get the widths with which it has the fewest lines.
    Words and numbers stay whole where that is possible. A column that is optional is left out where
    it would make the table a good deal longer. The arguments are those of `aligned_text`.
    """
    columns = list(zip(header, *rows, strict=True))
    natural = [max(map(display_width, column)) for column in columns]
    if width is None or _total_width(natural) <= width:
        return natural
    whole = [
        _least_width(column, is_number=position in numbers)
        for position, column in enumerate(columns)
    ]
    shown = _shortest(columns, whole, width)
    if not optional:
        return shown
    bare = [column for position, column in enumerate(columns) if position not in optional]
    least = [each for position, each in enumerate(whole) if position not in optional]
    fitted = iter(_shortest(bare, least, width))
    without = [0 if position in optional else next(fitted) for position in range(len(columns))]
    most = _line_total(columns, without) + max(_FEW_LINES, len(rows) // 4)
    fits = _total_width(whole) <= width and _line_total(columns, shown) <= most
    return shown if fits else without


def _shortest(columns: Sequence[Sequence[str]], whole: Sequence[int], width: int) -> list[int]:
    """Return the widths with which columns fit a width and have the fewest lines.

    Longer cells count by the square of the lines that they add, so that a row whose cells take two
    lines each goes before a row with one cell of four lines. Of several layouts that are as good,
    the narrowest one is taken.
    """
    floors = list(whole)
    _narrow(floors, [min(_NARROWEST, each) for each in floors], width)
    room = width - _total_width(floors)
    # By the room taken beyond the floors: how bad the columns so far are, and their widths.
    best: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for column, floor in zip(columns, floors, strict=True):
        better: dict[int, tuple[int, list[int]]] = {}
        for extra, cost in _useful_extras(column, floor, max(room, 0)):
            for taken, (before, widths) in best.items():
                total, badness = taken + extra, before + cost
                if total <= max(room, 0) and (total not in better or badness < better[total][0]):
                    better[total] = (badness, [*widths, floor + extra])
        best = better
    return min(sorted(best.items()), key=lambda item: item[1][0])[1][1]


def _useful_extras(column: Sequence[str], floor: int, room: int) -> Iterator[tuple[int, int]]:
    """Yield by how much a column may be wider to get shorter, and how bad it is then."""
    counts = Counter(column)
    lowest = None
    for extra in range(room + 1):
        cost = sum(number * _badness(text, floor + extra) for text, number in counts.items())
        if lowest is None or cost < lowest:
            lowest = cost
            yield extra, cost
        if not cost:
            break


def _line_total(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """Count the lines of a table."""
    return sum(
        max(_line_count(text, width) for text, width in zip(cells, widths, strict=True) if width)
        for cells in zip(*columns, strict=True)
    )


@lru_cache(maxsize=10_000)
def _line_count(text: str, width: int) -> int:
    return 1 if display_width(text) <= width else len(wrap(text, width))


def _badness(text: str, width: int) -> int:
    """Return how bad a text looks in a column of a width; 0 if it is one line."""
    lines = _line_count(text, width)
    if lines == 1:
        return 0
    broken = sum(display_width(word) > width for word in text.split(" "))
    return (lines - 1) ** 2 + broken


def _least_width(column: Sequence[str], *, is_number: bool) -> int:
    """Return the least width that keeps numbers whole, and breaks words at their joints alone."""
    whole = (text for text in column[1:] if is_number and len(text) <= _LONGEST_NUMBER)
    parts = (
        part for text in column for word in text.split(" ") for part in _WORD_PARTS.findall(word)
    )
    return max(map(display_width, (*whole, *parts)), default=0)


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


def cell_lines(cells: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    """Return the lines of each cell of a row."""
    return [wrap(text, width) for text, width in zip(cells, widths, strict=True)]


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
