"""The format as JSON Schema, made of the classes."""

import inspect
import json
import re
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
    pattern_of,
    record_type,
)
from aiproviders._format.defaults import OWN_ID, RECORDS
from aiproviders._format.validation import OWN_SCHEMA, SCHEMA
from aiproviders._records.company import Company
from aiproviders._records.fields import nested_types
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, OwnKind
from aiproviders._values.period import EDTF, Period

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_FIELD = re.compile(r"^ +(\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)

_PLAIN: Mapping[Any, dict[str, Any]] = {
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

_SHARED: Mapping[Any, dict[str, Any]] = {
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
    """The format as JSON Schema (draft 2020-12).

    It finds what is wrong in the structure of a document: kinds of values, missing and unknown
    keys, words that are not on a list, texts that are no dates. What no schema can say, such as
    whether an id is that of a record, the loader finds.

    Args:
        section: Name of the section that a file has rows of, such as `models`; the whole of a
            provider unless told otherwise.

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
    texts = _field_texts(Provider)
    properties = {
        each.name: _property(each, texts, defs)
        for each in fields(Provider)
        if section in (None, each.name)
    }
    if section is None:
        versions = [f"{SCHEMA[0]}.{minor}" for minor in range(SCHEMA[1] + 1)]
        properties["schema"] = {"enum": versions, "description": texts["schema"]}
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
    """Write the schema of the whole and of each section to files of their own."""
    for section in (None, *RECORDS):
        text = json.dumps(json_schema(section), ensure_ascii=False, indent=1)
        (folder / f"{section or 'provider'}.json").write_text(f"{text}\n", "utf-8")


def _property(each: "Attribute[Any]", texts: Mapping[str, str], defs: dict[str, Any]) -> Any:
    # A schema beside `anyOf` holds for the values that it can hold for: null is no text.
    limits: dict[str, Any] = {}
    if pattern := pattern_of(each):
        limits["pattern"] = f"^(?:{pattern})$"
    if length := getattr(each.validator, "min_length", None):
        limits["minItems"] = length
    return _kind(each.type, defs) | limits | {"description": texts[each.name]}


def _kind(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_catalog(kind):
        return _kind(tuple[record_type(kind), ...], defs)  # type: ignore[misc]
    if get_args(kind):
        return _compound(kind, defs)
    name: str = kind.__name__
    if name not in defs:
        defs[name] = _SHARED[kind] if kind in _SHARED else _table(kind, defs)
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
    texts = _field_texts(kind)
    stated = [each for each in fields(kind) if each.init]
    left_out = {OWN_ID.get(kind), "source" if kind is Citation else None}
    return {
        "description": " ".join(inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].split()),
        "type": "object",
        "properties": {each.name: _property(each, texts, defs) for each in stated},
        "required": [
            each.name for each in stated if each.default is NOTHING and each.name not in left_out
        ],
        "additionalProperties": False,
    }


def _field_texts(kind: type) -> dict[str, str]:
    """What the docstrings of a class and its bases say of its fields."""
    texts: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        attributes = inspect.cleandoc(base.__doc__ or "").partition("\nAttributes:\n")[2]
        for name, text in _FIELD.findall(attributes.partition("\n\n")[0]):
            texts[name] = " ".join(text.split())
    return texts


def _with_sources(sections: Collection[str]) -> dict[str, Any]:
    """What a file without a default source has to have: a source in every citation."""
    properties = {name: {"items": _cited(RECORDS[name])} for name in RECORDS if name in sections}
    if "company" in sections:
        properties["company"] = _cited(Company)
    return {"properties": properties}


def _cited(kind: Any) -> dict[str, Any]:
    if kind is Citation:
        return {"required": ["source"]}
    nested = {name: {"items": _cited(item)} for name, item in nested_types(kind)}
    return {"properties": nested}
