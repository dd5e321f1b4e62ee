"""Cells of tables as counts, amounts and times, read with Polars whatever their types are."""

from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import quoted

# A date in ISO 8601; its time of day and its zone, where there are any, follow in parts.
_MOMENT = (
    r"^(\d{4}-\d\d-\d\d)"
    r"(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?(?: ?(?:Z|UTC|([+-]\d\d):?(\d\d)?))?)?$"
)
_CLOCK = ("00:00", ":00", "", "+00", "00")  # the parts of a time that are not there

# Thousands are told by a comma or a space. A point may be that of a decimal, so that 1.000 is not
# read.
_GROUPED = r"^\d{1,3}(?:[, \u00a0\u2009\u202f']\d{3})+$"
_POINTED = r"^\d{1,3}(?:\.\d{3})+$"
_SEPARATORS = r"[, \u00a0\u2009\u202f']"

_WORDS = tuple(
    f"{day}{clock}"
    for day in ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y")
    for clock in ("", " %H:%M", " %H:%M:%S", ", %H:%M", ", %H:%M:%S", " %I:%M %p", ", %I:%M %p")
)
_SLASHES = r"^(\d{1,2})/(\d{1,2})/(\d{4})"
_SLASHED_CLOCKS = ("", " %H:%M", " %H:%M:%S", ", %H:%M", ", %H:%M:%S", " %I:%M %p", ", %I:%M %p")
_MONTHS = 12


def is_stated(cell: Any) -> Any:
    """Return whether a cell of text says something."""
    polars = import_library("polars", "polars")
    return (cell.str.strip_chars() != polars.lit("")).fill_null(value=False)


def count(cell: Any) -> Any:
    """Return a text as a whole number, and null where it is none."""
    polars = import_library("polars", "polars")
    text = cell.str.strip_chars()
    whole = text.str.replace_all(_SEPARATORS, "").cast(polars.Float64, strict=False)
    plain = text.cast(polars.Float64, strict=False)
    number = (
        polars.when(text.str.contains(_GROUPED))
        .then(whole)
        .when(text.str.contains(_POINTED))
        .then(None)
        .otherwise(plain)
    )
    return as_count(number)


def as_count(number: Any) -> Any:
    """Return a number as a whole one, and null where it is none."""
    polars = import_library("polars", "polars")
    is_whole = (number % 1 == 0) & (number.abs() <= 2.0**53)
    return polars.when(is_whole).then(number).cast(polars.Int64, strict=False)


def amount(cell: Any) -> Any:
    """Return a text as an amount of money, and null where it is none."""
    polars = import_library("polars", "polars")
    text = cell.str.strip_chars().str.strip_prefix("$").str.strip_chars()
    is_grouped = text.str.contains(r"^-?\d{1,3}(?:,\d{3})+\.\d+$")
    plain = polars.when(is_grouped).then(text.str.replace_all(",", "")).otherwise(text)
    return plain.cast(polars.Float64, strict=False)


def moment(cell: Any, *, days_first: bool | None = None, written: str | None = None) -> Any:
    """Return a text as a time of UTC, and null where it is none.

    Args:
        cell: The text.
        days_first: Whether 3/4/2026 is in April; None if no text is written so.
        written: How `strptime` writes the times, if the caller says so.
    """
    text = cell.str.strip_chars()
    polars = import_library("polars", "polars")
    if written is not None:
        time = text.str.to_datetime(written, time_unit="us", strict=False)
        return time.dt.convert_time_zone("UTC") if "%z" in written else _utc(time)
    tried = [_iso(polars, text), since_1970(text.cast(polars.Float64, strict=False))]
    tried += [text.str.to_datetime(each, time_unit="us", strict=False) for each in _WORDS]
    if days_first is not None:
        day = "%d/%m/%Y" if days_first else "%m/%d/%Y"
        tried += [
            text.str.to_datetime(f"{day}{clock}", time_unit="us", strict=False)
            for clock in _SLASHED_CLOCKS
        ]
    return polars.coalesce(*map(_utc, tried))


def _utc(time: Any) -> Any:
    return time.dt.replace_time_zone("UTC")


def _iso(polars: Any, text: Any) -> Any:
    """Return dates and times in ISO 8601 as times of UTC, which those without a zone are."""
    parts = text.str.extract_groups(_MOMENT).struct
    clock = (
        parts.field(f"{place}").fill_null(absent) for place, absent in enumerate(_CLOCK, start=2)
    )
    whole = polars.concat_str([parts.field("1"), polars.lit("T"), *clock])
    zoned = whole.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", strict=False)
    return zoned.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def since_1970(number: Any) -> Any:
    """Return seconds, milliseconds, microseconds or nanoseconds since 1970 as times.

    Which of them is told by their size: seconds lie between 2001 and 2286, and so do the others.
    """
    polars = import_library("polars", "polars")
    micros = polars.lit(None, polars.Float64)
    for lowest, factor in ((1e18, 1e-3), (1e15, 1.0), (1e12, 1e3), (1e9, 1e6)):
        is_so = (number >= lowest) & (number < lowest * 10)
        micros = polars.when(is_so).then(number * factor).otherwise(micros)
    return polars.from_epoch(micros.round().cast(polars.Int64), time_unit="us")


def days_first(table: Any, column: str) -> bool | None:
    """Return whether days stand before months in times with slashes; None where there are none.

    Raises:
        ValueError: The times do not tell.
    """
    polars = import_library("polars", "polars")
    groups = polars.col(column).str.strip_chars().str.extract_groups(_SLASHES).struct
    first, second = (groups.field(place).cast(polars.Int64) for place in ("1", "2"))
    found = table.select(
        first.is_not_null().any().alias("any"),
        (first > _MONTHS).any().alias("days"),
        (second > _MONTHS).any().alias("months"),
        polars.col(column).filter(first.is_not_null()).first().alias("example"),
    ).collect(engine="streaming")
    ((has_any, has_days, has_months, example),) = found.rows()
    if not has_any:
        return None
    if bool(has_days) == bool(has_months):
        msg = (
            f"times such as {quoted(example)} in the column {quoted(column)} do not tell the day "
            f'from the month; say columns={{"time": {{"column": {quoted(column)}, "format": '
            '"%m/%d/%Y"}} for months first'
        )
        raise ValueError(msg)
    return bool(has_days)
