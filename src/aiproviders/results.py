"""The classes of what functions, methods and properties return, for annotations."""

from aiproviders._analysis.audit.finding import Finding
from aiproviders._analysis.audit.findings import Findings
from aiproviders._analysis.comparability import Exclusion
from aiproviders._analysis.compare import Comparison, ComparisonRow
from aiproviders._analysis.diff import Change, Changes
from aiproviders._analysis.gaps import Gaps, OldestFact, UnknownField
from aiproviders._analysis.join import Joined, Pair
from aiproviders._analysis.ranking import PricePerformance, PricePerformanceRow, Turn
from aiproviders._frames.export import Exported
from aiproviders._records.catalog import Origin
from aiproviders._records.metrics import Metrics
from aiproviders._records.provider import Providers
from aiproviders._records.sections import (
    Benchmarks,
    BusinessUnits,
    Claims,
    Entities,
    Measures,
    Models,
    People,
    Products,
    RetiredIds,
    Sources,
)
from aiproviders._records.timeline import Timeline
from aiproviders.usage._reading.skipped import Skipped
from aiproviders.usage._summary.cost_summary import CostSummary, Unpriced

__all__ = [
    "Benchmarks",
    "BusinessUnits",
    "Change",
    "Changes",
    "Claims",
    "Comparison",
    "ComparisonRow",
    "CostSummary",
    "Entities",
    "Exclusion",
    "Exported",
    "Finding",
    "Findings",
    "Gaps",
    "Joined",
    "Measures",
    "Metrics",
    "Models",
    "OldestFact",
    "Origin",
    "Pair",
    "People",
    "PricePerformance",
    "PricePerformanceRow",
    "Products",
    "Providers",
    "RetiredIds",
    "Skipped",
    "Sources",
    "Timeline",
    "Turn",
    "UnknownField",
    "Unpriced",
]


def __dir__() -> list[str]:
    return __all__
