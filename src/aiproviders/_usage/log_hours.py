"""Whether the times of a log are in some hours, as expressions for every engine."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from aiproviders._records.hours.hours import Hours
from aiproviders._records.hours.spans import DAY
from aiproviders._usage.lazy_narwhals import nw

_MONDAY = datetime(1, 1, 1)  # noqa: DTZ001 - minutes of hours are counted from here


def has_hour(time: "nw.Expr") -> "nw.Expr":
    """Return whether a time says more than a day, which midnight to the microsecond does not.

    Args:
        time: Times of UTC.
    """
    parts = (time.dt.hour(), time.dt.minute(), time.dt.second(), time.dt.microsecond())
    return ~time.is_null() & reduce(or_, (part > 0 for part in parts))


def is_in(hours: Hours, time: "nw.Expr") -> "nw.Expr":
    """Return whether times are in some hours.

    Args:
        hours: The hours.
        time: Times of UTC.
    """
    week, without, also = hours._minutes
    minute = _number(time.dt.hour()) * 60 + _number(time.dt.minute())
    of_week = (_number(time.dt.weekday()) - 1) * DAY + minute
    # Days are counted as if every month had 31, which keeps their order; databases show moments in
    # the zone of their session, but not numbers.
    months = _number(time.dt.year()) * 12 + _number(time.dt.month())
    ordered = (months * 31 + _number(time.dt.day())) * DAY + minute
    is_usual = _any_of(of_week, week) & ~_any_of(ordered, map(_ordered, without))
    return is_usual | _any_of(ordered, map(_ordered, also))


def _number(part: "nw.Expr") -> "nw.Expr":
    return part.cast(nw.Float64)


def _any_of(number: "nw.Expr", spans: Iterable[tuple[int, int]]) -> "nw.Expr":
    within = ((number >= start) & (number < end) for start, end in spans)
    return reduce(or_, within, number < 0)


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    start, end = (_MONDAY + timedelta(minutes=minute) for minute in span)
    return _of(start), _of(end)


def _of(moment: datetime) -> int:
    days = (moment.year * 12 + moment.month) * 31 + moment.day
    return days * DAY + moment.hour * 60 + moment.minute
