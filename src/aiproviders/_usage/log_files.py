"""Pricing of a log of usage from one file to another, for the command `cost`.

The log need not fit the memory. Polars prices it, because it keeps the order of the rows and sums
them up while it writes them.
"""

import re
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import import_library
from aiproviders._records.provider import Models
from aiproviders._usage.log_texts import read_texts
from aiproviders._values.wording import quoted, shorten

Progress = Callable[[int], AbstractContextManager[Callable[[int], object]]]
"""Takes the number of rows of a log; its context gives a function that is told of rows done."""

_FORMATS = (".csv", ".parquet")


def price_log(
    log: Path,
    out: Path | None,
    models: Models,
    *,
    model: str,
    at: str | None,
    tokens: Mapping[str, Any],
    host: str | None,
    strict: bool,
    progress: Progress,
) -> list[dict[str, Any]]:
    """Price a log, write it with its costs if asked, and return the rows of `usage_summary`.

    A row whose texts are no numbers or times has no cost; one warning counts these rows.

    Args:
        log: A `.csv` or `.parquet` file.
        out: Where to write the log with its costs, in the format of the suffix; nowhere if None.
            Texts that pricing reads are numbers and times in a `.parquet` file.
        models: The models, with their prices.
        model: Column of names.
        at: Column of dates or times, if any.
        tokens: Columns of tokens, as `cost_of_usage` takes them.
        host: Id of who served the requests; the makers of the models if None.
        strict: Refuse texts that are no numbers or times.
        progress: Reports how far the work is.

    Raises:
        ValueError: A suffix is neither, a file is not in the format of its suffix, or the log
            lacks a column or has one that `cost_of_usage` refuses.
        MissingExtraError: Polars or Narwhals is not installed.
        OSError: A file cannot be read or written.
    """
    for path in filter(None, (log, out)):
        if path.suffix.lower() not in _FORMATS:
            msg = f"a log of usage ends in {' or '.join(_FORMATS)}, got {quoted(path.name)}"
            raise ValueError(msg)
    polars = import_library("polars", "polars")
    from aiproviders._usage.cost import COST_COLUMNS, cost_of_usage, usage_summary
    from aiproviders._usage.log_columns import check_columns

    log.open("rb").close()  # raises an OSError that names the file
    with _short_errors(log, polars):
        usage = _scan(polars, log)
        needed = [model, *tokens.values(), at]
        names = check_columns(usage, needed, COST_COLUMNS)
        # So Polars calls the second of two columns of one name in a CSV file.
        if twice := [name for name in needed if f"{name}_duplicated_0" in names]:
            msg = f"the log has a column {quoted(twice[0])} twice; rename one of them"
            raise ValueError(msg)
        read = read_texts(polars, usage, tokens.values(), at, name=log.name, strict=strict)
        read_at = at and read.columns.get(at, at)
        read_tokens: dict[str, Any] = {
            kind: read.columns.get(each, each) for kind, each in tokens.items()
        }
        with progress(read.rows) as advance:
            try:
                priced = cost_of_usage(
                    read.log, models, model=model, at=read_at, host=host, **read_tokens
                )
            except TypeError as error:  # the type of a column
                raise ValueError(*error.args) from error
            if read.odd is not None:
                priced = _without_cost(polars, priced, polars.col(read.odd))
            summary = partial(usage_summary, model=model, at=read_at)
            if out is None:
                summed = priced.select({model, *filter(None, [read_at]), *COST_COLUMNS})
                return _collect(polars, summary(_reporting(summed, advance)))
            into_csv = out.suffix.lower() == ".csv"
            # Texts stay as they are where others are texts too.
            keeps_texts = into_csv or log.suffix.lower() != ".csv"
            columns = {} if keeps_texts else read.columns
            written = priced.select(
                *(polars.col(columns.get(each, each)).alias(each) for each in names), *COST_COLUMNS
            )
            with replacing(out) as unfinished:
                reported = _reporting(written, advance)
                sink = reported.sink_csv if into_csv else reported.sink_parquet
                return _collect(polars, sink(unfinished, lazy=True), summary(priced))


def _without_cost(polars: Any, priced: Any, odd: Any) -> Any:
    """Leave the cost of some rows out, which have an entry that cannot be read."""
    reason = polars.lit("a number of tokens or the time of it cannot be read")
    return priced.with_columns(
        cost=polars.when(~odd).then("cost"),
        priced=polars.col("priced") & ~odd,
        unpriced_reason=polars.when(odd).then(reason).otherwise("unpriced_reason"),
    )


def _reporting(frame: Any, advance: Callable[[int], object]) -> Any:
    """Return a lazy frame that calls `advance` with the number of rows of each batch."""

    def report(batch: Any) -> Any:
        advance(batch.height)
        return batch

    return frame.map_batches(report, streamable=True)


def _collect(polars: Any, *frames: Any) -> list[dict[str, Any]]:
    """Evaluate lazy frames, what they share once, and return the rows of the last one."""
    rows: list[dict[str, Any]] = polars.collect_all(frames, engine="streaming")[-1].to_dicts()
    return rows


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
def _short_errors(log: Path, polars: Any) -> Generator[None]:
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
        msg = f"{shorten(str(log))} cannot be priced: {shorten(first)}"
        raise ValueError(msg) from error
