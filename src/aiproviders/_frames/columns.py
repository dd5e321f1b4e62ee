"""Columns of tables: builders for each kind of value, and the columns of a class of records.

`class_columns` derives the columns of a class from its fields; `tables` lists those of results. A
builder returns a tuple, because a date or a quantity becomes several columns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeAlias, Union, cast, get_args, get_origin

from attrs import fields, frozen, has

from aiproviders._format.bundled.vocabulary import shared_labels
from aiproviders._records.fields import ABOUT_THE_RECORD, field_descriptions
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.sections.event import Event
from aiproviders._records.sections.metric import Metric
from aiproviders._values.number import ROOMY, Bounds, rounded_as
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, is_firm

Kind: TypeAlias = Literal["text", "integer", "number", "date", "boolean"]
"""The type of a column; a number is a float in frames, or a decimal if asked for exactly."""

CellValue: TypeAlias = str | int | Decimal | date | bool | None
"""The value of a row in a column; None means not stated."""

Getter: TypeAlias = Callable[[Any], Any]
"""A function that finds the value for a column in the item of a row."""

DECIMAL_PLACES = 18
"""Digits after the point of a number that was computed, and of all decimals in frames."""

SEPARATOR = "; "
"""What separates several texts in one cell."""

_LAST_PLACE = Decimal((0, (1,), -DECIMAL_PLACES))


class RowContext(NamedTuple):
    """What all rows of a table have in common.

    Attributes:
        provider: Id of the provider whose data they are; None if the collection has none, or
            several.
        holders: Ids of several such providers by the `id()` of their records.
        labels: Labels of measures and names of benchmarks by id.
        approximate_bounds: Whether a figure that is "about" has bounds.
    """

    provider: str | None = None
    holders: Mapping[int, str] = {}
    labels: Mapping[str, str] = {}
    approximate_bounds: bool = False


@frozen
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        kind: The type of its values.
        meaning: What the values mean.
        value: Finds the value of a row, given the item that the row is about.
    """

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Any, RowContext], CellValue]


# The columns of a class

_LEADING: dict[type, tuple[str, ...]] = {
    Metric: (
        "id", "provider", "subject", "measure", "label",
        "value", "unit", "comparator", "lower", "upper", "bounds", "text",
        "period", "period_start", "period_end", "period_edtf",
        "reported_by", "preference", "source", "section", "citations",
    ),
    Score: (
        "benchmark", "label", "value", "unit", "comparator", "lower", "upper", "bounds", "text",
    ),
}  # fmt: skip
"""Columns that come first in a class; the others follow in the order of the fields."""

_RENAMED: dict[tuple[type, str], str] = {
    (Event, "provider"): "event_of",
    (Model, "provider"): "maker",
}
"""Columns of fields whose own name is taken by the column `provider`, whose data a row is from."""

_LABELED: dict[type, str] = {Metric: "measure", Score: "benchmark"}
"""The field of a class that holds the id of a measure or benchmark, which has a label."""

_QUANTITIES = {"quantity": ("value", ""), "converted": ("converted_value", "converted_")}
"""The name of the column of the value, and the prefix of the others, of some quantity fields."""

_UNIONS = (Union, UnionType)


@cache
def class_columns(cls: Any, get: Getter | None = None) -> tuple[Column, ...]:
    """Return the columns of the records of a class, or of objects that records hold.

    Args:
        cls: The class.
        get: Finds the object in the item of a row; by default the item is the object.
    """
    columns = {each.name: each for each in _class_columns(cls, get or identity)}
    ordered = dict.fromkeys((*_LEADING.get(cls, ()), *columns))
    return tuple(columns[name] for name in ordered)


def _class_columns(cls: Any, get: Getter) -> Iterator[Column]:
    """Yield the columns of a class, those that identify it first and its citations last."""

    def of(name: str) -> Getter:
        return lambda item: getattr(get(item), name)

    meanings = _meanings(cls)
    declared = [each for each in fields(cls) if each.init] if has(cls) else []
    names = {each.name for each in declared}
    if hasattr(cls, "lookup_names"):
        yield from value_column("id", "text", "Id of the record.", of("id"))
        yield from provider_column(lambda item: getattr(get(item), "provider", None))
    for each in declared:
        if each.name in ABOUT_THE_RECORD:
            continue
        if cls is Model and each.name == "prices":
            yield from _list_price_columns(get)
        name = _RENAMED.get((cls, each.name), each.name)
        yield from _field_columns(name, each.type, meanings.get(each.name, ""), of(each.name))
    if asked := _LABELED.get(cls):
        yield from label_column(f"What people call the {asked}.", of(asked))
        figure = "The figure as the first citation prints it."
        yield from citation_column("text", figure, of("citations"))
    if "note" in names:
        yield from value_column("note", "text", meanings.get("note", ""), of("note"))
    if "inferred" in names:
        yield from texts_column("inferred", meanings.get("inferred", ""), of("inferred"))
    if "citations" in names:
        yield from first_citation_columns(of("citations"))
        yield from count_column("citations", "Places where it stands.", of("citations"))


def _field_columns(name: str, declared: Any, meaning: str, get: Getter) -> Iterable[Column]:
    """Return the columns of a field, by its type."""
    alternatives = [each for each in get_args(declared) if each is not NoneType]
    kind = alternatives[0] if get_origin(declared) in _UNIONS else declared
    if get_origin(kind) is tuple:
        build = count_column if has(get_args(kind)[0]) else texts_column
        return build(name, meaning, get)
    if kind is Period:
        return date_columns(name, meaning, get)
    if kind is Quantity:
        value_name, prefix = _QUANTITIES.get(name, (name, f"{name}_"))
        return quantity_columns(value_name, prefix, meaning, get)
    if has(kind):
        return _part_columns(name, kind, get)
    kinds: dict[Any, Kind] = {bool: "boolean", int: "integer", Decimal: "number"}
    return value_column(name, kinds.get(kind, "text"), meaning, get)


def _part_columns(name: str, cls: Any, get: Getter) -> Iterator[Column]:
    """Yield the columns of the fields of an object that a record holds once."""
    meanings = _meanings(cls)
    for each in fields(cls):
        yield from _field_columns(
            f"{name}_{each.name}",
            each.type,
            meanings.get(each.name, ""),
            _if_stated(get, attrgetter(each.name)),
        )


def _meanings(cls: Any) -> dict[str, str]:
    """Return the descriptions of the fields of a class in the words of tables."""
    descriptions = field_descriptions(cls)
    return {name: text.replace("None", "null") for name, text in descriptions.items()}


def _list_price_columns(get: Getter) -> Iterator[Column]:
    find = _remembered(lambda item: find_price(get(item)))

    def of(name: str) -> Getter:
        return lambda item: getattr(find(item), name)

    def of_price(price: str, name: str) -> Getter:
        return _if_stated(of(price), attrgetter(name))

    now = "of the list price by the maker in force, per million tokens; 0 is free."
    then = "of the list price in force after `price_until`, per million tokens."
    currency = "ISO 4217 code of its currency."
    until = "Last day of that price; null if none is stated."
    yield from value_column("price_input", "number", f"Input {now}", of_price("price", "input"))
    yield from value_column("price_output", "number", f"Output {now}", of_price("price", "output"))
    yield from value_column("price_currency", "text", currency, of_price("price", "currency"))
    yield from value_column("price_until", "date", until, of("last_day"))
    for kind in ("input", "output"):
        following = of_price("following", kind)
        meaning = f"{kind.capitalize()} {then}"
        yield from value_column(f"next_price_{kind}", "number", meaning, following)


def _remembered(find: Getter) -> Getter:
    """Return a getter that finds once what the columns of a row ask for one after another."""
    last: tuple[Any, Any] = None, None

    def found(item: Any) -> Any:
        nonlocal last
        asked, answer = last
        if asked is not item:
            answer = find(item)
            last = item, answer
        return answer

    return found


# Builders of columns


def value_column(name: str, kind: Kind, meaning: str, get: Getter) -> tuple[Column]:
    """Return a column of a value as it is."""
    return (Column(name, kind, meaning, lambda item, _: get(item)),)


def texts_column(name: str, meaning: str, get: Getter) -> tuple[Column]:
    """Return a column of several texts joined to one; null if there is none."""
    return value_column(
        name, "text", meaning, lambda item: SEPARATOR.join(map(str, get(item) or ())) or None
    )


def count_column(name: str, meaning: str, get: Getter) -> tuple[Column]:
    """Return a column of the number of objects that have rows of their own in another table."""
    return value_column(name, "integer", f"{meaning} Their number.", lambda item: len(get(item)))


def date_columns(name: str, meaning: str, get: Getter) -> tuple[Column, ...]:
    """Return the columns of a date: its words, its first and last day, and its EDTF text."""
    first_day, last_day = _if_stated(get, _first_day), _if_stated(get, _last_day)
    edtf = _if_stated(get, attrgetter("edtf"))
    return (
        *value_column(name, "text", f"{meaning} In words.", _if_stated(get, str)),
        *value_column(f"{name}_start", "date", f"First day of `{name}`; null if open.", first_day),
        *value_column(f"{name}_end", "date", f"Last day of `{name}`; null if open.", last_day),
        *value_column(f"{name}_edtf", "text", f"`{name}` in EDTF (ISO 8601-2).", edtf),
    )


def quantity_columns(name: str, prefix: str, meaning: str, get: Getter) -> tuple[Column, ...]:
    """Return the columns of a quantity: its value, unit, comparator and bounds.

    Args:
        name: Name of the column of the value.
        prefix: Prefix of the names of the other columns.
        meaning: What the number is.
        get: Finds the quantity.
    """

    def bound(side: Literal[0, 1]) -> Callable[[Any, RowContext], CellValue]:
        return lambda item, context: (
            None if (quantity := get(item)) is None else _bounds(quantity, context)[side]
        )

    value = _if_stated(get, _value)
    unit = _if_stated(get, attrgetter("unit"))
    comparator = _if_stated(get, attrgetter("comparator"))
    how = f"How `{name}` is stated: `=`, `~`, `>`, `>=`, `<`, `<=` or `range`."
    lowest = f"Lower end of what `{name}` can be; null if open, or approximate."
    highest = f"Upper end of what `{name}` can be; null if open, or approximate."
    why = (
        "Where they come from: `exact`, `rounding`, `nominal`, `approximate` or `one-sided`; null "
        "of a range and of what was computed."
    )
    return (
        *value_column(name, "number", f"{meaning} Null of a range.", value),
        *value_column(f"{prefix}unit", "text", f"Unit of `{name}`.", unit),
        *value_column(f"{prefix}comparator", "text", how, comparator),
        Column(f"{prefix}lower", "number", lowest, bound(0)),
        Column(f"{prefix}upper", "number", highest, bound(1)),
        *value_column(f"{prefix}bounds", "text", why, _if_stated(get, _bounds_kind)),
    )


def provider_column(get: Getter | None = None) -> tuple[Column]:
    """Return a column of the provider whose data a row is from.

    Args:
        get: Finds the id in the item of a row, for collections that belong to no provider.
    """
    return (
        Column(
            "provider",
            "text",
            "Id of the provider whose data the row is from.",
            lambda item, context: (
                context.provider or context.holders.get(id(item)) or (get and get(item))
            ),
        ),
    )


def label_column(meaning: str, get: Getter) -> tuple[Column]:
    """Return a column of the label of a measure, or of the name of a benchmark.

    Args:
        meaning: What the label means.
        get: Finds the id of the measure or benchmark.
    """
    return (
        Column(
            "label",
            "text",
            meaning,
            lambda item, context: context.labels.get(get(item)) or shared_labels().get(get(item)),
        ),
    )


def citation_column(name: str, meaning: str, get: Getter) -> tuple[Column]:
    """Return a column of a field of the first of several citations.

    Args:
        name: Name of the field and of the column.
        meaning: What the values mean.
        get: Finds the citations.
    """
    return value_column(
        name,
        "text",
        meaning,
        lambda item: next((getattr(each, name) for each in get(item)[:1]), None),
    )


def first_citation_columns(get: Getter) -> tuple[Column, ...]:
    """Return the columns of the source, section and locator of the first of several citations.

    Args:
        get: Finds the citations.
    """
    return (
        *citation_column("source", "Id of the source of the first citation.", get),
        *citation_column("section", "Heading of the section in it.", get),
        *citation_column("locator", "Place within the section.", get),
    )


# Values of cells


def identity(value: Any) -> Any:
    """Return the value itself."""
    return value


def value_text(value: CellValue) -> str:
    """Return a value as the text of a CSV file, which is empty for None."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def _if_stated(get: Getter, find: Getter) -> Getter:
    """Find something in what a getter gives, and None where that is None."""
    return lambda item: None if (found := get(item)) is None else find(found)


def _first_day(period: Period) -> date | None:
    return period._first


def _last_day(period: Period) -> date | None:
    return period._last


def _bounds(quantity: Quantity, context: RowContext) -> Bounds:
    if quantity.comparator == "~" and not context.approximate_bounds:
        return None, None
    lower, upper = quantity.bounds
    return (
        None if lower is None else _rounded(quantity, lower, ROUND_FLOOR),
        None if upper is None else _rounded(quantity, upper, ROUND_CEILING),
    )


def _value(quantity: Quantity) -> Decimal | None:
    """Return the number of a quantity; None of a range, which is none of its ends."""
    if quantity.comparator == "range":
        return None
    return _rounded(quantity, quantity.value, rounded_as(quantity.comparator).rounding)


def _rounded(quantity: Quantity, number: Decimal, rounding: str) -> Decimal:
    """Return a number of a quantity: as stated, or if it was computed, to 18 places."""
    exponent = cast("int", number.as_tuple().exponent)
    if quantity.interval is None or exponent >= -DECIMAL_PLACES:
        return number
    return number.quantize(_LAST_PLACE, rounding, ROOMY).normalize(ROOMY)


def _bounds_kind(quantity: Quantity) -> str | None:
    if quantity.comparator == "range" or (is_firm(quantity) and quantity.interval is not None):
        return None
    if not is_firm(quantity):
        return "approximate" if quantity.comparator == "~" else "one-sided"
    if quantity.nominal:
        return "nominal"
    return "exact" if quantity.decimals is None else "rounding"
