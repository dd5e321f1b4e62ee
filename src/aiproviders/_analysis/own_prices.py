"""Prices of the caller's own: those in a file, and those that are a part of the list price."""

import os
import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from attrs import evolve

from aiproviders._format.documents import RowPlace, header_lines
from aiproviders._format.strict_reading import existing_path, is_list, is_table, read_toml
from aiproviders._format.validation import structured, value_error
from aiproviders._format.value_errors import escaped
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import DayInterval, host_of, offers
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.use_kinds import RATES
from aiproviders._values.number import ROOMY
from aiproviders._values.period import Period
from aiproviders._values.wording import quoted
from aiproviders.errors import AIProvidersError, DataError, NotStatedError

_PERCENTAGE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?%")
_DAY = timedelta(days=1)


class OwnPrice(NamedTuple):
    """A price of the caller's own, or what part of the list price it is.

    Attributes:
        model: The model, or its id or name.
        price: The price, or the part as a text such as `90 %`.
        effective: When the part is billed; None if always.
        place: Where it stands in a file.
    """

    model: Model | str
    price: TokenPrice | str
    effective: Period | None = None
    place: RowPlace = RowPlace()

    def prices_of(self, model: Model) -> tuple[TokenPrice, ...]:
        """Return the price of a model; of a part of its list prices, one for each of these.

        The list prices are those by its maker, each for the days on which it is in force, with its
        service, region, hours and lengths of input. The amounts are exact.

        Raises:
            NotStatedError: No list price by its maker is in force on any of the days.
            ValueError: The part is not a percentage.
        """
        if isinstance(self.price, TokenPrice):
            return (self.price,)
        percentage = _PERCENTAGE.fullmatch(self.price)
        if percentage is None:
            msg = f"a part of the list price is a text such as '90 %', got {quoted(self.price)}"
            raise ValueError(msg)
        part = Decimal(percentage[1]).scaleb(-2)
        note = f"{percentage[1]} % of the list price"
        found = tuple(
            _part_of(price, part, note, effective)
            for days in offers(model)
            if (effective := _common_days(days, self.effective)) is not None
            for price in days.prices
            if price.plan == "list" and host_of(price, model) == model.provider
        )
        if not found:
            msg = (
                f"no list price of {model.name} by its maker is stated for these days, of which "
                f"{self.price} could be paid"
            )
            raise NotStatedError(msg)
        return found

    @contextmanager
    def explained(self) -> Generator[None]:
        """Say in errors about the model where in the file it stands."""
        try:
            yield
        except AIProvidersError as error:
            if self.place.file is None:
                raise
            file, row, line = self.place
            name = escaped(self.model) if isinstance(self.model, str) else self.model.id
            raise DataError(str(error), file, row, name, "model", line=line) from None


class PriceFile(NamedTuple):
    """A file of prices.

    Attributes:
        source: What it names as the source of its prices.
        prices: The prices.
    """

    source: str
    prices: tuple[OwnPrice, ...]


def read_price_file(path: str | os.PathLike[str]) -> PriceFile:
    """Read a TOML file with a source, and rows of prices.

    Raises:
        DataError: Something in it is not what is expected; the error names row and field.
        OSError: It cannot be read.
    """
    file = existing_path(path)
    text, contents = read_toml(file, Path(os.path.realpath(file)).parent)
    name = escaped(file.name)
    rows, source = contents.get("prices"), contents.get("source")
    if not isinstance(source, str):
        msg = "source is missing" if source is None else f"found {quoted(source)}"
        raise DataError(msg, name, path="source", expected="the title of a source, as a text")
    if not is_list(rows):
        msg = "there are no prices"
        raise DataError(msg, name, path="prices", expected="rows that begin with [[prices]]")
    if unknown := sorted(contents.keys() - {"source", "prices"}):
        msg = f"there is no field {quoted(unknown[0])}"
        raise DataError(msg, name, path=escaped(unknown[0]), expected="source and prices")
    lines = header_lines(text).get("prices", [])
    known = lines if len(lines) == len(rows) else [None] * len(rows)
    places = [RowPlace(name, f"row {number}", line) for number, line in enumerate(known, 1)]
    return PriceFile(source, tuple(map(_read_row, rows, places)))


def _read_row(row: Any, place: RowPlace) -> OwnPrice:
    if not is_table(row):
        raise _row_error(place, None, "", row, "a table of fields and values")
    model, part = row.get("model"), row.get("of_list")
    if not isinstance(model, str):
        raise _row_error(place, None, "model", model, "the id or name of a model")
    terms = {key: value for key, value in row.items() if key not in {"model", "of_list"}}
    if part is not None:
        if not isinstance(part, str) or not _PERCENTAGE.fullmatch(part):
            raise _row_error(place, model, "of_list", part, "a text such as '90 %'")
        if others := sorted(terms.keys() - {"effective"}):
            expected = "of_list and effective alone, as the list price says all else"
            raise _row_error(place, model, others[0], terms[others[0]], expected)
        terms |= {"currency": "XXX"}  # a price with nothing but days, to read these
    terms = {"plan": "contract"} | terms
    price, faults = structured(terms, TokenPrice)
    for path, cause in faults:
        raise value_error(place, escaped(model), terms, path, cause)
    return OwnPrice(model, price if part is None else part, price.effective, place)


def _row_error(
    place: RowPlace, model: str | None, path: str, found: object, expected: str
) -> DataError:
    message = "this is missing" if found is None else f"found {quoted(found)}"
    said = None if found is None else quoted(found)
    id = None if model is None else escaped(model)
    return DataError(message, place.file, place.row, id, path, expected, said, place.line)


def _common_days(days: DayInterval, effective: Period | None) -> str | None:
    """Return the days that are in both, as EDTF; empty if all are, None if none is."""
    since, before = days.since or date.min, days.before or date.max
    if effective is not None:
        is_open = "/" not in effective.edtf  # a day alone is when it begins
        last = None if is_open else effective._last
        since = max(since, effective._first or date.min)
        before = min(before, date.max if last is None else last + _DAY)
    if since >= before:
        return None
    ends = (
        None if since == date.min else since,
        None if before == date.max else before - _DAY,
    )
    return "/".join(".." if end is None else end.isoformat() for end in ends)


def _part_of(price: TokenPrice, part: Decimal, note: str, days: str) -> TokenPrice:
    stated = [kind for kind in RATES if getattr(price, kind) is not None]
    changed = (*stated, *(name for name in ("tiers", "other") if getattr(price, name)))
    return evolve(
        price,
        **_parts(price, part),
        tiers=[evolve(tier, **_parts(tier, part)) for tier in price.tiers],
        other=[evolve(each, price=ROOMY.multiply(each.price, part)) for each in price.other],
        plan="contract",
        effective=None if days == "../.." else days,
        reported_by=None,
        note=f"{note}. {price.note}" if price.note else f"{note}.",
        inferred=tuple(dict.fromkeys((*price.inferred, *changed))),
    )


def _parts(rates: Any, part: Decimal) -> Mapping[str, Any]:
    amounts = {kind: getattr(rates, kind) for kind in RATES}
    return {
        kind: None if amount is None else ROOMY.multiply(amount, part)
        for kind, amount in amounts.items()
    }
