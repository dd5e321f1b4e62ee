"""Choose the scores that models are compared by: of one version, harness and reporter."""

from collections import Counter
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from types import NoneType
from typing import Literal, NamedTuple, TypeAlias

from aiproviders._analysis.benchmark_basis import Basis, Scores, Setup
from aiproviders._analysis.task_tokens import Tokens
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score, best_of_variants
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.sections.benchmarks import Benchmark
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Moment
from aiproviders.errors import IncomparableError, UnknownIdError

Variants: TypeAlias = Literal["best", "all"]
"""Which of several scored variants of a model, such as efforts to reason, stand for it."""

NOT_STATED = "not stated"
"""The name of the harness or the reporter of scores that name none."""


class Question(NamedTuple):
    """What a comparison asks for, in the arguments of `price_performance`."""

    benchmark: Benchmark | str | None
    mix: TokenMix
    scores: Scores | None
    harness: str | None
    reported_by: str | None
    on: Moment | None
    retired: bool
    variants: Variants = "best"
    tokens: Tokens | None = None


def is_asked_for(score: Score, asked: Question) -> bool:
    """Whether a score is by the harness and the reporter that the caller chose, if any."""
    is_by_harness = asked.harness is None or (score.harness or NOT_STATED) == asked.harness
    return is_by_harness and _is_reported_by(score, asked.reported_by)


def _is_reported_by(score: Score, reporter: str | None) -> bool:
    return reporter is None or (score.reported_by or NOT_STATED) == reporter


def check_choices(models: Iterable[Model], basis: Basis, asked: Question) -> None:
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


def scores_in(model: Model, basis: Basis, setup: Setup, asked: Question) -> tuple[Score, ...] | str:
    """Return the scores of a model in a setup, the best variant first, or why there are none."""
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
    return best_of_variants(measured) or f"several scores on {basis.id}"


def common_setup(models: Iterable[Model], basis: Basis, asked: Question) -> Setup:
    """Return the version and the harness that most of the models were scored with."""
    counts = Counter(
        setup
        for model in models
        for setup in {
            Setup(score.version, score.harness)
            for score in model.scores
            if score.benchmark == basis.id and is_asked_for(score, asked)
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
