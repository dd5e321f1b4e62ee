"""How the fields of records behave: what they take in, what they refuse, whose ids they hold."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal, cast, get_args, get_origin

from attrs import Attribute, Converter

from aiproviders._period import Period

# What the id in a field is of; the loader resolves every field that says so.
RECORD_ID = {"id_of": "record"}
MEASURE_ID = {"id_of": "measure"}
BENCHMARK_ID = {"id_of": "benchmark"}
SOURCE_ID = {"id_of": "source"}


def sealed(_cls: type, fields: list[Any]) -> list["Attribute[Any]"]:
    """Make fields hold what they are declared to.

    Tuples copy any iterable but a bare text, dates are read from texts and dates, and a word that
    a closed list does not have is refused.
    """
    return [
        each.evolve(
            converter=_converter(each.type) or each.converter,
            validator=each.validator or _closed_list(each.type),
        )
        for each in fields
    ]


def _closed_list(kind: Any) -> "Callable[[Any, Attribute[Any], object], None] | None":
    optional_choices = get_args(kind)[0] if type(None) in get_args(kind) else kind
    choices = get_args(optional_choices) if get_origin(optional_choices) is Literal else ()

    def check(_: Any, attribute: "Attribute[Any]", value: object) -> None:
        if value is not None and value not in choices:
            msg = f"{attribute.name} is one of {', '.join(choices)}, got {value!r}"
            raise ValueError(msg)

    return check if choices else None


def _converter(kind: Any) -> "Converter[Any, Any] | None":
    if get_origin(kind) is tuple:
        return _TUPLE
    return _PERIOD if Period in get_args(kind) else None


def _as_tuple(values: Iterable[object]) -> tuple[object, ...]:
    if type(values) is tuple:
        return cast("tuple[object, ...]", values)
    if isinstance(values, str):
        msg = f"expected several values, got the text {values!r}; put it in a tuple"
        raise TypeError(msg)
    return tuple(values)


def _as_period(value: Period | date | str | None) -> Period | None:
    return value if value is None or type(value) is Period else Period.of(value)


# Made once: attrs looks at the signature of a bare function for every field that has it.
_TUPLE = Converter(_as_tuple)
_PERIOD = Converter(_as_period)
