"""Citing facts, adding to a provider, and choosing one of several statements."""

import json
import pickle
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from made_up import ROOT

import aiproviders
from aiproviders import (
    Catalog,
    Citation,
    Event,
    Metric,
    Model,
    Period,
    Provider,
    Quantity,
    Score,
    Source,
    TokenPrice,
    alibaba,
    audit,
    best,
    blended_price,
    price_performance,
)
from aiproviders.errors import (
    AmbiguousFactError,
    AmbiguousIdError,
    DataError,
    NotStatedError,
    UnknownIdError,
)
from aiproviders.results import Metrics
from aiproviders.types import Benchmark, Measure, RetiredId

FILING = Source(id="filing", title="Filing 7", publisher="Registry", published=Period("2026-06"))


def cited(source: Source) -> Provider:
    """A provider with one metric, which stands in one source."""
    metric = Metric(
        id="x.users",
        subject="x",
        measure="users",
        quantity=Quantity(value=1, unit="user"),
        citations=(Citation(source=source.id),),
    )
    return Provider(id="x", metrics=[metric], sources=Catalog([source]))


def figure(id: str, value: str | Quantity, **changes: Any) -> Metric:
    """A metric of users, all of one question unless told otherwise."""
    quantity = value if isinstance(value, Quantity) else Quantity.parse(value, unit="user")
    return evolve(Metric(id=id, subject="x", measure="users", quantity=quantity), **changes)


# Citing


def test_cites_the_data_set_before_its_source(acme: Provider) -> None:
    """The sentence names data set, version and record, then source, place and what is known."""
    assert acme.cite("rocket.downloads") == (
        "Acme (aiproviders data set, version 2026.05.1), record rocket.downloads, after “Annual "
        "report 2026”, Outlook (a primary source; Acme, 1 June 2026, https://acme.example/report)."
    )


def test_cites_every_place_of_every_source(acme: Provider) -> None:
    """Places of one source stand together, each once, and each source has its own."""
    again = acme.with_citation("fastest", "annual-report", section="Outlook", text="fast")
    more = again.with_citation("fastest", "annual-report", section="Summary", locator="row 2")
    both = more.with_citation("fastest", FILING, locator="page 4")

    assert both.cite("fastest") == (
        "Acme (aiproviders data set, version 2026.05.1), record fastest, after “Annual report "
        "2026”, Outlook / Summary, row 2 (a primary source; Acme, 1 June 2026, "
        "https://acme.example/report); after “Filing 7”, page 4 (a source; Registry, June 2026, "
        "no address stated)."
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source(id="s", title="T"), "(a source; no author, date or address stated)."),
        (Source(id="s", title="T", url="https://t.example"), "no author or date stated)."),
        (
            Source(
                id="s",
                title="T",
                url="https://t.example",
                accessed=Period("2026-06-03"),
                kind="primary",
            ),
            "; https://t.example, accessed 3 June 2026, no author or date stated).",
        ),
        (
            Source(
                id="s", title="T", publisher="P", published=Period("2026"), url="https://t.example"
            ),
            "(a source; P, 2026, https://t.example).",
        ),
    ],
    ids=["nothing", "address", "accessed", "all"],
)
def test_says_what_is_not_stated_of_a_source(source: Source, expected: str) -> None:
    """Nothing is made up: what a citation should have and the source does not is named."""
    assert cited(source).cite("x.users").endswith(expected)


def test_a_secondary_source_is_called_so() -> None:
    """Every format says that the guide is a secondary source without author, date and address."""
    said = "no author, date or address stated"

    assert f"(a secondary source; {said})" in alibaba.cite("alibaba.market-cap.2026-06")
    for format in ("csl-json", "bibtex"):
        assert f"secondary source; {said}" in alibaba.cite("alibaba", format)


def test_a_record_is_cited_by_its_id() -> None:
    """The sentence names the record; a bibliography has the same data set for all records."""
    dataset = f"Alibaba (aiproviders data set, version {alibaba.data_version}), record "

    assert alibaba.cite("qwen3.6").startswith(f"{dataset}qwen3.6, after “Alibaba”, ")
    assert alibaba.cite("tongyi-laboratory", "bibtex") == alibaba.cite("qwen3.5", "bibtex")
    assert (
        "no source stated for market-cap"
        == json.loads(alibaba.cite(alibaba.measures["market-cap"], "csl-json"))[0]["note"]
    )


def test_the_id_of_a_measure_cites_its_only_figure() -> None:
    """What a measure stands for is cited; of several figures none is, and of none the measure."""
    own = alibaba.with_records(
        Measure(id="alibaba:patents", label="Patents", kind="instant", units=("patent",))
    )

    assert alibaba.cite("alibaba.market-cap.2026-06") == alibaba.cite("market-cap")
    with pytest.raises(AmbiguousIdError, match="names 3 records"):
        alibaba.cite("monthly-active-users")
    assert ", record alibaba:patents (" in own.cite("alibaba:patents")


def test_a_record_that_is_not_of_the_published_data_is_called_so() -> None:
    """What was added to a bundled provider, or changed, is no statement of the version named."""
    changed = alibaba.with_citation("qwen3.5", "guide", section="Elsewhere")
    added = alibaba.with_records(Model(id="mine", provider="alibaba", name="Mine"))
    said = "added or changed, and not of the published data"

    assert f"), record qwen3.5 ({said}), after " in changed.cite("qwen3.5")
    assert f"), record mine ({said}), no source stated." in added.cite("mine")
    assert f"qwen3.5 {said}" == json.loads(changed.cite("qwen3.5", "csl-json"))[0]["note"]
    assert f"  note = {{qwen3.5 {said}}},\n" in changed.cite("qwen3.5", "bibtex")
    assert "), record qwen3.7-max, after " in changed.cite("qwen3.7-max")


def test_a_record_without_citations_says_so(acme: Provider) -> None:
    """Where no source is stated, every format says that instead of leaving it out."""
    downloads = acme.measures["downloads"]

    assert (
        "Acme (aiproviders data set, version 2026.05.1), record downloads, no source stated."
        == acme.cite(downloads)
    )
    (dataset,) = json.loads(acme.cite(downloads, "csl-json"))
    assert "no source stated for downloads" == dataset["note"]
    assert "  note = {no source stated for downloads},\n}" in acme.cite(downloads, "bibtex")


def test_a_data_set_without_a_version_says_so() -> None:
    """A data set that has no version is not given one."""
    provider = cited(FILING)

    assert provider.cite("x.users").startswith(
        "x (aiproviders data set, no version stated), record "
    )
    assert "version" not in json.loads(provider.cite("x.users", "csl-json"))[0]


def test_a_source_is_cited_as_itself(acme: Provider) -> None:
    """Citing a source cites that source."""
    assert "annual-report, after “Annual report 2026” (" in acme.cite("annual-report")


def test_a_model_is_cited_with_its_prices_and_scores(acme: Provider) -> None:
    """Sources that stand only on a price or a score of a model are cited with it."""
    quantity = Quantity(value=1, unit="%")
    score = Score(
        benchmark="swe-bench-verified", quantity=quantity, citations=(Citation(source="filing"),)
    )
    model = evolve(acme.models["rocket"], scores=(score,))
    provider = evolve(acme, sources=Catalog([*acme.sources, FILING])).with_records(model)
    priced = provider.with_price("rocket", input=1, output=2, source="our contract")

    titles = [item["title"] for item in json.loads(priced.cite("rocket", "csl-json"))]
    assert ["Acme", "Annual report 2026", "our contract", "Filing 7"] == titles


@pytest.mark.parametrize("format", ["text", "csl-json", "bibtex"])
def test_cites_a_record_as_its_id(acme: Provider, format: Any) -> None:
    """A record stands for its id."""
    assert acme.cite("rocket-1", format) == acme.cite(acme.models["rocket 1"], format)


def test_refuses_to_cite_what_is_not_there(acme: Provider) -> None:
    """An unknown record or format is an error that says what there is."""
    with pytest.raises(UnknownIdError, match="'rocket-9'"):
        acme.cite("rocket-9")
    with pytest.raises(ValueError, match="written as text, csl-json, bibtex, not as 'apa'"):
        acme.cite("rocket-1", "apa")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_csl_items_are_data_set_and_sources(acme: Provider) -> None:
    """CSL-JSON lists the data set, then each source once, with the fields of CSL 1.0.2."""
    expected = [
        {
            "id": "acme",
            "type": "dataset",
            "title": "Acme",
            "genre": "aiproviders data set",
            "version": "2026.05.1",
        },
        {
            "id": "acme:annual-report",
            "type": "webpage",
            "title": "Annual report 2026",
            "author": [{"literal": "Acme"}],
            "issued": {"date-parts": [[2026, 6, 1]]},
            "URL": "https://acme.example/report",
            "note": "primary source",
        },
    ]

    assert expected == json.loads(acme.cite("rocket.downloads", "csl-json"))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Period("2026"), {"date-parts": [[2026]]}),
        (Period("2026-06"), {"date-parts": [[2026, 6]]}),
        (Period("2026-06-30"), {"date-parts": [[2026, 6, 30]]}),
        (Period("2026-33"), {"literal": "Q1 2026"}),
        (Period("2026-37~", "early 2026"), {"literal": "early 2026"}),
        (Period("2025/2026"), {"literal": "2025 to 2026"}),
    ],
    ids=str,
)
def test_csl_dates_are_as_precise_as_stated(date: Period, expected: dict[str, Any]) -> None:
    """A year, month or day is given in parts; any other date keeps its wording."""
    source = Source(id="s", title="T", published=date, accessed=date)
    _, item = json.loads(cited(source).cite("x.users", "csl-json"))

    assert ("document", expected, expected) == (item["type"], item["issued"], item["accessed"])


def test_bibtex_has_an_entry_for_each_source(acme: Provider) -> None:
    """BibTeX lists the data set, then each source once, capitals and names kept together."""
    assert acme.cite("rocket.downloads", "bibtex") == (
        "@misc{acme,\n"
        "  title = {{Acme}},\n"
        "  howpublished = {aiproviders data set, version 2026.05.1},\n"
        "}\n"
        "\n"
        "@misc{acme:annual-report,\n"
        "  author = {{Acme}},\n"
        "  title = {{Annual report 2026}},\n"
        "  year = {2026},\n"
        "  month = jun,\n"
        "  url = {https://acme.example/report},\n"
        "  note = {primary source},\n"
        "}"
    )


def test_bibtex_stands_hostile_sources() -> None:
    """Whatever a title holds, the entry stays one entry and prints what the title says."""
    source = Source(
        id="a b,{é",
        title="} @book{x,\n 50 % & #1 C:\\new_file ~ ^ $5 {",
        url="https://t.example/{a}\\b c%20d#e_f~g",
        published=Period("2026-37~", "early_2026"),
        accessed=Period("2026-06-03"),
    )

    assert cited(source).cite("x.users", "bibtex").partition("\n\n")[2] == (
        "@misc{x:a-b-é,\n"
        r"  title = {{\textbraceright{} @book\textbraceleft{}x, 50 \% \& \#1 C:\textbackslash{}"
        r"new\_file \textasciitilde{} \textasciicircum{} \$5 \textbraceleft{}}},"
        "\n"
        r"  year = {early\_2026},"
        "\n"
        "  url = {https://t.example/%7Ba%7D%5Cb%20c%20d#e_f~g},\n"
        "  note = {source; no author stated; accessed 3 June 2026},\n"
        "}"
    )


@given(title=st.text(), publisher=st.text(min_size=1), url=st.text(min_size=1))
def test_bibtex_braces_balance(title: str, publisher: str, url: str) -> None:
    """BibTeX finds the end of an entry by its braces: they balance, whatever a source says."""
    source = Source(id="s", title=title, publisher=publisher, url=url)
    entry = cited(source).cite("x.users", "bibtex").partition("\n\n")[2]

    depths = [0]
    for sign in entry:
        depths.append(depths[-1] + {"{": 1, "}": -1}.get(sign, 0))
    assert 0 not in depths[len("@misc{") : -1]
    assert 0 == depths[-1]


@given(title=st.text())
def test_citations_are_one_line(title: str) -> None:
    """The sentence is one line, and CSL-JSON keeps the title as it is."""
    provider = cited(Source(id="s", title=title))

    assert 1 == len(provider.cite("x.users").splitlines())
    assert title == json.loads(provider.cite("x.users", "csl-json"))[1].get("title", "")


# Adding


def test_attaches_a_filing(acme: Provider) -> None:
    """The new provider has source and citation, the old one neither, and the new one is sound."""
    id = "acme.employees.2026-05"
    found = acme.with_citation(
        id, FILING, section="Staff", locator="page 3", text="1,204", comparator="="
    )

    citation = Citation(
        source="filing", section="Staff", locator="page 3", text="1,204", comparator="="
    )
    assert citation == found.metrics[id].citations[-1]
    assert FILING == found.sources["filing"]
    assert acme == evolve(
        found, metrics=acme.metrics, sources=found.sources.where(lambda each: each != FILING)
    )
    assert "filing" not in acme.sources
    assert found == Provider.from_json(found.to_json())


@pytest.mark.parametrize("id", ["acme", "ada", "rocket-1", "inquiry", "downloads"])
def test_attaches_to_any_record(acme: Provider, id: str) -> None:
    """Company, person, model, event or measure: whatever has the id gets the citation."""
    found = acme.with_citation(id, "annual-report", section="Appendix")

    place = Citation(source="annual-report", section="Appendix")
    assert place == found.record(id).citations[-1]
    assert [record.id for record in acme.records()] == [record.id for record in found.records()]
    assert found == acme.with_citation(acme.record(id), "Annual report 2026", section="Appendix")


def test_attaches_once(acme: Provider) -> None:
    """The same place given twice is one citation."""
    once = acme.with_citation("ada", FILING)

    assert once == once.with_citation("ada", FILING) == once.with_citation("ada", "filing")


def test_refuses_a_citation_that_cannot_stand(acme: Provider) -> None:
    """Unknown records and sources, a source under a taken id and a wrong comparator are errors."""
    with pytest.raises(UnknownIdError, match="'adda'"):
        acme.with_citation("adda", FILING)
    with pytest.raises(UnknownIdError, match="'filing'"):
        acme.with_citation("ada", "filing")
    with pytest.raises(ValueError, match="acme has another source 'annual-report': 'Annual report"):
        acme.with_citation("ada", evolve(FILING, id="annual-report"))
    with pytest.raises(DataError, match="the id is taken already"):
        acme.with_citation("ada", evolve(FILING, id="globex"))
    with pytest.raises(ValueError, match=r"comparator is one of =.*, got '≈'"):
        acme.with_citation("ada", FILING, comparator="≈")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_a_source_may_have_an_id_that_is_a_title(acme: Provider) -> None:
    """Whether an id is taken goes by ids alone, not by what sources are found by."""
    source = Source(id="annual-report-2026", title="Annual report of 2026")

    assert source in acme.with_citation("ada", source).sources


def test_adds_and_replaces_models(acme: Provider) -> None:
    """A new model comes last, one with a known id in its place, and other makers stay named."""
    new = Model(id="globe-1", provider="globex", name="Globe 1")
    changed = evolve(acme.models["rocket-1"], name="Rocket the First")
    found = acme.with_records(new, changed)

    assert (*acme.models.ids, "globe-1") == found.models.ids
    assert "globex" == found.models["globe 1"].provider
    assert changed is not acme.models["rocket-1"]
    assert changed == found.models["Rocket the First"]
    assert found == Provider.from_json(found.to_json())


def test_what_is_added_brings_the_shared_vocabulary(acme: Provider) -> None:
    """Measures and benchmarks that all providers share need not be added by hand."""
    index = "artificial-analysis-intelligence-index"
    score = Score(benchmark=index, quantity=Quantity(value=50, unit="point"))
    model = Model(id="m", provider="acme", name="M", scores=(score,))
    worth = Quantity.parse("$5 billion")
    metric = Metric(id="acme.market-cap", subject="acme", measure="market-cap", quantity=worth)
    found = acme.with_records(model, metric)

    assert index not in acme.benchmarks
    assert isinstance(found.benchmarks[index], Benchmark)
    assert isinstance(found.measures["market-cap"], Measure)
    assert metric == found.metrics["market-cap"]


def test_refuses_models_and_metrics_that_name_nothing(acme: Provider) -> None:
    """What the loader refuses in a file is refused here, with the record and the field."""
    quantity = Quantity(value=1, unit="user")
    metric = Metric(id="acme.users", subject="acmee", measure="users", quantity=quantity)
    with pytest.raises(
        DataError, match=r"subject: nothing has the id 'acmee'; did you mean 'acme"
    ) as caught:
        acme.with_records(metric)
    assert ("acme.users", "subject") == (caught.value.id, caught.value.path)
    with pytest.raises(DataError, match="provider: nothing has the id 'initech'"):
        acme.with_records(Model(id="m", provider="initech", name="M"))
    with pytest.raises(DataError, match="measure: nothing has the id 'users'"):
        acme.with_records(evolve(metric, subject="acme"))


def test_adds_records_of_any_kind(acme: Provider) -> None:
    """Records of all sections and a company are added or replaced together, and name each other."""
    assert acme.company is not None
    company = evolve(acme.company, note="ours")
    renamed = evolve(acme.people["ada"], note="Ada of Acme")
    retired = RetiredId(id="rocket-zero", successor="rocket-1")
    event = Event(
        id="our-pilot",
        kind="launch",
        title="We begin a pilot",
        date=Period("2026-06"),
        about=("ada",),
        citations=(Citation(source="filing"),),
    )
    found = acme.with_records(event, company, renamed, retired, FILING)

    assert (company, event, FILING) == (
        found.company, found.events["our-pilot"], found.sources["filing"],
    )  # fmt: skip
    assert (*acme.people.ids,) == found.people.ids
    assert "Ada of Acme" == found.people["ada"].note
    assert "rocket-1" == found.models["rocket-zero"].id
    assert found == Provider.from_json(found.to_json())


def test_refuses_what_no_section_holds(acme: Provider) -> None:
    """What is no record of a provider is refused, as is an id that another section has."""
    for wrong in (audit(alibaba)[0], acme, "rocket-1", [acme.models["rocket-1"]]):
        with pytest.raises(TypeError, match=r"^records are given one by one, a list of them"):
            acme.with_records(wrong)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(DataError, match="rocket-1"):
        acme.with_records(evolve(FILING, id="rocket-1"))


def test_adds_a_price_with_its_source(acme: Provider) -> None:
    """A price is the last of the model's, under a contract unless told otherwise, and cited."""
    found = acme.with_price(
        "Rocket One",
        input="0.75",
        output=3,
        currency="EUR",
        source="Our contract, no. 7",
        cache_read="0.05",
        cache_write=1,
        effective="2026-07",
    )
    price = found.models["rocket-1"].prices[-1]

    assert ("0.75", "3", "0.05", "1", "EUR", "contract", Period("2026-07")) == (
        *map(str, (price.input, price.output, price.cache_read, price.cache_write)),
        price.currency,
        price.plan,
        price.effective,
    )
    assert (Citation(source="our-contract-no-7"),) == price.citations
    assert Source(id="our-contract-no-7", title="Our contract, no. 7") in found.sources
    assert acme.models["rocket-1"].price == found.models["rocket-1"].price
    assert 1 == len(acme.models["rocket-1"].prices)
    assert found == Provider.from_json(found.to_json())


def test_prices_share_a_source(acme: Provider) -> None:
    """A source named again, as text, by id or as a value, is the one that is there."""
    contract = Source(id="our-contract", title="our contract", kind="primary")
    first = acme.with_price(acme.models["rocket-1"], input=1, output=1, source=contract)
    second = first.with_price("rocket-2", input=1, output=1, source="Our contract")

    assert ("annual-report", "our-contract") == second.sources.ids
    assert contract == second.sources["our-contract"]


def test_adds_many_prices_at_once(acme: Provider) -> None:
    """Prices by model, id or name are what one price after the other gives."""
    terms = TokenPrice(currency="USD", input=1, output=2, plan="contract")
    dearer = evolve(terms, input=3, citations=(Citation(source="annual-report"),))
    prices: dict[Model | str, TokenPrice] = {
        "rocket-1": terms, acme.models["rocket-2"]: terms, "Rocket One": dearer,
    }  # fmt: skip
    found = acme.with_prices(prices, source="offer")
    one_by_one = acme
    for id in ("rocket-1", "rocket-2"):
        one_by_one = one_by_one.with_price(id, input=1, output=2, source="offer")

    assert one_by_one.models["rocket-2"] == found.models["rocket-2"]
    assert one_by_one.models["rocket-1"].prices == found.models["rocket-1"].prices[:-1]
    assert ("annual-report", "offer") == tuple(
        each.source for each in found.models["rocket-1"].prices[-1].citations
    )
    assert acme == acme.with_prices({}, source="annual-report")
    with pytest.raises(TypeError, match=r"^expected a TokenPrice or a text, got 5$"):
        acme.with_prices({"rocket-1": 5}, source="offer")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_a_list_price_of_ones_own_makes_a_model_comparable(acme: Provider) -> None:
    """A model without a price joins the comparison; a contract price leaves it alone."""
    score = acme.models["rocket-1"].scores
    unpriced = acme.with_records(evolve(acme.models["anvil-1"], scores=score))
    contract, listed = (
        unpriced.with_price("anvil-1", input=1, output=1, source="offer", plan=plan)
        for plan in ("contract", "list")
    )

    compared = price_performance(listed.models).rows
    assert "anvil-1" in [row.model.id for row in compared]
    assert price_performance(contract.models).rows == price_performance(acme.models).rows
    assert "$1" in str(blended_price(contract.models["anvil-1"].prices[-1]))


def test_refuses_prices_that_cannot_stand(acme: Provider) -> None:
    """Unknown models and plans, binary numbers and nameless sources are errors."""
    with pytest.raises(UnknownIdError, match="'rocket-9'"):
        acme.with_price("rocket-9", input=1, output=1, source="offer")
    with pytest.raises(ValueError, match=r"plan is one of list, .*, got 'gift'"):
        acme.with_price("rocket-1", input=1, output=1, source="offer", plan="gift")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="exact number"):
        acme.with_price("rocket-1", input=0.5, output=1, source="offer")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match=r"letters or digits, got '\?'"):
        acme.with_price("rocket-1", input=1, output=1, source="?")


# Choosing


@pytest.mark.parametrize(
    "statements",
    [
        [figure("a", "about 200", preference="preferred"), figure("b", "203")],
        [figure("a", "200"), figure("b", "300", preference="deprecated")],
        [figure("a", "203"), figure("b", "over 200")],
        [figure("a", "203"), figure("b", "about 300")],
        [figure("a", "203"), figure("b", "about 300"), figure("c", "about 500")],
        [figure("a", "over 200"), figure("b", "about 203")],
        [figure("a", "203.4 million"), figure("b", "203 million")],
        [figure("a", "about 203"), figure("b", "about 200")],
        [
            figure("a", Quantity(value=203, unit="user")),
            figure("b", Quantity(value=203, unit="user", decimals=0)),
        ],
        [
            figure("a", "203"),
            figure("b", Quantity(value=200, upper=300, unit="user")),
        ],
        [figure("a", "203"), figure("b", Quantity.parse("~$5"))],
        [figure("a", "203", preference="deprecated")],
        [figure("a", "203"), figure("a", "203")],
    ],
    ids=[
        "preferred", "not-deprecated", "exact-over-bound", "exact-over-about", "exact-over-abouts",
        "bound-over-about", "precise", "precise-about", "count", "exact-over-range",
        "exact-over-about-in-another-unit", "alone", "itself",
    ],
)  # fmt: skip
def test_picks_the_best_statement(statements: list[Metric]) -> None:
    """Preference decides, then exactness, then precision, in whatever order they come."""
    for order in permutations(statements):
        assert "a" == best(order).id


@pytest.mark.parametrize(
    ("statements", "reason", "ids"),
    [
        (
            [figure("a", "203"), figure("b", "203", reported_by="y")],
            "nothing settles which of the statements to use; choose 'a' or 'b'",
            ("a", "b"),
        ),
        (
            [figure("a", "203"), figure("b", "205"), figure("c", "about 204")],
            "the statements contradict each other; choose 'a' or 'b'",
            ("a", "b"),
        ),
        ([figure("a", "203.4"), figure("b", "205")], "contradict", ("a", "b")),
        ([figure("a", "203"), figure("b", "over 300")], "contradict", ("a", "b")),
        ([figure("a", "about 203"), figure("b", "about 300")], "contradict", ("a", "b")),
        ([figure("a", "over 200"), figure("b", "under 250")], "nothing settles", ("a", "b")),
        (
            [figure("a", "203"), figure("b", Quantity.parse("$53.1"))],
            "nothing settles",
            ("a", "b"),
        ),
        (
            [
                figure("a", "203", preference="preferred"),
                figure("b", "300", preference="preferred"),
                figure("c", "203.4"),
            ],
            "contradict",
            ("a", "b"),
        ),
    ],
    ids=[
        "alike", "contradiction", "precise-contradiction", "bound-contradiction",
        "about-contradiction", "bounds", "units", "two-preferred",
    ],
)  # fmt: skip
def test_refuses_to_guess(statements: list[Metric], reason: str, ids: tuple[str, ...]) -> None:
    """Where nothing settles it the error says why and carries the ids that are left."""
    with pytest.raises(AmbiguousFactError, match=reason) as caught:
        best(statements)
    assert ids == caught.value.ids


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "y"),
        ("measure", "downloads"),
        ("scope", "store"),
        ("period", Period("2026")),
        ("duration", "P3Y"),
        ("status", "planned"),
        ("excludes", ("z",)),
    ],
)
def test_only_rivals_can_be_chosen_from(field: str, value: Any) -> None:
    """Figures that answer different questions are no rivals, not even where one is preferred."""
    other = figure("b", "300", preference="preferred", **{field: value})

    with pytest.raises(AmbiguousFactError, match=f"different questions, by {field}; choose 'a'"):
        best([figure("a", "203"), other])
    assert ("a", "b") == Metrics([figure("a", "203"), other]).preferred.ids


def test_labels_reporters_and_the_order_of_exclusions_make_no_question() -> None:
    """How a period is called, who reports and when it was said do not keep rivals apart."""
    one = figure("a", "203", period=Period("2026"), excludes=("y", "z"), reported_by="y")
    other = figure(
        "b",
        "over 200",
        period=Period("2026", "this year"),
        excludes=("z", "y"),
        stated=Period("2027"),
    )

    assert one is best([one, other])


def test_nothing_to_choose_from_is_not_stated() -> None:
    """Without a statement there is no best one."""
    with pytest.raises(NotStatedError, match="no statement"):
        best([])


statements = st.lists(
    st.builds(
        figure,
        id=st.sampled_from("abcde"),
        value=st.sampled_from(
            ["203", "203.4", "200", "about 200", "over 200", "under 300", Quantity.parse("$5")]
        ),
        period=st.sampled_from([None, None, None, Period("2026")]),
        preference=st.sampled_from(["preferred", "normal", "deprecated"]),
    ),
    unique_by=lambda metric: metric.id,
)


@given(statements=statements, order=st.randoms())
def test_choice_does_not_hang_on_order(statements: list[Metric], order: Any) -> None:
    """However they come, one statement is best, and one that `preferred` keeps; or none is."""
    shuffled = list(statements)
    order.shuffle(shuffled)

    def chosen(metrics: list[Metric]) -> Metric | str:
        try:
            return best(metrics)
        except (AmbiguousFactError, NotStatedError) as error:
            return str(error).partition(";")[0]

    assert chosen(statements) == chosen(shuffled)
    if isinstance(picked := chosen(statements), Metric):
        assert picked in Metrics(statements).preferred


@given(statements=statements)
def test_preferred_settles_once(statements: list[Metric]) -> None:
    """What is preferred among the preferred is all of it, and something always stays."""
    kept = Metrics(statements).preferred

    assert kept == kept.preferred
    assert bool(kept) is bool(statements)


def test_preferred_drops_what_a_preference_settles() -> None:
    """Of one question the highest preference stays, in order; other questions are not touched."""
    metrics = Metrics(
        [
            figure("a", "1", preference="normal"),
            figure("b", "2", preference="preferred"),
            figure("c", "3", preference="deprecated"),
            figure("d", "4", period=Period("2026"), preference="deprecated"),
            figure("e", "5", preference="preferred"),
            figure("f", "6", period=Period("2025")),
        ]
    )

    assert ("b", "d", "e", "f") == metrics.preferred.ids


def test_metrics_are_a_catalog(acme: Provider) -> None:
    """The figures of a provider keep their class when filtered, sliced, given anew or pickled."""
    metrics = acme.metrics

    assert isinstance(metrics, Metrics)
    assert isinstance(metrics[:2].where(bool), Metrics)
    assert metrics == pickle.loads(pickle.dumps(metrics))  # noqa: S301 - made in the same line
    assert acme == evolve(acme, metrics=list(metrics)) == evolve(acme, metrics=Catalog(metrics))
    with pytest.raises(UnknownIdError, match=r"acme\.metrics"):
        metrics.preferred["nothing"]


# The project itself


def test_the_citation_file_names_this_version() -> None:
    """CITATION.cff is of the version in the code."""
    lines = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()

    assert f"version: {aiproviders.__version__}" in lines


def test_printed_metrics_say_what_they_measure(acme: Provider) -> None:
    """A printed catalog of figures has a line to each, with its subject and measure."""
    first, *_ = str(acme.metrics).splitlines()

    assert first.startswith("acme employees: ~1,200 employees · May 2026 · acme")
    assert len(acme.metrics) == len(str(acme.metrics).splitlines())
