"""Relate scores to prices: ratios, the Pareto frontier, crossover mixes, cost per solved task."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, groupby, pairwise
from math import inf
from operator import itemgetter
from typing import get_args

from attrs import evolve, field, fields_dict, frozen

from aiproviders._analysis.benchmark_basis import Basis, Scores, comparison_basis
from aiproviders._analysis.comparability import (
    CALLER,
    ComparableModel,
    Exclusion,
    callers_scores,
    check_currencies,
    comparable_models,
    frontier_positions,
    in_unit,
)
from aiproviders._analysis.measured_scores import NOT_STATED, Question, Variants
from aiproviders._analysis.task_tokens import Tokens
from aiproviders._records.catalog import Catalog
from aiproviders._records.display_methods import ShownAsText
from aiproviders._records.fields import sealed
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.model import Model, Score, blended_price, price_of, with_error
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.usage import TokenMix, Usage
from aiproviders._records.provider import Models
from aiproviders._records.record import Benchmark
from aiproviders._values.number import NEAREST
from aiproviders._values.period import Moment, Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, angled, counted, printable, quoted
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

_SHARE = "%"
_HUNDREDTH = Decimal("0.01")
_NOT_TOLD_APART = Fraction("1.96")
_BOUNDS_AND_RANGES = (">", ">=", "<", "<=", "range")
_INFERABLE = tuple(
    f"{part}.{name}"
    for part, kind in (("score", Score), ("price", TokenPrice))
    for name in get_args(get_args(fields_dict(kind)["inferred"].type)[0])
)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class PricePerformanceRow(OneLine):
    """The score, the blended price and the price-performance of a model.

    Attributes:
        model: The model.
        score: Its result on the benchmark.
        standard_error: Standard error of the score, in its unit; None where it is not stated.
        reported_by: Id of who reported the score, `caller` if it was passed in, None if nobody
            is named.
        date: When it was measured; None where that is not stated.
        variant: Which variant or effort of the model the score is of; the best of several.
        retired: Whether the model is no longer on sale.
        price: Its list price in force, of a retired model the last one.
        price_change: Until when that price holds and which one follows, in words; None where that
            is not stated.
        blended_price: Its price per million tokens, at the mix asked for.
        task_cost: What the tokens of a task cost; None unless the caller states them.
        score_per_price: Score divided by the cost of a task, if that is known, or else by the
            blended price; more is better.
        price_per_point: The same the other way round; less is better.
        on_frontier: Whether it is on the Pareto frontier: no other model is at most as dear and
            at least as good, and strictly better in one of the two. None where several variants
            of a model share its price.
        inferred: What of the score and the price the source leaves to convention, such as
            `score.benchmark` and `price.currency`.
    """

    model: Model
    score: Quantity
    standard_error: Decimal | None = None
    reported_by: str | None
    date: Period | None = None
    variant: str | None = None
    retired: bool = False
    price: TokenPrice
    price_change: str | None = None
    blended_price: Quantity
    task_cost: Quantity | None = None
    score_per_price: Quantity
    price_per_point: Quantity
    on_frontier: bool | None
    inferred: tuple[str, ...] = field(default=(), metadata={"also": _INFERABLE})

    @property
    def price_compared(self) -> Quantity:
        """What the score is divided by: the cost of a task if it is known, or the blended price."""
        return self.blended_price if self.task_cost is None else self.task_cost

    def __str__(self) -> str:
        score = with_error(self.score, self.standard_error)
        return printable(f"{self.model.name} {score} at {self.price_compared}")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Turn(OneLine):
    """A crossover mix: two models have the same score per price there, and change places.

    Attributes:
        first: The model with the higher score per price where the mix has more input.
        second: The model with the higher score per price where the mix has more output.
        mix: The crossover mix, as parts of input to one part of output.
    """

    first: Model
    second: Model
    mix: TokenMix

    def __str__(self) -> str:
        first, second = self.first.name, self.second.name
        if self.first.provider != self.second.provider:
            first = f"{first} ({self.first.provider})"
            second = f"{second} ({self.second.provider})"
        return printable(f"{first} before {second} above {self.mix}, after it below")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class PricePerformance(ShownAsText, Tabular, OneLine):
    """Models ranked by score per price; printing it shows a table.

    Attributes:
        benchmark: Id of the benchmark.
        version: Version of the benchmark that the stated scores are of; None if not stated.
        harness: What ran it; None if not stated.
        mix: The mix of tokens that prices are blended at.
        per_task: Whether the models are ranked by what the tokens of a task cost.
        on: The day of the prices, where one was named.
        rows: The models, the highest score per price first.
        excluded: The models left out, with reasons.
        newer: Models on sale, without a row, that came out after the last run, the newest first.
        unmatched: Names among the caller's scores that no model has.
    """

    benchmark: str
    version: str | None = None
    harness: str | None = None
    mix: TokenMix
    per_task: bool = False
    on: Period | None = None
    rows: tuple[PricePerformanceRow, ...]
    excluded: tuple[Exclusion, ...]
    newer: tuple[Model, ...] = ()
    unmatched: tuple[str, ...] = ()

    @property
    def first_run(self) -> Period | None:
        """When the first of the scores was measured; None where no date is stated."""
        dates = (row.date for row in self.rows if row.date is not None)
        return min(dates, key=lambda each: each._first or date.min, default=None)

    @property
    def last_run(self) -> Period | None:
        """When the last of the scores was measured; None where no date is stated."""
        dates = (row.date for row in self.rows if row.date is not None)
        return max(dates, key=lambda each: each._last or date.max, default=None)

    @property
    def runs(self) -> str:
        """The first and the last day of the runs in words; empty where no date is stated."""
        if self.first_run is None or self.first_run == self.last_run:
            return f"runs of {self.first_run}" if self.first_run else ""
        return f"runs of {self.first_run} to {self.last_run}"

    @property
    def close(self) -> tuple[tuple[PricePerformanceRow, PricePerformanceRow], ...]:
        """Neighboring rows whose scores per price their standard errors do not tell apart.

        The difference of two ratios is within 1.96 times its own standard error, √(e₁² + e₂²), as
        95 % of the differences of equals are. Rows without a standard error are not among them.
        """
        return tuple(pair for pair in pairwise(self.rows) if _are_close(*pair))

    @property
    def conditions(self) -> str:
        """Version and harness of the stated scores in words; empty where there are none."""
        if all(row.reported_by == CALLER for row in self.rows):
            return ""
        version = f"version {self.version}, " if self.version else ""
        return f"{version}harness {self.harness or NOT_STATED}"

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every mix of input and output alone at which two of the models change places.

        Bounds of prices and scores are not taken into account; where they could change the order,
        `order_holds` is None.
        """
        return () if self.per_task else tuple(turns_of(self.rows))

    @property
    def order_holds(self) -> bool | None:
        """Whether the order of the rows is the same at every mix of input and output.

        None where that cannot be said: a score is a bound or a range, a price of input or output is
        not stated, the mix has parts read from a cache or written to one, or the rows are ranked
        by the cost of a task.
        """
        prices = [row.price for row in self.rows]
        if (
            self.per_task
            or self.mix.cache_read
            or self.mix.cache_write
            or any(row.score.comparator in _BOUNDS_AND_RANGES for row in self.rows)
            or any(price.input is None or price.output is None for price in prices)
        ):
            return None
        return not count_turns(self.rows)

    def __repr__(self) -> str:
        ids = ", ".join(row.model.id for row in self.rows) or "no rows"
        price = "per task" if self.per_task else f"at {self.mix}"
        return angled("PricePerformance", f"{self.benchmark} {price}: {ids}")


def price_ratio(
    a: Model | TokenPrice, b: Model | TokenPrice, *, mix: TokenMix | str = "3:1"
) -> Quantity:
    """Divide the blended price of one model by that of another.

    Args:
        a: A model, of which the list price counts, or a price.
        b: The model or price that it is compared with.
        mix: Parts of input to output that prices are blended at.

    Raises:
        NotStatedError: A price that the mix needs is not stated.
        IncomparableError: The prices are in two currencies, or the second is free.
        TypeError: Something else than a model or a price is given.
    """
    first, second = price_of(a), price_of(b)
    check_currencies((first, second))
    return blended_price(first, mix) / blended_price(second, mix)


def price_performance(
    models: Models,
    *,
    benchmark: Benchmark | str | None = None,
    mix: TokenMix | str = "3:1",
    scores: Scores | None = None,
    harness: str | None = None,
    reported_by: str | None = None,
    on: Moment | None = None,
    retired: bool = False,
    variants: Variants = "best",
    tokens: Tokens | None = None,
) -> PricePerformance:
    """Rank models by score per price: score on a benchmark / blended price.

    Only scores of one version of the benchmark and one harness are compared, those that most of
    the models have; scores that name no harness are a group of their own. Models scored otherwise
    are left out. Of several variants of a model, the best stands for it, and of several runs of
    a variant by one reporter the newest.

    Args:
        models: Models, a provider or several.
        benchmark: A benchmark of the shared vocabulary or of the provider by id or name, any other
            by id, or a `Benchmark`; unless told otherwise, the one that the data of the provider
            name (`Benchmark.default_because`), else the one that most of the models can be
            compared on.
        mix: Parts of input to output that prices are blended at.
        scores: Results of the caller's own on the benchmark, by model, id or name; they replace
            those stated.
        harness: Only scores that this harness measured; `not stated` for those that name none.
        reported_by: Only scores that this reporter gives; `not stated` for those that name none.
        on: The day of the prices, and on which models have to be on sale; unless told otherwise,
            that on which the prices were read (`Model.as_of`).
        retired: Whether models that are no longer on sale count too, at their last price.
        variants: Whether the best of several variants of a model, such as efforts, has a row, or
            all of them have one.
        tokens: The `Usage` of one task by model, id or name, or by a pair of one and its variant;
            models are then ranked by what a task costs. That of a model stands for the one variant
            that has a row.

    Raises:
        IncomparableError: The prices are in several currencies, as many models are scored on one
            benchmark, on one version or by one harness as on another, or the scores cannot be
            divided by a price: Elo ratings, ranks, scores of which it is not stated what they
            count, and those of which less is better.
        NotStatedError: No benchmark is named, and no model has a score.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark, or no
            score is by the harness or the reporter.
        AmbiguousIdError: A name among the caller's scores is that of several models.
        ValueError: The mix is empty, negative or not understood, or scores are passed without
            their benchmark, or `variants` is another word.
        TypeError: Something else than models or providers is given.

    Examples:
        >>> from aiproviders import alibaba, price_performance
        >>> result = price_performance(alibaba.models, mix="1:1")
        >>> [(row.model.id, f"{row.score_per_price:.2f}") for row in result.rows]
        [('qwen3.6', '36.76 %/(USD/Mtok)'), ('qwen3.7-max', '16.08 %/(USD/Mtok)')]
    """
    mix = TokenMix.of(mix)
    if variants not in get_args(Variants):
        msg = f"variants is 'best' or 'all', got {quoted(variants)}"
        raise ValueError(msg)
    asked = Question(benchmark, mix, scores, harness, reported_by, on, retired, variants, tokens)
    compared = comparable_models(models, asked)
    on_frontier = set(frontier_positions(compared.entries))
    share_prices = tokens is None and _have_several_rows(compared.entries)
    rows = [
        PricePerformanceRow(
            model=entry.model,
            score=entry.score.quantity,
            standard_error=entry.score.standard_error,
            reported_by=entry.score.reported_by,
            date=entry.score.date,
            variant=entry.score.variant,
            retired=entry.retired,
            price=entry.list_price,
            price_change=entry.change,
            blended_price=entry.blended_price,
            task_cost=entry.task_cost,
            score_per_price=entry.score.quantity / entry.price,
            price_per_point=entry.price / entry.score.quantity,
            on_frontier=None if share_prices else position in on_frontier,
            inferred=entry.inferred,
        )
        for position, entry in enumerate(compared.entries)
        if _why_no_ratio(entry) is None
    ]
    excluded = [
        Exclusion(model=entry.model, reason=reason)
        for entry in compared.entries
        if (reason := _why_no_ratio(entry)) is not None
    ]
    ranked = PricePerformance(
        benchmark=compared.benchmark,
        version=compared.setup.version,
        harness=compared.setup.harness,
        mix=mix,
        per_task=tokens is not None,
        on=None if on is None else Period.of(on),
        rows=tuple(sorted(rows, key=lambda row: row.score_per_price, reverse=True)),
        excluded=(*compared.excluded, *excluded),
        unmatched=compared.unmatched,
    )
    return evolve(ranked, newer=_newer(compared.on_sale, ranked))


def _have_several_rows(entries: Iterable[ComparableModel]) -> bool:
    """Whether a model has several entries, as its variants are all asked for."""
    return any(number > 1 for number in Counter(id(entry.model) for entry in entries).values())


def _newer(on_sale: Iterable[Model], ranked: PricePerformance) -> tuple[Model, ...]:
    """Return the models on sale without a row that came out after the last run, newest first."""
    last_run = ranked.last_run
    if last_run is None:
        return ()
    with_row = {id(row.model) for row in ranked.rows}
    newer = [
        (model.first_seen, model)
        for model in on_sale
        if id(model) not in with_row and model.first_seen and model.first_seen.after(last_run)
    ]
    return tuple(model for _, model in sorted(newer, key=itemgetter(0), reverse=True))


def _are_close(one: PricePerformanceRow, other: PricePerformanceRow) -> bool:
    if one.standard_error is None or other.standard_error is None:
        return False
    difference = _ratio(one.score.value, one.price_compared.value) - _ratio(
        other.score.value, other.price_compared.value
    )
    variance = sum(
        _ratio(error, row.price_compared.value) ** 2
        for row, error in ((one, one.standard_error), (other, other.standard_error))
    )
    return difference**2 <= _NOT_TOLD_APART**2 * variance


def _why_no_ratio(entry: ComparableModel) -> str | None:
    """Say why score and price have no ratio; None where they have one."""
    if not entry.price.value:
        return "free"
    score = entry.score.quantity
    if score.value <= 0:
        return "scored nothing"
    least, _ = score.bounds
    return "how little it may have scored is not stated" if least is None or least <= 0 else None


def pareto_frontier(
    models: Models,
    *,
    benchmark: Benchmark | str | None = None,
    mix: TokenMix | str = "3:1",
    scores: Scores | None = None,
    harness: str | None = None,
    reported_by: str | None = None,
    on: Moment | None = None,
    retired: bool = False,
) -> tuple[Model, ...]:
    """Return the models on the Pareto frontier of score and price, the cheapest first.

    A model is left out if another is at most as dear and at least as good, and strictly better in
    one of the two; ties stay. A bound counts at its worst: a price of at most so much, and a score
    of at least so much, as that amount. A model whose score is at most so much is left out.

    Args:
        models: Models, a provider or several.
        benchmark: A benchmark of the shared vocabulary or of the provider by id or name, any other
            by id, or a `Benchmark`; unless told otherwise, the one that the data of the provider
            name (`Benchmark.default_because`), else the one that most of the models can be
            compared on.
        mix: Parts of input to output that prices are blended at.
        scores: Results of the caller's own on the benchmark, by model, id or name; they replace
            those stated.
        harness: Only scores that this harness measured; `not stated` for those that name none.
        reported_by: Only scores that this reporter gives; `not stated` for those that name none.
        on: The day of the prices, and on which models have to be on sale; unless told otherwise,
            that on which the prices were read (`Model.as_of`).
        retired: Whether models that are no longer on sale count too, at their last price.

    Raises:
        IncomparableError: The prices are in several currencies, as many models are scored on one
            benchmark, on one version or by one harness as on another, or the scores only order
            models (Elo ratings, ranks), it is not stated what they count, or less is better.
        NotStatedError: No benchmark is named, and no model has a score.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark, or no
            score is by the harness or the reporter.
        AmbiguousIdError: A name among the caller's scores is that of several models.
        ValueError: The mix is empty, negative or not understood, or scores are passed without
            their benchmark.
        TypeError: Something else than models or providers is given.
    """
    asked = Question(benchmark, TokenMix.of(mix), scores, harness, reported_by, on, retired)
    entries = comparable_models(models, asked).entries
    return tuple(entries[position].model for position in frontier_positions(entries))


def cost_per_solved(
    model: Model | TokenPrice,
    usage: Usage,
    *,
    benchmark: Benchmark | str | None = None,
    scores: Scores | None = None,
    on: Moment | None = None,
) -> Quantity:
    """Compute the expected cost of one solved task: cost of an attempt / rate of success.

    This is the "cost-of-pass" of arXiv 2504.13359: attempts that fail are paid for too.

    Args:
        model: A model, of which the list price counts, or a price, such as that of a contract.
        usage: The tokens that one attempt uses.
        benchmark: Id or name of a benchmark whose scores are shares of tasks solved; unless told
            otherwise, the one that the model is scored on, or for `scores` any.
        scores: Results of the caller's own, by model, id or name; they replace those stated. With
            a price, the one result that counts, under any name.
        on: The day of the list price; unless told otherwise, that on which prices were read
            (`Model.as_of`).

    Returns:
        An amount in the unit `USD/task`, or whatever the currency is.

    Raises:
        NotStatedError: The model has no list price, or no single score on the benchmark; or with
            a price, `scores` has no single result.
        IncomparableError: The scores are not shares, the model is scored on several benchmarks and
            none is named, or no task was solved.
        UnknownIdError: Neither the model nor the caller has a score on such a benchmark, or a
            score is passed for another model.
        TypeError: Something else than a model or a price is given.
    """
    price = price_of(model, on)
    models = Catalog((model,) if isinstance(model, Model) else (), record_types=(Model,))
    if benchmark is None and (scores or not models):
        basis = Basis("a benchmark", _SHARE)
    else:
        basis = comparison_basis(models, benchmark, scores)
    score = _only_score(model, basis, scores)
    if score.unit != _SHARE:
        msg = f"a score of {score} on {basis.id} is no share of tasks solved"
        raise IncomparableError(msg)
    return price.cost(usage) / score.to("task", rate=_HUNDREDTH)


def _only_score(model: Model | TokenPrice, basis: Basis, scores: Scores | None) -> Quantity:
    """Return the one score of a model, or the one that the caller gives with a price."""
    if isinstance(model, TokenPrice):
        name = "the price"
        stated = [in_unit(result, basis.unit) for result in (scores or {}).values()]
    else:
        name = model.name
        given, unmatched = callers_scores((model,), scores, basis.unit)
        if unmatched:
            raise UnknownIdError(unmatched[0], name)
        held = given.values() or [each for each in model.scores if each.benchmark == basis.id]
        stated = [each.quantity for each in held]
    if len(stated) != 1:
        msg = f"{name} has {counted(len(stated), 'score')} on {basis.id}, not one; pass scores=…"
        raise NotStatedError(msg)
    return stated[0]


def turns_of(rows: Iterable[PricePerformanceRow]) -> Iterator[Turn]:
    """Find the turns between rows one by one, as many rows have very many turns."""
    return (turn for one, other in combinations(rows, 2) if (turn := _turn(one, other)) is not None)


def count_turns(rows: Iterable[PricePerformanceRow]) -> int:
    """Count the turns between rows without comparing every pair of them.

    Two rows turn if one has the higher score per price of input, and the other the higher score
    per price of output. Sorted by the first ratio, these pairs are the inversions of the second.
    """
    best_at_input_first = sorted(
        (
            (_ratio(row.score.value, price.input), _ratio(row.score.value, price.output))
            for row in rows
            if (price := row.price).input is not None and price.output is not None
        ),
        reverse=True,
    )
    at_output_before: list[Fraction | float] = []  # of the rows that are better at input, sorted
    turns = 0
    for _, tied_at_input in groupby(best_at_input_first, key=itemgetter(0)):
        at_output = [ratio for _, ratio in tied_at_input]
        turns += sum(bisect_left(at_output_before, ratio) for ratio in at_output)
        for ratio in at_output:
            insort(at_output_before, ratio)
    return turns


def _ratio(score: Decimal, price: Decimal | None) -> Fraction | float:
    return Fraction(score) / Fraction(price) if price else inf


def _turn(one: PricePerformanceRow, other: PricePerformanceRow) -> Turn | None:
    """Find the mix of input and output at which two rows have the same score per price."""
    at_input, at_output = _advantage(one, other, "input"), _advantage(one, other, "output")
    if not at_input or not at_output or (at_input > 0) == (at_output > 0):
        return None
    # At a mix of i parts of input to o of output the advantage is proportional to
    # i * at_input + o * at_output, which is zero where i / o = -at_output / at_input.
    parts = -at_output / at_input
    input_parts = NEAREST.divide(Decimal(parts.numerator), Decimal(parts.denominator))
    mix = TokenMix(input=input_parts, output=1)
    first, second = (one, other) if at_input > 0 else (other, one)
    return Turn(first=first.model, second=second.model, mix=mix)


def _advantage(one: PricePerformanceRow, other: PricePerformanceRow, kind: str) -> Fraction | None:
    """Compare the score per price of two rows if all tokens are of one kind.

    Above zero where the first is higher: s₁ / p₁ > s₂ / p₂ is s₁·p₂ - s₂·p₁ > 0.
    """
    price: Decimal | None = getattr(one.price, kind)
    other_price: Decimal | None = getattr(other.price, kind)
    if price is None or other_price is None:
        return None
    # Fractions are exact, and no caller's decimal context has a part in them.
    return Fraction(one.score.value) * Fraction(other_price) - Fraction(
        other.score.value
    ) * Fraction(price)
