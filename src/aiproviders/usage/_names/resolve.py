"""What a name in a log stands for, by the rules."""

from collections.abc import Iterable, Mapping
from types import NoneType

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import as_tuple
from aiproviders._records.models.model import Model
from aiproviders._records.providers import ModelsLike, given_models
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import quoted
from aiproviders.usage._names.reading import KnownModels, Reading, names_in
from aiproviders.usage._names.resolution import Resolution
from aiproviders.usage._names.rules import RULES, NameRule

_AROUND = " \t\r\n\"'`"
"""What exports leave around names."""


class Resolver:
    """Reads names by some of the rules, for many names of the same models."""

    def __init__(
        self,
        models: ModelsLike,
        *,
        names: Mapping[str, str] | None = None,
        without: Iterable[NameRule] = (),
    ) -> None:
        """Prepare the models.

        Args:
            models: Models, a provider or several.
            names: What names stand for, before all rules.
            without: Rules that are left out.

        Raises:
            TypeError: Something else than models, a mapping or several rules is given.
            ValueError: There is no such rule.
        """
        if names is not None:
            check_type(names, Mapping)
        left_out = set(as_tuple(without))
        if unknown := left_out - set(RULES):
            msg = f"no rule is called {quoted(min(unknown))}; there are {', '.join(RULES)}"
            raise ValueError(msg)
        self._known = _known(given_models(models))
        self._names: Mapping[str, str] = {} if names is None else names
        self._rules = {name: rule for name, rule in RULES.items() if name not in left_out}

    def resolve(self, name: str, provider: str | None = None) -> Resolution:
        """Find what a name stands for.

        Args:
            name: The name as logged.
            provider: Who served or made it, as logged.
        """
        check_type(name, str)
        check_type(provider, str, NoneType)
        used: list[str] = []
        reading = self._at(provider, Reading(name.strip(_AROUND)))
        while reading.model is None and reading.missed is None:
            missed = reading._replace(missed=self._reason(reading))
            reading = self._step(reading, used) or missed
        found = reading.model is not None
        return Resolution(
            name=name,
            model=reading.model,
            rule=" + ".join(dict.fromkeys(used)) if found else None,
            removed=reading.removed,
            provider=self._known.chosen(reading.lab),
            host=self._known.chosen(reading.host),
            region=reading.region,
            dated_alias=reading.dated_alias,
            reason=reading.unbilled if found else reading.missed,
        )

    def _at(self, provider: str | None, reading: Reading) -> Reading:
        if not provider:
            return reading
        if lab := self._known.lab(provider):
            return reading._replace(lab=lab)
        return reading._replace(host=self._known.host(provider) or (provider,))

    def _step(self, reading: Reading, used: list[str]) -> Reading | None:
        """Apply the first rule that says something, and note it; None if none does."""
        if (mapped := names_in(self._names, reading)) is not None:
            used.append("names")
            return mapped
        for name, rule in self._rules.items():
            if (following := rule(reading, self._known)) is not None:
                used.append(name)
                return following
        return None

    def _reason(self, reading: Reading) -> str:
        if reading.is_mapped:
            return f"`names` says {quoted(reading.name)}, and no model is called so"
        if (lab := self._known.chosen(reading.lab)) is not None:
            return f"no model of {lab} is called so"
        return "no model is called so"


_LATEST: dict[str, KnownModels] = {}


def _known(models: Catalog[Model]) -> KnownModels:
    """Return what models are called; of those that were asked for last, as it was read then."""
    known = _LATEST.get("known")
    if known is None or known.models is not models:
        known = _LATEST["known"] = KnownModels(models)
    return known


def resolve(
    name: str,
    models: ModelsLike,
    *,
    names: Mapping[str, str] | None = None,
    provider: str | None = None,
    without: Iterable[NameRule] = (),
) -> Resolution:
    """Find the model that a name in a log stands for, by rules that can be left out.

    `models[name]` never guesses. A log has names that no maker gives: with the provider and the
    region before them, a version, a wish or an effort behind them. Each rule takes one such part
    off, and what is left must be the name of one model; two readings are none. What a part says
    of maker, host and region is kept, because it decides on the price.

    Args:
        name: The name as logged.
        models: Models, a provider or several.
        names: What names stand for, such as the deployments of Azure; it goes before all rules.
        provider: Who served or made the model, as logged; a maker's models alone count.
        without: Rules that are left out, such as `("effort_suffix",)`.

    Raises:
        TypeError: The name is no text, or something else than models is given.
        ValueError: There is no such rule.

    Examples:
        >>> from aiproviders import market, usage
        >>> usage.resolve("us.anthropic.claude-sonnet-4-5", market.models)
        <Resolution claude-sonnet-4-5 at bedrock in us, logged as us.anthropic.claude-sonnet-4-5>
        >>> usage.resolve("gpt-5-2025-08-08", market.models).reason
        'gpt-5 is not known to be a snapshot of 2025-08-08'
    """
    return Resolver(models, names=names, without=without).resolve(name, provider)
