"""Add a caller's own models, metrics, citations and prices to a provider.

Each function returns a new provider, which is checked like one that is loaded from a file.
"""

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from aiproviders._format.defaults import RECORDS
from aiproviders._format.serialization import from_dict, to_dict
from aiproviders._records.company import Company
from aiproviders._records.model import Model
from aiproviders._records.price import TokenPrice
from aiproviders._records.provider import SECTIONS, Prices, Provider
from aiproviders._records.record import Citation, Record, Source
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import shorten


def with_records(provider: Provider, records: tuple[Record, ...]) -> Provider:
    """Implement `Provider.with_records`."""
    _check_types(records, (Company, *RECORDS.values()), "records")
    for record in records:
        if isinstance(record, Company):
            provider = evolve(provider, company=record)
    for section, cls in RECORDS.items():
        if given := [record for record in records if isinstance(record, cls)]:
            provider = _with_records(provider, section, *given)
    return checked(provider)


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
    return checked(_with_source(_with_replaced(provider, cited), source))


def with_prices(provider: Provider, prices: Prices, source: Source | str) -> Provider:
    """Implement `Provider.with_prices`."""
    check_type(prices, Mapping)
    check_type(source, Source, str)
    for price in prices.values():
        check_type(price, TokenPrice)
    if isinstance(source, str):
        source = provider.sources.get(source) or Source(id=_slug(source), title=source)
    citation = Citation(source=source.id)
    priced: dict[str, Model] = {}
    for model, price in prices.items():
        check_type(model, Model, str)
        found = provider.models[model if isinstance(model, str) else model.id]
        held = priced.get(found.id, found)  # two names of one model add two prices
        cited = evolve(price, citations=(*price.citations, citation))
        priced[found.id] = evolve(held, prices=(*held.prices, cited))
    return checked(_with_source(_with_records(provider, "models", *priced.values()), source))


def _check_types(given: tuple[object, ...], kind: type | tuple[type, ...], name: str) -> None:
    wrong = [each for each in given if not isinstance(each, kind)]
    if wrong:
        got = shorten(repr(wrong[0]), 60)
        msg = f"{name} are given one by one, a list of them as *{name}; got {got}"
        raise TypeError(msg)


def checked(provider: Provider) -> Provider:
    """Check the provider as if it were loaded from a file, which adds the shared vocabulary.

    Raises:
        DataError: Something in it would be refused in a file.
    """
    return from_dict(to_dict(provider))


def _with_records(provider: Provider, section: str, *records: Record) -> Provider:
    catalog = getattr(provider, section)
    by_id = {each.id: each for each in (*catalog, *records)}
    changes: dict[str, Any] = {section: evolve(catalog, records=by_id.values())}
    return evolve(provider, **changes)


def _with_replaced(provider: Provider, record: Record) -> Provider:
    """Return the provider with a record in place of the one that has its id."""
    if isinstance(record, Company):
        return evolve(provider, company=record)
    section = next(each for each in SECTIONS if record.id in getattr(provider, each).ids)
    return _with_records(provider, section, record)


def _with_source(provider: Provider, source: Source) -> Provider:
    known = {each.id: each for each in provider.sources}.get(source.id, source)
    if known != source:
        msg = f"{provider.id} has another source {source.id!r}: {known.title!r}"
        raise ValueError(msg)
    return _with_records(provider, "sources", source)


def _slug(title: str) -> str:
    """Make an id of a title, such as `our-contract` of "Our contract"."""
    slug = re.sub(r"[\W_]+", "-", title.casefold()).strip("-")
    if not slug:
        msg = f"a source needs a title with letters or digits, got {title!r}"
        raise ValueError(msg)
    return slug
