"""The usage export of OpenAI's dashboard: a row for each day, project, key and model."""

from aiproviders.usage._formats.table_format import TableFormat

FORMAT = TableFormat(
    name="openai-usage",
    title="OpenAI usage export",
    told_by=frozenset({"num_model_requests", "input_cached_tokens", "model", "start_time"}),
    columns={
        "model": "model",
        "time": "start_time",
        "service": [
            {
                "column": "batch",
                "values": {"True": "batch", "true": "batch", "False": "", "false": ""},
            },
            {"column": "service_tier", "values": {"flex-tier": "flex", "default": "standard"}},
        ],
        "provider": {"value": "openai"},
        "requests": "num_model_requests",
        "input_tokens": "input_tokens",
        "output_tokens": "output_tokens",
        "cache_read_tokens": "input_cached_tokens",
        "input_audio_tokens": "input_audio_tokens",
        "output_audio_tokens": "output_audio_tokens",
        "input_image_tokens": "input_image_tokens",
        "output_image_tokens": "output_image_tokens",
    },
    left_out=(("no request was made", "num_model_requests", ("0",)),),
    notes=(
        "A row sums the requests of a day, so that tiers go by their mean length.",
        "How much of the output is reasoning is not in this export.",
    ),
)
