"""How long a lookup takes by id, by alias and by spelling, as multiples of one in a dict."""

import statistics
from timeit import repeat

from aiproviders import alibaba

LOOKUPS = {"id": "qwen3.7-max", "alias": "Qwen3.7-Max", "spelling": "qwen/Qwen 3.7 MAX"}
NUMBER = 20_000


def main() -> None:
    """Time each way of asking against a plain dict in the same process."""
    plain = {model.id: model for model in alibaba.models}
    models = alibaba.models
    baseline = statistics.median(repeat(lambda: plain["qwen3.7-max"], number=NUMBER, repeat=15))
    print("lookup in alibaba.models, as multiples of a lookup in a dict of the same models")
    for name, key in LOOKUPS.items():
        times = repeat(lambda key=key: models[key], number=NUMBER, repeat=15)  # type: ignore[misc]
        each = statistics.median(times)
        print(f"  by {name}: {each / baseline:.1f} times; about {each / NUMBER * 1e6:.2f} µs here")


if __name__ == "__main__":
    main()
