"""Examples run on pinned data: no new fact changes what they print."""

import subprocess
import sys

from made_up import ROOT

from tools.data.__main__ import SCRIPTS

WITHOUT_FACTS = """
import sys
import pytest
from aiproviders import Provider
from aiproviders._format import registry
registry._loaded["alibaba"] = Provider(id="alibaba")
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_no_example_reads_the_bundled_data() -> None:
    """Examples of a page and of docstrings print what they should where no fact is bundled."""
    examples = ("docs/how-to-cite.md", "src/aiproviders/_records/provider.py")
    quiet = ("-q", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_FACTS, *quiet, *examples],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert 0 == done.returncode, done.stdout


def test_one_command_runs_every_script() -> None:
    """`nox -s data` runs what writes a page or a file, in a fixed order, but for what it says."""
    scripts = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for folder in ("data", "docs")
        for path in (ROOT / "tools" / folder).glob("[a-z]*.py")
        if '\nif __name__ == "__main__":\n' in path.read_text("utf-8")
    }

    # One moves the examples, only when asked to; one draws pictures when pages are built; one
    # writes a module for the type checkers, which is not kept.
    others = {"tools.docs.pinned", "tools.docs.pictures", "tools.docs.examples"}
    assert others == scripts - set(SCRIPTS)
    assert len(SCRIPTS) == len(set(SCRIPTS) & scripts)
