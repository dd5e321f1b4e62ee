"""What a name in a log stands for."""

import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up.work import calls

from aiproviders import Model, TokenPrice, market, usage
from aiproviders.types import DatedAlias, NameRule
from benchmarks.many_facts import facts

MODELS = market.models
RESOLVE = usage.resolve


def models(*made: Model) -> list[Model]:
    """Models as they are, for a caller."""
    return list(made)


FOUND = [
    # name, what it is billed as, its host, its region, the rules
    ("claude-sonnet-4-5", "claude-sonnet-4-5", None, None, "exact"),
    ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5", None, None, "alias"),
    ("Claude Sonnet 4.5", "claude-sonnet-4-5", None, None, "alias"),
    ("CLAUDE_SONNET_4-5", "claude-sonnet-4-5", None, None, "spelling"),
    ("gpt-5-2025-08-07", "gpt-5", None, None, "alias"),
    ("gpt-5-20250807", "gpt-5", None, None, "snapshot_date"),
    ("openai/gpt-4o", "gpt-4o", None, None, "provider_prefix + alias"),
    ("models/gemini-2.5-pro", "gemini-2.5-pro", None, None, "provider_prefix + exact"),
    ("azure/eu/gpt-5", "gpt-5", "azure", "eu", "provider_prefix + region_prefix + exact"),
    ("claude-opus-4-5[1m]", "claude-opus-4-5", None, None, "context_mark + exact"),
    (
        "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "claude-sonnet-4-5",
        "bedrock",
        "us",
        "provider_prefix + region_prefix + vendor_prefix + version_suffix + alias",
    ),
    (
        ("arn:aws:bedrock:us-east-1:123456789012:inference-profile/"
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
        "claude-sonnet-4-5",
        "bedrock",
        "us",
        "arn + region_prefix + vendor_prefix + version_suffix + alias",
    ),
    (
        "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0",
        "claude-sonnet-4-5",
        "bedrock",
        "eu-west-1",
        "arn + vendor_prefix + version_suffix + alias",
    ),
    ("deepseek.v3.2", "deepseek-v3.2", "bedrock", None, "vendor_prefix + exact"),
    ("openai/gpt-4o:nitro", "gpt-4o", "openrouter", None, "provider_prefix + router_mark + alias"),
    ("claude-haiku-4-5@20251001", "claude-haiku-4-5", "vertex", None, "vertex_version + alias"),
    (
        "vertex_ai/claude-opus-4-6@default",
        "claude-opus-4-6",
        "vertex",
        None,
        "provider_prefix + vertex_version + exact",
    ),
    (
        "projects/p/locations/us-east5/publishers/google/models/gemini-2.5-pro",
        "gemini-2.5-pro",
        "vertex",
        "regional",
        "provider_prefix + exact",
    ),
    ("accounts/fireworks/models/deepseek-v3.2", "deepseek-v3.2", "fireworks-ai", None,
     "provider_prefix + exact"),
    ("'gpt-5' ", "gpt-5", None, None, "exact"),
    ("openai:chat:gpt-5", "gpt-5", None, None, "provider_prefix + exact"),
    ("azure/gpt-35-turbo", "gpt-3.5-turbo", "azure", None,
     "provider_prefix + host_spelling + alias"),
    ("fireworks_ai/glm-4p6", "glm-4.6", "fireworks-ai", None,
     "provider_prefix + host_spelling + exact"),
    ("azure/global-standard/gpt-5", "gpt-5", "azure", "global",
     "provider_prefix + region_prefix + exact"),
    ("vertex_ai/zai-org/glm-4.7-maas", "glm-4.7", "vertex", None,
     "provider_prefix + vertex_version + exact"),
    ("mistral-large@2411-001", "mistral-large-2411", "vertex", None, "vertex_version + exact"),
    ("claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet-20241022", "vertex", None,
     "vertex_version + exact"),
    ("claude-4.5-sonnet", "claude-sonnet-4-5", None, None, "claude_name"),
    ("claude-4-sonnet", "claude-sonnet-4-0", None, None, "claude_name"),
    ("Claude 3.7 Sonnet", "claude-3-7-sonnet-20250219", None, None, "claude_name"),
    ("anthropic/claude-4.5-sonnet-20250929", "claude-sonnet-4-5", None, None,
     "provider_prefix + claude_name"),
    ("claude-4.5-opus-high-thinking", "claude-opus-4-5", None, None, "effort_suffix"),
    ("gpt-5-high", "gpt-5", None, None, "effort_suffix"),
    ("GPT-5 (high)", "gpt-5", None, None, "effort_suffix"),
    ("openrouter/openai/gpt-5", "gpt-5", "openrouter", None, "provider_prefix + exact"),
    ("perplexity/openai/gpt-5", "gpt-5", "perplexity", None, "provider_prefix + exact"),
    ("bedrock/converse/amazon.nova-lite-v1:0", "nova-lite-v1", "bedrock", None,
     "provider_prefix + vendor_prefix + version_suffix + exact"),
    ("gemini-flash-latest", "gemini-flash-latest", None, None, "alias"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "billed", "host", "region", "rule"), FOUND)
def test_a_logged_name_finds_its_model(
    name: str, billed: str, host: str | None, region: str | None, rule: str
) -> None:
    """Each form of a name finds the model that it stands for, with host, region and rules."""
    found = RESOLVE(name, MODELS)

    assert (billed, host, region, rule) == (
        found.price_name,
        found.host,
        found.region,
        found.rule,
    )
    assert found.model is MODELS[billed]


MISSED = [
    ("no-such-model", "no model is called so"),
    ("openai/claude-sonnet-4-5", "no model of openai is called so"),
    ("gateway/gpt-5", "no model is called so"),
    ("gpt-5-2025-08-08", "gpt-5 is not known to be a snapshot of 2025-08-08"),
    (
        "cohere.command-r-v1:0",
        "bedrock may call another model so than cohere; say which in `names`",
    ),
    (
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2",
        "an ARN of application-inference-profile names no model; say which in `names`",
    ),
    ("deepseek.v3-v1:0", "no model of deepseek is called so"),
    ("sonar-medium", "no model is called so"),
    ("", "no model is called so"),
    ("Claude Sonnet 3.5", "no model is called so"),
    (
        "claude-3.5-sonnet",
        (
            "several models are called so: claude-3-5-sonnet-20240620 of anthropic, "
            "claude-3-5-sonnet-20241022 of anthropic"
        ),
    ),
    ("devstral-small", "no model is called so"),
    ("mixtral-8x22b", "no model is called so"),
    ("openai/claude-4.5-sonnet", "no model of openai is called so"),
    ("kimi-k2.5-thinking", "no model is called so"),
    ("glm-4.7-maas", "no model is called so"),
    ("fireworks/glm", "no model is called so"),
    ("openai/gpt-4o:extended", "no price of it with long answers is stated"),
    (
        "amazon.nova-lite-v1:0:24k",
        "it is provisioned throughput, which is bought by the hour",
    ),
    (
        "ft:gpt-4o-2024-08-06:acme::abc123",
        "it is fine-tuned, and no price of ft:gpt-4o-2024-08-06 is stated",
    ),
    ("ft:gpt-5", "it is fine-tuned, and no price of ft:gpt-5 is stated"),
    ("openai/", "no model is called so"),
]


@pytest.mark.parametrize(("name", "reason"), MISSED)
def test_a_name_that_may_mean_another_model_is_missed(name: str, reason: str) -> None:
    """What leaves it open which model is meant finds none, and the reason says so."""
    found = RESOLVE(name, MODELS)

    assert (None, None, None, reason) == (found.model, found.rule, found.price_name, found.reason)


def test_what_is_free_somewhere_is_found_but_not_billed() -> None:
    """A free model is the model that it is called after, and has no name to bill by."""
    found = RESOLVE("openai/gpt-5:free", MODELS)

    assert found.model is MODELS["gpt-5"]
    assert (None, "nothing states that it is free") == (found.price_name, found.reason)


def test_a_stated_price_of_fine_tuned_models_counts() -> None:
    """Where models have one of the fine-tuned base, that one is billed."""
    tuned = Model(id="ft:rocket", provider="acme", name="Rocket, fine-tuned")
    found = RESOLVE("ft:rocket:acme::abc", models(tuned))

    assert (tuned, "ft:rocket", None) == (found.model, found.price_name, found.reason)
    assert "fine_tuned + exact" == found.rule


def test_what_the_caller_says_goes_first() -> None:
    """A deployment finds the model that the caller names, before any rule and after a prefix."""
    names = {"my-gpt4": "gpt-4o", "gpt-5": "gpt-5-mini", "odd": "no-such-model"}
    deployed = RESOLVE("azure/my-gpt4", MODELS, names=names)
    other = RESOLVE("gpt-5", MODELS, names=names)
    odd = RESOLVE("odd", MODELS, names=names)

    assert ("gpt-4o", "azure") == (deployed.price_name, deployed.host)
    assert ("gpt-5-mini", "names + exact") == (other.price_name, other.rule)
    assert "`names` says 'no-such-model', and no model is called so" == odd.reason


def test_the_provider_of_a_row_decides() -> None:
    """The provider restricts the models to those of a maker, or says who served them."""
    by_maker = RESOLVE("gpt-4o", MODELS, provider="OpenAI")
    by_cloud = RESOLVE("gpt-4o", MODELS, provider="azure.ai.openai")
    unknown = RESOLVE("gpt-4o", MODELS, provider="")
    new = RESOLVE("gpt-5", MODELS, provider="some gateway")
    other = RESOLVE("gpt-4o", MODELS, provider="anthropic")

    assert ("openai", None) == (by_maker.provider, by_maker.host)
    assert (None, "azure") == (by_cloud.provider, by_cloud.host)
    assert (None, None, "gpt-4o") == (unknown.provider, unknown.host, unknown.price_name)
    assert ("some gateway", "gpt-5") == (new.host, new.price_name)
    assert "no model of anthropic is called so" == other.reason


def test_two_makers_of_one_name() -> None:
    """A name that two providers have is missed, unless one of them is named."""
    ours, theirs = (Model(id="rocket", provider=each, name="Rocket") for each in ("acme", "azure"))
    both = models(ours, theirs)
    open_ = RESOLVE("rocket", both)

    assert "several models are called so: rocket of acme, rocket of azure" == open_.reason
    assert ours is RESOLVE("acme/rocket", both).model
    assert theirs is RESOLVE("rocket", both, provider="Microsoft Azure").model
    assert theirs is RESOLVE("azure/rocket", both).model


def test_ids_of_hosts_are_those_of_the_models() -> None:
    """A host is called as the prices call it, whatever the log calls it."""
    price = TokenPrice(currency="USD", input="1", output="2", host="amazon-bedrock")
    rocket = Model(id="rocket", provider="acme", name="Rocket", prices=[price])
    own = evolve_host(price, "moon base")
    based = Model(id="lander", provider="acme", name="Lander", prices=[own])

    assert "amazon-bedrock" == RESOLVE("bedrock/rocket", models(rocket)).host
    assert "moon base" == RESOLVE("moon base/lander", models(based)).host


def evolve_host(price: TokenPrice, host: str) -> TokenPrice:
    """The price at another host."""
    return TokenPrice(currency=price.currency, input=price.input, output=price.output, host=host)


def test_a_name_of_bedrock_keeps_its_host_where_models_have_it() -> None:
    """A name with a maker and a dot is served by Bedrock, even if it is that of a model."""
    rocket = Model(id="rocket-1", provider="meta", name="Rocket 1", api_names=["meta.rocket1-v1:0"])
    by_id = Model(id="meta.lander-v1:0", provider="meta", name="Lander")

    assert "bedrock" == RESOLVE("meta.rocket1-v1:0", models(rocket)).host
    assert "bedrock" == RESOLVE("meta.lander-v1:0", models(by_id)).host


def test_a_moving_name_with_a_day_is_the_model_of_that_day() -> None:
    """A dated alias with the day of one of its models is that model, on every day."""
    old, new = (
        Model(
            id=f"rocket-{day}",
            provider="acme",
            name=f"Rocket of {day}",
            released=f"{day[:4]}-{day[4:6]}-{day[6:]}",
            dated_aliases=[DatedAlias(name="rocket", period=period)],
        )
        for day, period in (("20250102", "../2025-06-30"), ("20250701", "2025-07-01/.."))
    )
    both = models(old, new)
    moving, dated = RESOLVE("rocket", both), RESOLVE("rocket-2025-01-02", both)

    assert (new, "rocket", "rocket") == (moving.model, moving.dated_alias, moving.price_name)
    assert (old, None) == (dated.model, dated.dated_alias)
    assert "Rocket" not in {each.reason for each in (moving, dated)}
    assert RESOLVE("ROCKET", both).dated_alias == "rocket"
    assert RESOLVE("bedrock/rocket", both).model is None
    assert RESOLVE("rocket", both, provider="openai").model is None


MARKS = {
    "provider_prefix": ("bedrock/", ""),
    "region_prefix": ("us.anthropic.", ""),
    "vendor_prefix": ("anthropic.", ""),
    "router_mark": ("", ":nitro"),
    "context_mark": ("", "[1m]"),
    "vertex_version": ("", "@default"),
    "effort_suffix": ("", "-high"),
    "version_suffix": ("anthropic.", "-v1:0"),
}
CLAUDES = st.sampled_from([each for each in market["anthropic"].models.ids if "4" in each])


@given(CLAUDES, st.sampled_from(["", "bedrock/"]), st.sampled_from(["us", "eu", "global"]))
def test_a_made_name_finds_its_model(id: str, prefix: str, region: str) -> None:
    """A name made of prefix, region, maker, id and version finds the model, host and region."""
    found = RESOLVE(f"{prefix}{region}.anthropic.{id}-v1:0", MODELS)

    assert (MODELS[id], "bedrock", region) == (found.model, found.host, found.region)


@given(st.text("xyz-", min_size=1, max_size=9), st.sampled_from([*MARKS.values()]))
def test_no_mark_makes_a_model(word: str, marks: tuple[str, str]) -> None:
    """A name of no model finds none, whatever stands around it."""
    before, after = marks

    assert RESOLVE(f"{before}{word}{after}", MODELS).model is None


@given(CLAUDES, st.sampled_from([*MARKS]))
def test_each_rule_can_be_left_out(id: str, rule: NameRule) -> None:
    """A name that needs a rule finds its model by it, and none without it."""
    before, after = MARKS[rule]
    name = f"{before}{id}{after}"

    assert rule in (RESOLVE(name, MODELS).rule or "")
    assert RESOLVE(name, MODELS, without=[rule]).model is None


def test_the_page_has_every_rule_with_an_example() -> None:
    """The table of the documentation lists the rules in order, and each finds its example."""
    page = Path(__file__).parents[2] / "docs" / "explanation-names.md"
    rows = [line.split("|") for line in page.read_text("utf-8").splitlines() if "| `" in line[:4]]
    cells = [[re.findall("`(.*?)`", cell) for cell in row] for row in rows]

    assert list(get_args(NameRule)) == [row[1][0] for row in cells]
    for _, (rule,), _, examples, ids, _ in cells:
        for example in examples:
            found = RESOLVE(example, MODELS)
            assert ids == ([] if found.model is None else [found.model.id])
            assert rule in (found.rule or "fine_tuned")


def test_rules_are_named() -> None:
    """A rule that does not exist is refused with the names of all."""
    with pytest.raises(ValueError, match="no rule is called 'effort'") as error:
        RESOLVE("gpt-5", MODELS, without=["effort"])  # type: ignore[list-item]

    assert all(each in str(error.value) for each in get_args(NameRule))


@given(st.text(max_size=300))
def test_any_text_has_an_answer(name: str) -> None:
    """Every text is either the name of a model or missed with a reason, shown in one line."""
    found = RESOLVE(name, MODELS)

    assert (found.model is None) <= bool(found.reason)
    assert len(repr(found)) <= 100
    assert "\n" not in repr(found)


def test_a_resolution_shows_itself() -> None:
    """Its repr says what was found and where, or why nothing was."""
    shown = {
        name: repr(RESOLVE(name, MODELS))
        for name in ("gpt-5", "us.anthropic.claude-sonnet-4-5", "no-such-model")
    }

    assert {
        "gpt-5": "<Resolution gpt-5>",
        "us.anthropic.claude-sonnet-4-5": "<Resolution claude-sonnet-4-5 at bedrock in us, "
        "logged as us.anthropic.claude-sonnet-4-5>",
        "no-such-model": "<Resolution no model, logged as no-such-model: no model is called so>",
    } == shown


def test_only_texts_are_names() -> None:
    """Something else than a text is refused."""
    with pytest.raises(TypeError, match="got 5"):
        RESOLVE(5, MODELS)  # type: ignore[arg-type]


def test_the_module_names_what_it_has() -> None:
    """An unknown name of the module is an error as of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'no_such'"):
        _ = usage.no_such  # type: ignore[attr-defined]


def test_models_are_read_once_for_many_names() -> None:
    """Another name of the same models takes as long whatever their number, found or not."""
    few, many = facts(50), facts(500)
    for provider in (few, many):
        usage.resolve("modle-3", provider)
    taken = calls(lambda: usage.resolve("modle-3", many))
    usage.resolve("modle-3", few)

    assert taken == calls(lambda: usage.resolve("modle-3", few))


def test_other_models_are_read_anew() -> None:
    """What was read of models never answers for others, though these be fewer of the same."""
    models = facts(50).models

    assert usage.resolve("model-7", models).model is not None
    assert usage.resolve("model-7", models[:5]).model is None
    assert usage.resolve("model-7", models).model is not None
