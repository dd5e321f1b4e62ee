"""The bill of one request, as what is seen and as plain values."""

from decimal import Decimal

from attrs import evolve

from aiproviders import Citation, Period, Provider, TokenPrice, Usage
from aiproviders._usage.request_bill import RequestBill

PRICE = TokenPrice(
    currency="USD",
    input=2,
    output=8,
    observed=Period("2026-05"),
    reported_by="Acme",
    citations=(Citation(source="annual-report", section="Prices"),),
)


def test_a_bill_says_where_its_price_stands(acme: Provider) -> None:
    """The view names the total, the part that has no price, and the place of the price."""
    model = evolve(acme.models["rocket-1"], prices=(PRICE,))
    usage = Usage(input_tokens=1_000_007, output_tokens=500_000, cache_write_tokens=7)
    shown = RequestBill.of(model, usage).view()

    assert (f"{model.name}: at least $6", "at its list price") == (shown.title, shown.kind)
    assert ["Holds", "Reported by", "Where"] == [name for name, _ in shown.facts]
    assert "Prices" in dict(shown.facts)["Where"].text
    assert ("No price of cache write is stated.",) == shown.notes


def test_a_bill_as_plain_values(acme: Provider) -> None:
    """The total and its parts stand under their own names."""
    model = evolve(acme.models["rocket-1"], prices=(PRICE,))
    bill = RequestBill.of(model, Usage(input_tokens=1_000_000, output_tokens=500_000)).to_dict()

    assert (Decimal(6), "=", "list") == (bill["total"], bill["comparator"], bill["plan"])
    assert [Decimal(2), Decimal(4)] == [part["amount"] for part in bill["parts"]]
    assert [{"source": "annual-report", "section": "Prices", "text": None}] == bill["citations"]
