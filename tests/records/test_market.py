"""The market: many labs as one value."""

import copy
import pickle
from typing import Any

import pytest
from attrs import evolve
from made_up import MARKET

import aiproviders
from aiproviders import (
    Catalog,
    Market,
    Model,
    Provider,
    Source,
    TokenPrice,
    diff,
    find_model,
    price_performance,
    timeline,
)
from aiproviders._display.plain_text import plain_text
from aiproviders._display.views import view
from aiproviders._format import registry
from aiproviders.errors import (
    ChangedNameWarning,
    IncomparableError,
    NotStatedError,
    UnknownIdError,
)
from aiproviders.types import Hours


@pytest.fixture(scope="module")
def market() -> Market:
    """A made-up market of three labs."""
    return Market.load(MARKET)


def test_labs_are_found_by_id_name_and_brand(market: Market) -> None:
    """A lab answers to its names; an unknown one is answered with what is near."""
    globex = market.providers["globex"]

    assert all(market[name] == globex for name in ("globex", "Globex", "orbit"))
    assert globex in market
    assert "Orbit" in market
    assert "acme" not in market
    assert "Orbit" in market._ipython_key_completions_()
    with pytest.raises(UnknownIdError, match="nothing in the market is called 'globx'; did you"):
        market["globx"]
    number: Any = 0
    with pytest.raises(TypeError, match=r"labs are found by id or name, got 0; .*\.providers"):
        market[number]


def test_a_model_is_no_lab(market: Market) -> None:
    """The name of a model where a lab is expected is answered with where the model is."""
    answer = r"^nothing in the labs .*; market.models\['Orbit 2'\] is a model of globex$"
    with pytest.raises(UnknownIdError, match=answer):
        market["Orbit 2"]


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("timeline", "timeline(market)"),
        ("labs", "market.providers"),
        ("to_frame", "market.tables('pandas')"),
        ("sort_by", "market.models.sort_by(…)"),
        ("ids", "market.models.ids"),
        ("price", "market.models[…].price"),
        ("metrics", "market[…].metrics"),
    ],
)
def test_what_a_market_does_not_have_is_elsewhere(market: Market, name: str, instead: str) -> None:
    """An attribute that a market lacks is answered with what to write for it."""
    with pytest.raises(AttributeError) as caught:
        getattr(market, name)
    assert f"a market has no {name!r}; write {instead}" == str(caught.value)
    assert (name, market) == (caught.value.name, caught.value.obj)
    assert not hasattr(market, name)


@pytest.mark.parametrize("name", ["nonsense", "_price", "__len_hint__"])
def test_what_is_nowhere_is_an_attribute_error(market: Market, name: str) -> None:
    """Any other name gives the usual error."""
    with pytest.raises(AttributeError, match=f"^'Market' object has no attribute '{name}'$"):
        getattr(market, name)


def test_a_market_is_a_value(market: Market) -> None:
    """Equal content is equal, whatever it is made of; copies and pickles hold it."""
    other = evolve(market["initech"], data_version="2026.12.1")
    changed = Market([*market.providers[:2], other], edition="2026.11")

    assert market == Market([*market], edition="2026.11")
    assert hash(market) == hash(Market.load(MARKET))
    assert market != changed
    assert market != Market([*market], edition="2026.12")
    assert market != "market"
    assert market == pickle.loads(pickle.dumps(market))  # noqa: S301 - made in the same line
    assert copy.deepcopy(market) is market
    assert 3 == len(market) == len([*market])


def test_a_market_in_a_line(market: Market) -> None:
    """The repr names the edition, counts and the days on which prices were read."""
    assert (
        "<Market 2026.11: 3 labs, 7 models, prices read 28 October 2026 to 20 November 2026>"
        == repr(market)
    )
    assert "the market, edition 2026.11" == str(market)
    assert "2026-11-20" == str(market.as_of and market.as_of.edtf)


def test_an_empty_market() -> None:
    """A market without labs has no days, no rows and no tables, and can be shown."""
    empty = Market([], edition="2026.11")

    assert (None, None) == (empty.as_of, empty.prices_read)
    assert "<Market 2026.11: 0 labs, 0 models>" == repr(empty)
    assert () == view(empty).tables
    with pytest.raises(ValueError, match="there is no provider to make tables of"):
        empty.tables("polars")


def test_prices_read_on_days_without_a_beginning() -> None:
    """The days on which prices were read may have an open beginning."""
    price = TokenPrice(currency="USD", input=1, output=1)
    model = Model(id="m", provider="p", name="M", prices=[price], as_of="../2026-11")
    only = Market(Provider(id="p", models=Catalog([model])), edition="2026.11")

    assert only.prices_read
    assert "../2026-11-30" == only.prices_read.edtf


def test_the_card_counts_who_states_prices(market: Market) -> None:
    """The card has counts of models on sale, and how many price catalogs state a price."""
    card = plain_text(view(market), width=100)

    assert {
        "Models": "7 of 3 labs, 5 of them on sale, of which 4 are priced and 2 scored",
        "Prices stated by": "one price catalog 3, two 1, three or more 0; a page too 1",
        "Sources": "models.dev, Prices daily 1.2, Token prices 3, 1 page",
    }.items() <= {name: cell.text for name, cell in view(market).facts}.items()
    assert "initech" in card


def test_models_of_all_labs_are_compared(market: Market) -> None:
    """What takes providers or models takes a market."""
    assert ("orbit-2", "tps-7b") == tuple(
        sorted(row.model.id for row in price_performance(market.models).rows)
    )
    assert price_performance(market).rows == price_performance(market.models).rows
    assert ("orbit-1", "orbit-2", "orbit-3") == market.models.where(provider="globex").ids
    assert "token-prices" in market.sources


def test_tables_have_the_rows_of_all_labs(market: Market) -> None:
    """Each table says of every row whose it is."""
    tables = market.tables("polars")

    assert 7 == tables["models"].height
    assert {"alibaba", "globex", "initech"} == {*tables["prices"]["provider"]}
    assert 2 == tables["dated_aliases"].height


def test_a_market_is_cited_with_its_digest(market: Market) -> None:
    """The citation of a market, and of a model in it, names edition and digest."""
    digest = market.digest

    assert (
        f"The market of AI models (aiproviders data set, edition 2026.11, SHA-256 {digest})."
        == market.cite()
    )
    assert digest in market.cite(format="csl-json")
    entries = market.cite("Orbit 2", "bibtex")
    assert f"edition 2026.11, SHA-256 {digest}" in entries
    assert "@misc{aiproviders-market:token-prices," in entries
    source = market["globex"].sources["token-prices"]
    assert "token-prices, after “Token prices 3”" in market.cite(source)
    with pytest.raises(UnknownIdError, match=r"in the market, edition 2026\.11 is called 'none'"):
        market.cite(Source(id="none", title="None"))


def test_a_name_finds_the_model_of_its_day(market: Market) -> None:
    """A name that stood for two models finds that of the day, or the last with a warning."""
    with pytest.warns(ChangedNameWarning, match="orbit-1 1 March .* at last orbit-2") as caught:
        assert "orbit-2" == find_model("orbit-latest", market).id
    with pytest.warns(ChangedNameWarning, match="'orbit-latest' stands for orbit-1 1 March"):
        assert "orbit-2" == find_model("globex/orbit-latest", market["globex"]).id
    assert __file__ == caught[0].filename
    warning = caught[0].message
    assert isinstance(warning, ChangedNameWarning)
    assert ("orbit-1 1 March 2025 to 31 May 2026", "orbit-2 since 1 June 2026") == warning.holders
    assert "orbit-1" == find_model("Orbit Latest", market, on="2026-05-31").id
    assert "orbit-2" == find_model("orbit-latest", market, on="2026-06").id
    assert "orbit-1" == find_model("orbit-1", market, on="2026-06").id
    assert "orbit-2" == find_model("Orbit 2", market, on="2025-01").id
    history = "it stands for orbit-1 1 March 2025 to 31 May 2026, orbit-2 since 1 June 2026"
    for day in ("2024-12-31", "2026"):
        with pytest.raises(NotStatedError, match=history):
            find_model("orbit-latest", market, on=day)


def test_a_model_is_found_in_the_file_of_a_market(market: Market, tmp_path: Any) -> None:
    """The path of a market is a place to look in."""
    market.dump(tmp_path / "m.json")

    assert "tps-7b" == find_model("initech/TPS-7B", tmp_path / "m.json").id
    assert "tps-7b" == find_model("tps 7b", str(tmp_path / "m.json")).id


def test_own_prices_stand_in_the_labs_of_their_models(market: Market, tmp_path: Any) -> None:
    """Prices of models of several labs are added at once, and the market itself stays."""
    right = TokenPrice(
        currency="USD", input=1, output=5, effective="2026-09-01", preference="preferred"
    )
    prices: dict[Model | str, TokenPrice | str] = {
        "orbit-2": right,
        market.models["tps-7b"]: "90 %",
    }
    ours = market.with_prices(prices, source="ours")

    assert [1, 2] == [ours.models["orbit-2"].price.input, market.models["orbit-2"].price.input]
    assert "ours" in ours["initech"].sources
    assert market["alibaba"] is ours["alibaba"]
    with pytest.raises(UnknownIdError, match="did you mean 'orbit-3'"):
        market.with_prices({"orbit-9": right}, source="ours")
    with pytest.raises(TypeError, match="prices need a source"):
        market.with_prices({"orbit-2": right})  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]
    file = tmp_path / "ours.toml"
    file.write_text('source = "ours"\n[[prices]]\nmodel = "tps-7b"\nof_list = "90 %"\n')
    assert 2 == len(market.with_prices(file).models["tps-7b"].prices)


def price_catalog(as_of: str | None, *prices: TokenPrice, id: str = "orbit-2") -> Provider:
    """What a price catalog states of a model of Globex, and of one that is new."""
    source = Source(id="fresh", title="Fresh prices", kind="secondary")
    old = Model(id=id, provider="orbit", name="Orbit 2", prices=prices, as_of=as_of, family="none")
    new = Model(id="orbit-4", provider="orbit", name="Orbit 4", family="none", as_of=as_of)
    return Provider(id="orbit", models=Catalog([old, new]), sources=Catalog([source]))


def usd(input: int, output: int, **more: Any) -> TokenPrice:
    """A price in dollars."""
    return TokenPrice(currency="USD", input=input, output=output, **more)


def test_a_newer_statement_wins(market: Market) -> None:
    """A price that was read later begins on the day on which it was seen; all others stay."""
    fresh = price_catalog("2026-12-01", usd(1, 4, cache_read=0))
    joined = market.joined(fresh)
    model = joined.models["orbit-2"]

    assert [1, 2] == [model.price.input, model.price_for(on="2026-11-30").input]
    assert 3 == len(model.prices)
    assert "2026-12-01" == str(joined.as_of and joined.as_of.edtf)
    assert "globex" == joined.models["orbit-4"].provider
    assert None is joined.models["orbit-4"].family
    assert market == Market.load(MARKET)


def test_a_price_that_both_state_cites_both(market: Market) -> None:
    """The same amounts are one price, whatever days the price catalog states."""
    model = market.joined(price_catalog("2026-12-01", usd(2, 10, effective="2026-09"))).models[
        "orbit-2"
    ]

    assert 2 == len(model.prices)
    assert 2 == model.price.input


def test_a_price_of_the_past_is_no_news(market: Market) -> None:
    """A price that was in force before, or was read earlier, never takes the place of another."""
    back = market.joined(price_catalog("2026-12-01", usd(3, 15))).models["orbit-2"]
    older = market.joined(price_catalog("2026-11-19", usd(1, 4))).models["orbit-2"]
    undated = market.joined(price_catalog(None, usd(1, 4), usd(3, 15))).models["orbit-2"]

    assert [3, 2] == [back.price.input, back.price_for(on="2026-11-30").input]
    assert [2, "deprecated"] == [older.price.input, older.prices[-1].preference]
    assert older.prices[-1].note == "It was not read later than the prices beside it."
    assert [2, 3] == [undated.price.input, len(undated.prices)]


@pytest.mark.parametrize(
    ("effective", "begins"),
    [("2026-10-15", "2026-12-01"), ("2027-01-01", "2027-01-01"), ("2026-10/2026-12", "2026-12-01")],
)
def test_a_new_price_begins_when_it_was_seen(market: Market, effective: str, begins: str) -> None:
    """Days before stay billed as they were known; an announced price begins as announced."""
    fresh = price_catalog("2026-12-01", usd(1, 4, effective=effective))
    model = market.joined(fresh).models["orbit-2"]

    assert 1 == model.price_for(on=begins).input
    assert 2 == model.price_for(on="2026-11-30").input


def test_what_is_no_lab_or_a_passing_name_is_left_out(market: Market) -> None:
    """A provider that is no lab, and a name that stood for several models, add nothing."""
    reseller = evolve(price_catalog("2026-12-01"), id="reseller")
    passing = market.joined(price_catalog("2026-12-01", usd(1, 4), id="orbit-latest"))

    assert market == market.joined([reseller])
    assert ("orbit-1", "orbit-2", "orbit-3", "orbit-4") == passing["globex"].models.ids
    assert 2 == passing.models["orbit-2"].price.input


def test_two_editions_are_compared(market: Market) -> None:
    """The difference of two editions names edition, labs and what changed in each of them."""
    old = Market([*market.providers[1:]], edition="2026.10")
    new = market.with_prices({"tps-7b": usd(1, 1, plan="contract")}, source="ours")
    changes = diff(old, new)

    assert (
        "Corrected edition 2026.11: was 2026.10, now 2026.11\n"
        "Corrected initech models tps-7b: price (contract) is new: $1 in, $1 out per million "
        "tokens (contract) (ours)\n"
        "Added labs alibaba: Alibaba\n"
        "Added initech sources ours: ours"
    ) == str(changes)
    assert "<Changes the market: 2 corrected, 2 added>" == repr(changes)
    assert "- initech models `tps-7b`: price (contract) is new" in changes.to_markdown()
    assert ["initech", "initech"] == changes.to_polars()["provider"].drop_nulls().to_list()
    assert "Lab" == view(changes).tables[0].header[0]
    assert ["alibaba"] == [
        change.id for change in diff(new, old).withdrawn if change.section == "labs"
    ]
    assert "no changes in the market" == str(diff(market, market))
    with pytest.raises(IncomparableError, match="a provider and a market are not two versions"):
        diff(market, market["globex"])


def test_events_follow_from_models(market: Market) -> None:
    """Releases, ends and changes of prices are in the timeline of a market and of a bare lab."""
    titles = [
        "2026-09-01 Orbit 2: $3 / $15 becomes $2 / $10 per million tokens",
        "2026-10-01 Orbit 1 is no longer served",
        "2026-11 Orbit 3 is announced",
    ]

    found = timeline(market["globex"], since="2026-09")
    assert titles == [f"{event.date and event.date.edtf} {event.title}" for event in found]
    assert {*found} < {*timeline(market)}
    assert ("price-change", "happened", None) == (
        found[0].kind,
        found[0].status,
        found[0].note,
    )
    assert ["orbit-1.released"] == [*timeline(market, until="2025-12", about="orbit-1").ids]
    assert {*found} <= {*timeline(market, about="globex")}
    assert {*timeline(market, about="globex")} == {*timeline(market["globex"])}


def test_prices_by_the_hour_are_changes() -> None:
    """A day since which prices go by the hour is in the timeline, one without a price is not."""
    day, night = Hours(windows="08:00-20:00"), Hours(windows="20:00-08:00")
    prices = (
        usd(1, 2, effective="2026-01-01/2026-01-31"),
        usd(3, 4, effective="2026-02-01/2026-02-28", hours=day),
        usd(1, 1, effective="2026-02-01/2026-02-28", hours=night),
        usd(5, 6, effective="2026-03-01/2026-03-31"),
        usd(7, 8, effective="2026-04-01/2026-04-30", hours=day),
        usd(7, 8, effective="2026-04-01/2026-04-30"),
        usd(8, 9, effective="2026-04-01/2026-04-30"),
    )
    model = Model(id="m", provider="p", name="M", prices=prices)

    assert (
        "M: $1 / $2 becomes $3 / $4 or $1 / $1 by the hour per million tokens",
        "M: $3 / $4 or $1 / $1 by the hour becomes $5 / $6 per million tokens",
    ) == tuple(event.title for event in timeline(Provider(id="p", models=Catalog([model]))))


def test_a_price_that_was_only_seen_says_so() -> None:
    """A change whose day is not stated carries a note; what is to come is planned."""
    prices = [usd(1, 2, observed="2026-01-01"), usd(2, 3, observed="2026-05-01")]
    model = Model(
        id="m", provider="p", name="M", prices=prices, released="2026-01-01", retires="2027-01-01"
    )
    events = timeline(Provider(id="p", models=Catalog([model])))

    assert ("m.released", "m.price.2026-05-01", "m.retired") == events.ids
    assert "Seen on this day; it may have changed before." == events[1].note
    assert ["happened", "happened", "planned"] == [event.status for event in events]


def test_a_release_that_is_an_event_is_not_computed_again() -> None:
    """A market's release that a record of a lab states stands once in the timeline."""
    market = aiproviders.market
    events = timeline(market, kind="model-release", about="qwen3.7-max")

    assert 1 == len(events)
    assert events[0] in market["alibaba"].events


def test_events_of_a_market_are_of_its_models() -> None:
    """What a guide says of a company alone is in no timeline of the market; the title names it."""
    market = aiproviders.market
    events = timeline(market)
    founded = market["alibaba"].events["alibaba-founded"]

    assert f"market {market.edition}.events" == events.name
    assert founded not in events
    assert founded in timeline(market["alibaba"])
    assert all(any(id in market.models.ids for id in event.about) for event in events)


def test_an_empty_section_says_what_there_is(market: Market) -> None:
    """Where a lab has no records of a kind, its repr, its card and a miss say what it has."""
    initech = market["initech"]
    words = "initech has only models, benchmarks, sources"

    with pytest.raises(UnknownIdError, match=f"in initech.metrics is called 'revenue'; {words}$"):
        initech.metrics["revenue"]
    assert f"<People of initech (0): {words}>" == repr(initech.people)
    assert f"<Timeline 0 events: {words}>" == repr(initech.events)
    assert words in plain_text(view(initech.events))
    assert "<Models of initech (0):>" == repr(initech.models.where(name="none"))
    assert "<People of p (0): p is empty>" == repr(Provider(id="p").people)


def test_labs_are_attributes_of_the_package(
    monkeypatch: pytest.MonkeyPatch, market: Market
) -> None:
    """A lab of the bundled market is found by its id in the package; another name is not."""
    monkeypatch.setattr(registry, "_market", [market])

    assert aiproviders.market["globex"] == getattr(aiproviders, "globex")  # noqa: B009
    assert not hasattr(aiproviders, "orbit")
