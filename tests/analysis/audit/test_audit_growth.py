"""The audit takes no more work for each fact among many than among few."""

from collections.abc import Callable, Iterable
from functools import cache, partial

import pytest
from attrs import evolve
from made_up.facts import converted, figure, found, severities, with_metrics
from made_up.work import calls

from aiproviders import Provider, audit
from aiproviders._analysis.audit.conflict import Conflict
from aiproviders._analysis.audit.findings import _RULES
from benchmarks.many_facts import facts

FEW, MANY = 200, 800

made = cache(facts)


def _all(rule: Callable[[Provider], Iterable[Conflict]], provider: Provider) -> list[Conflict]:
    return list(rule(provider))


@pytest.mark.parametrize("rule", [rule for _, rule in _RULES], ids=lambda rule: rule.__name__)
def test_rules_take_work_by_the_number_of_facts(
    rule: Callable[[Provider], Iterable[Conflict]],
) -> None:
    """Four times the facts take a rule four times the calls, not sixteen times."""
    work = [calls(partial(_all, rule, made(number))) for number in (FEW, MANY)]

    assert work[1] < 5 * work[0]


def test_equal_statements_are_one_finding() -> None:
    """Of figures that state the same, one finding names all, and another their rival."""
    same = [figure(f"same-{each}", "$5", "2025") for each in range(30)]
    provider = with_metrics(*same, figure("other", "$7", "2025"))
    of_all, of_rivals = sorted(audit(provider).where(rule="rivals"), key=lambda each: each.severity)

    assert "contradiction" == of_all.severity
    assert (*(each.id for each in same), "other") == of_all.records
    assert tuple(each.id for each in same) == of_rivals.records
    assert of_rivals.arithmetic.endswith("agree; no preference settles which to use")


def test_a_preference_makes_another_statement() -> None:
    """Figures that state the same with another preference are compared as rivals are."""
    one, other = figure("one", "$5", "2025"), figure("other", "$5", "2025")
    ((_, text),) = found(with_metrics(one, evolve(other, preference="preferred")), "rivals")

    assert text.endswith("a preference settles for $5")


def test_rates_of_two_periods_are_one_finding() -> None:
    """Of periods that do not overlap, one pair of differing rates is found, undated ones each."""

    def rates(period: str | None) -> Provider:
        first = [converted(f"first-{each}", "RMB 1,001", "$141", "2024") for each in range(5)]
        then = [converted(f"then-{each}", "RMB 1,001", "$191", period) for each in range(5)]
        return with_metrics(*first, *then)

    assert ["note"] == severities(rates("2025"), "exchange-rate")
    assert ["note"] * 5 == severities(rates(None), "exchange-rate")
    assert ["contradiction"] * 25 == severities(rates("2024"), "exchange-rate")
