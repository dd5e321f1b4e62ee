"""The prices of models as one table."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up.usage_log import MODELS, model, price

from aiproviders import Model, Period, Provider, TokenPrice, Usage, price_table
from aiproviders._records.frame_methods import Backend
from aiproviders._records.prices.use_kinds import RATES
from aiproviders.errors import NotStatedError
from aiproviders.types import PriceTier
from aiproviders.usage._price_tables.price_table import PRICE_TABLES


def rows(*models: Model, at: Any = None) -> list[dict[str, Any]]:
    """The rows of a table as plain values."""
    found: list[dict[str, Any]] = price_table(models, at, backend="pyarrow", exact=True).to_pylist()
    return found


def picked(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Some values of each row."""
    return [tuple(row[name] for name in names) for row in found]


def test_the_cheapest_comes_first_and_the_unknown_last() -> None:
    """Rows are in order of blended price, then those without one, then models without a price."""
    dear, cheap = model("dear", price("2", "2")), model("cheap", price("1", "1"))
    partly, free = model("partly", price("1", None)), model("free", price("0", "0"))
    found = rows(model("unpriced"), partly, dear, cheap, free)

    assert ["free", "cheap", "dear", "partly", "unpriced"] == [row["id"] for row in found]
    assert [0, 1, 2, None, None] == [row["blended_price"] for row in found]


def test_unknown_is_never_zero() -> None:
    """A model without a price has a row without one, and a subscription one without amounts."""
    plan = TokenPrice(currency="USD", plan="subscription")
    found = rows(model("unpriced"), model("in-plan", plan))

    assert [("in-plan", "subscription", None, None), ("unpriced", None, None, None)] == picked(
        found, "id", "plan", "input", "output"
    )


def test_currencies_stay_apart() -> None:
    """Rows of different currencies are not sorted among each other."""
    yuan = TokenPrice(currency="CNY", input="10", output="10")
    found = rows(model("a", price("5", "5"), yuan), model("b", price("20", "20")))

    assert [("a", "CNY"), ("a", "USD"), ("b", "USD")] == picked(found, "id", "currency")


def test_each_tier_has_a_row_that_says_for_which_requests() -> None:
    """Intervals of input tokens are half-open, whether a threshold is inclusive or not."""
    tiers = (
        PriceTier(threshold=1000, input="3", output="4"),
        PriceTier(threshold=2000, inclusive=True, input="5", output="6"),
    )
    found = rows(model("tiered", price("1", "2", tiers=tiers)))

    assert [(0, 1001, 1), (1001, 2000, 3), (2000, None, 5)] == picked(
        found, "input_tokens_from", "input_tokens_below", "input"
    )


def test_a_price_ends_where_it_is_stated_to_and_comes_back_after_a_shorter_one() -> None:
    """Intervals of days are half-open and do not overlap."""
    found = rows(MODELS["dated"])
    by_day = sorted(picked(found, "since", "before", "input_tokens_from", "input"))

    assert [
        (date(2025, 1, 1), date(2026, 1, 1), 0, 8),
        (date(2026, 1, 1), date(2026, 2, 1), 0, 4),
        (date(2026, 2, 1), date(2026, 3, 1), 0, 8),
        (date(2026, 3, 1), None, 0, 2),
        (date(2026, 3, 1), None, 101, 9),
    ] == by_day


def test_hosts_regions_and_plans_do_not_end_each_others_prices() -> None:
    """Only a later price of the same host, region and plan ends an earlier one."""
    prices = (
        price("1", "1", effective="2025"),
        price("2", "2", effective="2026", host="cloud"),
        price("3", "3", effective="2026", region="eu"),
        price("4", "4", effective="2026", plan="contract"),
    )
    found = rows(model("a", *prices))

    assert [None] * 4 == [row["before"] for row in found]
    assert ["acme", "cloud", "acme", "acme"] == [row["host"] for row in found]


def test_prices_that_begin_on_one_day_all_have_rows() -> None:
    """Every price has a row where the dates do not say which holds; the notes tell them apart."""
    night = price("1", "1", effective="2026", note="At night.")
    found = rows(model("a", price("2", "2", effective="2026"), night))

    assert [(1, "At night."), (2, None)] == picked(found, "input", "note")


@pytest.mark.parametrize(
    ("at", "inputs"),
    [
        ("2024-12-31", [None]),
        (date(2025, 1, 1), [8]),
        (Period("2026-01-31"), [4]),
        ("2026-02", [8]),
        ("2026-01/2026-03", [2, 4, 8, 9]),
        ("2026-03/..", [2, 9]),
        ("../2025-06", [8]),
    ],
)
def test_at_keeps_the_prices_that_may_hold_then(at: Any, inputs: list[Any]) -> None:
    """A price is given on every day of its interval and no other; a model without one has a row."""
    found = [row["input"] for row in rows(MODELS["dated"], at=at)]

    assert inputs == sorted(found, key=lambda amount: amount or Decimal(0))


def test_says_where_a_price_stands_and_when_it_was_seen() -> None:
    """The first citation, the dates as stated, and who reported the price are given."""
    (row,) = rows(MODELS["plain"])

    assert ("list", "Prices", None) == (row["source"], row["section"], row["locator"])
    assert (None, "2026-05", None) == (
        row["effective_edtf"],
        row["observed_edtf"],
        row["reported_by"],
    )


@pytest.mark.parametrize("form", ["wide", "long"])
@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow", "duckdb"])
def test_columns_are_the_same_in_every_library(
    backend: Backend, form: Literal["wide", "long"]
) -> None:
    """Every library has all columns, even where there are no models."""
    frame: Any = price_table([], form=form, backend=backend)
    found = frame.column_names if backend == "pyarrow" else list(frame.columns)

    assert [each.name for each in PRICE_TABLES[form]] == found


@pytest.mark.parametrize("form", ["wide", "long"])
def test_types_do_not_depend_on_the_rows(form: Literal["wide", "long"]) -> None:
    """An empty table, one of prices and one of a model without a price have the same types."""
    several: tuple[list[Model], ...] = ([], [MODELS["dated"]], [model("unpriced")])
    types = [price_table(each, form=form, backend="pyarrow").schema.types for each in several]

    assert types[0] == types[1] == types[2]


def test_refuses_an_unknown_library_or_form() -> None:
    """The error names the libraries and forms that are supported."""
    with pytest.raises(ValueError, match=r"^form is 'wide' or 'long', got 'tall'$"):
        price_table([], form="tall")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]
    with pytest.raises(ValueError, match=r"pandas, .* not with 'excel'"):
        price_table([], backend="excel")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]


def test_a_price_has_one_row_as_long_as_nothing_comes_between() -> None:
    """The end of a price that was not in force any more does not divide the next one's days."""
    found = rows(
        model("a", price("1", "1", effective="2024/2025"), price("2", "2", effective="2025/.."))
    )

    assert [(date(2024, 1, 1), date(2025, 1, 1), 1), (date(2025, 1, 1), None, 2)] == picked(
        found, "since", "before", "input"
    )


# The long form


def long_rows(*models: Model) -> list[dict[str, Any]]:
    """The rows of a table in the long form as plain values."""
    found: list[dict[str, Any]] = price_table(
        models, form="long", backend="pyarrow", exact=True
    ).to_pylist()
    return found


def test_each_kind_of_use_that_is_billed_has_a_row_of_its_own() -> None:
    """A kind without a price of its own has that of another, and one without an amount has none."""
    stated = price("1", "2", cache_read="0.5", searches="10", unstated=("reasoning",))
    found = long_rows(model("a", stated), model("unpriced"))

    assert [
        ("input", 1, 10**6, None),
        ("output", 2, 10**6, None),
        ("cache_read", Decimal("0.5"), 10**6, None),
        ("reasoning", None, 10**6, None),
        ("input_audio", 1, 10**6, "input"),
        ("output_audio", 2, 10**6, "output"),
        ("cache_read_audio", Decimal("0.5"), 10**6, "cache_read"),
        ("input_image", 1, 10**6, "input"),
        ("output_image", 2, 10**6, "output"),
        ("searches", 10, 1000, None),
        (None, None, None, None),
    ] == picked(found, "kind", "price", "per", "billed_as")


def test_a_price_without_amounts_has_a_row_without_a_kind() -> None:
    """A subscription without an amount is listed once."""
    found = long_rows(model("in-plan", TokenPrice(currency="USD", plan="subscription")))

    assert [("subscription", None, None)] == picked(found, "plan", "kind", "price")


def test_what_one_tier_states_has_no_price_in_another_that_leaves_it_out() -> None:
    """A kind that has a price of its own at some length is not billed as another at any."""
    tier = PriceTier(threshold=1000, input="3", output="4", input_audio="5")
    found = long_rows(model("tiered", price("1", "2", tiers=[tier])))
    audio = [row for row in found if row["kind"] == "input_audio"]

    assert [(0, 1001, None), (1001, None, 5)] == picked(
        audio, "input_tokens_from", "input_tokens_below", "price"
    )


RATES_STATED = st.dictionaries(st.sampled_from(RATES), st.integers(0, 999), min_size=1)


@given(RATES_STATED, RATES_STATED, st.lists(st.integers(0, 99), min_size=8, max_size=8))
def test_the_rows_of_a_request_add_up_to_its_cost(
    rates: dict[str, Any], longer: dict[str, Any], counts: list[int]
) -> None:
    """A join by kind and length finds the price of each part; their sum is `TokenPrice.cost`."""
    stated = price(
        **{"input": None, "output": None} | rates, tiers=[PriceTier(threshold=99, **longer)]
    )
    names = (
        "cache_read",
        "cache_write_1h",
        "reasoning",
        "input_audio",
        "output_audio",
        "input_image",
    )
    parts = dict(zip(names, counts, strict=False))
    usage = Usage(
        input_tokens=sum(counts),
        output_tokens=sum(counts),
        cache_write_tokens=parts["cache_write_1h"],
        searches=counts[-1],
        **{f"{name}_tokens": count for name, count in parts.items()},
    )
    billed = {
        row["kind"]: row["price"] / row["per"]
        for row in long_rows(model("a", stated))
        if row["price"] is not None
        and row["input_tokens_from"] <= usage.input_tokens
        and (row["input_tokens_below"] is None or usage.input_tokens < row["input_tokens_below"])
    }
    used = {kind: number for kind, number in usage.parts if number}
    known = {kind: number * billed[kind] for kind, number in used.items() if kind in billed}
    if used and not known:
        with pytest.raises(NotStatedError):
            stated.cost(usage)
    else:
        cost = stated.cost(usage)
        assert (sum(known.values()), "=" if len(known) == len(used) else ">=") == (
            cost.value,
            cost.comparator,
        )


def test_says_of_which_version_the_data_is(acme: Provider) -> None:
    """Each row has the version of the provider that its model is from, where that is known."""
    other = Provider(id="other", data_version="7", models=[model("a", price("1", "1"))])
    both = price_table((each for each in (acme, other)), backend="pyarrow").to_pylist()
    alone = price_table(other.models, backend="pyarrow").to_pylist()
    loose = price_table([*other.models], backend="pyarrow").to_pylist()

    assert {("acme", acme.data_version), ("other", "7")} == {
        ("other" if row["id"] == "a" else "acme", row["data_version"]) for row in both
    }
    assert (["7"], [None]) == tuple(
        [row["data_version"] for row in found] for found in (alone, loose)
    )
