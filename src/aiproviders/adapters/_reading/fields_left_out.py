"""Fields of price catalogs that are not read, each with the reason; the docs print this table."""

import warnings
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from aiproviders._format.strict_reading import JsonObject
from aiproviders._values.wording import listed
from aiproviders.adapters._reading.values import tables_among
from aiproviders.adapters._reading.warning_level import callers_level


class LeftOut(NamedTuple):
    """A field that is not read.

    Attributes:
        price_catalog: The price catalog that has it.
        field: Its path; `*` stands for any key.
        reason: Why it is not read.
    """

    price_catalog: str
    field: str
    reason: str


_CALLING = "says how to call it, not what is offered"
_GUESSING = "guesses by parts of a name, which lookup here never does"
_FALSE = "reads like what is not stated"
_REASONS: dict[str, dict[str, tuple[str, ...]]] = {
    "models.dev": {
        _CALLING: (
            "provider.env",
            "provider.npm",
            "model.provider",
            "model.interleaved",
            "model.reasoning_options",
            "model.experimental.modes.*.provider",
        ),
        "addresses to read on, for which there is no field": ("model.links",),
        "how weights are stored, for which there is no field": (
            "model.weights.format",
            "model.weights.quantization",
        ),
        "the platform is what is carried over": (
            "model.weights.label",
            "model.weights.url, but for its host",
        ),
        "the price catalog's own schema drops it": (
            "model.cost.cached_input",
            "model.cost.cached_write",
        ),
        "repeats a tier": ("model.cost.context_over_200k, beside tiers",),
        "the listing says it for its provider": ("name and the like of facts, beside a listing",),
        _FALSE: ("model.tool_call and its like, where false",),
    },
    "genai-prices": {
        _GUESSING: (
            "provider.api_pattern",
            "provider.model_match",
            "provider.provider_match",
            "provider.fallback_model_providers",
            "model.match, but for whole names",
        ),
        "reads the usage out of a response": ("provider.extractors",),
        _FALSE: ("model.deprecated, where false",),
    },
    "model-prices": {
        "a price of a service for which there is no word": ("model.ultrafast",),
        "a price of all output while the model thinks; that of reasoning is `unstated`": (
            "model.thinking.rates",
            "model.thinking.start",
        ),
        "what models.dev said, which a better source corrects": ("model.*.recorded",),
        "a price of another model, not of this one": ("snapshot.estimates",),
        "a price per month, for which there is no field": ("snapshot.plans",),
        "says which model serves a name, which may be a faster one": ("snapshot.bases",),
        "names of tools, not of providers": ("aliases.providers",),
        "the revision of models.dev that it was made from": (
            "models_dev.commit",
            "models_dev.source",
        ),
        "explains hours, which are read": (
            "schedules.schedule.note",
            "schedules.schedule.terms",
            "schedules.holidays.*.source",
        ),
    },
    "LiteLLM": {
        _CALLING: (
            "model.audio_transcription_config",
            "model.bedrock_converse_supports_strict_tools",
            "model.bedrock_output_config_effort_ceiling",
            "model.default_reasoning_effort",
            "model.gemini_audio_only_live",
            "model.gemini_native_audio",
            "model.prompt_cache_min_tokens",
            "model.provider_specific_entry.bedrock_invocation_schema",
            "model.provider_specific_entry.dashscope_video_reference_input",
            "model.provider_specific_entry.realtime_ga_only",
            "model.provider_specific_entry.transcription_json_or_text_only",
            "model.provider_specific_entry.transcription_usage_duration",
            "model.provider_specific_entry.volcengine_video_frames",
            "model.reasoning_contexts",
            "model.reasoning_effort_levels",
            "model.reasoning_modes",
            "model.supported_audio_formats",
            "model.supported_endpoints",
            "model.thinking_always_on",
            "model.thinking_on_by_default",
            "model.token_count_framing",
            "model.token_count_model",
            "model.token_count_responses_framing",
            "model.token_count_responses_tool_framing",
            "model.token_count_tokenizer",
            "model.token_count_tool_framing",
            "model.use_openai_responses_path",
            "model.uses_embed_content",
            "model.vertex_ai_audio_api",
        ),
        "a limit of input or of output, as the case may be": ("model.max_tokens",),
        "a limit of an account, not of the model": ("model.rpd", "model.rpm", "model.tpm"),
        "a limit of pictures, sounds or documents, for which there is no field": (
            "model.max_audio_length_hours",
            "model.max_audio_per_prompt",
            "model.max_document_chunks_per_query",
            "model.max_images_per_prompt",
            "model.max_pdf_size_mb",
            "model.max_query_tokens",
            "model.max_tokens_per_document_chunk",
            "model.max_video_length",
            "model.max_videos_per_prompt",
            "model.supported_resolutions",
        ),
        "tokens that a call with tools adds, for which there is no field": (
            "model.tool_use_system_prompt_tokens",
        ),
        "an allowance without a price, for which there is no field": (
            "model.search_free_requests",
            "model.provider_specific_entry.minimax_free_input_images",
        ),
        "the size of a result, for which there is no field": ("model.output_vector_size",),
        "a price in Databricks units, beside the same in dollars": (
            "model.input_dbu_cost_per_token",
            "model.output_dbu_cost_per_token",
        ),
        "repeats another field": (
            "model.metadata.original_pricing_per_hour",
            "model.metadata.original_pricing_per_minute",
            "model.metadata.supports_tool_choice",
        ),
        _FALSE: ("model.supports_*, where false",),
        _GUESSING: ("fallback_generalizations",),
        "describes the format": ("sample_spec",),
    },
}

LEFT_OUT = tuple(
    LeftOut(price_catalog, field, reason)
    for price_catalog, reasons in _REASONS.items()
    for reason, fields in reasons.items()
    for field in fields
)


class KnownFields:
    """The fields of a price catalog that are read or left out on purpose; it finds new ones."""

    def __init__(self, price_catalog: str, read: dict[str, set[str]]) -> None:
        self._known: dict[str, set[str]] = {}
        self._found: dict[str, set[str]] = {table: set() for table in read}
        self._inner: dict[str, list[str]] = {table: [] for table in read}
        self._new: set[str] = set()
        self._told: set[str] = set()
        for table, names in read.items():
            left_out = {
                field.removeprefix(f"{table}.")
                for source, field, _ in LEFT_OUT
                if source == price_catalog and field.rpartition(".")[0] == table
            }
            self._known[table] = names | left_out
            outer = [each for each in read if table.startswith(f"{each}.")]
            if outer:
                self._inner[max(outer, key=len)].append(table)

    def note_new(self, table: str, found: Mapping[str, object]) -> None:
        """Note those fields of a table that are neither read nor left out."""
        self._found[table].update(found)

    def note_all(self, table: str, found: Iterable[object]) -> None:
        """Note those fields of many tables, and of the tables in them that are read."""
        tables = tables_among(found)
        self._found[table].update(*tables)
        for inner in self._inner[table]:
            self.note_all(inner, _inside(tables, inner.removeprefix(f"{table}.")))

    def note(self, field: str) -> None:
        """Note a new field or value by its path."""
        self._new.add(field)

    def warn(self, title: str) -> None:
        """Warn once of all that was left out since the last warning because it is new."""
        # Compared here once, not for each table, of which there are thousands.
        new = self._new.union(
            f"{table}.{name}"
            for table, names in self._found.items()
            for name in names - self._known[table]
        ).difference(self._told)
        if new:
            self._told |= new
            msg = f"{title} has fields or values that this package does not know; left out: "
            warnings.warn(msg + listed(sorted(new), 20), stacklevel=callers_level())


def _inside(tables: list[JsonObject], path: str) -> list[JsonObject]:
    """Return the tables that are found at a path in tables, those in lists included."""
    for name in path.split("."):
        if name == "*":
            found = [value for table in tables for value in table.values()]
        else:
            found = [table[name] for table in tables if name in table]
            found += chain.from_iterable(
                [each for each in found if type(each) is list]  # pyright: ignore[reportUnknownArgumentType]
            )
        tables = tables_among(found)
    return tables
