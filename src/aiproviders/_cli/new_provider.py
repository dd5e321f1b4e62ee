"""Steps of the commands `new` and `validate`, which work with the extra `cli` and without it."""

import errno
import os
import re
from collections.abc import Sequence
from pathlib import Path

from aiproviders._format.atomic_write import replacing
from aiproviders._records.provider import Provider
from aiproviders._values.wording import counted, quoted
from aiproviders.errors import DataError

_TEMPLATE = """\
# Who the provider is. Further rows may stand here, or in other files of this folder.

schema = "{schema}"
id = "{id}"

# Where every fact of this file stands that names no source of its own.
default_source = "website"

[company]
legal_name = "Full legal name of {id}"

[[sources]]
id = "website"
title = "Website of {id}"

# A figure, of a measure that no other provider has; its id has the measure without the prefix.
# [[measures]]
# id = "{id}:funding"
# label = "Funding raised"
# kind = "duration"
# units = ["currency"]
#
# [[metrics]]
# id = "{id}.funding.2026"
# subject = "{id}"
# measure = "{id}:funding"
# quantity = "over $2 billion"
# period = "2026"
# citations = [{{ text = "over $2 billion" }}]
"""


def create(id: str, folder: str | None) -> str:
    """Write a new provider into a folder, by default one that is named by the id.

    Returns:
        The file that was written.

    Raises:
        ValueError: The text cannot be an id.
        OSError: The file exists, or cannot be written.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", id):
        msg = f"{quoted(id)} is no id; write small letters, digits and hyphens, such as acme-labs"
        raise ValueError(msg)
    from aiproviders._format.validation import OWN_SCHEMA

    folder = folder or id
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - a Path forgets how it was written
    file = os.path.join(folder, "provider.toml")  # noqa: PTH118
    if Path(file).exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), file)
    with replacing(file) as unfinished:
        unfinished.write_text(_TEMPLATE.format(id=id, schema=OWN_SCHEMA), "utf-8")
    return file


def created_message(file: str) -> str:
    """Word which file was written, and what to do next."""
    folder = os.path.dirname(file)  # noqa: PTH120
    return f"{file} is written; fill it in, then run: python -m aiproviders validate {folder}"


def find_errors(path: str, *, publish: bool) -> tuple[DataError, ...]:
    """Return all errors of a folder or file.

    Args:
        path: The folder or file.
        publish: Whether data without errors is checked for what should not be published.
    """
    from aiproviders.testing import publication_problems

    errors = Provider.validate(path)
    if errors or not publish:
        return errors
    return tuple(map(DataError, publication_problems(Provider.load(path))))


def validation_message(path: str, errors: Sequence[DataError]) -> str:
    """Word the errors of a folder or file, a line to each that begins with the path of its file."""
    if not errors:
        return f"{path} is valid"
    folder = path if Path(path).is_dir() else os.path.dirname(path)  # noqa: PTH120
    start = os.path.join(folder, "")  # noqa: PTH118
    lines = [f"{start}{error}" if error.file else str(error) for error in errors]
    return "\n".join([*lines, f"{path}: {counted(len(errors), 'error')}"])
