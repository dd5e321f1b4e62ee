"""How long commands and the first display take in a fresh interpreter, against a first fact.

Run it where the package is installed from its wheel, with the extra `cli`:
`python -m benchmarks.command_line`.
"""

import sys
from collections.abc import Iterator

from benchmarks.cold_start import FIRST_FACT
from benchmarks.measured import Ratio, interleaved, python, show


def command(*arguments: str) -> str:
    """Return the code of a command, whatever its exit code."""
    return f"from aiproviders.__main__ import main; main({[*arguments]})"


def completion(*words: str) -> str:
    """Return the code that completes the last of some words, as bash asks for it."""
    asked = {
        "_AIPROVIDERS_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["aiproviders", *words]),
        "COMP_CWORD": str(len(words)),
    }
    return f"import os; os.environ.update({asked}); {command()}"


def shown(what: str) -> str:
    """Return the code that shows something in a notebook for the first time."""
    return f"from aiproviders import alibaba; {what}._repr_html_()"


CODES: dict[str, tuple[str, float | None]] = {
    "`aiproviders --version`": (command("--version"), 0.6),
    "`aiproviders --help`": (command("--help"), 0.6),
    "completion of commands": (completion("mo"), 0.6),
    "completion of ids": (completion("show", "qwen"), None),
    "`aiproviders models`": (command("models"), 1.5),
    "`aiproviders models --provider alibaba`": (command("models", "--provider", "alibaba"), 1.5),
    "`aiproviders models --json`": (command("models", "--json"), None),
    "`aiproviders show market-cap`": (command("show", "market-cap"), None),
    "`aiproviders price gpt-5.5`": (command("price", "gpt-5.5"), None),
    "`aiproviders cite market-cap`": (command("cite", "market-cap"), None),
    "`aiproviders find opus`": (command("find", "opus"), None),
    "`aiproviders audit`": (command("audit"), None),
    "a provider in a notebook": (shown("alibaba"), None),
    "its models in a notebook": (shown("alibaba.models"), None),
    "its figures in a notebook": (shown("alibaba.metrics"), None),
}
"""The code of each row, and its goal if there is one."""


def ratios(runs: int) -> Iterator[Ratio]:
    """Compare fresh interpreters from their start to their exit, all of them in each round."""
    codes = [FIRST_FACT, *(code for code, _ in CODES.values())]
    rounds = interleaved([python(code) for code in codes], runs)
    for place, (what, (_, goal)) in enumerate(CODES.items(), 1):
        found = [costs[place].seconds / costs[0].seconds for costs in rounds]
        yield Ratio(what, "a first fact", found, goal)


if __name__ == "__main__":
    show(ratios(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
