"""Draws the charts that the documentation shows: `python -m tools.docs.pictures FOLDER`."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

import sys
from collections.abc import Callable
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from aiproviders import alibaba, charts

STYLES = {"light": "default", "dark": "dark_background"}
DOLLARS = alibaba.metrics.where(lambda metric: metric.quantity.unit == "USD")
CHARTS: dict[str, Callable[[], Axes]] = {
    "price-performance": lambda: charts.price_performance(alibaba.models),
    "value-by-mix": lambda: charts.value_by_mix(alibaba.models),
    "timeline": lambda: charts.timeline(alibaba),
    "figures": lambda: charts.figures(DOLLARS),
}


def write(folder: Path) -> None:
    """Write every chart as SVG, once for light pages and once for dark ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme, style in STYLES.items():
        for name, draw in CHARTS.items():
            with plt.style.context(style), plt.rc_context({"svg.hashsalt": name}):
                draw()
                plt.savefig(folder / f"{name}-{theme}.svg", metadata={"Date": None})
                plt.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
