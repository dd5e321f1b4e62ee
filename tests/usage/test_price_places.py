"""The prices of requests that are found by number."""

from importlib import import_module
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from attrs import evolve
from made_up.full_prices import MODELS as FULL
from made_up.random_log import WAYS, requests, table
from made_up.usage_log import MODELS, REQUESTS
from test_cost import ENGINES, arrow, rows

from aiproviders import Model, TokenPrice, cost_of_usage
from aiproviders.types import Hours
from aiproviders.usage._pricing.row_prices.numbering import some_of_batch

pa: Any = import_module("pyarrow")  # which has no types


def test_a_text_is_computed_for_some_rows_of_a_batch() -> None:
    """Rows that are left out have null, and the others their own text, in order."""
    rows = pl.DataFrame({"name": ["a", "b", "c", "d"], "done": [True, False, True, False]})
    value = pl.col("name").str.to_uppercase()

    assert [None, "B", None, "D"] == some_of_batch(rows.to_struct(), "done", value).to_list()
    assert [None] == some_of_batch(rows[:1].to_struct(), "done", value).to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_more_names_and_regions_than_a_table_has_places_for(engine: str) -> None:
    """Of 1,100 models in as many regions, each is priced in its own region and in no other."""
    numbers = range(1, 1101)
    models = [
        Model(
            id=f"model-{number}",
            provider="acme",
            name=f"Model {number}",
            prices=(TokenPrice(currency="USD", input=number, region=f"region-{number}"),),
        )
        for number in numbers
    ]
    regions = [f"{'elsewhere' if number % 2 else 'region'}-{number}" for number in numbers]
    log = pa.table(
        {
            "model": [f"model-{number}" for number in numbers],
            "region": regions,
            "input_tokens": [1_000_000] * len(regions),
        }
    )
    priced = cost_of_usage(ENGINES[engine](log), models, output_tokens=None)

    expected = {f"model-{each}": None if each % 2 else float(each) for each in numbers}
    assert expected == {row["model"]: row["cost"] for row in rows(priced)}


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow"])
def test_what_a_request_costs_does_not_depend_on_the_others(engine: str) -> None:
    """The requests of each model come to the same in a log of their own, which splits by less."""
    log = arrow().append_column("region", pa.array([None, "", "eu"] * (len(REQUESTS) // 3)))
    names = log["model"].to_pylist()

    def priced(table: Any) -> list[dict[str, Any]]:
        costed = cost_of_usage(ENGINES[engine](table), MODELS, at="at", bounds=True)
        # The last digit of a quotient differs in Polars by the length of a column.
        return [
            {
                name: round(held, 15) if isinstance(held, float) else held
                for name, held in row.items()
            }
            for row in rows(costed)
        ]

    whole = priced(log)
    for name in {*names}:
        places = [place for place, each in enumerate(names) if each == name]
        assert priced(log.take(places)) == [whole[place] for place in places]


def test_a_lazy_log_of_polars_is_not_joined() -> None:
    """Prices are found batch by batch, in order, and texts only where they are asked for."""
    priced = cost_of_usage(pl.DataFrame(arrow()).lazy(), MODELS, at="at")

    assert "JOIN" not in priced.explain()
    assert "price_source" not in priced.select("cost").explain()
    assert priced.collect(engine="streaming").equals(priced.collect())


@pytest.mark.parametrize("way", ["all that is asked for", "days"])
def test_rows_that_a_table_of_duckdb_gets_later_are_priced_alike(way: str) -> None:
    """Of what was asked for before, any day, length and count is billed as if it had been there.

    What is new has no cost and says so, and no row is lost.
    """
    asked = [each._replace(**WAYS[way].terms) for each in requests(400, WAYS[way].kinds)]  # type: ignore[arg-type]
    keys = [(each.name, each.host or "", each.region or "", each.service or "") for each in asked]
    first = {key: number for number, key in reversed([*enumerate(keys)])}
    is_early = {key: number % 3 > 0 for key, number in first.items()}
    connection = duckdb.connect()
    connection.register("given", table(asked, WAYS[way].kinds, WAYS[way].times))
    early = [number for key, number in first.items() if is_early[key]]
    connection.execute("create table log as from given where request in ?", [early])
    connection.execute("create view seen as from log")

    def priced() -> Any:
        return cost_of_usage(connection.table("seen"), FULL, **WAYS[way].arguments())

    seen, before = connection.table("seen"), priced()
    connection.execute("insert into log from given where request not in ?", [early])
    in_log = ", ".join(f'"{each}"' for each in connection.table("log").columns)
    added = f"request, * exclude ({in_log})"
    found, expected = (
        {row["request"]: row for row in rows(each.project(added))} for each in (before, priced())
    )

    # Before 2.0, DuckDB shows a query of a view the rows that there were when it was made.
    shown = {row["request"] for row in rows(seen)}
    assert shown == {*found}
    assert len(shown) == len(rows(before.project("request")))
    for number in shown:
        if is_early[keys[number]]:
            assert expected[number] == found[number]
        else:
            assert (None, False) == (found[number]["cost"], found[number]["priced"])
            assert found[number]["reason"]


def test_times_of_duckdb_that_no_clock_shows() -> None:
    """Infinite times, and those before Christ, stay: the hour of the first is not known."""
    connection = duckdb.connect()
    connection.execute(
        """
        create table log as select 'hourly' as model, 1000000 as input_tokens, time::timestamp as at
        from (values ('infinity'), ('-infinity'), ('0044-03-15 (BC) 11:00'), ('2026-05-06 11:00'))
          given(time)
        """
    )
    price = TokenPrice(currency="USD", input=1, hours=Hours(windows="10:00-12:00"))
    model = Model(
        id="hourly",
        provider="acme",
        name="Hourly",
        prices=(price, evolve(price, input=2, hours=~Hours(windows="10:00-12:00"))),
    )
    priced = cost_of_usage(connection.table("log"), [model], output_tokens=None, at="at")

    missing = "the price depends on the hour, which is missing"
    assert [(None, missing), (None, missing), (1.0, None), (1.0, None)] == (
        priced.project("cost, reason").fetchall()
    )


@pytest.mark.parametrize("kind", ["object", "string"])
def test_texts_of_pandas_have_the_type_of_names(kind: str) -> None:
    """What is read from the price list for names that are objects is objects, and null too."""
    log = pd.DataFrame({"model": ["plain", "none such"], "input_tokens": [1, 1]}, index=[7, 7])
    priced = cost_of_usage(log.astype({"model": kind}), MODELS, output_tokens=None)

    assert kind == str(priced["price_model"].dtype)
    assert [[False, True], [True, False]] == [
        priced[each].isna().tolist() for each in ("price_model", "reason")
    ]
