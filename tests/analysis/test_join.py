"""Joining the models of a price catalog with those of a provider."""

import pickle
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from aiproviders import (
    Catalog,
    Citation,
    Model,
    Product,
    Provider,
    Quantity,
    Score,
    Source,
    TokenPrice,
    alibaba,
    audit,
)
from aiproviders._frames.tables import data_table
from aiproviders.adapters import models_dev
from aiproviders.errors import UnknownIdError
from aiproviders.results import Joined
from aiproviders.types import Benchmark, Modalities, PriceTier

HERE = (Citation(source="paper", section="Models"),)
THERE = (Citation(source="list", locator="rocket"),)


def window(tokens: int, decimals: int | None = None) -> Quantity:
    """A number of tokens."""
    return Quantity(value=tokens, unit="token", decimals=decimals)


def solved(value: str, **stated: Any) -> Score:
    """A share of tasks solved."""
    share = Quantity(value=value, unit="%", decimals=1)
    return Score(benchmark="swe-bench-verified", quantity=share, **stated)


def price(input: str | None, output: str | None, **stated: Any) -> TokenPrice:
    """A price in US dollars."""
    return TokenPrice(currency="USD", input=input, output=output, **stated)


def here(**stated: Any) -> Provider:
    """A provider with two models, of which one states something."""
    return Provider(
        id="acme",
        models=Catalog(
            [
                Model(id="rocket", provider="acme", name="Rocket", citations=HERE, **stated),
                Model(id="sled", provider="acme", name="Sled", citations=HERE),
            ]
        ),
        sources=Catalog([Source(id="paper", title="Paper")]),
    )


def there(host: str = "acme", **stated: Any) -> Provider:
    """A provider of a price catalog with two models, of which one states something."""
    return Provider(
        id=host,
        models=Catalog(
            [
                Model(id="rocket-9b", provider=host, name="Rocket 9B", citations=THERE, **stated),
                Model(id="other", provider=host, name="Other", citations=THERE),
            ]
        ),
        products=Catalog([Product(id="api", name="The host", kind="service")]),
        sources=Catalog(
            [
                Source(id="list", title="List 1.0"),
                Source(id="https://a.example", title="a"),
                Source(id="https://b.example", title="b"),
            ]
        ),
    )


def joined(ours: dict[str, Any], theirs: dict[str, Any], host: str = "acme") -> Joined:
    """The two models that are one, joined."""
    return here(**ours).joined(there(host, **theirs), names={"Rocket": "rocket-9b"})


def rocket(found: Joined) -> Model:
    """The model as both have it together."""
    return found.provider.models["rocket"]


def test_says_what_was_joined_and_what_was_left() -> None:
    """Each pair holds both statements and its ground; the rest stays on its side."""
    found = joined({}, {})

    assert ["rocket is rocket-9b: the caller says so"] == [str(each) for each in found.pairs]
    assert (("sled",), ("other",)) == (found.only_here.ids, found.only_there.ids)
    assert "<Joined acme and List 1.0: 1 model, 1 here alone, 1 there alone>" == repr(found)
    assert found == pickle.loads(pickle.dumps(found))  # noqa: S301 - of our own


def test_what_is_open_here_is_filled_in_from_there() -> None:
    """A field that only the price catalog states is taken over, with its citation and its name."""
    found = joined(
        {"released": "2026-05"}, {"released": "2026-05-21", "context_window": window(262_144)}
    )

    assert ("context_window",) == found.pairs[0].filled
    assert window(262_144) == rocket(found).context_window
    assert "May 2026" == str(rocket(found).released)
    assert (*HERE, *THERE) == rocket(found).citations
    assert rocket(found) is found.provider.models["rocket-9b"]
    assert ("paper", "list") == found.provider.sources.ids


def test_what_the_other_side_states_is_inferred_no_longer() -> None:
    """A value that one side infers and the other states alike is stated; one that is filled in
    from where it is inferred stays inferred.
    """
    found = joined(
        {
            "access": "open-weights",
            "license": "MIT",
            "status": "beta",
            "kind": "model",
            "inferred": ["license", "access", "status", "kind"],
        },
        {
            "access": "open-weights",
            "license": "Apache-2.0",
            "status": "beta",
            "kind": "model",
            "context_window": window(8),
            "parameters": Quantity(value=9, unit="parameter"),
            "inferred": ["status", "parameters"],
        },
    )

    assert ("license", "status", "parameters") == rocket(found).inferred
    assert [] == [row.field for row in found.pairs[0].differences if "inferred" in row.field]


def test_prices_that_agree_are_inferred_where_nobody_states_it() -> None:
    """What is inferred of a price and of a score does not make them two, and is joined alike."""
    found = joined(
        {
            "prices": (price("1", "2", inferred=["currency", "unit"]),),
            "scores": (solved("5", inferred=["benchmark"]),),
        },
        {
            "prices": (price("1", "2", cache_read="0", inferred=["unit", "cache_read"]),),
            "scores": (solved("5", inferred=["quantity"]),),
        },
    )
    (one,), (only,) = rocket(found).prices, rocket(found).scores

    assert ("unit", "cache_read") == one.inferred
    assert () == only.inferred
    assert [] == [row.field for row in found.pairs[0].differences]


def test_ids_of_the_price_catalog_are_not_taken_over() -> None:
    """Families and platforms have other ids there, which would name nothing here."""
    found = joined({}, {"family": "family:rocket", "weights_on": ("hub.example",)})

    assert (None, ()) == (rocket(found).family, rocket(found).weights_on)


def test_a_price_that_both_state_is_one() -> None:
    """It cites both sides, has the rates of either, and a note says what one side alone states."""
    found = joined(
        {"prices": (price("1", "2", note="From a table.", citations=HERE),)},
        {"prices": (price("1", "2", cache_read="0.1", host="acme", citations=THERE),)},
    )
    (only,) = rocket(found).prices

    assert only is rocket(found).price
    assert (*HERE, *THERE) == only.citations
    assert "From a table. Stated in list alone: cache read." == only.note
    assert price("1", "2", cache_read="0.1", note=only.note, citations=only.citations) == only


@pytest.mark.parametrize(
    "other",
    [
        price("1", "3", citations=THERE),
        price("1", "2", host="cloud", citations=THERE),
        price("1", "2", plan="contract", citations=THERE),
        price("1", "2", effective="2025", citations=THERE),
        price(None, None, cache_read="1", citations=THERE),
    ],
)
def test_another_price_stands_beside_ours(other: TokenPrice) -> None:
    """Prices that differ, or hold elsewhere or at another time, are both kept."""
    ours = price("1", "2", effective="2026", citations=HERE)
    provider = there("cloud" if other.host else "acme", prices=(other,))
    found = here(prices=(ours,)).joined(provider, names={"rocket": "rocket-9b"})

    assert (ours, other) == rocket(found).prices


@pytest.mark.parametrize("terms", [{"region": "eu"}, {"hours": "01:00-04:00"}])
def test_a_price_of_a_region_or_of_hours_is_never_that_of_all(terms: dict[str, str]) -> None:
    """It stays apart even if it is as high, so that the price of all keeps its place."""
    other = price("1", "2", citations=THERE, **terms)
    found = joined({"prices": (price("1", "2", citations=HERE),)}, {"prices": (other,)})

    assert (price("1", "2", citations=HERE), other) == rocket(found).prices


@pytest.mark.parametrize("fuller", ["ours", "theirs"])
def test_a_price_that_one_side_states_in_less_detail_is_one(fuller: str) -> None:
    """A field that one side does not state, whichever side that is, makes no other price."""
    tiers = (PriceTier(threshold=1000, input="3"),)
    full = price("1", "2", effective="2026", tiers=tiers)
    short = price("1", "2")
    ours, theirs = (full, short) if fuller == "ours" else (short, full)
    (only,) = rocket(joined({"prices": (ours,)}, {"prices": (theirs,)})).prices

    assert evolve(full, note=only.note) == only


@pytest.mark.parametrize("fuller", ["ours", "theirs"])
def test_a_score_that_one_side_states_in_less_detail_is_one(fuller: str) -> None:
    """A condition that one side does not state, whichever side that is, makes no other score."""
    full, short = (
        solved("77.2", harness="bench", date="2026-05", standard_error="1.5"),
        solved("77.2"),
    )
    ours, theirs = (full, short) if fuller == "ours" else (short, full)

    assert (full,) == rocket(joined({"scores": (ours,)}, {"scores": (theirs,)})).scores


def test_scores_with_two_standard_errors_are_two() -> None:
    """Runs with one result and two standard errors are two scores."""
    ours, theirs = solved("77.2", standard_error="1.5"), solved("77.2", standard_error="1.8")

    both = rocket(joined({"scores": (ours,)}, {"scores": (theirs,)})).scores
    assert ["1.5", "1.8"] == [str(each.standard_error) for each in both]


def test_a_price_without_a_place_is_of_the_price_catalog() -> None:
    """Where the price catalog cites nothing, the note says that it is the one."""
    found = joined({"prices": (price("1", "2"),)}, {"prices": (price("1", "2", cache_read="0"),)})

    assert "Stated in the price catalog alone: cache read." == rocket(found).price.note


def test_a_price_apart_is_stated_by_the_side_that_states_it() -> None:
    """What has no amount on either side stays so; ranks and conversions are no difference."""
    ours = price("1", "4", unstated=("reasoning", "input_audio"), preference="preferred")
    theirs = price("1", "4", reasoning=8, unstated=("output_audio",), converted=True)
    (found,) = rocket(joined({"prices": (ours,)}, {"prices": (theirs,)})).prices

    assert ("input_audio", "output_audio") == found.unstated
    assert (Decimal(8), "preferred", False) == (found.reasoning, found.preference, found.converted)
    assert found.note
    assert "alone: reasoning." in found.note


def test_tiers_come_along_with_the_price() -> None:
    """Where the prices of short requests are the same, those of longer ones are taken over."""
    tiers = (PriceTier(threshold=1000, input="3"),)
    found = joined(
        {"prices": (price("1", "2", citations=HERE),)},
        {"prices": (price("1", "2", tiers=tiers, citations=THERE),)},
    )

    assert tiers == rocket(found).price.tiers


def test_another_host_is_named() -> None:
    """A host that is not the maker becomes an entity of the provider, by the name it has there."""
    found = joined(
        {"prices": (price("1", "2", citations=HERE),)},
        {"prices": (price("1", "2", host="cloud", citations=THERE),)},
        host="cloud",
    )

    assert "The host" == found.provider.entities["cloud"].name
    assert (None, "cloud") == tuple(each.host for each in rocket(found).prices)
    assert rocket(found).price is rocket(found).prices[0]


def test_scores_that_agree_are_one_and_others_stand_side_by_side() -> None:
    """One result that both state cites both; another result, or on another version, is kept."""
    on_page = (Citation(source="https://a.example"),)
    found = joined(
        {"scores": (solved("77.2", citations=HERE, note="Of a table."),)},
        {
            "scores": (
                solved("77.2", harness="bench", citations=on_page, note="resolved"),
                solved("70", citations=THERE),
                solved("77.2", version="2", citations=THERE),
            )
        },
    )
    first, second, third = rocket(found).scores

    assert (*HERE, *on_page) == first.citations
    assert ("bench", "Of a table.") == (first.harness, first.note)
    assert (None, "2") == (second.version, third.version)
    assert ("paper", "list", "https://a.example") == found.provider.sources.ids


def test_benchmarks_of_another_host_become_ours() -> None:
    """A benchmark that only the price catalog knows comes along under an id of the provider."""
    share = Quantity(value=50, unit="%")
    own = Benchmark(id="cloud:quiz", name="Quiz", unit="%", scale="share")
    price_catalog = evolve(
        there("cloud", scores=(Score(benchmark="cloud:quiz", quantity=share),)),
        benchmarks=Catalog([own]),
    )
    found = here().joined(price_catalog, names={"rocket": "rocket-9b"})

    assert "acme:quiz" == rocket(found).scores[0].benchmark
    assert "Quiz" == found.provider.benchmarks["acme:quiz"].name


def test_audit_sets_the_two_against_each_other() -> None:
    """Dates, numbers and access that cannot both be so are found, with a citation for each side."""
    found = audit(
        joined(
            {
                "announced": "2026-05-20",
                "access": "open-weights",
                "license": "MIT",
                "context_window": window(262_000, -3),
                "max_output_tokens": window(8_000),
                "prices": (price("1", "2", citations=HERE),),
            },
            {
                "released": "2026-05-21",
                "access": "closed-weights",
                "license": "Apache-2.0",
                "context_window": window(262_144),
                "max_output_tokens": window(4_000),
                "prices": (price("1", "3", host="acme", citations=THERE),),
            },
        )
    )

    both = "$1 in, $2 out per million tokens and $1 in, $3 out per million tokens (by acme)"
    assert {
        ("contradiction", "Rocket: access open-weights here, closed-weights there"),
        ("contradiction", "Rocket: max output tokens 8,000 tokens here, 4,000 tokens there"),
        (
            "contradiction",
            "Rocket: price.output $2 per million tokens here, $3 per million tokens there",
        ),
        ("contradiction", f"Rocket: {both}, and nothing says which is used"),
        ("note", "Rocket: announced 20 May 2026 here, released 21 May 2026 there"),
        ("note", "Rocket: license MIT here, Apache-2.0 there"),
    } == {(each.severity, each.arithmetic) for each in found}
    assert {"price", "rivals"} == {each.rule for each in found}
    assert all((*HERE, *THERE) == each.citations for each in found)
    assert len(found) == len(set(found.ids))


def test_audit_of_dates_and_of_scores() -> None:
    """A release in another month is a contradiction, and scores are compared in the provider."""
    found = audit(
        joined(
            {"released": "2025-07", "scores": (solved("77.2", citations=HERE),)},
            {"released": "2025-04", "scores": (solved("60", citations=THERE),)},
        )
    )

    assert [
        "Rocket scores 77.2 % (77.15 % to 77.25 %) and 60.0 % (59.95 % to 60.05 %)",
        "Rocket: released July 2025 here, April 2025 there",
    ] == [each.arithmetic for each in found]


def test_words_for_abilities_and_api_only_are_no_difference() -> None:
    """`api-only` means closed weights, and capabilities are free text."""
    found = joined(
        {"access": "api-only", "capabilities": ("quick",)},
        {"access": "closed-weights", "capabilities": ("tool calls",)},
    )

    assert () == found.pairs[0].differences
    assert () == tuple(audit(found))


def test_printing_shows_a_table() -> None:
    """The text has a row for each pair, what was taken over and what differs, and what is left."""
    found = joined({"released": "2026-05"}, {"released": "2026-06", "license": "MIT"})
    text = " ".join(str(found).split())

    assert "acme and List 1.0 · 1 model joined" in text
    assert "the caller says so license released: May 2026 / June 2026" in text
    assert "Here alone: sled. There alone: 1 model." in text


def test_as_a_frame_it_has_a_row_for_each_field() -> None:
    """Both statements of each field stand in one row, with the ids and the ground."""
    found = joined({"released": "2026-05"}, {"released": "2026-06"})
    released = next(row for row in data_table(found).rows if row["field"] == "released")

    assert ("rocket", "rocket-9b", "List 1.0") == (
        released["id"],
        released["other_id"],
        released["price_catalog"],
    )
    assert ("May 2026", "June 2026", True) == (
        released["first"],
        released["second"],
        released["differs"],
    )
    assert data_table(found).columns == data_table(here().joined(there(), names={})).columns


def test_names_that_no_model_has_are_an_error() -> None:
    """No name is guessed, on either side."""
    for names in ({"rokket": "rocket-9b"}, {"rocket": "rocket-8b"}):
        with pytest.raises(UnknownIdError):
            here().joined(there(), names=names)


def test_a_price_catalog_that_nobody_reviewed_needs_names() -> None:
    """Without names and without a reviewed table, nothing is joined."""
    with pytest.raises(ValueError, match="nobody has looked which models of acme are which"):
        here().joined(there())


def test_the_reviewed_table_joins_the_bundled_models() -> None:
    """Of a price catalog that was reviewed, the models that it has are joined, and only those."""
    both = alibaba.joined(models_dev.read()["alibaba"])

    assert {"qwen3-max", "qwen3.6", "qwen3.5"} <= {each.model.id for each in both.pairs}
    assert ("qwen3.6-27b",) == tuple(
        each.other.id for each in both.pairs if each.model.id == "qwen3.6"
    )
    price = both.provider.models["qwen3.6"].price
    assert {"guide", "models-dev"} == {each.source for each in price.citations}
    assert both.provider == Provider.from_json(both.provider.to_json())


def test_modalities_are_taken_over_as_they_are() -> None:
    """Inputs and outputs of a model are filled in as one field."""
    kinds = Modalities(input=("text",), output=("text",))

    assert kinds == rocket(joined({}, {"modalities": kinds})).modalities


def test_a_model_that_is_there_by_our_id_gains_no_name() -> None:
    """Where the ids are the same, the model has no further name."""
    price_catalog = Provider(
        id="acme",
        models=Catalog([Model(id="rocket", provider="acme", name="Rocket", citations=THERE)]),
        sources=Catalog([Source(id="list", title="List 1.0")]),
    )
    found = here().joined(price_catalog, names={"rocket": "rocket"})

    assert () == rocket(found).api_names


def test_origins_of_a_source_come_with_it() -> None:
    """A source that comes in brings those that it was made from, which nothing else names."""
    other = there(prices=(price("1", "2", host="acme", citations=THERE),))
    made = [
        Source(id="list", title="List 1.0", derived_from=("root",)),
        Source(id="root", title="Root"),
        Source(id="stranger", title="Stranger"),
    ]
    found = here().joined(evolve(other, sources=Catalog(made)), names={"rocket": "rocket-9b"})

    assert ("root",) == found.provider.sources["list"].derived_from
    assert "root" in found.provider.sources.ids
    assert "stranger" not in found.provider.sources.ids
