"""What columns the rows of a collection have, and the rows as plain Python values."""

from collections.abc import Iterable
from typing import Any, NamedTuple, get_args

from attrs import fields

from aiproviders._audit import Finding, Findings
from aiproviders._catalog import Catalog
from aiproviders._changes import Changes
from aiproviders._choice import Metrics
from aiproviders._column import Column, Plain, Setting
from aiproviders._comparison import Comparison
from aiproviders._gaps import Gaps
from aiproviders._joining import Joined
from aiproviders._provider import SECTIONS, Provider
from aiproviders._ratios import PricePerformance
from aiproviders._record_columns import class_columns
from aiproviders._records import Event, Metric, Record
from aiproviders._result_columns import (
    CHANGES,
    COMPARISON,
    GAPS,
    JOINED,
    PRICE_PERFORMANCE,
    PROVIDERS,
    open_questions,
    ranked,
    stated_of_pairs,
)
from aiproviders._tabular import Tabular
from aiproviders._timeline import Timeline


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
