"""What IPython shows and completes, in a real shell."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
from made_up.facts import model
from traitlets.config import Config

from aiproviders import (
    Catalog,
    Event,
    Provider,
    alibaba,
    audit,
    charts,
    compare,
    diff,
    gaps,
    market,
    price_performance,
    providers,
    timeline,
)
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders.results import Metrics

SHOWN: dict[str, Any] = {
    "provider": alibaba,
    "model": alibaba.models["qwen3.7-max"],
    "price": alibaba.models["qwen3.7-max"].price,
    "score": alibaba.models["qwen3.7-max"].scores[0],
    "catalog": alibaba.models,
    "metrics": alibaba.metrics,
    "timeline": alibaba.events,
    "findings": audit(alibaba),
    "finding": audit(alibaba)[0],
    "value for money": price_performance(alibaba.models),
    "changes": diff(alibaba, evolve(alibaba, models=Catalog())),
    "gaps": gaps(alibaba),
    "comparison": compare(alibaba.models["qwen3.6"], alibaba.models["qwen3.7-max"]),
}

NAMES: dict[str, Any] = {
    "alibaba": alibaba,
    "findings": audit(alibaba),
    "market": market,
    "providers": providers,
}


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InteractiveShell]:
    """A shell that keeps no history, with the provider in it."""
    config = Config()
    config.HistoryManager.enabled = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        hooks = sys.displayhook, sys.excepthook
        make: Any = InteractiveShell
        shell = make(config=config)
        shell.push(NAMES)
        yield shell
        sys.displayhook, sys.excepthook = hooks


def completions(shell: InteractiveShell, text: str, *, jedi: bool) -> list[str]:
    """The completions of a text, without its part before the dot."""
    shell.Completer.use_jedi = jedi
    with provisionalcompleter():
        found = list(shell.Completer.completions(text, len(text)))
    return [each.text.removeprefix(".") for each in found]


@pytest.mark.parametrize("name", SHOWN)
def test_notebooks_get_html_and_its_plain_twin(shell: InteractiveShell, name: str) -> None:
    """IPython shows a value as HTML and as plain text of at most 100 columns."""
    display_formatter: Any = shell.display_formatter
    data, metadata = display_formatter.format(SHOWN[name])

    assert {"text/html", "text/plain"} == set(data)
    assert {} == metadata
    assert data["text/html"].startswith('<div class="aiproviders mathjax_ignore tex2jax_ignore">')
    assert data["text/html"] == SHOWN[name]._repr_html_()
    assert 100 >= max(map(len, data["text/plain"].split("\n")))


def test_notebooks_cut_long_tables() -> None:
    """A notebook shows 20 rows of each table, says how many more there are, and folds them."""
    bundle = alibaba.metrics._repr_mimebundle_()

    for text in bundle.values():
        assert f"… {len(alibaba.metrics) - 20} more of {len(alibaba.metrics)}" in text
    assert 1 + len(alibaba.metrics) + 1 == bundle["text/html"].count("<tr>")
    assert "a slice such as [20:40] shows more" in bundle["text/plain"]


def test_what_ipython_excludes_is_not_made() -> None:
    """`include` and `exclude` choose among the forms, as IPython asks."""
    show = alibaba.models._repr_mimebundle_

    assert ["text/plain", "text/html"] == list(show())
    assert ["text/html"] == list(show(include={"text/html", "image/png"}))
    assert ["text/plain"] == list(show(exclude={"text/html"}))
    assert [] == list(show(include=["text/html"], exclude=["text/html"]))
    assert ["text/plain", "text/html"] == list(show(include=None, exclude=None))


@pytest.mark.parametrize("jedi", [False, True])
def test_fields_of_a_provider_complete(shell: InteractiveShell, jedi: bool) -> None:
    """After a dot, sections and methods are offered, and no private name."""
    offered = completions(shell, "alibaba.", jedi=jedi)

    assert {"models", "metrics", "events", "company", "cite", "with_price"} <= set(offered)
    assert [] == [name for name in offered if name.startswith("_")]
    assert ["measures", "metrics", "models"] == completions(shell, "alibaba.m", jedi=jedi)


CATALOGS = [
    *(f"alibaba.{section}" for section in SECTIONS),
    "findings",
    "market.models",
    "market.providers",
    "market.sources",
    "market['openai'].models",
    "providers()",
]


@pytest.mark.parametrize("catalog", CATALOGS)
def test_fields_of_records_complete(shell: InteractiveShell, catalog: str) -> None:
    """After a dot behind a record, however it is found, jedi offers all that its class has."""
    (cls,) = eval(catalog, NAMES)._own_types  # noqa: S307 - our own text
    public = {name for name in dir(cls) if not name.startswith("_")}

    for found in (
        f"{catalog}['x'].",
        f"{catalog}[0].",
        f"{catalog}.get('x').",
        f"{catalog}.search('x')[0].",
        f"{catalog}[:2].where(id='x').sort_by('id')['x'].",
        f"for each in {catalog}:\n    each.",
    ):
        assert public == {*completions(shell, found, jedi=True)}, found


@pytest.mark.parametrize("catalog", CATALOGS)
def test_fields_of_records_complete_without_jedi(
    shell: InteractiveShell, catalog: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """IPython alone offers the same of a record that has a name, and where it may look for one."""
    first: Any = next(iter(eval(catalog, NAMES)), None)  # noqa: S307 - our own text
    public = {name for name in dir(first) if not name.startswith("_")}
    make: Any = shell
    make.push({"first": first})

    assert public == {*completions(shell, "first.", jedi=False)}
    monkeypatch.setattr(shell.Completer, "evaluation", "unsafe")
    assert first is None or public == {*completions(shell, f"{catalog}[0].", jedi=False)}


def test_what_records_and_catalogs_have_completes(shell: InteractiveShell) -> None:
    """Of a price, a found catalog of figures and a sorted timeline, jedi offers the fields."""
    for begin, name in (
        ("alibaba.models['x'].price.", "cache_read"),
        ("market.models['x'].list_price.", "cache_read"),
        ("alibaba.metrics.search('x').", "preferred"),
        ("alibaba.metrics.where(measure='x').", "preferred"),
        ("alibaba.metrics[:2].", "preferred"),
        ("alibaba.events.sort_by('title').", "group_by"),
    ):
        assert name in completions(shell, begin, jedi=True)


@pytest.mark.parametrize("jedi", [False, True])
def test_keys_of_a_catalog_complete(shell: InteractiveShell, jedi: bool) -> None:
    """In brackets, ids are offered, and names that only one record has, as typed in any case."""
    offered = completions(shell, 'alibaba.models["', jedi=jedi)

    assert {"qwen3.7-max", "Qwen 3.6", "wan"} <= set(offered)
    assert "qwen3-coder-480b" in completions(shell, 'alibaba.models["qwen3-c', jedi=jedi)
    assert ["market-cap"] == completions(shell, 'alibaba.metrics["market', jedi=jedi)
    assert "alibaba.market-cap.2026-06" in completions(shell, 'alibaba.metrics["al', jedi=jedi)
    assert ["3.5", "3.6"] == completions(shell, 'alibaba.models["qwen 3', jedi=jedi)
    assert ["Eddie Wu", "Eddie-wu"] == completions(shell, 'alibaba.people["Eddie', jedi=jedi)
    assert "Qwen3.7-max" in completions(shell, 'alibaba.models["Qwen3.7', jedi=jedi)
    assert "Qwen3.7-Max" not in offered


def test_every_completion_finds_a_record(acme: Provider) -> None:
    """Every key that is offered finds exactly one record."""
    for section in ("models", "metrics", "events", "claims", "people"):
        for catalog in (getattr(alibaba, section), getattr(acme, section)):
            offered = catalog._ipython_key_completions_()
            assert set(catalog.ids) <= set(offered)
            assert all(offer in catalog for offer in offered)
            assert len(offered) == len({offer.casefold() for offer in offered})
            assert all(catalog[offer] for offer in offered)
            assert len(offered) == len(set(offered))
    assert "revenue" not in alibaba.metrics._ipython_key_completions_()
    assert [] == Catalog([model("a", name="b"), model("a", name="b")])._ipython_key_completions_()


@pytest.mark.parametrize(
    "text", ["x" * 5000, "a\nb\r\u2028\x85c", "<b>\"'[red]{}%s", "义" * 300, ""]
)
def test_a_repr_is_one_line_whatever_it_holds(text: str) -> None:
    """No repr is longer than 99 characters or more than a line, however long what it names."""
    hostile = Event(id=text or "x", provider=text, kind="launch", title=text, note=text)
    provider = Provider(id=text or "x", data_version=text)
    shown = [
        hostile,
        model(text or "x", name=text),
        Catalog([hostile] * 3, name=text),
        provider,
        provider.events,
        Metrics(name=text),
        gaps(provider),
        audit(provider),
        diff(provider, provider),
        compare(model("a", name=text), model("b", name=text)),
        *SHOWN.values(),
        *alibaba.records(),
        *audit(alibaba),
    ]

    for each in shown:
        assert 100 > len(repr(each))
        assert 1 == len(repr(each).splitlines())


@pytest.mark.parametrize(
    "function",
    [
        timeline,
        alibaba.events.where,
        alibaba.models.where,
        price_performance,
        charts.price_performance,
    ],
    ids=range(5),
)
def test_a_signature_names_its_types(shell: InteractiveShell, function: Any) -> None:
    """Shift-Tab shows what functions take by the names of their types, not spelled out."""
    asked: Any = shell
    asked.push({"asked": function})
    shown = asked.object_inspect("asked")["definition"]

    assert "ForwardRef" not in shown
    assert "Literal" not in shown
    assert "aiproviders._values" not in shown
    assert len(shown) < 700
