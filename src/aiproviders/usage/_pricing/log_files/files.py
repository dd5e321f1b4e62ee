"""Pricing of a log of usage from one file to another, for the command `cost`.

The log need not fit the memory. Polars prices it, because it keeps the order of the rows and sums
them up while it writes them.
"""

import re
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import import_library
from aiproviders._records.provider import Models
from aiproviders._values.wording import quoted, shorten
from aiproviders.usage._pricing.log_files.texts import read_texts

Progress = Callable[[int], AbstractContextManager[Callable[[int], object]]]
"""Takes the number of rows of a log; its context gives a function that is told of rows done."""

_FORMATS = (".csv", ".parquet")


class PricedLog(NamedTuple):
    """What pricing a log gave.

    Attributes:
        rows: The rows of `usage_summary`.
        days_later: By how many days the latest request is later than its prices, at most; 0 if none
            is.
    """

    rows: list[dict[str, Any]]
    days_later: int


def price_log(
    log: str,
    out: str | None,
    models: Models,
    *,
    model: str,
    at: str | None,
    tokens: Mapping[str, Any],
    terms: Mapping[str, Any],
    tz: str,
    strict: bool,
    progress: Progress,
) -> PricedLog:
    """Price a log, write it with its costs if asked, and sum it up.

    A row whose texts are no numbers or times has no cost; one warning counts these rows.

    Args:
        log: A `.csv` or `.parquet` file.
        out: Where to write the log with its costs, in the format of the suffix; nowhere if None.
            Texts that pricing reads are numbers and times in a `.parquet` file.
        models: The models, with their prices.
        model: Column of names.
        at: Column of dates or times, if any.
        tokens: Columns of tokens, as `cost_of_usage` takes them.
        terms: What else `cost_of_usage` takes, such as `host`.
        tz: The time zone whose months count.
        strict: Refuse texts that are no numbers or times.
        progress: Reports how far the work is.

    Raises:
        ValueError: A suffix is neither, a file is not in the format of its suffix, or the log
            lacks a column or has one that `cost_of_usage` refuses.
        MissingExtraError: Polars or Narwhals is not installed.
        OSError: A file cannot be read or written.
    """
    for path in map(Path, filter(None, (log, out))):
        if path.suffix.lower() not in _FORMATS:
            msg = f"a log of usage ends in {' or '.join(_FORMATS)}, got {quoted(path.name)}"
            raise ValueError(msg)
    polars = import_library("polars", "polars")
    from aiproviders.usage._pricing.cost import COST_COLUMNS, cost_of_usage
    from aiproviders.usage._pricing.log_columns import check_columns, frame_of, gained_names
    from aiproviders.usage._pricing.usage_summary import usage_summary

    open(log, "rb").close()  # noqa: PTH123 - raises an OSError that names it as given
    file = Path(log)  # for Polars takes a text such as https://x/y for an address
    with _short_errors(log, polars):
        usage = _scan(polars, file)
        needed = [model, *tokens.values(), at]
        names = check_columns(usage, needed)
        # So Polars calls the second of two columns of one name in a CSV file.
        if twice := [name for name in needed if f"{name}_duplicated_0" in names]:
            msg = f"the log has a column {quoted(twice[0])} twice; rename one of them"
            raise ValueError(msg)
        read = read_texts(polars, usage, tokens.values(), at, name=file.name, strict=strict)
        read_at = at and read.columns.get(at, at)
        read_tokens: dict[str, Any] = {
            kind: read.columns.get(each, each) for kind, each in tokens.items()
        }
        with progress(read.rows) as advance:
            try:
                priced = cost_of_usage(
                    read.log, models, model=model, at=read_at, **terms, **read_tokens
                )
            except TypeError as error:  # the type of a column
                raise ValueError(*error.args) from error
            ours = gained_names(frame_of(priced), COST_COLUMNS)
            if read.odd is not None:
                priced = _without_cost(polars, priced, polars.col(read.odd), ours)
            summary = partial(usage_summary, model=model, at=read_at, tz=tz)
            later = partial(_latest, polars, at=read_at, ours=ours)
            if out is None:
                held = {model, *filter(None, [read_at]), *ours.values()}
                summed = _reporting(priced.select(held), advance)
                *_, late, rows = _collect(polars, later(summed), summary(summed))
                return PricedLog(rows, _days_later(late))
            into_csv = Path(out).suffix.lower() == ".csv"
            # Texts stay as they are where others are texts too.
            keeps_texts = into_csv or file.suffix.lower() != ".csv"
            columns_read = {} if keeps_texts else read.columns
            written = priced.select(
                *(polars.col(columns_read.get(each, each)).alias(each) for each in names),
                *ours.values(),
            )
            with replacing(out) as unfinished:
                reported = _reporting(written, advance)
                sink = reported.sink_csv if into_csv else reported.sink_parquet
                sunk = sink(unfinished, lazy=True)
                *_, late, rows = _collect(polars, sunk, later(priced), summary(priced))
                return PricedLog(rows, _days_later(late))


def _latest(polars: Any, priced: Any, *, at: str | None, ours: Mapping[str, str]) -> Any:
    """Return the last of the requests that are later than their prices, by how they are billed."""
    from aiproviders.usage._pricing.price_list import AS_OF

    basis = polars.col(ours["cost_basis"])
    moment = polars.lit(None, polars.Date) if at is None else polars.col(at).cast(polars.Date)
    is_later = basis.str.contains(AS_OF, literal=True)
    late = priced.filter(is_later).select(basis.alias("basis"), moment.alias("last"))
    return late.group_by("basis").agg(polars.col("last").max())


def _days_later(late: Iterable[Mapping[str, Any]]) -> int:
    """Return by how many days the last of some requests is later than its prices, at most."""
    from aiproviders.usage._pricing.price_list import AS_OF

    days = (row["last"] - date.fromisoformat(row["basis"].partition(AS_OF)[2]) for row in late)
    return max((each.days for each in days), default=0)


def _without_cost(polars: Any, priced: Any, odd: Any, ours: Mapping[str, str]) -> Any:
    """Leave the cost of some rows out, which have an entry that cannot be read."""
    text = polars.lit("a number of tokens or the time of it cannot be read")
    cost, is_priced, reason = (ours[name] for name in ("cost", "priced", "reason"))
    return priced.with_columns(
        polars.when(~odd).then(cost).alias(cost),
        polars.col(is_priced) & ~odd,
        polars.when(odd).then(text).otherwise(reason).alias(reason),
    )


def _reporting(frame: Any, advance: Callable[[int], object]) -> Any:
    """Return a lazy frame that calls `advance` with the number of rows of each batch."""

    def report(batch: Any) -> Any:
        advance(batch.height)
        return batch

    return frame.map_batches(report, streamable=True)


def _collect(polars: Any, *frames: Any) -> list[list[dict[str, Any]]]:
    """Evaluate lazy frames, what they share once, and return the rows of each."""
    return [each.to_dicts() for each in polars.collect_all(frames, engine="streaming")]


def _scan(polars: Any, log: Path) -> Any:
    if log.suffix.lower() == ".parquet":
        usage = polars.scan_parquet(log, glob=False)
        usage.collect_schema()  # raises an error of Polars, which the caller shortens
        return usage
    usage = polars.scan_csv(log, glob=False, infer_schema=False)
    # Only where it reads all columns, Polars refuses a row with a field too many, such as one in
    # which 1,000 stands without quotes.
    usage.select(polars.all().count()).collect(engine="streaming")
    return usage


@contextmanager
def _short_errors(log: str, polars: Any) -> Generator[None]:
    """Shorten an error of Polars to its first sentence, without numbers of the operating system.

    Raises:
        ValueError: The log cannot be priced.
    """
    try:
        yield
    except (OSError, polars.exceptions.PolarsError) as error:
        if isinstance(error, OSError) and error.strerror is not None:
            raise
        first, *_ = re.split(r"\n| \(os error", str(error))
        msg = f"{shorten(log)} cannot be priced: {shorten(first)}"
        raise ValueError(msg) from error
