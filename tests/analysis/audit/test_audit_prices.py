"""Prices of a model that differ: what the audit says of them."""

from typing import Any

from made_up.facts import cited, found, model, with_models

from aiproviders import Catalog, Citation, Provider, Source, TokenPrice, audit, market
from aiproviders.types import Hours, PriceTier

HERE, THERE = Citation(source="here", text="1 | 2"), Citation(source="there", text="3 | 4")
SOURCES = Catalog(
    [
        Source(id="here", title="Here 1.0", kind="secondary"),
        Source(id="there", title="There 2.0", kind="secondary"),
        Source(id="report", title="Report"),
    ]
)


def price(input: str, output: str, **stated: Any) -> TokenPrice:
    """A price in dollars that Here states."""
    described: dict[str, Any] = {"currency": "USD", "citations": (HERE,)} | stated
    return TokenPrice(input=input, output=output, **described)


def rival(input: str = "3", output: str = "4", **stated: Any) -> TokenPrice:
    """A price that There states, and that is not used."""
    described: dict[str, Any] = {
        "preference": "deprecated",
        "note": "There is late.",
        "citations": (THERE,),
    } | stated
    return price(input, output, **described)


def of_prices(*prices: TokenPrice) -> Provider:
    """A provider with one model at some prices."""
    return with_models(model("m", prices=prices), sources=SOURCES)


def test_a_decided_price_is_a_note_with_both_statements() -> None:
    """One sentence has both prices, who states them, since when, and the ground."""
    page = Citation(source="report")
    used = price("1", "2", observed="2026-05-01", preference="preferred", citations=(page, HERE))
    (finding,) = audit(of_prices(used, rival()))

    assert "price:m" == finding.id
    assert "note" == finding.severity
    assert (
        "m: $1 in, $2 out per million tokens (Here 1.0) is used, "
        "not $3 in, $4 out per million tokens (There 2.0): There is late."
    ) == finding.arithmetic
    assert (page, HERE, THERE) == finding.citations


def test_days_of_a_dispute_are_those_of_both_prices() -> None:
    """A rival counts from its own begin on, until the price that is used is followed by another."""
    used = price("1", "2", effective="2026-05-01", preference="preferred")
    later = price("3", "4", effective="2026-08-01")
    ((_, text),) = found(of_prices(used, later, rival(effective="2026-06-01")), "price")

    assert text.startswith("m, 1 June 2026 to 31 July 2026: $1 in")
    ended = rival(effective="2026-02-01/2026-06-30")
    ((_, text),) = found(of_prices(used, ended), "price")
    assert text.startswith("m, 1 May 2026 to 30 June 2026: $1 in")
    before = rival(effective="2026-02-01/2026-03-31")
    assert not found(of_prices(used, before), "price")


def test_rivals_of_one_price_catalog_follow_each_other() -> None:
    """A deprecated price ends where the next one of the same price catalog begins."""
    used = price("1", "2", effective="2026-01-01", preference="preferred")
    rivals = rival(effective="2026-03-01"), rival("5", "6", effective="2026-07-01")
    texts = [text for _, text in found(of_prices(used, *rivals), "price")]

    assert ["m, 1 March 2026 to 30 June 2026", "m, since 1 July 2026"] == [
        text.partition(":")[0] for text in texts
    ]


def test_the_preferred_price_is_the_one_that_is_used() -> None:
    """Of prices that follow each other the preferred one was decided on, or else the last."""
    old = price("9", "9", effective="2025-01-01")
    used = price("1", "2", effective="2026-01-01", preference="preferred")
    new = price("7", "8", effective="2026-06-01")

    ((_, text),) = found(of_prices(old, used, new, rival()), "price")
    assert "m, 1 January 2026 to 31 May 2026: $1 in, $2 out" in text
    ((_, text),) = found(of_prices(old, new, rival()), "price")
    assert "m, since 1 June 2026: $7 in, $8 out" in text


def test_prices_on_other_terms_are_no_rivals() -> None:
    """Prices of another host, service, region or hour, and equal ones, do not disagree."""
    used = price("1", "2")

    assert not found(of_prices(used, rival(host="cloud")), "price")
    assert not found(of_prices(used, rival(service="batch")), "price")
    assert not found(of_prices(used, rival(region="eu")), "price")
    assert not found(of_prices(used, rival("1", "2")), "price")
    night, day = Hours(windows=["22:00-06:00"]), Hours(windows=["06:00-22:00"])
    assert not found(of_prices(price("1", "2", hours=night), rival(hours=day)), "price")
    assert found(of_prices(price("1", "2", hours=night), rival(hours=night)), "price")


def test_where_a_price_is_served_is_said() -> None:
    """Host and region stand behind the model, and a missing ground is named."""
    terms: dict[str, Any] = {"host": "cloud", "region": "eu"}
    ((_, text),) = found(of_prices(price("1", "2", **terms), rival(note=None, **terms)), "price")

    assert text.startswith("m at cloud in eu: ")
    assert text.endswith(": why is not stated")


def test_prices_that_read_alike_say_in_what_they_differ() -> None:
    """Where input and output are the same, the kinds of use that differ are named."""
    ((_, text),) = found(of_prices(price("3", "4", cache_read="1"), rival(cache_read="2")), "price")
    assert ", which differ in cache read: There is late." in text

    longer = (PriceTier(threshold=10, input="9"),)
    ((_, text),) = found(of_prices(price("3", "4"), rival(tiers=longer)), "price")
    assert ", which differ in long requests: There is late." in text


def test_prices_that_nothing_decides_are_a_contradiction() -> None:
    """Two prices in force on the same days, neither preferred, contradict each other."""
    prices = price("1", "2"), price("3", "4", citations=cited())
    ((severity, text),) = found(of_prices(*prices), "price")

    assert "contradiction" == severity
    assert (
        "m: $1 in, $2 out per million tokens (Here 1.0) and $3 in, $4 out per million tokens, "
        "and nothing says which is used"
    ) == text


def test_a_price_without_a_place_has_its_model_still() -> None:
    """A finding names the model though its prices cite nothing."""
    (finding,) = audit(of_prices(price("1", "2", citations=()), rival(citations=())))

    assert ("m",) == finding.records
    assert () == finding.citations


def test_all_disagreements_of_the_market_are_decided() -> None:
    """The edition has disagreements, each decided with a ground and cited on both sides."""
    disputed = audit(market).where(rule="price")

    assert disputed
    assert {"note"} == {finding.severity for finding in disputed}
    assert not [each for each in disputed if each.arithmetic.endswith("why is not stated")]
    assert all(len(finding.citations) > 1 for finding in disputed)
