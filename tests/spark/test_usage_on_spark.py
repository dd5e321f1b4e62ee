"""The cost of the usage in a log, on PySpark in local mode, which needs Java."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa
import pytest
from made_up.full_prices import MODELS as FULL_MODELS
from made_up.random_log import WAYS, billed
from made_up.usage_log import MODELS, REQUESTS, columns, expected
from pyspark.sql import DataFrame, SparkSession

from aiproviders import cost_of_usage, usage_summary

SCHEMA = (
    "model string, input_tokens long, output_tokens long, cached long, written long, "
    "at timestamp, request long"
)
ALL = {"cache_read_tokens": "cached", "cache_write_tokens": "written"}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A session of two threads, whose time zone is not UTC."""
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "America/Sao_Paulo")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


def log(spark: SparkSession, kind: str = "timestamp") -> DataFrame:
    """The log, with times of one of the types of Spark."""
    held = columns()
    times: list[object] = [at and f"{at.isoformat()}Z" for at in held["at"]]
    if kind == "timestamp_ntz":
        times = list(held["at"])
    if kind == "date":
        times = [at and at.date() for at in held["at"]]
    read = {"timestamp": "string"}.get(kind, kind)
    rows = list(zip(*(held | {"at": times}).values(), strict=True))
    frame = spark.createDataFrame(rows, SCHEMA.replace("at timestamp", f"at {read}"))
    return frame.withColumn("at", frame["at"].cast(kind))


@pytest.mark.parametrize("kind", ["timestamp", "timestamp_ntz", "date"])
@pytest.mark.parametrize("by_day", [False, True])
def test_every_request_costs_what_its_price_says(
    spark: SparkSession, kind: str, by_day: bool
) -> None:
    """Every row, kept once, costs what is expected, with days before 1900 and null times too."""
    priced = cost_of_usage(log(spark, kind), MODELS, at="at" if by_day else None, **ALL)
    found = {row["request"]: row for row in priced.collect()}

    assert isinstance(priced, DataFrame)
    assert len(REQUESTS) == priced.count()
    for number, (cost, currency) in expected(by_day=by_day).items():
        row = found[number]
        assert (cost is None) == (row["cost"] is None), REQUESTS[number]
        assert cost is None or abs(cost - Decimal(row["cost"])) < Decimal("1e-9")
        assert currency == row["currency"], REQUESTS[number]
        assert (cost is not None) == row["priced"]


@pytest.mark.parametrize("way", WAYS)
def test_each_row_costs_what_it_is_reckoned_to(spark: SparkSession, way: str) -> None:
    """Random requests of every kind and term have the cost, bounds and basis of exact fractions."""
    table, asked, bills = billed(way)
    frame = _read(spark, table)
    priced = cost_of_usage(frame, FULL_MODELS, **WAYS[way].arguments())
    found = {row["request"]: row.asDict() for row in priced.collect()}

    assert len(asked) == len(found)
    for number, bill in enumerate(bills):
        differences = bill.differences(found[number])
        assert not differences, (differences, asked[number], bill, found[number])


def _read(spark: SparkSession, table: pa.Table) -> DataFrame:
    """A log of Arrow in Spark, which has no numbers without a sign, and takes times for its own."""
    stored = {name: table[name] for name in table.column_names}
    stored |= {
        name: column.cast("int64") for name, column in stored.items() if column.type == pa.uint32()
    }
    is_time = "at" in stored and pa.types.is_timestamp(stored["at"].type)
    kind = "timestamp" if is_time and stored["at"].type.tz else "timestamp_ntz"
    if is_time:
        stored["at"] = stored["at"].cast("string")
    frame = spark.createDataFrame(pa.table(stored))
    return frame.withColumn("at", frame["at"].cast(kind)) if is_time else frame


def test_a_million_rows_sum_to_a_millionth(spark: SparkSession) -> None:
    """Sums over a million rows are exact to a micro-dollar, and lazy until they are asked for."""
    tokens = "(id * 7919) % 100003"
    rows = spark.range(1_000_000).selectExpr(
        "'plain' as model", f"{tokens} as input_tokens", f"{tokens} as output_tokens"
    )
    (total,) = usage_summary(cost_of_usage(rows, MODELS)).collect()

    exact = Decimal(3) * sum((each * 7919) % 100_003 for each in range(1_000_000)) / 10**6
    assert abs(exact - Decimal(total["cost"])) < Decimal("1e-6")


def test_prices_are_joined_once_without_moving_the_log(
    spark: SparkSession, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan has one join, to a list that every worker gets, and no row of the log is moved."""
    cost_of_usage(log(spark), MODELS, at="at", **ALL).explain()
    plan = capsys.readouterr().out

    assert plan.count("BroadcastHashJoin") == plan.count("Join") == 1
    assert plan.count("Exchange") == plan.count("BroadcastExchange") == 1


@pytest.mark.parametrize("kind", ["timestamp", "timestamp_ntz", "date"])
def test_months_are_those_of_utc(spark: SparkSession, kind: str) -> None:
    """Costs are summed by month in UTC, whatever the time zone of the session."""
    summary = usage_summary(cost_of_usage(log(spark, kind), MODELS, at="at"), at="at")
    found = Counter[str | None]()
    for row in summary.collect():
        found[row["month"]] += row["requests"]

    assert Counter(request.at and f"{request.at:%Y-%m}" for request in REQUESTS) == found
