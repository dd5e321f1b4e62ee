"""Quantities written into files and loaded again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Catalog, Metric, Provider, Quantity
from aiproviders.results import Metrics
from aiproviders.types import Measure


def reloaded(quantity: Quantity) -> Quantity:
    """The quantity after a round trip through JSON."""
    metric = Metric(id="m", subject="acme", measure="acme:size", quantity=quantity)
    measure = Measure(id="acme:size", label="Size", kind="instant", units=("user", "token", "%"))
    provider = Provider(id="acme", measures=Catalog([measure]), metrics=Metrics([metric]))
    return Provider.from_json(provider.to_json()).metrics["m"].quantity


@given(st.integers(-(10**34) + 1, 10**34 - 1), st.integers(-83, 50))
def test_every_number_that_may_be_held_loads_again(digits: int, exponent: int) -> None:
    """A number of up to 34 digits and 50 places is written in full and read back."""
    number = Decimal(digits).scaleb(exponent)
    try:
        quantity = Quantity(value=number, unit="user")
    except ValueError:
        return

    assert quantity == reloaded(quantity)


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(value="1E+50", unit="user"),
        Quantity(value=100, upper=1000, unit="user", exclusive=True),
        Quantity(value=100, upper=1000, unit="user") * 2,
        Quantity(value=262_000, unit="token", nominal=True),
        Quantity(value=40, unit="%", decimals=0),
    ],
    ids=str,
)
def test_every_kind_of_quantity_loads_again(quantity: Quantity) -> None:
    """Ranges, nominal sizes and stated places are in files what they were."""
    assert quantity == reloaded(quantity)
