"""The cost of each request in a log of usage, computed on the engine that holds the log."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import as_tuple
from aiproviders._records.hours.hours import Hours
from aiproviders._records.model import Model
from aiproviders._records.prices.day_intervals import host_of
from aiproviders._records.prices.price import Plan, Service
from aiproviders._records.prices.use_kinds import USE_KINDS, KindOfUse
from aiproviders._records.provider import Models
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import listed
from aiproviders.usage._pricing.given import Given
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import (
    NAME,
    TERM,
    TIME,
    TOKENS,
    added_names,
    check_columns,
    frame_of,
    is_lazy,
    renamed,
    usage_columns,
)
from aiproviders.usage._pricing.log_hours import CLOCK, has_hour, is_in, with_clock
from aiproviders.usage._pricing.price_frame import (
    AT_HOURS,
    AT_LEAST,
    BEFORE,
    BELOW,
    HOURLESS,
    SINCE,
    UNCOUNTED,
    UNDATED,
    PriceFrame,
    price_frame,
)
from aiproviders.usage._pricing.price_list import Asked, Choice, Hosts, hours_of, price_rows
from aiproviders.usage._pricing.row_cost import RowCost

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

FrameT = TypeVar("FrameT", bound="IntoFrame")

COST_COLUMNS = (
    "cost",
    "currency",
    "price_model",
    "price_source",
    "price_observed",
    "price_list",
    "cost_basis",
    "priced",
    "reason",
)
"""The columns that a log gains."""

BOUNDS = ("cost_at_least", "cost_at_most")
"""Those that it gains where bounds are asked for."""

_POSITION = "position"
_STANDARD = {"": "standard", "default": "standard"}  # as some makers call it in their answers


def cost_of_usage(
    frame: FrameT,
    models: Models,
    *,
    model: str = "model",
    input_tokens: str = "input_tokens",
    output_tokens: str | None = "output_tokens",
    at: str | None = None,
    host: str | None = None,
    region: str | None = None,
    service: str | None = None,
    plans: Sequence[Plan] = ("contract", "list"),
    hosts: Hosts = "stated",
    max_age: int | None = None,
    bounds: bool = False,
    **parts: str | None,
) -> FrameT:
    """Add to a log of usage what each request cost, computed on the engine that holds the log.

    A lazy frame stays lazy; only the distinct names of its models, and of their hosts, regions and
    services, are read. Every row stays, in its order where the engine has one, and gains the
    columns

    - `cost`, a float in whole units of the currency; null where a number is missing, negative,
      less than its parts or above 2**53, a kind of use has no price, or one that is not the
      same for all of it, or each request costs something besides by an `other` price;
    - `currency`, `price_model`, `price_source` and `price_observed` of the price that was applied;
    - `price_list`, the provider and version of the data that the price is from, where they are
      known, and the first eight hex digits of the SHA-256 of `to_json()` of the model;
    - `cost_basis`, how the request is billed, such as `list price`, `contract price` or
      `first known price`; what else one should know follows, as `converted`, `by its maker`, or
      `as of 2026-05-31`, the day of the prices, where the request is later;
    - `priced`, whether there is a cost;
    - `reason`, a text that says why there is none, or null.

    A column that the log has already keeps its name; ours gets the suffix `_aiproviders`, and a
    warning says so. Columns may have any type that holds such values; one that holds nothing may
    have any type, and what is no number or time in a column of Python objects is null.

    Amounts in several currencies stand in one column: sum them by `currency`.

    Args:
        frame: A frame of pandas, Polars, PyArrow, DuckDB, PySpark or whatever Narwhals takes, one
            request to a row.
        models: Models with their prices, a provider or several. A name that models of several
            providers have is priced only where one of them alone has prices of the host; a
            catalog of one provider finds names by its vendor paths too.
        model: Column of names, looked up as `models[name]` does.
        input_tokens: Column of all input tokens, those of the cache included.
        output_tokens: Column of all output tokens; None if there is none, as of embeddings.
        at: Column of dates or times; each request is billed by the price of its day, days
            beginning at midnight UTC; one without a time only where its price does not depend on
            the day. Where the price depends on the hour, the time counts, that of UTC where it has
            no zone; midnight to the microsecond stands for a day alone, whose hour is not known.
            Without the column, by the price in force as of `Model.as_of`.
        host: Id of who served the requests, or the column of these ids; the maker of each model
            unless told otherwise, or where the column is empty.
        region: Where the prices hold, as they name it, or the column of that; unless told
            otherwise, only prices that name no region count.
        service: How soon or how fast requests were served, such as `batch`, or the column of that;
            `standard` unless told otherwise.
        plans: On what terms prices are offered; where there are prices of several plans, those of
            the first count: a contract comes before the list, and promotions count when named.
        hosts: `stated` if a request has no cost where no price of its host and region is stated;
            `maker` if it is then billed by the maker of the model, at the price that names no
            region, and `cost_basis` says so.
        max_age: By how many days requests may be later than the prices; any number if None. The
            prices of a contract do not age.
        bounds: Whether to add `cost_at_least` and `cost_at_most`, which a request without a cost
            has too where they are known: what was read from a cache without a price costs from
            nothing to as much as input, and output of which any part may be reasoning costs as
            much as either.
        **parts: Columns of the other kinds of use, by the names that `Usage` has for them, such as
            `cache_read_tokens`; there is none where such a number is null.

    Raises:
        ValueError: The log lacks a column, a column is called like a host, region or service of
            the prices that is asked for, or there is no such service or plan.
        TypeError: Names are no texts, tokens no numbers, or times no dates or times; or there is
            no such kind of use.
        MissingExtraError: Narwhals is not installed.
    """
    log = frame_of(frame)
    for name in (model, input_tokens):
        check_type(name, str)
    tokens = _columns_by_kind(input_tokens, output_tokens, parts)
    names = check_columns(frame, [model, *tokens.values(), at])
    given = Given(models)
    columns, values = _terms(
        names, {"host": host, "region": region, "service": service}, given.models
    )
    choice = _choice(at, plans, hosts, max_age)
    added = [*COST_COLUMNS[:1], *(BOUNDS if bounds else ()), *COST_COLUMNS[1:]]
    called = added_names(log, added)
    if others := [name for name in called.values() if name not in added]:
        msg = f"the log has columns of the same names already; these are added: {listed(others)}"
        warnings.warn(msg, stacklevel=2)
    # Polars is much faster if it sees the whole query.
    whole_query = log.implementation.is_polars() and nw.Object not in log.collect_schema().values()
    usage, places, zoned = usage_columns(
        log.lazy() if whole_query else log, model, tokens, at, columns
    )
    if not is_lazy(log):
        usage = usage.drop(*places.values())
    if log.implementation.is_polars():
        usage = usage.lazy()
    # The others keep the order of rows where they join.
    is_reordered = log.implementation.is_pyarrow()
    if is_reordered:
        usage = usage.with_row_index(_POSITION)
    keys = [NAME, *(f"{TERM}{term}" for term in columns)]
    asked = _asked(usage, keys, values)
    rows = tuple(price_rows(asked, given.models, choice))
    if hours := hours_of(rows):
        usage = with_clock(usage, zoned=zoned)
    kinds = tuple(tokens)
    prices = price_frame(
        usage,
        rows,
        keys=keys,
        kinds=kinds,
        given=given,
        bounds=bounds,
        zoned=zoned,
    )
    row = RowCost(kinds, prices.columns)
    joined = _applying(_join_prices(usage, prices.frame, keys), prices, hours)
    costed = (
        row.with_output(joined)
        .with_columns(*row.counted_once())
        .with_columns(row.cost().alias("cost"), *(row.bounds() if bounds else ()))
        .with_columns(
            (~nw.col("cost").is_null()).alias("priced"),
            row.reason().alias("reason"),
            row.basis().alias("cost_basis"),
        )
    )
    if log.implementation.is_polars():
        costed = costed.with_columns(nw.col("cost_basis").cast(nw.String))
    if is_lazy(log):
        priced = renamed(costed.select(*places.values(), *added), [*names, *called.values()])
    else:
        # Only what is kept is put into order.
        costed = costed.select(*added, *([_POSITION] if is_reordered else ()))
        costed = costed.collect() if is_lazy(costed) else costed
        costed = costed.sort(_POSITION).drop(_POSITION) if is_reordered else costed
        columns_added = costed.rename(called).iter_columns()
        priced = log.with_columns(*columns_added)
    native: FrameT = priced.to_native()
    return native


def _columns_by_kind(
    input_tokens: str, output_tokens: str | None, parts: Mapping[str, str | None]
) -> dict[KindOfUse, str]:
    """Return the columns of the kinds that a log counts."""
    given: dict[str, str | None] = {
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
        **parts,
    }
    counted = {kind.counted_in: kind.name for kind in USE_KINDS}
    if others := [name for name in given if name not in counted]:
        msg = f"there is no kind of use {others[0]!r}; there are {', '.join(counted)}"
        raise TypeError(msg)
    return {
        kind.name: column
        for kind in USE_KINDS
        if (column := given.get(kind.counted_in)) is not None
    }


def _terms(
    names: Sequence[str], given: Mapping[str, str | None], models: Catalog[Model]
) -> tuple[dict[str, str], dict[str, str | None]]:
    """Return which terms are columns of the log, and the values of the others.

    Raises:
        ValueError: A text is a column and a value, or is no service.
    """
    columns: dict[str, str] = {}
    values: dict[str, str | None] = {}
    for term, text in given.items():
        check_type(text, str, NoneType)
        if text is not None and text in names:
            if text in _stated(term, models):
                msg = (
                    f"{text!r} is a column of the log and a {term} of the prices; rename the column"
                )
                raise ValueError(msg)
            columns[term] = text
        else:
            values[term] = text
    service = values.get("service")
    if service is not None and service not in get_args(Service):
        msg = (
            f"there is no service {service!r}, and no such column of the log; there are "
            f"{', '.join(get_args(Service))}"
        )
        raise ValueError(msg)
    return columns, values


def _stated(term: str, models: Catalog[Model]) -> set[str | None]:
    """Return the values of a term that prices state."""
    if term == "service":
        return set(get_args(Service))
    listed = [(price, each) for each in models for price in each.prices]
    if term == "region":
        return {price.region for price, _ in listed}
    return {host_of(price, each) for price, each in listed}


def _choice(at: str | None, plans: Sequence[Plan], hosts: Hosts, max_age: int | None) -> Choice:
    """Check how prices are chosen.

    Raises:
        ValueError: An argument has none of its values.
        TypeError: The plans are no texts, or the age is no whole number.
    """
    check_type(max_age, int, NoneType)
    if isinstance(plans, str) or not plans or not set(as_tuple(plans)) <= set(get_args(Plan)):
        msg = f"plans are some of {', '.join(get_args(Plan))}, got {plans!r}"
        raise ValueError(msg)
    if hosts not in get_args(Hosts):
        msg = f"hosts is one of {', '.join(get_args(Hosts))}, got {hosts!r}"
        raise ValueError(msg)
    if max_age is not None and (at is None or max_age < 0):
        msg = (
            "max_age is a number of days, and needs the times of requests: name their column by at="
        )
        raise ValueError(msg)
    return Choice(at is not None, tuple(plans), hosts, max_age)


def _asked(log: Any, keys: Sequence[str], values: Mapping[str, str | None]) -> Iterator[Asked]:
    """Give what a log asks for, each once; of it, only that is read."""
    # `unique` adds a row number on some engines.
    distinct = log.group_by(*keys).agg(nw.len())
    found = distinct.collect() if is_lazy(distinct) else distinct
    held = [found[key].to_list() for key in keys]
    texts = {key for key in zip(*held, strict=True) if all(isinstance(each, str) for each in key)}
    for key in sorted(texts):
        terms = dict(values) | {
            name.removeprefix(TERM): text or None for name, text in zip(keys, key, strict=True)
        }
        service = terms["service"] or ""
        yield Asked(key, key[0], terms["host"], terms["region"], _STANDARD.get(service, service))


def _join_prices(log: Any, prices: Any, keys: Sequence[str]) -> Any:
    if log.implementation.is_polars():
        ordered = log.to_native().join(
            prices.to_native(), on=list(keys), how="left", maintain_order="left"
        )
        return nw.from_native(ordered)
    return log.join(prices, on=list(keys), how="left")


def _applying(log: Any, prices: PriceFrame, hours: Iterable[Hours]) -> Any:
    """Keep the price rows that are for their request; of the rows of its name, exactly one is."""
    tokens, time = nw.col(f"{TOKENS}input"), nw.col(TIME)
    conditions = list["nw.Expr"]()
    for bound, is_within in (
        (AT_LEAST, tokens >= nw.col(AT_LEAST)),
        (BELOW, tokens < nw.col(BELOW)),
        # A null value meets no bound, so that only a row without bounds remains.
        (UNCOUNTED, tokens.is_null()),
        (SINCE, time >= nw.col(SINCE)),
        (BEFORE, time < nw.col(BEFORE)),
        (UNDATED, time.is_null()),
        (HOURLESS, ~has_hour(nw.col(CLOCK))),
    ):
        if bound in prices.columns:
            conditions.append(nw.col(bound).is_null() | is_within)
    for number, each in enumerate(hours):
        is_at = has_hour(nw.col(CLOCK)) & is_in(each, nw.col(CLOCK))
        conditions.append(nw.col(f"{AT_HOURS}{number}").is_null() | is_at)
    return log.filter(reduce(nw.Expr.__and__, conditions)) if conditions else log
