"""Strict reading of files: JSON and TOML to plain values, whoever wrote them.

Decimals are exact, no key stands twice, and a file can neither be too large nor make reading
it slow. Our own files and those of price catalogs are read by this.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from aiproviders._format.value_errors import escaped
from aiproviders._values.wording import quoted, shorten
from aiproviders.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path  # slow to import

JsonObject: TypeAlias = dict[str, Any]
"""An object of a JSON file, or a table of a TOML file."""

LIMIT = 8 * 2**20
"""The most bytes that a file of ours, or all files of a folder together, may have."""

WITHIN_LIMIT = f"at most {LIMIT // 2**20} MiB for all of a provider"
"""The limit in words."""

# Python's reader of TOML takes time and memory by the square of the parts of a key.
_DOTS_IN_LINE = 100
_DOTS = 100_000

# Strings and comments, closed or not, so that the search for an end takes linear time.
_STRING_OR_COMMENT = (
    r'(?s)"""(?:[^"\\]++|\\.|"(?!""))*+"{0,5}'
    r"|'''(?:[^']++|'(?!''))*+'{0,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
)

_TABLES = (dict, Mapping)  # a dict is told at once, and any other mapping slowly


def is_table(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a plain value is a table of fields and values."""
    return isinstance(value, _TABLES)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a plain value is a list."""
    return isinstance(value, list)


def existing_path(given: str | os.PathLike[str]) -> "Path":
    """Return the path of what is there; the error about what is not names it as it was given.

    A `Path` would make `https:/x` of `https://x`.

    Raises:
        OSError: Nothing is there.
    """
    from pathlib import Path

    path = Path(given)
    os.stat(given)  # noqa: PTH116 - a Path forgets how it was written
    return path


def read_bytes(file: "Path", limit: int, expected: str, name: str | None = None) -> bytes:
    """Return the bytes of a file, and read no more of it than is allowed.

    Args:
        file: The file.
        limit: The most bytes that it may have.
        expected: The limit in words, for the error.
        name: The name of the file in errors; its own unless told otherwise.

    Raises:
        DataError: It is no regular file, or too large.
        OSError: It cannot be read.
    """
    name = name or escaped(file.name)
    # A pipe would wait for somebody to write, and a device may have no end.
    if not S_ISREG(file.stat().st_mode):
        msg = "this is no regular file"
        raise DataError(msg, name)
    with file.open("rb") as opened:
        data = opened.read(limit + 1)
    check_size(len(data), limit, expected, name)
    return data


def check_size(size: int, limit: int, expected: str, file: str | None) -> None:
    """Refuse what is larger than a limit.

    Raises:
        DataError: It is too large.
    """
    if size > limit:
        msg = "this is too large"
        raise DataError(msg, file, expected=expected)


Pairs: TypeAlias = list[tuple[str, Any]]
"""The keys and values of an object, in the order of its text."""


def distinct(pairs: Pairs) -> JsonObject:
    """Make an object of keys and values.

    Raises:
        ValueError: A key stands twice.
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        msg = f"the key {quoted(twice)} stands twice in one object"
        raise ValueError(msg)
    return made


def parse_json(
    text: bytes | str, file: str | None, *, pairs: Callable[[Pairs], object] | None = distinct
) -> object:
    """Read JSON text; decimals that are printed alike are one object.

    Args:
        text: The text; bytes in UTF-8, UTF-16 or UTF-32.
        file: The name of the file in errors.
        pairs: Makes an object of keys and values; None takes the last of several values of a key.

    Raises:
        DataError: The text is not JSON, or has numbers that are none, such as NaN.
    """
    try:
        return json.loads(
            text,
            parse_float=_Decimals().__getitem__,
            parse_constant=_refuse_constant,
            object_pairs_hook=pairs,
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise syntax_error(error, "JSON", file) from None


class _Decimals(dict[str, Decimal]):
    """Decimals by how they are printed, made when they are first asked for."""

    def __missing__(self, text: str) -> Decimal:
        self[text] = made = Decimal(text)
        return made


def _refuse_constant(text: str) -> None:
    msg = f"{text} is no number that a fact can have"
    raise ValueError(msg)


def read_toml(file: "Path", folder: "Path", limit: int = LIMIT) -> tuple[str, JsonObject]:
    """Return the text of a TOML file, and the values in it.

    Args:
        file: The file.
        folder: The folder that it has to lie in, whatever links lead to it.
        limit: The most bytes that it may have.

    Raises:
        DataError: The file is not TOML, or lies outside the folder, or has more bytes.
        OSError: The file cannot be read.
    """
    import tomllib
    from pathlib import Path

    name = escaped(file.name)
    target = Path(os.path.realpath(file))
    if not target.is_relative_to(os.path.realpath(folder)):
        msg = "this file is a link that leads out of its folder; put its contents there"
        raise DataError(msg, name)
    data = read_bytes(target, limit, WITHIN_LIMIT, name)
    try:
        text = data.decode("utf-8-sig")  # editors on Windows begin with a mark
        _check_keys(text)
        return text, tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise syntax_error(error, "TOML", name) from None


def _check_keys(text: str) -> None:
    dots = [line.count(".") for line in bare_lines(text)]
    if max(dots) > _DOTS_IN_LINE or sum(dots) > _DOTS:
        msg = "keys have too many parts"
        raise ValueError(msg)


def bare_lines(text: str) -> list[str]:
    """Return the lines of a TOML text without the contents of strings and comments."""
    bare = re.sub(_STRING_OR_COMMENT, lambda match: "x" + "\n" * match[0].count("\n"), text)
    return bare.split("\n")


def syntax_error(error: Exception, language: str, file: str | None) -> DataError:
    """Return the error for a text that is not in a language such as JSON."""
    reason = shorten(str(error) or type(error).__name__)
    return DataError(f"this is not {language}: {reason}", file)
