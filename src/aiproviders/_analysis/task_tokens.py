"""Price the tokens that models use for a task, as the caller states them by model and effort."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.usage import Usage
from aiproviders._values.arguments import check_type
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import quoted
from aiproviders.errors import NotStatedError

Tokens: TypeAlias = (
    Mapping[Model, Usage]
    | Mapping[str, Usage]
    | Mapping[tuple[Model, str], Usage]
    | Mapping[tuple[str, str], Usage]
    | Mapping[Model | str | tuple[Model | str, str], Usage]
)
"""What one task uses, by model, id or name, or by a pair of one and the variant or effort."""

_TASK = Quantity(value=1, unit="task")


class TaskTokens(NamedTuple):
    """What one task uses by the position of the model and its variant; of any variant by None."""

    by_variant: Mapping[tuple[int, str | None], Usage]
    unmatched: tuple[str, ...]

    def usage(self, position: int, variant: str | None, *, alone: bool) -> Usage | None:
        """Return what a variant of a model uses, which may be said of the model if it is alone."""
        own = self.by_variant.get((position, variant))
        return self.by_variant.get((position, None)) if own is None and alone else own


def task_tokens(models: Catalog[Model], benchmark: str, tokens: Tokens) -> TaskTokens:
    """Find the models and variants that usages are of, and the names that match none.

    Raises:
        AmbiguousIdError: A name is that of several models.
        TypeError: A key is no model or name, nor a pair of one and a variant, or a value no usage.
    """
    check_type(tokens, Mapping)
    found: dict[tuple[int, str | None], Usage] = {}
    unmatched: list[str] = []
    positions = {id(model): position for position, model in enumerate(models)}
    for name, variant, usage in _items(tokens):
        key = name.id if isinstance(name, Model) else name
        model = models.get(key)
        if model is not None and name in (key, model) and _has(model, variant, benchmark):
            found[positions[id(model)], variant] = usage
        else:
            unmatched.append(key if variant is None else f"{key} ({variant})")
    return TaskTokens(found, tuple(unmatched))


def _has(model: Model, variant: str | None, benchmark: str) -> bool:
    """Whether a variant of a model is scored on a benchmark; a model without one may be."""
    scored = (score.variant for score in model.scores if score.benchmark == benchmark)
    return variant is None or variant in scored


def _items(tokens: Tokens) -> Iterator[tuple[Model | str, str | None, Usage]]:
    for key, usage in tokens.items():
        check_type(usage, Usage)
        match key:
            case Model() | str():
                yield key, None, usage
            case (Model() | str() as name, str() as variant):
                yield name, variant, usage
            case _:
                msg = (
                    "tokens= are by model or name, or by a pair of one and its variant such as "
                    f"('qwen3.7-max', 'high'), got {quoted(key)}"
                )
                raise TypeError(msg)


def task_cost(price: TokenPrice, usage: Usage) -> Quantity | str:
    """Return what the tokens of a task cost, or why that is not known exactly."""
    try:
        cost = price.cost(usage)
    except NotStatedError:
        return "no price is stated for its tokens"
    if cost.comparator == "range":
        return "how much of its output is reasoning is not stated"
    return cost / _TASK if cost.comparator == "=" else "no price is stated for some of its tokens"
