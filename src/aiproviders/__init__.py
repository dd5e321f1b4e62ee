"""What is publicly known about AI providers, as typed, immutable, sourced values."""

from typing import TYPE_CHECKING

from aiproviders import errors
from aiproviders._catalog import Catalog
from aiproviders._company import BusinessUnit, Company, FormerName, Listing, Person, Product, Role
from aiproviders._models import Modalities, Model, Score
from aiproviders._period import Period
from aiproviders._pricing import (
    OtherPrice,
    PriceTier,
    Rates,
    TokenMix,
    TokenPrice,
    Usage,
    blended_price,
)
from aiproviders._provider import Provider
from aiproviders._quantity import Quantity
from aiproviders._ratios import (
    cost_per_solved,
    pareto_frontier,
    price_performance,
    price_ratio,
)
from aiproviders._records import (
    Benchmark,
    Citation,
    Claim,
    Entity,
    Event,
    Measure,
    Metric,
    Record,
    Source,
)
from aiproviders._registry import find_model, provider, providers
from aiproviders._timeline import Timeline, timeline

__version__ = "0.1.0"

__all__ = [
    "Benchmark",
    "BusinessUnit",
    "Catalog",
    "Citation",
    "Claim",
    "Company",
    "Entity",
    "Event",
    "FormerName",
    "Listing",
    "Measure",
    "Metric",
    "Modalities",
    "Model",
    "OtherPrice",
    "Period",
    "Person",
    "PriceTier",
    "Product",
    "Provider",
    "Quantity",
    "Rates",
    "Record",
    "Role",
    "Score",
    "Source",
    "Timeline",
    "TokenMix",
    "TokenPrice",
    "Usage",
    "alibaba",
    "blended_price",
    "cost_per_solved",
    "errors",
    "find_model",
    "pareto_frontier",
    "price_performance",
    "price_ratio",
    "provider",
    "providers",
    "timeline",
]

if TYPE_CHECKING:
    alibaba: Provider
    """Alibaba Group and its Qwen models."""
else:

    def __getattr__(name: str) -> Provider:
        if name == "alibaba":
            return provider(name)
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg, name=name)


def __dir__() -> list[str]:
    return __all__
