"""No result depends on a caller's settings of `decimal`."""

import subprocess
import sys
from collections.abc import Callable
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, localcontext
from functools import cache
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import (
    Model,
    Provider,
    Quantity,
    Score,
    TokenPrice,
    audit,
    pareto_frontier,
    price_performance,
)

CONTEXTS = {
    "few digits": Context(prec=1),
    "small numbers": Context(prec=5, Emax=2, Emin=-2),
    "strict": Context(prec=2, Emax=1, Emin=-1, traps=[Inexact, InvalidOperation, DivisionByZero]),
    "lenient": Context(prec=3, traps=[], capitals=0, clamp=1),
}


def model(id: str, input: str, output: str, score: str) -> Model:
    """A model with a price and a score."""
    return Model(
        id=id,
        name=id,
        provider="acme",
        prices=(TokenPrice(currency="USD", input=input, output=output),),
        scores=(Score(benchmark="swe-bench-verified", quantity=Quantity(value=score, unit="%")),),
    )


CLOSE = (
    model("a", "1", "1", "80.41"),
    model("b", "1", "1", "80.44"),
    model("c", "1.2345611", "4.56799", "80.4413"),
    model("d", "1.2345679", "4.56788", "80.4413"),
    model("e", "0.0000000123", "1234567.8901", "12.3456789"),
)

RESULTS: dict[str, Callable[[Provider], Any]] = {
    "frontier": lambda _: [each.id for each in pareto_frontier(CLOSE)],
    "turns": lambda _: price_performance(CLOSE).turns,
    "ranking": lambda _: str(price_performance(CLOSE)),
    "audit": lambda acme: str(audit(acme)),
    "json": lambda acme: Provider.from_json(acme.to_json()),
    "exact frame": lambda acme: acme.metrics.to_polars(exact=True).rows(),
    "reading": lambda _: str(Quantity.parse("RMB 1,023,670.25 million").bounds),
}


@pytest.mark.parametrize("compute", RESULTS.values(), ids=list(RESULTS))
@pytest.mark.parametrize("context", CONTEXTS.values(), ids=list(CONTEXTS))
def test_results_are_those_of_any_context(
    compute: Callable[[Provider], Any], context: Context, acme: Provider
) -> None:
    """A context that rounds, overflows or traps changes nothing."""
    expected = compute(acme)

    with localcontext(context):
        found = compute(acme)
    assert expected == found


@given(
    st.lists(
        st.tuples(*(st.decimals(Decimal("0.0001"), 99, places=4) for _ in range(3))),
        min_size=2,
        max_size=5,
    )
)
def test_frontier_and_turns_are_those_of_any_context(drawn: list[tuple[Decimal, ...]]) -> None:
    """Whatever the prices and scores, three digits of a caller's context decide nothing."""
    models = [model(f"m{n}", *map(str, each)) for n, each in enumerate(drawn)]
    expected = pareto_frontier(models), price_performance(models).turns

    with localcontext(Context(prec=1, Emax=1, Emin=-1)):
        assert expected == (pareto_frontier(models), price_performance(models).turns)


@cache
def printed(line: str) -> str:
    """What a new interpreter prints that runs a line before it imports the package."""
    program = """
        import decimal
        {}
        decimal.setcontext(decimal.Context())
        from aiproviders import Quantity, alibaba, audit, price_performance
        print(Quantity.parse("$1") / 3, (Quantity.parse("over $53.25 billion") / 7).bounds)
        print(price_performance(alibaba.models), len(audit(alibaba)))
    """
    ran = subprocess.run(
        [sys.executable, "-c", dedent(program).format(line)],
        capture_output=True,
        check=True,
        text=True,
    )
    return ran.stdout


@pytest.mark.parametrize(
    "defaults",
    [
        "Emax = 10",
        "prec = 2",
        "Emin = -1",
        "rounding = decimal.ROUND_UP",
        "traps[decimal.Inexact] = True",
        "traps[decimal.Rounded] = True",
        "traps[decimal.FloatOperation] = True",
        "clamp = 1",
    ],
)
def test_defaults_of_a_program_change_nothing(defaults: str) -> None:
    """What a program sets on `decimal.DefaultContext` before it imports the package has no part."""
    assert printed("") == printed(f"decimal.DefaultContext.{defaults}")
