"""Add a caller's own models, metrics, citations and prices to a provider.

Each function returns a new provider, which is checked like one that is loaded from a file.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve

from aiproviders._analysis.own_prices import OwnPrice, read_price_file
from aiproviders._format.added_records import added, with_replaced
from aiproviders._format.defaults import RECORDS
from aiproviders._format.registry import find_model
from aiproviders._format.serialization import from_dict, to_dict
from aiproviders._records.company import Company
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import host_of
from aiproviders._records.prices.price import TokenPrice, short_text
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.provider import Prices, Provider
from aiproviders._records.record import Citation, Record
from aiproviders._records.sections.sources import Source
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import quoted, shorten
from aiproviders.errors import NotStatedError


def with_records(provider: Provider, records: tuple[Record, ...]) -> Provider:
    """Implement `Provider.with_records`."""
    _check_types(records, (Company, *RECORDS.values()), "records")
    return _with_records(provider, records)


def with_citation(
    provider: Provider, record: Record | str, source: Source | str, place: dict[str, Any]
) -> Provider:
    """Implement `Provider.with_citation`; `place` has the other fields of the citation."""
    check_type(record, Record, str)
    cited = provider.record(record if isinstance(record, str) else record.id)
    check_type(source, Source, str)
    if isinstance(source, str):
        source = provider.sources[source]
    citation = Citation(source=source.id, **place)
    if citation not in cited.citations:
        cited = evolve(cited, citations=(*cited.citations, citation))
    sources = (*provider.sources, cited) if isinstance(cited, Source) else provider.sources
    _check_source(source, sources, provider)
    return _with_records(provider, (cited, source))


def with_prices(
    provider: Provider, prices: Prices | str | os.PathLike[str], source: Source | str | None
) -> Provider:
    """Implement `Provider.with_prices`."""
    if isinstance(prices, str | os.PathLike):
        (priced,) = with_price_file((provider,), prices, source)
        return priced
    check_type(prices, Mapping)
    own = [OwnPrice(model, price) for model, price in prices.items()]
    return with_own_prices(provider, own, source)


def with_price_file(
    providers: Iterable[Provider],
    path: str | os.PathLike[str],
    source: Source | str | None = None,
) -> tuple[Provider, ...]:
    """Return providers with the prices of a file, each price in the provider of its model.

    Args:
        providers: The providers.
        path: The file.
        source: The source of the prices; that which the file names unless told otherwise.

    Raises:
        DataError: The file is not as expected, or not one of the providers has a model.
    """
    held = tuple(providers)
    file = read_price_file(path)
    rows = defaultdict[str, list[OwnPrice]](list)
    for own in file.prices:
        with own.explained():
            model = find_model(str(own.model), held)
        for provider in held:
            if model in provider.models:
                rows[provider.id].append(own._replace(model=model))
    cited = file.source if source is None else source
    return tuple(with_own_prices(each, rows[each.id], cited) for each in held)


def with_own_prices(
    provider: Provider, prices: Iterable[OwnPrice], source: Source | str | None
) -> Provider:
    """Return a provider with prices of the caller's own, each citing the source.

    Raises:
        NotStatedError: A list price beside another one has no day on which it begins.
        TypeError: There is no source, or something else than a price.
    """
    if source is None:
        msg = "prices need a source, such as source='our contract'"
        raise TypeError(msg)
    check_type(source, Source, str)
    if isinstance(source, str):
        source = provider.sources.get(source) or Source(id=_slug(source), title=source)
    changed: dict[str, Model] = {}
    added_to: list[tuple[OwnPrice, str, TokenPrice]] = []
    for own in prices:
        check_type(own.model, Model, str)
        check_type(own.price, TokenPrice, str)
        found = provider.models[own.model if isinstance(own.model, str) else own.model.id]
        held = changed.get(found.id, found)  # two names of one model add two prices
        part = own.price if isinstance(own.price, str) else None
        citation = Citation(source=source.id, text=part)
        with own.explained():
            added = own.prices_of(found)
        cited = [evolve(price, citations=(*price.citations, citation)) for price in added]
        changed[found.id] = evolve(held, prices=(*held.prices, *cited))
        added_to += [(own, found.id, price) for price in cited]
    if not changed:
        return provider
    for own, id, price in added_to:
        with own.explained():
            _check_counts(changed[id], price)
    _check_source(source, provider.sources, provider)
    return _with_records(provider, (*changed.values(), source))


def _check_counts(model: Model, price: TokenPrice) -> None:
    """Refuse a list price without a day that another one would keep from being in force."""
    if price.plan != "list" or price.effective or price.observed:
        return
    terms = _terms(price, model)
    others = [
        each
        for each in model.prices
        if each is not price and each.preference != "deprecated" and _terms(each, model) == terms
    ]
    found = find_price(model, host=price.host, region=price.region, service=price.service)
    if others and found.price != price:
        msg = (
            f"when the list price {short_text(price)} of {model.name} begins is not stated, beside "
            f"{short_text(others[-1])}: name its first day as effective=, or give it "
            "plan='contract' if it is yours alone"
        )
        raise NotStatedError(msg)


def _terms(price: TokenPrice, model: Model) -> tuple[str, str, str | None, str]:
    return price.plan, host_of(price, model), price.region, price.service


def _check_types(given: tuple[object, ...], kind: type | tuple[type, ...], name: str) -> None:
    wrong = [each for each in given if not isinstance(each, kind)]
    if wrong:
        got = quoted(wrong[0])
        msg = f"{name} are given one by one, a list of them as *{name}; got {got}"
        raise TypeError(msg)


def checked(provider: Provider) -> Provider:
    """Check the provider as if it were loaded from a file, which adds the shared vocabulary.

    Raises:
        DataError: Something in it would be refused in a file.
    """
    return from_dict(to_dict(provider))


def _with_records(provider: Provider, records: Sequence[Record]) -> Provider:
    """Return a provider with records in place of those that have their ids, or at the end.

    Of a provider that was checked, only these are checked, unless something is wrong with them.

    Raises:
        DataError: Something in it would be refused in a file.
    """
    found = added(provider, records)
    if found is not None:
        return found
    changes: dict[str, Any] = {
        section: with_replaced(getattr(provider, section), given)
        for section, cls in RECORDS.items()
        if (given := [each for each in records if isinstance(each, cls)])
    }
    companies = [each for each in records if isinstance(each, Company)]
    company = companies[-1] if companies else provider.company
    return checked(evolve(provider, company=company, **changes))


def _check_source(source: Source, sources: Iterable[Source], provider: Provider) -> None:
    """Refuse a source that has the id of another one in a provider."""
    known = {each.id: each for each in sources}.get(source.id, source)
    if known != source:
        whose = shorten(provider.id, 60)
        msg = f"{whose} has another source {quoted(source.id)}: {quoted(known.title)}"
        raise ValueError(msg)


def _slug(title: str) -> str:
    """Make an id of a title, such as `our-contract` of "Our contract"."""
    slug = re.sub(r"[\W_]+", "-", title.casefold()).strip("-")
    if not slug:
        msg = f"a source needs a title with letters or digits, got {quoted(title)}"
        raise ValueError(msg)
    return slug
