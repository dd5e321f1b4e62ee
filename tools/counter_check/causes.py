"""Causes of differences between the calculators and ours, each with a rule that finds it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from attrs import evolve, frozen

from aiproviders import Catalog, Model, Provider, Quantity, TokenPrice
from aiproviders._records.prices.use_kinds import RATES
from tools.counter_check.calculators import Answer
from tools.counter_check.pairs import GENAI_PRICES, LITELLM, MODEL_PRICES
from tools.counter_check.prices import Request, assumed_cost, cost, price_for

_DAY = timedelta(days=1)
_GOOGLE_SEARCH = Decimal("0.035")  # in LiteLLM's code, for whatever is on Google's hosts
_TOLERANCE = Decimal("1e-9")  # of the amount; LiteLLM calculates with binary floats


@frozen(kw_only=True)
class Difference:
    """Usage that this package and a calculator do not price alike.

    Attributes:
        price_catalog: The price catalog that both take the prices from.
        providers: All its providers, as we read them.
        model: The model.
        price: The price that we read for that moment.
        request: The request.
        ours: The cost by this package; None where no price is stated.
        answer: The cost by the calculator, in dollars, and how it was found.
    """

    price_catalog: str
    providers: Catalog[Provider]
    model: Model
    price: TokenPrice | None
    request: Request
    ours: Quantity | None
    answer: Answer

    @property
    def theirs(self) -> Decimal:
        """The cost by the calculator, in dollars."""
        return self.answer.amount

    @property
    def assumed_cost(self) -> Decimal:
        """Our cost, with assumed prices where none are stated."""
        return Decimal(0) if self.price is None else assumed_cost(self.price, self.request.usage)

    def other(self, kind: str) -> Decimal:
        """The price of something other than tokens; zero if there is none."""
        others = self.price.other if self.price else ()
        return next((each.price for each in others if each.kind == kind), Decimal(0))


class Cause(NamedTuple):
    """A cause of differences.

    Attributes:
        price_catalog: The price catalog whose calculator it is about.
        what: What happens.
        verdict: Who is right by the price catalog's own data, and why.
        explains: Whether it is the cause of a difference.
    """

    price_catalog: str
    what: str
    verdict: str
    explains: Callable[[Difference], bool]


def are_close(amount: Decimal, other: Decimal) -> bool:
    """Whether two amounts are the same but for the errors of binary floats."""
    return abs(amount - other) <= _TOLERANCE * max(amount, other)


def agree(ours: Quantity | None, theirs: Decimal) -> bool:
    """Whether our cost is exact and the same as theirs."""
    return ours is not None and ours.comparator == "=" and are_close(ours.value, theirs)


def _is_bound(found: Difference) -> bool:
    return found.ours is not None and found.ours.comparator == ">="


def _is_not_stated(found: Difference) -> bool:
    return _is_bound(found) and are_close(found.assumed_cost, found.theirs)


def _reads_audio_as_text(found: Difference) -> bool:
    """Whether audio read from a cache costs what text read from one does, or text at all."""
    price, usage = found.price, found.request.usage
    if price is None or not usage.cache_read_audio_tokens:
        return False
    rates = price.rates(usage.input_tokens)
    text = rates.input if rates.cache_read is None else rates.cache_read
    if text is None:
        return False
    costs = assumed_cost(price, usage, cache_read=text, cache_read_audio=text)
    return are_close(costs, found.theirs)


def _is_zero_for_unknown(found: Difference) -> bool:
    return found.ours is None and not found.theirs


def _bills_requests(found: Difference) -> bool:
    per_request = found.other("requests") / 1_000
    return per_request > 0 and are_close(found.assumed_cost + per_request, found.theirs)


def _halves_cached(found: Difference) -> bool:
    price = found.price
    if found.model.provider != "fireworks_ai" or price is None or price.input is None:
        return False
    halved = assumed_cost(price, found.request.usage, cache_read=price.input / 2)
    return price.cache_read is None and are_close(halved, found.theirs)


def _forgets_tiers(found: Difference) -> bool:
    if found.model.provider != "perplexity" or found.price is None or not found.price.tiers:
        return False
    # Its own code for this provider bills writing as input.
    untiered = evolve(found.price, tiers=(), cache_write=None)
    return are_close(assumed_cost(untiered, found.request.usage), found.theirs)


def _finds_another(found: Difference) -> bool:
    return any(
        are_close(_amount(model, found), found.theirs) for model in _entries_with_a_prefix(found)
    )


def _entries_with_a_prefix(found: Difference) -> Iterator[Model]:
    """The entries whose key is this one with the provider's name added, or one of two removed."""
    prefix, key = f"{found.model.provider}/", found.model.id
    shorter = key.removeprefix(prefix)
    names = [prefix + key, *([shorter] if shorter.startswith(prefix) else [])]
    models = found.providers[str(found.model.provider)].models
    return (model for name in names if (model := models._get_by_id(name)) is not None)


def _amount(model: Model, found: Difference) -> Decimal:
    usage = found.request.usage
    price = price_for(model, found.request)
    exact = cost(price, usage)
    return Decimal(0) if price is None or exact is None else assumed_cost(price, usage)


def _bills_standard(found: Difference) -> bool:
    """Whether no price for the service is stated, and the standard price gives their cost."""
    return found.price is None and _looks_at_no_service(found)


def _halves_for_batches(found: Difference) -> bool:
    """Whether no price for batches is stated, and half of the standard price gives their cost."""
    if found.price is not None or found.request.service != "batch":
        return False
    standard, usage = _standard_price(found), found.request.usage
    return standard is not None and are_close(assumed_cost(standard, usage) / 2, found.theirs)


def _takes_standard_rates(found: Difference) -> bool:
    """Whether the standard price gives their cost where that for the service has a gap."""
    price, standard = found.price, _standard_price(found)
    if price is None or standard is None or found.request.service == "standard":
        return False
    usage = found.request.usage
    own, rates = price.rates(usage.input_tokens), standard.rates(usage.input_tokens)
    gaps = {
        kind: rate
        for kind in RATES
        if getattr(own, kind) is None and (rate := getattr(rates, kind)) is not None
    }
    lengths = [gaps]
    if own is price and rates is not standard:
        # There is no price for longer requests.
        lengths.append({kind: rate for kind in RATES if (rate := getattr(rates, kind)) is not None})
    return any(are_close(assumed_cost(price, usage, **each), found.theirs) for each in lengths)


def _looks_at_no_service(found: Difference) -> bool:
    """Whether the standard price gives their cost, at which Fireworks halves cached input."""
    standard = _standard_price(found)
    if standard is None or found.request.service == "standard":
        return False
    return _halves_cached(evolve(found, price=standard)) or are_close(
        assumed_cost(standard, found.request.usage), found.theirs
    )


def _looks_at_no_region(found: Difference) -> bool:
    """Whether the price without a region gives their cost."""
    request = found.request
    price = price_for(found.model, request._replace(region=None))
    return (
        request.region is not None
        and price is not None
        and are_close(assumed_cost(price, request.usage), found.theirs)
    )


def _adds_reasoning(found: Difference) -> bool:
    price, usage = found.price, found.request.usage
    if found.model.provider != "xai" or price is None or not usage.reasoning_tokens:
        return False
    more = evolve(usage, output_tokens=usage.output_tokens + usage.reasoning_tokens)
    return are_close(assumed_cost(price, more), found.theirs)


def _bills_searches_otherwise(found: Difference) -> bool:
    """Whether they bill searches by one of our other prices, or by the constant for Google."""
    searches = found.request.usage.searches
    if not searches or not (found.ours is None or _is_bound(found)):
        return False
    rest = found.theirs - found.assumed_cost
    entries = (found.model, *_entries_with_a_prefix(found))
    others = (other for entry in entries for price in entry.prices for other in price.other)
    each = {_GOOGLE_SEARCH, *(other.price for other in others)}
    return any(are_close(rest, price * times) for price in each for times in (1, searches))


def _standard_price(found: Difference) -> TokenPrice | None:
    return price_for(found.model, found.request._replace(service="standard"))


def _has_not_begun(found: Difference) -> bool:
    """Whether their price begins later, by their own account."""
    return found.answer.begin is not None and found.request.moment < found.answer.begin


def _changes_within_the_day(found: Difference) -> bool:
    """Whether the prices of the day before give their cost, and others begin on the day."""
    request = found.request
    before = price_for(found.model, request._replace(moment=request.moment - _DAY))
    return before != found.price and are_close(
        Decimal(0) if before is None else assumed_cost(before, found.request.usage), found.theirs
    )


def _is_not_found(found: Difference) -> bool:
    return not found.answer.is_found and agree(found.ours, found.theirs)


def _is_another(found: Difference) -> bool:
    return not found.answer.is_found


_UNSTATED = (
    "Ours: no price is stated for some of the tokens, so the cost is at least the rest. "
    "They take cached tokens for as dear as other input, and other tokens for free."
)
_UNKNOWN = (
    "Ours: no price of tokens is stated, or zeros that nothing explains, so there is no cost. "
    "They say 0."
)

_NO_SERVICE = "no price for the service is stated"
_STANDARD_PRICE = "Ours: without such a price there is no cost. They take the standard price."

CAUSES = (
    Cause(GENAI_PRICES, _NO_SERVICE, _STANDARD_PRICE, _bills_standard),
    Cause(LITELLM, _NO_SERVICE, _STANDARD_PRICE, _bills_standard),
    Cause(
        LITELLM,
        "no price for batches is stated",
        "Ours: without such a price there is no cost. They take half of the standard price by a "
        "constant of their code, whether or not the provider has batches.",
        _halves_for_batches,
    ),
    Cause(GENAI_PRICES, "a kind of tokens has no price", _UNSTATED, _is_not_stated),
    Cause(GENAI_PRICES, "no tokens have a price", _UNKNOWN, _is_zero_for_unknown),
    Cause(
        GENAI_PRICES,
        "a request has a price",
        "Both: they add the price of a request, which stands with our `other` prices; "
        "ours is the cost of the tokens.",
        _bills_requests,
    ),
    Cause(
        GENAI_PRICES,
        "the model is not found by its id",
        "Ours: their rules of matching leave out the price catalog's own id of the model. "
        "Asked by the entry itself, they say what we say.",
        _is_not_found,
    ),
    Cause(LITELLM, "a kind of tokens has no price", _UNSTATED, _is_not_stated),
    Cause(LITELLM, "no tokens have a price", _UNKNOWN, _is_zero_for_unknown),
    Cause(
        LITELLM,
        "Fireworks: reading from the cache has no price",
        "Ours: the data states none, and theirs halves the input price by a constant of its code.",
        _halves_cached,
    ),
    Cause(
        LITELLM,
        "Perplexity: a longer request has another price",
        "Ours: the code they have for this provider does not look at tiers, which the data has.",
        _forgets_tiers,
    ),
    Cause(
        LITELLM,
        "another key is found first",
        "Ours, for the entry that was asked for: with the provider's name before it, or with one "
        "of two taken away, its key is that of another, which they price by.",
        _finds_another,
    ),
    Cause(
        LITELLM,
        "audio read from a cache has no price",
        "Ours: audio and the cache have prices of their own, and that of both is not stated. They "
        "take cached audio for cached text.",
        _reads_audio_as_text,
    ),
    Cause(
        LITELLM,
        "a kind or length has no price for the service",
        "Open: the data states none. They take the standard price for it.",
        _takes_standard_rates,
    ),
    Cause(
        LITELLM,
        "a service has a price, at which their code does not look",
        "Ours: the code they have for this provider takes the standard price.",
        _looks_at_no_service,
    ),
    Cause(
        LITELLM,
        "a region has a price, at which their code does not look",
        "Ours: the data states a factor for the region, which their code for batches leaves out.",
        _looks_at_no_region,
    ),
    Cause(
        LITELLM,
        "xAI: reasoning is added to the output",
        "Both: xAI counts reasoning beside the output, and their code adds it; our output tokens "
        "include it.",
        _adds_reasoning,
    ),
    Cause(
        LITELLM,
        "searches are billed by prompt or by size",
        "Ours: the price depends on what was searched, which the count does not say, so the cost "
        "is at least the rest. They take one size, or a constant for Google's hosts.",
        _bills_searches_otherwise,
    ),
    Cause(
        MODEL_PRICES,
        "another model is found by its id",
        "Ours: names are aliases for them first, or lose a day or an effort at their end, so that "
        "an id may lead to another model.",
        _is_another,
    ),
    Cause(MODEL_PRICES, "a kind of tokens has no price", _UNSTATED, _is_not_stated),
    Cause(MODEL_PRICES, "no tokens have a price", _UNKNOWN, _is_zero_for_unknown),
    Cause(
        MODEL_PRICES,
        "their price has not begun",
        "Ours: before the first price nothing is stated. They take the first one for all time "
        "before it, and say so.",
        _has_not_begun,
    ),
    Cause(
        MODEL_PRICES,
        "a price changes within a day",
        "Theirs: they know the second of a change; ours go by the day, which has the price of its "
        "end.",
        _changes_within_the_day,
    ),
)
"""All causes; the first one that explains a difference is its cause."""


def cause_of(found: Difference) -> Cause | None:
    """Return the cause of a difference; None where it is not known."""
    return next(
        (
            each
            for each in CAUSES
            if each.price_catalog == found.price_catalog and each.explains(found)
        ),
        None,
    )
