"""What `where` compares: fields of records with what people ask for."""

from datetime import date
from typing import Any, get_type_hints, is_typeddict

import pytest
from attrs import evolve

from aiproviders import (
    Catalog,
    Event,
    Metric,
    Period,
    Person,
    Provider,
    Quantity,
    TokenPrice,
    alibaba,
    market,
)
from aiproviders.errors import UnknownIdError
from aiproviders.results import Metrics, Timeline
from aiproviders.types import OwnKind, Role
from tools.data import record_fields

TEN = Quantity(value=10, unit="%")


def metric(id: str, **fields: Any) -> Metric:
    """A figure of ten percent."""
    return Metric(id=id, subject="x", measure="y", quantity=TEN, **fields)


@pytest.mark.parametrize(
    ("section", "fields", "ids"),
    [
        # Texts, in any spelling.
        ("models", {"license": "apache 2.0"}, "anvil-1"),
        ("models", {"license": "Apache-2"}, ""),
        ("models", {"aliases": "rocket ONE"}, "rocket-1"),
        ("models", {"license": "-"}, ""),
        ("people", {"name": "ADA acme"}, "ada"),
        # Words of closed lists.
        ("models", {"access": "open-weights"}, "anvil-1"),
        ("models", {"access": "Open Weights"}, "anvil-1"),
        ("models", {"access": ["api-only", "closed-weights"]}, "rocket-1 rocket-2"),
        ("models", {"modalities": "image"}, "rocket-1"),
        ("models", {"modalities": "video"}, ""),
        ("events", {"kind": {"founding", "regulation"}, "status": "happened"},
         "acme-founded inquiry"),
        # Dates, which lie certainly in what is asked for.
        ("models", {"released": "2025"}, "rocket-1"),
        ("models", {"released": 2025}, "rocket-1"),
        ("models", {"released": Period("2025-01/2026")}, "rocket-1 rocket-2"),
        ("models", {"released": "since March 2025"}, "rocket-1 rocket rocket-2"),
        ("models", {"released": date(2026, 5, 20)}, "rocket-2"),
        ("models", {"released": "2025-03-15"}, ""),
        ("models", {"announced": ["2026", None], "released": 2026}, "rocket-2"),
        ("metrics", {"period": "FY2025"}, "acme.revenue-growth.fy2025 acme.revenue.fy2025"),
        ("metrics", {"period": "fy 2025", "measure": "revenue"}, "acme.revenue.fy2025"),
        ("events", {"date": "early 2026"}, "reorganized"),
        # Ids of others, by any name.
        ("metrics", {"measure": "employees"}, "acme.employees.2026-05"),
        ("metrics", {"measure": "Employees"}, "acme.employees.2026-05"),
        ("metrics", {"measure": "employees", "subject": "rocket-1"}, ""),
        ("models", {"family": "ROCKET"}, "rocket-1 rocket-2"),
        ("models", {"developer": "Acme Labs"}, "rocket"),
        ("events", {"about": "Rocket 2"}, "rocket-2-released"),
        ("events", {"provider": "Acme"},
         "acme-founded rocket-1-released reorganized rocket-2-released rocket-3-planned"),
        # Others.
        ("models", {"open_weights": True}, "anvil-1"),
        ("models", {"open_weights": False}, "rocket-1 rocket-2"),
        ("models", {"open_weights": None}, "rocket"),
        ("models", {"aliases": None, "family": None}, "anvil-1 rocket"),
        ("models", {"access": []}, ""),
        ("metrics", {"lookup_names": "acme.employees"}, "acme.employees.2026-05"),
    ],
)  # fmt: skip
def test_fields_are_asked_for_as_people_write_them(
    acme: Provider, section: str, fields: dict[str, Any], ids: str
) -> None:
    """Texts count in any spelling, dates certainly, ids by name, lists as any of their values."""
    catalog = getattr(acme, section)

    assert tuple(ids.split()) == catalog.where(**fields).ids
    assert type(catalog) is type(catalog.where(**fields))
    assert () == catalog[:0].where(**fields).ids


def test_mixed_is_neither_open_nor_closed(acme: Provider) -> None:
    """A family whose members differ is found as mixed alone."""
    families = Catalog([evolve(acme.models["rocket"], access="mixed")])

    assert ("rocket",) == families.where(access="mixed", open_weights=None).ids
    assert () == families.where(open_weights=[True, False]).ids


def test_objects_are_compared_whole(acme: Provider) -> None:
    """A record stands for its id; a figure or a price is the one that is equal to it."""
    price, window = acme.models["rocket-2"].price, acme.models["rocket-1"].context_window

    assert ("rocket-1", "rocket-2") == acme.models.where(family=acme.models["rocket"]).ids
    assert acme.events.where(about=[acme, "rocket-2"]).ids == ("acme-founded", "rocket-2-released")
    assert ("rocket-2",) == acme.models.where(price=price).ids
    assert ("rocket-2",) == acme.models.where(prices=[price, TokenPrice(currency="EUR")]).ids
    assert ("rocket-1",) == acme.models.where(context_window=window).ids
    assert ("rocket-1",) == acme.models.where(modalities=acme.models["rocket-1"].modalities).ids
    assert ("anvil-1", "rocket") == acme.models.where(price=None).ids


def test_a_function_sees_the_records_that_fields_leave(acme: Provider) -> None:
    """A function is a condition besides the fields, and is not asked about what they exclude."""
    cheap = acme.models.where(lambda model: model.price.input == 1, open_weights=False)

    assert ("rocket-1",) == cheap.ids
    condition: Any = "access=open-weights"
    with pytest.raises(TypeError, match="expected a function of a record, or fields as in where"):
        acme.models.where(condition)


def test_people_are_asked_for_by_what_they_lead(acme: Provider) -> None:
    """A person leads what a current role says, by its id or name, and no longer what one left."""
    past = Role(title="head", organization="acme", leads=True, current=False)
    person = Person(
        id="x", names=["X"], roles=[past, Role(title="founder", leads=True, current=True)]
    )

    assert () == person.leads
    assert ("ada",) == acme.people.where(leads="Acme").ids
    assert alibaba.people.where(leads="tongyi  LABORATORY") == alibaba.people.where(
        leads="tongyi-laboratory"
    )
    assert alibaba.leaders("tongyi-laboratory") == (
        *alibaba.people.where(leads="Tongyi Laboratory"),
    )


@pytest.mark.parametrize(
    ("section", "name", "asked", "error", "message"),
    [
        ("models", "contextwindow", 1, ValueError, "'contextwindow'; did you mean 'context_w"),
        ("models", "lab", "Acme", ValueError, "no field 'lab'; did you mean 'provider'?"),
        ("models", "x", 1, ValueError, "the records of acme.models have no field 'x'"),
        ("models", "fits", 1, ValueError, "the records of acme.models have no field 'fits'"),
        ("models", "access", "open-wieghts", ValueError, "mixed, got 'open-wieghts'; did"),
        ("models", "access", "open-wieghts", ValueError, "; did you mean 'open-weights'?"),
        ("models", "access", ["mixed", "ajar"], ValueError, "is one of open-weights, closed"),
        ("models", "modalities", "sound", ValueError, "is one of text, image, video, audio, got"),
        ("models", "open_weights", "yes", TypeError, "is compared with objects of bool, got 'yes'"),
        ("models", "released", b"2026", TypeError, "a year or an EDTF text, got b'2026'"),
        ("models", "context_window", 1, TypeError, "objects of Quantity, got 1; for any other"),
        ("models", "context_window", 1, TypeError, "write where(lambda each: … each."),
        ("models", "name", 5, TypeError, "expected a text, got 5"),
        ("models", "family", 5, TypeError, "family takes a record, its id or a name, got 5"),
        ("models", "developer", "Acme Lab", UnknownIdError, "in acme is called 'Acme Lab'; did"),
        ("metrics", "measure", "revenu", UnknownIdError, "measures is called 'revenu'; did you"),
        ("metrics", "measure", "Acme Labs", UnknownIdError, "in acme.measures is called"),
        ("models", "released", True, TypeError, "expected a Period, a date, a year"),
        ("metrics", "period", "2026-13", ValueError, "'2026-13' does not exist in the calendar"),
        ("metrics", "period", "FY2024", ValueError, "write company.fiscal_period('FY2024')"),
    ],
)  # fmt: skip
def test_what_nothing_can_be_is_refused(
    acme: Provider, section: str, name: str, asked: Any, error: type[Exception], message: str
) -> None:
    """No misspelt field, word or name silently selects nothing; the message names the near one."""
    with pytest.raises(error) as refusal:
        getattr(acme, section).where(**{name: asked})

    assert message in str(refusal.value)


def test_names_are_those_of_the_provider(acme: Provider) -> None:
    """Records put together have no provider to ask for names, so that ids alone are compared."""
    alone = Metrics([metric("a"), evolve(metric("b"), measure="z")])

    assert ("b",) == alone.where(measure="Z").ids
    assert () == alone.where(measure="employees").ids
    assert () == Catalog().where(anything=1).ids
    assert ("acme.employees.2026-05",) == acme.metrics[:1].where(
        subject="acme", measure="employees"
    ).ids


def test_a_retired_id_asks_for_its_successor(acme: Provider) -> None:
    """A field that holds the id of a record is asked for by an id that it had."""
    document = acme.to_dict() | {"retired": [{"id": "rockets", "successor": "rocket"}]}
    renamed = Provider.from_dict(document)

    assert ("rocket-1", "rocket-2") == renamed.models.where(family="rockets").ids


def test_own_kinds_of_events_are_words_too() -> None:
    """A kind of a provider's own is asked for where an event has it."""
    recall = Event(id="a", title="A", kind=OwnKind("p:recall"))
    events = Timeline([recall, Event(id="b", title="B", kind="launch")])

    assert ("a",) == events.where(kind=OwnKind("p:recall")).ids
    assert ("a", "b") == events.where(kind=["launch", OwnKind("p:recall")]).ids


def test_catalogs_of_several_kinds_and_labs_are_asked_alike(acme: Provider) -> None:
    """A record without the field is not selected; names are those of all labs."""
    mixed = Catalog([*acme.people, *acme.models])

    assert ("rocket-1", "rocket-2") == mixed.where(family="rocket").ids
    assert mixed.where(family=None).ids == ("anvil-1", "rocket")
    for lab in ("anthropic", "Anthropic"):
        assert market["anthropic"].models.ids == market.models.where(provider=lab).ids


def test_a_word_of_one_class_finds_its_records_among_others() -> None:
    """Of records of several classes those with the word are found; a word of none is an error."""
    mixed = Catalog([*alibaba.business_units, *alibaba.events])

    assert alibaba.events.where(kind="launch").ids == mixed.where(kind="launch").ids
    with pytest.raises(ValueError, match="kind is one of business-group"):
        mixed.where(kind="happy")


def test_found_sorted_and_cut_catalogs_keep_their_class(acme: Provider) -> None:
    """What is taken of metrics or of a timeline can do what they can, in the order asked for."""
    assert acme.metrics.search("growth of revenue").preferred.ids == ("acme.revenue-growth.fy2025",)
    by_title = acme.events.sort_by("title")
    assert sorted(event.title for event in acme.events) == [event.title for event in by_title]
    assert ["founding"] == list(by_title.where(kind="founding").group_by("kind"))
    assert repr(by_title) == repr(acme.events)
    assert by_title[::-1].ids == by_title.ids[::-1]
    assert type(acme.models) is type(acme.models.search("rocket")) is type(market.models[:2])


def test_catalogs_are_equal_by_their_records(acme: Provider) -> None:
    """The class of a catalog, which follows from its records, takes no part in equality."""
    assert acme.metrics == Catalog(acme.metrics)
    assert hash(acme.metrics) == hash(Catalog(acme.metrics))
    assert acme.metrics != acme.metrics[:1]
    assert acme.metrics != acme.metrics.records


@pytest.mark.parametrize("module", record_fields.MODULES)
def test_types_of_fields_are_those_of_the_classes(module: str) -> None:
    """What checkers know of `where` is what the classes of records say."""
    kept = record_fields.path_of(module).read_text("utf-8")

    assert record_fields.text(module) == kept, "run nox -s data"


@pytest.mark.parametrize(
    "catalog", [each for named in record_fields.MODULES.values() for each in named]
)
def test_every_catalog_names_what_it_is_asked_for(catalog: Any) -> None:
    """`where` of each class of catalogs takes each field of its records, and no other."""
    hint = get_type_hints(catalog.where)["fields"].__args__[0]
    (cls,) = catalog._own_types

    assert catalog().where(id="x") == catalog()
    assert is_typeddict(hint)
    assert {name for name, _ in record_fields.compared(cls, catalog.where)} == {
        *get_type_hints(hint)
    }
