"""A price list in which every day and every length of a request has its row."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import NamedTuple

from attrs import fields, frozen

from aiproviders._records.model import Model
from aiproviders._records.price import Rates, TokenPrice
from aiproviders._values.text import OneLine

_DAY = timedelta(days=1)


class Tokens(NamedTuple):
    """Lengths of a request that one set of rates is for."""

    at_least: int
    below: int | None
    rates: Rates


@frozen(kw_only=True, repr=False)
class Validity(OneLine):
    """The days that a price is for.

    Attributes:
        since: First day; None where it has always been so.
        before: First day after; None where it is so until further notice.
        price: The price; None where none is stated for these days.
    """

    since: date | None
    before: date | None
    price: TokenPrice | None


def tiers(price: TokenPrice) -> tuple[Tokens, ...]:
    """Every length of a request, from 0 tokens on without a gap, and the rates it is billed by."""
    begins = [tier.threshold + (not tier.inclusive) for tier in price.tiers]
    return tuple(
        Tokens(begin, end, _rates(rates))
        for begin, end, rates in zip(
            [0, *begins], [*begins, None], [price, *price.tiers], strict=True
        )
        if begin != end
    )


def offered(model: Model, host: str | None) -> tuple[TokenPrice, ...]:
    """The list prices of a model by a host; by its maker where no host is named."""
    server = host or model.provider
    return tuple(
        price
        for price in model.prices
        if price.plan == "list" and (price.host or model.provider) == server
    )


def spans(prices: Iterable[TokenPrice]) -> tuple[Validity, ...]:
    """The days that each of several prices is for, in order of time.

    A price is for the days from the first of `effective`, or else of `observed`, to its last day
    where that is stated as the end of an interval, and no longer than until the next one begins.
    One without either date is for all days before the others; prices that begin on one day are
    for the same days.
    """
    listed = tuple(prices)
    if len(listed) == 1 and listed[0].effective is None:
        return (Validity(since=None, before=None, price=listed[0]),)
    begun: dict[date, list[TokenPrice]] = {}
    for price in listed:
        begun.setdefault(_first_day(price), []).append(price)
    days = sorted(begun)
    return tuple(
        Validity(
            since=None if begin == date.min else begin,
            before=_earlier(following, _day_after(price)),
            price=price,
        )
        for begin, following in zip_longest(days, days[1:])
        for price in begun[begin]
    )


def validities(prices: Iterable[TokenPrice]) -> tuple[Validity, ...]:
    """Every day, without a gap, and which of several prices is for it, as `spans` has it.

    Days that several prices begin on have none, unless these are alike.
    """
    by_day = (tuple(alike) for _, alike in groupby(spans(prices), key=attrgetter("since")))
    return tuple(_without_gaps(each[0] for each in by_day if _agree(each)))


def _without_gaps(known: Iterable[Validity]) -> Iterator[Validity]:
    covered: date | None = date.min
    for each in known:
        if covered != (each.since or date.min):
            yield Validity(since=_unless_first(covered), before=each.since, price=None)
        yield each
        covered = each.before
    if covered is not None:
        yield Validity(since=_unless_first(covered), before=None, price=None)


def _unless_first(day: date | None) -> date | None:
    return None if day == date.min else day


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _first_day(price: TokenPrice) -> date:
    dated = price.effective or price.observed
    return (dated and dated._first) or date.min


def _day_after(price: TokenPrice) -> date | None:
    if price.effective is None or "/" not in price.effective.edtf:
        return None
    last = price.effective._last
    return None if last is None or last == date.max else last + _DAY


def _rates(rates: Rates) -> Rates:
    return Rates(**{each.name: getattr(rates, each.name) for each in fields(Rates)})


def _agree(spans: Sequence[Validity]) -> bool:
    prices = [each.price for each in spans if each.price is not None]
    return len({(tiers(each), each.currency) for each in prices}) == 1
