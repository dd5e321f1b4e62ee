"""Providers of a price catalog, whose ids share one namespace; it may use one of them twice."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

from attrs import evolve, fields

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import with_other_ids
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record
from aiproviders._records.sections.catalogs import SECTIONS, catalog_type

Rows: TypeAlias = dict[str, dict[str, Any]]
"""The fields of records, by their ids."""

_ORDER = ("entities", "benchmarks", "sources", "products", "models")
"""Which section keeps an id that several have; models come last, as an alias still finds them."""

_REFERRED_TO = {"benchmarks": "benchmark", "sources": "source", "models": "model"}


def provider_of(id: str, **sections: Sequence[Record] | Rows) -> Provider:
    """Make a provider in which every record has an id of its own.

    Args:
        id: The id of the provider; none of its entities has it.
        **sections: The records of each section; or the fields of each record, which is made when
            somebody touches the section, as its class takes longer to load than a price to read.
    """

    def read(section: str) -> Catalog[Any]:
        kind, held = catalog_type(section), sections.get(section, ())
        if isinstance(held, dict):
            (record_type,) = kind._own_types
            held = [record_type(id=each, **row) for each, row in held.items()]
        return made._own(section, kind(held), ())

    made = Provider._of(
        {section: partial(read, section) for section in SECTIONS},
        id=id,
        schema=fields(Provider).schema.default,
        data_version=None,
        namespaces=(),
        company=None,
    )
    ids = [id, *chain.from_iterable(map(_ids, sections.values()))]
    return made if len({*ids}) == len(ids) else _with_own_ids(made)


def _ids(held: Sequence[Record] | Rows) -> Iterable[str]:
    return held if isinstance(held, dict) else [record.id for record in held]


def _with_own_ids(provider: Provider) -> Provider:
    """Give every record whose id is taken one of its own: the same after the provider's id.

    A model is found by the name that it lost, which becomes an alias.
    """
    taken, names = {provider.id}, dict[tuple[str, str], str]()
    sections: dict[str, list[Any]] = {section: [*getattr(provider, section)] for section in _ORDER}
    for section, records in sections.items():
        for position, record in enumerate(records):
            id = record.id
            while id in taken:
                id = f"{provider.id}:{id}"
            taken.add(id)
            if id != record.id:
                names[_REFERRED_TO.get(section, section), record.id] = id
                more = {"aliases": (record.id, *record.aliases)} if section == "models" else {}
                records[position] = evolve(record, id=id, **more)
    renamed: dict[str, Any] = {
        section: [with_other_ids(each, names) for each in records]
        for section, records in sections.items()
    }
    return evolve(provider, **renamed)
