"""Times as logs write them: in ISO 8601, as numbers, in words, with slashes, in types."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest

from aiproviders import usage

ZONELESS = "Times without a zone are read as times of UTC."
SECONDS = 1_788_220_805  # 1 September 2026, 00:00:05 UTC
MOMENT = datetime(2026, 9, 1, 0, 0, 5, tzinfo=UTC)


def read(*cells: object, columns: Mapping[str, object] | None = None) -> usage.UsageLog:
    """Read a log of some times."""
    data = {"model": "m", "input_tokens": 1, "output_tokens": 1, "time": [*cells]}
    return usage.read(pl.DataFrame(data), columns=columns)  # type: ignore[arg-type]


def moments(log: usage.UsageLog) -> list[datetime | None]:
    """Return the times of a log."""
    found = log.frame.collect()["time"]
    assert pl.Datetime("us", "UTC") == found.dtype
    return found.to_list()


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-01T00:00:05Z",
        "2026-09-01t00:00:05z",
        "2026-09-01 00:00:05.000 UTC",
        "2026-09-01T00:00:05,000Z",
        "2026-09-01T02:00:05+02:00",
        "2026-08-31 20:00:05-0400",
        "2026-08-31T19:00:05-05",
        "2026-09-01 05:30:05 +0530",
        "2026-09-01 02:00:05 +0200 UTC",
        "2026/09/01 00:00:05 GMT",
        " 2026-9-1 0:00:05Z ",
    ],
)
def test_times_in_a_zone_are_those_of_utc(cell: str) -> None:
    """ISO 8601 with a zone is read, with blanks, slashes and commas too."""
    log = read(cell)
    assert [MOMENT] == moments(log)
    assert ZONELESS not in log.notes


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-09-01T00:00:05", MOMENT),
        ("2026-09-01 00:00:05.250", MOMENT + timedelta(milliseconds=250)),
        ("2026-09-01 00:00", MOMENT - timedelta(seconds=5)),
        ("Sep 1, 2026 12:00:05 AM", MOMENT),
    ],
)
def test_times_without_a_zone_are_read_as_utc_and_that_is_said(cell: str, moment: datetime) -> None:
    """What no zone says is taken for UTC, with a note."""
    log = read(cell)
    assert [moment] == moments(log)
    assert ZONELESS in log.notes


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-01",
        "2026/09/01",
        "Sep 1, 2026",
        "September 1, 2026",
        "1 Sep 2026",
        "01 September 2026",
        "Tuesday, September 1, 2026",
        "01-Sep-2026",
        "1.9.2026",
        "01.09.2026",
    ],
)
def test_a_day_in_words_is_its_midnight(cell: str) -> None:
    """A day alone needs no zone."""
    log = read(cell)
    assert [MOMENT - timedelta(seconds=5)] == moments(log)
    assert ZONELESS not in log.notes


@pytest.mark.parametrize(
    "cell",
    [
        "Tue, 01 Sep 2026 00:00:05 GMT",
        "Sep 1, 2026, 12:00:05 AM UTC",
        "September 1, 2026 at 00:00:05 Z",
        "1 September 2026 00:00:05 UTC",
    ],
)
def test_times_in_words_with_a_zone_are_read(cell: str) -> None:
    """The zone of a time in words is that of UTC."""
    log = read(cell)
    assert [MOMENT] == moments(log)
    assert ZONELESS not in log.notes


@pytest.mark.parametrize("factor", [1, 1_000, 1_000_000, 1_000_000_000])
@pytest.mark.parametrize("kind", [int, float, str])
def test_the_size_of_a_number_tells_what_it_counts(factor: int, kind: type) -> None:
    """Seconds, milli-, micro- and nanoseconds since 1970 are read, as numbers and as texts."""
    log = read(kind(SECONDS * factor))
    assert [MOMENT] == moments(log)
    assert ZONELESS not in log.notes


def test_parts_of_a_second_are_kept() -> None:
    """A number of seconds may have decimals."""
    half = MOMENT + timedelta(milliseconds=500)
    assert [half] == moments(read(SECONDS + 0.5))
    assert [half] == moments(read(f"{SECONDS}.5"))


def test_forms_may_be_mixed() -> None:
    """Each cell is read by its own form."""
    log = read(str(SECONDS), "2026-09-01T00:00:05Z", "Sep 1, 2026 00:00:05", None)
    assert [MOMENT, MOMENT, MOMENT, None] == moments(log)


def test_a_column_tells_days_from_months() -> None:
    """One day after the twelfth tells the order of all dates with slashes."""
    us = read("9/1/2026", "9/30/2026 1:05 PM")
    assert [(9, 1), (9, 30)] == [(each.month, each.day) for each in moments(us) if each]
    assert datetime(2026, 9, 30, 13, 5, tzinfo=UTC) == moments(us)[1]
    elsewhere = read("1/9/2026", "30/09/2026 13:05:00", "Sep 1, 2026")
    assert [(9, 1), (9, 30), (9, 1)] == [(e.month, e.day) for e in moments(elsewhere) if e]


@pytest.mark.parametrize(
    ("cells", "clock"),
    [
        (["9/1/2026"], ""),
        (["9/1/2026 10:00"], " %H:%M"),
        (["9/1/2026 10:00:05"], " %H:%M:%S"),
        (["9/1/2026 10:00 PM"], " %I:%M %p"),
        (["9/1/2026 1:00:05 am"], " %I:%M:%S %p"),
        (["9/13/2026", "13/9/2026"], ""),
    ],
)
def test_dates_that_do_not_tell_are_refused_with_what_to_say(cells: list[str], clock: str) -> None:
    """Where days and months cannot be told apart, the error has the words that say it."""
    with pytest.raises(ValueError, match=r"do not tell the day from the month; say") as caught:
        read(*cells)
    format = f"%m/%d/%Y{clock}"
    said = f'columns={{"time": {{"column": \'time\', "format": "{format}"}}}} where months'
    assert said in str(caught.value)
    log = read(cells[0], columns={"time": {"column": "time", "format": format}})
    assert [(9, cells[0].split("/")[1])] == [(e.month, str(e.day)) for e in moments(log) if e]


def test_a_format_that_is_given_decides() -> None:
    """`format` is as `strptime` has it; with a zone in it, times are those of UTC."""
    plain = read("20260901 000005", columns={"time": {"column": "time", "format": "%Y%m%d %H%M%S"}})
    assert [MOMENT] == moments(plain)
    format = "%d.%m.%y %H:%M:%S %z"
    zoned = read("01.09.26 02:00:05 +0200", columns={"time": {"column": "time", "format": format}})
    assert [MOMENT] == moments(zoned)


@pytest.mark.parametrize("cell", ["46266", "46266.5", 46266, 46266.5], ids=repr)
def test_days_of_excel_are_named(cell: object) -> None:
    """A number that counts days as Excel does is no time, and the error says what to do."""
    with pytest.raises(
        ValueError, match=r"is no time; if Excel wrote it, show its column as dates"
    ):
        read(cell)


@pytest.mark.parametrize(
    "cell", ["soon", "2026-13-01", "2026-09-01T25:00", "10:00", "12345", "Smarch 1, 2026"]
)
def test_what_is_no_time_is_left_out(cell: str) -> None:
    """A cell that is no time is named, and the other rows go on."""
    log = read("2026-09-01", cell)
    assert 1 == len(log.frame.collect())
    assert (f"the cell '{cell}' is no time", 1) == log.skipped[0][:2]


@pytest.mark.parametrize(
    ("value", "is_zoneless"),
    [
        (date(2026, 9, 1), False),
        (datetime(2026, 9, 1), True),  # noqa: DTZ001 - without a zone
        (datetime(2026, 9, 1, tzinfo=UTC), False),
        (datetime(2026, 9, 1, 2, tzinfo=timezone(timedelta(hours=2))), False),
    ],
)
def test_times_of_any_type_are_read(value: date, is_zoneless: bool) -> None:
    """Dates, and times with and without a zone, are times of UTC."""
    log = read(value)
    assert [MOMENT - timedelta(seconds=5)] == moments(log)
    assert is_zoneless == (ZONELESS in log.notes)


def test_a_log_without_times_says_so() -> None:
    """Where no column is one of times, a note says which prices count."""
    log = usage.read(pl.DataFrame({"model": ["m"], "input_tokens": 1, "output_tokens": 1}))
    assert ("No column of times was found; the newest prices count.",) == log.notes
