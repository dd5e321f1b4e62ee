"""A column of a table, and the columns that texts, dates and numbers become."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from attrs import frozen

from aiproviders._period import Period
from aiproviders._quantity import ROOMY, Bounds, Quantity
from aiproviders._vocabulary import shared_labels

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
