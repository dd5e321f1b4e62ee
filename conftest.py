"""Runs the examples in the README, the docs and the docstrings, and provides what tests share."""

import os
import re
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from made_up import ACME
from sybil import Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.myst import CodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

from aiproviders import Provider
from tools.docs.pinned import pinned_data

# Wherever pytest is started, Hypothesis keeps its files in the root.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(__file__).parent / ".hypothesis"))

# Charts are drawn without a window.
os.environ.setdefault("MPLBACKEND", "Agg")

# How long an example takes says more of the machine than of the code. The tests try the same inputs
# every time, so that a change is what makes them fail.
settings.register_profile(
    "default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
# Other versions of Python and of dependencies try fewer of them.
settings.register_profile("fewer", settings.get_profile("default"), max_examples=10)
# `nox -s fuzz` searches for others, and longer.
settings.register_profile(
    "fuzz", settings.get_profile("default"), derandomize=False, max_examples=1_000
)
# `nox -s mutation` asks no more than whether a test fails.
settings.register_profile(
    "mutation",
    settings.get_profile("default"),
    max_examples=50,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("default")

# What needs a browser, Java or an installed package is run by a session of its own.
collect_ignore = [
    f"tests/{folder}" for folder in ("browser", "jupyter", "package", "plugins", "spark", "typing")
]
if not find_spec("pyspark"):
    collect_ignore.append("docs/how-to-spark.md")

OPTIONS = ELLIPSIS | NORMALIZE_WHITESPACE


class PageParser(PythonCodeBlockParser):
    """Takes for printed what stands before the next prompt of a block, blank lines too."""

    example = re.compile(
        r"(?P<source>(?P<indent>)^>>> .*(?:\n\.\.\. ?.*)*)\n?(?P<want>(?:(?!>>>)(?:.+\n?|\n))*)",
        re.MULTILINE,
    )

    def __init__(self) -> None:
        super().__init__(doctest_optionflags=OPTIONS)
        vars(self.doctest_parser)["_EXAMPLE_RE"] = self.example


# Before Python 3.13, ** stands for one folder alone.
MODULES_WITH_EXAMPLES = [f"src/aiproviders/{'*/' * depth}*.py" for depth in range(4)]

pytest_collect_file = (
    Sybil(
        parsers=[
            SkipParser(),
            PageParser(),
            # The cells of the tutorial; what they show is seen where the docs are built.
            CodeBlockParser("ipython3", PythonEvaluator()),
        ],
        patterns=["README.md", "docs/*.md", "docs/**/*.md"],
        fixtures=["data_of_examples"],
    )
    + Sybil(
        parsers=[DocTestParser(optionflags=OPTIONS)],
        patterns=MODULES_WITH_EXAMPLES,
        fixtures=["data_of_examples"],
    )
).pytest()


@pytest.fixture
def data_of_examples() -> Iterator[None]:
    """Let an example run on data that no new fact changes."""
    with pinned_data():
        yield


@pytest.fixture(scope="session")
def acme() -> Provider:
    """A small made-up provider."""
    return Provider.load(ACME)
