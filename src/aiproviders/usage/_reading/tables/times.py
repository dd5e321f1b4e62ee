"""Cells of tables as times of UTC, however they are written, read with Polars."""

from itertools import product
from typing import Any, NamedTuple

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import quoted
from aiproviders.usage._reading.tables.cells import is_stated

# A date in ISO 8601, or with slashes in its order; its time of day and its zone, where there are
# any, follow in parts.
_ISO = (
    r"^(\d{4}[-/]\d{1,2}[-/]\d{1,2})"
    r"(?:[Tt ]+(\d{1,2}:\d\d)(:\d\d)?([.,]\d+)?"
    r"(?: ?(?:[Zz]|UTC|GMT|([+-]\d\d):?(\d\d)?(?: UTC)?))?)?$"
)
_ABSENT = ("00:00", ":00", "", "+00", "00")  # the parts of a time that are not there
_NUMBER = r"^\d+(?:\.\d+)?$"
_ZONE = r"(?:[Zz]|UTC|GMT|[+-]\d\d:?(?:\d\d)?)$"
_SLASHES = r"^(\d{1,2})/(\d{1,2})/(\d{4})\b"

# Forms that most logs have, as `strptime` writes them: quicker than parts.
_COMMON = {
    "%Y-%m-%dT%H:%M:%S%.fZ": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$",
    "%Y-%m-%d %H:%M:%S%.f": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$",
    "%Y-%m-%d": r"^\d{4}-\d\d-\d\d$",
}

# What may be left out of times in words before they are read.
_WEEKDAY = r"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +"
_BETWEEN = r",| at |\b(?:Z|UTC|GMT)$"
_DAYS = ("%B %d %Y", "%d %B %Y", "%d-%B-%Y", "%d.%m.%Y")
_CLOCKS = ("", " %H:%M", " %H:%M:%S%.f", " %I:%M %p", " %I:%M:%S %p")

_MONTHS = 12


class HowWritten(NamedTuple):
    """How the times of a column are written.

    Attributes:
        in_words: Whether some of them are neither in ISO 8601 nor numbers.
        days_first: Whether 3/4/2026 is in April; None if none is written so.
        format: How `strptime` writes all of them, if they are of one common form.
    """

    in_words: bool = False
    days_first: bool | None = None
    format: str | None = None


def how_written(table: Any, text: Any, column: str) -> HowWritten:
    """Return how the times of a table are written.

    Args:
        table: A lazy frame of Polars.
        text: The times as texts.
        column: The column that they are from.

    Raises:
        ValueError: They do not tell the day from the month.
    """
    polars = import_library("polars", "polars")
    text = text.str.strip_chars()
    groups = text.str.extract_groups(_SLASHES).struct
    first, second = (groups.field(place).cast(polars.Int64) for place in ("1", "2"))
    is_slashed = first.is_not_null()
    is_usual = text.str.contains(_ISO) | text.str.contains(_NUMBER)
    found = table.select(
        (is_stated(text) & ~is_usual & ~is_slashed).any().alias("words"),
        (first > _MONTHS).any().alias("days"),
        (second > _MONTHS).any().alias("months"),
        text.filter(is_slashed).first().alias("example"),
        *(text.str.contains(form).all().alias(format) for format, form in _COMMON.items()),
    ).collect(engine="streaming")
    ((in_words, has_days, has_months, example, *are_all),) = found.rows()
    if example is None:
        format = next((each for each, is_so in zip(_COMMON, are_all, strict=True) if is_so), None)
        return HowWritten(in_words, None, format)
    if has_days == has_months:
        clock = _clock_of(example)
        msg = (
            f"times such as {quoted(example)} in the column {quoted(column)} do not tell the day "
            f'from the month; say columns={{"time": {{"column": {quoted(column)}, "format": '
            f'"%m/%d/%Y{clock}"}}}} where months are first, and "%d/%m/%Y{clock}" where days are'
        )
        raise ValueError(msg)
    return HowWritten(in_words, has_days)


def _clock_of(example: str) -> str:
    """Return how `strptime` writes what follows a day."""
    _, _, clock = example.partition(" ")
    if not clock:
        return ""
    is_halved = clock[-1:] in "mM"
    seconds = ":%S" if clock.count(":") > 1 else ""
    return f" %I:%M{seconds} %p" if is_halved else f" %H:%M{seconds}"


def moment(text: Any, how: HowWritten) -> Any:
    """Return a text as a time of UTC, and null where it is none."""
    polars = import_library("polars", "polars")
    text = text.str.strip_chars()
    if how.format is not None:
        return moment_in_format(text, how.format)
    tried = [_iso(polars, text), since_1970(text.cast(polars.Float64, strict=False))]
    days = _DAYS if how.in_words else ()
    if how.days_first is not None:
        days = (*days, "%d/%m/%Y" if how.days_first else "%m/%d/%Y")
    words = text.str.replace(_WEEKDAY, "").str.replace_all(_BETWEEN, " ")
    words = words.str.replace_all(r"\s+", " ").str.strip_chars()
    for day, clock in product(days, _CLOCKS):
        time = words.str.to_datetime(f"{day}{clock}", time_unit="us", strict=False)
        tried.append(time.dt.replace_time_zone("UTC"))
    return polars.coalesce(tried)


def moment_in_format(text: Any, written: str) -> Any:
    """Return a text as a time of UTC, and null where it is none.

    Args:
        text: The text.
        written: How times are written, as `strptime` says it.
    """
    time = text.str.strip_chars().str.to_datetime(written, time_unit="us", strict=False)
    return time.dt.convert_time_zone("UTC") if "%z" in written else time.dt.replace_time_zone("UTC")


def has_no_zone(text: Any) -> Any:
    """Return whether a text is a time of day without a zone."""
    return text.str.contains(":", literal=True) & ~text.str.strip_chars().str.contains(_ZONE)


def _iso(polars: Any, text: Any) -> Any:
    """Return dates and times in ISO 8601 as times of UTC, which those without a zone are."""
    parts = text.str.extract_groups(_ISO).struct
    clock = (
        parts.field(f"{place}").fill_null(absent) for place, absent in enumerate(_ABSENT, start=2)
    )
    day = parts.field("1").str.replace_all("/", "-", literal=True)
    whole = polars.concat_str(day, polars.lit("T"), *clock).str.replace(",", ".", literal=True)
    zoned = whole.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", strict=False)
    return zoned.dt.convert_time_zone("UTC")


def since_1970(number: Any) -> Any:
    """Return seconds, milliseconds, microseconds or nanoseconds since 1970 as times of UTC.

    Which of them is told by their size: seconds lie between 2001 and 2286, and so do the others.
    """
    polars = import_library("polars", "polars")
    micros = polars.lit(None, polars.Float64)
    for lowest, factor in ((1e18, 1e-3), (1e15, 1.0), (1e12, 1e3), (1e9, 1e6)):
        is_so = (number >= lowest) & (number < lowest * 10)
        micros = polars.when(is_so).then(number * factor).otherwise(micros)
    time = polars.from_epoch(micros.round().cast(polars.Int64), time_unit="us")
    return time.dt.replace_time_zone("UTC")
