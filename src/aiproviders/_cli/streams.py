"""What the command writes to, with the extra and without: closed, full, or short of signs."""

import os
import sys
from io import BytesIO, TextIOWrapper
from typing import TextIO

from aiproviders._display.cells import printable

BROKEN_PIPE = 141
INTERRUPTED = 130
MISUSE = 2


def settle() -> None:
    """Let no answer fail for a stream that is closed, or that lacks one of its signs."""
    sys.stdout, sys.stderr = _opened(sys.stdout), _opened(sys.stderr)
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(errors="replace")


def _opened(stream: TextIO | None) -> TextIO:
    """A stream, or one that goes nowhere: Python has None for one that was closed from outside."""
    return TextIOWrapper(BytesIO(), encoding="utf-8") if stream is None else stream


def discard_output() -> None:
    """Give up what waits to be printed, of which the interpreter would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def sentence(error: Exception) -> str:
    """What went wrong, without numbers of the operating system."""
    if isinstance(error, OSError) and error.strerror is not None:
        about = "" if error.filename is None else f"{error.filename}: "
        return printable(f"{about}{error.strerror}")
    return printable(str(error))
