"""Results are sequences of their rows."""

import pickle
from typing import Any

import pytest
from attrs import evolve
from made_up.facts import model

from aiproviders import (
    Catalog,
    Provider,
    alibaba,
    compare,
    diff,
    gaps,
    price_performance,
)
from aiproviders.errors import NotStatedAttributeError
from aiproviders.usage._summary.cost_summary import CostSummary

COSTS = {"currency": "USD", "requests": 1, "later": 0, "unpriced": 0, "cost": 2, "reason": None}

RESULTS: dict[str, tuple[Any, str]] = {
    "price-performance": (price_performance(alibaba), "rows"),
    "changes": (diff(alibaba, evolve(alibaba, models=Catalog())), "changes"),
    "gaps": (gaps(alibaba), "unknown"),
    "comparison": (compare(alibaba.models["qwen3.6"], alibaba.models["qwen3.7-max"]), "rows"),
    "costs": (
        CostSummary(source="log", prices="list", by=(), rows=(COSTS, COSTS)),
        "rows",
    ),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_the_sequence_of_its_rows(name: str) -> None:
    """It iterates, has a length and positions, and a slice of it is a result that shows itself."""
    result, held = RESULTS[name]
    rows = getattr(result, held)

    assert 2 <= len(rows) == len(result)
    assert rows == tuple(result)
    assert (rows[0], rows[-1]) == (result[0], result[-1])
    assert rows[::-1] == tuple(reversed(result))
    assert type(result) is type(result[:1])
    assert rows[:1] == getattr(result[:1], held)
    assert not result[:0]
    assert repr(result[:1])
    with pytest.raises(
        IndexError, match=rf"has {len(rows)} rows, and none at position {len(rows)}"
    ):
        result[len(rows)]
    with pytest.raises(TypeError, match=r"rows of the .* are found by their position, got 'x'"):
        result["x"]


def test_a_join_is_the_sequence_of_its_pairs(acme: Provider) -> None:
    """Iterating a joined price catalog gives each pair of models."""
    joined = acme.joined(acme, names={"rocket-1": "rocket-1"})

    assert ["rocket-1"] == [pair.other.id for pair in joined]
    assert joined.pairs[0] == joined[0]


def test_the_best_row_is_the_first() -> None:
    """It has the highest score per price; where no model has a row, the error says why."""
    result = price_performance(alibaba)

    assert max(result, key=lambda row: row.score_per_price) == result.best
    assert min(result, key=lambda row: row.price) == result.best
    with pytest.raises(NotStatedAttributeError, match="score on swe-bench-verified: no price"):
        price_performance([model("free"), *alibaba.models], retired=True)[:0].best  # noqa: B018


def test_the_price_of_a_row_is_what_its_score_is_divided_by() -> None:
    """`score / price` is `score_per_price`; the list price stands beside it."""
    row = price_performance(alibaba)[0]

    assert row.score / row.price == row.score_per_price
    assert row.model.list_price == row.list_price


def test_a_slice_pickles() -> None:
    """The first rows of a ranking are a ranking like any other."""
    result = price_performance(alibaba)[:1]

    assert result == pickle.loads(pickle.dumps(result))  # noqa: S301 - made here
