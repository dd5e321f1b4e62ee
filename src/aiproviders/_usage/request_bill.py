"""The bill of one request, part by part, for the command `price`."""

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
from aiproviders._display.field_cells import amount_cell, holds_cell, rate_cell
from aiproviders._records.model import Model
from aiproviders._records.price import CostPart, Service, TokenPrice, Usage, cost_parts
from aiproviders._records.price_in_force import find_price
from aiproviders._records.use_kinds import KINDS
from aiproviders._values.number import ROOMY
from aiproviders._values.period import Moment
from aiproviders._values.quantity import Quantity


class RequestBill(NamedTuple):
    """What a request to a model costs at its list price in force.

    Attributes:
        model: The model.
        price: Its list price in force.
        parts: What each kind of use costs.
        total: What the request costs; a lower bound if a part has no price.
        change: Until when the price holds and which one follows, in words, where that is stated.
    """

    model: Model
    price: TokenPrice
    parts: tuple[CostPart, ...]
    total: Quantity
    change: str | None

    @classmethod
    def of(
        cls,
        model: Model,
        usage: Usage,
        on: Moment | None = None,
        service: Service = "standard",
    ) -> Self:
        """Bill a request at the list price in force, on a day if one is named.

        Raises:
            NotStatedError: The model has no list price, or none for any part of the request.
        """
        price = model.price_for(on=on, service=service)
        change = find_price(model, on=on, service=service).change
        return cls(model, price, cost_parts(price, usage), price.cost(usage), change)

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
            "effective": price.effective and price.effective.edtf,
            "observed": price.observed and price.observed.edtf,
            "change": self.change,
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
        unpriced = [KINDS[part.kind].words for part in self.parts if part.amount is None]
        notes = [f"No price of {', '.join(unpriced)} is stated."] if unpriced else []
        if any(map(_is_open, self.parts)):
            notes.append("Reasoning has a price of its own; how much there is of it is open.")
        service = "" if price.service == "standard" else f" ({price.service})"
        return View(
            title=f"{self.model.name}: {self._total_words}",
            kind=f"at its {price.plan} price{service}",
            facts=(
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


def _ends(amount: Quantity | None, name: str) -> dict[str, Decimal | None]:
    """Return an amount as plain values; of a range, both ends."""
    if amount is None:
        return {name: None, "at_most": None}
    most = amount.bounds[1] if amount.comparator == "range" else None
    return {name: amount.value.normalize(ROOMY), "at_most": most and most.normalize(ROOMY)}


def _is_open(part: CostPart) -> bool:
    """Whether the tokens of a part may have several prices."""
    return part.amount is not None and part.amount.comparator == "range"


def _amount_cell(part: CostPart, price: TokenPrice) -> Cell:
    if _is_open(part):
        return Cell(str(part.amount))
    return amount_cell(_ends(part.amount, "amount")["amount"], price.currency)
