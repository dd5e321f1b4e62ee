"""The cost of each row of any log against a reckoning of it in plain Python, on every engine."""

from collections import Counter
from datetime import UTC, datetime, time
from fractions import Fraction
from functools import cache
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from made_up.full_bill import COUNTED_IN, Choice, Request, bill, is_close
from made_up.full_prices import MODELS
from made_up.random_log import EDGES, WAYS, billed, table
from test_cost import EVERY_ENGINE, rows

from aiproviders import Model, Quantity, Usage, cost_of_usage, usage_summary
from aiproviders.errors import NotStatedError

# Where fewer inputs are tried: the ways that ask for most. Of the others, tests of one thing each
# try dates, missing times and terms that all requests share on every engine.
FEWER_INPUTS = settings().max_examples <= 10
TRIED = tuple(WAYS)[:2] if FEWER_INPUTS else tuple(WAYS)


@cache
def priced(engine: str, way: str) -> Any:
    """The log of a way as an engine prices it."""
    table, _, _ = billed(way)
    return cost_of_usage(EVERY_ENGINE[engine](table), MODELS, **WAYS[way].arguments())


@pytest.mark.parametrize("way", TRIED)
@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_each_row_costs_what_it_is_reckoned_to(engine: str, way: str) -> None:
    """Costs, bounds, terms and bases are those of exact fractions, and each null has a reason."""
    _, asked, bills = billed(way)
    found = {row["request"]: row for row in rows(priced(engine, way))}

    assert len(asked) == len(found)
    for number, expected in enumerate(bills):
        differences = expected.differences(found[number])
        assert not differences, (differences, asked[number], expected, found[number])


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_a_summary_adds_up_what_each_row_is_reckoned_to(engine: str) -> None:
    """By model and month, sums and the numbers of requests that have no cost are those of rows."""
    way = "all that is asked for"
    _, asked, bills = billed(way)
    costs = dict[tuple[object, ...], Fraction]()
    counts, later = Counter[tuple[object, ...]](), Counter[tuple[object, ...]]()
    for request, each in zip(asked, bills, strict=True):
        key = (request.name, request.time and f"{request.time:%Y-%m}", each.currency)
        counts[key] += 1
        later[key] += any("as of" in basis for basis in each.bases)
        costs[key] = costs.get(key, Fraction(0)) + (each.cost or 0)

    summed = Counter[tuple[object, ...]]()
    for row in rows(usage_summary(priced(engine, way), at="at")):
        key = (row["model"], row["month"], row["currency"] if row["unpriced"] == 0 else None)
        summed[key] += row["requests"]
        if row["unpriced"] == 0:
            assert is_close(costs[key], row["cost"])
            assert later[key] == row["later"]
        else:
            assert (row["requests"], None) == (row["unpriced"], row["cost"])
    assert counts == summed


def test_each_row_costs_what_its_price_says() -> None:
    """Every row without nulls costs what `TokenPrice.cost` says of the price for its time."""
    _, asked, _ = billed("every kind and term")
    found = Counter[str]()
    for request in asked:
        counts = {COUNTED_IN[kind]: count for kind, count in request.counts.items()}
        is_whole = all(count is not None and abs(count) <= 2**53 for count in counts.values())
        models = MODELS._found(request.name or "")
        # The first known price bills from the release of a model on, and is in force later.
        if not is_whole or not request.time or len(models) != 1 or models[0].released:
            continue
        expected = bill(request, Choice(plans=("list",)))
        cost = _by_its_price(models[0], request, counts)
        found[cost.comparator if cost else "none"] += 1
        exact = Fraction(cost.value) if cost and cost.comparator == "=" else None
        assert expected.cost == exact, (request, cost)
        assert expected.at_least == (cost and Fraction(cost.value)), (request, cost)
        if cost and cost.comparator == "=":
            assert expected.at_most == exact
    assert min(found[each] for each in ("=", ">=", "none")) > 200


def _by_its_price(model: Model, request: Request, counts: dict[str, Any]) -> Quantity | None:
    """What a request costs by the price for it; None if there is none, or its counts are wrong."""
    moment: Any = request.time and request.time.replace(tzinfo=UTC)
    asked: dict[str, Any] = {
        "on": moment if moment.time() != time() else moment.date(),
        "host": request.host or None,
        "region": request.region or None,
        "service": "standard" if request.service in {None, "", "default"} else request.service,
    }
    try:
        price = model.price_for(**asked, input_tokens=int(counts["input_tokens"]))
        usage = Usage(**{name: int(count) for name, count in counts.items()})
    except (NotStatedError, ValueError):
        return None
    try:
        return price.cost(usage)
    except NotStatedError:
        return Quantity(value=0, unit=price.currency, comparator=">=")


LIMITS = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int64": (-(2**53), 2**53),
    "uint8": (0, 2**8 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**53),
    "float64": (-(2**53), 2**53),
}

NAMES = ["full", "FULL", "plain", "thinking", "silent", "embeds-long", "dated", "twin", "nobody"]


@st.composite
def logs(draw: st.DrawFn) -> tuple[Any, list[Request], dict[str, Any]]:
    """A log whose columns have types of their own, its requests, and its columns of numbers."""
    kinds = ["input", "output", *draw(st.sets(st.sampled_from([*COUNTED_IN][2:]), max_size=4))]
    stored = {kind: draw(st.sampled_from(sorted(LIMITS))) for kind in kinds}
    counts = st.fixed_dictionaries(
        {
            kind: st.none()
            | st.integers(*LIMITS[each])
            | st.sampled_from([edge for edge in EDGES if edge <= LIMITS[each][1]])
            for kind, each in stored.items()
        }
    )
    moments = st.none() | st.datetimes(datetime(2026, 3, 1), datetime(2026, 7, 1))  # noqa: DTZ001
    names = st.none() | st.sampled_from(NAMES)
    nothing = st.none()
    requests = st.builds(Request, names, nothing, nothing, nothing, moments, counts)
    asked = draw(st.lists(requests, max_size=12))
    columns = {COUNTED_IN[kind]: COUNTED_IN[kind] for kind in kinds}
    return table(asked, kinds, stored=stored), asked, columns


@pytest.mark.parametrize("engine", EVERY_ENGINE)
@given(log=logs(), by_time=st.booleans())
@settings(max_examples=5 if FEWER_INPUTS else 15)
def test_numbers_may_be_stored_in_any_type(
    engine: str, log: tuple[Any, list[Request], dict[str, Any]], by_time: bool
) -> None:
    """No type overflows or takes null for a number, and rows are billed as reckoned."""
    held, asked, columns = log
    at = "at" if by_time else None
    costs = cost_of_usage(EVERY_ENGINE[engine](held), MODELS, at=at, bounds=True, **columns)
    found = {row["request"]: row for row in rows(costs)}

    assert len(asked) == len(found)
    for number, request in enumerate(asked):
        expected = bill(request, Choice(by_time=by_time))
        assert not expected.differences(found[number]), (request, expected, found[number])
