"""The usage export of Anthropic's console: the cache, windows, regions and speed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_up.format_logs import SAMPLES, column, costs, dollars, list_price, of_text, skipped

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
        list_price(input="30", service="fast"),
    ),
)
HEADER = (
    "usage_date_utc,model_version,usage_type,usage_input_tokens_no_cache,"
    "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_read,usage_output_tokens"
)


def test_the_bill_of_an_export_is_right() -> None:
    """The cache is added to the input, an hour of it is dearer, the window tells the tier."""
    log = usage.read(SAMPLES / "anthropic_console.csv")
    assert "anthropic-console" == log.format
    first = dollars(fresh=150_000, written=1000, kept=2000, read=200_000, output=5000, searches=4)
    assert costs(log, [SMALL]) == pytest.approx(
        [float(first), (300_000 * 6 + 1000 * 8) / 10**6, (100 * 30 + 10 * 2) / 10**6]
    )
    assert ["standard", "batch", "fast"] == column(log, "service")
    assert [None, "us", None] == column(log, "region")
    assert datetime(2026, 9, 1, tzinfo=UTC) == column(log, "time")[0]
    assert {} == skipped(log)
    assert not [note for note in log.notes if "not used" in note]


def test_older_exports_lack_windows_regions_and_speed(tmp_path: Path) -> None:
    """Without a window the tier goes by the input of the row, which the card says."""
    log = of_text(tmp_path, f"{HEADER}\n2025-06-12,claude-small,standard,100,20,30,10\n")
    assert costs(log, [SMALL]) == pytest.approx(
        [float(dollars(fresh=100, written=20, read=30, output=10))]
    )
    assert any("the tier goes by the input of the row" in note for note in log.notes)


def test_odd_cells_are_named(tmp_path: Path) -> None:
    """A cell that is no number leaves its row out, and the others stay."""
    rows = "2026-09-01,claude-small,standard,x,0,0,1\n2026-09-01,claude-small,priority,5,,,1\n"
    log = of_text(tmp_path, f"{HEADER}\n{rows}")
    assert [5] == column(log, "input_tokens")
    assert ["priority"] == column(log, "service")
    assert {"the cell 'x' is no whole number": 1} == skipped(log)
    assert [None] == costs(log, [SMALL])
