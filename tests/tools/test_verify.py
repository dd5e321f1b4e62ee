"""The comparison of an edition with what price catalogs say themselves."""

from decimal import Decimal
from typing import Any

from aiproviders import Citation, Model, TokenPrice
from tools.edition.verify import verdicts_on

PRINTED: dict[str, Any] = {
    "litellm": {
        "acme/rocket": {"input_cost_per_token": Decimal("1E-6"), "output_cost_per_token": None},
        "acme/other": {"input_cost_per_token": Decimal("2E-6")},
        "acme/zero": {"input_cost_per_token": 0, "output_cost_per_token": 0},
        "acme/none": {},
    },
    "model-prices": {
        "prices": {
            "acme": {
                "rocket": {
                    "standard": [
                        {"start": None, "rates": {"input": Decimal(3), "output": Decimal(4)}},
                        {"start": "2999-01-01", "rates": {"input": Decimal(1)}},
                    ]
                }
            }
        }
    },
}


def verdicts(*citations: Citation, **older: Any) -> list[str]:
    """What is said of a model that costs a dollar, and may have an older price."""
    used = TokenPrice(currency="USD", input=1, effective="2026-05-01")
    prices = (
        (TokenPrice(currency="USD", effective="2026-01-01", **older), used) if older else (used,)
    )
    model = Model(
        id="rocket",
        provider="acme",
        name="Rocket",
        prices=prices,
        citations=citations,
        as_of="2026-06",
    )
    return [verdict for _, verdict in verdicts_on(model, PRINTED)]


def listed(locator: str, source: str = "litellm", section: str | None = None) -> Citation:
    """A place in a price catalog."""
    return Citation(source=source, section=section, locator=locator)


def test_each_place_has_a_verdict() -> None:
    """The same amount agrees, another differs, and zeros are no price."""
    names = ("acme/rocket", "acme/other", "acme/zero", "acme/none")
    page = Citation(source="https://acme.example")

    assert ["same", "differs", "states no price", "states no price"] == verdicts(
        page, *map(listed, names)
    )


def test_an_older_price_is_no_difference() -> None:
    """What a price catalog still says, and the model has as an older price, is said so."""
    place = listed("rocket", "model-prices", "acme")

    assert ["differs"] == verdicts(place)
    assert ["an older or deprecated price"] == verdicts(place, input=3)
