"""What two records, scores or prices look like side by side."""

import pickle
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from made_up.work import calls

from aiproviders import (
    Citation,
    Event,
    Metric,
    Model,
    Period,
    Provider,
    Quantity,
    Score,
    TokenPrice,
    compare,
)
from aiproviders._display.views import view
from aiproviders.errors import ChangedNameWarning, UnknownIdError
from aiproviders.results import Comparison, ComparisonRow
from aiproviders.types import Modalities, PriceTier
from benchmarks.many_facts import facts


def model(id: str, **stated: Any) -> Model:
    """A model that says as little as it may."""
    return Model(id=id, provider="acme", name=id, **stated)


def row(first: Any, second: Any, field: str) -> ComparisonRow:
    """The row of a field."""
    found = [each for each in compare(first, second) if each.field == field]
    assert 1 == len(found)
    return found[0]


def score(value: str, **stated: Any) -> Score:
    """A share of tasks solved."""
    return Score(benchmark="solved", quantity=Quantity(value=value, unit="%"), **stated)


def test_rows_are_the_fields_that_either_states(acme: Provider) -> None:
    """Every field that one of two models states is a row, in the order of the class, once."""
    compared = compare(acme.models["rocket-1"], acme.models["rocket-2"])
    assert [
        "provider",
        "name",
        "aliases",
        "api_names",
        "family",
        "announced",
        "released",
        "access",
        "modalities.input",
        "modalities.output",
        "context_window",
        "price.input",
        "price.output",
        "price.cache_read",
        "price.currency",
        "price.tiers",
        "scores.swe-bench-verified",
    ] == [each.field for each in compared]
    assert 17 == len(compared)


def test_printing_shows_a_table_and_where_the_two_stand() -> None:
    """The text gives both sides in words, what differs, and the sources of either side."""
    cited = (
        Citation(source="report", section="Models"),
        Citation(source="report", section="Prices"),
        Citation(source="filing"),
    )
    one = model("a", released="2026", aliases=("x", "y"), citations=cited)
    expected = """\
a and b · 2 of 4 fields differ

Field     a     b           Verdict
provider  acme  acme        same
name      a     b           differs
released  2026  May 2026    may be the same
aliases   x, y  not stated  unknown

a stands in report: Models; Prices / filing.
b stands in no source."""
    assert expected == str(compare(one, model("b", released="2026-05")))


def test_repr_is_one_line() -> None:
    """However long the ids are, the repr stays under 100 characters."""
    assert "<Comparison a and b: 1 of 2 fields differ>" == repr(compare(model("a"), model("b")))
    assert 100 > len(repr(compare(model("a" * 99), model("b" * 99))))
    assert "name: a, b (differs)" == str(row(model("a"), model("b"), "name"))


@pytest.mark.parametrize(
    ("first", "second", "differs", "consistent"),
    [
        ("262K", "262000", False, True),
        ("262K", "262144", True, True),
        ("262K", "263100", True, False),
        ("~262K", "262K", True, True),
        (">1 billion", "2 billion", True, True),
        ("100 to 200", "100 to 300", True, True),
        ("100 to 200", "100 to 200", False, True),
        ("100 to 200", "100 to under 200", True, True),
    ],
)
def test_numbers_differ_by_value_and_comparator(
    first: str, second: str, differs: bool, consistent: bool
) -> None:
    """A number is another if value or comparator is; whether both can be so, their bounds say."""
    one, other = (
        model("a", context_window=Quantity.parse(each, unit="token")) for each in (first, second)
    )
    found = row(one, other, "context_window")
    assert (differs, consistent) == (found.differs, found.consistent)


def test_verdicts() -> None:
    """Same, may be the same, differs and unknown are told apart."""
    one = model("a", released="2026", access="api-only", license="MIT")
    other = model("b", released="2026-05", access="closed-weights")
    verdicts = {each.field: each.verdict for each in compare(one, other)}
    assert {
        "provider": "same",
        "name": "differs",
        "released": "may be the same",
        "access": "differs",
        "license": "unknown",
    } == verdicts


def test_dates_that_cannot_meet_are_not_consistent() -> None:
    """Two dates with no day in common cannot both be so."""
    found = row(model("a", released="2025"), model("b", released="2026-05"), "released")
    assert (True, False) == (found.differs, found.consistent)


def test_only_numbers_and_dates_are_consistent_or_not() -> None:
    """Words and numbers in different units have no bounds to compare."""
    assert row(model("a"), model("b"), "name").consistent is None
    dollars, euros = (TokenPrice(currency=each, input=1) for each in ("USD", "EUR"))
    found = row(dollars, euros, "input")
    assert (True, None) == (found.differs, found.consistent)


def test_several_values_are_the_same_in_any_order() -> None:
    """The order of names and capabilities says nothing."""
    one, other = model("a", aliases=("x", "y")), model("b", aliases=("y", "x"))
    assert row(one, other, "aliases").differs is False


def test_a_default_counts_as_stated_where_the_other_says_more() -> None:
    """What happened and what is planned differ in status; of two that happened it is no row."""
    happened = Event(id="opening", kind="launch", title="Opening")
    planned = Event(id="closing", kind="launch", title="Closing", status="planned")
    assert row(happened, planned, "status").differs is True
    assert "status" not in [each.field for each in compare(happened, happened)]


def test_prices_are_quantities_and_none_is_not_free() -> None:
    """A price is an amount per million tokens; zero reads as free, None as not stated."""
    one = model("a", prices=(TokenPrice(currency="USD", input=0, output=2),))
    found = row(one, model("b", prices=(TokenPrice(currency="USD", output=1),)), "price.input")
    assert Quantity(value=0, unit="USD/Mtok") == found.values[0]
    assert ("free", "not stated", None) == (*found.texts, found.differs)


def test_prices_that_are_not_the_list_price_stay_whole() -> None:
    """A contract is a row of its own beside the list price, and so are rival list prices."""
    listed = TokenPrice(currency="USD", input=2)
    contract = TokenPrice(currency="USD", input=1, plan="contract")
    other = model("b", prices=(listed, TokenPrice(currency="USD", input=3)))
    found = row(model("a", prices=(listed, contract)), other, "prices")
    assert (contract,) == found.values[0]
    assert other.prices == found.values[1]
    assert "$1 in, not stated out per million tokens (contract)" == found.texts[0]


def test_scores_are_matched_by_benchmark_and_version() -> None:
    """Scores on two versions of a benchmark stand in two rows."""
    one, other = model("a", scores=(score("70", version="2"),)), model("b", scores=(score("80"),))
    rows = [each for each in compare(one, other) if each.field.startswith("scores")]
    assert ["scores.solved 2", "scores.solved"] == [each.field for each in rows]
    assert [None, None] == [each.differs for each in rows]


def test_scores_are_matched_by_harness() -> None:
    """Scores by two harnesses stand in two rows, and are not said to differ."""
    one = model("a", scores=(score("70", harness="x"), score("60", version="2", harness="y")))
    other = model("b", scores=(score("80", harness="y"), score("65", version="2", harness="y")))
    rows = [each for each in compare(one, other) if each.field.startswith("scores")]
    assert {"scores.solved (x)": None, "scores.solved 2 (y)": True, "scores.solved (y)": None} == {
        each.field: each.differs for each in rows
    }


def test_several_scores_on_one_benchmark_stay_together() -> None:
    """Rival scores of one model are one value, none of them chosen."""
    rivals = (score("70"), score("75", reported_by="acme"))
    found = row(model("a", scores=rivals), model("b", scores=(score("80"),)), "scores.solved")
    assert (rivals, score("80")) == (found.values[0], found.values[1])
    assert found.differs is True


def test_a_score_stands_in_one_cell() -> None:
    """Result, standard error, variant, date, reporter and what is inferred are one value."""
    full = score(
        "70", standard_error="2.1", variant="high", date="2026-05", reported_by="lab",
        inferred=["benchmark"],
    )  # fmt: skip
    one, other = model("a", scores=(full,)), model("b", scores=(score("80", reported_by="lab"),))
    (found,) = (each for each in compare(one, other) if each.field.startswith("scores"))
    assert ("70 % ± 2.1 (high), May 2026, lab, inferred: benchmark", "80 %, lab") == found.texts
    assert (full, True, False) == (found.values[0], found.differs, found.consistent)
    again = row(one, model("b", scores=(score("70"),)), "scores.solved")
    assert (False, True) == (again.differs, again.consistent)
    assert 70 == compare(one, other).to_polars().row(-1, named=True)["first_value"]
    cell = view(compare(one, other)).tables[0].rows[-1][1]
    assert (found.texts[0], "") == (cell.text, cell.mark)


def test_citations_of_a_number_are_those_that_print_it() -> None:
    """A figure is cited where it is printed, what is not printed wherever the record stands."""
    here = Citation(source="report", section="Models", text="262K")
    there = Citation(source="report", section="Summary")
    one = model("a", context_window=Quantity.parse("262K", unit="token"), citations=(there, here))
    compared = {each.field: each for each in compare(one, model("b"))}
    assert (here,) == compared["context_window"].citations[0]
    assert (there, here) == compared["name"].citations[0]
    assert () == compared["name"].citations[1]


def test_prices_and_scores_are_cited_by_their_own_citations() -> None:
    """A price or score says where it stands, and else its model does."""
    own, above = Citation(source="prices"), Citation(source="report")
    price, bare = TokenPrice(currency="USD", input=1, citations=(own,)), score("70")
    contract = TokenPrice(currency="USD", input=1, plan="contract", citations=(own,))
    one = model("a", prices=(price, contract), scores=(bare,), citations=(above,))
    cited = {each.field: each.citations[0] for each in compare(one, model("b"))}
    assert (own,) == cited["price.input"]
    assert (own,) == cited["prices"]
    assert (above,) == cited["scores.solved"]


def test_two_statements_about_one(acme: Provider) -> None:
    """Two metrics are compared by their fields, and so are two prices and two scores."""
    statements = [
        Metric(id=id, subject="acme", measure="users", quantity=Quantity.parse(text))
        for id, text in (("one", "~400 users"), ("other", "400+ users"))
    ]
    compared = compare(*statements)
    assert ["quantity"] == [each.field for each in compared.differences]
    assert ("one", "other") == compared.headings
    price = acme.models["rocket-1"].price
    assert "$1 in, $4 out per million tokens" == compare(price, price).headings[0]
    assert "note" not in [
        each.field for each in compare(score("1", note="x"), score("1", note="y"))
    ]


def test_nested_values_and_own_kinds_are_compared() -> None:
    """Modalities are compared direction by direction."""
    one = model("a", modalities=Modalities(input=("text",), output=("text",)))
    other = model("b", modalities=Modalities(input=("text", "image")))
    assert row(one, other, "modalities.input").differs is True
    assert row(one, other, "modalities.output").differs is None


def test_tiers_are_said_in_words() -> None:
    """A tier says its amounts and where it begins, and is the same in the same words."""
    tiers = [
        PriceTier(threshold=272_000, input=10, output=45, cache_read="0.5"),
        PriceTier(threshold=500_000, inclusive=True, input=0, searches=12),
    ]
    price = TokenPrice(currency="USD", input=5, output=30, tiers=tiers)
    found = row(price, evolve(price, tiers=tiers[:1]), "tiers")

    first = "$10 in, $45 out, $0.50 cache read above 272,000 input tokens"
    second = "free in, $12 per thousand searches from 500,000 input tokens"
    assert (f"{first}, {second}", first) == found.texts
    assert row(price, price, "tiers").differs is False
    assert row(price, evolve(price, currency="EUR"), "tiers").differs is True


def test_a_label_makes_no_other_date() -> None:
    """Dates are the same if their EDTF texts are."""
    one, other = (
        Event(id=id, provider="acme", kind="results", title="Results", date=Period("2026", label))
        for id, label in (("a", "FY2026"), ("b", None))
    )
    assert row(one, other, "date").differs is False


def test_two_kinds_are_refused(acme: Provider) -> None:
    """A model and a source have no fields in common to compare, and a text has none at all."""
    with pytest.raises(TypeError, match="a Model and a Source are no statements of one kind"):
        compare(acme.models["rocket-1"], acme.sources["annual-report"])
    nothing: Any = acme.models
    with pytest.raises(TypeError, match=r"one after another as in compare\(a, b, c\), got <Models"):
        compare(acme.models["rocket-1"], nothing)
    with pytest.raises(TypeError, match="two or more records are compared, got 1 record"):
        compare(acme.models["rocket-1"])


def test_a_comparison_is_a_value(acme: Provider) -> None:
    """Equal records make equal comparisons, which hash and pickle."""
    one, other = (compare(acme.models["rocket-1"], acme.models["rocket-2"]) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    copied: Comparison[Model] = pickle.loads(pickle.dumps(one))  # noqa: S301 - made here
    assert one == copied


@given(st.data())
def test_sides_change_places(data: st.DataObject) -> None:
    """Comparing the other way round gives the same rows with their sides changed."""
    numbers = st.decimals(0, 1000, places=1)
    periods = st.sampled_from([None, "2025", "2025-06", "2026"])
    one, other = (
        model(
            id,
            released=data.draw(periods),
            license=data.draw(st.sampled_from([None, "MIT"])),
            prices=tuple(
                TokenPrice(currency="USD", input=each)
                for each in data.draw(st.lists(numbers.map(Decimal), max_size=2))
            ),
        )
        for id in ("a", "b")
    )
    forth, back = compare(one, other), compare(other, one)
    assert {
        (each.field, each.values[0], each.values[1], each.differs, each.consistent)
        for each in forth
    } == {
        (each.field, each.values[1], each.values[0], each.differs, each.consistent) for each in back
    }


def test_nothing_differs_from_itself(acme: Provider) -> None:
    """A record compared with itself differs in nothing that it states."""
    for each in acme.records():
        compared = compare(each, each)
        assert () == compared.differences
        assert {False} == {row.differs for row in compared}


def test_the_best_of_several_variants_is_compared() -> None:
    """The best variant has the row with what is stated of it; the others are one value."""
    first = model(
        "a", scores=[score("60", variant="low"), score("80", variant="high"), score("50")]
    )
    second = model("b", scores=[score("70", variant="high")])

    assert ("80 % (high)", "70 % (high)") == row(first, second, "scores.solved").texts
    others = row(first, second, "scores.solved.other variants")
    assert ("60 % (low), 50 % (not stated)", "not stated") == others.texts
    rivals = model("c", scores=[score("60", reported_by="x"), score("61", reported_by="y")])
    assert rivals.scores == row(rivals, second, "scores.solved").values[0]
    assert "60 % (not stated), 61 % (not stated)" == row(rivals, second, "scores.solved").texts[0]


def test_long_values_are_counted() -> None:
    """Of many other prices the first two are written out, and pages are a number of places."""
    prices = [TokenPrice(currency="USD", input=each, host="cloud") for each in range(1, 6)]
    address = "https://example.com/prices"
    first = model(
        "a", prices=prices, citations=[Citation(source=address), Citation(source="guide")]
    )
    compared = compare(first, model("b"))

    texts = row(first, model("b"), "prices").texts
    assert texts[0].startswith("$1 in, not stated out per million tokens (by cloud), $2 in")
    assert texts[0].endswith("… and 3 more")
    assert "a stands in guide / 1 page." == compared.places[0]


def test_two_scores_are_compared_by_their_errors_too() -> None:
    """The standard error of a score is a quantity in the unit of its result."""
    found = compare(score("70", standard_error="2.1"), score("80", standard_error="2.1"))
    (error,) = (each for each in found if each.field == "standard_error")
    assert ("2.1 %", "2.1 %") == error.texts


def test_three_and_more_stand_side_by_side() -> None:
    """Each record has a column; values differ if two do, and are the same if all are stated so."""
    three = [
        model(id, released=released, license=license, context_window=window, access="api-only")
        for id, released, license, window in (
            ("a", "2026", "MIT", Quantity.parse("1M tokens")),
            ("b", "2026-05", None, Quantity.parse("1048576 tokens")),
            ("c", "2026-06", "MIT", Quantity.parse("2000 tokens")),
        )
    ]
    compared = compare(*three)
    verdicts = {each.field: (each.verdict, each.consistent) for each in compared}

    assert tuple(three) == compared.compared
    assert {
        "provider": ("same", None),
        "name": ("differs", None),
        "released": ("differs", False),
        "access": ("same", None),
        "license": ("unknown", None),
        "context_window": ("differs", False),
    } == verdicts
    assert "may be the same" == row_of(compare(*three[:2], three[0]), "released").verdict
    assert str(compared).startswith("a, b and c · 3 of 6 fields differ\n")
    assert "<Comparison a, b and c: 3 of 6 fields differ>" == repr(compared)
    assert "<Comparison a, b, c and 2 more: 3 of 6 fields differ>" == repr(
        compare(*three, *three[1:])
    )
    assert ["c stands in no source."] == [*compared.places[2:]]
    assert ["Field", "a", "b", "c", "Verdict"] == [*view(compared).tables[0].header]
    frame = compared.to_polars()
    assert ["2026", "May 2026", "June 2026"] == [
        frame[name][2] for name in ("first", "second", "third")
    ]
    assert 2000 == frame["third_value"][5]
    assert "number_11" in compare(*three[:1] * 11).to_polars().columns


def row_of(compared: Comparison[Any], field: str) -> ComparisonRow:
    """The row of a field."""
    return next(each for each in compared if each.field == field)


def test_names_are_found_in_the_market() -> None:
    """A text is a model of the market, and stands beside records; a miss names it."""
    ours = model("ours")
    compared = compare("GPT-5.5", ours, "claude-opus-4-5")

    assert ("gpt-5.5", "ours", "claude-opus-4-5") == compared.headings
    with pytest.raises(UnknownIdError, match=r"'claude-opus-4\.9'; did you mean 'claude-opus-4-"):
        compare("gpt-5.5", "claude-opus-4.9")
    with pytest.warns(ChangedNameWarning, match="deepseek-chat") as caught:
        compare("deepseek-chat", ours)
    assert __file__ == caught[0].filename


def test_many_records_are_not_compared_in_pairs() -> None:
    """Equal values are not held against each other, and two that cannot both be right suffice."""
    models = facts(100).models
    work = calls(lambda: compare(*models), to=Quantity.consistent_with)

    assert work < len(models)


def test_a_frame_of_many_records_words_each_value_once() -> None:
    """Twice the records take twice the work in a frame, which has a column for each."""
    models = facts(40).models
    few, many = compare(*models[:20]), compare(*models)
    few.to_polars()

    assert calls(many.to_polars) < 3 * calls(few.to_polars)
