"""Ids that no record has any more."""

import pickle
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Catalog, Model, Provider, find_model
from aiproviders._records.lookup.names import with_retired
from aiproviders.errors import DataError, UnknownIdError
from aiproviders.testing import check_provider
from aiproviders.types import RetiredId

ROWS: list[dict[str, Any]] = [
    {"id": "acme-inc", "successor": "acme"},
    {"id": "heads", "successor": "employees"},
    {"id": "lab", "successor": "acme-labs"},
    {"id": "older", "successor": "rocket-1", "since": "2026-05", "note": "Renamed by Acme."},
    {"id": "oldest", "successor": "older"},
]


@pytest.fixture
def document(acme: Provider) -> dict[str, Any]:
    """A document with retired ids, for a test to spoil."""
    return acme.to_dict() | {"retired": [dict(row) for row in ROWS]}


@pytest.fixture
def renamed(document: dict[str, Any]) -> Provider:
    """A provider some of whose ids are retired."""
    return Provider.from_dict(document)


def test_a_retired_id_answers_with_its_successor(renamed: Provider) -> None:
    """However a record is asked for, a retired id gives the record that took its place."""
    rocket = renamed.models["rocket-1"]

    assert rocket is renamed.models["older"]
    assert rocket is renamed.models.get("older")
    assert rocket is renamed.record("older")
    assert rocket is find_model("older", [renamed])
    assert "older" in renamed.models
    assert renamed.business_units["acme-labs"] is renamed.business_units["lab"]
    assert renamed.measures["employees"] is renamed.measures["heads"]
    assert renamed.company is renamed.record("acme-inc")


def test_successors_are_followed_to_the_end(renamed: Provider) -> None:
    """An id whose successor was retired too answers with what is there now."""
    assert "rocket-1" == renamed.models["oldest"].id == renamed.record("oldest").id


def test_a_retired_id_is_one_of_its_own_section(renamed: Provider) -> None:
    """A retired id is known where its successor is, and its row in the section of such rows."""
    assert "older" not in renamed.products
    assert "rocket-1" not in renamed.retired
    assert "oldest is now older" == str(renamed.retired["oldest"])
    assert "<RetiredId oldest: oldest is now older>" == repr(renamed.retired["oldest"])
    assert renamed.retired["older"] not in list(renamed.records())
    with pytest.raises(UnknownIdError):
        renamed.record("youngest")


def test_a_retired_id_is_found_as_written(renamed: Provider) -> None:
    """A retired id is an id: other spellings of it and parts of it find nothing."""
    assert "Older" not in renamed.models
    assert "acme/older" not in renamed.models


def test_catalogs_made_of_catalogs_know_retired_ids(renamed: Provider) -> None:
    """Filters, slices, searches, orders and pickles keep retired ids as far as they lead."""
    models, events = renamed.models, renamed.events
    rocket = models["rocket-1"]
    made = [
        models.where(lambda model: model.family),
        models[1:2],
        models.search("rocket"),
        models.sort_by("released"),
        pickle.loads(pickle.dumps(models)),  # noqa: S301 - made in the same line
    ]

    assert all(rocket == each["older"] for each in made)
    assert "older" not in models[:1]
    assert models.successors == events[1:].successors == events.where(kind="founding").successors


def test_a_retired_id_goes_before_a_name(renamed: Provider) -> None:
    """An id in use goes before a retired one, and that before a name, among providers too."""
    named = Model(id="x", provider="b", name="older")
    others = Provider(id="b", models=Catalog([named]))
    reused = Provider(id="c", models=Catalog([evolve(named, id="older", provider="c")]))
    catalog = Catalog([*renamed.models, named], successors=[("older", "rocket-1"), ("x", "rocket")])

    assert ("rocket-1", "x") == (catalog["older"].id, catalog["x"].id)
    assert "rocket-1" == find_model("older", [others, renamed]).id
    assert "c" == find_model("older", [renamed, others, reused]).provider


def test_retired_ids_round_trip(renamed: Provider, document: dict[str, Any]) -> None:
    """Retired ids are written and read as other rows are."""
    assert document == renamed.to_dict()
    assert renamed == Provider.from_json(renamed.to_json())
    assert "Renamed by Acme." == renamed.retired["older"].note


def test_sound_retired_ids_pass(renamed: Provider) -> None:
    """Retired ids need no citation and pass the checks that publishers run."""
    check_provider(renamed)


@pytest.mark.parametrize(
    ("row", "refused", "found"),
    [
        (
            {"id": "rocket-2", "successor": "rocket-1"},
            "retired row 6 (rocket-2), id: a record has this id; expected an id that is no longer",
            "rocket-2: is retired and in use",
        ),
        (
            {"id": "revenue", "successor": "rocket-1"},
            "retired row 6 (revenue), id: a record has this id",
            "revenue: is retired and in use",
        ),
        (
            {"id": "a", "successor": "rocket-11"},
            "(a), successor: 'rocket-11' leads to no record; did you mean 'rocket-1'?; expected",
            "a: its successor 'rocket-11' leads to no record",
        ),
        (
            {"id": "a", "successor": "a"},
            "(a), successor: 'a' leads to no record; expected the id of a record",
            "a: its successor 'a' leads to no record",
        ),
    ],
)
def test_unsound_retired_ids(
    document: dict[str, Any], renamed: Provider, row: dict[str, Any], refused: str, found: str
) -> None:
    """A retired id in use, or one that leads nowhere, is refused, and found by the checks."""
    document["retired"].append(row)
    unsound = evolve(renamed, retired=Catalog([*renamed.retired, RetiredId(**row)]))

    with pytest.raises(DataError) as error:
        Provider.from_dict(document)
    with pytest.raises(AssertionError) as problems:
        check_provider(unsound)
    assert refused in str(error.value)
    assert found in str(problems.value).splitlines()


def test_an_id_retires_once(document: dict[str, Any]) -> None:
    """Two rows for one retired id are refused."""
    document["retired"].append({"id": "older", "successor": "rocket-2"})

    with pytest.raises(DataError, match="the id is taken already, by retired row 4"):
        Provider.from_dict(document)


def test_records_name_no_retired_ids(document: dict[str, Any]) -> None:
    """What the provider's own records refer to is the successor."""
    document["claims"][0]["about"] = ["older"]

    with pytest.raises(DataError, match="nothing has the id 'older'"):
        Provider.from_dict(document)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdefxy")), max_size=8))
def test_chains_of_successors(pairs: list[tuple[str, str]]) -> None:
    """A retired id stands for a record if and only if going from id to id comes to it."""
    records, successors = {"x": 1, "y": 2}, dict(pairs)
    found = with_retired(records, pairs)

    for id in "abcdefxy":
        end = id
        for _ in successors:
            end = successors.get(end, end)
        assert records.get(end) == found.get(id)


def test_an_endless_chain_takes_no_time() -> None:
    """A circle of ids comes to an end, and a long chain is walked once."""
    long = [(str(number), str(number + 1)) for number in range(100_000)]

    assert 100_001 == len(with_retired({"100000": "end"}, long))
    assert {} == with_retired({}, [*long, ("100000", "0")])
