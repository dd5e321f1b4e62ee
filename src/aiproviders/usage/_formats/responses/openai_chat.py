"""Answers of the chat completions API of OpenAI, which most other hosts have too.

Of a stream, the chunk that has the usage counts; several of them with one id are cumulative.
"""

from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.responses.openai_usage import cost_reported, usage_of
from aiproviders.usage._formats.responses.served import provider_of, service_called
from aiproviders.usage._formats.stated import at, count, moment, text

_CHUNK = "chat.completion.chunk"
_OPERATIONS = {
    "chat.completion": "chat",
    _CHUNK: "chat",
    "text_completion": "text_completion",
    "list": "embeddings",
}
_XAI = "grok"
"""Begins the names of models whose maker counts reasoning beside the output."""


def _recognizes(record: Record) -> bool:
    answer = _answer(record)
    kind = text(answer, "object")
    if kind == "list":
        return at(answer, "usage", "prompt_tokens") is not None
    return kind in _OPERATIONS or ("model" in answer and _used(answer) is not None)


def _answer(record: Record) -> Record:
    """Return the chunk in an event of a stream of Mistral, or the record itself."""
    inner = record.get("data")
    return inner if is_table(inner) and "choices" in inner else record


def _used(answer: Record) -> Any:
    """Return the usage; Groq has it under a name of its own in a stream."""
    for found in (answer.get("usage"), at(answer, "x_groq", "usage")):
        if at(found, "prompt_tokens") is not None:
            return found
    return None


def read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    """Give the request of an answer."""
    answer = _answer(record)
    usage = _used(answer)
    if usage is None:
        is_chunk = text(answer, "object") == _CHUNK
        part = "a chunk of a stream, whose last one says what was used if the request asks for it"
        whole = "an answer does not say what was used"
        yield LeftOut(part) if is_chunk else LeftOut(whole, is_fault=True)
    elif count(usage, "prompt_audio_seconds"):
        yield LeftOut("audio is billed by the second, which is not counted", is_fault=True)
    else:
        model = text(answer, "model")
        traffic = text(usage, "extra_properties", "google", "traffic_type")
        service = text(answer, "service_tier") or text(usage, "service_tier") or traffic
        yield LoggedRequest(
            model=model,
            usage=usage_of(
                usage, "prompt_tokens", "completion_tokens", is_apart=_XAI in (model or "").lower()
            ),
            time=moment(answer.get("created")),
            service=service_called(service),
            provider=provider_of(answer),
            id=text(answer, "id"),
            operation=_OPERATIONS.get(text(answer, "object") or "", "chat"),
            reported_cost=cost_reported(usage),
        )


FORMAT = RecordFormat(
    name="openai-chat",
    title="OpenAI chat completions and embeddings, and those of Mistral, DeepSeek and others",
    recognizes=_recognizes,
    reader=lambda: read,
    notes=(
        (
            "Few answers in the words of OpenAI say who served them: where nothing does, the "
            "prices of the maker of the model are taken."
        ),
    ),
    told_by=("model", "usage", "prompt_tokens", "completion_tokens"),
)
