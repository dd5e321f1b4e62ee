"""Documents of JSON, value by value: a long list is never in memory as a whole."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders.usage._formats.stated import BROKEN, DECODER

_BETWEEN = re.compile(r"[\s,\[\]]*")
_MOST_LEFT = 3
"""A number may go on after so many characters that it does not take yet, as `1` with `e+5`."""


class BrokenDocument(ValueError):  # noqa: N818 - it says what the document is
    """A document is cut short, or is no JSON from some place on."""


def values_of(pieces: Iterable[str]) -> Iterator[Any]:
    """Give the values of a text, one after another; those of a list are given each.

    Args:
        pieces: The text in pieces, of which only those that the next value needs are held.

    Raises:
        BrokenDocument: What follows cannot be read; it says where that is.
    """
    text = _Text(pieces)
    number = 0
    while text.has_more():
        yield text.value()
        number += 1
    if text.is_open_list:
        msg = f"after record {number}"
        raise BrokenDocument(msg)


class _Text:
    """A text of which no more is held than the next value needs."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._held, self._place, self._line = "", 0, 1
        self._is_all = False
        self._first, self._last = "", ""

    @property
    def is_open_list(self) -> bool:
        """Whether it begins as a list and does not end as one."""
        return self._first == "[" and self._last != "]"

    def has_more(self) -> bool:
        """Go to where the next value begins, and return whether there is one."""
        while True:
            between = _BETWEEN.match(self._held, self._place)
            self._place = self._place if between is None else between.end()
            if self._place < len(self._held):
                return True
            if self._is_all:
                return False
            self._read_on()

    def value(self) -> Any:
        """Return the value that begins here, and go to its end.

        Raises:
            BrokenDocument: It is cut short, or is no JSON.
        """
        while True:
            try:
                value, end = DECODER.raw_decode(self._held, self._place)
            except BROKEN as error:
                if self._is_all:
                    place = getattr(error, "pos", self._place)
                    msg = f"line {self._line + self._held.count(chr(10), 0, place)}"
                    raise BrokenDocument(msg) from error
            else:
                is_closed = isinstance(value, str) or is_table(value)
                if is_closed or self._is_all or len(self._held) - end >= _MOST_LEFT:
                    self._place = end
                    return value
            self._read_on()

    def _read_on(self) -> None:
        """Hold as much again, so that a long value is looked at a few times alone."""
        self._line += self._held.count("\n", 0, self._place)
        held = self._held[self._place :]
        parts, length = [held], 0
        while not self._is_all and length <= len(held):
            piece = next(self._pieces, None)
            if piece is None:
                self._is_all = True
            elif bare := piece.strip():
                self._first = self._first or bare[0]
                self._last = bare[-1]
            parts.append(piece or "")
            length += len(parts[-1])
        self._held, self._place = "".join(parts), 0
