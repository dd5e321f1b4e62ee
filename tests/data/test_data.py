"""The bundled data."""

from decimal import Decimal
from pathlib import Path

import pytest

from aiproviders import (
    Quantity,
    TokenMix,
    alibaba,
    blended_price,
    find_model,
    price_performance,
    provider,
)
from aiproviders._format.bundled import DATA, load_bundled
from aiproviders._format.registry import BUNDLED
from aiproviders._format.serialization import load
from aiproviders.errors import AIProvidersError, NotStatedError
from aiproviders.testing import check_provider


@pytest.mark.parametrize("id", BUNDLED)
def test_bundled_data_is_sound(id: str) -> None:
    """Bundled data passes every check that data of others is offered."""
    check_provider(provider(id))


@pytest.mark.parametrize("id", BUNDLED)
def test_built_data_is_the_data(id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The JSON that a built package carries gives the same provider as the TOML it is made of."""
    source = load(DATA / id)
    source.dump(tmp_path / f"{id}.json")
    monkeypatch.setattr("aiproviders._format.bundled.DATA", tmp_path)
    built = load_bundled(id)

    assert source == built
    assert source.to_json() == built.to_json()
    assert (tmp_path / f"{id}.json").read_bytes() == source.to_json()


def test_bundled_ids_are_the_folders() -> None:
    """Every folder of data is a bundled provider and the other way round."""
    assert set(BUNDLED) == {path.name for path in DATA.iterdir() if path.is_dir()}


def test_every_record_shows_itself() -> None:
    """Every record has words and a repr of one line, and is found by its own id."""
    for record in alibaba.records():
        assert str(record).strip()
        assert len(repr(record)) < 100
        assert "\n" not in repr(record)
        assert record == alibaba.record(record.id)


def test_blended_prices_of_the_guide() -> None:
    """At 3:1 the two stated price pairs blend to 3.75 and 1.35 dollars per million tokens."""
    assert Quantity(value="3.75", unit="USD/Mtok") == blended_price(find_model("qwen3.7-max").price)
    assert Quantity(value="1.35", unit="USD/Mtok") == blended_price(find_model("qwen 3.6").price)


def test_value_for_money_in_the_guide() -> None:
    """Qwen 3.6 is the better value, both are on the frontier, and no mix changes the order."""
    result = price_performance(alibaba.models)
    best, other = result.rows

    assert ("qwen3.6", "qwen3.7-max") == (best.model.id, other.model.id)
    assert Decimal("21.44") == other.score_per_price.value
    assert Decimal("57.185") == round(best.score_per_price, 3).value
    assert best.on_frontier
    assert other.on_frontier
    assert () == result.turns
    assert {"no price"} == {each.reason for each in result.excluded}
    assert TokenMix(input=3, output=1) == result.mix


def test_share_of_ai_revenue_disagrees_with_its_amounts() -> None:
    """About 30 % of cloud revenue is stated; the two amounts printed beside it give 21.55 %."""
    (share,) = (metric for metric in alibaba.metrics if metric.part and metric.whole)
    part, whole = alibaba.metrics[share.part or ""], alibaba.metrics[share.whole or ""]
    computed = (part.quantity / whole.quantity).to("%", rate=100)

    assert Decimal("21.55") == round(computed, 2).value
    assert not share.quantity.consistent_with(computed)


@pytest.mark.parametrize("name", ["qwen 3.6", "Qwen3.6", "Qwen-3.6", "qwen/qwen3.6", "QWEN_3.6"])
def test_spellings_of_a_model(name: str) -> None:
    """Usual spellings of a model's name find it."""
    assert "qwen3.6" == alibaba.models[name].id


def test_what_the_guide_leaves_open_stays_open() -> None:
    """What the source does not say is None, not a guess."""
    assert alibaba.models["qwen3-max"].access is None
    assert alibaba.models["qwen3-coder-480b"].parameters is None
    assert alibaba.models["qwen3.6"].scores[0].reported_by is None
    assert "alibaba" == alibaba.models["qwen3.7-max"].scores[0].reported_by
    with pytest.raises(NotStatedError, match="guide"):
        _ = alibaba.models["qwen3-max"].price


def test_model_ids() -> None:
    """Ids of models are lower-case with hyphens and keep the dot of a version."""
    assert {
        "qwen3.7-max",
        "qwen3.6",
        "qwen3.6-max-preview",
        "qwen3-coder-480b",
        "qwen3.5",
        "qwen3-max",
        "qwen3-vl",
        "qwen3-omni",
    } <= set(alibaba.models.ids)


def test_errors_of_lookup_are_of_this_package() -> None:
    """A miss in the bundled data is an error of this package, with suggestions."""
    with pytest.raises(AIProvidersError, match=r"did you mean 'qwen3\.7-max'"):
        alibaba.models["qwen3.7-mx"]
