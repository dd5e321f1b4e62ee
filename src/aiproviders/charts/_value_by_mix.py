"""The chart of value for money by the mix of tokens."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from aiproviders._analysis import price_performance as ranking
from aiproviders._analysis.benchmark_basis import Scores
from aiproviders._analysis.ranking import PricePerformanceRow, Turn, turns_of
from aiproviders._records.models.model import blended_price
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.providers import ModelsLike, given_models
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._values.late_types import late
from aiproviders._values.period import Moment
from aiproviders._values.quantity import is_firm
from aiproviders.charts._amount_axis import unit_words, write_ticks
from aiproviders.charts._axes import axes_or_new, colors_for
from aiproviders.charts._captions import add_caption, add_title, drawable_text, without_math
from aiproviders.charts._label_placement import XY, add_label, keep_labels_apart
from aiproviders.charts._price_performance import worded

if TYPE_CHECKING:
    from matplotlib.axes import Axes
else:
    Axes = late("matplotlib.axes", "Axes")

_PARTS = 40  # of a line
_STYLES = ("solid", "dashed", "dotted", "dashdot")
_MIDDLE = 50  # percent
_MOST = 12  # lines in color
_MOST_TURNS = 4  # that the caption names
_WIDTH, _HEIGHT = 8.0, 5.5  # inches
_ROOM_FOR_NAMES = 145  # percent on the x axis


def value_by_mix(
    models: "ModelsLike",
    benchmark: "Benchmark | str | None" = None,
    *,
    scores: "Scores | None" = None,
    harness: str | None = None,
    reported_by: str | None = None,
    on: "Moment | None" = None,
    retired: bool = False,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw what models score for their price as the mix goes from all input to all output.

    Each model is a line; the twelve with the highest score per price at 1:1 are in color and have
    names, the others are gray. A ring marks a mix at which two of the twelve change places; the
    caption names the mixes if they are few. Prices and scores count as stated. The best of several
    variants stands for a model, as their lines would have one shape; what a task costs has no mix.

    Args:
        models: Models, a provider or several.
        benchmark: A benchmark of the shared vocabulary or of the provider by id or name, any other
            by id, or a `Benchmark`; unless told otherwise, the one that
            `aiproviders.price_performance` takes.
        scores: Results of the caller's own on the benchmark, by model, id or name; they go before
            those stated.
        harness: Only scores that this harness measured; `not stated` for those that name none.
        reported_by: Only scores that this reporter gives; `not stated` for those that name none.
        on: The day of the prices, and on which models have to be on sale; unless told otherwise,
            that on which the prices were read.
        retired: Whether models that are no longer on sale count too, at their last price.
        ax: Where to draw; a new figure if None.

    Returns:
        The axes: percent of output in the mix on x, score per price on y.

    Raises:
        NotStatedError: No model has both prices and a score.
        IncomparableError: The prices are in several currencies, or the benchmark's scores cannot
            be divided by a price, as `aiproviders.price_performance` says.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark, or no
            score is by the harness or the reporter.
        AmbiguousIdError: A name among the caller's scores is that of several models.
        ValueError: Scores are passed without their benchmark.
        TypeError: Something else than models or providers is given.
    """
    records = given_models(models)
    result = ranking.price_performance(
        records,
        benchmark=benchmark,
        mix=TokenMix(input=1, output=1),
        scores=scores,
        harness=harness,
        reported_by=reported_by,
        on=on,
        retired=retired,
    )
    compared = worded(result, records, benchmark)
    axes = axes_or_new(ax, width=_WIDTH, height=_HEIGHT)
    colors = colors_for(axes)
    axes.set_yscale("log")
    curves = [_curve(row) for row in result.rows]
    highest = _highest(curves)
    ends: list[XY] = []
    for position, (row, curve) in enumerate(zip(result.rows, curves, strict=True)):
        is_colored = position < _MOST
        shown = [(share, value) for share, value in curve if value <= highest]
        axes.plot(
            [share for share, _ in shown],
            [value for _, value in shown],
            label=without_math(drawable_text(row.model.name, row.model.id)),
            color=colors.marks[position % len(colors.marks)] if is_colored else colors.faint,
            linestyle=_STYLES[position // len(colors.marks)] if is_colored else "solid",
            linewidth=1.6 if is_firm(row.score) and is_colored else 0.9,
            zorder=2 if is_colored else 1.9,
        )
        ends.append(shown[-1])
    colored = result.rows[:_MOST]
    turns = [*turns_of(colored)]
    rings = [_turning_point(turn, colored) for turn in turns]
    axes.plot(
        [share for share, _ in rings],
        [value for _, value in rings],
        label="turns",
        linestyle="none",
        marker="o",
        markersize=7 if len(rings) <= _MOST_TURNS else 4,
        markerfacecolor="none",
        color=colors.text,
    )
    axes.set_xlim(0, _ROOM_FOR_NAMES)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.margins(y=0.15)
    write_ticks(axes, "y")
    axes.set_xlabel("Output, % of the tokens in the mix", parse_math=False)
    per = unit_words(result.rows[0].blended_price.unit)
    score = unit_words(result.rows[0].score.unit)
    axes.set_ylabel(f"{score} for each {per}", parse_math=False)
    add_title(axes, f"{compared.benchmark} for the price", "By the share of output in the mix")
    labels = [
        add_label(axes, drawable_text(row.model.name, row.model.id), end)
        for row, end in sorted(zip(colored, ends, strict=False), key=lambda pair: -pair[1][1])
    ]
    count_unlabeled = add_caption(
        axes,
        (
            _turns_in_words(colored, turns),
            f"In color: the {_MOST} with the highest score per price at 1:1."
            if result.rows[_MOST:]
            else "",
            "Thin lines: scores that are about, a bound or a range."
            if any(not is_firm(row.score) for row in colored)
            else "",
            "Cut at the top: models with free input or output."
            if any(value > highest for curve in curves for _, value in curve)
            else "",
            *compared.remarks,
        ),
    )
    keep_labels_apart(axes, labels, beside=True, first=len(labels), count_unlabeled=count_unlabeled)
    return axes


def _curve(row: PricePerformanceRow) -> list[XY]:
    """Return percent of output in the mix and score per price, where the mix is not free."""
    mixes = TokenMix(input=1, output=0), TokenMix(input=0, output=1)
    at_input, at_output = (float(blended_price(row.list_price, mix).value) for mix in mixes)
    score = float(row.score.value)
    shares = (part / _PARTS for part in range(_PARTS + 1))
    prices = ((share, at_input + (at_output - at_input) * share) for share in shares)
    return [(100 * share, score / price) for share, price in prices if price]


def _highest(curves: Iterable[list[XY]]) -> float:
    """Return the highest value to draw: a line that goes up to infinity does not stretch the axis.

    It is drawn up to the middle of the mix at least.
    """
    return max(
        value
        for curve in curves
        for share, value in curve
        if len(curve) > _PARTS or share == _MIDDLE
    )


def _turning_point(turn: Turn, rows: Sequence[PricePerformanceRow]) -> XY:
    row = next(row for row in rows if row.model is turn.first)
    price = blended_price(row.list_price, turn.mix)
    return 100 / (float(turn.mix.input) + 1), float(row.score / price)


def _turns_in_words(rows: Sequence[PricePerformanceRow], turns: Sequence[Turn]) -> str:
    if not turns:
        return "The order is the same at every mix." if len(rows) > 1 else ""
    if len(turns) > _MOST_TURNS:
        return f"Rings: the {len(turns)} mixes at which two models change places."
    return f"Rings: two models change places at {', '.join(str(turn.mix) for turn in turns)}."
