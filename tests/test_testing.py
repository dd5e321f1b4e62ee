"""`check_provider`, which publishers of data run in their tests."""

from typing import Any

import pytest
from attrs import evolve

from aiproviders import (
    Catalog,
    Citation,
    Period,
    Provider,
    Quantity,
    TokenPrice,
)
from aiproviders._values.number import Comparator
from aiproviders.testing import check_provider
from aiproviders.types import Hours, Measure


def with_metric(provider: Provider, **changes: Any) -> Provider:
    """The provider with its first metric changed."""
    first, *rest = provider.metrics
    return evolve(provider, metrics=Catalog([evolve(first, **changes), *rest]))


def with_model(provider: Provider, **changes: Any) -> Provider:
    """The provider with its second model, which has a price and a score, changed."""
    first, second, *rest = provider.models
    return evolve(provider, models=Catalog([first, evolve(second, **changes), *rest]))


def cited(text: str, comparator: Comparator | None = None) -> tuple[Citation, ...]:
    """One citation of a text."""
    return (Citation(source="annual-report", text=text, comparator=comparator),)


def employees(**fields: Any) -> Quantity:
    """The number of employees that the first metric states, changed."""
    stated: dict[str, Any] = {"value": 1200, "unit": "employee", "comparator": "~", "decimals": -2}
    return Quantity(**stated | fields)


def problems(provider: Provider) -> list[str]:
    """The faults that the check finds, a line each."""
    with pytest.raises(AssertionError) as caught:
        check_provider(provider)
    return str(caught.value).splitlines()


def faults(provider: Provider) -> list[str]:
    """The faults that the check finds, if any."""
    try:
        check_provider(provider)
    except AssertionError as error:
        return str(error).splitlines()
    return []


def test_a_sound_provider_passes(acme: Provider) -> None:
    """Data without faults raises nothing, with or without a company, a version, a fact."""
    check_provider(acme)
    check_provider(evolve(acme, data_version=None))
    check_provider(Provider(id="bare", data_version="2026.05.1"))


def test_ids_of_nothing(acme: Provider) -> None:
    """An id that no record has is found in a provider made by hand."""
    assert [
        "acme.employees.2026-05: reported_by names the record 'nobody', which does not exist"
    ] == (problems(with_metric(acme, reported_by="nobody")))


def test_successors_of_models(acme: Provider) -> None:
    """A successor is a model; an id that another record has is none."""
    check_provider(with_model(acme, successor="rocket-2"))

    assert ["rocket-1: successor names the model 'acme', which does not exist"] == problems(
        with_model(acme, successor="acme")
    )


def test_records_without_citations(acme: Provider) -> None:
    """A fact without a citation is found; vocabulary and sources need none."""
    assert ["rocket-1: has no citation"] == problems(with_model(acme, citations=()))


@pytest.mark.parametrize(
    ("quantity", "citations", "problem"),
    [
        (
            employees(),
            cited("1,200"),
            "'1,200' reads as 1,200 employees, recorded is ~1,200 employees",
        ),
        (employees(), cited("about 1,300"), "'about 1,300' reads as ~1,300 employees, recorded is"),
        (employees(), cited("some"), "cannot read 'some' as a quantity"),
        (
            employees(),
            cited("about 1,200 robots"),
            "'about 1,200 robots' is in robot, not in employee",
        ),
        (
            employees(decimals=1),
            cited("about 1,200"),
            "'about 1,200' has decimals 0 at most, not 1",
        ),
        (employees(), cited("a staff of 1,300"), "cannot read 'a staff of 1,300' as a quantity"),
        (
            employees(decimals=-1),
            cited("some 1.2 thousand people"),
            "'some 1.2 thousand people' has decimals -2 at most, not -1",
        ),
        (
            employees(comparator="range", upper=1300, decimals=None),
            cited("1,200 to under 1,300"),
            "'1,200 to under 1,300' reads as 1,200 to under 1,300 employees, recorded is 1,200 to",
        ),
        (employees(), cited("about 1,200", ">"), "reads as ~1,200 employees"),
        (
            Quantity(value=262_000, unit="token"),
            cited("262K tokens"),
            "'262K tokens' reads as 262K tokens, recorded is 262,000 tokens",
        ),
    ],
    ids=[
        "comparator",
        "value",
        "unreadable",
        "unit",
        "decimals",
        "another-number",
        "no-such-place",
        "end",
        "comparator of the place",
        "nominal size",
    ],
)
def test_texts_that_read_otherwise(
    acme: Provider, quantity: Quantity, citations: tuple[Citation, ...], problem: str
) -> None:
    """A printed figure that does not read as the record says is found."""
    found, *_ = problems(with_metric(acme, quantity=quantity, citations=citations))

    assert problem in found


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (employees(decimals=0), "about 1,200"),
        (employees(decimals=None), "about 1,200"),
        (employees(comparator=">"), "a staff that tops 1,200"),
        (employees(comparator=">", decimals=-2), "top 1.2 thousand employees"),
        (employees(comparator=">=", decimals=0), "from 1,200 employees"),
        (employees(comparator="=", decimals=-2), "1,200"),
    ],
    ids=str,
)
def test_stated_precision_and_whole_quotations(
    acme: Provider, quantity: Quantity, text: str
) -> None:
    """The data may say how precise a figure is, and quote more words than are read."""
    check_provider(with_metric(acme, quantity=quantity, citations=cited(text)))


def test_conversions_that_read_otherwise(acme: Provider) -> None:
    """The second figure of a printed pair is compared with the conversion."""
    revenue = acme.metrics["revenue"]
    wrong = evolve(revenue, citations=cited("£150M (~$200M)"))
    others = acme.metrics.where(lambda each: each is not revenue)
    metrics = sorted([*others, wrong], key=lambda each: each.id)

    assert ["acme.revenue.fy2025: '~$200M' reads as ~$200 million, recorded is ~$190 million"] == (
        problems(evolve(acme, metrics=Catalog(metrics)))
    )


def test_texts_of_models(acme: Provider) -> None:
    """Printed prices, scores and other figures of a model are compared with its fields."""
    model = acme.models["rocket-1"]
    for printed in ("$1 / $5", "$1 | $5"):
        price = evolve(model.price, citations=cited(printed))
        assert ["rocket-1 price: '$5' reads as $5, recorded is $4"] == problems(
            with_model(acme, prices=(price,))
        )
    score = evolve(model.scores[0], citations=cited("61%"))

    assert ["rocket-1 swe-bench-verified: '61%' reads as 61 %, recorded is 60 %"] == problems(
        with_model(acme, scores=(score,))
    )
    assert ["rocket-1: '128M' reads as none of its figures"] == problems(
        with_model(acme, citations=cited("128M"))
    )
    check_provider(with_model(acme, citations=cited("128,000"), scores=()))


def test_prices_that_are_not_stated_are_not_read(acme: Provider) -> None:
    """A price that is not stated is compared with no text."""
    price = TokenPrice(currency="USD", input="1", citations=cited("$1"))

    check_provider(with_model(acme, prices=(price,)))


def test_units_of_another_measure(acme: Provider) -> None:
    """A unit that the measure or the benchmark does not allow is found."""
    score = evolve(
        acme.models["rocket-1"].scores[0], citations=(), quantity=Quantity(value=5, unit="point")
    )

    assert ["acme.employees.2026-05: employees is not measured in robot"] == problems(
        with_metric(acme, quantity=employees(unit="robot"), citations=cited("about 1,200 robots"))
    )
    assert ["rocket-1: swe-bench-verified is not scored in point"] == problems(
        with_model(acme, scores=(score,))
    )


def test_prices_that_are_in_force_on_the_same_days(acme: Provider) -> None:
    """Two list prices on the same terms are reported, with both, where none is preferred.

    Of promotions there may be several.
    """
    price = TokenPrice(currency="USD", input=1, output=2, citations=cited(""))
    other = evolve(price, output=3)
    changed: tuple[dict[str, Any], ...] = (
        {"service": "batch"},
        {"region": "eu"},
        {"host": "cloud"},
        {"currency": "CNY"},
        {"plan": "promotion"},
        {"preference": "preferred"},
        {"preference": "deprecated"},
    )

    (problem,) = problems(with_model(acme, prices=(price, other)))
    assert problem.startswith(f"rocket-1: {price} and {other} are in force on the same days")
    for changes in changed:
        found = with_model(acme, prices=(price, evolve(other, **changes)))
        assert not [line for line in faults(found) if "same days" in line]
    promoted = tuple(evolve(each, plan="promotion") for each in (price, other))
    assert [] == faults(with_model(acme, prices=promoted))


def test_prices_of_different_hours_are_no_rivals(acme: Provider) -> None:
    """Those of the peak and of all other hours stand side by side, and so does one alone."""
    hours = Hours(windows="01:00-04:00")
    peak = TokenPrice(currency="USD", input=2, output=4, hours=hours, citations=cited(""))

    assert [] == faults(with_model(acme, prices=(peak, evolve(peak, input=1, hours=~hours))))
    assert [] == faults(with_model(acme, prices=(peak,)))


def test_prices_that_are_in_force_at_the_same_hours(acme: Provider) -> None:
    """Two prices with an hour in common are reported, and not one that has none with them."""
    first, second, other = (
        TokenPrice(currency="USD", input=amount, output=4, hours=hours, citations=cited(""))
        for amount, hours in ((1, "01:00-04:00"), (2, "03:00-06:00"), (3, "08:00-09:00"))
    )

    assert [f"rocket-1: {first} and {second} are in force on the same days"] == problems(
        with_model(acme, prices=(other, first, second))
    )


def test_unknown_measures_and_benchmarks_are_reported_once(acme: Provider) -> None:
    """An unknown measure is reported as an unknown id alone, not for its unit."""
    found = problems(evolve(acme, measures=Catalog(), benchmarks=Catalog()))

    assert all("which does not exist" in problem for problem in found)
    assert len(set(found)) == len(found)


def test_one_name_for_two(acme: Provider) -> None:
    """Two records of a section that answer to one name are found."""
    assert ["rocket-1: anvil-1 in models has the name 'anvil1' too"] == problems(
        with_model(acme, aliases=("ANVIL 1",))
    )


@pytest.mark.parametrize("section", ["models", "metrics"])
def test_rows_out_of_order(acme: Provider, section: str) -> None:
    """Models stand in order of time, all other sections in order of id."""
    first, second, *others = getattr(acme, section)
    turned: dict[str, Any] = {section: [second, *others, first]}

    assert [f"{first.id}: belongs before {second.id} in {section}"] == problems(
        evolve(acme, **turned)
    )


@pytest.mark.parametrize(
    ("label", "right"),
    [("FY2025", "2024-07-01/2025-06-30"), ("FY2025 Q2", "2024-10-01/2024-12-31")],
)
def test_fiscal_labels(acme: Provider, label: str, right: str) -> None:
    """A fiscal label whose days are not those of the company's fiscal year is found."""
    wrong = Period("2025-01-01/2025-12-31", label)

    check_provider(with_metric(acme, period=Period(right, label)))
    assert [f"acme.employees.2026-05: {label} is {right}, not {wrong.edtf}"] == problems(
        with_metric(acme, period=wrong)
    )


def test_ids_of_metrics(acme: Provider) -> None:
    """The id of a metric begins with subject, measure and scope."""
    assert ["acme.employees.2026-05: the id of this metric begins with acme.employees.globex"] == (
        problems(with_metric(acme, scope="globex"))
    )
    assert "acme.employees" == with_metric(acme, id="acme.employees").metrics.ids[0]
    check_provider(with_metric(acme, id="acme.employees"))


def test_ids_of_metrics_of_own_measures(acme: Provider) -> None:
    """The id of a metric has the measure without the provider's prefix, and is found by both."""
    widgets = Measure(id="acme:widgets", label="Widgets", kind="instant", units=("employee",))
    own = evolve(acme, measures=Catalog([widgets, *acme.measures]))
    sound = with_metric(own, id="acme.widgets.2026-05", measure=widgets.id)
    moved = evolve(sound, metrics=Catalog(sorted(sound.metrics, key=lambda each: each.id)))

    check_provider(moved)
    for name in ("widgets", "acme:widgets", "acme.widgets"):
        assert "acme.widgets.2026-05" == moved.metrics[name].id
    assert [
        "acme.acme:widgets.2026-05: the id of this metric begins with acme.widgets"
    ] == problems(with_metric(own, id="acme.acme:widgets.2026-05", measure=widgets.id))


def test_own_measures_have_words_of_their_own(acme: Provider) -> None:
    """An own measure with the word of a shared one is found: their metrics would have like ids."""
    rival = Measure(id="acme:revenue", label="Sales", kind="duration", units=("currency",))

    assert ["acme:revenue: revenue is a shared measure, and ids of metrics have no prefix"] == (
        problems(evolve(acme, measures=Catalog([rival, *acme.measures])))
    )


def test_one_id_for_two(acme: Provider) -> None:
    """Two records with one id are found, in one section or in two."""
    model = acme.models["rocket"]
    models = [*acme.models[:3], evolve(model, name="X"), acme.models["rocket-2"]]
    claim = evolve(acme.claims["fastest"], id="rocket")

    assert "rocket: rocket in models has the name 'rocket' too" in problems(
        evolve(acme, models=Catalog(models))
    )
    assert ["rocket: is an id in models and in claims"] == problems(
        evolve(acme, claims=Catalog([claim]))
    )


def test_events_are_of_those_who_act(acme: Provider) -> None:
    """The first id that an event is about is who acts; where it is another, so is the event."""
    founded, inquiry = acme.events["acme-founded"], acme.events["inquiry"]
    other = acme.entities[0].id
    events = [
        evolve(founded, provider=None),
        evolve(inquiry, provider="acme", about=[other, "acme"]),
    ]

    check_provider(acme.with_records(evolve(inquiry, about=[other, "acme"])))
    assert [
        "acme-founded: acme acts, as the first in about, so the event takes provider = 'acme'",
        f"inquiry: {other} acts, as the first in about, so the event takes no provider",
    ] == problems(acme.with_records(*events))


@pytest.mark.parametrize("version", ["nonsense", "2026", "2026.13.1", "2026.5"])
def test_data_versions_of_another_form(acme: Provider, version: str) -> None:
    """A data version that is not a year, month and counter is listed, not raised."""
    (found,) = problems(evolve(acme, data_version=version))

    assert found.startswith(f"data_version {version} is not a year, month and counter")


@pytest.mark.parametrize("version", ["2026.04.1", "2025.05.1"])
def test_data_versions(acme: Provider, version: str) -> None:
    """A data version is of no month before the newest fact, and may be of a later one."""
    assert [f"data_version {version} is older than a fact, of 2026-05-20"] == problems(
        evolve(acme, data_version=version)
    )
    check_provider(evolve(acme, data_version="2026.11.1"))


def test_all_problems_are_listed(acme: Provider) -> None:
    """Every fault is reported at once, a line each."""
    spoiled = with_metric(with_model(acme, citations=()), reported_by="nobody")

    assert 2 == len(problems(spoiled))
