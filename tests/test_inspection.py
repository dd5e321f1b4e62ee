"""Objects can be looked at by what asks for every attribute: debuggers, completion, `hasattr`."""

import inspect
import random
from collections.abc import Iterable, Iterator
from typing import Any, cast

import pytest
from attrs import evolve, fields, has

import aiproviders
from aiproviders import (
    Catalog,
    Market,
    Provider,
    Record,
    Usage,
    alibaba,
    audit,
    compare,
    diff,
    gaps,
    price_performance,
    results,
    types,
)
from aiproviders.results import Turn
from aiproviders.types import (
    DatedAlias,
    Hours,
    OtherPrice,
    OwnKind,
    PriceTier,
    Rates,
    RetiredId,
    Tabular,
    TokenMix,
)

PUBLIC: set[Any] = {
    cls
    for module in (aiproviders, types, results)
    for name in module.__all__
    if isinstance(cls := getattr(module, name), type) and not getattr(cls, "_is_protocol", False)
} - {Record, Tabular}
"""The public classes that have objects of their own."""


def parts(value: Any) -> Iterator[Any]:
    """A value, and every value in it."""
    yield value
    cls = cast("Any", type(value))
    if has(cls):
        for each in fields(cls):
            yield from parts(getattr(value, each.name))
    if isinstance(value, tuple | Catalog):
        for held in cast("Iterable[Any]", value):
            yield from parts(held)


def objects() -> dict[type, Any]:
    """An object of each class, of which as little is stated as there is an object for."""
    changed = alibaba.with_records(
        RetiredId(id="old", successor="qwen3.6"), evolve(alibaba.models["qwen3"], name="Qwen")
    )
    other = evolve(alibaba, id="other", company=None)
    found = (
        changed,
        audit(alibaba),
        compare(*alibaba.models[:2]),
        diff(alibaba, changed),
        gaps(alibaba),
        alibaba.joined(other, names={"qwen3.6": "qwen3.6"}),
        price_performance(alibaba),
        Turn(first=alibaba.models[0], second=alibaba.models[1], mix=TokenMix.of("3:1")),
        Rates(),
        DatedAlias(name="latest"),
        Market(alibaba, edition="2026.11"),
        PriceTier(threshold=200_000),
        OtherPrice(kind="image", unit="image", price=1),
        Usage(input_tokens=1, output_tokens=0),
        OwnKind("acme:recall"),
        Hours(windows="Monday"),
    )
    by_class: dict[type, Any] = {}
    for each in parts(found):
        cls = cast("Any", type(each))
        held = by_class.setdefault(cls, each)
        if has(cls) and len(repr(each)) < len(repr(held)):
            by_class[cls] = each
    return by_class


OBJECTS = objects()


@pytest.mark.parametrize("cls", sorted(PUBLIC, key=str))
def test_every_attribute_can_be_asked_for(cls: type) -> None:
    """An attribute of any public object has a value or raises an AttributeError, and no other."""
    shown = OBJECTS[cls]
    found = dict(inspect.getmembers(shown))

    assert found
    for name in dir(shown):
        assert getattr(shown, name, found) is found or hasattr(shown, name)


def test_a_record_is_drawn_at_random(acme: Provider) -> None:
    """Catalogs and results are sequences enough for `random`, by position and from the end."""
    chance = random.Random(0)  # noqa: S311 - no secret
    collections: tuple[Catalog[Any], ...] = (acme.models, acme.metrics, acme.events, audit(acme))
    for collection in collections:
        assert chance.choice(collection) in collection.records
        assert [*reversed(collection)] == [*collection][::-1]
