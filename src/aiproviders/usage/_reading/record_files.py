"""The records of JSON files: of lines, of a list, or of a document."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from aiproviders._values.wording import quoted
from aiproviders.usage._formats.record_format import Record
from aiproviders.usage._reading.files import lines_of, text_of
from aiproviders.usage._reading.skipped import Skipping

_load: Any = partial(json.loads, parse_float=Decimal)


def records_of(path: Path, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    """Give the records of a file, each with its place; lines that are no JSON are left out.

    Raises:
        UnicodeDecodeError: The file is neither in UTF-8 nor in UTF-16.
    """
    if not _is_of_lines(path):
        yield from _records_of_document(path, skipping)
        return
    for number, line in lines_of(path):
        place = f"{path.name}, line {number}"
        try:
            value = _load(line)
        except ValueError:
            skipping.add("the line is cut short, or is no JSON", place, is_fault=True)
            continue
        yield from records_in(value, place, skipping)


def _is_of_lines(path: Path) -> bool:
    """Return whether the first line of a file is whole JSON."""
    for _, line in lines_of(path):
        try:
            _load(line)
        except ValueError:
            return path.suffix.lower() in (".jsonl", ".ndjson")
        return True
    return True


def _records_of_document(path: Path, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    with text_of(path) as text:
        try:
            value = _load(text.read())
        except json.JSONDecodeError as error:
            where = f"{path.name}, line {error.lineno}"
            skipping.add("the document is cut short, or is no JSON", where, is_fault=True)
            return
    yield from records_in(value, path.name, skipping)


def records_in(value: Any, place: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    """Give the records in a value of JSON: it is one, or a list of them."""
    if isinstance(value, Mapping):
        yield place, value
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from records_in(each, f"{place}, record {number}", skipping)
    else:
        skipping.add(f"{quoted(value)} is no record", place, is_fault=True)
