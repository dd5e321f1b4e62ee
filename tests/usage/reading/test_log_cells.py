"""Cells as counts and amounts: how people and programs write numbers."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from aiproviders import usage


def read(column: str, *cells: object) -> pl.DataFrame:
    """Read a log in which a column has some cells, after one that can be read."""
    data: dict[str, object] = {
        "model": "m",
        "input_tokens": "1",
        "output_tokens": "1",
        column: ["1", *cells],
    }
    return usage.read(pl.DataFrame(data)).frame.collect()[1:]


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("1000", 1000),
        (" 1000 ", 1000),
        ("+5", 5),
        ("-5", -5),
        ("1000.0", 1000),
        ("1e3", 1000),
        ("1,000", 1000),
        ("1,234,567", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1\u202f234\u00a0567", 1_234_567),
        ("1'000", 1000),
        ("9007199254740992", 2**53),
    ],
)
def test_counts_are_read_as_people_write_them(cell: str, count: int) -> None:
    """Thousands may be parted by commas, spaces or apostrophes; signs and exponents are read."""
    assert [count] == read("input_tokens", cell)["input_tokens"].to_list()


@pytest.mark.parametrize(
    "cell", [None, "", " ", "-", "null", "None", "NaN", "N/A", "<NA>", r"\N"], ids=repr
)
@pytest.mark.parametrize("column", ["cache_read_tokens", "reported_cost", "time"])
def test_cells_that_say_nothing_are_null(column: str, cell: str | None) -> None:
    """What programs write for nothing is nothing, and no fault."""
    data = {"model": "m", "input_tokens": ["1"], "output_tokens": "1", column: [cell]}
    log = usage.read(pl.DataFrame(data, schema_overrides={column: pl.String}))
    assert [None] == log.frame.collect()[column].to_list()
    assert () == log.skipped


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1.000", "the cell '1.000' may be 1 or 1000; write it without the point"),
        ("1.234.567", "the cell '1.234.567' may be 1 or 1234567; write it without the point"),
        ("1.5", "the cell '1.5' is no whole number"),
        ("1,00", "the cell '1,00' is no whole number"),
        ("12k", "the cell '12k' is no whole number"),
        ("inf", "the cell 'inf' is no whole number"),
        ("9007199254740994", "the cell '9007199254740994' is no whole number"),
        ("0x10", "the cell '0x10' is no whole number"),
    ],
)
def test_what_is_no_count_is_left_out_with_the_reason(cell: str, reason: str) -> None:
    """A cell that may mean two numbers is not guessed, and one that is none is named."""
    data = {"model": "m", "input_tokens": ["7", cell], "output_tokens": "1"}
    log = usage.read(pl.DataFrame(data))
    assert [7] == log.frame.collect()["input_tokens"].to_list()
    assert [(reason, 1, ("the frame, row 2, column input_tokens",))] == [
        tuple(each) for each in log.skipped
    ]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("0.0123", 0.0123), ("$0.5", 0.5), ("$ 1,234.50", 1234.5), ("1e-5", 0.00001), ("-2", -2)],
)
def test_amounts_are_read_as_people_write_them(cell: str, amount: float) -> None:
    """An amount may have a sign of the dollar, and commas where it has a point."""
    assert [amount] == read("reported_cost", cell)["reported_cost"].to_list()


@pytest.mark.parametrize("cell", ["0,0123", "1,234", "free", "inf", "€5"])
def test_what_is_no_amount_is_left_out(cell: str) -> None:
    """A comma alone may be that of decimals or of thousands, and is not guessed."""
    data = {"model": "m", "input_tokens": "1", "output_tokens": "1", "reported_cost": ["2", cell]}
    log = usage.read(pl.DataFrame(data))
    assert [2] == log.frame.collect()["reported_cost"].to_list()
    assert f"the cell '{cell}' is no amount" == log.skipped[0].reason


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([3, 12], pl.UInt16),
        ([3, 12], pl.UInt64),
        ([3, 12], pl.Int8),
        ([3.0, 12.0], pl.Float32),
        ([Decimal("3.00"), Decimal(12)], pl.Decimal(10, 2)),
        (["3", "12"], pl.Categorical),
        (["3", "12"], pl.Enum(["3", "12"])),
    ],
)
def test_counts_of_any_type_are_read(tmp_path: Path, values: list[object], dtype: object) -> None:
    """Unsigned and decimal numbers, floats and categories are counts, in Parquet too."""
    column = pl.Series(values, dtype=dtype)  # type: ignore[arg-type]
    frame = pl.DataFrame({"model": "m", "input_tokens": column, "output_tokens": 0})
    frame.write_parquet(tmp_path / "log.parquet")
    for source in (frame, frame.lazy(), tmp_path / "log.parquet"):
        found = usage.read(source).frame.collect()["input_tokens"]
        assert [3, 12] == found.to_list()
        assert pl.Int64 == found.dtype


def test_numbers_that_are_no_counts_are_left_out() -> None:
    """A fraction, an infinite and a huge number in a column of numbers are named; NaN is null."""
    values = [1.0, 1.5, float("inf"), 1e17, float("nan")]
    log = usage.read(pl.DataFrame({"model": "m", "input_tokens": values, "output_tokens": 0}))
    assert [1, None] == log.frame.collect()["input_tokens"].to_list()
    assert 3 == sum(each.number for each in log.skipped)


def test_a_column_without_values_is_null() -> None:
    """A column of no type at all says nothing."""
    frame = pl.DataFrame({"model": "m", "input_tokens": [1], "output_tokens": 1, "time": [None]})
    assert [None] == usage.read(frame).frame.collect()["time"].to_list()


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("input_tokens", [True], "'input_tokens' holds Boolean, and no whole numbers"),
        ("reported_cost", [[1.0]], r"'reported_cost' holds List\(Float64\), and no amounts"),
        ("time", [True], "'time' holds Boolean, and no times"),
        ("model", [["m"]], r"'model' holds List\(String\), and no texts"),
    ],
)
def test_columns_of_another_type_are_refused(column: str, values: list[object], said: str) -> None:
    """A column of ours that holds something else is an error that names both."""
    data = {"model": ["m"], "input_tokens": [1], "output_tokens": [1], column: values}
    with pytest.raises(ValueError, match=f"the column {said}"):
        usage.read(pl.DataFrame(data))


def test_names_may_be_of_any_type() -> None:
    """Ids that are numbers, and models that are categories, are texts; an empty one is null."""
    frame = pl.DataFrame(
        {
            "model": pl.Series(["m", " "], dtype=pl.Categorical),
            "input_tokens": 1,
            "output_tokens": 1,
            "id": [17, 18],
        }
    )
    found = usage.read(frame).frame.collect()
    assert (["m", None], ["17", "18"]) == (found["model"].to_list(), found["id"].to_list())
