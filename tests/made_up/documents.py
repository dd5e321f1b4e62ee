"""Made-up price catalogs in the formats of others, and functions that change one value of them."""

import copy
import json
from collections.abc import Iterator
from typing import Any, TypeAlias, cast

from made_up import PRICE_CATALOGS

KeyPath: TypeAlias = tuple[str | int, ...]
"""The path to a value in a document: keys and positions."""


def read_document(name: str) -> Any:
    """The contents of a made-up JSON file."""
    return json.loads((PRICE_CATALOGS / name).read_text("utf-8"))


def fields(value: Any, key_path: KeyPath = ()) -> Iterator[KeyPath]:
    """The paths to all values of a document that have a key."""
    if type(value) is dict:
        named = cast("dict[str, Any]", value)
        for key, inner in named.items():
            yield (*key_path, key)
            yield from fields(inner, (*key_path, key))
    elif type(value) is list:
        for number, inner in enumerate(cast("list[object]", value)):
            yield from fields(inner, (*key_path, number))


def without(document: Any, key_path: KeyPath) -> Any:
    """A document in which one value is left out."""
    return _changed(document, key_path, None, is_kept=False)


def changed(document: Any, key_path: KeyPath, value: Any) -> Any:
    """A document in which one value is another."""
    return _changed(document, key_path, value, is_kept=True)


def _changed(document: Any, key_path: KeyPath, value: Any, *, is_kept: bool) -> Any:
    document = copy.deepcopy(document)
    place = document
    for step in key_path[:-1]:
        place = place[step]
    if is_kept:
        place[key_path[-1]] = value
    else:
        del place[key_path[-1]]
    return document
