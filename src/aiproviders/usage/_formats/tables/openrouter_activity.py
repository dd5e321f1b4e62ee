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
        "input_tokens": "tokens_prompt",
        "output_tokens": "tokens_completion",
        "reasoning_tokens": "tokens_reasoning",
        "cache_read_tokens": "tokens_cached",
        "reported_cost": "cost_total",
    },
    notes=(
        (
            "OpenRouter has prices of its own, which the market does not hold; what it charged is "
            "kept as reported_cost."
        ),
        "What was written to a cache, and how often the web was searched, is not in this export.",
    ),
)
