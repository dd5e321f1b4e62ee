"""What an object lacks is answered with what to write instead."""

import ast
import copy
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import polars as pl
import pytest
from attrs import evolve, frozen

import aiproviders
from aiproviders import (
    Catalog,
    Market,
    Period,
    Provider,
    Quantity,
    alibaba,
    audit,
    charts,
    compare,
    diff,
    gaps,
    price_performance,
    usage,
)
from aiproviders._values.pickling import Versioned
from aiproviders._values.signposts.answer import variable
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.signposts.table import MODULES, SIGNPOSTS
from aiproviders.errors import NotStatedAttributeError

MEASURES = ("employees", "market-cap", "revenue")
SMALL = evolve(
    alibaba,
    claims=(),
    entities=(),
    events=alibaba.events[:3],
    metrics=alibaba.metrics.where(lambda metric: metric.measure in MEASURES),
)
MODEL = alibaba.models["qwen3.6"]
REVENUE = alibaba.metrics.latest("alibaba.revenue")
LOG = usage.read(pl.DataFrame({"model": ["qwen3.6"], "input_tokens": [1], "output_tokens": [2]}))
RESPONSE = {
    "object": "chat.completion",
    "model": "gpt-5.5",
    "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15},
}
OBJECTS: dict[str, Any] = {
    "Provider": SMALL,
    "Market": Market(SMALL, edition="2026.11"),
    "Catalog": alibaba.models,
    "Models": alibaba.models,
    "Timeline": SMALL.events,
    "Metrics": SMALL.metrics,
    "Findings": audit(alibaba),
    "Tabular": alibaba.models,
    "PricePerformance": price_performance(alibaba),
    "Comparison": compare(MODEL, alibaba.models["qwen3.7-max"]),
    "Record": MODEL,
    "Model": MODEL,
    "BusinessUnit": alibaba.business_units[0],
    "Product": alibaba.products[0],
    "Company": alibaba.company,
    "Metric": REVENUE,
    "TokenPrice": MODEL.price,
    "Citation": MODEL.citations[0],
    "Score": MODEL.scores[0],
    "Quantity": Quantity.parse("RMB 5 million"),
    "Period": Period("2026-05"),
    "UsageLog": LOG,
    "CostSummary": LOG.summary(alibaba),
}
ENTRIES = [(cls, name) for cls, names in SIGNPOSTS.items() for name in names]


def test_every_class_of_the_table_is_tried() -> None:
    """There is an object for each class, and it is one of it."""
    assert SIGNPOSTS.keys() == OBJECTS.keys()
    for name, each in OBJECTS.items():
        assert name in {cls.__name__ for cls in type(each).__mro__}
        assert isinstance(each, Guided)


@pytest.mark.parametrize(("cls", "name"), ENTRIES)
def test_every_signpost_leads_somewhere(
    cls: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The object lacks the name, the error says what to write, and that can be written.

    Where the text leaves an argument out, what it calls is there.
    """
    lacking = OBJECTS[cls]
    assert not hasattr(lacking, name)
    with pytest.raises(AttributeError) as caught:
        getattr(lacking, name)
    assert (name, lacking) == (caught.value.name, caught.value.obj)
    _, _, text = str(caught.value).partition(f" has no {name!r}; write ")

    monkeypatch.chdir(tmp_path)
    named = {each: getattr(aiproviders, each) for each in dir(aiproviders) if each != "market"}
    given = {"name": "qwen3.6", "path": "written.json", "old": OBJECTS["Market"]}
    if text == "report(market, path)":
        given["path"] = "written.html"
    names: dict[str, Any] = {
        **named, **given,
        "alibaba": SMALL, "charts": charts, "market": OBJECTS["Market"], "provider": SMALL,
    }  # fmt: skip
    if "." not in variable(lacking):
        names[variable(lacking)] = lacking
    expression = ast.parse(text, mode="eval")
    if "..." in text:
        assert isinstance(expression.body, ast.Call)
        function = eval(ast.unparse(expression.body.func), names)  # noqa: S307 - of the table
        assert callable(function)
    else:
        eval(text, names)  # noqa: S307 - of the table
    plt.close("all")


MODULE_ENTRIES = [(module, name) for module, names in MODULES.items() for name in names]


@pytest.mark.parametrize(("module", "name"), MODULE_ENTRIES)
def test_every_signpost_of_a_module_leads_somewhere(
    module: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module lacks the name, the error says what to write, and that can be written."""
    with pytest.raises(AttributeError, match=f"no attribute {name!r}; write ") as caught:
        getattr(sys.modules[module], name)

    monkeypatch.chdir(tmp_path)
    named = {each: getattr(aiproviders, each) for each in dir(aiproviders) if each != "market"}
    alibaba.dump("facts.json")
    Path("log.jsonl").write_text('{"model": "qwen3.6", "input_tokens": 1, "output_tokens": 2}')
    given = {"path": "facts.json" if name == "load" and module == "aiproviders" else "log.jsonl"}
    names: dict[str, Any] = {
        **named, **given, "aiproviders": aiproviders, "alibaba": SMALL,
        "market": OBJECTS["Market"], "response": RESPONSE,
    }  # fmt: skip
    eval(str(caught.value).partition("; write ")[2], names)  # noqa: S307 - of the table
    plt.close("all")


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("openai_models", "; write openai.models"),
        ("Gaps", "; write aiproviders.results.Gaps"),
        ("Plan", "; write aiproviders.types.Plan"),
        ("openai_nonsense", "no attribute 'openai_nonsense'"),
        ("nonsense_models", "no attribute 'nonsense_models'"),
    ],
)
def test_a_name_that_the_package_has_elsewhere_is_found(name: str, end: str) -> None:
    """A section of a lab and a class of another module are led to, and nothing is guessed."""
    with pytest.raises(AttributeError) as caught:
        getattr(aiproviders, name)
    assert str(caught.value).endswith(end)


@pytest.mark.parametrize(
    ("lacking", "name", "text"),
    [
        (alibaba, "to_excel", "a provider has no 'to_excel'; write export(alibaba, 'facts.xlsx')"),
        (alibaba, "headquarters", "write alibaba.company.headquarters"),
        (alibaba, "search", "write alibaba.models.search(…)"),
        (alibaba.models, "released", "alibaba.models has no 'released'; write alibaba.models[…]."),
        (audit(alibaba), "to_df", "findings has no 'to_df'; write findings.to_pandas()"),
        (evolve(alibaba.models, name="two of 3"), "filter", "has no 'filter'; write catalog.where"),
        (evolve(alibaba, id="open-ai"), "plot", "write charts.timeline(provider)"),
        (OBJECTS["PricePerformance"], "score", "has no 'score'; write result[0].score"),
        (OBJECTS["PricePerformance"][0], "input", "write price_performance_row.list_price.input"),
        (OBJECTS["Score"], "unit", "a score has no 'unit'; write score.quantity.unit"),
        (alibaba.events[0], "year", "an event has no 'year'; write event.date.year"),
        (gaps(alibaba), "to_csv", "gaps has no 'to_csv'; write gaps.to_pandas().to_csv("),
        (diff(alibaba, evolve(alibaba, models=Catalog())), "kind", "write changes[0].kind"),
        (alibaba.metrics, "market_capitalization", ".latest('market capitalization')"),
        (alibaba.metrics, "revenue", "write alibaba.metrics.where(measure='revenue')"),
        (alibaba, "employees", "write alibaba.metrics.latest('employees')"),
        (alibaba.models, "qwen3_max", "write alibaba.models['qwen3-max']"),
        (alibaba, "nonsense", "'Provider' object has no attribute 'nonsense'"),
        (MODEL, "value", "'Model' object has no attribute 'value'"),
        (MODEL, "_hidden", "'Model' object has no attribute '_hidden'"),
    ],
)  # fmt: skip
def test_a_name_is_looked_for_in_what_an_object_holds(lacking: Any, name: str, text: str) -> None:
    """The text names the object as a program would; what several fields have is not guessed."""
    with pytest.raises(AttributeError) as caught:
        getattr(lacking, name)
    assert text in str(caught.value)


def test_the_error_of_a_property_is_its_own() -> None:
    """Where a model has no price, the error says why, and no signpost stands before it."""
    with pytest.raises(NotStatedAttributeError, match="no list price of Qwen3 is stated"):
        _ = alibaba.models["qwen3"].price
    assert getattr(alibaba.models["qwen3"], "price", None) is None


@pytest.mark.parametrize("lacking", OBJECTS.values(), ids=OBJECTS)
def test_values_stay_values(lacking: Any) -> None:
    """What probes an object finds nothing, and copies and pickles are as before."""
    for probe in ("_ipython_canary_method_should_not_exist_", "_repr_png_", "__array__", "shape_"):
        assert not hasattr(lacking, probe)
    assert not hasattr(lacking.__class__, "__getattr__")
    assert "to_excel" not in dir(lacking)
    if isinstance(lacking, Versioned):  # what a log cost is compared by identity
        assert lacking is copy.copy(lacking)
        assert lacking == pickle.loads(pickle.dumps(lacking))  # noqa: S301 - made here


def test_the_table_is_loaded_for_the_first_miss() -> None:
    """No program that misses no public name loads what to write instead."""
    program = """\
import sys
from aiproviders import alibaba
alibaba.models["qwen3.6"].price, hasattr(alibaba, "_repr_png_"), hasattr(alibaba, "__array__")
assert "aiproviders._values.signposts.table" not in sys.modules
assert not hasattr(alibaba, "to_excel")
assert "aiproviders._values.signposts.table" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_subclass_may_have_annotations_for_checkers_alone() -> None:
    """A name that an object of a user's class lacks is no more than lacking."""

    @frozen
    class Mine(Provider):
        extra: "NotThere" = None  # type: ignore[name-defined]  # noqa: F821

    assert not hasattr(Mine(id="mine"), "color")
