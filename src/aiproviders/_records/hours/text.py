"""How hours are written: `01:00-04:00, 06:00-10:00, Monday to Friday`, and stretches of time."""

import re
from collections.abc import Iterator
from datetime import datetime

from aiproviders._records.hours.moments import minute_of, moment_of
from aiproviders._records.hours.spans import DAY, Spans, common, merged, turned
from aiproviders._values.wording import quoted

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_PART = (
    r"(?P<start>[0-9]{2}:[0-9]{2})-(?P<end>[0-9]{2}:[0-9]{2})"
    r"|(?P<word>[A-Za-z]+)|[ ,]|(?P<odd>[\s\S])"
)
_TIME = r"(?:([01][0-9]|2[0-3]):([0-5][0-9]))|24:00"
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z"
_STRETCH = rf"({_MOMENT})/({_MOMENT})"
_RANGE = 3
"""How many weekdays in a row are written as a range."""


def read_window(text: str) -> Spans:
    """Return the minutes of the week of a text such as `22:00-06:00, Friday to Sunday`.

    Hours that end at or before their start end on the next day. Without weekdays they are those of
    every day, and weekdays without hours are whole days.

    Raises:
        ValueError: The text is something else.
    """
    hours: list[tuple[int, int]] = []
    words: list[str] = []
    for token in re.finditer(_PART, text):
        if token["odd"]:
            raise _unread(text)
        if token["start"]:
            start, end = _minute(token["start"]), _minute(token["end"])
            if start is None or end is None or start == DAY:
                raise _unread(text)
            hours.append((start, end if end > start else end + DAY))
        elif token["word"]:
            words.append(token["word"])
    days = _weekdays(words)
    if days is None or not (hours or days):
        raise _unread(text)
    spans = merged(hours or [(0, DAY)])
    return merged(
        piece for day in days or range(len(WEEKDAYS)) for piece in turned(spans, day * DAY)
    )


def _minute(text: str) -> int | None:
    found = re.fullmatch(_TIME, text)
    if found is None:
        return None
    return DAY if found[1] is None else int(found[1]) * 60 + int(found[2])


def _weekdays(words: list[str]) -> list[int] | None:
    """The weekdays that are named, such as Mon, Wed to Fri; None if a word is none."""
    found: list[int] = []
    is_range = False
    for word in words:
        if word == "to" and found and not is_range:
            is_range = True
            continue
        named = [day for day, name in enumerate(WEEKDAYS) if word.capitalize() in (name, name[:3])]
        if not named:
            return None
        first = found[-1] if is_range else named[0]
        found += ((first + step) % 7 for step in range((named[0] - first) % 7 + 1))
        is_range = False
    return None if is_range else found


def _unread(text: str) -> ValueError:
    return ValueError(
        "hours are written such as '01:00-04:00, 06:00-10:00, Monday to Friday', in UTC, got "
        f"{quoted(text)}"
    )


def write_windows(week: Spans) -> tuple[str, ...]:
    """Return the minutes of a week as texts, one for all weekdays with the same hours."""
    by_hours: dict[Spans, list[int]] = {}
    for day in range(len(WEEKDAYS)):
        start = day * DAY
        spans = common(week, ((start, start + DAY),))
        if spans:
            hours = tuple((first - start, last - start) for first, last in spans)
            by_hours.setdefault(hours, []).append(day)
    return tuple(
        ", ".join([*_hours_words(hours, days), *_day_words(days)])
        for hours, days in by_hours.items()
    )


def _hours_words(hours: Spans, days: list[int]) -> Iterator[str]:
    if hours == ((0, DAY),) and len(days) < len(WEEKDAYS):
        return
    if len(days) == len(WEEKDAYS) and len(hours) > 1 and hours[0][0] == 0 and hours[-1][1] == DAY:
        # Every day, so that what goes on after midnight belongs to the evening.
        hours = (*hours[1:-1], (hours[-1][0], hours[0][1]))
    for span in hours:
        yield "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in span)


def _day_words(days: list[int]) -> Iterator[str]:
    if len(days) == len(WEEKDAYS):
        return
    run: list[int] = []
    for day in days:
        run.append(day)
        if day + 1 not in days:
            names = [WEEKDAYS[each] for each in run]
            yield from [f"{names[0]} to {names[-1]}"] if len(run) >= _RANGE else names
            run = []


def read_stretch(text: str) -> tuple[int, int]:
    """Return the minutes of a text such as `2026-10-01T01:00Z/2026-10-07T10:00Z`.

    Raises:
        ValueError: The text is something else, or does not end after its start.
    """
    if found := re.fullmatch(_STRETCH, text):
        try:
            start, end = (minute_of(datetime.fromisoformat(each[:-1])) for each in found.groups())
        except ValueError:
            start = end = 0
        if start < end:
            return start, end
    msg = (
        "a stretch of time is written such as '2026-10-01T01:00Z/2026-10-07T10:00Z', got "
        f"{quoted(text)}"
    )
    raise ValueError(msg)


def write_stretch(start: int, end: int) -> str:
    """Return minutes as a text that `read_stretch` reads."""
    return "/".join(f"{moment_of(each):%Y-%m-%dT%H:%MZ}" for each in (start, end))
