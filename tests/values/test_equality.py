"""Equality of values by their fields."""

import pickle
from typing import Any

import pytest
from attrs import evolve, fields, frozen
from made_up.objects import objects_by_class

from aiproviders import Citation, Period, Provider, Quantity, TokenPrice
from aiproviders._values.pickling import Equal
from aiproviders.types import PriceTier, Rates


def test_values_are_equal_by_every_field(acme: Provider) -> None:
    """Objects of all classes are equal to what has their fields alone, and hash as these do."""
    objects = [each for held in objects_by_class(acme).values() for each in held[:3]]
    values = [each for each in objects if isinstance(each, Equal)]

    assert len({type(each) for each in values}) > 20
    for each in values:
        kind: Any = type(each)
        counted = [field for field in fields(kind) if field.eq]
        other = pickle.loads(pickle.dumps(each))  # noqa: S301 - of our own
        assert each == other
        assert hash(each) == hash(other)
        for field in counted:
            object.__setattr__(other, field.name, "another")
            assert each != other
            object.__setattr__(other, field.name, getattr(each, field.name))
        assert each == other


def test_the_label_of_a_period_does_not_count() -> None:
    """A period is equal to the same one that people call otherwise, and finds it in a dict."""
    assert Period("2026-05", "May") == Period("2026-05")
    assert {Period("2026-05", "May"): 1}[Period("2026-05")]


def test_a_subclass_is_never_equal() -> None:
    """What has the same fields and more meaning is another value, whoever compares."""
    rates, tier = Rates(input=1), PriceTier(input=1, threshold=5)
    price = TokenPrice(currency="USD", input=1)

    assert 3 == len({rates, tier, price})
    assert rates != tier
    assert tier != rates
    assert rates != price


class Page(Citation):
    """A class of a user, without fields of its own."""

    __slots__ = ()


@frozen(kw_only=True)
class Quotation(Citation):
    """A class of a user that attrs gives an equality of its own."""

    language: str = "en"


@pytest.mark.parametrize("kind", [Page, Quotation])
def test_classes_of_users_keep_the_rule(kind: type[Citation]) -> None:
    """Their objects are equal to each other and hash alike, and differ from those of the base."""
    one, same, base = kind(source="guide"), kind(source="guide"), Citation(source="guide")

    assert (one, hash(one)) == (same, hash(same))
    assert one != base
    assert base != one
    assert one != evolve(one, section="Summary")
    assert 2 == len({one, same, base})


def test_a_value_is_no_other_thing() -> None:
    """Comparing with something else is no error."""
    assert Quantity(value=1, unit="1") != "1"
    assert Period("2026") != None  # noqa: E711 - what people write
