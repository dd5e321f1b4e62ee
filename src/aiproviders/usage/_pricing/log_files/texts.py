"""Numbers and times that a file of a log holds as texts, read entry by entry with Polars."""

import warnings
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from aiproviders._values.wording import counted, listed, quoted, shorten

# A date in ISO 8601; its time of day and its zone, where there are any, follow in parts.
_MOMENT = (
    r"^(\d{4}-\d\d-\d\d)"
    r"(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?(?: ?(?:Z|([+-]\d\d):?(\d\d)?))?)?$"
)
_CLOCK = ("00:00", ":00", "", "+00", "00")  # the parts of a time that are not there
_WHOLE = 2**53  # a float holds every whole number up to here


class ReadTexts(NamedTuple):
    """A log whose texts were read.

    Attributes:
        log: The log, a lazy frame of Polars, with what was read in columns beside it.
        columns: What those columns are called, by the column that holds the texts.
        odd: A column that says whether an entry of the row cannot be read; None if all can.
        rows: The number of rows.
    """

    log: Any
    columns: dict[str, str]
    odd: str | None
    rows: int


def read_texts(
    polars: Any, log: Any, numbers: Iterable[str | None], at: str | None, *, name: str, strict: bool
) -> ReadTexts:
    """Read columns of a log where they are texts; what cannot be read is null.

    One warning counts the rows with an entry that cannot be read.

    Args:
        polars: The library.
        log: A lazy frame of Polars.
        numbers: Columns of numbers; None is none.
        at: Column of dates or times, if any.
        name: What the log is called.
        strict: Refuse the log if an entry cannot be read.

    Raises:
        ValueError: No entry of a column can be read, or one cannot and `strict` is true.
    """
    schema = log.collect_schema()
    named = dict.fromkeys(each for each in (*numbers, at) if each is not None)
    texts = [each for each in named if schema[each] == polars.String]
    read = {each: (_moment if each == at else _number)(polars, each) for each in texts}
    odd = {each: _is_stated(polars, each) & read[each].is_null() for each in texts}
    is_odd = polars.any_horizontal(polars.lit(value=False), *odd.values())
    counts = log.select(
        polars.len().alias("rows"),
        is_odd.sum().alias("odd"),
        *(polars.col(each).filter(odd[each]).first().alias(f"odd {each}") for each in texts),
        *(read[each].is_not_null().any().alias(f"read {each}") for each in texts),
        *(_is_whole(read[each]).alias(f"whole {each}") for each in texts if each != at),
    )
    (found,) = counts.collect(engine="streaming").to_dicts()
    firsts = {each: found[f"odd {each}"] for each in texts if found[f"odd {each}"] is not None}
    for column, first in firsts.items():
        if not found[f"read {column}"]:
            msg = f"the column {quoted(column)} holds no numbers but texts such as {quoted(first)}"
            if column == at:
                msg = (
                    f"the column {quoted(at)} holds no dates or times but texts such as "
                    f"{quoted(first)}; write them as 2026-05-20"
                )
            raise ValueError(msg)
    if firsts:
        entries = listed(
            (f"{quoted(first)} in {quoted(column)}" for column, first in firsts.items()), 2
        )
        msg = (
            f"{found['odd']:,} of {counted(found['rows'], 'row')} of {shorten(name, 60)} cannot be "
            f"read, such as {entries}"
        )
        if strict:
            raise ValueError(msg)
        warnings.warn(f"{msg}; they have no cost", stacklevel=2)
    whole = {each for each in texts if found.get(f"whole {each}")}
    columns = {each: _unused(each, schema) for each in texts}
    log = log.with_columns(
        (read[each].cast(polars.Int64) if each in whole else read[each]).alias(columns[each])
        for each in texts
    )
    if not firsts:
        return ReadTexts(log, columns, None, found["rows"])
    flag = _unused("odd", log.collect_schema())
    return ReadTexts(log.with_columns(is_odd.alias(flag)), columns, flag, found["rows"])


def _unused(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _is_stated(polars: Any, column: str) -> Any:
    return (polars.col(column).str.strip_chars() != "").fill_null(value=False)


def _number(polars: Any, column: str) -> Any:
    return polars.col(column).str.strip_chars().cast(polars.Float64, strict=False)


def _is_whole(number: Any) -> Any:
    return ((number % 1 == 0) & (number.abs() <= _WHOLE)).all()


def _moment(polars: Any, column: str) -> Any:
    """Return dates and times as times of UTC, which those without a zone are."""
    parts = polars.col(column).str.strip_chars().str.extract_groups(_MOMENT).struct
    clock = (
        parts.field(f"{place}").fill_null(absent) for place, absent in enumerate(_CLOCK, start=2)
    )
    whole = polars.concat_str([parts.field("1"), polars.lit("T"), *clock])
    moment = whole.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", strict=False)
    # The oldest Polars that is allowed loses the zone otherwise, where it writes a file.
    return moment.dt.convert_time_zone("UTC")
