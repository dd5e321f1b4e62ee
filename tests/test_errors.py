"""Messages, attributes and base classes of the errors."""

import copy
import pickle
from collections.abc import Callable

import pytest

from aiproviders import errors
from aiproviders.errors import (
    AIProvidersError,
    AmbiguousFactError,
    AmbiguousIdError,
    ChangedNameWarning,
    DataError,
    IncomparableError,
    LeftOutWarning,
    MissingExtraError,
    NotStatedAttributeError,
    NotStatedError,
    PickleVersionError,
    PluginError,
    UnknownIdError,
)

DATA = DataError(
    "found '2026-13'",
    file="events.toml",
    row="events 3",
    id="acme.launch",
    path="date",
    expected="a date",
)
UNKNOWN = UnknownIdError("rocket 3", "acme.models", ("rocket-2", "rocket-1"))
AMBIGUOUS = AmbiguousIdError("users", "acme.metrics", ("users.2025", "users.2026"))
FACT = AmbiguousFactError("the statements contradict each other", ("a.2025", "b.2025"))
NOT_STATED = NotStatedError("acme states no price of Rocket 2")
NOT_STATED_ATTRIBUTE = NotStatedAttributeError("no list price of Rocket 2 is stated")
INCOMPARABLE = IncomparableError("$5 and 5 % are in different units")
MISSING = MissingExtraError("matplotlib", "charts")
PICKLE = PickleVersionError("1", "2")
PLUGIN = PluginError("acme", "aiproviders-acme 0.1.0", "KeyError: 'x'")
CHANGED = ChangedNameWarning("chat", ("a until 2025", "b"))
LEFT_OUT = LeftOutWarning("acme.json", ("a: found 1", "b: found 2"))
ALL = [
    DATA, UNKNOWN, AMBIGUOUS, FACT, NOT_STATED, NOT_STATED_ATTRIBUTE, INCOMPARABLE, CHANGED,
    LEFT_OUT, MISSING, PICKLE, PLUGIN,
]  # fmt: skip


def pickled(error: AIProvidersError) -> AIProvidersError:
    """The error after a round trip through pickle."""
    twin: AIProvidersError = pickle.loads(pickle.dumps(error))  # noqa: S301 - made right here
    return twin


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (DATA, ValueError),
        (UNKNOWN, KeyError),
        (AMBIGUOUS, LookupError),
        (FACT, LookupError),
        (NOT_STATED, LookupError),
        (NOT_STATED_ATTRIBUTE, AttributeError),
        (INCOMPARABLE, ValueError),
        (CHANGED, UserWarning),
        (LEFT_OUT, UserWarning),
        (MISSING, ImportError),
        (PICKLE, ValueError),
        (PLUGIN, RuntimeError),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_is_caught_as_what_callers_expect(
    error: AIProvidersError, builtin: type[Exception]
) -> None:
    """Each error is one of this package and also the built-in one of its kind."""
    with pytest.raises(builtin):
        raise error
    with pytest.raises(AIProvidersError):
        raise error


@pytest.mark.parametrize(
    "error", [AMBIGUOUS, FACT, NOT_STATED], ids=lambda error: type(error).__name__
)
def test_only_a_miss_is_a_key_error(error: AIProvidersError) -> None:
    """`except KeyError` catches a missing key, but no ambiguous or unstated fact."""
    assert not isinstance(error, KeyError)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (DATA, "events.toml, events 3 (acme.launch), date: found '2026-13'; expected a date"),
        (DataError("no such folder"), "no such folder"),
        (DataError("not TOML", file="a.toml"), "a.toml: not TOML"),
        (DataError("unknown key", "a.toml", path="titel"), "a.toml, titel: unknown key"),
        (DataError("twice", "a.toml", row="models 2"), "a.toml, models 2: twice"),
        (DataError("twice", "a.toml", id="acme.x"), "a.toml: twice"),
        (DataError("found 5", expected="a text"), "found 5; expected a text"),
        (
            UNKNOWN,
            "nothing in acme.models is called 'rocket 3'; did you mean 'rocket-2' or 'rocket-1'?",
        ),
        (UnknownIdError("x", "acme.models"), "nothing in acme.models is called 'x'"),
        (
            UnknownIdError("x", "acme.models", ("x1",)),
            "nothing in acme.models is called 'x'; did you mean 'x1'?",
        ),
        (
            UnknownIdError("x", "acme.models", ("x1", "x2", "x3")),
            "nothing in acme.models is called 'x'; did you mean 'x1', 'x2' or 'x3'?",
        ),
        (
            AMBIGUOUS,
            "'users' names 2 records in acme.metrics; ask for 'users.2025' or 'users.2026'",
        ),
        (FACT, "the statements contradict each other; choose 'a.2025' or 'b.2025'"),
        (NOT_STATED, "acme states no price of Rocket 2"),
        (INCOMPARABLE, "$5 and 5 % are in different units"),
        (
            CHANGED,
            (
                "'chat' stands for a until 2025; at last b, which is returned; "
                "find_model(…, on=…) finds the one of a day"
            ),
        ),
        (
            LEFT_OUT,
            "acme.json: left out what cannot be read in 2 places: a: found 1; b: found 2",
        ),
        (
            LeftOutWarning("acme.json", ("a", "b", "c", "d", "e", "f")),
            "acme.json: left out what cannot be read in 6 places: a; b; c; d; e; and 1 more",
        ),
        (MISSING, 'this needs matplotlib: pip install "aiproviders[charts]"'),
        (PLUGIN, "the provider 'acme' of aiproviders-acme 0.1.0 cannot be used: KeyError: 'x'"),
    ],
    ids=[
        "data", "data-plain", "data-file", "data-path", "data-row", "data-id-without-row",
        "data-expected", "unknown", "unknown-alone", "unknown-one", "unknown-three", "ambiguous",
        "fact", "not-stated", "incomparable", "changed", "left-out", "left-out-more", "missing",
        "plugin",
    ],
)  # fmt: skip
def test_says_what_and_where_and_what_to_do(error: AIProvidersError, expected: str) -> None:
    """The message is one sentence: the place, what is wrong, what would be right."""
    assert expected == str(error)


def test_data_errors_carry_the_place() -> None:
    """The place of the wrong value is in attributes, not only in the message."""
    assert ("events.toml", "events 3", "acme.launch", "date") == (
        DATA.file,
        DATA.row,
        DATA.id,
        DATA.path,
    )
    assert ("found '2026-13'", "a date") == (DATA.message, DATA.expected)


def test_misses_carry_what_was_asked_and_what_is_near() -> None:
    """The suggestions are an attribute, not only part of the message."""
    assert ("rocket 3", "acme.models") == (UNKNOWN.key, UNKNOWN.collection)
    assert ("rocket-2", "rocket-1") == UNKNOWN.suggestions
    assert () == UnknownIdError("x", "acme.models").suggestions


def test_ambiguities_carry_the_ids() -> None:
    """The ids of the records are an attribute, not only part of the message."""
    assert ("users", "acme.metrics") == (AMBIGUOUS.key, AMBIGUOUS.collection)
    assert ("users.2025", "users.2026") == AMBIGUOUS.ids
    assert ("a.2025", "b.2025") == FACT.ids


@pytest.mark.parametrize("copied", [pickled, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_survives_copying(
    copied: Callable[[AIProvidersError], AIProvidersError], error: AIProvidersError
) -> None:
    """Type, message and every attribute of an error survive pickling."""
    twin = copied(error)

    assert type(error) is type(twin)
    assert str(error) == str(twin)
    assert vars(error) == vars(twin)


def test_lists_its_errors() -> None:
    """`dir` shows the errors, sorted, and nothing else."""
    names = [type(error).__name__ for error in ALL]

    assert sorted([*names, "AIProvidersError"]) == dir(errors)
