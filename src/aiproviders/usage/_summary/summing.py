"""Prices a log of usage, writes it with its costs where asked, and sums it up.

The log need not fit the memory, because Polars streams each of these.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import import_library
from aiproviders._records.fields import as_tuple
from aiproviders._records.market import Market
from aiproviders._records.models.model import Model
from aiproviders._records.provider import Provider
from aiproviders._records.providers import ModelsLike, given_models
from aiproviders._values.wording import listed
from aiproviders.usage._pricing.cost import BOUNDS, COST_COLUMNS, DIFFERENCE, cost_of_usage
from aiproviders.usage._pricing.log_columns import frame_of, gained_names
from aiproviders.usage._pricing.price_list import AS_OF
from aiproviders.usage._pricing.usage_summary import usage_summary
from aiproviders.usage._summary.cost_summary import CostSummary, Unpriced

if TYPE_CHECKING:
    from aiproviders.usage._summary.usage_log import UsageLog

WRITERS = {".parquet": "sink_parquet", ".csv": "sink_csv", ".jsonl": "sink_ndjson"}
"""The methods of Polars that write a log, by the suffix of its file."""

_COLUMNS = {"model": "model", "at": "time", "requests": "requests", "reported": "reported_cost"}
"""What `usage_summary` needs to know of a log, and the columns that say it."""


def summed(
    log: "UsageLog",
    models: ModelsLike,
    *,
    by: Sequence[str] | str | None,
    tz: str,
    terms: Mapping[str, Any],
    prices: str | None = None,
    out: str | None = None,
    advance: Callable[[int], object] | None = None,
) -> CostSummary:
    """Return what a log cost.

    Args:
        log: The log.
        models: Models with their prices.
        by: What to sum by; by model, and by month where there are times, if None.
        tz: The time zone whose days, months and years count.
        terms: What else `cost_of_usage` takes.
        prices: Whose prices they are, in words; found out if None.
        out: Where to write the log with its costs, in the format of the suffix; nowhere if None.
        advance: Is told of the number of rows of each batch that is priced.

    Raises:
        ValueError: A column is missing, or `usage_summary` or `cost_of_usage` refuses something.
        OSError: The file cannot be written.
    """
    polars = import_library("polars", "polars")
    given: Any = tuple(models) if isinstance(models, Iterator) else models
    names = log.frame.collect_schema().names()
    told = {
        what: terms.get(what, column if column in names else None)
        for what, column in _COLUMNS.items()
    }
    if by is not None:
        by = (by,) if isinstance(by, str) else as_tuple(by)
    needed = {*filter(None, told.values()), *(by or ()), *map(str, terms.values())}
    frame = log.frame
    if out is None:
        # Columns called like ours would be in the way.
        added = (*COST_COLUMNS, *BOUNDS, DIFFERENCE)
        frame = frame.drop(name for name in added if name in names and name not in needed)
    priced = cost_of_usage(frame, given, **terms)
    ours = gained_names(frame_of(priced), (*COST_COLUMNS, *BOUNDS))
    held = [name for name in priced.collect_schema() if name in {*needed, *ours.values()}]
    watched = priced if out is not None else priced.select(held)
    if advance is not None:
        watched = _reporting(watched, advance)
    # What several queries share would be kept in memory, so that each is a pass of its own.
    if out is not None:
        with replacing(out) as unfinished:
            getattr(watched, WRITERS[Path(out).suffix.lower()])(unfinished)
        watched = priced

    def sums(of: Any, by: Sequence[str] | None) -> list[dict[str, Any]]:
        return _rows(usage_summary(of, by=by, tz=tz, **told))

    rows = sums(watched, by)
    of_models = rows if by is None or "model" in by else sums(priced, ["model"])
    is_late = any(row["later"] for row in rows)
    later = _rows(_days_later(polars, priced, at=told["at"], ours=ours)) if is_late else []
    keys = by or (("model", "month") if told["at"] else ("model",))
    return CostSummary(
        source=log.source,
        prices=whose(given) if prices is None else prices,
        by=keys,
        rows=tuple(rows),
        unpriced=_unpriced(of_models),
        by_day=told["at"] is not None,
        days_later=max((row["days"] or 0 for row in later), default=0),
        skipped=log.skipped,
        unread=log.unread,
        notes=log.notes,
        heading=log.heading,
    )


def _rows(query: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = query.collect(engine="streaming").to_dicts()
    return rows


def _reporting(frame: Any, advance: Callable[[int], object]) -> Any:
    """Return a lazy frame that calls `advance` with the number of rows of each batch."""

    def report(batch: Any) -> Any:
        advance(batch.height)
        return batch

    return frame.map_batches(report, streamable=True)


def _unpriced(of_models: Iterable[Mapping[str, Any]]) -> tuple[Unpriced, ...]:
    counts = Counter[tuple[str | None, str]]()
    for row in of_models:
        if row["unpriced"]:
            counts[row["model"], row["reason"]] += row["unpriced"]
    return tuple(
        Unpriced(model, requests, reason) for (model, reason), requests in counts.most_common()
    )


def _days_later(polars: Any, priced: Any, *, at: str | None, ours: Mapping[str, str]) -> Any:
    """Return by how many days the last of the requests is later than its prices, at most."""
    moment = polars.lit(None, polars.Date) if at is None else polars.col(at).cast(polars.Date)
    found = polars.col(ours["cost_basis"]).str.extract(f"{AS_OF}([0-9]+-[0-9]+-[0-9]+)")
    return priced.select((moment - found.str.to_date()).dt.total_days().max().alias("days"))


def whose(models: ModelsLike) -> str:
    """Name the data of prices: the edition of a market, or providers with their versions."""
    if isinstance(models, Market):
        return str(models)
    given: Any = (models,) if isinstance(models, Provider | Model) else models
    versions = {each.id: each.data_version for each in given if isinstance(each, Provider)}
    found = given_models(given)
    if not versions and found.origin is not None:
        versions = {found.origin.provider: found.origin.data_version}
    if not versions:
        versions = dict.fromkeys(model.provider for model in found)
    return listed(" ".join(filter(None, each)) for each in versions.items()) or "nobody"
