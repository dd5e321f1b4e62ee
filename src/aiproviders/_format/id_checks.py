"""Checks of the ids of a document, which may have other faults too."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from aiproviders._format.bundled import shared_vocabulary
from aiproviders._format.converter import OWN_KIND, converter
from aiproviders._format.defaults import RECORDS, own_id
from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._format.value_errors import brief
from aiproviders._records.catalog import with_retired
from aiproviders._records.company import Company
from aiproviders._records.fields import references_in_table

Where: TypeAlias = tuple[str, int] | None
"""A section and the number of a row in it; None for what stands in no row."""

Row: TypeAlias = Mapping[str, Any]
"""A row of a document, or the document itself."""

_SUGGESTED_AMONG = 1_000  # to compare a word with more takes longer than a hint is worth
_LONGEST_WORD = 60
_WITHOUT_MEANING = {"aliases", "citations", "id", "label", "name", "note", "units"}


class IdFault(NamedTuple):
    """What is wrong with an id.

    Attributes:
        where: The row that it stands in.
        path: The path to it from there.
        found: The id.
        expected: What the format asks for.
        message: What is wrong, where the found id alone does not tell.
        rivals: The rows that have the id already.
    """

    where: Where
    path: str
    found: str
    expected: str
    message: str | None = None
    rivals: tuple[Where, ...] = ()


def wrong_ids(contents: Row) -> Iterator[IdFault]:
    """Yield ids that two records have, and retired ids that are in use or lead nowhere."""
    own = own_id(contents)
    company: object = contents.get("company")
    if is_table(company) and isinstance(id := company.get("id"), str) and id != own:
        yield IdFault(None, "company.id", id, f"the provider's id, {brief(own)}")
    first: dict[tuple[str, str], Where] = {("record", own): None}
    for section in RECORDS:
        for where, row in _rows(contents, section):
            if isinstance(id := row.get("id"), str):
                rival = first.setdefault((_namespace(section), id), where)
                if rival != where:
                    message = "the id is taken already"
                    yield IdFault(where, "id", id, "an id that nothing else has", message, (rival,))
    in_use = {id: id for space, id in first if space != "retired"}
    retired = [
        (where, id, successor)
        for where, row in _rows(contents, "retired")
        if isinstance(id := row.get("id"), str)
        and isinstance(successor := row.get("successor"), str)
    ]
    answering = with_retired(in_use, [(id, successor) for _, id, successor in retired])
    for where, id, successor in retired:
        if id in in_use:
            message = "a record has this id"
            yield IdFault(where, "id", id, "an id that is no longer in use", message)
        elif id not in answering:
            message = f"{brief(successor)} leads to no record{suggestion(successor, in_use)}"
            yield IdFault(where, "successor", successor, "the id of a record", message)


def unprefixed_ids(contents: Row) -> Iterator[IdFault]:
    """Yield ids of the provider's own measures, benchmarks and kinds that lack its prefix."""
    prefix = f"{own_id(contents)}:"
    expected = f"one that all providers share, or one of its own that begins with {brief(prefix)}"
    for section, noun in (("measures", "measure"), ("benchmarks", "benchmark")):
        shared: dict[str, Row] = {
            each.id: converter().unstructure(each) for each in getattr(shared_vocabulary(), section)
        }
        for where, row in _rows(contents, section):
            if not isinstance(id := row.get("id"), str) or id.startswith(prefix):
                continue
            if not _is_shared(row, shared.get(id)):
                meaning = f"{brief(id)} is a shared {noun} with another meaning"
                message = meaning if id in shared else None
                yield IdFault(where, "id", id, expected, message)
    for where, row in _rows(contents, "events"):
        kind = row.get("kind")
        if isinstance(kind, str) and re.fullmatch(OWN_KIND, kind) and not kind.startswith(prefix):
            yield IdFault(where, "kind", kind, expected)


def dangling_ids(contents: Row, default_sources: Collection[str]) -> Iterator[IdFault]:
    """Yield ids that no record has; the default sources of files are left out."""
    known = known_ids(contents)
    known["source"] |= dict.fromkeys(default_sources)
    for kind, where, start, table in _facts(contents):
        for path, of, id in references_in_table(kind, table, start):
            if id not in known[of]:
                message = f"nothing has the id {brief(id)}{suggestion(id, known[of])}"
                yield IdFault(where, path, id, f"the id of a {of}", message)


def known_ids(contents: Row) -> dict[str, dict[str, None]]:
    """Return all ids of records, measures, benchmarks and sources, the shared ones included."""
    shared = shared_vocabulary()
    ids = {
        section: dict.fromkeys(
            id for _, row in _rows(contents, section) if isinstance(id := row.get("id"), str)
        )
        for section in RECORDS
    }
    ids["measures"] |= dict.fromkeys(shared.measures.ids)
    ids["benchmarks"] |= dict.fromkeys(shared.benchmarks.ids)
    records = {own_id(contents): None}
    for section in RECORDS:
        if _namespace(section) == "record":
            records |= ids[section]
    return {
        "record": records,
        "measure": ids["measures"],
        "benchmark": ids["benchmarks"],
        "source": ids["sources"],
    }


def suggestion(word: str, known: Collection[str]) -> str:
    """Return a question whether a similar word was meant; an empty text if there is none."""
    if len(word) > _LONGEST_WORD or len(known) > _SUGGESTED_AMONG:
        return ""
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1)
    return f"; did you mean {brief(close[0])}?" if close else ""


def _rows(contents: Row, section: str) -> Iterator[tuple[tuple[str, int], Row]]:
    rows: object = contents.get(section)
    for number, row in enumerate(rows if is_list(rows) else ()):
        if is_table(row):
            yield (section, number), row


def _facts(contents: Row) -> Iterator[tuple[type, Where, str, object]]:
    yield Company, None, "company.", contents.get("company")
    for section, kind in RECORDS.items():
        for where, row in _rows(contents, section):
            yield kind, where, "", row


def _namespace(section: str) -> str:
    return {"measures": "measure", "retired": "retired"}.get(section, "record")


def _is_shared(row: Row, shared: Row | None) -> bool:
    """Whether a row means what the shared one means; it may lack units that were added later."""
    if shared is None or _meaning(row) != _meaning(shared):
        return False
    units: object = row.get("units", [])
    return is_list(units) and all(unit in shared.get("units", ()) for unit in units)


def _meaning(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _WITHOUT_MEANING}
