"""What tests share: a small made-up provider, facts, catalogues and a log of usage."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The root of the project."""

ACME = Path(__file__).parent / "acme"
"""The folder of the made-up provider."""

CATALOGUES = Path(__file__).parent / "catalogues"
"""The folder of the made-up catalogues."""
