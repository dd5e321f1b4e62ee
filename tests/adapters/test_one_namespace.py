"""Whatever a price catalog calls its models, what is read of it can be written and read again."""

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest
from genai_prices import types
from hypothesis import example, given
from hypothesis import strategies as st
from made_up.documents import KeyPath, changed, fields, read_document

from aiproviders import Catalog, Provider
from aiproviders.adapters import genai_prices, litellm, model_prices, models_dev
from aiproviders.errors import DataError
from aiproviders.results import Providers

Read: TypeAlias = Callable[..., Providers]
Change: TypeAlias = tuple[KeyPath, str, bool]

IDS = st.sampled_from([
    "acme", "acme:acme", "acme/rocket-1", "acme:rocketry", "api", "family:rocket", "genai-prices",
    "https://acme.example/models", "lab", "litellm", "models-dev", "rocket-1", "swe-bench-verified",
    "weights.example", "", "x y",
])  # fmt: skip
NAMES = {
    litellm.read: "litellm.json",
    model_prices.read: "model_prices.json",
    models_dev.read: "catalog.json",
}
PATHS = {read: tuple(fields(read_document(name))) for read, name in NAMES.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where documents are written."""
    return tmp_path_factory.mktemp("ids")


def with_other_ids(document: Any, changes: list[Change]) -> Any:
    """The document with other texts, and tables under other keys; what is gone stays as it is."""
    for key_path, id, is_key in changes:
        place = document
        try:
            for step in key_path:
                place = place[step]
        except (LookupError, TypeError):
            continue
        if isinstance(place, str):
            document = changed(document, key_path, id)
        elif is_key:
            document = changed(document, (*key_path[:-1], id), place)
    return document


def check_reads_back(found: Catalog[Provider]) -> None:
    """Every provider is what its JSON says."""
    for provider in found:
        assert Provider.from_json(provider.to_json()) == provider


@given(
    change=st.sampled_from([*PATHS]).flatmap(
        lambda read: st.tuples(
            st.just(read),
            st.lists(st.tuples(st.sampled_from(PATHS[read]), IDS, st.booleans()), max_size=3),
        )
    )
)
def test_a_file_with_any_ids_reads_back(folder: Path, change: tuple[Read, list[Change]]) -> None:
    """Any id may be that of the provider, a source, a benchmark, a product or another model."""
    read, changes = change
    path = folder / NAMES[read]
    path.write_text(json.dumps(with_other_ids(read_document(path.name), changes)), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            found = read(path)
        except DataError:
            return
    check_reads_back(found)


@given(
    id=IDS,
    models=st.lists(IDS, min_size=1, max_size=4),
    addresses=st.lists(IDS, max_size=3),
)
@example(id="acme", models=["acme", "acme", "acme:acme"], addresses=["acme", "acme"])
def test_a_package_with_any_ids_reads_back(
    id: str, models: list[str], addresses: list[str]
) -> None:
    """A list may have a model twice, too."""
    free = types.ModelPrice()
    listed = types.Provider(
        id=id,
        name="Acme",
        api_pattern="",
        pricing_urls=addresses,
        models=[
            types.ModelInfo(id=each, match=types.ClauseEquals(each), prices=free) for each in models
        ],
    )
    with pytest.MonkeyPatch.context() as patch:
        data = SimpleNamespace(providers=[listed])
        patch.setitem(sys.modules, "genai_prices.data", data)
        found = genai_prices.read()
    check_reads_back(found)
    assert models == [next(iter(model.aliases), model.id) for model in found[0].models]


def test_a_model_that_is_called_as_its_provider_gets_an_id(tmp_path: Path) -> None:
    """It is found by the name that it has in the price catalog, and other ids stay."""
    path = tmp_path / "api.json"
    models = {id: {"name": f"The {id}"} for id in ("acme", "api", "rocket")}
    path.write_text(json.dumps({"acme": {"name": "Acme", "models": models}}), "utf-8")

    (acme,) = models_dev.read(path)

    assert ("acme:acme", "acme:api", "rocket") == acme.models.ids
    assert "The acme" == acme.models["acme"].name
    assert acme.models["api"] is acme.record("acme:api")


def test_a_source_that_is_called_as_its_provider_gets_an_id(tmp_path: Path) -> None:
    """What cites the source refers to it by its new id, and what names the provider to that."""
    path = tmp_path / "prices.json"
    model = {"litellm_provider": "acme", "input_cost_per_token": 1e-6, "source": "acme"}
    path.write_text(json.dumps({"rocket": model}), "utf-8")

    (acme,) = litellm.read(path)

    assert ("litellm", "acme:acme") == acme.sources.ids
    rocket = acme.models["rocket"]
    assert ("litellm", "acme:acme") == tuple(each.source for each in rocket.price.citations)
    assert ("acme", "acme", "acme") == (rocket.provider, rocket.price.host, acme.sources[1].title)


def test_a_benchmark_that_is_called_as_its_provider_gets_an_id(tmp_path: Path) -> None:
    """Scores refer to it by its new id."""
    path = tmp_path / "models.json"
    scores = [{"name": "SWE-Bench Verified", "score": 70}]
    id = "swe-bench-verified"
    path.write_text(json.dumps({f"{id}/x": {"name": "X", "benchmarks": scores}}), "utf-8")

    (found,) = models_dev.read(path)

    assert (f"{id}:{id}",) == found.benchmarks.ids
    assert f"{id}:{id}" == found.models[0].scores[0].benchmark


def test_a_provider_may_be_called_as_a_family_or_as_a_host(tmp_path: Path) -> None:
    """A family keeps an id of its own, and weights that are on the provider's site are there."""
    path = tmp_path / "models.json"
    facts = {
        "family:x/a": {"name": "A", "family": "x"},
        "a.example/b": {"name": "B", "weights": [{"url": "https://a.example/b"}]},
    }
    path.write_text(json.dumps(facts), "utf-8")

    family, host = models_dev.read(path)

    assert "family:family:x" == family.models[0].family
    assert ("a.example",) == host.models[0].weights_on
    assert () == host.entities.ids
    check_reads_back(Catalog([family, host]))
