"""The files of a market: folders of labs, one JSON file, and what a built package carries."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from made_up import MARKET

import aiproviders
from aiproviders import Market, Model, Provider, alibaba, find_model
from aiproviders._format import registry
from aiproviders._format.market.assembled import joined_with_guide, write_built
from aiproviders._format.market.bundled import bundled_market
from aiproviders.errors import DataError, UnknownIdError


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The folder of a market as a built package carries it."""
    write_built(bundled_market(MARKET), tmp_path / "market")
    return tmp_path / "market"


def test_a_folder_and_its_file_are_one_market(tmp_path: Path) -> None:
    """What is read from folders of TOML is written to one file, which reads as the same."""
    market = Market.load(MARKET)
    market.dump(tmp_path / "edition.json")
    again = Market.load(tmp_path / "edition.json")

    assert ("2026.11", ["alibaba", "globex", "initech"]) == (
        market.edition,
        [*market.providers.ids],
    )
    assert (market, market.digest) == (again, again.digest)


def test_a_built_market_is_that_of_the_source_tree(built: Path) -> None:
    """The index and the files of labs hold what the TOML says, read in another order too."""
    from_files = bundled_market(built)

    assert from_files["initech"].models.ids == ("tps-7b",)
    assert bundled_market(MARKET) == from_files


def test_a_lab_is_read_when_it_is_asked_for(built: Path) -> None:
    """Names of labs and models are found without a look at other labs."""
    market = bundled_market(built)

    assert "globex" in market
    assert 3 == len(market)
    for name in ("Orbit-2-20260601", "orbit-latest", "globex/orbit 2"):
        assert "orbit-2" == find_model(name, market, on="2026-11").id
    (built / "initech.json").unlink()
    assert market["Orbit"] is market["globex"]
    with pytest.raises(FileNotFoundError):
        market["initech"]


def test_an_unknown_model_is_looked_for_in_all_labs(built: Path) -> None:
    """The error about a model suggests those of every lab."""
    with pytest.raises(UnknownIdError, match=r"models of the market .*did you mean 'tps-7b'") as e:
        find_model("tps-8b", bundled_market(built))
    assert "tps-7b" == e.value.suggestions[0]


def test_sixteen_threads_read_a_lab_once(built: Path) -> None:
    """Threads that ask for a lab at once get one object."""
    market, barrier = bundled_market(built), Barrier(16)

    def ask(_: int) -> Provider:
        barrier.wait()
        return market["globex"]

    with ThreadPoolExecutor(16) as pool:
        assert 1 == len(set(map(id, pool.map(ask, range(16)))))


def test_sixteen_threads_see_one_market(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that ask for the market at once get one object, which is loaded once."""
    monkeypatch.setattr(registry, "_market", [])
    barrier = Barrier(16)

    def ask(_: int) -> Market:
        barrier.wait()
        return aiproviders.market

    with ThreadPoolExecutor(16) as pool:
        assert 1 == len(set(map(id, pool.map(ask, range(16)))))


def test_a_package_without_a_market_has_its_providers(tmp_path: Path) -> None:
    """Where no edition comes with the package, the market has the bundled providers alone."""
    market = bundled_market(tmp_path / "market")

    assert [alibaba] == [*market]
    assert "none" == market.edition


def test_a_bundled_lab_has_what_the_guide_states_too() -> None:
    """The market joins the guide with the catalogs' models; the guide itself stays as it is."""
    joined = bundled_market(MARKET)["Tongyi"]
    model = joined.models["qwen3.7-max"]

    assert "2026.11.1" == joined.data_version
    assert ("Qwen3.7-Max", "2025-12") == (model.name, model.knowledge_cutoff and "2025-12")
    assert 3 == model.price_for(host="cloud").input
    assert {"guide", "models-dev"} <= {*model.price.stated_by}
    assert "qwen4" in joined.models
    assert "qwen4" not in alibaba.models
    assert alibaba.metrics == joined.metrics
    assert aiproviders.testing.publication_problems(joined) == []


def test_a_family_of_the_guide_gives_way_to_a_model() -> None:
    """An id that the guide has for a family is that of the model; the family gets another."""
    joined = bundled_market(MARKET)["alibaba"]

    assert "$1.60 in, $6.40 out per million tokens" == str(joined.models["qwen-max"].price)
    assert "Qwen Max tier" == str(joined.record("alibaba:qwen-max"))
    assert "alibaba:qwen-max" == joined.models["qwen3.7-max"].family


def test_a_guide_without_a_company_is_joined() -> None:
    """A guide that has records alone gets the models of the lab, and nothing is renamed."""
    guide = Provider(id="alibaba", models=[Model(id="qwen1", provider="alibaba", name="Qwen1")])
    joined = joined_with_guide(guide, Market.load(MARKET)["alibaba"])

    assert joined.company is None
    assert {"qwen1", "qwen-max", "qwen3.7-max", "qwen4"} == {*joined.models.ids}


def damaged(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """What makes of the bytes of a market those of a damaged one."""

    def damage(text: bytes) -> bytes:
        document = json.loads(text)
        change(document)
        return json.dumps(document).encode()

    return damage


DAMAGES: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda text: text[: len(text) // 2], "edition.json: this is not JSON"),
    (lambda _: b"[]", "edition.json: found []; expected an object with schema, edition and"),
    (damaged(lambda it: it.pop("schema")), "edition.json, schema: schema is missing"),
    (damaged(lambda it: it.update(schema="2.0")), "is of schema 2.0, newer than this package"),
    (
        damaged(lambda it: it.pop("edition")),
        "edition.json, edition: edition is missing; expected a month",
    ),
    (damaged(lambda it: it.update(edition=5)), "edition.json, edition: found 5; expected a text"),
    (damaged(lambda it: it.update(providers={})), "edition.json, providers: found {}; expected a"),
    (damaged(lambda it: it.update(notes="x")), "edition.json, notes: there is no field 'notes'"),
    (
        damaged(lambda it: it["providers"].append(it["providers"][1])),
        "edition.json, providers row 4 (globex), id: the id 'globex' is taken already",
    ),
    (
        damaged(lambda it: it["providers"].append(3)),
        "edition.json, providers row 4 (no table): found 3",
    ),
    (
        damaged(lambda it: it["providers"][1]["models"][0]["prices"][0].update(input=-1)),
        "edition.json, providers row 2 (globex), models row 1 (orbit-1), prices[0]",
    ),
]


@pytest.mark.parametrize(("damage", "message"), DAMAGES)
def test_a_damaged_file_is_refused(
    tmp_path: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    """A file that is cut short or edited wrongly fails, with the file, the row and the field."""
    path = tmp_path / "edition.json"
    Market.load(MARKET).dump(path)
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(DataError) as caught:
        Market.load(path)
    assert message in str(caught.value)


def test_a_file_of_a_later_release_is_read(tmp_path: Path) -> None:
    """What a later minor version adds is left out, of a lab with a warning; the rest is there."""
    market = Market.load(MARKET)
    market.dump(tmp_path / "edition.json")
    document = json.loads((tmp_path / "edition.json").read_bytes())
    document |= {"schema": "1.9", "notes": "new"}
    document["providers"][2] |= {"schema": "1.9", "color": "green"}
    (tmp_path / "edition.json").write_text(json.dumps(document))

    with pytest.warns(UserWarning, match=r"is of schema 1\.9, newer .* left out: color"):
        read = Market.load(tmp_path / "edition.json")
    assert market["initech"].models == read["initech"].models


def test_a_folder_with_a_fault_is_refused(tmp_path: Path) -> None:
    """A fault in a lab is named with its folder; a folder without labs is no market."""
    lab = tmp_path / "globex"
    lab.mkdir()
    with pytest.raises(DataError, match=r"^globex/: there is nothing to read"):
        Market.load(tmp_path)
    (lab / "provider.toml").write_text("id = 3\n")
    with pytest.raises(DataError, match=r"^globex/provider.toml, schema"):
        Market.load(tmp_path)
    with pytest.raises(DataError, match="there is no lab with a data_version"):
        Market.load(lab)
