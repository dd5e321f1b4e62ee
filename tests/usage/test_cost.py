"""The cost of the usage in a log, on every engine."""

import sys
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from made_up.usage_log import (
    MODELS,
    REQUESTS,
    Request,
    at,
    columns,
    expected,
    in_sao_paulo,
    model,
    price,
)

from aiproviders import cost_of_usage, usage_summary
from aiproviders.errors import MissingExtraError

pa: Any = import_module("pyarrow")  # which has no types
ibis: Any = import_module("ibis")

ALL: dict[str, Any] = {"cache_read_tokens": "cached", "cache_write_tokens": "written"}
# Older versions of DuckDB close a connection that only a relation refers to.
CONNECTIONS = list[duckdb.DuckDBPyConnection]()
ADDED = [
    *(
        "cost",
        "currency",
        "price_model",
        "name_rule",
        "price_source",
        "price_observed",
        "price_list",
    ),
    *("cost_basis", "priced", "reason"),
]

SCHEMA = pa.schema(
    [
        ("model", pa.string()),
        ("input_tokens", pa.int64()),
        ("output_tokens", pa.int64()),
        ("cached", pa.int64()),
        ("written", pa.int64()),
        ("at", pa.timestamp("us")),
        ("request", pa.int64()),
    ]
)


def arrow(requests: tuple[Request, ...] = REQUESTS) -> Any:
    """The log as an Arrow table."""
    return pa.table(columns(requests), schema=SCHEMA)


def relation(table: Any) -> duckdb.DuckDBPyRelation:
    """A relation of a new connection, whose time zone is not UTC."""
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'America/Sao_Paulo'")
    CONNECTIONS.append(connection)
    connection.register("log", table)
    return connection.table("log")


def numpy_pandas(table: Any) -> pd.DataFrame:
    """A frame of NumPy arrays, as `pd.read_csv` gives it: null is NaN."""
    frame: pd.DataFrame = table.to_pandas()
    return frame


NULLABLE: dict[Any, Any] = {
    pa.string(): pd.StringDtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.uint8(): pd.UInt8Dtype(),
    pa.uint16(): pd.UInt16Dtype(),
    pa.uint32(): pd.UInt32Dtype(),
    pa.uint64(): pd.UInt64Dtype(),
    pa.float32(): pd.Float32Dtype(),
    pa.float64(): pd.Float64Dtype(),
}

ENGINES: dict[str, Callable[[Any], Any]] = {
    "pandas": numpy_pandas,
    "pandas-nullable": lambda table: table.to_pandas(types_mapper=NULLABLE.get),
    "pandas-arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": pl.DataFrame,
    "polars-lazy": lambda table: pl.DataFrame(table).lazy(),
    "pyarrow": lambda table: table,
    "duckdb": relation,
}


EVERY_ENGINE = {**ENGINES, "ibis": ibis.memtable}


def rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of any frame, with None for null."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    if isinstance(frame, ibis.Table):
        frame = frame.to_pyarrow()
    if isinstance(frame, pd.DataFrame):
        records = frame.astype(object).where(frame.notna(), None).to_dict("records")
        return [{str(name): value for name, value in each.items()} for each in records]
    return pl.DataFrame(frame).to_dicts()


def near(exact: Decimal | None, cost: float | None) -> bool:
    """Whether a cost is the expected one, to a billionth."""
    if exact is None or cost is None:
        return (exact is None) == (cost is None)
    return abs(exact - Decimal(cost)) < Decimal("1e-9")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("by_day", [False, True])
def test_every_request_costs_what_its_price_says(engine: str, by_day: bool) -> None:
    """Every row, kept once, costs what `TokenPrice.cost` says, to a billionth; the rest is null."""
    priced = cost_of_usage(ENGINES[engine](arrow()), MODELS, at="at" if by_day else None, **ALL)
    found = {row["request"]: row for row in rows(priced)}

    assert len(REQUESTS) == len(rows(priced))
    for number, (cost, currency) in expected(by_day=by_day).items():
        row = found[number]
        assert near(cost, row["cost"]), (REQUESTS[number], cost, row["cost"])
        assert currency == row["currency"], REQUESTS[number]
        assert (cost is not None) == row["priced"]


@pytest.mark.parametrize("engine", ENGINES)
def test_gives_the_same_kind_of_frame_back(engine: str) -> None:
    """The frame has the type that came in, its columns as they were, and then ours."""
    frame = ENGINES[engine](arrow())
    priced = cost_of_usage(frame, MODELS, at="at", **ALL)

    assert type(frame) is type(priced)
    assert [*SCHEMA.names, *ADDED] == list(rows(priced)[0])
    for before, after in zip(rows(frame), sorted(rows(priced), key=_number), strict=True):
        assert before == {name: after[name] for name in before}


def _number(row: dict[str, Any]) -> int:
    return int(row["request"])


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "duckdb"])
def test_keeps_the_order_of_rows(engine: str) -> None:
    """Rows come back in the order they came in, whatever prices their models have."""
    log = arrow(REQUESTS * 50)
    priced = cost_of_usage(ENGINES[engine](log), MODELS, at="at", **ALL)

    assert log["model"].to_pylist() == [row["model"] for row in rows(priced)]


def test_arrow_columns_that_are_no_times_are_refused() -> None:
    """Spans of months, days and nanoseconds, which have no type in Narwhals, are no times."""
    spans = pa.array([(1, 2, 3)], pa.month_day_nano_interval())
    log = pa.table({"model": ["plain"], "input_tokens": [1], "output_tokens": [1], "at": spans})

    with pytest.raises(TypeError, match="the column 'at' holds no dates or times"):
        cost_of_usage(log, MODELS, at="at")


def test_prices_on_other_engines_that_narwhals_takes() -> None:
    """An expression of Ibis is priced too, and stays one."""
    priced = cost_of_usage(ibis.memtable(arrow()), MODELS, at="at", **ALL)
    found = {row["request"]: row["cost"] for row in rows(priced)}

    assert all(near(cost, found[n]) for n, (cost, _) in expected(by_day=True).items())


def test_without_narwhals_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra that installs it, whichever function is called."""
    monkeypatch.setitem(sys.modules, "narwhals", None)

    with pytest.raises(MissingExtraError, match=r"needs narwhals: .*aiproviders\[frames\]"):
        cost_of_usage(arrow(), MODELS)
    with pytest.raises(MissingExtraError, match=r"needs narwhals: .*aiproviders\[frames\]"):
        usage_summary(arrow())


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_no_number_is_no_number_of_tokens(engine: str) -> None:
    """A request whose tokens are NaN stays, without a cost, whether or not its model has tiers."""
    names = ("tiered", "tiered", "plain", "plain")
    log = pa.table(
        {
            "model": names,
            "input_tokens": [float("nan"), 1500.0, float("nan"), 1e6],
            "output_tokens": [1.0, 0.0, 1.0, float("nan")],
            "request": [0, 1, 2, 3],
        }
    )
    found = rows(cost_of_usage(ENGINES[engine](log), MODELS))

    assert {0: None, 1: pytest.approx(0.0045), 2: None, 3: None} == {
        row["request"]: row["cost"] for row in found
    }


def test_keeps_the_index_of_pandas() -> None:
    """A frame of pandas keeps its labels."""
    frame = numpy_pandas(arrow()).set_index(pd.Index([f"r{each}" for each in range(len(REQUESTS))]))

    assert list(frame.index) == list(cost_of_usage(frame, MODELS, at="at").index)


@pytest.mark.parametrize("engine", ENGINES)
def test_days_are_those_of_utc(engine: str) -> None:
    """A time in a zone is billed by its day in UTC."""
    moments = [in_sao_paulo(moment) for moment in columns()["at"]]
    zoned = pa.array(moments, pa.timestamp("us", "America/Sao_Paulo"))
    log = arrow().set_column(5, "at", zoned)
    priced = cost_of_usage(ENGINES[engine](log), MODELS, at="at", **ALL)

    found = {row["request"]: row["cost"] for row in rows(priced)}
    assert all(near(cost, found[n]) for n, (cost, _) in expected(by_day=True).items())


@pytest.mark.parametrize("engine", ENGINES)
def test_months_are_those_of_utc(engine: str) -> None:
    """A time in a zone is summed in its month in UTC, as it was billed by its day in UTC."""
    requests = tuple(
        Request("plain", 10**6, 0, at=moment)
        for moment in (at(2025, 12, 31, 23, 59), at(2026, 1, 1), at(2026, 1, 1, 2), None)
    )
    moments = [in_sao_paulo(request.at) for request in requests]
    zoned = pa.array(moments, pa.timestamp("us", "America/Sao_Paulo"))
    log = arrow(requests).set_column(5, "at", zoned)
    summary = rows(usage_summary(cost_of_usage(ENGINES[engine](log), MODELS, at="at"), at="at"))

    assert {None: 1, "2025-12": 1, "2026-01": 2} == {
        row["month"]: row["requests"] for row in summary
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_dates_may_take_the_place_of_times(engine: str) -> None:
    """A column of dates gives the same costs as one of times."""
    log = arrow().set_column(5, "at", arrow()["at"].cast(pa.date32(), safe=False))
    frame = ENGINES[engine](log)
    if isinstance(frame, pd.DataFrame):
        frame["at"] = pd.to_datetime(frame["at"])
    priced = cost_of_usage(frame, MODELS, at="at", **ALL)

    found = {row["request"]: row["cost"] for row in rows(priced)}
    assert all(near(cost, found[n]) for n, (cost, _) in expected(by_day=True).items())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_host_has_prices_of_its_own(engine: str) -> None:
    """Requests are billed by the prices of the host that is named."""
    priced = rows(cost_of_usage(ENGINES[engine](arrow()), MODELS, host="cloud", **ALL))

    by_model = {row["model"]: row["cost"] for row in priced if row["cost"] is not None}
    assert {"hosted": pytest.approx(77e-6)} == by_model


@pytest.mark.parametrize("engine", ENGINES)
def test_a_log_without_rows_or_known_names(engine: str) -> None:
    """A log without rows gives none, and a log without known names gives no costs."""
    nothing = cost_of_usage(ENGINES[engine](arrow(())), MODELS, at="at", **ALL)
    strangers = cost_of_usage(ENGINES[engine](arrow((Request("x", 1, 1),))), MODELS, at="at")

    assert [] == rows(nothing)
    assert [(None, False)] == [(row["cost"], row["priced"]) for row in rows(strangers)]


def test_says_where_a_price_stands() -> None:
    """The source and the date of the price are given, and are null where there is no price."""
    log = arrow((Request("plain", 1, 1), Request("unpriced", 1, 1)))
    first, second = rows(cost_of_usage(log, MODELS))

    assert ("list, Prices", "2026-05") == (first["price_source"], first["price_observed"])
    assert (None, None) == (second["price_source"], second["price_observed"])


STORED: dict[str, Callable[[Any], Any]] = {
    "arrow-large": lambda table: _with_names(table, pa.large_string()),
    "arrow-dictionary": lambda table: _with_names(table, pa.dictionary(pa.int32(), pa.string())),
    "polars-categories": lambda table: pl.DataFrame(table).cast({"model": pl.Categorical}),
    "pandas-categories": lambda table: numpy_pandas(table).astype({"model": "category"}),
    "pandas-objects": lambda table: numpy_pandas(table).astype({"model": object}),
    "pandas-mixed": lambda table: (
        numpy_pandas(table).astype({"model": object}).replace({"model": {"nobody": 7}})
    ),
}


def _with_names(table: Any, kind: Any) -> Any:
    return table.set_column(0, "model", table["model"].cast(kind))


@pytest.mark.parametrize("kind", STORED)
def test_names_may_be_stored_as_categories_or_objects(kind: str) -> None:
    """Each name is found, and null is no name, even where a model is called `none` or `nan`."""
    models = [model(name, price("1", "1")) for name in ("plain", "none", "nan")]
    log = [Request(name, 10, 1) for name in ("plain", None, "None", "nan", "nobody")]
    priced = rows(cost_of_usage(STORED[kind](arrow(tuple(log))), models))

    assert ["USD", None, "USD", "USD", None] == [row["currency"] for row in priced]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_million_rows_sum_to_a_millionth(engine: str) -> None:
    """Sums over a million rows are exact to a micro-dollar."""
    size = 1_000_000
    tokens = pa.array([(each * 7919) % 100_003 for each in range(size)], pa.int64())
    log = pa.table(
        {
            "model": pa.array(["plain"] * size),
            "input_tokens": tokens,
            "output_tokens": tokens,
            "cached": pa.array([0] * size, pa.int64()),
        }
    )
    priced = cost_of_usage(ENGINES[engine](log), MODELS, cache_read_tokens="cached")
    (total,) = rows(usage_summary(priced))

    exact = Decimal(3) * sum(tokens.to_pylist()) / 10**6
    assert abs(exact - Decimal(total["cost"])) < Decimal("1e-6")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_summary_says_what_was_not_priced(engine: str) -> None:
    """Costs are summed by model, month and currency, unpriced requests counted by their reasons."""
    log = (
        Request("plain", 10**6, 0, at=at(2026, 1, 31)),
        Request("plain", 10**6, 0, at=at(2026, 1, 1)),
        Request("plain", 10**6, None, at=at(2026, 1, 1)),
        Request("plain", 10**6, 0, at=at(2026, 2, 1)),
        Request("nobody", 1, 1, at=at(2026, 2, 1)),
    )
    priced = cost_of_usage(ENGINES[engine](arrow(log)), MODELS, at="at")
    summary = rows(usage_summary(priced, at="at"))

    assert [
        ("nobody", "2026-02", None, 1, 0, 1, None, "no model is called so"),
        ("plain", "2026-01", "USD", 2, 0, 0, 2.0, None),
        ("plain", "2026-01", "USD", 1, 0, 1, None, "the number of output tokens is missing"),
        ("plain", "2026-02", "USD", 1, 0, 0, 1.0, None),
    ] == [tuple(row.values()) for row in summary]
    assert [
        *("model", "month", "currency", "requests", "later", "unpriced", "cost", "reason")
    ] == list(summary[0])


def test_a_summary_in_pandas_counts_its_rows_from_zero() -> None:
    """The first row of a summary, which is sorted, is also the first by its index."""
    summary = usage_summary(cost_of_usage(numpy_pandas(arrow()), MODELS))

    assert len(summary) > 1
    assert [*range(len(summary))] == [*summary.index]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"model": "name"}, "the log has no column 'name'; its columns are model, input_tokens"),
        ({"at": "when"}, "the log has no column 'when'"),
        ({"cache_read_tokens": "x"}, "the log has no column 'x'"),
    ],
)
def test_refuses_columns_that_are_not_there(options: dict[str, Any], problem: str) -> None:
    """The error names the column that is missing, and those that there are."""
    with pytest.raises(ValueError, match=problem):
        cost_of_usage(arrow(), MODELS, **options)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_called_like_ours_keeps_its_name(engine: str) -> None:
    """Ours gets a suffix, a warning says which, and the summary adds up ours."""
    held = arrow().append_column("cost", pa.array([7.0] * len(REQUESTS)))
    with pytest.warns(UserWarning, match="these are added: cost_aiproviders$"):
        once = cost_of_usage(ENGINES[engine](held), MODELS)
    with pytest.warns(UserWarning, match="cost_aiproviders_aiproviders, currency_aiproviders"):
        twice = cost_of_usage(once, MODELS)

    plain = cost_of_usage(arrow(), MODELS)
    costs = {row["request"]: pytest.approx(row["cost"]) for row in rows(plain)}
    assert {7.0} == {row["cost"] for row in rows(once)}
    assert costs == {row["request"]: row["cost_aiproviders"] for row in rows(once)}
    sums = [pytest.approx(row["cost"]) for row in rows(usage_summary(plain))]
    assert sums == [row["cost"] for row in rows(usage_summary(once))]
    assert sums == [row["cost"] for row in rows(usage_summary(twice))]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"input_tokens": "model"}, "'model' holds no numbers but String; convert it first"),
        ({"model": "input_tokens"}, "'input_tokens' holds no names but Int64"),
        ({"at": "model"}, "'model' holds no dates or times but String; convert it first"),
    ],
)
def test_refuses_columns_of_the_wrong_kind(options: dict[str, Any], problem: str) -> None:
    """The error names the type of the column."""
    with pytest.raises(TypeError, match=problem):
        cost_of_usage(arrow(), MODELS, **options)


def test_lazy_frames_are_not_collected() -> None:
    """Only the names of a lazy frame are read: other columns are computed when it is collected."""

    def fails(tokens: pl.Series) -> pl.Series:
        msg = f"{len(tokens)} collected"
        raise ArithmeticError(msg)

    tokens = pl.col("input_tokens").map_batches(fails, return_dtype=pl.Int64)
    log = pl.DataFrame(arrow()).lazy().with_columns(tokens)
    priced = cost_of_usage(log, MODELS)

    with pytest.raises(ArithmeticError, match="collected"):
        priced.collect()


def test_a_lazy_log_is_computed_once() -> None:
    """Costs, bounds and sums read each row once, in Polars and in DuckDB."""
    read = list[int]()

    def counted(tokens: pl.Series) -> pl.Series:
        read.extend(tokens)
        return tokens

    def told(tokens: int) -> int:
        read.append(tokens)
        return tokens

    numbers = [*range(7)]
    tokens = pl.col("input_tokens").map_batches(counted, return_dtype=pl.Int64)
    table = pa.table({"model": ["tiered"] * 7, "input_tokens": numbers, "output_tokens": numbers})
    log = relation(table)
    connection: Any = CONNECTIONS[-1]
    connection.create_function("told", told, ["BIGINT"], "BIGINT", side_effects=True)
    logs: list[Any] = [
        pl.DataFrame(table).lazy().with_columns(tokens),
        log.project("model, told(input_tokens) as input_tokens, output_tokens"),
    ]
    for each in logs:
        bill: Any = cost_of_usage(each, MODELS, bounds=True)
        assert not read
        for lazy in (bill, usage_summary(bill)):
            assert rows(lazy)
            assert numbers == sorted(read)
            read.clear()
