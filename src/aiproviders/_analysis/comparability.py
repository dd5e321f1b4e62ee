"""Which models can be compared with each other, on what, and who is left out why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from attrs import frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model, Score
from aiproviders._records.price import TokenMix, TokenPrice, blended_price
from aiproviders._records.record import Benchmark
from aiproviders._values.quantity import Number, Quantity
from aiproviders._values.text import OneLine
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

if TYPE_CHECKING:
    from decimal import Decimal

Result: TypeAlias = Quantity | Number
"""A result on a benchmark; a plain number is in the benchmark's unit."""

Scores: TypeAlias = Mapping[Model, Result] | Mapping[str, Result] | Mapping[Model | str, Result]
"""Results that the caller brings, by model, id or name."""

CALLER = "caller"
"""Who reported a score that was passed in."""

_INDIVISIBLE = ("elo", "rank")
_FROM_BELOW = (">", ">=")
_FROM_ABOVE = ("<", "<=")


@frozen(kw_only=True, repr=False)
class Exclusion(OneLine):
    """A model that is left out, and why.

    Attributes:
        model: The model.
        reason: Why, in a few words.
    """

    model: Model
    reason: str

    def __str__(self) -> str:
        return f"{self.model.name}: {self.reason}"


class Basis(NamedTuple):
    """What models are compared on: the id of a benchmark and the unit of its scores."""

    id: str
    unit: str


class Entry(NamedTuple):
    """A model that takes part in a comparison, with its score and blended price."""

    model: Model
    score: Quantity
    reported_by: str | None
    price: Quantity


class Contest(NamedTuple):
    """A comparison: on what, who takes part, who does not, and names that no model has."""

    benchmark: str
    entries: tuple[Entry, ...]
    excluded: tuple[Exclusion, ...]
    unmatched: tuple[str, ...]


def contest(
    models: tuple[Model, ...], benchmark: Benchmark | str, mix: TokenMix, scores: Scores | None
) -> Contest:
    """Find who can be compared: priced models with one score on one version of the benchmark."""
    basis = basis_of(models, benchmark, scores)
    own, unmatched = own_scores(models, scores, basis.unit)
    prices = [_price(model, mix) for model in models]
    priced = [position for position, price in enumerate(prices) if isinstance(price, Quantity)]
    contenders = [models[position] for position in priced if position not in own]
    version = _common_version(contenders, basis.id)
    entries: list[Entry] = []
    excluded: list[Exclusion] = []
    for position, (model, price) in enumerate(zip(models, prices, strict=True)):
        score = own.get(position) or _score(model, basis.id, version)
        if isinstance(price, str):
            excluded.append(Exclusion(model=model, reason=price))
        elif isinstance(score, str):
            excluded.append(Exclusion(model=model, reason=score))
        elif score.quantity.unit != basis.unit:
            reason = f"scored in {score.quantity.unit}, not in {basis.unit}"
            excluded.append(Exclusion(model=model, reason=reason))
        else:
            entries.append(Entry(model, score.quantity, score.reported_by, price))
    check_currencies(entry.model.price for entry in entries)
    return Contest(basis.id, tuple(entries), tuple(excluded), unmatched)


def basis_of(models: Iterable[Model], benchmark: Benchmark | str, scores: Scores | None) -> Basis:
    """What a benchmark, an id or a name stands for, if scores on it can be divided by a price."""
    from aiproviders._format.bundled import vocabulary  # noqa: PLC0415 - imports cattrs

    known = (
        benchmark if isinstance(benchmark, Benchmark) else vocabulary().benchmarks.get(benchmark)
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
        from difflib import get_close_matches  # noqa: PLC0415 - only needed by an error

        names = sorted({score.benchmark for score in stated} | {*vocabulary().benchmarks.ids})
        close = tuple(get_close_matches(str(benchmark), names))
        raise UnknownIdError(str(benchmark), "the benchmarks of these models", close)
    unit = units[0] if units else "point"
    _check_divisible(unit, str(benchmark))
    return Basis(str(benchmark), unit)


def own_scores(
    models: tuple[Model, ...], scores: Scores | None, unit: str
) -> tuple[dict[int, Score], tuple[str, ...]]:
    """The caller's scores by position of the model, and the names that match none."""
    catalog = Catalog(models, name="these models")
    own: dict[int, Score] = {}
    unmatched: list[str] = []
    for key, result in (scores or {}).items():
        model = key if isinstance(key, Model) else catalog.get(key)
        if model is None or model not in models:
            unmatched.append(key.id if isinstance(key, Model) else key)
            continue
        quantity = result if isinstance(result, Quantity) else Quantity(value=result, unit=unit)
        own[models.index(model)] = Score(benchmark="", quantity=quantity, reported_by=CALLER)
    return own, tuple(unmatched)


def check_currencies(prices: Iterable[TokenPrice]) -> None:
    """Refuse prices in more than one currency."""
    currencies = sorted({price.currency for price in prices})
    if len(currencies) > 1:
        msg = f"the prices are in {' and '.join(currencies)}; convert them to one currency first"
        raise IncomparableError(msg)


def frontier(entries: tuple[Entry, ...]) -> list[int]:
    """Positions of the entries that none dominates, by rising price, each taken at its worst."""
    points = sorted(
        (entry.price.value, -entry.score.value, position)
        for position, entry in enumerate(entries)
        if entry.price.comparator not in _FROM_BELOW and entry.score.comparator not in _FROM_ABOVE
    )
    undominated: list[int] = []
    best: Decimal | None = None
    for _, level in groupby(points, key=lambda point: point[0]):
        as_dear = list(level)
        lowest = as_dear[0][1]
        if best is None or lowest < best:
            undominated += [position for _, score, position in as_dear if score == lowest]
            best = lowest
    return undominated


def _price(model: Model, mix: TokenMix) -> Quantity | str:
    """The blended price of a model, or why it has none."""
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
    """The score of a model on a version of a benchmark, or why there is not one."""
    stated = [score for score in model.scores if score.benchmark == benchmark]
    of_version = [score for score in stated if score.version == version]
    if len(of_version) == 1:
        return of_version[0]
    if stated and not of_version:
        return f"scored on another version of {benchmark}"
    return f"{'several scores' if stated else 'no score'} on {benchmark}"


def _common_version(models: Iterable[Model], benchmark: str) -> str | None:
    """The version of a benchmark that most of the models were scored on."""
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
    if scale in _INDIVISIBLE:
        msg = (
            f"scores on {benchmark} are of the scale {scale}: they order models and cannot be "
            "divided by a price; look at score and price side by side instead"
        )
        raise IncomparableError(msg)
