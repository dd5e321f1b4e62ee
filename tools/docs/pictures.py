"""Draws the charts that the documentation shows: `python -m tools.docs.pictures FOLDER`.

They show the pinned data, as the texts beside them speak of it. Those of the market, which
`tools/docs/market_pictures.py` draws, are copied to the same place.
"""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from aiproviders import Model, Provider, TokenPrice, charts, provider
from tools.docs import DOCS
from tools.docs.pinned import pinned_data

ROCKETS = [
    Model(
        id=name.lower(),
        name=name,
        provider="acme",
        as_of="2026-11-20",
        prices=[
            TokenPrice(currency="USD", input=input, output=output, effective=day)
            for day, input, output in prices
        ],
    )
    for name, prices in {
        "Rocket": [("2026-02-10", "3", "9"), ("2026-08-01", "2", "6"), ("2027-01-01", "1", "3")],
        "Feather": [("2026-05-04", "0.2", "0.8")],
    }.items()
]
"""Made-up models, as the pinned prices have no days; the page has the same."""

STYLES = {"light": "default", "dark": "dark_background"}
CHARTS: dict[str, Callable[[Provider], Axes]] = {
    "price-performance": lambda of: charts.price_performance(of.models),
    "value-by-mix": lambda of: charts.value_by_mix(of.models),
    "price-history": lambda _: charts.price_history(ROCKETS),
    "timeline": charts.timeline,
    "figures": lambda of: charts.figures(of.metrics.where(measure="revenue-growth")),
}


def write(folder: Path) -> None:
    """Write every chart as SVG, once for light pages and once for dark ones."""
    shutil.copytree(DOCS / "pictures", folder, dirs_exist_ok=True)
    with pinned_data():
        alibaba = provider("alibaba")
    for theme, style in STYLES.items():
        for name, draw in CHARTS.items():
            with plt.style.context(style), plt.rc_context({"svg.hashsalt": name}):
                draw(alibaba)
                plt.savefig(folder / f"{name}-{theme}.svg", metadata={"Date": None})
                plt.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
