"""How a record is found by a name: by its id, by another name, or by any spelling of one."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from aiproviders._records.lookup.dated_alias import Holder, dated_holders
from aiproviders._values.wording import MOST_KEPT

R = TypeVar("R")

_MOST_SPELLINGS = 1_000

# Spaces, `_`, dots, and the hyphens and dashes of Unicode.
_SEPARATOR = r"[\s_.\-\u2010-\u2015\u2212]+"
_SEPARATORS = re.compile(rf"(?P<between_digits>(?<=\d){_SEPARATOR}(?=\d))|{_SEPARATOR}")


class Named(NamedTuple):
    """What a record is called.

    Attributes:
        id: Its id.
        lookup_names: Other names that it is found by.
        section: The section of its provider that it stands in, such as `people`.
    """

    id: str
    lookup_names: tuple[str, ...]
    section: str


class Index(NamedTuple):
    """Records by what they are called.

    Attributes:
        ids: The record of each id, in use or retired.
        names: Those of each id or other name, as written.
        keys: Those of each spelling, as `normalized` gives it.
        dated: What a dated alias stands for one after another, by name and by spelling.
        certain: The record of each id, of each other name as written that it alone has, and of some
            spellings that were asked for.
    """

    ids: dict[str, Any]
    names: dict[str, tuple[Any, ...]]
    keys: dict[str, tuple[Any, ...]]
    dated: dict[str, list[Holder]]
    certain: dict[str, Any]

    @property
    def has_room(self) -> bool:
        """Whether there is room for another spelling."""
        return len(self.certain) < len(self.names) + len(self.ids) + _MOST_SPELLINGS


def normalized(name: str) -> str:
    """Return the key that all spellings of a name share; empty if it has only separators.

    Case, spaces, `_`, hyphens and dots do not count; digits stay apart, and dots between digits
    stay: "Qwen 3.6", "qwen3.6" and "Qwen-3. 6" are one, "qwen3-6" and "qwen3..6" are others.
    """
    return _kept_key(name) if len(name) <= MOST_KEPT else _key(name)


def _key(name: str) -> str:
    return _SEPARATORS.sub(_kept_part, unicodedata.normalize("NFKC", name).casefold())


_kept_key = lru_cache(4096)(_key)  # as programs ask for the same names again and again


def _kept_part(separators: re.Match[str]) -> str:
    between_digits = separators["between_digits"]
    return "" if between_digits is None else "." * between_digits.count(".") or "-"


def near_words(name: str, words: Collection[str]) -> list[str]:
    """Return the words that a name, which is none of them, may be a slip for; the nearest first."""
    from difflib import get_close_matches

    return get_close_matches(name, words, n=len(words) or 1)


def with_retired(records: dict[str, R], successors: Collection[tuple[str, str]]) -> dict[str, R]:
    """Return records by id, with each retired id for the record that took its place.

    A successor may be retired itself; the last of them counts.

    Args:
        records: Records by id; an id in use never stands for another record.
        successors: Pairs of a retired id and the id that took its place.
    """
    found = dict(records)
    next_id = dict(successors)
    for retired, _ in successors:
        id, chain = retired, list[str]()
        while id not in found and id in next_id:
            chain.append(id)
            id = next_id.pop(id)  # each id once, so that a circle ends
        if id in found:
            found.update(dict.fromkeys(chain, found[id]))
    return found


def index_of(records: tuple[Any, ...], successors: tuple[tuple[str, str], ...]) -> Index:
    """Return records by what they are called, with the ids that were retired."""
    ids: dict[str, Any] = {}
    named = defaultdict[str, list[Any]](list)
    keyed = defaultdict[str, list[Any]](list)
    for record in records:
        spellings = dict.fromkeys((record.id, *record.lookup_names))
        for spelling in spellings:
            named[spelling].append(record)
        for key in dict.fromkeys(map(normalized, spellings)):
            if key:
                keyed[key].append(record)
        ids[record.id] = record
    names = {name: tuple(held) for name, held in named.items()}
    keys = {key: tuple(held) for key, held in keyed.items()}
    dated: dict[str, list[Holder]] = {}
    for name, held in dated_holders(records).items():
        for spelling, found in ((name, names), (normalized(name), keys)):
            if spelling and spelling not in found:
                found[spelling] = (held[-1].record,)
                dated[spelling] = held
    for record in records:
        if ids.get(record.id) is not record:
            # Two records with one id: neither is found by it alone.
            ids.pop(record.id, None)
    ids = with_retired(ids, successors)
    alone = (name for name, held in names.items() if len(held) == 1 and name not in dated)
    certain = {name: names[name][0] for name in alone} | ids
    return Index(ids, names, keys, dated, certain)
