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
from aiproviders._records.prices.price_in_force import PriceInForce, find_price, is_retired, today
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.provider import Models, given_models
from aiproviders._records.record import Benchmark
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Moment, Period
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
    retired: bool


class ComparableModel(NamedTuple):
    """A model with the score and the blended price that it is compared by.

    `change` says when another price follows the list price, `retired` that the model is no longer
    on sale. `inferred` names what of score and price is inferred, such as `score.benchmark` and
    `price.currency`.
    """

    model: Model
    score: Score
    list_price: TokenPrice
    price: Quantity
    change: str | None
    retired: bool
    inferred: tuple[str, ...] = ()


class ComparableModels(NamedTuple):
    """Models that can be compared on a benchmark, those that cannot, and names that match none.

    `on_sale` are those of all the models that have a price in force and are still sold.
    """

    benchmark: str
    setup: Setup
    entries: tuple[ComparableModel, ...]
    excluded: tuple[Exclusion, ...]
    unmatched: tuple[str, ...]
    on_sale: tuple[Model, ...]


class _Offer(NamedTuple):
    """A model with its price in force and its blended price, or why it has none to compare."""

    model: Model
    found: PriceInForce
    price: Quantity | None
    reason: str
    retired: bool


def comparable_models(compared: Models, asked: Question) -> ComparableModels:
    """Find the models that have a price, and a score on one version, measured by one harness."""
    models = given_models(compared)
    offers = [_offer(model, asked) for model in models]
    priced = [offer for offer in offers if offer.price is not None]
    usable = [
        [score for score in offer.model.scores if _is_asked_for(score, asked)] for offer in priced
    ]
    basis = comparison_basis(models, asked.benchmark, asked.scores, usable)
    _check_choices(models, basis, asked)
    given, unmatched = callers_scores(tuple(models), asked.scores, basis.unit)
    setup = _common_setup(
        (
            offer.model
            for position, offer in enumerate(offers)
            if offer.price is not None and position not in given
        ),
        basis,
        asked,
    )
    entries: list[ComparableModel] = []
    excluded: list[Exclusion] = []
    for position, offer in enumerate(offers):
        score = given.get(position) or _score(offer.model, basis, setup, asked)
        if offer.found.price is None or offer.price is None:
            excluded.append(Exclusion(model=offer.model, reason=offer.reason))
        elif isinstance(score, str):
            excluded.append(Exclusion(model=offer.model, reason=score))
        elif score.quantity.unit != basis.unit:
            reason = f"scored in {score.quantity.unit}, not in {basis.unit}"
            excluded.append(Exclusion(model=offer.model, reason=reason))
        else:
            entries.append(_entry(offer, offer.found.price, offer.price, score))
    check_currencies(entry.list_price for entry in entries)
    on_sale = tuple(offer.model for offer in priced if not offer.retired)
    return ComparableModels(basis.id, setup, tuple(entries), tuple(excluded), unmatched, on_sale)


def _entry(offer: _Offer, list_price: TokenPrice, price: Quantity, score: Score) -> ComparableModel:
    inferred = (
        *(f"score.{name}" for name in score.inferred),
        *(f"price.{name}" for name in list_price.inferred),
    )
    return ComparableModel(
        offer.model, score, list_price, price, offer.found.change, offer.retired, inferred
    )


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


def _offer(model: Model, asked: Question) -> _Offer:
    """Find the price of a model that is on sale, or of one that was if those are asked for too."""
    retired = is_retired(model, asked.on)
    found = find_price(model, on=asked.on)
    if retired and found.price is None and model.retires is not None:
        found = find_price(model, on=model.retires)
    price, reason = None, ""
    if retired and not asked.retired:
        reason = "no longer on sale"
    elif _is_not_out(model, asked.on):
        reason = "not on sale yet"
    elif found.price is None:
        reason = found.reason if model.prices else "no price"
    else:
        try:
            price = blended_price(found.price, asked.mix)
        except NotStatedError as error:
            reason = str(error)
    return _Offer(model, found, price, reason, retired)


def _is_not_out(model: Model, on: Moment | None) -> bool:
    """Whether a model can certainly not be had yet, on a day or that of its prices."""
    day = today(model) if on is None else Period.of(on)
    if model.first_seen is None or day is None:
        return model.status == "announced"
    return model.first_seen.after(day)


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
