"""The registry of providers: those bundled with the package and those of installed packages."""

import os
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from aiproviders._records.lookup.dated_alias import Holder, changed
from aiproviders._records.models.model import Model
from aiproviders._records.models.models import Models
from aiproviders._records.provider import Provider
from aiproviders._records.providers import Providers, ProvidersLike, given_providers
from aiproviders._values import forks
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.period import Moment, Period
from aiproviders._values.wording import listed, quoted
from aiproviders.errors import (
    AmbiguousIdError,
    ChangedNameWarning,
    NotStatedError,
    UnknownIdError,
)

if TYPE_CHECKING:
    from aiproviders._records.market import Market
else:
    Market = late("aiproviders._records.market", "Market")

BUNDLED = ("alibaba",)
"""Ids of the bundled providers."""

_loaded: dict[str, Provider] = {}
_market: list[Market] = []


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
    with forks.BUNDLED:
        from aiproviders._format.plugins import installed, load

    if id in installed():
        return load(id)
    found = _bundled().get(id) or providers()[id]
    return load(found.id) if prefer == "plugin" and found.id in installed() else found


def providers() -> Providers:
    """Return every provider: the bundled ones, then those of installed packages, in order of id.

    All of them are loaded, each once per process. A provider that a package brings is left out,
    with one warning, where it fails to load or has the id of a bundled one.
    """
    with forks.BUNDLED:
        from aiproviders._format.plugins import plugin_providers

    bundled = _bundled()
    return Providers([*bundled, *plugin_providers(bundled)], name="aiproviders.providers()")


def _bundled() -> Providers:
    return Providers(map(_load_bundled, BUNDLED), name="the bundled providers")


def _load_bundled(id: str) -> Provider:
    found = _loaded.get(id)
    if found is not None:
        return found
    with forks.BUNDLED:
        if id not in _loaded:
            from aiproviders._format.bundled.providers import load_bundled

            _loaded[id] = load_bundled(id)
        return _loaded[id]


def market() -> "Market":
    """Return the market that comes with the package; every call returns the same object."""
    if not _market:
        with forks.BUNDLED:
            if not _market:
                from aiproviders._format.market.bundled import bundled_market

                _market.append(bundled_market())
    return _market[0]


def find_model(
    name: str,
    in_: "ProvidersLike | Market | str | os.PathLike[str] | None" = None,
    *,
    on: Moment | None = None,
) -> Model:
    """Find a model by id, alias or name in the market, or elsewhere.

    A name that no model has, or several have, is read as lab and name where it has a slash. The
    models of the market have what bundled providers such as `alibaba` state of them too. A name
    that has stood for several models finds the last of them, unless a day is named.

    Args:
        name: Such as `claude-opus-4-5`, `Qwen3.7 Max`, `qwen/qwen3.7-max` or `alibaba/qwen3.7-max`.
        in_: Where to look: a provider, several such as `providers()`, or a market; or the name of
            a lab in the market, such as `openai`, or the path of a market. The market unless told
            otherwise, whatever else is installed.
        on: The day for which a name is asked that has stood for several models.

    Raises:
        UnknownIdError: No model is called so, or no lab; the error says where was looked and
            carries suggestions.
        AmbiguousIdError: Several models are called so, and the name is the id of none or of
            several of them.
        NotStatedError: On that day the name stood for no model, or for which is not stated; the
            error says when it stood for which.
        TypeError: Something else than these is given.
        ValueError: Two different providers have one id, or `on` is no date.

    Warns:
        ChangedNameWarning: No day is named, and the name has stood for several models, or stands
            for none now; the warning says when it stood for which.

    Examples:
        >>> from aiproviders import find_model
        >>> find_model("Qwen3.7 Max")
        <Model qwen3.7-max: Qwen3.7-Max>
    """
    found, warning = model_called(name, in_, on)
    if warning is not None:
        warnings.warn(warning, stacklevel=2)
    return found


_Found: TypeAlias = tuple[Model, ChangedNameWarning | None]


def model_called(
    name: str,
    in_: "ProvidersLike | Market | str | os.PathLike[str] | None" = None,
    on: Moment | None = None,
) -> _Found:
    """Find a model as `find_model` does, and return the warning that its name deserves."""
    with forks.BUNDLED:  # a fork waits for the import
        from aiproviders._records.market import Market

    check_type(name, str)
    searched = market() if in_ is None else in_
    if isinstance(searched, str | os.PathLike):
        searched = _lab_or_market(searched)
    if isinstance(searched, Market):
        return _found_in_market(name, searched, on)
    return _found(name, given_providers(searched), on, None)


def _lab_or_market(place: str | os.PathLike[str]) -> "Provider | Market":
    """Return the lab of the market that has a name, or read the market in a file or folder.

    A path is what is no text, has a slash or is there.
    """
    from aiproviders._records.market import Market

    if not isinstance(place, str):
        return Market.load(place)
    if place in market():
        return market()[place]
    if "/" in place or os.sep in place or os.path.exists(place):  # noqa: PTH110 - no Path is made
        return Market.load(place)
    close = market()._labs.names._suggestions(place)
    raise UnknownIdError(place, "the labs of the market, or the files here,", close)


def _found_in_market(name: str, market: "Market", on: Moment | None) -> _Found:
    where = "the models of the market"
    labs = [market._labs.load(id) for id in market._labs.holding(name)]
    try:
        return _found(name, labs, on, where)
    except UnknownIdError:
        return _found(name, market.providers, on, where)  # which suggests names of all labs


def _found(name: str, given: Iterable[Provider], on: Moment | None, where: str | None) -> _Found:
    searched = Providers(given, name=where or "these providers")
    where = where or f"the models of {listed(searched.ids) or 'no provider'}"
    catalogs = [each.models for each in searched]
    by_id = [model for catalog in catalogs if (model := catalog._get_by_id(name)) is not None]
    held = [] if by_id else [each for catalog in catalogs for each in catalog._holders(name)]
    if held and on is not None:
        return _on_day(name, held, on), None
    found = (
        [model for model in by_id if model.id == name]
        or by_id
        or [model for catalog in catalogs for model in catalog._only(name)]
    )
    matches = tuple(dict.fromkeys(found))
    if len(matches) == 1:
        return matches[0], changed(name, held)
    whose, slash, rest = name.partition("/")
    if slash and (holder := searched.get(whose)) is not None:
        return _found(rest, (holder,), on, f"{holder.id}.models")
    if matches:
        ids = tuple(f"{model.provider}: {model.id}" for model in matches)
        raise AmbiguousIdError(name, where, ids)
    return Models((model for catalog in catalogs for model in catalog), name=where)[name], None


def _on_day(name: str, held: list[Holder], on: Moment) -> Model:
    """Return the model that a dated alias stands for on a day."""
    day = Period.of(on)
    models = {holder.record for holder in held if holder.days.overlaps(day)}
    if len(models) != 1:
        msg = (
            f"no one model is stated for the name {quoted(name)} on {day}; "
            f"it stands for {listed(map(str, held))}"
        )
        raise NotStatedError(msg)
    model: Model = models.pop()
    return model
