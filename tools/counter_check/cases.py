"""Cases of which the right cost is known, through the public names, with the real price catalogs.

`python -m tools.counter_check.cases` prints each case with the right cost and ours. The right costs
were reckoned by hand from the prices of the makers' pages; nothing here is shared with the package.
"""

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from aiproviders import Usage, alibaba, cost_of_usage
from aiproviders.adapters import genai_prices, litellm, models_dev
from aiproviders.errors import AIProvidersError

_MILLION = 1_000_000


class Case(NamedTuple):
    """A case.

    Attributes:
        what: What was used.
        right: The right cost.
        ours: Calculates ours.
    """

    what: str
    right: str
    ours: Callable[[], object]


def _price(catalog: Any, named: tuple[str, ...], usage: Usage, **terms: Any) -> str:
    provider, id = named
    model = catalog[provider].models[id]
    cost = model.price_for(**terms).cost(usage)
    low, high = (f"{float(each):.10g}" for each in cost.bounds)
    return low if low == high else f"{low} to {high}"


def _read() -> tuple[Any, Any, Any]:
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    file = Path(str(import_module("litellm").__file__))
    path = file.with_name("model_prices_and_context_window_backup.json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return genai_prices.read(as_of="2026-11-27"), litellm.read(path), models_dev.read()


def cases() -> Iterator[Case]:
    """Yield the cases."""
    genai, lite, dev = _read()

    def of(catalog: Any, *named: str, **terms: Any) -> Callable[[], object]:
        usage = Usage(**{name: terms.pop(name) for name in [*terms] if name.endswith(("s",))})
        return lambda: _price(catalog, named, usage, **terms)

    peak = datetime(2026, 9, 15, 2, tzinfo=UTC)
    for name, catalog, id in (
        ("genai-prices", genai, "deepseek-v4-pro"),
        ("LiteLLM", lite, "deepseek/deepseek-v4-pro"),
    ):
        for right, at in (
            ("1.32", peak),
            ("0.66", peak.replace(hour=12)),
            ("0.66", peak.replace(day=13)),
        ):
            ours = of(catalog, "deepseek", id, input_tokens=_MILLION, output_tokens=0, on=at)
            yield Case(f"deepseek-v4-pro, 1M in, {at:%a %d %b %H:%M} UTC, {name}", right, ours)
    google = (genai, "google")
    yield Case(
        "gemini-3.6-flash, 1M in, on 27 Nov 2026",
        "0.75",
        of(*google, "gemini-3.6-flash", input_tokens=_MILLION, output_tokens=0),
    )
    yield Case(
        "gemini-3.6-flash, 1M out, on 27 Nov 2026",
        "3.75",
        of(*google, "gemini-3.6-flash", input_tokens=0, output_tokens=_MILLION),
    )
    yield Case(
        "gpt-4o, batch, 2M in, 400k out",
        "4.5",
        of(
            genai, "openai", "gpt-4o",
            input_tokens=2 * _MILLION, output_tokens=400_000, service="batch",
        ),
    )  # fmt: skip
    yield Case(
        "gpt-5, flex, 900k in, 120k out",
        "1.1625",
        of(genai, "openai", "gpt-5", input_tokens=900_000, output_tokens=120_000, service="flex"),
    )
    hour = {
        "input_tokens": _MILLION, "output_tokens": 0,
        "cache_write_tokens": _MILLION, "cache_write_1h_tokens": _MILLION,
    }  # fmt: skip
    yield Case(
        "claude-opus-4-5, 1M tokens written to the one-hour cache",
        "10",
        of(genai, "anthropic", "claude-opus-4-5", **hour),
    )
    yield Case(
        "claude-sonnet-4-5, 1,000 in, three searches",
        "0.033",
        of(
            genai, "anthropic", "claude-sonnet-4-5",
            input_tokens=1_000, output_tokens=0, searches=3,
        ),
    )  # fmt: skip
    thought = {"input_tokens": 1_000, "output_tokens": 1_000}
    yield Case(
        "qwen-plus of models.dev, 1,000 in, 1,000 out, all of it reasoning",
        "0.0044",
        of(dev, "alibaba", "qwen-plus", **thought, reasoning_tokens=1_000),
    )
    yield Case(
        "the same, not known how much is reasoning",
        "0.0016 to 0.0044",
        of(dev, "alibaba", "qwen-plus", **thought),
    )
    yield Case(
        "gemini-2.5-flash-image, a picture of 1,290 tokens out",
        "0.0387",
        of(
            *google, "gemini-2.5-flash-image",
            input_tokens=0, output_tokens=1_290, output_image_tokens=1_290,
        ),
    )  # fmt: skip
    yield Case(
        "gemini-2.5-flash, 1M audio tokens in",
        "1",
        of(
            *google, "gemini-2.5-flash",
            input_tokens=_MILLION, output_tokens=0, input_audio_tokens=_MILLION,
        ),
    )  # fmt: skip
    yield Case(
        "claude-sonnet-5 of LiteLLM, 1M in, region us",
        "2.2",
        of(
            lite, "anthropic", "claude-sonnet-5",
            input_tokens=_MILLION, output_tokens=0, region="us",
        ),
    )  # fmt: skip
    yield from _cases_of_frames(genai)


def _cases_of_frames(genai: Any) -> Iterator[Case]:
    polars: Any = import_module("polars")

    def of(models: Any, counts: dict[str, Any], **named: Any) -> Callable[[], object]:
        def ours() -> str:
            (row,) = cost_of_usage(polars.DataFrame(counts), models, **named).to_dicts()
            reason = row.get("reason", row.get("unpriced_reason"))
            return f"{row['cost']:.10g}" if row["cost"] is not None else f"none: {reason}"

        return ours

    contract = alibaba.with_price(
        "qwen3.6", input="0.45", output="2.70", plan="contract", source="our contract"
    )
    yield Case(
        "contract of qwen3.6, 120,000 in, 8,000 out, in a frame",
        "0.0756",
        of(
            contract,
            {"model": ["qwen3.6"], "input_tokens": [120_000], "output_tokens": [8_000]},
        ),
    )
    anthropic = genai["anthropic"]
    for type in ("UInt16", "UInt32", "UInt64"):
        yield Case(
            f"input 3 and cache write 12,304, {type}, in a frame",
            "none",
            of(
                anthropic,
                {
                    "model": ["claude-sonnet-4-5"],
                    "input_tokens": polars.Series([3], dtype=getattr(polars, type)),
                    "output_tokens": [0],
                    "written": polars.Series([12_304], dtype=getattr(polars, type)),
                },
                cache_write_tokens="written",
            ),
        )
    yield Case(
        "infinite tokens, in a frame",
        "none",
        of(
            anthropic,
            {"model": ["claude-sonnet-4-5"], "input_tokens": [float("inf")], "output_tokens": [0]},
        ),
    )
    yield Case(
        "claude-sonnet-4-5, 1,000 in, three searches, in a frame",
        "0.033",
        of(
            anthropic,
            {
                "model": ["claude-sonnet-4-5"],
                "input_tokens": [1_000],
                "output_tokens": [0],
                "searches": [3],
            },
            searches="searches",
        ),
    )
    yield Case(
        "gpt-4o, batch, 2M in, 400k out, in a frame",
        "4.5",
        of(
            genai["openai"],
            {"model": ["gpt-4o"], "input_tokens": [2 * _MILLION], "output_tokens": [400_000]},
            service="batch",
        ),
    )
    yield Case(
        "text-embedding-3-small, 1M in, output null, in a frame",
        "0.02",
        of(
            genai["openai"],
            {
                "model": ["text-embedding-3-small"],
                "input_tokens": [_MILLION],
                "output_tokens": [None],
            },
        ),
    )
    yield Case(
        "claude-sonnet-4-5, 1,000 in, cache cell null, in a frame",
        "0.003",
        of(
            anthropic,
            {
                "model": ["claude-sonnet-4-5"],
                "input_tokens": [1_000],
                "output_tokens": [0],
                "read": [None],
            },
            cache_read_tokens="read",
        ),
    )


def main() -> int:
    """Print the cases as a table of Markdown; return 1 if one is not right."""
    print("| case | right | ours | |\n| --- | --- | --- | --- |")
    wrong = 0
    for case in cases():
        try:
            ours = str(case.ours())
        except (AIProvidersError, LookupError, TypeError, ValueError) as error:
            ours = f"{type(error).__name__}: {error}".splitlines()[0]
        is_right = ours.startswith("none: ") if case.right == "none" else ours == case.right
        wrong += not is_right
        print(f"| {case.what} | {case.right} | {ours} | {'right' if is_right else 'WRONG'} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
