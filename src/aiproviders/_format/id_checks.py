"""Checks of the ids of a document, and of the units of what they name, whatever else is wrong."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

from attrs import fields
from cattrs import BaseValidationError

from aiproviders._format.bundled.vocabulary import shared_vocabulary
from aiproviders._format.converter import converter
from aiproviders._format.defaults import RECORDS, own_id
from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._records.company import Company
from aiproviders._records.fields import references_in_table
from aiproviders._records.lookup.names import with_retired
from aiproviders._records.models.model import Model
from aiproviders._records.provider import Provider
from aiproviders._records.sections.event import OWN_KIND
from aiproviders._values.quantity import Quantity
from aiproviders._values.units import is_listed
from aiproviders._values.wording import quoted

Where: TypeAlias = tuple[str, int] | None
"""A section and the number of a row in it; None for what stands in no row."""

Row: TypeAlias = Mapping[str, Any]
"""A row of a document, or the document itself."""

_SUGGESTED_AMONG = 1_000  # to compare a word with more takes longer than a hint is worth
_LONGEST_WORD = 60
_WITHOUT_MEANING = {
    "aliases",
    "citations",
    "default_because",
    "id",
    "label",
    "name",
    "note",
    "units",
}


class RowFault(NamedTuple):
    """What is wrong with an id or a unit.

    Attributes:
        where: The row that it stands in.
        path: The path to it from there.
        found: The id, or the figure in a wrong unit.
        expected: What the format asks for.
        message: What is wrong, where what was found alone does not tell.
        rivals: The rows that have the id already.
    """

    where: Where
    path: str
    found: str
    expected: str
    message: str | None = None
    rivals: tuple[Where, ...] = ()


def wrong_ids(contents: Row) -> Iterator[RowFault]:
    """Yield ids that two records have, and retired ids that are in use or lead nowhere."""
    own = own_id(contents)
    company: object = contents.get("company")
    if is_table(company) and isinstance(id := company.get("id"), str) and id != own:
        yield RowFault(None, "company.id", id, f"the provider's id, {quoted(own)}")
    first: dict[tuple[str, str], Where] = {("record", own): None}
    for section in RECORDS:
        for where, row in _rows(contents, section):
            if isinstance(id := row.get("id"), str):
                rival = first.setdefault((_namespace(section), id), where)
                if rival != where:
                    message = "the id is taken already"
                    yield RowFault(
                        where, "id", id, "an id that nothing else has", message, (rival,)
                    )
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
            yield RowFault(where, "id", id, "an id that is no longer in use", message)
        elif id not in answering:
            message = f"{quoted(successor)} leads to no record{suggestion(successor, in_use)}"
            yield RowFault(where, "successor", successor, "the id of a record", message)


def unprefixed_ids(contents: Row) -> Iterator[RowFault]:
    """Yield ids of the provider's own measures, benchmarks and kinds that lack its prefix."""
    prefix = f"{own_id(contents)}:"
    expected = f"one that all providers share, or one of its own that begins with {quoted(prefix)}"
    for section, noun in (("measures", "measure"), ("benchmarks", "benchmark")):
        shared: dict[str, Row] = {
            each.id: converter().unstructure(each) for each in getattr(shared_vocabulary(), section)
        }
        for where, row in _rows(contents, section):
            if not isinstance(id := row.get("id"), str) or id.startswith(prefix):
                continue
            if not _is_shared(row, shared.get(id)):
                meaning = f"{quoted(id)} is a shared {noun} with another meaning"
                message = meaning if id in shared else None
                yield RowFault(where, "id", id, expected, message)
    for where, row in _rows(contents, "events"):
        kind = row.get("kind")
        if isinstance(kind, str) and re.fullmatch(OWN_KIND, kind) and not kind.startswith(prefix):
            yield RowFault(where, "kind", kind, expected)


def dangling_ids(contents: Row, known: Mapping[str, Collection[str]]) -> Iterator[RowFault]:
    """Yield ids that no record has, among those that `known_ids` returns."""
    for kind, where, start, table in _facts(contents):
        for path, of, id in references_in_table(kind, table, start):
            if id not in known[of]:
                message = f"nothing has the id {quoted(id)}{suggestion(id, known[of])}"
                yield RowFault(where, path, id, f"the id of a {of}", message)


def wrong_units(contents: Row) -> Iterator[RowFault]:
    """Yield figures in a unit that their measure, their benchmark or their field does not have."""
    for where, path, figure, units in _figures(contents):
        is_text = isinstance(figure, str)
        unit: object = figure.get("unit") if is_table(figure) else None
        if is_text:
            with suppress(ValueError):
                unit = Quantity.parse(figure).unit
        if not isinstance(unit, str) or is_listed(unit, units):
            continue
        expected = " or ".join(units)
        if is_text:
            named = "names no unit" if unit == "1" else f"is in {unit}"
            message = f"{quoted(figure)} {named}"
            yield RowFault(where, path, figure, f"a figure in {expected}", message)
        else:
            yield RowFault(where, f"{path}.unit", unit, expected)


def known_ids(contents: Row, held: Provider | None = None) -> dict[str, dict[str, None]]:
    """Return all ids of records, models, measures, benchmarks and sources, with the shared ones.

    Args:
        contents: A document.
        held: A provider whose ids are known too.
    """
    shared = shared_vocabulary()
    ids = {
        section: dict.fromkeys(
            id for _, row in _rows(contents, section) if isinstance(id := row.get("id"), str)
        )
        for section in RECORDS
    }
    if held is not None:
        for section in RECORDS:
            ids[section] |= dict.fromkeys(getattr(held, section).ids)
    ids["measures"] |= dict.fromkeys(shared.measures.ids)
    ids["benchmarks"] |= dict.fromkeys(shared.benchmarks.ids)
    records = {own_id(contents): None}
    for section in RECORDS:
        if _namespace(section) == "record":
            records |= ids[section]
    return {
        "record": records,
        "model": ids["models"],
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
    return f"; did you mean {quoted(close[0])}?" if close else ""


def _rows(contents: Row, section: str) -> Iterator[tuple[tuple[str, int], Row]]:
    rows: object = contents.get(section)
    for number, row in enumerate(rows if is_list(rows) else ()):
        if is_table(row):
            yield (section, number), row


def _figures(contents: Row) -> Iterator[tuple[Where, str, Any, tuple[str, ...]]]:
    """Yield every figure whose units are known: its row, its path there, itself, and the units."""
    measures: dict[object, tuple[str, ...]] = {
        each.id: each.units for each in _defined(contents, "measures")
    }
    benchmarks: dict[object, tuple[str, ...]] = {
        each.id: (each.unit,) for each in _defined(contents, "benchmarks")
    }
    for where, row in _rows(contents, "metrics"):
        if units := measures.get(_text(row, "measure")):
            for name in ("quantity", "converted"):
                yield where, name, row.get(name), units
    for where, row in _rows(contents, "models"):
        for each in fields(Model):
            if unit := each.metadata.get("unit"):
                yield where, each.name, row.get(each.name), (unit,)
        scores: object = row.get("scores")
        for number, score in enumerate(scores if is_list(scores) else ()):
            if is_table(score) and (units := benchmarks.get(_text(score, "benchmark"))):
                yield where, f"scores[{number}].quantity", score.get("quantity"), units


def _text(row: Row, name: str) -> str | None:
    value: object = row.get(name)
    return value if isinstance(value, str) else None


def _defined(contents: Row, section: str) -> Iterator[Any]:
    """Yield the shared measures or benchmarks, and then those of a document that are sound."""
    yield from getattr(shared_vocabulary(), section)
    for _, row in _rows(contents, section):
        with suppress(BaseValidationError):
            yield converter().structure(row, RECORDS[section])


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
