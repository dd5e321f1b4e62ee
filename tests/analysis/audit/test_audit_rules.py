"""The rules of the audit, each on facts that go together and facts that do not."""

from typing import Any

import pytest
from attrs import evolve
from made_up.facts import (
    BENCHMARKS,
    LARGEST,
    SMALLEST,
    cited,
    claim,
    converted,
    event,
    figure,
    found,
    model,
    score,
    severities,
    with_metrics,
    with_models,
)

from aiproviders import (
    Catalog,
    Company,
    Event,
    Metric,
    Model,
    Period,
    Person,
    Product,
    Provider,
    Quantity,
    Score,
    Source,
    audit,
)
from aiproviders._records.company import ProductKind
from aiproviders._records.models.model import Access
from aiproviders._values.number import Comparator
from aiproviders.results import Timeline
from aiproviders.types import Benchmark, BusinessUnit, Role

YEAR, QUARTER = "2025", "2025-36"

# Share


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (Quantity(value=30, unit="%", decimals=0), ["contradiction"]),
        (Quantity(value=30, unit="%", decimals=-1, comparator="~"), ["tension"]),
        (Quantity(value=20, unit="%", decimals=-1, comparator="~"), []),
        (Quantity(value=22, unit="%", decimals=0), []),
        (Quantity(value="0.3", unit="1", decimals=1), ["contradiction"]),
        (Quantity(value="0.2", unit="1", decimals=1), []),
        (Quantity(value=30, unit="user"), []),
    ],
)
def test_shares_agree_with_part_and_whole(stated: Quantity, expected: list[str]) -> None:
    """A share is held against its part over its whole; other units are not of shares."""
    share = Metric(id="s", subject="ai", measure="share", quantity=stated, part="p", whole="w")
    amounts = figure("p", "RMB 8,971M", QUARTER, subject="ai"), figure("w", "RMB 41,626M", QUARTER)

    assert expected == severities(with_metrics(share, *amounts), "share")


def test_shares_show_their_arithmetic() -> None:
    """The finding says what was stated, what was divided and what came out, with bounds."""
    share = figure("s", "~30%", measure="share", part="p", whole="w")
    provider = with_metrics(share, figure("p", "RMB 8,971M"), figure("w", "RMB 41,626M", YEAR))
    (finding,) = audit(provider).where(lambda each: each.rule == "share")

    assert (
        "~30 % (25 % to 35 %) stated; "
        "RMB 8,971 million / RMB 41,626 million = 21.55 % (21.549 % to 21.553 %)"
    ) == finding.arithmetic
    assert ("s", "p", "w") == finding.records
    assert ("~30%", "RMB 8,971M", "RMB 41,626M") == tuple(each.text for each in finding.citations)


@pytest.mark.parametrize(
    "amounts",
    [
        (figure("p", "$5"),),
        (figure("p", "$5"), figure("w", "€5")),
        (figure("p", "$5"), figure("w", "$0")),
        (figure("p", "over $5"), figure("w", "over $5")),
    ],
    ids=["no whole", "other currency", "nothing to divide by", "no bounds"],
)
def test_shares_that_cannot_be_computed(amounts: tuple[Metric, ...]) -> None:
    """Without two amounts that can be divided there is no finding."""
    share = figure("s", "30%", measure="share", part="p", whole="w")

    assert [] == found(with_metrics(share, *amounts), "share")


@pytest.mark.parametrize(("part", "whole"), [(-10, 100), (10, -100), (-10, -100), (10, 0)])
def test_shares_of_losses_are_none(part: int, whole: int) -> None:
    """A loss is no share of anything, and has none."""
    share = figure("s", "30%", measure="share", part="p", whole="w")
    amounts = (
        evolve(figure(id, "$1"), quantity=Quantity(value=value, unit="USD"))
        for id, value in (("p", part), ("w", whole))
    )

    assert [] == found(with_metrics(share, *amounts), "share")


def test_shares_of_converted_amounts() -> None:
    """Where the amounts differ in currency, the source's own conversion is used."""
    share = figure("s", "30%", measure="share", part="p", whole="w")
    whole = figure("w", "$100", converted=Quantity.parse("€90"))
    ((severity, text),) = found(with_metrics(share, figure("p", "€9"), whole), "share")

    assert "contradiction" == severity
    assert "€9 / €90" in text or "EUR 9 / EUR 90" in text


# Exchange rate


@pytest.mark.parametrize(
    ("period", "conversion", "expected"),
    [
        ("2025", "$131", ["contradiction"]),
        ("2025", "~$131", ["tension"]),
        ("2025-36", "$131", ["tension"]),
        ("2024", "$131", ["note"]),
        (None, "$131", ["note"]),
        ("2025", "$145", []),
    ],
)
def test_rates_that_conversions_imply(
    period: str | None, conversion: str, expected: list[str]
) -> None:
    """Rates of one time should share a value, of other times they may differ."""
    one = converted("a", "RMB 1,000,001", "$145,001", "2025")
    other = converted("b", "RMB 1,001", conversion, period)

    assert expected == severities(with_metrics(one, other), "exchange-rate")


def test_rates_are_compared_whichever_was_converted() -> None:
    """An amount in dollars with yuan beside it implies the same rate the other way round."""
    one = converted("a", "RMB 7,000", "$1,100", "2025")
    same = converted("b", "$2,000", "RMB 14,000", "2025")
    other = converted("b", "$150", "RMB 1,200", None, stated=Period("2024"))
    ((_, text),) = found(with_metrics(one, same, other), "exchange-rate")

    assert (
        "RMB 7,000 / $1,100 = RMB 6.364 per USD (RMB 5.652 to RMB 7.143 per USD), 2025; "
        "RMB 1,200 / $150 = RMB 8 per USD (RMB 7.419 to RMB 8.621 per USD), 2024; "
        "the periods do not overlap"
    ) == text


def test_rates_of_amounts_that_are_not_exact() -> None:
    """A rate follows from what was printed, be it "over", or exact to the last yuan."""
    one = converted("a", "RMB 1,000,001", "$145,001", "2025")
    over = converted("b", "over RMB 1,001", "$131", "2025")
    exact = evolve(over, quantity=Quantity(value=1001, unit="CNY"))

    assert ["contradiction"] == severities(with_metrics(one, over), "exchange-rate")
    assert ["contradiction"] == severities(with_metrics(one, exact), "exchange-rate")


@pytest.mark.parametrize(
    "other",
    [
        figure("b", "RMB 1,001", "2025"),
        converted("b", "RMB 1,001", "€131", "2025"),
        evolve(
            converted("b", "RMB 1,001", "$131", "2025"),
            quantity=Quantity(value=1001, unit="CNY", comparator="~"),
        ),
        evolve(
            converted("b", "RMB 1,001", "$131", "2025"),
            quantity=Quantity(value=1001, upper=1002, unit="CNY"),
        ),
    ],
    ids=["no conversion", "other currencies", "no printed place", "a range"],
)
def test_rates_that_cannot_be_compared(other: Metric) -> None:
    """Without two rates between the same currencies there is no finding."""
    one = converted("a", "RMB 1,000,001", "$145,001", "2025")

    assert [] == found(with_metrics(one, other), "exchange-rate")


# Rivals


@pytest.mark.parametrize(
    ("texts", "expected", "words"),
    [
        (("$53 billion", "$60 billion"), "contradiction", "no value in common"),
        (("~$53 billion", "$60 billion"), "tension", "no value in common"),
        (("~$53 billion", "over $53 billion"), "tension", "does not lie within >$53 billion"),
        (("under $53 billion", "~$53 billion"), "tension", "does not lie within <$53 billion"),
        (("~$53 billion", "over $50 billion"), "note", "agree"),
        (("under $60 billion", "~$53 billion"), "note", "agree"),
        (("under $53.5 billion", "~$53 billion"), "note", "agree"),
        (("$53 billion", "over $53 billion"), "note", "agree"),
        (("$53.2 billion", "$53 billion"), "note", "agree"),
    ],
)
def test_rivals(texts: tuple[str, str], expected: str, words: str) -> None:
    """Answers to one question are held against each other; "about" is not "over"."""
    one, other = (figure(f"m{number}", text) for number, text in enumerate(texts))
    ((severity, text),) = found(with_metrics(one, other), "rivals")

    assert expected == severity
    assert words in text
    assert text.endswith("no preference settles which to use")


def test_rivals_settled_by_a_preference() -> None:
    """The finding stays and says which figure is preferred."""
    one = figure("a", "$53 billion")
    other = figure("b", "$60 billion", preference="preferred")

    assert [
        (
            "contradiction",
            (
                "$53 billion ($52.5 billion to $53.5 billion) and $60 billion ($55 billion to "
                "$65 billion) have no value in common; a preference settles for $60 billion"
            ),
        )
    ] == found(with_metrics(one, other), "rivals")


def test_rivals_in_another_currency_meet_in_the_conversion() -> None:
    """The conversion of one is held against the other."""
    one = converted("a", "RMB 380 billion", "~$53 billion", None)
    other = figure("b", "$70 billion", subject="a")

    assert ["tension"] == severities(with_metrics(one, other), "rivals")
    assert [] == found(with_metrics(evolve(one, converted=None), other), "rivals")


@pytest.mark.parametrize(
    "difference",
    [
        {"subject": "globex"},
        {"measure": "value"},
        {"period": Period("2024")},
        {"status": "planned"},
        {"excludes": ("x",)},
        {"scope": "x"},
        {"duration": "P1Y"},
    ],
)
def test_other_questions_have_no_rivals(difference: dict[str, Any]) -> None:
    """Figures that answer different questions may differ."""
    one = figure("a", "$53 billion", YEAR)
    other = evolve(figure("b", "$60 billion", YEAR), **difference)

    assert [] == found(with_metrics(one, other), "rivals")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (score("70 %"), ["contradiction"]),
        (score("~70 %"), ["tension"]),
        (score("70 %", reported_by="acme"), ["contradiction"]),
        (score("70 %", reported_by="globex"), ["note"]),
        (score("80 %", reported_by="globex"), []),
        (score("70 points"), []),
        (score("70 %", version="2"), []),
        (score("70 %", benchmark="points"), []),
    ],
)
def test_rival_scores(other: Score, expected: list[str]) -> None:
    """Results of one test should agree; two reporters may measure differently."""
    one = score("84 %", reported_by="acme")

    assert expected == severities(with_models(model("m", scores=(one, other))), "rivals")


# One figure, two periods


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (figure("a", "38%", QUARTER, measure="growth"), YEAR, ["tension"]),
        (figure("a", "$6 billion", QUARTER), YEAR, ["tension"]),
        (figure("a", "$6 billion", YEAR), QUARTER, ["tension"]),
        (figure("a", "$6 billion", QUARTER, measure="value"), YEAR, ["note"]),
        (figure("a", "6 users", QUARTER, measure="users"), YEAR, ["note"]),
        (figure("a", "$6 billion", QUARTER, measure="unheard of"), YEAR, ["note"]),
        (figure("a", "$6 billion", QUARTER), "../2025", ["note"]),
        (figure("a", "$6 billion", QUARTER), None, ["note"]),
        (figure("a", "$6 billion", YEAR, duration="P3M"), YEAR, ["note"]),
        (figure("a", "$6 billion", "2025-02", duration="P1D"), YEAR, ["note"]),
        (figure("a", "$6 billion", "2025-02", duration="P1D"), None, []),
        (figure("a", "$6 billion", YEAR), YEAR, []),
        (figure("a", "$6 billion"), None, []),
        (figure("a", "$6 billion", QUARTER), "2024", []),
    ],
)
def test_one_figure_for_two_periods(one: Metric, other: Any, expected: list[str]) -> None:
    """A figure of a quarter that is also its year's is found; of growth and money it is odd."""
    longer = evolve(one, id="b", period=other, duration=None)

    assert expected == severities(with_metrics(one, longer), "same-figure")


def test_two_figures_for_two_periods() -> None:
    """A quarter and its year may have different figures."""
    amounts = figure("a", "$6 billion", QUARTER), figure("b", "$20 billion", YEAR)

    assert [] == found(with_metrics(*amounts), "same-figure")


def test_one_conversion_for_two_periods() -> None:
    """The conversion alone may be the same."""
    quarter = converted("a", "RMB 41,626", "$6,000", QUARTER)
    year = converted("b", "RMB 41,900", "$6,000", YEAR)

    assert ["tension"] == severities(
        with_metrics(quarter, evolve(year, subject="a")), "same-figure"
    )


def test_one_figure_for_two_periods_in_words() -> None:
    """The finding names the shorter period first, and a length that only is stated."""
    year = figure("a", "38%", YEAR, measure="growth")
    quarter = evolve(year, id="b", duration="P3M")

    assert [("note", "38 %: 3 months within 2025, and also 2025")] == found(
        with_metrics(year, quarter), "same-figure"
    )
    assert [("note", "38 %: 2025, and also no date")] == found(
        with_metrics(year, evolve(year, id="b", period=None)), "same-figure"
    )


# Twins


def test_two_subjects_with_the_same_figures() -> None:
    """Two subjects that share several figures of one period may be one under two names."""
    ours = figure("a", "$6 billion", YEAR), figure("b", "38%", YEAR, measure="growth")
    theirs = tuple(evolve(each, id=f"{each.id}2", subject="labs") for each in ours)
    labs = BusinessUnit(id="labs", name="Acme Labs", kind="laboratory")
    provider = evolve(with_metrics(*ours, *theirs), business_units=Catalog([labs]))

    assert [
        (
            "note",
            "Revenue $6 billion and Growth of revenue 38 %, 2025: stated of acme and of Acme Labs",
        )
    ] == found(provider, "twins")
    assert [] == found(with_metrics(*ours, theirs[0]), "twins")
    assert [] == found(with_metrics(*ours, *(evolve(e, period=None) for e in theirs)), "twins")
    assert [] == found(with_metrics(*ours, *(evolve(e, subject="acme") for e in theirs)), "twins")


# Growth


@pytest.mark.parametrize(
    ("stated", "before", "expected"),
    [
        ("20%", figure("b", "$101", "2024"), []),
        ("50%", figure("b", "$101", "2024"), ["contradiction"]),
        ("~50%", figure("b", "$101", "2024"), ["tension"]),
        ("50%", figure("b", "€101", "2024"), []),
        ("50%", figure("b", "over $0", "2024"), []),
        ("50%", figure("b", "$101", "2023"), []),
        ("50%", figure("b", "$101", "2024-36"), []),
        ("50%", figure("b", "$101", "2024/.."), []),
        ("50%", figure("b", "$101"), []),
        ("50%", figure("b", "$101", "2024", subject="globex"), []),
    ],
)
def test_growth_agrees_with_two_amounts(stated: str, before: Metric, expected: list[str]) -> None:
    """A growth is held against the amounts of its period and of the one before."""
    grown, after = figure("g", stated, "2025", measure="growth"), figure("a", "$121", "2025")

    assert expected == severities(with_metrics(grown, after, before), "growth")


def test_growth_may_be_on_the_year_or_on_the_quarter() -> None:
    """A growth that fits the quarter before, or the one a year earlier, is sound."""
    amounts = (
        figure("a", "$120", "2025-34"),
        figure("b", "$101", "2025-33"),
        figure("c", "$60", "2024-34"),
    )
    wrong, *sound = (
        figure("g", text, "2025-34", measure="growth") for text in ("50%", "100%", "19%")
    )

    assert [[], []] == [found(with_metrics(*amounts, each), "growth") for each in sound]
    ((_, text),) = found(with_metrics(*amounts, wrong), "growth")
    assert "50 % (45 % to 55 %) stated; $120 / $101 - 1 = 18.81 % (13.30 % to 24.38 %)" == text


@pytest.mark.parametrize(
    ("before", "expected"),
    [("2025-01", ["contradiction"]), ("2024-12-31/2025-01-31", [])],
    ids=["three days longer", "four days longer"],
)
def test_growth_needs_periods_of_one_length(before: str, expected: list[str]) -> None:
    """Adjacent periods count as equally long if their lengths differ by three days at most."""
    amounts = figure("a", "$121", "2025-02"), figure("b", "$101", before)
    grown = figure("g", "50%", "2025-02", measure="growth")

    assert expected == severities(with_metrics(*amounts, grown), "growth")


@pytest.mark.parametrize(
    ("stated", "before", "after", "expected"),
    [
        ("50%", "-$100", "-$50", []),
        ("150%", "-$100", "$50", []),
        ("5%", "$0", "$50", []),
        ("50%", "$100", "-$50", ["contradiction"]),
        ("-150%", "$100", "-$50", []),
    ],
    ids=["losses", "to-profit", "nothing", "to-loss", "sound"],
)
def test_growth_from_a_loss_is_no_rate(
    stated: str, before: str, after: str, expected: list[str]
) -> None:
    """From a loss or from nothing no rate of growth is defined; a fall into loss has one."""
    grown = figure("g", "1%", "2025", measure="growth")
    grown = evolve(grown, quantity=Quantity(value=stated.rstrip("%"), unit="%"))
    amounts = (
        evolve(figure(id, "$1", period), quantity=Quantity(value=text.replace("$", ""), unit="USD"))
        for id, text, period in (("a", before, "2024"), ("b", after, "2025"))
    )

    assert expected == severities(with_metrics(grown, *amounts), "growth")


def test_growth_of_nothing_known() -> None:
    """A growth without a date or in another unit than % is left alone."""
    amounts = figure("a", "$120", "2025"), figure("b", "$100", "2024")
    undated = figure("g", "50%", measure="growth")
    factor = evolve(undated, period=Period("2025"), quantity=Quantity.parse("tenfold"))

    assert [] == found(with_metrics(*amounts, undated), "growth")
    assert [] == found(with_metrics(*amounts, factor), "growth")


QUARTERS = tuple(
    figure(f"q{number}", text, f"2025-{32 + number}")
    for number, text in enumerate(("$10.1", "$11.2", "$12.3", "$13.4"), 1)
)


@pytest.mark.parametrize(
    ("year", "parts", "expected"),
    [
        ("$47", QUARTERS, []),
        ("$50.5", QUARTERS, ["contradiction"]),
        ("~$50.5", QUARTERS, ["tension"]),
        ("$50.5", QUARTERS[:3], []),
        ("$50.5", QUARTERS[1:], []),
        ("€50.5", QUARTERS, []),
        ("$50.5", tuple(evolve(each, subject="labs") for each in QUARTERS), []),
        ("$50.5", tuple(evolve(each, measure="value") for each in QUARTERS), []),
    ],
)
def test_years_agree_with_their_quarters(
    year: str, parts: tuple[Metric, ...], expected: list[str]
) -> None:
    """An amount of money is held against those of the periods that fill its own."""
    assert expected == severities(with_metrics(figure("y", year, YEAR), *parts), "growth")


def test_years_and_quarters_in_words() -> None:
    """The finding shows the sum; a quarter that a preference sets aside has no part in it."""
    set_aside = figure("q0", "$99", "2025-33", preference="deprecated")
    year = figure("y", "$50.5", YEAR)
    ((_, text),) = found(with_metrics(year, set_aside, *QUARTERS), "growth")

    assert (
        "$50.5 ($50.45 to $50.55) stated for 2025; "
        "$10.1 + $11.2 + $12.3 + $13.4 = $47 ($46.80 to $47.20)"
    ) == text


def test_the_last_year_there_is() -> None:
    """Nothing breaks where no day follows."""
    halves = figure("a", "$10.1", "9999-40"), figure("b", "$10.1", "9999-41")
    grown = figure("g", "50%", "9999", measure="growth")

    assert ["contradiction"] == severities(
        with_metrics(figure("y", "$50.5", "9999"), grown, *halves), "growth"
    )


def test_values_at_an_instant_make_no_sum() -> None:
    """What is measured at an instant does not add up over a year."""
    parts = (evolve(each, measure="value") for each in QUARTERS)

    assert [] == found(with_metrics(figure("y", "$50.5", YEAR, measure="value"), *parts), "growth")


def test_amounts_without_a_sum() -> None:
    """Bounds in opposite directions, open periods and stated lengths make no sum."""
    opposite = figure("a", "over $10", "2025-40"), figure("b", "under $10", "2025-41")

    assert [] == found(with_metrics(figure("y", "$50", YEAR), *opposite), "growth")
    assert [] == found(with_metrics(figure("y", "$50", "2025/.."), *QUARTERS), "growth")
    assert [] == found(with_metrics(figure("y", "$50", YEAR, duration="P1M"), *QUARTERS), "growth")


# Membership


@pytest.mark.parametrize(
    ("total", "rest", "expected"),
    [
        ("400+ users", "400+ users", ["tension"]),
        ("400 users", "400 users", ["tension"]),
        ("400 million users", "500 million users", []),
        ("400 users", "500 users", ["contradiction"]),
        ("400.1 users", "500.1 users", ["contradiction"]),
        ("~400.1 users", "500.1 users", ["tension"]),
        ("400 million users", "420.1 million users", []),
        ("500 users", "400 users", []),
        ("$5", "400 users", []),
    ],
)
def test_totals_that_exclude_what_others_include(
    total: str, rest: str, expected: list[str]
) -> None:
    """What remains after leaving something out is less than the whole."""
    one = figure("a", total, "2023/..", measure="users" if "users" in total else "revenue")
    other = figure("b", rest, measure=one.measure, excludes=("x", "y"))

    assert expected == severities(with_metrics(one, other), "membership")


@pytest.mark.parametrize(("total", "rest"), [(-100, -50), (100, -50), (-100, 50), (-100, -100)])
def test_totals_of_losses_are_left_alone(total: int, rest: int) -> None:
    """What remains without a part that made a loss may be more than the whole."""
    one, other = (
        evolve(figure(id, "$1", "2025", **excludes), quantity=Quantity(value=value, unit="USD"))
        for id, value, excludes in (("a", total, {}), ("b", rest, {"excludes": ("x",)}))
    )

    assert [] == found(with_metrics(one, other), "membership")


def test_totals_of_times_that_overlap() -> None:
    """A total since some year may hold what remains in a later one."""
    one = figure("a", "400 users", "2023/..", measure="users")
    other = evolve(one, id="b", excludes=("x",), period=Period("2025"))

    assert ["tension"] == severities(with_metrics(one, other), "membership")


@pytest.mark.parametrize(
    ("total", "rest"),
    [
        ({"period": Period("2023")}, {"period": Period("2025")}),
        ({"excludes": ("z",)}, {}),
        ({"excludes": ("x", "y")}, {}),
        ({"subject": "globex"}, {}),
        ({"scope": "x"}, {}),
    ],
)
def test_totals_of_other_things(total: dict[str, Any], rest: dict[str, Any]) -> None:
    """Totals of other times, subjects or scopes, or that exclude other things, may be equal."""
    one = figure("a", "400 users", measure="users")
    other = evolve(one, id="b", excludes=("x", "y"))
    provider = with_metrics(evolve(one, **total), evolve(other, **rest))

    assert [] == found(provider, "membership")


RANGE = evolve(
    LARGEST, quantity=Quantity(value=10**9, upper=10**11, unit="parameter"), citations=()
)


def sized(text: str, access: Access | None, family: str | None = "family") -> Model:
    """A model of a family, with a number of parameters."""
    size = Quantity.parse(text, unit="parameter")
    return model("big", family=family, parameters=size, access=access, citations=cited(text))


@pytest.mark.parametrize(
    ("ends", "member", "expected"),
    [
        ((SMALLEST, LARGEST), sized("over 1 trillion", None), ["tension"]),
        ((SMALLEST, LARGEST), sized("over 1 trillion", "open-weights"), ["contradiction"]),
        ((SMALLEST, LARGEST), sized("~1 trillion", "open-weights"), ["tension"]),
        ((SMALLEST, LARGEST), sized("over 1 trillion", "api-only"), []),
        ((SMALLEST, LARGEST), sized("30 billion", "open-weights"), []),
        ((SMALLEST, LARGEST), sized("70 billion", "open-weights"), []),
        ((SMALLEST, LARGEST), sized("over 1 trillion", None, "others"), []),
        ((SMALLEST, LARGEST), sized("over 1 trillion", None, None), []),
        ((LARGEST,), sized("1 billion", "open-weights"), []),
        ((RANGE,), sized("1 trillion", "open-weights"), ["contradiction"]),
        ((RANGE,), sized("1 million", "open-weights"), ["contradiction"]),
        ((RANGE,), sized("50 billion", "open-weights"), []),
        ((RANGE,), model("big", family="family", access="open-weights"), []),
    ],
)
def test_ranges_that_leave_out_a_member(
    ends: tuple[Metric, ...], member: Model, expected: list[str]
) -> None:
    """A range of sizes holds every member of the family that may be meant."""
    provider = evolve(with_metrics(*ends), models=Catalog([member]))

    assert expected == severities(provider, "membership")


def test_ranges_show_what_they_leave_out() -> None:
    """The finding cites the ends of the range, and the place that prints the member's size."""
    member = sized("over 1 trillion", None)
    member = evolve(member, citations=(*cited("elsewhere"), *cited(), *member.citations))
    provider = evolve(with_metrics(SMALLEST, LARGEST), models=Catalog([member]))
    (finding,) = audit(provider)

    assert (
        "big has >1 trillion parameters, outside the range of its family, <1 billion parameters "
        "and 70 billion parameters; whether its weights are open is not stated"
    ) == finding.arithmetic
    assert ("under 1 billion parameters", "70 billion parameters", "over 1 trillion") == tuple(
        each.text for each in finding.citations
    )


@pytest.mark.parametrize(
    ("family", "member", "expected"),
    [
        ("119 languages", "201 languages", ["contradiction"]),
        ("~119 languages", "201 languages", ["tension"]),
        ("119+ languages", "201 languages", ["note"]),
        ("201 languages", "119 languages", []),
        ("119+ languages", "119 languages", []),
        ("119+ scripts", "201 languages", []),
    ],
)
def test_families_speak_what_their_members_speak(
    family: str, member: str, expected: list[str]
) -> None:
    """A family covers at least as many languages as each member."""
    whole = model("family", kind="family", languages=Quantity.parse(family))
    part = model("m", family="family", languages=Quantity.parse(member))

    assert expected == severities(with_models(whole, part), "membership")
    assert [] == found(with_models(whole, evolve(part, family=None)), "membership")
    assert [] == found(with_models(whole, evolve(part, languages=None)), "membership")
    assert [] == found(with_models(evolve(whole, languages=None), part), "membership")


@pytest.mark.parametrize(
    ("family", "remark"),
    [
        ("119 languages", "less than a member"),
        ("119+ languages", "allowed, but not the most that is"),
    ],
)
def test_families_that_speak_less_are_told(family: str, remark: str) -> None:
    """The finding says what is stated of the family and of its member."""
    whole = model("family", kind="family", languages=Quantity.parse(family))
    part = model("m", family="family", languages=Quantity.parse("201 languages"))
    ((_, message),) = found(with_models(whole, part), "membership")

    assert message.startswith(f"{family} for family, 201 languages for m in it: {remark}")


@pytest.mark.parametrize(("count", "expected"), [(1, ["contradiction"]), (2, []), (None, [])])
def test_founders_are_no_more_than_counted(count: int | None, expected: list[str]) -> None:
    """More founders than there were cannot be named."""
    company = Company(id="acme", legal_name="Acme", founders=("ada", "bob"), founder_count=count)

    assert expected == severities(Provider(id="acme", company=company), "membership")


# First


def test_two_firsts_of_the_same() -> None:
    """Two claims to be the first of one thing are found, however they are spelled."""
    models = model("m", released=Period("2025")), model("n", announced=Period("2026-05"))
    claims = claim("one", "m"), claim("two", "n", first="Open  Model")

    assert [("tension", "first of the same: one (2025); two (May 2026)")] == found(
        with_models(*models, claims=Catalog(claims)), "first"
    )
    assert [("tension", "first of the same: one; two")] == found(
        with_models(claims=Catalog(claims)), "first"
    )


def test_one_first_told_twice() -> None:
    """Claims about one thing, or to be the first of others, go together."""
    claims = claim("one", "m"), claim("two", "m"), claim("three", "n", first="closed model")
    plain = claim("four", "o", first=None), claim("five", "p", first=None)

    assert [] == found(with_models(claims=Catalog([*claims, *plain])), "first")


# Order


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"announced": "2025-05-20", "released": "2025-04"}, ["contradiction"]),
        ({"announced": "2025-05-20", "released": "2025-04~"}, ["tension"]),
        ({"announced": "2025-05-20", "released": "2025-05"}, ["note"]),
        ({"announced": "2025-05", "released": "2025-05-20"}, []),
        ({"announced": "2025-05", "released": "2025-06"}, []),
        ({"announced": "2025-05", "released": "2025-05"}, []),
        ({"released": "2025", "retires": "2024"}, ["contradiction"]),
        ({"announced": "2025", "retires": "2024"}, ["contradiction"]),
        ({"released": "2025", "knowledge_cutoff": "2026?"}, ["tension"]),
        ({"announced": "2025", "knowledge_cutoff": "2026"}, ["contradiction"]),
        ({"released": "2025", "knowledge_cutoff": "2024"}, []),
        ({"knowledge_cutoff": "2024"}, []),
        ({}, []),
    ],
)
def test_dates_of_models_are_in_order(dates: dict[str, str], expected: list[str]) -> None:
    """Models are announced, released and retired in this order, and know nothing of later."""
    assert expected == severities(with_models(model("m", **dates)), "order")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2025", "2024", ["contradiction"]),
        ("2025%", "2024", ["tension"]),
        ("2024", "2025", []),
        ("2025", "2025-03", []),
        (None, "2025", []),
        ("2025", None, []),
    ],
)
def test_roles_end_after_they_begin(since: Any, until: Any, expected: list[str]) -> None:
    """A role does not end before it begins."""
    role = Role(title="CEO", since=since, until=until)
    people = Catalog([Person(id="ada", names=("Ada",), roles=(role,))])

    assert expected == severities(Provider(id="acme", people=people), "order")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([event("e", "2025-06", ("m",))], ["contradiction"]),
        ([event("e", "2025-06~", ("m",))], ["tension"]),
        ([event("e", "2025-06", ("m",)), event("f", "2025-05", ("m",))], []),
        ([event("e", "2025", ("m",))], []),
        ([event("e", "2025-06", ("family", "m"))], []),
        ([event("e", "2025-06", ("m",), kind="announcement")], []),
        ([event("e", "2025-06", ("m",), status="planned")], []),
        ([event("e", None, ("m",))], []),
        ([event("e", "2025-06", ())], []),
    ],
)
def test_events_have_the_dates_of_records(told: list[Event], expected: list[str]) -> None:
    """Some event that tells of a release has the date that the model has."""
    models = model("m", released=Period("2025-05")), model("undated")
    about_undated = event("g", "2025-06", ("undated",))
    provider = with_models(*models, events=Timeline([*told, about_undated]))

    assert expected == severities(provider, "order")


@pytest.mark.parametrize(
    ("cause", "effect", "expected"),
    [
        ("2025-06", "2025-05", ["contradiction"]),
        ("2025-06~", "2025-05", ["tension"]),
        ("2025-06", "2025", []),
        ("2025-06", "2025-06/2026", []),
        ("2025-06", None, []),
        (None, "2025-05", []),
    ],
)
def test_events_are_not_dated_before_those_that_they_follow(
    cause: str | None, effect: str | None, expected: list[str]
) -> None:
    """An event that follows another is not before it; an event that is not here has no date."""
    follows = ("cause", "elsewhere")
    told = [event("cause", cause, ()), evolve(event("effect", effect, ()), follows=follows)]

    assert expected == severities(Provider(id="acme", events=Timeline(told)), "order")


def test_events_do_not_follow_each_other() -> None:
    """A circle of events is a contradiction, which names all of them once."""
    told = [
        evolve(event("a", "2025", ()), follows=("c",)),
        evolve(event("b", None, ()), follows=("a",)),
        evolve(event("c", "2025", ()), follows=("b",)),
    ]

    (finding,) = audit(Provider(id="acme", events=Timeline(told)))

    assert ("contradiction", "order", {"a", "b", "c"}) == (
        finding.severity,
        finding.rule,
        set(finding.records),
    )
    assert 3 == len(finding.records)
    assert 3 == finding.arithmetic.count("comes before")


def test_events_have_the_dates_of_companies_units_and_products() -> None:
    """Foundings and launches are compared like releases; ids have no part in what is shown."""
    provider = Provider(
        id="acme",
        company=Company(id="acme", legal_name="Acme", founded=Period("2001")),
        business_units=Catalog(
            [BusinessUnit(id="labs", name="Labs", kind="laboratory", founded=Period("2010"))]
        ),
        products=Catalog([Product(id="app", name="App", kind="service", launched=Period("2020"))]),
        people=Catalog([Person(id="ada", names=("Ada",))]),
        events=Timeline(
            [
                event("b", "2002", ("acme",), kind="founding"),
                event("a", "2003", ("acme",), kind="founding"),
                event("c", "2011", ("labs",), kind="founding"),
                event("d", "2021", ("app",), kind="launch"),
            ]
        ),
    )

    assert [
        ("contradiction", "Acme: 2001; B: 2002"),
        ("contradiction", "Labs: 2010; C: 2011"),
        ("contradiction", "App: 2020; D: 2021"),
    ] == found(provider, "order")


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2025-06-01", 2), ("2025-08", 0), ("2025", 0), (None, 0)],
)
def test_sources_know_nothing_of_later(published: Any, expected: int) -> None:
    """A fact cannot be of a time after its source; plans and expectations can."""
    source = Source(id="report", title="Report", published=published)
    provider = evolve(
        with_metrics(
            figure("a", "$5", "2025-07"),
            figure("b", "$5", "2025-05"),
            figure("c", "$5", "2026", status="expected"),
            figure("d", "$5"),
            evolve(figure("e", "$5", "2025-07", subject="globex"), citations=()),
        ),
        sources=Catalog([source]),
        events=Timeline(
            [
                event("e1", "2025-08", ()),
                event("e2", "2026", (), status="planned"),
                event("e3", None, ()),
            ]
        ),
    )

    assert ["contradiction"] * expected == severities(provider, "order")


def test_models_are_younger_than_the_company() -> None:
    """A model that came out before its company was founded is found; one of others may be older."""
    company = Company(id="acme", legal_name="Acme", founded=Period("2001"))
    models = (
        model("m", released=Period("2000")),
        model("n", released=Period("2000"), provider="globex"),
        model("o", released=Period("2002")),
        model("p"),
    )

    assert [("contradiction", "m: 2000; Acme founded 2001")] == found(
        with_models(*models, company=company), "order"
    )
    assert [] == found(with_models(*models, company=evolve(company, founded=None)), "order")


@pytest.mark.parametrize(
    ("founded", "events", "expected"),
    [
        ("2026", [event("e", "2023", ("labs",))], ["contradiction"]),
        ("2026", [event("e", "2023", ("x", "labs"), kind="launch")], ["contradiction"]),
        ("2026~", [event("e", "2023", ("labs",))], ["tension"]),
        ("2026", [event("e", "2023", ("labs",), kind="leadership")], []),
        ("2022", [event("e", "2023", ("labs",))], []),
        (None, [event("e", "2023", ("labs",))], []),
        (
            None,
            [event("e", "2023", ("labs",)), event("f", "2026", ("labs",), kind="reorganization")],
            ["note"],
        ),
        (
            None,
            [event("e", "2023", ("labs",)), event("f", "2022", ("labs",), kind="reorganization")],
            [],
        ),
    ],
)
def test_units_are_older_than_their_releases(
    founded: Any, events: list[Event], expected: list[str]
) -> None:
    """A release before the unit that made it existed is found; a reorganization is worth a note."""
    labs = BusinessUnit(id="labs", name="Labs", kind="laboratory", founded=founded)
    provider = Provider(id="acme", business_units=Catalog([labs]), events=Timeline(events))

    assert expected == severities(provider, "order")


# Plans


@pytest.mark.parametrize(
    ("planned", "happened", "expected"),
    [
        (event("p", "2026", ("m",), status="planned"), event("e", "2026", ("m", "n")), 1),
        (event("p", "2026", ("m",), status="planned"), event("e", "2026-05", ("m",)), 1),
        (event("p", "2026", ("m",), status="planned"), event("e", "2026", ("n",)), 0),
        (event("p", "2027", ("m",), status="planned"), event("e", "2026", ("m",)), 0),
        (event("p", None, ("m",), status="planned"), event("e", "2026", ("m",)), 0),
        (event("p", "2026", ("m",), status="planned"), event("e", None, ("m",)), 0),
        (event("p", "2026", ("m",), status="planned"), event("e", "2026", ("m",), "launch"), 0),
        (event("p", "2025", ("m",), status="planned"), event("e", "2026", ("n",)), 1),
        (event("p", "2025", ("m",)), event("e", "2026", ("m",)), 0),
    ],
)
def test_plans_that_happened_or_are_over(planned: Event, happened: Event, expected: int) -> None:
    """A plan is noted where the like has happened, or where its time has passed without word."""
    provider = Provider(id="acme", events=Timeline([planned, happened]))

    assert ["note"] * expected == severities(provider, "plan")


# Vocabulary


def test_units_fit_the_vocabulary() -> None:
    """Figures, conversions and scores are in the units that measure and benchmark name."""
    provider = evolve(
        with_metrics(
            figure("a", "5 users"),
            figure("b", "$5", YEAR, converted=Quantity.parse("4 users")),
            figure("c", "5 users", measure="unheard of"),
            figure("d", "5 users", measure="users"),
        ),
        models=Catalog([model("m", scores=(score("5 points"), score("5 %", benchmark="new")))]),
        benchmarks=Catalog(BENCHMARKS),
    )

    assert [
        ("contradiction", "Revenue is in currency, the figure in user"),
        ("contradiction", "Revenue is in currency, the figure in user"),
        ("contradiction", "Solved is scored in %, m in point"),
    ] == found(provider, "vocabulary")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (score("101 %"), 1),
        (score("-1 %"), 1),
        (score("100 %"), 0),
        (score("0 %"), 0),
        (score("rank 0", benchmark="place"), 1),
        (score("rank 1", benchmark="place"), 0),
        (score("500 points", benchmark="points"), 0),
    ],
)
def test_results_fit_their_scale(result: Score, expected: int) -> None:
    """A share lies between nothing and all, and no rank is above the first."""
    provider = with_models(model("m", scores=(result,)))

    assert ["contradiction"] * expected == severities(provider, "vocabulary")


def test_shares_may_be_ratios() -> None:
    """A benchmark that is scored from 0 to 1 has no result above 1."""
    ratio = Benchmark(id="solved", name="Solved", unit="1", scale="share")
    high, low = (model(text, scores=(score(text),)) for text in ("1.5", "0.5"))
    provider = evolve(with_models(high, low), benchmarks=Catalog([ratio]))

    assert [("contradiction", "Solved is a share, and 1.5 has 1.5")] == found(
        provider, "vocabulary"
    )


# Access


@pytest.mark.parametrize(
    ("access", "published", "expected"),
    [
        ("closed-weights", {"weights_on": ("hub",)}, ["contradiction"]),
        ("api-only", {"runs_with": ("tool",)}, ["contradiction"]),
        ("open-weights", {"weights_on": ("hub",)}, []),
        (None, {"weights_on": ("hub",)}, []),
        ("closed-weights", {}, []),
    ],
)
def test_closed_weights_are_not_published(
    access: Access | None, published: dict[str, Any], expected: list[str]
) -> None:
    """Weights that are closed can be neither downloaded nor run by others."""
    assert expected == severities(with_models(model("m", access=access, **published)), "access")


@pytest.mark.parametrize(
    ("access", "kind", "served", "expected"),
    [
        ("api-only", "consumer-app", "m", 1),
        ("api-only", "consumer-app", "family", 1),
        ("api-only", "consumer-app", "other", 0),
        ("api-only", "developer-platform", "m", 0),
        ("closed-weights", "consumer-app", "m", 0),
    ],
)
def test_api_only_models_in_products(
    access: Access, kind: ProductKind, served: str, expected: int
) -> None:
    """A model that is had by API alone and is in an app as well is noted."""
    app = Product(id="app", name="App", kind=kind, models=(served,), citations=cited())
    provider = with_models(model("m", access=access, family="family"), products=Catalog([app]))

    assert ["note"] * expected == severities(provider, "access")


# Wording


@pytest.mark.parametrize(
    ("recorded", "elsewhere", "expected"),
    [
        ("400+ users", ">", ["note"]),
        ("400 users", "~", ["note"]),
        ("400+ users", "<", ["contradiction"]),
        ("~404 users", ">", ["note"]),
        ("400+ users", ">=", []),
        ("400+ users", None, []),
        ("triple-digit", "~", []),
    ],
)
def test_citations_that_say_otherwise(
    recorded: str, elsewhere: Comparator | None, expected: list[str]
) -> None:
    """A place that states a figure more or less exactly than the record is noted."""
    quantity = Quantity.parse(recorded, unit="user")
    places = (*cited(recorded), *cited("there", elsewhere), *cited("there too", elsewhere))
    metric = Metric(id="a", subject="acme", measure="users", quantity=quantity, citations=places)
    result = Score(benchmark="points", quantity=quantity, citations=places)

    assert expected == severities(with_metrics(metric), "wording")
    assert expected == severities(with_models(model("m", scores=(result,))), "wording")


def test_wordings_cite_both_places() -> None:
    """One citation that reads as recorded is shown beside the first of each other wording."""
    places = (*cited("400+"), *cited("over", ">"), *cited("again", ">"), *cited("about", "~"))
    provider = with_metrics(evolve(figure("a", "400+ users", measure="users"), citations=places))
    (finding,) = audit(provider)

    assert "400+ users recorded, ~400 users, >400 users elsewhere" == finding.arithmetic
    assert ("400+", "about", "over") == tuple(each.text for each in finding.citations)


# Names


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("Rocket-480B", None, 1),
        ("Rocket-480B", "480 billion", 0),
        ("Rocket-480B", "397 billion", 1),
        ("Rocket 0.5B", "500 million", 0),
        ("Rocket-235B-A22B", "235 billion", 0),
        ("Rocket-A22B", None, 0),
        ("Rocket 8x7B", None, 0),
        ("Rocket 4.7", None, 0),
        ("Rocket 128K", None, 0),
        (f"Rocket {'1' * 40}B", None, 0),
        ("Rocket \N{ARABIC-INDIC DIGIT SEVEN}B", None, 0),
    ],
)
def test_sizes_in_names(name: str, parameters: str | None, expected: int) -> None:
    """A number of parameters in a name is noted where none, or another, is stated."""
    size = None if parameters is None else Quantity.parse(parameters, unit="parameter")
    named = model("m", name=name, parameters=size)

    assert ["note"] * expected == severities(with_models(named), "name")
    counted = Quantity.parse("5 layers")
    assert [] == found(with_models(model("m", name="Rocket-480B", parameters=counted)), "name")
