"""The activity export of OpenRouter: a row for each generation, with what was charged."""

from aiproviders.usage._formats.table_format import TableFormat

FORMAT = TableFormat(
    name="openrouter-activity",
    title="OpenRouter activity export",
    told_by=frozenset({"generation_id", "model_permaslug", "tokens_prompt", "cost_total"}),
    columns={
        "id": "generation_id",
        "key": "generation_id",
        "time": "created_at",
        "model": "model_permaslug",
        # OpenRouter sells what others serve, at prices of its own.
        "provider": {"value": "openrouter"},
        # What is free or quick has another price than the model without such a mark.
        "service": {"column": "variant", "values": {"standard": ""}},
        "input_tokens": "tokens_prompt",
        "output_tokens": "tokens_completion",
        "reasoning_tokens": "tokens_reasoning",
        "cache_read_tokens": "tokens_cached",
        "reported_cost": ["cost_total", "byok_usage_inference"],
    },
    notes=(
        (
            "OpenRouter has prices of its own, which the market does not hold; what it charged is "
            "kept as reported_cost."
        ),
        "What was written to a cache, and how often the web was searched, is not in this export.",
        (
            "OpenRouter does not say whether tokens of this export are counted as their model does "
            "it, or all in one way."
        ),
    ),
    repeated=frozenset(
        {
            "cost_cache",
            "cost_web_search",
            "cost_file_processing",
            "generation_time_ms",
            "time_to_first_token_ms",
        }
    ),
)

BY_DAY = TableFormat(
    name="openrouter-activity-by-day",
    title="OpenRouter activity by day",
    told_by=frozenset({"date", "model_permaslug", "requests", "prompt_tokens", "usage"}),
    columns={
        "time": "date",
        "model": "model_permaslug",
        "provider": {"value": "openrouter"},
        "requests": "requests",
        "input_tokens": "prompt_tokens",
        "output_tokens": "completion_tokens",
        "reasoning_tokens": "reasoning_tokens",
        "reported_cost": ["usage", "byok_usage_inference"],
    },
    notes=(
        FORMAT.notes[0],
        "What a cache served, and how often the web was searched, is not in this report.",
    ),
)
