"""Sessions of Claude Code: a request stands in several lines, the last of which has its total."""

from collections.abc import Iterator
from typing import Any

from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.responses.anthropic_usage import terms_of, usage_of
from aiproviders.usage._formats.stated import amount, at, moment, text

_NO_MODEL = "<synthetic>"


def _recognizes(record: Record) -> bool:
    return "type" in record and isinstance(record.get("sessionId"), str)


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    message: Any = record.get("message")
    if record["type"] != "assistant" or message is None:
        return
    usage = at(message, "usage")
    if text(message, "model") == _NO_MODEL:
        yield LeftOut(f"{_NO_MODEL} is no model")
    elif usage is None:
        yield LeftOut("an answer does not say what was used")
    else:
        yield LoggedRequest(
            model=text(message, "model"),
            usage=usage_of(usage),
            time=moment(record.get("timestamp")),
            id=text(message, "id"),
            conversation=text(record, "sessionId"),
            operation="chat",
            reported_cost=amount(record, "costUSD"),
            **terms_of(usage),
        )


FORMAT = RecordFormat(
    name="claude-code",
    title="Claude Code sessions",
    recognizes=_recognizes,
    reader=lambda: _read,
    heading="At API list prices; subscriptions are not billed so",
    told_by=("sessionId", "type"),
)
