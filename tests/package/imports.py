"""Sees that starting loads no more than it needs; `nox -s package extras` run this on the wheel.

A folder that has the package as the wheel has it may be given, as the default tests do.
"""

import os
import subprocess
import sys
from typing import NamedTuple

FACT = "from aiproviders import alibaba; alibaba.models['qwen3.7-max'].price"
MODEL = "from aiproviders import find_model; find_model('qwen3.7-max')"

FOR_FACTS = {
    "_datetime", "_decimal", "_json", "_operator", "datetime", "decimal", "graphlib", "json",
    "json.decoder", "json.encoder", "json.scanner", "math", "numbers", "unicodedata",
}  # fmt: skip
"""What facts take from the standard library, beyond what attrs does: no cattrs, no pendulum, no
pathlib, no importlib.resources."""


class Budget(NamedTuple):
    """What a program may load.

    Attributes:
        beside: What it may load what this loads, beside modules of the package.
        others: Further modules that it may load.
        modules: How many modules of the package it may load.
        classes: How many of the classes in them attrs may make, which takes most of the time.
    """

    beside: str
    others: set[str]
    modules: int
    classes: int


BUDGETS = {
    "import aiproviders": Budget("pass", set(), 3, 0),
    FACT: Budget("import attrs", FOR_FACTS, 54, 16),
    MODEL: Budget("import attrs", FOR_FACTS, 56, 17),
}
"""A new module or class on the way to a first fact is paid for in every start: raise a number here
only for what a fact cannot do without."""

COUNT = """
import sys
classes = {
    value for name, module in [*sys.modules.items()] if name.startswith("aiproviders")
    for value in vars(module).values()
    if isinstance(value, type) and "__attrs_attrs__" in vars(value) and value.__module__ == name
}
print(len(classes), *sys.modules)
"""


def run(code: str, folder: str | None) -> tuple[int, set[str]]:
    """How many classes attrs has made when code has run, and which modules are loaded."""
    path = f"import sys; sys.path.insert(0, {folder!r})\n" if folder else ""
    command = [sys.executable, "-I", "-W", "error", "-c", f"{path}{code}\n{COUNT}"]
    # Measuring coverage loads modules of its own.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    result = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=env)
    classes, *modules = result.stdout.split()
    return int(classes), set(modules)


def overdrawn(folder: str | None = None) -> list[str]:
    """Say what loads more than its budget."""
    found: list[str] = []
    for code, budget in BUDGETS.items():
        classes, loaded = run(code, folder)
        _, expected = run(budget.beside, folder)
        own = {name for name in loaded if name.partition(".")[0] == "aiproviders"}
        if unexpected := sorted(loaded - own - expected - budget.others):
            found.append(f"{code}: loads {', '.join(unexpected)}")
        if len(own) > budget.modules:
            found.append(f"{code}: loads {len(own)} modules, not {budget.modules}: {sorted(own)}")
        if classes > budget.classes:
            found.append(f"{code}: makes {classes} classes by attrs, not {budget.classes}")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(overdrawn(*sys.argv[1:])) or None)
