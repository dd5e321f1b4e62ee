"""The files of a source, what each of them holds, and their texts, whatever their encoding."""

import gzip
import os
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, TypeVar
from zlib import error as ZlibError  # noqa: N812 - a class that is not called like one

from aiproviders._values.wording import quoted
from aiproviders.usage._reading.skipped import Skipping

Content: TypeAlias = Literal["records", "table", "parquet", "nothing"]
"""What a file holds: JSON, a table in text or in Parquet, or nothing."""

CUT = (EOFError, ZlibError)
"""What is raised where a file in gzip ends too soon."""

CUT_SHORT = "the file is cut short"

_TABLES = (".csv", ".tsv", ".parquet")
_RECORDS = (".jsonl", ".ndjson", ".json")
SENT = ("data:", "event:", ": ")
"""How texts of server-sent events begin, in which APIs stream their answers."""

_GZIP, _PARQUET, _ZIP = b"\x1f\x8b", b"PAR1", b"PK\x03\x04"
_START = 4_096
_PIECE = 2**18

T = TypeVar("T")


def files_of(source: str | Path) -> tuple[Path, ...]:
    """Return the files that a path, a folder or a pattern stands for, in the order of their names.

    Of a folder, these are all files below it that are tables or JSON by their names, and the
    folders that cannot be read.

    Raises:
        ValueError: There is none.
        OSError: There is no such file.
    """
    path = Path(source).expanduser()
    if path.is_dir():
        found = sorted(_files_below(path))
        nothing = (
            f"the folder {quoted(str(source))} has no file of {', '.join((*_TABLES, *_RECORDS))}"
        )
    elif has_magic(str(path)) and not path.exists():
        matching = map(Path, glob(str(path), recursive=True))  # noqa: PTH207 - it takes any path
        found = sorted(each for each in matching if not each.is_dir())
        nothing = f"no file is called like {quoted(str(source))}"
    else:
        # A Path forgets how it was written, which the error says.
        open(os.path.expanduser(source), "rb").close()  # noqa: PTH111, PTH123
        return (path,)
    if not found:
        raise ValueError(nothing)
    return tuple(found)


def named_files(sources: Iterable[str | Path]) -> dict[Path, str]:
    """Return the files of some sources, called as they stand in their folders, each once.

    Raises:
        ValueError: A source stands for none.
        OSError: There is no such file.
    """
    found = dict[str, tuple[Path, str]]()
    for source in sources:
        folder = Path(source).expanduser()
        for path in files_of(source):
            is_below = folder in path.parents
            name = path.relative_to(folder).as_posix() if is_below else path.name
            found.setdefault(os.path.realpath(path), (path, name))
    return dict(found.values())


def _files_below(path: Path) -> Iterator[Path]:
    unreadable = list[OSError]()
    seen = set[str]()
    for folder, folders, names in os.walk(path, onerror=unreadable.append, followlinks=True):
        seen.add(os.path.realpath(folder))
        below = {name: os.path.realpath(Path(folder, name)) for name in folders}
        folders[:] = [name for name in folders if below[name] not in seen]
        yield from (Path(folder, name) for name in names if _suffix(name))
    yield from (Path(error.filename) for error in unreadable)


def _suffix(name: str) -> str:
    """Return the suffix that says what a file holds, without that of gzip; empty if none does."""
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    return suffix if suffix in (*_TABLES, *_RECORDS) else ""


def is_named(path: Path, *suffixes: str) -> bool:
    """Return whether a file is called as what it should hold."""
    return _suffix(path.name) in suffixes


def content_of(path: Path) -> Content:
    """Return what a file holds: by how it starts, whatever it is called.

    Raises:
        ValueError: It is of another kind.
    """
    with opened(path) as file:
        start = file.read(_START)
    if start.startswith(_PARQUET):
        return "parquet"
    if start.startswith(_ZIP):
        msg = f"{path.name} is a workbook of Excel or a zip; save its sheet as CSV, or unpack it"
        raise ValueError(msg)
    if is_named(path, ".parquet"):
        msg = f"{path.name} is no Parquet file"
        raise ValueError(msg)
    text = start.decode(encoding_of(start), errors="replace").lstrip()
    if not text:
        return "nothing"
    is_json = text[0] in "{[" or text.startswith(SENT) or is_named(path, *_RECORDS)
    return "records" if is_json else "table"


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacked where it is in gzip, whatever it is called."""
    file: Any = path.open("rb")
    if file.peek(len(_GZIP)).startswith(_GZIP):
        file.close()
        file = gzip.GzipFile(path)
    opened: IO[bytes] = file
    return opened


def encoding_of(start: bytes) -> str:
    """Return the encoding of a text by how it starts: UTF-8 unless something tells UTF-16."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if start[:1] == b"\x00" != start[1:2]:
        return "utf-16-be"
    return "utf-16-le" if start[1:2] == b"\x00" != start[:1] else "utf-8-sig"


def is_plain_utf8(path: Path) -> bool:
    """Return whether a file is neither packed nor in UTF-16."""
    with path.open("rb") as file:
        start = file.read(2)
    return start != _GZIP and encoding_of(start) == "utf-8-sig"


def text_of(path: Path, errors: str = "strict") -> TextIOWrapper:
    """Open a file as text, in UTF-8 or UTF-16, packed or not."""
    with opened(path) as file:
        encoding = encoding_of(file.read(2))
    return TextIOWrapper(opened(path), encoding=encoding, errors=errors, newline="")


def pieces_of(path: Path, errors: str = "strict") -> Iterator[str]:
    """Give the text of a file piece by piece, in UTF-8 or UTF-16, packed or not."""
    with opened(path) as file:
        start = file.read(2)
        decoder = getincrementaldecoder(encoding_of(start))(errors)
        yield decoder.decode(start)
        unpacked: Any = file
        while piece := unpacked.read1(_PIECE):
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)


def until_cut(values: Iterable[T], name: str, skipping: Skipping) -> Iterator[T]:
    """Give what is read of a file until it is cut short, if it is."""
    try:
        yield from values
    except CUT:
        skipping.add(CUT_SHORT, name, is_fault=True)
