"""Answers of Anthropic's Messages API, whole or as the events of a stream."""

from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.responses.anthropic_usage import requests_of
from aiproviders.usage._formats.stated import at, text

_STREAMED = ("message_start", "message_delta", "message_stop", "ping")
_OWN = ("cache_creation_input_tokens", "cache_read_input_tokens", "server_tool_use")
_BEGUN = "a stream begins; its end says what the answer used"


def _recognizes(record: Record) -> bool:
    kind = text(record, "type") or ""
    if kind in _STREAMED or kind.startswith("content_block_"):
        return True
    if at(record, "usage", "input_tokens") is None:
        return False
    # Who keeps a part of an answer often leaves out its type.
    usage: Any = record["usage"]
    return kind == "message" or ("model" in record and any(each in usage for each in _OWN))


class _Reader:
    """Reads the answers of a file; what a stream counts at its end is added to its beginning."""

    def __init__(self) -> None:
        self._begun: list[Any] = []

    def __call__(self, record: Record) -> Iterator[LoggedRequest | LeftOut]:
        kind = record.get("type")
        if kind == "message_start":
            self._begun.append(record.get("message"))
            yield from requests_of(_before_output(self._begun[-1]))
            yield LeftOut(_BEGUN)
        elif kind == "message_delta":
            yield from requests_of(self._ended(record))
        elif kind == "message_stop":
            self._begun = []
        elif "usage" in record:
            yield from requests_of(record)

    def _ended(self, end: Record) -> Record:
        """Return the message of a stream with what its end counts, which is cumulative."""
        if len(self._begun) != 1:
            msg = (
                "the events of several streams are mixed, or one has no beginning; keep each "
                "stream in a file of its own, or its last message"
            )
            raise ValueError(msg)
        begun, counted = self._begun[0], at(end, "usage")
        usage: dict[str, Any] = {}
        for each in (at(begun, "usage"), counted):
            if is_table(each):
                usage |= {name: number for name, number in each.items() if number}
        message: dict[str, Any] = dict(begun) if is_table(begun) else {}
        return {**message, "usage": {"input_tokens": 0, "output_tokens": 0, **usage}}


def _before_output(begun: Any) -> Any:
    """Return the message that begins a stream, which need not count an output yet."""
    usage = at(begun, "usage")
    return {**begun, "usage": {"output_tokens": 0, **usage}} if is_table(usage) else begun


FORMAT = RecordFormat(
    name="anthropic-messages",
    title="Anthropic messages",
    recognizes=_recognizes,
    reader=_Reader,
    notes=("An answer of Anthropic does not say its time.",),
    told_by=("type", "model", "usage", "input_tokens", "stop_reason"),
)
