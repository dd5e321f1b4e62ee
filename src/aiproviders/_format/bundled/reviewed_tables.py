"""Names in price catalogs, which are reviewed by hand: of models, of benchmarks and of metrics."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from aiproviders._format.bundled.files import read_toml
from aiproviders._records.lookup.names import normalized

_APOSTROPHES = re.compile("['`\u00b4\u02bc\u2018\u2019]")
_WORDS = re.compile("[^\\W_]+|%")


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
    for row in read_toml("same_models")["same_models"]:
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
    return read_toml("benchmark_spellings")
