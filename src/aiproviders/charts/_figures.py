"""The chart of reported figures with the intervals that their statements allow."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil
from typing import TYPE_CHECKING

from aiproviders._display.cells import UNKNOWN
from aiproviders._display.field_cells import when_cell
from aiproviders._format.bundled.vocabulary import shared_vocabulary
from aiproviders._records.providers import ProvidersLike, given_records
from aiproviders._records.sections.metric import Metric, is_growth
from aiproviders._values.late_types import late
from aiproviders._values.quantity import is_firm, quantity_words
from aiproviders._values.wording import counted, listed, quoted
from aiproviders.charts._amount_axis import unit_words, write_ticks
from aiproviders.charts._axes import (
    Arrangement,
    axes_or_new,
    colors_for,
    draw_interval,
    known_labels,
    points_to_pixels,
)
from aiproviders.charts._captions import (
    add_caption,
    add_title,
    drawable_text,
    inferred_note,
    sign_of,
    source_note,
    without_math,
)
from aiproviders.charts._label_placement import add_label, text_size
from aiproviders.errors import IncomparableError, NotStatedError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
else:
    Axes = late("matplotlib.axes", "Axes")

_MOST = 30  # figures, which have room on a page
_WIDE = 50  # highest over lowest, above which the scale is logarithmic
_ROW = 26  # points that a row with its label needs
_ROWS_AROUND = 0.35  # above the first row and below the last
_LINE = 60  # characters
_ABOVE = 4  # points from a mark to the figure over it
_WIDTH = 9  # inches
_INCHES_PER_ROW = 0.4
_INCHES_AROUND = 1.5  # above the first row and below the last


def figures(metrics: Iterable[Metric] | ProvidersLike, *, ax: "Axes | None" = None) -> "Axes":
    """Draw figures of one measure and unit, each with the interval that its statement allows.

    A full mark is a figure stated as it is; its line spans half a unit of the last digit printed
    either way. A hollow mark is "about", a range or a bound. The line of "about" is dotted: it
    bounds what was printed, not what is so. The arrow of a bound points to the side without a
    limit. Figures of one subject stand together in order of time, the subject with the largest
    figure first. The scale is logarithmic where the largest figure is more than 50 times the
    smallest, to both sides of zero where one may be below it. Growth of several things counts as
    one measure. Of more than 30 figures the newest are drawn.

    Args:
        metrics: The figures, such as `alibaba.metrics.where(measure="revenue-growth")`, or one
            provider or several.
        ax: Where to draw; a new figure, as high as the rows need, if None.

    Returns:
        The axes: values on x, figures on y.

    Raises:
        NotStatedError: There are no figures.
        IncomparableError: The figures are of several measures, or in several units.
        TypeError: Something else than metrics or providers is given.

    Examples:
        >>> from aiproviders import alibaba, charts
        >>> axes = charts.figures(alibaba.metrics.where(measure="monthly-active-users"))
        >>> axes.get_title(loc="left"), axes.get_xlabel()
        ('Monthly active users', 'users')
    """
    records = given_records(Metric, "metrics", metrics)
    unit = _only_unit(records)
    newest = sorted(records, key=lambda metric: (metric.period is not None, metric.period))
    rows = _in_order(newest[-_MOST:])
    axes = axes_or_new(ax, width=_WIDTH, height=_INCHES_AROUND + _INCHES_PER_ROW * len(rows))
    colors = colors_for(axes)
    values = [float(metric.quantity.value) for metric in rows]
    ends = [
        float(end)
        for metric in rows
        for end in (metric.quantity.value, *metric.quantity.bounds)
        if end is not None
    ]
    sizes = [abs(end) for end in ends if end]
    if sizes and max(sizes) / min(sizes) > _WIDE:
        if min(ends) > 0:
            axes.set_xscale("log")
        else:
            axes.set_xscale("symlog", linthresh=min(sizes))
    for row, (metric, value) in enumerate(zip(rows, values, strict=True)):
        draw_interval(axes, metric.quantity, (value, row), along="x", color=colors.marks[0])
        axes.plot(
            [value],
            [row],
            label=without_math(metric.id),
            linestyle="none",
            marker="o",
            markersize=6,
            color=colors.marks[0],
            markeredgecolor=colors.marks[0],
            markerfacecolor=colors.marks[0] if is_firm(metric.quantity) else axes.get_facecolor(),
            zorder=3,
        )
    axes.margins(x=0.08)
    write_ticks(axes, "x")
    axes.set_xlabel(unit_words(unit), parse_math=False)
    _add_titles(axes, rows, known_labels(records))
    axes.set_ylim(len(rows) - 0.4, -0.75)
    axes.tick_params(axis="y", length=0)
    approximate = any(metric.quantity.comparator == "~" for metric in rows)
    bounded = any(
        not is_firm(metric.quantity) for metric in rows if metric.quantity.comparator != "~"
    )
    count_unlabeled = add_caption(
        axes,
        (
            "Hollow and dotted: about." if approximate else "",
            "Hollow: a bound or a range; an arrow has no limit." if bounded else "",
            f"{counted(len(newest) - _MOST, 'older figure')} left out." if newest[_MOST:] else "",
            inferred_note(rows, "quantity", "period", "stated", "duration"),
            source_note(records, rows),
        ),
    )
    row_labels = _row_labels(rows, known_labels(records))
    value_labels = [
        add_label(
            axes,
            drawable_text(quantity_words(metric.quantity, is_change=is_growth(metric)))
            + sign_of(metric, "quantity"),
            (value, row),
        )
        for row, (metric, value) in enumerate(zip(rows, values, strict=True))
    ]

    def arrange(renderer: "RendererBase") -> None:
        pixels_per_point = points_to_pixels(axes, 1)
        row_height = axes.bbox.height / (len(rows) + _ROWS_AROUND)
        every = ceil(_ROW * pixels_per_point / row_height)
        shown = range(0, len(rows), every)
        axes.set_yticks(
            shown, [row_labels[row] for row in shown], fontsize="small", parse_math=False
        )
        edge = 3 * pixels_per_point
        for label in value_labels:
            label.set_visible(every == 1)
            width, _ = text_size(label, renderer)
            x, _ = axes.transData.transform(label.xy)
            left = max(min(x - width / 2, axes.bbox.x1 - width - edge), axes.bbox.x0 + edge)
            label.xyann = ((left - x) / pixels_per_point, _ABOVE)
        count_unlabeled(len(rows) - len(shown))

    Arrangement(axes, arrange)
    return axes


def _in_order(metrics: Iterable[Metric]) -> list[Metric]:
    """Sort figures: the largest measures first; within one, in order of time."""
    groups: dict[tuple[str, str, str | None], list[Metric]] = {}
    for metric in metrics:
        groups.setdefault((metric.subject, metric.measure, metric.scope), []).append(metric)
    return [
        metric
        for group in sorted(
            groups.values(), key=lambda group: -max(each.quantity.value for each in group)
        )
        for metric in sorted(group, key=lambda each: (each.period is None, each.period, each.id))
    ]


def _only_unit(metrics: Iterable[Metric]) -> str:
    """Return the unit of figures that share an axis."""
    growth = {measure.id for measure in shared_vocabulary().measures if measure.growth_of}
    measures = Counter(metric.measure for metric in metrics).most_common()
    units = Counter(metric.quantity.unit for metric in metrics).most_common()
    if not units:
        msg = "there are no figures to draw"
        raise NotStatedError(msg)
    if len(measures) > 1 and not growth.issuperset(measure for measure, _ in measures):
        worded = listed(f"{measure} ({number})" for measure, number in measures)
        msg = (
            f"the figures are of several measures: {worded}; draw those of one, as in "
            f"metrics.where(measure={quoted(measures[0][0])})"
        )
        raise IncomparableError(msg)
    if len(units) > 1:
        worded = listed(f"{unit} ({number})" for unit, number in units)
        msg = (
            f"the figures are in several units: {worded}; draw those of one, as in "
            f"metrics.where(lambda metric: metric.quantity.unit == {quoted(units[0][0])})"
        )
        raise IncomparableError(msg)
    return units[0][0]


def _add_titles(axes: "Axes", metrics: list[Metric], labels: Mapping[str, str]) -> None:
    """Put what is measured over the axes, and whose figures they are."""
    measures, subjects = (
        dict.fromkeys(drawable_text(labels.get(id, id), id, width=_LINE) for id in ids)
        for ids in (
            (metric.measure for metric in metrics),
            (metric.subject for metric in metrics),
        )
    )
    add_title(axes, "Growth" if len(measures) > 1 else next(iter(measures)), listed(subjects))


def _row_labels(metrics: list[Metric], labels: Mapping[str, str]) -> list[str]:
    """Word on two lines what tells each figure from the others."""
    several_measures, several_subjects = (
        len(set(ids)) > 1
        for ids in (
            (metric.measure for metric in metrics),
            (metric.subject for metric in metrics),
        )
    )
    worded: list[str] = []
    for metric in metrics:
        details = (
            labels.get(metric.measure, metric.measure) if several_measures else "",
            labels.get(metric.subject, metric.subject) if several_subjects else "",
            _when(metric),
            "" if metric.status == "reported" else metric.status,
            labels.get(metric.scope, metric.scope) if metric.scope else "",
            f"without {', '.join(labels.get(id, id) for id in metric.excludes)}"
            if metric.excludes
            else "",
        )
        first, *more = filter(None, details)
        lines = (first, " · ".join(more)) if more else (first,)
        worded.append("\n".join(drawable_text(line, width=_LINE) for line in lines))
    return worded


def _when(metric: Metric) -> str:
    cell = when_cell(metric, {})
    return "no period stated" if cell is UNKNOWN else cell.signed
