"""The usage export of OpenAI's dashboard: a row for each day, project, key and model."""

from aiproviders.usage._formats.table_format import TableFormat

FORMAT = TableFormat(
    name="openai-usage",
    title="OpenAI usage export",
    # An export of embeddings has neither output nor a cache.
    told_by=frozenset({"num_model_requests", "input_tokens", "model", "start_time"}),
    columns={
        "model": "model",
        "time": "start_time",
        "service": [
            {
                "column": "batch",
                "values": {
                    "True": "batch",
                    "true": "batch",
                    "TRUE": "batch",
                    "False": "",
                    "false": "",
                    "FALSE": "",
                },
            },
            {"column": "service_tier", "values": {"flex-tier": "flex", "default": "standard"}},
        ],
        "provider": {"value": "openai"},
        "requests": "num_model_requests",
        "input_tokens": "input_tokens",
        "output_tokens": ["output_tokens", {"value": 0}],
        "cache_read_tokens": "input_cached_tokens",
        "cache_write_tokens": ["input_cache_write_tokens", "input_cache_write_12h_tokens"],
        # Of the kinds of input, those that are not called cached are without the cache.
        "input_audio_tokens": ["input_audio_tokens", "input_cached_audio_tokens"],
        "output_audio_tokens": "output_audio_tokens",
        "cache_read_audio_tokens": "input_cached_audio_tokens",
        "input_image_tokens": "input_image_tokens",
        "output_image_tokens": "output_image_tokens",
    },
    left_out=(("no request was made", "num_model_requests", ("0",)),),
    notes=(
        "A row sums the requests of its time, so that tiers go by their mean length.",
        (
            "How much of the output is reasoning, and how often the web was searched, is not in "
            "this export."
        ),
        "Input that a cache keeps for twelve hours is billed as any that is written to it.",
    ),
    repeated=frozenset(
        {
            "end_time",
            "start_time_iso",
            "end_time_iso",
            "input_uncached_tokens",
            "input_text_tokens",
            "output_text_tokens",
            "input_cached_text_tokens",
            "input_cached_image_tokens",
        }
    ),
)
