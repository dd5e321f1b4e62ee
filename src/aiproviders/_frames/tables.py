"""Tables of collections: the columns of each kind, and its rows as plain Python values.

`data_table` takes a catalog or a result; data frames, CSV and JSON are made from what it gives.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from attrs import evolve

from aiproviders._analysis.compare import Comparison, ComparisonRow, comparison_text
from aiproviders._analysis.diff import Changes, exact_text
from aiproviders._analysis.gaps import Gaps
from aiproviders._analysis.join import Joined, Pair
from aiproviders._analysis.ranking import PricePerformance, PricePerformanceRow
from aiproviders._frames.columns import (
    CellValue,
    Column,
    RowContext,
    class_columns,
    count_column,
    date_columns,
    provider_column,
    quantity_columns,
    texts_column,
    value_column,
)
from aiproviders._records.catalog import Catalog
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.models.score import Score
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity


class DataTable(NamedTuple):
    """Columns, and rows that have a value for each of them.

    Attributes:
        columns: The columns.
        rows: The value of each column by its name: a text, int, Decimal, date, bool or None.
    """

    columns: tuple[Column, ...]
    rows: list[dict[str, CellValue]]


def data_table(tabular: Tabular, *, approximate_bounds: bool = False) -> DataTable:
    """Return the columns and rows of a collection.

    The columns of a kind of collection are the same whether it is empty or full.

    Args:
        tabular: A catalog, or a result that has rows.
        approximate_bounds: Whether a figure that is "about" has bounds.

    Raises:
        TypeError: The object is no collection of this package.
    """
    context = RowContext(approximate_bounds=approximate_bounds)
    match tabular:
        case Catalog():
            return _catalog_table(
                tabular, catalog_context(tabular, approximate_bounds=approximate_bounds)
            )
        case PricePerformance():
            return build_table(_PRICE_PERFORMANCE_COLUMNS, _ranked_models(tabular), context)
        case Comparison():
            return build_table(_comparison_columns(len(tabular.compared)), tabular, context)
        case Joined():
            return build_table(_JOINED_COLUMNS, _joined_fields(tabular), context)
        case Changes():
            return build_table(_CHANGES_COLUMNS, tabular, RowContext(tabular.provider))
        case Gaps():
            return build_table(_GAPS_COLUMNS, _gap_items(tabular), context)
        case _:
            msg = f"{type(tabular).__name__} has no rows"
            raise TypeError(msg)


def build_table(
    columns: tuple[Column, ...], items: Iterable[Any], context: RowContext
) -> DataTable:
    """Return a table with a row for each item, given columns that find their values in it."""
    return DataTable(
        columns, [{each.name: each.value(item, context) for each in columns} for item in items]
    )


def catalog_context(catalog: Catalog[Any], *, approximate_bounds: bool = False) -> RowContext:
    """Return what the rows of a catalog have in common."""
    origin = catalog.origin
    if origin is None:
        return RowContext(holders=catalog._holder_by_record, approximate_bounds=approximate_bounds)
    return RowContext(
        origin.provider, labels=dict(origin.labels), approximate_bounds=approximate_bounds
    )


# Catalogs

PROVIDER_COLUMNS = (
    *value_column("id", "text", "Id of the provider.", attrgetter("id")),
    *value_column("provider", "text", "The same, to join by.", attrgetter("id")),
    *value_column("name", "text", "What people call it.", attrgetter("name")),
    *value_column("schema", "text", "Version of the format of its data.", attrgetter("schema")),
    *value_column("data_version", "text", "Version of its data.", attrgetter("data_version")),
    *date_columns("newest_fact", "The latest date of a fact.", attrgetter("newest_fact")),
    *(
        column
        for section in SECTIONS
        for column in count_column(
            section, f"Its {section.replace('_', ' ')}.", attrgetter(section)
        )
    ),
)
"""Columns of providers."""


def _catalog_table(catalog: Catalog[Any], context: RowContext) -> DataTable:
    """Return the table of a catalog."""
    columns = {cls: _record_columns(cls) for cls in catalog.record_types or (Record,)}
    first, *others = columns.values()
    if not others:
        return build_table(first, catalog, context)
    # A catalog of several classes has the columns that all of them have.
    keys = [{(each.name, each.kind) for each in own} for own in columns.values()]
    common = keys[0].intersection(*keys[1:])
    shared = tuple(each for each in first if (each.name, each.kind) in common)
    by_name = {cls: {each.name: each for each in own} for cls, own in columns.items()}
    return DataTable(
        shared,
        [
            {each.name: by_name[type(record)][each.name].value(record, context) for each in shared}
            for record in catalog
        ],
    )


def _record_columns(cls: Any) -> tuple[Column, ...]:
    return PROVIDER_COLUMNS if issubclass(cls, Provider) else class_columns(cls)


# Models by value for money


class _RankedModel(NamedTuple):
    result: PricePerformance
    rank: int
    row: PricePerformanceRow


def _ranked_models(result: PricePerformance) -> Iterator[_RankedModel]:
    for rank, row in enumerate(result.rows, 1):
        yield _RankedModel(result, rank, row)


# Models that were left out have no row.
_PRICE_PERFORMANCE_COLUMNS = (
    *value_column("id", "text", "Id of the model.", attrgetter("row.model.id")),
    *value_column("provider", "text", "Id of its maker.", attrgetter("row.model.provider")),
    *value_column("name", "text", "Name of the model.", attrgetter("row.model.name")),
    *value_column("rank", "integer", "Its place, from 1 for the best value.", attrgetter("rank")),
    *value_column("benchmark", "text", "Id of the benchmark.", attrgetter("result.benchmark")),
    *value_column("version", "text", "Version of the benchmark.", attrgetter("result.version")),
    *value_column("harness", "text", "What ran the benchmark.", attrgetter("result.harness")),
    *value_column(
        "variant", "text", "Variant or effort of the model scored.", attrgetter("row.variant")
    ),
    *value_column(
        "mix", "text", "The mix that prices are blended at.", lambda item: str(item.result.mix)
    ),
    *quantity_columns("score", "score_", "Result on the benchmark.", attrgetter("row.score")),
    *value_column(
        "standard_error",
        "number",
        "Standard error of the score, in its unit.",
        attrgetter("row.standard_error"),
    ),
    *value_column(
        "reported_by", "text", "Id of who reported the score.", attrgetter("row.reported_by")
    ),
    *date_columns("date", "When the score was measured.", attrgetter("row.date")),
    *value_column(
        "retired", "boolean", "Whether the model is no longer on sale.", attrgetter("row.retired")
    ),
    *quantity_columns(
        "blended_price",
        "blended_price_",
        "Price per million tokens at the mix.",
        attrgetter("row.blended_price"),
    ),
    *quantity_columns(
        "task_cost",
        "task_cost_",
        "Cost of the tokens of a task; null unless they are given.",
        attrgetter("row.task_cost"),
    ),
    *value_column(
        "price_change",
        "text",
        "Until when the price holds and which follows, per million tokens in and out.",
        attrgetter("row.price_change"),
    ),
    *quantity_columns(
        "score_per_price",
        "score_per_price_",
        "Score divided by blended price.",
        attrgetter("row.score_per_price"),
    ),
    *quantity_columns(
        "price_per_point",
        "price_per_point_",
        "Blended price divided by score.",
        attrgetter("row.price_per_point"),
    ),
    *value_column(
        "on_frontier",
        "boolean",
        "Whether no other model is at most as dear and at least as good.",
        attrgetter("row.on_frontier"),
    ),
    *texts_column(
        "inferred",
        "What of score and price the source leaves to convention.",
        attrgetter("row.inferred"),
    ),
)


# Changes between two versions


def _change_text(value: object) -> str | None:
    return None if value is None else exact_text(value)


_CHANGES_COLUMNS = (
    *provider_column(attrgetter("provider")),
    *value_column("section", "text", "The catalog that the record is in.", attrgetter("section")),
    *value_column("id", "text", "Id of the record.", attrgetter("id")),
    *value_column("kind", "text", "`corrected`, `added` or `withdrawn`.", attrgetter("kind")),
    *value_column(
        "path", "text", "The field corrected; else null.", lambda change: change.path or None
    ),
    *value_column(
        "before",
        "text",
        "What stood there, in words.",
        lambda change: _change_text(change.before),
    ),
    *value_column(
        "after",
        "text",
        "What stands there now, in words.",
        lambda change: _change_text(change.after),
    ),
    *texts_column("sources", "Ids of the sources that are cited.", attrgetter("sources")),
)


# Gaps


class _GapItem(NamedTuple):
    provider: str
    kind: str
    section: str | None = None
    id: str | None = None
    record_type: str | None = None
    field: str | None = None
    unknown: int | None = None
    total: int | None = None
    date: Period | None = None


def _gap_items(found: Gaps) -> Iterator[_GapItem]:
    for each in found.unknown:
        yield _GapItem(
            provider=each.provider,
            kind="unknown",
            record_type=each.record_type,
            field=each.field,
            unknown=each.unknown,
            total=each.total,
        )
    for record, provider in found.undated.holders:
        yield _GapItem(provider=provider, kind="undated", id=record.id)
    for record, provider in found.unattributed.holders:
        yield _GapItem(provider=provider, kind="unattributed", id=record.id)
    for oldest in found.oldest:
        yield _GapItem(
            provider=oldest.provider,
            kind="oldest",
            section=oldest.section,
            id=oldest.id,
            date=oldest.date,
        )


_GAPS_COLUMNS = (
    *provider_column(attrgetter("provider")),
    *value_column(
        "kind",
        "text",
        "`unknown` of a field that records do not state, `undated` and `unattributed` of a record "
        "without a date or reporter, `oldest` of the oldest record of a section.",
        attrgetter("kind"),
    ),
    *value_column("section", "text", "The section, of the oldest.", attrgetter("section")),
    *value_column("id", "text", "Id of the record; null of a field.", attrgetter("id")),
    *value_column(
        "record_type", "text", "Class of the records of a field.", attrgetter("record_type")
    ),
    *value_column("field", "text", "Name of the field.", attrgetter("field")),
    *value_column("unknown", "integer", "How many do not state it.", attrgetter("unknown")),
    *value_column("total", "integer", "How many such records there are.", attrgetter("total")),
    *date_columns("date", "Date of the oldest.", attrgetter("date")),
)


# Comparisons


_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


def _ordinals(number: int) -> Iterator[str]:
    """Yield what columns call so many sides: `first`, `second`, …, `tenth`, `number_11`, …."""
    for position in range(number):
        yield _ORDINALS[position] if position < len(_ORDINALS) else f"number_{position + 1}"


def _text_column(side: int, name: str) -> Iterator[Column]:
    def text(row: ComparisonRow) -> str | None:
        return None if row.values[side] is None else comparison_text(row.values[side])

    yield from value_column(name, "text", f"What the {name} says, in words.", text)


def _side_columns(side: int, name: str) -> Iterator[Column]:
    """Yield the columns of the value of one side as a number, and of its sources."""

    def quantity(row: ComparisonRow) -> Quantity | None:
        value = row.values[side]
        value = value.quantity if isinstance(value, Score) else value
        return value if isinstance(value, Quantity) else None

    meaning = f"What the {name} says, if it is a number."
    yield from quantity_columns(f"{name}_value", f"{name}_", meaning, quantity)
    yield from texts_column(
        f"{name}_sources",
        "Ids of the sources where it says so.",
        lambda row: dict.fromkeys(each.source for each in row.citations[side]),
    )


def _comparison_columns(number: int) -> tuple[Column, ...]:
    """Return the columns of a comparison of so many records."""
    names = tuple(_ordinals(number))
    return (
        *value_column(
            "field", "text", "Path of the field, such as `price.input`.", attrgetter("field")
        ),
        *(column for side, name in enumerate(names) for column in _text_column(side, name)),
        *value_column(
            "differs", "boolean", "Whether they differ; null if not known.", attrgetter("differs")
        ),
        *value_column(
            "consistent",
            "boolean",
            "Whether numbers or dates can all be so; null of anything else.",
            attrgetter("consistent"),
        ),
        *(column for side, name in enumerate(names) for column in _side_columns(side, name)),
    )


_OF_TWO = _comparison_columns(2)


# Price catalogs joined onto a provider


class _JoinedField(NamedTuple):
    joined: Joined
    pair: Pair
    row: ComparisonRow


def _joined_fields(joined: Joined) -> Iterator[_JoinedField]:
    for pair in joined.pairs:
        for row in pair.comparison:
            yield _JoinedField(joined, pair, row)


def _of_comparison(column: Column) -> Column:
    """Return a column of comparisons for the fields of a pair of models."""

    def value(item: _JoinedField, context: RowContext) -> CellValue:
        return column.value(item.row, context)

    return evolve(column, value=value)


# A row is a field that either side of a pair states.
_JOINED_COLUMNS = (
    *value_column("id", "text", "Id of the model here.", attrgetter("pair.model.id")),
    *value_column("provider", "text", "Id of the provider.", attrgetter("joined.provider.id")),
    *value_column("other_id", "text", "Id of the model there.", attrgetter("pair.other.id")),
    *value_column(
        "price_catalog", "text", "Title of the price catalog.", attrgetter("joined.price_catalog")
    ),
    *value_column("ground", "text", "Why they are taken for one.", attrgetter("pair.ground")),
    *map(_of_comparison, _OF_TWO),
)
