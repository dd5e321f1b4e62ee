"""The provider: all that is known about it, as one value.

Its methods load, check, cite and convert it; those call rooms above this one, when asked.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeAlias, TypeVar, Unpack, overload

from attrs import field, fields_dict, frozen

from aiproviders._records.catalog import Catalog, Held, Identified, Origin, checked_records
from aiproviders._records.company import BusinessUnit, Company, Person, Product
from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import as_texts, as_tuple, sealed
from aiproviders._records.frame_methods import (
    Backend,
    DuckdbRelation,
    PandasFrame,
    PolarsFrame,
)
from aiproviders._records.lookup.names import Index, with_retired
from aiproviders._records.metrics import Metrics
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import Plan, TokenPrice
from aiproviders._records.prices.price_in_force import is_announced, last_day, today
from aiproviders._records.record import (
    Benchmark,
    Claim,
    Entity,
    Event,
    Measure,
    Metric,
    Record,
    RetiredId,
    Source,
)
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
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.number import Comparator, Number
from aiproviders._values.period import Period
from aiproviders._values.pickling import Equal, Versioned
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.wording import angled, counted, listed, printable, quoted
from aiproviders.errors import DataError, UnknownIdError

if TYPE_CHECKING:
    from aiproviders._analysis.cite import CitationFormat
    from aiproviders._analysis.join import Joined
    from aiproviders._records.lookup.record_fields import ProviderFields
else:
    CitationFormat = late("aiproviders._analysis.cite", "CitationFormat")
    Joined = late("aiproviders._analysis.join", "Joined")
    ProviderFields = late("aiproviders._records.lookup.record_fields", "ProviderFields")

_NEVER = date.min

T = TypeVar("T")

Prices: TypeAlias = (
    Mapping[Model, TokenPrice | str]
    | Mapping[str, TokenPrice | str]
    | Mapping[Model | str, TokenPrice | str]
)
"""Prices by model, or by its id or name; a text such as `90 %` is a part of the list price."""

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


def as_business_units(records: Iterable[BusinessUnit]) -> BusinessUnits:
    return BusinessUnits(as_tuple(records))


def as_people(records: Iterable[Person]) -> People:
    return People(as_tuple(records))


def as_models(records: Iterable[Model]) -> Models:
    return Models(as_tuple(records))


def as_products(records: Iterable[Product]) -> Products:
    return Products(as_tuple(records))


def as_claims(records: Iterable[Claim]) -> Claims:
    return Claims(as_tuple(records))


def as_entities(records: Iterable[Entity]) -> Entities:
    return Entities(as_tuple(records))


def as_measures(records: Iterable[Measure]) -> Measures:
    return Measures(as_tuple(records))


def as_benchmarks(records: Iterable[Benchmark]) -> Benchmarks:
    return Benchmarks(as_tuple(records))


def as_sources(records: Iterable[Source]) -> Sources:
    return Sources(as_tuple(records))


def as_retired(records: Iterable[RetiredId]) -> RetiredIds:
    return RetiredIds(as_tuple(records))


def as_metrics(records: Iterable[Metric]) -> Metrics:
    return Metrics(as_tuple(records))


def as_events(records: Iterable[Event]) -> Timeline:
    return Timeline(as_tuple(records))


class _Remembering:
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
class Provider(_Remembering, Shown, Equal, Versioned, Guided):
    """All that is known about one provider, as one value; all of it is loaded.

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
    company: Company | None = None
    business_units: BusinessUnits = field(default=BusinessUnits(), converter=as_business_units)
    people: People = field(default=People(), converter=as_people)
    models: Models = field(default=Models(), converter=as_models)
    products: Products = field(default=Products(), converter=as_products)
    metrics: Metrics = field(default=Metrics(), converter=as_metrics)
    events: Timeline = field(default=Timeline(), converter=as_events)
    claims: Claims = field(default=Claims(), converter=as_claims)
    entities: Entities = field(default=Entities(), converter=as_entities)
    measures: Measures = field(default=Measures(), converter=as_measures)
    benchmarks: Benchmarks = field(default=Benchmarks(), converter=as_benchmarks)
    sources: Sources = field(default=Sources(), converter=as_sources)
    retired: RetiredIds = field(default=RetiredIds(), converter=as_retired)

    def __attrs_post_init__(self) -> None:
        successors, origin = self._successors, self.origin
        for section in SECTIONS:
            records: Catalog[Any] = getattr(self, section)
            named = records._of_provider(
                f"{self.id}.{section}", self.namespaces, successors, origin
            )
            object.__setattr__(self, section, named)

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
        return Origin(
            provider=self.id,
            data_version=self.data_version,
            sources=tuple((source.id, source.title) for source in self.sources),
            kinds=tuple((source.id, source.kind) for source in self.sources if source.kind),
            labels=((self.id, self.name), *((record.id, str(record)) for record in self._named())),
            company=self.company,
            benchmarks=self.benchmarks.records,
            sections=tuple(each for each in SECTIONS if len(getattr(self, each))),
            names=(
                (self.id, self.lookup_names, ""),
                *(
                    (record.id, record.lookup_names, section)
                    for section in SECTIONS[:-1]  # retired ids are no records
                    for record in getattr(self, section)
                ),
            ),
        )

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
        source: Source | str,
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
        source: Source | str,
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
    def with_prices(self, prices: Prices, *, source: Source | str) -> "Provider": ...

    @overload
    def with_prices(
        self, prices: str | os.PathLike[str], *, source: Source | str | None = ...
    ) -> "Provider": ...

    def with_prices(
        self, prices: Prices | str | os.PathLike[str], *, source: Source | str | None = None
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
    ) -> dict[str, PandasFrame]: ...

    @overload
    def tables(
        self, backend: Literal["polars"], *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> dict[str, PolarsFrame]: ...

    @overload
    def tables(
        self, backend: Literal["duckdb"], *, exact: bool = ..., approximate_bounds: bool = ...
    ) -> dict[str, DuckdbRelation]: ...

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

    def leaders(self, organization: Record | str) -> tuple[Person, ...]:
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
        return (
            ("{}.company", Company),
            ("{}.models", Catalog),
            ("{}.metrics", Metrics),
            ("{}.events", Timeline),
            ("{}.models[…]", Model),
            ("{}.metrics[…]", Metric),
            ("{}.people[…]", Person),
        )

    def __str__(self) -> str:
        return printable(self.name)

    def __repr__(self) -> str:
        newest = f", facts to {self.newest_fact.edtf}" if self.newest_fact else ""
        models, metrics = counted(len(self.models), "model"), counted(len(self.metrics), "metric")
        return angled("Provider", f"{self.id}: {models}, {metrics}{newest}")


class Unread(Protocol):
    """Providers that are read from files when they are asked for."""

    @property
    def names(self) -> Catalog[Identified]:
        """What is found by the id and the names of each provider."""
        ...

    def load(self, id: str) -> Provider:
        """Return the provider of an id; every call returns the same object."""
        ...


_RECORDS: Any = vars(Catalog)["records"]


class Providers(Catalog[Provider]):
    """A catalog of providers, each of which may be read when it is asked for."""

    __slots__ = ()

    @classmethod
    def _of(cls, unread: Unread, name: str) -> Self:
        """Make a catalog of providers that are read when they are asked for."""
        made: Any = object.__new__(cls)
        made.__attrs_init__(unread, name, (), (), (), (), (Provider,))
        found: Self = made
        return found

    @property
    def _held(self) -> tuple[Provider, ...] | Unread:
        """The providers, or what reads them."""
        held: tuple[Provider, ...] | Unread = _RECORDS.__get__(self)
        return held

    @property
    def records(self) -> tuple[Provider, ...]:
        """The providers, all of them read."""
        held = self._held
        return held if isinstance(held, tuple) else tuple(map(held.load, held.names.ids))

    @records.setter
    def records(  # pyright: ignore[reportIncompatibleVariableOverride]
        self, held: tuple[Provider, ...]
    ) -> None:
        # For attrs alone, which sets the field; the class refuses anybody else.
        _RECORDS.__set__(self, held)

    @property
    def ids(self) -> tuple[str, ...]:
        held = self._held
        return super().ids if isinstance(held, tuple) else held.names.ids

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def _lookup(self) -> Index:
        held = self._held
        return super()._lookup if isinstance(held, tuple) else held.names._lookup

    def _only(self, key: Any) -> tuple[Provider, ...]:
        return tuple(map(self._given, super()._only(key)))

    def _get_by_id(self, id: str) -> Provider | None:
        found = super()._get_by_id(id)
        return None if found is None else self._given(found)

    def _given(self, found: Identified) -> Provider:
        """Return what stands in the index: a provider, or the one that a name of it stands for."""
        unread: Any = self._held
        return found if isinstance(found, Provider) else unread.load(found.id)

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Provider], object] | None" = None,
        /,
        **fields: "Unpack[ProviderFields]",
    ) -> Self:
        return super().where(predicate, **fields)


ProvidersLike: TypeAlias = Provider | Iterable[Provider]
"""One provider, or several, such as `providers()`."""

ModelsLike: TypeAlias = Model | Iterable[Model] | ProvidersLike
"""Models or one model, or the provider or providers whose models they are."""


def given_providers(given: ProvidersLike) -> tuple[Provider, ...]:
    """Return the providers that an argument stands for: one, or several, each once.

    Every function over facts takes its argument through this one.

    Raises:
        TypeError: It is neither a provider nor several.
        ValueError: Two different ones have one id.
    """
    if isinstance(given, Provider):
        return (given,)
    found: dict[str, Provider] = {}
    for each in checked_records((Provider,), given, "a provider or several"):
        if found.setdefault(each.id, each) != each:
            msg = f"two providers have the id {quoted(each.id)}, so that no answer could name one"
            raise ValueError(msg)
    return tuple(found.values())


def given_models(given: ModelsLike) -> Catalog[Model]:
    """Return the models that an argument stands for: models, or those of one provider or several.

    Every function over models takes its argument through this one.

    Raises:
        TypeError: It is none of these.
        ValueError: Two different providers have one id.
    """
    return given_records(Model, "models", given)


def given_records(
    kind: type[Held], section: str, given: Held | Iterable[Held] | ProvidersLike
) -> Catalog[Held]:
    """Return the records of a section that an argument stands for, as `given_models` does."""
    if isinstance(given, Provider):
        return merged_records(given, section)
    several: Any = (given,) if isinstance(given, kind) else given
    held: Any = checked_records((kind, Provider), several, f"{section}, a provider or several")
    if held and all(isinstance(each, Provider) for each in held):
        return merged_records(held, section)
    records = checked_records((kind,), held, f"{section}, a provider or several")
    return records if isinstance(records, Catalog) else Catalog(records, record_types=(kind,))


def merged_records(given: ProvidersLike, section: str | None = None) -> Catalog[Any]:
    """Return the records of providers as one catalog, those of one section or of all.

    It knows whose data each record is from. Vendor paths do not stand before its names, because
    that of one provider does not lead to the model of another.
    """
    providers = given_providers(given)
    if section and len(providers) == 1:
        only: Catalog[Any] = getattr(providers[0], section)
        return only
    make: Any = fields_dict(Provider)[section].type if section else Catalog
    holders = [
        (record, provider.id)
        for provider in providers
        for record in (getattr(provider, section) if section else provider.records())
    ]
    records: list[Record] = []
    by_id = defaultdict[str, list[Record]](list)
    for record, _ in holders:
        # Each that providers share, once; only those of one id are compared, and none is hashed.
        if record not in by_id[record.id]:
            by_id[record.id].append(record)
            records.append(record)
    whose = listed([provider.id for provider in providers])
    merged: Catalog[Any] = make(
        records,
        name=f"{whose}.{section}" if section else whose,
        namespaces=providers[0].namespaces if len(providers) == 1 else (),
        successors=(pair for provider in providers for pair in provider._successors),
        origins=(provider.origin for provider in providers),
        holders=holders,
    )
    return merged


def _begin(date: Period) -> Period:
    """Return the begin of what holds still, such as a price since a day; else the date."""
    if date._first is None or date._last is not None:
        return date
    return Period(date.edtf.partition("/")[0])


def _settled(period: Period) -> date:
    """Return the day by which a figure of a period holds; an interval is over at its end."""
    is_over = "/" in period.edtf and period._last is not None
    return (period._last if is_over else period._first) or _NEVER
