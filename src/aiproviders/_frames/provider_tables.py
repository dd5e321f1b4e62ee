"""Tables of all that a provider holds, which join by `provider` and `id`."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from aiproviders._frames.columns import Column, class_columns, provider_column, value_column
from aiproviders._frames.tables import (
    PROVIDER_COLUMNS,
    DataTable,
    build_table,
    catalog_context,
    data_table,
)
from aiproviders._records.company import Company, FormerName, Listing, Role
from aiproviders._records.fields import references
from aiproviders._records.lookup.dated_alias import DatedAlias
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import OtherPrice, PriceTier, TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, Record
from aiproviders._records.sections.catalogs import SECTIONS


class _InnerValue(NamedTuple):
    """A value inside a record.

    Attributes:
        id: Id of the record.
        value: The value.
        position: Position in a list of the record; None of a value that is in no list.
        number: Position in a list inside that.
        table: The table that has a row for the object that the value belongs to.
    """

    id: str
    value: Any
    position: int | None = None
    number: int | None = None
    table: str | None = None


_KEYS = (*value_column("id", "text", "Id of the record.", attrgetter("id")), *provider_column())
_POSITION = value_column(
    "position", "integer", "Place in the record, from 0.", attrgetter("position")
)
_NUMBER = value_column("number", "integer", "Place in that, from 0.", attrgetter("number"))
_TABLE = value_column(
    "table_name", "text", "The table whose row it belongs to.", attrgetter("table")
)
_GET_VALUE = attrgetter("value")


def _list_columns(cls: type) -> tuple[Column, ...]:
    return (*_KEYS, *_POSITION, *class_columns(cls, _GET_VALUE))


def _price_list_columns(cls: type) -> tuple[Column, ...]:
    return (*_KEYS, *_POSITION, *_NUMBER, *class_columns(cls, _GET_VALUE))


# Lists inside records, by the field, which gives the table its name: the section, the columns.
_LISTS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "listings": ("companies", _list_columns(Listing)),
    "roles": ("people", _list_columns(Role)),
    "dated_aliases": ("models", _list_columns(DatedAlias)),
    "prices": ("models", _list_columns(TokenPrice)),
    "scores": ("models", _list_columns(Score)),
    "former_names": ("products", _list_columns(FormerName)),
}
# Lists inside the prices of models, by the name of the table: the field, the columns.
_PRICE_LISTS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "price_tiers": ("tiers", _price_list_columns(PriceTier)),
    "other_prices": ("other", _price_list_columns(OtherPrice)),
}
_CITATION_COLUMNS = (
    *_KEYS, *_TABLE, *_POSITION, *_NUMBER, *class_columns(Citation, _GET_VALUE)
)  # fmt: skip
_RELATION_COLUMNS = (
    *_KEYS,
    *_TABLE,
    *value_column("path", "text", "Path of the field that holds the id.", attrgetter("value.path")),
    *value_column(
        "target_type",
        "text",
        "`record`, `model`, `measure` or `benchmark`.",
        attrgetter("value.of"),
    ),
    *value_column("target", "text", "The id.", attrgetter("value.id")),
)


def merged_tables(
    providers: Iterable[Provider], *, approximate_bounds: bool = False
) -> dict[str, DataTable]:
    """Return the tables of one or several providers, each with the rows of all of them.

    Raises:
        ValueError: There is no provider.
    """
    tables = [provider_tables(each, approximate_bounds=approximate_bounds) for each in providers]
    if not tables:
        msg = "there is no provider to make tables of"
        raise ValueError(msg)
    return {
        name: DataTable(table.columns, [row for each in tables for row in each[name].rows])
        for name, table in tables[0].items()
    }


def provider_tables(
    provider: Provider, *, approximate_bounds: bool = False
) -> dict[str, DataTable]:
    """Return the tables of a provider by name: each section, and the lists inside its records.

    Args:
        provider: The provider.
        approximate_bounds: Whether a figure that is "about" has bounds.
    """
    context = catalog_context(provider.metrics, approximate_bounds=approximate_bounds)
    records: dict[str, Iterable[Record]] = {
        "companies": () if provider.company is None else (provider.company,),
        **{section: getattr(provider, section) for section in SECTIONS},
    }
    tables = {
        "providers": build_table(PROVIDER_COLUMNS, (provider,), context),
        "companies": build_table(class_columns(Company), records["companies"], context),
        **{
            section: data_table(getattr(provider, section), approximate_bounds=approximate_bounds)
            for section in SECTIONS
        },
    }
    listed = {
        name: [value for record in records[section] for value in _values_in(record, name)]
        for name, (section, _) in _LISTS.items()
    }
    for name, (_, columns) in _LISTS.items():
        tables[name] = build_table(columns, listed[name], context)
    for name, (field, columns) in _PRICE_LISTS.items():
        values = [
            _InnerValue(price.id, each, price.position, number)
            for price in listed["prices"]
            for number, each in enumerate(getattr(price.value, field))
        ]
        tables[name] = build_table(columns, values, context)
    tables["citations"] = build_table(_CITATION_COLUMNS, _citations(records, listed), context)
    tables["relations"] = build_table(_RELATION_COLUMNS, _relations(records), context)
    return tables


def _values_in(record: Record, field: str) -> Iterator[_InnerValue]:
    for position, value in enumerate(getattr(record, field)):
        yield _InnerValue(record.id, value, position, table=field)


def _citations(
    records: Mapping[str, Iterable[Record]], listed: Mapping[str, list[_InnerValue]]
) -> Iterator[_InnerValue]:
    """Yield the citations of records, and of the prices and scores of models."""
    whole = (
        _InnerValue(record.id, record, table=section)
        for section, held in records.items()
        for record in held
    )
    for cited in (*whole, *listed["prices"], *listed["scores"]):
        for number, citation in enumerate(cited.value.citations):
            yield cited._replace(value=citation, number=number)


def _relations(records: Mapping[str, Iterable[Record]]) -> Iterator[_InnerValue]:
    """Yield every id that a record holds, except ids of sources, which are in its citations."""
    for section, held in records.items():
        for record in held:
            for reference in references(record):
                if reference.of != "source":
                    yield _InnerValue(record.id, reference, table=section)
