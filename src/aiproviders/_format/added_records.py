"""Records that are added to a provider which was checked: they alone are checked."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve
from cattrs import BaseValidationError

from aiproviders._format.bundled.vocabulary import with_shared_vocabulary
from aiproviders._format.converter import converter
from aiproviders._format.defaults import RECORDS
from aiproviders._format.id_checks import dangling_ids, known_ids, unprefixed_ids, wrong_units
from aiproviders._records.fields import references
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.retired import RetiredId

_SECTIONS: dict[type, str] = {
    kind: section
    for section, kind in RECORDS.items()
    if kind not in (Benchmark, Measure, RetiredId)  # they say what ids and units of others mean
}


def note_as_checked(provider: Provider) -> None:
    """Note that nothing in a provider would be refused in a file."""
    provider._once("is_checked", lambda: True)


def added(provider: Provider, records: Iterable[Record]) -> Provider | None:
    """Return a provider with more records, if it was checked, and they can be by themselves.

    Args:
        provider: The provider.
        records: Records that are new in it, or stand for one of their kind that has their id.

    Returns:
        None if anything is wrong, or only a check of all records can tell.
    """
    if not provider._once("is_checked", lambda: False):
        return None
    rows = _rows(provider, {(type(each), each.id): each for each in records})
    if rows is None:
        return None
    try:
        read: dict[str, list[Record]] = {
            section: [converter().structure(row, RECORDS[section]) for row in rows[section]]
            for section in rows
        }
    except BaseValidationError:
        return None
    naming = [record for section in read for record in read[section]]
    named = {each.id for record in naming for each in references(record)}
    document: dict[str, Any] = {"id": provider.id, **rows}
    for section in ("measures", "benchmarks"):
        known = (each for each in getattr(provider, section) if each.id in named)
        document[section] = [converter().unstructure(each) for each in known]
    faults = (
        *dangling_ids(document, known_ids(document, provider)),
        *unprefixed_ids(document),
        *wrong_units(document),
    )
    if faults:
        return None
    changed: dict[str, Any] = {
        section: with_replaced(getattr(provider, section), read[section]) for section in read
    }
    made = with_shared_vocabulary(evolve(provider, **changed), naming)
    note_as_checked(made)
    return made


def _rows(
    provider: Provider, records: dict[tuple[type, str], Record]
) -> dict[str, list[Any]] | None:
    """Return records as rows by section; None if one has the id of something else."""
    held = provider._by_id()
    kinds: dict[str, type] = {}
    rows: dict[str, list[Any]] = {}
    for (kind, id), record in records.items():
        other = held.get(id)
        is_free = id != provider.id if other is None else (type(other), other.id) == (kind, id)
        if not is_free or kind not in _SECTIONS or kinds.setdefault(id, kind) is not kind:
            return None
        rows.setdefault(_SECTIONS[kind], []).append(converter().unstructure(record))
    return rows


def with_replaced(catalog: Iterable[Record], records: Iterable[Record]) -> tuple[Record, ...]:
    """Return records in which others stand for those that have their ids, or at the end."""
    return tuple({each.id: each for each in (*catalog, *records)}.values())
