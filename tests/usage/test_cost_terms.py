"""Every kind of use and every term of a price in a log, on every engine."""

from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from attrs import evolve
from made_up.usage_log import at, model, price
from test_cost import EVERY_ENGINE, rows

from aiproviders import Catalog, Provider, TokenPrice, cost_of_usage, usage_summary

pa: Any = import_module("pyarrow")  # which has no types

FULL = price(
    *("2", "8"),
    cache_read="0.2",
    cache_write="2.5",
    cache_write_1h="4",
    reasoning="40",
    input_audio="7",
    cache_read_audio="0.7",
    searches="10",
)
MODELS = Catalog(
    [
        model(
            "full",
            FULL,
            price("1", "4", service="batch"),
            price("2.2", "8.8", region="us"),
            price("3", "12", host="cloud"),
            price("9", "9", plan="contract", effective="2026-06-01/2026-06-30"),
            price("0.5", "1", plan="promotion"),
            as_of="2026-05-31",
        ),
        model("uncached", price("1", "1")),
        model("embeds", price("3", None)),
        model(
            "seen",
            price("5", "5", observed="2025-06-01"),
            price("4", "4", effective="2026-01-01"),
            released="2025-01-01",
        ),
        model("converted", TokenPrice(currency="USD", input="1", output="1", converted=True)),
    ]
)


def table(*requests: dict[str, Any]) -> Any:
    """A log of requests for a million input tokens, and what is told of each."""
    usual = {"model": "full", "input_tokens": 10**6, "output_tokens": 0}
    names = dict.fromkeys(name for request in (usual, *requests) for name in request)
    whole: list[dict[str, Any]] = [usual | request for request in requests]
    held = {name: [request.get(name) for request in whole] for name in names}
    types = {"at": pa.timestamp("us"), "region": pa.string()}
    arrays = {name: pa.array(column, types.get(name)) for name, column in held.items()}
    return pa.table(arrays | {"request": pa.array(range(len(requests)))})


def priced(engine: str, log: Any, **options: Any) -> list[dict[str, Any]]:
    """The rows of a log with their costs, in their order."""
    found = rows(cost_of_usage(EVERY_ENGINE[engine](log), MODELS, **options))
    return sorted(found, key=lambda row: int(row["request"]))


def costs(found: list[dict[str, Any]], name: str = "cost") -> list[Any]:
    """The costs of rows."""
    return [row[name] and pytest.approx(row[name]) for row in found]


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_each_kind_of_use_has_its_price(engine: str) -> None:
    """Parts are billed once, as the one that is a part of the others, and null is none."""
    log = table(
        {"output_tokens": 10**6, "think": 10**6},
        {"written": 10**6, "hour": 10**6},
        {"searches": 3000},
        {"sound": 10**6, "cached": 10**6, "cached_sound": 10**6},
        {"sound": 10**6 + 1},
    )
    columns = {
        "reasoning_tokens": "think",
        "cache_write_tokens": "written",
        "cache_write_1h_tokens": "hour",
        "searches": "searches",
        "input_audio_tokens": "sound",
        "cache_read_tokens": "cached",
        "cache_read_audio_tokens": "cached_sound",
    }
    found = priced(engine, log, **columns)

    assert [42, 4, 32, 0.7, None] == costs(found)
    assert found[-1]["reason"].startswith("more cache read and")


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_reasoning_that_is_not_counted_has_two_prices(engine: str) -> None:
    """Such a request has no cost but bounds, and one without output has a cost."""
    found = priced(engine, table({"output_tokens": 10**6}, {}), bounds=True)

    assert [None, 2] == costs(found)
    assert [10, 2] == costs(found, "cost_at_least")
    assert [42, 2] == costs(found, "cost_at_most")
    assert "how much of the output is reasoning is not stated" == found[0]["reason"]


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_a_missing_price_of_the_cache_has_bounds(engine: str) -> None:
    """What was read costs from nothing to as much as input; what was written has no upper end."""
    log = table({"model": "uncached", "read": 400_000}, {"model": "uncached", "written": 10})
    found = priced(engine, log, cache_read_tokens="read", cache_write_tokens="written", bounds=True)

    assert [None, None] == costs(found)
    assert [0.6, 0.99999] == costs(found, "cost_at_least")
    assert [1, None] == costs(found, "cost_at_most")


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_terms_may_be_columns(engine: str) -> None:
    """Each row has its service, region and host, and one without a price says what there is."""
    log = table(
        {"svc": "batch"},
        {"svc": "default", "region": "us"},
        {"who": "cloud"},
        {"who": "acme"},
        {"region": "eu"},
        {"who": "azure"},
        {"svc": "turbo"},
    )
    options = {"service": "svc", "region": "region", "host": "who"}
    found = priced(engine, log, **options)

    assert [1, 2.2, 3, 2, None, None, None] == costs(found)
    assert [
        (
            "no list price for the region 'eu' is stated; the regions with prices are 'us', and "
            "others name none"
        ),
        "no list price by 'azure' is stated; the hosts with prices are 'acme', 'cloud'",
        (
            "no list price for the service 'turbo' is stated; "
            "the services with prices are 'standard', 'batch'"
        ),
    ] == [row["reason"] for row in found[4:]]
    by_maker = priced(engine, log, **options, hosts="maker")
    assert [2, 2, None] == costs(by_maker)[4:]
    assert ["list price, by its maker"] * 2 == [row["cost_basis"] for row in by_maker[4:6]]


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_plans_have_an_order(engine: str) -> None:
    """A contract bills while it holds, promotions when asked for, and the list else."""
    log = table({"at": at(2026, 5, 31)}, {"at": at(2026, 6, 1)}, {"at": at(2026, 7, 1)})

    found = priced(engine, log, at="at")
    assert [2, 9, 2] == costs(found)
    assert ["list price", "contract price", "list price, as of 2026-05-31"] == [
        row["cost_basis"] for row in found
    ]
    assert [2, 2, 2] == costs(priced(engine, log, at="at", plans=["list"]))
    assert [0.5] * 3 == costs(priced(engine, log, at="at", plans=["promotion", "list"]))
    assert [2, 9, None] == costs(priced(engine, log, at="at", max_age=30))


def test_rivals_are_called_by_their_plan() -> None:
    """A request that two contracts would bill has no cost, and the reason names no list price."""
    night: dict[str, Any] = {"hours": "01:00-04:00", "plan": "contract"}
    rivals = [
        model("days", price("1", "1", plan="contract"), price("2", "2", plan="contract")),
        model("hours", price("5", "5"), price("1", "1", **night), price("2", "2", **night)),
    ]
    moment = at(2026, 6, 1).replace(hour=2)
    log = table({"model": "days", "at": moment}, {"model": "hours", "at": moment})

    assert [
        "several contract prices are in force on its day",
        "several contract prices are in force at its hour",
    ] == [row["reason"] for row in rows(cost_of_usage(log, rivals, at="at"))]


@pytest.mark.parametrize(
    ("name", "plans", "reason"),
    [
        ("embeds", ["contract"], "no contract price is stated"),
        ("embeds", ["contract", "promotion"], "no contract or promotion price is stated"),
        ("ended", ["contract"], "no contract price is in force"),
        ("ended", ["promotion", "list"], "no list price is stated"),
        (
            "batch",
            ["contract"],
            (
                "no contract price for the service 'standard' is stated; "
                "the services with prices are 'batch'"
            ),
        ),
    ],
)
def test_a_missing_price_is_called_by_its_plan(name: str, plans: list[Any], reason: str) -> None:
    """Where other terms are asked for, no list price is missed, and none is taken for an offer."""
    ended = price("1", "1", plan="contract", effective="2026-01-01/2026-01-31")
    batch = price("1", "1", plan="contract", service="batch")
    models = [*MODELS, model("ended", ended, as_of="2026-05-01"), model("batch", batch)]
    log = table({"model": name, "at": at(2026, 6, 1)})

    (now,) = rows(cost_of_usage(log, models, plans=plans))
    (by_day,) = rows(cost_of_usage(log, models, plans=plans, at="at"))
    assert reason == now["reason"]
    assert by_day["reason"].startswith(reason)


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_the_first_known_price_bills_from_the_release(engine: str) -> None:
    """It is known no later than on a day, and the basis says so; earlier there is no price."""
    days = [at(2024, 12, 31), at(2025, 1, 1), at(2025, 6, 1), at(2026, 1, 1)]
    found = priced(engine, table(*({"model": "seen", "at": day} for day in days)), at="at")

    assert [None, 5, 5, 4] == costs(found)
    assert [None, "first known price", "list price"] == [row["cost_basis"] for row in found[:3]]


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_embeddings_need_no_output(engine: str) -> None:
    """No column of output, or null in it, and the basis says that only input is billed."""
    log = table({"model": "embeds", "output_tokens": None}, {"model": "converted"})

    assert [3, 1] == costs(priced(engine, log))
    assert ["list price, for input alone", "list price, converted"] == [
        row["cost_basis"] for row in priced(engine, log, output_tokens=None)
    ]


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_days_are_those_of_the_reader(engine: str) -> None:
    """1 June 00:30 UTC is 31 May in New York, and sums are by any columns."""
    times = [at(2026, 6, 1, 0, 30), at(2026, 6, 1, 12), datetime(2026, 1, 1, 4, 59)]  # noqa: DTZ001
    log = table(*({"at": time, "team": "a", "region": None} for time in times))
    bill = cost_of_usage(EVERY_ENGINE[engine](log), MODELS, at="at", plans=["list"])
    found = rows(usage_summary(bill, at="at", by=["team", "day"], tz="America/New_York"))

    assert [("a", "2025-12-31", 1), ("a", "2026-05-31", 1), ("a", "2026-06-01", 1)] == [
        (row["team"], row["day"], row["requests"]) for row in found
    ]


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_a_day_alone_is_that_day_in_every_zone(engine: str) -> None:
    """The row of an export by day does not move to the day before in New York."""
    times = [at(2026, 6, 1), at(2026, 6, 1, 0, 0, 1), None]
    log = table(*({"at": time, "region": None} for time in times))
    bill = cost_of_usage(EVERY_ENGINE[engine](log), MODELS, at="at", plans=["list"])
    found = rows(usage_summary(bill, at="at", by="day", tz="America/New_York"))

    assert {"2026-05-31": 1, "2026-06-01": 1, None: 1} == {
        row["day"]: row["requests"] for row in found
    }


def test_says_which_data_a_price_is_from() -> None:
    """The provider, its version and digits of the JSON, as far as they are known."""
    acme = Provider(id="acme", data_version="2026.05.1", models=Catalog([model("plain", FULL)]))
    log = table({"model": "plain"})

    (whole,) = rows(cost_of_usage(log, acme))
    (several,) = rows(cost_of_usage(log, iter([acme, Provider(id="other")])))
    (alone,) = rows(cost_of_usage(log, [*acme.models]))
    assert ("plain", whole["price_list"]) == (whole["price_model"], several["price_list"])
    assert ["acme", "2026.05.1", alone["price_list"]] == whole["price_list"].split()
    assert 8 == len(alone["price_list"])


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"service": "turbo"}, "there is no service 'turbo', and no such column of the log"),
        ({"host": "cloud"}, "'cloud' is a column of the log and a host of the prices"),
        ({"region": "us"}, "'us' is a column of the log and a region of the prices"),
        ({"service": "batch"}, "'batch' is a column of the log and a service of the prices"),
        ({"plans": "list"}, "plans are some of list, promotion, subscription, contract"),
        ({"hosts": "any"}, "hosts is one of stated, maker"),
        ({"max_age": 3}, "max_age is a number of days, and needs the times of requests"),
    ],
)
def test_refuses_unclear_terms(options: dict[str, Any], problem: str) -> None:
    """The error says what is wrong, and what there is."""
    log = table({"cloud": "x", "us": "x", "batch": "x"})

    with pytest.raises(ValueError, match=problem):
        cost_of_usage(log, MODELS, **options)


def test_refuses_unknown_kinds() -> None:
    """The error lists the kinds of use."""
    with pytest.raises(TypeError, match="no kind of use 'cached'; there are input_tokens, output"):
        cost_of_usage(table({}), MODELS, cached="cached")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"by": ["day"]}, "the day needs the times of requests"),
        ({"by": ["cost"]}, "the summary has a column 'cost' anyway"),
        ({"by": ["year"], "at": "at"}, "'year' is a column of the log, and the year of its times"),
        ({"at": "at", "tz": "Mars"}, "there is no time zone 'Mars'"),
    ],
)
def test_refuses_unclear_sums(options: dict[str, Any], problem: str) -> None:
    """The error says what is wrong."""
    bill = cost_of_usage(table({"at": at(2026, 1, 1), "year": 1}), MODELS)

    with pytest.raises(ValueError, match=problem):
        usage_summary(bill, **options)


def test_no_price_bills_before_it_begins() -> None:
    """A first price that is stated to begin does not bill from the release of its model on."""
    begun = model("begun", price("5", "5", effective="2025-06-01"), released="2025-01-01")
    log = table({"model": "begun", "at": at(2025, 3, 1)}, {"model": "begun", "at": at(2025, 6, 1)})

    assert [None, 5] == costs(rows(cost_of_usage(log, [begun], at="at")))


def test_refuses_a_day_that_is_a_column_too() -> None:
    """The summary does not choose between a column of the log and the days of its times."""
    bill = cost_of_usage(table({"at": at(2026, 6, 1), "day": "Monday"}), MODELS, at="at")

    with pytest.raises(ValueError, match="'day' is a column of the log, and the day of its times"):
        usage_summary(bill, at="at", by=["day"])


def test_the_models_of_a_log_are_called_model_in_a_summary() -> None:
    """They may be summed by beside other columns, whatever the log calls them."""
    bill = cost_of_usage(table({"llm": "full", "team": "a"}), MODELS, model="llm")
    (summed,) = rows(usage_summary(bill, model="llm", by=["model", "team"]))

    assert ("full", "a", 1) == (summed["model"], summed["team"], summed["requests"])


def test_sums_by_one_name() -> None:
    """A name alone is what to sum by, and is not read as its letters."""
    bill = cost_of_usage(table({"team": "a"}, {"team": "b"}), MODELS)

    assert ["a", "b"] == [row["team"] for row in rows(usage_summary(bill, by="team"))]


def test_several_models_of_a_name_are_told_apart_by_their_host() -> None:
    """A host that serves none of them is the reason, and not that no model is called so."""
    models = [evolve(model("same", price("1", "1")), provider=each) for each in ("acme", "globex")]
    log = table(*({"model": "same", "who": who} for who in (None, "globex", "nobody")))
    found = rows(cost_of_usage(log, models, host="who"))

    assert [
        "several models are called so: same of acme, same of globex",
        None,
        "several models are called so, and none has such a price by 'nobody'",
    ] == [row["reason"] for row in found]


def test_says_that_the_day_of_the_prices_is_not_known() -> None:
    """`max_age` leaves requests out where nothing says how old the prices are."""
    undated = [model("undated", price("1", "1"))]
    log = table({"model": "undated", "at": at(2026, 6, 1)})
    (row,) = rows(cost_of_usage(log, undated, at="at", max_age=30))

    assert row["cost"] is None
    assert row["reason"].endswith("or the day of the prices is not known")
