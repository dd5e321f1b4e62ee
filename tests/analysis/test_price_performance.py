"""Price-performance: ratios, the Pareto frontier, crossover mixes, cost per solved task."""

from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    Context,
    Decimal,
    Inexact,
    Overflow,
    Rounded,
    Underflow,
    localcontext,
)
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from made_up.work import calls

from aiproviders import (
    Catalog,
    Model,
    Period,
    Provider,
    Quantity,
    Score,
    TokenPrice,
    Usage,
    blended_price,
    cost_per_solved,
    pareto_frontier,
    price_performance,
    price_ratio,
)
from aiproviders._format.bundled.vocabulary import shared_vocabulary
from aiproviders.errors import (
    AmbiguousIdError,
    IncomparableError,
    NotStatedError,
    UnknownIdError,
)
from aiproviders.types import Benchmark, TokenMix

BENCHMARK = "swe-bench-verified"


def price(input: str | None, output: str | None, **fields: Any) -> TokenPrice:
    """A price in dollars unless it is given another currency."""
    stated: dict[str, Any] = {"currency": "USD", **fields}
    return TokenPrice(input=input, output=output, **stated)


def score(value: str, **fields: Any) -> Score:
    """A score in percent on the usual benchmark, unless it is given others."""
    unit = fields.pop("unit", "%")
    quantity = Quantity(value=value, unit=unit, comparator=fields.pop("comparator", "="))
    stated: dict[str, Any] = {"benchmark": BENCHMARK, "quantity": quantity, **fields}
    return Score(**stated)


def model(id: str, price: TokenPrice | None, *scores: Score) -> Model:
    """A model with one price or none, and any scores."""
    prices = () if price is None else (price,)
    return Model(id=id, provider="p", name=id.title(), prices=prices, scores=scores)


amounts = st.decimals(Decimal("0.01"), Decimal(100), places=2)
any_amounts = st.one_of(
    st.decimals(0, 1_000, places=3),
    st.builds(Decimal.scaleb, st.integers(0, 10**34 - 1).map(Decimal), st.integers(-50, 16)),
)
results = st.decimals(Decimal(1), Decimal(100), places=1)
priced_models = st.lists(st.tuples(amounts, amounts, results), min_size=1, max_size=8).map(
    lambda drawn: [
        model(f"m{number}", price(str(i), str(o)), score(str(s)))
        for number, (i, o, s) in enumerate(drawn)
    ]
)


# Blended prices


def test_blends_three_to_one_by_default() -> None:
    """Three parts of input and one of output are averaged exactly."""
    assert Quantity(value="3.75", unit="USD/Mtok") == blended_price(price("2.5", "7.5"))


def test_blends_other_mixes() -> None:
    """Any mix of input and output, whole or not, is averaged by its parts."""
    assert Quantity(value=6, unit="USD/Mtok") == blended_price(price("2", "8"), "0.5:1")
    assert Quantity(value=2, unit="USD/Mtok") == blended_price(price("2", None), "1:0")


def test_blends_cached_input_at_its_price() -> None:
    """The three parts that Artificial Analysis publishes are averaged where all have a price."""
    mix = TokenMix(cache_read=7, input=2, output=1)

    assert Quantity(value="1.27", unit="EUR/Mtok") == blended_price(
        price("2", "8", cache_read="0.1", currency="EUR"), mix
    )


def test_an_unstated_cache_price_makes_an_upper_bound() -> None:
    """Without a price for cache reads the input price bounds the blend from above."""
    blend = blended_price(price("2", "8"), TokenMix(cache_read=7, input=2, output=1))

    assert (Decimal("2.6"), "<=") == (blend.value, blend.comparator)
    assert (Decimal("1.2"), Decimal("2.6")) == blend.bounds


@pytest.mark.parametrize(
    ("stated", "mix", "missing"),
    [
        (price("2", None), "3:1", "output"),
        (price(None, "2"), "3:1", "input"),
        (price("2", "8"), TokenMix(cache_write=1, input=2, output=1), "cache write"),
        (price(None, "8"), TokenMix(cache_read=1, input=0, output=1), "cache read"),
    ],
)
def test_any_other_missing_price_has_no_blend(
    stated: TokenPrice, mix: TokenMix | str, missing: str
) -> None:
    """A price that the mix needs and nobody states is an error, never zero."""
    with pytest.raises(NotStatedError, match=f"no price of {missing} is stated"):
        blended_price(stated, mix)


@given(amounts, amounts, st.integers(1, 9), st.integers(1, 9), st.integers(2, 9))
def test_blending_depends_on_proportions_alone(
    i: Decimal, o: Decimal, a: int, b: int, times: int
) -> None:
    """Σ wₖ·pₖ / Σ wₖ does not change when all parts are multiplied."""
    stated = price(str(i), str(o))

    assert blended_price(stated, f"{a}:{b}") == blended_price(stated, f"{a * times}:{b * times}")


@given(st.lists(st.tuples(any_amounts, any_amounts), min_size=4, max_size=4))
def test_a_blend_is_what_quantities_come_to(parts: list[tuple[Decimal, Decimal]]) -> None:
    """Whether it is exact or has bounds, the average is that of quantities, digit by digit."""
    kinds = ("cache_read", "cache_write", "input", "output")
    assume(any(weight for _, weight in parts))
    rates: dict[str, Any] = dict(zip(kinds, (rate for rate, _ in parts), strict=True))
    weights: dict[str, Any] = dict(zip(kinds, (weight for _, weight in parts), strict=True))
    stated, mix = TokenPrice(currency="USD", **rates), TokenMix(**weights)

    def blended() -> Quantity:
        weighted = [
            Quantity(value=rate, unit="USD/Mtok") * weight for rate, weight in parts if weight
        ]
        sums = [Quantity(value=weight, unit="1") for _, weight in parts if weight]
        return sum(weighted[1:], weighted[0]) / sum(sums[1:], sums[0])

    try:
        expected = blended()
    except ValueError:
        with pytest.raises(ValueError, match="expected a decimal number"):
            blended_price(stated, mix)
    else:
        found = blended_price(stated, mix)
        assert expected == found
        assert (repr(expected), str(expected.value)) == (repr(found), str(found.value))


def test_a_blend_of_exact_prices_is_one_quantity() -> None:
    """Exact prices carry no bounds, so that no quantity is made but the result."""
    stated, mix = price("2.5", "7.5"), TokenMix.of("3:1")

    assert 1 == calls(lambda: blended_price(stated, mix), to=Quantity.__init__)


@given(amounts, amounts, st.integers(0, 9), st.integers(1, 9))
def test_a_blend_lies_between_its_prices(i: Decimal, o: Decimal, a: int, b: int) -> None:
    """An average is no less than the least and no more than the greatest of its parts."""
    value = blended_price(price(str(i), str(o)), f"{a}:{b}").value

    assert min(i, o) <= value <= max(i, o)


def test_ratio_of_two_prices() -> None:
    """How many times as dear one is as another is a plain number, for models and for prices."""
    dear, cheap = model("dear", price("5", "15")), price("1", "3")

    assert Quantity(value=5, unit="1") == price_ratio(dear, cheap)
    assert Quantity(value=5, unit="1") == price_ratio(dear, cheap, mix="1:1")


def test_ratios_need_one_currency() -> None:
    """Prices in two currencies have no ratio without a rate."""
    with pytest.raises(IncomparableError, match="in CNY and USD"):
        price_ratio(price("1", "1"), price("1", "1", currency="CNY"))


def test_nothing_is_dearer_than_free() -> None:
    """A ratio to a free model is refused."""
    with pytest.raises(IncomparableError, match="may be zero"):
        price_ratio(price("1", "1"), price("0", "0"))


# Price-performance


def test_ranks_by_score_per_price(acme: Provider) -> None:
    """The highest ratio comes first; each row has score, price, both ratios and the reporter."""
    result = price_performance(acme.models)
    first, second = result.rows

    assert ["rocket-1", "rocket-2"] == [row.model.id for row in result.rows]
    assert Quantity(value="1.75", unit="USD/Mtok") == first.blended_price
    assert acme.models["rocket-2"].scores[0].quantity == second.score
    assert Decimal("34.29") == round(first.score_per_price, 2).value
    assert "%/(USD/Mtok)" == first.score_per_price.unit
    assert "(USD/Mtok)/%" == first.price_per_point.unit
    assert ("acme", None) == (first.reported_by, second.reported_by)
    assert first.on_frontier
    assert second.on_frontier


def test_takes_a_benchmark_second_and_one_model(acme: Provider) -> None:
    """The benchmark may stand after the models, and one model needs no list."""
    name = acme.models["rocket-1"].scores[0].benchmark

    assert price_performance(acme, benchmark=name) == price_performance(acme, name)
    assert pareto_frontier(acme, benchmark=name) == pareto_frontier(acme, name)
    (row,) = price_performance(acme.models["rocket-1"], name).rows
    assert "rocket-1" == row.model.id


def test_says_who_is_left_out_and_why(acme: Provider) -> None:
    """Every model has a row or a reason."""
    result = price_performance(acme.models)

    assert [("anvil-1", "no price"), ("rocket", "no price")] == [
        (each.model.id, each.reason) for each in result.excluded
    ]
    assert len(acme.models) == len(result.rows) + len(result.excluded)


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (model("m", None, score("5")), "no price"),
        (model("m", price("1", "1", plan="contract"), score("5")), "no list price is stated"),
        (model("m", price("1", None), score("5")), "no price of output is stated"),
        (model("m", price("1", "1")), "no score on swe-bench-verified"),
        (
            model("m", price("1", "1"), score("5"), score("6")),
            "several scores on swe-bench-verified",
        ),
        (model("m", price("0", "0"), score("5")), "free"),
        (model("m", price("1", "1"), score("0")), "scored nothing"),
        (
            model("m", price("1", "1"), score("5", version="2")),
            "scored on another version of swe-bench-verified",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_reasons(left_out: Model, reason: str) -> None:
    """Each way of not being comparable has its reason."""
    others = [model(f"o{n}", price("1", "1"), score("5")) for n in range(2)]
    result = price_performance([*others, left_out])

    assert [reason] == [each.reason for each in result.excluded]


def test_only_models_that_need_a_stated_score_choose_the_version() -> None:
    """Models without a price, and those that the caller scored, do not count for the version."""
    unpriced = [model(f"u{n}", None, score("5", version="2")) for n in range(3)]
    priced = [model(f"p{n}", price("1", "1"), score("5", version="1")) for n in range(2)]
    other = model("other", price("1", "1"), score("5", version="2"))

    assert ["p0", "p1"] == [row.model.id for row in price_performance([*unpriced, *priced]).rows]
    both = price_performance([priced[0], other], benchmark=BENCHMARK, scores={"other": 6})
    assert ["other", "p0"] == [row.model.id for row in both.rows]


def test_a_score_on_the_version_that_counts_is_enough() -> None:
    """A model scored on two versions takes part with the one that the others have."""
    both = model("both", price("1", "1"), score("5", version="1"), score("50", version="2"))
    others = [model(f"o{n}", price("1", "1"), score("6", version="1")) for n in range(2)]

    assert [Decimal(6), Decimal(6), Decimal(5)] == [
        row.score.value for row in price_performance([both, *others]).rows
    ]


@pytest.mark.parametrize("comparator", ["<", "~"])
def test_a_score_without_a_least_is_left_out(comparator: str) -> None:
    """A score that may be nothing makes no ratio, and spoils none of the others."""
    models = [
        model("a", price("1", "1"), score("5")),
        model("b", price("1", "1"), score("50", comparator=comparator)),
    ]
    result = price_performance(models)

    assert ["a"] == [row.model.id for row in result.rows]
    assert ["how little it may have scored is not stated"] == [
        each.reason for each in result.excluded
    ]


def test_scores_in_two_units_are_not_compared() -> None:
    """A score in another unit than the benchmark's is left out of ratios and frontier alike."""
    models = [
        model("a", price("1", "1"), score("70")),
        model("b", price("2", "2"), score("0.9", unit="1")),
    ]

    assert ["scored in 1, not in %"] == [each.reason for each in price_performance(models).excluded]
    assert (models[0],) == pareto_frontier(models)


@pytest.mark.parametrize(
    ("one", "other", "ways"),
    [
        (
            {"version": "1"},
            {},
            "version 1, harness not stated; version not stated, harness not stated",
        ),
        (
            {"harness": "mini-swe-agent"},
            {"harness": "OpenHands", "variant": "high, best of 8"},
            "version not stated, harness OpenHands; version not stated, harness mini-swe-agent",
        ),
        (
            {"version": "1", "harness": "a"},
            {"version": "2", "harness": "a"},
            "version 1, harness a; version 2, harness a",
        ),
    ],
    ids=["version", "harness", "both"],
)
def test_a_tie_of_versions_or_harnesses_is_refused(
    one: dict[str, str], other: dict[str, str], ways: str
) -> None:
    """Where as many models are scored in one way as in another, none is chosen, unless told."""
    models = [
        model("a", price("1", "1"), score("5", **one)),
        model("b", price("1", "1"), score("7", **other)),
    ]

    for rank in (price_performance, pareto_frontier):
        with pytest.raises(IncomparableError, match=f"another: {ways}; choose by harness=… or"):
            rank(models)
    given = {each: each.scores[0].quantity for each in models}
    own = price_performance(models, benchmark=BENCHMARK, scores=given)
    assert ["b", "a"] == [row.model.id for row in own.rows]


MEASURED = [
    model("a", price("1", "1"), score("50", harness="x", reported_by="lab")),
    model("b", price("1", "1"), score("60", harness="x"), score("62", reported_by="lab")),
    model("c", price("1", "1"), score("70"), score("80", harness="x", reported_by="lab")),
    model("d", None, score("90", harness="y", reported_by="maker")),
]


@pytest.mark.parametrize(
    ("chosen", "ranked", "left_out", "conditions"),
    [
        ({}, {"c": "80", "b": "60", "a": "50"}, ["no price"], "harness x"),
        ({"harness": "x"}, {"c": "80", "b": "60", "a": "50"}, ["no price"], "harness x"),
        (
            {"harness": "not stated"},
            {"c": "70", "b": "62"},
            ["scored by another harness on swe-bench-verified", "no price"],
            "harness not stated",
        ),
        (
            {"reported_by": "lab", "harness": "x"},
            {"c": "80", "a": "50"},
            ["scored by another harness on swe-bench-verified", "no price"],
            "harness x",
        ),
        (
            {"reported_by": "not stated", "harness": "x"},
            {"b": "60"},
            [
                "no score on swe-bench-verified by this reporter",
                "scored by another harness on swe-bench-verified",
                "no price",
            ],
            "harness x",
        ),
        ({"harness": "y"}, {}, [*["scored by another harness on swe-bench-verified"] * 3], ""),
    ],
)
def test_the_caller_chooses_harness_and_reporter(
    chosen: dict[str, str], ranked: dict[str, str], left_out: list[str], conditions: str
) -> None:
    """Only scores by the chosen harness and reporter count; not stated is a choice of its own."""
    result = price_performance(MEASURED, **chosen)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

    assert ranked == {row.model.id: str(row.score.value) for row in result.rows}
    assert left_out == [each.reason for each in result.excluded][: len(left_out)]
    assert conditions == result.conditions
    assert {*ranked} >= {
        each.id
        for each in pareto_frontier(MEASURED, **chosen)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    }


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"harness": "z"}, r"the harnesses of scores on .* 'z'; .* 'not stated', 'x' or 'y'\?"),
        ({"reported_by": "lap"}, r"the reporters of scores on .* 'lap'; did you mean 'lab'\?"),
    ],
)
def test_a_harness_or_reporter_of_no_score_is_refused(chosen: dict[str, str], message: str) -> None:
    """The error names the harnesses or the reporters that there are."""
    with pytest.raises(UnknownIdError, match=message):
        price_performance(MEASURED, **chosen)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def quizzed(id: str, *benchmarks: str, **stated: Any) -> Model:
    """A model with a price, and a score on each of some benchmarks."""
    return model(
        id, price("1", "1"), *(score("5", benchmark=each, **stated) for each in benchmarks)
    )


def test_the_benchmark_is_the_one_that_most_models_can_be_compared_on() -> None:
    """Models count that have a price and were scored in one way; ties are for the caller."""
    models = [
        *(quizzed(f"g{n}", "gpqa-diamond") for n in range(3)),
        *(quizzed(f"s{n}", BENCHMARK, harness=f"h{n}") for n in range(4)),
        *(evolve(quizzed(f"u{n}", BENCHMARK), prices=()) for n in range(5)),
    ]

    assert "gpqa-diamond" == price_performance(models).benchmark
    assert "gpqa-diamond" == price_performance(reversed(models)).benchmark
    assert BENCHMARK == price_performance(models[3:4]).benchmark
    assert BENCHMARK == price_performance(models[7:]).benchmark
    with pytest.raises(
        IncomparableError, match="another: gpqa-diamond, swe-bench-verified; choose"
    ):
        price_performance(models[2:4])


def test_the_benchmark_is_the_one_that_the_data_name(acme: Provider) -> None:
    """A benchmark of a provider with a reason to be the default is taken, if it is the only one."""
    own = Benchmark(id="acme:quiz", name="Quiz", unit="%", scale="share", default_because="Ours.")
    quiz = evolve(acme.models["rocket-1"], scores=[score("5", benchmark="acme:quiz")])
    models = Catalog([quiz, *(each for each in acme.models if each.id != quiz.id)])
    named = evolve(acme, models=models, benchmarks=Catalog([*acme.benchmarks, own]))
    twice = evolve(
        named, benchmarks=[evolve(each, default_because="Well known.") for each in named.benchmarks]
    )

    assert "acme:quiz" == price_performance(named).benchmark
    assert ["rocket-1"] == [row.model.id for row in price_performance(named.models).rows]
    assert BENCHMARK == price_performance(named, benchmark=BENCHMARK).benchmark
    with pytest.raises(IncomparableError, match="acme:quiz, swe-bench-verified; choose one"):
        price_performance(twice)
    assert named == Provider.from_json(named.to_json())
    other = Provider(id="other", models=[evolve(quizzed("m", BENCHMARK), provider="other")])
    assert "acme:quiz" == price_performance([other, named]).benchmark
    with pytest.raises(IncomparableError, match="less is better on Quiz"):
        price_performance(
            [other, evolve(named, benchmarks=[evolve(own, higher_is_better=False)])],
            benchmark="acme:quiz",
        )


def test_without_scores_there_is_no_benchmark() -> None:
    """Where nothing can be compared, and where scores name no benchmark, the error says so."""
    bare = model("a", price("1", "1"))

    with pytest.raises(NotStatedError, match="no model has a score that can be divided"):
        price_performance([bare, quizzed("r", "arena-elo")])
    with pytest.raises(ValueError, match="results on one benchmark; name it as benchmark="):
        price_performance([bare], scores={"a": 5})


@pytest.mark.parametrize(
    ("benchmark", "unit", "message"),
    [
        ("lmarena-elo", "point", "of the scale elo"),
        ("arena", "Elo point", "of the scale elo"),
        ("arena", "ELO", "of the scale elo"),
        ("human-rating", "%", "of the scale rating"),
        ("places", "rank", "of the scale rank"),
        ("Arena Ranking", "point", "of the scale ranking"),
        ("vending", "USD", r"what scores on vending count is not stated \(unit USD\)"),
        ("quiz", "1", r"what scores on quiz count is not stated \(unit 1\)"),
    ],
)
def test_scores_that_only_order_are_refused_by_any_name(
    benchmark: str, unit: str, message: str
) -> None:
    """A word of name or unit says that scores order models; what is not stated is not guessed."""
    rated = model("a", price("1", "1"), score("1200", unit=unit, benchmark=benchmark))

    for rank in (price_performance, pareto_frontier):
        with pytest.raises(IncomparableError, match=message):
            rank([rated], benchmark=benchmark)
    assert BENCHMARK == price_performance([rated, quizzed("b", BENCHMARK)]).benchmark


def test_what_a_benchmark_of_a_provider_says_counts(acme: Provider) -> None:
    """The scale of a provider's own benchmark is known from its catalog, by id and by name."""
    rated = evolve(acme.models["rocket-1"], scores=[score("9", unit="1", benchmark="acme:quiz")])
    quiz = Benchmark(id="acme:quiz", name="The Quiz", unit="1", scale="unknown")

    def rank(benchmark: Benchmark) -> list[str]:
        known = evolve(acme, models=[rated], company=None, benchmarks=[benchmark])
        return [row.model.id for row in price_performance(known, benchmark="the quiz").rows]

    assert ["rocket-1"] == rank(evolve(quiz, scale="points"))
    with pytest.raises(IncomparableError, match="what scores on The Quiz count is not stated"):
        rank(quiz)
    with pytest.raises(IncomparableError, match="scores on The Quiz are of the scale elo"):
        rank(evolve(quiz, scale="elo"))
    with pytest.raises(IncomparableError, match="less is better on The Quiz"):
        rank(evolve(quiz, higher_is_better=False))


def test_scores_of_one_harness_are_ranked() -> None:
    """The harness of most models counts, and a model scored by another is left out with reason."""
    models = [
        model("a", price("1", "1"), score("5", harness="x"), score("90", harness="y")),
        model("b", price("1", "1"), score("6", harness="x")),
        model("c", price("1", "1"), score("80", harness="y", variant="high")),
        model("d", price("1", "1"), score("70")),
        model("e", price("1", "1"), score("8", harness="x", version="2")),
    ]
    result = price_performance([*models, model("f", price("1", "1"), score("4", harness="x"))])

    assert [("b", Decimal(6)), ("a", Decimal(5)), ("f", Decimal(4))] == [
        (row.model.id, row.score.value) for row in result.rows
    ]
    assert ["c", "d", "e"] == [each.model.id for each in result.excluded]
    assert [
        *["scored by another harness on swe-bench-verified"] * 2,
        "scored on another version of swe-bench-verified",
    ] == [each.reason for each in result.excluded]
    assert (None, "x", "harness x") == (result.version, result.harness, result.conditions)


@pytest.mark.parametrize(
    ("scores", "variant"),
    [
        ([score("70", variant="low"), score("75", variant="high"), score("72")], "high"),
        ([score("70"), score("75", variant="high", comparator="<=")], None),
        ([score("70", variant="high", comparator=">"), score("71", variant="max")], "max"),
        ([score("70", variant="high", comparator=">="), score("69", variant="max")], "high"),
        ([score("95", harness="y", variant="high"), score("70", variant="low")], "low"),
    ],
    ids=["best", "at-most", "at-least", "at-least-more", "harness"],
)
def test_the_best_variant_stands_for_a_model(scores: list[Score], variant: str | None) -> None:
    """Of several efforts of a model by one harness the best at its worst counts, and is named."""
    others = [model(f"o{n}", price("1", "1"), score("5")) for n in range(2)]
    for order in (scores, scores[::-1]):
        rows = price_performance([model("m", price("1", "1"), *order), *others]).rows

        assert ("m", variant) == (rows[0].model.id, rows[0].variant)
        assert ["m"] == [
            each.id for each in pareto_frontier([model("m", price("1", "1"), *order), *others])
        ]


@pytest.mark.parametrize(
    "scores",
    [
        [score("70", variant="high"), score("75", variant="high")],
        [score("70", variant="high"), score("70", variant="high", reported_by="x"), score("80")],
        [score("70", variant="high"), score("0.8", unit="1")],
    ],
    ids=["one-variant", "reporters", "units"],
)
def test_rival_scores_of_one_variant_are_left_out(scores: list[Score]) -> None:
    """Several scores of one variant, or in several units, are no better than one another."""
    result = price_performance([model("m", price("1", "1"), *scores)])

    assert ["several scores on swe-bench-verified"] == [each.reason for each in result.excluded]


def test_two_currencies_are_refused() -> None:
    """Models priced in two currencies cannot be ranked."""
    models = [
        model("a", price("1", "1"), score("5")),
        model("b", price("1", "1", currency="CNY"), score("5")),
    ]

    with pytest.raises(IncomparableError, match="CNY and USD"):
        price_performance(models)


@pytest.mark.parametrize("unit", ["elo", "rank"])
def test_scales_that_cannot_be_divided_are_refused(unit: str) -> None:
    """Elo ratings and ranks only order models, and are not divided by a price."""
    rated = model("a", price("1", "1"), score("1200", unit=unit, benchmark="arena"))

    with pytest.raises(IncomparableError, match=f"of the scale {unit}"):
        price_performance([rated], benchmark="arena")


def test_benchmarks_on_which_less_is_better_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a lower score is better, score per price means nothing."""
    rate = Benchmark(
        id="error-rate", name="Error rate", unit="%", scale="share", higher_is_better=False
    )
    shared = evolve(shared_vocabulary(), benchmarks=Catalog([rate]))
    monkeypatch.setattr("aiproviders._format.bundled.vocabulary.shared_vocabulary", lambda: shared)

    with pytest.raises(IncomparableError, match="less is better on Error rate"):
        price_performance([], benchmark="error-rate")


def test_a_benchmark_may_be_passed_itself() -> None:
    """A provider's own benchmark is passed as a record, and its scale counts."""
    rated = model("a", price("1", "1"), score("1300", unit="point", benchmark="acme:arena"))
    arena = Benchmark(id="acme:arena", name="Arena", unit="point", scale="elo")

    with pytest.raises(IncomparableError, match="Arena are of the scale elo"):
        price_performance([rated], benchmark=arena)
    assert 1 == len(price_performance([rated], benchmark=evolve(arena, scale="points")).rows)


def test_a_benchmark_goes_by_its_name_too(acme: Provider) -> None:
    """A benchmark of the shared vocabulary is found by name, in any spelling."""
    assert BENCHMARK == price_performance(acme.models, benchmark="SWE-Bench Verified").benchmark


def test_a_benchmark_of_nobody_is_refused(acme: Provider) -> None:
    """A benchmark that no model has a score on is taken for a mistake."""
    with pytest.raises(UnknownIdError, match="did you mean 'swe-bench-verified'"):
        price_performance(acme.models, benchmark="swe-bench-verifed")


def test_a_benchmark_of_the_callers_own(acme: Provider) -> None:
    """Scores of the caller's own make a benchmark that nobody else has heard of."""
    own: dict[Model | str, int | str] = {"rocket 2": 7, acme.models["rocket-1"]: "6.5"}
    result = price_performance(acme.models, benchmark="our-eval", scores=own)

    assert {"rocket-2": "7 points", "rocket-1": "6.5 points"} == {
        row.model.id: str(row.score) for row in result.rows
    }
    assert ["caller", "caller"] == [row.reported_by for row in result.rows]


def test_the_callers_scores_go_first(acme: Provider) -> None:
    """A result of the caller's own takes the place of the stated one; the others stay."""
    own = {"rocket-2": Quantity(value=90, unit="%")}
    result = price_performance(acme.models, benchmark=BENCHMARK, scores=own)

    assert {"rocket-1": Decimal(60), "rocket-2": Decimal(90)} == {
        row.model.id: row.score.value for row in result.rows
    }


def test_scores_on_a_benchmark_of_ones_own_may_say_percent() -> None:
    """Where no data name the unit, percent of one of the caller's scores is that of all of them."""
    models = [model("a", price("1", "1")), model("b", price("2", "2"))]

    said = price_performance(models, benchmark="own", scores={"a": "61.9%", "b": "50"})
    assert ["61.9 %", "50 %"] == [str(row.score) for row in said]
    plain = price_performance(models, benchmark="own", scores={"a": "61.9", "b": "50"})
    assert ["61.9 points", "50 points"] == [str(row.score) for row in plain]


def test_scores_of_nobody_are_listed(acme: Provider) -> None:
    """Names among the caller's scores that no model has are given back."""
    stranger = model("stranger", None)
    own: dict[Model | str, int] = {"gpt-9": 1, stranger: 2}
    result = price_performance(acme.models, benchmark=BENCHMARK, scores=own)

    assert ("gpt-9", "stranger") == result.unmatched
    assert "Scores for no model here: gpt-9, stranger." in str(result)


def test_a_score_for_one_of_two_is_ambiguous() -> None:
    """A name that two models have is refused."""
    twins = [model("a", price("1", "1")), model("b", price("1", "1"))]
    named = [evolve(each, aliases=("twin",)) for each in twins]

    with pytest.raises(AmbiguousIdError):
        price_performance(named, benchmark="x", scores={"twin": 1})


def test_floats_never_come_in(acme: Provider) -> None:
    """A float for a score is refused with advice."""
    with pytest.raises(TypeError, match=r"write '0.4' or Decimal\('0.4'\)"):
        price_performance(acme.models, benchmark=BENCHMARK, scores={"rocket-2": 0.4})  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("given", ["61.9%", "61.9 %", "61.9", Decimal("61.9")])
def test_a_score_may_be_written_as_people_do(acme: Provider, given: str | Decimal) -> None:
    """A caller's score is a number in the unit of the benchmark, or a text with the unit."""
    scores = {"rocket-1": given}
    (row, *_) = price_performance(acme.models, benchmark=BENCHMARK, scores=scores)

    assert ("rocket-1", Decimal("61.9"), "%") == (row.model.id, row.score.value, row.score.unit)


def test_a_bounded_price_bounds_the_ratio() -> None:
    """A price that is at most so much makes a score per price that is at least so much."""
    mix = TokenMix(cache_read=7, input=2, output=1)
    (row,) = price_performance([model("a", price("2", "8"), score("26"))], mix=mix).rows

    assert (">=", Decimal(10)) == (row.score_per_price.comparator, row.score_per_price.value)
    assert ("<=", Decimal("0.1")) == (row.price_per_point.comparator, row.price_per_point.value)


def dearer(model: Model, times: int) -> Model:
    """The model with both prices multiplied."""
    stated = model.price
    assert stated.input is not None
    assert stated.output is not None
    multiplied = evolve(stated, input=stated.input * times, output=stated.output * times)
    return evolve(model, prices=(multiplied,))


@given(priced_models, st.integers(2, 50))
def test_scaling_all_prices_changes_no_order(models: list[Model], times: int) -> None:
    """Ratios scale with the price level; order and frontier do not move."""
    before = price_performance(models)
    after = price_performance([dearer(each, times) for each in models])

    assert [row.model.id for row in before.rows] == [row.model.id for row in after.rows]
    assert [row.on_frontier for row in before.rows] == [row.on_frontier for row in after.rows]


@given(priced_models)
def test_frontier_is_what_nothing_dominates(models: list[Model]) -> None:
    """On the frontier is what no other is as cheap and as good as, and strictly better in one."""
    rows = price_performance(models).rows
    points = {row.model.id: (row.blended_price.value, -row.score.value) for row in rows}
    undominated = {
        id
        for id, (cost, loss) in points.items()
        if not any(
            other != (cost, loss) and other[0] <= cost and other[1] <= loss
            for other in points.values()
        )
    }

    assert undominated == {row.model.id for row in rows if row.on_frontier}
    assert undominated == {each.id for each in pareto_frontier(models)}


def test_frontier_goes_by_rising_price(acme: Provider) -> None:
    """The models to choose between come cheapest first, free ones included."""
    free = model("free", price("0", "0"), score("10"))

    assert ["free", "rocket-1", "rocket-2"] == [
        each.id for each in pareto_frontier([*acme.models, free])
    ]


def test_a_bounded_model_counts_at_its_worst() -> None:
    """A score that is at least so much counts as that; one that is at most so much not at all."""
    known = model("known", price("1", "1"), score("50"))
    at_least = model("at-least", price("2", "2"), score("60", comparator=">="))
    at_most = model("at-most", price("3", "3"), score("70", comparator="<="))

    assert [known, at_least] == list(pareto_frontier([known, at_least, at_most]))


# At which mix the order turns


def test_order_turns_where_two_are_worth_the_same() -> None:
    """At the mix of a turn both models have the same score per price; on its sides they differ."""
    one = model("one", price("1", "10"), score("50"))
    other = model("other", price("2", "5"), score("50"))
    (turn,) = price_performance([one, other]).turns
    values = [
        row.score_per_price.value for row in price_performance([one, other], mix=turn.mix).rows
    ]

    assert TokenMix(input=5, output=1) == turn.mix
    assert values[0] == values[1]
    assert (one, other) == (turn.first, turn.second)
    assert one == price_performance([one, other], mix="6:1").rows[0].model
    assert other == price_performance([one, other], mix="4:1").rows[0].model


@given(priced_models, st.integers(1, 99), st.integers(1, 99))
def test_order_holds_where_no_turn_lies_between(models: list[Model], a: int, b: int) -> None:
    """Two mixes without a turn between them, or at them, rank alike."""
    low, high = sorted((Decimal(a), Decimal(b)))
    result = price_performance(models)
    assume(not any(low <= Decimal(turn.mix.input) <= high for turn in result.turns))

    def values(mix: Decimal) -> dict[str, Decimal]:
        rows = price_performance(models, mix=f"{mix}:1").rows
        return {row.model.id: row.score_per_price.value for row in rows}

    before, after = values(low), values(high)
    for one in before:
        for other in before:
            if before[one] > before[other]:
                assert after[one] >= after[other]


def test_no_turn_without_both_prices() -> None:
    """Models without an output price are compared on input alone and never turn."""
    models = [model("a", price("1", None), score("5")), model("b", price("2", None), score("50"))]

    result = price_performance(models, mix="1:0")

    assert () == result.turns
    assert result.order_holds is None


def test_order_holds_or_turns_or_cannot_be_said(acme: Provider) -> None:
    """The verdict on the order is yes, no, or that bounds, ranges and caches leave it open."""
    one = model("one", price("1", "10", cache_read="1"), score("50"))
    other = model("other", price("2", "5", cache_read="1"), score("50"))
    bounded = model("bounded", price("3", "3"), score("50", comparator=">="))
    between = Quantity(value=70, upper=90, unit="%")
    cached = TokenMix(cache_read=1, input=1, output=1)

    assert price_performance(acme.models).order_holds is True
    assert price_performance([one, other]).order_holds is False
    assert price_performance([one, bounded]).order_holds is None
    own = price_performance([one, other], benchmark=BENCHMARK, scores={"one": between})
    assert own.order_holds is None
    assert price_performance([one, other], mix=cached).order_holds is None
    assert price_performance([one], mix=evolve(cached, cache_read=0, cache_write=0)).order_holds
    assert "cannot be said" in str(price_performance([one, bounded]))


@pytest.mark.parametrize(
    ("missing", "mix"), [(price("3", None), "1:0"), (price(None, "3"), "0:1")], ids=["out", "in"]
)
def test_a_missing_price_leaves_the_order_open(missing: TokenPrice, mix: str) -> None:
    """Of a kind that one model states no price of, nothing is said, at whichever place it ranks."""
    unpriced = model("unpriced", missing, score("50"))
    for amount in ("1", "9"):
        result = price_performance(
            [model("a", price(amount, amount), score("50")), unpriced], mix=mix
        )

        assert 2 == len(result.rows)
        assert result.order_holds is None
        assert () == result.turns


def test_free_kinds_of_tokens_turn_the_order() -> None:
    """Of one model input is free and of another output: each is best at its end of the mixes."""
    free_in, free_out = (
        model("in", price("0", "4"), score("50")),
        model("out", price("1", "0"), score("50")),
    )
    result = price_performance([free_in, free_out])
    (turn,) = result.turns

    assert result.order_holds is False
    assert (free_in, free_out, Decimal(4)) == (turn.first, turn.second, turn.mix.input)
    twice = model("twice", price("0", "8"), score("50"))
    assert price_performance([free_in, twice]).order_holds is True


# Independent references

exact_amounts = st.one_of(
    st.sampled_from([Decimal(0), Decimal(1), Decimal(2)]),
    st.decimals(Decimal("0.0001"), Decimal(1000), places=9),
)
exact_results = st.one_of(
    st.sampled_from([Decimal(50), Decimal(100)]),
    st.decimals(Decimal("0.1"), Decimal(100), places=9),
)
contexts = st.builds(
    Context,
    prec=st.integers(1, 6),
    Emin=st.sampled_from([0, -3]),
    Emax=st.sampled_from([0, 3]),
    rounding=st.sampled_from([ROUND_CEILING, ROUND_FLOOR]),
    traps=st.sampled_from([[], [Inexact, Rounded, Overflow, Underflow]]),
)
drawn_models = st.lists(
    st.tuples(exact_amounts, exact_amounts, exact_results), min_size=1, max_size=7
).map(
    lambda drawn: [
        model(f"m{number}", price(str(i), str(o)), score(str(s)))
        for number, (i, o, s) in enumerate(drawn)
    ]
)


def reference(models: list[Model], input_parts: Fraction, parts: Fraction) -> dict[str, Fraction]:
    """Price per point of each model at a mix of input to all parts, in fractions."""
    return {
        each.id: (
            Fraction(each.prices[0].input or 0) * input_parts
            + Fraction(each.prices[0].output or 0) * (parts - input_parts)
        )
        / (parts * Fraction(each.scores[0].quantity.value))
        for each in models
    }


@given(drawn_models, contexts)
def test_turns_are_where_price_per_point_crosses(models: list[Model], context: Context) -> None:
    """Two lines of price per point over the share of input cross at the mix of their turn.

    The price per point of a mix is linear in the share of input, so that two models change places
    once at most, and do so exactly where the signs of their difference differ at both ends.
    """
    with localcontext(context):
        result = price_performance(models, mix="1:1")
        turns, holds = result.turns, result.order_holds
    ranked = [row.model for row in result.rows]
    at_output, at_input = (
        reference(ranked, Fraction(0), Fraction(1)),
        reference(ranked, Fraction(1), Fraction(1)),
    )
    crossings: dict[frozenset[str], tuple[str, Fraction]] = {}
    for one, other in combinations([each.id for each in ranked], 2):
        more, less = at_output[one] - at_output[other], at_input[one] - at_input[other]
        if more * less < 0:
            share = more / (more - less)
            first = one if less < 0 else other
            crossings[frozenset((one, other))] = first, share / (1 - share)

    assert [*crossings] == [frozenset((turn.first.id, turn.second.id)) for turn in turns]
    for turn in turns:
        first, parts = crossings[frozenset((turn.first.id, turn.second.id))]
        assert first == turn.first.id
        assert abs(Fraction(turn.mix.input) / parts - 1) <= Fraction(1, 10**33)
    assert holds is (not crossings)


def test_turns_of_long_numbers_are_those_that_are_counted() -> None:
    """Two models that differ in the 34th digit turn, and the verdict on the order says so."""
    models = [
        model("a", price("823.68", "847.44"), score("24")),
        model(
            "b",
            price("1555.83999999999999", "1600.72"),
            score("45.33333333333333333333333333333333"),
        ),
    ]
    result = price_performance(models)

    assert result.order_holds is False
    assert 1 == len(result.turns)


@given(drawn_models, contexts)
def test_the_frontier_is_the_same_in_any_context(models: list[Model], context: Context) -> None:
    """What no other model dominates, by exact fractions, is the frontier under any context."""
    with localcontext(context):
        found = pareto_frontier(models, mix="1:1")
        rows = price_performance(models, mix="1:1").rows
    points = {
        each.id: (
            Fraction(each.prices[0].input or 0) + Fraction(each.prices[0].output or 0),
            -Fraction(each.scores[0].quantity.value),
        )
        for each in models
    }
    undominated = [
        id
        for id, (cost, loss) in sorted(points.items(), key=lambda pair: pair[1][0])
        if not any(
            point != (cost, loss) and point[0] <= cost and point[1] <= loss
            for point in points.values()
        )
    ]

    assert sorted(undominated) == sorted(each.id for each in found)
    assert [points[id][0] for id in undominated] == [points[each.id][0] for each in found]
    assert all(row.on_frontier is (row.model.id in undominated) for row in rows)
    ratios = reference(models, Fraction(1), Fraction(2))
    assert [ratios[row.model.id] for row in rows] == sorted(
        ratio for ratio in ratios.values() if ratio
    )


# Cost of a solved task


def test_cost_of_a_solved_task_counts_failures() -> None:
    """An attempt that succeeds four times in five costs a quarter more per success."""
    solver = model("m", price("1", "4"), score("80"))
    usage = Usage(input_tokens=1_000_000, output_tokens=250_000)

    assert Quantity(value="2.5", unit="USD/task") == cost_per_solved(solver, usage)
    assert Quantity(value=4, unit="USD/task") == cost_per_solved(solver, usage, scores={"m": 50})
    assert "$2.50 per task" == str(cost_per_solved(solver, usage))


def test_cost_of_a_solved_task_keeps_a_bound() -> None:
    """A use without a price makes the cost of a solved task a lower bound."""
    usage = Usage(input_tokens=1_000_000, output_tokens=0, cache_read_tokens=1000)

    assert ">=" == cost_per_solved(model("m", price("1", "4"), score("80")), usage).comparator


def test_a_model_stands_for_its_list_price() -> None:
    """What computes with a price takes a model for its list price, or any other price as it is."""
    listed = price("1", "4")
    solver = model("m", listed, score("80"))
    usage = Usage(input_tokens=1_000_000, output_tokens=250_000)

    assert blended_price(listed) == blended_price(solver)
    assert Quantity(value=1, unit="1") == price_ratio(solver, listed)
    assert cost_per_solved(solver, usage) == cost_per_solved(listed, usage, scores={"any": 80})


@pytest.mark.parametrize("scores", [None, {"one": 80, "other": 70}])
def test_a_price_needs_one_score(scores: dict[str, int] | None) -> None:
    """A price has no scores, so that the caller gives the one that counts with it."""
    usage = Usage(input_tokens=1, output_tokens=1)

    with pytest.raises(NotStatedError, match=r"^the price has . scores on .*, not one"):
        cost_per_solved(price("1", "4"), usage, scores=scores)


@pytest.mark.parametrize("wrong", ["qwen3.6", 5, None, (), Quantity(value=1, unit="USD")], ids=repr)
def test_neither_model_nor_price_is_refused(wrong: Any) -> None:
    """Anything else than a model or a price is refused at once, with what was expected."""
    usage = Usage(input_tokens=1, output_tokens=1)

    with pytest.raises(TypeError, match=r"^expected a model or a price, got "):
        blended_price(wrong)
    with pytest.raises(TypeError, match=r"^expected a model or a price, got "):
        price_ratio(price("1", "1"), wrong)
    with pytest.raises(TypeError, match=r"^expected a model or a price, got "):
        cost_per_solved(wrong, usage)


def test_a_score_for_another_model_is_refused() -> None:
    """A score passed for a model that this is not is a mistake, not nothing."""
    with pytest.raises(UnknownIdError, match="'typo'"):
        cost_per_solved(
            model("m", price("1", "4"), score("80")),
            Usage(input_tokens=1, output_tokens=1),
            scores={"typo": 5},
        )


@pytest.mark.parametrize(
    ("unsolved", "error", "message"),
    [
        (model("m", price("1", "1")), NotStatedError, "M has 0 scores on swe-bench-verified"),
        (model("m", price("1", "1"), score("1"), score("2")), NotStatedError, "M has 2 scores"),
        (model("m", None, score("5")), NotStatedError, "no list price of M"),
        (model("m", price("1", "1"), score("0")), IncomparableError, "may be zero"),
        (
            model("m", price("1", "1"), score("5", unit="point")),
            IncomparableError,
            "no share of tasks solved",
        ),
    ],
)
def test_no_cost_of_a_solved_task(unsolved: Model, error: type[Exception], message: str) -> None:
    """Without a price, a single score, or any success there is no cost per success."""
    with pytest.raises(error, match=message):
        cost_per_solved(unsolved, Usage(input_tokens=1, output_tokens=1), benchmark=BENCHMARK)


# How it prints


def test_prints_a_table_with_reasons(acme: Provider) -> None:
    """The printed form gives mix, scores, reporters, whether the order holds, and who is out."""
    assert [
        "Price-performance on SWE-bench Verified, per million tokens, 3 input : 1 output",
        "",
        "Model      Score  Price  Score/price  Price/point  Frontier  Reported by",
        "Rocket 1    60 %  $1.75        34.29      0.02917  yes       acme",
        "Rocket 2  72.5 %  $3.75        19.33      0.05172  yes       not stated",
        "",
        "The order holds at every mix of input and output.",
        "Scores: harness not stated.",
        "Left out: no price (2).",
    ] == str(price_performance(acme.models)).splitlines()


def test_prints_how_scores_were_measured() -> None:
    """A stated version, harness and single reporter stand under the table, the variant in a row."""
    models = [
        model("a", price("1", "1"), score("5", version="2", harness="x", variant="high")),
        model("b", price("1", "1"), score("4", version="2", harness="x")),
    ]
    result = price_performance(models)
    lines = str(result).splitlines()

    assert ["A (high)", "B       "] == [line[:8] for line in lines[3:5]]
    assert "Scores: version 2, harness x." in lines
    assert "Reported by" in lines[2]
    theirs = [
        evolve(each, scores=[evolve(every, reported_by="acme") for every in each.scores])
        for each in models
    ]
    said = str(price_performance(theirs)).splitlines()
    assert "Scores: version 2, harness x, reported by acme." in said
    assert "Reported by" not in said[2]
    frame = result.to_polars()
    assert {("2", "x", "high"), ("2", "x", None)} == {
        *frame.select("version", "harness", "variant").iter_rows()
    }


def test_prints_standard_errors() -> None:
    """A standard error stands beside its score, in tables, reprs and frames, and is explained."""
    models = [
        model("a", price("1", "1"), score("50", standard_error="2.2")),
        model("b", price("1", "1"), score("40")),
    ]
    result = price_performance(models)
    lines = str(result).splitlines()

    assert ["A      50 % ± 2.2", "B            40 %"] == [line[:17] for line in lines[3:5]]
    assert "±: standard error." in lines
    assert "<PricePerformanceRow A 50 % ± 2.2 at $1 per million tokens>" == repr(result.rows[0])
    assert [Decimal("2.2"), None] == result.to_polars(exact=True)["standard_error"].to_list()
    assert "50 % ± 2.2" in models[0]._repr_html_()
    assert "±" not in str(price_performance(models[1:]))


def test_a_table_of_several_providers_says_whose_each_is() -> None:
    """Models of one name at two hosts are told apart, where their order turns too."""
    models = [
        evolve(model("m", price(*amounts), score("50")), provider=host)
        for host, amounts in {"near": ("1", "9"), "far": ("2", "2")}.items()
    ]
    text = " ".join(str(price_performance(models)).split())

    assert "Model Provider Score" in text
    assert "The order turns: M (near) before M (far) above 7 input : 1 output" in text


def test_prints_where_the_order_turns() -> None:
    """Turns are worded, the first few of many."""
    models = [model(f"m{n}", price(str(1 + n), str(20 - 2 * n)), score("50")) for n in range(4)]
    text = str(price_performance(models))

    assert "The order turns: M0 before M1 above 2 input : 1 output, after it below." in text
    assert "There are 3 further turns." in text


def test_prints_that_there_is_nothing(acme: Provider) -> None:
    """Without any row the printed form says so, and one row has no order."""
    nothing = price_performance(acme.models[:1], benchmark=BENCHMARK)

    assert "No model has a price and a score." in str(nothing)
    assert "order" not in str(price_performance(acme.models[1:2]))


def test_reprs_are_short(acme: Provider) -> None:
    """Results and their parts have reprs of one line."""
    result = price_performance(acme.models)

    assert (
        "<PricePerformance swe-bench-verified at 3 input : 1 output: rocket-1, rocket-2>"
        == repr(result)
    )
    assert "<PricePerformanceRow Rocket 1 60 % at $1.75 per million tokens>" == repr(result.rows[0])
    assert "<Exclusion Anvil 1: no price>" == repr(result.excluded[0])
    assert "no rows" in repr(price_performance(acme.models[:1], benchmark=BENCHMARK))


def test_ranks_at_the_prices_of_the_day() -> None:
    """The price in force counts, whether now or on another day, and its change is said."""
    now, then = price("1", "1", effective="../2026-12-31"), price("4", "4", effective="2027/..")
    changing = evolve(
        model("changing", now, score("50")), prices=(now, then), as_of=Period("2026-11-27")
    )
    steady = model("steady", price("2", "2"), score("50"))
    both = (changing, steady)
    today, later = price_performance(both), price_performance(both, on="2027-01-01")

    assert [("changing", Decimal(1)), ("steady", Decimal(2))] == [
        (row.model.id, row.blended_price.value) for row in today.rows
    ]
    assert [("steady", Decimal(2)), ("changing", Decimal(4))] == [
        (row.model.id, row.blended_price.value) for row in later.rows
    ]
    assert (now, then) == (today.rows[0].list_price, later.rows[1].list_price)
    assert (None, Period("2027-01-01")) == (today.on, later.on)
    change = "$1 / $1 until 31 December 2026, then $4 / $4"
    assert [change, None] == [row.price_change for row in today.rows]
    assert f"Changing: {change}." in str(today)
    assert "Prices as of 1 January 2027." in str(later)
    assert ("changing",) == tuple(each.id for each in pareto_frontier(both))
    assert ("steady",) == tuple(each.id for each in pareto_frontier(both, on="2027"))
    usage = Usage(input_tokens=10**6, output_tokens=0)
    solved = [cost_per_solved(changing, usage, on=on) for on in (None, "2027-02")]
    assert solved[1] == solved[0] * 4


def test_turns_go_by_the_prices_of_the_day() -> None:
    """Turns, their count and the order are those of the prices that the rows have."""
    now, then = price("1", "9", effective="../2026-12-31"), price("1", "1", effective="2027/..")
    changing = evolve(
        model("changing", now, score("50")), prices=(now, then), as_of=Period("2026-11-27")
    )
    steady = model("steady", price("2", "2"), score("50"))
    today = price_performance((changing, steady))
    later = price_performance((changing, steady), on="2027")

    assert ([1, False], [0, True]) == (
        [len(today.turns), today.order_holds],
        [len(later.turns), later.order_holds],
    )


def test_says_that_a_price_depends_on_the_day() -> None:
    """A model whose price changes is left out where no day is known, with that reason."""
    prices = price("1", "1", effective="../2026"), price("4", "4", effective="2027/..")
    changing = evolve(model("changing", None, score("50")), prices=prices)
    steady = model("steady", price("2", "2"), score("50"))
    result = price_performance((changing, steady))

    assert ["Changing: the price depends on the day"] == [str(each) for each in result.excluded]
    assert 2 == len(price_performance((changing, steady), on="2027").rows)


def test_models_that_are_no_longer_served_are_left_out() -> None:
    """A retired model has no place, nor has one after the day on which it stops being served."""
    ending = evolve(model("ending", price("1", "1"), score("50")), retires=Period("2026-06-30"))
    retired = evolve(model("retired", price("1", "1"), score("50")), status="retired")
    steady = model("steady", price("2", "2"), score("50"))
    models = (ending, retired, steady)

    assert ["Retired: no longer on sale"] == [
        str(each) for each in price_performance(models).excluded
    ]
    assert ["ending", "steady"] == [
        row.model.id for row in price_performance(models, on="2026-06-30").rows
    ]
    assert ["steady"] == [row.model.id for row in price_performance(models, on="2026-07-01").rows]


def test_models_that_were_on_sale_are_ranked_if_asked_for() -> None:
    """A retired model has its last price then, in a row that says that it is retired."""
    last, now = (
        price("1", "1", effective="2025-01/2026-06"),
        price("9", "9", effective="2026-07/.."),
    )
    ended = evolve(
        model("ended", last, score("50")), retires=Period("2026-06"), as_of=Period("2026-11")
    )
    replaced = evolve(ended, id="replaced", name="Replaced", prices=(last, now))
    steady = model("steady", price("2", "2"), score("50"))
    models = (ended, replaced, steady)
    result = price_performance(models, retired=True)

    assert [("ended", True, "1"), ("steady", False, "2"), ("replaced", True, "9")] == [
        (row.model.id, row.retired, str(row.list_price.input)) for row in result.rows
    ]
    assert "No longer on sale: Ended, Replaced." in str(result)
    assert [True, False, True] == result.to_polars()["retired"].to_list()
    assert ("ended",) == tuple(each.id for each in pareto_frontier(models, retired=True))
    assert ("steady",) == tuple(each.id for each in pareto_frontier(models))
    assert "No longer" not in str(price_performance(models))


@pytest.mark.parametrize(
    ("stated", "on", "is_ranked"),
    [
        ({"released": "2026-06-02"}, "2026-06-01", False),
        ({"released": "2026-06-02"}, "2026-06-02", True),
        ({"released": "2026-06-02"}, "2026-06", True),
        ({"announced": "2026-06-02"}, "2026-05", False),
        ({"released": "2026-06-02", "as_of": "2026-06-01"}, None, False),
        ({"released": "2026-06-02"}, None, True),
        ({"status": "announced"}, None, False),
    ],
)
def test_models_that_are_not_on_sale_yet_are_left_out(
    stated: dict[str, Any], on: str | None, *, is_ranked: bool
) -> None:
    """A model counts unless it certainly came out after the day of the ranking."""
    coming = evolve(model("coming", price("1", "1"), score("50")), **stated)
    result = price_performance([coming], on=on)

    assert ([] if is_ranked else ["not on sale yet"]) == [each.reason for each in result.excluded]


def run(id: str, result: str, error: str | None, date: str | None, **stated: Any) -> Model:
    """A model that costs one dollar, with one run on GPQA Diamond."""
    ran = score(
        result, benchmark="gpqa-diamond", standard_error=error, date=date, harness="Inspect"
    )
    return evolve(model(id, price("1", "1"), ran), **stated)


def words(result: object) -> str:
    """The text of a result in one line, without regard to where it breaks."""
    return " ".join(str(result).split())


RUNS = [
    run("gpt-5.4-mini", "83.6", "2.2", "2026-04-15", released="2026-03-17"),
    run("gpt-5.4-nano", "78.5", "2.4", "2026-04-14", released="2026-03-17"),
    run("gemini-2.5-pro", "84.0", "1.9", "2025-06-24", released="2025-03-25"),
]


def test_the_title_says_when_the_runs_were() -> None:
    """The first and the last day stand in the title, as stated; undated scores are counted."""

    def title(*models: Model) -> str:
        return " ".join(str(price_performance(models)).partition("\n\n")[0].split())

    tail = "on GPQA Diamond, per million tokens, 3 input : 1 output"
    undated = price_performance([*RUNS, run("old", "20", None, None)])
    frame = undated.to_polars()

    assert title(*RUNS).endswith(f"{tail}, runs of 24 June 2025 to 15 April 2026")
    assert title(RUNS[0]).endswith(f"{tail}, runs of 15 April 2026")
    assert title(RUNS[0], run("year", "5", None, "2025")).endswith("of 2025 to 15 April 2026")
    assert title(run("old", "20", None, None)).endswith(tail)
    assert (Period("2025-06-24"), Period("2026-04-15")) == (undated.first_run, undated.last_run)
    assert "1 score without a date." in str(undated)
    assert "without a date" not in str(price_performance(RUNS))
    assert ["2025-06-24", "2026-04-15", "2026-04-14", None] == frame["date_edtf"].to_list()


def test_models_newer_than_the_last_run_are_named() -> None:
    """Models on sale that came out after the last run stand under the table, the newest first."""
    others = [
        evolve(model(id, price("1", "1")), released=released)
        for id, released in {"june": "2026-06", "april": "2026-04", "may": "2026-05-02"}.items()
    ]
    unpriced = evolve(model("unpriced", None), released="2026-06")
    retired = evolve(model("gone", price("1", "1")), released="2026-06", status="retired")
    early = evolve(RUNS[0], id="early", released="2026-06")
    result = price_performance([*RUNS, *others, unpriced, retired, early], retired=True)

    assert ["june", "may"] == [each.id for each in result.newer]
    assert "On sale, and newer than the last run: June, May." in str(result)
    many = [evolve(others[0], id=f"m{n}", name=f"Model {n}") for n in range(8)]
    assert "Model 3, Model 4, … and 3 more." in words(price_performance([*RUNS, *many]))
    assert "newer" not in str(price_performance(RUNS))
    assert () == price_performance([run("old", "20", None, None), *others]).newer
    assert () == price_performance([run("open", "20", None, "2026-01/.."), *others]).newer


def test_models_without_a_release_date_are_named() -> None:
    """They may be newer than the last run, and with a day, not be out yet."""
    unknown = model("unknown", price("1", "1"))
    priced_last = model("last", price("1", "1", observed="2026-10-13"))
    read = evolve(RUNS[0], id="read", name="Read", as_of="2026-11-20", released=None)
    out = evolve(read, id="out", name="Out", released="2024-01")
    result = price_performance([*RUNS, unknown, priced_last, read])
    early = price_performance([read, out], on="2025-06-01")

    assert ["last", "unknown"] == [each.id for each in result.undated]
    assert "perhaps newer, as no release date is stated: Last, Unknown." in words(result)
    assert () == price_performance([run("old", "20", None, None), unknown]).undated
    assert "Perhaps not out yet, as no release date is stated: Read. " in f"{words(early)} "
    for later in (price_performance(RUNS), price_performance([read, out], on="2026-12")):
        assert "perhaps" not in str(later).lower()


def test_neighbors_that_errors_do_not_tell_apart_are_named() -> None:
    """The difference of two scores per price is set against its own standard error."""
    result = price_performance(RUNS)

    assert [("gemini-2.5-pro", "gpt-5.4-mini"), ("gpt-5.4-mini", "gpt-5.4-nano")] == [
        (one.model.id, other.model.id) for one, other in result.close
    ]
    line = "Within 1.96 standard errors of the difference of their score/price: "
    assert f"{line}Gemini-2.5-Pro and Gpt-5.4-Mini, Gpt-5.4-Mini and Gpt-5.4-Nano." in words(result)
    apart = [run("a", "80", "1", None), run("b", "70", "1", None), run("c", "70", None, None)]
    assert () == price_performance(apart).close
    assert "Within" not in str(price_performance(apart))


@given(
    st.lists(st.tuples(amounts, results, st.decimals(0, 9, places=1)), min_size=2, max_size=6),
    st.randoms(),
)
def test_close_neighbors_are_those_of_the_formula(
    drawn: list[tuple[Decimal, Decimal, Decimal]], chance: Any
) -> None:
    """|r₁ - r₂| ≤ 1.96 · √(e₁² + e₂²) holds for close neighbors and for no other neighbors."""
    models = [
        model(f"m{n}", price(str(cost), str(cost)), score(str(result), standard_error=error))
        for n, (cost, result, error) in enumerate(drawn)
    ]
    chance.shuffle(models)
    ranked = price_performance(models)

    def square(one: Any, other: Any) -> tuple[Fraction, Fraction]:
        (r1, e1), (r2, e2) = (
            (Fraction(row.score.value) / cost, Fraction(row.standard_error) / cost)
            for row in (one, other)
            for cost in [Fraction(row.blended_price.value)]
        )
        return (r1 - r2) ** 2, Fraction("3.8416") * (e1**2 + e2**2)

    for pair in pairwise(ranked.rows):
        difference, limit = square(*pair)
        assert (pair in ranked.close) == (difference <= limit)


# Variants, and what their tasks cost


def efforts(id: str, cost: str, **by_effort: str) -> Model:
    """A model that costs as much for input as for output, with a score for each effort."""
    scores = [score(result, variant=effort) for effort, result in by_effort.items()]
    return model(id, price(cost, cost), *scores)


THINKERS = [
    efforts("deep", "2", low="60", medium="70", high="80"),
    efforts("quick", "1", low="50", high="55"),
    model("plain", price("4", "4"), score("65")),
]


def used(output: int) -> Usage:
    """The usage of a task that answers with some tokens to a million."""
    return Usage(input_tokens=1_000_000, output_tokens=output)


def ranked(result: Any) -> list[tuple[str, str | None]]:
    """The ids and variants of the rows, in order."""
    return [(row.model.id, row.variant) for row in result.rows]


def test_all_variants_have_rows_if_asked_for() -> None:
    """Each effort has a row at the price of its model, and no frontier is drawn among them."""
    result = price_performance(THINKERS, variants="all")

    assert [
        *[("quick", "high"), ("quick", "low"), ("deep", "high"), ("deep", "medium")],
        *[("deep", "low"), ("plain", None)],
    ] == ranked(result)
    assert {None} == {row.on_frontier for row in result.rows}
    assert "Variants of a model share its price per token" in words(result)
    assert "Frontier" not in str(result)
    assert [True, True, False] == [row.on_frontier for row in price_performance(THINKERS).rows]
    alone = price_performance(THINKERS[2:], variants="all")
    assert [True] == [row.on_frontier for row in alone.rows]
    assert "share its price" not in words(alone)


@given(st.dictionaries(st.sampled_from("abcdef"), results, min_size=1), st.randoms())
def test_the_best_variant_has_the_highest_score(by_effort: dict[str, Decimal], chance: Any) -> None:
    """The row of a model is the maximum of its variants, in whatever order they stand."""
    drawn = [*by_effort.items()]
    chance.shuffle(drawn)
    thinker = efforts("m", "1", **{effort: str(result) for effort, result in drawn})
    (best,) = price_performance([thinker]).rows
    every = price_performance([thinker], variants="all").rows

    assert max(by_effort.values()) == best.score.value == every[0].score.value
    assert by_effort == {row.variant: row.score.value for row in every}


@given(priced_models, st.randoms())
def test_the_order_of_the_models_makes_no_difference(models: list[Model], chance: Any) -> None:
    """Frontier, ratios and places are those of the models, in whatever order they are given."""
    shuffled = chance.sample(models, len(models))
    one, other = price_performance(models), price_performance(shuffled)

    assert {*pareto_frontier(models)} == {*pareto_frontier(shuffled)}
    assert {*one.rows} == {*other.rows}
    assert [row.score_per_price for row in one.rows] == [row.score_per_price for row in other.rows]


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ([("70", "2026-02-10", "lab"), ("75", "2026-02-18", "lab")], "75"),
        ([("75", "2026-02-10", "lab"), ("70", "2026-02-18", "lab")], "70"),
        ([("75", "2026-02", "lab"), ("70", "2026-02-18", "lab")], None),
        ([("75", "2026-02-10", "lab"), ("70", "2026-02-18", "maker")], None),
        ([("75", "2026-02-10", "lab"), ("70", None, "lab")], None),
        ([("75", "2026-02-10", "lab"), ("75", "2026-02-10", "lab")], None),
    ],
)
def test_of_several_runs_the_newest_counts(
    runs: list[tuple[str, str | None, str]], found: str | None
) -> None:
    """A run is superseded by a certainly later one of the same variant by the same reporter."""
    scores = [
        score(result, variant="high", date=date, reported_by=reporter)
        for result, date, reporter in runs
    ]
    for order in (scores, scores[::-1]):
        result = price_performance([model("m", price("1", "1"), *order)])

        assert ([found] if found else []) == [str(row.score.value) for row in result.rows]
        left_out = [] if found else ["several scores on swe-bench-verified"]
        assert left_out == [each.reason for each in result.excluded]


def test_tokens_rank_by_cost_per_task() -> None:
    """The tokens that each effort uses make its cost, which the score is divided by."""
    tokens: dict[Model | str | tuple[Model | str, str], Usage] = {
        ("deep", "low"): used(0),
        ("deep", "high"): used(9_000_000),
        (THINKERS[1], "high"): used(1_000_000),
        "quick": used(0),
        THINKERS[2]: used(0),
        ("deep", "hihg"): used(1),
        "nobody": used(1),
    }
    best = price_performance(THINKERS, tokens=tokens)
    every = price_performance(THINKERS, tokens=tokens, variants="all")

    assert [("quick", "high"), ("plain", None), ("deep", "high")] == ranked(best)
    assert ["2", "4", "20"] == [str(row.task_cost.value) for row in best.rows if row.task_cost]
    assert [
        *[("deep", "low"), ("quick", "high"), ("plain", None), ("deep", "high")],
    ] == ranked(every)
    assert [True, False, True, True] == [row.on_frontier for row in every.rows]
    assert ["no tokens are given (medium)", "no tokens are given (low)"] == [
        each.reason for each in every.excluded
    ]
    assert ("deep (hihg)", "nobody") == every.unmatched
    assert "%/(USD/task)" == best.rows[0].score_per_price.unit
    assert (None, ()) == (best.order_holds, best.turns)
    assert "<PricePerformance swe-bench-verified per task: quick, plain, deep>" == repr(best)
    assert "per task" in words(best)
    assert "Score/cost" in words(best)
    assert "Scores or tokens for no model here: deep (hihg), nobody." in words(best)
    assert "order" not in words(best)
    assert [2.0, 4.0, 20.0] == best.to_polars()["task_cost"].to_list()
    assert [None] * 3 == price_performance(THINKERS).to_polars()["task_cost"].to_list()


@given(priced_models, st.integers(1, 9), st.integers(1, 9))
def test_equal_tokens_rank_like_their_mix(models: list[Model], i: int, o: int) -> None:
    """Where all models use the same tokens, the order is that of the mix of these tokens."""
    usage = Usage(input_tokens=i * 1_000, output_tokens=o * 1_000)
    by_task = price_performance(models, tokens={each.id: usage for each in models})
    by_token = price_performance(models, mix=f"{i}:{o}")

    assert [row.model.id for row in by_task.rows] == [row.model.id for row in by_token.rows]
    assert [row.on_frontier for row in by_task.rows] == [row.on_frontier for row in by_token.rows]


@pytest.mark.parametrize(
    ("stated", "usage", "reason"),
    [
        (price("1", "1"), None, "no tokens are given"),
        (price("0", "0"), used(1), "free"),
        (
            price("1", "1", reasoning="2"),
            used(5),
            "how much of its output is reasoning is not stated",
        ),
        (
            price("1", "1", unstated=["cache_read"]),
            Usage(input_tokens=5, output_tokens=5, cache_read_tokens=1),
            "no price is stated for some of its tokens",
        ),
        (
            price("1", "1", unstated=["cache_read"]),
            Usage(input_tokens=5, output_tokens=0, cache_read_tokens=5),
            "no price is stated for its tokens",
        ),
    ],
    ids=["none", "free", "range", "some", "all"],
)
def test_a_cost_that_is_not_known_is_not_ranked(
    stated: TokenPrice, usage: Usage | None, reason: str
) -> None:
    """A model whose task has no exact cost is left out, with the reason."""
    models = [model("m", stated, score("50")), model("other", price("1", "1"), score("50"))]
    given = {"other": used(1)} if usage is None else {"other": used(1), "m": usage}
    result = price_performance(models, tokens=given)

    assert ["other"] == [row.model.id for row in result.rows]
    assert [("m", reason)] == [(each.model.id, each.reason) for each in result.excluded]


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"variants": "worst"}, ValueError, "variants is 'best' or 'all', got 'worst'"),
        ({"tokens": {"deep": 5}}, TypeError, "expected a Usage, got 5"),
        ({"tokens": {("deep", 5): used(1)}}, TypeError, "by a pair of one and its variant such as"),
        ({"tokens": {("deep",): used(1)}}, TypeError, "by a pair of one and its variant such as"),
        ({"tokens": [used(1)]}, TypeError, "expected a Mapping"),
        ({"harness": 5}, TypeError, "expected a text or None, got 5"),
    ],
)
def test_odd_arguments_are_refused(
    wrong: dict[str, Any], error: type[Exception], message: str
) -> None:
    """The error says what is expected."""
    with pytest.raises(error, match=message):
        price_performance(THINKERS, **wrong)


def test_the_frontier_is_that_of_the_ranking() -> None:
    """Variants and tokens choose the frontier as they choose the rows; a model is on it once."""
    tokens: dict[Model | str | tuple[Model | str, str], Usage]
    tokens = {("a", "high"): used(9_000_000), ("a", "low"): used(0), "b": used(4_000_000)}
    models = [
        model("a", price("1", "1"), score("90", variant="high"), score("60", variant="low")),
        model("b", price("1", "1"), score("80")),
    ]
    asked: dict[str, Any]
    for asked in ({}, {"tokens": tokens}, {"tokens": tokens, "variants": "all"}):
        ranked = price_performance(models, **asked)
        on_it = {row.model.id for row in ranked.rows if row.on_frontier}
        assert on_it == {each.id for each in pareto_frontier(models, **asked)}
    assert ["a", "b"] == [
        each.id for each in pareto_frontier(models, tokens=tokens, variants="all")
    ]
    assert ["b", "a"] == [each.id for each in pareto_frontier(models, tokens=tokens)]
    with pytest.raises(IncomparableError, match="variants of a model share its price per token"):
        pareto_frontier(models, variants="all")
    wrong: Any = "some"
    with pytest.raises(ValueError, match="variants is 'best' or 'all', got 'some'"):
        pareto_frontier(models, variants=wrong)


def test_reasons_are_counted_without_what_differs() -> None:
    """Models with prices of other hosts alone are left out for one reason, whatever the hosts."""
    models = [
        model("a", price("1", "1"), score("90")),
        model("b", price("1", "1", host="x"), score("90")),
        model("c", price("1", "1", host="y"), score("90")),
        model("d", None, score("90")),
    ]
    result = price_performance(models)

    assert (("no list price by its maker is stated", 2), ("no price", 1)) == result.reasons
    assert "Left out: no list price by its maker is stated (2); no price (1)." in str(result)


def test_scores_of_the_caller_are_said_to_be_theirs() -> None:
    """Where all scores are passed in, the line below the table says so in place of the column."""
    own = price_performance([model("a", price("1", "1"))], benchmark="own", scores={"a": 5})

    assert "Scores: reported by caller." in str(own)
    assert "Reported by" not in str(own)
