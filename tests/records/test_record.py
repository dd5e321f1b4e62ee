"""What records say of themselves."""

import copy
import inspect
import pickle
from datetime import date, timedelta
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, cast

import pytest
from attrs import evolve, fields
from attrs.exceptions import FrozenInstanceError

import aiproviders
from aiproviders import (
    Catalog,
    Citation,
    Company,
    Metric,
    Model,
    Period,
    Person,
    Product,
    Provider,
    Quantity,
    Score,
    TokenPrice,
)
from aiproviders._records.fields import ABOUT_THE_RECORD, references
from aiproviders._records.models.model import Access
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders.errors import NotStatedError
from aiproviders.types import BusinessUnit, Entity, Measure, Modalities


def company(year_end: str | None) -> Company:
    """A company whose fiscal year ends on a day, or on none that is stated."""
    return Company(id="acme", legal_name="Acme Limited", fiscal_year_end=year_end)


def price(**fields: Any) -> TokenPrice:
    """A list price unless it is given another plan."""
    return TokenPrice(currency="USD", input="1", output="2", **fields)


def priced(*prices: TokenPrice) -> Model:
    """A cited model with any number of prices."""
    cited = (Citation(source="report"),)
    return Model(id="m", provider="acme", name="M 1", prices=prices, citations=cited)


@pytest.mark.parametrize(
    ("year_end", "year", "edtf"),
    [
        ("--03-31", 2026, "2025-04-01/2026-03-31"),
        ("--12-31", 2026, "2026-01-01/2026-12-31"),
        ("--06-30", 2024, "2023-07-01/2024-06-30"),
        ("--02-28", 2024, "2023-03-01/2024-02-29"),
        ("--04-05", 2026, "2025-04-06/2026-04-05"),
    ],
)
def test_fiscal_years(year_end: str, year: int, edtf: str) -> None:
    """A fiscal year ends on its day, leap years included, and begins the day after the last."""
    period = company(year_end).fiscal_year(year)

    assert (edtf, f"FY{year}") == (period.edtf, period.label)


@pytest.mark.parametrize(
    ("year_end", "quarter", "edtf"),
    [
        ("--03-31", 4, "2026-01-01/2026-03-31"),
        ("--03-31", 1, "2025-04-01/2025-06-30"),
        ("--02-28", 2, "2025-06-01/2025-08-31"),
        ("--05-29", 3, "2025-11-30/2026-02-28"),
        ("--12-30", 2, "2026-03-31/2026-06-30"),
        ("--08-28", 1, "2025-08-29/2025-11-28"),
    ],
)
def test_fiscal_quarters(year_end: str, quarter: int, edtf: str) -> None:
    """Four quarters make the fiscal year, each ending with its month where the year does."""
    period = company(year_end).fiscal_quarter(2026, quarter)

    assert (edtf, f"Q{quarter} FY2026") == (period.edtf, period.label)


@pytest.mark.parametrize("quarter", [0, 5, True, 1.0])
def test_there_is_no_fifth_quarter(quarter: Any) -> None:
    """A quarter that is not a whole number from 1 to 4 is an error."""
    with pytest.raises(ValueError, match=f"quarters 1 to 4, got {quarter}"):
        company("--03-31").fiscal_quarter(2026, quarter)


YEAR_ENDS = [
    f"--{date.fromordinal(day):%m-%d}"
    for day in range(date(2025, 1, 1).toordinal(), date(2026, 1, 1).toordinal())
]


@pytest.mark.parametrize("year_end", YEAR_ENDS)
def test_fiscal_quarters_make_up_the_years(year_end: str) -> None:
    """For every last day of a year, quarters follow each other without a gap, year after year."""
    ending = company(year_end)
    next_day = ending.fiscal_year(1999).start
    for year in range(1999, 2006):
        whole = ending.fiscal_year(year)
        assert whole.start == next_day
        assert f"FY{year}" == ending.fiscal_name(Period(whole.edtf))
        for quarter in (1, 2, 3, 4):
            part = ending.fiscal_quarter(year, quarter)
            assert part.start == next_day
            assert part in whole
            assert f"Q{quarter} FY{year}" == ending.fiscal_name(Period(part.edtf))
            assert part.end is not None
            next_day = part.end.add(days=1)
        assert whole.end is not None
        assert whole.end.add(days=1) == next_day


@pytest.mark.parametrize("year_end", YEAR_ENDS)
def test_fiscal_quarters_end_on_one_day_of_the_month(year_end: str) -> None:
    """Each quarter ends on the day that the year does, as far as its month has such a day."""
    day = int(year_end[-2:])
    for quarter in (1, 2, 3, 4):
        end = company(year_end).fiscal_quarter(2025, quarter).end

        assert end is not None
        after = end + timedelta(days=1)
        assert end.day == day or (after.day == 1 and (end.day < day or day >= 28))
        assert (end.month - int(year_end[2:4])) % 12 == (3 * quarter) % 12


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FY2026", "FY2026"),
        ("fiscal year 26", "FY2026"),
        ("FY26-Q1", "Q1 FY2026"),
        ("q4 fy2026", "Q4 FY2026"),
        ("Fourth quarter of fiscal 2026", "Q4 FY2026"),
        ("FY1999 third quarter", "Q3 FY1999"),
    ],
)
def test_fiscal_periods_are_read_from_words(text: str, name: str) -> None:
    """What people call a fiscal year or quarter has its days, and the one short label."""
    period = company("--03-31").fiscal_period(text)

    assert name == period.label == company("--03-31").fiscal_name(period)


@pytest.mark.parametrize("text", ["2026", "Q5 FY2026", "Q1 FY2026 Q2", "FY2026/27", "H1 FY2026"])
def test_other_words_are_no_fiscal_period(text: str) -> None:
    """Words that name no fiscal year and no quarter, or two, are refused."""
    with pytest.raises(ValueError, match="as FY2026 or Q4 FY2026, got"):
        company("--03-31").fiscal_period(text)


@pytest.mark.parametrize(
    "edtf",
    ["2026-33", "2026", "2026-01-01/2026-03-30", "2026-01/2026-03", "../2026-03-31",
     "2026-01-01/..", "9999-04-01/9999-12-31", "0001-01-01/0001-03-31"],
)  # fmt: skip
def test_only_days_of_a_fiscal_period_have_its_name(edtf: str) -> None:
    """A calendar quarter, a part of a quarter and an open period are no fiscal period."""
    assert company("--03-31").fiscal_name(Period(edtf)) is None


def test_no_fiscal_year_without_its_end() -> None:
    """Where the end of the fiscal year is not stated, none is made up, and no name of one."""
    with pytest.raises(NotStatedError, match="Acme Limited is not stated"):
        company(None).fiscal_year(2026)
    assert company(None).fiscal_name(Period("2025-04-01/2026-03-31")) is None


@pytest.mark.parametrize("year_end", ["03-31", "--13-01", "--3-31", "--02-29", "--04-31"])
def test_year_ends_are_days_of_every_year(year_end: str) -> None:
    """The end of the fiscal year is a month and a day that every year has."""
    with pytest.raises(ValueError, match="fiscal_year_end"):
        company(year_end)


@pytest.mark.parametrize("duration", ["P3Y", "P1Y6M", "PT12H", "P2W"])
def test_durations_are_iso_8601(acme: Provider, duration: str) -> None:
    """A duration in ISO 8601 is taken."""
    assert duration == evolve(acme.metrics["employees"], duration=duration).duration


@pytest.mark.parametrize("duration", ["3 years", "P", "PT", "3Y"])
def test_other_durations_are_refused(acme: Provider, duration: str) -> None:
    """Anything else for a duration is an error."""
    with pytest.raises(ValueError, match="duration"):
        evolve(acme.metrics["employees"], duration=duration)


def test_lists_become_tuples() -> None:
    """A list passed for several values is copied, so that nobody can change it later."""
    names = ["Ada"]
    person = Person(id="ada", names=names)
    names.append("Bob")

    assert ("Ada",) == person.names


@pytest.mark.parametrize("stated", ["2001-05-04", date(2001, 5, 4), Period("2001-05-04")])
def test_dates_may_be_texts(stated: Any) -> None:
    """A field for a date reads an EDTF text or a date."""
    assert Period("2001-05-04") == evolve(company(None), founded=stated).founded


def test_a_year_is_a_date_and_other_numbers_are_none() -> None:
    """A field for a date reads a year, and refuses what is no date, year or text."""
    assert Period("2001") == evolve(company(None), founded=2001).founded
    with pytest.raises(TypeError, match="expected a Period"):
        evolve(company(None), founded=2001.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("benchmarks", "scale"),
        ("business_units", "kind"),
        ("claims", "kind"),
        ("entities", "kind"),
        ("events", "status"),
        ("measures", "kind"),
        ("metrics", "preference"),
        ("metrics", "status"),
        ("models", "access"),
        ("models", "kind"),
        ("models", "status"),
        ("products", "billing"),
        ("products", "kind"),
        ("sources", "kind"),
    ],
)
def test_closed_lists_have_no_other_words(acme: Provider, section: str, name: str) -> None:
    """A word that a closed list does not have is refused by the constructor too, with the list."""
    record = next(iter(getattr(acme, section)))

    with pytest.raises(ValueError, match=f"{name} is one of .*, got 'otherwise'"):
        evolve(record, **{name: "otherwise"})


def test_a_price_has_a_plan_of_the_list() -> None:
    """A misspelt plan is refused, so that it cannot hide a list price."""
    with pytest.raises(ValueError, match=r"plan is one of list, .*, got 'lst'"):
        price(plan="lst")


def test_modalities_are_of_the_list() -> None:
    """A word of several is refused like a single one."""
    with pytest.raises(ValueError, match=r"input is one of text, .*, got 'smell'"):
        Modalities(input=["text", "smell"])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("section", SECTIONS)
def test_inferred_fields_are_those_of_the_class(acme: Provider, section: str) -> None:
    """Each field that says something may be inferred, in the order given; a field that a record
    has not, or that is about the record itself, may not.
    """
    for record in getattr(acme, section):
        stated = [
            each.name
            for each in fields(cast("Any", type(record)))
            if each.name not in ABOUT_THE_RECORD
        ]

        assert (*stated[::-1],) == evolve(record, inferred=stated[::-1]).inferred
        for name in (*ABOUT_THE_RECORD, "lookup_names", "colour"):
            with pytest.raises(ValueError, match=f"inferred is one of .*, got '{name}'"):
                evolve(record, inferred=[name])


def test_prices_and_scores_have_inferred_fields_too() -> None:
    """A price may say that what it is per is inferred; a score has its own unit."""
    score = Score(benchmark="b", quantity=Quantity(value=5, unit="%"), inferred=("benchmark",))

    assert ("unit", "currency") == price(inferred=["unit", "currency"]).inferred
    assert ("benchmark",) == score.inferred
    with pytest.raises(ValueError, match=r"inferred is one of benchmark, .*, got 'unit'"):
        evolve(score, inferred=("unit",))


def test_a_field_is_inferred_once() -> None:
    """A name that stands twice is refused."""
    with pytest.raises(ValueError, match="inferred has 'unit' twice"):
        price(inferred=["unit", "currency", "unit"])


def test_a_text_is_no_list() -> None:
    """A bare text for several values is refused, not taken letter by letter."""
    with pytest.raises(TypeError, match="put it in a tuple"):
        Person(id="ada", names="Ada")


def test_a_person_has_a_name() -> None:
    """A person without any name is an error."""
    with pytest.raises(ValueError, match="names"):
        Person(id="ada", names=())


@pytest.mark.parametrize(
    ("unit", "allowed"),
    [("USD", True), ("CNY", True), ("%", True), ("usd", False), ("user", False)],
)
def test_measures_allow_units(unit: str, allowed: bool) -> None:
    """A measure allows the units it lists, and any currency where it lists `currency`."""
    measure = Measure(id="m", label="M", kind="instant", units=("currency", "%"))

    assert allowed is measure.allows(unit)
    assert not Measure(id="m", label="M", kind="instant", units=("%",)).allows("USD")


@pytest.mark.parametrize(
    ("window", "tokens", "fits"),
    [
        ({"value": 262_000, "decimals": -3}, 261_500, True),
        ({"value": 262_000, "decimals": -3}, 262_144, None),
        ({"value": 262_000, "decimals": -3}, 262_501, False),
        ({"value": 1000, "comparator": ">="}, 5000, None),
        ({"value": 1000, "comparator": "<"}, 5000, False),
        ({"value": 1000, "comparator": "<"}, 10, None),
    ],
)
def test_fits_only_what_is_certain(window: dict[str, Any], tokens: int, fits: bool | None) -> None:
    """Tokens fit, do not fit, or may fit, by what the printed window allows."""
    model = evolve(priced(), context_window=Quantity(unit="token", **window))

    assert fits is model.fits(tokens)


def test_an_unstated_window_leaves_it_open() -> None:
    """Without a context window nothing is known to fit."""
    assert priced().fits(1) is None


@pytest.mark.parametrize("code", ["China", "cn", "UK", "EU", ""])
def test_countries_are_codes_of_iso_3166(code: str) -> None:
    """A name, another spelling, or a code that no country has is refused, also in a list."""
    message = f"takes ISO 3166-1 alpha-2 codes such as CN, got '{code}'"
    with pytest.raises(ValueError, match=f"country {message}"):
        Company(id="acme", legal_name="Acme", country=code)
    with pytest.raises(ValueError, match=f"country {message}"):
        Entity(id="ministry", name="Ministry", kind="regulator", country=code)
    with pytest.raises(ValueError, match=f"regions {message}"):
        Product(id="cloud", name="Cloud", kind="service", regions=("GB", code))


@pytest.mark.parametrize(
    ("access", "is_open"),
    [
        ("open-weights", True),
        ("api-only", False),
        ("closed-weights", False),
        ("mixed", None),
        (None, None),
    ],
)
def test_open_weights(access: Access | None, is_open: bool | None) -> None:
    """Weights are open, closed, or it is not stated or differs within a family."""
    assert is_open is evolve(priced(), access=access).open_weights


def test_the_only_list_price_is_the_price() -> None:
    """A single list price needs no date; those of other hosts and plans do not count."""
    listed = price(host="acme")
    model = priced(price(host="reseller"), price(plan="promotion"), listed)

    assert listed is model.price


@pytest.mark.parametrize("prices", [(), (price(plan="contract"),)])
def test_no_list_price_is_an_error(prices: tuple[TokenPrice, ...]) -> None:
    """Without a list price the error names the model and the source."""
    with pytest.raises(NotStatedError, match=r"no list price of M 1 is stated in report$"):
        _ = priced(*prices).price


def test_a_model_without_a_list_price_can_be_inspected() -> None:
    """What inspects a model, or asks for its price with a default, meets no error without one."""
    listed = priced(price())
    unpriced = priced()

    assert (listed.list_price, unpriced.list_price) == (listed.price, None)
    assert hasattr(listed, "price")
    assert not hasattr(unpriced, "price")
    assert getattr(unpriced, "price", None) is None
    assert "list_price" in dict(inspect.getmembers(unpriced))
    with pytest.raises(AttributeError, match="no list price of M 1 is stated in report"):
        _ = unpriced.price


def test_an_uncited_model_has_no_source_to_name() -> None:
    """The error for a missing price does without a source where none is cited."""
    with pytest.raises(NotStatedError, match=r"is stated$"):
        _ = evolve(priced(), citations=()).price


def test_modalities_in_any_direction() -> None:
    """A modality is found among inputs, outputs and those without a stated direction."""
    modalities = Modalities(input=("text",), output=("image",), unspecified=("audio",))

    assert all(kind in modalities for kind in ("text", "image", "audio"))
    assert "video" not in modalities


def test_modalities_are_printed_as_words() -> None:
    """The text of modalities, which `diff` prints too, names each direction that is stated."""
    modalities = Modalities(input=("text", "image"), output=("text",))

    assert "input text, image; output text" == str(modalities)


def test_metrics_say_all_in_a_line(acme: Provider) -> None:
    """A metric prints what it is of, value, conversion, period, reporter and place."""
    assert (
        "acme revenue: GBP 150 million (~$190 million) · FY2025 · acme · annual-report, Money"
    ) == str(acme.metrics["revenue"])
    downloads = acme.metrics.where(measure="downloads")
    part = evolve(acme.metrics["downloads"], scope="asia", excludes=("labs", "rocket"))
    assert str(part).startswith("rocket downloads within asia without labs, rocket: 5 million+")
    assert "rocket downloads: 5 million+ downloads · reporter not stated · annual-report" == str(
        downloads
    )
    assert f"<Metric {downloads}>" == repr(downloads[0])


def test_plans_say_that_they_are(acme: Provider) -> None:
    """A planned figure is not worded as a fact, and says when it was stated."""
    plan = evolve(acme.metrics["revenue"], status="planned", period=None, stated=Period("2024"))

    assert str(plan).startswith(
        "acme revenue: GBP 150 million (~$190 million) planned · 2024 · acme"
    )


def test_metrics_with_a_scope_are_found_by_it() -> None:
    """The scope of a metric is part of a name that finds it."""
    metric = Metric(
        id="x", subject="a", measure="m", scope="s", quantity=Quantity(value=1, unit="1")
    )

    assert ("m", "a.m", "a.m.s") == metric.lookup_names


def test_records_without_a_name_go_by_their_id(acme: Provider) -> None:
    """Every record has words: its title, its name or, failing that, its id."""
    assert "Annual report 2026" == str(acme.sources["annual-report"])
    assert "acme" == str(aiproviders.Record(id="acme"))
    assert "Acme Labs" == str(BusinessUnit(id="labs", name="Acme Labs", kind="laboratory"))


def test_scores_say_who_reported_them() -> None:
    """A score prints its benchmark, its result and its reporter."""
    score = Score(benchmark="b", quantity=Quantity(value=5, unit="%"), reported_by="acme")

    assert "b 5 % · acme" == str(score)
    assert "<Score b 5 % · reporter not stated>" == repr(evolve(score, reported_by=None))


def test_a_score_keeps_its_standard_error_as_stated() -> None:
    """The standard error is exact, printed with its result, and the same when it is read again."""
    stated = Score(benchmark="b", quantity=Quantity(value="83.6", unit="%"), standard_error="2.20")

    assert Decimal("2.2") == stated.standard_error
    assert "b 83.6 % ± 2.2 · reporter not stated" == str(stated)
    scored = evolve(stated, benchmark="swe-bench-verified")
    sled = Model(id="sled", provider="acme", name="Sled", scores=[scored])
    provider = Provider(id="acme", models=Catalog([sled]))
    (read,) = Provider.from_json(provider.to_json()).models["sled"].scores
    assert (scored, str(scored)) == (read, str(read))


@pytest.mark.parametrize(
    ("unit", "error", "refusal", "message"),
    [
        ("%", "-0.1", ValueError, "a standard error cannot be negative, got -0.1; leave it out"),
        ("%", "about 2", ValueError, "expected a decimal number such as 80.4"),
        ("%", 2.2, TypeError, "expected an exact number, got 2.2"),
        ("rank", "0.5", ValueError, "a rank has no standard error, got 0.5; leave it out"),
    ],
)
def test_odd_standard_errors_are_refused(
    unit: str, error: Any, refusal: type[Exception], message: str
) -> None:
    """A standard error is an exact number, not below zero, of a result that is an amount."""
    with pytest.raises(refusal, match=message):
        Score(benchmark="b", quantity=Quantity(value=5, unit=unit), standard_error=error)


def test_every_repr_is_one_short_line(acme: Provider) -> None:
    """The repr of every record is one line under 100 characters, however long its texts."""
    long = Person(id="p" * 90, names=("many\nlines " * 40,))
    texts = [repr(record) for record in (acme, long, *acme.records())]

    assert all(len(text) < 100 and "\n" not in text for text in texts)
    assert texts[1].endswith("…>")


@pytest.mark.parametrize("compare", [lt, le, gt, ge])
def test_what_has_no_order_says_what_to_compare(acme: Provider, compare: Any) -> None:
    """A figure or a price compared as a whole is an error that names what of it has an order."""
    with pytest.raises(TypeError, match="a Metric has no order; compare its quantity, as in"):
        compare(acme.metrics["revenue"], 75)
    with pytest.raises(TypeError, match="a TokenPrice has no order; compare its input or output"):
        compare(acme.models["rocket-1"].prices[0], acme.models["rocket-1"].prices[0])


def test_small_values_have_reprs_of_one_line(acme: Provider) -> None:
    """Values inside records say what is stated in them and nothing else."""
    assert "<Role title=CEO, organization=acme, leads=True, current=True>" == repr(
        acme.people["ada"].roles[0]
    )
    assert "<Citation annual-report, Outlook>" == repr(acme.claims["fastest"].citations[0])


def test_records_are_values(acme: Provider) -> None:
    """Every record hashes, equals its pickled and its deep copy, and cannot be changed."""
    for record in acme.records():
        assert record == pickle.loads(pickle.dumps(record)) == copy.deepcopy(record)  # noqa: S301 - made in the same line
        assert hash(record) == hash(copy.deepcopy(record))
        with pytest.raises(FrozenInstanceError):
            record.id = "x"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
        with pytest.raises(AttributeError):
            record.unheard_of = "x"  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue]


def test_references_give_every_id_with_its_path(acme: Provider) -> None:
    """The ids that a record holds are found wherever they are in it."""
    assert {
        ("citations[0].source", "source", "annual-report"),
        ("provider", "record", "acme"),
        ("family", "record", "rocket"),
        ("prices[0].citations[0].source", "source", "annual-report"),
        ("scores[0].benchmark", "benchmark", "swe-bench-verified"),
        ("scores[0].reported_by", "record", "acme"),
        ("scores[0].citations[0].source", "source", "annual-report"),
    } == set(references(acme.models["rocket-1"]))
