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
from aiproviders._records.company import BusinessUnits, People, Products
from aiproviders._records.models.models import Models
from aiproviders._records.providers import Providers
from aiproviders._records.sections.benchmarks import Benchmarks
from aiproviders._records.sections.claims import Claims
from aiproviders._records.sections.entities import Entities
from aiproviders._records.sections.measures import Measures
from aiproviders._records.sections.metrics import Metrics
from aiproviders._records.sections.retired import RetiredIds
from aiproviders._records.sections.sources import Sources
from aiproviders._records.sections.timeline import Timeline
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
