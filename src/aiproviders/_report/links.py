"""Links of a report: the names of records, their anchors on the page, and where they stand."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from aiproviders._analysis.audit.findings import audit
from aiproviders._display.cells import UNKNOWN, Cell, printed_text, signed_cell
from aiproviders._display.field_cells import measure_cell
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, Record
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.metric import Metric
from aiproviders._values.wording import printable

SECTION_PREFIX = "section:"
"""Begins the anchors that are not ids of records: those of sections and charts."""


class Links:
    """The names of records, and links to those that are on the page.

    Args:
        names: Names by id.
        on_page: The records that have a row or a card; of several with one anchor, the first has
            it.
        sources: Ids of all sources.
    """

    def __init__(
        self, names: Mapping[str, str], on_page: Iterable[Record], sources: Iterable[str]
    ) -> None:
        self.by_id = names
        self._sources = tuple(sources)
        self._by_anchor: dict[str, Record] = {}
        for record in on_page:
            anchor = _anchor(record.id)
            if not anchor.startswith(SECTION_PREFIX):
                self._by_anchor.setdefault(anchor, record)

    def anchor(self, record: Record) -> str:
        """Return the anchor of a record; an empty one, if it is not on the page or has none."""
        anchor = _anchor(record.id)
        return anchor if self._by_anchor.get(anchor) is record else ""

    def head_cell(self, record: Record, cell: Cell, *fields: str) -> Cell:
        """Return the first cell of the row of a record, with the anchor of the record.

        Args:
            record: The record.
            cell: The cell.
            fields: The fields that it shows.
        """
        return signed_cell(cell, record, *fields)._replace(anchor=self.anchor(record))

    def name(self, id: str) -> str:
        """Return the name of the record with an id; the id, if there is none."""
        return self.by_id.get(id, id)

    def names(self, ids: Iterable[str]) -> str:
        """Return the names of several records, separated by commas."""
        return ", ".join(map(self.name, ids))

    def link_cell(self, id: str | None) -> Cell:
        """Return the name of a record, with a link to it."""
        if id is None:
            return UNKNOWN
        anchor = _anchor(id)
        return Cell(self.name(id), address=f"#{quote(anchor)}" if anchor in self._by_anchor else "")

    def field_link_cell(self, stated: Record | Score | TokenPrice, field: str) -> Cell:
        """Return the name of the record that a field has the id of, with a link to it."""
        return signed_cell(self.link_cell(getattr(stated, field)), stated, field)

    def place_cell(self, citation: Citation) -> Cell:
        """Return the cell of a place, with a link to it if its source is an address."""
        return Cell(self.place_text(citation), address=citation.source)

    def place_text(self, citation: Citation) -> str:
        """Return what is printed at a place, and the place; an only source is not named."""
        is_only = self._sources == (citation.source,)
        parts = (
            None if is_only else self.name(citation.source),
            citation.section,
            citation.locator,
        )
        where = ", ".join(part for part in parts if part) or self.name(citation.source)
        printed = printed_text(citation)
        return f"{printed}: {where}" if printed else where


class RecordIndex(Links):
    """The names and anchors of the records of one provider.

    Attributes:
        provider: The provider.
        findings: Those of its audit.
    """

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.findings = audit(provider)
        records = tuple(provider.records())
        names = {record.id: str(record) for record in reversed(records)}
        titles = {metric.id: self._title(metric, names) for metric in provider.metrics}
        super().__init__(
            names | titles,
            (record for record in records if not isinstance(record, Benchmark | Measure)),
            provider.sources.ids,
        )

    def measure_label(self, metric: Metric) -> str:
        """Return the label of what a figure measures."""
        found = self.provider.measures.get(metric.measure)
        return found.label if found else metric.measure

    def _title(self, metric: Metric, names: Mapping[str, str]) -> str:
        when = metric.period or metric.stated
        subject = names.get(metric.subject, metric.subject)
        title = f"{subject}: {measure_cell(metric, names).text}"
        return f"{title}, {when}" if when else title

    def places_cell(self, stated: Record | Score | TokenPrice) -> Cell:
        """Return every place where something is stated, then its note."""
        places = list(dict.fromkeys(map(self.place_text, stated.citations)))
        note = [f"Note: {stated.note}"] if stated.note else []
        if not places:
            return UNKNOWN._replace(details="\n".join(note))
        return Cell("", details="\n".join([*places, *note]))


def _anchor(id: str) -> str:
    """Return an id as HTML allows it: without blanks and unprintable characters."""
    return "-".join(printable(id).split())
