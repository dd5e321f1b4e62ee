"""Reports of Anthropic's usage API: buckets of time, each with sums by model if so grouped."""

from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat, read_each
from aiproviders.usage._formats.responses.anthropic_usage import terms_of
from aiproviders.usage._formats.stated import at, count, count_or_none, moment, several, text

_WINDOWS = {"0-200k": 200_000, "200k-1M": 200_001}
"""The tier is told by the window; the length itself is not in the report."""


def _buckets(record: Any) -> list[Any]:
    """Return the buckets of a report: of a page of it, or the one that the record is."""
    return several(record, "data") or [record]


def _recognizes(record: Record) -> bool:
    buckets = _buckets(record)
    return all(is_table(each) and {"starting_at", "results"} <= each.keys() for each in buckets)


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    buckets = _buckets(record)
    results = ((each, result) for each in buckets for result in several(each, "results"))
    yield from read_each(_request, results)


def _request(bucket: Any, result: Any) -> LoggedRequest | LeftOut:
    taken = count_or_none(result, "uncached_input_tokens")
    given = count_or_none(result, "output_tokens")
    if taken is None or given is None:
        return LeftOut("a result counts no tokens")
    read = count(result, "cache_read_input_tokens")
    kept_1h = count(result, "cache_creation", "ephemeral_1h_input_tokens")
    written = kept_1h + count(result, "cache_creation", "ephemeral_5m_input_tokens")
    return LoggedRequest(
        model=text(result, "model"),
        usage=Usage(
            input_tokens=taken + read + written,
            output_tokens=given,
            cache_read_tokens=read,
            cache_write_tokens=written,
            cache_write_1h_tokens=kept_1h,
            searches=count(result, "server_tool_use", "web_search_requests"),
        ),
        time=moment(at(bucket, "starting_at")),
        provider="anthropic",
        request_input_tokens=_WINDOWS.get(text(result, "context_window") or ""),
        **terms_of(result),
    )


FORMAT = RecordFormat(
    name="anthropic-usage-api",
    title="Anthropic usage API",
    recognizes=_recognizes,
    reader=lambda: _read,
    told_by=("data", "starting_at", "results"),
    notes=(
        (
            "A report names models, services, windows and regions only where it is grouped by "
            "them; without them there is no price, or standard is assumed."
        ),
        "How many requests a result sums is not in these reports: it counts as one.",
    ),
)
