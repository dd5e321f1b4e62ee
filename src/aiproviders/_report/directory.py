"""Who is called what in a report, and where each is found on its page."""

from collections.abc import Iterable
from urllib.parse import quote

from aiproviders._display.cells import UNKNOWN, Cell, printable, printed_words
from aiproviders._records.model import Score
from aiproviders._records.price import TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import Benchmark, Citation, Measure, Metric, Record

OWN = "section:"
"""What ids that are no record's begin with."""


class Directory:
    """Names and anchors of the records of one provider.

    Attributes:
        provider: The provider.
    """

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        records = tuple(provider.records())
        self._names = {record.id: str(record) for record in reversed(records)}
        self._names |= {metric.id: self._title(metric) for metric in provider.metrics}
        self._found: dict[str, Record] = {}
        for record in records:
            anchor = _anchor(record.id)
            if not isinstance(record, Benchmark | Measure) and not anchor.startswith(OWN):
                self._found.setdefault(anchor, record)

    def anchor(self, record: Record) -> str:
        """The id of a record as HTML allows it; of several with one id, the first has it."""
        anchor = _anchor(record.id)
        return anchor if self._found.get(anchor) is record else ""

    def head(self, record: Record, cell: Cell) -> Cell:
        """The first cell of the row of a record, which its id leads to."""
        return cell._replace(anchor=self.anchor(record))

    def name(self, id: str) -> str:
        """What people call what an id stands for."""
        return self._names.get(id, id)

    def names(self, ids: Iterable[str]) -> str:
        """What people call what ids stand for."""
        return ", ".join(map(self.name, ids))

    def link(self, id: str | None) -> Cell:
        """The name of a record, with a link to it."""
        if id is None:
            return UNKNOWN
        anchor = _anchor(id)
        return Cell(self.name(id), address=f"#{quote(anchor)}" if anchor in self._found else "")

    def label(self, metric: Metric) -> str:
        """What a figure measures, as people call it."""
        found = self.provider.measures.get(metric.measure)
        return found.label if found else metric.measure

    def _title(self, metric: Metric) -> str:
        when = metric.period or metric.stated
        return f"{self.name(metric.subject)}: {self.label(metric)}{f', {when}' if when else ''}"

    def place(self, citation: Citation) -> str:
        """What is printed at a place, and where that is; the only source goes without saying."""
        is_only = self.provider.sources.ids == (citation.source,)
        parts = (
            None if is_only else self.name(citation.source),
            citation.section,
            citation.locator,
        )
        where = ", ".join(part for part in parts if part) or self.name(citation.source)
        printed = printed_words(citation)
        return f"{printed}: {where}" if printed else where

    def places(self, stated: Record | Score | TokenPrice) -> Cell:
        """Every place where something stands, then what to know of it."""
        places = list(dict.fromkeys(map(self.place, stated.citations)))
        note = [f"Note: {stated.note}"] if stated.note else []
        if not places:
            return UNKNOWN._replace(place="\n".join(note))
        return Cell("", place="\n".join([*places, *note]))


def _anchor(id: str) -> str:
    """An id as HTML allows it: without blanks, and without what cannot be printed."""
    return "-".join(printable(id).split())
