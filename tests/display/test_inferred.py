"""What a reader sees of values that the source leaves to convention."""

import re
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import evolve, fields
from made_up.facts import event, figure, model
from matplotlib.text import Text
from rich.console import Console

from aiproviders import (
    Catalog,
    Claim,
    Provider,
    Quantity,
    Score,
    TokenPrice,
    Usage,
    charts,
    compare,
    diff,
    price_performance,
    report,
)
from aiproviders._display.cells import INFERRED_SIGN, UNKNOWN, Cell, Table
from aiproviders._display.html import html
from aiproviders._display.plain_text import plain_text
from aiproviders._display.record_tables import records_table
from aiproviders._display.views import view
from aiproviders._frames.tables import data_table
from aiproviders._records.fields import ABOUT_THE_RECORD
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._report import company_tables, model_tables
from aiproviders._report.links import RecordIndex
from aiproviders.types import OtherPrice, PriceTier, Role
from aiproviders.usage._pricing.request_bill import RequestBill

FOOTNOTE = "† inferred, not stated by the source"
REPORT_TABLES = {
    "metrics": company_tables.metrics,
    "business_units": company_tables.units,
    "people": company_tables.people,
    "products": company_tables.products,
    "events": company_tables.events,
    "claims": company_tables.claims,
    "entities": company_tables.entities,
    "sources": company_tables.sources,
    "models": model_tables.models,
}


def all_inferred(stated: Any) -> Any:
    """A record, price or score of which every field is inferred."""
    names = [
        each.name for each in fields(cast("Any", type(stated))) if each.name not in ABOUT_THE_RECORD
    ]
    return evolve(stated, inferred=names + ["unit"] * isinstance(stated, TokenPrice))


def unsigned(table: Table) -> list[tuple[str, str]]:
    """The headings and texts of the cells that state something and say not that it is inferred."""
    return [
        (heading, cell.text)
        for row in table.rows
        for heading, cell in zip(table.header, row, strict=True)
        if cell.text and cell.mark != "unknown" and not cell.inferred
    ]


def priced(**stated: Any) -> TokenPrice:
    """A price of every kind."""
    return TokenPrice(
        currency="USD",
        input="2",
        output="4",
        tiers=(PriceTier(threshold=100, input="3", output="5"),),
        other=(OtherPrice(kind="image", unit="image", price="1"),),
        **stated,
    )


def scored(**stated: Any) -> Score:
    """A score on a benchmark that all share."""
    return Score(benchmark="swe-bench-verified", quantity=Quantity(value=50, unit="%"), **stated)


INFERRED_PRICE = priced(inferred=["currency", "unit", "region"])
MODEL = model(
    "rocket",
    released="2026",
    license="MIT",
    prices=(INFERRED_PRICE,),
    scores=(scored(inferred=["benchmark", "harness"]),),
    inferred=("license", "released", "prices", "name"),
)


@pytest.mark.parametrize("section", [each for each in SECTIONS if each != "retired"])
def test_every_column_of_a_table_says_what_is_inferred(acme: Provider, section: str) -> None:
    """Where every field of records is inferred, every cell of their table says so, except the
    places; where none is, no cell does, and there is no footnote.
    """
    records = [
        evolve(record, roles=[Role(title="Chief")]) if section == "people" else record
        for record in getattr(acme, section)
    ]
    stated = records_table(records, places=False)
    prices = [priced(effective="2026"), priced(observed="2026")]
    inferred = records_table(map(all_inferred, records), places=False)
    # The price of a model names its own fields.
    expected = {"In / out per million tokens"} & {heading for heading, _ in unsigned(inferred)}

    assert records
    assert expected == {heading for heading, _ in unsigned(inferred)}
    assert [] == [cell for row in stated.rows for cell in row if cell.inferred]
    assert "" == stated.footnote
    assert inferred.footnote.startswith(f"{FOOTNOTE}: ")
    assert [] == unsigned(records_table(map(all_inferred, prices), places=False))
    assert [] == unsigned(records_table([all_inferred(scored(date="2026"))], places=False))


@pytest.mark.parametrize("section", REPORT_TABLES)
def test_every_column_of_a_report_says_what_is_inferred(acme: Provider, section: str) -> None:
    """The tables of a report sign every cell too, except those of places."""
    sections: dict[str, Any] = {section: [*map(all_inferred, getattr(acme, section))]}
    table = REPORT_TABLES[section](RecordIndex(evolve(acme, **sections)))

    assert table.rows
    assert [] == unsigned(table)
    assert "" == REPORT_TABLES[section](RecordIndex(acme)).footnote


def test_prices_and_scores_of_a_report_say_what_is_inferred() -> None:
    """Amounts of every tier and kind name their currency and unit, and other columns their field;
    the model is not inferred.
    """
    held = model(
        "rocket",
        prices=map(
            all_inferred,
            (priced(region="EU", hours="22:00-06:00"), priced(host="cloud", effective="2026")),
        ),
        scores=[all_inferred(scored(date="2026", version="1"))],
    )
    index = RecordIndex(Provider(id="acme", models=Catalog([held])))

    for table in (model_tables.prices(index), model_tables.scores(index)):
        assert {"Model"} == {heading for heading, _ in unsigned(table)}
    cells = [cell for row in model_tables.prices(index).rows for cell in row]
    assert {("tiers",)} == {cell.inferred for cell in cells if "input token" in cell.details}
    assert all("hours" in cell.inferred for cell in cells if "UTC" in cell.details)


def test_nothing_that_is_not_stated_is_called_inferred() -> None:
    """A cell that says that nothing is stated has no sign."""
    (row,) = records_table([evolve(MODEL, license=None, released=None, prices=())]).rows

    assert UNKNOWN in row
    assert [Cell("rocket", inferred=("name",))] == [cell for cell in row if cell.inferred]


def test_a_card_names_every_inferred_field() -> None:
    """Facts and amounts have the sign, what has no cell is listed, and footnotes name all."""
    text = plain_text(view(MODEL))

    assert re.search(r"License +MIT†\n", text)
    assert re.search(r"Released +2026†\n", text)
    assert re.search(r"Inferred +prices, name†\n", text)
    assert f"{FOOTNOTE}: released, license, prices, name\n" in text
    assert "$2† " in text
    assert f"\n{FOOTNOTE}: currency, unit\n" in text
    assert "SWE-bench Verified† " in text
    assert re.search(r"Inferred +region†\n", plain_text(view(INFERRED_PRICE)))
    assert re.search(r"Inferred +harness†\n", plain_text(view(MODEL.scores[0])))
    at_night = priced(hours="22:00-06:00", effective="2026", inferred=["effective", "hours"])
    assert ("effective", "hours") == dict(view(at_night).facts)["Holds"].inferred
    assert "Inferred" not in dict(view(at_night).facts)


def test_text_and_terminal_and_html_have_the_sign_and_the_footnote() -> None:
    """All three writers show a sign behind the value and one footnote below the table."""
    shown = view(Catalog([MODEL]))
    printed = StringIO()
    Console(file=printed, width=60).print(Catalog([MODEL]))
    page = html(shown)

    for text in (plain_text(shown, width=60), printed.getvalue()):
        assert "$2 / $4†" in text
        assert 1 == text.count(FOOTNOTE)
        assert max(map(len, text.splitlines())) <= 60
    assert '$2 / $4<sup title="inferred: currency, unit">†</sup>' in page
    assert f"<p><small><bdi>{FOOTNOTE}: name, released, currency, unit</bdi></small></p>" in page
    assert page.count(f">{INFERRED_SIGN}</sup>") == 3
    facts = html(view(MODEL))
    assert f"<p><small><bdi>{FOOTNOTE}: released, license, prices, name</bdi></small></p>" in facts


def test_a_report_explains_the_sign(acme: Provider, tmp_path: Path) -> None:
    """Key facts, tiles and tables of the page have the sign, with footnotes and a legend."""
    assert acme.company
    company = evolve(
        acme.company,
        inferred=("founded", "fiscal_year_end", "founders", "competitors", "headquarters"),
    )
    metrics = [evolve(each, inferred=("quantity",)) for each in acme.metrics]
    report(evolve(acme, company=company, metrics=metrics), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    report(acme, tmp_path / "page.html")
    plain = (tmp_path / "page.html").read_text("utf-8")

    assert 0 == plain.count("<sup title=")
    assert 1 == plain.count("<sup>†</sup></span> inferred")
    assert page.count('<sup title="inferred: quantity">') > len(acme.metrics)
    assert f"{FOOTNOTE}: founded, founders, headquarters, fiscal year end, competitors<" in page
    assert f"{FOOTNOTE}: quantity<" in page


def test_a_comparison_says_what_it_rests_on() -> None:
    """Rows of value for money name the inferred fields of the score and of the price used, in
    tables, frames and charts; a score that the caller passes in is not inferred.
    """
    models = [MODEL, model("sure", prices=(priced(),), scores=(scored(),))]
    result = price_performance(models)
    by_id = {row.model.id: row for row in result.rows}
    names = (
        "score.benchmark", "score.harness", "price.currency", "price.unit", "price.region"
    )  # fmt: skip
    text = plain_text(view(result))
    (table,) = view(result).tables
    drawn = charts.price_performance(models).findobj(Text)
    own = price_performance(models, benchmark="swe-bench-verified", scores={"rocket": 50}).rows

    assert names == by_id["rocket"].inferred
    assert () == by_id["sure"].inferred
    assert {"; ".join(names), None} == {row["inferred"] for row in data_table(result).rows}
    assert "50 %†" in text
    assert f"{FOOTNOTE}: {', '.join(names)}" in " ".join(text.split())
    assert {("rocket", "Score"), ("rocket", "Price")} == {
        (row[0].text, heading)
        for row in table.rows
        for heading, cell in zip(table.header, row, strict=True)
        if cell.inferred
    }
    caption = f"Inferred, not stated by the source: {', '.join(names)}."
    assert 1 == sum(caption in " ".join(each.get_text().split()) for each in drawn)
    assert {names[2:], ()} == {row.inferred for row in own}


@pytest.mark.parametrize("field", ["quantity", "period"])
def test_charts_sign_what_is_inferred(field: str) -> None:
    """Figures, periods and events have the sign beside them, which the caption explains."""
    metric = figure("sales", "$5 billion", "2026", inferred=(field,))
    happened = evolve(event("start", "2026", ()), inferred=("date",))
    note = "† inferred, not stated by the source."

    figures, plain_figures = (
        charts.figures([each]) for each in (metric, evolve(metric, inferred=()))
    )
    starts, plain_starts = (
        charts.timeline([each]) for each in (happened, evolve(happened, inferred=()))
    )

    for axes, plain, label in (
        (figures, plain_figures, {"quantity": "$5 billion†", "period": "2026†"}[field]),
        (starts, plain_starts, "Start†"),
    ):
        root = axes.get_figure(root=True)
        assert root
        root.draw_without_rendering()
        texts = [each.get_text().replace("\\$", "$") for each in axes.findobj(Text)]

        assert any(label in each for each in texts)
        assert 1 == sum(note in each for each in texts)
        assert not any("†" in each.get_text() for each in plain.findobj(Text))


def test_a_bill_says_what_it_rests_on() -> None:
    """The amounts of a bill have the sign of the price that they come from."""
    bill = RequestBill.of(MODEL, Usage(input_tokens=10, output_tokens=10))

    assert 4 == plain_text(bill.view()).count("†") - 1
    assert ("currency", "unit", "region") == bill.to_dict()["inferred"]


def test_comparison_and_changes_have_a_row_for_it(acme: Provider) -> None:
    """`inferred` is compared like any field, of a record and of the price and the scores in it."""
    stated = model("sure", prices=(priced(),), scores=(scored(),))
    rows = {row.field: row.texts for row in compare(MODEL, stated)}
    first = acme.models["rocket-1"]
    changed = acme.with_records(evolve(first, inferred=("access", "license")))

    assert ("license, released, prices, name", "not stated") == rows["inferred"]
    assert ("currency, unit, region", "not stated") == rows["price.inferred"]
    assert ", inferred: " in rows["scores.swe-bench-verified"][0]
    assert "inferred" not in rows["scores.swe-bench-verified"][1]
    assert "models rocket-1: inferred was none, now access, license" in str(diff(acme, changed))


@pytest.mark.parametrize("format", ["text", "csl-json", "bibtex"])
def test_citations_say_what_is_inferred(format: Any) -> None:
    """Every format names the inferred fields of a record, and of the prices and scores in it."""
    claims = Catalog([Claim(id="said", kind="first", title="Said", inferred=("first", "said_by"))])
    metrics = [figure("sure", "$1", "2026", citations=())]
    cited = evolve(MODEL, citations=(), scores=MODEL.scores * 2)
    whole = Provider(id="acme", models=Catalog([cited]), claims=claims, metrics=metrics)

    assert "not stated by the source: first, said by" in whole.cite("said", format)
    assert (
        "not stated by the source: license, released, prices, name, currency of a price, unit of a "
        "price, region of a price, benchmark of a score, harness of a score"
    ) in whole.cite("rocket", format)
    assert "inferred" not in whole.cite("sure", format)
