"""LiteLLM's spend logs: usage in the metadata, hosts, cached answers and failures."""

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

from aiproviders import Catalog, Model, usage

CLAUDE = sold("claude-small", "anthropic")
SMALL = Model(
    id="small",
    provider="openai",
    name="Small",
    prices=(list_price(input="9"), list_price(host="azure")),
)


def request(**fields: Any) -> dict[str, Any]:
    """A row with 100 tokens in and 10 out, as a dump in JSON has it."""
    return {
        "request_id": "1",
        "call_type": "acompletion",
        "spend": 0.5,
        "prompt_tokens": 100,
        "completion_tokens": 10,
        "startTime": "2026-09-01T10:00:00.000Z",
        "model": "claude-small",
        "custom_llm_provider": "anthropic",
        "cache_hit": "False",
        "metadata": {},
        **fields,
    }


def test_the_bill_of_a_dump_is_right() -> None:
    """Prompts include the cache also for Claude, a deployment is found by a name that is given,
    and neither answers from LiteLLM's own cache nor failures are requests.
    """
    log = usage.read(SAMPLES / "litellm_spend_logs.csv")
    assert "litellm-spend-logs" == log.format
    first = dollars(fresh=10, read=20_000, written=1000, kept=2000, output=400, searches=2)
    assert costs(log, [CLAUDE, SMALL]) == [pytest.approx(float(first)), None]
    named = log.cost(models=Catalog([CLAUDE, SMALL]), names={"azure/my-deployment": "small"})
    second = dollars(fresh=500, read=1500, output=300)
    assert named.collect()["cost"][1] == pytest.approx(float(second))
    assert {
        "a cached answer costs nothing": 1,
        "a request failed, and LiteLLM logs no spend for it": 1,
    } == skipped(log)
    assert [None, 100] == column(log, "reasoning_tokens")
    assert [0.01, 0.001] == column(log, "reported_cost")
    assert not [note for note in log.notes if "not used" in note]


@pytest.mark.parametrize("is_text", [True, False])
def test_dumps_in_json_are_read(tmp_path: Path, is_text: bool) -> None:
    """Metadata stand in JSON as an object, or as a text of it; a region of Claude is in them."""
    counted = {"cache_read_input_tokens": 60, "inference_geo": "us"}
    metadata: Any = {"usage_object": counted}
    log = of_records(
        tmp_path,
        request(metadata=json.dumps(metadata) if is_text else metadata),
        request(request_id="2", metadata=None),
    )
    assert [60, None] == column(log, "cache_read_tokens")
    assert ["us", None] == column(log, "region")


def test_a_page_of_the_api_is_read(tmp_path: Path) -> None:
    """The API of the proxy gives pages of rows; what is in none of them is named as ever."""
    log = of_records(tmp_path, {"data": [request(), request(request_id="2")], "page": 1})
    assert ["1", "2"] == column(log, "id")
    log = of_records(tmp_path, request(), {"data": [{"id": "x"}]}, {"data": ["x"]})
    assert {"a record of no known format, with id", "a record of no known format, with data"} == {
        *skipped(log)
    }


def test_a_host_is_never_billed_as_the_maker(tmp_path: Path) -> None:
    """Another host than the maker has a price of its own, or none."""
    log = of_records(
        tmp_path,
        request(custom_llm_provider="bedrock"),
        request(request_id="2", custom_llm_provider="litellm_proxy"),
        request(request_id="3"),
    )
    assert costs(log, [CLAUDE]) == [
        None,
        None,
        pytest.approx(float(dollars(fresh=100, output=10))),
    ]


def test_a_metadata_that_is_cut_short_is_named(tmp_path: Path) -> None:
    """What of the input was cached is then not known, and the row is left out by name."""
    whole = {"usage_object": {"cache_read_input_tokens": 60}}
    cut = request(metadata=json.dumps(whole)[:-10], request_id="2")
    log = of_records(tmp_path, request(metadata=whole), cut)
    assert ["1"] == column(log, "id")
    (number,) = skipped(log).values()
    assert 1 == number
