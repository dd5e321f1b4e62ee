"""What the metadata of Gemini say of usage, in the names of JSON or of the SDK for Python."""

from typing import Any

from aiproviders._format.strict_reading import is_list
from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.stated import at, count, count_or_none, text


def either(record: Any, name: str) -> Any:
    """Return a field by its name in JSON, or by that which the SDK has for Python."""
    found = at(record, name)
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in name)
    return at(record, snake) if found is None else found


def listed(record: Any, name: str) -> list[Any]:
    """Return the list in a field; an empty one where there is none."""
    found = either(record, name)
    return found if is_list(found) else []


def _tokens(usage: Any, name: str) -> int | None:
    name = f"{name}TokenCount"
    return count_or_none({name: either(usage, name)}, name)


def _of(usage: Any, modality: str, *details: str) -> int:
    """Return the tokens of a modality in some breakdowns."""
    found = (each for name in details for each in listed(usage, f"{name}TokensDetails"))
    return sum(
        count({"tokenCount": either(each, "tokenCount")}, "tokenCount")
        for each in found
        if (text(each, "modality") or "").upper() == modality
    )


def usage_of(usage: Any, searches: int = 0) -> Usage:
    """Return what a request used.

    Args:
        usage: The metadata of an answer.
        searches: How many searches it shows.
    """
    prompt, tool, made = (
        _tokens(usage, each) for each in ("prompt", "toolUsePrompt", "candidates")
    )
    made = _tokens(usage, "response") if made is None else made  # as the Live API calls it
    thought, total = _tokens(usage, "thoughts"), _tokens(usage, "total")
    tokens_in, tokens_out = (prompt or 0) + (tool or 0), (made or 0) + (thought or 0)
    if total is not None and thought is None:
        # Some versions count thoughts in the total alone.
        thought = 0 if total <= tokens_in + tokens_out else None
        tokens_out = max(tokens_out, total - tokens_in)
    images = _of(usage, "IMAGE", "prompt", "toolUsePrompt") - _of(usage, "IMAGE", "cache")
    return Usage(
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        cache_read_tokens=_tokens(usage, "cachedContent") or 0,
        reasoning_tokens=thought,
        input_audio_tokens=_of(usage, "AUDIO", "prompt", "toolUsePrompt"),
        output_audio_tokens=_of(usage, "AUDIO", "candidates", "response"),
        cache_read_audio_tokens=_of(usage, "AUDIO", "cache"),
        input_image_tokens=max(0, images),
        output_image_tokens=_of(usage, "IMAGE", "candidates", "response"),
        searches=searches,
    )
