"""Tables of the report on a market: labs, prices on sale, changes, ranking, sources."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from aiproviders._analysis.market.counts import is_on_sale, is_price_catalog
from aiproviders._analysis.ranking import PricePerformance, PricePerformanceRow
from aiproviders._display.cells import Cell, Table, period_cell, words_cell
from aiproviders._display.field_cells import (
    USUAL_KINDS,
    context_cell,
    further_prices_cell,
    heading_of,
    price_cell,
    rate_cell,
)
from aiproviders._display.views import view
from aiproviders._records.market import Market
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import intervals_in_force
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import PriceInForce, find_price, today
from aiproviders._records.provider import Provider
from aiproviders._records.sections.event import Event
from aiproviders._report.links import SECTION_PREFIX, Links
from aiproviders._report.model_tables import ranked
from aiproviders._report.tables import NOT_APPLICABLE, stated_table
from aiproviders._values.period import Period

_ARCHIVE = "web.archive.org"


def labs(counts: Table, market: Market) -> Table:
    """Return the counts of every lab, as the card has them, each with a link to its prices."""
    rows = (
        (_lab_cell(lab), *cells) for lab, (_, _, *cells) in zip(market, counts.rows, strict=True)
    )
    return counts._replace(
        header=("Lab", *counts.header[2:]),
        rows=tuple(rows),
        numbers=tuple(number - 1 for number in counts.numbers),
        heading="Models of every lab; all but the first count are of models on sale",
    )


def _lab_cell(lab: Provider) -> Cell:
    has_prices = any(map(is_on_sale, lab.models))
    return Cell(lab.name, address=f"#{lab_anchor(lab)}" if has_prices else "")


def lab_anchor(lab: Provider) -> str:
    """Return the anchor of the prices of a lab."""
    return f"{SECTION_PREFIX}prices-{lab.id}"


def prices(lab: Provider, links: Links) -> Table:
    """Return the list prices in force of the models of a lab that are on sale, newest first."""
    on_sale = lab.models.where(is_on_sale).sort_by("first_seen", descending=True)
    return stated_table(
        f"List prices of {lab.name} per million tokens",
        (
            "Model", "Context", *map(heading_of, USUAL_KINDS), "Further prices",
            "Stated by",
        ),
        (row for model in on_sale for row in _price_rows(model, lab, links)),
    )  # fmt: skip


def _price_rows(model: Model, lab: Provider, links: Links) -> Iterator[tuple[Cell, ...]]:
    found = find_price(model)
    held = (found.price,) if found.price else _undecided(model)
    context = context_cell(model, {})
    details = "\n".join(_details(model, found, held))
    head = links.head_cell(model, Cell(model.name, details=details), "name")
    if not held:
        nothing = [NOT_APPLICABLE] * len(USUAL_KINDS)
        yield head, context, *nothing, Cell(found.reason), NOT_APPLICABLE
    for number, price in enumerate(held):
        of_hours = Cell(model.name, details=str(price.hours or ""))
        yield (
            head if number == 0 else of_hours,
            context,
            *(rate_cell(getattr(price, kind), kind, price) for kind in USUAL_KINDS),
            _further_cell(model, price, links),
            _stated_by_cell(price, lab, links),
        )


def _undecided(model: Model) -> tuple[TokenPrice, ...]:
    """Return the prices in force of which none is the only one, such as those of each hour."""
    day = today(model)
    intervals = intervals_in_force(model)
    return next(
        (each.prices for each in reversed(intervals) if day is None or each.overlaps(day)), ()
    )


def _details(model: Model, found: PriceInForce, held: Sequence[TokenPrice]) -> Iterator[str]:
    """Yield the id of a model, since when it is out, and what is to be known of its price."""
    if model.id != model.name:
        yield model.id
    if model.first_seen:
        yield f"out since {model.first_seen}"
    if model.retires:
        yield f"served until {model.retires}"
    if found.change:
        yield found.change
    if held and found.reason:
        yield found.reason
    if held and held[0].hours:
        yield str(held[0].hours)


def _further_cell(model: Model, price: TokenPrice, links: Links) -> Cell:
    """Return the cell of the prices without a column, and of where else the model is priced."""
    cell = further_prices_cell(price, {})
    services = dict.fromkeys(
        each.service for each in model.prices if each.host is None and each.service != "standard"
    )
    hosts = dict.fromkeys(each.host for each in model.prices if each.host is not None)
    also = (
        f"also {', '.join(services)}" if services else "",
        f"also at {links.names(hosts)}" if hosts else "",
    )
    return cell._replace(details="\n".join(filter(None, (cell.details, *also))))


def _stated_by_cell(price: TokenPrice, lab: Provider, links: Links) -> Cell:
    """Return the cell of who states a price: a page with a link, and the price catalogs."""
    pages = [source for source in price.stated_by if urlsplit(source).netloc]
    catalogs = ", ".join(links.name(source) for source in price.stated_by if source not in pages)
    if not pages:
        return words_cell(catalogs)
    page = min(pages, key=lambda address: _distance(address, lab))
    more = f" +{len(pages) - 1}" if len(pages) > 1 else ""
    return Cell(f"{urlsplit(page).netloc}{more}", address=page, details=catalogs)


def _distance(address: str, lab: Provider) -> int:
    """Return how far an address is from a page of today: less than a copy, and than a change."""
    source = lab.sources.get(address)
    if source is not None and source.derived_from:
        return 2
    return int(urlsplit(address).netloc == _ARCHIVE)


class Change(NamedTuple):
    """What happened to a model, or is to come.

    Attributes:
        date: When.
        lab: Its lab.
        event: What happened.
        model: The model.
    """

    date: Period
    lab: Provider
    event: Event
    model: Model


class FurtherColumn(NamedTuple):
    """A column of a table of changes.

    Attributes:
        heading: Its heading.
        cell: Makes the cell of a model.
    """

    heading: str
    cell: Callable[[Model, Links], Cell]


def changes(
    heading: str, changed: Iterable[Change], links: Links, *further: FurtherColumn
) -> Table:
    """Return what happened to models, or is to come, with further columns about the models."""
    return stated_table(
        heading,
        ("Date", "What", "Lab", *(column.heading for column in further)),
        (
            (
                period_cell(date),
                links.link_cell(model.id)._replace(text=event.title, details=event.note or ""),
                Cell(lab.name),
                *(column.cell(model, links) for column in further),
            )
            for date, lab, event, model in changed
        ),
    )


def _price_today(model: Model, _: Links) -> Cell:
    return price_cell(model, {})._replace(details="")


def _successor(model: Model, links: Links) -> Cell:
    return links.link_cell(model.successor)


PRICE_TODAY = FurtherColumn("In / out per million tokens today", _price_today)
SUCCESSOR = FurtherColumn("Followed by", _successor)


def ranking(result: PricePerformance, market: Market, links: Links) -> Table:
    """Return the models of a comparison of scores and prices; a score leads to its run."""
    labs = {lab.id: Cell(lab.name) for lab in market}
    table = ranked(
        result,
        {
            "Model": lambda row, cell: links.link_cell(row.model.id)._replace(text=cell.text),
            "Provider": lambda row, _: labs[row.model.provider],
            "Score": lambda row, cell: cell._replace(
                address=_run(row, result.benchmark), details=""
            ),
            # Where a price stands, its own table says.
            "Price": lambda _, cell: cell._replace(details=""),
        },
    )
    return table._replace(
        header=tuple("Lab" if name == "Provider" else name for name in table.header),
        heading=view(result).title,
    )


def _run(row: PricePerformanceRow, benchmark: str) -> str:
    """Return the first address at which a score stands; an empty text if none is cited."""
    pages = (
        citation.source
        for score in row.model.scores
        if (score.benchmark, score.quantity) == (benchmark, row.score)
        for citation in score.citations
        if urlsplit(citation.source).netloc
    )
    return next(pages, "")


def newer(result: PricePerformance, market: Market) -> Table:
    """Return the models on sale that came out after the last run of a comparison, by lab."""
    names: dict[str, list[str]] = defaultdict(list)
    for model in result.newer:
        names[model.provider].append(model.name)
    return Table(
        ("Lab", "On sale, and newer than the last run"),
        tuple((Cell(market[id].name), Cell(", ".join(named))) for id, named in names.items()),
        heading="Models that the ranking cannot have yet",
    )


def sources(market: Market, links: Links) -> Table:
    """Return the price catalogs and evaluators, with what is known of them and their licenses."""
    shown = {source.id: source for source in market.sources if is_price_catalog(source)}
    return stated_table(
        "Price catalogs and evaluators",
        ("Source", "Made from", "About it"),
        (
            (
                Cell(source.title, address=source.url or "", details=source.publisher or ""),
                Cell(links.names(source.derived_from)),
                words_cell(source.note),
            )
            for source in shown.values()
        ),
    )
