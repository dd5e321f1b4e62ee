"""What the public interface takes and returns can be named from a public module."""

import inspect
from collections.abc import Iterator
from types import UnionType
from typing import (
    Any,
    Literal,
    NewType,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from attrs import has

from tools.docs import closed_lists, public_names

# Words of one argument that nobody annotates a variable with.
INLINE = {
    ("bundled", "plugin"), ("kind",), ("pandas",), ("polars",), ("duckdb",), ("wide", "long"),
    ("stated", "maker"), ("exact",),
}  # fmt: skip


def annotated(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """What the fields, arguments and returns of a public name are, each with its place."""
    functions: dict[str, Any] = {name: value} if inspect.isroutine(value) else {}
    if inspect.isclass(value):
        for member_name in dir(value):
            member = inspect.getattr_static(value, member_name)
            getters = (getattr(member, each, None) for each in ("fget", "func", "__func__"))
            function = next(filter(None, getters), member)
            if inspect.isfunction(function) and not member_name.startswith("_"):
                functions[f"{name}.{member_name}"] = function
        if has(value):
            hints = get_type_hints(value)
            yield from ((f"{name}.{each}", hints[each]) for each in hints if each[0] != "_")
            functions[name] = value.__init__
    for place, function in functions.items():
        for argument, hint in get_type_hints(function).items():
            yield f"{place}({argument})", hint


def parts(hint: Any) -> Iterator[Any]:
    """The closed lists, new types and classes of this package that an annotation is made of."""
    if isinstance(hint, TypeVar):
        yield from parts([hint.__bound__, *hint.__constraints__])
    elif get_origin(hint) is Literal:
        yield get_args(hint)
    elif isinstance(hint, NewType):
        yield hint
    elif isinstance(hint, list | tuple):
        for each in cast("list[Any]", hint):
            yield from parts(each)
    elif get_origin(hint):
        yield from parts([get_origin(hint), *get_args(hint)])
    elif get_args(hint):
        yield from parts(get_args(hint))
    elif is_typeddict(hint):  # keywords, which no variable is
        yield from parts([*get_type_hints(hint).values()])
    elif inspect.isclass(hint) and hint.__module__.startswith("aiproviders"):
        yield hint


def test_everything_public_can_be_named() -> None:
    """Each class, closed list and new type that a public name takes or returns is public too."""
    public = public_names()
    homes = {
        get_args(each) if get_origin(each) is Literal else id(each): name
        for name, each in public.items()
    }
    without: set[tuple[str, Any]] = {
        (place, part)
        for name, value in public.items()
        for place, hint in annotated(name, value)
        for part in parts(hint)
        if (part if isinstance(part, tuple) else id(part)) not in homes
        and part not in INLINE
        # The names of fields, of which each class has its own.
        and not place.endswith(("inferred", "(inferred)"))
    }

    assert set() == without


def test_unions_can_be_named() -> None:
    """Each union that the code has a name for and the public interface takes is public."""
    hints = [hint for name, value in public_names().items() for _, hint in annotated(name, value)]
    taken = {each for hint in hints for each in (hint, *get_args(hint))}
    unions = {
        name: kind in [*public_names().values()]
        for name, (kind, _) in closed_lists.aliases()
        if get_origin(kind) in {Union, UnionType} and kind in taken
    }

    assert unions
    assert all(unions.values()), unions


def test_each_name_has_one_home() -> None:
    """No public thing stands in two public modules, nor under two names."""
    homes: dict[int, list[str]] = {}
    for name, value in public_names().items():
        if not isinstance(value, str):
            homes.setdefault(id(value), []).append(name)

    assert [] == [names for names in homes.values() if len(names) > 1]
    last = [name.rpartition(".")[2] for name in public_names()]
    assert {"price_performance", "read", "timeline"} == {
        name for name in last if last.count(name) > 1
    }
