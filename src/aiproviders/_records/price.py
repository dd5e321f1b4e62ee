"""Prices of models, the usage that they bill, and typical mixes of usage."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from attrs import evolve, field, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import RECORD_ID, as_period, as_texts, as_tuple, sealed
from aiproviders._records.record import Citation, as_citations
from aiproviders._records.token_kinds import PARTS_FIRST, TOKEN_KINDS, TokenKind
from aiproviders._values.arguments import check_type
from aiproviders._values.number import Number, exact
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, counted
from aiproviders.errors import NotStatedError

Plan: TypeAlias = Literal["list", "promotion", "subscription", "contract"]
"""On what terms a price is offered."""

Parts: TypeAlias = tuple[tuple[str, Decimal | int], ...]
"""Numbers by kind of tokens, each kind counted once; kinds are named as the fields of `Rates`."""


def _price(amount: Number) -> Decimal:
    if (price := exact(amount)).is_signed():
        raise _negative(price)
    return price


def _price_or_none(amount: Number | None) -> Decimal | None:
    # Does not call `_price`, as no other converter runs as often.
    if amount is None:
        return None
    if (price := exact(amount)).is_signed():
        raise _negative(price)
    return price


def _negative(price: Decimal) -> ValueError:
    msg = f"a price cannot be negative, got {price}; leave it out if it is not stated"
    return ValueError(msg)


def _tokens(count: int) -> int:
    if isinstance(count, bool) or not isinstance(count, int):
        msg = f"expected a whole number of tokens, got {count!r}"
        raise TypeError(msg)
    if count < 0:
        msg = f"a number of tokens cannot be negative, got {count}"
        raise ValueError(msg)
    return count


@frozen(kw_only=True, repr=False)
class Rates(OneLine):
    """Prices per million tokens by kind of use; None means not stated, 0 means free.

    Attributes:
        input: Per million input tokens that no cache served.
        output: Per million output tokens.
        cache_read: Per million input tokens read from a cache.
        cache_write: Per million input tokens written to a cache.
    """

    input: Decimal | None = field(default=None, converter=_price_or_none)
    output: Decimal | None = field(default=None, converter=_price_or_none)
    cache_read: Decimal | None = field(default=None, converter=_price_or_none)
    cache_write: Decimal | None = field(default=None, converter=_price_or_none)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class PriceTier(Rates):
    """Prices for a whole request whose input is longer than a threshold.

    Attributes:
        threshold: Input tokens of a request at which the tier begins.
        inclusive: Whether a request of exactly `threshold` input tokens is billed by it.
    """

    threshold: int = field(converter=_tokens)
    inclusive: bool = False

    def applies_to(self, input_tokens: int) -> bool:
        """Return whether a request with a number of input tokens is billed by this tier.

        Args:
            input_tokens: All input tokens of the request.
        """
        check_type(input_tokens, int)
        return input_tokens > self.threshold or (self.inclusive and input_tokens == self.threshold)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class OtherPrice(OneLine):
    """A price for something that is not counted in tokens.

    Attributes:
        kind: What is billed, such as `image`, `audio` or `web search`.
        unit: What the price is per, such as `image`, `minute` or `thousand searches`.
        price: The price, in the currency of the `TokenPrice` that it belongs to.
    """

    kind: str
    unit: str
    price: Decimal = field(converter=_price)


def as_tiers(values: Iterable[PriceTier]) -> tuple[PriceTier, ...]:
    return as_tuple(values)


def as_other_prices(values: Iterable[OtherPrice]) -> tuple[OtherPrice, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class TokenPrice(Shown, Rates):
    """Prices of a model per million tokens, as one source states them.

    Attributes:
        currency: ISO 4217 code of the currency that the prices are in.
        tiers: Prices of longer requests, by rising threshold.
        other: Prices that are not per token.
        host: Id of who serves the model at this price; None where that is its maker.
        region: Where the price holds; None where it is not stated.
        plan: On what terms it is offered.
        effective: When it holds; a day, month or year alone is when it begins.
        observed: When it was seen.
        reported_by: Id of who reported it.
        note: What a reader should know of it.
        citations: Where it stands.
        inferred: Names of the fields that the source leaves to convention, and `unit` where it does
            not say what the prices are per.
    """

    currency: str = field(
        metadata={"pattern": "[A-Z]{3}", "expected": "an ISO 4217 code such as 'USD'"}
    )
    tiers: tuple[PriceTier, ...] = field(default=(), converter=as_tiers)
    other: tuple[OtherPrice, ...] = field(default=(), converter=as_other_prices)
    host: str | None = field(default=None, metadata=RECORD_ID)
    region: str | None = None
    plan: Plan = "list"
    effective: Period | None = field(default=None, converter=as_period)
    observed: Period | None = field(default=None, converter=as_period)
    reported_by: str | None = field(default=None, metadata=RECORD_ID)
    note: str | None = None
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    inferred: tuple[str, ...] = field(default=(), converter=as_texts, metadata={"also": ("unit",)})

    def __attrs_post_init__(self) -> None:
        if not self.tiers:
            return
        thresholds = [tier.threshold for tier in self.tiers]
        if thresholds != sorted(set(thresholds)):
            msg = "price tiers go by rising threshold, each threshold once"
            raise ValueError(msg)

    @property
    def unit(self) -> str:
        """The unit of the prices, such as `USD/Mtok`."""
        return f"{self.currency}/Mtok"

    @property
    def last_day(self) -> date | None:
        """Last day on which it holds; None if no end is stated: a day alone is a beginning."""
        if self.effective is None or "/" not in self.effective.edtf:
            return None
        return self.effective._last

    def rates(self, input_tokens: int = 0) -> Rates:
        """Return the prices of a request with a number of input tokens; they hold for all of it.

        Args:
            input_tokens: All input tokens of the request.
        """
        applicable = [tier for tier in self.tiers if tier.applies_to(input_tokens)]
        return applicable[-1] if applicable else self

    def cost(self, usage: "Usage") -> Quantity:
        """Return what a request costs, in the currency of the price.

        Tokens of a kind without a price are left out, and the cost is a lower bound (`>=`).

        Args:
            usage: Tokens of one request, not of several together: tiers go by its input.

        Raises:
            NotStatedError: None of the kinds of use has a price.
            TypeError: Something else than a `Usage` is given.
        """
        check_type(usage, Usage)
        parts = cost_parts(self, usage)
        amounts = [part.amount for part in parts if part.amount is not None]
        if parts and not amounts:
            msg = f"no price is stated for any part of {usage}"
            raise NotStatedError(msg)
        total = sum(amounts, Quantity(value=0, unit=self.currency))
        return total if len(amounts) == len(parts) else evolve(total, comparator=">=")

    def __str__(self) -> str:
        """Input and output price in words, such as `$2.50 in, $7.50 out per million tokens`.

        An end that is stated follows, as `until 31 December 2026`.
        """
        words = [
            f"{amount_text(price, self.currency)} {kind}"
            for price, kind in ((self.input, "in"), (self.output, "out"))
        ]
        end = f" {Period(f'../{self.last_day}')}" if self.last_day else ""
        return f"{', '.join(words)} per million tokens{end}"


class CostPart(NamedTuple):
    """What the tokens of one kind cost.

    Attributes:
        kind: The kind, named as the field of `Rates`.
        tokens: How many there are.
        rate: Their price per million; None if it is not stated.
        amount: What they cost; None if the rate is not stated.
    """

    kind: str
    tokens: int
    rate: Decimal | None
    amount: Quantity | None


def cost_parts(price: TokenPrice, usage: "Usage") -> tuple[CostPart, ...]:
    """Return what each kind of tokens of a request costs; `TokenPrice.cost` is their sum.

    Args:
        price: The prices.
        usage: Tokens of one request; kinds of which it has none are left out.
    """
    rates = price.rates(usage.input_tokens)

    def part(kind: str, tokens: int) -> CostPart:
        rate: Decimal | None = getattr(rates, kind)
        if rate is None:
            return CostPart(kind, tokens, None, None)
        millions = Quantity(value=tokens, unit="Mtok") / 1_000_000
        return CostPart(kind, tokens, rate, Quantity(value=rate, unit=price.unit) * millions)

    return tuple(part(kind, int(tokens)) for kind, tokens in usage.parts if tokens)


def amount_text(amount: Decimal | None, currency: str) -> str:
    """Return a price in words: an amount of money, `free` or `not stated`."""
    if amount is None:
        return "not stated"
    return str(Quantity(value=amount, unit=currency)) if amount else "free"


@frozen(kw_only=True, repr=False)
class Usage(OneLine):
    """Tokens of one request.

    Attributes:
        input_tokens: All input tokens, those of the cache included.
        output_tokens: All output tokens.
        cache_read_tokens: Input tokens that were read from a cache.
        cache_write_tokens: Input tokens that were written to a cache.

    Raises:
        TypeError: A count is not an int.
        ValueError: A count is negative, or the cached tokens are more than the input.
    """

    input_tokens: int = field(converter=_tokens)
    output_tokens: int = field(converter=_tokens)
    cache_read_tokens: int = field(default=0, converter=_tokens)
    cache_write_tokens: int = field(default=0, converter=_tokens)

    def __attrs_post_init__(self) -> None:
        if self.uncached_tokens < 0:
            cached = self.cache_read_tokens + self.cache_write_tokens
            msg = (
                f"{counted(cached, 'cached token')} are more than the {self.input_tokens:,} of the "
                "input; input_tokens counts all of them"
            )
            raise ValueError(msg)

    @property
    def uncached_tokens(self) -> int:
        """Input tokens that are neither read from a cache nor written to one."""
        return self.input_tokens - self.cache_read_tokens - self.cache_write_tokens

    @property
    def parts(self) -> Parts:
        """The numbers of tokens by kind, each token counted once."""
        return tuple((kind.name, self._counted_once(kind)) for kind in PARTS_FIRST)

    def _counted_once(self, kind: TokenKind) -> int:
        """Return the tokens of a kind without those of its parts."""
        total: int = getattr(self, kind.counted_in)
        for each in TOKEN_KINDS:
            if each.part_of == kind.name:
                total -= getattr(self, each.counted_in)
        return total


def _weight(weight: Number) -> Decimal:
    number = exact(weight)
    if number < 0:
        msg = f"a part of a mix cannot be negative, got {number}"
        raise ValueError(msg)
    return number


@frozen(kw_only=True, repr=False)
class TokenMix(OneLine):
    """A mix of the kinds of tokens, as weights.

    Attributes:
        input: Parts of input that no cache serves.
        output: Parts of output.
        cache_read: Parts of input read from a cache.
        cache_write: Parts of input written to a cache.

    Raises:
        ValueError: A part is negative, or all are zero.
    """

    input: Decimal = field(converter=_weight)
    output: Decimal = field(converter=_weight)
    cache_read: Decimal = field(default=Decimal(0), converter=_weight)
    cache_write: Decimal = field(default=Decimal(0), converter=_weight)

    def __attrs_post_init__(self) -> None:
        if not any(weight for _, weight in self.parts):
            msg = "a mix needs at least one part above zero, such as 3:1"
            raise ValueError(msg)

    @classmethod
    def of(cls, mix: "TokenMix | str") -> "TokenMix":
        """Read a mix written `input:output`, such as `3:1`; a `TokenMix` is returned as it is.

        Args:
            mix: A text such as `3:1`, or a `TokenMix`.

        Raises:
            ValueError: The text is not two numbers with a colon between them.
        """
        if isinstance(mix, cls):
            return mix
        weights = [weight.strip() for weight in str(mix).split(":")]
        if len(weights) != 2:  # noqa: PLR2004 - input and output
            msg = (
                f"expected a mix of input to output such as '3:1', got {mix!r}; write more parts "
                "as TokenMix(cache_read=7, input=2, output=1)"
            )
            raise ValueError(msg)
        return cls(input=weights[0], output=weights[1])

    @property
    def parts(self) -> Parts:
        """The weights by kind of tokens."""
        return tuple((kind.name, getattr(self, kind.name)) for kind in PARTS_FIRST)

    def __str__(self) -> str:
        """The mix in words, such as `3 input : 1 output`."""
        return " : ".join(
            f"{Quantity(value=weight, unit='1', interval=(None, None))} {kind.replace('_', ' ')}"
            for kind, weight in self.parts
            if weight
        )
