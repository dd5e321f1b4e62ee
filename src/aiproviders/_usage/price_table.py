"""Every price of some models as one table: a row to each interval and length of request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from aiproviders._frames.columns import Column, Getter, Setting, cited, plain
from aiproviders._frames.data_frame import check, native
from aiproviders._frames.tables import evaluated
from aiproviders._records.frame_methods import Backend
from aiproviders._records.model import Model
from aiproviders._records.price import RATES, TokenPrice, blended_price
from aiproviders._usage.price_intervals import Tokens, spans, tiers
from aiproviders._values.period import Period
from aiproviders.errors import NotStatedError


class _Row(NamedTuple):
    """A model, and a price of it on some days for requests of some length, if it has one."""

    model: Model
    price: TokenPrice | None = None
    since: date | None = None
    before: date | None = None
    tokens: Tokens | None = None
    blended: Decimal | None = None


def price_table(
    models: Iterable[Model],
    at: Period | date | str | None = None,
    *,
    backend: Backend = "pandas",
    exact: bool = False,
) -> Any:
    """Give every price of some models as a data frame, for SQL and whatever else joins tables.

    There is a row for each model, host, region, plan, interval of days and interval of input
    tokens; `docs/frames.md` lists the columns. Intervals are half-open: a price holds from the day
    `since` and until the day `before`, for requests of at least `input_tokens_from` and fewer than
    `input_tokens_below` input tokens, null being open. A price ends where it is stated to, and
    else where the next one of its host, region, plan and currency begins; several that begin on
    one day have a row each, and the note says which is for what.

    Rows go by currency, the cheapest first by the blended price of 3 parts of input to 1 of
    output. Those without one come last. What is not stated is null and never zero; a model without
    a price has one row.

    Args:
        models: Models of any providers.
        at: A day, month or year; only prices that may hold on a day of it are given, and a model
            that has none then has a row without a price. Without it, all prices are.
        backend: The library of the frame: `pandas`, `polars`, `pyarrow` or `duckdb`.
        exact: Give decimals in place of floats, as `Catalog.to_frame` does.

    Raises:
        MissingExtraError: The library is not installed.
        ValueError: There is no such backend, or a price does not fit its column.

    Examples:
        >>> from aiproviders import alibaba, price_table
        >>> prices = price_table(alibaba.models)
        >>> prices[["id", "input", "output", "blended_price", "currency"]].head(3)
                       id  input  output  blended_price currency
        0         qwen3.6    0.6     3.6           1.35      USD
        1     qwen3.7-max    2.5     7.5           3.75      USD
        2  tongyi-qianwen    NaN     NaN            NaN     <NA>
    """
    check(backend)
    when = None if at is None else Period.of(at)
    rows = [row for model in models for row in _rows(model, when)]
    table = evaluated(PRICE_TABLE, sorted(rows, key=_rank), Setting())
    return native(table, backend, exact=exact)


def _rows(model: Model, when: Period | None) -> list[_Row]:
    offers = defaultdict[tuple[str | None, ...], list[TokenPrice]](list)
    for price in model.prices:
        offers[price.host, price.region, price.plan, price.currency].append(price)
    found = [row for prices in offers.values() for row in _intervals(model, prices, when)]
    return found or [_Row(model)]


def _intervals(model: Model, prices: list[TokenPrice], when: Period | None) -> Iterator[_Row]:
    for span in spans(prices):
        if span.price is not None and _may_hold(span.since, span.before, when):
            for tokens in tiers(span.price):
                blended = _blended(span.price.currency, tokens)
                yield _Row(model, span.price, span.since, span.before, tokens, blended)


def _may_hold(since: date | None, before: date | None, when: Period | None) -> bool:
    first, last = (None, None) if when is None else (when._first, when._last)
    begun = since is None or last is None or since <= last
    return begun and (before is None or first is None or first < before)


def _blended(currency: str, tokens: Tokens) -> Decimal | None:
    rates = {kind: getattr(tokens.rates, kind) for kind in RATES}
    try:
        return blended_price(TokenPrice(currency=currency, **rates)).value
    except NotStatedError:
        return None


def _rank(row: _Row) -> tuple[Any, ...]:
    currency = row.price.currency if row.price else ""
    return row.blended is None, not _is_stated(row), row.price is None, currency, row.blended or 0


def _is_stated(row: _Row) -> bool:
    return row.tokens is not None and any(
        getattr(row.tokens.rates, kind) is not None for kind in RATES
    )


def _of_price(find: Getter) -> Getter:
    return lambda row: None if row.price is None else find(row.price)


def _of_tokens(find: Getter) -> Getter:
    return lambda row: None if row.tokens is None else find(row.tokens)


def _host(row: _Row) -> str | None:
    return None if row.price is None else row.price.host or row.model.provider


def _text(name: str, meaning: str) -> tuple[Column]:
    """A column of a field of the price."""
    return plain(name, "text", meaning, _of_price(attrgetter(name)))


def _edtf(name: str, meaning: str) -> tuple[Column]:
    return plain(
        f"{name}_edtf",
        "text",
        meaning,
        _of_price(lambda price: (date := getattr(price, name)) and date.edtf),
    )


def _rate(kind: str) -> tuple[Column]:
    return plain(
        kind,
        "number",
        f"{_MEANINGS[kind]}; 0 is free, null is not stated.",
        _of_tokens(attrgetter(f"rates.{kind}")),
    )


_MEANINGS = {
    "input": "Per million input tokens that no cache served",
    "output": "Per million output tokens",
    "cache_read": "Per million input tokens read from a cache",
    "cache_write": "Per million input tokens written to a cache",
}
PRICE_TABLE = (
    *plain("id", "text", "Id of the model.", attrgetter("model.id")),
    *plain("provider", "text", "Id of its provider.", attrgetter("model.provider")),
    *plain("name", "text", "Name of the model.", attrgetter("model.name")),
    *plain("host", "text", "Id of who serves it at this price.", _host),
    *_text("region", "Where the price holds."),
    *_text("plan", "On what terms it is offered."),
    *plain("since", "date", "First day; null if open.", attrgetter("since")),
    *plain("before", "date", "First day after; null if open.", attrgetter("before")),
    *plain(
        "input_tokens_from",
        "integer",
        "Fewest input tokens of a request.",
        _of_tokens(attrgetter("at_least")),
    ),
    *plain(
        "input_tokens_below",
        "integer",
        "More than a request has; null if open.",
        _of_tokens(attrgetter("below")),
    ),
    *_text("currency", "ISO 4217 code of the currency."),
    *(column for kind in RATES for column in _rate(kind)),
    *plain(
        "blended_price",
        "number",
        "Price of 3 parts of input to 1 of output, per million tokens.",
        attrgetter("blended"),
    ),
    *_edtf("effective", "When it holds, as stated, in EDTF (ISO 8601-2)."),
    *_edtf("observed", "When it was seen, in EDTF."),
    *_text("reported_by", "Id of who reported it."),
    *_text("note", "What a reader should know of it."),
    *(
        column
        for name, meaning in (
            ("source", "Id of the source of the first citation."),
            ("section", "Heading of the section in it."),
            ("locator", "Place within the section."),
        )
        for column in cited(
            name, meaning, lambda row: () if row.price is None else row.price.citations
        )
    ),
)
"""Columns of the prices of models."""
