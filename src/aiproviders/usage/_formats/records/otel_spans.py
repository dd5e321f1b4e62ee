"""Spans of OpenTelemetry's conventions for generative AI: OTLP in JSON, or flat records."""

from collections.abc import Iterator, Mapping
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import Record, RecordFormat
from aiproviders.usage._formats.stated import at, count, count_or_none, moment, text

_VALUES = ("stringValue", "intValue", "doubleValue", "boolValue")


def _recognizes(record: Record) -> bool:
    return "resourceSpans" in record or "gen_ai.request.model" in _attributes(record)


def _attributes(span: Any) -> Mapping[str, Any]:
    """Return the attributes of a span, which OTLP lists by key, and others hold as they are."""
    given = at(span, "attributes")
    if isinstance(given, list):
        return {text(each, "key") or "": _value(at(each, "value")) for each in given}
    return given if isinstance(given, Mapping) else span


def _value(value: Any) -> Any:
    for name in _VALUES:
        found = at(value, name)
        if found is not None:
            # OTLP writes integers of 64 bits as texts.
            return int(found) if name == "intValue" else found
    return None


def _spans(record: Record) -> Iterator[Any]:
    if "resourceSpans" not in record:
        yield record
    for resource in record.get("resourceSpans") or ():
        for scope in at(resource, "scopeSpans") or ():
            yield from at(scope, "spans") or ()


def _read(record: Record) -> Iterator[LoggedRequest]:
    for span in _spans(record):
        stated = _attributes(span)
        if stated.get("gen_ai.usage.input_tokens") is None:
            continue  # a span that is about something else
        yield LoggedRequest(
            model=text(stated, "gen_ai.response.model") or text(stated, "gen_ai.request.model"),
            usage=_usage(stated),
            time=moment(at(span, "startTimeUnixNano") or at(span, "start_time")),
            provider=text(stated, "gen_ai.provider.name") or text(stated, "gen_ai.system"),
            service=text(stated, "openai.response.service_tier"),
            id=text(stated, "gen_ai.response.id") or text(span, "spanId"),
            conversation=text(stated, "gen_ai.conversation.id"),
            operation=text(stated, "gen_ai.operation.name"),
        )


def _usage(stated: Mapping[str, Any]) -> Usage:
    return Usage(
        input_tokens=count(stated, "gen_ai.usage.input_tokens"),
        output_tokens=count(stated, "gen_ai.usage.output_tokens"),
        cache_read_tokens=count(stated, "gen_ai.usage.cache_read.input_tokens"),
        cache_write_tokens=count(stated, "gen_ai.usage.cache_creation.input_tokens"),
        reasoning_tokens=count_or_none(stated, "gen_ai.usage.reasoning.output_tokens"),
    )


FORMAT = RecordFormat(
    name="otel-spans",
    title="OpenTelemetry spans",
    recognizes=_recognizes,
    reader=lambda: _read,
    notes=("Spans count what an instrumentation counts; some leave out the cache.",),
    told_by=("resourceSpans", "gen_ai.request.model"),
)
