"""Read a log of usage, whatever it is in."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders._values.wording import listed
from aiproviders.usage._formats.table_format import ColumnSource
from aiproviders.usage._reading.files import named_files
from aiproviders.usage._reading.gathering import Gathering
from aiproviders.usage._reading.plain_response import plain
from aiproviders.usage._reading.skipped import Skipping
from aiproviders.usage._reading.tables.column_sources import checked_sources
from aiproviders.usage._reading.tables.frames import as_polars
from aiproviders.usage._reading.tables.table_files import places_in
from aiproviders.usage._summary.usage_log import UsageLog


def read(
    source: Any,
    format: str | None = None,
    *,
    columns: Mapping[str, ColumnSource] | str | Path | None = None,
    strict: bool = False,
) -> UsageLog:
    """Read a log of usage.

    What cannot be read is left out, counted and named in `UsageLog.skipped`; an unreadable file
    does not stop the others.

    Args:
        source: A path, a folder, a pattern such as `logs/*.csv`, or a list of these; a data frame;
            or a list of responses of SDKs, as objects or as dicts.
        format: Name of its format; what it is in is found by its shape unless told otherwise.
        columns: For tables, where columns come from, by the names that logs have for them, such as
            `{"model": "llm", "time": "sent_at"}`; or the path of a TOML file with the same. Those
            that it does not name are found as they would be without it.
        strict: Refuse the log if a cell, a line or a file of it cannot be read.

    Raises:
        ValueError: Nothing of a known format was found, there is no such format, or a column is
            missing.
        TypeError: The source is none of these.
        MissingExtraError: Polars is not installed.
        OSError: A file cannot be read.
    """
    import_library("polars", "polars")
    reading = Gathering(format, checked_sources(_mapping(columns)), Skipping(strict=strict))
    if source is None or isinstance(source, Mapping):
        msg = "expected a path, a frame or a list of responses; usage.of takes one response"
        raise TypeError(msg)
    given: list[Any]
    if isinstance(source, str | Path):
        given = [source]
    elif isinstance(source, list | tuple | Iterator):
        given = [*source]
    else:
        reading.table(as_polars(source), "the frame", places_in("the frame"))
        return reading.result("a frame")
    if given and all(isinstance(each, str | Path) for each in given):
        files = named_files(given)
        for path, name in files.items():
            reading.file(path, name, is_alone=len(files) == 1)
        return reading.result(listed(map(str, given)))
    reading.records((f"response {n}", plain(each)) for n, each in enumerate(given, start=1))
    return reading.result("responses")


def _mapping(
    columns: Mapping[str, ColumnSource] | str | Path | None,
) -> Mapping[str, ColumnSource]:
    if not isinstance(columns, str | Path):
        return {} if columns is None else columns
    try:
        return tomllib.loads(Path(columns).read_text(encoding="utf-8-sig"))
    except ValueError as error:
        msg = f"{Path(columns).name} is no TOML file of columns: {error}"
        raise ValueError(msg) from error
