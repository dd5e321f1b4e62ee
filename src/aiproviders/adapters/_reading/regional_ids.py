"""Ids of models that name a region, as those of Amazon Bedrock and Azure do."""

import re
from collections.abc import Iterable
from operator import attrgetter

from attrs import evolve

from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import TokenPrice

_REGION = "us|eu|au|jp|ca|apac|global|us-gov|[a-z]{2}(?:-[a-z]{1,9}){1,2}-[0-9]"
_ID_OF = attrgetter("id")
_ID = re.compile(rf"(?P<host>azure/)?(?:bedrock/)?(?P<region>{_REGION})[./](?P<model>.+)")


def with_regional_prices(models: Iterable[Model]) -> list[Model]:
    """Give models the prices of a region that stand under ids of their own.

    The price of `us.claude` is also the price of `claude` in the region `us`, by the same host.
    """
    listed = list(models)
    regional: dict[str, list[TokenPrice]] = {}
    for model, found in zip(listed, map(_ID.fullmatch, map(_ID_OF, listed)), strict=True):
        if found is not None:
            prices = regional.setdefault(f"{found['host'] or ''}{found['model']}", [])
            prices += (
                evolve(price, region=found["region"])
                for price in model.prices
                if price.region is None
            )
    if not regional:
        return listed
    return [_with_prices(model, regional.get(model.id, ())) for model in listed]


def _with_prices(model: Model, prices: Iterable[TokenPrice]) -> Model:
    own = (evolve(price, host=model.provider) for price in prices)
    return evolve(model, prices=(*model.prices, *own)) if prices else model
