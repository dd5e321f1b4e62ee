"""How quantities are read and written: `~$260 billion`, `RMB 41,626 million`, `400+ models`."""

import re
from decimal import Decimal, localcontext
from typing import NamedTuple

from aiproviders._values.number import NEAREST, ROOMY, Comparator
from aiproviders._values.units import is_currency
from aiproviders._values.wording import plural

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SUFFIXES = {"K": 3, "k": 3, "M": 6, "mn": 6, "B": 9, "bn": 9, "T": 12, "tn": 12}
_SYMBOLS = {"US$": "USD", "$": "USD", "RMB": "CNY", "€": "EUR", "£": "GBP", "rank": "rank"}
_CURRENCY_WORDS = {"yuan": "CNY", "dollar": "USD", "euro": "EUR"}
_PREFIXES = {"USD": "$", "CNY": "RMB "}
_UNIT_WORDS = {
    "param": "parameter",
    "percent": "%",
    "per cent": "%",
    "x": "1",
    "time": "1",
    "fold": "1",
}
_WIDTH = re.compile(
    r"(?P<fill>(?:.(?=[<>^]))?)(?P<align>[<>^]?)(?P<sign>[-+ ]?)(?P<width>[1-9]\d*)"
)
DENOMINATORS = {"Mtok": "million tokens"}
_DENOMINATOR_WORDS = {words: unit for unit, words in DENOMINATORS.items()}
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
# Words that continue a number, and so are no units; "second" is also a unit.
_NO_UNITS = {*_WORDS, *SCALES, "dozen", "hundred", "per"} - {"second"}
_DIGIT_RANGES = {"single-digit": 0, "double-digit": 1, "triple-digit": 2}
_MULTIPLES = {"tens": 1, "hundreds": 2}


def _any_of(words: dict[str, int] | dict[str, str] | dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_QUANTITY = re.compile(
    rf"""
    (?P<comparator>(?i:{_any_of(_COMPARATORS)}))?\s*
    (?P<sign>[+-](?!\s))?
    (?P<symbol>{_any_of(_SYMBOLS)}|[A-Z]{{3}}\b)?\s*
    (?:(?P<number>(?(sign)|[+-]?)(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)
      |(?P<word>(?i:{_any_of(_WORDS)}))(?=fold|\W|$))
    (?:[\s-]*(?P<scale>(?i:{_any_of(SCALES)}))s?\b|(?P<suffix>{_any_of(_SUFFIXES)})(?![a-zA-Z]))?
    (?P<plus>\+)?
    (?:[\s-]*(?P<unit>%|per\ cent|[a-zA-Z]+))?
    (?:\s*(?:/|\bper\s)\s*(?P<per>{_any_of(_DENOMINATOR_WORDS)}|[a-zA-Z]+))?
    """,
    re.VERBOSE,
)
_DIGIT_RANGE = re.compile(rf"(?P<digits>{_any_of(_DIGIT_RANGES)})(?:\s+growth)?", re.IGNORECASE)
_MULTIPLE = re.compile(
    rf"(?P<multiple>{_any_of(_MULTIPLES)}) of (?P<scale>{_any_of(SCALES)})s", re.IGNORECASE
)
_FLOWS: dict[str, Comparator] = {"inflow": ">", "outflow": "<"}


class Statement(NamedTuple):
    """What the text of a quantity says: fields of `Quantity`, by the same names."""

    value: Decimal
    unit: str
    comparator: Comparator = "="
    decimals: int | None = None
    upper: Decimal | None = None


def parse_quantity(text: str, unit: str | None = None) -> Statement:
    """Return what a text says, for `Quantity.parse`.

    Raises:
        ValueError: The text is not understood, or says another unit.
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if flow := _FLOWS.get(text.lower()):
        return Statement(Decimal(0), unit or "1", flow)
    if match := _DIGIT_RANGE.fullmatch(text):
        return _range(_DIGIT_RANGES[match["digits"].lower()], unit or "%")
    if match := _MULTIPLE.fullmatch(text):
        power = _MULTIPLES[match["multiple"].lower()] + SCALES[match["scale"].lower()]
        return _range(power, unit or "1")
    match = _QUANTITY.fullmatch(text)
    if match is None or (match["plus"] and match["comparator"]):
        raise _unreadable(text)
    comparator = (match["comparator"] or "").lower()
    stated = _stated_unit(match, text)
    if stated is None and comparator == "top":
        stated = "rank"
    if unit is not None and stated not in (None, unit):
        msg = f"{text!r} is in {stated}, not in {unit}"
        raise ValueError(msg)
    value, decimals = _number(match)
    return Statement(
        value,
        unit or stated or "1",
        comparator=">=" if match["plus"] else _COMPARATORS.get(comparator, "="),
        decimals=decimals,
    )


def _unreadable(text: str) -> ValueError:
    return ValueError(
        f"cannot read {text!r} as a quantity; write it like ~$260 billion or 400+ models"
    )


def _range(power: int, unit: str) -> Statement:
    return Statement(Decimal(10**power), unit, upper=Decimal(10 ** (power + 1)))


def _number(match: re.Match[str]) -> tuple[Decimal, int | None]:
    power = SCALES.get((match["scale"] or "").lower(), 0) or _SUFFIXES.get(match["suffix"], 0)
    if match["word"]:
        return Decimal(_WORDS[match["word"].lower()] * 10**power), None
    digits = f"{match['sign'] or ''}{match['number']}".replace(",", "")
    whole, _, fraction = digits.partition(".")
    trailing_zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("+-0") else 0
    decimals = len(fraction) or -trailing_zeros
    plain = f"{Decimal(digits).scaleb(power, ROOMY):f}"  # as 260000000000, not as 2.60E+11
    return Decimal(plain), decimals - power


def _stated_unit(match: re.Match[str], text: str) -> str | None:
    symbol, word, denominator = match["symbol"], match["unit"], match["per"]
    if word and (symbol or _singular(word.lower()) in _NO_UNITS):
        raise _unreadable(text)
    unit = _SYMBOLS.get(symbol, symbol) if symbol else _unit_of(word)
    if denominator is None:
        return unit
    return f"{unit or '1'}/{_DENOMINATOR_WORDS.get(denominator) or _unit_of(denominator)}"


def _unit_of(word: str | None) -> str | None:
    if not word or not word.islower():
        return word
    noun = _singular(word)
    return _UNIT_WORDS.get(noun) or _CURRENCY_WORDS.get(noun) or noun


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun if noun.endswith("ss") else noun.removesuffix("s")


def format_quantity(quantity: Statement, spec: str = "", *, is_computed: bool = False) -> str:
    """Write a quantity, for `Quantity.__str__` and `Quantity.__format__`.

    Args:
        quantity: What to write.
        spec: A format specification of its number, such as `.1f`, or of the text, such as `>25`.
        is_computed: Whether to write four digits, as nothing printed says how many.
    """
    laid_out = _WIDTH.match(spec)
    if laid_out:
        rest = laid_out["sign"] + spec[laid_out.end() :]
        text = format_quantity(quantity, rest, is_computed=is_computed)
        return format(text, f"{laid_out['fill']}{laid_out['align'] or '>'}{laid_out['width']}")
    with localcontext(NEAREST):
        ends = (quantity.value,) if quantity.upper is None else (quantity.value, quantity.upper)
        number = " to ".join(
            _number_text(quantity, end, spec, is_computed=is_computed) for end in ends
        )
    sign = {">=": "", "=": "", "<=": "≤"}.get(quantity.comparator, quantity.comparator)
    plus = "+" if quantity.comparator == ">=" else ""
    unit, _, denominator = quantity.unit.partition("/")
    per = f" per {DENOMINATORS.get(denominator, denominator)}" if denominator else ""
    if is_currency(unit):
        prefix = _PREFIXES.get(unit, f"{unit} ")
        minus = "-" if number.startswith("-") else ""
        return f"{sign}{minus}{prefix}{number.removeprefix('-')}{plus}{per}"
    if unit == "rank" and not per:
        return f"top {number}" if quantity.comparator == "<=" else f"{sign}rank {number}{plus}"
    if unit == "1":
        return f"{sign}{number}{plus}{per}"
    is_plural = unit.isalpha() and unit.islower() and number != "1"
    noun = plural(unit) if is_plural else unit
    slash = quantity.unit.removeprefix(unit)
    return f"{sign}{number}{plus} {noun}{slash}"


def _number_text(quantity: Statement, value: Decimal, spec: str, *, is_computed: bool) -> str:
    for name, power in reversed(SCALES.items()):
        if power > SCALES["thousand"] and abs(value) >= 10**power:
            places = _places(quantity, value, power, is_computed=is_computed)
            if places <= 1:
                scaled = value.scaleb(-power)
                return f"{format(scaled, spec) if spec else f'{scaled:,.{places}f}'} {name}"
    if spec:
        return format(value, spec)
    return f"{value:,.{_places(quantity, value, 0, is_computed=is_computed)}f}"


def _places(quantity: Statement, value: Decimal, power: int, *, is_computed: bool) -> int:
    """Return how many decimal places to write: those printed; if computed, four digits in all."""
    if quantity.decimals is not None:
        return max(0, quantity.decimals + power)
    digits = value.normalize()
    exact = max(0, power - int(digits.as_tuple().exponent))
    if exact == 1 and not power and is_currency(quantity.unit.partition("/")[0]):
        return 2  # $2.50, as money is written
    return min(exact, max(0, 3 + power - digits.adjusted())) if is_computed else exact
