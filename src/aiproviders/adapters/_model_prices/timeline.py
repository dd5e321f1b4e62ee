"""Timelines of `model-prices`: prices with the moment at which each begins."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from aiproviders._format.strict_reading import JsonObject
from aiproviders._records.hours.hours import Hours
from aiproviders._records.prices.price import PriceTier
from aiproviders._values.number import ROOMY, own_context
from aiproviders.adapters._reading.free_or_unpriced import Costs, without_zeros
from aiproviders.adapters._reading.values import (
    UnexpectedError,
    ValueReader,
    Within,
    as_table,
    tables,
    text,
)

NAME = "model-prices"

RATES = {
    "input": "input",
    "output": "output",
    "cache_read": "cache_read",
    "cache_write": "cache_write",
}
LONGER_WRITE = "cache_write_1h_multiple"

_DOCUMENTED, _OBSERVED, _COMMIT = _BASES = ("documented", "first observed", "models.dev commit")
"""How the begin of a price was found: it is stated, or was seen on a page or in models.dev."""

_MOMENT = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z")
# What the price catalog multiplied has the error of binary floats, as 4.800000000000001.
_ROUNDED = own_context(12, ROOMY.rounding)


class Rule(NamedTuple):
    """Hours at which prices are multiplied.

    Attributes:
        provider: Whose prices.
        model: Of which model; None for all.
        begin: When the rule begins.
        end: When it ends; None where that is not stated.
        hours: The hours.
        factor: What prices are multiplied by at these hours.
        source: Address of where it stands.
        note: What is known of it.
    """

    provider: str
    model: str | None
    begin: datetime
    end: datetime | None
    hours: Hours
    factor: Decimal
    source: str
    note: str | None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; one that changes within a day does so at its midnight."""
        return self.begin.date() <= day and (self.end is None or day < self.end.date())


class Stretch(NamedTuple):
    """Days with the same prices.

    Attributes:
        begin: When they begin.
        is_stated: Whether the begin is stated, and not only when the prices were seen.
        costs: The prices; None where there are none.
        note: What is known of the prices.
        sources: Addresses of where the prices stand.
        rule: The rule by which they depend on the hour.
    """

    begin: datetime
    is_stated: bool
    costs: Costs | None
    note: str | None
    sources: tuple[str, ...]
    rule: Rule | None = None


def read_stretches(
    rows: Sequence[JsonObject], id: str, rules: Sequence[Rule], values: ValueReader
) -> list[Stretch]:
    """Return the stretches of a timeline in order.

    Of several that begin on one day in UTC, the last one stands for the day.

    Args:
        rows: The timeline.
        id: Id of the model.
        rules: The rules for its prices.
        values: Reads single values.
    """
    listed: list[Stretch] = []
    for number, row in enumerate(rows):
        with Within(str(number)):
            stretch = _stretch(row, id, values)
        while listed and listed[-1].begin.date() >= stretch.begin.date():
            listed.pop()
        listed.append(stretch)
    found: list[Stretch] = []
    for each in _divided(listed, rules):
        if found and _terms(found[-1]) == _terms(each):
            sources = dict.fromkeys((*found[-1].sources, *each.sources))
            found[-1] = found[-1]._replace(sources=tuple(sources))
        else:
            found.append(each)
    return found


def _terms(stretch: Stretch) -> tuple[object, ...]:
    return stretch.costs, stretch.note, stretch.rule


def _divided(listed: Sequence[Stretch], rules: Sequence[Rule]) -> Iterator[Stretch]:
    """Yield stretches, divided where a rule begins or ends."""
    edges = sorted(edge for rule in rules for edge in (rule.begin, rule.end) if edge is not None)
    for each, after in zip_longest(listed, listed[1:]):
        first, end = each.begin.date(), date.max if after is None else after.begin.date()
        inside = [edge for edge in edges if first < edge.date() < end]
        for begin in (each.begin, *inside):
            rule = next((rule for rule in rules if rule.holds_on(begin.date())), None)
            is_stated = each.is_stated or begin is not each.begin
            yield each._replace(begin=begin, is_stated=is_stated, rule=rule)


def _stretch(row: JsonObject, id: str, values: ValueReader) -> Stretch:
    start = None if row.get("start") is None else moment(row, "start")
    if row.get("rates") is None:
        begin = start or datetime.min.replace(tzinfo=UTC)
        return Stretch(begin, is_stated=True, costs=None, note=None, sources=())
    with Within("rates"):
        rates = as_table(row["rates"])
        known, basis = moment(rates, "valid_from"), rates.get("valid_from_basis")
        if basis not in _BASES:
            raise UnexpectedError(basis, "how the begin was found", "valid_from_basis")
        costs, note = _costs(rates, values), None
        if basis == _COMMIT:
            # A page of the maker that prints 0 means it.
            costs, note = without_zeros(costs, NAME, "list", id)
        named = text(rates, "model") if "model" in rates else id
        if note is None and named != id:
            note = f"It is the price of {named}."
        # Nobody announces a begin to the second: it is the moment of a commit or of a look at a
        # page, and the rates alone are documented.
        is_documented = basis == _DOCUMENTED and not known.second
        return Stretch(
            begin=known if start is None else max(start, known),
            # A price of before that holds again does so from the stated end of another on.
            is_stated=is_documented or (start is not None and start > known),
            costs=costs if costs.rates else None,
            note=note,
            sources=(text(rates, "source"),),
        )


def moment(table: JsonObject, key: str) -> datetime:
    """Return a moment, such as 2026-08-16T16:00:00Z."""
    found = table.get(key)
    if type(found) is str and _MOMENT.fullmatch(found):
        try:
            return datetime.fromisoformat(found)
        except ValueError:
            pass
    raise UnexpectedError(found, "a moment such as '2026-08-16T16:00:00Z'", key)


def _costs(rates: JsonObject, values: ValueReader) -> Costs:
    multiple = values.price(rates, LONGER_WRITE)
    below = _with_longer_write(_amounts(rates, values), multiple)
    costs = Costs(below)
    for number, row in enumerate(tables(rates, "tiers")):
        with Within("tiers", str(number)):
            above = values.tokens(row, "above")
            if above is None:
                raise UnexpectedError(row.get("above"), "a number of tokens", "above")
            # A price that a tier does not state is that of the tier below.
            below = _with_longer_write(below | _amounts(row, values), multiple)
            costs.tiers += (PriceTier(threshold=int(above.value), **below),)
    return costs


def _amounts(table: JsonObject, values: ValueReader) -> JsonObject:
    return {
        rate: _plain(_ROUNDED.plus(amount))
        for name, rate in RATES.items()
        if (amount := values.price(table, name)) is not None
    }


def _plain(amount: Decimal) -> Decimal:
    """Return an amount without the zeros at its end that a calculation leaves."""
    return Decimal(f"{amount.normalize(ROOMY):f}")


def _with_longer_write(rates: JsonObject, multiple: Decimal | None) -> JsonObject:
    """Return prices with that of writes for an hour, which is a multiple of the input."""
    if multiple is None or "input" not in rates:
        return rates
    return rates | {"cache_write_1h": _plain(ROOMY.multiply(rates["input"], multiple))}
