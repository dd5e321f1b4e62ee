"""Scripts that write pages of the documentation, or tables in them, from the package.

`python -m tools.docs.columns` runs the one that writes the tables of columns.
"""

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
"""The folder of the documentation."""
