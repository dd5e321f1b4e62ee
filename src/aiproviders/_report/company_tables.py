"""Tables of a report: the company, what happened, what is claimed, where it stands."""

from collections.abc import Iterable, Iterator
from functools import partial

from aiproviders._display.cells import UNKNOWN, Cell, Table, period_cell, words_cell
from aiproviders._display.field_cells import title_cell
from aiproviders._records.company import Product, Role
from aiproviders._report.directory import Directory
from aiproviders._values.period import Period

NOTHING = Cell("")
"""What does not apply."""

_NUMBERS = {"Input", "Output", "Cache read", "Cache write", "Score"}


def table(heading: str, header: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table without the columns in which nothing is stated, which its heading names."""
    kept = tuple(rows)
    silent = [
        place
        for place in range(len(header))
        if all(row[place] in (UNKNOWN, NOTHING) for row in kept)
    ]
    told = [place for place in range(len(header)) if place not in silent]
    unstated = ", ".join(header[place].lower() for place in silent)
    return Table(
        tuple(header[place] for place in told),
        tuple(tuple(row[place] for place in told) for row in kept),
        tuple(column for column, place in enumerate(told) if header[place] in _NUMBERS),
        heading=f"{heading} (not stated of any: {unstated})" if kept and silent else heading,
    )


def word(term: str | None) -> Cell:
    """A word of a closed list, as people write it."""
    return words_cell((term or "").replace("-", " "))


def company(directory: Directory) -> Iterator[tuple[str, Cell]]:
    """What else is stated of the company than a card says."""
    company = directory.provider.company
    if company is None:
        return
    if company.fiscal_year_end:
        day, month, _ = str(Period(str(company.fiscal_year(2001).end))).split()
        yield "Fiscal year ends", Cell(f"{day} {month}")
    if company.founders:
        yield "Founders named", Cell(directory.names(company.founders))
    if company.competitors:
        yield "Competes with", Cell(directory.names(company.competitors))


def units(directory: Directory) -> Table:
    """The parts of the company."""
    return table(
        "Parts of the company",
        ("Unit", "Kind", "Part of", "Founded", "Where it stands"),
        (
            (
                directory.head(unit, Cell(unit.name, place=", ".join(unit.aliases))),
                word(unit.kind),
                directory.link(unit.parent),
                period_cell(unit.founded),
                directory.places(unit),
            )
            for unit in directory.provider.business_units
        ),
    )


def people(directory: Directory) -> Table:
    """People, with all that they are or were."""
    return table(
        "People",
        ("Person", "Roles", "Where it stands"),
        (
            (
                directory.head(person, Cell(person.name, place=", ".join(person.names[1:]))),
                words_cell("; ".join(map(partial(_role, directory), person.roles))),
                directory.places(person),
            )
            for person in directory.provider.people
        ),
    )


def _role(directory: Directory, role: Role) -> str:
    parts = (
        role.title,
        role.organization and directory.name(role.organization),
        role.since and f"since {role.since}",
        role.until and f"until {role.until}",
        "no longer" if role.current is False and role.until is None else None,
    )
    return ", ".join(part for part in parts if part)


def products(directory: Directory) -> Table:
    """Apps, platforms, devices and services."""
    return table(
        "Products",
        ("Product", "Kind", "Offered by", "Launched", "Billing", "Regions", "Where it stands"),
        (
            (
                directory.head(product, Cell(product.name, place=_other_names(product))),
                word(product.kind),
                directory.link(product.organization),
                period_cell(product.launched),
                word(product.billing),
                words_cell(", ".join(product.regions)),
                directory.places(product),
            )
            for product in directory.provider.products
        ),
    )


def _other_names(product: Product) -> str:
    former = (
        f"{each.name} until {each.until}" if each.until else f"formerly {each.name}"
        for each in product.former_names
    )
    return ", ".join([*product.aliases, *former])


def events(directory: Directory) -> Table:
    """What happened and what is planned, in order of time."""
    return table(
        "Events in order of time",
        ("Date", "Event", "Kind", "Where it stands"),
        (
            (
                directory.head(event, period_cell(event.date)),
                title_cell(event, {})._replace(place=event.description or ""),
                word(event.kind),
                directory.places(event),
            )
            for event in directory.provider.events
        ),
    )


def claims(directory: Directory) -> Table:
    """Judgements, which are no figures."""
    return table(
        "Judgements that the sources make or pass on",
        ("Judgement", "Kind", "Said by", "Where it stands"),
        (
            (
                directory.head(claim, Cell(claim.title, place=claim.description or "")),
                word(claim.kind),
                directory.link(claim.said_by),
                directory.places(claim),
            )
            for claim in directory.provider.claims
        ),
    )


def entities(directory: Directory) -> Table:
    """Whatever else is named."""
    return table(
        "Others that the facts name",
        ("Name", "Kind", "Country", "Made by", "Where it stands"),
        (
            (
                directory.head(entity, Cell(entity.name, place=", ".join(entity.aliases))),
                word(entity.kind),
                words_cell(entity.country),
                directory.link(entity.maker),
                directory.places(entity),
            )
            for entity in directory.provider.entities
        ),
    )


def sources(directory: Directory) -> Table:
    """The documents that everything is taken from."""
    return table(
        "Sources",
        ("Source", "Kind", "Publisher", "Published", "Read", "Address"),
        (
            (
                directory.head(source, Cell(source.title, place=source.note or "")),
                word(source.kind),
                words_cell(source.publisher),
                period_cell(source.published),
                period_cell(source.accessed),
                words_cell(source.url)._replace(address=source.url or ""),
            )
            for source in directory.provider.sources
        ),
    )
