"""Value for money: pure functions over models of any providers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, groupby
from typing import NamedTuple, TypeAlias

from attrs import frozen

from aiproviders._catalog import Catalog
from aiproviders._models import Model, Score
from aiproviders._pricing import TokenMix, TokenPrice, Usage
from aiproviders._quantity import NEAREST, Number, Quantity
from aiproviders._records import sealed
from aiproviders._text import OneLine, angled, counted
from aiproviders.errors import IncomparableError, NotStatedError, UnknownIdError

Result: TypeAlias = Quantity | Number
"""A result on a benchmark; a plain number is in the benchmark's unit."""

Scores: TypeAlias = Mapping[Model, Result] | Mapping[str, Result] | Mapping[Model | str, Result]
"""Results that the caller brings, by model, id or name."""

_INDIVISIBLE = ("elo", "rank")
_SHARE = "%"
_HUNDREDTH = Decimal("0.01")
_FROM_BELOW = (">", ">=")
_FROM_ABOVE = ("<", "<=")


@frozen(kw_only=True, repr=False)
class PricePerformanceRow(OneLine):
    """A model's value for money.

    Attributes:
        model: The model.
        score: Its result on the benchmark.
        reported_by: Id of who reported the score, `caller` if it was passed in, None if nobody
            is named.
        blended_price: Its price per million tokens, at the mix asked for.
        score_per_price: Score divided by blended price; more is better.
        price_per_point: Blended price divided by score; less is better.
        on_frontier: Whether no other model is at most as dear and at least as good, one of the
            two strictly.
    """

    model: Model
    score: Quantity
    reported_by: str | None
    blended_price: Quantity
    score_per_price: Quantity
    price_per_point: Quantity
    on_frontier: bool

    def __str__(self) -> str:
        return f"{self.model.name} {self.score} at {self.blended_price}"


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


@frozen(kw_only=True, repr=False)
class Turn(OneLine):
    """A mix at which two models are worth the same; beyond it their order is the other way.

    Attributes:
        first: The better value where there is more input in the mix.
        second: The better value where there is more output.
        mix: The mix, as so much input to one output.
    """

    first: Model
    second: Model
    mix: TokenMix

    def __str__(self) -> str:
        return f"{self.first.name} before {self.second.name} above {self.mix}, after it below"


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class PricePerformance(OneLine):
    """Models by value for money; printing it shows a table.

    Attributes:
        benchmark: Id of the benchmark.
        mix: The mix of tokens that prices are blended at.
        rows: The models, best value first.
        excluded: The models left out.
        unmatched: Names among the caller's scores that no model has.
    """

    benchmark: str
    mix: TokenMix
    rows: tuple[PricePerformanceRow, ...]
    excluded: tuple[Exclusion, ...]
    unmatched: tuple[str, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every mix of input and output at which two of the models change places."""
        pairs = combinations(self.rows, 2)
        return tuple(turn for one, other in pairs if (turn := _turn(one, other)) is not None)

    def __str__(self) -> str:
        from aiproviders._display import price_performance_text  # noqa: PLC0415 - for show only

        return price_performance_text(self)

    def __repr__(self) -> str:
        ids = ", ".join(row.model.id for row in self.rows) or "no rows"
        return angled("PricePerformance", f"{self.benchmark} at {self.mix}: {ids}")


def blended_price(price: TokenPrice, mix: TokenMix | str = "3:1") -> Quantity:
    """Average price per million tokens of a mix: Σ wₖ·pₖ / Σ wₖ.

    Args:
        price: The prices; of tiered prices the first tier counts.
        mix: Parts of input to output, as `3:1` (the convention of Artificial Analysis and Epoch
            AI), or a `TokenMix`.

    Returns:
        An amount in the unit `USD/Mtok`, or whatever the currency is. Where no price for reading
        from the cache is stated, at most the price of input is assumed, and the result is an
        upper bound.

    Raises:
        NotStatedError: A price that the mix needs is not stated.
        ValueError: The mix is empty, negative or not understood.

    Examples:
        >>> from aiproviders import TokenPrice, blended_price
        >>> price = TokenPrice(currency="USD", input="2.50", output="7.50")
        >>> print(blended_price(price), blended_price(price, "1:1"), sep=", ")
        $3.75 per million tokens, $5 per million tokens
    """
    parts = [(kind, weight) for kind, weight in TokenMix.of(mix).parts if weight]
    weighted = [_rate(price, kind) * Decimal(weight) for kind, weight in parts]
    weights = [Quantity(value=weight, unit="1") for _, weight in parts]
    return sum(weighted[1:], weighted[0]) / sum(weights[1:], weights[0])


def _rate(price: TokenPrice, kind: str) -> Quantity:
    stated: Decimal | None = getattr(price, kind)
    if stated is not None:
        return Quantity(value=stated, unit=price.unit)
    if kind != "cache_read" or price.input is None:
        msg = f"no price of {kind.replace('_', ' ')} is stated"
        raise NotStatedError(msg)
    bounds = (Decimal(0), price.input)
    return Quantity(value=price.input, unit=price.unit, comparator="<=", interval=bounds)


def price_ratio(
    a: Model | TokenPrice, b: Model | TokenPrice, *, mix: TokenMix | str = "3:1"
) -> Quantity:
    """How many times as dear the first is as the second, by blended price.

    Raises:
        NotStatedError: A price that the mix needs is not stated.
        IncomparableError: The prices are in two currencies, or the second is free.
    """
    prices = [each.price if isinstance(each, Model) else each for each in (a, b)]
    _check_currencies(prices)
    return blended_price(prices[0], mix) / blended_price(prices[1], mix)


def price_performance(
    models: Iterable[Model],
    *,
    benchmark: str = "swe-bench-verified",
    mix: TokenMix | str = "3:1",
    scores: Scores | None = None,
) -> PricePerformance:
    """Rank models by what they score for what they cost.

    Args:
        models: Models of any providers.
        benchmark: Id or name of the benchmark.
        mix: Parts of input to output that prices are blended at.
        scores: Results of the caller's own, by model, id or name; they go before those stated.

    Raises:
        IncomparableError: The prices are in several currencies, or the benchmark's scores cannot
            be divided by a price: Elo ratings, ranks, and those of which less is better.
        UnknownIdError: Neither the models nor the caller have a score on such a benchmark.
        AmbiguousIdError: A name among the caller's scores is that of several models.
        ValueError: The mix is empty, negative or not understood.

    Examples:
        >>> from aiproviders import alibaba, price_performance
        >>> result = price_performance(alibaba.models, mix="1:1")
        >>> [(row.model.id, f"{row.score_per_price:.2f}") for row in result.rows]
        [('qwen3.6', '36.76 %/(USD/Mtok)'), ('qwen3.7-max', '16.08 %/(USD/Mtok)')]
    """
    mix = TokenMix.of(mix)
    contest = _contest(tuple(models), benchmark, mix, scores)
    frontier = set(_frontier(contest.entries))
    rows = [
        PricePerformanceRow(
            model=entry.model,
            score=entry.score,
            reported_by=entry.reported_by,
            blended_price=entry.price,
            score_per_price=entry.score / entry.price,
            price_per_point=entry.price / entry.score,
            on_frontier=position in frontier,
        )
        for position, entry in enumerate(contest.entries)
        if entry.price.value and entry.score.value > 0
    ]
    no_ratio = [
        Exclusion(model=entry.model, reason="scored nothing" if entry.price.value else "free")
        for entry in contest.entries
        if not entry.price.value or entry.score.value <= 0
    ]
    return PricePerformance(
        benchmark=contest.benchmark,
        mix=mix,
        rows=tuple(sorted(rows, key=lambda row: row.score_per_price, reverse=True)),
        excluded=(*contest.excluded, *no_ratio),
        unmatched=contest.unmatched,
    )


def pareto_frontier(
    models: Iterable[Model],
    *,
    benchmark: str = "swe-bench-verified",
    mix: TokenMix | str = "3:1",
    scores: Scores | None = None,
) -> tuple[Model, ...]:
    """The models to choose between, the cheapest first.

    A model is left out if another is at most as dear and at least as good, one of the two
    strictly; ties stay. One whose price or score is a bound counts at its worst, and one that
    has no worst is left out.

    Raises:
        IncomparableError: As of `price_performance`.
        UnknownIdError: As of `price_performance`.
        AmbiguousIdError: As of `price_performance`.
        ValueError: As of `price_performance`.
    """
    contest = _contest(tuple(models), benchmark, TokenMix.of(mix), scores)
    return tuple(contest.entries[position].model for position in _frontier(contest.entries))


def cost_per_solved(
    model: Model,
    usage: Usage,
    *,
    benchmark: str = "swe-bench-verified",
    scores: Scores | None = None,
) -> Quantity:
    """Expected cost of one solved task: cost of an attempt / rate of success.

    This is the "cost-of-pass" of Erol et al. (arXiv 2504.13359), failures included.

    Args:
        model: The model.
        usage: What one attempt uses.
        benchmark: Id or name of a benchmark whose scores are shares of tasks solved.
        scores: Results of the caller's own, as for `price_performance`.

    Returns:
        An amount in the unit `USD/task`, or whatever the currency is.

    Raises:
        NotStatedError: The model has no list price, or no single score on the benchmark.
        IncomparableError: The scores are not shares, or no task was solved.
        UnknownIdError: Neither the model nor the caller has a score on such a benchmark.
    """
    test = _test((model,), benchmark, scores)
    own, _ = _own_scores((model,), scores, test.unit)
    stated = _stated_scores(model, test.id)
    if not own and len(stated) != 1:
        msg = f"{model.name} has {counted(len(stated), 'score')} on {test.id}, not one"
        raise NotStatedError(msg)
    score = own[0] if own else stated[0].quantity
    if score.unit != _SHARE:
        msg = f"a score of {score} on {test.id} is no share of tasks solved"
        raise IncomparableError(msg)
    return model.price.cost(usage) / score.to("task", rate=_HUNDREDTH)


class _Test(NamedTuple):
    """What models are compared on."""

    id: str
    unit: str


class _Entry(NamedTuple):
    """A model that takes part in a comparison."""

    model: Model
    score: Quantity
    reported_by: str | None
    price: Quantity


class _Contest(NamedTuple):
    """A comparison: who takes part, who does not."""

    benchmark: str
    entries: tuple[_Entry, ...]
    excluded: tuple[Exclusion, ...]
    unmatched: tuple[str, ...]


def _contest(
    models: tuple[Model, ...], benchmark: str, mix: TokenMix, scores: Scores | None
) -> _Contest:
    test = _test(models, benchmark, scores)
    own, unmatched = _own_scores(models, scores, test.unit)
    version = _common_version(models, test.id)
    entries: list[_Entry] = []
    excluded: list[Exclusion] = []
    for position, model in enumerate(models):
        stated = _stated_scores(model, test.id)
        reason = _price_problem(model, mix)
        if reason is None and position not in own:
            reason = _score_problem(stated, version, test.id)
        if reason is not None:
            excluded.append(Exclusion(model=model, reason=reason))
            continue
        score = own[position] if position in own else stated[0].quantity
        reporter = "caller" if position in own else stated[0].reported_by
        entries.append(_Entry(model, score, reporter, blended_price(model.price, mix)))
    _check_currencies([entry.model.price for entry in entries])
    for entry in entries:
        _check_divisible(entry.score.unit, test.id)
    return _Contest(test.id, tuple(entries), tuple(excluded), unmatched)


def _price_problem(model: Model, mix: TokenMix) -> str | None:
    """Why a model has no blended price; None where it has one."""
    if not model.prices:
        return "no price"
    try:
        price = model.price
    except NotStatedError:
        return "no single list price"
    try:
        blended_price(price, mix)
    except NotStatedError as error:
        return str(error)
    return None


def _score_problem(scores: list[Score], version: str | None, benchmark: str) -> str | None:
    """Why a model's stated scores give no comparable one; None where they do."""
    if len(scores) != 1:
        return f"{'several scores' if scores else 'no score'} on {benchmark}"
    if scores[0].version != version:
        return f"scored on another version of {benchmark}"
    return None


def _test(models: tuple[Model, ...], benchmark: str, scores: Scores | None) -> _Test:
    from aiproviders._serialization import vocabulary  # noqa: PLC0415 - imports cattrs

    known = vocabulary().benchmarks.get(benchmark)
    if known is not None:
        if not known.higher_is_better:
            msg = f"less is better on {known.name}, so that its score per price means nothing"
            raise IncomparableError(msg)
        _check_divisible(known.scale, known.name)
        return _Test(known.id, known.unit)
    from difflib import get_close_matches  # noqa: PLC0415 - only needed by an error

    units = [score.quantity.unit for model in models for score in _stated_scores(model, benchmark)]
    if not units and not scores:
        names = {score.benchmark for model in models for score in model.scores}
        close = tuple(get_close_matches(benchmark, sorted(names | {*vocabulary().benchmarks.ids})))
        raise UnknownIdError(benchmark, "the benchmarks of these models", close)
    return _Test(benchmark, units[0] if units else "point")


def _check_divisible(scale: str, benchmark: str) -> None:
    if scale in _INDIVISIBLE:
        msg = (
            f"scores on {benchmark} are of the scale {scale}: they order models and cannot be "
            "divided by a price; look at score and price side by side instead"
        )
        raise IncomparableError(msg)


def _check_currencies(prices: Iterable[TokenPrice]) -> None:
    currencies = sorted({price.currency for price in prices})
    if len(currencies) > 1:
        msg = f"the prices are in {' and '.join(currencies)}; convert them to one currency first"
        raise IncomparableError(msg)


def _stated_scores(model: Model, benchmark: str) -> list[Score]:
    return [score for score in model.scores if score.benchmark == benchmark]


def _common_version(models: tuple[Model, ...], benchmark: str) -> str | None:
    """The version of the benchmark that most of the models were scored on."""
    counts = Counter(
        stated[0].version
        for model in models
        if len(stated := _stated_scores(model, benchmark)) == 1
    ).most_common(2)
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        versions = " and ".join(sorted(str(version or "not stated") for version, _ in counts))
        msg = f"as many scores are on one version of {benchmark} as on another: {versions}"
        raise IncomparableError(msg)
    return counts[0][0] if counts else None


def _own_scores(
    models: tuple[Model, ...], scores: Scores | None, unit: str
) -> tuple[dict[int, Quantity], tuple[str, ...]]:
    """The caller's scores by position of the model, and the names that match none."""
    catalog = Catalog(models, name="these models")
    own: dict[int, Quantity] = {}
    unmatched: list[str] = []
    for key, score in (scores or {}).items():
        model = key if isinstance(key, Model) else catalog.get(key)
        if model is None or model not in models:
            unmatched.append(key.id if isinstance(key, Model) else key)
            continue
        result = score if isinstance(score, Quantity) else Quantity(value=score, unit=unit)
        own[models.index(model)] = result
    return own, tuple(unmatched)


def _frontier(entries: tuple[_Entry, ...]) -> list[int]:
    """Positions of the entries that none dominates, by rising price."""
    points = sorted(
        (price, -score, position)
        for position, entry in enumerate(entries)
        for price, score in _worst(entry)
    )
    frontier: list[int] = []
    best: Decimal | None = None
    for _, level in groupby(points, key=lambda point: point[0]):
        as_dear = list(level)
        lowest = as_dear[0][1]
        if best is None or lowest < best:
            frontier += [position for _, score, position in as_dear if score == lowest]
            best = lowest
    return frontier


def _worst(entry: _Entry) -> Iterator[tuple[Decimal, Decimal]]:
    """Price and score at their worst; nothing where either has no worst."""
    if entry.price.comparator not in _FROM_BELOW and entry.score.comparator not in _FROM_ABOVE:
        yield entry.price.value, entry.score.value


def _turn(one: PricePerformanceRow, other: PricePerformanceRow) -> Turn | None:
    """The mix of input and output at which two rows are worth the same, if there is one."""
    at_input, at_output = _lead(one, other, "input"), _lead(one, other, "output")
    if at_input is None or at_output is None or not at_input * at_output < 0:
        return None
    # The lead is linear in the share of output, so that it is zero where the two ends balance.
    mix = TokenMix(input=NEAREST.divide(abs(at_output), abs(at_input)), output=1)
    first, second = (one, other) if at_input > 0 else (other, one)
    return Turn(first=first.model, second=second.model, mix=mix)


def _lead(one: PricePerformanceRow, other: PricePerformanceRow, kind: str) -> Decimal | None:
    """Above zero where one row is the better value if all tokens are of one kind."""
    price: Decimal | None = getattr(one.model.price, kind)
    other_price: Decimal | None = getattr(other.model.price, kind)
    if price is None or other_price is None:
        return None
    return NEAREST.subtract(
        NEAREST.multiply(one.score.value, other_price),
        NEAREST.multiply(other.score.value, price),
    )
