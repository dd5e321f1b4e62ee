"""Logs as they are: rows that sum requests, rows said twice, costs reported, names as logged."""

from importlib import import_module
from typing import Any

import polars as pl
import pytest
from attrs import evolve
from made_up.usage_log import model, price
from test_cost import ENGINES, relation, rows

from aiproviders import Catalog, Model, Provider, Quantity, cost_of_usage, usage_summary
from aiproviders.types import PriceTier

pa: Any = import_module("pyarrow")  # which has no types

TIERED = model("tiered", price("1", "2", tiers=(PriceTier(threshold=1000, input="3", output="4"),)))
FLAT = model("flat", price("1", "2"))
THINKING = model("thinking", price("1", "2", reasoning="8"))
MODELS = Catalog([TIERED, FLAT, THINKING])


def log(**columns: list[Any]) -> Any:
    """A log as an Arrow table, of ten tokens of input and none of output unless told otherwise."""
    height = len(next(iter(columns.values())))
    filled = {
        "model": ["flat"] * height,
        "input_tokens": [10] * height,
        "output_tokens": [0] * height,
        "row": list(range(height)),
    }
    return pa.table(filled | columns)


def priced(
    table: Any, models: Any = MODELS, engine: str = "polars", **terms: Any
) -> list[dict[str, Any]]:
    """The rows of a log with their costs, in the order of the log."""
    found = rows(cost_of_usage(ENGINES[engine](table), models, **terms))
    return sorted(found, key=lambda each: each["row"]) if engine == "duckdb" else found


def values(found: list[dict[str, Any]], name: str) -> list[Any]:
    """The values of a column."""
    return [row[name] for row in found]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_tier_goes_by_the_mean_length_of_the_requests_of_a_row(engine: str) -> None:
    """A row of several requests is billed by the tier of their mean, and its basis says so."""
    table = log(
        model=["tiered", "tiered", "tiered", "flat"],
        input_tokens=[8000, 8000, 8000, 8000],
        requests=[10, 4, None, 10],
    )
    found = priced(table, engine=engine)
    assert values(found, "cost") == [0.008, 0.024, 0.024, 0.008]
    assert values(found, "cost_basis") == [
        "list price, mean of 10 requests",
        "list price, mean of 4 requests",
        "list price",
        "list price",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_with_more_input_than_a_request_has_needs_the_number_of_requests(engine: str) -> None:
    """Where the price depends on the length, a row longer than the context window has no cost."""
    narrow = evolve(TIERED, context_window=Quantity.parse("1M tokens"))
    table = log(
        model=["tiered", "tiered", "tiered", "flat"],
        input_tokens=[1_048_576, 1_048_577, 4_000_000, 4_000_000],
        requests=[None, None, 4, None],
    )
    found = priced(table, [narrow, FLAT], engine=engine)
    assert values(found, "cost") == [3.145728, None, 12, 4]
    assert values(found, "reason") == [
        None,
        "a request to tiered has at most 1,048,576 input tokens, so these are of several",
        None,
        None,
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_length_of_one_request_counts_where_a_row_says_it(engine: str) -> None:
    """A row that says how long one request was needs no mean."""
    table = log(
        model=["tiered", "tiered"],
        input_tokens=[8000, 8000],
        requests=[10, 10],
        request_input_tokens=[1500, None],
    )
    found = priced(table, engine=engine)
    assert values(found, "cost") == [0.024, 0.008]
    assert values(found, "cost_basis") == ["list price", "list price, mean of 10 requests"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_of_no_requests_that_used_something_has_no_cost(engine: str) -> None:
    """A number of requests below one, where tokens were used, is a fault of the log."""
    table = log(requests=[0, -1, 0, 1], input_tokens=[10, 10, 0, 10])
    found = priced(table, engine=engine)
    assert values(found, "cost") == [None, None, 0, pytest.approx(0.00001)]
    wrong = "the number of requests is less than one"
    assert values(found, "reason") == [wrong, wrong, None, None]


@pytest.mark.parametrize("engine", ENGINES)
def test_requests_are_summed_as_many_as_a_row_has(engine: str) -> None:
    """A summary counts the requests of a row, and a row without a number as one."""
    table = log(model=["flat", "flat", "nobody"], requests=[420, None, 3])
    costed = cost_of_usage(ENGINES[engine](table), MODELS)
    found = rows(usage_summary(costed))
    assert [(row["requests"], row["unpriced"]) for row in found] == [(421, 0), (3, 3)]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_reported_is_reconciled_by_model(engine: str) -> None:
    """The difference is our cost less what is reported, and is null where either is."""
    table = log(
        model=["flat", "flat", "flat", "nobody"],
        input_tokens=[2_000_000, 1_000_000, 1_000_000, 5],
        reported_cost=[1.5, 1.25, None, 0.5],
    )
    costed = cost_of_usage(ENGINES[engine](table), MODELS)
    by_row = sorted(rows(costed), key=lambda each: each["row"])
    assert values(by_row, "difference") == [0.5, -0.25, None, None]
    assert values(by_row, "reported_cost") == [1.5, 1.25, None, 0.5]
    flat, nobody = rows(usage_summary(costed))
    assert (flat["cost"], flat["reported"], flat["difference"]) == (4.0, 2.75, 0.25)
    assert (nobody["cost"], nobody["reported"], nobody["difference"]) == (None, 0.5, None)


@pytest.mark.parametrize("engine", [each for each in ENGINES if each != "duckdb"])
def test_of_several_rows_with_one_key_the_last_counts(engine: str) -> None:
    """Earlier rows of a key are left out, the order stays, and rows without a key all stay."""
    table = log(
        id=["a", None, "b", "a", None, "b", "b"],
        input_tokens=[1, 2, 3, 4, 5, 6, 7],
    )
    found = priced(table, engine=engine, key="id")
    assert values(found, "input_tokens") == [2, 4, 5, 7]
    assert [*found[0]][: len(table.column_names)] == table.column_names


def test_a_database_has_no_last_row() -> None:
    """Rows of a database have no order, so that a key is refused there, with a way out."""
    with pytest.raises(ValueError, match="keep the last row of each key in your query"):
        cost_of_usage(relation(log(id=["a", "a"])), MODELS, key="id")


ACME = Provider(id="acme", models=Catalog([FLAT]))
GLOBEX = Provider(
    id="globex", models=Catalog([evolve(FLAT, provider="globex", prices=(price("7", "7"),))])
)
CLOUDED = model("clouded", price("1", "1"), price("2", "2", host="cloud"))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_provider_of_a_row_decides_whose_model_is_meant(engine: str) -> None:
    """Two makers have a model of one name; rows say which, and without a word it is none."""
    table = log(provider=["globex", "acme", None], input_tokens=[1_000_000] * 3)
    found = priced(table, [ACME, GLOBEX], engine)
    assert values(found, "cost") == [7, 1, None]
    assert values(found, "reason")[2] == (
        "several models are called so: flat of acme, flat of globex"
    )


def test_a_provider_that_is_no_maker_is_the_host() -> None:
    """A host that a row names is billed at its own price, or not at all."""
    table = log(
        model=["clouded"] * 3, provider=["cloud", "acme", "fog"], input_tokens=[1_000_000] * 3
    )
    found = priced(table, [CLOUDED])
    assert values(found, "cost") == [2, 1, None]
    assert "no list price by 'fog'" in values(found, "reason")[2]


def test_names_go_first_and_say_by_which_rule_they_were_found() -> None:
    """A deployment stands for what the caller says, before any rule."""
    table = log(model=["my-gpt", "flat", "tiered"])
    found = priced(table, names={"my-gpt": "flat", "tiered": "flat"})
    assert values(found, "price_model") == ["flat", "flat", "flat"]
    assert values(found, "name_rule") == ["names + exact", "exact", "names + exact"]


def test_exact_names_are_those_that_a_catalog_finds() -> None:
    """With names="exact", no prefix or mark is taken off a name."""
    table = log(model=["acme/flat", "FLAT"])
    assert values(priced(table), "priced") == [True, True]
    assert values(priced(table, names="exact"), "priced") == [False, True]
    with pytest.raises(ValueError, match='names is a mapping of names or "exact", got'):
        priced(table, names="close")


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_count_by_their_names_unless_told_otherwise(engine: str) -> None:
    """A log in our columns needs no arguments; None turns a column off."""
    cached = Catalog([model("flat", price("1", "2", cache_read="0"))])
    table = log(cache_read_tokens=[4], service=["batch"])
    (row,) = priced(table, cached, engine)
    assert row["reason"] == (
        "no list price for the service 'batch' is stated; the services with prices are 'standard'"
    )
    (row,) = priced(table, cached, engine, service=None)
    assert row["cost"] == pytest.approx(0.000006)
    (row,) = priced(table, cached, engine, service=None, cache_read_tokens=None)
    assert row["cost"] == pytest.approx(0.00001)


def test_a_column_that_is_named_has_to_be_there() -> None:
    """Only where it is not named, a column may be missing."""
    with pytest.raises(ValueError, match="the log has no column 'time'"):
        priced(log(day=["2026-01-01"]), at="time")


def test_a_column_that_means_something_else_is_no_default() -> None:
    """A column that is named for something does not count as something else by its name."""
    table = log(requests=["flat"], reported_cost=[5])
    (row,) = priced(table, model="requests", input_tokens="reported_cost")
    assert row["cost"] == pytest.approx(0.000005)
    assert "difference" not in row


def test_a_text_called_requests_is_refused_with_a_way_out() -> None:
    """A column whose name we read, but which holds something else, is named."""
    message = "the column 'requests' holds no numbers but String; convert it, or give None for it"
    with pytest.raises(TypeError, match=message):
        priced(log(requests=["a text"]))


@pytest.mark.parametrize("engine", ENGINES)
def test_reasoning_that_a_row_does_not_count_is_open(engine: str) -> None:
    """Where reasoning has a price of its own, a row that does not count it has bounds alone."""
    table = log(
        model=["thinking", "thinking", "flat"],
        input_tokens=[0, 0, 0],
        output_tokens=[1_000_000] * 3,
        reasoning_tokens=[None, 500_000, None],
    )
    found = priced(table, engine=engine, bounds=True)
    assert values(found, "cost") == [None, 5, 2]
    assert values(found, "cost_at_least") == [2, 5, 2]
    assert values(found, "cost_at_most") == [8, 5, 2]
    assert values(found, "reason")[0] == "how much of the output is reasoning is not stated"


def test_a_frame_of_ours_is_summed_without_arguments() -> None:
    """Months, requests and what is reported are found by their names."""
    frame = pl.DataFrame(
        {
            "model": ["flat", "flat"],
            "time": ["2026-01-05", "2026-02-05"],
            "input_tokens": [1_000_000, 1_000_000],
            "output_tokens": [0, 0],
        }
    ).with_columns(pl.col("time").str.to_datetime())
    models: list[Model] = [FLAT]
    found = rows(usage_summary(cost_of_usage(frame, models)))
    assert values(found, "month") == ["2026-01", "2026-02"]


@pytest.mark.parametrize(("column", "what"), [("time", "dates or times"), ("provider", "names")])
def test_a_default_of_another_type_is_refused_with_a_way_out(column: str, what: str) -> None:
    """A column that counts by its name alone, but holds seconds, say, can be turned off."""
    table = log(**{column: [0.25]})
    message = f"'{column}' holds no {what} but Float64; convert it, or give None for it"
    with pytest.raises(TypeError, match=message):
        priced(table)
    options: dict[str, Any] = {"at": None} if column == "time" else {column: None}
    assert values(priced(table, **options), "priced") == [True]
