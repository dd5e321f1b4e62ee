"""The command where Python drops docstrings, and where the output lacks signs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import ACME

from aiproviders._cli.main import commands

_RUN_ALL = """
import json, sys
from aiproviders.__main__ import main
codes = []
for arguments in json.loads(sys.argv[1]):
    try:
        codes.append(main(arguments))
    except SystemExit as stop:
        codes.append(stop.code)
print(codes, file=sys.stderr)
"""

HELP = [["--help"], *([name, "--help"] for name in commands.commands)]


def run_all(
    *all_arguments: list[str], options: tuple[str, ...] = (), **settings: str
) -> tuple[str, list[int]]:
    """What several commands print in one new process, and their exit codes."""
    found = subprocess.run(
        [sys.executable, *options, "-c", _RUN_ALL, json.dumps(all_arguments)],
        capture_output=True,
        check=True,
        env=os.environ | settings,
    )
    return found.stdout.decode(errors="replace"), json.loads(found.stderr.splitlines()[-1])


def test_help_is_the_same_without_docstrings() -> None:
    """Under `-OO`, every command says what it does, as it does otherwise."""
    with_docstrings = run_all(*HELP)

    assert with_docstrings == run_all(*HELP, options=("-OO",))
    assert [0] * len(HELP) == with_docstrings[1]
    for command in commands.commands.values():
        assert command.help
        assert command.help.split("\n")[0] in with_docstrings[0]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_no_command_stops_where_the_output_lacks_signs(encoding: str, tmp_path: Path) -> None:
    """Signs such as “·”, “→” and “†” are replaced in texts, and JSON and CSV stay UTF-8."""
    acme = str(ACME)
    asked = [
        ["show", "rocket-2", "--provider", acme],
        ["compare", "qwen3.5", "qwen3.6"],
        ["price", "rocket-2", "--provider", acme, "--input", "1000", "--output", "5"],
        ["diff", acme, acme],
        ["validate", acme],
        ["new", "acme-labs", str(tmp_path / "new")],
        ["export", str(tmp_path / "all.json"), "--provider", acme],
        ["report", str(tmp_path / "page.html"), "--provider", acme],
        ["schema"],
    ]
    lists = ("audit", "gaps", "metrics", "models", "providers", "timeline")
    asked += [[name, *form] for name in lists for form in ([], ["--json"], ["--csv"])]

    printed, codes = run_all(*asked, PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0")

    assert printed
    assert {*codes} <= {0, 1}, dict(zip(map(str, asked), codes, strict=True))
