"""Tables of the report on a company: figures, people, products, events, claims, sources."""

from collections.abc import Iterator

from aiproviders._display.cells import Cell, Table, period_cell, signed_cell
from aiproviders._display.field_cells import field_cell, roles_cell, title_cell
from aiproviders._records.company import Product
from aiproviders._records.sections.metric import Metric
from aiproviders._report.links import RecordIndex
from aiproviders._report.tables import stated_table
from aiproviders._values.dates.date_words import duration_words


def company_facts(index: RecordIndex) -> Iterator[tuple[str, Cell]]:
    """Yield facts of the company, by name, that the view of a provider does not have."""
    company = index.provider.company
    if company is None:
        return
    if company.fiscal_year_end:
        yield "Fiscal year ends", field_cell(company, "fiscal_year_end", {})
    if company.founders:
        cell = signed_cell(Cell(index.names(company.founders)), company, "founders")
        yield "Founders named", cell
    if company.competitors:
        cell = signed_cell(Cell(index.names(company.competitors)), company, "competitors")
        yield "Competes with", cell


def metrics(index: RecordIndex) -> Table:
    """Return every figure with its period, its reporter and each place where it is stated."""
    order = {record.id: position for position, record in enumerate(index.provider.records())}
    return stated_table(
        "Every figure, grouped by what it is of",
        ("Figure", "Value", "Period", "Reported by", "As printed, and where"),
        (
            (
                index.head_cell(
                    metric,
                    Cell(index.measure_label(metric), details=_details(index, metric)),
                    *("subject", "measure", "status", "scope", "duration", "excludes"),
                ),
                signed_cell(_value_cell(metric), metric, "converted"),
                signed_cell(_metric_period_cell(metric), metric, "period", "stated"),
                index.field_link_cell(metric, "reported_by"),
                index.places_cell(metric),
            )
            for metric in sorted(
                index.provider.metrics,
                key=lambda each: order.get(each.subject, len(order)),
            )
        ),
    )


def _metric_period_cell(metric: Metric) -> Cell:
    """Return the period of a figure, or else the date when it was stated."""
    if metric.period is not None or metric.stated is None:
        return period_cell(metric.period)
    cell = period_cell(metric.stated)
    return cell._replace(text=f"stated {cell.text}")


def _value_cell(metric: Metric) -> Cell:
    """Return a figure as stated, with the source's own conversion under it."""
    cell = field_cell(metric, "quantity", {})
    return cell._replace(details=str(metric.converted)) if metric.converted else cell


def _details(index: RecordIndex, metric: Metric) -> str:
    """Return the subject of a figure, and all that tells it from others of its measure."""
    parts = (
        index.name(metric.subject),
        metric.status if metric.status != "reported" else None,
        metric.scope and f"on {index.name(metric.scope)}",
        metric.duration and f"over {duration_words(metric.duration)}",
        f"without {index.names(metric.excludes)}" if metric.excludes else None,
        f"{metric.preference} statement" if metric.preference != "normal" else None,
    )
    return " · ".join(part for part in parts if part)


def units(index: RecordIndex) -> Table:
    """Return the business units of the company."""
    return stated_table(
        "Parts of the company",
        ("Unit", "Kind", "Part of", "Founded", "Where it stands"),
        (
            (
                index.head_cell(unit, Cell(unit.name, details=", ".join(unit.aliases)), "name"),
                field_cell(unit, "kind", {}),
                index.field_link_cell(unit, "parent"),
                field_cell(unit, "founded", {}),
                index.places_cell(unit),
            )
            for unit in index.provider.business_units
        ),
    )


def people(index: RecordIndex) -> Table:
    """Return people with their present and former roles."""
    return stated_table(
        "People",
        ("Person", "Roles", "Where it stands"),
        (
            (
                index.head_cell(
                    person, Cell(person.name, details=", ".join(person.names[1:])), "names"
                ),
                roles_cell(person, index.by_id),
                index.places_cell(person),
            )
            for person in index.provider.people
        ),
    )


def products(index: RecordIndex) -> Table:
    """Return apps, platforms, devices and services."""
    return stated_table(
        "Products",
        ("Product", "Kind", "Offered by", "Launched", "Billing", "Regions", "Where it stands"),
        (
            (
                index.head_cell(product, Cell(product.name, details=_other_names(product)), "name"),
                field_cell(product, "kind", {}),
                index.field_link_cell(product, "organization"),
                field_cell(product, "launched", {}),
                field_cell(product, "billing", {}),
                field_cell(product, "regions", {}),
                index.places_cell(product),
            )
            for product in index.provider.products
        ),
    )


def _other_names(product: Product) -> str:
    former = (
        f"{each.name} until {each.until}" if each.until else f"formerly {each.name}"
        for each in product.former_names
    )
    return ", ".join([*product.aliases, *former])


def events(index: RecordIndex) -> Table:
    """Return past and planned events, in order of time."""
    return stated_table(
        "Events in order of time",
        ("Date", "Event", "Kind", "Where it stands"),
        (
            (
                index.head_cell(event, field_cell(event, "date", {})),
                title_cell(event, {})._replace(details=event.description or ""),
                field_cell(event, "kind", {}),
                index.places_cell(event),
            )
            for event in index.provider.events
        ),
    )


def claims(index: RecordIndex) -> Table:
    """Return claims, which are judgements without a figure."""
    return stated_table(
        "Judgements that the sources make or pass on",
        ("Judgement", "Kind", "Said by", "Where it stands"),
        (
            (
                index.head_cell(claim, Cell(claim.title, details=claim.description or ""), "title"),
                field_cell(claim, "kind", {}),
                index.field_link_cell(claim, "said_by"),
                index.places_cell(claim),
            )
            for claim in index.provider.claims
        ),
    )


def entities(index: RecordIndex) -> Table:
    """Return the other organizations, people and things that the facts name."""
    return stated_table(
        "Others that the facts name",
        ("Name", "Kind", "Country", "Made by", "Where it stands"),
        (
            (
                index.head_cell(
                    entity, Cell(entity.name, details=", ".join(entity.aliases)), "name"
                ),
                field_cell(entity, "kind", {}),
                field_cell(entity, "country", {}),
                index.field_link_cell(entity, "maker"),
                index.places_cell(entity),
            )
            for entity in index.provider.entities
        ),
    )


def sources(index: RecordIndex) -> Table:
    """Return the documents that the facts are taken from."""
    return stated_table(
        "Sources",
        ("Source", "Kind", "Publisher", "Published", "Read", "Address"),
        (
            (
                index.head_cell(source, Cell(source.title, details=source.note or ""), "title"),
                field_cell(source, "kind", {}),
                field_cell(source, "publisher", {}),
                field_cell(source, "published", {}),
                field_cell(source, "accessed", {}),
                field_cell(source, "url", {})._replace(address=source.url or ""),
            )
            for source in index.provider.sources
        ),
    )
