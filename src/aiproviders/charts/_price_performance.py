"""The chart of scores against prices, and the comparison that `value_by_mix` draws too."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aiproviders._analysis import price_performance as ranking
from aiproviders._analysis.benchmark_basis import Scores
from aiproviders._analysis.comparability import CALLER
from aiproviders._analysis.measured_scores import Variants
from aiproviders._analysis.price_performance import PricePerformance, PricePerformanceRow
from aiproviders._analysis.task_tokens import Tokens
from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.provider import Models, given_models
from aiproviders._records.record import Benchmark
from aiproviders._values.late_types import late
from aiproviders._values.period import Moment
from aiproviders._values.quantity import is_firm
from aiproviders._values.wording import counted
from aiproviders.charts._amount_axis import unit_words, write_ticks
from aiproviders.charts._axes import (
    axes_or_new,
    colors_for,
    draw_interval,
    known_labels,
)
from aiproviders.charts._captions import (
    add_caption,
    add_title,
    drawable_text,
    source_note,
    without_math,
)
from aiproviders.charts._label_placement import Segment, add_label, keep_labels_apart
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
else:
    Axes = late("matplotlib.axes", "Axes")


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
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw what models score against what they cost, with the Pareto frontier.

    The price per million tokens is on a logarithmic axis. A model on the frontier is a circle,
    any other a diamond; the step line is the best score that a price buys. A mark is hollow
    where price or score is a bound, a range or "about": lines through it span what the bounds
    allow, and an arrow points to a side without a bound. A thin bar spans one standard error to
    each side of a score that states it. The caption counts the models left out. Where several
    variants of a model share its price, no frontier is drawn.

    Args:
        models: Models, a provider or several.
        benchmark: A benchmark of the shared vocabulary or of the provider by id or name, any other
            by id, or a `Benchmark`; unless told otherwise, the one that
            `aiproviders.price_performance` takes.
        mix: Parts of input to output that prices are blended at.
        scores: Results of the caller's own on the benchmark, by model, id or name; they go before
            those stated.
        harness: Only scores that this harness measured; `not stated` for those that name none.
        reported_by: Only scores that this reporter gives; `not stated` for those that name none.
        on: The day of the prices, and on which models have to be on sale; unless told otherwise,
            that on which the prices were read.
        retired: Whether models that are no longer on sale count too, at their last price.
        variants: Whether the best of several variants of a model is drawn, or all of them.
        tokens: The `Usage` of one task by model, id or name, or by a pair of one and its variant;
            the cost of a task is then on the axis of prices.
        ax: Where to draw; a new figure if None.

    Returns:
        The axes: prices on x, scores on y.

    Raises:
        NotStatedError: No model has both a price and a score.
        IncomparableError: The prices are in several currencies, or the benchmark's scores cannot
            be divided by a price, as `aiproviders.price_performance` says.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark, or no
            score is by the harness or the reporter.
        AmbiguousIdError: A name among the caller's scores is that of several models.
        ValueError: The mix is empty, negative or not understood, or scores are passed without
            their benchmark, or `variants` is another word.
        TypeError: Something else than models or providers is given.
    """
    records = given_models(models)
    result = ranking.price_performance(
        records,
        benchmark=benchmark,
        mix=mix,
        scores=scores,
        harness=harness,
        reported_by=reported_by,
        on=on,
        retired=retired,
        variants=variants,
        tokens=tokens,
    )
    compared = worded(result, records, benchmark)
    rows = sorted(result.rows, key=lambda row: not row.on_frontier)
    names = [_name(row, variants) for row in rows]
    points = [(float(row.price_compared.value), float(row.score.value)) for row in rows]
    axes = axes_or_new(ax)
    colors = colors_for(axes)
    axes.set_xscale("log")
    drawn: list[Artist] = []
    for row, name, (price, score) in zip(rows, names, points, strict=True):
        color = colors.marks[0] if row.on_frontier else colors.muted
        drawn += draw_interval(axes, row.price_compared, (price, score), along="x", color=color)
        drawn += draw_interval(axes, row.score, (price, score), along="y", color=color)
        if row.standard_error:
            error = float(row.standard_error)
            ends = [score - error, score + error]
            drawn += axes.plot([price] * 2, ends, color=color, linewidth=0.8, marker="_")
        firm = is_firm(row.price_compared) and is_firm(row.score)
        drawn += axes.plot(
            [price],
            [score],
            label=without_math(name),
            linestyle="none",
            marker="o" if row.on_frontier else "D",
            markersize=7 if row.on_frontier else 5,
            color=color,
            markerfacecolor=color if firm else axes.get_facecolor(),
            zorder=3,
        )
    frontier = sorted(point for row, point in zip(rows, points, strict=True) if row.on_frontier)
    if frontier:
        axes.step(
            [price for price, _ in frontier],
            [score for _, score in frontier],
            where="post",
            label="Pareto frontier",
            color=colors.marks[0],
            linewidth=1.2,
        )
    axes.margins(0.15)
    write_ticks(axes, "x", rows[0].price_compared.unit)
    unit = unit_words(rows[0].price_compared.unit)
    axes.set_xlabel(unit if result.per_task else f"{unit}, {result.mix}", parse_math=False)
    axes.set_ylabel(compared.score_label, parse_math=False)
    add_title(
        axes,
        f"{compared.benchmark} against {'cost' if result.per_task else 'price'}",
        "Cost of the tokens of a task" if result.per_task else f"Blended price at {result.mix}",
    )
    count_unlabeled = add_caption(
        axes,
        (
            _frontier_in_words(rows),
            "Hollow: about, a bound or a range."
            if any(not is_firm(q) for row in rows for q in (row.price_compared, row.score))
            else "",
            "Bars: one standard error." if any(row.standard_error for row in rows) else "",
            *compared.remarks,
        ),
    )
    steps: list[Segment] = []
    for (price, score), (next_price, next_score) in pairwise(frontier):
        steps.append(((price, score), (next_price, score)))
        steps.append(((next_price, score), (next_price, next_score)))
    keep_labels_apart(
        axes,
        [add_label(axes, name, point) for name, point in zip(names, points, strict=True)],
        clear=drawn,
        lines=steps,
        first=len(frontier),
        count_unlabeled=count_unlabeled,
    )
    return axes


def _name(row: PricePerformanceRow, variants: Variants) -> str:
    """Return the name of a model, with the variant where all variants are drawn."""
    variant = f" ({row.variant})" if row.variant and variants == "all" else ""
    return drawable_text(f"{row.model.name}{variant}", f"{row.model.id}{variant}")


def _frontier_in_words(rows: Iterable[PricePerformanceRow]) -> str:
    places = {row.on_frontier for row in rows}
    if None in places:
        return "No frontier is drawn: variants of a model share its price per token."
    if False in places:
        return "Circles are on the Pareto frontier, diamonds are not."
    return "All are on the Pareto frontier."


class Words(NamedTuple):
    """What a chart says of a comparison that has rows.

    Attributes:
        benchmark: Name of the benchmark.
        score_label: Name of the benchmark, and unit of its scores.
        remarks: Sentences on how the scores were measured, the models left out, the scores of the
            caller, and the sources.
    """

    benchmark: str
    score_label: str
    remarks: tuple[str, ...]


def worded(
    result: PricePerformance, records: Catalog[Model], benchmark: Benchmark | str | None
) -> Words:
    """Word what a chart says of a comparison of some models on a benchmark.

    Raises:
        NotStatedError: No model has both a price and a score.
    """
    reasons = Counter(each.reason for each in result.excluded).most_common()
    worded = "; ".join(f"{drawable_text(reason)} ({number})" for reason, number in reasons)
    left_out = f"{counted(len(result.excluded), 'model')} left out: {worded}." if reasons else ""
    if not result.rows:
        msg = f"no model has both a price and a score to draw. {left_out}".strip()
        raise NotStatedError(msg)
    name = (
        benchmark.name
        if isinstance(benchmark, Benchmark)
        else _benchmark_name(result.benchmark, records)
    )
    drawable_name = drawable_text(name, result.benchmark)
    inferred = dict.fromkeys(name for row in result.rows for name in row.inferred)
    own = sum(row.reported_by == CALLER for row in result.rows)
    conditions = result.conditions if result.version or result.harness else ""
    measured = [*filter(None, (conditions, result.runs))]
    return Words(
        drawable_name,
        f"{drawable_name}, {unit_words(result.rows[0].score.unit)}",
        (
            f"Scores: {drawable_text(', '.join(measured))}." if measured else "",
            left_out,
            f"{counted(len(result.newer), 'model')} on sale newer than the last run."
            if result.newer
            else "",
            f"Prices as of {result.on}." if result.on else "",
            f"{counted(own, 'score')} passed in by the caller." if own else "",
            f"Inferred, not stated by the source: {', '.join(inferred)}." if inferred else "",
            source_note(records, [row.model for row in result.rows]),
        ),
    )


def _benchmark_name(id: str, records: Iterable[Model]) -> str:
    from aiproviders._format.bundled import shared_labels

    return known_labels(records).get(id) or shared_labels().get(id, id)
