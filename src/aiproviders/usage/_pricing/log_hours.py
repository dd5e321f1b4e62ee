"""Whether the times of a log are in some hours, as expressions for every engine."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import reduce
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._records.hours.hours import Hours
from aiproviders._records.hours.moments import moment_of
from aiproviders._records.hours.spans import DAY
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import TIME

CLOCK = "clock"
"""The times of a log as clocks of a zone show them."""

_IN_UTC = f"timezone('UTC', {TIME})"
_FROM_UTC = "'UTC', "
# Narwhals does not convert zones in databases, which show times in that of their session.
_CLOCKS: dict[str, Callable[[Any, str, bool], Any]] = {
    "DUCKDB": lambda log, zone, zoned: log.project(
        f"*, timezone('{zone}', {TIME if zoned else _IN_UTC}) as {CLOCK}"
    ),
    "PYSPARK": lambda log, zone, zoned: log.selectExpr(
        "*", f"convert_timezone({'' if zoned else _FROM_UTC}'{zone}', {TIME}) as {CLOCK}"
    ),
    "IBIS": lambda log, zone, zoned: log.mutate(
        **{CLOCK: _ibis_clock(log[TIME], zone, zoned=zoned)}
    ),
}


def with_clock(log: Any, zone: str = "UTC", *, zoned: bool) -> Any:
    """Return a log with the times that the clocks of a zone show, which have no zone themselves.

    Args:
        log: The log; its times are those of UTC unless they are in a zone.
        zone: Name of the zone in the database of IANA.
        zoned: Whether the times are in a zone.
    """
    if zone == "UTC" and not zoned:
        return log.with_columns(nw.col(TIME).alias(CLOCK))
    on_clock = _CLOCKS.get(log.implementation.name)
    if on_clock is not None:
        return nw.from_native(on_clock(log.to_native(), zone, zoned))
    clock = nw.col(TIME).dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
    return log.with_columns(clock.dt.replace_time_zone(None).alias(CLOCK))


def _ibis_clock(time: Any, zone: str, *, zoned: bool) -> Any:
    """Return times on the clock of a zone with the function that databases have for it."""
    ibis: Any = import_library("ibis", "frames")
    naive, aware = ibis.dtype("timestamp"), ibis.dtype("timestamp('UTC')")

    def timezone(zone: object, time: object) -> None: ...

    builtin = ibis.udf.scalar.builtin
    in_utc = time if zoned else builtin(timezone, signature=((str, naive), aware))("UTC", time)
    return builtin(timezone, signature=((str, aware), naive))(zone, in_utc)


def has_hour(time: "nw.Expr") -> "nw.Expr":
    """Return whether a time says more than a day, which midnight to the microsecond does not.

    Args:
        time: Times of UTC.
    """
    parts = (time.dt.hour(), time.dt.minute(), time.dt.second(), time.dt.microsecond())
    return ~time.is_null() & reduce(nw.Expr.__or__, (part > 0 for part in parts))


def is_in(hours: Hours, time: "nw.Expr") -> "nw.Expr":
    """Return whether times are in some hours.

    Args:
        hours: The hours.
        time: Times of UTC.
    """
    week, without, also = hours._minutes
    minute = _number(time.dt.hour()) * 60 + _number(time.dt.minute())
    # Sunday is 7, and 0 in Spark.
    of_week = _number((time.dt.weekday() + 6) % 7) * DAY + minute
    is_usual = any_of(of_week, week)
    if not (without or also):
        return is_usual
    # Days are counted as if every month had 31, which keeps their order; databases show moments in
    # the zone of their session, but not numbers.
    months = _number(time.dt.year()) * 12 + _number(time.dt.month())
    ordered = (months * 31 + _number(time.dt.day())) * DAY + minute
    is_usual = is_usual & ~any_of(ordered, map(_ordered, without))
    return is_usual | any_of(ordered, map(_ordered, also))


def _number(part: "nw.Expr") -> "nw.Expr":
    return part.cast(nw.Float64)


def any_of(number: "nw.Expr", spans: Iterable[tuple[int, int]]) -> "nw.Expr":
    """Return whether a number is in one of some spans, whose ends are not part of them."""
    within = ((number >= start) & (number < end) for start, end in spans)
    return reduce(nw.Expr.__or__, within, number < 0)


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    start, end = map(moment_of, span)
    return _of(start), _of(end)


def _of(moment: datetime) -> int:
    days = (moment.year * 12 + moment.month) * 31 + moment.day
    return days * DAY + moment.hour * 60 + moment.minute
