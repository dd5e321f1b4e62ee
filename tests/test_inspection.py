"""Objects can be looked at by what asks for every attribute: debuggers, completion, `hasattr`."""

import inspect
import random
from typing import Any

import pytest
from made_up.objects import objects_by_class

import aiproviders
from aiproviders import Catalog, Provider, Record, audit, results, types, usage
from aiproviders.types import Tabular

PUBLIC: set[Any] = {
    cls
    for module in (aiproviders, types, results, usage)
    for name in module.__all__
    if isinstance(cls := getattr(module, name), type) and not getattr(cls, "_is_protocol", False)
} - {Record, Tabular}
"""The public classes that have objects of their own."""


@pytest.fixture(scope="module")
def objects(acme: Provider) -> dict[type, Any]:
    """An object of each class, of which as little is stated as there is an object for."""
    return {
        cls: min(each, key=lambda shown: len(repr(shown)))
        for cls, each in objects_by_class(acme).items()
    }


@pytest.mark.parametrize("cls", sorted(PUBLIC, key=str))
def test_every_attribute_can_be_asked_for(cls: type, objects: dict[type, Any]) -> None:
    """An attribute of any public object has a value or raises an AttributeError, and no other."""
    shown = objects[cls]
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
