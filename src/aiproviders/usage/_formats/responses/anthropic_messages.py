"""Answers of Anthropic's Messages API, whole or streamed, whose input leaves out the cache."""

from collections.abc import Iterator
from typing import Any, TypedDict

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import Record, RecordFormat
from aiproviders.usage._formats.stated import at, count, count_or_none, text

_PLACELESS = ("global", "not_available")


def usage_of(usage: Any) -> Usage:
    """Return what a request used; the numbers of input do not include those of the cache."""
    read = count(usage, "cache_read_input_tokens")
    kept_5m = count(usage, "cache_creation", "ephemeral_5m_input_tokens")
    kept_1h = count(usage, "cache_creation", "ephemeral_1h_input_tokens")
    written = count_or_none(usage, "cache_creation_input_tokens")
    written = kept_5m + kept_1h if written is None else written
    return Usage(
        input_tokens=count(usage, "input_tokens") + read + written,
        output_tokens=count(usage, "output_tokens"),
        cache_read_tokens=read,
        cache_write_tokens=written,
        cache_write_1h_tokens=kept_1h,
        searches=count(usage, "server_tool_use", "web_search_requests"),
    )


class Terms(TypedDict):
    """How a request was served, and where."""

    service: str | None
    region: str | None


def terms_of(usage: Any) -> Terms:
    """Return how and where a request was served."""
    region, speed = text(usage, "inference_geo"), text(usage, "speed")
    service = text(usage, "service_tier")
    return {
        "service": "fast" if speed == "fast" else service,
        "region": None if region in _PLACELESS else region,
    }


def _recognizes(record: Record) -> bool:
    if record.get("type") in ("message_start", "message_delta"):
        return True
    return record.get("type") == "message" and at(record, "usage", "input_tokens") is not None


class _Reader:
    """Reads the answers of a file; what a stream counts at its end is added to its beginning."""

    def __init__(self) -> None:
        self._begun: dict[str, Any] = {}

    def __call__(self, record: Record) -> Iterator[LoggedRequest]:
        message: Any = record
        if record["type"] == "message_start":
            message = self._begun = dict(at(record, "message") or {})
        elif record["type"] == "message_delta":
            ended = {name: each for name, each in (record.get("usage") or {}).items() if each}
            message = {**self._begun, "usage": {**self._begun.get("usage", {}), **ended}}
        usage = at(message, "usage")
        yield LoggedRequest(
            model=text(message, "model"),
            usage=usage_of(usage),
            id=text(message, "id"),
            provider="anthropic",
            operation="chat",
            **terms_of(usage),
        )


FORMAT = RecordFormat(
    name="anthropic-messages",
    title="Anthropic messages",
    recognizes=_recognizes,
    reader=_Reader,
    notes=("An answer of Anthropic does not say its time.",),
    told_by=("type", "model", "usage", "input_tokens", "stop_reason"),
)
