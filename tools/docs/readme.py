"""Writes into the README what the package contains; run it after a change of data."""

from collections import Counter
from pathlib import Path

from aiproviders import Market, Provider, provider
from aiproviders._format.bundled import DATA
from aiproviders._format.registry import BUNDLED
from aiproviders._values.wording import counted
from tools.docs import DOCS

PAGE = DOCS.parent / "README.md"
BEGIN, END = "<!-- contents begin -->", "<!-- contents end -->"


def page(text: str) -> str:
    """Return the text of the README with the present counts."""
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
        f"{_market_counts()}\n\n"
        f"{END}{after}"
    )


def _market_counts() -> str:
    edition = Market.load(Path(str(DATA / "market")))
    models = [*edition.models]
    priced, scored = (
        sum(bool(each.prices) for each in models),
        sum(bool(each.scores) for each in models),
    )
    return (
        f"Beside it stands [the market](docs/market.md), edition {edition.edition}: {len(models)} "
        f"models of {len(edition.providers)} labs, {priced} of them with prices and {scored} with "
        "scores, as price catalogs and pages of the makers state them."
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
