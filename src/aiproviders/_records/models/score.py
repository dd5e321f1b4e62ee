"""Scores of models on benchmarks, and which of several stands for a model."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Self, SupportsIndex, TypeAlias, TypeGuard, overload

from attrs import Attribute, field, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import (
    BENCHMARK_ID,
    RECORD_ID,
    as_period,
    as_texts,
    as_tuple,
    sealed,
)
from aiproviders._records.record import Citation, as_citations
from aiproviders._values.arguments import at_position, check_type
from aiproviders._values.late_types import late
from aiproviders._values.number import ROOMY, Number, exact
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import (
    OneLine,
    counted,
    listed,
    printable,
    quoted,
)
from aiproviders.errors import (
    AmbiguousFactError,
    IncomparableError,
    UnknownIdError,
)

if TYPE_CHECKING:
    from aiproviders._records.sections.benchmarks import Benchmark
else:
    Benchmark = late("aiproviders._records.sections.benchmarks", "Benchmark")


def _standard_error(value: Number | None) -> Decimal | None:
    if value is None:
        return None
    error = exact(value)
    if error < 0:
        msg = f"a standard error cannot be negative, got {error}; leave it out if it is not stated"
        raise ValueError(msg)
    return error


def as_result(value: Quantity | str) -> Quantity:
    """Return a result, which may be written as `61.9 %`; a number alone does not say what of."""
    if isinstance(value, str):
        result = Quantity.parse(value)
        if result.unit == "1":
            msg = f"a score needs its unit, such as '{value} %', got {quoted(value)}"
            raise ValueError(msg)
        return result
    if not isinstance(value, Quantity):
        msg = f"expected a Quantity or a text with its unit such as '61.9 %', got {quoted(value)}"
        raise TypeError(msg)
    return value


def _is_of_an_amount(score: "Score", _: "Attribute[Decimal | None]", error: Decimal | None) -> None:
    if error is not None and score.quantity.unit == "rank":
        msg = f"a rank has no standard error, got {error}; leave it out"
        raise ValueError(msg)


def with_error(result: Quantity, standard_error: Decimal | None) -> str:
    """Return a result as text with its standard error, such as `83.6 % ± 2.2`."""
    if standard_error is None:
        return str(result)
    return f"{result} ± {standard_error.normalize(ROOMY):f}"


@frozen(kw_only=True, order=False, field_transformer=sealed, repr=False, eq=False)
class Score(Shown, OneLine):
    """A result on a benchmark; comparable only where benchmark, version and harness agree.

    `score > 75` compares its quantity, as `score.quantity > 75` does. A quantity may be given as a
    text, such as `61.9 %`.

    Attributes:
        benchmark: Id of the benchmark.
        quantity: The result.
        standard_error: Standard error of the result, in its unit; None where it is not stated.
        version: Version of the benchmark.
        harness: What ran it.
        variant: Which variant or setting of the model was tested.
        date: When it was measured.
        reported_by: Id of who reported it; None where nobody is named.
        note: What a reader should know of it.
        citations: Where it stands.
        inferred: Names of the fields that the source leaves to convention.
    """

    benchmark: str = field(metadata=BENCHMARK_ID)
    quantity: Quantity = field(converter=as_result)
    standard_error: Decimal | None = field(
        default=None, converter=_standard_error, validator=_is_of_an_amount
    )
    version: str | None = None
    harness: str | None = None
    variant: str | None = None
    date: Period | None = field(default=None, converter=as_period)
    reported_by: str | None = field(default=None, metadata=RECORD_ID)
    note: str | None = None
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    inferred: tuple[str, ...] = field(default=(), converter=as_texts)

    def __str__(self) -> str:
        reporter = self.reported_by or "reporter not stated"
        result = with_error(self.quantity, self.standard_error)
        variant = f" ({self.variant})" if self.variant else ""
        return printable(f"{self.benchmark} {result}{variant} · {reporter}")

    def __lt__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity < self._comparable(other)

    def __le__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity <= self._comparable(other)

    def __gt__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity > self._comparable(other)

    def __ge__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity >= self._comparable(other)

    def _comparable(self, other: "Score | Quantity | Number") -> Quantity | Number:
        if not isinstance(other, Score):
            return other
        if self._setup != other._setup:
            msg = f"{self.basis} and {other.basis} cannot be compared: they measure otherwise"
            raise IncomparableError(msg)
        return other.quantity

    @property
    def _setup(self) -> tuple[str, str | None, str | None]:
        return self.benchmark, self.version, self.harness

    @property
    def basis(self) -> str:
        """What was measured, and how: benchmark, version and harness."""
        return printable(
            f"{self.benchmark}, version {self.version or 'not stated'}, "
            f"harness {self.harness or 'not stated'}"
        )


def best_of_variants(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return scores on one benchmark, version and harness, the best variant first.

    Of several runs of a variant by one reporter the newest counts; a bound counts at its worst.
    Where nothing says which of several counts, there is none.
    """
    measured = tuple(scores)
    newest = [score for score in measured if not _is_superseded(score, measured)]
    units = {score.quantity.unit for score in newest}
    if len({score.variant for score in newest}) < len(newest) or len(units) > 1:
        return ()
    return tuple(sorted(newest, key=at_worst, reverse=True))


def _is_superseded(score: Score, others: Iterable[Score]) -> bool:
    """Whether the same reporter has certainly scored the same variant later."""
    return score.date is not None and any(
        (other.variant, other.reported_by) == (score.variant, score.reported_by)
        and other.date is not None
        and other.date.after(score.date)
        for other in others
    )


def at_worst(score: Score) -> tuple[bool, Decimal, Decimal]:
    """Return what orders scores from the worst to the best, bounds at their worst.

    Of ranks the first is the best.
    """
    quantity = score.quantity * -1 if score.quantity.unit == "rank" else score.quantity
    least, _ = quantity.bounds
    value = quantity.value
    return least is not None, value if least is None else least, value


_NO_SCORES = (
    "it has no scores; price_performance(models, benchmark=…) ranks the models that have one"
)


class ModelScores(tuple[Score, ...]):
    """The scores of a model: a tuple in which the name of a benchmark finds its score.

    Of several variants, such as efforts to reason, the best stands for the model, and of several
    runs of a variant by one reporter the newest, as in `price_performance`.

    Examples:
        >>> from aiproviders import alibaba
        >>> print(alibaba.models["qwen3.6"].scores["SWE-bench Verified"].quantity)
        77.2 %
    """

    __slots__ = ()

    def __new__(cls, scores: Iterable[Score] = ()) -> Self:
        """Make them of scores.

        Args:
            scores: The scores.

        Raises:
            TypeError: Something else is given.
        """
        held = as_tuple(scores)
        for each in held:
            check_type(each, Score)
        return super().__new__(cls, held)

    @overload
    def __getitem__(self, key: "str | Benchmark | SupportsIndex") -> Score: ...
    @overload
    def __getitem__(self, key: slice) -> "ModelScores": ...
    def __getitem__(self, key: "str | Benchmark | SupportsIndex | slice") -> "Score | ModelScores":
        """Find the score on a benchmark, or at a position; a slice gives scores.

        Raises:
            UnknownIdError: There is no score on such a benchmark; the error carries those there
                are.
            AmbiguousFactError: There are several that are not to be compared, and the error lists
                them.
        """
        if _names_benchmark(key):
            return self._only(key)
        if isinstance(key, slice):
            return ModelScores(super().__getitem__(key))
        return at_position(tuple(self), key, "the model", "score")

    def get(self, benchmark: "str | Benchmark") -> Score | None:
        """Find the score on a benchmark as `[]` does; None where there is none.

        Args:
            benchmark: A benchmark, its id or its name.

        Raises:
            AmbiguousFactError: There are several that are not to be compared.
        """
        return self._only(benchmark) if self.on(benchmark) else None

    def on(self, benchmark: "str | Benchmark") -> "ModelScores":
        """Return all scores on a benchmark.

        Args:
            benchmark: A benchmark, its id or its name; case, spaces and signs do not count.
        """
        from aiproviders._records.sections.benchmarks import Benchmark

        check_type(benchmark, str, Benchmark)
        key = _letters(benchmark if isinstance(benchmark, str) else benchmark.id)
        return ModelScores(score for score in self if _letters(score.benchmark) == key)

    def __contains__(self, item: object) -> bool:
        """Whether a score is here, or one on a benchmark."""
        return bool(self.on(item)) if _names_benchmark(item) else super().__contains__(item)

    def _only(self, benchmark: "str | Benchmark", whose: str = "the model") -> Score:
        found = self.on(benchmark)
        if not found:
            from difflib import get_close_matches

            name = benchmark if isinstance(benchmark, str) else benchmark.id
            ids = [*dict.fromkeys(score.benchmark for score in self)]
            close = tuple(get_close_matches(name.casefold(), ids))
            there_are = f"it has scores on {listed(ids, 12)}" if ids else _NO_SCORES
            raise UnknownIdError(name, f"the scores of {whose}", close, "" if close else there_are)
        best: tuple[Score, ...] = ()
        if len({score._setup for score in found}) > 1:
            why = "measured in several ways"
        elif len({score.reported_by for score in found}) > 1:
            why = "by several reporters"
        else:
            best, why = best_of_variants(found), "none before another"
        if not best:
            id = found[0].benchmark
            reason = (
                f"{whose} has {counted(len(found), 'score')} on {id}, {why}; "
                f"scores.on({id!r}) has them"
            )
            raise AmbiguousFactError(reason, tuple(map(_in_full, found)))
        return best[0]

    def _ipython_key_completions_(self) -> list[str]:
        return [*dict.fromkeys(score.benchmark for score in self)]


def _in_full(score: Score) -> str:
    """Word a score with what tells it from others on its benchmark."""
    result = with_error(score.quantity, score.standard_error)
    terms = (
        f"version {score.version}" if score.version else "",
        f"harness {score.harness}" if score.harness else "",
        score.variant,
        str(score.date or ""),
        score.reported_by,
    )
    return f"{result} ({', '.join(filter(None, terms)) or 'harness not stated'})"


def _names_benchmark(key: object) -> "TypeGuard[str | Benchmark]":
    if isinstance(key, str):
        return True
    from aiproviders._records.sections.benchmarks import Benchmark

    return isinstance(key, Benchmark)


def _letters(name: str) -> str:
    """Return a name without what people write in several ways."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


if TYPE_CHECKING:
    Scores: TypeAlias = ModelScores
else:
    Scores = tuple[Score, ...]  # what the format, columns and the schema know


def as_scores(values: Iterable[Score]) -> ModelScores:
    return values if type(values) is ModelScores else ModelScores(values)
