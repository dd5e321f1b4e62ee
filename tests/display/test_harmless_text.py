"""What objects print of texts that others wrote: nothing that changes a terminal or the page."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from made_up.facts import figure

import aiproviders
from aiproviders import (
    Catalog,
    Citation,
    Claim,
    Company,
    Event,
    Metric,
    Model,
    Period,
    Person,
    Product,
    Provider,
    Quantity,
    Record,
    Score,
    Source,
    TokenPrice,
    audit,
    compare,
    diff,
    gaps,
    price_performance,
)
from aiproviders._analysis.audit.finding import Finding
from aiproviders._analysis.join import Joined, Pair
from aiproviders._records.prices.price import OtherPrice
from aiproviders._records.sections.retired import RetiredId
from aiproviders.errors import AIProvidersError, UnknownIdError
from aiproviders.results import Metrics, Timeline
from aiproviders.types import Benchmark, BusinessUnit, Entity, Measure, PriceTier, Role

HOSTILE = "a\x1b[31m\u202eb\n\n# c `d` |\x07"
CITED = (Citation(source=HOSTILE, section=HOSTILE, locator=HOSTILE, text=HOSTILE),)


def priced(id: str, input: str, output: str) -> Model:
    """A model with a price and a score, and hostile words everywhere else."""
    return Model(
        id=id,
        provider=HOSTILE,
        name=id,
        family=HOSTILE,
        capabilities=(HOSTILE,),
        prices=(
            TokenPrice(
                currency="USD",
                input=input,
                output=output,
                tiers=(PriceTier(threshold=5, input="9"),),
                other=(OtherPrice(kind=HOSTILE, unit=HOSTILE, price="1"),),
                region=HOSTILE,
                reported_by=HOSTILE,
                note=HOSTILE,
                citations=CITED,
            ),
        ),
        scores=(
            Score(
                benchmark="swe-bench-verified",
                quantity=Quantity(value=50, unit="%"),
                harness=HOSTILE,
                reported_by=HOSTILE,
                citations=CITED,
            ),
        ),
        citations=CITED,
    )


def provider() -> Provider:
    """A provider whose every text is hostile."""
    quantity = Quantity(value=5, unit=HOSTILE)
    period = Period("2026", HOSTILE)
    return Provider(
        id=HOSTILE,
        data_version=HOSTILE,
        company=Company(id=HOSTILE, legal_name=HOSTILE, headquarters=HOSTILE, citations=CITED),
        business_units=Catalog([BusinessUnit(id=f"{HOSTILE}1", name=HOSTILE, kind="cloud")]),
        people=Catalog(
            [
                Person(
                    id=f"{HOSTILE}2",
                    names=(HOSTILE,),
                    roles=(Role(title=HOSTILE, since=Period("2020")),),
                )
            ]
        ),
        models=Catalog([priced(f"{HOSTILE}3", "1", "9"), priced(f"{HOSTILE}4", "2", "3")]),
        products=Catalog([Product(id=f"{HOSTILE}5", name=HOSTILE, kind="device")]),
        metrics=Metrics(
            [
                Metric(
                    id=f"{HOSTILE}{number}",
                    subject=HOSTILE,
                    measure=HOSTILE,
                    quantity=quantity,
                    converted=converted,
                    period=period,
                    scope=HOSTILE,
                    reported_by=HOSTILE,
                    citations=CITED,
                )
                for number, converted in ((6, quantity), (7, None))
            ]
        ),
        events=Timeline(
            [
                Event(
                    id=f"{HOSTILE}{number}",
                    provider=HOSTILE,
                    kind="launch",
                    title=HOSTILE,
                    date=date,
                    about=(f"{HOSTILE}3",),
                )
                for number, date in ((8, period), (9, None))
            ]
        ),
        claims=Catalog([Claim(id=f"{HOSTILE}10", kind="first", title=HOSTILE, said_by=HOSTILE)]),
        entities=Catalog([Entity(id=f"{HOSTILE}11", name=HOSTILE, kind="tool", country="CN")]),
        measures=Catalog(
            [Measure(id=HOSTILE, label=HOSTILE, kind="instant", units=(HOSTILE, "currency"))]
        ),
        benchmarks=Catalog([Benchmark(id=HOSTILE, name=HOSTILE, unit="%", scale="share")]),
        sources=Catalog([Source(id=HOSTILE, title=HOSTILE, publisher=HOSTILE)]),
        retired=Catalog([RetiredId(id=f"{HOSTILE}12", successor=f"{HOSTILE}3")]),
    )


def shown() -> Iterator[Any]:
    """The provider, its collections and records, what is in them, and all results on them."""
    whole = provider()
    yield from (whole, *whole.records(), *whole.records(), Period("2026", HOSTILE), *CITED)
    for each in whole.retired, whole.models, whole.metrics, whole.events, whole.claims:
        yield from (each, *each)
    first, second = whole.models
    yield from (*first.prices, *first.scores, *whole.people.records[0].roles)
    yield whole.metrics.records[0].quantity
    ranked = price_performance(whole.models)
    yield from (ranked, *ranked.rows, *ranked.turns)
    yield from price_performance(
        [Model(id=HOSTILE, provider=HOSTILE, name=HOSTILE)], benchmark="gpqa-diamond"
    ).excluded
    compared = compare(first, second)
    yield from (compared, *compared.rows)
    changes = diff(whole, Provider(id=HOSTILE, data_version="\x1b"))
    yield from (changes, *changes.changes, diff(whole, whole))
    missing = gaps(whole)
    yield from (missing, *missing.unknown, *missing.oldest)
    joined = Joined(
        provider=whole,
        price_catalog=HOSTILE,
        pairs=(Pair(model=first, other=second, ground=HOSTILE, filled=()),),
        only_here=whole.models,
        only_there=whole.models,
    )
    yield from (joined, *joined.pairs)
    found = audit(
        Provider(
            id="acme",
            metrics=Metrics([figure(f"{HOSTILE}{text}", text, "2026") for text in ("$1", "$2")]),
            measures=Catalog(
                [Measure(id="revenue", label="R", kind="duration", units=("currency",))]
            ),
        )
    )
    yield from (found, *found)


def harmful(text: str) -> list[str]:
    """The characters of a text that change a terminal or the direction of what is around them."""
    return [each for each in text if unicodedata.category(each) in ("Cc", "Cf") and each != "\n"]


def test_no_object_prints_what_others_could_hide_in_a_text() -> None:
    """Neither the repr nor the text of anything has a control character or a mark of direction;
    a repr is one line, and so is the text of all but tables and findings.
    """
    objects = list(shown())

    assert len(objects) > 50
    for each in objects:
        assert [] == harmful(repr(each)) == harmful(str(each)), type(each)
        assert 100 > len(repr(each))
        assert "\n" not in repr(each)
        if isinstance(each, Record | Citation) and not isinstance(each, Finding):
            assert "\n" not in str(each)


def test_markdown_keeps_every_text_a_text() -> None:
    """Ids, paths, values and sources add no heading, code, table or emphasis to a changelog."""
    old = provider()
    new = Provider(id=HOSTILE, data_version="*1* [x](y) | $2$ `z` <b>")
    text = diff(old, new).to_markdown()
    lines = [line for line in text.splitlines() if line]

    assert [] == harmful(text)
    assert all(line.startswith(("- ", "### ")) for line in lines)
    assert {"### Corrected", "### Withdrawn"} == {line for line in lines if line[0] == "#"}
    assert r"\*1\* \[x\](y) \| \$2\$ \`z\` \<b>" in text
    assert r"claims `` a\x1b[31m\u202eb # c `d` |\x0710 ``: " in text
    assert r"(`` a\x1b[31m\u202eb # c `d` |\x07 ``)" in text


@pytest.mark.parametrize("format", ["text", "bibtex"])
def test_citations_keep_every_text_a_text(format: Any) -> None:
    """A citation has no control character and no mark of direction."""
    whole = provider()

    for record in whole.records():
        assert [] == harmful(whole.cite(record, format))


def test_errors_print_no_such_character_either() -> None:
    """An error that names what others wrote is harmless to print."""
    whole = provider()
    twins = Catalog([Claim(id=id, kind="first", title=HOSTILE) for id in "ab"], name=HOSTILE)
    refused: list[Callable[[], object]] = [
        lambda: whole.models["\x1b[0m"],
        lambda: twins[HOSTILE],
        lambda: diff(whole, Provider(id="other")),
        lambda: Model(id="a", provider="p", name=HOSTILE).price,
        lambda: aiproviders.best(whole.metrics),
        lambda: price_performance(whole.models, benchmark=f"{HOSTILE} 2"),
    ]

    for act in refused:
        with pytest.raises(AIProvidersError) as caught:
            act()
        assert [] == harmful(str(caught.value))
        assert str(caught.value)


def test_errors_escape_what_they_name() -> None:
    """A message keeps its line breaks, and shows what else it has as Python writes it."""
    assert "a\n\\x1b\\u202e ü" == str(AIProvidersError("a\n\x1b\u202e ü"))
    assert re.fullmatch(
        r"nothing in c\\x1b is called 'k'; did you mean 'i'\?",
        str(UnknownIdError("k", "c\x1b", ("i",))),
    )
