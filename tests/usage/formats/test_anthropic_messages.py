"""Answers of Anthropic's Messages API: the cache is beside the input, and streams are added up."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from made_up.priced_answers import bill, read_each, request_of, rows, sample

from aiproviders import usage
from aiproviders.usage import LoggedRequest

MILLION = Decimal(10**6)
RATES = {
    "input": "3",
    "output": "15",
    "cache_read": "0.3",
    "cache_write": "3.75",
    "cache_write_1h": "6",
    "searches": "10",
}


def message(id: str = "msg_1", **counted: Any) -> dict[str, Any]:
    """Return a message with some usage."""
    counted = {"input_tokens": 10, "output_tokens": 5, **counted}
    return {"type": "message", "id": id, "model": "claude-made-up", "usage": counted}


def start(id: str = "msg_1") -> dict[str, Any]:
    """Return the first event of a stream."""
    return {"type": "message_start", "message": message(id, output_tokens=1)}


def end(output_tokens: int, **counted: Any) -> dict[str, Any]:
    """Return the event of a stream that says what was used."""
    return {"type": "message_delta", "usage": {"output_tokens": output_tokens, **counted}}


STOP = {"type": "message_stop"}


def test_the_sample_is_billed_right() -> None:
    """All of the cache is input, and the end of a stream is added to its beginning."""
    log = sample("anthropic_messages.jsonl")
    whole, streamed = rows(log)
    assert (8_010, 500, 5_000, 3_000, 1_000, 200, 2) == tuple(
        whole[name]
        for name in (
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "cache_write_1h_tokens",
            "reasoning_tokens",
            "searches",
        )
    )
    assert ("standard", None) == (whole["service"], whole.get("region"))
    assert (420, 60, 400) == (
        streamed["input_tokens"],
        streamed["output_tokens"],
        streamed["cache_read_tokens"],
    )
    assert {"a stream begins; its end says what the answer used": 1} == {
        each.reason: each.number for each in log.skipped if "another" not in each.reason
    }


def test_each_part_of_the_cache_has_its_price() -> None:
    """10 tokens are new, 5,000 read, 2,000 written for minutes and 1,000 for an hour."""
    request = request_of(
        message(
            cache_creation_input_tokens=3_000,
            cache_read_input_tokens=5_000,
            cache_creation={"ephemeral_5m_input_tokens": 2_000, "ephemeral_1h_input_tokens": 1_000},
            output_tokens=500,
            server_tool_use={"web_search_requests": 2},
        )
    )
    tokens = 10 * 3 + 5_000 * Decimal("0.3") + 2_000 * Decimal("3.75") + 1_000 * 6 + 500 * 15
    assert tokens / MILLION + Decimal(2 * 10) / 1_000 == bill(request, **RATES)


def test_what_was_written_may_be_said_by_its_parts_alone() -> None:
    """The sum of what was written is optional."""
    parts = {"ephemeral_5m_input_tokens": 20, "ephemeral_1h_input_tokens": 30}
    used = request_of(message(cache_creation=parts)).usage
    assert (60, 50, 30) == (
        used.input_tokens,
        used.cache_write_tokens,
        used.cache_write_1h_tokens,
    )


@pytest.mark.parametrize(
    ("counted", "service", "region"),
    [
        ({"service_tier": "priority", "inference_geo": "us"}, "priority", "us"),
        ({"service_tier": "batch", "inference_geo": "not_available"}, "batch", None),
        ({"service_tier": "standard", "speed": "fast"}, "fast", None),
        ({}, None, None),
    ],
)
def test_terms_are_said(counted: dict[str, str], service: str | None, region: str | None) -> None:
    """How it was served and where decides the price."""
    request = request_of(message(**counted))
    assert (service, region) == (request.service, request.region)


@pytest.mark.parametrize(
    ("id", "provider"),
    [
        ("msg_01", None),
        ("msg_bdrk_01", "aws.bedrock"),
        ("msg_vrtx_01", "gcp.vertex_ai"),
        ("gen-01", "openrouter"),
    ],
)
def test_a_cloud_is_told_by_the_id(id: str, provider: str | None) -> None:
    """Answers of Claude that a cloud served are never billed at the price of the maker."""
    assert provider == request_of(message(id)).provider


def test_what_totals_leave_out_is_a_request_of_its_own() -> None:
    """Summaries and advice are billed beside the answer, advice at the price of its model."""
    iterations = [
        {"type": "message", "input_tokens": 10, "output_tokens": 5},
        {"type": "compaction", "input_tokens": 180_000, "output_tokens": 3_500},
        {"type": "advisor_message", "model": "claude-wise", "input_tokens": 7, "output_tokens": 2},
    ]
    found = read_each(message(iterations=iterations))
    assert [
        ("msg_1", "claude-made-up", 10, 5),
        ("msg_1, 2", "claude-made-up", 180_000, 3_500),
        ("msg_1, 3", "claude-wise", 7, 2),
    ] == [
        (each.id, each.model, each.usage.input_tokens, each.usage.output_tokens)
        for each in found
        if isinstance(each, LoggedRequest)
    ]


def test_parts_of_a_message_without_an_id_all_count() -> None:
    """Without an id, nothing is taken for another record of the same request."""
    without = {
        **message(iterations=[{"type": "compaction", "input_tokens": 8, "output_tokens": 1}]),
        "id": None,
    }
    assert [10, 8] == [row["input_tokens"] for row in rows(usage.read([without]))]


def test_an_answer_without_its_output_is_no_answer_of_none() -> None:
    """A message that does not count its output is left out, instead of billed by its input."""
    cut = message()
    del cut["usage"]["output_tokens"]
    log = usage.read([cut, message()])
    assert 1 == len(rows(log))
    assert ["an answer does not say how many tokens came out"] == [
        each.reason for each in log.skipped
    ]


def test_numbers_at_the_end_of_a_stream_count() -> None:
    """They are cumulative: they take the place of those at its beginning, and zeros do not."""
    begun = {"type": "message_start", "message": message(cache_read_input_tokens=4)}
    ended = end(60, input_tokens=30, cache_read_input_tokens=0, server_tool_use={})
    (row,) = rows(usage.read([begun, ended, STOP]))
    assert (34, 4, 60) == (row["input_tokens"], row["cache_read_tokens"], row["output_tokens"])


def test_streams_may_follow_each_other() -> None:
    """Each end is added to its own beginning."""
    events = [start("msg_1"), end(60), STOP, start("msg_2"), end(70), STOP]
    found = {row["id"]: row["output_tokens"] for row in rows(usage.read(events))}
    assert {"msg_1": 60, "msg_2": 70} == found


def test_mixed_streams_are_said() -> None:
    """Their ends do not say whose they are, so that none is billed as another's."""
    log = usage.read([start("msg_1"), start("msg_2"), end(60), end(70), STOP, STOP])
    assert {"msg_1": 1, "msg_2": 1} == {row["id"]: row["output_tokens"] for row in rows(log)}
    faults = [
        each for each in log.skipped if "the events of several streams are mixed" in str(each)
    ]
    assert [2] == [each.number for each in faults]


def test_an_end_without_a_beginning_is_said() -> None:
    """It names no model."""
    log = usage.read([end(60), message()])
    assert 1 == len(rows(log))
    assert "one has no beginning" in log.skipped[0].reason


def test_a_stream_that_is_cut_is_said() -> None:
    """Its input is billed, and that its end is missing is counted."""
    log = usage.read([start()])
    (row,) = rows(log)
    assert (10, 1) == (row["input_tokens"], row["output_tokens"])
    assert ["a stream begins; its end says what the answer used"] == [
        each.reason for each in log.skipped
    ]


def test_a_beginning_that_says_nothing_is_left_out() -> None:
    """An event without its message names neither model nor usage."""
    found = read_each({"type": "message_start", "message": None})
    assert "an answer does not say what was used" == found[0]
    broken = usage.read([{"type": "message_start", "message": "?"}, end(3), message()])
    assert [None, "claude-made-up"] == [row["model"] for row in rows(broken)]


def test_a_part_of_an_answer_is_told_by_what_it_counts() -> None:
    """Whoever keeps model and usage alone may leave out the type."""
    kept = {"model": "claude-made-up", "usage": message(cache_read_input_tokens=4)["usage"]}
    assert 14 == request_of(kept).usage.input_tokens


def test_objects_of_sdks_are_read() -> None:
    """A message is an object with fields, and so is an event of a stream."""
    counted = SimpleNamespace(input_tokens=3, output_tokens=5, cache_read_input_tokens=4)
    answer = SimpleNamespace(id="msg_1", type="message", model="claude-made-up", usage=counted)
    assert 7 == usage.of(answer).usage.input_tokens
    event = SimpleNamespace(type="message_start", message=answer)
    last = SimpleNamespace(type="message_delta", usage=SimpleNamespace(output_tokens=9))
    (row,) = rows(usage.read([event, last]))
    assert (7, 9) == (row["input_tokens"], row["output_tokens"])
