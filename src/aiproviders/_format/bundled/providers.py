"""The bundled providers."""

import os

from aiproviders._format.bundled.files import DATA, read_built
from aiproviders._format.bundled.trusted_reading import read_provider
from aiproviders._records.provider import Provider


def load_bundled(id: str) -> Provider:
    """Read a provider that comes with the package.

    A built package carries each provider as canonical JSON too, which is faster to read than
    the TOML files that it was made of and checked with; a source tree has these alone.
    """
    try:
        document = read_built(DATA, id)
    except OSError:
        return Provider.load(os.path.join(DATA, id))  # noqa: PTH118
    return read_provider(document)
