"""The prices of requests that are found by number, without a join."""

from importlib import import_module
from typing import Any

import pandas as pd
import polars as pl
import pytest
from made_up.usage_log import MODELS
from test_cost import ENGINES, arrow, rows

from aiproviders import Model, TokenPrice, cost_of_usage
from aiproviders.usage._pricing.row_prices.numbering import some_of_batch

pa: Any = import_module("pyarrow")  # which has no types


def test_a_text_is_computed_for_some_rows_of_a_batch() -> None:
    """Rows that are left out have null, and the others their own text, in order."""
    rows = pl.DataFrame({"name": ["a", "b", "c", "d"], "done": [True, False, True, False]})
    value = pl.col("name").str.to_uppercase()

    assert [None, "B", None, "D"] == some_of_batch(rows.to_struct(), "done", value).to_list()
    assert [None] == some_of_batch(rows[:1].to_struct(), "done", value).to_list()


@pytest.mark.parametrize("engine", [each for each in ENGINES if each != "duckdb"])
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

    expected = [None if number % 2 else float(number) for number in numbers]
    assert expected == [row["cost"] for row in rows(priced)]


def test_a_lazy_log_of_polars_is_not_joined() -> None:
    """Prices are found batch by batch, in order, and texts only where they are asked for."""
    priced = cost_of_usage(pl.DataFrame(arrow()).lazy(), MODELS, at="at")

    assert "JOIN" not in priced.explain()
    assert "price_source" not in priced.select("cost").explain()
    assert priced.collect(engine="streaming").equals(priced.collect())


@pytest.mark.parametrize("kind", ["object", "string"])
def test_texts_of_pandas_have_the_type_of_names(kind: str) -> None:
    """What is read from the price list for names that are objects is objects, and null too."""
    log = pd.DataFrame({"model": ["plain", "none such"], "input_tokens": [1, 1]}, index=[7, 7])
    priced = cost_of_usage(log.astype({"model": kind}), MODELS, output_tokens=None)

    assert kind == str(priced["price_model"].dtype)
    assert [[False, True], [True, False]] == [
        priced[each].isna().tolist() for each in ("price_model", "reason")
    ]
