"""The records of JSON files: of lines, of events, of a list, or of one document after another."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._values.wording import quoted
from aiproviders.usage._formats.record_format import Record
from aiproviders.usage._formats.stated import BROKEN, DECODER
from aiproviders.usage._reading.documents import BrokenDocument, values_of
from aiproviders.usage._reading.files import SENT, is_named, pieces_of, text_of, until_cut
from aiproviders.usage._reading.skipped import Skipping

_SENT_FIELDS = ("", "data", "event", "id", "retry")
_START = 4_096


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
        starts = iter(partial(text.readline, _START), "")
        first = next((start for start in starts if start.strip()), "")
        if not first.lstrip().startswith("{"):  # a list may be one line, as long as the file
            return first.startswith(SENT)
        whole = first if first.endswith(("\n", "\r")) else first + text.readline()
    try:
        DECODER.decode(whole)
    except BROKEN:
        return False
    return True


def _without_field(line: str) -> str:
    """Return what a line of server-sent events holds; a line of JSON stays as it is."""
    field, _, value = line.partition(":")
    if field.strip() not in _SENT_FIELDS:
        return line
    return "" if field.strip() != "data" or value.strip() == "[DONE]" else value


def _records_of_lines(path: Path, name: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    with text_of(path, "replace") as text:
        for number, whole in enumerate(until_cut(text, name, skipping), start=1):
            line = whole if whole.startswith("{") else _without_field(whole)
            if not line or line.isspace():
                continue
            place = f"{name}, line {number}"
            try:
                value = DECODER.decode(line)
            except BROKEN:
                skipping.add("the line is cut short, or is no JSON", place, is_fault=True)
            else:
                yield from _records_in(value, place, skipping)


def _records_of_document(path: Path, name: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    pieces = until_cut(pieces_of(path, "replace"), name, skipping)
    try:
        for number, value in enumerate(values_of(pieces), start=1):
            yield from _records_in(value, f"{name}, record {number}", skipping)
    except BrokenDocument as error:
        cut = "the document is cut short, or is no JSON; what follows is left out"
        skipping.add(cut, f"{name}, {error}", is_fault=True)


def _records_in(value: Any, place: str, skipping: Skipping) -> Iterator[tuple[str, Record]]:
    """Give the records in a value of JSON: it is one, or a list of them."""
    if is_table(value):
        yield place, value
    elif is_list(value):
        for number, each in enumerate(value, start=1):
            yield from _records_in(each, f"{place}, record {number}", skipping)
    else:
        skipping.add(f"{quoted(value)} is no record", place, is_fault=True)
