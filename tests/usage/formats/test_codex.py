"""Sessions of Codex CLI: what each request used, by counts that are cumulative and repeated."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
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
from aiproviders.usage import UsageLog
from aiproviders.usage._formats.records.codex_counts import SessionCounts

SMALL = sold("gpt-small", "openai")
LARGE = Model(
    id="gpt-large",
    provider="openai",
    name="Large",
    prices=(list_price(input="9"), list_price(service="priority")),
)
BEGIN = {
    "timestamp": "2026-09-01T10:00:00Z",
    "type": "session_meta",
    "payload": {"id": "session-1"},
}
MODEL = {"type": "turn_context", "payload": {"model": "gpt-small"}}


def counted(
    second: int,
    total: tuple[int, int] | None = None,
    last: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """A count of input and output: in all, and of the last request."""
    info = {
        f"{name}_token_usage": {"input_tokens": numbers[0], "output_tokens": numbers[1]}
        for name, numbers in {"total": total, "last": last}.items()
        if numbers is not None
    }
    return {
        "timestamp": f"2026-09-01T10:00:{second:02}Z",
        "type": "event_msg",
        "payload": {"type": "token_count", "info": info},
    }


def tokens(log: UsageLog) -> list[tuple[int, int]]:
    """The input and output of each request."""
    return list(zip(column(log, "input_tokens"), column(log, "output_tokens"), strict=True))


def test_the_bill_of_a_session_is_right() -> None:
    """Cached input is inside the input, reasoning inside the output, and repeated counts are no
    requests; each request has the model and the service of its turn.
    """
    log = usage.read(SAMPLES / "codex.jsonl")
    assert costs(log, [SMALL, LARGE]) == pytest.approx(
        [
            float(dollars(fresh=6000, read=4000, output=500)),
            float(dollars(fresh=1000, read=10_000, written=1000, output=200)),
        ]
    )
    assert "codex" == log.format
    assert "At API list prices; subscriptions are not billed so" == log.heading
    assert {"the same count of tokens stands there again": 1} == skipped(log)
    assert [300, 0] == column(log, "reasoning_tokens")
    assert [None, "priority"] == column(log, "service")
    assert ["session-1", "session-1"] == column(log, "conversation")


def test_the_last_request_counts_and_else_the_difference(tmp_path: Path) -> None:
    """Where the last request is not counted apart, it is what was added, or all after a reset."""
    log = of_records(
        tmp_path,
        BEGIN,
        MODEL,
        counted(1, (100, 10)),
        counted(2, (150, 30)),
        counted(3, (40, 5)),
        counted(4, None, (7, 1)),
        counted(5, None, (7, 1)),
    )
    assert [(100, 10), (50, 20), (40, 5), (7, 1), (7, 1)] == tokens(log)


def test_a_context_that_is_full_is_no_request(tmp_path: Path) -> None:
    """Codex sets the totals to the size of the context when that is full, and asks nothing."""
    full: dict[str, Any] = counted(2)
    full["payload"]["info"] = {
        "total_token_usage": {"total_tokens": 272_000},
        "last_token_usage": {"total_tokens": 271_890},
    }
    log = of_records(tmp_path, BEGIN, MODEL, counted(1, (100, 10), (100, 10)), full)
    assert [(100, 10)] == tokens(log)
    assert {} == skipped(log)


def test_a_copy_of_a_session_counts_once(tmp_path: Path) -> None:
    """A session that is archived too has the same times and counts in both files."""
    for name in ("archived.jsonl", "session.jsonl"):
        of_records(tmp_path, BEGIN, MODEL, counted(1, (100, 10), (100, 10)), name=name)
    log = usage.read(tmp_path)
    assert [(100, 10)] == tokens(log)
    assert {"another record of the same request counts": 1} == skipped(log)


@pytest.mark.parametrize(
    "origin",
    [
        {"forked_from_id": "session-0"},
        {"source": {"subagent": {"thread_spawn": {"parent_thread_id": "session-0"}}}},
    ],
)
def test_the_history_of_a_fork_is_not_its_own(tmp_path: Path, origin: dict[str, Any]) -> None:
    """What another session used is written again at the beginning of one that goes on from it."""
    begin = {**BEGIN, "payload": {"id": "session-2", **origin}}
    copied = counted(0, (100, 10), (100, 10))
    history = {**BEGIN, "payload": {"id": "session-0"}}
    own = counted(7, (160, 15), (60, 5))
    log = of_records(tmp_path, begin, history, MODEL, copied, own)
    assert [(60, 5)] == tokens(log)
    assert ["session-2"] == column(log, "conversation")
    assert {"it is the history of the session that this one began from": 1} == skipped(log)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_request_that_sums_the_session_up_counts_once(tmp_path: Path, is_first: bool) -> None:
    """A compaction has a record of its own; where a count of tokens says the same, that counts."""
    usage_of_it = {"input_tokens": 90, "output_tokens": 9}
    record = {
        "timestamp": "2026-09-01T10:00:03Z",
        "type": "token_usage_record",
        "payload": {"response_id": "resp-1", "usage": usage_of_it},
    }
    other = {**record, "payload": {"response_id": "resp-2", "usage": usage_of_it}}
    silent = {**record, "payload": {"response_id": "resp-1", "usage": None}}
    mark = {"type": "compacted", "payload": {"compaction_response_id": "resp-1", "message": ""}}
    pair = [record, mark] if is_first else [mark, record]
    log = of_records(tmp_path, BEGIN, MODEL, silent, *pair, other, name="apart.jsonl")
    assert [(90, 9)] == tokens(log)
    assert ["resp-1"] == column(log, "id")
    log = of_records(tmp_path, BEGIN, MODEL, record, counted(4, (90, 9), (90, 9)), mark)
    assert [(90, 9)] == tokens(log)


def test_the_service_stays_until_another_is_said(tmp_path: Path) -> None:
    """Settings that name no service leave it, and a service of another name passes as it is."""

    def settings(tier: str | None) -> dict[str, Any]:
        named = {} if tier is None else {"service_tier": tier}
        payload = {"type": "thread_settings_applied", "thread_settings": named}
        return {"type": "event_msg", "payload": payload}

    log = of_records(
        tmp_path,
        BEGIN,
        MODEL,
        settings("flex"),
        counted(1, (100, 10), (100, 10)),
        settings(None),
        counted(2, (200, 20), (100, 10)),
        settings("slow"),
        {"type": "turn_context", "payload": {}},
        counted(3, (300, 30), (100, 10)),
    )
    assert ["flex", "flex", "slow"] == column(log, "service")
    assert ["gpt-small"] * 3 == column(log, "model")


def test_odd_lines_are_named(tmp_path: Path) -> None:
    """A count that is no number, or a part above its total, is left out with its line."""
    bad = counted(1, (100, 10), (100, 10))
    bad["payload"]["info"]["last_token_usage"]["input_tokens"] = "many"
    more = counted(2, (300, 30), (100, 10))
    more["payload"]["info"]["last_token_usage"]["cached_input_tokens"] = 101
    log = of_records(
        tmp_path, MODEL, bad, more, counted(9, (400, 40), (100, 10)), {"type": "x", "payload": {}}
    )
    assert [(100, 10)] == tokens(log)
    number, part = skipped(log)
    assert "input_tokens is 'many', which is no number of tokens" == number
    assert part.startswith("input_tokens is 100, fewer than what is part of it")
    assert ["openai"] == column(log, "provider")


def test_without_a_turn_no_model_is_guessed(tmp_path: Path) -> None:
    """Sessions that do not name their model have no cost, rather than that of some model."""
    log = of_records(tmp_path, BEGIN, counted(1, (100, 10), (100, 10)))
    assert [None] == costs(log, [SMALL])
    assert [None] == column(log, "model")


def test_an_odd_record_of_usage_leaves_the_rest_of_its_session(tmp_path: Path) -> None:
    """It is named once, and what is counted after it is read."""
    odd = {"type": "token_usage_record", "payload": {"usage": {"input_tokens": "ten"}}}
    log = of_records(tmp_path, BEGIN, MODEL, odd, counted(1, (5, 1)), counted(2, (9, 2)))
    assert [(5, 1), (4, 1)] == tokens(log)
    assert {"input_tokens is 'ten', which is no number of tokens": 1} == skipped(log)


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["asked", "counted", "compacted"]), st.integers(0, 2), st.integers(1, 2)
        ),
        max_size=12,
    )
)
@example([("asked", 0, 1), ("asked", 0, 2), ("counted", 0, 1), ("compacted", 0, 1)])
def test_a_compaction_counts_unless_its_tokens_were_counted_after_it_asked(
    steps: list[tuple[str, int, int]],
) -> None:
    """By a list of all requests that were asked, of which each count takes those that used as much;
    a request that is asked again replaces itself.
    """
    session, waiting, compacted = SessionCounts(), dict[str, int](), set[str]()
    for kind, number, tokens in steps:
        id = f"response-{number}"
        payload: dict[str, Any] = {"response_id": id}
        if kind == "counted":
            session.used({"last_token_usage": {"input_tokens": tokens}})
            waiting = {each: used for each, used in waiting.items() if used != tokens}
            continue
        if kind == "asked":
            payload["usage"] = {"input_tokens": tokens}
            waiting[id] = tokens
        else:
            compacted.add(id)
        found = session.compaction({"type": kind, "payload": payload})
        assert (waiting.pop(id, None) if id in compacted else None) == (
            found and found["payload"]["usage"]["input_tokens"]
        )
