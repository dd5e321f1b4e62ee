"""Draws the pictures of the market, which README.md and market.md show; run it after a new edition.

They stand in the repository, as a page that shows the README has nothing else to draw them from.
"""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable
from html import escape
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from aiproviders import Market, charts
from aiproviders._format.bundled.vocabulary import shared_labels
from aiproviders._format.market.bundled import bundled_market
from aiproviders._values.wording import counted
from aiproviders.results import PricePerformance
from tools.docs import DOCS
from tools.docs.pictures import STYLES

FOLDER = DOCS / "pictures"


CHARTS: dict[str, Callable[[Market], Axes]] = {
    "market-ranking": lambda market: charts.price_performance(market.models),
    "market-prices": lambda market: charts.price_history(
        market["openai"].models.where(first_seen="since March 2026"), kinds=["output"]
    ),
}

PRICES_IN_WORDS = (
    "Prices of output of OpenAI's models since March 2026 as steps, each from the day on which it "
    "begins or was first seen; the models whose prices changed are in color."
)


def html(name: str, says: str, folder: str) -> str:
    """Return the HTML that shows a picture on light and on dark pages, a tag to a line.

    Args:
        name: Name of the chart.
        says: What it shows, for those who do not see it.
        folder: Path of the pictures from the page.
    """
    light, dark = (f"{folder}/{name}-{theme}.svg" for theme in STYLES)
    return (
        "<picture>\n"
        f'<source media="(prefers-color-scheme: dark)" srcset="{dark}">\n'
        f'<img src="{light}" width="740" alt="{escape(says)}">\n'
        "</picture>"
    )


def ranking_in_words(ranking: PricePerformance) -> str:
    """Say what the picture of a ranking shows."""
    labs = len({row.model.provider for row in ranking.rows})
    frontier = sorted(
        (row for row in ranking.rows if row.on_frontier),
        key=lambda row: row.blended_price.value,
    )
    return (
        f"Score on {shared_labels()[ranking.benchmark]} against blended price: "
        f"{counted(len(ranking.rows), 'model')} of {counted(labs, 'lab')}. "
        f"On the Pareto frontier, the cheapest first: "
        f"{', '.join(row.model.name for row in frontier)}."
    )


def write(folder: Path) -> None:
    """Write every chart as SVG, once for light pages and once for dark ones."""
    folder.mkdir(exist_ok=True)
    market = bundled_market()
    for theme, style in STYLES.items():
        for name, draw in CHARTS.items():
            with plt.style.context(style), plt.rc_context({"svg.hashsalt": name}):
                draw(market)
                metadata = {"Date": None, "Creator": None}
                plt.savefig(folder / f"{name}-{theme}.svg", metadata=metadata)
                plt.close()


if __name__ == "__main__":
    write(FOLDER)
