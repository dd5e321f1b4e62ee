"""The result of ranking models by score per price: its rows, and what is known of their order."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, groupby, pairwise
from math import inf, lcm
from operator import itemgetter
from typing import get_args

from attrs import field, fields_dict, frozen

from aiproviders._analysis.comparability import CALLER, Exclusion
from aiproviders._analysis.measured_scores import NOT_STATED
from aiproviders._records.display_methods import ShownAsText
from aiproviders._records.fields import sealed
from aiproviders._records.frame_methods import Rows, Tabular
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score, with_error
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.usage import TokenMix
from aiproviders._values.number import NEAREST
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, angled, printable
from aiproviders.errors import NotStatedAttributeError

_NOT_TOLD_APART = Fraction("1.96")
_BOUNDS_AND_RANGES = (">", ">=", "<", "<=", "range")
_INFERABLE = tuple(
    f"{part}.{name}"
    for part, kind in (("score", Score), ("price", TokenPrice))
    for name in get_args(get_args(fields_dict(kind)["inferred"].type)[0])
)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class PricePerformanceRow(OneLine):
    """The score, the blended price and the price-performance of a model.

    Attributes:
        model: The model.
        score: Its result on the benchmark.
        standard_error: Standard error of the score, in its unit; None where it is not stated.
        reported_by: Id of who reported the score, `caller` if it was passed in, None if nobody
            is named.
        date: When it was measured; None where that is not stated.
        variant: Which variant or effort of the model the score is of; the best of several.
        retired: Whether the model is no longer on sale.
        list_price: Its list price in force, of a retired model the last one.
        price_change: Until when that price holds and which one follows, in words; None where that
            is not stated.
        blended_price: Its price per million tokens, at the mix asked for.
        task_cost: What the tokens of a task cost; None unless the caller states them.
        score_per_price: Score divided by the cost of a task, if that is known, or else by the
            blended price; more is better.
        price_per_point: The same the other way round; less is better.
        on_frontier: Whether it is on the Pareto frontier: no other model is at most as dear and
            at least as good, and strictly better in one of the two. None where several variants
            of a model share its price.
        inferred: What of the score and the price the source leaves to convention, such as
            `score.benchmark` and `price.currency`.
    """

    model: Model
    score: Quantity
    standard_error: Decimal | None = None
    reported_by: str | None
    date: Period | None = None
    variant: str | None = None
    retired: bool = False
    list_price: TokenPrice
    price_change: str | None = None
    blended_price: Quantity
    task_cost: Quantity | None = None
    score_per_price: Quantity
    price_per_point: Quantity
    on_frontier: bool | None
    inferred: tuple[str, ...] = field(default=(), metadata={"also": _INFERABLE})

    @property
    def price(self) -> Quantity:
        """What the score is divided by: the cost of a task if it is known, or the blended price."""
        return self.blended_price if self.task_cost is None else self.task_cost

    def __str__(self) -> str:
        score = with_error(self.score, self.standard_error)
        return printable(f"{self.model.name} {score} at {self.price}")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Turn(OneLine):
    """A crossover mix: two models have the same score per price there, and change places.

    Attributes:
        first: The model with the higher score per price where the mix has more input.
        second: The model with the higher score per price where the mix has more output.
        mix: The crossover mix, as parts of input to one part of output.
    """

    first: Model
    second: Model
    mix: TokenMix

    def __str__(self) -> str:
        first, second = self.first.name, self.second.name
        if self.first.provider != self.second.provider:
            first = f"{first} ({self.first.provider})"
            second = f"{second} ({self.second.provider})"
        return printable(f"{first} before {second} above {self.mix}, after it below")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class PricePerformance(Rows[PricePerformanceRow], ShownAsText, Tabular, OneLine):
    """Models ranked by score per price; printing it shows a table, iterating gives the rows.

    Attributes:
        benchmark: Id of the benchmark.
        version: Version of the benchmark that the stated scores are of; None if not stated.
        harness: What ran it; None if not stated.
        mix: The mix of tokens that prices are blended at.
        per_task: Whether the models are ranked by what the tokens of a task cost.
        on: The day of the prices, where one was named.
        rows: The models, the highest score per price first.
        excluded: The models left out, with reasons.
        newer: Models on sale, without a row, that came out after the last run, the newest first.
        undated: Models on sale, without a row, of which it is not stated when they came out, and
            which may be newer than the last run; those priced last first.
        unmatched: Names among the caller's scores that no model has.
    """

    benchmark: str
    version: str | None = None
    harness: str | None = None
    mix: TokenMix
    per_task: bool = False
    on: Period | None = None
    rows: tuple[PricePerformanceRow, ...]
    excluded: tuple[Exclusion, ...]
    newer: tuple[Model, ...] = ()
    undated: tuple[Model, ...] = ()
    unmatched: tuple[str, ...] = ()

    @property
    def best(self) -> PricePerformanceRow:
        """The first row: at the mix asked for, no other has a higher score per price.

        `close` names the neighbors that standard errors do not tell apart.

        Raises:
            NotStatedAttributeError: There is no row; `reasons` says why.
        """
        if not self.rows:
            reasons = "; ".join(f"{reason} ({number})" for reason, number in self.reasons)
            msg = f"no model has a price and a score on {self.benchmark}: {reasons or 'no model'}"
            raise NotStatedAttributeError(msg)
        return self.rows[0]

    @property
    def first_run(self) -> Period | None:
        """When the first of the scores was measured; None where no date is stated."""
        dates = (row.date for row in self.rows if row.date is not None)
        return min(dates, key=lambda each: each._first or date.min, default=None)

    @property
    def last_run(self) -> Period | None:
        """When the last of the scores was measured; None where no date is stated."""
        dates = (row.date for row in self.rows if row.date is not None)
        return max(dates, key=lambda each: each._last or date.max, default=None)

    @property
    def runs(self) -> str:
        """The first and the last day of the runs in words; empty where no date is stated."""
        if self.first_run is None or self.first_run == self.last_run:
            return f"runs of {self.first_run}" if self.first_run else ""
        return f"runs of {self.first_run} to {self.last_run}"

    @property
    def close(self) -> tuple[tuple[PricePerformanceRow, PricePerformanceRow], ...]:
        """Neighboring rows whose scores per price their standard errors do not tell apart.

        The difference of two ratios is within 1.96 times its own standard error, √(e₁² + e₂²), as
        95 % of the differences of equals are. Rows without a standard error are not among them.
        """
        return tuple(pair for pair in pairwise(self.rows) if _are_close(*pair))

    @property
    def conditions(self) -> str:
        """Version and harness of the stated scores in words; empty where there are none."""
        if all(row.reported_by == CALLER for row in self.rows):
            return ""
        version = f"version {self.version}, " if self.version else ""
        return f"{version}harness {self.harness or NOT_STATED}"

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why models are excluded, with how many are, the most frequent reason first."""
        # What follows a semicolon differs from model to model.
        reasons = Counter(each.reason.partition(";")[0] for each in self.excluded)
        return tuple(reasons.most_common())

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every mix of input and output alone at which two of the models change places.

        Bounds of prices and scores are not taken into account; where they could change the order,
        `order_holds` is None.
        """
        return () if self.per_task else tuple(turns_of(self.rows))

    @property
    def order_holds(self) -> bool | None:
        """Whether the order of the rows is the same at every mix of input and output.

        None where that cannot be said: a score is a bound or a range, a price of input or output is
        not stated, the mix has parts read from a cache or written to one, or the rows are ranked
        by the cost of a task.
        """
        prices = [row.list_price for row in self.rows]
        if (
            self.per_task
            or self.mix.cache_read
            or self.mix.cache_write
            or any(row.score.comparator in _BOUNDS_AND_RANGES for row in self.rows)
            or any(price.input is None or price.output is None for price in prices)
        ):
            return None
        return not count_turns(self.rows)

    def __repr__(self) -> str:
        ids = ", ".join(row.model.id for row in self.rows) or "no rows"
        price = "per task" if self.per_task else f"at {self.mix}"
        return angled("PricePerformance", f"{self.benchmark} {price}: {ids}")


def _are_close(one: PricePerformanceRow, other: PricePerformanceRow) -> bool:
    if one.standard_error is None or other.standard_error is None:
        return False
    difference = _ratio(one.score.value, one.price.value) - _ratio(
        other.score.value, other.price.value
    )
    variance = sum(
        _ratio(error, row.price.value) ** 2
        for row, error in ((one, one.standard_error), (other, other.standard_error))
    )
    return difference**2 <= _NOT_TOLD_APART**2 * variance


def turns_of(rows: Iterable[PricePerformanceRow]) -> Iterator[Turn]:
    """Find the turns between rows one by one, as many rows have very many turns."""
    priced = [
        (row, price.input, price.output)
        for row in rows
        if (price := row.list_price).input is not None and price.output is not None
    ]
    # Whole numbers are exact, quick, and no caller's decimal context has a part in them.
    scores = _in_whole_numbers([row.score.value for row, _, _ in priced])
    prices = _in_whole_numbers([each for _, *both in priced for each in both])
    held = zip((row for row, _, _ in priced), scores, prices[::2], prices[1::2], strict=True)
    for (one, *of_one), (other, *of_other) in combinations(held, 2):
        score, price_in, price_out = of_one
        other_score, other_in, other_out = of_other
        # Which has the higher score per price of input: s₁ / p₁ > s₂ / p₂ is s₁·p₂ - s₂·p₁ > 0.
        at_input = score * other_in - other_score * price_in
        at_output = score * other_out - other_score * price_out
        if at_input * at_output < 0:
            # At a mix of i parts of input to o of output the advantage is proportional to
            # i * at_input + o * at_output, which is zero where i / o = -at_output / at_input.
            parts = NEAREST.divide(Decimal(-at_output), Decimal(at_input))
            first, second = (one, other) if at_input > 0 else (other, one)
            mix = TokenMix(input=parts, output=1)
            yield Turn(first=first.model, second=second.model, mix=mix)


def _in_whole_numbers(numbers: Sequence[Decimal]) -> list[int]:
    """Return numbers as multiples of a common part of them all."""
    fractions = [number.as_integer_ratio() for number in numbers]
    common = lcm(*(below for _, below in fractions))
    return [above * (common // below) for above, below in fractions]


def count_turns(rows: Iterable[PricePerformanceRow]) -> int:
    """Count the turns between rows without comparing every pair of them.

    Two rows turn if one has the higher score per price of input, and the other the higher score
    per price of output. Sorted by the first ratio, these pairs are the inversions of the second.
    """
    best_at_input_first = sorted(
        (
            (_ratio(row.score.value, price.input), _ratio(row.score.value, price.output))
            for row in rows
            if (price := row.list_price).input is not None and price.output is not None
        ),
        reverse=True,
    )
    at_output_before: list[Fraction | float] = []  # of the rows that are better at input, sorted
    turns = 0
    for _, tied_at_input in groupby(best_at_input_first, key=itemgetter(0)):
        at_output = [each for _, each in tied_at_input]
        turns += sum(bisect_left(at_output_before, each) for each in at_output)
        for each in at_output:
            insort(at_output_before, each)
    return turns


def _ratio(score: Decimal, price: Decimal | None) -> Fraction | float:
    """Return a score divided by a price, exactly; infinity where there is no price."""
    return Fraction(score) / Fraction(price) if price else inf
