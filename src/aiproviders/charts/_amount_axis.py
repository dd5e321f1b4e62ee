"""Axes of amounts: units in words, and ticks as people write amounts."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from matplotlib.scale import SymmetricalLogTransform
from matplotlib.ticker import MaxNLocator

from aiproviders._values.quantity import Quantity
from aiproviders._values.quantity_text import DENOMINATORS
from aiproviders._values.units import SCALES
from aiproviders._values.wording import plural
from aiproviders.charts._axes import Arrangement, points_to_pixels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

_CHARACTER = 6.2  # points, the width of a character of a tick
_NARROW = 3  # highest over lowest, below which ticks may be those of a linear axis
_WIDE = 10  # highest over lowest, from which the steps of a decade are 1, 2 and 5 at most


def unit_words(unit: str) -> str:
    """Word a unit for an axis, such as `USD per million tokens` or `users`."""
    noun, _, per = unit.partition("/")
    if noun.isalpha() and noun.islower():
        noun = plural(noun)
    counted = "number" if noun == "1" else noun
    return f"{counted} per {DENOMINATORS.get(per, per)}" if per else counted


def write_ticks(axes: "Axes", along: str, unit: str = "1") -> None:
    """Write the ticks of an axis as people write amounts, as many as there is room for.

    Args:
        axes: The axes.
        along: The axis, `x` or `y`.
        unit: What the amounts are of; a currency is written with them, as in $0.50.
    """
    is_x = along == "x"
    axis = axes.xaxis if is_x else axes.yaxis

    def to_pixels(value: float) -> float:
        x, y = axes.transData.transform((value, value))
        return float(x if is_x else y)

    def has_room(values: Sequence[float], texts: Sequence[str]) -> bool:
        character = points_to_pixels(axes, _CHARACTER)
        for (value, text), (next_value, next_text) in pairwise(zip(values, texts, strict=True)):
            characters = (len(text) + len(next_text)) / 2 + 1 if is_x else 2
            if to_pixels(next_value) - to_pixels(value) <= character * characters:
                return False
        return True

    def arrange(_: "RendererBase") -> None:
        low, high = sorted(axis.get_view_interval())
        is_log = axis.get_scale() != "linear"
        transform = axis.get_transform()
        if isinstance(transform, SymmetricalLogTransform):
            steps = _symlog_steps(low, high, transform.linthresh)
        else:
            steps = _log_steps(low, high) if is_log else _steps(low, high)
        choices = [[value for value in values if low <= value <= high] for values in steps]
        fitting = (
            values for values in choices if has_room(values, _texts(values, unit, is_log=is_log))
        )
        shown = next(fitting, list[float]())
        axis.set_ticks(shown, _texts(shown, unit, is_log=is_log), parse_math=False)
        axis.set_ticks([], minor=True)

    Arrangement(axes, arrange)


def _texts(values: Sequence[float], unit: str, *, is_log: bool) -> list[str]:
    """Word amounts; those of a linear axis all in the same scale, such as millions."""
    if unit != "1":
        noun = unit.partition("/")[0]
        return [str(Quantity(value=Decimal(f"{value:.10g}"), unit=noun)) for value in values]
    largest = max(map(abs, values), default=0)
    return [_number(value, abs(value) if is_log else largest) for value in values]


def _number(value: float, size: float) -> str:
    for name, power in reversed(SCALES.items()):
        if power > SCALES["thousand"] and size >= 10**power and value:
            return f"{value / 10**power:,.10g} {name}"
    return f"{value:,.10g}"


def _steps(low: float, high: float) -> list[list[float]]:
    """Return choices of ticks for a linear axis, each with fewer than the one before."""
    return [
        [
            float(value)
            for value in MaxNLocator(number, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        ]
        for number in range(9, 0, -1)
    ]


def _log_steps(low: float, high: float) -> list[list[float]]:
    """Return choices of ticks for a logarithmic axis, each with fewer than the one before."""
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    choices = _steps(low, high) if high / low < _NARROW else []
    fine = [(1, 1.5, 2, 3, 4, 5, 6, 8)] if high / low < _WIDE else []
    for steps in (*fine, (1, 2, 5)):
        choices.append([step * 10.0**decade for decade in decades for step in steps])
    for every in (1, 2, 3, 6, 12):
        choices.append([10.0**decade for decade in decades if decade % every == 0])
    return choices


def _symlog_steps(low: float, high: float, least: float) -> list[list[float]]:
    """Return choices of ticks for an axis that is logarithmic beyond `least` to either side."""
    choices = _log_steps(least, max(abs(low), abs(high)))
    beyond = ([value for value in steps if value >= least] for steps in choices)
    return [[*(-value for value in reversed(steps)), 0.0, *steps] for steps in beyond]
