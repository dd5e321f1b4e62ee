"""What a column is, and the columns that records of a class have."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeAlias, Union, cast, get_args, get_origin

from attrs import fields, frozen, has

from aiproviders._format.bundled import shared_labels
from aiproviders._records.model import Model, Score, list_price
from aiproviders._records.record import Event, Metric
from aiproviders._values.period import Period
from aiproviders._values.quantity import ROOMY, Bounds, Quantity

Kind: TypeAlias = Literal["text", "integer", "number", "date", "boolean"]
"""What a column holds; a number is a float in frames, and a decimal if asked for exactly."""

Plain: TypeAlias = str | int | Decimal | date | bool | None
"""What a cell holds; None is what is not stated."""

Getter: TypeAlias = Callable[[Any], Any]
"""Finds in a row's item what some columns are about."""

PLACES = 18
"""Digits after the point of a number that was computed, and of all decimals in frames."""

SEPARATOR = "; "
"""Stands between the texts of one cell."""

_PLACE = Decimal((0, (1,), -PLACES))


class Setting(NamedTuple):
    """What the rows of a collection have in common.

    Attributes:
        provider: Id of the provider whose data they are; None where they were put together.
        labels: Labels of measures and names of benchmarks by id.
        approximate_bounds: Whether a figure that is "about" has bounds.
    """

    provider: str | None = None
    labels: Mapping[str, str] = {}
    approximate_bounds: bool = False


def written(value: Plain) -> str:
    """A value as a file of comma-separated values has it; nothing where nothing is stated."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


@frozen
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        kind: What it holds.
        meaning: What that means.
        value: Finds the value of a row in the item that the row is about.
    """

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Any, Setting], Plain]


def plain(name: str, kind: Kind, meaning: str, get: Getter) -> tuple[Column]:
    """A column of a value as it is."""
    return (Column(name, kind, meaning, lambda item, _: get(item)),)


def joined(name: str, meaning: str, get: Getter) -> tuple[Column]:
    """A column of several texts in one; where there is none, of nothing."""
    return plain(
        name, "text", meaning, lambda item: SEPARATOR.join(map(str, get(item) or ())) or None
    )


def counted(name: str, meaning: str, get: Getter) -> tuple[Column]:
    """A column of how many there are of what has rows of its own elsewhere."""
    return plain(name, "integer", f"{meaning} Their number.", lambda item: len(get(item)))


def dated(name: str, meaning: str, get: Getter) -> tuple[Column, ...]:
    """Columns of a date: in words, its first and last day, and its EDTF text."""

    def part(find: Getter) -> Getter:
        return lambda item: None if (period := get(item)) is None else find(period)

    return (
        *plain(name, "text", f"{meaning} In words.", part(str)),
        *plain(f"{name}_start", "date", f"First day of `{name}`; null if open.", part(_first)),
        *plain(f"{name}_end", "date", f"Last day of `{name}`; null if open.", part(_last)),
        *plain(f"{name}_edtf", "text", f"`{name}` in EDTF (ISO 8601-2).", part(attrgetter("edtf"))),
    )


def measured(name: str, prefix: str, meaning: str, get: Getter) -> tuple[Column, ...]:
    """Columns of a number: its value, unit and comparator, and between what it lies.

    Args:
        name: Name of the column of the value.
        prefix: What the names of the others begin with.
        meaning: What the number is.
        get: Finds the quantity.
    """

    def part(
        suffix: str, kind: Kind, meaning: str, find: Callable[[Quantity, Setting], Plain]
    ) -> Column:
        return Column(
            prefix + suffix,
            kind,
            meaning,
            lambda item, setting: (
                None if (quantity := get(item)) is None else find(quantity, setting)
            ),
        )

    return (
        *plain(
            name,
            "number",
            meaning,
            lambda item: None if (found := get(item)) is None else _shown(found, found.value),
        ),
        part("unit", "text", f"Unit of `{name}`.", lambda quantity, _: quantity.unit),
        part(
            "comparator",
            "text",
            f"How `{name}` is stated: `=`, `~`, `>`, `>=`, `<` or `<=`.",
            lambda quantity, _: quantity.comparator,
        ),
        part(
            "lower",
            "number",
            f"Lowest that `{name}` can be; null if open, or approximate.",
            lambda quantity, setting: _bounds(quantity, setting)[0],
        ),
        part(
            "upper",
            "number",
            f"Highest that `{name}` can be; null if open, or approximate.",
            lambda quantity, setting: _bounds(quantity, setting)[1],
        ),
        part(
            "bounds",
            "text",
            "Where they come from: `exact`, `rounding`, `approximate` or `one-sided`; null of a "
            "range and of what was computed.",
            lambda quantity, _: _bounds_kind(quantity),
        ),
    )


def provided(get: Getter | None = None) -> tuple[Column]:
    """A column of the provider whose data a row is from, or else that is found in the row."""
    return (
        Column(
            "provider",
            "text",
            "Id of the provider whose data the row is from.",
            lambda item, setting: setting.provider or (get and get(item)),
        ),
    )


def labelled(meaning: str, get: Getter) -> tuple[Column]:
    """A column of the label of a measure, or the name of a benchmark, that has an id."""
    return (
        Column(
            "label",
            "text",
            meaning,
            lambda item, setting: setting.labels.get(get(item)) or shared_labels().get(get(item)),
        ),
    )


def cited(name: str, meaning: str, get: Getter) -> tuple[Column]:
    """A column of what the first of several citations says."""
    return plain(
        name,
        "text",
        meaning,
        lambda item: next((getattr(each, name) for each in get(item)[:1]), None),
    )


def itself(item: Any) -> Any:
    """The item of a row, where that is what a column is about."""
    return item


def _first(period: Period) -> date | None:
    return period._first


def _last(period: Period) -> date | None:
    return period._last


def _bounds(quantity: Quantity, setting: Setting) -> Bounds:
    if quantity.comparator == "~" and not setting.approximate_bounds:
        return None, None
    lower, upper = quantity.bounds
    return (
        None if lower is None else _shown(quantity, lower, ROUND_FLOOR),
        None if upper is None else _shown(quantity, upper, ROUND_CEILING),
    )


def _shown(quantity: Quantity, number: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A number of a quantity: as stated, or if it was computed, to so many places."""
    exponent = cast("int", number.as_tuple().exponent)
    if quantity.interval is None or exponent >= -PLACES:
        return number
    return number.quantize(_PLACE, rounding, ROOMY).normalize(ROOMY)


def _bounds_kind(quantity: Quantity) -> str | None:
    if quantity.comparator != "=":
        return "approximate" if quantity.comparator == "~" else "one-sided"
    if quantity.upper is not None or quantity.interval is not None:
        return None
    return "exact" if quantity.decimals is None else "rounding"


# The columns of a class

_MEANING = re.compile(r"^ {4}(\w+): (.+(?:\n {5,}.+)*)", re.MULTILINE)


@cache
def class_columns(kind: Any, get: Getter = itself) -> tuple[Column, ...]:
    """The columns of records of a class, or of objects that records hold."""
    groups = _groups(kind, get)
    names = dict.fromkeys([*_LEADING.get(kind, ()), *groups])
    return tuple(column for name in names for column in groups[name])


_LEADING: dict[type, tuple[str, ...]] = {
    Metric: (
        "id", "provider", "subject", "measure", "label", "quantity", "text", "period",
        "reported_by", "preference", "source", "section", "citations",
    ),
    Score: ("benchmark", "label", "quantity", "text"),
}  # fmt: skip
"""What comes first of some classes; the rest follows in the order of the class."""

_RENAMED: dict[tuple[type, str], str] = {
    (Event, "provider"): "event_of",
    (Model, "provider"): "maker",
}
"""Fields that the column `provider`, whose data a row is from, leaves no room for."""


def _groups(kind: Any, get: Getter) -> dict[str, tuple[Column, ...]]:
    """The columns that each field becomes, and those that rows have besides."""

    def of(name: str) -> Getter:
        return lambda item: getattr(get(item), name)

    groups = dict[str, tuple[Column, ...]]()
    if hasattr(kind, "lookup_names"):
        groups["id"] = plain("id", "text", "Id of the record.", of("id"))
        groups["provider"] = provided(lambda item: getattr(get(item), "provider", None))
    meanings = _meanings(kind)
    declared = [each for each in fields(kind) if each.init] if has(kind) else []
    for each in declared:
        if each.name not in _LAST:
            name = _RENAMED.get((kind, each.name)) or each.name
            groups[name] = _field(name, each.type, meanings.get(each.name, ""), of(each.name))
    if kind in (Metric, Score):
        asked = "measure" if kind is Metric else "benchmark"
        groups["label"] = labelled(f"What people call the {asked}.", of(asked))
        groups["text"] = cited(
            "text", "The figure as the first citation prints it.", of("citations")
        )
    if kind is Model:
        groups["prices"] = (*_list_price(get), *groups["prices"])
    names = {each.name for each in declared}
    if "note" in names:
        groups["note"] = plain("note", "text", meanings.get("note", ""), of("note"))
    if "citations" in names:
        groups |= {
            "source": cited("source", "Id of the source of the first citation.", of("citations")),
            "section": cited("section", "Heading of the section in it.", of("citations")),
            "locator": cited("locator", "Place within the section.", of("citations")),
            "citations": counted("citations", "Places where it stands.", of("citations")),
        }
    return groups


_LAST = ("id", "note", "citations")


def _field(name: str, declared: Any, meaning: str, get: Getter) -> tuple[Column, ...]:
    """The columns that a field becomes, by its type."""
    alternatives = [each for each in get_args(declared) if each is not NoneType]
    kind = alternatives[0] if get_origin(declared) in _UNIONS else declared
    if get_origin(kind) is tuple:
        make = counted if has(get_args(kind)[0]) else joined
        return make(name, meaning, get)
    if kind is Period:
        return dated(name, meaning, get)
    if kind is Quantity:
        return measured(*_MEASURED.get(name, (name, f"{name}_")), meaning, get)
    if has(kind):
        return tuple(
            column
            for each in fields(kind)
            for column in _field(
                f"{name}_{each.name}",
                each.type,
                _meanings(kind).get(each.name, ""),
                _if_stated(get, each.name),
            )
        )
    kinds: dict[Any, Kind] = {bool: "boolean", int: "integer", Decimal: "number"}
    return plain(name, kinds.get(kind, "text"), meaning, get)


_UNIONS = (Union, UnionType)
_MEASURED = {"quantity": ("value", ""), "converted": ("converted_value", "converted_")}


def _if_stated(get: Getter, name: str) -> Getter:
    return lambda item: None if (found := get(item)) is None else getattr(found, name)


def _list_price(get: Getter) -> Iterator[Column]:
    def part(name: str) -> Getter:
        return _if_stated(lambda item: list_price(get(item)), name)

    per_million = "of the latest list price by the maker, per million tokens; 0 is free."
    yield from plain("price_input", "number", f"Input {per_million}", part("input"))
    yield from plain("price_output", "number", f"Output {per_million}", part("output"))
    yield from plain("price_currency", "text", "ISO 4217 code of its currency.", part("currency"))


def _meanings(kind: type) -> dict[str, str]:
    """What the docstrings of a class say of its attributes; nothing where Python drops them."""
    return {
        name: " ".join(meaning.split()).replace("None", "null")
        for each in reversed(kind.__mro__)
        for name, meaning in _MEANING.findall(inspect.cleandoc(each.__doc__ or ""))
    }
