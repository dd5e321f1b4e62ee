"""The genai-prices package."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from genai_prices import Usage as TheirUsage
from genai_prices import types
from genai_prices.data import providers as packaged

from aiproviders import Catalog, Model, Period, Provider, Usage
from aiproviders._records.hours.hours import Hours
from aiproviders.adapters import genai_prices
from aiproviders.adapters._fields_left_out import LEFT_OUT
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


def usages(price: Any) -> Iterator[tuple[int, int, int]]:
    """Tokens read, tokens from the cache, tokens written: plain, cached, on both sides of tiers."""
    yield 1_000, 0, 500
    yield 1_000, 400, 500
    for tier in price.tiers:
        yield tier.threshold, 100, 10
        yield tier.threshold + 1, 100, 10


def test_every_model_costs_what_the_package_calculates(installed: Catalog[Provider]) -> None:
    """Dated prices, tiers and cached tokens agree, to the last digit."""
    compared = 0
    for theirs in packaged:
        for their_model in theirs.models:
            model = installed[theirs.id].models[their_model.id]
            for price in model.prices if single(model) else ():
                if price.input is None or price.output is None or price.cache_read is None:
                    continue
                if any(each.kind == "requests" for each in price.other):
                    continue
                for read, cached, written in usages(price):
                    ours = price.cost(
                        Usage(input_tokens=read, output_tokens=written, cache_read_tokens=cached)
                    )
                    calculated = their_model.calc_price(
                        TheirUsage(
                            input_tokens=read, cache_read_tokens=cached, output_tokens=written
                        ),
                        theirs,
                        genai_request_timestamp=a_moment(price.effective),
                    )
                    assert calculated.total_price == ours.value, (theirs.id, model.id)
                    compared += 1
    assert compared > 2_000


def test_a_price_ends_on_the_day_before_the_next(installed: Catalog[Provider]) -> None:
    """Prices change at midnight UTC, as in the package."""
    changes = 0
    for theirs in packaged:
        for their_model in theirs.models:
            model = installed[theirs.id].models[their_model.id]
            if not single(model) or len(model.prices) < 2:
                continue
            for before, after in zip(model.prices, model.prices[1:], strict=False):
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
                assert price is model.price_for(on=a_moment(price.effective).date())


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
            input_mtok=tiered, output_mtok=Decimal(5), cache_write_1h_mtok=tiered
        )
    ).price

    assert (Decimal(1), Decimal(2)) == (price.rates(200_000).input, price.rates(200_001).input)
    assert Decimal(5) == price.rates(200_001).output
    assert {
        ("cache write 1h", "million tokens"): Decimal(1),
        ("cache write 1h above 200,000 input tokens", "million tokens"): Decimal(2),
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


@pytest.mark.parametrize(
    ("constraint", "kinds"),
    [
        (None, ["input (processing batch)"] * 2),
        (
            types.StartDateConstraint(date(2026, 3, 1)),
            ["input (processing batch) since 2026-03-01", "input (processing batch)"],
        ),
        (
            types.StartDateConstraint(date(2026, 5, 1)),
            [None, "input (processing batch) since 2026-05-01"],
        ),
        (
            types.StartDateConstraint(date(2026, 6, 1)),
            [None, "input (processing batch) since 2026-06-01"],
        ),
        (
            types.TimeOfDateConstraint(time(1), time(4)),
            ["input (processing batch) at 01:00-04:00 UTC"] * 2,
        ),
    ],
)
def test_variants_are_other_prices_of_their_time(
    reading: Reading, constraint: Any, kinds: list[str | None]
) -> None:
    """A batch price stands beside each dated price whose time it overlaps."""
    variant = types.PriceVariant({"processing": "batch"}, priced(input_mtok="0.5"), constraint)
    model = reading(
        prices=[always(input_mtok="1"), since(date(2026, 5, 1), input_mtok="2")],
        price_variants=[variant],
    )

    assert kinds == [price.other[0].kind if price.other else None for price in model.prices]


def test_a_variant_of_a_price_without_dates_says_since_when(reading: Reading) -> None:
    """A variant that began before a dated price names no date of its own."""
    constraint = types.StartDateConstraint(date(2026, 1, 1))
    variant = types.PriceVariant({"speed": "fast"}, priced(input_mtok="5"), constraint)

    plain = reading(prices=priced(input_mtok="1"), price_variants=[variant])
    assert ["input (speed fast) since 2026-01-01"] == [each.kind for each in plain.price.other]
    dated = reading(prices=[since(date(2026, 5, 1), input_mtok="2")], price_variants=[variant])
    assert ["input (speed fast)"] == [each.kind for each in dated.price.other]


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
