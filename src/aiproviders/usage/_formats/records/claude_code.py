"""Sessions of Claude Code: one request stands in several lines, the last of which has its total."""

from collections.abc import Iterator, Mapping

from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat


def _recognizes(record: Record) -> bool:
    return "sessionId" in record and "type" in record


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    message = record.get("message")
    if record["type"] != "assistant" or not isinstance(message, Mapping):
        return
    if message.get("model") == "<synthetic>":
        yield LeftOut("<synthetic> is no model")


FORMAT = RecordFormat(
    name="claude-code",
    title="Claude Code sessions",
    recognizes=_recognizes,
    reader=lambda: _read,
    heading="at API list prices; subscriptions are not billed so",
)
