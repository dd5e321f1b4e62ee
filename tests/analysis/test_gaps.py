"""What the sources leave open."""

import pickle

import pytest
from attrs import evolve

from aiproviders import Catalog, Period, Provider, alibaba, gaps
from aiproviders.results import Gaps


def unknown(found: Gaps) -> dict[tuple[str, str], tuple[int, int]]:
    """Counts by kind of record and field."""
    return {(each.record_type, each.field): (each.unknown, each.total) for each in found.unknown}


def test_fields_that_are_not_stated(acme: Provider) -> None:
    """Fields that a source could state and does not are counted by kind of record."""
    counts = unknown(gaps(acme))

    assert (2, 4) == counts["Model", "context_window"]
    assert (2, 4) == counts["Model", "prices"]
    assert (1, 1) == counts["Product", "launched"]
    assert (1, 6) == counts["Event", "date"]
    assert (1, 4) == counts["Metric", "period"]


def test_models_have_gaps_of_their_own(acme: Provider) -> None:
    """One model or several are counted by provider, with nothing else; no other record is."""
    model = acme.models[0]
    other = evolve(model, id="other", provider="other")

    (total,) = {each.total for each in gaps(model).unknown}
    assert (1, ("acme",)) == (total, gaps(model).providers)
    assert ("acme", "other") == gaps(iter([model, other])).providers
    assert {"Model"} == {each.record_type for each in gaps(acme.models).unknown}
    with pytest.raises(TypeError, match="expected a provider or several, got <Person"):
        gaps(acme.people)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_fields_that_say_enough(acme: Provider) -> None:
    """Fields that are stated everywhere, or need not apply, are left out, and so is vocabulary."""
    counts = unknown(gaps(acme))

    assert ("Company", "founded") not in counts
    assert ("Metric", "converted") not in counts
    assert ("Model", "note") not in counts
    assert {"Measure", "Benchmark"}.isdisjoint(kind for kind, _ in counts)


def test_undated_and_unattributed_figures(acme: Provider) -> None:
    """Figures and events without a date, and figures and scores without a reporter, are listed."""
    found = gaps(acme)

    assert ("rocket.downloads", "inquiry") == found.undated.ids
    assert ("acme.revenue-growth.fy2025", "rocket.downloads", "rocket-2") == found.unattributed.ids


def test_a_figure_may_be_dated_by_when_it_was_stated(acme: Provider) -> None:
    """A figure that has no period but was stated at some time is not undated."""
    *others, downloads = acme.metrics
    metrics = Catalog([*others, evolve(downloads, stated=Period("2025-09"))])

    assert ("inquiry",) == gaps(evolve(acme, metrics=metrics)).undated.ids


def test_the_oldest_record_of_each_section(acme: Provider) -> None:
    """Each section that has dates has an oldest record."""
    assert [
        "models: anvil-1, 2024",
        "metrics: acme.revenue-growth.fy2025, FY2025",
        "events: acme-founded, 2001",
        "claims: fastest, 2026",
        "sources: annual-report, 1 June 2026",
    ] == [str(each) for each in gaps(acme).oldest]


def test_gaps_print_for_people(acme: Provider) -> None:
    """Printing shows tables and lists; the repr is one line."""
    text = str(gaps(acme))

    assert text.startswith("What the sources of acme leave open\n\nRecord")
    assert "Model         context_window" in text
    assert "Section  Oldest" in text
    assert "2 records without a date\nrocket.downloads\ninquiry" in text
    assert text.endswith(
        "3 records without a reporter\nacme.revenue-growth.fy2025\nrocket.downloads\nrocket-2"
    )
    assert repr(gaps(acme)).startswith("<Gaps acme: ")
    assert repr(gaps(acme)).endswith(" unknown fields, 2 undated, 3 unattributed>")
    assert "Model prices: 2 of 4" in map(str, gaps(acme).unknown)


def test_nothing_known_has_no_gaps() -> None:
    """An empty provider has nothing to leave open."""
    empty = gaps(Provider(id="acme"))

    assert ((), (), (), ()) == (
        empty.unknown, empty.undated.ids, empty.unattributed.ids, empty.oldest,
    )  # fmt: skip
    assert str(empty).endswith("Nothing.")


def test_gaps_are_values(acme: Provider) -> None:
    """Gaps are equal, hash and survive pickling."""
    assert gaps(acme) == pickle.loads(pickle.dumps(gaps(acme)))  # noqa: S301 - made in the same line
    assert hash(gaps(acme)) == hash(gaps(acme))


def test_gaps_of_the_guide() -> None:
    """Most models of the guide have no price; its oldest unit is of 2009, a figure of 2025."""
    counts = unknown(gaps(alibaba))

    without_price = sum(not model.prices for model in alibaba.models)
    assert (without_price, len(alibaba.models)) == counts["Model", "prices"]
    assert without_price > len(alibaba.models) / 2
    assert "alibaba-cloud" == gaps(alibaba).oldest[0].id
    assert "alibaba.ai-infrastructure-investment.planned" == gaps(alibaba).oldest[3].id
