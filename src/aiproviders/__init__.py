"""What is publicly known about AI providers, as typed, immutable, sourced values.

`aiproviders.types` and `aiproviders.results` name the classes and closed lists that are not here.
"""

TYPE_CHECKING = False
"""Type checkers take it for True. It is not that of `typing`, which takes long to import."""

__all__ = [
    "Catalog",
    "Citation",
    "Claim",
    "Company",
    "Event",
    "Market",
    "Metric",
    "Model",
    "Period",
    "Person",
    "Product",
    "Provider",
    "Quantity",
    "Record",
    "Score",
    "Source",
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
    "market",
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
    from aiproviders import adapters as adapters
    from aiproviders import charts as charts
    from aiproviders import errors
    from aiproviders import results as results
    from aiproviders import testing as testing
    from aiproviders import types as types
    from aiproviders import usage as usage
    from aiproviders._analysis.audit.findings import audit
    from aiproviders._analysis.compare import compare
    from aiproviders._analysis.diff import diff
    from aiproviders._analysis.gaps import gaps
    from aiproviders._analysis.price_performance import (
        cost_per_solved,
        pareto_frontier,
        price_performance,
        price_ratio,
    )
    from aiproviders._format.json_schema import json_schema
    from aiproviders._format.registry import find_model, provider, providers
    from aiproviders._frames.export import export
    from aiproviders._records.catalog import Catalog
    from aiproviders._records.company import Company, Person, Product
    from aiproviders._records.market import Market
    from aiproviders._records.models.model import Model, blended_price
    from aiproviders._records.models.score import Score
    from aiproviders._records.prices.price import TokenPrice
    from aiproviders._records.prices.usage import Usage
    from aiproviders._records.provider import Provider
    from aiproviders._records.record import Citation, Record
    from aiproviders._records.sections.claims import Claim
    from aiproviders._records.sections.event import Event
    from aiproviders._records.sections.metric import Metric
    from aiproviders._records.sections.metrics import best
    from aiproviders._records.sections.sources import Source
    from aiproviders._records.sections.timeline import timeline
    from aiproviders._report.page import report
    from aiproviders._values.period import Period
    from aiproviders._values.quantity import Quantity
    from aiproviders._values.version import __version__ as __version__
    from aiproviders.usage._price_tables.price_table import price_table
    from aiproviders.usage._pricing.cost import cost_of_usage
    from aiproviders.usage._pricing.usage_summary import usage_summary

    alibaba: Provider
    """Alibaba Group and its Qwen models."""
    market: Market
    """The models of the labs below and of Alibaba, with prices and scores, as one edition."""
    amazon: Provider
    anthropic: Provider
    cohere: Provider
    deepseek: Provider
    google: Provider
    inception: Provider
    meta: Provider
    minimax: Provider
    mistral: Provider
    moonshotai: Provider
    nvidia: Provider
    openai: Provider
    perplexity: Provider
    sakana: Provider
    stepfun: Provider
    tencent: Provider
    upstage: Provider
    xai: Provider
    xiaomi: Provider
    zhipuai: Provider
else:
    from aiproviders._values import forks

    # The module of each name: importing the package loads none, and asking for a name its own.
    _PLACES = {
        "Catalog": "_records.catalog",
        "Citation": "_records.record",
        "Claim": "_records.sections.claims",
        "Company": "_records.company",
        "Event": "_records.sections.event",
        "Market": "_records.market",
        "Metric": "_records.sections.metric",
        "Model": "_records.models.model",
        "Period": "_values.period",
        "Person": "_records.company",
        "Product": "_records.company",
        "Provider": "_records.provider",
        "Quantity": "_values.quantity",
        "Record": "_records.record",
        "Score": "_records.models.score",
        "Source": "_records.sections.sources",
        "TokenPrice": "_records.prices.price",
        "Usage": "_records.prices.usage",
        "__version__": "_values.version",
        "audit": "_analysis.audit.findings",
        "best": "_records.sections.metrics",
        "blended_price": "_records.models.model",
        "compare": "_analysis.compare",
        "cost_of_usage": "usage._pricing.cost",
        "cost_per_solved": "_analysis.price_performance",
        "diff": "_analysis.diff",
        "export": "_frames.export",
        "find_model": "_format.registry",
        "gaps": "_analysis.gaps",
        "json_schema": "_format.json_schema",
        "pareto_frontier": "_analysis.price_performance",
        "price_performance": "_analysis.price_performance",
        "price_ratio": "_analysis.price_performance",
        "price_table": "usage._price_tables.price_table",
        "provider": "_format.registry",
        "providers": "_format.registry",
        "report": "_report.page",
        "timeline": "_records.sections.timeline",
        "usage_summary": "usage._pricing.usage_summary",
    }

    def __getattr__(name: str) -> object:
        if name in _PLACES:
            found = getattr(_module(_PLACES[name]), name)
        elif name in _MODULES:
            found = _module(name)
        elif name.startswith("_"):
            raise _lacking(name)
        else:
            return _bundled(name)
        globals()[name] = found
        return found

    def _module(place: str) -> object:
        # A fork waits until it is there, as it does for the data. No module of the package asks
        # for a name of this one while it is imported: two threads could wait for each other.
        with forks.BUNDLED:
            from importlib import import_module

            return import_module(f"aiproviders.{place}")

    def _bundled(name: str) -> object:
        with forks.BUNDLED:
            from aiproviders._format.registry import market, provider

        if name == "alibaba":
            return provider(name)
        if name == "market":
            return market()
        lab = market()._lab(name)
        if lab is None:
            raise _lacking(name, _instead(name))
        return lab

    def _lacking(name: str, instead: str | None = None) -> AttributeError:
        from aiproviders._values.signposts.answer import of_module

        return AttributeError(of_module(__name__, name, instead), name=name)

    def _instead(name: str) -> str | None:
        """Return where a name is, such as `openai.models` or `aiproviders.results.Gaps`."""
        from aiproviders import results, types
        from aiproviders._format.registry import market

        lab, _, section = name.partition("_")
        if lab and section and hasattr(market()._lab(lab), section):
            return f"{lab}.{section}"
        found = next((each for each in (results, types) if name in dir(each)), None)
        return found and f"{found.__name__}.{name}"


_MODULES = ("adapters", "charts", "errors", "results", "testing", "types", "usage")


def __dir__() -> list[str]:
    return sorted({*__all__, *_MODULES})
