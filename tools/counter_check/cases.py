"""Cases of which the right cost is known, through the public names, with the installed catalogs.

`python -m tools.counter_check.cases` prints each case with the right cost and ours. The prices are
those of genai-prices where a case names no other price catalog. The right costs were reckoned by
hand from the prices of genai-prices 0.2.3, LiteLLM 1.110.2 and models.dev 1.0.398; where another
release states another price, a case comes out otherwise, and its right cost has to be reckoned
anew.
"""

import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any, NamedTuple

from attrs import evolve

from aiproviders import (
    Catalog,
    Provider,
    Quantity,
    Score,
    Usage,
    alibaba,
    cost_of_usage,
    price_performance,
    usage_summary,
)
from aiproviders._records.prices.use_kinds import USE_KINDS
from aiproviders.errors import AIProvidersError
from tools.counter_check.calculators import read, versions
from tools.counter_check.pairs import GENAI_PRICES, LITELLM, MODELS_DEV, PriceCatalogs

TODAY = date(2026, 11, 27)
"""The day of the cases that name none."""

_MILLION = 1_000_000


class Case(NamedTuple):
    """A case.

    Attributes:
        what: What was used.
        right: The right cost, or the beginning of what is right.
        ours: Calculates ours.
        gap: What the price catalog does not state, so that ours is not right; empty if nothing.
    """

    what: str
    right: str
    ours: Callable[[], object]
    gap: str = ""


def cases(price_catalogs: PriceCatalogs) -> Iterator[Case]:
    """Yield the cases."""
    genai, lite, dev = (price_catalogs[name] for name in (GENAI_PRICES, LITELLM, MODELS_DEV))
    yield from _cases_of_prices(genai, lite)
    yield from _cases_of_kinds(genai, lite, dev)
    yield from _cases_of_frames(genai, dev)
    yield from _cases_of_logs(genai, dev)


def _cost(
    providers: Catalog[Provider], provider: str, id: str, on: date = TODAY, **named: Any
) -> Callable[[], object]:
    """What calculates the cost of usage, of which counts are named, on terms, the others."""
    counts = {
        kind.counted_in: named.pop(kind.counted_in, 0)
        for kind in USE_KINDS
        if kind.counted_in in named or not kind.is_optional
    }

    def ours() -> str:
        model = providers[provider].models[id]
        price = model.price_for(on=on, **named)
        bounds = price.cost(Usage(**counts)).bounds
        low, high = ("?" if each is None else f"{float(each):.10g}" for each in bounds)
        return low if low == high else f"{low} to {high}"

    return ours


def _cases_of_prices(genai: Catalog[Provider], lite: Catalog[Provider]) -> Iterator[Case]:
    peak = datetime(2026, 9, 15, 2, tzinfo=UTC)
    sunday = peak.replace(day=13)
    every_day = "genai-prices states the peak hours for every day, and its calculator says 1.32 too"
    for name, providers, id in (
        (GENAI_PRICES, genai, "deepseek-v4-pro"),
        (LITELLM, lite, "deepseek/deepseek-v4-pro"),
    ):
        for right, at in (("1.32", peak), ("0.66", peak.replace(hour=12)), ("0.66", sunday)):
            yield Case(
                f"deepseek-v4-pro, 1M in, {at:%a %d %b %H:%M} UTC, {name}",
                right,
                _cost(providers, "deepseek", id, input_tokens=_MILLION, on=at),
                every_day if (name, at) == (GENAI_PRICES, sunday) else "",
            )
    flash = genai["google"].models["gemini-3.6-flash"]
    dated = evolve(flash, as_of=TODAY)
    scored = evolve(
        dated, scores=(Score(benchmark="acme.bench", quantity=Quantity(value=70, unit="%")),)
    )
    for what, price in (
        ("on 27 Nov 2026", lambda: flash.price_for(on=TODAY)),
        ("its price", lambda: dated.price),
        (
            "in a ranking",
            lambda: price_performance([scored], benchmark="acme.bench").rows[0].price,
        ),
    ):
        yield Case(f"gemini-3.6-flash, {what}", "$0.75 in, $3.75 out", price)
    yield Case(
        "claude-haiku-4-5@20251001 of LiteLLM, as Vertex AI calls it",
        "vertex_ai/claude-haiku-4-5@20251001",
        lambda: lite["vertex_ai-anthropic_models"].models["claude-haiku-4-5@20251001"].id,
    )


def _cases_of_kinds(
    genai: Catalog[Provider], lite: Catalog[Provider], dev: Catalog[Provider]
) -> Iterator[Case]:
    yield Case(
        "gpt-4o, batch, 2M in, 400k out",
        "4.5",
        _cost(
            genai, "openai", "gpt-4o",
            input_tokens=2 * _MILLION, output_tokens=400_000, service="batch",
        ),
    )  # fmt: skip
    yield Case(
        "gpt-5, flex, 900k in, 120k out",
        "1.1625",
        _cost(genai, "openai", "gpt-5", input_tokens=900_000, output_tokens=120_000,
            service="flex"),
    )  # fmt: skip
    yield Case(
        "claude-opus-4-5, 1M tokens written to the one-hour cache",
        "10",
        _cost(
            genai, "anthropic", "claude-opus-4-5",
            input_tokens=_MILLION, cache_write_tokens=_MILLION, cache_write_1h_tokens=_MILLION,
        ),
    )  # fmt: skip
    yield Case(
        "claude-sonnet-4-5, 1,000 in, three searches",
        "0.033",
        _cost(genai, "anthropic", "claude-sonnet-4-5", input_tokens=1_000, searches=3),
    )
    thought: dict[str, Any] = {"input_tokens": 1_000, "output_tokens": 1_000}
    yield Case(
        "qwen-plus of models.dev, 1,000 in, 1,000 out, all of it reasoning",
        "0.0044",
        _cost(dev, "alibaba", "qwen-plus", **thought, reasoning_tokens=1_000),
    )
    yield Case(
        "the same, not known how much is reasoning",
        "0.0016 to 0.0044",
        _cost(dev, "alibaba", "qwen-plus", **thought),
    )
    yield Case(
        "gemini-2.5-flash-image, a picture of 1,290 tokens out",
        "0.0387",
        _cost(
            genai, "google", "gemini-2.5-flash-image",
            output_tokens=1_290, output_image_tokens=1_290,
        ),
    )  # fmt: skip
    yield Case(
        "gemini-2.5-flash, 1M audio tokens in",
        "1",
        _cost(
            genai, "google", "gemini-2.5-flash",
            input_tokens=_MILLION, input_audio_tokens=_MILLION,
        ),
    )  # fmt: skip
    yield Case(
        "claude-sonnet-5 of LiteLLM, 1M in, region us",
        "2.2",
        _cost(lite, "anthropic", "claude-sonnet-5", input_tokens=_MILLION, region="us"),
    )


def _priced(models: Any, counts: dict[str, Any], **named: Any) -> Callable[[], object]:
    """What calculates the cost of a log of one row, or says its bounds or why there is none."""
    polars: Any = import_module("polars")

    def ours() -> str:
        (row,) = cost_of_usage(polars.DataFrame(counts), models, **named).to_dicts()
        if row["cost"] is not None:
            return f"{row['cost']:.10g}"
        if row.get("cost_at_most") is not None:
            return f"{row['cost_at_least']:.10g} to {row['cost_at_most']:.10g}"
        return f"none: {row['reason']}"

    return ours


def _cases_of_frames(genai: Catalog[Provider], dev: Catalog[Provider]) -> Iterator[Case]:
    polars: Any = import_module("polars")
    contract = alibaba.with_price(
        "qwen3.6", input="0.45", output="2.70", plan="contract", source="our contract"
    )
    yield Case(
        "contract of qwen3.6, 120,000 in, 8,000 out, in a frame",
        "0.0756",
        _priced(
            contract,
            {"model": ["qwen3.6"], "input_tokens": [120_000], "output_tokens": [8_000]},
        ),
    )
    sonnet = {"model": ["claude-sonnet-4-5"], "output_tokens": [0]}
    for type in ("UInt16", "UInt32", "UInt64"):
        read, written = (
            polars.Series([number], dtype=getattr(polars, type)) for number in (3, 12_304)
        )
        yield Case(
            f"input 3 and cache write 12,304, {type}, in a frame",
            "none: ",
            _priced(
                genai["anthropic"],
                sonnet | {"input_tokens": read, "written": written},
                cache_write_tokens="written",
            ),
        )
    yield Case(
        "infinite tokens, in a frame",
        "none: ",
        _priced(genai["anthropic"], sonnet | {"input_tokens": [float("inf")]}),
    )
    yield Case(
        "claude-sonnet-4-5, 1,000 in, three searches, in a frame",
        "0.033",
        _priced(
            genai["anthropic"],
            sonnet | {"input_tokens": [1_000], "searches": [3]},
            searches="searches",
        ),
    )
    yield Case(
        "claude-sonnet-4-5, 1,000 in, cache cell null, in a frame",
        "0.003",
        _priced(
            genai["anthropic"],
            sonnet | {"input_tokens": [1_000], "read": [None]},
            cache_read_tokens="read",
        ),
    )
    yield Case(
        "gpt-4o, batch, 2M in, 400k out, in a frame",
        "4.5",
        _priced(
            genai["openai"],
            {"model": ["gpt-4o"], "input_tokens": [2 * _MILLION], "output_tokens": [400_000]},
            service="batch",
        ),
    )
    yield Case(
        "text-embedding-3-small, 1M in, output null, in a frame",
        "0.02",
        _priced(
            genai["openai"],
            {
                "model": ["text-embedding-3-small"],
                "input_tokens": [_MILLION],
                "output_tokens": [None],
            },
        ),
    )
    yield Case(
        "text-embedding-3-small, 1M in, no column of output, in a frame",
        "0.02",
        _priced(
            genai["openai"],
            {"model": ["text-embedding-3-small"], "input_tokens": [_MILLION]},
            output_tokens=None,
        ),
    )
    yield Case(
        "qwen-plus of models.dev, 1,000 in, 1,000 out, bounds in a frame",
        "0.0016 to 0.0044",
        _priced(
            dev["alibaba"],
            {"model": ["qwen-plus"], "input_tokens": [1_000], "output_tokens": [1_000]},
            bounds=True,
        ),
    )
    yield Case(
        "codestral-latest of models.dev, 1,000 in, 400 of it from a cache without a price",
        "0.00018 to 0.0003",
        _priced(
            dev["mistral"],
            {
                "model": ["codestral-latest"],
                "input_tokens": [1_000],
                "output_tokens": [0],
                "read": [400],
            },
            cache_read_tokens="read",
            bounds=True,
        ),
    )


def _cases_of_logs(genai: Catalog[Provider], dev: Catalog[Provider]) -> Iterator[Case]:
    polars: Any = import_module("polars")
    request: dict[str, list[Any]] = {
        "model": ["gpt-4o"],
        "input_tokens": [1_000],
        "output_tokens": [10],
    }

    def by_provider() -> str:
        frame = polars.DataFrame({name: cells * 2 for name, cells in request.items()})
        frame = frame.with_columns(polars.Series("provider", ["openai", "azure"]))
        rows = cost_of_usage(frame, dev, host="provider").to_dicts()
        return ", ".join(f"{row['cost']:.10g} by {row['price_source']}" for row in rows)

    yield Case(
        "gpt-4o of models.dev, 1,000 in, 10 out, at openai and at azure, in a frame",
        "0.0026 by models-dev, openai, gpt-4o, 0.0026 by models-dev, azure, gpt-4o",
        by_provider,
    )

    def by_day() -> str:
        at = {"at": [datetime(2026, 6, 1, 0, 30, tzinfo=UTC)]}
        costed = cost_of_usage(polars.DataFrame(request | at), genai["openai"], at="at")
        summary = usage_summary(costed, at="at", by=["day"], tz="America/New_York")
        return ", ".join(f"{row['day']}: {row['cost']:.10g}" for row in summary.to_dicts())

    yield Case(
        "gpt-4o, 1,000 in, 10 out, 1 June 2026 00:30 UTC, by day in New York",
        "2026-05-31: 0.0026",
        by_day,
    )


def main() -> int:
    """Print the cases as a table of Markdown; return 1 if one is wrong by the prices stated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        price_catalogs = read()
    print(", ".join(f"{name} {version}" for name, version in versions().items()))
    print("\n| case | right | ours | |\n| --- | --- | --- | --- |")
    words: list[str] = []
    for case in cases(price_catalogs):
        try:
            ours = str(case.ours())
        except (AIProvidersError, LookupError, TypeError, ValueError) as error:
            ours = f"{type(error).__name__}: {error}".splitlines()[0]
        # The reason of a cost that is none, and the end of a price, are in other words.
        is_right = ours == case.right or (case.right[:1] in "$n" and ours.startswith(case.right))
        words.append("right" if is_right else case.gap or "WRONG")
        print(f"| {case.what} | {case.right} | {ours} | {words[-1]} |")
    print(f"\n{words.count('right')} of {len(words)} cases are right.")
    return 1 if "WRONG" in words else 0


if __name__ == "__main__":
    sys.exit(main())
