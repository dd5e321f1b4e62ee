"""Prices of models, and what they bill a request."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, TypeAlias

from attrs import evolve, field, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import RECORD_ID, as_period, as_texts, as_tuple, sealed
from aiproviders._records.hours.hours import Hours, as_hours
from aiproviders._records.prices.counts import as_tokens
from aiproviders._records.prices.use_kinds import KINDS, RATES, KindOfUse, UseKind
from aiproviders._records.record import Citation, Preference, as_citations
from aiproviders._values.arguments import Unordered, check_type
from aiproviders._values.late_types import late
from aiproviders._values.number import Number, exact
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, printable
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from aiproviders._records.prices.usage import Usage
else:
    Usage = late("aiproviders._records.prices.usage", "Usage")

Plan: TypeAlias = Literal["list", "promotion", "subscription", "contract"]
"""On what terms a price is offered."""

Service: TypeAlias = Literal["standard", "batch", "flex", "priority", "fast"]
"""How soon or how fast a request is served."""


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


LONGEST_REQUEST = 2_000_000
"""Input tokens of the longest request that a model of the market takes."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Rates(OneLine):
    """Prices by kind of use; None means not stated, 0 means free.

    Tokens that belong to several of these kinds are billed once, as the one that is a part of the
    others. Reasoning, audio and images have prices of their own at some makers alone: without one
    they are billed as what they are a part of, unless `TokenPrice.unstated` names them. Other
    tokens of a cache, and searches, have no cost without one, so that the total is a lower bound.

    Attributes:
        input: Per million input tokens that no cache served.
        output: Per million output tokens.
        cache_read: Per million input tokens read from a cache.
        cache_write: Per million input tokens written to a cache.
        cache_write_1h: Per million input tokens written to a cache that keeps them for an hour.
        reasoning: Per million output tokens of reasoning.
        input_audio: Per million input tokens of audio that no cache served.
        output_audio: Per million output tokens of audio.
        cache_read_audio: Per million input tokens of audio read from a cache.
        input_image: Per million input tokens of images that no cache served.
        output_image: Per million output tokens of images.
        searches: Per thousand searches.
    """

    input: Decimal | None = field(default=None, converter=_price_or_none)
    output: Decimal | None = field(default=None, converter=_price_or_none)
    cache_read: Decimal | None = field(default=None, converter=_price_or_none)
    cache_write: Decimal | None = field(default=None, converter=_price_or_none)
    cache_write_1h: Decimal | None = field(default=None, converter=_price_or_none)
    reasoning: Decimal | None = field(default=None, converter=_price_or_none)
    input_audio: Decimal | None = field(default=None, converter=_price_or_none)
    output_audio: Decimal | None = field(default=None, converter=_price_or_none)
    cache_read_audio: Decimal | None = field(default=None, converter=_price_or_none)
    input_image: Decimal | None = field(default=None, converter=_price_or_none)
    output_image: Decimal | None = field(default=None, converter=_price_or_none)
    searches: Decimal | None = field(default=None, converter=_price_or_none)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class PriceTier(Rates):
    """Prices for a whole request whose input is longer than a threshold.

    Attributes:
        threshold: Input tokens of a request at which the tier begins.
        inclusive: Whether a request of exactly `threshold` input tokens is billed by it.
    """

    threshold: int = field(converter=as_tokens)
    inclusive: bool = False

    def applies_to(self, input_tokens: int) -> bool:
        """Return whether a request with a number of input tokens is billed by this tier.

        Args:
            input_tokens: All input tokens of the request.
        """
        check_type(input_tokens, int)
        return input_tokens > self.threshold or (self.inclusive and input_tokens == self.threshold)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class OtherPrice(OneLine):
    """A price for something that `Rates` has no field for.

    No cost counts it, as `Usage` has no number of it; where it bills every request, the cost is a
    lower bound.

    Attributes:
        kind: What is billed, such as `input document` or `output video`.
        unit: What the price is per, such as `page`, `hour` or `million characters`.
        price: The price, in the currency of the `TokenPrice` that it belongs to.
    """

    kind: str
    unit: str
    price: Decimal = field(converter=_price)

    @property
    def is_per_request(self) -> bool:
        """Whether it bills every request, whatever that uses."""
        return self.price > 0 and (self.unit == "request" or self.kind == "requests")


def as_tiers(values: Iterable[PriceTier]) -> tuple[PriceTier, ...]:
    return as_tuple(values)


def as_other_prices(values: Iterable[OtherPrice]) -> tuple[OtherPrice, ...]:
    return as_tuple(values)


def as_kinds(values: Iterable[KindOfUse]) -> tuple[KindOfUse, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class TokenPrice(Unordered, Shown, Rates):
    """Prices of a model, as one source states them.

    Attributes:
        currency: ISO 4217 code of the currency that the prices are in.
        tiers: Prices of longer requests, by rising threshold.
        other: Prices of what `Rates` has no field for.
        unstated: Kinds of use that have a price of their own, of which no amount is stated.
        host: Id of who serves the model at this price; None where that is its maker.
        region: Where the price holds; None where it is not stated.
        plan: On what terms it is offered.
        service: How soon or how fast requests are served at this price.
        hours: At which hours of the day it holds; None where it holds at all that no other price
            of the same days names.
        effective: When it holds; a day, month or year alone is when it begins.
        observed: When it was seen.
        preference: Which of several prices on the same terms to use; a deprecated one is never in
            force.
        converted: Whether the source converted it from another currency.
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
    unstated: tuple[KindOfUse, ...] = field(default=(), converter=as_kinds)
    host: str | None = field(default=None, metadata=RECORD_ID)
    region: str | None = None
    plan: Plan = "list"
    service: Service = "standard"
    hours: Hours | None = field(default=None, converter=as_hours)
    effective: Period | None = field(default=None, converter=as_period)
    observed: Period | None = field(default=None, converter=as_period)
    preference: Preference = "normal"
    converted: bool = False
    reported_by: str | None = field(default=None, metadata=RECORD_ID)
    note: str | None = None
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    inferred: tuple[str, ...] = field(default=(), converter=as_texts, metadata={"also": ("unit",)})
    _compared_by: ClassVar = "its input or output, or blended_price(price)"

    def __attrs_post_init__(self) -> None:
        for kind in self.unstated:
            if getattr(self, kind) is not None:
                msg = f"unstated names kinds without a price here, and one of {kind} is stated"
                raise ValueError(msg)
        if not self.tiers:
            return
        thresholds = [tier.threshold for tier in self.tiers]
        if thresholds != sorted(set(thresholds)):
            msg = "price tiers go by rising threshold, each threshold once"
            raise ValueError(msg)

    @property
    def unit(self) -> str:
        """The unit of the prices of tokens, such as `USD/Mtok`; searches are per thousand."""
        return f"{self.currency}/Mtok"

    @property
    def stated_by(self) -> tuple[str, ...]:
        """Ids of the sources that state it, such as price catalogs and pages of the maker."""
        return tuple(dict.fromkeys(citation.source for citation in self.citations))

    @property
    def last_day(self) -> date | None:
        """Last day on which it holds; None if no end is stated: a day alone is a beginning."""
        if self.effective is None or "/" not in self.effective.edtf:
            return None
        return self.effective._last

    @property
    def bills_requests(self) -> bool:
        """Whether each request costs something whatever it uses, by one of the `other` prices."""
        return any(each.is_per_request for each in self.other)

    def rates(self, input_tokens: int = 0) -> Rates:
        """Return the prices of a request with a number of input tokens; they hold for all of it.

        Args:
            input_tokens: All input tokens of the request.
        """
        applicable = [tier for tier in self.tiers if tier.applies_to(input_tokens)]
        return applicable[-1] if applicable else self

    def cost(self, usage: "Usage") -> Quantity:
        """Return what a request costs, in the currency of the price.

        Uses of a kind without a price are left out, and so is what each request costs by one of the
        `other` prices; the cost is then a lower bound (`>=`). Where reasoning has a price of its
        own and the usage does not say how much of the output it is, the cost is a range, from none
        to all.

        Args:
            usage: The usage of one request, not of several together: tiers go by its input.

        Raises:
            NotStatedError: None of the kinds of use has a price.
            ValueError: The price depends on the input of a request, and no request has as much.
            TypeError: Something else than a `Usage` is given.
        """
        from aiproviders._records.prices.usage import Usage

        check_type(usage, Usage)
        if self.tiers and usage.input_tokens > LONGEST_REQUEST:
            msg = (
                f"{usage.input_tokens:,} input tokens are of several requests, and the price "
                "depends on how many each has: bill one request, or a log with cost_of_usage(…)"
            )
            raise ValueError(msg)
        parts = cost_parts(self, usage)
        amounts = [part.amount for part in parts if part.amount is not None]
        if parts and not amounts:
            msg = f"no price is stated for any part of {usage}"
            raise NotStatedError(msg)
        total = sum(amounts, Quantity(value=0, unit=self.currency))
        if len(amounts) == len(parts) and not self.bills_requests:
            return total
        return Quantity(value=total.value, unit=self.currency, comparator=">=")

    def __str__(self) -> str:
        """Input and output price in words, such as `$2.50 in, $7.50 out per million tokens`.

        Terms that are not usual follow, as `(contract, batch, by azure, in eu)`, then hours, as
        `at 22:00-06:00 UTC`, and an end that is stated, as `until 31 December 2026`.
        """
        words = [
            f"{amount_text(price, self.currency)} {kind}"
            for price, kind in ((self.input, "in"), (self.output, "out"))
        ]
        end = f" {Period(f'../{self.last_day}')}" if self.last_day else ""
        terms = ", ".join(unusual_terms(self))
        terms = f" ({terms})" if terms else ""
        hours = "" if self.hours is None else f" at {self.hours}"
        return printable(f"{', '.join(words)} per million tokens{terms}{hours}{end}")


def unusual_terms(price: TokenPrice) -> tuple[str, ...]:
    """Return what is not usual of the terms of a price, such as `contract` and `by azure`."""
    words = (
        price.plan if price.plan != "list" else None,
        price.service if price.service != "standard" else None,
        price.host and f"by {price.host}",
        price.region and f"in {price.region}",
    )
    return tuple(filter(None, words))


def price_of_length(price: TokenPrice, input_tokens: int) -> TokenPrice:
    """Return the price of requests with a number of input tokens, which has no tiers."""
    if not price.tiers:
        return price
    rates = price.rates(input_tokens)
    amounts: dict[str, Any] = {kind: getattr(rates, kind) for kind in RATES}
    # What another tier states has a price of its own here too.
    unstated = (kind for kind in RATES if amounts[kind] is None and _is_billed_apart(price, kind))
    return evolve(price, **amounts, tiers=(), unstated=tuple(unstated))


def billed_rate(price: TokenPrice, kind: KindOfUse, input_tokens: int = 0) -> Decimal | None:
    """Return the rate at which a kind of use is billed; None if it is not stated.

    Args:
        price: The prices.
        kind: The kind; one that has no price of its own may be billed as another.
        input_tokens: All input tokens of the request.
    """
    rate: Decimal | None = getattr(price.rates(input_tokens), kind)
    whole = KINDS[kind].billed_as
    if rate is not None or whole is None or _is_billed_apart(price, kind):
        return rate
    return billed_rate(price, whole, input_tokens)


def _is_billed_apart(price: TokenPrice, kind: KindOfUse) -> bool:
    """Return whether a kind of use has a price of its own, be it stated or not."""
    return kind in price.unstated or any(
        getattr(rates, kind) is not None for rates in (price, *price.tiers)
    )


class CostPart(NamedTuple):
    """What the use of one kind costs.

    Attributes:
        kind: The kind, named as the field of `Rates`.
        number: How many tokens there are, or searches.
        rate: Their price per million, or per thousand searches; None if it is not stated, or not
            the same for all of them.
        amount: What they cost, a range if the rate is not the same for all; None if no rate is
            stated.
    """

    kind: KindOfUse
    number: int
    rate: Decimal | None
    amount: Quantity | None


def cost_parts(price: TokenPrice, usage: "Usage") -> tuple[CostPart, ...]:
    """Return what each kind of use costs in a request; `TokenPrice.cost` is their sum.

    Args:
        price: The prices.
        usage: The usage of one request; kinds of which it has none are left out.
    """

    def part(kind: UseKind, number: int) -> CostPart:
        rates = {billed_rate(price, each, usage.input_tokens) for each in _possible(kind, usage)}
        amounts = [
            Quantity(value=rate, unit=f"{price.currency}/{kind.unit}")
            * (Quantity(value=number, unit=kind.unit) / kind.per)
            for rate in rates
            if rate is not None
        ]
        if len(amounts) < len(rates):
            return CostPart(kind.name, number, None, None)
        if len(rates) == 1:
            return CostPart(kind.name, number, rates.pop(), amounts[0])
        ends = [amount.value for amount in amounts]
        between = Quantity(value=min(ends), upper=max(ends), unit=price.currency)
        return CostPart(kind.name, number, None, between)

    return tuple(part(KINDS[kind], int(number)) for kind, number in usage.parts if number)


def _possible(kind: UseKind, usage: "Usage") -> tuple[KindOfUse, ...]:
    """Return the kinds that the tokens of one may be: output of unknown parts may be reasoning."""
    unknown: list[KindOfUse] = [
        each.name for each in kind.parts if getattr(usage, each.counted_in) is None
    ]
    return (kind.name, *unknown)


def amount_text(amount: Decimal | None, currency: str) -> str:
    """Return a price in words: an amount of money, `free` or `not stated`."""
    if amount is None:
        return "not stated"
    return str(Quantity(value=amount, unit=currency)) if amount else "free"


def short_text(price: TokenPrice) -> str:
    """Return the prices of input and output, such as `$2.50 / $7.50`."""
    return " / ".join(amount_text(each, price.currency) for each in (price.input, price.output))
