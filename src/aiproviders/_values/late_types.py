"""Classes that annotations name without importing them; `typing.get_type_hints` finds them."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any, ForwardRef, get_type_hints


def late(module: str, name: str) -> ForwardRef:
    """Return what stands for a class, for type checkers alone imported, at run time.

    It is imported when somebody evaluates the annotation, and `Any` where its library is not
    installed.

    Args:
        module: The module, such as `pandas`.
        name: Name of the class in it.
    """
    return ForwardRef(f"__import__({__name__!r}, fromlist=['found']).found({module!r}, {name!r})")


def found(module: str, name: str) -> Any:
    """Return a class of a module, or `Any` where a library that has it is not installed."""
    try:
        return getattr(import_module(module), name)
    except ImportError:
        if module.startswith("aiproviders."):
            raise
        return Any


def resolved(hint: Any) -> Any:
    """Return an annotation with the classes in it that `late` stands for."""
    holder = SimpleNamespace(__annotations__={"hint": hint})
    return get_type_hints(holder, include_extras=True)["hint"]
