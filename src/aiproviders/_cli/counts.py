"""Numbers of tokens as people write them: `50M`, `1_000_000`, `1.5k`."""

import re
from collections.abc import Callable
from decimal import Decimal

import click

from aiproviders._values.wording import quoted

_NUMBER = re.compile(
    r"(?P<whole>\d+(?:_\d+)*|\d{1,3}(?:,\d{3})+)(?P<rest>\.\d+)?"
    r"(?:e(?P<power>\d\d?)| ?(?P<unit>[kmb]))?",
    re.ASCII | re.IGNORECASE,
)
_POWERS = {"k": 3, "m": 6, "b": 9}


def count_of(noun: str) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """Return a callback that reads a number, such as of `tokens`, or refuses the text."""

    def read(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
        if text is None:
            return None
        number = _whole_number(text)
        if number is None:
            msg = f"{quoted(text)} is not a number of {noun}, as 50M or 1_000_000"
            raise click.BadParameter(msg)
        return number

    return read


def _whole_number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    power = match["power"] or _POWERS.get((match["unit"] or "").lower(), 0)
    digits = re.sub("[_,]", "", match["whole"])
    number, parts = Decimal(f"{digits}{match['rest'] or ''}E{power}").as_integer_ratio()
    return number if parts == 1 else None
