"""Writes what the edition of the market has into market.md; run it after a change of data."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from aiproviders import Market, Model, Provider, price_performance
from aiproviders._analysis.market.counts import counted_price, is_price_catalog
from aiproviders._analysis.market.relatives import unrelated
from aiproviders._format.bundled.files import DATA
from aiproviders._values.wording import counted
from tools.docs import DOCS
from tools.docs.market_pictures import PRICES_IN_WORDS, html, ranking_in_words
from tools.edition.build import PRICE_CATALOGS
from tools.edition.inputs import FOLDER
from tools.edition.listings import Lab, labs
from tools.edition.pages import is_page
from tools.edition.scope import read_scope

PAGE = DOCS / "market.md"
BEGIN, END = "<!-- edition begin -->", "<!-- edition end -->"

_HEAD = (
    "| lab | models | on sale | priced | by two catalogs | by three | with a page | scored |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|\n"
)
_FACTS = (
    *("released", "context_window", "max_output_tokens", "knowledge_cutoff", "modalities"),
    *("access", "license", "parameters", "retires", "successor"),
)

_RANKING = """\
Scores are those of one evaluator on one benchmark, and prices are list prices.
Only models on sale are ranked.
Models that came out after the last run are not in it; the line under the picture counts them.

```python
>>> from aiproviders import charts
>>> axes = charts.price_performance(market.models)

```"""
_PRICES = """\
The prices of output of OpenAI's models since March 2026.

```python
>>> newest = market["openai"].models.where(first_seen="since March 2026")
>>> axes = charts.price_history(newest, kinds=["output"])

```"""


def page(text: str) -> str:
    """Return the text of the page with the present counts."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    edition = Market.load(Path(DATA, "market"))
    parts = "\n\n".join(_parts(edition))
    return f"{before}{BEGIN}\n\n{parts}\n\n{END}{after}"


def _parts(edition: Market) -> Iterator[str]:
    by_id = {lab.id: lab for lab in labs()}
    yield (
        f"Edition {edition.edition}: {counted(len(edition.models), 'model')} of "
        f"{counted(len(edition.providers), 'lab')}, with prices read up to {edition.as_of}."
    )
    counts = {str(lab.company): _counts(lab, by_id[lab.id]) for lab in edition}
    counts["all"] = tuple(map(sum, zip(*counts.values(), strict=True)))
    yield _HEAD + "\n".join(
        f"| {name} | {' | '.join(map(str, numbers))} |" for name, numbers in counts.items()
    )
    yield (
        "A price counts as stated by the price catalogs that agree on input and output.\n"
        f"{_relatives(edition)}\n"
        "“With a page”: an address of the maker stands beside the price."
    )
    yield "## Ranking"
    yield _RANKING
    ranking = price_performance(edition)
    yield html("market-ranking", ranking_in_words(ranking), "pictures")
    yield "## Prices over time"
    yield _PRICES
    yield html("market-prices", PRICES_IN_WORDS, "pictures")
    yield "## What is unknown"
    known = {field: _share(edition.models, field) for field in _FACTS}
    yield "| field | models that have it |\n|---|---|\n" + "\n".join(
        f"| `{field}` | {share} |" for field, share in known.items()
    )
    yield "## What is decided"
    yield "| lab | models | taken | ground |\n|---|---|---|---|\n" + "\n".join(_decisions())
    yield "## What is left out"
    reasons = Counter(reason for lab in by_id for reason in read_scope(lab).left_out.values())
    yield "| names | why |\n|---|---|\n" + "\n".join(
        f"| {number} | {reason} |" for reason, number in reasons.most_common()
    )


def _counts(lab: Provider, listed: Lab) -> tuple[int, ...]:
    """Return the numbers of a row of the table, in its order."""
    models = [*lab.models]
    on_sale = [model for model in models if model.status != "retired"]
    prices = [price for model in on_sale if (price := counted_price(model))]
    catalogs = [[each for each in price.stated_by if each in PRICE_CATALOGS] for price in prices]
    agreed = [len(unrelated(each, lab.sources)) for each in catalogs]
    return (
        len(models),
        len(on_sale),
        len(prices),
        sum(number >= 2 for number in agreed),  # noqa: PLR2004 - two of them
        sum(number >= 3 for number in agreed),  # noqa: PLR2004 - all three
        sum(any(is_page(source, listed) for source in price.stated_by) for price in prices),
        sum(bool(model.scores) for model in models),
    )


def _relatives(edition: Market) -> str:
    """Return which sources are made from which, and what that means for the counts."""
    made = [
        f"`{source.id}` is made from {' and '.join(f'`{id}`' for id in source.derived_from)}"
        for source in edition.sources
        if source.derived_from and is_price_catalog(source)
    ]
    told = f"{', '.join(made[:-1])}, and {made[-1]}"
    return f"Those that are made from one another count once: {told}."


def _share(models: Iterable[Model], field: str) -> str:
    stated = [getattr(model, field) is not None for model in models]
    return f"{sum(stated)} of {len(stated)}"


def _decisions() -> Iterator[str]:
    rows = tomllib.loads((FOLDER / "decisions.toml").read_text(encoding="utf-8"))["decisions"]
    for row in rows:
        names = ", ".join(f"`{model}`" for model in row["models"])
        service = f" ({row['service']})" if "service" in row else ""
        yield f"| {row['lab']} | {names}{service} | {row['chosen']} | {row['ground']} |"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
