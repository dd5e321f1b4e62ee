"""Charts: what they draw, whether it can be read, and that settings of matplotlib stay."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

import html
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations
from typing import Any, get_args

import matplotlib as mpl
import numpy as np
import pytest
from attrs import evolve
from IPython.core.formatters import IPythonDisplayFormatter
from made_up.facts import event, figure, model
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.cbook import is_math_text
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text

import aiproviders
from aiproviders import (
    Citation,
    Event,
    Metric,
    Model,
    Period,
    Quantity,
    Score,
    TokenPrice,
    Usage,
    alibaba,
    charts,
)
from aiproviders.charts._axes import colors_for
from aiproviders.charts._captions import drawable_text
from aiproviders.charts._timeline import _GROUPS
from aiproviders.errors import IncomparableError, MissingExtraError, NotStatedError
from aiproviders.results import Metrics
from aiproviders.types import Benchmark, Comparator, EventKind, PriceTier, TokenMix

COUNTS = (2, 12, 60)
STYLES = ("default", "dark_background")
COMPARATORS: tuple[Comparator, ...] = ("=", "~", ">=", "=", "=")


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    """Leave no figure open."""
    yield
    plt.close("all")


def priced(id: str, price: str, score: str, **stated: Any) -> Model:
    """Make a model with a price, by default the same for input and output, and a score."""
    comparator: Comparator = stated.pop("comparator", "=")
    output = stated.pop("output", price)
    result = Quantity(value=score, unit="%", comparator=comparator, decimals=1)
    return model(
        id,
        prices=(TokenPrice(currency="USD", input=price, output=output),),
        scores=(Score(benchmark="swe-bench-verified", quantity=result),),
        **stated,
    )


def models(number: int) -> tuple[Model, ...]:
    """Make models spread over prices and scores, some of them close to each other."""
    return tuple(
        priced(
            f"maker-model-{n}",
            str(10 ** (n * 37 % 60 // 20) * (1 + n * 17 % 19) / 20),
            str(20 + n * 41 % 63),
            output=str(10 ** (n * 37 % 60 // 20) * (1 + n * 17 % 19) / 20 * (1 + n % 5)),
            comparator=COMPARATORS[n % 5],
            name=f"Model {n} of a maker",
        )
        for n in range(number)
    )


def events(number: int) -> tuple[Event, ...]:
    """Make events dated to the day, month, year or third, or open to one side; some planned."""

    def when(n: int) -> str:
        year, month, day = 2020 + n % 6, f"{1 + n * 5 % 12:02}", f"{1 + n * 7 % 28:02}"
        return (
            f"{year}",
            f"{year}-{month}",
            f"{year}-{month}-{day}",
            f"{year}-37~",
            f"{year}-03/..",
            f"../{year}-03",
        )[n % 6 if n % 12 < 6 else 2]

    return tuple(
        event(
            f"event number {n} of many",
            when(n),
            (),
            status="planned" if n % 7 == 3 else "happened",
        )
        for n in range(number)
    )


def metrics(number: int) -> tuple[Metric, ...]:
    """Make exact, approximate and bounded figures of one measure in one currency."""
    texts = ("$3.2 billion", "~$260 million", ">$53 million", "<$9 million", "$41,626 million")
    return tuple(
        figure(f"m{n}", texts[n % 5], f"{1960 + n}", subject=("acme", "acme-cloud")[n % 2])
        for n in range(number)
    )


def price_performance(number: int, ax: Axes | None = None) -> Axes:
    """Draw so many models against their price."""
    return charts.price_performance(models(number), ax=ax)


def ranking_of_labs(number: int, ax: Axes | None = None) -> Axes:
    """Draw so many models of up to nine labs against their price."""
    return charts.price_performance(
        [evolve(each, provider=f"lab-{n % 9}") for n, each in enumerate(models(number))], ax=ax
    )


def ranking_with_highlight(number: int, ax: Axes | None = None) -> Axes:
    """Draw so many models of up to nine labs, one lab of which is highlighted."""
    return charts.price_performance(
        [evolve(each, provider=f"lab-{n % 9}") for n, each in enumerate(models(number))],
        highlight="lab-1",
        ax=ax,
    )


def value_by_mix(number: int, ax: Axes | None = None) -> Axes:
    """Draw so many models by the mix."""
    return charts.value_by_mix(models(number), ax=ax)


def timeline(number: int, ax: Axes | None = None) -> Axes:
    """Draw so many events."""
    return charts.timeline(events(number), ax=ax)


def figures(number: int, ax: Axes | None = None) -> Axes:
    """Draw so many figures."""
    return charts.figures(metrics(number), ax=ax)


def price_history(number: int, ax: Axes | None = None) -> Axes:
    """Draw the prices of so many models over time, of which every other one changed."""
    dates = [(f"2026-0{1 + n % 9}-{1 + n % 28:02}", f"2026-10-{1 + n % 28:02}") for n in range(60)]
    return charts.price_history(
        [
            evolve(
                each,
                prices=[
                    evolve(price, input=amount, effective=date)
                    for amount, date in zip((1, 2), dates[n][: 1 + n % 2], strict=False)
                    for price in each.prices
                ],
                as_of="2026-11-20",
            )
            for n, each in enumerate(models(number))
        ],
        ax=ax,
    )


CHARTS: dict[str, Callable[..., Axes]] = {
    "price_history": price_history,
    "price_performance": price_performance,
    "price_performance of labs": ranking_of_labs,
    "price_performance with highlight": ranking_with_highlight,
    "value_by_mix": value_by_mix,
    "timeline": timeline,
    "figures": figures,
}


def xs(line: Line2D) -> list[float]:
    """Return the x of the points of a line."""
    return [float(x) for x in np.asarray(line.get_xdata())]


def ys(line: Line2D) -> list[float]:
    """Return the y of the points of a line."""
    return [float(y) for y in np.asarray(line.get_ydata())]


def drawn(axes: Axes) -> Axes:
    """Return axes after their figure was drawn, as it is when it is saved."""
    figure_of(axes).savefig(BytesIO(), format="png")
    return axes


def figure_of(axes: Axes) -> Figure:
    """Return the figure of axes."""
    found = axes.get_figure(root=True)
    assert found is not None
    return found


def caption(axes: Axes) -> str:
    """Return the caption of axes on one line."""
    return " ".join(small_prints(axes)[-1].get_text().split())


def small_prints(axes: Axes) -> list[Text]:
    """Return the texts in the muted color: a subtitle, if there is one, and the caption."""
    return [
        text
        for text in axes.findobj(Annotation)
        if to_rgba(text.get_color()) == to_rgba(colors_for(axes).muted)
    ]


def texts(axes: Axes) -> list[Text]:
    """Return every visible text."""
    found = axes.findobj(lambda artist: isinstance(artist, Text) and bool(artist.get_text()))
    hidden = {
        id(label)
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        for label in (tick.label1, tick.label2)
        if label is tick.label2 or not is_in_view(tick.get_loc(), axis.get_view_interval())
    }
    return [
        text
        for text in found
        if isinstance(text, Text) and text.get_visible() and id(text) not in hidden
    ]


def is_in_view(place: float, view: Any) -> bool:
    """Return whether a tick is drawn: matplotlib keeps those beyond the ends of an axis too."""
    low, high = sorted(view)
    return bool(low <= place <= high)


def names(axes: Axes) -> list[Annotation]:
    """Return the visible labels of marks."""
    ink = to_rgba(colors_for(axes).text)
    return [
        text
        for text in axes.texts
        if isinstance(text, Annotation)
        and text.get_visible()
        and text.get_text()
        and to_rgba(text.get_color()) == ink
    ]


def overlapping(seen: Sequence[Text]) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap by more than half a pixel."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in seen]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
    ]


def outside(seen: Sequence[Text]) -> list[str]:
    """Return the texts that the edge of their figure cuts off."""
    boxes = [
        (text.get_text(), text.get_window_extent(), text.get_figure(root=True)) for text in seen
    ]
    return [
        name
        for name, box, fig in boxes
        if fig is not None
        and not (
            fig.bbox.padded(0.5).contains(*box.min) and fig.bbox.padded(0.5).contains(*box.max)
        )
    ]


def luminance(color: Any) -> float:
    """Return the relative luminance of a color as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(color)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Any, other: Any) -> float:
    """Return the contrast ratio of two colors as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("number", "style"), [*((number, "default") for number in COUNTS), (12, "dark_background")]
)
@pytest.mark.parametrize("chart", CHARTS)
def test_no_text_covers_another(chart: str, number: int, style: str) -> None:
    """At 2, 12 and 60 points no two texts overlap, and all are inside the figure; a style of other
    colors moves none.
    """
    with plt.style.context(style):
        axes = drawn(CHARTS[chart](number))
    seen = texts(axes)
    assert len(seen) > number // 3
    assert [] == overlapping(seen)
    assert [] == outside(seen)


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("chart", CHARTS)
def test_small_axes_can_be_read(chart: str, number: int) -> None:
    """On two axes of 5 by 3 inches side by side no two texts overlap."""
    fig = Figure(figsize=(10, 3), layout="constrained")
    left, right = fig.subplots(1, 2)
    for axes in (left, right):
        assert axes is CHARTS[chart](number, axes)
    fig.savefig(BytesIO(), format="png")
    seen = [*texts(left), *texts(right)]
    assert [] == overlapping(seen)
    assert [] == outside(seen)


def test_labels_keep_off_the_marks() -> None:
    """No label of a model covers the mark of a model."""
    axes = drawn(charts.price_performance(models(60)))
    centers = [axes.transData.transform(point) for point in marks(axes).values()]
    boxes = [label.get_window_extent() for label in names(axes)]
    assert [] == [center for center in centers if any(box.contains(*center) for box in boxes)]


def test_every_model_of_the_frontier_is_labeled() -> None:
    """Where there is no room for all labels, the frontier has its own and the rest is counted."""
    fig = Figure(figsize=(5, 3), layout="constrained")
    axes = drawn(charts.price_performance(models(60), ax=fig.subplots()))
    labeled = {label.get_text() for label in names(axes)}
    best = {each.name for each in aiproviders.pareto_frontier(models(60))}
    assert best <= labeled
    assert 0 < 60 - len(labeled)
    assert f"{60 - len(labeled)} without a label, for want of room." in caption(axes)


def marks(axes: Axes) -> dict[str, tuple[float, float]]:
    """Return the points of the marks of records, by their label."""
    return {
        str(line.get_label()): (xs(line)[0], ys(line)[0])
        for line in axes.lines
        if not str(line.get_label()).startswith("_") and len(xs(line)) == 1
    }


def lines_by_label(axes: Axes) -> dict[str, Any]:
    """Return the lines by their label."""
    return {str(line.get_label()): line for line in axes.lines}


def test_prices_and_scores_are_those_of_the_records() -> None:
    """A mark is at the blended price and the score, and the frontier runs through its models."""
    axes = charts.price_performance(alibaba.models)
    assert {"Qwen 3.6": (1.35, 77.2), "Qwen3.7-Max": (3.75, 80.4)} == marks(axes)
    frontier = lines_by_label(axes)["Pareto frontier"]
    assert [1.35, 3.75] == xs(frontier)
    assert [77.2, 80.4] == ys(frontier)
    assert ("log", "linear") == (axes.get_xscale(), axes.get_yscale())


def test_axes_say_what_and_in_which_unit() -> None:
    """Axes have units, ticks are amounts, and title and subtitle name benchmark and mix."""
    axes = drawn(charts.price_performance(alibaba.models, mix="1:1"))
    assert "USD per million tokens, 1 input : 1 output" == axes.get_xlabel()
    assert "SWE-bench Verified, %" == axes.get_ylabel()
    assert "SWE-bench Verified against price" == axes.get_title(loc="left")
    assert "Blended price at 1 input : 1 output" == small_prints(axes)[0].get_text()
    assert ["$2", "$3", "$4", "$5"] == [tick.get_text() for tick in axes.get_xticklabels()]


def test_a_mark_is_hollow_where_a_figure_is_not_exact() -> None:
    """Approximate and bounded figures have hollow marks and intervals; exact ones full marks."""
    axes = charts.price_performance(
        [
            priced("exact", "1", "50"),
            priced("about", "2", "60", comparator="~"),
            priced("least", "3", "70", comparator=">="),
        ]
    )
    paper = axes.get_facecolor()
    assert {"exact": False, "about": True, "least": True} == {
        each: lines_by_label(axes)[each].get_markerfacecolor() == paper
        for each in ("exact", "about", "least")
    }
    intervals = [ys(line) for line in axes.lines if line.get_marker() == "_"]
    assert [[49.95, 50.05], [59.95, 60.05]] == sorted(intervals)
    arrows = [text.xy for text in axes.texts if isinstance(text, Annotation) and text.arrow_patch]
    assert [(3.0, 70.0)] == arrows
    assert "Hollow: about, a bound or a range." in caption(axes)


def test_a_standard_error_is_a_bar() -> None:
    """A bar reaches one standard error up and down from a score that states one."""
    known, unknown = priced("known", "1", "50"), priced("unknown", "2", "60")
    known = evolve(known, scores=(evolve(known.scores[0], standard_error=2),))
    axes = charts.price_performance([known, unknown])
    bars = [(xs(line)[0], ys(line)) for line in axes.lines if line.get_linewidth() == 0.8]
    assert [(1.0, [48.0, 52.0])] == bars
    assert "Bars: one standard error." in caption(axes)
    assert "standard error" not in caption(charts.price_performance([unknown]))


def test_variants_are_drawn_without_a_frontier_unless_they_have_costs() -> None:
    """All efforts of a model stand at its price, or each at the cost of its tokens."""
    deep = priced("deep", "2", "50")
    (score,) = deep.scores
    high = evolve(score, variant="high", quantity=Quantity(value=70, unit="%"))
    efforts = [
        evolve(deep, scores=(evolve(score, variant="low"), high)),
        priced("plain", "3", "80"),
    ]

    best = charts.price_performance(efforts)
    assert {"deep": (2.0, 70.0), "plain": (3.0, 80.0)} == marks(best)
    every = charts.price_performance(efforts, variants="all")
    assert {"deep (low)": (2.0, 50.0), "deep (high)": (2.0, 70.0), "plain": (3.0, 80.0)} == marks(
        every
    )
    assert "Pareto frontier" not in lines_by_label(every)
    assert "No frontier is drawn: variants of a model share its price" in caption(every)

    def used(millions: int) -> Usage:
        return Usage(input_tokens=0, output_tokens=millions * 10**6)

    tokens = {("deep", "low"): used(1), ("deep", "high"): used(9), ("plain", "x"): used(1)}
    costly = charts.price_performance(efforts, variants="all", tokens=tokens)
    assert {"deep (low)": (2.0, 50.0), "deep (high)": (18.0, 70.0)} == marks(costly)
    assert [2.0, 18.0] == xs(lines_by_label(costly)["Pareto frontier"])
    assert "USD per task" == costly.get_xlabel()
    assert "SWE-bench Verified against cost" == costly.get_title(loc="left")
    assert "1 model left out: no tokens are given (1)." in caption(costly)


def test_a_price_that_is_at_most_so_much_spans_down() -> None:
    """A mix with cached input, and no price for it, has a price that may be lower."""
    mix = TokenMix(cache_read=1, input=1, output=2)
    axes = charts.price_performance([priced("cached", "4", "50")], mix=mix)
    spans = [xs(line) for line in axes.lines if line.get_marker() == "|"]
    assert [[3.0, 4.0]] == spans


def test_a_price_that_may_be_nothing_points_down() -> None:
    """On a logarithmic axis an interval that begins at zero is an arrow."""
    mix = TokenMix(cache_read=1, input=0, output=0)
    axes = charts.price_performance([priced("cached", "4", "50")], mix=mix)
    arrows = [text.xy for text in axes.texts if isinstance(text, Annotation) and text.arrow_patch]
    assert [(4.0, 50.0)] == arrows


def test_value_is_that_of_every_mix() -> None:
    """A line runs through the score per price of the root function at each share of output."""
    axes = charts.value_by_mix(alibaba.models)
    for share, mix in ((0, "1:0"), (25, "3:1"), (50, "1:1"), (100, "0:1")):
        for row in aiproviders.price_performance(alibaba.models, mix=mix).rows:
            line = lines_by_label(axes)[row.model.name]
            at = dict(zip(xs(line), ys(line), strict=True))
            assert float(row.score_per_price) == pytest.approx(at[share])
    assert "% for each USD per million tokens" == axes.get_ylabel()
    assert "The order is the same at every mix." in caption(axes)


def test_charts_are_of_the_prices_of_the_day() -> None:
    """Marks and lines are at the price in force on the day asked for, which the caption names."""
    stated = alibaba.models["qwen3.6"].price
    prices = (
        evolve(stated, effective=Period("../2026-12-31")),
        evolve(stated, effective=Period("2027-01-01/.."), input=6, output=36),
    )
    models = [
        evolve(alibaba.models["qwen3.6"], prices=prices, as_of=Period("2026-11-27")),
        alibaba.models["qwen3.7-max"],
    ]
    mixed = {
        on: ys(lines_by_label(charts.value_by_mix(models, on=on))["Qwen 3.6"])
        for on in (None, "2027")
    }

    assert (1.35, 77.2) == marks(charts.price_performance(models))["Qwen 3.6"]
    later = charts.price_performance(models, on="2027-01-01")
    assert (13.5, 77.2) == marks(later)["Qwen 3.6"]
    assert "Prices as of 1 January 2027." in caption(later)
    assert mixed[None] == pytest.approx([10 * each for each in mixed["2027"]])


def test_turns_are_marked_where_lines_cross() -> None:
    """A ring stands at the mix at which two models change places, and the caption names it."""
    pair = [
        priced("low-input", "1", "50", output="10"),
        priced("low-output", "2", "50", output="6"),
    ]
    (turn,) = aiproviders.price_performance(pair).turns
    axes = charts.value_by_mix(pair)
    ring = lines_by_label(axes)["turns"]
    assert [100 / (float(turn.mix.input) + 1)] == xs(ring)
    assert [50 / 2.8] == pytest.approx(ys(ring))
    assert f"Rings: two models change places at {turn.mix}." in caption(axes)
    assert "mixes at which two models change places" in caption(charts.value_by_mix(models(12)))


def test_twelve_lines_are_in_color() -> None:
    """Of more models those with the highest score per price have colors, names and rings."""
    axes = drawn(charts.value_by_mix(models(40)))
    best = aiproviders.price_performance(models(40), mix="1:1").rows[:12]
    faint = to_rgba(colors_for(axes).faint)
    colored = {
        str(line.get_label())
        for line in axes.lines
        if line.get_label() != "turns" and to_rgba(line.get_color()) != faint
    }
    assert {row.model.name for row in best} == colored
    assert {label.get_text() for label in names(axes)} <= colored
    assert "In color: the 12 with the highest score per price at 1:1." in caption(axes)


def test_free_output_does_not_stretch_the_axis() -> None:
    """A line that goes up to infinity is cut above the others."""
    free = priced("free", "1", "50", output="0")
    axes = charts.value_by_mix([free, priced("b", "1", "60", output="2")])
    assert 100 == max(ys(lines_by_label(axes)["free"]))
    assert axes.get_ylim()[1] < 200
    assert "Cut at the top: models with free input or output." in caption(axes)


def test_value_of_one_model_says_nothing_of_order() -> None:
    """The caption of a single line names no order; with free input it begins in the middle."""
    axes = charts.value_by_mix([priced("only", "0", "50", output="2", comparator="~")])
    assert 50 == lines_by_label(axes)["only"].get_xdata()[0]
    assert "order" not in caption(axes)
    assert "Thin lines" in caption(axes)


def offered(id: str, *prices: TokenPrice, **stated: Any) -> Model:
    """Make a model with prices that were read on 20 November 2026."""
    return model(id, prices=prices, **{"as_of": "2026-11-20"} | stated)


def price(amount: int | str, **stated: Any) -> TokenPrice:
    """Make a price of input, in US dollars unless told otherwise."""
    described: dict[str, Any] = {"currency": "USD", "input": amount} | stated
    return TokenPrice(**described)


def steps(axes: Axes, label: str) -> list[tuple[str, float]]:
    """Return the days and prices of the solid line of a model, `gap` where it is broken."""
    line = lines_by_label(axes)[label]
    return [
        ("gap", 0) if np.isnan(y) else (str(date(1970, 1, 1) + timedelta(days=x)), y)
        for x, y in zip(xs(line), ys(line), strict=True)
    ]


def begins(axes: Axes) -> dict[str, bool]:
    """Return the days on which prices begin, and whether each is filled."""
    return {
        str(date(1970, 1, 1) + timedelta(days=xs(line)[0])): (
            to_rgba(line.get_markerfacecolor()) == to_rgba(line.get_color())
        )
        for line in axes.lines
        if line.get_marker() in ("o", "s")
    }


def test_prices_are_steps_that_end_where_they_were_read() -> None:
    """A price holds until the next one, and the last until the day on which it was read."""
    axes = charts.price_history(
        [
            offered(
                "a",
                price(3, output=6, effective="2026-03-01"),
                price(2, output=6, effective="2026-08-01"),
                price(1, output=5, effective="2026-03-01", host="other"),
                price(1, output=5, effective="2026-03-01", region="eu"),
                price(1, output=5, effective="2026-03-01", service="batch"),
                price(1, output=5, effective="2026-03-01", plan="contract"),
                price(1, output=5, effective="2026-03-01", preference="deprecated"),
            )
        ]
    )
    assert [
        ("2026-03-01", 3),
        ("2026-08-01", 3),
        ("2026-08-01", 2),
        ("2026-11-21", 2),
    ] == steps(axes, "a, input")
    assert [("2026-03-01", 6), ("2026-11-21", 6)] == steps(axes, "a, output")
    assert ["a, input", "a, output"] == sorted(label.get_text() for label in names(drawn(axes)))
    assert "Circles: input; squares: output. Source:" in caption(axes)


def test_a_begin_that_is_no_stated_day_is_hollow() -> None:
    """A day on which a price was seen is not later than its begin; a month is no day."""
    axes = charts.price_history(
        [
            offered("a", price(3, observed="2026-02-05")),
            offered("b", price(3, effective="2026-03"), price(2, effective="2026-05-01")),
            offered("c", price(3, observed="2026-06-01"), price(2, observed="2026-07-01")),
            offered("d", price(3, effective="../2026-09-01", observed="2026-08-01")),
            offered("e", price(3, effective="2026-08-10/2026-12-31"), price(4, effective="2026")),
        ]
    )
    assert {
        "2026-01-01": False,
        "2026-02-05": False,
        "2026-03-01": False,
        "2026-05-01": True,
        "2026-06-01": False,
        "2026-07-01": False,
        "2026-08-01": False,
        "2026-08-10": True,
        "2027-01-01": True,
    } == begins(axes)
    assert "Hollow: no stated day" in caption(axes)


def test_what_is_announced_is_dashed() -> None:
    """A line is dashed after the day on which the prices were read, to an end or the margin."""
    axes = charts.price_history(
        [
            offered("a", price(3, effective="2026-03-01"), price(2, effective="2026-12-01")),
            offered("b", price(1, effective="2026-04-01/2026-12-31")),
        ],
        kinds=["input"],
    )
    dashed = [line for line in axes.lines if line.get_linestyle() == "--" and xs(line)]
    days = [[str(date(1970, 1, 1) + timedelta(days=x)) for x in xs(line)] for line in dashed]

    assert [("2026-03-01", 3), ("2026-11-21", 3)] == steps(axes, "a")
    assert ["2026-11-21", "2026-12-01", "2026-12-01"] == days[0][:3]
    assert "2027-01-01" < days[0][3]
    assert ["2026-11-21", "2027-01-01"] == days[1]
    assert "Prices of input. Dashed: announced. Bar: the end of a price or model." in caption(axes)


def test_a_line_ends_with_the_price_or_the_model() -> None:
    """An end that is stated is marked by a bar; between two prices that do not touch is a gap."""
    axes = charts.price_history(
        [
            offered(
                "a",
                price(3, effective="2026-03-01/2026-03-31"),
                price(2, effective="2026-05-01"),
                retires="2026-10-15",
            ),
            offered("b", price(3, effective="2026-03-01"), retires="2027-01"),
            offered("c", price(3, effective="2026-03-01"), retires="2026-01"),
        ],
        kinds=["input"],
    )
    bars = [
        str(date(1970, 1, 1) + timedelta(days=xs(line)[0]))
        for line in axes.lines
        if line.get_marker() == "|"
    ]
    assert [
        ("2026-03-01", 3),
        ("2026-04-01", 3),
        ("gap", 0),
        ("2026-05-01", 2),
        ("2026-10-16", 2),
    ] == steps(axes, "a")
    assert [("2026-03-01", 3), ("2026-11-21", 3)] == steps(axes, "b")
    assert [("2026-03-01", 3), ("2026-03-01", 3)] == steps(axes, "c")
    assert ["2026-03-01", "2026-04-01", "2026-10-16"] == sorted(bars)


def test_prices_by_hour_are_a_band() -> None:
    """The lowest and the highest price of a day are lines, with a band between them."""
    by_hour = [
        price(2, effective="2026-03-01", hours="01:00-02:00"),
        price(1, effective="2026-03-01"),
    ]
    axes = charts.price_history(
        [offered("a", price(1, effective="2026-01-01"), *by_hour)], kinds=["input"]
    )
    low = [("2026-01-01", 1), ("2026-03-01", 1), ("2026-03-01", 1), ("2026-11-21", 1)]
    high = [("2026-01-01", 1), ("2026-03-01", 1), ("2026-03-01", 2), ("2026-11-21", 2)]

    assert [*low, ("gap", 0), *high] == steps(axes, "a")
    assert 1 == len([each for each in axes.collections if each.get_alpha() == 0.2])
    assert "Band: several prices, such as at different hours." in caption(axes)


def test_a_price_stated_again_is_no_step() -> None:
    """The same price on a later day, and one that differs in another kind, go on without a mark."""
    seen = [price(3, output=n, observed=f"2026-0{n}-01") for n in (3, 4, 5)]
    axes = charts.price_history([offered("a", *seen)], kinds=("input",))
    assert [("2026-03-01", 3), ("2026-11-21", 3)] == steps(axes, "a")
    assert {"2026-03-01": False} == begins(axes)


def test_models_that_have_no_line_are_named() -> None:
    """The caption names who is left out of the chart and why; one currency has the most models."""
    axes = charts.price_history(
        [
            offered("a", price("0.1", effective="2026-01-01")),
            offered("b", price(5, effective="2026-01-01")),
            offered("undated", price(5)),
            offered("partly", price(5), price(6, effective="2026-02-01")),
            offered("yuan", price(5, currency="CNY", effective="2026-01-01")),
            offered("both", price(5, currency="CNY", observed="2026-01-01"), price(0)),
            offered("free", price(0, effective="2026-01-01")),
            offered("audio", TokenPrice(currency="USD", input_audio=1, effective="2026-01-01")),
            offered("resold", price(5, effective="2026-01-01", host="other")),
            offered("none"),
        ]
    )
    assert (
        "Left out: prices of unknown days (undated, partly, both); prices in CNY (yuan, both); "
        "free, on a logarithmic scale (free); no price of input or output (audio); prices on "
        "other terms only (resold); no price (none)."
    ) in caption(axes)
    assert {"a, input", "b, input", "partly, input"} == {
        label.get_text() for label in names(drawn(axes))
    }


def test_the_scale_of_prices_is_logarithmic_where_they_are_far_apart() -> None:
    """From ten times on the scale is logarithmic; another one begins at 0, and shows free ones."""
    cheap, dear = (offered(each, price(each, effective="2026-01-01")) for each in ("1", "10"))
    near = offered("9", price(9, effective="2026-01-01"), price(0, effective="2026-03-01"))
    far, linear = charts.price_history([cheap, dear]), charts.price_history([cheap, near])
    free = charts.price_history([offered("free", price(0, effective="2026-01-01"))])

    assert ("log", "linear", "linear") == (far.get_yscale(), linear.get_yscale(), free.get_yscale())
    assert 0 == linear.get_ylim()[0]
    assert ("2026-11-21", 0) == steps(linear, "9, input")[-1]
    assert ["$1", "$10"] == [
        text for each in drawn(far).get_yticklabels() if (text := each.get_text()) in ("$1", "$10")
    ]


def test_models_that_changed_most_have_colors() -> None:
    """Of more than five models, those without a change are in the faint color."""
    constant = [offered(f"m{n}", price(n, effective="2026-01-01")) for n in range(1, 6)]
    changed = offered("new", price(3, effective="2026-01-01"), price(2, effective="2026-02-01"))
    axes = charts.price_history([*constant, changed], kinds=["input"])
    faint = to_rgba(colors_for(axes).faint)
    colors = {label: to_rgba(line.get_color()) for label, line in lines_by_label(axes).items()}

    assert ["new"] == [name for name in ("new", "m1", "m5") if colors[name] != faint]
    assert "In color: the models whose prices changed most often." in caption(axes)
    again = evolve(constant[0], id="m6", name="m6")
    unchanged = charts.price_history([*constant, again], kinds=["input"])
    assert "No price changed." in caption(unchanged)
    few = lines_by_label(charts.price_history(constant, kinds=["input"]))
    assert 5 == len({few[f"m{n}"].get_color() for n in range(1, 6)})


def test_the_newest_of_unchanged_prices_are_labeled_first() -> None:
    """Where lines end at one point, those of the newest models have the labels."""
    same = [offered(f"m{n:02}", price(1, effective=f"2026-01-{n:02}")) for n in range(1, 31)]
    labeled = [label.get_text() for label in names(drawn(charts.price_history(same)))]

    assert 0 < len(labeled) < 30
    assert [f"m{n:02}, input" for n in range(30, 30 - len(labeled), -1)] == labeled


def test_prices_without_a_day_of_reading_go_on_to_the_newest_day() -> None:
    """Where no model says when it was read, a line ends after the newest day that is known."""
    made = [
        offered("a", price(3, effective="2026-03-01"), as_of=None),
        offered("b", price(2, effective="2026-05-01"), as_of=None),
    ]
    axes = charts.price_history(made, kinds=["input"])
    assert [("2026-03-01", 3), ("2026-05-02", 3)] == steps(axes, "a")
    assert [("2026-05-01", 2), ("2026-05-02", 2)] == steps(axes, "b")


def test_the_caption_of_prices_says_what_they_rest_on() -> None:
    """It names what is inferred, says that prices by length are the first, and counts sources."""
    tiered = price(
        1,
        effective="2026-01-01",
        tiers=(PriceTier(threshold=1000, input=2),),
        inferred=("currency",),
        citations=[Citation(source=f"https://x.org/{n}") for n in range(9)]
        + [Citation(source="report")],
    )
    said = caption(charts.price_history([offered("a", tiered)]))

    assert "Of prices by length, that of the shortest requests." in said
    assert "Inferred, not stated by the source: currency." in said
    assert "Sources: report, https://x.org/0, https://x.org/1, … and 7 more." in said


def test_one_kind_is_no_list_of_kinds() -> None:
    """A text would be taken for its letters."""
    with pytest.raises(TypeError, match="expected a list or a tuple, got 'input'"):
        charts.price_history([], kinds="input")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("kinds", [(), ("input", "searches"), [None]])
def test_kinds_that_are_not_of_tokens_are_refused(kinds: Any) -> None:
    """Kinds are named as they are in prices, all of them per million tokens."""
    with pytest.raises(ValueError, match=r"kinds are some of input, output, .*output_image, got"):
        charts.price_history([], kinds=kinds)


def spans(axes: Axes) -> dict[str, tuple[date, date]]:
    """Return the first day and the day after the last of each bar, by the id of its event."""
    epoch = date(1970, 1, 1)
    return {
        str(bar.get_label()): (
            epoch + timedelta(days=bar.get_x()),
            epoch + timedelta(days=bar.get_x() + bar.get_width()),
        )
        for bar in axes.patches
        if isinstance(bar, Rectangle) and bar.get_visible() and bar.get_label() in EVENT_IDS
    }


EVENT_IDS = {"month", "year", "early", "since", "until"}


def dated_events() -> list[Event]:
    """Make an event for each kind of date."""
    return [
        event("day", "2025-05-20", ()),
        event("month", "2025-02", (), status="planned"),
        event("year", "2025", ()),
        event("early", "2025-37~", ()),
        event("since", "2025-03/..", ()),
        event("until", "../2025-03", ()),
        event("never", None, ()),
    ]


def test_events_span_the_days_that_their_dates_allow() -> None:
    """A day is a dot; a month, a year and a third are bars from their first to their last day."""
    axes = charts.timeline(dated_events())
    first, last = (date(1970, 1, 1) + timedelta(days=day) for day in axes.get_xlim())
    assert {
        "month": (date(2025, 2, 1), date(2025, 3, 1)),
        "year": (date(2025, 1, 1), date(2026, 1, 1)),
        "early": (date(2025, 1, 1), date(2025, 5, 1)),
        "since": (date(2025, 3, 1), last),
        "until": (first, date(2025, 4, 1)),
    } == spans(axes)
    shapes = {(str(line.get_label()), str(line.get_marker())): xs(line)[0] for line in axes.lines}
    assert (date(2025, 5, 20) - date(1970, 1, 1)).days == shapes["day", "o"]
    assert {("since", ">"), ("until", "<")} == {each for each in shapes if each[1] in "<>"}
    assert "1 event without a date left out." in caption(axes)


def test_the_axis_of_events_ends_at_the_newest() -> None:
    """A bar is cut after the newest event, which its own lies before at the latest."""
    axes = charts.timeline([event("year", "2025", ()), event("day", "2025-05-20", ())])
    assert date(2025, 5, 20) < date(1970, 1, 1) + timedelta(axes.get_xlim()[1]) < date(2025, 6, 1)
    assert "Cut at the right: bars of dates that allow later days." in caption(axes)
    planned = charts.timeline([event("year", "2025", ()), event("next", "2026", ())])
    assert date(1970, 1, 1) + timedelta(planned.get_xlim()[1]) > date(2026, 12, 31)
    assert "Cut" not in caption(planned)


def test_kinds_of_events_differ_in_color_and_shape() -> None:
    """Five groups of kinds have marks of their own, which a legend names; one needs no legend."""
    kinds: tuple[Any, ...] = (
        "model-release",
        "leadership",
        "results",
        "regulation",
        "milestone",
        "acme:recall",
    )
    made = [evolve(event(kind, "2025-05-20", ()), kind=kind) for kind in kinds]
    axes = charts.timeline(made)
    marks = {
        str(line.get_label()): (line.get_marker(), to_rgba(line.get_color())) for line in axes.lines
    }
    legend = axes.get_legend()

    assert marks["milestone"] == marks["acme:recall"]
    assert 5 == len({str(shape) for shape, _ in marks.values()})
    assert 5 == len({color for _, color in marks.values()})
    assert legend is not None
    assert ["Products", "Organization", "Business", "Law", "Other"] == [
        text.get_text() for text in legend.get_texts()
    ]
    assert charts.timeline(made[:1]).get_legend() is None


def test_every_kind_of_event_is_of_a_group() -> None:
    """No kind is of two groups, and the provider's own are "Other" like some of the rest."""
    grouped = [kind for _, kinds in _GROUPS.values() for kind in kinds]
    assert sorted(grouped) == sorted(get_args(EventKind))


def test_a_label_is_inside_its_bar_where_it_fits() -> None:
    """Bars as wide as the axes have their labels inside, and none is cut."""
    made = [event(f"event {n} of the whole year", "2025", ()) for n in range(20)]
    axes = drawn(charts.timeline(made))
    left, right = axes.bbox.x0, axes.bbox.x1
    boxes = [label.get_window_extent() for label in names(axes)]
    assert 20 == len(boxes)
    assert all(left < box.x0 < box.x1 < right for box in boxes)
    assert not any("…" in label.get_text() for label in names(axes))


@pytest.mark.parametrize(
    ("draw", "said"), [("timeline", "5 older events left out."), ("figures", "5 older figures")]
)
def test_what_has_no_room_on_a_page_is_counted(draw: str, said: str) -> None:
    """The newest records are drawn, in a figure that is no longer than a page of its width."""
    most = {"timeline": 60, "figures": 30}[draw]
    axes = drawn(CHARTS[draw](most + 5))
    width, height = figure_of(axes).get_size_inches()
    assert most == len(names(axes))
    assert height < 1.6 * width
    assert said in caption(axes)


@pytest.mark.parametrize("chart", CHARTS)
def test_texts_are_measured_without_a_renderer_of_the_figure(chart: str) -> None:
    """A chart is arranged on a figure that is too high for any renderer to be made of it."""
    CHARTS[chart](12, Figure(figsize=(8, 200_000)).subplots())


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_has_a_title(chart: str) -> None:
    """A title and a line under it say what is drawn."""
    axes = CHARTS[chart](2)
    assert axes.get_title(loc="left")
    assert small_prints(axes)[0].get_text()


def test_planned_and_approximate_events_look_different() -> None:
    """A planned event is hollow and its label says so; an approximate date has a dotted outline."""
    axes = charts.timeline(dated_events())
    bars = {str(bar.get_label()): bar for bar in axes.patches if isinstance(bar, Rectangle)}
    assert 0 == to_rgba(bars["month"].get_facecolor())[3] < to_rgba(bars["year"].get_facecolor())[3]
    assert "solid" == bars["year"].get_linestyle()
    assert "solid" != bars["early"].get_linestyle()
    assert "Month (planned)" in {label.get_text() for label in axes.texts}


def test_the_events_of_a_provider_can_be_read() -> None:
    """All dated events of Alibaba have a label, and time without an event is shortened."""
    axes = drawn(charts.timeline(alibaba))
    undated = sum(event.date is None for event in alibaba.events)
    assert len(alibaba.events) - undated == len(names(axes))
    assert [] == overlapping(texts(axes))
    assert f"{undated} events without a date left out." in caption(axes)
    assert "Shaded: time without an event, shortened." in caption(axes)
    assert "without a label" not in caption(axes)
    starts = [tick.get_text() for tick in axes.get_xticklabels()]
    assert ["1999", "2009", "2014", "2017", "2023"] == starts[:5]
    assert [(date(2000, 1, 1), date(2009, 1, 1))] == [
        (date(1970, 1, 1) + timedelta(days=x0), date(1970, 1, 1) + timedelta(days=x1))
        for x0, x1 in gaps(axes)[:1]
    ]


def gaps(axes: Axes) -> list[tuple[float, float]]:
    """Return the first and the last day of the shaded stretches."""
    shaded = to_rgba(colors_for(axes).muted, 0.15)
    return sorted(
        (bar.get_x(), bar.get_x() + bar.get_width())
        for bar in axes.patches
        if isinstance(bar, Rectangle) and bar.get_facecolor() == shaded
    )


def test_a_provider_and_its_events_draw_the_same() -> None:
    """The chart of a provider is that of its events."""
    assert caption(charts.timeline(alibaba)) == caption(charts.timeline(alibaba.events))


FIGURES = (
    figure("exact", "$41,626 million", "2025"),
    figure("about", "~$260 billion", "2026"),
    figure("least", ">$53 billion", None, status="planned", scope="somewhere"),
    figure("most", "<$1 billion", "2024", subject="acme-cloud"),
)


def test_figures_stand_at_their_values_with_their_intervals() -> None:
    """A mark is at the value, a line spans its bounds, an arrow points to an open side."""
    axes = charts.figures(FIGURES)
    values = {"about": 260e9, "exact": 41_626e6, "least": 53e9, "most": 1e9}
    assert values == {id: x for id, (x, _) in marks(axes).items()}
    intervals = [(xs(line), line.get_linestyle()) for line in axes.lines if len(xs(line)) > 1]
    assert [([41_625.5e6, 41_626.5e6], "-"), ([255e9, 265e9], "--")] == intervals
    arrows = [text for text in axes.texts if isinstance(text, Annotation) and text.arrow_patch]
    assert {(53e9, 1), (1e9, -1)} == {(text.xy[0], (text.xyann[0] > 0) * 2 - 1) for text in arrows}
    assert {"exact": False, "about": True, "least": True, "most": True} == {
        id: lines_by_label(axes)[id].get_markerfacecolor() == axes.get_facecolor() for id in values
    }
    assert {"$41,626 million", "~$260 billion", ">$53 billion", "<$1 billion"} == {
        label.get_text() for label in names(axes)
    }


def test_figures_stand_in_order_with_what_and_when() -> None:
    """The subject with the largest figure comes first, and its figures are in order of time."""
    axes = charts.figures(Metrics(FIGURES))
    assert [
        "acme\n2025",
        "acme\n2026",
        "acme\nno period stated · planned · somewhere",
        "acme-cloud\n2024",
    ] == [tick.get_text() for tick in axes.get_yticklabels()]
    assert axes.yaxis_inverted()
    assert "USD" == axes.get_xlabel()
    assert "Hollow and dotted: about." in caption(axes)


def test_labels_of_figures_are_the_providers() -> None:
    """Measures and subjects have names; one that all figures share is in the title alone."""
    growth = alibaba.metrics.where(measure="revenue-growth")
    axes = drawn(charts.figures(growth))
    assert "Growth of revenue" == axes.get_title(loc="left")
    assert "Alibaba\nFY2026" in [tick.get_text() for tick in axes.get_yticklabels()]
    assert "%" == axes.get_xlabel()
    one = charts.figures(growth.where(subject="alibaba"))
    assert "Alibaba" == small_prints(one)[0].get_text()
    assert ["FY2026"] == [tick.get_text() for tick in one.get_yticklabels()]
    assert ["+3 %"] == [text.get_text() for text in one.texts if text.get_text().endswith("%")]
    several = charts.figures(alibaba.metrics.where(lambda each: each.measure.endswith("-growth")))
    assert "Growth" == several.get_title(loc="left")
    assert {"Growth of revenue", "Growth of adjusted EBITA"} < {
        tick.get_text().partition("\n")[0] for tick in several.get_yticklabels()
    }


def test_far_apart_figures_are_on_a_logarithmic_scale() -> None:
    """The scale is logarithmic for figures far apart, to both sides where one may be below 0."""
    near = [figure("a", "$3 billion"), figure("b", "$4 billion")]
    far = [*near, figure("c", "$4 million")]
    below = [*far, figure("d", "<$0")]
    nothing = [figure("e", "<$0")]
    assert ["linear", "log", "symlog", "linear"] == [
        charts.figures(each).get_xscale() for each in (near, far, below, nothing)
    ]


def test_ticks_of_both_sides_of_zero_have_room() -> None:
    """Between the smallest figure and its opposite is one tick, 0."""
    loss = evolve(figure("loss", "$1"), quantity=Quantity(value="-2000000000", unit="USD"))
    axes = drawn(charts.figures([loss, figure("b", "$2 million"), figure("c", "$3 billion")]))
    shown = [tick.get_text() for tick in axes.get_xticklabels()]
    assert {"-100 million", "0", "100 million"} <= set(shown)
    assert sorted(axes.get_xticks()) == list(axes.get_xticks())
    assert [] == overlapping(texts(axes))


def test_ticks_are_amounts_that_have_room() -> None:
    """Ticks are written as people write amounts, on narrow and on wide ranges."""
    wide = [figure("a", "$2 million"), figure("b", "$700 billion")]
    narrow = [figure("a", "$2.10 billion"), figure("b", "$2.11 billion")]
    ticks = [
        [tick.get_text() for tick in drawn(charts.figures(each)).get_xticklabels()]
        for each in (wide, narrow)
    ]
    assert ["1 million", "10 million", "100 million", "1 billion"] == ticks[0][:4]
    assert ["2.1 billion", "2.105 billion", "2.11 billion"] == ticks[1][1:4]


def test_prices_next_to_each_other_have_ticks() -> None:
    """A logarithmic axis of less than a doubling still has at least two ticks."""
    axes = drawn(charts.price_performance([priced("a", "1", "50"), priced("b", "1.1", "60")]))
    assert len(axes.get_xticks()) >= 2


@pytest.mark.parametrize("chart", CHARTS)
def test_tiny_axes_go_without_ticks_and_labels(chart: str) -> None:
    """Where nothing else has room, only the marks are drawn."""
    axes = drawn(CHARTS[chart](12, Figure(figsize=(0.4, 0.4)).subplots()))
    assert [] == names(axes)


def test_a_figure_without_bounds_is_a_hollow_mark() -> None:
    """An approximate figure without decimals has no interval to draw."""
    ten = figure("a", "~10")
    axes = charts.figures([evolve(ten, quantity=Quantity(value=10, unit="1", comparator="~"))])
    assert {"a": (10.0, 0.0)} == marks(axes)
    assert 1 == len(axes.lines)
    assert "number" == axes.get_xlabel()


def test_a_hollow_mark_can_be_seen_on_a_transparent_background() -> None:
    """The outline of a mark without a filling is not as transparent as the axes are."""
    about = evolve(figure("a", "~10"), quantity=Quantity(value=10, unit="1", comparator="~"))
    with plt.rc_context({"figure.facecolor": "none", "axes.facecolor": "none"}):
        axes = charts.figures([about])
        fig = figure_of(axes)
        picture = BytesIO()
        fig.savefig(picture, format="rgba")
    width, height = map(int, fig.bbox.size)
    pixels = np.frombuffer(picture.getvalue(), np.uint8).reshape(height, width, 4)
    x, y = axes.transData.transform((10, 0)).astype(int)
    assert pixels[height - y - 6 : height - y + 6, x - 6 : x + 6, 3].any()


def test_the_whole_calendar_can_be_drawn() -> None:
    """Events in the first and in the last year of the calendar are drawn."""
    axes = drawn(charts.timeline([event("a", "0001", ()), event("b", "9999", ())]))
    assert 2 == len(names(axes))


@pytest.mark.parametrize("chart", CHARTS)
def test_axes_given_are_drawn_on(chart: str) -> None:
    """A chart on given axes returns them and opens no figure."""
    axes = Figure().subplots()
    assert axes is CHARTS[chart](2, axes)
    assert [] == plt.get_fignums()


@pytest.mark.parametrize("chart", CHARTS)
def test_without_axes_a_figure_is_made(chart: str) -> None:
    """A chart without axes makes one figure through pyplot, which is then the current one."""
    axes = CHARTS[chart](2)
    assert [axes] == figure_of(axes).axes
    assert 1 == len(plt.get_fignums())
    assert axes is plt.gca()


def test_notebooks_write_no_text_above_a_chart() -> None:
    """A chart that makes its figure says itself how it is displayed; axes given are left alone."""
    display = IPythonDisplayFormatter()
    assert display(figures(2))
    assert not display(figures(2, Figure().subplots()))


@pytest.mark.parametrize("chart", CHARTS)
def test_settings_stay(chart: str) -> None:
    """No chart changes a setting of matplotlib."""
    before = dict(mpl.rcParams)
    drawn(CHARTS[chart](2))
    assert before == dict(mpl.rcParams)


@pytest.mark.parametrize("chart", CHARTS)
def test_the_same_data_draw_the_same(chart: str) -> None:
    """A chart is the same each time, down to the bytes of its SVG."""
    with plt.rc_context({"svg.hashsalt": "aiproviders"}):
        pictures = [BytesIO(), BytesIO()]
        for picture in pictures:
            figure_of(CHARTS[chart](12)).savefig(picture, format="svg", metadata={"Date": None})
    assert pictures[0].getvalue() == pictures[1].getvalue()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("chart", CHARTS)
def test_text_and_marks_stand_out(chart: str, style: str) -> None:
    """Text has a contrast of 4.5 to the background, and marks and lines one of 3 (WCAG 2.2 AA)."""
    with plt.style.context(style):
        axes = drawn(CHARTS[chart](12))
    paper = axes.get_facecolor()
    colors = {to_rgba(text.get_color()) for text in texts(axes)}
    assert [] == [color for color in colors if contrast(color, paper) < 4.5]
    lines = {to_rgba(line.get_color()) for line in axes.lines if len(xs(line))}
    bars = {bar.get_edgecolor() for bar in axes.patches if bar.get_linewidth()}
    assert [] == [color for color in lines | bars if contrast(color, paper) < 3]


def test_captions_name_sources_and_version() -> None:
    """A provider's catalog gives the titles and the version; a plain list gives the ids cited."""
    (two,) = [alibaba.models.where(lambda model: bool(model.prices))]
    assert f"Source: “Alibaba” (secondary); data alibaba {alibaba.data_version}." in caption(
        charts.price_performance(two)
    )
    assert "Source: guide." in caption(charts.price_performance(list(two)))
    assert "Source: not stated." in caption(
        charts.price_performance([priced("a", "1", "50", citations=())])
    )
    cites = [event("a", "2025", ()), evolve(event("b", "2026", ()), citations=())]
    assert "Source: report." in caption(charts.timeline(cites))


def test_captions_say_how_scores_were_measured() -> None:
    """The caption names the version and the harness that the scores drawn share."""
    scored = priced("a", "1", "50")
    (score,) = scored.scores
    measured = evolve(scored, scores=(evolve(score, version="2", harness="x"),))

    assert "Scores: version 2, harness x." in caption(charts.price_performance([measured]))
    dated = evolve(scored, scores=(evolve(score, date="2026-04-15"),))
    newer = evolve(priced("newer", "2", "5", released="2026-05"), scores=())
    assert "Scores: runs of 15 April 2026." in caption(charts.price_performance([dated]))
    newer_said = "1 model on sale newer than the last run."
    assert newer_said in caption(charts.price_performance([dated, newer]))
    undated = evolve(newer, id="undated", released=None)
    undated_said = "Of 1 more model on sale no release date is stated."
    assert undated_said in caption(charts.price_performance([dated, undated]))
    assert "Scores:" not in caption(charts.price_performance([scored]))


def test_who_is_left_out_is_counted() -> None:
    """The caption counts the models that cannot be drawn, with the reasons."""
    axes = charts.price_performance([priced("a", "1", "50"), model("b"), priced("free", "0", "9")])
    assert "2 models left out: no price (1); free (1)." in caption(axes)
    hosts = ("azure", "bedrock")
    hosted = [priced(f"at {host}", "1", "50") for host in hosts]
    hosted = [
        evolve(each, prices=[evolve(price, host=host) for price in each.prices])
        for each, host in zip(hosted, hosts, strict=True)
    ]
    said = caption(charts.price_performance([priced("a", "1", "50"), *hosted]))
    assert "2 models left out: no list price by its maker is stated (2)." in said
    assert "All are on the Pareto frontier." in caption(axes)


def test_only_the_most_common_reasons_are_named() -> None:
    """Of more than four reasons to leave models out, the others are counted together."""
    priced_by_host = priced("hosted", "1", "50")
    left_out = [
        model("no price"),
        model("none"),
        priced("free", "0", "9"),
        evolve(priced("unscored", "1", "9"), scores=()),
        priced("gone", "1", "9", status="retired"),
        evolve(
            priced_by_host, prices=[evolve(each, host="azure") for each in priced_by_host.prices]
        ),
    ]
    said = caption(charts.price_performance([priced("a", "1", "50"), *left_out]))
    assert "6 models left out: no price (2); " in said
    assert "; for other reasons (1)." in said


def test_scores_of_the_caller_are_counted() -> None:
    """The caption counts the scores that are passed in, which have no source."""
    own = Benchmark(id="mine", name="My own test", unit="point", scale="points")
    axes = charts.price_performance(alibaba.models, benchmark=own, scores={"qwen3.6": 5})
    assert "1 score passed in by the caller." in caption(axes)
    assert "My own test, points" == axes.get_ylabel()
    other = charts.price_performance(alibaba.models, benchmark="theirs", scores={"qwen3.6": 5})
    assert "theirs, points" == other.get_ylabel()


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (
            lambda: charts.price_performance([model("a")], benchmark="swe-bench-verified"),
            "no model has both a price and a score to draw. 1 model left out: no price (1).",
        ),
        (
            lambda: charts.value_by_mix([], benchmark="swe-bench-verified"),
            "no model has both a price and a score to draw.",
        ),
        (
            lambda: charts.timeline([event("a", None, ())]),
            "no event has a date to draw it at (1 event without one)",
        ),
        (lambda: charts.figures([]), "there are no figures to draw"),
        (
            lambda: charts.price_history([model("a"), offered("b", price(1))]),
            (
                "no model has a list price of a known day to draw. Left out: no price (a); "
                "prices of unknown days (b)."
            ),
        ),
        (
            lambda: charts.price_history([]),
            "no model has a list price of a known day to draw.",
        ),
    ],
)
def test_nothing_to_draw_is_an_error(draw: Callable[[], Axes], message: str) -> None:
    """Where there is nothing to draw the error says why, and no figure is made."""
    with pytest.raises(NotStatedError, match=f"^{re.escape(message)}$"):
        draw()
    assert [] == plt.get_fignums()


@pytest.mark.parametrize("chart", charts.__all__)
@pytest.mark.parametrize("given", [alibaba.people, [None], "models", 5])
def test_draws_only_what_it_is_of(chart: str, given: object) -> None:
    """Records of another kind are refused with the kind that is drawn, and no figure is made."""
    with pytest.raises(
        TypeError, match=r"expected (models|events|metrics), a provider or several, got"
    ):
        getattr(charts, chart)(given)
    assert [] == plt.get_fignums()


def test_figures_of_several_measures_are_refused() -> None:
    """Measures do not share an axis, and the error says how to choose one."""
    message = (
        "the figures are of several measures: revenue (2), market-cap (1); draw those of one, as "
        "in metrics.where(measure='revenue')"
    )
    mixed = [figure("a", "$1"), figure("b", "$2"), figure("c", "$3", measure="market-cap")]
    with pytest.raises(IncomparableError, match=f"^{re.escape(message)}$"):
        charts.figures(mixed)


def test_figures_of_several_units_are_refused() -> None:
    """Units do not share an axis, and the error says how to choose one."""
    mixed = [figure("a", "$1 billion"), figure("b", "$2 billion"), figure("c", "RMB 1 billion")]
    message = (
        "the figures are in several units: USD (2), CNY (1); draw those of one, as in "
        "metrics.where(lambda metric: metric.quantity.unit == 'USD')"
    )
    with pytest.raises(IncomparableError, match=f"^{re.escape(message)}$"):
        charts.figures(mixed)


def test_prices_in_two_currencies_are_refused() -> None:
    """The error is that of `aiproviders.price_performance`."""
    yuan = model("yuan", prices=(TokenPrice(currency="CNY", input="1", output="1"),))
    with pytest.raises(IncomparableError, match="convert them to one currency first"):
        charts.price_performance(
            [priced("a", "1", "50"), yuan], benchmark="swe-bench-verified", scores={"yuan": 5}
        )


def test_names_are_drawn_as_they_are() -> None:
    """Dollars and carets are drawn as they are, and a line break as a space."""
    axes = drawn(charts.price_performance([priced("a", "1", "50", name="$x^2$\nof $y$")]))
    assert ["$x^2$ of $y$"] == [label.get_text() for label in names(axes)]
    assert not names(axes)[0].get_parse_math()


@pytest.mark.parametrize(
    "draw",
    [
        charts.price_performance,
        charts.price_history,
        charts.value_by_mix,
        charts.figures,
        charts.timeline,
    ],
)
@pytest.mark.parametrize("text", ["$1# for $2", "x$y_$z", r"\$a_$b$c", "$^$"])
def test_dollars_begin_no_mathematics(draw: Any, text: str) -> None:
    """Dollars in names, titles, labels, captions and legends are drawn as they are written."""
    cited = (Citation(source=text),)
    drawable: dict[Any, Sequence[Any]] = {
        charts.figures: [figure(text, "$5 billion", subject=text, scope=text, measure=text)],
        charts.timeline: [evolve(event(text, "2026", ()), title=text)],
        charts.price_history: [
            offered(text, price(1, effective="2026", citations=[Citation(source=text)]))
        ],
    }
    records = drawable.get(draw, [priced(text, "1", "50"), priced("b", "2", "60")])
    axes = draw([evolve(each, citations=cited) for each in records])
    axes.legend()
    picture = BytesIO()
    with plt.rc_context({"svg.fonttype": "none"}):
        axes.figure.savefig(picture, format="svg")
    written = html.unescape(picture.getvalue().decode())
    texts = axes.figure.findobj(Text)

    assert not any(each.get_parse_math() and is_math_text(each.get_text()) for each in texts)
    assert 1 < written.count(text)
    assert f"Source: {text}." in written
    assert rf"\{text}" not in written


def test_names_without_a_glyph_give_way_to_ids() -> None:
    """A name that the font cannot draw is replaced by the id; without an id, by squares."""
    assert "tongyi" == drawable_text("\N{CJK UNIFIED IDEOGRAPH-901A}", "tongyi")
    assert "\N{WHITE SQUARE} x" == drawable_text("\N{CJK UNIFIED IDEOGRAPH-901A} x")
    name = "\N{CJK UNIFIED IDEOGRAPH-901A}"
    drawn(charts.timeline([evolve(event("b", "2026", ()), title=name)]))


def test_a_font_that_is_not_installed_is_passed_over() -> None:
    """A font that is not installed is left out, as matplotlib leaves it out."""
    for families in (["no such font", "sans-serif"], ["no such font"]):
        with plt.rc_context({"font.family": families}):
            assert "a" == drawable_text("a")


def run(code: str) -> "subprocess.CompletedProcess[str]":
    """Run code in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )


def test_matplotlib_is_not_needed_until_charts_are() -> None:
    """Importing the package loads no matplotlib, and drawing on given axes no pyplot."""
    code = (
        "import sys, aiproviders; assert 'matplotlib' not in sys.modules; "
        "from matplotlib.figure import Figure; from aiproviders import alibaba, charts; "
        "charts.timeline(alibaba, ax=Figure().subplots()); "
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    assert 0 == run(code).returncode


def test_without_matplotlib_the_error_says_what_to_install() -> None:
    """Charts can be imported without matplotlib; to draw one raises an error with the command."""
    code = "import sys; sys.modules['matplotlib'] = None; from aiproviders.charts import *; "
    assert 0 == run(code).returncode
    done = run(f"{code}figures([], ax=None)")
    assert str(MissingExtraError("matplotlib", "charts")) in done.stderr.splitlines()[-1]


def test_the_module_lists_its_functions() -> None:
    """Completion offers the five charts."""
    assert ["figures", "price_history", "price_performance", "timeline", "value_by_mix"] == dir(
        charts
    )
