"""A difference between the cost by a calculator and ours."""

from decimal import Decimal
from typing import TypeAlias

from attrs import evolve, frozen

from aiproviders import Catalog, Model, Provider, Quantity, TokenPrice
from tools.counter_check.calculators import Answer
from tools.counter_check.prices import STANDARD, Request, assumed_cost, cost, price_for

Amount: TypeAlias = Decimal | None
"""A cost in dollars; None where none is said."""

_TOLERANCE = Decimal("1e-9")  # of the amount; LiteLLM calculates with binary floats


@frozen(kw_only=True)
class Difference:
    """Usage that this package and a calculator do not price alike.

    Attributes:
        price_catalog: The price catalog that both take the prices from.
        providers: All its providers, as we read them.
        model: The model.
        price: The price that we read for that moment.
        request: The request.
        ours: The cost by this package; None where no price is stated.
        answer: The cost by the calculator, in dollars, and how it was found.
    """

    price_catalog: str
    providers: Catalog[Provider]
    model: Model
    price: TokenPrice | None
    request: Request
    ours: Quantity | None
    answer: Answer

    @property
    def theirs(self) -> Amount:
        """The cost by the calculator, in dollars."""
        return self.answer.amount

    @property
    def is_open(self) -> bool:
        """Whether we say no exact cost, as some price is not stated."""
        return self.ours is None or self.ours.comparator != "="

    @property
    def assumed_cost(self) -> Decimal:
        """Our cost, with assumed prices where none are stated."""
        return Decimal(0) if self.price is None else assumed_cost(self.price, self.request.usage)

    def of_model(self, model: Model) -> "Difference":
        """Return the same request to another model."""
        return evolve(self, model=model).asked(self.request)

    @property
    def of_standard_service(self) -> "Difference":
        """The same request to the standard service."""
        return self.asked(self.request._replace(service=STANDARD[0]))

    def asked(self, request: Request) -> "Difference":
        """Return another request to the same model."""
        price = price_for(self.model, request)
        return evolve(self, request=request, price=price, ours=cost(price, request.usage))


def is_same(amount: Amount, other: Amount) -> bool:
    """Whether two amounts are the same, or both are none."""
    if amount is None or other is None:
        return amount is other
    return are_close(amount, other)


def are_close(amount: Decimal, other: Decimal) -> bool:
    """Whether two amounts are the same but for the errors of binary floats."""
    return abs(amount - other) <= _TOLERANCE * max(amount, other)


def agree(ours: Quantity | None, theirs: Amount) -> bool:
    """Whether our cost is exact and the same as theirs, or neither says one."""
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return ours.comparator == "=" and are_close(ours.value, theirs)
