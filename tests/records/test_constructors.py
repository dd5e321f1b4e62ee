"""What constructors accept, and what they refuse at once."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any, cast

import pytest
from attrs import evolve, fields, has

from aiproviders import (
    Catalog,
    Citation,
    Company,
    Event,
    Metric,
    Model,
    Period,
    Person,
    Provider,
    Quantity,
    TokenPrice,
)
from aiproviders._records.catalog import Origin
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders.results import Metrics, Timeline
from aiproviders.types import Modalities


def parts(value: Any) -> Iterator[Any]:
    """Give a record, and the objects of ours inside it."""
    yield value
    for each in fields(cast("Any", type(value))):
        held: Any = getattr(value, each.name)
        for part in cast("Any", held if isinstance(held, tuple) else (held,)):
            if has(cast("Any", type(part))):
                yield from parts(part)


@pytest.mark.parametrize(
    "wrong",
    [object(), (object(),), 0.5, "\0", ["\0", 1]],
    ids=["object", "tuple", "number", "text", "list"],
)
@pytest.mark.parametrize("section", ["company", *SECTIONS])
def test_every_field_refuses_what_it_does_not_take(
    acme: Provider, section: str, wrong: object
) -> None:
    """A value of a wrong type is refused as such, and neither by an error from inside nor with what
    attrs prints of a field.
    """
    held: Any = getattr(acme, section)
    for part in (
        part for record in (held if section in SECTIONS else [held]) for part in parts(record)
    ):
        for each in fields(cast("Any", type(part))):
            takes_texts = "str" in str(each.type) or "OwnKind" in str(each.type)
            if not each.init or (takes_texts and wrong == "\0"):
                continue
            with pytest.raises((TypeError, ValueError)) as refusal:
                evolve(part, **{each.name: wrong})
            assert "Attribute(" not in str(refusal.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Model(id="a", provider="a", name="a", prices=cast("Any", ["x"])),
         "prices takes TokenPrice objects, got 'x'"),
        (lambda: Model(id="a", provider="a", name="a", prices=cast("Any", 5)),
         "expected several values, got 5; put it in a tuple"),
        (lambda: Metric(id="a", subject="a", measure="b", quantity=cast("Any", 5)),
         "quantity takes a Quantity object, got 5"),
        (lambda: Company(id="a", legal_name="A", founder_count=True),
         "founder_count takes a whole number, got True"),
        (lambda: Company(id="a", legal_name="A", fiscal_year_end="March"),
         "fiscal_year_end takes a month and a day such as '--03-31', got 'March'"),
        (lambda: TokenPrice(currency="usd"),
         "currency takes an ISO 4217 code such as 'USD', got 'usd'"),
        (lambda: Person(id="a", names=[]), "names takes at least 1, got 0"),
        (lambda: Event(id="a", title="A", kind=cast("Any", 5)), "kind takes a text, got 5"),
        (lambda: Provider(id="a", models=cast("Any", ["x"])),
         "expected a Model, got 'x'"),
        (lambda: Provider(id="a", metrics=cast("Any", ["x"])),
         "expected a Metric, got 'x'"),
        (lambda: Origin(provider="a", sections=cast("Any", 5)), "sections takes texts, got 5"),
        (lambda: Timeline(cast("Any", ["x"])), "expected an Event, got 'x'"),
        (lambda: Quantity(value=1, unit=cast("Any", 5)), "a unit is a text, got 5"),
        (lambda: Quantity(value=1, unit="%", decimals=cast("Any", "1")),
         "decimals is a whole number, got '1'"),
        (lambda: Quantity(value=1, unit="%", exclusive=cast("Any", 1)),
         "exclusive and nominal are bools, got 1 and False"),
        (lambda: Quantity(value=1, unit="%", interval=cast("Any", 5)),
         "an interval is a lowest and a highest value in a tuple, got 5"),
        (lambda: Period("2026", cast("Any", 5)), "expected a label such as 'FY2026', got 5"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_with_what_was_expected(
    make: Callable[[], object], message: str
) -> None:
    """The message names the field or the object, what it takes, and what was given."""
    with pytest.raises((TypeError, ValueError)) as refusal:
        make()

    assert message == str(refusal.value)


def test_constructors_take_what_is_at_hand() -> None:
    """Dates may be texts or dates, tuples any iterable, and catalogs any iterable of records."""
    model = Model(
        id="rocket",
        provider="acme",
        name="Rocket",
        aliases=iter(["R"]),
        released="2026-05-20",
        announced=date(2026, 5, 1),
        modalities=Modalities(input=["text"]),
        citations=[Citation(source="report")],
    )
    launch = Event(id="launch", kind="launch", title="Rocket", date="2026-05-20")
    founding = Event(id="founding", kind="founding", title="Acme", date=date(2001, 1, 1))
    acme = Provider(
        id="acme",
        models=iter([model]),
        metrics=(),
        events=Catalog([launch, founding]),
        namespaces={"acme"},
    )

    assert (("R",), Period("2026-05-20"), Period("2026-05-01")) == (
        model.aliases, model.released, model.announced
    )  # fmt: skip
    assert (("acme",), Catalog([model])) == (acme.namespaces, acme.models)
    assert (Metrics(), Timeline([founding, launch])) == (acme.metrics, acme.events)
    assert ("founding", "launch") == acme.events.ids


class Maker(StrEnum):
    """Makers, as a program of a user may name them."""

    ACME = "acme"


def test_members_of_an_enumeration_are_texts() -> None:
    """What a subclass of a type makes is of that type."""
    assert "acme" == Model(id="anvil", provider=Maker.ACME, name="Anvil").provider
