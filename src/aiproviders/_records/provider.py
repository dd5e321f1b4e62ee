"""The root value: all that is known about one provider."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from aiproviders._records.catalog import Catalog, Origin, with_retired
from aiproviders._records.company import BusinessUnit, Company, Person, Product
from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import sealed
from aiproviders._records.metrics import Metrics
from aiproviders._records.model import Model
from aiproviders._records.price import Plan
from aiproviders._records.record import (
    Benchmark,
    Claim,
    Entity,
    Measure,
    Metric,
    Record,
    RetiredId,
    Source,
)
from aiproviders._records.timeline import Timeline
from aiproviders._values.period import Period
from aiproviders._values.pickling import Versioned
from aiproviders._values.quantity import Comparator, Number
from aiproviders._values.text import angled, counted
from aiproviders.errors import DataError, UnknownIdError

if TYPE_CHECKING:
    from aiproviders._analysis.cite import CitationFormat
    from aiproviders._analysis.join import Joined
    from aiproviders._records.frame_methods import Backend

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
    "retired",
)
"""The catalogs of a provider."""


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Provider(Shown, Versioned):
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
        retired: Ids that no record has any more, with their successors, which answer to them.
    """

    id: str
    schema: str = "1.0"
    data_version: str | None = None
    namespaces: tuple[str, ...] = ()
    company: Company | None = None
    business_units: Catalog[BusinessUnit] = Catalog()
    people: Catalog[Person] = Catalog()
    models: Catalog[Model] = Catalog()
    products: Catalog[Product] = Catalog()
    metrics: Metrics = field(default=Metrics(), converter=Metrics)
    events: Timeline = Timeline()
    claims: Catalog[Claim] = Catalog()
    entities: Catalog[Entity] = Catalog()
    measures: Catalog[Measure] = Catalog()
    benchmarks: Catalog[Benchmark] = Catalog()
    sources: Catalog[Source] = Catalog()
    retired: Catalog[RetiredId] = Catalog()

    def __attrs_post_init__(self) -> None:
        successors, origin = self._successors, self.origin
        for section in SECTIONS:
            records: Catalog[Any] = getattr(self, section)
            if not isinstance(records, Catalog):
                records = Catalog(records)
            if section == "events" and not isinstance(records, Timeline):
                records = Timeline(records)
            named = type(records)(
                records.records,
                name=f"{self.id}.{section}",
                namespaces=self.namespaces,
                successors=successors,
                origin=origin,
            )
            object.__setattr__(self, section, named)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Provider":
        """Read a provider from a folder of TOML files, or from one TOML or JSON file.

        Nothing outside the folder is read, nor more than 8 MiB, and a faulty file yields no
        provider.

        Args:
            path: A folder, or a file that ends in `.toml` or `.json`.

        Raises:
            DataError: What was read is not what the format asks for; the first of what `validate`
                finds.
            OSError: The path cannot be read.
        """
        from aiproviders._format.serialization import load  # noqa: PLC0415 - imports cattrs

        return load(path)

    @staticmethod
    def validate(path: str | os.PathLike[str]) -> tuple[DataError, ...]:
        """Say all that keeps `load` from reading a provider; nothing, if it can be loaded.

        A file with very many faults is not listed to its end: at most 100 of one list, and 1,000
        in all.

        Args:
            path: As of `load`.

        Raises:
            OSError: The path cannot be read.
        """
        from aiproviders._format.serialization import validate  # noqa: PLC0415 - imports cattrs

        return validate(path)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Provider":
        """Make a provider of what `to_dict` gave.

        Args:
            document: Dicts, lists, texts, whole numbers and Decimals.

        Raises:
            DataError: The document is not what the format asks for.
        """
        from aiproviders._format.serialization import from_dict  # noqa: PLC0415 - imports cattrs

        return from_dict(document)

    @classmethod
    def from_json(cls, text: bytes | str) -> "Provider":
        """Make a provider of what `to_json` gave.

        Args:
            text: JSON, as text or in UTF-8.

        Raises:
            DataError: The text is not JSON, or not what the format asks for.
        """
        from aiproviders._format.serialization import from_json  # noqa: PLC0415 - imports cattrs

        return from_json(text)

    def dump(self, path: str | os.PathLike[str]) -> None:
        """Write the canonical JSON to a file, all of it or nothing.

        Args:
            path: A file, which is replaced if it exists.
        """
        from aiproviders._format.serialization import dump  # noqa: PLC0415 - imports cattrs

        dump(self, path)

    def to_dict(self) -> dict[str, Any]:
        """Give the provider as dicts, lists and texts; fields that say nothing are left out."""
        from aiproviders._format.serialization import to_dict  # noqa: PLC0415 - imports cattrs

        return to_dict(self)

    def to_json(self) -> bytes:
        """Give the provider as canonical JSON: UTF-8, keys sorted, exact numbers as texts."""
        from aiproviders._format.serialization import to_json  # noqa: PLC0415 - imports cattrs

        return to_json(self)

    @property
    def name(self) -> str:
        """What people call the provider."""
        return str(self.company) if self.company else self.id

    @property
    def origin(self) -> Origin:
        """What the catalogs know of the provider that they belong to."""
        return Origin(
            provider=self.id,
            data_version=self.data_version,
            sources=tuple((source.id, source.title) for source in self.sources),
            kinds=tuple((source.id, source.kind) for source in self.sources if source.kind),
            labels=(
                *((measure.id, measure.label) for measure in self.measures),
                *((benchmark.id, benchmark.name) for benchmark in self.benchmarks),
            ),
        )

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
            *(model.first_seen for model in self.models if model.status != "announced"),
            *(price.effective or price.observed for model in self.models for price in model.prices),
        ]
        return max((date for date in dates if date is not None), key=_settled, default=None)

    def records(self) -> Iterator[Record]:
        """Every record: the company, then section by section; retired ids are no records."""
        if self.company is not None:
            yield self.company
        for section in SECTIONS:
            if section != "retired":
                yield from getattr(self, section)

    def record(self, id: str) -> Record:
        """Find what an id stands for, whichever section it is in; a retired id, its successor.

        Args:
            id: Id of a record of any section.

        Raises:
            UnknownIdError: Nothing has this id.
        """
        found = self._by_id().get(id)
        if found is None:
            raise UnknownIdError(id, self.id)
        return found

    def _by_id(self) -> dict[str, Record]:
        """Every record by its id, and by each retired id that leads to it."""
        records = {record.id: record for record in reversed(tuple(self.records()))}
        return with_retired(records, self._successors)

    @property
    def _successors(self) -> tuple[tuple[str, str], ...]:
        return tuple((each.id, each.successor) for each in self.retired)

    def cite(self, record: Record | str, format: "CitationFormat" = "text") -> str:
        """Cite a record: this data set first, then the sources that it took the record from.

        A secondary source is called so, and what is not stated of a source is not made up. A
        record of bundled data is cited with its place in the project's data pages, the path of the
        page and the record's id as anchor. Only the text names sections and anchor, so that a
        bibliography has each source once.

        Args:
            record: A record or its id; of a model, its prices and scores are cited too.
            format: A sentence (`text`), a JSON list of items of the Citation Style Language 1.0.2
                (`csl-json`), or `@misc` entries (`bibtex`).

        Raises:
            UnknownIdError: Nothing has this id.
            ValueError: There is no such format.

        Examples:
            >>> from aiproviders import alibaba
            >>> print(alibaba.cite("alibaba.market-cap.2026-06"))
            Alibaba (aiproviders data set, version 2026.06.1):
            docs/data/alibaba.md#alibaba.market-cap.2026-06,
            after “Alibaba”, Quick facts, Market cap / Business and financials
            (a secondary source; no author, date or address stated).
        """
        from aiproviders._analysis.cite import cite  # noqa: PLC0415 - imports json

        return cite(self, record, format)

    def with_citation(
        self,
        record: Record | str,
        source: Source | str,
        *,
        section: str | None = None,
        locator: str | None = None,
        text: str | None = None,
        comparator: Comparator | None = None,
    ) -> "Provider":
        """Give a provider in which a record cites one more place, such as a filing.

        Args:
            record: A record or its id.
            source: A source, which is added if it is new, or the id of one that is here.
            section: Heading of the section in it.
            locator: Place within the section.
            text: The figure as printed there.
            comparator: How the figure is stated there, where that differs from the record.

        Raises:
            UnknownIdError: There is no such record, or no such source.
            ValueError: Another source has the id of this one.
            DataError: The comparator is none, or another record has the id of the source.
        """
        from aiproviders._analysis.overlays import with_citation  # noqa: PLC0415 - imports cattrs

        place = {"section": section, "locator": locator, "text": text, "comparator": comparator}
        return with_citation(self, record, source, place)

    def with_models(self, *models: Model) -> "Provider":
        """Give a provider with further models, or with others in place of those with their ids.

        Models of other makers keep their provider. Shared benchmarks come along.

        Args:
            *models: The models.

        Raises:
            DataError: A model names an id of nothing, or has the id of another kind of record, or
                a value that the format does not allow.
            TypeError: Something else than a model is given.
        """
        from aiproviders._analysis.overlays import with_models  # noqa: PLC0415 - imports cattrs

        return with_models(self, models)

    def with_metrics(self, *metrics: Metric) -> "Provider":
        """Give a provider with further figures, or with others in place of those with their ids.

        Shared measures come along.

        Args:
            *metrics: The figures.

        Raises:
            DataError: A metric names an id of nothing, or has the id of another kind of record, or
                a value that the format does not allow.
            TypeError: Something else than a metric is given.
        """
        from aiproviders._analysis.overlays import with_metrics  # noqa: PLC0415 - imports cattrs

        return with_metrics(self, metrics)

    def with_price(
        self,
        model: Model | str,
        *,
        input: Number | None,
        output: Number | None,
        source: Source | str,
        currency: str = "USD",
        plan: Plan = "contract",
        cache_read: Number | None = None,
        cache_write: Number | None = None,
        effective: Period | date | str | None = None,
    ) -> "Provider":
        """Give a provider in which a model has one more price, the last of its `prices`.

        `Model.price` and what compares models by it count list prices alone: pass the last of the
        prices to `price_ratio` or `blended_price` to compare a contract, or give `plan="list"`
        where the model has no list price or an earlier one with a date.

        Args:
            model: A model, or its id or name.
            input: Per million input tokens that no cache serves; None if not stated, 0 if free.
            output: Per million output tokens.
            source: Where the price stands: a source, the id or title of one that is here, or the
                title of a new one, such as `our contract`.
            currency: ISO 4217 code of the currency.
            plan: On what terms the price is offered.
            cache_read: Per million input tokens read from a cache.
            cache_write: Per million input tokens written to a cache.
            effective: When the price holds.

        Raises:
            UnknownIdError: There is no such model.
            TypeError: A price is a float.
            ValueError: A price is negative, or another source has the id of this one.
            DataError: The plan is none, or another record has the id of the source.
        """
        from aiproviders._analysis.overlays import with_price  # noqa: PLC0415 - imports cattrs

        terms = {
            "input": input,
            "output": output,
            "currency": currency,
            "plan": plan,
            "cache_read": cache_read,
            "cache_write": cache_write,
            "effective": effective,
        }
        return with_price(self, model, source, terms)

    def joined(self, catalogue: "Provider", *, names: Mapping[str, str] | None = None) -> "Joined":
        """Join what a catalogue of the field states of the same models.

        What is left open here is filled in from there, with its citation; where both state
        something, this provider's statement stays and the pair holds the other. A price or score
        that both state is one with the citations of both, any other stands beside ours, so that a
        model may have no single `price` any more. `audit` of the result sets the two against each
        other.

        Args:
            catalogue: A provider that an adapter gave, such as `models_dev.read()["alibaba"]`.
            names: Ids or names of models here, with those there. Without it a table reviewed by
                hand says which are the same; no name is guessed.

        Raises:
            ValueError: Nobody has reviewed this catalogue, and no names are given.
            UnknownIdError: One of the names is that of no model.
        """
        from aiproviders._analysis.join import joined  # noqa: PLC0415 - imports cattrs

        return joined(self, catalogue, names)

    def tables(
        self,
        backend: "Backend" = "pandas",
        *,
        exact: bool = False,
        approximate_bounds: bool = False,
    ) -> dict[str, Any]:
        """Give all that is known as data frames that join by `provider` and `id`.

        Each section is a frame, and so are `providers` and `companies`, of one row each. What is
        inside records has rows of its own: `listings`, `roles`, `former_names`, `prices` with
        `price_tiers` and `other_prices`, `scores`, and the `citations` of all of them. There `id`
        is that of the record, and `position` the place in it. `relations` has a row for every id
        that a record holds, such as the subject of a figure and what an event is about.

        Args:
            backend: The library of the frames: `pandas`, `polars`, `pyarrow` or `duckdb`.
            exact: Give decimals in place of floats, as `Catalog.to_frame` does.
            approximate_bounds: Give the bounds of figures that are "about" too.

        Raises:
            MissingExtraError: The library is not installed.
            ValueError: There is no such backend, or an exact number does not fit its column.

        Examples:
            >>> from aiproviders import alibaba
            >>> tables = alibaba.tables("polars")
            >>> tables["models"].join(tables["scores"], on=["provider", "id"]).height
            2
        """
        from aiproviders._frames.data_frame import frames  # noqa: PLC0415 - imports narwhals

        return frames(self, backend, exact=exact, approximate_bounds=approximate_bounds)

    def leaders(self, organization: str) -> tuple[Person, ...]:
        """The people who lead an organization now, by its id, in the order of `people`.

        Args:
            organization: Id of the company, a unit or another organization.
        """
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


def _settled(period: Period) -> tuple[date, Period]:
    """The first day by which what is dated so has happened, or has begun to hold."""
    is_over = "/" in period.edtf and period._last is not None
    return (period._last if is_over else period._first) or date.min, period
