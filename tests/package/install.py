"""Installs the package as the README says, and an extra by the line that an error gives."""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from venv import EnvBuilder

ROOT = Path(__file__).parents[2]
EXPORT = "from aiproviders import alibaba, export; export(alibaba, 'facts.xlsx')"

with TemporaryDirectory() as folder:
    EnvBuilder(with_pip=True).create(f"{folder}/env")
    bin = Path(folder, "env", "bin")

    def run(line: str, place: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a line in a shell in which the environment is active, and return what it printed."""
        return subprocess.run(
            ["/bin/sh", "-c", f'PATH="{bin}:$PATH"; {line}'],
            cwd=place,
            check=False,
            stderr=subprocess.PIPE,
            text=True,
        )

    readme = (ROOT / "README.md").read_text("utf-8")
    (line,) = re.findall(r"`(pip install \.)`", readme)
    run(line, ROOT).check_returncode()
    failed = run(f'python -c "{EXPORT}"', folder)
    found = re.search(r'pip install "aiproviders\[excel]"', failed.stderr)
    if not found:
        sys.exit(f"no install line: {failed.stderr}")
    run(found[0], folder).check_returncode()
    run(f'python -c "{EXPORT}"', folder).check_returncode()
    print(f"{line}, then {found[0]}")
