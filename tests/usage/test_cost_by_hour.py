"""The cost of requests whose price depends on the hour, on every engine."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from made_up.usage_log import model, price
from test_cost import ENGINES, near, rows

from aiproviders import Catalog, cost_of_usage
from aiproviders._records.hours.hours import Hours
from aiproviders._records.prices.price_in_force import find_price
from aiproviders.types import PriceTier

pa: Any = import_module("pyarrow")  # which has no types

PEAK = Hours.local(
    "09:00-12:00, 14:00-18:00, Monday to Friday",
    "Asia/Shanghai",
    without=[date(2026, 10, 1), date(2026, 10, 2)],
)
TIERS = (PriceTier(threshold=1000, input="6", output="6"),)
MODELS = Catalog(
    [
        model(
            "peaks",
            price("3", "3", effective="2026-01-01"),
            price("1", "1", hours=~PEAK, effective="2026-09-15"),
            price("2", "2", hours=PEAK, effective="2026-09-15", tiers=TIERS),
        ),
        model("nights", price("4", "4", hours="22:00-06:00, Friday to Sunday")),
        model("both", price("1", "1", hours="01:00-03:00"), price("2", "2", hours="02:00-23:00")),
        model("whole", price("5", "5", hours=PEAK), price("5", "5", hours=~PEAK)),
        model("plain", price("7", "7")),
    ]
)
FIRST = datetime(2026, 9, 13)  # noqa: DTZ001 - a time of UTC
TIMED: list[tuple[str, int, datetime | None]] = [
    (
        name,
        (10, 1000, 1001)[number % 5 % 3],
        FIRST + timedelta(minutes=number * 60 - number % 7 // 6),
    )
    for name in MODELS.ids
    for number in range(21 * 24)
]
UNTIMED: list[tuple[str, int, datetime | None]] = [(name, 10, None) for name in MODELS.ids]
LOG = TIMED + UNTIMED
"""Requests at every hour of three weeks, or a minute earlier, and some of no time."""


@cache
def reckoned(name: str, tokens: int, moment: datetime | None) -> Decimal | None:
    """The cost by the price of the time, or of the day where nothing more is known."""
    known: Any = moment and moment.replace(tzinfo=UTC)
    if moment is not None and not any(
        (moment.hour, moment.minute, moment.second, moment.microsecond)
    ):
        known = moment.date()
    if known is None and name == "peaks":
        return None
    found = find_price(MODELS[name], on=known).price
    rate = None if found is None else found.rates(tokens).input
    return None if rate is None else rate * tokens / 10**6


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("zoned", [False, True], ids=["naive", "zoned"])
def test_each_request_is_billed_by_its_time(engine: str, zoned: bool) -> None:
    """Weekdays, holidays and hours of UTC decide, and a day without a time has no price."""
    moments = [moment for *_, moment in LOG]
    kind = pa.timestamp("us", "America/Sao_Paulo" if zoned else None)
    table = pa.table(
        {
            "model": pa.array([name for name, *_ in LOG], pa.string()),
            "input_tokens": pa.array([tokens for _, tokens, _ in LOG], pa.int64()),
            "output_tokens": pa.array([0 for _ in LOG], pa.int64()),
            "at": pa.array(moments, pa.timestamp("us", "UTC" if zoned else None)).cast(kind),
            "request": pa.array(range(len(LOG)), pa.int64()),
        }
    )
    found = {
        row["request"]: row for row in rows(cost_of_usage(ENGINES[engine](table), MODELS, at="at"))
    }

    assert len(LOG) == len(found)
    for number, request in enumerate(LOG):
        cost, row = reckoned(*request), found[number]
        assert (cost is None) == (row["cost"] is None), (request, row)
        assert cost is None or near(cost, row["cost"])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_request_without_a_price_says_why(engine: str) -> None:
    """The hour is missing, names no price, or names several."""
    cases = [
        ("peaks", datetime(2026, 9, 16), "the price depends on the hour, which is missing"),  # noqa: DTZ001
        ("nights", None, "the price depends on the hour, which is missing"),
        ("nights", datetime(2026, 9, 16, 12), "no list price is in force at its hour"),  # noqa: DTZ001
        ("both", datetime(2026, 9, 16, 2, 30), "several list prices are in force at its hour"),  # noqa: DTZ001
    ]
    table = pa.table(
        {
            "model": [name for name, *_ in cases],
            "input_tokens": [10] * len(cases),
            "output_tokens": [0] * len(cases),
            "at": pa.array([moment for _, moment, _ in cases], pa.timestamp("us")),
            "request": range(len(cases)),
        }
    )
    bill = rows(cost_of_usage(ENGINES[engine](table), MODELS, at="at"))

    reasons = {row["request"]: row["reason"] for row in bill}
    assert [reason for *_, reason in cases] == [reasons[number] for number in range(len(cases))]


@pytest.mark.parametrize("engine", ENGINES)
def test_without_times_the_hour_is_unknown(engine: str) -> None:
    """A log without a column of times has no price that depends on the hour."""
    table = pa.table(
        {"model": ["peaks", "whole"], "input_tokens": [10, 10], "output_tokens": [0, 0]}
    )
    bill = rows(cost_of_usage(ENGINES[engine](table), MODELS))

    assert {"peaks": "the price depends on the hour", "whole": None} == {
        row["model"]: row["reason"] for row in bill
    }
