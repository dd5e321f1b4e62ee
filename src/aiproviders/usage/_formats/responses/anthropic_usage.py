"""What the messages of Anthropic say of usage; their input leaves out the cache."""

from collections.abc import Iterator
from typing import Any, TypedDict

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut
from aiproviders.usage._formats.responses.served import provider_of
from aiproviders.usage._formats.stated import amount, at, count, count_or_none, several, text

_PLACELESS = ("global", "not_available")
_WITHIN = ("compaction", "advisor_message")


def usage_of(usage: Any) -> Usage:
    """Return what a request used; the numbers of input do not include those of the cache."""
    read = count(usage, "cache_read_input_tokens")
    kept_5m = count(usage, "cache_creation", "ephemeral_5m_input_tokens")
    kept_1h = count(usage, "cache_creation", "ephemeral_1h_input_tokens")
    written = count_or_none(usage, "cache_creation_input_tokens")
    written = kept_5m + kept_1h if written is None else written
    return Usage(
        input_tokens=count(usage, "input_tokens") + read + written,
        output_tokens=count(usage, "output_tokens"),
        cache_read_tokens=read,
        cache_write_tokens=written,
        cache_write_1h_tokens=kept_1h,
        reasoning_tokens=count_or_none(usage, "output_tokens_details", "thinking_tokens"),
        searches=count(usage, "server_tool_use", "web_search_requests"),
    )


class Terms(TypedDict):
    """How a request was served, and where."""

    service: str | None
    region: str | None


def terms_of(usage: Any) -> Terms:
    """Return how and where a request was served."""
    region, speed = text(usage, "inference_geo"), text(usage, "speed")
    service = text(usage, "service_tier")
    return {
        "service": "fast" if speed == "fast" else service,
        "region": None if region in _PLACELESS else region,
    }


def requests_of(message: Any) -> Iterator[LoggedRequest | LeftOut]:
    """Give the request of a message, and those within it that its totals leave out."""
    for each in stated_by(message):
        yield each if isinstance(each, LeftOut) else LoggedRequest(**each)


def stated_by(message: Any) -> Iterator[dict[str, Any] | LeftOut]:
    """Give what a message states of its request, and of those that its totals leave out.

    These are the summaries of what was said before, and the advice of another model. What is given
    are the fields of `LoggedRequest`.
    """
    usage, id = at(message, "usage"), text(message, "id")
    if at(usage, "input_tokens") is None:
        yield LeftOut("an answer does not say what was used", is_fault=True)
        return
    counted = [(id, usage)]
    for number, each in enumerate(several(usage, "iterations"), start=1):
        if text(each, "type") in _WITHIN:
            counted.append((id and f"{id}, {number}", each))
    for each_id, each in counted:
        used = usage_of(each)
        if at(each, "output_tokens") is None:
            yield LeftOut("an answer does not say how many tokens came out", is_fault=True)
            continue
        yield {
            "model": text(each, "model") or text(message, "model"),
            "usage": used,
            "id": each_id,
            "provider": provider_of(message),
            "operation": "chat",
            "reported_cost": amount(each, "cost"),
            **terms_of(usage),
        }
