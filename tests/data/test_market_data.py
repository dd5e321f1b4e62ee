"""The bundled edition of the market."""

import ast
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import aiproviders
from aiproviders import Provider, TokenPrice, find_model, market, price_performance
from aiproviders._format.bundled.files import DATA
from aiproviders._records.prices.day_intervals import day_intervals
from aiproviders._records.prices.price import LONGEST_REQUEST
from aiproviders._records.prices.price_in_force import find_price
from aiproviders.testing import check_provider

LABS = sorted(path.name for path in Path(DATA, "market").iterdir())
REFUSED = ("artificialanalysis.ai", "openrouter.ai")


@cache
def own(lab: str) -> Provider:
    """A lab as the edition has it, without what a guide says of it."""
    return Provider.load(Path(DATA, "market", lab))


@pytest.mark.parametrize("lab", LABS)
def test_data_of_a_lab_is_sound(lab: str) -> None:
    """The edition passes every check that data of others is offered."""
    check_provider(own(lab))


def test_no_model_takes_longer_requests_than_are_billed_as_one() -> None:
    """What stands for the longest request of all is the largest context window of the market."""
    windows = [model.context_window.bounds[1] for model in market.models if model.context_window]

    assert LONGEST_REQUEST == max(filter(None, windows))


@pytest.mark.parametrize("lab", LABS)
def test_prices_and_scores_cite_what_may_be_kept(lab: str) -> None:
    """Each has a citation, and none is of a site whose terms forbid to keep its rows."""
    models = own(lab).models
    stated = [price.citations for model in models for price in model.prices]
    stated += [score.citations for model in models for score in model.scores]
    cited = [citation.source for each in stated for citation in each]

    assert all(stated)
    assert [] == [source for source in cited if any(host in source for host in REFUSED)]


@pytest.mark.parametrize("lab", LABS)
def test_one_price_is_in_force(lab: str) -> None:
    """For every host, region, service and hour there is one, on every day that has any."""
    for model in own(lab).models:
        by_terms: dict[tuple[str | None, ...], list[TokenPrice]] = {}
        for price in model.prices:
            terms = (price.host, price.region, price.service, price.currency)
            by_terms.setdefault(terms, []).append(price)
        for prices in by_terms.values():
            assert [] == [days for days in day_intervals(prices) if days.rivals], model


@pytest.mark.parametrize("lab", LABS)
def test_scores_are_of_models_that_stay_the_same(lab: str) -> None:
    """No score is older than the model, and each run of Epoch AI has its standard error."""
    for model in own(lab).models:
        for score in model.scores:
            measured = score.date or model.released
            assert not (measured and model.released and measured.before(model.released)), model
            if score.reported_by == "epoch-ai":
                assert score.standard_error is not None, model


def test_a_dated_name_finds_its_model() -> None:
    """A name with its day finds the model of the market, with prices that catalogs state."""
    found = find_model("claude-opus-4-5-20251101")

    assert "claude-opus-4-5" == found.id
    assert {"model-prices", "genai-prices", "litellm"} <= set(found.price.stated_by)


def test_the_guide_is_part_of_its_lab() -> None:
    """What the guide says of Alibaba is in the market, beside what price catalogs state."""
    assert "claims" in {name for name in ("claims", "events") if getattr(market["Qwen"], name)}
    assert len(own("alibaba").models) < len(market["alibaba"].models)


def test_models_of_many_labs_are_ranked_together() -> None:
    """The benchmark with most comparable models has those of many labs, run by one evaluator."""
    ranking = price_performance(market)
    labs = {row.model.provider for row in ranking.rows}

    assert len(labs) > len(LABS) // 4
    assert ranking.harness == "Epoch AI"
    assert all(row.list_price.preference != "deprecated" for row in ranking.rows)


def test_prices_were_read_by_the_day_of_the_edition() -> None:
    """No price is in force from a later day on, and no model was read later than the edition."""
    assert market.as_of is not None
    assert market.as_of._last is not None
    assert date(2026, 1, 1) < market.as_of._last
    assert all(
        model.as_of is None or not model.as_of.after(market.as_of) for model in market.models
    )


def test_type_checkers_see_each_lab() -> None:
    """The package declares the name of every lab, and no other."""
    tree = ast.parse(Path(aiproviders.__file__).read_text("utf-8"))
    declared = [
        each.target.id
        for each in ast.walk(tree)
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]

    assert {"market", *aiproviders.market.providers.ids} == {*declared}
    assert aiproviders.openai is aiproviders.market["openai"]


def test_models_that_no_name_reaches_are_not_on_sale() -> None:
    """DeepSeek's models are retired once the names that they had stand for others or have ended."""
    models = own("deepseek").models.where(lambda model: bool(model.dated_aliases))

    assert {"retired"} == {model.status for model in models}
    assert "deepseek-r1" in models.ids


@pytest.mark.parametrize("lab", LABS)
def test_no_price_that_was_seen_later_answers_for_the_day_of_a_documented_one(lab: str) -> None:
    """A day on which a price is documented to begin never has one that was only seen after it."""
    for model in own(lab).models:
        for stated in model.prices:
            if stated.effective is None or stated.effective._first is None:
                continue
            begin = stated.effective._first
            found = find_price(
                model,
                on=begin,
                host=stated.host,
                region=stated.region,
                service=stated.service,
                plans=[stated.plan],
            ).price
            seen = found and found.effective is None and found.observed

            assert not seen or not seen.after(begin), model.id


@pytest.mark.parametrize(
    ("name", "day", "output"),
    [
        ("qwen3.7-plus", "2026-06-15", "1.28"),
        ("qwen3.7-plus", "2026-11-20", "1.28"),
        ("qwen3.7-plus-2026-05-26", "2026-11-20", "1.6"),
    ],
)
def test_a_discount_holds_for_the_name_that_has_it(name: str, day: str, output: str) -> None:
    """Qwen3.7 Plus has its discount from the day that is documented, its dated name has none."""
    price = find_price(find_model(name), on=day).price

    assert price is not None
    assert Decimal(output) == price.output
