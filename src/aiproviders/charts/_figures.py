"""The chart of reported figures with the intervals that their statements allow."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections import Counter
from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

from aiproviders._display.cells import UNKNOWN
from aiproviders._display.field_cells import when_cell
from aiproviders._records.provider import ProvidersLike, given_records
from aiproviders._records.record import Metric
from aiproviders._values.late_types import late
from aiproviders._values.quantity import is_firm
from aiproviders._values.wording import listed, quoted
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

_WIDE = 50  # highest over lowest, above which the scale is logarithmic
_ROW = 30  # points that a row with its label needs
_ROWS_AROUND = 0.35  # above the first row and below the last
_SECOND_LINE = 52  # characters
_ABOVE = 4  # points from a mark to the figure over it
_WIDTH = 8  # inches
_INCHES_PER_ROW = 0.46
_INCHES_AROUND = 1.1  # above the first row and below the last


def figures(metrics: Iterable[Metric] | ProvidersLike, *, ax: "Axes | None" = None) -> "Axes":
    """Draw figures of one unit, each with the interval that its statement allows.

    A full mark is a figure stated as it is; its line spans half a unit of the last digit printed
    either way. A hollow mark is "about", a range or a bound. The line of "about" is dotted: it
    bounds what was printed, not what is so. The arrow of a bound points to the side without a
    limit. Figures of one measure stand together in order of time, the measure with the largest
    figure first. The scale is logarithmic where the largest figure is more than 50 times the
    smallest and all are above zero.

    Args:
        metrics: The figures, such as `alibaba.metrics.where(…)`, or one provider or several.
        ax: Where to draw; a new figure, as high as the rows need, if None.

    Returns:
        The axes: values on x, figures on y.

    Raises:
        NotStatedError: There are no figures.
        IncomparableError: The figures are in several units.
        TypeError: Something else than metrics or providers is given.

    Examples:
        >>> from aiproviders import alibaba, charts
        >>> dollars = alibaba.metrics.where(lambda metric: metric.quantity.unit == "USD")
        >>> charts.figures(dollars).get_xlabel()
        'USD'
    """
    records = given_records(Metric, "metrics", metrics)
    rows = _in_order(records)
    unit = _only_unit(rows)
    axes = axes_or_new(ax, width=_WIDTH, height=_INCHES_AROUND + _INCHES_PER_ROW * len(rows))
    colors = colors_for(axes)
    values = [float(metric.quantity.value) for metric in rows]
    ends = [
        float(end)
        for metric in rows
        for end in (metric.quantity.value, *metric.quantity.bounds)
        if end is not None
    ]
    is_log = min(ends) > 0 and max(ends) / min(ends) > _WIDE
    if is_log:
        axes.set_xscale("log")
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
            markerfacecolor=colors.marks[0] if is_firm(metric.quantity) else axes.get_facecolor(),
            zorder=3,
        )
    axes.margins(x=0.08)
    write_ticks(axes, "x")
    axes.set_xlabel(unit_words(unit), parse_math=False)
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
            inferred_note(rows, "quantity", "period", "stated", "duration"),
            source_note(records, rows),
        ),
    )
    row_labels = _row_labels(rows, records)
    value_labels = [
        add_label(
            axes,
            drawable_text(str(metric.quantity)) + sign_of(metric, "quantity"),
            (value, row),
        )
        for row, (metric, value) in enumerate(zip(rows, values, strict=True))
    ]

    def arrange(renderer: "RendererBase | None") -> None:
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


def _only_unit(metrics: list[Metric]) -> str:
    units = Counter(metric.quantity.unit for metric in metrics).most_common()
    if not units:
        msg = "there are no figures to draw"
        raise NotStatedError(msg)
    if len(units) > 1:
        worded = listed(f"{unit} ({number})" for unit, number in units)
        msg = (
            f"the figures are in several units: {worded}; draw those of one, as in "
            f"metrics.where(lambda metric: metric.quantity.unit == {quoted(units[0][0])})"
        )
        raise IncomparableError(msg)
    return units[0][0]


def _row_labels(metrics: list[Metric], records: Iterable[Metric]) -> list[str]:
    """Word each figure on two lines: its measure, and what tells it from others of the measure."""
    measures = known_labels(records)
    is_of_one = len({metric.subject for metric in metrics}) == 1
    labels: list[str] = []
    for metric in metrics:
        measure = measures.get(metric.measure, metric.measure)
        details = (
            _when(metric),
            "" if metric.status == "reported" else metric.status,
            "" if is_of_one else metric.subject,
            metric.scope or "",
            f"without {', '.join(metric.excludes)}" if metric.excludes else "",
        )
        second = " · ".join(detail for detail in details if detail)
        labels.append(
            f"{drawable_text(measure, metric.measure)}\n{drawable_text(second, width=_SECOND_LINE)}"
        )
    return labels


def _when(metric: Metric) -> str:
    cell = when_cell(metric, {})
    return "no period stated" if cell is UNKNOWN else cell.signed
