"""The script that tries every regular expression of the package on long texts."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = SimpleNamespace(**runpy.run_path(str(ROOT / "benchmarks" / "patterns.py")))


def test_finds_every_expression_of_the_source() -> None:
    """Whatever is compiled in a module is tried, and what a function matches by its text."""
    found = {use.pattern.pattern for use in SCRIPT.uses()}
    compiled = [
        line
        for file in (ROOT / "src").rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
        if " = re.compile(" in line
    ]

    assert 30 < len(compiled) <= len(found)
    assert {"[A-Z]{3}", r"\n| \(os error"} <= found


@pytest.mark.parametrize(
    ("pattern", "method", "is_linear"),
    [
        ("a+b", "search", False),
        (r"(a|\w)*x?y", "fullmatch", True),
        (r"\s*\s*x", "fullmatch", False),
        ("(?<!a)a++b", "search", True),
    ],
)
def test_tells_linear_expressions_from_others(
    pattern: str, method: str, *, is_linear: bool
) -> None:
    """A time that grows by the square of the text is found, a linear one passes."""
    ratio, _ = SCRIPT.worst_ratio(SCRIPT.Use("here", re.compile(pattern), method))

    assert is_linear == (ratio <= SCRIPT.MOST)
