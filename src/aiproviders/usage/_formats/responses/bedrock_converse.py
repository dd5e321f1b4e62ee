"""Answers of Bedrock's Converse API, whole or as the last event of a stream."""

from collections.abc import Iterator
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import Record, RecordFormat
from aiproviders.usage._formats.responses.served import service_called
from aiproviders.usage._formats.stated import at, count, several, text

_OF_OTHERS = ("cachedInputTokens", "inputTokenDetails", "reasoningTokens", "outputTokenDetails")
"""What the AI SDK, which calls input and output the same, counts besides."""


def usage_of(usage: Any) -> Usage:
    """Return what a request used; the numbers of input do not include those of the cache."""
    read, written = count(usage, "cacheReadInputTokens"), count(usage, "cacheWriteInputTokens")
    kept = (each for each in several(usage, "cacheDetails") if text(each, "ttl") == "1h")
    return Usage(
        input_tokens=count(usage, "inputTokens") + read + written,
        output_tokens=count(usage, "outputTokens"),
        cache_read_tokens=read,
        cache_write_tokens=written,
        cache_write_1h_tokens=sum(count(each, "inputTokens") for each in kept),
    )


def _answer(record: Record) -> Any:
    """Return the last event of a stream that a record holds, or the record itself."""
    return record.get("metadata") if "metadata" in record else record


def _recognizes(record: Record) -> bool:
    usage = at(_answer(record), "usage")
    if any(at(usage, name) is not None for name in _OF_OTHERS):
        return False
    return at(usage, "inputTokens") is not None and at(usage, "outputTokens") is not None


def _read(record: Record) -> Iterator[LoggedRequest]:
    answer = _answer(record)
    latency = text(answer, "performanceConfig", "latency")
    is_quick = latency not in (None, "standard")
    service = latency if is_quick else text(answer, "serviceTier", "type")
    yield LoggedRequest(
        model=text(answer, "trace", "promptRouter", "invokedModelId") or text(record, "modelId"),
        usage=usage_of(at(answer, "usage")),
        service=service_called(service),
        provider="aws.bedrock",
        id=text(record, "ResponseMetadata", "RequestId"),
        operation="chat",
    )


FORMAT = RecordFormat(
    name="bedrock-converse",
    title="Bedrock Converse answers",
    recognizes=_recognizes,
    reader=lambda: _read,
    notes=(
        (
            "An answer of Converse names neither its model nor its region and time: put the model "
            "into its record as `modelId`."
        ),
    ),
    told_by=("usage", "inputTokens", "outputTokens"),
)
