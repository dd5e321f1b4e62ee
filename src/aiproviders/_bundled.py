"""The providers that come with the package, and how they are read without a detour."""

import json
from pathlib import Path

from aiproviders._conversion import converter
from aiproviders._defaults import with_own_id
from aiproviders._provider import Provider

DATA = Path(__file__).parent / "data"
"""Where they are."""


def load_bundled(id: str) -> Provider:
    """Read a provider that comes with the package.

    A built package carries each provider as canonical JSON too, which is faster to read than
    the TOML files that it was made of and checked with; a source tree has these alone.
    """
    built = DATA / f"{id}.json"
    if not built.exists():
        return Provider.load(DATA / id)
    document = with_own_id(json.loads(built.read_bytes()))
    return converter(trusted=True).structure(document, Provider)
