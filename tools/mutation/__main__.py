"""Runs a sample of mutants with mutmut, and prints how many of each module no test noticed."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

PACKAGE = "src/aiproviders"
# An endless loop is noticed too.
_NOTICED = ("killed", "timeout")


def main(number: str, *paths: str) -> int:
    """Run a number of mutants of modules and folders, by default those that differ from main."""
    chosen = sample(mutants(modules(paths or changed())), int(number))
    if not chosen:
        print("no module of the package differs from main; name one")
        return 2
    ended = subprocess.run(["mutmut", "run", *chosen], check=False)  # noqa: S603, S607 - as found
    print(report({name: outcome(name, path) for name, path in chosen.items()}))
    return ended.returncode


def changed() -> list[str]:
    """Return the files of the package that differ from where the branch left main."""
    command = ["git", "diff", "--name-only", "--diff-filter=d", "--merge-base", "main", PACKAGE]
    return subprocess.run(  # noqa: S603 - constants
        command, check=True, capture_output=True, encoding="utf-8"
    ).stdout.splitlines()


def modules(paths: Iterable[str]) -> list[Path]:
    """Return the modules among some files, and those of some folders."""
    found = (Path(path) for path in paths)
    every = (sorted(path.rglob("*.py")) if path.is_dir() else [path] for path in found)
    return [path for each in every for path in each if path.suffix == ".py"]


def mutants(paths: Iterable[Path]) -> dict[str, Path]:
    """Return the names that mutmut gives to the mutants of modules, and the module of each."""
    mutate: Any = import_module("mutmut.mutation.file_mutation").mutate_file_contents
    full_name: Any = import_module("mutmut.utils.format_utils").get_mutant_name
    return {
        full_name(path, name): path
        for path in paths
        for name in mutate(str(path), path.read_text("utf-8")).mutant_names
    }


def sample(names: Mapping[str, Path], number: int) -> dict[str, Path]:
    """Return so many mutants, always the same ones; all of them if there are no more."""
    chosen = Random(0).sample(sorted(names), min(number, len(names)))  # noqa: S311 - no secret
    return {name: names[name] for name in sorted(chosen)}


def outcome(name: str, path: Path) -> str:
    """Return what became of a mutant, in a word of mutmut."""
    statuses: Any = import_module("mutmut.stats").status_by_exit_code
    codes = json.loads(Path("mutants", f"{path}.meta").read_text("utf-8"))["exit_code_by_key"]
    return str(statuses[codes[name]])


def report(outcomes: Mapping[str, str]) -> str:
    """Return how many mutants of each module were noticed, and those that were not."""
    sampled = Counter(name.partition(".x")[0] for name in outcomes)
    noticed = Counter(
        name.partition(".x")[0] for name, word in outcomes.items() if word in _NOTICED
    )
    rows = [f"{noticed[module]:5} of {number:5} {module}" for module, number in sampled.items()]
    left = [f"{word}: {name}" for name, word in outcomes.items() if word not in _NOTICED]
    return "\n".join([*rows, f"{noticed.total():5} of {sampled.total():5} in all", *left])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
