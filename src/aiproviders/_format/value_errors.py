"""Errors about single values of a document, and how their messages quote what was found."""

from reprlib import Repr
from typing import TypeAlias

Steps: TypeAlias = tuple[str | int, ...]
"""The path to a value in a document: keys and positions."""

REPORTED = 100
"""The most faults that are reported of one list or table, so that the report stays bounded."""

_BRIEF = 60
_HUGE = 200  # bits; every number that a fact can have is shorter


class MismatchError(ValueError):
    """A value is not of the kind that the format asks for; a JSON Schema can find it too."""

    def __init__(self, found: object, expected: str) -> None:
        super().__init__(f"found {brief(found)}")
        self.expected = expected


class _Brief(Repr):
    """Writes the repr of a value without walking through all of it."""

    def repr_int(self, x: int, level: int) -> str:
        return super().repr_int(x, level) if x.bit_length() <= _HUGE else "a huge number"


_WRITER = _Brief()
_WRITER.maxlevel = 3
_WRITER.maxstring = _WRITER.maxlong = _WRITER.maxother = _BRIEF


def brief(value: object) -> str:
    """Return the repr of a value for an error message, cut where it is long or deep."""
    text = _WRITER.repr(value)
    return text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…"


def escaped(name: object) -> str:
    """Return a name as it is, or its repr, cut, where it is long or has control characters."""
    text = str(name)
    return text if text.isprintable() and len(text) <= _BRIEF else brief(text)
