"""How quantities are read and written: `~$260 billion`, `RMB 41,626 million`, `400+ models`."""

import re
from decimal import Context, Decimal, localcontext
from types import NoneType
from typing import NamedTuple

from aiproviders._values.arguments import check_type
from aiproviders._values.number import CEILING, NEAREST, ROOMY, Comparator, rounded_as
from aiproviders._values.units import SCALES, SUFFIXES, is_currency
from aiproviders._values.wording import plural, quoted, shorten

_SIZES = {"M": 6, "K": 3}
_SYMBOLS = {"US$": "USD", "$": "USD", "RMB": "CNY", "€": "EUR", "£": "GBP", "rank": "rank"}
_CURRENCY_WORDS = {"yuan": "CNY", "renminbi": "CNY", "RMB": "CNY", "dollar": "USD", "euro": "EUR"}
_PREFIXES = {"USD": "$", "CNY": "RMB "}
_UNIT_WORDS = {
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
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
DENOMINATORS = {"Mtok": "million tokens", "ksearch": "thousand searches"}
_DENOMINATOR_WORDS = {words: unit for unit, words in DENOMINATORS.items()} | {"MTok": "Mtok"}
_TOP = "top"
_COMPARATOR_SIGNS: dict[str, Comparator] = {
    "~": "~",
    "≈": "~",
    ">": ">",
    "≥": ">=",
    ">=": ">=",
    "<": "<",
    "≤": "<=",
    "<=": "<=",
}
_COMPARATOR_WORDS: dict[str, Comparator] = {
    "about": "~",
    "around": "~",
    "roughly": "~",
    "approximately": "~",
    "over": ">",
    "above": ">",
    "more than": ">",
    "at least": ">=",
    "from": ">=",
    "under": "<",
    "below": "<",
    "less than": "<",
    "sub": "<",
    "at most": "<=",
    "up to": "<=",
    _TOP: "<=",
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
# Words that continue a number, or may, and so are no units; "second" is also a unit.
_NO_UNITS = {
    *_WORDS, *SCALES, *(f"{scale}th" for scale in SCALES), "half", "dozen", "hundred", "hundredth",
    "per", "st", "nd", "rd", "th", "b", "m", "t", "mil", "mio", "mln", "lakh", "crore",
    "quadrillion", "quintillion", "figure", "digit", "a", "an", "and", "at", "in", "of", "or", "to",
} - {"second"}  # fmt: skip
_MEASURED = {"second", "minute", "hour", "point"}
"""Nouns that are measured, not counted, so that a number of them was rounded."""
_MEASURED_ENDINGS = ("watt", "byte", "hertz")  # gigawatt, terabyte
_VOWELS = set("aeiouy")
_ALL_PRINTED = 4
"""How many digits before a scale say that none of them is rounded, as in a table in millions."""
_DIGIT_RANGES = {"single-digit": 0, "double-digit": 1, "triple-digit": 2}
_MULTIPLES = {"tens": 1, "hundreds": 2}


def _any_of(words: dict[str, int] | dict[str, str] | dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# Texts are matched with single spaces, and what is matched is not given up again (`++`, `?+`), so
# that the time is linear in the length of the text.
_QUANTITY = re.compile(
    rf"""
    (?:(?P<word_before>(?i:{_any_of(_COMPARATOR_WORDS)}))(?:[ ]|-(?![-+ ]))?+
      |(?P<sign_before>{_any_of(_COMPARATOR_SIGNS)})[ ]?)?
    (?P<sign>[+-](?![ ]))?
    (?P<symbol>{_any_of(_SYMBOLS)}|[A-Z]{{3}}\b)?[ ]?
    (?:(?P<number>(?(sign)|[+-]?)(?:[0-9]{{1,3}}(?:,[0-9]{{3}})++|[0-9]++)(?:\.[0-9]++)?+)
      |(?P<word>(?i:{_any_of(_WORDS)}))(?=fold|\W|$))
    (?:[ ]±[ ](?P<margin>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})++|[0-9]++)(?:\.[0-9]++)?+))?+
    (?:[ -]?(?P<scale>(?i:{_any_of(SCALES)}))s?\b
      |[ ]?(?P<suffix>{_any_of(SUFFIXES)})(?![a-zA-Z]))?+
    (?P<plus>\+)?
    (?:[ -]?(?P<unit>%|per\ cent|(?!per\b)[a-zA-Z]++))?+
    (?:[ ]?(?:/|\bper[ ])[ ]?(?P<per>{_any_of(_DENOMINATOR_WORDS)}|[a-zA-Z]++))?+
    """,
    re.VERBOSE,
)
_DIGIT_RANGE = re.compile(rf"(?P<digits>{_any_of(_DIGIT_RANGES)})(?: growth)?", re.IGNORECASE)
_MULTIPLE = re.compile(
    rf"(?P<multiple>{_any_of(_MULTIPLES)}) of (?P<scale>{_any_of(SCALES)})s", re.IGNORECASE
)
_FLOWS: dict[str, Comparator] = {"inflow": ">", "outflow": "<"}


class Statement(NamedTuple):
    """What the text of a quantity says: fields of `Quantity`, by the same names."""

    value: Decimal
    unit: str
    comparator: Comparator = "="
    upper: Decimal | None = None
    exclusive: bool = False
    decimals: int | None = None
    nominal: bool = False


def parse_quantity(text: str, unit: str | None = None) -> Statement:
    """Return what a text says, for `Quantity.parse`.

    Raises:
        TypeError: It is no text.
        ValueError: The text is not understood, or says another unit.
    """
    if not isinstance(text, str):
        msg = f"expected a text such as '~$260 billion', got {quoted(text)}"
        raise TypeError(msg)
    check_type(unit, str, NoneType)
    text = " ".join(text.split()).replace("\N{MINUS SIGN}", "-")
    if flow := _FLOWS.get(text.lower()):
        return Statement(Decimal(0), unit or "1", flow)
    if match := _DIGIT_RANGE.fullmatch(text):
        return _power_range(_DIGIT_RANGES[match["digits"].lower()], unit or "%")
    if match := _MULTIPLE.fullmatch(text):
        power = _MULTIPLES[match["multiple"].lower()] + SCALES[match["scale"].lower()]
        return _power_range(power, unit or "1")
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return _range(text, unit)
    comparator = _comparator(match, text)
    unit = _agreed_unit((match,), unit, text)
    decimals = _printed_decimals(match, is_count=comparator == "=" and _is_counted(unit))
    is_nominal = unit == "token" and match["suffix"] in {"k", *_SIZES} and not match["margin"]
    return Statement(
        _number(match),
        unit,
        comparator,
        decimals=None if is_nominal else decimals,
        nominal=is_nominal,
    )


def numbers_in(text: str) -> dict[Decimal, int]:
    """Return the numbers that stand in a text, each with the place of its last digit printed."""
    text = " ".join(text.split()).replace("\N{MINUS SIGN}", "-")
    found = [(_number(match), _finest_place(match)) for match in _QUANTITY.finditer(text)]
    return dict(sorted(found))  # of one number printed twice, its finest place


def _finest_place(match: re.Match[str]) -> int:
    """Return the place of the last digit printed, zeros at the end included."""
    return len((match["number"] or "").partition(".")[2]) - _power(match)


def _unreadable(text: str) -> ValueError:
    return ValueError(
        f"cannot read {quoted(text)} as a quantity; write it like ~$260 billion or 400+ models"
    )


def _power_range(power: int, unit: str) -> Statement:
    low, upper = Decimal(10**power), Decimal(10 ** (power + 1))
    return Statement(low, unit, "range", upper, exclusive=True)


def _range(text: str, unit: str | None) -> Statement:
    """Read a range such as `100 to under 1,000 %`; each end has a scale of its own, or neither."""
    first, _, last = text.partition(" to ")
    low, high = _QUANTITY.fullmatch(first), _QUANTITY.fullmatch(last)
    if low is None or high is None or low["margin"] or high["margin"] or low["per"]:
        raise _unreadable(text)
    if _comparator(low, text) != "=" or (before := _comparator(high, text)) not in ("=", "<"):
        raise _unreadable(text)
    if bool(_power(low)) != bool(_power(high)):
        msg = (
            f"{quoted(text)} may mean two ranges; write the scale after both ends, like "
            "RMB 100 million to RMB 120 million"
        )
        raise ValueError(msg)
    unit = _agreed_unit((low, high), unit, text)
    return Statement(_number(low), unit, "range", _number(high), exclusive=before == "<")


def _comparator(match: re.Match[str], text: str) -> Comparator:
    # "Third quarter" counts no quarters, and "top third" is a fraction.
    if (match["word"] or "").lower() in _ORDINALS and match["word"] != match[0]:
        raise _unreadable(text)
    if word := match["word_before"]:
        stated = _COMPARATOR_WORDS[word.lower()]
    elif sign := match["sign_before"]:
        stated = _COMPARATOR_SIGNS[sign]
    else:
        return ">=" if match["plus"] else "="
    # What "tops" a million is no rank; "over 400+" says two things.
    if match["plus"] or (word and word.lower() == _TOP and _power(match)):
        raise _unreadable(text)
    return stated


def _number(match: re.Match[str]) -> Decimal:
    if match["word"]:
        return Decimal(_WORDS[match["word"].lower()] * 10 ** _power(match))
    digits = f"{match['sign'] or ''}{match['number']}".replace(",", "")
    plain = f"{Decimal(digits).scaleb(_power(match), ROOMY):f}"  # 260000000000, not 2.60E+11
    return Decimal(plain)


def _power(match: re.Match[str]) -> int:
    return SCALES.get((match["scale"] or "").lower(), 0) or SUFFIXES.get(match["suffix"], 0)


def _printed_decimals(match: re.Match[str], *, is_count: bool) -> int | None:
    power = _power(match)
    if match["margin"]:
        return _place_of_half(match, power)
    if match["word"]:
        digits = str(_WORDS[match["word"].lower()])
        return _last_place(digits, power, is_count=is_count) if power else None
    return _last_place(match["number"], power, is_count=is_count)


def _place_of_half(match: re.Match[str], power: int) -> int:
    """Return the place of which a margin, such as that of `40 ± 0.5 %`, is half a unit."""
    margin = Decimal(match["margin"].replace(",", "")).normalize(ROOMY)
    _, digits, exponent = margin.as_tuple()
    if digits != (5,):
        raise _unreadable(match.string)
    return -1 - int(exponent) - power


def _last_place(number: str, power: int, *, is_count: bool) -> int | None:
    """Return the place of the last digit printed, or None for a count, which is exact.

    Zeros at the end of a whole number may come from rounding, so that the digit before them is the
    last. They do not where four digits or more stand before a scale, as in a table in millions.
    """
    whole, _, fraction = number.lstrip("+-").replace(",", "").partition(".")
    if fraction:
        return len(fraction) - power
    if is_count and not power:
        return None
    if power and len(whole) >= _ALL_PRINTED:
        return -power
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return -zeros - power


def _agreed_unit(ends: tuple[re.Match[str], ...], asked: str | None, text: str) -> str:
    """Return the unit that a text says, or else the caller."""
    stated = {unit for end in ends if (unit := _stated_unit(end, text))}
    per = f"/{_denominator(denominator, text)}" if (denominator := ends[-1]["per"]) else ""
    if len(stated) > 1:
        raise _unreadable(text)
    unit = f"{next(iter(stated), '1')}{per}" if stated or per else None
    if unit is None and (ends[0]["word_before"] or "").lower() == _TOP:
        unit = "rank"
    if asked is not None and unit not in (None, asked):
        msg = f"{quoted(text)} is in {shorten(unit)}, not in {shorten(asked)}"
        raise ValueError(msg)
    return asked or unit or "1"


def _stated_unit(match: re.Match[str], text: str) -> str | None:
    symbol, word = match["symbol"], match["unit"]
    if word and (symbol or _singular(word.lower()) in _NO_UNITS):
        raise _unreadable(text)
    return _SYMBOLS.get(symbol, symbol) if symbol else _unit_of(word)


def _denominator(word: str, text: str) -> str | None:
    if word.lower() in _NO_UNITS:
        raise _unreadable(text)
    unit = _DENOMINATOR_WORDS.get(word) or _unit_of(word)
    if unit in ("1", "%"):  # as in "5 per x", which says no unit
        raise _unreadable(text)
    return unit


def _unit_of(word: str | None) -> str | None:
    if not word:
        return None
    noun = _singular(word) if word.islower() else word
    return _UNIT_WORDS.get(noun) or _CURRENCY_WORDS.get(noun) or noun


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun if noun.endswith("ss") or not _VOWELS & set(noun) else noun.removesuffix("s")


def _is_noun(unit: str) -> bool:
    """Return whether a unit is a noun, not an abbreviation such as `MW` or `ms`."""
    return unit.isalpha() and unit.islower() and bool(_VOWELS & set(unit))


def _is_counted(unit: str) -> bool:
    return _is_noun(unit) and unit not in _MEASURED and not unit.endswith(_MEASURED_ENDINGS)


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
    number = _body(quantity, spec, is_computed=is_computed)
    sign = {">=": "", "=": "", "<=": "≤", "range": ""}.get(quantity.comparator, quantity.comparator)
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
    several = plural(unit)
    is_read_back = _is_noun(unit) and _singular(several) == unit  # unlike "processs", "movies"
    noun = several if is_read_back and number != "1" else unit
    slash = quantity.unit.removeprefix(unit)
    return f"{sign}{number}{plus} {noun}{slash}"


def _body(quantity: Statement, spec: str, *, is_computed: bool) -> str:
    """Write the number, or both ends of a range, rounded so that the comparator still holds."""
    value, upper = quantity.value, quantity.upper
    context = rounded_as(quantity.comparator)
    if quantity.nominal:
        suffix, power = next(each for each in _SIZES.items() if value >= 10 ** each[1])
        return _digits(value, power, _own_decimals(value, "token"), spec, context) + suffix
    if upper is None:
        return _number_text(quantity, spec, context, is_computed=is_computed)
    ends = [
        (end, _own_decimals(end, quantity.unit, is_computed=is_computed), rounding)
        for end, rounding in ((value, context), (upper, CEILING))
    ]
    powers = [_scale(end, quantity.unit, decimals) for end, decimals, _ in ends]
    # Either end has a scale or neither, as it is not clear what "100 to 120 million" means.
    low, high = (
        _with_scale(_digits(end, power, decimals, spec, rounding), power)
        for (end, decimals, rounding), power in zip(
            ends, powers if all(powers) else (0, 0), strict=True
        )
    )
    return f"{low} to {'under ' if quantity.exclusive else ''}{high}"


def _number_text(quantity: Statement, spec: str, context: Context, *, is_computed: bool) -> str:
    """Write a number so that its digits show the place of the last one, or else with a margin."""
    value, stated = quantity.value, quantity.decimals
    decimals = stated
    if decimals is None:
        decimals = _own_decimals(value, quantity.unit, is_computed=is_computed)
    usual = _scale(value, quantity.unit, decimals)
    is_count = quantity.comparator == "=" and _is_counted(quantity.unit)
    if not spec and not is_computed and (stated is not None or is_count):
        for power in (usual, _scale(value, quantity.unit, decimals, places=3), 0):
            digits = _digits(value, power, decimals, spec, context)
            if _last_place(digits, power, is_count=is_count) == stated:
                return _with_scale(digits, power)
    digits = _digits(value, usual, decimals, spec, context)
    if not spec and stated is not None:
        half = Decimal(5).scaleb(-stated - 1 - usual, NEAREST)
        digits = f"{digits} ± {half:,f}"
    return _with_scale(digits, usual)


def _own_decimals(value: Decimal, unit: str, *, is_computed: bool = False) -> int:
    """Return the place of the last digit of a number; if computed, of the fourth at most."""
    digits = value.normalize(ROOMY)
    decimals = -int(digits.as_tuple().exponent)
    if decimals == 1 and is_currency(unit.partition("/")[0]):
        return 2  # $2.50, as money is written
    return min(decimals, 3 - digits.adjusted()) if is_computed else decimals


def _scale(value: Decimal, unit: str, decimals: int, places: int = 1) -> int:
    """Return the power of ten of the largest scale that leaves so many places after the point.

    Ranks have no scale: "top 1 million" may be a verb.
    """
    fitting = [
        power
        for power in SCALES.values()
        if power > SCALES["thousand"] and value.copy_abs() >= 10**power and unit != "rank"
    ]
    return max((power for power in fitting if power + decimals <= places), default=0)


def _digits(value: Decimal, power: int, decimals: int, spec: str, context: Context) -> str:
    with localcontext(context):
        return format(value.scaleb(-power), spec or f",.{max(0, decimals + power)}f")


def _with_scale(digits: str, power: int) -> str:
    return " ".join([digits, *(name for name, of in SCALES.items() if of == power)])
