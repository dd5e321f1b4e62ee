"""The check: prices the same usage by each calculator and price catalog; differences are kept."""

from collections.abc import Iterator
from decimal import Decimal

from attrs import define, field

from aiproviders import Usage
from tools.counter_check import genai_prices_causes, litellm_causes, model_prices_causes
from tools.counter_check.calculators import Calculator
from tools.counter_check.causes import Cause
from tools.counter_check.difference import Difference, agree, are_close
from tools.counter_check.pairs import (
    GENAI_PRICES,
    LITELLM,
    MODEL_PRICES,
    Listing,
    Pair,
    PriceCatalogs,
    listing,
    pairs,
    priced,
)
from tools.counter_check.prices import (
    FUTURE,
    SHORT,
    Request,
    cost,
    edges,
    features,
    price_for,
    requests,
    usages,
)

PLAIN, CACHED, LONG = KINDS = "input or output", "the cache", "longer requests"
"""The parts of two prices that may differ; of several the first one counts."""

CAUSES = {
    GENAI_PRICES: genai_prices_causes.CAUSES,
    LITELLM: litellm_causes.CAUSES,
    MODEL_PRICES: model_prices_causes.CAUSES,
}
"""The causes of differences, by the price catalog of the calculator."""


@define
class Tally:
    """The result of pricing by this package and by the calculator of a price catalog.

    Attributes:
        models: Number of models that were priced.
        paired: Number of those that another price catalog prices at the same host.
        requests: Number of requests that were priced.
        agreed: Number of requests that cost the same.
        counted: The same two numbers by what requests have; one may have several things.
        explained: Requests that cost something else, by cause.
        unexplained: Requests that cost something else for an unknown cause.
    """

    models: int = 0
    paired: int = 0
    requests: int = 0
    agreed: int = 0
    counted: dict[str, list[int]] = field(factory=dict[str, list[int]])
    explained: dict[Cause, list[Difference]] = field(factory=dict[Cause, list[Difference]])
    unexplained: list[Difference] = field(factory=list[Difference])


@define
class Comparison:
    """The result of pricing by this package, with the prices of two price catalogs.

    Attributes:
        pairs: Number of models that both price.
        usages: Number of usages for which both state all prices.
        agreed: Number of usages that cost the same.
        differing: Models by the first part of their price that differs.
        ratios: Ratio of the costs of short requests without a cache, where both are above zero.
    """

    pairs: int = 0
    usages: int = 0
    agreed: int = 0
    differing: dict[str, list[Pair]] = field(factory=dict[str, list[Pair]])
    ratios: list[tuple[Decimal, Pair]] = field(factory=list[tuple[Decimal, Pair]])


def against_calculators(
    price_catalogs: PriceCatalogs, calculators: dict[str, Calculator]
) -> dict[str, Tally]:
    """Price every model by this package and by the calculator of its price catalog."""
    neighbours: dict[Listing, set[int]] = {}
    for pair in pairs(price_catalogs):
        thresholds = edges(price for model in pair.models for price in model.prices)
        for each in pair.listings:
            neighbours.setdefault(each, set()).update(thresholds)
    return {
        name: _tally(name, price_catalogs, calculate, neighbours)
        for name, calculate in calculators.items()
    }


def _tally(
    name: str,
    price_catalogs: PriceCatalogs,
    calculate: Calculator,
    neighbours: dict[Listing, set[int]],
) -> Tally:
    tally = Tally()
    for model in priced(name, price_catalogs[name]):
        where = listing(name, model)
        tally.models += 1
        tally.paired += where in neighbours
        for request, price in requests(model, neighbours.get(where, set())):
            if (answer := calculate(model, request)) is None:
                continue
            ours = cost(price, request.usage)
            agrees = answer.is_found and agree(ours, answer.amount)
            tally.requests += 1
            tally.agreed += agrees
            for what in features(request, price):
                counts = tally.counted.setdefault(what, [0, 0])
                counts[0] += 1
                counts[1] += agrees
            if agrees:
                continue
            found = Difference(
                price_catalog=name,
                providers=price_catalogs[name],
                model=model,
                price=price,
                request=request,
                ours=ours,
                answer=answer,
            )
            if (cause := cause_of(found)) is None:
                tally.unexplained.append(found)
            else:
                tally.explained.setdefault(cause, []).append(found)
    return tally


def cause_of(found: Difference) -> Cause | None:
    """Return the first cause that explains a difference; None where it is not known."""
    causes = CAUSES[found.price_catalog]
    return next((each for each in causes if each.explains(found)), None)


def across_price_catalogs(price_catalogs: PriceCatalogs) -> dict[tuple[str, str], Comparison]:
    """Price every model that two price catalogs have by this package, with the prices of each."""
    found: dict[tuple[str, str], Comparison] = {}
    for pair in pairs(price_catalogs):
        comparison = found.setdefault(pair.price_catalogs, Comparison())
        comparison.pairs += 1
        different: set[str] = set()
        for usage, first, second in _costs(pair):
            comparison.usages += 1
            if are_close(first, second):
                comparison.agreed += 1
                continue
            kind = _kind(usage)
            different.add(kind)
            if kind == PLAIN and first and second:
                ratio = max(first, second) / min(first, second)
                comparison.ratios.append((ratio, pair))
        if different:
            first_kind = next(kind for kind in KINDS if kind in different)
            comparison.differing.setdefault(first_kind, []).append(pair)
    return found


def _kind(usage: Usage) -> str:
    if usage.input_tokens != SHORT:
        return LONG
    return CACHED if usage.cache_read_tokens or usage.cache_write_tokens else PLAIN


def _costs(pair: Pair) -> Iterator[tuple[Usage, Decimal, Decimal]]:
    """Usages for which both state all prices, and their costs."""
    for usage in usages(edges(price for model in pair.models for price in model.prices)):
        prices = (price_for(model, Request(usage, FUTURE)) for model in pair.models)
        costs = [cost(price, usage) for price in prices]
        exact = [each.value for each in costs if each is not None and each.comparator == "="]
        if len(exact) == len(costs):
            yield usage, exact[0], exact[1]
