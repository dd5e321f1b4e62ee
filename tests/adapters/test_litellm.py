"""LiteLLM's file of prices."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_up import PRICE_CATALOGS
from made_up.documents import KeyPath, changed, fields, read_document, without

from aiproviders import Catalog, Model, Period, Provider, Usage
from aiproviders.adapters import litellm
from aiproviders.adapters._reading.fields_left_out import LEFT_OUT
from aiproviders.errors import DataError, LeftOutWarning, NotStatedError

DOCUMENT = read_document("litellm.json")


@pytest.fixture(scope="module")
def found() -> Catalog[Provider]:
    """The made-up file."""
    return litellm.read(PRICE_CATALOGS / "litellm.json")


@pytest.fixture
def reading(tmp_path: Path) -> Any:
    """A function that writes a document to a file and reads it."""

    def read(document: object, **options: Any) -> Catalog[Provider]:
        path = tmp_path / "litellm.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
        return litellm.read(path, **options)

    return read


def rocket(found: Catalog[Provider]) -> Model:
    """The model for which every field is stated."""
    return found["acme"].models["acme/rocket-1"]


def test_prices_are_exact_and_per_million_tokens(found: Catalog[Provider]) -> None:
    """3e-07 dollars a token are 0.3 dollars a million, whatever the context of decimals."""
    price = rocket(found).price

    rates = (price.input, price.output, price.cache_read, price.cache_write)
    assert tuple(map(Decimal, ("0.3", "1.2", "0.03", "0"))) == rates
    assert ("USD", "acme", None) == (price.currency, price.host, price.region)
    assert "Served in these regions: global, eu." in str(price.note)


def test_a_tier_begins_above_its_threshold_and_keeps_what_it_does_not_say(
    found: Catalog[Provider],
) -> None:
    """A tier bills all of a longer request; prices that it does not state stay as below it."""
    price = rocket(found).price

    assert Decimal("0.3") == price.rates(200_000).input
    assert (Decimal("0.6"), Decimal("1.2")) == (
        price.rates(200_001).input,
        price.rates(200_001).output,
    )
    assert (Decimal("0.6"), Decimal("4.8")) == (
        price.rates(272_001).input,
        price.rates(272_001).output,
    )


def test_a_tier_of_xai_begins_at_its_threshold(found: Catalog[Provider]) -> None:
    """LiteLLM's own code makes the boundary inclusive for this provider."""
    price = found["xai"].models["xai/grok"].price

    assert (Decimal(1), Decimal(2)) == (price.rates(127_999).input, price.rates(128_000).input)


def test_a_range_ends_with_its_last_token(found: Catalog[Provider]) -> None:
    """A request of 32,000 tokens is billed by the range up to 32,000, all of it."""
    price = found["dashscope"].models["dashscope/qwen"].price

    below = price.cost(Usage(input_tokens=32_000, output_tokens=1_000))
    above = price.cost(Usage(input_tokens=32_001, output_tokens=1_000))
    # It is not known how much of the output is reasoning, which costs less here.
    assert (Decimal("0.0424"), Decimal("0.0444")) == below.bounds
    assert (Decimal("0.0848024"), Decimal("0.0888024")) == above.bounds


def test_every_other_price_says_what_it_is_for(found: Catalog[Provider]) -> None:
    """Names with units and conditions become words."""
    expected = {
        ("cache creation input (above 12hr)", "million tokens"): "2",
        ("output (1080p)", "second"): "0.5",
        ("input", "million characters"): "1",
        ("video input", "second"): "0.002",
        ("input", "text message"): "0.004",
        ("use", "second"): "0.0175",
        ("guardrail topicPolicyUnits", "unit"): "0.00015",
    }

    other = {(each.kind, each.unit): each.price for each in rocket(found).price.other}
    assert {name: Decimal(amount) for name, amount in expected.items()} == other


def test_prices_in_a_table_are_named_by_their_keys(reading: Any) -> None:
    """A table of prices may stand in a field that says nothing but the unit."""
    document = changed(DOCUMENT, ("acme/painter", "cost_per_second"), {"fast_mode": 2})

    (_, price) = reading(document)["acme"].models["acme/painter"].price.other
    assert ("fast mode", "second", Decimal(2)) == (price.kind, price.unit, price.price)


def test_prices_by_number_of_results_are_other_prices(found: Catalog[Provider]) -> None:
    """A model that is billed by the query has no price of tokens."""
    model = found["acme"].models["searcher"]

    assert [("input for 0 to 25 results", "query"), ("input for 26 to 100 results", "query")] == [
        (each.kind, each.unit) for each in model.price.other
    ]


@pytest.mark.parametrize(
    "key_path",
    [
        ("input_cost_per_token_above_512k_tokens",),
        ("output_cost_per_image",),
        ("search_context_cost_per_query", "search_context_size_low"),
    ],
)
def test_null_is_not_stated(reading: Any, key_path: KeyPath) -> None:
    """A price of null means the same as one left out."""
    document = changed(DOCUMENT, ("acme/rocket-1", *key_path), None)

    assert reading(without(document, ("acme/rocket-1", *key_path))) == reading(document)


def test_a_factor_makes_the_price_of_a_region(found: Catalog[Provider]) -> None:
    """All prices of tokens are multiplied in a region, of every service; searches are not."""
    model = rocket(found)

    assert "Served in these regions: global, eu." == model.price.note
    for region in ("eu", "us"):
        price = model.price_for(region=region)
        assert (Decimal("0.33"), Decimal("1.32")) == (price.input, price.output)
        assert (Decimal("0.66"), Decimal(10)) == (price.rates(200_001).input, price.searches)
        assert Decimal("0.165") == model.price_for(region=region, service="batch").input
    seeker = found["gemini"].models["gemini/seeker"]
    assert Decimal("1.1") == seeker.price_for(region="regional").input
    assert Decimal("0.55") == seeker.price_for(region="regional", service="flex").input


def test_a_suffix_or_a_factor_makes_the_price_of_a_service(found: Catalog[Provider]) -> None:
    """Batch has the prices that say so, and fast those of the standard service times a factor."""
    model = rocket(found)
    batch, fast = (model.price_for(service=service) for service in ("batch", "fast"))

    assert (Decimal("0.15"), None) == (batch.input, batch.output)
    assert (Decimal("0.6"), Decimal("2.4")) == (fast.input, fast.output)
    assert (200_000, Decimal("1.2")) == (fast.tiers[0].threshold, fast.tiers[0].input)


def test_a_service_has_no_price_for_a_length_that_is_billed_apart(found: Catalog[Provider]) -> None:
    """Where batch has one price and the standard service has a tier, long batches have none."""
    batch = rocket(found).price_for(service="batch")

    assert (Decimal("0.15"), None) == (batch.rates(200_000).input, batch.rates(200_001).input)
    with pytest.raises(NotStatedError, match="no price is stated for any part"):
        batch.cost(Usage(input_tokens=200_001, output_tokens=0))


def test_a_service_keeps_the_price_of_a_kind_that_length_does_not_change(reading: Any) -> None:
    """In a longer request of flex, a kind without a price has the shorter one or none at all.

    It has none where the price of that kind changes with the length in the standard service.
    """
    flex = {
        "input_cost_per_token_above_200k_tokens_flex": 1e-06,
        "cache_read_input_token_cost_flex": 5e-08,
        "cache_creation_input_token_cost_flex": 7e-08,
    }
    standard = {
        "input_cost_per_token_above_200k_tokens": 2e-06,
        "cache_read_input_token_cost": 1e-07,
        "cache_read_input_token_cost_above_200k_tokens": 2e-07,
        "cache_creation_input_token_cost": 2e-07,
    }
    entry = DOCUMENT["gemini/seeker"] | flex | standard
    model = reading(changed(DOCUMENT, ("gemini/seeker",), entry))["gemini"].models["gemini/seeker"]

    short, long = (model.price_for(service="flex").rates(each) for each in (200_000, 200_001))
    assert (Decimal("0.5"), Decimal(1)) == (short.input, long.input)
    assert (Decimal("0.05"), None) == (short.cache_read, long.cache_read)
    assert (Decimal("0.07"), Decimal("0.07")) == (short.cache_write, long.cache_write)
    assert (Decimal(1), Decimal(1)) == (short.output, long.output)


def test_kinds_of_use_have_prices_of_their_own(found: Catalog[Provider]) -> None:
    """Audio and one-hour writes are kinds, in tiers too; what batch leaves out is not stated."""
    price = rocket(found).price

    assert (Decimal(1), None) == (price.input_audio, price.cache_write_1h)
    assert Decimal(1) == price.rates(200_001).cache_write_1h
    assert ("input_audio",) == rocket(found).price_for(service="batch").unstated
    flex = found["gemini"].models["gemini/seeker"].price_for(service="flex")
    assert ("reasoning", "input_audio") == flex.unstated


@pytest.mark.parametrize(
    ("prices", "unit", "searches"),
    [
        ({"low": 0.014, "high": 0.014}, "per_query", 14),
        ({"low": 0.014, "high": 0.020}, "per_query", None),
        ({"low": 0.014}, None, None),
        ({"low": None}, "per_query", None),
        ({}, "per_query", None),
    ],
)
def test_searches_have_a_price_by_the_thousand(
    reading: Any, prices: dict[str, float | None], unit: str | None, searches: int | None
) -> None:
    """They have none where it depends on their size, or is that of a prompt with searches."""
    document = changed(DOCUMENT, ("gemini/seeker", "search_context_cost_per_query"), prices)
    document = changed(document, ("gemini/seeker", "web_search_billing_unit"), unit)

    model = reading(document)["gemini"].models["gemini/seeker"]
    for service in ("standard", "flex"):
        price = model.price_for(service=service)
        assert price.searches == searches
        assert ("searches" in price.unstated) is (searches is None)


def test_the_price_of_an_id_with_a_region_is_that_of_the_region(found: Catalog[Provider]) -> None:
    """It comes with the page that states it, and stays under its own id too."""
    model = found["cloud-chat"].models["cloud.lab.rocket"]

    assert (Decimal(1), Decimal("1.1")) == (model.price.input, model.price_for(region="eu").input)
    assert "https://cloud.example/prices" in found["cloud-chat"].sources.ids
    assert Decimal("1.1") == found["cloud"].models["eu.cloud.lab.rocket"].price.input


def test_a_converted_price_does_not_cite_the_page_of_the_maker(reading: Any) -> None:
    """A comment that names the currencies says so; the page states another amount."""
    comment = "List price 8 CNY per million tokens; converted at 7.0 CNY/USD."
    model = rocket(reading(changed(DOCUMENT, ("acme/rocket-1", "comment"), comment)))

    assert all(price.converted for price in model.prices)
    assert ["litellm"] == [each.source for each in model.price.citations]
    assert "https://acme.example/prices" in {each.source for each in model.citations}


def test_a_successor_is_the_id_of_a_model(reading: Any, found: Catalog[Provider]) -> None:
    """An alias leads to its model, and a note names a successor that the provider lacks."""
    assert "acme/painter" == rocket(found).successor
    seeker = found["gemini"].models["gemini/seeker"]
    assert (None, "Its successor is gemini/seeker-2.") == (seeker.successor, seeker.note)
    document = changed(DOCUMENT, ("acme/painter", "successor_model"), "acme/rocket-latest")
    assert "acme/rocket-1" == reading(document)["acme"].models["acme/painter"].successor


def test_a_service_has_no_price_at_hours_that_are_cheap_otherwise(reading: Any) -> None:
    """What batch costs then is not stated; at the other hours it is."""
    key_path = ("deepseek/rocket", "input_cost_per_token_batches")
    model = reading(changed(DOCUMENT, key_path, 2e-07))["deepseek"].models["deepseek/rocket"]

    dear, _, batch = model.prices
    assert ("batch", Decimal("0.2"), dear.hours) == (batch.service, batch.input, batch.hours)


def test_services_of_a_model_without_prices_have_none(reading: Any) -> None:
    """Zeros of a service mean no more than those of the standard one."""
    document = changed(DOCUMENT, ("local/llama", "input_cost_per_token_batches"), 0.0)

    assert () == reading(document)["local"].models["local/llama"].prices


def test_prices_at_hours_stand_side_by_side(found: Catalog[Provider]) -> None:
    """A model with off-peak prices has no single price, and each says when it holds."""
    model = found["deepseek"].models["deepseek/rocket"]
    (usual, cheap) = model.prices
    hours = cheap.hours
    assert hours is not None

    assert (Decimal("0.3"), ~hours) == (usual.input, usual.hours)
    assert Decimal("0.15") == cheap.input
    # Monday in Shanghai begins at 16:00 on Sunday in UTC.
    assert ("00:00-01:00, 04:00-06:00, Monday, Tuesday", "16:00-24:00, Friday", "Saturday",
            "00:00-16:00, Sunday") == hours.windows  # fmt: skip
    with pytest.raises(NotStatedError):
        _ = model.price


def test_what_an_off_peak_price_does_not_say_stays(found: Catalog[Provider]) -> None:
    """Off-peak prices hold for every length; a price that they leave out stays as it is."""
    _, cheap = found["deepseek"].models["deepseek/rocket"].prices

    assert [("0.15", "0.6", "0.03"), ("0.15", "0.6", "0.06")] == [
        (str(rates.input), str(rates.output), str(rates.cache_read))
        for rates in (cheap.rates(200_000), cheap.rates(200_001))
    ]


def test_zero_is_free_only_where_the_key_says_so(found: Catalog[Provider]) -> None:
    """Zeros mean free by name alone; local models have no price, those of a plan a subscription."""
    local = found["local"].models

    assert () == local["local/llama"].prices
    assert "LiteLLM prints 0 for every price" in str(local["local/llama"].note)
    assert Decimal(0) == local["local/llama-free"].price.input
    (plan,) = found["acme-plan"].models["acme-plan/rocket"].prices
    assert ("subscription", None) == (plan.plan, plan.input)
    painter = found["acme"].models["acme/painter"].price
    assert (None, Decimal("0.04")) == (painter.input, painter.other[0].price)


def test_what_else_an_entry_says(found: Catalog[Provider]) -> None:
    """Names, limits, modalities, capabilities, the end of service and notes are carried over."""
    model = rocket(found)

    assert ("rocket-1",) == model.api_names
    assert "2027-03-30" == str(model.retires and model.retires.edtf)
    assert Decimal(32_768) == (model.max_output_tokens and model.max_output_tokens.value)
    assert Decimal(200_000) == (model.max_input_tokens and model.max_input_tokens.value)
    assert model.context_window is None
    assert ("chat", "reasoning", "code input") == model.capabilities
    assert "A comment. $1 / 2 Another. A note. Notes." == model.note
    assert ["litellm", "https://acme.example/prices", "https://acme.example/ends"] == [
        each.source for each in model.citations
    ]
    assert "acme/rocket-1" == model.citations[0].locator
    assert "LiteLLM, litellm.json" == found["acme"].sources["litellm"].title


def test_a_key_that_points_to_a_model_is_its_alias(reading: Any, found: Catalog[Provider]) -> None:
    """A key that points to another is an alias of its model, whichever comes first."""
    assert rocket(found) is found["acme"].models["acme/rocket-latest"]
    last = {**without(DOCUMENT, ("acme/rocket-latest",)), "rocket": {"alias_of": "acme/rocket-1"}}
    assert ("rocket",) == rocket(reading(last)).aliases


def test_a_model_without_prices_keeps_what_is_said_of_them(found: Catalog[Provider]) -> None:
    """An invalid date becomes a note."""
    model = found["acme"].models["acme/unpriced"]

    assert ((), None) == (model.prices, model.retires)
    assert "deprecation_date is printed as 2027-02-31, which is no date." == model.note


def test_the_version_is_that_of_the_installed_package(tmp_path: Path) -> None:
    """The file of an installed LiteLLM is cited with its version."""
    (tmp_path / "litellm-1.2.3.dist-info").mkdir()
    package = tmp_path / "litellm"
    package.mkdir()
    path = package / "model_prices_and_context_window_backup.json"
    path.write_text(json.dumps(DOCUMENT), "utf-8")

    assert "LiteLLM 1.2.3" == litellm.read(path)["acme"].sources["litellm"].title


def test_providers_survive_a_file(found: Catalog[Provider]) -> None:
    """What was read can be dumped and loaded."""
    for provider in found:
        assert provider == Provider.from_json(provider.to_json())


def test_every_field_is_read_or_listed_as_left_out(reading: Any, found: Catalog[Provider]) -> None:
    """Every field changes the result, except those that are listed as left out."""
    is_read: dict[str, bool] = {}
    for key_path in fields(DOCUMENT):
        if len(key_path) > 1 and key_path[0] not in ("sample_spec", "fallback_generalizations"):
            pattern = ".".join(["model", *(step for step in key_path[1:] if isinstance(step, str))])
            try:
                matters = reading(without(DOCUMENT, key_path), strict=True) != found
            except DataError:
                matters = True  # it has to be there
            is_read[pattern] = matters or is_read.get(pattern, False)
    left_out = {field for price_catalog, field, _ in LEFT_OUT if price_catalog == "LiteLLM"}
    unread = {pattern for pattern, is_it in is_read.items() if not is_it}

    assert {
        pattern for pattern in unread if pattern.rpartition(".")[0] not in unread
    } <= left_out | {"model.supports_vision"}  # which is false
    assert {pattern for pattern, is_it in is_read.items() if is_it}.isdisjoint(left_out)


@pytest.mark.parametrize(
    ("key_path", "told"),
    [
        (("xai/grok", "colour"), "model.colour"),
        (("acme/rocket-1", "metadata", "colour"), "model.metadata.colour"),
        (
            ("acme/rocket-1", "provider_specific_entry", "colour"),
            "model.provider_specific_entry.colour",
        ),
        (("dashscope/qwen", "tiered_pricing", 0, "colour"), "model.tiered_pricing.colour"),
        (("deepseek/rocket", "off_peak_pricing", "colour"), "model.off_peak_pricing.colour"),
        (
            ("deepseek/rocket", "off_peak_pricing", "windows", 0, "colour"),
            "model.off_peak_pricing.windows.colour",
        ),
    ],
)
def test_what_is_new_is_left_out_with_a_warning(reading: Any, key_path: KeyPath, told: str) -> None:
    """A newer file can be read, and one warning names all that is new in it."""
    with pytest.warns(UserWarning, match=f"left out: {told}$"):
        reading(changed(DOCUMENT, key_path, "red"))


@pytest.mark.parametrize(
    ("key_path", "value", "message"),
    [
        (("xai/grok",), 1, "xai/grok: found 1; expected a table"),
        (
            ("acme/rocket-latest", "alias_of"), "acme/rocket-3",
            "acme/rocket-latest.alias_of: found 'acme/rocket-3'; expected the key of a model",
        ),
        (
            ("xai/grok", "alias_of"), "acme/rocket-latest",
            "xai/grok.alias_of: found 'acme/rocket-latest'; expected the key of a model",
        ),
        (
            ("acme/rocket-latest", "alias_of"), "acme/rocket-latest",
            "acme/rocket-latest.alias_of: found ",
        ),
        (("xai/grok", "litellm_provider"), None, "xai/grok.litellm_provider: this is missing"),
        (("xai/grok", "input_cost_per_token"), "1", "xai/grok.input_cost_per_token: found '1'"),
        (("xai/grok", "input_cost_per_token"), -1, "xai/grok.input_cost_per_token: found -1"),
        (("xai/grok", "max_output_tokens"), "x", "xai/grok.max_output_tokens: found 'x'"),
        (
            ("dashscope/qwen", "tiered_pricing", 1, "range"), [0, 5],
            "dashscope/qwen.tiered_pricing.1.range: found ",
        ),
        (
            ("dashscope/qwen", "tiered_pricing", 1, "range"), [5],
            "dashscope/qwen.tiered_pricing.1.range: found [5]",
        ),
        (
            ("dashscope/qwen", "tiered_pricing", 1, "range"), [0.5, 7],
            "dashscope/qwen.tiered_pricing.1.range: found ",
        ),
        (
            ("dashscope/qwen", "tiered_pricing"), "x",
            "dashscope/qwen.tiered_pricing: found 'x'",
        ),
        (
            ("deepseek/rocket", "off_peak_pricing", "windows", 0, "weekdays"), [8],
            "deepseek/rocket.off_peak_pricing.windows.0.weekdays: found [8]",
        ),
        (
            ("deepseek/rocket", "off_peak_pricing", "windows", 0, "hours_utc"), 1,
            "deepseek/rocket.off_peak_pricing.windows.0.hours_utc: found 1",
        ),
    ],
)  # fmt: skip
def test_an_odd_value_is_an_error_or_left_out_with_one_warning(
    reading: Any, found: Catalog[Provider], key_path: KeyPath, value: object, message: str
) -> None:
    """The message has the file, the entry, the field, the found and the expected value."""
    document = changed(DOCUMENT, key_path, value)
    with pytest.raises(DataError) as caught:
        reading(document, strict=True)
    with pytest.warns(LeftOutWarning) as warned:
        read = reading(document)

    assert str(caught.value).startswith(f"litellm.json, {message}")
    assert [(str(caught.value),)] == [each.message.left_out for each in warned]  # type: ignore[union-attr]
    assert others(found, key_path[0]) == others(read, key_path[0])


def others(found: Catalog[Provider], key: object) -> list[Model]:
    """All models but that of a key, whose alias may be lost."""
    targets = {key, DOCUMENT[key].get("alias_of")}
    return [each for provider in found for each in provider.models if each.id not in targets]


def test_a_model_keeps_what_can_be_read(reading: Any) -> None:
    """An odd limit, date, flag or price of an image takes nothing else away."""
    document = DOCUMENT
    for field, value in [
        ("max_output_tokens", "many"),
        ("deprecation_date", "TBD"),
        ("supports_reasoning", "yes"),
        ("output_cost_per_second_1080p", "free"),
    ]:
        document = changed(document, ("acme/rocket-1", field), value)
    with pytest.warns(LeftOutWarning, match="^LiteLLM, litellm.json.* in 4 place") as warned:
        model = rocket(reading(document))

    assert 1 == len(warned)
    assert (None, None) == (model.max_output_tokens, model.retires)
    assert ("chat", "code input") == model.capabilities
    assert Decimal("0.3") == model.price.input
    assert "output (1080p)" not in [each.kind for each in model.price.other]
    assert str(model.note).endswith(
        "Left out, as it cannot be read: output_cost_per_second_1080p, deprecation_date, "
        "supports_reasoning, max_output_tokens."
    )


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        ("xai/grok", "input_cost_per_token", -1),
        ("xai/grok", "input_cost_per_token_above_128k_tokens", -1),
        ("dashscope/qwen", "tiered_pricing", [{"range": [0, 1], "input_cost_per_token": "x"}]),
        ("deepseek/rocket", "off_peak_pricing", {"windows": [], "input_cost_per_token": 1}),
    ],
)
def test_no_price_is_read_where_others_would_change_without_it(
    reading: Any, model: str, field: str, value: object
) -> None:
    """No tier takes the price of the tier below, and no hour that of the others."""
    with pytest.warns(LeftOutWarning):
        read = reading(changed(DOCUMENT, (model, field), value))

    (entry,) = [each for provider in read for each in provider.models if each.id == model]
    assert () == entry.prices
    assert f"Left out, as it cannot be read: prices, for {field}." in str(entry.note)


def test_a_tier_beside_a_range_of_the_same_length_is_left_out_with_its_model(reading: Any) -> None:
    """What the records refuse is told with the entry, and the rest is read."""
    document = changed(DOCUMENT, ("dashscope/qwen", "input_cost_per_token_above_32k_tokens"), 1e-6)
    with pytest.warns(LeftOutWarning, match="dashscope/qwen: price tiers go by rising threshold"):
        read = reading(document)

    assert "dashscope" not in read
    assert "xai" in read


def test_an_entry_of_odd_values_alone_is_left_out(reading: Any) -> None:
    """No file makes reading take the square of its length."""
    document = changed(
        DOCUMENT,
        ("xai/grok",),
        {"litellm_provider": "xai"} | {f"supports_{place}": "x" for place in range(30)},
    )
    with pytest.warns(LeftOutWarning, match="and 19 more$") as warned:
        read = reading(document)

    assert "xai" not in read
    assert "at most 20 odd values" in warned[0].message.left_out[-1]  # type: ignore[union-attr]


# What releases of LiteLLM have held


def test_a_whole_number_may_have_a_point(reading: Any) -> None:
    """2000000.0 tokens and 2e6 are 2,000,000, and 0.0 is not stated."""
    for printed, value in (("2000000.0", 2_000_000), ("2e6", 2_000_000), ("0.0", None)):
        text = json.dumps(DOCUMENT).replace(": 32768", f": {printed}")
        limit = rocket(reading(text)).max_output_tokens

        assert value == (limit and limit.value)


@pytest.mark.parametrize("printed", ["2.5", "-1.0", "1e999999", "1e-999999"])
def test_other_numbers_are_no_limit(reading: Any, printed: str) -> None:
    """A part of a token, less than none and what fills no machine is left out."""
    text = json.dumps(DOCUMENT).replace(": 32768", f": {printed}")
    with pytest.warns(LeftOutWarning, match="max_output_tokens"):
        assert rocket(reading(text)).max_output_tokens is None


def twice(key: str, entry: dict[str, Any]) -> str:
    """The document with one more entry of the same key at its end."""
    return f"{json.dumps(DOCUMENT)[:-1]}, {json.dumps(key)}: {json.dumps(entry)}}}"


def test_a_key_twice_with_the_same_entry_is_one(reading: Any, found: Catalog[Provider]) -> None:
    """Nothing is lost where both say the same, in whatever order."""
    entry = dict(reversed(DOCUMENT["acme/rocket-1"].items()))

    assert found == reading(twice("acme/rocket-1", entry), strict=True)


def test_a_key_twice_keeps_what_both_say(reading: Any) -> None:
    """What two entries of one key say differently, or one of them alone, is left out."""
    entry = DOCUMENT["acme/rocket-1"] | {"mode": "responses", "max_output_tokens": 1}
    del entry["supports_reasoning"]
    with pytest.warns(LeftOutWarning, match=" in 3 place.*: found several different values; "):
        model = rocket(reading(twice("acme/rocket-1", entry)))

    assert (("code input",), None) == (model.capabilities, model.max_output_tokens)
    assert Decimal("0.3") == model.price.input


def test_a_key_twice_with_two_prices_has_none(reading: Any) -> None:
    """No price is chosen where two entries of one key differ in it; true is not 1."""
    for amount in (4e-07, True):
        entry = DOCUMENT["acme/rocket-1"] | {"input_cost_per_token": amount}
        with pytest.warns(LeftOutWarning, match="input_cost_per_token: found several different"):
            assert () == rocket(reading(twice("acme/rocket-1", entry))).prices


def test_weekdays_have_names_or_numbers(reading: Any, found: Catalog[Provider]) -> None:
    """A Saturday is a Saturday, however the file writes it."""
    where = ("deepseek/rocket", "off_peak_pricing", "windows")
    document = changed(DOCUMENT, (*where, 0, "weekdays"), ["monday", "Tuesday"])
    document = changed(document, (*where, 1, "weekdays"), ["saturday", "sunday"])

    assert found == reading(document)


@pytest.mark.parametrize("days", ["monday", [], ["mon"], [0], [True], [[1]]])
def test_what_is_no_weekday_leaves_no_price(reading: Any, days: object) -> None:
    """A price is not taken to hold on every day because its days cannot be read."""
    where = ("deepseek/rocket", "off_peak_pricing", "windows", 0, "weekdays")
    with pytest.warns(LeftOutWarning, match="weekdays by name, or from 1 to 7"):
        assert () == reading(changed(DOCUMENT, where, days))["deepseek"].models.records[0].prices


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America/New_York"])
def test_weekdays_of_an_odd_zone_are_not_read(reading: Any, zone: str) -> None:
    """Weekdays of a zone that is none, or whose clock changes, are no hours of UTC."""
    where = ("deepseek/rocket", "off_peak_pricing", "weekday_timezone")
    with pytest.warns(LeftOutWarning, match="weekday_timezone: found"):
        found = reading(changed(DOCUMENT, where, zone))

    assert () == found["deepseek"].models["deepseek/rocket"].prices


def test_a_single_window_may_stand_without_a_list(reading: Any) -> None:
    """Hours beside the prices hold on every day."""
    off_peak = {"hours_utc": "16:00-00:00", "input_cost_per_token": 1e-07}
    document = changed(DOCUMENT, ("deepseek/rocket", "off_peak_pricing"), off_peak)

    assert ["00:00-16:00 UTC", "16:00-24:00 UTC"] == [
        str(price.hours) for price in reading(document)["deepseek"].models.records[0].prices
    ]


@pytest.mark.parametrize(
    ("provider", "key", "name"),
    [
        ("vertex_ai-anthropic_models", "vertex_ai/claude-haiku-4-5@20251001",
         "claude-haiku-4-5@20251001"),
        ("vertex_ai-llama_models", "vertex_ai/meta/llama-4", "meta/llama-4"),
        ("azure_text", "azure/ada", "ada"),
        ("amazon_nova", "amazon-nova/nova-pro-v1", "nova-pro-v1"),
        ("bedrock", "bedrock/us-east-1/rocket", "us-east-1/rocket"),
        ("openai", "low/1024-x-1024/gpt-image-1", "low/1024-x-1024/gpt-image-1"),
        ("open", "openai/rocket", "openai/rocket"),
        ("acme", "acme/", "acme/"),
    ],
)  # fmt: skip
def test_a_model_answers_to_the_name_of_its_host(
    reading: Any, provider: str, key: str, name: str
) -> None:
    """The name in the logs of a host is the key without what LiteLLM calls the host."""
    read = reading({key: {"litellm_provider": provider}})

    assert key == read[provider].models[name].id
    assert (name,) == read[provider].models.records[0].api_names


# The day


@pytest.mark.parametrize("day", ["2026-11-27", date(2026, 11, 27), Period("2026-11-27")])
def test_the_day_of_the_prices_is_what_the_caller_says(reading: Any, day: object) -> None:
    """The file has no day of its own."""
    assert rocket(reading(DOCUMENT)).as_of is None
    assert Period("2026-11-27") == rocket(reading(DOCUMENT, as_of=day)).as_of


@pytest.mark.parametrize("day", ["2026-11", "2026-11-27/..", Period("2026")])
def test_a_month_is_no_day(reading: Any, day: object) -> None:
    """Nothing is guessed of the day inside a longer time."""
    with pytest.raises(ValueError, match="as_of is a day such as '2026-11-27', got "):
        reading(DOCUMENT, as_of=day)


# Names of fields


@pytest.mark.parametrize(
    "name",
    [
        f"input_cost_per_token_above_{'9' * 5_000}k_tokens",
        f"input_cost_per_second_above_{'9' * 5_000}k_tokens",
    ],
)
def test_a_threshold_of_thousands_of_digits_is_no_tier(reading: Any, name: str) -> None:
    """Such a price stands with the other prices."""
    price = rocket(reading(changed(DOCUMENT, ("acme/rocket-1", name), 1))).price

    assert [200_000, 272_000] == [tier.threshold for tier in price.tiers]
    assert any("9" * 5_000 in each.kind for each in price.other)


def test_a_file_without_models_is_an_error(reading: Any) -> None:
    """A file with nothing but the description of the format is an error."""
    with pytest.raises(DataError, match="expected models by name"):
        reading({"sample_spec": {}})
