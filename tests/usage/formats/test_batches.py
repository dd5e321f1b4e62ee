"""Results of batches: answers at the price of batches, and requests that failed."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from made_up.priced_answers import bill, read_each, request_of, rows, sample

from aiproviders import usage
from aiproviders.usage._formats.every import RECORD_FORMATS


@pytest.mark.parametrize("name", ["openai_batch", "gemini_batch"])
def test_samples_of_two_answers_are_read(name: str) -> None:
    """Both answers are at the service of batches, whatever they say themselves."""
    log = sample(f"{name}.jsonl")
    assert name.replace("_", "-") == log.format
    assert [(1_000, 100, "batch"), (2_000, 200, "batch")] == [
        (row["input_tokens"], row["output_tokens"], row["service"]) for row in rows(log)
    ]


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("openai_batch", {"invalid_value", "batch_expired"}),
        ("anthropic_batch", {"errored", "expired"}),
        ("gemini_batch", {"no such file", "Bad request"}),
    ],
)
def test_requests_that_failed_are_left_out(name: str, reasons: set[str]) -> None:
    """They cost nothing, and the reason is said."""
    log = sample(f"{name}.jsonl")
    assert {f"a request of a batch failed: {each}" for each in reasons} == {
        each.reason for each in log.skipped
    }


def test_the_sample_of_anthropic_is_read() -> None:
    """One of three requests succeeded."""
    (row,) = rows(sample("anthropic_batch.jsonl"))
    assert (1_000, 100, "batch") == (row["input_tokens"], row["output_tokens"], row["service"])


def test_the_price_of_batches_counts() -> None:
    """1,000 tokens in at 1 and 100 out at 4 dollars per million."""
    body = {"model": "acme-1", "usage": {"prompt_tokens": 1_000, "completion_tokens": 100}}
    line = {"custom_id": "a", "response": {"status_code": 200, "body": body}}
    right = Decimal(1_000 * 1 + 100 * 4) / 10**6
    assert right == bill(request_of(line), service="batch", input="1", output="4")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"custom_id": "a", "response": None, "error": None}, "no answer is there"),
        ({"custom_id": "a", "response": {"status_code": 500, "body": {}}}, "no answer is there"),
        ({"custom_id": "a", "response": {"status_code": 200, "body": "?"}}, "no answer is there"),
        ({"custom_id": "a", "result": {"type": "canceled"}}, "canceled"),
        ({"key": "a", "response": None}, "no answer is there"),
        ({"key": "a", "response": {"candidates": []}}, "no answer is there"),
    ],
)
def test_what_has_no_answer_is_said(line: Any, why: str) -> None:
    """A line without an answer is left out with what it says."""
    assert [f"a request of a batch failed: {why}"] == read_each(line)


def test_an_answer_without_usage_is_said() -> None:
    """It is left out, as one outside of a batch is."""
    body = {"object": "chat.completion", "model": "acme-1"}
    line = {"custom_id": "a", "response": {"status_code": 200, "body": body}}
    assert ["an answer does not say what was used"] == read_each(line)


@pytest.mark.parametrize(
    "kept",
    [
        {"request": {}, "response": {"usageMetadata": {}}},
        {"response": {"usageMetadata": {}}, "metadata": {}},
        {"key": "a", "response": {"usageMetadata": {}}, "cost": 1},
    ],
)
def test_other_records_of_answers_are_no_batches(kept: dict[str, Any]) -> None:
    """Somebody's own log is never billed at half the price for how it is laid out."""
    assert not any(each.recognizes(kept) for each in RECORD_FORMATS if each.name.endswith("-batch"))


def test_objects_of_sdks_are_read() -> None:
    """Anthropic's SDK gives results as objects, and that of Gemini answers without a file."""
    counted = SimpleNamespace(input_tokens=3, output_tokens=5)
    message = SimpleNamespace(id="msg_1", model="claude-made-up", usage=counted)
    result = SimpleNamespace(type="succeeded", message=message)
    assert "batch" == usage.of(SimpleNamespace(custom_id="a", result=result)).service
    made = SimpleNamespace(prompt_token_count=3, candidates_token_count=5)
    answer = SimpleNamespace(model_version="gemini-made-up", usage_metadata=made)
    inlined = SimpleNamespace(response=answer, metadata=None, error=None)
    assert ("batch", 3) == (usage.of(inlined).service, usage.of(inlined).usage.input_tokens)
