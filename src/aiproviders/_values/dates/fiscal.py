"""Fiscal years and their quarters: their days, and what they are called."""

import re
from datetime import date, timedelta
from typing import NamedTuple

_COMMON_YEAR = 2025
_CENTURY = 2000
_QUARTERS = (1, 2, 3, 4)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_QUARTER = rf"(?:q(?P<{{0}}>[1-4])|(?P<{{0}}_word>{'|'.join(_ORDINALS)}) quarter)"
_TEXT = (
    rf"(?:{_QUARTER.format('before')}(?: of)? )?"
    r"(?:fy|fiscal(?: year)?) ?(?P<year>[0-9]{4}|[0-9]{2})"
    rf"(?: {_QUARTER.format('after')})?"
)


class FiscalPeriod(NamedTuple):
    """A fiscal year, or a quarter of one.

    Attributes:
        year: The calendar year in which the fiscal year ends.
        quarter: 1 to 4; None for the whole year.
    """

    year: int
    quarter: int | None = None

    def __str__(self) -> str:
        """What it is called, such as `FY2026` or `Q4 FY2026`."""
        return f"FY{self.year}" if self.quarter is None else f"Q{self.quarter} FY{self.year}"

    def days(self, year_end: str) -> tuple[date, date]:
        """Return its first and last day.

        Args:
            year_end: Last day of the fiscal year, such as `--03-31`.
        """
        first, last = (self.quarter, self.quarter) if self.quarter else (1, 4)
        start = _end_of_quarter(year_end, self.year, first - 1) + timedelta(days=1)
        return start, _end_of_quarter(year_end, self.year, last)


def read_fiscal_period(text: str) -> FiscalPeriod | None:
    """Read such as `FY2026`, `Q4 FY2026` or `fourth quarter of fiscal 2026`; None for others."""
    match = re.fullmatch(_TEXT, " ".join(text.replace("-", " ").split()).casefold())
    if match is None:
        return None
    quarters = [
        int(_ORDINALS.get(found, found))
        for name in ("before", "before_word", "after", "after_word")
        if (found := match[name])
    ]
    if len(quarters) > 1:
        return None
    year = int(match["year"])
    is_short = match["year"] == f"{year % 100:02}"
    return FiscalPeriod(_CENTURY + year if is_short else year, *quarters)


def fiscal_period(first: date, last: date, year_end: str) -> FiscalPeriod | None:
    """Return the fiscal year or the quarter that has some days; None if none has just these."""
    for year in range(max(last.year, 2), min(last.year + 1, date.max.year) + 1):
        for found in (FiscalPeriod(year), *(FiscalPeriod(year, each) for each in _QUARTERS)):
            if found.days(year_end) == (first, last):
                return found
    return None


def _end_of_quarter(year_end: str, year: int, quarter: int) -> date:
    """Return the last day of a quarter; that of quarter 0 is the last of the year before.

    A quarter ends on the day of the month on which the year does, or on the last day of a month
    that is shorter; and always on the last day where the year ends with a month.
    """
    from calendar import monthrange

    month, day = map(int, year_end.removeprefix("--").split("-"))
    ends_with_month = day == monthrange(_COMMON_YEAR, month)[1]
    year, month = divmod(12 * year + month - 1 - 3 * (4 - quarter), 12)
    days = monthrange(year, month + 1)[1]
    return date(year, month + 1, days if ends_with_month else min(day, days))
