"""The provider: all that is known about it, as one value.

Its methods load, check, cite and convert it; those call rooms above this one, when asked.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

from attrs import field, frozen

from aiproviders._records.catalog import Catalog, Origin
from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import as_texts, sealed
from aiproviders._records.frame_methods import (
    Backend,
    DuckdbRelation,
    PandasFrame,
    PolarsFrame,
)
from aiproviders._records.lookup.names import with_retired
from aiproviders._records.models.model import Model
from aiproviders._records.models.models import Models
from aiproviders._records.on_touch import OnTouch
from aiproviders._records.prices.price import Plan, TokenPrice
from aiproviders._records.prices.price_in_force import is_announced, last_day, today
from aiproviders._records.record import Record
from aiproviders._records.sections.catalogs import SECTIONS, catalog_of, catalog_type
from aiproviders._values import forks
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.number import Comparator, Number
from aiproviders._values.period import Period
from aiproviders._values.pickling import Equal, Versioned
from aiproviders._values.wording import angled, counted, printable, quoted
from aiproviders.errors import DataError, UnknownIdError

if TYPE_CHECKING:
    from aiproviders._analysis.cite import CitationFormat
    from aiproviders._analysis.join import Joined
    from aiproviders._records.company import (
        BusinessUnit,
        BusinessUnits,
        Company,
        People,
        Person,
        Product,
        Products,
    )
    from aiproviders._records.sections.benchmarks import Benchmark, Benchmarks
    from aiproviders._records.sections.claims import Claim, Claims
    from aiproviders._records.sections.entities import Entities, Entity
    from aiproviders._records.sections.event import Event
    from aiproviders._records.sections.measures import Measure, Measures
    from aiproviders._records.sections.metric import Metric
    from aiproviders._records.sections.metrics import Metrics
    from aiproviders._records.sections.retired import RetiredId, RetiredIds
    from aiproviders._records.sections.sources import Source, Sources
    from aiproviders._records.sections.timeline import Timeline
else:
    CitationFormat = late("aiproviders._analysis.cite", "CitationFormat")
    Joined = late("aiproviders._analysis.join", "Joined")
    _COMPANY = "aiproviders._records.company"
    BusinessUnit = late(_COMPANY, "BusinessUnit")
    BusinessUnits = late(_COMPANY, "BusinessUnits")
    Company = late(_COMPANY, "Company")
    People = late(_COMPANY, "People")
    Person = late(_COMPANY, "Person")
    Product = late(_COMPANY, "Product")
    Products = late(_COMPANY, "Products")
    _SECTIONS = "aiproviders._records.sections"
    Benchmark = late(f"{_SECTIONS}.benchmarks", "Benchmark")
    Benchmarks = late(f"{_SECTIONS}.benchmarks", "Benchmarks")
    Claim = late(f"{_SECTIONS}.claims", "Claim")
    Claims = late(f"{_SECTIONS}.claims", "Claims")
    Entities = late(f"{_SECTIONS}.entities", "Entities")
    Entity = late(f"{_SECTIONS}.entities", "Entity")
    Event = late(f"{_SECTIONS}.event", "Event")
    Measure = late(f"{_SECTIONS}.measures", "Measure")
    Measures = late(f"{_SECTIONS}.measures", "Measures")
    Metric = late(f"{_SECTIONS}.metric", "Metric")
    Metrics = late(f"{_SECTIONS}.metrics", "Metrics")
    RetiredId = late(f"{_SECTIONS}.retired", "RetiredId")
    RetiredIds = late(f"{_SECTIONS}.retired", "RetiredIds")
    Source = late(f"{_SECTIONS}.sources", "Source")
    Sources = late(f"{_SECTIONS}.sources", "Sources")
    Timeline = late(f"{_SECTIONS}.timeline", "Timeline")

_NEVER = date.min

T = TypeVar("T")

_NO_RECORDS: Any = ()

Prices: TypeAlias = (
    Mapping[Model, TokenPrice | str]
    | Mapping[str, TokenPrice | str]
    | Mapping[Model | str, TokenPrice | str]
)
"""Prices by model, or by its id or name; a text such as `90 %` is a part of the list price."""

# A converter for each section, as type checkers understand a named function.


def as_business_units(records: "Iterable[BusinessUnit]") -> "BusinessUnits":
    found: BusinessUnits = catalog_of("business_units", records)
    return found


def as_people(records: "Iterable[Person]") -> "People":
    found: People = catalog_of("people", records)
    return found


def as_models(records: "Iterable[Model]") -> "Models":
    found: Models = catalog_of("models", records)
    return found


def as_products(records: "Iterable[Product]") -> "Products":
    found: Products = catalog_of("products", records)
    return found


def as_metrics(records: "Iterable[Metric]") -> "Metrics":
    found: Metrics = catalog_of("metrics", records)
    return found


def as_events(records: "Iterable[Event]") -> "Timeline":
    found: Timeline = catalog_of("events", records)
    return found


def as_claims(records: "Iterable[Claim]") -> "Claims":
    found: Claims = catalog_of("claims", records)
    return found


def as_entities(records: "Iterable[Entity]") -> "Entities":
    found: Entities = catalog_of("entities", records)
    return found


def as_measures(records: "Iterable[Measure]") -> "Measures":
    found: Measures = catalog_of("measures", records)
    return found


def as_benchmarks(records: "Iterable[Benchmark]") -> "Benchmarks":
    found: Benchmarks = catalog_of("benchmarks", records)
    return found


def as_sources(records: "Iterable[Source]") -> "Sources":
    found: Sources = catalog_of("sources", records)
    return found


def as_retired(records: "Iterable[RetiredId]") -> "RetiredIds":
    found: RetiredIds = catalog_of("retired", records)
    return found


def as_company(value: "Company | None") -> "Company | None":
    if value is None:
        return None
    from aiproviders._records.company import Company

    if not isinstance(value, Company):
        msg = f"company takes a Company object, got {quoted(value)}"
        raise TypeError(msg)
    return value


class _Remembering(OnTouch):
    """Keeps what it was asked for once; that is no field, so neither compared nor pickled."""

    __slots__ = ("_remembered",)
    _remembered: dict[str, Any]

    def _once(self, name: str, compute: Callable[[], T]) -> T:
        """Return what is computed at the first call; two threads may both compute it."""
        try:
            remembered = self._remembered
        except AttributeError:
            remembered = {}
            object.__setattr__(self, "_remembered", remembered)
        if name not in remembered:
            remembered[name] = compute()
        found: T = remembered[name]
        return found


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Provider(Shown, _Remembering, Equal, Versioned):
    """All that is known about one provider, as one value.

    Attributes:
        id: Name of the provider; it names its company too.
        schema: Version of the format that the data was written for.
        data_version: Month of the newest fact or of its publication, then a counter.
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
    namespaces: tuple[str, ...] = field(default=(), converter=as_texts)
    company: Company | None = field(default=None, converter=as_company)
    business_units: BusinessUnits = field(default=_NO_RECORDS, converter=as_business_units)
    people: People = field(default=_NO_RECORDS, converter=as_people)
    models: Models = field(default=_NO_RECORDS, converter=as_models)
    products: Products = field(default=_NO_RECORDS, converter=as_products)
    metrics: Metrics = field(default=_NO_RECORDS, converter=as_metrics)
    events: Timeline = field(default=_NO_RECORDS, converter=as_events)
    claims: Claims = field(default=_NO_RECORDS, converter=as_claims)
    entities: Entities = field(default=_NO_RECORDS, converter=as_entities)
    measures: Measures = field(default=_NO_RECORDS, converter=as_measures)
    benchmarks: Benchmarks = field(default=_NO_RECORDS, converter=as_benchmarks)
    sources: Sources = field(default=_NO_RECORDS, converter=as_sources)
    retired: RetiredIds = field(default=_NO_RECORDS, converter=as_retired)

    def __attrs_post_init__(self) -> None:
        successors = self._successors
        reads: dict[str, Callable[[], Any]] = {}
        for section in SECTIONS:
            records = getattr(self, section)
            if records:
                object.__setattr__(self, section, self._own(section, records, successors))
            else:
                reads[section] = partial(self._empty, section, successors)
        self._later(**reads)

    def _empty(self, section: str, successors: tuple[tuple[str, str], ...]) -> Catalog[Any]:
        return self._own(section, catalog_type(section)(), successors)

    def _own(
        self, section: str, records: Catalog[Any], successors: tuple[tuple[str, str], ...]
    ) -> Catalog[Any]:
        """Return the records of a section as the catalog of this provider."""
        name = f"{self.id}.{section}"
        return records._of_provider(name, self.namespaces, successors, self.origin)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Provider":
        """Read a provider from a folder of TOML files, or from one TOML or JSON file.

        Nothing outside the folder is read, and at most 8 MiB of it. A file with a fault raises.

        Args:
            path: A folder, or a file that ends in `.toml` or `.json`.

        Raises:
            DataError: The files are not what the format asks for; it is the first error that
                `validate` lists.
            OSError: The path cannot be read.
        """
        from aiproviders._format.serialization import load

        return load(path)

    @staticmethod
    def validate(path: str | os.PathLike[str]) -> tuple[DataError, ...]:
        """List every error that keeps `load` from reading a provider; none if it can be loaded.

        At most 100 errors of one list are given, and 1,000 in all.

        Args:
            path: A folder, or a file that ends in `.toml` or `.json`.

        Raises:
            OSError: The path cannot be read.
        """
        from aiproviders._format.serialization import validate

        return validate(path)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Provider":
        """Make a provider from what `to_dict` returns.

        Args:
            document: Dicts, lists, texts, whole numbers and Decimals.

        Raises:
            DataError: The document is not what the format asks for.
        """
        from aiproviders._format.serialization import from_dict

        return from_dict(document)

    @classmethod
    def from_json(cls, text: bytes | str) -> "Provider":
        """Make a provider from what `to_json` returns.

        Args:
            text: JSON, as text or in UTF-8.

        Raises:
            DataError: The text is not JSON, or not what the format asks for.
        """
        from aiproviders._format.serialization import from_json

        return from_json(text)

    def dump(self, path: str | os.PathLike[str]) -> None:
        """Write the canonical JSON to a file, in one step.

        Args:
            path: A file, which is replaced if it exists.
        """
        from aiproviders._format.serialization import dump

        dump(self, path)

    def to_dict(self) -> dict[str, Any]:
        """Return the provider as dicts, lists and texts, without the fields that are not stated."""
        from aiproviders._format.serialization import to_dict

        return to_dict(self)

    def to_json(self) -> bytes:
        """Return the provider as canonical JSON: UTF-8, keys sorted, exact numbers as texts."""
        from aiproviders._format.serialization import to_json

        return to_json(self)

    @property
    def name(self) -> str:
        """What people call the provider."""
        return str(self.company) if self.company else self.id

    @property
    def origin(self) -> Origin:
        """What catalogs and results say of the provider that their records are from."""
        with forks.BUNDLED:  # all sections have one, whichever threads touch them
            return self._once("origin", self._origin)

    def _origin(self) -> Origin:
        reads: dict[str, Callable[[], Any]] = {
            "sources": lambda: tuple((source.id, source.title) for source in self.sources),
            "kinds": lambda: tuple(
                (source.id, source.kind) for source in self.sources if source.kind
            ),
            "labels": lambda: (
                (self.id, self.name),
                *((record.id, str(record)) for record in self._named()),
            ),
            "company": lambda: self.company,
            "benchmarks": lambda: self.benchmarks.records,
            "sections": lambda: tuple(each for each in SECTIONS if len(getattr(self, each))),
            "names": lambda: (
                (self.id, self.lookup_names, ""),
                *(
                    (record.id, record.lookup_names, section)
                    for section in SECTIONS[:-1]  # retired ids are no records
                    for record in getattr(self, section)
                ),
            ),
        }
        return Origin._of(reads, provider=self.id, data_version=self.data_version)

    def _named(self) -> Iterator[Record]:
        """Iterate over the records that others name by their id; only figures name models."""
        if self.company is not None:
            yield self.company
        for section in ("business_units", "people", "products", "entities", "measures"):
            yield from getattr(self, section)
        yield from self.benchmarks
        if self.metrics:
            yield from self.models

    @property
    def lookup_names(self) -> tuple[str, ...]:
        """Other names that a catalog of providers finds it by."""
        return self.company.lookup_names if self.company else ()

    @property
    def newest_fact(self) -> Period | None:
        """The latest date of anything that is stated to have happened or to hold."""
        return self._once("newest_fact", self._newest_fact)

    def _newest_fact(self) -> Period | None:
        covered = [
            metric.period or metric.stated for metric in self.metrics if metric.status == "reported"
        ]
        begun = [
            *(event.date for event in self.events if event.status == "happened"),
            *(model.first_seen for model in self.models if model.status != "announced"),
            *(
                price.effective or price.observed
                for model in self.models
                for price in model.prices
                if not is_announced(price, model)
            ),
        ]
        days = [
            *((_settled(date), date) for date in covered if date is not None),
            *((date._first or _NEVER, _begin(date)) for date in begun if date is not None),
        ]
        return max(days)[1] if days else None

    @property
    def as_of(self) -> Period | None:
        """The newest day on which prices of its models were read, which is "today" for prices."""
        days = [day for model in self.models if (day := today(model)) is not None]
        return max(days, key=last_day, default=None)

    def records(self) -> Iterator[Record]:
        """Iterate over every record: the company, then each section; retired ids are no records."""
        if self.company is not None:
            yield self.company
        for section in SECTIONS:
            if section != "retired":
                yield from getattr(self, section)

    def record(self, id: str) -> Record:
        """Find a record of any section by its id; a retired id finds its successor.

        Args:
            id: Id of a record of any section.

        Raises:
            UnknownIdError: Nothing has this id.
        """
        check_type(id, str)
        found = self._by_id().get(id)
        if found is None:
            raise UnknownIdError(id, self.id)
        return found

    def _by_id(self) -> dict[str, Record]:
        """Return every record by its id and by each retired id that leads to it."""

        def by_id() -> dict[str, Record]:
            records = {record.id: record for record in reversed(tuple(self.records()))}
            return with_retired(records, self._successors)

        return self._once("by_id", by_id)

    @property
    def _successors(self) -> tuple[tuple[str, str], ...]:
        return tuple((each.id, each.successor) for each in self.retired)

    def cite(self, record: Record | str, format: "CitationFormat" = "text") -> str:
        """Cite a record: this data set first, then the sources that it took the record from.

        A secondary source is called so, and what a source does not state is called not stated. A
        record that is added to bundled data, or changed, is called so too. Only the format `text`
        names the record and sections, so that a bibliography has each source once.

        Args:
            record: A record or its id; of a model, its prices and scores are cited too. The id of
                a measure cites the only figure of it.
            format: A sentence (`text`), a JSON list of items of the Citation Style Language 1.0.2
                (`csl-json`), or `@misc` entries (`bibtex`).

        Raises:
            UnknownIdError: Nothing has this id.
            AmbiguousIdError: It is that of a measure with several figures.
            ValueError: There is no such format.
            TypeError: It is neither a record nor an id.

        Examples:
            >>> from aiproviders import alibaba
            >>> print(alibaba.cite("alibaba.market-cap.2026-06"))
            Alibaba (aiproviders data set, version 2026.06.2), record alibaba.market-cap.2026-06,
            after “Alibaba”, Quick facts, Market cap / Business and financials
            (a secondary source; no author, date or address stated).
        """
        from aiproviders._analysis.cite import cite

        return cite(self, record, format)

    def with_citation(
        self,
        record: Record | str,
        source: "Source | str",
        *,
        section: str | None = None,
        locator: str | None = None,
        text: str | None = None,
        comparator: Comparator | None = None,
    ) -> "Provider":
        """Return a provider in which a record has one more citation, such as a filing.

        Args:
            record: A record or its id.
            source: A source, which is added if it is new, or the id of one that is here.
            section: Heading of the section in it.
            locator: Place within the section.
            text: The figure as printed there.
            comparator: How the figure is stated there, where that differs from the record.

        Raises:
            UnknownIdError: There is no such record, or no such source.
            TypeError: It is neither a record nor an id.
            ValueError: The comparator is none, or another source has the id of this one.
            DataError: Another record has the id of the source.
        """
        from aiproviders._analysis.overlays import with_citation

        place = {"section": section, "locator": locator, "text": text, "comparator": comparator}
        return with_citation(self, record, source, place)

    def with_records(self, *records: Record) -> "Provider":
        """Return a provider with more records of any kind, checked once for all of them.

        A record with the id of one of its kind here replaces it, and so does a company. Shared
        measures and benchmarks are added.

        Args:
            *records: Models, figures, events, people, sources or any others.

        Raises:
            DataError: A record names an id of nothing, or has the id of another kind of record, or
                a value that the format does not allow.
            TypeError: Something else than a record of a provider is given.

        Examples:
            >>> from aiproviders import Event, Source, alibaba
            >>> more = alibaba.with_records(
            ...     Source(id="our-notes", title="Our notes"),
            ...     Event(id="our-pilot", kind="launch", title="We begin a pilot", date="2026-06"),
            ... )
            >>> print(more.events["our-pilot"])
            June 2026 · We begin a pilot
        """
        from aiproviders._analysis.overlays import with_records

        return with_records(self, records)

    def with_price(
        self,
        model: Model | str,
        *,
        input: Number | None,
        output: Number | None,
        source: "Source | str",
        currency: str = "USD",
        plan: Plan = "contract",
        cache_read: Number | None = None,
        cache_write: Number | None = None,
        effective: Period | date | str | None = None,
    ) -> "Provider":
        """Return a provider in which a model has one more price, the last of its `prices`.

        `Model.price`, and what compares models by it, reads list prices only. To compare a
        contract, pass the last price to `price_ratio` or `blended_price`; or give `plan="list"`
        where the model has no list price, or one that `effective` tells it apart from.

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
            NotStatedError: A list price beside another one does not say when it begins.
            TypeError: A price is a float, or something else than a model or a name is given.
            ValueError: A price is negative, the plan is none, or another source has the id of
                this one.
            DataError: Another record has the id of the source.
        """
        check_type(model, Model, str)
        terms: dict[str, Any] = {
            "input": input,
            "output": output,
            "currency": currency,
            "plan": plan,
            "cache_read": cache_read,
            "cache_write": cache_write,
            "effective": effective,
        }
        return self.with_prices({model: TokenPrice(**terms)}, source=source)

    @overload
    def with_prices(self, prices: Prices, *, source: "Source | str") -> "Provider": ...

    @overload
    def with_prices(
        self, prices: str | os.PathLike[str], *, source: "Source | str | None" = ...
    ) -> "Provider": ...

    def with_prices(
        self, prices: Prices | str | os.PathLike[str], *, source: "Source | str | None" = None
    ) -> "Provider":
        """Return a provider in which models have more prices, checked once for all.

        A part of the list price, such as `90 %`, becomes a price with the plan `contract` for each
        list price by the maker: for its days, hours, region, service and lengths of input. Their
        `inferred` and `note` say what was computed.

        Args:
            prices: A price for each model, which stands for itself or is given by id or name, or
                what part of the list price is paid, as `90 %`. The source is cited in each;
                `plan="contract"` marks prices of a contract. Or the path of a TOML file of them,
                which `docs/how-to-price.md` explains.
            source: Where the prices stand: a source, the id or title of one that is here, or the
                title of a new one, such as `our contract`. A file names its own.

        Raises:
            UnknownIdError: There is no such model.
            NotStatedError: A model has no list price of which a part could be paid, or a list price
                that is given beside another one does not say when it begins.
            TypeError: Something else than a price is given, or no source.
            ValueError: A text is no percentage, or another source has the id of this one.
            DataError: Another record has the id of the source, or something in the file is not as
                expected; the error names row and field.
            OSError: The file cannot be read.

        Examples:
            >>> from aiproviders import TokenPrice, alibaba
            >>> ours = alibaba.with_prices(
            ...     {"qwen3.6": TokenPrice(currency="USD", input="0.45", output="2.70",
            ...                            plan="contract")},
            ...     source="our contract",
            ... )
            >>> print(ours.models["qwen3.6"].prices[-1])
            $0.45 in, $2.70 out per million tokens (contract)
            >>> ours = alibaba.with_prices({"qwen3.6": "90 %"}, source="our contract")
            >>> print(ours.models["qwen3.6"].prices[-1])
            $0.54 in, $3.24 out per million tokens (contract)
        """
        from aiproviders._analysis.overlays import with_prices

        return with_prices(self, prices, source)

    def joined(self, other: "Provider", *, names: Mapping[str, str] | None = None) -> "Joined":
        """Join the statements of a price catalog on the same models.

        A field that is not stated here is filled in from the price catalog, with its citation.
        Where both state a field, this provider's value stays and the pair holds the other. A
        price or score that both state becomes one with the citations of both; a different one is
        added to ours, so that a model may have no single `price` any more. `audit` of the result
        compares the two.

        Args:
            other: A provider of a price catalog, such as `models_dev.read()["alibaba"]`.
            names: Ids or names of models here, each with that of the same model there. Without
                it, a reviewed table says which are the same; no name is guessed.

        Raises:
            ValueError: No names are given, and no reviewed table has this price catalog.
            UnknownIdError: No model has one of the names.
            TypeError: The other is no provider.
        """
        from aiproviders._analysis.join import join_price_catalog

        return join_price_catalog(self, other, names)

    @overload
    def tables(
        self, backend: Literal["pandas"] = ..., *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> "dict[str, PandasFrame]": ...

    @overload
    def tables(
        self, backend: Literal["polars"], *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> "dict[str, PolarsFrame]": ...

    @overload
    def tables(
        self, backend: Literal["duckdb"], *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> "dict[str, DuckdbRelation]": ...

    @overload
    def tables(
        self, backend: Backend, *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> dict[str, Any]: ...

    def tables(
        self,
        backend: Backend = "pandas",
        *,
        exact: bool = False,
        approximate_bounds: bool = False,
    ) -> dict[str, Any]:
        """Return everything as data frames that join by `provider` and `id`.

        Each section is a frame; `providers` and `companies` have one row each. Objects inside
        records have frames of their own: `listings`, `roles`, `former_names`, `dated_aliases`,
        `prices` with `price_tiers` and `other_prices`, `scores`, and the `citations` of all of
        them. In these, `id` is the id of the record, and `position` the place in it. `relations`
        has a row for every id that a record holds, such as the subject of a figure and what an
        event is about.

        Args:
            backend: The library of the frames: `pandas`, `polars`, `pyarrow` or `duckdb`.
            exact: Use decimals instead of floats, as `Catalog.to_frame` does.
            approximate_bounds: Fill in the bounds of figures that are "about" too.

        Raises:
            MissingExtraError: The library is not installed.
            ValueError: There is no such backend, or an exact number does not fit its column.

        Examples:
            >>> from aiproviders import alibaba
            >>> tables = alibaba.tables("polars")
            >>> tables["models"].join(tables["scores"], on=["provider", "id"]).height
            2
        """
        from aiproviders._frames.data_frame import frames

        return frames((self,), backend, exact=exact, approximate_bounds=approximate_bounds)

    def leaders(self, organization: Record | str) -> "tuple[Person, ...]":
        """Return the people who lead an organization now, in the order of `people`.

        None are returned where nobody is stated to lead it now.

        Args:
            organization: The company, a unit or another record, or its id; or a name of an
                organization.

        Raises:
            UnknownIdError: Nothing here is called so; the error carries suggestions.
            AmbiguousIdError: Several organizations are called so.
            TypeError: It is neither a record nor a text.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.leaders("Tongyi Laboratory")
            (<Person zhou-jingren: Zhou Jingren>,)
        """
        check_type(organization, Record, str)
        name = organization if isinstance(organization, str) else organization.id
        found = self._by_id().get(name)
        if found is None:
            organizations = Catalog(
                filter(None, (self.company, *self.business_units, *self.entities)),
                name=f"the organizations of {self.id}",
            )
            found = organizations[name]
        return tuple(person for person in self.people if found.id in person.leads)

    def _instead(self, name: str) -> str | None:
        found = self.metrics._instead(name)
        return found and found.replace("{}", "{}.metrics")

    def _places(self) -> tuple[tuple[str, type], ...]:
        from aiproviders._records.company import Company, Person
        from aiproviders._records.sections.metric import Metric
        from aiproviders._records.sections.metrics import Metrics
        from aiproviders._records.sections.timeline import Timeline

        return (
            ("{}.company", Company),
            ("{}.models", Catalog),
            ("{}.metrics", Metrics),
            ("{}.events", Timeline),
            ("{}.models[…]", Model),
            ("{}.metrics[…]", Metric),
            ("{}.people[…]", Person),
        )

    def __hash__(self) -> int:
        # Equal providers have one id; to look at more would read whatever nobody has touched.
        return hash((Provider, self.id))

    def __str__(self) -> str:
        return printable(self.name)

    def __repr__(self) -> str:
        newest = f", facts to {self.newest_fact.edtf}" if self.newest_fact else ""
        models, metrics = counted(len(self.models), "model"), counted(len(self.metrics), "metric")
        return angled("Provider", f"{self.id}: {models}, {metrics}{newest}")


def _begin(date: Period) -> Period:
    """Return the begin of what holds still, such as a price since a day; else the date."""
    if date._first is None or date._last is not None:
        return date
    return Period(date.edtf.partition("/")[0])


def _settled(period: Period) -> date:
    """Return the day by which a figure of a period holds; an interval is over at its end."""
    is_over = "/" in period.edtf and period._last is not None
    return (period._last if is_over else period._first) or _NEVER
