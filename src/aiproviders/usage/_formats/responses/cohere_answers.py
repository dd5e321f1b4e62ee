"""Answers of Cohere, which says beside all tokens how much of them it bills."""

from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.stated import at, count, text

# Of chat, of its stream's last event, and of embeddings and ranks.
_PLACES = (("usage",), ("delta", "usage"), ("meta",))
_BILLED = ("input_tokens", "output_tokens", "search_units")


def _billed(record: Record) -> Any:
    """Return what is billed; None where nothing is said of it."""
    found = (at(record, *place, "billed_units") for place in _PLACES)
    return next((each for each in found if is_table(each)), None)


def _recognizes(record: Record) -> bool:
    return _billed(record) is not None


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    billed = _billed(record)
    if others := [each for each in billed if each not in _BILLED and count(billed, each)]:
        reason = f"Cohere bills {', '.join(others)}, which are not counted"
        yield LeftOut(reason, is_fault=True)
        return
    yield LoggedRequest(
        model=text(record, "model"),
        usage=Usage(
            input_tokens=count(billed, "input_tokens"),
            output_tokens=count(billed, "output_tokens"),
            searches=count(billed, "search_units"),
        ),
        id=text(record, "id"),
        provider="cohere",
    )


FORMAT = RecordFormat(
    name="cohere",
    title="Cohere answers",
    recognizes=_recognizes,
    reader=lambda: _read,
    notes=(
        (
            "An answer of Cohere names neither its model nor its time: put the model into its "
            "record as `model`."
        ),
        "What of the input was cached has no price of its own in these answers.",
    ),
    told_by=("usage", "billed_units"),
)
