"""A chart of reported figures with what their bounds allow."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections import Counter
from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

from aiproviders._display.cells import UNKNOWN
from aiproviders._display.field_cells import when_cell
from aiproviders._records.catalog import Catalog
from aiproviders._records.record import Metric
from aiproviders._values.quantity import is_firm
from aiproviders.charts._axes import (
    axes_or_new,
    caption,
    credit,
    draw_interval,
    inks,
    label_at,
    to_draw,
    words,
)
from aiproviders.charts._label_placement import Arrangement, points, text_size
from aiproviders.charts._ticks import plain_ticks, unit_words
from aiproviders.errors import IncomparableError, NotStatedError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

_WIDE = 50  # highest over lowest, from which the scale is logarithmic
_ROW = 30  # points that a row with its label needs
_AROUND = 0.35  # rows above the first and below the last
_SECOND_LINE = 52  # characters
_ABOVE = 4  # points from a mark to the figure over it
_WIDTH = 8  # inches
_INCHES_PER_ROW = 0.46
_INCHES_AROUND = 1.1


def figures(metrics: Iterable[Metric], *, ax: "Axes | None" = None) -> "Axes":
    """Draw figures of one unit, each with the interval that its statement allows.

    A full mark is a figure stated as it is, with half a unit of the last digit printed either
    way. A hollow one is "about" (its line dotted: it bounds what was printed, not what is so),
    a range, or a bound, whose arrow points where there is no limit. Figures of one measure
    stand together in order of time, the measure with the largest figure first. The scale is
    logarithmic where the largest figure is more than 50 times the smallest and all are above
    zero.

    Args:
        metrics: The figures, such as `alibaba.metrics.where(…)`.
        ax: Where to draw; a new figure, as high as there are rows, if None.

    Returns:
        The axes: values on x, figures on y.

    Raises:
        NotStatedError: There are no figures.
        IncomparableError: The figures are in several units.
        TypeError: Something else than metrics is given.

    Examples:
        >>> from aiproviders import alibaba, charts
        >>> dollars = alibaba.metrics.where(lambda metric: metric.quantity.unit == "USD")
        >>> charts.figures(dollars).get_xlabel()
        'USD'
    """
    records = to_draw(Metric, metrics)
    rows = _in_order(records)
    unit = _only_unit(rows)
    axes = axes_or_new(ax, width=_WIDTH, height=_INCHES_AROUND + _INCHES_PER_ROW * len(rows))
    colors = inks(axes)
    values = [float(metric.quantity) for metric in rows]
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
            label=metric.id,
            linestyle="none",
            marker="o",
            markersize=6,
            color=colors.marks[0],
            markerfacecolor=colors.marks[0] if is_firm(metric.quantity) else axes.get_facecolor(),
            zorder=3,
        )
    axes.margins(x=0.08)
    plain_ticks(axes, "x")
    axes.set_xlabel(unit_words(unit), parse_math=False)
    axes.set_ylim(len(rows) - 0.4, -0.75)
    axes.tick_params(axis="y", length=0)
    approximate = any(metric.quantity.comparator == "~" for metric in rows)
    bounded = any(
        not is_firm(metric.quantity) for metric in rows if metric.quantity.comparator != "~"
    )
    unlabeled = caption(
        axes,
        (
            "Hollow and dotted: about." if approximate else "",
            "Hollow: a bound or a range; an arrow has no limit." if bounded else "",
            credit(records, rows),
        ),
    )
    names = _names(rows, records)
    stated = [
        label_at(axes, words(str(metric.quantity)), (value, row))
        for row, (metric, value) in enumerate(zip(rows, values, strict=True))
    ]

    def arrange(renderer: "RendererBase | None") -> None:
        point = points(axes, 1)
        edge = 3 * point
        every = ceil(_ROW * point / (axes.bbox.height / (len(rows) + _AROUND)))
        shown = range(0, len(rows), every)
        axes.set_yticks(shown, [names[row] for row in shown], fontsize="small", parse_math=False)
        for label in stated:
            label.set_visible(every == 1)
            width, _ = text_size(label, renderer)
            x, _ = axes.transData.transform(label.xy)
            left = max(min(x - width / 2, axes.bbox.x1 - width - edge), axes.bbox.x0 + edge)
            label.xyann = ((left - x) / point, _ABOVE)
        unlabeled(len(rows) - len(shown))

    Arrangement(axes, arrange)
    return axes


def _in_order(metrics: Iterable[Metric]) -> list[Metric]:
    """The largest measures first; within one, in order of time."""
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
        worded = ", ".join(f"{unit} ({number})" for unit, number in units)
        msg = (
            f"the figures are in several units: {worded}; draw those of one, as in "
            f"metrics.where(lambda metric: metric.quantity.unit == {units[0][0]!r})"
        )
        raise IncomparableError(msg)
    return units[0][0]


def _names(metrics: list[Metric], records: Iterable[Metric]) -> list[str]:
    """What each figure measures, of whom unless all are of one, and when, on two lines."""
    origin = records.origin if isinstance(records, Catalog) else None
    labels = dict(origin.labels) if origin else {}
    is_of_one = len({metric.subject for metric in metrics}) == 1
    return [
        "\n".join(
            (
                words(labels.get(metric.measure, metric.measure), metric.measure),
                words(
                    " · ".join(
                        part
                        for part in (
                            _when(metric),
                            "" if metric.status == "reported" else metric.status,
                            "" if is_of_one else metric.subject,
                            metric.scope or "",
                            f"without {', '.join(metric.excludes)}" if metric.excludes else "",
                        )
                        if part
                    ),
                    width=_SECOND_LINE,
                ),
            )
        )
        for metric in metrics
    ]


def _when(metric: Metric) -> str:
    cell = when_cell(metric, {})
    return "no period stated" if cell is UNKNOWN else cell.text
