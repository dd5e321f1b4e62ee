"""The measures and benchmarks that all providers share."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import evolve

from aiproviders._bundled import DATA
from aiproviders._catalog import Catalog
from aiproviders._conversion import converter
from aiproviders._provider import Provider
from aiproviders._reading import toml
from aiproviders._references import references


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
