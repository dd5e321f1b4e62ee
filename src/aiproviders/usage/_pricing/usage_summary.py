"""Sums of what a log cost: by model and month, or by any columns and any calendar."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from aiproviders._records.fields import as_tuple
from aiproviders._records.hours.moments import zone_called
from aiproviders._values.arguments import check_type
from aiproviders.usage._pricing.cost import BOUNDS, COST_COLUMNS, DIFFERENCE
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import (
    NAME,
    REPORTED,
    REQUESTS,
    IfThere,
    check_columns,
    frame_of,
    gained_names,
    renamed,
    there,
    usage_columns,
)
from aiproviders.usage._pricing.log_hours import CLOCK, has_hour, with_clock
from aiproviders.usage._pricing.price_list import AS_OF

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

FrameT = TypeVar("FrameT", bound="IntoFrame")

_REPORTS = ("reported", DIFFERENCE)
_COUNTS = ("requests", "later", "unpriced")
_SUMMED = (*_COUNTS, "cost", *BOUNDS, *_REPORTS)
_CALENDAR = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
"""How days, months and years are written."""

_IN_UTC = "clock_of_utc"


def usage_summary(
    frame: FrameT,
    *,
    model: str = "model",
    at: str | None = IfThere("time"),
    requests: str | None = IfThere("requests"),
    reported: str | None = IfThere("reported_cost"),
    by: Sequence[str] | str | None = None,
    tz: str = "UTC",
) -> FrameT:
    """Sum the costs that `cost_of_usage` gave, by model and month, with what was not priced.

    Requests that were not priced have rows of their own, one for each reason.

    Args:
        frame: What `cost_of_usage` gave; a lazy frame stays lazy.
        model: Column of names.
        at: Column of dates or times, `time` where the frame has it; those without a zone are times
            of UTC. Without it, there are no days, months and years.
        requests: Column of how many requests a row sums, `requests` where the frame has it.
        reported: Column of what the provider says that it cost, `reported_cost` where the frame has
            it.
        by: What to sum by, one or several: columns of the log, `model` for the column of names,
            and `day`, `month` or `year` of the times. By model unless told otherwise, and by month
            if `at` is given.
        tz: Name of the time zone, such as `America/New_York`, whose days, months and years count.
            Dates, and midnight of UTC to the microsecond, stand for a day alone, which is that day
            in every zone.

    Returns:
        A frame with a row for each of these, in columns of their names (a month is a text such as
        `2026-05`), for each `currency` and each `reason`. It has the number of `requests`, how many
        of them are `later` than the prices and how many are `unpriced`, and their `cost`, null
        where they are not priced; and `cost_at_least` and `cost_at_most` if the frame has them,
        null where one of the requests has none. Where costs are reported, it has the sum of those
        that are, `reported`, and the `difference`: by how much the costs of the requests that have
        both are higher than what is reported of them.

    Raises:
        ValueError: The frame lacks a column, there is no such time zone, or days, months or years
            are asked for without `at`.
        TypeError: Names are no texts, or times no dates or times; or the name of a column is none.
    """
    check_type(model, str)
    if by is not None:
        by = (by,) if isinstance(by, str) else as_tuple(by)
    log = frame_of(frame)
    found = check_columns(frame, [model])
    at, requests, reported = (
        there(each, [name for name in found if name != model]) for each in (at, requests, reported)
    )
    numbers = {
        what: column
        for what, column in ((REQUESTS, requests), (REPORTED, reported))
        if column is not None
    }
    all_names = check_columns(frame, [model, at, *numbers.values()])
    ours = gained_names(log, (*COST_COLUMNS, *BOUNDS))
    columns, calendar = _grouping(all_names, by, model, at)
    needed = [ours[name] for name in ("cost", "currency", "cost_basis", "priced", "reason")]
    names = check_columns(frame, [*columns.values(), *needed])
    usage, places, zoned = usage_columns(log, model, {}, at, numbers=numbers)
    if calendar:
        is_date = log.collect_schema()[at] == nw.Date
        usage = _with_days(usage, "UTC" if is_date else zone_called(tz).key, zoned=zoned)
    keys = {
        name: nw.col(CLOCK).dt.to_string(_CALENDAR[name])
        if name in calendar
        else nw.col(NAME if name == "model" else places[columns[name]])
        for name in by or ("model", *calendar)
    }
    held = {name: nw.col(places[ours[name]]) for name in ours if ours[name] in names}
    keys |= {name: held[name] for name in ("currency", "reason")}
    bounds = [name for name in BOUNDS if name in held]
    one = nw.lit(1)
    if REQUESTS in numbers:
        # A row without a number is one request.
        one = nw.col(REQUESTS).fill_null(1).cast(nw.Int64)
    reports = dict[str, Any]()
    if REPORTED in numbers:
        amount = nw.col(REPORTED)
        reports = dict(zip(_REPORTS, (amount, held["cost"] - amount), strict=True))
    is_later = held["cost_basis"].str.contains(AS_OF, literal=True).fill_null(value=False)
    counted_rows = usage.select(
        *(key.alias(f"key_{place}") for place, key in enumerate(keys.values())),
        one.alias("requests"),
        nw.when(is_later).then(one).otherwise(nw.lit(0)).alias("later"),
        nw.when(held["priced"]).then(nw.lit(0)).otherwise(one).alias("unpriced"),
        *(amount.alias(name) for name, amount in reports.items()),
        *(_one_if(~amount.is_null()).alias(f"{name}_known") for name, amount in reports.items()),
        *(held[name].alias(name) for name in ("cost", *bounds)),
        *(_one_if(held[name].is_null()).alias(f"{name}_unknown") for name in bounds),
    )
    places_of_keys = [f"key_{place}" for place in range(len(keys))]
    sums = counted_rows.group_by(*places_of_keys).agg(
        *(nw.col(name).sum() for name in (*_COUNTS, "cost", *bounds, *reports)),
        *(nw.col(f"{name}_unknown").sum() for name in bounds),
        *(nw.col(f"{name}_known").sum() for name in reports),
    )
    *before, reason = places_of_keys
    amounts = [nw.when(nw.col(reason).is_null()).then(nw.col("cost")).alias("cost")]
    amounts += [
        nw.when(nw.col(f"{name}_unknown") == 0).then(nw.col(name)).alias(name) for name in bounds
    ]
    amounts += [
        nw.when(nw.col(f"{name}_known") > 0).then(nw.col(name)).alias(name) for name in reports
    ]
    summed = sums.sort(*places_of_keys).select(*before, *_COUNTS, *amounts, reason)
    *named, _ = keys
    # Pandas would number the rows as they were before they were sorted.
    renamed_sums = renamed(
        nw.maybe_reset_index(summed), [*named, *_COUNTS, "cost", *bounds, *reports, "reason"]
    )
    native: FrameT = renamed_sums.to_native()
    return native


def _one_if(condition: "nw.Expr") -> "nw.Expr":
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _grouping(
    names: Sequence[str], by: Sequence[str] | None, model: str, at: str | None
) -> tuple[dict[str, str], set[str]]:
    """Return the columns to sum by, by their names, and days, months or years to sum by.

    Raises:
        ValueError: A name is both, or stands for something else in the summary.
    """
    if by is None:
        return {"model": model}, {"month"} if at else set()
    columns = dict[str, str]()
    calendar = set[str]()
    for name in by:
        if name in ("currency", "reason", *_SUMMED) or by.count(name) > 1:
            msg = f"the summary has a column {name!r} anyway; leave it out of by="
            raise ValueError(msg)
        if name in _CALENDAR and name not in names:
            calendar.add(name)
        elif name in _CALENDAR and at is not None:
            msg = f"{name!r} is a column of the log, and the {name} of its times; rename the column"
            raise ValueError(msg)
        elif name == "model":
            columns[name] = model
        else:
            columns[name] = name
    if calendar and at is None:
        msg = f"the {min(calendar)} needs the times of requests: name their column by at="
        raise ValueError(msg)
    return columns, calendar


def _with_days(usage: Any, zone: str, *, zoned: bool) -> Any:
    """Return a log with the times on the clock of a zone; what stands for a day stays that day."""
    usage = with_clock(usage, zoned=zoned)
    if zone == "UTC":
        return usage
    usage = usage.with_columns(nw.col(CLOCK).alias(_IN_UTC)).drop(CLOCK)
    on_clock = nw.when(has_hour(nw.col(_IN_UTC))).then(nw.col(CLOCK)).otherwise(nw.col(_IN_UTC))
    return with_clock(usage, zone, zoned=zoned).with_columns(on_clock.alias(CLOCK))
