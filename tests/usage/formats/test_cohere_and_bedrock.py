"""Answers of Cohere and of Bedrock's Converse API, which do not name their model."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from made_up.priced_answers import bill, read_each, request_of, rows, sample

from aiproviders import usage

MILLION = Decimal(10**6)


def test_what_cohere_bills_counts() -> None:
    """Of 571 tokens in, 5 are billed; a rank is billed by searches."""
    log = sample("cohere.jsonl")
    assert [
        ("command-made-up", 5, 400, 0),
        ("command-made-up", 6, 30, 0),
        ("rerank-made-up", 0, 0, 3),
    ] == [
        (row["model"], row["input_tokens"], row["output_tokens"], row["searches"])
        for row in rows(log)
    ]
    assert ["Cohere bills images, image_tokens, which are not counted"] == [
        each.reason for each in log.skipped
    ]


def test_cohere_is_billed_right() -> None:
    """5 tokens in, 400 out and 3 searches."""
    billed = {"input_tokens": 5, "output_tokens": 400, "search_units": 3}
    request = request_of({"usage": {"billed_units": billed, "tokens": {"input_tokens": 571}}})
    right = Decimal(5 * 2 + 400 * 8) / MILLION + Decimal(3 * 2) / 1_000
    assert right == bill(request, input="2", output="8", searches="2")
    assert ("cohere", None) == (request.provider, request.model)


def test_objects_of_the_sdk_of_cohere_are_read() -> None:
    """Its numbers are floats."""
    billed = SimpleNamespace(input_tokens=5.0, output_tokens=7.0, search_units=None)
    response = SimpleNamespace(id="a", usage=SimpleNamespace(billed_units=billed))
    used = usage.of(response).usage
    assert (5, 7) == (used.input_tokens, used.output_tokens)


def test_the_sample_of_bedrock_is_billed_right() -> None:
    """The cache is beside the input, and a part of it is kept for an hour."""
    whole, streamed = rows(sample("bedrock_converse.jsonl"))
    assert (8_010, 500, 5_000, 3_000, 1_000) == tuple(
        whole[name]
        for name in (
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "cache_write_1h_tokens",
        )
    )
    assert ("acme.made-up-v1:0", "aws.bedrock", "priority", "made-up-1") == tuple(
        whole[name] for name in ("model", "provider", "service", "id")
    )
    # What is served quicker has another price, which is never taken for the usual one.
    assert (40, 7, "optimized") == tuple(
        streamed[name] for name in ("input_tokens", "output_tokens", "service")
    )


def test_each_part_of_the_cache_of_bedrock_has_its_price() -> None:
    """10 tokens are new, 50 read, 20 written for minutes and 10 for an hour."""
    counted = {
        "inputTokens": 10,
        "outputTokens": 5,
        "cacheReadInputTokens": 50,
        "cacheWriteInputTokens": 30,
        "cacheDetails": [{"ttl": "1h", "inputTokens": 10}, {"ttl": "5m", "inputTokens": 20}],
    }
    rates = {"input": "3", "output": "15", "cache_read": "0.3", "cache_write": "3.75"}
    right = 10 * 3 + 50 * Decimal("0.3") + 20 * Decimal("3.75") + 10 * 6 + 5 * 15
    request = request_of({"usage": counted, "performanceConfig": {"latency": "standard"}})
    assert right / MILLION == bill(request, cache_write_1h="6", **rates)
    assert (None, None) == (request.model, request.service)


@pytest.mark.parametrize("name", ["cachedInputTokens", "reasoningTokens", "inputTokenDetails"])
def test_a_result_of_the_ai_sdk_is_none_of_bedrock(name: str) -> None:
    """It calls its counts as Converse does, but its input has the cache, and any host served it."""
    record = {"modelId": "m", "usage": {"inputTokens": 10, "outputTokens": 5, name: 4}}
    with pytest.raises(ValueError, match=r"no response of a known format"):
        usage.of(record)


def test_the_model_that_a_router_chose_is_billed() -> None:
    """It stands in the trace."""
    counted = {"inputTokens": 10, "outputTokens": 5}
    trace = {"promptRouter": {"invokedModelId": "chosen"}}
    record = {"usage": counted, "trace": trace, "modelId": "router"}
    assert "chosen" == request_of(record).model


@pytest.mark.parametrize(
    "record",
    [
        {"usage": {"billed_units": {"input_tokens": "5"}}},
        {"usage": {"inputTokens": "5", "outputTokens": 5}},
    ],
)
def test_odd_numbers_are_said(record: Any) -> None:
    """A text in place of a number is no number of tokens."""
    with pytest.raises(ValueError, match="'5', which is no number of tokens"):
        read_each(record)
