"""What is found among many records takes no more work for each than among few."""

from collections import defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up.work import calls

from aiproviders import Metric, Period, Provider, Quantity, alibaba, best
from aiproviders._records.lookup.names import normalized
from aiproviders.results import Metrics
from benchmarks.many_facts import facts

FEW, MANY = 200, 800


@pytest.fixture(scope="module")
def few() -> Provider:
    """A few facts."""
    return facts(FEW)


@pytest.fixture(scope="module")
def many() -> Provider:
    """Four times as many."""
    return facts(MANY)


def days(number: int) -> Metrics:
    """A figure for each of some days, all of one measure."""
    return Metrics(
        Metric(
            id=f"users-{each}",
            subject="acme",
            measure="users",
            quantity=Quantity(value=each + 1, unit="user"),
            period=Period(f"{2000 + each // 28:04}-01-{each % 28 + 1:02}"),
        )
        for each in range(number)
    )


def newest(metrics: Metrics) -> Metric:
    """The newest of the figures of these days."""
    return metrics.latest("users")


def preferred(metrics: Metrics) -> Metrics:
    """Those that no other takes the place of."""
    return metrics.preferred


def test_a_record_is_found_without_a_look_at_the_others(few: Provider, many: Provider) -> None:
    """The second lookup of an id in a provider takes as long whatever it holds."""
    for provider in (few, many):
        provider.record("model-1")

    assert calls(lambda: few.record("claim-7")) == calls(lambda: many.record("claim-7"))


def test_a_second_repr_reads_no_fact_again(few: Provider, many: Provider) -> None:
    """The newest fact of a provider is looked for once."""
    shown = repr(few), repr(many)

    assert shown == (repr(few), repr(many))
    assert calls(few.__repr__) == calls(many.__repr__)


def test_what_is_remembered_is_no_part_of_a_value() -> None:
    """A provider that was asked for a record equals one that was not, and has its pickle."""
    asked, other = facts(3), facts(3)
    asked.record("model-1")

    assert asked == other
    assert hash(asked) == hash(other)
    assert asked.__reduce__() == other.__reduce__()
    assert "_remembered" not in asked.__getstate__()  # type: ignore[operator]


@pytest.mark.parametrize("found", [preferred, newest])
def test_figures_of_many_days_take_work_by_their_number(found: Callable[[Metrics], object]) -> None:
    """Which of many figures stand, and which is the newest, is found without all pairs."""
    few, many = days(FEW), days(MANY)

    assert calls(lambda: found(many)) < 5 * calls(lambda: found(few))


def test_equal_statements_are_compared_once() -> None:
    """A figure that many state contradicts none of them, and is held against itself never."""
    metrics = [
        Metric(
            id=f"users-{each}",
            subject="acme",
            measure="users",
            quantity=Quantity(value=5, unit="user", decimals=0 if each else None),
        )
        for each in range(FEW)
    ]

    assert 1 == calls(lambda: best(metrics), to=Quantity.consistent_with)


@given(st.lists(st.sampled_from(["Revenue", "Sales", "revenue", "ARR", "A.R.R"]), max_size=8))
def test_shared_names_find_all_their_figures_in_order(measures: list[str]) -> None:
    """What a name finds is every figure that is called so, in the order of the figures."""
    metrics = Metrics(
        Metric(
            id=f"m{place}", subject="acme", measure=measure, quantity=Quantity(value=1, unit="1")
        )
        for place, measure in enumerate(measures)
    )
    by_name: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        names = {metric.id, metric.measure, f"acme.{metric.measure}"}
        for name in {*map(normalized, names)}:
            by_name[name].append(metric)

    assert {name: tuple(held) for name, held in by_name.items()} == metrics._lookup.keys


def test_names_of_measures_stand_behind_names_of_figures() -> None:
    """A name finds figures that are called so before those whose measure or subject is."""
    keys = alibaba.metrics._lookup.keys

    for name, held in keys.items():
        own = [name in map(normalized, (each.id, *each.lookup_names)) for each in held]
        assert own == sorted(own, reverse=True)
