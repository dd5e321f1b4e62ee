"""Prices of the caller's own: parts of the list price, and files of prices."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from made_up.usage_log import model, price

from aiproviders import Catalog, Model, Period, Provider, Source, TokenPrice
from aiproviders._analysis.overlays import with_price_file
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.prices.use_kinds import RATES
from aiproviders.errors import DataError, NotStatedError, UnknownIdError
from aiproviders.types import Entity, OtherPrice, PriceTier


def provider(*models: Model, id: str = "acme") -> Provider:
    """A provider of models whose prices stand in a list."""
    listed = Catalog([Source(id="list", title="The list", kind="primary")])
    cloud = Entity(id="cloud", name="Cloud", kind="platform")
    return Provider(id=id, models=models, sources=listed, entities=[cloud], namespaces=("acme",))


def own(found: Provider, id: str = "rocket") -> tuple[TokenPrice, ...]:
    """The prices of a model that are no list prices."""
    return tuple(each for each in found.models[id].prices if each.plan != "list")


def as_listed(found: Model) -> Model:
    """A model with the prices of its contract as list prices."""
    contract = [each for each in found.prices if each.plan == "contract"]
    return evolve(found, prices=[evolve(each, plan="list") for each in contract])


def test_a_part_of_the_list_price_is_exact_and_says_what_was_computed() -> None:
    """Every amount is multiplied; what the contract does not print is inferred."""
    stated = price(
        "0.6",
        "3.6",
        cache_read="0",
        searches="10",
        tiers=[PriceTier(threshold=1000, input="1.2", output="7.1")],
        other=[OtherPrice(kind="image", unit="image", price="0.04")],
        unstated=("reasoning",),
        note="From the page.",
        reported_by="acme",
    )
    rocket = provider(model("rocket", stated), model("other"))
    (found,) = own(rocket.with_prices({"rocket": "92.5%"}, source="our contract"))

    assert {"input": "0.555", "output": "3.33", "cache_read": "0", "searches": "9.25"} == {
        kind: str(getattr(found, kind)) for kind in RATES if getattr(found, kind) is not None
    }
    assert (Decimal("1.11"), Decimal("6.5675"), 1000) == (
        found.tiers[0].input,
        found.tiers[0].output,
        found.tiers[0].threshold,
    )
    assert Decimal("0.037") == found.other[0].price
    assert ("contract", None, ("reasoning",)) == (found.plan, found.reported_by, found.unstated)
    assert "92.5 % of the list price. From the page." == found.note
    assert ("input", "output", "cache_read", "searches", "tiers", "other") == found.inferred
    assert [("list", None), ("our-contract", "92.5%")] == [
        (each.source, each.text) for each in found.citations
    ]


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@st.composite
def periods(draw: st.DrawFn) -> str | None:
    """Days of a price: none, a beginning, or an interval that may be open."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    shapes = [None, f"{first}", f"{first}/..", f"../{last}", f"{first}/{last}"]
    return draw(st.sampled_from(shapes))


@given(st.lists(st.tuples(periods(), st.integers(1, 9)), min_size=1, max_size=3), DAYS)
def test_a_part_follows_the_list_price_on_every_day(
    stated: list[tuple[str | None, int]], day: date
) -> None:
    """On each day, a tenth of the list price is billed, or the same reason says why nothing is."""
    prices = [price(str(amount), "1", effective=when) for when, amount in stated]
    rocket = provider(model("rocket", *prices))
    listed = find_price(rocket.models["rocket"], on=day)
    try:
        found = rocket.with_prices({"rocket": "10 %"}, source="our contract")
    except NotStatedError:
        assert listed.price is None
        return
    ours = find_price(as_listed(found.models["rocket"]), on=day)

    assert listed.reason == ours.reason
    if listed.price is not None and ours.price is not None:
        assert listed.price.input == (ours.price.input or 0) * 10


def written(folder: Path, text: str) -> Path:
    """A file of prices."""
    path = folder / "contract.toml"
    path.write_text(text, "utf-8")
    return path


CONTRACT = """\
source = "Contract 7"

[[prices]]
model = "Rocket"
of_list = "50 %"
effective = "2026-02-01/2026-02-28"

[[prices]]
model = "anvil"
currency = "EUR"
input = "1.5"
output = 2
service = "batch"
"""


def test_a_file_of_prices_adds_each_to_its_model(tmp_path: Path) -> None:
    """A part holds on the days that list price and contract share; a price is read as it stands."""
    rocket = model(
        "rocket",
        price("2", "4", effective="2026-01-01/2026-02-14"),
        price("6", "8", effective="2026-02-15"),
        price("1", "1", host="cloud"),
        price("1", "1", plan="promotion"),
    )
    found = provider(rocket, model("anvil")).with_prices(written(tmp_path, CONTRACT))
    halves = own(found)[1:]
    (anvil,) = own(found, "anvil")

    assert [Decimal(1), Decimal(3)] == [each.input for each in halves]
    assert [Period("2026-02-01/2026-02-14"), Period("2026-02-15/2026-02-28")] == [
        each.effective for each in halves
    ]
    assert ("EUR", Decimal("1.5"), Decimal(2), "batch", "contract") == (
        anvil.currency,
        anvil.input,
        anvil.output,
        anvil.service,
        anvil.plan,
    )
    assert "Contract 7" == found.sources["contract-7"].title
    assert found == Provider.from_json(found.to_json())


def test_another_source_may_stand_in_for_that_of_the_file(tmp_path: Path) -> None:
    """The caller has the last word on what is cited."""
    acme = provider(model("anvil"), model("rocket", price("1", "1")))
    found = acme.with_prices(str(written(tmp_path, CONTRACT)), source="Annex B")

    assert "annex-b" == own(found, "anvil")[0].citations[0].source


def test_a_file_goes_to_several_providers(tmp_path: Path) -> None:
    """Each price goes to the provider of its model, and other providers stay as they are."""
    acme = provider(model("rocket", price("1", "1")))
    forge = provider(Model(id="anvil", provider="forge", name="Anvil"), id="forge")
    third = provider(id="third")
    found = with_price_file((acme, forge, third), written(tmp_path, CONTRACT))

    assert [1, 1] == [len(own(found[0])), len(own(found[1], "anvil"))]
    assert third == found[2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[prices]]", "contract.toml, source: source is missing; expected the title of a source"),
        ("source = 7", "contract.toml, source: found 7; expected"),
        ('source = "x"', r"contract.toml, prices: there are no prices; expected rows that begin"),
        ('source = "x"\nprices = [1]', "contract.toml, row 1: found 1; expected a table"),
        ('plan = "x"\nsource = "x"\nprices = []', "contract.toml, plan: there is no field 'plan'"),
        ("[[prices]", "contract.toml: this is not TOML"),
        (
            'source = "x"\n[[prices]]\nof_list = "1 %"',
            "contract.toml:2, row 1, model: this is missing; expected the id or name of a model",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "rocket"\nof_list = 0.9',
            r"contract.toml:2, row 1 \(rocket\), of_list: found Decimal\('0.9'\); .*'90 %'",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "rocket"\nof_list = "-5 %"',
            r"row 1 \(rocket\), of_list: found '-5 %'",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "rocket"\nof_list = "5 %"\ninput = 1',
            r"row 1 \(rocket\), input: found 1; expected of_list and effective alone",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "rocket"\nof_list = "5 %"\neffective = "soon"',
            r"row 1 \(rocket\), effective: found 'soon'; expected an EDTF date",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "rocket"\ninput = 1',
            r"row 1 \(rocket\), currency: this is missing",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "rocket"\ncurrency = "USD"\ninptu = 1',
            r"row 1 \(rocket\), inptu: there is no field 'inptu'.*input",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "rokcet"\nof_list = "5 %"',
            r"contract.toml:2, row 1 \(rokcet\), model: .* called 'rokcet'.*rocket",
        ),
        (
            'source = "x"\n[[prices]]\nmodel = "anvil"\nof_list = "5 %"',
            r"row 1 \(anvil\), model: no list price of ANVIL by its maker is stated",
        ),
    ],
)
def test_a_file_that_is_not_as_expected_says_where(tmp_path: Path, text: str, message: str) -> None:
    """The error names file, row and field, and what is expected there."""
    acme = provider(model("anvil"), model("rocket", price("1", "1")))
    with pytest.raises(DataError, match=message):
        acme.with_prices(written(tmp_path, text))


def test_refuses_parts_that_cannot_be() -> None:
    """What is no percentage, has no list price or no source is refused."""
    acme = provider(model("anvil", price("1", "1", host="cloud")), model("rocket", price("1", "1")))
    with pytest.raises(ValueError, match=r"a text such as '90 %', got '0\.9'"):
        acme.with_prices({"rocket": "0.9"}, source="our contract")
    with pytest.raises(NotStatedError, match="no list price of ANVIL by its maker is stated"):
        acme.with_prices({"anvil": "90 %"}, source="our contract")
    with pytest.raises(UnknownIdError, match="rokcet"):
        acme.with_prices({"rokcet": "90 %"}, source="our contract")
    with pytest.raises(TypeError, match="prices need a source, such as source='our contract'"):
        acme.with_prices({"rocket": "90 %"})  # type: ignore[call-overload] # pyright: ignore[reportCallIssue, reportArgumentType]
    wrong: Any = {"rocket": 0.9}
    with pytest.raises(TypeError, match=r"expected a TokenPrice or a text, got 0\.9"):
        acme.with_prices(wrong, source="our contract")


def test_a_list_price_that_would_not_count_is_refused(tmp_path: Path) -> None:
    """Beside another list price one needs its first day, else neither or the other would count."""
    ours = price("1", "2")
    dated = provider(model("rocket", price("3", "4", effective="2026-05"), as_of="2026-06"))
    undated = provider(model("rocket", price("3", "4")))
    refused = r"when the list price \$1 / \$2 of .* begins is not stated, beside \$3 / \$4: name"

    for each in (dated, undated):
        with pytest.raises(NotStatedError, match=refused):
            each.with_prices({"rocket": ours}, source="ours")
        contract = each.with_prices({"rocket": evolve(ours, plan="contract")}, source="ours")
        assert "3" == str(contract.models["rocket"].price.input)
    for each, counted in (
        (dated, evolve(ours, effective="2026-06-01")),
        (undated, evolve(ours, preference="preferred")),
        (provider(model("rocket")), ours),
    ):
        taken = each.with_prices({"rocket": counted}, source="ours")
        assert "1" == str(taken.models["rocket"].price.input)
    elsewhere = undated.with_prices({"rocket": evolve(ours, host="cloud")}, source="ours")
    assert "1" == str(elsewhere.models["rocket"].price_for(host="cloud").input)
    file = written(tmp_path, 'source = "s"\n[[prices]]\nmodel = "rocket"\nplan = "list"\n'
                   'currency = "USD"\ninput = "1"\noutput = "2"\n')  # fmt: skip
    with pytest.raises(DataError, match=r"row 1 \(rocket\), model: when the list price"):
        undated.with_prices(file)
