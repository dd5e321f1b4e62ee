"""A chart of events in order of time."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from aiproviders._records.provider import Provider
from aiproviders._records.record import Event
from aiproviders._values.period import Period
from aiproviders._values.text import counted
from aiproviders.charts._axes import (
    DOTTED,
    axes_or_new,
    caption,
    credit,
    inks,
    label_at,
    to_draw,
    words,
)
from aiproviders.charts._date_axis import day_number, long_gaps, shorten, ticks
from aiproviders.charts._label_placement import Arrangement, fit, points, text_size
from aiproviders.charts._timeline_lanes import lanes
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.lines import Line2D
    from matplotlib.text import Annotation

_WIDTH = 10.0  # inches
_INCHES_AROUND = 1.0
_LINE = 1.35  # heights of a label that a lane is high
_GAP = 5  # points between a mark and its label, and between labels of a lane
_BAR = 0.5  # of a lane
_TITLE = 64  # characters
_MARGIN = 0.04  # of the time drawn
_RADIUS = 3  # points
_CHARACTER = 6  # points that a character of a tick takes
_SQUEEZED = 1.15  # more lanes than are comfortable
_FULL, _FAINT = 0.9, 0.3  # opacity of a bar


class _Span(NamedTuple):
    """A day, or a first day and the day after the last; None where it is open."""

    start: float | None
    end: float | None

    @property
    def known(self) -> tuple[float, float]:
        """Both ends, of which one takes the place of an open one."""
        ends = [end for end in self if end is not None]
        return ends[0], ends[-1]


class _Drawn(NamedTuple):
    """An event on the axes, from its first day to the day after its last."""

    span: tuple[float, float]
    bar: Rectangle
    marks: "list[Line2D]"
    label: "Annotation"
    text: str


def timeline(events: Provider | Iterable[Event], *, ax: "Axes | None" = None) -> "Axes":
    """Draw events along time: a dot for a day, a bar for a date that is less precise.

    A bar spans all days that the date allows: a month, a year, the first third of "early 2026".
    Its outline is dotted where the date is "about", and it ends in an arrow on the side that is
    open. What is planned is hollow and of another color. Stretches that are long without an
    event are shortened and shaded. Events without a date are counted in the caption, and so are
    those that there is no room to label, the oldest first.

    Args:
        events: Events, such as a `Timeline`, or a provider.
        ax: Where to draw; a new figure, as high as the labels need, if None.

    Returns:
        The axes: days on x, lanes without a meaning on y.

    Raises:
        NotStatedError: None of the events has a date.
        TypeError: Something else than events is given.

    Examples:
        >>> from aiproviders import alibaba, charts, timeline
        >>> axes = charts.timeline(timeline(alibaba, since="2026-03", certain=True))
        >>> [tick.get_text() for tick in axes.get_xticklabels()]
        ['Mar 2026', 'Apr 2026', 'May 2026', 'Jun 2026']
    """
    records = to_draw(Event, events.events if isinstance(events, Provider) else events)
    dated = sorted(
        (event for event in records if event.date is not None),
        key=lambda event: (event.date, event.id),
    )
    undated = len(tuple(records)) - len(dated)
    if not dated:
        msg = f"no event has a date to draw it at ({counted(undated, 'event')} without one)"
        raise NotStatedError(msg)
    axes = axes_or_new(ax, width=_WIDTH)
    spans = [_span(event.date) for event in dated if event.date is not None]
    known = [span.known for span in spans]
    gaps = long_gaps(known)
    first, last = min(start for start, _ in known), max(end for _, end in known)
    margin = max(1, _MARGIN * (last - first - sum(end - start for start, end in gaps)))
    limits = first - margin, last + margin
    if gaps:
        shorten(axes, (first, last), gaps)
    axes.set_xlim(limits)
    for start, end in gaps:
        axes.axvspan(start, end, color=inks(axes).muted, alpha=0.15, linewidth=0)
    drawn = [_draw(axes, event, span, limits) for event, span in zip(dated, spans, strict=True)]
    unlabeled = caption(
        axes,
        (
            "Dots are days; bars span all days that a date allows.",
            "Dotted: about." if any(_is_approximate(event) for event in dated) else "",
            "Hollow: planned." if any(event.status == "planned" for event in dated) else "",
            "Shaded: time without an event, shortened." if gaps else "",
            f"{counted(undated, 'event')} without a date left out." if undated else "",
            credit(records, dated),
        ),
    )
    axes.set_yticks([])
    axes.spines[["left", "right", "top"]].set_visible(False)
    figure = axes.get_figure(root=True)
    if ax is None and figure is not None:
        figure.draw_without_rendering()  # so that the axes are as wide as the layout lets them be
        used, lane = _arrange(axes, drawn, None, room=len(drawn))
        figure.set_figheight(_INCHES_AROUND + used * lane / figure.dpi)

    def arrange(renderer: "RendererBase | None") -> None:
        _arrange(axes, drawn, renderer)
        shown = ticks(
            limits,
            gaps,
            lambda day: float(axes.transData.transform((day, 0))[0]),
            points(axes, _CHARACTER),
        )
        axes.set_xticks([day for day, _ in shown], [text for _, text in shown])
        unlabeled(sum(not each.label.get_visible() for each in drawn))

    Arrangement(axes, arrange)
    return axes


def _span(period: Period) -> _Span:
    start, end = period.start, period.end
    day_after = 0 if start == end else 1
    return _Span(
        None if start is None else day_number(start),
        None if end is None else day_number(end) + day_after,
    )


def _draw(axes: "Axes", event: Event, span: _Span, limits: tuple[float, float]) -> _Drawn:
    colors = inks(axes)
    is_planned = event.status == "planned"
    color = colors.marks[1 if is_planned else 0]
    start = limits[0] if span.start is None else span.start
    end = limits[1] if span.end is None else span.end
    marks: list[Line2D] = []
    for x, marker, is_drawn in (
        (start, "o", start == end),
        (start, "<", span.start is None),
        (end, ">", span.end is None),
    ):
        if is_drawn:
            marks += axes.plot(
                [x],
                [0],
                linestyle="none",
                marker=marker,
                markersize=6,
                color=color,
                markerfacecolor=axes.get_facecolor() if is_planned else color,
                label=event.id,
                clip_on=False,
            )
    bar = Rectangle(
        (start, 0),
        end - start,
        0,
        facecolor=axes.get_facecolor()
        if is_planned
        else to_rgba(color, _FAINT if _is_approximate(event) else _FULL),
        edgecolor=color,
        linestyle=DOTTED if _is_approximate(event) else "solid",
        linewidth=1.2,
        label=event.id,
    )
    bar.set_visible(start != end)
    axes.add_patch(bar)
    title = words(event.title, event.id, width=_TITLE)
    label = label_at(axes, f"{title} (planned)" if is_planned else title, (start, 0))
    label.set_verticalalignment("center")
    return _Drawn((start, end), bar, marks, label, label.get_text())


def _is_approximate(event: Event) -> bool:
    return event.date is not None and event.date.approximate


def _arrange(
    axes: "Axes", drawn: list[_Drawn], renderer: "RendererBase | None", room: int | None = None
) -> tuple[int, float]:
    """Give events lanes; how many there are, and how many pixels high each had better be."""
    point = points(axes, 1)
    gap = _GAP * point
    left, bottom, right, top = axes.bbox.extents
    spans = [_pixels(axes, each.span) for each in drawn]
    for each, (start, end) in zip(drawn, spans, strict=True):
        fit(each.label, each.text, max(right - end, start - left) - gap, renderer)
    sizes = [text_size(each.label, renderer) for each in drawn]
    lane = max(height for _, height in sizes) * _LINE
    placed = lanes(
        spans,
        [width for width, _ in sizes],
        inside=(left, right),
        gap=gap,
        room=room or max(1, int((top - bottom) / lane * _SQUEEZED) - 1),
    )
    used = max(each.number for each in placed) + 1
    axes.set_ylim(-0.5, used - 0.5)
    high = min(_BAR, _BAR * lane * used / (top - bottom))
    for each, (number, begins) in zip(drawn, placed, strict=True):
        at, _ = axes.transData.transform((each.span[0], 0))
        each.bar.set(y=number - high / 2, height=high)
        for mark in each.marks:
            mark.set_ydata([number])
        each.label.xy = (each.span[0], number)
        each.label.set_visible(begins is not None)
        each.label.xyann = (0 if begins is None else (begins - at) / point, 0)
    return used, lane


def _pixels(axes: "Axes", span: tuple[float, float]) -> tuple[float, float]:
    """The ends of a mark in pixels, a dot as wide as it is."""
    start, end = (float(axes.transData.transform((day, 0))[0]) for day in span)
    radius = points(axes, _RADIUS) if start == end else 0
    return start - radius, end + radius
