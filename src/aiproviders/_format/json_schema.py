"""The format as JSON Schema, derived from the classes of the records."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from attrs import NOTHING, Attribute, fields, resolve_types

from aiproviders._format.converter import (
    DECIMAL,
    LARGEST,
    is_catalog,
    record_type,
)
from aiproviders._format.defaults import OWN_ID, RECORDS
from aiproviders._format.validation import OWN_SCHEMA, SCHEMA
from aiproviders._records.company import Company
from aiproviders._records.fields import class_description, field_descriptions, nested_types
from aiproviders._records.hours.hours import Hours
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation
from aiproviders._records.sections.event import OWN_KIND, OwnKind
from aiproviders._values.period import EDTF, Period
from aiproviders._values.quantity import Quantity

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

_NEEDS: Mapping[type, dict[str, Any]] = {
    Company: {"anyOf": [{"required": ["legal_name"]}, {"required": ["name"]}]}
}
"""What a table needs beside the fields that it must have."""

_TEXTS: Mapping[Any, dict[str, Any]] = {
    Quantity: {
        "description": "A quantity as people write it.",
        "type": "string",
        "examples": ["about 1,200 employees", "~$260 billion", "80.4 %", "262K tokens"],
    },
    Hours: {
        "description": "Hours of the day in UTC, by weekday.",
        "type": "string",
        "examples": ["22:00-06:00", "01:00-04:00, 06:00-10:00, Monday to Friday"],
    },
}
"""What may be a text in place of a table."""

_DEFAULT_SOURCE = {
    "type": "string",
    "description": "Id of the source of every row in this file that names none.",
}


def json_schema() -> dict[str, Any]:
    """Return the format as JSON Schema (draft 2020-12).

    The schema is that of a whole provider, and of each file of a folder, which may have rows of any
    section. It finds faults in the structure of a document: wrong types of values, missing and
    unknown keys, words that are not on a list, texts that are no dates. It cannot tell whether an
    id is that of a record, or which file of a folder says who the provider is; the loader can.

    Examples:
        >>> from aiproviders import json_schema
        >>> schema = json_schema()
        >>> schema["properties"]["models"]["items"], schema["$defs"]["Model"]["required"]
        ({'$ref': '#/$defs/Model'}, ['id', 'name'])
    """
    defs: dict[str, Any] = {}
    descriptions = field_descriptions(Provider)
    properties = {
        each.name: _property(each, descriptions, defs) for each in fields(resolve_types(Provider))
    }
    facts = {name: {"items": _with_cited_sources(kind)} for name, kind in RECORDS.items()}
    versions = [f"{SCHEMA[0]}.{minor}" for minor in range(SCHEMA[1] + 1)]
    properties["schema"] = {"enum": versions, "description": descriptions["schema"]}
    return {
        "$schema": _DIALECT,
        "title": f"provider of aiproviders, schema {OWN_SCHEMA}",
        "type": "object",
        "properties": properties | {"default_source": _DEFAULT_SOURCE},
        "additionalProperties": False,
        "if": {"required": ["default_source"]},
        "else": {
            "properties": facts | {"company": _with_cited_sources(Company)},
            "additionalProperties": True,
        },
        "$defs": defs,
    }


def write(folder: Path) -> None:
    """Write the schema to a file of a folder."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    (folder / "provider.json").write_text(f"{text}\n", "utf-8")


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
        if kind in _TEXTS:
            defs[name] = {"anyOf": [_TEXTS[kind], defs[name]]}
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
        **_NEEDS.get(kind, {}),
    }


def _with_cited_sources(kind: Any) -> dict[str, Any]:
    """Return the schema of a fact of a file without a default source."""
    if kind is Citation:
        return {"required": ["source"], "additionalProperties": True}
    nested = {name: {"items": _with_cited_sources(item)} for name, item in nested_types(kind)}
    # Some editors take properties for all that there may be, unless the schema says otherwise.
    return {"properties": nested, "additionalProperties": True}
