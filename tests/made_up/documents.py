"""Small made-up catalogues in the formats of others, and ways to change them."""

import copy
import json
from collections.abc import Iterator
from typing import Any, TypeAlias, cast

from made_up import CATALOGUES

Way: TypeAlias = tuple[str | int, ...]
"""The way to a value in a document."""


def read_document(name: str) -> Any:
    """The contents of a made-up JSON file."""
    return json.loads((CATALOGUES / name).read_text("utf-8"))


def fields(value: Any, way: Way = ()) -> Iterator[Way]:
    """The ways to all values of a document that have a name."""
    if type(value) is dict:
        named = cast("dict[str, Any]", value)
        for key, inner in named.items():
            yield (*way, key)
            yield from fields(inner, (*way, key))
    elif type(value) is list:
        for number, inner in enumerate(cast("list[object]", value)):
            yield from fields(inner, (*way, number))


def without(document: Any, way: Way) -> Any:
    """A document in which one value is left out."""
    return _changed(document, way, None, is_kept=False)


def changed(document: Any, way: Way, value: Any) -> Any:
    """A document in which one value is another."""
    return _changed(document, way, value, is_kept=True)


def _changed(document: Any, way: Way, value: Any, *, is_kept: bool) -> Any:
    document = copy.deepcopy(document)
    place = document
    for step in way[:-1]:
        place = place[step]
    if is_kept:
        place[way[-1]] = value
    else:
        del place[way[-1]]
    return document
