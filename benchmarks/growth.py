"""How the time and memory of every public function grow with the number of records.

Run it where the package is installed with its extras: `python -m benchmarks.growth [name …]`. Each
function takes 100 to 100,000 records of each kind, charts and reports 5,000, as far as the next
size is expected to stay within a limit of time. Its exponent is the slope of the line through the
logarithms of size and processor time: 1 where twice the records take twice the time.
"""

import gc
import math
import pickle
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, partial
from inspect import getattr_static, isclass, isfunction
from pathlib import Path
from statistics import linear_regression
from time import process_time
from types import CodeType
from typing import Any, NamedTuple

from attrs import evolve, fields, fields_dict, has

import aiproviders
from aiproviders import (
    Catalog,
    Market,
    Metric,
    Provider,
    Record,
    audit,
    best,
    charts,
    compare,
    cost_of_usage,
    diff,
    errors,
    export,
    find_model,
    gaps,
    pareto_frontier,
    price_performance,
    price_table,
    report,
    results,
    timeline,
    usage,
    usage_summary,
)
from benchmarks.many_facts import facts

SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
PAGES = (50, 150, 500, 1_500, 5_000)
"""Sizes of charts and reports."""
DOCUMENTS = (100, 300, 1_000, 3_000)
"""Sizes of files, of which 8 MiB are read at most."""
MEASURED_BY = 10_000
"""The largest size of which the memory is measured, as that takes several times as long."""
LIMIT = 8.0
"""Seconds that one call should take at most."""
TELLS = 0.004
"""Seconds from which on the time of a call says something of its growth."""
MUCH = 300_000
"""Bytes from which on memory says something of its growth."""
HIGHEST = 1.2
"""The highest exponent of what counts as linear."""


class Given:
    """What functions take at one size; nothing is made before it is asked for."""

    def __init__(self, number: int) -> None:
        self.number = number

    @cached_property
    def made(self) -> Provider:
        """The facts."""
        return facts(self.number)

    @property
    def acme(self) -> Provider:
        """The facts as nobody has asked for any, so that the time of an index counts."""
        fresh = object.__new__(Provider)
        for each in fields(Provider):
            value = getattr(self.made, each.name)
            object.__setattr__(fresh, each.name, value[:] if isinstance(value, Catalog) else value)
        return fresh

    @cached_property
    def checked(self) -> Provider:
        """The facts, checked as those of a file are."""
        return self.made.with_records()

    @cached_property
    def other(self) -> Provider:
        """The facts with a change in each hundredth model, and some that are new or gone."""
        models = [
            evolve(model, note="changed") if place % 100 == 1 else model
            for place, model in enumerate(self.made.models)
        ]
        return evolve(self.made, models=models[2:], events=self.made.events.records[:-2])

    @cached_property
    def catalog(self) -> Provider:
        """A price catalog with the same models."""
        return Provider(
            id="prices",
            models=(evolve(model, provider="prices") for model in self.made.models),
            sources=self.made.sources,
        )

    @cached_property
    def rivals(self) -> list[Metric]:
        """Answers to one question, the first of which is preferred."""
        first = self.made.metrics[2]
        others = (evolve(first, id=f"rival-{each}") for each in range(self.number))
        return [evolve(first, preference="preferred"), *others]

    @property
    def market(self) -> Market:
        """The facts as a market of one lab."""
        return Market([self.acme], edition="2025.12")

    @cached_property
    def document(self) -> dict[str, Any]:
        """The facts as plain values."""
        return self.made.to_dict()

    @cached_property
    def text(self) -> bytes:
        """The facts as JSON."""
        return self.made.to_json()

    @cached_property
    def path(self) -> Path:
        """A file of the facts."""
        path = Path(tempfile.mkdtemp()) / "acme.json"
        path.write_bytes(self.text)
        return path

    @cached_property
    def log(self) -> Any:
        """Requests of as many names as there are models, every second one of no model."""
        import polars as pl

        names = [f"model-{each}" if each % 2 else f"modle-{each}" for each in range(self.number)]
        return pl.DataFrame({"model": names}).with_columns(input_tokens=1000, output_tokens=10)

    @cached_property
    def costs(self) -> Any:
        """The log with costs."""
        return cost_of_usage(self.log, self.made)

    @cached_property
    def comparison(self) -> results.Comparison[Any]:
        """The models side by side."""
        return compare(*self.made.models)

    @cached_property
    def changes(self) -> results.Changes:
        """What differs in the other facts."""
        return diff(self.made, self.other)

    @cached_property
    def gaps(self) -> results.Gaps:
        """What the facts do not state."""
        return gaps(self.made)

    @cached_property
    def joined(self) -> results.Joined:
        """The facts with what the price catalog states."""
        ids = self.made.models.ids
        return self.made.joined(self.catalog, names=dict(zip(ids, ids, strict=True)))

    @cached_property
    def ranking(self) -> results.PricePerformance:
        """The models by score per price."""
        return price_performance(self.made, "gpqa-diamond", harness="own")

    @cached_property
    def folder(self) -> Path:
        """A folder to write to."""
        return Path(tempfile.mkdtemp())


RESULTS = {
    "Changes": "changes",
    "Comparison": "comparison",
    "Gaps": "gaps",
    "Joined": "joined",
    "PricePerformance": "ranking",
}
"""Results with many rows, and what makes them."""
PAGED = ("report", "charts.", "compare", "Comparison")
"""Beginnings of the names of what is drawn, or has a column for each record."""
READ = ("Provider.from_", "Provider.load", "Provider.validate")
"""Beginnings of the names of what reads documents."""


def _public(cls: Any) -> list[str]:
    """Return the public methods and properties of a class, without its fields."""
    held: list[str] = [*fields_dict(cls)] if has(cls) else []
    if issubclass(cls, Catalog) and cls is not Catalog:
        held += dir(Catalog)
    names: list[str] = dir(cls)
    return [name for name in names if name[0] != "_" and name not in held]


def public_names() -> set[str]:
    """Return everything public that takes or holds many records, functions, methods, properties.

    A class is named where a call of it does work; records and rows hold no others.
    """
    given = {name: getattr(aiproviders, name) for name in aiproviders.__all__}
    rows = (tuple, Record)
    classes: list[Any] = [Provider, Catalog, Market]
    classes += [getattr(results, name) for name in results.__all__]
    many: list[type[Any]] = [
        cls
        for cls in classes
        if cls is Provider
        or (isclass(cls) and not issubclass(cls, rows) and hasattr(cls, "__iter__"))
    ]
    functions = {name for name, value in given.items() if isfunction(value)}
    methods = {f"{cls.__name__}.{name}" for cls in many for name in _public(cls)}
    return functions | {f"charts.{name}" for name in charts.__all__} | methods


def _of_result(attribute: str, method: str, given: Given) -> object:
    found = getattr(getattr(given, attribute), method)
    if method == "to_frame":
        return found("polars")
    return found() if callable(found) else found


def _html_of_result(attribute: str, given: Given) -> object:
    return getattr(given, attribute)._repr_html_()


def _draw(chart: Callable[..., object], *given: object, **choices: str) -> None:
    """Draw a chart, and keep it no longer."""
    from matplotlib import pyplot as plt

    chart(*given, **choices)
    plt.close("all")


def _looked_up(catalog: Catalog[Any], ids: Iterable[str]) -> list[object]:
    return [catalog.get(id) for name in ids for id in (name, name.upper(), f"no-{name}")]


def _missed(work: Callable[[], object]) -> str:
    """Return the message of an error about a name, with its suggestions."""
    try:
        work()
    except errors.UnknownIdError as error:
        return str(error)
    raise AssertionError


FUNCTIONS: dict[str, Callable[[Given], object]] = {
    # Functions of the package
    "audit": lambda given: audit(given.acme),
    "best": lambda given: best(given.rivals),
    "compare": lambda given: compare(*given.made.models),
    "cost_of_usage": lambda given: cost_of_usage(given.log, given.acme),
    "diff": lambda given: diff(given.acme, given.other),
    "export": lambda given: export(given.acme, given.folder / "acme.parquet", table="models"),
    "find_model": lambda given: find_model("MODEL 7", in_=given.acme),
    "gaps": lambda given: gaps(given.acme),
    "pareto_frontier": lambda given: pareto_frontier(given.acme, "gpqa-diamond", harness="own"),
    "price_performance": lambda given: price_performance(given.acme, "gpqa-diamond", harness="own"),
    "price_table": lambda given: price_table(given.acme, backend="polars"),
    "report": lambda given: report(given.acme, given.folder / "acme.html"),
    "timeline": lambda given: timeline(given.acme, since="2018", kind="launch"),
    "usage_summary": lambda given: usage_summary(given.costs),
    "usage.resolve": lambda given: [
        usage.resolve(name, given.made) for name in given.log["model"][:1_000]
    ],
    "charts.figures": lambda given: _draw(
        charts.figures, given.acme.metrics.where(measure="revenue")
    ),
    "charts.price_history": lambda given: _draw(charts.price_history, given.acme.models),
    "charts.price_performance": lambda given: _draw(
        charts.price_performance, given.acme, "gpqa-diamond", harness="own"
    ),
    "charts.timeline": lambda given: _draw(charts.timeline, given.acme.events),
    "charts.value_by_mix": lambda given: _draw(
        charts.value_by_mix, given.acme, "gpqa-diamond", harness="own"
    ),
    # A provider
    "Provider": lambda given: evolve(given.acme, data_version="2025.12.1"),
    "Provider.as_of": lambda given: given.acme.as_of,
    "Provider.cite": lambda given: [given.made.cite(id) for id in given.made.models.ids[:100]],
    "Provider.dump": lambda given: given.acme.dump(given.folder / "acme.json"),
    "Provider.from_dict": lambda given: Provider.from_dict(given.document),
    "Provider.from_json": lambda given: Provider.from_json(given.text),
    "Provider.joined": lambda given: given.acme.joined(
        given.catalog, names=dict(zip(given.made.models.ids, given.made.models.ids, strict=True))
    ),
    "Provider.leaders": lambda given: given.acme.leaders("unit-1"),
    "Provider.load": lambda given: Provider.load(given.path),
    "Provider.lookup_names": lambda given: given.acme.lookup_names,
    "Provider.name": lambda given: given.acme.name,
    "Provider.newest_fact": lambda given: given.acme.newest_fact,
    "Provider.origin": lambda given: given.acme.origin,
    "Provider.record": lambda given: [given.made.record(id) for id in given.made.metrics.ids],
    "Provider.records": lambda given: list(given.acme.records()),
    "Provider.tables": lambda given: given.acme.tables("polars"),
    "Provider.to_dict": lambda given: given.acme.to_dict(),
    "Provider.to_json": lambda given: given.acme.to_json(),
    "Provider.validate": lambda given: Provider.validate(given.path),
    "Provider.with_citation": lambda given: given.checked.with_citation("model-7", "report"),
    "Provider.with_price": lambda given: given.checked.with_price(
        "model-7", input=1, output=2, source="our contract"
    ),
    "Provider.with_prices": lambda given: given.checked.with_prices(
        dict.fromkeys(given.made.models.ids, "90 %"), source="our contract"
    ),
    "Provider.with_records": lambda given: given.checked.with_records(
        evolve(given.made.metrics[3], id="metric-ours")
    ),
    "Provider, hash and ==": lambda given: (hash(given.acme), given.acme == given.made),
    "Provider, pickled": lambda given: pickle.loads(pickle.dumps(given.acme)),  # noqa: S301
    "Provider, repr": lambda given: repr(given.acme),
    "Provider, HTML": lambda given: given.acme._repr_html_(),
    "Provider, text": lambda given: given.acme._repr_mimebundle_(include=["text/plain"]),
    # Collections of records
    "Catalog": lambda given: Catalog(given.made.models),
    "Catalog.get": lambda given: _looked_up(given.acme.models, given.made.models.ids),
    "Catalog.ids": lambda given: given.acme.models.ids,
    "Catalog.origin": lambda given: given.acme.models.origin,
    "Catalog.search": lambda given: given.acme.metrics.search("revenue unit 7"),
    "Catalog.sort_by": lambda given: given.acme.models.sort_by("released"),
    "Catalog.to_frame": lambda given: given.acme.metrics.to_frame("pyarrow"),
    "Catalog.to_pandas": lambda given: given.acme.metrics.to_pandas(),
    "Catalog.to_polars": lambda given: given.acme.metrics.to_polars(),
    "Catalog.where": lambda given: given.acme.models.where(access="api-only", released="2020"),
    "Catalog, a miss": lambda given: _missed(lambda: given.acme.models["modle-7"]),
    "Catalog, completion": lambda given: given.acme.models._ipython_key_completions_(),
    "Catalog, HTML": lambda given: given.acme.models._repr_html_(),
    "Catalog, text": lambda given: str(given.acme.models),
    "Metrics.in_currency": lambda given: given.acme.metrics.in_currency("CNY"),
    "Metrics.latest": lambda given: given.acme.metrics.latest("unit-1.revenue-growth"),
    "Metrics.preferred": lambda given: given.acme.metrics.preferred,
    "Metrics, a miss": lambda given: _missed(lambda: given.acme.metrics["revenu"]),
    "Timeline.group_by": lambda given: given.acme.events.group_by("month"),
    "Timeline.where": lambda given: given.acme.events.where(since="2018", until="2020"),
    "Findings, text": lambda given: str(audit(given.acme)),
    # The market
    "Market": lambda given: Market([given.acme], edition="2025.12"),
    "Market.as_of": lambda given: given.market.as_of,
    "Market.cite": lambda given: given.market.cite("model-7"),
    "Market.digest": lambda given: given.market.digest,
    "Market.dump": lambda given: given.market.dump(given.folder / "market"),
    "Market.joined": lambda given: given.market.joined([evolve(given.catalog, id="acme")]),
    "Market.models": lambda given: given.market.models,
    "Market.prices_read": lambda given: given.market.prices_read,
    "Market.providers": lambda given: given.market.providers,
    "Market.sources": lambda given: given.market.sources,
    "Market.tables": lambda given: given.market.tables("polars"),
    "Market.with_prices": lambda given: given.market.with_prices(
        {"model-7": "90 %"}, source="our contract"
    ),
    "Market, HTML": lambda given: given.market._repr_html_(),
    # Results
    **{
        f"{name}.{method}": partial(_of_result, attribute, method)
        for name, attribute in RESULTS.items()
        for method in _public(getattr(results, name))
    },
    **{f"{name}, HTML": partial(_html_of_result, attribute) for name, attribute in RESULTS.items()},
}

ELSEWHERE = {
    "blended_price": "one price",
    "cost_per_solved": "one model",
    "price_ratio": "two prices",
    "json_schema": "no records",
    "provider": "the bundled and installed providers alone",
    "providers": "the bundled and installed providers alone",
    **{f"CostSummary.{name}": "sums of a log of usage" for name in _public(results.CostSummary)},
    "Market.load": "reads what Market.dump writes, lab by lab as Provider.load does",
}
"""What does not grow with records, or is measured by another name, and why."""


def sizes_of(name: str) -> tuple[int, ...]:
    """Return the sizes at which a function is measured."""
    if name.startswith(READ):
        return DOCUMENTS
    return PAGES if name.startswith(PAGED) else SIZES


class Growth(NamedTuple):
    """What was measured of a function.

    Attributes:
        name: Its name.
        seconds: The processor time by size.
        bytes: The most memory that was allocated at a time, by size.
    """

    name: str
    seconds: dict[int, float]
    bytes: dict[int, int]

    @property
    def of_time(self) -> float | None:
        """The exponent of time; None if it is too short to say."""
        return exponent({n: took for n, took in self.seconds.items() if took >= TELLS})

    @property
    def of_memory(self) -> float | None:
        """The exponent of memory; None if it is too little to say, or was not measured."""
        return exponent({n: held for n, held in self.bytes.items() if held >= MUCH})

    def row(self) -> str:
        """The row in Markdown."""
        largest = max(self.seconds)
        shown = ("" if each is None else f"{each:.2f}" for each in (self.of_time, self.of_memory))
        time, memory = shown
        each = self.seconds[largest] / largest * 1e6
        return f"| {self.name} | {time} | {memory} | {largest:,} | {each:,.1f} |"


def exponent(found: Mapping[int, float]) -> float | None:
    """Return the slope of the line through logarithms; None of fewer than three sizes."""
    if len(found) < 3:  # noqa: PLR2004 - two points are always on a line
        return None
    return linear_regression([*map(math.log, found)], [*map(math.log, found.values())]).slope


def prepare(function: Callable[[Given], object], given: Given) -> None:
    """Make what a function is given, so that the time of that does not count."""
    named = function.args if isinstance(function, partial) else _names(function.__code__)
    for name in ("made", *named):
        if isinstance(getattr_static(Given, str(name), None), cached_property):
            getattr(given, name)
    gc.collect()
    gc.freeze()  # what is given is not looked at again whenever something is collected


def _names(code: CodeType) -> set[str]:
    """Return the names that a piece of code uses, and pieces inside it."""
    inside = (_names(each) for each in code.co_consts if isinstance(each, CodeType))
    return {*code.co_names}.union(*inside)


def seconds_of(work: Callable[[], object]) -> float:
    """Return the processor time of a call, of a short one the least of five."""
    gc.collect()
    times: list[float] = []
    while not times or (sum(times) < TELLS * 5 and len(times) < 5):  # noqa: PLR2004
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return min(times)


def bytes_of(work: Callable[[], object]) -> int:
    """Return the most memory that a call had allocated at a time."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def measured(name: str, held: Callable[[int], Given]) -> Growth:
    """Measure a function from the smallest size to the largest that stays within the limit."""
    seconds: dict[int, float] = {}
    memory: dict[int, int] = {}
    for number in sizes_of(name):
        given = held(number)
        work = partial(FUNCTIONS[name], given)
        prepare(FUNCTIONS[name], given)
        if not seconds:
            work()  # loads modules
        seconds[number] = seconds_of(work)
        if number <= MEASURED_BY and seconds[number] < LIMIT / 10:
            memory[number] = bytes_of(work)
        if seconds[number] * 4 > LIMIT:
            break
    return Growth(name, seconds, memory)


def main(names: Iterable[str]) -> None:
    """Print the growth of functions, all unless some are named, and then what is not linear."""
    print("| function | exponent of time | of memory | most records | µs a record |")
    print("|---|---|---|---|---|", flush=True)
    held = cache(Given)
    begin = process_time()
    steep: list[Growth] = []
    for name in names or FUNCTIONS:
        growth = measured(name, held)
        print(growth.row(), flush=True)
        if max(growth.of_time or 0, growth.of_memory or 0) > HIGHEST:
            steep.append(growth)
    print(f"\n{process_time() - begin:.0f} s; above {HIGHEST}: ", end="")
    print(", ".join(growth.name for growth in steep) or "none")


if __name__ == "__main__":
    main(sys.argv[1:])
