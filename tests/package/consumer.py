"""A user's code that needs no extra; checked by mypy and pyright against the installed wheel."""

from typing import assert_type

from aiproviders import (
    Metric,
    Model,
    Quantity,
    Usage,
    alibaba,
    audit,
    compare,
    export,
    price_performance,
    report,
)
from aiproviders.errors import MissingExtraError, NotStatedError
from aiproviders.results import Comparison, Findings
from aiproviders.testing import check_provider


def cheapest(models: list[Model], usage: Usage) -> Model | None:
    """The model that a request costs least with."""
    costs: dict[Model, Quantity] = {}
    for model in models:
        try:
            costs[model] = model.price.cost(usage)
        except NotStatedError:
            continue
    return min(costs, key=lambda model: costs[model], default=None)


def compared(first: str, second: str) -> list[str]:
    """The fields in which two models differ."""
    found = compare(alibaba.models[first], alibaba.models[second])
    assert_type(found, Comparison[Model])
    assert_type(found.compared[0], Model)
    return [row.field for row in found.differences]


def written() -> str | None:
    """What is missing for writing files, if anything is."""
    try:
        export([alibaba], "all.json")
        export(alibaba, "prices.csv", table="prices")
        report(alibaba, "alibaba.html")
    except MissingExtraError as error:
        return error.extra
    return None


metrics = compare(alibaba.metrics["market-cap"], alibaba.metrics["market-cap"])
assert_type(metrics, Comparison[Metric])
assert_type(audit(alibaba), Findings)
assert_type(price_performance(alibaba.models).rows[0].blended_price, Quantity)
check_provider(alibaba)
