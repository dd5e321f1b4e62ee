"""Answers of Gemini: what it thinks and what tools read are counted beside input and output."""

from collections.abc import Iterator
from typing import Any

from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.responses.gemini_usage import either, listed, usage_of
from aiproviders.usage._formats.responses.served import service_called
from aiproviders.usage._formats.stated import moment, text

_COUNTED = ("promptTokenCount", "candidatesTokenCount", "totalTokenCount")
_BILLED_BY_PROMPT = ("gemini-1", "gemini-2")
"""Models of which a prompt with searches is billed once, however many they are."""


def _searches(answer: Any, model: str | None) -> int:
    """Return the searches that are billed: those of different, not empty texts."""
    grounds = [either(each, "groundingMetadata") for each in listed(answer, "candidates")]
    texts = {str(query) for each in grounds for query in listed(each, "webSearchQueries") if query}
    is_once = (model or "").rpartition("/")[2].startswith(_BILLED_BY_PROMPT)
    return min(1, len(texts)) if is_once else len(texts)


def recognizes(record: Record) -> bool:
    """Tell an answer by its metadata: others have fields that are called so, too."""
    usage = either(record, "usageMetadata")
    return any(either(usage, each) is not None for each in _COUNTED)


def read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    """Give the request of an answer."""
    usage, id = either(record, "usageMetadata"), text({"id": either(record, "responseId")}, "id")
    made = listed(record, "candidates")
    if id is None and made and not any(either(each, "finishReason") for each in made):
        yield LeftOut("a chunk of a stream, whose last one says what was used")
        return
    if either(usage, "promptTokenCount") is None:
        yield LeftOut("an answer does not say how many tokens went in")
        return
    model = text({"model": either(record, "modelVersion")}, "model")
    # Vertex AI names the kind of traffic, the Gemini API the service.
    traffic, tier = (either(usage, each) for each in ("trafficType", "serviceTier"))
    yield LoggedRequest(
        model=model,
        usage=usage_of(usage, _searches(record, model)),
        time=moment(either(record, "createTime")),
        service=service_called(text({"": traffic or tier}, "")),
        provider="gcp.vertex_ai" if traffic else None,
        id=id,
        operation="generate_content",
    )


FORMAT = RecordFormat(
    name="gemini",
    title="Gemini answers",
    recognizes=recognizes,
    reader=lambda: read,
    notes=("Few answers of Gemini say the service: standard is assumed where nothing is said.",),
    told_by=("usageMetadata", "usage_metadata"),
)
