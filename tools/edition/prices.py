"""One list of prices of a model, from what every price catalog states of it.

The catalog with the best dated prices gives the list. Another one that states the same at the same
time is cited beside it, and what it alone states of a price that is in force, such as that of a
search, is added. Where two differ in a price that is in force, somebody has to decide.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeVar

from attrs import evolve

from aiproviders import Citation, TokenPrice
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.prices.use_kinds import RATES
from aiproviders.types import Preference, PriceTier, Rates
from tools.edition.inputs import FOLDER
from tools.edition.listings import CATALOGS, Listing

_R = TypeVar("_R", bound=Rates)

_KEPT_FOR_LONGER = ("model-prices", "openai")
"""Whose writes for an hour are those for twelve hours, as the documents of model-prices say."""


_CONVERTED = ("model-prices", "tencent-tokenhub")
"""Whose prices are in yuan and converted by models.dev, as the documents of model-prices say."""

_PRINTS_0 = " prints 0 for every price"
"""What our adapters note of a model where zeros may mean that no price is known."""


class Terms(NamedTuple):
    """On what terms a price holds; prices on the same ones follow each other or are rivals."""

    currency: str
    region: str | None
    service: str


class Dispute(NamedTuple):
    """Price catalogs that state different prices that are in force.

    Attributes:
        terms: The terms.
        stated: The prices by price catalog; the first one stands unless something is decided.
    """

    terms: Terms
    stated: Mapping[str, TokenPrice]


class Decision(NamedTuple):
    """Which price catalog is right, as `decisions.toml` has it.

    Attributes:
        catalog: Id of the price catalog whose price is preferred; None if the prices are of
            different things, and each stays where it is.
        ground: Why.
    """

    catalog: str | None
    ground: str


class Fused(NamedTuple):
    """The prices of a model, and what has to be decided about them."""

    prices: tuple[TokenPrice, ...]
    disputes: tuple[Dispute, ...]


def decisions() -> dict[tuple[str, str, str], Decision]:
    """Read what has been decided, by lab, model and service."""
    rows = tomllib.loads((FOLDER / "decisions.toml").read_text(encoding="utf-8"))["decisions"]
    return {
        (row["lab"], model, row.get("service", "standard")): Decision(
            row.get("chosen"), row["ground"]
        )
        for row in rows
        for model in row["models"]
    }


def fuse(listed: Iterable[Listing], decided: Mapping[str, Decision], day: date) -> Fused:
    """Make one list of what price catalogs state.

    Args:
        listed: The model in price catalogs, each served by its maker.
        decided: What has been decided about its prices, by service.
        day: The day of the edition.
    """
    by_catalog = {each.catalog: each for each in reversed([*listed]) if each.model.prices}
    in_order = [by_catalog[catalog] for catalog in CATALOGS if catalog in by_catalog]
    if any(price.hours for each in in_order for price in each.model.prices):
        return Fused(tuple(_by_hour(in_order, day)), ())
    stated = {each.catalog: _by_terms(each) for each in in_order}
    prices: list[TokenPrice] = []
    disputes: list[Dispute] = []
    for terms in dict.fromkeys(terms for each in stated.values() for terms in each):
        of_terms = {name: each[terms] for name, each in stated.items() if terms in each}
        fused = _fuse_on(terms, of_terms, day)
        decision = decided.get(terms.service)
        if decision is None:
            disputes += fused.disputes
            prices += fused.prices
        else:
            prices += _decided(fused, decision)
    return Fused(tuple(_with_open_lengths(prices)), tuple(disputes))


def past_prices(listed: Iterable[Listing], since: date, until: date) -> Iterator[TokenPrice]:
    """Give the prices of a name from the day on which it stood for a model to the last one.

    Args:
        listed: What the name is listed as; only model-prices has its prices by date.
        since: The first day. What model-prices saw first held before it was seen.
        until: The last day.
    """
    for listing in listed:
        if listing.catalog != "model-prices":
            continue
        prices = listing.model.prices
        begins = sorted({_first(price) for price in prices})
        for price in prices:
            place = begins.index(_first(price))
            begin = max(begins[place], since) if place else since
            following = begins[place + 1 : place + 2]
            end = min([until, *(each - timedelta(days=1) for each in following)])
            if begin <= end:
                cited = cited_in_order(listing.catalog, price)
                days = f"{begin}/{end}"
                yield evolve(price, host=None, effective=days, observed=None, citations=cited)


def after_past(past: Sequence[TokenPrice], stated: Iterable[TokenPrice]) -> Iterator[TokenPrice]:
    """Give the past prices of a model, then what is stated of it now.

    A price that nobody dates, and that a past one says too, is that one: it is cited there, since
    nothing says that it holds on a later day.
    """
    prices, later = [*past], list[TokenPrice]()
    for price in stated:
        is_undated = price.effective is None and price.observed is None
        places = [place for place, each in enumerate(prices) if _is_same(each, price)]
        for place in places if is_undated else ():
            prices[place] = _with(prices[place], price, is_now=False)
        if not places or not is_undated:
            later.append(price)
    yield from (*prices, *later)


def _is_same(one: TokenPrice, other: TokenPrice) -> bool:
    """Return whether two prices are on the same terms and state the same input and output."""
    terms = [(each.currency, each.region, each.service, each.host) for each in (one, other)]
    return terms[0] == terms[1] and agree(one, other)


def free_price(listed: Iterable[Listing]) -> TokenPrice:
    """Return a price of nothing, cited where price catalogs print 0, with the pages they name."""
    cited = dict.fromkeys(
        evolve(citation, text="0 | 0") if citation.source == each.catalog else citation
        for each in listed
        if _PRINTS_0 in (each.model.note or "")
        for citation in each.model.citations
    )
    return TokenPrice(currency="USD", input=0, output=0, citations=tuple(cited))


def _with_open_lengths(prices: Sequence[TokenPrice]) -> Iterator[TokenPrice]:
    """Give prices; a service has none for lengths that are billed apart in standard service."""
    standard = [price for price in prices if price.service == "standard" and price.tiers]
    for price in prices:
        longer = [each for each in standard if each.region == price.region]
        if price.service != "standard" and not price.tiers and longer:
            thresholds = (tier.threshold for tier in longer[-1].tiers)
            yield evolve(price, tiers=tuple(PriceTier(threshold=each) for each in thresholds))
        else:
            yield price


def _by_hour(listed: Sequence[Listing], day: date) -> Iterator[TokenPrice]:
    """Give the prices of the first price catalog, where some depend on the hour.

    Others that state the same at each hour of the week before the edition are cited too.
    """
    first, *others = listed
    week = [datetime.combine(day, time(), UTC) - timedelta(hours=hours) for hours in range(7 * 24)]

    def held(listing: Listing) -> list[TokenPrice | None]:
        host = next((price.host for price in listing.model.prices if price.host), None)
        return [find_price(listing.model, on=moment, host=host).price for moment in week]

    def at_each_hour(listing: Listing) -> list[tuple[Any, ...]]:
        return [(price and price.input, price and price.output) for price in held(listing)]

    ours = at_each_hour(first)
    agreeing = [each for each in others if at_each_hour(each) == ours]
    for price in first.model.prices:
        own = evolve(price, host=None, citations=cited_in_order(first.catalog, price))
        for each in agreeing if price in held(first) else ():
            same = next(other for other in held(each) if other and agree(price, other))
            theirs = evolve(same, citations=cited_in_order(each.catalog, same))
            own = _with(own, theirs, is_now=False)
        yield own


def _by_terms(listing: Listing) -> dict[Terms, list[TokenPrice]]:
    """Return the prices of a listing by their terms, oldest first, each that differs once."""
    found: dict[Terms, list[TokenPrice]] = {}
    for price in listing.model.prices:
        own = evolve(price, host=None)
        if _is_day_of_a_check(listing, own):
            own = evolve(own, effective=None, observed=own.effective and str(own.effective._first))
        if _is_slip(own):
            own = _without(own, "cache_read", "cache_write")
        if (listing.catalog, listing.provider) == _KEPT_FOR_LONGER:
            own = _without(own, "cache_write_1h")
        if (listing.catalog, listing.provider) == _CONVERTED:
            own = evolve(own, converted=True)
        if own.output == 0 and own.input:
            # Embeddings have no output, and what some catalogs state of it has no meaning.
            own = _without(own, "output")
        own = evolve(own, citations=cited_in_order(listing.catalog, own))
        terms = Terms(price.currency, price.region, price.service)
        held = found.setdefault(terms, [])
        if held and held[-1].last_day is None and _amounts(held[-1]) == _amounts(own):
            continue
        held.append(own)
    return found


def _is_day_of_a_check(listing: Listing, price: TokenPrice) -> bool:
    """Return whether a begin is the day on which somebody looked at a page.

    genai-prices models no history of services before the day on which it checked their tables.
    """
    return (
        listing.catalog == "genai-prices"
        and price.service != "standard"
        and price.effective is not None
        and price.last_day is None
        and listing.model.as_of is not None
        and not price.effective.after(listing.model.as_of)
    )


def _is_slip(price: TokenPrice) -> bool:
    """Return whether prices of a cache are in the wrong fields: no cache costs more than output."""
    written, read = price.cache_write, price.cache_read
    return bool(
        (written and price.output and written >= price.output)
        or (read and price.input and read >= price.input)
    )


def _without(rates: _R, *kinds: str) -> _R:
    """Return prices without those of some kinds of use."""
    none: dict[str, Any] = dict.fromkeys(kinds)
    if isinstance(rates, TokenPrice):
        none["tiers"] = tuple(_without(tier, *kinds) for tier in rates.tiers)
    return evolve(rates, **none)


def cited_in_order(catalog: str, price: TokenPrice) -> tuple[Citation, ...]:
    """Return where a price began to be stated, pages first, and the price catalog's words."""
    pages = [each for each in price.citations if each.source != catalog]
    commits = [each for each in pages if "/commit/" in each.source]
    kept = [each for each in pages if each not in commits] or commits[:1]
    text = " | ".join(f"{each:f}" for each in (price.input, price.output) if each is not None)
    own = [each for each in price.citations if each.source == catalog]
    return (*kept, *(evolve(each, text=text) for each in own))


def _amounts(price: TokenPrice) -> dict[str, Any]:
    """Return what a price states by kind of use, and its tiers."""
    amounts = {kind: getattr(price, kind) for kind in RATES}
    found: dict[str, Any] = {kind: amount for kind, amount in amounts.items() if amount is not None}
    if price.tiers:
        found["tiers"] = price.tiers
    return found


def _fuse_on(terms: Terms, stated: Mapping[str, Sequence[TokenPrice]], day: date) -> Fused:
    """Make one list of the prices on the same terms."""
    base, *others = stated
    prices = [*stated[base]]
    now = _in_force(prices, day)
    differing: dict[str, TokenPrice] = {}
    coming: list[TokenPrice] = []
    for name in others:
        theirs_now = _in_force(stated[name], day)
        for theirs in stated[name]:
            if _first(theirs) > day:
                coming.append(theirs)
                continue
            for place, ours in enumerate(prices):
                if _overlap(prices, place, theirs) and agree(ours, theirs):
                    is_now = place == now and theirs is stated[name][theirs_now or 0]
                    prices[place] = _with(ours, theirs, is_now=is_now)
        if now is not None and theirs_now is not None:
            theirs = stated[name][theirs_now]
            if not agree(prices[now], theirs):
                differing[name] = theirs
    prices += _announced(coming, prices)
    if not differing or now is None:
        return Fused(tuple(prices), ())
    return Fused(tuple(prices), (Dispute(terms, {base: prices[now]} | differing),))


def _announced(coming: Iterable[TokenPrice], prices: Sequence[TokenPrice]) -> list[TokenPrice]:
    """Return prices that are announced and not in a list yet, each day once."""
    found: dict[date, TokenPrice] = {}
    known = {_first(price) for price in prices}
    for price in coming:
        first = _first(price)
        if first in found and agree(found[first], price):
            found[first] = _with(found[first], price, is_now=True)
        elif first not in known:
            found.setdefault(first, price)
    return [found[first] for first in sorted(found)]


def _in_force(prices: Sequence[TokenPrice], day: date) -> int | None:
    """Return the place of the price that began last of those that hold on a day."""
    held = [
        (_first(price), place)
        for place, price in enumerate(prices)
        if _first(price) <= day <= (price.last_day or date.max)
    ]
    return max(held)[1] if held else None


def _overlap(prices: Sequence[TokenPrice], place: int, other: TokenPrice) -> bool:
    """Return whether another price holds on a day on which one of a list may be in force."""
    following = prices[place + 1 : place + 2]
    end = min([_first(each) for each in following] + [prices[place].last_day or date.max])
    return _first(prices[place]) <= (other.last_day or date.max) and _first(other) <= end


def _first(price: TokenPrice) -> date:
    dated = price.effective or price.observed
    return (dated and dated._first) or date.min


def agree(one: TokenPrice, other: TokenPrice) -> bool:
    """Return whether two prices state the same input and output, for long requests too.

    A price of long requests may begin a token later, as "from 200K" and "above 200K" are both
    printed; where only one catalog has prices of long requests, the other leaves them out.
    """
    equal = _equal(one, other)
    if not equal or False in equal:
        return False
    if not one.tiers or not other.tiers:
        return True
    return len(one.tiers) == len(other.tiers) and all(
        abs(mine.threshold - theirs.threshold) <= 1 and False not in _equal(mine, theirs)
        for mine, theirs in zip(one.tiers, other.tiers, strict=True)
    )


def _equal(one: Rates, other: Rates) -> list[bool]:
    """Return whether input and output are the same, without what only one of two states."""
    pairs = [(getattr(one, kind), getattr(other, kind)) for kind in ("input", "output")]
    return [mine == theirs for mine, theirs in pairs if None not in {mine, theirs}]


def _differing(one: TokenPrice, other: TokenPrice) -> set[str]:
    """Return the kinds of use of which two prices that agree state different amounts."""
    pairs = [(one, other), *zip(one.tiers, other.tiers, strict=False)]
    return {
        kind
        for kind in RATES
        for mine, theirs in pairs
        if kind != "output"
        if len({getattr(mine, kind), getattr(theirs, kind)} - {None}) > 1
    }


def _with(price: TokenPrice, other: TokenPrice, *, is_now: bool) -> TokenPrice:
    """Return a price with the citations of another that agrees, and with what that adds.

    Of a kind of use of which the two state different amounts, none is stated.
    """
    cited = dict.fromkeys((*price.citations, *other.citations))
    pages = [each for each in cited if each.source.startswith("http")]
    differing = _differing(price, other)
    open_ = {kind for kind in price.unstated if kind not in differing}
    price = evolve(
        price,
        citations=(*pages, *(each for each in cited if each not in pages)),
        converted=price.converted and other.converted,
    )
    if differing:
        unstated: Any = dict.fromkeys((*price.unstated, *sorted(differing)))
        price = evolve(_without(price, *differing), unstated=unstated)
    if not is_now:
        return price
    mine = _amounts(price)
    added = {
        key: value
        for key, value in _amounts(other).items()
        if key not in {*mine, *differing, "output"} and (key not in price.unstated or key in open_)
    }
    unstated = tuple(kind for kind in price.unstated if kind not in added)
    if unstated and "tiers" in added:
        added["tiers"] = tuple(_without(tier, *unstated) for tier in added["tiers"])
    return evolve(price, **added, unstated=unstated)


def _decided(fused: Fused, decision: Decision) -> Iterator[TokenPrice]:
    """Give the prices, the chosen one preferred, and those in dispute with it deprecated."""
    dispute = next(iter(fused.disputes), None)
    chosen = dispute and dispute.stated.get(decision.catalog or "")
    if dispute is None or chosen is None:
        yield from fused.prices
        return
    base, *others = dispute.stated.values()
    for other in others:
        if other is not chosen and agree(chosen, other):
            chosen = _with(chosen, other, is_now=True)
    if chosen is base:
        for price in fused.prices:
            is_disputed = price is base
            yield _noted(price, "preferred", decision) if is_disputed else price
    elif _first(chosen) > _first(base):
        yield from (*fused.prices, chosen)
    else:
        for price in fused.prices:
            yield _noted(price, "deprecated", decision) if agree(price, base) else price
        # It stood when the other was read; since when is not stated.
        begin = str(_first(base))
        chosen = evolve(chosen, effective=None, observed=begin, inferred=("observed",))
        yield _noted(chosen, "preferred", decision)
    yield from (
        _noted(other, "deprecated", decision) for other in others if not agree(chosen, other)
    )


def _noted(price: TokenPrice, preference: Preference, decision: Decision) -> TokenPrice:
    return evolve(price, preference=preference, note=decision.ground)
