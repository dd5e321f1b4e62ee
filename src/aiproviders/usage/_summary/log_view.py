"""The card of a log of usage: what was read, what it cost by the market, and what is not sure."""

from typing import Any

from aiproviders._display.cells import Cell, View, period_cell
from aiproviders._frames.data_frame import import_library
from aiproviders._values.period import Period
from aiproviders.usage._summary.usage_log import UsageLog
from aiproviders.usage._summary.views import notes_of, unpriced_and_skipped


def log_view(log: UsageLog, limit: int | None) -> View:
    """Lay out a log, with at most so many rows of what was not priced or left out."""
    summary = log.summary(by="model")
    facts = [("Format", Cell(log.format))]
    stated = _stated(log)
    if stated["files"]:
        facts.append(("Files", Cell(f"{stated['files']:,}")))
    facts.append(("Requests", Cell(f"{summary.requests:,}")))
    if stated["first"] is not None:
        facts += [
            (name.capitalize(), period_cell(Period(stated[name].date().isoformat())))
            for name in ("first", "last")
        ]
    facts.append(("Cost", Cell(summary.cost_words)))
    missed = sum(each.requests for each in summary.unpriced)
    if missed:
        facts.append(("Not priced", Cell(f"{missed:,}")))
    tables = unpriced_and_skipped(summary.unpriced, log.skipped, limit)
    return View(
        title=log.source,
        kind=log.heading or "log of usage, at list prices",
        facts=tuple(facts),
        tables=tuple(table for table in tables if table.rows),
        notes=notes_of(summary),
    )


def _stated(log: UsageLog) -> dict[str, Any]:
    """Return how many files a log is from, and its first and last time."""
    polars = import_library("polars", "polars")
    names = log.frame.collect_schema().names()
    absent = polars.lit(None)
    file = polars.col("file").n_unique() if "file" in names else absent
    first, last = (
        (polars.col("time").min(), polars.col("time").max())
        if "time" in names
        else (absent, absent)
    )
    found = log.frame.select(files=file, first=first, last=last).collect(engine="streaming")
    (row,) = found.to_dicts()
    return row
