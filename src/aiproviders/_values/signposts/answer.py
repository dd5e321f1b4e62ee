"""The message for a name that an object or a module lacks."""

import re
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from attrs import fields, has

from aiproviders._values.signposts.table import MODULES, SIGNPOSTS

_NAMES = {
    "Findings": "findings",
    "PricePerformance": "result",
    "UsageLog": "log",
    "CostSummary": "summary",
    "TokenPrice": "price",
}
_CATALOG = re.compile(r"[a-z]\w*\.[a-z_]+")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def answer(lacking: Any, name: str) -> str:
    """Return the message for a name that an object lacks."""
    cls: Any = lacking.__class__
    bases = (SIGNPOSTS.get(each.__name__, {}) for each in cls.__mro__)
    found = (
        next((names[name] for names in bases if name in names), None)
        or lacking._instead(name)
        or _elsewhere(lacking, name)
    )
    if found is None:
        return f"{cls.__name__!r} object has no attribute {name!r}"
    words = _BETWEEN_WORDS.sub(" ", cls.__name__).lower()
    called = variable(lacking)
    who = called if "." in called or words.endswith("s") else f"{_article(words)} {words}"
    return f"{who} has no {name!r}; write {found.replace('{}', called)}"


def of_module(module: str, name: str, instead: str | None = None) -> str:
    """Return the message for a name that a module lacks."""
    found = MODULES[module].get(name, instead)
    msg = f"module {module!r} has no attribute {name!r}"
    return f"{msg}; write {found}" if found else msg


def _article(words: str) -> str:
    return "an" if words[0] in "aeio" else "a"


def variable(named: Any) -> str:
    """Return the name that a program may have for an object: `alibaba`, `alibaba.models`."""
    bases = {each.__name__ for each in type(named).__mro__}
    name = type(named).__name__
    if "Provider" in bases:
        return named.id if named.id.isidentifier() else "provider"
    if "Catalog" in bases and name not in _NAMES:
        return named.name if _CATALOG.fullmatch(named.name) else "catalog"
    return _NAMES.get(name) or _BETWEEN_WORDS.sub("_", name).lower()


def _elsewhere(lacking: Any, name: str) -> str | None:
    """Return what to write for a name that something has which the object holds.

    Of the fields of an object, one alone must have it.
    """
    places = [place for place in lacking._places() if hasattr(place[1], name)]
    held = [place for place in _held_by(cast("Any", type(lacking))) if hasattr(place[1], name)]
    found = places[:1] or (held if len(held) == 1 else [])
    for place, cls in found:
        return f"{place}.{name}{'(…)' if callable(getattr(cls, name)) else ''}"
    return None


@cache
def _held_by(cls: Any) -> tuple[tuple[str, type], ...]:
    """Return the fields that hold one object or several of a class of ours, those of one first."""
    one: list[tuple[str, type]] = []
    several: list[tuple[str, type]] = []
    try:
        hints = get_type_hints(cls)
    except NameError:  # a subclass of a user, with annotations for type checkers alone
        return ()
    for each in fields(cls):
        held = hints[each.name]
        kinds = [kind for kind in (held, *get_args(held)) if _is_ours(kind)]
        if get_origin(held) is tuple:
            several += [(f"{{}}.{each.name}[0]", kind) for kind in kinds]
        elif not each.name.startswith("_"):
            one += [(f"{{}}.{each.name}", kind) for kind in kinds]
    return (*one, *several)


def _is_ours(kind: Any) -> bool:
    return isinstance(kind, type) and has(kind)
