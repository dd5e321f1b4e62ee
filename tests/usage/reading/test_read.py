"""`usage.read` on frames and responses, and what a log says of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from aiproviders import Provider, usage
from aiproviders.usage._reading.skipped import Skipping

DATA: dict[str, list[Any]] = {
    "model": ["a", "b", None],
    "input_tokens": [1, 2, 3],
    "output_tokens": [1, None, 1],
    "time": [datetime(2026, 9, 1, 12), None, datetime(2026, 9, 2)],  # noqa: DTZ001 - without a zone
}


def arrow() -> Any:
    """Return a table of Arrow."""
    frame: Any = pl.DataFrame(DATA)
    return frame.to_arrow()


# Older versions of DuckDB close a connection that only a relation refers to.
CONNECTION = duckdb.connect()


def relation() -> Any:
    """Return a relation of DuckDB."""
    return CONNECTION.from_arrow(arrow())


@pytest.mark.parametrize(
    "make",
    [
        lambda: pl.DataFrame(DATA),
        lambda: pl.LazyFrame(DATA),
        lambda: pd.DataFrame(DATA),
        lambda: pd.DataFrame(DATA).astype(object),
        lambda: pd.DataFrame(DATA).convert_dtypes(),
        arrow,
        relation,
    ],
    ids=["polars", "lazy", "pandas", "objects", "nullable", "arrow", "duckdb"],
)
def test_frames_of_any_library_are_read(make: Callable[[], Any]) -> None:
    """A frame of pandas, Polars, PyArrow or DuckDB gives the same log."""
    log = usage.read(make())
    frame = log.frame.sort("input_tokens").collect()
    assert ["a", "b", None] == frame["model"].to_list()
    assert [1, 2, 3] == frame["input_tokens"].to_list()
    assert [1, None, 1] == frame["output_tokens"].to_list()
    assert ["2026-09-01 12", None, "2026-09-02 00"] == [
        each and f"{each:%Y-%m-%d %H}" for each in frame["time"]
    ]
    assert ("a frame", "table", ()) == (log.source, log.format, log.skipped)
    assert ("Times without a zone are read as times of UTC.",) == log.notes


def test_columns_of_several_types_are_read_cell_by_cell() -> None:
    """Where a column of pandas mixes numbers and texts, each cell is read as it is written."""
    frame = pd.DataFrame(
        {
            "model": ["a", "b", "c", "d"],
            "input_tokens": pd.Series([1, "1,000", 2.0, "x"], dtype=object),
            "output_tokens": 1,
            "extra": pd.Series([{"a": 1}, [1], True, None], dtype=object),
        }
    )
    log = usage.read(frame)
    found = log.frame.collect()
    assert [1, 1000, 2] == found["input_tokens"].to_list()
    assert ['{"a": 1}', "[1]", "true"] == found["extra"].to_list()
    assert ("the frame, row 4, column input_tokens",) == log.skipped[0].places


@dataclass
class _Row:
    model: str
    input_tokens: int
    output_tokens: int


def test_responses_are_read_as_dicts_and_as_objects() -> None:
    """A list of flat dicts or objects is a table, and so is what gives them one by one."""
    rows = [
        {"model": "m", "input_tokens": 1, "output_tokens": 1},
        _Row("m", 2, 1),
        {"model": "m", "input_tokens": "x", "output_tokens": 1},
        {"event": "x"},
    ]
    for given in (rows, tuple(rows), iter(rows)):
        log = usage.read(given)
        assert [1, 2] == log.frame.collect()["input_tokens"].to_list()
        assert ["responses"] * 2 == log.frame.collect()["file"].to_list()
        assert {"response 3, column input_tokens", "response 4"} == {
            place for each in log.skipped for place in each.places
        }


def test_no_responses_are_no_log() -> None:
    """An empty list is an error."""
    with pytest.raises(ValueError, match=r"^responses has nothing in a known format$"):
        usage.read([])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (None, "usage.of takes one response"),
        ({"model": "m"}, "usage.of takes one response"),
        (5, "expected a frame of pandas, Polars, PyArrow, DuckDB or PySpark, got 5"),
        ([5], "expected a response of an SDK, as an object or a dict, got 5"),
        ([{"model": "m"}, "log.csv"], "got 'log.csv'"),
    ],
)
def test_what_is_no_source_is_refused(source: object, said: str) -> None:
    """A number, nothing and a response alone are no logs."""
    with pytest.raises(TypeError, match=said):
        usage.read(source)


def test_a_mapping_for_what_has_no_table_is_refused(tmp_path: Path) -> None:
    """`columns=` that nothing uses is an error, as what it says is not done."""
    path = tmp_path / "s.jsonl"
    path.write_text('{"sessionId": "s", "type": "user", "message": {}}\n')
    with pytest.raises(ValueError, match=r"columns= says where tables have columns, and .* has no"):
        usage.read(path, columns={"model": "llm"})
    log = usage.read(path)
    assert "claude-code" == log.format
    assert log.heading is not None
    assert ["model", "input_tokens", "output_tokens"] == log.frame.collect().columns


def test_a_log_is_priced_without_further_words(acme: Provider) -> None:
    """`UsageLog.cost` needs no arguments but the models; 1,000 tokens in cost what they cost."""
    model = next(each for each in acme.models if each.list_price is not None)
    data = {"model": [model.id], "input_tokens": 1_000, "output_tokens": 0, "reasoning_tokens": 0}
    (cost,) = usage.read(pl.DataFrame(data)).cost(acme.models).collect()["cost"]
    assert model.price.input is not None
    assert pytest.approx(float(model.price.input) / 1_000) == cost


def test_what_was_skipped_is_said_in_words() -> None:
    """Reason, number and places stand in one line."""
    rows = [{"model": "m", "input_tokens": 1, "output_tokens": 1}, *[{"event": 1}] * 4]
    (skipped,) = usage.read(rows).skipped
    assert "a record of no known format, with event: 4 times (response 2)" == str(skipped)
    assert (4, ("response 2",)) == (skipped.number, skipped.places)
    cells = ["1", *["x"] * 4]
    data = {"model": "m", "input_tokens": cells, "output_tokens": 1, "reported_cost": cells}
    first = usage.read(pl.DataFrame(data)).skipped[0]
    assert (3, 3) == (first.number, len(first.places))
    skipping = Skipping()
    for number in range(5):
        skipping.add("why", f"line {number}")
    assert "why: 5 times (line 0, line 1, line 2)" == str(skipping.result()[0])
