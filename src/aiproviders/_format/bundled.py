"""The data that come with the package, read from `data/` when they are first asked for.

These are the bundled providers, and the measures and benchmarks that all providers share.
"""

import json
import os
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import evolve

import aiproviders
from aiproviders._format.trusted_reading import read_provider
from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import references
from aiproviders._records.provider import Provider

DATA = os.path.join(os.path.dirname(str(aiproviders.__file__)), "data")  # noqa: PTH118, PTH120
"""Where the data lie, a folder or one in an archive, as a text: `pathlib` is slow to import."""

SHARED = "shared"
"""The id of the measures and benchmarks that all providers share."""


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


def read_built(folder: str | os.PathLike[str], name: str) -> Any:
    """Return what a JSON file of a built package holds.

    Raises:
        OSError: There is no such file.
    """
    return json.loads(_read(os.path.join(folder, f"{name}.json")))  # noqa: PTH118


def read_toml(name: str) -> dict[str, Any]:
    """Return what a TOML file beside those of the providers holds."""
    import tomllib
    from decimal import Decimal

    text = _read(os.path.join(DATA, f"{name}.toml")).decode()  # noqa: PTH118
    return tomllib.loads(text, parse_float=Decimal)


def _read(path: str) -> bytes:
    """Read a file that may be in an archive, as `importlib.resources` does in much longer."""
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(path)
    return data


# What all providers share


@cache
def shared_vocabulary() -> Provider:
    """Return the measures and benchmarks that all providers share."""
    try:
        document = read_built(DATA, SHARED)
    except OSError:
        document = {"id": SHARED, **read_toml("measures"), **read_toml("benchmarks")}
    return read_provider(document)


@cache
def shared_labels() -> Mapping[str, str]:
    """Return the labels of the shared measures and the names of the shared benchmarks, by id."""
    return MappingProxyType(dict(shared_vocabulary().origin.labels))


def with_shared_vocabulary(provider: Provider) -> Provider:
    """Add the shared measures and benchmarks that the records name and the document does not."""
    named = {(each.of, each.id) for record in provider.records() for each in references(record)}
    own = {provider.id, *(record.id for record in provider.records())}
    measures = {id for of, id in named if of == "measure"}
    benchmarks = {id for of, id in named if of in ("benchmark", "record")} - own
    shared = shared_vocabulary()
    measures |= {
        each.growth_of for each in shared.measures if each.id in measures and each.growth_of
    }
    measures -= {*provider.measures.ids}
    return evolve(
        provider,
        measures=Catalog(
            [*provider.measures, *(each for each in shared.measures if each.id in measures)]
        ),
        benchmarks=Catalog(
            [*provider.benchmarks, *(each for each in shared.benchmarks if each.id in benchmarks)]
        ),
    )
