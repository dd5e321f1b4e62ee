"""Runs the commands that `command-line.md` shows, and writes their output below them.

A block of text after a file name is written to that file first, so that commands can read it. The
commands run on pinned data. Run it after a change of what a command prints.
"""

import json
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
_END = "\f"  # of what a command prints
_COMMANDS = f"""
import json, sys
from tools.docs.pinned import pinned_data
from aiproviders.__main__ import main
with pinned_data():
    for arguments in json.loads(sys.argv[1]):
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = stop.code
        print(f"[exit code {{code}}]\\n" if code else "", end={_END!r}, flush=True)
"""


def page() -> str:
    """Return the page with the present output of its commands, run in order in a new folder."""
    text = PAGE.read_text("utf-8")
    blocks = [
        [line for line in block.splitlines() if line.startswith("$ ")]
        for block in _BLOCK.findall(text)
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, contents in _FILE.findall(text):
            Path(folder, name).write_text(contents, encoding="utf-8")
        outputs = iter(_outputs([line for block in blocks for line in block], folder))
    shown = iter(["".join(f"{line}\n{next(outputs)}" for line in block) for block in blocks])
    return _BLOCK.sub(lambda _: next(shown), text)


def _outputs(lines: list[str], folder: str) -> list[str]:
    """Return what each command prints, with its errors, and its exit code if that is not 0."""
    unset = ("NO_COLOR", "FORCE_COLOR")
    settings = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run(  # noqa: S603 - commands of our own page
        [sys.executable, "-c", _COMMANDS, json.dumps([split(line)[2:] for line in lines])],
        cwd=folder,
        env=settings
        | {"COLUMNS": _WIDTH, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(DOCS.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        encoding="utf-8",
    )
    return done.stdout.split(_END)[:-1]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
