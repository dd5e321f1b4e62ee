"""Answers of OpenAI's Responses API, whole or as the last event of a stream."""

from collections.abc import Iterator
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import Record, RecordFormat
from aiproviders.usage._formats.stated import at, count, count_or_none, moment, text


def usage_of(usage: Any) -> Usage:
    """Return what a request used, but for its searches."""
    return Usage(
        input_tokens=count(usage, "input_tokens"),
        output_tokens=count(usage, "output_tokens"),
        cache_read_tokens=count(usage, "input_tokens_details", "cached_tokens"),
        reasoning_tokens=count_or_none(usage, "output_tokens_details", "reasoning_tokens"),
    )


def _recognizes(record: Record) -> bool:
    return _response(record).get("object") == "response"


def _response(record: Record) -> Record:
    """Return the response in an event of a stream, or the record itself."""
    inner = record.get("response")
    return inner if isinstance(inner, dict) else record


def _read(record: Record) -> Iterator[LoggedRequest]:
    response = _response(record)
    usage = at(response, "usage")
    if usage is None:
        return  # an event before the last
    yield LoggedRequest(
        model=text(response, "model"),
        usage=usage_of(usage),
        time=moment(response.get("created_at")),
        service=text(response, "service_tier"),
        provider="openai",
        id=text(response, "id"),
        conversation=text(response, "conversation", "id"),
        operation="chat",
    )


FORMAT = RecordFormat(
    name="openai-responses",
    title="OpenAI responses",
    recognizes=_recognizes,
    reader=lambda: _read,
    told_by=("object", "usage", "input_tokens", "output_tokens_details"),
)
