"""The root value: all that is known about one provider."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from aiproviders._catalog import Catalog
from aiproviders._company import BusinessUnit, Company, Person, Product
from aiproviders._models import Model
from aiproviders._period import Period
from aiproviders._records import Benchmark, Claim, Entity, Measure, Metric, Record, Source
from aiproviders._text import angled, counted
from aiproviders._timeline import Timeline
from aiproviders.errors import UnknownIdError

SECTIONS = (
    "business_units",
    "people",
    "models",
    "products",
    "metrics",
    "events",
    "claims",
    "entities",
    "measures",
    "benchmarks",
    "sources",
)
"""The catalogs of a provider."""


@frozen(kw_only=True, repr=False)
class Provider:
    """All that is known about one provider, as one value; nothing on it loads later.

    Attributes:
        id: Name of the provider; it names its company too.
        schema: Version of the format that the data was written for.
        data_version: Month of the newest fact, then a counter.
        namespaces: Vendor paths that may stand before the names of its models.
        company: The company behind it.
        business_units: Parts of the company that have names.
        people: People, with their roles.
        models: Models and families of models.
        products: Apps, platforms, devices and services.
        metrics: Reported figures.
        events: What happened, in order of time.
        claims: Judgements that the sources make or pass on.
        entities: Whatever else is named.
        measures: What the metrics measure.
        benchmarks: What the models are scored on.
        sources: Where the facts stand.
    """

    id: str
    schema: str = "1.0"
    data_version: str | None = None
    namespaces: tuple[str, ...] = field(default=(), converter=tuple)
    company: Company | None = None
    business_units: Catalog[BusinessUnit] = Catalog()
    people: Catalog[Person] = Catalog()
    models: Catalog[Model] = Catalog()
    products: Catalog[Product] = Catalog()
    metrics: Catalog[Metric] = Catalog()
    events: Timeline = Timeline()
    claims: Catalog[Claim] = Catalog()
    entities: Catalog[Entity] = Catalog()
    measures: Catalog[Measure] = Catalog()
    benchmarks: Catalog[Benchmark] = Catalog()
    sources: Catalog[Source] = Catalog()

    def __attrs_post_init__(self) -> None:
        for section in SECTIONS:
            named = evolve(
                getattr(self, section), name=f"{self.id}.{section}", namespaces=self.namespaces
            )
            object.__setattr__(self, section, named)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Provider":
        """Read a provider from a folder of TOML files, or from one TOML or JSON file.

        Nothing outside the folder is read, and a faulty file yields no provider.

        Raises:
            DataError: What was read is not what the format asks for.
            OSError: The path cannot be read.
        """
        from aiproviders._serialization import load  # noqa: PLC0415 - imports cattrs

        return load(path)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Provider":
        """Make a provider of what `to_dict` gave.

        Raises:
            DataError: The document is not what the format asks for.
        """
        from aiproviders._serialization import from_dict  # noqa: PLC0415 - imports cattrs

        return from_dict(document)

    @classmethod
    def from_json(cls, text: bytes | str) -> "Provider":
        """Make a provider of what `to_json` gave.

        Raises:
            DataError: The text is not JSON, or not what the format asks for.
        """
        from aiproviders._serialization import from_json  # noqa: PLC0415 - imports cattrs

        return from_json(text)

    def dump(self, path: str | os.PathLike[str]) -> None:
        """Write the canonical JSON to a file, all of it or nothing."""
        from aiproviders._serialization import dump  # noqa: PLC0415 - imports cattrs

        dump(self, path)

    def to_dict(self) -> dict[str, Any]:
        """Give the provider as dicts, lists and texts; fields that say nothing are left out."""
        from aiproviders._serialization import to_dict  # noqa: PLC0415 - imports cattrs

        return to_dict(self)

    def to_json(self) -> bytes:
        """Give the provider as canonical JSON: UTF-8, keys sorted, exact numbers as texts."""
        from aiproviders._serialization import to_json  # noqa: PLC0415 - imports cattrs

        return to_json(self)

    @property
    def name(self) -> str:
        """What people call the provider."""
        return str(self.company) if self.company else self.id

    @property
    def lookup_names(self) -> tuple[str, ...]:
        """Other names that a catalog of providers finds it by."""
        return self.company.lookup_names if self.company else ()

    @property
    def newest_fact(self) -> Period | None:
        """The latest date of anything that is stated to have happened or to hold."""
        dates = [
            *(
                metric.period or metric.stated
                for metric in self.metrics
                if metric.status == "reported"
            ),
            *(event.date for event in self.events if event.status == "happened"),
            *(model.released or model.announced for model in self.models),
            *(price.effective or price.observed for model in self.models for price in model.prices),
        ]
        return max((date for date in dates if date is not None), default=None)

    def records(self) -> Iterator[Record]:
        """Every record: the company, then section by section."""
        if self.company is not None:
            yield self.company
        for section in SECTIONS:
            yield from getattr(self, section)

    def record(self, id: str) -> Record:
        """Find what an id stands for, whichever section it is in.

        Raises:
            UnknownIdError: Nothing has this id.
        """
        for record in self.records():
            if record.id == id:
                return record
        raise UnknownIdError(id, self.id)

    def leaders(self, organization: str) -> tuple[Person, ...]:
        """The people who lead an organization now, by its id, in the order of `people`."""
        return tuple(
            person
            for person in self.people
            if any(
                role.organization == organization and role.leads and role.current
                for role in person.roles
            )
        )

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        newest = f", facts to {self.newest_fact.edtf}" if self.newest_fact else ""
        models, metrics = counted(len(self.models), "model"), counted(len(self.metrics), "metric")
        return angled("Provider", f"{self.id}: {models}, {metrics}{newest}")
