"""The columns and rows of every collection, as plain Python values."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple, get_args

from attrs import evolve, fields

from aiproviders._analysis.audit.findings import Finding, Findings
from aiproviders._analysis.compare import Comparison, ComparisonRow
from aiproviders._analysis.diff import Changes, worded
from aiproviders._analysis.gaps import Gaps
from aiproviders._analysis.join import Joined, Pair
from aiproviders._analysis.price_performance import PricePerformance, PricePerformanceRow
from aiproviders._frames.columns import (
    Column,
    Plain,
    Setting,
    class_columns,
    counted,
    dated,
    joined,
    measured,
    plain,
    provided,
)
from aiproviders._records.catalog import Catalog
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.metrics import Metrics
from aiproviders._records.provider import SECTIONS, Provider
from aiproviders._records.record import Event, Metric, Record
from aiproviders._records.timeline import Timeline
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity

PROVIDERS = (
    *plain("id", "text", "Id of the provider.", attrgetter("id")),
    *plain("provider", "text", "The same, to join by.", attrgetter("id")),
    *plain("name", "text", "What people call it.", attrgetter("name")),
    *plain("schema", "text", "Version of the format of its data.", attrgetter("schema")),
    *plain("data_version", "text", "Version of its data.", attrgetter("data_version")),
    *dated("newest_fact", "The latest date of a fact.", attrgetter("newest_fact")),
    *(
        column
        for section in SECTIONS
        for column in counted(section, f"Its {section.replace('_', ' ')}.", attrgetter(section))
    ),
)
"""Columns of providers."""


class _Ranked(NamedTuple):
    result: PricePerformance
    rank: int
    row: PricePerformanceRow


def ranked(result: PricePerformance) -> Iterator[_Ranked]:
    """The items of the rows of models by value for money."""
    for rank, row in enumerate(result.rows, 1):
        yield _Ranked(result, rank, row)


PRICE_PERFORMANCE = (
    *plain("id", "text", "Id of the model.", attrgetter("row.model.id")),
    *plain("provider", "text", "Id of its maker.", attrgetter("row.model.provider")),
    *plain("name", "text", "Name of the model.", attrgetter("row.model.name")),
    *plain("rank", "integer", "Its place, from 1 for the best value.", attrgetter("rank")),
    *plain("benchmark", "text", "Id of the benchmark.", attrgetter("result.benchmark")),
    *plain("mix", "text", "The mix that prices are blended at.", lambda item: str(item.result.mix)),
    *measured("score", "score_", "Result on the benchmark.", attrgetter("row.score")),
    *plain("reported_by", "text", "Id of who reported the score.", attrgetter("row.reported_by")),
    *measured(
        "blended_price",
        "blended_price_",
        "Price per million tokens at the mix.",
        attrgetter("row.blended_price"),
    ),
    *measured(
        "score_per_price",
        "score_per_price_",
        "Score divided by blended price.",
        attrgetter("row.score_per_price"),
    ),
    *measured(
        "price_per_point",
        "price_per_point_",
        "Blended price divided by score.",
        attrgetter("row.price_per_point"),
    ),
    *plain(
        "on_frontier",
        "boolean",
        "Whether no other model is at most as dear and at least as good.",
        attrgetter("row.on_frontier"),
    ),
)
"""Columns of models by value for money; those that were left out have no row."""


def _words(value: object) -> str | None:
    return None if value is None else worded(value)


CHANGES = (
    *provided(),
    *plain("section", "text", "The catalog that the record is in.", attrgetter("section")),
    *plain("id", "text", "Id of the record.", attrgetter("id")),
    *plain("kind", "text", "`corrected`, `added` or `withdrawn`.", attrgetter("kind")),
    *plain("path", "text", "The field corrected; else null.", lambda item: item.path or None),
    *plain("before", "text", "What stood there, in words.", lambda item: _words(item.before)),
    *plain("after", "text", "What stands there now, in words.", lambda item: _words(item.after)),
    *joined("sources", "Ids of the sources that the record cites.", attrgetter("sources")),
)
"""Columns of changes."""


class _Open(NamedTuple):
    kind: str
    section: str | None = None
    id: str | None = None
    record_type: str | None = None
    field: str | None = None
    unknown: int | None = None
    total: int | None = None
    date: Period | None = None


GAPS = (
    *provided(),
    *plain(
        "kind",
        "text",
        "`unknown` of a field that records do not state, `undated` and `unattributed` of a record "
        "without a date or reporter, `oldest` of the oldest record of a section.",
        attrgetter("kind"),
    ),
    *plain("section", "text", "The section, of the oldest.", attrgetter("section")),
    *plain("id", "text", "Id of the record; null of a field.", attrgetter("id")),
    *plain("record_type", "text", "Class of the records of a field.", attrgetter("record_type")),
    *plain("field", "text", "Name of the field.", attrgetter("field")),
    *plain("unknown", "integer", "How many do not state it.", attrgetter("unknown")),
    *plain("total", "integer", "How many such records there are.", attrgetter("total")),
    *dated("date", "Date of the oldest.", attrgetter("date")),
)
"""Columns of gaps."""


def open_questions(found: Gaps) -> Iterator[_Open]:
    """The items of the rows of gaps."""
    for each in found.unknown:
        yield _Open(
            kind="unknown",
            record_type=each.record_type,
            field=each.field,
            unknown=each.unknown,
            total=each.total,
        )
    for id in found.undated:
        yield _Open(kind="undated", id=id)
    for id in found.unattributed:
        yield _Open(kind="unattributed", id=id)
    for oldest in found.oldest:
        yield _Open(kind="oldest", section=oldest.section, id=oldest.id, date=oldest.date)


def _side(name: str) -> Iterator[Column]:
    """The columns of what one of two says, in words and as a number."""

    def quantity(row: Any) -> Quantity | None:
        said = getattr(row, name)
        return said if isinstance(said, Quantity) else None

    what = f"What the {name} says"
    yield from measured(f"{name}_value", f"{name}_", f"{what}, if it is a number.", quantity)
    yield from joined(
        f"{name}_sources",
        "Ids of the sources where it says so.",
        lambda row: dict.fromkeys(each.source for each in getattr(row, f"{name}_citations")),
    )


COMPARISON = (
    *plain("field", "text", "Path of the field, such as `price.input`.", attrgetter("field")),
    *plain("first", "text", "What the first says, in words.", lambda row: _said(row, 0)),
    *plain("second", "text", "What the second says, in words.", lambda row: _said(row, 1)),
    *plain(
        "differs", "boolean", "Whether the two differ; null if not known.", attrgetter("differs")
    ),
    *plain(
        "consistent",
        "boolean",
        "Whether numbers or dates can both be so; null of anything else.",
        attrgetter("consistent"),
    ),
    *_side("first"),
    *_side("second"),
)
"""Columns of comparisons."""


def _said(row: Any, side: int) -> str | None:
    return None if (row.first, row.second)[side] is None else row.texts[side]


class _OfPair(NamedTuple):
    joined: Joined
    pair: Pair
    row: ComparisonRow


def stated_of_pairs(joined: Joined) -> Iterator[_OfPair]:
    """The items of the rows of what was joined."""
    for pair in joined.pairs:
        for row in pair.comparison:
            yield _OfPair(joined, pair, row)


def _of_row(column: Column) -> Column:
    def value(item: _OfPair, setting: Setting) -> Plain:
        return column.value(item.row, setting)

    return evolve(column, value=value)


JOINED = (
    *plain("id", "text", "Id of the model here.", attrgetter("pair.model.id")),
    *plain("provider", "text", "Id of the provider.", attrgetter("joined.provider.id")),
    *plain("other_id", "text", "Id of the model there.", attrgetter("pair.other.id")),
    *plain("catalogue", "text", "Title of the catalogue.", attrgetter("joined.catalogue")),
    *plain("ground", "text", "Why they are taken for one.", attrgetter("pair.ground")),
    *map(_of_row, COMPARISON),
)
"""Columns of what was joined: a row to each field that either side of a pair states."""


# The columns of results


class Table(NamedTuple):
    """Columns, and rows that have a value for each of them."""

    columns: tuple[Column, ...]
    rows: list[dict[str, Plain]]


def rows(tabular: Tabular, *, approximate_bounds: bool = False) -> list[dict[str, Plain]]:
    """The rows of a collection as plain values: texts, ints, Decimals, dates, bools and None."""
    return table(tabular, approximate_bounds=approximate_bounds).rows


def columns(tabular: Tabular) -> tuple[Column, ...]:
    """The columns of a collection, the same whether it is empty or full."""
    return table(tabular).columns


def table(tabular: Tabular, *, approximate_bounds: bool = False) -> Table:
    """The columns and rows of a collection; `rows` says what the rows hold.

    Raises:
        TypeError: The object is no collection of this package.
    """
    match tabular:
        case Catalog():
            return _catalog_table(
                tabular, setting_of(tabular, approximate_bounds=approximate_bounds)
            )
        case PricePerformance():
            setting = Setting(approximate_bounds=approximate_bounds)
            return evaluated(PRICE_PERFORMANCE, ranked(tabular), setting)
        case Comparison():
            setting = Setting(approximate_bounds=approximate_bounds)
            return evaluated(COMPARISON, tabular.rows, setting)
        case Joined():
            setting = Setting(approximate_bounds=approximate_bounds)
            return evaluated(JOINED, stated_of_pairs(tabular), setting)
        case Changes():
            return evaluated(CHANGES, tabular, Setting(tabular.provider))
        case Gaps():
            return evaluated(GAPS, open_questions(tabular), Setting(tabular.provider))
        case _:
            msg = f"{type(tabular).__name__} has no rows"
            raise TypeError(msg)


def evaluated(columns: tuple[Column, ...], items: Iterable[Any], setting: Setting) -> Table:
    """The table of items by columns that are about them."""
    return Table(
        columns, [{each.name: each.value(item, setting) for each in columns} for item in items]
    )


# Catalogs

_SECTIONS: dict[str, type] = {
    each.name: get_args(each.type)[0]
    for each in fields(Provider)
    if each.name in SECTIONS and get_args(each.type)
} | {"metrics": Metric, "events": Event, "findings": Finding, "providers()": Provider}
"""What the records of a catalog are, by the last word of its name."""

_CATALOGS: dict[type, type] = {Metrics: Metric, Timeline: Event, Findings: Finding}


def setting_of(catalog: Catalog[Any], *, approximate_bounds: bool = False) -> Setting:
    """What the rows of a catalog have in common."""
    origin = catalog.origin
    if origin is None:
        return Setting(None, {}, approximate_bounds)
    return Setting(origin.provider, dict(origin.labels), approximate_bounds)


def _catalog_table(catalog: Catalog[Any], setting: Setting) -> Table:
    kinds = dict.fromkeys(map(type, catalog)) or (_held_by(catalog),)
    by_kind = {kind: _class_columns(kind) for kind in kinds}
    first, *others = by_kind.values()
    if not others:
        return evaluated(first, catalog, setting)
    names = [{(each.name, each.kind) for each in own} for own in by_kind.values()]
    common = names[0].intersection(*names[1:])
    shared = tuple(each for each in first if (each.name, each.kind) in common)
    values = {kind: {each.name: each.value for each in own} for kind, own in by_kind.items()}
    return Table(
        shared,
        [
            {each.name: values[type(record)][each.name](record, setting) for each in shared}
            for record in catalog
        ],
    )


def _held_by(catalog: Catalog[Any]) -> type:
    """The class of the records that an empty catalog would hold."""
    known = _CATALOGS.get(type(catalog))
    return known or _SECTIONS.get(catalog.name.rpartition(".")[2], Record)


def _class_columns(kind: Any) -> tuple[Column, ...]:
    return PROVIDERS if issubclass(kind, Provider) else class_columns(kind)
