"""Find the models that can be compared on a benchmark, and say why the others cannot."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from types import NoneType
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from aiproviders._analysis.benchmark_basis import Result, Scores, Setup, comparison_basis
from aiproviders._analysis.measured_scores import (
    Question,
    check_choices,
    common_setup,
    is_asked_for,
    scores_in,
)
from aiproviders._analysis.task_tokens import task_cost, task_tokens
from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import sealed
from aiproviders._records.models.model import Model, blended_price
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import PriceInForce, find_price, is_retired, today
from aiproviders._records.prices.usage import Usage
from aiproviders._records.providers import ModelsLike, given_models
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Moment, Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, printable
from aiproviders.errors import IncomparableError, NotStatedError

if TYPE_CHECKING:
    from decimal import Decimal

CALLER = "caller"
"""Who reported a score that was passed in."""

_UPPER_BOUND = ("<", "<=")
_PLAIN_NUMBER = re.compile(r"[-+0-9.eE_]+")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
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


class ComparableModel(NamedTuple):
    """A model with a score and the price that it is compared by.

    The price is the cost of a task where the caller states its tokens, else the blended price.
    `change` says when another price follows the list price, `retired` that the model is no longer
    on sale. `inferred` names what of score and price is inferred, such as `score.benchmark` and
    `price.currency`.
    """

    model: Model
    score: Score
    list_price: TokenPrice
    blended_price: Quantity
    task_cost: Quantity | None
    change: str | None
    retired: bool
    inferred: tuple[str, ...] = ()

    @property
    def price(self) -> Quantity:
        return self.blended_price if self.task_cost is None else self.task_cost


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


def comparable_models(compared: ModelsLike, asked: Question) -> ComparableModels:
    """Find the models that have a price, and a score on one version, measured by one harness."""
    models = given_models(compared)
    offers = [_offer(model, asked) for model in models]
    priced = [offer for offer in offers if offer.price is not None]
    usable = [
        [score for score in offer.model.scores if is_asked_for(score, asked)] for offer in priced
    ]
    basis = comparison_basis(models, asked.benchmark, asked.scores, usable)
    check_choices(models, basis, asked)
    given, unmatched = callers_scores(tuple(models), asked.scores, basis.unit)
    setup = common_setup(
        (
            offer.model
            for position, offer in enumerate(offers)
            if offer.price is not None and position not in given
        ),
        basis,
        asked,
    )
    tokens = None if asked.tokens is None else task_tokens(models, basis.id, asked.tokens)
    entries: list[ComparableModel] = []
    excluded: list[Exclusion] = []
    for position, offer in enumerate(offers):
        own = given.get(position)
        scores = scores_in(offer.model, basis, setup, asked) if own is None else (own,)
        found: list[ComparableModel | str]
        if offer.found.price is None or offer.price is None:
            found = [offer.reason]
        elif isinstance(scores, str):
            found = [scores]
        elif scores[0].quantity.unit != basis.unit:
            found = [f"scored in {scores[0].quantity.unit}, not in {basis.unit}"]
        elif tokens is None:
            found = [_entry(offer, offer.found.price, offer.price, score) for score in scores]
        else:
            alone = asked.variants == "best" or len(scores) == 1
            found = [
                _entry_by_task(
                    _entry(offer, offer.found.price, offer.price, score),
                    tokens.usage(position, score.variant, alone=alone),
                )
                for score in scores
            ]
        # Of a model that has no row at all, the best variant has the reason.
        made = [each for each in found if isinstance(each, ComparableModel)]
        reasons = [each for each in found if isinstance(each, str)]
        if asked.variants == "best":
            made, reasons = made[:1], [] if made else reasons[:1]
        entries += made
        excluded += [Exclusion(model=offer.model, reason=reason) for reason in reasons]
    check_currencies(entry.list_price for entry in entries)
    on_sale = tuple(offer.model for offer in priced if not offer.retired)
    if tokens is not None:
        unmatched = (*unmatched, *tokens.unmatched)
    return ComparableModels(basis.id, setup, tuple(entries), tuple(excluded), unmatched, on_sale)


def _entry(offer: _Offer, list_price: TokenPrice, price: Quantity, score: Score) -> ComparableModel:
    inferred = (
        *(f"score.{name}" for name in score.inferred),
        *(f"price.{name}" for name in list_price.inferred),
    )
    return ComparableModel(
        offer.model, score, list_price, price, None, offer.found.change, offer.retired, inferred
    )


def _entry_by_task(entry: ComparableModel, usage: Usage | None) -> ComparableModel | str:
    """Return an entry with the cost of a task, or why its variant has none."""
    cost = "no tokens are given" if usage is None else task_cost(entry.list_price, usage)
    if isinstance(cost, Quantity):
        return entry._replace(task_cost=cost)
    variant = entry.score.variant
    return f"{cost} ({variant})" if variant else cost


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
    """Return a result of the caller's; a plain number is in the unit, and a text may name it."""
    if isinstance(result, Quantity):
        return result
    if isinstance(result, str) and not _PLAIN_NUMBER.fullmatch(result):
        return Quantity.parse(result, unit=unit)
    return Quantity(value=result, unit=unit)


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
