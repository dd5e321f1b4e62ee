"""Index of the report on a provider: links to its records, and where they are stated."""

from collections.abc import Mapping

from aiproviders._display.cells import UNKNOWN, Cell
from aiproviders._records.model import Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import Benchmark, Measure, Metric, Record
from aiproviders._report.links import Links


class RecordIndex(Links):
    """The names and anchors of the records of one provider.

    Attributes:
        provider: The provider.
    """

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
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
        title = f"{names.get(metric.subject, metric.subject)}: {self.measure_label(metric)}"
        return f"{title}, {when}" if when else title

    def places_cell(self, stated: Record | Score | TokenPrice) -> Cell:
        """Return every place where something is stated, then its note."""
        places = list(dict.fromkeys(map(self.place_text, stated.citations)))
        note = [f"Note: {stated.note}"] if stated.note else []
        if not places:
            return UNKNOWN._replace(details="\n".join(note))
        return Cell("", details="\n".join([*places, *note]))
