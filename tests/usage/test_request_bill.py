"""The bill of one request, as what is seen and as plain values."""

from decimal import Decimal

import pytest
from attrs import evolve

from aiproviders import Citation, Period, Provider, Quantity, TokenPrice, Usage
from aiproviders.types import OtherPrice, PriceTier
from aiproviders.usage._pricing.request_bill import PriceAsked, RequestBill

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
    assert ["Terms", "Holds", "Reported by", "Where"] == [name for name, _ in shown.facts]
    assert "Prices" in dict(shown.facts)["Where"].text
    assert ("No price of cache write is stated.",) == shown.notes


def test_a_bill_says_that_output_may_be_reasoning_without_a_price(acme: Provider) -> None:
    """The price of output is stated; what is not is that of the reasoning in it."""
    price = evolve(PRICE, unstated=("reasoning",))
    model = evolve(acme.models["rocket-1"], prices=(price,))
    shown = RequestBill.of(model, Usage(input_tokens=7, output_tokens=7)).view()

    assert ("No price of reasoning is stated.",) == shown.notes


def test_a_bill_says_that_a_request_costs_more(acme: Provider) -> None:
    """A price for each request is not counted, so that the total is a lower bound."""
    fee = OtherPrice(kind="input", unit="request", price="0.005")
    model = evolve(acme.models["rocket-1"], prices=(evolve(PRICE, other=(fee,)),))
    shown = RequestBill.of(model, Usage(input_tokens=1_000_000, output_tokens=0)).view()

    assert f"{model.name}: at least $2" == shown.title
    assert ("Each request has a price of its own too, which is not counted.",) == shown.notes


def test_a_bill_as_plain_values(acme: Provider) -> None:
    """The total and its parts stand under their own names."""
    model = evolve(acme.models["rocket-1"], prices=(PRICE,))
    bill = RequestBill.of(model, Usage(input_tokens=1_000_000, output_tokens=500_000)).to_dict()

    assert (Decimal(6), "=", "list") == (bill["total"], bill["comparator"], bill["plan"])
    assert [Decimal(2), Decimal(4)] == [part["amount"] for part in bill["parts"]]
    assert [{"source": "annual-report", "section": "Prices", "text": None}] == bill["citations"]


def test_a_bill_of_unknown_reasoning_has_both_ends(acme: Provider) -> None:
    """Where the price depends on what is not known, neither end stands for the whole."""
    thinking = evolve(PRICE, reasoning=16, searches=10)
    model = evolve(acme.models["rocket-1"], prices=(thinking,))
    usage = Usage(input_tokens=1_000_000, output_tokens=500_000, searches=1)
    bill = RequestBill.of(model, usage)
    plain, shown = bill.to_dict(), bill.view()

    assert (Decimal("6.01"), Decimal("10.01"), "range") == tuple(
        plain[name] for name in ("total", "at_most", "comparator")
    )
    assert [Decimal(2), Decimal(4), Decimal("0.01")] == [part["amount"] for part in plain["parts"]]
    assert [None, Decimal(8), None] == [part["at_most"] for part in plain["parts"]]
    assert f"{model.name}: $6.01 to 10.01" == shown.title
    assert [
        ["input", "1,000,000", "$2", "$2"],
        ["output", "500,000", "open", "$4 to 8"],
        ["searches", "1", "$10 per thousand", "$0.01"],
    ] == [[cell.text for cell in row] for row in shown.tables[0].rows]
    assert ("Reasoning has a price of its own; how much there is of it is open.",) == shown.notes


def test_a_bill_of_a_long_request_says_so(acme: Provider) -> None:
    """Where long requests have prices of their own, the bill names from which length."""
    tiered = evolve(PRICE, tiers=(PriceTier(threshold=200_000, input=4, output=16),))
    model = evolve(acme.models["rocket-1"], prices=(tiered,))
    long, short = (
        RequestBill.of(model, Usage(input_tokens=number, output_tokens=0))
        for number in (1_000_000, 200_000)
    )

    assert (Decimal(4), 200_000) == (long.to_dict()["total"], long.to_dict()["tier"])
    assert (
        "This is one request above 200,000 input tokens; shorter ones have other prices.",
    ) == long.view().notes
    assert (None, ()) == (short.to_dict()["tier"], short.view().notes)


def test_a_bill_of_another_service_says_so(acme: Provider) -> None:
    """The price is that of the service asked for, which the bill names."""
    prices = (PRICE, evolve(PRICE, input=1, output=4, service="batch"))
    model = evolve(acme.models["rocket-1"], prices=prices)
    usage = Usage(input_tokens=1_000_000, output_tokens=500_000)
    bill = RequestBill.of(model, usage, service="batch")

    assert (Decimal(3), "batch") == (bill.to_dict()["total"], bill.to_dict()["service"])
    assert "list, batch" == dict(bill.view().facts)["Terms"].text


def test_a_bill_of_several_requests_goes_by_their_mean(acme: Provider) -> None:
    """The tier is that of the mean input, and more than a request takes needs their number."""
    tiered = evolve(PRICE, tiers=(PriceTier(threshold=200_000, input=20, output=80),))
    model = evolve(
        acme.models["rocket-1"], prices=(tiered,), context_window=Quantity.parse("1,000,000 tokens")
    )
    usage = Usage(input_tokens=50_000_000, output_tokens=0)
    bill = RequestBill.of(model, usage, 1000)

    assert (Decimal(100), 1000) == (bill.to_dict()["total"], bill.to_dict()["requests"])
    assert ("1,000 requests, each taken to have the mean input.",) == bill.view().notes
    assert 2 == PriceAsked.of(model, 50_000_000, 1000).price.input
    assert 20 == PriceAsked.of(model, 50_000_000, 100).price.input
    several = "has at most 1,000,000 input tokens, so these are of several: add how many, as --req"
    with pytest.raises(ValueError, match=several):
        RequestBill.of(model, usage)
    with pytest.raises(ValueError, match=several):
        PriceAsked.of(model, usage.input_tokens)
