"""What the command does for whoever writes a provider: begin one, list what is wrong with one."""

import re
from collections.abc import Sequence
from pathlib import Path

from aiproviders._values.text import counted
from aiproviders.errors import DataError

_NEW = """\
# Who the provider is. Further rows may stand here, or in other files of this folder.

schema = "1.0"
id = "{id}"

# Where every fact of this file stands that names no source of its own.
default_source = "website"

[company]
legal_name = "Full legal name of {id}"

[[sources]]
id = "website"
title = "Website of {id}"
"""


def begin(id: str, folder: Path | None) -> Path:
    """Write the smallest provider into a folder, a new one of its id if none is given.

    Raises:
        ValueError: This cannot be an id.
        OSError: The file cannot be written, or is there already.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", id):
        msg = f"{id!r} is no id; write small letters, digits and hyphens, such as acme-labs"
        raise ValueError(msg)
    folder = folder or Path(id)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "provider.toml"
    with file.open("x", encoding="utf-8") as opened:
        opened.write(_NEW.format(id=id))
    return file


def begun(file: Path) -> str:
    """Say what to do with a provider that was begun."""
    return f"{file} is written; fill it in, then run: python -m aiproviders validate {file.parent}"


def verdict(path: Path, errors: Sequence[DataError]) -> str:
    """Say all that is wrong with a folder or file, a line each that begins with the file."""
    if not errors:
        return f"{path} is valid"
    folder = path if path.is_dir() else path.parent
    lines = [str(folder / str(error) if error.file else error) for error in errors]
    return "\n".join([*lines, f"{path}: {counted(len(errors), 'error')}"])
