"""The records of JSON files: of lines, of events, of a list, or of one document after another."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._values.wording import quoted
from aiproviders.usage._formats.record_format import Record
from aiproviders.usage._reading.files import SENT, is_named, text_of, until_cut
from aiproviders.usage._reading.skipped import Skipping

_DECODER = json.JSONDecoder(parse_float=Decimal)
_BETWEEN = re.compile(r"[\s,\[\]]*")
_SENT_FIELDS = ("", "data", "event", "id", "retry")
_BROKEN = (ValueError, RecursionError)  # no JSON, a number without an end, or too deep


def records_of(path: Path, name: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    """Give the records of a file, each with its place; what is no JSON is left out.

    Characters that are not in its encoding are replaced: they stand in texts alone.

    Args:
        path: The file.
        name: What it is called.
        skipping: Takes what is left out.
    """
    if _is_of_lines(path):
        yield from _records_of_lines(path, name, skipping)
    else:
        yield from _records_of_document(path, name, skipping)


def _is_of_lines(path: Path) -> bool:
    """Return whether lines of a file are JSON: by its name, or by its first line."""
    if is_named(path, ".jsonl", ".ndjson"):
        return True
    with text_of(path, "replace") as text:
        first = next((line for line in text if line.strip()), "")
    try:
        return first.startswith(SENT) or isinstance(_DECODER.decode(first), dict)
    except _BROKEN:
        return False


def _without_field(line: str) -> str:
    """Return what a line of server-sent events holds; a line of JSON stays as it is."""
    field, _, value = line.partition(":")
    if field.strip() not in _SENT_FIELDS:
        return line
    return "" if field.strip() != "data" or value.strip() == "[DONE]" else value


def _records_of_lines(path: Path, name: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    with text_of(path, "replace") as text:
        for number, whole in enumerate(until_cut(text, name, skipping), start=1):
            line = _without_field(whole)
            if not line.strip():
                continue
            place = f"{name}, line {number}"
            try:
                value = _DECODER.decode(line)
            except _BROKEN:
                skipping.add("the line is cut short, or is no JSON", place, is_fault=True)
            else:
                yield from _records_in(value, place, skipping)


def _records_of_document(path: Path, name: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    """Give the records of a text, whose lists are not read as a whole but record by record."""
    with text_of(path, "replace") as file:
        text = "".join(until_cut(file, name, skipping)).strip()
    cut = "the document is cut short, or is no JSON; what follows is left out"
    position, number = 0, 0
    while (position := _after(text, position)) < len(text):
        try:
            value, position = _DECODER.raw_decode(text, position)
        except _BROKEN as error:
            line = getattr(error, "lineno", text.count("\n", 0, position) + 1)
            skipping.add(cut, f"{name}, line {line}", is_fault=True)
            return
        number += 1
        yield from _records_in(value, f"{name}, record {number}", skipping)
    if text.startswith("[") and not text.endswith("]"):
        skipping.add(cut, f"{name}, after record {number}", is_fault=True)


def _after(text: str, position: int) -> int:
    """Return where a value begins: after what parts it from the one before."""
    between = _BETWEEN.match(text, position)
    return position if between is None else between.end()


def _records_in(value: Any, place: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    """Give the records in a value of JSON: it is one, or a list of them."""
    if is_table(value):
        yield place, value
    elif is_list(value):
        for number, each in enumerate(value, start=1):
            yield from _records_in(each, f"{place}, record {number}", skipping)
    else:
        skipping.add(f"{quoted(value)} is no record", place, is_fault=True)
