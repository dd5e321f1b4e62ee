"""Which price is in force: one rule, on every day, for prices, tables and bills."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import hypothesis.strategies as st
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given
from made_up.price_by_day import changes, price_on, prices_on, rates

from aiproviders import (
    Catalog,
    Citation,
    Model,
    Period,
    Provider,
    Quantity,
    TokenPrice,
    cost_of_usage,
    price_table,
)
from aiproviders._records.prices.price_in_force import find_price
from aiproviders.errors import NotStatedError
from aiproviders.types import PriceTier


def price(input: int, effective: str | None = None, **stated: Any) -> TokenPrice:
    """A list price in US dollars."""
    described: dict[str, Any] = {"currency": "USD", "effective": effective} | stated
    return TokenPrice(input=input, output=9, **described)


def model(*prices: TokenPrice, as_of: Any = None) -> Model:
    """A model of the maker acme."""
    cited = (Citation(source="report"),)
    return Model(id="m", provider="acme", name="M 1", prices=prices, as_of=as_of, citations=cited)


points = st.sampled_from(["2024", "2025", "2024-06", "2025-01", "2025-01-01", "2025-06-15"])
ends = st.sampled_from(["2024-08", "2025-06-14", "2025-06-15", "2025", "2026-03", ".."])
periods = points | st.tuples(points | st.just(".."), ends).map("/".join).filter(
    lambda edtf: edtf != "../.." and _is_period(edtf)
)
prices = st.builds(
    price,
    st.integers(1, 3),
    st.none() | periods,
    observed=st.none() | st.sampled_from(["2024-07", "2025-06-15", "2026", "2026-05"]),
    currency=st.sampled_from(["USD", "USD", "USD", "CNY"]),
    host=st.sampled_from([None, None, "acme", "cloud"]),
    region=st.sampled_from([None, None, None, "eu"]),
    plan=st.sampled_from(["list", "list", "list", "contract"]),
    service=st.sampled_from(["standard", "standard", "standard", "batch"]),
    preference=st.sampled_from(["normal", "normal", "preferred", "deprecated"]),
)
days = st.dates(date(2023, 12, 1), date(2026, 6, 1))


def _model(held: list[TokenPrice], as_of: str | None) -> Model:
    return model(*held, as_of=as_of)


models = st.builds(
    _model,
    st.lists(prices, max_size=5),
    st.none() | st.sampled_from(["2024-06-01", "2025-06-15", "2026-05"]),
)
hosts = st.sampled_from([None, "acme", "cloud"])
regions = st.sampled_from([None, "eu"])


def _is_period(edtf: str) -> bool:
    try:
        Period(edtf)
    except ValueError:
        return False
    return True


def each_day(first: date, last: date) -> Iterator[date]:
    """The days from one to another, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


@given(models, hosts, regions)
def test_on_each_day_it_is_the_one_that_began_last(
    made_up: Model, host: str | None, region: str | None
) -> None:
    """On the days around each change, the price is the one that looking at all of them gives."""
    for day in changes(made_up):
        expected = price_on(made_up, day, host, region)
        found = find_price(made_up, on=day, host=host, region=region)

        assert (expected and rates(expected)) == (found.price and rates(found.price))
        assert (found.price is None) == bool(found.reason) == bool(found.details)


@given(models, hosts, regions, st.sampled_from(["2025", "2025-06", "2024-06/2025-01", "2026"]))
def test_a_month_or_year_has_a_price_if_all_its_days_have_the_same(
    made_up: Model, host: str | None, region: str | None, edtf: str
) -> None:
    """A price that changes within the span asked for is no answer."""
    start, end = Period(edtf).start, Period(edtf).end
    assert start
    assert end
    span = each_day(date(start.year, start.month, start.day), date(end.year, end.month, end.day))
    daily = {
        each and rates(each) for each in (price_on(made_up, day, host, region) for day in span)
    }
    found = find_price(made_up, on=edtf, host=host, region=region).price

    assert (daily.pop() if len(daily) == 1 else None) == (found and rates(found))


@given(models)
def test_today_is_the_newest_day_on_which_prices_were_read(made_up: Model) -> None:
    """Without `on`, the day is `as_of`, or else the last on which one of the prices was seen."""
    seen = [each.observed for each in made_up.prices if each.observed]
    newest = max(seen, key=lambda each: each.end or date.max) if seen else None
    today = made_up.as_of or newest

    if today is not None:
        assert find_price(made_up) == find_price(made_up, on=today)


@given(models, hosts, regions)
def test_without_a_day_it_is_the_price_before_and_after_all_others(
    made_up: Model, host: str | None, region: str | None
) -> None:
    """Where first and last price differ, or several are in force there, nothing is guessed."""
    unseen = tuple(evolve(each, observed=None) for each in made_up.prices)
    undated = evolve(made_up, as_of=None, prices=unseen)
    stated = [day for day in changes(undated) if prices_on(undated, day, host, region)]
    ends = [price_on(undated, day, host, region) for day in (stated[:1] + stated[-1:])]
    same = {each and rates(each) for each in ends}
    found = find_price(undated, host=host, region=region).price

    assert (same.pop() if len(same) == 1 else None) == (found and rates(found))


@given(models, days)
def test_what_follows_is_in_force_on_the_day_after(made_up: Model, day: date) -> None:
    """Until the end that is said the price stays, and then it is the one that is said to follow."""
    found = find_price(made_up, on=day)
    if found.price is None:
        assert (None, None, None) == (found.last_day, found.following, found.change)
        return
    until = found.last_day or date(2027, 1, 1)
    assert {rates(found.price)} == {
        rates(each) if (each := price_on(made_up, later)) else None
        for later in each_day(day, until)
    }
    if found.before is not None:
        following = price_on(made_up, found.before)
        assert (following and rates(following)) == (found.following and rates(found.following))
        assert following is None or rates(following) != rates(found.price)


@given(models, days, hosts, regions)
def test_the_table_and_bills_have_the_same_price(
    made_up: Model, day: date, host: str | None, region: str | None
) -> None:
    """On any day, `price_table` and `cost_of_usage` go by the price that `price_for` gives."""
    price = find_price(made_up, on=day, host=host, region=region).price
    listed = {
        (row["currency"], row["input"])
        for row in price_table([made_up], day, backend="pyarrow", exact=True).to_pylist()
        if (row["host"], row["region"], row["plan"], row["service"])
        == (host or "acme", region, "list", "standard")
    }
    log = pl.DataFrame({"model": ["m"], "input_tokens": [10**6], "output_tokens": [0], "at": [day]})
    (billed,) = cost_of_usage(
        log, [made_up], at="at", host=host, region=region, plans=["list"]
    ).to_dicts()
    expected = {(each.currency, each.input) for each in prices_on(made_up, day, host, region)}

    assert expected == listed
    assert (price and price.currency, price and float(price.input or 0)) == (
        billed["currency"],
        billed["cost"],
    )


@given(models, st.lists(days | st.none(), min_size=1, max_size=4))
def test_a_request_without_a_time_is_priced_where_no_day_would_change_its_price(
    made_up: Model, moments: list[date | None]
) -> None:
    """In a log with times, a row without one has a cost only if all days have the same price."""
    count = len(moments)
    log = pl.DataFrame(
        {
            "model": ["m"] * count,
            "input_tokens": [10**6] * count,
            "output_tokens": [0] * count,
            "at": pl.Series(
                [each and datetime.combine(each, time(12)) for each in moments], dtype=pl.Datetime
            ),
        }
    )
    always = {each and rates(each) for each in (price_on(made_up, day) for day in changes(made_up))}
    found = cost_of_usage(log, [made_up], at="at", plans=["list"]).to_dicts()

    for moment, row in zip(moments, found, strict=True):
        if moment is None and row["priced"]:
            assert 1 == len(always)
        elif moment is not None:
            price = price_on(made_up, moment)
            assert row["cost"] == (price and float(price.input or 0))


def test_a_dated_price_does_not_hold_before_its_day() -> None:
    """A single price with a first day bills nothing before it, on a row with and without a day."""
    only = model(price(3, "2025-01-01"))
    log = pl.DataFrame(
        {
            "model": ["m"] * 3,
            "input_tokens": [10**6] * 3,
            "output_tokens": [0] * 3,
            "at": [date(2024, 12, 31), date(2025, 1, 1), None],
        }
    )

    assert [None, 3, None] == cost_of_usage(log, [only], at="at")["cost"].to_list()
    assert [3] * 3 == cost_of_usage(log.drop("at"), [only])["cost"].to_list()
    with pytest.raises(NotStatedError, match="in force as of 31 December 2024; those stated"):
        only.price_for(on="2024-12-31")


def test_a_price_that_was_seen_once_holds_on_all_days() -> None:
    """A day on which the only price was seen is no beginning; where there are two, it is one."""
    seen = price(3, observed="2025-01-01")

    assert seen is model(seen).price_for(on="2024-01-01")
    with pytest.raises(NotStatedError):
        model(seen, price(2, observed="2026-01-01")).price_for(on="2024-01-01")


def test_a_price_seen_in_some_month_of_the_year_may_be_older_than_one_seen_in_may() -> None:
    """Of two such prices, neither is surely the newer, and the newest day is within the year."""
    found = model(price(3, observed="2026"), price(2, observed="2026-05"))

    with pytest.raises(NotStatedError, match=r"depends on the day, and it changes within 2026;"):
        _ = found.price


def test_a_later_price_of_one_region_is_for_that_region_alone() -> None:
    """A regional price, or one in another currency, is not billed to everybody."""
    everywhere, eu = price(3, "2024-01-01"), price(30, "2025-01-01", region="EU only")
    here = model(everywhere, eu)

    assert everywhere is here.price
    assert eu is here.price_for(region="EU only")
    assert everywhere is model(everywhere, evolve(eu, currency="CNY")).price
    with pytest.raises(NotStatedError, match="same days, \\$3 / \\$9, RMB 30 / RMB 9"):
        model(everywhere, price(30, "2025", currency="CNY")).price_for(on="2026")


def test_a_price_ends_others_of_its_own_currency_alone() -> None:
    """Of each currency the price that began last is named, and none of them is taken."""
    dollars = price(1, "2024-01-01"), price(2, "2025-01-01")

    with pytest.raises(NotStatedError, match=r"2 list prices .*, \$2 / \$9, RMB 3 / RMB 9:"):
        model(*dollars, price(3, "2024-01-01", currency="CNY")).price_for(on="2026")


def test_ends_of_time_are_no_bounds() -> None:
    """The last year of the calendar is an open end, and what is seen since a day has none."""
    last = price(1, "2024/9999")
    since, once = price(1, observed="2025/.."), price(2, observed="2026-01-01")

    assert last is model(last).price_for(on="9999-12-31")
    assert find_price(model(last), on="2026").change is None
    with pytest.raises(NotStatedError, match=r"it changes within 2025/\.\."):
        _ = model(since, once).price


def test_a_price_comes_back_after_a_shorter_one() -> None:
    """A price that ended is not the latest, and an open or longer one goes on after it."""
    long, short = price(3, "2024-01-01/2025-12-31"), price(1, "2024-06-01/2024-08-31")
    found = model(long, short)

    assert [long, short, long] == [
        found.price,
        found.price_for(on="2024-07"),
        found.price_for(on="2025-06-01"),
    ]
    assert long.input == model(evolve(long, effective=Period("2024-01-01/..")), short).price.input
    assert "$3 / $9 until 31 December 2025" == find_price(found).change
    with pytest.raises(NotStatedError, match="no list price of M 1 is in force as of 2026"):
        found.price_for(on="2026")


@pytest.mark.parametrize(
    ("as_of", "input"), [("2026-11-27", "0.75"), ("2026-12-31", "0.75"), ("2027-01-01", "1.50")]
)
def test_an_announced_price_is_not_in_force_yet(as_of: str, input: str) -> None:
    """A price counts from its first day on, by the day on which the prices were read."""
    now, then = price(0, "../2026-12-31"), price(0, "2027-01-01/..")
    prices = evolve(now, input="0.75"), evolve(then, input="1.50")

    assert Decimal(input) == model(*prices, as_of=as_of).price.input
    with pytest.raises(NotStatedError, match=r"no day is known; .* name a day by on="):
        _ = model(*prices).price


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "by its maker is stated in report; the hosts with prices are 'cloud', 'elsewhere':"),
        ({"host": "clod"}, "by 'clod' is stated in report; the hosts with prices are 'cloud'"),
        ({"host": "cloud"}, "for all regions is stated in report; the regions .* are 'eu', 'us':"),
        ({"host": "cloud", "region": "EU"}, "for the region 'EU' is stated .* are 'eu', 'us':"),
    ],
)
def test_an_unknown_host_or_region_is_answered_by_those_there_are(
    asked: dict[str, Any], message: str
) -> None:
    """No price of another host or region is taken, and the error says which there are."""
    found = model(
        price(1, host="cloud", region="eu"),
        price(2, host="cloud", region="us"),
        price(3, host="elsewhere"),
    )

    with pytest.raises(NotStatedError, match=message):
        found.price_for(**asked)


def test_prices_without_a_region_are_said_to_name_none() -> None:
    """An unknown region of a model whose prices name none is answered so."""
    with pytest.raises(NotStatedError, match=r"for the region 'mars' .* name no region"):
        model(price(1)).price_for(region="mars")


def test_each_service_has_a_price_of_its_own() -> None:
    """The price is that of standard service; others are asked for, and those there are named."""
    found = model(price(2), price(1, service="batch"), price(3, service="flex", region="eu"))

    assert "$2 in, $9 out per million tokens" == str(found.price)
    assert "$1 in, $9 out per million tokens (batch)" == str(found.price_for(service="batch"))
    with pytest.raises(NotStatedError, match=r"for the service 'fast' is stated .* 'standard', 'b"):
        found.price_for(service="fast")
    with pytest.raises(
        NotStatedError, match=r"for the region 'us' is stated .* are 'eu', and others name none:"
    ):
        found.price_for(region="us", service="flex")
    assert "for the service 'standard'" in find_price(model(price(1, service="batch"))).reason


def test_a_deprecated_price_is_never_in_force() -> None:
    """What is no longer held to be right stands in the record, and nothing is billed by it."""
    wrong, right = price(1, "2026-05", preference="deprecated"), price(2, "2026-01")

    assert right is model(wrong, right).price_for(on="2026-06-01")
    with pytest.raises(NotStatedError, match="no list price of M 1 is stated in report"):
        _ = model(wrong).price


def test_a_preferred_price_settles_which_of_two_is_in_force() -> None:
    """It is before others that began on its day, and a later price ends it all the same."""
    best, other, later = (
        price(1, "2026-01", preference="preferred"), price(2, "2026-01"), price(3, "2026-05"),
    )  # fmt: skip
    found = model(other, best, later)

    assert best is found.price_for(on="2026-04-30")
    assert later is found.price_for(on="2026-05-01")


def test_a_length_gives_the_price_of_requests_of_it() -> None:
    """Asked with a number of input tokens, the price has the rates of that tier and no tiers."""
    long = price(1, tiers=(PriceTier(threshold=1000, input=2, output=18),))

    assert "$2 in, $18 out per million tokens" == str(model(long).price_for(input_tokens=1001))
    assert evolve(long, tiers=()) == model(long).price_for(input_tokens=1000)


def test_a_length_beyond_every_request_has_no_price() -> None:
    """The longest request is the context window, or two million tokens where tiers pass it."""
    long = price(1, tiers=(PriceTier(threshold=1000, input=2, output=18),))
    narrow, odd = (
        evolve(model(long), context_window=Quantity(value=size, unit="tokens"))
        for size in (5000, 800)
    )

    assert 2 == narrow.price_for(input_tokens=5000).input
    assert 2 == odd.price_for(input_tokens=2_000_000).input
    for each, most in ((narrow, 5000), (odd, 2_000_000), (model(long), 2_000_000)):
        with pytest.raises(NotStatedError, match=f"has at most {most:,} input tokens"):
            each.price_for(input_tokens=most + 1)


def test_a_length_without_a_price_is_an_error() -> None:
    """A tier that states no price of tokens is no price, also where it states one of searches."""
    found = model(price(1, service="priority", tiers=(PriceTier(threshold=1000, searches=10),)))
    images = TokenPrice(currency="USD", output_image=3)

    assert found.price_for(service="priority", input_tokens=1000).input == 1
    with pytest.raises(
        NotStatedError,
        match=r"M 1 is stated for requests of 1,001 input .*; that of shorter ones is \$1 in.*prio",
    ):
        found.price_for(service="priority", input_tokens=1001)
    assert images == model(images).price_for(input_tokens=1001)


def test_a_host_is_found_as_it_is_called() -> None:
    """A host has the names that logs give it, and so has a maker; an id itself goes first."""
    found = evolve(model(price(1), price(2, host="bedrock")), provider="anthropic")
    for name in ("bedrock", "Amazon Bedrock", "AWS"):
        assert found.prices[1] is found.price_for(host=name)
    assert found.prices[0] is found.price_for(host="Anthropic")
    both = model(price(1, host="aws"), price(2, host="bedrock"))
    assert [1, 2] == [both.price_for(host=name).input for name in ("aws", "bedrock")]
    for unclear in (both, model(price(1))):
        with pytest.raises(NotStatedError, match="by 'Amazon Bedrock'"):
            unclear.price_for(host="Amazon Bedrock")
    with pytest.raises(TypeError, match="expected a text, got 5"):
        found.price_for(host=5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_an_empty_name_is_no_host() -> None:
    """Whose prices count is not guessed from an empty text, as from a variable that is not set."""
    for found in (model(price(1)), model()):
        with pytest.raises(NotStatedError, match=r"no list price of .* by '' is stated"):
            found.price_for(host="")


def test_the_first_price_of_two_with_the_same_terms_is_taken() -> None:
    """Two sources that state the same price do not leave it open."""
    one, other = price(1, observed="2026-01"), price(1, observed="2026-01", note="Seen again.")

    assert one is model(one, other).price
    longer = evolve(other, tiers=(PriceTier(threshold=1000, input=2),))
    with pytest.raises(NotStatedError, match="2 list prices"):
        _ = model(one, longer).price


def test_a_day_comes_first_and_the_rest_is_named() -> None:
    """The day may stand first; a host there is told from it, and a day has no time."""
    found = model(price(1, "2025"), price(2, "2026"), price(3, host="cloud"))
    assert found.prices[0] is found.price_for(date(2025, 12, 1)) is found.price_for("2025")
    with pytest.raises(ValueError, match=r"a date, got 'cloud'; write price_for\(host='cloud'\)"):
        found.price_for("cloud")
    with pytest.raises(ValueError, match="'nobody' is not a date"):
        found.price_for("nobody")
    with pytest.raises(TypeError):
        found.price_for("2026", "cloud")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    with pytest.raises(TypeError, match="has no zone"):
        model(price(1)).price_for(on=datetime(2026, 1, 1))  # noqa: DTZ001 - as a caller would


def test_a_preferred_price_is_before_others_at_its_hours_alone() -> None:
    """At all other hours, the price that began on the same day is in force."""
    preferred = price(2, hours="00:00-13:00", preference="preferred")
    held = model(preferred, price(1, hours="12:00-24:00"))
    hours = (datetime(2026, 5, 1, hour, tzinfo=UTC) for hour in (11, 12, 13))

    assert [2, 2, 1] == [held.price_for(on=each).input for each in hours]


def test_a_provider_is_as_of_the_newest_of_its_models() -> None:
    """The day is that of the model whose prices were read last; without any, it is not known."""
    read = [
        evolve(model(price(1, observed=observed), as_of=as_of), id=f"m-{number}")
        for number, (observed, as_of) in enumerate(
            [(None, None), (None, "2026-03-01"), ("2026-04", None), ("2026-09-01", "2026-02-01")]
        )
    ]

    assert Period("2026-04") == Provider(id="acme", models=Catalog(read)).as_of
    assert Provider(id="acme", models=Catalog(read[:1])).as_of is None


def test_an_announced_price_is_no_fact_yet() -> None:
    """The newest fact of a provider is not the day on which a price is to begin."""
    now, then = price(1, "2026-01-01/2026-12-31"), price(2, "2027-01-01/..")
    held = model(now, then, as_of="2026-11-27")

    assert now.effective == Provider(id="acme", models=Catalog([held])).newest_fact
    later = evolve(held, as_of=Period("2027-02-01"))
    assert Period("2027-01-01") == Provider(id="acme", models=Catalog([later])).newest_fact


def test_a_change_of_another_kind_of_use_is_none_of_the_price() -> None:
    """Words that name input and output alone are left out where both go on as they were."""
    first, second = price(3, "2024-01-01"), price(3, "2025-01-01", cache_read="0.3")
    found = find_price(model(first, second), on="2024-06")

    assert (second, None) == (found.following, found.change)
