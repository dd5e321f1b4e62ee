"""The price of a model on a day, found by looking at every price: slow, and plain to read."""

from datetime import date

from aiproviders import Model, TokenPrice


def bounds(price: TokenPrice, *, alone: bool) -> tuple[date, date]:
    """The first and the last day of a price: a date without a slash is a beginning."""
    stated = price.effective or (None if alone else price.observed)
    first = stated.start if stated else None
    is_interval = price.effective is not None and "/" in price.effective.edtf
    last = price.effective.end if price.effective and is_interval else None
    return (
        date(first.year, first.month, first.day) if first else date.min,
        date(last.year, last.month, last.day) if last else date.max,
    )


def rates(price: TokenPrice) -> tuple[object, ...]:
    """What decides a cost."""
    amounts = (price.input, price.output, price.cache_read, price.cache_write)
    return price.currency, amounts, price.tiers


def prices_on(
    model: Model, day: date, host: str | None = None, region: str | None = None
) -> list[TokenPrice]:
    """The list prices that may be the one in force on a day: one, if the data decides it."""
    offered = [
        price
        for price in model.prices
        if (price.plan, price.service) == ("list", "standard")
        and price.preference != "deprecated"
        and (price.host or model.provider) == (host or model.provider)
        and price.region == region
    ]
    found: list[TokenPrice] = []
    for currency in {price.currency for price in offered}:
        same = [price for price in offered if price.currency == currency]
        begun: dict[date, list[TokenPrice]] = {}
        for price in same:
            first, last = bounds(price, alone=len(same) == 1)
            if first <= day <= last:
                begun.setdefault(first, []).append(price)
        newest = begun[max(begun)] if begun else []
        found += [price for price in newest if price.preference == "preferred"] or newest
    return found


def price_on(
    model: Model, day: date, host: str | None = None, region: str | None = None
) -> TokenPrice | None:
    """The price in force on a day; None where none is, or where several differ."""
    found = prices_on(model, day, host, region)
    return found[0] if len({rates(price) for price in found}) == 1 else None


def changes(model: Model) -> list[date]:
    """Each day on which a price may begin or end, and the day before it."""
    days = {date.min, date.max}
    for price in model.prices:
        for stated in (price.effective, price.observed):
            for bound in (stated.start, stated.end) if stated else ():
                if bound is not None:
                    number = date(bound.year, bound.month, bound.day).toordinal()
                    near = (number - 1, number, number + 1)
                    days |= {date.fromordinal(each) for each in near}
    return sorted(days)
