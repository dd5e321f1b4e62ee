"""What `where` compares: whether a field of a record holds one of the values asked for."""

from collections.abc import Callable, Collection, Container, Iterable
from functools import cache
from inspect import getattr_static
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NewType,
    TypeAlias,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from attrs import fields, fields_dict, has

from aiproviders._records.lookup.names import near_words, normalized
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import resolved
from aiproviders._values.period import Period
from aiproviders._values.wording import listed, quoted

T = TypeVar("T")

AnyOf: TypeAlias = T | Collection[T | None] | None
"""A value to compare a field with, or several of which it has one; None is not stated."""

Test: TypeAlias = Callable[[Any], bool]


class Kind(NamedTuple):
    """What a field or a property of records holds.

    Attributes:
        of: The class of the value, or of each of several.
        several: Whether it holds several.
        words: The words of its closed list, if it has one.
        own_words: Whether a provider may add words of its own, such as `acme:recall`.
        id_of: What it holds the id of, such as `measure`; None where it holds no ids.
    """

    of: Any
    several: bool
    words: tuple[str, ...]
    own_words: bool
    id_of: str | None


class Asked(NamedTuple):
    """A field that is asked for.

    Attributes:
        name: Its name.
        kind: What it holds.
        held: What the records hold in it, each of several alone.
        ids_called: A function that finds the ids of what has a name.
    """

    name: str
    kind: Kind
    held: tuple[Any, ...]
    ids_called: Callable[["Asked", str], Container[str]]


@cache
def kind_of(cls: Any, name: str) -> Kind | None:
    """Return what a field or a property of a class holds; None where `where` cannot compare it."""
    field = fields_dict(cls).get(name) if has(cls) else None
    member = getattr_static(cls, name, None)
    if field is not None and field.init:
        hint, metadata = resolved(field.type), [field.metadata]
    elif isinstance(member, property) and not name.startswith("_"):
        hint, metadata = get_type_hints(member.fget, include_extras=True)["return"], []
    else:
        return None
    options = _options(hint)
    several = get_origin(options[0]) is tuple
    if several:
        options = _options(get_args(options[0])[0])
    if get_origin(options[0]) is Annotated:
        options, metadata = get_args(options[0])[:1], [*get_args(options[0])[1:]]
    (id_of,) = [each["id_of"] for each in metadata if "id_of" in each] or [None]
    words = _words(options[0])
    of = str if get_origin(options[0]) is Literal else options[0]
    is_catalog = isinstance(of, type) and issubclass(of, Iterable) and of is not str
    own_words = any(isinstance(each, NewType) for each in options)
    return None if is_catalog else Kind(of, several, words, own_words, id_of)


def _options(hint: Any) -> tuple[Any, ...]:
    """Return what a value may be besides None."""
    options = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    return tuple(each for each in options if each is not NoneType)


def _words(hint: Any) -> tuple[str, ...]:
    """Return the words of a closed list, or those that an object has in its fields."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    if _holds_words(hint):
        return get_args(get_args(fields(hint)[0].type)[0])
    return ()


def _holds_words(hint: Any) -> bool:
    """Whether values are objects that words are looked up in, such as `Modalities`."""
    return hint is not Period and has(hint) and hasattr(hint, "__contains__")


def condition(asked: Asked, values: object) -> Test:
    """Return what tells whether a record's value of a field is among those asked for.

    Args:
        asked: The field.
        values: One value, or several.

    Raises:
        ValueError: A word is none of the closed list, or a text is no date.
        UnknownIdError: Nothing is called so.
        TypeError: A value is of another kind than the field.
    """
    several = values if _are_several(values) else (values,)
    tests = [_is_none if each is None else _test(asked, each) for each in several]
    if asked.kind.several:
        return lambda held: any(test(each) for test in tests for each in held or (None,))
    return lambda held: any(test(held) for test in tests)


def _are_several(values: object) -> TypeGuard[Collection[Any]]:
    return isinstance(values, Collection) and not isinstance(values, str | bytes)


def _is_none(held: object) -> bool:
    return held is None


def _test(asked: Asked, value: Any) -> Test:
    kind = asked.kind
    if kind.of is Period:
        return _lies_in(_periods(asked, value))
    if kind.id_of is not None:
        ids = asked.ids_called(asked, value)
        return lambda held: held in ids
    if isinstance(value, kind.of) and not isinstance(value, str):
        return lambda held: bool(held == value)
    if _holds_words(kind.of):
        word = _word(asked, value)
        return lambda held: held is not None and word in held
    if kind.of is not str:
        msg = (
            f"{asked.name} is compared with objects of {kind.of.__name__}, got {quoted(value)}; "
            f"for any other condition, write where(lambda each: … each.{asked.name} …)"
        )
        raise TypeError(msg)
    if kind.words:
        word = _word(asked, value)
        return lambda held: bool(held == word)
    return _is_spelled(value)


def _word(asked: Asked, value: object) -> str:
    """Return the word of a closed list that a text is a spelling of."""
    check_type(value, str)
    text, kind = str(value), asked.kind
    own: set[str] = {*asked.held} - {*kind.words, None} if kind.own_words else set()
    words = {normalized(word): word for word in (*sorted(own), *kind.words)}
    word = words.get(normalized(text))
    if word is None:
        near = [words[each] for each in near_words(normalized(text), words)[:1]]
        hint = f"; did you mean {quoted(near[0])}?" if near else ""
        msg = f"{asked.name} is one of {listed(words.values(), 20)}, got {quoted(text)}{hint}"
        raise ValueError(msg)
    return word


def _is_spelled(value: object) -> Test:
    """Tell whether a text is the one asked for, however it is spelled, as names are found."""
    check_type(value, str)
    key = normalized(str(value))
    return lambda held: held is not None and (held == value or key == normalized(held) != "")


def _periods(asked: Asked, value: Any) -> list[Period]:
    """Return the dates that a value stands for: those that records call so, or the one it says."""
    if not isinstance(value, str):
        return [Period.of(value)]
    key = normalized(value)
    called = [each for each in asked.held if each is not None and each.label]
    labelled = [each for each in called if normalized(each.label) == key]
    try:
        return labelled or [Period.parse(value)]
    except ValueError:
        if asked.held:
            raise
        return []  # what no record is called may be what one was that is not here


def _lies_in(periods: list[Period]) -> Test:
    return lambda held: held is not None and any(held in period for period in periods)
