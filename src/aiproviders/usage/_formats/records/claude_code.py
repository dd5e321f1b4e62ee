"""Sessions of Claude Code: a request stands in several lines, the last of which has its total."""

from collections.abc import Iterator
from typing import Any

from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.responses.anthropic_usage import stated_by
from aiproviders.usage._formats.stated import amount, at, moment, text

_NO_MODEL = "<synthetic>"
_OF_SESSIONS = ("sessionId", "leafUuid", "messageId")
_UNIQUE = "msg_"
"""Ids that Anthropic gives begin so, at clouds too; those of gateways may come again."""


def _recognizes(record: Record) -> bool:
    return isinstance(record.get("type"), str) and any(text(record, id) for id in _OF_SESSIONS)


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    # Earlier versions put the lines of other agents into lines about their progress.
    line: Any = at(record, "data", "message") if record["type"] == "progress" else record
    message = at(line, "message")
    if text(line, "type") != "assistant" or message is None:
        return
    if text(message, "model") == _NO_MODEL:
        yield LeftOut(f"{_NO_MODEL} is no model")
        return
    session, time = text(record, "sessionId"), moment(at(line, "timestamp"))
    answer = text(message, "id")
    is_unique = (answer or "").startswith(_UNIQUE)
    apart = "" if is_unique else f", {text(line, 'requestId') or f'{session}, {time}'}"
    cost = amount(line, "costUSD")
    for each in stated_by(message):
        if isinstance(each, LeftOut):
            yield each
            continue
        id = None if answer is None else f"{each['id']}{apart}"
        each |= {"id": id, "time": time, "conversation": session, "reported_cost": cost}
        yield LoggedRequest(**each)
        cost = None  # that of the whole line


FORMAT = RecordFormat(
    name="claude-code",
    title="Claude Code sessions",
    recognizes=_recognizes,
    reader=lambda: _read,
    notes=(
        (
            "Who served an answer is known by its id alone: Anthropic's prices count, unless it is "
            "one of Bedrock or Vertex AI."
        ),
    ),
    heading="At API list prices; subscriptions are not billed so",
    told_by=("sessionId", "type"),
)
