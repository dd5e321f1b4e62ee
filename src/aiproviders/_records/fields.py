"""The fields of records: the values they take, and the ids they hold."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from attrs import Attribute, Converter, evolve, fields, has

from aiproviders._values.countries import COUNTRIES
from aiproviders._values.period import Moment, Period
from aiproviders._values.wording import MOST_KEPT, listed, quoted

T = TypeVar("T")

# Metadata of a field that holds an id: what it is the id of. The loader checks such ids.
RECORD_ID = {"id_of": "record"}
MODEL_ID = {"id_of": "model"}
MEASURE_ID = {"id_of": "measure"}
BENCHMARK_ID = {"id_of": "benchmark"}
SOURCE_ID = {"id_of": "source"}

RecordId = Annotated[str, RECORD_ID]  # the id of a record, in what a property gives


# Fields that are about a record itself, and not of what it states.
ABOUT_THE_RECORD = ("id", "note", "citations", "inferred")


def sealed(_cls: type, fields: list[Any]) -> list["Attribute[Any]"]:
    """Add the checks that follow from the types of fields and their metadata, for `attrs.frozen`.

    A value of another type is refused, a word that is not in the closed list of its field, and a
    text that does not match the `pattern` of the metadata. The words of `inferred` are the names of
    the other fields of the class, and what its metadata adds.
    """
    names = tuple(each.name for each in fields if each.name not in ABOUT_THE_RECORD)
    return [
        _with_checks(_naming_fields(each, names))
        if each.name == "inferred"
        else each
        if each.inherited
        else _with_checks(each)
        for each in fields
    ]


def _naming_fields(inferred: "Attribute[Any]", names: tuple[str, ...]) -> "Attribute[Any]":
    literal: Any = Literal
    several: Any = tuple
    kind = several[literal[(*names, *inferred.metadata.get("also", ()))], ...]
    # A class does not take the check of its base, which has fewer fields.
    return inferred.evolve(type=kind, validator=_each_once)


def _each_once(_: Any, attribute: "Attribute[Any]", names: tuple[str, ...]) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            msg = f"{attribute.name} has {quoted(name)} twice"
            raise ValueError(msg)


def _with_checks(each: Any) -> "Attribute[Any]":
    # A converter refuses what it cannot convert; one of several values does not look at each.
    is_checked = each.converter is not None and not _holds_several(each.type)
    checks = (
        None if is_checked else _type_check(each.type),
        _matches if "pattern" in each.metadata else None,
        _enough if "min_items" in each.metadata else None,
        each.validator,
    )
    is_new = each.converter is not None and not each.inherited
    given = [check for check in checks if check is not None]
    checked: Attribute[Any] = each.evolve(
        converter=_inspected(each.converter) if is_new else each.converter,
        validator=_all(given) if len(given) > 1 else next(iter(given), None),
    )
    return checked


def _all(checks: "Sequence[Callable[[Any, Attribute[Any], Any], object]]") -> Callable[..., None]:
    """Return one check that makes several, with less around it than that of attrs."""
    first, *others = checks

    def check(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
        first(instance, attribute, value)
        for other in others:
            other(instance, attribute, value)

    return check


@cache
def _inspected(converter: Callable[[Any], Any]) -> "Converter[Any, Any]":
    """Return a converter whose signature attrs need not inspect again for every field."""
    return Converter(converter)


_SEVERAL = (tuple, Iterable)  # a tuple is told at once, and anything else slowly
_NOUNS = {str: "text", bool: "bool", int: "whole number"}


@cache  # fields of many classes have one type
def _type_check(kind: Any) -> "Callable[[Any, Attribute[Any], Any], None] | None":
    """Return a validator for the type of a field; None where the type says nothing at run time."""
    is_several = _holds_several(kind)
    item = (get_args(kind) or get_args(kind.__orig_bases__[0]))[0] if is_several else kind
    options = get_args(item) if get_origin(item) in {Union, UnionType} else (item,)
    choices = next((get_args(each) for each in options if get_origin(each) is Literal), ())
    # A word of a provider's own, which is no closed list, is a text; of pairs, none is looked into.
    plain = [getattr(each, "__supertype__", get_origin(each) or each) for each in options]
    classes = tuple(each for each in plain if each is not Literal)
    if {Any, object} & {*classes} or not all(isinstance(each, type) for each in classes):
        return None
    return _check_of(classes, choices, is_several=is_several)


def _check_of(
    classes: tuple[type, ...], choices: tuple[Any, ...], *, is_several: bool
) -> "Callable[[Any, Attribute[Any], Any], None]":
    # Called for every field of every record that is made, so that it looks at the usual case first.
    def check(_: Any, attribute: "Attribute[Any]", value: Any) -> None:
        if not (type(value) in classes or value in choices or is_sound(value)):
            raise _refusal(attribute.name, value)

    def check_each(_: Any, attribute: "Attribute[Any]", values: Any) -> None:
        held: Any = values
        if not isinstance(values, _SEVERAL):
            raise _refusal(attribute.name, held)
        for each in held:
            if not (type(each) in classes or each in choices or is_sound(each)):
                raise _refusal(attribute.name, each)

    def is_sound(value: object) -> bool:
        return isinstance(value, classes) and not isinstance(value, bool)

    def _refusal(name: str, value: object) -> Exception:
        got = quoted(value)
        if not {*classes} - {NoneType}:
            return ValueError(f"{name} is one of {listed(choices, 12)}, got {got}")
        noun = _NOUNS.get(classes[0], f"{classes[0].__name__} object")
        expected = f"{noun}s" if is_several else f"a {noun}"
        return TypeError(f"{name} takes {expected}, got {got}")

    return check_each if is_several else check


def _holds_several(kind: Any) -> bool:
    """Whether the values of a type are tuples or catalogs."""
    base = get_origin(kind) or kind
    return isinstance(base, type) and base is not str and issubclass(base, Iterable)


def _matches(_: Any, attribute: "Attribute[Any]", text: str | None) -> None:
    if text is None:
        return
    is_of_pattern = _is_of_pattern if len(text) <= MOST_KEPT else _is_of_pattern.__wrapped__
    if not is_of_pattern(text, attribute.metadata["pattern"]):
        msg = f"{attribute.name} takes {attribute.metadata['expected']}, got {quoted(text)}"
        raise ValueError(msg)


@lru_cache(1000)
def _is_of_pattern(text: str, pattern: str) -> bool:
    # Most are asked about again and again, as a currency is.
    return re.fullmatch(pattern, text) is not None


def _enough(_: Any, attribute: "Attribute[Any]", values: tuple[object, ...]) -> None:
    least = attribute.metadata["min_items"]
    if len(values) < least:
        msg = f"{attribute.name} takes at least {least}, got {len(values)}"
        raise ValueError(msg)


def as_tuple(values: Iterable[T]) -> tuple[T, ...]:
    """Return values as a tuple, for the converters of fields; a text or one value is refused."""
    if type(values) is tuple:
        return values  # pyright: ignore[reportUnknownVariableType]
    if isinstance(values, str) or not isinstance(values, Iterable):
        msg = f"expected several values, got {quoted(values)}; put it in a tuple"
        raise TypeError(msg)
    return tuple(values)


# A converter for each type of field: type checkers understand a named function that is not generic.


def as_texts(values: Iterable[str]) -> tuple[str, ...]:
    return as_tuple(values)


def as_period(value: Moment | None) -> Period | None:
    return value if value is None or type(value) is Period else Period.of(value)


def country_codes(_: Any, attribute: "Attribute[Any]", value: str | tuple[str, ...] | None) -> None:
    """Validate a field that holds the code of a country, or several."""
    for code in (value,) if isinstance(value, str) else value or ():
        if code not in COUNTRIES:
            msg = f"{attribute.name} takes ISO 3166-1 alpha-2 codes such as CN, got {quoted(code)}"
            raise ValueError(msg)


class Reference(NamedTuple):
    """An id in a field of a record.

    Attributes:
        path: Path of the field in the record, such as `roles[0].organization`.
        of: What it is an id of: `record`, `model`, `measure`, `benchmark` or `source`.
        id: The id.
    """

    path: str
    of: str
    id: str


def references(value: object, path: str = "") -> Iterator[Reference]:
    """Return every id that a record holds, those in the values inside it included."""
    id_fields, nested = fields_with_ids(cast("Any", type(value)))
    for name, of in id_fields:
        held = getattr(value, name)
        if isinstance(held, str):
            yield Reference(path + name, of, held)
        else:
            for position, each in enumerate(held or ()):
                yield Reference(f"{path}{name}[{position}]", of, each)
    for name, _ in nested:
        for position, each in enumerate(getattr(value, name)):
            yield from references(each, f"{path}{name}[{position}].")


def with_other_ids(value: Any, names: dict[tuple[str, str], str]) -> Any:
    """Return a value in which ids of other records are replaced.

    Args:
        value: A record, or a value inside one.
        names: The new id by what it is an id of, such as `source`, and the old one.
    """
    id_fields, nested = fields_with_ids(cast("Any", type(value)))
    changes: dict[str, Any] = {}
    for name, of in id_fields:
        held = getattr(value, name)
        if isinstance(held, str):
            changes[name] = names.get((of, held), held)
        elif held:
            changes[name] = tuple(names.get((of, each), each) for each in held)
    for name, _ in nested:
        changes[name] = tuple(with_other_ids(each, names) for each in getattr(value, name))
    return evolve(value, **changes)


def references_in_table(kind: type, table: object, path: str = "") -> Iterator[Reference]:
    """Return every id in a TOML table of a record, which need not be valid otherwise."""
    if not isinstance(table, Mapping):
        return
    values = cast("Mapping[object, object]", table)
    id_fields, nested = fields_with_ids(kind)
    for name, of in id_fields:
        held = values.get(name)
        if isinstance(held, str):
            yield Reference(path + name, of, held)
        for position, each in _numbered(held):
            if isinstance(each, str):
                yield Reference(f"{path}{name}[{position}]", of, each)
    for name, item in nested:
        for position, each in _numbered(values.get(name)):
            yield from references_in_table(item, each, f"{path}{name}[{position}].")


def _numbered(value: object) -> Iterator[tuple[int, object]]:
    return enumerate(cast("list[object]", value) if isinstance(value, list) else ())


@cache
def fields_with_ids(cls: Any) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Any], ...]]:
    ids = tuple(
        (each.name, each.metadata["id_of"]) for each in fields(cls) if "id_of" in each.metadata
    )
    return ids, nested_types(cls)


def nested_types(cls: Any) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a class that hold several objects, each with the class of these."""
    return tuple(
        (each.name, get_args(each.type)[0])
        for each in fields(cls)
        if get_origin(each.type) is tuple and has(get_args(each.type)[0])
    )


@cache
def _descriptions() -> dict[str, Any]:
    """Return the texts that `tools.docs.descriptions` took from the docstrings of classes.

    Where Python drops docstrings (`-OO`), they cannot be read from the classes.
    """
    import json
    from importlib.resources import files

    return cast(
        "dict[str, Any]",
        json.loads(files("aiproviders._records").joinpath("descriptions.json").read_bytes()),
    )


def class_description(cls: type) -> str:
    """Return the sentence that says what a class of records is."""
    return str(_descriptions()[cls.__name__]["class"])


def field_descriptions(cls: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say of its fields, by name."""
    descriptions: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        descriptions |= _descriptions().get(base.__name__, {}).get("fields", {})
    return descriptions
