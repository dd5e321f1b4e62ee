"""Observations of Langfuse, as exported or from its API, whose counts do not overlap."""

from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._values.number import exact
from aiproviders._values.wording import quoted
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, read_each
from aiproviders.usage._formats.records.langfuse_usage import counts_of, usage_of
from aiproviders.usage._formats.stated import DECODER, moment, several, text

_REQUESTS = ("GENERATION", "EMBEDDING")


def _field(record: Record, *names: str) -> Any:
    """Return what a record holds by one of several names, of which APIs and exports have one."""
    found = next((record[name] for name in names if record.get(name) not in (None, "")), None)
    if isinstance(found, str) and found.startswith("{"):
        return DECODER.decode(found)
    return found


def _observations(record: Record) -> list[Any]:
    """Return the observations of a page of the API, or the one that the record is."""
    held = several(record, "data") or [record]
    return held if all(is_table(each) and _is_observation(each) for each in held) else []


def _recognizes(record: Record) -> bool:
    return bool(_observations(record))


def _is_observation(record: Record) -> bool:
    return "type" in record and ("usage_details" in record or "usageDetails" in record)


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    yield from read_each(_request, ((each,) for each in _observations(record)))


def _request(record: Record) -> LoggedRequest | LeftOut:
    if text(record, "type") not in _REQUESTS:
        return LeftOut(f"an observation of type {quoted(record['type'])} is no request")
    counts = counts_of(_field(record, "usage_details", "usageDetails"))
    if not any(counts.values()):
        return LeftOut("an observation does not say what was used")
    tier = text(_field(record, "model_parameters", "modelParameters"), "service_tier")
    cost = _field(record, "total_cost", "totalCost", "calculatedTotalCost")
    return LoggedRequest(
        model=_field(record, "provided_model_name", "model", "providedModelName"),
        usage=usage_of(counts),
        time=moment(_field(record, "start_time", "startTime")),
        service=None if tier == "auto" else tier,
        id=text(record, "id"),
        conversation=_field(record, "session_id", "sessionId"),
        reported_cost=None if cost is None else exact(str(cost)),
    )


FORMAT = RecordFormat(
    name="langfuse-observations",
    title="Langfuse observations",
    recognizes=_recognizes,
    reader=lambda: _read,
    told_by=("type", "usage_details"),
    fields=(
        "id",
        "type",
        "session_id",
        "sessionId",
        "start_time",
        "startTime",
        "provided_model_name",
        "providedModelName",
        "model",
        "model_parameters",
        "modelParameters",
        "usage_details",
        "usageDetails",
        "total_cost",
        "totalCost",
        "calculatedTotalCost",
    ),
    notes=(
        (
            "Who served a model is not in these exports: the maker's price counts, unless its name "
            "says otherwise."
        ),
        "Counts do not overlap, as Langfuse says; where a total tells that they do, it counts.",
        "The cost that is reported is what Langfuse reckoned or was sent, and no bill.",
    ),
)
