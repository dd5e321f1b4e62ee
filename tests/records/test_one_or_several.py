"""Functions over facts and over models take one provider or several, or the models themselves."""

import pickle
from collections import Counter
from collections.abc import Callable, Iterable
from copy import deepcopy
from inspect import isfunction
from pathlib import Path
from typing import Any, get_args, get_type_hints

import polars as pl
import pytest
from attrs import evolve
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.text import Annotation, Text

from aiproviders import (
    Catalog,
    Market,
    Model,
    Provider,
    audit,
    charts,
    cost_of_usage,
    export,
    find_model,
    gaps,
    pareto_frontier,
    price_performance,
    price_table,
    timeline,
)
from aiproviders._frames.tables import data_table
from aiproviders._records.providers import given_models, given_providers, merged_records
from aiproviders.errors import AmbiguousIdError, IncomparableError, NotStatedError
from aiproviders.results import Findings, Timeline
from aiproviders.types import Benchmark
from aiproviders.usage import resolve
from tools.docs import public_names


@pytest.fixture
def globex(acme: Provider) -> Provider:
    """A provider with the ids of the records of acme, and other statements."""
    models = [evolve(each, provider="globex") for each in acme.models]
    events = [evolve(each, title=f"Globex: {each.title}") for each in acme.events]
    metrics = [evolve(each, note="of Globex") for each in acme.metrics]
    return evolve(
        acme,
        id="globex",
        namespaces=("globex-ai",),
        models=models,
        events=events,
        metrics=metrics,
    )


def exported(given: Any) -> str:
    """The text of a file."""
    export(given, "all.csv")
    return Path("all.csv").read_text("utf-8")


LOG = pl.DataFrame({"model": ["rocket-1"], "input_tokens": [1_000], "output_tokens": [100]})

FACTS: dict[str, Callable[[Any], object]] = {
    "audit": audit,
    "gaps": gaps,
    "timeline": timeline,
    "export": exported,
    "charts.timeline": lambda given: drawn(charts.timeline(given)),
    "charts.figures": lambda given: refused(charts.figures, given),
    "find_model": lambda given: find_model("rocket-1", given),
}
MODELS: dict[str, Callable[[Any], object]] = {
    "price_performance": price_performance,
    "pareto_frontier": pareto_frontier,
    "price_table": lambda given: price_table(given).drop(columns="data_version").to_csv(),
    "usage.resolve": lambda given: resolve("rocket-1", given),
    "cost_of_usage": lambda given: cost_of_usage(LOG, given).drop("price_list").rows(),
    "charts.price_performance": lambda given: drawn(charts.price_performance(given)),
    "charts.price_history": lambda given: refused(charts.price_history, given),
    "charts.value_by_mix": lambda given: drawn(charts.value_by_mix(given)),
    "given_models": given_models,
}
"""Functions by name; what they return can be compared."""

SEVERAL: dict[str, Callable[[Any], Any]] = {"list": list, "catalog": Catalog, "iterator": iter}


def drawn(axes: Axes) -> list[str]:
    """The texts of a chart but its caption, which models alone know no sources for."""
    texts = [each.get_text() for each in axes.findobj(Text) if type(each) in {Text, Annotation}]
    plt.close("all")
    return texts


def refused(call: Callable[[Any], object], given: object) -> str:
    """What is said of figures in several units, and of prices without a day."""
    with pytest.raises((IncomparableError, NotStatedError)) as refusal:
        call(given)
    return str(refusal.value)


def takes_several(function: Any) -> bool:
    """Whether an argument of a function may be several providers."""
    hints = get_type_hints(function)
    return any(
        Iterable[Provider] in get_args(each) for name, each in hints.items() if name != "return"
    )


def test_every_function_is_tried() -> None:
    """No public function that takes providers is left out of the tests here."""
    functions = {
        name for name, each in public_names().items() if isfunction(each) and takes_several(each)
    }

    assert functions == {*FACTS, *MODELS} - {"given_models"}


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is written into a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("call", [*FACTS.values(), *MODELS.values()], ids=[*FACTS, *MODELS])
@pytest.mark.parametrize("several", SEVERAL.values(), ids=SEVERAL)
def test_one_provider_is_a_group_of_one(
    acme: Provider, call: Callable[[Any], object], several: Callable[[Any], Any]
) -> None:
    """A provider alone and a collection that holds it alone have the same answer."""
    assert call(acme) == call(several([acme]))


@pytest.mark.parametrize("call", MODELS.values(), ids=MODELS)
@pytest.mark.parametrize("several", SEVERAL.values(), ids=SEVERAL)
def test_a_provider_stands_for_its_models(
    acme: Provider, call: Callable[[Any], object], several: Callable[[Any], Any]
) -> None:
    """A provider and its models, in whatever collection, have the same answer."""
    assert call(acme) == call(several(acme.models))


@pytest.mark.parametrize("call", [*FACTS.values(), *MODELS.values()], ids=[*FACTS, *MODELS])
def test_a_market_is_its_labs(acme: Provider, call: Callable[[Any], object]) -> None:
    """A market and its labs have the same answer; a timeline shows what models of labs do."""
    lab = evolve(acme, events=())

    assert call([lab]) == call(Market(lab, edition="2026.11"))


MERGED: dict[str, Callable[[Market], Any]] = {
    "models": lambda labs: labs.models,
    "providers": lambda labs: labs.providers,
    "list": list,
    "iterator": iter,
    "slice": lambda labs: labs.models[:],
    "where": lambda labs: labs.models.where(),
    "sort_by": lambda labs: labs.models.sort_by("id", descending=True),
    "pickle": lambda labs: pickle.loads(pickle.dumps(labs.models)),  # noqa: S301 - our own bytes
    "deepcopy": lambda labs: deepcopy(labs.models),
}


@pytest.mark.parametrize("shape", MERGED.values(), ids=MERGED)
def test_models_of_several_know_the_versions_of_their_data(
    acme: Provider, shape: Callable[[Market], Any]
) -> None:
    """Each row names the data that its model is from, in whatever shape the models are given."""
    models = [evolve(each, id=f"z-{each.id}", name=f"Z {each.name}") for each in acme.models]
    other = Provider(id="zeta", data_version="2026.07.3", models=models)
    labs = Market([acme, other], edition="2026.11")
    log = pl.DataFrame({"model": ["rocket-2", "z-rocket-2"], "input_tokens": 1, "output_tokens": 1})
    prices, costs = price_table(labs, backend="polars"), cost_of_usage(log, labs)

    assert {"2026.05.1", "2026.07.3"} == {*prices["data_version"]}
    assert ["acme 2026.05.1", "zeta 2026.07.3"] == [
        each.rpartition(" ")[0] for each in costs["price_list"]
    ]
    given = Counter(price_table(shape(labs), backend="polars").rows())
    assert Counter(prices.rows()) == given
    assert costs.equals(cost_of_usage(log, shape(labs)))


@pytest.mark.parametrize("shape", [*SEVERAL.values(), MERGED["providers"]])
def test_a_file_of_several_is_the_same_for_every_shape(
    acme: Provider, globex: Provider, shape: Callable[[Market], Any]
) -> None:
    """A market, its labs in a list, a catalog or an iterator are written alike."""
    labs = Market([acme, globex], edition="2026.11")

    assert exported(labs) == exported(shape(labs))


def test_benchmarks_of_a_provider_without_models_are_known(acme: Provider) -> None:
    """A ranking of the models of several is refused on a benchmark of any of them."""
    worse = Benchmark(
        id="judge:errors", name="Errors", unit="%", scale="share", higher_is_better=False
    )
    judge = Provider(id="judge", benchmarks=[worse])

    for given in ([acme, judge], given_models([acme, judge])[:]):
        with pytest.raises(IncomparableError, match="less is better on Errors"):
            price_performance(given, benchmark="judge:errors", scores={"rocket-2": "5 %"})


def test_several_providers_stand_for_all_their_models(acme: Provider, globex: Provider) -> None:
    """The models of several providers are those of each in turn, and know whose they are."""
    found = given_models([acme, globex])

    assert (*acme.models, *globex.models) == found.records
    assert [*["acme"] * 4, *["globex"] * 4] == [row["provider"] for row in data_table(found).rows]
    assert "acme, globex.models" == found.name
    with pytest.raises(AmbiguousIdError):
        found["rocket-1"]


def test_the_vendor_path_of_one_leads_to_no_model_of_another(
    acme: Provider, globex: Provider
) -> None:
    """A path of a provider that has no such model does not find that of another provider."""
    alone = evolve(globex, models=[evolve(globex.models["rocket-1"], id="alone", name="Alone")])

    assert "globex-ai/alone" in given_models(alone)
    assert f"{acme.namespaces[0]}/alone" not in given_models([acme, alone])
    assert "alone" in given_models([acme, alone])


def test_a_record_that_providers_share_is_there_once(acme: Provider) -> None:
    """Measures and benchmarks that providers have in common are not two."""
    other = evolve(acme, id="other")

    assert acme.benchmarks.records == merged_records([acme, other], "benchmarks").records


def test_no_providers_have_no_answers() -> None:
    """Nobody has no findings, gaps or events; the catalogs know what they would hold."""
    nobody: list[Provider] = []

    assert (0, 0, 0) == (len(audit(nobody)), len(gaps(nobody).unknown), len(timeline(nobody)))
    assert isinstance(timeline(nobody), Timeline)
    assert (Model,) == given_models(nobody).record_types


def test_two_providers_of_one_id_are_refused(acme: Provider) -> None:
    """Two versions of a provider are refused, and the same one given twice counts once."""
    assert (acme,) == given_providers([acme, acme])
    for call in (audit, gaps, timeline, given_providers, given_models):
        with pytest.raises(ValueError, match="two providers have the id 'acme'"):
            call([acme, evolve(acme, data_version="2026.01.1")])


def test_findings_of_several_say_whose_facts_they_are_about(
    acme: Provider, globex: Provider
) -> None:
    """Findings come by severity, each with its provider, in frames, as text and after pickling."""
    alone, found = audit(acme), audit([acme, globex])

    assert alone
    assert 2 * len(alone) == len(found)
    assert [*Findings([*alone, *alone])] == [*found]
    for each in (found, pickle.loads(pickle.dumps(found))):  # noqa: S301 - made in the same line
        owners = [row["provider"] for row in data_table(each).rows]
        assert owners.count("acme") == owners.count("globex") == len(alone)
    assert f"acme: {alone[0]}" in str(found)
    assert "acme:" not in str(alone)


def test_gaps_of_several_say_whose_they_are(acme: Provider, globex: Provider) -> None:
    """The gaps of several providers are those of each, with the provider in rows and tables."""
    alone, other, found = gaps(acme), gaps(globex), gaps([acme, globex])

    assert ("acme", "globex") == found.providers
    assert (*alone.unknown, *other.unknown) == found.unknown
    assert (*alone.undated, *other.undated) == found.undated.records
    assert (*alone.oldest, *other.oldest) == found.oldest
    assert data_table(alone).rows + data_table(other).rows == sorted(
        data_table(found).rows, key=lambda row: row["provider"] != "acme"
    )
    assert "Provider" in str(found)
    assert "Provider" not in str(alone)
    assert str(found).startswith("What the sources of acme, globex leave open")


def test_a_file_of_several_has_the_rows_of_each(
    acme: Provider, globex: Provider, tmp_path: Path
) -> None:
    """A table of several providers has the rows of all, in their order."""
    given: Iterable[Provider] = iter([acme, globex])
    export(given, tmp_path / "all.csv", table="models")
    rows = (tmp_path / "all.csv").read_text("utf-8").splitlines()

    assert 1 + len(acme.models) + len(globex.models) == len(rows)
