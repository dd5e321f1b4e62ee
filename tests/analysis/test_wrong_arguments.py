"""Functions refuse arguments of a wrong type at once, with what they expected."""

from collections.abc import Callable
from typing import Any

import pytest

from aiproviders import (
    Market,
    Provider,
    TokenPrice,
    Usage,
    audit,
    best,
    cost_of_usage,
    diff,
    export,
    find_model,
    gaps,
    pareto_frontier,
    price_performance,
    price_table,
    report,
    timeline,
)

PRICE = TokenPrice(currency="USD", input=1)
MODELS = "models, a provider or several"
WRONG: list[Any] = ["x", 5, None, object(), [PRICE]]


CALLS: dict[str, tuple[Callable[[Provider, Any], object], str]] = {
    "audit": (lambda _, wrong: audit(wrong), "a provider or several"),
    "gaps": (lambda _, wrong: gaps(wrong), "a provider or several"),
    "timeline": (lambda _, wrong: timeline(wrong), "a provider or several"),
    "export": (lambda _, wrong: export(wrong, "never.csv"), "a provider or several"),
    "find_model": (lambda _, wrong: find_model("x", [wrong]), "a provider or several"),
    "diff-new": (diff, "a Provider or a Market"),
    "diff-old": (lambda acme, wrong: diff(wrong, acme), "a Provider or a Market"),
    "market": (lambda _, wrong: Market([wrong], edition="2026.11"), "a provider or several"),
    "market-joined": (
        lambda acme, wrong: Market(acme, edition="2026.11").joined(wrong),
        "a provider or several",
    ),
    "joined": (lambda acme, wrong: acme.joined(wrong), "a Provider"),
    "report": (lambda _, wrong: report(wrong, "never-written.html"), "a Provider or a Market"),
    "price_performance": (
        lambda _, wrong: price_performance(wrong),
        "models, a provider or several",
    ),
    "pareto_frontier": (lambda _, wrong: pareto_frontier(wrong), MODELS),
    "price_table": (lambda _, wrong: price_table(wrong), MODELS),
    "best": (lambda _, wrong: best(wrong), "metrics"),
    "cost": (lambda _, wrong: PRICE.cost(wrong), "a Usage"),
}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: type(wrong).__name__)
@pytest.mark.parametrize(("call", "expected"), CALLS.values(), ids=CALLS)
def test_a_wrong_type_is_refused(
    acme: Provider, call: Callable[[Provider, Any], object], expected: str, wrong: object
) -> None:
    """The message says what was expected, and what was given, in one line."""
    with pytest.raises(TypeError, match=rf"^expected {expected}, .*got ") as refusal:
        call(acme, wrong)

    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("wrong", [5, None, object()], ids=lambda wrong: type(wrong).__name__)
def test_what_is_cited_is_a_record_or_an_id(acme: Provider, wrong: Any) -> None:
    """A citation of something else, or for it, is refused."""
    with pytest.raises(TypeError, match=r"^expected a Record or a text, got "):
        acme.cite(wrong)
    with pytest.raises(TypeError, match=r"^expected a Record or a text, got "):
        acme.with_citation(wrong, "annual-report")


def test_a_catalog_of_other_records_is_refused(acme: Provider) -> None:
    """One kind of record is not taken for another, nor are two kinds at once."""
    with pytest.raises(TypeError, match=r"expected models, .*got <Person"):
        price_performance(acme.people)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match=r"expected models, .*got <Provider acme"):
        price_performance([*acme.models, acme])  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match=r"expected a provider or several, got <Model"):
        audit(acme.models)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_what_bills_one_request_is_named(acme: Provider) -> None:
    """A usage is no log, and the name of a model is no model; the errors say what to write."""
    one: Any = Usage(input_tokens=1, output_tokens=1)
    name: Any = "rocket-1"
    with pytest.raises(TypeError, match=r"one request, write model\.price\.cost\(usage\)$"):
        cost_of_usage(one, acme)
    with pytest.raises(TypeError, match=r"got 'rocket-1'; find_model\(name\) and "):
        price_performance(name)
