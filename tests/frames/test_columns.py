"""The columns of tables, and the plain values in their rows."""

import pickle
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, cast

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import (
    Catalog,
    Citation,
    Event,
    Metric,
    Model,
    Period,
    Provider,
    Quantity,
    TokenPrice,
    audit,
    compare,
    diff,
    gaps,
    price_performance,
    providers,
    timeline,
)
from aiproviders._frames.provider_tables import provider_tables
from aiproviders._frames.tables import data_table
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.providers import merged_records
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values.number import COMPARATORS
from aiproviders.results import Findings, Metrics, Timeline


def names(tabular: Tabular) -> list[str]:
    """Names of the columns."""
    return [each.name for each in data_table(tabular).columns]


def metric(quantity: Quantity, **stated: Any) -> Metric:
    """A figure of which only the number matters."""
    return Metric(id="a", subject="acme", measure="revenue", quantity=quantity, **stated)


def row(metric: Metric, *, approximate_bounds: bool = False) -> dict[str, Any]:
    """The row of a figure."""
    (only,) = data_table(Metrics([metric]), approximate_bounds=approximate_bounds).rows
    return only


def picked(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """Some values of a row."""
    return tuple(row[name] for name in names)


def every_tabular(provider: Provider) -> Iterable[Tabular]:
    """One of each kind of collection."""
    yield from (cast("Tabular", getattr(provider, section)) for section in SECTIONS)
    yield from (audit(provider), gaps(provider), price_performance(provider.models))
    yield diff(provider, evolve(provider, people=Catalog(), data_version=None))
    yield compare(provider.models["rocket-1"], provider.models["rocket-2"])
    yield Catalog([provider])


def test_metrics_begin_as_promised(acme: Provider) -> None:
    """The columns of figures begin with those that people rely on, in this order."""
    promised = [
        *("id", "provider", "subject", "measure", "label", "value", "unit", "comparator"),
        *("lower", "upper", "bounds", "text", "period", "period_start", "period_end"),
        *("period_edtf", "reported_by", "preference", "source", "section", "citations"),
    ]

    assert promised == names(acme.metrics)[: len(promised)]


def test_row_of_a_figure(acme: Provider) -> None:
    """A row says what the figure says, with its label, its days and its first citation."""
    found = data_table(acme.metrics).rows[2]

    assert {
        "id": "acme.revenue.fy2025",
        "provider": "acme",
        "subject": "acme",
        "measure": "revenue",
        "label": "Revenue",
        "value": Decimal(150_000_000),
        "unit": "GBP",
        "comparator": "=",
        "lower": Decimal(145_000_000),
        "upper": Decimal(155_000_000),
        "bounds": "rounding",
        "text": "£150M (~$190M)",
        "period": "FY2025",
        "period_start": date(2024, 7, 1),
        "period_end": date(2025, 6, 30),
        "period_edtf": "2024-07-01/2025-06-30",
        "reported_by": "acme",
        "preference": "normal",
        "source": "annual-report",
        "section": "Money",
        "citations": 1,
        "converted_value": Decimal(190_000_000),
        "converted_unit": "USD",
        "converted_comparator": "~",
        "converted_lower": None,
        "converted_upper": None,
        "converted_bounds": "approximate",
        "status": "reported",
    } == {name: value for name, value in found.items() if value is not None} | {
        "converted_lower": None,
        "converted_upper": None,
    }


@pytest.mark.parametrize(
    ("quantity", "bounds"),
    [
        (Quantity(value=7, unit="1"), (7, 7, "exact")),
        (Quantity(value="80.4", unit="%", decimals=1), ("80.35", "80.45", "rounding")),
        (Quantity(value=30, unit="%", comparator="~", decimals=0), (None, None, "approximate")),
        (Quantity(value=40, unit="%", comparator="~"), (None, None, "approximate")),
        (Quantity(value=400, unit="model", comparator=">="), (400, None, "one-sided")),
        (Quantity(value=1, unit="1", comparator="<"), (None, 1, "one-sided")),
        (Quantity(value=100, unit="%", upper=1000), (100, 1000, None)),
        (Quantity(value=100, unit="%", upper=1000) * 2, (200, 2000, None)),
        (Quantity(value=1_000_000, unit="token", nominal=True), (10**6, 2**20, "nominal")),
        (Quantity(value=1, unit="1", interval=(0, 2)), (0, 2, None)),
        (Quantity(value=1, unit="1", interval=(None, None)), (None, None, None)),
    ],
    ids=str,
)
def test_bounds(quantity: Quantity, bounds: tuple[Any, Any, str | None]) -> None:
    """The bounds of a figure are null where it is approximate or open, and a column says why."""
    lower, upper, kind = bounds
    expected = tuple(None if end is None else Decimal(end) for end in (lower, upper))

    assert (*expected, kind) == picked(row(metric(quantity)), "lower", "upper", "bounds")


@pytest.mark.parametrize("factor", [1, 2])
def test_a_range_has_no_value(factor: int) -> None:
    """A range is none of its ends, whether stated or computed; a bound is the value."""
    stated = Quantity(value=100, upper=1000, unit="%", exclusive=True)

    assert (None, "range", Decimal(100) * factor, Decimal(1000) * factor) == picked(
        row(metric(stated * factor)), "value", "comparator", "lower", "upper"
    )
    over = row(metric(Quantity(value=100, unit="%", comparator=">") * factor))
    assert Decimal(100) * factor == over["value"]


def test_computed_bounds_are_rounded_so_that_they_hold() -> None:
    """A third of "over 1" is over 0.333…3, and a third of "under 1" under 0.333…4."""
    over, under = (
        row(metric(Quantity(value=1, unit="1", comparator=comparator) / 3))
        for comparator in (">", "<")
    )

    assert ("0.333333333333333333", "0.333333333333333334") == (
        str(over["value"]),
        str(under["value"]),
    )


def test_bounds_of_what_is_approximate_come_when_asked_for() -> None:
    """A figure that is "about" has bounds by its last digit only if the caller asks for them."""
    about = metric(Quantity(value=30, unit="%", comparator="~", decimals=0))
    found = row(about, approximate_bounds=True)

    assert (Decimal("29.5"), Decimal("30.5")) == picked(found, "lower", "upper")
    assert "approximate" == found["bounds"]


def test_computed_numbers_have_so_many_places() -> None:
    """A quotient has 18 places, and its bounds, rounded outwards, still hold it."""
    third = Quantity(value=1, unit="1") / 3
    found = row(metric(third))

    assert "0.333333333333333333" == str(found["value"]) == str(found["lower"])
    assert "0.333333333333333334" == str(found["upper"])


def test_stated_numbers_have_every_digit() -> None:
    """A stated figure with 34 digits keeps all of them."""
    digits = "0.1234567890123456789012345678901234"

    assert Decimal(digits) == row(metric(Quantity(value=digits, unit="1")))["value"]


def test_labels_come_from_the_provider_or_the_vocabulary() -> None:
    """A figure put together by hand has the shared label of its measure, or none."""
    known = metric(Quantity(value=7, unit="1"))

    assert "Revenue" == row(known)["label"]
    assert None is row(evolve(known, measure="acme:luck"))["label"]
    assert None is row(known)["provider"]


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2026-05-20", (date(2026, 5, 20), date(2026, 5, 20))),
        ("2023/..", (date(2023, 1, 1), None)),
        ("../2026-37~", (None, date(2026, 4, 30))),
        (None, (None, None)),
    ],
)
def test_dates(edtf: str | None, days: tuple[date | None, date | None]) -> None:
    """A date has columns for its words, its first and last day, and its EDTF text."""
    period = edtf and Period(edtf)
    found = row(metric(Quantity(value=7, unit="1"), period=edtf))

    assert days == picked(found, "period_start", "period_end")
    assert (edtf, period and str(period)) == picked(found, "period_edtf", "period")


def test_models(acme: Provider) -> None:
    """A model's numbers, kinds of input and list price are columns; what it lacks is null."""
    anvil, rocket_1, *_ = data_table(acme.models).rows

    assert (None, None, None, 0) == picked(
        anvil, "price_input", "price_output", "price_currency", "prices"
    )
    assert (Decimal(31_500), Decimal(32_500), "rounding") == picked(
        anvil, "context_window_lower", "context_window_upper", "context_window_bounds"
    )
    assert (1, 4, "USD", 1, 1) == picked(
        rocket_1, "price_input", "price_output", "price_currency", "prices", "scores"
    )
    assert ("text; image", "text", None) == picked(
        rocket_1, "modalities_input", "modalities_output", "modalities_unspecified"
    )
    assert ("rocket-1-latest", None) == picked(rocket_1, "api_names", "capabilities")


def test_a_free_model_costs_nothing() -> None:
    """A price of zero is zero, not null."""
    price = TokenPrice(currency="USD", input=0)
    (found,) = data_table(Catalog([Model(id="a", name="A", provider="acme", prices=(price,))])).rows

    assert (0, None) == picked(found, "price_input", "price_output")


def test_another_makers_model_keeps_its_maker(acme: Provider) -> None:
    """`provider` is whose data a row is from, and `maker` who makes the model."""
    other = Model(id="b", name="B", provider="globex")

    assert ("acme", "globex") == picked(
        data_table(acme.with_records(other).models).rows[-1], "provider", "maker"
    )
    assert ("globex", "globex") == picked(data_table(Catalog([other])).rows[0], "provider", "maker")


def test_rows_of_several_providers_say_whose_data_they_are(acme: Provider) -> None:
    """An event of nobody, or one of another provider, is a row of the data that it stands in."""
    event = Event(id="z", provider="initech", kind="launch", title="Z")
    model = Model(id="m", name="M", provider="initech")
    other = Provider(id="globex", events=Timeline([event]), models=Catalog([model]))
    merged = timeline([acme, other])

    for found in (
        merged,
        merged.where(lambda each: each.title),
        merged.sort_by("title"),
        merged[:99],
    ):
        rows = {row["id"]: row for row in data_table(found).rows}
        assert ("globex", "initech") == picked(rows["z"], "provider", "event_of")
        assert {"acme", "globex"} == {row["provider"] for row in rows.values()}
    listed = data_table(merged_records([acme, other], "models")).rows
    assert ("globex", "initech") == picked(listed[-1], "provider", "maker")
    restored = pickle.loads(pickle.dumps(merged))  # noqa: S301 - made in the same line
    assert "globex" in {row["provider"] for row in data_table(restored).rows}


def test_several_texts_stand_in_one_cell(acme: Provider) -> None:
    """Several ids or names are one text, and lists of objects are counted."""
    ada, _ = data_table(acme.people).rows

    assert ("Ada Acme; A. Acme", 2) == picked(ada, "names", "roles")


def test_a_coming_change_of_a_price_has_columns(acme: Provider) -> None:
    """The price in force has its last day, and the price that follows it; null where open."""
    rocket = acme.models["rocket-1"]
    now = evolve(rocket.price, effective=Period("../2026-12-31"), input="0.75", output="3.75")
    then = evolve(now, effective=Period("2027-01-01/.."), input="1.50", output="7.50")
    names = ("price_input", "price_until", "next_price_input", "next_price_output")

    def row(as_of: str) -> tuple[object, ...]:
        changing = evolve(rocket, prices=(now, then), as_of=Period(as_of))
        (found,) = data_table(Catalog([changing])).rows
        return picked(found, *names)

    assert (Decimal("0.75"), date(2026, 12, 31), Decimal("1.50"), Decimal("7.50")) == row("2026-11")
    assert (Decimal("1.50"), None, None, None) == row("2027-01")
    assert (None, None, None, None) == row("2026-12/2027-01")


def test_value_for_money(acme: Provider) -> None:
    """Models by value for money have their rank, and their ratios as numbers with units."""
    first, second = data_table(price_performance(acme.models)).rows

    assert (1, 2) == (first["rank"], second["rank"])
    assert ("rocket-1", "acme", "3 input : 1 output", "acme") == picked(
        first, "id", "provider", "mix", "reported_by"
    )
    assert (Decimal("1.75"), "USD/Mtok", True) == picked(
        first, "blended_price", "blended_price_unit", "on_frontier"
    )
    assert cast("Decimal", first["score_per_price"]) > cast("Decimal", second["score_per_price"])


def test_changes(acme: Provider) -> None:
    """A change has the values before and after it, in words."""
    changes = diff(acme, evolve(acme, people=Catalog(), data_version=None))
    corrected, *withdrawn = data_table(changes).rows

    assert ("provider", "data_version", "2026.05.1", None) == picked(
        corrected, "section", "path", "before", "after"
    )
    assert [("people", "withdrawn", "Ada Acme"), ("people", "withdrawn", "Bob Builder")] == [
        picked(each, "section", "kind", "before") for each in withdrawn
    ]
    assert {(None, None)} == {picked(each, "path", "after") for each in withdrawn}


def test_gaps(acme: Provider) -> None:
    """Every gap has a row."""
    found, open_questions = gaps(acme), data_table(gaps(acme)).rows

    assert len(open_questions) == (
        len(found.unknown) + len(found.undated) + len(found.unattributed) + len(found.oldest)
    )
    assert ("undated", "rocket.downloads") in [
        picked(each, "kind", "id") for each in open_questions
    ]
    assert ("oldest", "models", date(2024, 1, 1)) in [
        picked(each, "kind", "section", "date_start") for each in open_questions
    ]
    assert ("unknown", "Person", None) not in [
        picked(each, "kind", "record_type", "unknown") for each in open_questions
    ]


def test_comparisons(acme: Provider) -> None:
    """Each field has the values of both records, in words and as a number."""
    compared = compare(acme.models["rocket-1"], acme.models["rocket-2"])
    found = {each["field"]: each for each in data_table(compared).rows}

    assert (True, Decimal(1), Decimal(3), "USD/Mtok") == picked(
        found["price.input"], "differs", "first_value", "second_value", "second_unit"
    )
    assert ("announced", None, "February 2026", None, "annual-report") == picked(
        found["announced"], "field", "first", "second", "first_value", "second_sources"
    )


def test_providers_have_rows(acme: Provider) -> None:
    """A catalog of providers has the number of records in each section."""
    (found,) = data_table(Catalog([acme])).rows

    assert ("acme", "acme", "Acme", "2026-05-20", 4, 4) == picked(
        found, "id", "provider", "name", "newest_fact_edtf", "models", "metrics"
    )


EVERY_RECORD = [
    "id", "provider", "note", "inferred", "source", "section", "locator", "citations"
]  # fmt: skip


def test_mixed_catalogs_have_what_all_share(acme: Provider) -> None:
    """Records of several classes have the columns that all of these have."""
    mixed = Catalog[Any]([*acme.business_units, *acme.people])

    assert EVERY_RECORD == names(mixed)
    assert ["acme-labs", "ada", "bob"] == [each["id"] for each in data_table(mixed).rows]


def test_records_of_others_have_an_id() -> None:
    """An object of any class that has an id can be in a catalog, and has a row."""

    class Thing:
        id = "thing"
        lookup_names = ()

    assert [{"id": "thing", "provider": None}] == data_table(Catalog([Thing()])).rows


def test_what_is_no_collection_has_no_rows() -> None:
    """A collection that the package does not know is refused."""
    with pytest.raises(TypeError, match="Tabular has no rows"):
        data_table(Tabular())


def nothing(_: object) -> bool:
    """A condition that no record meets."""
    return False


def test_columns_are_the_same_when_empty(acme: Provider) -> None:
    """A section has the same columns however many records it has, also after filtering."""
    empty = Provider(id="empty")
    shapes = [
        [
            [(each.name, each.kind) for each in data_table(catalog).columns]
            for catalog in (
                getattr(acme, section),
                getattr(acme, section).where(nothing),
                getattr(acme, section)[:0].sort_by("id"),
                getattr(empty, section),
            )
        ]
        for section in SECTIONS
    ]

    assert [] == [shape for shape in shapes if any(each != shape[0] for each in shape)]
    assert names(audit(acme)) == names(audit(empty)) == names(audit(acme)[:0].sort_by("id"))
    assert names(providers()) == names(providers()[:0])


def test_an_unnamed_empty_catalog_has_what_all_records_have() -> None:
    """An empty catalog of which nobody knows what it holds has the columns of any record."""
    assert EVERY_RECORD == names(Catalog())


def test_an_empty_catalog_knows_what_it_held(acme: Provider) -> None:
    """What is selected from a catalog of any name has its columns, even if it is empty."""
    models = Catalog(acme.models, name="the models asked for")
    mixed = Catalog([*acme.models, *acme.people])

    assert names(models) == names(models.where(nothing)) == names(models.search("unheard of"))
    assert names(models) == names(pickle.loads(pickle.dumps(models[:0])))  # noqa: S301 - ours
    assert names(mixed) == names(mixed[:0])
    assert names(acme.metrics) == names(Metrics())
    assert names(acme.events) == names(Timeline())
    assert names(audit(acme)) == names(Findings())


def test_columns_are_named_once_and_explained(acme: Provider) -> None:
    """No collection has two columns of one name, or one without a meaning."""
    for tabular in every_tabular(acme):
        found = data_table(tabular).columns

        assert len(found) == len({each.name for each in found})
        assert [] == [each.name for each in found if not each.meaning]


KINDS = {"text": str, "integer": int, "number": Decimal, "date": date, "boolean": bool}


def test_values_are_of_their_columns_kind(acme: Provider) -> None:
    """Every cell is null or a plain value of the kind that its column names."""
    for tabular in every_tabular(acme):
        for column in data_table(tabular).columns:
            for found in data_table(tabular).rows:
                value = found[column.name]

                assert value is None or type(value) is KINDS[column.kind]


def test_every_field_has_a_column(acme: Provider) -> None:
    """Every field of a record has a column, without being listed anywhere."""
    renamed = {"quantity": "value", "converted": "converted_value", "modalities": None}
    for section in SECTIONS:
        catalog = getattr(acme, section)
        for record in catalog:
            stated = {
                renamed.get(each.name, each.name) for each in fields(cast("Any", type(record)))
            }

            assert set() == stated.difference(names(catalog), [None])


def test_what_is_inferred_has_a_column_in_every_table(acme: Provider) -> None:
    """Records, prices and scores say in their rows what the source leaves to convention."""
    priced = acme.models["rocket-1"]
    inferred = evolve(
        priced,
        inferred=("access", "released"),
        prices=(evolve(priced.prices[0], inferred=("currency", "unit")),),
        scores=(evolve(priced.scores[0], inferred=("benchmark",)),),
    )
    tables = provider_tables(acme.with_records(inferred))
    rows = {name: {row["id"]: row.get("inferred") for row in tables[name].rows} for name in tables}

    assert "access; released" == rows["models"]["rocket-1"]
    assert None is rows["models"]["rocket-2"]
    assert "currency; unit" == rows["prices"]["rocket-1"]
    assert "benchmark" == rows["scores"]["rocket-1"]
    assert [] == [
        name
        for name in ("companies", *SECTIONS, "prices", "scores")
        if "inferred" not in {column.name for column in tables[name].columns}
    ]


def up_from(low: Decimal, step: int) -> Quantity:
    """A range of shares."""
    return Quantity(value=low, upper=low + step, unit="%")


NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3
)
QUANTITIES = st.builds(
    Quantity, value=NUMBERS, unit=st.sampled_from(["USD", "%", "1"]),
    comparator=st.sampled_from([each for each in COMPARATORS if each != "range"]),
    decimals=st.sampled_from([None, 3, 5]),
) | st.builds(up_from, NUMBERS, st.integers(1, 10))  # fmt: skip
METRICS = st.builds(
    Metric,
    id=st.text(min_size=1),
    subject=st.text(min_size=1),
    measure=st.sampled_from(["revenue", "acme:luck"]),
    quantity=QUANTITIES,
    converted=st.none() | QUANTITIES,
    period=st.sampled_from([None, "2026", "2023/..", "../2026", "2026-37~"]),
    excludes=st.lists(st.text(min_size=1), max_size=2),
    reported_by=st.none() | st.text(),
    note=st.none() | st.text(),
    citations=st.lists(st.builds(Citation, source=st.text(), text=st.none() | st.text())),
)


def number(quantity: Quantity) -> Decimal | None:
    """The value of a quantity, if it is a number."""
    return None if quantity.comparator == "range" else quantity.value


@given(st.lists(METRICS, max_size=4))
def test_rows_lose_nothing(metrics: list[Metric]) -> None:
    """The fields of figures can be restored from their rows."""
    found = data_table(Metrics(metrics), approximate_bounds=True).rows

    assert len(metrics) == len(found)
    for each, given_row in zip(metrics, found, strict=True):
        quantity = each.quantity
        assert (number(quantity), quantity.unit, quantity.comparator, *quantity.bounds) == picked(
            given_row, "value", "unit", "comparator", "lower", "upper"
        )
        assert (each.converted and number(each.converted)) == given_row["converted_value"]
        assert (each.period and each.period.edtf) == given_row["period_edtf"]
        assert (each.id, each.subject, each.reported_by, each.note) == picked(
            given_row, "id", "subject", "reported_by", "note"
        )
        assert len(each.citations) == given_row["citations"]
        assert ("; ".join(each.excludes) or None) == given_row["excludes"]


def test_a_callers_decimals_change_nothing() -> None:
    """A decimal context of low precision leaves the numbers as they are."""
    figure = metric(Quantity(value="12345.678", unit="1") / 7)
    expected = row(figure)
    with localcontext(prec=2):
        assert expected == row(figure)
