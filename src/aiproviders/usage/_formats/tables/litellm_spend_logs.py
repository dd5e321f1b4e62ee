"""The spend logs of LiteLLM's proxy: a row for each request, with its own estimate of the cost."""

from typing import Any

from aiproviders.usage._formats.table_format import TableFormat


def _counted(*paths: str) -> dict[str, Any]:
    """Return where a part of the usage that the metadata hold comes from."""
    return {"column": "metadata", "path": [f"$.usage_object.{path}" for path in paths]}


FORMAT = TableFormat(
    name="litellm-spend-logs",
    title="LiteLLM spend logs",
    told_by=frozenset({"request_id", "call_type", "spend", "custom_llm_provider", "metadata"}),
    columns={
        "id": "request_id",
        "key": "request_id",
        "time": "startTime",
        "operation": "call_type",
        "provider": "custom_llm_provider",
        "region": {
            **_counted("inference_geo"),
            "values": {"not_available": "", "global": ""},
        },
        "model": "model",
        "input_tokens": "prompt_tokens",
        "output_tokens": "completion_tokens",
        "cache_read_tokens": _counted(
            "cache_read_input_tokens", "prompt_tokens_details.cached_tokens"
        ),
        "cache_write_tokens": _counted(
            "cache_creation_input_tokens", "prompt_tokens_details.cache_creation_tokens"
        ),
        "cache_write_1h_tokens": _counted(
            "prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens"
        ),
        "reasoning_tokens": _counted("completion_tokens_details.reasoning_tokens"),
        "input_audio_tokens": _counted("prompt_tokens_details.audio_tokens"),
        "output_audio_tokens": _counted("completion_tokens_details.audio_tokens"),
        "searches": _counted(
            "server_tool_use.web_search_requests", "prompt_tokens_details.web_search_requests"
        ),
        "reported_cost": "spend",
    },
    left_out=(
        ("a cached answer costs nothing", "cache_hit", ("True", "true", "TRUE")),
        ("a request failed, and LiteLLM logs no spend for it", "status", ("failure",)),
    ),
    notes=(
        "The service is not in these logs: standard is assumed.",
        "Where the metadata have no usage_object, no input counts as cached.",
        (
            "LiteLLM calls every server with the API of OpenAI openai: name models of your own by "
            "names=."
        ),
        "The cost that is reported is what LiteLLM reckoned, and no bill.",
    ),
    repeated=frozenset({"endTime", "completionStartTime", "cache_key", "cache_hit"}),
)
