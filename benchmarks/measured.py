"""What the benchmarks share: costs of processes, paired ratios, and how a row of the table reads.

Ratios are of processor time, of which other work on the machine takes least, or of peak memory.
An absolute time on a shared machine proves nothing.
"""

import os
import statistics
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What a process took, from its start to its exit.

    Attributes:
        seconds: Processor time of all its threads.
        kibibytes: The most memory that was resident.
    """

    seconds: float
    kibibytes: int


class Ratio(NamedTuple):
    """A row of the table: ours as a multiple of something else.

    Attributes:
        what: What we did.
        against: What it is compared with.
        found: The ratio of each pair of runs.
        goal: The most that the median should be; None where there is no goal.
    """

    what: str
    against: str
    found: Sequence[float]
    goal: float | None = None

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.found)

    @property
    def is_missed(self) -> bool:
        """Whether the median is above the goal, as both are printed."""
        return self.goal is not None and round(self.middle, 2) > self.goal

    def row(self) -> str:
        """The row in Markdown."""
        low, _, high = statistics.quantiles(self.found, n=4)
        goal = "" if self.goal is None else f"{self.goal:g}{' (missed)' if self.is_missed else ''}"
        cells = (
            self.what,
            self.against,
            f"{self.middle:.2f}",
            f"{low:.2f} to {high:.2f}",
            goal,
            str(len(self.found)),
        )
        return f"| {' | '.join(cells)} |"


HEAD = "| ours | compared with | ratio | quartiles | goal | pairs |\n|---|---|---|---|---|---|"


def show(ratios: Iterable[Ratio]) -> list[Ratio]:
    """Print a table of ratios, each row as soon as it is measured, and return them."""
    print(HEAD, flush=True)
    shown: list[Ratio] = []
    for ratio in ratios:
        print(ratio.row(), flush=True)
        shown.append(ratio)
    return shown


def cost_of_command(command: Sequence[str]) -> Cost:
    """Run a program, and drop what it prints.

    Raises:
        RuntimeError: The program failed.
    """
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], list(command), os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    if status:
        msg = f"this failed: {' '.join(command)}"
        raise RuntimeError(msg)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def interleaved(commands: Sequence[Sequence[str]], runs: int) -> list[list[Cost]]:
    """Run programs in turn, and drop the first round, which fills the caches of the machine.

    Args:
        commands: The programs with their arguments; `python` has those of a piece of code.
        runs: Rounds that count.

    Returns:
        For each round the costs of all programs, in their order. Every other round runs
        backwards, so that none has always the same one before it.
    """
    rounds: list[list[Cost]] = []
    for number in range(runs + 1):
        order = list(enumerate(commands))
        costs = {
            position: cost_of_command(command)
            for position, command in (reversed(order) if number % 2 else order)
        }
        rounds.append([costs[position] for position in range(len(commands))])
    return rounds[1:]


def python(code: str) -> list[str]:
    """Return the command that runs code in an interpreter that sees installed packages alone."""
    return [sys.executable, "-I", "-c", code]


def script(name: str) -> str:
    """Return the path of the program of an installed package."""
    return str(Path(sys.executable).with_name(name))
