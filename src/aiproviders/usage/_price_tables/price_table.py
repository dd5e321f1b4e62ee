"""Prices of models as one table: a row for each interval of days and of input length, or kind."""

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal, NamedTuple, overload

from aiproviders._frames.columns import (
    Column,
    Getter,
    RowContext,
    first_citation_columns,
    texts_column,
    value_column,
)
from aiproviders._frames.data_frame import check_backend, native_frame
from aiproviders._frames.tables import DataTable, build_table
from aiproviders._records.frame_methods import (
    Backend,
    DuckdbRelation,
    PandasFrame,
    PolarsFrame,
)
from aiproviders._records.models.model import Model, blended_price
from aiproviders._records.prices.day_intervals import host_of, offers
from aiproviders._records.prices.price import TokenPrice, billed_rate, price_of_length
from aiproviders._records.prices.use_kinds import RATES, USE_KINDS, UseKind
from aiproviders._records.providers import ModelsLike
from aiproviders._values.period import Period
from aiproviders._values.wording import quoted
from aiproviders.errors import NotStatedError
from aiproviders.usage._pricing.given import Given
from aiproviders.usage._pricing.input_intervals import InputInterval, input_intervals


class PriceRow(NamedTuple):
    """A model, and one of its prices in an interval of days and of input length, if it has any.

    The price is that of the input length, without tiers. A row of the long form is about one kind
    of use, if there is a price at all.
    """

    model: Model
    data_version: str | None
    price: TokenPrice | None = None
    since: date | None = None
    before: date | None = None
    length: InputInterval | None = None
    blended: Decimal | None = None
    kind: UseKind | None = None


@overload
def price_table(
    models: ModelsLike,
    at: Period | date | str | None = ...,
    *,
    form: Literal["wide", "long"] = ...,
    backend: Literal["pandas"] = ...,
    exact: bool = ...,
) -> PandasFrame: ...


@overload
def price_table(
    models: ModelsLike,
    at: Period | date | str | None = ...,
    *,
    form: Literal["wide", "long"] = ...,
    backend: Literal["polars"],
    exact: bool = ...,
) -> PolarsFrame: ...


@overload
def price_table(
    models: ModelsLike,
    at: Period | date | str | None = ...,
    *,
    form: Literal["wide", "long"] = ...,
    backend: Literal["duckdb"],
    exact: bool = ...,
) -> DuckdbRelation: ...


@overload
def price_table(
    models: ModelsLike,
    at: Period | date | str | None = ...,
    *,
    form: Literal["wide", "long"] = ...,
    backend: Backend,
    exact: bool = ...,
) -> Any: ...


def price_table(
    models: ModelsLike,
    at: Period | date | str | None = None,
    *,
    form: Literal["wide", "long"] = "wide",
    backend: Backend = "pandas",
    exact: bool = False,
) -> Any:
    """Return every price of some models as a data frame, to query or to join to other tables.

    There is a row for each model, host, region, plan, service, interval of days and interval of
    input tokens; `docs/frames.md` lists the columns. Intervals are half-open: a price holds from
    the day `since` and until the day `before`, for requests of at least `input_tokens_from` and
    fewer than `input_tokens_below` input tokens, null being open. Of the prices of one host,
    region, plan, service and currency that hold on a day, the one that began last is in force, as
    `Model.price_for` has it; a price that holds longer than a later one comes back after it.
    Several that begin on one day have a row each, and `hours` or the note says which is for what.
    Deprecated prices have none.

    In the long form, each of these rows becomes a row for each kind of use that has a price, with
    `kind`, `price` and the number `per` which it is. A kind that has no price of its own, such as
    reasoning, has that of the kind which it is billed as; one that has its own, of which no amount
    is stated, has a row with null.

    Rows go by currency, the cheapest first by the blended price of 3 parts of input to 1 of
    output. Those without one come last. What is not stated is null and never zero; a model without
    a price has one row.

    Args:
        models: Models, a provider or several.
        at: A day, month or year; only prices that may hold on a day of it are given, and a model
            that has none then has a row without a price. Without it, all prices are.
        form: `wide` has a column for each kind of use, and `long` a row.
        backend: The library of the frame: `pandas`, `polars`, `pyarrow` or `duckdb`.
        exact: Give decimals in place of floats, as `Catalog.to_frame` does.

    Raises:
        MissingExtraError: The library is not installed.
        ValueError: There is no such backend or form, or a price does not fit its column.
        TypeError: Something else than models or providers is given.

    Examples:
        >>> from aiproviders import alibaba, price_table
        >>> prices = price_table(alibaba.models)
        >>> prices[["id", "input", "output", "blended_price", "currency"]].head(3)
                       id  input  output  blended_price currency
        0         qwen3.6    0.6     3.6           1.35      USD
        1     qwen3.7-max    2.5     7.5           3.75      USD
        2  tongyi-qianwen    NaN     NaN            NaN     <NA>
    """
    check_backend(backend)
    if form not in [*PRICE_TABLES]:
        msg = f"form is {' or '.join(map(repr, PRICE_TABLES))}, got {quoted(form)}"
        raise ValueError(msg)
    when = None if at is None else Period.of(at)
    return native_frame(price_data(models, when, form=form), backend, exact=exact)


def price_data(
    models: ModelsLike, when: Period | None = None, *, form: Literal["wide", "long"]
) -> DataTable:
    """Return the columns and rows of `price_table`."""
    given = Given(models)
    rows = sorted(
        (
            row
            for model in given.models
            for row in price_rows(model, given.data_version(model), when)
        ),
        key=_rank,
    )
    if form == "long":
        rows = [each for row in rows for each in _by_kind(row)]
    return build_table(PRICE_TABLES[form], rows, RowContext())


def price_rows(
    model: Model, data_version: str | None, when: Period | None = None
) -> list[PriceRow]:
    """Return the rows of a model in the wide form; of one without a price, a row without one."""
    row = PriceRow(model, data_version)
    return [
        row._replace(
            price=of_length,
            since=days.since,
            before=days.before,
            length=length,
            blended=_blended(of_length),
        )
        for days in offers(model)
        if when is None or days.overlaps(when)
        for price in days.prices
        for length in input_intervals(price)
        for of_length in [price_of_length(price, length.at_least)]
    ] or [row]


def _by_kind(row: PriceRow) -> list[PriceRow]:
    """Return the rows of the long form: one for each kind of use that has a price."""
    price = row.price
    if price is None:
        return [row]
    return [
        row._replace(kind=kind)
        for kind in USE_KINDS
        if kind.name in price.unstated or billed_rate(price, kind.name) is not None
    ] or [row]


def _blended(price: TokenPrice) -> Decimal | None:
    try:
        return blended_price(price).value
    except NotStatedError:
        return None


def _rank(row: PriceRow) -> tuple[Any, ...]:
    currency = row.price.currency if row.price else ""
    return row.blended is None, not _has_rate(row), row.price is None, currency, row.blended or 0


def _has_rate(row: PriceRow) -> bool:
    return any(getattr(row.price, kind, None) is not None for kind in RATES)


def _of_price(find: Getter) -> Getter:
    return lambda row: None if row.price is None else find(row.price)


def _of_kind(find: Getter) -> Getter:
    return lambda row: None if row.kind is None else find(row.kind)


def _of_length(find: Getter) -> Getter:
    return lambda row: None if row.length is None else find(row.length)


def _host(row: PriceRow) -> str | None:
    return None if row.price is None else host_of(row.price, row.model)


def _price(row: PriceRow) -> Decimal | None:
    return None if not row.price or not row.kind else billed_rate(row.price, row.kind.name)


def _billed_as(row: PriceRow) -> str | None:
    if row.kind is None or getattr(row.price, row.kind.name) is not None or _price(row) is None:
        return None
    return row.kind.billed_as


def _price_column(name: str, meaning: str) -> tuple[Column]:
    return value_column(name, "text", meaning, _of_price(attrgetter(name)))


def _edtf_column(name: str, meaning: str) -> tuple[Column]:
    return value_column(
        f"{name}_edtf",
        "text",
        meaning,
        _of_price(lambda price: (date := getattr(price, name)) and date.edtf),
    )


def _rate_column(kind: UseKind) -> tuple[Column]:
    return value_column(
        kind.name,
        "number",
        f"Per {kind.meaning}; 0 is free, null is not stated.",
        _of_price(attrgetter(kind.name)),
    )


_TERMS = (
    *value_column("id", "text", "Id of the model.", attrgetter("model.id")),
    *value_column("provider", "text", "Id of its provider.", attrgetter("model.provider")),
    *value_column("name", "text", "Name of the model.", attrgetter("model.name")),
    *value_column("host", "text", "Id of who serves it at this price.", _host),
    *_price_column("region", "Where the price holds."),
    *_price_column("plan", "On what terms it is offered."),
    *_price_column("service", "How soon or how fast requests are served."),
    *value_column(
        "hours",
        "text",
        "At which hours it holds; null where at all of them.",
        _of_price(lambda price: price.hours and str(price.hours)),
    ),
    *value_column("since", "date", "First day; null if open.", attrgetter("since")),
    *value_column("before", "date", "First day after; null if open.", attrgetter("before")),
    *value_column(
        "input_tokens_from",
        "integer",
        "Fewest input tokens of a request.",
        _of_length(attrgetter("at_least")),
    ),
    *value_column(
        "input_tokens_below",
        "integer",
        "More than a request has; null if open.",
        _of_length(attrgetter("below")),
    ),
    *_price_column("currency", "ISO 4217 code of the currency."),
)
_LONG = (
    *value_column(
        "kind", "text", "What is counted and billed apart.", _of_kind(attrgetter("name"))
    ),
    *value_column(
        "price", "number", "What `per` of it cost; 0 is free, null is not stated.", _price
    ),
    *value_column(
        "per", "integer", "How many tokens or searches that is.", _of_kind(attrgetter("per"))
    ),
    *value_column(
        "billed_as",
        "text",
        "The kind whose price it is; null where it is its own.",
        _billed_as,
    ),
)
_WIDE = (
    *(column for kind in USE_KINDS for column in _rate_column(kind)),
    *value_column(
        "blended_price",
        "number",
        "Price of 3 parts of input to 1 of output, per million tokens.",
        attrgetter("blended"),
    ),
)
_ORIGIN = (
    *_edtf_column("effective", "When it holds, as stated, in EDTF (ISO 8601-2)."),
    *_edtf_column("observed", "When it was seen, in EDTF."),
    *value_column(
        "converted",
        "boolean",
        "Whether the source converted it from another currency.",
        _of_price(attrgetter("converted")),
    ),
    *_price_column("reported_by", "Id of who reported it."),
    *_price_column("note", "What a reader should know of it."),
    *texts_column(
        "inferred",
        "What the source leaves to convention.",
        _of_price(attrgetter("inferred")),
    ),
    *texts_column(
        "stated_by",
        "Ids of the sources that state it.",
        _of_price(attrgetter("stated_by")),
    ),
    *first_citation_columns(lambda row: () if row.price is None else row.price.citations),
    *value_column(
        "data_version",
        "text",
        "Version of the data that it is from; null if not known.",
        attrgetter("data_version"),
    ),
)
PRICE_TABLES = {
    "wide": (*_TERMS, *_WIDE, *_ORIGIN),
    "long": (*_TERMS, *_LONG, *_ORIGIN),
}
"""Columns of the prices of models, by form."""
