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
from aiproviders._display.field_cells import amount_cell, holds_cell
from aiproviders._records.model import Model
from aiproviders._records.price import CostPart, TokenPrice, Usage, cost_parts
from aiproviders._records.price_in_force import find_price
from aiproviders._records.use_kinds import KINDS
from aiproviders._values.number import ROOMY
from aiproviders._values.period import Moment
from aiproviders._values.quantity import Quantity

_TERMS = ("currency", "unit")  # of each amount


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
    def of(cls, model: Model, usage: Usage, on: Moment | None = None) -> Self:
        """Bill a request at the list price in force, on a day if one is named.

        Raises:
            NotStatedError: The model has no list price, or none for any part of the request.
        """
        price = model.price_for(on=on)
        change = find_price(model, on=on).change
        return cls(model, price, cost_parts(price, usage), price.cost(usage), change)

    def to_dict(self) -> dict[str, Any]:
        """Return the bill as plain values."""
        price = self.price
        return {
            "model": self.model.id,
            "provider": self.model.provider,
            "currency": price.currency,
            "parts": [part._asdict() | {"amount": _amount(part)} for part in self.parts],
            "total": self.total.value.normalize(ROOMY),
            "comparator": self.total.comparator,
            "plan": price.plan,
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
                signed_cell(amount_cell(part.rate, price.currency), price, part.kind, *_TERMS),
                signed_cell(amount_cell(_amount(part), price.currency), price, part.kind, *_TERMS),
            )
            for part in self.parts
        )
        unpriced = [KINDS[part.kind].words for part in self.parts if part.amount is None]
        notes = [f"No price of {', '.join(unpriced)} is stated."] if unpriced else []
        return View(
            title=f"{self.model.name}: {self._total_words}",
            kind=f"at its {price.plan} price",
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
        prefix = "at least " if self.total.comparator == ">=" else ""
        return f"{prefix}{evolve(self.total, comparator='=')}"


def _amount(part: CostPart) -> Decimal | None:
    return None if part.amount is None else part.amount.value.normalize(ROOMY)
