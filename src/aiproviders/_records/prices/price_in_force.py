"""Which list price of a model is in force: on a day, by a host, in a region."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from aiproviders._records.hours.moments import in_utc
from aiproviders._records.prices.day_intervals import DayInterval, intervals_in_force, one_of
from aiproviders._records.prices.no_price import NoPrice, not_in_force, not_offered, undecided
from aiproviders._records.prices.price import LONGEST_REQUEST, Plan, Service, TokenPrice, short_text
from aiproviders._values.period import Moment, Period

if TYPE_CHECKING:
    from aiproviders._records.models.model import Model

_DAY = timedelta(days=1)


class PriceInForce(NamedTuple):
    """The price that is in force and what is known to come after it, or why there is none.

    Attributes:
        price: The price; None if there is none.
        before: First day on which it is not in force any more; None if none is stated.
        following: The price that is in force from that day on; None if none is stated.
        reason: Why there is no price, in a few words; empty if there is one.
        details: Why there is no price and what to do, with the name of the model.
    """

    price: TokenPrice | None
    before: date | None = None
    following: TokenPrice | None = None
    reason: str = ""
    details: str = ""

    @property
    def last_day(self) -> date | None:
        """Last day on which it is in force; None if none is stated."""
        return None if self.before is None else self.before - _DAY

    @property
    def change(self) -> str | None:
        """The end and the price after it, as `$1 / $2 until 31 May 2026, then $3 / $4`.

        None if input and output cost the same after it.
        """
        if self.price is None or self.last_day is None:
            return None
        now, then = short_text(self.price), self.following and short_text(self.following)
        if now == then:
            return None
        return f"{now} {Period(f'../{self.last_day}')}" + (f", then {then}" if then else "")


def today(model: "Model") -> Period | None:
    """Return the day that a model's prices are read on unless another is named.

    That is `Model.as_of`, or else the newest day on which one of its prices was seen.
    """
    seen = [price.observed for price in model.prices if price.observed is not None]
    return model.as_of or max(seen, key=last_day, default=None)


def last_day(period: Period) -> date:
    """Return the last day of a period; of one without an end, the last there is."""
    return period._last or date.max


def longest_input(model: "Model", price: TokenPrice) -> int | None:
    """Return how many input tokens a request has at most, where the price depends on their number.

    That is the context window at its largest, or what no model exceeds where none is stated, or
    prices are stated for requests beyond it. None where the price does not depend on the number.
    """
    if not price.tiers:
        return None
    window = None if model.context_window is None else model.context_window.bounds[1]
    is_beyond = window is not None and window > price.tiers[-1].threshold
    return int(window) if window is not None and is_beyond else LONGEST_REQUEST


def several_requests(name: str, longest: int) -> str:
    """Return what to say of more input than one request has."""
    return f"a request to {name} has at most {longest:,} input tokens, so these are of several"


def is_retired(model: "Model", on: Moment | None = None) -> bool:
    """Return whether a model is certainly no longer served, on a day or that of its prices."""
    day = today(model) if on is None else Period.of(on)
    if model.retires is None or day is None:
        return model.status == "retired"
    return model.retires.before(day)


def is_announced(price: TokenPrice, model: "Model") -> bool:
    """Return whether a price of a model certainly begins after the day of its prices."""
    day = today(model)
    return day is not None and price.effective is not None and price.effective.after(day)


def find_price(
    model: "Model",
    *,
    on: Moment | None = None,
    host: str | None = None,
    region: str | None = None,
    service: Service = "standard",
    plans: Sequence[Plan] = ("list",),
) -> PriceInForce:
    """Find the list price of a model that is in force, or say why there is none.

    On one day, a price is in force if it has begun and has not ended by its own words, and no
    other price of its host, region, service and currency that is so began later. Several that
    began on one day leave it open which one is unless one is preferred, and so do prices in
    different currencies. A deprecated price never is.

    Without any day, a price is found if it is in force before and after all others. Without a time,
    it is found if it is in force at all hours.

    Args:
        model: The model.
        on: A day, or a time with its zone; `today(model)` unless told otherwise.
        host: Id of who serves the model; its maker unless told otherwise.
        region: Where the price holds, as a price names it; unless told otherwise, only prices that
            name no region count.
        service: How soon or how fast requests are served.
        plans: On what terms prices may be offered; those of the first plan come before the others.
    """
    intervals = intervals_in_force(model, host=host, region=region, service=service, plans=plans)
    if not intervals:
        return _none(not_offered(model, host=host, region=region, service=service, plans=plans))
    moment = in_utc(on) if isinstance(on, datetime) else None
    when = today(model) if on is None else Period.of(moment.date() if moment else on)
    if when is None:
        stated = [place for place, each in enumerate(intervals) if each.prices]
        # Where the first and the last are alike, those between them are exceptions.
        asked = [stated[0], stated[-1]]
    else:
        asked = [place for place, each in enumerate(intervals) if each.overlaps(when)]
    held = [intervals[place] for place in asked]
    if moment is not None:
        held = [each._replace(prices=each.at(moment)) for each in held]
    if when is not None and not any(each.prices for each in held):
        return _none(not_in_force(model, intervals, when))
    found = [each.price if moment is None else one_of(each.prices) for each in held]
    price = found[-1]
    if price and all(each and one_of((each, price)) for each in found):
        return _with_what_follows(intervals[asked[-1] :], price)
    return _none(undecided(model, held, intervals, when))


def _none(why: NoPrice) -> PriceInForce:
    return PriceInForce(None, reason=why.reason, details=why.details)


def _with_what_follows(intervals: Sequence[DayInterval], price: TokenPrice) -> PriceInForce:
    """Return a price that is in force in the first of some intervals, and what follows it."""
    for each in intervals:
        at_hours = (other for other in each.prices if other.hours == price.hours)
        now = each.price if price.hours is None else next(at_hours, None)
        if now is None or one_of((now, price)) is None:
            return PriceInForce(price, each.since, now)
    return PriceInForce(price)
