"""LiteLLM: prices of models, by which its gateway calculates the costs of calls.

`read` takes its file `model_prices_and_context_window.json`; LiteLLM itself is not imported.
"""

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from aiproviders._format.strict_reading import JsonObject, existing_path, is_table
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import Service, TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.providers import Providers
from aiproviders._records.record import Citation
from aiproviders._records.sections.sources import Source
from aiproviders._values.period import Period
from aiproviders.adapters._litellm_prices import (
    TABLES,
    cost_name,
    leave_out,
    read_costs,
    read_factors,
    read_off_peak,
    region_of_factor,
)
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.files import installed_version, read_json
from aiproviders.adapters._reading.free_or_unpriced import Costs, plan_of, without_zeros
from aiproviders.adapters._reading.odd_values import OddValues, note_on
from aiproviders.adapters._reading.one_namespace import provider_of
from aiproviders.adapters._reading.regional_ids import with_regional_prices
from aiproviders.adapters._reading.values import (
    UnexpectedError,
    ValueReader,
    as_table,
    day,
    inner,
    is_converted,
    tables,
    text,
    text_or_none,
    texts,
    words_of_flags,
)

__all__ = ["read"]

NAME = "LiteLLM"
SOURCE = "litellm"
"""Id of the source that every record cites."""

_NOTES = ("calculation", "comment", "note", "notes")
_READ = {
    "model": {
        "litellm_provider", "mode", "source", "deprecation_date", "max_input_tokens",
        "max_output_tokens", "comment", "successor_model", "web_search_billing_unit",
        "metadata", "supported_modalities", "supported_output_modalities", "supported_regions",
        "tiered_pricing", "off_peak_pricing", "provider_specific_entry", "alias_of",
        "deprecation_source",
    },
    "model.metadata": {*_NOTES, "successor"},
    "model.provider_specific_entry": {"fast", "us"},
    **TABLES,
}  # fmt: skip
_NO_MODELS = {"sample_spec", "fallback_generalizations"}
_SUPPORTS = "supports_"
_WORDS = {
    "supports_function_calling": "tool calls",
    "supports_response_schema": "structured output",
}
"""Capabilities that other price catalogs call otherwise."""


def read(
    path: str | os.PathLike[str],
    *,
    as_of: Period | date | str | None = None,
    strict: bool = False,
) -> Providers:
    """Read LiteLLM's `model_prices_and_context_window.json`.

    A model stands with the provider that LiteLLM calls, which is its `provider` and the host of
    its prices. Its id is its key in the file; keys that only point to it are its aliases.
    Off-peak prices and the prices beside them have `hours`; such a model has no single `price`.

    What cannot be read is left out with a `LeftOutWarning`: an odd value, an entry that is none,
    and all prices of a model where an odd value of one would change the others.

    Args:
        path: The file; an installed LiteLLM has it as
            `model_prices_and_context_window_backup.json`.
        as_of: The day of the file, as a `Period`, a date or a text; the file itself has none.
        strict: Whether an odd value is an error.

    Raises:
        DataError: The file is not what LiteLLM writes, or an odd value where reading is strict.
        OSError: The file cannot be read.
        ValueError: `as_of` is no day.
    """
    path = existing_path(path)
    known_on = day(as_of)
    contents = read_json(path)
    version = installed_version(path, SOURCE)
    title = f"{NAME} {version}" if version else f"{NAME}, {path.name}"
    odd = OddValues(lambda error: error.in_file(path.name), strict=strict)
    builder = _Builder(title, known_on, odd)
    for name in _NO_MODELS:
        contents.pop(name, None)
    for step in (builder.take_alias, builder.add):
        for key in list(contents):
            step(key, contents)
    odd.warn(title, is_empty=not builder.models)
    if not builder.models:
        raise UnexpectedError({}, "models by name").in_file(path.name)
    found = builder.providers()
    builder.fields.warn(title)
    return Providers(found, name="litellm.providers")


class _Builder:
    """Makes models of the entries of the file, by provider."""

    def __init__(self, title: str, as_of: Period | None, odd: OddValues) -> None:
        self.models: dict[str, list[Model]] = {}
        self.fields = KnownFields(NAME, _READ)
        self._source = Source(id=SOURCE, title=title, kind="secondary")
        self._as_of = as_of
        self._odd = odd
        self._values = ValueReader()
        self._sources = {SOURCE: self._source}
        self._aliases: dict[str, list[str]] = {}

    def providers(self) -> list[Provider]:
        """Return the providers in the order of the file."""
        listed: dict[str, list[Model]] = {id: [] for id in self.models}
        for model in with_regional_prices(each for held in self.models.values() for each in held):
            listed[model.provider].append(model)
        return [self._provider(id, models) for id, models in listed.items()]

    def _provider(self, id: str, models: list[Model]) -> Provider:
        keys = {alias: key for key, aliases in self._aliases.items() for alias in aliases}
        ids = {model.id for model in models}
        cited = {
            citation.source: None
            for model in models
            for citations in (model.citations, *(price.citations for price in model.prices))
            for citation in citations
        }
        return provider_of(
            id,
            models=[_with_successor(model, ids, keys) for model in models],
            sources=[self._sources[each] for each in cited],
        )

    def take_alias(self, key: str, contents: JsonObject) -> None:
        """Take out an entry that only points to another, as an alias of that model."""
        entry = contents[key]
        if not is_table(entry) or entry.get("alias_of") is None:
            return
        target = contents.pop(key)["alias_of"]
        model = contents.get(target) if type(target) is str else None
        if model is None or (is_table(model) and "alias_of" in model):
            self._odd.note(UnexpectedError(target, "the key of a model", key, "alias_of"))
        else:
            self.fields.note_new("model", entry)
            self._aliases.setdefault(target, []).append(key)

    def add(self, key: str, contents: JsonObject) -> None:
        entry = contents.pop(key)

        def make(left_out: Sequence[str]) -> Model:
            return self._model(key, as_table(entry), left_out)

        if (model := self._odd.read(make, leave_out, entry, key)) is not None:
            self.models.setdefault(str(model.provider), []).append(model)

    def _model(self, key: str, entry: JsonObject, left_out: Sequence[str]) -> Model:
        values = self._values
        values.remarks.clear()
        provider = text(entry, "litellm_provider")
        supports = {
            name: _WORDS.get(name, name.removeprefix(_SUPPORTS).replace("_", " "))
            for name in entry
            if name.startswith(_SUPPORTS)
        }
        self._note_new(entry, supports)
        citations: tuple[Citation, ...] = (Citation(source=SOURCE, locator=key),)
        named = [text_or_none(entry, name) for name in ("source", "deprecation_source")]
        for address in dict.fromkeys(filter(None, named)):
            citations += (Citation(source=address),)
            self._sources.setdefault(address, Source(id=address, title=address, url=address))
        metadata = inner(entry, "metadata")
        self.fields.note_new("model.metadata", metadata)
        remarks = [
            text_or_none(entry, "comment"),
            *(text_or_none(metadata, name) for name in _NOTES),
        ]
        prices, unpriced = self._prices(
            provider, key, entry, citations, converted=is_converted(*remarks)
        )
        modalities, files = values.modalities(
            entry, "supported_modalities", "supported_output_modalities"
        )
        mode = text_or_none(entry, "mode")
        retires = values.period(entry, "deprecation_date")
        notes = [*remarks, unpriced, *values.remarks, note_on(left_out)]
        return Model(
            id=key,
            note=" ".join(filter(None, notes)) or None,
            citations=citations,
            provider=provider,
            name=key,
            aliases=tuple(self._aliases.get(key, ())),
            api_names=_api_names(provider, key),
            retires=retires,
            successor=text_or_none(entry, "successor_model") or text_or_none(metadata, "successor"),
            modalities=modalities,
            capabilities=((mode,) if mode else ()) + words_of_flags(entry, supports) + files,
            max_input_tokens=values.tokens(entry, "max_input_tokens"),
            max_output_tokens=values.tokens(entry, "max_output_tokens"),
            prices=prices,
            as_of=self._as_of,
        )

    def _note_new(self, entry: JsonObject, supports: dict[str, str]) -> None:
        others = {
            name: value
            for name, value in entry.items()
            if name not in supports and not cost_name(name) and not region_of_factor(name)
        }
        self.fields.note_new("model", others)
        for row in tables(entry, "tiered_pricing"):
            self.fields.note_new("model.tiered_pricing", row)
        off_peak = inner(entry, "off_peak_pricing")
        self.fields.note_new("model.off_peak_pricing", off_peak)
        for window in tables(off_peak, "windows"):
            self.fields.note_new("model.off_peak_pricing.windows", window)
        own = inner(entry, "provider_specific_entry")
        self.fields.note_new("model.provider_specific_entry", own)

    def _prices(
        self,
        provider: str,
        key: str,
        entry: JsonObject,
        citations: tuple[Citation, ...],
        *,
        converted: bool,
    ) -> tuple[tuple[TokenPrice, ...], str | None]:
        """The prices of a model; a note says why there are none."""
        plan = plan_of(provider, key)
        services = read_costs(provider, entry, self._values)
        off_peak = read_off_peak(entry, self._values)
        factors = read_factors(entry, self._values)
        services["standard"], zeros = without_zeros(services["standard"], NAME, plan, key)
        # Where a model is served; that the price is another elsewhere is not said.
        regions = ", ".join(texts(entry, "supported_regions"))
        served = f"Served in these regions: {regions}." if regions else None
        note = " ".join(filter(None, [zeros, served])) or None
        kept: dict[Service, Costs] = {
            service: costs
            for service, costs in services.items()
            if service == "standard" or costs.has_token_price or services["standard"].rates
        }
        offers: list[tuple[Service, Costs, Any]] = []
        for service, costs in kept.items():
            if off_peak is None:
                offers.append((service, costs, None))
                continue
            cheap, hours = off_peak
            offers.append((service, costs, ~hours))
            if service == "standard":
                offers.append((service, costs.with_rates(cheap), hours))
        everywhere: list[tuple[Service, str | None, Costs, Any]] = [
            (service, None, costs, hours)
            for service, costs, hours in offers
            if costs.rates
            or costs.tiers
            or costs.other
            or (plan, service) == ("subscription", "standard")
        ]
        in_regions: list[tuple[Service, str | None, Costs, Any]] = [
            (service, region, costs.times(factor), hours)
            for region, factor in factors.items()
            for service, costs, hours in offers
            if costs.has_token_price
        ]
        listed = everywhere + in_regions
        return tuple(
            TokenPrice(
                **costs.rates,
                currency="USD",
                tiers=costs.tiers,
                other=costs.other,
                unstated=costs.unstated,
                host=provider,
                region=region,
                plan=plan,
                service=service,
                hours=hours,
                converted=converted,
                note=note,
                # The page of a maker states its own currency, not what was converted from it.
                citations=citations[:1] if converted else citations,
            )
            for service, region, costs, hours in listed
        ), None if listed else note


def _with_successor(model: Model, ids: Collection[str], keys: Mapping[str, str]) -> Model:
    """Name the successor by its id; a note names one that the provider does not have."""
    named = model.successor
    if named is None or named in ids:
        return model
    if (successor := keys.get(named)) in ids:
        return evolve(model, successor=successor)
    note = " ".join(filter(None, [model.note, f"Its successor is {named}."]))
    return evolve(model, successor=None, note=note)


def _api_names(provider: str, key: str) -> tuple[str, ...]:
    """The name that the host's own API and logs use: the key without what LiteLLM calls the host.

    A provider such as `vertex_ai-anthropic_models` or `azure_text` is a part of the host
    `vertex_ai` or `azure`.
    """
    host, slash, name = key.partition("/")
    if not slash:
        return ()
    is_host = f"{provider}_".replace("-", "_").startswith(f"{host}_".replace("-", "_"))
    return (name,) if is_host and name else (key,)


def __dir__() -> list[str]:
    return __all__
