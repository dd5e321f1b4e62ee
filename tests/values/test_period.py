"""Dates at the precision at which they were stated: reading, wording, order, relations."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, cast

import pendulum
import pytest
from attrs.exceptions import FrozenInstanceError
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Period

FY2026 = Period("2025-04-01/2026-03-31", "FY2026")

# Few years, so that what is drawn often meets, touches or coincides.
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
MARKS = st.sampled_from(["", "", "?", "~", "%"])
GROUPINGS = range(33, 42)


def at_some_precision(day: date) -> st.SearchStrategy[str]:
    """Texts of the year, the month or the day itself."""
    text = day.isoformat()
    return st.sampled_from([text[:4], text[:7], text])


def closed_interval(days: tuple[date, date]) -> st.SearchStrategy[str]:
    """Texts of intervals from one of the days to the other."""
    first, last = sorted(days)
    return st.builds("{}/{}".format, at_some_precision(first), at_some_precision(last))


PLAIN = DAYS.flatmap(at_some_precision)
GROUPED = st.builds("{}-{}".format, st.integers(2024, 2027), st.sampled_from(GROUPINGS))
CLOSED = st.tuples(DAYS, DAYS).flatmap(closed_interval)
POINTS = st.builds(str.__add__, PLAIN | GROUPED, MARKS)
TEXTS = POINTS | CLOSED | POINTS.map("../{}".format) | POINTS.map("{}/..".format)
PERIODS = st.builds(Period, TEXTS, st.none() | st.sampled_from(["FY2026", "early 2026"]))


def days_of(period: Period) -> list[pendulum.Date | None]:
    """First and last day."""
    return [period.start, period.end]


@pytest.mark.parametrize(
    ("edtf", "first", "last", "words"),
    [
        ("1999", (1999, 1, 1), (1999, 12, 31), "1999"),
        ("2023-04", (2023, 4, 1), (2023, 4, 30), "April 2023"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "February 2024"),
        ("2026-12", (2026, 12, 1), (2026, 12, 31), "December 2026"),
        ("2026-05-20", (2026, 5, 20), (2026, 5, 20), "20 May 2026"),
        ("9999", (9999, 1, 1), (9999, 12, 31), "9999"),
        ("2026-33", (2026, 1, 1), (2026, 3, 31), "Q1 2026"),
        ("2026-34", (2026, 4, 1), (2026, 6, 30), "Q2 2026"),
        ("2026-35", (2026, 7, 1), (2026, 9, 30), "Q3 2026"),
        ("2026-36", (2026, 10, 1), (2026, 12, 31), "Q4 2026"),
        ("2026-37", (2026, 1, 1), (2026, 4, 30), "early 2026"),
        ("2026-38", (2026, 5, 1), (2026, 8, 31), "mid 2026"),
        ("2026-39", (2026, 9, 1), (2026, 12, 31), "late 2026"),
        ("2026-40", (2026, 1, 1), (2026, 6, 30), "first half of 2026"),
        ("2026-41", (2026, 7, 1), (2026, 12, 31), "second half of 2026"),
        ("2026-37~", (2026, 1, 1), (2026, 4, 30), "about early 2026"),
        ("2026-04?", (2026, 4, 1), (2026, 4, 30), "perhaps April 2026"),
        ("2026%", (2026, 1, 1), (2026, 12, 31), "perhaps about 2026"),
        ("2025-04-01/2026-03-31", (2025, 4, 1), (2026, 3, 31), "1 April 2025 to 31 March 2026"),
        ("2023/2024-02", (2023, 1, 1), (2024, 2, 29), "2023 to February 2024"),
        ("2026-05-20/2026", (2026, 5, 20), (2026, 12, 31), "20 May 2026 to 2026"),
        ("2023/..", (2023, 1, 1), None, "since 2023"),
        ("../2026-37~", None, (2026, 4, 30), "until about early 2026"),
    ],
)
def test_reads_and_words_what_was_stated(
    edtf: str,
    first: tuple[int, int, int] | None,
    last: tuple[int, int, int] | None,
    words: str,
) -> None:
    """A text gives its first and last day, inclusive, and is worded at its own precision."""
    period = Period(edtf)

    assert (first and pendulum.Date(*first)) == period.start
    assert (last and pendulum.Date(*last)) == period.end
    assert words == str(period)


def test_days_are_pendulum_dates() -> None:
    """First and last day are pendulum dates, with all that these can do."""
    assert [pendulum.Date, pendulum.Date] == [type(day) for day in days_of(FY2026)]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (FY2026, "FY2026"),
        (
            Period("2026-01-01/2026-03-31", "quarter ended 31 March 2026"),
            "quarter ended 31 March 2026",
        ),
        (Period("../2026-37~", "by early 2026"), "by early 2026"),
    ],
    ids=["fiscal-year", "quarter", "by-early"],
)
def test_label_is_shown_in_place_of_dates(period: Period, expected: str) -> None:
    """What people call a period is what is printed."""
    assert expected == str(period)


def test_repr_shows_dates_and_label_in_one_line() -> None:
    """The repr says which dates a label stands for, and is cut at the width of a line."""
    assert "<Period 2025-04-01/2026-03-31 FY2026>" == repr(FY2026)
    assert "<Period 2023/..>" == repr(Period("2023/.."))
    assert 99 == len(repr(Period("2026", "so called " * 20)))


@pytest.mark.parametrize("edtf", ["2026~", "2026-37%", "../2026-37~", "2023~/2024"])
def test_approximate_where_either_end_is_about(edtf: str) -> None:
    """A mark for about, at either end, makes the period approximate."""
    assert Period(edtf).approximate


@pytest.mark.parametrize("edtf", ["2026", "2026-05?", "2023/.."])
def test_not_approximate_without_a_mark_for_about(edtf: str) -> None:
    """Coarse, uncertain or open is not approximate."""
    assert not Period(edtf).approximate


@pytest.mark.parametrize(
    "edtf",
    ["2026-13", "2026-00", "2026-21", "2026-32", "2026-42", "2026-02-30", "2026-33-01", "0000"],
)
def test_refuses_what_the_calendar_does_not_have(edtf: str) -> None:
    """A month, a grouping or a day that does not exist is an error that says what to write."""
    with pytest.raises(ValueError, match=f"'{edtf}' does not exist in the calendar; write a year"):
        Period(edtf)


@pytest.mark.parametrize(
    "edtf",
    [
        "", "2026-5", "26", "20260520", "2026-05-20T10:00", "2026\n", "~2026",
        "2026~?", "2026/", "/2026", "/", "../", "2023/2024/2025", "..", "../..~", "٢٠٢٦",
    ],
)  # fmt: skip
def test_refuses_what_is_not_of_the_format(edtf: str) -> None:
    """A text outside the supported part of EDTF is an error that says what to write."""
    with pytest.raises(ValueError, match="is not a date this package reads; write a year"):
        Period(edtf)


def test_words_are_led_to_what_reads_them() -> None:
    """A date in words, which is no EDTF text, is an error that names what reads words."""
    with pytest.raises(ValueError, match=r"write 2026-05, or Period.parse\('May 2026'\)"):
        Period("May 2026")


@pytest.mark.parametrize("edtf", ["2026/2025", "2026-05/2026-04", "2026-05-20/2026-05-19"])
def test_refuses_what_runs_backwards(edtf: str) -> None:
    """An interval that ends before it begins is an error."""
    with pytest.raises(ValueError, match=f"'{edtf}' runs backwards; write the earlier date first"):
        Period(edtf)


def test_refuses_what_is_open_at_both_ends() -> None:
    """An interval without any end says nothing and is an error."""
    with pytest.raises(ValueError, match="open at both ends; leave the period out instead"):
        Period("../..")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-04", Period("2023-04")),
        (date(2026, 5, 20), Period("2026-05-20")),
        (pendulum.Date(2026, 5, 20), Period("2026-05-20")),
        (2026, Period("2026")),
        (800, Period("0800")),
    ],
    ids=["text", "date", "pendulum-date", "year", "early-year"],
)
def test_of_takes_what_says_a_period(value: date | int | str, expected: Period) -> None:
    """A text, a date, pendulum's included, and a year become the period that they name."""
    assert expected == Period.of(value)


def test_a_bare_year_is_no_text() -> None:
    """A year passed as a number is refused with advice, not taken for a text."""
    with pytest.raises(TypeError, match="EDTF text such as"):
        Period(2026)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_of_returns_a_period_as_it_is() -> None:
    """A period keeps its label on the way."""
    assert FY2026 is Period.of(FY2026)


@pytest.mark.parametrize(
    "value",
    [datetime(2026, 5, 20, 10, tzinfo=UTC), pendulum.datetime(2026, 5, 20)],
    ids=["datetime", "pendulum-datetime"],
)
def test_of_refuses_a_time_of_day(value: datetime) -> None:
    """A time of day is not cut off in silence."""
    with pytest.raises(TypeError, match="has a time of day; pass its date"):
        Period.of(value)


@pytest.mark.parametrize("value", [20260520, 202605, -26, 0])
def test_of_refuses_a_number_that_is_no_year(value: int) -> None:
    """A day written as one number is not cut to a year."""
    with pytest.raises(ValueError, match="write a year"):
        Period.of(value)


@pytest.mark.parametrize("value", [True, None, 1.5, b"2026-05"])
def test_of_refuses_other_types(value: object) -> None:
    """Nothing else is taken for a date, nor True for a year."""
    with pytest.raises(TypeError, match="expected a Period, a date, a year or an EDTF text, got"):
        Period.of(value)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


# Words


@given(TEXTS)
def test_what_is_written_is_read(edtf: str) -> None:
    """The words of every date without a label read back as the same date."""
    assert Period(edtf) == Period.parse(str(Period(edtf)))
    assert Period(edtf) == Period.parse(edtf)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("MAY, 2026", "2026-05"),
        ("Sept. 2025", "2025-09"),
        ("20th May 2026", "2026-05-20"),
        ("May 20, 2026", "2026-05-20"),
        ("mid-2026", "2026-38"),
        ("2026Q3", "2026-35"),
        ("first quarter of 2026", "2026-33"),
        ("H2 2026", "2026-41"),
        ("by about early 2026", "../2026-37~"),
        ("April 2023 or later", "2023-04/.."),
        ("from 2023 \N{EN DASH} May 2024", "2023/2024-05"),
    ],
)
def test_parse_reads_usual_words(text: str, edtf: str) -> None:
    """Other usual spellings of a date are read, and need no label."""
    assert (edtf, None) == (Period.parse(text).edtf, Period.parse(text).label)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("quarter ended 31 March 2026", "2026-01-01/2026-03-31"),
        ("half ended February 29, 2024", "2023-09-01/2024-02-29"),
        ("9 months ended 31 December 2025", "2025-04-01/2025-12-31"),
        ("Year ended 2026-06-30", "2025-07-01/2026-06-30"),
    ],
)
def test_parse_counts_months_back_from_their_end(text: str, edtf: str) -> None:
    """What ended on the last day of a month has so many whole months, and keeps its words."""
    assert (edtf, text) == (Period.parse(text).edtf, str(Period.parse(text)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("spring 2026", "'spring 2026' is not understood; write 'May 2026'"),
        ("until spring 2026", "is not understood"),
        ("about", "is not understood"),
        ("about 2026?", "is not understood"),
        ("", "is not understood"),
        ("5/2026", "is not a date this package reads"),
        ("30 February 2026", "does not exist in the calendar"),
        ("quarter ended 30 March 2026", "write the last day of a month"),
        ("quarter ended March 2026", "write the last day of a month"),
        ("0 months ended 31 March 2026", "write the last day of a month"),
        ("quarter ended 31 December 9999", "write the last day of a month"),
        ("Q4 FY2026", r"depends on the company; write company.fiscal_period\('Q4 FY2026'\)"),
    ],
)
def test_parse_refuses_what_is_no_certain_date(text: str, message: str) -> None:
    """Words that may mean several dates, or none, are an error that says what to write."""
    with pytest.raises(ValueError, match=message):
        Period.parse(text)


@given(PERIODS, st.integers(2023, 2028))
def test_the_year_is_the_one_in_which_it_lies(period: Period, year: int) -> None:
    """A period has a year just where it certainly lies in this one."""
    assert (period.year == year) == (period in Period.of(year))


Relation = Callable[[Period, Period | date | int | str], bool]


def contains(period: Period, other: Period | date | str) -> bool:
    """The operator `in` as a relation like the others."""
    return other in period


@pytest.mark.parametrize(
    ("relation", "period", "other", "expected"),
    [
        (Period.before, "2025", Period("2026"), True),
        (Period.before, "2025", "2026-01-01", True),
        (Period.before, "2025", date(2025, 12, 31), False),
        (Period.before, "../2024", "2025/..", True),
        (Period.before, "2023/..", "2999", False),
        (Period.before, "2025", "../2026", False),
        (Period.after, "2026", "2025", True),
        (Period.after, "2026", date(2025, 12, 31), True),
        (Period.after, "2026", date(2026, 1, 1), False),
        (Period.after, "2025/..", "../2024", True),
        (Period.overlaps, "2026", "2026-05", True),
        (Period.overlaps, "2023/..", date(2026, 5, 20), True),
        (Period.overlaps, "2023/..", "../2022", False),
        (Period.overlaps, "2023/..", "../2023-01-01", True),
        (Period.overlaps, "2026-03", "2026-04", False),
        (contains, "2026", "2026-05", True),
        (contains, "2026", date(2026, 12, 31), True),
        (contains, "2026", date(2027, 1, 1), False),
        (contains, "2026-05", "2026", False),
        (contains, "2026", "2026", True),
        (contains, "2023/..", "2024/..", True),
        (contains, "2024/..", "2023/..", False),
        (contains, "2023", "2023/..", False),
        (contains, "../2026", "../2025", True),
        (contains, "../2026", "2020/2027", False),
        (contains, "2026", "../2026", False),
    ],
)
def test_relations(
    relation: Relation, period: str, other: Period | date | str, *, expected: bool
) -> None:
    """Before, after, overlaps and in take periods, dates and texts; open ends have no limit."""
    assert expected is relation(Period(period), other)


@pytest.mark.parametrize("relation", [Period.before, Period.after, Period.overlaps, contains])
def test_relations_refuse_other_types(relation: Relation) -> None:
    """A relation to something that is no date is an error, not false."""
    with pytest.raises(TypeError, match="expected a Period, a date, a year or an EDTF text, got"):
        relation(FY2026, 2026.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_sorts_by_first_day_then_length_then_text() -> None:
    """Open starts come first, then earlier first days, shorter before longer, text at last."""
    texts = [
        "../2024", "../2026", "../9999", "0001", "0001/..", "2025", "2025/..", "2026-01-01",
        "2026-01", "2026-33", "2026-37", "2026-37~", "2026", "2026?", "2026~", "2026/9999",
        "2026/..", "2026-01-02",
    ]  # fmt: skip

    assert texts == [period.edtf for period in sorted(map(Period, reversed(texts)))]


def test_does_not_order_with_texts() -> None:
    """Order is between periods; a text or day on either side is an error with what to write."""
    with pytest.raises(TypeError, match="'<' not supported"):
        _ = FY2026 < 2027  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]
    for other in (date(2026, 6, 30), datetime(2026, 6, 30, 12, tzinfo=UTC), "2026-06-30"):
        with pytest.raises(TypeError, match=r"write period\.after\('2026-06-30'\) or "):
            _ = Period("2026") > other  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]
        with pytest.raises(TypeError, match=r"or period\.before\('2026-06-30'\)"):
            _ = other >= Period("2026")  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]


def test_label_takes_no_part_in_equality() -> None:
    """A fiscal label is a label: periods of one text are one key, whatever they are called."""
    unlabelled = Period(FY2026.edtf)

    assert unlabelled == FY2026
    assert {unlabelled} == {FY2026}
    assert not unlabelled < FY2026


def test_same_days_are_not_the_same_statement() -> None:
    """A year and an interval of the same days are told apart, for they were stated otherwise."""
    assert Period("2026") != Period("2026-01-01/2026-12-31")


def pickled(period: Period) -> Period:
    """The period after a round trip through pickle."""
    twin: Period = pickle.loads(pickle.dumps(period))  # noqa: S301 - made in the same line
    return twin


@pytest.mark.parametrize("copied", [pickled, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("period", [FY2026, Period("2023/..")], ids=str)
def test_survives_copying(copied: Callable[[Period], Period], period: Period) -> None:
    """A copy is equal, hashes alike and keeps days and label."""
    twin = copied(period)

    assert period == twin
    assert hash(period) == hash(twin)
    assert days_of(period) == days_of(twin)
    assert period.label == twin.label


@pytest.mark.parametrize("name", ["edtf", "label", "start", "_first", "other"])
def test_is_frozen(name: str) -> None:
    """No attribute can be set, a new one included."""
    with pytest.raises((FrozenInstanceError, AttributeError)):
        setattr(FY2026, name, None)


@given(PERIODS, PERIODS)
def test_order_is_total_and_agrees_with_equality(one: Period, other: Period) -> None:
    """Design, Period: "Sorting is total and agrees with ==": one of <, == and > holds."""
    assert 1 == sum((one < other, one == other, one > other))
    assert (one <= other) == (not one > other)
    assert (one == other) == (one.edtf == other.edtf)


@given(PERIODS, PERIODS, PERIODS)
def test_order_is_transitive(one: Period, two: Period, three: Period) -> None:
    """Design, Period: "Sorting is total": of three in order, the first is not after the last."""
    first, second, third = sorted([one, two, three])

    assert first <= second <= third
    assert first <= third


@given(PERIODS, PERIODS)
def test_order_follows_the_first_day(one: Period, other: Period) -> None:
    """Design, Period: "first day, then shorter first"; "an open start first"."""
    earlier, later = sorted([one, other])
    early, late = earlier.start or pendulum.Date.min, later.start or pendulum.Date.min

    assert early <= late
    if early == late and earlier.end is None:
        assert later.end is None
    if early == late and earlier.end is not None and later.end is not None:
        assert earlier.end <= later.end


@given(PERIODS, PERIODS)
def test_overlaps_is_symmetric(one: Period, other: Period) -> None:
    """Period.overlaps: "Whether the two possibly have a day in common", whoever is asked."""
    assert one.overlaps(other) == other.overlaps(one)


@given(PERIODS, PERIODS)
def test_containment_implies_overlap(one: Period, other: Period) -> None:
    """Design, Period: "overlaps (possibly)", "in (certainly)": the certain is possible."""
    assert other not in one or one.overlaps(other)


@given(PERIODS, DAYS)
def test_a_day_overlaps_where_it_is_contained(period: Period, day: date) -> None:
    """Design, Period: first and last day are inclusive, and a day is in or out, not both."""
    assert period.overlaps(day) == (day in period)


@given(PERIODS, PERIODS)
def test_before_after_and_overlaps_leave_no_case_and_share_none(one: Period, other: Period) -> None:
    """Design, Period: `before`, `after` and `overlaps` are exclusive, and one of them holds."""
    holding = [one.before(other), one.after(other), one.overlaps(other)]

    assert 1 == sum(holding)


@given(PERIODS)
def test_text_round_trip(period: Period) -> None:
    """Design, Period: "its EDTF text is its identity": the text alone makes an equal period."""
    assert period == Period(period.edtf)
    assert days_of(period) == days_of(Period(period.edtf))


@given(PERIODS)
def test_wording_is_never_empty_and_never_code(period: Period) -> None:
    """Period.__str__: "The label, or else the dates in words": no mark of EDTF is left over."""
    words = str(period)

    assert words
    assert not set(words) & set("~?%/.")


@given(PLAIN | GROUPED | CLOSED)
def test_days_agree_with_python_edtf(edtf: str) -> None:
    """Design, Period: "PyPI's edtf is an oracle": strict bounds are our first and last day.

    It cannot read an approximate grouping and gives open ends as infinite, so neither is drawn.
    """
    oracle = cast("Any", parse_edtf(edtf))
    ends = [pendulum.Date(*day[:3]) for day in (oracle.lower_strict(), oracle.upper_strict())]

    assert ends == days_of(Period(edtf))
