"""How records are found by words, and in which order."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import fields

from aiproviders._records.lookup.names import normalized
from aiproviders._values.wording import OneLine


def rank(
    record: Any, key: str, words: list[str], called: Mapping[str, tuple[str, ...]]
) -> int | None:
    """Return how well a record fits a search, 0 the best; None where it does not.

    Args:
        record: The record.
        key: All that is searched for, as `normalized` gives it.
        words: The words that are searched for, in lower case.
        called: What measures and other records are called, by id.
    """
    ids = (record.id, *record.lookup_names)
    names = (*ids, *(name for id in ids for name in called.get(id, ())))
    keys = [normalized(name) for name in names]
    if key in keys:
        return 0
    if any(each.startswith(key) for each in keys):
        return 1
    if any(key in each for each in keys):
        return 2
    text = " ".join((*names, *_texts(record))).casefold()
    return 3 if all(word in text for word in words) else None


def _texts(record: Any) -> list[str]:
    """Return every text in a record and in the values inside it, except places and fields."""
    texts: list[str] = []
    left = [record]
    while left:
        value = left.pop()
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, tuple):
            left += value
        elif isinstance(value, OneLine):
            kind: Any = type(value)
            left += [
                found
                for name, default in _searched_fields(kind)
                if (found := getattr(value, name)) is not default and found != default
            ]
    return texts


@cache
def _searched_fields(kind: Any) -> list[tuple[str, Any]]:
    """Return the fields of a class that are searched, with the values that state nothing."""
    return [
        (each.name, each.default)
        for each in fields(kind)
        if each.init and each.name not in ("citations", "inferred")
    ]
