"""Views: what is shown of each object, before it is written as HTML or text."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from made_up.facts import figure, model

from aiproviders import (
    Catalog,
    Citation,
    Company,
    Model,
    Period,
    Person,
    Product,
    Provider,
    Quantity,
    Score,
    Source,
    TokenPrice,
    alibaba,
    audit,
    compare,
    diff,
    gaps,
    market,
    price_performance,
    providers,
)
from aiproviders._display.cells import (
    UNKNOWN,
    Cell,
    Table,
    View,
    citations_cell,
    period_cell,
    printed_text,
    quantity_cell,
)
from aiproviders._display.plain_text import plain_text
from aiproviders._display.record_tables import records_table
from aiproviders._display.views import headline_figures, origin_words, view
from aiproviders._records.providers import merged_records
from aiproviders._values.number import COMPARATORS
from aiproviders._values.wording import printable
from aiproviders.results import Metrics
from aiproviders.types import FormerName, Listing, OtherPrice, PriceTier, RetiredId, Role


def column(table: Table, heading: str) -> list[Cell]:
    """The cells under a heading."""
    return [row[table.header.index(heading)] for row in table.rows]


def fact(shown: View, name: str) -> Cell:
    """The fact of a name."""
    return dict(shown.facts)[name]


# Cells


@pytest.mark.parametrize(
    ("stated", "cell"),
    [
        ("41 models", Cell("41 models")),
        ("~$260 billion", Cell("~$260 billion", "approximate")),
        ("400+ models", Cell("400+ models", "bounded")),
        ("over 3 %", Cell(">3 %", "bounded")),
        ("triple-digit", Cell("100 to under 1,000 %", "bounded")),
        ("top 10", Cell("top 10", "bounded")),
    ],
)
def test_quantities_are_marked_as_stated(stated: str, cell: Cell) -> None:
    """A number reads as a person writes it, and its mark says how it is stated."""
    assert cell == quantity_cell(Quantity.parse(stated))


@given(
    st.decimals(min_value=-(10**6), max_value=10**12, places=2),
    st.sampled_from(["USD", "%", "1", "model", "rank", "USD/Mtok"]),
    st.sampled_from(COMPARATORS),
)
def test_a_mark_can_be_read_without_any_style(value: Decimal, unit: str, comparator: Any) -> None:
    """The text of a number says what its mark says, so that no style is needed to read it."""
    upper = value + 1 if comparator == "range" else None
    cell = quantity_cell(Quantity(value=value, unit=unit, comparator=comparator, upper=upper))

    assert (cell.mark == "approximate") == ("~" in cell.text)
    says_bound = bool(re.search(r"[<>≤+]|\bto\b|\btop\b", cell.text))
    assert (cell.mark != "") == ("~" in cell.text or says_bound)


@pytest.mark.parametrize(
    ("edtf", "label", "cell"),
    [
        ("2026-05", None, Cell("May 2026")),
        (
            "2025-04-01/2026-03-31",
            "FY2026",
            Cell("FY2026", hover="1 April 2025 to 31 March 2026"),
        ),
        ("2023/..", None, Cell("since 2023", "bounded")),
        ("2026-37~", "early 2026", Cell("early 2026", "approximate", hover="about early 2026")),
        ("2026~", None, Cell("about 2026", "approximate")),
        ("2026?", None, Cell("perhaps 2026", "approximate")),
        (
            "2026%",
            "spring 2026",
            Cell("spring 2026 (about)", "approximate", hover="perhaps about 2026"),
        ),
    ],
)
def test_dates_are_marked_as_stated(edtf: str, label: str | None, cell: Cell) -> None:
    """A date that is about or open says so, whatever its label, which tells its days on hover."""
    assert cell == period_cell(Period(edtf, label))


def test_a_name_of_a_period_goes_before_its_label() -> None:
    """What the company calls a period stands for it, with its days on hover."""
    quarter = Period("2026-01-01/2026-03-31", "quarter ended 31 March 2026")

    assert Cell("Q4 FY2026", hover="1 January 2026 to 31 March 2026") == period_cell(
        quarter, {quarter.edtf: "Q4 FY2026"}
    )


def test_what_is_not_stated_says_so() -> None:
    """A number, date or citation that is missing reads "not stated", and is marked."""
    assert [UNKNOWN] * 3 == [quantity_cell(None), period_cell(None), citations_cell(())]
    assert ("not stated", "unknown") == UNKNOWN[:2]


def test_a_place_unfolds_to_all_places() -> None:
    """The cell names the first section and counts the rest; its details quote what is printed."""
    places = (
        Citation(source="report", section="Money", locator="page 3", text="over 5", comparator=">"),
        Citation(source="report"),
    )

    assert Cell(
        "report, Money +1",
        details="“over 5” (stated as over): report, Money, page 3\nreport",
    ) == citations_cell(places)
    assert "Money +1" == citations_cell(places, names_source=False).text
    assert "report" == citations_cell(places[1:], names_source=False).text
    assert "(stated as about)" == printed_text(Citation(source="report", comparator="~"))


def test_long_tables_are_cut_with_a_count() -> None:
    """A shortened view keeps the first rows of each table and says how many there are."""
    shown = view(alibaba.metrics)
    (table,) = shown.shortened(20).tables

    assert len(alibaba.metrics) == len(shown.tables[0].rows)
    assert "" == shown.tables[0].rest
    assert shown.tables[0].rows[:20] == table.rows
    assert table.rest.startswith(
        f"… {len(alibaba.metrics) - 20} more of {len(alibaba.metrics)}; a slice"
    )
    assert "… 4 more of 24" == Table(("N",), ((Cell("1"),),) * 24).shortened(20).rest
    assert shown.tables[0].rows[20:] == table.further
    assert table.rest == table.shortened(30).rest
    assert "" == table.shortened(0)._replace(total=0).rest


# Records


def test_every_record_has_a_card_with_its_places() -> None:
    """Each record shows its title and id, and every place with what is printed there."""
    for record in [*alibaba.records(), *audit(alibaba)]:
        shown = view(record)
        text = plain_text(shown, width=10_000)

        assert shown.title
        assert record.id == fact(shown, "Id").text
        for citation in record.citations:
            for words in (citation.section, citation.locator, citation.text):
                assert not words or printable(words) in text
        assert not record.note or printable(record.note) in text


def test_a_figure_has_a_card() -> None:
    """The card of a figure has its measure, value, period, reporter and citations."""
    shown = view(alibaba.metrics["market-cap"])

    assert "alibaba · Market capitalization" == shown.title
    assert "Metric" == shown.kind
    assert Cell("~$260 billion", "approximate") == fact(shown, "Value")
    assert Cell("June 2026") == fact(shown, "Period")
    assert {"Reported by", "Duration"} <= {*shown.unstated}
    assert f"{len(shown.unstated)} fields not stated" == shown.unstated_words
    assert "fields not stated: converted, stated, duration, " in plain_text(shown)
    assert (
        "aliases, API names, " in View("", unstated=("Aliases", "API names", "Name")).unstated_line
    )
    assert ("Source", "Section", "Place", "Printed there") == shown.tables[0].header
    assert "Preference" not in dict(shown.facts)


def test_a_model_has_a_card(acme: Provider) -> None:
    """The card of a model has its prices and scores as tables, its places folded, and what is not
    stated apart.
    """
    shown = view(acme.models["rocket-1"])
    prices, scores, places = shown.tables

    assert "api only" == fact(shown, "Access").text
    assert "input text, image; output text" == fact(shown, "Modalities").text
    assert "Prices per million tokens" == prices.heading
    assert ["$1", "$4", "$0.10", "not stated"] == [
        column(prices, heading)[0].text
        for heading in ("Input", "Output", "Cache read", "Cache write")
    ]
    assert [Cell("from 100,000 input tokens: input $2, output $8, cache read $0.20")] == column(
        prices, "Further prices"
    )
    assert "SWE-bench Verified" == column(scores, "Benchmark")[0].text
    assert [False, False, True] == [each.is_folded for each in (prices, scores, places)]
    assert "Where: 1 place" == places.heading
    assert "Scores" in view(acme.models["anvil-1"]).unstated
    assert "Kind" not in dict(shown.facts)


def test_a_price_shows_all_that_is_stated_of_it() -> None:
    """Unusual terms and kinds of use have cells where they are stated, and no column otherwise."""
    plain = TokenPrice(currency="USD", input=1, output=2)
    full = TokenPrice(
        currency="USD",
        input=1,
        output=2,
        reasoning=4,
        searches=10,
        unstated=("output_image",),
        other=[OtherPrice(kind="image", unit="image", price="0.04")],
        tiers=[PriceTier(threshold=9, input=3)],
        host="cloud",
        region="eu",
        service="batch",
        preference="preferred",
        converted=True,
    )
    model = Model(id="m", provider="acme", name="M", prices=(plain, full))
    bare, (table, *_) = records_table([plain]), view(model).tables

    assert ("Terms", "Input", "Output", "Cache read", "Cache write") == bare.header[:5]
    assert {"Further prices"} == {*table.header} - {*bare.header}
    assert ["list", "list, batch, preferred, converted, by cloud, in eu"] == [
        cell.text for cell in column(table, "Terms")
    ]
    assert [
        "",
        (
            "reasoning $4, searches $10 per thousand, output image not stated; "
            "image $0.04 per image; above 9 input tokens: input $3"
        ),
    ] == [cell.text for cell in column(table, "Further prices")]


def test_many_further_prices_are_counted_and_folded() -> None:
    """A row stays short however many prices have no column, and its details have all of them."""
    price = TokenPrice(
        currency="USD",
        reasoning=4,
        input_audio=5,
        output_audio=6,
        unstated=("output_image",),
        other=[OTHER],
        tiers=[PriceTier(threshold=count, reasoning=8, input_audio=9) for count in (10, 20)],
    )
    tiers = [f"above {count} input tokens: reasoning $8, input audio $9" for count in (10, 20)]
    few = evolve(price, unstated=(), other=(), tiers=price.tiers[:1])
    only_tiers = TokenPrice(currency="USD", tiers=[*price.tiers, PriceTier(threshold=30, input=1)])
    table = records_table([price, few, only_tiers])
    folded, whole, longer = column(table, "Further prices")

    assert "5 further kinds, 2 further input lengths" == folded.text
    assert [
        "reasoning $4, input audio $5, output audio $6, output image not stated",
        "image $0.04 per image",
        *tiers,
    ] == folded.details.splitlines()
    assert "" == whole.details
    assert f"reasoning $4, input audio $5, output audio $6; {tiers[0]}" == whole.text
    assert "3 further input lengths" == longer.text


def test_the_card_of_a_price_has_a_line_for_each_thing_stated() -> None:
    """All kinds, tiers and terms have lines where they are stated, and none otherwise."""
    plain = TokenPrice(currency="USD", input=1, output=2)
    full = evolve(
        plain,
        reasoning=4,
        searches=0,
        unstated=("output_image",),
        other=[OTHER],
        tiers=[PriceTier(threshold=9, inclusive=True, input=3), PriceTier(threshold=99, output=5)],
        host="cloud",
        hours="22:00-06:00",
        effective="2026-07",
        observed="2026-08",
        citations=[Citation(source=each) for each in ("maker", "catalog", "maker")],
    )

    assert ["Terms", "Input", "Output"] == [name for name, _ in view(plain).facts]
    assert ("Cache read", "Cache write", "Holds", "Reported by") == view(plain).unstated
    assert {
        "Terms": "list, by cloud",
        "Reasoning": "$4",
        "Searches": "free",
        "Output image": "not stated",
        "Image": "$0.04 per image",
        "From 9 input tokens": "input $3",
        "Above 99 input tokens": "output $5",
        "Holds": "July 2026, 22:00-06:00 UTC",
        "Seen": "August 2026",
        "Stated by": "maker, catalog",
    }.items() <= {(name, cell.text) for name, cell in view(full).facts}
    only_seen = evolve(full, effective=None)
    assert "seen August 2026, 22:00-06:00 UTC" == fact(view(only_seen), "Holds").text
    assert "Seen" not in dict(view(only_seen).facts)


def test_a_finding_shows_both_sides() -> None:
    """The card of a finding has the arithmetic, and what is printed on either side."""
    finding = audit(alibaba)[0]
    shown = view(finding)

    assert f"{finding.severity}: {finding.rule}" == shown.title
    assert finding.arithmetic == fact(shown, "Arithmetic").text
    assert ["“~30%”", "“RMB 8,971M”", "“RMB 41,626M (~$6.0B)”"] == [
        cell.text for cell in column(shown.tables[0], "Printed there")
    ]


def test_values_with_a_source_have_cards(acme: Provider) -> None:
    """A price and a score show what they say, where it stands and the note on it."""
    rocket = acme.models["rocket-2"]
    price = evolve(rocket.price, note="From our list.", other=(image := OTHER,))
    shown = view(price)

    assert "Token price" == shown.kind
    assert Cell("$0.04 per image") == fact(shown, "Image")
    assert image.kind in plain_text(shown)
    assert ("From our list.",) == shown.notes
    assert [Cell("“72.5%”")] == column(view(rocket.scores[0]).tables[1], "Printed there")


OTHER = OtherPrice(kind="image", unit="image", price=Decimal("0.04"))


def test_facts_of_the_company_are_worded() -> None:
    """What a record holds inside it is a table; a web address is a link; ids stay as they are."""
    company = Company(
        id="acme",
        legal_name="Acme Limited",
        founder_count=3,
        listings=(Listing(exchange="LSE", ticker="ACME"),),
        competitors=("a", "b"),
    )
    shown = view(company)
    product = Product(
        id="app",
        name="App",
        kind="assistant",
        former_names=(FormerName(name="Old"),),
        url="https://x",
    )

    assert "3" == fact(shown, "Founder count").text
    assert "a, b" == fact(shown, "Competitors").text
    assert (("Exchange", "Ticker", "Since"), "Listings") == (
        shown.tables[0].header,
        shown.tables[0].heading,
    )
    assert Cell("https://x", address="https://x") == fact(view(product), "Address")


# Catalogs


@pytest.mark.parametrize(
    ("section", "header"),
    [
        ("models", "Model|Out since|Access|Context|In / out per million tokens|Where in guide"),
        ("metrics", "Subject|Measure|Value|Period|Reported by|Where in guide"),
        ("events", "Date|Event|Kind|Where in guide"),
        ("claims", "Claim|Kind|Said by|Where in guide"),
        ("entities", "Name|Kind|Country|Where in guide"),
        ("people", "Name|Roles|Where in guide"),
        ("products", "Name|Kind|Launched|Offered by|Where in guide"),
        ("business_units", "Name|Kind|Founded|Where in guide"),
        ("measures", "Name|Kind|Units"),
        ("benchmarks", "Name|Unit|Scale"),
        ("sources", "Title|Kind|Publisher|Published|Address"),
    ],
)
def test_every_type_of_record_has_columns(section: str, header: str) -> None:
    """A catalog is a table of all its records, with the columns of their class."""
    catalog = getattr(alibaba, section)
    (table,) = view(catalog).tables

    assert tuple(header.split("|")) == table.header
    assert len(catalog) == len(table.rows)


def test_catalogs_say_what_they_were_taken_from(acme: Provider) -> None:
    """A catalog names its provider, the version, and the source with its kind."""
    shown = view(acme.models.where(lambda model: model.prices))

    assert ("acme.models", "2 records") == (shown.title, shown.kind)
    assert (
        "acme, data version 2026.05.1; annual-report: “Annual report 2026”, a primary source",
    ) == (shown.notes)
    assert acme.models.origin is not None
    bare = evolve(acme.models.origin, data_version=None, kinds=())
    assert "acme; annual-report: “Annual report 2026”" == origin_words(bare)


def test_an_empty_catalog_is_shown() -> None:
    """A catalog without records has no table."""
    assert View("the catalog", "0 records") == view(Catalog())


def test_a_mixed_catalog_is_shown(acme: Provider) -> None:
    """Records of several types are listed by type, id and what they are."""
    mixed = Catalog([acme.models["rocket-1"], acme.events["inquiry"]])
    (table,) = view(mixed).tables

    assert ("Kind", "Id", "What") == table.header
    assert ("Model", "rocket-1", "Rocket 1") == tuple(cell.text for cell in table.rows[0])


def test_providers_are_a_table() -> None:
    """A catalog of providers says how much each holds and how new it is."""
    (table,) = view(providers()).tables

    assert "Id|Name|Models|Metrics|Events|Data version|Facts until" == "|".join(table.header)
    assert "alibaba" in [cell.text for cell in column(table, "Id")]


def test_the_source_is_named_once_or_in_each_row() -> None:
    """If all records cite one source, the heading names it; otherwise each row does."""
    one = figure("a", "5 %", measure="growth")
    other = evolve(one, id="b", citations=(Citation(source="filing", section="Notes"),))

    assert "Where in report" == records_table([one]).header[-1]
    both = records_table([one, other])
    assert ["report", "filing, Notes"] == [cell.text for cell in column(both, "Where")]
    assert "Where" not in records_table([one, other], places=False).header


def test_figures_say_how_they_are_meant() -> None:
    """The cell of a figure says its conversion, and whether it is planned or deprecated."""
    plain_one = figure("a", "RMB 380 billion")
    planned = evolve(
        plain_one,
        converted=Quantity.parse("~$53 billion"),
        status="planned",
        preference="deprecated",
        stated=Period("2025-02"),
    )
    table = records_table([planned], names={"acme": "Acme"})

    assert "RMB 380 billion (~$53 billion), planned, deprecated" == column(table, "Value")[0].text
    assert "stated February 2025" == column(table, "Period")[0].text
    assert "Acme" == column(table, "Subject")[0].text


def test_figures_say_of_what_they_are() -> None:
    """The table has the scope of a figure, what it leaves out, and its duration."""
    whole = figure("a", "38 %", "2025", duration="P3M", scope="web", excludes=("app", "tv"))
    lengths = {None: "P3Y6M", "2025": "PT12H", "2026~": "P1W"}
    table = records_table(
        [
            whole,
            *(
                figure(f"{length}", "1 %", period, duration=length)
                for period, length in lengths.items()
            ),
        ],
        names={"web": "Web", "app": "App"},
    )

    assert "Revenue, Web, without App, tv" == column(table, "Measure")[0].text
    assert [
        Cell("3 months within 2025"),
        Cell("3 years, 6 months"),
        Cell("PT12H within 2025"),
        Cell("1 week within about 2026", "approximate"),
    ] == column(table, "Period")
    said = figure("b", "1 %", duration="P1Y", stated=Period("2026"))
    assert [Cell("1 year, stated 2026")] == column(records_table([said]), "Period")


def test_only_ids_go_by_their_names() -> None:
    """A title that happens to read like an id stays as it is."""
    revenue = figure("revenue", "5 %")
    titled = Source(id="s", title="revenue")

    assert "revenue" == records_table([titled], names={"revenue": "Revenue"}).rows[0][0].text
    assert ["acme", "Revenue"] == [
        cell.text for cell in records_table([revenue], names={"revenue": "Revenue"}).rows[0][:2]
    ]


def test_other_records_have_tables_too() -> None:
    """Roles, retired ids and objects of any other class have tables."""
    person = Person(
        id="ada",
        names=("Ada",),
        roles=(
            Role(title="Chair", organization="acme", leads=True, since="2020", until="2024"),
            Role(title="Founder", current=False),
        ),
    )
    people = records_table([person], names={"acme": "Acme"})
    retired = records_table([RetiredId(id="old", successor="new", since=Period("2026"))])
    tiers = records_table([PriceTier(threshold=5, input="2", inclusive=True)])

    assert (
        "Chair, Acme, since 2020, until 2024; Founder, no longer" == column(people, "Roles")[0].text
    )
    assert UNKNOWN == column(records_table([evolve(person, roles=())]), "Roles")[0]
    assert ["old", "new", "2026"] == [cell.text for cell in retired.rows[0]]
    assert ["yes"] == [cell.text for cell in column(tiers, "Inclusive")]
    assert ["2"] == [cell.text for cell in column(tiers, "Input")]
    assert UNKNOWN == column(records_table([model("x")]), "Access")[0]


# The provider


def test_card_of_a_provider(acme: Provider) -> None:
    """The card has who, the flagship, figures, events, the source, and folded its models and value
    for money.
    """
    shown = view(acme)
    tables = {table.heading: table for table in shown.tables}

    assert ("Acme", "Provider") == (shown.title, shown.kind)
    assert [
        ("Company", "Acme Limited"),
        ("Founded", "2001 in Springfield by 3 founders"),
        ("Headquarters", "Springfield"),
        ("Listed", "LSE: ACME"),
        ("Led by", "Ada Acme"),
        ("Flagship", "Rocket 2"),
        ("Data version", "2026.05.1"),
        ("Facts until", "20 May 2026"),
    ] == [(name, cell.text) for name, cell in shown.facts[:-1]]
    assert "models 4" in fact(shown, "Holds").text
    models = tables["4 models: Rocket 2, Rocket, Rocket 1, … and 1 more"]
    assert models.is_folded
    assert "Rocket 2" == models.rows[0][0].text
    assert "Where in annual-report" not in {*models.header, *tables["Figures"].header}
    assert ["Acme", "Acme", "Acme"] == [cell.text for cell in column(tables["Figures"], "Subject")]
    assert ["Rocket 2 comes out", "Labs become a unit of their own"] == [
        cell.text for cell in column(tables["Latest events"], "Event")[:2]
    ]
    assert any(heading.startswith("Price-performance on SWE-bench") for heading in tables)
    assert shown.notes[0].startswith(
        "Source annual-report: “Annual report 2026”, a primary source (Acme, 1 June 2026"
    )


def test_the_companys_own_figures_come_first() -> None:
    """On the card the newest figures of the company stand before newer ones of others."""
    own = figure("own", "5 %", "2024")
    older = figure("older", "4 %", "2023")
    other = figure("other", "3 %", "2026", subject="app")
    undated = figure("undated", "2 %")
    planned = figure("planned", "1 %", "2027", status="planned")
    wrong = figure("wrong", "6 %", "2025", preference="deprecated")
    provider = Provider(id="acme", metrics=Metrics([older, other, own, undated, planned, wrong]))

    assert [own, older, other] == headline_figures(provider)


def test_headlines_are_of_different_measures() -> None:
    """Revenue comes before a newer figure that fewer ask for, and a second revenue after it."""
    staff = figure("staff", "9 employees", "2026", measure="employees")
    newer = figure("newer", "$5 billion", "2024")
    older = figure("older", "$4 billion", "2023")
    downloads = figure("downloads", "4 downloads", "2026", measure="downloads", subject="app")
    provider = Provider(id="acme", metrics=Metrics([older, downloads, staff, newer]))

    assert [newer, staff, downloads, older] == headline_figures(provider)


def test_card_of_next_to_nothing() -> None:
    """A provider without facts has a card without tables, and says what is not stated."""
    shown = view(Provider(id="bare", sources=Catalog([Source(id="s", title="S")])))

    assert ("bare", ()) == (shown.title, shown.tables)
    assert UNKNOWN == fact(shown, "Facts until")
    assert ("Source s: “S”, a source (no publisher, date or address stated).",) == shown.notes
    assert "no records" == fact(view(Provider(id="bare")), "Holds").text
    founded = Company(id="bare", legal_name="Bare Limited", founded=Period("2001"))
    assert "2001" == fact(view(Provider(id="bare", company=founded)), "Founded").text


def test_prices_in_two_currencies_are_no_table(acme: Provider) -> None:
    """Where models cannot be compared the card leaves value for money out."""
    first, second, *others = acme.models
    in_yuan = evolve(second, prices=(evolve(second.price, currency="CNY"),))
    shown = view(evolve(acme, models=Catalog([first, in_yuan, *others])))

    assert ["Figures", "Latest events"] == [table.heading for table in shown.tables[:-1]]
    assert shown.tables[-1].heading.startswith("4 models: ")


def test_free_and_unstated_prices_differ(acme: Provider) -> None:
    """A price of zero reads as free, a missing one as not stated."""
    rocket = acme.models["rocket-2"]
    free = evolve(rocket, prices=(evolve(rocket.price, input=0, output=None),))
    table = records_table([free, acme.models["anvil-1"]])

    assert ["free / not stated", "not stated"] == [
        cell.text for cell in column(table, "In / out per million tokens")
    ]


def test_scores_say_how_they_were_measured() -> None:
    """Scores have columns for the version, the harness and the variant where these are stated."""
    plain = Score(benchmark="gpqa-diamond", quantity=Quantity(value=50, unit="%"))
    high = evolve(plain, harness="Inspect", variant="high", standard_error="2.2")

    assert ("Benchmark", "Score", "Date", "Reported by") == view(plain).tables[0].header[:4]
    assert ("Benchmark", "Harness", "Variant", "Score") == view(high).tables[0].header[:4]
    (row,) = view(high).tables[0].rows
    assert ["GPQA Diamond", "Inspect", "high", "50 % ± 2.2"] == [cell.text for cell in row[:4]]


# Results


def test_value_for_money_is_a_table() -> None:
    """The view has the models, whether their order holds, and what is left out."""
    three = ("qwen3", "qwen3.6", "qwen3.7-max")
    shown = view(price_performance(alibaba.models.where(lambda model: model.id in three)))

    assert ["57.19", "21.44"] == [cell.text for cell in column(shown.tables[0], "Score/price")]
    assert UNKNOWN == column(shown.tables[0], "Reported by")[0]
    assert (
        "The order holds at every mix of input and output.",
        "Scores: harness not stated.",
        "Left out: no price (1).",
    ) == shown.notes


def test_changes_are_a_table(acme: Provider) -> None:
    """Each change has the values before and after it; an added record has none before."""
    rocket = acme.models["rocket-2"]
    changed = evolve(rocket, access=None, released=Period("2026-05"))
    new = evolve(
        acme, models=Catalog([*acme.models.where(lambda each: each is not rocket), changed, NEW])
    )
    (table,) = view(diff(acme, new)).tables

    assert ("models", "rocket-2", "released", "2026-05-20", "2026-05") == tuple(
        cell.text for cell in table.rows[0][1:6]
    )
    assert "unknown" == table.rows[1][5].mark
    assert ("added", "", "X") == (
        table.rows[2][0].text,
        table.rows[2][4].text,
        table.rows[2][5].text,
    )
    assert () == view(diff(acme, acme)).tables


NEW = model("x", name="X")


def test_gaps_are_tables(acme: Provider) -> None:
    """What is not stated, the oldest facts, and the ids without date or reporter."""
    shown = view(gaps(acme))

    assert [
        ("Record", "Field", "Not stated"),
        ("Section", "Oldest", "Record"),
        ("2 records without a date",),
        ("3 records without a reporter",),
    ] == [table.header for table in shown.tables]
    assert ("Nothing.",) == view(gaps(Provider(id="acme"))).notes


def test_comparisons_are_a_table(acme: Provider) -> None:
    """Each field has the values of both records, marked; those of one alone come last.

    Citations of the record stand in the first row, and those of the price in its first row.
    """
    shown = view(compare(acme.models["rocket-1"], acme.models["rocket-2"]))
    (table,) = shown.tables

    assert ("Field", "rocket-1", "rocket-2", "Verdict") == table.header
    released = next(row for row in table.rows if row[0].text == "released")
    assert ("March 2025", "20 May 2026", "differs") == tuple(cell.text for cell in released[1:])
    assert "annual-report" in table.rows[0][1].details
    assert "" == released[1].details
    prices = [row[1].details for row in table.rows if row[0].text.startswith("price.")]
    assert "“$1 / $4”: annual-report" == prices[0]
    assert {""} == {*prices[1:]}
    unknown = [row[-1].text == "unknown" for row in table.rows]
    assert any(unknown)
    assert sorted(unknown) == unknown


def test_anything_else_has_a_title() -> None:
    """An object without a view of its own is shown as its text."""
    assert View("2026-01-01", "date") == view(date(2026, 1, 1))


def test_a_coming_change_of_a_price_is_shown(acme: Provider) -> None:
    """The end of a price and the price after it stand in repr, card and table of a model."""
    rocket = acme.models["rocket-1"]
    now = evolve(
        rocket.price, effective=Period("../2026-12-31"), input="0.75", output="3.75", tiers=()
    )
    then = evolve(now, effective=Period("2027-01-01/.."), input="1.50", output="7.50")
    changing = evolve(rocket, prices=(now, then), as_of=Period("2026-11-27"))
    words = "$0.75 / $3.75 until 31 December 2026, then $1.50 / $7.50"

    assert words == fact(view(changing), "Price in / out").text
    (shown,) = view(Catalog([changing])).tables
    assert [words] == [cell.text for cell in column(shown, "In / out per million tokens")]
    assert f"<Model rocket-1: Rocket 1, {words}>" == repr(changing)
    assert "<TokenPrice $0.75 in, $3.75 out per million tokens until 31 December 2026>" == repr(now)

    ending = evolve(changing, prices=(now,))
    assert "$0.75 / $3.75 until 31 December 2026" == fact(view(ending), "Price in / out").text
    over = evolve(changing, as_of=Period("2027-01-01"))
    assert "Price in / out" not in dict(view(over).facts)
    assert "<Model rocket-1: Rocket 1>" == repr(over)


def test_the_repr_of_a_model_stays_one_line(acme: Provider) -> None:
    """A long name with a coming change is cut at 99 characters."""
    rocket = acme.models["rocket-1"]
    ending = evolve(rocket.price, effective=Period("../2026-12-31"))

    assert 99 == len(repr(evolve(rocket, name="Rocket " * 20, prices=(ending,))))


def test_pages_without_a_title_are_counted() -> None:
    """A card names the sources that have a title, and counts pages known by address alone."""
    address = "https://example.com/prices"
    lab = Provider(
        id="lab",
        company=Company(id="lab", name="The Lab"),
        models=Catalog([model("m", name="M")]),
        sources=Catalog(
            [Source(id="notes", title="Our notes"), Source(id=address, title=address, url=address)]
        ),
    )

    card = plain_text(view(lab))
    assert "Source notes: “Our notes”, a source (no publisher, date or address stated)." in card
    assert "Further sources: 1 page, by address." in card
    assert "lab; notes: “Our notes”; 1 page" in view(lab.models).notes
    assert address not in card + plain_text(view(lab.models))


def test_a_company_of_which_only_names_are_stated_has_no_facts() -> None:
    """The card of a lab whose company is a name has no rows of unknown facts."""
    company = Company(id="lab", name="The Lab")
    bare = Provider(id="lab", company=company)
    founded = evolve(bare, company=evolve(company, founded="2015"))

    assert ["Data version", "Facts until", "Holds"] == [name for name, _ in view(bare).facts]
    assert "Headquarters" in view(founded).unstated


def test_a_printed_card_is_whole_but_for_what_folds() -> None:
    """Printing a market gives all of its labs, and a notebook the first of them."""
    assert "more of" not in str(market)
    assert "more of" in market._repr_mimebundle_()["text/plain"]


def test_notes_stand_with_what_they_are_of() -> None:
    """The note on a price or a score stands below its table, behind what its rows begin with; one
    that several share stands once, and alone if all do.
    """
    price = TokenPrice(currency="USD", input=1, note="By request.")
    prices = (price, evolve(price, service="batch"), evolve(price, region="eu", note=None))
    score = Score(benchmark="gpqa-diamond", quantity=Quantity(value=50, unit="%"), note="Twice.")
    high = evolve(score, variant="high", note="Once.")
    shown = view(model("m", prices=prices, scores=[high, score]))
    (all_noted, *_) = view(model("m", prices=prices[:2])).tables

    assert [
        ("list; list, batch: By request.",),
        ("GPQA Diamond (high): Once.", "GPQA Diamond: Twice."),
    ] == [table.notes for table in shown.tables[:2]]
    assert ("By request.",) == all_noted.notes
    assert "list; list, batch: By request.\n" in plain_text(shown)


def test_the_names_of_a_provider_stand_in_its_catalogs(acme: Provider) -> None:
    """Figures, people and periods go by their names in catalogs, also the labs in a catalog of
    several; a record alone has ids, but words for codes.
    """
    quarter = Period("2024-07-01/2024-09-30", "quarter ended 30 September 2024")
    grown = figure("acme.revenue-growth", "3 %", measure="revenue-growth", duration="P3M")
    given = [evolve(grown, period=quarter), evolve(grown, id="b", reported_by="acme")]
    named = evolve(acme, metrics=Metrics(given))
    (table,) = view(named.metrics).tables
    other = Provider(
        id="other",
        company=Company(id="other", name="The Other"),
        models=Catalog([evolve(model("x"), provider="other")]),
    )
    several = merged_records([acme, other], "models")

    assert "--06-30" == acme.company.fiscal_year_end if acme.company else False
    assert ["Acme", "Acme"] == [cell.text for cell in column(table, "Subject")]
    assert ["+3 %", "+3 %"] == [cell.text for cell in column(table, "Value")]
    assert "3 months within Q1 FY2025" == column(table, "Period")[0].text
    assert ["not stated", "Acme"] == [cell.text for cell in column(table, "Reported by")]
    assert {"Acme", "The Other"} == {cell.text for cell in column(view(several).tables[0], "Lab")}
    alone = view(named.metrics[0])
    assert ("acme", "+3 %", "3 months") == tuple(
        fact(alone, name).text for name in ("Subject", "Value", "Duration")
    )
    assert "30 June" == fact(view(acme.company), "Fiscal year end").text


def test_who_reported_a_price_has_a_column_where_it_is_stated() -> None:
    """Prices have a column of reporters only where one of them names a reporter."""
    bare = TokenPrice(currency="USD", input=1)

    assert "Reported by" not in records_table([bare]).header
    assert "Reported by" in records_table([bare, evolve(bare, reported_by="acme")]).header
