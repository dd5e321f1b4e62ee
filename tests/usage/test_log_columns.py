"""Logs of every type and name of columns, which change no cost."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from made_up.usage_log import MODELS, at
from test_cost import ENGINES, relation, rows

from aiproviders import cost_of_usage, usage_summary

pa: Any = import_module("pyarrow")  # which has no types

IN_DATABASE = ("duckdb",)


def log(**columns: Any) -> Any:
    """Requests to the plain model, of 1 input and no output token unless told otherwise."""
    (size,) = {len(column) for column in columns.values()}
    whole = {
        "model": pa.array(["plain"] * size),
        "input_tokens": pa.array([1] * size),
        "output_tokens": pa.array([0] * size),
        "request": pa.array(range(size)),
    }
    return pa.table(whole | columns)


def priced(frame: Any, **options: Any) -> tuple[list[Any], list[Any]]:
    """The costs of requests in millionths, and why some have none, by their numbers."""
    found = sorted(rows(cost_of_usage(frame, MODELS, **options)), key=lambda row: row["request"])
    assert all((row["cost"] is None) == (row["reason"] is not None) for row in found)
    assert all(row["priced"] == (row["cost"] is not None) for row in found)
    costs = [row["cost"] and pytest.approx(row["cost"] * 1e6) for row in found]
    return costs, [row["reason"] for row in found]


# Tokens

NUMBERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_of_every_type_cost_the_same(engine: str, kind: str) -> None:
    """Neither are narrow numbers cut off nor do unsigned ones wrap round, and null stays null."""
    given = ([100, 120, 0, None], [10, 10, 0, 1], [120, 100, 0, 0], [0, 120, 0, 0])
    names = ("input_tokens", "output_tokens", "cached", "written")
    arrays = [pa.array(column, pa.int64()).cast(kind) for column in given]
    frame = ENGINES[engine](log(**dict(zip(names, arrays, strict=True))))
    more = "more cache read and cache write tokens than input tokens"
    missing = "the number of input tokens is missing"

    options = {"cache_read_tokens": "cached", "cache_write_tokens": "written"}
    assert ([None, None, 0, None], [more, more, None, missing]) == priced(frame, **options)
    cost = 20 * 1 + 100 * 0.1 + 10 * 2
    assert [None, cost, 0, None] == priced(frame, cache_read_tokens="cached")[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_with_an_exact_fraction(engine: str) -> None:
    """Decimals cost what they count, however wide their type is."""
    tokens = pa.array([Decimal("1000.00"), None, Decimal("-0.01")], pa.decimal128(38, 2))

    assert [1000, None, None] == priced(ENGINES[engine](log(input_tokens=tokens)))[0]


NOT_COUNTED = {
    float("nan"): "missing",
    float("inf"): "infinite or too large",
    1e308: "infinite or too large",
    2.0**53 + 2: "infinite or too large",
    float("-inf"): "negative",
    -1e308: "negative",
    -5e-324: "negative",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["input", "output"])
@pytest.mark.parametrize("model", ["plain", "tiered"])
def test_numbers_that_count_nothing(engine: str, kind: str, model: str) -> None:
    """A number that no float counts exactly has no cost, and those beside it have theirs."""
    size = len(NOT_COUNTED) + 1
    frame = log(
        model=pa.array([model] * size),
        **{f"{kind}_tokens": pa.array([*NOT_COUNTED, 2.0])},
        cached=pa.array([*NOT_COUNTED, 0.0]),
    )
    reasons = [f"the number of {kind} tokens is {problem}" for problem in NOT_COUNTED.values()]
    price = {"input": 2, "output": 5}[kind]

    expected = [None] * (size - 1) + [price]
    assert (expected, [*reasons, None]) == priced(ENGINES[engine](frame))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_largest_number_that_is_counted(engine: str) -> None:
    """2**53 tokens are the most that a float counts exactly; more are no error."""
    frame = ENGINES[engine](log(input_tokens=pa.array([2**53, 2**53 + 2, 2**63 - 1])))

    assert [2**53, None, None] == priced(frame)[0]


OBJECTS = [7, 7.0, Decimal(7), np.int64(7), None, float("nan"), "7", True, 10**400, -(10**400)]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_numbers_among_python_objects(library: str) -> None:
    """Numbers of any kind count, and what is none is null, with a reason."""
    make: Any = {"pandas": pd.DataFrame, "polars": pl.DataFrame}[library]
    tokens: Any = pl.Series(OBJECTS, dtype=pl.Object) if library == "polars" else OBJECTS
    frame = make({"input_tokens": tokens, "output_tokens": 0, "request": range(len(OBJECTS))})
    frame = (
        frame.assign(model="plain")
        if library == "pandas"
        else frame.with_columns(model=pl.lit("plain"))
    )
    missing = "the number of input tokens is missing"

    assert (
        [7] * 4 + [None] * 6,
        [
            *(None, None, None, None, missing, missing, missing, missing),
            "the number of input tokens is infinite or too large",
            "the number of input tokens is negative",
        ],
    ) == priced(frame)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("kind", "values"), [(pa.bool_(), [True]), (pa.string(), ["1"]), (pa.list_(pa.int64()), [[1]])]
)
def test_what_is_no_number_is_refused(engine: str, kind: Any, values: list[Any]) -> None:
    """Booleans, texts and lists are no numbers of tokens, wherever they stand."""
    frame = ENGINES[engine](log(input_tokens=pa.array(values, kind)))

    with pytest.raises(TypeError, match="'input_tokens' holds no numbers but"):
        cost_of_usage(frame, MODELS)


# Columns that hold nothing


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [pa.null(), pa.string(), pa.bool_(), pa.float64()])
def test_a_column_of_nulls_has_no_type(engine: str, kind: Any) -> None:
    """Null tokens, names and times are null, whatever type their column has."""
    nothing = pa.nulls(2, kind)

    def reasons(name: str, **options: Any) -> list[Any]:
        return priced(ENGINES[engine](log(**{name: nothing})), **options)[1]

    assert ["the number of output tokens is missing"] * 2 == reasons("output_tokens")
    assert ["no model is named"] * 2 == reasons("model")
    assert [None] * 2 == reasons("cached", cache_read_tokens="cached")
    dated = log(model=pa.array(["dated", "plain"]), at=nothing)
    bill = cost_of_usage(ENGINES[engine](dated), MODELS, at="at")
    assert {"the price depends on the day, which is missing", None} == {
        row["reason"] for row in rows(bill)
    }
    assert {None} == {row["month"] for row in rows(usage_summary(bill, at="at"))}


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(columns=["model", "input_tokens", "output_tokens", "at"]),
        pl.DataFrame(schema=["model", "input_tokens", "output_tokens", "at"]),
        pl.LazyFrame(schema=["model", "input_tokens", "output_tokens", "at"]),
        pa.table({name: pa.nulls(0) for name in ("model", "input_tokens", "output_tokens", "at")}),
    ],
)
def test_an_empty_frame_has_no_types(frame: Any) -> None:
    """A frame without rows and types gives one with the columns of costs."""
    bill = cost_of_usage(frame, MODELS, at="at")

    assert [] == rows(bill)
    assert [] == rows(usage_summary(bill, at="at"))


# Names


DIFFERENT: dict[str, Callable[[list[Any]], Any]] = {
    "arrow": lambda parts: pa.table(
        {"model": pa.chunked_array([pa.array(part).dictionary_encode() for part in parts])}
    ),
    "polars": lambda parts: pl.concat(
        [pl.DataFrame({"model": pl.Series(part, dtype=pl.Categorical)}) for part in parts]
    ),
    "polars-enum": lambda parts: pl.DataFrame(
        {"model": pl.Series([*parts[0], *parts[1]], dtype=pl.Enum(["dated", "none", "plain"]))}
    ),
    "pandas": lambda parts: pd.DataFrame(
        {"model": pd.Categorical([*parts[0], *parts[1]], ["dated", "plain", "none"])}
    ),
    "duckdb-enum": lambda parts: relation(pa.table({"model": [*parts[0], *parts[1]]})).project(
        "model::enum('dated', 'none', 'plain') as model"
    ),
}


@pytest.mark.parametrize("kind", DIFFERENT)
def test_dictionaries_that_differ(kind: str) -> None:
    """Names in parts with dictionaries of their own are found, in the log and in its summary."""
    frame = DIFFERENT[kind]([["plain", None, "none"], ["dated", "plain"]])
    tokens: dict[str, Any] = {"input_tokens": 1, "output_tokens": 0}
    if isinstance(frame, pd.DataFrame):
        frame = frame.assign(**tokens)
    elif isinstance(frame, pl.DataFrame):
        frame = frame.with_columns(**{name: pl.lit(value) for name, value in tokens.items()})
    elif isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.project("*, 1 as input_tokens, 0 as output_tokens")
    else:
        for name, value in tokens.items():
            frame = frame.append_column(name, pa.array([value] * 5))
    bill = cost_of_usage(frame, MODELS)

    assert {
        ("plain", None),
        (None, "no model is named"),
        ("none", "no model is called so"),
        ("dated", None),
    } == {(row["model"], row["reason"]) for row in rows(bill)}
    assert {("plain", 2), (None, 1), ("none", 1), ("dated", 1)} == {
        (row["model"], row["requests"]) for row in rows(usage_summary(bill))
    }


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_names_among_python_objects(library: str) -> None:
    """What is no text is sorted among the names in the summary, and has no price."""
    names = ["plain", 7, None, float("nan"), ["plain"]]
    frame: Any = pd.DataFrame({"model": pd.Series(names, dtype=object)})
    frame = frame.assign(input_tokens=1, output_tokens=0)
    if library == "polars":
        frame = pl.DataFrame(
            {"model": pl.Series(names, dtype=pl.Object), "input_tokens": 1, "output_tokens": 0}
        )
    bill = cost_of_usage(frame, MODELS)

    assert [None, "7", "['plain']", "plain"] == [row["model"] for row in rows(usage_summary(bill))]
    if library == "polars":
        with pytest.raises(TypeError, match="'model' holds no names but Object"):
            cost_of_usage(frame.lazy(), MODELS)


# Times


ZONE = timezone(timedelta(hours=-3))
# The price of the dated model begins with 2025 in UTC, when it is the evening before in Brazil.
TIMES = [at(2024, 12, 31, 23), at(2025, 1, 1, 1), None]
TYPES: dict[str, Callable[[], Any]] = {
    "s": lambda: pa.array(TIMES, pa.timestamp("s")),
    "ms": lambda: pa.array(TIMES, pa.timestamp("ms")),
    "ns": lambda: pa.array(
        [int(_utc(each).timestamp()) * 10**9 + 1 if each else None for each in TIMES],
        pa.timestamp("ns"),
    ),
    "zone": lambda: pa.array(
        [each and _utc(each) for each in TIMES], pa.timestamp("us", "America/Sao_Paulo")
    ),
    "zone-ns": lambda: pa.array(
        [each and _utc(each) for each in TIMES], pa.timestamp("ns", "Asia/Tokyo")
    ),
    "offset": lambda: pa.array(
        [each and _utc(each) for each in TIMES], pa.timestamp("us", "-03:00")
    ),
    "date": lambda: pa.array([each and each.date() for each in TIMES], pa.date32()),
}


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", TYPES)
def test_times_of_every_type(engine: str, kind: str) -> None:
    """Days and months are those of UTC, whatever the unit and the zone of the times is."""
    frame = log(model=pa.array(["dated"] * 3), at=TYPES[kind]())
    bill = cost_of_usage(ENGINES[engine](frame), MODELS, at="at")

    assert {
        0: "no list price is in force on its day",
        1: None,
        2: "the price depends on the day, which is missing",
    } == {row["request"]: row["reason"] for row in rows(bill)}
    assert [(None, 1), ("2024-12", 1), ("2025-01", 1)] == [
        (row["month"], row["requests"]) for row in rows(usage_summary(bill, at="at"))
    ]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_times_among_python_objects(library: str) -> None:
    """Dates and times with and without zones are read, and all else is null, with a reason."""
    jan = [
        at(2026, 1, 31),
        date(2026, 1, 31),
        datetime(2026, 2, 1, 2, tzinfo=timezone(timedelta(hours=3))),
        pd.Timestamp("2026-01-31T00:00:00.000000001"),
        pd.Timestamp("2026-01-31T20:00:00-03:00"),
    ]
    odd = [None, pd.NaT, "2026-01-31", 20260131, datetime.max.replace(tzinfo=ZONE)]
    held = pd.DataFrame({"at": pd.Series([*jan, *odd], dtype=object), "request": range(10)})
    frame: Any = held.assign(model="dated", input_tokens=1, output_tokens=0)
    if library == "polars":
        times = pl.Series("at", [*jan, *odd], dtype=pl.Object)
        frame = pl.DataFrame(frame.drop(columns="at")).with_columns(times)

    costs, found = priced(frame, at="at")
    assert [4] * 5 == costs[:5]
    assert [None] * 5 + ["the price depends on the day, which is missing"] * 5 == found


@pytest.mark.parametrize(
    "times",
    [
        pd.Series(["2026-01-31"]),
        pd.Series([20260131]),
        pd.Series([True]),
        pd.Series([Decimal(1)]),
        pd.Series(pd.period_range("2026-01", periods=1, freq="M")),
        pd.Series([timedelta(days=1)]),
    ],
)
def test_what_is_no_time_is_refused(times: Any) -> None:
    """Texts, numbers, periods and durations are no times, and the error names their type."""
    frame = pd.DataFrame({"model": "plain", "input_tokens": 1, "output_tokens": 1, "at": times})

    with pytest.raises(TypeError, match="'at' holds no dates or times but"):
        cost_of_usage(frame, MODELS, at="at")


def test_what_is_no_time_is_refused_by_arrow_and_polars() -> None:
    """Times of day are no times, in Arrow and in lazy frames neither."""
    frame = log(at=pa.array([1], pa.time32("s")))

    for each in (frame, pl.DataFrame(frame), pl.DataFrame(frame).lazy()):
        with pytest.raises(TypeError, match="'at' holds no dates or times but"):
            cost_of_usage(each, MODELS, at="at")


# Names of columns


OURS = [
    *("__price_input", "__price_name", "__usage_position", "name", "time", "position", "clock"),
    *("c0", "c1", "c9", "since", "before", "rate_input", "tokens_input", "no_price", "undated"),
    *("counted_once_input", "length", "unpriced", "month", "a.b", 'a"b', "a b", " ", "größe"),
    *("literal", "len", "count", "select", "model.name"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_may_be_called_like_ours(engine: str) -> None:
    """Columns of the user have no influence on costs and sums, and stay as they are."""
    extra = {name: pa.array([place]) for place, name in enumerate(OURS)}
    frame = ENGINES[engine](log(**extra, at=pa.array([at(2026, 1, 31)])))
    bill = cost_of_usage(frame, MODELS, at="at")
    (row,) = rows(bill)

    assert extra.keys() <= row.keys()
    assert {name: place for place, name in enumerate(OURS)} == {name: row[name] for name in OURS}
    assert (pytest.approx(1e-6), None) == (row["cost"], row["reason"])
    (summed,) = rows(usage_summary(bill, at="at"))
    values = ("plain", "2026-01", "USD", 1, 0, 0, pytest.approx(1e-6), None)
    assert [*values] == list(summed.values())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["model.name", "requests", "month", "cost per day", "Model", "at"])
def test_the_column_of_names_may_have_any_name(engine: str, name: str) -> None:
    """The names stand in the column `model` of the summary, whatever the log calls them."""
    table = log(x=pa.array([1])).rename_columns([name, "i.n", "out", "request", "x"])
    frame = ENGINES[engine](table)
    bill = cost_of_usage(frame, MODELS, model=name, input_tokens="i.n", output_tokens="out")

    assert ["plain"] == [row["model"] for row in rows(usage_summary(bill, model=name))]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.filterwarnings("ignore:the log has columns of the same names")
@pytest.mark.parametrize("name", ["Cost", "PRICED", "Currency", "Reason"])
def test_names_that_differ_from_ours_in_case(engine: str, name: str) -> None:
    """They are other names, or ours get a suffix where the engine ignores case."""
    frame = ENGINES[engine](log(**{name: pa.array([9])}))
    bill = cost_of_usage(frame, MODELS)
    (row,) = rows(bill)
    added = [each for each in row if each.endswith("_aiproviders")]

    assert 9 == row[name]
    assert ([f"{name.lower()}_aiproviders"] if engine in IN_DATABASE else []) == added
    assert [pytest.approx(1e-6)] == [each["cost"] for each in rows(usage_summary(bill))]


@pytest.mark.parametrize("columns", [["model", 5], pd.MultiIndex.from_tuples([("a", "model")])])
def test_names_of_columns_that_are_no_texts(columns: Any) -> None:
    """The error says which name it is."""
    frame = pd.DataFrame([["plain"] * len(columns)], columns=columns)

    with pytest.raises(TypeError, match=r"a column called (5|\('a', 'model'\)), which is no text"):
        cost_of_usage(frame, MODELS)
    with pytest.raises(TypeError, match="which is no text; rename it"):
        usage_summary(frame)


def test_a_summary_needs_the_columns_of_costs() -> None:
    """The error names the column that a frame lacks which is not priced."""
    with pytest.raises(ValueError, match="the log has no column 'cost'"):
        usage_summary(log(x=pa.array([1])))


# What else a frame may hold


@pytest.mark.parametrize("engine", ENGINES)
def test_other_columns_may_be_of_any_type(engine: str) -> None:
    """Nested columns, dictionaries and nulls stay as they are."""
    parts = [pa.array(["x"]).dictionary_encode(), pa.array(["y"]).dictionary_encode()]
    frame = log(
        nested=pa.array([{"a": [1, None]}, None]),
        listed=pa.array([[], ["x"]]),
        dictionary=pa.chunked_array(parts),
        nothing=pa.nulls(2),
        bytes=pa.array([b"\0", None]),
    )

    assert [1, 1] == priced(ENGINES[engine](frame))[0]


def test_keeps_labels_that_are_not_unique() -> None:
    """Rows of pandas with one label each keep their own costs."""
    frame = log(input_tokens=pa.array([3, 2, 1])).to_pandas()
    frame.index = pd.Index(["x", "x", "y"])
    bill = cost_of_usage(frame, MODELS)

    assert ["x", "x", "y"] == list(bill.index)
    assert [pytest.approx(each * 1e-6) for each in (3, 2, 1)] == list(bill["cost"])


# The user's DuckDB


@pytest.mark.parametrize(
    "setting",
    [
        "create table price_list as select 1 as x",
        "create table log as select 1 as x",
        "create view prices as select 1 as x",
        "set enable_external_access = false",
        "set python_enable_replacements = false",
    ],
)
def test_a_database_may_hold_and_forbid_anything(setting: str) -> None:
    """Tables of any names and a database that is closed to the outside change nothing."""
    connection = duckdb.connect()
    connection.execute(
        "create table usage as select 'plain' as model, 1 as i, 0 as o, 0 as request"
    )
    connection.execute(setting)
    tables = connection.sql("select table_name from information_schema.tables order by 1")
    before = tables.fetchall()
    frame = connection.table("usage")

    assert [1] == priced(frame, input_tokens="i", output_tokens="o")[0]
    assert before == tables.fetchall()


def test_names_with_quotes_in_a_database() -> None:
    """Names of models go into SQL as they are."""
    names = ["plain", "it's", "'); drop table usage; --", "\\'"]
    bill = cost_of_usage(relation(log(model=pa.array(names))), MODELS)

    assert [None, *["no model is called so"] * 3] == [
        row["reason"] for row in sorted(rows(bill), key=lambda row: row["request"])
    ]


def test_names_with_every_mark_in_a_database() -> None:
    """Names of any characters are told apart, those too that separate values in a literal."""
    marks = [chr(number) for number in range(1, 39)]
    names = [f"a{mark}b" for mark in ("", *marks, "".join(marks))]
    table = pa.table({"model": names, "input_tokens": [10**6] * len(names)})
    costed = cost_of_usage(relation(table), MODELS, output_tokens=None, names={names[-1]: "plain"})

    assert {name: name == names[-1] for name in names} == {
        row["model"]: row["price_model"] == "plain" for row in rows(costed)
    }
    assert len(rows(costed)) == len(names)
