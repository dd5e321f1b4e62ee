"""The costs that LiteLLM writes under some two hundred names, as prices."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from aiproviders._records.price import OtherPrice, PriceTier
from aiproviders._values.quantity import ROOMY, exact
from aiproviders.adapters._free_or_unpriced import Costs
from aiproviders.adapters._values import (
    UnexpectedError,
    Values,
    Within,
    inner,
    is_table,
    numbers,
    tables,
    text_or_none,
    texts,
)

Table: TypeAlias = dict[str, Any]

_RATES = {
    "input_cost_per_token": "input",
    "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cache_read",
    "cache_creation_input_token_cost": "cache_write",
}
_TIER = re.compile(rf"({'|'.join(_RATES)})_above_([0-9]+)k_tokens")
_NAME = re.compile(
    r"(?:(?P<what>\w+?)(?P<token>_token)?_)?cost"
    r"(?:_per_(?:(?P<of>audio|image|video|reasoning)_(?=token|per_second))?"
    r"(?:per_)?(?P<unit>[a-z0-9]+(?:_per_[a-z]+|_message)?))?"
    r"(?:_(?P<condition>.+))?"
)
_CONDITION = re.compile(r"above_(?:(?P<thousands>[0-9]+)k_tokens|[0-9a-z]+)|cache_hit|[^_]+")
_PER_MILLION = {"token": "million tokens", "character": "million characters"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_INCLUSIVE = ("xai",)
"""Providers of which LiteLLM's own code bills a request of exactly the threshold as longer."""

TABLES = {
    "model.tiered_pricing": {
        *_RATES, "range", "max_results_range", "input_cost_per_query",
        "output_cost_per_reasoning_token",
    },
    "model.off_peak_pricing": {*_RATES, "windows", "weekday_timezone"},
    "model.off_peak_pricing.windows": {"hours_utc", "weekdays"},
}  # fmt: skip
"""Fields of the tables that an entry has for its prices."""


def cost_name(field: str) -> re.Match[str] | None:
    """The parts of the name of a field that is a price in dollars; None for others."""
    return None if "_dbu_" in field else _NAME.fullmatch(field)


def read_costs(provider: str, entry: Table, values: Values) -> Costs:
    """Read what an entry says of prices."""
    costs = Costs(_rates(entry, values))
    above: dict[int, Table] = {}
    for name in entry:
        if tier := _TIER.fullmatch(name):
            if (amount := _per_million(entry, name, values)) is not None:
                above.setdefault(int(tier[2]) * 1000, {})[_RATES[tier[1]]] = amount
        elif name not in _RATES and (parts := cost_name(name)):
            costs.other += tuple(_other(entry, parts, values))
    rates = costs.rates
    for threshold in sorted(above):
        # What a tier does not say stays as it is below it.
        rates = rates | above[threshold]
        inclusive = provider in _INCLUSIVE
        costs.tiers += (PriceTier(threshold=threshold, inclusive=inclusive, **rates),)
    _add_ranges(entry, costs, values)
    return costs


def _rates(entry: Table, values: Values) -> Table:
    return {
        rate: amount
        for name, rate in _RATES.items()
        if (amount := _per_million(entry, name, values)) is not None
    }


def _per_million(entry: Table, name: str, values: Values) -> Decimal | None:
    amount = values.price(entry, name)
    return None if amount is None else exact(amount.scaleb(6, ROOMY))


def _other(
    entry: Table, name: re.Match[str], values: Values, where: str = ""
) -> Iterator[OtherPrice]:
    """The price under a name, or the prices in the table under it."""
    field, what, unit = name.string, name["what"], name["unit"] or "use"
    if is_table(entry[field]):
        for key in (amounts := inner(entry, field)):
            if (amount := values.price(amounts, key)) is not None:
                words = key if key.startswith(what) else f"{what} {key}"
                yield OtherPrice(kind=words.replace("_", " "), unit=unit, price=amount)
        return
    if name["token"]:
        unit = "token"
    in_millions = unit in _PER_MILLION
    amount = _per_million(entry, field, values) if in_millions else values.price(entry, field)
    if amount is None:
        return
    kind = " ".join(part for part in (name["of"], what) if part) or "use"
    conditions = [
        f"above {int(each['thousands']):,},000 input tokens" if each["thousands"] else each[0]
        for each in _CONDITION.finditer(name["condition"] or "")
    ]
    if conditions:
        where = f" ({', '.join(conditions)}){where}"
    yield OtherPrice(
        kind=(kind + where).replace("_", " "),
        unit=_PER_MILLION.get(unit, unit.replace("_", " ")),
        price=amount,
    )


def _add_ranges(entry: Table, costs: Costs, values: Values) -> None:
    """Add prices by range of input tokens: more than its start, and no more than its end."""
    starts: set[tuple[str, int]] = set()
    for number, row in enumerate(tables(entry, "tiered_pricing")):
        with Within("tiered_pricing", str(number)):
            name = "max_results_range" if "max_results_range" in row else "range"
            start, end = _range(row, name)
            if (name, start) in starts:
                raise UnexpectedError(row[name], "a start of its own", name)
            starts.add((name, start))
            rates, where = _rates(row, values), ""
            if name == "max_results_range":
                where = f" for {start} to {end} results"
            elif start:
                where = f" above {start:,} input tokens"
                costs.tiers += (PriceTier(threshold=start, **rates),)
            else:
                costs.rates |= rates
            for field in row:
                if field not in _RATES and (parts := cost_name(field)):
                    costs.other += tuple(_other(row, parts, values, where))
    costs.tiers = tuple(sorted(costs.tiers, key=lambda tier: tier.threshold))


def _range(row: Table, name: str) -> tuple[int, int]:
    match row.get(name):
        case [int() | Decimal() as start, int() | Decimal() as end] if (
            0 <= start < end < 2**63 and start == int(start) and end == int(end)
        ):
            return int(start), int(end)
        case found:
            raise UnexpectedError(found, "a start and an end", name)


def read_off_peak(entry: Table, values: Values) -> tuple[Table, str] | None:
    """Read the prices at hours of low demand, and in words which hours these are."""
    table = inner(entry, "off_peak_pricing")
    if not table:
        return None
    with Within("off_peak_pricing"):
        windows = [_window(window) for window in tables(table, "windows")]
        zone = text_or_none(table, "weekday_timezone")
        hours = "; ".join(windows) + (f" UTC, weekdays of {zone}" if zone else " UTC")
        return _rates(table, values), hours


def _window(window: Table) -> str:
    hours = window.get("hours_utc")
    spans = (hours,) if type(hours) is str else texts(window, "hours_utc")
    days = numbers(window, "weekdays")
    if not all(1 <= day <= len(_WEEKDAYS) for day in days):
        raise UnexpectedError(days, "weekdays from 1 to 7", "windows", "weekdays")
    named = ", ".join(_WEEKDAYS[day - 1] for day in days)
    return " ".join(filter(None, [named, ", ".join(spans)]))
