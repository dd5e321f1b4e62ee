"""Hours of the day, by weekday and with exceptions: a set of minutes in UTC."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from attrs import field, frozen

from aiproviders._records.fields import as_texts, as_tuple, sealed
from aiproviders._records.hours.moments import in_utc, minute_of, zone_called
from aiproviders._records.hours.spans import (
    DAY,
    WEEK,
    Spans,
    common,
    either,
    every_week,
    merged,
    minus,
    outside,
    turned,
)
from aiproviders._records.hours.text import (
    read_stretch,
    read_window,
    write_stretch,
    write_windows,
)
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import OneLine, counted

_MOST_DAYS = 3660


class Minutes(NamedTuple):
    """The minutes of some hours.

    Attributes:
        week: Those of each week, Monday 00:00 UTC being 0.
        without: Those of the weeks that are left out, since Monday, 1 January of the year 1.
        also: Those that count although they are not of the week.
    """

    week: Spans
    without: Spans = ()
    also: Spans = ()

    def within(self, time: Spans) -> Spans:
        """Return those in some stretches of time."""
        usual = merged(span for each in time for span in every_week(self.week, *each))
        return common(merged((*minus(usual, self.without), *self.also)), time)


@lru_cache(maxsize=1024)  # hours of a lab are those of many prices
def _texts(minutes: Minutes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The exceptions as few stretches; what changes nothing between two of them is part of one."""

    def is_idle(start: int, end: int) -> bool:
        return not minutes.within(((start, end),))

    def is_full(start: int, end: int) -> bool:
        return minutes.within(((start, end),)) == ((start, end),)

    return _joined(minutes.without, is_idle), _joined(minutes.also, is_full)


def _joined(spans: Spans, are_alike: Callable[[int, int], bool]) -> tuple[str, ...]:
    found = list(spans[:1])
    for (_, end), (start, last) in pairwise(spans):
        if start - end < WEEK and are_alike(end, start):
            found[-1] = found[-1][0], last
        else:
            found.append((start, last))
    return tuple(write_stretch(*each) for each in found)


@lru_cache(maxsize=1024)
def _minutes(windows: tuple[str, ...], without: tuple[str, ...], also: tuple[str, ...]) -> Minutes:
    week = _week(windows)
    missing, added = (merged(map(read_stretch, each)) for each in (without, also))
    if both := common(missing, added):
        msg = f"{write_stretch(*both[0])} is in without and in also"
        raise ValueError(msg)
    if sum(end - start for start, end in (*missing, *added)) > _MOST_DAYS * DAY:
        msg = f"exceptions of hours are {_MOST_DAYS:,} days at most"
        raise ValueError(msg)
    usual = Minutes(week)
    return Minutes(week, usual.within(missing), minus(added, usual.within(added)))


def _week(windows: Iterable[str]) -> Spans:
    return merged(span for each in windows for span in read_window(each))


def _as_windows(windows: str | Iterable[str]) -> tuple[str, ...]:
    given = (windows,) if isinstance(windows, str) else as_tuple(windows)
    for each in given:
        check_type(each, str)
    return write_windows(_week(given))


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Hours(OneLine):
    """Hours of the day in UTC, by weekday and with exceptions.

    `moment in hours` asks for a time; `~hours` are all other hours, `one & other` those in both,
    and `one | other` those in either. Hours of the same minutes are equal.

    Attributes:
        windows: Hours and weekdays, such as `01:00-04:00, 06:00-10:00, Monday to Friday`. Hours
            without weekdays are those of every day; those that go past midnight end on the next.
        without: Stretches of time in which they do not hold, such as
            `2026-10-01T01:00Z/2026-10-07T10:00Z`.
        also: Stretches of time in which they hold throughout.

    Raises:
        ValueError: A text is neither, or a minute is in `without` and in `also`.
    """

    windows: tuple[str, ...] = field(converter=_as_windows)
    without: tuple[str, ...] = field(default=(), converter=as_texts)
    also: tuple[str, ...] = field(default=(), converter=as_texts)

    def __attrs_post_init__(self) -> None:
        if self.without or self.also:
            without, also = _texts(self._minutes)
            object.__setattr__(self, "without", without)
            object.__setattr__(self, "also", also)

    @classmethod
    def local(
        cls,
        windows: str | Iterable[str],
        zone: tzinfo | str,
        *,
        without: Iterable[date] = (),
    ) -> "Hours":
        """Make hours of those of another zone, whose days and weekdays begin at other times.

        Args:
            windows: Hours and weekdays by the clock of the zone.
            zone: A zone, or its name such as `Asia/Shanghai`, whose clock does not change.
            without: Days in the zone on which they do not hold.

        Raises:
            ValueError: A text is no hours, or the clock of the zone changes.
        """
        offset = _offset(zone)
        week = turned(_week(_as_windows(windows)), -offset)
        days = as_tuple(without)
        for day in days:
            check_type(day, date)
        starts = [minute_of(datetime.combine(day, time())) - offset for day in days]
        left_out = merged((start, start + DAY) for start in starts)
        return _hours(Minutes(week, Minutes(week).within(left_out)))

    @property
    def _minutes(self) -> Minutes:
        return _minutes(self.windows, self.without, self.also)

    def __contains__(self, moment: datetime) -> bool:
        """Whether they hold at a moment; it needs a zone."""
        check_type(moment, datetime)
        minute = minute_of(in_utc(moment).replace(tzinfo=None))
        return bool(self._minutes.within(((minute, minute + 1),)))

    def __invert__(self) -> "Hours":
        """Return all other hours."""
        week, without, also = self._minutes
        return _hours(Minutes(outside(week, 0, WEEK), also, without))

    def __and__(self, other: "Hours") -> "Hours":
        """Return the hours that are in both."""
        return self._combined(other, common)

    def __or__(self, other: "Hours") -> "Hours":
        """Return the hours that are in one of both."""
        return self._combined(other, either)

    def _combined(self, other: "Hours", combine: Callable[[Spans, Spans], Spans]) -> "Hours":
        if not isinstance(other, Hours):
            return NotImplemented
        return _combination(self._minutes, other._minutes, combine)

    def __str__(self) -> str:
        """The hours in words: `01:00-04:00, 06:00-10:00 UTC, Monday to Friday but 22 days`."""
        _, without, also = self._minutes
        text = "; ".join(map(_with_zone, self.windows)) or "never"
        if without:
            text += f" but {counted(_days(without), 'day')}"
        if also:
            text += f", and more on {counted(_days(also), 'day')}"
        return text


@lru_cache(maxsize=1024)  # as many models have the prices of the same hours
def _combination(one: Minutes, two: Minutes, combine: Callable[[Spans, Spans], Spans]) -> Hours:
    week = combine(one.week, two.week)
    unusual = merged((*one.without, *one.also, *two.without, *two.also))
    usual = Minutes(week).within(unusual)
    found = combine(one.within(unusual), two.within(unusual))
    return _hours(Minutes(week, minus(usual, found), minus(found, usual)))


@lru_cache(maxsize=1024)
def _hours(minutes: Minutes) -> Hours:
    """The hours of some minutes; the prices of a model ask for the same ones again and again."""
    without, also = _texts(minutes)
    return Hours(windows=write_windows(minutes.week), without=without, also=also)


ALWAYS, NEVER = Hours(windows="00:00-24:00"), Hours(windows=())


def as_hours(value: "Hours | str | None") -> Hours | None:
    return value if value is None or isinstance(value, Hours) else Hours(windows=value)


def _with_zone(window: str) -> str:
    before, colon, after = window.rpartition(":")
    return f"{before}{colon}{after[:2]} UTC{after[2:]}" if colon else window


def _days(spans: Spans) -> int:
    return len({day for start, end in spans for day in range(start // DAY, -(-end // DAY))})


def _offset(zone: tzinfo | str) -> int:
    """The minutes by which the clock of a zone is ahead of UTC."""
    if isinstance(zone, str):
        zone = zone_called(zone)
    check_type(zone, tzinfo)
    months = [(year, month) for year in range(2020, 2041) for month in range(1, 13)]
    offsets = {zone.utcoffset(datetime(*each, 1)) for each in months}  # noqa: DTZ001
    if len(offsets) > 1 or None in offsets:
        msg = f"the clock of {zone} changes, so that its hours are not the same in UTC all year"
        raise ValueError(msg)
    (offset,) = offsets
    return (offset or timedelta()) // timedelta(minutes=1)
