"""Every message is short, and still says what was given, what was expected and what to do."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast, get_args, get_origin

import polars as pl
import pytest
from attrs import Attribute, fields, has
from made_up import ACME

import aiproviders
from aiproviders import (
    Catalog,
    Event,
    Model,
    Period,
    Provider,
    Quantity,
    TokenPrice,
    Usage,
    cost_of_usage,
    export,
    report,
    timeline,
    types,
)
from aiproviders.adapters import litellm, model_prices, models_dev
from aiproviders.errors import (
    AmbiguousFactError,
    AmbiguousIdError,
    ChangedNameWarning,
    DataError,
    IncomparableError,
    LeftOutWarning,
    MissingExtraError,
    NotStatedError,
    PickleVersionError,
    PluginError,
    UnknownIdError,
)

LONGEST = 300
LONG = "begin" + "x" * 5_000 + "the-end"
MANY = tuple(f"acme.model-{number}" for number in range(500))
"""So many ids that no message can name all."""

WIDE = pl.DataFrame({f"column {number}": [1] for number in range(500)})
DAYS = tuple(f"{2000 + number // 300}-{1 + number // 25 % 12:02}-{1 + number % 25:02}"
             for number in range(300))  # fmt: skip


def price(**stated: Any) -> TokenPrice:
    """A price of input and output."""
    return TokenPrice(currency="USD", input=stated.pop("input", 1), output=2, **stated)


def model(*prices: TokenPrice) -> Model:
    """A model with prices."""
    return Model(id="rocket", name="Rocket", provider="acme", prices=prices)


ABOUT_MUCH: list[tuple[Exception, tuple[str, ...]]] = [
    (DataError(LONG, LONG, LONG, LONG, LONG, LONG, line=7), ("begin", "the-end:7", "expected")),
    (DataError(f"found {LONG}", "a.toml", expected="a date"), ("a.toml", "found", "a date")),
    (UnknownIdError(LONG, LONG, (LONG, LONG)), ("nothing in begin", "'begin", "did you mean")),
    (UnknownIdError("rocket", "acme", MANY), ("'rocket'", "acme.model-0", "495 more?")),
    (AmbiguousIdError("rocket", "acme", MANY), ("'rocket'", "acme.model-4", "495 more")),
    (AmbiguousIdError(LONG, LONG, (LONG,) * 9), ("'begin", "ask for 'begin", "8 more")),
    (AmbiguousFactError(LONG, MANY), ("begin", "choose 'acme.model-0'", "more")),
    (NotStatedError(LONG), ("begin", "the-end")),
    (IncomparableError(LONG), ("begin", "the-end")),
    (MissingExtraError(LONG, LONG), ("this needs begin", 'the-end]"')),
    (PickleVersionError(LONG, LONG), ("begin", "dump()")),
    (PluginError(LONG, LONG, LONG), ("'begin", "cannot be used: begin", "the-end")),
    (
        ChangedNameWarning(LONG, MANY),
        ("'begin", "earlier; acme.model-49", "at last acme.model"),
    ),
    (
        ChangedNameWarning(LONG, (LONG,) * 9),
        ("begin", "8 earlier; at last begin", "the-end,"),
    ),
    (LeftOutWarning("a.json", MANY), ("a.json", "500 places", "acme.model-4; and 495 more")),
    (LeftOutWarning(LONG, (LONG,) * 9), ("begin", "9 places", "and 8 more")),
    (NotStatedError("\x1b" * 5_000), (r"\x1b",)),
]


@pytest.mark.parametrize(
    ("error", "kept"),
    ABOUT_MUCH,
    ids=[f"{number}-{type(error).__name__}" for number, (error, _) in enumerate(ABOUT_MUCH)],
)
def test_an_error_is_short_whatever_it_is_about(error: Exception, kept: tuple[str, ...]) -> None:
    """Long names are cut in the middle and long lists counted; the attributes hold all."""
    assert len(str(error)) < LONGEST
    for words in kept:
        assert words in str(error)


@pytest.mark.parametrize(
    ("call", "kept"),
    [
        (
            lambda: model(*(price(host=each) for each in MANY)).price,
            ("Rocket", "by its maker", "… and 49", "choose one by host="),
        ),
        (
            lambda: model(*(price(region=each) for each in MANY)).price_for(),
            ("Rocket", "for all regions", "… and 49", "choose one by region="),
        ),
        (
            lambda: model(
                *(price(input=n, effective=day) for n, day in enumerate(DAYS, 1))
            ).price_for(on="2000/.."),
            ("Rocket", "depends on the day", "… and 29", "name a day by on="),
        ),
        (
            lambda: model(*(price(input=n) for n in range(1, 300))).price,
            ("Rocket", "for the same days", "… and 29", "choose one of its prices"),
        ),
        (
            lambda: cost_of_usage(WIDE, aiproviders.providers(), model="name"),
            ("no column 'name'", "column 0", "… and 49"),
        ),
        (lambda: cost_of_usage(cast("Any", LONG), aiproviders.providers()), ("expected", "begin")),
        (lambda: Period(LONG), ("begin", "write a year (2026)")),
        (lambda: Period.of(cast("Any", [LONG])), ("expected a Period", "begin")),
        (lambda: Quantity.parse(LONG), ("begin", "write it like")),
        (lambda: Quantity.parse("5 models", unit=LONG), ("'5 models' is in model", "begin")),
        (lambda: Quantity(value=cast("Any", LONG), unit="1"), ("begin", "a decimal number")),
        (lambda: Quantity(value=5, unit=f"million {LONG}"), ("million begin", "name what")),
        (lambda: Quantity(value=1, unit="1") + Quantity(value=1, unit=LONG), ("1", "convert")),
        (lambda: Usage(input_tokens=-(10**6_000), output_tokens=1), ("negative", "huge")),
        (lambda: Event(id="x", kind=cast("Any", LONG), title="x"), ("founding", "begin")),
        (lambda: Model(id=LONG, name="x", provider="a", status=cast("Any", LONG)), ("beta",)),
        (lambda: timeline(Provider.load(ACME), kind=cast("Any", LONG)), ("begin", "launch")),
        (lambda: Catalog((), name=LONG)[5], ("begin", "position 5")),
        (lambda: Catalog((), name=LONG)["x"], ("begin", "'x'")),
        (lambda: Catalog(Provider.load(ACME).models).where(**{LONG: 5}), ("no field 'begin",)),
        (lambda: Provider.from_dict({"schema": "1.0", "id": "acme", LONG: 5}), ("begin",)),
        (lambda: Provider.from_dict({"schema": LONG}), ("schema", "begin", "expected a version")),
        (lambda: export(Provider.load(ACME), f"{LONG}.x"), (".duckdb", "begin")),
        (lambda: export(Provider.load(ACME), "a.csv", table=LONG), ("models", "begin")),
    ],
)
def test_a_message_is_short_whatever_is_given(
    call: Callable[[], object], kept: tuple[str, ...]
) -> None:
    """What was given is cut, and the message says all the same what to do."""
    with pytest.raises((ValueError, TypeError, LookupError)) as caught:
        call()

    assert len(str(caught.value)) < LONGEST
    for words in kept:
        assert words in str(caught.value)


def test_each_problem_of_a_file_is_short(tmp_path: Path) -> None:
    """Of many problems, each is an error of its own with a short message."""
    file = tmp_path / "provider.toml"
    file.write_text(
        f'schema = "1.0"\nid = "acme"\n"{LONG}" = 5\n[company]\nlegal_name = 5\n"{LONG}" = 5\n'
        + "".join(f'[[models]]\nid = "{LONG}{n}"\nname = "x"\nstatus = "sold"\n' for n in range(50))
    )
    found = Provider.validate(file)

    assert len(found) > 50
    assert all(len(str(each)) < LONGEST for each in found)


ADDRESSES = ["https://x/y.json", "a//b.json", r"C:\dir\x.json", r"\\server\x.json"]


def dumped(name: str) -> None:
    """Write a provider as one file."""
    Provider.load(ACME).dump(name)


def exported(name: str) -> None:
    """Export a provider."""
    export(Provider.load(ACME), name)


def reported(name: str) -> None:
    """Write a report."""
    report(Provider.load(ACME), name)


def priced(name: str) -> None:
    """Read a file of prices."""
    Provider.load(ACME).with_prices(name)


@pytest.mark.parametrize("name", ["https://x/y.json", "a//b//c.json", r"a//dir\x//y.json"])
@pytest.mark.parametrize(
    "use",
    [
        Provider.load,
        Provider.validate,
        models_dev.read,
        litellm.read,
        model_prices.read,
        priced,
        dumped,
        exported,
        reported,
    ],
    ids=lambda use: use.__qualname__ if use.__name__ != "read" else use.__module__,
)
def test_the_name_of_a_file_is_said_as_it_was_given(
    use: Callable[[str], object], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message rebuilds no name as a path: `https://x` is not `https:/x`."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError) as caught:  # noqa: PT011 - of several kinds; its name counts
        use(name)
    folder = os.path.dirname(name)  # noqa: PTH120 - a Path rebuilds names
    assert caught.value.filename in (name, folder)


@pytest.mark.parametrize("value", ADDRESSES)
def test_a_value_is_said_as_it_was_given(value: str) -> None:
    """Slashes and backslashes in values stay as they are."""
    given = repr(value)
    for call in (
        lambda: Period(value),
        lambda: Provider.load(ACME).models[value],
        lambda: Model(id="x", name="x", provider="a", status=cast("Any", value)),
        lambda: Provider.from_dict({"schema": value}),
    ):
        with pytest.raises((ValueError, LookupError)) as caught:
            call()
        assert given in str(caught.value)


def classes(cls: Any, found: dict[Any, None]) -> None:
    """Note a class of records, and those of the values in its fields."""
    if has(cls) and cls not in found:
        found[cls] = None
        for each in fields(cls):
            for part in parts(each.type):
                classes(part, found)


def parts(kind: Any) -> list[Any]:
    """A type, and the types that it is made of."""
    return [kind, *(part for each in get_args(kind) for part in parts(each))]


def closed_lists(field: "Attribute[Any]") -> list[tuple[str, ...]]:
    """The words of each closed list in the type of a field."""
    return [get_args(part) for part in parts(field.type) if get_origin(part) is Literal]


RECORDS: dict[Any, None] = {}
for each in (*vars(aiproviders).values(), *vars(types).values()):
    classes(each, RECORDS)
CHOICES = [
    (cls, each) for cls in RECORDS for each in fields(cls) if each.init and any(closed_lists(each))
]


@pytest.mark.parametrize(
    ("cls", "field"), CHOICES, ids=[f"{cls.__name__}.{field.name}" for cls, field in CHOICES]
)
def test_a_word_that_is_not_on_the_list_is_refused(cls: Any, field: "Attribute[Any]") -> None:
    """Every field with a closed list refuses other words, and names those of the list."""
    choices = closed_lists(field)[0]
    given = ("lunch",) if get_origin(field.type) is tuple else "lunch"
    call = (
        partial(Quantity, value=1, unit="1", comparator=cast("Any", given))
        if cls is Quantity  # which looks at all its fields together
        else partial(cast("Any", field.validator), None, field, given)
    )
    with pytest.raises(ValueError, match="one of") as caught:
        call()

    assert str(choices[0]) in str(caught.value)
    assert "'lunch'" in str(caught.value)
