"""Bedrock's logs of model invocations, from S3 or CloudWatch, whose input leaves out the cache."""

import re
from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_list
from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, read_each
from aiproviders.usage._formats.stated import (
    DECODER,
    at,
    count,
    count_or_none,
    moment,
    several,
    text,
)

_SCHEMA = "ModelInvocationLog"
_EVENTS = ("events", "logEvents")
_SAYS_REGION = re.compile(r"arn:|(?:us-gov|us|eu|apac|au|ca|jp|global)\.")
"""The name of an inference profile says where its price holds, which is not where it was asked."""


def _events(record: Record) -> list[Any]:
    """Return the events of CloudWatch that a record holds, or the record itself."""
    held = next((record[name] for name in _EVENTS if is_list(record.get(name))), [record])
    return [each for each in held if _is_invocation(each) or _SCHEMA in _message(each)]


def _recognizes(record: Record) -> bool:
    return bool(_events(record))


def _is_invocation(event: Any) -> bool:
    return text(event, "schemaType") == _SCHEMA


def _message(event: Any) -> str:
    return text(event, "message") or text(event, "@message") or ""


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    yield from read_each(_request, ((event,) for event in _events(record)))


def _request(event: Any) -> LoggedRequest | LeftOut:
    record = event
    if not _is_invocation(event):
        try:
            record = DECODER.decode(_message(event))
        except ValueError:
            return LeftOut("the message of an event is cut short, or is no JSON", is_fault=True)
    taken = count_or_none(record, "input", "inputTokenCount")
    given = count_or_none(record, "output", "outputTokenCount")
    error = text(record, "errorCode")
    if error is not None and given is None:
        return LeftOut(f"the invocation failed: {error}")
    if taken is None:
        return LeftOut("the invocation does not say how many tokens it took")
    read = count(record, "input", "cacheReadInputTokenCount")
    written = count(record, "input", "cacheWriteInputTokenCount")
    model = text(record, "modelId")
    is_said = model is not None and _SAYS_REGION.match(model)
    return LoggedRequest(
        model=model,
        usage=Usage(
            input_tokens=taken + read + written,
            output_tokens=given or 0,
            cache_read_tokens=read,
            cache_write_tokens=written,
            cache_write_1h_tokens=_kept_1h(at(record, "output", "outputBodyJson")),
        ),
        time=moment(record.get("timestamp")),
        provider="aws.bedrock",
        region=None if is_said else text(record, "region"),
        id=text(record, "requestId"),
        operation=text(record, "operation"),
    )


def _kept_1h(answer: Any) -> int:
    """Return what was written to a cache for an hour, which the answers of Claude alone say."""
    events = answer if is_list(answer) else [answer]
    usages = [at(event, *path, "usage") for event in events for path in ((), ("message",))]
    details = (each for usage in usages for each in several(usage, "cacheDetails"))
    by_converse = (count(each, "inputTokens") for each in details if text(each, "ttl") == "1h")
    by_claude = (count(each, "cache_creation", "ephemeral_1h_input_tokens") for each in usages)
    return max(*by_claude, sum(by_converse))


FORMAT = RecordFormat(
    name="bedrock-invocations",
    title="Bedrock model invocation logs",
    recognizes=_recognizes,
    reader=lambda: _read,
    told_by=("schemaType", "modelId", "requestId"),
    notes=(
        "The service is not in these logs: standard is assumed.",
        "What a cache keeps for an hour is known only where answers are logged.",
    ),
)
