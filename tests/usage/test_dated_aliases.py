"""A name in a log that stands for one model until a day and for another one after it."""

import polars as pl
from attrs import evolve
from made_up import MARKET

from aiproviders import Market, cost_of_usage
from aiproviders.types import DatedAlias

MILLION = 1_000_000


def costs(market: Market, days: list[str | None]) -> pl.DataFrame:
    """What a million input tokens of `orbit-latest` cost on some days, and why nothing."""
    log = pl.DataFrame(
        {
            "model": ["orbit-latest"] * len(days),
            "input_tokens": [MILLION] * len(days),
            "output_tokens": [0] * len(days),
            "day": days,
        }
    )
    return cost_of_usage(log.with_columns(pl.col("day").str.to_date()), market, at="day")


def test_a_request_is_billed_as_the_model_of_its_day() -> None:
    """Each request has the price of the model that its name stood for; without a day, none."""
    days = ["2025-02-28", "2025-03-01", "2026-05-31", "2026-06-01", "2026-11-01", None]
    priced = costs(Market.load(MARKET), days)

    assert [None, 2, 2, 3, 2, None] == priced["cost"].to_list()
    assert [
        "no model is called so on its day",
        "the model that is called so depends on the day, which is missing",
    ] == priced["reason"].drop_nulls().to_list()


def test_a_day_of_two_models_has_no_price() -> None:
    """Where a name stands for two models on one day, nothing says which of them is billed."""
    lab = Market.load(MARKET)["globex"]
    alias = DatedAlias(name="orbit-latest", period="../2025-03-31")
    both = lab.with_records(evolve(lab.models["orbit-2"], dated_aliases=[alias]))
    priced = costs(Market(both, edition="2026.11"), ["2025-01-01", "2025-03-31", "2025-04-01"])

    assert [None, None, 2] == priced["cost"].to_list()
    assert [
        "no list price is in force on its day",
        "several models are called so on its day",
        None,
    ] == priced["reason"].to_list()
