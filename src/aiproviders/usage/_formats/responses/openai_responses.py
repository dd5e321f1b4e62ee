"""Answers of OpenAI's Responses API, which others have too, whole or as events of a stream."""

from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.responses.openai_usage import cost_reported, usage_of
from aiproviders.usage._formats.responses.served import provider_of, service_called
from aiproviders.usage._formats.stated import at, moment, several, text


def _recognizes(record: Record) -> bool:
    is_event = (text(record, "type") or "").startswith("response.") and "sequence_number" in record
    response = _response(record)
    # Who keeps a part of an answer often leaves out what kind of object it is.
    is_part = "model" in response and at(response, "usage", "input_tokens_details") is not None
    return is_event or is_part or text(response, "object") == "response"


def _response(record: Record) -> Record:
    """Return the response in an event of a stream, or the record itself."""
    inner = record.get("response")
    return inner if is_table(inner) else record


def _searches(response: Record) -> int:
    """Return how often the web was searched; OpenAI bills neither opening a page nor a failure."""
    return sum(
        text(item, "type") == "web_search_call"
        and text(item, "action", "type") in (None, "search")
        and text(item, "status") != "failed"
        for item in several(response, "output")
    )


def read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    """Give the request of an answer."""
    response = _response(record)
    usage: Any = response.get("usage")
    if at(usage, "input_tokens") is None:
        is_event = response is not record or "sequence_number" in record
        part = "an event of a stream, whose last one says what was used"
        whole = "an answer does not say what was used"
        yield LeftOut(part) if is_event else LeftOut(whole, is_fault=True)
        return
    yield LoggedRequest(
        model=text(response, "model"),
        usage=usage_of(usage, "input_tokens", "output_tokens", shown=_searches(response)),
        time=moment(response.get("created_at")),
        service=service_called(text(response, "service_tier")),
        provider=provider_of(response),
        id=text(response, "id"),
        conversation=text(response, "conversation", "id"),
        operation="chat",
        reported_cost=cost_reported(usage),
    )


FORMAT = RecordFormat(
    name="openai-responses",
    title="OpenAI responses, and those of others",
    recognizes=_recognizes,
    reader=lambda: read,
    notes=(
        (
            "Few answers in the words of OpenAI say who served them: where nothing does, the "
            "prices of the maker of the model are taken."
        ),
        "Searches of files and containers, which OpenAI bills apart, are not counted.",
    ),
    told_by=("object", "usage", "input_tokens", "output_tokens_details"),
)
