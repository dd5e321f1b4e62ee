"""What several tests use."""

from pathlib import Path

import pytest

from aiproviders import Provider

ACME = Path(__file__).parent / "acme"


@pytest.fixture(scope="session")
def acme() -> Provider:
    """A small made-up provider."""
    return Provider.load(ACME)
