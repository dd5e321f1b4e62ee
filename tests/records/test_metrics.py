"""Which figures a preference settles, and amounts in one currency."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up.facts import figure

from aiproviders import Company, Metric, Period, Provider, Quantity, alibaba, best
from aiproviders.errors import (
    AmbiguousFactError,
    AmbiguousIdError,
    IncomparableError,
    NotStatedError,
    UnknownIdError,
)
from aiproviders.results import Metrics
from aiproviders.types import Measure

ABOUT_TEN = Quantity(value=10, unit="user", comparator="~")


def users(id: str, text: str | Quantity, period: str | None = None, **stated: Any) -> Metric:
    """A number of users."""
    given = Quantity.parse(text, unit="user") if isinstance(text, str) else text
    return Metric(
        id=id,
        subject="app",
        measure="users",
        quantity=given,
        period=None if period is None else Period(period),
        **stated,
    )


@pytest.mark.parametrize(
    "other",
    [
        users("other", "~203 million", "../2026-02"),
        users("other", "~203 million", "2026", duration="P1M"),
        users("other", "over 200 million", "2026"),
        users("other", "about 200 million", "2026"),
        users("other", "~203 million"),
        users("other", "under 210 million", excludes=("tablet",)),
        users("other", "~203 million", "2026-02", excludes=("tablet",)),
        users("other", "~203 million", "2026-02", duration="P1W"),
    ],
    ids=[
        "until", "duration", "bound", "coarser", "undated", "excludes", "excludes-alone",
        "duration-alone",
    ],
)  # fmt: skip
def test_a_preference_settles_a_vaguer_figure(other: Metric) -> None:
    """A preferred figure takes the place of one that has a longer period or none and says less."""
    better = users("better", "~203 million", "2026-02", preference="preferred")

    for statements in ([better, other], [other, better]):
        assert ("better",) == Metrics(statements).preferred.ids
        assert better is best(statements)


@pytest.mark.parametrize(
    "other",
    [
        users("other", "203.0 million", "2026"),
        users("other", "~150 million", "2026"),
        users("other", "over 203 million", "2026"),
        users("other", "under 203 million", "2026"),
        users("other", ABOUT_TEN, "2026"),
        users("other", "~203 million", "2026-02-07"),
        users("other", "~203 million", "2026-01/2026-02-27"),
        users("other", "~203 million", "2025"),
        users("other", "~203 million", "2026", scope="store"),
        users("other", "~203 million", "2026", status="planned"),
        users("other", Quantity.parse("~203 million downloads"), "2026"),
    ],
    ids=[
        "finer", "another", "above", "below", "boundless", "day", "overlapping", "before", "scope",
        "status", "unit",
    ],
)  # fmt: skip
def test_a_preference_settles_nothing_else(other: Metric) -> None:
    """Another value, a finer one, a shorter period, one that overlaps or another scope stay."""
    better = users("better", "~203 million", "2026-02", preference="preferred")

    assert {"better", "other"} == {*Metrics([better, other]).preferred.ids}
    with pytest.raises(AmbiguousFactError, match="different questions"):
        best([better, other])


def test_a_figure_without_bounds_gives_way_to_the_same_alone() -> None:
    """What "about 10" allows is open, so that a figure says as much only if it is the same."""
    same = users("same", ABOUT_TEN, "2026-02", preference="preferred")
    vague = users("vague", ABOUT_TEN, "2026")

    assert ("same",) == Metrics([same, vague]).preferred.ids


def test_an_undated_figure_does_not_settle_a_dated_one() -> None:
    """A mark on the figure without a date leaves the dated one, which says more."""
    undated = users("undated", "~203 million", preference="preferred")
    dated = users("dated", "~203 million", "2026")

    assert ("undated", "dated") == Metrics([undated, dated]).preferred.ids


def test_equal_preference_settles_nothing() -> None:
    """Two preferred figures of two times both stay, and a normal one settles a deprecated one."""
    month = users("month", "~203 million", "2026-02")
    year = users("year", "~203 million", "2026")
    wrong = users("wrong", "over 200 million", preference="deprecated")

    assert ("month", "year") == Metrics([month, year, wrong]).preferred.ids


def test_a_preference_settles_by_conversion() -> None:
    """Figures in two units say the same where the source converts one of them."""
    quarter = figure(
        "quarter",
        "RMB 41,626 million",
        "2026-33",
        converted=Quantity.parse("~$6.0 billion"),
        preference="preferred",
    )
    year = figure("year", "~$6.0 billion", "2026", duration="P3M")

    assert ("quarter",) == Metrics([year, quarter]).preferred.ids


PERIODS: dict[str | None, tuple[date, date]] = {
    None: (date.min, date.max),
    "2026": (date(2026, 1, 1), date(2026, 12, 31)),
    "2026-33": (date(2026, 1, 1), date(2026, 3, 31)),
    "2026-02": (date(2026, 2, 1), date(2026, 2, 28)),
    "../2026-02": (date.min, date(2026, 2, 28)),
    "2026-02/..": (date(2026, 2, 1), date.max),
}
FIGURES: dict[str, tuple[float, float]] = {
    "203 users": (203, 203),
    "about 200 users": (150, 250),
    "over 200 users": (200, float("inf")),
    "under 210 users": (float("-inf"), 210),
}
RANKS = {"preferred": 2, "normal": 1, "deprecated": 0}

statements = st.lists(
    st.builds(
        users,
        id=st.uuids().map(str),
        text=st.sampled_from([*FIGURES]),
        period=st.sampled_from([*PERIODS]),
        preference=st.sampled_from([*RANKS]),
        excludes=st.sampled_from([(), ("tablet",)]),
    ),
    max_size=6,
)


@given(statements)
def test_preferred_is_what_days_and_bounds_say(metrics: list[Metric]) -> None:
    """What stays is the same as by comparing days and ends of intervals pair by pair."""

    def settles(one: Metric, other: Metric) -> bool:
        first, last = PERIODS[one.period.edtf if one.period else None]
        other_first, other_last = PERIODS[other.period.edtf if other.period else None]
        low, high = FIGURES[texts[one.id]]
        other_low, other_high = FIGURES[texts[other.id]]
        is_one_question = one.period == other.period and one.excludes == other.excludes
        is_vaguer = other_first <= first <= last <= other_last and other_low <= low <= high <= (
            other_high
        )
        return RANKS[one.preference] > RANKS[other.preference] and (is_one_question or is_vaguer)

    texts = {
        metric.id: next(text for text in FIGURES if Quantity.parse(text) == metric.quantity)
        for metric in metrics
    }
    kept = [each.id for each in metrics if not any(settles(one, each) for one in metrics)]

    assert kept == [*Metrics(metrics).preferred.ids]


# Currencies


def test_the_latest_is_the_newest_of_the_preferred() -> None:
    """Of the figures of a measure the one that ends last counts, as far as that is certain."""
    metrics = Metrics(
        [
            figure("new", "$7 billion", "2026", preference="preferred"),
            figure("rival", "$8 billion", "2026"),
            figure("vaguer", "$7 billion", stated="2027"),
            figure("old", "$5 billion", "2024"),
            figure("said", "$6 billion", stated="2025-05"),
            figure("undated", "$9 billion"),
            figure("next", "$10 billion", "2027", status="expected"),
        ]
    )

    assert "new" == metrics.latest("revenue").id == metrics.latest("Acme Revenue").id
    assert "said" == metrics.where(lambda each: each.id in ("old", "said")).latest("revenue").id
    assert "undated" == metrics.where(id="undated").latest("revenue").id
    assert "next" == metrics.where(status="expected").latest("revenue").id
    assert "old" == metrics.latest("old").id


def test_the_latest_is_not_guessed() -> None:
    """Of several subjects, and of periods that end together, the error names what to ask for."""
    metrics = Metrics(
        [
            figure("year", "$7 billion", "2026"),
            figure("quarter", "$2 billion", "2026-36"),
            figure("lab", "$1 billion", "2026", subject="lab", measure="acme:funding"),
            figure("whole", "$3 billion", "2026", measure="acme:funding"),
        ],
        name="acme.metrics",
    )

    with pytest.raises(AmbiguousFactError, match="by period; choose 'year' or 'quarter'"):
        metrics.latest("revenue")
    with pytest.raises(AmbiguousFactError, match="'funding' is stated of 2 subjects") as caught:
        metrics.latest("funding")
    assert ("lab.funding", "acme.funding") == caught.value.ids
    assert ["lab", "whole"] == [metrics.latest(id).id for id in caught.value.ids]
    with pytest.raises(UnknownIdError, match=r"in acme.metrics is called 'revenues'; did you"):
        metrics.latest("revenues")


def test_the_latest_is_of_the_whole() -> None:
    """A newer figure that is deprecated or of a part goes after; of parts alone none is chosen."""
    whole = figure("whole", "$7 billion", "2024")
    parts = [
        figure("china", "$2 billion", "2026", scope="china"),
        figure("europe", "$1 billion", "2025", scope="europe"),
        figure("rest", "$5 billion", "2026", excludes=("china",)),
    ]
    wrong = figure("wrong", "$9 billion", "2026", preference="deprecated")

    assert "whole" == Metrics([whole, wrong, *parts]).latest("revenue").id
    assert "wrong" == Metrics([wrong]).latest("revenue").id
    assert "china" == Metrics(parts).latest("acme.revenue.china").id
    with pytest.raises(AmbiguousFactError, match="2 parts, and not of the whole; choose 'china'"):
        Metrics(parts).latest("revenue")


def named() -> Metrics:
    """Figures of a company that has names, with two measures that have names."""
    users = Measure(
        id="users", label="Monthly users", aliases=("MAU",), kind="duration", units=("user",)
    )
    funding = Measure(id="acme:funding", label="Money raised", kind="duration", units=("currency",))
    return Provider(
        id="acme",
        company=Company(id="acme", legal_name="Acme Limited", aliases=("The Anvil Company",)),
        measures=[users, funding],
        metrics=[
            figure("acme.users.2025", "5 million users", "2025", measure="users"),
            figure("acme.users.rival", "6 million users", "2026", measure="users"),
            figure(
                "acme.users.2026", "7 million users", "2026", measure="users",
                preference="preferred",
            ),
            figure("acme.funding", "$2 billion", measure="acme:funding"),
        ],
    ).metrics  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["Money raised", "money-RAISED", "acme money raised", "The Anvil Company funding",
     "Acme Limited.funding", "ACME funding"],
)  # fmt: skip
def test_a_figure_is_found_by_the_names_of_measure_and_subject(name: str) -> None:
    """Label and aliases of a measure find its figures, alone and after a name of the subject."""
    assert "acme.funding" == named()[name].id == named().latest(name).id


def test_several_figures_of_one_name_are_listed_preferred_ones_first() -> None:
    """A name of several figures is an error that names first what a preference settles."""
    assert "acme.users.2026" == named().latest("mau").id
    with pytest.raises(AmbiguousIdError) as caught:
        named()["MAU"]
    assert ("acme.users.2025", "acme.users.2026", "acme.users.rival") == caught.value.ids
    assert [*named()._ipython_key_completions_()].count("MAU") == 0


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("anvil users", ("acme.users.2025", "acme.users.2026")),
        ("raised_money", ("acme.funding",)),
        ("acme.fundings", ("acme.funding",)),
        ("--", ()),
    ],
)
def test_names_with_every_word_are_suggested(name: str, suggestions: tuple[str, ...]) -> None:
    """Words that stand in names of figures lead to the preferred ones; a slip to near names."""
    with pytest.raises(UnknownIdError) as caught:
        named()[name]
    assert suggestions == caught.value.suggestions


def test_amounts_in_one_currency() -> None:
    """Amounts stated or converted by the source come, with the figure in the currency first."""
    in_dollars, in_yuan = Quantity.parse("~$1.4 billion"), Quantity.parse("RMB 78 billion")
    metrics = Metrics(
        [
            figure("stated", "$5 billion", "2024"),
            figure("converted", "RMB 10 billion", "2025", converted=in_dollars),
            figure("yuan", "RMB 10 billion", "2026"),
            figure("euros", "EUR 10 billion", "2026", converted=in_yuan),
            figure("growth", "3 %", "2025", measure="growth"),
        ]
    )
    dollars, yuan = metrics.in_currency("USD"), metrics.in_currency("CNY")

    assert ("stated", "converted") == dollars.ids
    assert "acme revenue: ~$1.4 billion (RMB 10 billion) · 2025" in str(dollars)
    assert "USD" == dollars["converted"].quantity.unit
    assert ("converted", "yuan", "euros") == yuan.ids
    assert metrics["converted"] == yuan["converted"]
    assert () == metrics.in_currency("JPY").ids


def test_a_figure_in_a_currency() -> None:
    """An amount is as stated, as its source converts it, or at a rate, which goes first."""
    in_dollars = Quantity.parse("~$1.4 billion")
    sales = figure("sales", "RMB 10 billion", "2025", converted=in_dollars)

    assert sales.quantity is sales.in_currency("CNY") is sales.in_currency("CNY", rate=5)
    assert in_dollars is sales.in_currency("USD")
    at_a_rate = sales.quantity.to("USD", rate="0.14")
    assert at_a_rate == sales.in_currency("USD", rate="0.14") != in_dollars
    in_euros = sales.in_currency("EUR", rate=Quantity(value=8, unit="CNY/EUR"))
    assert (Decimal(1_250_000_000), "EUR") == (in_euros.value, in_euros.unit)


@pytest.mark.parametrize(
    ("text", "currency", "error", "message"),
    [
        ("RMB 5 billion", "USD", NotStatedError, "pass rate=, how many USD one CNY is worth, or a"),
        ("3 %", "USD", IncomparableError, "3 % is no amount of money"),
        ("RMB 5 billion", "dollars", ValueError, "an ISO 4217 code such as 'USD', got 'dollars'"),
        ("RMB 5 billion", None, TypeError, "expected a text, got None"),
    ],
)
def test_what_no_source_converts_is_not_converted(
    text: str, currency: Any, error: type[Exception], message: str
) -> None:
    """Without a conversion or a rate there is no amount, and the error says what to give."""
    with pytest.raises(error, match=message):
        figure("x", text, measure="growth" if "%" in text else "revenue").in_currency(currency)


def test_an_amount_in_a_currency_is_the_preferred_one() -> None:
    """The conversion of the preferred amount goes before a rival that is stated in the currency."""
    exact = figure(
        "exact",
        "RMB 1,023,670 million",
        "2026",
        converted=Quantity.parse("~$148.4 billion"),
        preference="preferred",
    )
    rounded = figure("rounded", "~$148 billion", "2026")
    unconverted = figure("unconverted", "RMB 1,024 billion", "2026", preference="preferred")

    assert ("exact",) == Metrics([exact, rounded]).in_currency("USD").ids
    assert ("rounded",) == Metrics([unconverted, rounded]).in_currency("USD").ids


@pytest.mark.parametrize("currency", ["usd", "$", "dollars", "%"])
def test_refuses_what_is_no_currency(currency: str) -> None:
    """A sign or a name of a currency is an error that shows how to write it."""
    with pytest.raises(ValueError, match=r"an ISO 4217 code such as 'USD', got"):
        Metrics().in_currency(currency)


def test_a_catalog_in_one_currency_is_still_that_of_the_provider(acme: Provider) -> None:
    """The amounts keep the name and the origin that errors and frames show."""
    amounts = acme.metrics.in_currency("USD")

    assert (acme.metrics.name, acme.metrics.origin) == (amounts.name, amounts.origin)


# The data


def test_one_question_has_one_answer() -> None:
    """Of the figures that the guide states in several ways, one stays that is grounded best."""
    kept = alibaba.metrics.preferred

    for subject, measure, period, value in (
        ("alibaba-cloud", "revenue-growth", "2026-01-01/2026-03-31", Decimal(38)),
        ("qwen-app", "monthly-active-users", "2026-02", Decimal(203_000_000)),
        ("alibaba", "revenue", "2025-04-01/2026-03-31", Decimal(1_023_670_000_000)),
    ):
        (metric,) = (each for each in kept if (each.subject, each.measure) == (subject, measure))
        assert (Period(period), value) == (metric.period, metric.quantity.value)
    (models,) = kept.where(lambda metric: metric.measure == "open-models")
    assert not models.excludes
    revenue = alibaba.metrics.in_currency("USD")["alibaba.revenue"]
    assert (Decimal(148_400_000_000), "USD") == (revenue.quantity.value, revenue.quantity.unit)


def test_no_thread_sees_half_an_index() -> None:
    """What names find is kept only when all names are in it, those of measures too."""
    held: list[object] = []

    class Watched(Metrics):
        __slots__ = ()

        def _new_index(self) -> Any:
            made = super()._new_index()
            held.append(self._index)
            return made

    watched = Watched(alibaba.metrics, origins=alibaba.metrics.origins)

    assert watched["market capitalization"] in watched
    assert [None] == held
