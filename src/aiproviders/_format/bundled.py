"""The data that come with the package: its providers, and what all providers share."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import evolve

from aiproviders._format.converter import converter
from aiproviders._format.defaults import with_own_id
from aiproviders._format.files import toml
from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import references
from aiproviders._records.provider import Provider

DATA = Path(__file__).parents[1] / "data"
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


@cache
def vocabulary() -> Provider:
    """The measures and benchmarks that all providers share."""
    document: dict[str, Any] = {"schema": "1.0", "id": "shared"}
    for section in ("measures", "benchmarks"):
        document |= toml(DATA / f"{section}.toml", DATA)[1]
    return converter(trusted=True).structure(document, Provider)


@cache
def shared_labels() -> Mapping[str, str]:
    """Labels of the shared measures and names of the shared benchmarks, by id."""
    return MappingProxyType(dict(vocabulary().origin.labels))


def with_shared_vocabulary(provider: Provider) -> Provider:
    """Add the shared measures and benchmarks that the records name and the document does not."""
    named = {(each.of, each.id) for record in provider.records() for each in references(record)}
    own = {record.id for record in provider.records()}
    measures = {id for of, id in named if of == "measure"}
    benchmarks = {id for of, id in named if of in ("benchmark", "record")} - own
    shared = vocabulary()
    measures |= {
        each.growth_of for each in shared.measures if each.id in measures and each.growth_of
    }
    return evolve(
        provider,
        measures=Catalog(
            [
                *provider.measures,
                *shared.measures.where(
                    lambda each: each.id in measures and each.id not in provider.measures.ids
                ),
            ]
        ),
        benchmarks=Catalog(
            [*provider.benchmarks, *shared.benchmarks.where(lambda each: each.id in benchmarks)]
        ),
    )
