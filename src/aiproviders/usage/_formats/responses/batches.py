"""Results of batches of OpenAI, Anthropic and Gemini: each line has an answer, or why it failed."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from aiproviders._format.strict_reading import is_table
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.responses import (
    anthropic_messages,
    gemini,
    openai_chat,
    openai_responses,
)
from aiproviders.usage._formats.responses.anthropic_usage import requests_of
from aiproviders.usage._formats.stated import at, text

_SUCCESS = 200
_OF_GEMINI = frozenset({"key", "response", "error", "metadata"})
_INLINED = frozenset({"response", "error", "metadata"})
"""The fields of the lines of a file, and of what the SDK gives of a batch without files."""


def _billed(requests: Iterator[LoggedRequest | LeftOut]) -> Iterator[LoggedRequest | LeftOut]:
    for each in requests:
        yield evolve(each, service="batch") if isinstance(each, LoggedRequest) else each


def _failed(why: str | None) -> LeftOut:
    return LeftOut(f"a request of a batch failed: {why or 'no answer is there'}")


def _is_of_openai(record: Record) -> bool:
    return "custom_id" in record and "response" in record


def _of_openai(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    body: Any = at(record, "response", "body")
    if not is_table(body) or at(record, "response", "status_code") != _SUCCESS:
        errors = (at(record, "error"), at(body, "error"))
        yield _failed(next(filter(None, (text(each, "code") for each in errors)), None))
    else:
        is_response = openai_responses.FORMAT.recognizes(body)
        yield from _billed((openai_responses if is_response else openai_chat).read(body))


def _is_of_anthropic(record: Record) -> bool:
    return "custom_id" in record and text(record, "result", "type") is not None


def _of_anthropic(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    message = at(record, "result", "message")
    if message is None:
        yield _failed(text(record, "result", "type"))
    else:
        yield from _billed(requests_of(message))


def _is_of_gemini(record: Record) -> bool:
    # Others keep answers, too: what is billed as a batch has the fields of one and no others.
    names = frozenset(record)
    is_line = "key" in names and names <= _OF_GEMINI
    return is_line or names == _INLINED or ("processed_time" in names and "response" in names)


def _of_gemini(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    answer = record.get("response")
    if not is_table(answer) or not gemini.recognizes(answer):
        yield _failed(text(record, "error", "message") or text(record, "status"))
    else:
        yield from _billed(gemini.read(answer))


FORMATS = (
    RecordFormat(
        name="openai-batch",
        title="OpenAI batch output, and that of others",
        recognizes=_is_of_openai,
        reader=lambda: _of_openai,
        told_by=("custom_id", "response", "status_code", "body"),
        notes=openai_chat.FORMAT.notes,
    ),
    RecordFormat(
        name="anthropic-batch",
        title="Anthropic batch results",
        recognizes=_is_of_anthropic,
        reader=lambda: _of_anthropic,
        told_by=("custom_id", "result"),
        notes=anthropic_messages.FORMAT.notes,
    ),
    RecordFormat(
        name="gemini-batch",
        title="Gemini batch output",
        recognizes=_is_of_gemini,
        reader=lambda: _of_gemini,
        told_by=("key", "response", "processed_time"),
    ),
)
