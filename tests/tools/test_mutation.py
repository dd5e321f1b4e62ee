"""The sample of mutants, how they are run, and what is reported of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import ROOT

from tools.mutation.__main__ import folders_of_tests, modules, report, sample
from tools.mutation.mutants import Mutant

MUTANTS = [Mutant(Path("m.py"), number, "1 -> 2", str) for number in range(100)]

RUN = """
import pytest
from functools import partial
from pathlib import Path
from tools.mutation import running
from tools.mutation.mutants import Mutant

path = Path("src/aiproviders/_values/wording.py")
source = path.read_text("utf-8")
changes = [
    ("number == 1", "number != 1"),
    ('" ".join(text.split())', '" ".join(text.split(None))'),
    ("return f", "return  f"),
    ('return f"<', 'return f">'),
    ("plural(noun)}", "next(plural(noun) for x in iter(int, 1) if x)}"),
]
assert all(old in source for old, _ in changes)
mutants = [
    Mutant(path, number, new, partial(source.replace, old, new, 1))
    for number, (old, new) in enumerate(changes)
]
running._LONGEST = 3
plugin = running.Running(mutants)
options = ["-q", "-s", "-p", "no:cacheprovider", "tests/values/test_wording.py"]
pytest.main(options, plugins=[plugin])
print(*plugin.outcomes.values(), sep=", ")
"""


def test_a_sample_is_the_same_every_time() -> None:
    """The mutants of a sample are among those there are, in order, and the same every time."""
    chosen = sample(MUTANTS, 10)

    assert 10 == len(chosen)
    assert sorted({*MUTANTS} & {*chosen}) == chosen == sample(MUTANTS, 10)
    assert MUTANTS == sample(MUTANTS, 1_000)


def test_modules_of_files_and_folders() -> None:
    """A folder stands for its modules, and what is no module is left out."""
    folder = ROOT / "tests" / "made_up"

    found = modules([str(folder / "facts.py"), str(folder / "acme"), str(folder)])
    assert folder / "facts.py" == found[0]
    assert sorted(folder.glob("*.py")) == found[1:]
    assert [] == modules([str(ROOT / "README.md")])


def test_tests_are_those_of_the_room() -> None:
    """A room is tested by the folder of its name, and a module outside of one by all tests."""
    names = ("_values/period.py", "_values/number.py", "charts/_axes.py", "errors.py")

    assert ["tests/charts", "tests", "tests/values"] == (
        folders_of_tests(Path("src/aiproviders", each) for each in names)
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants run in forks")
def test_what_becomes_of_mutants() -> None:
    """A change is noticed or not, no test reaches it, it is none, or it never ends."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=env,
    )

    assert "noticed, survived, the same code, no test, too long" == done.stdout.splitlines()[-1]


def test_a_report_names_what_lives() -> None:
    """Modules are counted without changes that are none, and what no test noticed is named."""
    words = ("noticed", "survived", "no test", "too long", "the same code")
    outcomes = {
        Mutant(Path(name), number, "1 -> 2", str): word
        for name in ("a.py", "b.py")
        for number, word in enumerate(words)
    }

    assert [
        "    2 of     4 a.py",
        "    2 of     4 b.py",
        "    4 of     8 in all",
        "survived: a.py 1: 1 -> 2",
        "no test: a.py 2: 1 -> 2",
        "the same code: a.py 4: 1 -> 2",
        "survived: b.py 1: 1 -> 2",
        "no test: b.py 2: 1 -> 2",
        "the same code: b.py 4: 1 -> 2",
    ] == report(outcomes).splitlines()
