"""The chart of events in order of time."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from aiproviders._records.catalog import Catalog, checked_records
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._records.providers import ProvidersLike, given_records
from aiproviders._records.sections.event import Event
from aiproviders._records.sections.timeline import timeline as events_of
from aiproviders._values.late_types import late
from aiproviders._values.period import Period
from aiproviders._values.wording import counted
from aiproviders.charts._axes import (
    DOTTED,
    Arrangement,
    axes_or_new,
    colors_for,
    known_labels,
    measuring_renderer,
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
from aiproviders.charts._date_axis import compress_gaps, date_ticks, day_number, long_gaps
from aiproviders.charts._label_placement import add_label, text_size, write_cut
from aiproviders.charts._timeline_lanes import assign_lanes
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Annotation
else:
    Axes = late("matplotlib.axes", "Axes")

_MOST = 60  # events, which have room on a page
_WIDTH = 10.0  # inches
_INCHES_AROUND = 1.3  # above and below the lanes
_LANE = 1.35  # heights of a label
_GAP = 5  # points between a mark and its label, and between labels of a lane
_INDENT = 13  # points from the left end of a bar to a label inside it, with a shape between
_BAR = 0.72  # of the height of a lane
_TITLE = 64  # characters
_MARGIN = 0.04  # of the time drawn
_RADIUS = 3  # points, of a shape
_CHARACTER = 6  # points, the width of a character of a tick
_SQUEEZED = 1.15  # times as many lanes as have their full height
_TINT = 0.25  # opacity of a bar
_ENTRY, _ENTRY_HEIGHT = 85, 15  # points, the room of an entry of the legend

_OTHER = "Other"
_GROUPS = {
    "o": ("Products", ("model-release", "model-retirement", "launch", "price-change")),
    "s": (
        "Organization",
        ("founding", "leadership", "departure", "rename", "reorganization"),
    ),
    "^": (
        "Business",
        ("results", "investment", "listing", "market", "market-position", "expansion"),
    ),
    "D": ("Law", ("regulation",)),
    "v": (_OTHER, ("announcement", "milestone")),
}
"""The shapes of groups of kinds, the names of the groups, and the kinds; others are "Other"."""


class _Mark(NamedTuple):
    """How the events of a group of kinds are drawn."""

    shape: str
    color: str
    group: str


class _Span(NamedTuple):
    """A day, or a first day and the day after the last; None where it is open."""

    start: float | None
    end: float | None

    @property
    def known(self) -> tuple[float, float]:
        """Both ends; for an open one, the other end stands in."""
        ends = [end for end in self if end is not None]
        return ends[0], ends[-1]


class _Drawn(NamedTuple):
    """The artists of an event.

    Attributes:
        span: Its first day and the day after its last, within the limits of the axes.
        bar: The bar between them, invisible if the event is on one day.
        shape: The shape of its kind, on the day or on the bar.
        arrows: The arrows of open sides.
        label: Its label.
        text: The whole text of the label, which may be cut.
    """

    span: tuple[float, float]
    bar: Rectangle
    shape: Line2D
    arrows: list[Line2D]
    label: "Annotation"
    text: str


def _given_events(given: Iterable[Event] | ProvidersLike) -> Catalog[Event]:
    """Return events, or those of providers as the function `timeline` merges them."""
    if isinstance(given, Provider | Market):
        return events_of(given)
    held: Any = checked_records((Event, Provider), given, "events, a provider or several")
    is_of_providers = held and all(isinstance(each, Provider) for each in held)
    return events_of(held) if is_of_providers else given_records(Event, "events", held)


def timeline(events: Iterable[Event] | ProvidersLike, *, ax: "Axes | None" = None) -> "Axes":
    """Draw events along time: a shape for a day, a bar for a date that is less precise.

    A bar spans all days that the date allows: a month, a year, the first third of the year for
    "early 2026". Its outline is dotted where the date is "about", it ends in an arrow on a side
    that is open, and it is cut after the newest event. Shapes and colors tell kinds of events
    apart. Planned events are hollow. Long stretches without an event are shortened and shaded. Of
    more than 60 events the newest are drawn. The caption counts the events that are left out, and
    those that have no label because there is no room; the oldest lose their labels first.

    Args:
        events: Events, such as a `Timeline`, or one provider or several, whose events are those
            that `aiproviders.timeline` gives.
        ax: Where to draw; a new figure, as high as the labels need, if None.

    Returns:
        The axes: days on x, lanes on y, which have no meaning.

    Raises:
        NotStatedError: None of the events has a date.
        TypeError: Something else than events or providers is given.

    Examples:
        >>> from aiproviders import alibaba, charts, timeline
        >>> spring = timeline(alibaba, since="2026-03", until="2026-06", certain=True)
        >>> axes = charts.timeline(spring)
        >>> [tick.get_text() for tick in axes.get_xticklabels()]
        ['Mar 2026', 'Apr 2026', 'May 2026']
    """
    records = _given_events(events)
    every = sorted(
        (event for event in records if event.date is not None),
        key=lambda event: (event.date, event.id),
    )
    undated = len(tuple(records)) - len(every)
    if not every:
        msg = f"no event has a date to draw it at ({counted(undated, 'event')} without one)"
        raise NotStatedError(msg)
    dated = every[-_MOST:]
    axes = axes_or_new(ax, width=_WIDTH)
    spans = [_span(event.date) for event in dated if event.date is not None]
    # What has happened did so by the day of the newest event, even if its date allows later ones.
    _, last = max((span.known for span in spans), key=lambda known: (known[0], -known[1]))
    known = [(start, min(end, last)) for start, end in (span.known for span in spans)]
    gaps = long_gaps(known)
    first = min(start for start, _ in known)
    margin = max(1, _MARGIN * (last - first - sum(end - start for start, end in gaps)))
    limits = first - margin, last + margin
    if gaps:
        compress_gaps(axes, (first, last), gaps)
    axes.set_xlim(limits)
    for start, end in gaps:
        axes.axvspan(start, end, color=colors_for(axes).muted, alpha=0.15, linewidth=0)
    marks = _marks(axes)
    drawn = [
        _draw(axes, event, span, limits, marks.get(event.kind, marks[_OTHER]))
        for event, span in zip(dated, spans, strict=True)
    ]
    _add_titles(axes, records, dated, [each.shape for each in drawn])
    count_unlabeled = add_caption(
        axes,
        (
            "Bars span all days that a date allows.",
            "Cut at the right: bars of dates that allow later days."
            if any(span.end is not None and span.end > last for span in spans)
            else "",
            "Dotted: about." if any(_is_approximate(event) for event in dated) else "",
            "Hollow: planned." if any(event.status == "planned" for event in dated) else "",
            "Shaded: time without an event, shortened." if gaps else "",
            f"{counted(len(every) - _MOST, 'older event')} left out." if every[_MOST:] else "",
            f"{counted(undated, 'event')} without a date left out." if undated else "",
            inferred_note(dated, "date", "title"),
            source_note(records, dated),
        ),
    )
    axes.set_yticks([])
    axes.spines[["left", "right", "top"]].set_visible(False)
    figure = axes.get_figure(root=True)
    if ax is None and figure is not None:
        figure.draw_without_rendering()  # so that the axes are as wide as the layout lets them be
        number, height = _arrange(axes, drawn, measuring_renderer(axes), room=len(drawn))
        figure.set_figheight(_INCHES_AROUND + number * height / figure.dpi)

    def arrange(renderer: "RendererBase") -> None:
        _arrange(axes, drawn, renderer)
        ticks = date_ticks(
            limits,
            gaps,
            lambda day: float(axes.transData.transform((day, 0))[0]),
            points_to_pixels(axes, _CHARACTER),
        )
        axes.set_xticks([day for day, _ in ticks], [text for _, text in ticks])
        count_unlabeled(sum(not each.label.get_visible() for each in drawn))

    Arrangement(axes, arrange)
    return axes


def _marks(axes: "Axes") -> dict[str, _Mark]:
    """Return the mark of each kind of event, and that of all other kinds."""
    colors = colors_for(axes).marks
    return {
        kind: _Mark(shape, color, group)
        for color, (shape, (group, kinds)) in zip(colors, _GROUPS.items(), strict=True)
        for kind in (group, *kinds)
    }


def _add_titles(
    axes: "Axes", records: Catalog[Event], dated: list[Event], shapes: list[Line2D]
) -> None:
    """Put a title over the axes, and a legend where the events are of several groups."""
    groups = [group for group, _ in _GROUPS.values()]
    shown = {str(shape.get_gid()): shape for shape in shapes}
    entries = [
        Line2D([], [], linestyle="none", marker=shape.get_marker(), color=shape.get_color())
        for shape in map(shown.get, groups)
        if shape is not None
    ]
    columns = max(1, int(axes.bbox.width / points_to_pixels(axes, _ENTRY)))
    rows = 0
    if len(entries) > 1:
        rows = ceil(len(entries) / columns)
        axes.legend(
            entries,
            [group for group in groups if group in shown],
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=columns,
            frameon=False,
            fontsize="small",
            borderaxespad=0,
            borderpad=0.2,
            handletextpad=0.2,
            labelcolor=colors_for(axes).text,
        )
    origin = records.origin
    whose = f" of {known_labels(records)[origin.provider]}" if origin else ""
    begun = [
        day.year
        for event in dated
        if event.date is not None and (day := event.date.start or event.date.end) is not None
    ]
    years = " to ".join(dict.fromkeys(map(str, (min(begun), max(begun)))))
    subtitle = f"{counted(len(dated), 'event')}, {years}"
    add_title(axes, f"Events{whose}", subtitle, above=rows * _ENTRY_HEIGHT)


def _span(period: Period) -> _Span:
    start, end = period.start, period.end
    day_after = 0 if start == end else 1
    return _Span(
        None if start is None else day_number(start),
        None if end is None else day_number(end) + day_after,
    )


def _draw(
    axes: "Axes", event: Event, span: _Span, limits: tuple[float, float], mark: _Mark
) -> _Drawn:
    is_planned = event.status == "planned"
    face = axes.get_facecolor() if is_planned else mark.color
    start = limits[0] if span.start is None else span.start
    end = limits[1] if span.end is None else span.end

    def draw(x: float, marker: str) -> Line2D:
        (line,) = axes.plot(
            [x],
            [0],
            linestyle="none",
            marker=marker,
            markersize=2 * _RADIUS,
            color=mark.color,
            markeredgecolor=mark.color,
            markerfacecolor=face,
            label=without_math(event.id),
            clip_on=False,
        )
        return line

    shape = draw(start, mark.shape)
    shape.set_gid(mark.group)
    arrows = [
        draw(x, marker)
        for x, marker, is_open in (
            (start, "<", span.start is None),
            (end, ">", span.end is None),
        )
        if is_open
    ]
    bar = Rectangle(
        (start, 0),
        end - start,
        0,
        facecolor="none" if is_planned else to_rgba(mark.color, _TINT),
        edgecolor=mark.color,
        linestyle=DOTTED if _is_approximate(event) else "solid",
        linewidth=1.2,
        label=without_math(event.id),
    )
    bar.set_visible(start != end)
    axes.add_patch(bar)
    title = drawable_text(event.title, event.id, width=_TITLE) + sign_of(event, "date", "title")
    label = add_label(axes, f"{title} (planned)" if is_planned else title, (start, 0))
    label.set_verticalalignment("center")
    return _Drawn((start, min(end, limits[1])), bar, shape, arrows, label, label.get_text())


def _is_approximate(event: Event) -> bool:
    return event.date is not None and event.date.approximate


def _arrange(
    axes: "Axes", drawn: list[_Drawn], renderer: "RendererBase", room: int | None = None
) -> tuple[int, float]:
    """Move events into lanes.

    Args:
        axes: The axes.
        drawn: The events on them.
        renderer: What texts are measured with.
        room: How many lanes there may be; as many as the axes have room for if None.

    Returns:
        The number of lanes, and the height in pixels that each needs.
    """
    pixels_per_point = points_to_pixels(axes, 1)
    gap, indent = _GAP * pixels_per_point, _INDENT * pixels_per_point
    left, bottom, right, top = axes.bbox.extents
    spans = [_pixels(axes, each.span) for each in drawn]
    for each, (start, end) in zip(drawn, spans, strict=True):
        widest = max(right - end, start - left, end - start - indent) - gap
        write_cut(each.label, each.text, widest, renderer)
    sizes = [text_size(each.label, renderer) for each in drawn]
    lane_height = max(height for _, height in sizes) * _LANE
    lanes = assign_lanes(
        spans,
        [width for width, _ in sizes],
        inside=(left, right),
        gap=gap,
        indent=indent,
        room=room or max(1, int((top - bottom) / lane_height * _SQUEEZED) - 1),
    )
    number = max(lane.number for lane in lanes) + 1
    axes.set_ylim(-0.5, number - 0.5)
    bar_height = min(_BAR, _BAR * lane_height * number / (top - bottom))
    to_days = axes.transData.inverted()
    for each, lane, (start, end) in zip(drawn, lanes, spans, strict=True):
        each.bar.set(y=lane.number - bar_height / 2, height=bar_height)
        if each.bar.get_visible():
            middle = min((start + end) / 2, start + indent / 2)
            each.shape.set_xdata([float(to_days.transform((middle, 0))[0])])
        for mark in (each.shape, *each.arrows):
            mark.set_ydata([lane.number])
        each.label.xy = (each.span[0], lane.number)
        each.label.set_visible(lane.label is not None)
        begin, _ = axes.transData.transform((each.span[0], 0))
        moved = 0 if lane.label is None else (lane.label - begin) / pixels_per_point
        each.label.xyann = (moved, 0)
    return number, lane_height


def _pixels(axes: "Axes", span: tuple[float, float]) -> tuple[float, float]:
    """Return the ends of a mark in pixels; those of a day are the edges of its shape."""
    start, end = (float(axes.transData.transform((day, 0))[0]) for day in span)
    radius = points_to_pixels(axes, _RADIUS)
    middle = (start + end) / 2
    return min(start, middle - radius), max(end, middle + radius)
