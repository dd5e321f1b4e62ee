"""Names for annotations: closed lists, unions, parts of records, and records that few write.

What functions return is in `aiproviders.results`, and what most programs use in `aiproviders`.
"""

from aiproviders._analysis.audit.finding import Rule, Severity
from aiproviders._analysis.benchmark_basis import Result, Scores
from aiproviders._analysis.cite import CitationFormat
from aiproviders._analysis.diff import ChangeKind
from aiproviders._analysis.measured_scores import Variants
from aiproviders._analysis.task_tokens import Tokens
from aiproviders._records.catalog import Identified
from aiproviders._records.company import (
    Billing,
    BusinessUnit,
    FormerName,
    Listing,
    ProductKind,
    Role,
    UnitKind,
)
from aiproviders._records.frame_methods import Backend, Tabular
from aiproviders._records.hours.hours import Hours
from aiproviders._records.lookup.dated_alias import DatedAlias
from aiproviders._records.models.model import Access, Modalities, Modality, ModelKind, ModelStatus
from aiproviders._records.models.score import ModelScores
from aiproviders._records.prices.price import OtherPrice, Plan, PriceTier, Rates, Service
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.prices.use_kinds import KindOfUse
from aiproviders._records.provider import Prices
from aiproviders._records.providers import ModelsLike, ProvidersLike
from aiproviders._records.record import Preference
from aiproviders._records.sections.benchmarks import Benchmark, Scale
from aiproviders._records.sections.claims import ClaimDirection, ClaimKind
from aiproviders._records.sections.entities import Entity, EntityKind
from aiproviders._records.sections.event import EventKind, EventStatus, OwnKind
from aiproviders._records.sections.measures import Measure, MeasureKind
from aiproviders._records.sections.metric import MetricStatus
from aiproviders._records.sections.retired import RetiredId
from aiproviders._records.sections.sources import SourceKind
from aiproviders._records.sections.timeline import Grouping
from aiproviders._values.number import Bounds, Comparator, Number
from aiproviders._values.period import Moment
from aiproviders.usage._names.rules import NameRule

__all__ = [
    "Access",
    "Backend",
    "Benchmark",
    "Billing",
    "Bounds",
    "BusinessUnit",
    "ChangeKind",
    "CitationFormat",
    "ClaimDirection",
    "ClaimKind",
    "Comparator",
    "DatedAlias",
    "Entity",
    "EntityKind",
    "EventKind",
    "EventStatus",
    "FormerName",
    "Grouping",
    "Hours",
    "Identified",
    "KindOfUse",
    "Listing",
    "Measure",
    "MeasureKind",
    "MetricStatus",
    "Modalities",
    "Modality",
    "ModelKind",
    "ModelScores",
    "ModelStatus",
    "ModelsLike",
    "Moment",
    "NameRule",
    "Number",
    "OtherPrice",
    "OwnKind",
    "Plan",
    "Preference",
    "PriceTier",
    "Prices",
    "ProductKind",
    "ProvidersLike",
    "Rates",
    "Result",
    "RetiredId",
    "Role",
    "Rule",
    "Scale",
    "Scores",
    "Service",
    "Severity",
    "SourceKind",
    "Tabular",
    "TokenMix",
    "Tokens",
    "UnitKind",
    "Variants",
]


def __dir__() -> list[str]:
    return __all__
