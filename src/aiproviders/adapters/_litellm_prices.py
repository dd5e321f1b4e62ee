"""Prices of LiteLLM, which writes them in fields of some two hundred names."""

import re
from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from functools import reduce

from aiproviders._format.strict_reading import JsonObject, is_list, is_table
from aiproviders._records.hours.hours import Hours
from aiproviders._records.hours.text import WEEKDAYS
from aiproviders._records.prices.price import OtherPrice, PriceTier, Service
from aiproviders._records.prices.use_kinds import KindOfUse
from aiproviders._values.number import ROOMY, exact
from aiproviders.adapters._reading.free_or_unpriced import Costs
from aiproviders.adapters._reading.values import (
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
    "cache_creation_input_token_cost_above_1hr": "cache_write_1h",
    "output_cost_per_reasoning_token": "reasoning",
    "input_cost_per_audio_token": "input_audio",
    "output_cost_per_audio_token": "output_audio",
    "cache_read_input_audio_token_cost": "cache_read_audio",
    "input_cost_per_image_token": "input_image",
    "output_cost_per_image_token": "output_image",
}
_SERVICES: dict[str | None, Service] = {
    None: "standard",
    "batches": "batch",
    "flex": "flex",
    "priority": "priority",
}
_RATE = re.compile(
    rf"({'|'.join(_RATES)})(?:_above_([0-9]{{1,9}})k_tokens)?(?:_(batches|flex|priority))?"
)
_OTHERWISE: dict[str, KindOfUse] = {
    "input_cost_per_audio_per_second": "input_audio",
    "input_cost_per_image": "input_image",
    "output_cost_per_image": "output_image",
}
"""Prices by something else than the token, beside which there is none by the token."""

_SEARCHES = "search_context_cost_per_query"
_BY_PROMPT = ("gemini", "vertex_ai", "vertex_ai-language-models")
"""Providers that bill a prompt with searches and not each search, unless an entry says so."""

_FACTOR = re.compile(
    r"(?:regional_processing_uplift_multiplier_(?P<region>[a-z]{2,9})"
    r"|(?P<other>fedramp|regional)(?:_endpoint)?_uplift_multiplier)"
)
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
_EVER = -1
"""Stands for the threshold of prices for requests of every length."""

_SPAN = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)")
_INCLUSIVE = ("xai",)
"""Providers of which LiteLLM's own code bills a request of exactly the threshold as longer."""

TABLES = {
    "model.tiered_pricing": {
        *_RATES, "range", "max_results_range", "input_cost_per_query",
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
    if name not in _RULING and not _RATE.fullmatch(name):
        return name
    for field in [each for each in entry if each in _RULING or cost_name(each)]:
        del entry[field]
    return f"prices, for {name}"


def read_costs(provider: str, entry: JsonObject, values: ValueReader) -> dict[Service, Costs]:
    """Read the prices of an entry, by service; those of the standard service come first."""
    found: dict[Service, dict[int, JsonObject]] = {"standard": {}}
    other: list[OtherPrice] = []
    unstated: list[KindOfUse] = []
    searches = _price_of_searches(provider, entry, values)
    for name in entry:
        if rate := _RATE.fullmatch(name):
            if (amount := _per_million(entry, name, values)) is not None:
                threshold = _EVER if rate[2] is None else int(rate[2]) * 1000
                by_length = found.setdefault(_SERVICES[rate[3]], {})
                by_length.setdefault(threshold, {})[_RATES[rate[1]]] = amount
        elif (parts := cost_name(name)) and (name != _SEARCHES or searches is None):
            other += _other(entry, parts, values)
            if name in _OTHERWISE and values.price(entry, name):
                unstated.append(_OTHERWISE[name])
    listed: dict[Service, Costs] = {
        service: _by_length(amounts, inclusive=provider in _INCLUSIVE)
        for service, amounts in found.items()
    }
    # A price that a tier does not state is that of the tier below.
    standard = listed.pop("standard").beside(Costs({}))
    _add_ranges(entry, standard, other, values)
    standard.other = tuple(other)
    if searches is None and _SEARCHES in entry:
        unstated.append("searches")
    standard.unstated = tuple(kind for kind in unstated if kind not in standard.rates)
    costs: dict[Service, Costs] = {"standard": standard}
    costs |= {service: each.beside(standard) for service, each in listed.items()}
    if searches is not None:
        # It stands for all services, and for requests of every length.
        costs = {
            service: each.with_rates({"searches": searches}) for service, each in costs.items()
        }
    own = inner(entry, "provider_specific_entry")
    if (fast := values.price(own, "fast")) is not None:
        costs["fast"] = costs["standard"].times(fast)
    return costs


def _by_length(amounts: dict[int, JsonObject], *, inclusive: bool) -> Costs:
    rates = amounts.pop(_EVER, {})
    tiers = (
        PriceTier(threshold=threshold, inclusive=inclusive, **amounts[threshold])
        for threshold in sorted(amounts)
    )
    return Costs(rates, tuple(tiers))


def _price_of_searches(provider: str, entry: JsonObject, values: ValueReader) -> Decimal | None:
    """Return the price of a thousand searches; None if it depends on how much they find."""
    amounts = inner(entry, _SEARCHES)
    prices = {values.price(amounts, size) for size in amounts}
    by_prompt = provider in _BY_PROMPT and entry.get("web_search_billing_unit") != "per_query"
    price, *others = prices or {None}
    if price is None or others or by_prompt:
        return None
    return exact(price.scaleb(3, ROOMY))


def read_factors(entry: JsonObject, values: ValueReader) -> dict[str, Decimal]:
    """Return what prices are multiplied by in some regions."""
    own = inner(entry, "provider_specific_entry")
    found = {"us": values.price(own, "us")}
    for name in entry:
        if factor := region_of_factor(name):
            found[factor] = values.price(entry, name)
    return {region: factor for region, factor in found.items() if factor is not None}


def region_of_factor(field: str) -> str | None:
    """Return the region that a factor is for; None if the field is no such factor."""
    match = _FACTOR.fullmatch(field)
    return match and (match["region"] or match["other"])


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


def _add_ranges(
    entry: JsonObject, costs: Costs, other: list[OtherPrice], values: ValueReader
) -> None:
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
                    other += _other(row, parts, values, where)
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
        return _rates(table, values), reduce(Hours.__or__, windows)


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
    if type(day) is int and 1 <= day <= len(WEEKDAYS):
        return WEEKDAYS[day - 1]
    return next((name for name in WEEKDAYS if str(day).capitalize() == name), None)
