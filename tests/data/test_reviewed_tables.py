"""The tables of names in price catalogs, which are reviewed by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from aiproviders import provider
from aiproviders._format.bundled.files import read_toml
from aiproviders._format.bundled.reviewed_tables import (
    BenchmarkSpelling,
    SameModel,
    benchmark_spelling,
    is_points_metric,
    is_share_metric,
    is_usual_metric,
    ordering_word,
    same_models,
)
from aiproviders._format.bundled.vocabulary import shared_vocabulary
from aiproviders._format.registry import BUNDLED

SAME_MODELS: list[dict[str, Any]] = read_toml("same_models")["same_models"]
SPELLINGS: list[dict[str, Any]] = read_toml("benchmark_spellings")["spellings"]


@pytest.mark.parametrize(
    "row", SAME_MODELS, ids=lambda row: f"{row['price_catalog']} {row['model']}"
)
def test_a_pair_of_models_is_complete_and_names_a_bundled_model(row: dict[str, Any]) -> None:
    """Each row has every field, is about a model that is there, and is found."""
    assert [*SameModel._fields] == [*row]
    assert all(type(value) is str and value for value in row.values())
    assert row["provider"] in BUNDLED
    assert row["model"] in provider(row["provider"]).models.ids
    assert SameModel(**row) in (
        same_models(row["provider"], ["other", row["price_catalog"]], row["price_catalog_provider"])
        or ()
    )


@pytest.mark.parametrize("side", ["model", "price_catalog_model"])
def test_a_model_is_in_one_pair_for_each_price_catalog(side: str) -> None:
    """No model of ours is two models of a price catalog, nor the other way round."""
    ids = [
        (row["provider"], row["price_catalog"], row["price_catalog_provider"], row[side])
        for row in SAME_MODELS
    ]

    assert len(ids) == len(set(ids))


def test_a_price_catalog_without_rows_was_not_reviewed() -> None:
    """What nobody looked at is not the same as a price catalog without a common model."""
    assert same_models("alibaba", ["models-dev"], "openai") is None


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: f"{row.get('name')}")
def test_a_spelling_names_a_shared_benchmark(row: dict[str, Any]) -> None:
    """Each row has a name, the id of a benchmark that all providers share, and maybe a version."""
    assert [*row] in ([*BenchmarkSpelling._fields], ["name", "benchmark"])
    assert all(type(value) is str and value for value in row.values())
    assert row["benchmark"] in shared_vocabulary().benchmarks.ids
    assert BenchmarkSpelling(**row) == benchmark_spelling(row["name"])


def test_names_of_benchmarks_stand_in_order_and_once() -> None:
    """A new spelling has one place where it belongs."""
    names = [row["name"] for row in SPELLINGS]

    assert sorted(set(names), key=str.casefold) == names
    assert len(names) == len({benchmark_spelling(name) for name in names})
    assert benchmark_spelling("A benchmark that nobody knows") is None


@pytest.mark.parametrize(
    "name",
    [
        "Humanity's Last Exam",
        "humanity`s last exam",
        "HUMANITYS-LAST-EXAM",
        "Humanity\u02bcs Last Exam",
    ],
)
def test_a_benchmark_is_found_in_any_spelling(name: str) -> None:
    """Case, separators and the kind of apostrophe make no other benchmark."""
    found = benchmark_spelling(name)
    assert found is not None
    assert "humanitys-last-exam" == found.benchmark


@pytest.mark.parametrize(
    ("kind", "says", "other"),
    [
        ("usual_metrics", is_usual_metric, "dollars earned"),
        ("share_metrics", is_share_metric, "error rate"),
        ("points_metrics", is_points_metric, "dollars earned"),
    ],
)
def test_metrics_stand_in_order_and_once(
    kind: str, says: Callable[[str | None], bool], other: str
) -> None:
    """Words for a kind of metric are a list of texts, of which case and separators do not count."""
    words = read_toml("benchmark_spellings")[kind]

    assert sorted(set(words)) == words
    assert all(map(says, words))
    assert says(words[-1].title().replace(" ", "-"))
    assert not says(other)
    assert is_usual_metric(None)
    assert not is_share_metric(None)


def test_words_of_a_metric_say_what_it_is() -> None:
    """A share says percent; what orders models says so in a word of its own."""
    assert is_share_metric("% resolved")
    assert is_share_metric("Percent launched")
    assert not is_share_metric("percentile")
    assert ["elo", "ranking", None, None] == [
        ordering_word(text) for text in ("Arena ELO (2026)", "a_ranking", "development", "franking")
    ]


def test_a_name_of_a_measure_or_a_benchmark_names_one() -> None:
    """No two shared measures answer to one name in any spelling, and no two benchmarks."""
    shared = shared_vocabulary()

    for records in (shared.measures, shared.benchmarks):
        for record in records:
            for name in record.lookup_names:
                assert record is records[name] is records[name.upper()]
    assert "monthly-active-users" == shared.measures["mau"].id
