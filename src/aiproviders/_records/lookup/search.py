"""How records are found by words, and in which order."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from aiproviders._records.lookup.names import normalized
from aiproviders._values.wording import OneLine, stated_fields


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


def _texts(value: object) -> Iterator[str]:
    """Return every text in a record and in the values inside it, except places and fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from _texts(each)
    elif isinstance(value, OneLine):
        for name, each in stated_fields(value).items():
            if name not in ("citations", "inferred"):
                yield from _texts(each)
