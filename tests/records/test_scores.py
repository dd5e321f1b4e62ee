"""The scores of a model: found by their benchmark, compared with numbers, written as people do."""

import copy
import pickle
from decimal import Decimal
from typing import Any

import pytest
from made_up.facts import model as bare_model

from aiproviders import Model, Quantity, Score, compare, market
from aiproviders.errors import AmbiguousFactError, IncomparableError, UnknownIdError
from aiproviders.types import Benchmark, ModelScores


def score(benchmark: str, quantity: str, **stated: Any) -> Score:
    """A score."""
    return Score(benchmark=benchmark, quantity=Quantity.parse(quantity), **stated)


SOLVED = score("swe-bench-verified", "61.9 %", harness="x")
EFFORTS = tuple(
    score("gpqa-diamond", result, variant=variant, reported_by="epoch-ai", date=date)
    for result, variant, date in (
        ("70 %", "low", "2026-01"),
        ("80 %", "high", "2026-01"),
        ("90 %", "high", "2025-01"),
    )
)
TWO_WAYS = (score("swe-bench-pro", "40 %", harness="x"), score("swe-bench-pro", "45 %"))
RIVALS = (
    score("aime", "50 %", variant="low", reported_by="x"),
    score("aime", "60 %", variant="high", reported_by="y"),
)
ALIKE = (score("simpleqa", "70 %"), score("simpleqa", "71 %"))
SCORES = (SOLVED, *EFFORTS, *TWO_WAYS, *RIVALS, *ALIKE, score("humanitys-last-exam", "20 %"))


def scored(*scores: Score) -> Model:
    """A model with scores."""
    return Model(id="rocket", provider="acme", name="Rocket", scores=scores)


@pytest.mark.parametrize(
    "name",
    [
        "swe-bench-verified",
        "SWE-bench Verified",
        "swe bench_verified",
        Benchmark(id="swe-bench-verified", name="SWE-bench Verified", unit="%", scale="share"),
    ],
)
def test_a_benchmark_finds_its_score(name: str | Benchmark) -> None:
    """By id, by name, by a spelling of either, and by the benchmark itself."""
    model = scored(*SCORES)

    assert SOLVED is model.score(name) is model.scores[name] is model.scores.get(name)
    assert model.scores.__contains__(name)


def test_signs_in_a_name_do_not_count() -> None:
    """An apostrophe that an id cannot have is no other benchmark."""
    model = scored(*SCORES)

    assert (
        model.scores[-1]
        is model.score("Humanity\u2019s Last Exam")
        is model.score("humanitys last exam")
    )


def test_the_best_variant_stands_for_the_model() -> None:
    """Of several efforts the best counts, and of several runs of one effort the newest."""
    assert EFFORTS[1] is scored(*SCORES).score("gpqa-diamond")


def test_the_first_rank_is_the_best() -> None:
    """Of several efforts that have ranks the lowest number stands for the model."""
    ranks = [score("arena", text, variant=text) for text in ("top 90", "top 3", "top 50")]
    ranked = scored(*ranks)

    assert ranks[1] is ranked.score("arena")
    rows = {row.field: row.values for row in compare(ranked, scored()).rows}
    assert (ranks[1], None) == rows["scores.arena"]


@pytest.mark.parametrize(
    ("name", "why", "named"),
    [
        (
            "swe-bench-pro",
            "measured in several ways",
            ("40 % (harness x)", "45 % (harness not stated)"),
        ),
        ("aime", "by several reporters", ("50 % (low, x)", "60 % (high, y)")),
        (
            "simpleqa",
            "none before another",
            ("70 % (harness not stated)", "71 % (harness not stated)"),
        ),
    ],
)
def test_several_that_do_not_compare_are_listed(
    name: str, why: str, named: tuple[str, ...]
) -> None:
    """Scores by two harnesses or two reporters are an error that names each; `on` has them."""
    model = scored(*SCORES)

    with pytest.raises(AmbiguousFactError, match=f"Rocket has 2 scores on {name}, {why}") as caught:
        model.score(name)
    assert named == caught.value.ids
    assert 2 == len(model.scores.on(name))
    with pytest.raises(AmbiguousFactError, match=r"scores\.on"):
        model.scores.get(name)


def test_a_score_that_is_not_there_is_answered_with_those_that_are() -> None:
    """The error names the model and what it is scored on, or what is near."""
    model = scored(*SCORES)

    with pytest.raises(
        UnknownIdError, match=r"scores of Rocket .* it has scores on swe-bench-veri"
    ):
        model.score("MMLU")
    with pytest.raises(UnknownIdError, match="did you mean 'gpqa-diamond'"):
        model.score("gpqa diamont")
    with pytest.raises(UnknownIdError, match=r"it has no scores; price_perf.*, benchmark=…\)"):
        bare_model("rocket").score(Benchmark(id="mmlu", name="MMLU", unit="%", scale="share"))
    with pytest.raises(TypeError, match="expected a text or a Benchmark, got 5"):
        model.score(5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert model.scores.get("MMLU") is None
    assert not model.scores.__contains__("MMLU")


def test_scores_are_a_tuple() -> None:
    """They equal a tuple, have its positions and slices, copy, pickle, and go into files alike."""
    scores = scored(*SCORES).scores

    assert SCORES == scores
    assert hash(SCORES) == hash(scores)
    assert (SCORES[0], SCORES[-1]) == (scores[0], scores[-1])
    assert SOLVED in scores
    assert ModelScores is type(scores[1:])
    assert SCORES[1:] == scores[1:]
    copied = pickle.loads(pickle.dumps(scores))  # noqa: S301 - made here
    assert (ModelScores, SCORES) == (type(copied), copied)
    assert SCORES == copy.deepcopy(scores)
    assert "aime" in scores._ipython_key_completions_()
    plain: list[dict[str, Any]] = scored(SOLVED).to_dict()["scores"]
    assert list is type(plain)
    assert ["swe-bench-verified"] == [each["benchmark"] for each in plain]


def test_every_score_of_the_market_is_found_or_listed() -> None:
    """No score is lost: asking for it finds one on its benchmark, or an error that lists it."""
    for model in market.models:
        for each in model.scores:
            there = model.scores.on(each.benchmark)
            if len({(score.version, score.harness) for score in there}) == 1:
                assert model.score(each.benchmark) in there
            else:
                with pytest.raises(AmbiguousFactError) as caught:
                    model.score(each.benchmark)
                assert len(there) == len(caught.value.ids)


def test_a_score_compares_as_its_quantity_does() -> None:
    """With a number, a text, a quantity, and a score that was measured in the same way."""
    same = score("swe-bench-verified", "75 %", harness="x")

    assert SOLVED > 61
    assert SOLVED >= Decimal("61.9")
    assert SOLVED < "62 %"
    assert SOLVED <= Quantity.parse("62 %")
    assert max(SOLVED, same) is same
    with pytest.raises(IncomparableError, match=r"harness x and .* harness y cannot be compared"):
        _ = SOLVED < score("swe-bench-verified", "75 %", harness="y")
    with pytest.raises(TypeError, match=r"write '75.5' or Decimal\('75.5'\)"):
        _ = SOLVED > 75.5  # type: ignore[operator] # pyright: ignore[reportOperatorIssue]


def test_a_result_may_be_a_text_with_its_unit() -> None:
    """`61.9 %` is read; a number alone does not say what of, and is refused with what to write."""
    assert Quantity.parse("61.9%") == Score(benchmark="x", quantity="61.9%").quantity
    with pytest.raises(ValueError, match=r"a score needs its unit, such as '61.9 %'"):
        Score(benchmark="x", quantity="61.9")
    with pytest.raises(TypeError, match=r"a text with its unit such as '61.9 %', got 61.9"):
        Score(benchmark="x", quantity=61.9)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
