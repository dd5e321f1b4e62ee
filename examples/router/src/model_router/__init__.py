"""Routes each request to the cheapest model that is good enough, by stated facts alone.

Nothing is guessed: a figure that is not stated excludes a model, one that is only bounded counts
at its worst, and whoever is passed over is named with the reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from aiproviders import Model, Provider, Quantity, TokenPrice, Usage
from aiproviders.errors import NotStatedError

__all__ = ["DataVersionError", "NoModelError", "PassedOver", "Route", "Router"]

_GONE = ("announced", "retired")
_NO_FLOOR = ("~", "<", "<=")


class DataVersionError(ValueError):
    """The facts are not those that a router is pinned to."""


class NoModelError(LookupError):
    """No model will do, and there is none to fall back on.

    Attributes:
        passed_over: The models, each with the reason.
    """

    def __init__(self, passed_over: "tuple[PassedOver, ...]") -> None:
        super().__init__(passed_over)
        self.passed_over = passed_over

    def __str__(self) -> str:
        return "no model will do: " + "; ".join(map(str, self.passed_over))


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """A model that will not do, and why."""

    model: Model
    reason: str

    def __str__(self) -> str:
        return f"{self.model.name} ({self.reason})"


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a request goes.

    Attributes:
        model: The model.
        cost: What the request costs at most; None where that is not known of a fallback.
        passed_over: The models that will not do.
        fallback: Whether no model would do, and this is the one to fall back on.
    """

    model: Model
    cost: Quantity | None
    passed_over: tuple[PassedOver, ...]
    fallback: bool = False


@dataclass(frozen=True, kw_only=True)
class Router:
    """Picks the cheapest model at or above a score.

    Attributes:
        providers: Whose models there are.
        benchmark: Id of a benchmark of which more is better.
        least_score: The score that is good enough, such as `Quantity.parse("75 %")`.
        version: Version of the benchmark that counts.
        currency: ISO 4217 code of the currency that costs are in; nothing is converted.
        pinned: Data version by id of the provider. Facts change with a release of the data, and
            routes with them: pin them, and move the pin when the routes were looked at.
        fallback: Id or name of the model to use where none will do.

    Raises:
        DataVersionError: The data of a provider is another than the one it is pinned to.
        aiproviders.errors.UnknownIdError: No model is called as the fallback is.
    """

    providers: tuple[Provider, ...]
    benchmark: str
    least_score: Quantity
    version: str | None = None
    currency: str = "USD"
    pinned: Mapping[str, str] = field(default_factory=dict[str, str])
    fallback: str | None = None

    def __post_init__(self) -> None:
        for provider in self.providers:
            pin = self.pinned.get(provider.id, provider.data_version)
            if pin != provider.data_version:
                msg = f"{provider.id} has the data {provider.data_version}, not {pin} as pinned"
                raise DataVersionError(msg)
        unknown = set(self.pinned) - {provider.id for provider in self.providers}
        if unknown:
            msg = f"{', '.join(sorted(unknown))} is pinned and not among the providers"
            raise DataVersionError(msg)
        self._fallback_model()

    def route(self, usage: Usage, *, budget: Quantity | None = None) -> Route:
        """Find the cheapest model that is good enough for a request.

        Of two as cheap the one with the better score is taken, then the one whose id comes first.

        Args:
            usage: The tokens of the request; tiers of prices follow from them.
            budget: What the request may cost.

        Raises:
            NoModelError: No model will do, and the router has none to fall back on.
            ValueError: The budget is in another currency than the costs.
        """
        if budget is not None and budget.unit != self.currency:
            msg = f"costs are in {self.currency}, the budget is in {budget.unit}"
            raise ValueError(msg)
        fitting: list[tuple[Decimal, Decimal, str, Model, Quantity]] = []
        passed_over: list[PassedOver] = []
        for model in self._models():
            judged = self._judge(model, usage, budget)
            if isinstance(judged, str):
                passed_over.append(PassedOver(model=model, reason=judged))
            else:
                score, cost = judged
                fitting.append((cost.value, -score, model.id, model, cost))
        if fitting:
            *_, model, cost = min(fitting, key=lambda each: each[:3])
            return Route(model=model, cost=cost, passed_over=tuple(passed_over))
        fallback = self._fallback_model()
        if fallback is None:
            raise NoModelError(tuple(passed_over))
        cost_or_reason = self._cost(fallback, usage)
        return Route(
            model=fallback,
            cost=None if isinstance(cost_or_reason, str) else cost_or_reason,
            passed_over=tuple(passed_over),
            fallback=True,
        )

    def _models(self) -> Iterator[Model]:
        for provider in self.providers:
            yield from (model for model in provider.models if model.kind != "family")

    def _fallback_model(self) -> Model | None:
        if self.fallback is None:
            return None
        for provider in self.providers[:-1]:
            found = provider.models.get(self.fallback)
            if found is not None:
                return found
        return self.providers[-1].models[self.fallback]

    def _judge(
        self, model: Model, usage: Usage, budget: Quantity | None
    ) -> tuple[Decimal, Quantity] | str:
        """The worst score and the highest cost of a model that will do, or why it will not."""
        if model.status in _GONE:
            return f"is {model.status}"
        fits = model.fits(usage.input_tokens + usage.output_tokens)
        if not fits:
            return "context window not stated" if fits is None else "the request does not fit"
        score = self._score(model)
        if isinstance(score, str):
            return score
        cost = self._cost(model, usage)
        if isinstance(cost, str):
            return cost
        too_dear = budget is not None and cost.value > budget.value
        return f"costs {cost}" if too_dear else (score, cost)

    def _score(self, model: Model) -> Decimal | str:
        scores = [
            score.quantity
            for score in model.scores
            if (score.benchmark, score.version) == (self.benchmark, self.version)
        ]
        if not scores:
            return f"no score on {self.benchmark}"
        if {score.unit for score in scores} != {self.least_score.unit}:
            return f"not scored in {self.least_score.unit}"
        floors = [_floor(score) for score in scores]
        known = [floor for floor in floors if floor is not None]
        if len(known) < len(floors):
            return "how little it may have scored is not stated"
        worst = min(known)
        if worst < self.least_score.value:
            return f"scored {' or '.join(map(str, scores))}"
        return worst

    def _cost(self, model: Model, usage: Usage) -> Quantity | str:
        """What a request costs at most, or why that cannot be said."""
        try:
            price = _price(model)
            cost = price.cost(usage)
            if cost.comparator == ">=" and usage.cache_read_tokens:
                # Reading from a cache costs no more than reading anew.
                cost = price.cost(_without_cache_reads(usage))
        except NotStatedError as error:
            return str(error)
        if cost.unit != self.currency:
            return f"priced in {cost.unit}"
        return f"costs {cost}, and a price is not stated" if cost.comparator == ">=" else cost


def _floor(score: Quantity) -> Decimal | None:
    """The least that a model may have scored; None where nothing says so."""
    return score.bounds[0] if score.comparator in _NO_FLOOR else score.value


def _without_cache_reads(usage: Usage) -> Usage:
    return Usage(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_write_tokens=usage.cache_write_tokens,
    )


def _price(model: Model) -> TokenPrice:
    """The latest contract, or else the list price."""
    contracts = [price for price in model.prices if price.plan == "contract"]
    return contracts[-1] if contracts else model.price
