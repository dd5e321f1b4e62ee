"""The fields of records: the values they take, and the ids they hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, cast, get_args, get_origin

from attrs import Attribute, Converter, fields, has

from aiproviders._values.period import Period

# What the id in a field is of; the loader resolves every field that says so.
RECORD_ID = {"id_of": "record"}
MEASURE_ID = {"id_of": "measure"}
BENCHMARK_ID = {"id_of": "benchmark"}
SOURCE_ID = {"id_of": "source"}


def sealed(_cls: type, fields: list[Any]) -> list["Attribute[Any]"]:
    """Make fields hold what they are declared to.

    Tuples copy any iterable but a bare text, dates are read from texts and dates, and a word that
    a closed list does not have is refused.
    """
    return [
        each.evolve(
            converter=_converter(each.type) or each.converter,
            validator=each.validator or _closed_list(each.type),
        )
        for each in fields
    ]


def _closed_list(kind: Any) -> "Callable[[Any, Attribute[Any], object], None] | None":
    optional_choices = get_args(kind)[0] if type(None) in get_args(kind) else kind
    choices = get_args(optional_choices) if get_origin(optional_choices) is Literal else ()

    def check(_: Any, attribute: "Attribute[Any]", value: object) -> None:
        if value is not None and value not in choices:
            msg = f"{attribute.name} is one of {', '.join(choices)}, got {value!r}"
            raise ValueError(msg)

    return check if choices else None


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


# Made once: attrs looks at the signature of a bare function for every field that has it.
_TUPLE = Converter(_as_tuple)
_PERIOD = Converter(_as_period)


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
    """Every id that a record, or a value inside it, holds."""
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
    """Every id in a table that a record may be made of, whatever else may be wrong with it."""
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
    """The fields of a class that hold several objects, and the classes of these."""
    return tuple(
        (each.name, get_args(each.type)[0])
        for each in fields(cls)
        if get_origin(each.type) is tuple and has(get_args(each.type)[0])
    )
