"""What is added to a provider that was checked is checked alone, with the same result as all."""

from collections.abc import Callable

import pytest
from attrs import evolve
from made_up.work import calls

from aiproviders import (
    Citation,
    Company,
    Event,
    Metric,
    Model,
    Provider,
    Quantity,
    Score,
    Source,
    alibaba,
)
from aiproviders._records.sections.event import OwnKind
from aiproviders.errors import DataError
from aiproviders.types import Benchmark, Measure, RetiredId

NOTES = Source(id="our-notes", title="Our notes")
SCORE = Score(benchmark="gpqa-diamond", quantity=Quantity(value=80, unit="%"))
REVENUE = Metric(
    id="acme.revenue.ours", subject="acme", measure="revenue", quantity=Quantity.parse("$5")
)
ADDITIONS: dict[str, Callable[[Provider], Provider]] = {
    "a price": lambda acme: acme.with_price("rocket-1", input=1, output=2, source="our contract"),
    "a citation": lambda acme: acme.with_citation("rocket-1", NOTES, section="Page 1"),
    "a model with a shared benchmark": lambda acme: acme.with_records(
        Model(id="rocket-9", name="Rocket 9", provider="acme", scores=(SCORE,))
    ),
    "a figure of a shared measure": lambda acme: acme.with_records(REVENUE),
    "a source and what cites it": lambda acme: acme.with_records(
        Event(id="pilot", kind="launch", title="Pilot", citations=(Citation(source="our-notes"),)),
        NOTES,
    ),
    "two of one id": lambda acme: acme.with_records(NOTES, Source(id="our-notes", title="Others")),
    "a company": lambda acme: acme.with_records(Company(id="acme", name="Acme Inc.")),
    "a measure": lambda acme: acme.with_records(
        Measure(id="acme:load", label="Load", kind="instant", units=("%",))
    ),
    "nothing": lambda acme: acme.with_records(),
}
FAULTS: dict[str, Callable[[Provider], Provider]] = {
    "an id of nothing": lambda acme: acme.with_records(
        Event(id="pilot", kind="launch", title="Pilot", about=("nobody",))
    ),
    "the id of another kind": lambda acme: acme.with_records(
        Source(id="rocket-1", title="Rocket 1")
    ),
    "the id of the provider": lambda acme: acme.with_records(Source(id="acme", title="Acme")),
    "one id twice": lambda acme: acme.with_records(
        Source(id="pilot", title="Pilot"), Event(id="pilot", kind="launch", title="Pilot")
    ),
    "a wrong unit": lambda acme: acme.with_records(
        Metric(
            id="acme.users", subject="acme", measure="revenue", quantity=Quantity.parse("5 users")
        )
    ),
    "a kind of another provider": lambda acme: acme.with_records(
        Event(id="pilot", kind=OwnKind("initech:pilot"), title="Pilot")
    ),
    "half a character": lambda acme: acme.with_records(Source(id="notes", title="\ud800")),
    "a successor that is nothing": lambda acme: acme.with_records(
        RetiredId(id="rocket-0", successor="nobody")
    ),
    "a benchmark of nobody": lambda acme: acme.with_records(
        Benchmark(id="laps", name="Laps", unit="lap", scale="points")
    ),
}


def unchecked(provider: Provider) -> Provider:
    """The same provider, of which is not known that it was checked."""
    return evolve(provider)


@pytest.mark.parametrize("add", ADDITIONS.values(), ids=ADDITIONS)
def test_additions_alone_are_read_as_all_would_be(
    acme: Provider, add: Callable[[Provider], Provider]
) -> None:
    """A provider that was checked gains the same as one that is checked as a whole."""
    ours = add(acme)

    assert ours == add(unchecked(acme))
    assert ours.to_json() == add(unchecked(acme)).to_json()
    assert ours == Provider.from_json(ours.to_json())


@pytest.mark.parametrize("add", FAULTS.values(), ids=FAULTS)
def test_faulty_additions_raise_what_all_would(
    acme: Provider, add: Callable[[Provider], Provider]
) -> None:
    """An addition that a file could not hold is refused in the same words as in a file."""
    with pytest.raises(DataError) as alone:
        add(acme)
    with pytest.raises(DataError) as among_all:
        add(unchecked(acme))

    assert str(among_all.value) == str(alone.value)


def test_the_id_of_a_retired_record_is_not_free(acme: Provider) -> None:
    """A record with a retired id is refused, though that id leads to a record of its kind."""
    renamed = acme.with_records(RetiredId(id="rocket-0", successor="rocket-1"))
    taken = Model(id="rocket-0", name="Rocket 0", provider="acme")

    with pytest.raises(DataError, match="rocket-0"):
        renamed.with_records(taken)


def test_a_provider_that_was_never_checked_is_checked_as_a_whole() -> None:
    """What is wrong in a provider that was put together comes out with the first addition."""
    lost = Event(id="pilot", kind="launch", title="Pilot", about=("nobody",))
    made = Provider(id="acme", events=(lost,))

    with pytest.raises(DataError, match="nobody"):
        made.with_records(NOTES)


def test_what_was_checked_is_not_read_again() -> None:
    """One price more costs the reading of one model, and so does the next."""
    once = alibaba.with_price("qwen3.6", input=1, output=2, source="our contract")
    twice = calls(
        lambda: once.with_price("qwen3.6", input=3, output=4, source="our contract"),
        to=Model.__init__,
    )
    whole = calls(
        lambda: unchecked(once).with_price("qwen3.6", input=3, output=4, source="our contract"),
        to=Model.__init__,
    )

    assert 2 == twice  # with its new price, and as it is read
    assert len(alibaba.models) < whole


def test_documents_are_structured_once(acme: Provider) -> None:
    """Reading a document makes each of its records once, whether it is checked or not."""
    text = acme.to_json()

    assert len(acme.models) == calls(lambda: Provider.from_json(text), to=Model.__init__)
    assert len(acme.metrics) == calls(lambda: Provider.from_json(text), to=Metric.__init__)
