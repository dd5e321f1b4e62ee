"""The measures and benchmarks that all providers share."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from attrs import evolve

from aiproviders._format.bundled.files import DATA, read_built, read_toml
from aiproviders._format.bundled.trusted_reading import read_provider
from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import references
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record

SHARED = "shared"
"""The id under which they are a provider."""


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


def with_shared_vocabulary(provider: Provider, naming: Iterable[Record] | None = None) -> Provider:
    """Add the shared measures and benchmarks that records name and the provider does not have.

    Args:
        provider: The provider.
        naming: Those of its records that may name some; unless told otherwise, all.
    """
    records = provider.records() if naming is None else naming
    named = {(each.of, each.id) for record in records for each in references(record)}
    own = {provider.id, *(record.id for record in provider.records())}
    measures = {id for of, id in named if of == "measure"}
    benchmarks = {id for of, id in named if of in ("benchmark", "record")} - own
    shared = shared_vocabulary()
    measures |= {
        each.growth_of for each in shared.measures if each.id in measures and each.growth_of
    }
    measures -= {*provider.measures.ids}
    added_measures = [each for each in shared.measures if each.id in measures]
    added_benchmarks = [each for each in shared.benchmarks if each.id in benchmarks]
    if not added_measures and not added_benchmarks:
        return provider
    return evolve(
        provider,
        measures=Catalog([*provider.measures, *added_measures]),
        benchmarks=Catalog([*provider.benchmarks, *added_benchmarks]),
    )
