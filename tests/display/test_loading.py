"""What showing an object loads: no more than what is shown of it."""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from aiproviders._display.result_views import RESULT_VIEWS
from aiproviders._records.display_methods import Shown

RESULTS = {f"aiproviders._analysis.{name}" for name in ("compare", "diff", "gaps", "join")}
WEIGHTY = {
    "aiproviders._analysis.audit.conflict",
    "aiproviders._analysis.audit.findings",
    "aiproviders._analysis.cite",
    "aiproviders._analysis.price_performance",
    "aiproviders._analysis.ranking",
    "importlib.metadata",
    "narwhals",
    "rich",
    "urllib.parse",
}
"""Modules that no single record needs where it is shown."""


def newly_loaded(made: str, shown: str) -> set[str]:
    """Names of the modules that are loaded in a new process when something is shown there."""
    script = (
        "import sys\n"
        "import aiproviders\n"
        "from aiproviders import alibaba\n"
        "alibaba.models['qwen3.7-max'].price\n"
        f"shown = {made}\n"
        "before = {*sys.modules}\n"
        f"{shown}\n"
        "print(*({*sys.modules} - before))\n"
    )
    # Measuring coverage loads modules of its own.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", env=env
    )
    return set(result.stdout.split())


@pytest.mark.parametrize("kind", ["models", "metrics", "events", "people", "models[0]"])
def test_records_are_shown_without_any_analysis(kind: str) -> None:
    """HTML of records loads no result of an analysis, and nothing that finds one."""
    loaded = newly_loaded(f"alibaba.{kind}", "shown._repr_html_()")

    assert "aiproviders._display.views" in loaded
    assert set() == loaded & (WEIGHTY | RESULTS)


def test_a_provider_is_shown_with_its_value_for_money_alone() -> None:
    """HTML of a provider loads price-performance and citing, which it shows, and no other."""
    loaded = newly_loaded("alibaba", "shown._repr_html_()")

    assert "aiproviders._analysis.price_performance" in loaded
    assert set() == loaded & (RESULTS | {"aiproviders._analysis.audit.findings", "urllib.parse"})


def test_a_result_is_shown_without_the_other_results() -> None:
    """HTML of a comparison loads neither what finds changes nor what ranks models."""
    loaded = newly_loaded("aiproviders.compare(*alibaba.models[:2])", "shown._repr_html_()")

    assert "aiproviders._display.views" in loaded
    assert set() == loaded & (WEIGHTY | RESULTS)


@pytest.mark.parametrize("name", RESULT_VIEWS)
def test_every_view_of_a_result_is_of_a_class_that_is_shown(name: str) -> None:
    """The names by which views of results are found are those of the classes."""
    module, _, shown = name.rpartition(".")

    assert issubclass(getattr(import_module(module), shown), Shown)
