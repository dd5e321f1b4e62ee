"""Dates in words, such as `April 2023`, and the EDTF texts of such words."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from aiproviders._values.wording import counted, printable, quoted

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_GROUPINGS = {
    33: "Q1 {}",
    34: "Q2 {}",
    35: "Q3 {}",
    36: "Q4 {}",
    37: "early {}",
    38: "mid {}",
    39: "late {}",
    40: "first half of {}",
    41: "second half of {}",
}
_MARKS = {"": "", "about": "~", "perhaps": "?", "perhaps about": "%"}
_DURATION_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}

_MONTH_NUMBERS = {
    name: number
    for number, month in enumerate(map(str.casefold, MONTH_NAMES), 1)
    for name in (month, month[:3], *(("sept",) if number == 9 else ()))  # noqa: PLR2004
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, reverse=True))})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_PARTS = {
    name: code
    for code, names in {
        33: ("q1", "first quarter"),
        34: ("q2", "second quarter"),
        35: ("q3", "third quarter"),
        36: ("q4", "fourth quarter"),
        37: ("early",),
        38: ("mid",),
        39: ("late",),
        40: ("h1", "first half"),
        41: ("h2", "second half"),
    }.items()
    for name in names
}
_PART = rf"(?P<part>{'|'.join(_PARTS)})"
# Patterns are compiled when a text is read: most programs read none.
_POINTS = (
    r"(?P<edtf>[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?)",
    rf"(?:{_DAY} )?{_MONTH} {_YEAR}",
    rf"{_MONTH} {_DAY} {_YEAR}",
    rf"{_PART}(?: of)?[ -]{_YEAR}",
    rf"{_YEAR} ?{_PART}",
)
_MARKED = r"(?P<mark>(?:perhaps )?(?:about )?)(?P<point>.+)"
_SINCE = r"since (.+)|(.+) or later"
_UNTIL = r"(?:until|by) (.+)"
_TO = (" to ", " - ")
_ENDED = r"(?P<length>quarter|half|year|(?P<number>[0-9]{1,2}) months) ended (?P<end>.+)"
_MONTHS_LONG = {"quarter": 3, "half": 6, "year": 12}
_FISCAL = r"\b(?:fy|fiscal)"


class DateText(NamedTuple):
    """A date that was read: its EDTF text, and what it is called, where days alone do not say it.

    Attributes:
        edtf: The text in the Extended Date/Time Format.
        label: What it is called; None where the EDTF text says it.
    """

    edtf: str
    label: str | None


def date_words(edtf: str) -> str:
    """Return a date in words, such as `April 2023` or `since 2023`."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point_words(start)
    if start == "..":
        return f"until {_point_words(end)}"
    if end == "..":
        return f"since {_point_words(start)}"
    return f"{_point_words(start)} to {_point_words(end)}"


def _point_words(text: str) -> str:
    digits = text.rstrip("?~%")
    year, _, rest = digits.partition("-")
    code, _, day = rest.partition("-")
    if not code:
        words = year
    elif int(code) in _GROUPINGS:
        words = _GROUPINGS[int(code)].format(year)
    else:
        words = f"{MONTH_NAMES[int(code) - 1]} {year}"
    if day:
        words = f"{int(day)} {words}"
    mark = next(mark for mark, sign in _MARKS.items() if sign == text[len(digits) :])
    return f"{mark} {words}".lstrip()


def month_and_day(text: str) -> str:
    """Return a day without a year in words: `--03-31` is `31 March`."""
    month, day = map(int, text.removeprefix("--").split("-"))
    return f"{day} {MONTH_NAMES[month - 1]}"


def duration_words(duration: str) -> str:
    """Return an ISO 8601 duration in words; one with hours or less stays as it is."""
    parts = re.findall("(?<![0-9])([0-9]++)([YMWD])", duration.partition("T")[0])
    words = ", ".join(counted(int(number), _DURATION_UNITS[letter]) for number, letter in parts)
    return duration if "T" in duration else words


def read_date(text: str) -> DateText:
    """Read what `date_words` writes, and other usual words for a date.

    Raises:
        ValueError: The text is not understood.
    """
    words = " ".join(text.replace(",", " ").replace("\N{EN DASH}", "-").split())
    key = words.casefold()
    if ended := re.fullmatch(_ENDED, key):
        return DateText(_until_end(ended, text), printable(text))
    if edtf := _interval(key) or _point(key):
        return DateText(edtf, None)
    if re.search(_FISCAL, key):
        msg = f"{quoted(text)}: which days these are depends on the company; write"
        msg = f"{msg} company.fiscal_period({quoted(text)})"
        raise ValueError(msg)
    msg = (
        f"{quoted(text)} is not understood; write 'May 2026', '20 May 2026', 'Q2 2026', "
        "'early 2026', 'first half of 2026', 'since 2023', 'May 2026 to June 2026' or 2026-05-20"
    )
    raise ValueError(msg)


def _interval(key: str) -> str | None:
    start: str | None = ".."
    end: str | None = ".."
    if since := re.fullmatch(_SINCE, key):
        start = _point(since[1] or since[2])
    elif until := re.fullmatch(_UNTIL, key):
        end = _point(until[1])
    elif word := next((each for each in _TO if each in key), None):
        start, end = map(_point, key.removeprefix("from ").split(word, 1))
    elif "/" in key:
        return key
    else:
        return None
    return f"{start}/{end}" if start and end else None


def _point(key: str) -> str | None:
    marked = re.fullmatch(_MARKED, key)
    if marked is None:
        return None
    found = next(filter(None, (re.fullmatch(each, marked["point"]) for each in _POINTS)), None)
    if found is None:
        return None
    named = found.groupdict()
    mark = _MARKS[marked["mark"].rstrip()]
    if edtf := named.get("edtf"):
        return None if mark and edtf[-1] in "?~%" else f"{edtf}{mark}"
    code = _PARTS.get(named.get("part") or "") or _MONTH_NUMBERS[named["month"]]
    day = f"-{int(named['day']):02}" if named.get("day") else ""
    return f"{named['year']}-{code:02}{day}{mark}"


def _until_end(ended: re.Match[str], text: str) -> str:
    """Return the days of so many months that end on the last day of one."""
    months = int(ended["number"] or _MONTHS_LONG[ended["length"]])
    try:
        end = date.fromisoformat(_point(ended["end"]) or "")
        after = end + timedelta(days=1)
        year, month = divmod(12 * after.year + after.month - 1 - months, 12)
        start = date(year, month + 1, 1)
    except (OverflowError, ValueError):
        start = after = end = date.max
    if after.day != 1 or start == after:
        msg = f"{quoted(text)} is not understood; write the last day of a month, as 31 March 2026"
        raise ValueError(msg)
    return f"{start}/{end}"
