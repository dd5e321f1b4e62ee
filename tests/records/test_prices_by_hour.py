"""Prices that depend on the hour: which is in force at a time."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Model, Provider, TokenPrice
from aiproviders._records.hours.hours import Hours
from aiproviders._records.prices.day_intervals import day_intervals, one_of
from aiproviders._records.prices.price_in_force import find_price
from aiproviders.errors import NotStatedError

PEAK = Hours.local(
    "09:00-12:00, 14:00-18:00, Monday to Friday",
    "Asia/Shanghai",
    without=[date(2026, 10, 1), date(2026, 10, 2)],
)
TUESDAY = datetime(2026, 9, 15, 2, tzinfo=UTC)


def priced(amount: int | str, hours: Hours | str | None = None, **said: Any) -> TokenPrice:
    """A price in dollars, for input alone."""
    return TokenPrice(currency="USD", input=amount, hours=hours, **said)


def of(*prices: TokenPrice, **said: Any) -> Model:
    """A model with some prices."""
    return Model(id="m", provider="acme", name="M", prices=prices, **said)


def at(model: Model, moment: datetime) -> int | None:
    """The whole dollars of input at a time; None if there is no price."""
    found = find_price(model, on=moment).price
    return None if found is None or found.input is None else int(found.input)


BY_HOUR = of(
    priced(3, effective="2026-01-01"),
    priced(1, ~PEAK, effective="2026-08-16"),
    priced(2, PEAK, effective="2026-08-16"),
)


@pytest.mark.parametrize(
    ("moment", "amount"),
    [
        (TUESDAY, 2),
        (TUESDAY.replace(hour=12), 1),
        (TUESDAY.replace(day=13), 1),
        (datetime(2026, 10, 1, 2, tzinfo=UTC), 1),
        (datetime(2026, 9, 15, 11, 59, 59, tzinfo=timezone(timedelta(hours=8))), 2),
        (datetime(2026, 8, 15, 2, tzinfo=UTC), 3),
        (datetime(2026, 8, 16, 2, tzinfo=timezone(timedelta(hours=8))), 3),
    ],
    ids=[
        "peak", "afternoon", "Sunday", "holiday", "by another clock", "before", "before in UTC",
    ],
)  # fmt: skip
def test_a_time_has_the_price_of_its_hour(moment: datetime, amount: int) -> None:
    """Weekdays, holidays and the zone of the time count; days are those of UTC."""
    found = BY_HOUR.price_for(on=moment)

    assert found.input == amount
    assert found in BY_HOUR.prices


def test_a_day_has_no_price_where_the_hour_decides() -> None:
    """Neither price stands for the day, and the error says what to name."""
    assert "the price depends on the hour" == find_price(BY_HOUR, on="2026-09-15").reason
    assert BY_HOUR.list_price is None
    with pytest.raises(
        NotStatedError,
        match=r"are \$1 / not stated at 00:00-01:00, .*, \$2 / not stated at 01:00-04:00, .* but "
        r"2 days: name a time with its zone by on=…",
    ):
        BY_HOUR.price_for(on="2026-09-15")


@pytest.mark.parametrize("day", ["2026-08-15", "2026-09-16"])
def test_a_day_without_a_price_has_those_of_all_hours_named(day: str) -> None:
    """Before and after prices by the hour, the error names each with its days and hours."""
    end = "2026-08-16/2026-09-15"
    nights = Hours(windows="22:00-06:00")
    model = of(priced(1, nights, effective=end), priced(2, ~nights, effective=end))

    with pytest.raises(
        NotStatedError,
        match=r"those stated are \$1 / not stated 16 August 2026 to 15 September 2026 at "
        r"22:00-06:00 UTC, \$2 / not stated 16 August 2026 to 15 September 2026 at "
        r"06:00-22:00 UTC: name a time with its zone by on=…",
    ):
        model.price_for(on=day)


def test_an_hour_without_a_price_has_the_hours_of_prices_named() -> None:
    """A price of all days has its hours named, and two of the same terms and hours one time."""
    model = of(priced(1, "01:00-04:00", note="a"), priced(1, "01:00-04:00", note="b"))

    with pytest.raises(
        NotStatedError,
        match=r"those stated are \$1 / not stated at 01:00-04:00 UTC: name a time with its zone",
    ):
        model.price_for(on=TUESDAY.replace(hour=12))


def test_without_a_day_the_newest_prices_are_named() -> None:
    """Those of before are over, whatever the hour."""
    model = of(
        *(priced(n, hours, effective="../2026-08-15") for n, hours in ((3, PEAK), (4, ~PEAK))),
        *(priced(n, hours, effective="2026-08-16") for n, hours in ((1, PEAK), (2, ~PEAK))),
    )

    with pytest.raises(NotStatedError, match=r"are \$1 / .*, \$2 / .*: name a time") as caught:
        model.price_for()
    assert "$3" not in str(caught.value)


def test_hours_of_the_same_terms_are_all_hours() -> None:
    """What costs the same at all hours costs it all day."""
    model = of(priced(1, ~PEAK), priced("1.0", PEAK))

    assert model.price.input == 1


def test_a_price_of_some_hours_is_none_of_the_day() -> None:
    """At other hours nothing is stated, and a day does not say which hour."""
    model = of(priced(1, PEAK))

    assert model.list_price is None
    assert at(model, TUESDAY) == 1
    assert "no list price is in force" == find_price(model, on=TUESDAY.replace(hour=12)).reason


def test_a_price_with_hours_is_before_one_without() -> None:
    """Of two that began on one day, the general one holds at all hours that no other names."""
    model = of(priced(1), priced(2, PEAK))

    assert (2, 1) == (at(model, TUESDAY), at(model, TUESDAY.replace(hour=12)))


def test_a_price_of_some_hours_that_begins_later_leaves_the_others() -> None:
    """At the hours that it does not name, the price of before goes on; at its own it is over."""
    model = of(priced(1, effective="2026-01-01"), priced(2, PEAK, effective="2026-02-01"))

    assert (2, 1) == (at(model, TUESDAY), at(model, TUESDAY.replace(hour=12)))
    over = of(
        priced(2, PEAK, effective="2026-01-01"),
        priced(1, effective="2026-02-01"),
        as_of="2026-09-01",
    )
    assert (1, 1) == (at(over, TUESDAY), at(over, TUESDAY.replace(hour=12)))
    assert over.price.input == 1


def test_hours_that_overlap_leave_it_open_which_price_is_in_force() -> None:
    """At hours of both, nothing says which; elsewhere each stands."""
    model = of(priced(1, "01:00-03:00"), priced(2, "02:00-04:00"))

    assert (1, 2) == (at(model, TUESDAY.replace(hour=1)), at(model, TUESDAY.replace(hour=3)))
    assert "several list prices are in force" == find_price(model, on=TUESDAY).reason
    assert "several list prices are in force" == find_price(model, on="2026-09-15").reason


def test_currencies_stand_side_by_side_at_each_hour() -> None:
    """The later price of a currency ends only those in it."""
    euro = TokenPrice(currency="EUR", input=1, hours=PEAK, effective="2026-02-01")
    model = of(priced(1, effective="2026-01-01"), euro)

    assert "several list prices are in force" == find_price(model, on=TUESDAY).reason
    assert 1 == at(model, TUESDAY.replace(hour=12))


def test_what_follows_a_price_is_that_of_its_hours() -> None:
    """A price of some hours ends where another begins for them."""
    later = priced(5, PEAK, effective="2026-12-01")
    model = of(*BY_HOUR.prices, later)
    found = find_price(model, on=TUESDAY)

    assert (date(2026, 12, 1), later) == (found.before, found.following)
    assert find_price(model, on=TUESDAY.replace(hour=12)).before is None


def test_a_time_needs_a_zone() -> None:
    """Which hour of the world it is, nobody knows otherwise."""
    with pytest.raises(TypeError, match="has no zone; say which"):
        BY_HOUR.price_for(on=TUESDAY.replace(tzinfo=None))


WINDOWS = st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23)).map(
    lambda ends: f"{ends[0]:02}:00-{ends[1]:02}:00"
)
PRICES = st.lists(
    st.tuples(st.integers(1, 3), WINDOWS, st.integers(1, 5), st.sampled_from(["USD", "EUR"])),
    min_size=1,
    max_size=5,
)


@given(prices=PRICES, day=st.integers(1, 6), hour=st.integers(0, 23))
def test_at_each_hour_the_price_that_began_last_is_in_force(
    prices: list[tuple[int, str | None, int, str]], day: int, hour: int
) -> None:
    """Against the rule itself: of the prices of an hour, the newest, those with hours first."""
    listed = [
        TokenPrice(currency=currency, input=amount, hours=hours, effective=f"2026-09-0{begin}")
        for amount, hours, begin, currency in prices
    ]
    moment = datetime(2026, 9, day, hour, 30, tzinfo=UTC)
    held = [
        (begin, hours is not None, currency, amount)
        for amount, hours, begin, currency in prices
        if begin <= day and (hours is None or moment in Hours(windows=hours))
    ]
    newest = {
        currency: max(each[:2] for each in held if each[2] == currency)
        for _, _, currency, _ in held
    }
    expected = {(each[2], each[3]) for each in held if each[:2] == newest[each[2]]}

    (days,) = [
        each
        for each in day_intervals(listed)
        if (each.since is None or each.since <= moment.date())
        and (each.before is None or moment.date() < each.before)
    ]
    assert expected == {(price.currency, int(price.input or 0)) for price in days.at(moment)}
    for hours, found in days.by_hour:
        if moment in hours:
            assert found == days.at(moment)
            assert (one_of(found) is None) is (len(expected) != 1)


def test_hours_are_part_of_a_price(tmp_path: Any) -> None:
    """They are written to files and read again; a text stands for them."""
    provider = Provider(id="acme", models=[of(priced(1, "01:00-02:00"), priced(2, PEAK))])
    provider.dump(path := tmp_path / "acme.json")

    assert provider == Provider.load(path)
    assert "01:00-02:00 UTC" == str(provider.models["m"].prices[0].hours)
