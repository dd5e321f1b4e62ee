"""Lookup, search and order in catalogs."""

import copy
import pickle
import re
import warnings
import weakref
from collections.abc import Callable
from contextlib import suppress
from itertools import permutations
from random import Random
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st
from made_up import MARKET

from aiproviders import Catalog, Model, Provider, Quantity, TokenPrice, alibaba
from aiproviders._format.market.bundled import bundled_market
from aiproviders._records.lookup.names import normalized
from aiproviders._records.providers import given_models
from aiproviders.errors import AmbiguousIdError, UnknownIdError


def model(id: str, **fields: Any) -> Model:
    """A model that goes by its id unless it is given a name."""
    return Model(id=id, provider="p", name=fields.pop("name", id), **fields)


@pytest.mark.parametrize(
    "spelling",
    [
        "rocket-2",
        "Rocket 2",
        "ROCKET_2",
        "  rocket-2 ",
        "rocket - 2",
        "acme/rocket-2",
        "Acme/Rocket 2",
        "\N{FULLWIDTH LATIN CAPITAL LETTER R}ocket 2",
        "rocket\N{NON-BREAKING HYPHEN}2",
        "rocket\N{EN DASH}2",
    ],
)
def test_finds_spellings(acme: Provider, spelling: str) -> None:
    """Case, spaces, underscores, hyphens, width and a listed vendor path make no difference."""
    assert "rocket-2" == acme.models[spelling].id


def answer(find: Callable[[str], object], name: str) -> tuple[object, list[str]]:
    """What is found by a name, or the kind of error, and the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = find(name)
        except (AmbiguousIdError, UnknownIdError) as error:
            found = type(error)
    return found, [str(each.message) for each in caught]


def test_the_first_lookup_answers_as_any_later_one(acme: Provider) -> None:
    """Each name finds the same, with the same warning or error, before and after all others."""
    models = bundled_market(MARKET).models
    twins = [model("one", aliases=["Two", "Both"]), model("two", aliases=["both", "Both"])]
    for catalog in (models, acme.models, acme.people, Catalog(twins), Catalog([*models, *models])):
        names = {"nobody", *(name for each in catalog for name in (each.id, *each.lookup_names))}
        names |= {alias.name for each in models for alias in each.dated_aliases}
        names |= {id for id, _ in catalog.successors}
        names |= {name.upper() for name in names}
        first = {name: answer(catalog[:].__getitem__, name) for name in names}
        got = {name: answer(catalog[:].get, name) for name in names}

        assert first == {name: answer(catalog.__getitem__, name) for name in names}
        assert first == {name: answer(catalog.__getitem__, name) for name in names}
        assert got == {name: answer(catalog.get, name) for name in names}
        for name, (found, told) in first.items():
            assert got[name] == (None if found is UnknownIdError else found, told)


def test_few_spellings_are_remembered(acme: Provider) -> None:
    """Of very many spellings, or very long ones, those that are found again take no more room."""
    models = acme.models[:]
    assert "rocket-2" == models["rocket-2"].id
    before = len(models._lookup.certain)
    for blanks in range(3_000):
        name = " " * blanks + "Rocket 2"
        assert models[name] is models.get(name) is models["rocket-2"]
    kept = models._lookup.certain

    assert 100 < len(kept) - before < 200
    for number in range(3_000):
        assert "rocket-2" == models[f"{number:b}".translate({48: " ", 49: "_"}) + "rocket-2"].id
    assert 1_000 < len(kept) < 1_200


class Text(str):
    """A text that can be seen to be gone."""

    __slots__ = ("__weakref__",)


def priced_in(currency: str) -> TokenPrice:
    """A price in a currency."""
    return TokenPrice(currency=currency, input=1)


@pytest.mark.parametrize("use", [normalized, priced_in])
@pytest.mark.parametrize(("length", "is_kept"), [(200, True), (201, False)])
def test_long_texts_are_not_remembered(
    use: Callable[[str], object], length: int, *, is_kept: bool
) -> None:
    """What is found for a short text is remembered, and a longer one lives no longer than asked."""
    text = Text("x" * length)
    left = weakref.ref(text)
    with suppress(ValueError):
        use(text)
    del text

    assert is_kept == (left() is not None)


@pytest.mark.parametrize("name", ["Rocket One", "rocket-1-latest", "rocket one"])
def test_finds_aliases_and_api_names(acme: Provider, name: str) -> None:
    """A model is found by its aliases and by the names that APIs call it by."""
    assert "rocket-1" == acme.models[name].id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qwen3.6", "qwen3-6"),
        ("gpt-4-1106", "gpt-41106"),
        ("a.1", "a1.0"),
        ("qwen36", "qwen3.6"),
        ("qwen3..6", "qwen3.6"),
        ("qwen3..6", "qwen36"),
        ("2-b-3", "2-3"),
    ],
)
def test_tells_versions_apart(one: str, other: str) -> None:
    """The dot of a version and the gap between two numbers count."""
    assert normalized(one) != normalized(other)


@pytest.mark.parametrize("spelling", ["Qwen 3. 6", "Qwen 3 .6", "qwen3.-6", "QWEN_3.6"])
def test_a_dot_between_digits_stays_among_other_separators(spelling: str) -> None:
    """A dot with a space or hyphen beside it is still that of a version."""
    catalog = Catalog([model("qwen36"), model("qwen3.6")])

    assert "qwen3.6" == catalog[spelling].id
    assert catalog.get("qwen3..6") is None


def test_dots_that_are_not_of_versions_do_not_count() -> None:
    """A dot, hyphen or space that does not stand between two digits is dropped."""
    assert "llamacpp" == normalized("llama cpp") == normalized("llama.cpp")
    assert "4o" == normalized("4-o") == normalized("4.o")
    assert "o4" == normalized("o-4") == normalized("o.4")


@given(st.text("0a. -_", max_size=8))
def test_keys_are_what_stands_between_letters_and_digits(name: str) -> None:
    """Each run of separators becomes its dots or a hyphen between two digits, and else nothing."""
    parts = re.split(r"([0a])", name)
    key = ""
    for position, part in enumerate(parts):
        if position % 2 or not part:
            key += part
        elif parts[position - 1 : position + 2 : 2] == ["0", "0"]:
            key += "".join(each for each in part if each == ".") or "-"

    assert key == normalized(name)


@pytest.mark.parametrize("name", ["", " ", "-", "...", "_ ", "acme/"])
def test_separators_alone_find_nothing(name: str) -> None:
    """A name of separators is found as written, and neither answers to another nor is guessed."""
    catalog = Catalog([model("x", name="-"), model("y")], namespaces=["acme"])

    assert ("x" if name == "-" else None) == getattr(catalog.get(name), "id", None)


@given(
    st.lists(st.from_regex(r"[a-z]{1,3}([-.]?[a-z0-9]){0,4}", fullmatch=True), unique_by=normalized)
)
def test_every_spelling_of_an_id_finds_its_record(ids: list[str]) -> None:
    """Upper case, spaces for hyphens and padding find the record, as long as keys differ."""
    catalog = Catalog([model(id) for id in ids])

    assert ids == [catalog[f" {id.upper().replace('-', ' ')} "].id for id in ids]


@pytest.mark.parametrize("name", ["rock", "rocket-3", "globex/rocket-2", "acme/", ""])
def test_never_guesses(acme: Provider, name: str) -> None:
    """No part of a name and no unknown vendor path finds a model that is not called so."""
    assert acme.models.get(name) is None


def test_a_miss_suggests_what_looks_alike(acme: Provider) -> None:
    """An unknown id names the collection and carries ids that look like it."""
    with pytest.raises(UnknownIdError) as caught:
        acme.models["rockt-2"]

    assert "rocket-2" == caught.value.suggestions[0]
    assert "nothing in acme.models is called 'rockt-2'; did you mean 'rocket-2'" in str(
        caught.value
    )


def test_a_miss_suggests_three_ids_at_most() -> None:
    """Of many ids that look alike the three most alike are suggested, each once."""
    aliases = ("rocket-1o", "rocket-1e", "rocket-1i")
    alike = [model("rocket-1a", aliases=aliases), *map(model, ("rocket-2a", "rocket-12"))]

    with pytest.raises(UnknownIdError) as caught:
        Catalog([model("anvil"), model("rackat-12"), *alike])["rocket-1"]
    with pytest.raises(UnknownIdError) as alone:
        Catalog()["rocket-1"]

    assert "rocket-1a" == caught.value.suggestions[0]
    assert {"rocket-1a", "rocket-2a", "rocket-12"} == {*caught.value.suggestions}
    assert 3 == len(caught.value.suggestions)
    assert () == alone.value.suggestions


def test_a_miss_that_raises_nothing_looks_for_no_suggestions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """get() and `in` do without the suggestions, and so does an error that nobody reads."""
    catalog = Catalog([model("rocket-1")])
    monkeypatch.delattr("difflib.get_close_matches")

    assert catalog.get("rocket-2") is None
    assert "rocket-2" not in catalog
    try:
        catalog["rocket-2"]
    except UnknownIdError as error:
        with pytest.raises(ImportError, match="get_close_matches"):
            str(error)


def test_get_gives_a_default(acme: Provider) -> None:
    """get() gives None, or what it is told to, where nothing is called so."""
    assert acme.models.get("nothing") is None
    assert 0 == acme.models.get("nothing", 0)
    assert "rocket-1" == acme.models.get("Rocket 1", acme.models["rocket-2"]).id


def test_an_alias_of_two_is_ambiguous() -> None:
    """A name that two records share is refused with both ids, in [] and in get()."""
    catalog = Catalog([model("a", aliases=("x",)), model("b", aliases=("X",))])

    with pytest.raises(AmbiguousIdError, match="'a' or 'b'") as caught:
        catalog.get(" x")

    assert ("a", "b") == caught.value.ids
    assert "x" in catalog


def test_an_exact_id_beats_an_alias() -> None:
    """An id as written finds its record, even where it is the alias of another."""
    catalog = Catalog([model("a", aliases=("b",)), model("b")])

    assert "b" == catalog["b"].id


def test_an_exact_alias_beats_a_spelling() -> None:
    """An alias as written finds its record, even where another's name is spelled alike."""
    catalog = Catalog([model("a", aliases=("X 1",)), model("b", aliases=("x1",))])

    assert "a" == catalog["X 1"].id


def test_one_id_twice_is_ambiguous() -> None:
    """Two records with one id load, and neither is found by it."""
    catalog = Catalog([model("a", name="One"), model("a", name="Two")])

    with pytest.raises(AmbiguousIdError):
        catalog["a"]
    assert "One" == catalog["One"].name


def test_metrics_are_found_by_measure_while_that_is_enough(acme: Provider) -> None:
    """A measure finds its metric as long as there is one; subject and measure do so too."""
    employees = acme.metrics["acme.employees.2026-05"]

    assert employees is acme.metrics["employees"]
    assert employees is acme.metrics["acme.employees"]


def test_metrics_of_one_measure_are_ambiguous(acme: Provider) -> None:
    """A measure that two metrics have is refused, with the ids to choose from."""
    first = acme.metrics["employees"]
    twice = Catalog([first, evolve(first, id="acme.employees.2025")])

    with pytest.raises(AmbiguousIdError):
        twice["employees"]


def test_a_position_finds_a_record(acme: Provider) -> None:
    """A number finds a record by its position, from the end where it is negative."""
    first, *_, last = acme.models

    assert (first, last) == (acme.models[0], acme.models[-1])
    assert acme.models.records[::-1] == tuple(reversed(acme.models))
    assert Random(0).choice(acme.models) in acme.models  # noqa: S311 - as callers try it
    with pytest.raises(IndexError, match=r"^acme.models has 4 records, and none at position 4$"):
        acme.models[4]


@pytest.mark.parametrize("key", [2.5, None, ()])
def test_keys_of_other_types_are_refused(acme: Provider, key: object) -> None:
    """What is neither a name nor a position finds nothing; the error says what to write."""
    with pytest.raises(TypeError, match=r"^records are found by id, got .*; write catalog\[…\]"):
        acme.models[key]  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]


def test_slices_keep_the_type(acme: Provider) -> None:
    """A slice of a catalog is a catalog, and finds as it did."""
    two = acme.models[1:3]

    assert ("rocket-1", "rocket") == two.ids
    assert "rocket-1" == two["acme/rocket 1"].id
    assert type(acme.events) is type(acme.events[:2])


def test_contains_takes_names_and_records(acme: Provider) -> None:
    """`in` takes an id, another name or a record, and says no to anything else."""
    assert "Rocket 2" in acme.models
    assert acme.models["rocket-2"] in acme.models
    assert "rocket-9" not in acme.models
    assert acme.people["ada"] not in acme.models
    assert 1 not in acme.models


def test_iterates_records_in_order(acme: Provider) -> None:
    """Iterating gives records in the order of the file, as many as len() says."""
    assert acme.models.ids == tuple(each.id for each in acme.models)
    assert 4 == len(acme.models)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("rocket-1", ("rocket-1",)),
        ("rocket", ("rocket", "rocket-1", "rocket-2")),
        ("ket 2", ("rocket-2",)),
        ("apache", ("anvil-1",)),
        ("OPEN-weights 2.0", ("anvil-1",)),
        ("unheard of", ()),
    ],
)
def test_search_ranks_names_above_the_rest(acme: Provider, text: str, ids: tuple[str, ...]) -> None:
    """A whole name ranks above its start, a start above a part, a name above other fields."""
    assert ids == acme.models.search(text).ids


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_search_puts_the_closest_name_first(order: tuple[int, ...]) -> None:
    """The whole name comes first, then its start, then a part, then other fields, in any order."""
    ranked = [
        model("a", aliases=("Rocket",)),
        model("rocket-1"),
        model("b", name="My rocket"),
        model("c", capabilities=("like a rocket",)),
    ]
    catalog = Catalog([ranked[position] for position in order])

    assert ("a", "rocket-1", "b", "c") == catalog.search("rocket").ids


def test_search_reads_the_values_inside(acme: Provider) -> None:
    """Roles, modalities and the like are searched too; citations and names of fields are not."""
    assert ("ada",) == acme.people.search("CEO").ids
    assert ("rocket-1",) == acme.models.search("image").ids
    assert () == acme.claims.search("Outlook").ids
    inferred = evolve(acme.models["rocket-1"], inferred=("knowledge_cutoff",))
    assert () == Catalog([inferred]).search("knowledge_cutoff").ids


def test_search_finds_figures_by_the_names_of_their_measure(acme: Provider) -> None:
    """The label that tables print finds every figure of it first, and another name does too."""
    for provider in (acme, alibaba):
        for measure in provider.measures:
            of_measure = provider.metrics.where(measure=measure.id).ids
            found = provider.metrics.search(measure.label.upper()).ids
            assert of_measure == found[: len(of_measure)]
    assert ("acme.revenue-growth.fy2025",) == acme.metrics.search("growth of rev").ids
    assert "acme.revenue-growth.fy2025" in acme.metrics.preferred.search("revenue of growth").ids
    assert () == Catalog(acme.metrics).search("growth of revenue").ids
    users = alibaba.metrics.where(measure="monthly-active-users")
    assert users.ids == alibaba.metrics.search("MAU").ids


@pytest.mark.parametrize("text", ["", "  ", "-", "..."])
def test_search_needs_a_word(acme: Provider, text: str) -> None:
    """A search for nothing is an error, not everything."""
    with pytest.raises(ValueError, match="at least one word"):
        acme.models.search(text)


def test_where_keeps_order_and_lookup(acme: Provider) -> None:
    """where() keeps the records that a function likes, in order, and they are found as before."""
    closed = acme.models.where(lambda each: each.open_weights is False)

    assert ("rocket-1", "rocket-2") == closed.ids
    assert "rocket-2" == closed["acme/rocket 2"].id


@pytest.mark.parametrize(
    ("descending", "ids"),
    [
        (False, ("anvil-1", "rocket-1", "rocket", "rocket-2")),
        (True, ("rocket-1", "anvil-1", "rocket", "rocket-2")),
    ],
)
def test_sorting_puts_unknown_last(acme: Provider, descending: bool, ids: tuple[str, ...]) -> None:
    """Records that do not state the field come last in either direction, in their order."""
    assert ids == acme.models.sort_by("context_window", descending=descending).ids


def test_sorting_by_what_may_not_be_stated(acme: Provider) -> None:
    """What raises where nothing is stated counts as unknown, and what has no order is refused."""
    with pytest.raises(ValueError, match="the values of 'price' have no order"):
        acme.models.sort_by("price")

    unpriced_last = acme.models[:2].sort_by("price").ids
    assert ("rocket-1", "anvil-1") == unpriced_last


def test_sorting_by_no_field_is_an_error(acme: Provider) -> None:
    """An unknown field is refused by name."""
    with pytest.raises(ValueError, match="Model has no field 'size'"):
        acme.models.sort_by("size")


def test_sorting_by_a_path(acme: Provider) -> None:
    """A path sorts by a field of a field, what is not stated last, and mixes no units."""
    dear, cheap = (
        evolve(model, prices=(TokenPrice(currency="USD", input=price, output=9),))
        for model, price in zip(acme.models[:2], (3, 2), strict=True)
    )
    catalog = Catalog([evolve(dear, id="free", prices=()), dear, cheap])

    assert (cheap.id, dear.id, "free") == catalog.sort_by("price.input").ids
    with pytest.raises(ValueError, match=r"Model has no field 'price\.size'"):
        catalog.sort_by("price.size")
    yuan = evolve(cheap, prices=(TokenPrice(currency="CNY", input=7, output=9),))
    with pytest.raises(ValueError, match="in several units, CNY/Mtok"):
        Catalog([dear, yuan]).sort_by("price.input")


def test_a_condition_that_meets_what_is_not_stated_says_so(acme: Provider) -> None:
    """The error of a function of a record names the record, as a field is None; others stay."""
    model = evolve(acme.models[0], context_window=None, released=None)
    conditions: list[Callable[[Any], bool]] = [
        lambda each: each.context_window >= 1,
        lambda each: each.released.after("2026"),
    ]
    for condition in conditions:
        with pytest.raises((AttributeError, TypeError)) as caught:
            Catalog([model]).where(condition)
        assert f"A field that {model.id} does not state is None" in caught.value.__notes__[0]
    unfit: Any = len
    with pytest.raises(TypeError) as caught:
        Catalog([model]).where(unfit)
    assert not hasattr(caught.value, "__notes__")


def test_equal_by_content() -> None:
    """Catalogs of equal records are equal and hash alike, whatever they are called."""
    one, other = Catalog([model("a")], name="one"), Catalog([model("a")], name="other")

    assert one == other
    assert hash(one) == hash(other)
    assert one != Catalog([model("b")])


def test_frozen(acme: Provider) -> None:
    """A catalog cannot be changed."""
    with pytest.raises(FrozenInstanceError):
        acme.models.records = ()  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]


def test_pickles_without_its_index(acme: Provider) -> None:
    """A pickled or copied catalog is equal, finds as before, and takes no index along."""
    assert "rocket-1" in acme.models
    restored = pickle.loads(pickle.dumps(acme.models))  # noqa: S301 - made in the same line

    assert acme.models == restored == copy.deepcopy(acme.models)
    assert restored._index is None
    assert "rocket-1" == restored["acme/rocket one"].id


def test_knows_where_its_records_come_from(acme: Provider) -> None:
    """What is taken from a catalog has its origin, copies too; a catalog put together has none."""
    taken = (
        acme.models[:2],
        acme.models.where(lambda model: model.open_weights),
        acme.models.sort_by("released"),
        acme.models.search("rocket"),
        acme.events.where(kind="launch"),
        acme.metrics.preferred,
        pickle.loads(pickle.dumps(acme.models)),  # noqa: S301 - our own bytes
        copy.deepcopy(acme.models),
    )

    assert [acme.origin] * len(taken) == [catalog.origin for catalog in taken]
    assert Catalog(acme.models).origin is None


def test_models_of_several_have_the_origins_of_all(acme: Provider) -> None:
    """A catalog of several providers has the origin of each, and no only one."""
    other = evolve(acme, id="other", data_version="2026.06.1")
    found = given_models([acme, other])

    assert (acme.origin, other.origin) == found.origins == found.where(id="rocket-1").origins
    assert found.origin is None


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"successors": ["x"]}, "expected pairs of a retired id and its successor, got 'x'"),
        ({"successors": [(5, "x")]}, "pairs of a retired id and its successor, got (5, 'x')"),
        ({"holders": ["x"]}, "expected pairs of a record and the id of its provider, got 'x'"),
        ({"holders": [("x", "acme")]}, "of a record and the id of its provider, got ('x', 'acme')"),
        ({"origins": ["x"]}, "expected an Origin, got 'x'"),
    ],
)
def test_what_a_catalog_knows_of_its_records_is_checked(wrong: Any, expected: str) -> None:
    """Successors, holders and origins of another form are refused at once."""
    with pytest.raises(TypeError, match=re.escape(expected)):
        Catalog((), **wrong)


def test_origin_takes_no_part_in_equality(acme: Provider) -> None:
    """The same records in a catalog put together are equal to those of a provider."""
    put_together = Catalog(acme.models)

    assert acme.models == put_together
    assert hash(acme.models) == hash(put_together)


def test_prints_a_line_to_a_record(acme: Provider) -> None:
    """str() shows the records one to a line; repr() is one line however many there are."""
    many = Catalog([model(f"model-number-{n}") for n in range(1000)])

    assert ["Anvil 1", "Rocket 1", "Rocket", "Rocket 2"] == str(acme.models).splitlines()
    assert "<Models of acme (4): anvil-1, rocket-1, rocket, rocket-2>" == repr(acme.models)
    assert "<Catalog (1): a>" == repr(Catalog([model("a")]))
    assert 100 > len(repr(many))


def test_quantities_of_two_units_have_no_order() -> None:
    """Sorting by quantities in different units says what is wrong."""
    catalog = Catalog(
        [
            model("a", parameters=Quantity(value=1, unit="parameter")),
            model("b", parameters=Quantity(value=1, unit="token")),
        ]
    )

    with pytest.raises(ValueError, match="different units"):
        catalog.sort_by("parameters")
