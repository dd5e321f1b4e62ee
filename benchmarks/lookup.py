"""How long a lookup takes by id, by alias and by spelling, as multiples of one in a dict."""

import sys
from collections.abc import Callable, Iterator
from timeit import repeat

from aiproviders import alibaba
from benchmarks.measured import Ratio, show

LOOKUPS = {"id": "qwen3.7-max", "alias": "Qwen3.7-Max", "another spelling": "qwen/Qwen 3.7 MAX"}
NUMBER = 20_000


def ratios(runs: int) -> Iterator[Ratio]:
    """Time each way of asking in turn with a plain dict, in this process."""
    plain = {model.id: model for model in alibaba.models}
    models = alibaba.models

    def seconds(work: Callable[[], object]) -> float:
        return repeat(work, number=NUMBER, repeat=1)[0]

    for name, key in LOOKUPS.items():

        def ours(key: str = key) -> object:
            return models[key]

        def theirs() -> object:
            return plain["qwen3.7-max"]

        found = [seconds(ours) / seconds(theirs) for _ in range(runs)]
        yield Ratio(f"lookup by {name}", "lookup by id in a dict", found)


if __name__ == "__main__":
    show(ratios(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
