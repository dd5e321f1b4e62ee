"""Logs of usage in files, priced out of core from one file to another.

Polars does it, for it leaves the rows in their order and sums them up while it writes them.
"""

import re
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from aiproviders._format.atomic_write import replacing
from aiproviders._frames.data_frame import need
from aiproviders._records.model import Model

Progress = Callable[[int], AbstractContextManager[Callable[[int], object]]]
"""Given a number of rows, something to enter that gives what is told of rows that are done."""

_FORMATS = (".csv", ".parquet")
_LOOKED_AT = 10_000  # rows of a CSV file, to learn what its columns hold


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
    """Price a log that need not fit the memory, and give the rows of `usage_summary`.

    Args:
        log: A `.csv` or `.parquet` file. Of a CSV file, the columns that pricing has no need of
            stay the texts that they are.
        out: Where to write the log with its costs, in the format of the suffix; nowhere if None.
        models: The models, with their prices.
        model: Column of names.
        at: Column of dates or times, if any.
        tokens: Columns of tokens, as `cost_of_usage` takes them.
        host: Id of who served the requests.
        progress: What to tell how far the work is.

    Raises:
        ValueError: A suffix is another one, the file is not of its format, or `cost_of_usage`
            cannot do with its columns.
        MissingExtraError: Polars or Narwhals is not installed.
        OSError: A file cannot be read or written.
    """
    for path in filter(None, (log, out)):
        if path.suffix.lower() not in _FORMATS:
            msg = f"a log of usage ends in {' or '.join(_FORMATS)}, got {path.name!r}"
            raise ValueError(msg)
    polars = need("polars", "polars")
    from aiproviders._usage.cost import ADDED, cost_of_usage, usage_summary  # noqa: PLC0415 - extra

    log.open("rb").close()  # for an error in the words of Python
    with _worded(log, polars):
        usage = _scan(polars, log, at, tokens)
        rows = usage.select(polars.len()).collect().item()
        with progress(rows) as advance:
            try:
                priced = cost_of_usage(usage, models, model=model, at=at, host=host, **tokens)
            except TypeError as error:  # of what a column holds
                raise ValueError(*error.args) from error
            summary = partial(usage_summary, model=model, at=at)
            if out is None:
                needed = priced.select({model, *filter(None, [at]), *ADDED})
                return _collect(polars, summary(_telling(needed, advance)))
            with replacing(out) as unfinished:
                told = _telling(priced, advance)
                sink = told.sink_csv if out.suffix.lower() == ".csv" else told.sink_parquet
                return _collect(polars, sink(unfinished, lazy=True), summary(priced))


def _telling(frame: Any, advance: Callable[[int], object]) -> Any:
    """A frame that tells of its rows as they pass."""
    tell: Callable[[Any], Any] = lambda batch: advance(batch.height) or batch  # noqa: E731
    return frame.map_batches(tell, streamable=True)


def _collect(polars: Any, *frames: Any) -> list[dict[str, Any]]:
    """Do the work, and give the rows of the last frame; what they share is done once."""
    rows: list[dict[str, Any]] = polars.collect_all(frames, engine="streaming")[-1].to_dicts()
    return rows


def _scan(polars: Any, log: Path, at: str | None, tokens: Mapping[str, Any]) -> Any:
    if log.suffix.lower() == ".parquet":
        return polars.scan_parquet(log, glob=False)
    how = {"glob": False, "try_parse_dates": True, "infer_schema_length": _LOOKED_AT}
    found = polars.scan_csv(log, **how).collect_schema()
    types = dict.fromkeys(found, polars.String)
    for name in tokens.values():
        if name in found:
            # Nothing but texts is nothing at all, or a fault that reading tells of.
            types[name] = found[name] if found[name].is_numeric() else polars.Int64
    if at is not None and at in types:
        if found[at].is_temporal():
            _check_dates(polars.scan_csv(log, schema_overrides=types, **how), at)
        del types[at]
    return polars.scan_csv(log, schema_overrides=types, **how)


def _check_dates(texts: Any, at: str) -> None:
    """Refuse dates that do not begin with the year: of 05/01/2026 it is a guess which day it is.

    Raises:
        ValueError: They are such dates.
    """
    first = texts.head(_LOOKED_AT).select(at).drop_nulls().head(1).collect().item()
    if not re.match(r"\d{4}-", first):
        msg = f"the column {at!r} holds dates such as {first!r}; write them as 2026-05-20"
        raise ValueError(msg)


@contextmanager
def _worded(log: Path, polars: Any) -> Generator[None]:
    """Say in a sentence what Polars says at length, or in numbers of the operating system.

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
