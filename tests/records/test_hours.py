"""Hours of the day: how they are written, which minutes they are, and what is made of them."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders._format.converter import converter
from aiproviders._records.hours.hours import Hours, as_hours
from aiproviders._records.hours.spans import DAY, WEEK
from aiproviders._records.hours.text import WEEKDAYS

HOLIDAYS = [date(2026, 9, 25), *(date(2026, 10, day) for day in range(1, 8))]
PEAK = Hours.local("09:00-12:00, 14:00-18:00, Monday to Friday", "Asia/Shanghai", without=HOLIDAYS)
"""Peak hours in China: working days in the morning and in the afternoon."""


# Against single minutes

MONDAY = datetime(2026, 9, 21, tzinfo=UTC)
FORTNIGHT = 2 * WEEK
EVERY = (1 << FORTNIGHT) - 1
"""The minutes of the fortnight, a bit for each; so are all other sets of minutes."""

Window = tuple[list[int], int, int]
"""Weekdays, the minute at which a window starts, and the one before which it ends."""

MINUTES = st.integers(0, DAY - 1) | st.sampled_from([0, 60, 720, DAY - 1])
WINDOWS = st.lists(
    st.tuples(st.lists(st.integers(0, 6), unique=True), MINUTES, MINUTES | st.just(DAY)),
    max_size=3,
)
STRETCHES = st.lists(st.tuples(st.integers(0, 2 * WEEK), st.integers(1, 3 * DAY)), max_size=3)


def clock(minute: int) -> str:
    """A time of the day, such as 01:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def written(window: Window) -> str:
    """A window as people write it."""
    days, start, end = window
    return ", ".join([f"{clock(start)}-{clock(end)}", *(WEEKDAYS[day] for day in days)])


def stretch(start: int, length: int) -> str:
    """A stretch of time from a minute of the fortnight on."""
    ends = (MONDAY + timedelta(minutes=start), MONDAY + timedelta(minutes=start + length))
    return "/".join(f"{each:%Y-%m-%dT%H:%MZ}" for each in ends)


def bits(start: int, length: int) -> int:
    """Some minutes of the fortnight, those outside it left out."""
    return ((1 << length) - 1 << DAY + start >> DAY) & EVERY


def minutes(windows: list[Window]) -> int:
    """The minutes of the fortnight in some windows, day by day."""
    found = 0
    for days, start, end in windows:
        length = end - start if end > start else end - start + DAY
        for day in range(-1, 14):
            if not days or day % 7 in days:
                found |= bits(day * DAY + start, length)
    return found


def held(hours: Hours) -> int:
    """The minutes of the fortnight at which hours hold, by their own calculation."""
    first = (MONDAY.date() - date(1, 1, 1)).days * DAY
    spans = hours._minutes.within(((first, first + FORTNIGHT),))
    return sum(bits(start - first, end - start) for start, end in spans)


@st.composite
def some_hours(draw: st.DrawFn) -> tuple[Hours, int]:
    """Hours with exceptions, and their minutes of the fortnight."""
    windows = draw(WINDOWS)
    without, also = draw(STRETCHES), draw(STRETCHES)
    left_out = reduce(int.__or__, (bits(*each) for each in without), 0)
    also = [each for each in also if not bits(*each) & left_out and sum(each) < FORTNIGHT]
    hours = Hours(
        windows=map(written, windows),
        without=[stretch(*each) for each in without],
        also=[stretch(*each) for each in also],
    )
    added = reduce(int.__or__, (bits(*each) for each in also), 0)
    return hours, minutes(windows) & ~left_out | added


@given(case=some_hours())
def test_hours_are_the_minutes_that_were_written(case: tuple[Hours, int]) -> None:
    """Windows by weekday, those past midnight too, and exceptions hold minute by minute."""
    hours, expected = case

    assert expected == held(hours)


@given(case=some_hours(), minute=st.integers(0, 2 * WEEK - 1), seconds=st.integers(0, 59))
def test_a_moment_is_in_hours_if_its_minute_is(
    case: tuple[Hours, int], minute: int, seconds: int
) -> None:
    """The minute counts, and the zone of the moment changes nothing."""
    hours, expected = case
    moment = MONDAY + timedelta(minutes=minute, seconds=seconds)

    assert bool(expected >> minute & 1) is (moment in hours)
    assert bool(expected >> minute & 1) is (
        moment.astimezone(timezone(timedelta(hours=-7))) in hours
    )


@given(one=some_hours(), two=some_hours())
def test_hours_are_combined_minute_by_minute(
    one: tuple[Hours, int], two: tuple[Hours, int]
) -> None:
    """Both, either and all others are what the sets of minutes say, exceptions included."""
    (hours, own), (others, their_own) = one, two

    assert own & their_own == held(hours & others)
    assert own | their_own == held(hours | others)
    assert EVERY & ~own == held(~hours)


@given(one=some_hours(), two=some_hours())
def test_equal_hours_have_the_same_minutes(one: tuple[Hours, int], two: tuple[Hours, int]) -> None:
    """What is made in several ways is equal, hashes alike, and is written alike."""
    hours, others = one[0], two[0]

    for left, right in (
        (~(hours & others), ~hours | ~others),
        (hours & ~hours, Hours(windows=())),
        (hours | ~hours, Hours(windows="00:00-24:00")),
        ((hours & others) | (hours & ~others), hours),
    ):
        assert left == right
        assert hash(left) == hash(right)
        assert str(left) == str(right)


@given(case=some_hours())
def test_hours_survive_files_and_pickles(case: tuple[Hours, int]) -> None:
    """What is written of hours gives the same hours again."""
    hours, _ = case
    copies = (
        pickle.loads(pickle.dumps(hours)),  # noqa: S301 - our own
        converter().structure(converter().unstructure(hours), Hours),
        Hours(windows=hours.windows, without=hours.without, also=hours.also),
    )

    assert (hours, hours, hours) == copies


# In other zones


@given(windows=WINDOWS, hours=st.integers(-12, 14), days=st.lists(st.integers(1, 12)))
def test_local_hours_are_those_of_utc_at_the_same_moments(
    windows: list[Window], hours: int, days: list[int]
) -> None:
    """Weekdays and days begin at midnight of the zone, not at that of UTC."""
    zone = timezone(timedelta(hours=hours))
    dates = [(MONDAY + timedelta(days=day)).date() for day in days]
    found = Hours.local(map(written, windows), zone, without=dates)
    local = minutes(windows) & ~reduce(int.__or__, (bits(day * DAY, DAY) for day in days), 0)
    in_utc = local >> hours * 60 if hours > 0 else local << -hours * 60

    seen = bits(DAY, FORTNIGHT - 2 * DAY)  # where the fortnight of the zone has minutes too
    assert in_utc & seen == held(found) & seen


def test_peak_hours_of_another_zone() -> None:
    """Working days in China become hours of UTC, and holidays stretches of time."""
    assert ("01:00-04:00, 06:00-10:00, Monday to Friday",) == PEAK.windows
    assert PEAK.without == (
        "2026-09-25T01:00Z/2026-09-25T10:00Z",
        "2026-10-01T01:00Z/2026-10-07T10:00Z",
    )
    assert "01:00-04:00, 06:00-10:00 UTC, Monday to Friday but 6 days" == str(PEAK)


def test_the_hours_of_a_zone_can_be_cut_by_its_weekdays() -> None:
    """Hours of UTC on weekdays of another zone: its Monday begins on Sunday afternoon."""
    mondays = Hours.local("Monday", "Asia/Shanghai")

    assert ("00:00-16:00, Monday", "16:00-24:00, Sunday") == mondays.windows
    assert ("17:00-18:00, Sunday",) == (mondays & Hours(windows="17:00-18:00")).windows


def test_a_zone_whose_clock_changes_is_refused() -> None:
    """Nine in New York is no single hour of UTC."""
    with pytest.raises(ValueError, match="the clock of America/New_York changes"):
        Hours.local("09:00-17:00", "America/New_York")


# As texts


@pytest.mark.parametrize(
    ("windows", "text"),
    [
        ("16:30-00:30", "16:30-00:30 UTC"),
        ("00:00-24:00", "00:00-24:00 UTC"),
        ("05:00-05:00", "00:00-24:00 UTC"),
        ("Sat, Sun", "Saturday, Sunday"),
        (
            "22:00-02:00, fri to sun",
            (
                "00:00-02:00 UTC, Monday; 22:00-24:00 UTC, Friday; "
                "00:00-02:00, 22:00-24:00 UTC, Saturday, Sunday"
            ),
        ),
        ("09:00-10:00, Saturday to Tuesday", "09:00-10:00 UTC, Monday, Tuesday, Saturday, Sunday"),
        (("01:00-02:00", "01:30-03:00"), "01:00-03:00 UTC"),
        ((), "never"),
    ],
    ids=[
        "past midnight", "all day", "from an hour to the same", "weekdays", "into another day",
        "over the end of the week", "overlapping", "none",
    ],
)  # fmt: skip
def test_hours_in_words(windows: Any, text: str) -> None:
    """One text for the weekdays that have the same hours."""
    assert text == str(Hours(windows=windows))


def test_other_hours_say_that_they_hold_longer_on_some_days() -> None:
    """What a holiday takes from peak hours it gives to the others."""
    assert str(~PEAK) == (
        "00:00-01:00, 04:00-06:00, 10:00-24:00 UTC, Monday to Friday; Saturday, Sunday, and more "
        "on 6 days"
    )
    assert PEAK.without == (~PEAK).also


@pytest.mark.parametrize(
    "text",
    ["", "often", "1:00-2:00", "25:00-26:00", "24:00-01:00", "01:60-02:00", "01:00-02:00, Mo",
     "Monday to", "to Monday", "Monday to to Friday", "01:00-02:00; 03:00-04:00"],
)  # fmt: skip
def test_what_is_no_hours_is_refused(text: str) -> None:
    """The error shows how hours are written."""
    with pytest.raises(ValueError, match="hours are written such as '01:00-04:00, 06:00-10:00"):
        Hours(windows=text)


@pytest.mark.parametrize(
    "text",
    ["2026-10-01", "2026-02-30T00:00Z/2026-03-01T00:00Z", "2026-10-01T02:00Z/2026-10-01T02:00Z",
     "2026-10-01T02:00/2026-10-01T03:00"],
)  # fmt: skip
def test_what_is_no_stretch_of_time_is_refused(text: str) -> None:
    """The error shows how a stretch is written."""
    with pytest.raises(ValueError, match="a stretch of time is written such as"):
        Hours(windows="01:00-02:00", without=[text])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Hours(
                windows=(),
                without=["2026-10-01T00:00Z/2026-10-03T00:00Z"],
                also=["2026-10-02T00:00Z/2026-10-04T00:00Z"],
            ),
            "2026-10-02T00:00Z/2026-10-03T00:00Z is in without and in also",
        ),
        (
            lambda: Hours(windows=(), also=["2000-01-01T00:00Z/2026-10-04T00:00Z"]),
            "exceptions of hours are 3,660 days at most",
        ),
        (
            lambda: Hours.local("01:00-02:00", "Mars/Olympus"),
            "there is no time zone 'Mars/Olympus'",
        ),
    ],
    ids=["contradicting", "endless", "no zone"],
)
def test_what_makes_no_sense_is_refused(make: Callable[[], object], message: str) -> None:
    """Each error says what is wrong."""
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Hours(windows=[1]),  # type: ignore[list-item]
        lambda: Hours.local("01:00-02:00", 8),  # type: ignore[arg-type]
        lambda: Hours.local("01:00-02:00", UTC, without=["2026-10-01"]),  # type: ignore[list-item]
        lambda: date(2026, 10, 1) in PEAK,  # type: ignore[operator]
        lambda: PEAK & "01:00-02:00",  # type: ignore[operator]
    ],
    ids=["number", "offset", "text for a date", "date", "text for hours"],
)
def test_what_is_of_another_type_is_refused(make: Callable[[], object]) -> None:
    """Hours take texts, zones, dates and moments, and combine with hours."""
    with pytest.raises(TypeError):
        make()


def test_a_moment_needs_a_zone() -> None:
    """A moment without one is refused as everywhere, and the error says what to do."""
    with pytest.raises(TypeError, match=r"has no zone; say which, as in moment\.replace"):
        datetime(2026, 10, 1) in PEAK  # noqa: B015, DTZ001 # pyright: ignore[reportUnusedExpression]


def test_a_text_stands_for_hours() -> None:
    """A field of hours takes a text."""
    assert Hours(windows="01:00-02:00") == as_hours("01:00-02:00")
    assert as_hours(None) is None
