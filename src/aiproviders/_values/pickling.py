"""The version of the package, and pickles that hold within it."""

from typing import Any, TypeVar

from attrs import field, frozen

from aiproviders.errors import PickleVersionError

__version__ = "0.1.0"

T = TypeVar("T")


def _own(_instance: object, _attribute: object, version: str) -> None:
    if version != __version__:
        raise PickleVersionError(version, __version__)


@frozen
class _Maker:
    """Makes the empty objects of a pickle, which names it and its version before all of them."""

    version: str = field(validator=_own)

    def __call__(self, cls: type[T]) -> T:
        return object.__new__(cls)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Maker, (self.version,)


_MAKER = _Maker(__version__)


class Versioned:
    """Lets attrs classes be unpickled by the version of the package that pickled them alone."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return _MAKER, (type(self),), self.__getstate__()
