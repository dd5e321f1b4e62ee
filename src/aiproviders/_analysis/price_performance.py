"""Value for money: pure functions over models of any providers."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, groupby
from math import inf
from operator import itemgetter

from attrs import frozen

from aiproviders._analysis.comparability import (
    Entry,
    Exclusion,
    Scores,
    basis_of,
    check_currencies,
    contest,
    frontier,
    own_scores,
)
from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import sealed
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.model import Model
from aiproviders._records.price import TokenMix, TokenPrice, Usage, blended_price
from aiproviders._records.record import Benchmark
from aiproviders._values.quantity import NEAREST, Quantity
from aiproviders._values.text import OneLine, angled, counted
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

_SHARE = "%"
_HUNDREDTH = Decimal("0.01")
_ONE_SIDED = (">", ">=", "<", "<=")


@frozen(kw_only=True, repr=False)
class PricePerformanceRow(OneLine):
    """A model's value for money.

    Attributes:
        model: The model.
        score: Its result on the benchmark.
        reported_by: Id of who reported the score, `caller` if it was passed in, None if nobody
            is named.
        blended_price: Its price per million tokens, at the mix asked for.
        score_per_price: Score divided by blended price; more is better.
        price_per_point: Blended price divided by score; less is better.
        on_frontier: Whether no other model is at most as dear and at least as good, one of the
            two strictly.
    """

    model: Model
    score: Quantity
    reported_by: str | None
    blended_price: Quantity
    score_per_price: Quantity
    price_per_point: Quantity
    on_frontier: bool

    def __str__(self) -> str:
        return f"{self.model.name} {self.score} at {self.blended_price}"


@frozen(kw_only=True, repr=False)
class Turn(OneLine):
    """A mix at which two models are worth the same; beyond it their order is the other way.

    Attributes:
        first: The better value where there is more input in the mix.
        second: The better value where there is more output.
        mix: The mix, as so much input to one output.
    """

    first: Model
    second: Model
    mix: TokenMix

    def __str__(self) -> str:
        first, second = self.first.name, self.second.name
        if self.first.provider != self.second.provider:
            first = f"{first} ({self.first.provider})"
            second = f"{second} ({self.second.provider})"
        return f"{first} before {second} above {self.mix}, after it below"


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class PricePerformance(Shown, Tabular, OneLine):
    """Models by value for money; printing it shows a table.

    Attributes:
        benchmark: Id of the benchmark.
        mix: The mix of tokens that prices are blended at.
        rows: The models, best value first.
        excluded: The models left out.
        unmatched: Names among the caller's scores that no model has.
    """

    benchmark: str
    mix: TokenMix
    rows: tuple[PricePerformanceRow, ...]
    excluded: tuple[Exclusion, ...]
    unmatched: tuple[str, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every mix of input and output alone at which two of the models change places.

        Prices and scores count as stated; `order_holds` says whether that is enough.
        """
        return tuple(turns_of(self.rows))

    @property
    def order_holds(self) -> bool | None:
        """Whether the order of the rows is the same at every mix of input and output.

        None where that cannot be said: a score or a price is a bound or not stated, or the mix
        has parts that a mix of input and output has not.
        """
        prices = [row.model.price for row in self.rows]
        if (
            self.mix.cache_read
            or self.mix.cache_write
            or any(row.score.comparator in _ONE_SIDED for row in self.rows)
            or any(price.input is None or price.output is None for price in prices)
        ):
            return None
        return not count_turns(self.rows)

    def __str__(self) -> str:
        from aiproviders._display.plain_text import plain  # noqa: PLC0415 - for show only
        from aiproviders._display.views import view  # noqa: PLC0415 - for show only

        return plain(view(self), width=80)

    def __repr__(self) -> str:
        ids = ", ".join(row.model.id for row in self.rows) or "no rows"
        return angled("PricePerformance", f"{self.benchmark} at {self.mix}: {ids}")


def price_ratio(
    a: Model | TokenPrice, b: Model | TokenPrice, *, mix: TokenMix | str = "3:1"
) -> Quantity:
    """How many times as dear the first is as the second, by blended price.

    Args:
        a: A model, by its list price, or a price.
        b: What it is compared with.
        mix: Parts of input to output that prices are blended at.

    Raises:
        NotStatedError: A price that the mix needs is not stated.
        IncomparableError: The prices are in two currencies, or the second is free.
    """
    prices = [each.price if isinstance(each, Model) else each for each in (a, b)]
    check_currencies(prices)
    return blended_price(prices[0], mix) / blended_price(prices[1], mix)


def price_performance(
    models: Iterable[Model],
    *,
    benchmark: Benchmark | str = "swe-bench-verified",
    mix: TokenMix | str = "3:1",
    scores: Scores | None = None,
) -> PricePerformance:
    """Rank models by what they score for what they cost.

    Args:
        models: Models of any providers.
        benchmark: A benchmark of the shared vocabulary by id or name, any other by id, or a
            `Benchmark`.
        mix: Parts of input to output that prices are blended at.
        scores: Results of the caller's own, by model, id or name; they go before those stated.

    Raises:
        IncomparableError: The prices are in several currencies, or the benchmark's scores cannot
            be divided by a price: Elo ratings, ranks, and those of which less is better.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark.
        AmbiguousIdError: A name among the caller's scores is that of several models.
        ValueError: The mix is empty, negative or not understood.

    Examples:
        >>> from aiproviders import alibaba, price_performance
        >>> result = price_performance(alibaba.models, mix="1:1")
        >>> [(row.model.id, f"{row.score_per_price:.2f}") for row in result.rows]
        [('qwen3.6', '36.76 %/(USD/Mtok)'), ('qwen3.7-max', '16.08 %/(USD/Mtok)')]
    """
    mix = TokenMix.of(mix)
    compared = contest(tuple(models), benchmark, mix, scores)
    undominated = set(frontier(compared.entries))
    rows = [
        PricePerformanceRow(
            model=entry.model,
            score=entry.score,
            reported_by=entry.reported_by,
            blended_price=entry.price,
            score_per_price=entry.score / entry.price,
            price_per_point=entry.price / entry.score,
            on_frontier=position in undominated,
        )
        for position, entry in enumerate(compared.entries)
        if _problem(entry) is None
    ]
    excluded = [
        Exclusion(model=entry.model, reason=problem)
        for entry in compared.entries
        if (problem := _problem(entry)) is not None
    ]
    return PricePerformance(
        benchmark=compared.benchmark,
        mix=mix,
        rows=tuple(sorted(rows, key=lambda row: row.score_per_price, reverse=True)),
        excluded=(*compared.excluded, *excluded),
        unmatched=compared.unmatched,
    )


def _problem(entry: Entry) -> str | None:
    """Why score and price make no ratio; None where they make one."""
    if not entry.price.value:
        return "free"
    if entry.score.value <= 0:
        return "scored nothing"
    least, _ = entry.score.bounds
    return "how little it may have scored is not stated" if least is None or least <= 0 else None


def pareto_frontier(
    models: Iterable[Model],
    *,
    benchmark: Benchmark | str = "swe-bench-verified",
    mix: TokenMix | str = "3:1",
    scores: Scores | None = None,
) -> tuple[Model, ...]:
    """The models to choose between, the cheapest first.

    A model is left out if another is at most as dear and at least as good, one of the two
    strictly; ties stay. One whose price or score is a bound counts at its worst, and one that
    has no worst is left out.

    Args:
        models: Models of any providers.
        benchmark: As of `price_performance`.
        mix: As of `price_performance`.
        scores: As of `price_performance`.

    Raises:
        IncomparableError: As of `price_performance`.
        UnknownIdError: As of `price_performance`.
        AmbiguousIdError: As of `price_performance`.
        ValueError: As of `price_performance`.
    """
    entries = contest(tuple(models), benchmark, TokenMix.of(mix), scores).entries
    return tuple(entries[position].model for position in frontier(entries))


def cost_per_solved(
    model: Model,
    usage: Usage,
    *,
    benchmark: Benchmark | str = "swe-bench-verified",
    scores: Scores | None = None,
) -> Quantity:
    """Expected cost of one solved task: cost of an attempt / rate of success.

    This is the "cost-of-pass" of arXiv 2504.13359: attempts that fail are paid for too.

    Args:
        model: The model.
        usage: What one attempt uses.
        benchmark: Id or name of a benchmark whose scores are shares of tasks solved.
        scores: Results of the caller's own, as for `price_performance`.

    Returns:
        An amount in the unit `USD/task`, or whatever the currency is.

    Raises:
        NotStatedError: The model has no list price, or no single score on the benchmark.
        IncomparableError: The scores are not shares, or no task was solved.
        UnknownIdError: Neither the model nor the caller has a score on such a benchmark, or a
            score is passed for another model.
    """
    basis = basis_of((model,), benchmark, scores)
    own, unmatched = own_scores((model,), scores, basis.unit)
    if unmatched:
        raise UnknownIdError(unmatched[0], model.name)
    stated = [own[0]] if own else [each for each in model.scores if each.benchmark == basis.id]
    if len(stated) != 1:
        msg = f"{model.name} has {counted(len(stated), 'score')} on {basis.id}, not one"
        raise NotStatedError(msg)
    score = stated[0].quantity
    if score.unit != _SHARE:
        msg = f"a score of {score} on {basis.id} is no share of tasks solved"
        raise IncomparableError(msg)
    return model.price.cost(usage) / score.to("task", rate=_HUNDREDTH)


def turns_of(rows: Iterable[PricePerformanceRow]) -> Iterator[Turn]:
    """The turns between rows, found as they are asked for: many rows have very many."""
    return (turn for one, other in combinations(rows, 2) if (turn := _turn(one, other)) is not None)


def count_turns(rows: Iterable[PricePerformanceRow]) -> int:
    """How many turns there are between rows, without a look at every pair of them."""
    best_at_input_first = sorted(
        (
            tuple(_worth(row.score.value, price) for price in (own.input, own.output))
            for row in rows
            if (own := row.model.price).input is not None and own.output is not None
        ),
        reverse=True,
    )
    # What is the better value at input, and so may turn into the worse at output.
    better: list[Fraction | float] = []
    turns = 0
    for _, tied in groupby(best_at_input_first, key=itemgetter(0)):
        at_output = [each for _, each in tied]
        turns += sum(bisect_left(better, each) for each in at_output)
        for each in at_output:
            insort(better, each)
    return turns


def _worth(score: Decimal, price: Decimal | None) -> Fraction | float:
    return Fraction(score) / Fraction(price) if price else inf


def _turn(one: PricePerformanceRow, other: PricePerformanceRow) -> Turn | None:
    """The mix of input and output at which two rows are worth the same, if there is one."""
    at_input, at_output = _lead(one, other, "input"), _lead(one, other, "output")
    if at_input is None or at_output is None or not at_input * at_output < 0:
        return None
    # The lead is linear in the share of output, so that it is zero where the two ends balance.
    mix = TokenMix(input=NEAREST.divide(abs(at_output), abs(at_input)), output=1)
    first, second = (one, other) if at_input > 0 else (other, one)
    return Turn(first=first.model, second=second.model, mix=mix)


def _lead(one: PricePerformanceRow, other: PricePerformanceRow, kind: str) -> Decimal | None:
    """Above zero where one row is the better value if all tokens are of one kind."""
    price: Decimal | None = getattr(one.model.price, kind)
    other_price: Decimal | None = getattr(other.model.price, kind)
    if price is None or other_price is None:
        return None
    return NEAREST.subtract(
        NEAREST.multiply(one.score.value, other_price),
        NEAREST.multiply(other.score.value, price),
    )
