"""Prices of LiteLLM, which writes them in fields of some two hundred names."""

import re
from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from functools import reduce
from operator import or_

from aiproviders._format.strict_reading import JsonObject, is_list, is_table
from aiproviders._records.hours.hours import Hours
from aiproviders._records.price import OtherPrice, PriceTier
from aiproviders._values.number import ROOMY, exact
from aiproviders.adapters._free_or_unpriced import Costs
from aiproviders.adapters._price_catalog_values import (
    UnexpectedError,
    ValueReader,
    Within,
    inner,
    tables,
    text_or_none,
    texts,
)

_RATES = {
    "input_cost_per_token": "input",
    "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cache_read",
    "cache_creation_input_token_cost": "cache_write",
}
_TIER = re.compile(rf"({'|'.join(_RATES)})_above_([0-9]{{1,9}})k_tokens")
# What follows the first "cost" is a condition, whatever it is, so that a name takes linear time.
_NAME = re.compile(
    r"(?:(?P<what>\w+?)(?P<token>_token)?_)?cost"
    r"(?:_per_(?:(?P<of>audio|image|video|reasoning)_(?=token|per_second))?"
    r"(?:per_)?(?P<unit>[a-z0-9]+(?:_per_[a-z]+|_message)?))?"
    r"(?:_(?P<condition>.+))?",
    re.DOTALL,
)
_CONDITION = re.compile(r"above_(?:(?P<thousands>[0-9]{1,9})k_tokens|[0-9a-z]+)|cache_hit|[^_]+")
_PER_MILLION = {"token": "million tokens", "character": "million characters"}
_SPAN = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_INCLUSIVE = ("xai",)
"""Providers of which LiteLLM's own code bills a request of exactly the threshold as longer."""

TABLES = {
    "model.tiered_pricing": {
        *_RATES, "range", "max_results_range", "input_cost_per_query",
        "output_cost_per_reasoning_token",
    },
    "model.off_peak_pricing": {
        *_RATES, "windows", "weekday_timezone", "hours_utc", "weekdays",
    },
    "model.off_peak_pricing.windows": {"hours_utc", "weekdays"},
}  # fmt: skip
"""The fields that are read of each table of prices inside an entry."""


_RULING = {*_RATES, "tiered_pricing", "off_peak_pricing"}
"""Fields without which other prices would change, and so would fields of tiers."""


def cost_name(field: str) -> re.Match[str] | None:
    """Match the name of a field that is a price in dollars, part by part; None for others."""
    return None if "_dbu_" in field else _NAME.fullmatch(field)


def leave_out(entry: JsonObject, path: tuple[str, ...]) -> str:
    """Take an odd value out of an entry, and all prices where others would change without it.

    A tier without its price would have that of shorter requests, and a price without its hours
    would hold at all hours.

    Args:
        entry: The entry.
        path: The path to the odd value.

    Returns:
        What was taken out, in words.
    """
    name = path[0]
    entry.pop(name, None)
    if name not in _RULING and not _TIER.fullmatch(name):
        return name
    for field in [each for each in entry if each in _RULING or cost_name(each)]:
        del entry[field]
    return f"prices, for {name}"


def read_costs(provider: str, entry: JsonObject, values: ValueReader) -> Costs:
    """Read the prices of an entry."""
    costs = Costs(_rates(entry, values))
    above: dict[int, JsonObject] = {}
    for name in entry:
        if tier := _TIER.fullmatch(name):
            if (amount := _per_million(entry, name, values)) is not None:
                above.setdefault(int(tier[2]) * 1000, {})[_RATES[tier[1]]] = amount
        elif name not in _RATES and (parts := cost_name(name)):
            costs.other += tuple(_other(entry, parts, values))
    rates = costs.rates
    for threshold in sorted(above):
        # A price that a tier does not state is that of the tier below.
        rates = rates | above[threshold]
        inclusive = provider in _INCLUSIVE
        costs.tiers += (PriceTier(threshold=threshold, inclusive=inclusive, **rates),)
    _add_ranges(entry, costs, values)
    return costs


def _rates(entry: JsonObject, values: ValueReader) -> JsonObject:
    return {
        rate: amount
        for name, rate in _RATES.items()
        if (amount := _per_million(entry, name, values)) is not None
    }


def _per_million(entry: JsonObject, name: str, values: ValueReader) -> Decimal | None:
    amount = values.price(entry, name)
    return None if amount is None else exact(amount.scaleb(6, ROOMY))


def _other(
    entry: JsonObject, name: re.Match[str], values: ValueReader, where: str = ""
) -> Iterator[OtherPrice]:
    """Yield the price in a field, or the prices in its table."""
    field, what, unit = name.string, name["what"] or "", name["unit"] or "use"
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


def _add_ranges(entry: JsonObject, costs: Costs, values: ValueReader) -> None:
    """Add prices by range of input tokens, which excludes its start and includes its end."""
    starts: set[tuple[str, int]] = set()
    for number, row in enumerate(tables(entry, "tiered_pricing")):
        with Within("tiered_pricing", str(number)):
            name = "max_results_range" if "max_results_range" in row else "range"
            start, end = _range(row, name)
            if (name, start) in starts:
                raise UnexpectedError(row[name], "a start that no other range has", name)
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


def _range(row: JsonObject, name: str) -> tuple[int, int]:
    match row.get(name):
        case [int() | Decimal() as start, int() | Decimal() as end] if (
            0 <= start < end < 2**63 and start == int(start) and end == int(end)
        ):
            return int(start), int(end)
        case found:
            raise UnexpectedError(found, "a start and an end", name)


def read_off_peak(entry: JsonObject, values: ValueReader) -> tuple[JsonObject, Hours] | None:
    """Return the prices at hours of low demand, and these hours."""
    table = inner(entry, "off_peak_pricing")
    if not table:
        return None
    with Within("off_peak_pricing"):
        zone = text_or_none(table, "weekday_timezone")
        # A single window may stand in the table itself.
        windows = [_window(table, zone)] if "hours_utc" in table else []
        for number, window in enumerate(tables(table, "windows")):
            with Within("windows", str(number)):
                windows.append(_window(window, zone))
        if not windows:
            raise UnexpectedError(table.get("windows"), "hours", "windows")
        return _rates(table, values), reduce(or_, windows)


def _window(window: JsonObject, zone: str | None) -> Hours:
    """The hours of UTC on weekdays of a zone."""
    found = window.get("hours_utc")
    spans = (found,) if type(found) is str else texts(window, "hours_utc")
    if not spans or not all(map(_SPAN.fullmatch, spans)):
        raise UnexpectedError(found, "hours such as '00:00-06:30'", "hours_utc")
    hours, found = Hours(windows=spans), window.get("weekdays")
    days = [_weekday(each) for each in found] if is_list(found) else []
    if None in days or (found is not None and not days):
        raise UnexpectedError(found, "weekdays by name, or from 1 to 7", "weekdays")
    if not days:
        return hours
    try:
        return hours & Hours.local(", ".join(filter(None, days)), zone or UTC)
    except ValueError as error:
        raise UnexpectedError(zone, str(error), "weekday_timezone") from None


def _weekday(day: object) -> str | None:
    """The name of a weekday, which the file may write in small letters or as a number."""
    if type(day) is int and 1 <= day <= len(_WEEKDAYS):
        return _WEEKDAYS[day - 1]
    return next((name for name in _WEEKDAYS if str(day).capitalize() == name), None)
