"""The market that comes with the package, read from the files of a built package.

These have a JSON file for each lab and an index of the names in all of them, so that a model is
found without reading the others. A source tree has none of them, and `assembled` puts the market
together.
"""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from aiproviders._format.bundled.files import DATA, read_built
from aiproviders._format.bundled.trusted_reading import read_provider
from aiproviders._records.catalog import Catalog, Identified
from aiproviders._records.lookup.names import normalized
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._values import forks

FOLDER = os.path.join(DATA, "market")  # noqa: PTH118 - may be in an archive
INDEX = "index"
"""The name of the file that says which names each lab has."""

LISTS = "lists"
"""The name of the folder with what is listed of all labs, which no lab is read for."""

IDS = "ids"
"""The name of the file there that has the ids of all records, by section."""


def bundled_market(folder: str | os.PathLike[str] = FOLDER) -> Market:
    """Return the market that comes with the package: its labs, and the bundled providers.

    Args:
        folder: Where its files are, which a built package and a source tree have in other forms.
    """
    try:
        index = read_built(folder, INDEX)
    except OSError:
        from aiproviders._format.market.assembled import assembled_market

        return assembled_market(folder)
    return Market._of(index["edition"], _BuiltLabs(folder, index["labs"]))


class _LabName(NamedTuple):
    """What finds a lab before it is read."""

    id: str
    lookup_names: tuple[str, ...]


class _BuiltLabs:
    """The labs of a built package, each read once, when it is asked for."""

    def __init__(
        self, folder: str | os.PathLike[str], index: dict[str, dict[str, list[str]]]
    ) -> None:
        labs = [_LabName(id, tuple(lab["names"])) for id, lab in index.items()]
        self.names: Catalog[Identified] = Catalog(labs, name="the market")
        self._folder = folder
        self._models = {id: frozenset(lab["models"]) for id, lab in index.items()}
        self._loaded: dict[str, Provider] = {}

    def load(self, id: str) -> Provider:
        if id not in self._loaded:
            with forks.BUNDLED:
                if id not in self._loaded:
                    self._loaded[id] = read_lab(self._folder, id)
        return self._loaded[id]

    def holding(self, model: str) -> Iterable[str]:
        path, slash, rest = model.partition("/")
        keys = {normalized(model), normalized(rest)} if slash else {normalized(model)}
        named = self.names._found(path) if slash else ()
        ids = {lab.id for lab in named}
        return [id for id, held in self._models.items() if id in ids or not held.isdisjoint(keys)]

    def listed(self, name: str) -> Any:
        return read_built(os.path.join(self._folder, LISTS), name)  # noqa: PTH118


def read_lab(folder: str | os.PathLike[str], id: str) -> Provider:
    """Read a lab from its file in a built package."""
    return read_provider(read_built(folder, id))
