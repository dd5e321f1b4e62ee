"""The usage export of Anthropic's console: a row for each day, key, model and kind of request."""

from aiproviders.usage._formats.table_format import TableFormat

_INPUT = "usage_input_tokens_"

FORMAT = TableFormat(
    name="anthropic-console",
    title="Anthropic console export",
    told_by=frozenset({"usage_date_utc", "model_version", f"{_INPUT}no_cache"}),
    columns={
        "model": "model_version",
        "time": "usage_date_utc",
        "provider": {"value": "anthropic"},
        "service": [
            {"column": "usage_type", "values": {"standard": ""}},
            {"column": "speed", "values": {"standard": ""}},
            {"value": "standard"},
        ],
        "region": {"column": "inference_geo", "values": {"not_available": "", "global": ""}},
        # The tier is told by the window; the length itself is not in the export.
        "request_input_tokens": {
            "column": "context_window",
            "values": {
                "≤ 200k": "200000",
                "> 200k": "200001",
                "0-200k": "200000",
                "200k-1M": "200001",
            },
        },
        "input_tokens": [
            f"{_INPUT}no_cache",
            f"{_INPUT}cache_write_5m",
            f"{_INPUT}cache_write_1h",
            f"{_INPUT}cache_read",
        ],
        "output_tokens": "usage_output_tokens",
        "cache_read_tokens": f"{_INPUT}cache_read",
        "cache_write_tokens": [f"{_INPUT}cache_write_5m", f"{_INPUT}cache_write_1h"],
        "cache_write_1h_tokens": f"{_INPUT}cache_write_1h",
        "searches": "web_search_count",
    },
    notes=(
        "How many requests a row sums is not in this export: it counts as one.",
        "Where the context window is not in this export, the tier goes by the input of the row.",
    ),
)
