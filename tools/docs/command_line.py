"""Runs the commands that `command-line.md` shows, and writes their output below them.

A block of text after a file name is written to that file first, so that commands can read it. The
commands run on pinned data. Run it after a change of what a command prints.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from shlex import split

from tools.docs import DOCS

PAGE = DOCS / "command-line.md"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`([\w.]+)`:\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WIDTH = "88"
_COMMAND = """
import sys
from tools.docs.pinned import pinned_data
from aiproviders.__main__ import main
with pinned_data():
    sys.exit(main())
"""


def page() -> str:
    """Return the page with the present output of its commands, run in order in a new folder."""
    text = PAGE.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for name, contents in _FILE.findall(text):
            Path(folder, name).write_text(contents, encoding="utf-8")
        return _BLOCK.sub(lambda block: _run(block[0], folder), text)


def _run(block: str, folder: str) -> str:
    lines = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{_output(line.removeprefix('$ '), folder)}" for line in lines)


def _output(command: str, folder: str) -> str:
    """The output of a command with its errors, and its exit code if that is not 0."""
    _, *arguments = split(command)
    unset = ("NO_COLOR", "FORCE_COLOR")
    settings = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run(  # noqa: S603 - commands of our own page
        [sys.executable, "-c", _COMMAND, *arguments],
        cwd=folder,
        env=settings
        | {"COLUMNS": _WIDTH, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(DOCS.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    code = f"[exit code {done.returncode}]\n" if done.returncode else ""
    return f"{done.stdout}{code}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
