"""JSON files of catalogues, read into plain values with decimals as they are printed."""

import gc
import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from aiproviders._format.strict_reading import JsonObject, parse_json, read_bytes, syntax_error
from aiproviders.adapters._catalogue_values import UnexpectedError

LIMIT = 64 * 2**20
"""The most bytes that a file may have."""

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


@contextmanager
def gc_paused() -> Generator[None]:
    """Pause the garbage collector, which would walk through values that all stay alive."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                # The new values count as old now, so that the next collection skips them.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def read_json(path: Path) -> JsonObject:
    """Read a JSON file that holds an object.

    Raises:
        DataError: The file holds something else, an object in it has a key twice, or it has more
            bytes than any catalogue.
        OSError: The file cannot be read.
    """
    data = read_bytes(path, LIMIT, f"at most {LIMIT // 2**20} MiB", path.name)
    return parse(data, path.name)


def parse(data: bytes, file: str, *, check_keys: bool = True) -> JsonObject:
    """Read JSON text that holds an object.

    Args:
        data: The text, in UTF-8.
        file: The name of the file in errors.
        check_keys: Whether a key that stands twice in one object is an error, which takes time.

    Raises:
        DataError: The text is something else.
    """
    contents = parse_json(data, file, check_keys=check_keys)
    if _SURROGATE.search(data):
        try:
            # Half a surrogate pair could not be written to a file again.
            json.dumps(contents, ensure_ascii=False, default=str).encode()
        except (ValueError, RecursionError) as error:
            raise syntax_error(error, "JSON", file) from None
    if type(contents) is not dict:
        raise UnexpectedError(contents, "an object").in_file(file)
    return cast("JsonObject", contents)


def installed_version(package: Path, name: str) -> str:
    """Return the version of the package installed in a folder; an empty text if it is unknown.

    The name of the metadata folder beside it says so. `importlib.metadata` would take longer than
    reading a whole catalogue.
    """
    prefix, suffix = f"{name.replace('-', '_')}-", ".dist-info"
    found = [each.name for each in package.parent.glob(f"{prefix}*{suffix}")]
    return found[0].removeprefix(prefix).removesuffix(suffix) if len(found) == 1 else ""
