"""What is wrong with single values of a document, and how to word it."""

from collections.abc import Iterator
from reprlib import Repr
from typing import TypeAlias

from cattrs import ClassValidationError, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value in a document: keys and positions."""

REPORTED = 100
"""How many faults of one list or table are told, so that what a reader has to hold is bounded."""

_BRIEF = 60
_HUGE = 200  # bits; every number that a fact can have is shorter


class MismatchError(ValueError):
    """A value of another kind than the format asks for; a JSON Schema can tell."""

    def __init__(self, found: object, expected: str) -> None:
        super().__init__(f"found {brief(found)}")
        self.expected = expected


class _Brief(Repr):
    """Words a value without walking through all of it."""

    def repr_int(self, x: int, level: int) -> str:
        return super().repr_int(x, level) if x.bit_length() <= _HUGE else "a huge number"


_WORDS = _Brief()
_WORDS.maxlevel = 3
_WORDS.maxstring = _WORDS.maxlong = _WORDS.maxother = _BRIEF


def brief(value: object) -> str:
    """Word a value for an error message, cut where it is long or deep."""
    text = _WORDS.repr(value)
    return text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…"


def plain(name: object) -> str:
    """Give a name as it is, or as `brief` words it if it would spoil an error message."""
    text = str(name)
    return text if text.isprintable() and len(text) <= _BRIEF else brief(text)


def problems(error: BaseException, steps: Steps = ()) -> Iterator[tuple[Steps, BaseException]]:
    """Every single fault in a validation error, with the way to it."""
    if isinstance(error, IterableValidationError):
        for cause, item in error.group_exceptions()[0]:
            yield from problems(cause, (*steps, item.index))
    elif isinstance(error, ClassValidationError):
        named, others = error.group_exceptions()
        for cause, attribute in named:
            yield from problems(cause, (*steps, attribute.name))
        for cause in others:
            yield from problems(cause, steps)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields, key=str)[:REPORTED]:
            yield (*steps, key), error
    else:
        yield steps, error
