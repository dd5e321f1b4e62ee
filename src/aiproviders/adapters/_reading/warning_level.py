"""The line that a warning names, where what it warns of is read long after `read` was called."""

import sys


def callers_level() -> int:
    """Return the `stacklevel` of a warning at the line outside this package that led to it."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and _is_ours(frame.f_globals.get("__name__", "")):
        level, frame = level + 1, frame.f_back
    return level


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == "aiproviders"
