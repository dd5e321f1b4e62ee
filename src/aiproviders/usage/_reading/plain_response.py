"""A response of an SDK as plain values, without the SDK."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._values.wording import quoted
from aiproviders.usage._formats.record_format import Record

_DEEPEST = 12


def plain(response: Any) -> Record:
    """Return a response as a record: a dict, an object of an SDK, or any other with fields.

    Raises:
        TypeError: It is neither a mapping nor an object with fields.
    """
    record = _plain(response, 0)
    if is_table(record):
        return record
    msg = f"expected a response of an SDK, as an object or a dict, got {quoted(response)}"
    raise TypeError(msg)


def _plain(value: Any, depth: int) -> Any:
    if isinstance(value, Enum):
        return _plain(value.value, depth)
    if value is None or isinstance(value, str | int | float | Decimal | date):
        return value
    if depth > _DEEPEST or isinstance(value, type | bytes):
        return None
    if isinstance(value, tuple):
        value = [*value]
    if is_list(value):
        return [_plain(each, depth + 1) for each in value]
    fields = _fields(value)
    return {str(name): _plain(each, depth + 1) for name, each in fields.items()} if fields else None


def _fields(value: Any) -> Record:
    """Return what an object holds: fields, and those that pydantic keeps apart."""
    if is_table(value):
        return value
    slots = [
        name
        for kind in type(value).__mro__
        for name in getattr(kind, "__slots__", ())
        if hasattr(value, name)
    ]
    held: dict[str, Any] = {
        **{name: getattr(value, name) for name in slots},
        **getattr(value, "__dict__", {}),
        **(getattr(value, "__pydantic_extra__", None) or {}),
    }
    return {name: each for name, each in held.items() if not name.startswith("_")}
