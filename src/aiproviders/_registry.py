"""The providers that come with the package."""

from collections.abc import Iterable
from threading import Lock

from aiproviders._catalog import Catalog
from aiproviders._models import Model
from aiproviders._provider import Provider
from aiproviders.errors import AmbiguousIdError

BUNDLED = ("alibaba",)
"""Ids of the bundled providers."""

_loaded: dict[str, Provider] = {}
_lock = Lock()


def provider(id: str) -> Provider:
    """Give a bundled provider; every call gives the same object.

    Raises:
        UnknownIdError: There is no such provider.
    """
    found = _loaded.get(id)
    if found is not None:
        return found
    if id not in BUNDLED:
        return providers()[id]
    with _lock:
        if id not in _loaded:
            from aiproviders._serialization import load_bundled  # noqa: PLC0415 - imports cattrs

            _loaded[id] = load_bundled(id)
        return _loaded[id]


def providers() -> Catalog[Provider]:
    """Every bundled provider, by id."""
    return _bundled()


def _bundled() -> Catalog[Provider]:
    return Catalog(map(provider, BUNDLED), name="aiproviders.providers()")


def find_model(name: str, providers: Iterable[Provider] | None = None) -> Model:
    """Find a model by id, alias or name among several providers.

    Args:
        name: Such as `Qwen3.7 Max` or `qwen/qwen3.7-max`.
        providers: Where to look; the bundled providers unless told otherwise.

    Raises:
        UnknownIdError: No model is called so; the error carries suggestions.
        AmbiguousIdError: Several are, and the name is the id of none or of several.

    Examples:
        >>> from aiproviders import find_model
        >>> find_model("Qwen3.7 Max")
        <Model qwen3.7-max: Qwen3.7-Max>
    """
    catalogs = [each.models for each in (_bundled() if providers is None else providers)]
    found = [model for catalog in catalogs if (model := catalog.get(name)) is not None]
    matches = [model for model in found if model.id == name] or found
    if len(matches) > 1:
        ids = tuple(f"{model.provider}: {model.id}" for model in matches)
        raise AmbiguousIdError(name, "the models of these providers", ids)
    if matches:
        return matches[0]
    everything = Catalog(
        (model for catalog in catalogs for model in catalog), name="the models of these providers"
    )
    return everything[name]
