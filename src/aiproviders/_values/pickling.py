"""Pickles that only the version of the package that wrote them reads."""

from typing import Any, TypeVar

from attrs import field, frozen

from aiproviders._values.version import __version__
from aiproviders.errors import PickleVersionError

T = TypeVar("T")


def _check_version(_instance: object, _attribute: object, version: str) -> None:
    if version != __version__:
        raise PickleVersionError(version, __version__)


@frozen
class _Maker:
    """Makes the empty objects of a pickle, which names this class and the version first."""

    version: str = field(validator=_check_version)

    def __call__(self, cls: type[T]) -> T:
        return object.__new__(cls)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Maker, (self.version,)


_MAKER = _Maker(__version__)


class Versioned:
    """Makes the pickles of attrs classes readable by the version that wrote them alone."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return _MAKER, (type(self),), self.__getstate__()
