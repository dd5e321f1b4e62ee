"""The data that come with the package, read from `data/` when they are first asked for.

These are the bundled providers, the measures and benchmarks that all providers share, and the
tables of names in price catalogs, which are reviewed by hand.
"""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from attrs import evolve

from aiproviders._format.converter import converter
from aiproviders._format.defaults import with_own_id
from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import references
from aiproviders._records.lookup.names import normalized
from aiproviders._records.provider import Provider

_APOSTROPHES = re.compile("['`\u00b4\u02bc\u2018\u2019]")
_WORDS = re.compile("[^\\W_]+|%")

DATA = files("aiproviders") / "data"
"""The data, which lie in a folder or in an archive."""


def load_bundled(id: str) -> Provider:
    """Read a provider that comes with the package.

    A built package carries each provider as canonical JSON too, which is faster to read than
    the TOML files that it was made of and checked with; a source tree has these alone.
    """
    built = DATA / f"{id}.json"
    return load_built(built) if built.is_file() else Provider.load(Path(str(DATA / id)))


def load_built(file: Traversable) -> Provider:
    """Read canonical JSON that was checked when the package was built."""
    document = with_own_id(json.loads(file.read_bytes()))
    return converter(trusted=True).structure(document, Provider)


def _read(name: str) -> dict[str, Any]:
    import tomllib

    text = (DATA / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text, parse_float=Decimal)


# What all providers share


@cache
def shared_vocabulary() -> Provider:
    """Return the measures and benchmarks that all providers share."""
    document = {"schema": "1.0", "id": "shared", **_read("measures"), **_read("benchmarks")}
    return converter(trusted=True).structure(document, Provider)


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


# Names in price catalogs, reviewed by hand


class SameModel(NamedTuple):
    """A model of a bundled provider, and the model of a price catalog that is the same.

    Attributes:
        provider: Id of the provider.
        model: Id of its model.
        price_catalog: Id of the price catalog, which is that of the source that its records cite.
        price_catalog_provider: Id of the provider in the price catalog.
        price_catalog_model: Id of the model there.
        ground: Why the two are taken for one.
    """

    provider: str
    model: str
    price_catalog: str
    price_catalog_provider: str
    price_catalog_model: str
    ground: str


class BenchmarkSpelling(NamedTuple):
    """What the name of a benchmark in a price catalog stands for.

    Attributes:
        name: The name as the price catalog prints it.
        benchmark: Id of the shared benchmark.
        version: Its version, where the name says it.
    """

    name: str
    benchmark: str
    version: str | None = None


def same_models(
    provider: str, sources: Iterable[str], price_catalog_provider: str
) -> tuple[SameModel, ...] | None:
    """Return the models of a provider that a price catalog has too; None if it was not reviewed.

    Args:
        provider: Id of the provider.
        sources: Ids of the sources of the price catalog, one of which is its own.
        price_catalog_provider: Id of the provider in the price catalog.
    """
    found = (_same_models().get((provider, source, price_catalog_provider)) for source in sources)
    return next((each for each in found if each is not None), None)


@cache
def _same_models() -> Mapping[tuple[str, str, str], tuple[SameModel, ...]]:
    found: dict[tuple[str, str, str], tuple[SameModel, ...]] = {}
    for row in _read("same_models")["same_models"]:
        each = SameModel(**row)
        key = each.provider, each.price_catalog, each.price_catalog_provider
        found[key] = (*found.get(key, ()), each)
    return found


def benchmark_spelling(name: str) -> BenchmarkSpelling | None:
    """Return what the name of a benchmark stands for; None if it was not reviewed.

    Case, spaces, hyphens and the kind of apostrophe do not count.
    """
    return _spellings().get(_spelling_key(name))


def _spelling_key(name: str) -> str:
    return normalized(_APOSTROPHES.sub("", name))


@cache
def _spellings() -> Mapping[str, BenchmarkSpelling]:
    rows = _read_spellings()["spellings"]
    return {_spelling_key(row["name"]): BenchmarkSpelling(**row) for row in rows}


def is_usual_metric(metric: str | None) -> bool:
    """Whether a metric says no more than that a score is the benchmark's usual one."""
    return metric is None or normalized(metric) in _metrics("usual_metrics")


def is_share_metric(metric: str | None) -> bool:
    """Whether a metric says that a score is a share in percent."""
    if metric is None:
        return False
    named = {"percent", "%"} & {*_WORDS.findall(metric.casefold())}
    return bool(named) or normalized(metric) in _metrics("share_metrics")


def is_points_metric(metric: str | None) -> bool:
    """Whether a metric says that a score is a number of points, of which more is better."""
    return metric is not None and normalized(metric) in _metrics("points_metrics")


def ordering_word(text: str) -> str | None:
    """Return the word of a text that says of scores that they order models and no more."""
    words = _WORDS.findall(text.casefold())
    return next((word for word in _read_spellings()["ordering_words"] if word in words), None)


@cache
def _metrics(kind: str) -> frozenset[str]:
    return frozenset(map(normalized, _read_spellings()[kind]))


@cache
def _read_spellings() -> dict[str, Any]:
    return _read("benchmark_spellings")
