"""Quantities as people write them: `~$260 billion`, `RMB 41,626 million`, `400+ models`."""

import re
from decimal import Decimal

from aiproviders._quantity import Comparator, Quantity
from aiproviders._text import plural

_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SUFFIXES = {"K": 3, "k": 3, "M": 6, "mn": 6, "B": 9, "bn": 9, "T": 12, "tn": 12}
_SYMBOLS = {"US$": "USD", "$": "USD", "RMB": "CNY", "€": "EUR", "£": "GBP"}
_CURRENCY_WORDS = {"yuan": "CNY", "dollar": "USD", "euro": "EUR"}
_PREFIXES = {"USD": "$", "CNY": "RMB "}
_UNIT_WORDS = {"param": "parameter", "x": "1", "time": "1", "fold": "1"}
_DENOMINATORS = {"Mtok": "million tokens"}
_COMPARATORS: dict[str, Comparator] = {
    "~": "~",
    "≈": "~",
    "about": "~",
    "around": "~",
    "roughly": "~",
    "approximately": "~",
    ">": ">",
    "over": ">",
    "above": ">",
    "more than": ">",
    "≥": ">=",
    ">=": ">=",
    "at least": ">=",
    "<": "<",
    "under": "<",
    "below": "<",
    "less than": "<",
    "sub-": "<",
    "≤": "<=",
    "<=": "<=",
    "at most": "<=",
    "up to": "<=",
    "top": "<=",
}
_CARDINALS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_WORDS = {word: n for words in (_CARDINALS, _ORDINALS) for n, word in enumerate(words, 1)}
_DIGIT_RANGES = {"single-digit": 0, "double-digit": 1, "triple-digit": 2}
_MULTIPLES = {"tens": 1, "hundreds": 2}


def _any_of(words: dict[str, int] | dict[str, str] | dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_QUANTITY = re.compile(
    rf"""
    (?P<comparator>{_any_of(_COMPARATORS)})?\s*
    (?P<symbol>{_any_of(_SYMBOLS)}|[A-Z]{{3}}\b)?\s*
    (?:(?P<number>[+\-\u2212]?[0-9][0-9,]*(?:\.[0-9]+)?)|(?P<word>{_any_of(_WORDS)})(?=fold|\W|$))
    (?:[\s-]*(?P<scale>{_any_of(_SCALES)})|(?P<suffix>{_any_of(_SUFFIXES)})(?![a-zA-Z]))?
    (?P<plus>\+)?
    (?:[\s-]*(?P<unit>%|[a-zA-Z]+(?:/[a-zA-Z]+)?))?
    """,
    re.VERBOSE,
)
_DIGIT_RANGE = re.compile(rf"(?P<digits>{_any_of(_DIGIT_RANGES)})(?:\s+growth)?")
_MULTIPLE = re.compile(rf"(?P<multiple>{_any_of(_MULTIPLES)}) of (?P<scale>{_any_of(_SCALES)})s")


def read(text: str, unit: str | None = None) -> Quantity:
    """Read a quantity; `Quantity.parse` documents how."""
    if text in ("inflow", "outflow"):
        return Quantity(value=0, unit=unit or "1", comparator=">" if text == "inflow" else "<")
    if match := _DIGIT_RANGE.fullmatch(text):
        return _range(_DIGIT_RANGES[match["digits"]], unit or "%")
    if match := _MULTIPLE.fullmatch(text):
        return _range(_MULTIPLES[match["multiple"]] + _SCALES[match["scale"]], unit or "1")
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or (match["plus"] and match["comparator"]):
        msg = f"cannot read {text!r} as a quantity; write it like ~$260 billion or 400+ models"
        raise ValueError(msg)
    comparator = ">=" if match["plus"] else _COMPARATORS.get(match["comparator"], "=")
    value, decimals = _number(match)
    stated = _stated_unit(match)
    if unit is not None and stated not in (None, unit):
        msg = f"{text!r} is in {stated}, not in {unit}"
        raise ValueError(msg)
    return Quantity(
        value=value, unit=unit or stated or "1", comparator=comparator, decimals=decimals
    )


def _range(power: int, unit: str) -> Quantity:
    low = Decimal(10) ** power
    return Quantity(value=low, upper=low * 10, unit=unit)


def _number(match: re.Match[str]) -> tuple[Decimal, int | None]:
    power = _SCALES.get(match["scale"], 0) or _SUFFIXES.get(match["suffix"], 0)
    if match["word"]:
        return Decimal(_WORDS[match["word"]]).scaleb(power), None
    digits = match["number"].replace(",", "").replace("\u2212", "-")
    whole, _, fraction = digits.partition(".")
    trailing_zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("+-0") else 0
    decimals = len(fraction) or -trailing_zeros
    return Decimal(digits).scaleb(power), decimals - power


def _stated_unit(match: re.Match[str]) -> str | None:
    symbol, word = match["symbol"], match["unit"]
    if symbol:
        currency = _SYMBOLS.get(symbol, symbol)
        return f"{currency}/{word}" if word else currency
    if not word or word == "%" or not word.islower():
        return word
    singular = word.removesuffix("s")
    return _UNIT_WORDS.get(singular) or _CURRENCY_WORDS.get(singular) or singular


def write(quantity: Quantity, spec: str = "") -> str:
    """Write a quantity; `Quantity.__str__` and `Quantity.__format__` document how."""
    unit, _, denominator = quantity.unit.partition("/")
    if not unit.isalpha() or not unit.isupper():
        unit, denominator = quantity.unit, ""
    sign = {">=": "", "=": "", "<=": "≤"}.get(quantity.comparator, quantity.comparator)
    plus = "+" if quantity.comparator == ">=" else ""
    number = _written_number(quantity, quantity.value, spec)
    if quantity.upper is not None:
        number += f" to {_written_number(quantity, quantity.upper, spec)}"
    if unit == "rank":
        return f"top {number}" if quantity.comparator == "<=" else f"{sign}rank {number}{plus}"
    if unit == "1":
        return f"{sign}{number}{plus}"
    if unit.isupper():
        prefix = _PREFIXES.get(unit, f"{unit} ")
        per = f" per {_DENOMINATORS.get(denominator, denominator)}" if denominator else ""
        minus = "-" if number.startswith("-") else ""
        return f"{sign}{minus}{prefix}{number.removeprefix('-')}{plus}{per}"
    is_noun = unit.isalpha() and number != "1"
    return f"{sign}{number}{plus} {plural(unit) if is_noun else unit}"


def _written_number(quantity: Quantity, value: Decimal, spec: str) -> str:
    for name, power in reversed(_SCALES.items()):
        if power > _SCALES["thousand"] and abs(value) >= Decimal(10) ** power:
            places = _places(quantity, value, power)
            if places <= 1:
                scaled = value.scaleb(-power)
                return f"{format(scaled, spec) if spec else f'{scaled:,.{places}f}'} {name}"
    return format(value, spec) if spec else f"{value:,.{_places(quantity, value, 0)}f}"


def _places(quantity: Quantity, value: Decimal, power: int) -> int:
    """How many decimal places to write: those printed, or four significant digits if computed."""
    if quantity.decimals is not None:
        return max(0, quantity.decimals + power)
    digits = value.normalize()
    exact = max(0, power - int(digits.as_tuple().exponent))
    if quantity.interval is None:
        return exact
    return min(exact, max(0, 3 + power - digits.adjusted()))
