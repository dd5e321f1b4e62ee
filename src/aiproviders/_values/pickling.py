"""What makes attrs objects values: equality by their fields, copies, and pickles.

Pickles have the number of their format, which other formats refuse to read.
"""

from functools import cache
from operator import attrgetter
from typing import Any, Self, TypeVar

from attrs import fields

from aiproviders.errors import PickleVersionError

FORMAT = 6
"""The format of pickles; it goes up whenever a class gains, loses or renames a field, or moves."""

T = TypeVar("T")


class _Maker:
    """Makes the empty objects of a pickle, which names this class and the format first."""

    def __init__(self, format: object) -> None:
        if format != FORMAT:
            raise PickleVersionError(str(format), str(FORMAT))
        self.format = format

    def __call__(self, cls: type[T]) -> T:
        return object.__new__(cls)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Maker, (self.format,)


_MAKER = _Maker(FORMAT)


class Versioned:
    """Makes the pickles of attrs classes readable by versions that have the same format alone.

    A copy in memory is the value itself, as of a tuple, for nothing can change it.
    """

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _MAKER, (type(self),), self.__getstate__()


class Equal:
    """Makes an attrs object equal to those of its class whose fields are equal.

    It is for classes with many fields, of which attrs is told `eq=False`: it would write and
    compile methods for each, which takes a good part of the time to a first fact.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        if other is self:
            return True
        kind: Any = type(self)
        first, values = _getters(kind)  # most that differ differ in the first field, as in the id
        return bool(first(self) == first(other) and values(self) == values(other))

    def __hash__(self) -> int:
        kind: Any = type(self)
        _, values = _getters(kind)
        return hash((kind, values(self)))


@cache
def _getters(kind: Any) -> "tuple[attrgetter[Any], attrgetter[Any]]":
    names = [each.name for each in fields(kind) if each.eq]
    return attrgetter(names[0]), attrgetter(*names)
