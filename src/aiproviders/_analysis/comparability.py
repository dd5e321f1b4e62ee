"""Find the models that can be compared on a benchmark, and say why the others cannot."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from attrs import frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model, Score
from aiproviders._records.price import TokenMix, TokenPrice, blended_price
from aiproviders._records.record import Benchmark
from aiproviders._values.number import Number
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, printable
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

if TYPE_CHECKING:
    from decimal import Decimal

Result: TypeAlias = Quantity | Number
"""A result on a benchmark; a plain number is in the benchmark's unit."""

Scores: TypeAlias = Mapping[Model, Result] | Mapping[str, Result] | Mapping[Model | str, Result]
"""Results that a caller passes in, by model, id or name."""

CALLER = "caller"
"""Who reported a score that was passed in."""

_INDIVISIBLE_SCALES = ("elo", "rank")
_UPPER_BOUND = ("<", "<=")


@frozen(kw_only=True, repr=False)
class Exclusion(OneLine):
    """A model that cannot be compared, and the reason.

    Attributes:
        model: The model.
        reason: Why, in a few words.
    """

    model: Model
    reason: str

    def __str__(self) -> str:
        return printable(f"{self.model.name}: {self.reason}")


class Basis(NamedTuple):
    """What models are compared by: the id of a benchmark and the unit of its scores."""

    id: str
    unit: str


class ComparableModel(NamedTuple):
    """A model with the score and the blended price that it is compared by.

    `inferred` names what of them is inferred, such as `score.benchmark` and `price.currency`.
    """

    model: Model
    score: Quantity
    reported_by: str | None
    price: Quantity
    inferred: tuple[str, ...] = ()


class ComparableModels(NamedTuple):
    """Models that can be compared on a benchmark, those that cannot, and names that match none."""

    benchmark: str
    entries: tuple[ComparableModel, ...]
    excluded: tuple[Exclusion, ...]
    unmatched: tuple[str, ...]


def comparable_models(
    models: tuple[Model, ...], benchmark: Benchmark | str, mix: TokenMix, scores: Scores | None
) -> ComparableModels:
    """Find the models that have a price, and one score on one version of the benchmark."""
    basis = comparison_basis(models, benchmark, scores)
    given, unmatched = callers_scores(models, scores, basis.unit)
    prices = [_price(model, mix) for model in models]
    priced = [position for position, price in enumerate(prices) if isinstance(price, Quantity)]
    scored_as_stated = [models[position] for position in priced if position not in given]
    version = _common_version(scored_as_stated, basis.id)
    entries: list[ComparableModel] = []
    excluded: list[Exclusion] = []
    for position, (model, price) in enumerate(zip(models, prices, strict=True)):
        score = given.get(position) or _score(model, basis.id, version)
        if isinstance(price, str):
            excluded.append(Exclusion(model=model, reason=price))
        elif isinstance(score, str):
            excluded.append(Exclusion(model=model, reason=score))
        elif score.quantity.unit != basis.unit:
            reason = f"scored in {score.quantity.unit}, not in {basis.unit}"
            excluded.append(Exclusion(model=model, reason=reason))
        else:
            inferred = (
                *(f"score.{name}" for name in score.inferred),
                *(f"price.{name}" for name in model.price.inferred),
            )
            entries.append(
                ComparableModel(model, score.quantity, score.reported_by, price, inferred)
            )
    check_currencies(entry.model.price for entry in entries)
    return ComparableModels(basis.id, tuple(entries), tuple(excluded), unmatched)


def comparison_basis(
    models: Iterable[Model], benchmark: Benchmark | str, scores: Scores | None
) -> Basis:
    """Find the benchmark with an id or a name, and check that its scores can be divided by a price.

    Raises:
        IncomparableError: The scores are Elo ratings or ranks, or less is better.
        UnknownIdError: No scores are passed, and no model has a score on such a benchmark.
    """
    from aiproviders._format.bundled import shared_vocabulary

    known = (
        benchmark
        if isinstance(benchmark, Benchmark)
        else shared_vocabulary().benchmarks.get(benchmark)
    )
    if known is not None:
        if not known.higher_is_better:
            msg = f"less is better on {known.name}, so that its score per price means nothing"
            raise IncomparableError(msg)
        _check_divisible(known.scale, known.name)
        return Basis(known.id, known.unit)
    stated = [score for model in models for score in model.scores]
    units = [score.quantity.unit for score in stated if score.benchmark == benchmark]
    if not units and not scores:
        from difflib import get_close_matches

        names = sorted(
            {score.benchmark for score in stated} | {*shared_vocabulary().benchmarks.ids}
        )
        close = tuple(get_close_matches(str(benchmark), names))
        raise UnknownIdError(str(benchmark), "the benchmarks of these models", close)
    unit = units[0] if units else "point"
    _check_divisible(unit, str(benchmark))
    return Basis(str(benchmark), unit)


def callers_scores(
    models: tuple[Model, ...], scores: Scores | None, unit: str
) -> tuple[dict[int, Score], tuple[str, ...]]:
    """Return the caller's scores by position of the model, and the names that match no model."""
    catalog = Catalog(models, name="these models")
    given: dict[int, Score] = {}
    unmatched: list[str] = []
    for key, result in (scores or {}).items():
        model = key if isinstance(key, Model) else catalog.get(key)
        if model is None or model not in models:
            unmatched.append(key.id if isinstance(key, Model) else key)
            continue
        quantity = result if isinstance(result, Quantity) else Quantity(value=result, unit=unit)
        given[models.index(model)] = Score(benchmark="", quantity=quantity, reported_by=CALLER)
    return given, tuple(unmatched)


def check_currencies(prices: Iterable[TokenPrice]) -> None:
    """Refuse prices in more than one currency."""
    currencies = sorted({price.currency for price in prices})
    if len(currencies) > 1:
        msg = f"the prices are in {' and '.join(currencies)}; convert them to one currency first"
        raise IncomparableError(msg)


def frontier_positions(entries: tuple[ComparableModel, ...]) -> list[int]:
    """Return the positions of the entries on the Pareto frontier, by rising price.

    Bounds count at their worst. A blended price is exact or an upper bound, so that its value is
    its worst; a score that is an upper bound has no worst, and its entry is left out.
    """
    points = sorted(
        (entry.price.value, -entry.score.value, position)
        for position, entry in enumerate(entries)
        if entry.score.comparator not in _UPPER_BOUND
    )
    undominated: list[int] = []
    best: Decimal | None = None
    for _, group in groupby(points, key=lambda point: point[0]):
        same_price = list(group)
        best_here = same_price[0][1]
        if best is None or best_here < best:
            undominated += [position for _, score, position in same_price if score == best_here]
            best = best_here
    return undominated


def _price(model: Model, mix: TokenMix) -> Quantity | str:
    """Return the blended price of a model, or why it has none."""
    if not model.prices:
        return "no price"
    try:
        price = model.price
    except NotStatedError:
        return "no single list price"
    try:
        return blended_price(price, mix)
    except NotStatedError as error:
        return str(error)


def _score(model: Model, benchmark: str, version: str | None) -> Score | str:
    """Return the score of a model on a version of a benchmark, or why there is not exactly one."""
    stated = [score for score in model.scores if score.benchmark == benchmark]
    of_version = [score for score in stated if score.version == version]
    if len(of_version) == 1:
        return of_version[0]
    if stated and not of_version:
        return f"scored on another version of {benchmark}"
    return f"{'several scores' if stated else 'no score'} on {benchmark}"


def _common_version(models: Iterable[Model], benchmark: str) -> str | None:
    """Return the version of a benchmark that most of the models were scored on."""
    counts = Counter(
        version
        for model in models
        for version in {score.version for score in model.scores if score.benchmark == benchmark}
    ).most_common(2)
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        versions = " and ".join(sorted(str(version or "not stated") for version, _ in counts))
        msg = f"as many models are scored on one version of {benchmark} as on another: {versions}"
        raise IncomparableError(msg)
    return counts[0][0] if counts else None


def _check_divisible(scale: str, benchmark: str) -> None:
    if scale in _INDIVISIBLE_SCALES:
        msg = (
            f"scores on {benchmark} are of the scale {scale}: they order models and cannot be "
            "divided by a price; look at score and price side by side instead"
        )
        raise IncomparableError(msg)
