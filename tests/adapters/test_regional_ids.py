"""Prices of regions that stand under ids of their own."""

from decimal import Decimal
from typing import Any, cast

import pytest

from aiproviders import Model, TokenPrice
from aiproviders.adapters._reading.regional_ids import with_regional_prices
from aiproviders.errors import NotStatedError


def model(id: str, provider: str = "cloud", **prices: Any) -> Model:
    """A model with a price of input for each service."""
    return Model(
        id=id,
        name=id,
        provider=provider,
        prices=[
            TokenPrice(input=input, currency="USD", host=provider, service=cast("Any", service))
            for service, input in prices.items()
        ],
    )


@pytest.mark.parametrize(
    ("id", "regional", "region"),
    [
        ("lab.rocket", "us.lab.rocket", "us"),
        ("lab.rocket-v1:0", "apac.lab.rocket-v1:0", "apac"),
        ("lab.rocket", "bedrock/us-gov-west-1/lab.rocket", "us-gov-west-1"),
        ("azure/rocket", "azure/eu/rocket", "eu"),
    ],
)
def test_a_model_has_the_price_of_a_region(id: str, regional: str, region: str) -> None:
    """The price that stands under an id with a region is one of the model in that region."""
    rocket, there = with_regional_prices(
        [
            model(id, standard="2", batch="1"),
            model(regional, standard="2.2", batch="1.1"),
        ]
    )

    assert Decimal(2) == rocket.price.input
    assert Decimal("2.2") == rocket.price_for(region=region).input
    assert Decimal("1.1") == rocket.price_for(region=region, service="batch").input
    assert Decimal("2.2") == there.price.input


def test_another_host_of_the_cloud_is_the_host_of_the_model() -> None:
    """A cloud may have several names of itself; the price is of the one that lists the model."""
    rocket, _ = with_regional_prices(
        [
            model("lab.rocket", "cloud-chat", standard="2"),
            model("cloud/eu/lab.rocket", standard="3"),
        ]
    )
    with pytest.raises(NotStatedError):
        rocket.price_for(region="eu")
    rocket, _ = with_regional_prices(
        [
            model("lab.rocket", "cloud-chat", standard="2"),
            model("eu.lab.rocket", standard="3"),
        ]
    )
    assert Decimal(3) == rocket.price_for(region="eu").input


def test_what_has_no_model_without_a_region_stays_alone() -> None:
    """An id with a region says nothing of another model, and neither does a mere likeness."""
    models = [model("us.lab.rocket", standard="2"), model("usual.lab.anvil", standard="1")]

    assert models == with_regional_prices(models)
