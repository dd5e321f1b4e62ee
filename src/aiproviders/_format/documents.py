"""Documents: a provider as plain values, and the file, row and line that each row came from."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from attrs import frozen

from aiproviders._format.defaults import with_default_source
from aiproviders._format.strict_reading import (
    LIMIT,
    WITHIN_LIMIT,
    JsonObject,
    bare_lines,
    check_size,
    existing_path,
    is_list,
    is_table,
    parse_json,
    read_bytes,
    read_toml,
)
from aiproviders._format.value_errors import escaped
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import quoted
from aiproviders.errors import DataError

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]")


class RowPlace(NamedTuple):
    """Where a row stands: its file, its number in its section there, the line of its header."""

    file: str | None = None
    row: str | None = None
    line: int | None = None


Locate: TypeAlias = Callable[[str, int], RowPlace]
"""Finds the place of a row by its section and its number, counted from 0."""


@frozen(kw_only=True)
class Document:
    """A provider as plain values, and where they come from.

    Attributes:
        contents: What was read; a table, if it is a document at all.
        locate: Finds the place of a row.
        header: Name of the file that says who the provider is.
        default_sources: The source that each file names for its rows, by file.
        faults: Errors about files that could not be read.
    """

    contents: Any
    locate: Locate
    header: str | None = None
    default_sources: tuple[tuple[str | None, Any], ...] = ()
    faults: tuple[DataError, ...] = ()


def read_path(path: str | os.PathLike[str]) -> Document:
    """Read a folder of TOML files, or one TOML or JSON file.

    Raises:
        DataError: A JSON file cannot be read; faults of TOML files stand in the document.
        OSError: The path cannot be read.
    """
    try:
        path = existing_path(path)
    except ValueError:
        msg = f"no file can have the name {quoted(str(path))}"
        raise DataError(msg) from None
    if path.is_dir():
        return _read_toml_files(sorted(path.glob("*.toml")), path)
    if path.suffix == ".toml":
        # The caller chose this file, so a link may lead anywhere, whatever its target is called.
        return _read_toml_files([path], Path(os.path.realpath(path)).parent)
    return read_json(read_bytes(path, LIMIT, WITHIN_LIMIT), file=escaped(path.name))


def read_json(text: bytes | str, *, file: str | None = None) -> Document:
    """Read canonical JSON.

    Raises:
        DataError: The text is not JSON, or too large.
    """
    check_type(text, str, bytes)
    check_size(len(text), LIMIT, WITHIN_LIMIT, file)
    return read_values(parse_json(text, file), file=file)


def read_values(contents: object, *, file: str | None = None) -> Document:
    """Take plain values, such as those that `Provider.to_dict` gives."""
    default_sources: tuple[tuple[str | None, Any], ...] = ()
    if is_table(contents) and "default_source" in contents:
        default_sources = ((file, contents["default_source"]),)
        contents = with_default_source(contents)
    return Document(
        contents=contents,
        locate=lambda section, row: RowPlace(file, f"{section} row {row + 1}"),
        header=file,
        default_sources=default_sources,
    )


def _read_toml_files(files: list[Path], folder: Path) -> Document:
    merged = _Folder()
    left = LIMIT
    for file in files:
        try:
            text, values = read_toml(file, folder, left)
        except DataError as fault:
            merged.faults.append(fault)
            continue
        left -= len(text.encode())
        merged.add(escaped(file.name), text, values)
    if not files:
        msg = f"there is nothing to read in the folder {quoted(folder.name)}"
        expected = "TOML files, one of them with schema, id and company"
        merged.faults.append(DataError(msg, expected=expected))
    return Document(
        contents=merged.contents,
        locate=merged.locate,
        header=merged.header,
        default_sources=tuple(merged.default_sources),
        faults=tuple(merged.faults),
    )


class _Folder:
    """The values of all files of a folder, merged into one document."""

    def __init__(self) -> None:
        self.contents: JsonObject = {}
        self.header: str | None = None
        self.default_sources: list[tuple[str | None, Any]] = []
        self.faults: list[DataError] = []
        self._texts: dict[str, str] = {}
        self._header_lines: dict[str, dict[str, list[int]]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[str, int], tuple[str, int]] = {}

    def add(self, name: str, text: str, values: JsonObject) -> None:
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
                found, expected = quoted(value), f"rows that begin with [[{key}]]"
                fault = DataError(f"{key} is {found}", name, expected=expected, found=found)
                self.faults.append(fault)
            elif key in self.contents:
                msg = f"{escaped(key)} stands in another file too"
                self.faults.append(DataError(msg, name, expected="it in one file of the folder"))
            else:
                self.contents[key] = value
                self.header = name

    def locate(self, section: str, row: int) -> RowPlace:
        name, number = self._places[section, row]
        if name not in self._header_lines:
            self._header_lines[name] = header_lines(self._texts[name])
        lines = self._header_lines[name].get(section, [])
        # Rows can be written without headers, and then no line can be told.
        line = lines[number - 1] if len(lines) == self._counts[name, section] else None
        return RowPlace(name, f"row {number}", line)


def header_lines(text: str) -> dict[str, list[int]]:
    """The numbers of the lines of `[[section]]` in a TOML text, by section."""
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(bare_lines(text), 1):
        if header := _HEADER.match(line):
            lines.setdefault(header[1], []).append(number)
    return lines
