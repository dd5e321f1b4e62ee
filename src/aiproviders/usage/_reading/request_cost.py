"""What one logged request costs by some models, as `cost_of_usage` has it for its row."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from aiproviders._records.prices.price import (
    CostPart,
    TokenPrice,
    billed_rate,
    cost_parts,
    price_of_length,
)
from aiproviders._records.prices.use_kinds import KINDS, KindOfUse
from aiproviders._records.providers import ModelsLike
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import quoted
from aiproviders.errors import NotStatedError
from aiproviders.usage._names.resolve import Resolver
from aiproviders.usage._pricing.asked import asked_once
from aiproviders.usage._pricing.given import Given
from aiproviders.usage._pricing.price_list import Choice, PriceRow, price_rows

if TYPE_CHECKING:
    from aiproviders.usage._formats.logged_request import LoggedRequest

_UNCACHED: dict[str, KindOfUse] = {"cache_read": "input", "cache_read_audio": "input_audio"}
"""What is read from a cache, and as what it is billed at most where it has no price."""


def cost_of_request(request: "LoggedRequest", models: ModelsLike) -> Quantity:
    """Return what a request costs.

    Raises:
        NotStatedError: It has no price, or none for any part of it; the message says why.
    """
    price = _price(request, models)
    parts = cost_parts(price, request.usage)
    amounts = [amount for part in parts if (amount := _amount(part, price)) is not None]
    if parts and not amounts:
        raise _none(request, f"no price of {KINDS[parts[0].kind].noun} is stated")
    total = sum(amounts, Quantity(value=0, unit=price.currency))
    if len(amounts) == len(parts) and not price.bills_requests:
        return total
    return Quantity(value=total.value, unit=price.currency, comparator=">=")


def _amount(part: CostPart, price: TokenPrice) -> Quantity | None:
    """Return what a part costs; what was read from a cache without a price is a range."""
    if part.amount is not None or part.kind not in _UNCACHED:
        return part.amount
    kind = _UNCACHED[part.kind]
    rate = billed_rate(price, kind)
    if rate is None:
        return None
    most = rate * part.number / KINDS[kind].per
    return Quantity(value=0, upper=most or None, unit=price.currency)


def _price(request: "LoggedRequest", models: ModelsLike) -> TokenPrice:
    """Return the price that bills a request, without tiers.

    Raises:
        NotStatedError: None does.
    """
    if request.model is None:
        raise _none(request, "no model is named")
    given = Given(models).models
    terms = {term: getattr(request, term) for term in ("provider", "host", "region", "service")}
    asked, _ = asked_once((request.model,), terms, Resolver(given), given)
    choice = Choice(request.time is not None, ("contract", "list"), "stated", None)
    row = next((row for row in price_rows([asked], given, choice) if _bills(row, request)), None)
    if row is None or row.price is None:
        raise _none(request, "no model is called so" if row is None else row.reason or "")
    if request.requests < 1 and request.usage.input_tokens:
        raise _none(request, "the number of requests is less than one")
    return price_of_length(row.price, row.at_least or 0)


def _bills(row: PriceRow, request: "LoggedRequest") -> bool:
    """Return whether a row of the price list is for a request; exactly one is."""
    mean = request.usage.input_tokens / max(request.requests, 1)
    length = mean if request.request_input_tokens is None else request.request_input_tokens
    if row.uncounted or length < (row.at_least or 0):
        return False
    if row.below is not None and length >= row.below:
        return False
    if request.time is None:
        return True
    moment = request.time.astimezone(UTC)
    is_day = moment.time() == time()
    if row.undated or (row.hourless and not is_day):
        return False
    if row.hours is not None and (is_day or moment not in row.hours):
        return False
    has_begun = row.since is None or moment >= _midnight(row.since)
    return has_begun and (row.before is None or moment < _midnight(row.before))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _none(request: "LoggedRequest", reason: str) -> NotStatedError:
    return NotStatedError(f"{quoted(request.model)} has no cost: {reason}")
