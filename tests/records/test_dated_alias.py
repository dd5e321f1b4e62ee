"""Dated aliases: names that stand for one model after another."""

import pytest
from attrs import evolve

from aiproviders import Catalog, Company, Model, Provider
from aiproviders._records.lookup.dated_alias import Holder
from aiproviders.errors import ChangedNameWarning
from aiproviders.types import DatedAlias


def model(id: str, *aliases: DatedAlias) -> Model:
    """A model with dated aliases."""
    return Model(id=id, provider="acme", name=id.title(), dated_aliases=aliases)


FIRST = model("v3.1", DatedAlias(name="chat", period="2025-08-21/2025-11-30"))
LAST = model("v3.2", DatedAlias(name="chat", period="2025-12-01/.."))


@pytest.mark.parametrize("models", [(FIRST, LAST), (LAST, FIRST)])
@pytest.mark.parametrize("name", ["chat", "CHAT"])
def test_a_name_finds_the_model_it_stands_for_at_last(models: tuple[Model, ...], name: str) -> None:
    """Whatever the order of the models, the last one is found, and a warning names each."""
    catalog = Catalog(models)
    said = rf"^'{name}' stands for v3\.1 21 .* 30 November 2025; at last v3\.2 since .* returned"

    with pytest.warns(ChangedNameWarning, match=said) as caught:
        assert LAST is catalog[name]
    with pytest.warns(ChangedNameWarning, match=said) as caught_too:
        assert LAST is catalog.get(name)
    assert [__file__] * 2 == [each.filename for each in (*caught, *caught_too)]
    assert name in catalog


@pytest.mark.parametrize("period", [None, "2025-12-01/..", "../2025-11-30"])
def test_a_name_of_one_model_is_found_silently_until_it_ends(period: str | None) -> None:
    """A name that stands for one model only finds it silently, unless its days have ended."""
    only = model("v3.1", DatedAlias(name="chat", period=period))
    catalog = Catalog((only,))

    if period == "../2025-11-30":
        with pytest.warns(ChangedNameWarning, match=r"'chat' stands for v3\.1 until 30 Nov"):
            assert only is catalog["chat"]
    else:
        assert only is catalog["chat"]


def test_other_names_come_first() -> None:
    """An id is never taken by a dated alias, and a name of blanks finds nothing."""
    own = Model(id="chat", provider="acme", name="Chat")

    assert own is Catalog((LAST, own))["chat"]
    assert "-" not in Catalog((model("v4", DatedAlias(name="_")),))


@pytest.mark.parametrize(
    ("period", "text"),
    [("2025-12-01/..", "chat since 1 December 2025"), (None, "chat")],
)
def test_a_dated_alias_in_words(period: str | None, text: str) -> None:
    """The text has the name, and the days where they are stated."""
    assert text == str(DatedAlias(name="chat", period=period))


def test_days_that_are_not_stated_come_last() -> None:
    """A name without days may stand for its model still, so it is the last to stand for."""
    undated = model("v4", DatedAlias(name="chat"))

    with pytest.warns(ChangedNameWarning, match=r"v3\.1 21 .*; at last v4, which is returned"):
        assert undated is Catalog((undated, FIRST))["chat"]


@pytest.mark.parametrize(
    ("released", "period", "days"),
    [
        (None, None, "0001-01-01/9999-12-31"),
        ("2025-08-21", None, "2025-08-21/9999-12-31"),
        ("2025-08", "../2025-11-30", "2025-08-01/2025-11-30"),
        ("2025-08", "2025-09-01/..", "2025-09-01/.."),
        ("../2025-08", "../2025-11-30", "../2025-11-30"),
        ("2026", "../2025-11-30", "../2025-11-30"),
    ],
)
def test_a_name_stands_for_no_model_before_its_release(
    released: str | None, period: str | None, days: str
) -> None:
    """An open beginning is the day of the release, unless the days contradict that."""
    alias = DatedAlias(name="chat", period=period)
    named = evolve(model("v3.1", alias), released=released)

    assert days == Holder(alias, named).days.edtf


def test_dated_aliases_are_written_and_read(acme: Provider) -> None:
    """Days survive a round trip through a document."""
    changed = acme.with_records(model("rocket-3", *LAST.dated_aliases))

    assert changed == Provider.from_json(changed.to_json())


def test_a_company_without_any_name_is_refused() -> None:
    """A company needs what people call it or its full name."""
    with pytest.raises(ValueError, match="a company has a legal_name, a name or both"):
        Company(id="acme")
    assert "Acme" == str(Company(id="acme", name="Acme"))
