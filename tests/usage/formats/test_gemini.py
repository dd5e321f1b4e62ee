"""Answers of Gemini: thoughts and what tools read are billed, and each modality as such."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest
from made_up.priced_answers import bill, read_each, request_of, rows, sample

from aiproviders import usage

MILLION = Decimal(10**6)


def answer(model: str = "gemini-made-up", /, **counted: Any) -> dict[str, Any]:
    """Return an answer with some usage."""
    return {"modelVersion": model, "usageMetadata": counted}


def test_the_sample_is_billed_right() -> None:
    """Input is the prompt and what tools read, output what was made and thought."""
    log = sample("gemini.json")
    first, streamed = rows(log)
    assert (9_500, 1_000, 4_000, 700, 2_000, 1_000, 1) == tuple(
        first[name]
        for name in (
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "reasoning_tokens",
            "input_audio_tokens",
            "cache_read_audio_tokens",
            "searches",
        )
    )
    assert datetime(2026, 9, 1, 10, tzinfo=UTC) == first["time"]
    # Gemini 2 bills a prompt with searches, and Gemini 3 each search.
    assert (5, 2, 2) == tuple(
        streamed[name] for name in ("input_tokens", "output_tokens", "searches")
    )
    assert ["a chunk of a stream, whose last one says what was used"] == [
        each.reason for each in log.skipped
    ]


def test_each_token_is_billed_once() -> None:
    """9,500 in, of them 1,000 of audio new and 1,000 cached, and 1,000 out."""
    request = request_of(
        answer(
            promptTokenCount=9_000,
            cachedContentTokenCount=4_000,
            toolUsePromptTokenCount=500,
            candidatesTokenCount=300,
            thoughtsTokenCount=700,
            totalTokenCount=10_500,
            promptTokensDetails=[
                {"modality": "TEXT", "tokenCount": 7_000},
                {"modality": "AUDIO", "tokenCount": 2_000},
            ],
            cacheTokensDetails=[
                {"modality": "TEXT", "tokenCount": 3_000},
                {"modality": "AUDIO", "tokenCount": 1_000},
            ],
        )
    )
    rates = {"input": "1", "output": "10", "cache_read": "0.1"}
    rates |= {"input_audio": "3", "cache_read_audio": "0.3"}
    audio = 1_000 * 3 + 1_000 * Decimal("0.3")
    right = (4_500 * 1 + 3_000 * Decimal("0.1") + audio + 1_000 * 10) / MILLION
    assert right == bill(request, **rates)


def test_images_are_billed_as_such() -> None:
    """A picture out has a price of its own, and so may one in that no cache served."""
    request = request_of(
        answer(
            promptTokenCount=600,
            cachedContentTokenCount=100,
            candidatesTokenCount=1_300,
            totalTokenCount=1_900,
            promptTokensDetails=[{"modality": "IMAGE", "tokenCount": 500}],
            cacheTokensDetails=[{"modality": "IMAGE", "tokenCount": 100}],
            candidatesTokensDetails=[{"modality": "IMAGE", "tokenCount": 1_290}],
        )
    )
    rates = {"input": "1", "output": "2", "cache_read": "0.1"}
    rates |= {"input_image": "3", "output_image": "30"}
    right = 100 * 1 + 400 * 3 + 100 * Decimal("0.1") + 10 * 2 + 1_290 * 30
    assert right / MILLION == bill(request, **rates)


@pytest.mark.parametrize(
    ("counted", "output", "reasoning"),
    [
        ({"thoughtsTokenCount": 40, "totalTokenCount": 70}, 60, 40),
        ({"totalTokenCount": 30}, 20, 0),
        # Some versions have the thoughts in the total alone.
        ({"totalTokenCount": 70}, 60, None),
        ({}, 20, None),
        ({"thoughtsTokenCount": 0}, 20, 0),
    ],
)
def test_thoughts_are_billed(counted: dict[str, int], output: int, reasoning: int | None) -> None:
    """They are output, and not known where neither they nor a total stand there."""
    used = request_of(answer(promptTokenCount=10, candidatesTokenCount=20, **counted)).usage
    assert (output, reasoning) == (used.output_tokens, used.reasoning_tokens)


def test_the_live_api_has_a_word_of_its_own() -> None:
    """What was made is called the response there."""
    parts = [{"modality": "AUDIO", "tokenCount": 15}]
    counted = {"responseTokenCount": 20, "responseTokensDetails": parts}
    used = request_of(answer(promptTokenCount=10, **counted)).usage
    assert (20, 15) == (used.output_tokens, used.output_audio_tokens)


@pytest.mark.parametrize(
    ("model", "queries", "searches"),
    [
        ("gemini-2.5-made-up", ["a", "b"], 1),
        ("publishers/google/models/gemini-1.5-made-up", ["a", "b"], 1),
        ("gemini-2.5-made-up", [], 0),
        ("gemini-3-made-up", ["a", "b", "a", ""], 2),
        ("gemini-3-made-up", None, 0),
        ("gemini-3-made-up", "text", 0),
    ],
)
def test_searches_are_counted_as_they_are_billed(
    model: str, queries: object, searches: int
) -> None:
    """Up to Gemini 2.5 a prompt is billed, later each search that is new and not empty."""
    grounds = {"webSearchQueries": queries}
    candidates = [{"finishReason": "STOP", "groundingMetadata": grounds}]
    record = {**answer(model, promptTokenCount=10), "candidates": candidates}
    assert searches == request_of(record).usage.searches


@pytest.mark.parametrize(
    ("counted", "service", "provider"),
    [
        ({"trafficType": "ON_DEMAND"}, "standard", "gcp.vertex_ai"),
        ({"trafficType": "ON_DEMAND_PRIORITY"}, "priority", "gcp.vertex_ai"),
        ({"trafficType": "PROVISIONED_THROUGHPUT"}, "provisioned_throughput", "gcp.vertex_ai"),
        ({"trafficType": "TRAFFIC_TYPE_UNSPECIFIED"}, None, "gcp.vertex_ai"),
        ({"serviceTier": "flex"}, "flex", None),
        ({"serviceTier": "unspecified"}, "standard", None),
        ({}, None, None),
    ],
)
def test_terms_are_said(counted: dict[str, str], service: str | None, provider: str | None) -> None:
    """Vertex AI alone says the kind of traffic."""
    request = request_of(answer(promptTokenCount=10, **counted))
    assert (service, provider) == (request.service, request.provider)


def test_a_stream_with_ids_is_kept_though_it_is_cut() -> None:
    """Each chunk has what was used up to it; the last of an id counts."""
    chunks: list[Any] = [
        {
            **answer(promptTokenCount=10, candidatesTokenCount=n),
            "responseId": "a",
            "candidates": [{}],
        }
        for n in (1, 5)
    ]
    (row,) = rows(usage.read(chunks))
    assert (10, 5) == (row["input_tokens"], row["output_tokens"])


class _Modality(Enum):
    AUDIO = "AUDIO"


def test_objects_of_the_sdk_are_read() -> None:
    """The SDK for Python has other names for the fields, and so have its dicts."""
    part = SimpleNamespace(modality=_Modality.AUDIO, token_count=4)
    counted = SimpleNamespace(
        prompt_token_count=10,
        candidates_token_count=20,
        thoughts_token_count=40,
        prompt_tokens_details=[part],
        traffic_type=None,
    )
    made = datetime(2026, 9, 1, 10, tzinfo=UTC)
    response = SimpleNamespace(
        model_version="gemini-made-up", create_time=made, response_id="a", usage_metadata=counted
    )
    request = usage.of(response)
    assert ("gemini-made-up", made, "a") == (request.model, request.time, request.id)
    assert (10, 60, 4) == (
        request.usage.input_tokens,
        request.usage.output_tokens,
        request.usage.input_audio_tokens,
    )


def test_odd_numbers_are_said() -> None:
    """A text in place of a number is no number of tokens."""
    with pytest.raises(ValueError, match="promptTokenCount is 'many', which is no number"):
        read_each(answer(promptTokenCount="many"))
    parts = [{"modality": "AUDIO", "tokenCount": "many"}]
    with pytest.raises(ValueError, match="tokenCount is 'many', which is no number"):
        read_each(answer(promptTokenCount=1, promptTokensDetails=parts))


def test_other_metadata_are_not_taken_for_those_of_gemini() -> None:
    """Messages of LangChain have metadata of usage under the same name, with other fields."""
    message = {"type": "ai", "usage_metadata": {"input_tokens": 5, "output_tokens": 3}}
    with pytest.raises(ValueError, match="no response of a known format"):
        usage.of(message)


@pytest.mark.parametrize("counted", [{"totalTokenCount": 100}, {"candidatesTokenCount": 100}])
def test_an_answer_without_its_input_is_no_bill(counted: dict[str, int]) -> None:
    """A total alone is not taken for output."""
    with pytest.raises(ValueError, match="an answer does not say how many tokens went in"):
        usage.of({"modelVersion": "gemini-2.5-pro", "usageMetadata": counted})
