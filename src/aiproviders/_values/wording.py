"""Short texts: one-line reprs, counts and plurals, and texts that are safe to show."""

import re
from collections.abc import Iterable
from reprlib import Repr
from typing import TYPE_CHECKING, Any, cast

from attrs import NOTHING, fields

from aiproviders._values.pickling import Equal, Versioned
from aiproviders._values.signposts.guided import Guided

if TYPE_CHECKING:
    from attrs import AttrsInstance

REPR_WIDTH = 99

MOST_KEPT = 200
"""The most characters of a text that is remembered with what was found for it."""

_QUOTED = 60
_HUGE = 200  # bits; every number that a fact can have is shorter
_ROW = 170

# Control characters, halves of surrogate pairs and marks of text direction. As a text, since to
# compile it takes longer than to read a fact.
_UNPRINTABLE = r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]"


def shorten(text: str, width: int = REPR_WIDTH) -> str:
    """Cut a text to one printable line of at most `width` characters."""
    line = printable(text)
    return line if len(line) <= width else f"{line[: width - 1]}…"


class _Brief(Repr):
    """Writes the repr of a value without walking through all of it."""

    def repr_int(self, x: int, level: int) -> str:
        return super().repr_int(x, level) if x.bit_length() <= _HUGE else "a huge number"


_WRITER = _Brief()
_WRITER.maxlevel = 3
_WRITER.maxstring = _WRITER.maxlong = _WRITER.maxother = _QUOTED


def quoted(value: object) -> str:
    """Return the repr of a value for a message, cut where it is long or deep."""
    return shorten(_WRITER.repr(value), _QUOTED)


def printable(text: str) -> str:
    """Return a text as one line, in which characters that do harm when shown are escaped."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    r"""Return a text with escapes such as `\x1b` in place of characters that do harm when shown.

    Control characters can move the cursor of a terminal, marks of direction reverse the text
    around them, and halves of surrogate pairs cannot be encoded.
    """
    return re.sub(_UNPRINTABLE, lambda found: repr(found[0])[1:-1], text)


def angled(name: str, text: str) -> str:
    """Return the one-line repr of an object, such as `<Name text>`."""
    return f"<{name} {shorten(text, REPR_WIDTH - len(name) - 3)}>"


class OneLine(Equal, Versioned, Guided):
    """Gives attrs classes a repr of one line, and a text that lists their stated fields."""

    __slots__ = ()

    def __str__(self) -> str:
        stated = stated_fields(self).items()
        return printable(", ".join(f"{name}={value}" for name, value in stated))

    def __repr__(self) -> str:
        return angled(type(self).__name__, str(self))


def stated_fields(value: object) -> dict[str, Any]:
    """Return the public fields of an attrs object that differ from their default, by name."""
    return {
        each.name: found
        for each in fields(cast("type[AttrsInstance]", type(value)))
        if each.init
        and ((found := getattr(value, each.name)) != each.default or each.default is NOTHING)
    }


def counted(number: int, noun: str) -> str:
    """Return a count in words, such as `1 model` or `12 models`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural(noun)}"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Return names in a row, of which those that find no room are counted, not named."""
    given = [*names]
    shown = given[:most]
    while len(shown) > 1 and len(", ".join(shown)) > _ROW:
        shown.pop()
    more = f", … and {len(given) - len(shown):,} more" if len(given) > len(shown) else ""
    return shorten(", ".join(shown), _ROW) + more


def in_words(names: Iterable[str]) -> str:
    """Return names as a sentence has them, such as `a, b and c`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def pages_counted(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of sources, and after them the number of web pages among them."""
    given = [*sources]
    named = [each for each in given if "://" not in each]
    pages = len(given) - len(named)
    return (*named, counted(pages, "page")) if pages else tuple(named)


def plural(noun: str) -> str:
    """Return the plural of a noun of this package's vocabulary."""
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
