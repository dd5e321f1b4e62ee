"""LiteLLM: prices of models, by which its gateway calculates the costs of calls.

`read` takes its file `model_prices_and_context_window.json`; LiteLLM itself is not imported.
"""

import os
import re
from pathlib import Path

from aiproviders._format.strict_reading import JsonObject
from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model
from aiproviders._records.price import TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, Source
from aiproviders.adapters._catalogue_files import gc_paused, installed_version, read_json
from aiproviders.adapters._catalogue_values import (
    UnexpectedError,
    ValueReader,
    Within,
    as_table,
    inner,
    tables,
    text,
    text_or_none,
    texts,
    words_of_flags,
)
from aiproviders.adapters._fields_left_out import KnownFields
from aiproviders.adapters._free_or_unpriced import plan_of, without_zeros
from aiproviders.adapters._litellm_prices import TABLES, cost_name, read_costs, read_off_peak

NAME = "LiteLLM"
SOURCE = "litellm"
"""Id of the source that every record cites."""

_READ = {
    "model": {
        "litellm_provider", "mode", "source", "deprecation_date", "max_output_tokens", "comment",
        "metadata", "supported_modalities", "supported_output_modalities", "supported_regions",
        "tiered_pricing", "off_peak_pricing", "provider_specific_entry", "alias_of",
        "deprecation_source",
    },
    "model.metadata": {"calculation", "comment", "note", "notes"},
    "model.provider_specific_entry": {"fast", "us"},
    **TABLES,
}  # fmt: skip
_NO_MODELS = {"sample_spec", "fallback_generalizations"}
_FACTOR = re.compile(r"\w+_uplift_multiplier\w*")
_SUPPORTS = "supports_"


def read(path: str | os.PathLike[str]) -> Catalog[Provider]:
    """Read LiteLLM's `model_prices_and_context_window.json`.

    A model stands with the provider that LiteLLM calls, which is its `provider` and the host of
    its prices. Its id is its key in the file; keys that only point to it are its aliases.
    Off-peak prices stand beside the prices of other hours, and the note of each says which hours;
    such a model has no single `price`.

    Args:
        path: The file; an installed LiteLLM has it as
            `model_prices_and_context_window_backup.json`.

    Raises:
        DataError: The file is not what LiteLLM writes.
        OSError: The file cannot be read.
    """
    path = Path(path)
    with gc_paused():
        contents = read_json(path)
        version = installed_version(path.parent, SOURCE)
        builder = _Builder(f"{NAME} {version}" if version else f"{NAME}, {path.name}")
        for name in _NO_MODELS:
            contents.pop(name, None)
        for step in (builder.take_alias, builder.add):
            for key in list(contents):
                with Within(key, fault=lambda error: error.in_file(path.name)):
                    step(key, contents)
        if not builder.models:
            raise UnexpectedError({}, "models by name").in_file(path.name)
        found = [builder.provider(id) for id in builder.models]
    builder.fields.warn(builder.title)
    return Catalog(found, name="litellm.providers")


class _Builder:
    """Makes models of the entries of the file, by provider."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.models: dict[str, list[Model]] = {}
        self.fields = KnownFields(NAME, _READ)
        self._values = ValueReader()
        self._sources: dict[str, dict[str, Source]] = {}
        self._aliases: dict[str, list[str]] = {}

    def provider(self, id: str) -> Provider:
        source = Source(id=SOURCE, title=self.title, kind="secondary")
        return Provider(
            id=id,
            models=Catalog(self.models[id]),
            sources=Catalog([source, *self._sources[id].values()]),
        )

    def take_alias(self, key: str, contents: JsonObject) -> None:
        """Take out an entry that only points to another, as an alias of that model."""
        entry = as_table(contents[key])
        if (target := text_or_none(entry, "alias_of")) is None:
            return
        self.fields.note_new("model", entry)
        if "alias_of" in inner(contents, target) or target not in contents:
            raise UnexpectedError(target, "the key of a model", "alias_of")
        self._aliases.setdefault(target, []).append(key)
        del contents[key]

    def add(self, key: str, contents: JsonObject) -> None:
        entry = as_table(contents.pop(key))
        id = text(entry, "litellm_provider")
        self._sources.setdefault(id, {})
        self.models.setdefault(id, []).append(self._model(id, key, entry))

    def _model(self, provider: str, key: str, entry: JsonObject) -> Model:
        values = self._values
        supports = {
            name: name.removeprefix(_SUPPORTS).replace("_", " ")
            for name in entry
            if name.startswith(_SUPPORTS)
        }
        self._note_new(entry, supports)
        citations: tuple[Citation, ...] = (Citation(source=SOURCE, locator=key),)
        named = [text_or_none(entry, name) for name in ("source", "deprecation_source")]
        for address in dict.fromkeys(filter(None, named)):
            citations += (Citation(source=address),)
            self._sources[provider][address] = Source(id=address, title=address, url=address)
        prices, unpriced = self._prices(provider, key, entry, citations)
        modalities, files = values.modalities(
            entry, "supported_modalities", "supported_output_modalities"
        )
        mode = text_or_none(entry, "mode")
        metadata = inner(entry, "metadata")
        self.fields.note_new("model.metadata", metadata)
        retires = values.period(entry, "deprecation_date")
        notes = [
            text_or_none(entry, "comment"),
            *(text_or_none(metadata, name) for name in sorted(_READ["model.metadata"])),
            unpriced,
            *values.remarks,
        ]
        values.remarks.clear()
        return Model(
            id=key,
            note=" ".join(filter(None, notes)) or None,
            citations=citations,
            provider=provider,
            name=key,
            aliases=tuple(self._aliases.get(key, ())),
            api_names=(key.removeprefix(f"{provider}/"),) if "/" in key else (),
            retires=retires,
            modalities=modalities,
            capabilities=((mode,) if mode else ()) + words_of_flags(entry, supports) + files,
            max_output_tokens=values.tokens(entry, "max_output_tokens"),
            prices=prices,
        )

    def _note_new(self, entry: JsonObject, supports: dict[str, str]) -> None:
        others = {
            name: value
            for name, value in entry.items()
            if name not in supports and not cost_name(name) and not _FACTOR.fullmatch(name)
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
        self, provider: str, key: str, entry: JsonObject, citations: tuple[Citation, ...]
    ) -> tuple[tuple[TokenPrice, ...], str | None]:
        """The prices of a model; a note says why there are none."""
        plan = plan_of(provider, key)
        costs = read_costs(provider, entry, self._values)
        off_peak = read_off_peak(entry, self._values)
        costs, zeros = without_zeros(costs, NAME, plan, key)
        notes = list(filter(None, [zeros, *self._factors(entry)]))
        is_stated = costs.rates or costs.tiers or costs.other
        if not is_stated and plan == "list":
            return (), " ".join(notes) or None
        by_hours = [(costs, notes)]
        if off_peak is not None:
            cheap, hours = off_peak
            by_hours = [
                (costs, [f"Not at {hours}.", *notes]),
                (costs.with_rates(cheap), [f"At {hours}.", *notes]),
            ]
        return tuple(
            TokenPrice(
                **at_hours.rates,
                currency="USD",
                tiers=at_hours.tiers,
                other=at_hours.other,
                host=provider,
                region=", ".join(texts(entry, "supported_regions")) or None,
                plan=plan,
                note=" ".join(remarks) or None,
                citations=citations,
            )
            for at_hours, remarks in by_hours
        ), None

    def _factors(self, entry: JsonObject) -> list[str]:
        """The factors that prices are multiplied by in some regions or modes, in words."""
        own = inner(entry, "provider_specific_entry")
        found = {name: entry for name in entry if _FACTOR.fullmatch(name)}
        found |= {name: own for name in ("fast", "us") if name in own}
        return [
            f"{name.replace('_', ' ')}: {self._values.price(table, name)}."
            for name, table in found.items()
        ]
