"""Scripts that write pages of the documentation, or tables in them, from the package.

`python -m tools.docs.columns` runs the one that writes the tables of columns.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
"""The folder of the documentation."""

HOMES = (
    "", "types.", "results.", "errors.", "charts.", "testing.", "usage.",
    "adapters.genai_prices.", "adapters.litellm.", "adapters.model_prices.", "adapters.models_dev.",
)  # fmt: skip
"""Every module with public names, as these begin."""


def public_names() -> dict[str, Any]:
    """Return what each public name of the package stands for, under its one home."""
    return {
        f"{home}{name}": getattr(module, name)
        for home in HOMES
        for module in [import_module(f"aiproviders.{home}".rstrip("."))]
        for name in module.__all__
    }
