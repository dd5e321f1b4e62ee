"""Charts of what models score for what they cost."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aiproviders._analysis import price_performance as ranking
from aiproviders._analysis.comparability import CALLER, Scores
from aiproviders._analysis.price_performance import PricePerformance
from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model
from aiproviders._records.price import TokenMix
from aiproviders._records.record import Benchmark
from aiproviders._values.quantity import is_firm
from aiproviders._values.text import counted
from aiproviders.charts._axes import (
    axes_or_new,
    caption,
    credit,
    draw_interval,
    heading,
    inks,
    label_at,
    to_draw,
    words,
)
from aiproviders.charts._label_placement import keep_apart
from aiproviders.charts._ticks import plain_ticks, unit_words
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def price_performance(
    models: Iterable[Model],
    *,
    benchmark: Benchmark | str = "swe-bench-verified",
    mix: TokenMix | str = "3:1",
    scores: Scores | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw what models score against what they cost, with the Pareto frontier.

    The price per million tokens is on a logarithmic axis. A model on the frontier is a circle,
    any other a diamond; the step line is the best score that a price buys. A mark is hollow
    where price or score is a bound, a range or "about": lines through it span what the bounds
    allow, and an arrow points where there is none. The caption counts who is left out.

    Args:
        models: Models of any providers.
        benchmark: As of `aiproviders.price_performance`.
        mix: As of `aiproviders.price_performance`.
        scores: As of `aiproviders.price_performance`.
        ax: Where to draw; a new figure if None.

    Returns:
        The axes: prices on x, scores on y.

    Raises:
        NotStatedError: No model has both a price and a score.
        IncomparableError: As of `aiproviders.price_performance`.
        UnknownIdError: As of `aiproviders.price_performance`.
        AmbiguousIdError: As of `aiproviders.price_performance`.
        ValueError: As of `aiproviders.price_performance`.
        TypeError: Something else than models is given.
    """
    compared = compare_prices(models, benchmark, mix, scores)
    rows = sorted(compared.result.rows, key=lambda row: not row.on_frontier)
    at = [(float(row.blended_price), float(row.score)) for row in rows]
    axes = axes_or_new(ax)
    colors = inks(axes)
    axes.set_xscale("log")
    drawn: list[Artist] = []
    for row, (price, score) in zip(rows, at, strict=True):
        color = colors.marks[0] if row.on_frontier else colors.muted
        drawn += draw_interval(axes, row.blended_price, (price, score), along="x", color=color)
        drawn += draw_interval(axes, row.score, (price, score), along="y", color=color)
        firm = is_firm(row.blended_price) and is_firm(row.score)
        drawn += axes.plot(
            [price],
            [score],
            label=words(row.model.name, row.model.id),
            linestyle="none",
            marker="o" if row.on_frontier else "D",
            markersize=7 if row.on_frontier else 5,
            color=color,
            markerfacecolor=color if firm else axes.get_facecolor(),
            zorder=3,
        )
    frontier = sorted(point for row, point in zip(rows, at, strict=True) if row.on_frontier)
    axes.step(
        [price for price, _ in frontier],
        [score for _, score in frontier],
        where="post",
        label="Pareto frontier",
        color=colors.marks[0],
        linewidth=1.2,
    )
    axes.margins(0.15)
    plain_ticks(axes, "x", rows[0].blended_price.unit)
    axes.set_xlabel(
        f"{unit_words(rows[0].blended_price.unit)}, {compared.result.mix}", parse_math=False
    )
    axes.set_ylabel(compared.scores, parse_math=False)
    heading(axes, f"{compared.benchmark} against price", f"Blended price at {compared.result.mix}")
    unlabeled = caption(
        axes,
        (
            "Circles are on the Pareto frontier, diamonds are not."
            if len(frontier) < len(rows)
            else "All are on the Pareto frontier.",
            "Hollow: about, a bound or a range."
            if any(not is_firm(q) for row in rows for q in (row.blended_price, row.score))
            else "",
            *compared.remarks,
        ),
    )
    keep_apart(
        axes,
        [
            label_at(axes, words(row.model.name, row.model.id), point)
            for row, point in zip(rows, at, strict=True)
        ],
        clear=drawn,
        first=len(frontier),
        lines=[
            line
            for (price, score), (next_price, next_score) in pairwise(frontier)
            for line in (
                ((price, score), (next_price, score)),
                ((next_price, score), (next_price, next_score)),
            )
        ],
        unlabeled=unlabeled,
    )
    return axes


class Compared(NamedTuple):
    """A comparison that has rows, and the words for it."""

    result: PricePerformance
    benchmark: str
    scores: str
    """Benchmark and unit."""
    remarks: tuple[str, ...]
    """Who is left out, whose scores they are, and the sources."""


def compare_prices(
    models: Iterable[Model], benchmark: Benchmark | str, mix: TokenMix | str, scores: Scores | None
) -> Compared:
    """Compare models, and word what a chart says of it.

    Raises:
        NotStatedError: No model has both a price and a score.
        TypeError: Something else than models is given.
    """
    records = to_draw(Model, models)
    result = ranking.price_performance(records, benchmark=benchmark, mix=mix, scores=scores)
    reasons = Counter(each.reason for each in result.excluded).most_common()
    worded = "; ".join(f"{words(reason)} ({number})" for reason, number in reasons)
    left_out = f"{counted(len(result.excluded), 'model')} left out: {worded}." if reasons else ""
    if not result.rows:
        msg = f"no model has both a price and a score to draw. {left_out}".strip()
        raise NotStatedError(msg)
    name = benchmark.name if isinstance(benchmark, Benchmark) else _name(result.benchmark, records)
    own = sum(row.reported_by == CALLER for row in result.rows)
    return Compared(
        result,
        words(name, result.benchmark),
        f"{words(name, result.benchmark)}, {unit_words(result.rows[0].score.unit)}",
        (
            left_out,
            f"{counted(own, 'score')} passed in by the caller." if own else "",
            credit(records, [row.model for row in result.rows]),
        ),
    )


def _name(id: str, records: Iterable[Model]) -> str:
    from aiproviders._format.bundled import shared_labels  # noqa: PLC0415 - imports cattrs

    origin = records.origin if isinstance(records, Catalog) else None
    labels = dict(origin.labels) if origin else {}
    return labels.get(id) or shared_labels().get(id, id)
