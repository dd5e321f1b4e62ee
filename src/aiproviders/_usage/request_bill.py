"""What a request costs, part by part, for the command line."""

from decimal import Decimal
from typing import Any, NamedTuple, Self

from attrs import evolve

from aiproviders._display.cells import Cell, Table, View, period_cell, place_words, words_cell
from aiproviders._display.field_cells import amount_cell
from aiproviders._records.model import Model
from aiproviders._records.price import TokenPrice, Usage
from aiproviders._values.quantity import ROOMY, Quantity


class Part(NamedTuple):
    """Tokens of one kind, their price per million and what they cost; None is not stated."""

    kind: str
    tokens: int
    rate: Decimal | None
    amount: Decimal | None


class Bill(NamedTuple):
    """A request to a model at its latest list price."""

    model: Model
    price: TokenPrice
    parts: tuple[Part, ...]
    total: Quantity

    @classmethod
    def of(cls, model: Model, usage: Usage) -> Self:
        """Reckon up what a request uses.

        Raises:
            NotStatedError: The model has no list price, or none for any part of the request.
        """
        price = model.price
        rates = price.rates(usage.input_tokens)
        parts = tuple(
            _part(kind, int(tokens), getattr(rates, kind)) for kind, tokens in usage.parts if tokens
        )
        return cls(model, price, parts, price.cost(usage))

    def to_dict(self) -> dict[str, Any]:
        """The bill as plain values."""
        price = self.price
        return {
            "model": self.model.id,
            "provider": self.model.provider,
            "currency": price.currency,
            "parts": [part._asdict() for part in self.parts],
            "total": self.total.value.normalize(ROOMY),
            "comparator": self.total.comparator,
            "plan": price.plan,
            "effective": price.effective and price.effective.edtf,
            "observed": price.observed and price.observed.edtf,
            "reported_by": price.reported_by,
            "citations": [
                {"source": each.source, "section": each.section, "text": each.text}
                for each in price.citations
            ],
        }

    def view(self) -> View:
        """The bill as a table, and what it rests on."""
        price = self.price
        rows = tuple(
            (
                Cell(part.kind.replace("_", " ")),
                Cell(f"{part.tokens:,}"),
                amount_cell(part.rate, price.currency),
                amount_cell(part.amount, price.currency),
            )
            for part in self.parts
        )
        unpriced = [part.kind.replace("_", " ") for part in self.parts if part.rate is None]
        notes = [f"No price of {', '.join(unpriced)} is stated."] if unpriced else []
        return View(
            title=f"{self.model.name}: {self._total}",
            kind=f"at its {price.plan} price",
            facts=(
                ("Holds", period_cell(price.effective or price.observed)),
                ("Reported by", words_cell(price.reported_by)),
                *(("Where", Cell(place_words(each))) for each in price.citations),
            ),
            tables=(Table(("Tokens", "Number", "Per million", "Amount"), rows, (1, 2, 3)),),
            notes=tuple(notes),
        )

    @property
    def _total(self) -> str:
        least = "at least " if self.total.comparator == ">=" else ""
        return f"{least}{evolve(self.total, comparator='=')}"


def _part(kind: str, tokens: int, rate: Decimal | None) -> Part:
    if rate is None:
        return Part(kind, tokens, None, None)
    millions = Quantity(value=tokens, unit="1") / 1_000_000
    return Part(kind, tokens, rate, (millions * rate).value.normalize(ROOMY))
