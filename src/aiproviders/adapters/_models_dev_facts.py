"""What models.dev knows of a model whoever serves it: its license, weights and scores."""

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve

from aiproviders._records.catalog import normalized
from aiproviders._records.model import Score
from aiproviders._records.record import Benchmark, Citation, Entity, Source
from aiproviders._values.quantity import Quantity
from aiproviders.adapters._benchmarks import is_usual, recognized
from aiproviders.adapters._left_out import Fields
from aiproviders.adapters._models_dev_format import SOURCE, Home, Table
from aiproviders.adapters._values import (
    UnexpectedError,
    Values,
    Within,
    as_table,
    tables,
    text,
    text_or_none,
)


class FactReader:
    """Reads the facts about models.

    Attributes:
        facts: What there is to read, by maker and model.
    """

    def __init__(self, facts: Table, fields: Fields, values: Values) -> None:
        self.facts = facts
        self._fields = fields
        self._values = values

    def id_for(self, provider: str, id: str, listing: Table) -> str | None:
        """Which facts a listing is about, by the rule by which the catalogue's site joins them."""
        if not self.facts:
            return None
        for candidate in (listing.get("base_model"), id, f"{provider}/{id}"):
            if candidate in self.facts:
                return candidate
        return None

    def read(self, home: Home, facts_id: str) -> tuple[Citation, Table]:
        """Where the facts stand, and the fields that a listing has of them."""
        facts = as_table(self.facts[facts_id])
        fact = Citation(source=SOURCE, section="models", locator=facts_id)
        return fact, {
            "license": text_or_none(facts, "license"),
            "weights_on": self._platforms(home, facts),
            "scores": tuple(self._scores(home, facts, fact)),
        }

    def _platforms(self, home: Home, facts: Table) -> tuple[str, ...]:
        hosts: dict[str, None] = {}
        for weights in tables(facts, "weights"):
            self._fields.note_new("model.weights", weights)
            host = text(weights, "url").partition("://")[2].partition("/")[0]
            if not host:
                raise UnexpectedError(weights["url"], "an address", "weights", "url")
            cited = (Citation(source=SOURCE, section="models"),)
            home.entities[host] = Entity(id=host, name=host, kind="platform", citations=cited)
            hosts[host] = None
        return tuple(hosts)

    def _scores(self, home: Home, facts: Table, fact: Citation) -> Iterator[Score]:
        for number, row in enumerate(tables(facts, "benchmarks")):
            with Within("benchmarks", str(number)):
                yield self._score(home, row, fact)

    def _score(self, home: Home, row: Table, fact: Citation) -> Score:
        self._fields.note_new("model.benchmarks", row)
        name, metric = text(row, "name"), text_or_none(row, "metric")
        benchmark, version = _benchmark(home, name, metric)
        home.benchmarks.setdefault(benchmark.id, benchmark)
        parts = [
            text_or_none(row, "version") or version,
            text_or_none(row, "dataset"),
            None if is_usual(metric) else metric,
        ]
        quantity, printed = _result(row, benchmark.unit)
        citations = [evolve(fact, section="benchmarks", text=printed)]
        if address := text_or_none(row, "source"):
            home.sources[address] = Source(id=address, title=address, url=address)
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


def _result(row: Table, unit: str) -> tuple[Quantity, str]:
    """The result, and how it is printed."""
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


def _benchmark(home: Home, name: str, metric: str | None) -> tuple[Benchmark, str | None]:
    """A benchmark that all providers share, or one of the provider's own; and its version."""
    if (known := recognized(name)) is not None:
        from aiproviders._format.bundled import vocabulary  # noqa: PLC0415 - imports cattrs

        return vocabulary().benchmarks[known.benchmark], known.version
    is_share = metric is not None and ("percent" in metric or "rate" in metric)
    return Benchmark(
        id=f"{home.id}:{normalized(name)}",
        name=name,
        unit="%" if is_share else "point",
        scale="share" if is_share else "points",
        citations=(Citation(source=SOURCE, section="benchmarks"),),
    ), None
