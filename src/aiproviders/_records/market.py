"""The market: the models of many labs, as one dated edition.

Its methods load, cite and change it; those call rooms above this one, when asked.
"""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from attrs import evolve, frozen

from aiproviders._records.catalog import Catalog, Identified
from aiproviders._records.display_methods import Shown
from aiproviders._records.frame_methods import (
    Backend,
    DuckdbRelation,
    PandasFrame,
    PolarsFrame,
)
from aiproviders._records.models.model import Model
from aiproviders._records.models.models import Models
from aiproviders._records.prices.price_in_force import last_day, today
from aiproviders._records.provider import Prices, Provider
from aiproviders._records.providers import Providers, ProvidersLike, given_providers, merged_records
from aiproviders._records.record import Record
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.period import Period
from aiproviders._values.pickling import Versioned
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.wording import angled, counted, listed, printable, quoted
from aiproviders.errors import UnknownIdError

if TYPE_CHECKING:
    from aiproviders._analysis.cite import CitationFormat
    from aiproviders._records.sections.sources import Source, Sources
else:
    CitationFormat = late("aiproviders._analysis.cite", "CitationFormat")
    Source = late("aiproviders._records.sections.sources", "Source")
    Sources = late("aiproviders._records.sections.sources", "Sources")

_NAME = "the market"


class Labs(Protocol):
    """The labs of a market, which may be read from files when they are asked for."""

    @property
    def names(self) -> Catalog[Identified]:
        """What is found by the id and the names of each lab."""
        ...

    def load(self, id: str) -> Provider:
        """Return the lab of an id; every call returns the same object."""
        ...

    def holding(self, model: str) -> Iterable[str]:
        """Return the ids of all labs that may have a model of a name, and perhaps of others."""
        ...

    def listed(self, name: str) -> Any:
        """Return a list of what all labs have, if one was made beforehand; else None."""
        ...


class HeldLabs:
    """Labs in memory."""

    def __init__(self, names: Providers) -> None:
        self.names = names

    def load(self, id: str) -> Provider:
        return self.names[id]

    def holding(self, model: str) -> Iterable[str]:  # noqa: ARG002 - any may have it
        return self.names.ids

    def listed(self, name: str) -> Any:  # noqa: ARG002 - there is none
        return None


@frozen(init=False, eq=False, repr=False, slots=False)
class Market(Shown, Versioned, Guided):
    """The models of many labs, with prices, scores and where these stand, as one edition.

    Iterating gives the labs, each a `Provider`; `market["anthropic"]` finds one by id, name or
    brand, such as `Kimi`. Of the bundled market a lab is read from its file when it is asked for.

    Attributes:
        edition: The month of the edition, such as `2026.11`.
    """

    edition: str
    _labs: Labs

    def __init__(self, providers: ProvidersLike, *, edition: str) -> None:
        """Make a market of the labs in memory.

        Args:
            providers: The labs.
            edition: The month of the edition, such as `2026.11`.

        Raises:
            TypeError: Something else than providers is given, or the edition is no text.
            ValueError: Two different providers have one id.
        """
        check_type(edition, str)
        labs = HeldLabs(Providers(given_providers(providers), name=_NAME))
        self._set(edition, labs)

    def _set(self, edition: str, labs: Labs) -> None:
        this: Any = self  # attrs adds `__attrs_init__`, which type checkers do not know
        this.__attrs_init__(edition, labs)

    @classmethod
    def _of(cls, edition: str, labs: Labs) -> "Market":
        """Make a market whose labs are read when they are asked for."""
        made = cls.__new__(cls)
        made._set(edition, labs)
        return made

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Market":
        """Read a market from a JSON file that `dump` wrote, or from a folder.

        The folder has a folder for each lab, with TOML files as `Provider.load` reads them.

        Args:
            path: The file or the folder.

        Raises:
            DataError: Something in it is not as expected; the error names file, row and field.
            OSError: The path cannot be read.
        """
        from aiproviders._format.market.files import load

        return load(path)

    def dump(self, path: str | os.PathLike[str]) -> None:
        """Write the market to one JSON file, in one step.

        Args:
            path: A file, which is replaced if it exists.
        """
        from aiproviders._format.market.files import dump

        dump(self, path)

    @cached_property
    def providers(self) -> Providers:
        """The labs, all of them loaded."""
        return Providers(map(self._labs.load, self._labs.names.ids), name=_NAME)

    @cached_property
    def models(self) -> Models:
        """The models of all labs."""
        found: Models = self._merged("models")
        return found

    @cached_property
    def sources(self) -> Sources:
        """The sources of all labs."""
        found: Sources = self._merged("sources")
        return found

    def _merged(self, section: str) -> Any:
        return evolve(
            merged_records(self.providers, section), name=f"market {self.edition}.{section}"
        )

    @property
    def prices_read(self) -> Period | None:
        """From the first to the last day on which prices of a model were last read."""
        days = [day for model in self.models if model.prices and (day := today(model)) is not None]
        if not days:
            return None
        first, last = min(days).start, max(map(last_day, days))
        return Period(f"{first or '..'}/{last}")

    @property
    def as_of(self) -> Period | None:
        """The newest day on which prices were read, which is "today" for prices."""
        days = [day for provider in self if (day := provider.as_of) is not None]
        return max(days, key=last_day, default=None)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal digits."""
        from aiproviders._format.market.files import digest

        return digest(self)

    def cite(self, record: Record | str | None = None, format: "CitationFormat" = "text") -> str:
        """Cite the market, or a model in it with the sources that it was taken from.

        The edition and its digest are named, so that a reader can tell whether theirs is the same.

        Args:
            record: A model, its id or another name of it, or any other record of a lab; the whole
                market unless told otherwise.
            format: A sentence (`text`), a JSON list of items of the Citation Style Language 1.0.2
                (`csl-json`), or `@misc` entries (`bibtex`).

        Raises:
            UnknownIdError: No model is called so.
            AmbiguousIdError: Models of several labs are called so.
            ValueError: There is no such format.
        """
        from aiproviders._analysis.cite import cite_market

        return cite_market(self, record, format)

    @overload
    def with_prices(self, prices: Prices, *, source: "Source | str") -> "Market": ...

    @overload
    def with_prices(
        self, prices: str | os.PathLike[str], *, source: "Source | str | None" = ...
    ) -> "Market": ...

    def with_prices(
        self, prices: Prices | str | os.PathLike[str], *, source: "Source | str | None" = None
    ) -> "Market":
        """Return a market in which models have more prices, as `Provider.with_prices` does.

        To correct a wrong price, give the right one `preference="preferred"` and the day on which
        the other began as `effective`; the other one stays beside it. A new price begins on a later
        day.

        Args:
            prices: A price for each model, given by id or name, or the path of a TOML file.
            source: Where the prices stand. A file names its own.

        Raises:
            UnknownIdError: There is no such model.
            AmbiguousIdError: Models of several labs are called so.
            NotStatedError: A list price beside another one does not say when it begins.
            TypeError: Something else than a price is given, or no source.
            DataError: Something in the file is not as expected.
        """
        from aiproviders._analysis.market.overlays import with_prices

        return with_prices(self, prices, source)

    def joined(self, providers: ProvidersLike) -> "Market":
        """Return a market with what a price catalog states of the models of its labs.

        A provider there is the lab of its id here; all others are left out. A model there is the
        one here that has its id as id, alias or API name, exactly as written; any other is added
        as a new one. A field that is not stated here is filled in.

        A price that both state cites both. Of two that differ the newer one wins: where the price
        catalog was read later than the prices here, the one in force there begins on the day on
        which it was seen; any other is kept as a deprecated one. All prices from here stay, and so
        does a name that has stood for several models, which is left out of the price catalog.

        Args:
            providers: The providers of the price catalog, such as `models_dev.read()`.

        Raises:
            TypeError: Something else than a provider or several is given.
            ValueError: Two different providers have one id.
        """
        from aiproviders._analysis.market.overlays import joined

        return joined(self, given_providers(providers))

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

        They are those of `Provider.tables`, such as `models`, `prices`, `scores` and `citations`,
        each with the rows of all labs.

        Args:
            backend: The library of the frames: `pandas`, `polars`, `pyarrow` or `duckdb`.
            exact: Use decimals instead of floats, as `Catalog.to_frame` does.
            approximate_bounds: Fill in the bounds of figures that are "about" too.

        Raises:
            MissingExtraError: The library is not installed.
            ValueError: There is no such backend, or an exact number does not fit its column.
        """
        from aiproviders._frames.data_frame import frames

        return frames(self.providers, backend, exact=exact, approximate_bounds=approximate_bounds)

    def __iter__(self) -> Iterator[Provider]:
        return iter(self.providers)

    def __len__(self) -> int:
        return len(self._labs.names)

    def __contains__(self, item: object) -> bool:
        """Whether the market has a lab, or one of a name."""
        return item in (self._labs.names if isinstance(item, str) else self.providers)

    def __getitem__(self, name: str) -> Provider:
        """Find a lab by id, name or brand, and read it if need be.

        Raises:
            UnknownIdError: No lab is called so; the error carries suggestions, or names the lab
                that has a model of this name.
            TypeError: The name is no text.
        """
        if not isinstance(name, str):
            msg = f"labs are found by id or name, got {quoted(name)}; they stand in .providers"
            raise TypeError(msg)
        try:
            id = self._labs.names[name].id
        except UnknownIdError:
            labs = [id for id in self._labs.holding(name) if name in self._labs.load(id).models]
            if not labs:
                raise
            instead = f"market.models[{quoted(name)}] is a model of {listed(labs)}"
            raise UnknownIdError(name, f"the labs of {_NAME}", (), instead) from None
        return self._labs.load(id)

    def _places(self) -> tuple[tuple[str, type], ...]:
        return ("{}.models", Models), ("{}.models[…]", Model), ("{}[…]", Provider)

    def _lab(self, id: str) -> Provider | None:
        """Return the lab of an id; None if there is none, whatever names others have."""
        return self._labs.load(id) if id in self._labs.names.ids else None

    def _ipython_key_completions_(self) -> list[str]:
        return self._labs.names._ipython_key_completions_()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Market):
            return NotImplemented
        return self is other or (
            self.edition == other.edition and self.providers == other.providers
        )

    def __hash__(self) -> int:
        return hash((self.edition, self.providers))

    def __reduce__(self) -> tuple[Any, ...]:
        return _market, (self.edition, self.providers)

    def __str__(self) -> str:
        """Its name and edition."""
        return printable(f"{_NAME}, edition {self.edition}")

    def __repr__(self) -> str:
        read = "" if self.prices_read is None else f", prices read {self.prices_read}"
        labs, models = counted(len(self), "lab"), counted(len(self.models), "model")
        return angled("Market", f"{self.edition}: {labs}, {models}{read}")


def _market(edition: str, providers: Providers) -> Market:
    return Market(providers, edition=edition)
