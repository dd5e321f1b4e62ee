"""Cells of tables as counts and amounts, read with Polars whatever their types are."""

from typing import Any

from aiproviders._frames.data_frame import import_library

# Thousands are told by a comma or a space. A point may be that of a decimal, so that 1.000 is not
# read.
_GROUPED = r"^[+-]?\d{1,3}(?:[, \u00a0\u2009\u202f']\d{3})+$"
POINTED = r"^[+-]?\d{1,3}(?:\.\d{3})+$"
"""A number that may be of thousands or a decimal one."""

_SEPARATORS = r"[, \u00a0\u2009\u202f']"

# What programs write where there is nothing, in lower case.
_NOTHING = ("", "-", "null", "none", "nan", "nat", "n/a", "na", "<na>", "nil", r"\n")

COUNTABLE = 2**53
"""No count may be greater: a float holds every whole number up to here."""


def is_stated(text: Any) -> Any:
    """Return whether a text says something."""
    return text.is_not_null() & ~text.str.strip_chars().str.to_lowercase().is_in(_NOTHING)


def count(text: Any) -> Any:
    """Return a text as a whole number, and null where it is none."""
    polars = import_library("polars", "polars")
    text = text.str.strip_chars()
    plain = text.str.replace_all(_SEPARATORS, "")
    number = (
        polars.when(text.str.contains(_GROUPED))
        .then(plain)
        .when(~text.str.contains(POINTED))
        .then(text)
    )
    return as_count(number.cast(polars.Float64, strict=False))


def as_count(number: Any) -> Any:
    """Return a float as a whole number, and null where it is none."""
    polars = import_library("polars", "polars")
    is_whole = (number % 1 == 0) & (number.abs() <= COUNTABLE)
    return polars.when(is_whole).then(number).cast(polars.Int64, strict=False)


def amount(text: Any) -> Any:
    """Return a text as an amount of money, and null where it is none."""
    polars = import_library("polars", "polars")
    text = text.str.strip_chars().str.strip_prefix("$").str.strip_chars()
    is_grouped = text.str.contains(r"^-?\d{1,3}(?:,\d{3})+\.\d+$")
    plain = polars.when(is_grouped).then(text.str.replace_all(",", "")).otherwise(text)
    return as_amount(plain.cast(polars.Float64, strict=False))


def as_amount(number: Any) -> Any:
    """Return a float as an amount, and null where it is infinite."""
    polars = import_library("polars", "polars")
    return polars.when(number.is_finite()).then(number)
