"""The format as JSON Schema, derived from the classes of the records."""

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from attrs import NOTHING, Attribute, fields

from aiproviders._format.converter import (
    DECIMAL,
    LARGEST,
    OWN_KIND,
    is_catalog,
    record_type,
)
from aiproviders._format.defaults import OWN_ID, RECORDS
from aiproviders._format.validation import OWN_SCHEMA, SCHEMA
from aiproviders._records.company import Company
from aiproviders._records.fields import class_description, field_descriptions, nested_types
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, OwnKind
from aiproviders._values.period import EDTF, Period

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SIMPLE_TYPES: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
    type(None): {"type": "null"},
    OwnKind: {
        "type": "string",
        "pattern": f"^{OWN_KIND}$",
        "description": "A word of the provider's own, after its id and a colon.",
    },
}

_NAMED_TYPES: Mapping[Any, dict[str, Any]] = {
    Decimal: {
        "description": "An exact number: a whole number, or a decimal written as a text.",
        "type": ["number", "string"],
        "pattern": f"^{DECIMAL}$",
    },
    Period: {
        "description": "A date in the Extended Date/Time Format of ISO 8601-2, such as 2026-05.",
        "anyOf": [
            {"type": "string", "pattern": f"^{EDTF}$"},
            {
                "type": "object",
                "properties": {
                    "edtf": {"type": "string", "pattern": f"^{EDTF}$"},
                    "label": {"type": "string", "description": "What people call it."},
                },
                "required": ["edtf", "label"],
                "additionalProperties": False,
            },
        ],
    },
}

_DEFAULT_SOURCE = {
    "type": "string",
    "description": "Id of the source of every row in this file that names none.",
}


def json_schema(section: str | None = None) -> dict[str, Any]:
    """Return the format as JSON Schema (draft 2020-12).

    The schema finds faults in the structure of a document: wrong types of values, missing and
    unknown keys, words that are not on a list, texts that are no dates. It cannot tell whether an
    id is that of a record; the loader can.

    Args:
        section: Name of a section, such as `models`, for a file that has its rows; by default the
            schema is that of a whole provider.

    Raises:
        ValueError: There is no such section.

    Examples:
        >>> from aiproviders import json_schema
        >>> sorted(json_schema("sources")["properties"])
        ['default_source', 'sources']
    """
    if section is not None and section not in RECORDS:
        msg = f"there is no section {section!r}; the sections are {', '.join(RECORDS)}"
        raise ValueError(msg)
    defs: dict[str, Any] = {}
    descriptions = field_descriptions(Provider)
    properties = {
        each.name: _property(each, descriptions, defs)
        for each in fields(Provider)
        if section in (None, each.name)
    }
    if section is None:
        versions = [f"{SCHEMA[0]}.{minor}" for minor in range(SCHEMA[1] + 1)]
        properties["schema"] = {"enum": versions, "description": descriptions["schema"]}
    return {
        "$schema": _DIALECT,
        "title": f"{section or 'provider'} of aiproviders, schema {OWN_SCHEMA}",
        "type": "object",
        "properties": properties | {"default_source": _DEFAULT_SOURCE},
        "required": [] if section else ["id", "schema"],
        "additionalProperties": False,
        "if": {"required": ["default_source"]},
        "else": _with_sources(properties),
        "$defs": defs,
    }


def write(folder: Path) -> None:
    """Write the schema of a provider and of each section, each to a file."""
    for section in (None, *RECORDS):
        text = json.dumps(json_schema(section), ensure_ascii=False, indent=1)
        (folder / f"{section or 'provider'}.json").write_text(f"{text}\n", "utf-8")


def _property(each: "Attribute[Any]", descriptions: Mapping[str, str], defs: dict[str, Any]) -> Any:
    # A pattern beside `anyOf` is checked for texts alone, so null stays valid.
    limits: dict[str, Any] = {}
    if pattern := each.metadata.get("pattern"):
        limits["pattern"] = f"^(?:{pattern})$"
    if length := each.metadata.get("min_items"):
        limits["minItems"] = length
    return _kind(each.type, defs) | limits | {"description": descriptions[each.name]}


def _kind(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if kind in _SIMPLE_TYPES:
        return _SIMPLE_TYPES[kind]
    if is_catalog(kind):
        return _kind(tuple[record_type(kind), ...], defs)  # type: ignore[misc]
    if get_args(kind):
        return _compound(kind, defs)
    name: str = kind.__name__
    if name not in defs:
        defs[name] = _NAMED_TYPES[kind] if kind in _NAMED_TYPES else _table(kind, defs)
    return {"$ref": f"#/$defs/{name}"}


def _compound(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    parts = get_args(kind)
    if get_origin(kind) is Literal:
        return {"enum": [*parts]}
    schemas = [_kind(part, defs) for part in parts if part is not ...]
    if get_origin(kind) is not tuple:
        return {"anyOf": schemas}
    if parts[-1] is ...:
        return {"type": "array", "items": schemas[0]}
    return {"type": "array", "prefixItems": schemas, "items": False, "minItems": len(schemas)}


def _table(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    descriptions = field_descriptions(kind)
    stated = [each for each in fields(kind) if each.init]
    left_out = {OWN_ID.get(kind), "source" if kind is Citation else None}
    return {
        "description": class_description(kind),
        "type": "object",
        "properties": {each.name: _property(each, descriptions, defs) for each in stated},
        "required": [
            each.name for each in stated if each.default is NOTHING and each.name not in left_out
        ],
        "additionalProperties": False,
    }


def _with_sources(sections: Collection[str]) -> dict[str, Any]:
    """Return the schema of a file without a default source: every citation has a source."""
    properties = {
        name: {"items": _with_cited_sources(RECORDS[name])} for name in RECORDS if name in sections
    }
    if "company" in sections:
        properties["company"] = _with_cited_sources(Company)
    return {"properties": properties}


def _with_cited_sources(kind: Any) -> dict[str, Any]:
    if kind is Citation:
        return {"required": ["source"]}
    nested = {name: {"items": _with_cited_sources(item)} for name, item in nested_types(kind)}
    return {"properties": nested}
