"""The errors of this package, each of which says what to do.

Every error is an `AIProvidersError` and also the built-in exception that callers would expect.
All of them survive pickling. Messages stay short, whatever names and lists they are about; the
attributes hold all of it.
"""

from collections.abc import Callable, Sequence
from typing import Any

__all__ = [
    "AIProvidersError",
    "AmbiguousFactError",
    "AmbiguousIdError",
    "ChangedNameWarning",
    "DataError",
    "IncomparableError",
    "LeftOutWarning",
    "MissingExtraError",
    "NotStatedAttributeError",
    "NotStatedError",
    "PickleVersionError",
    "PluginError",
    "UnknownIdError",
]

_LONGEST = 299
"""The most characters of a message."""

_STEP = 10
_NAMED = 5
"""The most things of a list that a message names."""


class AIProvidersError(Exception):
    """The base class of all errors that this package raises."""

    def __str__(self) -> str:
        """The message; names in it that come from others change no terminal and no direction.

        What is long in it is cut in the middle.
        """
        texts = ("".join(map(_printable, self._words(most))) for most in range(_LONGEST, 0, -_STEP))
        short = (text for text in texts if len(text) <= _LONGEST)
        return next(short, type(self).__name__)

    def _words(self, most: int) -> str:
        """Word the message, with parts of at most so many characters."""
        return _cut(super().__str__(), most)


class DataError(AIProvidersError, ValueError):
    """A document, or a value in it, is not what the format asks for.

    Attributes:
        message: What is wrong.
        file: Name of the file, if there is one, inside the folder that was loaded.
        row: Number of the row in its section of the file, counted from 1.
        id: The row's id, where it has one.
        path: Path of the value inside the row, such as `quantity.value`.
        expected: What the format asks for there.
        found: The value that stands there, cut where it is long.
        line: Number of the line of the row's header in a TOML file, counted from 1.
    """

    def __init__(
        self,
        message: str,
        file: str | None = None,
        row: str | None = None,
        id: str | None = None,
        path: str | None = None,
        expected: str | None = None,
        found: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message, file, row, id, path, expected, found, line)
        self.message = message
        self.file = file
        self.row = row
        self.id = id
        self.path = path
        self.expected = expected
        self.found = found
        self.line = line

    def _words(self, most: int) -> str:
        file = self.file and _cut(self.file, most)
        file = f"{file}:{self.line}" if file and self.line else file
        row = self.row and _cut(self.row, most)
        row = f"{row} ({_cut(self.id, most)})" if row and self.id else row
        path = self.path and _cut(self.path, most)
        place = ", ".join(part for part in (file, row, path) if part)
        message = _cut(self.message, most)
        message = f"{place}: {message}" if place else message
        return f"{message}; expected {_cut(self.expected, most)}" if self.expected else message


class UnknownIdError(AIProvidersError, KeyError):
    """No record has this id, alias or name.

    Attributes:
        key: The name that was asked for.
        collection: The collection that was searched, such as `alibaba.models`.
        instead: What there is instead of such a collection, in words, such as `openai has only
            models`; empty where the collection is not empty.
    """

    def __init__(
        self,
        key: str,
        collection: str,
        suggestions: tuple[str, ...] | Callable[[], tuple[str, ...]] = (),
        instead: str = "",
    ) -> None:
        super().__init__(key, collection)
        self.key = key
        self.collection = collection
        self._suggestions = suggestions
        self.instead = instead

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Similar ids, the most similar first, which are looked for when somebody asks."""
        if callable(self._suggestions):
            self._suggestions = self._suggestions()
        return self._suggestions

    def __reduce__(self) -> tuple[Any, ...]:
        self.args = (self.key, self.collection, self.suggestions, self.instead)
        return tuple(super().__reduce__())

    def _words(self, most: int) -> str:
        key = _cut(repr(self.key), most)
        message = f"nothing in {_cut(self.collection, most)} is called {key}"
        if self.instead:
            return f"{message}; {_cut(self.instead, most)}"
        if not self.suggestions:
            return message
        return f"{message}; did you mean {_alternatives(self.suggestions, most)}?"


class AmbiguousIdError(AIProvidersError, LookupError):
    """Several records answer to this name, and none is preferred.

    Attributes:
        key: The name that was asked for.
        collection: The collection that was searched, such as `alibaba.metrics`.
        ids: The ids of the records that answer to it.
    """

    def __init__(self, key: str, collection: str, ids: tuple[str, ...]) -> None:
        super().__init__(key, collection, ids)
        self.key = key
        self.collection = collection
        self.ids = ids

    def _words(self, most: int) -> str:
        return (
            f"{_cut(repr(self.key), most)} names {len(self.ids)} records in "
            f"{_cut(self.collection, most)}; ask for {_alternatives(self.ids, most)}"
        )


class AmbiguousFactError(AIProvidersError, LookupError):
    """Several statements stand, and nothing decides which of them to use.

    Attributes:
        reason: Why none of them can be chosen.
        ids: The ids of the statements.
    """

    def __init__(self, reason: str, ids: tuple[str, ...]) -> None:
        super().__init__(reason, ids)
        self.reason = reason
        self.ids = ids

    def _words(self, most: int) -> str:
        return f"{_cut(self.reason, most)}; choose {_alternatives(self.ids, most)}"


class NotStatedError(AIProvidersError, LookupError):
    """The sources do not state what was asked for, or state several values for it."""


class NotStatedAttributeError(NotStatedError, AttributeError):
    """A property needs a value that the sources do not state, such as `Model.price`.

    As an `AttributeError` it is what `hasattr` and `getattr` with a default expect.
    """


class IncomparableError(AIProvidersError, ValueError):
    """The values cannot be used in one calculation."""


class MissingExtraError(AIProvidersError, ImportError):
    """A part of the package needs a library that is not installed.

    Attributes:
        library: Name of the library that is missing.
        extra: Name of the extra that installs it, as in `pip install "aiproviders[extra]"`.
    """

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library = library
        self.extra = extra

    def _words(self, most: int) -> str:
        library, extra = _cut(self.library, most), _cut(self.extra, most)
        return f'this needs {library}: pip install "aiproviders[{extra}]"'


class PickleVersionError(AIProvidersError, ValueError):
    """A pickle has another format than this version of the package reads.

    Attributes:
        format: The number of its format; before there were numbers, the version that made it.
        expected: The number of the format that is read.
    """

    def __init__(self, format: str, expected: str) -> None:
        super().__init__(format, expected)
        self.format = format
        self.expected = expected

    def _words(self, most: int) -> str:
        return (
            f"this is a pickle of format {_cut(self.format, most)}, and this version of "
            f"aiproviders reads format {_cut(self.expected, most)}; keep data with dump() or "
            "to_json(), which other versions read"
        )


class PluginError(AIProvidersError, RuntimeError):
    """An installed package brings a provider that cannot be used.

    Attributes:
        id: The provider's id, which is the name of the entry point.
        distribution: Name and version of the package, or of each package that brings this id.
        reason: What is wrong; the `__cause__` is the exception of the package's code, if any.
    """

    def __init__(self, id: str, distribution: str, reason: str) -> None:
        super().__init__(id, distribution, reason)
        self.id = id
        self.distribution = distribution
        self.reason = reason

    def _words(self, most: int) -> str:
        id, package = _cut(repr(self.id), most), _cut(self.distribution, most)
        return f"the provider {id} of {package} cannot be used: {_cut(self.reason, most)}"


class LeftOutWarning(AIProvidersError, UserWarning):  # noqa: N818 - a warning, and no error
    """Something that was read holds what cannot be read; that is left out, and the rest is kept.

    It is a warning, given once for all that was left out; `strict=True` raises an error instead.

    Attributes:
        source: What was read.
        left_out: What was left out, with its place and what is wrong with it.
    """

    def __init__(self, source: str, left_out: tuple[str, ...]) -> None:
        super().__init__(source, left_out)
        self.source = source
        self.left_out = left_out

    def _words(self, most: int) -> str:
        count = len(self.left_out)
        places = "1 place" if count == 1 else f"{count:,} places"
        named = _named(self.left_out, most)
        more = f"; and {count - len(named):,} more" if count > len(named) else ""
        source = _cut(self.source, most)
        return f"{source}: left out what cannot be read in {places}: {'; '.join(named)}{more}"


class ChangedNameWarning(AIProvidersError, UserWarning):  # noqa: N818 - a warning, and no error
    """A name was asked for without a day that has stood for several models, or stands for none now.

    It is a warning, given where the last of the models is returned.

    Attributes:
        key: The name that was asked for.
        holders: The models that it stands for, each with its days, the last one at the end.
    """

    def __init__(self, key: str, holders: tuple[str, ...]) -> None:
        super().__init__(key, holders)
        self.key = key
        self.holders = holders

    def _words(self, most: int) -> str:
        *others, last = _named(self.holders[::-1], most)[::-1]
        more = len(self.holders) - len(others) - 1
        earlier = [f"{more:,} earlier", *others] if more else others
        before = f"{'; '.join(earlier)}; at last " if earlier else ""
        return (
            f"{_cut(repr(self.key), most)} stands for {before}{last}, which is returned; "
            "find_model(…, on=…) finds the one of a day"
        )


def _cut(text: str, most: int) -> str:
    """Leave out the middle of a long text: its begin and its end tell most."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1]}…{text[len(text) - end :]}"


def _named(texts: Sequence[str], most: int) -> list[str]:
    """Return the first of some texts: the shorter the parts of the message, the fewer."""
    number = max(1, min(_NAMED, most // (_LONGEST // _NAMED)))
    return [_cut(each, most) for each in texts[:number]]


def _printable(character: str) -> str:
    return character if character.isprintable() or character == "\n" else repr(character)[1:-1]


def _alternatives(ids: Sequence[str], most: int) -> str:
    named = _named([repr(id) for id in ids], most)
    if len(named) < len(ids):
        return f"{', '.join(named)} or one of {len(ids) - len(named):,} more"
    *others, last = named
    return f"{', '.join(others)} or {last}" if others else last


def __dir__() -> list[str]:
    return __all__
