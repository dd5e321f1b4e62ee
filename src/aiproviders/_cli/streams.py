"""The streams of the command, its exit codes, and errors in a sentence.

The command uses it with the extra `cli` and without, and before it loads anything else.
"""

import os
import sys
from io import BytesIO, TextIOWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing takes as long to load as all that the version needs
    from typing import TextIO

MISUSE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141


def prepare_streams() -> None:
    """Replace streams that are closed, and characters that the encoding of the output lacks."""
    sys.stdout, sys.stderr = _opened(sys.stdout), _opened(sys.stderr)
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(errors="replace")


def _opened(stream: "TextIO | None") -> "TextIO":
    # Python has None for a stream that was closed before it started.
    return TextIOWrapper(BytesIO(), encoding="utf-8") if stream is None else stream


def discard_output() -> None:
    """Discard unwritten output, about which the interpreter would complain when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def sentence(error: Exception | str) -> str:
    """Word an error or a warning for a person, without error numbers of the operating system."""
    from aiproviders._values.wording import printable

    if isinstance(error, OSError) and error.strerror is not None:
        if error.filename == "":
            return "the path is empty; name a file or a folder"
        path = "" if error.filename is None else f"{error.filename}: "
        return printable(f"{path}{error.strerror}")
    return printable(str(error))
