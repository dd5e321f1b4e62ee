"""What a new edition changes, and which changes somebody has to look at before it is written."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from aiproviders import Model, Provider

_MOST = Decimal("0.5")


def suspicious(old: Provider, new: Provider, looked_at: Collection[str]) -> Iterator[str]:
    """Give models that have vanished, and prices that have changed by more than a half.

    Args:
        old: The edition before.
        new: The new one.
        looked_at: Ids of models whose change somebody has decided on, or that are left out.
    """
    for before in old.models:
        after = new.models.get(before.id)
        if before.id in looked_at:
            continue
        if after is None:
            yield f"{before.id}: vanished; keep it, or leave it out with a reason"
            continue
        for kind in ("input", "output"):
            ratio = _ratio(before, after, kind)
            if ratio is not None and abs(ratio - 1) > _MOST:
                yield f"{before.id}: the price of {kind} is {ratio:.2f} times that of before"


def _ratio(before: Model, after: Model, kind: str) -> Decimal | None:
    amounts: list[Decimal | None] = [
        getattr(model.list_price, kind, None) for model in (before, after)
    ]
    first, last = amounts
    return last / first if first and last else None
