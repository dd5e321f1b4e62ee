"""Why no price of a model is in force, in words."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from aiproviders._records.prices.day_intervals import DayInterval, host_of
from aiproviders._records.prices.price import Plan, Service, TokenPrice, short_text
from aiproviders._values.period import Period
from aiproviders._values.wording import counted, listed, quoted

if TYPE_CHECKING:
    from aiproviders._records.models.model import Model

_DAY = timedelta(days=1)


class NoPrice(NamedTuple):
    """Why there is no price.

    Attributes:
        reason: A few words.
        details: What to do too, with the name of the model.
    """

    reason: str
    details: str


def not_offered(
    model: "Model", *, host: str | None, region: str | None, service: Service, plans: Sequence[Plan]
) -> NoPrice:
    """Say that there is no price on these terms, and what terms there are."""
    name = f"{'list' if 'list' in plans else ' or '.join(plans)} price"
    offers = [
        price for price in model.prices if price.plan in plans and price.preference != "deprecated"
    ]
    asked = model.provider if host is None else host
    by_host = [price for price in offers if host_of(price, model) == asked]
    in_region = [price for price in by_host if price.region == region]
    lacking, term, hint = "", "", ""
    if in_region:
        term, lacking = "service", f" for the service {quoted(service)}"
        hint = _choices(term, (price.service for price in in_region))
    elif by_host:
        term, lacking = "region", " for all regions"
        if region is not None:
            lacking = f" for the region {quoted(region)}"
        hint = _choices(term, (price.region for price in by_host))
    elif offers:
        term, lacking = "host", " by its maker" if host is None else f" by {quoted(host)}"
        hint = _choices(term, (host_of(price, model) for price in offers))
    elif host is not None:
        lacking = f" by {quoted(host)}"
    choose = f": choose one by {term}=" if term else ""
    return NoPrice(
        reason=f"no {name}{lacking} is stated{hint}",
        details=f"no {name} of {model.name}{lacking} is stated{_in_sources(model)}{hint}{choose}",
    )


def _choices(term: str, stated: Iterable[str | None]) -> str:
    """Return what there is to choose from, in words."""
    values = dict.fromkeys(stated)
    named = listed(repr(value) for value in values if value is not None)
    if not named:
        return f"; the prices name no {term}"
    others = ", and others name none" if None in values else ""
    return f"; the {term}s with prices are {named}{others}"


def not_in_force(model: "Model", intervals: Sequence[DayInterval], when: Period) -> NoPrice:
    """Say that prices are in force on other days or at other hours alone, and on which."""
    prices = [price for each in intervals for price in each.prices]
    unit = "day" if all(price.hours is None for price in prices) else "time with its zone"
    return NoPrice(
        reason=f"no {called(prices)} is in force",
        details=(
            f"no {called(prices)} of {model.name} is in force as of {when}; those stated"
            f"{_in_sources(model)} are {_history(intervals)}: name a {unit} by on=…"
        ),
    )


def undecided(
    model: "Model",
    held: Sequence[DayInterval],
    intervals: Sequence[DayInterval],
    when: Period | None,
) -> NoPrice:
    """Say that nothing tells which of several prices is asked for, and what would."""
    name = called(price for each in held for price in each.prices)
    if rivals := [each for each in held if each.prices and each.price is None]:
        several = rivals[-1]
        if not several.rivals:
            stated = ", ".join(f"{short_text(each)}{_hours_text(each)}" for each in several.prices)
            return NoPrice(
                reason="the price depends on the hour",
                details=(
                    f"the {name} of {model.name} depends on the hour; those stated"
                    f"{_in_sources(model)} are {stated}: name a time with its zone by on=…"
                ),
            )
        offers = listed(map(short_text, several.prices))
        return NoPrice(
            reason=f"several {name}s are in force",
            details=(
                f"{counted(len(several.prices), name)} of {model.name} are stated"
                f"{_in_sources(model)} for the same days, {offers}: choose one of its prices; "
                "their notes and currencies may tell them apart"
            ),
        )
    known = "no day is known" if when is None else f"it changes within {when.edtf}"
    return NoPrice(
        reason="the price depends on the day",
        details=(
            f"the {name} of {model.name} depends on the day, and {known}; those stated"
            f"{_in_sources(model)} are {_history(intervals)}: name a day by on=…"
        ),
    )


def called(prices: Iterable[TokenPrice]) -> str:
    """Return what one of some prices is called, such as `list price`."""
    first, *others = dict.fromkeys(price.plan for price in prices)
    return "price" if others else f"{first} price"


def _history(intervals: Iterable[DayInterval]) -> str:
    """Return prices with their days and hours, such as `$1 / $2 until 31 May 2026, …`."""
    texts = (
        f"{short_text(price)}{_days_text(each)}{_hours_text(price)}"
        for each in intervals
        for price in each.prices
    )
    return listed(dict.fromkeys(texts), 3)


def _days_text(days: DayInterval) -> str:
    last = None if days.before is None else days.before - _DAY
    if days.since is None and last is None:
        return ""
    return f" {Period('/'.join(day.isoformat() if day else '..' for day in (days.since, last)))}"


def _hours_text(price: TokenPrice) -> str:
    return "" if price.hours is None else f" at {price.hours}"


def _in_sources(model: "Model") -> str:
    sources = dict.fromkeys(citation.source for citation in model.citations)
    return f" in {listed(sources, 2)}" if sources else ""
