"""The fields of records: the values they take, and the ids they hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, cast, get_args, get_origin

from attrs import Attribute, Converter, fields, has
from attrs.validators import and_

from aiproviders._values.countries import COUNTRIES
from aiproviders._values.period import Period

# Metadata of a field that holds an id: what it is the id of. The loader checks such ids.
RECORD_ID = {"id_of": "record"}
MEASURE_ID = {"id_of": "measure"}
BENCHMARK_ID = {"id_of": "benchmark"}
SOURCE_ID = {"id_of": "source"}


# Fields that are about a record itself, and not of what it states.
ABOUT_THE_RECORD = ("id", "note", "citations", "inferred")


def sealed(_cls: type, fields: list[Any]) -> list["Attribute[Any]"]:
    """Add converters and validators that follow from the types of fields, for `attrs.frozen`.

    A tuple is made of any iterable except a text, a `Period` of a text or a date. A word that is
    not in the closed list of its field is refused. The words of `inferred` are the names of the
    other fields of the class, and what its metadata adds.
    """
    names = tuple(each.name for each in fields if each.name not in ABOUT_THE_RECORD)
    return [
        _with_checks(_naming_fields(each, names) if each.name == "inferred" else each)
        for each in fields
    ]


def _naming_fields(inferred: "Attribute[Any]", names: tuple[str, ...]) -> "Attribute[Any]":
    literal: Any = Literal
    several: Any = tuple
    kind = several[literal[(*names, *inferred.metadata.get("also", ()))], ...]
    in_list: Any = _closed_list(kind)
    # A class does not take the check of its base, which has fewer fields.
    return inferred.evolve(type=kind, validator=and_(in_list, _each_once))


def _each_once(_: Any, attribute: "Attribute[Any]", names: tuple[str, ...]) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            msg = f"{attribute.name} has {name!r} twice"
            raise ValueError(msg)


def _with_checks(each: Any) -> "Attribute[Any]":
    checked: Attribute[Any] = each.evolve(
        converter=_converter(each.type) or each.converter,
        validator=each.validator or _closed_list(each.type),
    )
    return checked


def _closed_list(kind: Any) -> "Callable[[Any, Attribute[Any], object], None] | None":
    is_list = get_origin(kind) is tuple
    is_optional = type(None) in get_args(kind)
    words = get_args(kind)[0] if is_list or is_optional else kind
    choices = get_args(words)

    def check(_: Any, attribute: "Attribute[Any]", value: Any) -> None:
        given: tuple[object, ...] = value if is_list else (value,)
        for each in given:
            if each not in choices and not (each is None and is_optional):
                msg = f"{attribute.name} is one of {', '.join(choices)}, got {each!r}"
                raise ValueError(msg)

    return check if get_origin(words) is Literal else None


def _converter(kind: Any) -> "Converter[Any, Any] | None":
    if get_origin(kind) is tuple:
        return _TUPLE
    return _PERIOD if Period in get_args(kind) else None


def _as_tuple(values: Iterable[object]) -> tuple[object, ...]:
    if type(values) is tuple:
        return cast("tuple[object, ...]", values)
    if isinstance(values, str):
        msg = f"expected several values, got the text {values!r}; put it in a tuple"
        raise TypeError(msg)
    return tuple(values)


def _as_period(value: Period | date | str | None) -> Period | None:
    return value if value is None or type(value) is Period else Period.of(value)


# Made once, as attrs inspects the signature of a bare function for every field that has it.
_TUPLE = Converter(_as_tuple)
_PERIOD = Converter(_as_period)


def country_codes(_: Any, attribute: "Attribute[Any]", value: str | tuple[str, ...] | None) -> None:
    """Validate a field that holds the code of a country, or several."""
    for code in (value,) if isinstance(value, str) else value or ():
        if code not in COUNTRIES:
            msg = f"{attribute.name} takes ISO 3166-1 alpha-2 codes such as CN, got {code!r}"
            raise ValueError(msg)


class Reference(NamedTuple):
    """An id in a field of a record.

    Attributes:
        path: Path of the field in the record, such as `roles[0].organization`.
        of: What it is an id of: `record`, `measure`, `benchmark` or `source`.
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
