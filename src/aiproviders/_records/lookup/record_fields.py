"""What `where` takes of the fields and properties of records, for type checkers.

Written by tools/data/record_fields.py.
"""

from typing import TypedDict

from aiproviders._records.catalog import Identified, Origin
from aiproviders._records.company import Billing, Company, FormerName, ProductKind, Role, UnitKind
from aiproviders._records.lookup.conditions import AnyOf
from aiproviders._records.lookup.dated_alias import DatedAlias
from aiproviders._records.models.model import Access, Modalities, Modality, ModelKind, ModelStatus
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.record import Citation, Preference
from aiproviders._records.sections.benchmarks import Scale
from aiproviders._records.sections.claims import ClaimDirection, ClaimKind
from aiproviders._records.sections.entities import EntityKind
from aiproviders._records.sections.event import EventKind, EventStatus, OwnKind
from aiproviders._records.sections.measures import MeasureKind
from aiproviders._records.sections.metric import MetricStatus
from aiproviders._records.sections.sources import SourceKind
from aiproviders._values.period import Moment
from aiproviders._values.quantity import Quantity


class RecordFields(TypedDict, total=False):
    """What `Catalog.where` takes."""

    id: AnyOf[str]
    note: AnyOf[str]
    citations: AnyOf[Citation]
    inferred: AnyOf[str]
    lookup_names: AnyOf[str]


class BusinessUnitFields(RecordFields, total=False):
    """What `BusinessUnits.where` takes."""

    name: AnyOf[str]
    kind: AnyOf[UnitKind]
    aliases: AnyOf[str]
    parent: AnyOf[Identified | str]
    founded: AnyOf[Moment]


class PersonFields(RecordFields, total=False):
    """What `People.where` takes."""

    names: AnyOf[str]
    roles: AnyOf[Role]
    leads: AnyOf[Identified | str]
    name: AnyOf[str]


class ModelFields(RecordFields, total=False):
    """What `Models.where` takes."""

    provider: AnyOf[Identified | str]
    name: AnyOf[str]
    kind: AnyOf[ModelKind]
    developer: AnyOf[Identified | str]
    aliases: AnyOf[str]
    dated_aliases: AnyOf[DatedAlias]
    api_names: AnyOf[str]
    family: AnyOf[Identified | str]
    announced: AnyOf[Moment]
    released: AnyOf[Moment]
    retires: AnyOf[Moment]
    successor: AnyOf[Identified | str]
    status: AnyOf[ModelStatus]
    access: AnyOf[Access]
    license: AnyOf[str]
    modalities: AnyOf[Modalities | Modality]
    capabilities: AnyOf[str]
    architecture: AnyOf[str]
    parameters: AnyOf[Quantity]
    context_window: AnyOf[Quantity]
    max_input_tokens: AnyOf[Quantity]
    max_output_tokens: AnyOf[Quantity]
    languages: AnyOf[Quantity]
    knowledge_cutoff: AnyOf[Moment]
    prices: AnyOf[TokenPrice]
    as_of: AnyOf[Moment]
    scores: AnyOf[Score]
    weights_on: AnyOf[Identified | str]
    runs_with: AnyOf[Identified | str]
    first_seen: AnyOf[Moment]
    list_price: AnyOf[TokenPrice]
    open_weights: AnyOf[bool]
    price: AnyOf[TokenPrice]


class ProductFields(RecordFields, total=False):
    """What `Products.where` takes."""

    name: AnyOf[str]
    kind: AnyOf[ProductKind]
    aliases: AnyOf[str]
    former_names: AnyOf[FormerName]
    organization: AnyOf[Identified | str]
    launched: AnyOf[Moment]
    billing: AnyOf[Billing]
    regions: AnyOf[str]
    compatible_apis: AnyOf[Identified | str]
    models: AnyOf[Identified | str]
    url: AnyOf[str]


class MetricFields(RecordFields, total=False):
    """What `Metrics.where` takes."""

    subject: AnyOf[Identified | str]
    measure: AnyOf[Identified | str]
    quantity: AnyOf[Quantity]
    converted: AnyOf[Quantity]
    period: AnyOf[Moment]
    stated: AnyOf[Moment]
    duration: AnyOf[str]
    scope: AnyOf[Identified | str]
    status: AnyOf[MetricStatus]
    part: AnyOf[Identified | str]
    whole: AnyOf[Identified | str]
    excludes: AnyOf[Identified | str]
    reported_by: AnyOf[Identified | str]
    preference: AnyOf[Preference]


class EventFields(RecordFields, total=False):
    """What `Timeline.where` takes."""

    provider: AnyOf[Identified | str]
    kind: AnyOf[EventKind | OwnKind]
    title: AnyOf[str]
    description: AnyOf[str]
    date: AnyOf[Moment]
    status: AnyOf[EventStatus]
    about: AnyOf[Identified | str]
    follows: AnyOf[Identified | str]


class ClaimFields(RecordFields, total=False):
    """What `Claims.where` takes."""

    kind: AnyOf[ClaimKind]
    title: AnyOf[str]
    description: AnyOf[str]
    date: AnyOf[Moment]
    about: AnyOf[Identified | str]
    direction: AnyOf[ClaimDirection]
    compared_with: AnyOf[Identified | str]
    said_by: AnyOf[Identified | str]
    first: AnyOf[str]


class EntityFields(RecordFields, total=False):
    """What `Entities.where` takes."""

    name: AnyOf[str]
    kind: AnyOf[EntityKind]
    aliases: AnyOf[str]
    country: AnyOf[str]
    groups: AnyOf[Identified | str]
    maker: AnyOf[Identified | str]
    license: AnyOf[str]


class MeasureFields(RecordFields, total=False):
    """What `Measures.where` takes."""

    label: AnyOf[str]
    aliases: AnyOf[str]
    kind: AnyOf[MeasureKind]
    units: AnyOf[str]
    growth_of: AnyOf[Identified | str]


class BenchmarkFields(RecordFields, total=False):
    """What `Benchmarks.where` takes."""

    name: AnyOf[str]
    unit: AnyOf[str]
    scale: AnyOf[Scale]
    higher_is_better: AnyOf[bool]
    aliases: AnyOf[str]
    default_because: AnyOf[str]


class SourceFields(RecordFields, total=False):
    """What `Sources.where` takes."""

    title: AnyOf[str]
    publisher: AnyOf[str]
    url: AnyOf[str]
    published: AnyOf[Moment]
    accessed: AnyOf[Moment]
    kind: AnyOf[SourceKind]
    derived_from: AnyOf[Identified | str]


class RetiredIdFields(RecordFields, total=False):
    """What `RetiredIds.where` takes."""

    successor: AnyOf[str]
    since: AnyOf[Moment]


class ProviderFields(TypedDict, total=False):
    """What `Providers.where` takes."""

    id: AnyOf[str]
    schema: AnyOf[str]
    data_version: AnyOf[str]
    namespaces: AnyOf[str]
    company: AnyOf[Company]
    as_of: AnyOf[Moment]
    lookup_names: AnyOf[str]
    name: AnyOf[str]
    newest_fact: AnyOf[Moment]
    origin: AnyOf[Origin]
