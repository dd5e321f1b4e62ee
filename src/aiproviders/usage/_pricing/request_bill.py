"""The price of a model, and the bill of one request, part by part, for the command `price`."""

from decimal import Decimal
from typing import Any, NamedTuple, Self

from attrs import evolve

from aiproviders._display.cells import (
    Cell,
    Table,
    View,
    citation_text,
    signed_cell,
    words_cell,
)
from aiproviders._display.field_cells import (
    amount_cell,
    holds_cell,
    offer_cell,
    rate_cell,
    tier_words,
)
from aiproviders._display.views import view
from aiproviders._format.converter import converter
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import (
    CostPart,
    PriceTier,
    TokenPrice,
    cost_parts,
    price_of_length,
)
from aiproviders._records.prices.price_in_force import (
    find_price,
    longest_input,
    several_requests,
)
from aiproviders._records.prices.usage import Usage
from aiproviders._records.prices.use_kinds import KINDS
from aiproviders._values.number import ROOMY
from aiproviders._values.quantity import Quantity
from aiproviders.errors import NotStatedError


class RequestBill(NamedTuple):
    """What a request to a model costs at the price in force, or several together.

    Attributes:
        model: The model.
        price: The price of a contract that is in force, or else the list price.
        parts: What each kind of use costs.
        total: What the request costs; a lower bound if a part has no price, and a range if one may
            have several.
        change: Until when the price holds and which one follows, in words, where that is stated.
        tier: The prices of long requests, where it is billed by them.
        requests: How many requests are billed.
    """

    model: Model
    price: TokenPrice
    parts: tuple[CostPart, ...]
    total: Quantity
    change: str | None
    tier: PriceTier | None
    requests: int

    @classmethod
    def of(
        cls,
        model: Model,
        usage: Usage,
        requests: int = 1,
        **terms: Any,
    ) -> Self:
        """Bill requests at the price in force, for the day, host, region and service named.

        Args:
            model: The model.
            usage: What all requests use together.
            requests: How many they are; each is taken to have the mean input.
            **terms: Terms of the price, as of `find_price`.

        Raises:
            NotStatedError: The model has no price, or none for any part of the request.
            ValueError: The input is of more requests.
        """
        price, change = _price_in_force(model, **terms)
        of_mean = _price_of_mean(model, price, usage.input_tokens, requests)
        rates = price.rates(usage.input_tokens // requests)
        tier = rates if isinstance(rates, PriceTier) else None
        price = price if requests == 1 else of_mean
        parts, total = cost_parts(price, usage), price.cost(usage)
        return cls(model, price, parts, total, change, tier, requests)

    def to_dict(self) -> dict[str, Any]:
        """Return the bill as plain values."""
        price = self.price
        return {
            "model": self.model.id,
            "provider": self.model.provider,
            "currency": price.currency,
            "parts": [part._asdict() | _ends(part.amount, "amount") for part in self.parts],
            **_ends(self.total, "total"),
            "comparator": self.total.comparator,
            "plan": price.plan,
            "service": price.service,
            "host": price.host,
            "region": price.region,
            "hours": price.hours and str(price.hours),
            "tier": self.tier and self.tier.threshold,
            "effective": price.effective and price.effective.edtf,
            "observed": price.observed and price.observed.edtf,
            "change": self.change,
            "requests": self.requests,
            "reported_by": price.reported_by,
            "inferred": price.inferred,
            "citations": [
                {"source": each.source, "section": each.section, "text": each.text}
                for each in price.citations
            ],
        }

    def view(self) -> View:
        """Lay out the bill as a table, with the price that it rests on."""
        price = self.price
        rows = tuple(
            (
                Cell(KINDS[part.kind].words),
                Cell(f"{part.number:,}"),
                Cell("open") if _is_open(part) else rate_cell(part.rate, part.kind, price),
                signed_cell(_amount_cell(part, price), price, part.kind, "currency", "unit"),
            )
            for part in self.parts
        )
        unpriced = [_lacking(part, price) for part in self.parts if part.amount is None]
        notes = [f"No price of {', '.join(unpriced)} is stated."] if unpriced else []
        if self.tier is not None:
            length = tier_words(self.tier)
            what = "This is one request" if self.requests == 1 else "These are requests"
            notes.append(f"{what} {length}; shorter ones have other prices.")
        if any(map(_is_open, self.parts)):
            notes.append("Reasoning has a price of its own; how much there is of it is open.")
        if price.bills_requests:
            notes.append("Each request has a price of its own too, which is not counted.")
        if self.requests > 1:
            notes.append(f"{self.requests:,} requests, each taken to have the mean input.")
        return View(
            title=f"{self.model.name}: {self._total_words}",
            kind=f"at its {price.plan} price",
            facts=(
                ("Terms", offer_cell(price, {})),
                ("Holds", holds_cell(price, {})),
                *((("Changes", Cell(self.change)),) if self.change else ()),
                ("Reported by", words_cell(price.reported_by)),
                *(("Where", Cell(citation_text(each))) for each in price.citations),
            ),
            tables=(Table(("Tokens", "Number", "Per million", "Amount"), rows, (1, 2, 3)),),
            notes=tuple(notes),
        )

    @property
    def _total_words(self) -> str:
        if self.total.comparator == ">=":
            return f"at least {evolve(self.total, comparator='=')}"
        return str(self.total)


class PriceAsked(NamedTuple):
    """The price of a model that is in force.

    Attributes:
        model: The model.
        price: The price of a contract that is in force, or else the list price.
        change: Until when it holds and which one follows, in words, where that is stated.
    """

    model: Model
    price: TokenPrice
    change: str | None

    @classmethod
    def of(cls, model: Model, input_tokens: int | None, requests: int = 1, **terms: Any) -> Self:
        """Find the price in force, of requests with a number of input tokens if it is given.

        Raises:
            NotStatedError: The model has no such price.
            ValueError: The input is of more requests.
        """
        price, change = _price_in_force(model, **terms)
        if input_tokens is not None:
            price = _price_of_mean(model, price, input_tokens, requests)
        return cls(model, price, change)

    def to_dict(self) -> dict[str, Any]:
        """Return the price as plain values."""
        whose = {"model": self.model.id, "provider": self.model.provider}
        return {**whose, "price": converter().unstructure(self.price), "change": self.change}

    def view(self) -> View:
        """Lay out the price as a card."""
        found = view(self.price)
        changes = (("Changes", Cell(self.change)),) if self.change else ()
        title = f"{self.model.name}: {self.price}"
        return found._replace(title=title, facts=(*found.facts, *changes))


def _price_in_force(model: Model, **terms: Any) -> tuple[TokenPrice, str | None]:
    """Return the price of a contract that is in force, or else the list price, and its change."""
    found = find_price(model, **terms, plans=("contract", "list"))
    if found.price is None:
        raise NotStatedError(found.details)
    return found.price, found.change


def _price_of_mean(model: Model, price: TokenPrice, input_tokens: int, requests: int) -> TokenPrice:
    """Return the price of requests that have some input together, by the mean of it.

    Raises:
        ValueError: The input is of more requests.
    """
    mean, longest = input_tokens // requests, longest_input(model, price)
    if longest is not None and mean > longest:
        msg = f"{several_requests(model.id, longest)}: add how many, as --requests 1000"
        raise ValueError(msg)
    return price_of_length(price, mean)


def _ends(amount: Quantity | None, name: str) -> dict[str, Decimal | None]:
    """Return an amount as plain values; of a range, both ends."""
    if amount is None:
        return {name: None, "at_most": None}
    most = amount.bounds[1] if amount.comparator == "range" else None
    return {name: amount.value.normalize(ROOMY), "at_most": most and most.normalize(ROOMY)}


def _lacking(part: CostPart, price: TokenPrice) -> str:
    """Return of what no price is stated: of a part, or of the reasoning that it may be."""
    is_open = part.kind == "output" and price.rates().output is not None
    return "reasoning" if is_open else KINDS[part.kind].words


def _is_open(part: CostPart) -> bool:
    """Whether the tokens of a part may have several prices."""
    return part.amount is not None and part.amount.comparator == "range"


def _amount_cell(part: CostPart, price: TokenPrice) -> Cell:
    if _is_open(part):
        return Cell(str(part.amount))
    return amount_cell(_ends(part.amount, "amount")["amount"], price.currency)
