"""What a format of records is: how to tell it, and how to read requests from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from aiproviders.usage._formats.logged_request import LoggedRequest

Record: TypeAlias = Mapping[str, Any]
"""A record of a file: an object of JSON."""

RecordReader: TypeAlias = Callable[[Record], Iterable["LoggedRequest | LeftOut"]]
"""Gives the requests of a record; it may remember earlier records of the same file."""


class LeftOut(NamedTuple):
    """What a reader left out of a record, and why.

    Attributes:
        reason: Why, in words that begin a sentence, such as `<synthetic> is no model`.
        is_fault: Whether it cannot be read, rather than is no request.
    """

    reason: str
    is_fault: bool = False


def read_each(
    read: Callable[..., "LoggedRequest | LeftOut"], parts: Iterable[tuple[Any, ...]]
) -> Iterator["LoggedRequest | LeftOut"]:
    """Give the requests of the parts of a record; one that cannot be right does not stop others.

    Args:
        read: Reads a part, and raises a `ValueError` if it cannot be right.
        parts: What it takes for each of them.
    """
    for part in parts:
        try:
            yield read(*part)
        except ValueError as error:
            yield LeftOut(str(error), is_fault=True)


class RecordFormat(NamedTuple):
    """A format of records.

    Attributes:
        name: Its name, such as `claude-code`.
        title: What it is, such as `Claude Code sessions`.
        recognizes: Tells whether a record is in this format, by its shape.
        reader: Makes a reader for one file. The reader raises a `ValueError`, which says what is
            wrong, for a record whose numbers cannot be right.
        notes: What logs of this format leave out, in sentences.
        heading: What stands above its costs, where these are nobody's bill.
        fields: The fields that the reader reads, where tables may hold records of this format; a
            table does if a record with the names of its columns is recognized.
        told_by: Names of fields that tell it, for people, and to name the nearest format.
    """

    name: str
    title: str
    recognizes: Callable[[Record], bool]
    reader: Callable[[], RecordReader]
    notes: tuple[str, ...] = ()
    heading: str | None = None
    fields: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
