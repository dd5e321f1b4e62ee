"""Plug-ins: providers that other installed packages bring through entry points."""

import warnings
from collections.abc import Callable
from functools import cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from typing import Any, cast

from aiproviders._records.catalog import Catalog
from aiproviders._records.provider import Provider
from aiproviders._values import forks
from aiproviders._values.version import __version__
from aiproviders._values.wording import quoted
from aiproviders.errors import PluginError

GROUP = "aiproviders.providers"
"""The entry-point group: its names are ids of providers, its objects functions that return them."""

_loaded: dict[str, Provider] = {}
_loading: set[str] = set()
_warned: set[str] = set()


@cache
def installed() -> dict[str, tuple[EntryPoint, ...]]:
    """Return the entry points of all installed packages by the id of their provider, in order."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    with forks.BUNDLED:
        scanned = entry_points(group=GROUP)
    for entry_point in sorted(scanned, key=lambda each: each.name):
        found[entry_point.name] = (*found.get(entry_point.name, ()), entry_point)
    return found


def load(id: str) -> Provider:
    """Return the provider that a package brings; every call returns the same object.

    Raises:
        PluginError: Several packages bring it, or the package that brings it fails.
    """
    found = _loaded.get(id)
    if found is not None:
        return found
    entry_point, *rivals = installed()[id]
    if rivals:
        packages = " and ".join(sorted(map(_package, (entry_point, *rivals))))
        raise PluginError(id, packages, "each brings a provider of this id; uninstall all but one")
    try:
        # Outside the lock: a module that is imported may ask for providers in another thread.
        return _call_once(id, entry_point.load())
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}"
        raise PluginError(id, _package(entry_point), reason) from error


def plugin_providers(bundled: Catalog[Provider]) -> list[Provider]:
    """Return what packages bring; warn once of each provider that fails or has a bundled id."""
    found: list[Provider] = []
    for id in installed():
        try:
            brought = load(id)
        except PluginError as error:
            _warn_once(id, f"providers() leaves one out: {error}")
            continue
        if id in bundled.ids:
            _warn_once(id, _shadowed(bundled[id], brought))
        else:
            found.append(brought)
    return found


def _call_once(id: str, function: Callable[[], Any]) -> Provider:
    with forks.PLUGINS:
        if id in _loaded:
            return _loaded[id]
        if id in _loading:
            msg = "it asks for itself while it loads"
            raise RecursionError(msg)
        _loading.add(id)
        try:
            made = function()
        finally:
            _loading.remove(id)
        if not isinstance(made, Provider):
            msg = f"its entry point gave {type(made).__name__}, not Provider"
            raise TypeError(msg)
        if made.id != id:
            msg = f"its entry point is called {quoted(id)}, and the provider {quoted(made.id)}"
            raise ValueError(msg)
        _loaded[id] = made
        return made


def _warn_once(id: str, message: str) -> None:
    with forks.PLUGINS:
        is_known = id in _warned
        _warned.add(id)
    if not is_known:
        warnings.warn(message, stacklevel=4)


def _shadowed(bundled: Provider, brought: Provider) -> str:
    (entry_point,) = installed()[brought.id]
    return (
        f"two providers are called {bundled.id!r}: aiproviders {__version__} brings "
        f"data {bundled.data_version}, {_package(entry_point)} brings data "
        f"{brought.data_version}; the first is used, "
        f"provider({bundled.id!r}, prefer='plugin') gives the other"
    )


def _package(entry_point: EntryPoint) -> str:
    distribution = cast("Distribution", entry_point.dist)  # entry_points() sets it
    return f"{distribution.name} {distribution.version}"
