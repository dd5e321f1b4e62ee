"""What is publicly known about AI providers, as typed, immutable, sourced values."""

from typing import TYPE_CHECKING

from aiproviders import errors
from aiproviders._format.registry import find_model, provider, providers
from aiproviders._records.catalog import Catalog
from aiproviders._records.company import (
    BusinessUnit,
    Company,
    FormerName,
    Listing,
    Person,
    Product,
    Role,
)
from aiproviders._records.metrics import Metrics, best
from aiproviders._records.model import Modalities, Model, Score, blended_price
from aiproviders._records.price import (
    OtherPrice,
    PriceTier,
    Rates,
    TokenMix,
    TokenPrice,
    Usage,
)
from aiproviders._records.provider import Provider
from aiproviders._records.record import (
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
from aiproviders._records.timeline import Timeline, timeline
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.version import __version__ as __version__

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
    from aiproviders._analysis.audit.findings import Finding, Findings, audit
    from aiproviders._analysis.compare import Comparison, compare
    from aiproviders._analysis.diff import Change, Changes, diff
    from aiproviders._analysis.gaps import Gaps, gaps
    from aiproviders._analysis.join import Joined
    from aiproviders._analysis.price_performance import (
        PricePerformance,
        cost_per_solved,
        pareto_frontier,
        price_performance,
        price_ratio,
    )
    from aiproviders._format.json_schema import json_schema
    from aiproviders._frames.export import export
    from aiproviders._report.page import report
    from aiproviders._usage.cost import cost_of_usage, usage_summary
    from aiproviders._usage.price_table import price_table

    alibaba: Provider
    """Alibaba Group and its Qwen models."""
else:
    # Not needed for a first fact: the module that each name is loaded from when it is asked for.
    _LAZY = {
        "Change": "_analysis.diff",
        "Changes": "_analysis.diff",
        "Comparison": "_analysis.compare",
        "Finding": "_analysis.audit.findings",
        "Findings": "_analysis.audit.findings",
        "Gaps": "_analysis.gaps",
        "Joined": "_analysis.join",
        "PricePerformance": "_analysis.price_performance",
        "audit": "_analysis.audit.findings",
        "compare": "_analysis.compare",
        "cost_of_usage": "_usage.cost",
        "cost_per_solved": "_analysis.price_performance",
        "diff": "_analysis.diff",
        "export": "_frames.export",
        "gaps": "_analysis.gaps",
        "json_schema": "_format.json_schema",
        "pareto_frontier": "_analysis.price_performance",
        "price_performance": "_analysis.price_performance",
        "price_ratio": "_analysis.price_performance",
        "price_table": "_usage.price_table",
        "report": "_report.page",
        "usage_summary": "_usage.cost",
    }

    def __getattr__(name: str) -> object:
        if name == "alibaba":
            return provider(name)
        if name in _LAZY:
            from importlib import import_module

            return getattr(import_module(f"aiproviders.{_LAZY[name]}"), name)
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg, name=name)


def __dir__() -> list[str]:
    return __all__
