"""The ranking of several labs: their marks, the legend, and what is highlighted."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from made_up.facts import model
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from aiproviders import Model, Provider, Quantity, Score, TokenPrice, charts, market
from aiproviders.charts._axes import colors_for
from aiproviders.errors import AmbiguousIdError, NotStatedError, UnknownIdError


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    """Leave no figure open."""
    yield
    plt.close("all")


def ranked(id: str, lab: str, price: int, score: int, **stated: Any) -> Model:
    """Make a model of a lab with a price and a score."""
    return model(
        id,
        provider=lab,
        prices=(TokenPrice(currency="USD", input=price, output=price),),
        scores=(Score(benchmark="swe-bench-verified", quantity=Quantity(value=score, unit="%")),),
        **stated,
    )


FIVE = (
    ranked("gpt-a", "openai", 1, 50),
    ranked("gpt-b", "openai", 2, 70, aliases=("The B",)),
    ranked("gpt-c", "openai", 3, 60),
    ranked("kimi-a", "moonshotai", 4, 80),
    ranked("own", "a-lab", 5, 40),
)


def marks(axes: Axes) -> dict[str, Line2D]:
    """Return the marks of models by their name."""
    named = {str(line.get_label()): line for line in axes.lines}
    return {
        name: line
        for name, line in named.items()
        if not name.startswith("_") and name != "Pareto frontier"
    }


def look(line: Line2D) -> tuple[Any, Any]:
    """Return the color and the shape of a mark."""
    return to_rgba(line.get_color()), line.get_marker()


def figure_of(axes: Axes) -> Figure:
    """Return the figure of axes."""
    found = axes.get_figure(root=True)
    assert found is not None
    return found


def legend(axes: Axes) -> Legend:
    """Return the legend of axes."""
    found = axes.get_legend()
    assert found is not None
    return found


def legend_looks(axes: Axes) -> dict[str, tuple[Any, Any]]:
    """Return the color and the shape of each entry of the legend."""
    entries = legend(axes)
    lines = [line for line in entries.legend_handles if isinstance(line, Line2D)]
    texts = [text.get_text() for text in entries.get_texts()]
    return dict(zip(texts, map(look, lines), strict=True))


def caption(axes: Axes) -> str:
    """Return the caption of axes on one line."""
    written = [each.get_text() for each in axes.findobj(Annotation)]
    return " ".join(max(written, key=len).split())


def test_models_have_the_mark_of_their_lab() -> None:
    """Labs differ in color and in shape, and the legend names them as the market does."""
    axes = charts.price_performance(FIVE)
    drawn = marks(axes)
    looks = {each.provider: look(drawn[each.name]) for each in FIVE}
    assert 3 == len({color for color, _ in looks.values()})
    assert 3 == len({shape for _, shape in looks.values()})
    assert all(look(drawn[each.name]) == looks[each.provider] for each in FIVE)
    said = legend_looks(axes)
    assert ["OpenAI", "Moonshot AI", "a-lab", "Pareto frontier"] == [*said]
    assert [*looks.values()] == [*said.values()][:3]


def test_the_frontier_of_labs_is_large() -> None:
    """Where shapes tell labs, a model on the frontier has a large mark, as the caption says."""
    axes = charts.price_performance(FIVE)
    sizes = {name: line.get_markersize() for name, line in marks(axes).items()}
    large = {name for name, size in sizes.items() if size == max(sizes.values())}
    assert {"gpt-a", "gpt-b", "kimi-a"} == large
    assert "Large marks are on the Pareto frontier, small ones are not." in caption(axes)


def test_one_lab_needs_no_legend() -> None:
    """Models of one lab have circles and diamonds, as without labs, and no legend."""
    axes = charts.price_performance(FIVE[:3])
    assert axes.get_legend() is None
    assert ["o", "o", "D"] == [marks(axes)[each.name].get_marker() for each in FIVE[:3]]
    assert "Circles are on the Pareto frontier, diamonds are not." in caption(axes)


@pytest.mark.parametrize("style", ["default", "dark_background"])
def test_thirty_five_labs_are_told_apart(style: str) -> None:
    """Each of 35 labs has a look of its own; of more, the last share a gray dot."""
    many = [ranked(f"m{n}", f"lab-{n:02}", n + 1, 50) for n in range(37)]
    with plt.style.context(style):
        axes = charts.price_performance(many)
    looks = [look(marks(axes)[each.name]) for each in many]
    assert 35 == len(set(looks[:35]))
    assert {(to_rgba(colors_for(axes).muted), ".")} == set(looks[35:])
    assert {f"lab-{n:02}" for n in range(37)} < {*legend_looks(axes)}


@pytest.mark.parametrize(("number", "size"), [(9, (5, 3)), (21, (9, 6)), (40, (12, 5))])
def test_the_legend_hides_nothing(number: int, size: tuple[float, float]) -> None:
    """The legend stands beside the axes, inside the figure."""
    fig = Figure(figsize=size, layout="constrained")
    many = [ranked(f"m{n}", f"lab-{n:02}", n + 1, 50) for n in range(number)]
    axes = charts.price_performance(many, ax=fig.subplots())
    fig.savefig(BytesIO(), format="png")
    box = legend(axes).get_window_extent()
    assert axes.bbox.x1 <= box.x0
    assert fig.bbox.padded(0.5).contains(*box.min)
    assert fig.bbox.padded(0.5).contains(*box.max)


KIMI = Provider(id="moonshotai")


@pytest.mark.parametrize(
    ("highlight", "expected"),
    [
        ("openai", {"gpt-a", "gpt-b", "gpt-c"}),
        ("Kimi", {"kimi-a"}),
        (KIMI, {"kimi-a"}),
        ("the b", {"gpt-b"}),
        (FIVE[2], {"gpt-c"}),
        (["Kimi", FIVE[2], "own"], {"kimi-a", "gpt-c", "own"}),
    ],
)
def test_others_are_gray(highlight: Any, expected: set[str]) -> None:
    """Labs and models to highlight, by id, alias or record, keep their look; others are gray."""
    before = {name: look(line) for name, line in marks(charts.price_performance(FIVE)).items()}
    axes = charts.price_performance(FIVE, highlight=highlight)
    gray = to_rgba(colors_for(axes).faint)
    after = {name: look(line) for name, line in marks(axes).items()}
    assert {name: before[name] for name in expected} == {name: after[name] for name in expected}
    assert {name for name, (color, _) in after.items() if color == gray} == {*before} - expected
    assert "In gray: models that are not highlighted." in caption(axes)
    labs = {each.provider for each in FIVE if each.name in expected}
    grays = [color == gray for color, _ in legend_looks(axes).values()]
    assert [lab not in labs for lab in ("openai", "moonshotai", "a-lab")] == grays[:3]


def test_what_is_highlighted_is_labeled_first() -> None:
    """Amid a crowd a highlighted model has a label, however far away, and others have none."""
    crowd = [
        ranked(f"a longer model {x} {y}", f"lab-{x}", round(40 * 1.22**x), 25 + 5 * y)
        for x in range(13)
        for y in range(12)
    ]
    around = [ranked("cheap", "lab-0", 4, 10), ranked("dear", "lab-0", 2500, 95)]
    axes = charts.price_performance([*crowd, *around], highlight="a longer model 6 5")
    figure_of(axes).savefig(BytesIO(), format="png")
    labeled = {text.get_text() for text in axes.texts if text.get_visible()}
    assert "a longer model 6 5" in labeled
    assert "a longer model 6 4" not in labeled


def test_models_of_one_lab_are_highlighted() -> None:
    """Among models of one lab too, one that is highlighted stands out from gray ones."""
    axes = charts.price_performance(FIVE[:3], highlight="gpt-c")
    gray = to_rgba(colors_for(axes).faint)
    looks = [look(marks(axes)[each.name]) for each in FIVE[:3]]
    assert [(gray, "o"), (gray, "o"), (to_rgba(colors_for(axes).marks[0]), "D")] == looks


@pytest.mark.parametrize(
    ("highlight", "error", "message"),
    [
        ("opnai", UnknownIdError, "'opnai'; did you mean 'openai'?"),
        ("gpt-d", UnknownIdError, "'gpt-d'; did you mean"),
        (Provider(id="moonshot"), UnknownIdError, "'moonshot'; did you mean 'moonshotai'?"),
        (model("gpt-b"), UnknownIdError, "did you mean 'gpt-b'"),
        (["Kimi", "free"], NotStatedError, "nothing to highlight for 'free': no price"),
        ("cohere", NotStatedError, "nothing to highlight for 'Cohere': no price"),
        ("twin", AmbiguousIdError, "'twin' names 2 records"),
        (5, TypeError, "expected a text or a Model or a Provider, got 5"),
        ([5], TypeError, "expected a text or a Model or a Provider, got 5"),
    ],
)
def test_what_cannot_be_highlighted_is_an_error(
    highlight: Any, error: type[Exception], message: str
) -> None:
    """A name of nothing says what is near, and what is not drawn says why; no figure is made."""
    others = (
        model("free", provider="cohere"),
        ranked("x", "a-lab", 1, 3, aliases=("twin",)),
        ranked("y", "b-lab", 1, 3, aliases=("twin",)),
    )
    with pytest.raises(error, match=re.escape(message)):
        charts.price_performance((*FIVE, *others), highlight=highlight)
    assert not plt.get_fignums()


def test_the_market_can_be_read() -> None:
    """On the ranking of the bundled market no text covers another, and most models have a label."""
    axes = charts.price_performance(market.models)
    figure_of(axes).savefig(BytesIO(), format="png")
    labels = [text for text in axes.texts if text.get_visible() and text.get_text()]
    boxes = [text.get_window_extent() for text in labels]
    assert not any(one.overlaps(other) for one in boxes for other in boxes if one is not other)
    assert len(labels) > 0.8 * len(marks(axes))
