"""How single values of the format become objects: the rules of the cattrs converter."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any, Literal, TypeAlias, TypeGuard, get_args, get_origin

from attrs import has
from cattrs import BaseConverter, ClassValidationError, Converter, IterableValidationError
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import ForbiddenExtraKeysError

from aiproviders._catalog import Catalog
from aiproviders._period import Period
from aiproviders._quantity import exact
from aiproviders._records import Event
from aiproviders._timeline import Timeline

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value in a document: keys and positions."""

Hook: TypeAlias = Callable[[Any, Any], Any]

_BRIEF = 60
_PLAIN = {str: "a text", int: "a whole number", bool: "true or false"}


class MismatchError(ValueError):
    """A value of another kind than the format asks for."""

    def __init__(self, found: object, expected: str) -> None:
        super().__init__(f"found {brief(found)}")
        self.expected = expected


def is_table(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a value of a document is a table of fields and values."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value of a document is a list."""
    return isinstance(value, list)


def brief(value: object) -> str:
    """Word a value for an error message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…"


def problems(error: BaseException, steps: Steps = ()) -> Iterator[tuple[Steps, BaseException]]:
    """Every single fault in a validation error, with the way to it."""
    if isinstance(error, IterableValidationError):
        for cause, item in error.group_exceptions()[0]:
            yield from problems(cause, (*steps, item.index))
    elif isinstance(error, ClassValidationError):
        named, others = error.group_exceptions()
        for cause, attribute in named:
            yield from problems(cause, (*steps, attribute.name))
        for cause in others:
            yield from problems(cause, steps)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields, key=str):
            yield (*steps, key), error
    else:
        yield steps, error


@cache
def converter(*, strict: bool = True, trusted: bool = False) -> Converter:
    """The converter between plain data and records.

    Its values are as strict as the format: no number becomes a text, no text a number or a list.

    Args:
        strict: Whether a key that no field has is an error.
        trusted: Whether the data was written by this package. It is then structured field by
            field, without code generated for each class to say what is wrong and where, which
            takes longer than reading the data.
    """
    made = Converter(
        forbid_extra_keys=strict, omit_if_default=True, detailed_validation=not trusted
    )
    for kind, expected in _PLAIN.items():
        made.register_structure_hook(kind, _plain_hook(kind, expected))
    made.register_structure_hook(Decimal, _decimal)
    made.register_structure_hook(Period, _period)
    made.register_structure_hook_factory(_is_choice, _choice_hook)
    made.register_structure_hook_factory(
        _is_record, partial(_table_hook, made=made, trusted=trusted)
    )
    made.register_structure_hook_factory(_is_list, partial(_list_hook, made=made))
    made.register_structure_hook_factory(_is_catalog, partial(_catalog_hook, made=made))
    made.register_unstructure_hook(Decimal, lambda number: f"{number:f}")
    made.register_unstructure_hook(Period, _plain_period)
    made.register_unstructure_hook_func(
        _is_list, lambda values: [made.unstructure(each) for each in values]
    )
    made.register_unstructure_hook_func(
        _is_catalog, lambda catalog: [made.unstructure(record) for record in catalog]
    )
    return made


def _is_record(kind: Any) -> bool:
    return kind is not Period and has(kind)


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is ...


def _is_catalog(kind: Any) -> bool:
    return kind is Timeline or get_origin(kind) is Catalog


def _plain_hook(kind: type, expected: str) -> Hook:
    def structure(value: Any, _: object) -> Any:
        if type(value) is kind:
            return value
        raise MismatchError(value, expected)

    return structure


def _decimal(value: Any, _: object) -> Decimal:
    if isinstance(value, bool | float) or not isinstance(value, int | str | Decimal):
        raise MismatchError(
            value, "an exact number: a whole number, or a decimal written as a text"
        )
    return exact(value)


def _period(value: Any, _: object) -> Period:
    match value:
        case str():
            return Period(value)
        case date() if not isinstance(value, datetime):
            return Period.of(value)
        case {"edtf": str(edtf), "label": str(label), **rest} if not rest:
            return Period(edtf, label)
        case _:
            raise MismatchError(value, "an EDTF date such as '2026-05', or one with edtf and label")


def _plain_period(period: Period) -> str | dict[str, str]:
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


def _table_hook(kind: Any, made: Converter, *, trusted: bool) -> Hook:
    if trusted:
        return partial(BaseConverter.structure_attrs_fromdict, made)
    structure_fields: Hook = made.gen_structure_attrs_fromdict(kind)

    def structure(value: Any, _: object) -> Any:
        if not is_table(value):
            raise MismatchError(value, "a table of fields and values")
        return structure_fields(value, kind)

    return structure


def _list_hook(kind: Any, made: Converter) -> Hook:
    structure_items = homogenous_tuple_structure_factory(kind, made)

    def structure(value: Any, _: object) -> Any:
        if not isinstance(value, list | tuple):
            raise MismatchError(value, "a list")
        return structure_items(value, kind)

    return structure


def _catalog_hook(kind: Any, made: Converter) -> Hook:
    collection: Any = Timeline if kind is Timeline else Catalog
    record: Any = Event if kind is Timeline else get_args(kind)[0]
    structure_records = made.get_structure_hook(tuple[record, ...])

    def structure(value: Any, _: object) -> Any:
        return collection(structure_records(value, kind))

    return structure
