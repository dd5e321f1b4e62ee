"""The format of models.dev: its fields, and its words in terms of this package."""

from typing import TYPE_CHECKING, NamedTuple

from aiproviders._format.strict_reading import JsonObject
from aiproviders._records.models.model import ModelStatus
from aiproviders._records.prices.price import Plan, Service
from aiproviders.adapters._reading.one_namespace import Rows

if TYPE_CHECKING:
    from aiproviders._records.sections.benchmarks import Benchmark

NAME = "models.dev"
SOURCE = "models-dev"
"""Id of the source that every record cites."""

CAPABILITIES = {
    "attachment": "attachments",
    "reasoning": "reasoning",
    "tool_call": "tool calls",
    "structured_output": "structured output",
    "temperature": "temperature",
}
STATUS: dict[str, ModelStatus] = {
    "alpha": "preview",
    "beta": "beta",
    "deprecated": "deprecated",
}
RATES = (
    "input", "output", "cache_read", "cache_write", "reasoning", "input_audio", "output_audio",
)  # fmt: skip
SERVICES: dict[str, Service] = {"fast": "fast"}
"""The modes that are a service."""
READ = {
    "provider": {"id", "name", "doc", "api", "models"},
    "model": {
        *CAPABILITIES, "id", "name", "family", "release_date", "last_updated", "knowledge",
        "modalities", "open_weights", "limit", "status", "cost", "experimental", "license",
        "weights", "benchmarks", "base_model",
    },
    "model.modalities": {"input", "output"},
    "model.limit": {"context", "input", "output"},
    "model.cost": {*RATES, "tiers", "context_over_200k"},
    "model.cost.tiers": {*RATES, "tier"},
    "model.cost.tiers.tier": {"type", "size"},
    "model.experimental": {"modes"},
    "model.experimental.modes.*": {"cost"},
    "model.experimental.modes.*.cost": {*RATES},
    "model.weights": {"url"},
    "model.benchmarks": {
        "name", "score", "metric", "harness", "variant", "dataset", "version", "source", "date",
    },
}  # fmt: skip
"""The fields that are read, table by table; `context_over_200k` has those of a tier."""


class PriceCatalog(NamedTuple):
    """The contents of models.dev, whichever form they were read from.

    Attributes:
        title: Title of the source, with its version.
        providers: Providers by id, with the models that they serve by id.
        facts: Facts about models, whoever serves them, by maker and model.
    """

    title: str
    providers: JsonObject
    facts: JsonObject


def leave_out(table: JsonObject, path: tuple[str, ...]) -> str:
    """Take an odd value out of a table, and all others that would mean something else without it.

    Args:
        table: The table of a provider or a model.
        path: The path to the odd value.

    Returns:
        The name of the field that was taken out.
    """
    field, *inner = path
    if field == "limit" and inner:
        # One limit says nothing of the other.
        table[field].pop(inner[0], None)
        return f"limit.{inner[0]}"
    table.pop(field, None)
    if field == "cost":
        # What a mode does not state may have been odd here.
        table.pop("experimental", None)
    return field


class ProviderDraft(NamedTuple):
    """A provider whose models are being read, and the records that they name."""

    id: str
    plan: Plan
    entities: Rows
    benchmarks: "dict[str, Benchmark]"
    sources: Rows
