"""The chart of list prices over time."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle, pairwise, zip_longest
from math import inf, isfinite, nan
from typing import TYPE_CHECKING, NamedTuple

from aiproviders._records.prices.use_kinds import KINDS, USE_KINDS, KindOfUse
from aiproviders._records.providers import ModelsLike, given_models
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.wording import quoted
from aiproviders.charts._amount_axis import unit_words, write_ticks
from aiproviders.charts._axes import Arrangement, axes_or_new, colors_for, points_to_pixels
from aiproviders.charts._captions import (
    add_caption,
    add_title,
    drawable_text,
    source_note,
    without_math,
)
from aiproviders.charts._date_axis import date_ticks
from aiproviders.charts._label_placement import XY, Segment, add_label, keep_labels_apart
from aiproviders.charts._price_steps import PriceSteps, Step, histories
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.typing import ColorType
else:
    Axes = late("matplotlib.axes", "Axes")

_WIDTH, _HEIGHT = 9.0, 5.5  # inches
_MARGIN = 0.04  # of the time drawn
_FOR_NAMES = 0.5  # of the time drawn, to its right
_NAME = 26  # characters
_CHARACTER = 6  # points, the width of a character of a tick
_MARKS = {"o": "circles", "s": "squares", "D": "diamonds", "^": "triangles"}
_BAND = 0.2  # opacity
_TOKEN_KINDS = [kind.name for kind in USE_KINDS if kind.unit == "Mtok"]


class _Piece(NamedTuple):
    """A part of a line on which the price stays."""

    begin: float
    end: float
    low: float
    high: float


def price_history(
    models: ModelsLike,
    *,
    kinds: Sequence[KindOfUse] = ("input", "output"),
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw the list prices of models over time: a line of steps for each model and kind of use.

    They are prices of the maker for standard service, in no region, and of the shortest requests
    where they depend on the length. A filled mark is the day on which a price begins. A hollow one
    is the day on which it was first seen, so that it began then or earlier, or the first day of a
    date that is not a day. A line ends where the price or the model does, which a bar marks, or
    else on the day on which the prices were read; what is announced for later is dashed. A band
    spans the prices of different hours. The scale is logarithmic where the highest price is at
    least 10 times the lowest.

    Of more than five models, those whose prices changed most have colors. The caption names the
    models that are left out: those without a price of a known day, with prices in another currency
    than most, or with free ones where the scale is logarithmic.

    Args:
        models: Models, a provider or several.
        kinds: Kinds of use to draw, such as `("input", "cache_read")`, which are priced per
            million tokens. A kind that a price does not name has no line.
        ax: Where to draw; a new figure if None.

    Returns:
        The axes: days on x, prices on y.

    Raises:
        NotStatedError: No model has such a price of a known day.
        ValueError: No kind is given, or one that is not priced per million tokens.
        TypeError: Something else than models or providers is given.

    Examples:
        >>> from aiproviders import Model, TokenPrice, charts
        >>> prices = (
        ...     TokenPrice(currency="USD", input=3, output=9, effective="2026-03-01"),
        ...     TokenPrice(currency="USD", input=2, output=6, effective="2026-08-01"),
        ... )
        >>> rocket = Model(id="rocket", name="Rocket", provider="acme", prices=prices)
        >>> charts.price_history([rocket]).get_ylabel()
        'USD per million tokens'
    """
    _check(kinds)
    records = given_models(models)
    drawn, currency, is_log, left_out = histories(records, kinds)
    if not drawn:
        msg = f"no model has a list price of a known day to draw. {left_out}".strip()
        raise NotStatedError(msg)
    # Labels go first to models that changed most, then to the newest.
    drawn.sort(key=lambda each: (each.changes, each.every[0].begin), reverse=True)
    axes = axes_or_new(ax, width=_WIDTH, height=_HEIGHT)
    colors = colors_for(axes)
    first, last = _limits(drawn)
    margin = _MARGIN * (last - first)
    if is_log:
        axes.set_yscale("log")
    marks = dict(zip(kinds, cycle(_MARKS), strict=False))
    is_few = len(drawn) <= len(colors.marks)
    names: list[tuple[str, XY]] = []
    lines: list[Segment] = []
    for place, each in enumerate(drawn):
        is_colored = is_few or (place < len(colors.marks) and each.changes > 0)
        color = colors.marks[place] if is_colored else colors.faint
        zorder = 2.0 if is_colored else 1.9
        for kind, steps in each.steps.items():
            name = drawable_text(each.model.name, each.model.id, width=_NAME)
            name += f", {KINDS[kind].words}" if len(kinds) > 1 else ""
            pieces = [*_pieces(steps, each.now, last + margin)]
            _draw_line(axes, pieces, each.now, color=color, label=name, zorder=zorder)
            _draw_marks(axes, steps, color=color, mark=marks[kind], zorder=zorder)
            names.append((name, (pieces[-1].end, pieces[-1].high)))
            lines += [
                ((piece.begin, price), (piece.end, price))
                for piece in pieces
                for price in dict.fromkeys((piece.low, piece.high))
            ]
    limits = first - margin, last + margin
    axes.set_xlim(limits[0], limits[1] + _FOR_NAMES * (last - first))
    axes.margins(y=0.1)
    if not is_log:
        axes.set_ylim(bottom=0)
    write_ticks(axes, "y", f"{currency}/Mtok")
    axes.set_ylabel(unit_words(f"{currency}/Mtok"), parse_math=False)
    add_title(axes, "List prices over time", "Of the makers, for standard service")

    def arrange(_: "RendererBase") -> None:
        ticks = date_ticks(
            limits,
            (),
            lambda day: float(axes.transData.transform((day, 1))[0]),
            points_to_pixels(axes, _CHARACTER),
        )
        axes.set_xticks([day for day, _ in ticks], [text for _, text in ticks])

    Arrangement(axes, arrange)
    count_unlabeled = add_caption(
        axes,
        (
            _marks_in_words(marks),
            *_notes(drawn),
            "" if is_few else _colors_in_words(drawn),
            left_out,
            source_note(records, [price for each in drawn for price in each.prices]),
        ),
    )
    labels = [add_label(axes, name, end) for name, end in names]
    keep_labels_apart(
        axes,
        labels,
        lines=lines,
        beside=True,
        count_unlabeled=count_unlabeled,
    )
    return axes


def _check(kinds: Iterable[object]) -> None:
    check_type(kinds, list, tuple)
    given = list(kinds)
    if not given or any(kind not in _TOKEN_KINDS for kind in given):
        msg = f"kinds are some of {', '.join(_TOKEN_KINDS)}, got {quoted(kinds)}"
        raise ValueError(msg)


def _limits(drawn: Iterable[PriceSteps]) -> tuple[float, float]:
    """Return the first day of all and the last, which is at least one day later."""
    steps = [step for each in drawn for step in each.every]
    ends = [
        *(step.begin + 1 for step in steps),
        *(step.end for step in steps if isfinite(step.end)),
        *(each.now for each in drawn),
    ]
    return min(step.begin for step in steps), max(ends)


def _pieces(steps: Iterable[Step], now: float, last: float) -> Iterator[_Piece]:
    """Yield the steps as they are drawn; one that goes on after today is divided there."""
    for step in steps:
        end = step.end
        if not isfinite(end):
            end = last if step.begin >= now else now
        cuts = [step.begin, *([now] if step.begin < now < end else []), end]
        for begin, until in pairwise(cuts):
            yield _Piece(begin, until, step.low, step.high)


def _draw_line(
    axes: "Axes",
    pieces: Sequence[_Piece],
    now: float,
    *,
    color: "ColorType",
    label: str,
    zorder: float,
) -> None:
    """Draw a price, dashed after today, with a band between the prices of different hours."""
    for style, text, drawn in (
        ("solid", without_math(label), [each for each in pieces if each.begin < now]),
        ("dashed", None, [each for each in pieces if each.begin >= now]),
    ):
        days, lows, highs = _path(drawn)
        both = (days, lows) if lows == highs else ([*days, nan, *days], [*lows, nan, *highs])
        axes.plot(*both, label=text, color=color, linestyle=style, linewidth=1.4, zorder=zorder)
        if lows != highs:
            axes.fill_between(
                days, lows, highs, color=color, alpha=_BAND, linewidth=0, zorder=zorder
            )


def _path(pieces: Iterable[_Piece]) -> tuple[list[float], list[float], list[float]]:
    """Return the days of a line of steps, its lowest and its highest prices; a gap is no number."""
    days, lows, highs = list[float](), list[float](), list[float]()
    for begin, end, low, high in pieces:
        if days and days[-1] != begin:
            days.append(begin)
            lows.append(nan)
            highs.append(nan)
        days += [begin, end]
        lows += [low, low]
        highs += [high, high]
    return days, lows, highs


def _draw_marks(
    axes: "Axes", steps: Sequence[Step], *, color: "ColorType", mark: str, zorder: float
) -> None:
    """Mark where prices begin, hollow where that is not stated as a day, and where they end."""
    paper = axes.get_facecolor()
    begun = [
        ((step.begin, price), mark, color if step.is_firm else paper)
        for step in steps
        for price in dict.fromkeys((step.low, step.high))
    ]
    ended = [
        ((step.end, price), "|", color)
        for step in _ends(steps)
        for price in dict.fromkeys((step.low, step.high))
    ]
    for (day, price), shape, face in (*begun, *ended):
        axes.plot(
            [day],
            [price],
            linestyle="none",
            marker=shape,
            markersize=5 if shape == mark else 9,
            color=color,
            markeredgecolor=color,
            markerfacecolor=face,
            zorder=zorder,
        )


def _ends(steps: Sequence[Step]) -> list[Step]:
    """Return the steps that end without another price from that day on."""
    return [
        step
        for step, following in zip_longest(steps, steps[1:])
        if isfinite(step.end) and (following is None or following.begin > step.end)
    ]


def _marks_in_words(marks: Mapping[KindOfUse, str]) -> str:
    if len(marks) == 1:
        return f"Prices of {KINDS[next(iter(marks))].words}."
    words = "; ".join(f"{_MARKS[mark]}: {KINDS[kind].words}" for kind, mark in marks.items())
    return f"{words.capitalize()}."


def _colors_in_words(drawn: Iterable[PriceSteps]) -> str:
    if any(each.changes for each in drawn):
        return "In color: the models whose prices changed most often."
    return "No price changed."


def _notes(drawn: Sequence[PriceSteps]) -> Iterator[str]:
    """Yield the sentences that explain what is drawn."""
    steps = [(step, each.now) for each in drawn for step in each.every]
    prices = [price for each in drawn for price in each.prices]
    inferred = dict.fromkeys(name for price in prices for name in price.inferred)
    if not all(step.is_firm for step, _ in steps):
        yield (
            "Hollow: no stated day, but the first on which it was seen, or the first of a month or "
            "year."
        )
    if any(step.begin >= now or now < step.end < inf for step, now in steps):
        yield "Dashed: announced."
    if any(_ends(held) for each in drawn for held in each.steps.values()):
        yield "Bar: the end of a price or model."
    if any(step.low < step.high for step, _ in steps):
        yield "Band: several prices, such as at different hours."
    if any(price.tiers for price in prices):
        yield "Of prices by length, that of the shortest requests."
    if inferred:
        yield f"Inferred, not stated by the source: {', '.join(inferred)}."
