"""The cost of each request in a log of usage, computed on the engine that holds the log."""

import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from aiproviders._records.prices.price import Plan
from aiproviders._records.prices.use_kinds import USE_KINDS, KindOfUse
from aiproviders._records.providers import ModelsLike
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import listed
from aiproviders.usage._pricing.asked import (
    asked_of,
    choice_of,
    resolver_of,
    terms_of,
    values_held,
)
from aiproviders.usage._pricing.given import Given
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import (
    LENGTH,
    NAME,
    REPORTED,
    REQUEST_INPUT,
    REQUESTS,
    SUFFIX,
    TERM,
    TOKENS,
    IfThere,
    added_names,
    check_columns,
    frame_of,
    in_database,
    is_lazy,
    renamed,
    there,
    usage_columns,
)
from aiproviders.usage._pricing.log_hours import with_clock
from aiproviders.usage._pricing.price_list import Hosts, hours_of, price_rows
from aiproviders.usage._pricing.row_cost import RowCost
from aiproviders.usage._pricing.row_prices.numbering import finds_by_number, words_of
from aiproviders.usage._pricing.row_prices.price_frame import price_columns
from aiproviders.usage._pricing.row_prices.price_join import with_prices_joined
from aiproviders.usage._pricing.row_prices.price_places import (
    with_number_of_key,
    with_prices_found,
)

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

FrameT = TypeVar("FrameT", bound="IntoFrame")

COST_COLUMNS = (
    "cost",
    "currency",
    "price_model",
    "name_rule",
    "price_source",
    "price_observed",
    "price_list",
    "cost_basis",
    "priced",
    "reason",
)
"""The columns that a log gains."""

DIFFERENCE = "difference"
"""What it gains where the log has what the provider reports: by how much our cost is higher."""

BOUNDS = ("cost_at_least", "cost_at_most")
"""Those that it gains where bounds are asked for."""


def cost_of_usage(
    frame: FrameT,
    models: "ModelsLike",
    *,
    model: str = "model",
    input_tokens: str = "input_tokens",
    output_tokens: str | None = "output_tokens",
    at: str | None = IfThere("time"),
    provider: str | None = IfThere("provider"),
    host: str | None = IfThere("host"),
    region: str | None = IfThere("region"),
    service: str | None = IfThere("service"),
    names: Mapping[str, str] | Literal["exact"] | None = None,
    requests: str | None = IfThere("requests"),
    request_input_tokens: str | None = IfThere("request_input_tokens"),
    reported: str | None = IfThere("reported_cost"),
    key: str | None = None,
    plans: "Sequence[Plan]" = ("contract", "list"),
    hosts: "Hosts" = "stated",
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
    - `name_rule`, the rules of `usage.resolve` by which the name was found;
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
            providers have is priced only where one of them alone has prices of the host.
        model: Column of names, which `usage.resolve` reads.
        input_tokens: Column of all input tokens, those of the cache included.
        output_tokens: Column of all output tokens; None if there is none, as of embeddings.
        at: Column of dates or times, `time` where the log has it; each request is billed by the
            price of its day, days beginning at midnight UTC; one without a time only where its
            price does not depend on the day. Where the price depends on the hour, the time counts,
            that of UTC where it has no zone; midnight to the microsecond stands for a day alone,
            whose hour is not known.
            Without the column, by the price in force as of `Model.as_of`.
        provider: Who served or made the models, as logs call them, such as `azure`, or the column
            of that, `provider` where the log has it: a maker's models alone count, and another
            host's prices.
        host: Id of who served the requests, or the column of these ids, `host` where the log has
            it; where it is empty, what the provider and the name of the model say, or else the
            maker of the model.
        region: Where the prices hold, as they name it, or the column of that, `region` where the
            log has it; where it is empty, what the name of the model says, or else only prices that
            name no region count.
        service: How soon or how fast requests were served, such as `batch`, or the column of that,
            `service` where the log has it; `standard` unless told otherwise.
        names: What names stand for, such as `{"my-deployment": "gpt-4o"}`, before all rules of
            `usage.resolve`; or `exact` if names count only as `models[name]` finds them.
        requests: Column of how many requests a row sums, `requests` where the log has it; the tier
            of the price then goes by their mean length, and `cost_basis` says so.
        request_input_tokens: Column of the length of input of one request, where a row that sums
            several says it otherwise; `request_input_tokens` where the log has it.
        reported: Column of what the provider says that it cost, `reported_cost` where the log has
            it; `difference` is then added, the cost less that.
        key: Column of keys: of several rows with one key the last counts, and the others are left
            out.
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
            `cache_read_tokens`, which count where the log has them, unless None is given. There is
            none where such a number is null, but for reasoning, which is then not known.

    Raises:
        ValueError: The log lacks a column, a column is called like a host, region or service of
            the prices that is asked for, or there is no such service or plan.
        TypeError: Names are no texts, tokens no numbers, or times no dates or times; or there is
            no such kind of use.
        MissingExtraError: Narwhals is not installed.
    """
    frame = frame if key is None else _last_of_each(frame, key)
    log = frame_of(frame)
    for each in (model, input_tokens):
        check_type(each, str)
    defaults = [at, provider, host, region, service, requests, request_input_tokens, reported]
    taken = _named([*defaults, key, model, input_tokens, output_tokens, *parts.values()])
    columns_there = [each for each in check_columns(frame, [model]) if each not in taken]
    tokens = _columns_by_kind(input_tokens, output_tokens, parts, columns_there)
    at = there(at, columns_there)
    numbers = _numbers(
        {REQUESTS: requests, REQUEST_INPUT: request_input_tokens, REPORTED: reported},
        columns_there,
    )
    names_there = check_columns(frame, [model, *tokens.values(), at, *numbers.values()])
    given = Given(models)
    terms = {"provider": provider, "host": host, "region": region, "service": service}
    columns, values = terms_of(names_there, columns_there, terms, given.models)
    choice = choice_of(at, plans, hosts, max_age)
    called = _columns_added(log, bounds=bounds, reported=REPORTED in numbers)
    added = [*called]
    # Polars is much faster if it sees the whole query.
    whole_query = log.implementation.is_polars() and nw.Object not in log.collect_schema().values()
    usage, places, zoned = usage_columns(
        log.lazy() if whole_query else log, model, tokens, at, columns, numbers
    )
    if not is_lazy(log):
        usage = usage.drop(*places.values())
    if log.implementation.is_polars():
        usage = usage.lazy()
    keys = [NAME, *(f"{TERM}{term}" for term in columns)]
    resolver = resolver_of(given.models, names)
    by_number = finds_by_number(log)
    if by_number:
        usage, held = with_number_of_key(usage, keys)
    else:
        held = values_held(usage, keys)
    asked, rules = asked_of(held, keys, values, resolver, given.models)
    rows = tuple(price_rows(asked, given.models, choice))
    usage = usage.with_columns(_length(numbers).alias(LENGTH)) if numbers else usage
    if hours_of(rows):
        usage = with_clock(usage, zoned=zoned)
    kinds = tuple(tokens)
    prices = price_columns(
        rows,
        kinds=kinds,
        numbers=numbers,
        given=given,
        rules=rules,
        bounds=bounds,
        zoned=zoned,
    )
    length = LENGTH if numbers else f"{TOKENS}input"
    if by_number:
        usage, of_prices = with_prices_found(usage, rows, prices, keys, held, length, zoned=zoned)
    else:
        usage, of_prices = with_prices_joined(usage, rows, prices, keys, length, zoned=zoned)
    costed = RowCost(kinds, of_prices, numbers, words_of(log)).costed(usage, bounds=bounds)
    if is_lazy(log):
        priced = renamed(costed.select(*places.values(), *added), [*names_there, *called.values()])
    else:
        costed = costed.select(*added)
        costed = costed.collect() if is_lazy(costed) else costed
        priced = log.with_columns(*costed.rename(called).iter_columns())
    native: FrameT = priced.to_native()
    return native


def _named(given: Iterable[str | None]) -> list[str | None]:
    """Return the columns that a caller names.

    Raises:
        TypeError: One is no text.
    """
    listed_ones = list(given)
    for each in listed_ones:
        check_type(each, str, NoneType)
    return [each for each in listed_ones if not isinstance(each, IfThere)]


def _columns_added(log: Any, *, bounds: bool, reported: bool) -> dict[str, str]:
    """Return what the columns that a log gains are called; a warning names those renamed."""
    first, *others = COST_COLUMNS
    added = [first, *(BOUNDS if bounds else ()), *((DIFFERENCE,) if reported else ()), *others]
    called = added_names(log, added)
    if renamed_ones := [name for name in called.values() if name not in added]:
        names = listed(renamed_ones)
        msg = f"the log has columns of the same names already; these are added: {names}"
        warnings.warn(msg, stacklevel=3)
    return called


def _last_of_each(frame: Any, key: str) -> Any:
    """Return a log with the last row of each key, and all rows without one.

    Raises:
        ValueError: The log has no such column, or is in a database, whose rows have no order.
    """
    check_columns(frame, [key])
    log = frame_of(frame)
    if in_database(log):
        msg = "rows of a database have no order; keep the last row of each key in your query"
        raise ValueError(msg)
    position, keyed = f"{key}{SUFFIX}", nw.col(key)
    # Narwhals numbers no lazy frame, but the rows of Polars have an order.
    numbered = (
        nw.from_native(log.to_native().with_row_index(position))
        if is_lazy(log)
        else log.with_row_index(position)
    )
    last = nw.col(position) == nw.col(position).max().over(key)
    return numbered.filter(keyed.is_null() | last).drop(position).to_native()


def _numbers(given: Mapping[str, str | None], names: Collection[str]) -> dict[str, str]:
    """Return the columns of numbers that are named or there, by what they are."""
    found = {what: there(column, names) for what, column in given.items()}
    return {what: column for what, column in found.items() if column is not None}


def _length(numbers: Mapping[str, str]) -> "nw.Expr":
    """Return the length of input by which the tier of a price goes: that of one request."""
    length = nw.col(f"{TOKENS}input")
    if REQUESTS in numbers:
        requests = nw.col(REQUESTS).fill_null(1)
        length = length / nw.when(requests > 0).then(requests).otherwise(nw.lit(1))
    if REQUEST_INPUT in numbers:
        stated = nw.col(REQUEST_INPUT)
        length = nw.when(~stated.is_null()).then(stated).otherwise(length)
    return length


def _columns_by_kind(
    input_tokens: str,
    output_tokens: str | None,
    parts: Mapping[str, str | None],
    names: Collection[str],
) -> dict[KindOfUse, str]:
    """Return the columns of the kinds that a log counts; those of parts count if they are there."""
    counted = {kind.counted_in: kind.name for kind in USE_KINDS}
    given: dict[str, str | None] = {
        **{name: name for name in counted if name in names},
        **parts,
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
    }
    if others := [name for name in given if name not in counted]:
        msg = f"there is no kind of use {others[0]!r}; there are {', '.join(counted)}"
        raise TypeError(msg)
    return {
        kind.name: column
        for kind in USE_KINDS
        if (column := given.get(kind.counted_in)) is not None
    }
