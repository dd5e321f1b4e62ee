"""JSON files of price catalogs, read into plain values with decimals as they are printed.

An object may have a key twice. Where it has the same value both times, nothing is lost; tables are
compared field by field; and what differs is a value that no reader takes, so that it is left out.
"""

import json
import os
import re
from typing import TYPE_CHECKING, Any, cast

from aiproviders._format.strict_reading import (
    JsonObject,
    Pairs,
    is_table,
    parse_json,
    read_bytes,
    syntax_error,
)
from aiproviders.adapters._reading.values import UnexpectedError

if TYPE_CHECKING:
    from pathlib import Path  # slow to import

LIMIT = 64 * 2**20
"""The most bytes that a file may have."""

_SURROGATE = rb"\\u[dD][89a-fA-F]"


def read_json(path: "Path") -> JsonObject:
    """Read a JSON file that holds an object.

    Raises:
        DataError: The file holds something else, or it has more bytes than any price catalog.
        OSError: The file cannot be read.
    """
    data = read_bytes(path, LIMIT, f"at most {LIMIT // 2**20} MiB", path.name)
    return parse(data, path.name)


def parse(data: bytes, file: str, *, by_hand: bool = True) -> JsonObject:
    """Read JSON text that holds an object.

    Args:
        data: The text, in UTF-8.
        file: The name of the file in errors.
        by_hand: Whether an object may have a key twice, as no program writes it; to look for it
            takes time.

    Raises:
        DataError: The text is something else.
    """
    contents = parse_json(data, file, pairs=_agreeing if by_hand else None)
    if re.search(_SURROGATE, data):
        try:
            # Half a surrogate pair could not be written to a file again.
            json.dumps(contents, ensure_ascii=False, default=str).encode()
        except (ValueError, RecursionError) as error:
            raise syntax_error(error, "JSON", file) from None
    if type(contents) is not dict:
        raise UnexpectedError(contents, "an object").in_file(file)
    return cast("JsonObject", contents)


class _Unlike:
    """Stands for the value of a key that has several, which differ."""

    def __repr__(self) -> str:
        return "several different values"


_UNLIKE = _Unlike()
_ABSENT = object()


def _agreeing(pairs: Pairs) -> JsonObject:
    """Make an object of keys and values; of several values of a key, what they agree on."""
    made = dict(pairs)
    if len(made) < len(pairs):
        made = {}
        for key, value in pairs:
            made[key] = _agreed(made[key], value) if key in made else value
    return made


def _agreed(one: Any, other: Any) -> object:
    if is_table(one) and is_table(other):
        return {
            key: _agreed(one.get(key, _ABSENT), other.get(key, _ABSENT))
            for key in dict.fromkeys([*one, *other])
        }
    # By their text, as 1 and true are equal.
    return one if repr(one) == repr(other) else _UNLIKE


def installed_version(file: str | os.PathLike[str], name: str) -> str:
    """Return the version of the package that a file lies in; an empty text if it is unknown.

    The name of the metadata folder beside that of the file says so. `importlib.metadata` would take
    longer than reading a whole price catalog.
    """
    prefix, suffix = f"{name.replace('-', '_')}-", ".dist-info"
    folders = os.path.dirname(os.path.dirname(file)) or os.curdir  # noqa: PTH120
    beside = os.listdir(folders)  # noqa: PTH208 - no paths are made of hundreds of names
    found = [each for each in beside if each.startswith(prefix) and each.endswith(suffix)]
    return found[0].removeprefix(prefix).removesuffix(suffix) if len(found) == 1 else ""
