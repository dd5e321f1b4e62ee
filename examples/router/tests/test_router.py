"""What the router picks, whom it passes over, and why."""

from typing import Any

import pytest
from model_router import DataVersionError, NoModelError, Router

from aiproviders import (
    Catalog,
    Model,
    Period,
    Provider,
    Quantity,
    Score,
    TokenPrice,
    Usage,
    alibaba,
)
from aiproviders.errors import UnknownIdError
from aiproviders.types import PriceTier

REQUEST = Usage(input_tokens=10_000, output_tokens=1_000)
WINDOW = Quantity(value=100_000, unit="token")


def score(text: str, version: str | None = None) -> Score:
    """A score on a made-up benchmark."""
    return Score(benchmark="solved", version=version, quantity=Quantity.parse(text))


GOOD = score("80 %")


def dollars(input: str | None, output: str | None, **terms: Any) -> TokenPrice:
    """A price per million tokens."""
    return TokenPrice(currency="USD", input=input, output=output, **terms)


def model(id: str, *prices: TokenPrice, **stated: Any) -> Model:
    """A model that will do, unless what is stated of it says otherwise."""
    facts: dict[str, Any] = {"scores": (GOOD,), "context_window": WINDOW} | stated
    return Model(id=id, provider="mine", name=id, prices=prices, **facts)


CHEAP = model("cheap", dollars("1", "2"))
DEAR = model("dear", dollars("3", "6"), scores=(score("90 %"),))
FREE = dollars("0", "0")


def router(*models: Model, least: str = "75 %", **options: Any) -> Router:
    """A router over models of one made-up provider."""
    mine = Provider(id="mine", data_version="2026.01.1", models=Catalog(models))
    return Router(
        providers=(mine,), benchmark="solved", least_score=Quantity.parse(least), **options
    )


def reasons(found: Router, usage: Usage = REQUEST, **options: Any) -> dict[str, str]:
    """Why each model is passed over."""
    return {each.model.id: each.reason for each in found.route(usage, **options).passed_over}


def test_the_cheapest_that_is_good_enough_is_picked() -> None:
    """Of two models above the score the cheaper is taken, with what the request costs."""
    route = router(DEAR, CHEAP).route(REQUEST)
    assert (CHEAP, Quantity.parse("$0.012").value) == (route.model, route.cost and route.cost.value)
    assert not route.fallback


def test_a_score_below_is_passed_over() -> None:
    """A model that is not good enough is named with its score."""
    assert {"cheap": "scored 80 %"} == reasons(router(DEAR, CHEAP, least="85 %"))


@pytest.mark.parametrize(
    ("stated", "good_enough"),
    [
        ("80 %", True),
        ("over 80 %", True),
        ("~80.5 %", True),
        ("~80 %", False),
        ("under 99 %", False),
        ("79.9 %", False),
    ],
)
def test_a_bounded_score_counts_at_its_worst(stated: str, good_enough: bool) -> None:
    """A score that is "about" or "under" counts at the least that it can mean."""
    asked = model("asked", dollars("1", "1"), scores=(score(stated),))
    found = router(asked, DEAR, least="80 %").route(REQUEST)
    assert good_enough == (asked == found.model)


def test_of_rival_scores_the_worst_counts() -> None:
    """Where two results are stated the lower one decides."""
    rivals = model("rivals", FREE, scores=(score("70 %"), GOOD))
    assert {"rivals": "scored 70 % or 80 %"} == reasons(router(rivals, DEAR))


def test_only_one_version_of_the_benchmark_counts() -> None:
    """A score on another version is none."""
    versioned = model("versioned", FREE, scores=(score("80 %", "2"),))
    assert {"versioned": "no score on solved"} == reasons(router(versioned, DEAR))
    assert versioned == router(versioned, DEAR, version="2").route(REQUEST).model


@pytest.mark.parametrize(
    ("prices", "reason"),
    [
        ((), "no list price of asked is stated"),
        ((dollars("1", None),), "costs $0.01+, and a price is not stated"),
        ((TokenPrice(currency="CNY", input=1, output=1),), "priced in CNY"),
    ],
)
def test_a_price_that_is_missing_excludes(prices: tuple[TokenPrice, ...], reason: str) -> None:
    """No price is taken for free, none is converted, and what is left out is said."""
    assert {"asked": reason} == reasons(router(model("asked", *prices), DEAR))


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"context_window": None}, "context window not stated"),
        ({"context_window": Quantity(value=5_000, unit="token")}, "the request does not fit"),
        ({"status": "retired"}, "is retired"),
        ({"scores": ()}, "no score on solved"),
        ({"scores": (score("80 points"),)}, "not scored in %"),
    ],
)
def test_a_model_that_cannot_serve_is_passed_over(stated: dict[str, Any], reason: str) -> None:
    """A request that may not fit, a model that is gone, or one that nobody scored."""
    asked = model("asked", FREE, **stated)
    assert {"asked": reason} == reasons(router(asked, DEAR))


def test_a_family_is_no_model() -> None:
    """A family cannot be called, whatever it scored."""
    family = model("family", FREE, kind="family")
    assert DEAR == router(family, DEAR).route(REQUEST).model
    assert {} == reasons(router(family, DEAR))


def test_the_budget_is_for_the_request() -> None:
    """A request may cost as much as the budget and no more."""
    found = router(CHEAP)
    assert CHEAP == found.route(REQUEST, budget=Quantity.parse("$0.012")).model
    with pytest.raises(NoModelError, match=r"no model will do: cheap \(costs \$0.012\)"):
        found.route(REQUEST, budget=Quantity.parse("$0.0119"))
    with pytest.raises(ValueError, match="costs are in USD, the budget is in EUR"):
        found.route(REQUEST, budget=Quantity.parse("1 EUR"))


def test_a_long_request_is_billed_by_its_tier() -> None:
    """Which model is the cheapest changes where a tier begins."""
    tier = PriceTier(threshold=50_000, input="9", output="9")
    tiered = model("tiered", dollars("1", "1", tiers=(tier,)))
    found = router(tiered, DEAR)
    assert tiered == found.route(Usage(input_tokens=50_000, output_tokens=1)).model
    assert DEAR == found.route(Usage(input_tokens=50_001, output_tokens=1)).model


def test_an_unpriced_cache_costs_no_more_than_reading_anew() -> None:
    """Cached tokens without a price of their own count at the price of input."""
    cached = Usage(input_tokens=10_000, output_tokens=1_000, cache_read_tokens=9_000)
    assert router(CHEAP).route(cached).cost == router(CHEAP).route(REQUEST).cost
    written = Usage(input_tokens=10_000, output_tokens=1_000, cache_write_tokens=9_000)
    with pytest.raises(NoModelError, match="a price is not stated"):
        router(CHEAP).route(written)


def test_ties_are_settled_by_score_then_id() -> None:
    """As dear and as good, the id decides, so that the same request takes the same way."""
    twin, better = (
        model(id, *CHEAP.prices, scores=(scored,))
        for id, scored in (("also-cheap", GOOD), ("good", score("81 %")))
    )
    assert twin == router(CHEAP, twin).route(REQUEST).model
    assert better == router(CHEAP, twin, better).route(REQUEST).model


def test_a_fallback_says_that_it_is_one() -> None:
    """Where no model will do the fallback is used, with its cost if that is known."""
    found = router(CHEAP, DEAR, least="99 %", fallback="dear").route(REQUEST)
    assert (DEAR, True, 2) == (found.model, found.fallback, len(found.passed_over))
    assert "$0.036" == str(found.cost)
    unpriced = model("unpriced")
    assert None is router(unpriced, fallback="unpriced").route(REQUEST).cost


def test_a_fallback_has_to_exist() -> None:
    """A misspelt fallback is an error at the start, not in the night it is needed."""
    with pytest.raises(UnknownIdError, match="did you mean 'cheap'"):
        router(CHEAP, fallback="cheep")


def test_pinned_data() -> None:
    """Other facts than those pinned are refused, and so is a pin of nobody."""
    assert CHEAP == router(CHEAP, pinned={"mine": "2026.01.1"}).route(REQUEST).model
    with pytest.raises(DataVersionError, match=r"mine has the data 2026.01.1, not 2025.12.1"):
        router(CHEAP, pinned={"mine": "2025.12.1"})
    with pytest.raises(DataVersionError, match="yours is pinned and not among the providers"):
        router(CHEAP, pinned={"yours": "1"})


def bundled(*providers: Provider, least: str = "75 %", fallback: str | None = None) -> Router:
    """A router over real models."""
    return Router(
        providers=providers,
        benchmark="swe-bench-verified",
        least_score=Quantity.parse(least),
        fallback=fallback,
    )


def test_bundled_models() -> None:
    """Of the bundled models those with a price are routed to, by their score, and no other."""
    assert "qwen3.6" == bundled(alibaba).route(REQUEST).model.id
    assert "qwen3.7-max" == bundled(alibaba, least="80 %").route(REQUEST).model.id
    passed_over = bundled(alibaba).route(REQUEST).passed_over
    assert {"context window not stated"} == {each.reason for each in passed_over}


def test_a_contract_of_your_own() -> None:
    """A price that was negotiated goes before the list price."""
    ours = alibaba.with_price("qwen3.7-max", input="0.1", output="0.2", source="our contract")
    assert "qwen3.7-max" == bundled(ours).route(REQUEST).model.id


def test_a_model_of_your_own() -> None:
    """A model added to a bundled provider takes part."""
    own = Model(
        id="qwen3.6-ours",
        provider="alibaba",
        name="Qwen 3.6, tuned",
        released=Period("2026-06"),
        context_window=WINDOW,
        prices=(dollars("0.1", "0.1"),),
        scores=(Score(benchmark="swe-bench-verified", quantity=Quantity.parse("79 %")),),
    )
    assert own == bundled(alibaba.with_records(own)).route(REQUEST).model


def test_a_provider_of_your_own() -> None:
    """Providers stand side by side; a fallback is found in either."""
    mine = Provider(id="mine", models=Catalog([CHEAP]))
    assert "qwen3.6" == bundled(mine, alibaba).route(REQUEST).model.id
    assert CHEAP == bundled(mine, alibaba, least="99 %", fallback="cheap").route(REQUEST).model
    assert "qwen3.6" == (
        bundled(mine, alibaba, least="99 %", fallback="qwen3.6").route(REQUEST).model.id
    )
