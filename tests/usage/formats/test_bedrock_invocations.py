"""Bedrock's logs of invocations: the cache, inference profiles, failures, and CloudWatch."""

import json
from pathlib import Path
from typing import Any

import pytest
from made_up.format_logs import (
    SAMPLES,
    column,
    costs,
    dollars,
    list_price,
    of_records,
    skipped,
    sold,
)

from aiproviders import Model, usage

MODEL = Model(
    id="claude-small",
    provider="anthropic",
    name="Small",
    prices=(
        list_price(input="7"),
        list_price(host="bedrock", region="us"),
        list_price(input="5", host="bedrock", region="eu-west-1"),
    ),
)


def invocation(**fields: Any) -> dict[str, Any]:
    """An invocation with 100 tokens in and 10 out."""
    return {
        "schemaType": "ModelInvocationLog",
        "timestamp": "2026-09-01T10:00:00Z",
        "region": "us-east-1",
        "requestId": "request-1",
        "modelId": "us.anthropic.claude-small-v1:0",
        "input": {"inputTokenCount": 100},
        "output": {"outputTokenCount": 10},
        **fields,
    }


def test_the_bill_of_invocations_is_right() -> None:
    """The cache is added to the input, a profile has the price of its regions and another name
    that of the region it was asked in, and what failed is no request.
    """
    log = usage.read(SAMPLES / "bedrock_invocations.jsonl")
    assert costs(log, [MODEL]) == pytest.approx(
        [
            float(dollars(fresh=10, written=1000, kept=2000, read=20_000, output=400)),
            (100 * 5 + 10 * 2) / 10**6,
        ]
    )
    assert "bedrock-invocations" == log.format
    assert [23_010, 100] == column(log, "input_tokens")
    assert {"the invocation failed: ThrottlingException": 1} == skipped(log)
    assert ["aws.bedrock"] * 2 == column(log, "provider")
    assert ["request-1", "request-2"] == column(log, "id")


def test_it_is_never_billed_at_the_price_of_the_maker(tmp_path: Path) -> None:
    """Where Bedrock's price is not stated there is none, though the maker has one."""
    log = of_records(tmp_path, invocation())
    assert [None] == costs(log, [sold("claude-small", "anthropic")])


@pytest.mark.parametrize("name", ["events", "logEvents"])
@pytest.mark.parametrize("message", ["message", "@message"])
def test_events_of_cloudwatch_hold_invocations(tmp_path: Path, name: str, message: str) -> None:
    """CloudWatch has invocations as texts in events, several of which may stand in one record."""
    events = [
        {"timestamp": 1788256800000, message: json.dumps(invocation(requestId=id))}
        for id in ("request-1", "request-2")
    ]
    log = of_records(tmp_path, {name: [*events, "x", {message: "something else"}]}, events[0])
    assert ["request-2", "request-1"] == column(log, "id")
    assert [100, 100] == column(log, "input_tokens")


def test_a_message_that_is_cut_short_is_named(tmp_path: Path) -> None:
    """CloudWatch cuts long messages; such an invocation is a fault of the log."""
    cut = {"message": json.dumps(invocation())[:-20]}
    log = of_records(tmp_path, cut, invocation())
    assert [100] == column(log, "input_tokens")
    assert {"the message of an event is cut short, or is no JSON": 1} == skipped(log)


def test_what_converse_keeps_for_an_hour_is_told_apart(tmp_path: Path) -> None:
    """Answers of Converse say how long what was written is kept."""
    details = [{"ttl": "5m", "inputTokens": 20}, {"ttl": "1h", "inputTokens": 30}]
    log = of_records(
        tmp_path,
        invocation(
            input={"inputTokenCount": 100, "cacheWriteInputTokenCount": 50},
            output={"outputTokenCount": 10, "outputBodyJson": {"usage": {"cacheDetails": details}}},
        ),
    )
    assert costs(log, [MODEL]) == pytest.approx(
        [float(dollars(fresh=100, written=20, kept=30, output=10))]
    )


def test_embeddings_have_no_output(tmp_path: Path) -> None:
    """An invocation without output that did not fail is billed by its input."""
    log = of_records(tmp_path, invocation(output={}, requestId=None))
    assert [0] == column(log, "output_tokens")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"input": {}}, "the invocation does not say how many tokens it took"),
        ({"input": None}, "the invocation does not say how many tokens it took"),
        (
            {"input": {"inputTokenCount": -1}},
            "input.inputTokenCount is -1, which is no number of tokens",
        ),
    ],
)
def test_odd_invocations_are_named(tmp_path: Path, fields: dict[str, Any], reason: str) -> None:
    """An invocation without counts, such as of pictures, is left out, and the others stay."""
    log = of_records(tmp_path, invocation(**fields), invocation(modelId=None))
    assert [100] == column(log, "input_tokens")
    assert {reason: 1} == skipped(log)
