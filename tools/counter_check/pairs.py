"""Pairs of models that two catalogues price at the same host, found by exact names."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple, TypeAlias

from attrs import evolve

from aiproviders import Catalog, Model, Provider
from aiproviders.errors import AmbiguousIdError
from tools.counter_check.hosts import HOSTS, Host

MODELS_DEV, GENAI_PRICES, LITELLM = "models.dev", "genai-prices", "LiteLLM"

Catalogues: TypeAlias = dict[str, Catalog[Provider]]
"""The providers of each catalogue, by its name."""

_IN_TOKENS = {"chat", "completion", "responses", "embedding"}


class Listing(NamedTuple):
    """A model in a catalogue."""

    catalogue: str
    provider: str
    id: str


class Pair(NamedTuple):
    """A model in two catalogues.

    Attributes:
        host: The host that serves it.
        catalogues: Names of the two catalogues.
        models: The model as each of them states it.
    """

    host: str
    catalogues: tuple[str, str]
    models: tuple[Model, Model]

    @property
    def listings(self) -> tuple[Listing, Listing]:
        """The place of the model in each catalogue."""
        first, second = map(listing, self.catalogues, self.models)
        return first, second


def listing(catalogue: str, model: Model) -> Listing:
    """Return the place of a model; in these catalogues its provider is the one that lists it."""
    return Listing(catalogue, str(model.provider), model.id)


def priced(catalogue: str, providers: Iterable[Provider]) -> Iterator[Model]:
    """Yield the models of a catalogue that may have prices of tokens."""
    for provider in providers:
        for model in provider.models:
            if catalogue != LITELLM or _IN_TOKENS.intersection(model.capabilities):
                yield model


def pairs(catalogues: Catalogues) -> list[Pair]:
    """Return every model that two catalogues price at the same host."""
    found: dict[tuple[Listing, Listing], Pair] = {}
    for host in HOSTS:
        at_host = {name: _at(host, name, providers) for name, providers in catalogues.items()}
        for first, second in combinations(at_host, 2):
            for models in _matches(at_host[first], at_host[second]):
                pair = Pair(host.name, (first, second), models)
                found[pair.listings] = pair
    return list(found.values())


def _at(host: Host, catalogue: str, providers: Catalog[Provider]) -> Catalog[Model]:
    """The priced models of a host, which are found by their names without its prefix too."""
    ids = {
        MODELS_DEV: filter(None, [host.models_dev]),
        GENAI_PRICES: filter(None, [host.genai_prices]),
        LITELLM: host.litellm,
    }[catalogue]
    models = [model for model in priced(catalogue, (providers[id] for id in ids)) if model.prices]
    if catalogue != LITELLM or not models:
        return Catalog(models)
    prefix = f"{host.litellm[0]}/"
    return Catalog(evolve(model, api_names=(model.id.removeprefix(prefix),)) for model in models)


def _matches(first: Catalog[Model], second: Catalog[Model]) -> Iterator[tuple[Model, Model]]:
    for model in first:
        if (found := _named(model, second)) is not None:
            yield model, found
    for model in second:
        if (found := _named(model, first)) is not None:
            yield found, model


def _named(model: Model, models: Catalog[Model]) -> Model | None:
    """The only model of that name in another catalogue; None if there is none or several."""
    for name in (model.id, *model.api_names):
        try:
            if (found := models.get(name)) is not None:
                return found
        except AmbiguousIdError:
            return None
    return None
