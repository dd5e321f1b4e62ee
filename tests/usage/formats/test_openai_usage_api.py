"""Reports of OpenAI's usage API: sums of requests, batches, and what has no tokens."""

from datetime import UTC, datetime
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
)

from aiproviders import Model, usage
from aiproviders.types import PriceTier

LONG = PriceTier(threshold=200_000, input="100", output="100")
SMALL = Model(
    id="small",
    provider="openai",
    name="Small",
    prices=(
        list_price(tiers=(LONG,)),
        list_price(input="0.5", service="batch"),
        list_price(input="3", service="flex"),
    ),
)


def bucket(**result: Any) -> dict[str, Any]:
    """A bucket of a report with one result."""
    counts = {"input_tokens": 100, "output_tokens": 10, "num_model_requests": 1, "model": "small"}
    return {"object": "bucket", "start_time": 1788220800, "results": [counts | result]}


def test_the_bill_of_a_report_is_right() -> None:
    """Input includes the cache, the tier goes by the mean of the requests, and rows of no request
    or of costs are left out.
    """
    log = usage.read(SAMPLES / "openai_usage_api.json")
    assert "openai-usage-api" == log.format
    assert costs(log, [SMALL]) == pytest.approx(
        [
            float(dollars(fresh=290_000, read=100_000, written=10_000, output=20_000)),
            (10_000 * 0.5 + 500 * 2) / 10**6,
            float(dollars(fresh=3000)),
        ]
    )
    assert [50, 5, 3] == column(log, "requests")
    assert {
        "no request was made": 1,
        "organization.costs.result counts no tokens": 1,
    } == skipped(log)
    assert datetime(2026, 9, 2, tzinfo=UTC) == column(log, "time")[2]
    assert ["openai"] * 3 == column(log, "provider")


def test_kinds_of_input_are_without_the_cache(tmp_path: Path) -> None:
    """Audio that a cache served is counted apart from other audio, and both are audio of ours."""
    log = of_records(
        tmp_path,
        bucket(
            input_cached_tokens=60,
            input_audio_tokens=20,
            input_cached_audio_tokens=40,
            input_image_tokens=5,
            input_cache_write_12h_tokens=7,
            output_audio_tokens=3,
            output_image_tokens=2,
        ),
    )
    assert [60] == column(log, "cache_read_tokens")
    assert [60] == column(log, "input_audio_tokens")
    assert [40] == column(log, "cache_read_audio_tokens")
    assert [5] == column(log, "input_image_tokens")
    assert [7] == column(log, "cache_write_tokens")
    assert [3] == column(log, "output_audio_tokens")
    assert [2] == column(log, "output_image_tokens")


def test_what_a_report_is_not_grouped_by_is_not_known(tmp_path: Path) -> None:
    """Without models there is no price; without a number of requests a result is one."""
    log = of_records(
        tmp_path, bucket(model=None), bucket(num_model_requests=None, service_tier="flex-tier")
    )
    assert [None, pytest.approx((100 * 3 + 10 * 2) / 10**6)] == costs(log, [SMALL])
    assert ["flex"] == [each for each in column(log, "service") if each]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (bucket(input_tokens=None, object=None), "a result counts no tokens"),
        (bucket(input_tokens="x"), "input_tokens is 'x', which is no number of tokens"),
        (bucket(input_cached_tokens=101), "input_tokens is 100, fewer than what is part of it"),
    ],
)
def test_odd_results_are_named(tmp_path: Path, record: dict[str, Any], reason: str) -> None:
    """A result that counts no tokens, or such as cannot be, is left out, and the others stay."""
    log = of_records(tmp_path, record, bucket(), {"object": "bucket", "results": None})
    assert [100] == column(log, "input_tokens")
    (found,) = skipped(log)
    assert found.startswith(reason)
