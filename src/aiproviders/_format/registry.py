"""The registry of providers: those bundled with the package and those of installed packages."""

from typing import Literal

from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model
from aiproviders._records.provider import Provider, Providers, given_providers
from aiproviders._values.arguments import check_type
from aiproviders._values.forks import lock_across_forks
from aiproviders._values.wording import listed, quoted
from aiproviders.errors import AmbiguousIdError

BUNDLED = ("alibaba",)
"""Ids of the bundled providers."""

_loaded: dict[str, Provider] = {}
_lock = lock_across_forks()


def provider(id: str, *, prefer: Literal["bundled", "plugin"] = "bundled") -> Provider:
    """Return a provider that is bundled or that an installed package brings.

    Every call returns the same object. A bundled id is found without a look at what is installed.

    Args:
        id: Such as `alibaba`; else a name, as in `providers()[name]`.
        prefer: Which to return where both have this id.

    Raises:
        UnknownIdError: There is no such provider.
        PluginError: The package that brings it fails to.
        ValueError: `prefer` is neither of the two.
    """
    check_type(id, str)
    if prefer not in ("bundled", "plugin"):
        msg = f"prefer is 'bundled' or 'plugin', got {quoted(prefer)}"
        raise ValueError(msg)
    if prefer == "bundled" and id in BUNDLED:
        return _load_bundled(id)
    from aiproviders._format.plugins import installed, load

    if id in installed():
        return load(id)
    found = _bundled().get(id) or providers()[id]
    return load(found.id) if prefer == "plugin" and found.id in installed() else found


def providers() -> Catalog[Provider]:
    """Return every provider: the bundled ones, then those of installed packages, in order of id.

    All of them are loaded, each once per process. A provider that a package brings is left out,
    with one warning, where it fails to load or has the id of a bundled one.
    """
    from aiproviders._format.plugins import plugin_providers

    bundled = _bundled()
    return Catalog([*bundled, *plugin_providers(bundled)], name="aiproviders.providers()")


def _bundled() -> Catalog[Provider]:
    return Catalog(map(_load_bundled, BUNDLED), name="the bundled providers")


def _load_bundled(id: str) -> Provider:
    found = _loaded.get(id)
    if found is not None:
        return found
    with _lock:
        if id not in _loaded:
            from aiproviders._format.bundled import load_bundled

            _loaded[id] = load_bundled(id)
        return _loaded[id]


def find_model(name: str, providers: Providers | None = None) -> Model:
    """Find a model by id, alias or name among several providers.

    A name that no model has, or several have, is read as provider and name where it has a slash.

    Args:
        name: Such as `Qwen3.7 Max`, `qwen/qwen3.7-max` or `alibaba/qwen3.7-max`.
        providers: Where to look: a provider or several, such as `providers()`; the bundled
            providers unless told otherwise, whatever else is installed.

    Raises:
        UnknownIdError: No model is called so; the error says where was looked and carries
            suggestions.
        AmbiguousIdError: Several models are called so, and the name is the id of none or of
            several of them.
        TypeError: Something else than a provider or several is given.
        ValueError: Two different providers have one id.

    Examples:
        >>> from aiproviders import find_model
        >>> find_model("Qwen3.7 Max")
        <Model qwen3.7-max: Qwen3.7-Max>
    """
    check_type(name, str)
    given = _bundled() if providers is None else providers
    searched = Catalog(given_providers(given), name="these providers")
    catalogs = [each.models for each in searched]
    by_id = [model for catalog in catalogs if (model := catalog._get_by_id(name)) is not None]
    found = (
        [model for model in by_id if model.id == name]
        or by_id
        or [model for catalog in catalogs if (model := catalog.get(name)) is not None]
    )
    matches = tuple(dict.fromkeys(found))
    if len(matches) == 1:
        return matches[0]
    whose, slash, rest = name.partition("/")
    if slash and (holder := searched.get(whose)) is not None:
        return holder.models[rest]
    where = f"the models of {listed(searched.ids) or 'no provider'}"
    if matches:
        ids = tuple(f"{model.provider}: {model.id}" for model in matches)
        raise AmbiguousIdError(name, where, ids)
    if providers is None:
        where += " (only bundled ones; pass providers() to look among all)"
    return Catalog((model for catalog in catalogs for model in catalog), name=where)[name]
