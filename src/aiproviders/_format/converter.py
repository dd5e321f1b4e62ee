"""The cattrs converter between plain values and records, with strict hooks for each type."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any, Literal, TypeAlias, cast, get_args, get_origin

from attrs import fields, has, resolve_types
from cattrs import (
    BaseValidationError,
    Converter,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from aiproviders._format.strict_reading import is_table
from aiproviders._format.value_errors import REPORTED, MismatchError
from aiproviders._records.catalog import Catalog
from aiproviders._records.hours.hours import Hours, as_hours
from aiproviders._records.provider import Provider
from aiproviders._records.sections.event import OWN_KIND, EventKind, OwnKind
from aiproviders._values.number import ROOMY, exact
from aiproviders._values.period import EDTF, Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import quoted

Hook: TypeAlias = Callable[[Any, Any], Any]

_TEXTS: dict[Any, tuple[Callable[[str], Any], str]] = {
    Quantity: (Quantity.parse, "a text such as '~$260 billion', or a table of value and unit"),
    Hours: (as_hours, "a text such as '22:00-06:00, Monday to Friday', or a table of windows"),
}
"""What is read from a text too: by which function, and what is expected otherwise."""

DECIMAL = r"-?[0-9]{1,100}(?:\.[0-9]{1,100})?(?:[Ee][+-]?[0-9]{1,3})?"
"""The pattern of a text that is an exact number."""

LARGEST = 2**63 - 1
"""The largest whole number of TOML and of the format."""


@cache
def converter(*, strict: bool = True) -> Converter:
    """Return the converter between plain values and records.

    It coerces nothing: no number becomes a text, and no text a number or a list.

    Args:
        strict: Whether a key that no field has is an error.
    """
    resolve_types(Provider)  # which names the classes of its sections without loading them
    made = Converter(forbid_extra_keys=strict, omit_if_default=True)
    hooks: dict[Any, Hook] = {
        str: _structure_text,
        int: _structure_whole_number,
        bool: _structure_bool,
        Decimal: _structure_decimal,
        Period: _structure_period,
    }
    for kind, hook in hooks.items():
        made.register_structure_hook(kind, hook)
    made.register_structure_hook_func(_is_open_choice, _structure_open_choice)
    made.register_structure_hook_factory(_is_choice, _choice_hook)
    made.register_structure_hook_factory(_is_record, partial(_table_hook, made=made))
    made.register_structure_hook_factory(_has_texts, partial(_text_or_table_hook, made=made))
    made.register_structure_hook_factory(_is_list, partial(_list_hook, made=made))
    made.register_structure_hook_factory(_is_pair, partial(_pair_hook, made=made))
    made.register_structure_hook_factory(is_catalog, partial(_catalog_hook, made=made))
    made.register_unstructure_hook(Decimal, _unstructure_decimal)
    made.register_unstructure_hook(Period, _unstructure_period)
    made.register_unstructure_hook_func(
        _is_list, lambda values: [made.unstructure(each) for each in values]
    )
    made.register_unstructure_hook_func(
        is_catalog, lambda catalog: [made.unstructure(record) for record in catalog]
    )
    return made


def _is_record(kind: Any) -> bool:
    return kind is not Period and has(kind)


def _has_texts(kind: Any) -> bool:
    return kind in _TEXTS


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_open_choice(kind: Any) -> bool:
    return bool(kind == EventKind | OwnKind)


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is ...


def _is_pair(kind: Any) -> bool:
    return get_origin(kind) is tuple and not _is_list(kind)


def is_catalog(kind: Any) -> bool:
    """Whether a type is that of a catalog, which holds the rows of a section."""
    return isinstance(kind, type) and issubclass(kind, Catalog)


def record_type(kind: Any) -> Any:
    """Return the class of the records that a type of catalog holds."""
    (held,) = kind._own_types
    return held


def _structure_text(value: Any, _: object = None) -> str:
    if type(value) is not str:
        raise MismatchError(value, "a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        msg = f"{quoted(value)} has half a surrogate pair, which cannot be written as UTF-8"
        raise ValueError(msg) from None
    return value


def _structure_whole_number(value: Any, _: object) -> int:
    if type(value) is int and -LARGEST <= value <= LARGEST:
        return value
    raise MismatchError(value, "a whole number of at most 64 bits")


def _structure_bool(value: Any, _: object) -> bool:
    if type(value) is bool:
        return value
    raise MismatchError(value, "true or false")


def _structure_decimal(value: Any, _: object) -> Decimal:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if is_number or (isinstance(value, str) and re.fullmatch(DECIMAL, value)):
        return exact(value)
    raise MismatchError(value, "an exact number: a whole number, or a decimal written as a text")


def _structure_period(value: Any, _: object) -> Period:
    match value:
        case str() if re.fullmatch(EDTF, value):
            return Period(value)
        case date() if not isinstance(value, datetime):
            return Period.of(value)
        case {"edtf": str(edtf), "label": str(label), **rest} if (
            re.fullmatch(EDTF, edtf) and not rest
        ):
            return Period(edtf, _structure_text(label))
        case _:
            raise MismatchError(value, "an EDTF date such as '2026-05', or one with edtf and label")


def _unstructure_decimal(number: Decimal) -> str:
    """Write a number in plain digits without trailing zeros, so that equal numbers read alike."""
    return f"{number.normalize(ROOMY):f}"


def _unstructure_period(period: Period) -> str | dict[str, str]:
    if period.label is None:
        return period.edtf
    return {"edtf": period.edtf, "label": period.label}


def _choice_hook(kind: Any) -> Hook:
    choices = get_args(kind)

    def structure(value: Any, _: object) -> Any:
        if isinstance(value, str) and value in choices:
            return value
        raise MismatchError(value, f"one of {', '.join(choices)}")

    return structure


def _structure_open_choice(value: Any, _: object) -> Any:
    choices = get_args(EventKind)
    if isinstance(value, str) and (value in choices or re.fullmatch(OWN_KIND, value)):
        return value
    expected = f"one of {', '.join(choices)}, or a word of the provider's own such as 'acme:recall'"
    raise MismatchError(value, expected)


def _text_or_table_hook(kind: Any, made: Converter) -> Hook:
    read_text, expected = _TEXTS[kind]
    structure_table = _table_hook(kind, made)

    def structure(value: Any, _: object) -> Any:
        if isinstance(value, str):
            return read_text(_structure_text(value))
        if is_table(value):
            return structure_table(value, kind)
        raise MismatchError(value, expected)

    return structure


def _table_hook(kind: Any, made: Converter) -> Hook:
    # Patterns are checked here, not by the class, so that all faults of a table are found at once.
    texts: Any = {
        each.name: override(struct_hook=_pattern_hook(pattern, type(None) in get_args(each.type)))
        for each in fields(kind)
        if (pattern := each.metadata.get("pattern"))
    }
    structure_fields: Any = make_dict_structure_fn(
        kind, made, _cattrs_forbid_extra_keys=made.forbid_extra_keys, **texts
    )

    def structure(value: Any, _: object) -> Any:
        if not is_table(value):
            raise MismatchError(value, "a table of fields and values")
        return structure_fields(value, kind)

    return structure


def _pattern_hook(pattern: str, is_optional: bool) -> Hook:  # noqa: FBT001 - of a field's type
    def structure(value: Any, _: object) -> Any:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        if value is None and is_optional:
            return None
        raise MismatchError(value, f"a text that matches {pattern}")

    return structure


def _list_hook(kind: Any, made: Converter) -> Hook:
    item_kind = get_args(kind)[0]
    structure_item: Hook = made.get_structure_hook(item_kind)

    def structure(value: Any, _: object) -> Any:
        if not isinstance(value, list | tuple):
            raise MismatchError(value, "a list")
        items: list[Any] = []
        faults: list[Exception] = []
        for position, item in enumerate(cast("list[Any]", value)):
            try:
                items.append(structure_item(item, item_kind))
            except (ValueError, BaseValidationError) as fault:
                where = f"item {position}"
                fault.__notes__ = [IterableValidationNote(where, position, item_kind)]
                faults.append(fault)
                if len(faults) == REPORTED:
                    break
        if faults:
            msg = "faults in a list"
            raise IterableValidationError(msg, faults, kind)  # pyright: ignore[reportCallIssue]
        return tuple(items)

    return structure


def _pair_hook(kind: Any, made: Converter) -> Hook:
    end_kind = get_args(kind)[0]
    structure_end: Hook = made.get_structure_hook(end_kind)

    def structure(value: Any, _: object) -> Any:
        match value:
            case [low, high]:
                return structure_end(low, end_kind), structure_end(high, end_kind)
            case _:
                raise MismatchError(value, "a list of two exact numbers")

    return structure


def _catalog_hook(kind: Any, made: Converter) -> Hook:
    rows: Any = tuple[record_type(kind), ...]  # type: ignore[misc]
    structure_rows = made.get_structure_hook(rows)

    def structure(value: Any, _: object) -> Any:
        return kind(structure_rows(value, rows))

    return structure
