"""Expressions of what each request costs, how it is billed, and why it has no cost."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from aiproviders._records.prices.use_kinds import KINDS, KindOfUse, UseKind
from aiproviders.usage._pricing.lazy_narwhals import nw
from aiproviders.usage._pricing.log_columns import (
    NAME,
    REPORTED,
    REQUEST_INPUT,
    REQUESTS,
    TIME,
    TOKENS,
    UNCOUNTED_REASONING,
)
from aiproviders.usage._pricing.price_frame import (
    AGED,
    BASIS,
    BASIS_BEFORE,
    BASIS_SINCE,
    BILLS_REQUESTS,
    BY_LENGTH,
    HIGH,
    INPUT_ALONE,
    IS_OPEN,
    KNOWN,
    LATE,
    LOW,
    OPEN_HIGH,
    OPEN_LOW,
    RATE,
    REASON,
)

_MILLION = 1_000_000
_COUNTABLE = 2.0**53  # a float holds every whole number up to here
_COUNTED_ONCE = "counted_once_"


class RowCost:
    """The expressions for a log that counts some kinds of use, joined to its price list."""

    def __init__(
        self, kinds: Sequence[KindOfUse], listed: Collection[str], numbers: Collection[str]
    ) -> None:
        """Take the kinds, whole ones before their parts, and columns of the price list and log."""
        self.kinds = [KINDS[kind] for kind in kinds]
        self.listed = listed
        self.numbers = numbers

    def costed(self, log: Any, *, bounds: bool) -> Any:
        """Return the log with what each request costs, and how or why not."""
        return (
            self._with_output(log)
            .with_columns(*self._counted_once())
            .with_columns(self._cost().alias("cost"), *(self._bounds() if bounds else ()))
            .with_columns(
                (~nw.col("cost").is_null()).alias("priced"),
                self._reason().alias("reason"),
                self._basis().alias("cost_basis"),
                *self._difference(),
            )
        )

    def _with_output(self, log: Any) -> Any:
        """Return the log without output where its number is null and only input has a price."""
        if INPUT_ALONE not in self.listed or KINDS["output"] not in self.kinds:
            return log
        number = nw.col(f"{TOKENS}output")
        is_none = number.is_null() & (nw.col(INPUT_ALONE) == 1)
        none = nw.when(is_none).then(nw.lit(0.0)).otherwise(number)
        return log.with_columns(none.alias(f"{TOKENS}output"))

    def _counted_once(self) -> "Iterator[nw.Expr]":
        """Give the numbers of each kind without those of its parts, which are billed otherwise."""
        for kind in self.kinds:
            signed = self._signs(kind).items()
            terms = [nw.col(f"{TOKENS}{name}") * sign for name, sign in signed]
            first = nw.col(f"{TOKENS}{kind.name}")
            yield sum(terms[1:], first).alias(f"{_COUNTED_ONCE}{kind.name}")

    def _signs(self, kind: UseKind) -> dict[str, int]:
        """Return how often numbers are added to count a kind once; negative: taken away."""
        signs: dict[str, int] = {kind.name: 1}
        for part in self._parts(kind):
            for name, sign in self._signs(part).items():
                signs[name] = signs.get(name, 0) - sign
        return {name: sign for name, sign in signs.items() if sign}

    def _parts(self, kind: UseKind) -> list[UseKind]:
        return [part for part in kind.parts if part in self.kinds]

    def _cost(self) -> "nw.Expr":
        """Return what a request costs; null where a number is invalid or a price is not stated."""
        return self._whole(self._amount(RATE))

    def _bounds(self) -> "Iterator[nw.Expr]":
        """Give the least and the most that a request may cost."""
        yield self._amount(LOW).alias("cost_at_least")
        yield self._whole(self._amount(HIGH)).alias("cost_at_most")

    def _difference(self) -> "Iterator[nw.Expr]":
        """Give by how much the cost is higher than what the provider reports, if it does."""
        if REPORTED in self.numbers:
            yield (nw.col("cost") - nw.col(REPORTED)).alias("difference")

    def _whole(self, amount: "nw.Expr") -> "nw.Expr":
        """Return an amount; null where each request costs something besides."""
        if BILLS_REQUESTS not in self.listed:
            return amount
        return nw.when(nw.col(BILLS_REQUESTS).is_null()).then(amount)

    def _amount(self, rate: str) -> "nw.Expr":
        is_valid = ~nw.col("currency").is_null()
        for condition in self._aged():
            is_valid = is_valid & ~condition
        amounts = list["nw.Expr"]()
        for kind in self.kinds:
            number = nw.col(f"{_COUNTED_ONCE}{kind.name}")
            is_valid = is_valid & (number >= 0) & (nw.col(f"{TOKENS}{kind.name}") <= _COUNTABLE)
            rated = number * self._rate(kind, rate)
            amounts.append(nw.when(number == 0).then(nw.lit(0.0)).otherwise(rated))
        for condition in self._wrong_requests():
            is_valid = is_valid & ~condition
        return nw.when(is_valid).then(sum(amounts[1:], amounts[0]) / _MILLION)

    def _rate(self, kind: UseKind, rate: str) -> "nw.Expr":
        """Return the column of a rate, or what stands for it where reasoning is not counted."""
        of_kind = nw.col(f"{rate}{kind.name}")
        if kind.name != "output" or not self._may_be_open:
            return of_kind
        is_open = nw.col(UNCOUNTED_REASONING) & ~nw.col(IS_OPEN).is_null()
        bound = {LOW: OPEN_LOW, HIGH: OPEN_HIGH}.get(rate)
        if bound is None or bound not in self.listed:
            return nw.when(~is_open).then(of_kind)
        return nw.when(is_open).then(nw.col(bound)).otherwise(of_kind)

    @property
    def _may_be_open(self) -> bool:
        """Whether some rows count reasoning, and for some prices it matters which do."""
        return KINDS["reasoning"] in self.kinds and IS_OPEN in self.listed

    def _wrong_requests(self) -> "Iterator[nw.Expr]":
        if REQUESTS in self.numbers:
            requests = nw.col(REQUESTS).fill_null(1)
            yield (requests < 1) & (nw.col(f"{TOKENS}input").fill_null(0) > 0)

    def _aged(self) -> "Iterator[nw.Expr]":
        if AGED in self.listed:
            yield ~nw.col(AGED).is_null() & ~nw.col(TIME).is_null() & (nw.col(TIME) >= nw.col(AGED))

    def _basis(self) -> "nw.Expr":
        """Return how a request is billed."""
        found: nw.Expr = nw.col(BASIS)
        if KNOWN in self.listed:
            is_before = (nw.col(TIME) < nw.col(KNOWN)).fill_null(value=False)
            found = nw.when(is_before).then(nw.col(BASIS_BEFORE)).otherwise(found)
        if LATE in self.listed:
            is_late = (nw.col(TIME) >= nw.col(LATE)).fill_null(value=False)
            found = nw.when(is_late).then(nw.col(BASIS_SINCE)).otherwise(found)
        if REQUESTS not in self.numbers or BY_LENGTH not in self.listed:
            return found
        several = (nw.col(REQUESTS) > 1).fill_null(value=False)
        if REQUEST_INPUT in self.numbers:
            several = several & nw.col(REQUEST_INPUT).is_null()
        number = nw.col(REQUESTS).fill_null(1).cast(nw.Int64).cast(nw.String)
        by_mean = nw.concat_str(found, nw.lit(", mean of "), number, nw.lit(" requests"))
        return nw.when(several & (nw.col(BY_LENGTH) == 1)).then(by_mean).otherwise(found)

    def _reason(self) -> "nw.Expr":
        """Return why a request has no cost, the first reason there is; null where it has one."""
        reasons: list[tuple[nw.Expr, nw.Expr | str]] = [
            (nw.col(NAME).is_null(), "no model is named"),
            *(
                (
                    (nw.col(f"{TOKENS}{kind.name}") > _COUNTABLE).fill_null(value=False),
                    f"the number of {kind.noun} is infinite or too large",
                )
                for kind in self.kinds
            ),
            (~nw.col(REASON).is_null(), nw.col(REASON)),
            (nw.col("currency").is_null(), "no model is called so"),
        ]
        reasons += [
            (each, "the number of requests is less than one") for each in self._wrong_requests()
        ]
        too_late = "the request is later than max_age allows, or the day of the prices is not known"
        reasons += [(each, too_late) for each in self._aged()]
        for kind in self.kinds:
            number = nw.col(f"{TOKENS}{kind.name}")
            reasons += [
                (number.is_null(), f"the number of {kind.noun} is missing"),
                (number < 0, f"the number of {kind.noun} is negative"),
            ]
        for kind in self.kinds:
            if parts := [part.words for part in self._parts(kind)]:
                rest = nw.col(f"{_COUNTED_ONCE}{kind.name}")
                more = f"more {' and '.join(parts)} tokens than {kind.noun}"
                reasons += [(rest < 0, more)]
        for kind in self.kinds:
            rest = nw.col(f"{_COUNTED_ONCE}{kind.name}")
            if kind.name == "output" and IS_OPEN in self.listed:
                is_open = (rest > 0) & ~nw.col(IS_OPEN).is_null()
                if self._may_be_open:
                    is_open = is_open & nw.col(UNCOUNTED_REASONING)
                reasons += [(is_open, "how much of the output is reasoning is not stated")]
            is_unknown = (rest > 0) & self._rate(kind, RATE).is_null()
            reasons += [(is_unknown, f"no price of {kind.noun} is stated")]
        if BILLS_REQUESTS in self.listed:
            costs_more = ~nw.col(BILLS_REQUESTS).is_null()
            reasons += [(costs_more, "each request has a price of its own too")]
        return _first_of(reasons)


def _first_of(reasons: "list[tuple[nw.Expr, nw.Expr | str]]") -> "nw.Expr":
    """Return the text of the first condition that holds."""
    *others, (condition, text) = [
        (condition, nw.lit(text) if isinstance(text, str) else text) for condition, text in reasons
    ]
    found: nw.Expr = nw.when(condition).then(text)
    for condition, text in reversed(others):
        found = nw.when(condition).then(text).otherwise(found)
    return found
