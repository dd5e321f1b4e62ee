"""Made-up facts about one provider, as many as a measurement of growth asks for."""

from typing import Any

from attrs import evolve

from aiproviders import (
    Citation,
    Claim,
    Company,
    Event,
    Metric,
    Model,
    Period,
    Product,
    Provider,
    Quantity,
    Score,
    Source,
    TokenPrice,
)
from aiproviders.types import BusinessUnit

_CITED = (Citation(source="report", section="Figures"),)
_QUARTERS = [Period(f"{year}-{code}") for year in range(2006, 2026) for code in range(33, 37)]
_DAYS = [
    Period(f"{year}-{month:02}-{day:02}")
    for year in range(2016, 2026)
    for month in range(1, 13)
    for day in range(1, 29)
]
_IN_A_UNIT = 40
"""Figures about one unit: two of each quarter of some years."""


def facts(number: int) -> Provider:
    """Return a provider with as many models, figures, events, claims and products as told."""
    # Few of them bring what all of them name of the shared measures and benchmarks.
    few = _facts(_IN_A_UNIT).with_records()
    return evolve(_facts(number), measures=few.measures, benchmarks=few.benchmarks)


def _facts(number: int) -> Provider:
    units = range(-(-number // _IN_A_UNIT))
    return Provider(
        id="acme",
        company=Company(id="acme", name="Acme", founded="2005", citations=_CITED),
        business_units=map(_unit, units),
        models=map(_model, range(number)),
        metrics=map(_metric, range(number)),
        events=map(_event, range(number)),
        claims=map(_claim, range(number)),
        products=map(_product, range(number)),
        sources=[Source(id="report", title="Report", published="2025-12-31")],
    )


def _unit(number: int) -> BusinessUnit:
    return BusinessUnit(
        id=f"unit-{number}", name=f"Unit {number}", kind="business-unit", citations=_CITED
    )


def _model(number: int) -> Model:
    day = _DAYS[number % len(_DAYS)]
    share = Quantity(value=number % 97 + 1, unit="%", decimals=0)
    return Model(
        id=f"model-{number}",
        name=f"Model {number}",
        provider="acme",
        aliases=(f"M {number}",),
        family=f"model-{number - number % 10}" if number % 10 else None,
        access=("open-weights", "api-only", None)[number % 3],
        released=day,
        parameters=Quantity(value=number % 400 + 1, unit="parameter"),
        prices=[
            TokenPrice(currency="USD", input=number % 9 + 1, output=9, effective="2025-01-01"),
            TokenPrice(
                currency="USD",
                input=number % 7 + 1,
                output=8,
                effective="2025-06-01",
                observed="2025-12-01",
            ),
        ],
        scores=[
            Score(benchmark="gpqa-diamond", quantity=share, harness="own", date=day),
            Score(benchmark="gpqa-diamond", version="1", quantity=share, citations=_CITED),
        ],
        citations=_CITED,
    )


def _metric(number: int) -> Metric:
    place, in_unit = divmod(number, _IN_A_UNIT)
    quarter = _QUARTERS[(place * 4 + in_unit // 2) % len(_QUARTERS)]
    described: dict[str, Any] = {
        "id": f"metric-{number}",
        "subject": f"unit-{place}",
        "period": quarter,
        "citations": _CITED,
    }
    match number % 10:
        case 0:  # growth that is stated
            measure, quantity = "revenue-growth", Quantity(value=number % 50, unit="%", decimals=0)
        case 2:  # the same statement as the next one
            measure, quantity = "revenue", Quantity(value=1_000 + place, unit="CNY", decimals=0)
        case 3:
            measure, quantity = "revenue", Quantity(value=1_000 + place, unit="CNY", decimals=0)
        case 4:  # a part of the whole
            measure, quantity = "revenue", Quantity(value=number % 900, unit="CNY", decimals=0)
            described |= {"excludes": ("model-0",), "preference": "preferred"}
        case 5:
            measure, quantity = "revenue-share", Quantity(value=30, unit="%", decimals=0)
            described |= {"part": f"metric-{number - 1}", "whole": f"metric-{number - 2}"}
        case _:
            measure, quantity = "revenue", Quantity(value=number, unit="CNY", decimals=0)
    return Metric(measure=measure, quantity=quantity, **described)


def _event(number: int) -> Event:
    return Event(
        id=f"event-{number}",
        kind=("launch", "milestone", "founding")[number % 3],
        title=f"Event {number}",
        date=_DAYS[number * 7 % len(_DAYS)],
        status="planned" if number % 20 == 0 else "happened",
        about=(f"model-{number}", f"unit-{number // _IN_A_UNIT}"),
        follows=(f"event-{number - 1}",) if number % 10 == 1 else (),
        citations=_CITED,
    )


def _claim(number: int) -> Claim:
    return Claim(
        id=f"claim-{number}",
        kind="advice",
        title=f"Claim {number}",
        about=(f"model-{number}",),
        first=f"thing {number // 2}",
        citations=_CITED,
    )


def _product(number: int) -> Product:
    return Product(
        id=f"product-{number}",
        name=f"Product {number}",
        kind="assistant",
        models=(f"model-{number}",),
        citations=_CITED,
    )
