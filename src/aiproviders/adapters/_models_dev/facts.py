"""Facts of models.dev about a model, whoever serves it: its license, weights and scores."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import evolve

from aiproviders._format.strict_reading import JsonObject
from aiproviders._records.lookup.names import normalized
from aiproviders._records.models.score import Score
from aiproviders._records.record import Citation
from aiproviders._values.quantity import Quantity
from aiproviders.adapters._models_dev.format import SOURCE, ProviderDraft, leave_out
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.odd_values import OddValues
from aiproviders.adapters._reading.values import (
    UnexpectedError,
    ValueReader,
    Within,
    as_table,
    tables,
    text,
    text_or_none,
)

if TYPE_CHECKING:
    from aiproviders._records.sections.benchmarks import Benchmark, Scale


class FactReader:
    """A reader of the facts about models.

    Attributes:
        facts: The facts, by maker and model.
    """

    def __init__(
        self, facts: JsonObject, fields: KnownFields, values: ValueReader, odd: OddValues
    ) -> None:
        self.facts = facts
        self._odd = odd
        self._fields = fields
        self._values = values

    def id_for(self, provider: str, id: str, listing: Mapping[str, Any]) -> str | None:
        """Return the id of the facts about a listing, by the rule of the site of models.dev."""
        base = listing.get("base_model")
        for candidate in (base if type(base) is str else id, id, f"{provider}/{id}"):
            if candidate in self.facts:
                return candidate
        return None

    def read(self, draft: ProviderDraft, facts_id: str) -> tuple[Citation, JsonObject]:
        """Return the citation of the facts, and the fields of a model that they state."""
        fact = Citation(source=SOURCE, section="models", locator=facts_id)
        facts = self.facts[facts_id]

        def fields(_: Sequence[str]) -> JsonObject:
            table = as_table(facts)
            return {
                "license": text_or_none(table, "license"),
                "weights_on": self._platforms(draft, table),
                "scores": tuple(self._scores(draft, table, fact, facts_id)),
            }

        return fact, self._odd.read(fields, leave_out, facts, "models", facts_id) or {}

    def _platforms(self, draft: ProviderDraft, facts: JsonObject) -> tuple[str, ...]:
        hosts: dict[str, None] = {}
        for weights in tables(facts, "weights"):
            self._fields.note_new("model.weights", weights)
            host = text(weights, "url").partition("://")[2].partition("/")[0]
            if not host:
                raise UnexpectedError(weights["url"], "an address", "weights", "url")
            cited = (Citation(source=SOURCE, section="models"),)
            if host != draft.id:
                draft.entities[host] = {"name": host, "kind": "platform", "citations": cited}
            hosts[host] = None
        return tuple(hosts)

    def _scores(
        self, draft: ProviderDraft, facts: JsonObject, fact: Citation, facts_id: str
    ) -> Iterator[Score]:
        """Yield scores; an odd one does not lose the others."""
        for number, row in enumerate(tables(facts, "benchmarks")):
            try:
                with Within("models", facts_id, "benchmarks", str(number)):
                    yield self._score(draft, row, fact)
            except UnexpectedError as error:
                self._odd.note(error)

    def _score(self, draft: ProviderDraft, row: JsonObject, fact: Citation) -> Score:
        from aiproviders._format.bundled.reviewed_tables import is_usual_metric

        self._fields.note_new("model.benchmarks", row)
        name, metric = text(row, "name"), text_or_none(row, "metric")
        benchmark, version = _benchmark(draft, name, metric)
        draft.benchmarks.setdefault(benchmark.id, benchmark)
        is_unusual = benchmark.scale == "share" and not is_usual_metric(metric)
        parts = [
            text_or_none(row, "version") or version,
            text_or_none(row, "dataset"),
            metric if is_unusual else None,
        ]
        quantity, printed = _result(row, benchmark.unit)
        citations = [evolve(fact, section="benchmarks", text=printed)]
        if address := text_or_none(row, "source"):
            draft.sources.setdefault(address, {"title": address, "url": address})
            citations.append(Citation(source=address))
        return Score(
            benchmark=benchmark.id,
            quantity=quantity,
            version=" ".join(filter(None, parts)) or None,
            harness=text_or_none(row, "harness"),
            variant=text_or_none(row, "variant"),
            date=self._values.period(row, "date"),
            note=metric,
            citations=tuple(citations),
        )


def _result(row: JsonObject, unit: str) -> tuple[Quantity, str]:
    """The result, and the text of it as printed."""
    match row.get("score"):
        case str() | Decimal() as found:
            printed = str(found)
        case int() as found if type(found) is int:
            printed = str(found)
        case found:
            raise UnexpectedError(found, "a number", "score")
    try:
        return Quantity.parse(printed.removesuffix("%"), unit=unit), printed
    except ValueError:
        raise UnexpectedError(found, "a number", "score") from None


def _benchmark(
    draft: ProviderDraft, name: str, metric: str | None
) -> "tuple[Benchmark, str | None]":
    """The shared benchmark of that name, else one of the provider's own; and its version.

    A metric that counts something else than the usual scores of a benchmark makes another one.
    """
    from aiproviders._format.bundled.reviewed_tables import benchmark_spelling, is_usual_metric
    from aiproviders._format.bundled.vocabulary import shared_vocabulary
    from aiproviders._records.sections.benchmarks import Benchmark

    known = benchmark_spelling(name)
    unit, scale = _meaning(metric)
    if known is not None:
        shared = shared_vocabulary().benchmarks[known.benchmark]
        if is_usual_metric(metric) or unit == shared.unit:
            return shared, known.version
    counted = None if scale == "share" else metric or "metric not stated"
    return Benchmark(
        id=f"{draft.id}:{normalized(f'{name} {counted}' if counted else name)}",
        name=f"{name} ({counted})" if counted else name,
        unit=unit,
        scale=scale,
        citations=(Citation(source=SOURCE, section="benchmarks"),),
    ), None


def _meaning(metric: str | None) -> "tuple[str, Scale]":
    """The unit and the scale of scores by a metric, as far as the metric says them."""
    from aiproviders._format.bundled.reviewed_tables import (
        is_points_metric,
        is_share_metric,
        ordering_word,
    )

    if metric is not None and (word := ordering_word(metric)):
        return ("rank", "rank") if word.startswith("rank") else ("Elo point", "elo")
    if is_share_metric(metric):
        return "%", "share"
    return ("point", "points") if is_points_metric(metric) else ("1", "unknown")
