"""Rules of the audit about prices of a model that several price catalogs state."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from attrs import evolve

from aiproviders._analysis.audit.conflict import Conflict, Side
from aiproviders._analysis.market.counts import is_price_catalog
from aiproviders._records.hours.hours import ALWAYS, NEVER
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import (
    DayInterval,
    day_intervals,
    on_same_terms,
    one_of,
)
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.use_kinds import RATES
from aiproviders._records.provider import Provider
from aiproviders._values.period import Period
from aiproviders._values.wording import listed

_DAY = timedelta(days=1)
_OPEN = ".."


class _Days(NamedTuple):
    """Days on which two prices are both stated; None where an end is open."""

    since: date | None
    before: date | None

    def __str__(self) -> str:
        if self.since is None and self.before is None:
            return ""
        last = self.before and self.before - _DAY
        return f", {Period(f'{self.since or _OPEN}/{last or _OPEN}')}"


def price_rivals(provider: Provider) -> Iterator[Conflict]:
    """Find prices of a model on the same terms and days that differ, and say which one is used."""
    catalogs = {each.id: each.title for each in provider.sources if is_price_catalog(each)}

    def told(price: TokenPrice) -> str:
        titles = [catalogs[id] for id in price.stated_by if id in catalogs]
        return f"{price} ({', '.join(titles)})" if titles else str(price)

    for model in provider.models:
        for prices in on_same_terms(model):
            stated = day_intervals(prices)
            for rivals in dict.fromkeys(each.rivals for each in stated if each.rivals):
                both = " and ".join(map(told, rivals))
                yield Conflict(
                    "contradiction",
                    f"{_offer(model, rivals[0])}: {both}{_in_what(rivals)}, "
                    "and nothing says which is used",
                    _sides(model, rivals),
                )
            for stands, other, days in _decided(stated, prices, catalogs):
                yield Conflict(
                    "note",
                    f"{_offer(model, stands)}{days}: {told(stands)} is used, not {told(other)}"
                    f"{_in_what((stands, other))}: {other.note or 'why is not stated'}",
                    _sides(model, (stands, other)),
                )


def _offer(model: Model, price: TokenPrice) -> str:
    """Return a model, and where it is served if a price says so."""
    where = (price.host and f"at {price.host}", price.region and f"in {price.region}")
    return " ".join(filter(None, (str(model), *where)))


def _in_what(prices: Sequence[TokenPrice]) -> str:
    """Return in what prices differ that read alike."""
    if len(set(map(str, prices))) > 1:
        return ""
    kinds = [kind for kind in RATES if len({getattr(each, kind) for each in prices}) > 1]
    others = [kind.replace("_", " ") for kind in kinds] or ["long requests"]
    return f", which differ in {listed(others)}"


def _sides(model: Model, prices: Sequence[TokenPrice]) -> tuple[Side, ...]:
    """Return a side for each place where one of some prices stands."""
    places = (place for price in prices for place in price.citations or (None,))
    return tuple(Side((model.id,), place) for place in places)


def _decided(
    stated: Sequence[DayInterval], prices: Sequence[TokenPrice], catalogs: Collection[str]
) -> Iterator[tuple[TokenPrice, TokenPrice, _Days]]:
    """Give each price that is used, a deprecated one on the same days, and these days."""
    by_catalogs = defaultdict[frozenset[str], list[TokenPrice]](list)
    for price in prices:
        if price.preference == "deprecated":
            known = frozenset({*catalogs} & {*price.stated_by})
            by_catalogs[known].append(evolve(price, preference="normal"))
    for others in by_catalogs.values():
        # Those of one price catalog follow each other: each ends where the next one begins.
        both: dict[TokenPrice, dict[TokenPrice, _Days]] = {}
        for theirs, ours in product(day_intervals(others), stated):
            days = _Days(
                max(filter(None, (ours.since, theirs.since)), default=None),
                min(filter(None, (ours.before, theirs.before)), default=None),
            )
            if days.since is None or days.before is None or days.since < days.before:
                for stands, other in _differing(ours, theirs):
                    known_days = both.setdefault(other, {}).get(stands, days)
                    both[other][stands] = _Days(known_days.since, days.before)
        for other, rivals in both.items():
            preferred = [each for each in rivals if each.preference == "preferred"]
            stands = (preferred or [*rivals])[-1]
            yield stands, other, rivals[stands]


def _differing(ours: DayInterval, theirs: DayInterval) -> Iterator[tuple[TokenPrice, TokenPrice]]:
    """Give the prices of two intervals that differ at an hour of both."""
    for stands, other in product(ours.prices, theirs.prices):
        hours = (stands.hours or ALWAYS) & (other.hours or ALWAYS)
        if hours != NEVER and one_of((stands, other)) is None:
            yield stands, other
