"""Pairs of models that two price catalogs price at the same host, found by exact names."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple, TypeAlias

from attrs import evolve

from aiproviders import Catalog, Model, Provider
from aiproviders.errors import AmbiguousIdError
from tools.counter_check.hosts import HOSTS, Host

MODELS_DEV, GENAI_PRICES, LITELLM = "models.dev", "genai-prices", "LiteLLM"
MODEL_PRICES = "model-prices"

PriceCatalogs: TypeAlias = dict[str, Catalog[Provider]]
"""The providers of each price catalog, by its name."""

_IN_TOKENS = {"chat", "completion", "responses", "embedding"}


class Listing(NamedTuple):
    """A model in a price catalog."""

    price_catalog: str
    provider: str
    id: str


class Pair(NamedTuple):
    """A model in two price catalogs.

    Attributes:
        host: The host that serves it.
        price_catalogs: Names of the two price catalogs.
        models: The model as each of them states it.
    """

    host: str
    price_catalogs: tuple[str, str]
    models: tuple[Model, Model]

    @property
    def listings(self) -> tuple[Listing, Listing]:
        """The place of the model in each price catalog."""
        first, second = map(listing, self.price_catalogs, self.models)
        return first, second


def listing(price_catalog: str, model: Model) -> Listing:
    """Return the place of a model; its provider is the one that lists it."""
    return Listing(price_catalog, str(model.provider), model.id)


def priced(price_catalog: str, providers: Iterable[Provider]) -> Iterator[Model]:
    """Yield the models of a price catalog that may have prices of tokens."""
    for provider in providers:
        for model in provider.models:
            if price_catalog != LITELLM or _IN_TOKENS.intersection(model.capabilities):
                yield model


def pairs(price_catalogs: PriceCatalogs) -> list[Pair]:
    """Return every model that two price catalogs price at the same host."""
    found: dict[tuple[Listing, Listing], Pair] = {}
    for host in HOSTS:
        at_host = {name: _at(host, name, providers) for name, providers in price_catalogs.items()}
        for first, second in combinations(at_host, 2):
            for models in _matches(at_host[first], at_host[second]):
                pair = Pair(host.name, (first, second), models)
                found[pair.listings] = pair
    return list(found.values())


def _at(host: Host, price_catalog: str, providers: Catalog[Provider]) -> Catalog[Model]:
    """The priced models of a host, which are found by their names without its prefix too."""
    ids = {
        MODELS_DEV: filter(None, [host.models_dev]),
        GENAI_PRICES: filter(None, [host.genai_prices]),
        LITELLM: host.litellm,
        # Its ids are those of models.dev, of which it has the makers alone.
        MODEL_PRICES: filter(None, [host.models_dev if host.models_dev in providers.ids else ""]),
    }[price_catalog]
    models = [
        model for model in priced(price_catalog, (providers[id] for id in ids)) if model.prices
    ]
    if price_catalog != LITELLM or not models:
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
    """The only model of that name in another price catalog; None if there is none or several."""
    for name in (model.id, *model.api_names):
        try:
            if (found := models.get(name)) is not None:
                return found
        except AmbiguousIdError:
            return None
    return None
