"""The counter-check without the calculators of other packages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from aiproviders import Catalog, Model, Period, Provider, TokenPrice, Usage
from aiproviders._records.hours.hours import Hours
from aiproviders._records.prices.use_kinds import USE_KINDS
from aiproviders.types import OtherPrice, PriceTier, Service
from tools.counter_check.calculators import Answer, Later, StatedPrice
from tools.counter_check.check import (
    CACHED,
    LONG,
    PLAIN,
    across_price_catalogs,
    against_calculators,
    cause_of,
)
from tools.counter_check.difference import Difference, agree
from tools.counter_check.hosts import HOSTS
from tools.counter_check.pairs import (
    GENAI_PRICES,
    LITELLM,
    MODEL_PRICES,
    MODELS_DEV,
    Listing,
    pairs,
)
from tools.counter_check.prices import (
    FUTURE,
    Request,
    cost,
    edges,
    features,
    moments,
    price_for,
    requests,
    usages,
    usages_of_parts,
)
from tools.counter_check.report import BEGIN, END, page, report

PRICE = TokenPrice(currency="USD", input=1, output=4, cache_read="0.1", cache_write=2)
TIERED = evolve(PRICE, tiers=(PriceTier(threshold=2_000, input=2, output=8),))
BARE = TokenPrice(currency="USD", input=1, output=4)


def model(id: str, *prices: TokenPrice, provider: str = "acme", mode: str = "chat") -> Model:
    """A model with prices."""
    return Model(id=id, name=id, provider=provider, prices=prices, capabilities=(mode,))


def providers(*models: Model) -> Catalog[Provider]:
    """Models by provider."""
    ids = dict.fromkeys(str(each.provider) for each in models)
    return Catalog(
        Provider(id=id, models=Catalog(each for each in models if each.provider == id))
        for id in ids
    )


def asked(*, at: datetime = FUTURE) -> Request:
    """A request at a moment."""
    return Request(usages()[0], at)


# Requests, moments and prices


def test_usages_stand_on_both_sides_of_an_edge() -> None:
    """Each length is priced without a cache, with reading from one and with writing to one."""
    found = usages(edges([TIERED]))

    assert [1_000, 1_999, 2_000, 2_001, 2_000_000] == [each.input_tokens for each in found[::3]]
    assert [(0, 0), (400, 0), (0, 200)] == [
        (each.cache_read_tokens, each.cache_write_tokens) for each in found[:3]
    ]


def test_a_price_is_asked_for_before_and_at_its_change() -> None:
    """The start of a day on which prices change is a moment, and so is the second before."""
    old = evolve(PRICE, effective=Period("../2026-05-31"))
    new = evolve(BARE, effective=Period("2026-06-01/.."))
    rocket = model("rocket", old, new)

    before, at = moments(rocket.prices)[1:3]
    assert datetime(2026, 6, 1, tzinfo=UTC) == at
    assert (old, new) == (price_for(rocket, asked(at=before)), price_for(rocket, asked(at=at)))


def test_before_the_first_day_no_price_holds() -> None:
    """Usage before the first price has no cost."""
    rocket = model("rocket", evolve(PRICE, effective=Period("2026-06-01/..")))

    price = price_for(rocket, asked(at=moments(rocket.prices)[0]))
    assert price is None
    assert cost(price, Usage(input_tokens=1, output_tokens=1)) is None


def test_a_price_with_hours_holds_at_them_alone() -> None:
    """At a moment, the price of its hour is the price."""
    hours = Hours(windows="00:30-16:30")
    rocket = model("rocket", evolve(PRICE, hours=~hours), evolve(BARE, hours=hours))

    last = datetime(2026, 6, 1, 16, 29, 59, tzinfo=UTC)
    assert rocket.prices[::-1] == (
        price_for(rocket, asked(at=last)),
        price_for(rocket, asked(at=last + timedelta(seconds=1))),
    )


def test_hours_are_moments_too() -> None:
    """Both sides of each change by hour are moments, on two days."""
    found = moments([evolve(PRICE, hours="00:30-16:30")])

    assert 2 == sum(f"{each:%H:%M:%S}" == "16:29:59" for each in found)


def test_several_prices_at_once_are_an_error() -> None:
    """Several prices that hold at one moment raise an error."""
    with pytest.raises(ValueError, match="several prices hold at 2100"):
        price_for(model("rocket", PRICE, BARE), asked())


def test_each_kind_of_use_is_asked_for() -> None:
    """Every kind that a maker may bill apart is in some usage, and in none but those for it."""
    counted = {kind.counted_in for kind in USE_KINDS if kind.part_of or kind.per == 1_000}

    assert counted == {
        name
        for usage in (*usages(), *usages_of_parts())
        for name in counted
        if getattr(usage, name)
    }
    assert counted >= {"searches", "reasoning_tokens", "cache_write_1h_tokens"}


def test_requests_are_made_on_all_terms_of_a_model() -> None:
    """Each service and region has its own price; a service without one is asked for once."""
    batch = evolve(PRICE, service="batch", input="0.5")
    abroad = evolve(PRICE, region="us", input="1.1")
    rocket = model("rocket", PRICE, batch, abroad)

    found = list(requests(rocket, ()))
    terms = {(each.service, each.region): price for each, price in found}
    assert terms == {
        ("standard", None): PRICE,
        ("batch", None): batch,
        ("standard", "us"): abroad,
        ("flex", None): None,
        ("priority", None): None,
        ("fast", None): None,
    }
    assert [1] * 3 == [
        sum(request.service == service for request, _ in found)
        for service in ("flex", "priority", "fast")
    ]


@pytest.mark.parametrize(
    ("request_", "price", "has"),
    [
        (Request(usages()[0], FUTURE), PRICE, ["text alone"]),
        (Request(usages()[1], FUTURE, "batch"), PRICE, ["the cache", "batch"]),
        (
            Request(usages_of_parts()[0], FUTURE, "fast", "us"),
            None,
            ["the cache", "an hour in the cache", "a region", "fast"],
        ),
        (Request(usages()[-1], FUTURE), evolve(PRICE, hours="00:00-12:00"), [
            "the cache", "longer input", "hours",
        ]),
    ],
)  # fmt: skip
def test_requests_count_by_what_they_have(
    request_: Request, price: TokenPrice | None, has: list[str]
) -> None:
    """A request counts wherever it has something that may change its price."""
    assert has == features(request_, price)


def test_a_request_is_named_by_what_is_not_zero() -> None:
    """Counts above zero and terms that are not the usual ones stand in its text."""
    searched = Request(usages_of_parts()[7], FUTURE, "batch", "us")

    assert "input_tokens=1000, output_tokens=500, searches=3, batch, us" == str(searched)


# Pairs


def test_models_are_paired_by_exact_names_at_one_host() -> None:
    """The prefix of a key of LiteLLM does not count, and no name is guessed."""
    found = pairs(
        {
            MODELS_DEV: _with_all_hosts(MODELS_DEV, model("grok-4", PRICE, provider="xai")),
            GENAI_PRICES: _with_all_hosts(
                GENAI_PRICES,
                model("Grok 4", PRICE, provider="x-ai"),
                model("grok-4-fast", PRICE, provider="x-ai"),
            ),
            LITELLM: _with_all_hosts(
                LITELLM,
                model("xai/grok-4", PRICE, provider="xai"),
                model("xai/grok-4-fast", PRICE, provider="xai", mode="image_generation"),
                model("xai/grok-4-mini", provider="xai"),
            ),
        }
    )

    assert [
        (Listing(MODELS_DEV, "xai", "grok-4"), Listing(GENAI_PRICES, "x-ai", "Grok 4")),
        (Listing(MODELS_DEV, "xai", "grok-4"), Listing(LITELLM, "xai", "xai/grok-4")),
        (Listing(GENAI_PRICES, "x-ai", "Grok 4"), Listing(LITELLM, "xai", "xai/grok-4")),
    ] == [each.listings for each in found]


def _with_all_hosts(price_catalog: str, *models: Model) -> Catalog[Provider]:
    """A price catalog that has every host of the table, most of them without a model."""
    ids = {
        id
        for host in HOSTS
        for id in {
            MODELS_DEV: (host.models_dev,),
            GENAI_PRICES: (host.genai_prices,),
            LITELLM: host.litellm,
        }[price_catalog]
        if id
    }
    found = providers(*models)
    return Catalog([*found, *(Provider(id=id) for id in sorted(ids - set(found.ids)))])


# Causes


def difference(
    rocket: Model,
    usage: Usage,
    theirs: Answer | str,
    *others: Model,
    price_catalog: str = LITELLM,
    at: datetime = FUTURE,
    service: Service = "standard",
    region: str | None = None,
) -> Difference:
    """Usage that costs something else by their calculator."""
    request = Request(usage, at, service, region)
    price = price_for(rocket, request)
    answer = theirs if isinstance(theirs, Answer) else Answer(Decimal(theirs))
    return Difference(
        price_catalog=price_catalog,
        providers=providers(rocket, *others),
        model=rocket,
        price=price,
        request=request,
        ours=cost(price, usage),
        answer=answer,
    )


def by_genai_prices(rocket: Model, usage: Usage, theirs: str, **named: Any) -> Difference:
    """Usage that costs something else by genai-prices."""
    answer = Answer(Decimal(theirs), named.pop("is_found", True))
    return difference(rocket, usage, answer, price_catalog=GENAI_PRICES, **named)


def by_model_prices(
    rocket: Model, theirs: str | None, *others: Model, at: datetime = FUTURE, **said: Any
) -> Difference:
    """Plain usage that costs something else by model-prices."""
    answer = Answer(None if theirs is None else Decimal(theirs), **said)
    return difference(rocket, PLAINLY, answer, *others, price_catalog=MODEL_PRICES, at=at)


def named(id: str, *prices: TokenPrice, provider: str = "acme") -> Model:
    """A model of some provider, with prices."""
    return model(id, *prices, provider=provider)


DAY = timedelta(days=1)
PLAINLY = Usage(input_tokens=1_000, output_tokens=500)
READ = Usage(input_tokens=1_000, output_tokens=500, cache_read_tokens=400)
LONGER = Usage(input_tokens=2_001, output_tokens=500)
LONGER_READ = Usage(input_tokens=2_001, output_tokens=500, cache_read_tokens=1_000)
HEARD = Usage(input_tokens=1_000, output_tokens=500, input_audio_tokens=100)
SEARCHED = Usage(input_tokens=1_000, output_tokens=500, searches=3)
HEARD_AGAIN = Usage(
    input_tokens=1_000,
    output_tokens=500,
    cache_read_tokens=100,
    input_audio_tokens=100,
    cache_read_audio_tokens=100,
)
REASONED = Usage(input_tokens=1_000, output_tokens=500, reasoning_tokens=100)
DRAWN = Usage(input_tokens=1_000, output_tokens=500, output_image_tokens=100)
PER_REQUEST = evolve(PRICE, other=(OtherPrice(kind="requests", unit="thousand", price=5),))
BATCH = TokenPrice(currency="USD", service="batch", input="0.5")
LONG_BATCH = evolve(BATCH, tiers=(PriceTier(threshold=2_000),))
DRAWING = evolve(PRICE, output_image=8)
UNDRAWN = evolve(BATCH, unstated=("output_image",))
NO_INPUT = TokenPrice(currency="USD", service="batch", output=2)
FLEX = TokenPrice(currency="USD", service="flex", input="0.5", unstated=("input_audio",))
SPOKEN = evolve(PRICE, input_audio=3)
FREE_AUDIO_BATCH = TokenPrice(currency="USD", service="batch", input="0.5", output=2)
FREE_AUDIO = TokenPrice(currency="USD", service="flex", input="0.5", output=2)
BY_SIZE = evolve(
    PRICE,
    other=tuple(
        OtherPrice(kind=f"search context size {size}", unit="query", price=price)
        for size, price in (("low", "0.005"), ("medium", "0.008"))
    ),
    unstated=("searches",),
)
SEEN = evolve(PRICE, observed=Period("2026-06-10"))
CHANGED = (
    evolve(BARE, effective=Period("../2026-06-09")),
    evolve(PRICE, effective=Period("2026-06-10/..")),
)
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
HOURS = Hours(windows="00:30-16:30")
NIGHT = datetime(2026, 6, 10, 23, 59, 59, tzinfo=UTC)
STATED = StatedPrice(BARE, NOON)


def by_night(amount: str) -> Later:
    """What they say at the end of the day."""
    return Later(NIGHT, Decimal(amount))


@pytest.mark.parametrize(
    ("found", "what"),
    [
        # Of genai-prices
        (by_genai_prices(named("r", PRICE), PLAINLY, "0.0031"), None),
        (
            by_genai_prices(named("r", PRICE), PLAINLY, "0.003", service="flex"),
            "no price for the service is stated",
        ),
        (
            by_genai_prices(named("r", PER_REQUEST), PLAINLY, "0.008", service="flex"),
            "no price for the service is stated",
        ),
        (by_genai_prices(named("r", PER_REQUEST), PLAINLY, "0.008"), "a request has a price"),
        (by_genai_prices(named("r", PER_REQUEST), PLAINLY, "0.009"), None),
        (
            by_genai_prices(named("r", PRICE), PLAINLY, "0.003", is_found=False),
            "the model is not found by its id",
        ),
        (by_genai_prices(named("r", PRICE), PLAINLY, "0.004", is_found=False), None),
        # Of LiteLLM
        (difference(named("r", BARE), READ, "0.003"), "a kind of tokens has no price"),
        (difference(named("r"), READ, "0.0"), "no tokens have a price"),
        (difference(named("r"), READ, "0.1"), None),
        (difference(named("r", PER_REQUEST), PLAINLY, "0.008"), None),
        (difference(named("r", PER_REQUEST), PLAINLY, "0.003"), "a request has a price"),
        (
            difference(named("r", PRICE), PLAINLY, "0.003", service="flex"),
            "no price for the service is stated",
        ),
        (
            difference(named("r", BARE, provider="fireworks_ai"), READ, "0.0028", service="flex"),
            "no price for the service is stated",
        ),
        (
            difference(named("r", BARE, provider="fireworks_ai"), READ, "0.0028"),
            "Fireworks: reading from the cache has no price",
        ),
        (difference(named("r", BARE), READ, "0.0028"), None),
        (
            difference(named("r", TIERED), LONGER, "0.0020005", service="batch"),
            "no price for batches is stated",
        ),
        (difference(named("r", TIERED), LONGER, "0.003", service="batch"), None),
        (
            difference(named("r", PRICE, BATCH), PLAINLY, "0.0015", service="batch"),
            "a kind or length has no price for batches",
        ),
        (
            difference(named("r", PRICE, BATCH), READ, "0.00134", service="batch"),
            "a kind or length has no price for batches",
        ),
        (
            difference(named("r", BARE, BATCH), READ, "0.0015", service="batch"),
            "a kind or length has no price for batches",
        ),
        (
            difference(named("r", TIERED, LONG_BATCH), LONGER, "0.0020005", service="batch"),
            "a kind or length has no price for batches",
        ),
        (
            difference(named("r", PRICE, NO_INPUT), READ, "0.00132", service="batch"),
            "a kind or length has no price for batches",
        ),
        (
            difference(named("r", NO_INPUT), PLAINLY, "0.001", service="batch"),
            "a kind of tokens has no price",
        ),
        (
            difference(named("r", DRAWING, UNDRAWN), DRAWN, "0.0017", service="batch"),
            "a kind or length has no price for batches",
        ),
        (
            difference(named("r", SPOKEN, FLEX), HEARD, "0.00275", service="flex"),
            "a kind or length has no price for the service",
        ),
        (
            difference(named("r", evolve(PRICE, input_audio=1), FREE_AUDIO), HEARD, "0.00155",
                service="flex"),
            "audio or images cost what text does, also for a service",
        ),
        (
            difference(named("r", PRICE, FREE_AUDIO), PLAINLY, "0.003", service="flex"),
            "a service has a price, at which their code does not look",
        ),
        (
            difference(named("r", FREE_AUDIO), PLAINLY, "0", service="flex"),
            "a service has a price, at which their code does not look",
        ),
        (
            difference(
                named("r", FREE_AUDIO_BATCH, evolve(FREE_AUDIO_BATCH, region="us", input=1)),
                PLAINLY,
                "0.0015",
                service="batch",
                region="us",
            ),
            "a region has a price, at which their code does not look",
        ),
        (
            difference(named("r", TIERED, provider="perplexity"), LONGER, "0.004001"),
            "Perplexity: a longer request has another price",
        ),
        (difference(named("r", TIERED), LONGER, "0.004001"), None),
        (difference(named("r", PRICE), LONGER, "0.006002", named("acme/r", TIERED)), None),
        (
            difference(named("r", PRICE), LONGER, "0.008002", named("acme/r", TIERED)),
            "another key is found first",
        ),
        (
            difference(named("acme/acme/r", PRICE), LONGER, "0.008002", named("acme/r", TIERED)),
            "another key is found first",
        ),
        (
            difference(named("r", PRICE), PLAINLY, "0.0", named("acme/r")),
            "another key is found first",
        ),
        (
            difference(
                named("r", evolve(SPOKEN, cache_read=None, unstated=("cache_read_audio",))),
                HEARD_AGAIN,
                "0.003",
            ),
            "audio read from a cache has no price",
        ),
        (
            difference(named("r", PRICE, provider="xai"), REASONED, "0.0034"),
            "xAI: reasoning is added to the output",
        ),
        (difference(named("r", PRICE), REASONED, "0.0034"), None),
        (
            difference(named("r", BY_SIZE), SEARCHED, "0.027"),
            "searches are billed by prompt or by size",
        ),
        (
            difference(named("r", BY_SIZE, provider="perplexity"), SEARCHED, "0.018"),
            "searches are billed by prompt or by size",
        ),
        (
            difference(named("r", BY_SIZE, provider="gemini"), SEARCHED, "0.011"),
            "searches are billed by prompt or by size",
        ),
        (
            difference(named("r", PRICE, provider="vertex_ai"), SEARCHED, "0.038"),
            "searches are billed by prompt or by size",
        ),
        (difference(named("r", PRICE), SEARCHED, "0.038"), None),
        (difference(named("r", BY_SIZE), SEARCHED, "0.018"), None),
        # Of model-prices
        (by_model_prices(named("r", PRICE), "0.004"), None),
        (
            by_model_prices(
                named("r", PRICE), "0.006", named("s", evolve(PRICE, input=4)), is_found=False,
                other=("acme", "s"),
            ),
            "another model is found by its id",
        ),
        (
            by_model_prices(
                named("r", PRICE), "0.0061", named("s", evolve(PRICE, input=4)), is_found=False,
                other=("acme", "s"),
            ),
            None,
        ),
        (
            by_model_prices(named("r", PRICE), None, named("s"), is_found=False,
                other=("acme", "s")),
            "another model is found by its id",
        ),
        (
            by_model_prices(named("r", PRICE), None, is_found=False),
            "no model is found by its id",
        ),
        (by_model_prices(named("r", PRICE), None), None),
        (
            by_model_prices(named("r", CHANGED[1]), "0.003", at=NOON - DAY, stated=STATED,
                later=by_night("0.003")),
            "their price has not begun",
        ),
        (
            by_model_prices(named("r", CHANGED[1]), "0.003", at=NOON - DAY, stated=STATED,
                later=by_night("0.004")),
            None,
        ),
        (
            by_model_prices(named("r", CHANGED[1]), "0.0031", at=NOON - DAY, stated=STATED,
                later=by_night("0.003")),
            None,
        ),
        (
            by_model_prices(
                named("r"), "0.003", at=NOON, stated=STATED, later=by_night("0.003")
            ),
            None,
        ),
        (
            by_model_prices(named("r", evolve(SEEN, input=3)), "0.003", at=NOON - DAY,
                stated=STATED, later=by_night("0.005")),
            "their price has not begun",
        ),
        (
            by_model_prices(named("r", evolve(SEEN, input=3)), "0.003", at=NOON - DAY,
                stated=STATED, later=by_night("0.004")),
            None,
        ),
        (by_model_prices(named("r", SEEN), None, at=NOON - DAY), "our price was first seen later"),
        (by_model_prices(named("r", SEEN), None, at=NOON), None),
        (
            by_model_prices(
                named("r", *CHANGED[:1], evolve(CHANGED[1], input=3)), "0.003",
                at=NOON - timedelta(hours=1), stated=STATED, later=by_night("0.005"),
            ),
            "a price changes within a day",
        ),
        (
            by_model_prices(
                named("r", *CHANGED[:1], evolve(CHANGED[1], input=3)), "0.003",
                at=NOON - timedelta(hours=1), stated=STATED, later=by_night("0.004"),
            ),
            None,
        ),
        (
            by_model_prices(
                named("r", *CHANGED[:1], evolve(CHANGED[1], input=3)), "0.0031",
                at=NOON - timedelta(hours=1), stated=STATED, later=by_night("0.005"),
            ),
            None,
        ),
        (
            by_model_prices(
                named("r", evolve(PRICE, effective=Period("../2026-06-09"))), None, at=NOON,
                later=Later(NIGHT, None),
            ),
            "a price changes within a day",
        ),
        (
            by_model_prices(
                named("r", CHANGED[0], evolve(CHANGED[1], input=3, hours=HOURS)), "0.003", at=NOON,
            ),
            "a price changes within a day",
        ),
        (
            by_model_prices(
                named("r", evolve(CHANGED[1], input=3, hours=HOURS)), "0.003",
                at=NOON - timedelta(hours=1), stated=STATED,
            ),
            "a price changes within a day",
        ),
        (
            by_model_prices(
                named("r", evolve(CHANGED[1], input=3, hours=HOURS)), "0.003", at=NOON,
                stated=STATED,
            ),
            None,
        ),
    ],
)  # fmt: skip
def test_a_cause_is_named_where_it_gives_their_amount(found: Difference, what: str | None) -> None:
    """A cause explains a difference only where its rule gives their amount."""
    cause = cause_of(found)

    assert what == (cause and cause.what)


def test_only_the_noise_of_floats_is_overlooked() -> None:
    """A lower bound never agrees, though its amount is the same."""
    assert agree(cost(PRICE, PLAINLY), Decimal("0.0030000000000000001"))
    assert not agree(cost(PRICE, PLAINLY), Decimal("0.00300001"))
    assert not agree(cost(BARE, READ), Decimal("0.0026"))
    assert not agree(None, Decimal(0))
    assert not agree(cost(PRICE, PLAINLY), None)
    assert agree(None, None)


# The whole


def test_every_usage_is_counted_once() -> None:
    """Usages that agree, are explained and are not explained are counted apart."""
    price_catalogs = {
        MODELS_DEV: _with_all_hosts(MODELS_DEV, model("grok", TIERED, provider="xai")),
        LITELLM: _with_all_hosts(
            LITELLM,
            model("xai/grok", PRICE, provider="xai"),
            model("xai/bare", BARE, provider="xai"),
        ),
    }

    def calculate(asked: Model, request: Request) -> Answer:
        price = price_for(asked, request._replace(service="standard"))
        assert price is not None
        written = price.cache_write or 9
        rates = evolve(
            price,
            cache_read=price.cache_read or 1,
            cache_write=written,
            cache_write_1h=written,
            searches=0,
        )
        found = cost(rates, request.usage)
        assert found is not None
        return Answer(found.value)

    tally = against_calculators(price_catalogs, {LITELLM: calculate})[LITELLM]
    # The edge is one of the other price catalog. Both models are asked for 8 usages with parts too
    # and for each of 4 other services.
    grok, bare = 5 * 3 + 8 + 4, 2 * 3 + 8 + 4
    assert (2, 1, grok + bare) == (tally.models, tally.paired, tally.requests)
    assert {
        "a kind of tokens has no price": 2 + 2 + 2,
        "no price for the service is stated": 4 + 4,
    } == {cause.what: len(found) for cause, found in tally.explained.items()}
    assert {"bare"} == {each.model.id.removeprefix("xai/") for each in tally.unexplained}
    assert 2 + 1 == len(tally.unexplained)
    assert tally.agreed == tally.requests - 14 - 3
    assert [2, 2] == tally.counted["reasoning"]
    assert [2, 0] == tally.counted["batch"]
    text = report(date(2026, 6, 1), {LITELLM: "1", MODELS_DEV: "2"}, {LITELLM: tally}, {})
    assert "| reasoning | 2 of 2 |" in text
    assert "| hours | none |" in text
    assert "batch: ours nothing, theirs $0.003 |" in text


@pytest.mark.parametrize(
    ("price", "kind", "ratio"),
    [
        (evolve(PRICE, input=4), PLAIN, Decimal(2)),
        (evolve(PRICE, cache_read=1), CACHED, None),
        (TIERED, LONG, None),
        (PRICE, None, None),
    ],
)
def test_price_catalogs_differ_in_what_is_first_to_differ(
    price: TokenPrice, kind: str | None, ratio: Decimal | None
) -> None:
    """A model counts once, by its price of input or output, of the cache, or of long requests."""
    price_catalogs = {
        MODELS_DEV: _with_all_hosts(MODELS_DEV, model("grok", PRICE, provider="xai")),
        LITELLM: _with_all_hosts(LITELLM, model("xai/grok", price, provider="xai")),
    }

    comparison = across_price_catalogs(price_catalogs)[MODELS_DEV, LITELLM]
    assert [kind] * (kind is not None) == list(comparison.differing)
    assert [ratio] * (ratio is not None) == [found for found, _ in comparison.ratios]
    text = report(date(2026, 6, 1), {MODELS_DEV: "1", LITELLM: "2"}, {}, {
        (MODELS_DEV, LITELLM): comparison
    })  # fmt: skip
    assert "Run on 2026-06-01 with models.dev 1 and LiteLLM 2." in text
    assert ("| xai | 2.0 | models.dev | `grok` | $1 in, $4 out |" in text) == (kind == PLAIN)


def test_a_report_takes_the_place_of_the_last() -> None:
    """A new report replaces the old one, and the rest of the page stays."""
    assert f"a {BEGIN}\n\nnew\n\n{END} z" == page(f"a {BEGIN} old {END} z", "new")
