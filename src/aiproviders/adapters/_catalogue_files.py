"""Files of catalogues to plain values, with decimals as they are printed."""

import gc
import json
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from stat import S_ISREG
from typing import Any, TypeAlias

from aiproviders.adapters._values import UnexpectedError, is_table
from aiproviders.errors import DataError

LIMIT = 64 * 2**20
"""The most bytes that a file may have."""

Table: TypeAlias = dict[str, Any]
"""An object of a document."""

_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


@contextmanager
def undisturbed() -> Generator[None]:
    """Keep the garbage collector from walking through what is being built, all of which stays."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                # What was built counts as old now, and is not walked through at once.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def read_json(path: Path) -> Table:
    """Read a JSON file that holds an object.

    Raises:
        DataError: The file holds something else, an object in it has a key twice, or it has more
            bytes than any catalogue.
        OSError: The file cannot be read.
    """
    from aiproviders._format import files  # noqa: PLC0415 - imports cattrs

    if not S_ISREG(path.stat().st_mode):
        msg = "this is no regular file"
        raise DataError(msg, path.name)
    with path.open("rb") as opened:
        data = opened.read(LIMIT + 1)
    if len(data) > LIMIT:
        msg = "this is too large"
        raise DataError(msg, path.name, expected=f"at most {LIMIT // 2**20} MiB")
    return parse(data, path.name, object_pairs_hook=files._distinct)


def parse(
    data: bytes,
    file: str,
    *,
    object_pairs_hook: Callable[[list[tuple[str, Any]]], Table] | None = None,
) -> Table:
    """Read JSON text that holds an object; decimals that are printed alike are one object.

    Raises:
        DataError: The text is something else.
    """
    try:
        contents: object = json.loads(
            data,
            parse_float=_Decimals().__getitem__,
            parse_constant=_no_number,
            object_pairs_hook=object_pairs_hook,
        )
        if _HALF_PAIR.search(data):
            # Half a surrogate pair could not be written to a file again.
            json.dumps(contents, ensure_ascii=False, default=str).encode()
    except (ValueError, ArithmeticError, RecursionError) as error:
        from aiproviders._values.text import shorten  # noqa: PLC0415 - only where something is wrong

        msg = f"this is not JSON: {shorten(str(error) or type(error).__name__)}"
        raise DataError(msg, file) from None
    if not is_table(contents):
        raise UnexpectedError(contents, "an object").in_file(file)
    return contents


class _Decimals(dict[str, Decimal]):
    """Decimals by how they are printed, made when they are first asked for."""

    def __missing__(self, text: str) -> Decimal:
        self[text] = made = Decimal(text)
        return made


def _no_number(text: str) -> None:
    msg = f"{text} is no number that a fact can have"
    raise ValueError(msg)


def installed_version(package: Path, name: str) -> str:
    """The version of the installed package in a folder, without importing it; empty if unknown.

    The name of the folder beside it says so; to ask `importlib.metadata` takes longer than to
    read a whole catalogue.
    """
    prefix, suffix = f"{name.replace('-', '_')}-", ".dist-info"
    found = [each.name for each in package.parent.glob(f"{prefix}*{suffix}")]
    return found[0].removeprefix(prefix).removesuffix(suffix) if len(found) == 1 else ""
