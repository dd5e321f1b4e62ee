"""Causes of differences between the calculator of LiteLLM and ours."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from attrs import evolve

from aiproviders import Model, TokenPrice
from aiproviders._records.prices.use_kinds import RATES
from tools.counter_check.calculators import provider_of_calls
from tools.counter_check.causes import NO_SERVICE, UNKNOWN, UNSTATED, Cause, amounts_of
from tools.counter_check.difference import Amount, Difference
from tools.counter_check.prices import STANDARD, assumed_cost

_GOOGLE_SEARCH = Decimal("0.035")  # in their code, for whatever is on Google's hosts


def _without_fee(found: Difference) -> Iterator[Amount]:
    if found.price is not None and found.price.bills_requests:
        yield found.assumed_cost


def _standard(found: Difference) -> Iterator[Amount]:
    """The standard price, at which they have a price for Fireworks' cached input."""
    if found.request.service != STANDARD[0]:
        standard = found.of_standard_service
        yield standard.assumed_cost
        yield from _with_halved_reads(standard)


def _without_service(found: Difference) -> Iterator[Amount]:
    if found.price is None and found.of_standard_service.price is not None:
        yield from _standard(found)


def _unlike_service(found: Difference) -> Iterator[Amount]:
    if found.price is not None:
        yield from _standard(found)


def _without_batches(found: Difference) -> Iterator[Amount]:
    if found.price is None:
        yield from _by_batch(found)


def _with_gaps_of_batches(found: Difference) -> Iterator[Amount]:
    if found.price is not None and found.is_open:
        yield from _by_batch(found)


def _by_batch(found: Difference) -> Iterator[Decimal]:
    """The cost by their code for batches, which mixes prices for batches with standard ones."""
    usage, standard = found.request.usage, found.of_standard_service.price
    price = found.price or standard
    if found.request.service != "batch" or price is None:
        return
    own = {} if found.price is None else _rates(found.price, usage.input_tokens)
    shortest = {} if standard is None else _rates(standard, 0)
    as_long = {} if standard is None else _rates(standard, usage.input_tokens)
    half = {kind: rate / 2 for kind, rate in shortest.items()}
    output = own.get("output", half.get("output", Decimal(0)))
    taken = {
        "output": output,
        "reasoning": output,
        "output_audio": output,
        "output_image": own.get("output_image", half.get("output_image", output)),
    }
    if "input" in own:
        text = own["input"]
        read = own.get("cache_read", as_long.get("cache_read"))
        audio_read = own.get("cache_read", as_long.get("cache_read_audio", read))
        written = own.get("cache_write", text)
        taken |= {
            "input": text,
            "input_audio": own.get("input_audio", text),
            "input_image": own.get("input_image", text),
            "cache_read": text if read is None else read,
            "cache_read_audio": own.get("cache_read_audio", text if read is None else audio_read),
            "cache_write": written,
            "cache_write_1h": own.get("cache_write_1h", written),
        }
    else:
        text = half.get("input", Decimal(0))
        taken |= dict.fromkeys(("input", "input_audio", "input_image"), text)
        read = half.get("cache_read", Decimal(0))
        taken |= dict.fromkeys(("cache_read", "cache_read_audio"), read)
        taken |= dict.fromkeys(("cache_write", "cache_write_1h"), half.get("cache_write", text))
    yield assumed_cost(price, usage, **taken)


def _with_gaps_of_service(found: Difference) -> Iterator[Amount]:
    if found.is_open:
        yield from _by_service(found)


def _as_text(found: Difference) -> Iterator[Amount]:
    """The cost where we have a price for all, as that of audio or images is that of text."""
    if not found.is_open:
        yield from _by_service(found)


def _by_service(found: Difference) -> Iterator[Decimal]:
    """The cost by their code for services, which takes standard prices where one is missing."""
    price, usage = found.price, found.request.usage
    standard = found.of_standard_service.price
    if found.request.service == STANDARD[0] or price is None or standard is None:
        return
    own, rates = price.rates(usage.input_tokens), standard.rates(usage.input_tokens)
    gaps = {
        kind: rate
        for kind in RATES
        if getattr(own, kind) is None and (rate := getattr(rates, kind)) is not None
    }
    yield assumed_cost(price, usage, **gaps)


def _rates(price: TokenPrice, input_tokens: int) -> dict[str, Any]:
    """The prices of requests of a length, and those of shorter ones where it has none."""
    return {
        kind: rate
        for rates in (price, price.rates(input_tokens))
        for kind in RATES
        if (rate := getattr(rates, kind)) is not None
    }


def _with_halved_reads(found: Difference) -> Iterator[Amount]:
    price = found.price
    if found.model.provider != "fireworks_ai" or price is None or price.input is None:
        return
    if price.cache_read is None:
        yield assumed_cost(price, found.request.usage, cache_read=price.input / 2)


def _without_tiers(found: Difference) -> Iterator[Amount]:
    """The price without tiers, by which their code for Perplexity bills writing as input."""
    if found.model.provider == "perplexity" and found.price is not None and found.price.tiers:
        yield assumed_cost(evolve(found.price, tiers=(), cache_write=None), found.request.usage)


def _of_another(found: Difference) -> Iterator[Amount]:
    causes = [each for each in CAUSES if each is not _ANOTHER]
    for model in _with_another_prefix(found):
        yield from amounts_of(found.of_model(model), causes)


def _with_another_prefix(found: Difference) -> Iterator[Model]:
    """The entries whose key is this one with the provider's name added, or one of two removed."""
    prefix, key = f"{provider_of_calls(found.model.provider)}/", found.model.id
    shorter = key.removeprefix(prefix)
    for name in (prefix + key, *([shorter] if shorter.startswith(prefix) else [])):
        for provider in found.providers:
            if (model := provider.models._get_by_id(name)) is not None:
                yield model


def _with_audio_read_as_text(found: Difference) -> Iterator[Amount]:
    """The cost where audio read from a cache costs what text read from one does, or text at all."""
    price, usage = found.price, found.request.usage
    if price is not None and usage.cache_read_audio_tokens and found.is_open:
        rates = price.rates(usage.input_tokens)
        text = rates.input if rates.cache_read is None else rates.cache_read
        if text is not None:
            yield assumed_cost(price, usage, cache_read=text, cache_read_audio=text)


def _outside_regions(found: Difference) -> Iterator[Amount]:
    if found.request.region is not None and found.request.service == "batch":
        anywhere = found.asked(found.request._replace(region=None))
        yield anywhere.assumed_cost


def _with_added_reasoning(found: Difference) -> Iterator[Amount]:
    usage = found.request.usage
    if found.model.provider == "xai" and found.price is not None and usage.reasoning_tokens:
        more = evolve(usage, output_tokens=usage.output_tokens + usage.reasoning_tokens)
        yield assumed_cost(found.price, more)


def _with_searches(found: Difference) -> Iterator[Amount]:
    """The cost with searches by their size or, on Google's hosts, of a prompt with any of them."""
    searched = _cost_of_searches(found)
    if searched is not None and found.is_open:
        for amount in (found.assumed_cost, *_by_batch(found), *_by_service(found)):
            yield amount + searched


def _cost_of_searches(found: Difference) -> Decimal | None:
    searches, provider = found.request.usage.searches, str(found.model.provider)
    if not searches or (found.price is not None and found.price.searches is not None):
        return None
    is_google = provider.startswith(("gemini", "vertex_ai")) and "claude" not in found.model.id
    size = "low" if provider == "perplexity" else "medium"
    others = (other for price in found.model.prices for other in price.other)
    stated = (each.price for each in others if each.kind == f"search context size {size}")
    each = next(stated, _GOOGLE_SEARCH if is_google else None)
    return each if each is None or is_google else each * searches


_ANOTHER = Cause(
    "another key is found first",
    "Ours, for the entry that was asked for: with the provider's name before it, or with one "
    "of two taken away, its key is that of another, which they price by.",
    _of_another,
)
CAUSES = (
    Cause(
        NO_SERVICE,
        "Ours: without such a price there is no cost. They take the standard price.",
        _without_service,
    ),
    Cause(
        "no price for batches is stated",
        "Ours: without such a price there is no cost. They take half of the standard price by a "
        "constant of their code, whether or not the provider has batches.",
        _without_batches,
    ),
    Cause(
        "a request has a price",
        "Ours: it stands with our `other` prices, so the cost is at least that of the tokens. "
        "They leave it out.",
        _without_fee,
    ),
    UNSTATED,
    UNKNOWN,
    Cause(
        "Fireworks: reading from the cache has no price",
        "Ours: the data states none, and theirs halves the input price by a constant of its code.",
        _with_halved_reads,
    ),
    Cause(
        "Perplexity: a longer request has another price",
        "Ours: the code they have for this provider does not look at tiers, which the data has.",
        _without_tiers,
    ),
    _ANOTHER,
    Cause(
        "audio read from a cache has no price",
        "Ours: audio and the cache have prices of their own, and that of both is not stated. They "
        "take cached audio for cached text.",
        _with_audio_read_as_text,
    ),
    Cause(
        "a kind or length has no price for batches",
        "Ours: the data states none, so the cost is at least the rest. They take the price of "
        "shorter batches, half of the standard price, or all of it for cached input.",
        _with_gaps_of_batches,
    ),
    Cause(
        "a kind or length has no price for the service",
        "Ours: the data states none, so the cost is at least the rest. They take the standard "
        "price.",
        _with_gaps_of_service,
    ),
    Cause(
        "audio or images cost what text does, also for a service",
        "Ours: their standard price is that of text, and no other is stated for the service. They "
        "take the standard price for them, and the price for the service for text.",
        _as_text,
    ),
    Cause(
        "a service has a price, at which their code does not look",
        "Ours: the code they have for this provider takes the standard price.",
        _unlike_service,
    ),
    Cause(
        "a region has a price, at which their code does not look",
        "Ours: the data states a factor for the region, which their code for batches leaves out.",
        _outside_regions,
    ),
    Cause(
        "xAI: reasoning is added to the output",
        "Both: xAI counts reasoning beside the output, and their code adds it; our output tokens "
        "include it.",
        _with_added_reasoning,
    ),
    Cause(
        "searches are billed by prompt or by size",
        "Ours: the price depends on what was searched, which the count does not say, so the cost "
        "is at least the rest. They take one size, or a constant for Google's hosts.",
        _with_searches,
    ),
)
"""The causes; the first one that explains a difference is its cause."""
