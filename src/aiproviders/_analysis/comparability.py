"""Find the models that can be compared on a benchmark, and say why the others cannot."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby
from types import NoneType
from typing import NamedTuple

from attrs import frozen

from aiproviders._analysis.benchmark_basis import (
    Basis,
    Result,
    Scores,
    Setup,
    comparison_basis,
)
from aiproviders._records.catalog import Catalog
from aiproviders._records.model import Model, Score, blended_price
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import PriceInForce, find_price, is_retired
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.provider import Models, given_models
from aiproviders._records.record import Benchmark
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Moment
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, printable
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

CALLER = "caller"
"""Who reported a score that was passed in."""

NOT_STATED = "not stated"
"""The name of the harness or the reporter of scores that name none."""

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


class Question(NamedTuple):
    """What a comparison asks for, in the arguments of `price_performance`."""

    benchmark: Benchmark | str | None
    mix: TokenMix
    scores: Scores | None
    harness: str | None
    reported_by: str | None
    on: Moment | None


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


def comparable_models(compared: Models, asked: Question) -> ComparableModels:
    """Find the models that have a price, and a score on one version, measured by one harness."""
    models = given_models(compared)
    in_force = [find_price(model, on=asked.on) for model in models]
    prices = [
        "no longer in use" if is_retired(model, asked.on) else _blended(model, found, asked.mix)
        for model, found in zip(models, in_force, strict=True)
    ]
    usable = [
        [score for score in model.scores if _is_asked_for(score, asked)]
        for model, price in zip(models, prices, strict=True)
        if isinstance(price, Quantity)
    ]
    basis = comparison_basis(models, asked.benchmark, asked.scores, usable)
    _check_choices(models, basis, asked)
    given, unmatched = callers_scores(tuple(models), asked.scores, basis.unit)
    setup = _common_setup(
        (
            model
            for position, (model, price) in enumerate(zip(models, prices, strict=True))
            if isinstance(price, Quantity) and position not in given
        ),
        basis,
        asked,
    )
    entries: list[ComparableModel] = []
    excluded: list[Exclusion] = []
    for position, (model, found, price) in enumerate(zip(models, in_force, prices, strict=True)):
        score = given.get(position) or _score(model, basis, setup, asked)
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


def _is_asked_for(score: Score, asked: Question) -> bool:
    """Whether a score is by the harness and the reporter that the caller chose, if any."""
    is_by_harness = asked.harness is None or (score.harness or NOT_STATED) == asked.harness
    return is_by_harness and _is_reported_by(score, asked.reported_by)


def _is_reported_by(score: Score, reporter: str | None) -> bool:
    return reporter is None or (score.reported_by or NOT_STATED) == reporter


def _check_choices(models: Iterable[Model], basis: Basis, asked: Question) -> None:
    """Refuse a harness or a reporter of no score on the benchmark, and name those there are."""
    stated = [score for model in models for score in model.scores if score.benchmark == basis.id]
    harnesses = {score.harness or NOT_STATED for score in stated}
    reporters = {score.reported_by or NOT_STATED for score in stated}
    _check_choice(asked.harness, harnesses, f"the harnesses of scores on {basis.id}")
    _check_choice(asked.reported_by, reporters, f"the reporters of scores on {basis.id}")


def _check_choice(asked: str | None, stated: Collection[str], where: str) -> None:
    check_type(asked, str, NoneType)
    if asked is not None and asked not in stated:
        close = get_close_matches(asked, stated)
        raise UnknownIdError(asked, where, tuple(close or sorted(stated)))


def _score(model: Model, basis: Basis, setup: Setup, asked: Question) -> Score | str:
    """Return the score of a model in a setup, or why there is not exactly one.

    Of several variants of the model, such as efforts to reason, the best at its worst counts.
    """
    stated = [score for score in model.scores if score.benchmark == basis.id]
    reported = [score for score in stated if _is_reported_by(score, asked.reported_by)]
    of_version = [score for score in reported if score.version == setup.version]
    measured = [score for score in of_version if score.harness == setup.harness]
    if not stated:
        return f"no score on {basis.id}"
    if not reported:
        return f"no score on {basis.id} by this reporter"
    if not of_version:
        return f"scored on another version of {basis.id}"
    if not measured:
        return f"scored by another harness on {basis.id}"
    units = {score.quantity.unit for score in measured}
    if len({score.variant for score in measured}) < len(measured) or len(units) > 1:
        return f"several scores on {basis.id}"
    return max(measured, key=_at_worst)


def _at_worst(score: Score) -> tuple[bool, Decimal, Decimal]:
    least, _ = score.quantity.bounds
    value = score.quantity.value
    return least is not None, value if least is None else least, value


def _common_setup(models: Iterable[Model], basis: Basis, asked: Question) -> Setup:
    """Return the version and the harness that most of the models were scored with."""
    counts = Counter(
        setup
        for model in models
        for setup in {
            Setup(score.version, score.harness)
            for score in model.scores
            if score.benchmark == basis.id and _is_asked_for(score, asked)
        }
    )
    most = max(counts.values(), default=0)
    found = [setup for setup, count in counts.items() if count == most]
    if len(found) > 1:
        msg = (
            f"as many models are scored on {basis.id} in one way as in another: "
            f"{'; '.join(sorted(map(str, found)))}; choose by harness=… or reported_by=…, or pass "
            "the scores of one as scores=…"
        )
        raise IncomparableError(msg)
    if found:
        return found[0]
    return Setup(None, None if asked.harness == NOT_STATED else asked.harness)
