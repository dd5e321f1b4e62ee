"""Answers of the Responses API, whole and streamed, of OpenAI and of others."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from made_up.priced_answers import bill, read_each, request_of, rows, sample

MILLION = Decimal(10**6)

RESPONSE: dict[str, Any] = {
    "object": "response",
    "id": "resp_1",
    "created_at": 1_788_256_800.0,
    "model": "acme-1",
    "usage": {"input_tokens": 10, "output_tokens": 5, "total_tokens": 15},
}


def searched(*actions: str | None, **item: str) -> dict[str, Any]:
    """Return a response with calls of a search."""
    calls = [
        {"type": "web_search_call", **({"action": {"type": each}} if each else {}), **item}
        for each in actions
    ]
    return {**RESPONSE, "output": [*calls, {"type": "message"}]}


def test_the_sample_is_billed_right() -> None:
    """Of a stream, its last event counts: input with its cache, output, and one search."""
    log = sample("openai_responses.jsonl")
    (row,) = rows(log)
    assert ("openai-responses", "conv_made_up", "flex") == (
        log.format,
        row["conversation"],
        row["service"],
    )
    assert (5_000, 400, 3_000, 1_000, 100, 1) == tuple(
        row[name]
        for name in (
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "reasoning_tokens",
            "searches",
        )
    )
    assert datetime(2026, 9, 1, 10, tzinfo=UTC) == row["time"]
    (skipped,) = log.skipped
    assert (2, "an event of a stream, whose last one says what was used") == (
        skipped.number,
        skipped.reason,
    )


def test_tokens_and_searches_are_billed() -> None:
    """1,000 of 5,000 tokens in at full price, and 10 dollars for a thousand searches."""
    response = searched("search")
    response["usage"] = {
        "input_tokens": 5_000,
        "input_tokens_details": {"cached_tokens": 3_000, "cache_write_tokens": 1_000},
        "output_tokens": 400,
        "output_tokens_details": {"reasoning_tokens": 100},
    }
    right = (1_000 * 2 + 3_000 * Decimal("0.2") + 1_000 * Decimal("2.5") + 400 * 8) / MILLION
    right += Decimal(10) / 1_000
    rates = {"input": "2", "output": "8", "cache_read": "0.2", "cache_write": "2.5"}
    assert right == bill(request_of(response), searches="10", **rates)


@pytest.mark.parametrize(
    ("response", "searches"),
    [
        (searched("search", "search", status="completed"), 2),
        (searched("search", "open_page", "find_in_page"), 1),
        (searched(None, status="completed"), 1),
        (searched("search", status="failed"), 0),
        ({**RESPONSE, "output": None}, 0),
    ],
)
def test_searches_are_billed_and_no_other_actions(response: Any, searches: int) -> None:
    """Opening a page and finding a text in it cost nothing, and neither does a failed search."""
    assert searches == request_of(response).usage.searches


def test_what_the_usage_counts_goes_before_what_is_shown() -> None:
    """XAI counts the calls of its tools that it bills, of the web and of X."""
    response = searched("search", "search")
    response["usage"] = {
        "input_tokens": 10,
        "output_tokens": 5,
        "server_side_tool_usage_details": {"web_search_calls": 1, "x_search_calls": 4},
        "cost_in_usd_ticks": 10**9,
    }
    request = request_of(response)
    assert (5, "xai", Decimal("0.1")) == (
        request.usage.searches,
        request.provider,
        request.reported_cost,
    )


def test_an_answer_that_is_not_finished_is_left_out() -> None:
    """A response in the background has no usage until it is done."""
    queued = {**RESPONSE, "status": "queued", "usage": None}
    assert ["an answer does not say what was used"] == read_each(queued)


def test_who_served_is_not_guessed() -> None:
    """Others have the same API: without a mark no provider is said."""
    assert request_of(RESPONSE).provider is None
    assert "openrouter" == request_of({**RESPONSE, "id": "gen-1"}).provider


def test_a_part_of_an_answer_is_told_by_what_it_counts() -> None:
    """Whoever keeps model and usage alone may leave out the kind of object."""
    counted = {"input_tokens": 9, "input_tokens_details": {"cached_tokens": 4}, "output_tokens": 1}
    used = request_of({"model": "acme-1", "usage": counted}).usage
    assert (9, 4) == (used.input_tokens, used.cache_read_tokens)
