"""Prices of zero in price catalogs: free, covered by a plan, or not known."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from attrs import asdict, define, evolve

from aiproviders._records.prices.price import OtherPrice, Plan, PriceTier
from aiproviders._records.prices.use_kinds import KINDS, RATES, KindOfUse
from aiproviders._values.number import ROOMY

_WORD = r"(?<![a-z]){}(?![a-z])"
_FREE = re.compile(_WORD.format("free"), re.IGNORECASE)
_PLAN = re.compile(_WORD.format("plan"), re.IGNORECASE)
_MAIN: tuple[KindOfUse, ...] = tuple(
    kind for kind in RATES if kind != "searches" and KINDS[kind].billed_as is None
)
"""The kinds of tokens that every model has."""


@define
class Costs:
    """The prices that a price catalog states for a model.

    Attributes:
        rates: Prices per million tokens, by the fields of `Rates`.
        tiers: Prices of longer requests.
        other: All other prices.
        unstated: Kinds of use that have a price of their own, which cannot be said.
    """

    rates: dict[str, Any]
    tiers: tuple[PriceTier, ...] = ()
    other: tuple[OtherPrice, ...] = ()
    unstated: tuple[KindOfUse, ...] = ()

    @property
    def has_price(self) -> bool:
        """Whether anything has a price above zero."""
        return self._prices_any(RATES) or any(each.price for each in self.other)

    @property
    def has_token_price(self) -> bool:
        """Whether tokens have a price above zero, whatever else may have one."""
        return self._prices_any(_MAIN)

    def _prices_any(self, kinds: Iterable[KindOfUse]) -> bool:
        return any(self.rates.get(kind) for kind in kinds) or any(
            getattr(tier, kind) for tier in self.tiers for kind in kinds
        )

    def with_rates(self, rates: dict[str, Any]) -> "Costs":
        """Return these costs with other prices of tokens, for requests of every length."""
        tiers = tuple(evolve(tier, **rates) for tier in self.tiers)
        unstated = tuple(kind for kind in self.unstated if kind not in rates)
        return evolve(self, rates=self.rates | rates, tiers=tiers, unstated=unstated)

    def times(self, factor: Decimal) -> "Costs":
        """Return the prices of tokens multiplied by a factor, as they are in some region."""
        tiers = (
            PriceTier(
                threshold=tier.threshold,
                inclusive=tier.inclusive,
                **_multiplied({kind: getattr(tier, kind) for kind in RATES}, factor),
            )
            for tier in self.tiers
        )
        return Costs(_multiplied(self.rates, factor), tuple(tiers), unstated=self.unstated)

    def beside(self, standard: "Costs") -> "Costs":
        """Return these prices of a service, with what the standard service bills apart.

        A kind of use that has a price of its own there has one here too, even if it is not stated,
        and so has a kind at a length where its price changes there. What a tier does not say
        otherwise is the price below it.
        """
        apart = (kind for kind in RATES if kind not in self.rates and standard.bills_apart(kind))
        own, changes = ({tier.threshold: tier for tier in each.tiers} for each in (self, standard))
        rates, below = self.rates, standard.rates
        tiers: list[PriceTier] = []
        for threshold, tier in sorted((changes | own).items()):
            above = _stated(changes[threshold]) if threshold in changes else below
            rates = {
                kind: rate for kind, rate in rates.items() if above.get(kind) == below.get(kind)
            }
            rates |= _stated(own[threshold]) if threshold in own else {}
            tiers.append(PriceTier(threshold=threshold, inclusive=tier.inclusive, **rates))
            below = above
        return evolve(self, tiers=tuple(tiers), unstated=(*self.unstated, *apart))

    def bills_apart(self, kind: KindOfUse) -> bool:
        """Whether a kind that may be billed as another has another price than that one."""
        whole = KINDS[kind].billed_as
        return kind in self.unstated or (
            whole is not None
            and any(
                rates.get(kind) not in {None, rates.get(whole)}
                for rates in (self.rates, *map(asdict, self.tiers))
            )
        )


def _stated(tier: PriceTier) -> dict[str, Any]:
    return {kind: rate for kind in RATES if (rate := getattr(tier, kind)) is not None}


def _multiplied(rates: dict[str, Any], factor: Decimal) -> dict[str, Any]:
    """Return prices times a factor, without the zeros at their ends that it leaves."""
    return {
        kind: rate
        if kind == "searches" or rate is None
        else Decimal(f"{ROOMY.multiply(rate, factor).normalize(ROOMY):f}")
        for kind, rate in rates.items()
    }


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
    says so. Where only something else has a price, such as audio, zeros are not stated.

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
        rates = {kind: rate for kind, rate in costs.rates.items() if rate}
        return Costs(rates, other=costs.other, unstated=costs.unstated), None
    if plan == "subscription":
        return Costs({}), "A plan covers the use; the price catalog prints 0 for it."
    if is_free(*names):
        return costs, None
    return Costs({}), f"{price_catalog} prints 0 for every price and does not say that it is free."
