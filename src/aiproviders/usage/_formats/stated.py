"""What records of JSON state: numbers, texts, lists and times at a path, or nothing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from json import JSONDecoder
from typing import Any

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._values.number import exact
from aiproviders._values.wording import quoted

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = ((10**18, 10**-3), (10**15, 1), (10**12, 10**3), (10**9, 10**6))
"""From which number on a time is in nanoseconds, microseconds, milliseconds or seconds, and how
many microseconds that is."""

_MOST = 10**15
"""More than any request uses, so that no number of a broken record takes long."""


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError as error:
        msg = f"{quoted(text)} has an exponent that no number has"
        raise ValueError(msg) from error


DECODER = JSONDecoder(parse_float=_exact)
"""Reads JSON with exact decimals."""

BROKEN = (ValueError, RecursionError)
"""What it raises for what is no JSON, for a number without an end, and for what is too deep."""


def at(record: Any, *path: str) -> Any:
    """Return what stands at a path of a record; None where nothing does."""
    for step in path:
        if record is None or not is_table(record):
            return None
        record = record.get(step)
    return record


def several(record: Any, *path: str) -> list[Any]:
    """Return the list at a path; an empty one where none stands there."""
    found = at(record, *path)
    return found if is_list(found) else []


def count_or_none(record: Any, *path: str) -> int | None:
    """Return a whole number at a path; None where nothing stands there.

    Raises:
        ValueError: Something else than a whole number from 0 on stands there.
    """
    found = at(record, *path)
    if found is None or (type(found) is int and 0 <= found <= _MOST):  # the usual cases
        return found
    is_number = isinstance(found, int | float | Decimal) and not isinstance(found, bool)
    if not is_number or not 0 <= found <= _MOST or found % 1:
        msg = f"{'.'.join(path)} is {quoted(found)}, which is no number of tokens"
        raise ValueError(msg)
    return int(found)


def count(record: Any, *path: str) -> int:
    """Return a whole number at a path; 0 where nothing stands there."""
    return count_or_none(record, *path) or 0


def text(record: Any, *path: str) -> str | None:
    """Return a text at a path; None where none stands there."""
    found = at(record, *path)
    return found if isinstance(found, str) and found else None


def amount(record: Any, *path: str) -> Decimal | None:
    """Return an amount of money at a path; None where nothing stands there.

    Raises:
        ValueError: Something else than a number stands there.
    """
    found = at(record, *path)
    return None if found is None else exact(str(found))


def moment(found: Any) -> datetime | None:
    """Return a text in ISO 8601, or seconds or parts of them since 1970, as a time.

    A time without a zone is that of UTC.

    Raises:
        ValueError: It is something else.
    """
    if found is None or isinstance(found, datetime):
        return found
    try:
        if isinstance(found, str) and not found.isdecimal():
            time = datetime.fromisoformat(found)
            return time if time.tzinfo else time.replace(tzinfo=UTC)
        number = exact(str(found))
    except ValueError:
        number = Decimal(0)
    for lowest, micros in _UNITS:
        if lowest <= number < lowest * 10:
            return _EPOCH + timedelta(microseconds=float(number) * micros)
    msg = f"{quoted(found)} is no time"
    raise ValueError(msg)
