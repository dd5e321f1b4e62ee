"""Writes the ranking and what the package contains into the README, after a change of data."""

from collections import Counter
from pathlib import Path

from aiproviders import Market, Provider, price_performance, provider
from aiproviders._format.bundled.files import DATA
from aiproviders._format.market.bundled import bundled_market
from aiproviders._format.registry import BUNDLED
from aiproviders._values.wording import counted
from tools.docs import DOCS
from tools.docs.market_pictures import html, ranking_in_words

PAGE = DOCS.parent / "README.md"
BEGIN, END = "<!-- contents begin -->", "<!-- contents end -->"
RANKING_BEGIN, RANKING_END = "<!-- ranking begin -->", "<!-- ranking end -->"

_SHOWN = 4  # rows of the ranking


def page(text: str) -> str:
    """Return the text of the README with the present ranking and counts."""
    edition = Market.load(Path(DATA, "market"))
    before, rest = text.split(RANKING_BEGIN)
    _, after = rest.split(RANKING_END)
    text = f"{before}{RANKING_BEGIN}\n\n{_ranking(edition)}\n\n{RANKING_END}{after}"
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    bundled = [provider(id) for id in BUNDLED]
    held = "; ".join(map(_counts, bundled))
    kinds = Counter(source.kind for of in bundled for source in of.sources)
    stated = " and ".join(counted(number, f"{kind} source") for kind, number in kinds.items())
    return (
        f"{before}{BEGIN}\n\n"
        f"The package contains {counted(len(bundled), 'provider')}: {held}.\n"
        f"These facts come from {stated}; every citation names its source, and every source says "
        "what is known of its author, date and address.\n"
        f"{_market_counts(edition)}\n\n"
        f"{END}{after}"
    )


def _ranking(edition: Market) -> str:
    """Return the picture of the ranking, and its first rows as an example prints them."""
    ranking = price_performance(edition)
    lines = str(ranking).splitlines()
    ends = [at for at, line in enumerate(lines) if line.endswith((" yes", " no"))]
    shown = "\n".join(lines[: ends[_SHOWN]])
    return (
        f"{html('market-ranking', ranking_in_words(ranking), 'docs/pictures')}\n\n"
        "```python\n"
        ">>> from aiproviders import market, price_performance\n"
        ">>> print(price_performance(market.models))\n"
        f"{shown}\n...\n```"
    )


def _market_counts(edition: Market) -> str:
    models = [*edition.models]
    priced, scored = (
        sum(bool(each.prices) for each in models),
        sum(bool(each.scores) for each in models),
    )
    return (
        f"Beside it stands [the market](docs/market.md), edition {edition.edition}: {len(models)} "
        f"models of {len(edition.providers)} labs, {priced} of them with prices and {scored} with "
        "scores, as price catalogs and pages of the makers state them.\n"
        f"`aiproviders.market` has both, {len(bundled_market().models)} models and families in all."
    )


def _counts(of: Provider) -> str:
    priced = sum(1 for model in of.models if model.prices)
    return (
        f"{of} with {len(of.models)} models and families, {priced} of them priced, "
        f"{counted(len(of.metrics), 'reported figure')} and {counted(len(of.events), 'event')} "
        f"up to {of.newest_fact}"
    )


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
