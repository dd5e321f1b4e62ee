"""What a caller adds to a provider: each function gives a new provider, checked as a loaded one."""

import re
from typing import Any

from attrs import evolve

from aiproviders._format.serialization import from_dict, to_dict
from aiproviders._records.company import Company
from aiproviders._records.model import Model
from aiproviders._records.price import TokenPrice
from aiproviders._records.provider import SECTIONS, Provider
from aiproviders._records.record import Citation, Metric, Record, Source
from aiproviders._values.text import shorten


def with_models(provider: Provider, models: tuple[Model, ...]) -> Provider:
    """Add or replace models; `Provider.with_models` documents how."""
    _check_each(models, Model, "models")
    return checked(_with(provider, "models", *models))


def with_metrics(provider: Provider, metrics: tuple[Metric, ...]) -> Provider:
    """Add or replace metrics; `Provider.with_metrics` documents how."""
    _check_each(metrics, Metric, "metrics")
    return checked(_with(provider, "metrics", *metrics))


def with_citation(
    provider: Provider, record: Record | str, source: Source | str, place: dict[str, Any]
) -> Provider:
    """Attach a citation to a record; `Provider.with_citation` documents how."""
    cited = provider.record(record if isinstance(record, str) else record.id)
    if isinstance(source, str):
        source = provider.sources[source]
    citation = Citation(source=source.id, **place)
    if citation not in cited.citations:
        cited = evolve(cited, citations=(*cited.citations, citation))
    return checked(_with_source(_with_record(provider, cited), source))


def with_price(
    provider: Provider, model: Model | str, source: Source | str, terms: dict[str, Any]
) -> Provider:
    """Add a price to a model; `Provider.with_price` documents how."""
    priced = provider.models[model if isinstance(model, str) else model.id]
    if isinstance(source, str):
        source = provider.sources.get(source) or Source(id=_slug(source), title=source)
    price = TokenPrice(citations=(Citation(source=source.id),), **terms)
    priced = evolve(priced, prices=(*priced.prices, price))
    return checked(_with_source(_with(provider, "models", priced), source))


def _check_each(given: tuple[object, ...], kind: type, name: str) -> None:
    wrong = [each for each in given if not isinstance(each, kind)]
    if wrong:
        got = shorten(repr(wrong[0]), 60)
        msg = f"{name} are given one by one, a list of them as *{name}; got {got}"
        raise TypeError(msg)


def checked(provider: Provider) -> Provider:
    """Read the provider as if from a file: with the shared vocabulary, or with an error."""
    return from_dict(to_dict(provider))


def _with(provider: Provider, section: str, *records: Record) -> Provider:
    catalog = getattr(provider, section)
    by_id = {each.id: each for each in (*catalog, *records)}
    changes: dict[str, Any] = {section: evolve(catalog, records=by_id.values())}
    return evolve(provider, **changes)


def _with_record(provider: Provider, record: Record) -> Provider:
    """Replace the record that has the same id."""
    if isinstance(record, Company):
        return evolve(provider, company=record)
    section = next(each for each in SECTIONS if record.id in getattr(provider, each).ids)
    return _with(provider, section, record)


def _with_source(provider: Provider, source: Source) -> Provider:
    known = {each.id: each for each in provider.sources}.get(source.id, source)
    if known != source:
        msg = f"{provider.id} has another source {source.id!r}: {known.title!r}"
        raise ValueError(msg)
    return _with(provider, "sources", source)


def _slug(title: str) -> str:
    """An id made of a title, such as `our-contract` of "Our contract"."""
    slug = re.sub(r"[\W_]+", "-", title.casefold()).strip("-")
    if not slug:
        msg = f"a source needs a title with letters or digits, got {title!r}"
        raise ValueError(msg)
    return slug
