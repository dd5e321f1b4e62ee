"""Relate scores to prices: models by score per price, the Pareto frontier, cost per solved task."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import get_args

from attrs import evolve

from aiproviders._analysis.benchmark_basis import Basis, Scores, comparison_basis
from aiproviders._analysis.comparability import (
    ComparableModel,
    Exclusion,
    callers_scores,
    check_currencies,
    comparable_models,
    frontier_positions,
    in_unit,
)
from aiproviders._analysis.measured_scores import Question, Variants
from aiproviders._analysis.ranking import PricePerformance, PricePerformanceRow
from aiproviders._analysis.task_tokens import Tokens
from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model, blended_price, price_of
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.usage import TokenMix, Usage
from aiproviders._records.providers import ModelsLike
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._values.period import Moment, Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import counted, quoted
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

_SHARE = "%"
_HUNDREDTH = Decimal("0.01")


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
    models: "ModelsLike",
    benchmark: "Benchmark | str | None" = None,
    *,
    mix: "TokenMix | str" = "3:1",
    scores: "Scores | None" = None,
    harness: str | None = None,
    reported_by: str | None = None,
    on: "Moment | None" = None,
    retired: bool = False,
    variants: "Variants" = "best",
    tokens: "Tokens | None" = None,
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
        >>> [(row.model.id, f"{row.score_per_price:.2f}") for row in result]
        [('qwen3.6', '36.76 %/(USD/Mtok)'), ('qwen3.7-max', '16.08 %/(USD/Mtok)')]
    """
    mix = TokenMix.of(mix)
    _check_variants(variants)
    asked = Question(benchmark, mix, scores, harness, reported_by, on, retired, variants, tokens)
    compared = comparable_models(models, asked)
    on_frontier = set(frontier_positions(compared.entries))
    share_prices = _share_prices(compared.entries)
    rows = [
        PricePerformanceRow(
            model=entry.model,
            score=entry.score.quantity,
            standard_error=entry.score.standard_error,
            reported_by=entry.score.reported_by,
            date=entry.score.date,
            variant=entry.score.variant,
            retired=entry.retired,
            list_price=entry.list_price,
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
    newer, undated = _after_the_runs(compared.on_sale, ranked)
    return evolve(ranked, newer=newer, undated=undated)


def _check_variants(variants: str) -> None:
    if variants not in get_args(Variants):
        msg = f"variants is 'best' or 'all', got {quoted(variants)}"
        raise ValueError(msg)


def _share_prices(entries: Iterable[ComparableModel]) -> bool:
    """Whether several variants of a model are compared by its price per token."""
    by_token = Counter(id(entry.model) for entry in entries if entry.task_cost is None)
    return any(number > 1 for number in by_token.values())


def _after_the_runs(
    on_sale: Iterable[Model], ranked: PricePerformance
) -> tuple[tuple[Model, ...], tuple[Model, ...]]:
    """Return the models on sale without a row that came out after the last run, and may have."""
    last_run = ranked.last_run
    if last_run is None:
        return (), ()
    with_row = {id(row.model) for row in ranked.rows}
    others = [model for model in on_sale if id(model) not in with_row]
    newer = [
        (model.first_seen, model)
        for model in others
        if model.first_seen and model.first_seen.after(last_run)
    ]
    newest_first = sorted(newer, key=itemgetter(0), reverse=True)
    undated = [model for model in others if model.first_seen is None]
    undated.sort(key=_first_priced, reverse=True)
    return tuple(model for _, model in newest_first), tuple(undated)


def _first_priced(model: Model) -> date:
    """Return the first day of which a price of a model is stated, which says little of its age."""
    days = [price.effective or price.observed for price in model.prices]
    return min((day._first for day in days if day and day._first), default=date.min)


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
    models: "ModelsLike",
    benchmark: "Benchmark | str | None" = None,
    *,
    mix: "TokenMix | str" = "3:1",
    scores: "Scores | None" = None,
    harness: str | None = None,
    reported_by: str | None = None,
    on: "Moment | None" = None,
    retired: bool = False,
    variants: "Variants" = "best",
    tokens: "Tokens | None" = None,
) -> tuple[Model, ...]:
    """Return the models on the Pareto frontier of score and price, the cheapest first.

    They are those of the rows of `price_performance` with the same arguments that are on it, and of
    models whose score has no ratio to their price, such as free ones.

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
        variants: Whether the best of several variants of a model counts, or all of them do; a model
            is on the frontier if one is.
        tokens: The `Usage` of one task by model, id or name, or by a pair of one and its variant;
            the price is then what a task costs.

    Raises:
        IncomparableError: The prices are in several currencies, as many models are scored on one
            benchmark, on one version or by one harness as on another, or the scores only order
            models (Elo ratings, ranks), it is not stated what they count, or less is better; or
            variants of a model share its price per token.
        NotStatedError: No benchmark is named, and no model has a score.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark, or no
            score is by the harness or the reporter.
        AmbiguousIdError: A name among the caller's scores is that of several models.
        ValueError: The mix is empty, negative or not understood, or scores are passed without
            their benchmark, or `variants` is another word.
        TypeError: Something else than models or providers is given.
    """
    _check_variants(variants)
    mix = TokenMix.of(mix)
    asked = Question(benchmark, mix, scores, harness, reported_by, on, retired, variants, tokens)
    entries = comparable_models(models, asked).entries
    if _share_prices(entries):
        msg = (
            "variants of a model share its price per token, so that there is no frontier among "
            "them; pass what they use for a task as tokens={…}, or variants='best'"
        )
        raise IncomparableError(msg)
    found = [entries[position].model for position in frontier_positions(entries)]
    return tuple({id(model): model for model in found}.values())  # of several variants once


def cost_per_solved(
    model: Model | TokenPrice,
    usage: Usage,
    *,
    benchmark: "Benchmark | str | None" = None,
    scores: "Scores | None" = None,
    on: "Moment | None" = None,
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
