"""Answers of chat completions: whoever serves them, each token is billed once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from made_up.priced_answers import bill, read_each, request_of, rows, sample

from aiproviders import usage

MILLION = Decimal(10**6)


def answer(**counted: Any) -> dict[str, Any]:
    """Return an answer with some usage."""
    return {"object": "chat.completion", "model": "acme-1", "usage": counted}


def test_the_sample_is_billed_right() -> None:
    """What is cached is part of the input, and reasoning and predictions are part of the output."""
    log = sample("openai_chat.jsonl")
    assert "openai-chat" == log.format
    by_id = {row["id"]: row for row in rows(log)}
    request = request_of({**answer(), **by_id["chatcmpl-made-up-1"], "usage": WHOLE})
    right = (100 * 2 + 1_900 * Decimal("0.5") + 300 * 8) / MILLION
    assert right == bill(request, input="2", output="8", cache_read="0.5")
    first = by_id["chatcmpl-made-up-1"]
    assert (2_000, 300) == (first["input_tokens"], first["output_tokens"])
    assert (1_900, 200) == (first["cache_read_tokens"], first["reasoning_tokens"])
    assert (datetime(2026, 9, 1, 10, tzinfo=UTC), "default") == (first["time"], first["service"])


WHOLE = {
    "prompt_tokens": 2_000,
    "completion_tokens": 300,
    "total_tokens": 2_300,
    "prompt_tokens_details": {"cached_tokens": 1_900},
    "completion_tokens_details": {"reasoning_tokens": 200, "rejected_prediction_tokens": 20},
}


def test_of_mixed_streams_the_last_chunks_count() -> None:
    """Chunks without usage are counted as left out, so that a stream without it is seen."""
    log = sample("openai_chat.jsonl")
    found = {row["id"]: (row["input_tokens"], row["output_tokens"]) for row in rows(log)}
    assert (40, 7) == found["chatcmpl-made-up-2"]
    assert (50, 8) == found["chatcmpl-made-up-3"]
    (skipped,) = log.skipped
    assert 2 == skipped.number
    assert "a chunk of a stream, whose last one says what was used" in skipped.reason


def test_cumulative_chunks_count_once() -> None:
    """Where each chunk has the usage up to it, the last of an id counts."""
    chunk = {"object": "chat.completion.chunk", "id": "a", "model": "acme-1"}
    chunks = [{**chunk, "usage": {"prompt_tokens": 9, "completion_tokens": n}} for n in (1, 2, 5)]
    (row,) = rows(usage.read(chunks))
    assert (9, 5) == (row["input_tokens"], row["output_tokens"])


def test_embeddings_have_input_alone() -> None:
    """An answer with embeddings is billed by its input."""
    embedding = rows(sample("openai_chat.jsonl"))[-1]
    assert ("embeddings", 800, 0) == tuple(
        embedding[name] for name in ("operation", "input_tokens", "output_tokens")
    )


def test_reasoning_beside_the_output_is_billed() -> None:
    """XAI counts reasoning beside the output, which the total tells, and says what it charged."""
    (row,) = rows(sample("xai_chat.json"))
    assert (1_000, 500, 400) == (
        row["input_tokens"],
        row["output_tokens"],
        row["reasoning_tokens"],
    )
    assert ("xai", 0.00123) == (row["provider"], row["reported_cost"])
    request = request_of(
        answer(
            prompt_tokens=1_000,
            completion_tokens=100,
            total_tokens=1_500,
            prompt_tokens_details={"cached_tokens": 600},
            completion_tokens_details={"reasoning_tokens": 400},
        )
    )
    right = (400 * 2 + 600 * 1 + 500 * 6) / MILLION
    assert right == bill(request, input="2", output="6", cache_read="1")


@pytest.mark.parametrize(
    ("counted", "model", "output"),
    [
        # The total says that reasoning is within the output, or beside it.
        ({"total_tokens": 600, "reasoning": 400}, "grok-made-up", 500),
        ({"total_tokens": 1_000, "reasoning": 400}, "acme-1", 900),
        # What is in the total alone is billed, too, though no part of it is named.
        ({"total_tokens": 1_000}, "acme-1", 900),
        # Without a total, the maker tells, or that there is more of it than of the output.
        ({"reasoning": 400}, "grok-made-up", 900),
        ({"reasoning": 400}, "x-ai/Grok-made-up", 900),
        ({"reasoning": 400}, "acme-1", 500),
        ({"reasoning": 600}, "acme-1", 1_100),
        # A total of zero is none, and one that is too small changes nothing.
        ({"total_tokens": 0}, "acme-1", 500),
        ({"total_tokens": 50, "reasoning": 100}, "acme-1", 500),
    ],
)
def test_where_reasoning_is_counted_is_told(
    counted: dict[str, int], model: str, output: int
) -> None:
    """All output is billed, whether reasoning is within what is called output or beside it."""
    details = {"reasoning_tokens": counted.pop("reasoning", None)}
    record = answer(
        prompt_tokens=100, completion_tokens=500, completion_tokens_details=details, **counted
    )
    assert output == request_of({**record, "model": model}).usage.output_tokens


def test_a_cache_beside_the_input_is_input() -> None:
    """Where the total has just the cache more than input and output, it is beside the input."""
    used = request_of(
        answer(
            prompt_tokens=100,
            completion_tokens=10,
            total_tokens=510,
            prompt_tokens_details={"cached_tokens": 300, "cache_write_tokens": 100},
        )
    ).usage
    assert (500, 10, 300, 100) == (
        used.input_tokens,
        used.output_tokens,
        used.cache_read_tokens,
        used.cache_write_tokens,
    )


@pytest.mark.parametrize(
    "cache",
    [
        {"prompt_tokens_details": {"cached_tokens": 40}},
        {"prompt_cache_hit_tokens": 40, "prompt_cache_miss_tokens": 60},
        {"cached_tokens": 40},
    ],
    ids=["openai", "deepseek", "moonshot"],
)
def test_each_word_for_the_cache_is_known(cache: dict[str, Any]) -> None:
    """OpenAI, DeepSeek and Moonshot call what was read from the cache otherwise."""
    request = request_of(answer(prompt_tokens=100, completion_tokens=10, **cache))
    assert 40 == request.usage.cache_read_tokens
    right = (60 * 1 + 40 * Decimal("0.1") + 10 * 2) / MILLION
    assert right == bill(request, input="1", output="2", cache_read="0.1")


def test_a_cache_that_litellm_counts_beside_the_details_is_known() -> None:
    """It is billed as written and read; one that is not in the input is said, never dropped."""
    cached = {"cache_creation_input_tokens": 60, "cache_read_input_tokens": 30}
    request = request_of(answer(prompt_tokens=100, completion_tokens=0, **cached))
    right = (10 * 2 + 30 * Decimal("0.2") + 60 * Decimal("2.5")) / MILLION
    rates = {"cache_read": "0.2", "cache_write": "2.5"}
    assert right == bill(request, input="2", output="8", **rates)
    with pytest.raises(ValueError, match="input_tokens is 3, fewer than what is part of it"):
        request_of(answer(prompt_tokens=3, completion_tokens=0, **cached))


def test_a_request_to_perplexity_is_a_search() -> None:
    """It is billed besides its tokens, so that without a price of it the bill is a lower bound."""
    counted = {"prompt_tokens": 100, "completion_tokens": 0, "search_context_size": "low"}
    assert 1 == request_of(answer(**counted)).usage.searches


def test_an_hour_in_the_cache_is_known_of_litellm() -> None:
    """LiteLLM hands on what Anthropic says of the cache in the details of the prompt."""
    used = request_of(
        answer(
            prompt_tokens=100,
            completion_tokens=10,
            prompt_tokens_details={
                "cache_creation_tokens": 60,
                "cache_creation_token_details": {"ephemeral_1h_input_tokens": 50},
            },
        )
    ).usage
    assert (60, 50) == (used.cache_write_tokens, used.cache_write_1h_tokens)


def test_audio_and_images_are_billed_as_such() -> None:
    """Audio in and out has prices of its own, and so have images that no cache served."""
    request = request_of(
        answer(
            prompt_tokens=1_000,
            completion_tokens=200,
            prompt_tokens_details={"cached_tokens": 100, "audio_tokens": 300, "image_tokens": 400},
            completion_tokens_details={"audio_tokens": 150, "image_tokens": 10},
        )
    )
    rates = {"input": "1", "output": "2", "cache_read": "0.5", "input_audio": "10"}
    rates |= {"output_audio": "20", "input_image": "3", "output_image": "40"}
    input = 200 * 1 + 100 * Decimal("0.5") + 300 * 10 + 400 * 3
    right = (input + 40 * 2 + 150 * 20 + 10 * 40) / MILLION
    assert right == bill(request, **rates)


def test_cached_audio_and_images_are_told_by_what_does_not_fit() -> None:
    """What of them was cached is not said: as little as can be, which is never cheaper."""
    used = request_of(
        answer(
            prompt_tokens=1_000,
            completion_tokens=0,
            prompt_tokens_details={"cached_tokens": 900, "audio_tokens": 300, "image_tokens": 50},
        )
    ).usage
    assert (300, 200, 0) == (
        used.input_audio_tokens,
        used.cache_read_audio_tokens,
        used.input_image_tokens,
    )


def test_openrouter_is_never_taken_for_the_maker() -> None:
    """The provider that OpenRouter names served it for OpenRouter, which bills at its price."""
    log = sample("openrouter_chat.json")
    (row,) = rows(log)
    assert ("openrouter", "openai/acme-1", 0.0125) == (
        row["provider"],
        row["model"],
        row["reported_cost"],
    )
    assert (40, 10, 2) == (row["cache_read_tokens"], row["cache_write_tokens"], row["searches"])
    priced = log.cost().collect().row(0, named=True)
    assert priced["cost"] is None


@pytest.mark.parametrize(
    ("marks", "provider"),
    [
        ({"id": "gen-1", "provider": "Azure"}, "openrouter"),
        ({"used": {"cost_details": {"upstream_inference_cost": 1}}}, "openrouter"),
        ({"used": {"cost_in_usd_ticks": 5}}, "xai"),
        ({"x_groq": {"id": "req_1"}}, "groq"),
        ({"prompt_filter_results": []}, "azure"),
        ({"used": {"search_context_size": "low"}}, "perplexity"),
        ({"used": {"extra_properties": {"google": {}}}}, "gcp.vertex_ai"),
        ({"provider": "azure"}, "azure"),
        ({}, None),
    ],
)
def test_a_host_is_told_by_its_marks(marks: dict[str, Any], provider: str | None) -> None:
    """What the answers of one host have alone tells it; without a mark, nothing is said."""
    record = answer(prompt_tokens=1, completion_tokens=1, **marks.pop("used", {}))
    assert provider == request_of({**record, **marks}).provider


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ({"service_tier": "default"}, "default"),
        ({"service_tier": "flex"}, "flex"),
        ({"service_tier": "scale"}, "scale"),
        ({"service_tier": "on_demand"}, "standard"),
        ({"service_tier": None}, None),
        ({"used": {"service_tier": "priority"}}, "priority"),
        ({"used": {"extra_properties": {"google": {"traffic_type": "ON_DEMAND_FLEX"}}}}, "flex"),
        (
            {"used": {"extra_properties": {"google": {"traffic_type": "PROVISIONED_THROUGHPUT"}}}},
            "provisioned_throughput",
        ),
    ],
)
def test_the_service_is_said_in_our_words(said: dict[str, Any], service: str | None) -> None:
    """Words for a service of ours become it, and others stay, so that they are never standard."""
    record = answer(prompt_tokens=1, completion_tokens=1, **said.pop("used", {}))
    assert service == request_of({**record, **said}).service


def test_groq_has_the_usage_of_a_stream_elsewhere() -> None:
    """The last chunk of Groq has it under a name of its own."""
    counted = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    chunk = {"object": "chat.completion.chunk", "model": "acme-1", "x_groq": {"usage": counted}}
    request = request_of(chunk)
    assert (7, 3, "groq") == (
        request.usage.input_tokens,
        request.usage.output_tokens,
        request.provider,
    )


def test_deep_research_of_perplexity_bills_what_no_total_counts() -> None:
    """Reasoning and what was read of the web are beside input and output, and so are searches."""
    request = request_of(
        answer(
            prompt_tokens=33,
            completion_tokens=11_395,
            total_tokens=11_428,
            citation_tokens=19_028,
            num_search_queries=21,
            reasoning_tokens=193_947,
            cost={"total_cost": 0.816},
        )
    )
    assert ("perplexity", Decimal("0.816")) == (request.provider, request.reported_cost)
    right = (Decimal(33 + 19_028) * 2 + 11_395 * 8 + 193_947 * 3) / MILLION + 21 * 5 / Decimal(
        1_000
    )
    assert right == bill(request, input="2", output="8", reasoning="3", searches="5")
    # Its other models bill neither.
    quick = request_of(answer(prompt_tokens=9, completion_tokens=5, citation_tokens=4_941))
    assert (9, 5, 0) == (
        quick.usage.input_tokens,
        quick.usage.output_tokens,
        quick.usage.searches,
    )


def test_sources_that_xai_searched_are_searches() -> None:
    """XAI billed each source of a search of its chat completions."""
    request = request_of(answer(prompt_tokens=9, completion_tokens=5, num_sources_used=4))
    assert 4 == request.usage.searches


def test_audio_by_the_second_is_left_out() -> None:
    """Mistral bills seconds of audio beside tokens, which no count here holds."""
    reasons = read_each(answer(prompt_tokens=4, completion_tokens=635, prompt_audio_seconds=203))
    assert ["audio is billed by the second, which is not counted"] == reasons


def test_an_answer_without_usage_is_left_out() -> None:
    """It is said, and so is a chunk."""
    unsaid = {**answer(), "usage": None}
    assert ["an answer does not say what was used"] == read_each(unsaid)
    with pytest.raises(ValueError, match="response 1: an answer does not say what was used"):
        usage.read([unsaid], strict=True)


@dataclass
class _Event:
    """An event of a stream of Mistral's SDK."""

    data: object


def test_objects_of_sdks_are_read() -> None:
    """An object has what its JSON has; Mistral's SDK wraps each chunk."""
    parts = SimpleNamespace(cached_tokens=4, audio_tokens=None)
    counted = SimpleNamespace(prompt_tokens=9, completion_tokens=5, total_tokens=14)
    counted.prompt_tokens_details, counted.completion_tokens_details = parts, None
    chat = SimpleNamespace(
        id="a", object="chat.completion", created=1_788_256_800, model="acme-1", choices=[]
    )
    chat.usage = counted
    for response in (chat, _Event(chat)):
        request = usage.of(response)
        assert ("acme-1", 9, 4) == (
            request.model,
            request.usage.input_tokens,
            request.usage.cache_read_tokens,
        )
        assert datetime(2026, 9, 1, 10, tzinfo=UTC) == request.time
    assert 1 == len(rows(usage.read([chat, _Event(chat)])))


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ({"prompt_tokens": "12"}, "prompt_tokens is '12', which is no number of tokens"),
        ({"prompt_tokens": -1}, "prompt_tokens is -1"),
        ({"prompt_tokens": True}, "prompt_tokens is True"),
        ({"prompt_tokens": 10**16}, "which is no number of tokens"),
        ({"prompt_tokens": float("nan")}, "prompt_tokens is nan"),
        ({"prompt_tokens": Decimal("1e999999")}, "which is no number of tokens"),
        ({"prompt_tokens": 1.5}, "prompt_tokens is 1.5"),
        (
            {"prompt_tokens": 1, "completion_tokens": 1, "cost": "much"},
            "expected a decimal number",
        ),
        ({"prompt_tokens": 1}, "completion_tokens is not stated, and no total either"),
        (
            {"prompt_tokens": 1, "prompt_tokens_details": {"cached_tokens": 5}},
            "input_tokens is 1, fewer than what is part of it",
        ),
    ],
)
def test_numbers_that_cannot_be_right_are_said(counted: dict[str, Any], said: str) -> None:
    """Such an answer is left out with a reason, and never billed by half."""
    log = usage.read([answer(**counted), answer(prompt_tokens=1, completion_tokens=1)])
    assert 1 == len(rows(log))
    (skipped,) = log.skipped
    assert said in skipped.reason
