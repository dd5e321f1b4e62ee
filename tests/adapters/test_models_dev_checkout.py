"""A checkout of the repository of models.dev."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from made_up import PRICE_CATALOGS

from aiproviders import Catalog, Provider, Quantity
from aiproviders.adapters import models_dev
from aiproviders.errors import DataError, LeftOutWarning

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(scope="module")
def found() -> Catalog[Provider]:
    """The made-up checkout."""
    return models_dev.read(PRICE_CATALOGS / "checkout")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the made-up checkout."""
    return shutil.copytree(PRICE_CATALOGS / "checkout", tmp_path / "checkout")


def test_providers_are_folders_and_ids_are_paths(found: Catalog[Provider]) -> None:
    """A folder below `models` is a part of the id, and makers come after providers."""
    assert ("acme", "host", "other") == found.ids
    assert ("rocket-1", "turbo/rocket-2") == found["acme"].models.ids
    assert ("other/alone",) == found["other"].models.ids


def test_a_listing_inherits_the_facts_that_it_builds_on(found: Catalog[Provider]) -> None:
    """Fields that the listing leaves out come from the facts, with scores, license and weights."""
    model = found["acme"].models["rocket-1"]

    assert "2026-03" == str(model.released and model.released.edtf)
    assert Quantity(value=262_144, unit="token") == model.context_window
    assert ("MIT", ("weights.example",)) == (model.license, model.weights_on)
    assert Quantity(value=Decimal("41.5"), unit="%", decimals=2) == model.scores[0].quantity
    assert ("swe-bench-pro", "public") == (model.scores[0].benchmark, model.scores[0].version)
    assert Decimal("0.3") == model.price.input


def test_the_values_of_a_listing_win_table_by_table(found: Catalog[Provider]) -> None:
    """One limit of the listing replaces that of the facts; the other limits stay."""
    model = found["host"].models["rocket"]

    assert "Rocket at Host" == model.name
    assert Quantity(value=8_192, unit="token") == model.max_output_tokens
    assert Quantity(value=262_144, unit="token") == model.context_window
    assert model is found["host"].models["acme/rocket-1"]


def test_what_a_listing_omits_is_not_inherited(found: Catalog[Provider]) -> None:
    """Values are removed by their path, and so are tables that become empty."""
    model = found["host"].models["rocket"]

    assert (None, None) == (model.family, model.modalities)


def test_tiers_and_prices_are_as_written(found: Catalog[Provider]) -> None:
    """The prices of a TOML file are decimals as they are printed."""
    price = found["acme"].models["turbo/rocket-2"].price

    assert (Decimal(2), Decimal(4)) == (price.rates(200_000).input, price.rates(200_001).input)


def test_the_source_names_the_commit(folder: Path) -> None:
    """The title of the source names the commit that Git says is checked out."""
    git = folder / ".git"
    (git / "refs").mkdir(parents=True)

    def title() -> str:
        return models_dev.read(folder)["acme"].sources["models-dev"].title

    (git / "HEAD").write_text("ref: refs/main\n", "utf-8")
    assert "models.dev, checkout" == title()
    (git / "refs" / "main").write_text(f"{COMMIT}\n", "utf-8")
    assert "models.dev, checkout of 0123456789ab" == title()
    (git / "HEAD").write_text(COMMIT, "utf-8")
    assert "models.dev, checkout of 0123456789ab" == title()
    (git / "HEAD").write_bytes(b"\xff")
    assert "models.dev, checkout" == title()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("providers/acme/models/rocket-1.toml", "x = ", "this is not TOML"),
        ("providers/acme/provider.toml", "name = 1", "name: found 1"),
        ("providers/acme/models/rocket-1.toml", "name = 1", "name: found 1"),
        (
            "providers/acme/models/turbo/rocket-2.toml",
            'name = "x"\n[cost]\ninput = -1',
            "cost.input: found ",
        ),
        ("models/other/alone.toml", "name = 1", "name: found 1"),
        ("models/acme/rocket-1.toml", 'name = "x"\nlicense = 1', "license: found 1"),
        (
            "providers/host/models/rocket.toml",
            'base_model = "acme/none"',
            "base_model: found 'acme/none'; expected the path of a file of models",
        ),
        ("providers/host/models/rocket.toml", "base_model = []", "base_model: found []"),
        (
            "providers/host/models/rocket.toml",
            'base_model = "acme/rocket-1"\nbase_model_omit = 1',
            "base_model_omit: found 1",
        ),
    ],
)
def test_an_odd_value_is_told_with_its_file(
    folder: Path, file: str, text: str, message: str
) -> None:
    """The error and the warning have the path of the faulty file in the folder."""
    (folder / file).write_text(text, "utf-8")

    with pytest.raises(DataError) as caught:
        models_dev.read(folder, strict=True)
    with pytest.warns(LeftOutWarning) as warned:
        models_dev.read(folder)

    assert file == caught.value.file
    assert message in str(caught.value)
    assert [(str(caught.value),)] == [each.message.left_out for each in warned]  # type: ignore[union-attr]


def test_a_link_that_leads_nowhere_loses_nothing_else(
    folder: Path, found: Catalog[Provider]
) -> None:
    """Links to files that are not there, in each kind of folder, are left out and named."""
    for place in ("models/other", "providers/acme/models", "providers/lost"):
        (folder / place).mkdir(exist_ok=True)
        (folder / place / "provider.toml").symlink_to("nothing.toml")
    (folder / "providers" / "empty").mkdir()
    with pytest.warns(LeftOutWarning, match="^models.dev, checkout.* in 3 place") as warned:
        read = models_dev.read(folder)

    assert 1 == len(warned)
    assert ("acme", "host", "lost", "other") == read.ids
    for provider in found:
        assert provider.models.records == read[provider.id].models.records


def test_a_provider_without_its_own_file_has_its_models(
    folder: Path, found: Catalog[Provider]
) -> None:
    """A folder whose provider.toml cannot be read is a provider that is called as its folder."""
    (folder / "providers" / "acme" / "provider.toml").write_text("x = ", "utf-8")
    with pytest.warns(LeftOutWarning, match=" in 1 place"):
        acme = models_dev.read(folder)["acme"]

    assert found["acme"].models.ids == acme.models.ids
    assert "acme" == acme.products["api"].name


def test_a_listing_whose_facts_are_missing_keeps_its_prices(
    folder: Path, found: Catalog[Provider]
) -> None:
    """A listing that builds on a file that cannot be read has what it says itself."""
    (folder / "models" / "acme" / "rocket-1.toml").unlink()
    with pytest.warns(LeftOutWarning) as warned:
        model = models_dev.read(folder)["acme"].models["rocket-1"]

    assert all("base_model" in each for each in warned[0].message.left_out)  # type: ignore[union-attr]
    assert ("rocket-1", ()) == (model.name, model.scores)
    assert found["acme"].models["rocket-1"].prices == model.prices


def test_a_link_that_leads_out_is_not_followed(folder: Path, tmp_path: Path) -> None:
    """Links in a checkout cannot make an error show the contents of other files."""
    secret = tmp_path / "secret.toml"
    secret.write_text('name = "secret"', "utf-8")
    (folder / "models" / "other" / "link.toml").symlink_to(secret)

    with pytest.raises(DataError, match="this file is a link") as caught:
        models_dev.read(folder, strict=True)
    assert "models/other/link.toml" == caught.value.file
    with pytest.warns(LeftOutWarning, match="this file is a link"):
        assert ("other/alone",) == models_dev.read(folder)["other"].models.ids


def test_a_folder_of_something_else_is_an_error(tmp_path: Path) -> None:
    """A folder without providers and models is not a checkout."""
    with pytest.raises(DataError, match="there is nothing of models"):
        models_dev.read(tmp_path)
