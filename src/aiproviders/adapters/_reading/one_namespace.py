"""The ids of a provider, which share one namespace; a price catalog may use one of them twice."""

from typing import Any

from attrs import evolve

from aiproviders._records.fields import with_other_ids
from aiproviders._records.provider import Provider

_ORDER = ("entities", "benchmarks", "sources", "products", "models")
"""Which section keeps an id that several have; models come last, as an alias still finds them."""

_REFERRED_TO = {"benchmarks": "benchmark", "sources": "source", "models": "model"}


def with_own_ids(provider: Provider) -> Provider:
    """Give every record whose id is taken one of its own: the same after the provider's id.

    A model is found by the name that it lost, which becomes an alias.

    Args:
        provider: The provider; none of its entities has its id.
    """
    taken, names = {provider.id}, dict[tuple[str, str], str]()
    sections: dict[str, list[Any]] = {section: [*getattr(provider, section)] for section in _ORDER}
    is_changed = False
    for section, records in sections.items():
        for position, record in enumerate(records):
            id = record.id
            while id in taken:
                id = f"{provider.id}:{id}"
            taken.add(id)
            if id != record.id:
                is_changed = True
                names[_REFERRED_TO.get(section, section), record.id] = id
                more = {"aliases": (record.id, *record.aliases)} if section == "models" else {}
                records[position] = evolve(record, id=id, **more)
    if not is_changed:
        return provider
    renamed: dict[str, Any] = {
        section: [with_other_ids(each, names) for each in records]
        for section, records in sections.items()
    }
    return evolve(provider, **renamed)
