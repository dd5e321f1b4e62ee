"""Spans of OpenTelemetry's conventions for generative AI: OTLP in JSON, or flat records."""

from collections.abc import Iterator, Mapping
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, read_each
from aiproviders.usage._formats.records.otel_attributes import spans_of, stated_by
from aiproviders.usage._formats.stated import at, count_or_none, moment, text

_TIMES = ("startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime", "Timestamp")
_SERVICES = ("openai.response.service_tier", "gen_ai.openai.response.service_tier")
_SPAN_IDS = (("spanId",), ("span_id",), ("SpanId",), ("context", "span_id"))
_SUMS = ("invoke_agent", "invoke_workflow", "create_agent", "execute_tool")
"""What has requests beneath it, whose tokens it may sum."""

# The names of today come first, then those of earlier conventions.
_INPUT = ("input_tokens", "prompt_tokens")
_OUTPUT = ("output_tokens", "completion_tokens")
_READ = ("cache_read.input_tokens", "cache_read_input_tokens", "input_tokens.cached")
_WRITTEN = (
    "cache_creation.input_tokens",
    "cache_creation_input_tokens",
    "input_tokens.cache_write",
)
_REASONING = ("reasoning.output_tokens", "output_tokens.reasoning")


def _recognizes(record: Record) -> bool:
    if "resourceSpans" in record or any(name.startswith("gen_ai.") for name in stated_by(record)):
        return True
    is_span = any(text(record, *path) is not None for path in _SPAN_IDS)
    return is_span and stated_by(record) is not record


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    yield from read_each(_request, spans_of(record))


def _request(span: Any, stated: Mapping[str, Any]) -> LoggedRequest | LeftOut:
    taken, given = _number(stated, _INPUT), _number(stated, _OUTPUT)
    operation = text(stated, "gen_ai.operation.name")
    if taken is None and given is None:
        return LeftOut("a span does not say what was used")
    if operation in _SUMS:
        return LeftOut(f"{operation} sums the requests beneath it")
    if taken is None:
        return LeftOut("a span does not say how many tokens went in")
    times = [each for name in _TIMES if (each := at(span, name)) is not None]
    ids = (text(span, *path) for path in _SPAN_IDS)
    services = (text(stated, name) for name in _SERVICES)
    return LoggedRequest(
        model=text(stated, "gen_ai.response.model") or text(stated, "gen_ai.request.model"),
        usage=Usage(
            input_tokens=taken,
            output_tokens=given or 0,
            cache_read_tokens=_number(stated, _READ) or 0,
            cache_write_tokens=_number(stated, _WRITTEN) or 0,
            reasoning_tokens=_number(stated, _REASONING),
        ),
        time=moment(next(iter(times), None)),
        provider=text(stated, "gen_ai.provider.name") or text(stated, "gen_ai.system"),
        service=next(filter(None, services), None),
        id=text(stated, "gen_ai.response.id") or next(filter(None, ids), None),
        conversation=text(stated, "gen_ai.conversation.id"),
        operation=operation,
    )


def _number(stated: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    """Return the first number of tokens that is stated; OTLP writes numbers as texts."""
    for name in (f"gen_ai.usage.{each}" for each in names):
        found = stated.get(name)
        if found is not None:
            is_digits = isinstance(found, str) and found.isdecimal()
            return count_or_none({name: int(found) if is_digits else found}, name)
    return None


FORMAT = RecordFormat(
    name="otel-spans",
    title="OpenTelemetry spans",
    recognizes=_recognizes,
    reader=lambda: _read,
    notes=(
        (
            "Input of spans is taken to include the cache, as the conventions say; a span whose "
            "cache is larger than its input is left out."
        ),
        "Searches, and what a cache keeps for an hour, are not in spans.",
    ),
    told_by=("resourceSpans", "gen_ai.request.model"),
)
