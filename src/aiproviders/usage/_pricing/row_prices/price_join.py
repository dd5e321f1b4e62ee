"""The price of each request, found by a join: in databases, and where nothing else is known."""

from collections.abc import Collection, Sequence
from functools import reduce
from typing import Any

from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import TIME
from aiproviders.usage._pricing.log_hours import CLOCK, has_hour, is_in
from aiproviders.usage._pricing.price_list import PriceRow, hours_of
from aiproviders.usage._pricing.row_prices.price_frame import (
    AT_HOURS,
    AT_LEAST,
    BEFORE,
    BELOW,
    HOURLESS,
    SINCE,
    UNCOUNTED,
    UNDATED,
    PriceColumns,
    condition_columns,
    price_frame,
)


def with_prices_joined(
    log: Any,
    rows: Sequence[PriceRow],
    columns: PriceColumns,
    keys: Sequence[str],
    length: str,
    *,
    zoned: bool,
) -> tuple[Any, PriceColumns]:
    """Return a log with the price of each request beside it, and the columns of the price list.

    Args:
        log: The log, with columns of our own.
        rows: The rows of the price list.
        columns: What they say of the requests that they are for.
        keys: The columns of the log that say what is asked for.
        length: The column of the length of input.
        zoned: Whether the times of the log are in a zone.
    """
    listed = {**columns, **condition_columns(rows, keys, zoned=zoned)}
    joined = log.join(price_frame(log, listed), on=list(keys), how="left")
    conditions = _conditions(rows, listed, nw.col(length))
    applying = joined.filter(reduce(nw.Expr.__and__, conditions)) if conditions else joined
    return applying, listed


def _conditions(
    rows: Sequence[PriceRow], listed: Collection[str], length: "nw.Expr"
) -> "list[nw.Expr]":
    """Return when a row is for its request; of the rows of one name, exactly one is."""
    time = nw.col(TIME)
    bounds = {
        AT_LEAST: length >= nw.col(AT_LEAST),
        BELOW: length < nw.col(BELOW),
        # A null value meets no bound, so that only a row without bounds remains.
        UNCOUNTED: length.is_null(),
        SINCE: time >= nw.col(SINCE),
        BEFORE: time < nw.col(BEFORE),
        UNDATED: time.is_null(),
        HOURLESS: ~has_hour(nw.col(CLOCK)),
    }
    for number, each in enumerate(hours_of(rows)):
        is_at = has_hour(nw.col(CLOCK)) & is_in(each, nw.col(CLOCK))
        bounds[f"{AT_HOURS}{number}"] = is_at
    return [
        nw.col(bound).is_null() | is_within
        for bound, is_within in bounds.items()
        if bound in listed
    ]
