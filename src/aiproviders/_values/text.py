"""How this package words things in plain text."""

from typing import TYPE_CHECKING, Any, cast

from attrs import NOTHING, fields

from aiproviders._values.pickling import Versioned

if TYPE_CHECKING:
    from attrs import AttrsInstance

REPR_WIDTH = 99


def shorten(text: str, width: int = REPR_WIDTH) -> str:
    """Cut a text to one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def angled(name: str, text: str) -> str:
    """Word the one-line repr of an object, as `<Name text>`."""
    return f"<{name} {shorten(text, REPR_WIDTH - len(name) - 3)}>"


class OneLine(Versioned):
    """Gives attrs classes a repr of one line, and words of their own if they have none."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(f"{name}={value}" for name, value in stated_fields(self).items())

    def __repr__(self) -> str:
        return angled(type(self).__name__, str(self))


def stated_fields(value: object) -> dict[str, Any]:
    """The public fields of an attrs object that say more than their default, by name."""
    return {
        each.name: found
        for each in fields(cast("type[AttrsInstance]", type(value)))
        if each.init
        and ((found := getattr(value, each.name)) != each.default or each.default is NOTHING)
    }


def counted(number: int, noun: str) -> str:
    """Word a count, such as `1 model` or `12 models`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural(noun)}"


def plural(noun: str) -> str:
    """Give the plural of a noun of this package's vocabulary."""
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
