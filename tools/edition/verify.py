"""Compares models of the edition, drawn at random, with what three price catalogs say themselves.

`python -m tools.edition.verify` draws 40 models on sale and reads their prices from the files of
model-prices and LiteLLM and from the package genai-prices, by the places that the models cite. It
shares no code with the adapters nor with what makes an edition. Where a price catalog says
something else, that has to be a deprecated or an older price of the model.
"""

import json
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from genai_prices.data import providers
from genai_prices.types import TieredPrices

from aiproviders import Model, market

ROOT = Path(__file__).parents[2]
SEED, DRAWN = 20261128, 40
_TABLE = tomllib.loads((Path(__file__).parent / "inputs.toml").read_text(encoding="utf-8"))
_DAY = datetime(_TABLE["day"].year, _TABLE["day"].month, _TABLE["day"].day, 12, tzinfo=UTC)
_MILLION = 1_000_000

Amounts: TypeAlias = tuple[Decimal, Decimal]
"""Input and output in dollars per million tokens; 0 where none is stated."""


def main() -> int:
    """Print what each price catalog says of each model, and return 1 if one differs."""
    files = {name: _file(name) for name in ("model-prices", "litellm")}
    on_sale = [each for each in market.models if each.list_price and each.status != "retired"]
    ours = [each for each in on_sale if any(c.source in _STATED for c in each.citations)]
    drawn = random.Random(SEED).sample(ours, DRAWN)  # noqa: S311 - a draw that can be repeated
    verdicts: Counter[str] = Counter()
    for model in drawn:
        for place, verdict in verdicts_on(model, files):
            verdicts[verdict] += 1
            print(f"{model.provider}/{model.id}: {place}: {verdict}")
    print(f"{DRAWN} of {len(ours)} models: " + ", ".join(f"{n} {v}" for v, n in verdicts.items()))
    return 1 if verdicts["differs"] else 0


def verdicts_on(model: Model, files: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give each place that a model cites in a price catalog, and how that agrees."""
    used = _amounts(model.price.input, model.price.output)
    known = {_amounts(each.input, each.output) for each in model.prices if each.host is None}
    for cited in model.citations:
        if cited.source not in _STATED or cited.locator is None:
            continue
        found = _STATED[cited.source](files, cited.section, cited.locator)
        place = ", ".join(filter(None, (cited.source, cited.section, cited.locator)))
        if found and used and model.price.output is None:
            found = found[0], used[1]  # an embedding has no output
        if found is None or (not any(found) and used != found):
            yield place, "states no price"
        elif found == used:
            yield place, "same"
        elif found in known:
            yield place, "an older or deprecated price"
        else:
            yield f"{place}, {found} and not {used}", "differs"


def _of_model_prices(files: dict[str, Any], section: str | None, locator: str) -> Amounts | None:
    """Return what model-prices says: the last of its rows that has begun."""
    rows = files["model-prices"]["prices"][section][locator]["standard"]
    begun = [row for row in rows if row["start"] is None or row["start"] <= _DAY.isoformat()]
    return _amounts(begun[-1]["rates"].get("input"), begun[-1]["rates"].get("output"))


def _of_litellm(files: dict[str, Any], _: str | None, locator: str) -> Amounts | None:
    """Return what LiteLLM says, which has prices per token."""
    row = files["litellm"][locator]
    per_token = row.get("input_cost_per_token"), row.get("output_cost_per_token")
    return _amounts(*(each if each is None else each * _MILLION for each in per_token))


def _of_genai_prices(_: dict[str, Any], section: str | None, locator: str) -> Amounts | None:
    """Return what genai-prices says, at the noon of the edition."""
    provider = next(each for each in providers if each.id == section)
    model = next(each for each in provider.models if each.id == locator)
    price = model.get_prices(_DAY)
    stated = (price.input_mtok, price.output_mtok)
    return _amounts(*(each.base if isinstance(each, TieredPrices) else each for each in stated))


_STATED = {
    "model-prices": _of_model_prices,
    "litellm": _of_litellm,
    "genai-prices": _of_genai_prices,
}


def _amounts(input: Decimal | int | None, output: Decimal | int | None) -> Amounts | None:
    if input is None and output is None:
        return None
    return Decimal(input or 0).normalize(), Decimal(output or 0).normalize()


def _file(name: str) -> Any:
    wheel = next(each for each in _TABLE["wheels"] if each["name"] == name)
    folder = f"{name.replace('-', '_')}-{wheel['version']}-*/{wheel['file']}"
    (path,) = (ROOT / ".nox" / "edition").glob(folder)
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


if __name__ == "__main__":
    sys.exit(main())
