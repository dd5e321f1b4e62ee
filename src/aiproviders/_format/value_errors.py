"""Errors about single values of a document, and how their messages quote what was found."""

from typing import TypeAlias

from aiproviders._values.wording import quoted

Steps: TypeAlias = tuple[str | int, ...]
"""The path to a value in a document: keys and positions."""

REPORTED = 100
"""The most faults that are reported of one list or table, so that the report stays bounded."""

_BRIEF = 60


class MismatchError(ValueError):
    """A value is not of the kind that the format asks for; a JSON Schema can find it too."""

    def __init__(self, found: object, expected: str) -> None:
        super().__init__(f"found {quoted(found)}")
        self.expected = expected


def escaped(name: object) -> str:
    """Return a name as it is, or its repr, cut, where it is long or has control characters."""
    text = str(name)
    return text if text.isprintable() and len(text) <= _BRIEF else quoted(text)
