"""Values with fields that are read when somebody touches them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from aiproviders._values import forks
from aiproviders._values.signposts.guided import OnObjectsAlone, refused


def _read(lacking: Any, name: str) -> object:
    """Return a field that nobody has touched yet, or the error of a name that is none."""
    try:
        reads: dict[str, Callable[[], Any]] = object.__getattribute__(lacking, "_reads")
    except AttributeError:
        reads = {}
    if name not in reads:
        return refused(lacking, name)
    with forks.BUNDLED:  # each is read once, whichever thread touches it first
        if name in reads:
            object.__setattr__(lacking, name, reads[name]())
            # With the plain values that it was read from; a signal handler that touched the field
            # meanwhile has read it too.
            reads.pop(name, None)
    return object.__getattribute__(lacking, name)


# To type checkers it has no base, so that what records and providers share is how they are shown.
if TYPE_CHECKING:
    _Base = object
else:
    from aiproviders._values.signposts.guided import Guided as _Base


class OnTouch(_Base):
    """A value with fields that may be read when they are touched; it is as any other otherwise."""

    __slots__ = ("_reads",)
    _reads: dict[str, Callable[[], Any]]
    if TYPE_CHECKING:
        pass  # a type checker finds by itself what an object lacks
    else:
        __getattr__ = OnObjectsAlone(_read)

    def _later(self, **reads: Callable[[], Any]) -> None:
        """Leave fields until somebody touches them; nobody has seen the value yet.

        Args:
            **reads: What returns each of them.
        """
        for name in reads:
            object.__delattr__(self, name)
        object.__setattr__(self, "_reads", reads)

    @classmethod
    def _of(cls, reads: dict[str, Callable[[], Any]], **known: Any) -> Self:
        """Make a value without its constructor, of fields that are known and others to be read.

        Args:
            reads: What returns each of the others.
            **known: The values of the fields that are known.
        """
        made = object.__new__(cls)
        for name, value in (("_reads", reads), *known.items()):
            object.__setattr__(made, name, value)
        return made
