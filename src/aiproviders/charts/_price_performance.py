"""The chart of scores against prices, and the comparison that `value_by_mix` draws too."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aiproviders._analysis import price_performance as ranking
from aiproviders._analysis.benchmark_basis import Scores
from aiproviders._analysis.comparability import CALLER
from aiproviders._analysis.measured_scores import Variants
from aiproviders._analysis.ranking import PricePerformance, PricePerformanceRow
from aiproviders._analysis.task_tokens import Tokens
from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.providers import ModelsLike, given_models
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._values.late_types import late
from aiproviders._values.period import Moment
from aiproviders._values.quantity import is_firm
from aiproviders._values.wording import counted
from aiproviders.charts._amount_axis import unit_words, write_ticks
from aiproviders.charts._axes import (
    Colors,
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
from aiproviders.charts._lab_marks import (
    Highlight,
    Lab,
    Mark,
    add_legend,
    lab_marks,
    labs_of,
    standing_out,
)
from aiproviders.charts._label_placement import XY, Segment, add_label, keep_labels_apart
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
else:
    Axes = late("matplotlib.axes", "Axes")

_WIDTH, _HEIGHT = 9.0, 6.0  # inches, of a new figure with a legend
_REMARK = 60  # characters
_REASONS = 4  # that the caption names


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
    highlight: "Highlight | None" = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw what models score against what they cost, with the Pareto frontier.

    The price per million tokens is on a logarithmic axis. A model on the frontier is a circle,
    any other a diamond; models of several labs have the color and the shape of their lab, and
    those on the frontier are larger. The step line is the best score that a price buys. A mark is
    hollow where price or score is a bound, a range or "about": lines through it span what the
    bounds allow, and an arrow points to a side without a bound. A thin bar spans one standard error
    to each side of a score that states it. The caption counts the models left out. Where several
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
        highlight: Models or labs that stand out, while all others are gray: a record, an id or
            another name, or several of them.
        ax: Where to draw; a new figure if None.

    Returns:
        The axes: prices on x, scores on y.

    Raises:
        NotStatedError: No model has both a price and a score, or one to highlight has not.
        IncomparableError: The prices are in several currencies, or the benchmark's scores cannot
            be divided by a price, as `aiproviders.price_performance` says.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark, no
            score is by the harness or the reporter, or no model and no lab to highlight is called
            so.
        AmbiguousIdError: A name among the caller's scores, or one to highlight, is that of several.
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
    chosen = None if highlight is None else standing_out(highlight, records, result)
    has_labs = len({row.model.provider for row in result.rows}) > 1
    axes = axes_or_new(ax, width=_WIDTH, height=_HEIGHT) if has_labs else axes_or_new(ax)
    colors = colors_for(axes)
    labs = lab_marks(labs_of(row.model for row in result.rows), colors) if has_labs else {}
    rows = _drawn_rows(result.rows, labs, chosen, colors)
    axes.set_xscale("log")
    drawn = [artist for each in rows for artist in _draw(axes, each, _name(each.row, variants))]
    frontier = sorted(each.point for each in rows if each.row.on_frontier)
    line: list[Line2D] = []
    if frontier:
        line = axes.step(
            [price for price, _ in frontier],
            [score for _, score in frontier],
            where="post",
            label="Pareto frontier",
            color=colors.marks[0] if chosen is None and not labs else colors.muted,
            linewidth=1.2,
        )
    if labs:
        add_legend(axes, _in_legend(labs, rows), line)
    axes.margins(0.15)
    unit = result.rows[0].price.unit
    write_ticks(axes, "x", unit)
    mix = "" if result.per_task else f", {result.mix}"
    axes.set_xlabel(f"{unit_words(unit)}{mix}", parse_math=False)
    axes.set_ylabel(compared.score_label, parse_math=False)
    add_title(
        axes,
        f"{compared.benchmark} against {'cost' if result.per_task else 'price'}",
        "Cost of the tokens of a task" if result.per_task else f"Blended price at {result.mix}",
    )
    count_unlabeled = add_caption(
        axes,
        (
            _frontier_in_words(result.rows, has_labs=has_labs),
            "" if chosen is None else "In gray: models that are not highlighted.",
            "" if all(map(_is_firm, result.rows)) else "Hollow: about, a bound or a range.",
            "Bars: one standard error." if any(row.standard_error for row in result.rows) else "",
            *compared.remarks,
        ),
    )
    steps: list[Segment] = []
    for (price, score), (next_price, next_score) in pairwise(frontier):
        steps.append(((price, score), (next_price, score)))
        steps.append(((next_price, score), (next_price, next_score)))
    labels = [add_label(axes, _name(each.row, variants), each.point) for each in rows]
    for label, each in zip(labels, rows, strict=True):
        if each.is_faint:
            label.set_color(colors.muted)
    keep_labels_apart(
        axes,
        labels,
        clear=drawn,
        lines=steps,
        first=sum(each.comes_first for each in rows),
        count_unlabeled=count_unlabeled,
    )
    return axes


class _DrawnRow(NamedTuple):
    """How a row is drawn.

    Attributes:
        row: The row.
        point: Price and score.
        mark: Color and shape.
        is_faint: Whether others are highlighted.
        comes_first: Whether its label is placed before others, as far away as it takes.
    """

    row: PricePerformanceRow
    point: XY
    mark: Mark
    is_faint: bool
    comes_first: bool


def _drawn_rows(
    rows: Iterable[PricePerformanceRow],
    labs: Mapping[Lab, Mark],
    chosen: set[int] | None,
    colors: Colors,
) -> list[_DrawnRow]:
    """Say how rows are drawn, in the order of their labels.

    Args:
        rows: The rows.
        labs: The mark of each lab; none where all are of one.
        chosen: Positions of the rows that are highlighted; None if none is to be.
        colors: Colors of the axes.
    """
    marks = {lab.id: mark for lab, mark in labs.items()}
    found: list[_DrawnRow] = []
    for position, row in enumerate(rows):
        is_chosen = chosen is not None and position in chosen
        is_faint = chosen is not None and position not in chosen
        own = Mark(
            colors.marks[0] if row.on_frontier or is_chosen else colors.muted,
            "o" if row.on_frontier else "D",
        )
        mark = marks.get(row.model.provider, own)
        found.append(
            _DrawnRow(
                row,
                (float(row.price.value), float(row.score.value)),
                mark._replace(color=colors.faint) if is_faint else mark,
                is_faint,
                is_chosen or bool(row.on_frontier),
            )
        )
    return sorted(found, key=lambda each: (each.is_faint, not each.row.on_frontier))


def _draw(axes: "Axes", drawn: _DrawnRow, name: str) -> "list[Artist]":
    """Draw a row, and return what was drawn."""
    row, point, (color, shape), is_faint, _ = drawn
    artists = draw_interval(axes, row.price, point, along="x", color=color)
    artists += draw_interval(axes, row.score, point, along="y", color=color)
    price, score = point
    if row.standard_error:
        error = float(row.standard_error)
        ends = [score - error, score + error]
        artists += axes.plot([price] * 2, ends, color=color, linewidth=0.8, marker="_")
    artists += axes.plot(
        [price],
        [score],
        label=without_math(name),
        linestyle="none",
        marker=shape,
        markersize=7 if row.on_frontier else 5,
        color=color,
        markeredgecolor=color,
        markerfacecolor=color if _is_firm(row) else axes.get_facecolor(),
        zorder=2.5 if is_faint else 3,
    )
    return artists


def _is_firm(row: PricePerformanceRow) -> bool:
    return is_firm(row.price) and is_firm(row.score)


def _in_legend(labs: Mapping[Lab, Mark], rows: Sequence[_DrawnRow]) -> dict[Lab, Mark]:
    """Return the marks of labs, faint where all models of a lab are."""
    marks = {each.row.model.provider: each.mark for each in reversed(rows)}
    return {lab: marks[lab.id] for lab in labs}


def _name(row: PricePerformanceRow, variants: Variants) -> str:
    """Return the name of a model, with the variant where all variants are drawn."""
    variant = f" ({row.variant})" if row.variant and variants == "all" else ""
    return drawable_text(f"{row.model.name}{variant}", f"{row.model.id}{variant}")


def _frontier_in_words(rows: Iterable[PricePerformanceRow], *, has_labs: bool) -> str:
    places = {row.on_frontier for row in rows}
    if None in places:
        return "No frontier is drawn: variants of a model share its price per token."
    if False in places and has_labs:
        return "Large marks are on the Pareto frontier, small ones are not."
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
    # What follows a semicolon differs from model to model, such as which hosts have prices.
    reasons = result.reasons
    worded = "; ".join(
        f"{drawable_text(reason, width=_REMARK)} ({number})"
        for reason, number in reasons[:_REASONS]
    )
    if reasons[_REASONS:]:
        worded += f"; for other reasons ({sum(number for _, number in reasons[_REASONS:])})"
    left_out = f"{counted(len(result.excluded), 'model')} left out: {worded}." if reasons else ""
    if not result.rows:
        msg = f"no model has both a price and a score to draw. {left_out}".strip()
        raise NotStatedError(msg)
    name = (
        benchmark.name
        if isinstance(benchmark, Benchmark)
        else known_labels(records).get(result.benchmark, result.benchmark)
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
            f"Scores: {', '.join(drawable_text(each, width=_REMARK) for each in measured)}."
            if measured
            else "",
            left_out,
            f"{counted(len(result.newer), 'model')} on sale newer than the last run."
            if result.newer
            else "",
            f"Of {counted(len(result.undated), 'more model')} on sale no release date is stated."
            if result.undated
            else "",
            f"Prices as of {result.on}." if result.on else "",
            f"{counted(own, 'score')} passed in by the caller." if own else "",
            f"Inferred, not stated by the source: {', '.join(inferred)}." if inferred else "",
            source_note(records, [row.model for row in result.rows]),
        ),
    )
