"""Pickles with the number of their format, which other formats refuse to read."""

from typing import Any, Self, TypeVar

from attrs import field, frozen

from aiproviders.errors import PickleVersionError

FORMAT = 4
"""The format of pickles; it goes up whenever a class gains, loses or renames a field, or moves."""

T = TypeVar("T")


def _check_format(_instance: object, _attribute: object, found: object) -> None:
    if found != FORMAT:
        raise PickleVersionError(str(found), str(FORMAT))


@frozen
class _Maker:
    """Makes the empty objects of a pickle, which names this class and the format first."""

    format: object = field(validator=_check_format)

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
