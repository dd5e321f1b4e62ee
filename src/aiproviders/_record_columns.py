"""What columns the records of a class have, and the objects that records hold."""

import inspect
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from attrs import fields, has

from aiproviders._column import (
    Column,
    Getter,
    Kind,
    cited,
    counted,
    dated,
    itself,
    joined,
    labelled,
    measured,
    plain,
    provided,
)
from aiproviders._models import Model, Score, list_price
from aiproviders._period import Period
from aiproviders._quantity import Quantity
from aiproviders._records import Event, Metric

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
