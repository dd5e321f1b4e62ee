"""All that a provider holds, as tables that join by `provider` and `id`."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from aiproviders._frames.columns import Column, class_columns, plain, provided
from aiproviders._frames.tables import PROVIDERS, Table, evaluated, setting_of, table
from aiproviders._records.company import Company, FormerName, Listing, Role
from aiproviders._records.fields import references
from aiproviders._records.model import Score
from aiproviders._records.price import OtherPrice, PriceTier, TokenPrice
from aiproviders._records.provider import SECTIONS, Provider
from aiproviders._records.record import Citation, Record


class _Part(NamedTuple):
    """A value inside a record.

    Attributes:
        id: Id of the record.
        value: The value.
        position: Place in a list of the record; None of what is not in one.
        number: Place in a list inside that.
        table: The table that has a row for what the value belongs to.
    """

    id: str
    value: Any
    position: int | None = None
    number: int | None = None
    table: str | None = None


def _inner(kind: type, *keys: tuple[Column]) -> tuple[Column, ...]:
    own = class_columns(kind, attrgetter("value"))
    return (*_KEYS, *(column for key in keys for column in key), *own)


_KEYS = (*plain("id", "text", "Id of the record.", attrgetter("id")), *provided())
_POSITION = plain("position", "integer", "Place in the record, from 0.", attrgetter("position"))
_NUMBER = plain("number", "integer", "Place in that, from 0.", attrgetter("number"))
_TABLE = plain("table_name", "text", "The table whose row it belongs to.", attrgetter("table"))

# Lists inside records: the field, which names the table too, the section and the class.
_LISTS: tuple[tuple[str, str, type], ...] = (
    ("listings", "companies", Listing),
    ("roles", "people", Role),
    ("prices", "models", TokenPrice),
    ("scores", "models", Score),
    ("former_names", "products", FormerName),
)
# Lists inside the prices of models.
_PRICE_LISTS: tuple[tuple[str, str, type], ...] = (
    ("price_tiers", "tiers", PriceTier),
    ("other_prices", "other", OtherPrice),
)

_CITATIONS = _inner(Citation, _TABLE, _POSITION, _NUMBER)
_RELATIONS = (
    *_KEYS,
    *_TABLE,
    *plain("path", "text", "Path of the field that holds the id.", attrgetter("value.path")),
    *plain("target_type", "text", "`record`, `measure` or `benchmark`.", attrgetter("value.of")),
    *plain("target", "text", "The id.", attrgetter("value.id")),
)


def tables(provider: Provider, *, approximate_bounds: bool = False) -> dict[str, Table]:
    """Every section and what is inside its records; `Provider.tables` documents which."""
    setting = setting_of(provider.metrics, approximate_bounds=approximate_bounds)
    records: dict[str, Iterable[Record]] = {
        "companies": () if provider.company is None else (provider.company,),
        **{section: getattr(provider, section) for section in SECTIONS},
    }
    found = {
        "providers": evaluated(PROVIDERS, (provider,), setting),
        "companies": evaluated(class_columns(Company), records["companies"], setting),
        **{
            section: table(getattr(provider, section), approximate_bounds=approximate_bounds)
            for section in SECTIONS
        },
    }
    inside = {
        name: [part for record in records[section] for part in _parts(record, name)]
        for name, section, _ in _LISTS
    }
    for name, _, kind in _LISTS:
        found[name] = evaluated(_inner(kind, _POSITION), inside[name], setting)
    for name, field, kind in _PRICE_LISTS:
        parts = [
            _Part(price.id, each, price.position, number)
            for price in inside["prices"]
            for number, each in enumerate(getattr(price.value, field))
        ]
        found[name] = evaluated(_inner(kind, _POSITION, _NUMBER), parts, setting)
    found["citations"] = evaluated(_CITATIONS, _citations(records, inside), setting)
    found["relations"] = evaluated(_RELATIONS, _relations(records), setting)
    return found


def _parts(record: Record, field: str) -> Iterator[_Part]:
    for position, each in enumerate(getattr(record, field)):
        yield _Part(record.id, each, position, table=field)


def _citations(
    records: dict[str, Iterable[Record]], inside: dict[str, list[_Part]]
) -> Iterator[_Part]:
    whole = (
        _Part(record.id, record, table=section)
        for section, held in records.items()
        for record in held
    )
    for cited in (*whole, *inside["prices"], *inside["scores"]):
        for number, citation in enumerate(cited.value.citations):
            yield cited._replace(value=citation, number=number)


def _relations(records: dict[str, Iterable[Record]]) -> Iterator[_Part]:
    """Every id that a record holds but those of sources, which are citations."""
    for section, held in records.items():
        for record in held:
            for reference in references(record):
                if reference.of != "source":
                    yield _Part(record.id, reference, table=section)
