"""Which ids a record holds."""

from collections.abc import Iterator
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
    id_fields, nested = _fields_with_ids(cast("Any", type(value)))
    for name, of in id_fields:
        held = getattr(value, name)
        if isinstance(held, str):
            yield Reference(path + name, of, held)
        else:
            for position, each in enumerate(held or ()):
                yield Reference(f"{path}{name}[{position}]", of, each)
    for name in nested:
        for position, each in enumerate(getattr(value, name)):
            yield from references(each, f"{path}{name}[{position}].")


@cache
def _fields_with_ids(cls: Any) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    ids = tuple(
        (each.name, each.metadata["id_of"]) for each in fields(cls) if "id_of" in each.metadata
    )
    nested = tuple(
        each.name
        for each in fields(cls)
        if get_origin(each.type) is tuple and has(get_args(each.type)[0])
    )
    return ids, nested
