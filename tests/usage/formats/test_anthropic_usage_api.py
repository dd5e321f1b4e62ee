"""Reports of Anthropic's usage API: the cache, windows, regions and services."""

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

LONG = PriceTier(threshold=200_000, input="6", output="8")
SMALL = Model(
    id="claude-small",
    provider="anthropic",
    name="Small",
    prices=(
        list_price(tiers=(LONG,)),
        list_price(input="0.5", service="batch", region="us", tiers=(LONG,)),
    ),
)


def bucket(**result: Any) -> dict[str, Any]:
    """A bucket of a report with one result."""
    counts = {"uncached_input_tokens": 100, "output_tokens": 10, "model": "claude-small"}
    return {"starting_at": "2026-09-01T00:00:00Z", "results": [counts | result]}


def test_the_bill_of_a_report_is_right() -> None:
    """The cache is added to the input, and the window tells the tier, whatever the sum is."""
    log = usage.read(SAMPLES / "anthropic_usage_api.json")
    assert "anthropic-usage-api" == log.format
    assert costs(log, [SMALL]) == pytest.approx(
        [
            float(
                dollars(
                    fresh=150_000, written=1000, kept=2000, read=200_000, output=5000, searches=4
                )
            ),
            (300_000 * 6 + 1000 * 8) / 10**6,
        ]
    )
    assert {} == skipped(log)
    assert [353_000, 300_000] == column(log, "input_tokens")
    assert [None, "us"] == column(log, "region")


def test_buckets_are_read_without_their_page_too(tmp_path: Path) -> None:
    """What gathers several pages may write each bucket on a line."""
    log = of_records(tmp_path, bucket(), bucket(model=None, speed="fast"))
    assert ["claude-small", None] == column(log, "model")
    assert [None, "fast"] == column(log, "service")
    assert "anthropic" == column(log, "provider")[1]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ({"uncached_input_tokens": None}, "a result counts no tokens"),
        ({"output_tokens": None}, "a result counts no tokens"),
        ({"amount": "12", "uncached_input_tokens": None}, "a result counts no tokens"),
        ({"output_tokens": "x"}, "output_tokens is 'x', which is no number of tokens"),
    ],
)
def test_odd_results_are_named(tmp_path: Path, result: dict[str, Any], reason: str) -> None:
    """A result without tokens, as in reports of costs, is left out, and the others stay."""
    log = of_records(tmp_path, bucket(**result), bucket())
    assert [100] == column(log, "input_tokens")
    assert {reason: 1} == skipped(log)
