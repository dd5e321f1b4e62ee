"""Sessions of Claude Code: several lines of one request, other agents, errors and old versions."""

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

SMALL = sold("claude-small", "anthropic")
LARGE = sold("claude-large", "anthropic")


def answer(id: str | None, output: int = 10, **line: Any) -> dict[str, Any]:
    """A line of an answer with 100 tokens of input."""
    message: dict[str, Any] = {
        "model": "claude-small",
        "usage": {"input_tokens": 100, "output_tokens": output},
    }
    if id is not None:
        message["id"] = id
    message |= line.pop("message", {})
    return {
        "type": "assistant",
        "sessionId": "session-1",
        "timestamp": "2026-09-01T10:00:00Z",
        "message": message,
        **line,
    }


def test_the_bill_of_a_session_is_right() -> None:
    """The last line of a request counts, its input includes the cache, an hour of which is dearer;
    what other agents asked counts, and errors and lines about the session do not.
    """
    log = usage.read(SAMPLES / "claude_code.jsonl")
    assert costs(log, [SMALL, LARGE]) == pytest.approx(
        [
            float(dollars(fresh=10, written=1000, kept=2000, read=20_000, output=400)),
            float(dollars(fresh=5, read=23_000, output=600, searches=2)),
            float(dollars(fresh=100, output=10)),
        ]
    )
    assert "claude-code" == log.format
    assert "At API list prices; subscriptions are not billed so" == log.heading
    assert {
        "another record of the same request counts": 1,
        "<synthetic> is no model": 1,
    } == skipped(log)
    assert ["session-1"] * 3 == column(log, "conversation")
    assert [400, 600, 10] == column(log, "output_tokens")


def test_a_session_that_is_resumed_counts_once(tmp_path: Path) -> None:
    """A session that goes on from another has its lines too, some from before they were whole, and
    so have side questions.
    """
    of_records(tmp_path, answer("msg_1"), answer("msg_2"), name="a.jsonl")
    of_records(
        tmp_path,
        answer("msg_1", 1, sessionId="session-2"),
        answer("msg_2", sessionId="session-2", requestId="other", isSidechain=True),
        answer("msg_3", 20, sessionId="session-2", isSidechain=True),
        name="b.jsonl",
    )
    log = usage.read(tmp_path)
    assert ["msg_1", "msg_2", "msg_3"] == column(log, "id")
    assert [10, 10, 20] == column(log, "output_tokens")


def test_ids_of_gateways_may_come_again(tmp_path: Path) -> None:
    """An id that Anthropic did not give tells a request with its request, or its time."""
    log = of_records(
        tmp_path,
        answer("1", 1, requestId="req-1"),
        answer("1", 2, requestId="req-1"),
        answer("1", 3, requestId="req-2"),
        answer("1", 4),
        answer("1", 5, timestamp="2026-09-01T10:00:09Z"),
        answer(None, 6),
        answer(None, 7),
    )
    assert [2, 3, 4, 5, 6, 7] == column(log, "output_tokens")


def test_the_id_of_an_answer_tells_its_host(tmp_path: Path) -> None:
    """An answer of Bedrock is never billed at Anthropic's price."""
    model = Model(
        id="claude-small",
        provider="anthropic",
        name="Small",
        prices=(list_price(), list_price(input="3", host="bedrock")),
    )
    log = of_records(tmp_path, answer("msg_bdrk_1"), answer("msg_vrtx_1"), answer("msg_1"))
    assert ["aws.bedrock", "gcp.vertex_ai", None] == column(log, "provider")
    assert costs(log, [model]) == pytest.approx(
        [(100 * 3 + 20) / 10**6, None, float(dollars(fresh=100, output=10))]
    )


def test_the_cost_of_old_versions_is_kept(tmp_path: Path) -> None:
    """Old versions wrote what a request cost, which stands beside our cost."""
    log = of_records(tmp_path, answer("msg_1", costUSD=0.5), answer("msg_2"))
    assert [0.5, None] == column(log, "reported_cost")
    assert costs(log, [SMALL]) == pytest.approx([float(dollars(fresh=100, output=10))] * 2)


def test_advice_of_another_model_is_a_request_of_its_own(tmp_path: Path) -> None:
    """The totals of an answer leave out what an adviser or a summary within it used."""
    advice = {
        "type": "advisor_message",
        "model": "claude-large",
        "input_tokens": 500,
        "output_tokens": 50,
    }
    used = {"input_tokens": 100, "output_tokens": 10, "iterations": [{"type": "message"}, advice]}
    log = of_records(tmp_path, answer("msg_1", costUSD=0.5, message={"usage": used}))
    assert ["claude-small", "claude-large"] == column(log, "model")
    assert [100, 500] == column(log, "input_tokens")
    assert [0.5, None] == column(log, "reported_cost")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (answer("msg_1", message={"usage": None}), "an answer does not say what was used"),
        (
            answer("msg_1", message={"usage": {"input_tokens": "ten"}}),
            "input_tokens is 'ten', which is no number of tokens",
        ),
        (answer("msg_1", timestamp="yesterday"), "'yesterday' is no time"),
    ],
)
def test_odd_answers_are_named(tmp_path: Path, line: dict[str, Any], reason: str) -> None:
    """An answer without usage, or with what cannot be right, is left out and the others stay."""
    log = of_records(tmp_path, line, answer("msg_2"), {"type": "assistant", "sessionId": "s"})
    assert ["msg_2"] == column(log, "id")
    assert {reason: 1} == skipped(log)
