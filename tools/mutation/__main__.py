"""Runs a sample of mutants, and prints how many of each module no test noticed."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

import pytest

from tools.mutation.mutants import Mutant, mutants
from tools.mutation.running import Running

_PACKAGE = "src/aiproviders"
_OPTIONS = ("-q", "-s", "-p", "no:cacheprovider", "--hypothesis-profile=mutation")
# An endless loop is noticed too; what comes to the same code is no change.
_NOTICED, _UNNOTICED = ("noticed", "too long"), ("survived", "no test")


def main(number: str, *paths: str) -> int:
    """Run a number of mutants of modules and folders, by default those that differ from main."""
    chosen = modules(paths or changed())
    if not chosen:
        print("no module of the package differs from main; name one")
        return 2
    sampled = sample([each for path in chosen for each in mutants(path)], int(number))
    outcomes = run(sampled, *folders_of_tests(chosen))
    # Most are noticed by the tests of the room, which take less time than all of them.
    if left := [each for each in sampled if outcomes[each] in _UNNOTICED]:
        outcomes |= run(left, "tests")
    print(report(outcomes))
    return 0


def run(mutants: list[Mutant], *tests: str) -> dict[Mutant, str]:
    """Run the tests in some folders for each mutant, and return what became of it."""
    running = Running(mutants)
    pytest.main([*_OPTIONS, *tests], plugins=[running])
    return running.outcomes


def changed() -> list[str]:
    """Return the files of the package that differ from where the branch left main."""
    command = ["git", "diff", "--name-only", "--diff-filter=d", "--merge-base", "main", _PACKAGE]
    return subprocess.run(  # noqa: S603 - constants
        command, check=True, capture_output=True, encoding="utf-8"
    ).stdout.splitlines()


def modules(paths: Iterable[str]) -> list[Path]:
    """Return the modules among some files, and those of some folders."""
    found = (Path(path) for path in paths)
    every = (sorted(path.rglob("*.py")) if path.is_dir() else [path] for path in found)
    return [path for each in every for path in each if path.suffix == ".py"]


def folders_of_tests(paths: Iterable[Path]) -> list[str]:
    """Return the folders with tests of the rooms that modules stand in."""
    rooms = {path.relative_to(_PACKAGE).parts[0].strip("_") for path in paths}
    return [f"tests/{room}" if Path("tests", room).is_dir() else "tests" for room in sorted(rooms)]


def sample(mutants: list[Mutant], number: int) -> list[Mutant]:
    """Return so many mutants, always the same ones, in order; all if there are no more."""
    return sorted(Random(0).sample(mutants, min(number, len(mutants))))  # noqa: S311 - no secret


def report(outcomes: Mapping[Mutant, str]) -> str:
    """Return how many mutants of each module were noticed, and those that were not."""
    counted = {each: word for each, word in outcomes.items() if word in _NOTICED + _UNNOTICED}
    sampled = Counter(str(each.path) for each in counted)
    noticed = Counter(str(each.path) for each, word in counted.items() if word in _NOTICED)
    rows = [f"{noticed[path]:5} of {number:5} {path}" for path, number in sorted(sampled.items())]
    left = [
        f"{word}: {each.path} {each.number}: {each.change}"
        for each, word in outcomes.items()
        if word not in _NOTICED
    ]
    return "\n".join([*rows, f"{noticed.total():5} of {sampled.total():5} in all", *left])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
