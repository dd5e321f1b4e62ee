"""Fields that a document may leave out, filled in: the provider's own id and default sources."""

from collections.abc import Mapping
from typing import Any

from aiproviders._format.converter import record_type
from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._records.company import Company
from aiproviders._records.fields import nested_types
from aiproviders._records.models.model import Model
from aiproviders._records.record import Citation
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._records.sections.catalogs import SECTIONS, catalog_type
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.retired import RetiredId
from aiproviders._records.sections.sources import Source

OWN_ID = {Company: "id", Model: "provider"}
"""The field of each class that takes the provider's own id where it is left out."""

RECORDS = {section: record_type(catalog_type(section)) for section in SECTIONS}
"""The class of the records in each section."""

_NO_FACTS = (Benchmark, Measure, RetiredId, Source)


def own_id(document: Mapping[str, Any]) -> str:
    """Return the provider's id, or an empty text where there is none."""
    own: object = document.get("id")
    return own if isinstance(own, str) else ""


def with_own_id(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document in which the provider's id is filled in wherever it is left out."""
    own = own_id(document)
    completed = dict(document)
    if is_table(document.get("company")):
        completed["company"] = {"id": own, **document["company"]}
    for section, kind in RECORDS.items():
        rows: object = document.get(section)
        if kind in OWN_ID and is_list(rows):
            completed[section] = [
                {OWN_ID[kind]: own, **row} if is_table(row) else row for row in rows
            ]
    return completed


def with_default_source(contents: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document whose default source is filled in where a citation names no source.

    A fact without any citation gets one.
    """
    named: object = contents["default_source"]
    source = named if isinstance(named, str) else ""
    completed = {key: value for key, value in contents.items() if key != "default_source"}
    if is_table(contents.get("company")):
        completed["company"] = _cited(Company, contents["company"], source)
    for section, kind in RECORDS.items():
        rows: object = contents.get(section)
        if is_list(rows):
            completed[section] = [_cited(kind, row, source) for row in rows]
    return completed


def _cited(kind: Any, row: object, source: str) -> object:
    if not is_table(row):
        return row
    return _with_source(kind, row if kind in _NO_FACTS else {"citations": [{}], **row}, source)


def _with_source(kind: Any, table: Mapping[str, Any], source: str) -> dict[str, Any]:
    completed = dict(table)
    for name, item in nested_types(kind):
        values: object = table.get(name)
        if is_list(values):
            completed[name] = [
                value
                if not is_table(value)
                else {"source": source, **value}
                if item is Citation
                else _with_source(item, value, source)
                for value in values
            ]
    return completed
