"""Units and amounts on the axes of a chart, in words."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from aiproviders._values.quantity import Quantity
from aiproviders._values.quantity_text import DENOMINATORS, SCALES
from aiproviders._values.text import plural
from aiproviders.charts._label_placement import Arrangement, points

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

_CHARACTER = 6.2  # points that a character of a tick takes
_WIDE = 10  # highest over lowest, from which ticks are 1, 2 and 5
_NARROW = 3  # up to which ticks may be as on a linear axis


def unit_words(unit: str) -> str:
    """Word a unit for an axis, such as `USD per million tokens` or `users`."""
    noun, _, per = unit.partition("/")
    if noun.isalpha() and noun.islower():
        noun = plural(noun)
    counted = "number" if noun == "1" else noun
    return f"{counted} per {DENOMINATORS.get(per, per)}" if per else counted


def plain_ticks(axes: "Axes", along: str, unit: str = "1") -> None:
    """Write the ticks of an axis as people write amounts, as many as there is room for.

    Args:
        axes: Whose ticks.
        along: The axis, `x` or `y`.
        unit: What the amounts are of; a currency is written with them, as in $0.50.
    """
    axis = axes.xaxis if along == "x" else axes.yaxis

    def arrange(_: "RendererBase | None") -> None:
        low, high = sorted(axis.get_view_interval())
        is_log = axis.get_scale() == "log"
        character = points(axes, _CHARACTER)

        def fit(values: Sequence[float]) -> bool:
            texts = _texts(values, unit, is_log=is_log)
            room = [
                character * ((len(one) + len(other)) / 2 + 1) if along == "x" else 2 * character
                for one, other in pairwise(texts)
            ]
            places = [
                float(axes.transData.transform((value, value))[0 if along == "x" else 1])
                for value in values
            ]
            return all(
                after - before > least
                for (before, after), least in zip(pairwise(places), room, strict=True)
            )

        steps = [
            [value for value in values if low <= value <= high]
            for values in (_log_steps(low, high) if is_log else _steps(low, high))
        ]
        shown = next(filter(fit, steps), list[float]())
        axis.set_ticks(shown, _texts(shown, unit, is_log=is_log), parse_math=False)
        axis.set_ticks([], minor=True)

    Arrangement(axes, arrange)


def _texts(values: Sequence[float], unit: str, *, is_log: bool) -> list[str]:
    """Word amounts; on a linear axis all of them in millions or the like."""
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
    """Ticks of a linear axis, ever fewer."""
    return [
        [
            float(value)
            for value in MaxNLocator(number, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        ]
        for number in range(9, 0, -1)
    ]


def _log_steps(low: float, high: float) -> list[list[float]]:
    """Ticks of a logarithmic axis, ever fewer."""
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    wide = [(1, 1.5, 2, 3, 4, 5, 6, 8)] if high / low < _WIDE else []
    return [
        *(_steps(low, high) if high / low < _NARROW else []),
        *(
            [step * 10.0**power for power in decades for step in steps]
            for steps in (*wide, (1, 2, 5))
        ),
        *([10.0**power for power in decades if power % every == 0] for every in (1, 2, 3, 6, 12)),
    ]
