"""Facts about Acme."""

from pathlib import Path

from aiproviders import Provider


def load() -> Provider:
    """Read the facts, which lie beside this module."""
    return Provider.load(Path(__file__).with_name("acme.toml"))
