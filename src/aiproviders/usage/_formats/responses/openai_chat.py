"""Answers of the chat completions API of OpenAI, which Mistral, DeepSeek and others have too.

Of a stream, the last chunk has the usage.
"""

from collections.abc import Iterator
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import Record, RecordFormat
from aiproviders.usage._formats.stated import amount, at, count, count_or_none, moment, text

_INPUT, _OUTPUT = "prompt_tokens_details", "completion_tokens_details"


def usage_of(usage: Any) -> Usage:
    """Return what a request used; details say what of the totals is billed otherwise."""
    cached = count_or_none(usage, _INPUT, "cached_tokens")
    if cached is None:
        cached = count(usage, "prompt_cache_hit_tokens")  # as DeepSeek calls it
    return Usage(
        input_tokens=count(usage, "prompt_tokens"),
        output_tokens=count(usage, "completion_tokens"),
        cache_read_tokens=cached,
        cache_write_tokens=count(usage, _INPUT, "cache_write_tokens"),
        reasoning_tokens=count_or_none(usage, _OUTPUT, "reasoning_tokens"),
        input_audio_tokens=count(usage, _INPUT, "audio_tokens"),
        output_audio_tokens=count(usage, _OUTPUT, "audio_tokens"),
    )


def _recognizes(record: Record) -> bool:
    if record.get("object") == "chat.completion.chunk":
        return True
    return "model" in record and at(record, "usage", "prompt_tokens") is not None


def _read(record: Record) -> Iterator[LoggedRequest]:
    usage = at(record, "usage")
    if at(usage, "prompt_tokens") is None:
        return  # a chunk before the last
    is_embedding = record.get("object") == "list"
    yield LoggedRequest(
        model=text(record, "model"),
        usage=usage_of(usage),
        time=moment(record.get("created")),
        service=text(record, "service_tier"),
        provider=text(record, "provider"),
        id=text(record, "id"),
        operation="embeddings" if is_embedding else "chat",
        reported_cost=amount(usage, "cost"),
    )


FORMAT = RecordFormat(
    name="openai-chat",
    title="OpenAI chat completions, and those of Mistral, DeepSeek and others",
    recognizes=_recognizes,
    reader=lambda: _read,
    told_by=("model", "usage", "prompt_tokens", "completion_tokens"),
)
