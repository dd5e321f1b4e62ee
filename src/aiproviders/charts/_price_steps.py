"""What models cost over time, as steps to draw, and which models are left out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import inf, isfinite
from typing import NamedTuple

from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import DayInterval, host_of, offers
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import last_day, today
from aiproviders._records.prices.use_kinds import KINDS, KindOfUse
from aiproviders._values.period import Period
from aiproviders._values.wording import listed
from aiproviders.charts._captions import drawable_text
from aiproviders.charts._date_axis import day_number

_WIDE = 10  # highest over lowest price, from which the scale is logarithmic


class Step(NamedTuple):
    """What a kind of use costs for some days.

    Attributes:
        begin: First day.
        end: Day after the last one; infinite if no end is known.
        low: The price; of several, such as at different hours, the lowest.
        high: The price; of several, the highest.
        is_firm: Whether the first day is stated as a day.
    """

    begin: float
    end: float
    low: float
    high: float
    is_firm: bool


class PriceSteps(NamedTuple):
    """What a model costs over time.

    Attributes:
        model: The model.
        steps: The steps of each kind of use, in order of time; two that touch differ in price.
        prices: The prices that the steps are from.
        now: Day after the one on which the prices were read.
    """

    model: Model
    steps: dict[KindOfUse, list[Step]]
    prices: list[TokenPrice]
    now: float

    @property
    def every(self) -> list[Step]:
        """The steps of all kinds."""
        return [step for steps in self.steps.values() for step in steps]

    @property
    def priced(self) -> "PriceSteps":
        """The model without steps that are free."""
        kept = {kind: [step for step in steps if step.low] for kind, steps in self.steps.items()}
        return self._replace(steps={kind: steps for kind, steps in kept.items() if steps})

    @property
    def changes(self) -> int:
        """How often a price of the model changed."""
        return len(self.every) - len(self.steps)


class Histories(NamedTuple):
    """What some models cost over time, in one currency.

    Attributes:
        drawn: The models that have steps.
        currency: ISO 4217 code of the currency.
        is_log: Whether the prices are so far apart that they need a logarithmic scale.
        left_out: A sentence that names what has no steps; empty if all has.
    """

    drawn: list[PriceSteps]
    currency: str
    is_log: bool
    left_out: str


def histories(models: Iterable[Model], kinds: Sequence[KindOfUse]) -> Histories:
    """Return what models cost over time, in the currency that most of them have prices in."""
    held = [(model, [*_list_prices(model)]) for model in models]
    dated = [
        (model, dict.fromkeys(each.prices[0].currency for each in intervals if _begin(each)))
        for model, intervals in held
    ]
    most = Counter(currency for _, currencies in dated for currency in currencies).most_common(1)
    currency = most[0][0] if most else ""
    found = [_price_steps(model, intervals, kinds, currency) for model, intervals in held]
    amounts = [end for each in found for step in each.every for end in (step.low, step.high) if end]
    is_log = bool(amounts) and max(amounts) >= _WIDE * min(amounts)
    missing = defaultdict[str, list[Model]](list)
    drawn: list[PriceSteps] = []
    for (model, intervals), (_, currencies), each in zip(held, dated, found, strict=True):
        if not intervals:
            missing["prices on other terms only" if model.prices else "no price"].append(model)
        if any(_begin(interval) is None for interval in intervals):
            missing["prices of unknown days"].append(model)
        for other in currencies:
            if other != currency:
                missing[f"prices in {other}"].append(model)
        if currency in currencies and not each.steps:
            missing[f"no price of {' or '.join(KINDS[kind].words for kind in kinds)}"].append(model)
        if is_log and not all(step.low for step in each.every):
            missing["free, on a logarithmic scale"].append(model)
        priced = each.priced if is_log else each
        if priced.steps:
            drawn.append(priced)
    return Histories(_until_read(drawn), currency, is_log, _left_out(missing))


def _list_prices(model: Model) -> Iterator[DayInterval]:
    """Give the list prices of the maker for standard service, in no region, and their days."""
    for each in offers(model):
        if not each.prices:
            continue
        price = each.prices[0]
        terms = price.plan, price.service, price.region, host_of(price, model)
        if terms == ("list", "standard", None, model.provider):
            yield each


def _begin(interval: DayInterval) -> date | None:
    """Return the day on which prices begin, or else were first seen."""
    seen = [each.observed._first for each in interval.prices if each.observed is not None]
    return interval.since or min(filter(None, seen), default=None)


def _is_firm(interval: DayInterval) -> bool:
    """Return whether the first day of prices is stated as a day."""
    since = interval.since
    dates = [(each.effective or each.observed, each) for each in interval.prices]
    return since is not None and all(
        each.effective is not None and each.effective.edtf.partition("/")[0] == str(since)
        for dated, each in dates
        if dated is not None and dated._first == since
    )


def _price_steps(
    model: Model, intervals: Iterable[DayInterval], kinds: Iterable[KindOfUse], currency: str
) -> PriceSteps:
    read = today(model)
    now = inf if read is None else _day_after(read)
    retired = inf if model.retires is None else _day_after(model.retires)
    steps = defaultdict[KindOfUse, list[Step]](list)
    prices: list[TokenPrice] = []
    for each in intervals:
        begin = _begin(each)
        if begin is None or each.prices[0].currency != currency:
            continue
        first = day_number(begin)
        last = inf if each.before is None else day_number(each.before)
        end = max(first, min(last, retired if retired <= now else inf))
        for kind in kinds:
            stated = [rate for price in each.prices if (rate := getattr(price, kind)) is not None]
            if not stated:
                continue
            prices += each.prices
            step = Step(first, end, float(min(stated)), float(max(stated)), _is_firm(each))
            before = steps[kind][-1:]
            if before and (before[0].end, *before[0][2:4]) == (first, *step[2:4]):
                step = before[0]._replace(end=end)
                steps[kind].pop()
            steps[kind].append(step)
    return PriceSteps(model, dict(steps), prices, now)


def _day_after(period: Period) -> float:
    return day_number(last_day(period)) + 1


def _until_read(drawn: list[PriceSteps]) -> list[PriceSteps]:
    """Return models of which all were read on some day, the newest of all if none is stated."""
    known = [
        day
        for each in drawn
        for day in (each.now, *(end for step in each.every for end in (step.begin + 1, step.end)))
        if isfinite(day)
    ]
    return [each._replace(now=each.now if isfinite(each.now) else max(known)) for each in drawn]


def _left_out(missing: dict[str, list[Model]]) -> str:
    worded = "; ".join(
        f"{reason} ({listed((drawable_text(each.name, each.id) for each in models), 3)})"
        for reason, models in missing.items()
    )
    return f"Left out: {worded}." if worded else ""
