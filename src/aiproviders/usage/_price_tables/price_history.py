"""What a model costs over time, and the table of all prices as a file, for `prices`."""

import csv
import json
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, get_args

from aiproviders._display.cells import (
    OPEN,
    OPEN_NOTE,
    UNKNOWN,
    Cell,
    Table,
    View,
    period_cell,
    short_months,
    signed_cell,
)
from aiproviders._display.field_cells import heading_of, rate_cell, terms_cell
from aiproviders._format.atomic_write import replacing
from aiproviders._frames.columns import RowContext, value_text
from aiproviders._frames.data_frame import arrow_library, narwhals_frame
from aiproviders._frames.tables import DataTable, build_table
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import host_of
from aiproviders._records.prices.price import Plan, Service, TokenPrice
from aiproviders._records.prices.price_in_force import find_price, today
from aiproviders._records.prices.use_kinds import KINDS, RATES, KindOfUse
from aiproviders._records.providers import ModelsLike
from aiproviders._values.period import Period
from aiproviders._values.wording import pages_counted, quoted
from aiproviders.errors import NotStatedError
from aiproviders.usage._price_tables.price_table import (
    PRICE_TABLES,
    PriceRow,
    price_data,
    price_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = timedelta(days=1)


class PriceHistory(NamedTuple):
    """All prices of a model, in order of time.

    Attributes:
        model: The model.
        rows: A row for each price, the days on which it is in force, and the lengths of input;
            those of the maker come first, then others by host, region and terms.
        prices: The price of each row.
    """

    model: Model
    rows: list[PriceRow]
    prices: list[TokenPrice]

    @classmethod
    def of(cls, model: Model, data_version: str | None) -> Self:
        """Find the prices of a model.

        Raises:
            NotStatedError: None is stated.
        """
        priced = [
            (row, row.price) for row in price_rows(model, data_version) if row.price is not None
        ]
        if not priced:
            raise NotStatedError(find_price(model).details)
        priced.sort(key=lambda each: _order(*each))
        return cls(model, [row for row, _ in priced], [price for _, price in priced])

    @property
    def table(self) -> DataTable:
        """The rows, with the columns of the wide form of `price_table`."""
        return build_table(PRICE_TABLES["wide"], self.rows, RowContext())

    def view(self) -> View:
        """Lay out the history as a table, without columns that no price has something for."""
        priced = [*zip(self.rows, self.prices, strict=True)]
        has_hosts = any(price.host for price in self.prices)
        # Days on which prices were first seen: the ones before them ended then or earlier.
        seen = {(_terms(*each), each[0].since) for each in priced if _is_seen(*each)}
        stated: list[KindOfUse] = [
            kind for kind in RATES if any(getattr(price, kind) is not None for price in self.prices)
        ]
        hours = _Labels()
        columns: dict[str, Callable[[PriceRow, TokenPrice], Cell]] = {
            "From": _from,
            "Until": lambda row, price: _until(
                row, price, seen=(_terms(row, price), row.before) in seen
            ),
            "Terms": lambda row, price: _terms_cell(row, price, names_host=has_hosts),
            "Hours": lambda _, price: Cell(hours.label(str(price.hours or ""))),
            "Input tokens": lambda row, _: Cell(_length(row)),
            **{_rate_heading(kind): partial(_rate, kind) for kind in stated},
            "Stated by": lambda _, price: Cell(", ".join(pages_counted(price.stated_by))),
        }
        filled = {name: [cell(*each) for each in priced] for name, cell in columns.items()}
        shown = {
            name: [OPEN if cell == UNKNOWN else cell for cell in cells]
            for name, cells in filled.items()
            if any(cell.text and (name != "Until" or cell != UNKNOWN) for cell in cells)
        }
        places = {name: place for place, name in enumerate(shown)}
        day = today(self.model)
        said = dict.fromkeys(each.note or "" for each in self.prices)
        notes = (
            OPEN_NOTE if any(OPEN in cells for cells in shown.values()) else "",
            *hours.notes,
            *(note for note in said if sum(note in other for other in said) == 1),
        )
        return View(
            title=f"Prices of {self.model.name}",
            kind="" if day is None else f"as of {day}",
            tables=(
                Table(
                    tuple(shown),
                    tuple(zip(*shown.values(), strict=True)),
                    tuple(places[_rate_heading(kind)] for kind in stated),
                    heading="Per million tokens",
                    optional=tuple(places[name] for name in ("Stated by",) if name in places),
                ),
            ),
            notes=tuple(filter(None, notes)),
        )


_LONGEST_HOURS = 20


class _Labels:
    """Letters for hours that are too long for a column."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def label(self, hours: str) -> str:
        if len(hours) <= _LONGEST_HOURS:
            return hours
        return self._letters.setdefault(hours, f"({chr(ord('a') + len(self._letters))})")

    @property
    def notes(self) -> tuple[str, ...]:
        """What each letter stands for."""
        return tuple(f"{letter} {hours}." for hours, letter in self._letters.items())


def _terms_cell(row: PriceRow, price: TokenPrice, *, names_host: bool) -> Cell:
    """Return the cell of who serves the model, where, and by which terms; `list` goes unsaid."""
    cell = terms_cell(price, {})
    host = host_of(price, row.model) if names_host else None
    terms = cell.text.split(", ")
    place = [each for each in (host, price.region) if each]
    if place and terms[0] == "list":
        del terms[0]
    cell = cell._replace(text=", ".join((*place, *terms)))
    return signed_cell(cell, price, "host", "region")


def _rate_heading(kind: KindOfUse) -> str:
    return heading_of(kind) if KINDS[kind].unit == "Mtok" else f"{heading_of(kind)} per 1,000"


def _terms(row: PriceRow, price: TokenPrice) -> tuple[str, str, Plan, Service, str]:
    """Return the terms of a price, on which another that begins later takes its place."""
    host = host_of(price, row.model)
    return host, price.region or "", price.plan, price.service, price.currency


def _order(row: PriceRow, price: TokenPrice) -> tuple[object, ...]:
    host, region, plan, service, currency = _terms(row, price)
    return (
        host != row.model.provider,
        host,
        region,
        get_args(Plan).index(plan),
        get_args(Service).index(service),
        currency,
        row.since or date.min,
        row.length and row.length.at_least,
    )


def _is_seen(row: PriceRow, price: TokenPrice) -> bool:
    """Return whether a price was first seen on the day from which it counts."""
    seen = price.observed
    return price.effective is None and seen is not None and row.since == seen._first


def _from(row: PriceRow, price: TokenPrice) -> Cell:
    if price.observed is not None and (row.since is None or _is_seen(row, price)):
        return signed_cell(_or_earlier(_date_cell(price.observed)), price, "observed")
    if row.since is None:
        return UNKNOWN
    if price.effective is not None and price.effective._first == row.since:
        begin = Period(price.effective.edtf.partition("/")[0])
        return signed_cell(_date_cell(begin), price, "effective")
    return _date_cell(Period(row.since.isoformat()))


def _until(row: PriceRow, price: TokenPrice, *, seen: bool) -> Cell:
    if row.before is None:
        return UNKNOWN
    last = row.before - _DAY
    cell = _date_cell(Period(last.isoformat()))
    if price.last_day == last:
        return signed_cell(cell, price, "effective")
    return _or_earlier(cell) if seen else cell


def _date_cell(date: Period) -> Cell:
    cell = period_cell(date)
    return cell._replace(text=short_months(cell.text))


def _or_earlier(cell: Cell) -> Cell:
    return cell._replace(text=f"≤ {cell.text}", mark="bounded")


def _length(row: PriceRow) -> str:
    if row.length is None or row.length == (0, None):
        return ""
    low, below = row.length
    return f"from {low:,}" if below is None else f"{low:,} to {below - 1:,}"


def _rate(kind: KindOfUse, _: PriceRow, price: TokenPrice) -> Cell:
    cell = rate_cell(getattr(price, kind), kind, price)
    return cell._replace(text=cell.text.removesuffix(" per thousand"))


def write_prices(models: ModelsLike, path: str) -> None:
    """Write the long form of `price_table` to a file, in the format that its suffix names.

    Raises:
        ValueError: There is no such format, or a price does not fit its column.
        MissingExtraError: The library that writes Parquet is not installed.
        OSError: The file cannot be written.
    """
    write = _WRITERS.get(Path(path).suffix.lower())
    if write is None:
        msg = f"a file of prices ends in {', '.join(_WRITERS)}, got {quoted(Path(path).name)}"
        raise ValueError(msg)
    table = price_data(models, form="long")
    with replacing(path) as unfinished:
        write(table, unfinished)


def _write_csv(table: DataTable, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)
        writer.writerows(map(value_text, row.values()) for row in table.rows)


def _write_json(table: DataTable, path: Path) -> None:
    text = json.dumps(table.rows, ensure_ascii=False, indent=2, default=value_text)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _write_parquet(table: DataTable, path: Path) -> None:
    content = BytesIO()
    narwhals_frame(table, arrow_library()).write_parquet(content)
    path.write_bytes(content.getvalue())


_WRITERS = {".parquet": _write_parquet, ".csv": _write_csv, ".json": _write_json}
