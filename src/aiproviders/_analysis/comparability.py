"""Find the models that can be compared on a benchmark, and say why the others cannot."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from types import NoneType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from attrs import frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model, Score, blended_price
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import PriceInForce, find_price, is_retired
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.provider import Models, given_models
from aiproviders._records.record import Benchmark
from aiproviders._values.arguments import check_type
from aiproviders._values.number import Number
from aiproviders._values.period import Moment
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


class Setup(NamedTuple):
    """How scores on a benchmark were measured, so far as it decides what can be compared."""

    version: str | None
    harness: str | None

    def __str__(self) -> str:
        return f"version {self.version or 'not stated'}, harness {self.harness or 'not stated'}"


class ComparableModel(NamedTuple):
    """A model with the score and the blended price that it is compared by.

    `change` says when another price follows the list price. `inferred` names what of score and
    price is inferred, such as `score.benchmark` and `price.currency`.
    """

    model: Model
    score: Score
    list_price: TokenPrice
    price: Quantity
    change: str | None
    inferred: tuple[str, ...] = ()


class ComparableModels(NamedTuple):
    """Models that can be compared on a benchmark, those that cannot, and names that match none."""

    benchmark: str
    setup: Setup
    entries: tuple[ComparableModel, ...]
    excluded: tuple[Exclusion, ...]
    unmatched: tuple[str, ...]


def comparable_models(
    compared: Models,
    benchmark: Benchmark | str,
    mix: TokenMix,
    scores: Scores | None,
    on: Moment | None,
) -> ComparableModels:
    """Find the models that have a price, and a score on one version, measured by one harness."""
    models = tuple(given_models(compared))
    basis = comparison_basis(models, benchmark, scores)
    given, unmatched = callers_scores(models, scores, basis.unit)
    in_force = [find_price(model, on=on) for model in models]
    prices = [
        "no longer in use" if is_retired(model, on) else _blended(model, found, mix)
        for model, found in zip(models, in_force, strict=True)
    ]
    priced = [position for position, price in enumerate(prices) if isinstance(price, Quantity)]
    scored_as_stated = [models[position] for position in priced if position not in given]
    setup = _common_setup(scored_as_stated, basis.id)
    entries: list[ComparableModel] = []
    excluded: list[Exclusion] = []
    for position, (model, found, price) in enumerate(zip(models, in_force, prices, strict=True)):
        score = given.get(position) or _score(model, basis.id, setup)
        if found.price is None or isinstance(price, str):
            excluded.append(Exclusion(model=model, reason=str(price)))
        elif isinstance(score, str):
            excluded.append(Exclusion(model=model, reason=score))
        elif score.quantity.unit != basis.unit:
            reason = f"scored in {score.quantity.unit}, not in {basis.unit}"
            excluded.append(Exclusion(model=model, reason=reason))
        else:
            inferred = (
                *(f"score.{name}" for name in score.inferred),
                *(f"price.{name}" for name in found.price.inferred),
            )
            entries.append(
                ComparableModel(model, score, found.price, price, found.change, inferred)
            )
    check_currencies(entry.list_price for entry in entries)
    return ComparableModels(basis.id, setup, tuple(entries), tuple(excluded), unmatched)


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
    check_type(scores, Mapping, NoneType)
    for key, result in (scores or {}).items():
        model = key if isinstance(key, Model) else catalog.get(key)
        if model is None or model not in models:
            unmatched.append(key.id if isinstance(key, Model) else key)
            continue
        quantity = in_unit(result, unit)
        given[models.index(model)] = Score(benchmark="", quantity=quantity, reported_by=CALLER)
    return given, tuple(unmatched)


def in_unit(result: Result, unit: str) -> Quantity:
    """Return a result of the caller's; a plain number is in the unit."""
    return result if isinstance(result, Quantity) else Quantity(value=result, unit=unit)


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
        (entry.price.value, entry.score.quantity.value.copy_negate(), position)
        for position, entry in enumerate(entries)
        if entry.score.quantity.comparator not in _UPPER_BOUND
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


def _blended(model: Model, found: PriceInForce, mix: TokenMix) -> Quantity | str:
    """Return the blended price of a model, or why it has none."""
    if found.price is None:
        return found.reason if model.prices else "no price"
    try:
        return blended_price(found.price, mix)
    except NotStatedError as error:
        return str(error)


def _score(model: Model, benchmark: str, setup: Setup) -> Score | str:
    """Return the score of a model in a setup, or why there is not exactly one.

    Of several variants of the model, such as efforts to reason, the best at its worst counts.
    """
    stated = [score for score in model.scores if score.benchmark == benchmark]
    of_version = [score for score in stated if score.version == setup.version]
    measured = [score for score in of_version if score.harness == setup.harness]
    if not stated:
        return f"no score on {benchmark}"
    if not of_version:
        return f"scored on another version of {benchmark}"
    if not measured:
        return f"scored by another harness on {benchmark}"
    units = {score.quantity.unit for score in measured}
    if len({score.variant for score in measured}) < len(measured) or len(units) > 1:
        return f"several scores on {benchmark}"
    return max(measured, key=_at_worst)


def _at_worst(score: Score) -> tuple[bool, "Decimal", "Decimal"]:
    least, _ = score.quantity.bounds
    value = score.quantity.value
    return least is not None, value if least is None else least, value


def _common_setup(models: Iterable[Model], benchmark: str) -> Setup:
    """Return the version and the harness that most of the models were scored with."""
    counts = Counter(
        setup
        for model in models
        for setup in {
            Setup(score.version, score.harness)
            for score in model.scores
            if score.benchmark == benchmark
        }
    )
    most = max(counts.values(), default=0)
    found = [setup for setup, count in counts.items() if count == most]
    if len(found) > 1:
        msg = (
            f"as many models are scored on {benchmark} in one way as in another: "
            f"{'; '.join(sorted(map(str, found)))}; pass the scores of one as scores=…"
        )
        raise IncomparableError(msg)
    return found[0] if found else Setup(None, None)


def _check_divisible(scale: str, benchmark: str) -> None:
    if scale in _INDIVISIBLE_SCALES:
        msg = (
            f"scores on {benchmark} are of the scale {scale}: they order models and cannot be "
            "divided by a price; look at score and price side by side instead"
        )
        raise IncomparableError(msg)
