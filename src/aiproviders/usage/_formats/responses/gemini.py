"""Answers of Gemini: what it thinks and what tools read are counted beside input and output."""

from collections.abc import Iterator
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import Record, RecordFormat
from aiproviders.usage._formats.stated import at, count, moment, text


def _either(record: Any, name: str) -> Any:
    """Return a field by its name in JSON, or by that which the SDK has for Python."""
    found = at(record, name)
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in name)
    return at(record, snake) if found is None else found


def _recognizes(record: Record) -> bool:
    return _either(record, "usageMetadata") is not None


def _of(usage: Any, details: str, modality: str) -> int:
    """Return the tokens of a modality."""
    several = _either(usage, details) or ()
    found = [each for each in several if text(each, "modality") == modality]
    return sum(count({"tokens": _either(each, "tokenCount")}, "tokens") for each in found)


def usage_of(usage: Any) -> Usage:
    """Return what a request used."""
    numbers = {
        name: count({name: _either(usage, f"{name}TokenCount")}, name)
        for name in ("prompt", "cachedContent", "candidates", "thoughts", "toolUsePrompt")
    }
    return Usage(
        input_tokens=numbers["prompt"] + numbers["toolUsePrompt"],
        output_tokens=numbers["candidates"] + numbers["thoughts"],
        cache_read_tokens=numbers["cachedContent"],
        reasoning_tokens=numbers["thoughts"],
        input_audio_tokens=_of(usage, "promptTokensDetails", "AUDIO"),
        output_audio_tokens=_of(usage, "candidatesTokensDetails", "AUDIO"),
        cache_read_audio_tokens=_of(usage, "cacheTokensDetails", "AUDIO"),
        output_image_tokens=_of(usage, "candidatesTokensDetails", "IMAGE"),
    )


def _read(record: Record) -> Iterator[LoggedRequest]:
    yield LoggedRequest(
        model=_either(record, "modelVersion"),
        usage=usage_of(_either(record, "usageMetadata")),
        time=moment(_either(record, "createTime")),
        id=_either(record, "responseId"),
        operation="generate_content",
    )


FORMAT = RecordFormat(
    name="gemini",
    title="Gemini answers",
    recognizes=_recognizes,
    reader=lambda: _read,
    notes=("An answer of Gemini does not say the service: standard is assumed.",),
    told_by=("usageMetadata", "usage_metadata"),
)
