"""The bundled data."""

from decimal import Decimal
from pathlib import Path

import pytest

from aiproviders import (
    Provider,
    Quantity,
    alibaba,
    best,
    blended_price,
    find_model,
    price_performance,
    provider,
)
from aiproviders._format.bundled.files import DATA
from aiproviders._format.registry import BUNDLED
from aiproviders.errors import AIProvidersError, NotStatedError
from aiproviders.results import Metrics
from aiproviders.testing import check_provider
from aiproviders.types import TokenMix
from tools.data import published_ids
from tools.docs.pinned import FOLDER


@pytest.mark.parametrize("id", BUNDLED)
def test_bundled_data_is_sound(id: str) -> None:
    """Bundled data passes every check that data of others is offered."""
    check_provider(provider(id))


def test_bundled_ids_are_the_folders() -> None:
    """Every folder of data is a bundled provider and the other way round."""
    folders = {path.name for path in Path(DATA).iterdir() if path.is_dir()}

    assert set(BUNDLED) == folders - {"market"}


def test_every_record_shows_itself() -> None:
    """Every record has words and a repr of one line, and is found by its own id."""
    for record in alibaba.records():
        assert str(record).strip()
        assert len(repr(record)) < 100
        assert "\n" not in repr(record)
        assert record == alibaba.record(record.id)


def test_blended_prices_of_the_guide() -> None:
    """At 3:1 the two stated price pairs blend to 3.75 and 1.35 dollars per million tokens."""
    assert Quantity(value="3.75", unit="USD/Mtok") == blended_price(find_model("qwen3.7-max").price)
    assert Quantity(value="1.35", unit="USD/Mtok") == blended_price(find_model("qwen 3.6").price)


def test_value_for_money_in_the_guide() -> None:
    """Qwen 3.6 is the better value, both are on the frontier, and no mix changes the order."""
    result = price_performance(alibaba.models[id] for id in ("qwen3.6", "qwen3.7-max"))
    best, other = result.rows

    assert ("qwen3.6", "qwen3.7-max") == (best.model.id, other.model.id)
    assert Decimal("21.44") == other.score_per_price.value
    assert Decimal("57.185") == round(best.score_per_price, 3).value
    assert best.on_frontier
    assert other.on_frontier
    assert () == result.turns
    assert TokenMix(input=3, output=1) == result.mix


def test_share_of_ai_revenue_disagrees_with_its_amounts() -> None:
    """About 30 % of cloud revenue is stated; the two amounts printed beside it give 21.55 %."""
    (share,) = (metric for metric in alibaba.metrics if metric.part and metric.whole)
    part, whole = alibaba.metrics[share.part or ""], alibaba.metrics[share.whole or ""]
    computed = (part.quantity / whole.quantity).to("%", rate=100)

    assert Decimal("21.55") == round(computed, 2).value
    assert not share.quantity.consistent_with(computed)


@pytest.mark.parametrize("name", ["qwen 3.6", "Qwen3.6", "Qwen-3.6", "qwen/qwen3.6", "QWEN_3.6"])
def test_spellings_of_a_model(name: str) -> None:
    """Usual spellings of a model's name find it."""
    assert "qwen3.6" == alibaba.models[name].id


def test_what_the_guide_leaves_open_stays_open() -> None:
    """What the source does not say is None, not a guess."""
    assert alibaba.models["qwen3-max"].access is None
    assert alibaba.models["qwen3-coder-480b"].parameters is None
    assert alibaba.models["tongyi-qianwen"].status is None
    assert alibaba.models["qwen3-vl"].modalities is None
    assert alibaba.models["qwen3.6"].scores[0].reported_by is None
    assert "alibaba" == alibaba.models["qwen3.7-max"].scores[0].reported_by
    for id in (
        "qwen-image",
        "qwen3-omni",
        "qwen3-vl",
        "qwen3.5",
        "qwen3.6",
        "tongyi-qianwen",
        "wan",
    ):
        assert alibaba.models[id].kind is None
    with pytest.raises(NotStatedError, match="guide"):
        _ = alibaba.models["qwen3-max"].price


def test_what_is_said_of_open_models_stands_on_the_family() -> None:
    """Where weights are and what runs them is said of no single model; Qwen is open in part."""
    assert ["qwen"] == [model.id for model in alibaba.models if model.weights_on or model.runs_with]
    assert ("mixed", None) == (alibaba.models["qwen"].access, alibaba.models["qwen"].open_weights)
    assert "qwen-max" == alibaba.models["Qwen3.x-Max"].id == alibaba.models["Qwen3.7-Max"].family


def test_what_is_inferred_is_marked() -> None:
    """The dollar, the unit of prices and the benchmark of a column headed SWE are conventions."""
    qwen = alibaba.models["qwen3.6"]

    assert ("currency", "unit") == qwen.price.inferred
    assert ("benchmark",) == qwen.scores[0].inferred
    assert () == alibaba.models["qwen3.7-max"].scores[0].inferred
    assert ("founder_count",) == alibaba.record("alibaba").inferred
    assert all(
        "period" in metric.inferred or metric.period is None or metric.period.edtf != "2026"
        for metric in alibaba.metrics
    )


def test_stated_counts_are_exact() -> None:
    """A number of languages, quarters or places in a ranking is not rounded."""
    counts = [metric.quantity for metric in alibaba.metrics]
    counts += [model.languages for model in alibaba.models if model.languages]
    exact = [count for count in counts if count.unit in ("language", "quarter", "rank")]

    assert exact
    assert {None} == {count.decimals for count in exact}


def test_windows_printed_in_round_numbers_are_nominal() -> None:
    """A window of 1M tokens holds 600,000, and one of 262K may be 262,144."""
    window = alibaba.models["qwen3.6"].context_window

    assert alibaba.models["qwen3.7-max"].fits(600_000) is True
    assert window is not None
    assert window.consistent_with(Quantity(value=262_144, unit="token"))


def test_a_column_has_one_precision() -> None:
    """Growth printed +40 % beside +38 % is to the percent, so that the first is surely faster."""
    ours = alibaba.metrics["cloud-intelligence-group.revenue-growth.fy2026-q4"].quantity
    outside = alibaba.metrics["cloud-intelligence-group.external-revenue-growth.fy2026-q4"].quantity

    assert Decimal("38.5") == ours.bounds[1]
    assert Decimal("39.5") == outside.bounds[0]


@pytest.mark.parametrize("id", BUNDLED)
def test_a_preference_settles_a_rival(id: str) -> None:
    """A figure is marked as preferred only where it takes the place of another."""
    metrics = provider(id).metrics
    for metric in metrics:
        if metric.preference == "preferred":
            others = [other for other in metrics if other is not metric]
            assert any(len(Metrics((metric, other)).preferred) == 1 for other in others), metric.id


@pytest.mark.parametrize(
    ("subject", "measure", "statements", "answer"),
    [
        ("alibaba-cloud", "revenue-growth", 4, "38 %"),
        ("qwen-app", "monthly-active-users", 3, "~203 million users"),
        ("qwen", "open-models", 3, ">400 models"),
        ("ai-related-products", "triple-digit-growth-quarters", 3, "11 quarters"),
    ],
)
def test_one_question_has_one_answer(
    subject: str, measure: str, statements: int, answer: str
) -> None:
    """Several statements on one question leave one that is preferred, and the best is that."""
    pinned = Provider.load(FOLDER / "alibaba.json")
    asked = alibaba.metrics.where(
        lambda metric: (
            (metric.subject, metric.measure) == (subject, measure)
            and metric.id in pinned.metrics.ids  # a later statement has another answer
        )
    )

    assert statements == len(asked)
    (preferred,) = asked.preferred
    assert preferred == best(asked)
    assert answer == str(preferred.quantity)


def test_dollars_of_the_best_statement() -> None:
    """Revenue in dollars is the source's conversion of the exact amount, not a rounded rival."""
    amounts = alibaba.metrics.in_currency("USD")

    assert ["~$148.4 billion"] == [
        str(metric.quantity)
        for metric in amounts
        if (metric.subject, metric.measure) == ("alibaba", "revenue")
    ]


def test_the_guide_counts_its_judgements() -> None:
    """The guide lists six controversies, five strengths and five weaknesses, each a claim."""
    for kind, section, number in (
        ("controversy", "Controversies", 6),
        ("strength", "Where Alibaba excels", 5),
        ("weakness", "Where Alibaba falls short", 5),
    ):
        places = [claim.citations[0] for claim in alibaba.claims if claim.kind == kind]
        assert number == len(places) == len({place.locator for place in places})
        assert {section} == {place.section for place in places}


@pytest.mark.parametrize("id", BUNDLED)
def test_titles_of_claims_name_what_they_are_about(id: str) -> None:
    """A claim is understood in a table of several providers: its title names a subject of it."""
    of = provider(id)
    for claim in of.claims:
        names = {name for each in claim.about for name in of.record(each).lookup_names}
        assert any(name in claim.title for name in names), claim.title


def test_what_followed_the_departures_stands_after_them() -> None:
    """The answers to the departures of March 2026 came after them, in an unknown month."""
    order = alibaba.events.ids
    followers = [event for event in alibaba.events if "lin-junyang-departed" in event.follows]

    assert {"ai-leadership-reshuffled", "ai-strategy-taken-over", "task-force-formed"} == {
        event.id for event in followers
    }
    for event in followers:
        assert order.index("lin-junyang-departed") < order.index(event.id)
        assert event.date is not None
        assert not event.date.before("2026-03")


def test_model_releases_are_those_of_the_table() -> None:
    """Each release is that of a model, which has the same date."""
    releases = alibaba.events.where(kind="model-release")

    assert releases
    for event in releases:
        assert alibaba.models[event.about[0]].released == event.date


def test_competitors_are_in_two_groups() -> None:
    """The guide splits the competitors into Chinese and US labs, and has no third group of them."""
    assert alibaba.company is not None
    rivals = [alibaba.entities[id] for id in alibaba.company.competitors]

    assert {"chinese-open-weight-labs", "us-frontier-labs", "chinese-open-models"} == {
        group for rival in rivals for group in rival.groups
    }


@pytest.mark.parametrize("id", BUNDLED)
def test_published_ids_still_answer(id: str) -> None:
    """Every id that was ever published is kept in a list; it has a record or is retired."""
    of = provider(id)
    published = (published_ids.PUBLISHED / f"{id}.txt").read_text("utf-8")

    assert set() == set(published.split()) - published_ids.present_ids(of) - set(of.retired.ids), (
        "name these ids in a [[retired]] table of provider.toml"
    )
    assert published_ids.text(of) == published, "run nox -s data"


def test_model_ids() -> None:
    """Ids of models are lower-case with hyphens and keep the dot of a version."""
    assert {
        "qwen3.7-max",
        "qwen3.6",
        "qwen3.6-max-preview",
        "qwen3-coder-480b",
        "qwen3.5",
        "qwen3-max",
        "qwen3-vl",
        "qwen3-omni",
    } <= set(alibaba.models.ids)


def test_errors_of_lookup_are_of_this_package() -> None:
    """A miss in the bundled data is an error of this package, with suggestions."""
    with pytest.raises(AIProvidersError, match=r"did you mean 'qwen3\.7-max'"):
        alibaba.models["qwen3.7-mx"]
