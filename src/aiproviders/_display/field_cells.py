"""What a cell says of a field of a record, or of several together."""

import re
from decimal import Decimal
from typing import Any, cast

from aiproviders._display.cells import (
    UNKNOWN,
    Cell,
    Names,
    period_cell,
    places_words,
    quantity_cell,
    words_cell,
)
from aiproviders._records.company import Person
from aiproviders._records.fields import fields_with_ids
from aiproviders._records.model import Modalities, Model, list_price
from aiproviders._records.price import RATES, TokenPrice, amount_text
from aiproviders._records.record import Event, Metric
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.text import counted, stated_fields

_HEADINGS = {
    "api_names": "API names",
    "prices": "Prices per million tokens",
    "quantity": "Value",
    "url": "Address",
}
_LENGTHS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_CLOSED_LISTS = {"access", "billing", "kind", "plan", "rule", "status"}


def value_cell(value: object, names: Names) -> Cell:
    """Whatever a field holds; ids go by their names."""
    match value:
        case None | ():
            return UNKNOWN
        case Quantity():
            return quantity_cell(value)
        case Period():
            return period_cell(value)
        case tuple():
            items = cast("tuple[object, ...]", value)
            return Cell(", ".join(_words(item, names) for item in items))
        case _:
            return Cell(_words(value, names))


def _words(value: object, names: Names) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case Modalities():
            kinds = stated_fields(value).items()
            return "; ".join(f"{name} {', '.join(kind)}" for name, kind in kinds)
        case _:
            return names.get(str(value), str(value))


def field_cell(record: object, name: str, names: Names) -> Cell:
    """What a field of a record holds; the words of closed lists as people write them."""
    value = getattr(record, name)
    if name in _CLOSED_LISTS and value is not None:
        return Cell(value.replace("-", " "))
    id_fields, _ = fields_with_ids(cast("Any", type(record)))
    # A text that happens to read like an id is no id.
    cell = value_cell(value, names if name in dict(id_fields) else {})
    return cell._replace(address=value) if name == "url" and value else cell


def heading_of(field: str) -> str:
    """What to call a field above its values."""
    return _HEADINGS.get(field, field.replace("_", " ").capitalize())


def title_cell(event: Event, _: Names) -> Cell:
    """What happened, or is planned."""
    return Cell(f"{event.title} (planned)" if event.status == "planned" else event.title)


def amount_cell(amount: Decimal | None, currency: str) -> Cell:
    """A price, where the heading says what it is per."""
    return UNKNOWN if amount is None else Cell(amount_text(amount, currency))


def price_cell(model: Model, _: Names) -> Cell:
    """Latest list prices of input and output per million tokens."""
    price = list_price(model)
    if price is None:
        return UNKNOWN
    amounts = (amount_text(each, price.currency) for each in (price.input, price.output))
    return Cell(" / ".join(amounts), place=places_words(price.citations))


def context_cell(model: Model, _: Names) -> Cell:
    """Context window, where the heading says that it is in tokens."""
    cell = quantity_cell(model.context_window)
    return cell._replace(text=cell.text.removesuffix(" tokens"))


def figure_cell(metric: Metric, _: Names) -> Cell:
    """The figure as it is stated, the source's own conversion, and whether it is a plan."""
    cell = quantity_cell(metric.quantity)
    converted = f" ({metric.converted})" if metric.converted else ""
    status = "" if metric.status == "reported" else f", {metric.status}"
    rank = ", deprecated" if metric.preference == "deprecated" else ""
    return cell._replace(text=f"{cell.text}{converted}{status}{rank}")


def measure_cell(metric: Metric, names: Names) -> Cell:
    """What is measured, where, and without what."""
    cell = field_cell(metric, "measure", names)
    scope = f", {field_cell(metric, 'scope', names).text}" if metric.scope else ""
    without = f", without {field_cell(metric, 'excludes', names).text}" if metric.excludes else ""
    return cell._replace(text=f"{cell.text}{scope}{without}")


def when_cell(metric: Metric, _: Names) -> Cell:
    """When a figure holds, the length of time, and else when it was stated."""
    if metric.period is None and metric.stated is None:
        return UNKNOWN if metric.duration is None else Cell(duration_words(metric.duration))
    cell = period_cell(metric.period or metric.stated)
    said = "" if metric.period else "stated "
    if metric.duration is None:
        return cell._replace(text=f"{said}{cell.text}")
    joint = " within " if metric.period else ", "
    return cell._replace(text=f"{duration_words(metric.duration)}{joint}{said}{cell.text}")


def duration_words(duration: str) -> str:
    """An ISO 8601 duration in words, where it is of whole days; one of hours stays as it is."""
    parts = re.findall("([0-9]+)([YMWD])", duration.partition("T")[0])
    words = ", ".join(counted(int(number), _LENGTHS[letter]) for number, letter in parts)
    return duration if "T" in duration else words


def roles_cell(person: Person, names: Names) -> Cell:
    """The roles of a person, each with its organization."""
    held = [
        f"{role.title}, {names.get(role.organization, role.organization)}"
        if role.organization
        else role.title
        for role in person.roles
    ]
    return words_cell("; ".join(held))


def tiers_cell(price: TokenPrice, _: Names) -> Cell:
    """Prices of longer requests, in words."""
    return Cell(
        "; ".join(
            f"{'from' if tier.inclusive else 'above'} {tier.threshold:,} input tokens: "
            + ", ".join(
                f"{amount_text(getattr(tier, kind), price.currency)} {kind.replace('_', ' ')}"
                for kind in RATES
                if getattr(tier, kind) is not None
            )
            for tier in price.tiers
        )
    )


def other_prices_cell(price: TokenPrice, _: Names) -> Cell:
    """Prices that are not per token, in words."""
    return Cell(
        ", ".join(
            f"{each.kind} {amount_text(each.price, price.currency)} per {each.unit}"
            for each in price.other
        )
    )
