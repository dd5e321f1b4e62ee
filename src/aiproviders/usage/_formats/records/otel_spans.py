"""Spans of OpenTelemetry's conventions for generative AI: OTLP in JSON, or flat records."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, read_each
from aiproviders.usage._formats.records.otel_attributes import spans_of, stated_by, used_by
from aiproviders.usage._formats.records.otel_sums import SUMS, TokensBeneath, id_of
from aiproviders.usage._formats.stated import at, moment, text

_TIMES = ("startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime", "Timestamp")
_SERVICES = ("openai.response.service_tier", "gen_ai.openai.response.service_tier")

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
    stated = stated_by(record)
    is_of_ai = "resourceSpans" in record or any(name.startswith("gen_ai.") for name in stated)
    return is_of_ai or (id_of(record) is not None and stated is not record)


class _Reader:
    """Reads the spans of a file, in which those beneath a span end, and stand, before it."""

    def __init__(self) -> None:
        self._beneath = TokensBeneath()

    def __call__(self, record: Record) -> Iterator[LoggedRequest | LeftOut]:
        spans = [*spans_of(record)]
        self._beneath.add((span, _input_of(stated)) for span, stated in spans)
        yield from read_each(self._request, spans)

    def _request(self, span: Any, stated: Mapping[str, Any]) -> LoggedRequest | LeftOut:
        found = _request(span, stated)
        if isinstance(found, LeftOut) or not self._beneath.has(span, found.usage.input_tokens):
            return found
        return LeftOut("a span sums the requests beneath it")


def _input_of(stated: Mapping[str, Any]) -> int:
    with suppress(ValueError):
        return used_by(stated, _INPUT) or 0
    return 0


def _request(span: Any, stated: Mapping[str, Any]) -> LoggedRequest | LeftOut:
    taken, given = used_by(stated, _INPUT), used_by(stated, _OUTPUT)
    operation = text(stated, "gen_ai.operation.name")
    if taken is None and given is None:
        return LeftOut("a span does not say what was used")
    if operation in SUMS:
        return LeftOut(f"{operation} sums the requests beneath it")
    if taken is None:
        return LeftOut("a span does not say how many tokens went in")
    if given is None and operation != "embeddings":
        return LeftOut("a span does not say how many tokens came out", is_fault=True)
    times = [each for name in _TIMES if (each := at(span, name)) is not None]
    services = (text(stated, name) for name in _SERVICES)
    return LoggedRequest(
        model=text(stated, "gen_ai.response.model") or text(stated, "gen_ai.request.model"),
        usage=Usage(
            input_tokens=taken,
            output_tokens=given or 0,
            cache_read_tokens=used_by(stated, _READ) or 0,
            cache_write_tokens=used_by(stated, _WRITTEN) or 0,
            reasoning_tokens=used_by(stated, _REASONING),
        ),
        time=moment(next(iter(times), None)),
        provider=text(stated, "gen_ai.provider.name") or text(stated, "gen_ai.system"),
        service=next(filter(None, services), None),
        id=text(stated, "gen_ai.response.id") or id_of(span),
        conversation=text(stated, "gen_ai.conversation.id"),
        operation=operation,
    )


FORMAT = RecordFormat(
    name="otel-spans",
    title="OpenTelemetry spans",
    recognizes=_recognizes,
    reader=_Reader,
    notes=(
        (
            "Input of spans is taken to include the cache, as the conventions say; a span whose "
            "cache is larger than its input is left out."
        ),
        "Searches, and what a cache keeps for an hour, are not in spans.",
    ),
    told_by=("resourceSpans", "gen_ai.request.model"),
)
