"""Events that follow from what models state: releases, ends, changes of prices."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import DayInterval, intervals_in_force, one_of
from aiproviders._records.prices.price import short_text
from aiproviders._records.prices.price_in_force import today
from aiproviders._records.sections.event import Event, EventKind
from aiproviders._values.period import Period

if TYPE_CHECKING:
    from aiproviders._records.provider import Provider

_SEEN = "Seen on this day; it may have changed before."


def model_events(provider: "Provider") -> Iterator[Event]:
    """Yield what happened to the models of a provider; releases that it has as events are left out.

    They are computed, and no records of the provider. What comes after the day of a model's prices
    is planned.
    """
    known = {id for event in provider.events if event.kind == "model-release" for id in event.about}
    for model in provider.models:
        if model.id not in known:
            yield from _releases(model)
        if model.retires is not None:
            title = f"{model.name} is no longer served"
            yield _event(model, "retired", "model-retirement", title, model.retires)
        yield from _price_changes(model)


def _releases(model: Model) -> Iterator[Event]:
    if model.released is not None:
        title = f"{model.name} is released"
        yield _event(model, "released", "model-release", title, model.released)
    elif model.announced is not None:
        title = f"{model.name} is announced"
        yield _event(model, "announced", "announcement", title, model.announced)


def _price_changes(model: Model) -> Iterator[Event]:
    """Yield the days on which another list price by the maker, for all regions, is in force."""
    for before, after in pairwise(intervals_in_force(model)):
        old, new = _price_text(before), _price_text(after)
        if old is None or new is None or after.since is None or old == new:
            continue
        is_stated = any(each.effective is not None for each in after.prices) or any(
            each.last_day is not None for each in before.prices
        )
        yield _event(
            model,
            f"price.{after.since}",
            "price-change",
            f"{model.name}: {old} becomes {new} per million tokens",
            Period.of(after.since),
            None if is_stated else _SEEN,
        )


def _price_text(days: DayInterval) -> str | None:
    """Word the price of some days, or the prices by the hour; None where neither is known."""
    if days.price is not None:
        return short_text(days.price)
    if any(one_of(held) is None for _, held in days.by_hour):
        return None
    return f"{' or '.join(dict.fromkeys(map(short_text, days.prices)))} by the hour"


def _event(
    model: Model, what: str, kind: EventKind, title: str, date: Period, note: str | None = None
) -> Event:
    day = today(model)
    return Event(
        id=f"{model.id}.{what}",
        kind=kind,
        title=title,
        date=date,
        status="planned" if day is not None and date.after(day) else "happened",
        about=(model.id, model.provider),
        note=note,
        citations=model.citations,
    )
