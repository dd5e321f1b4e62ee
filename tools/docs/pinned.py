"""The data that examples run on, which stay as they are when facts come and go.

`docs/pinned/` has a dump of each bundled provider. The examples in the README, the pages and the
docstrings run on these dumps, so that a new fact changes nothing that an example prints.
`python -m tools.docs.pinned` dumps the present data; then the examples may have to be rewritten.
"""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from aiproviders import Provider
from aiproviders._format import registry
from tools.docs import DOCS

FOLDER = DOCS / "pinned"


@contextmanager
def pinned_data() -> Generator[None]:
    """Let the package find the pinned providers in place of the bundled ones."""
    with patch.multiple(registry, BUNDLED=(*_pinned(),), _loaded=_pinned()):
        yield


@cache
def _pinned() -> dict[str, Provider]:
    return {path.stem: Provider.load(path) for path in sorted(FOLDER.glob("*.json"))}


def pin() -> None:
    """Dump the bundled providers."""
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for id in registry.BUNDLED:
        registry.provider(id).dump(FOLDER / f"{id}.json")


if __name__ == "__main__":
    pin()
