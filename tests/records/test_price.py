"""What a call costs: usage, mixes, prices, tiers."""

import copy
import pickle
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, localcontext
from enum import IntEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Quantity, TokenPrice, Usage
from aiproviders._records.prices.price import OtherPrice, PriceTier, Rates, amount_text
from aiproviders._values.number import Comparator
from aiproviders.errors import NotStatedError
from aiproviders.types import TokenMix

ONE_TO_ONE = Usage(input_tokens=1_000_000, output_tokens=1_000_000)
THOUSAND_OF_EACH = Usage(
    input_tokens=3000, output_tokens=1000, cache_read_tokens=1000, cache_write_tokens=1000
)
FULL = TokenPrice(currency="USD", input=4, output=8, cache_read="0.5", cache_write=6)


def price(**fields: Any) -> TokenPrice:
    """A price in US dollars."""
    return TokenPrice(currency="USD", **fields)


def usd(amount: str | int, comparator: Comparator = "=") -> Quantity:
    """An amount of US dollars."""
    return Quantity(value=amount, unit="USD", comparator=comparator)


def tokens(input_tokens: int) -> Usage:
    """A request without an answer."""
    return Usage(input_tokens=input_tokens, output_tokens=0)


COUNTS = st.integers(0, 10**7)


@st.composite
def usages(draw: st.DrawFn) -> Usage:
    """Any use of tokens."""
    read, written, rest, output = (draw(COUNTS) for _ in range(4))
    return Usage(
        input_tokens=read + written + rest,
        output_tokens=output,
        cache_read_tokens=read,
        cache_write_tokens=written,
    )


@given(usages())
def test_usage_counts_each_token_once(usage: Usage) -> None:
    """Design, Usage: "input is the total, cached are part of it": the parts add up to the whole."""
    counted = sum(count for _, count in usage.parts)

    assert usage.input_tokens + usage.output_tokens == counted


def test_usage_names_its_parts() -> None:
    """Input counts what is neither read from a cache nor written to one."""
    usage = Usage(input_tokens=10, output_tokens=5, cache_read_tokens=1, cache_write_tokens=2)

    counted = {kind: number for kind, number in usage.parts if number}

    assert {"cache_read": 1, "cache_write": 2, "input": 7, "output": 5} == counted
    assert 7 == usage.uncached_tokens


@pytest.mark.parametrize(
    "cached",
    [
        {"cache_read_tokens": 11},
        {"cache_write_tokens": 11},
        {"cache_read_tokens": 6, "cache_write_tokens": 5},
    ],
    ids=["read", "written", "both"],
)
def test_usage_refuses_more_cached_tokens_than_input(cached: dict[str, int]) -> None:
    """Cached tokens are part of the input; who adds them on top is told so."""
    with pytest.raises(
        ValueError, match="input_tokens is 10, fewer than what is part of it: cache"
    ):
        Usage(input_tokens=10, output_tokens=0, **cached)


def test_usage_may_be_all_cached_or_nothing() -> None:
    """All of the input may come from the cache, and a request may be empty."""
    assert 0 == Usage(input_tokens=10, output_tokens=0, cache_read_tokens=10).uncached_tokens
    assert 0 == tokens(0).uncached_tokens


FIELDS_OF_USAGE = ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"]


@pytest.mark.parametrize("name", FIELDS_OF_USAGE)
def test_usage_refuses_negative_counts(name: str) -> None:
    """Less than no token is an error."""
    with pytest.raises(ValueError, match="a number of tokens cannot be negative, got -1"):
        Usage(**({"input_tokens": 10, "output_tokens": 0} | {name: -1}))


def test_usage_takes_whole_numbers_of_other_classes() -> None:
    """A count may be of a class of whole numbers that somebody derived from int."""
    tokens = IntEnum("tokens", {"PROMPT": 10})

    assert 10 == Usage(input_tokens=tokens.PROMPT, output_tokens=0).input_tokens


@pytest.mark.parametrize("name", FIELDS_OF_USAGE)
@pytest.mark.parametrize("count", [1.0, "1", True, Decimal(1), None], ids=repr)
def test_usage_refuses_what_is_no_whole_number(name: str, count: Any) -> None:
    """Tokens are counted: floats, texts and flags are errors."""
    with pytest.raises(TypeError, match="expected a whole number of tokens, got"):
        Usage(**({"input_tokens": 10, "output_tokens": 0} | {name: count}))


def test_usage_shows_what_was_said() -> None:
    """The repr names the counts that are more than their default."""
    usage = Usage(input_tokens=10, output_tokens=0, cache_read_tokens=5)

    assert "<Usage input_tokens=10, output_tokens=0, cache_read_tokens=5>" == repr(usage)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3:1", TokenMix(input=3, output=1)),
        (" 3 : 1 ", TokenMix(input=3, output=1)),
        ("0.75:0.25", TokenMix(input="0.75", output="0.25")),
        ("1:0", TokenMix(input=1, output=0)),
        ("0:1", TokenMix(input=0, output=1)),
    ],
)
def test_mix_reads_input_to_output(text: str, expected: TokenMix) -> None:
    """A mix in text is input:output, the convention that is published."""
    assert expected == TokenMix.of(text)


def test_mix_is_returned_as_it_is() -> None:
    """A mix of three parts passes through."""
    mix = TokenMix(cache_read=7, input=2, output=1)

    assert mix is TokenMix.of(mix)


@pytest.mark.parametrize("text", ["7:2:1", "3", "", "3/1", 5])
def test_mix_in_text_has_two_parts(text: Any) -> None:
    """What a third part would be a text does not say; the error shows how to write it."""
    with pytest.raises(ValueError, match=r"'3:1', got .* as TokenMix\(cache_read=7, input=2, out"):
        TokenMix.of(text)


@pytest.mark.parametrize("text", ["three:one", ":1", "3:", "NaN:1"])
def test_mix_refuses_parts_that_are_no_numbers(text: str) -> None:
    """A part that is no number is an error of its own."""
    with pytest.raises(ValueError, match="expected a decimal number"):
        TokenMix.of(text)


def test_mix_refuses_floats() -> None:
    """A float is no exact proportion."""
    with pytest.raises(TypeError, match=r"expected an exact number, got 0\.75"):
        TokenMix(input=0.75, output="0.25")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("name", ["input", "output", "cache_read", "cache_write"])
def test_mix_refuses_negative_parts(name: str) -> None:
    """A part below zero would turn prices around."""
    with pytest.raises(ValueError, match="a part of a mix cannot be negative, got -1"):
        TokenMix(**({"input": 3, "output": 1} | {name: -1}))


def test_mix_refuses_to_be_empty() -> None:
    """A mix of nothing has no price."""
    with pytest.raises(ValueError, match="a mix needs at least one part above zero, such as 3:1"):
        TokenMix.of("0:0")


@pytest.mark.parametrize(
    ("mix", "words"),
    [
        (TokenMix(input=3, output=1), "3 input : 1 output"),
        (TokenMix(cache_read=7, input=2, output=1), "7 cache read : 2 input : 1 output"),
        (TokenMix(cache_write="0.5", input=0, output=1), "0.5 cache write : 1 output"),
        (TokenMix(input="0.333333333", output=1), "0.3333 input : 1 output"),
    ],
    ids=["two", "three", "without", "rounded"],
)
def test_mix_is_printed_in_words(mix: TokenMix, words: str) -> None:
    """The parts are named, those of zero left out, long numbers rounded."""
    assert words == str(mix)
    assert f"<TokenMix {words}>" == repr(mix)


@pytest.mark.parametrize(
    ("usage", "cost"),
    [
        (ONE_TO_ONE, usd(12)),
        (Usage(input_tokens=1, output_tokens=0), usd("0.000004")),
        (THOUSAND_OF_EACH, usd("0.0185")),
        (tokens(0), usd(0)),
    ],
    ids=["plain", "one-token", "cached", "nothing"],
)
def test_cost_is_exact(usage: Usage, cost: Quantity) -> None:
    """Each kind of token at its own price, per million, without a rounding."""
    assert cost == FULL.cost(usage)


@pytest.mark.parametrize(
    ("prices", "cost"),
    [
        ({"input": 4, "output": 8}, usd("0.012", ">=")),
        ({"input": 4, "output": 8, "cache_read": 1}, usd("0.013", ">=")),
        ({"input": 0}, usd(0, ">=")),
    ],
    ids=["no-cache", "no-writing", "input-free"],
)
def test_cost_is_at_least_that_of_what_has_a_price(prices: dict[str, int], cost: Quantity) -> None:
    """A kind of use without a price is not free: the cost becomes a lower bound."""
    assert cost == price(**prices).cost(THOUSAND_OF_EACH)


def test_cost_asks_only_for_the_prices_it_needs() -> None:
    """A missing price of what was not used leaves the cost exact."""
    assert usd(4) == price(input=4).cost(tokens(1_000_000))


def test_cost_of_what_is_free_is_zero() -> None:
    """A price of zero is a price: the cost is nothing, not unknown."""
    assert usd(0) == price(input=0, output="0.00").cost(ONE_TO_ONE)


@pytest.mark.parametrize("prices", [{}, {"cache_read": 1}, {"cache_write": 0}], ids=str)
def test_cost_without_any_price_is_not_stated(prices: dict[str, int]) -> None:
    """Where no part of the use has a price there is no cost, not one of zero."""
    with pytest.raises(NotStatedError, match="no price is stated for any part of input_tokens="):
        price(**prices).cost(ONE_TO_ONE)


def test_cost_of_nothing_needs_no_price() -> None:
    """An empty request costs nothing at any price, a missing one included."""
    assert usd(0) == price().cost(tokens(0))


def test_cost_keeps_the_currency() -> None:
    """Money is not converted."""
    yuan = TokenPrice(currency="CNY", input=4, output=8)

    assert Quantity(value=12, unit="CNY") == yuan.cost(ONE_TO_ONE)
    assert "CNY/Mtok" == yuan.unit


def test_cost_does_not_depend_on_the_callers_context() -> None:
    """A caller who computes with few digits, or raises on rounding, gets the same cost."""
    with localcontext(Context(prec=1, traps=[Inexact])):
        cost = FULL.cost(Usage(input_tokens=123_457, output_tokens=987_653))

    assert usd("8.395052") == cost


@given(usages(), usages())
def test_cost_adds_up(one: Usage, other: Usage) -> None:
    """Without tiers a price is per token: two requests cost what one of both sizes costs."""
    both = Usage(**{name: getattr(one, name) + getattr(other, name) for name in FIELDS_OF_USAGE})

    assert FULL.cost(both) == FULL.cost(one) + FULL.cost(other)


def tier(threshold: int, input: int, **fields: Any) -> PriceTier:
    """A tier with a price of input."""
    return PriceTier(threshold=threshold, input=input, **fields)


TIERED = price(input=1, tiers=(tier(1000, 2), tier(2000, 4, inclusive=True), tier(3000, 8)))


@pytest.mark.parametrize(
    ("input_tokens", "rate"),
    [
        (999, 1), (1000, 1), (1001, 2),
        (1999, 2), (2000, 4), (2001, 4),
        (3000, 4), (3001, 8), (2_000_000, 8),
    ],
)  # fmt: skip
def test_tiers_price_the_whole_request(input_tokens: int, rate: int) -> None:
    """All tokens go at the last tier reached; its boundary is in it only where the source says."""
    assert rate == TIERED.rates(input_tokens).input
    assert usd(rate * input_tokens) / 1_000_000 == TIERED.cost(tokens(input_tokens))


def test_tiers_go_by_all_input_tokens() -> None:
    """Tokens of the cache count for the tier, for the request is as long with them."""
    tiered = price(input=1, cache_read=1, tiers=(tier(1000, 2, cache_read=2),))
    usage = Usage(input_tokens=1001, output_tokens=0, cache_read_tokens=1000)

    assert usd("0.002002") == tiered.cost(usage)


def test_a_tier_takes_no_price_from_below() -> None:
    """What a tier does not state is not stated, not the price of shorter requests."""
    tiered = price(input=1, output=1, tiers=(tier(1000, 2),))

    assert tiered.rates(2000).output is None
    assert usd("0.004", ">=") == tiered.cost(Usage(input_tokens=2000, output_tokens=1))


def test_more_input_than_any_request_has_is_refused_where_the_length_counts() -> None:
    """What is certainly of several requests is billed only by a price that has no tiers."""
    several = Usage(input_tokens=2_000_001, output_tokens=0)

    assert usd("2.000001") == price(input=1).cost(several)
    assert usd(16) == TIERED.cost(Usage(input_tokens=2_000_000, output_tokens=0))
    with pytest.raises(ValueError, match="2,000,001 input tokens are of several requests"):
        TIERED.cost(several)


def test_prices_without_use_are_those_of_the_first_tier() -> None:
    """Asked without a length, a price gives what short requests pay."""
    assert 1 == TIERED.rates().input


@pytest.mark.parametrize(
    "tiers",
    [
        (tier(2000, 1), tier(1000, 1)),
        (tier(1000, 1), tier(1000, 2)),
        (tier(1000, 1, inclusive=True), tier(1000, 2)),
    ],
    ids=["falling", "twice", "twice-in-and-out"],
)
def test_tiers_rise(tiers: tuple[PriceTier, ...]) -> None:
    """Tiers out of order, or two at one threshold, are an error."""
    with pytest.raises(ValueError, match="price tiers go by rising threshold, each threshold once"):
        price(tiers=tiers)


@pytest.mark.parametrize(
    ("threshold", "error"), [(-1, ValueError), (2e5, TypeError), (True, TypeError)]
)
def test_a_threshold_is_a_number_of_tokens(threshold: Any, error: type[Exception]) -> None:
    """A threshold below zero or not whole is an error."""
    with pytest.raises(error, match="number of tokens"):
        PriceTier(threshold=threshold)


KINDS = ["input", "output", "cache_read", "cache_write"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rates", [Rates, price, tier], ids=["rates", "price", "tier"])
def test_prices_are_not_negative(rates: Callable[..., Rates], kind: str) -> None:
    """A price below zero is an error; a price that is not stated is left out."""
    with pytest.raises(ValueError, match="a price cannot be negative, got -1; leave it out if it"):
        rates(**({"threshold": 1, "input": 1} if rates is tier else {}) | {kind: -1})


@pytest.mark.parametrize("kind", KINDS)
def test_prices_are_exact_or_not_stated(kind: str) -> None:
    """A price is a decimal, or None where the source does not say it; a float is an error."""
    assert getattr(price(), kind) is None
    assert Decimal("2.5") == getattr(price(**{kind: "2.5"}), kind)
    with pytest.raises(TypeError, match=r"expected an exact number, got 2\.5"):
        price(**{kind: 2.5})


def test_other_prices_are_prices() -> None:
    """A price per image or per minute is as exact as one per token, and not negative."""
    image = OtherPrice(kind="image", unit="image", price="0.035")

    assert Decimal("0.035") == image.price
    with pytest.raises(ValueError, match="a price cannot be negative"):
        OtherPrice(kind="image", unit="image", price=-1)
    with pytest.raises(TypeError, match="expected an exact number"):
        OtherPrice(kind="image", unit="image", price=0.5)  # type: ignore[arg-type]


def test_tiers_are_copied_from_any_iterable_but_a_text() -> None:
    """A list of tiers becomes a tuple; a text is not taken for several values."""
    first = tier(1000, 2)

    assert (first,) == price(tiers=[first]).tiers
    with pytest.raises(TypeError, match="expected several values, got '1000'"):
        price(tiers="1000")


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (price(input="2.5", output="7.5"), "$2.50 in, $7.50 out per million tokens"),
        (price(input=0, output=8), "free in, $8 out per million tokens"),
        (price(input=1), "$1 in, not stated out per million tokens"),
        (
            TokenPrice(currency="CNY", input="0.8", output=2),
            "RMB 0.80 in, RMB 2 out per million tokens",
        ),
        (
            price(input=1, output=2, service="batch", host="azure", region="eu"),
            "$1 in, $2 out per million tokens (batch, by azure, in eu)",
        ),
        (
            price(input=1, output=2, plan="contract", effective="../2026-12-31"),
            "$1 in, $2 out per million tokens (contract) until 31 December 2026",
        ),
    ],
    ids=["stated", "free", "missing", "yuan", "terms", "contract"],
)
def test_a_price_is_printed_in_words(stated: TokenPrice, words: str) -> None:
    """Free and not stated are told apart in words, and the unit is named."""
    assert words == str(stated)
    assert f"<TokenPrice {words}>" == repr(stated)


@pytest.mark.parametrize(
    ("amount", "words"),
    [(None, "not stated"), (Decimal(0), "free"), (Decimal("0.05"), "$0.05")],
    ids=["missing", "zero", "amount"],
)
def test_amounts_are_worded(amount: Decimal | None, words: str) -> None:
    """Nothing unknown reads as zero."""
    assert words == amount_text(amount, "USD")


def pickled(value: object) -> object:
    """The value after a round trip through pickle."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - made in the same line


@pytest.mark.parametrize("copied", [pickled, copy.copy, copy.deepcopy])
@pytest.mark.parametrize(
    "value", [TIERED, ONE_TO_ONE, TokenMix.of("3:1")], ids=["price", "usage", "mix"]
)
def test_survives_copying(copied: Callable[[object], object], value: object) -> None:
    """A copy is equal and hashes alike."""
    twin = copied(value)

    assert value == twin
    assert hash(value) == hash(twin)


@pytest.mark.parametrize("currency", ["usd", "", "US$", "DOLLAR"])
def test_currencies_are_codes(currency: str) -> None:
    """A currency is the three capitals of ISO 4217, so that one cannot pass for two."""
    with pytest.raises(ValueError, match="currency"):
        TokenPrice(currency=currency)
