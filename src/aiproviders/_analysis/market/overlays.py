"""Add a caller's own prices, or what a price catalog states, to the labs of a market."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from aiproviders._analysis.join import (
    FIELDS_WITH_IDS,
    combined_model,
    combined_statement,
    is_same,
    pair_of,
    scores_with_our_ids,
    with_referenced_records,
)
from aiproviders._analysis.overlays import checked, with_own_prices, with_price_file
from aiproviders._analysis.own_prices import OwnPrice
from aiproviders._format.registry import find_model
from aiproviders._records.catalog import Catalog
from aiproviders._records.lookup.dated_alias import dated_holders
from aiproviders._records.market import Market
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import offers
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import last_day, today
from aiproviders._records.provider import Prices, Provider
from aiproviders._records.sections.sources import Source
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Period


def with_prices(
    market: Market, prices: Prices | str | os.PathLike[str], source: Source | str | None
) -> Market:
    """Implement `Market.with_prices`."""
    if isinstance(prices, str | os.PathLike):
        return _with_labs(market, with_price_file(market.providers, prices, source))
    check_type(prices, Mapping)
    rows = defaultdict[str, list[OwnPrice]](list)
    for given, price in prices.items():
        check_type(given, Model, str)
        model = given if isinstance(given, Model) else find_model(given, market)
        rows[model.provider].append(OwnPrice(model, price))
    labs = [with_own_prices(market[id], own, source) for id, own in rows.items()]
    return _with_labs(market, labs)


def _with_labs(market: Market, labs: Iterable[Provider]) -> Market:
    changed = {lab.id: lab for lab in labs}
    return Market([changed.get(lab.id, lab) for lab in market], edition=market.edition)


def joined(market: Market, price_catalog: Iterable[Provider]) -> Market:
    """Implement `Market.joined`."""
    labs: dict[str, Provider] = {}
    for other in price_catalog:
        lab = market._labs.names.get(other.id)
        if lab is not None:
            labs[lab.id] = _joined_lab(labs.get(lab.id) or market[lab.id], other)
    return _with_labs(market, labs.values())


def _joined_lab(lab: Provider, other: Provider) -> Provider:
    models: dict[str, Model] = {model.id: model for model in lab.models}
    changed: dict[str, Model] = {}
    dated = dated_holders(lab.models)
    for theirs in other.models:
        found = lab.models._found(theirs.id)
        if len(found) > 1 or theirs.id in dated:
            continue  # nothing says which of our models it is
        ours = changed.get(found[0].id, found[0]) if found else None
        made = _new_model(theirs, lab) if ours is None else _joined_model(ours, theirs, lab)
        changed[made.id] = made
    combined = evolve(lab, models=Catalog((models | changed).values()))
    return checked(with_referenced_records(combined, other, changed.values()))


def _new_model(theirs: Model, lab: Provider) -> Model:
    no_ids: dict[str, Any] = {
        name: () if isinstance(getattr(theirs, name), tuple) else None
        for name in FIELDS_WITH_IDS
        if name != "provider"
    }
    scores = tuple(scores_with_our_ids(theirs, lab.id))
    return evolve(theirs, **no_ids | {"provider": lab.id, "scores": scores})


def _joined_model(ours: Model, theirs: Model, lab: Provider) -> Model:
    combined = combined_model(pair_of(ours, evolve(theirs, prices=()), ""), lab.id)
    our_day, their_day = today(ours), today(theirs)
    is_newer = their_day is not None and (
        our_day is None or last_day(their_day) > last_day(our_day)
    )
    current = [*_in_force(ours, their_day)]
    news = [*_in_force(theirs, their_day)] if is_newer else []
    prices = [*combined.prices]
    for price in theirs.prices:
        stated = evolve(price, effective=None, observed=None)
        rivals = current if price in news else prices
        same = (
            at
            for at, one in enumerate(prices)
            if one in rivals and is_same(one, stated, ours.provider)
        )
        position = next(same, None)
        if position is not None:
            prices[position] = combined_statement(prices[position], stated)
        elif price in news:
            prices.append(_seen(price, their_day))
        else:
            note = _with_note(price, "It was not read later than the prices beside it.")
            prices.append(evolve(price, preference="deprecated", note=note))
    as_of = their_day if is_newer else combined.as_of
    return evolve(combined, prices=tuple(prices), as_of=as_of)


def _seen(price: TokenPrice, day: Period | None) -> TokenPrice:
    """Return a price that begins on the day on which it was seen, unless it begins later."""
    if price.effective is None or day is None:
        return evolve(price, observed=day)
    if price.effective.after(day):
        return price
    last = price.last_day
    note = _with_note(price, f"It is stated to hold: {price.effective}.")
    effective = None if last is None else Period(f"{day._first}/{last}")
    return evolve(price, effective=effective, observed=day, note=note)


def _with_note(price: TokenPrice, note: str) -> str:
    return " ".join(filter(None, (price.note, note)))


def _in_force(model: Model, day: Period | None) -> Iterator[TokenPrice]:
    """Yield the prices that are in force on a day or after it."""
    for days in offers(model):
        if day is None or days.before is None or days.before > last_day(day):
            yield from days.prices
