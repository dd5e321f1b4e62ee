"""Several providers: a catalog of them, and their records as one catalog."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeAlias, Unpack

from aiproviders._records.catalog import Catalog, Held, Identified, checked_records
from aiproviders._records.lookup.names import Index
from aiproviders._records.models.model import Model
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record
from aiproviders._records.sections.catalogs import catalog_type
from aiproviders._values.late_types import late
from aiproviders._values.wording import listed, quoted

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import ProviderFields
else:
    ProviderFields = late("aiproviders._records.lookup.record_fields", "ProviderFields")


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
    make: Any = catalog_type(section) if section else Catalog
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
