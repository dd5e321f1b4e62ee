"""Which ids a record holds."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, cast, get_args, get_origin

from attrs import fields, has


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
