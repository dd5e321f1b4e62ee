"""Pricing of a log of usage from one file to another, for the command `cost`.

The log need not fit the memory. Polars prices it, because it keeps the order of the rows and sums
them up while it writes them.
"""

import re
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import import_library
from aiproviders._records.model import Model

Progress = Callable[[int], AbstractContextManager[Callable[[int], object]]]
"""Takes the number of rows of a log; its context gives a function that is told of rows done."""

_FORMATS = (".csv", ".parquet")
_SAMPLED_ROWS = 10_000  # of a CSV file, to infer the types of its columns


def price_log(
    log: Path,
    out: Path | None,
    models: Iterable[Model],
    *,
    model: str,
    at: str | None,
    tokens: Mapping[str, Any],
    host: str | None,
    progress: Progress,
) -> list[dict[str, Any]]:
    """Price a log, write it with its costs if asked, and return the rows of `usage_summary`.

    Args:
        log: A `.csv` or `.parquet` file. Columns of a CSV file that pricing does not need are
            read and written as texts.
        out: Where to write the log with its costs, in the format of the suffix; nowhere if None.
        models: The models, with their prices.
        model: Column of names.
        at: Column of dates or times, if any.
        tokens: Columns of tokens, as `cost_of_usage` takes them.
        host: Id of who served the requests; the makers of the models if None.
        progress: Reports how far the work is.

    Raises:
        ValueError: A suffix is neither, a file is not in the format of its suffix, or the log
            lacks a column or has one that `cost_of_usage` refuses.
        MissingExtraError: Polars or Narwhals is not installed.
        OSError: A file cannot be read or written.
    """
    for path in filter(None, (log, out)):
        if path.suffix.lower() not in _FORMATS:
            msg = f"a log of usage ends in {' or '.join(_FORMATS)}, got {path.name!r}"
            raise ValueError(msg)
    polars = import_library("polars", "polars")
    from aiproviders._usage.cost import COST_COLUMNS, cost_of_usage, usage_summary

    log.open("rb").close()  # raises an OSError that names the file
    with _short_errors(log, polars):
        usage = _scan(polars, log, at, tokens)
        rows = usage.select(polars.len()).collect().item()
        with progress(rows) as advance:
            try:
                priced = cost_of_usage(usage, models, model=model, at=at, host=host, **tokens)
            except TypeError as error:  # the type of a column
                raise ValueError(*error.args) from error
            summary = partial(usage_summary, model=model, at=at)
            if out is None:
                needed = priced.select({model, *filter(None, [at]), *COST_COLUMNS})
                return _collect(polars, summary(_reporting(needed, advance)))
            with replacing(out) as unfinished:
                reported = _reporting(priced, advance)
                sink = reported.sink_csv if out.suffix.lower() == ".csv" else reported.sink_parquet
                return _collect(polars, sink(unfinished, lazy=True), summary(priced))


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


def _scan(polars: Any, log: Path, at: str | None, tokens: Mapping[str, Any]) -> Any:
    if log.suffix.lower() == ".parquet":
        return polars.scan_parquet(log, glob=False)
    options = {"glob": False, "try_parse_dates": True, "infer_schema_length": _SAMPLED_ROWS}
    found = polars.scan_csv(log, **options).collect_schema()
    types = dict.fromkeys(found, polars.String)
    for name in tokens.values():
        if name in found:
            # An empty column is inferred as texts; other texts are refused when they are read.
            types[name] = found[name] if found[name].is_numeric() else polars.Int64
    if at is not None and at in types:
        if found[at].is_temporal():
            _check_dates(polars.scan_csv(log, schema_overrides=types, **options), at)
        del types[at]
    return polars.scan_csv(log, schema_overrides=types, **options)


def _check_dates(texts: Any, at: str) -> None:
    """Refuse dates that do not begin with the year; 05/01/2026 may be in January or in May.

    Raises:
        ValueError: The first date is not of the form 2026-05-20.
    """
    first = texts.head(_SAMPLED_ROWS).select(at).drop_nulls().head(1).collect().item()
    if not re.match(r"\d{4}-", first):
        msg = f"the column {at!r} holds dates such as {first!r}; write them as 2026-05-20"
        raise ValueError(msg)


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
        msg = f"{log} cannot be priced: {first}"
        raise ValueError(msg) from error
