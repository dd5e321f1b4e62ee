"""What functions are given: a wrong type is refused at once, with what was expected."""

from aiproviders._values.wording import shorten


def check_type(given: object, *kinds: type) -> None:
    """Refuse an argument that is of none of some classes.

    Raises:
        TypeError: It is of none of them.
    """
    if not isinstance(given, kinds):
        expected = " or ".join("a text" if kind is str else f"a {kind.__name__}" for kind in kinds)
        msg = f"expected {expected}, got {shorten(repr(given), 60)}"
        raise TypeError(msg)
