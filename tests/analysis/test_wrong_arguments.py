"""Functions refuse arguments of a wrong type at once, with what they expected."""

from collections.abc import Callable
from typing import Any

import pytest

from aiproviders import (
    Catalog,
    Provider,
    TokenPrice,
    audit,
    best,
    diff,
    gaps,
    pareto_frontier,
    price_performance,
    price_table,
    report,
)

PRICE = TokenPrice(currency="USD", input=1)
WRONG: list[Any] = ["x", 5, None, object(), [PRICE]]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: type(wrong).__name__)
@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda _, wrong: audit(wrong), "a Provider or a Joined"),
        (lambda _, wrong: gaps(wrong), "a Provider"),
        (diff, "a Provider"),
        (lambda acme, wrong: diff(wrong, acme), "a Provider"),
        (lambda acme, wrong: acme.joined(wrong), "a Provider"),
        (lambda _, wrong: report(wrong, "never-written.html"), "a Provider"),
        (lambda _, wrong: price_performance(wrong), "models"),
        (lambda _, wrong: pareto_frontier(wrong), "models"),
        (lambda _, wrong: price_table(wrong), "models"),
        (lambda _, wrong: best(wrong), "metrics"),
        (lambda _, wrong: PRICE.cost(wrong), "a Usage"),
    ],
    ids=[
        "audit", "gaps", "diff-new", "diff-old", "joined", "report", "price_performance",
        "pareto_frontier", "price_table", "best", "cost",
    ],
)  # fmt: skip
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
    """Providers are not taken for their models, nor is one for another kind of record."""
    with pytest.raises(TypeError, match=r"expected models, .*got <Provider acme"):
        price_performance(Catalog([acme]))  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match=r"expected a Provider or a Joined, got <Catalog"):
        audit(Catalog([acme]))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
