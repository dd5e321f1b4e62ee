"""Providers, and the registry of those that come with the package."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

import aiproviders
from aiproviders import Catalog, Model, Period, Provider, find_model, provider, providers
from aiproviders import _registry as registry
from aiproviders.errors import AmbiguousIdError, UnknownIdError


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
    """Who leads an organization follows from the roles that are current."""
    assert (acme.people["bob"],) == acme.leaders("acme-labs")
    assert (acme.people["ada"],) == acme.leaders("acme")
    assert () == acme.leaders("acme-cloud")


def test_newest_fact_has_happened(acme: Provider) -> None:
    """The newest fact is the latest that is no plan; without any facts there is none."""
    assert Period("2026-05-20") == acme.newest_fact
    assert Provider(id="empty").newest_fact is None


def test_providers_go_by_their_companys_name(acme: Provider) -> None:
    """A provider prints as its company is called, or as its id."""
    assert "Acme" == str(acme)
    assert "empty" == str(Provider(id="empty"))
    assert "<Provider empty: 0 models, 0 metrics>" == repr(Provider(id="empty"))
    assert "<Provider acme: 4 models, 4 metrics, facts to 2026-05-20>" == repr(acme)
    assert acme is Catalog([acme])["Acme Limited"]
    assert ("empty",) == Catalog([Provider(id="empty")]).ids


def test_every_way_to_a_bundled_provider_gives_one_object() -> None:
    """The attribute, the function by id and by name, and the catalog give the same object."""
    assert aiproviders.alibaba is provider("alibaba") is provider("Alibaba")
    assert aiproviders.alibaba is providers()["alibaba"]


def test_sixteen_threads_see_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask for a provider at once, it is loaded once and all get the same."""
    monkeypatch.setattr(registry, "_loaded", {})
    barrier = Barrier(16)

    def ask(_: int) -> Provider:
        barrier.wait()
        return provider("alibaba")

    with ThreadPoolExecutor(16) as pool:
        seen = list(pool.map(ask, range(16)))
    assert 1 == len({id(each) for each in seen})


def test_unknown_providers_are_suggested() -> None:
    """A provider that is not there is an error that suggests those that are."""
    with pytest.raises(UnknownIdError, match="did you mean 'alibaba'"):
        provider("alibabba")


def test_finds_models_of_bundled_providers() -> None:
    """Unless told where to look, a model is looked for among the bundled providers."""
    assert "qwen3.7-max" == find_model("Qwen3.7 Max").id


def test_finds_models_of_the_providers_given(acme: Provider) -> None:
    """A model is looked for where the caller says, by the rules of each provider."""
    assert "rocket-2" == find_model("acme/rocket 2", providers=iter([acme])).id
    with pytest.raises(UnknownIdError, match="'rocket-2'"):
        find_model("rockt-2", [acme])
    with pytest.raises(UnknownIdError):
        find_model("rocket-2", providers=[])


def test_an_exact_id_wins_among_providers(acme: Provider) -> None:
    """The id of a model as written beats the alias of another provider's."""
    alias = Model(id="other", provider="b", name="Other", aliases=("rocket-2",))
    other = Provider(id="b", models=Catalog([alias]))

    assert "acme" == find_model("rocket-2", [other, acme]).provider
    with pytest.raises(AmbiguousIdError, match="'a: x' or 'b: x'"):
        find_model(
            "x",
            [
                Provider(id=id, models=Catalog([Model(id="x", provider=id, name="X")]))
                for id in ("a", "b")
            ],
        )
