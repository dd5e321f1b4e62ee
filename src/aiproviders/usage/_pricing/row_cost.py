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
from aiproviders.usage._pricing.row_prices.numbering import with_some
from aiproviders.usage._pricing.row_prices.price_frame import (
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
    PriceColumns,
)

_MILLION = 1_000_000
_COUNTABLE = 2.0**53  # a float holds every whole number up to here
_COUNTED_ONCE = "counted_once_"
_READ = (
    *(NAME, TIME, REQUESTS, REASON, AGED, IS_OPEN, BILLS_REQUESTS, UNCOUNTED_REASONING),
    *("currency", "priced"),
)
_ALL_READ = (TOKENS, _COUNTED_ONCE, RATE)
"""What tells why a request has no cost: columns, and how the names of others begin."""


class RowCost:
    """The expressions for a log that counts some kinds of use, joined to its price list."""

    def __init__(
        self,
        kinds: Sequence[KindOfUse],
        listed: PriceColumns,
        numbers: Collection[str],
        words: Any,
    ) -> None:
        """Take what the log is billed by.

        Args:
            kinds: The kinds of use, whole ones before their parts.
            listed: The columns of the price list.
            numbers: The columns of other numbers of the log.
            words: The library in whose words the expressions are.
        """
        self.kinds = [KINDS[kind] for kind in kinds]
        self.listed = listed
        self.numbers = numbers
        self.words = words
        self.col, self.when, self.lit = words.col, words.when, words.lit

    def costed(self, log: Any, *, bounds: bool) -> Any:
        """Return the log with what each request costs, and how or why not."""
        costed = (
            self._with_output(log if self.words is nw else log.to_native())
            .with_columns(*self._counted_once())
            .with_columns(self._cost().alias("cost"), *(self._bounds() if bounds else ()))
            .with_columns(
                (~self.col("cost").is_null()).alias("priced"),
                self._basis().alias("cost_basis"),
                *self._difference(),
            )
        )
        return self._with_reason(nw.from_native(costed))

    def _with_reason(self, log: Any) -> Any:
        """Return the log, which has the costs, with why a request has none."""
        names = log.collect_schema().names()
        read = [each for each in names if each in _READ or each.startswith(_ALL_READ)]
        return with_some(log, read, "priced", "reason", self._reason())

    def _with_output(self, log: Any) -> Any:
        """Return the log without output where its number is null and only input has a price."""
        if INPUT_ALONE not in self.listed or KINDS["output"] not in self.kinds:
            return log
        number = self.col(f"{TOKENS}output")
        is_none = number.is_null() & (self.col(INPUT_ALONE) == 1)
        none = self.when(is_none).then(self.lit(0.0)).otherwise(number)
        return log.with_columns(none.alias(f"{TOKENS}output"))

    def _counted_once(self) -> Iterator[Any]:
        """Give the numbers of each kind without those of its parts, which are billed otherwise."""
        for kind in self.kinds:
            once = self.col(f"{TOKENS}{kind.name}")
            for name, sign in self._signs(kind).items():
                number = self.col(f"{TOKENS}{name}")
                if name != kind.name:
                    once = once - number if sign == -1 else once + number * sign
            yield once.alias(f"{_COUNTED_ONCE}{kind.name}")

    def _signs(self, kind: UseKind) -> dict[str, int]:
        """Return how often numbers are added to count a kind once; negative: taken away."""
        signs: dict[str, int] = {kind.name: 1}
        for part in self._parts(kind):
            for name, sign in self._signs(part).items():
                signs[name] = signs.get(name, 0) - sign
        return {name: sign for name, sign in signs.items() if sign}

    def _parts(self, kind: UseKind) -> list[UseKind]:
        return [part for part in kind.parts if part in self.kinds]

    def _cost(self) -> Any:
        """Return what a request costs; null where a number is invalid or a price is not stated."""
        return self._whole(self._amount(RATE))

    def _bounds(self) -> Iterator[Any]:
        """Give the least and the most that a request may cost."""
        yield self._amount(LOW).alias("cost_at_least")
        yield self._whole(self._amount(HIGH)).alias("cost_at_most")

    def _difference(self) -> Iterator[Any]:
        """Give by how much the cost is higher than what the provider reports, if it does."""
        if REPORTED in self.numbers:
            yield (self.col("cost") - self.col(REPORTED)).alias("difference")

    def _whole(self, amount: Any) -> Any:
        """Return an amount; null where each request costs something besides."""
        if BILLS_REQUESTS not in self.listed:
            return amount
        return self.when(self.col(BILLS_REQUESTS).is_null()).then(amount)

    def _amount(self, rate: str) -> Any:
        is_valid = ~self.col("currency").is_null()
        for condition in self._aged():
            is_valid = is_valid & ~condition
        amounts = list[Any]()
        for kind in self.kinds:
            number = self.col(f"{_COUNTED_ONCE}{kind.name}")
            is_valid = is_valid & (number >= 0) & (self.col(f"{TOKENS}{kind.name}") <= _COUNTABLE)
            rated = number * self._rate(kind, rate)
            if not self._is_always_known(kind, rate):
                rated = self.when(number == 0).then(self.lit(0.0)).otherwise(rated)
            amounts.append(rated)
        for condition in self._wrong_requests():
            is_valid = is_valid & ~condition
        return self.when(is_valid).then(sum(amounts[1:], amounts[0]) / _MILLION)

    def _rate(self, kind: UseKind, rate: str) -> Any:
        """Return the column of a rate, or what stands for it where reasoning is not counted."""
        of_kind = self.col(f"{rate}{kind.name}")
        if kind.name != "output" or not self._may_be_open:
            return of_kind
        is_open = self.col(UNCOUNTED_REASONING) & ~self.col(IS_OPEN).is_null()
        bound = {LOW: OPEN_LOW, HIGH: OPEN_HIGH}.get(rate)
        if bound is None or bound not in self.listed:
            return self.when(~is_open).then(of_kind)
        return self.when(is_open).then(self.col(bound)).otherwise(of_kind)

    def _is_always_known(self, kind: UseKind, rate: str) -> bool:
        """Return whether every price of the list has a rate of a kind."""
        if kind.name == "output" and self._may_be_open:
            return False
        priced, rates = self.listed["currency"].values, self.listed[f"{rate}{kind.name}"].values
        return all(amount is not None for each, amount in zip(priced, rates, strict=True) if each)

    @property
    def _may_be_open(self) -> bool:
        """Whether some rows count reasoning, and for some prices it matters which do."""
        return KINDS["reasoning"] in self.kinds and IS_OPEN in self.listed

    def _wrong_requests(self) -> Iterator[Any]:
        if REQUESTS in self.numbers:
            requests = self.col(REQUESTS).fill_null(1)
            yield (requests < 1) & (self.col(f"{TOKENS}input").fill_null(0) > 0)

    def _aged(self) -> Iterator[Any]:
        if AGED in self.listed:
            yield (
                ~self.col(AGED).is_null()
                & ~self.col(TIME).is_null()
                & (self.col(TIME) >= self.col(AGED))
            )

    def _basis(self) -> Any:
        """Return how a request is billed."""
        found: Any = self.col(BASIS)
        if KNOWN in self.listed:
            is_before = (self.col(TIME) < self.col(KNOWN)).fill_null(value=False)
            found = self.when(is_before).then(self.col(BASIS_BEFORE)).otherwise(found)
        if LATE in self.listed:
            is_late = (self.col(TIME) >= self.col(LATE)).fill_null(value=False)
            found = self.when(is_late).then(self.col(BASIS_SINCE)).otherwise(found)
        if BY_LENGTH not in self.listed:
            return found
        several = (self.col(REQUESTS) > 1).fill_null(value=False)
        if REQUEST_INPUT in self.numbers:
            several = several & self.col(REQUEST_INPUT).is_null()
        number = self.col(REQUESTS).fill_null(1).cast(self.words.Int64).cast(self.words.String)
        by_mean = self.words.concat_str(
            found, self.lit(", mean of "), number, self.lit(" requests")
        )
        return self.when(several & ~self.col(BY_LENGTH).is_null()).then(by_mean).otherwise(found)

    def _reason(self) -> Any:
        """Return why a request has no cost, the first reason there is; null where it has one."""
        reasons: list[tuple[Any, Any]] = [
            (self.col(NAME).is_null(), "no model is named"),
            *(
                (
                    (self.col(f"{TOKENS}{kind.name}") > _COUNTABLE).fill_null(value=False),
                    f"the number of {kind.noun} is infinite or too large",
                )
                for kind in self.kinds
            ),
            (~self.col(REASON).is_null(), self.col(REASON)),
            (self.col("currency").is_null(), "no model is called so"),
        ]
        reasons += [
            (each, "the number of requests is less than one") for each in self._wrong_requests()
        ]
        too_late = "the request is later than max_age allows, or the day of the prices is not known"
        reasons += [(each, too_late) for each in self._aged()]
        for kind in self.kinds:
            number = self.col(f"{TOKENS}{kind.name}")
            reasons += [
                (number.is_null(), f"the number of {kind.noun} is missing"),
                (number < 0, f"the number of {kind.noun} is negative"),
            ]
        for kind in self.kinds:
            if parts := [part.words for part in self._parts(kind)]:
                rest = self.col(f"{_COUNTED_ONCE}{kind.name}")
                more = f"more {' and '.join(parts)} tokens than {kind.noun}"
                reasons += [(rest < 0, more)]
        for kind in self.kinds:
            rest = self.col(f"{_COUNTED_ONCE}{kind.name}")
            if kind.name == "output" and IS_OPEN in self.listed:
                is_open = (rest > 0) & ~self.col(IS_OPEN).is_null()
                if self._may_be_open:
                    is_open = is_open & self.col(UNCOUNTED_REASONING)
                reasons += [(is_open, "how much of the output is reasoning is not stated")]
            is_unknown = (rest > 0) & self._rate(kind, RATE).is_null()
            reasons += [(is_unknown, f"no price of {kind.noun} is stated")]
        if BILLS_REQUESTS in self.listed:
            costs_more = ~self.col(BILLS_REQUESTS).is_null()
            reasons += [(costs_more, "each request has a price of its own too")]
        return self._first_of(reasons)

    def _first_of(self, reasons: list[tuple[Any, Any]]) -> Any:
        """Return the text of the first condition that holds."""
        *others, (condition, text) = [
            (condition, self.lit(text) if isinstance(text, str) else text)
            for condition, text in reasons
        ]
        found = self.when(condition).then(text)
        for condition, text in reversed(others):
            found = self.when(condition).then(text).otherwise(found)
        return found
