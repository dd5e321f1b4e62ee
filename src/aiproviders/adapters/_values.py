"""Single values of a catalogue: what they have to be, and each made once."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeGuard, cast, get_args

from aiproviders._records.model import Modalities, Modality
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity, exact
from aiproviders.errors import DataError

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MODALITIES = get_args(Modality)


class UnexpectedError(Exception):
    """A value is not what the catalogue writes there.

    Attributes:
        found: The value.
        expected: What stands there otherwise.
        steps: The way to it.
    """

    def __init__(self, found: object, expected: str, *steps: str) -> None:
        super().__init__(found, expected)
        self.found = found
        self.expected = expected
        self.steps = steps

    def in_file(self, file: str) -> DataError:
        """The error for whoever wanted the file read."""
        from aiproviders._format.faults import brief, plain  # noqa: PLC0415 - imports cattrs

        found = None if self.found is None else brief(self.found)
        path = ".".join(map(plain, self.steps)) or None
        message = "this is missing" if found is None else f"found {found}"
        return DataError(message, plain(file), path=path, expected=self.expected, found=found)


class Within:
    """Tells where the values stand that are read inside; a plain class, for it is entered often.

    Attributes:
        steps: The way to them.
        fault: Gives the error for whoever wanted them read, if these are all steps.
    """

    __slots__ = ("fault", "steps")

    def __init__(
        self, *steps: str, fault: Callable[[UnexpectedError], DataError] | None = None
    ) -> None:
        self.steps = steps
        self.fault = fault

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, UnexpectedError):
            error.steps = (*self.steps, *error.steps)
            if self.fault is not None:
                raise self.fault(error) from None


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a table."""
    return type(value) is dict


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a list."""
    return type(value) is list


def text(table: dict[str, Any], key: str) -> str:
    """A text that has to be there."""
    value = table.get(key)
    if type(value) is not str or not value:
        raise UnexpectedError(value, "a text", key)
    return value


def text_or_none(table: dict[str, Any], key: str) -> str | None:
    """A text that may be left out."""
    value = table.get(key)
    return value if value is None else text(table, key)


def as_table(value: object, *steps: str) -> dict[str, Any]:
    """A value that has to be a table."""
    if is_table(value):
        return value
    raise UnexpectedError(value, "a table", *steps)


def inner(table: dict[str, Any], key: str) -> dict[str, Any]:
    """A table inside a table; empty where it is left out."""
    value = table.get(key)
    if type(value) is dict:
        return cast("dict[str, Any]", value)
    return {} if value is None else as_table(value, key)


def tables(table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """A list of tables; empty where it is left out."""
    return _list(table, key, dict, "a list of tables")


def texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    """Several texts; none where they are left out."""
    return tuple(_list(table, key, str, "a list of texts"))


def numbers(table: dict[str, Any], key: str) -> list[int]:
    """Several whole numbers; none where they are left out."""
    return _list(table, key, int, "a list of whole numbers")


def _list(table: dict[str, Any], key: str, kind: type, expected: str) -> list[Any]:
    value = table.get(key)
    if value is None:
        return []
    if is_list(value) and all(type(each) is kind for each in value):
        return value
    raise UnexpectedError(value, expected, key)


def words(table: dict[str, Any], wording: dict[str, str]) -> tuple[str, ...]:
    """The words for those keys whose value is true."""
    found: list[str] = []
    for key, word in wording.items():
        value = table.get(key)
        if value is True:
            found.append(word)
        elif value is not None and value is not False:
            raise UnexpectedError(value, "true or false", key)
    return tuple(found)


class Values:
    """Makes values, and gives equal ones as one object.

    Attributes:
        remarks: What was printed and could not be taken over, until it is taken from here.
    """

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self._prices: dict[Decimal | int, Decimal] = {}
        self._tokens: dict[int, Quantity] = {}
        self._periods: dict[str, Period] = {}
        self._modalities: dict[
            tuple[tuple[str, ...], tuple[str, ...]], tuple[Modalities | None, tuple[str, ...]]
        ] = {}

    def price(self, table: dict[str, Any], key: str) -> Decimal | None:
        """An amount of money."""
        value = table.get(key)
        if value is None:
            return None
        if type(value) is not Decimal and type(value) is not int:
            raise UnexpectedError(value, "a price", key)
        found = self._prices.get(value)
        if found is None:
            expected = "a price of at least 0 and of at most 34 digits"
            try:
                found = exact(value)
            except ValueError:
                raise UnexpectedError(value, expected, key) from None
            if found < 0:
                raise UnexpectedError(value, expected, key)
            self._prices[value] = found
        return found

    def tokens(self, table: dict[str, Any], key: str, *outer: str) -> Quantity | None:
        """A number of tokens; None for 0, which the catalogues write where none is known.

        Args:
            table: What holds it.
            key: Where it is in there.
            outer: The way to the table, as far as nobody else tells it.
        """
        value = table.get(key)
        if not value and (value is None or type(value) is int):
            return None
        found = self._tokens.get(value) if type(value) is int else None
        if found is None:
            if type(value) is not int or not 0 < value < 2**63:
                raise UnexpectedError(value, "a number of tokens", *outer, key)
            found = self._tokens[value] = Quantity(value=Decimal(value), unit="token")
        return found

    def period(self, table: dict[str, Any], key: str) -> Period | None:
        """A year, a month or a day, as precise as it is written.

        What looks like a date and is none, such as 2025-02-31, is remarked on.
        """
        value = table.get(key)
        if value is None:
            return None
        found = self._periods.get(value) if type(value) is str else None
        if found is None:
            if type(value) is not str or not _DATE.fullmatch(value):
                raise UnexpectedError(value, "a date such as '2026-05'", key)
            try:
                found = self._periods[value] = Period(value)
            except ValueError:
                self.remarks.append(f"{key} is printed as {value}, which is no date.")
        return found

    def modalities(
        self, table: dict[str, Any], inputs: str, outputs: str, *outer: str
    ) -> tuple[Modalities | None, tuple[str, ...]]:
        """What goes in and comes out; what is no modality here, such as a PDF, in words."""
        given: Any = table.get(inputs)
        given_out: Any = table.get(outputs)
        found = None
        if type(given) is type(given_out) is list:
            try:
                found = self._modalities.get((tuple(given), tuple(given_out)))
            except TypeError:
                found = None
        if found is None:
            with Within(*outer):
                key = texts(table, inputs), texts(table, outputs)
            found = self._modalities[key] = _modalities(*key)
        return found


def _modalities(
    inputs: tuple[str, ...], outputs: tuple[str, ...]
) -> tuple[Modalities | None, tuple[str, ...]]:
    known = Modalities(
        input=cast("Any", [each for each in inputs if each in _MODALITIES]),
        output=cast("Any", [each for each in outputs if each in _MODALITIES]),
    )
    other = (
        *(f"{each} input" for each in inputs if each not in _MODALITIES),
        *(f"{each} output" for each in outputs if each not in _MODALITIES),
    )
    return known if known.input or known.output else None, other
