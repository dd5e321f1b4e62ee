"""Objects that answer a name which they lack with an error that says what to write instead."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any


def refused(lacking: object, name: str) -> object:
    """Raise the error of a name that an object lacks; that of a property is its own."""
    if hasattr(type(lacking), name):
        return object.__getattribute__(lacking, name)
    if name.startswith("_"):
        msg = f"{type(lacking).__name__!r} object has no attribute {name!r}"
    else:
        # Loaded for the first name that somebody misses: most programs miss none.
        from aiproviders._values.signposts.answer import answer

        msg = answer(lacking, name)
    raise AttributeError(msg, name=name, obj=lacking)


class OnObjectsAlone:
    """Is `__getattr__` to objects, and nothing to who asks their class.

    IPython evaluates `alibaba.models["` to complete it where no class on the way has a
    `__getattr__`, which could do anything; those here raise, or read a field.
    """

    def __init__(self, answer: Callable[[Any, str], object]) -> None:
        self._answer = answer

    def __get__(self, lacking: object, _: type | None = None) -> Callable[[str], object]:
        if lacking is None:
            msg = "__getattr__"
            raise AttributeError(msg)
        return partial(self._answer, lacking)


class Guided:
    """Says what to write instead of a name that an object lacks."""

    __slots__ = ()
    if TYPE_CHECKING:
        pass  # a type checker finds by itself what an object lacks
    else:
        __getattr__ = OnObjectsAlone(refused)

    def _places(self) -> tuple[tuple[str, type], ...]:
        """Return further places to look for a name, as text to write and class, the likely first.

        `{}` in the text stands for this object.
        """
        return ()

    def _instead(self, _: str, /) -> str | None:
        """Return what to write for a name of something that the object finds by names."""
        return None
