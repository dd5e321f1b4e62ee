"""The snapshot of model-prices."""

import json
import sys
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import PRICE_CATALOGS
from made_up.documents import KeyPath, changed, fields, read_document, without

from aiproviders import Catalog, Model, Period, Provider, TokenPrice, Usage
from aiproviders._records.hours.hours import Hours
from aiproviders._records.prices.price_in_force import find_price
from aiproviders.adapters import model_prices
from aiproviders.adapters._reading.fields_left_out import LEFT_OUT
from aiproviders.errors import DataError, LeftOutWarning, MissingExtraError, NotStatedError

DOCUMENT = read_document("model_prices.json")
ROCKET: KeyPath = ("prices", "acme", "rocket-1", "standard")
RULE: KeyPath = ("schedules", "schedule", 0)


@pytest.fixture(scope="module")
def found() -> Catalog[Provider]:
    """The made-up snapshot."""
    return model_prices.read(PRICE_CATALOGS / "model_prices.json")


@pytest.fixture
def reading(tmp_path: Path) -> Any:
    """A function that writes a snapshot to a file and reads it."""

    def read(document: object, **options: Any) -> Catalog[Provider]:
        path = tmp_path / "model_prices.json"
        path.write_text(json.dumps(document), "utf-8")
        return model_prices.read(path, **options)

    return read


def row(start: str | None, amount: float | None, basis: str = "documented", **said: Any) -> Any:
    """A row of a timeline, with one amount for input and output."""
    moment = said.pop("valid_from", start)
    rates = {
        "input": amount, "output": amount, "source": "https://acme.example",
        "valid_from": moment, "valid_from_basis": basis,
    }  # fmt: skip
    return {"start": start, "rates": None if amount is None else rates | said}


def first(moment: str, amount: float, basis: str = "models.dev commit") -> Any:
    """The first row of a timeline, which says when its price was known."""
    return row(None, amount, basis, valid_from=moment)


def dates(model: Model) -> list[tuple[Any, ...]]:
    """The input price of each price, and its dates."""
    return [
        (
            str(price.input),
            price.effective and price.effective.edtf,
            price.observed and price.observed.edtf,
        )
        for price in model.prices
    ]


# Timelines


def test_a_documented_begin_is_stated_and_any_other_was_seen(found: Catalog[Provider]) -> None:
    """A price that a better source repeats is one price, which cites both."""
    model = found["acme"].models["rocket-1"]

    assert [
        ("5", None, "2026-01-24"),
        ("4", "2026-03-01", None),
        ("3", None, "2026-10-20"),
    ] == dates(model)
    assert ["model-prices", "https://acme.example/prices", "https://models.example/2"] == [
        each.source for each in model.prices[1].citations
    ]
    assert "https://models.example/2" == found["acme"].sources["https://models.example/2"].url
    assert Decimal(3) == model.price.input
    assert "It is the price of rocket-1-0101." == model.price.note


@pytest.mark.parametrize(
    ("begin", "effective", "observed"),
    [
        ("2026-03-01T16:00:00Z", "2026-03-01", None),
        ("2026-03-01T16:00:01Z", None, "2026-03-01"),
    ],
)
def test_a_begin_to_the_second_is_not_announced(
    begin: str, effective: str | None, observed: str | None, reading: Any
) -> None:
    """Of such a begin the rates alone are documented; on its day they were seen."""
    timeline = [first(begin, 5, "documented")]
    found = reading(changed(DOCUMENT, ROCKET, timeline))

    assert [("5", effective, observed)] == dates(found["acme"].models["rocket-1"])


def test_a_tier_keeps_what_it_does_not_say(found: Catalog[Provider]) -> None:
    """A tier bills all of a longer request; writes for an hour are a multiple of its input."""
    price = found["acme"].models["rocket-1"].prices[1]
    longer = price.rates(200_001)

    assert ("4", "8") == (str(price.rates(200_000).input), str(longer.input))
    assert ("20", "0.8", "5") == tuple(
        map(str, (longer.output, longer.cache_read, longer.cache_write))
    )
    assert ("8", "16") == (str(price.cache_write_1h), str(longer.cache_write_1h))


def test_services_have_timelines_of_their_own(found: Catalog[Provider]) -> None:
    """Each has its own price and its own address."""
    model = found["acme"].models["thinker-1"]
    prices = {price.service: price for price in model.prices}

    assert {"standard": "1", "batch": "0.5", "flex": "0.6", "fast": "2"} == {
        service: str(price.input) for service, price in prices.items()
    }
    assert prices["batch"] is model.price_for(service="batch")
    assert "https://models.example/batch" == prices["batch"].citations[-1].source
    assert "1" == str(prices["batch"].cache_write_1h)


def test_reasoning_has_a_price_where_thinking_has(found: Catalog[Provider]) -> None:
    """How much of the output costs more is not known, so that the cost is a lower bound."""
    price = found["acme"].models["thinker-1"].price

    used = Usage(input_tokens=1_000_000, output_tokens=1_000, reasoning_tokens=500)
    assert (">=", ("reasoning",)) == (price.cost(used).comparator, price.unstated)


def test_the_error_of_a_binary_float_is_no_price(found: Catalog[Provider]) -> None:
    """4.800000000000001 is what a program made of 4.8."""
    assert "4.8" == str(found["acme"].models["rocket-1"].price.output)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [first("2026-01-05T10:00:00Z", 1), row("2026-01-05T10:00:00Z", 2)],
            [("2", "2026-01-05", None)],
        ),
        (
            [first("2026-01-05T10:00:00Z", 1), row("2026-01-03T00:00:00Z", 2)],
            [("2", "2026-01-03", None)],
        ),
        (
            [first("2026-01-05T10:00:00Z", 1), row("2026-01-07T00:00:00Z", None)],
            [("1", "2026-01-05/2026-01-06", "2026-01-05")],
        ),
        (
            [
                row(None, None), row("2026-01-05T10:00:00Z", 1), row("2026-01-07T00:00:00Z", None),
                row("2026-01-09T00:00:00Z", 2),
            ],
            [("1", "2026-01-05/2026-01-06", None), ("2", "2026-01-09", None)],
        ),
        (
            [
                first("2026-01-05T10:00:00Z", 1), row("2026-01-07T00:00:00Z", 2),
                row("2026-01-09T00:00:00Z", 1, "models.dev commit",
                    valid_from="2026-01-05T10:00:00Z"),
            ],
            [("1", None, "2026-01-05"), ("2", "2026-01-07", None), ("1", "2026-01-09", None)],
        ),
        (
            [
                first("2026-01-05T10:00:00Z", 1),
                row("2026-01-07T00:00:00Z", 0, "models.dev commit"),
                row("2026-01-09T00:00:00Z", 2),
            ],
            [("1", "2026-01-05/2026-01-06", "2026-01-05"), ("2", "2026-01-09", None)],
        ),
        (
            [
                first("2026-01-05T10:00:00Z", 0),
                row("2026-01-07T00:00:00Z", 2, "models.dev commit"),
            ],
            [("2", "2026-01-07", "2026-01-07")],
        ),
    ],
    ids=[
        "corrected at once", "corrected earlier", "ended", "not sold for a while", "as before",
        "zeros between", "zeros before",
    ],
)  # fmt: skip
def test_dates_of_prices(reading: Any, rows: Any, expected: Any) -> None:
    """A price ends only where nothing follows it, and a begin that was only seen is inferred."""
    model = reading(changed(DOCUMENT, ROCKET, rows))["acme"].models["rocket-1"]

    assert expected == dates(model)
    assert all(
        ("effective" in price.inferred)
        == (price.observed is not None and price.effective is not None)
        for price in model.prices
    )


STARTS = st.lists(st.integers(0, 24 * 20), unique=True, max_size=6).map(sorted)


@given(starts=STARTS, amounts=st.lists(st.integers(1, 3), min_size=7, max_size=7))
def test_each_day_has_the_price_at_its_end(
    tmp_path_factory: pytest.TempPathFactory, starts: list[int], amounts: list[int]
) -> None:
    """From the first price on, a day has the price that its last second has in the timeline."""
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    moments = [begin + timedelta(hours=hour) for hour in (0, *(start + 24 for start in starts))]
    rows = [
        row(f"{moment:%Y-%m-%dT%H:%M:%SZ}", amount)
        for moment, amount in zip(moments, amounts, strict=False)
    ]
    rows[0]["start"] = None
    path = tmp_path_factory.getbasetemp() / "model_prices_timeline.json"
    path.write_text(json.dumps(changed(DOCUMENT, ROCKET, rows)), "utf-8")
    model = model_prices.read(path)["acme"].models["rocket-1"]

    for number in range(25):
        day = begin.date() + timedelta(days=number)
        last = datetime.combine(day, time(23, 59, 59), UTC)
        price = find_price(model, on=day).price
        assert amounts[bisect_right(moments, last) - 1] == (price and price.input)


def test_zero_is_free_where_a_page_says_so(found: Catalog[Provider]) -> None:
    """A zero of models.dev may mean that nothing is known."""
    models = found["acme"].models

    assert () == models["rocket-0"].prices
    assert str(models["rocket-0"].note).startswith("model-prices prints 0 for every price")
    free = models["rocket-2"].prices[0]
    assert (Decimal(0), "It begins at 12:30 UTC.") == (free.input, free.note)


# Rules by the hour


def test_prices_at_hours_stand_side_by_side(found: Catalog[Provider]) -> None:
    """A rule multiplies prices at its hours, from its first day until its last."""
    model = found["peaks"].models["summit-1"]
    nights = Hours(windows="16:30-00:30")
    days = Hours.local(
        "09:00-12:00, 14:00-18:00, Monday to Friday",
        "Asia/Shanghai",
        without=[date(2026, 10, 1), date(2026, 10, 2)],
    )

    assert [
        ("0.5", "2026-01-24", None),
        ("0.5", "2026-02-26", ~nights),
        ("0.125", "2026-02-26", nights),
        ("0.5", "2026-05-05", None),
        ("0.5", "2026-08-16", ~days),
        ("1", "2026-08-16", days),
    ] == [
        (amount, stated or seen, price.hours)
        for (amount, stated, seen), price in zip(dates(model), model.prices, strict=True)
    ]
    notes = "It begins at 16:00 UTC. Holidays are known until 31 December 2026."
    assert notes == model.prices[-1].note
    with pytest.raises(NotStatedError):
        _ = model.price


def test_a_rule_multiplies_every_price(found: Catalog[Provider]) -> None:
    """Longer requests and writes for an hour cost so many times as much too."""
    peak = found["peaks"].models["summit-1"].prices[-1]

    assert (Decimal(1), Decimal(8)) == (peak.rates(1_001).input, peak.rates(1_001).output)
    assert ("2", "2") == (str(peak.cache_write_1h), str(peak.rates(1_001).cache_write_1h))
    assert ["model-prices", "https://models.example/4", "https://peaks.example/news"] == [
        each.source for each in peak.citations
    ]


@pytest.mark.parametrize(
    ("key_path", "value"),
    [
        (("peak_hours_utc",), []),
        (("peak_hours_utc",), None),
        (("peak_hours_utc", 0), ["01:00", "25:00"]),
        (("peak_multiplier",), None),
        (("peak_multiplier",), -1),
        (("weekdays_only",), 1),
        (("holidays",), "us"),
        (("valid_from",), "2026-02-31T00:00:00Z"),
        (("valid_from",), "2026"),
        (("source",), None),
        (("provider",), "peeks"),
    ],
    ids=[
        "no hours", "hours left out", "no time", "no factor", "factor below zero", "no flag",
        "no calendar", "no day", "no moment", "no source", "no provider",
    ],
)  # fmt: skip
def test_prices_whose_hours_are_odd_are_left_out(
    reading: Any, key_path: KeyPath, value: object
) -> None:
    """Without its hours a price would hold all day."""
    document = changed(DOCUMENT, (*RULE, *key_path), value)
    if key_path == ("provider",):
        document = changed(document, (*RULE, "valid_from"), "x")
    with pytest.warns(LeftOutWarning, match="schedules.schedule.0"):
        read = reading(document)

    model = read["peaks"].models["summit-1"]
    assert ((), "Left out, as their hours cannot be read: prices.") == (model.prices, model.note)
    assert bool(read["acme"].models["rocket-1"].prices) is (key_path != ("provider",))
    with pytest.raises(DataError, match=r"schedules\.schedule\.0"):
        reading(document, strict=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("utc_offset_hours", 8.5),
        ("utc_offset_hours", 24),
        ("dates", ["2026-13-01"]),
        ("dates", []),
        ("covers_through", None),
    ],
    ids=["half an hour", "a day", "no day", "no holidays", "no end"],
)
def test_odd_holidays_make_the_hours_odd(reading: Any, field: str, value: object) -> None:
    """A rule with a calendar that cannot be read is left out, and so are its prices."""
    document = changed(DOCUMENT, ("schedules", "holidays", "cn", field), value)
    with pytest.warns(LeftOutWarning, match="schedules.schedule.0.holidays"):
        assert () == reading(document)["peaks"].models["summit-1"].prices


# What else a snapshot says


def test_what_else_is_said_of_a_model(found: Catalog[Provider]) -> None:
    """The day of the snapshot, the status and other names are carried over."""
    models = found["acme"].models

    assert Period("2026-11-20") == models["rocket-1"].as_of
    assert (None, "retired", "deprecated") == tuple(
        models[name].status for name in ("rocket-1", "rocket-0", "rocket-2")
    )
    assert models["rocket"] is models["rocket-1"]
    assert "<Citation model-prices, acme, rocket-1>" == repr(models["rocket-1"].citations[0])
    assert "model-prices, model_prices.json" == found["acme"].sources["model-prices"].title


def test_the_day_can_be_named() -> None:
    """A caller may know better on which day prices are read."""
    read = model_prices.read(PRICE_CATALOGS / "model_prices.json", as_of="2026-11-27")

    assert Period("2026-11-27") == read["acme"].models["rocket-1"].as_of


def test_a_price_costs_what_its_amounts_say(found: Catalog[Provider]) -> None:
    """All amounts are dollars per million tokens."""
    price: TokenPrice = found["acme"].models["rocket-1"].price

    assert ("USD", "acme") == (price.currency, price.host)
    usage = Usage(input_tokens=1_000_000, output_tokens=500_000)
    assert Decimal("5.4") == price.cost(usage).value


def test_providers_survive_a_file(found: Catalog[Provider]) -> None:
    """What was read can be dumped and loaded."""
    for provider in found:
        assert provider == Provider.from_json(provider.to_json())


def test_the_installed_package_is_read_and_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its snapshot is found beside its code, which would download; its version is cited."""
    package = tmp_path / "model_prices"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit", "utf-8")
    (package / "snapshot.json").write_text(json.dumps(DOCUMENT), "utf-8")
    (tmp_path / "model_prices-1.2.3.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    assert "model-prices 1.2.3" == model_prices.read()["acme"].sources["model-prices"].title
    assert "model_prices" not in sys.modules


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which extra has it."""
    monkeypatch.setitem(sys.modules, "model_prices", None)

    with pytest.raises(MissingExtraError, match="price-catalogs"):
        model_prices.read()


# What is left out


def test_every_field_is_read_or_listed_as_left_out(reading: Any, found: Catalog[Provider]) -> None:
    """Every field changes the result, except those that are listed as left out."""
    is_read: dict[str, bool] = {}
    for key_path in fields(DOCUMENT):
        try:
            matters = reading(without(DOCUMENT, key_path), strict=True) != found
        except DataError:
            matters = True  # it has to be there
        pattern = _pattern(key_path)
        is_read[pattern] = matters or is_read.get(pattern, False)
    left_out = {field for name, field, _ in LEFT_OUT if name == "model-prices"}
    unread = {pattern for pattern, is_it in is_read.items() if not is_it}

    assert left_out == {
        pattern
        for pattern in unread
        if not any(pattern.startswith(f"{other}.") for other in unread)
    }


def _pattern(key_path: KeyPath) -> str:
    """The table and the field of a path, as the list of what is left out names them."""
    steps = [step for step in key_path if isinstance(step, str)]
    match steps:
        case ["prices", _, _, "standard" | "batch" | "flex" | "fast" as name, *inner]:
            return ".".join(["model.*" if inner else f"model.{name}", *inner])
        case ["prices", _, _, mode, *inner]:
            return ".".join(["model", mode, *inner])
        case ["schedules", "holidays", _, *inner]:
            return ".".join(["schedules.holidays.*", *inner])
        case ["schedules" | "aliases" | "models_dev", _, *_]:
            return ".".join(steps)
        case _:
            return ".".join(["snapshot", *steps])


@pytest.mark.parametrize(
    ("key_path", "told"),
    [
        (("colour",), "snapshot.colour"),
        (("aliases", "colour"), "aliases.colour"),
        (("models_dev", "colour"), "models_dev.colour"),
        (("schedules", "colour"), "schedules.colour"),
        ((*RULE, "colour"), "schedules.schedule.colour"),
        (("schedules", "holidays", "cn", "colour"), "schedules.holidays.*.colour"),
        (("prices", "acme", "rocket-1", "colour"), "model.colour"),
        ((*ROCKET, 0, "colour"), "model.*.colour"),
        ((*ROCKET, 0, "rates", "colour"), "model.*.rates.colour"),
        ((*ROCKET, 1, "rates", "tiers", 0, "colour"), "model.*.rates.tiers.colour"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_new_is_left_out_with_a_warning(reading: Any, key_path: KeyPath, told: str) -> None:
    """A newer snapshot can be read, and one warning names all that is new in it."""
    with pytest.warns(UserWarning, match="left out: ") as caught:
        reading(changed(DOCUMENT, key_path, "red"))

    assert str(caught[0].message).endswith(f"left out: {told}")


@pytest.mark.parametrize(
    ("key_path", "value", "message"),
    [
        (("prices", "acme"), 1, "prices.acme: found 1; expected a table"),
        (("prices", "acme", "rocket-1"), 1, "prices.acme.rocket-1: found 1; expected a table"),
        ((*ROCKET, 0, "rates", "input"), "x", "rocket-1.standard.0.rates.input: found 'x'"),
        ((*ROCKET, 0, "rates", "valid_from"), 1, "rates.valid_from: found 1; expected a moment"),
        ((*ROCKET, 1, "start"), "x", "standard.1.start: found 'x'; expected a moment"),
        ((*ROCKET, 0, "rates", "valid_from_basis"), "x", "how the begin was found"),
        ((*ROCKET, 0, "rates", "source"), None, "rates.source: this is missing"),
        ((*ROCKET, 1, "rates", "tiers", 0, "above"), 0, "tiers.0.above: found 0"),
        (("aliases", "models", "rocket"), "acme/rocket-9", "aliases.models.rocket: found"),
        (("aliases", "models", "rocket"), 1, "aliases.models.rocket: found 1"),
        (("status", "acme", "rocket-2"), "gone", "one of deprecated, removed"),
        (("status", "acme"), 1, "one of deprecated, removed"),
    ],
    ids=[
        "provider", "model", "price", "moment", "start", "basis", "source", "tier", "alias",
        "alias of no text", "status", "statuses",
    ],
)  # fmt: skip
def test_odd_values_are_left_out(
    reading: Any, key_path: KeyPath, value: object, message: str
) -> None:
    """One odd value is named, and loses no more than the prices that rest on it."""
    document = changed(DOCUMENT, key_path, value)

    with pytest.warns(LeftOutWarning, match=message):
        assert reading(document)["peaks"].models["summit-1"].prices
    with pytest.raises(DataError, match=message):
        reading(document, strict=True)


def test_prices_beside_an_odd_one_are_left_out(reading: Any) -> None:
    """A timeline without one of its prices would bill by the price before it."""
    with pytest.warns(LeftOutWarning):
        read = reading(changed(DOCUMENT, (*ROCKET, 1, "rates", "input"), -1))

    model = read["acme"].models["rocket-1"]
    assert ((), "Left out, as it cannot be read: standard prices.") == (model.prices, model.note)


@pytest.mark.parametrize("printed", ["0001-01-01", "2026-11-18", "2028-11-19", "9999-12-31"])
def test_a_snapshot_is_made_soon_after_its_data(reading: Any, printed: str) -> None:
    """A day before the data, or years after it, is no day of the prices."""
    with pytest.warns(LeftOutWarning, match=f"updated_at: found '{printed}T"):
        read = reading(changed(DOCUMENT, ("updated_at",), f"{printed}T00:00:00Z"))

    assert {None} == {model.as_of for provider in read for model in provider.models}


@pytest.mark.parametrize(
    ("key_path", "value", "message"),
    [
        (("schema",), 2, "schema: found 2; expected 1"),
        (("prices",), 1, "prices: found 1; expected a table"),
        (("updated_at",), "today", "updated_at: found 'today'; expected a moment"),
        (("models_dev", "committed_at"), None, "models_dev.committed_at: this is missing"),
        (("schedules", "schedule"), 1, "expected a list of tables"),
    ],
    ids=["another schema", "no prices", "no day", "no day of its data", "no rules"],
)
def test_what_is_no_snapshot_is_an_error(
    reading: Any, key_path: KeyPath, value: object, message: str
) -> None:
    """A file of another form is refused whole."""
    with pytest.raises(DataError, match=message):
        reading(changed(DOCUMENT, key_path, value))


def test_the_first_day_is_no_time_of_day() -> None:
    """The day of the prices is a day."""
    with pytest.raises(ValueError, match="as_of is a day"):
        model_prices.read(PRICE_CATALOGS / "model_prices.json", as_of=date.min.isoformat()[:4])
