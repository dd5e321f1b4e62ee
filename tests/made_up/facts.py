"""Small made-up facts, what the audit finds in them, and the ways into a document."""

from collections.abc import Iterator
from typing import Any

from aiproviders import (
    Catalog,
    Citation,
    Claim,
    Event,
    Metric,
    Model,
    Provider,
    Quantity,
    Score,
    audit,
)
from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._records.sections.event import EventKind, EventStatus
from aiproviders._values.number import Comparator
from aiproviders.results import Metrics
from aiproviders.types import Benchmark, Measure

MEASURES = (
    Measure(id="revenue", label="Revenue", kind="duration", units=("currency",)),
    Measure(
        id="growth", label="Growth of revenue", kind="duration", units=("%",), growth_of="revenue"
    ),
    Measure(id="share", label="Share of revenue", kind="duration", units=("%", "1")),
    Measure(id="users", label="Users", kind="duration", units=("user",)),
    Measure(id="value", label="Market value", kind="instant", units=("currency",)),
    Measure(id="smallest", label="Smallest model", kind="instant", units=("parameter",)),
    Measure(id="largest", label="Largest model", kind="instant", units=("parameter",)),
)
BENCHMARKS = (
    Benchmark(id="solved", name="Solved", unit="%", scale="share"),
    Benchmark(id="place", name="Place", unit="rank", scale="rank"),
    Benchmark(id="points", name="Points", unit="point", scale="points"),
)


def cited(text: str | None = None, comparator: Comparator | None = None) -> tuple[Citation, ...]:
    """One citation."""
    return (Citation(source="report", text=text, comparator=comparator),)


def figure(id: str, text: str, period: str | None = None, **stated: Any) -> Metric:
    """A metric that reads as printed; its measure is revenue unless told otherwise."""
    unit = {"growth": "%", "users": "user"}.get(stated.get("measure", ""))
    described: dict[str, Any] = {
        "subject": "acme",
        "measure": "revenue",
        "period": period,
        "citations": cited(text),
    } | stated
    return Metric(id=id, quantity=Quantity.parse(text, unit=unit), **described)


def with_metrics(*metrics: Metric) -> Provider:
    """A provider that knows a few figures and nothing else."""
    return Provider(id="acme", measures=Catalog(MEASURES), metrics=Metrics(metrics))


def model(id: str, **stated: Any) -> Model:
    """A model with one citation, named as its id unless told otherwise."""
    described: dict[str, Any] = {"name": id, "provider": "acme", "citations": cited()} | stated
    return Model(id=id, **described)


def with_models(*models: Model, **sections: Any) -> Provider:
    """A provider that knows a few models."""
    return Provider(id="acme", models=Catalog(models), benchmarks=Catalog(BENCHMARKS), **sections)


def event(
    id: str,
    date: Any,
    about: tuple[str, ...],
    kind: EventKind = "model-release",
    status: EventStatus = "happened",
) -> Event:
    """An event with one citation."""
    return Event(
        id=id,
        provider="acme",
        kind=kind,
        title=id.capitalize(),
        date=date,
        about=about,
        status=status,
        citations=cited(),
    )


def found(provider: Provider, rule: str) -> list[tuple[str, str]]:
    """Severity and arithmetic of what one rule finds."""
    return [
        (finding.severity, finding.arithmetic)
        for finding in audit(provider)
        if finding.rule == rule
    ]


def severities(provider: Provider, rule: str) -> list[str]:
    """Severities of what one rule finds."""
    return [severity for severity, _ in found(provider, rule)]


SMALLEST, LARGEST = (
    figure("a", "under 1 billion parameters", subject="family", measure="smallest"),
    figure("b", "70 billion parameters", subject="family", measure="largest"),
)


def converted(id: str, text: str, conversion: str, period: str | None, **stated: Any) -> Metric:
    """A figure with its conversion."""
    return figure(id, text, period, converted=Quantity.parse(conversion), subject=id, **stated)


def score(text: str, **stated: Any) -> Score:
    """A score on one benchmark, with a citation."""
    described: dict[str, Any] = {"benchmark": "solved", "citations": cited(text)} | stated
    return Score(quantity=Quantity.parse(text), **described)


def claim(id: str, *about: str, first: str | None = "open model") -> Claim:
    """A claim to be the first."""
    return Claim(id=id, kind="first", title=id, about=about, first=first, citations=cited())


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside a document."""
    steps: tuple[Any, ...] = ()
    if is_table(value):
        steps = tuple(value)
    elif is_list(value):
        steps = tuple(range(len(value)))
    for step in steps:
        yield (*path, step)
        yield from places(value[step], (*path, step))
