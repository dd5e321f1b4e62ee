"""Spans of OpenTelemetry and their attributes: OTLP in JSON, or flat records."""

from collections.abc import Iterator, Mapping
from typing import Any

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders.usage._formats.record_format import Record
from aiproviders.usage._formats.stated import at, count_or_none, several, text

_VALUES = ("stringValue", "intValue", "doubleValue", "boolValue")
_ATTRIBUTES = ("attributes", "span_attributes", "SpanAttributes")
_SCOPES = ("scopeSpans", "instrumentationLibrarySpans")


def stated_by(span: Any) -> Mapping[str, Any]:
    """Return the attributes of a span, which OTLP lists by key, and others hold as they are."""
    for name in _ATTRIBUTES:
        given = at(span, name)
        if is_list(given):
            return {text(each, "key") or "": _value(at(each, "value")) for each in given}
        if is_table(given):
            return given
    return span if is_table(span) else {}


def _value(value: Any) -> Any:
    return next((at(value, each) for each in _VALUES if at(value, each) is not None), None)


def spans_of(record: Record) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Give the spans of a record, each with what it and its resource state."""
    if "resourceSpans" not in record:
        yield record, stated_by(record)
    for resource in several(record, "resourceSpans"):
        shared = stated_by(at(resource, "resource") or {})
        scopes = (each for name in _SCOPES for each in several(resource, name))
        for span in (each for scope in scopes for each in several(scope, "spans")):
            yield span, {**shared, **stated_by(span)}


def used_by(stated: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    """Return the first number of tokens that is stated; OTLP writes numbers as texts."""
    for name in (f"gen_ai.usage.{each}" for each in names):
        found = stated.get(name)
        if found is not None:
            is_digits = isinstance(found, str) and found.isdecimal()
            return count_or_none({name: int(found) if is_digits else found}, name)
    return None
