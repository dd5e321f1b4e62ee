"""The cost of each row of any log against a reckoning of it in plain Python, on every engine."""

from collections.abc import Iterable
from decimal import Decimal
from importlib import import_module
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from made_up.usage_log import MODELS, at, reckoned
from made_up.usage_log import Request as Reckoned
from test_cost import ENGINES, near, rows

from aiproviders import cost_of_usage, usage_summary

pa: Any = import_module("pyarrow")  # which has no types

KINDS = {
    "input_tokens": "input",
    "output_tokens": "output",
    "cached": "cached",
    "written": "written",
}
LIMITS = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int64": (-(2**53), 2**53),
    "uint8": (0, 2**8 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**53),
    "float64": (-(2**53), 2**53),
}
TIERS = [0, 1, 99, 100, 101, 999, 1000, 1001, 1999, 2000, 2001]


@st.composite
def logs(draw: st.DrawFn) -> tuple[Any, list[Reckoned]]:
    """A log whose columns have types of their own, and its requests."""
    size = draw(st.integers(0, 12))
    columns: dict[str, list[int | None]] = {}
    arrays: dict[str, Any] = {}
    for name in KINDS:
        kind = draw(st.sampled_from(sorted(LIMITS)))
        low, high = LIMITS[kind]
        counts = (
            st.none() | st.integers(low, high) | st.sampled_from([n for n in TIERS if n <= high])
        )
        columns[name] = draw(st.lists(counts, min_size=size, max_size=size))
        arrays[name] = pa.array(columns[name], pa.float64() if kind == "float64" else kind)
    names = st.sampled_from([*(each.id for each in MODELS), "TIERED", "twin", "nobody"]) | st.none()
    days = [at(2024, 12, 31, 23, 59, 59), at(2025, 1, 1), at(2026, 1, 31), at(2026, 2, 1)]
    moments = st.none() | st.sampled_from(days) | st.datetimes(at(2024, 12, 1), at(2027, 2, 1))
    models = draw(st.lists(names, min_size=size, max_size=size))
    times = draw(st.lists(moments, min_size=size, max_size=size))
    table = pa.table(
        {
            "model": pa.array(models, pa.string()),
            **arrays,
            "at": pa.array(times, pa.timestamp("us")),
            "request": pa.array(range(size), pa.int64()),
        }
    )
    asked = [Reckoned(*row) for row in zip(models, *columns.values(), times, strict=True)]
    return table, asked


@pytest.mark.parametrize("engine", ENGINES)
@given(log=logs(), by_day=st.booleans())
def test_each_row_costs_what_it_is_reckoned_to(
    engine: str, log: tuple[Any, list[Reckoned]], by_day: bool
) -> None:
    """Costs are those of exact decimals, each null has a reason, and sums are those of the rows."""
    table, requests = log
    options: Any = {"cache_read_tokens": "cached", "cache_write_tokens": "written"}
    moment = "at" if by_day else None
    bill = cost_of_usage(ENGINES[engine](table), MODELS, at=moment, **options)
    found = {row["request"]: row for row in rows(bill)}
    exact = [reckoned(request, by_day=by_day) for request in requests]

    assert len(requests) == len(found)
    for number, (cost, currency) in enumerate(exact):
        row = found[number]
        assert close(cost, row["cost"]), (requests[number], cost, row)
        assert currency == row["currency"]
        assert (cost is not None) == row["priced"] == (row["reason"] is None)
    summed = rows(usage_summary(bill, at=moment))
    assert len(requests) == sum(row["requests"] for row in summed)
    assert sum(cost is None for cost, _ in exact) == sum(row["unpriced"] for row in summed)
    for currency in ("USD", "CNY"):
        total = sum(costs(exact, currency), Decimal(0))
        parts = [row["cost"] for row in summed if row["currency"] == currency]
        assert close(total, sum(cost for cost in parts if cost is not None))


def costs(exact: Iterable[tuple[Decimal | None, str | None]], currency: str) -> list[Decimal]:
    """The costs in a currency."""
    return [cost for cost, each in exact if cost is not None and each == currency]


def close(exact: Decimal | None, cost: float | None) -> bool:
    """Whether a cost is the exact one, to a billionth or to a part in 10**12."""
    if exact is None or cost is None:
        return exact is None and cost is None
    return near(exact, cost) or abs(exact - Decimal(cost)) <= exact / 10**12
