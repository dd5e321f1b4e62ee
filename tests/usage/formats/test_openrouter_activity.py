"""OpenRouter's activity: what it charged, free variants, keys of one's own, and sums by day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_up.format_logs import (
    SAMPLES,
    column,
    costs,
    dollars,
    list_price,
    of_records,
    of_text,
    skipped,
    sold,
)

from aiproviders import Model, usage

MODEL = Model(
    id="small",
    provider="acme",
    name="Small",
    prices=(list_price(input="9"), list_price(host="openrouter")),
)


def test_the_bill_of_an_export_is_right() -> None:
    """OpenRouter's prices count, where they are stated, and for no variant that is free or quick;
    what it charged is kept, with what the maker charged for a key of one's own.
    """
    log = usage.read(SAMPLES / "openrouter_activity.csv")
    assert "openrouter-activity" == log.format
    right = [dollars(fresh=400, read=800, output=300), dollars(fresh=1000, output=100)]
    found = costs(log, [MODEL])
    assert [found[0], found[2]] == pytest.approx([float(each) for each in right])
    assert None is found[1]
    assert [0.00036, 0, 0.0021] == pytest.approx(column(log, "reported_cost"))
    assert {} == skipped(log)
    assert [100, 0, 0] == column(log, "reasoning_tokens")
    assert not [note for note in log.notes if "not used" in note]


def test_it_is_never_billed_at_the_price_of_the_maker() -> None:
    """Where no price of OpenRouter is stated there is none, though the maker has one."""
    log = usage.read(SAMPLES / "openrouter_activity.csv")
    assert [None] * 3 == costs(log, [sold("small", "acme")])


@pytest.mark.parametrize("is_page", [True, False])
def test_sums_by_day_are_read(tmp_path: Path, is_page: bool) -> None:
    """The API of OpenRouter sums requests by day and model, and gives them as a page."""
    day = {
        "date": "2026-09-01",
        "model": "acme/small",
        "model_permaslug": "acme/small",
        "endpoint_id": "e",
        "provider_name": "Acme",
        "usage": 0.015,
        "byok_usage_inference": 0.012,
        "requests": 5,
        "prompt_tokens": 50,
        "completion_tokens": 125,
        "reasoning_tokens": 25,
    }
    log = of_records(tmp_path, {"data": [day]} if is_page else day)
    assert "openrouter-activity-by-day" == log.format
    assert costs(log, [MODEL]) == pytest.approx([float(dollars(fresh=50, output=125))])
    assert [0.027] == pytest.approx(column(log, "reported_cost"))
    assert [5] == column(log, "requests")
    assert [datetime(2026, 9, 1, tzinfo=UTC)] == column(log, "time")


def test_odd_cells_are_named_and_copies_count_once(tmp_path: Path) -> None:
    """Of two rows of a generation the last counts, and a cell that is no number is left out."""
    header = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug"
    rows = ("gen-1,2026-09-01 10:00:00,0.1,5,1,acme/small", "gen-1,2026-09-01 10:00:00,0.2,6,1,x/y")
    odd = "gen-2,2026-09-01 10:00:00,0.1,some,1,acme/small"
    log = of_text(tmp_path, "\n".join([header, *rows, odd, ""]))
    assert [6] == column(log, "input_tokens")
    assert [0.2] == column(log, "reported_cost")
    assert {"the cell 'some' is no whole number", "a later row of the same request counts"} == {
        *skipped(log)
    }
