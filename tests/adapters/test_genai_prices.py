"""The genai-prices package."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from genai_prices import Usage as TheirUsage
from genai_prices import types
from genai_prices.data import providers as packaged

from aiproviders import Catalog, Model, Period, Provider, TokenPrice, Usage
from aiproviders._records.hours.hours import Hours
from aiproviders._records.prices.use_kinds import KINDS, USE_KINDS
from aiproviders.adapters import genai_prices
from aiproviders.adapters._reading.fields_left_out import LEFT_OUT
from aiproviders.errors import DataError, LeftOutWarning, MissingExtraError, NotStatedError


@pytest.fixture(scope="module")
def installed() -> Catalog[Provider]:
    """All providers of the installed package."""
    return genai_prices.read()


Reading = Callable[..., Model]


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    """A function that reads one made-up model as if the package held it."""

    def read(*others: Any, options: dict[str, Any] | None = None, **said: Any) -> Model:
        rocket: dict[str, Any] = {"id": "rocket-1", "match": types.ClauseEquals("rocket-1")} | said
        acme = types.Provider(
            id="acme",
            name="Acme",
            api_pattern="https://api.acme.example",
            pricing_urls=["https://acme.example/prices"],
            description="A maker of rockets.",
            price_comments="Prices are per rocket.",
            models=[types.ModelInfo(**rocket), *others],
        )
        data = SimpleNamespace(providers=[acme])
        monkeypatch.setitem(sys.modules, "genai_prices.data", data)
        return genai_prices.read(**options or {})["acme"].models["rocket-1"]

    return read


def priced(**prices: str) -> types.ModelPrice:
    """Prices as the package holds them."""
    return types.ModelPrice(**{key: Decimal(price) for key, price in prices.items()})


def since(day: date, **prices: str) -> types.ConditionalPrice:
    """Prices from a day on."""
    return types.ConditionalPrice(types.StartDateConstraint(day), prices=priced(**prices))


def always(**prices: str) -> types.ConditionalPrice:
    """Prices that hold where no others do."""
    return types.ConditionalPrice(prices=priced(**prices))


def daily(start: time, end: time, **prices: str) -> types.ConditionalPrice:
    """Prices at hours of every day."""
    return types.ConditionalPrice(types.TimeOfDateConstraint(start, end), prices=priced(**prices))


# All of the package


def single(model: Model) -> bool:
    """Whether a model has one price at any time."""
    return bool(model.prices) and not any(price.hours for price in model.prices)


def a_moment(effective: Period | None) -> datetime:
    """A moment at which a price holds."""
    day = date(2026, 1, 1)
    if effective is not None:
        day = effective._first or effective._last or day
    return datetime.combine(day, time(12), UTC)


THEIR_NAMES = {
    "reasoning_tokens": "output_reasoning_tokens",
    "cache_read_audio_tokens": "cache_audio_read_tokens",
    "searches": "web_searches",
}


def usages(price: Any) -> Iterator[dict[str, int]]:
    """Usage of each kind that has a price, and on both sides of tiers."""
    plain = {"input_tokens": 1_000, "output_tokens": 500}
    yield plain
    for kind in USE_KINDS:
        if getattr(price, kind.name) is None or kind.name in ("input", "output"):
            continue
        wholes = {KINDS[each].counted_in: 100 for each in kind.part_of if each in KINDS}
        more = {name: 100 for name in wholes if name not in plain}
        yield plain | more | {kind.counted_in: 40}
    for tier in price.tiers:
        yield {"input_tokens": tier.threshold, "output_tokens": 10}
        yield {"input_tokens": tier.threshold + 1, "output_tokens": 10}


def their_context(price: TokenPrice) -> dict[str, str]:
    """What the package calls a service."""
    service = price.service
    return {
        "standard": {},
        "batch": {"processing": "batch"},
    }.get(service, {"service_tier": service, "speed": service})


def test_every_model_costs_what_the_package_calculates(installed: Catalog[Provider]) -> None:
    """Dated prices, tiers, kinds of use and services agree, to the last digit."""
    compared = Counter[str]()
    for theirs in packaged:
        for their_model in theirs.models:
            model = installed[theirs.id].models[their_model.id]
            for price in model.prices if single(model) else ():
                if None in (price.input, price.output):
                    continue
                if any(each.kind == "requests" for each in price.other):
                    continue
                for counts in usages(price):
                    ours = price.cost(Usage(**counts))
                    if ours.comparator != "=":
                        continue
                    calculated = their_model.calc_price(
                        TheirUsage(
                            **{THEIR_NAMES.get(name, name): n for name, n in counts.items()}
                        ),
                        theirs,
                        genai_request_timestamp=a_moment(price.effective),
                        price_context=their_context(price),
                    )
                    assert calculated.total_price == ours.value, (theirs.id, model.id, counts)
                    compared[price.service] += 1
    assert compared["standard"] > 4_000
    assert {"batch": 100, "flex": 50, "priority": 50, "fast": 50}.items() <= {
        service: min(number, 100 if service == "batch" else 50)
        for service, number in compared.items()
    }.items()


def test_a_price_ends_on_the_day_before_the_next(installed: Catalog[Provider]) -> None:
    """Prices change at midnight UTC, as in the package."""
    changes = 0
    for theirs in packaged:
        for their_model in theirs.models:
            model = installed[theirs.id].models[their_model.id]
            standard = [price for price in model.prices if price.service == "standard"]
            if not single(model) or len(standard) < 2:
                continue
            for before, after in pairwise(standard):
                assert before.effective is not None
                assert after.effective is not None
                assert before.effective.before(after.effective)
                midnight = datetime.combine(after.effective._first or date.min, time(), UTC)
                found = [
                    their_model.get_prices(midnight - timedelta(seconds=1)),
                    their_model.get_prices(midnight),
                ]
                assert [before.input, after.input] == [
                    getattr(each.input_mtok, "base", each.input_mtok) for each in found
                ]
                changes += 1
    assert changes > 100


def test_every_model_but_those_with_hours_has_one_price_now(
    installed: Catalog[Provider],
) -> None:
    """Each of several dated prices is the price of its days, and exact ids find their models."""
    for provider in installed:
        for model in provider.models:
            assert model is provider.models[model.id]
            for price in model.prices if single(model) else ():
                day = a_moment(price.effective).date()
                assert price is model.price_for(on=day, service=price.service)


def test_every_field_is_read_or_listed_as_left_out(installed: Catalog[Provider]) -> None:
    """Reading warns of no field, and every field listed as left out is in the package."""
    assert len(installed) == len(packaged)
    fields = {*vars(packaged[0])}
    listed = {
        field.removeprefix("provider.")
        for price_catalog, field, _ in LEFT_OUT
        if price_catalog == "genai-prices" and field.startswith("provider.")
    }

    assert listed <= fields


def test_providers_survive_a_file(installed: Catalog[Provider]) -> None:
    """What was read can be dumped and loaded."""
    for provider in list(installed)[::9]:
        assert provider == Provider.from_json(provider.to_json())


# A made-up model


def test_what_a_model_says(reading: Reading) -> None:
    """Name, whole names in its rule, window, status, remarks and place are carried over."""
    rule = types.ClauseOr(
        [
            types.ClauseEquals("rocket-1"),
            types.ClauseEquals("rocket-1-2026"),
            types.ClauseStartsWith("rocket"),
        ]
    )
    model = reading(
        match=rule,
        name="Rocket 1",
        description="A rocket.",
        price_comments="Cheap.",
        context_window=1_000,
        deprecated=True,
        prices=priced(input_mtok="1"),
    )

    assert ("Rocket 1", ("rocket-1-2026",)) == (model.name, model.aliases)
    assert ("A rocket. Cheap.", "deprecated") == (model.note, model.status)
    assert Decimal(1_000) == (model.context_window and model.context_window.value)
    assert ("genai-prices", "acme", "rocket-1") == (
        model.citations[0].source,
        model.citations[0].section,
        model.citations[0].locator,
    )
    assert ("USD", "acme") == (model.price.currency, model.price.host)


def test_a_provider_is_a_service_with_pages_of_prices(
    reading: Reading,
) -> None:
    """Remarks become the note of the service, and the named pages become sources."""
    reading(prices=priced(input_mtok="1"))
    acme = genai_prices.read()["acme"]

    assert "A maker of rockets. Prices are per rocket." == acme.products["Acme"].note
    assert ("genai-prices", "https://acme.example/prices") == acme.sources.ids
    assert acme.sources["genai-prices"].title.startswith("genai-prices 0.")


def test_the_last_of_several_dated_prices_wins(reading: Reading) -> None:
    """Whatever their order, a price holds from its day until the next begins."""
    model = reading(
        prices=[
            always(input_mtok="3"),
            since(date(2026, 5, 1), input_mtok="1"),
            since(date(2025, 5, 1), input_mtok="2"),
        ]
    )

    assert [("../2025-04-30", Decimal(3)), ("2025-05-01/..", Decimal(2))] == [
        (str(price.effective and price.effective.edtf), price.input)
        for price in (model.prices[0], model.prices[-1])
    ]


def test_a_price_may_hold_for_a_day(reading: Reading) -> None:
    """A price of one day holds between the price before and the next."""
    model = reading(
        prices=[
            always(input_mtok="3"),
            since(date(2026, 5, 1), input_mtok="2"),
            since(date(2026, 5, 2), input_mtok="1"),
        ]
    )

    assert Period("2026-05-01") == model.prices[1].effective
    assert [3, 2, 1] == [
        model.price_for(on=f"2026-{day}").input for day in ("04-30", "05-01", "05-02")
    ]


def test_before_the_first_date_no_price_is_stated(reading: Reading) -> None:
    """Before the first dated price nothing is stated, though the package takes the first."""
    (price,) = reading(prices=[since(date(2026, 5, 1), input_mtok="1")]).prices

    assert Period("2026-05-01/..") == price.effective


def test_prices_at_hours_stand_side_by_side(reading: Reading) -> None:
    """Hours are in UTC, equal prices stand once, and the model has no single price."""
    east = timezone(timedelta(hours=8))
    model = reading(
        prices=[
            always(input_mtok="1"),
            daily(time(1), time(4), input_mtok="2"),
            daily(time(14, tzinfo=east), time(18, tzinfo=east), input_mtok="2"),
        ]
    )

    hours = Hours(windows="01:00-04:00, 06:00-10:00")
    assert [(Decimal(1), ~hours), (Decimal(2), hours)] == [
        (price.input, price.hours) for price in model.prices
    ]
    with pytest.raises(NotStatedError):
        _ = model.price


def test_prices_at_hours_hold_on_the_days_of_the_others(reading: Reading) -> None:
    """A price of some hours stands beside that of each day, so that no day has a single one."""
    model = reading(
        prices=[
            always(input_mtok="1"),
            since(date(2026, 5, 1), input_mtok="2"),
            daily(time(1), time(4), input_mtok="3"),
        ]
    )

    assert [
        (Decimal(1), "../2026-04-30"), (Decimal(3), "../2026-04-30"),
        (Decimal(2), "2026-05-01/.."), (Decimal(3), "2026-05-01/.."),
    ] == [
        (price.input, str(price.effective and price.effective.edtf)) for price in model.prices
    ]  # fmt: skip
    for day in ("2026-04-30", "2026-05-01"):
        with pytest.raises(NotStatedError, match="depends on the hour"):
            model.price_for(on=day)


def test_a_later_price_ends_those_at_hours(reading: Reading) -> None:
    """A dated price that stands after a price at hours takes its place, as in the package."""
    model = reading(
        prices=[
            always(input_mtok="1"),
            daily(time(1), time(4), input_mtok="3"),
            since(date(2026, 5, 1), input_mtok="2"),
        ]
    )

    hours = Hours(windows="01:00-04:00")
    assert [~hours, hours, None] == [price.hours for price in model.prices]


def test_of_several_prices_at_an_hour_the_last_one_holds(reading: Reading) -> None:
    """As in the package, where hours may overlap, hold all day, never hold, or hold none at all."""
    model = reading(
        prices=[
            always(input_mtok="1"),
            daily(time(0), time(12), input_mtok="2"),
            daily(time(11), time(0), input_mtok="3"),
            daily(time(5), time(5), input_mtok="4"),
        ]
    )

    assert [("2", "00:00-11:00 UTC"), ("3", "11:00-24:00 UTC")] == [
        (str(price.input), str(price.hours)) for price in model.prices
    ]
    all_day = [always(input_mtok="1"), daily(time(0), time(12), input_mtok="2"),
               daily(time(12), time(0), input_mtok="2")]  # fmt: skip
    assert 2 == reading(prices=all_day).price.input


def test_hours_within_a_minute_are_not_read(reading: Reading) -> None:
    """Hours go by the minute; a model with others is left out."""
    other = types.ModelInfo(
        id="rocket-2",
        match=types.ClauseEquals("rocket-2"),
        prices=[always(input_mtok="1"), daily(time(1), time(4, 0, 30), input_mtok="3")],
    )

    with pytest.warns(LeftOutWarning, match="do not begin and end with a minute"):
        reading(other, prices=priced(input_mtok="1"))


def test_a_price_at_hours_alone_is_that_of_no_day(reading: Reading) -> None:
    """A model whose other hours have no price is left out."""
    other = types.ModelInfo(
        id="rocket-2",
        match=types.ClauseEquals("rocket-2"),
        prices=[daily(time(1), time(4), input_mtok="3")],
    )

    with pytest.warns(LeftOutWarning, match="acme.rocket-2: .*: prices are stated for certain"):
        reading(other, prices=priced(input_mtok="1"))


def test_tiers_begin_above_their_start_and_keep_what_has_none(reading: Reading) -> None:
    """A price without tiers stands in the tiers of others; other prices have tiers too."""
    tiered = types.TieredPrices(Decimal(1), [types.Tier(200_000, Decimal(2))])
    price = reading(
        prices=types.ModelPrice(
            input_mtok=tiered, output_mtok=Decimal(5), cache_image_read_mtok=tiered
        )
    ).price

    assert (Decimal(1), Decimal(2)) == (price.rates(200_000).input, price.rates(200_001).input)
    assert Decimal(5) == price.rates(200_001).output
    assert {
        ("cache image read", "million tokens"): Decimal(1),
        ("cache image read above 200,000 input tokens", "million tokens"): Decimal(2),
    } == {(each.kind, each.unit): each.price for each in price.other}


def test_a_tier_of_one_price_is_a_tier_of_all(reading: Reading) -> None:
    """Below its own start a price stays as it is."""
    price = reading(
        prices=types.ModelPrice(
            input_mtok=types.TieredPrices(Decimal(1), [types.Tier(100, Decimal(2))]),
            output_mtok=types.TieredPrices(Decimal(5), [types.Tier(200, Decimal(6))]),
        )
    ).price

    assert [Decimal(5), Decimal(6)] == [price.rates(101).output, price.rates(201).output]
    assert Decimal(2) == price.rates(201).input


MAY = "2026-05-01/.."


@pytest.mark.parametrize(
    ("constraint", "found"),
    [
        (None, ["../2026-04-30", MAY]),
        (
            types.StartDateConstraint(date(2026, 3, 1)),
            ["2026-03-01/2026-04-30", MAY],
        ),
        (types.StartDateConstraint(date(2026, 5, 1)), [MAY]),
        (types.StartDateConstraint(date(2026, 6, 1)), ["2026-06-01/.."]),
        (types.TimeOfDateConstraint(time(1), time(4)), []),
    ],
)
def test_variants_are_prices_of_a_service(reading: Reading, constraint: Any, found: Any) -> None:
    """A batch price stands beside each dated price whose time it overlaps."""
    variant = types.PriceVariant({"processing": "batch"}, priced(input_mtok="0.5"), constraint)
    model = reading(
        prices=[
            always(input_mtok="1", output_mtok="3"),
            since(date(2026, 5, 1), input_mtok="2", output_mtok="4"),
        ],
        price_variants=[variant],
    )

    batch = [price for price in model.prices if price.service == "batch"]
    assert found == [price.effective and price.effective.edtf for price in batch]
    assert {Decimal("0.5")} >= {price.input for price in batch}
    assert {Decimal(3), Decimal(4)} >= {price.output for price in batch}
    assert ["standard"] * 2 == [each.service for each in model.prices if each not in batch]


def test_the_first_of_several_variants_counts(reading: Reading) -> None:
    """What it states is the price, and what it leaves out is that of the next, as there."""
    when = {"service_tier": "flex"}
    model = reading(
        prices=priced(input_mtok="4", output_mtok="8"),
        price_variants=[
            types.PriceVariant(
                when, priced(output_mtok="5"), types.StartDateConstraint(date(2026, 5, 1))
            ),
            types.PriceVariant(when, priced(input_mtok="2", output_mtok="4")),
        ],
    )

    flex = [model.price_for(on=on, service="flex") for on in ("2026-04-30", "2026-05-01")]
    assert ["$2 in, $4 out", "$2 in, $5 out"] == [str(each).partition(" per")[0] for each in flex]
    assert Decimal(8) == model.price.output


def test_variants_that_are_no_service_are_other_prices(reading: Reading) -> None:
    """A variant for a route or for two things at once is said in words, with its begin."""
    start = types.StartDateConstraint(date(2026, 1, 1))
    variants = [
        types.PriceVariant({"route": "acme/eu"}, priced(input_mtok="5"), start),
        types.PriceVariant(
            {"service_tier": "flex", "route": "eu"},
            priced(input_mtok="6"),
            types.TimeOfDateConstraint(time(1), time(4)),
        ),
        types.PriceVariant(
            {"route": "later"},
            priced(input_mtok="7"),
            types.StartDateConstraint(date(2026, 6, 1)),
        ),
    ]

    plain = reading(prices=priced(input_mtok="1"), price_variants=variants)
    at_hours = "input (service_tier flex, route eu) at 01:00-04:00 UTC"
    later = "input (route later) since 2026-06-01"
    assert ["input (route acme/eu) since 2026-01-01", at_hours, later] == [
        each.kind for each in plain.price.other
    ]
    dated = reading(
        prices=[always(input_mtok="1"), since(date(2026, 5, 1), input_mtok="2")],
        price_variants=variants,
    )
    assert [
        ["input (route acme/eu) since 2026-01-01", at_hours],
        ["input (route acme/eu)", at_hours, later],
    ] == [[each.kind for each in price.other] for price in dated.prices]


def test_audio_by_the_hour_has_no_price_by_the_token(reading: Reading) -> None:
    """Its tokens are not billed as text, and where they have a price it counts."""
    price = reading(prices=priced(input_mtok="1", input_audio_hours="2")).price

    used = Usage(input_tokens=1_000_000, output_tokens=0, input_audio_tokens=1_000)
    assert (">=", ("input_audio",)) == (price.cost(used).comparator, price.unstated)
    both = priced(input_mtok="1", input_audio_hours="2", input_audio_mtok="3")
    assert () == reading(prices=both).price.unstated


@pytest.mark.parametrize(
    ("comment", "converted"),
    [
        ("8 CNY, converted to USD at 1 USD = 7.25 CNY.", True),
        ("Converted at 7.0 CNY/USD.", True),
        ("Images are converted to 6432 tokens.", False),
        (None, False),
    ],
)
def test_a_conversion_is_marked(reading: Reading, comment: str | None, *, converted: bool) -> None:
    """A price is marked where a comment names the currency of a conversion."""
    model = reading(prices=priced(input_mtok="1"), price_comments=comment)

    assert converted is model.price.converted


def test_no_price_is_free_only_where_the_name_says_so(reading: Reading) -> None:
    """A model without prices has none here, though the package calculates 0."""
    assert () == reading(prices=priced()).prices
    assert Decimal(0) == reading(name="Rocket (free)", prices=priced()).price.output


# Faults


def test_what_is_new_is_left_out_with_a_warning(reading: Reading) -> None:
    """A price with a new unit is named in a warning, and the others are read."""
    prices = types.ModelPrice(input_mtok=Decimal(1), input_smells=Decimal(2))

    with pytest.warns(UserWarning, match="left out: model.prices.prices.input_smells$"):
        model = reading(prices=prices)
    assert Decimal(1) == model.price.input


def test_a_model_that_cannot_be_read_loses_no_other(reading: Reading) -> None:
    """What the package holds otherwise is left out with a warning, or an error."""
    unknown: Any = [SimpleNamespace()]
    other = types.ModelInfo(id="rocket-2", match=types.ClauseEquals("x"), prices=unknown)

    with pytest.warns(LeftOutWarning, match=r" in 1 place.* acme.rocket-2: it does not hold this"):
        assert Decimal(1) == reading(other, prices=priced(input_mtok="1")).price.input
    with pytest.raises(DataError, match=r"acme.rocket-2: it does not hold this"):
        reading(other, prices=priced(input_mtok="1"), options={"strict": True})


def test_a_provider_that_cannot_be_read_loses_no_other(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A provider of another form is left out with a warning."""
    reading(prices=priced(input_mtok="1"))
    (acme,) = sys.modules["genai_prices.data"].providers
    data = SimpleNamespace(providers=[SimpleNamespace(name="x"), acme])
    monkeypatch.setitem(sys.modules, "genai_prices.data", data)

    with pytest.warns(LeftOutWarning, match=r" in 1 place.*, \?: it does not hold this"):
        assert ("acme",) == genai_prices.read().ids


@pytest.mark.parametrize(
    "data", [SimpleNamespace(), SimpleNamespace(providers=5), SimpleNamespace(providers=[5])]
)
def test_a_package_that_holds_other_things_is_an_error(
    monkeypatch: pytest.MonkeyPatch, data: SimpleNamespace
) -> None:
    """A change of all of the package's classes is an error that says so."""
    monkeypatch.setitem(sys.modules, "genai_prices.data", data)

    with pytest.raises(DataError, match=r"genai-prices .* does not hold .* as this package"):
        genai_prices.read()


def test_the_day_of_the_prices_is_what_the_caller_says(reading: Reading) -> None:
    """The package has no day of its own."""
    assert reading(prices=priced(input_mtok="1")).as_of is None
    dated = reading(prices=priced(input_mtok="1"), options={"as_of": "2026-11-27"})
    assert Period("2026-11-27") == dated.as_of


def test_without_the_package_the_error_says_which_extra_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the package, nothing is fetched."""
    monkeypatch.setitem(sys.modules, "genai_prices.data", None)

    with pytest.raises(
        MissingExtraError, match=r"genai-prices: pip install .aiproviders\[price-catalogs\]"
    ):
        genai_prices.read()
