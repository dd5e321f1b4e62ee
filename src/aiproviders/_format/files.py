"""Files to plain values: what is read, how much of it at most, and where each row stands."""

import json
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, NamedTuple, TypeAlias

from attrs import frozen

from aiproviders._format.converter import is_list, is_table
from aiproviders._format.defaults import with_default_source
from aiproviders._format.faults import brief, plain
from aiproviders._records.provider import SECTIONS
from aiproviders._values.text import shorten
from aiproviders.errors import DataError

LIMIT = 8 * 2**20
"""The most bytes that a file, or all files of a folder together, may have."""

# Reading a TOML key takes time and memory by the square of its parts.
_DOTS_IN_LINE = 100
_DOTS = 100_000

# Strings and comments, whether or not they are closed, so that looking for the end of one takes
# no longer than reading it.
_QUOTED = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{0,5}'
    r"|'''(?:[^']++|'(?!''))*+'{0,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]")


class Place(NamedTuple):
    """Where a row stands: its file, its number among its like there, the line of its header."""

    file: str | None = None
    row: str | None = None
    line: int | None = None


Locate: TypeAlias = Callable[[str, int], Place]
"""Finds the place of a row by its section and its number, counted from 0."""


@frozen(kw_only=True)
class Document:
    """A provider as plain values, and where they come from.

    Attributes:
        contents: What was read; a table, if it is a document at all.
        locate: Finds the place of a row.
        header: Name of the file that says who the provider is.
        default_sources: What files name as the source of their rows, by file.
        faults: Why some of what there was could not be read.
    """

    contents: Any
    locate: Locate
    header: str | None = None
    default_sources: tuple[tuple[str | None, Any], ...] = ()
    faults: tuple[DataError, ...] = ()


def read(path: str | os.PathLike[str]) -> Document:
    """Read a folder of TOML files or one file; `Provider.load` documents how."""
    path = Path(path)
    try:
        is_folder = S_ISDIR(path.stat().st_mode)
    except ValueError:
        msg = f"no file can have the name {brief(str(path))}"
        raise DataError(msg) from None
    if is_folder:
        return _read_toml(sorted(path.glob("*.toml")), path)
    if path.suffix == ".toml":
        # The caller's choice, wherever it leads; what a link is called says nothing of its target.
        return _read_toml([path], Path(os.path.realpath(path)).parent)
    return read_json(_bytes(path, LIMIT), file=plain(path.name))


def read_json(text: bytes | str, *, file: str | None = None) -> Document:
    """Read canonical JSON; `Provider.from_json` documents how.

    Raises:
        DataError: The text is not JSON.
    """
    _check_size(len(text), LIMIT, file)
    try:
        contents = json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_distinct
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        msg = f"this is not JSON: {_reason(error)}"
        raise DataError(msg, file) from None
    return read_values(contents, file=file)


def read_values(contents: object, *, file: str | None = None) -> Document:
    """Take what `to_dict` gave; `Provider.from_dict` documents how."""
    default_sources: tuple[tuple[str | None, Any], ...] = ()
    if is_table(contents) and "default_source" in contents:
        default_sources = ((file, contents["default_source"]),)
        contents = with_default_source(contents)
    return Document(
        contents=contents,
        locate=lambda section, row: Place(file, f"{section} row {row + 1}"),
        header=file,
        default_sources=default_sources,
    )


def toml(file: Path, folder: Path, limit: int = LIMIT) -> tuple[str, dict[str, Any]]:
    """Give the text of a TOML file, and the values in it.

    Raises:
        DataError: The file is not TOML, or lies outside the folder, or has more bytes.
        OSError: The file cannot be read.
    """
    name = plain(file.name)
    target = Path(os.path.realpath(file))
    if not target.is_relative_to(os.path.realpath(folder)):
        msg = "this file is a link that leads out of its folder; put its contents there"
        raise DataError(msg, name)
    data = _bytes(target, limit, name)
    import tomllib  # noqa: PLC0415 - the bundled data is read from JSON

    try:
        text = data.decode()
        _check_keys(text)
        return text, tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        msg = f"this is not TOML: {_reason(error)}"
        raise DataError(msg, name) from None


def _read_toml(files: list[Path], folder: Path) -> Document:
    read = _Folder()
    left = LIMIT
    for file in files:
        try:
            text, values = toml(file, folder, left)
        except DataError as fault:
            read.faults.append(fault)
            continue
        left -= len(text.encode())
        read.add(plain(file.name), text, values)
    if not files:
        msg = f"there is nothing to read in the folder {brief(folder.name)}"
        expected = "TOML files, one of them with schema, id and company"
        read.faults.append(DataError(msg, expected=expected))
    return Document(
        contents=read.contents,
        locate=read.locate,
        header=read.header,
        default_sources=tuple(read.default_sources),
        faults=tuple(read.faults),
    )


class _Folder:
    """What the files of a folder hold, taken together."""

    def __init__(self) -> None:
        self.contents: dict[str, Any] = {}
        self.header: str | None = None
        self.default_sources: list[tuple[str | None, Any]] = []
        self.faults: list[DataError] = []
        self._texts: dict[str, str] = {}
        self._headers: dict[str, dict[str, list[int]]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[str, int], tuple[str, int]] = {}

    def add(self, name: str, text: str, values: dict[str, Any]) -> None:
        self._texts[name] = text
        if "default_source" in values:
            self.default_sources.append((name, values["default_source"]))
            values = with_default_source(values)
        for key, value in values.items():
            if key in SECTIONS and is_list(value):
                self._counts[name, key] = len(value)
                rows = self.contents.setdefault(key, [])
                for number, row in enumerate(value, 1):
                    self._places[key, len(rows)] = name, number
                    rows.append(row)
            elif key in SECTIONS:
                found, expected = brief(value), f"rows that begin with [[{key}]]"
                fault = DataError(f"{key} is {found}", name, expected=expected, found=found)
                self.faults.append(fault)
            elif key in self.contents:
                msg = f"{plain(key)} stands in another file too"
                self.faults.append(DataError(msg, name, expected="it in one file of the folder"))
            else:
                self.contents[key] = value
                self.header = name

    def locate(self, section: str, row: int) -> Place:
        name, number = self._places[section, row]
        if name not in self._headers:
            self._headers[name] = _header_lines(self._texts[name])
        lines = self._headers[name].get(section, [])
        # Rows can be written without headers, and then there are no lines to tell.
        line = lines[number - 1] if len(lines) == self._counts[name, section] else None
        return Place(name, f"row {number}", line)


def _bytes(file: Path, limit: int, name: str | None = None) -> bytes:
    # A pipe would wait for somebody to write, and a device may have no end.
    if not S_ISREG(file.stat().st_mode):
        msg = "this is no regular file"
        raise DataError(msg, name or plain(file.name))
    with file.open("rb") as opened:
        data = opened.read(limit + 1)
    _check_size(len(data), limit, name or plain(file.name))
    return data


def _check_size(size: int, limit: int, file: str | None) -> None:
    if size > limit:
        msg = "this is too large"
        expected = f"at most {LIMIT // 2**20} MiB for all of a provider"
        raise DataError(msg, file, expected=expected)


def _check_keys(text: str) -> None:
    dots = [line.count(".") for line in _unquoted(text)]
    if max(dots) > _DOTS_IN_LINE or sum(dots) > _DOTS:
        msg = "there are keys of too many parts"
        raise ValueError(msg)


def _header_lines(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(_unquoted(text), 1):
        if header := _HEADER.match(line):
            lines.setdefault(header[1], []).append(number)
    return lines


def _unquoted(text: str) -> list[str]:
    """The lines of a TOML text, its strings and comments left out."""
    return _QUOTED.sub(lambda match: "x" + "\n" * match[0].count("\n"), text).split("\n")


def _reason(error: Exception) -> str:
    return shorten(str(error) or type(error).__name__)


def _no_number(text: str) -> None:
    msg = f"{text} is no number that a fact can have"
    raise ValueError(msg)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    distinct: dict[str, Any] = {}
    for key, value in pairs:
        if key in distinct:
            msg = f"the key {brief(key)} stands twice in one object"
            raise ValueError(msg)
        distinct[key] = value
    return distinct
