"""Tables of records: which columns each type of record is shown in."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from attrs import fields, frozen

from aiproviders._analysis.audit.findings import Finding
from aiproviders._display.cells import (
    Cell,
    Names,
    Table,
    period_cell,
    place_cell,
    printed_words,
)
from aiproviders._display.field_cells import (
    amount_cell,
    context_cell,
    field_cell,
    figure_cell,
    heading_of,
    measure_cell,
    other_prices_cell,
    price_cell,
    roles_cell,
    tiers_cell,
    title_cell,
    when_cell,
)
from aiproviders._format.bundled import shared_labels
from aiproviders._records.company import BusinessUnit, Company, Person, Product
from aiproviders._records.model import Model, Score
from aiproviders._records.price import RATES, TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import (
    Benchmark,
    Citation,
    Claim,
    Entity,
    Event,
    Measure,
    Metric,
    RetiredId,
    Source,
)

if TYPE_CHECKING:
    from attrs import AttrsInstance


@frozen
class Column:
    """A heading, and what to show under it of a record."""

    heading: str
    cell: Callable[[Any, Names], Cell]
    is_number: bool = False
    is_place: bool = False


def records_table(
    records: Iterable[object],
    *,
    names: Names | None = None,
    heading: str = "",
    places: bool = True,
) -> Table:
    """A row to each record, in the columns of their type; of several types, what all have.

    Args:
        records: Records of any type, or prices, scores or citations.
        names: What to call the records that ids stand for; shared measures and benchmarks have
            names in any case.
        heading: Heading of the table.
        places: Whether to say where each record stands.
    """
    shown = tuple(records)
    types = {type(record) for record in shown}
    columns = _columns(types.pop()) if len(types) == 1 else _ANY
    if columns[-1].is_place:
        columns = (*columns[:-1], _where(shown)) if places else columns[:-1]
    known = {**shared_labels(), **(names or {})}
    filled = [(column, [column.cell(record, known) for record in shown]) for column in columns]
    # A column in which no row says anything is left out.
    filled = [(column, cells) for column, cells in filled if any(cell.text for cell in cells)]
    return Table(
        tuple(column.heading for column, _ in filled),
        tuple(zip(*(cells for _, cells in filled), strict=True)),
        tuple(place for place, (column, _) in enumerate(filled) if column.is_number),
        heading=heading,
        cut=tuple(place for place, (column, _) in enumerate(filled) if column.is_place),
    )


def _columns(kind: type[Any]) -> tuple[Column, ...]:
    """The columns of a type; of one without columns of its own, its fields."""
    return _COLUMNS.get(kind) or tuple(
        Column(heading_of(each.name), _field(each.name))
        for each in fields(cast("type[AttrsInstance]", kind))
    )


def _field(name: str) -> Callable[[Any, Names], Cell]:
    return lambda record, names: field_cell(record, name, names)


def _amount(kind: str) -> Callable[[Any, Names], Cell]:
    return lambda price, _: amount_cell(getattr(price, kind), price.currency)


def _count(section: str) -> Callable[[Any, Names], Cell]:
    return lambda provider, _: Cell(f"{len(getattr(provider, section)):,}")


def _where(records: tuple[Any, ...]) -> Column:
    """The sections, under the name of the source if all records are taken from one."""
    cited = {citation.source for record in records for citation in record.citations}
    if len(cited) != 1:
        return _WHERE
    return Column(
        f"Where in {cited.pop()}",
        lambda record, _: place_cell(record.citations, names_source=False),
        is_place=True,
    )


_WHERE = Column("Where", lambda record, _: place_cell(record.citations), is_place=True)
_NAME = Column("Name", lambda record, _: Cell(str(record)))
_REPORTER = Column("Reported by", _field("reported_by"))

_ANY = (
    Column("Kind", lambda record, _: Cell(type(record).__name__)),
    Column("Id", lambda record, _: Cell(record.id)),
    Column("What", lambda record, _: Cell(str(record))),
)
_COLUMNS: dict[type[Any], tuple[Column, ...]] = {
    Benchmark: (_NAME, Column("Unit", _field("unit")), Column("Scale", _field("scale"))),
    BusinessUnit: (
        _NAME,
        Column("Kind", _field("kind")),
        Column("Founded", _field("founded")),
        _WHERE,
    ),
    Citation: (
        Column("Source", _field("source")),
        Column("Section", lambda citation, _: Cell(citation.section or "")),
        Column("Place", lambda citation, _: Cell(citation.locator or "")),
        Column("Printed there", lambda citation, _: Cell(printed_words(citation))),
    ),
    Claim: (
        Column("Claim", _field("title")),
        Column("Kind", _field("kind")),
        Column("Said by", _field("said_by")),
        _WHERE,
    ),
    Company: (_NAME, Column("Founded", _field("founded")), _WHERE),
    Entity: (_NAME, Column("Kind", _field("kind")), Column("Country", _field("country")), _WHERE),
    Event: (
        Column("Date", _field("date")),
        Column("Event", title_cell),
        Column("Kind", _field("kind")),
        _WHERE,
    ),
    Finding: (
        Column("Severity", _field("severity")),
        Column("Rule", _field("rule")),
        Column("Arithmetic", _field("arithmetic")),
        _WHERE,
    ),
    Measure: (_NAME, Column("Kind", _field("kind")), Column("Units", _field("units"))),
    Metric: (
        Column("Subject", _field("subject")),
        Column("Measure", measure_cell),
        Column("Value", figure_cell),
        Column("Period", when_cell),
        _REPORTER,
        _WHERE,
    ),
    Model: (
        Column("Model", _field("name")),
        Column("Out since", _field("first_seen")),
        Column("Access", _field("access")),
        Column("Context", context_cell, is_number=True),
        Column("In / out per million tokens", price_cell, is_number=True),
        _WHERE,
    ),
    Person: (_NAME, Column("Roles", roles_cell), _WHERE),
    Product: (
        _NAME,
        Column("Kind", _field("kind")),
        Column("Launched", _field("launched")),
        Column("Offered by", _field("organization")),
        _WHERE,
    ),
    Provider: (
        Column("Id", _field("id")),
        Column("Name", _field("name")),
        *(
            Column(heading_of(section), _count(section), is_number=True)
            for section in ("models", "metrics", "events")
        ),
        Column("Data version", _field("data_version")),
        Column("Facts until", _field("newest_fact")),
    ),
    RetiredId: (
        Column("Id", _field("id")),
        Column("Now", _field("successor")),
        Column("Since", _field("since")),
    ),
    Score: (
        Column("Benchmark", _field("benchmark")),
        Column("Score", _field("quantity"), is_number=True),
        Column("Date", _field("date")),
        _REPORTER,
        _WHERE,
    ),
    Source: (
        Column("Title", _field("title")),
        Column("Kind", _field("kind")),
        Column("Publisher", _field("publisher")),
        Column("Published", _field("published")),
        Column("Address", _field("url")),
    ),
    TokenPrice: (
        Column("Plan", _field("plan")),
        *(Column(heading_of(kind), _amount(kind), is_number=True) for kind in RATES),
        Column("Longer requests", tiers_cell),
        Column("Other", other_prices_cell),
        Column("Holds", lambda price, _: period_cell(price.effective or price.observed)),
        _REPORTER,
        _WHERE,
    ),
}
