"""Observations of Langfuse: counts that do not overlap, those that do, and every kind of export."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made_up.format_logs import SAMPLES, column, costs, dollars, of_records, of_text, skipped, sold

from aiproviders import usage

SMALL = sold("small", "acme")


def generation(counts: Any, **fields: Any) -> dict[str, Any]:
    """A generation with some usage."""
    return {
        "id": "1",
        "type": "GENERATION",
        "startTime": "2026-09-01T10:00:00.000Z",
        "model": "small",
        "usageDetails": counts,
        **fields,
    }


def test_the_bill_of_an_export_is_right() -> None:
    """All counts of input are input, and all of output are output; spans are no requests."""
    log = usage.read(SAMPLES / "langfuse_observations.jsonl")
    assert "langfuse-observations" == log.format
    assert costs(log, [SMALL]) == pytest.approx(
        [
            float(dollars(fresh=800, read=1200, output=300)),
            float(dollars(fresh=10, read=20_000, written=1000, kept=2000, output=400)),
            float(dollars(fresh=300)),
        ]
    )
    assert {"an observation of type 'SPAN' is no request": 1} == skipped(log)
    assert [2000, 23_010, 300] == column(log, "input_tokens")
    assert [100, None, None] == column(log, "reasoning_tokens")
    assert [0.01, 0, 0.0003] == column(log, "reported_cost")
    assert ["session-1", None, None] == column(log, "conversation")
    assert datetime(2026, 9, 1, 10, tzinfo=UTC) == column(log, "time")[0]
    assert [None] * 3 == column(log, "service")


def test_csv_and_parquet_have_the_same_bill(tmp_path: Path) -> None:
    """Exports of the same observations in another format are read as the lines are."""
    lines = (SAMPLES / "langfuse_observations.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    names = [*records[0]]
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*names, "output"])
    for each in records:
        row = [each.get(name, "") for name in names]
        writer.writerow([json.dumps(v) if isinstance(v, dict) else v for v in row] + ["a, text"])
    right = costs(usage.read(SAMPLES / "langfuse_observations.jsonl"), [SMALL])
    assert right == costs(of_text(tmp_path, text.getvalue()), [SMALL])
    details = [
        [{"key": k, "value": v} for k, v in each["usage_details"].items()] for each in records
    ]
    frame = pl.DataFrame(
        {
            "id": [each["id"] for each in records],
            "type": [each["type"] for each in records],
            "start_time": [datetime.fromisoformat(each["start_time"]) for each in records],
            "provided_model_name": [each["provided_model_name"] for each in records],
            "usage_details": details,
        }
    )
    frame.write_parquet(tmp_path / "log.parquet")
    log = usage.read(tmp_path / "log.parquet")
    assert right == costs(log, [SMALL])
    assert datetime(2026, 9, 1, 10, tzinfo=UTC) == column(log, "time")[0]


@pytest.mark.parametrize(
    ("counts", "tokens"),
    [
        ({"input": 100, "input_cached_tokens": 60, "output": 10, "total": 110}, (100, 10)),
        ({"input": 40, "input_cached_tokens": 60, "output": 10, "total": 110}, (100, 10)),
        ({"input": 40, "input_cached_tokens": 60, "output": 10}, (100, 10)),
        ({"input": 100, "output": 10, "output_reasoning_tokens": 4, "total": 110}, (100, 10)),
        ({"input": 100, "output": 6, "output_reasoning_tokens": 4, "total": 110}, (100, 10)),
        ({"input": "100", "output": "10", "total": None}, (100, 10)),
    ],
)
def test_the_total_tells_whether_counts_overlap(
    tmp_path: Path, counts: dict[str, Any], tokens: tuple[int, int]
) -> None:
    """Langfuse asks for counts that do not overlap; where a total says that they do, they do."""
    log = of_records(tmp_path, generation(counts))
    assert [tokens] == [(column(log, "input_tokens")[0], column(log, "output_tokens")[0])]


def test_the_api_is_read_too(tmp_path: Path) -> None:
    """The names of the API are others than those of exports, and a service is said by a request."""
    log = of_records(
        tmp_path,
        generation(
            {"input": 100, "output": 10, "input_audio_tokens": 20, "output_audio_tokens": 5},
            sessionId="talk",
            modelParameters={"service_tier": "priority"},
            calculatedTotalCost="0.5",
        ),
    )
    assert ["priority"] == column(log, "service")
    assert ["talk"] == column(log, "conversation")
    assert [0.5] == column(log, "reported_cost")
    assert [120, 20] == [column(log, "input_tokens")[0], column(log, "input_audio_tokens")[0]]
    assert [15, 5] == [column(log, "output_tokens")[0], column(log, "output_audio_tokens")[0]]


def test_a_page_of_the_api_has_several(tmp_path: Path) -> None:
    """The API gives pages, in which an odd observation does not stop the others."""
    odd = generation({"input": "many"}, id="2")
    page = [generation({"input": 5}), odd, generation({"input": 7}, id="3")]
    log = of_records(tmp_path, {"data": page, "meta": {"page": 1}})
    assert [5, 7] == column(log, "input_tokens")
    assert {"input is 'many', which is no number of tokens": 1} == skipped(log)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (
            generation({"input": 1, "seconds": 3}),
            "the usage counts 'seconds', of which Langfuse does not say what it is",
        ),
        (
            generation({"input": 100, "output": 10, "total": 500}),
            "the total of the usage is 500, and its counts are 110 together",
        ),
        (generation({"input": "many"}), "input is 'many', which is no number of tokens"),
        (generation({}), "an observation does not say what was used"),
        (generation(None), "an observation does not say what was used"),
        (
            generation({"input": 5}, type="AGENT"),
            "an observation of type 'AGENT' is no request",
        ),
    ],
)
def test_odd_observations_are_named(tmp_path: Path, record: dict[str, Any], reason: str) -> None:
    """What cannot be counted, or is no request, is left out with its reason; the others stay."""
    log = of_records(tmp_path, record, generation({"input": 100, "seconds": 0}))
    assert [100] == column(log, "input_tokens")
    assert {reason: 1} == skipped(log)
