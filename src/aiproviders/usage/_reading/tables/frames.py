"""Frames of any library as lazy frames of Polars, and those of several tables as one."""

from collections.abc import Sequence
from typing import Any

from aiproviders._frames.data_frame import import_library
from aiproviders.usage._pricing.log_columns import frame_of, is_lazy
from aiproviders.usage._reading.record_tables import as_text
from aiproviders.usage._reading.skipped import Skipping
from aiproviders.usage._reading.tables.table_rows import KEYS

_POSITION = "position of the row"


def as_polars(frame: Any) -> Any:
    """Return a frame of any library as a lazy frame of Polars.

    Raises:
        TypeError: It is none.
    """
    log = frame_of(frame)
    if log.implementation.is_polars():
        return log.lazy().to_native()
    if is_lazy(log):
        return log.collect("polars").lazy().to_native()
    if log.implementation.is_pandas():
        # Arrow refuses a column of Python objects of several types.
        native = log.to_native()
        objects = [name for name in native if native[name].dtype == object]
        texts = {name: native[name].map(as_text, na_action="ignore") for name in objects}
        log = frame_of(native.assign(**texts))
    return log.to_polars().lazy()


def last_of_each_key(frames: Sequence[Any], skipping: Skipping) -> Any:
    """Return the frames of one format as one, in which the last row of each key counts."""
    whole = joined_frames(frames)
    if KEYS not in whole.collect_schema():
        return whole
    polars = import_library("polars", "polars")
    keys = polars.col(KEYS)
    (((stated, distinct),)) = (
        whole.select(keys.count().alias("stated"), keys.drop_nulls().n_unique().alias("distinct"))
        .collect(engine="streaming")
        .rows()
    )
    earlier = stated - distinct
    if not earlier:
        return whole.drop(KEYS)  # to look for the last of each takes all rows at once
    skipping.add("a later row of the same request counts", "the tables", earlier)
    position = polars.col(_POSITION)
    is_last = keys.is_null() | (position == position.max().over(KEYS))
    return whole.with_row_index(_POSITION).filter(is_last).drop(_POSITION, KEYS)


def joined_frames(frames: Sequence[Any]) -> Any:
    """Return frames as one; columns that differ in type become texts."""
    polars = import_library("polars", "polars")
    if len(frames) == 1:
        return frames[0]
    types = dict[str, set[Any]]()
    for frame in frames:
        for name, dtype in frame.collect_schema().items():
            types.setdefault(name, set()).add(dtype)
    differing = {name for name, found in types.items() if len(found) > 1}
    kept = [
        frame.drop(
            name
            for name, dtype in frame.collect_schema().items()
            if name in differing and dtype.is_nested()
        )
        for frame in frames
    ]
    return polars.concat(kept, how="diagonal_relaxed")
