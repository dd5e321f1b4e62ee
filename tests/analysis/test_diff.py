"""What differs between two versions of a provider."""

import copy
import pickle
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import (
    Catalog,
    Citation,
    Model,
    Period,
    Provider,
    Quantity,
    Record,
    Score,
    TokenPrice,
    diff,
)
from aiproviders._analysis.diff import exact_text
from aiproviders._display.cells import Cell
from aiproviders._display.views import view
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values.wording import stated_fields
from aiproviders.errors import AIProvidersError, IncomparableError
from aiproviders.results import Change
from aiproviders.types import RetiredId

Edit: TypeAlias = Callable[[dict[str, Any]], None]
"""What makes another version of a document."""

# Laws


@st.composite
def selections(draw: st.DrawFn, provider: Provider) -> Provider:
    """The provider without some of its records."""
    everything = [record.id for record in (*provider.records(), *provider.retired)]
    dropped = draw(st.sets(st.sampled_from(everything)))
    kept: dict[str, Any] = {}
    for section in SECTIONS:
        catalog: Catalog[Record] = getattr(provider, section)
        kept[section] = catalog.where(lambda record: record.id not in dropped)
    company = None if provider.id in dropped else provider.company
    return evolve(provider, company=company, **kept)


@st.composite
def corrections(draw: st.DrawFn, provider: Provider) -> tuple[Provider, set[tuple[str, str, str]]]:
    """The provider with fields as other records have them, and which section, id and field."""
    changed: set[tuple[str, str, str]] = set()
    for section in draw(st.sets(st.sampled_from(SECTIONS[:-1]), min_size=1)):
        catalog: Catalog[Record] = getattr(provider, section)
        records = list(catalog)
        position = draw(st.integers(0, len(records) - 1))
        record = records[position]
        names = {name for each in records for name in stated_fields(each)} - {"id"}
        name = draw(st.sampled_from(sorted(names)))
        value = getattr(draw(st.sampled_from(records)), name)
        if value != getattr(record, name):
            changed.add((section, record.id, name))
        records[position] = evolve(record, **{name: value})
        edited: dict[str, Any] = {section: evolve(catalog, records=records)}
        provider = evolve(provider, **edited)
    return provider, changed


def follow(value: Any, path: str) -> Any:
    """What stands at a path in a record; None past the end of a list."""
    for step in re.findall(r"\w+", path):
        if not step.isdecimal():
            value = getattr(value, step)
        elif int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


@given(st.data())
def test_nothing_differs_from_itself(acme: Provider, data: st.DataObject) -> None:
    """Any provider compared with itself, or with its copy, has no changes."""
    provider, _ = data.draw(corrections(data.draw(st.just(acme))))
    provider = data.draw(selections(provider))

    assert not diff(provider, provider)
    assert not diff(provider, copy.deepcopy(provider))


@given(st.data())
def test_added_and_withdrawn_swap(acme: Provider, data: st.DataObject) -> None:
    """What is added one way round is withdrawn the other way, and nothing else is either."""
    old, new = data.draw(selections(acme)), data.draw(selections(acme))
    forth, back = diff(old, new), diff(new, old)
    ids = {record.id for record in new.records()} - {record.id for record in old.records()}

    assert ids == {change.id for change in forth.added}
    assert {(each.section, each.id, each.after) for each in forth.added} == {
        (each.section, each.id, each.before) for each in back.withdrawn
    }
    assert {(each.section, each.id, each.before) for each in forth.withdrawn} == {
        (each.section, each.id, each.after) for each in back.added
    }
    assert () == forth.corrected


@given(st.data())
def test_every_correction_is_reported(acme: Provider, data: st.DataObject) -> None:
    """Every field that was changed is reported, with what stood and what stands at its path."""
    new, changed = data.draw(corrections(acme))
    changes = diff(acme, new)

    assert changed == {
        (change.section, change.id, re.split(r"\W", change.path)[0]) for change in changes
    }
    assert set(changes) == set(changes.corrected)
    for change in changes:
        assert change.before == follow(getattr(acme, change.section)[change.id], change.path)
        assert change.after == follow(getattr(new, change.section)[change.id], change.path)


# What is reported, and how


def the_change(acme: Provider, edit: Edit) -> Change:
    """The only change that an edit of the document makes."""
    document = acme.to_dict()
    edit(document)
    (change,) = diff(acme, Provider.from_dict(document))
    return change


def put(*path: str | int, value: object) -> Edit:
    """An edit that puts a value at a path of the document."""

    def edit(document: dict[str, Any]) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return edit


def insert_citation(document: dict[str, Any]) -> None:
    """Put a citation before the one that the first claim has."""
    document["claims"][0]["citations"].insert(0, {"source": "annual-report", "section": "A"})


def repeat_citation(document: dict[str, Any]) -> None:
    """Put the citation that the first claim has a second time."""
    document["claims"][0]["citations"] *= 2


def append_price(document: dict[str, Any]) -> None:
    """Put a price after the one that the second model has."""
    document["models"][1]["prices"].append({"currency": "EUR", "input": "3", "output": "4"})


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            put("models", 1, "prices", 0, "input", value="15E+1"),
            "models rocket-1: price (list), input was $1, now $150",
        ),
        (
            put("models", 1, "prices", 0, "tiers", 0, "cache_read", value=None),
            "models rocket-1: price (list), tiers[0].cache_read was $0.20, now not stated",
        ),
        (
            append_price,
            "models rocket-1: price (list) is new: EUR 3 in, EUR 4 out per million tokens",
        ),
        (insert_citation, "claims fastest: citations[0] was not stated, now annual-report, A"),
        (
            repeat_citation,
            "claims fastest: citations[1] was not stated, now annual-report, Outlook",
        ),
        (
            put("models", 0, "prices", value=[{"currency": "USD", "input": "0", "output": "0"}]),
            "models anvil-1: price (list) is new: free in, free out per million tokens",
        ),
        (
            put("products", 0, "former_names", value=[]),
            "products acme-cloud: former_names[0] was name=Anvil, until=2024, now not stated",
        ),
        (
            put("models", 1, "aliases", value=["R One", "R1"]),
            "models rocket-1: aliases was Rocket One, now R One, R1",
        ),
        (
            put("models", 1, "aliases", value=[]),
            "models rocket-1: aliases was Rocket One, now none",
        ),
        (
            put("metrics", 0, "quantity", "value", value="1300"),
            "metrics acme.employees.2026-05: quantity was ~1,200 employees, now ~1,300 employees",
        ),
        (
            put("metrics", 0, "quantity", "decimals", value=0),
            (
                "metrics acme.employees.2026-05: quantity was ~1,200 employees, "
                "now ~1,200 ± 0.5 employees"
            ),
        ),
        (
            put("events", 2, "date", "edtf", value="2026-38"),
            "events reorganized: date was 2026-37~ (early 2026), now 2026-38 (early 2026)",
        ),
        (
            put("events", 2, "date", "label", value="spring"),
            "events reorganized: date was 2026-37~ (early 2026), now 2026-37~ (spring)",
        ),
        (
            put("models", 0, "released", value="2024-02"),
            "models anvil-1: released was 2024, now 2024-02",
        ),
        (
            put("business_units", 0, "name", value="Acme\nLaboratory"),
            "business units acme-labs: name was Acme Labs, now Acme Laboratory",
        ),
        (
            put("company", "listings", 0, "ticker", value="ACM"),
            "company acme: listings[0].ticker was ACME, now ACM",
        ),
        (
            put("data_version", value="2026.05.2"),
            "provider acme: data_version was 2026.05.1, now 2026.05.2",
        ),
        (put("namespaces", value=["acme", "a"]), "provider acme: namespaces was acme, now acme, a"),
    ],
)
def test_corrections_in_words(acme: Provider, edit: Edit, words: str) -> None:
    """A correction says in a line where it is, what was and what is."""
    change = the_change(acme, edit)

    assert words == str(change).removesuffix(" (annual-report)")
    assert "corrected" == change.kind


def test_a_change_carries_values(acme: Provider) -> None:
    """What was and what is are the values themselves, to calculate with."""
    change = the_change(acme, put("models", 1, "prices", 0, "input", value="1.5"))

    assert ("models", "rocket-1", "prices[0].input") == (change.section, change.id, change.path)
    assert (Decimal(1), Decimal("1.5")) == (change.before, change.after)
    assert ("annual-report",) == change.sources


def priced(*prices: TokenPrice, scores: Iterable[Score] = ()) -> Provider:
    """A provider with one model."""
    model = Model(id="rocket", name="Rocket", provider="acme", prices=prices, scores=scores)
    return Provider(id="acme", models=[model])


def euros(input: int, **terms: Any) -> TokenPrice:
    """A price in euros."""
    return TokenPrice(currency="EUR", input=input, output=9, **terms)


def test_prices_are_told_apart_by_their_terms() -> None:
    """Of prices in another order, only those of the same terms are one that was corrected."""
    old = priced(
        euros(1), euros(2, host="azure"), euros(3, service="batch"), euros(7, plan="contract")
    )
    new = priced(
        euros(8, region="eu"), euros(1), euros(4, service="batch"),
        euros(5, host="azure", hours="22:00-06:00"), euros(7, plan="contract"),
    )  # fmt: skip

    assert [
        ("prices[0]", "price (in eu) is new: EUR 8 in, EUR 9 out per million tokens (in eu)"),
        ("prices[2].input", "price (batch), input was EUR 3, now EUR 4"),
        (
            "prices[3]",
            "price (by azure) at 22:00-06:00 UTC is new: " + str(new.models["rocket"].prices[3]),
        ),
        (
            "prices[1]",
            "price (by azure) is gone: EUR 2 in, EUR 9 out per million tokens (by azure)",
        ),
    ] == [(each.path, str(each).removeprefix("models rocket: ")) for each in diff(old, new)]


def test_scores_are_told_apart_by_how_they_were_measured() -> None:
    """A score that changed is named by its benchmark, version, harness and variant."""

    def score(value: str, **how: Any) -> Score:
        return Score(benchmark="chess", quantity=Quantity.parse(value), **how)

    old = priced(scores=[score("40 %", variant="high"), score("30 %", version="2")])
    new = priced(scores=[score("31 %", version="2"), score("40 %", variant="low", harness="h")])

    assert [
        "score (chess, 2), quantity was 30 %, now 31 %",
        "score (chess, h, low) is new: chess 40 % (low) · reporter not stated",
        "score (chess, high) is gone: chess 40 % (high) · reporter not stated",
    ] == sorted(str(each).removeprefix("models rocket: ") for each in diff(old, new))


def test_pages_among_the_sources_are_counted() -> None:
    """A price that changed has its own sources; pages are counted in words and named as values."""
    pages = ("https://acme.example/a", "https://acme.example/b")
    cited = [Citation(source=each) for each in (pages[0], "catalog", pages[1])]
    change, *_ = changes = diff(priced(euros(1)), priced(euros(2, citations=cited)))

    assert (pages[0], "catalog", pages[1]) == change.sources
    assert str(change).endswith("input was EUR 1, now EUR 2 (catalog, 2 pages)")
    assert change.to_markdown().endswith("(`catalog`, 2 pages)")
    shown = view(changes).tables[0].rows[0]
    assert ("price (list), input", "EUR 1", "EUR 2") == tuple(each.text for each in shown[3:6])
    assert Cell("catalog, 2 pages", details="\n".join(change.sources)) == shown[6]


def test_sources_of_a_change_are_those_of_its_parts(acme: Provider) -> None:
    """A change names every source that the record cites anywhere, once, as it does now."""
    first = acme.sources["annual-report"]
    model = acme.models["rocket-1"]
    price = evolve(model.prices[0], citations=(evolve(model.citations[0], source="price-list"),))
    new = evolve(
        acme,
        sources=Catalog([first, evolve(first, id="price-list")]),
        models=Catalog([evolve(model, name="R", prices=(price,))]),
    )

    (name, *_) = diff(acme, new).corrected
    assert ("annual-report", "price-list") == name.sources


def test_equal_numbers_and_another_order_are_no_change(acme: Provider) -> None:
    """A price with another zero, or records that stand in another order, change no fact."""
    document = acme.to_dict()
    document["models"][1]["prices"][0]["input"] = "1.00"
    document["models"].reverse()

    assert not diff(acme, Provider.from_dict(document))


def test_a_record_in_another_section_is_another(acme: Provider) -> None:
    """An id that moves to another section is withdrawn from one and added to the other."""
    document = acme.to_dict()
    (unit,) = document.pop("business_units")
    document["entities"].append({"id": unit["id"], "name": "Acme Labs", "kind": "lab"})
    changes = diff(acme, Provider.from_dict(document))

    assert [("entities", "acme-labs")] == [(each.section, each.id) for each in changes.added]
    assert [("business_units", "acme-labs")] == [
        (each.section, each.id) for each in changes.withdrawn
    ]


def test_a_company_comes_and_goes(acme: Provider) -> None:
    """The company is a record like others."""
    without = evolve(acme, company=None)

    assert [("company", "acme", acme.company)] == [
        (each.section, each.id, each.after) for each in diff(without, acme).added
    ]
    assert ("acme",) == tuple(each.id for each in diff(acme, without).withdrawn)


@pytest.fixture
def newer(acme: Provider) -> Provider:
    """A later version of the provider, with changes of every kind."""
    document = acme.to_dict()
    document["data_version"] = "2026.06.1"
    document["models"][1]["prices"][0]["input"] = "1.5"
    document["models"][1]["name"] = "Rocket_1 <*>"
    document["entities"].append({"id": "hooli", "name": "Hooli", "kind": "lab"})
    del document["claims"]
    document["retired"] = [{"id": "fastest", "successor": "acme-cloud"}]
    return Provider.from_dict(document)


def test_changes_in_words(acme: Provider, newer: Provider) -> None:
    """Changes print a line each, corrections first, and their repr counts them."""
    changes = diff(acme, newer)

    assert (
        "Corrected provider acme: data_version was 2026.05.1, now 2026.06.1\n"
        "Corrected models rocket-1: name was Rocket 1, now Rocket_1 <*> (annual-report)\n"
        "Corrected models rocket-1: price (list), input was $1, now $1.50 (annual-report)\n"
        "Added entities hooli: Hooli\n"
        "Added retired fastest: fastest is now acme-cloud\n"
        "Withdrawn claims fastest: Acme Cloud is faster than Globex (annual-report)"
    ) == str(changes)
    assert "<Changes acme: 3 corrected, 2 added, 1 withdrawn>" == repr(changes)
    assert "<Change entities hooli: Hooli>" == repr(changes.added[0])
    assert 6 == len(changes) == len(set(changes))


def test_changes_in_markdown(acme: Provider, newer: Provider) -> None:
    """Changes go under the headings of a changelog, with nothing that Markdown would take."""
    assert r"""### Corrected

- provider `acme`: `data_version` was 2026.05.1, now 2026.06.1
- models `rocket-1`: `name` was Rocket 1, now Rocket\_1 \<\*> (`annual-report`)
- models `rocket-1`: price (list), input was \$1, now \$1.50 (`annual-report`)

### Added

- entities `hooli`: Hooli
- retired `fastest`: fastest is now acme-cloud

### Withdrawn

- claims `fastest`: Acme Cloud is faster than Globex (`annual-report`)
""" == diff(acme, newer).to_markdown()


def test_no_changes_say_so(acme: Provider) -> None:
    """Where nothing differs the result is false and says so."""
    changes = diff(acme, acme)

    assert not changes
    assert [] == list(changes)
    assert "no changes in acme" == str(changes)
    assert "No changes.\n" == changes.to_markdown()
    assert "<Changes acme: none>" == repr(changes)


def test_changes_are_values(acme: Provider, newer: Provider) -> None:
    """Changes hash, equal their pickled copies, and say the same another time."""
    changes = diff(acme, newer)

    assert changes == pickle.loads(pickle.dumps(changes)) == diff(acme, newer)  # noqa: S301 - made in the same line
    assert hash(changes) == hash(diff(acme, newer))


def test_two_providers_are_not_compared(acme: Provider) -> None:
    """Providers with different ids are refused, as an error that names both."""
    with pytest.raises(IncomparableError, match="acme and globex are two providers"):
        diff(acme, Provider(id="globex"))
    assert issubclass(IncomparableError, ValueError)
    assert issubclass(IncomparableError, AIProvidersError)


def test_a_retired_id_is_a_change(acme: Provider) -> None:
    """A retired id that gets another successor is corrected like any record."""
    one, other = (
        evolve(acme, retired=Catalog([RetiredId(id="r", successor=id, since=Period("2026"))]))
        for id in ("rocket-1", "rocket-2")
    )

    (change,) = diff(one, other)
    assert "retired r: successor was rocket-1, now rocket-2" == str(change)


def test_numbers_are_written_without_an_exponent() -> None:
    """A decimal number reads as people write it."""
    assert "1000" == exact_text(Decimal("1E+3"))
