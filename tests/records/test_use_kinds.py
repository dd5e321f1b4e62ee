"""The kinds of use: what is counted and billed apart, and what a request with all of them costs."""

from decimal import Decimal
from typing import Any, NamedTuple, get_args

import pytest
from attrs import fields_dict
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Quantity, TokenPrice, Usage
from aiproviders._records.prices.price import PriceTier, Rates, price_of_length
from aiproviders._records.prices.use_kinds import KINDS, PARTS_FIRST, RATES, USE_KINDS, KindOfUse
from aiproviders.errors import NotStatedError


def price(**fields: Any) -> TokenPrice:
    """A price in US dollars."""
    return TokenPrice(currency="USD", **fields)


def usd(amount: str | int, **fields: Any) -> Quantity:
    """An amount of US dollars."""
    return Quantity(value=amount, unit="USD", **fields)


def used(input_tokens: int = 0, output_tokens: int = 0, **counts: int | None) -> Usage:
    """Usage without reasoning unless it is given."""
    return Usage(
        **({"reasoning_tokens": 0} | counts),  # type: ignore[arg-type]
        input_tokens=input_tokens,
        output_tokens=output_tokens,
    )


def test_there_is_one_list_of_kinds() -> None:
    """The closed list, the fields of `Rates` and those of `Usage` are those of the list."""
    assert get_args(KindOfUse) == RATES == tuple(fields_dict(Rates)) == tuple(KINDS)
    assert tuple(fields_dict(Usage)) == tuple(kind.counted_in for kind in USE_KINDS)
    assert {*PARTS_FIRST} == {*USE_KINDS}


def test_parts_come_before_totals_in_a_bill() -> None:
    """What is left of a total stands below its parts."""
    places = {kind.name: place for place, kind in enumerate(PARTS_FIRST)}
    totals = [kind for kind in USE_KINDS if not kind.part_of]

    assert [kind.name for kind in PARTS_FIRST[-len(totals) :]] == [kind.name for kind in totals]
    assert places["cache_read"] < places["input"]


def test_what_is_billed_as_another_kind_is_a_part_of_it() -> None:
    """A price stands in for that of a part of its kind, and of nothing else."""
    for kind in USE_KINDS:
        assert kind.billed_as is None or kind.billed_as in kind.part_of


class Token(NamedTuple):
    """A token, and the kinds that it belongs to."""

    kinds: frozenset[str]
    billed: str


def token(billed: str, *kinds: str) -> Token:
    """A token that is billed as one of its kinds."""
    return Token(frozenset((billed, *kinds)), billed)


TOKENS = (
    token("input"),
    token("cache_read", "input"),
    token("cache_read_audio", "cache_read", "input_audio", "input"),
    token("cache_write", "input"),
    token("cache_write_1h", "cache_write", "input"),
    token("input_audio", "input"),
    token("input_image", "input"),
    token("output"),
    token("reasoning", "output"),
    token("output_audio", "output"),
    token("output_image", "output"),
    token("searches"),
)
"""Every token that there can be, written down without the list of kinds."""

CROWDS = st.fixed_dictionaries({each: st.integers(0, 10**6) for each in TOKENS})


def usage_of(crowd: dict[Token, int], **counts: None) -> Usage:
    """Count tokens as an API does: each in every kind that it belongs to."""
    totals = {
        kind.counted_in: sum(n for each, n in crowd.items() if kind.name in each.kinds)
        for kind in USE_KINDS
    }
    return Usage(**(totals | counts))  # type: ignore[arg-type]


@given(CROWDS)
def test_each_token_is_billed_once(crowd: dict[Token, int]) -> None:
    """A token of several kinds is counted as the one that is a part of all others."""
    assert {each.billed: n for each, n in crowd.items()} == dict(usage_of(crowd).parts)


RATE = st.none() | st.decimals(0, 100, places=2)
PRICES = st.fixed_dictionaries(dict.fromkeys(RATES, RATE))
STANDS_IN = {
    "reasoning": ("output",),
    "input_audio": ("input",),
    "output_audio": ("output",),
    "input_image": ("input",),
    "output_image": ("output",),
    "cache_read_audio": ("cache_read",),
}
"""Prices that stand in for one that no source states, written down without the list of kinds."""


def reckoned(
    crowd: dict[Token, int], rates: dict[str, Decimal | None], unstated: tuple[str, ...]
) -> tuple[Decimal, bool, bool]:
    """What each token costs, summed one by one; whether all have a price, and whether any has."""
    total, has_all, has_any = Decimal(0), True, False
    for each, number in crowd.items():
        rate = rates[each.billed]
        if rate is None and each.billed not in unstated:
            rate = next((rates[kind] for kind in STANDS_IN.get(each.billed, ())), None)
        if number and rate is None:
            has_all = False
        elif number and rate is not None:
            has_any = True
            total += rate * number / (1_000 if each.billed == "searches" else 1_000_000)
    return total, has_all, has_any


@given(CROWDS, PRICES, st.sets(st.sampled_from(RATES)))
def test_cost_is_that_of_every_token(
    crowd: dict[Token, int], rates: dict[str, Decimal | None], apart: set[str]
) -> None:
    """The cost is the sum over all tokens; at least so much where one has no price."""
    unstated = tuple(kind for kind in RATES if kind in apart and rates[kind] is None)
    stated = price(**rates, unstated=unstated)
    total, has_all, has_any = reckoned(crowd, rates, unstated)

    if not has_all and not has_any:
        with pytest.raises(NotStatedError, match="no price is stated for any part of"):
            stated.cost(usage_of(crowd))
    else:
        assert usd(str(total), comparator="=" if has_all else ">=") == stated.cost(usage_of(crowd))


@given(CROWDS, PRICES, st.integers(0, 10**6))
def test_cost_of_unknown_reasoning_holds_whatever_it_is(
    crowd: dict[Token, int], rates: dict[str, Decimal | None], reasoning: int
) -> None:
    """Not told how much of the output is reasoning, the cost allows every number of it."""
    plain, thought = token("output"), token("reasoning", "output")
    reasoning = min(reasoning, crowd[plain])
    known = crowd | {plain: crowd[plain] - reasoning, thought: reasoning}
    unknown = crowd | {thought: 0}
    stated = price(**rates)
    try:
        cost = stated.cost(usage_of(unknown, reasoning_tokens=None))
    except NotStatedError:
        return
    exact = stated.cost(usage_of(known))

    assert cost.consistent_with(exact)
    if rates["reasoning"] is None:
        assert exact == cost


GPT = price(input="2.50", output=10, cache_read="1.25")
CLAUDE = price(
    input=5, output=25, cache_read="0.50", cache_write="6.25", cache_write_1h=10, searches=10
)
QWEN = price(input="0.40", output="1.20", reasoning=4)


@pytest.mark.parametrize(
    ("stated", "usage", "cost"),
    [
        (CLAUDE, used(10**6, cache_write_tokens=10**6, cache_write_1h_tokens=10**6), usd(10)),
        (price(input=3, searches=10), used(1_000, searches=3), usd("0.033")),
        (QWEN, used(1_000, 1_000, reasoning_tokens=1_000), usd("0.0044")),
        (QWEN, used(1_000, 1_000), usd("0.0016")),
        (price(output=30), used(0, 1_290, output_image_tokens=1_290), usd("0.0387")),
        (price(output=2, output_image=30), used(0, 20, output_image_tokens=20), usd("0.0006")),
        (price(input="0.3", input_audio=1), used(10**6, input_audio_tokens=10**6), usd(1)),
        (GPT, used(10**6, 10**6, reasoning_tokens=10**6), usd("12.5")),
    ],
    ids=[
        "hour", "searches", "reasoning", "no-reasoning", "image", "image-apart", "audio",
        "reasoning-as-output",
    ],
)  # fmt: skip
def test_bills_of_makers_come_out_right(stated: TokenPrice, usage: Usage, cost: Quantity) -> None:
    """What makers bill apart is billed so, and a part without a price of its own as its total."""
    assert cost == stated.cost(usage)


def test_cost_of_unknown_reasoning_is_a_range() -> None:
    """From no reasoning to nothing else; exact where both cost the same or it has no price."""
    unknown = Usage(input_tokens=1_000, output_tokens=1_000)

    assert "$0.0016 to 0.0044" == str(QWEN.cost(unknown))
    assert (Decimal("0.0016"), Decimal("0.0044")) == QWEN.cost(unknown).bounds
    assert usd("0.0125") == GPT.cost(unknown)
    assert usd("0.0016") == price(input="0.4", output="1.2", reasoning="1.20").cost(unknown)
    assert usd("0.0004") == QWEN.cost(Usage(input_tokens=1_000, output_tokens=0))


def test_cost_is_at_least_so_much_where_a_part_has_a_price_that_is_not_stated() -> None:
    """A price apart without an amount is not that of the total, nor nothing."""
    stated = price(input=1, output=2, unstated=("reasoning",))

    assert usd(1, comparator=">=") == stated.cost(used(10**6, 10**6, reasoning_tokens=10**6))
    assert usd(3) == stated.cost(used(10**6, 10**6))
    assert usd(1, comparator=">=") == stated.cost(Usage(input_tokens=10**6, output_tokens=10**6))


@pytest.mark.parametrize("kind", ["cache_read", "cache_write", "cache_write_1h", "searches"])
def test_the_cache_and_searches_are_never_billed_as_something_else(kind: str) -> None:
    """No other price stands in: the cost is at least that of all the rest."""
    whole = "cache_write" if kind == "cache_write_1h" else kind
    counts = {KINDS[each].counted_in: 10 for each in (kind, whole)}
    stated = price(**{each: 5 for each in RATES if each != kind})
    rest = "0.0001" if kind == "searches" else "0.00005"

    assert usd(rest, comparator=">=") == stated.cost(used(20, **counts))


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (
            {"reasoning_tokens": 11},
            "output_tokens is 10, fewer than what is part of it: reasoning_",
        ),
        ({"cache_write_1h_tokens": 1}, "cache_write_tokens is 0, fewer than what is part of it: c"),
        (
            {"cache_read_audio_tokens": 4, "cache_read_tokens": 4, "input_audio_tokens": 3},
            "input_audio_tokens is 3, fewer than what is part of it: cache_read_audio_tokens 4",
        ),
        (
            {"output_image_tokens": 6, "output_audio_tokens": 5},
            "output_audio_tokens 5, output_image_tokens 6; output_tokens counts all of them",
        ),
    ],
    ids=["reasoning", "hour", "cached-audio", "together"],
)
def test_a_part_is_not_larger_than_its_total(counts: dict[str, int], message: str) -> None:
    """More of a part than of its total is an error that says which."""
    with pytest.raises(ValueError, match=message):
        used(10, 10, **counts)


def test_cached_audio_is_audio_of_the_input() -> None:
    """Audio of the input counts what a cache served, as APIs report it."""
    usage = used(10, input_audio_tokens=6, cache_read_tokens=5, cache_read_audio_tokens=5)

    parts = {kind: number for kind, number in usage.parts if number}
    assert {"cache_read_audio": 5, "input_audio": 1, "input": 4} == parts


@pytest.mark.parametrize("count", [1.0, "1", True], ids=repr)
def test_searches_are_counted(count: Any) -> None:
    """A number of searches is a whole one, and not negative."""
    with pytest.raises(TypeError, match="expected a whole number of searches, got"):
        used(searches=count)
    with pytest.raises(ValueError, match="a number of searches cannot be negative, got -1"):
        used(searches=-1)


def test_a_stated_price_is_not_unstated() -> None:
    """A kind either has a price or one that is not stated; words that are no kind are refused."""
    with pytest.raises(
        ValueError, match="kinds without a price here, and one of reasoning is stat"
    ):
        price(reasoning=1, unstated=("reasoning",))
    with pytest.raises(ValueError, match="unstated is one of input, output, "):
        price(unstated=("thinking",))


LONG = price(
    input=1,
    output=2,
    reasoning=4,
    unstated=("searches",),
    tiers=(PriceTier(threshold=1_000, input=3, output=6),),
)


def test_a_price_apart_holds_for_requests_of_every_length() -> None:
    """A tier that leaves reasoning out does not bill it as output, for it has its own price."""
    usage = used(2_000, 1_000, reasoning_tokens=500)

    assert usd("0.009", comparator=">=") == LONG.cost(usage)


@given(st.integers(0, 2_000))
def test_the_price_of_a_length_costs_the_same_without_tiers(length: int) -> None:
    """Requests of one length cost by it what they cost by the price with its tiers."""
    only = price_of_length(LONG, length)
    usage = used(length, 1_000, reasoning_tokens=500, searches=1)

    assert () == only.tiers
    assert LONG.cost(usage) == only.cost(usage)


def test_a_price_without_tiers_is_that_of_every_length() -> None:
    """There is nothing to choose, so the price is returned as it is."""
    assert QWEN is price_of_length(QWEN, 10**6)
