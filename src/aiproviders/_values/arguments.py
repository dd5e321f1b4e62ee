"""What functions are given: a wrong type is refused at once, with what was expected."""

from typing import Any

from aiproviders._values.wording import quoted

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


def _noun(kind: type[Any]) -> str:
    name = kind.__name__
    return _NOUNS.get(kind) or f"{'an' if name[0] in 'AEIO' else 'a'} {name}"
