"""Tables of records: the columns that each class of records is shown in."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from attrs import fields, frozen

from aiproviders._analysis.audit.finding import Finding
from aiproviders._display.cells import (
    UNKNOWN,
    Cell,
    Names,
    Table,
    citations_cell,
    printed_text,
    signed_cell,
)
from aiproviders._display.field_cells import (
    USUAL_KINDS,
    access_cell,
    context_cell,
    contract_cell,
    field_cell,
    figure_cell,
    first_seen_cell,
    further_prices_cell,
    heading_of,
    holds_cell,
    measure_cell,
    offer_cell,
    price_cell,
    rate_cell,
    result_cell,
    roles_cell,
    severity_cell,
    title_cell,
    when_cell,
)
from aiproviders._format.bundled.vocabulary import shared_labels
from aiproviders._records.company import BusinessUnit, Company, Person, Product
from aiproviders._records.lookup.dated_alias import DatedAlias
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.use_kinds import KindOfUse
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._records.sections.claims import Claim
from aiproviders._records.sections.entities import Entity
from aiproviders._records.sections.event import Event
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.metric import Metric
from aiproviders._records.sections.retired import RetiredId
from aiproviders._records.sections.sources import Source

if TYPE_CHECKING:
    from attrs import AttrsInstance


@frozen
class TableColumn:
    """A column of a table of records.

    Attributes:
        heading: Its heading.
        cell: Makes the cell of a record, given names to show in place of ids.
        is_number: Whether it is aligned on the right.
        is_citation: Whether it says where each record is stated.
        is_usual: Whether it is there even if nothing in it is stated.
        is_telling: Whether it is there only if rows differ in it.
        is_one_line: Whether HTML does not break it.
        is_cut_line: Whether HTML shows the begin of it, and all under the pointer.
    """

    heading: str
    cell: Callable[[Any, Names], Cell]
    is_number: bool = False
    is_citation: bool = False
    is_usual: bool = True
    is_telling: bool = False
    is_one_line: bool = False
    is_cut_line: bool = False


def records_table(
    records: Iterable[object],
    *,
    names: Names | None = None,
    heading: str = "",
    places: bool = True,
    limit: int | None = None,
) -> Table:
    """Return a table with a row to each record, in the columns of their class.

    Records of several classes have the columns that all of them have. A column without a text in
    any row is left out, and so is one of unusual fields of which none is stated, and that of labs
    where there is one lab.

    Args:
        records: Records of any class, or prices, scores or citations.
        names: Names by id, to show in place of ids; those of shared measures and benchmarks are
            known in any case.
        heading: Heading of the table.
        places: Whether there is a column that says where each record is stated.
        limit: The most records that have a row; None for all.
    """
    given = tuple(records)
    shown = given[:limit]
    classes = {type(record) for record in given}
    columns = _class_columns(classes.pop()) if len(classes) == 1 else _COMMON_COLUMNS
    if columns[-1].is_citation:
        columns = (*columns[:-1], _citation_column(shown)) if places else columns[:-1]
    known = {**shared_labels(), **(names or {})}
    filled = [(column, [column.cell(record, known) for record in shown]) for column in columns]
    filled = [
        (column, cells)
        for column, cells in filled
        if any(cell.text and (column.is_usual or cell != UNKNOWN) for cell in cells)
        and (not column.is_telling or len({column.cell(each, known).text for each in given}) > 1)
    ]
    drawn = [column for column, _ in filled]
    return Table(
        tuple(column.heading for column in drawn),
        tuple(zip(*(cells for _, cells in filled), strict=True)),
        _positions(column.is_number for column in drawn),
        total=len(given) if len(shown) < len(given) else 0,
        heading=heading,
        optional=_positions(column.is_citation for column in drawn),
        one_line=_positions(column.is_one_line for column in drawn),
        cut_line=_positions(column.is_cut_line for column in drawn),
    )


def _positions(chosen: Iterable[bool]) -> tuple[int, ...]:
    return tuple(position for position, is_chosen in enumerate(chosen) if is_chosen)


def _class_columns(cls: type[Any]) -> tuple[TableColumn, ...]:
    """Return the columns of a class; of a class that is not listed, a column to each field."""
    return _COLUMNS.get(cls) or tuple(
        TableColumn(heading_of(each.name), _field(each.name))
        for each in fields(cast("type[AttrsInstance]", cls))
    )


def _field(name: str) -> Callable[[Any, Names], Cell]:
    return lambda record, names: field_cell(record, name, names)


def _rate(kind: KindOfUse) -> Callable[[Any, Names], Cell]:
    return lambda price, _: rate_cell(getattr(price, kind), kind, price)


def _count(section: str) -> Callable[[Any, Names], Cell]:
    return lambda provider, _: Cell(f"{len(getattr(provider, section)):,}")


def _citation_column(records: tuple[Any, ...]) -> TableColumn:
    """Return the column of citations; the heading names the source if all records cite one."""
    cited = {citation.source for record in records for citation in record.citations}
    if len(cited) != 1:
        return _WHERE
    return TableColumn(
        f"Where in {cited.pop()}",
        lambda record, _: citations_cell(record.citations, names_source=False),
        is_citation=True,
    )


_WHERE = TableColumn("Where", lambda record, _: citations_cell(record.citations), is_citation=True)
_NAME = TableColumn(
    "Name",
    lambda record, _: signed_cell(
        Cell(str(record)), record, "name", "names", "label", "legal_name", "title"
    ),
)
_REPORTER = TableColumn("Reported by", _field("reported_by"))

_COMMON_COLUMNS = (
    TableColumn("Kind", lambda record, _: Cell(type(record).__name__)),
    TableColumn("Id", lambda record, _: Cell(record.id)),
    TableColumn("What", lambda record, _: Cell(str(record))),
)
_COLUMNS: dict[type[Any], tuple[TableColumn, ...]] = {
    Benchmark: (_NAME, TableColumn("Unit", _field("unit")), TableColumn("Scale", _field("scale"))),
    BusinessUnit: (
        _NAME,
        TableColumn("Kind", _field("kind")),
        TableColumn("Founded", _field("founded")),
        _WHERE,
    ),
    Citation: (
        TableColumn("Source", _field("source")),
        TableColumn("Section", lambda citation, _: Cell(citation.section or "")),
        TableColumn("Place", lambda citation, _: Cell(citation.locator or "")),
        TableColumn("Printed there", lambda citation, _: Cell(printed_text(citation))),
    ),
    Claim: (
        TableColumn("Claim", _field("title")),
        TableColumn("Kind", _field("kind")),
        TableColumn("Said by", _field("said_by")),
        _WHERE,
    ),
    Company: (_NAME, TableColumn("Founded", _field("founded")), _WHERE),
    Entity: (
        _NAME,
        TableColumn("Kind", _field("kind")),
        TableColumn("Country", _field("country")),
        _WHERE,
    ),
    Event: (
        TableColumn("Date", _field("date")),
        TableColumn("Event", title_cell),
        TableColumn("Kind", _field("kind")),
        _WHERE,
    ),
    DatedAlias: (
        TableColumn("Name", _field("name")),
        TableColumn("Stands for it", _field("period")),
    ),
    Finding: (
        TableColumn("Severity", severity_cell),
        TableColumn("Rule", _field("rule")),
        TableColumn("Arithmetic", _field("arithmetic")),
        _WHERE,
    ),
    Measure: (_NAME, TableColumn("Kind", _field("kind")), TableColumn("Units", _field("units"))),
    Metric: (
        TableColumn("Subject", _field("subject")),
        TableColumn("Measure", measure_cell, is_cut_line=True),
        TableColumn("Value", figure_cell, is_one_line=True),
        TableColumn("Period", when_cell, is_cut_line=True),
        _REPORTER,
        _WHERE,
    ),
    Model: (
        TableColumn("Model", _field("name")),
        TableColumn(
            "Lab",
            lambda model, names: Cell(names.get(model.provider, model.provider)),
            is_telling=True,
        ),
        TableColumn("Out since", first_seen_cell),
        TableColumn("Access", access_cell),
        TableColumn("Context", context_cell, is_number=True),
        TableColumn("In / out per million tokens", price_cell, is_number=True),
        TableColumn("By contract", contract_cell, is_number=True, is_usual=False),
        _WHERE,
    ),
    Person: (_NAME, TableColumn("Roles", roles_cell), _WHERE),
    Product: (
        _NAME,
        TableColumn("Kind", _field("kind")),
        TableColumn("Launched", _field("launched")),
        TableColumn("Offered by", _field("organization")),
        _WHERE,
    ),
    Provider: (
        TableColumn("Id", _field("id")),
        TableColumn("Name", _field("name")),
        *(
            TableColumn(heading_of(section), _count(section), is_number=True)
            for section in ("models", "metrics", "events")
        ),
        TableColumn("Data version", _field("data_version")),
        TableColumn("Facts until", _field("newest_fact")),
    ),
    RetiredId: (
        TableColumn("Id", _field("id")),
        TableColumn("Now", _field("successor")),
        TableColumn("Since", _field("since")),
    ),
    Score: (
        TableColumn("Benchmark", _field("benchmark")),
        *(
            TableColumn(heading_of(condition), _field(condition), is_usual=False)
            for condition in ("version", "harness", "variant")
        ),
        TableColumn("Score", result_cell, is_number=True),
        TableColumn("Date", _field("date")),
        _REPORTER,
        _WHERE,
    ),
    Source: (
        TableColumn("Title", _field("title")),
        TableColumn("Kind", _field("kind")),
        TableColumn("Publisher", _field("publisher")),
        TableColumn("Published", _field("published")),
        TableColumn("Made from", _field("derived_from"), is_usual=False),
        TableColumn("Address", _field("url")),
    ),
    TokenPrice: (
        TableColumn("Terms", offer_cell),
        *(TableColumn(heading_of(kind), _rate(kind), is_number=True) for kind in USUAL_KINDS),
        TableColumn("Further prices", further_prices_cell),
        TableColumn("Holds", holds_cell),
        TableColumn("Reported by", _field("reported_by"), is_usual=False),
        _WHERE,
    ),
}
