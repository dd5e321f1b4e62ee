"""LiteLLM's file of prices."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_up import CATALOGUES
from made_up.documents import KeyPath, changed, fields, read_document, without

from aiproviders import Catalog, Model, Provider, Usage
from aiproviders.adapters import litellm
from aiproviders.adapters._fields_left_out import LEFT_OUT
from aiproviders.errors import DataError, NotStatedError

DOCUMENT = read_document("litellm.json")


@pytest.fixture(scope="module")
def found() -> Catalog[Provider]:
    """The made-up file."""
    return litellm.read(CATALOGUES / "litellm.json")


@pytest.fixture
def reading(tmp_path: Path) -> Any:
    """A function that writes a document to a file and reads it."""

    def read(document: object) -> Catalog[Provider]:
        path = tmp_path / "litellm.json"
        path.write_text(json.dumps(document), "utf-8")
        return litellm.read(path)

    return read


def rocket(found: Catalog[Provider]) -> Model:
    """The model for which every field is stated."""
    return found["acme"].models["acme/rocket-1"]


def test_prices_are_exact_and_per_million_tokens(found: Catalog[Provider]) -> None:
    """3e-07 dollars a token are 0.3 dollars a million, whatever the context of decimals."""
    price = rocket(found).price

    rates = (price.input, price.output, price.cache_read, price.cache_write)
    assert tuple(map(Decimal, ("0.3", "1.2", "0.03", "0"))) == rates
    assert ("USD", "acme", "global, eu") == (price.currency, price.host, price.region)


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
    assert (Decimal("0.0444"), Decimal("0.0888024")) == (below.value, above.value)
    assert {
        "reasoning output": Decimal(4),
        "reasoning output above 32,000 input tokens": Decimal(8),
    } == {each.kind: each.price for each in price.other}


def test_every_other_price_says_what_it_is_for(found: Catalog[Provider]) -> None:
    """Names with units and conditions become words."""
    expected = {
        ("input (batches)", "million tokens"): "0.15",
        ("cache creation input (above 1hr, above 200,000 input tokens)", "million tokens"): "1",
        ("audio input", "million tokens"): "1",
        ("output (1080p)", "second"): "0.5",
        ("input", "million characters"): "1",
        ("video input", "second"): "0.002",
        ("input", "text message"): "0.004",
        ("use", "second"): "0.0175",
        ("search context size low", "query"): "0.01",
        ("guardrail topicPolicyUnits", "unit"): "0.00015",
    }

    other = {(each.kind, each.unit): each.price for each in rocket(found).price.other}
    assert {name: Decimal(amount) for name, amount in expected.items()} == other


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


def test_multipliers_are_noted_with_the_price(found: Catalog[Provider]) -> None:
    """Factors of prices stand in the note of the price."""
    expected = "regional processing uplift multiplier eu: 1.1. fast: 2.0. us: 1.1."

    assert expected == rocket(found).price.note


def test_prices_at_hours_stand_side_by_side(found: Catalog[Provider]) -> None:
    """A model with off-peak prices has no single price, and each says when it holds."""
    model = found["deepseek"].models["deepseek/rocket"]
    hours = (
        "Monday, Tuesday 00:00-01:00, 04:00-06:00; Saturday, Sunday 00:00-00:00 UTC, "
        "weekdays of Asia/Shanghai."
    )

    assert [(Decimal("0.3"), f"Not at {hours}"), (Decimal("0.15"), f"At {hours}")] == [
        (price.input, price.note) for price in model.prices
    ]
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
    """An empty multiplier and an invalid date become notes."""
    model = found["acme"].models["acme/unpriced"]

    assert ((), None) == (model.prices, model.retires)
    expected = (
        "regional endpoint uplift multiplier: 1.2. "
        "deprecation_date is printed as 2027-02-31, which is no date."
    )
    assert expected == model.note


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
                matters = reading(without(DOCUMENT, key_path)) != found
            except DataError:
                matters = True  # it has to be there
            is_read[pattern] = matters or is_read.get(pattern, False)
    left_out = {field for catalogue, field, _ in LEFT_OUT if catalogue == "LiteLLM"}
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
            "deepseek/rocket.off_peak_pricing.windows.weekdays: found [8]",
        ),
        (
            ("deepseek/rocket", "off_peak_pricing", "windows", 0, "hours_utc"), 1,
            "deepseek/rocket.off_peak_pricing.hours_utc: found 1",
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_is_an_error_that_says_where(
    reading: Any, key_path: KeyPath, value: object, message: str
) -> None:
    """The message has the file, the entry, the field, the found and the expected value."""
    with pytest.raises(DataError) as caught:
        reading(changed(DOCUMENT, key_path, value))

    assert str(caught.value).startswith(f"litellm.json, {message}")


def test_a_file_without_models_is_an_error(reading: Any) -> None:
    """A file with nothing but the description of the format is an error."""
    with pytest.raises(DataError, match="expected models by name"):
        reading({"sample_spec": {}})
