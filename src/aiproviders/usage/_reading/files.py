"""The files of a source, and their texts, whatever their encoding."""

import gzip
from collections.abc import Iterator
from glob import glob, has_magic
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import IO, Any

from aiproviders._values.wording import quoted

TABLES = (".csv", ".tsv", ".parquet")
RECORDS = (".jsonl", ".ndjson", ".json")
_GZIP = b"\x1f\x8b"


def files_of(source: str) -> tuple[Path, ...]:
    """Return the files that a path, a folder or a pattern stands for, in the order of their names.

    Of a folder, these are all files below it that are tables or JSON by their names.

    Raises:
        ValueError: There is none.
        OSError: There is no such file.
    """
    path = Path(source)
    if path.is_dir():
        found = [each for each in sorted(path.rglob("*")) if kind_of(each) and each.is_file()]
        nothing = f"the folder {quoted(source)} has no file of {', '.join((*TABLES, *RECORDS))}"
    elif has_magic(source) and not path.exists():
        found = [Path(each) for each in sorted(glob(source, recursive=True))]  # noqa: PTH207
        found = [each for each in found if each.is_file()]
        nothing = f"no file is called like {quoted(source)}"
    else:
        path.open("rb").close()
        return (path,)
    if not found:
        raise ValueError(nothing)
    return tuple(found)


def kind_of(path: Path) -> str:
    """Return the suffix that says what a file holds, without that of gzip; empty if none does."""
    suffix = Path(path.name.lower().removesuffix(".gz")).suffix
    return suffix if suffix in (*TABLES, *RECORDS) else ""


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacked where it is in gzip, whatever it is called."""
    file = path.open("rb")
    if file.peek(2)[:2] == _GZIP:
        unpacked: Any = gzip.GzipFile(fileobj=file)
        return BufferedReader(unpacked)
    return file


def encoding_of(start: bytes) -> str:
    """Return the encoding of a text by how it starts: UTF-8 unless something tells UTF-16."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\x00" in start[:2]:
        return "utf-16-be"
    return "utf-16-le" if b"\x00" in start[:4] else "utf-8-sig"


def is_plain_utf8(path: Path) -> bool:
    """Return whether a file is neither packed nor in UTF-16."""
    with path.open("rb") as file:
        start = file.read(4)
    return start[:2] != _GZIP and encoding_of(start) == "utf-8-sig"


def text_of(path: Path) -> TextIOWrapper:
    """Open a file as text, in UTF-8 or UTF-16, packed or not."""
    file: Any = opened(path)
    start = file.peek(4)[:4]
    return TextIOWrapper(file, encoding=encoding_of(start), newline="")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Give the lines of a text that hold something, with their numbers, counted from 1."""
    with text_of(path) as text:
        for number, line in enumerate(text, start=1):
            if line.strip():
                yield number, line
