"""Find the benchmark that models are compared on, and refuse those whose scores only order them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import NoneType
from typing import NamedTuple, TypeAlias

from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._values.arguments import check_type
from aiproviders._values.number import Number
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import listed
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

Result: TypeAlias = Quantity | Number
"""A result on a benchmark; a plain number is in the benchmark's unit."""

Scores: TypeAlias = Mapping[Model, Result] | Mapping[str, Result] | Mapping[Model | str, Result]
"""Results that a caller passes in, by model, id or name."""

_SCALES_OF_ORDER = ("elo", "rank")
_UNITS_OF_AMOUNTS = ("%", "point")


class Basis(NamedTuple):
    """What models are compared by: the id of a benchmark and the unit of its scores."""

    id: str
    unit: str


class Setup(NamedTuple):
    """How scores on a benchmark were measured, so far as it decides what can be compared."""

    version: str | None
    harness: str | None

    def __str__(self) -> str:
        return f"version {self.version or 'not stated'}, harness {self.harness or 'not stated'}"


def comparison_basis(
    models: Catalog[Model],
    benchmark: Benchmark | str | None,
    scores: Scores | None,
    usable: Iterable[Sequence[Score]] = (),
) -> Basis:
    """Find the benchmark with an id or a name, and check that its scores can be divided by a price.

    Args:
        models: The models.
        benchmark: A benchmark, its id or its name. If None, it is the one that the data of the
            models name as their default, else the one that most models can be compared on.
        scores: Results of the caller's own.
        usable: Scores of each model that could be compared, for that choice.

    Raises:
        IncomparableError: The scores order models and no more, it is not stated what they count,
            less is better, or as many models can be compared on one benchmark as on another.
        NotStatedError: No benchmark is named, and no model has a score that could be compared.
        UnknownIdError: No scores are passed, and no model has a score on such a benchmark.
        ValueError: Scores are passed without a benchmark.
    """
    if benchmark is None and scores:
        msg = "scores= are results on one benchmark; name it as benchmark="
        raise ValueError(msg)
    if benchmark is None:
        benchmark = _default(models, usable)
    record = _record(models, benchmark)
    id = str(benchmark) if record is None else record.id
    unit = _unit_of_scores(models, id, scores) if record is None else record.unit
    if reason := _why_not_divisible(record, id, unit):
        raise IncomparableError(reason)
    return Basis(id, unit)


def _record(models: Catalog[Model], benchmark: Benchmark | str) -> Benchmark | None:
    """Return the benchmark with an id or a name, shared or of the data of the models."""
    from aiproviders._format.bundled.vocabulary import shared_vocabulary

    if isinstance(benchmark, Benchmark):
        return benchmark
    return shared_vocabulary().benchmarks.get(benchmark) or _benchmarks(models).get(benchmark)


def _benchmarks(models: Catalog[Model]) -> Catalog[Benchmark]:
    """Return the benchmarks of the provider, or the providers, whose data the models are from."""
    own = {each.id: each for origin in models.origins for each in origin.benchmarks}
    return Catalog(own.values(), record_types=(Benchmark,))


def _unit_of_scores(models: Iterable[Model], benchmark: str, scores: Scores | None) -> str:
    """Return the unit of the scores on a benchmark that has no record: points unless one says %."""
    check_type(scores, Mapping, NoneType)
    stated = [score for model in models for score in model.scores]
    units = [score.quantity.unit for score in stated if score.benchmark == benchmark]
    if not units and not scores:
        from difflib import get_close_matches

        from aiproviders._format.bundled.vocabulary import shared_vocabulary

        names = sorted(
            {score.benchmark for score in stated} | {*shared_vocabulary().benchmarks.ids}
        )
        close = tuple(get_close_matches(benchmark, names))
        raise UnknownIdError(benchmark, "the benchmarks of these models", close)
    if units:
        return units[0]
    return "%" if any(str(each).endswith("%") for each in (scores or {}).values()) else "point"


def _why_not_divisible(record: Benchmark | None, id: str, unit: str) -> str | None:
    """Say why scores cannot be divided by a price; None where they can.

    What is stated decides, whatever the benchmark is called: the scale of its record, a word such
    as "Elo" in its name or unit, or else a unit of which nothing says that more of it is better.
    """
    from aiproviders._format.bundled.reviewed_tables import ordering_word

    name, scale = (id, None) if record is None else (record.name, record.scale)
    if record is not None and not record.higher_is_better:
        return f"less is better on {name}, so that its score per price means nothing"
    words = (ordering_word(text) for text in (unit, name, id))
    order = scale if scale in _SCALES_OF_ORDER else next(filter(None, words), None)
    if order is not None:
        return (
            f"scores on {name} are of the scale {order}: they order models and cannot be "
            "divided by a price; look at score and price side by side instead"
        )
    if scale == "unknown" or (scale is None and unit not in _UNITS_OF_AMOUNTS):
        return (
            f"what scores on {name} count is not stated (unit {unit}), nor that more is better; "
            "pass a Benchmark that says so as benchmark=…"
        )
    return None


def _default(models: Catalog[Model], usable: Iterable[Sequence[Score]]) -> str:
    """Return the benchmark that the data name, else the one that most models can be compared on.

    Models that have no price count where no other model decides.
    """
    named = [each.id for each in _benchmarks(models) if each.default_because]
    if len(named) == 1:
        return named[0]
    offered = _most_in_one_setup(models, usable)
    stated = _most_in_one_setup(models, (model.scores for model in models))
    if not stated:
        msg = (
            "no model has a score that can be divided by a price; pass benchmark= and scores=, or "
            "models of aiproviders.market, which have scores"
        )
        raise NotStatedError(msg)
    most = max((offered[id], number) for id, number in stated.items())
    found = sorted(id for id, number in stated.items() if (offered[id], number) == most)
    if len(found) > 1:
        msg = (
            f"as many models can be compared on one benchmark as on another: {listed(found)}; "
            "choose one as benchmark=…"
        )
        raise IncomparableError(msg)
    return found[0]


def _most_in_one_setup(models: Catalog[Model], scores: Iterable[Sequence[Score]]) -> "Counter[str]":
    """Count by benchmark the models that one version and harness has scores of."""
    counts = Counter(
        (score.benchmark, Setup(score.version, score.harness))
        for each in scores
        for score in _one_to_each_setup(each)
    )
    most: Counter[str] = Counter()
    for (benchmark, _), number in counts.items():
        most[benchmark] = max(most[benchmark], number)
    units = {score.benchmark: score.quantity.unit for model in models for score in model.scores}
    for id in [*most]:
        record = _record(models, id)
        if _why_not_divisible(record, id, units[id] if record is None else record.unit):
            del most[id]
    return most


def _one_to_each_setup(scores: Iterable[Score]) -> Iterator[Score]:
    seen = {(score.benchmark, score.version, score.harness): score for score in scores}
    yield from seen.values()
