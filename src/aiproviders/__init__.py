"""What is publicly known about AI providers, as typed, immutable, sourced values."""

from typing import TYPE_CHECKING

from aiproviders import errors
from aiproviders._catalog import Catalog
from aiproviders._choice import Metrics, best
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
from aiproviders._records import (
    Benchmark,
    Citation,
    Claim,
    Entity,
    Event,
    Measure,
    Metric,
    OwnKind,
    Record,
    RetiredId,
    Source,
)
from aiproviders._registry import find_model, provider, providers
from aiproviders._timeline import Timeline, timeline
from aiproviders._version import __version__ as __version__

__all__ = [
    "Benchmark",
    "BusinessUnit",
    "Catalog",
    "Change",
    "Changes",
    "Citation",
    "Claim",
    "Company",
    "Comparison",
    "Entity",
    "Event",
    "Finding",
    "Findings",
    "FormerName",
    "Gaps",
    "Joined",
    "Listing",
    "Measure",
    "Metric",
    "Metrics",
    "Modalities",
    "Model",
    "OtherPrice",
    "OwnKind",
    "Period",
    "Person",
    "PricePerformance",
    "PriceTier",
    "Product",
    "Provider",
    "Quantity",
    "Rates",
    "Record",
    "RetiredId",
    "Role",
    "Score",
    "Source",
    "Timeline",
    "TokenMix",
    "TokenPrice",
    "Usage",
    "alibaba",
    "audit",
    "best",
    "blended_price",
    "compare",
    "cost_of_usage",
    "cost_per_solved",
    "diff",
    "errors",
    "export",
    "find_model",
    "gaps",
    "json_schema",
    "pareto_frontier",
    "price_performance",
    "price_ratio",
    "price_table",
    "provider",
    "providers",
    "report",
    "timeline",
    "usage_summary",
]

if TYPE_CHECKING:
    from aiproviders._audit import Finding, Findings, audit
    from aiproviders._changes import Change, Changes, diff
    from aiproviders._comparison import Comparison, compare
    from aiproviders._export import export
    from aiproviders._gaps import Gaps, gaps
    from aiproviders._joining import Joined
    from aiproviders._price_table import price_table
    from aiproviders._ratios import (
        PricePerformance,
        cost_per_solved,
        pareto_frontier,
        price_performance,
        price_ratio,
    )
    from aiproviders._report import report
    from aiproviders._schema import json_schema
    from aiproviders._usage_costs import cost_of_usage, usage_summary

    alibaba: Provider
    """Alibaba Group and its Qwen models."""
else:
    # Not needed for a first fact: the module that each name is loaded from when it is asked for.
    _LAZY = {
        "Change": "_changes",
        "Changes": "_changes",
        "Comparison": "_comparison",
        "Finding": "_audit",
        "Findings": "_audit",
        "Gaps": "_gaps",
        "Joined": "_joining",
        "PricePerformance": "_ratios",
        "audit": "_audit",
        "compare": "_comparison",
        "cost_of_usage": "_usage_costs",
        "cost_per_solved": "_ratios",
        "diff": "_changes",
        "export": "_export",
        "gaps": "_gaps",
        "json_schema": "_schema",
        "pareto_frontier": "_ratios",
        "price_performance": "_ratios",
        "price_ratio": "_ratios",
        "price_table": "_price_table",
        "report": "_report",
        "usage_summary": "_usage_costs",
    }

    def __getattr__(name: str) -> object:
        if name == "alibaba":
            return provider(name)
        if name in _LAZY:
            from importlib import import_module  # noqa: PLC0415 - seldom needed at start

            return getattr(import_module(f"aiproviders.{_LAZY[name]}"), name)
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg, name=name)


def __dir__() -> list[str]:
    return __all__
