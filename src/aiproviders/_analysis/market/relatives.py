"""Which sources were made from which, so that the agreement of relatives counts once."""

from collections.abc import Iterable

from aiproviders._records.catalog import Catalog
from aiproviders._records.sections.sources import Source


def lineage(source: str, sources: Catalog[Source]) -> frozenset[str]:
    """Return the ids of a source and of all that it was made from, by way of others too."""
    found = {source}
    rest = [source]
    while rest:
        known = sources.get(rest.pop())
        made_of = {*known.derived_from} - found if known else ()
        found.update(made_of)
        rest += made_of
    return frozenset(found)


def unrelated(ids: Iterable[str], sources: Catalog[Source]) -> tuple[str, ...]:
    """Return those of some sources of which no two have anything in common that they were made of.

    Where some are relatives, the one that was made of fewest others stands for them.
    """
    lines = {id: lineage(id, sources) for id in ids}
    chosen: set[str] = set()
    for id in sorted(lines, key=lambda each: len(lines[each])):
        if all(lines[id].isdisjoint(lines[other]) for other in chosen):
            chosen.add(id)
    return tuple(id for id in lines if id in chosen)
