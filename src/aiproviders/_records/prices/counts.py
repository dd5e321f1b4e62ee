"""Numbers of tokens and of searches, for the converters of fields."""

from aiproviders._values.wording import quoted


def as_tokens(count: int) -> int:
    return _counted(count, "tokens")


def as_tokens_or_none(count: int | None) -> int | None:
    return None if count is None else _counted(count, "tokens")


def as_searches(count: int) -> int:
    return _counted(count, "searches")


def _counted(count: int, noun: str) -> int:
    if type(count) is int and count >= 0:  # the usual case
        return count
    if isinstance(count, bool) or not isinstance(count, int):
        msg = f"expected a whole number of {noun}, got {quoted(count)}"
        raise TypeError(msg)
    if count < 0:
        msg = f"a number of {noun} cannot be negative, got {quoted(count)}"
        raise ValueError(msg)
    return count
