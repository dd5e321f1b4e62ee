"""Providers as values."""

import copy
import pickle
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from aiproviders import Catalog, Period, Person, Provider, TokenPrice
from aiproviders.errors import UnknownIdError
from aiproviders.results import Metrics, Timeline
from aiproviders.types import Role


def test_a_provider_is_a_value(acme: Provider) -> None:
    """A provider hashes, equals its copies, pickles, and cannot be changed."""
    assert acme == pickle.loads(pickle.dumps(acme)) == copy.deepcopy(acme)  # noqa: S301 - made in the same line
    assert hash(acme) == hash(copy.deepcopy(acme))
    with pytest.raises(FrozenInstanceError):
        acme.id = "x"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]


def test_catalogs_know_whose_they_are(acme: Provider) -> None:
    """Errors name the provider and the section, for catalogs passed in too."""
    other = evolve(acme, id="other", models=Catalog(acme.models.records[:1]))

    with pytest.raises(UnknownIdError, match=r"other\.models"):
        other.models["nothing"]
    assert "anvil-1" == other.models["acme/anvil 1"].id


def test_finds_any_record_by_id(acme: Provider) -> None:
    """An id finds its record whichever section it is in."""
    assert acme.company is acme.record("acme")
    assert acme.people["ada"] is acme.record("ada")
    with pytest.raises(UnknownIdError):
        acme.record("nobody")


def test_leaders_come_from_roles(acme: Provider) -> None:
    """Who leads an organization, by id or name, follows from the roles that are current."""
    assert (acme.people["bob"],) == acme.leaders("acme-labs") == acme.leaders("acme LABS")
    assert (acme.people["ada"],) == acme.leaders("acme") == acme.leaders("Acme Limited")
    assert (acme.people["bob"],) == acme.leaders(acme.business_units["acme-labs"])
    assert () == acme.leaders("acme-cloud") == acme.leaders("Globex")
    assert [("acme",), ("acme-labs",)] == [acme.people[id].leads for id in ("ada", "bob")]


def test_an_organization_that_is_not_known_has_no_leaders(acme: Provider) -> None:
    """A name of nothing is an error that suggests what there is, and no empty answer."""
    with pytest.raises(UnknownIdError, match="organizations of acme is called 'acme-lab'; did you"):
        acme.leaders("acme-lab")


@pytest.mark.parametrize(
    ("leads", "current", "expected"),
    [(True, True, ("lab",)), (True, False, ()), (True, None, ()), (False, True, ())],
)
def test_nobody_leads_what_was_left(
    leads: bool, current: bool | None, expected: tuple[str, ...]
) -> None:
    """Only a role that is said to lead and to be held now counts."""
    role = Role(title="head", organization="lab", leads=leads, current=current)
    nowhere = Role(title="head", leads=True, current=True)

    assert expected == Person(id="x", names=("X",), roles=(role, nowhere)).leads


def test_newest_fact_has_happened(acme: Provider) -> None:
    """The newest fact is the latest that is no plan; without any facts there is none."""
    assert Period("2026-05-20") == acme.newest_fact
    assert Provider(id="empty").newest_fact is None


def test_newest_fact_is_the_last_to_be_settled(acme: Provider) -> None:
    """The period of a figure counts when it is over, any other date when it may have begun."""
    year = evolve(acme.metrics["revenue"], period=Period("2025-04-01/2026-07-31", "FY2026"))
    only_year = evolve(acme.events["rocket-2-released"], date=Period("2026"))
    announced = evolve(acme.models["rocket-2"], status="announced", released=Period("2031"))

    assert year.period == evolve(acme, metrics=Metrics([year])).newest_fact
    assert Period("2026-05-20") == evolve(acme, events=Timeline([only_year])).newest_fact
    some_day = evolve(only_year, date=Period("2026-03/2026"))
    assert Period("2026-05-20") == evolve(acme, events=Timeline([some_day])).newest_fact
    for_a_while = TokenPrice(
        currency="USD", input="1", output="2", effective=Period("2026-01/2031")
    )
    priced = evolve(acme.models["rocket-2"], prices=(for_a_while,))
    assert Period("2026-05-20") == evolve(acme, models=Catalog([priced])).newest_fact
    since = evolve(priced, prices=(evolve(for_a_while, effective="2026-06-01/.."),))
    assert Period("2026-06-01") == evolve(acme, models=Catalog([since])).newest_fact
    announced_only = evolve(acme, models=Catalog([announced]), events=Timeline())
    assert Period("2026-05") == announced_only.newest_fact


def test_sections_may_be_lists(acme: Provider) -> None:
    """A provider made by hand takes any records for its sections; a text is no list."""
    made: Any = {"models": list(acme.models), "events": list(acme.events), "namespaces": ["acme"]}
    provider = Provider(id="acme", **made)

    assert acme.models == provider.models
    assert acme.events == provider.events
    with pytest.raises(TypeError, match="put it in a tuple"):
        Provider(id="acme", namespaces="acme")


def test_providers_go_by_their_companys_name(acme: Provider) -> None:
    """A provider prints as its company is called, or as its id."""
    assert "Acme" == str(acme)
    assert "empty" == str(Provider(id="empty"))
    assert "<Provider empty: 0 models, 0 metrics>" == repr(Provider(id="empty"))
    assert "<Provider acme: 4 models, 4 metrics, facts to 2026-05-20>" == repr(acme)
    assert acme is Catalog([acme])["Acme Limited"]
    assert ("empty",) == Catalog([Provider(id="empty")]).ids
