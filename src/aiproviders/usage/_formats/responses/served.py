"""How an answer was served, and by whom, where its own marks say so."""

from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders.usage._formats.stated import at, text

_SERVICES: dict[str, str | None] = {
    # Groq, and Vertex AI where no throughput was bought
    "on_demand": "standard",
    "on_demand_priority": "priority",
    "on_demand_flex": "flex",
    "unspecified": "standard",
    "traffic_type_unspecified": None,
}

# Ids of OpenRouter begin so, and those of Claude's answers where a cloud served them.
_IDS = (("gen-", "openrouter"), ("msg_bdrk_", "aws.bedrock"), ("msg_vrtx_", "gcp.vertex_ai"))

# What the answers of one host have alone. OpenRouter comes first: it hands on what others mark.
_MARKS = (
    ("openrouter", ("usage", "is_byok")),
    ("openrouter", ("usage", "cost_details")),
    ("xai", ("usage", "cost_in_usd_ticks")),
    ("groq", ("x_groq",)),
    ("azure", ("prompt_filter_results",)),
    ("perplexity", ("usage", "search_context_size")),
    ("perplexity", ("usage", "citation_tokens")),
    ("gcp.vertex_ai", ("usage", "extra_properties", "google")),
)
_MARKING = frozenset(name for _, path in _MARKS for name in path[:2] if name != "usage")
"""The fields of an answer or of its usage of which every mark needs one."""


def provider_of(answer: Any) -> str | None:
    """Return who served an answer: by its id, by its marks, or as it says; None if nothing does."""
    id = text(answer, "id") or ""
    by_id = next((provider for start, provider in _IDS if id.startswith(start)), None)
    return by_id or _marked(answer) or text(answer, "provider")


def _marked(answer: Any) -> str | None:
    tables = filter(is_table, (answer, at(answer, "usage")))
    if all(map(_MARKING.isdisjoint, tables)):
        return None  # the usual case
    return next((provider for provider, path in _MARKS if at(answer, *path) is not None), None)


def service_called(name: str | None) -> str | None:
    """Return how a request was served, in words of ours where there is one."""
    word = (name or "").lower()
    return _SERVICES.get(word, word or None)
