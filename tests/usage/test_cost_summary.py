"""What a log cost: sums by anything, what has no price, what was reported, and how it is shown."""

import json
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
from attrs import evolve
from rich.console import Console

from aiproviders import Catalog, Market, Model, Provider, Source, TokenPrice, market, usage
from aiproviders._display.plain_text import plain_text
from aiproviders._display.views import view
from aiproviders.results import CostSummary, Unpriced
from aiproviders.types import Backend, PriceTier
from aiproviders.usage import UsageLog


def model(id: str, *prices: TokenPrice, **fields: Any) -> Model:
    """A model of the made-up maker."""
    return Model(id=id, provider="acme", name=id.upper(), prices=prices, **fields)


MODELS = Catalog(
    [
        model("plain", TokenPrice(currency="USD", input=1, output=2)),
        model("yuan", TokenPrice(currency="CNY", input=10, output=20)),
        model("known", TokenPrice(currency="USD", input=1, output=2), as_of="2026-01-01"),
    ]
)
ACME = Provider(id="acme", models=MODELS, data_version="1.2", sources=Catalog([
    Source(id="list", title="The list", kind="primary"),
]))  # fmt: skip


def moment(month: int, day: int, hour: int = 0) -> datetime:
    """A time of 2026."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


ROWS: list[dict[str, Any]] = [
    {"model": "plain", "input_tokens": 10**6, "team": "a", "time": moment(5, 31, 23)},
    {"model": "plain", "input_tokens": 10**6, "team": "b", "time": moment(6, 1, 3)},
    {"model": "yuan", "input_tokens": 10**6, "team": "a", "time": moment(6, 1, 3)},
    {"model": "nobody", "input_tokens": 1, "team": "a", "time": moment(5, 1)},
    {"model": "nobody", "input_tokens": 1, "team": "b", "time": moment(6, 1)},
    {"model": "plain", "input_tokens": -1, "team": "a", "time": moment(6, 1)},
]  # fmt: skip


def log(rows: list[dict[str, Any]] = ROWS, **more: Any) -> UsageLog:
    """A log of some rows, all of which have output of 0 and what else is given."""
    frame = pl.DataFrame([{"output_tokens": 0, **row, **more} for row in rows])
    return usage.read(frame)


def test_sums_by_model_and_month() -> None:
    """Costs are summed by model, and by month where there are times."""
    summary = log().summary(MODELS)
    sums = {(row["model"], row["month"]): row["cost"] for row in summary.rows if row["cost"]}
    timeless = [{name: row[name] for name in row if name != "time"} for row in ROWS]

    assert {("plain", "2026-05"): 1, ("plain", "2026-06"): 1, ("yuan", "2026-06"): 10} == sums
    assert (("model", "month"), True) == (summary.by, summary.by_day)
    without = log(timeless).summary(MODELS)
    assert (("model",), False) == (without.by, without.by_day)
    assert {"plain": 2, "yuan": 10} == {
        row["model"]: row["cost"] for row in without.rows if row["cost"]
    }


def test_totals_never_add_currencies() -> None:
    """Each currency has its own total, and requests without one come last."""
    totals = log().summary(MODELS).totals
    assert [("CNY", 1, 0, 10), ("USD", 3, 1, 2), (None, 2, 2, None)] == [
        (each["currency"], each["requests"], each["unpriced"], each["cost"]) for each in totals
    ]


def test_what_was_not_priced_comes_by_name_and_reason_whatever_the_sums_are_by() -> None:
    """The most requests are first, summed over months and teams."""
    expected = (
        Unpriced("nobody", 2, "no model is called so"),
        Unpriced("plain", 1, "the number of input tokens is negative"),
    )
    for by in (None, "team", ("day", "team")):
        assert expected == log().summary(MODELS, by=by).unpriced


def test_sums_by_anything_in_any_time_zone() -> None:
    """Sums are by columns of the log and by days of a zone."""
    summary = log().summary(MODELS, by=["day", "team"], tz="America/New_York")

    assert ("day", "team") == summary.by
    assert {("2026-05-31", "a"): 11, ("2026-05-31", "b"): 1} == {
        key: sum(
            row["cost"] or 0
            for row in summary.rows
            if (row["day"], row["team"]) == key
        )
        for key in {(row["day"], row["team"]) for row in summary.rows if row["cost"]}
    }  # fmt: skip


def test_a_row_of_several_requests_counts_as_these() -> None:
    """Requests are counted as the log says, of those without a price too."""
    summary = log(requests=7).summary(MODELS)
    assert 7 * len(ROWS) == summary.requests
    assert 14 == summary.unpriced[0].requests


def test_terms_reach_the_bill() -> None:
    """What `cost_of_usage` takes decides what is priced, and columns have the names it is told."""
    summary = log().summary(MODELS, names={"nobody": "plain"})
    assert ["plain"] == [each.model for each in summary.unpriced]
    by_day = log().summary(MODELS, at=None)
    assert (("model",), False) == (by_day.by, by_day.by_day)
    renamed = UsageLog(source="x", format="table", frame=log().frame.rename({"model": "llm"}))
    assert {"plain", "yuan", "nobody"} == {
        row["model"] for row in renamed.summary(MODELS, model="llm").rows
    }


def test_reports_stand_beside_costs() -> None:
    """Where the log has what was reported, it is summed, and the difference is ours less that."""
    summary = log(reported_cost=0.75).summary(MODELS, by="model")
    priced = {row["model"]: row for row in summary.rows if row["cost"] is not None}

    assert (2, 1.5, 0.5) == tuple(priced["plain"][name] for name in summary.columns[5:8])
    assert ("cost", "reported", "difference") == summary.columns[5:8]
    assert {"CNY": 9.25, "USD": 0.5, None: None} == {
        each["currency"]: each["difference"] for each in summary.totals
    }
    assert "Reported" in str(summary)
    assert "not priced" in str(summary)  # for what was reported of it is shown


def test_bounds_of_what_has_no_price() -> None:
    """The least is the sum of what is known; the most is not known where one request has none."""
    rows = [
        {"model": "plain", "input_tokens": 10**6, "cache_read_tokens": 10**6},
        {"model": "plain", "input_tokens": 10**6, "cache_read_tokens": 0},
    ]
    (total,) = log(rows).summary(MODELS, bounds=True).totals
    assert (1, 1, 2) == tuple(total[name] for name in ("cost", "cost_at_least", "cost_at_most"))
    negative = [*rows, {"model": "plain", "input_tokens": -1, "cache_read_tokens": 0}]
    (total,) = log(negative).summary(MODELS, bounds=True).totals
    assert (1, None) == (total["cost_at_least"], total["cost_at_most"])
    assert "At most" in str(log(rows).summary(MODELS, bounds=True))


def test_requests_later_than_the_prices_are_said() -> None:
    """The summary says how many they are, and by how many days at most."""
    rows = [
        {"model": "known", "input_tokens": 1, "time": moment(1, day)} for day in (1, 3, 11)
    ]  # fmt: skip
    summary = log(rows).summary(MODELS)
    assert 10 == summary.days_later
    assert "2 requests up to 10 days later than the prices." in str(summary)
    assert 0 == log().summary(MODELS).days_later


def test_requests_that_are_summed_are_later_than_the_prices_too() -> None:
    """Days are counted for rows of several requests that are billed by their mean length."""
    tiers = (PriceTier(threshold=1_000, input=2, output=1),)
    price = TokenPrice(currency="USD", input=1, output=1, tiers=tiers)
    rows = [
        {"model": "tiered", "input_tokens": 9_000, "requests": number, "time": moment(1, number)}
        for number in (1, 7)
    ]

    summary = log(rows).summary([model("tiered", price, as_of="2026-01-01")])
    assert 6 == summary.days_later
    assert "Tiers go by the mean length of the requests that a row sums." in summary.notes
    assert "7 requests up to 6 days later than the prices." in str(summary)


WHOSE: tuple[tuple[Callable[[], Any], str], ...] = (
    (lambda: ACME, "acme 1.2"),
    (lambda: ACME.models, "acme 1.2"),
    (lambda: [ACME, evolve(ACME, id="other", data_version=None)], "acme 1.2, other"),
    (lambda: [*MODELS], "acme"),
    (lambda: iter([*MODELS]), "acme"),
    (lambda: Market(ACME, edition="2026.11"), "the market, edition 2026.11"),
    (lambda: ACME.models[0], "acme"),
    (list, "nobody"),
)


@pytest.mark.parametrize(("models", "words"), WHOSE, ids=range(len(WHOSE)))
def test_it_says_whose_prices_count(models: Callable[[], Any], words: str) -> None:
    """Prices are named by the edition of the market, or by provider and version."""
    summary = log().summary(models())
    assert words == summary.prices
    assert f"Prices of {words}." in str(summary)


def test_the_market_prices_what_nothing_else_is_named_for() -> None:
    """Without models, those of the market count."""
    rows = [{"model": "gpt-4o", "input_tokens": 1000, "time": moment(6, 1)}]
    assert f"the market, edition {market.edition}" == log(rows).summary().prices
    assert 0.0025 == log(rows).summary().rows[0]["cost"] == log(rows).cost().collect()["cost"][0]


def test_columns_called_like_ours_are_in_nobodys_way() -> None:
    """A log with such a column is summed up without a word, and may be summed up by it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert 2 == log(cost=5).summary(MODELS).totals[1]["cost"]
    with pytest.warns(UserWarning, match="reason_aiproviders"):
        summary = log(priced="x", reason="y").summary(MODELS, by="priced", host="reason")
    assert {"x"} == {row["priced"] for row in summary.rows}


@pytest.mark.parametrize("by", ["colour", ["model", "model"], "cost"])
def test_wrong_sums_are_refused(by: Any) -> None:
    """What a log has no column for, or the summary has anyway, is refused."""
    with pytest.raises(ValueError, match="column"):
        log().summary(MODELS, by=by)


# Another currency


def test_dollars_become_another_currency_at_the_callers_rate() -> None:
    """Amounts of US dollars are converted, others stay, and a note says the rate."""
    summary = log(reported_cost=0.5).summary(MODELS)
    converted = summary.to("EUR", rate="0.92")
    totals = {each["currency"]: each for each in converted.totals}

    assert {"CNY", "EUR", None} == totals.keys()
    assert pytest.approx(1.84) == totals["EUR"]["cost"]
    assert pytest.approx(3 * 0.46) == totals["EUR"]["reported"]
    assert 10 == totals["CNY"]["cost"]
    assert "at a rate of the caller's: 0.92 EUR for 1 USD." in str(converted).replace("\n", " ")
    assert "EUR" not in str(summary)


@pytest.mark.parametrize(
    ("currency", "rate", "words"),
    [
        ("euro", "0.9", "the code of a currency, such as EUR, got 'euro'"),
        ("EUR", 0, "a rate above 0, such as 0.92, got 0"),
        ("EUR", "-1", "a rate above 0"),
    ],
)
def test_wrong_rates_are_refused(currency: str, rate: Any, words: str) -> None:
    """A currency is a code, and a rate is above 0."""
    with pytest.raises(ValueError, match=words):
        log().summary(MODELS).to(currency, rate=rate)


# What it becomes


def test_it_becomes_plain_values() -> None:
    """All of it is JSON."""
    summary = log().summary(MODELS)
    plain = json.loads(json.dumps(summary.to_dict()))
    assert [list(row) for row in plain["summary"]] == [[*summary.columns]] * len(summary.rows)
    assert (2, "acme", ["model", "month"]) == (
        plain["unpriced"][0]["requests"],
        plain["prices"],
        plain["by"],
    )


@pytest.mark.parametrize("backend", get_args(Backend))
def test_it_becomes_a_frame(backend: Any) -> None:
    """Each library has the rows, with numbers as numbers and null where something is not known."""
    summary = log().summary(MODELS)
    frame: Any = summary.to_frame(backend)
    names = frame.column_names if backend == "pyarrow" else frame.columns
    assert [*summary.columns] == [*names]
    rows = summary.to_frame("polars").to_dicts()
    assert [{name: row[name] for name in summary.columns} for row in summary.rows] == rows
    assert pl.Float64 == summary.to_frame("polars")["cost"].dtype


def test_sums_by_numbers_are_texts_in_a_frame() -> None:
    """What sums are by may be of any type; in a frame it is a text."""
    rows = [{**row, "team": place} for place, row in enumerate(ROWS)]
    frame = log(rows).summary(MODELS, by="team").to_frame("polars")
    assert ["0", "1", "2"] == frame["team"].sort().head(3).to_list()


def test_no_other_library_makes_frames() -> None:
    """A library that is not known is refused."""
    other: Any = "excel"
    with pytest.raises(ValueError, match="not with 'excel'"):
        log().summary(MODELS).to_frame(other)


def test_an_empty_log_costs_nothing() -> None:
    """It has no rows, no totals, and says so."""
    empty = UsageLog(source="none", format="table", frame=log().frame.head(0)).summary(MODELS)
    assert ((), (), "no cost") == (empty.rows, empty.totals, empty.cost_words)
    assert "Not priced: none of 0 requests." in str(empty)
    assert "none of 0 requests" in repr(empty)
    assert "cost" in empty.columns


# How it is shown


def test_the_repr_is_one_line() -> None:
    """It has the costs by currency and how much was not priced."""
    summary = log().summary(MODELS)
    assert "<CostSummary a frame: RMB 10 and $2, not priced: 3 of 6 requests>" == repr(summary)
    assert "<UsageLog a frame, table>" == repr(log())


def test_print_shows_every_table() -> None:
    """Rows, totals and what was not priced, with the notes below."""
    lines = [" ".join(line.split()) for line in str(log().summary(MODELS)).splitlines() if line]
    assert [
        "What a frame cost · at the price of each day",
        "Model Month Requests Cost",
        "plain 2026-05 1 $1",
        "plain 2026-06 1 $1",
        "yuan 2026-06 1 RMB 10",
        "In all",
        "------",
        "Requests Cost",
        "1 RMB 10",
        "2 $2",
        "Not priced",
        "----------",
        "Model Requests Why",
        "nobody 2 no model is called so",
        "plain 1 the number of input tokens is negative",
        "Prices of acme.",
        "Not priced: 3 of 6 requests; they are in no sum of costs.",
    ] == lines


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12.345, "$12.35"),
        (0.123456, "$0.1235"),
        (-3.388e-21, "$0"),
        (-2.5, "-$2.50"),
        (1e-6, "$0.000001"),
    ],
)
def test_amounts_are_rounded_for_people(value: float, words: str) -> None:
    """They are to the cent, below one to four digits, and what comes from floats is nothing."""
    rows = ({"model": "a", "currency": "USD", "requests": 1, "later": 0, "unpriced": 0},)
    summary = CostSummary(source="x", prices="y", by=("model",), rows=(
        {**rows[0], "cost": value, "reason": None},
    ))  # fmt: skip
    assert words == summary.cost_words.replace("\N{MINUS SIGN}", "-")


def session(folder: Path) -> UsageLog:
    """Sessions of an agent in two files, with a line that is cut short."""
    record = {
        "type": "assistant",
        "sessionId": "s",
        "timestamp": "2026-05-31T23:00:00Z",
        "message": {"model": "plain", "usage": {"input_tokens": 10**6, "output_tokens": 0}},
    }
    (folder / "a.jsonl").write_text(f'{json.dumps(record)}\n{{"type": "assis\n')
    later = {**record, "timestamp": "2026-06-02T01:00:00Z"}
    later["message"] = {**record["message"], "model": "claude-haiku-4-5"}  # type: ignore[dict-item]
    (folder / "b.jsonl").write_text(f"{json.dumps(later)}\n")
    return usage.read(folder)


def test_the_card_of_a_log(tmp_path: Path) -> None:
    """It says what was read, from when to when, what it costs, and what was left out."""
    shown = plain_text(view(session(tmp_path)), width=100)
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "· At API list prices; subscriptions are not billed so" in " ".join(lines[:2])
    for expected in (
        "Format claude-code",
        "Files 2",
        "Requests 2",
        "First 31 May 2026",
        "Last 2 June 2026",
        "Cost $1",
        "Not priced 1",
        "plain 1 no model is called so",
        f"Prices of the market, edition {market.edition}.",
    ):
        assert expected in lines
    assert "a.jsonl, line 2" in shown


def test_sums_of_sessions_are_headed(tmp_path: Path) -> None:
    """What stands above the costs of a subscription stands above their table."""
    summary = session(tmp_path).summary()
    assert "At API list prices; subscriptions are not billed so\n---" in str(summary)
    assert 1 == summary.unread
    assert str(summary).replace("\n", " ").endswith("Not read: 1; what it cost is in no sum.")


def test_the_card_of_a_log_that_says_little() -> None:
    """A log without files and times has no such facts, and one without a fault no such table."""
    frame = pl.LazyFrame({"model": ["gpt-4o"], "input_tokens": [1], "output_tokens": [1]})
    shown = str(UsageLog(source="here", format="table", frame=frame))
    assert "here · log of usage, at list prices" in shown
    assert not any(word in shown for word in ("Files", "First", "Not priced", "Left out"))


@pytest.mark.parametrize("of", [log, lambda: log().summary(MODELS)], ids=["log", "sums"])
def test_notebooks_and_terminals_show_it(of: Callable[[], Any]) -> None:
    """A notebook gets HTML, and rich the tables, with names that can do no harm."""
    shown: Any = of()
    assert "<table" in shown._repr_html_()
    console = Console(width=80, record=True, file=StringIO())
    console.print(shown)
    text = console.export_text()
    assert "no model is called so" in text
    assert 80 >= max(map(len, text.splitlines()))


def test_a_name_cannot_harm_what_it_is_shown_in() -> None:
    """Tags and escape sequences of a log are texts."""
    rows = [{"model": "\x1b[31m<script>", "input_tokens": 1}]
    summary = log(rows).summary(MODELS)
    assert "<script>" not in summary._repr_html_()
    assert "\x1b" not in str(summary)
