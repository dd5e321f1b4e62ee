"""Dates at the precision at which they were stated."""

import re
from datetime import date, datetime, timedelta
from functools import total_ordering
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from aiproviders._values.arguments import check_type
from aiproviders._values.dates.date_words import date_words, read_date
from aiproviders._values.late_types import late
from aiproviders._values.pickling import Versioned
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.wording import angled, printable, quoted

if TYPE_CHECKING:
    from pendulum import Date
else:
    Date = late("pendulum", "Date")

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")

EDTF = rf"(?:{_POINT.pattern}|\.\./{_POINT.pattern}|{_POINT.pattern}/(?:{_POINT.pattern}|\.\.))"
"""The texts that can be a date, whether or not the calendar has it."""

# First and last month of each two-digit code after the year: the months themselves and the
# sub-year groupings of ISO 8601-2 (quarters, four-month thirds, halves).
_MONTHS = {month: (month, month) for month in range(1, 13)} | {
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}
_HELP = (
    "write a year (2026), month (2026-04), day (2026-05-20), quarter (2026-33 to -36), third "
    "(-37 to -39) or half (-40, -41), with ~ for about, ? for uncertain, % for both, or an "
    "interval (2023/..)"
)


@total_ordering
@frozen(order=False, repr=False)
class Period(Versioned, Guided):
    """A day, month, year or interval, no more precise than it was stated.

    The EDTF text (ISO 8601-2:2019) is the identity: periods are equal when their texts are.
    They sort by first day, then the shorter first, then by text, an open start before all.
    `before`, `after`, `overlaps` and `in` compare their days. The marks `~`, `?` and `%` do not
    widen a period: its days are those that its text names.

    Attributes:
        edtf: Extended Date/Time Format text, such as `1999`, `2023-04`, `2026-37~` or
            `2025-04-01/2026-03-31`.
        label: What people call it, such as `FY2026`; takes no part in comparisons.

    Raises:
        ValueError: The text is not of the supported part of EDTF, names a day that does not
            exist, runs backwards or is open at both ends.
    """

    edtf: str
    label: str | None = field(default=None, eq=False)
    _first: date | None = field(init=False, eq=False)
    _last: date | None = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.edtf, str):
            msg = f"expected an EDTF text such as '2026-05', got {quoted(self.edtf)}"
            raise TypeError(msg)
        if not isinstance(self.label, str | None):
            msg = f"expected a label such as 'FY2026', got {quoted(self.label)}"
            raise TypeError(msg)
        first, last = _span(self.edtf)
        object.__setattr__(self, "_first", first)
        object.__setattr__(self, "_last", last)

    @classmethod
    def of(cls, value: "Period | date | int | str") -> "Period":
        """Make a period of a date, a year or an EDTF text; a period is returned as it is.

        Args:
            value: A `Period`, a date, a year such as 2026 or an EDTF text.

        Raises:
            TypeError: The value is something else, a time of day included.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return cls(f"{value:04}")
        if isinstance(value, datetime):
            msg = f"{quoted(value)} has a time of day; pass its date()"
            raise TypeError(msg)
        if isinstance(value, date):
            return cls(value.isoformat())
        msg = f"expected a Period, a date, a year or an EDTF text, got {quoted(value)}"
        raise TypeError(msg)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a date in the words that people use, or an EDTF text.

        It reads what `str` of a period writes, and such as `20 May 2026`, `May 20, 2026`,
        `Q2 2026`, `H1 2026`, `mid-2026`, `by May 2026`, `May 2026 or later` and
        `quarter ended 31 March 2026`, whose words become the label. What fiscal years are called is
        read by `Company.fiscal_period`.

        Args:
            text: The words.

        Raises:
            TypeError: It is no text.
            ValueError: The text is not understood, or names a day that does not exist.

        Examples:
            >>> from aiproviders import Period
            >>> Period.parse("May 2026"), Period.parse("since 2023")
            (<Period 2026-05>, <Period 2023/..>)
        """
        check_type(text, str)
        return cls(*read_date(text))

    @property
    def year(self) -> int | None:
        """The calendar year in which it lies; None where it is longer, or open at an end."""
        if self._first is None or self._last is None or self._first.year != self._last.year:
            return None
        return self._first.year

    @property
    def start(self) -> "Date | None":
        """First day, inclusive; None where the start is open."""
        return _pendulum_date(self._first)

    @property
    def end(self) -> "Date | None":
        """Last day, inclusive; None where the end is open."""
        return _pendulum_date(self._last)

    @property
    def approximate(self) -> bool:
        """Whether either end is marked as approximate (`~` or `%`)."""
        return "~" in self.edtf or "%" in self.edtf

    def before(self, other: "Period | date | int | str") -> bool:
        """Whether this certainly ends before the other begins.

        Args:
            other: A `Period`, a date, a year or an EDTF text.
        """
        other = Period.of(other)
        return self._last is not None and other._first is not None and self._last < other._first

    def after(self, other: "Period | date | int | str") -> bool:
        """Whether this certainly begins after the other ends.

        Args:
            other: A `Period`, a date, a year or an EDTF text.
        """
        return Period.of(other).before(self)

    def overlaps(self, other: "Period | date | int | str") -> bool:
        """Whether the two possibly have a day in common.

        Args:
            other: A `Period`, a date, a year or an EDTF text.
        """
        other = Period.of(other)
        return not self.before(other) and not other.before(self)

    def __contains__(self, other: "Period | date | int | str") -> bool:
        """Whether the other certainly lies within this."""
        other = Period.of(other)
        starts_inside = self._first is None or (
            other._first is not None and self._first <= other._first
        )
        ends_inside = self._last is None or (other._last is not None and other._last <= self._last)
        return starts_inside and ends_inside

    def __lt__(self, other: "Period") -> bool:
        if isinstance(other, date | str):
            day = quoted(other if isinstance(other, str) else other.isoformat()[:10])
            msg = (
                "a period and a day have no order, as a period may be of several days; write "
                f"period.after({day}) or period.before({day})"
            )
            raise TypeError(msg)
        if not isinstance(other, Period):
            return NotImplemented
        return self._sort_key < other._sort_key

    @property
    def _sort_key(self) -> tuple[date, bool, date, bool, str]:
        return (
            self._first or date.min,
            self._first is not None,
            self._last or date.max,
            self._last is None,
            self.edtf,
        )

    def __str__(self) -> str:
        """The label, or else the dates in words, such as `April 2023` or `since 2023`."""
        return printable(self.label) if self.label else date_words(self.edtf)

    def __repr__(self) -> str:
        return angled("Period", f"{self.edtf} {self.label}" if self.label else self.edtf)


Moment: TypeAlias = Period | date | int | str
"""What stands for a date: a `Period`, a date, a year or an EDTF text."""


def _span(edtf: str) -> tuple[date | None, date | None]:
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start, edtf)
    if start == end == "..":
        msg = f"{quoted(edtf)} is open at both ends; leave the period out instead"
        raise ValueError(msg)
    first = None if start == ".." else _point(start, edtf)[0]
    last = None if end == ".." else _point(end, edtf)[1]
    if first is not None and last is not None and first > last:
        msg = f"{quoted(edtf)} runs backwards; write the earlier date first"
        raise ValueError(msg)
    return first, last


def _point(text: str, edtf: str) -> tuple[date, date]:
    match = _POINT.fullmatch(text)
    if match is None:
        instead = f"write 2026-05, or Period.parse({quoted(edtf)})" if " " in edtf else _HELP
        msg = f"{quoted(edtf)} is not a date this package reads; {instead}"
        raise ValueError(msg)
    year, code, day, _ = match.groups()
    try:
        if day is not None:
            only = date(int(year), int(code), int(day))
            return only, only
        first_month, last_month = _MONTHS[int(code)] if code else (1, 12)
        first = date(int(year), first_month, 1)
        return first, _last_day(first.year, last_month)
    except (KeyError, ValueError):
        msg = f"{quoted(edtf)} does not exist in the calendar; {_HELP}"
        raise ValueError(msg) from None


def _last_day(year: int, month: int) -> date:
    if month == 12:  # noqa: PLR2004 - December
        return date(year, month, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _pendulum_date(day: date | None) -> "Date | None":
    if day is None:
        return None
    from pendulum import Date

    return Date(day.year, day.month, day.day)
