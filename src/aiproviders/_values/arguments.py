"""What functions are given: a wrong type is refused at once, with what was expected."""

from typing import Any, ClassVar, Never, SupportsIndex, TypeVar

from aiproviders._values.wording import counted, plural, quoted

T = TypeVar("T")

_NOUNS = {str: "a text", int: "a whole number", bytes: "bytes", type(None): "None"}


def check_type(given: object, *kinds: type[Any]) -> None:
    """Refuse an argument that is of none of some classes.

    Raises:
        TypeError: It is of none of them.
    """
    if not isinstance(given, kinds):
        expected = " or ".join(map(_noun, kinds))
        msg = f"expected {expected}, got {quoted(given)}"
        raise TypeError(msg)


def at_position(held: tuple[T, ...], key: object, holder: str, noun: str) -> T:
    """Return what stands at a position of several things.

    Args:
        held: The things.
        key: The position.
        holder: Whose they are.
        noun: What each is.

    Raises:
        IndexError: Nothing stands there.
        TypeError: The key is no position.
    """
    if not isinstance(key, SupportsIndex):
        msg = f"the {plural(noun)} of {holder} are found by their position, got {quoted(key)}"
        raise TypeError(msg)
    try:
        return held[key]
    except IndexError:
        msg = f"{holder} has {counted(len(held), noun)}, and none at position {quoted(key)}"
        raise IndexError(msg) from None


class Unordered:
    """Has no order of its own, and says what of it to compare."""

    __slots__ = ()
    _compared_by: ClassVar[str]

    def __lt__(self, _: Never) -> bool:
        msg = f"{_noun(type(self))} has no order; compare {self._compared_by}"
        raise TypeError(msg)

    __le__ = __gt__ = __ge__ = __lt__


def _noun(kind: type[Any]) -> str:
    name = kind.__name__
    return _NOUNS.get(kind) or f"{'an' if name[0] in 'AEIO' else 'a'} {name}"
