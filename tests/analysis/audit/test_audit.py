"""Contradictions found by arithmetic."""

import copy
import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve, fields, has
from made_up import ROOT
from made_up.facts import (
    BENCHMARKS,
    LARGEST,
    MEASURES,
    SMALLEST,
    cited,
    claim,
    event,
    figure,
    model,
    score,
    with_metrics,
    with_models,
)

from aiproviders import (
    Catalog,
    Company,
    Period,
    Person,
    Product,
    Provider,
    Quantity,
    Source,
    alibaba,
    audit,
)
from aiproviders.errors import UnknownIdError
from aiproviders.results import Finding, Findings, Metrics, Timeline
from aiproviders.types import BusinessUnit, Role

# Findings


def some_findings() -> Findings:
    """What is found in a provider with a note, a contradiction and a tension, in this order."""
    metrics = (
        figure("a", "400+ users", measure="users", citations=(*cited(), *cited("over", ">"))),
        figure("b", "$5.5", subject="x"),
        figure("c", "$6.5", subject="x"),
        figure("d", "~$5.5", subject="y"),
        figure("e", "$6.5", subject="y"),
    )
    return audit(with_metrics(*metrics))


def test_findings_come_the_gravest_first() -> None:
    """Findings are sorted by severity and found by place, by slice and by id."""
    findings = some_findings()

    assert ["contradiction", "tension", "note"] == [each.severity for each in findings]
    assert "contradiction" == findings[0].severity
    assert "note" == findings[-1].severity
    assert findings[0] == findings["rivals:b:c"]
    assert isinstance(findings[1:], Findings)
    assert ("tension", "note") == tuple(each.severity for each in findings[1:])
    with pytest.raises(IndexError):
        findings[3]
    with pytest.raises(UnknownIdError, match=r"nothing in acme\.findings"):
        findings["share"]


def test_findings_are_filtered() -> None:
    """Filtered findings are findings again."""
    notes = some_findings().where(lambda each: each.severity == "note")

    assert isinstance(notes, Findings)
    assert ("wording:a",) == notes.ids


def test_findings_print_for_people() -> None:
    """Counts come first, then every finding with its arithmetic and its places."""
    text = str(some_findings())

    assert text.startswith(
        "1 contradiction, 1 tension, 1 note\n\n"
        "contradiction: rivals\n"
        "  $5.5 ($5.45 to $5.55) and $6.5 ($6.45 to $6.55) have no value in common;\n"
        "  no preference settles which to use\n"
        "  - “$5.5”: report\n"
        "  - “$6.5”: report\n\n"
        "tension: rivals\n"
    )
    assert text.endswith(
        "note: wording\n  400+ users recorded, >400 users elsewhere\n  - report\n  - “over”: report"
    )
    assert "<Findings 1 contradiction, 1 tension, 1 note>" == repr(some_findings())
    assert "<Finding contradiction: rivals: $5.5 ($5.45 to $5.55) and $6.5" in repr(
        some_findings()[0]
    )
    assert all(len(repr(each)) < 100 for each in some_findings())
    assert "<Findings no findings>" == repr(audit(Provider(id="acme")))
    assert "no findings" == str(Findings())


def test_findings_are_values() -> None:
    """Findings are equal, hash and survive pickling and copying."""
    findings = some_findings()

    assert findings == pickle.loads(pickle.dumps(findings)) == copy.deepcopy(findings)  # noqa: S301 - made in the same line
    assert hash(findings) == hash(some_findings())
    assert isinstance(findings[0], Finding)


def test_ids_of_findings_differ() -> None:
    """Two findings of one rule on the same records are numbered."""
    dates = {"announced": "2025", "released": "2024", "retires": "2023"}
    provider = with_models(model("m", **dates))

    assert ("order:m", "order:m:2", "order:m:3") == audit(provider).ids


# Laws


def renamed(value: Any, names: Callable[[str], str]) -> Any:
    """The same facts under other ids: of records, and wherever a field holds one."""
    kind: Any = value.__class__
    if issubclass(kind, Catalog):
        return evolve(value, records=[renamed(each, names) for each in value])
    if issubclass(kind, tuple):
        return tuple(renamed(each, names) for each in value)
    if not has(kind) or kind in (Period, Quantity):
        return value
    changes = {
        each.name: _renamed_ids(getattr(value, each.name), names)
        if each.name == "id" or "id_of" in each.metadata
        else renamed(getattr(value, each.name), names)
        for each in fields(kind)
        if each.init
    }
    return evolve(value, **changes)


def _renamed_ids(held: Any, names: Callable[[str], str]) -> Any:
    if held is None or isinstance(held, str):
        return held and names(held)
    return tuple(map(names, held))


def test_ids_mean_nothing() -> None:
    """Renaming every id, so that their order changes too, changes no finding but by its ids."""
    ids = {each.id for each in (*alibaba.records(), *alibaba.retired)} | {alibaba.id}
    numbered = {id: f"x{len(ids) - number}" for number, id in enumerate(sorted(ids))}
    other = renamed(alibaba, numbered.__getitem__)

    assert "x" == other.metrics.records[0].subject[0]
    assert {renamed_finding(each, numbered) for each in audit(alibaba)} == {
        (each.rule, each.severity, frozenset(each.records), each.arithmetic, each.citations)
        for each in audit(other)
    }


def renamed_finding(finding: Finding, names: dict[str, str]) -> tuple[Any, ...]:
    """What a finding says, under other ids."""
    records = frozenset(names[id] for id in finding.records)
    citations = renamed(finding.citations, names.__getitem__)
    return finding.rule, finding.severity, records, finding.arithmetic, citations


def sound_provider() -> Provider:
    """A made-up provider of fifty records that does not contradict itself."""
    quarters = [
        figure(
            f"r{year}{n}", f"${amount}", f"{year}-{32 + n}", converted=Quantity.parse(f"€{euro}")
        )
        for year, amounts in ((2024, "100.1 110.2 120.3 130.4"), (2025, "140.5 150.6 160.7 170.8"))
        for n, amount in enumerate(amounts.split(), 1)
        for euro in [f"{float(amount) * 0.9:.1f}"]
    ]
    figures = [
        figure("y2024", "$461.0", "2024"),
        figure("y2025", "$622.6", "2025"),
        figure("y2025a", "~$620", "2025"),
        figure("g2025", "35%", "2025", measure="growth"),
        figure("g20254", "31%", "2025-36", measure="growth"),
        figure("ai", "$124.5", "2025", subject="ai"),
        figure("s", "~20%", "2025", subject="ai", measure="share", part="ai", whole="y2025"),
        figure("v", "~$260 billion", "2026-02", measure="value"),
        figure("p", "over $900", "2026", status="planned"),
        figure("u", "70 million users", "2025-12", subject="app", measure="users"),
        figure("u2", "60+ million users".replace("60+", "over 60"), "2025", subject="app",
               measure="users"),
        figure("t", "400 users", "2025-12", measure="users"),
        figure("t2", "310 users", "2025-12", measure="users", excludes=("app",)),
        SMALLEST, LARGEST,
    ]  # fmt: skip
    size = Quantity.parse("70 billion", unit="parameter")
    models = [
        model("family", kind="family", languages=Quantity.parse("120+ languages")),
        model("m1", family="family", released="2024-03", parameters=size, access="open-weights",
              name="Rocket-70B", weights_on=("hub",), scores=(score("60.1 %"),)),
        model("m2", family="family", announced="2025-05-01", released="2025-05-20",
              access="closed-weights", languages=Quantity.parse("120 languages"),
              scores=(score("72.5 %"), score("72.5 %", reported_by="globex"))),
        model("m3", family="family", released="2025-11", knowledge_cutoff="2025-06",
              access="api-only", retires="2027", scores=(score("80.4 %"),)),
    ]  # fmt: skip
    events = [
        event("acme founded", "2001", ("acme",), kind="founding"),
        event("labs founded", "2010", ("labs", "acme"), kind="founding"),
        event("labs move", "2025", ("labs",), kind="reorganization"),
        event("m1 out", "2024-03", ("m1", "labs")),
        event("m2 out", "2025-05-20", ("m2", "labs")),
        event("m3 out", "2025-11", ("m3",)),
        event("app out", "2020-05", ("app",), kind="launch"),
        event("m4 out", "2027", ("family",), status="planned"),
    ]
    founded = Period("2010")
    return Provider(
        id="acme",
        company=Company(
            id="acme", legal_name="Acme", founded=Period("2001"), founders=("ada",), founder_count=2
        ),
        business_units=Catalog(
            [
                BusinessUnit(id="labs", name="Labs", kind="laboratory", founded=founded),
                BusinessUnit(id="ai", name="AI", kind="segment"),
            ]
        ),
        people=Catalog(
            [
                Person(
                    id="ada",
                    names=("Ada",),
                    roles=(Role(title="CEO", since=Period("2001"), until=Period("2020")),),
                ),
                Person(id="bob", names=("Bob",), roles=(Role(title="CEO", since=Period("2020")),)),
            ]
        ),
        models=Catalog(models),
        products=Catalog(
            [
                Product(
                    id="app",
                    name="App",
                    kind="consumer-app",
                    launched=Period("2020-05"),
                    models=("family",),
                )
            ]
        ),
        metrics=Metrics([*quarters, *figures]),
        events=Timeline(events),
        claims=Catalog([claim("c1", "m1"), claim("c2", "m2", first="closed model")]),
        measures=Catalog(MEASURES),
        benchmarks=Catalog(BENCHMARKS),
        sources=Catalog([Source(id="report", title="Report", published=Period("2026-06"))]),
    )


def test_sound_facts_have_no_contradictions() -> None:
    """A made-up provider that does not contradict itself yields nothing above a note."""
    provider = sound_provider()

    assert 50 <= len(list(provider.records()))
    assert [] == [each for each in audit(provider) if each.severity != "note"]


def test_acme_is_sound(acme: Provider) -> None:
    """The provider that other tests share yields nothing above a note."""
    assert {"note"} >= {each.severity for each in audit(acme)}


# Alibaba


def rows() -> list[tuple[str, set[str], set[str]]]:
    """Number, ids and rules of each pair that a reader found."""
    lines = (ROOT / "docs" / "contradictions.md").read_text("utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| \d+ \|", line)]
    return [
        (number, set(re.findall(r"`([^`]+)`", " ".join(rest))), set(found_by.split(", ")))
        for number, *rest, found_by in cells
    ]


def test_the_share_of_ai_revenue_comes_first() -> None:
    """The first finding is the share that its own amounts do not give."""
    first = audit(alibaba)[0]

    assert "share" == first.rule
    assert "= 21.55 %" in first.arithmetic
    assert 3 == len(first.citations)


def test_rules_find_what_readers_found() -> None:
    """Each rule that the page names for a pair found one of its records, for fifteen at least."""
    by_rule = {(finding.rule, id) for finding in audit(alibaba) for id in finding.records}
    found_rows = [row for row in rows() if row[2] != {"reader"}]

    assert 72 == len(rows())
    assert 15 <= len(found_rows)
    for number, ids, rules in found_rows:
        assert all(any((rule, id) in by_rule for id in ids) for rule in rules), number


def test_readers_found_what_rules_find() -> None:
    """Every finding on Alibaba is of a pair that the page lists."""
    for finding in audit(alibaba):
        assert any(
            finding.rule in rules and ids & set(finding.records) for _, ids, rules in rows()
        ), finding.id
