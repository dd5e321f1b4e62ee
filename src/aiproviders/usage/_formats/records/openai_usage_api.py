"""Reports of OpenAI's usage API: buckets of time, each with sums by model if so grouped."""

from collections.abc import Iterator
from typing import Any

from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, read_each
from aiproviders.usage._formats.stated import at, count, count_or_none, moment, several, text

_SERVICES = {"flex-tier": "flex"}


def _buckets(record: Any) -> list[Any]:
    """Return the buckets of a report: of a page of it, or the one that the record is."""
    return several(record, "data") if at(record, "object") == "page" else [record]


def _recognizes(record: Record) -> bool:
    if record.get("object") == "bucket":
        return True
    return record.get("object") == "page" and all(
        at(bucket, "object") == "bucket" for bucket in _buckets(record)
    )


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    buckets = _buckets(record)
    results = ((each, result) for each in buckets for result in several(each, "results"))
    yield from read_each(_request, results)


def _request(bucket: Any, result: Any) -> LoggedRequest | LeftOut:
    requests = count_or_none(result, "num_model_requests")
    taken = count_or_none(result, "input_tokens")
    if requests == 0:
        return LeftOut("no request was made")
    if taken is None:
        return LeftOut(f"{text(result, 'object') or 'a result'} counts no tokens")
    batch, tier = at(result, "batch"), text(result, "service_tier")
    cached_audio = count(result, "input_cached_audio_tokens")
    return LoggedRequest(
        model=text(result, "model"),
        usage=Usage(
            input_tokens=taken,
            output_tokens=count(result, "output_tokens"),
            cache_read_tokens=count(result, "input_cached_tokens"),
            cache_write_tokens=count(result, "input_cache_write_tokens")
            + count(result, "input_cache_write_12h_tokens"),
            input_audio_tokens=count(result, "input_audio_tokens") + cached_audio,
            output_audio_tokens=count(result, "output_audio_tokens"),
            cache_read_audio_tokens=cached_audio,
            input_image_tokens=count(result, "input_image_tokens"),
            output_image_tokens=count(result, "output_image_tokens"),
        ),
        time=moment(at(bucket, "start_time")),
        provider="openai",
        service="batch" if batch is True else _SERVICES.get(tier or "", tier),
        requests=1 if requests is None else requests,
    )


FORMAT = RecordFormat(
    name="openai-usage-api",
    title="OpenAI usage API",
    recognizes=_recognizes,
    reader=lambda: _read,
    told_by=("object", "data"),
    notes=(
        (
            "A report names models, batches and services only where it is grouped by them; without "
            "them there is no price, or standard is assumed."
        ),
        "A result sums the requests of its time, so that tiers go by their mean length.",
        "How much of the output is reasoning is not in these reports.",
        "Input that a cache keeps for twelve hours is billed as any that is written to it.",
    ),
)
