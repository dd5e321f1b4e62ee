"""Prices of zero in price catalogs: free, covered by a plan, or not known."""

import re
from typing import Any

from attrs import define, evolve

from aiproviders._records.price import OtherPrice, Plan, PriceTier

_WORD = r"(?<![a-z]){}(?![a-z])"
_FREE = re.compile(_WORD.format("free"), re.IGNORECASE)
_PLAN = re.compile(_WORD.format("plan"), re.IGNORECASE)


@define
class Costs:
    """The prices that a price catalog states for a model.

    Attributes:
        rates: Prices per million tokens, by the fields of `Rates`.
        tiers: Prices of longer requests.
        other: All other prices.
    """

    rates: dict[str, Any]
    tiers: tuple[PriceTier, ...] = ()
    other: tuple[OtherPrice, ...] = ()

    @property
    def has_price(self) -> bool:
        """Whether anything has a price above zero."""
        return self.has_token_price or any(each.price for each in self.other)

    @property
    def has_token_price(self) -> bool:
        """Whether tokens have a price above zero."""
        return any(self.rates.values()) or any(
            tier.input or tier.output or tier.cache_read or tier.cache_write for tier in self.tiers
        )

    def with_rates(self, rates: dict[str, Any]) -> "Costs":
        """Return these costs with other prices of tokens, for requests of every length."""
        tiers = tuple(evolve(tier, **rates) for tier in self.tiers)
        return evolve(self, rates=self.rates | rates, tiers=tiers)


def plan_of(*names: str) -> Plan:
    """Return the terms of a provider: a subscription if its id or name has the word plan."""
    return "subscription" if any(map(_PLAN.search, names)) else "list"


def is_free(*names: str) -> bool:
    """Whether the id or the name of a model has the word free."""
    return any(map(_FREE.search, names))


def without_zeros(
    costs: Costs, price_catalog: str, plan: Plan, *names: str
) -> tuple[Costs, str | None]:
    """Take out the zeros that do not mean that something is free.

    A zero means free beside a price of tokens above zero, or where the id or the name of the model
    says so. Where only something else has a price, tokens have none.

    Args:
        costs: The prices that the price catalog states.
        price_catalog: Name of the price catalog.
        plan: The terms of the provider.
        names: Id and name of the model.

    Returns:
        The prices that are left; and if none are, a note on what was taken out.
    """
    if costs.has_token_price or not (costs.rates or costs.tiers or costs.other):
        return costs, None
    if costs.has_price:
        return Costs({}, other=costs.other), None
    if plan == "subscription":
        return Costs({}), "A plan covers the use; the price catalog prints 0 for it."
    if is_free(*names):
        return costs, None
    return Costs({}), f"{price_catalog} prints 0 for every price and does not say that it is free."
